//! What a juror keeps: the commitments of the own sealed sheets with their salts, and where the log has them. Marks are
//! not in it, but whoever holds it can try them out: it is for the juror alone.

use std::collections::HashMap;

use contest::{Tx, contests::Contest, people::PersonId};
use serde::{Deserialize, Serialize};

use crate::{assignments, checkpoints, engine::sealed::juror_key, rounds::Round};

/// Names the form of the file.
pub const FORMAT: &str = "hoaban-sheets-v1";

/// A juror's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetsReceipt {
    /// [`FORMAT`].
    pub format: String,
    /// Slug of the contest.
    pub contest: String,
    /// Key of the round.
    pub round: String,
    /// The juror's key in the sheets of this contest.
    pub juror: String,
    /// The sealed sheets, by code.
    pub sheets: Vec<ReceiptSheet>,
}

/// A sheet in a juror's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptSheet {
    /// The work's code in the round.
    pub code: String,
    /// Index of the log's leaf that carries the commitment, from 0.
    pub leaf: i64,
    /// In hexadecimal.
    pub salt: String,
    /// In hexadecimal.
    pub commitment: String,
}

/// The receipt of a juror for a round; `None` while nothing is sealed.
pub async fn receipt_of(
    tx: &mut Tx,
    contest: &Contest,
    round: &Round,
    juror: PersonId,
) -> Result<Option<SheetsReceipt>, sqlx::Error> {
    let leaves: HashMap<String, i64> = checkpoints::leaves_of_commitments(tx, contest.id).await?;
    let own = assignments::sealed_of(tx, round.id).await?.into_iter();
    let sheets: Vec<ReceiptSheet> = own
        .filter(|s| s.person_id == juror)
        .filter_map(|s| {
            let commitment = hex::encode(s.commitment?);
            Some(ReceiptSheet {
                code: s.code,
                leaf: *leaves.get(&commitment)?,
                salt: hex::encode(s.salt?),
                commitment,
            })
        })
        .collect();
    Ok((!sheets.is_empty()).then(|| SheetsReceipt {
        format: FORMAT.to_owned(),
        contest: contest.slug.clone(),
        round: round.id.to_string(),
        juror: juror_key(contest.id.0.as_bytes(), juror.0.as_bytes()),
        sheets,
    }))
}
