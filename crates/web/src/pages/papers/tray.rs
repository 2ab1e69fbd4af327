//! Behind the stage: who sits where, what lies on which tray in which order, with boxes to tick.

use contest::Tx;
use contest::contests::Contest;
use judging::ceremonies;
use papers::{Block, Cell, List};

use super::honours;
use super::hung::{headings, paper, table};
use super::lists::text;
use super::made::Made;
use crate::error::PageError;
use crate::extract::Visitor;
use crate::render::words;

const TRAY: [super::hung::Column; 6] = [
    ("list-seat", 2, true),
    ("list-award", 5, false),
    ("list-receiver", 8, false),
    ("list-presenter", 6, false),
    ("list-tray", 7, false),
    ("list-ticks", 4, true),
];

/// The awards in stage order: a seat and a place on the tray for each, who hands it over, what is handed over.
pub(super) async fn tray(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let plan = ceremonies::plan_of(&mut tx, contest.id).await?;
    let all = honours(&mut tx, contest).await?;
    drop(tx);
    let name = visitor.say("papers-tray", &[]);
    let mut lines = Vec::with_capacity(all.len());
    for (seat, honour) in (1_i64..).zip(&all) {
        let hands = plan.as_ref().and_then(|p| p.tiers.get(&honour.tier.id));
        let work = plan
            .as_ref()
            .and_then(|p| p.works.get(&honour.award.entry_id));
        let receiver = work.map(|w| w.receiver.as_str()).unwrap_or_default();
        let code = honour.people.entry.code.as_deref().unwrap_or_default();
        let people = if receiver.is_empty() {
            honour.people.name.clone()
        } else {
            let told = [
                ("receiver", receiver.into()),
                ("name", honour.people.name.as_str().into()),
            ];
            visitor.say("papers-tray-for", &told)
        };
        let mut things = vec![visitor.say("papers-tray-certificate", &[])];
        if honour.tier.money_vnd > 0 {
            let sum = words::money(honour.tier.money_vnd, visitor.lang);
            things.push(visitor.say("papers-tray-envelope", &[("sum", sum.into())]));
        }
        let gift = hands.map(|h| h.gift.as_str()).unwrap_or_default();
        if !gift.is_empty() {
            things.push(gift.to_owned());
        }
        let presenter = hands.map(|h| h.presenter.as_str()).unwrap_or_default();
        let category = visitor.pick(&honour.category.name_vi, &honour.category.name_en);
        let tier = visitor.pick(&honour.tier.name_vi, &honour.tier.name_en);
        lines.push(vec![
            seat.to_string(),
            format!("{category}: {tier}"),
            format!("{people} ({code})"),
            presenter.to_owned(),
            things.join("; "),
            // the fonts of the house have no box to tick
            "[   ] ".repeat(things.len()).trim_end().to_owned(),
        ]);
    }
    let blocks = vec![
        Block::title(name.clone()),
        Block::subject(visitor.pick(&contest.name_vi, &contest.name_en)),
        Block::note(visitor.say("papers-tray-note", &[])),
        table(visitor, &TRAY, lines.clone()),
    ];
    let columns = [
        ("list-seat", 8.0),
        ("list-award", 28.0),
        ("list-receiver", 44.0),
        ("list-presenter", 36.0),
        ("list-tray", 44.0),
    ];
    let row = |(seat, line): (i64, &Vec<String>)| {
        let told = line[1..columns.len()].iter().map(|words| text(words));
        std::iter::once(Cell::Number(seat)).chain(told).collect()
    };
    let list = List {
        name: name.clone(),
        columns: headings(visitor, &columns),
        rows: (1..).zip(&lines).map(row).collect(),
    };
    let letter = paper(visitor, name.clone(), blocks);
    Ok(Made::Report(letter, name, vec![list]))
}
