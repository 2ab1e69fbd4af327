//! `hoaban admin create`.

use std::io::{BufRead, Write};

use anyhow::bail;
use clap::Subcommand;
use contest::people::{self, Actor, Grant, NewPerson, Role};

use super::program;
use crate::{
    accounts::{self, Purpose},
    app::App,
    config::Config,
};

#[derive(Subcommand)]
pub(super) enum Admin {
    /// Add an administrator and print the link for setting a password
    Create {
        /// Full name
        #[arg(long)]
        name: String,
        /// E-mail address for signing in
        #[arg(long)]
        email: String,
        /// Read the password from standard input instead of printing a link
        #[arg(long)]
        password_stdin: bool,
    },
}

pub(super) async fn run(config: Config, command: Admin) -> anyhow::Result<()> {
    let Admin::Create {
        name,
        email,
        password_stdin,
    } = command;
    let app = App::start(config, program()?).await?;
    let new = NewPerson {
        name: name.clone(),
        email: email.clone(),
        phone: String::new(),
        organisation: String::new(),
    };
    let mut tx = app.db.begin().await?;
    let person = people::enlist(&mut tx, &app.cx(), &Actor::System, &new).await?;
    let admin = Grant {
        contest_id: None,
        category_id: None,
        role: Role::Admin,
    };
    people::grant(&mut tx, &app.cx(), &Actor::System, person, &admin).await?;
    if password_stdin {
        let mut password = String::new();
        std::io::stdin().lock().read_line(&mut password)?;
        let password = password.trim_end_matches(['\r', '\n']);
        if let Some(fault) = accounts::faults_of(password, &name, &email) {
            bail!("this password is not taken: {fault:?}");
        }
        let hash = accounts::hash(&app, password).await?;
        accounts::store_hash(&mut tx, &app.cx(), person, &hash).await?;
        tx.commit().await?;
        writeln!(std::io::stdout(), "{email} is an administrator.")?;
    } else {
        let token = accounts::issue(&mut tx, &app.cx(), Purpose::Invitation, Some(person)).await?;
        tx.commit().await?;
        let base = app.config.base_url.trim_end_matches('/');
        writeln!(
            std::io::stdout(),
            "Set a password within 14 days at {base}/vi/invitation/{token}"
        )?;
    }
    app.db.close().await;
    Ok(())
}
