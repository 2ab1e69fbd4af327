//! Programs that act for the organiser: tokens of the API, and addresses that are told what happens.

use axum::extract::{Path, State};
use contest::contests::Contest;
use contest::webhooks::{self as hooks, MOST, Topic, Webhook, WebhookError, WebhookId};
use contest::{Actor, Timestamp, Tx, folding::tidy_line};
use serde::{Deserialize, Serialize};

use crate::accounts::access_tokens::{
    self, AccessToken, AccessTokenId, MOST_DAYS, MOST_NAME, NewToken, Scope,
};
use crate::accounts::{self, Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::guard::API_ROOT;
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::render::Page;
use crate::webhooks::{self, UrlFault};

/// What was typed: a token's fields, or a webhook's.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgramForm {
    /// what the token is for
    pub name: String,
    /// how many days it holds
    pub days: String,
    /// `yes` where a program may read entries
    pub entries_read: String,
    /// `yes` where it may rule on them
    pub entries_write: String,
    /// `yes` where it may read settings, people and the log
    pub contest_read: String,
    /// `yes` where it may change settings
    pub contest_write: String,
    /// the organiser's own password
    #[serde(skip_serializing)]
    pub password: String,
    /// where to tell
    pub url: String,
    /// `yes` where entries are told of
    pub entries: String,
    /// `yes` where phase, calendar and rules are
    pub contest: String,
    /// `yes` where rounds and sheets are
    pub judging: String,
    /// `yes` where signatures, announcement and complaints are
    pub results: String,
}

/// A token.
#[derive(Clone, Debug, Serialize)]
pub struct TokenLine {
    /// what it is for
    pub name: String,
    /// for whom it acts; empty where that person is gone
    pub who: String,
    /// words of `Scope`, `:` written `-`
    pub scopes: Vec<String>,
    /// until when it holds
    pub expires_at: i64,
    /// whether it is over
    pub over: bool,
    /// when it was last used
    pub used_at: Option<i64>,
    /// posts nothing
    pub remove_action: String,
}

/// A webhook.
#[derive(Clone, Debug, Serialize)]
pub struct HookLine {
    /// where to
    pub url: String,
    /// `entries`, `contest`, `judging`, `results`
    pub topics: Vec<String>,
    /// `ready` where nothing happened yet, `good`, `late` where it is tried again, `stopped`
    pub state: String,
    /// what the other side said where it did not take it, such as `404 Not Found`
    pub answered: Option<String>,
    /// whether it could not be reached at all
    pub unreachable: bool,
    /// when it was last told something
    pub told_at: Option<i64>,
    /// posts nothing; absent where nothing is to be tried again
    pub resume_action: Option<String>,
    /// posts nothing
    pub remove_action: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Programs {
    /// what was typed
    pub form: ProgramForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the newest first
    pub tokens: Vec<TokenLine>,
    /// the oldest first
    pub hooks: Vec<HookLine>,
    /// what is told once: a token, or a webhook's secret
    pub told: Option<Told>,
    /// where the API is described
    pub described_href: String,
    /// where webhooks are added
    pub hooks_action: String,
    /// the organisers' page
    pub back_href: String,
}

/// What is told once.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// `token` or `secret`
    pub kind: String,
    /// the words themselves
    pub value: String,
}

impl Page for Programs {
    const TEMPLATE: &'static str = "pages/organise/programs.html";

    fn samples() -> Vec<Self> {
        let base = format!("{}/organise/programs", examples::BASE);
        let empty = Self {
            form: ProgramForm {
                days: "90".into(),
                ..ProgramForm::default()
            },
            errors: FormErrors::new(),
            tokens: Vec::new(),
            hooks: Vec::new(),
            told: None,
            described_href: "/api/v1/openapi.json".into(),
            hooks_action: format!("{base}/webhooks"),
            back_href: format!("{}/organise", examples::BASE),
        };
        let token = TokenLine {
            name: "Bảng tin của trường".into(),
            who: "Lò Thị Hạnh".into(),
            scopes: vec!["entries-read".into(), "contest-read".into()],
            expires_at: examples::CLOSES,
            over: false,
            used_at: Some(examples::NOW),
            remove_action: format!("{base}/tokens/1/remove"),
        };
        let hook = HookLine {
            url: "https://tin.thisonla.example.vn/hoaban".into(),
            topics: vec!["entries".into(), "results".into()],
            state: "good".into(),
            answered: None,
            unreachable: false,
            told_at: Some(examples::NOW),
            resume_action: None,
            remove_action: format!("{base}/webhooks/1/remove"),
        };
        let stopped = HookLine {
            url: "https://mot-dia-chi-rat-dai.thanhphohoctap.sonla.example.vn/he-thong/thong-bao?nguon=hoaban".into(),
            state: "stopped".into(),
            answered: Some("404 Not Found".into()),
            told_at: None,
            resume_action: Some(format!("{base}/webhooks/2/resume")),
            ..hook.clone()
        };
        let some = Self {
            tokens: vec![
                TokenLine {
                    used_at: None,
                    over: true,
                    ..token.clone()
                },
                token,
            ],
            hooks: vec![hook, stopped],
            told: Some(Told {
                kind: "token".into(),
                value: "hoaban_0f7c1b5f8a2e4d6c9b3a7e5d1c8f2b4a6e9d3c7b5a1f8e2d".into(),
            }),
            ..empty.clone()
        };
        let wrong = Self {
            errors: FormErrors::new()
                .with("name", "error-required", &[])
                .with("scopes", "programs-scopes-missing", &[])
                .with("password", "accounts-password-wrong", &[])
                .with("url", "programs-url-private", &[]),
            told: None,
            ..some.clone()
        };
        vec![empty, some, wrong]
    }
}

