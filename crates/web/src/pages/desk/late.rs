//! Late-entry codes: issued with a reason, handed out, taken back.

use axum::extract::State;
use contest::contests::{self, Category, Contest};
use contest::{Timestamp, Tx};
use serde::{Deserialize, Serialize};
use submissions::entries;
use submissions::late_codes::{self, IssueError, LateCode, LateCodeId, MAX_USES, NewLateCode};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::{Page, words};

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LateForm {
    /// category slug, or empty for all
    pub category: String,
    /// works that the code lets in
    pub uses: String,
    /// until when, as typed
    pub until: String,
    /// why it is given
    pub note: String,
    /// key of a code to take back; the rest is not read then
    #[serde(skip_serializing)]
    pub revoke: String,
}

/// A code that was issued.
#[derive(Clone, Debug, Serialize)]
pub struct LateRow {
    /// key, sent to take it back
    pub id: String,
    /// what is typed
    pub code: String,
    /// the address that carries it, with host
    pub link: String,
    /// the category's name; empty for all
    pub category: String,
    /// why it was given
    pub note: String,
    /// works that it still lets in
    pub uses_left: i64,
    /// works that it let in at first
    pub uses: i64,
    /// until when
    pub until: i64,
    /// whether it still opens something
    pub usable: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Late {
    /// what was typed
    pub form: LateForm,
    /// what is wrong
    pub errors: FormErrors,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// newest first
    pub codes: Vec<LateRow>,
    /// whether codes may be issued now: until the jury begins
    pub open: bool,
    /// the desk
    pub back_href: String,
}

impl Page for Late {
    const TEMPLATE: &'static str = "pages/desk/late.html";

    fn samples() -> Vec<Self> {
        let row = |code: &str, category: &str, note: &str, (uses_left, uses), usable| LateRow {
            id: code.into(),
            code: code.into(),
            link: format!(
                "https://thi.sonla.example{}/enter?late={code}",
                examples::BASE
            ),
            category: category.into(),
            note: note.into(),
            uses_left,
            uses,
            until: examples::CLOSES,
            usable,
        };
        let page = Self {
            form: LateForm {
                uses: "1".into(),
                ..LateForm::default()
            },
            errors: FormErrors::new(),
            categories: examples::categories(),
            codes: vec![
                row(
                    "7K2M-Q0XD",
                    "Tranh vẽ",
                    "Trường TH Chiềng Ơn mất điện ba ngày cuối",
                    (12, 30),
                    true,
                ),
                row(
                    "M4TR-81ZC",
                    "",
                    "Bưu điện phát chậm, có dấu 28/09",
                    (0, 1),
                    false,
                ),
            ],
            open: true,
            back_href: format!("{}/desk", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new().with("note", "error-reason", &[]).with(
                "until",
                "desk-late-past",
                &[],
            ),
            codes: Vec::new(),
            ..page.clone()
        };
        let closed = Self {
            open: false,
            ..page.clone()
        };
        vec![page, wrong, closed]
    }
}

/// A week: long enough for a paper letter, short enough to be over before the jury begins.
const USUAL_MS: i64 = 7 * 24 * 3_600_000;

/// `GET /{lang}/{contest}/desk/late`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let form = LateForm {
        uses: "1".to_owned(),
        until: words::typed_moment(app.now().plus_ms(USUAL_MS).0, &contest.zone),
        ..LateForm::default()
    };
    let page = Late::of(&mut tx, (&app, &visitor), &contest, form).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/desk/late`: issues a code, or takes one back.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<LateForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let mut errors = FormErrors::new();
    if form.revoke.is_empty() {
        let categories = contests::categories_of(&mut tx, contest.id).await?;
        if let Some(new) = form.read(&contest, &categories, &mut errors) {
            let (cx, actor) = (app.cx(), visitor.actor());
            match late_codes::issue(&mut tx, &cx, &actor, &contest, &new).await {
                Ok(_) => {}
                Err(IssueError::NoteMissing) => errors.add("note", "error-reason"),
                Err(IssueError::Uses) => errors.add_with("uses", "error-number-range", range()),
                Err(IssueError::InThePast) => errors.add("until", "desk-late-past"),
                Err(error) => return Err(refused(error)),
            }
        }
    } else {
        let id: LateCodeId = form.revoke.parse().map_err(|_| PageError::NotFound)?;
        late_codes::revoke(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
            .await
            .map_err(refused)?;
    }
    if errors.is_empty() {
        tx.commit().await?;
        return Ok(visitor.go_saying(&format!("/{}/desk/late", contest.slug), "notice-saved"));
    }
    let mut page = Late::of(&mut tx, (&app, &visitor), &contest, form).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

fn refused(error: IssueError) -> PageError {
    match error {
        IssueError::Store(error) => error.into(),
        _ => PageError::Closed,
    }
}

fn range() -> crate::i18n::Args {
    [
        ("min".to_owned(), 1.into()),
        ("max".to_owned(), MAX_USES.into()),
    ]
    .into()
}

impl LateForm {
    fn read(
        &self,
        contest: &Contest,
        categories: &[Category],
        errors: &mut FormErrors,
    ) -> Option<NewLateCode> {
        let category = categories.iter().find(|c| c.slug == self.category);
        if category.is_none() && !self.category.is_empty() {
            errors.add("category", "error-choice");
        }
        let uses = self.uses.trim().parse().ok();
        if uses.is_none() {
            errors.add("uses", "error-number");
        }
        let until = words::read_moment(&self.until, &contest.zone);
        if until.is_none() {
            errors.add("until", "organise-calendar-wrong");
        }
        let new = NewLateCode {
            category: category.map(|c| c.id),
            uses: uses?,
            expires_at: Timestamp(until?),
            note: self.note.clone(),
        };
        errors.is_empty().then_some(new)
    }
}

impl Late {
    async fn of(
        tx: &mut Tx,
        (app, visitor): (&App, &Visitor),
        contest: &Contest,
        form: LateForm,
    ) -> Result<Self, PageError> {
        let categories = contests::categories_of(tx, contest.id).await?;
        let called = |c: &Category| visitor.pick(&c.name_vi, &c.name_en).to_owned();
        let row = |l: LateCode| LateRow {
            id: l.id.to_string(),
            link: visitor.absolute(&format!("/{}/enter?late={}", contest.slug, l.code)),
            category: categories
                .iter()
                .find(|c| Some(c.id) == l.category_id)
                .map(called)
                .unwrap_or_default(),
            usable: l.uses_left > 0 && l.expires_at >= app.now(),
            code: l.code,
            note: l.note,
            uses_left: l.uses_left,
            uses: l.uses,
            until: l.expires_at.0,
        };
        let codes = late_codes::of_contest(tx, contest.id).await?;
        Ok(Self {
            form,
            errors: FormErrors::new(),
            categories: categories
                .iter()
                .map(|c| Choice::new(&c.slug, &called(c)))
                .collect(),
            codes: codes.into_iter().map(row).collect(),
            open: entries::may_keep_desk(&visitor.actor(), contest).is_ok(),
            back_href: visitor.url(&format!("/{}/desk", contest.slug)),
        })
    }
}
