//! The whole system under test: one program per database, with people who act through its pages.
//!
//! Not here: what a single function does. Those tests stand beside the function.

mod client;
pub mod fixtures;
mod people;
mod play;

use contest::{
    Clock, Rng, Timestamp, Tx,
    contests::{self, Category, Contest, NewContest, Template},
    db::testing::{self, TestDb},
};
use http::StatusCode;
use submissions::files::{Inspector, Objects};
use tempfile::TempDir;
use web::{app::App, config::Config};

pub use client::{Client, File, Reply};
pub use people::{PASSWORD, Staff};
pub use play::{Made, Maker, Stage};

/// Where the contest of every test stands in addresses.
pub const SLUG: &str = "sonla-2024";
/// A minute.
pub const MINUTE_MS: i64 = 60_000;
/// An hour.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// A day.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// A program in this process over a fresh database, its clock, and a contest with its people.
pub struct TestApp {
    /// The program.
    pub app: App,
    /// The contest.
    pub contest: Contest,
    /// Its categories, in the template's order.
    pub categories: Vec<Category>,
    /// Everybody who works on it.
    pub staff: Staff,
    router: axum::Router,
    _folder: TempDir,
    _db: TestDb,
}

impl TestApp {
    /// One program for each database: SQLite always, PostgreSQL where `HOABAN_TEST_POSTGRES` names a server.
    pub async fn all() -> Vec<Self> {
        Self::all_set_up(|_| {}).await
    }

    /// The same with settings of their own.
    pub async fn all_set_up(settle: impl Fn(&mut Config)) -> Vec<Self> {
        let mut all = Vec::new();
        for fresh in testing::databases().await {
            all.push(Self::over(fresh, 7, &settle).await);
        }
        all
    }

    /// The program over SQLite only, for what does not depend on the database.
    pub async fn one() -> Self {
        Self::over(testing::sqlite().await, 7, |_| {}).await
    }

    async fn over(fresh: TestDb, seed: u64, settle: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let objects = folder.path().join("objects");
        let objects = Objects::local(&objects).expect("the folder takes files");
        let template = Template::built_in("sonla-2024").expect("the template is built in");
        let at = |local| template.moment(local).expect("the template's dates exist");
        let new = NewContest {
            slug: SLUG.to_owned(),
            name_vi: template.name_vi.clone(),
            name_en: template.name_en.clone(),
            opens_at: at(template.opens),
            closes_at: at(template.closes),
            judging_until: at(template.judging_until),
            results_at: at(template.announced),
        };
        let clock = Clock::fixed(new.opens_at.plus_ms(-DAY_MS));
        let mut config = Config {
            styleguide: true,
            data: folder.path().to_owned(),
            ..Config::default()
        };
        settle(&mut config);
        let parts = (fresh.db.clone(), objects, Inspector::Here);
        let app = App::assemble(config, parts, clock, Rng::seeded(seed))
            .await
            .expect("the program starts");
        let mut tx = app.db.begin().await.expect("a transaction");
        let created =
            judging::found::found(&mut tx, &app.cx(), &contest::Actor::System, &template, &new)
                .await
                .expect("founded");
        tx.commit().await.expect("commits");
        let (contest, categories) = (created.contest, created.categories);
        let staff = Staff::enlist(&app, &contest, &categories).await;
        let router = web::build(app.clone());
        Self {
            app,
            contest,
            categories,
            staff,
            router,
            _folder: folder,
            _db: fresh,
        }
    }

    /// Moves the clock to a moment.
    pub fn at(&self, moment: Timestamp) {
        self.app.clock.set(moment);
    }

    /// Lets time pass.
    pub fn later(&self, ms: i64) {
        self.at(self.app.now().plus_ms(ms));
    }

    /// A transaction that may write.
    pub async fn tx(&self) -> Tx {
        self.app.db.begin().await.expect("a transaction")
    }

    /// Reads the contest anew.
    pub async fn reload(&mut self) {
        let mut tx = self.app.db.read().await.expect("a snapshot");
        self.contest = contests::by_id(&mut tx, self.contest.id)
            .await
            .expect("reads")
            .expect("exists");
    }

    /// The category with this slug.
    #[must_use]
    pub fn category(&self, slug: &str) -> &Category {
        self.categories
            .iter()
            .find(|c| c.slug == slug)
            .expect("a category of the template")
    }

    /// A whole number that a statement selects.
    pub async fn number(&self, sql: &'static str) -> i64 {
        match self.tx().await {
            Tx::Sqlite(mut tx) => sqlx::query_scalar(sql).fetch_one(tx.connection()).await,
            Tx::Postgres(mut tx) => sqlx::query_scalar(sql).fetch_one(tx.connection()).await,
        }
        .expect("a statement that selects one number")
    }

    /// A text that a statement selects.
    pub async fn text(&self, sql: &'static str) -> String {
        match self.tx().await {
            Tx::Sqlite(mut tx) => sqlx::query_scalar(sql).fetch_one(tx.connection()).await,
            Tx::Postgres(mut tx) => sqlx::query_scalar(sql).fetch_one(tx.connection()).await,
        }
        .expect("a statement that selects one text")
    }

    /// Runs a statement behind the program's back and tells how many rows it touched.
    pub async fn tamper(&self, sql: String) -> u64 {
        let sql = sqlx::AssertSqlSafe(sql);
        let mut tx = self.tx().await;
        let touched = match &mut tx {
            Tx::Sqlite(tx) => sqlx::query(sql)
                .execute(tx.connection())
                .await
                .map(|done| done.rows_affected()),
            Tx::Postgres(tx) => sqlx::query(sql)
                .execute(tx.connection())
                .await
                .map(|done| done.rows_affected()),
        };
        let touched = touched.expect("a statement that runs");
        tx.commit().await.expect("commits");
        if let Some(kept) = &self.app.kept {
            kept.forget();
        }
        touched
    }
}

/// Fails with the page's words where the status is another.
#[track_caller]
pub fn expect_status(reply: &Reply, status: StatusCode) {
    assert_eq!(reply.status, status, "{}\n{}", reply.path, reply.main());
}
