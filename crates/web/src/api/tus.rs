//! Resumable uploads by the tus protocol 1.0.0 (<https://tus.io/protocols/resumable-upload>): core, creation,
//! creation-with-upload, expiration, checksum and termination, and `X-HTTP-Method-Override` for old proxies.
//!
//! An upload belongs to the entry of the private link in its address. `Upload-Metadata` names `slot` (as
//! `painting.image`) and `filename`, and may promise `sha256` in hexadecimal; other keys are ignored.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    body::Body,
    extract::{Path, Request, State},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use contest::{Timestamp, db::Digest};
use futures_util::TryStreamExt;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use jiff::fmt::rfc2822;
use submissions::{
    kinds::{Slot, slots},
    uploads::{
        self, AppendError, Checksum, GiveUpError, Pace, Promise, PromiseError, Upload, UploadState,
    },
};

use crate::{
    app::App,
    error::{PageError, Plain},
    extract::{Held, Visitor},
    senders,
};

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,expiration,checksum,termination";
const PIECES: &str = "application/offset+octet-stream";
/// The protocol's own «Checksum Mismatch».
const MISMATCH: u16 = 460;
const PACE: Pace = Pace {
    silence: Duration::from_secs(30),
    least: 8 * 1024,
};

/// What the protocol answers where it does not do what it was asked for.
#[derive(Debug)]
pub enum TusError {
    /// A status, with a word for whoever reads the log of a client.
    Told(u16, &'static str),
    /// Ours.
    Page(PageError),
}

impl<E: Into<PageError>> From<E> for TusError {
    fn from(error: E) -> Self {
        Self::Page(error.into())
    }
}

impl IntoResponse for TusError {
    fn into_response(self) -> Response {
        match self {
            Self::Told(status, word) => {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
                let mut response = plain(status);
                *response.body_mut() = Body::from(word);
                response
            }
            Self::Page(error) => error.into_response(),
        }
    }
}

type Told = Result<Response, TusError>;

fn plain(status: StatusCode) -> Response {
    let mut response = (
        status,
        [("tus-resumable", VERSION), ("cache-control", "no-store")],
    )
        .into_response();
    response.extensions_mut().insert(Plain);
    response
}

/// `OPTIONS /{lang}/entries/{key}/uploads[/{id}]`: what this server can do.
pub async fn options() -> Response {
    let mut response = plain(StatusCode::NO_CONTENT);
    let most = Slot::ALL.iter().map(|s| s.max_bytes()).max().unwrap_or(0);
    for (name, value) in [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", EXTENSIONS.to_owned()),
        ("tus-checksum-algorithm", "sha1,sha256".to_owned()),
        ("tus-max-size", most.to_string()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// `POST /{lang}/entries/{key}/uploads`: a file is promised, and its first bytes may come at once.
pub async fn create(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    request: Request,
) -> Told {
    speaks(request.headers())?;
    let wanted = wanted(&held, request.headers())?;
    let mut tx = app.db.begin().await?;
    let of = (&held.contest, &held.entry);
    let promised = uploads::promise(&mut tx, &app.cx(), &held.actor(), of, &wanted).await;
    let mut upload = promised.map_err(|error| match error {
        PromiseError::Denied(_) => TusError::Told(403, "closed"),
        PromiseError::Empty => TusError::Told(400, "empty"),
        PromiseError::TooLarge => TusError::Told(413, "too large"),
        PromiseError::TooMuch => TusError::Told(429, "more than 500 MiB in a day"),
        PromiseError::Store(error) => error.into(),
    })?;
    tx.commit().await?;
    let place = format!("/entries/{}/uploads/{}", held.key, upload.id);
    if header_of(request.headers(), "content-type") == PIECES {
        let from = upload.received_bytes;
        upload.received_bytes = take(&app, (&visitor, &held), (&upload, from), request).await?;
    }
    let mut response = told(StatusCode::CREATED, &upload);
    let place = HeaderValue::from_str(&visitor.url(&place)).map_err(PageError::internal)?;
    response.headers_mut().insert(header::LOCATION, place);
    Ok(response)
}

/// `HEAD /{lang}/entries/{key}/uploads/{id}`: where it goes on.
pub async fn head(
    State(app): State<App>,
    held: Held,
    path: UploadPath,
    headers: HeaderMap,
) -> Told {
    speaks(&headers)?;
    let upload = upload_of(&app, &held, path).await?;
    let mut response = told(StatusCode::OK, &upload);
    let length = HeaderValue::from(upload.size_bytes);
    response.headers_mut().insert("upload-length", length);
    Ok(response)
}

/// `PATCH /{lang}/entries/{key}/uploads/{id}`: the next bytes.
pub async fn patch(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    path: UploadPath,
    request: Request,
) -> Told {
    speaks(request.headers())?;
    if header_of(request.headers(), "content-type") != PIECES {
        return Err(TusError::Told(
            415,
            "application/offset+octet-stream is expected",
        ));
    }
    let offset = header_of(request.headers(), "upload-offset")
        .parse()
        .map_err(|_| TusError::Told(400, "Upload-Offset is missing"))?;
    let mut upload = upload_of(&app, &held, path).await?;
    upload.received_bytes = take(&app, (&visitor, &held), (&upload, offset), request).await?;
    Ok(told(StatusCode::NO_CONTENT, &upload))
}

/// `DELETE /{lang}/entries/{key}/uploads/{id}`: it will not come.
pub async fn delete(
    State(app): State<App>,
    held: Held,
    path: UploadPath,
    headers: HeaderMap,
) -> Told {
    speaks(&headers)?;
    let upload = upload_of(&app, &held, path).await?;
    let mut tx = app.db.begin().await?;
    let of = (&held.entry, &upload);
    match uploads::give_up(&mut tx, &app.cx(), &held.actor(), of).await {
        Ok(()) => tx.commit().await?,
        Err(GiveUpError::Denied(_)) => return Err(TusError::Told(403, "it is here already")),
        Err(GiveUpError::Store(error)) => return Err(error.into()),
    }
    Ok(plain(StatusCode::NO_CONTENT))
}

/// `POST /{lang}/entries/{key}/uploads/{id}`: one of the others, through a proxy that knows only GET and POST.
pub async fn overridden(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    path: UploadPath,
    request: Request,
) -> Told {
    match Method::from_bytes(header_of(request.headers(), "x-http-method-override").as_bytes()) {
        Ok(Method::PATCH) => patch(State(app), visitor, held, path, request).await,
        Ok(Method::DELETE) => delete(State(app), held, path, request.headers().clone()).await,
        Ok(Method::HEAD) => head(State(app), held, path, request.headers().clone()).await,
        _ => {
            speaks(request.headers())?;
            Err(TusError::Told(
                405,
                "POST needs X-HTTP-Method-Override here",
            ))
        }
    }
}

/// Language, key of the private link, key of the upload.
pub type UploadPath = Path<(String, String, uploads::UploadId)>;

async fn upload_of(
    app: &App,
    held: &Held,
    Path((_, _, id)): UploadPath,
) -> Result<Upload, TusError> {
    let mut tx = app.db.read().await?;
    let upload = uploads::by_id(&mut tx, held.entry.id, id)
        .await?
        .ok_or(TusError::Told(404, "no such upload"))?;
    let late = upload.state == UploadState::Promised
        && !upload.has_arrived()
        && app.now() > upload.expires_at;
    if upload.state == UploadState::GivenUp || late {
        return Err(TusError::Told(410, "the upload has ended"));
    }
    Ok(upload)
}

/// Takes the bytes of a request and says where the upload goes on.
async fn take(
    app: &App,
    (visitor, held): (&Visitor, &Held),
    (upload, offset): (&Upload, i64),
    request: Request,
) -> Result<i64, TusError> {
    let _sending = senders::begin(app, visitor)?;
    let checksum = checksum_of(request.headers())?;
    // Whatever is whole needs no right any more: asking again is answered with where it stands.
    if !upload.has_arrived() {
        uploads::may_deliver(&held.actor(), &held.entry, upload, app.now())
            .map_err(|_| TusError::Told(403, "closed"))?;
    }
    let source = request
        .into_body()
        .into_data_stream()
        .map_err(std::io::Error::other);
    let place = (&app.db, &app.objects);
    let end = uploads::append(place, &app.cx(), (upload, offset), (source, PACE), checksum).await;
    let end = end.map_err(|error| match error {
        AppendError::Elsewhere => TusError::Told(409, "it goes on elsewhere"),
        AppendError::TooMuch => TusError::Told(413, "more than was promised"),
        AppendError::Checksum => TusError::Told(MISMATCH, "checksum mismatch"),
        AppendError::Cut(_) => TusError::Told(408, "cut off"),
        AppendError::Objects(error) => PageError::from(error).into(),
        AppendError::Store(error) => error.into(),
    })?;
    if end == upload.size_bytes {
        app.arrived.notify_waiters();
    }
    Ok(end)
}

fn told(status: StatusCode, upload: &Upload) -> Response {
    let mut response = plain(status);
    let headers = response.headers_mut();
    headers.insert("upload-offset", HeaderValue::from(upload.received_bytes));
    if let Some(end) = http_date(upload.expires_at) {
        headers.insert("upload-expires", end);
    }
    response
}

fn http_date(at: Timestamp) -> Option<HeaderValue> {
    let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
    let text = rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&at)
        .ok()?;
    HeaderValue::from_str(&text).ok()
}

fn header_of<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Whether the client speaks this version of the protocol. A form of another site cannot send this header.
fn speaks(headers: &HeaderMap) -> Result<(), TusError> {
    if header_of(headers, "tus-resumable") == VERSION {
        Ok(())
    } else {
        Err(TusError::Told(412, "Tus-Resumable: 1.0.0 is expected"))
    }
}

/// The promise in the headers.
fn wanted(held: &Held, headers: &HeaderMap) -> Result<Promise, TusError> {
    let size_bytes = header_of(headers, "upload-length")
        .parse()
        .map_err(|_| TusError::Told(400, "Upload-Length is missing"))?;
    let metadata = metadata(header_of(headers, "upload-metadata"));
    let said = |key: &str| metadata.get(key).map(String::as_str).unwrap_or_default();
    let slot = match said("slot") {
        "" => slots(held.category.kind).first().copied(),
        word => Slot::parse(word).filter(|s| slots(held.category.kind).contains(s)),
    };
    let slot = slot.ok_or(TusError::Told(400, "the work has no such slot"))?;
    let sha256 = match said("sha256") {
        "" => None,
        text => Some(Digest::from_hex(text).ok_or(TusError::Told(400, "sha256 is hexadecimal"))?),
    };
    Ok(Promise {
        slot,
        sha256,
        size_bytes,
        name: said("filename").to_owned(),
    })
}

/// Pairs of a key and Base64, separated by commas; what does not parse is left out.
fn metadata(text: &str) -> BTreeMap<String, String> {
    text.split(',')
        .filter_map(|pair| {
            let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
            let value = String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()?;
            Some((key.to_owned(), value))
        })
        .collect()
}

fn checksum_of(headers: &HeaderMap) -> Result<Option<Checksum>, TusError> {
    let text = header_of(headers, "upload-checksum");
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = || TusError::Told(400, "sha1 or sha256 in Base64 is expected");
    let (algorithm, sum) = text.split_once(' ').ok_or_else(unknown)?;
    let sum = STANDARD.decode(sum.trim()).map_err(|_| unknown())?;
    let checksum = match algorithm {
        "sha1" => Checksum::Sha1(sum.try_into().map_err(|_| unknown())?),
        "sha256" => Checksum::Sha256(Digest::try_from(sum).map_err(|_| unknown())?),
        _ => return Err(unknown()),
    };
    Ok(Some(checksum))
}
