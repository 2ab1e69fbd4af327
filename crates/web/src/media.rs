//! Renditions as answers: with their type, a lasting tag, and byte ranges for players. Originals are never
//! served from here.

use std::fmt::Write as _;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use contest::{Tx, db::Digest};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use submissions::{
    entries::EntryId,
    files::{
        self, ByteStream, Rendition, WorkFile,
        inspect::Recipe,
        tiles::{self, Tile},
    },
    kinds::Slot,
    leaks,
};

use crate::{app::App, error::PageError};

/// What of a work is asked for, and under which name it is saved: a code that the viewer may know.
pub struct Wanted<'a> {
    /// The entry.
    pub entry: EntryId,
    /// Word of the slot.
    pub slot: &'a str,
    /// Word of the recipe.
    pub recipe: &'a str,
    /// File name without its ending.
    pub name: &'a str,
    /// Whether others may keep the answer.
    pub public: bool,
    /// Whether the viewer must not know who made the work.
    pub blind: bool,
}

/// Answers with a rendition, or «not found».
pub async fn answer(
    app: &App,
    mut tx: Tx,
    headers: &HeaderMap,
    wanted: Wanted<'_>,
) -> Result<Response, PageError> {
    let slot = Slot::parse(wanted.slot).ok_or(PageError::NotFound)?;
    let tile = Tile::parse(wanted.recipe);
    let recipe = match tile {
        Some(_) => Recipe::Tiles,
        None => readable(wanted.recipe).ok_or(PageError::NotFound)?,
    };
    if wanted.blind && leaks::hides(&mut tx, wanted.entry, slot).await? {
        return Err(PageError::NotFound);
    }
    let (found, stands_in) = shown_of(&mut tx, wanted.entry, (slot, recipe)).await?;
    drop(tx);
    let tag = match tile {
        None => format!("\"{}\"", &found.sha256.hex()[..32]),
        Some(_) => format!("\"{}-{}\"", &found.sha256.hex()[..32], wanted.recipe),
    };
    // A work whose author takes the yes back is gone from every cache well within a minute.
    let caching = if stands_in {
        "no-cache"
    } else if wanted.public {
        "public, max-age=30, must-revalidate"
    } else {
        "private, max-age=3600"
    };
    let common = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, caching.to_owned()),
    ];
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|sent| sent.as_bytes() == tag.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    if let Some(tile) = tile {
        let (length, bytes) = tiles::tile(&app.objects, &found, tile)
            .await?
            .ok_or(PageError::NotFound)?;
        let mut response = streamed(StatusCode::OK, length, bytes);
        head(&mut response, common, "image/jpeg")?;
        return Ok(response);
    }
    let total = u64::try_from(found.size_bytes).unwrap_or(0);
    let mut response = match range_of(headers, &tag, total) {
        Asked::Whole => {
            let whole = app.objects.stream_checked(found.sha256).await?;
            streamed(StatusCode::OK, total, whole)
        }
        Asked::Part(from, to) => {
            let part = app.objects.stream_part(found.sha256, from..to + 1).await?;
            let mut response = streamed(StatusCode::PARTIAL_CONTENT, to + 1 - from, part);
            let range = HeaderValue::from_str(&format!("bytes {from}-{to}/{total}"));
            response
                .headers_mut()
                .insert(header::CONTENT_RANGE, range.map_err(PageError::internal)?);
            response
        }
        Asked::Nothing => {
            let range = format!("bytes */{total}");
            return Ok((
                StatusCode::RANGE_NOT_SATISFIABLE,
                [(header::CONTENT_RANGE, range)],
            )
                .into_response());
        }
    };
    head(&mut response, common, &found.media_type)?;
    let all = response.headers_mut();
    all.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if recipe == Recipe::Document {
        all.insert(
            header::CONTENT_DISPOSITION,
            saved_as(&wanted, &found.media_type)?,
        );
    }
    Ok(response)
}

/// What is shown of a work, and whether it stands in: a large view is made after the picture was taken.
async fn shown_of(
    tx: &mut Tx,
    entry: EntryId,
    (slot, recipe): (Slot, Recipe),
) -> Result<(Rendition, bool), PageError> {
    if let Some(found) = files::rendition(tx, entry, slot, recipe).await? {
        return Ok((found, false));
    }
    let held = files::of_entry(tx, entry).await?;
    let is_large = |f: &WorkFile| f.slot == slot && f.properties().is_large();
    if recipe != Recipe::Large || !held.iter().any(is_large) {
        return Err(PageError::NotFound);
    }
    let view = files::rendition(tx, entry, slot, Recipe::View).await?;
    Ok((view.ok_or(PageError::NotFound)?, true))
}

/// What may be asked for by its word. The text beside a document is for searching and comparing, and tiles come singly.
fn readable(word: &str) -> Option<Recipe> {
    Recipe::parse(word).filter(|recipe| !matches!(recipe, Recipe::Text | Recipe::Tiles))
}

/// A document is saved, never shown in our origin.
fn saved_as(wanted: &Wanted<'_>, media_type: &str) -> Result<HeaderValue, PageError> {
    let ending = if media_type == "application/pdf" {
        "pdf"
    } else {
        "docx"
    };
    let disposition = format!("attachment; filename=\"{}.{ending}\"", wanted.name);
    HeaderValue::from_str(&disposition).map_err(PageError::internal)
}

