//! How long the originality desk takes over one new work among many:
//! `cargo run --release -p house-tests --example originality-load -- [works]`, with `HOABAN_TEST_POSTGRES` on both
//! databases.
//!
//! Works are put into the tables behind the program's back with the keys of invented paintings and poems; one key in
//! five is a real one, so a new work meets keys that hundreds share.
//! Then new works are entered, and what the background does with each is timed, from its bytes to its pairs.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use contest::{Tx, contests::Kind};
use house_tests::{Maker, TestApp};
use submissions::{entries::Work, kinds::Slot};

/// Works whose keys the others borrow.
const MODELS: u32 = 40;
const NEW: u32 = 10;

fn painting(n: u32) -> (Work, Option<(Slot, Vec<u8>)>) {
    let it = rehearsal::painting(rehearsal::Seed(99), n);
    let work = Work {
        title: it.title,
        ..Work::default()
    };
    (work, Some((Slot::PaintingImage, it.jpeg)))
}

fn poem(n: u32) -> (Work, Option<(Slot, Vec<u8>)>) {
    let it = rehearsal::poem(rehearsal::Seed(99), n);
    let work = Work {
        title: it.title,
        body: it.text,
        ..Work::default()
    };
    (work, None)
}

async fn enter(app: &TestApp, kind: Kind, n: u32) {
    let (work, sent) = if kind == Kind::Painting {
        painting(n)
    } else {
        poem(n)
    };
    let place = usize::try_from(n).unwrap_or(0);
    app.enter_work(kind, &work, sent, &Maker::number(place))
        .await;
}

/// Half of the works have the keys of a painting, half those of a poem; each also has the trace of the work whose keys
/// it borrows.
async fn fill(app: &TestApp, works: u64) {
    let postgres = matches!(app.tx().await, Tx::Postgres(_));
    let (series, chance, id, code) = if postgres {
        (
            format!("generate_series(1, {works}) AS s(n)"),
            "(random() * 9000000000000000000)::bigint",
            "gen_random_uuid()",
            "decode(md5(n::text), 'hex')",
        )
    } else {
        (
            format!(
                "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {works}) SELECT n FROM s)"
            ),
            "random()",
            "randomblob(16)",
            "CAST('k' || n AS BLOB)",
        )
    };
    app.tamper(format!(
        "INSERT INTO entries (id, contest_id, category_id, number, code, state, source, holder_key_hash, title,
            title_folded, created_at, updated_at)
        SELECT {id}, m.contest_id, m.category_id, 1000 + n, 'X-' || n, 'eligible', 'online', {code}, 'x', 'x', 0, 0
        FROM {series} JOIN (SELECT contest_id, category_id, ROW_NUMBER() OVER (ORDER BY id) AS row FROM entries) m
            ON m.row = n % {} + 1",
        MODELS * 2
    ))
    .await;
    app.tamper(
        "CREATE TABLE models AS SELECT e.id, e.category_id, ROW_NUMBER() OVER (ORDER BY e.id) AS row FROM entries e
            WHERE e.code NOT LIKE 'X-%'"
            .to_owned(),
    )
    .await;
    app.tamper(
        "CREATE TABLE borrowers AS SELECT e.id, m.id AS model FROM entries e JOIN models m
            ON m.row = (e.number - 1000) % (SELECT COUNT(*) FROM models) + 1 WHERE e.code LIKE 'X-%'"
            .to_owned(),
    )
    .await;
    app.tamper(
        "INSERT INTO traces (entry_id, medium, content, method, made_at)
            SELECT b.id, t.medium, t.content, t.method, 0 FROM borrowers b JOIN traces t ON t.entry_id = b.model"
            .to_owned(),
    )
    .await;
    app.tamper(format!(
        "INSERT INTO trace_keys (found_by, entry_id)
            SELECT found_by, id FROM (
                SELECT CASE WHEN {chance} % 5 = 0 THEN k.found_by ELSE {chance} END AS found_by, b.id AS id
                FROM borrowers b JOIN trace_keys k ON k.entry_id = b.model) x
            ORDER BY found_by ON CONFLICT DO NOTHING"
    ))
    .await;
    app.tamper("ANALYZE".to_owned()).await;
}

#[expect(clippy::disallowed_methods, reason = "this is what it measures")]
fn now() -> Instant {
    Instant::now()
}

#[tokio::main]
async fn main() {
    let works = std::env::args().nth(1).and_then(|n| n.parse().ok());
    let works = works.unwrap_or(100_000);
    let mut out = std::io::stdout().lock();
    for mut app in TestApp::all().await {
        let name = match app.tx().await {
            Tx::Sqlite(_) => "SQLite",
            Tx::Postgres(_) => "PostgreSQL",
        };
        app.open().await;
        for n in 0..MODELS {
            enter(&app, Kind::Painting, n).await;
            enter(&app, Kind::Poem, n).await;
        }
        app.compare_works().await;
        let start = now();
        fill(&app, works).await;
        let keys = app.number("SELECT COUNT(*) FROM trace_keys").await;
        let took = start.elapsed().as_secs();
        writeln!(
            out,
            "{name}: {works} works, {keys} keys, filled in {took} s"
        )
        .ok();
        for (kind, what) in [(Kind::Painting, "paintings"), (Kind::Poem, "poems")] {
            let mut times: Vec<Duration> = Vec::new();
            for n in 0..NEW {
                // Half of them are models once more, which shares every key with the most.
                enter(&app, kind, if n % 2 == 0 { n } else { 1_000 + n }).await;
                let start = now();
                app.compare_works().await;
                times.push(start.elapsed());
            }
            times.sort_unstable();
            let (middle, last) = (times[times.len() / 2], times[times.len() - 1]);
            writeln!(out, "  {what}: median {middle:.0?}, slowest {last:.0?}").ok();
        }
    }
}
