//! What happens around a contest: book fair, exhibition, workshops, ceremony; and the partners who help to pay for it.

mod edit;
mod store;

use crate::{Timestamp, contests::ContestId, db::Digest, id};

pub use edit::{
    EditError, EventInput, PartnerInput, add_event, add_partner, change_event, remove_event,
    remove_partner,
};
pub use store::{event, events_of, partners_of};

id! {
    /// Key of an event.
    EventId
}
id! {
    /// Key of a partner.
    PartnerId
}

/// Something that happens at a place and a time.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    /// Key.
    pub id: EventId,
    /// The contest.
    pub contest_id: ContestId,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends; none where that is open.
    pub ends_at: Option<Timestamp>,
    /// What, in Vietnamese.
    pub title_vi: String,
    /// What, in English; the Vietnamese where nothing was typed.
    pub title_en: String,
    /// Where.
    pub place: String,
    /// More of it; may be empty.
    pub about: String,
}

/// Somebody who helps to pay.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Partner {
    /// Key.
    pub id: PartnerId,
    /// Name.
    pub name: String,
    /// Address of their own page; may be empty.
    pub link: String,
    /// What they give, such as a prize; may be empty.
    pub gives: String,
    /// SHA-256 of their picture.
    pub logo_sha256: Option<Vec<u8>>,
}

impl Partner {
    /// Their picture, by the hash of its bytes.
    #[must_use]
    pub fn logo(&self) -> Option<Digest> {
        Digest::try_from(self.logo_sha256.clone()?).ok()
    }
}
