//! What a round's statistics are made from: its rules, its works, its sealed sheets.

use std::collections::{BTreeMap, HashMap};

use contest::{Tx, people::PersonId};
use submissions::entries::EntryId;

use super::{StandingsError, store};
use crate::{
    assignments::{AssignmentId, AssignmentState},
    engine::{Answer, Sheet, StandingRules},
    rounds::{self, CriterionId, Round},
    sheets,
};

/// A closed round as the engine reads it.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub(crate) rules: StandingRules,
    /// Eligible works, sorted.
    pub(crate) entries: Vec<EntryId>,
    pub(crate) sheets: Vec<Sheet<EntryId, PersonId>>,
    /// Code and title of each work.
    pub(crate) works: HashMap<EntryId, (String, String)>,
    /// Where in the juror's own order each work stood.
    pub(crate) positions: BTreeMap<(EntryId, PersonId), i64>,
}

/// Reads the rules and sheets of a round, whoever asks.
pub(crate) async fn marked(tx: &mut Tx, round: &Round) -> Result<Marked, StandingsError> {
    let criteria = rounds::criteria_of_round(tx, round.id).await?;
    let rules = rounds::engine_rules(round, &criteria)?;
    let works = store::works(tx, round.id).await?;
    let mut marks: HashMap<AssignmentId, HashMap<CriterionId, i64>> = HashMap::new();
    for mark in sheets::store::sealed_marks(tx, round.id).await? {
        marks
            .entry(mark.assignment_id)
            .or_default()
            .insert(mark.criterion_id, mark.steps);
    }
    let mut out = Marked {
        rules,
        entries: works.iter().map(|w| w.entry_id).collect(),
        sheets: Vec::new(),
        works: works
            .into_iter()
            .map(|w| (w.entry_id, (w.code, w.title)))
            .collect(),
        positions: BTreeMap::new(),
    };
    for row in store::sheets(tx, round.id).await? {
        if !out.works.contains_key(&row.entry_id) {
            continue;
        }
        let answer = match AssignmentState::parse(&row.state) {
            Some(AssignmentState::Recused) => Answer::Recused,
            Some(AssignmentState::Abstained) => Answer::Abstained,
            // what was not sealed is listed as incomplete, whatever was typed
            _ => Answer::Marks(
                criteria
                    .iter()
                    .map(|c| marks.get(&row.id).and_then(|m| m.get(&c.id)).copied())
                    .collect(),
            ),
        };
        out.positions
            .insert((row.entry_id, row.person_id), row.position);
        out.sheets.push(Sheet {
            entry: row.entry_id,
            juror: row.person_id,
            answer,
        });
    }
    Ok(out)
}
