//! What entrants are told after the announcement, and jurors' words to them, looked at one by one.

use axum::extract::State;
use contest::contests::Contest;
use contest::{Timestamp, Tx};
use judging::assignments::AssignmentId;
use judging::feedback::{self, ScreenError, Screening, SetError, Settings};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::{Page, words};

/// What is told, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    /// day and time, as typed: `08:00 10/10/2024`
    pub from_at: String,
    /// `yes`
    pub totals: String,
    /// `yes`
    pub average: String,
    /// `yes`
    pub place: String,
    /// `yes`
    pub messages: String,
}

/// A juror's words; of whom is not told.
#[derive(Clone, Debug, Serialize)]
pub struct MessageRow {
    /// sent as `message`
    pub id: String,
    /// code of the entry
    pub code: String,
    /// its title
    pub title: String,
    /// the words
    pub text: String,
    /// `waiting`, `approved` or `hidden`
    pub state: String,
    /// why it is hidden; may be empty
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Feedback {
    /// what was typed
    pub form: FeedbackForm,
    /// whether the results are announced: messages are shown from then on
    pub announced: bool,
    /// those that nobody looked at first
    pub messages: Vec<MessageRow>,
    /// how many wait
    pub waiting: i64,
    /// what is wrong; `reason-<message>`
    pub errors: FormErrors,
    /// where a message is decided
    pub screen_action: String,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Feedback {
    const TEMPLATE: &'static str = "pages/organise/feedback.html";

    fn samples() -> Vec<Self> {
        let message = |id: &str, text: &str, state: &str| MessageRow {
            id: id.into(),
            code: "T-0014-H".into(),
            title: "Lớp học bên suối Nặm La".into(),
            text: text.into(),
            state: state.into(),
            reason: if state == "hidden" {
                "Nói về bài khác".into()
            } else {
                String::new()
            },
        };
        let page = Self {
            form: FeedbackForm {
                from_at: "08:00 10/10/2024".into(),
                totals: "yes".into(),
                messages: "yes".into(),
                ..FeedbackForm::default()
            },
            announced: true,
            messages: vec![
                message(
                    "1",
                    "Màu nước trong, bố cục có nhịp. Thử để khoảng trống lớn hơn phía trên.",
                    "waiting",
                ),
                message("2", "Ý tưởng rất gần gũi.", "approved"),
                message("3", "Bức kia đẹp hơn.", "hidden"),
            ],
            waiting: 1,
            errors: FormErrors::new(),
            screen_action: format!("{}/organise/feedback/screen", examples::BASE),
            back_href: format!("{}/organise", examples::BASE),
        };
        let before = Self {
            announced: false,
            messages: Vec::new(),
            waiting: 0,
            errors: FormErrors::new().with("from_at", "organise-calendar-wrong", &[]),
            ..page.clone()
        };
        vec![page, before]
    }
}

/// `GET /{lang}/{contest}/organise/feedback`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Feedback::of(&mut tx, &visitor, &contest, app.now()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/feedback`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<FeedbackForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let Some(from) = words::read_moment(&form.from_at, &contest.zone) else {
        let mut page = Feedback::of(&mut tx, &visitor, &contest, app.now()).await?;
        page.form = form;
        page.errors.add("from_at", "organise-calendar-wrong");
        return visitor.again(&app, &page);
    };
    let on = |typed: &str| typed == "yes";
    let settings = Settings {
        from_at: Timestamp(from),
        totals: on(&form.totals),
        average: on(&form.average),
        place: on(&form.place),
        messages: on(&form.messages),
    };
    match feedback::set(&mut tx, &app.cx(), &visitor.actor(), &contest, settings).await {
        Ok(()) => tx.commit().await?,
        Err(SetError::Denied(_)) => return Err(PageError::Closed),
        Err(SetError::Store(error)) => return Err(error.into()),
    }
    Ok(back(&visitor, &contest))
}

fn back(visitor: &Visitor, contest: &Contest) -> axum::response::Response {
    let here = format!("/{}/organise/feedback", contest.slug);
    visitor.go_saying(&here, "notice-saved")
}

/// What becomes of a message.
#[derive(Debug, Deserialize)]
pub struct ScreenForm {
    message: AssignmentId,
    #[serde(default)]
    to: String,
    #[serde(default)]
    reason: String,
}

/// `POST /{lang}/{contest}/organise/feedback/screen`.
pub async fn screen(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<ScreenForm>,
) -> Answer {
    let to = if form.to == "approved" {
        Screening::Approved
    } else {
        Screening::Hidden
    };
    let mut tx = app.db.begin().await?;
    let what = (form.message, to, form.reason.as_str());
    match feedback::screen(&mut tx, &app.cx(), &visitor.actor(), &contest, what).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(back(&visitor, &contest))
        }
        Err(ScreenError::ReasonMissing) => {
            let mut page = Feedback::of(&mut tx, &visitor, &contest, app.now()).await?;
            page.errors
                .add(&format!("reason-{}", form.message), "error-reason");
            visitor.again(&app, &page)
        }
        Err(ScreenError::NoSuchMessage) => Err(PageError::NotFound),
        Err(ScreenError::Denied(_)) => Err(PageError::Closed),
        Err(ScreenError::Store(error)) => Err(error.into()),
    }
}

impl Feedback {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        now: Timestamp,
    ) -> Result<Self, PageError> {
        let settings = feedback::settings_of(tx, contest.id).await?;
        let settings = settings.unwrap_or(Settings::silent(contest.results_at));
        let announced = contest.is_announced(now);
        let messages = if announced {
            feedback::to_screen(tx, contest.id).await?
        } else {
            Vec::new()
        };
        let yes = |on: bool| if on { "yes" } else { "" }.to_owned();
        let waiting = messages
            .iter()
            .filter(|m| m.state == Screening::Waiting)
            .count();
        Ok(Self {
            form: FeedbackForm {
                from_at: words::typed_moment(settings.from_at.0, &contest.zone),
                totals: yes(settings.totals),
                average: yes(settings.average),
                place: yes(settings.place),
                messages: yes(settings.messages),
            },
            announced,
            waiting: i64::try_from(waiting).unwrap_or(0),
            messages: messages
                .into_iter()
                .map(|m| MessageRow {
                    id: m.assignment_id.to_string(),
                    code: m.code,
                    title: m.title,
                    text: m.text,
                    state: m.state.as_str().to_owned(),
                    reason: m.reason,
                })
                .collect(),
            errors: FormErrors::new(),
            screen_action: visitor.url(&format!("/{}/organise/feedback/screen", contest.slug)),
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        })
    }
}
