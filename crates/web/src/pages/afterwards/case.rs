//! The file of one complaint: what was said, the author's right of reply, the answer.

use axum::extract::{Path, State};
use contest::contests::Contest;
use contest::{Tx, outbox};
use judging::complaints::{self, AskError, Complaint, ComplaintId, DecideError, Outcome};
use judging::prizes;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Entry};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Award;
use crate::pages::works::badge;
use crate::render::Page;

/// What was typed, of either form.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseForm {
    /// what the author is asked
    pub question: String,
    /// `upheld` or `dismissed`
    pub outcome: String,
    /// what whoever complains is told
    pub answer: String,
}

/// The work that a complaint is about.
#[derive(Clone, Debug, Serialize)]
pub struct CaseWork {
    /// its code
    pub code: String,
    /// its title
    pub title: String,
    /// its page on the desk
    pub href: String,
    /// its prize, as it stands
    pub award: Option<Award>,
    /// withdrawing the prize; absent without one
    pub correction_href: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// from 1
    pub number: i64,
    /// who complains
    pub name: String,
    /// telephone or e-mail
    pub contact: String,
    /// when it came
    pub at: i64,
    /// the complaint
    pub words: String,
    /// the work; absent where it is about the contest
    pub work: Option<CaseWork>,
    /// what the author was asked
    pub question: String,
    /// when
    pub asked_at: Option<i64>,
    /// what the author answered
    pub response: String,
    /// when
    pub responded_at: Option<i64>,
    /// `open`, `upheld` or `dismissed`
    pub outcome: String,
    /// what the organisers answered
    pub answer: String,
    /// when
    pub answered_at: Option<i64>,
    /// what was typed
    pub form: CaseForm,
    /// what is wrong
    pub errors: FormErrors,
    /// posts `question`; absent where nobody can be asked any more
    pub ask_action: Option<String>,
    /// posts `outcome` and `answer`; absent once decided
    pub decide_action: Option<String>,
    /// all complaints
    pub back_href: String,
}

impl Page for Case {
    const TEMPLATE: &'static str = "pages/afterwards/case.html";

    fn samples() -> Vec<Self> {
        let here = format!("{}/organise/complaints/3", examples::BASE);
        let page = Self {
            number: 3,
            name: "Lò Văn Hặc".into(),
            contact: "0912 345 678".into(),
            at: examples::NOW,
            words: "Bức tranh này giống bức đã in trên báo năm 2019.".into(),
            work: Some(CaseWork {
                code: "T-0014-H".into(),
                title: "Lớp học bên suối Nặm La".into(),
                href: format!("{}/desk/entries/1", examples::BASE),
                award: Some(Award::new("first", "Giải Nhất")),
                correction_href: Some(format!(
                    "{}/organise/correction?code=T-0014-H",
                    examples::BASE
                )),
            }),
            question: String::new(),
            asked_at: None,
            response: String::new(),
            responded_at: None,
            outcome: "open".into(),
            answer: String::new(),
            answered_at: None,
            form: CaseForm::default(),
            errors: FormErrors::new(),
            ask_action: Some(format!("{here}/ask")),
            decide_action: Some(here),
            back_href: format!("{}/organise/complaints", examples::BASE),
        };
        let heard = Self {
            question: "Bạn vẽ bức tranh này khi nào, từ đâu?".into(),
            asked_at: Some(examples::NOW),
            response: "Em vẽ ở nhà tháng 8, có mẹ em ngồi cùng.".into(),
            responded_at: Some(examples::NOW),
            ask_action: None,
            errors: FormErrors::new().with("answer", "complaint-answer-missing", &[]),
            ..page.clone()
        };
        let decided = Self {
            outcome: "dismissed".into(),
            answer: "Hai bức tranh khác nhau về bố cục và nhân vật; giải giữ nguyên.".into(),
            answered_at: Some(examples::CLOSES),
            decide_action: None,
            errors: FormErrors::new(),
            work: None,
            ..heard.clone()
        };
        vec![page, heard, decided]
    }
}

/// `GET /{lang}/{contest}/organise/complaints/{complaint}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let complaint = named(&mut tx, &contest, &id).await?;
    let page = Case::of(&mut tx, &visitor, &contest, complaint).await?;
    visitor.show(&app, &page)
}

