//! The class list: the form to fill in, the filled one looked through row by row, then taken in.

use axum::extract::State;
use contest::contests::{self, Category};
use http::{HeaderValue, header};
use papers::{ClassListWords, Column, MarkedCell, Severity};
use serde::{Deserialize, Serialize};
use submissions::classes::{
    self, Checked, Doubt, Field, FillError, ListFault, ListRefusal, Mark, Row, cell_name,
    reader::{MAX_BYTES, read_text},
};
use submissions::entries::{self, Fault};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InClass, Posted, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, Lang, text};
use crate::pages::classes::home::Nothing;
use crate::pages::parts::Phrase;
use crate::render::Page;

/// What was pasted; the file comes beside it as `list`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListForm {
    /// rows copied from a spreadsheet
    pub pasted: String,
}

/// A row that was looked through.
#[derive(Clone, Debug, Serialize)]
pub struct ListRow {
    /// row of the sheet, from 1
    pub row: i64,
    /// name as read
    pub name: String,
    /// title as read
    pub title: String,
    /// `ok`, `warning` or `error`
    pub state: String,
    /// cell and sentence for each thing to say
    pub marks: Vec<ListMark>,
}

/// Something about a cell.
#[derive(Clone, Debug, Serialize)]
pub struct ListMark {
    /// such as `C5`
    pub cell: String,
    /// what is wrong
    pub what: Phrase,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ClassList {
    /// what was pasted
    pub form: ListForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the file that was looked through; empty where none waits
    pub file_name: String,
    /// its rows; those with something to say first
    pub rows: Vec<ListRow>,
    /// rows that can be taken in
    pub good: i64,
    /// rows that cannot
    pub bad: i64,
    /// the most rows of a list
    pub most: i64,
    /// the class
    pub base: String,
}

impl Page for ClassList {
    const TEMPLATE: &'static str = "pages/classes/list.html";

    fn samples() -> Vec<Self> {
        let row = |row: i64, name: &str, state: &str, marks: Vec<ListMark>| ListRow {
            row,
            name: name.into(),
            title: "Mùa ban".into(),
            state: state.into(),
            marks,
        };
        let page = Self {
            form: ListForm::default(),
            errors: FormErrors::new(),
            file_name: "lop-5a.xlsx".into(),
            rows: vec![
                row(
                    5,
                    "Quàng Văn Thắng",
                    "error",
                    vec![ListMark {
                        cell: "C5".into(),
                        what: Phrase::new("classes-mark-year", &[]),
                    }],
                ),
                row(3, "Lò Thị Mai Hương", "ok", Vec::new()),
            ],
            good: 1,
            bad: 1,
            most: 200,
            base: "/vi/classes/9f2kq7".into(),
        };
        let nothing = Self {
            file_name: String::new(),
            rows: Vec::new(),
            errors: FormErrors::new().with("list", "classes-list-no-heading", &[]),
            ..page.clone()
        };
        vec![page, nothing]
    }
}

/// `GET /{lang}/classes/{key}/form.xlsx`: the empty form.
pub async fn form(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, class.contest.id).await?;
    drop(tx);
    let say = |key: &str| text(visitor.lang, key, &Args::new());
    let words = ClassListWords {
        sheet: say("classes-list-sheet"),
        choices: say("classes-list-choices"),
        choose: say("classes-list-choose"),
    };
    let named = categories
        .iter()
        .map(|c| visitor.pick(&c.name_vi, &c.name_en).to_owned())
        .collect();
    let places = class.contest.wards.lines().map(str::to_owned).collect();
    let relations = ["mother", "father", "grandparent", "guardian"]
        .iter()
        .map(|r| say(&format!("relation-{r}")))
        .collect();
    let column = |field: &str, width: f64, choices: Vec<String>, needed: bool| Column {
        heading: say(&format!("classes-list-col-{field}")),
        hint: say(&format!("classes-list-hint-{field}")),
        width,
        sample: say(&format!("classes-list-sample-{field}")),
        choices,
        needed,
    };
    let mut columns = vec![
        column("number", 8.0, Vec::new(), false),
        column("name", 28.0, Vec::new(), true),
        column("birth-year", 11.0, Vec::new(), true),
        column("category", 20.0, named, true),
        column("title", 34.0, Vec::new(), true),
        column("ward", 20.0, places, false),
        column("guardian-name", 28.0, Vec::new(), true),
        column("relation", 16.0, relations, false),
        column("guardian-phone", 18.0, Vec::new(), true),
    ];
    if let (Some(first), Some(c)) = (categories.first(), columns.get_mut(3)) {
        visitor
            .pick(&first.name_vi, &first.name_en)
            .clone_into(&mut c.sample);
    }
    if let (Some(ward), Some(c)) = (class.contest.wards.lines().next(), columns.get_mut(5)) {
        ward.clone_into(&mut c.sample);
    }
    let bytes = papers::class_list_template(&words, &columns).map_err(PageError::internal)?;
    workbook(bytes, "danh-sach-lop.xlsx")
}

