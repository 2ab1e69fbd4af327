//! Rows `entry,juror,criterion,mark[,position]`.

use std::collections::HashMap;

use super::{
    Cell, Exact, Found, Known, MARK_UNIT, MAX_NAME_CHARS, Place, Problem, Row, Rules, Sheets,
    clean,
    table::{Column, Record, each_row},
};

const COLUMNS: [Column; 5] = [
    Column {
        names: &["entry", "bài", "mã bài", "bài dự thi"],
        needed: true,
    },
    Column {
        names: &["juror", "giám khảo"],
        needed: true,
    },
    Column {
        names: &["criterion", "tiêu chí"],
        needed: true,
    },
    Column {
        names: &["mark", "điểm"],
        needed: true,
    },
    Column {
        names: &["position", "thứ tự"],
        needed: false,
    },
];

/// The most entries, jurors, criteria: an index is 32 bits.
const MAX_NAMES: usize = 4_000_000;

/// Reads the sheets of a contest with these rules.
pub fn read(bytes: &[u8], rules: &Rules) -> Result<Sheets, Vec<Problem>> {
    let mut found = Found::new(Place::Sheets);
    let mut reading = Reading {
        rules,
        known: Known::of(rules),
        entries: Names::default(),
        jurors: Names::default(),
        criteria: Names::default(),
        judged: HashMap::new(),
        rows: Vec::new(),
        given: HashMap::new(),
        given_lines: HashMap::new(),
        any: false,
    };
    each_row(bytes, &COLUMNS, &mut found, |record, found| {
        reading.take(record, found);
    });
    if !reading.any && found.problems.is_empty() {
        found.add(0, "file-empty", &[]);
    }
    let sheets = reading.sheets(&mut found);
    found.none()?;
    Ok(sheets)
}

/// Names by number, in the order in which they were met.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    list: Vec<String>,
    /// The name of the row before: in most files rows of one entry stand together.
    last: u32,
}

impl Names {
    /// The number of a name; `None` past the bound.
    fn number(&mut self, name: &str) -> Option<u32> {
        if self
            .list
            .get(self.last as usize)
            .is_some_and(|last| last == name)
        {
            return Some(self.last);
        }
        let number = self.find(name)?;
        self.last = number;
        Some(number)
    }

    fn find(&mut self, name: &str) -> Option<u32> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let name = clean(name);
        if let Some(number) = self.numbers.get(&name) {
            return Some(*number);
        }
        if self.list.len() >= MAX_NAMES {
            return None;
        }
        let number = u32::try_from(self.list.len()).ok()?;
        self.numbers.insert(name.clone(), number);
        self.list.push(name);
        Some(number)
    }

    /// The sorted names, and for each number its place among them.
    fn sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_unstable_by(|a, b| self.list[*a].cmp(&self.list[*b]));
        let mut places = vec![0; order.len()];
        for (place, number) in (0..).zip(&order) {
            places[*number] = place;
        }
        let mut sorted = self.list;
        sorted.sort_unstable();
        (sorted, places)
    }
}

struct Reading<'a> {
    rules: &'a Rules,
    known: Known<'a>,
    entries: Names,
    jurors: Names,
    criteria: Names,
    /// Whether the rules know a criterion, as it was found once.
    judged: HashMap<String, bool>,
    rows: Vec<Row>,
    given: HashMap<(u32, String), Exact>,
    given_lines: HashMap<(u32, String), u64>,
    any: bool,
}

