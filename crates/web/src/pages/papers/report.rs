//! The report to whoever ordered the contest: on a page with bars, as a letter to send, as a workbook.

use axum::extract::{Query, State};
use contest::Tx;
use contest::contests::Contest;
use contest::register::LetterKind;
use papers::{Block, Cell, Letter, LetterColumn, List, ListColumn};
use serde::{Deserialize, Serialize};

use super::counted::{Counted, counted, read_models};
use super::letters::{frame, letter};
use super::made::Made;
use super::register::numbered;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::render::Page;

/// What the report is compared with, as typed; sent by GET.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// learning models: a name and a number on each line
    pub models: String,
}

/// A line of a table.
#[derive(Clone, Debug, Serialize)]
pub struct ReportRow {
    /// what is counted
    pub label: String,
    /// the counts as read
    pub values: Vec<String>,
    /// length of the bar, in thousandths of the longest
    pub bar: i64,
}

/// A table with its bars.
#[derive(Clone, Debug, Serialize)]
pub struct ReportPart {
    /// part of the address of its heading
    pub key: String,
    /// heading
    pub title: String,
    /// headings of the columns
    pub columns: Vec<String>,
    /// its first lines
    pub rows: Vec<ReportRow>,
    /// the others
    pub more: Vec<ReportRow>,
    /// whether the first number is worth a bar
    pub bars: bool,
    /// columns of a chart over time, in thousandths of the highest
    pub chart: Vec<i64>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// what was typed
    pub form: ReportForm,
    /// tables
    pub parts: Vec<ReportPart>,
    /// form and address of each file
    pub files: Vec<(String, String)>,
    /// all papers
    pub back_href: String,
}

impl Page for Report {
    const TEMPLATE: &'static str = "pages/papers/report.html";

    fn samples() -> Vec<Self> {
        let row = |label: &str, values: &[&str], bar| ReportRow {
            label: label.into(),
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            bar,
        };
        let part = |key: &str, title: &str, columns: &[&str], rows, bars| ReportPart {
            key: key.into(),
            title: title.into(),
            columns: columns.iter().map(|c| (*c).to_owned()).collect(),
            rows,
            more: Vec::new(),
            bars,
            chart: Vec::new(),
        };
        let page = Self {
            form: ReportForm {
                models: "Công dân học tập: 56.074\nGia đình học tập: 26.074".into(),
            },
            parts: vec![
                part(
                    "sum",
                    "Tóm tắt",
                    &["Nội dung", "Số lượng"],
                    vec![row("Bài đã nhận", &["290"], 0), row("Trường", &["21"], 0)],
                    false,
                ),
                part(
                    "ward",
                    "Theo xã, phường khi gửi bài",
                    &["Xã, phường", "Bài", "Giải"],
                    vec![
                        row("Quyết Thắng", &["64", "9"], 1000),
                        row("Chiềng Lề", &["41", "5"], 640),
                        row("Hua La", &["7", "0"], 109),
                    ],
                    true,
                ),
                ReportPart {
                    more: vec![
                        row("01/09/2024", &["12"], 300),
                        row("30/09/2024", &["40"], 1000),
                    ],
                    chart: vec![300, 0, 120, 500, 1000],
                    ..part("day", "Theo ngày gửi", &["Ngày", "Bài"], Vec::new(), true)
                },
            ],
            files: vec![
                (
                    "PDF".into(),
                    format!("{}/papers/report.pdf", examples::BASE),
                ),
                (
                    "DOCX".into(),
                    format!("{}/papers/report.docx", examples::BASE),
                ),
                (
                    "XLSX".into(),
                    format!("{}/papers/report.xlsx", examples::BASE),
                ),
            ],
            back_href: format!("{}/papers", examples::BASE),
        };
        let empty = Self {
            form: ReportForm::default(),
            parts: Vec::new(),
            ..page.clone()
        };
        vec![page, empty]
    }
}

/// `GET /{lang}/{contest}/report`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<ReportForm>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let models = read_models(&form.models);
    let counted = counted(&mut tx, &visitor, &contest, &models).await?;
    let base = visitor.url(&format!("/{}/papers", contest.slug));
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("models", &form.models)
        .finish();
    let query = if models.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    let file = |form: &str| (form.to_uppercase(), format!("{base}/report.{form}{query}"));
    visitor.show(
        &app,
        &Report {
            parts: counted
                .iter()
                .map(|c| ReportPart::of(&visitor, c))
                .collect(),
            files: ["pdf", "docx", "xlsx"].map(file).to_vec(),
            form,
            back_href: base,
        },
    )
}