/// A workbook to be saved.
fn workbook(bytes: Vec<u8>, name: &str) -> Answer {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    download(bytes, TYPE, name)
}

/// Bytes of our own making, to be saved under a plain name.
pub(crate) fn download(bytes: Vec<u8>, media_type: &'static str, name: &str) -> Answer {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(PageError::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok(axum::response::IntoResponse::into_response((
        headers, bytes,
    )))
}

/// `GET /{lang}/classes/{key}/list`: the list that waits, row by row.
pub async fn get(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let page = ClassList::of(&app, &visitor, &class, ListForm::default()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/classes/{key}/list`: a file, or pasted rows.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    class: InClass,
    PostedWithFiles { posted, files }: PostedWithFiles<ListForm>,
) -> Answer {
    let form = posted.form;
    let (name, cells) = match files.into_iter().find(|f| f.field == "list") {
        Some(file) if file.stored.size_bytes > MAX_BYTES => (file.name, Err(ListRefusal::TooLarge)),
        Some(file) => {
            let bytes = app.objects.get(file.stored.sha256).await?;
            let cells = classes::read_list(&app.inspector, bytes)
                .await
                .map_err(PageError::internal)?;
            (file.name, cells)
        }
        None => {
            let cells = read_text(form.pasted.as_bytes());
            (
                text(visitor.lang, "classes-list-pasted", &Args::new()),
                cells,
            )
        }
    };
    let mut tx = app.db.begin().await?;
    let categories = contests::categories_of(&mut tx, class.contest.id).await?;
    let key = match cells {
        Err(ListRefusal::Empty) => "classes-list-empty",
        Err(ListRefusal::TooLarge) => "classes-list-too-large",
        Err(ListRefusal::WrongType) => "classes-list-wrong-type",
        Err(ListRefusal::Broken) => "classes-list-broken",
        Ok(cells) => match look_through(&class, &categories, &cells) {
            Err(ListFault::NoHeading) => "classes-list-no-heading",
            Err(ListFault::Empty) => "classes-list-empty",
            Err(ListFault::TooMany) => "classes-list-too-many",
            Ok(_) => {
                let list = (name.as_str(), cells.as_slice());
                classes::keep_list(&mut tx, class.class.id, list, app.now()).await?;
                tx.commit().await?;
                return Ok(visitor.go(&format!("/classes/{}/list", class.key)));
            }
        },
    };
    drop(tx);
    let mut page = ClassList::of(&app, &visitor, &class, form).await?;
    let max = Args::from([("max".to_owned(), page.most.into())]);
    page.errors.add_with("list", key, max);
    visitor.again(&app, &page)
}

fn look_through(
    class: &InClass,
    categories: &[Category],
    cells: &[Vec<String>],
) -> Result<Checked, ListFault> {
    let wards: Vec<&str> = class.contest.wards.lines().collect();
    let year = entries::year_of(&class.contest);
    classes::check(cells, (categories, &wards), (year, &class.class.phone))
}

/// The list that waits, and what was found in it.
async fn waiting(
    app: &App,
    class: &InClass,
) -> Result<Option<(String, Vec<Vec<String>>, Checked)>, PageError> {
    let mut tx = app.db.read().await?;
    let Some((name, cells)) = classes::list_of(&mut tx, class.class.id).await? else {
        return Ok(None);
    };
    let categories = contests::categories_of(&mut tx, class.contest.id).await?;
    let checked = look_through(class, &categories, &cells).unwrap_or_default();
    Ok(Some((name, cells, checked)))
}

/// `GET /{lang}/classes/{key}/list/marked.xlsx`: the teacher's rows with the faults marked in them.
pub async fn marked(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let Some((_, cells, checked)) = waiting(&app, &class).await? else {
        return Ok(visitor.go(&format!("/classes/{}/list", class.key)));
    };
    let mut marks = Vec::new();
    for row in &checked.rows {
        for (column, mark) in &row.marks {
            marks.push(MarkedCell {
                row: u32::try_from(row.at).unwrap_or(0),
                column: u16::try_from(column.unwrap_or(0)).unwrap_or(0),
                severity: if matches!(mark, Mark::Warning(..)) {
                    Severity::Warning
                } else {
                    Severity::Error
                },
                words: say(visitor.lang, mark),
            });
        }
    }
    let sheet = text(visitor.lang, "classes-list-sheet", &Args::new());
    let bytes = papers::marked_copy(&sheet, &cells, &marks).map_err(PageError::internal)?;
    workbook(bytes, "danh-sach-can-sua.xlsx")
}

/// `POST /{lang}/classes/{key}/list/confirm`: the good rows become drafts.
pub async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    class: InClass,
    Posted { .. }: Posted<Nothing>,
) -> Answer {
    let home = format!("/classes/{}", class.key);
    let Some((_, _, checked)) = waiting(&app, &class).await? else {
        return Ok(visitor.go(&home));
    };
    let mut tx = app.db.begin().await?;
    let categories = contests::categories_of(&mut tx, class.contest.id).await?;
    let of = (&class.contest, categories.as_slice());
    let into = (&class.class, class.key.as_str());
    match classes::fill(&mut tx, &app.cx(), of, into, &checked.rows).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(visitor.go_saying(&home, "notice-class-filled"))
        }
        Err(FillError::Denied(_)) => Err(PageError::Closed),
        Err(FillError::Full) => {
            drop(tx);
            let mut page = ClassList::of(&app, &visitor, &class, ListForm::default()).await?;
            let max = Args::from([("max".to_owned(), page.most.into())]);
            page.errors.add_with("list", "classes-list-too-many", max);
            visitor.again(&app, &page)
        }
        Err(FillError::Store(error)) => Err(error.into()),
    }
}

/// What a mark says.
fn phrase(mark: &Mark) -> Phrase {
    match mark {
        Mark::UnknownCategory => Phrase::new("classes-mark-category", &[]),
        Mark::Error(_, Fault::TooLong(n) | Fault::TooLongBytes(n) | Fault::TooManyLines(n)) => {
            let max = i64::try_from(*n).unwrap_or(i64::MAX);
            Phrase::new("error-too-long", &[("max", max.into())])
        }
        Mark::Error(Field::BirthYear, _) | Mark::Error(_, Fault::Year) => {
            Phrase::new("classes-mark-year", &[])
        }
        Mark::Error(Field::Name | Field::Surname | Field::GivenName, _) => {
            Phrase::new("error-name", &[])
        }
        Mark::Error(Field::Title, _) => Phrase::new("error-title", &[]),
        Mark::Error(Field::GuardianPhone, _) | Mark::Error(_, Fault::Phone) => {
            Phrase::new("error-phone", &[])
        }
        Mark::Error(Field::GuardianName, _) => Phrase::new("classes-mark-guardian", &[]),
        Mark::Error(..) => Phrase::new("error-required", &[]),
        Mark::Warning(_, doubt) => {
            let key = match doubt {
                Doubt::NameTwice => "classes-mark-twice",
                Doubt::ZeroPutBack => "classes-mark-zero",
                Doubt::OtherWard => "classes-mark-ward",
                Doubt::OtherRelation => "classes-mark-relation",
            };
            Phrase::new(key, &[])
        }
    }
}

fn say(lang: Lang, mark: &Mark) -> String {
    let phrase = phrase(mark);
    text(lang, &phrase.key, &phrase.args)
}

fn list_row(row: &Row) -> ListRow {
    let state = match (row.is_good(), row.marks.is_empty()) {
        (true, true) => "ok",
        (true, false) => "warning",
        (false, _) => "error",
    };
    ListRow {
        row: i64::try_from(row.at + 1).unwrap_or(0),
        name: row.name.clone(),
        title: row.title.clone(),
        state: state.to_owned(),
        marks: row
            .marks
            .iter()
            .map(|(column, mark)| ListMark {
                cell: cell_name(row.at, column.unwrap_or(0)),
                what: phrase(mark),
            })
            .collect(),
    }
}

impl ClassList {
    async fn of(
        app: &App,
        visitor: &Visitor,
        class: &InClass,
        form: ListForm,
    ) -> Result<Self, PageError> {
        let (file_name, checked) = match waiting(app, class).await? {
            Some((name, _, checked)) => (name, checked),
            None => (String::new(), Checked::default()),
        };
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let good = checked.rows.iter().filter(|r| r.is_good()).count();
        let mut rows: Vec<_> = checked.rows.iter().map(list_row).collect();
        rows.sort_by_key(|r| match r.state.as_str() {
            "error" => 0,
            "warning" => 1,
            _ => 2,
        });
        Ok(Self {
            form,
            errors: FormErrors::new(),
            file_name,
            good: count(good),
            bad: count(checked.rows.len() - good),
            rows,
            most: count(classes::MAX_ROWS),
            base: visitor.url(&format!("/classes/{}", class.key)),
        })
    }
}
