//! The contest's dates.

use axum::extract::State;
use contest::contests::{self, AmendError, Contest, Phase};
use contest::{Actor, Timestamp, Tx};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::render::{Page, words};

/// What was typed; moments as `23:59 30/09/2024`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarForm {
    /// first moment of entering
    pub opens_at: String,
    /// displayed deadline
    pub closes_at: String,
    /// minutes after it in which a begun entry may still be sent
    pub grace_minutes: String,
    /// when marks must be in
    pub judging_ends_at: String,
    /// announcement
    pub announced_at: String,
    /// why, once the contest is open
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Calendar {
    /// what was typed
    pub form: CalendarForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether changes are public amendments now
    pub amending: bool,
    /// the time zone, in words
    pub zone: String,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Calendar {
    const TEMPLATE: &'static str = "pages/organise/calendar.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: CalendarForm {
                opens_at: "08:00 15/07/2024".into(),
                closes_at: "23:59 30/09/2024".into(),
                grace_minutes: "15".into(),
                judging_ends_at: "17:00 03/10/2024".into(),
                announced_at: "19:30 07/10/2024".into(),
                reason: String::new(),
            },
            errors: FormErrors::new(),
            amending: false,
            zone: "giờ Việt Nam".into(),
            back_href: "/vi/sonla-2024/organise".into(),
        };
        let wrong = Self {
            form: CalendarForm {
                closes_at: "32/09".into(),
                ..page.form.clone()
            },
            errors: FormErrors::new()
                .with("closes_at", "organise-calendar-wrong", &[])
                .with("reason", "error-reason", &[]),
            amending: true,
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/{contest}/organise/calendar`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let say = |at: Timestamp| words::typed_moment(at.0, &contest.zone);
    let form = CalendarForm {
        opens_at: say(contest.opens_at),
        closes_at: say(contest.closes_at),
        grace_minutes: (contest.grace_ms / 60_000).to_string(),
        judging_ends_at: say(contest.judging_until),
        announced_at: say(contest.results_at),
        reason: String::new(),
    };
    visitor.show(
        &app,
        &Calendar::of(&visitor, &contest, form, FormErrors::new()),
    )
}

/// `POST /{lang}/{contest}/organise/calendar`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<CalendarForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let mut read = |field: &str, typed: &str| {
        let at = words::read_moment(typed, &contest.zone);
        if at.is_none() {
            errors.add(field, "organise-calendar-wrong");
        }
        Timestamp(at.unwrap_or_default())
    };
    let new = contests::Calendar {
        opens_at: read("opens_at", &form.opens_at),
        closes_at: read("closes_at", &form.closes_at),
        judging_until: read("judging_ends_at", &form.judging_ends_at),
        results_at: read("announced_at", &form.announced_at),
        grace_ms: form
            .grace_minutes
            .trim()
            .parse::<i64>()
            .unwrap_or(-1)
            .saturating_mul(60_000),
    };
    check_grace(&new, &mut errors);
    if errors.is_empty() {
        let mut tx = app.db.begin().await?;
        let given = (&new, form.reason.as_str());
        errors = amend(&mut tx, &app, &visitor.actor(), &contest, given).await?;
        if errors.is_empty() {
            tx.commit().await?;
            let home = format!("/{}/organise", contest.slug);
            return Ok(visitor.go_saying(&home, "notice-saved"));
        }
    }
    visitor.again(&app, &Calendar::of(&visitor, &contest, form, errors))
}

/// Says where the time after the deadline is no time, or longer than a day.
pub(crate) fn check_grace(new: &contests::Calendar, errors: &mut FormErrors) {
    if !(0..=86_400_000).contains(&new.grace_ms) {
        let range = [
            ("min".to_owned(), 0.into()),
            ("max".to_owned(), 1_440.into()),
        ]
        .into();
        errors.add_with("grace_minutes", "error-number-range", range);
    }
}

/// Sets the calendar; what is wrong otherwise.
pub(crate) async fn amend(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contest: &Contest,
    (new, reason): (&contests::Calendar, &str),
) -> Result<FormErrors, PageError> {
    let mut errors = FormErrors::new();
    match contests::amend_calendar(tx, &app.cx(), actor, contest, new, reason).await {
        Ok(()) => {}
        Err(AmendError::DatesOutOfOrder | AmendError::Invalid) => {
            for (field, earlier, later) in [
                ("closes_at", new.opens_at, new.closes_at),
                ("judging_ends_at", new.closes_at, new.judging_until),
                ("announced_at", new.judging_until, new.results_at),
            ] {
                if earlier >= later {
                    errors.add(field, "organise-calendar-order");
                }
            }
        }
        Err(AmendError::DeadlineEarlier) => {
            errors.add("closes_at", "organise-calendar-earlier");
        }
        Err(AmendError::ReasonMissing) => errors.add("reason", "error-reason"),
        Err(AmendError::Denied(_)) => return Err(PageError::Closed),
        Err(AmendError::Store(error)) => return Err(error.into()),
    }
    Ok(errors)
}

impl Calendar {
    fn of(visitor: &Visitor, contest: &Contest, form: CalendarForm, errors: FormErrors) -> Self {
        Self {
            form,
            errors,
            amending: contest.phase > Phase::Setup,
            zone: text(
                visitor.lang,
                "organise-calendar-zone",
                &Args::from([("zone".to_owned(), contest.zone.as_str().into())]),
            ),
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        }
    }
}
