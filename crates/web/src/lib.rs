//! The roof of the house: the server and the binary `hoaban`. Addresses, pages, accounts, settings, commands.
//!
//! One request: `routes` → `guard` (who asks, may they) → `pages/<area>/<page>` → one action of a floor below →
//! `web/templates/pages/<area>/<page>.html`. What is not here: rules and SQL of works and judging.

pub mod accounts;
pub mod api;
pub mod app;
pub mod archives;
pub mod assets;
pub mod background;
pub mod backups;
pub mod commands;
pub mod config;
pub mod doors;
pub mod error;
pub mod error_pages;
pub mod extract;
pub mod forms;
pub mod guard;
pub mod health;
pub mod i18n;
pub mod judgements;
pub mod kept;
pub mod media;
pub mod observing;
pub mod pages;
pub mod posting;
pub mod problems;
pub mod render;
pub mod routes;
mod scores;
pub mod senders;
pub mod shapes;
pub mod webhooks;

use axum::{Router, middleware::from_fn_with_state};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use app::App;

/// The whole site.
pub fn build(app: App) -> Router {
    routes::router(&app)
        .fallback(guard::no_route)
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(app.clone(), error_pages::put_words))
        .layer(from_fn_with_state(app.clone(), guard::strict_headers))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), observing::observed))
        .with_state(app)
}