fn head(
    response: &mut Response,
    common: [(HeaderName, String); 2],
    media_type: &str,
) -> Result<(), PageError> {
    let all = response.headers_mut();
    for (name, value) in common {
        all.insert(
            name,
            HeaderValue::from_str(&value).map_err(PageError::internal)?,
        );
    }
    let kind = HeaderValue::from_str(media_type).map_err(PageError::internal)?;
    all.insert(header::CONTENT_TYPE, kind);
    // Whatever a stranger sent must not run in our origin.
    all.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    Ok(())
}

/// A small picture of a file that lies in no slot, for whoever may see it.
pub async fn loose(
    app: &App,
    mut tx: Tx,
    original: Digest,
    recipe: Recipe,
) -> Result<Response, PageError> {
    let found = files::rendition_of(&mut tx, original, recipe)
        .await?
        .ok_or(PageError::NotFound)?;
    drop(tx);
    let length = u64::try_from(found.size_bytes).unwrap_or(0);
    let whole = app.objects.stream_checked(found.sha256).await?;
    let mut response = streamed(StatusCode::OK, length, whole);
    let common = [
        (header::ETAG, format!("\"{}\"", &found.sha256.hex()[..32])),
        (header::CACHE_CONTROL, "private, max-age=3600".to_owned()),
    ];
    head(&mut response, common, &found.media_type)?;
    Ok(response)
}

/// Bytes on their way from the store, of which only a piece is in memory.
pub(crate) fn streamed(status: StatusCode, length: u64, bytes: ByteStream) -> Response {
    let length = [(header::CONTENT_LENGTH, length.to_string())];
    (status, length, Body::from_stream(bytes)).into_response()
}

/// Bytes to be saved, never shown: the name in ASCII and, after RFC 8187, as it is.
pub fn attachment(bytes: impl IntoResponse, name: &str) -> Result<Response, PageError> {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let exact: String = name.bytes().fold(String::new(), |mut text, b| {
        if b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') {
            text.push(char::from(b));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{b:02X}");
        }
        text
    });
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    let disposition = HeaderValue::from_str(&disposition).map_err(PageError::internal)?;
    let sandbox = HeaderValue::from_static("sandbox; default-src 'none'");
    let kind = HeaderValue::from_static("application/octet-stream");
    let headers = [
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, sandbox),
    ];
    Ok((headers, bytes).into_response())
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(u64, u64),
    Nothing,
}

/// One range of RFC 9110 §14.1.2; several at once are answered with the whole, as the RFC allows.
fn range_of(headers: &HeaderMap, tag: &str, total: u64) -> Asked {
    // A part of another version than the asker has would not fit: §13.1.5.
    let other = headers
        .get(header::IF_RANGE)
        .is_some_and(|sent| sent.as_bytes() != tag.as_bytes());
    if other {
        return Asked::Whole;
    }
    let sent = headers
        .get(header::RANGE)
        .and_then(|h| h.to_str().ok())
        .and_then(|r| r.strip_prefix("bytes="));
    let Some((from, to)) = sent
        .filter(|r| !r.contains(','))
        .and_then(|r| r.trim().split_once('-'))
    else {
        return Asked::Whole;
    };
    let last = total.saturating_sub(1);
    match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), _) if from > last => Asked::Nothing,
        (Ok(from), Ok(to)) if from <= to => Asked::Part(from, to.min(last)),
        (Ok(from), Err(_)) if to.is_empty() => Asked::Part(from, last),
        (Err(_), Ok(tail)) if from.is_empty() && tail > 0 => {
            Asked::Part(total.saturating_sub(tail), last)
        }
        _ => Asked::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        let ask = |text: &'static str| {
            range_of(
                &HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(text))]),
                "\"a\"",
                100,
            )
        };
        assert_eq!(ask("bytes=0-9"), Asked::Part(0, 9));
        assert_eq!(ask("bytes=90-"), Asked::Part(90, 99));
        assert_eq!(ask("bytes=-10"), Asked::Part(90, 99));
        assert_eq!(ask("bytes=50-500"), Asked::Part(50, 99));
        assert_eq!(ask("bytes=100-"), Asked::Nothing);
        assert_eq!(ask("bytes=9-0"), Asked::Whole);
        assert_eq!(ask("bytes=0-1,5-6"), Asked::Whole);
        assert_eq!(ask("lines=0-1"), Asked::Whole);
    }

    #[test]
    fn a_part_is_given_only_of_the_version_that_the_asker_has() {
        let ask = |version: &'static str| {
            let headers = HeaderMap::from_iter([
                (header::RANGE, HeaderValue::from_static("bytes=0-9")),
                (header::IF_RANGE, HeaderValue::from_static(version)),
            ]);
            range_of(&headers, "\"a\"", 100)
        };
        assert_eq!(ask("\"a\""), Asked::Part(0, 9));
        assert_eq!(ask("\"b\""), Asked::Whole);
        assert_eq!(ask("Wed, 25 Nov 2026 04:00:00 GMT"), Asked::Whole);
    }
}
