//! What is carried about: the list by which works are hung, wall by wall, and the list by which originals go back, with room to
//! sign.

use std::collections::HashMap;

use contest::Tx;
use contest::contests::Contest;
use contest::folding::by_given_name;
use papers::{Block, Cell, Letter, LetterColumn, List, ListColumn};
use submissions::custody;
use submissions::entries::{self, Author, EntryId, Filter, Listed};
use submissions::exhibition::{self, Hanging};

use super::lists::{moment, text};
use super::made::Made;
use crate::error::PageError;
use crate::extract::Visitor;
use crate::pages::exhibit::walls::by_room;

/// Lists are set in 12 points.
const POINTS: u32 = 12;

/// Locale key of a heading, its share of a page's width, and whether it stands in the middle.
pub(super) type Column = (&'static str, u32, bool);

const HANGING: [Column; 5] = [
    ("list-number", 2, true),
    ("list-code", 4, true),
    ("list-title", 10, false),
    ("list-people", 8, false),
    ("list-size", 4, true),
];
const RETURNS: [Column; 6] = [
    ("list-number", 2, true),
    ("list-code", 4, true),
    ("list-title", 8, false),
    ("list-people", 7, false),
    ("list-phone", 4, true),
    ("list-signed", 5, true),
];

pub(super) fn table(visitor: &Visitor, columns: &[Column], rows: Vec<Vec<String>>) -> Block {
    let columns = columns.iter().map(|(key, share, centred)| LetterColumn {
        label: visitor.say(key, &[]),
        share: *share,
        centred: *centred,
    });
    Block::Table {
        columns: columns.collect(),
        rows,
    }
}

pub(super) fn headings(visitor: &Visitor, columns: &[(&str, f64)]) -> Vec<ListColumn> {
    let column = |(key, width): &(&str, f64)| ListColumn {
        heading: visitor.say(key, &[]),
        width: *width,
    };
    columns.iter().map(column).collect()
}

/// A list on paper: no letter, so nothing stands above it.
pub(super) fn paper(visitor: &Visitor, name: String, blocks: Vec<Block>) -> Letter {
    Letter {
        lang: visitor.lang.to_string(),
        name,
        points: POINTS,
        head: None,
        blocks,
        receivers: Vec::new(),
        signatures: Vec::new(),
        annex: Vec::new(),
    }
}

async fn authors(tx: &mut Tx, contest: &Contest) -> Result<HashMap<EntryId, Author>, sqlx::Error> {
    let authors = entries::authors_of_contest(tx, contest.id).await?;
    Ok(authors
        .into_iter()
        .map(|row| (row.entry_id, row.author))
        .collect())
}

/// The works of the exhibition, wall by wall, with their sizes; a sheet for each room.
pub(super) async fn hanging(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let plan = exhibition::plan_of(&mut tx, contest.id).await?;
    let among = Filter {
        among: Some(plan.works.iter().map(|w| w.entry_id).collect()),
        ..Filter::default()
    };
    let works = entries::all(&mut tx, contest.id, &among).await?;
    let authors = authors(&mut tx, contest).await?;
    drop(tx);
    let works: HashMap<EntryId, &Listed> = works.iter().map(|w| (w.entry.id, w)).collect();
    let line = |(place, hanging): (i64, &Hanging)| {
        let entry = &works.get(&hanging.entry_id)?.entry;
        let author = authors.get(&hanging.entry_id);
        Some(vec![
            place.to_string(),
            entry.code.clone().unwrap_or_default(),
            entry.title.clone(),
            author.map_or_else(String::new, |a| a.full_name.clone()),
            format!("{} × {}", hanging.width_cm, hanging.height_cm),
        ])
    };
    let name = visitor.say("papers-hanging", &[]);
    let columns = [
        ("walls-name", 22.0),
        ("list-number", 7.0),
        ("list-code", 12.0),
        ("list-title", 40.0),
        ("list-people", 30.0),
        ("list-size", 14.0),
    ];
    let mut blocks = vec![
        Block::title(name.clone()),
        Block::subject(visitor.pick(&contest.name_vi, &contest.name_en)),
    ];
    let mut lists: Vec<List> = Vec::new();
    for (room, walls) in by_room(&plan) {
        let mut sheet = Vec::new();
        for wall in walls {
            let lines: Vec<Vec<String>> =
                (1..).zip(plan.on(Some(wall.id))).filter_map(line).collect();
            sheet.extend(lines.iter().map(|line| {
                let cells = line.iter().map(|words| text(words));
                std::iter::once(text(&wall.name)).chain(cells).collect()
            }));
            blocks.push(Block::heading(format!("{room} · {}", wall.name)));
            blocks.push(table(visitor, &HANGING, lines));
        }
        lists.push(List {
            name: room.to_owned(),
            columns: headings(visitor, &columns),
            rows: sheet,
        });
    }
    if lists.is_empty() {
        blocks.push(Block::text(visitor.say("papers-hanging-none", &[])));
        lists.push(List {
            name: name.clone(),
            columns: headings(visitor, &columns),
            rows: Vec::new(),
        });
    }
    Ok(Made::Report(
        paper(visitor, name.clone(), blocks),
        name,
        lists,
    ))
}

/// The originals that are with us, by the given names of their authors, each with room for whoever takes it back to sign.
pub(super) async fn returns(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let held = custody::held_in(&mut tx, contest.id, i64::MAX).await?;
    let authors = authors(&mut tx, contest).await?;
    drop(tx);
    let mut rows: Vec<_> = held
        .iter()
        .map(|held| (held, authors.get(&held.entry_id)))
        .collect();
    let name_of = |author: Option<&Author>| author.map_or("", |a| a.full_name.as_str()).to_owned();
    rows.sort_by(|a, b| by_given_name(&name_of(a.1), &name_of(b.1)));
    let name = visitor.say("papers-returns", &[]);
    let lines = (1..).zip(&rows).map(|(n, (held, author)): (i64, _)| {
        vec![
            n.to_string(),
            held.code.clone(),
            held.title.clone(),
            name_of(*author),
            author.map_or_else(String::new, |a| a.phone.clone()),
            String::new(),
        ]
    });
    let blocks = vec![
        Block::title(name.clone()),
        Block::subject(visitor.pick(&contest.name_vi, &contest.name_en)),
        table(visitor, &RETURNS, lines.collect()),
    ];
    let columns = [
        ("list-number", 7.0),
        ("list-code", 12.0),
        ("list-title", 40.0),
        ("list-people", 30.0),
        ("list-phone", 14.0),
        ("list-class", 10.0),
        ("list-school", 30.0),
        ("list-step", 16.0),
        ("list-where", 22.0),
        ("list-since", 17.0),
        ("list-note", 30.0),
    ];
    let cells = (1..).zip(&rows).map(|(n, (held, author))| {
        let of = |pick: fn(&Author) -> &str| author.map_or(Cell::Empty, |a| text(pick(a)));
        vec![
            Cell::Number(n),
            text(&held.code),
            text(&held.title),
            of(|a| &a.full_name),
            of(|a| &a.phone),
            of(|a| &a.class_name),
            of(|a| &a.school),
            text(&visitor.say(&format!("custody-{}", held.step.as_str()), &[])),
            text(&held.place),
            moment(held.at, &contest.zone),
            text(&held.note),
        ]
    });
    let list = List {
        name: name.clone(),
        columns: headings(visitor, &columns),
        rows: cells.collect(),
    };
    let letter = paper(visitor, name.clone(), blocks);
    Ok(Made::Report(letter, name, vec![list]))
}
