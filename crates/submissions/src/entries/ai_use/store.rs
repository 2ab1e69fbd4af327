//! SQL of the statement on AI in `entries`.

use contest::{Tx, on};

use super::AiShare;
use crate::entries::EntryId;

const SET: &str = "UPDATE entries SET ai_share = $2, ai_how = $3 WHERE id = $1";

pub(super) async fn set(
    tx: &mut Tx,
    entry: EntryId,
    share: AiShare,
    how: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET)
        .bind(entry)
        .bind(share.as_str())
        .bind(how)
        .execute(c)
        .await
        .map(|_| ()))
}