/// `POST …/ask`: asks the author, and writes to the author who has an e-mail address.
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<CaseForm>,
) -> Answer {
    let (cx, mut tx) = (app.cx(), app.db.begin().await?);
    let complaint = named(&mut tx, &contest, &id).await?;
    let what = (&complaint, form.question.as_str());
    match complaints::ask(&mut tx, &cx, &visitor.actor(), &contest, what).await {
        Ok(()) => {
            tell_author(&mut tx, &app, &visitor, (&contest, &complaint)).await?;
            tx.commit().await?;
            Ok(back(&visitor, &contest, complaint.id))
        }
        Err(AskError::Question) => {
            let mut page = Case::of(&mut tx, &visitor, &contest, complaint).await?;
            page.form = form;
            page.errors.add("question", "complaint-words-missing");
            visitor.again(&app, &page)
        }
        Err(AskError::NoWork | AskError::Denied(_)) => Err(PageError::Closed),
        Err(AskError::Store(error)) => Err(error.into()),
    }
}

async fn tell_author(
    tx: &mut Tx,
    app: &App,
    visitor: &Visitor,
    (contest, complaint): (&Contest, &Complaint),
) -> Result<(), PageError> {
    let Some(entry) = work_of(tx, complaint).await? else {
        return Ok(());
    };
    let author = entries::author_of(tx, entry.id).await?;
    let Some(email) = author.map(|a| a.email).filter(|email| !email.is_empty()) else {
        return Ok(());
    };
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let args = [
        ("title", entry.title.as_str().into()),
        ("contest", name.into()),
    ];
    let subject = visitor.say("complaint-mail-subject", &args);
    let body = visitor.say("complaint-mail-body", &args);
    outbox::post(tx, &app.cx(), Some(contest.id), &email, (&subject, &body)).await?;
    Ok(())
}

/// `POST …/{complaint}`: the organisers' answer.
pub async fn decide(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<CaseForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let complaint = named(&mut tx, &contest, &id).await?;
    let right = match form.outcome.as_str() {
        "upheld" => Some(true),
        "dismissed" => Some(false),
        _ => None,
    };
    let mut errors = FormErrors::new();
    match right {
        None => errors.add("outcome", "complaint-outcome-missing"),
        Some(right) => {
            let what = (&complaint, right, form.answer.as_str());
            match complaints::decide(&mut tx, &app.cx(), &visitor.actor(), &contest, what).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(back(&visitor, &contest, complaint.id));
                }
                Err(DecideError::Answer) => errors.add("answer", "complaint-answer-missing"),
                Err(DecideError::Denied(_)) => return Err(PageError::Closed),
                Err(DecideError::Store(error)) => return Err(error.into()),
            }
        }
    }
    let mut page = Case::of(&mut tx, &visitor, &contest, complaint).await?;
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

fn back(visitor: &Visitor, contest: &Contest, id: ComplaintId) -> axum::response::Response {
    let here = format!("/{}/organise/complaints/{id}", contest.slug);
    visitor.go_saying(&here, "notice-saved")
}

async fn named(tx: &mut Tx, contest: &Contest, id: &str) -> Result<Complaint, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    complaints::by_id(tx, contest.id, ComplaintId(id))
        .await?
        .ok_or(PageError::NotFound)
}

async fn work_of(tx: &mut Tx, complaint: &Complaint) -> Result<Option<Entry>, sqlx::Error> {
    match complaint.entry_id {
        Some(id) => entries::by_id(tx, id).await,
        None => Ok(None),
    }
}

impl Case {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        complaint: Complaint,
    ) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/{}", contest.slug));
        let back_href = format!("{base}/organise/complaints");
        let here = format!("{back_href}/{}", complaint.id);
        let open = complaint.outcome == Outcome::Open;
        let work = match work_of(tx, &complaint).await? {
            Some(entry) => {
                let award = prizes::award_of(tx, entry.id).await?;
                let code = entry.code.unwrap_or_default();
                Some(CaseWork {
                    href: format!("{base}/desk/entries/{}", entry.id),
                    correction_href: award
                        .is_some()
                        .then(|| format!("{base}/organise/correction?code={code}")),
                    award: award.map(|a| badge(visitor, &a)),
                    title: entry.title,
                    code,
                })
            }
            None => None,
        };
        Ok(Self {
            number: complaint.number,
            name: complaint.name,
            contact: complaint.contact,
            at: complaint.created_at.0,
            words: complaint.words,
            ask_action: (open && work.is_some() && complaint.responded_at.is_none())
                .then(|| format!("{here}/ask")),
            work,
            form: CaseForm {
                question: complaint.question.clone(),
                ..CaseForm::default()
            },
            question: complaint.question,
            asked_at: complaint.asked_at.map(|at| at.0),
            response: complaint.response,
            responded_at: complaint.responded_at.map(|at| at.0),
            outcome: complaint.outcome.as_str().to_owned(),
            answer: complaint.answer,
            answered_at: complaint.answered_at.map(|at| at.0),
            errors: FormErrors::new(),
            decide_action: open.then_some(here),
            back_href,
        })
    }
}
