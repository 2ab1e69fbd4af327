//! Webhooks: addresses of other programs that are told what happens in a contest.
//!
//! The contest's log is their outbox: each webhook remembers the number of the last event that it was told, so that nothing is
//! lost while the other side is away, and events come in order. What is told is that something happened and to what, never
//! more: whoever wants to know more asks the API.

mod store;

use serde_json::json;
use uuid::Uuid;

use crate::{
    Actor, Context, Timestamp, Tx,
    audit::{self, Event},
    contests::{
        Contest, ContestId,
        rules::{Denied, may_write},
    },
    id, text_enum,
};

pub use store::of_contest;

id! {
    /// Key of a webhook.
    WebhookId
}

text_enum! {
    /// Of what an address is told.
    Topic {
        /// Works come in, are taken back, checked and ruled on.
        Entries = "entries",
        /// Phase, calendar and rules.
        Contest = "contest",
        /// Rounds open and close, jurors hand in.
        Judging = "judging",
        /// Signatures, announcement, certificates, complaints.
        Results = "results",
    }
}

impl Topic {
    /// Kinds of events, as the log has them.
    #[must_use]
    pub const fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Entries => &[
                "entry.submitted",
                "entry.withdrawn",
                "entry.decided",
                "entry.extended",
                "consent.answered",
                "file.checked",
            ],
            Self::Contest => &[
                "contest.advanced",
                "calendar.amended",
                "category.amended",
                "rules.amended",
                "texts.amended",
            ],
            Self::Judging => &[
                "round.opened",
                "round.paused",
                "round.resumed",
                "round.closed",
                "round.reopened",
                "sheets.locked",
            ],
            Self::Results => &[
                "decision.signed_by_chair",
                "decision.signed_by_organiser",
                "announcement.scheduled",
                "certificates.issued",
                "certificate.withdrawn",
                "award.corrected",
                "complaint.filed",
                "complaint.decided",
            ],
        }
    }
}

/// An address that is told.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Webhook {
    /// Key.
    pub id: WebhookId,
    /// The contest.
    pub contest_id: ContestId,
    /// Where to.
    pub url: String,
    /// Words of [`Topic`], separated by spaces.
    pub topics: String,
    /// With what messages are signed, 32 bytes.
    pub secret: Vec<u8>,
    /// Number of the last event that was told or passed over.
    pub told_seq: i64,
    /// Tries of the next event so far.
    pub attempts: i64,
    /// When it is tried next.
    pub due_at: Timestamp,
    /// Why the last try failed; empty where it did not.
    pub fault: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last told something.
    pub told_at: Option<Timestamp>,
    /// When it was given up; an organiser lets it go on.
    pub stopped_at: Option<Timestamp>,
}

impl Webhook {
    /// Whether it asked for events of this kind.
    #[must_use]
    pub fn wants(&self, kind: &str) -> bool {
        self.topics
            .split(' ')
            .filter_map(Topic::parse)
            .any(|topic| topic.kinds().contains(&kind))
    }

    /// The next event that it is to be told, and the number up to which nothing else is.
    pub async fn next(&self, tx: &mut Tx) -> Result<(Option<Event>, i64), sqlx::Error> {
        let mut seen = self.told_seq;
        loop {
            let events = audit::after(tx, self.contest_id.0, seen, PAGE).await?;
            let Some(last) = events.last().map(|e| e.seq) else {
                return Ok((None, seen));
            };
            if let Some(event) = events.into_iter().find(|e| self.wants(&e.kind)) {
                let before = event.seq - 1;
                return Ok((Some(event), before));
            }
            seen = last;
        }
    }
}

/// Events read at once.
const PAGE: i64 = 200;
/// How long one server may be at a webhook before another one tries.
const LEASE_MS: i64 = 60_000;
const SECOND_MS: i64 = 1_000;
const HOUR_MS: i64 = 3_600 * SECOND_MS;
/// Waits between tries, as the Standard Webhooks specification 1.0 proposes: three days together.
const WAITS_MS: [i64; 9] = [
    5 * SECOND_MS,
    5 * 60 * SECOND_MS,
    30 * 60 * SECOND_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    24 * HOUR_MS,
];
/// Addresses of one contest.
pub const MOST: usize = 10;

