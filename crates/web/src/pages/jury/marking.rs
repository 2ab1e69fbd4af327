//! Saving a sheet: one mark at a time as the page's script sends it, or all at once without a script.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use contest::Tx;
use http::StatusCode;
use judging::feedback::{self, WriteError};
use judging::rounds::Criterion;
use judging::sheets::{self, CommentError, Mark, MarkError, MarkInput, Seen};
use serde::Deserialize;
use serde_json::json;

use super::score::{Score, Sheet, SheetPath, onwards, sheet};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::render::words;

/// What takes a mark back instead of giving one.
const NONE: &str = "none";

/// One mark or the comment, as the page's script sends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MarkForm {
    field: String,
    value: String,
    /// what the window saw, as [`seen_as`] writes it; whoever sends none saves over whatever is there
    seen: Option<String>,
}

/// Why a field was not saved, as far as the juror can do something about it.
enum Refusal {
    /// The key of a sentence.
    Wrong(&'static str),
    /// Another window was faster; this stands.
    Elsewhere(Option<Mark>),
}

/// How a form remembers which mark it shows: version and steps, or nothing for none.
#[must_use]
pub fn seen_as(mark: Option<&Mark>) -> String {
    mark.map_or_else(String::new, |m| format!("{}.{}", m.version, m.steps))
}

/// The opposite of [`seen_as`]; what nobody wrote fits no mark.
fn seen_of(written: &str) -> Seen {
    if written.is_empty() {
        return Seen(None);
    }
    let pair = written.split_once('.').and_then(|(version, steps)| {
        Some((version.parse::<i64>().ok()?, steps.parse::<i64>().ok()?))
    });
    Seen(Some(pair.unwrap_or((0, -1))))
}

fn criterion_of<'a>(sheet: &'a Sheet, field: &str) -> Option<&'a Criterion> {
    let id = field.strip_prefix("mark-")?;
    sheet.criteria.iter().find(|c| c.id.to_string() == id)
}

/// `POST …/mark`: saves one mark or the comment, and says when. A mark that another window changed answers 409 with what
/// stands.
pub async fn mark(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path(path): Path<SheetPath>,
    Posted { form, .. }: Posted<MarkForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let sheet = sheet(&mut tx, &visitor, &contest, &path).await?;
    let seen = form.seen.as_deref().map(seen_of);
    let field = (form.field.as_str(), form.value.as_str());
    Ok(
        match save(&mut tx, &app, &visitor, &sheet, (field, seen)).await? {
            Ok(saved) => {
                tx.commit().await?;
                let clock = words::clock(app.now().0, &contest.zone, visitor.lang);
                let seen = seen_as(saved.as_ref());
                axum::Json(json!({ "clock": clock, "seen": seen })).into_response()
            }
            Err(Refusal::Wrong(key)) => {
                let message = text(visitor.lang, key, &Args::new());
                answer(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &json!({ "message": message }),
                )
            }
            Err(Refusal::Elsewhere(stands)) => {
                let mark = criterion_of(&sheet, &form.field)
                    .zip(stands)
                    .map_or_else(String::new, |(c, m)| c.mark(m.steps).to_string());
                let seen = seen_as(stands.as_ref());
                answer(StatusCode::CONFLICT, &json!({ "mark": mark, "seen": seen }))
            }
        },
    )
}

fn answer(status: StatusCode, body: &serde_json::Value) -> Response {
    (status, axum::Json(body)).into_response()
}

