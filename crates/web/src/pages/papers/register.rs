//! The office's register: the numbers of letters, and the next one.

use axum::extract::State;
use contest::Tx;
use contest::contests::Contest;
use contest::register::{self, IssueError, LetterKind};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// A letter that needs a number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    /// word of the kind
    pub kind: String,
    /// what it is about
    pub subject: String,
}

/// A number that was given.
#[derive(Clone, Debug, Serialize)]
pub struct NumberLine {
    /// «12/TB-BTC»
    pub number: String,
    /// what the letter is about
    pub subject: String,
    /// when
    pub at: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Register {
    /// what was typed
    pub form: RegisterForm,
    /// what is wrong
    pub errors: FormErrors,
    /// kinds to choose from
    pub kinds: Vec<Choice>,
    /// the newest first
    pub lines: Vec<NumberLine>,
    /// all papers
    pub back_href: String,
}

impl Page for Register {
    const TEMPLATE: &'static str = "pages/papers/register.html";

    fn samples() -> Vec<Self> {
        let line = |number: &str, subject: &str| NumberLine {
            number: number.into(),
            subject: subject.into(),
            at: examples::NOW,
        };
        let page = Self {
            form: RegisterForm::default(),
            errors: FormErrors::new(),
            kinds: vec![
                Choice::new("proposal", "Tờ trình"),
                Choice::new("notice", "Thông báo"),
            ],
            lines: vec![
                line("2/TB-BTC", "Thông báo kết quả cuộc thi"),
                line("1/TTr-HĐGK", "Đề nghị trao giải"),
            ],
            back_href: format!("{}/papers", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new()
                .with("kind", "register-wrong-kind", &[])
                .with("subject", "register-wrong-subject", &[]),
            lines: Vec::new(),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// «12/TB-BTC»: the number with the abbreviations of the kind and of the issuer.
pub(super) fn told(visitor: &Visitor, kind: LetterKind, number: &str) -> String {
    let key = format!("register-number-{}", kind.as_str());
    visitor.say(&key, &[("number", number.into())])
}

/// What stands above a letter of this kind: its last number, or room for one.
pub(super) async fn numbered(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    kind: LetterKind,
) -> Result<String, sqlx::Error> {
    let last = register::last_of(tx, contest.id, kind).await?;
    let number = last.map_or_else(|| "…".to_owned(), |n| n.number.to_string());
    let number = told(visitor, kind, &number);
    Ok(visitor.say("papers-number", &[("number", number.into())]))
}

/// `GET /{lang}/{contest}/papers/register`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let form = RegisterForm::default();
    let page = Register::of(&mut tx, &visitor, &contest, form).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/papers/register`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<RegisterForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let mut errors = FormErrors::new();
    let kind = LetterKind::parse(&form.kind);
    if kind.is_none() {
        errors.add("kind", "register-wrong-kind");
    }
    if form.subject.trim().is_empty() {
        errors.add("subject", "register-wrong-subject");
    }
    if let (Some(kind), true) = (kind, errors.is_empty()) {
        let letter = (kind, form.subject.as_str());
        match register::issue(&mut tx, &app.cx(), &visitor.actor(), &contest, letter).await {
            Ok(_) => {
                tx.commit().await?;
                let here = format!("/{}/papers/register", contest.slug);
                return Ok(visitor.go_saying(&here, "notice-saved"));
            }
            Err(IssueError::Subject) => errors.add("subject", "register-wrong-subject"),
            Err(IssueError::Denied(_)) => return Err(PageError::Closed),
            Err(IssueError::Store(error)) => return Err(error.into()),
        }
    }
    let mut page = Register::of(&mut tx, &visitor, &contest, form).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

impl Register {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        form: RegisterForm,
    ) -> Result<Self, PageError> {
        let numbers = register::numbers_of(tx, contest.id).await?;
        let kind = |kind: &LetterKind| {
            let word = kind.as_str();
            Choice::new(word, &visitor.say(&format!("register-kind-{word}"), &[]))
        };
        Ok(Self {
            form,
            errors: FormErrors::new(),
            kinds: LetterKind::ALL.iter().map(kind).collect(),
            lines: numbers
                .into_iter()
                .map(|n| NumberLine {
                    number: told(visitor, n.kind, &n.number.to_string()),
                    subject: n.subject,
                    at: n.created_at.0,
                })
                .collect(),
            back_href: visitor.url(&format!("/{}/papers", contest.slug)),
        })
    }
}
