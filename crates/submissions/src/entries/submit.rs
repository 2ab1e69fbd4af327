//! An entry is sent: complete, consented to, numbered.

use contest::{
    Actor, Context, Tx, audit,
    contests::{self, Category, Contest},
};
use serde_json::json;

use super::{
    Author, Denied, Entry, EntryState, FieldFault, Work, code::code_of, rules, store, together,
};
use crate::{
    consents::{self, AgeGroup, Standing},
    files::{self, WorkFile},
    kinds::{Slot, required_slot},
    leaks, receipts,
    uploads::{self, Upload},
};

/// What an entry still lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Texts that are missing or too long.
    pub work: Vec<FieldFault>,
    /// The file without which it is no work.
    pub file: Option<Slot>,
    /// Whether no author has been named.
    pub author: bool,
}

impl Missing {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What a receipt tells.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// The entry's code.
    pub code: String,
}

/// Why an entry could not be sent.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// Not the holder, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Something is missing.
    #[error("incomplete")]
    Incomplete(Missing),
    /// Nobody agreed to take part.
    #[error("no consent to take part")]
    NoConsent,
    /// The author has entered as many works as the category takes.
    #[error("the author's limit is reached")]
    LimitReached(i64),
    /// Another window sent or withdrew it meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// What the entry still lacks, by its texts, files (held or promised) and author.
#[must_use]
pub fn missing_of(
    category: &Category,
    entry: &Entry,
    (files, uploads): (&[WorkFile], &[Upload]),
    author: Option<&Author>,
) -> Missing {
    let work = Work {
        title: entry.title.clone(),
        statement: entry.statement.clone(),
        alt: entry.alt.clone(),
        body: entry.body.clone(),
        initiative: entry.initiative(),
    };
    let lacks = |slot: &Slot| {
        files.iter().all(|f| f.slot != *slot)
            && !uploads.iter().any(|u| u.slot == *slot && u.is_in_force())
    };
    Missing {
        work: work.faults(category.kind, &category.limits),
        file: required_slot(category.kind).filter(lacks),
        author: author.is_none(),
    }
}

/// Sends a draft or a returned entry to which the author, or a small child's guardian, has agreed.
pub async fn submit(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category, entry): (&Contest, &Category, &Entry),
) -> Result<Submitted, SubmitError> {
    rules::may_change(actor, contest, entry, cx.now)?;
    let held = files::of_entry(tx, entry.id).await?;
    let following = uploads::in_force(tx, entry.id).await?;
    let author = store::author_of(tx, entry.id).await?;
    let missing = missing_of(category, entry, (&held, &following), author.as_ref());
    let Some(author) = author.filter(|_| missing.is_nothing()) else {
        return Err(SubmitError::Incomplete(missing));
    };
    let standing = Standing::of(&consents::of_entry(tx, entry.id).await?);
    let age = AgeGroup::of(author.birth_year, super::credit::year_of(contest));
    if !standing.may_be_sent(age) {
        return Err(SubmitError::NoConsent);
    }
    let code = match &entry.code {
        Some(code) => code.clone(),
        None => numbered(tx, category, entry, &author).await?,
    };
    if !store::set_submitted(tx, entry, &code, cx.now).await? {
        return Err(SubmitError::ChangedElsewhere);
    }
    leaks::renew(tx, entry.id, cx.now).await?;
    let digests: Vec<String> = held.iter().map(|f| f.sha256.hex()).collect();
    let promised = following.iter().filter(|u| u.is_in_force());
    let promised: Vec<String> = promised.filter_map(|u| Some(u.promised()?.hex())).collect();
    let details = json!({
        "code": code, "version": entry.version + 1, "files": digests, "promised": promised,
        "resent": entry.state != EntryState::Draft,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.submitted",
        &entry.subject(),
        &details,
    )
    .await?;
    receipts::issue(tx, cx, contest, entry.id).await?;
    Ok(Submitted { code })
}

/// Takes the places of its authors and draws the entry's number.
async fn numbered(
    tx: &mut Tx,
    category: &Category,
    entry: &Entry,
    author: &Author,
) -> Result<String, SubmitError> {
    let number = contests::draw_number(tx, category.id).await?;
    if !together::take_places(tx, category, entry.id, author).await? {
        return Err(SubmitError::LimitReached(category.max_per_author));
    }
    let code = code_of(&category.letter, number);
    store::set_number(tx, entry.id, number).await?;
    Ok(code)
}