/// Lines that are shown at once; the others are folded.
const FIRST: usize = 12;

impl ReportPart {
    fn of(visitor: &Visitor, counted: &Counted) -> Self {
        let first = |values: &[i64]| values.first().copied().unwrap_or(0);
        let most = counted
            .rows
            .iter()
            .map(|(_, v)| first(v))
            .max()
            .unwrap_or(0);
        let mut rows: Vec<ReportRow> = counted
            .rows
            .iter()
            .map(|(label, values)| ReportRow {
                label: label.clone(),
                values: told(visitor, counted, values),
                bar: first(values) * 1_000 / most.max(1),
            })
            .collect();
        let over_time = matches!(counted.key, "day" | "hour");
        let chart = if over_time {
            rows.iter().map(|row| row.bar).collect()
        } else {
            Vec::new()
        };
        let more = rows.split_off(if over_time { 0 } else { FIRST.min(rows.len()) });
        Self {
            key: counted.key.to_owned(),
            title: visitor.say(&format!("report-{}", counted.key), &[]),
            columns: counted
                .columns
                .iter()
                .map(|c| visitor.say(c, &[]))
                .collect(),
            rows,
            more,
            bars: !matches!(counted.key, "sum" | "models"),
            chart,
        }
    }
}

fn told(visitor: &Visitor, counted: &Counted, values: &[i64]) -> Vec<String> {
    let all = values.iter().enumerate();
    all.map(|(column, n)| counted.told(column, *n, visitor))
        .collect()
}

/// The report as a letter and as a workbook with a sheet for each table.
pub(super) async fn report(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
    models: &str,
) -> Result<Made, PageError> {
    let counted = counted(&mut tx, visitor, contest, &read_models(models)).await?;
    let frame = frame(&mut tx, visitor, contest).await?;
    let numbered = numbered(&mut tx, visitor, contest, LetterKind::Report).await?;
    drop(tx);
    let name = visitor.say("papers-report", &[]);
    let mut blocks = vec![
        Block::title(visitor.say("report-heading", &[])),
        Block::subject(visitor.say("report-subject", &[("contest", frame.name.clone().into())])),
    ];
    let mut annex = vec![Block::title(visitor.say("report-annex", &[]))];
    let mut lists = Vec::new();
    for part in &counted {
        let title = visitor.say(&format!("report-{}", part.key), &[]);
        let place = if part.is_long() {
            &mut annex
        } else {
            &mut blocks
        };
        place.push(Block::heading(title.clone()));
        place.push(table(visitor, part));
        lists.push(list(visitor, part, title));
    }
    blocks.push(Block::note(visitor.say("report-note", &[])));
    let head = frame.head(visitor, numbered);
    if annex.len() == 1 {
        annex.clear();
    }
    let letter = Letter {
        annex,
        signatures: vec![frame.signer.clone()],
        ..letter(visitor, name.clone(), head, blocks)
    };
    Ok(Made::Report(letter, name, lists))
}

fn table(visitor: &Visitor, part: &Counted) -> Block {
    let columns = part
        .columns
        .iter()
        .enumerate()
        .map(|(n, key)| LetterColumn {
            label: visitor.say(key, &[]),
            share: if n == 0 { 12 } else { 4 },
            centred: n > 0,
        });
    let rows = part.rows.iter().map(|(label, values)| {
        let numbers = told(visitor, part, values);
        std::iter::once(label.clone()).chain(numbers).collect()
    });
    Block::Table {
        columns: columns.collect(),
        rows: rows.collect(),
    }
}

fn list(visitor: &Visitor, part: &Counted, name: String) -> List {
    let columns = part.columns.iter().enumerate().map(|(n, key)| ListColumn {
        heading: visitor.say(key, &[]),
        width: if n == 0 { 44.0 } else { 14.0 },
    });
    let rows = part.rows.iter().map(|(label, values)| {
        let numbers = values.iter().map(|n| Cell::Number(*n));
        std::iter::once(Cell::Text(label.clone()))
            .chain(numbers)
            .collect()
    });
    List {
        name,
        columns: columns.collect(),
        rows: rows.collect(),
    }
}
