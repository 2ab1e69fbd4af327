//! Whether everything that the program needs is there, and what to do where it is not: for `hoaban doctor`, for the page of
//! the installation, and for balancers.

mod database;
mod parts;
mod settings;

use std::time::Duration;

use axum::{
    extract::State as Of,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use tokio::time::timeout;

use crate::{app::App, error::Plain, i18n::Arg, pages::parts::Phrase};

pub use database::{of_condition, of_database};
pub use parts::{of_backups, of_folder, of_logs, of_mail, of_queues, of_store, of_worker};
pub use settings::of_settings;

contest::text_enum! {
    /// How bad it is.
    State {
        /// As it should be.
        Good = "good",
        /// It works, but somebody should know.
        Warn = "warn",
        /// Something will not work, or does not.
        Bad = "bad",
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Finding {
    /// How bad it is.
    pub state: State,
    /// What was found: keys `health-…`.
    pub what: Phrase,
    /// A command or a line of the settings that mends it; empty where there is none to give.
    pub fix: String,
}

impl Finding {
    fn good(key: &str, values: &[(&str, Arg)]) -> Self {
        Self {
            state: State::Good,
            what: Phrase::new(&format!("health-{key}"), values),
            fix: String::new(),
        }
    }

    fn warn(key: &str, values: &[(&str, Arg)], fix: &str) -> Self {
        Self {
            state: State::Warn,
            fix: fix.to_owned(),
            ..Self::good(key, values)
        }
    }

    fn bad(key: &str, values: &[(&str, Arg)], fix: &str) -> Self {
        Self {
            state: State::Bad,
            ..Self::warn(key, values, fix)
        }
    }
}

/// How long the database has to answer a balancer.
const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /healthz`: the process answers.
pub async fn alive() -> impl IntoResponse {
    plain(StatusCode::OK, "ok\n")
}

/// `GET /readyz`: the database answers as well, and nobody asked the program to stop. Where it is not so a balancer
/// sends requests elsewhere.
pub async fn ready(Of(app): Of<App>) -> impl IntoResponse {
    if app.is_stopping() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    let asked = async {
        let mut tx = app.db.read().await?;
        contest::people::is_empty(&mut tx).await
    };
    match timeout(PATIENCE, asked).await {
        Ok(Ok(_)) => plain(StatusCode::OK, "ready\n"),
        Ok(Err(_)) | Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "no database\n"),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = (status, text).into_response();
    response.extensions_mut().insert(Plain);
    response
}
