//! What a contest comes to in numbers, for the report to whoever ordered it: by part, unit, school, age, day and hour.

use std::collections::{BTreeMap, HashMap, HashSet};

use contest::contests::{self, Category, Contest, Phase};
use contest::{Tx, units};
use judging::{assignments, prizes};
use submissions::entries::{self, Author, EntryId, EntryState, Filter, Listed};

use crate::error::PageError;
use crate::extract::Visitor;
use crate::render::words;

/// A table of the report: what is counted by, and the counts of each line.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    /// `report-<key>`
    pub(super) key: &'static str,
    /// locale keys of the columns, the first for what is counted by
    pub(super) columns: Vec<&'static str>,
    /// whether the last column is in tenths
    pub(super) tenths: bool,
    /// lines in the order in which they are shown
    pub(super) rows: Vec<(String, Vec<i64>)>,
}

/// A learning model of the city and how many there are.
pub(super) type Model = (String, i64);

impl Counted {
    /// A count of a column, as read.
    pub(super) fn told(&self, column: usize, n: i64, visitor: &Visitor) -> String {
        if self.tenths && column + 2 == self.columns.len() {
            words::decimal(&format!("{}.{}", n / 10, n % 10), visitor.lang)
        } else {
            words::number(n, visitor.lang)
        }
    }

    /// Whether it is so long that it stands at the end of a report.
    pub(super) fn is_long(&self) -> bool {
        matches!(self.key, "school" | "class" | "day" | "hour")
    }
}

/// Bounds of the age bands, in years: below the first, then up to below each next, then all above.
const BANDS: [(i64, &str); 6] = [
    (11, "report-age-primary"),
    (16, "report-age-lower"),
    (18, "report-age-upper"),
    (31, "report-age-young"),
    (60, "report-age-middle"),
    (i64::MAX, "report-age-old"),
];

/// One entry with what it is counted by.
struct Line<'a> {
    listed: &'a Listed,
    author: Option<&'a Author>,
    awarded: bool,
}

