//! Giving works to jurors when a round opens.

use std::collections::{BTreeSet, HashMap};

use contest::{
    Context, Tx,
    db::Digest,
    folding::{fold, phone_e164},
};
use submissions::entries::{self, EntryId, KinRow};

use super::{AssignmentId, codes, store};
use crate::{
    engine::{AssignError, Task, assign, shuffled},
    rounds::{Opened, Round, store::MemberContact},
};

/// Why works could not be dealt.
#[derive(Debug)]
pub(crate) enum DealError {
    /// Conflicts leave these works without enough jurors.
    Infeasible(Vec<EntryId>),
    /// The database's own words.
    Store(sqlx::Error),
}

impl From<sqlx::Error> for DealError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error)
    }
}

/// Gives every eligible work a code and its jurors, and every juror an order of their own.
pub(crate) async fn deal(
    tx: &mut Tx,
    cx: &Context,
    round: &Round,
    panel: &[MemberContact],
    seed: Digest,
) -> Result<Opened, DealError> {
    let works = entries::eligible_ids(tx, round.category_id).await?;
    let kin = entries::authors_for_conflicts(tx, round.category_id).await?;
    let conflicts = conflicts(&works, &kin, panel);
    let task = Task {
        entries: works.len(),
        jurors: panel.len(),
        reviews: usize::try_from(round.sheets_per_entry).unwrap_or(0),
        least_load: 0,
        most_load: works.len(),
        conflicts,
        kept: BTreeSet::new(),
        expertise: vec![],
        seed: seed.0,
    };
    let solved = assign(&task).map_err(|error| match error {
        AssignError::Infeasible(block) => {
            DealError::Infeasible(block.entries.iter().map(|e| works[*e]).collect())
        }
        AssignError::Contradiction => DealError::Infeasible(works.clone()),
    })?;
    for (entry, code) in works.iter().zip(codes::codes(&seed.0, works.len())) {
        store::insert_code(tx, round.id, *entry, &code).await?;
    }
    let mut lists: Vec<Vec<EntryId>> = vec![vec![]; panel.len()];
    for (entry, jurors) in works.iter().zip(&solved.jurors_of) {
        for juror in jurors {
            lists[*juror].push(*entry);
        }
    }
    for (juror, list) in panel.iter().zip(&lists) {
        let order = shuffled(&seed.0, juror.person_id.0.as_bytes(), list);
        for (position, entry) in (1..).zip(order) {
            store::insert(
                tx,
                AssignmentId(cx.id()),
                (round.id, entry, juror.person_id),
                position,
            )
            .await?;
        }
    }
    Ok(Opened {
        entries: works.len(),
        sheets: solved.loads.iter().sum(),
        conflicts: task.conflicts.len(),
    })
}

fn conflicts(
    works: &[EntryId],
    kin: &[KinRow],
    panel: &[MemberContact],
) -> BTreeSet<(usize, usize)> {
    let at: HashMap<EntryId, usize> = works.iter().enumerate().map(|(i, e)| (*e, i)).collect();
    let mut pairs = BTreeSet::new();
    for row in kin {
        for (juror, contact) in panel.iter().enumerate() {
            if let Some(entry) = at.get(&row.entry_id)
                && related(row, contact)
            {
                pairs.insert((*entry, juror));
            }
        }
    }
    pairs
}

/// Whether a juror is, or seems close to, the author: the same telephone (the author's or the guardian's), address or
/// name, or the author's school. A namesake costs the juror one work; a missed relative would cost trust.
pub(super) fn related(row: &KinRow, juror: &MemberContact) -> bool {
    let phone = phone_e164(&juror.phone);
    let same_phone = phone.is_some()
        && (phone.as_deref() == Some(&row.phone_e164) || phone == phone_e164(&row.guardian_phone));
    let same_email = !row.email.is_empty() && row.email == juror.email;
    let same_school = !row.school.is_empty() && fold(&row.school) == fold(&juror.organisation);
    same_phone || same_email || same_school || row.name_folded == fold(&juror.name)
}
