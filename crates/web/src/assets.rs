//! Stylesheet, scripts, fonts and drawings from `web/static`, under addresses that never change their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../../web/static"]
struct Files;

// One hash over all files, so that the stylesheet's and the modules' relative addresses stay under it.
static RELEASE: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut sum = Sha256::new();
    for file in names.iter().filter_map(|name| Files::get(name)) {
        sum.update(file.metadata.sha256_hash());
    }
    hex::encode(sum.finalize())[..8].to_owned()
});

/// The address of a file in `web/static`, or nothing when there is no such file.
#[must_use]
pub fn address(path: &str) -> Option<String> {
    Files::get(path).map(|_| format!("/static/{}/{path}", *RELEASE))
}

/// Answers `/static/{hash}/{*path}`.
pub async fn serve(Path((hash, path)): Path<(String, String)>) -> Response {
    let Some(file) = Files::get(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // a page from before an upgrade still asks under the old hash: answer it, but let nobody keep the mixture
    let caching = if hash == *RELEASE && !cfg!(debug_assertions) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mime = mime_guess::from_path(&path).first_or_octet_stream();
    let kind = HeaderValue::from_str(mime.as_ref())
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
        ],
        file.data.into_owned(),
    )
        .into_response()
}

/// Answers `/sw.js`: at the root, because a service worker may only serve pages below its own address.
pub async fn service_worker() -> Response {
    let Some(file) = Files::get("js/sw.js") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, file.data.into_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_old_address_is_answered_but_not_kept() {
        let answer = serve(Path(("00000000".into(), "css/hoaban.css".into()))).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-cache");
        let missing = serve(Path(("00000000".into(), "../Cargo.toml".into()))).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    }
}
