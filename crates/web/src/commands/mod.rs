//! The command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 looked and found something wrong.

mod admin;
mod audit;
mod backup;
mod bundle;
mod demo;
mod doctor;
mod export;
mod inspect;
mod recount;
mod score;
mod serve;
mod verify;

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::{CommandFactory, Parser, Subcommand};
use contest::{Clock, Db};
use tracing_subscriber::EnvFilter;

use crate::{api, backups, config::Config, i18n::Lang, routes};

#[derive(Parser)]
#[command(name = "hoaban", version, about = "Runs a creative contest, from the call for works to the winners' page", after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 looked and found something wrong.
Settings: defaults, then hoaban.toml in the current folder, then HOABAN_* variables; `hoaban config dump` prints them.";

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve {
        /// What this process does, where several share one database
        #[arg(long, value_enum, default_value_t = serve::Duty::All)]
        role: serve::Duty,
    },
    /// Fill a fresh data folder with an invented contest, and serve it
    Demo(demo::Demo),
    /// Bring the database to the newest shape; its rows are backed up before
    Migrate {
        /// Run everything that is pending, tell what it was, and take it back
        #[arg(long)]
        dry_run: bool,
    },
    /// Write everything into a folder of backups, while the program runs
    Backup(backup::Backup),
    /// Fill an empty database and store from a backup
    Restore(backup::Restore),
    /// Read every file and compare it with its name; exit code 3 where one is missing or altered
    Scrub(backup::Scrub),
    /// Look at everything that the program needs, and say what to do where something is wrong; exit code 3 then
    Doctor(doctor::Doctor),
    /// Words for a shell that completes commands
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
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
    /// Print the description of the API (OpenAPI 3.1)
    Openapi,
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
    Worker {
        /// Nobody waits for it: the processor is left to others
        #[arg(long)]
        later: bool,
    },
    /// Look at the settings
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Print the settings in force, secrets hidden
    Dump {
        /// For programs
        #[arg(long)]
        json: bool,
    },
    /// Tell whether the settings can be used, without touching anything; exit code 3 where they cannot
    Check {
        /// Language of the answer
        #[arg(long, value_parser = inspect::language, default_value = "vi")]
        lang: Lang,
    },
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Command::Worker { later } = cli.command {
        return worker(later);
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
fn worker(later: bool) -> ExitCode {
    let served = submissions::files::worker::serve(
        &mut std::io::stdin().lock(),
        &mut std::io::stdout().lock(),
        later,
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
    if let Command::Completions { shell } = command {
        clap_complete::generate(shell, &mut Cli::command(), "hoaban", &mut std::io::stdout());
        return Ok(ExitCode::SUCCESS);
    }
    if matches!(command, Command::Openapi) {
        writeln!(std::io::stdout(), "{}", api::document().to_pretty_json()?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let config = Config::load()?;
    let runtime = tokio::runtime::Runtime::new().context("no threads for the server")?;
    match command {
        Command::Serve { role } => {
            start_log(&config);
            runtime.block_on(serve::serve(config, role))?;
        }
        Command::Demo(demo) => {
            start_log(&config);
            runtime.block_on(demo::run(config, demo))?;
        }
        Command::Migrate { dry_run } => runtime.block_on(migrate(config, dry_run))?,
        Command::Backup(command) => return runtime.block_on(backup::backup(config, command)),
        Command::Restore(command) => return runtime.block_on(backup::restore(config, command)),
        Command::Scrub(command) => return runtime.block_on(backup::scrub(config, command)),
        Command::Doctor(command) => return runtime.block_on(doctor::run(config, command)),

        Command::Admin { command } => runtime.block_on(admin::run(config, command))?,
        Command::Routes { json } => print_routes(json)?,
        Command::Audit { command } => return runtime.block_on(audit::run(config, command)),
        Command::Bundle(command) => runtime.block_on(bundle::run(config, command))?,
        Command::ExportStatic(command) => runtime.block_on(export::run(config, command))?,
        Command::Verify { command } => return runtime.block_on(verify::run(config, command)),
        Command::Config { command } => return configured(&config, &command),
        Command::Worker { .. }
        | Command::Inspect(_)
        | Command::Score(_)
        | Command::Recount(_)
        | Command::Openapi
        | Command::Completions { .. } => {
            unreachable!("answered before the settings are read")
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(config: Config, dry_run: bool) -> anyhow::Result<()> {
    std::fs::create_dir_all(&config.data)?;
    let db = Db::open(&config.database()).await?;
    if dry_run {
        let pending = contest::db::rehearse(&db).await?;
        for (number, what) in &pending {
            say(&format!("{number:04} {what}"));
        }
        say(&format!(
            "{} steps run and taken back; nothing was changed.",
            pending.len()
        ));
    } else {
        let taken = backups::upgrade(&db, &config, Clock::System.now()).await?;
        if let Some(name) = taken {
            let place = config.backups().join(name);
            say(&format!("Rows as they were: {}", place.display()));
        }
        say("The database has the newest shape.");
    }
    db.close().await;
    Ok(())
}

fn configured(config: &Config, command: &ConfigCommand) -> anyhow::Result<ExitCode> {
    match command {
        ConfigCommand::Dump { json: true } => say(&serde_json::to_string_pretty(config)?),
        ConfigCommand::Dump { json: false } => say(&toml::to_string(config)?),
        ConfigCommand::Check { lang } => return Ok(doctor::check(config, *lang)),
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
    opened.context("the database does not open; `hoaban config dump` shows where it is looked for")
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
