//! The good rows of a checked list become drafts of the class.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Category, Contest},
    folding::fold,
};
use serde_json::json;

use super::{Class, Row, member_key, store};
use crate::entries::{self, BeginError, CreditError, Denied, Source, Work};

/// What was taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// New drafts.
    pub added: usize,
    /// Rows of children whose same work was there already.
    pub known: usize,
}

/// Why a list was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// Too early or too late.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// More children than a class may have.
    #[error("the class is full")]
    Full,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Begins a draft for each good row that is not there yet; a list may be sent again with more rows.
pub async fn fill(
    tx: &mut Tx,
    cx: &Context,
    (contest, categories): (&Contest, &[Category]),
    (class, class_key): (&Class, &str),
    rows: &[Row],
) -> Result<Filled, FillError> {
    let present: Vec<_> = store::members(tx, class.id)
        .await?
        .into_iter()
        .map(|m| (fold(&m.full_name), fold(&m.entry.title)))
        .collect();
    let mut filled = Filled::default();
    for row in rows.iter().filter(|r| r.is_good()) {
        let (Some(author), Some(index)) = (&row.author, row.category) else {
            continue;
        };
        if present.contains(&row.likeness()) {
            filled.known += 1;
            continue;
        }
        let Some(category) = categories.get(index) else {
            continue;
        };
        if present.len() + filled.added >= super::MAX_ROWS {
            return Err(FillError::Full);
        }
        let position = store::next_position(tx, class.id).await?;
        let work = Work {
            title: row.title.clone(),
            ..Work::default()
        };
        let key = member_key(class_key, position);
        let of = (contest, category);
        let begun =
            entries::begin_with_key(tx, cx, &Actor::Visitor, of, (Source::Online, &work, key))
                .await
                .map_err(|error| match error {
                    BeginError::Denied(denied) => FillError::Denied(denied),
                    BeginError::Store(error) => FillError::Store(error),
                })?;
        let mut author = author.clone();
        author.school.clone_from(&class.school);
        author.class_name.clone_from(&class.name);
        let holder = Actor::Holder(begun.entry.id.0);
        entries::credit(tx, cx, &holder, (contest, &begun.entry), &author)
            .await
            .map_err(|error| match error {
                CreditError::Denied(denied) => FillError::Denied(denied),
                // A draft takes none of its author's places, so this is not met here.
                CreditError::LimitReached(_) => FillError::Full,
                CreditError::Store(error) => FillError::Store(error),
            })?;
        store::insert_member(tx, begun.entry.id, class.id, (position, &row.number)).await?;
        filled.added += 1;
    }
    store::drop_list(tx, class.id).await?;
    let details = json!({ "added": filled.added, "known": filled.known });
    audit::append(
        tx,
        cx,
        contest.id.0,
        &Actor::Teacher(class.id.0),
        "class.filled",
        &class.subject(),
        &details,
    )
    .await?;
    Ok(filled)
}
