//! What happens around every handler: who asks is found out once, what they may reach is decided before the
//! handler runs.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, RawPathParams, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use contest::{
    contests::{self, Category, Contest, Phase},
    people::Role,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use submissions::{classes, consents, entries};

use crate::{
    accounts::{
        self, Session,
        access_tokens::{self, Scope},
        factor,
    },
    app::App,
    error::PageError,
    extract::{Held, InClass, Visitor, Ward},
    i18n::Lang,
    render::Theme,
};

/// Who may reach a route at all; what they may do there is up to the actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Balancers and monitors: nobody is looked up, so that it answers without a database.
    Machine,
    /// Anybody; a contest that is being set up is not there yet, but for its organisers.
    Public,
    /// Whoever has the private link of the address.
    Holder,
    /// Whoever has the guardian's link of the address.
    Guardian,
    /// Whoever has the link of the class of the address.
    Teacher,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever runs the installation, or a contest.
    Creator,
    /// Whoever runs the installation.
    Admin,
    /// Whoever holds one of these roles in the contest of the address.
    Roles(&'static [Role]),
    /// A program with a token of this scope, whose maker holds one of these roles in the contest of the address.
    Token(Scope, &'static [Role]),
}

/// Under which programs ask.
pub const API_ROOT: &str = "/api/v1";

/// Finds out who asks, and lets them through or not.
pub async fn guard(
    State((app, access)): State<(App, Access)>,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    if access == Access::Machine {
        return next.run(request).await;
    }
    // The body cannot be looked at from two sides at once, so what is needed of the head is taken before.
    let visitor = visitor_of(&app, &request);
    let name = if visitor.secure {
        accounts::COOKIE_SECURE
    } else {
        accounts::COOKIE_PLAIN
    };
    let by_program = is_api(request.uri().path());
    let key = if by_program {
        // a cookie opens nothing here: a browser sends it unasked
        bearer_of(request.headers()).map(Key::Token)
    } else {
        let jar = CookieJar::from_headers(request.headers());
        jar.get(name).map(|c| Key::Session(c.value().to_owned()))
    };
    match admit(&app, access, &params, (visitor, key)).await {
        Ok((visitor, held)) => {
            let private = visitor.session.is_some() || held.is_some();
            let had_notice = visitor.notice.is_some();
            let around = visitor.clone();
            request.extensions_mut().insert(visitor);
            if let Some(held) = held {
                held.hand_to(&mut request);
            }
            let mut response = next.run(request).await;
            response.extensions_mut().insert(around);
            let headers = response.headers_mut();
            if !headers.contains_key(header::CACHE_CONTROL) {
                let caching = if private {
                    "private, no-store"
                } else {
                    "no-cache"
                };
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
            }
            if !matches!(access, Access::Public) {
                // whoever was given a private address may have left it in the open
                let not_found = HeaderValue::from_static("noindex");
                headers.insert(HeaderName::from_static("x-robots-tag"), not_found);
            }
            if had_notice {
                let gone = HeaderValue::from_static(
                    "hoaban-notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
                );
                headers.append(header::SET_COOKIE, gone);
            }
            response
        }
        Err(PageError::SignIn) if request.method() == Method::GET && !by_program => {
            let lang = lang_of(request.uri().path());
            let back = request.uri().path();
            Redirect::to(&format!("/{lang}/sign-in?next={back}")).into_response()
        }
        Err(PageError::Factor) => {
            let lang = lang_of(request.uri().path());
            Redirect::to(&format!("/{lang}/account/second-factor")).into_response()
        }
        Err(error) => error.into_response(),
    }
}

/// What somebody shows who is known.
enum Key {
    /// A browser's cookie.
    Session(String),
    /// A program's token.
    Token(String),
}

/// Whether programs ask here.
pub(crate) fn is_api(path: &str) -> bool {
    path.strip_prefix(API_ROOT)
        .is_some_and(|rest| rest.starts_with('/'))
}

fn bearer_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// For whom a program acts, which is noted. One whose scopes do not go so far is told.
async fn by_token(app: &App, access: Access, key: &str) -> Result<Option<Session>, PageError> {
    let mut tx = app.db.read().await?;
    let acting = access_tokens::acting(&mut tx, &app.cx(), key).await?;
    drop(tx);
    let Some((session, token)) = acting else {
        return Err(PageError::SignIn);
    };
    if access_tokens::is_to_be_noted(&token, app.now()) {
        let mut tx = app.db.begin().await?;
        access_tokens::note_use(&mut tx, &token, app.now()).await?;
        tx.commit().await?;
    }
    match access {
        Access::Token(scope, _) if token.lets(scope) => Ok(Some(session)),
        Access::Token(..) => Err(PageError::Scope),
        // what is open to everybody is the same for a program
        _ => Ok(None),
    }
}

async fn admit(
    app: &App,
    access: Access,
    params: &RawPathParams,
    (mut visitor, key): (Visitor, Option<Key>),
) -> Result<(Visitor, Option<Opened>), PageError> {
    let param = |name: &str| {
        params
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    };
    if param("lang").is_some_and(|lang| Lang::parse(&lang).is_none()) {
        return Err(PageError::NotFound);
    }
    if let Some(Key::Token(key)) = &key {
        visitor.session = by_token(app, access, key).await?;
    }
    let mut tx = app.db.read().await?;
    if let Some(Key::Session(key)) = &key {
        visitor.session = accounts::find(&mut tx, &app.cx(), key).await?;
    }
    if let Some(slug) = param("contest") {
        let contest = contests::by_slug(&mut tx, &slug)
            .await?
            .ok_or(PageError::NotFound)?;
        visitor.contest = Some(contest);
    }
    let held = match param("key") {
        Some(key) if access == Access::Holder => Some(held(&mut tx, key).await?),
        Some(key) if access == Access::Guardian => Some(guarded(&mut tx, key).await?),
        Some(key) if access == Access::Teacher => Some(taught(&mut tx, key).await?),
        _ => None,
    };
    if let Some(held) = &held {
        visitor.contest = Some(held.contest().clone());
    }
    is_admitted(access, &visitor)?;
    let for_staff = matches!(access, Access::Creator | Access::Admin | Access::Roles(_));
    let lacks_factor = |s: &Session| !s.has_factor && factor::is_asked_of(&app.config, &s.actor);
    if for_staff && visitor.session.as_ref().is_some_and(lacks_factor) {
        return Err(PageError::Factor);
    }
    Ok((visitor, held))
}

/// What a link of the address opens.
#[expect(
    clippy::large_enum_variant,
    reason = "one of them lives for the length of a request"
)]
enum Opened {
    Entry(Held),
    Ward(Ward),
    Class(InClass),
}

