//! Gives a received file to an entry; what lay in the slot before is kept as replaced.

use contest::{Context, Tx, db::Digest};

use uuid::Uuid;

use super::{Received, inspect::Properties, store, tiles};
use crate::{entries::EntryId, kinds::Slot};

/// Writes the file's row and puts it into its slot. The caller records the act.
pub async fn attach(
    tx: &mut Tx,
    cx: &Context,
    entry: EntryId,
    file: &Received,
) -> Result<(), sqlx::Error> {
    claim(tx, cx, file).await?;
    store::vacate(tx, entry, file.slot, cx.now).await?;
    let id = cx.id();
    store::insert_work_file(tx, id, entry, file, cx.now).await?;
    ask_for_tiles(tx, cx, id, (file.slot, &file.properties)).await
}

/// What is shown whole at its full size needs no tiles.
async fn ask_for_tiles(
    tx: &mut Tx,
    cx: &Context,
    work_file: Uuid,
    (slot, properties): (Slot, &Properties),
) -> Result<(), sqlx::Error> {
    if slot == Slot::PaintingImage && properties.tiled().is_some() {
        tiles::ask(tx, cx, work_file).await?;
    }
    Ok(())
}

/// Writes the rows of a file that belongs to no slot yet, so that it is kept.
pub async fn claim(tx: &mut Tx, cx: &Context, file: &Received) -> Result<(), sqlx::Error> {
    store::insert_file(tx, file, cx.now).await?;
    for (recipe, rendition) in &file.renditions {
        store::insert_rendition(tx, file.sha256, *recipe, rendition).await?;
    }
    if !file.text.is_empty() {
        store::insert_text(tx, file.sha256, &file.text).await?;
    }
    Ok(())
}

/// Puts a claimed file into a slot of an entry. The caller records the act.
pub(crate) async fn place(
    tx: &mut Tx,
    cx: &Context,
    (entry, slot): (EntryId, Slot),
    (sha256, name, properties): (Digest, &str, &str),
) -> Result<(), sqlx::Error> {
    store::vacate(tx, entry, slot, cx.now).await?;
    let id = cx.id();
    store::insert_placed(
        tx,
        (id, cx.now),
        (entry, slot),
        (sha256, name, properties),
        false,
    )
    .await?;
    let properties = serde_json::from_str(properties).unwrap_or_default();
    ask_for_tiles(tx, cx, id, (slot, &properties)).await
}
