//! What handlers are given: the visitor, the contest of the address, the entry of a private link, forms.

use std::collections::BTreeMap;

use axum::{
    Form,
    body::HttpBody as _,
    extract::{FromRequest, FromRequestParts, Multipart, Request, multipart::MultipartError},
    response::{IntoResponse, Redirect, Response},
};
use contest::{
    Actor, Tx,
    contests::{Category, Contest},
    db::Digest,
    people::Role,
};
use futures_util::TryStreamExt;
use http::{StatusCode, header, request::Parts};
use serde::de::DeserializeOwned;
use submissions::{
    classes::Class,
    entries::{Author, Entry},
    files::{Stored, TakeError},
};
use uuid::Uuid;

use crate::{
    accounts::{Session, answers},
    app::App,
    error::PageError,
    i18n::{Arg, Lang, text},
    pages::nav,
    render::{ContestBrand, Layout, NavItem, Page, Theme},
    senders,
};

/// What a handler answers.
pub type Answer = Result<Response, PageError>;

/// Who asks, in which language, from where. Made by the guard, once for each request.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Language of the address.
    pub lang: Lang,
    /// Path without the language.
    pub path: String,
    /// Whoever is signed in.
    pub session: Option<Session>,
    /// Light or dark.
    pub theme: Theme,
    /// Address of this installation, without a slash at the end.
    pub base: String,
    /// The visitor's network: an IPv4 address, or the first 64 bits of an IPv6 one.
    pub network: String,
    /// Whether cookies may be marked as secure.
    pub secure: bool,
    /// The contest of the address.
    pub contest: Option<Contest>,
    /// What was just done, told once by the next page.
    pub notice: Option<String>,
}

impl Visitor {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.session
            .as_ref()
            .map_or(Actor::Visitor, |s| s.actor.clone())
    }

    /// What form tokens are bound to.
    #[must_use]
    pub fn token_scope(&self) -> Vec<u8> {
        self.session
            .as_ref()
            .map_or_else(|| b"visitor".to_vec(), |s| s.key_hash.to_vec())
    }

    /// Whether the visitor organises any contest.
    #[must_use]
    pub fn runs_a_contest(&self) -> bool {
        matches!(self.actor(), Actor::Person { grants, .. } if grants.iter().any(|g| g.role == Role::Organiser))
    }

    /// An address on this site in the visitor's language.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("/{}{path}", self.lang)
    }

    /// The same, complete, for links that leave the site.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}/{}{path}", self.base, self.lang)
    }

    /// The same for an address that has no language: it picks the visitor's own.
    #[must_use]
    pub fn absolute_short(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The sentence for a locale key, with its values, in the visitor's language.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let named = args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        text(self.lang, key, &named.collect())
    }

    /// The words of a pair in the visitor's language.
    #[must_use]
    pub fn pick<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        if self.lang == Lang::En && !en.is_empty() {
            en
        } else {
            vi
        }
    }

    /// What surrounds the page.
    #[must_use]
    pub fn layout(&self, app: &App) -> Layout {
        let contest = self.contest.as_ref();
        let announced = contest.is_some_and(|c| c.is_announced(app.now()));
        Layout {
            lang: self.lang,
            path: self.path.clone(),
            origin: self.base.clone(),
            csrf: app.form_key.token(&self.token_scope()),
            once: app.cx().id().to_string(),
            signed_in: self.session.as_ref().map(|s| s.person.name.clone()),
            nav: self.menu(announced),
            contest: contest.map(|c| ContestBrand {
                slug: c.slug.clone(),
                name: self.pick(&c.name_vi, &c.name_en).to_owned(),
            }),
            theme: self.theme,
            notice: self.notice.clone(),
        }
    }

    /// The menu of the header for this visitor on this page.
    fn menu(&self, announced: bool) -> Vec<NavItem> {
        let base = self
            .contest
            .as_ref()
            .map(|c| self.url(&format!("/{}", c.slug)));
        let mut items = match (&self.session, &base) {
            (Some(_), base) => nav::staff(&self.url("/account"), base.as_deref()),
            (None, Some(base)) => nav::public(base, announced),
            (None, None) => Vec::new(),
        };
        let here = self.url(&self.path);
        for item in &mut items {
            item.current = item.href == here;
        }
        items
    }

    /// A page with status 200.
    pub fn show<P: Page>(&self, app: &App, page: &P) -> Answer {
        self.show_with(app, StatusCode::OK, page)
    }

    /// A form again, with what was typed and everything that is wrong with it.
    pub fn again<P: Page>(&self, app: &App, page: &P) -> Answer {
        self.show_with(app, StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// A page with any status.
    pub fn show_with<P: Page>(&self, app: &App, status: StatusCode, page: &P) -> Answer {
        let html = app.renderer.page(&self.layout(app), page)?;
        Ok((
            status,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            html,
        )
            .into_response())
    }

    /// On to another page after an act.
    #[must_use]
    pub fn go(&self, path: &str) -> Response {
        Redirect::to(&self.url(path)).into_response()
    }

    /// The same, and the next page says what was done.
    #[must_use]
    pub fn go_saying(&self, path: &str, notice: &str) -> Response {
        let mut response = self.go(path);
        let cookie = format!("hoaban-notice={notice}; Path=/; Max-Age=30; HttpOnly; SameSite=Lax");
        if let Ok(value) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| PageError::internal("no guard before this route"))
    }
}

