//! `hoaban demo`.

use clap::Args;

use crate::config::Config;

/// Fills a fresh data folder with an invented contest, and serves it.
#[derive(Args)]
pub(super) struct Demo {}

pub(super) async fn run(_config: Config, _demo: Demo) -> anyhow::Result<()> {
    Ok(())
}
