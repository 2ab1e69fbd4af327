//! Two sites that differ in who made the works only, or in what one juror gave only: jurors and advisors get the same bytes
//! from both.

use contest::{contests::Kind, people::PersonId};
use house_tests::{Made, Maker, SLUG, Stage, TestApp};
use judging::{assignments, rounds};
use submissions::entries::EntryId;

use crate::crawl::{assert_same, crawl};

/// A juror of a kind who chairs nothing and has the work on the list, and the work's code there.
pub(crate) async fn first_sheet(app: &TestApp, kind: Kind, entry: EntryId) -> (PersonId, String) {
    let category = app
        .categories
        .iter()
        .find(|c| c.kind == kind)
        .expect("every kind has a category");
    let mut tx = app.tx().await;
    let round = rounds::round_of(&mut tx, category.id)
        .await
        .expect("reads")
        .expect("a round");
    for juror in app.panel(kind).iter().skip(1) {
        let own = assignments::of_juror(&mut tx, *juror, round.id)
            .await
            .expect("reads");
        if let Some(found) = own.iter().find(|a| a.entry_id == entry) {
            return (*juror, found.code.clone());
        }
    }
    panic!("of three sheets two at least are not the chair's");
}

async fn site(changed: bool) -> (TestApp, Vec<Made>) {
    let mut app = TestApp::one().await;
    app.open().await;
    let mut made = Vec::new();
    for n in 0..4 {
        let maker = if changed {
            Maker {
                name: format!("Vàng A Pó {n}"),
                phone: format!("03777{n:05}"),
                school: "Trường Dân tộc nội trú".to_owned(),
                file: format!("vang-a-po-{n}.png"),
            }
        } else {
            Maker::number(n)
        };
        app.later(60_000);
        let kind = if n == 3 { Kind::Painting } else { Kind::Poem };
        made.push(app.enter(kind, n, &maker).await);
    }
    (app, made)
}

fn start() -> Vec<String> {
    let mut start = vec![format!("/vi/{SLUG}/jury"), "/vi/account".to_owned()];
    for category in ["tho", "tranh-ve"] {
        start.push(format!("/vi/{SLUG}/standings/{category}"));
        start.push(format!("/vi/{SLUG}/advise/{category}"));
    }
    start.push(format!("/vi/{SLUG}/decide"));
    start
}

#[tokio::test]
async fn no_byte_tells_a_juror_who_made_a_work() {
    for stage in [Stage::Judging, Stage::Deliberating, Stage::Advising] {
        let (mut one, made) = site(false).await;
        let (mut other, twin) = site(true).await;
        one.play(&made, stage).await;
        other.play(&twin, stage).await;
        let pairs = [
            (one.juror(Kind::Poem).await, other.juror(Kind::Poem).await),
            (
                one.juror(Kind::Painting).await,
                other.juror(Kind::Painting).await,
            ),
            (
                one.chair(Kind::Painting).await,
                other.chair(Kind::Painting).await,
            ),
            (one.advisor().await, other.advisor().await),
        ];
        let (mut pages, mut comparisons) = (0, 0);
        for (mut left, mut right) in pairs {
            let (left, right) = (
                crawl(&mut left, &start()).await,
                crawl(&mut right, &start()).await,
            );
            comparisons += left.iter().filter(|a| a.0.contains("compare?")).count();
            assert_same(&left, &right, &format!("{stage:?}"));
            for (path, bytes) in &left {
                let x = String::from_utf8_lossy(bytes);
                assert!(
                    !x.contains("Lò Thị Số") && !x.contains("IMG_0"),
                    "{stage:?} {path} names the author"
                );
            }
            pages += left.len();
        }
        assert!(comparisons > 0, "{stage:?}: no two works were compared");
        assert!(pages > 40, "{stage:?}: the crawl saw {pages} pages only");
    }
}

#[tokio::test]
async fn no_byte_tells_a_juror_what_another_gave() {
    let mut sites = Vec::new();
    for changed in [false, true] {
        let (mut app, made) = site(false).await;
        app.play(&made, Stage::Judging).await;
        let mut order = made.clone();
        if changed {
            order.reverse();
        }
        let mut tx = app.tx().await;
        for kind in [Kind::Poem, Kind::Painting] {
            let round = rounds::round_of(&mut tx, app.category(kind_slug(kind)).id)
                .await
                .expect("reads")
                .expect("a round");
            app.mark(&mut tx, app.panel(kind)[1], &round, &order).await;
        }
        tx.commit().await.expect("commits");
        sites.push((app, made));
    }
    let (one, other) = (&sites[0].0, &sites[1].0);
    let mut pages = 0;
    for kind in [Kind::Poem, Kind::Painting] {
        for seat in [0, 2, 3] {
            let mut left = one.signed_in(one.panel(kind)[seat]).await;
            let mut right = other.signed_in(other.panel(kind)[seat]).await;
            let (left, right) = (
                crawl(&mut left, &start()).await,
                crawl(&mut right, &start()).await,
            );
            assert_same(&left, &right, &format!("{kind:?}, seat {seat}"));
            pages += left.len();
        }
        let whose = (one.panel(kind)[1], other.panel(kind)[1]);
        let mut left = one.signed_in(whose.0).await;
        let mut right = other.signed_in(whose.1).await;
        assert_ne!(
            crawl(&mut left, &start()).await,
            crawl(&mut right, &start()).await,
            "the two sites do differ for the juror whose marks they are"
        );
    }
    assert!(pages > 60, "the crawl saw {pages} pages only");
}

fn kind_slug(kind: Kind) -> &'static str {
    match kind {
        Kind::Painting => "tranh-ve",
        _ => "tho",
    }
}
