//! A list makes as many queries for three works as for one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use contest::contests::Kind;
use house_tests::{Maker, SLUG, Stage, TestApp};
use http::StatusCode;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

/// The first words of a query.
#[derive(Default)]
struct Summary(String);

impl Visit for Summary {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "summary" {
            self.0 = format!("{value:?}");
        }
    }
}

struct Counter(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        // What a new connection of the pool sets up for itself is not the page's.
        let mut seen = Summary::default();
        event.record(&mut seen);
        if event.metadata().target() == "sqlx::query" && !seen.0.contains("PRAGMA") {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Waits until every connection has said all it had to say: SQLite's driver tells of a query after its last row has left,
/// and a connection that is taken from the pool is asked first whether it is alive.
async fn settle(app: &TestApp) {
    if let contest::Db::Sqlite { writer, readers } = &app.app.db {
        for pool in [writer, readers] {
            let mut held = Vec::new();
            for _ in 0..pool.size() {
                held.push(pool.acquire().await.expect("a connection of the pool"));
            }
        }
    }
}

async fn counts(works: usize, stage: Stage, counter: &AtomicUsize) -> Vec<(String, usize)> {
    let mut app = TestApp::one().await;
    app.open().await;
    let mut made = Vec::new();
    for n in 0..works {
        // Named as the work is called, so that the desk finds something in each.
        let maker = Maker {
            name: format!("Tác Phẩm Số {n}"),
            ..Maker::number(n)
        };
        made.push(app.enter(Kind::Poem, n, &maker).await);
    }
    app.play(&made, stage).await;
    let mut lists = vec![
        (app.clerk().await, "desk"),
        (app.clerk().await, "desk/leaks"),
        (app.organiser().await, "organise"),
        (app.organiser().await, "organise/people"),
        (app.organiser().await, "organise/progress"),
        (app.stranger(), "gallery"),
        (app.stranger(), "winners"),
    ];
    // Three of the four have the only work; whose list is empty is left out below.
    for juror in app.panel(Kind::Poem) {
        lists.push((app.signed_in(*juror).await, "jury"));
    }
    if stage >= Stage::Deliberating {
        lists.push((app.chair(Kind::Poem).await, "standings/tho"));
        lists.push((app.organiser().await, "decide"));
    }
    if stage >= Stage::Advising {
        lists.push((app.advisor().await, "advise/tho"));
    }
    let mut asked = Vec::new();
    for (mut client, list) in lists {
        settle(&app).await;
        counter.store(0, Ordering::Relaxed);
        let reply = client.get(&format!("/vi/{SLUG}/{list}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{list}");
        settle(&app).await;
        let n = counter.load(Ordering::Relaxed);
        assert!(n > 0, "{list}: the queries are not seen");
        if list != "jury" || reply.has("/jury/tho/lock") {
            asked.push((list.to_owned(), n));
        }
    }
    asked.sort();
    asked.dedup();
    asked
}

#[tokio::test]
async fn lists_ask_as_often_for_three_works_as_for_one() {
    let counter = Arc::new(AtomicUsize::new(0));
    // SQLite's driver speaks from threads of its own, so the counter is the whole process's; this binary has one test.
    let all = tracing_subscriber::registry().with(Counter(counter.clone()));
    tracing::subscriber::set_global_default(all).expect("nobody else listens in this process");
    for stage in [Stage::Judging, Stage::Advising, Stage::Announced] {
        let one = counts(1, stage, &counter).await;
        let three = counts(3, stage, &counter).await;
        assert_eq!(one, three, "{stage:?}");
    }
}
