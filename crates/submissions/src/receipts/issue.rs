//! A receipt is issued: in the transaction of the act that it tells about.

use contest::{
    Context, Timestamp, Tx,
    contests::{self, Contest},
};

use super::{
    StatedFile, Statement,
    statement::{FORMAT, texts_digest},
    store,
};
use crate::{
    entries::{self, EntryId},
    files, originality, uploads,
};

/// Issues a receipt of the entry as it now is; an entry without a code has none.
pub(crate) async fn issue(
    tx: &mut Tx,
    cx: &Context,
    contest: &Contest,
    entry: EntryId,
) -> Result<(), sqlx::Error> {
    let entry = entries::by_id(tx, entry)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let Some(code) = entry.code.clone() else {
        return Ok(());
    };
    let category = contests::category(tx, entry.category_id)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let held = files::of_entry(tx, entry.id).await?;
    let following = uploads::in_force(tx, entry.id).await?;
    let here = held.into_iter().filter(|f| !f.provisional);
    let mut stated: Vec<StatedFile> = here
        .map(|f| StatedFile {
            slot: f.slot.as_str().to_owned(),
            name: f.original_name,
            size_bytes: f.size_bytes,
            sha256: f.sha256.hex(),
            received: true,
        })
        .collect();
    for upload in following.iter().filter(|u| u.is_expected()) {
        stated.push(StatedFile {
            slot: upload.slot.as_str().to_owned(),
            name: upload.original_name.clone(),
            size_bytes: upload.size_bytes,
            sha256: upload.promised().map(|d| d.hex()).unwrap_or_default(),
            received: false,
        });
    }
    let statement = Statement {
        format: FORMAT.to_owned(),
        contest: contest.slug.clone(),
        contest_name: contest.name_vi.clone(),
        code,
        category: category.slug,
        title: entry.title.clone(),
        version: entry.version,
        received_at: rfc3339(cx.now),
        texts_sha256: texts_digest(&entry).hex(),
        files: stated,
    };
    let text = serde_json::to_string(&statement).map_err(|e| sqlx::Error::Encode(e.into()))?;
    store::insert(tx, (cx.id(), cx.now), entry.id, &text).await?;
    originality::ask(tx, cx, entry.id).await
}

fn rfc3339(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0)
        .map(|at| format!("{at:.3}"))
        .unwrap_or_default()
}
