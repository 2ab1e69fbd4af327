//! Archives that are written while they are sent: a slow line makes one wait, not the memory grow.

use std::io::{self, Write};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contest::db::Digest;
use futures_util::{TryStreamExt, stream};
use http::header;
use papers::ArchiveWriter;
use submissions::files::Objects;
use tokio::{runtime::Handle, sync::mpsc};

use crate::app::App;

/// Pieces that wait to be sent; a slow line makes the archive wait, not the memory grow.
const WAITING: usize = 8;
/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// A file of an archive.
#[derive(Debug)]
pub struct Packed {
    /// Its path.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Text(Vec<u8>),
    /// What lies in the store.
    Stored(Digest),
}

/// Answers with an archive of these files.
#[must_use]
pub fn sent(app: &App, packed: Vec<Packed>, name: &str) -> Response {
    let (sender, receiver) = mpsc::channel(WAITING);
    let (objects, here) = (app.objects.clone(), Handle::current());
    tokio::task::spawn_blocking(move || {
        let out = Sending(sender.clone());
        if let Err(error) = write(&packed, &objects, &here, out) {
            // whoever went away cannot be told; everybody else sees the line break off
            let _ = sender.blocking_send(Err(error));
        }
    });
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}

/// Hands pieces over to the answer.
struct Sending(mpsc::Sender<io::Result<Bytes>>);

impl Write for Sending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = Bytes::copy_from_slice(bytes);
        let sent = self.0.blocking_send(Ok(piece));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write(packed: &[Packed], objects: &Objects, here: &Handle, out: Sending) -> io::Result<()> {
    let mut archive = ArchiveWriter::new(io::BufWriter::with_capacity(PIECE, out));
    for file in packed {
        archive.file(&file.name)?;
        match &file.content {
            Content::Text(bytes) => archive.write_all(bytes)?,
            Content::Stored(digest) => {
                let bytes = here.block_on(objects.stream_checked(*digest));
                let mut bytes = bytes.map_err(io::Error::other)?;
                while let Some(piece) = here.block_on(bytes.try_next()).map_err(io::Error::other)? {
                    archive.write_all(&piece)?;
                }
            }
        }
    }
    archive.finish()
}

/// The ending of a file of a known type.
#[must_use]
pub fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "audio/mp4" => "m4a",
        "audio/mpeg" => "mp3",
        _ => mime_guess::get_mime_extensions_str(media_type)
            .and_then(|all| all.first())
            .copied()
            .unwrap_or("bin"),
    }
}
