//! Anybody complains about a result, and follows what becomes of it by a private link.

use axum::extract::{Path, Query, State};
use contest::Tx;
use contest::contests::Contest;
use judging::complaints::{self, FileError, Filed, Outcome};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, tidy_code};

use crate::accounts::{Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Once, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Contact;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ComplaintForm {
    /// entry code in any spelling; may be empty
    pub code: String,
    /// who complains
    pub name: String,
    /// telephone or e-mail
    pub contact: String,
    /// the complaint
    pub words: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct NewComplaint {
    /// what was typed
    pub form: ComplaintForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether complaints are taken now
    pub open: bool,
    /// until when; present once the results are announced
    pub until: Option<i64>,
    /// whom to ask
    pub contact: Contact,
}

impl Page for NewComplaint {
    const TEMPLATE: &'static str = "pages/public/complaint.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: ComplaintForm::default(),
            errors: FormErrors::new(),
            open: true,
            until: Some(examples::CLOSES),
            contact: examples::contact(),
        };
        let wrong = Self {
            form: ComplaintForm {
                code: "T-0999".into(),
                name: "Lò Văn Hặc".into(),
                words: "Bức tranh này giống bức đã in trên báo năm 2019.".into(),
                ..ComplaintForm::default()
            },
            errors: FormErrors::new()
                .with("code", "complaint-code-none", &[])
                .with("contact", "complaint-contact-missing", &[]),
            ..page.clone()
        };
        let closed = Self {
            open: false,
            ..page.clone()
        };
        vec![page, wrong, closed]
    }
}

impl NewComplaint {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        (contest, form): (&Contest, ComplaintForm),
    ) -> Result<Self, PageError> {
        let announced = contest.is_announced(app.now());
        let until = complaints::takes_until(tx, contest).await?;
        Ok(Self {
            form,
            errors: FormErrors::new(),
            open: announced && app.now() <= until,
            until: announced.then_some(until.0),
            contact: Contact::of(visitor, contest),
        })
    }
}

/// Where a result is complained about, while complaints are taken.
pub(crate) async fn complaint_href(
    tx: &mut Tx,
    app: &App,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Option<String>, sqlx::Error> {
    let open = app.now() <= complaints::takes_until(tx, contest).await?;
    Ok(open.then(|| visitor.url(&format!("/{}/complaint", contest.slug))))
}

/// `GET /{lang}/{contest}/complaint`; `?code=` names the work.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<ComplaintForm>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let form = ComplaintForm {
        code: form.code,
        ..ComplaintForm::default()
    };
    let page = NewComplaint::of(&mut tx, &app, &visitor, (&contest, form)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/complaint`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, once }: Posted<ComplaintForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::COMPLAINT, &visitor.network).await?;
    tx.commit().await?;
    if !allowed {
        return Err(PageError::TooMany);
    }
    let mut tx = app.db.begin().await?;
    if let Some(location) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(visitor.go(&location));
    }
    let mut page = NewComplaint::of(&mut tx, &app, &visitor, (&contest, form)).await?;
    let entry = match tidy_code(&page.form.code) {
        Some(code) => entries::by_code(&mut tx, contest.id, &code).await?,
        None => None,
    };
    if entry.is_none() && !page.form.code.trim().is_empty() {
        page.errors.add("code", "complaint-code-none");
        return visitor.again(&app, &page);
    }
    let filed = Filed {
        entry: entry.map(|e| e.id),
        name: &page.form.name,
        contact: &page.form.contact,
        words: &page.form.words,
    };
    match complaints::file(&mut tx, &app.cx(), &contest, filed).await {
        Ok(complaint) => {
            let location = format!("/{}/complaint/{}?sent=1", contest.slug, complaint.key);
            Once::keep(once, &mut tx, &location).await?;
            tx.commit().await?;
            Ok(visitor.go(&location))
        }
        Err(FileError::Fields(fields)) => {
            for field in fields {
                page.errors
                    .add(field, &format!("complaint-{field}-missing"));
            }
            visitor.again(&app, &page)
        }
        Err(FileError::Denied(_)) => Err(PageError::Closed),
        Err(FileError::Store(error)) => Err(error.into()),
    }
}

/// A complaint, as whoever made it follows it.
#[derive(Clone, Debug, Serialize)]
pub struct Followed {
    /// whether it was sent a moment ago
    pub fresh: bool,
    /// from 1
    pub number: i64,
    /// when it came
    pub at: i64,
    /// code of the work; may be empty
    pub code: String,
    /// the complaint
    pub words: String,
    /// when the author of the work was asked
    pub asked_at: Option<i64>,
    /// `open`, `upheld` or `dismissed`
    pub outcome: String,
    /// what the organisers answer
    pub answer: String,
    /// when
    pub answered_at: Option<i64>,
    /// the address to keep, with host
    pub private_link: String,
    /// whom to ask
    pub contact: Contact,
}

impl Page for Followed {
    const TEMPLATE: &'static str = "pages/public/followed.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            fresh: true,
            number: 3,
            at: examples::NOW,
            code: "T-0014-H".into(),
            words: "Bức tranh này giống bức đã in trên báo năm 2019.".into(),
            asked_at: None,
            outcome: "open".into(),
            answer: String::new(),
            answered_at: None,
            private_link: "https://thi.sonla.example/vi/sonla-2024/complaint/9f2kq7xw31".into(),
            contact: examples::contact(),
        };
        let answered = Self {
            fresh: false,
            asked_at: Some(examples::NOW),
            outcome: "upheld".into(),
            answer: "Ban Tổ chức đã đối chiếu hai bức tranh và thu hồi giải.".into(),
            answered_at: Some(examples::CLOSES),
            ..page.clone()
        };
        vec![page, answered]
    }
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SentQuery {
    sent: String,
}

/// `GET /{lang}/{contest}/complaint/{complaint}`.
pub async fn followed(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, key)): Path<(String, String, String)>,
    Query(query): Query<SentQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let complaint = complaints::by_key(&mut tx, contest.id, &key)
        .await?
        .ok_or(PageError::NotFound)?;
    let entry = match complaint.entry_id {
        Some(id) => entries::by_id(&mut tx, id).await?,
        None => None,
    };
    let page = Followed {
        fresh: query.sent == "1" && complaint.outcome == Outcome::Open,
        number: complaint.number,
        at: complaint.created_at.0,
        code: entry.and_then(|e| e.code).unwrap_or_default(),
        words: complaint.words,
        asked_at: complaint.asked_at.map(|at| at.0),
        outcome: complaint.outcome.as_str().to_owned(),
        answer: complaint.answer,
        answered_at: complaint.answered_at.map(|at| at.0),
        private_link: visitor.absolute(&format!("/{}/complaint/{key}", contest.slug)),
        contact: Contact::of(&visitor, &contest),
    };
    visitor.show(&app, &page)
}
