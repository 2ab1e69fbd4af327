//! Asks for pages until every page of the contest and everything on them is there.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ffi::OsStr,
    path::Path,
};

use anyhow::{Context as _, bail};
use axum::{Router, body::Body};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::rewrite;

/// A contest's pages as they came, and where each address is kept.
pub(super) struct Site {
    slug: String,
    /// By address: what came.
    pages: BTreeMap<String, String>,
    /// By address: the file below the folder.
    places: BTreeMap<String, String>,
}

/// Asks for all of it. Pictures, sounds and styles go into `out` as they come; pages are kept, because their links are
/// changed once all places are known.
pub(super) async fn site(router: Router, slug: &str, out: &Path) -> anyhow::Result<Site> {
    let mut site = Site {
        slug: slug.to_owned(),
        pages: BTreeMap::new(),
        places: BTreeMap::new(),
    };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut waiting: VecDeque<String> = ["vi", "en"]
        .into_iter()
        .map(|lang| format!("/{lang}/{slug}"))
        .collect();
    while let Some(address) = waiting.pop_front() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let page = site.page_of(&address);
        if page.is_none() && !site.is_file(&address) {
            continue;
        }
        let Some((kind, bytes)) = ask(&router, &address).await? else {
            continue;
        };
        if let Some(place) = page {
            let html = String::from_utf8(bytes).context("a page is no text")?;
            let links = rewrite::links(&html)?;
            let links = links.iter().filter_map(|link| site.address(&address, link));
            waiting.extend(links);
            site.places.insert(address.clone(), place);
            site.pages.insert(address, html);
            continue;
        }
        let place = site.file_of(&address, &kind);
        if kind.starts_with("text/css") {
            let css = String::from_utf8_lossy(&bytes);
            waiting.extend(rewrite::styled(&css, &address));
        }
        let file = out.join(&place);
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&file, bytes)?;
        site.places.insert(address, place);
    }
    Ok(site)
}

/// What a visitor gets; nothing for what is not there.
async fn ask(router: &Router, address: &str) -> anyhow::Result<Option<(String, Vec<u8>)>> {
    let request = Request::get(address)
        .header(header::HOST, "localhost")
        .body(Body::empty())?;
    let answer = router.clone().oneshot(request).await?;
    let status = answer.status();
    if status == StatusCode::NOT_FOUND || status.is_redirection() {
        return Ok(None);
    }
    if status != StatusCode::OK {
        bail!("{address} answers {status}");
    }
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|k| k.to_str().ok()).unwrap_or_default();
    let kind = kind.to_owned();
    let bytes = answer.into_body().collect().await?.to_bytes();
    Ok(Some((kind, bytes.to_vec())))
}

impl Site {
    /// The address behind a link, as it is asked for: without fragment, of the gallery only what leads to other works.
    fn address(&self, page: &str, link: &str) -> Option<String> {
        let (path, query) = rewrite::within(page, link)?;
        if path != format!("/vi/{}/gallery", self.slug)
            && path != format!("/en/{}/gallery", self.slug)
        {
            return Some(path);
        }
        let kept: Vec<_> = url::form_urlencoded::parse(query.as_bytes())
            .filter(|(name, value)| {
                let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                match name.as_ref() {
                    "category" => plain && !value.is_empty(),
                    "page" => plain && value != "1",
                    _ => false,
                }
            })
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Some(if kept.is_empty() {
            path
        } else {
            format!("{path}?{}", kept.join("&"))
        })
    }

