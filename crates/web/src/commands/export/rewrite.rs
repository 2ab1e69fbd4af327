//! Changes a page so that it stands for itself: links to files beside it, nothing that needs a server.

use std::cell::RefCell;

use anyhow::Context as _;
use lol_html::{ElementContentHandlers, RewriteStrSettings, element, rewrite_str};

/// Attributes that hold an address.
const ADDRESSES: [(&str, &str); 5] = [
    ("a[href]", "href"),
    ("link[href]", "href"),
    ("img[src]", "src"),
    ("audio[src]", "src"),
    ("source[src]", "src"),
];

/// What only works with a server, or not from a memory stick.
const GONE: &str = "form, script, dialog, link[rel=preload], link[rel=prefetch], [hidden]";

/// Every address of this site on a page.
pub(super) fn links(html: &str) -> anyhow::Result<Vec<String>> {
    let found = RefCell::new(Vec::new());
    let note = |name: &'static str,
                found: &RefCell<Vec<String>>,
                e: &lol_html::html_content::Element<'_, '_>| {
        if let Some(link) = e.get_attribute(name) {
            found.borrow_mut().push(unescaped(&link));
        }
    };
    let handlers = ADDRESSES.map(|(selector, name)| {
        let found = &found;
        element!(selector, move |e| {
            note(name, found, e);
            Ok(())
        })
    });
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    rewrite_str(html, settings).context("a page cannot be read")?;
    Ok(found.into_inner())
}

/// The page with every address of this site changed by `target`; where that knows none, a link becomes plain words.
pub(super) fn page(html: &str, target: &dyn Fn(&str) -> Option<String>) -> anyhow::Result<String> {
    let mut handlers: Vec<(
        std::borrow::Cow<'_, lol_html::Selector>,
        ElementContentHandlers<'_>,
    )> = vec![element!(GONE, |e| {
        e.remove();
        Ok(())
    })];
    for (selector, name) in ADDRESSES {
        handlers.push(element!(selector, move |e| {
            let link = e.get_attribute(name).map(|link| unescaped(&link));
            let Some(link) = link.filter(|link| within("/", link).is_some()) else {
                return Ok(());
            };
            match target(&link) {
                Some(way) => e.set_attribute(name, &way)?,
                None => e.remove_attribute(name),
            }
            Ok(())
        }));
    }
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    rewrite_str(html, settings).context("a page cannot be changed")
}

/// Path and query of a link on the page at `page`, where it leads to another address of this site.
pub(super) fn within(page: &str, link: &str) -> Option<(String, String)> {
    if link.is_empty() || link.starts_with('#') {
        return None;
    }
    let site = url::Url::parse("http://site.invalid").ok()?;
    let way = site.join(page).ok()?.join(link).ok()?;
    (way.origin() == site.origin()).then(|| {
        (
            way.path().to_owned(),
            way.query().unwrap_or_default().to_owned(),
        )
    })
}

/// Attributes come as they are written: with `&amp;` and slashes as numbers.
fn unescaped(written: &str) -> String {
    written
        .replace("&#x2F;", "/")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The files that a style sheet at `address` asks for.
pub(super) fn styled(css: &str, address: &str) -> Vec<String> {
    let asked = css.split("url(").skip(1).filter_map(|rest| {
        let name = rest.split(')').next()?.trim_matches(['"', '\'']);
        (!name.starts_with("data:")).then_some(name)
    });
    let base = url::Url::parse("http://site").and_then(|site| site.join(address));
    let Ok(base) = base else {
        return Vec::new();
    };
    asked
        .filter_map(|name| Some(base.join(name).ok()?.path().to_owned()))
        .collect()
}

/// The way from one file to another below the same folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from
        .iter()
        .zip(&to)
        .take(from.len() - 1)
        .take_while(|(a, b)| a == b)
        .count()
        .min(to.len() - 1);
    let mut way = vec![".."; from.len() - 1 - shared];
    way.extend(&to[shared..]);
    way.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_up_and_down() {
        assert_eq!(relative("vi/index.html", "vi/rules.html"), "rules.html");
        assert_eq!(
            relative("vi/works/a.html", "static/x.css"),
            "../../static/x.css"
        );
        assert_eq!(relative("vi/works/a.html", "vi/works/b.html"), "b.html");
        assert_eq!(relative("index.html", "vi/index.html"), "vi/index.html");
    }

    #[test]
    fn a_page_keeps_its_words_and_loses_what_needs_a_server() {
        let html = "<a href=\"/vi/thi/rules?a=1&amp;b=2#x\">Thể lệ</a><a href=\"/vi/sign-in\">Vào</a><img src=\"/m.jpg\"><form><button>Lọc</button></form><script>1</script><a href=\"https://khac.example/\">Khác</a>";
        let target = |link: &str| {
            link.contains("sign-in")
                .then_some(())
                .map_or_else(|| Some(format!("x{link}")), |()| None)
        };
        let plain = page(html, &target).expect("a page");
        assert_eq!(
            plain,
            "<a href=\"x/vi/thi/rules?a=1&b=2#x\">Thể lệ</a><a>Vào</a><img src=\"x/m.jpg\"><a href=\"https://khac.example/\">Khác</a>"
        );
        let found = links(html).expect("links");
        assert!(
            found.contains(&"/vi/thi/rules?a=1&b=2#x".to_owned()),
            "{found:?}"
        );
    }

    #[test]
    fn styles_ask_for_their_fonts() {
        let css = "@font-face{src:url(../fonts/a.woff2)}b{background:url(data:image/png;base64,x)}";
        assert_eq!(
            styled(css, "/static/1/css/x.css"),
            ["/static/1/fonts/a.woff2"]
        );
    }
}
