//! A list makes as many queries for three works as for one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use contest::contests::Kind;
use house_tests::{Maker, SLUG, Stage, TestApp};
use http::StatusCode;
use tracing::{Event, Subscriber};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

struct Counter(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

async fn counts(works: usize, stage: Stage, counter: &AtomicUsize) -> Vec<(String, usize)> {
    let mut app = TestApp::one().await;
    app.open().await;
    let mut made = Vec::new();
    for n in 0..works {
        made.push(app.enter(Kind::Poem, n, &Maker::number(n)).await);
    }
    app.play(&made, stage).await;
    let mut lists = vec![
        (app.clerk().await, "desk"),
        (app.organiser().await, "organise"),
        (app.organiser().await, "organise/people"),
        (app.organiser().await, "organise/progress"),
        (app.stranger(), "gallery"),
        (app.stranger(), "winners"),
    ];
    // The second juror of four has the only work for certain where the deal gave it to her; the chair reads all lists.
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
    let mut counted = Vec::new();
    for (mut client, list) in lists {
        // The least of three askings: a connection that the pool has just opened speaks as well.
        let mut n = usize::MAX;
        let mut shows_work = false;
        for _ in 0..3 {
            counter.store(0, Ordering::Relaxed);
            let reply = client.get(&format!("/vi/{SLUG}/{list}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{list}");
            n = n.min(counter.load(Ordering::Relaxed));
            shows_work = reply.has("/jury/tho/");
        }
        assert!(n > 0, "{list}: the queries are not seen");
        if list != "jury" || shows_work {
            counted.push((list.to_owned(), n));
        }
    }
    counted.sort();
    counted.dedup();
    counted
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
