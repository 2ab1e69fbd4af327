//! Work that is done while nobody waits for it: asked for in the transaction of the act that calls for it, claimed by
//! one server at a time, and forgotten once it is done.
//!
//! A job says only what is to be done with which thing; how it stands is read when it is done. Asking twice is one job,
//! and asking while a server is at it brings one more.

mod store;

use uuid::Uuid;

use crate::{Db, Timestamp, Tx};

pub use store::{asked_before, waiting};

/// How long one server may be at a job before another one tries; a further try waits twice as long.
const LEASE_MS: i64 = 5 * 60_000;
/// The longest wait between two tries.
const MOST_WAIT_MS: i64 = 6 * 3_600_000;

/// What is done in the background; each kind is named by the module that does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobKind(pub &'static str);

/// A job that this server has claimed.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Job {
    /// The thing that it is about.
    pub subject: Uuid,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

/// Asks for a job, at once.
pub async fn ask(
    tx: &mut Tx,
    kind: JobKind,
    subject: Uuid,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    store::ask(tx, kind, subject, now).await
}

/// Claims the job of a kind that has waited longest. Whoever neither finishes it nor asks again has it tried anew when
/// its lease is over.
pub async fn claim(db: &Db, kind: JobKind, now: Timestamp) -> Result<Option<Job>, sqlx::Error> {
    let mut tx = db.begin().await?;
    let claimed = store::claim(&mut tx, kind, now, now.plus_ms(LEASE_MS)).await?;
    if let Some(job) = &claimed
        && job.attempts > 1
    {
        let wait_ms = (LEASE_MS << job.attempts.clamp(0, 10)).min(MOST_WAIT_MS);
        store::postpone(&mut tx, kind, job.subject, now.plus_ms(wait_ms)).await?;
    }
    tx.commit().await?;
    Ok(claimed)
}

/// The job is done, unless it was asked for once more meanwhile.
pub async fn done(tx: &mut Tx, kind: JobKind, job: &Job) -> Result<(), sqlx::Error> {
    store::done(tx, kind, job).await
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::db::testing::databases;

    const KIND: JobKind = JobKind("test.kind");
    const OTHER: JobKind = JobKind("test.other");

    async fn asked(db: &Db, kind: JobKind, subject: Uuid, at: i64) {
        let mut tx = db.begin().await.expect("begins");
        ask(&mut tx, kind, subject, Timestamp(at))
            .await
            .expect("asked");
        tx.commit().await.expect("commits");
    }

    async fn claimed(db: &Db, at: i64) -> Option<Job> {
        claim(db, KIND, Timestamp(at)).await.expect("claims")
    }

    #[tokio::test]
    async fn a_job_is_claimed_once_and_again_when_its_server_died() {
        for test in databases().await {
            let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
            asked(&test.db, KIND, two, 20).await;
            asked(&test.db, KIND, one, 10).await;
            asked(&test.db, KIND, one, 10).await;
            asked(&test.db, OTHER, one, 1).await;
            let first = claimed(&test.db, 30).await.expect("one waits");
            assert_eq!((first.subject, first.attempts), (one, 1));
            assert_eq!(claimed(&test.db, 30).await.map(|j| j.subject), Some(two));
            assert!(claimed(&test.db, 30).await.is_none(), "both are claimed");
            let again = claimed(&test.db, 30 + LEASE_MS)
                .await
                .expect("the lease is over");
            assert_eq!(again.attempts, 2);
        }
    }

    #[tokio::test]
    async fn what_is_asked_for_meanwhile_is_done_once_more() {
        for test in databases().await {
            let one = Uuid::from_u128(1);
            asked(&test.db, KIND, one, 10).await;
            let first = claimed(&test.db, 20).await.expect("waits");
            asked(&test.db, KIND, one, 10).await;
            let mut tx = test.db.begin().await.expect("begins");
            done(&mut tx, KIND, &first).await.expect("done");
            tx.commit().await.expect("commits");
            let second = claimed(&test.db, 22).await.expect("asked once more");
            let mut tx = test.db.begin().await.expect("begins");
            done(&mut tx, KIND, &second).await.expect("done");
            tx.commit().await.expect("commits");
            assert!(claimed(&test.db, 22 + 2 * LEASE_MS).await.is_none());
        }
    }

    #[tokio::test]
    async fn what_fails_again_and_again_is_tried_less_often() {
        for test in databases().await {
            asked(&test.db, KIND, Uuid::from_u128(1), 0).await;
            let mut now = 0;
            let mut waits = Vec::new();
            for _ in 0..12 {
                let begun = now;
                while claimed(&test.db, now).await.is_none() {
                    now += LEASE_MS;
                }
                waits.push(now - begun);
                now += 1;
            }
            assert!(waits.is_sorted(), "{waits:?}");
            assert!(waits[11] >= MOST_WAIT_MS - LEASE_MS && waits[11] <= MOST_WAIT_MS + LEASE_MS);
        }
    }
}
