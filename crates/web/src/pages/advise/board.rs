//! The jury's proposal, and what advisors say to it. No page of theirs can touch a score.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{Category, Contest, Phase};
use contest::people::Role;
use judging::advisory::{self, AdvisoryNote, AnswerError, NoteError, Opinion};
use judging::deliberation::{self, HandOverError, StandingsError};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::jury::standings::{place_of, short, tabs};
use crate::pages::jury::today::seat_of;
use crate::pages::organise::people::NoForm;
use crate::pages::parts::{Award, Choice};
use crate::pages::works;
use crate::render::{Page, words};

/// An opinion.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// key, by which the jury answers
    pub id: String,
    /// `concur`, `second-reading` or `dissent`
    pub kind: String,
    /// the advisor
    pub who: String,
    /// when
    pub at: i64,
    /// why
    pub reason: String,
    /// the jury's written answer; empty until there is one
    pub answer: String,
}

/// A proposed award or a shortlisted entry.
#[derive(Clone, Debug, Serialize)]
pub struct BoardRow {
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// the work, blind unless the rules say otherwise
    pub href: String,
    /// place by the formula
    pub place: String,
    /// exact score
    pub score: String,
    /// highest minus lowest, without names
    pub spread: String,
    /// the proposed tier
    pub award: Option<Award>,
    /// why the jury departs from the formula; may be empty
    pub reason: String,
}

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// `concur`, `second-reading` or `dissent`
    pub kind: String,
    /// needed unless concurring
    pub reason: String,
}

/// The page. A note posts to its own address; an answer posts `note` and `answer` to `answer_action`.
#[derive(Clone, Debug, Serialize)]
pub struct Board {
    /// slug of the category shown
    pub category: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// whether a proposal is here
    pub proposed: bool,
    /// by when the board should have spoken
    pub closes_at: i64,
    /// awards first, then the rest of the shortlist
    pub rows: Vec<BoardRow>,
    /// opinions on the whole proposal
    pub notes: Vec<Note>,
    /// what was typed
    pub form: NoteForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether the viewer may give an opinion
    pub may_note: bool,
    /// for the jury: where an answer to a note posts
    pub answer_action: Option<String>,
    /// for the jury: back to the table
    pub take_back_action: Option<String>,
}

impl Page for Board {
    const TEMPLATE: &'static str = "pages/advise/board.html";

    fn samples() -> Vec<Self> {
        let row = |place: &str, code: &str, title: &str, award: Option<Award>| BoardRow {
            code: code.into(),
            title: title.into(),
            href: format!("{}/advise/{code}", examples::BASE),
            place: place.into(),
            score: "9,24".into(),
            spread: "1,5".into(),
            award,
            reason: String::new(),
        };
        let note = |kind: &str, reason: &str, answer: &str| Note {
            id: format!("019230a2-{kind}"),
            kind: kind.into(),
            who: "Đinh Văn Lâm".into(),
            at: examples::NOW,
            reason: reason.into(),
            answer: answer.into(),
        };
        let rows = vec![
            row(
                "1",
                "A7K",
                "Lớp học bên suối Nặm La",
                Some(Award::new("first", "Giải Nhất")),
            ),
            row(
                "2",
                "B2M",
                "Cả bản cùng trồng rừng",
                Some(Award::new("second", "Giải Nhì")),
            ),
            row("3", "C9R", "Dòng sông biết kể chuyện", None),
        ];
        let page = Self {
            category: "painting".into(),
            categories: examples::category_tabs("advise"),
            proposed: true,
            closes_at: examples::CLOSES,
            rows,
            notes: vec![
                note("second-reading", "Bức tranh giống một bìa sách đã in.", ""),
                note(
                    "dissent",
                    "Nên trao thêm giải cho thiếu nhi vùng cao.",
                    "Bảng giải không cho thêm; ghi vào biên bản.",
                ),
            ],
            form: NoteForm::default(),
            errors: FormErrors::new(),
            may_note: true,
            answer_action: None,
            take_back_action: None,
        };
        let wrong = Self {
            form: NoteForm {
                kind: "second-reading".into(),
                reason: String::new(),
            },
            errors: FormErrors::new().with("reason", "error-reason", &[]),
            ..page.clone()
        };
        let jury = Self {
            may_note: false,
            answer_action: Some(format!("{}/advise/painting/answer", examples::BASE)),
            take_back_action: Some(format!("{}/advise/painting/take-back", examples::BASE)),
            ..page.clone()
        };
        let waiting = Self {
            proposed: false,
            rows: Vec::new(),
            notes: Vec::new(),
            may_note: false,
            ..page.clone()
        };
        vec![page, wrong, jury, waiting]
    }
}

/// `GET /{lang}/{contest}/advise`: the first category.
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let tabs = tabs(&mut tx, &visitor, &contest, "advise").await?;
    let first = tabs.first().ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!("/{}/advise/{}", contest.slug, first.value)))
}

