//! An upload ends without a file: taken back by its sender, or not here in time.

use contest::{Actor, Context, Db, Timestamp, Tx};

use super::{Upload, rules, store};
use crate::{
    entries::{Denied, Entry},
    files::Objects,
};

/// Why an upload could not be taken back.
#[derive(Debug, thiserror::Error)]
pub enum GiveUpError {
    /// Not the holder, or it has arrived already.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Takes an upload back. Its pieces are swept later.
pub async fn give_up(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (entry, upload): (&Entry, &Upload),
) -> Result<(), GiveUpError> {
    rules::may_deliver(actor, entry, upload, cx.now)?;
    if store::end(tx, upload.id).await? {
        Ok(())
    } else {
        Err(Denied::State.into())
    }
}

/// Ends uploads whose time has passed, and takes away the pieces of all that ended. Returns how many pieces.
pub async fn expire(db: &Db, objects: &Objects, now: Timestamp) -> Result<u64, sqlx::Error> {
    let mut tx = db.begin().await?;
    store::expire(&mut tx, now).await?;
    let ended = store::parts_of_ended(&mut tx).await?;
    for (upload, _) in &ended {
        store::forget_parts(&mut tx, *upload).await?;
    }
    tx.commit().await?;
    let names: Vec<String> = ended.into_iter().map(|(_, name)| name).collect();
    objects.drop_parts(&names).await;
    Ok(names.len() as u64)
}
