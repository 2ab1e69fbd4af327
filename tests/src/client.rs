//! A browser without a screen: keeps cookies, follows nothing by itself, sends the form's tokens back.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use axum::body::Body;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::{SLUG, TestApp};

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Where it was asked for.
    pub path: String,
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Content.
    pub bytes: Vec<u8>,
    /// The same as text; empty where it is none.
    pub text: String,
}

impl Reply {
    /// Where the reply leads, or nothing.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|l| l.to_str().ok())
            .unwrap_or_default()
    }

    /// The page between `<main>` and `</main>`, without tags; for messages of failing tests.
    #[must_use]
    pub fn main(&self) -> String {
        let main = self
            .text
            .split_once("<main")
            .map_or(self.text.as_str(), |(_, rest)| rest);
        let main = main.split_once("</main>").map_or(main, |(main, _)| main);
        let mut inside = true;
        let bare: String = main
            .chars()
            .filter(|c| {
                let kept = !inside && *c != '<';
                inside = *c == '<' || (inside && *c != '>');
                kept
            })
            .collect();
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value of the first `name="…" value="…"` in the page.
    #[must_use]
    pub fn hidden(&self, name: &str) -> Option<String> {
        let (_, rest) = self.text.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    }

    /// Whether the page holds the words.
    #[must_use]
    pub fn has(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// What the fields of the page's forms hold, as a browser would send it; tokens are added by whoever sends.
    #[must_use]
    pub fn typed(&self) -> Vec<(String, String)> {
        let attribute = |tag: &str, name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| unescaped(value))
        };
        let mut held: Vec<(String, String)> = Vec::new();
        let mut select: Option<(String, Option<String>)> = None;
        let pieces = self.text.split('<').skip(1);
        for (tag, text) in pieces.filter_map(|piece| piece.split_once('>')) {
            let name = attribute(tag, "name").unwrap_or_default();
            let ticked = !["radio", "checkbox"]
                .iter()
                .any(|kind| tag.contains(&format!("type=\"{kind}\"")))
                || tag.contains(" checked");
            if tag.starts_with("input ") && ticked && !["csrf", "once"].contains(&name.as_str()) {
                held.push((name, attribute(tag, "value").unwrap_or_default()));
            } else if tag.starts_with("textarea ") {
                held.push((name, unescaped(text.strip_prefix('\n').unwrap_or(text))));
            } else if tag.starts_with("select ") {
                select = Some((name, None));
            } else if tag.starts_with("option ") {
                let value = attribute(tag, "value");
                if let Some((_, chosen)) = &mut select
                    && (chosen.is_none() || tag.contains(" selected"))
                {
                    *chosen = value;
                }
            } else if tag == "/select"
                && let Some((name, chosen)) = select.take()
            {
                held.push((name, chosen.unwrap_or_default()));
            }
        }
        held.retain(|(name, _)| !name.is_empty());
        held
    }

    /// How many fields the page says are wrong.
    #[must_use]
    pub fn wrong(&self) -> Vec<String> {
        let ids = self.text.split("class=\"error\" id=\"").skip(1);
        ids.filter_map(|rest| rest.split_once("-error\"").map(|(id, _)| id.to_owned()))
            .collect()
    }
}

fn unescaped(html: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// A file to send.
#[derive(Clone, Debug)]
pub struct File<'a> {
    /// Field of the form.
    pub field: &'a str,
    /// Name that the sender gives it.
    pub name: &'a str,
    /// Content.
    pub bytes: &'a [u8],
}

/// Somebody with a browser.
pub struct Client<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
    csrf: Option<String>,
    once: Option<String>,
    /// Sent in place of the site's own; for requests from elsewhere.
    pub site: &'static str,
}