/// Why an address was not added, or does not go on.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The contest has as many as it may.
    #[error("too many webhooks")]
    TooMany,
    /// The contest has no such webhook.
    #[error("no such webhook")]
    NotThere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Adds an address, which is told everything from now on. The caller has looked at the address.
pub async fn add(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (url, topics): (&str, &[Topic]),
) -> Result<Webhook, WebhookError> {
    may_write(actor, contest)?;
    if store::of_contest(tx, contest.id).await?.len() >= MOST {
        return Err(WebhookError::TooMany);
    }
    let words: Vec<_> = topics.iter().map(|t| t.as_str()).collect();
    let mut hook = Webhook {
        id: WebhookId(cx.id()),
        contest_id: contest.id,
        url: url.to_owned(),
        topics: words.join(" "),
        secret: cx.rng.bytes::<32>().to_vec(),
        told_seq: 0,
        attempts: 0,
        due_at: cx.now,
        fault: String::new(),
        created_at: cx.now,
        told_at: None,
        stopped_at: None,
    };
    let details = json!({ "topics": hook.topics });
    log(
        tx,
        cx,
        (actor, contest),
        ("webhook.added", hook.id),
        &details,
    )
    .await?;
    hook.told_seq = audit::last_number(tx, contest.id.0).await?;
    store::insert(tx, &hook).await?;
    Ok(hook)
}

/// Takes an address away.
pub async fn remove(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: WebhookId,
) -> Result<(), WebhookError> {
    may_write(actor, contest)?;
    if !store::delete(tx, contest.id, id).await? {
        return Err(WebhookError::NotThere);
    }
    let of = (actor, contest);
    Ok(log(tx, cx, of, ("webhook.removed", id), &json!({})).await?)
}

/// Tries an address again at once, also one that was given up.
pub async fn resume(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: WebhookId,
) -> Result<(), WebhookError> {
    may_write(actor, contest)?;
    if !store::resume(tx, contest.id, id, cx.now).await? {
        return Err(WebhookError::NotThere);
    }
    let of = (actor, contest);
    Ok(log(tx, cx, of, ("webhook.resumed", id), &json!({})).await?)
}

async fn log(
    tx: &mut Tx,
    cx: &Context,
    (actor, contest): (&Actor, &Contest),
    (kind, id): (&str, WebhookId),
    details: &serde_json::Value,
) -> Result<(), sqlx::Error> {
    let subject = format!("webhook:{id}");
    audit::append(tx, cx, contest.id.0, actor, kind, &subject, details).await
}

/// Claims an address that has not been told everything, and whose time has come.
pub async fn claim(tx: &mut Tx, now: Timestamp) -> Result<Option<Webhook>, sqlx::Error> {
    store::claim(tx, now, now.plus_ms(LEASE_MS)).await
}

/// It has been told everything up to this number.
pub async fn told(
    tx: &mut Tx,
    hook: &Webhook,
    seq: i64,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    store::told(tx, hook.id, seq, now).await
}

/// Nothing up to this number is for it.
pub async fn pass_over(
    tx: &mut Tx,
    hook: &Webhook,
    seq: i64,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    store::pass_over(tx, hook.id, seq, now).await
}

/// The other side did not take it: it is tried later, and given up after three days or where it is `gone`.
pub async fn failed(
    tx: &mut Tx,
    hook: &Webhook,
    (fault, gone): (&str, bool),
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let wait = usize::try_from(hook.attempts)
        .ok()
        .and_then(|tries| WAITS_MS.get(tries))
        .filter(|_| !gone);
    store::failed(tx, hook.id, fault, (now, wait.map(|ms| now.plus_ms(*ms)))).await
}

/// How the message about an event is called; the same however often it is sent.
#[must_use]
pub fn message_id(hook: &Webhook, event: &Event) -> Uuid {
    Uuid::from_u128(hook.id.0.as_u128() ^ u128::from(event.seq.unsigned_abs()))
}
