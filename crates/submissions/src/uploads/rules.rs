//! Who may send pieces of a promised file, and until when.

use contest::{Actor, Timestamp};

use super::{Upload, UploadState};
use crate::entries::{Denied, Entry, EntryState};

/// May the actor send pieces of the file now? A promise made in time is kept after the deadline as well, so this
/// asks for the upload's own end and not for the contest's.
pub fn may_deliver(
    actor: &Actor,
    entry: &Entry,
    upload: &Upload,
    now: Timestamp,
) -> Result<(), Denied> {
    if *actor != Actor::Holder(entry.id.0) || upload.entry_id != entry.id {
        return Err(Denied::NotYours);
    }
    if upload.state != UploadState::Promised {
        return Err(Denied::State);
    }
    if now > upload.expires_at {
        return Err(Denied::TooLate);
    }
    match entry.state {
        EntryState::Withdrawn | EntryState::Duplicate => Err(Denied::State),
        _ => Ok(()),
    }
}
