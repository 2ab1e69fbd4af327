//! Every address of the product, once: method, path, who may reach it, what answers.

mod afterwards;
mod apart;
mod around;
mod at_the_desk;
mod challenging;
mod entering;
mod exhibiting;
mod installation;
mod meeting;
mod papers;
mod programs;
mod proof;
mod stages;

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
    doors::{Errand, through},
    guard::{Access, guard},
    kept::kept,
    pages::{accounts, advise, decide, jury, organise, public, styleguide},
};

/// A line of the table.
pub struct Route {
    /// `GET`, `POST`, and more where a protocol asks for it.
    pub method: &'static str,
    /// Path with its parameters.
    pub path: &'static str,
    /// Who may reach it.
    pub access: Access,
    handler: MethodRouter<App>,
    max_body_bytes: usize,
    same_for_all: bool,
}

/// A line of the table as `hoaban routes --json` prints it.
#[derive(Debug, Serialize)]
pub struct RouteLine {
    method: &'static str,
    path: &'static str,
    access: String,
}

const FORM_BYTES: usize = 1024 * 1024;
/// A whole class's photos in one form, for browsers without scripts; they go into the store as they come.
const PHOTOS_BYTES: usize = 600 * 1024 * 1024;
/// The largest recording and sheet music together, and the texts beside them.
const UPLOAD_BYTES: usize = 72 * 1024 * 1024;

fn get<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
    Route {
        method: "GET",
        path,
        access,
        handler: on(MethodFilter::GET, handler),
        max_body_bytes: 0,
        same_for_all: false,
    }
}

fn post<H: Handler<T, App>, T: 'static>(path: &'static str, access: Access, handler: H) -> Route {
    Route {
        method: "POST",
        path,
        access,
        handler: on(MethodFilter::POST, handler),
        max_body_bytes: FORM_BYTES,
        same_for_all: false,
    }
}

/// A line of a protocol that uses more of HTTP than pages do; its body is a stream that the handler limits itself.
fn by<H: Handler<T, App>, T: 'static>(
    (method, filter): (&'static str, MethodFilter),
    path: &'static str,
    access: Access,
    handler: H,
) -> Route {
    Route {
        method,
        path,
        access,
        handler: on(filter, handler),
        max_body_bytes: 0,
        same_for_all: false,
    }
}

impl std::fmt::Display for RouteLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:7} {:60} {}", self.method, self.path, self.access)
    }
}

impl Route {
    fn with_photos(self) -> Self {
        Self {
            max_body_bytes: PHOTOS_BYTES,
            ..self
        }
    }

    /// A page that is the same for every visitor who has not signed in: it is made once and kept.
    fn for_all(self) -> Self {
        Self {
            same_for_all: true,
            ..self
        }
    }

    /// A body that is read whole, as large as a form.
    fn with_text(self) -> Self {
        Self {
            max_body_bytes: FORM_BYTES,
            ..self
        }
    }

    /// Which door a request goes through.
    fn errand(&self) -> Errand {
        let begins = [
            "/{lang}/{contest}/enter",
            "/{lang}/{contest}/enter/{category}",
            "/{lang}/{contest}/classes/new",
            "/api/v1/contests/{contest}/drafts",
        ];
        if begins.contains(&self.path) {
            Errand::Beginning
        } else if self.method == "GET"
            && self.access == Access::Public
            // what a page that was let in needs
            && !self.path.starts_with("/static/")
        {
            Errand::Reading
        } else {
            Errand::Going
        }
    }

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
            Access::Machine => "machine".to_owned(),
            Access::Public => "public".to_owned(),
            Access::Holder => "holder".to_owned(),
            Access::Guardian => "guardian".to_owned(),
            Access::Teacher => "teacher".to_owned(),
            Access::SignedIn => "signed-in".to_owned(),
            Access::Creator => "creator".to_owned(),
            Access::Admin => "admin".to_owned(),
            Access::Token(scope, _) => format!("token {}", scope.as_str()),
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
    table.extend(installation::routes());
    table.extend(entering::one_work());
    table.extend(entering::originals());
    table.extend(entering::a_class());
    table.extend(staff_routes());
    table.extend(at_the_desk::all_entries());
    table.extend(at_the_desk::pairs());
    table.extend(at_the_desk::one_entry());
    table.extend(organiser_routes());
    table.extend(stages::routes());
    table.extend(apart::routes());
    table.extend(meeting::routes());
    table.extend(afterwards::routes());
    table.extend(papers::routes());
    table.extend(around::routes());
    table.extend(exhibiting::routes());
    table.extend(challenging::routes());
    table.extend(jury_routes());
    table.extend(proof::all());
    table.extend(programs::all());
    table
}

