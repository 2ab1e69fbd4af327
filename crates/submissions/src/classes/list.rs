//! A teacher's list is read and checked row by row, in whatever order its columns stand. Pure.

use std::collections::BTreeSet;

use contest::{
    contests::Category,
    folding::{fold, tidy_line},
};

use crate::entries::{Author, Credit, Fault, GuardianInput};

/// The most rows of one list.
pub const MAX_ROWS: usize = 200;
/// The heading stands within the first rows.
const HEADING_WITHIN: usize = 12;
const MAX_TITLE: usize = crate::entries::MAX_TITLE;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Number in the list.
    Number,
    /// Full name.
    Name,
    /// Family and middle names, where the given name has its own column.
    Surname,
    /// Given name, where it has its own column.
    GivenName,
    /// Year, or date, of birth.
    BirthYear,
    /// Category.
    Category,
    /// Title.
    Title,
    /// Ward or commune.
    Ward,
    /// Guardian's name.
    GuardianName,
    /// Guardian's relation.
    Relation,
    /// Guardian's telephone.
    GuardianPhone,
}

/// Folded headings by which a column is known: ours, and those of usual school lists.
const HEADINGS: &[(Field, &[&str])] = &[
    (
        Field::Number,
        &["stt", "so thu tu", "so tt", "tt", "no", "no.", "number"],
    ),
    (
        Field::Name,
        &[
            "ho va ten",
            "ho ten",
            "ho va ten hoc sinh",
            "ho ten hoc sinh",
            "hoc sinh",
            "full name",
            "name",
            "pupil",
        ],
    ),
    (
        Field::Surname,
        &["ho va ten dem", "ho dem", "ho va dem", "ho", "family name"],
    ),
    (Field::GivenName, &["ten", "given name"]),
    (
        Field::BirthYear,
        &[
            "nam sinh",
            "ngay sinh",
            "ngay thang nam sinh",
            "sinh nam",
            "sinh ngay",
            "year of birth",
            "date of birth",
            "birth year",
        ],
    ),
    (
        Field::Category,
        &["the loai", "bang thi", "loai hinh", "category"],
    ),
    (
        Field::Title,
        &[
            "ten tac pham",
            "ten bai",
            "ten bai du thi",
            "ten tranh",
            "tac pham",
            "title",
        ],
    ),
    (
        Field::Ward,
        &[
            "phuong, xa",
            "phuong xa",
            "phuong/xa",
            "xa, phuong",
            "xa/phuong",
            "noi o",
            "ward",
        ],
    ),
    (
        Field::GuardianName,
        &[
            "ho va ten phu huynh",
            "ho ten phu huynh",
            "phu huynh",
            "nguoi giam ho",
            "cha me",
            "guardian",
            "guardian's name",
            "guardian name",
        ],
    ),
    (Field::Relation, &["quan he", "relation"]),
    (
        Field::GuardianPhone,
        &[
            "dien thoai phu huynh",
            "sdt phu huynh",
            "so dien thoai phu huynh",
            "dien thoai",
            "so dien thoai",
            "sdt",
            "guardian's phone",
            "guardian phone",
            "phone",
        ],
    ),
];

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The row cannot be taken: the fault, and of which field.
    Error(Field, Fault),
    /// No category is called so.
    UnknownCategory,
    /// The row can be taken, and should be looked at.
    Warning(Field, Doubt),
}

/// What should be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The same name stands twice in the list.
    NameTwice,
    /// The zero in front of a telephone number was missing and was put back.
    ZeroPutBack,
    /// The ward is none of the contest's.
    OtherWard,
    /// No such relation; it is taken as «other guardian».
    OtherRelation,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Row of the sheet, from 0.
    pub at: usize,
    /// Number in the teacher's list.
    pub number: String,
    /// Author, where the row can be taken.
    pub author: Option<Author>,
    /// Name as read, for showing.
    pub name: String,
    /// Title.
    pub title: String,
    /// Index of the category among the contest's.
    pub category: Option<usize>,
    /// What there is to say, each with its column where the list has one.
    pub marks: Vec<(Option<usize>, Mark)>,
}

impl Row {
    /// Whether the row can be taken in.
    #[must_use]
    pub fn is_good(&self) -> bool {
        let fine = |(_, mark): &(_, Mark)| matches!(mark, Mark::Warning(..));
        self.author.is_some() && self.category.is_some() && self.marks.iter().all(fine)
    }

    /// By what two rows are the same child's same work.
    #[must_use]
    pub fn likeness(&self) -> (String, String) {
        (fold(&self.name), fold(&self.title))
    }
}

/// Why nothing of a list can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// No row with the headings was found.
    NoHeading,
    /// Nothing stands under the headings.
    Empty,
    /// More than [`MAX_ROWS`] rows.
    TooMany,
}

