//! Two decided contests that are equal but for who won: until the minute nobody outside gets a byte that tells them apart.

use contest::contests::Kind;
use house_tests::{Client, Made, Maker, SLUG, Stage, TestApp};
use web::{guard::Access, routes};

use crate::crawl::{Seen, assert_same, crawl};

/// A decided contest; in the other one every mark is given the other way round.
async fn decided(turned: bool) -> (TestApp, Vec<Made>) {
    let mut app = TestApp::one().await;
    let mut made = app.filled(4).await;
    for n in 91..95 {
        made.push(app.enter(Kind::Painting, n, &Maker::number(n)).await);
    }
    let mut order = made.clone();
    if turned {
        order.reverse();
    }
    app.play(&order, Stage::Decided).await;
    (app, made)
}

/// Everything that has an address without signing in, for every work.
fn public(made: &[Made]) -> Vec<String> {
    let pages = routes::all().into_iter().filter(|route| {
        route.method == "GET" && matches!(route.access, Access::Machine | Access::Public)
    });
    let mut all = Vec::new();
    for route in pages {
        for lang in ["vi", "en"] {
            for one in made {
                let path = [
                    ("{lang}", lang),
                    ("{contest}", SLUG),
                    ("{code}", &one.code),
                    ("{slot}", "painting.image"),
                    ("{recipe}", "view"),
                    ("{category}", "tho"),
                    ("{topic}", "entrants"),
                    ("{file}", "works.csv"),
                ]
                .into_iter()
                .fold(route.path.to_owned(), |path, (name, value)| {
                    path.replace(name, value)
                });
                if !path.contains('{') && !all.contains(&path) {
                    all.push(path);
                }
            }
        }
    }
    all
}

fn own(made: &[Made]) -> Vec<String> {
    let mut all = public(made);
    for one in made {
        let link = format!("/vi/entries/{}", one.key);
        all.extend([format!("{link}/receipt"), format!("{link}/score"), link]);
    }
    all
}

/// Roots and signatures over the log, which holds salted commitments, are public by design: they are left out.
async fn visited(client: Option<Client<'_>>, app: &TestApp, start: &[String]) -> Seen {
    let mut seen = crawl(&mut client.unwrap_or_else(|| app.stranger()), start).await;
    for (_, bytes) in seen.iter_mut().filter(|page| page.0.contains("/proof")) {
        let text = String::from_utf8_lossy(bytes);
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c)));
        let kept: Vec<&str> = words.filter(|word| word.len() < 44).collect();
        *bytes = kept.join(" ").into_bytes();
    }
    seen
}

#[tokio::test]
async fn no_byte_tells_who_won_before_the_minute() {
    let (one, made) = decided(false).await;
    let (other, twin) = decided(true).await;
    let keys = |of: &[Made]| of.iter().map(|m| m.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&made), keys(&twin), "the same works in both");
    let at = one.contest.results_at;
    let (mut before, mut paths) = (0, own(&made));
    paths.push(format!("/vi/{SLUG}/desk"));
    for moment in [at.plus_ms(-86_400_000), at.plus_ms(-1)] {
        one.at(moment);
        other.at(moment);
        let pairs = [
            ("a visitor and every holder", None, None),
            (
                "a clerk",
                Some(one.clerk().await),
                Some(other.clerk().await),
            ),
        ];
        for (who, left, right) in pairs {
            let left = visited(left, &one, &paths).await;
            let right = visited(right, &other, &paths).await;
            assert_same(&left, &right, who);
            before += left.len();
        }
    }
    assert!(before > 400, "the crawl saw {before} pages only");
    one.at(at);
    other.at(at);
    let (left, right) = (
        visited(None, &one, &paths).await,
        visited(None, &other, &paths).await,
    );
    let work = format!("works/{}", made[0].code);
    let receipt = format!("/vi/entries/{}", made[0].key);
    let pages = ["winners", "works.json", "works.csv", &work];
    let pages = pages.map(|page| format!("/vi/{SLUG}/{page}"));
    for path in pages.into_iter().chain([receipt]) {
        let of = |seen: &Seen| seen.iter().find(|a| a.0 == path).map(|a| a.1.clone());
        assert!(of(&left).is_some(), "{path} is asked for");
        assert_ne!(of(&left), of(&right), "{path} opens at the minute");
    }
}