fn public_routes() -> Vec<Route> {
    use Access::Public;
    vec![
        get("/", Public, public::home::root),
        get("/static/{hash}/{*path}", Public, assets::serve),
        get("/sw.js", Public, assets::service_worker),
        post("/theme", Public, public::home::theme),
        get("/robots.txt", Public, public::sitemap::robots),
        get("/sitemap.xml", Public, public::sitemap::get),
        get("/{lang}", Public, public::home::get),
        get("/{lang}/help", Public, public::help::index).for_all(),
        get("/{lang}/help/{topic}", Public, public::help::get).for_all(),
        get("/{lang}/{contest}", Public, public::landing::get).for_all(),
        get("/{lang}/{contest}/rules", Public, public::rules::get).for_all(),
        get("/{lang}/{contest}/winners", Public, public::winners::get).for_all(),
        get("/{lang}/{contest}/gallery", Public, public::gallery::get).for_all(),
        get("/{lang}/{contest}/works/{code}", Public, public::work::get).for_all(),
        get(
            "/{lang}/{contest}/works/{code}/media/{slot}/{recipe}",
            Public,
            public::work::media,
        ),
        get(
            "/{lang}/{contest}/works/{code}/card.jpg",
            Public,
            public::sharing::work_card,
        ),
        get(
            "/{lang}/{contest}/card.jpg",
            Public,
            public::sharing::contest_card,
        ),
        get("/{lang}/{contest}/feed.xml", Public, public::feeds::atom).for_all(),
        get(
            "/{lang}/{contest}/feed.json",
            Public,
            public::feeds::json_feed,
        )
        .for_all(),
        get(
            "/{lang}/{contest}/works.json",
            Public,
            public::open_data::json,
        )
        .for_all(),
        get(
            "/{lang}/{contest}/works.csv",
            Public,
            public::open_data::csv,
        )
        .for_all(),
        get("/verify/{code}", Public, public::verify::short),
        get("/receipt-key.json", Public, public::verify::key),
        get("/{lang}/{contest}/verify", Public, public::verify::ask),
        get(
            "/{lang}/{contest}/verify/{code}",
            Public,
            public::verify::get,
        ),
        get("/{lang}/{contest}/lookup", Public, public::lookup::get),
        post("/{lang}/{contest}/lookup", Public, public::lookup::post),
    ]
}