/// Days that a token holds where nothing else is said.
const USUAL_DAYS: i64 = 90;

impl ProgramForm {
    fn scopes(&self) -> Vec<Scope> {
        let chosen = [
            (&self.entries_read, Scope::EntriesRead),
            (&self.entries_write, Scope::EntriesWrite),
            (&self.contest_read, Scope::ContestRead),
            (&self.contest_write, Scope::ContestWrite),
        ];
        let chosen = chosen.into_iter().filter(|(answer, _)| *answer == "yes");
        chosen.map(|(_, scope)| scope).collect()
    }

    fn topics(&self) -> Vec<Topic> {
        let chosen = [
            (&self.entries, Topic::Entries),
            (&self.contest, Topic::Contest),
            (&self.judging, Topic::Judging),
            (&self.results, Topic::Results),
        ];
        let chosen = chosen.into_iter().filter(|(answer, _)| *answer == "yes");
        chosen.map(|(_, topic)| topic).collect()
    }

    /// The token that is asked for; what is wrong otherwise.
    fn token(&self, errors: &mut FormErrors) -> NewToken {
        let name = tidy_line(&self.name);
        if name.is_empty() {
            errors.add("name", "error-required");
        } else if name.chars().count() > MOST_NAME {
            let most = i64::try_from(MOST_NAME).unwrap_or(i64::MAX);
            errors.add_with(
                "name",
                "error-too-long",
                [("max".to_owned(), most.into())].into(),
            );
        }
        let scopes = self.scopes();
        if scopes.is_empty() {
            errors.add("scopes", "programs-scopes-missing");
        }
        let days = self.days.trim().parse().unwrap_or(0);
        if !(1..=MOST_DAYS).contains(&days) {
            let range = [
                ("min".to_owned(), 1.into()),
                ("max".to_owned(), MOST_DAYS.into()),
            ];
            errors.add_with("days", "error-number-range", range.into());
        }
        NewToken { name, scopes, days }
    }
}

/// `GET /{lang}/{contest}/organise/programs`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let form = ProgramForm {
        days: USUAL_DAYS.to_string(),
        ..ProgramForm::default()
    };
    let page = Programs::of(&mut tx, &visitor, &contest, (form, app.now())).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/programs`: makes a token for the password, and shows it once.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<ProgramForm>,
) -> Answer {
    let person = visitor.actor().person().ok_or(PageError::NotFound)?;
    let mut errors = FormErrors::new();
    let new = form.token(&mut errors);
    let mut tx = app.db.begin().await?;
    let name = format!("password:{person}");
    let allowed = allow(&mut tx, &app.cx(), Limit::SIGN_IN, &name).await?;
    tx.commit().await?;
    if !allowed || !accounts::check_password(&app, Some(person), &form.password).await? {
        errors.add("password", "accounts-password-wrong");
    }
    let mut tx = app.db.begin().await?;
    if !errors.is_empty() {
        let mut page = Programs::of(&mut tx, &visitor, &contest, (form, app.now())).await?;
        page.errors = errors;
        return visitor.again(&app, &page);
    }
    let key = access_tokens::make(&mut tx, &app.cx(), (&contest, person), &new).await?;
    let page = Programs::telling(&mut tx, &app, &visitor, &contest, ("token", key)).await?;
    tx.commit().await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/programs/tokens/{id}/remove`.
pub async fn remove_token(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, AccessTokenId)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let of = (contest.id, id);
    if !access_tokens::take_back(&mut tx, &app.cx(), &visitor.actor(), of).await? {
        return Err(PageError::NotFound);
    }
    tx.commit().await?;
    Ok(back(&visitor, &contest))
}

/// `POST /{lang}/{contest}/organise/programs/webhooks`: adds an address, and shows its secret once.
pub async fn add_webhook(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<ProgramForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let mut tx = app.db.begin().await?;
    let wanted = (form.url.as_str(), form.topics());
    let wanted = (wanted.0, wanted.1.as_slice());
    let of = (&visitor.actor(), &contest);
    let added = add(&mut tx, &app, of, wanted, &mut errors).await?;
    let Some(hook) = added else {
        let mut page = Programs::of(&mut tx, &visitor, &contest, (form, app.now())).await?;
        page.errors = errors;
        return visitor.again(&app, &page);
    };
    let told = ("secret", webhooks::shown_secret(&hook));
    let page = Programs::telling(&mut tx, &app, &visitor, &contest, told).await?;
    tx.commit().await?;
    visitor.show(&app, &page)
}

