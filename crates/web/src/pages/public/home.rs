//! All contests of this installation.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use contest::Timestamp;
use contest::contests::{self, Contest, Phase};
use http::{HeaderMap, header};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::extract::{Answer, Posted, Visitor};
use crate::guard::wished_lang;
use crate::pages::examples;
use crate::render::{Page, Theme};

/// A contest in the list.
#[derive(Clone, Debug, Serialize)]
pub struct ContestCard {
    /// its landing page
    pub href: String,
    /// its name
    pub name: String,
    /// one sentence about its theme
    pub theme: String,
    /// `before`, `open`, `judging` or `announced`
    pub phase: String,
    /// the displayed deadline
    pub closes_at: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    /// newest first
    pub contests: Vec<ContestCard>,
}

impl Page for Home {
    const TEMPLATE: &'static str = "pages/public/home.html";

    fn samples() -> Vec<Self> {
        let card = |name: &str, phase: &str| ContestCard {
            href: examples::BASE.into(),
            name: name.into(),
            theme: "Học tập suốt đời và biến đổi khí hậu".into(),
            phase: phase.into(),
            closes_at: examples::CLOSES,
        };
        vec![
            Self {
                contests: vec![
                    card("Sơn La – Thành phố học tập toàn cầu tôi yêu", "open"),
                    card("Em vẽ cuốn sách em yêu", "announced"),
                ],
            },
            Self {
                contests: Vec::new(),
            },
        ]
    }
}

/// `GET /`: to the language that the browser prefers.
pub async fn root(headers: HeaderMap) -> Redirect {
    Redirect::to(&format!("/{}", wished_lang(&headers)))
}

/// What the theme switch sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ThemeForm {
    theme: String,
    back: String,
}

/// `POST /theme`: remembers light or dark and goes back.
pub async fn theme(Posted { form, .. }: Posted<ThemeForm>) -> Response {
    let theme = Theme::parse(&form.theme);
    // A path of this site only, never another host.
    let back = if form.back.starts_with('/')
        && !form.back.starts_with("//")
        && !form.back.contains('\\')
    {
        form.back.as_str()
    } else {
        "/"
    };
    let cookie = format!(
        "hoaban-theme={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly",
        theme.as_str()
    );
    ([(header::SET_COOKIE, cookie)], Redirect::to(back)).into_response()
}

/// `GET /{lang}`: the one contest there is, or a list of them.
pub async fn get(State(app): State<App>, visitor: Visitor) -> Answer {
    let mut tx = app.db.read().await?;
    let all = contests::all(&mut tx).await?;
    let shown: Vec<_> = all
        .into_iter()
        .filter(|c| c.phase != Phase::Setup)
        .collect();
    if let [only] = shown.as_slice() {
        return Ok(visitor.go(&format!("/{}", only.slug)));
    }
    let contests = shown
        .iter()
        .map(|c| ContestCard {
            href: visitor.url(&format!("/{}", c.slug)),
            name: visitor.pick(&c.name_vi, &c.name_en).to_owned(),
            theme: visitor.pick(&c.theme_vi, &c.theme_en).to_owned(),
            phase: public_phase(c, app.now()).to_owned(),
            closes_at: c.closes_at.0,
        })
        .collect();
    visitor.show(&app, &Home { contests })
}

/// Where a contest stands, in the four words that visitors are told.
#[must_use]
pub fn public_phase(contest: &Contest, now: Timestamp) -> &'static str {
    if contest.is_announced(now) {
        "announced"
    } else if contest.phase == Phase::Setup || now < contest.opens_at {
        "before"
    } else if contest.phase == Phase::Open && now <= contest.closes_at {
        "open"
    } else {
        "judging"
    }
}
