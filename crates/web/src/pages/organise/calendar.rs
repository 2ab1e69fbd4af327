//! The contest's dates.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::render::Page;

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
    /// when opinions of the advisory board must be in
    pub advice_ends_at: String,
    /// announcement
    pub announced_at: String,
    /// needed once the contest is open: printed with the rules
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
                advice_ends_at: "17:00 04/10/2024".into(),
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
