//! `hoaban doctor`.

use std::process::ExitCode;

use contest::{Clock, Context, Rng};
use submissions::files::Inspector;

use super::{backup::found_nothing, inspect::language, program, say};
use crate::{
    app::{self, choose_tls},
    config::Config,
    health::{self, Finding, State},
    i18n::{Lang, text},
};

#[derive(clap::Args)]
pub(super) struct Doctor {
    /// Language of the answer
    #[arg(long, value_parser = language, default_value = "vi")]
    lang: Lang,
    /// For programs: one object a line
    #[arg(long)]
    json: bool,
}

/// Exit code 3 where something is bad.
pub(super) async fn run(config: Config, command: Doctor) -> anyhow::Result<ExitCode> {
    choose_tls();
    let (clock, rng) = (Clock::System, Rng::System);
    let now = clock.now();
    let mut found = health::of_settings(&config);
    found.extend(health::of_folder(&config));
    let (of_database, db) = health::of_database(&config, now, true).await;
    let shape_is_right = of_database.iter().all(|f| f.state < State::Bad);
    found.extend(of_database);
    if let Ok(objects) = app::objects(&config) {
        found.push(health::of_store(&objects).await);
    }
    let inspector = Inspector::child(program()?, 1);
    found.push(health::of_worker(&inspector, &Context { now, rng }).await);
    found.extend(health::of_mail(&config).await);
    // in another shape the questions below cannot be asked
    if let Some(db) = db.filter(|_| shape_is_right) {
        found.extend(health::of_queues(&db, now).await?);
        found.push(health::of_logs(&db).await?);
        found.extend(health::of_backups(&db, &config, now).await?);
        db.close().await;
    }
    Ok(tell(&found, command.lang, command.json))
}

/// Whether the settings can be used, without touching anything.
pub(super) fn check(config: &Config, lang: Lang) -> ExitCode {
    tell(&health::of_settings(config), lang, false)
}

fn tell(found: &[Finding], lang: Lang, json: bool) -> ExitCode {
    for finding in found {
        let what = text(lang, &finding.what.key, &finding.what.args);
        if json {
            let line = serde_json::json!({
                "state": finding.state, "what": finding.what.key, "text": what, "fix": finding.fix,
            });
            say(&line.to_string());
            continue;
        }
        let mark = match finding.state {
            State::Good => "  ✓",
            State::Warn => "  !",
            State::Bad => "  ✗",
        };
        say(&format!("{mark} {what}"));
        if !finding.fix.is_empty() {
            say(&format!("      → {}", finding.fix));
        }
    }
    found_nothing(found.iter().all(|f| f.state < State::Bad))
}
