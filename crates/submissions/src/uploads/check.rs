//! A file that has arrived is put together, compared with what was promised, judged, and given to its entry.

use contest::{Actor, Context, Db, audit, db::Digest};
use serde_json::json;

use super::{Upload, UploadId, rules, store};
use crate::{
    entries::{self, Denied, Entry},
    files::{
        self, ByteStream, Inspector, ObjectError, Objects, ReceiveError, Received, Stored,
        TakeError,
    },
    leaks, originality,
};

/// How long one server may take over a file before another one tries.
const LEASE_MS: i64 = 5 * 60_000;

/// Why a file could not be looked at; it will be tried again.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The object store is at fault.
    #[error(transparent)]
    Objects(#[from] ObjectError),
    /// The child process is at fault.
    #[error(transparent)]
    Receive(ReceiveError),
    /// A piece could not be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// What became of a file.
#[derive(Debug)]
enum Verdict {
    Taken(Box<Received>),
    Refused(&'static str),
}

/// Takes the next file of which all pieces are here through its checks. None where nothing waits.
pub async fn check_next(
    db: &Db,
    (objects, inspector): (&Objects, &Inspector),
    cx: &Context,
) -> Result<Option<UploadId>, CheckError> {
    let mut tx = db.begin().await?;
    let claimed = store::claim(&mut tx, cx.now, cx.now.plus_ms(LEASE_MS)).await?;
    let Some(upload) = claimed else {
        return Ok(None);
    };
    let names = store::parts(&mut tx, upload.id).await?;
    tx.commit().await?;
    let Some(stored) =
        put_together(objects, cx, &upload, objects.join_parts(names.clone())).await?
    else {
        begin_anew(db, objects, &upload, &names).await?;
        return Ok(Some(upload.id));
    };
    let verdict = judge(db, (objects, inspector), cx, (&upload, stored)).await?;
    close(db, cx, (&upload, stored.sha256), &verdict).await?;
    objects.drop_parts(&names).await;
    Ok(Some(upload.id))
}

/// Why a whole file was not taken in place of its pieces.
#[derive(Debug, thiserror::Error)]
pub enum FulfilError {
    /// Not the holder, too late, or here already.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Not the file that was promised.
    #[error("another file")]
    OtherFile,
    /// It could not be looked at.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Takes the promised file whole, as a form without scripts sends it. A refusal is kept with the upload.
pub async fn fulfil(
    db: &Db,
    store: (&Objects, &Inspector),
    cx: &Context,
    (actor, (entry, upload)): (&Actor, (&Entry, &Upload)),
    stored: Stored,
) -> Result<(), FulfilError> {
    rules::may_deliver(actor, entry, upload, cx.now)?;
    let same_size = stored.size_bytes == upload.size_bytes.cast_unsigned();
    if !same_size || upload.promised().is_some_and(|p| p != stored.sha256) {
        return Err(FulfilError::OtherFile);
    }
    let verdict = judge(db, store, cx, (upload, stored)).await?;
    Ok(close(db, cx, (upload, stored.sha256), &verdict).await?)
}

async fn judge(
    db: &Db,
    store: (&Objects, &Inspector),
    cx: &Context,
    (upload, stored): (&Upload, Stored),
) -> Result<Verdict, CheckError> {
    let mut tx = db.read().await?;
    let entry = entries::by_id(&mut tx, upload.entry_id).await?;
    let entry = entry.ok_or(sqlx::Error::RowNotFound)?;
    let limits = entries::limits_of(&mut tx, &entry).await?;
    drop(tx);
    let place = (upload.slot, &limits);
    match files::receive(store, cx, place, &upload.original_name, stored).await {
        Ok(received) => Ok(Verdict::Taken(Box::new(received))),
        Err(ReceiveError::Refused(refusal)) => Ok(Verdict::Refused(refusal.as_str())),
        Err(error) => Err(CheckError::Receive(error)),
    }
}

/// The whole file under its hash, or None where it is not what was promised.
async fn put_together(
    objects: &Objects,
    cx: &Context,
    upload: &Upload,
    pieces: ByteStream,
) -> Result<Option<Stored>, CheckError> {
    let size = upload.size_bytes.cast_unsigned();
    let stored = match objects.take(cx.id(), pieces, size).await {
        Ok(stored) => stored,
        Err(TakeError::TooLarge) => return Ok(None),
        Err(TakeError::Cut(error)) => return Err(error.into()),
        Err(TakeError::Objects(error)) => return Err(error.into()),
    };
    let kept = stored.size_bytes == size && upload.promised().is_none_or(|p| p == stored.sha256);
    Ok(kept.then_some(stored))
}

/// What came was altered on its way or is another file: the sender begins at the first byte again.
async fn begin_anew(
    db: &Db,
    objects: &Objects,
    upload: &Upload,
    names: &[String],
) -> Result<(), CheckError> {
    let mut tx = db.begin().await?;
    store::begin_anew(&mut tx, upload.id).await?;
    store::forget_parts(&mut tx, upload.id).await?;
    tx.commit().await?;
    objects.drop_parts(names).await;
    Ok(())
}

/// Gives the file to its entry, or keeps the refusal, with the event that tells of it.
async fn close(
    db: &Db,
    cx: &Context,
    (upload, sha256): (&Upload, Digest),
    verdict: &Verdict,
) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    let refusal = match verdict {
        Verdict::Taken(_) => "",
        Verdict::Refused(word) => word,
    };
    // Replaced or taken back meanwhile: nothing is to be done.
    if !store::close(&mut tx, upload.id, refusal, (sha256, cx.now)).await? {
        return Ok(());
    }
    if let Verdict::Taken(received) = verdict {
        files::attach(&mut tx, cx, upload.entry_id, received).await?;
        leaks::renew(&mut tx, upload.entry_id, cx.now).await?;
        originality::ask(&mut tx, cx, upload.entry_id).await?;
    }
    store::forget_parts(&mut tx, upload.id).await?;
    let entry = entries::by_id(&mut tx, upload.entry_id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let details = json!({
        "upload": upload.id, "slot": upload.slot, "sha256": sha256.hex(), "refusal": refusal,
    });
    audit::append(
        &mut tx,
        cx,
        entry.contest_id.0,
        &Actor::System,
        "file.checked",
        &entry.subject(),
        &details,
    )
    .await?;
    tx.commit().await
}
