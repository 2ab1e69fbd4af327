//! Letters around the decision: how the contest is run, what the jury proposes, what was corrected afterwards. The proposal names
//! works by their titles, as the jury knew them; who made them is not in it.

use contest::Tx;
use contest::contests::{self, Contest};
use contest::register::LetterKind;
use judging::{prizes, rounds};
use papers::{Block, Letter, Signature};
use submissions::entries;

use super::honoured::Honoured;
use super::hung::{Column, table};
use super::letters::{frame, letter};
use super::made::Made;
use super::register::numbered;
use crate::error::PageError;
use crate::extract::Visitor;
use crate::render::words;

const PRIZES: [Column; 4] = [
    ("papers-plan-category", 8, false),
    ("papers-column-award", 8, false),
    ("papers-plan-quantity", 4, true),
    ("papers-column-money", 6, true),
];
const PROPOSED: [Column; 4] = [
    ("papers-column-award", 7, false),
    ("papers-column-work", 11, false),
    ("papers-proposal-place", 4, true),
    ("papers-proposal-reason", 9, false),
];
const MOVED: [Column; 4] = [
    ("papers-column-author", 10, false),
    ("papers-column-work", 11, false),
    ("correction-from", 7, false),
    ("correction-to", 7, false),
];

/// How the contest is run: purpose, who may take part, what may be sent, days, prizes, who does what.
pub(super) async fn plan(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let frame = frame(&mut tx, visitor, contest).await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let tiers = prizes::tiers_of(&mut tx, contest.id).await?;
    let number = numbered(&mut tx, visitor, contest, LetterKind::Plan).await?;
    drop(tx);
    let named = [("contest", frame.name.clone().into())];
    let heading = |key: &str| Block::heading(visitor.say(key, &[]));
    let mut blocks = vec![
        Block::title(visitor.say("papers-plan-heading", &[])),
        Block::subject(visitor.say("papers-plan-subject", &named)),
        heading("papers-plan-purpose"),
    ];
    let intro = visitor.pick(&contest.intro_vi, &contest.intro_en);
    let theme = visitor.pick(&contest.theme_vi, &contest.theme_en);
    let told = [theme, intro].into_iter().filter(|words| !words.is_empty());
    blocks.extend(told.map(Block::text));
    blocks.push(heading("papers-plan-categories"));
    for category in &categories {
        let brief = visitor.pick(&category.brief_vi, &category.brief_en);
        let name = visitor.pick(&category.name_vi, &category.name_en);
        blocks.push(Block::item(format!("{name}: {brief}")));
    }
    blocks.push(heading("papers-plan-days"));
    let days = [
        ("papers-plan-opens", contest.opens_at),
        ("papers-plan-closes", contest.closes_at),
        ("papers-plan-judged", contest.judging_until),
        ("papers-plan-results", contest.results_at),
    ];
    for (key, at) in days {
        let at = words::datetime(at.0, &contest.zone, visitor.lang);
        blocks.push(Block::item(visitor.say(key, &[("at", at.into())])));
    }
    blocks.push(heading("papers-plan-prizes"));
    let mut rows = Vec::new();
    for category in &categories {
        let name = visitor.pick(&category.name_vi, &category.name_en);
        for tier in tiers.iter().filter(|t| t.category_id == category.id) {
            rows.push(vec![
                name.to_owned(),
                visitor.pick(&tier.name_vi, &tier.name_en).to_owned(),
                tier.quota.to_string(),
                words::money(tier.money_vnd, visitor.lang),
            ]);
        }
    }
    blocks.push(table(visitor, &PRIZES, rows));
    blocks.push(heading("papers-plan-work"));
    let organiser = visitor.pick(&contest.organiser_vi, &contest.organiser_en);
    blocks.push(Block::text(
        visitor.say("papers-plan-organiser", &[("organiser", organiser.into())]),
    ));
    let head = frame.head(visitor, number);
    let made = Letter {
        signatures: vec![frame.signer.clone()],
        receivers: visitor
            .say("papers-plan-receivers", &[])
            .lines()
            .map(str::to_owned)
            .collect(),
        ..letter(visitor, visitor.say("papers-plan", &[]), head, blocks)
    };
    Ok(Made::Letter(made))
}

