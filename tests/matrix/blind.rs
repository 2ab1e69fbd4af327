//! Two sites that differ in who made the works only: jurors and advisors get the same bytes from both.

use contest::{contests::Kind, people::PersonId};
use house_tests::{Client, Made, Maker, SLUG, Stage, TestApp};
use judging::{assignments, rounds};
use submissions::entries::EntryId;

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

/// Every address that a page names, itself among them, as far as it can be reached by links and media.
async fn crawl(client: &mut Client<'_>, start: &[String]) -> Vec<(String, Vec<u8>)> {
    let mut waiting: Vec<String> = start.to_vec();
    let mut seen = waiting.clone();
    let mut all = Vec::new();
    while let Some(path) = waiting.pop().or_else(|| compared(&mut seen)) {
        let reply = client.get(&path).await;
        for mark in ["href=\"", "src=\"", "srcset=\""] {
            for rest in reply.text.split(mark).skip(1) {
                let found: String = rest
                    .chars()
                    .take_while(|c| !matches!(c, '"' | '#' | ' ' | '?'))
                    .collect();
                let ours = found.starts_with(&format!("/vi/{SLUG}")) || found == "/vi/account";
                if ours && !seen.contains(&found) {
                    seen.push(found.clone());
                    waiting.push(found);
                }
            }
        }
        let mut text = reply.text.clone();
        for name in ["once", "csrf"] {
            if let Some(value) = reply.hidden(name) {
                text = text.replace(&value, name);
            }
        }
        let mut bytes = format!("{} {}\n", reply.status, reply.location()).into_bytes();
        bytes.extend_from_slice(if reply.text.is_empty() {
            &reply.bytes
        } else {
            text.as_bytes()
        });
        for (name, value) in &reply.headers {
            if name != "set-cookie" {
                bytes.extend_from_slice(format!("\n{name}: {value:?}").as_bytes());
            }
        }
        all.push((path, bytes));
    }
    all
}

/// The first two works of each list that was seen, beside each other: an address that only a form makes.
fn compared(seen: &mut Vec<String>) -> Option<String> {
    for category in ["tho", "tranh-ve"] {
        let list = format!("/vi/{SLUG}/jury/{category}/");
        let codes: Vec<&str> = seen
            .iter()
            .filter_map(|path| path.strip_prefix(&list))
            .filter(|rest| *rest != "compare" && !rest.contains(['/', '?']))
            .collect();
        if let [one, two, ..] = codes[..] {
            let path = format!("{list}compare?code={one}&code={two}");
            if !seen.contains(&path) {
                seen.push(path.clone());
                return Some(path);
            }
        }
    }
    None
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
            assert_eq!(left.len(), right.len(), "{stage:?}");
            comparisons += left.iter().filter(|a| a.0.contains("compare?")).count();
            for (a, b) in left.iter().zip(&right) {
                assert_eq!(a.0, b.0, "{stage:?}");
                let (x, y) = (String::from_utf8_lossy(&a.1), String::from_utf8_lossy(&b.1));
                assert!(a.1 == b.1, "{stage:?} {} differs:\n{x}\n----\n{y}", a.0);
                assert!(
                    !x.contains("Lò Thị Số") && !x.contains("IMG_0"),
                    "{stage:?} {} names the author",
                    a.0
                );
            }
            pages += left.len();
        }
        assert!(comparisons > 0, "{stage:?}: no two works were compared");
        assert!(pages > 40, "{stage:?}: the crawl saw {pages} pages only");
    }
}
