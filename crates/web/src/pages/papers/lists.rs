//! Entries and winners as spreadsheets: a sheet for each category, family and given names in columns of their own, times of
//! the contest's own clock.

use std::collections::HashMap;

use contest::contests::{self, Category, Contest};
use contest::folding::split_name;
use contest::{Timestamp, Tx};
use papers::{Cell, List, ListColumn};
use submissions::entries::{self, Author, Filter, Listed};

use super::made::Made;
use super::{Honour, honours};
use crate::error::PageError;
use crate::extract::Visitor;
use crate::render::words;

/// Locale key of a heading with its column's width in characters.
type Heading = (&'static str, f64);

const ENTRY: [Heading; 18] = [
    ("list-code", 12.0),
    ("list-category", 18.0),
    ("list-title", 40.0),
    ("list-family-name", 22.0),
    ("list-given-name", 10.0),
    ("list-birth-year", 9.0),
    ("list-others", 30.0),
    ("list-class", 10.0),
    ("list-school", 30.0),
    ("list-ward", 20.0),
    ("list-phone", 14.0),
    ("list-mail", 24.0),
    ("list-guardian", 24.0),
    ("list-guardian-phone", 14.0),
    ("list-state", 14.0),
    ("list-received", 17.0),
    ("list-named", 10.0),
    ("list-displayed", 10.0),
];

const WINNER: [Heading; 11] = [
    ("list-number", 7.0),
    ("list-award", 18.0),
    ("list-code", 12.0),
    ("list-category", 18.0),
    ("list-title", 40.0),
    ("list-people", 36.0),
    ("list-class", 10.0),
    ("list-school", 30.0),
    ("list-ward", 20.0),
    ("list-phone", 14.0),
    ("list-money", 14.0),
];

fn columns(visitor: &Visitor, headings: &[Heading]) -> Vec<ListColumn> {
    headings
        .iter()
        .map(|(key, width)| ListColumn {
            heading: visitor.say(key, &[]),
            width: *width,
        })
        .collect()
}

/// One list of everything, and one for each category.
fn made(
    visitor: &Visitor,
    title: String,
    headings: &[Heading],
    sheets: Vec<(&Category, Vec<Vec<Cell>>)>,
) -> Made {
    let list = |name: String, rows| List {
        name,
        columns: columns(visitor, headings),
        rows,
    };
    let rows = sheets.iter().flat_map(|(_, rows)| rows.clone()).collect();
    let all = list(title.clone(), rows);
    let sheets = sheets
        .into_iter()
        .map(|(of, rows)| list(visitor.pick(&of.name_vi, &of.name_en).to_owned(), rows));
    let sheets = sheets.collect();
    Made::Lists(title, all, sheets)
}

pub(super) fn text(words: &str) -> Cell {
    if words.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(words.to_owned())
    }
}

pub(super) fn moment(at: Timestamp, zone: &str) -> Cell {
    words::civil(at.0, zone).map_or(Cell::Empty, Cell::Moment)
}

/// Everything that was sent, whatever became of it.
pub(super) async fn entries(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let filter = Filter::default();
    let listed = entries::all(&mut tx, contest.id, &filter).await?;
    let authors = entries::authors_of_contest(&mut tx, contest.id).await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    drop(tx);
    let authors: HashMap<_, _> = authors
        .into_iter()
        .map(|row| (row.entry_id, row.author))
        .collect();
    let sent: Vec<&Listed> = listed.iter().filter(|l| l.entry.code.is_some()).collect();
    let sheets = categories.iter().map(|category| {
        let own = sent
            .iter()
            .filter(|l| l.entry.category_id == category.id)
            .map(|l| entry_row(visitor, contest, category, l, authors.get(&l.entry.id)));
        (category, own.collect::<Vec<_>>())
    });
    let title = visitor.say("papers-entries", &[]);
    Ok(made(visitor, title, &ENTRY, sheets.collect()))
}

fn entry_row(
    visitor: &Visitor,
    contest: &Contest,
    category: &Category,
    l: &Listed,
    author: Option<&Author>,
) -> Vec<Cell> {
    let of = |pick: fn(&Author) -> &str| author.map_or(Cell::Empty, |a| text(pick(a)));
    let (family, given) = author.map_or(("", ""), |a| split_name(&a.full_name));
    let credits = l.entry.credits();
    let mut others = credits.named;
    if !credits.collective.is_empty() {
        others.insert(0, credits.collective);
    }
    let yes = |yes: bool| {
        let key = if yes { "form-yes" } else { "form-no" };
        Cell::Text(visitor.say(key, &[]))
    };
    let received = l.entry.submitted_at;
    vec![
        text(l.entry.code.as_deref().unwrap_or_default()),
        text(visitor.pick(&category.name_vi, &category.name_en)),
        text(&l.entry.title),
        text(family),
        text(given),
        author.map_or(Cell::Empty, |a| Cell::Text(a.birth_year.to_string())),
        text(&others.join(", ")),
        of(|a| &a.class_name),
        of(|a| &a.school),
        of(|a| &a.ward),
        of(|a| &a.phone),
        of(|a| &a.email),
        of(|a| &a.guardian_name),
        of(|a| &a.guardian_phone),
        Cell::Text(visitor.say(&format!("state-{}", l.entry.state.as_str()), &[])),
        received.map_or(Cell::Empty, |at| moment(at, &contest.zone)),
        yes(l.named),
        yes(l.displayed),
    ]
}

/// The awards, highest first, with what an office needs to invite and to pay.
pub(super) async fn winners(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let all = honours(&mut tx, contest).await?;
    drop(tx);
    let sheets = all.chunk_by(|a, b| a.category.id == b.category.id);
    let sheets = sheets.map(|group| {
        let rows = group.iter().rev().zip(1..);
        let rows = rows.map(|(honour, n)| winner_row(visitor, n, honour));
        (&group[0].category, rows.collect::<Vec<_>>())
    });
    let title = visitor.say("papers-winners", &[]);
    Ok(made(visitor, title, &WINNER, sheets.collect()))
}

fn winner_row(visitor: &Visitor, n: i64, honour: &Honour) -> Vec<Cell> {
    let people = &honour.people;
    let author = &people.author;
    vec![
        Cell::Number(n),
        text(visitor.pick(&honour.tier.name_vi, &honour.tier.name_en)),
        text(people.entry.code.as_deref().unwrap_or_default()),
        text(visitor.pick(&honour.category.name_vi, &honour.category.name_en)),
        text(&people.entry.title),
        text(&people.name),
        text(&author.class_name),
        text(&author.school),
        text(&author.ward),
        text(&author.phone),
        if honour.tier.money_vnd > 0 {
            Cell::Number(honour.tier.money_vnd)
        } else {
            Cell::Empty
        },
    ]
}