/// `GET /{lang}/{contest}/advise/{category}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Board::of(&mut tx, &visitor, &contest, &slug).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/advise/{category}`: an opinion.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<NoteForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (category, _) = seat_of(&mut tx, &contest, &slug).await?;
    let mut errors = FormErrors::new();
    match Opinion::parse(&form.kind.replace('-', "_")) {
        None => errors.add("kind", "error-choice"),
        Some(opinion) => {
            let of = (&contest, category.id);
            match advisory::note(
                &mut tx,
                &app.cx(),
                &visitor.actor(),
                of,
                (opinion, &form.reason),
            )
            .await
            {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(visitor
                        .go_saying(&format!("/{}/advise/{slug}", contest.slug), "notice-saved"));
                }
                Err(NoteError::ReasonMissing) => errors.add("reason", "error-reason"),
                Err(NoteError::Denied(_) | NoteError::Answered) => return Err(PageError::Closed),
                Err(NoteError::Store(error)) => return Err(error.into()),
            }
        }
    }
    let mut page = Board::of(&mut tx, &visitor, &contest, &slug).await?;
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// The jury's answer to a note.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    note: String,
    answer: String,
}

/// `POST …/answer`.
pub async fn answer(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<AnswerForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let notes = advisory::notes_of(&mut tx, contest.id).await?;
    let note = notes
        .iter()
        .find(|n| n.id.to_string() == form.note)
        .ok_or(PageError::NotFound)?;
    match advisory::answer(
        &mut tx,
        &app.cx(),
        &visitor.actor(),
        (&contest, note),
        &form.answer,
    )
    .await
    {
        Ok(()) => {
            tx.commit().await?;
            Ok(visitor.go_saying(&format!("/{}/advise/{slug}", contest.slug), "notice-saved"))
        }
        Err(AnswerError::Empty) => {
            let mut page = Board::of(&mut tx, &visitor, &contest, &slug).await?;
            page.errors
                .add(&format!("answer-{}", form.note), "error-required");
            visitor.again(&app, &page)
        }
        Err(AnswerError::Answered) => Err(PageError::Conflict),
        Err(AnswerError::Denied(_)) => Err(PageError::Closed),
        Err(AnswerError::Store(error)) => Err(error.into()),
    }
}

/// `POST …/take-back`: the jury goes back to its table for a second reading.
pub async fn take_back(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    deliberation::take_back(&mut tx, &app.cx(), &visitor.actor(), &contest)
        .await
        .map_err(|error| match error {
            HandOverError::Store(error) => error.into(),
            _ => PageError::Closed,
        })?;
    tx.commit().await?;
    Ok(visitor.go_saying(
        &format!("/{}/standings/{slug}", contest.slug),
        "notice-advanced",
    ))
}

impl Board {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        slug: &str,
    ) -> Result<Self, PageError> {
        let (category, _) = seat_of(tx, contest, slug).await?;
        let actor = visitor.actor();
        let base = visitor.url(&format!("/{}/advise/{slug}", contest.slug));
        let advising = contest.phase == Phase::Advising;
        let chair = actor.has_in(contest.id, category.id, Role::Chair);
        let mut page = Self {
            category: slug.to_owned(),
            categories: tabs(tx, visitor, contest, "advise").await?,
            proposed: contest.phase >= Phase::Advising,
            closes_at: contest.results_at.0,
            rows: Vec::new(),
            notes: Vec::new(),
            form: NoteForm::default(),
            errors: FormErrors::new(),
            may_note: advising && actor.has_in(contest.id, category.id, Role::Advisor),
            answer_action: chair.then(|| format!("{base}/answer")),
            take_back_action: (advising && chair).then(|| format!("{base}/take-back")),
        };
        if !page.proposed {
            return Ok(page);
        }
        let table = match deliberation::shortlist_of(tx, &actor, contest, category.id).await {
            Ok(table) => table,
            Err(StandingsError::Denied(_)) => return Err(PageError::NotFound),
            // A category without works has no round to show.
            Err(StandingsError::NoRound) => return Ok(page),
            Err(StandingsError::Store(error)) => return Err(error.into()),
            Err(error) => return Err(PageError::internal(error)),
        };
        let awards = works::awards_by_entry(tx, contest).await?;
        for row in &table.rows {
            let award = awards.get(&row.standing.entry);
            page.rows.push(BoardRow {
                code: row.code.clone(),
                title: row.title.clone(),
                href: visitor.url(&format!("/{}/shortlist/{slug}/{}", contest.slug, row.code)),
                place: place_of(&table, row.standing.rank),
                score: words::decimal(&row.standing.display, visitor.lang),
                spread: words::decimal(&short(&row.standing.spread), visitor.lang),
                award: award.map(|a| works::badge(visitor, a)),
                reason: award.map_or_else(String::new, |a| a.reason.clone()),
            });
        }
        page.rows.sort_by_key(|r| r.award.is_none());
        page.notes = own_notes(tx, contest, &category).await?;
        Ok(page)
    }
}

async fn own_notes(
    tx: &mut Tx,
    contest: &Contest,
    category: &Category,
) -> Result<Vec<Note>, sqlx::Error> {
    let notes: Vec<AdvisoryNote> = advisory::notes_of(tx, contest.id).await?;
    Ok(notes
        .into_iter()
        .filter(|n| n.category_id == category.id)
        .map(|n| Note {
            id: n.id.to_string(),
            kind: n.opinion.as_str().replace('_', "-"),
            who: n.name,
            at: n.at.0,
            reason: n.reason,
            answer: n.answer,
        })
        .collect())
}
