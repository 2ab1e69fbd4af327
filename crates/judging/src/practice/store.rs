//! SQL of `practice_marks`.

use contest::{
    Actor, Tx,
    contests::{CategoryId, ContestId},
    on,
};

use super::{PracticeMark, WORKS};
use crate::rounds::RoundId;

const OF_ROUND: &str = "SELECT person_id, work, criterion_id, steps FROM practice_marks
    WHERE round_id = $1 ORDER BY person_id, work, criterion_id";

/// All practice marks of a round.
pub async fn marks_of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<PracticeMark>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ROUND)
        .bind(round)
        .fetch_all(c)
        .await)
}

const SEATS: &str = "SELECT r.category_id,
        (SELECT COUNT(*) FROM practice_marks p WHERE p.round_id = r.id AND p.person_id = $2)
            >= $3 * (SELECT COUNT(*) FROM criteria c WHERE c.round_id = r.id) AS done
    FROM rounds r JOIN panel_members m ON m.round_id = r.id
    WHERE r.contest_id = $1 AND m.person_id = $2 AND r.kind <> 'ranking' AND r.state <> 'closed'
        AND r.position = (SELECT COALESCE(MAX(o.position), 1) FROM rounds o
            WHERE o.category_id = r.category_id AND o.state <> 'draft')
    ORDER BY r.category_id";

/// The categories in which a juror can practise now, each with whether every mark is given.
pub async fn seats_of(
    tx: &mut Tx,
    actor: &Actor,
    contest: ContestId,
) -> Result<Vec<(CategoryId, bool)>, sqlx::Error> {
    let Some(person) = actor.person() else {
        return Ok(vec![]);
    };
    on!(tx, |c| sqlx::query_as(SEATS)
        .bind(contest)
        .bind(person)
        .bind(WORKS)
        .fetch_all(c)
        .await)
}

const SAVE: &str = "INSERT INTO practice_marks (round_id, person_id, work, criterion_id, steps)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (round_id, person_id, work, criterion_id) DO UPDATE SET steps = $5";

pub(super) async fn save(
    tx: &mut Tx,
    round: RoundId,
    mark: &PracticeMark,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SAVE)
        .bind(round)
        .bind(mark.person_id)
        .bind(mark.work)
        .bind(mark.criterion_id)
        .bind(mark.steps)
        .execute(c)
        .await
        .map(|_| ()))
}
