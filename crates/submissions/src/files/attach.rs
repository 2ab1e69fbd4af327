//! Gives a received file to an entry; what lay in the slot before is kept as replaced.

use contest::{Context, Tx};

use super::{Received, store};
use crate::entries::EntryId;

/// Writes the file's row and puts it into its slot. The caller records the act.
pub async fn attach(
    tx: &mut Tx,
    cx: &Context,
    entry: EntryId,
    file: &Received,
) -> Result<(), sqlx::Error> {
    store::insert_file(tx, file, cx.now).await?;
    for (recipe, rendition) in &file.renditions {
        store::insert_rendition(tx, file.sha256, *recipe, rendition).await?;
    }
    store::vacate(tx, entry, file.slot, cx.now).await?;
    store::insert_work_file(tx, cx.id(), entry, file, cx.now).await
}