/// Adds an address; what is wrong otherwise.
pub(crate) async fn add(
    tx: &mut Tx,
    app: &App,
    (actor, contest): (&Actor, &Contest),
    (typed, topics): (&str, &[Topic]),
    errors: &mut FormErrors,
) -> Result<Option<Webhook>, PageError> {
    let url = webhooks::read_url(&app.config, typed);
    match &url {
        Ok(_) => {}
        Err(UrlFault::Unreadable) => errors.add("url", "programs-url-unreadable"),
        Err(UrlFault::Plain) => errors.add("url", "programs-url-plain"),
        Err(UrlFault::Private) => errors.add("url", "programs-url-private"),
    }
    if topics.is_empty() {
        errors.add("topics", "programs-topics-missing");
    }
    let Some(url) = url.ok().filter(|_| errors.is_empty()) else {
        return Ok(None);
    };
    match hooks::add(tx, &app.cx(), actor, contest, (url.as_str(), topics)).await {
        Ok(hook) => Ok(Some(hook)),
        Err(WebhookError::TooMany) => {
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let max = [("max".to_owned(), most.into())];
            errors.add_with("url", "programs-hooks-many", max.into());
            Ok(None)
        }
        Err(error) => Err(unanswered(error)),
    }
}

/// What a refused act on a webhook is to whoever asked.
pub(crate) fn unanswered(error: WebhookError) -> PageError {
    match error {
        WebhookError::Denied(_) => PageError::Closed,
        WebhookError::NotThere => PageError::NotFound,
        WebhookError::TooMany => PageError::Conflict,
        WebhookError::Store(error) => error.into(),
    }
}

/// `POST /{lang}/{contest}/organise/programs/webhooks/{id}/remove`.
pub async fn remove_webhook(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, WebhookId)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    hooks::remove(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
        .await
        .map_err(unanswered)?;
    tx.commit().await?;
    Ok(back(&visitor, &contest))
}

/// `POST /{lang}/{contest}/organise/programs/webhooks/{id}/resume`.
pub async fn resume_webhook(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, WebhookId)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    hooks::resume(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
        .await
        .map_err(unanswered)?;
    tx.commit().await?;
    Ok(back(&visitor, &contest))
}

fn back(visitor: &Visitor, contest: &Contest) -> axum::response::Response {
    let here = format!("/{}/organise/programs", contest.slug);
    visitor.go_saying(&here, "notice-saved")
}

impl Programs {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        (form, now): (ProgramForm, Timestamp),
    ) -> Result<Self, PageError> {
        let home = visitor.url(&format!("/{}/organise", contest.slug));
        let base = format!("{home}/programs");
        let people = contest::people::holders_of(tx, contest.id).await?;
        let token = |token: AccessToken| TokenLine {
            who: people
                .iter()
                .find(|p| p.person.id == token.person_id)
                .map_or_else(String::new, |p| p.person.name.clone()),
            scopes: token
                .scopes
                .split(' ')
                .map(|word| word.replace(':', "-"))
                .collect(),
            expires_at: token.expires_at.0,
            over: token.expires_at <= now,
            used_at: token.used_at.map(|at| at.0),
            remove_action: format!("{base}/tokens/{}/remove", token.id),
            name: token.name,
        };
        let hook = |hook: Webhook| {
            let state = match (hook.stopped_at, hook.fault.as_str(), hook.told_at) {
                (Some(_), ..) => "stopped",
                (None, "", None) => "ready",
                (None, "", Some(_)) => "good",
                (None, ..) => "late",
            };
            HookLine {
                topics: hook.topics.split(' ').map(str::to_owned).collect(),
                state: state.to_owned(),
                told_at: hook.told_at.map(|at| at.0),
                resume_action: ["late", "stopped"]
                    .contains(&state)
                    .then(|| format!("{base}/webhooks/{}/resume", hook.id)),
                remove_action: format!("{base}/webhooks/{}/remove", hook.id),
                url: hook.url,
                unreachable: !hook.fault.is_empty() && !webhooks::is_answer(&hook.fault),
                answered: Some(hook.fault).filter(|fault| webhooks::is_answer(fault)),
            }
        };
        let tokens = access_tokens::of_contest(tx, contest.id).await?;
        let hooks = hooks::of_contest(tx, contest.id).await?;
        Ok(Self {
            form,
            errors: FormErrors::new(),
            tokens: tokens.into_iter().map(token).collect(),
            hooks: hooks.into_iter().map(hook).collect(),
            told: None,
            described_href: format!("{API_ROOT}/openapi.json"),
            hooks_action: format!("{base}/webhooks"),
            back_href: home,
        })
    }

    /// The empty page with what is told once.
    async fn telling(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        contest: &Contest,
        (kind, value): (&str, String),
    ) -> Result<Self, PageError> {
        let form = ProgramForm {
            days: USUAL_DAYS.to_string(),
            ..ProgramForm::default()
        };
        let mut page = Self::of(tx, visitor, contest, (form, app.now())).await?;
        page.told = Some(Told {
            kind: kind.to_owned(),
            value,
        });
        Ok(page)
    }
}