/// A checked list.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Name of a cell as spreadsheets write it: `C5`.
#[must_use]
pub fn cell_name(row: usize, column: usize) -> String {
    let mut letters = String::new();
    let mut n = column + 1;
    while n > 0 {
        let digit = u8::try_from((n - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        n = (n - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Whether a name is the sample's of our own form.
#[must_use]
pub fn is_sample(name: &str) -> bool {
    let name = fold(name);
    name.starts_with("vi du") || name.starts_with("example")
}

/// Reads and checks a list. `year` is the contest's; ages are reckoned by it.
pub fn check(
    cells: &[Vec<String>],
    (categories, wards): (&[Category], &[&str]),
    (year, class_phone): (i64, &str),
) -> Result<Checked, ListFault> {
    let (heading, columns) = heading(cells).ok_or(ListFault::NoHeading)?;
    let reader = Reader {
        columns,
        categories,
        wards,
        year,
        class_phone,
    };
    let mut rows: Vec<Row> = Vec::new();
    for (at, cells) in cells.iter().enumerate().skip(heading + 1) {
        if cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let row = reader.row(at, cells);
        if !is_sample(&row.name) {
            rows.push(row);
        }
    }
    match rows.len() {
        0 => return Err(ListFault::Empty),
        n if n > MAX_ROWS => return Err(ListFault::TooMany),
        _ => {}
    }
    let mut met = BTreeSet::new();
    let column = reader.place(Field::Name).or(reader.place(Field::GivenName));
    for row in &mut rows {
        if !row.name.is_empty() && !met.insert(fold(&row.name)) {
            row.marks
                .push((column, Mark::Warning(Field::Name, Doubt::NameTwice)));
        }
    }
    Ok(Checked { rows })
}

/// The row of headings, and where each field stands.
fn heading(cells: &[Vec<String>]) -> Option<(usize, Vec<(Field, usize)>)> {
    cells
        .iter()
        .take(HEADING_WITHIN)
        .enumerate()
        .find_map(|(at, row)| {
            let mut columns: Vec<(Field, usize)> = Vec::new();
            for (index, text) in row.iter().enumerate() {
                let text = fold(text);
                let text = text.trim_end_matches([' ', '*', ':']);
                let known = HEADINGS.iter().find(|(_, names)| names.contains(&text));
                if let Some((field, _)) = known
                    && columns.iter().all(|(f, _)| f != field)
                {
                    columns.push((*field, index));
                }
            }
            let has = |field| columns.iter().any(|(f, _)| *f == field);
            let named = has(Field::Name) || (has(Field::Surname) && has(Field::GivenName));
            (named && columns.len() >= 2).then_some((at, columns))
        })
}

struct Reader<'a> {
    columns: Vec<(Field, usize)>,
    categories: &'a [Category],
    wards: &'a [&'a str],
    year: i64,
    class_phone: &'a str,
}

impl Reader<'_> {
    fn place(&self, field: Field) -> Option<usize> {
        self.columns
            .iter()
            .find(|(f, _)| *f == field)
            .map(|(_, at)| *at)
    }

    fn text(&self, cells: &[String], field: Field) -> String {
        self.place(field)
            .and_then(|at| cells.get(at))
            .map(|text| tidy_line(text))
            .unwrap_or_default()
    }

    fn row(&self, at: usize, cells: &[String]) -> Row {
        let text = |field| self.text(cells, field);
        let mut marks = Vec::new();
        let name = match text(Field::Name) {
            whole if !whole.is_empty() => whole,
            _ => tidy_line(&format!(
                "{} {}",
                text(Field::Surname),
                text(Field::GivenName)
            )),
        };
        let title = text(Field::Title);
        if title.is_empty() {
            marks.push(Mark::Error(Field::Title, Fault::Missing));
        } else if title.chars().count() > MAX_TITLE {
            marks.push(Mark::Error(Field::Title, Fault::TooLong(MAX_TITLE)));
        }
        let category = self.category(&text(Field::Category));
        if category.is_none() {
            marks.push(Mark::UnknownCategory);
        }
        let credit = self.credit(cells, &name, &mut marks);
        let author = match credit.parse(self.year) {
            Ok(author) => Some(author),
            Err(faults) => {
                let told = faults.iter().filter_map(|f| {
                    let field = match f.field {
                        "name" => Field::Name,
                        "birth_year" => Field::BirthYear,
                        "ward" => Field::Ward,
                        "guardian_name" => Field::GuardianName,
                        "guardian_relation" => Field::Relation,
                        "phone" | "guardian_phone" => Field::GuardianPhone,
                        _ => return None,
                    };
                    Some(Mark::Error(field, f.fault))
                });
                marks.extend(told);
                None
            }
        };
        marks.dedup();
        Row {
            at,
            number: text(Field::Number),
            author,
            name,
            title,
            category,
            marks: marks.into_iter().map(|m| (self.column_of(&m), m)).collect(),
        }
    }

    /// Where a mark is put; a field without a column is told at the name.
    fn column_of(&self, mark: &Mark) -> Option<usize> {
        let field = match mark {
            Mark::Error(field, _) | Mark::Warning(field, _) => *field,
            Mark::UnknownCategory => Field::Category,
        };
        self.place(field)
            .or_else(|| self.place(Field::Name))
            .or_else(|| self.place(Field::GivenName))
    }

    fn credit(&self, cells: &[String], name: &str, marks: &mut Vec<Mark>) -> Credit {
        let text = |field| self.text(cells, field);
        let birth_year = year_in(&text(Field::BirthYear));
        let phone = with_zero(text(Field::GuardianPhone), marks);
        let ward = self.ward(text(Field::Ward), marks);
        let minor = birth_year
            .parse::<i64>()
            .is_ok_and(|y| self.year - y < crate::entries::ADULT_AGE);
        let relation = relation_of(&text(Field::Relation), minor, marks);
        Credit {
            full_name: name.to_owned(),
            birth_year,
            // A pupil is reached through the guardian, and where none is written down, through the teacher.
            phone: if phone.is_empty() {
                self.class_phone.to_owned()
            } else {
                phone.clone()
            },
            ward,
            guardian: GuardianInput {
                name: text(Field::GuardianName),
                relation,
                phone,
            },
            ..Credit::default()
        }
    }

    /// By name in either language, by slug, or by kind; a contest of one category need not say it.
    fn category(&self, text: &str) -> Option<usize> {
        let text = fold(text);
        if text.is_empty() {
            return (self.categories.len() == 1).then_some(0);
        }
        self.categories.iter().position(|c| {
            [&c.name_vi, &c.name_en, &c.slug]
                .iter()
                .any(|name| fold(name) == text)
                || c.kind.as_str() == text
        })
    }

    fn ward(&self, text: String, marks: &mut Vec<Mark>) -> String {
        let folded = fold(&text);
        let bare = |w: &str| {
            let w = fold(w);
            ["phuong ", "xa ", "p. ", "x. "]
                .iter()
                .find_map(|p| w.strip_prefix(p).map(str::to_owned))
                .unwrap_or(w)
        };
        let known = self.wards.iter().find(|w| {
            let name = w.split(" (").next().unwrap_or(w);
            fold(w) == folded || bare(name) == bare(&text)
        });
        if let Some(ward) = known {
            return (*ward).to_owned();
        }
        if !text.is_empty() && !self.wards.is_empty() {
            marks.push(Mark::Warning(Field::Ward, Doubt::OtherWard));
        }
        text
    }
}

/// The year in «2012», «12/03/2012» or «2012-03-12»; the text itself where there is none.
fn year_in(text: &str) -> String {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|part| part.len() == 4)
        .unwrap_or(text)
        .to_owned()
}

/// Spreadsheets take the zero off a telephone number that was typed as a number.
fn with_zero(phone: String, marks: &mut Vec<Mark>) -> String {
    let bare = phone.len() == 9 && phone.chars().all(|c| c.is_ascii_digit());
    if bare && !phone.starts_with('0') {
        marks.push(Mark::Warning(Field::GuardianPhone, Doubt::ZeroPutBack));
        format!("0{phone}")
    } else {
        phone
    }
}

fn relation_of(text: &str, minor: bool, marks: &mut Vec<Mark>) -> String {
    let word = match fold(text).as_str() {
        "me" | "ma" | "mother" => "mother",
        "bo" | "ba" | "cha" | "father" => "father",
        "ong" | "ba noi" | "ong, ba" | "ong ba" | "ong/ba" | "grandparent" => "grandparent",
        "" | "guardian" | "nguoi giam ho" | "nguoi giam ho khac" => "guardian",
        _ => {
            marks.push(Mark::Warning(Field::Relation, Doubt::OtherRelation));
            "guardian"
        }
    };
    if minor {
        word.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        assert_eq!(cell_name(4, 2), "C5");
        assert_eq!(cell_name(0, 26), "AA1");
        assert_eq!(cell_name(9, 701), "ZZ10");
    }

    #[test]
    fn a_list_without_category_or_heading_is_told_so() {
        let rows = |text: &str| -> Vec<Vec<String>> {
            let cells = |line: &str| line.split('|').map(str::to_owned).collect();
            text.lines().map(cells).collect()
        };
        let none = check(&rows("a|b\n1|2"), (&[], &[]), (2024, ""));
        assert_eq!(none.err(), Some(ListFault::NoHeading));
        let heading = "Họ đệm|Tên|Năm sinh|Thể loại";
        let empty = check(&rows(heading), (&[], &[]), (2024, ""));
        assert_eq!(empty.err(), Some(ListFault::Empty));
        let list = format!("{heading}\nLò Thị|Ban|2014|Múa\nVí dụ: Lò|Ban|2014|");
        let checked = check(&rows(&list), (&[], &[]), (2024, "0912345678")).expect("reads");
        let [row] = checked.rows.as_slice() else {
            panic!("the sample is skipped: {:?}", checked.rows);
        };
        assert_eq!(row.name, "Lò Thị Ban");
        assert!(row.marks.contains(&(Some(3), Mark::UnknownCategory)));
        assert!(!row.is_good());
    }

    #[test]
    fn the_zero_of_a_telephone_number_is_put_back_once() {
        let mut marks = Vec::new();
        assert_eq!(with_zero("912345678".to_owned(), &mut marks), "0912345678");
        assert_eq!(marks.len(), 1);
        assert_eq!(with_zero("0912345678".to_owned(), &mut marks), "0912345678");
        assert_eq!(marks.len(), 1);
    }
}