/// The contest of the address.
#[derive(Clone, Debug)]
pub struct InContest(pub Contest);

impl<S: Sync> FromRequestParts<S> for InContest {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let visitor = parts.extensions.get::<Visitor>();
        visitor
            .and_then(|v| v.contest.clone())
            .map(Self)
            .ok_or(PageError::NotFound)
    }
}

/// The entry of a private link, with its contest and category.
#[derive(Clone, Debug)]
pub struct Held {
    /// The key of the link.
    pub key: String,
    /// The entry.
    pub entry: Entry,
    /// Its contest.
    pub contest: Contest,
    /// Its category.
    pub category: Category,
}

impl Held {
    /// The holder as actor.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Holder(self.entry.id.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Held {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(PageError::NotFound)
    }
}

/// The entry of a guardian's link.
#[derive(Clone, Debug)]
pub struct Ward {
    /// The key of the link.
    pub key: String,
    /// The entry.
    pub entry: Entry,
    /// Whom the guardian answers for.
    pub author: Author,
    /// Its contest.
    pub contest: Contest,
    /// Its category.
    pub category: Category,
}

impl Ward {
    /// The guardian as actor.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Guardian(self.entry.id.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Ward {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(PageError::NotFound)
    }
}

/// The class of a teacher's link.
#[derive(Clone, Debug)]
pub struct InClass {
    /// The key of the link.
    pub key: String,
    /// The class.
    pub class: Class,
    /// Its contest.
    pub contest: Contest,
}

impl<S: Sync> FromRequestParts<S> for InClass {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(PageError::NotFound)
    }
}

/// A form whose token was checked: all fields are text, unknown ones are refused.
#[derive(Debug)]
pub struct Posted<T> {
    /// The fields.
    pub form: T,
    /// Key of a post that may be repeated.
    pub once: Option<Once>,
}

/// The key of a post and the hash of its content.
#[derive(Clone, Copy, Debug)]
pub struct Once {
    key: Uuid,
    content: Digest,
}

impl Once {
    /// A key, and the hash of everything that it belongs to.
    #[must_use]
    pub const fn of(key: Uuid, content: Digest) -> Self {
        Self { key, content }
    }

    /// Where an equal post led before; claims the key otherwise. Without a key every post is new.
    pub async fn earlier(
        once: Option<Self>,
        tx: &mut Tx,
        app: &App,
    ) -> Result<Option<String>, PageError> {
        let Some(Self { key, content }) = once else {
            return Ok(None);
        };
        match answers::claim(tx, &app.cx(), key, content).await? {
            answers::Earlier::New => Ok(None),
            answers::Earlier::Same(location) => Ok(Some(location)),
            answers::Earlier::Other => Err(PageError::Conflict),
        }
    }

    /// Keeps where this post led.
    pub async fn keep(once: Option<Self>, tx: &mut Tx, location: &str) -> Result<(), PageError> {
        match once {
            Some(Self { key, .. }) => Ok(answers::keep(tx, key, location).await?),
            None => Ok(()),
        }
    }
}

