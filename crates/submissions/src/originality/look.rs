//! A work is looked at: its traces are made, works that share keys are compared, and what is alike is kept.

use std::collections::{HashMap, HashSet};

use contest::{Context, Db, Timestamp, Tx, contests, jobs};

use super::{Evidence, LOOK, MOST_COMPARED, Medium, store, trace, trace::Trace};
use crate::{
    entries::{self, Entry, EntryId},
    files::{Inspector, ObjectError, Objects, worker::WorkerError},
};

/// Why a work was not looked at; it will be tried again.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// The object store is at fault.
    #[error(transparent)]
    Objects(#[from] ObjectError),
    /// The child process is at fault.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The comparison did not end.
    #[error(transparent)]
    Comparing(#[from] tokio::task::JoinError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Asks for a look at a work, in the transaction of the act that changed it.
pub(crate) async fn ask(tx: &mut Tx, cx: &Context, entry: EntryId) -> Result<(), sqlx::Error> {
    jobs::ask(tx, LOOK, entry.0, cx.now).await
}

/// Asks for a look at every sent work that was never looked at, or by an older method. Returns how many.
pub async fn ask_missing(db: &Db, now: Timestamp) -> Result<usize, sqlx::Error> {
    let mut asked = 0;
    loop {
        let mut tx = db.begin().await?;
        let unseen = store::unseen(&mut tx).await?;
        for entry in &unseen {
            jobs::ask(&mut tx, LOOK, entry.0, now).await?;
        }
        tx.commit().await?;
        if unseen.is_empty() {
            return Ok(asked);
        }
        asked += unseen.len();
    }
}

/// Looks at the next work that waits. None where none does.
pub async fn look_next(
    db: &Db,
    (objects, inspector): (&Objects, &Inspector),
    cx: &Context,
) -> Result<Option<EntryId>, LookError> {
    let Some(job) = jobs::claim(db, LOOK, cx.now).await? else {
        return Ok(None);
    };
    let id = EntryId(job.subject);
    let mut tx = db.read().await?;
    let entry = entries::by_id(&mut tx, id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let contest = contests::by_id(&mut tx, entry.contest_id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    drop(tx);
    let made = trace::of(db, (objects, inspector), (&contest, &entry)).await?;
    let mut tx = db.begin().await?;
    for new in &made {
        keep(&mut tx, id, new, cx.now).await?;
    }
    tx.commit().await?;
    // Two works that are looked at in the same moment: whoever searches later finds the other one's keys.
    let found = compared(db, id, made).await?;
    let mut tx = db.begin().await?;
    note(&mut tx, cx, &entry, &found).await?;
    jobs::done(&mut tx, LOOK, &job).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// Replaces the trace and its keys.
async fn keep(tx: &mut Tx, id: EntryId, new: &Trace, now: Timestamp) -> Result<(), sqlx::Error> {
    let of = (id, new.medium());
    let before = store::trace(tx, of.0, of.1).await?;
    if let Some(old) = before.as_deref().and_then(|b| Trace::read(of.1, b)) {
        store::forget_keys(tx, id, &old.keys()).await?;
    }
    store::insert_keys(tx, id, &new.keys()).await?;
    store::keep(tx, of, &new.to_bytes(), now).await
}

/// A likeness that was found: the other work, in which medium, how much, and what shows it.
struct Found {
    other: EntryId,
    medium: Medium,
    permille: i64,
    evidence: Evidence,
}

/// Compares a work with all that share keys with it.
async fn compared(db: &Db, id: EntryId, made: Vec<Trace>) -> Result<Vec<Found>, LookError> {
    let mut all = Vec::new();
    for own in made {
        let medium = own.medium();
        let mut tx = db.read().await?;
        let mut others = Vec::new();
        for other in candidates(&mut tx, id, &own.queries()).await? {
            let content = store::trace(&mut tx, other, medium).await?;
            if let Some(trace) = content.and_then(|c| Trace::read(medium, &c)) {
                others.push((other, trace));
            }
        }
        drop(tx);
        let found = tokio::task::spawn_blocking(move || alike(id, &own, &others)).await?;
        all.extend(found);
    }
    Ok(all)
}

fn alike(id: EntryId, own: &Trace, others: &[(EntryId, Trace)]) -> Vec<Found> {
    let common = trace::common(own, others.iter().map(|(_, t)| t));
    others
        .iter()
        .filter_map(|(other, theirs)| {
            let (earlier, later) = if *other < id {
                (theirs, own)
            } else {
                (own, theirs)
            };
            let (permille, evidence) = earlier.agrees(later, &common)?;
            Some(Found {
                other: *other,
                medium: own.medium(),
                permille,
                evidence,
            })
        })
        .collect()
}

/// The vote of a key under which one work stands alone; several share it.
const WHOLE: u64 = 1 << 20;

/// Works that share keys, those that share the rarest and most first.
pub(super) async fn candidates(
    tx: &mut Tx,
    id: EntryId,
    keys: &[i64],
) -> Result<Vec<EntryId>, sqlx::Error> {
    let mut votes: HashMap<EntryId, u64> = HashMap::new();
    for key in keys {
        let under = store::under(tx, *key).await?;
        let weight = WHOLE / (under.len() as u64).max(1);
        for other in under.into_iter().filter(|other| *other != id) {
            *votes.entry(other).or_default() += weight;
        }
    }
    let mut ranked: Vec<(EntryId, u64)> = votes.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(MOST_COMPARED);
    Ok(ranked.into_iter().map(|(other, _)| other).collect())
}

/// Keeps what was found and forgets what is alike no longer.
async fn note(
    tx: &mut Tx,
    cx: &Context,
    entry: &Entry,
    found: &[Found],
) -> Result<(), sqlx::Error> {
    let mut kept = HashSet::new();
    for one in found {
        let (earlier, later) = (one.other.min(entry.id), one.other.max(entry.id));
        let contest = store::contest_of(tx, later).await?;
        let what = (one.medium, one.permille, &one.evidence);
        store::note(tx, (cx.id(), cx.now), (contest, earlier, later), what).await?;
        kept.insert((earlier, later, one.medium.as_str()));
    }
    for (id, earlier, later, medium) in store::of_entry(tx, entry.id).await? {
        if !kept.contains(&(earlier, later, medium.as_str())) {
            store::forget(tx, id).await?;
        }
    }
    Ok(())
}
