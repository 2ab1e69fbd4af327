//! Reading a decided contest into a bundle.

use std::collections::{BTreeMap, HashMap, HashSet};

use contest::{
    Tx,
    contests::{self, Category, Contest, Openness},
    db::Digest,
    people::{self, PersonId},
};
use submissions::{
    entries::{self, EntryId},
    receipts::Signer,
};

use super::{
    archive::{Files, pack},
    compute::{self, Basis, tie_name},
    form::{
        self, BundleEntry, BundleSheet, CriterionRules, Decided, FORMAT, Manifest, ManifestFile,
        Pair, Regulation, Roster, RosterJuror, RoundRules, TierRules,
    },
    log, manifest_origin, manifest_text, names, totals,
};
use crate::{
    advancement,
    assignments::{self, AssignmentId, AssignmentState, Sealed},
    checkpoints::{self, Cause},
    decisions,
    engine::{FormError, canonical::NotCanonical, sealed::juror_key},
    prizes,
    rounds::{self, Round},
    sheets,
};

/// How much is put into a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What the contest publishes.
    Published,
    /// Every sheet, whatever is published: for a notary or an auditor.
    Full,
}

/// Why there is no bundle.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The decision is not signed, so there is nothing to compute again.
    #[error("the decision is not signed")]
    NotDecided,
    /// The stored criteria cannot be added exactly.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The stored sheets contradict the rules.
    #[error("the stored sheets cannot be counted: {0}")]
    Sheets(String),
    /// A value has no canonical form.
    #[error(transparent)]
    Canonical(#[from] NotCanonical),
    /// The archive could not be written.
    #[error("the archive cannot be written: {0}")]
    Archive(String),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Everything of a contest that goes into its bundle, read but not yet written.
struct Gathered {
    regulation: Regulation,
    roster: Roster,
    entries: Vec<BundleEntry>,
    assignments: Vec<Pair>,
    recusals: Vec<Pair>,
    sheets: Vec<BundleSheet>,
    decisions: Vec<Decided>,
}

/// The bytes of a contest's bundle; the same for whoever makes it. Who may have it is up to the caller.
pub async fn make(
    tx: &mut Tx,
    contest: &Contest,
    signer: &Signer,
    scope: Scope,
) -> Result<Vec<u8>, BundleError> {
    let kept = checkpoints::of_contest(tx, contest.id).await?;
    let decided = kept.iter().find(|c| c.cause == Cause::DecisionSigned);
    let checkpoint = decided.ok_or(BundleError::NotDecided)?;
    let level = match (scope, contest.openness) {
        (Scope::Full, Openness::Totals) => Openness::Numbers,
        (_, level) => level,
    };
    let events = checkpoints::events_of(tx, contest.id, checkpoint.size).await?;
    let leaves = log::leaves(&events);
    let mut all = gather(tx, contest, &log::commitments(&leaves)).await?;
    if level != Openness::Names {
        all.roster.jurors.iter_mut().for_each(|j| j.name = None);
    }
    let results = compute::results(&all.basis()).map_err(BundleError::Sheets)?;
    if level == Openness::Totals {
        totals::withhold(&mut all.sheets);
        all.roster.jurors.clear();
        all.assignments.clear();
        all.recusals.clear();
    }
    let mut files = Files::new();
    let mut put = |name: &str, bytes: Vec<u8>| files.insert(name.to_owned(), bytes);
    put(names::REGULATION, form::json(&all.regulation)?);
    put(names::ROSTER, form::json(&all.roster)?);
    put(
        names::ENTRIES,
        form::json(&form::Entries {
            entries: all.entries,
        })?,
    );
    put(names::ASSIGNMENTS, form::lines(&all.assignments)?);
    put(names::RECUSALS, form::lines(&all.recusals)?);
    put(names::SHEETS, form::lines(&all.sheets)?);
    put(names::DECISIONS, form::lines(&all.decisions)?);
    put(names::RESULTS, form::json(&results)?);
    put(names::LEAVES, form::lines(&leaves)?);
    put(
        names::CHECKPOINT,
        checkpoint.note(&contest.slug, signer).into_bytes(),
    );
    sign(&mut files, contest, level, signer)?;
    pack(&files).map_err(|error| BundleError::Archive(error.to_string()))
}

/// Adds the manifest and its signature.
fn sign(
    files: &mut Files,
    contest: &Contest,
    openness: Openness,
    signer: &Signer,
) -> Result<(), BundleError> {
    let of = |(name, bytes): (&String, &Vec<u8>)| ManifestFile {
        name: name.clone(),
        bytes: bytes.len() as u64,
        sha256: Digest::of(bytes).hex(),
    };
    let manifest = form::json(&Manifest {
        format: FORMAT.to_owned(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        contest: contest.slug.clone(),
        openness,
        key: signer.key(),
        files: files.iter().map(of).collect(),
    })?;
    let text = manifest_text(&contest.slug, &Digest::of(&manifest).hex());
    let note = signer.sign_note(&manifest_origin(&contest.slug), &text);
    files.insert(names::SIGNATURES.to_owned(), note.into_bytes());
    files.insert(names::MANIFEST.to_owned(), manifest);
    Ok(())
}

impl Gathered {
    /// Adds who was to judge what in a round, who stepped back, and the sheets.
    async fn gather_sheets(
        &mut self,
        tx: &mut Tx,
        (name, round): (&str, &Round),
        (counting, numbers, leaves): (
            &HashSet<EntryId>,
            &HashMap<PersonId, String>,
            &HashMap<String, i64>,
        ),
    ) -> Result<(), sqlx::Error> {
        let mut marks: HashMap<AssignmentId, Vec<i64>> = HashMap::new();
        for mark in sheets::store::marks_of_round(tx, round.id).await? {
            marks
                .entry(mark.assignment_id)
                .or_default()
                .push(mark.steps);
        }
        for sealed in assignments::sealed_of(tx, round.id).await? {
            let pair = Pair {
                category: name.to_owned(),
                code: sealed.code.clone(),
                juror: numbers[&sealed.person_id].clone(),
            };
            if sealed.state == AssignmentState::Recused {
                self.recusals.push(pair.clone());
            } else if sealed.state != AssignmentState::Open {
                let own = marks.remove(&sealed.id).unwrap_or_default();
                let withheld = !counting.contains(&sealed.entry_id);
                self.sheets
                    .push(sheet(&pair, &sealed, own, withheld, leaves));
            }
            self.assignments.push(pair);
        }
        Ok(())
    }

    fn sort(&mut self) {
        let by_pair = |s: &BundleSheet| (s.category.clone(), s.code.clone(), s.juror.clone());
        self.entries
            .sort_by(|a, b| (&a.category, &a.code).cmp(&(&b.category, &b.code)));
        self.assignments.sort();
        self.recusals.sort();
        self.sheets.sort_by_cached_key(by_pair);
    }

    fn basis(&self) -> Basis<'_> {
        Basis {
            regulation: &self.regulation,
            entries: &self.entries,
            assignments: &self.assignments,
            recusals: &self.recusals,
            sheets: &self.sheets,
        }
    }
}

/// `leaves` tells which leaf carries a commitment.
async fn gather(
    tx: &mut Tx,
    contest: &Contest,
    leaves: &HashMap<String, i64>,
) -> Result<Gathered, BundleError> {
    let numbers = number_jurors(tx, contest).await?;
    let mut out = Gathered {
        regulation: Regulation {
            contest: contest.id.to_string(),
            name_vi: contest.name_vi.clone(),
            name_en: contest.name_en.clone(),
            prizes_per_author: prizes::Plan::PER_AUTHOR as u64,
            rounds: Vec::new(),
        },
        roster: numbers.roster,
        entries: Vec::new(),
        assignments: Vec::new(),
        recusals: Vec::new(),
        sheets: Vec::new(),
        decisions: Vec::new(),
    };
    let mut authors = HashMap::new();
    // of each work, by its last round
    let mut codes = HashMap::new();
    let categories = contests::categories_of(tx, contest.id).await?;
    let mut rounds = rounds::rounds_of(tx, contest.id).await?;
    rounds.retain(|r| r.closed_at.is_some());
    for round in &rounds {
        let Some(category) = categories.iter().find(|c| c.id == round.category_id) else {
            continue;
        };
        let name = name_of(category, round);
        let last = !rounds
            .iter()
            .any(|r| r.category_id == round.category_id && r.position > round.position);
        let mut rules = rules_of(tx, round, last).await?;
        rules.category.clone_from(&name);
        rules.name_vi.clone_from(&category.name_vi);
        rules.name_en.clone_from(&category.name_en);
        out.regulation.rounds.push(rules);
        let works = works_of(tx, (&name, round), &codes, &mut authors).await?;
        codes.extend(
            works
                .iter()
                .map(|(id, e)| (*id, (name.clone(), e.code.clone()))),
        );
        if !last {
            out.decisions
                .extend(advanced_of(tx, (&name, round), &codes).await?);
        }
        let counting = works.iter().filter(|(_, e)| e.counts).map(|(id, _)| *id);
        let counting: HashSet<EntryId> = counting.collect();
        out.entries.extend(works.into_iter().map(|(_, e)| e));
        let of = (name.as_str(), round);
        out.gather_sheets(tx, of, (&counting, &numbers.of, leaves))
            .await?;
    }
    out.sort();
    let decided = decisions_of(tx, contest, &codes).await?;
    out.decisions.splice(0..0, decided);
    Ok(out)
}

/// The jurors of a contest with their numbers.
pub(super) struct Numbers {
    roster: Roster,
    of: HashMap<PersonId, String>,
}

impl Numbers {
    /// The juror as the public reads it.
    pub(super) fn shown(&self, person: PersonId, level: Openness) -> String {
        let number = self.of.get(&person).cloned().unwrap_or_default();
        let listed = self.roster.jurors.iter().find(|j| j.juror == number);
        let name = listed.and_then(|j| j.name.clone());
        name.filter(|_| level == Openness::Names).unwrap_or(number)
    }
}

/// Everybody who has an assignment, numbered in the order of their keys, which tell nothing.
pub(super) async fn number_jurors(tx: &mut Tx, contest: &Contest) -> Result<Numbers, sqlx::Error> {
    let mut by_key: BTreeMap<String, PersonId> = BTreeMap::new();
    for round in rounds::rounds_of(tx, contest.id).await? {
        for sealed in assignments::sealed_of(tx, round.id).await? {
            let person = sealed.person_id;
            by_key.insert(
                juror_key(contest.id.0.as_bytes(), person.0.as_bytes()),
                person,
            );
        }
    }
    let mut numbers = Numbers {
        roster: Roster::default(),
        of: HashMap::new(),
    };
    for (n, (key, person)) in (1..).zip(by_key) {
        let juror = format!("J{n}");
        let name = people::by_id(tx, person).await?.map(|p| p.name);
        numbers.of.insert(person, juror.clone());
        numbers.roster.jurors.push(RosterJuror { juror, key, name });
    }
    Ok(numbers)
}

/// How a bundle names a round.
fn name_of(category: &Category, round: &Round) -> String {
    match round.position {
        1 => category.slug.clone(),
        n => format!("{}/{n}", category.slug),
    }
}

/// The prize table belongs to the last round.
async fn rules_of(tx: &mut Tx, round: &Round, last: bool) -> Result<RoundRules, BundleError> {
    let criteria = rounds::criteria_of_round(tx, round.id).await?;
    let engine = rounds::engine_rules(round, &criteria)?;
    let tiers = prizes::tiers_of(tx, round.contest_id).await?;
    let tiers = tiers
        .into_iter()
        .filter(|t| last && t.category_id == round.category_id);
    Ok(RoundRules {
        category: String::new(),
        category_key: round.category_id.to_string(),
        round: round.id.to_string(),
        position: round.position,
        kind: round.kind,
        name_vi: String::new(),
        name_en: String::new(),
        carry: round.carry,
        gap: round.gap,
        advance_by: round.advance_by,
        advance_n: round.advance_n,
        sheets_per_entry: round.sheets_per_entry,
        least_sheets: round.least_sheets,
        method: round.method,
        ties: engine.chain.iter().map(|step| tie_name(*step)).collect(),
        places: engine.places,
        criteria: criteria
            .into_iter()
            .map(|c| CriterionRules {
                id: c.id.to_string(),
                name_vi: c.name_vi,
                name_en: c.name_en,
                guide_vi: c.guide_vi,
                guide_en: c.guide_en,
                least: c.least,
                most: c.most,
                step: c.step,
                weight: c.weight,
            })
            .collect(),
        tiers: tiers
            .map(|t| TierRules {
                level: t.level,
                name_vi: t.name_vi,
                name_en: t.name_en,
                quota: t.quota,
                money_vnd: t.money_vnd,
            })
            .collect(),
    })
}

/// Round and code by which works are named.
type Codes = HashMap<EntryId, (String, String)>;

/// The works of a round by code, with their codes `before`. `authors` numbers who made them, in the order in which they
/// are met.
async fn works_of(
    tx: &mut Tx,
    (name, round): (&str, &Round),
    before: &Codes,
    authors: &mut HashMap<(String, String), String>,
) -> Result<Vec<(EntryId, BundleEntry)>, sqlx::Error> {
    let mut made_by: HashMap<EntryId, Vec<(String, String)>> = HashMap::new();
    for kin in entries::authors_for_conflicts(tx, round.category_id).await? {
        let author = (kin.phone_e164, kin.name_folded);
        made_by.entry(kin.entry_id).or_default().push(author);
    }
    let mut works = Vec::new();
    for (id, code) in assignments::codes_of(tx, round.id).await? {
        // only works that are still in the contest have an author here
        let counts = made_by.contains_key(&id);
        let mut of = made_by.remove(&id).unwrap_or_default();
        of.sort();
        let mut number = |author| {
            let next = format!("P{}", authors.len() + 1);
            authors.entry(author).or_insert(next).clone()
        };
        let entry = BundleEntry {
            category: name.to_owned(),
            code,
            before: before.get(&id).map(|(_, code)| code.clone()),
            counts,
            authors: of.into_iter().map(&mut number).collect(),
        };
        works.push((id, entry));
    }
    Ok(works)
}

fn sheet(
    pair: &Pair,
    sealed: &Sealed,
    marks: Vec<i64>,
    withheld: bool,
    leaves: &HashMap<String, i64>,
) -> BundleSheet {
    let abstained = sealed.state == AssignmentState::Abstained;
    let commitment = sealed.commitment.as_ref().map(hex::encode);
    let answer = match (withheld, abstained) {
        (true, _) => "withheld",
        (false, true) => "abstained",
        (false, false) => "marks",
    };
    BundleSheet {
        category: pair.category.clone(),
        code: Some(pair.code.clone()),
        juror: Some(pair.juror.clone()),
        answer: answer.to_owned(),
        marks: if withheld || abstained {
            Vec::new()
        } else {
            marks
        },
        salt: sealed.salt.as_ref().filter(|_| !withheld).map(hex::encode),
        leaf: commitment.as_ref().and_then(|c| leaves.get(c)).copied(),
        commitment,
    }
}

/// Which works of a round went on, by code.
async fn advanced_of(
    tx: &mut Tx,
    (name, round): (&str, &Round),
    codes: &Codes,
) -> Result<Vec<Decided>, sqlx::Error> {
    let mut lines: Vec<(String, Decided)> = Vec::new();
    for advanced in advancement::of_round(tx, round.id).await? {
        let (_, code) = codes.get(&advanced.entry_id).cloned().unwrap_or_default();
        let line = Decided::Advanced {
            category: name.to_owned(),
            code: code.clone(),
            passes: advanced.passes,
            by_rule: advanced.by_rule,
            reason: advanced.reason,
        };
        lines.push((code, line));
    }
    lines.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

async fn decisions_of(
    tx: &mut Tx,
    contest: &Contest,
    codes: &Codes,
) -> Result<Vec<Decided>, BundleError> {
    let decision = decisions::decision_of(tx, contest.id).await?;
    let decision = decision.ok_or(BundleError::NotDecided)?;
    let mut out = vec![Decided::Decision {
        number: decision.number,
        digest: decision.digest.ok_or(BundleError::NotDecided)?.hex(),
    }];
    let tiers = prizes::tiers_of(tx, contest.id).await?;
    for award in prizes::signed_awards_of(tx, contest.id).await? {
        let (category, code) = codes.get(&award.entry_id).cloned().unwrap_or_default();
        out.push(Decided::Award {
            category,
            code,
            level: award.level,
            formula_level: tiers
                .iter()
                .find(|t| Some(t.id) == award.formula_tier_id)
                .map(|t| t.level),
            rank: award.rank,
            score: award.score,
            reason: award.reason,
        });
    }
    Ok(out)
}
