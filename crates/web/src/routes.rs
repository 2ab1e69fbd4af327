//! Every address of the product, once: method, path, who may reach it, what answers.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    middleware::from_fn_with_state,
    routing::{MethodFilter, MethodRouter, on},
};
use contest::people::Role;
use serde::Serialize;

use crate::{
    app::App,
    assets,
    guard::{Access, guard},
    pages::{accounts, desk, enter, public},
};

/// A line of the table.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Path with its parameters.
    pub path: &'static str,
    /// Who may reach it.
    pub access: Access,
    handler: MethodRouter<App>,
    max_body_bytes: usize,
}

/// A line of the table as `hoaban routes --json` prints it.
#[derive(Debug, Serialize)]
pub struct RouteLine {
    method: &'static str,
    path: &'static str,
    access: String,
}

const FORM_BYTES: usize = 1024 * 1024;
/// The largest recording and sheet music together, and the texts beside them.
const UPLOAD_BYTES: usize = 72 * 1024 * 1024;

fn get<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
    Route {
        method: "GET",
        path,
        access,
        handler: on(MethodFilter::GET, handler),
        max_body_bytes: 0,
    }
}

fn post<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
    Route {
        method: "POST",
        path,
        access,
        handler: on(MethodFilter::POST, handler),
        max_body_bytes: FORM_BYTES,
    }
}

impl std::fmt::Display for RouteLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:5} {:60} {}", self.method, self.path, self.access)
    }
}

impl Route {
    fn with_files(self) -> Self {
        Self {
            max_body_bytes: UPLOAD_BYTES,
            ..self
        }
    }

    /// The line without its handler.
    #[must_use]
    pub fn line(&self) -> RouteLine {
        let access = match self.access {
            Access::Public => "public".to_owned(),
            Access::Holder => "holder".to_owned(),
            Access::SignedIn => "signed-in".to_owned(),
            Access::Creator => "creator".to_owned(),
            Access::Roles(roles) => roles
                .iter()
                .map(|r| r.as_str())
                .collect::<Vec<_>>()
                .join("|"),
        };
        RouteLine {
            method: self.method,
            path: self.path,
            access,
        }
    }
}

/// The whole table.
#[must_use]
pub fn all() -> Vec<Route> {
    let mut table = public_routes();
    table.extend(entering_routes());
    table.extend(staff_routes());
    table
}

fn public_routes() -> Vec<Route> {
    use Access::Public;
    vec![
        get("/", Public, public::home::root),
        get("/healthz", Public, public::home::healthz),
        get("/static/{hash}/{*path}", Public, assets::serve),
        post("/theme", Public, public::home::theme),
        get("/{lang}", Public, public::home::get),
        get("/{lang}/help", Public, public::help::index),
        get("/{lang}/help/{topic}", Public, public::help::get),
        get("/{lang}/{contest}", Public, public::landing::get),
        get("/{lang}/{contest}/rules", Public, public::rules::get),
        get("/{lang}/{contest}/winners", Public, public::winners::get),
        get("/{lang}/{contest}/gallery", Public, public::gallery::get),
        get("/{lang}/{contest}/works/{code}", Public, public::work::get),
        get(
            "/{lang}/{contest}/works/{code}/media/{slot}/{recipe}",
            Public,
            public::work::media,
        ),
        get("/{lang}/{contest}/lookup", Public, public::lookup::get),
        post("/{lang}/{contest}/lookup", Public, public::lookup::post),
    ]
}

fn entering_routes() -> Vec<Route> {
    use Access::{Holder, Public};
    vec![
        get("/{lang}/{contest}/enter", Public, enter::choose::get),
        get(
            "/{lang}/{contest}/enter/{category}",
            Public,
            enter::work::get_new,
        ),
        post(
            "/{lang}/{contest}/enter/{category}",
            Public,
            enter::work::post_new,
        )
        .with_files(),
        get("/{lang}/entries/{key}", Holder, enter::receipt::get),
        get(
            "/{lang}/entries/{key}/media/{slot}/{recipe}",
            Holder,
            enter::receipt::media,
        ),
        get(
            "/{lang}/entries/{key}/original/{slot}",
            Holder,
            enter::receipt::original,
        ),
        get("/{lang}/entries/{key}/work", Holder, enter::work::get),
        post("/{lang}/entries/{key}/work", Holder, enter::work::post).with_files(),
        get("/{lang}/entries/{key}/author", Holder, enter::author::get),
        post("/{lang}/entries/{key}/author", Holder, enter::author::post),
        get("/{lang}/entries/{key}/review", Holder, enter::review::get),
        post("/{lang}/entries/{key}/review", Holder, enter::review::post),
        get("/{lang}/entries/{key}/naming", Holder, enter::naming::get),
        post("/{lang}/entries/{key}/naming", Holder, enter::naming::post),
        get(
            "/{lang}/entries/{key}/withdraw",
            Holder,
            enter::withdraw::get,
        ),
        post(
            "/{lang}/entries/{key}/withdraw",
            Holder,
            enter::withdraw::post,
        ),
    ]
}

fn staff_routes() -> Vec<Route> {
    use Access::{Public, SignedIn};
    const DESK: Access = Access::Roles(&[Role::Clerk, Role::Organiser]);
    vec![
        get("/{lang}/setup", Public, accounts::setup::get),
        post("/{lang}/setup", Public, accounts::setup::post),
        get("/{lang}/sign-in", Public, accounts::sign_in::get),
        post("/{lang}/sign-in", Public, accounts::sign_in::post),
        post("/{lang}/sign-out", Public, accounts::sign_in::sign_out),
        get("/{lang}/link/{token}", Public, accounts::sign_in::link),
        get("/{lang}/invitation/{token}", Public, accounts::invitation::get),
        post("/{lang}/invitation/{token}", Public, accounts::invitation::post),
        get("/{lang}/account", SignedIn, accounts::home::get),
        get("/{lang}/{contest}/desk", DESK, desk::queue::get),
        get("/{lang}/{contest}/desk/new", DESK, desk::new::choose),
        get("/{lang}/{contest}/desk/new/{category}", DESK, desk::new::get),
        post("/{lang}/{contest}/desk/new/{category}", DESK, desk::new::post).with_files(),
        get("/{lang}/{contest}/desk/entries/{id}", DESK, desk::entry::get),
        post("/{lang}/{contest}/desk/entries/{id}", DESK, desk::entry::post),
        get("/{lang}/{contest}/desk/entries/{id}/original/{slot}", DESK, desk::entry::original),
        get("/{lang}/{contest}/desk/entries/{id}/media/{slot}/{recipe}", DESK, desk::entry::media),
    ]
}

/// The table as a router, every route behind the guard.
pub fn router(app: &App) -> Router<App> {
    let mut router = Router::new();
    for route in all() {
        if route.path == "/{lang}/styleguide" && !app.config.styleguide {
            continue;
        }
        let guarded = route
            .handler
            .layer(DefaultBodyLimit::max(route.max_body_bytes))
            .layer(from_fn_with_state((app.clone(), route.access), guard));
        router = router.route(route.path, guarded);
    }
    router
}