/// What the jury proposes, as it lies before the board and the organisers: works by code, with place and reason.
pub(super) async fn proposal(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let frame = frame(&mut tx, visitor, contest).await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let awards = prizes::awards_of(&mut tx, contest.id).await?;
    let ids: Vec<_> = awards.iter().map(|a| a.entry_id).collect();
    let read = entries::blind(&mut tx, &ids).await?;
    let number = numbered(&mut tx, visitor, contest, LetterKind::Proposal).await?;
    let mut panels = Vec::new();
    for category in &categories {
        let round = rounds::round_of(&mut tx, category.id).await?;
        panels.push(match round {
            Some(round) => rounds::members_of_round(&mut tx, round.id).await?.len(),
            None => 0,
        });
    }
    drop(tx);
    let count = i64::try_from(awards.len()).unwrap_or(0);
    let named = [("contest", frame.name.clone().into()), ("n", count.into())];
    let mut blocks = vec![
        Block::title(visitor.say("papers-proposal-heading", &[])),
        Block::subject(visitor.say("papers-proposal-subject", &named)),
        Block::text(visitor.say("papers-proposal-to", &[("issuer", frame.issuer().into())])),
        Block::text(visitor.say("papers-proposal-text", &named)),
    ];
    for (category, jurors) in categories.iter().zip(panels) {
        let name = visitor.pick(&category.name_vi, &category.name_en);
        let jurors = i64::try_from(jurors).unwrap_or(0);
        blocks.push(Block::heading(visitor.say(
            "papers-proposal-category",
            &[("category", name.into()), ("n", jurors.into())],
        )));
        let own = awards.iter().filter(|a| a.category_id == category.id);
        let rows = own.map(|award| {
            let work = read.iter().find(|w| w.id == award.entry_id);
            vec![
                visitor.pick(&award.name_vi, &award.name_en).to_owned(),
                work.map_or_else(String::new, |w| w.title.clone()),
                award.rank.to_string(),
                award.reason.clone(),
            ]
        });
        blocks.push(table(visitor, &PROPOSED, rows.collect()));
    }
    blocks.push(Block::text(visitor.say("papers-proposal-last", &[])));
    let head = frame.head(visitor, number);
    let signature = Signature {
        title: visitor.say("papers-sign-chair", &[]),
        note: visitor.say("papers-sign-note", &[]),
        name: String::new(),
    };
    let made = Letter {
        signatures: vec![signature],
        ..letter(visitor, visitor.say("papers-proposal", &[]), head, blocks)
    };
    Ok(Made::Letter(made))
}

/// Prizes that were withdrawn since the signatures, by whose decision and why, and who moved up.
pub(super) async fn correction(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let frame = frame(&mut tx, visitor, contest).await?;
    let tiers = prizes::tiers_of(&mut tx, contest.id).await?;
    let tier = |id: Option<prizes::TierId>| {
        let tier = tiers.iter().find(|t| Some(t.id) == id);
        tier.map_or_else(
            || visitor.say("correction-nothing", &[]),
            |t| visitor.pick(&t.name_vi, &t.name_en).to_owned(),
        )
    };
    let mut blocks = vec![
        Block::title(visitor.say("papers-decision-heading", &[])),
        Block::subject(visitor.say(
            "papers-correction-subject",
            &[("contest", frame.name.clone().into())],
        )),
    ];
    let all = prizes::corrections_of(&mut tx, contest.id).await?;
    let last = all.last().map_or("…", |c| c.decision.as_str());
    let number = visitor.say("papers-number", &[("number", last.into())]);
    for correction in &all {
        let told = [("decision", correction.decision.as_str().into())];
        blocks.push(Block::heading(visitor.say("papers-correction-one", &told)));
        blocks.push(Block::text(correction.reason.clone()));
        let mut rows = Vec::new();
        for change in prizes::moves_of(&mut tx, correction.id).await? {
            let Some(people) = Honoured::of(&mut tx, contest, change.entry).await? else {
                continue;
            };
            let code = people.entry.code.as_deref().unwrap_or_default();
            rows.push(vec![
                people.name.clone(),
                format!("{} ({code})", people.entry.title),
                tier(change.from),
                tier(change.to),
            ]);
        }
        blocks.push(table(visitor, &MOVED, rows));
    }
    drop(tx);
    if all.is_empty() {
        blocks.push(Block::text(visitor.say("corrections-none", &[])));
    }
    let name = visitor.say("papers-correction", &[]);
    let made = Letter {
        signatures: vec![frame.signer.clone()],
        ..letter(visitor, name, frame.head(visitor, number), blocks)
    };
    Ok(Made::Letter(made))
}