/// Takes token and key out of the fields, checks the token, and reads the rest.
fn checked<T: DeserializeOwned>(
    app: &App,
    visitor: &Visitor,
    mut fields: BTreeMap<String, String>,
    files: &[SentFile],
) -> Result<Posted<T>, PageError> {
    let token = fields.remove("csrf").unwrap_or_default();
    if !app.form_key.is_token(&visitor.token_scope(), &token) {
        return Err(PageError::Token);
    }
    let key = fields.remove("once").and_then(|text| text.parse().ok());
    let once = key.map(|key| Once {
        key,
        content: content_of(&visitor.path, &fields, files),
    });
    let object = fields
        .into_iter()
        .map(|(k, v)| (k, serde_json::Value::String(v)))
        .collect();
    let form = serde_json::from_value(serde_json::Value::Object(object))
        .map_err(|e| PageError::Malformed(e.to_string()))?;
    Ok(Posted { form, once })
}

fn content_of(path: &str, fields: &BTreeMap<String, String>, files: &[SentFile]) -> Digest {
    let mut text = format!("{path}\n{}", serde_json::json!(fields));
    for file in files {
        text.push_str(&file.stored.sha256.hex());
    }
    Digest::of(text.as_bytes())
}

impl<T: DeserializeOwned> FromRequest<App> for Posted<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let visitor = visitor_of(&request)?;
        let Form(fields) = Form::<BTreeMap<String, String>>::from_request(request, app)
            .await
            .map_err(|e| rejected(e.status(), &e))?;
        checked(app, &visitor, fields, &[])
    }
}

/// A file that came with a form.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// Name of the form's field.
    pub field: String,
    /// Name that the sender gave the file.
    pub name: String,
    /// Its bytes, which lie in the store; unclaimed ones are swept after a day.
    pub stored: Stored,
}

/// A form with files.
#[derive(Debug)]
pub struct PostedWithFiles<T> {
    /// Fields and key.
    pub posted: Posted<T>,
    /// The files that were chosen.
    pub files: Vec<SentFile>,
}

impl<T: DeserializeOwned> FromRequest<App> for PostedWithFiles<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let visitor = visitor_of(&request)?;
        let _sending = senders::begin(app, &visitor)?;
        let told = request.body().size_hint().exact().unwrap_or(0);
        senders::count(app, &visitor, told).await?;
        let mut parts = Multipart::from_request(request, app)
            .await
            .map_err(|e| rejected(e.status(), &e))?;
        let mut fields = BTreeMap::new();
        let mut files = Vec::new();
        while let Some(part) = parts
            .next_field()
            .await
            .map_err(|e| rejected(e.status(), &e))?
        {
            let field = part.name().unwrap_or_default().to_owned();
            if let Some(name) = part.file_name().map(str::to_owned) {
                let pieces = part.map_err(std::io::Error::other);
                let stored = match app.objects.take(app.cx().id(), pieces, u64::MAX).await {
                    Ok(stored) => stored,
                    Err(error) => return Err(cut(error)),
                };
                // A picker left empty is sent as a file without a name.
                if !name.is_empty() || stored.size_bytes > 0 {
                    files.push(SentFile {
                        field,
                        name,
                        stored,
                    });
                }
            } else {
                fields.insert(
                    field,
                    part.text().await.map_err(|e| rejected(e.status(), &e))?,
                );
            }
        }
        if told == 0 {
            let sent = files.iter().map(|f| f.stored.size_bytes).sum();
            senders::count(app, &visitor, sent).await?;
        }
        Ok(Self {
            posted: checked(app, &visitor, fields, &files)?,
            files,
        })
    }
}

fn visitor_of(request: &Request) -> Result<Visitor, PageError> {
    request
        .extensions()
        .get::<Visitor>()
        .cloned()
        .ok_or_else(|| PageError::internal("no guard before this route"))
}

/// What a stream that was not stored is to its sender.
pub(crate) fn cut(error: TakeError) -> PageError {
    match error {
        TakeError::TooLarge => PageError::TooLarge,
        TakeError::Objects(error) => error.into(),
        TakeError::Cut(error) => {
            let cause = error
                .get_ref()
                .and_then(|e| e.downcast_ref::<MultipartError>());
            cause.map_or_else(
                || PageError::Malformed(error.to_string()),
                |cause| rejected(cause.status(), cause),
            )
        }
    }
}

fn rejected(status: StatusCode, cause: &impl std::fmt::Display) -> PageError {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge
    } else {
        PageError::Malformed(cause.to_string())
    }
}
