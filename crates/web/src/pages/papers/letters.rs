//! What an office signs and sends: the decision with its list, the minutes, the notice of the result, facts for the press.

use contest::Tx;
use contest::contests::{self, Contest};
use contest::register::LetterKind;
use judging::ceremonies;
use judging::certificates;
use judging::decisions;
use papers::{Block, Letter, LetterColumn, LetterHead, Signature};
use submissions::entries::{self, ADULT_AGE, EntryState, Filter};

use super::honoured::signed_honours;
use super::made::Made;
use super::register::numbered;
use super::{Honour, honours};
use crate::error::PageError;
use crate::extract::Visitor;
use crate::pages::decide::minutes as written;
use crate::pages::works;
use crate::render::words;

/// Letters are set in 14 points.
const POINTS: u32 = 14;

/// What stands around every letter of a contest.
pub(super) struct Frame {
    pub(super) name: String,
    issuer: String,
    number: String,
    place_date: String,
    pub(super) signer: Signature,
}

pub(super) async fn frame(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Frame, PageError> {
    let settings = certificates::settings_of(tx, contest.id).await?;
    let decision = decisions::decision_of(tx, contest.id).await?;
    let settings = settings.unwrap_or_else(|| certificates::Settings {
        issuer: visitor
            .pick(&contest.organiser_vi, &contest.organiser_en)
            .to_owned(),
        signer_title: visitor.say("papers-signer", &[]),
        signer_name: String::new(),
        place_date: visitor.say("papers-place-date", &[]),
    });
    Ok(Frame {
        name: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
        issuer: settings.issuer,
        number: decision.map_or_else(String::new, |d| d.number),
        place_date: settings.place_date,
        signer: Signature {
            title: settings.signer_title,
            note: String::new(),
            name: settings.signer_name,
        },
    })
}

impl Frame {
    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(super) fn head(&self, visitor: &Visitor, number: String) -> LetterHead {
        LetterHead {
            authority: String::new(),
            issuer: self.issuer.clone(),
            number,
            nation: visitor.say("certificate-nation", &[]),
            motto: visitor.say("certificate-motto", &[]),
            place_date: self.place_date.clone(),
        }
    }
}

pub(super) fn letter(
    visitor: &Visitor,
    name: String,
    head: LetterHead,
    blocks: Vec<Block>,
) -> Letter {
    Letter {
        lang: visitor.lang.to_string(),
        name,
        points: POINTS,
        head: Some(head),
        blocks,
        receivers: vec![],
        signatures: vec![],
        annex: vec![],
    }
}

/// The decision, with the list of awards on pages of its own.
pub(super) async fn decision(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let all = signed_honours(&mut tx, contest).await?;
    let frame = frame(&mut tx, visitor, contest).await?;
    drop(tx);
    let say = |key: &str| visitor.say(key, &[("contest", frame.name.clone().into())]);
    let count = i64::try_from(all.len()).unwrap_or(0);
    let money: i64 = all.iter().map(|h| h.tier.money_vnd).sum();
    let number = visitor.say("papers-number", &[("number", frame.number.clone().into())]);
    let mut blocks = vec![
        Block::title(say("papers-decision-heading")),
        Block::subject(say("papers-decision-subject")),
        Block::basis(say("papers-decision-basis-rules")),
        Block::basis(say("papers-decision-basis-jury")),
        Block::basis(say("papers-decision-basis-proposal")),
        Block::title(say("papers-decision-decides")),
        Block::text(visitor.say(
            "papers-decision-first",
            &[("n", count.into()), ("contest", frame.name.clone().into())],
        )),
    ];
    blocks.push(Block::text(if money > 0 {
        let sum = words::money(money, visitor.lang);
        visitor.say("papers-decision-money", &[("sum", sum.into())])
    } else {
        say("papers-decision-no-money")
    }));
    blocks.push(Block::text(say("papers-decision-last")));
    let mut made = letter(
        visitor,
        say("papers-decision"),
        frame.head(visitor, number),
        blocks,
    );
    made.annex.push(Block::title(say("papers-list-heading")));
    made.annex.push(Block::subject(visitor.say(
        "papers-list-subject",
        &[
            ("contest", frame.name.clone().into()),
            ("number", frame.number.clone().into()),
        ],
    )));
    tables(visitor, &all, money > 0, &mut made.annex);
    made.receivers = say("papers-decision-receivers")
        .lines()
        .map(str::to_owned)
        .collect();
    made.signatures = vec![frame.signer];
    Ok(Made::Letter(made))
}

/// A table for each category.
fn tables(visitor: &Visitor, all: &[Honour], money: bool, blocks: &mut Vec<Block>) {
    let column = |key: &str, share, centred| LetterColumn {
        label: visitor.say(key, &[]),
        share,
        centred,
    };
    for group in all.chunk_by(|a, b| a.category.id == b.category.id) {
        let category = &group[0].category;
        blocks.push(Block::heading(
            visitor.pick(&category.name_vi, &category.name_en),
        ));
        let mut columns = vec![
            column("papers-column-number", 3, true),
            column("papers-column-award", 8, false),
            column("papers-column-author", 10, false),
            column("papers-column-unit", 9, false),
            column("papers-column-work", 11, false),
        ];
        if money {
            columns.push(column("papers-column-money", 9, true));
        }
        // a list reads from the highest award down
        let lines = group.iter().rev().zip(1_usize..);
        let rows = lines.map(|(honour, n)| {
            let code = honour.people.entry.code.as_deref().unwrap_or_default();
            let mut row = vec![
                n.to_string(),
                visitor
                    .pick(&honour.tier.name_vi, &honour.tier.name_en)
                    .to_owned(),
                honour.people.name.clone(),
                honour.people.unit(),
                format!("{} ({code})", honour.people.entry.title),
            ];
            if money {
                row.push(words::money(honour.tier.money_vnd, visitor.lang));
            }
            row
        });
        blocks.push(Block::Table {
            rows: rows.collect(),
            columns,
        });
    }
}

/// The minutes that both signed.
pub(super) async fn minutes(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let frame = frame(&mut tx, visitor, contest).await?;
    let sections = written::written(&mut tx, visitor, contest).await?;
    let decision = decisions::decision_of(&mut tx, contest.id).await?;
    drop(tx);
    let mut blocks = vec![
        Block::title(visitor.say("papers-minutes-heading", &[])),
        Block::subject(visitor.say(
            "papers-minutes-subject",
            &[("contest", frame.name.clone().into())],
        )),
    ];
    for section in sections {
        blocks.push(Block::heading(section.name));
        blocks.extend(
            section
                .lines
                .iter()
                .map(|line| Block::item(crate::i18n::text(visitor.lang, &line.key, &line.args))),
        );
    }
    let free = decision.map_or_else(String::new, |d| d.minutes);
    if !free.is_empty() {
        blocks.push(Block::heading(visitor.say("papers-minutes-more", &[])));
        blocks.extend(
            free.lines()
                .filter(|line| !line.trim().is_empty())
                .map(Block::text),
        );
    }
    let head = frame.head(visitor, String::new());
    let mut made = letter(visitor, visitor.say("papers-minutes", &[]), head, blocks);
    let signature = |key: &str| Signature {
        title: visitor.say(key, &[]),
        note: visitor.say("papers-sign-note", &[]),
        name: String::new(),
    };
    made.signatures = vec![signature("papers-sign-chair"), signature("papers-signer")];
    Ok(Made::Letter(made))
}

/// The result as it is told to whom it concerns, with the ceremony if there is a plan.
pub(super) async fn notice(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let all = honours(&mut tx, contest).await?;
    let frame = frame(&mut tx, visitor, contest).await?;
    let ceremony = ceremonies::plan_of(&mut tx, contest.id).await?;
    let numbered = numbered(&mut tx, visitor, contest, LetterKind::Notice).await?;
    drop(tx);
    let count = i64::try_from(all.len()).unwrap_or(0);
    let named = [
        ("contest", frame.name.clone().into()),
        ("n", count.into()),
        ("number", frame.number.clone().into()),
    ];
    let mut blocks = vec![
        Block::title(visitor.say("papers-notice-heading", &[])),
        Block::subject(visitor.say("papers-notice-subject", &named)),
        Block::text(visitor.say("papers-notice-result", &named)),
    ];
    if let Some(plan) = ceremony {
        let at = words::datetime(plan.held_at.0, &contest.zone, visitor.lang);
        blocks.push(Block::text(visitor.say(
            "papers-notice-ceremony",
            &[("at", at.into()), ("place", plan.place.into())],
        )));
    }
    let page = visitor.absolute(&format!("/{}/winners", contest.slug));
    blocks.push(Block::text(
        visitor.say("papers-notice-public", &[("page", page.into())]),
    ));
    blocks.push(Block::text(visitor.say(
        "papers-notice-questions",
        &[
            ("phone", contest.contact_phone.clone().into()),
            ("mail", contest.contact_email.clone().into()),
        ],
    )));
    let head = frame.head(visitor, numbered);
    let mut made = letter(visitor, visitor.say("papers-notice", &[]), head, blocks);
    made.annex
        .push(Block::title(visitor.say("papers-list-heading", &[])));
    tables(visitor, &all, false, &mut made.annex);
    made.receivers = visitor
        .say("papers-notice-receivers", &[])
        .lines()
        .map(str::to_owned)
        .collect();
    made.signatures = vec![frame.signer];
    Ok(Made::Letter(made))
}

/// A page of facts for the press: counts from the database, winners as the public may know them.
pub(super) async fn facts(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let all = honours(&mut tx, contest).await?;
    let frame = frame(&mut tx, visitor, contest).await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let eligible = Filter {
        states: vec![EntryState::Eligible],
        ..Filter::default()
    };
    let listed = entries::all(&mut tx, contest.id, &eligible).await?;
    drop(tx);
    let year = entries::year_of(contest);
    let young = listed
        .iter()
        .filter(|l| l.birth_year > 0 && year - l.birth_year < ADULT_AGE)
        .count();
    let mut schools: Vec<&str> = listed.iter().map(|l| l.school.trim()).collect();
    schools.retain(|s| !s.is_empty());
    schools.sort_unstable();
    schools.dedup();
    let number = |n: usize| i64::try_from(n).unwrap_or(0);
    let fact = |key: &str, n: i64| Block::item(visitor.say(key, &[("n", n.into())]));
    let mut blocks = vec![
        Block::title(frame.name.clone()),
        Block::subject(visitor.pick(&contest.theme_vi, &contest.theme_en)),
        Block::heading(visitor.say("papers-facts-numbers", &[])),
        fact("papers-facts-entries", number(listed.len())),
        fact("papers-facts-young", number(young)),
        fact("papers-facts-schools", number(schools.len())),
        fact("papers-facts-awards", number(all.len())),
    ];
    for category in &categories {
        let of = listed
            .iter()
            .filter(|l| l.entry.category_id == category.id)
            .count();
        let awards = all.iter().filter(|h| h.category.id == category.id).count();
        blocks.push(Block::item(visitor.say(
            "papers-facts-category",
            &[
                (
                    "category",
                    visitor.pick(&category.name_vi, &category.name_en).into(),
                ),
                ("n", number(of).into()),
                ("awards", number(awards).into()),
            ],
        )));
    }
    blocks.push(Block::note(visitor.say("papers-facts-note", &[])));
    let mut annex = vec![Block::title(visitor.say("papers-facts-winners", &[]))];
    for of in all.chunk_by(|a, b| a.category.id == b.category.id) {
        let category = visitor.pick(&of[0].category.name_vi, &of[0].category.name_en);
        annex.push(Block::heading(category));
        for honour in of.iter().rev() {
            let tier = visitor.pick(&honour.tier.name_vi, &honour.tier.name_en);
            let credit = works::credit(visitor, contest, &honour.listed);
            let title = &honour.people.entry.title;
            annex.push(Block::item(format!("{tier}: “{title}”, {credit}")));
        }
    }
    let made = Letter {
        head: None,
        points: 12,
        annex,
        ..letter(
            visitor,
            visitor.say("papers-facts", &[]),
            LetterHead::default(),
            blocks,
        )
    };
    Ok(Made::Letter(made))
}
