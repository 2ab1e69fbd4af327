//! What somebody gets who follows every link, byte by byte, to be compared between two sites.

use house_tests::{Client, SLUG};

/// Addresses and what each answered: status, headers and body, without what is drawn anew for each page.
pub(crate) type Seen = Vec<(String, Vec<u8>)>;

/// Every address that a page names, itself among them, as far as it can be reached by links and media.
pub(crate) async fn crawl(client: &mut Client<'_>, start: &[String]) -> Seen {
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
            if name != "set-cookie" && name != "x-request-id" {
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

/// Panics with the first page that differs.
pub(crate) fn assert_same(left: &Seen, right: &Seen, whose: &str) {
    for (a, b) in left.iter().zip(right) {
        assert_eq!(a.0, b.0, "{whose}");
        let (x, y) = (String::from_utf8_lossy(&a.1), String::from_utf8_lossy(&b.1));
        assert!(a.1 == b.1, "{whose}: {} differs:\n{x}\n----\n{y}", a.0);
    }
    assert_eq!(left.len(), right.len(), "{whose}");
}