fn staff_routes() -> Vec<Route> {
    use Access::{Public, SignedIn};
    vec![
        get("/{lang}/setup", Public, accounts::setup::get),
        post("/{lang}/setup", Public, accounts::setup::post),
        get("/{lang}/sign-in", Public, accounts::sign_in::get),
        post("/{lang}/sign-in", Public, accounts::sign_in::post),
        post("/{lang}/sign-out", Public, accounts::sign_in::sign_out),
        get("/{lang}/link/{token}", Public, accounts::sign_in::link),
        get(
            "/{lang}/invitation/{token}",
            Public,
            accounts::invitation::get,
        ),
        post(
            "/{lang}/invitation/{token}",
            Public,
            accounts::invitation::post,
        ),
        post("/{lang}/sign-in/code", Public, accounts::factor::code),
        get("/{lang}/account", SignedIn, accounts::home::get),
        get(
            "/{lang}/account/second-factor",
            SignedIn,
            accounts::factor::get,
        ),
        post(
            "/{lang}/account/second-factor",
            SignedIn,
            accounts::factor::confirm,
        ),
        post(
            "/{lang}/account/second-factor/papers",
            SignedIn,
            accounts::factor::papers,
        ),
        post(
            "/{lang}/account/second-factor/off",
            SignedIn,
            accounts::factor::off,
        ),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn organiser_routes() -> Vec<Route> {
    use Access::{Creator, Public};
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    const LOG: Access = Access::Roles(&[Role::Organiser, Role::Auditor]);
    vec![
        get("/{lang}/styleguide", Public, styleguide::get),
        get("/{lang}/contests/new", Creator, organise::new::get),
        post("/{lang}/contests/new", Creator, organise::new::post),
        get("/{lang}/{contest}/organise", ORGANISER, organise::home::get),
        get(
            "/{lang}/{contest}/organise/figures",
            ORGANISER,
            organise::home::figures_fragment,
        ),
        post(
            "/{lang}/{contest}/organise/advance/{phase}",
            ORGANISER,
            organise::home::advance,
        ),
        get(
            "/{lang}/{contest}/organise/texts",
            ORGANISER,
            organise::texts::get,
        ),
        post(
            "/{lang}/{contest}/organise/texts",
            ORGANISER,
            organise::texts::post,
        ),
        get(
            "/{lang}/{contest}/organise/calendar",
            ORGANISER,
            organise::calendar::get,
        ),
        post(
            "/{lang}/{contest}/organise/calendar",
            ORGANISER,
            organise::calendar::post,
        ),
        get(
            "/{lang}/{contest}/organise/categories",
            ORGANISER,
            organise::categories::choose,
        ),
        get(
            "/{lang}/{contest}/organise/categories/{category}",
            ORGANISER,
            organise::categories::get,
        ),
        post(
            "/{lang}/{contest}/organise/categories/{category}",
            ORGANISER,
            organise::categories::post,
        ),
        get(
            "/{lang}/{contest}/organise/prizes",
            ORGANISER,
            organise::prizes::get,
        ),
        post(
            "/{lang}/{contest}/organise/prizes",
            ORGANISER,
            organise::prizes::post,
        ),
        get(
            "/{lang}/{contest}/organise/people",
            ORGANISER,
            organise::people::get,
        ),
        post(
            "/{lang}/{contest}/organise/people",
            ORGANISER,
            organise::people::post,
        ),
        post(
            "/{lang}/{contest}/organise/people/{person}/invite",
            ORGANISER,
            organise::people::invite,
        ),
        post(
            "/{lang}/{contest}/organise/people/{person}/end",
            ORGANISER,
            organise::people::end,
        ),
        get(
            "/{lang}/{contest}/organise/progress",
            ORGANISER,
            organise::progress::get,
        ),
        get("/{lang}/{contest}/log", LOG, organise::log::get),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn jury_routes() -> Vec<Route> {
    const JUROR: Access = Access::Roles(&[Role::Juror]);
    const TABLE: Access = Access::Roles(&[Role::Chair, Role::Juror, Role::Organiser]);
    const CHAIR: Access = Access::Roles(&[Role::Chair]);
    const SHORTLIST: Access =
        Access::Roles(&[Role::Chair, Role::Juror, Role::Organiser, Role::Advisor]);
    const ADVISOR: Access = Access::Roles(&[Role::Advisor]);
    const SIGNERS: Access = Access::Roles(&[Role::Chair, Role::Organiser]);
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    vec![
        get("/{lang}/{contest}/jury", JUROR, jury::today::get),
        post(
            "/{lang}/{contest}/jury/{category}/lock",
            JUROR,
            jury::today::lock,
        ),
        get(
            "/{lang}/{contest}/jury/{category}/compare",
            JUROR,
            jury::compare::get,
        ),
        get(
            "/{lang}/{contest}/jury/{category}/{code}",
            JUROR,
            jury::score::get,
        ),
        post(
            "/{lang}/{contest}/jury/{category}/{code}/mark",
            JUROR,
            jury::marking::mark,
        ),
        post(
            "/{lang}/{contest}/jury/{category}/{code}/save",
            JUROR,
            jury::marking::save_all,
        ),
        post(
            "/{lang}/{contest}/jury/{category}/{code}/recuse",
            JUROR,
            jury::aside::recuse,
        ),
        post(
            "/{lang}/{contest}/jury/{category}/{code}/abstain",
            JUROR,
            jury::aside::abstain,
        ),
        post(
            "/{lang}/{contest}/jury/{category}/{code}/skip",
            JUROR,
            jury::aside::skip,
        ),
        get(
            "/{lang}/{contest}/jury/{category}/{code}/media/{slot}/{recipe}",
            JUROR,
            jury::score::media,
        ),
        get(
            "/{lang}/{contest}/standings",
            TABLE,
            jury::standings::choose,
        ),
        get(
            "/{lang}/{contest}/standings/{category}",
            TABLE,
            jury::standings::get,
        ),
        post(
            "/{lang}/{contest}/standings/{category}/change",
            CHAIR,
            jury::standings::change,
        ),
        post(
            "/{lang}/{contest}/standings/{category}/formula",
            CHAIR,
            jury::standings::formula,
        ),
        post(
            "/{lang}/{contest}/standings/{category}/hand-over",
            CHAIR,
            jury::standings::hand_over,
        ),
        get(
            "/{lang}/{contest}/shortlist/{category}/{code}",
            SHORTLIST,
            jury::work::get,
        ),
        get(
            "/{lang}/{contest}/shortlist/{category}/{code}/media/{slot}/{recipe}",
            SHORTLIST,
            jury::work::media,
        ),
        get("/{lang}/{contest}/advise", SHORTLIST, advise::board::choose),
        get(
            "/{lang}/{contest}/advise/{category}",
            SHORTLIST,
            advise::board::get,
        ),
        post(
            "/{lang}/{contest}/advise/{category}",
            ADVISOR,
            advise::board::post,
        ),
        post(
            "/{lang}/{contest}/advise/{category}/answer",
            CHAIR,
            advise::board::answer,
        ),
        post(
            "/{lang}/{contest}/advise/{category}/take-back",
            CHAIR,
            advise::board::take_back,
        ),
        get("/{lang}/{contest}/decide", SIGNERS, decide::decision::get),
        post(
            "/{lang}/{contest}/decide/minutes",
            SIGNERS,
            decide::decision::minutes,
        ),
        post(
            "/{lang}/{contest}/decide/sign",
            SIGNERS,
            decide::decision::sign,
        ),
        post(
            "/{lang}/{contest}/decide/announce",
            ORGANISER,
            decide::decision::announce,
        ),
    ]
}

/// The table as a router, every route behind the guard.
pub fn router(app: &App) -> Router<App> {
    let mut router = Router::new();
    for route in all() {
        if route.path == "/{lang}/styleguide" && !app.config.styleguide {
            continue;
        }
        let errand = route.errand();
        let mut handler = route.handler;
        if route.same_for_all {
            handler = handler.layer(from_fn_with_state(app.clone(), kept));
        }
        let guarded = handler
            .layer(DefaultBodyLimit::max(route.max_body_bytes))
            .layer(from_fn_with_state((app.clone(), route.access), guard))
            .layer(from_fn_with_state((app.clone(), errand), through));
        router = router.route(route.path, guarded);
    }
    router
}
