//! `hoaban demo`: an invented contest, played through the same actions that people use.

mod around;
mod entering;
mod judging;
mod people;
mod timeline;

use std::{
    io::Write,
    path::{Path, PathBuf},
    thread::available_parallelism,
};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use contest::{
    Clock, Rng, Timestamp,
    contests::{self, Category, Contest, NewContest, Phase, Template},
    people::Actor,
};
use indicatif::{ProgressBar, ProgressStyle};
use rehearsal::Seed;
use submissions::files::Inspector;

use self::{people::Staff, timeline::Timeline};
use super::{
    program,
    serve::{Duty, listen},
};
use crate::{app::App, config::Config};

/// Fills a fresh data folder with an invented contest, and serves it.
#[derive(Args, Debug)]
pub(super) struct Demo {
    /// How far the contest is
    #[arg(long, value_enum, default_value_t = Stage::Announced)]
    stage: Stage,
    /// How many works are entered
    #[arg(long, default_value_t = 290)]
    entries: u32,
    /// The same seed invents the same people and works
    #[arg(long, default_value_t = 2024)]
    seed: u64,
    /// Folder to fill; one that an earlier demo made is emptied
    #[arg(long, default_value = "demo-data")]
    data: PathBuf,
    /// Address and port to serve on
    #[arg(long)]
    listen: Option<std::net::SocketAddr>,
    /// Fill the folder and stop
    #[arg(long)]
    no_serve: bool,
}

/// Where the demo's contest stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Stage {
    /// Works come in
    Open,
    /// Jurors score
    Judging,
    /// The jury meets
    Deliberating,
    /// Signed, to be announced tomorrow
    Decided,
    /// Everything is public
    Announced,
}

/// Everybody's password in the demo; it is printed, and nothing but the demo ever sets it.
const PASSWORD: &str = "mười hai con trâu qua suối";
/// Marks a folder that may be emptied.
const MARK: &str = ".hoaban-demo";
const TEMPLATE: &str = "sonla-2024";

/// The contest being played.
struct Play {
    app: App,
    seed: Seed,
    stage: Stage,
    timeline: Timeline,
    contest: Contest,
    categories: Vec<Category>,
    bar: ProgressBar,
}

impl Play {
    /// Moves the play's clock, never back.
    fn at(&self, moment: Timestamp) {
        if moment > self.app.now() {
            self.app.clock.set(moment);
        }
    }

    /// The contest as it stands now.
    async fn reload(&mut self) -> anyhow::Result<()> {
        let mut tx = self.app.db.read().await?;
        self.contest = contests::by_id(&mut tx, self.contest.id)
            .await?
            .context("the contest is gone")?;
        Ok(())
    }

    /// Moves the contest on.
    async fn advance(&mut self, actor: &Actor, to: Phase) -> anyhow::Result<()> {
        let mut tx = self.app.db.begin().await?;
        contests::advance(&mut tx, &self.app.cx(), actor, &self.contest, to).await?;
        tx.commit().await?;
        self.reload().await
    }
}

pub(super) async fn run(mut config: Config, demo: Demo) -> anyhow::Result<()> {
    if demo.entries == 0 {
        bail!("a contest without works cannot be shown; --entries takes 1 and more");
    }
    make_fresh(&demo.data)?;
    config.data.clone_from(&demo.data);
    config.styleguide = true;
    if let Some(listen) = demo.listen {
        config.listen = listen;
    }
    if !demo.no_serve {
        // Better said now than after the works are painted.
        std::net::TcpListener::bind(config.listen).with_context(|| {
            format!(
                "cannot listen on {}; choose another with --listen",
                config.listen
            )
        })?;
    }
    config.workers = available_parallelism().map_or(1, std::num::NonZero::get);
    let app = App::start(config, program()?).await?;
    if !contest::people::is_empty(&mut app.db.read().await?).await? {
        bail!("this database has people in it; the demo fills an empty one only");
    }
    let links = fill(&app, &demo).await?;
    print_links(&app, &links)?;
    if demo.no_serve {
        app.db.close().await;
        return Ok(());
    }
    Box::pin(listen(app, Duty::All)).await
}