    /// The file of a page of this contest's public part; none for any other address.
    fn page_of(&self, address: &str) -> Option<String> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut parts = path.trim_start_matches('/').split('/');
        let lang = parts.next().filter(|l| matches!(*l, "vi" | "en"))?;
        if parts.next() != Some(&self.slug) {
            return None;
        }
        let rest: Vec<&str> = parts.collect();
        match rest.as_slice() {
            [] => Some(format!("{lang}/index.html")),
            ["gallery"] => {
                let values = query.split('&').filter_map(|pair| pair.split_once('='));
                let mut name = vec!["gallery"];
                name.extend(values.map(|(_, value)| value));
                Some(format!("{lang}/{}.html", name.join("-")))
            }
            [name @ ("winners" | "rules" | "proof" | "programme")] => {
                Some(format!("{lang}/{name}.html"))
            }
            ["works", code] if !code.contains('.') => Some(format!("{lang}/works/{code}.html")),
            ["works", code, "score"] => Some(format!("{lang}/works/{code}-score.html")),
            _ => None,
        }
    }

    /// Whether it is a rendition of a public work, or a part of the pages' looks.
    fn is_file(&self, address: &str) -> bool {
        let media = |lang: &str| {
            let works = format!("/{lang}/{}/works/", self.slug);
            address.starts_with(&works)
                && address.contains("/media/")
                && !address.ends_with("/tile")
        };
        let logo = |lang: &str| {
            let partners = format!("/{lang}/{}/programme/partners/", self.slug);
            address.starts_with(&partners)
        };
        let looks = address.starts_with("/static/")
            && Path::new(address).extension() != Some(OsStr::new("js"));
        media("vi") || media("en") || logo("vi") || logo("en") || looks
    }

    /// Where a file is kept: both languages show the same picture.
    fn file_of(&self, address: &str, kind: &str) -> String {
        if let Some(rest) = address.strip_prefix("/static/") {
            // without the release in its name
            let (_, path) = rest.split_once('/').unwrap_or(("", rest));
            return format!("static/{path}");
        }
        let works = format!("/{}/works/", self.slug);
        let programme = format!("/{}/programme/", self.slug);
        let path = address
            .split_once(&works)
            .or_else(|| address.split_once(&programme))
            .map_or(address, |(_, rest)| rest)
            .replace("/media/", "/");
        let ending = mime_guess::get_mime_extensions_str(kind.split(';').next().unwrap_or(kind));
        let ending = match kind {
            kind if kind.starts_with("image/jpeg") => "jpg",
            kind if kind.starts_with("audio/mp4") => "m4a",
            kind if kind.starts_with("audio/ogg") => "ogg",
            _ => ending.and_then(|all| all.first()).copied().unwrap_or("bin"),
        };
        format!("media/{path}.{ending}")
    }

    /// How many files stand beside the pages.
    pub(super) fn files(&self) -> usize {
        self.places.len() - self.pages.len()
    }

    /// Writes the pages with links to one another; what is not here leads to `origin`, or nowhere where there is none.
    /// Answers how many.
    pub(super) fn write(&self, out: &Path, origin: &str) -> anyhow::Result<usize> {
        for (address, html) in &self.pages {
            let place = &self.places[address];
            let target = |link: &str| -> Option<String> {
                let (bare, fragment) = link.split_once('#').unwrap_or((link, ""));
                let known = self
                    .address(address, bare)
                    .and_then(|address| self.places.get(&address));
                match known {
                    Some(other) => {
                        let way = rewrite::relative(place, other);
                        Some(if fragment.is_empty() {
                            way
                        } else {
                            format!("{way}#{fragment}")
                        })
                    }
                    None if origin.is_empty() => None,
                    None => {
                        rewrite::within(address, bare).map(|(path, _)| format!("{origin}{path}"))
                    }
                }
            };
            let plain = rewrite::page(html, &target)?;
            let file = out.join(place);
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&file, plain)?;
        }
        Ok(self.pages.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site {
            slug: "thi".into(),
            pages: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }

    #[test]
    fn public_pages_have_files_and_others_have_none() {
        let site = site();
        let place = |address: &str| site.page_of(address);
        assert_eq!(place("/vi/thi").as_deref(), Some("vi/index.html"));
        assert_eq!(
            place("/en/thi/gallery?category=poem&page=2").as_deref(),
            Some("en/gallery-poem-2.html")
        );
        assert_eq!(
            place("/vi/thi/works/T-0001-T/score").as_deref(),
            Some("vi/works/T-0001-T-score.html")
        );
        for other in [
            "/vi/khac",
            "/vi/thi/desk",
            "/vi/thi/works/x.json",
            "/vi/sign-in",
            "/vi",
        ] {
            assert_eq!(place(other), None, "{other}");
        }
    }

    #[test]
    fn an_address_is_asked_for_once() {
        let site = site();
        let address = |link: &str| site.address("/vi/thi/gallery", link);
        assert_eq!(
            address("/vi/thi/rules#prizes").as_deref(),
            Some("/vi/thi/rules")
        );
        assert_eq!(
            address("/vi/thi/gallery?category=&award=&q=&page=1").as_deref(),
            Some("/vi/thi/gallery")
        );
        assert_eq!(address("https://khac.example/"), None);
        assert_eq!(address("//khac.example/"), None);
        assert_eq!(address("#main"), None);
        assert_eq!(address("mailto:a@khac.example"), None);
        assert_eq!(
            address("?page=2").as_deref(),
            Some("/vi/thi/gallery?page=2")
        );
        assert_eq!(address("works.csv").as_deref(), Some("/vi/thi/works.csv"));
    }

    #[test]
    fn languages_share_pictures() {
        let site = site();
        let vi = site.file_of("/vi/thi/works/T-1/media/painting.image/view", "image/jpeg");
        let en = site.file_of("/en/thi/works/T-1/media/painting.image/view", "image/jpeg");
        assert_eq!(vi, "media/T-1/painting.image/view.jpg");
        assert_eq!(vi, en);
        assert!(!site.is_file("/vi/thi/desk/entries/1/media/x/view"));
    }
}
