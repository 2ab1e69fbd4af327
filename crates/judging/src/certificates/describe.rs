//! What stands around the signature of every certificate.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
};
use serde::Serialize;
use serde_json::json;

use super::{may_keep, store};

/// The longest line.
const MOST_CHARS: usize = 160;

/// The words around a signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Settings {
    /// Who issues: a committee, an office.
    pub issuer: String,
    /// Title of whoever signs, above the signature.
    pub signer_title: String,
    /// Their name, below it.
    pub signer_name: String,
    /// Place and date, as printed.
    pub place_date: String,
}

/// Why the words were not taken.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// Not the organiser, or the decision is not signed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// This line is empty or longer than 160 characters.
    #[error("the line {0} cannot be printed")]
    Line(&'static str),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Sets the words around the signature.
pub async fn describe(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    typed: &Settings,
) -> Result<(), DescribeError> {
    may_keep(actor, contest)?;
    let settings = Settings {
        issuer: line("issuer", &typed.issuer)?,
        signer_title: line("signer_title", &typed.signer_title)?,
        signer_name: line("signer_name", &typed.signer_name)?,
        place_date: line("place_date", &typed.place_date)?,
    };
    store::save_settings(tx, contest.id, &settings).await?;
    let details = json!({ "settings": settings });
    let subject = format!("contest:{}", contest.id);
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "certificates.described",
        &subject,
        &details,
    )
    .await?;
    Ok(())
}

fn line(name: &'static str, typed: &str) -> Result<String, DescribeError> {
    let tidy = tidy_line(typed);
    if tidy.is_empty() || tidy.chars().count() > MOST_CHARS {
        return Err(DescribeError::Line(name));
    }
    Ok(tidy)
}
