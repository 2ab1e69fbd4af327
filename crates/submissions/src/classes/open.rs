//! A teacher opens a class, without an account.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules},
    folding::{phone_e164, tidy_line},
};
use serde_json::json;

use super::{Class, ClassId, key_hash, store};
use crate::entries::Denied;

/// A class as typed.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "each field is the form's field of the same name"
)]
pub struct ClassInput {
    pub school: String,
    pub name: String,
    pub teacher: String,
    pub phone: String,
}

/// What is wrong with a field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassFault {
    /// Empty.
    Missing(&'static str),
    /// More than 120 characters.
    TooLong(&'static str),
    /// Not a telephone number.
    Phone,
}

/// Why a class could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Too early or too late.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Something typed is wrong.
    #[error("incomplete")]
    Faults(Vec<ClassFault>),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

const MAX_CHARS: usize = 120;

/// Opens a class and tells the key of its link, which cannot be told again.
pub async fn open(
    tx: &mut Tx,
    cx: &Context,
    contest: &Contest,
    input: &ClassInput,
) -> Result<(Class, String), OpenError> {
    rules::may_begin_entry(contest, cx.now).map_err(Denied::from)?;
    let class = Class {
        id: ClassId(cx.id()),
        contest_id: contest.id,
        school: tidy_line(&input.school),
        name: tidy_line(&input.name),
        teacher: tidy_line(&input.teacher),
        phone: tidy_line(&input.phone),
        created_at: cx.now,
    };
    let phone = phone_e164(&class.phone);
    let mut faults = Vec::new();
    for (field, text) in [
        ("school", &class.school),
        ("name", &class.name),
        ("teacher", &class.teacher),
        ("phone", &class.phone),
    ] {
        if text.is_empty() {
            faults.push(ClassFault::Missing(field));
        } else if text.chars().count() > MAX_CHARS {
            faults.push(ClassFault::TooLong(field));
        }
    }
    if phone.is_none() && !class.phone.is_empty() {
        faults.push(ClassFault::Phone);
    }
    let (Some(phone), true) = (phone, faults.is_empty()) else {
        return Err(OpenError::Faults(faults));
    };
    let key = cx.key();
    store::insert(tx, &class, key_hash(&key), &phone).await?;
    audit::append(
        tx,
        cx,
        contest.id.0,
        &Actor::Teacher(class.id.0),
        "class.opened",
        &class.subject(),
        &json!({}),
    )
    .await?;
    Ok((class, key))
}