impl<'a> Client<'a> {
    /// A browser that has been nowhere.
    pub(crate) fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
            csrf: None,
            once: None,
            site: "same-origin",
        }
    }

    /// A browser with an open session.
    pub(crate) fn with_session(app: &'a TestApp, key: String) -> Self {
        let mut client = Self::new(app);
        client
            .cookies
            .insert(web::accounts::COOKIE_SECURE.to_owned(), key);
        client
    }

    /// Fetches a page.
    pub async fn get(&mut self, path: &str) -> Reply {
        let reply = self
            .send(self.request("GET", path).body(Body::empty()))
            .await;
        if reply.status != StatusCode::NOT_FOUND {
            self.once = reply.hidden("once").or(self.once.take());
        }
        reply
    }

    /// The same with headers of its own.
    pub async fn get_with(&mut self, path: &str, headers: &[(HeaderName, HeaderValue)]) -> Reply {
        let request = headers
            .iter()
            .fold(self.request("GET", path), |r, (name, value)| {
                r.header(name, value)
            });
        self.send(request.body(Body::empty())).await
    }

    /// Sends a form with the tokens of the page that was last seen.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let tokens = self.tokens().await;
        let tokens = tokens.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        let all: Vec<_> = tokens.chain(fields.iter().copied()).collect();
        self.post_bare(path, &all).await
    }

    /// Sends a form of exactly these fields.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(encoded(fields)));
        self.send(request).await
    }

    /// Sends any request with these headers, and no token.
    pub async fn speak(
        &mut self,
        (method, path): (&str, &str),
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let request = headers
            .iter()
            .fold(self.request(method, path), |r, (n, v)| r.header(*n, *v));
        self.send(request.body(body.into())).await
    }

    /// Sends a form with files and the tokens of the page that was last seen.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[File<'_>],
    ) -> Reply {
        const EDGE: &str = "hoaban-test-edge-7d1c";
        let mut body = Vec::new();
        let tokens = self.tokens().await;
        let tokens = tokens.iter().map(|(n, v)| (n.as_str(), v.as_str()));
        for (name, value) in tokens.chain(fields.iter().copied()) {
            let head = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(head.as_bytes());
        }
        for File { field, name, bytes } in files {
            let head = format!(
                "--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 content-type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let request = self
            .request("POST", path)
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={EDGE}"),
            )
            .body(Body::from(body));
        self.send(request).await
    }

    /// The token and the key of the page that was last seen; without one, the landing page is fetched.
    pub async fn tokens(&mut self) -> Vec<(String, String)> {
        if self.csrf.is_none() {
            self.get(&format!("/vi/{SLUG}")).await;
        }
        let token = self.csrf.clone().map(|v| ("csrf".to_owned(), v));
        let once = self.once.clone().map(|v| ("once".to_owned(), v));
        token.into_iter().chain(once).collect()
    }

    fn request(&self, method: &str, path: &str) -> http::request::Builder {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", self.site);
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    async fn send(&mut self, request: Result<Request<Body>, http::Error>) -> Reply {
        let request = request.expect("a request of these parts");
        let path = format!("{} {}", request.method(), request.uri());
        let response = self
            .app
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = body
            .collect()
            .await
            .expect("a whole body")
            .to_bytes()
            .to_vec();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().expect("cookies are ASCII");
            let (name, rest) = set.split_once('=').expect("a cookie has a name");
            let value = rest.split(';').next().unwrap_or_default();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            if name == web::accounts::COOKIE_SECURE {
                self.csrf = None;
            }
        }
        let text = String::from_utf8(bytes.clone()).unwrap_or_default();
        let reply = Reply {
            path,
            status: parts.status,
            headers: parts.headers,
            bytes,
            text,
        };
        if let Some(token) = reply.hidden("csrf") {
            self.csrf = Some(token);
        }
        reply
    }
}

/// Fields as a form sends them.
fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        let mut out = String::new();
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    out.push(char::from(byte));
                }
                _ => {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
        out
    };
    fields
        .iter()
        .map(|(n, v)| format!("{}={}", escape(n), escape(v)))
        .collect::<Vec<_>>()
        .join("&")
}