impl Reading<'_> {
    fn take(&mut self, record: &Record, found: &mut Found) {
        let [entry, juror, criterion, mark, position] = record.cells[..] else {
            return;
        };
        let line = record.line;
        self.any = true;
        let mut sound = true;
        for (name, code) in [(entry, "entry-empty"), (criterion, "criterion-empty")] {
            if name.is_empty() {
                found.add(line, code, &[]);
                sound = false;
            }
        }
        for name in [entry, juror, criterion] {
            if name.len() > MAX_NAME_CHARS && name.chars().count() > MAX_NAME_CHARS {
                found.add(line, "name-long", &[("most", &MAX_NAME_CHARS.to_string())]);
                sound = false;
            }
        }
        if !sound || self.known.ignores(criterion) {
            return;
        }
        if juror.is_empty() {
            self.take_given(line, (entry, &clean(criterion), mark), found);
            return;
        }
        let mut known = self.judged.get(criterion).copied();
        if known.is_none() {
            known = Some(self.known.marked(&clean(criterion)));
            self.judged
                .insert(criterion.to_owned(), known == Some(true));
        }
        if known != Some(true) {
            let words = [("name", criterion), ("known", &*self.known.marks_list())];
            found.add(line, "criterion-unknown", &words);
            return;
        }
        let position = Self::position(position, line, found);
        let Some(cell) = self.cell((criterion, mark), line, found) else {
            return;
        };
        let numbers = (
            self.entries.number(entry),
            self.jurors.number(juror),
            self.criteria.number(criterion),
        );
        let (Some(entry), Some(juror), Some(criterion)) = numbers else {
            found.add(line, "sheets-many", &[]);
            return;
        };
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.rows.push(Row {
            entry,
            criterion,
            juror,
            position,
            cell,
            line,
        });
    }

    fn position(text: &str, line: u64, found: &mut Found) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let position = text.parse().ok().filter(|p| *p >= 1);
        if position.is_none() {
            found.add(line, "position", &[("value", text)]);
        }
        position.unwrap_or(0)
    }

    fn cell(&self, (criterion, text): (&str, &str), line: u64, found: &mut Found) -> Option<Cell> {
        if text.is_empty() {
            return Some(Cell::Recused);
        }
        let mark = match mark_units(text) {
            Some(mark) => mark,
            None => match self.word(text) {
                Some(Cell::Mark(mark)) => mark,
                Some(cell) => return Some(cell),
                None => {
                    // Follows the words that every contest has.
                    let own = self.rules.words.keys();
                    let words = own.fold(String::new(), |told, word| told + ", “" + word + "”");
                    found.add(line, "mark-number", &[("value", text), ("words", &words)]);
                    return None;
                }
            },
        };
        let criterion = clean(criterion);
        let scale = self.rules.scales.iter().find(|s| s.of.takes(&criterion));
        if let Some(scale) = scale {
            let on_step = scale.step == 0 || (mark - scale.least) % scale.step == 0;
            if mark < scale.least || mark > scale.most || !on_step {
                let shown = |units: i64| {
                    Exact::ratio(units, MARK_UNIT).map_or_else(String::new, |v| v.plain())
                };
                let words = [
                    ("value", text),
                    ("criterion", &*criterion),
                    ("least", &*shown(scale.least)),
                    ("most", &*shown(scale.most)),
                    ("step", &*shown(scale.step)),
                ];
                found.add(line, "mark-scale", &words);
                return None;
            }
        }
        Some(Cell::Mark(mark))
    }

    fn word(&self, text: &str) -> Option<Cell> {
        let word = clean(text).to_lowercase();
        if let Some(mark) = self.rules.words.get(&word) {
            return Some(Cell::Mark(*mark));
        }
        let one = i64::try_from(MARK_UNIT).ok()?;
        match word.as_str() {
            "recused" | "rút lui" => Some(Cell::Recused),
            "abstained" | "không chấm" => Some(Cell::Abstained),
            "not yet" | "chưa chấm" => Some(Cell::NotYet),
            "yes" | "có" => Some(Cell::Mark(one)),
            "no" | "không" => Some(Cell::Mark(0)),
            _ => None,
        }
    }

    fn take_given(
        &mut self,
        line: u64,
        (entry, name, value): (&str, &str, &str),
        found: &mut Found,
    ) {
        if !self.known.is_given(name) {
            if self.known.marked(name) {
                found.add(line, "juror-empty", &[("name", name)]);
            } else {
                let words = [("name", name), ("known", &*self.known.given_list())];
                found.add(line, "given-unknown", &words);
            }
            return;
        }
        let Some(number) = Exact::parse(value) else {
            found.add(line, "given-number", &[("value", value)]);
            return;
        };
        let Some(entry_number) = self.entries.number(entry) else {
            found.add(line, "sheets-many", &[]);
            return;
        };
        let key = (entry_number, name.to_owned());
        if let Some(first) = self.given_lines.get(&key) {
            let words = [
                ("first", &*first.to_string()),
                ("entry", entry),
                ("criterion", name),
                ("juror", ""),
            ];
            found.add(line, "mark-twice", &words);
            return;
        }
        self.given_lines.insert(key.clone(), line);
        self.given.insert(key, number);
    }

    /// All in sorted order; rows of one entry, juror and criterion are told of.
    fn sheets(self, found: &mut Found) -> Sheets {
        let (entries, entry_places) = self.entries.sorted();
        let (jurors, juror_places) = self.jurors.sorted();
        let (criteria, criterion_places) = self.criteria.sorted();
        let mut rows = self.rows;
        for row in &mut rows {
            row.entry = entry_places[row.entry as usize];
            row.juror = juror_places[row.juror as usize];
            row.criterion = criterion_places[row.criterion as usize];
        }
        rows.sort_unstable_by_key(|r| (r.criterion, r.entry, r.juror, r.line));
        for pair in rows.windows(2) {
            let key = |r: &Row| (r.criterion, r.entry, r.juror);
            if key(&pair[0]) == key(&pair[1]) {
                let words = [
                    ("first", &*pair[0].line.to_string()),
                    ("entry", &*entries[pair[1].entry as usize]),
                    ("criterion", &*criteria[pair[1].criterion as usize]),
                    ("juror", &*jurors[pair[1].juror as usize]),
                ];
                found.add(u64::from(pair[1].line), "mark-twice", &words);
            }
        }
        let given = self.given.into_iter();
        let given = given.map(|((entry, name), v)| ((entry_places[entry as usize], name), v));
        Sheets {
            given: given.collect(),
            entries,
            jurors,
            criteria,
            rows,
        }
    }
}

/// A decimal of at most 12 digits before and 6 after the point, in units of 1 / [`MARK_UNIT`].
fn mark_units(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, part) = digits
        .split_once(['.', ','])
        .map_or((digits, "0"), |(w, p)| (w, p));
    let plain =
        |s: &str, most| (1..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole, 12) || !plain(part, 6) {
        return None;
    }
    let places = u32::try_from(part.len()).ok()?;
    let units =
        whole.parse::<i64>().ok()? * 1_000_000 + part.parse::<i64>().ok()? * 10_i64.pow(6 - places);
    Some(if negative { -units } else { units })
}
