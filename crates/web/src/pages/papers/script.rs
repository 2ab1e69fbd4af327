//! What the master of ceremonies reads, in large type: from the lowest award to the highest, category by category.

use contest::Tx;
use contest::contests::Contest;
use judging::ceremonies::{self, Ceremony, TierPlan, WorkPlan};
use papers::{Block, Letter};

use super::made::Made;
use super::{Honour, honours};
use crate::error::PageError;
use crate::extract::Visitor;
use crate::render::words;

/// Read standing, at arm's length.
const POINTS: u32 = 16;

/// The script; without a plan of the ceremony it has the awards alone.
pub(super) async fn script(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let all = honours(&mut tx, contest).await?;
    let plan = ceremonies::plan_of(&mut tx, contest.id).await?;
    drop(tx);
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let mut blocks = vec![
        Block::title(visitor.say("papers-script-heading", &[])),
        Block::subject(name),
    ];
    if let Some(plan) = &plan {
        let at = words::datetime(plan.held_at.0, &contest.zone, visitor.lang);
        let seconds: i64 = all.iter().map(|h| plan.seconds_of(&h.award)).sum();
        blocks.push(Block::note(visitor.say(
            "papers-script-when",
            &[
                ("at", at.into()),
                ("place", plan.place.as_str().into()),
                ("minutes", minutes(seconds).into()),
            ],
        )));
        blocks.extend(
            plan.opening
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(Block::text),
        );
    }
    for category in all.chunk_by(|a, b| a.category.id == b.category.id) {
        let of = &category[0].category;
        blocks.push(Block::heading(
            visitor.pick(&of.name_vi, &of.name_en).to_uppercase(),
        ));
        for tier in category.chunk_by(|a, b| a.tier.id == b.tier.id) {
            of_tier(visitor, plan.as_ref(), tier, &mut blocks);
        }
    }
    Ok(Made::Letter(Letter {
        lang: visitor.lang.to_string(),
        name: visitor.say("papers-script", &[]),
        points: POINTS,
        head: None,
        blocks,
        receivers: vec![],
        signatures: vec![],
        annex: vec![],
    }))
}

fn of_tier(visitor: &Visitor, plan: Option<&Ceremony>, tier: &[Honour], blocks: &mut Vec<Block>) {
    let name = visitor.pick(&tier[0].tier.name_vi, &tier[0].tier.name_en);
    let count = i64::try_from(tier.len()).unwrap_or(0);
    blocks.push(Block::heading(visitor.say(
        "papers-script-tier",
        &[("tier", name.into()), ("n", count.into())],
    )));
    let hands = plan.and_then(|p| p.tiers.get(&tier[0].tier.id));
    if let Some(TierPlan {
        presenter,
        deputy,
        gift,
    }) = hands
    {
        if !presenter.is_empty() {
            blocks.push(Block::text(visitor.say(
                "papers-script-presenter",
                &[("presenter", presenter.as_str().into())],
            )));
        }
        for (key, words) in [
            ("papers-script-deputy", deputy),
            ("papers-script-gift", gift),
        ] {
            if !words.is_empty() {
                blocks.push(Block::note(
                    visitor.say(key, &[("words", words.as_str().into())]),
                ));
            }
        }
    }
    for honour in tier {
        let work = plan.and_then(|p| p.works.get(&honour.award.entry_id));
        let unit = honour.people.unit();
        let title = honour.people.entry.title.as_str();
        let key = if unit.is_empty() {
            "papers-script-work"
        } else {
            "papers-script-work-unit"
        };
        blocks.push(Block::item(visitor.say(
            key,
            &[
                ("name", honour.people.name.as_str().into()),
                ("unit", unit.into()),
                ("title", title.into()),
            ],
        )));
        if let Some(work) = work {
            notes(visitor, work, blocks);
        }
        if !honour.listed.named {
            blocks.push(Block::note(visitor.say("papers-script-unnamed", &[])));
        }
    }
}

fn notes(visitor: &Visitor, work: &WorkPlan, blocks: &mut Vec<Block>) {
    let lines = [
        ("papers-script-reading", &work.reading),
        ("papers-script-receiver", &work.receiver),
        ("papers-script-cue", &work.cue),
    ];
    for (key, words) in lines {
        if !words.is_empty() {
            blocks.push(Block::note(
                visitor.say(key, &[("words", words.as_str().into())]),
            ));
        }
    }
}

/// Whole minutes, rounded up.
pub(crate) const fn minutes(seconds: i64) -> i64 {
    (seconds + 59) / 60
}
