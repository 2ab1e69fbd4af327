//! What the program tells of its requests: a line of the log, an id that stands in the answer as well, and figures for
//! Prometheus.

use std::time::Duration;

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use contest::{jobs, outbox};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};
use tokio::time::Instant;

use crate::{app::App, backups, doors::Errand};

/// The id of a request, under which the log and an error page know it.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Named {
    name: &'static str,
}

/// Figures since the program was started, and some of this moment.
pub struct Figures {
    registry: Registry,
    answered: Family<Answered, Counter>,
    seconds: Family<Named, Histogram>,
    under_way: Family<Named, Gauge>,
    waiting: Family<Named, Gauge>,
    queued: Family<Named, Gauge>,
    connections: Family<Named, Gauge>,
    memory: Gauge,
    backup: Gauge,
}

/// From 1 ms to about 16 s.
fn spans() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 15))
}

impl Default for Figures {
    fn default() -> Self {
        let mut figures = Self {
            registry: Registry::with_prefix("hoaban"),
            answered: Family::default(),
            seconds: Family::new_with_constructor(spans as fn() -> Histogram),
            under_way: Family::default(),
            waiting: Family::default(),
            queued: Family::default(),
            connections: Family::default(),
            memory: Gauge::default(),
            backup: Gauge::default(),
        };
        figures.register();
        figures
    }
}

impl Figures {
    fn register(&mut self) {
        let r = &mut self.registry;
        r.register(
            "requests",
            "Requests that were answered",
            self.answered.clone(),
        );
        r.register(
            "request_seconds",
            "Time until an answer began, by errand",
            self.seconds.clone(),
        );
        r.register(
            "requests_under_way",
            "Requests inside each door",
            self.under_way.clone(),
        );
        r.register(
            "requests_waiting",
            "Requests before each door",
            self.waiting.clone(),
        );
        r.register(
            "queue_length",
            "What waits in the background",
            self.queued.clone(),
        );
        r.register(
            "database_connections",
            "Connections to the database",
            self.connections.clone(),
        );
        r.register(
            "resident_memory_bytes",
            "Memory of this process",
            self.memory.clone(),
        );
        r.register(
            "last_backup_timestamp_seconds",
            "When the newest backup that came back whole was begun",
            self.backup.clone(),
        );
    }

    /// Takes the figures of this moment, and writes all of them in Prometheus's text format.
    async fn text(&self, app: &App) -> Result<String, sqlx::Error> {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        for errand in Errand::ALL {
            let name = Named {
                name: errand.as_str(),
            };
            let (inside, waiting) = app.doors.of(*errand).load();
            self.under_way.get_or_create(&name).set(count(inside));
            self.waiting.get_or_create(&name).set(count(waiting));
        }
        let hashing = Named { name: "hashing" };
        let (inside, waiting) = app.doors.hashing.load();
        self.under_way.get_or_create(&hashing).set(count(inside));
        self.waiting.get_or_create(&hashing).set(count(waiting));
        for (name, n) in app.db.connections() {
            self.connections
                .get_or_create(&Named { name })
                .set(count(n));
        }
        let mut tx = app.db.read().await?;
        let now = app.now();
        let jobs = jobs::asked_before(&mut tx, now).await?;
        let messages = outbox::count_late(&mut tx, now).await?;
        for (name, n) in [("jobs", jobs), ("messages", messages)] {
            self.queued.get_or_create(&Named { name }).set(n);
        }
        let kept = backups::latest(&mut tx, 14).await?;
        let whole = kept.iter().find(|k| k.is_whole());
        self.backup.set(whole.map_or(0, |k| k.started_at.0 / 1000));
        self.memory.set(resident_bytes());
        let mut text = String::new();
        // writing to a string does not fail
        let _ = encode(&mut text, &self.registry);
        Ok(text)
    }
}

/// Memory that this process holds, by what Linux says; 0 elsewhere.
fn resident_bytes() -> i64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = told.split(' ').nth(1).and_then(|n| n.parse::<i64>().ok());
    let page = i64::try_from(rustix::param::page_size()).unwrap_or(4096);
    pages.unwrap_or(0) * page
}

/// Gives a request its id, and writes down how it was answered.
pub async fn observed(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = hex::encode(app.rng.bytes::<6>());
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    let mut response = next.run(request).await;
    let took = begun.elapsed();
    let status = response.status();
    let errand = response.extensions().get::<Errand>().copied();
    app.figures.note(&method, &route, status, errand, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    // the route and not the address: that may hold somebody's private link
    if method != Method::GET && !status.is_server_error() {
        tracing::info!(id, %method, route, status = status.as_u16(), ms, "answered");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

impl Figures {
    fn note(
        &self,
        method: &Method,
        route: &str,
        status: StatusCode,
        errand: Option<Errand>,
        took: Duration,
    ) {
        let answered = Answered {
            method: method.to_string(),
            route: route.to_owned(),
            status: status.as_u16(),
        };
        self.answered.get_or_create(&answered).inc();
        let name = errand.map_or("none", Errand::as_str);
        let seconds = self.seconds.get_or_create(&Named { name });
        seconds.observe(took.as_secs_f64());
    }
}

/// What Prometheus asks for, on a listener of its own that the public does not reach.
pub fn figures(app: App) -> Router {
    Router::new().route("/metrics", get(shown)).with_state(app)
}

async fn shown(State(app): State<App>) -> Response {
    const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    match app.figures.text(&app).await {
        Ok(text) => ([(header::CONTENT_TYPE, KIND)], text).into_response(),
        Err(error) => {
            tracing::error!("figures: {error}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
