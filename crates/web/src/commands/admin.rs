//! `hoaban admin create`, `hoaban admin reset-factor`.

use std::io::BufRead;

use anyhow::bail;
use clap::Subcommand;
use contest::people::{self, Actor, Grant, NewPerson, Role};

use super::{program, say};
use crate::{
    accounts::{self, Purpose, factor},
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
    /// Take somebody's second step of signing in away, when telephone and codes on paper are lost
    ResetFactor {
        /// E-mail address of the account
        #[arg(long)]
        email: String,
    },
}

pub(super) async fn run(config: Config, command: Admin) -> anyhow::Result<()> {
    let app = App::start(config, program()?).await?;
    match command {
        Admin::Create {
            name,
            email,
            password_stdin,
        } => create(&app, name, email, password_stdin).await?,
        Admin::ResetFactor { email } => reset_factor(&app, &email).await?,
    }
    app.db.close().await;
    Ok(())
}

async fn reset_factor(app: &App, email: &str) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let Some(person) = people::by_email(&mut tx, &email.to_lowercase()).await? else {
        bail!("nobody has the address {email}");
    };
    factor::remove(&mut tx, person.id).await?;
    // whoever holds the lost telephone may be signed in with it
    accounts::end_all(&mut tx, person.id).await?;
    tx.commit().await?;
    say(&format!(
        "{email} signs in with the password alone until the second step is set up again."
    ));
    Ok(())
}

async fn create(
    app: &App,
    name: String,
    email: String,
    password_stdin: bool,
) -> anyhow::Result<()> {
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
        let hash = accounts::hash(app, password).await?;
        accounts::store_hash(&mut tx, &app.cx(), person, &hash).await?;
        tx.commit().await?;
        say(&format!("{email} is an administrator."));
    } else {
        let token = accounts::issue(&mut tx, &app.cx(), Purpose::Invitation, Some(person)).await?;
        tx.commit().await?;
        let base = app.config.base_url.trim_end_matches('/');
        say(&format!(
            "Set a password within 14 days at {base}/vi/invitation/{token}"
        ));
    }
    Ok(())
}
