//! What is signed.

use contest::{Tx, contests::ContestId, db::Digest};
use serde_json::json;

use super::store;
use crate::{advisory, meetings, prizes, rounds};

/// SHA-256 over everything that the signatures answer for: number, minutes, every award with its reason, every opinion
/// of the advisory board with its answer, the meetings with who came and what was noted, and the frozen rules of the rounds.
pub async fn digest_of(tx: &mut Tx, contest: ContestId) -> Result<Digest, sqlx::Error> {
    let decision = store::decision_of(tx, contest).await?;
    let (number, minutes) = decision.map_or_else(Default::default, |d| (d.number, d.minutes));
    let awards: Vec<_> = prizes::signed_awards_of(tx, contest)
        .await?
        .into_iter()
        .map(|a| {
            json!([
                a.category_id,
                a.tier_id,
                a.name_vi,
                a.name_en,
                a.entry_id,
                a.formula_tier_id,
                a.rank,
                a.score,
                a.reason
            ])
        })
        .collect();
    let notes: Vec<_> = advisory::notes_of(tx, contest)
        .await?
        .into_iter()
        .map(|n| {
            json!([
                n.category_id,
                n.person_id,
                n.opinion,
                n.reason,
                n.at,
                n.answer,
                n.answered_by,
                n.answered_at
            ])
        })
        .collect();
    let hashes = rounds::store::rules_hashes(tx, contest).await?;
    let rules: Vec<_> = hashes
        .into_iter()
        .map(|(round, hash)| json!([round, hash]))
        .collect();
    let sittings: Vec<_> = meetings::of_contest(tx, contest)
        .await?
        .into_iter()
        .map(|m| {
            json!([
                m.id,
                m.category_id,
                m.place,
                m.quorum,
                m.opened_at,
                m.ended_at
            ])
        })
        .collect();
    let came: Vec<_> = meetings::attendances_of(tx, contest)
        .await?
        .into_iter()
        .map(|a| json!([a.meeting_id, a.person_id, a.came_at, a.left_at]))
        .collect();
    let said: Vec<_> = meetings::notes_of(tx, contest)
        .await?
        .into_iter()
        .map(|n| json!([n.meeting_id, n.entry_id, n.text, n.at]))
        .collect();
    let signed = json!([
        "decision-v2",
        contest,
        number,
        minutes,
        awards,
        notes,
        rules,
        sittings,
        came,
        said
    ]);
    Ok(Digest::of(signed.to_string().as_bytes()))
}