/// Saves one field and tells the mark that now stands. The inner error is for the juror.
async fn save(
    tx: &mut Tx,
    app: &App,
    visitor: &Visitor,
    sheet: &Sheet,
    ((field, value), seen): ((&str, &str), Option<Seen>),
) -> Result<Result<Option<Mark>, Refusal>, PageError> {
    let (assignment, actor) = (&sheet.assignment, visitor.actor());
    if field == "comment" {
        return match sheets::comment(tx, &actor, &sheet.round, assignment, value).await {
            Ok(()) => Ok(Ok(None)),
            Err(CommentError::TooLong) => Ok(Err(Refusal::Wrong("jury-score-comment-long"))),
            Err(CommentError::Denied(_)) => Err(PageError::Closed),
            Err(CommentError::ChangedElsewhere) => Err(PageError::Conflict),
            Err(CommentError::Store(error)) => Err(error.into()),
        };
    }
    if field == "message" {
        let of = (&sheet.round, assignment);
        return match feedback::write(tx, &app.cx(), &actor, of, value).await {
            Ok(()) => Ok(Ok(None)),
            Err(WriteError::TooLong) => Ok(Err(Refusal::Wrong("jury-score-comment-long"))),
            Err(WriteError::Denied(_)) => Err(PageError::Closed),
            Err(WriteError::Store(error)) => Err(error.into()),
        };
    }
    let wrong = Ok(Err(Refusal::Wrong("jury-score-mark-wrong")));
    let Some(criterion) = criterion_of(sheet, field) else {
        return wrong;
    };
    let saved = if value == NONE {
        let of = (&sheet.round, assignment);
        sheets::clear_mark(tx, &actor, of, (criterion.id, seen))
            .await
            .map(|()| None)
    } else {
        let written = value.trim().parse::<i64>().ok();
        let Some(steps) = written.and_then(|mark| criterion.steps_of(mark)) else {
            return wrong;
        };
        let input = MarkInput {
            criterion: criterion.id,
            steps,
            seen,
        };
        let of = (&sheet.round, sheet.criteria.as_slice(), assignment);
        sheets::save_mark(tx, &app.cx(), &actor, of, input)
            .await
            .map(Some)
    };
    match saved {
        Ok(mark) => Ok(Ok(mark)),
        Err(MarkError::OffScale) => wrong,
        Err(MarkError::Denied(_)) => Err(PageError::Closed),
        Err(MarkError::ChangedElsewhere(stands)) => Ok(Err(Refusal::Elsewhere(stands))),
        Err(MarkError::Store(error)) => Err(error.into()),
    }
}

/// The whole sheet, as sent without a script.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SheetForm {
    go: String,
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

impl SheetForm {
    /// What the page showed of a mark when it was made; absent where a program sends marks only.
    fn seen(&self, field: &str) -> Option<Seen> {
        let id = field.strip_prefix("mark-")?;
        self.fields.get(&format!("seen-{id}")).map(|s| seen_of(s))
    }

    /// Whether the mark is still the one that the page showed: then this window has nothing to say about it.
    fn untouched(&self, criterion: &Criterion) -> bool {
        let field = format!("mark-{}", criterion.id);
        let typed = self.fields.get(&field).and_then(|mark| mark.parse().ok());
        let shown = self.seen(&field).and_then(|seen| seen.0);
        let shown = shown.map(|(_, steps)| criterion.mark(steps));
        typed.is_some() && typed == shown
    }
}

/// `POST …/save`: saves everything on the sheet and goes on. Marks that another window changed are shown beside those
/// chosen here; sending again saves these.
pub async fn save_all(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path(path): Path<SheetPath>,
    Posted { form, .. }: Posted<SheetForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let sheet = sheet(&mut tx, &visitor, &contest, &path).await?;
    let mut errors = FormErrors::new();
    let mut conflict = false;
    for (field, value) in &form.fields {
        let criterion = criterion_of(&sheet, field);
        let known = field.starts_with("mark-") || field == "comment" || field == "message";
        if !known || criterion.is_some_and(|c| form.untouched(c)) {
            continue;
        }
        let input = ((field.as_str(), value.as_str()), form.seen(field));
        match (
            save(&mut tx, &app, &visitor, &sheet, input).await?,
            criterion,
        ) {
            (Ok(_), _) => {}
            (Err(Refusal::Wrong(key)), _) => errors.add(field, key),
            (Err(Refusal::Elsewhere(stands)), found) => {
                conflict = true;
                let mark = found.zip(stands).map(|(c, m)| c.mark(m.steps).to_string());
                let mark = mark.unwrap_or_else(|| "–".to_owned());
                let args = Args::from([
                    ("theirs".to_owned(), mark.into()),
                    ("mine".to_owned(), value.clone().into()),
                ]);
                errors.add_with(field, "jury-score-differs-again", args);
            }
        }
    }
    if errors.is_empty() {
        tx.commit().await?;
        let mut tx = app.db.read().await?;
        return onwards(&visitor, &contest, &mut tx, &sheet, form.go == "next").await;
    }
    let mut page = Score::of(&mut tx, &visitor, &contest, &sheet).await?;
    for criterion in &mut page.criteria {
        if let Some(typed) = form.fields.get(&format!("mark-{}", criterion.id)) {
            criterion.mark.clone_from(typed);
        }
    }
    page.form.comment = form.fields.get("comment").cloned().unwrap_or_default();
    page.form.message = form.fields.get("message").cloned().unwrap_or_default();
    page.errors = errors;
    let status = if conflict {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    visitor.show_with(&app, status, &page)
}