/// Reads the contest and counts. Entries are those that were sent; awards are told once both have signed.
pub(super) async fn counted(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    models: &[Model],
) -> Result<Vec<Counted>, PageError> {
    let all = Filter::default();
    let listed = entries::all(tx, contest.id, &all).await?;
    let authors: HashMap<EntryId, Author> = entries::authors_of_contest(tx, contest.id)
        .await?
        .into_iter()
        .map(|row| (row.entry_id, row.author))
        .collect();
    let decided = contest.phase >= Phase::Decided;
    let awarded: HashSet<EntryId> = if decided {
        prizes::awards_of(tx, contest.id)
            .await?
            .iter()
            .map(|a| a.entry_id)
            .collect()
    } else {
        HashSet::new()
    };
    let categories = contests::categories_of(tx, contest.id).await?;
    let lines: Vec<Line<'_>> = listed
        .iter()
        .filter(|l| l.entry.code.is_some())
        .map(|listed| Line {
            listed,
            author: authors.get(&listed.entry.id),
            awarded: awarded.contains(&listed.entry.id),
        })
        .collect();
    let jury = jury(tx, visitor, contest, &categories).await?;
    let by = |key, of: &dyn Fn(&Line<'_>) -> Option<String>| grouped(key, decided, &lines, of);
    let unknown = visitor.say("report-unknown", &[]);
    let told = |text: &str| {
        let text = text.trim();
        Some(if text.is_empty() {
            unknown.clone()
        } else {
            text.to_owned()
        })
    };
    let mut report = vec![
        summary(visitor, &lines, decided),
        of_categories(visitor, &categories, &lines, decided),
        by("ward", &|l| told(l.author.map_or("", |a| &a.ward))),
        by("unit", &|l| {
            units::today(&l.author?.ward)
                .map(|unit| visitor.say("report-unit-name", &[("unit", unit.into())]))
        }),
        by("school", &|l| told(l.author.map_or("", |a| &a.school))),
        by("class", &|l| class_of(l.author?)),
        of_ages(visitor, contest, &lines, decided),
        by("way", &|l| {
            Some(visitor.say(
                &format!("report-way-{}", l.listed.entry.source.as_str()),
                &[],
            ))
        }),
        of_days(contest, &lines),
        of_hours(contest, &lines),
        jury,
    ];
    if !models.is_empty() {
        report.push(of_models(models, &lines));
    }
    report.retain(|part| !part.rows.is_empty());
    Ok(report)
}

/// «Tên<tab>số», a line for each; lines without a number are left out.
pub(super) fn read_models(typed: &str) -> Vec<Model> {
    let line = |line: &str| {
        let (name, number) = line.trim().rsplit_once(['\t', ';', ':'])?;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse().ok()?;
        (!name.trim().is_empty()).then(|| (name.trim().to_owned(), number))
    };
    typed.lines().filter_map(line).collect()
}

fn count(lines: &[Line<'_>], of: impl Fn(&Line<'_>) -> bool) -> i64 {
    i64::try_from(lines.iter().filter(|l| of(l)).count()).unwrap_or(0)
}

fn columns(first: &'static str, decided: bool) -> Vec<&'static str> {
    let mut columns = vec![first, "report-entries"];
    if decided {
        columns.push("report-awards");
    }
    columns
}

/// Lines with the same name together, the largest group first.
fn grouped(
    key: &'static str,
    decided: bool,
    lines: &[Line<'_>],
    of: &dyn Fn(&Line<'_>) -> Option<String>,
) -> Counted {
    let mut groups: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for line in lines {
        if let Some(name) = of(line) {
            let group = groups.entry(name).or_default();
            group.0 += 1;
            group.1 += i64::from(line.awarded);
        }
    }
    let mut rows: Vec<_> = groups
        .into_iter()
        .map(|(name, (entries, awards))| {
            let mut values = vec![entries];
            if decided {
                values.push(awards);
            }
            (name, values)
        })
        .collect();
    rows.sort_by_key(|(_, values)| -values[0]);
    let first = match key {
        "ward" | "unit" => "list-ward",
        "school" => "list-school",
        "class" => "list-class",
        _ => "report-way-column",
    };
    Counted {
        key,
        columns: columns(first, decided),
        tenths: false,
        rows,
    }
}

/// «5A, Trường Tiểu học Quyết Tâm»: a class alone says nothing.
fn class_of(author: &Author) -> Option<String> {
    let (class, school) = (author.class_name.trim(), author.school.trim());
    (!class.is_empty()).then(|| match school {
        "" => class.to_owned(),
        school => format!("{class}, {school}"),
    })
}

fn summary(visitor: &Visitor, lines: &[Line<'_>], decided: bool) -> Counted {
    let distinct = |of: &dyn Fn(&Author) -> Option<String>| {
        let all: HashSet<String> = lines.iter().filter_map(|l| of(l.author?)).collect();
        i64::try_from(all.len()).unwrap_or(0)
    };
    let named = |text: &str| {
        let text = contest::folding::fold(text);
        (!text.is_empty()).then_some(text)
    };
    let state = |state| count(lines, |l| l.listed.entry.state == state);
    let mut rows = vec![
        ("report-sum-received", count(lines, |_| true)),
        ("report-sum-eligible", state(EntryState::Eligible)),
        (
            "report-sum-ineligible",
            state(EntryState::Ineligible) + state(EntryState::Duplicate),
        ),
        ("report-sum-withdrawn", state(EntryState::Withdrawn)),
        (
            "report-sum-authors",
            distinct(&|a| {
                Some(format!(
                    "{} {}",
                    contest::folding::fold(&a.full_name),
                    a.phone
                ))
            }),
        ),
        ("report-sum-schools", distinct(&|a| named(&a.school))),
        ("report-sum-wards", distinct(&|a| named(&a.ward))),
    ];
    if decided {
        rows.push(("report-sum-awards", count(lines, |l| l.awarded)));
    }
    Counted {
        key: "sum",
        columns: vec!["report-what", "report-number"],
        tenths: false,
        rows: rows
            .into_iter()
            .map(|(key, n)| (visitor.say(key, &[]), vec![n]))
            .collect(),
    }
}

fn of_categories(
    visitor: &Visitor,
    categories: &[Category],
    lines: &[Line<'_>],
    decided: bool,
) -> Counted {
    let rows = categories.iter().map(|category| {
        let own = |l: &Line<'_>| l.listed.entry.category_id == category.id;
        let mut values = vec![
            count(lines, own),
            count(lines, |l| {
                own(l) && l.listed.entry.state == EntryState::Eligible
            }),
        ];
        if decided {
            values.push(count(lines, |l| own(l) && l.awarded));
        }
        (
            visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            values,
        )
    });
    let mut columns = vec!["list-category", "report-entries", "report-sum-eligible"];
    if decided {
        columns.push("report-awards");
    }
    Counted {
        key: "category",
        columns,
        tenths: false,
        rows: rows.collect(),
    }
}

fn of_ages(visitor: &Visitor, contest: &Contest, lines: &[Line<'_>], decided: bool) -> Counted {
    let year = entries::year_of(contest);
    let mut from = 0;
    let mut rows = Vec::new();
    for (below, key) in BANDS {
        let within = |l: &Line<'_>| {
            let age = year - l.listed.birth_year;
            l.listed.birth_year > 0 && (from..below).contains(&age)
        };
        let mut values = vec![count(lines, within)];
        if decided {
            values.push(count(lines, |l| within(l) && l.awarded));
        }
        rows.push((visitor.say(key, &[]), values));
        from = below;
    }
    Counted {
        key: "age",
        columns: columns("report-age-column", decided),
        tenths: false,
        rows,
    }
}

fn received(contest: &Contest, line: &Line<'_>) -> Option<jiff::civil::DateTime> {
    words::civil(line.listed.entry.submitted_at?.0, &contest.zone)
}

fn of_days(contest: &Contest, lines: &[Line<'_>]) -> Counted {
    let mut days: BTreeMap<jiff::civil::Date, i64> = BTreeMap::new();
    for at in lines.iter().filter_map(|l| received(contest, l)) {
        *days.entry(at.date()).or_default() += 1;
    }
    Counted {
        key: "day",
        columns: vec!["report-day-column", "report-entries"],
        tenths: false,
        rows: days
            .into_iter()
            .map(|(day, n)| (day.strftime("%d/%m/%Y").to_string(), vec![n]))
            .collect(),
    }
}

fn of_hours(contest: &Contest, lines: &[Line<'_>]) -> Counted {
    let mut hours = [0_i64; 24];
    for at in lines.iter().filter_map(|l| received(contest, l)) {
        if let Some(hour) = hours.get_mut(usize::try_from(at.hour()).unwrap_or(0)) {
            *hour += 1;
        }
    }
    let told = hours.iter().any(|n| *n > 0);
    Counted {
        key: "hour",
        columns: vec!["report-hour-column", "report-entries"],
        tenths: false,
        rows: (0..24)
            .zip(hours)
            .filter(|_| told)
            .map(|(hour, n)| (format!("{hour:02}:00–{hour:02}:59"), vec![n]))
            .collect(),
    }
}

/// Jurors, sheets that they had, and sheets that they sealed, category by category.
async fn jury(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    categories: &[Category],
) -> Result<Counted, PageError> {
    let progress = assignments::progress_of(tx, contest.id).await?;
    let rows = categories.iter().filter_map(|category| {
        let own: Vec<_> = progress
            .iter()
            .filter(|p| p.category_id == category.id)
            .collect();
        let jurors: HashSet<_> = own.iter().map(|p| p.person_id).collect();
        let values = vec![
            i64::try_from(jurors.len()).unwrap_or(0),
            own.iter().map(|p| p.sheets).sum(),
            own.iter().map(|p| p.locked).sum(),
        ];
        let name = visitor
            .pick(&category.name_vi, &category.name_en)
            .to_owned();
        (!own.is_empty()).then_some((name, values))
    });
    Ok(Counted {
        key: "jury",
        columns: vec![
            "list-category",
            "report-jurors",
            "report-sheets",
            "report-locked",
        ],
        tenths: false,
        rows: rows.collect(),
    })
}

/// Entries for each thousand of a model, to the nearest tenth.
fn of_models(models: &[Model], lines: &[Line<'_>]) -> Counted {
    let entries = count(lines, |_| true);
    let rate = |n: i64| {
        if n > 0 {
            (entries * 10_000 + n / 2) / n
        } else {
            0
        }
    };
    Counted {
        key: "models",
        columns: vec!["report-model", "report-number", "report-per-thousand"],
        tenths: true,
        rows: models
            .iter()
            .map(|(name, n)| (name.clone(), vec![*n, rate(*n)]))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::read_models;

    #[test]
    fn models_are_read_as_a_report_prints_them() {
        let typed =
            "Công dân học tập\t56.074\nGia đình học tập: 26 074\n\nkhông có số\nTủ sách; 14";
        let read = read_models(typed);
        assert_eq!(
            read,
            [
                ("Công dân học tập".to_owned(), 56_074),
                ("Gia đình học tập".to_owned(), 26_074),
                ("Tủ sách".to_owned(), 14),
            ]
        );
    }
}
