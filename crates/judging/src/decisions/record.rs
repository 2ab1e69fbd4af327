//! The minutes that write themselves: what the tables say of meetings, recusals, awards and opinions.

use std::collections::HashMap;

use contest::{
    Timestamp, Tx, audit,
    contests::{self, Category, Contest},
};
use serde_json::Value;
use submissions::entries::EntryId;

use crate::{
    advisory::{self, AdvisoryNote},
    assignments::{self, AssignmentState},
    deliberation::StandingsError,
    meetings::{self, Attendance, Meeting},
    prizes::{self, Award, Tier},
    rounds::{self, Member, Round},
};

/// What happened in one category.
#[derive(Clone, Debug)]
pub struct CategoryRecord {
    /// The category.
    pub category: Category,
    /// Its meetings, the first one first.
    pub sittings: Vec<Sitting>,
    /// Who stepped back from which work, by code; why is between them and the office.
    pub recusals: Vec<(String, String)>,
    /// What was noted of which work, by code.
    pub notes: Vec<(String, String)>,
    /// Awards that depart from the formula or settle a tie: code, award, the tier by the formula.
    pub departures: Vec<(String, Award, Option<Tier>)>,
    /// Works to which the formula gives a tier and the jury none: code, tier, why.
    pub passed_over: Vec<(String, Tier, String)>,
    /// How many awards are given.
    pub awards: usize,
    /// How many awards the prize table has.
    pub quota: i64,
    /// What advisers said, and the jury's answers.
    pub opinions: Vec<AdvisoryNote>,
}

/// One meeting with everybody who was to be there.
#[derive(Clone, Debug)]
pub struct Sitting {
    /// The meeting.
    pub meeting: Meeting,
    /// Members who came, in the order of coming.
    pub there: Vec<Attendance>,
    /// Names of members who did not.
    pub absent: Vec<String>,
}

impl Sitting {
    /// How many were there at a moment.
    #[must_use]
    pub fn there_at(&self, at: Timestamp) -> usize {
        let here = |a: &&Attendance| a.came_at <= at && a.left_at.is_none_or(|left| left > at);
        self.there.iter().filter(here).count()
    }
}

/// What the tables say of the whole contest, read once.
struct Tables {
    meetings: Vec<Meeting>,
    attendances: Vec<Attendance>,
    notes: Vec<meetings::Note>,
    opinions: Vec<AdvisoryNote>,
    awards: Vec<Award>,
    reasons: HashMap<EntryId, String>,
}

/// Reads the record of a contest whose rounds are closed, in the order of its categories. Categories without a closed round
/// are left out. Who may read it is up to the caller.
pub async fn record_of(
    tx: &mut Tx,
    contest: &Contest,
) -> Result<Vec<CategoryRecord>, StandingsError> {
    let tables = Tables {
        meetings: meetings::of_contest(tx, contest.id).await?,
        attendances: meetings::attendances_of(tx, contest.id).await?,
        notes: meetings::notes_of(tx, contest.id).await?,
        opinions: advisory::notes_of(tx, contest.id).await?,
        awards: prizes::signed_awards_of(tx, contest.id).await?,
        reasons: reasons(tx, contest).await?,
    };
    let mut records = Vec::new();
    for category in contests::categories_of(tx, contest.id).await? {
        match rounds::round_of(tx, category.id).await? {
            Some(round) if round.closed_at.is_some() => {
                records.push(of_category(tx, contest, (category, &round), &tables).await?);
            }
            _ => {}
        }
    }
    Ok(records)
}

async fn of_category(
    tx: &mut Tx,
    contest: &Contest,
    (category, round): (Category, &Round),
    tables: &Tables,
) -> Result<CategoryRecord, StandingsError> {
    let panel = rounds::members_of_round(tx, round.id).await?;
    let own: Vec<&Meeting> = tables
        .meetings
        .iter()
        .filter(|m| m.category_id == category.id)
        .collect();
    let codes: HashMap<EntryId, String> = assignments::codes_of(tx, round.id)
        .await?
        .into_iter()
        .collect();
    let code = |entry: &EntryId| codes.get(entry).cloned().unwrap_or_default();
    let recusals = assignments::of_round(tx, round.id)
        .await?
        .into_iter()
        .filter(|a| a.state == AssignmentState::Recused)
        .filter_map(|a| {
            let member = panel.iter().find(|m| m.person_id == a.person_id)?;
            Some((a.code, member.name.clone()))
        })
        .collect();
    let formula = prizes::formula(tx, contest, category.id).await?;
    let given: Vec<&Award> = tables
        .awards
        .iter()
        .filter(|a| a.category_id == category.id)
        .collect();
    let tier = |id| formula.tiers.iter().find(|t| t.id == id).cloned();
    // before anything is proposed nobody is passed over
    let lacking = formula
        .proposal
        .given
        .iter()
        .filter(|g| !given.is_empty() && given.iter().all(|a| a.entry_id != g.entry));
    Ok(CategoryRecord {
        sittings: own
            .iter()
            .map(|m| sitting(m, &panel, &tables.attendances))
            .collect(),
        recusals,
        notes: tables
            .notes
            .iter()
            .filter(|n| own.iter().any(|m| m.id == n.meeting_id))
            .map(|n| (code(&n.entry_id), n.text.clone()))
            .collect(),
        departures: given
            .iter()
            .filter(|a| !a.reason.is_empty())
            .map(|a| {
                (
                    code(&a.entry_id),
                    (*a).clone(),
                    a.formula_tier_id.and_then(tier),
                )
            })
            .collect(),
        passed_over: lacking
            .filter_map(|g| {
                let why = tables.reasons.get(&g.entry).cloned().unwrap_or_default();
                Some((code(&g.entry), tier(g.tier)?, why))
            })
            .collect(),
        awards: given.len(),
        quota: formula.tiers.iter().map(|t| t.quota).sum(),
        opinions: tables
            .opinions
            .iter()
            .filter(|o| o.category_id == category.id)
            .cloned()
            .collect(),
        category,
    })
}

/// A meeting with the members who came and those who did not.
fn sitting(meeting: &Meeting, panel: &[Member], attendances: &[Attendance]) -> Sitting {
    let there: Vec<Attendance> = attendances
        .iter()
        .filter(|a| a.meeting_id == meeting.id)
        .cloned()
        .collect();
    let away = |m: &&Member| there.iter().all(|a| a.person_id != m.person_id);
    Sitting {
        absent: panel.iter().filter(away).map(|m| m.name.clone()).collect(),
        meeting: meeting.clone(),
        there,
    }
}

/// Why awards were changed, the last reason for each work: of a work without an award only the log tells.
async fn reasons(tx: &mut Tx, contest: &Contest) -> Result<HashMap<EntryId, String>, sqlx::Error> {
    let mut reasons = HashMap::new();
    for event in audit::of_kind(tx, contest.id.0, "award.changed").await? {
        let entry = event
            .subject
            .strip_prefix("entry:")
            .and_then(|id| id.parse().ok());
        let details: Value = serde_json::from_str(&event.details).unwrap_or_default();
        if let (Some(entry), Some(reason)) = (entry, details["reason"].as_str()) {
            reasons.insert(EntryId(entry), reason.to_owned());
        }
    }
    Ok(reasons)
}
