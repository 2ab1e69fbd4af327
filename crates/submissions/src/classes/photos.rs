//! Photos of works find their children by a card, by file name, or by a tap.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, Kind, Limits},
    folding::fold,
};
use serde_json::json;
use uuid::Uuid;

use super::{Card, Class, Member, Photo, store};
use crate::{
    entries::{self, Denied, EntryId},
    files::{self, Received, inspect::Refusal},
    kinds::Slot,
};

/// Why a photo was not given to an entry.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// Not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such photo or child in this class, or no painting.
    #[error("not of this class")]
    Unknown,
    /// Not what the child's category takes.
    #[error("unfit: {}", .1.as_str())]
    Unfit(Limits, Refusal),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// The child whose work a file is by its name: the entry's code, the child's name, or the number in the list, in
/// this order; nobody where two would fit.
#[must_use]
pub fn match_name(members: &[Member], file_name: &str) -> Option<EntryId> {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let folded = fold(stem);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let joined = words.concat();
    let only = |fits: &dyn Fn(&Member) -> bool| {
        let mut found = members.iter().filter(|m| fits(m));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one.entry.id),
            _ => None,
        }
    };
    let bare =
        |text: &str| -> String { fold(text).chars().filter(|c| c.is_alphanumeric()).collect() };
    let by_code = only(&|m| {
        m.entry
            .code
            .as_deref()
            .is_some_and(|code| joined.contains(&bare(code)))
    });
    let by_name = || {
        let fits = |m: &Member| {
            let name = bare(&m.full_name);
            name.chars().count() >= 4 && joined.contains(&name)
        };
        only(&fits).or_else(|| {
            // «Lò Thị Mai» stands within «Lò Thị Mai Hương» as well: the longest name wins where it is alone.
            let longest = members
                .iter()
                .filter(|m| fits(m))
                .map(|m| bare(&m.full_name).len())
                .max()?;
            only(&|m| fits(m) && bare(&m.full_name).len() == longest)
        })
    };
    let by_number = || {
        let number = words.first()?.parse::<u32>().ok()?;
        // A camera's own numbering, such as IMG_0012 or 20241003_101500, starts with no list number.
        (number <= 999 && words.len() <= 6)
            .then(|| only(&|m| m.number.parse::<u32>() == Ok(number)))
            .flatten()
    };
    by_code.or_else(by_name).or_else(by_number)
}

/// How long after its card a work is photographed at most.
const CARD_COUNTS_MS: i64 = 30 * 60_000;

/// Keeps a judged photo with the class; where a card in it, its name, or the card before it tells whose it is, it
/// becomes that entry's work at once. The photo of a card alone is not kept: it tells whose work comes next.
pub async fn keep(
    tx: &mut Tx,
    cx: &Context,
    (contest, class): (&Contest, &Class),
    members: &[Member],
    (received, card): (&Received, Option<Card>),
) -> Result<Option<EntryId>, PhotoError> {
    if let Some(card) = card
        && card.alone
    {
        store::show_card(tx, class.id, card.entry, cx.now).await?;
        return Ok(None);
    }
    let before = store::card_before(tx, class.id, cx.now.plus_ms(-CARD_COUNTS_MS)).await?;
    store::hide_card(tx, class.id).await?;
    let id = cx.id();
    files::claim(tx, cx, received).await?;
    if !store::insert_photo(tx, id, class.id, received, cx.now).await? {
        // The same picture again, as when a broken upload is repeated.
        return Ok(None);
    }
    let told = card.map(|card| card.entry);
    let told = told.or_else(|| match_name(members, &received.original_name));
    let Some(entry) = told.or(before) else {
        return Ok(None);
    };
    match assign(tx, cx, (contest, class), id, entry).await {
        Ok(()) => Ok(Some(entry)),
        // Sent and decided works, and those of other kinds, take no photo; the teacher sees it among the unmatched.
        Err(PhotoError::Denied(_) | PhotoError::Unknown | PhotoError::Unfit(..)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes a photo the work of an entry of the same class.
pub async fn assign(
    tx: &mut Tx,
    cx: &Context,
    (contest, class): (&Contest, &Class),
    photo: Uuid,
    entry: EntryId,
) -> Result<(), PhotoError> {
    let photo: Photo = store::photo(tx, class.id, photo)
        .await?
        .ok_or(PhotoError::Unknown)?;
    let members = store::members(tx, class.id).await?;
    let member = members
        .iter()
        .find(|m| m.entry.id == entry)
        .ok_or(PhotoError::Unknown)?;
    let category = contest::contests::category(tx, member.entry.category_id).await?;
    let category = category
        .filter(|c| c.kind == Kind::Painting)
        .ok_or(PhotoError::Unknown)?;
    let rules = Slot::PaintingImage.rules_of(&category.limits);
    rules
        .check(photo.size_bytes.cast_unsigned(), &photo.properties())
        .map_err(|refusal| PhotoError::Unfit(category.limits, refusal))?;
    let holder = Actor::Holder(entry.0);
    entries::may_change(&holder, contest, &member.entry, cx.now)?;
    let file = (
        photo.sha256,
        photo.original_name.as_str(),
        photo.properties.as_str(),
    );
    files::place(tx, cx, (entry, Slot::PaintingImage), file).await?;
    store::place_photo(tx, photo.id, entry).await?;
    let details = json!({ "version": member.entry.version, "files": [photo.sha256.hex()] });
    audit::append(
        tx,
        cx,
        contest.id.0,
        &Actor::Teacher(class.id.0),
        "entry.described",
        &member.entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}
