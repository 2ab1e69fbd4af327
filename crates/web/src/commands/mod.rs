//! The command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 looked and found something wrong.

mod admin;
mod audit;
mod bundle;
mod demo;
mod export;
mod inspect;
mod recount;
mod score;
mod serve;
mod verify;

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use contest::Db;
use tracing_subscriber::EnvFilter;

use crate::{config::Config, routes};

#[derive(Parser)]
#[command(name = "hoaban", version, about = "Runs a creative contest, from the call for works to the winners' page", after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 looked and found something wrong.
Settings: defaults, then hoaban.toml in the current folder, then HOABAN_* variables; `hoaban config` prints them.";

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve,
    /// Fill a fresh data folder with an invented contest, and serve it
    Demo(demo::Demo),
    /// Bring the database to the newest shape
    Migrate,
    /// Manage administrators
    Admin {
        #[command(subcommand)]
        command: admin::Admin,
    },
    /// List every address with who may reach it
    Routes {
        /// For programs
        #[arg(long)]
        json: bool,
    },
    /// Check the log of acts
    Audit {
        #[command(subcommand)]
        command: audit::Audit,
    },
    /// Judge files as the server does; exit code 3 where one is refused
    Inspect(inspect::Inspect),
    /// Score a contest from rules and a spreadsheet of marks; exit code 2 where they cannot be used
    Score(score::Score),
    /// Write everything from which a contest's result follows into one archive
    Bundle(bundle::Bundle),
    /// Write a contest's public pages as plain files that open without a server
    ExportStatic(export::Export),
    /// Compute such an archive again, offline; exit code 3 where something differs
    Recount(recount::Command),
    /// Check what people were given
    Verify {
        #[command(subcommand)]
        command: verify::Verify,
    },
    /// Judge one file from standard input (started by the server for every upload)
    #[command(hide = true)]
    Worker,
    /// Print the settings in force, secrets hidden
    Config {
        /// For programs
        #[arg(long)]
        json: bool,
    },
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Worker) {
        return worker();
    }
    match dispatch(cli.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hoaban: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Before anything else is set up: the child has nothing but its pipes.
fn worker() -> ExitCode {
    let served = submissions::files::worker::serve(
        &mut std::io::stdin().lock(),
        &mut std::io::stdout().lock(),
    );
    if served.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    // Judging a file asks nothing of the settings, nor of a database.
    if let Command::Inspect(inspect) = command {
        let runtime = tokio::runtime::Runtime::new().context("no threads for judging")?;
        return runtime.block_on(inspect::run(inspect));
    }
    if let Command::Score(command) = command {
        return score::run(&command);
    }
    if let Command::Recount(command) = command {
        return recount::run(&command);
    }
    let config = Config::load()?;
    let runtime = tokio::runtime::Runtime::new().context("no threads for the server")?;
    match command {
        Command::Serve => {
            start_log(&config);
            runtime.block_on(serve::serve(config))?;
        }
        Command::Demo(demo) => {
            start_log(&config);
            runtime.block_on(demo::run(config, demo))?;
        }
        Command::Migrate => runtime.block_on(async {
            std::fs::create_dir_all(&config.data)?;
            let db = Db::open(&config.database()).await?;
            contest::db::migrate(&db).await?;
            db.close().await;
            say("The database has the newest shape.");
            anyhow::Ok(())
        })?,
        Command::Admin { command } => runtime.block_on(admin::run(config, command))?,
        Command::Routes { json } => print_routes(json)?,
        Command::Audit { command } => return runtime.block_on(audit::run(config, command)),
        Command::Bundle(command) => runtime.block_on(bundle::run(config, command))?,
        Command::ExportStatic(command) => runtime.block_on(export::run(config, command))?,
        Command::Verify { command } => return runtime.block_on(verify::run(config, command)),
        Command::Config { json } => {
            let text = if json {
                serde_json::to_string_pretty(&config)?
            } else {
                toml::to_string(&config)?
            };
            say(&text);
        }
        Command::Worker | Command::Inspect(_) | Command::Score(_) | Command::Recount(_) => {
            unreachable!("answered before the settings are read")
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_routes(json: bool) -> anyhow::Result<()> {
    let lines: Vec<_> = routes::all().iter().map(routes::Route::line).collect();
    if json {
        say(&serde_json::to_string_pretty(&lines)?);
    } else {
        for line in lines {
            say(&line.to_string());
        }
    }
    Ok(())
}

/// A line of a command's answer. Whoever stops reading (`| head`) has read enough.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The database of the settings, for commands that only look.
async fn open_database(config: &Config) -> anyhow::Result<Db> {
    let opened = Db::open(&config.database()).await;
    opened.context("the database does not open; `hoaban config` shows where it is looked for")
}

fn start_log(config: &Config) {
    let filter = EnvFilter::try_new("info,sqlx=warn,hyper=warn,lopdf=error,symphonia=error")
        .unwrap_or_default();
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if config.log_json {
        builder.json().init();
    } else {
        builder.with_target(false).init();
    }
}

/// This program's own file, for starting worker processes.
fn program() -> anyhow::Result<PathBuf> {
    std::env::current_exe().context("cannot find this program's own file")
}