impl Opened {
    fn contest(&self) -> &Contest {
        match self {
            Self::Entry(held) => &held.contest,
            Self::Ward(ward) => &ward.contest,
            Self::Class(class) => &class.contest,
        }
    }

    fn hand_to(self, request: &mut Request) {
        match self {
            Self::Entry(held) => request.extensions_mut().insert(held).map(drop),
            Self::Ward(ward) => request.extensions_mut().insert(ward).map(drop),
            Self::Class(class) => request.extensions_mut().insert(class).map(drop),
        };
    }
}

async fn held(tx: &mut contest::Tx, key: String) -> Result<Opened, PageError> {
    let entry = entries::by_holder_key(tx, &key)
        .await?
        .ok_or(PageError::NotFound)?;
    let (contest, category) = around(tx, &entry).await?;
    Ok(Opened::Entry(Held {
        key,
        entry,
        contest,
        category,
    }))
}

async fn guarded(tx: &mut contest::Tx, key: String) -> Result<Opened, PageError> {
    let id = consents::by_guardian_key(tx, &key)
        .await?
        .ok_or(PageError::NotFound)?;
    let entry = entries::by_id(tx, id).await?.ok_or(PageError::NotFound)?;
    let author = entries::author_of(tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let (contest, category) = around(tx, &entry).await?;
    Ok(Opened::Ward(Ward {
        key,
        entry,
        author,
        contest,
        category,
    }))
}

async fn taught(tx: &mut contest::Tx, key: String) -> Result<Opened, PageError> {
    let class = classes::by_key(tx, &key)
        .await?
        .ok_or(PageError::NotFound)?;
    let contest = contests::by_id(tx, class.contest_id)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok(Opened::Class(InClass {
        key,
        class,
        contest,
    }))
}

async fn around(
    tx: &mut contest::Tx,
    entry: &entries::Entry,
) -> Result<(Contest, Category), PageError> {
    let contest = contests::by_id(tx, entry.contest_id)
        .await?
        .ok_or(PageError::NotFound)?;
    let category = contests::category(tx, entry.category_id)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok((contest, category))
}

/// Whether the visitor may reach a route of this kind. What they may not know of is «not found».
fn is_admitted(access: Access, visitor: &Visitor) -> Result<(), PageError> {
    let signed_in = visitor.session.is_some();
    let actor = visitor.actor();
    let holds =
        |contest: &Contest, roles: &[Role]| roles.iter().any(|role| actor.has(contest.id, *role));
    let admitted = match (access, &visitor.contest) {
        (Access::Public, Some(contest)) => {
            contest.phase != Phase::Setup || holds(contest, &[Role::Organiser])
        }
        (
            Access::SignedIn
            | Access::Creator
            | Access::Admin
            | Access::Roles(_)
            | Access::Token(..),
            _,
        ) if !signed_in => {
            return Err(PageError::SignIn);
        }
        (
            Access::Machine
            | Access::Public
            | Access::Holder
            | Access::Guardian
            | Access::Teacher
            | Access::SignedIn,
            _,
        ) => true,
        (Access::Admin, _) => actor.is_admin(),
        (Access::Creator, _) => actor.is_admin() || visitor.runs_a_contest(),
        (Access::Roles(roles) | Access::Token(_, roles), Some(contest)) => holds(contest, roles),
        (Access::Roles(_) | Access::Token(..), None) => false,
    };
    if admitted {
        Ok(())
    } else {
        Err(PageError::NotFound)
    }
}

pub(crate) fn visitor_of(app: &App, request: &Request) -> Visitor {
    let headers = request.headers();
    let jar = CookieJar::from_headers(headers);
    let full = request.uri().path();
    let (lang, path) = if is_api(full) {
        (wished_lang(headers), &full[API_ROOT.len()..])
    } else {
        let path = full
            .get(3..)
            .filter(|_| Lang::parse(full.get(1..3).unwrap_or_default()).is_some());
        (lang_of(full), path.unwrap_or(""))
    };
    let host = host_of(headers);
    let base = match app.config.base_url.trim_end_matches('/') {
        "" => format!("http://{host}"),
        base => base.to_owned(),
    };
    Visitor {
        lang,
        path: path.to_owned(),
        session: None,
        theme: jar
            .get("hoaban-theme")
            .map_or(Theme::Auto, |c| Theme::parse(c.value())),
        secure: base.starts_with("https://") || is_loopback(&host),
        base,
        network: network_of(app, request),
        contest: None,
        notice: jar
            .get("hoaban-notice")
            .map(|c| c.value().to_owned())
            .filter(|n| is_word(n)),
    }
}

/// The first language of the browser or program that we speak.
#[must_use]
pub fn wished_lang(headers: &HeaderMap) -> Lang {
    let wished = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    wished
        .split(',')
        .find_map(|part| Lang::parse(part.trim().get(..2)?))
        .unwrap_or_default()
}

/// Only our own notices are told, whatever a cookie says.
fn is_word(text: &str) -> bool {
    text.starts_with("notice-")
        && text.len() < 60
        && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

fn lang_of(path: &str) -> Lang {
    Lang::parse(path.get(1..3).unwrap_or_default()).unwrap_or_default()
}

fn host_of(headers: &HeaderMap) -> String {
    headers
        .get(header::HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or("localhost")
        .to_owned()
}

fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost"
        || name
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// The client's network. Only so many entries of `X-Forwarded-For` are believed as there are trusted proxies.
fn network_of(app: &App, request: &Request) -> String {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    let hops: Vec<&str> = forwarded.split(',').map(str::trim).collect();
    let from_proxy = hops
        .len()
        .checked_sub(app.config.trusted_proxies)
        .filter(|_| app.config.trusted_proxies > 0)
        .and_then(|index| hops.get(index))
        .and_then(|text| text.parse().ok());
    match from_proxy.or(peer) {
        Some(IpAddr::V4(ip)) => ip.to_string(),
        Some(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => "unknown".to_owned(),
    }
}

/// Refuses acts that another site's page asks for.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_same_origin(&app, request.headers()) {
        next.run(request).await
    } else {
        PageError::Token.into_response()
    }
}

/// By what the browser says of the sender. A client that says nothing is no browser with somebody's cookies, and
/// still needs the form's token.
fn is_same_origin(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = text("origin") else {
        return true;
    };
    let host = host_of(headers);
    origin == app.config.base_url.trim_end_matches('/')
        || origin == format!("http://{host}")
        || origin == format!("https://{host}")
}

/// `/vi/` is `/vi`, as people type it; everything else that no route knows is not there.
pub async fn no_route(uri: Uri) -> Response {
    match uri.path().strip_suffix('/') {
        Some(path) if path.starts_with('/') && !path.starts_with("//") => {
            Redirect::permanent(path).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

const CSP: &str = "default-src 'none'; script-src 'self' 'inline-speculation-rules'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";

/// Headers of every response.
pub async fn strict_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &str); 6] = [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), microphone=(), geolocation=()",
        ),
    ];
    for (name, value) in fixed {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if app.config.base_url.starts_with("https://") {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