/// Empties a folder that an earlier demo made; leaves any other alone.
fn make_fresh(folder: &Path) -> anyhow::Result<()> {
    if folder.join(MARK).exists() {
        std::fs::remove_dir_all(folder)?;
    } else if folder
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some())
    {
        bail!(
            "{} is not empty and no demo made it; name another folder with --data",
            folder.display()
        );
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(
        folder.join(MARK),
        "made by `hoaban demo`, which empties this folder when it runs again\n",
    )?;
    Ok(())
}

/// Plays the contest up to its stage and returns a sign-in link for each role.
async fn fill(app: &App, demo: &Demo) -> anyhow::Result<Vec<(String, String)>> {
    let template = Template::built_in(TEMPLATE)?;
    let timeline = Timeline::new(&template, demo.stage, app.now())?;
    let clock = Clock::fixed(timeline.founded);
    let inspector = Inspector::child(
        program()?,
        available_parallelism().map_or(1, std::num::NonZero::get),
    );
    // Ids, codes and keys come from the seed too, so that the same seed plays the same contest to the last draw.
    let parts = (app.db.clone(), app.objects.clone(), inspector);
    let stage = App::assemble(app.config.clone(), parts, clock, Rng::seeded(demo.seed)).await?;
    let (contest, categories) = found(&stage, &template, &timeline).await?;
    let style = ProgressStyle::with_template("{msg:24} [{bar:40}] {pos}/{len} {elapsed}")?;
    let bar = ProgressBar::new(u64::from(demo.entries)).with_style(style.progress_chars("█▌ "));
    let mut play = Play {
        app: stage,
        seed: Seed(demo.seed),
        stage: demo.stage,
        timeline,
        contest,
        categories,
        bar,
    };
    let staff = Staff::enlist(&play, PASSWORD).await?;
    play.at(play.timeline.opens);
    play.advance(&staff.organiser.actor(&play).await?, Phase::Open)
        .await?;
    around::write(&play, &staff).await?;
    let works = entering::enter_all(&mut play, demo.entries).await?;
    if demo.stage >= Stage::Judging {
        entering::check_all(&mut play, &staff).await?;
        judging::judge(&mut play, &staff, &works).await?;
    }
    if demo.stage >= Stage::Deliberating {
        judging::deliberate(&mut play, &staff).await?;
    }
    if demo.stage >= Stage::Decided {
        judging::decide(&mut play, &staff).await?;
        around::hang(&play, &staff).await?;
    }
    if demo.stage == Stage::Announced {
        play.at(play.timeline.announced);
        play.reload().await?;
        around::afterwards(&play, &staff, app.now()).await?;
    }
    play.bar.finish_and_clear();
    staff.links(app).await
}

async fn found(
    stage: &App,
    template: &Template,
    timeline: &Timeline,
) -> anyhow::Result<(Contest, Vec<Category>)> {
    let new = NewContest {
        slug: template.slug.clone(),
        name_vi: template.name_vi.clone(),
        name_en: template.name_en.clone(),
        opens_at: timeline.opens,
        closes_at: timeline.closes,
        judging_until: timeline.judging_until,
        results_at: timeline.announced,
    };
    let mut tx = stage.db.begin().await?;
    let created =
        ::judging::found::found(&mut tx, &stage.cx(), &Actor::System, template, &new).await?;
    tx.commit().await?;
    Ok((created.contest, created.categories))
}

fn print_links(app: &App, links: &[(String, String)]) -> anyhow::Result<()> {
    let base = match app.config.base_url.trim_end_matches('/') {
        "" => format!("http://{}", app.config.listen),
        base => base.to_owned(),
    };
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "\n  {base}/vi/{TEMPLATE}\n\n  Sign in by one of these links:"
    )?;
    for (role, token) in links {
        writeln!(out, "  {role:34} {base}/vi/link/{token}")?;
    }
    writeln!(
        out,
        "\n  Everybody's password, for signing decisions: {PASSWORD}\n"
    )?;
    Ok(())
}
