//! Organisers write the programme.

use serde_json::json;

use super::{Event, EventId, Partner, PartnerId, store};
use crate::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{Contest, rules, rules::Denied},
    db::Digest,
    folding::{tidy, tidy_line},
};

const MOST_LINE: usize = 200;
const MOST_ABOUT: usize = 1_000;

/// An event as typed; its times were read.
#[derive(Clone, Copy, Debug)]
pub struct EventInput<'a> {
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Option<Timestamp>,
    /// What, in Vietnamese.
    pub title_vi: &'a str,
    /// What, in English; may be empty.
    pub title_en: &'a str,
    /// Where.
    pub place: &'a str,
    /// More of it; may be empty.
    pub about: &'a str,
}

/// A partner as typed.
#[derive(Clone, Copy, Debug)]
pub struct PartnerInput<'a> {
    /// Name.
    pub name: &'a str,
    /// Address of their own page: `https://…` or empty.
    pub link: &'a str,
    /// What they give; may be empty.
    pub gives: &'a str,
    /// Their picture, which the caller has made sure is kept.
    pub logo: Option<Digest>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The fields of these names are empty, too long, or no address.
    #[error("{0:?} are wrong")]
    Fields(Vec<&'static str>),
    /// It ends before it begins.
    #[error("it ends before it begins")]
    Backwards,
    /// There is no such line.
    #[error("no such line")]
    Missing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Reads lines and remembers which of them are wrong.
#[derive(Default)]
struct Reader(Vec<&'static str>);

impl Reader {
    fn line(&mut self, field: &'static str, typed: &str, needed: bool) -> String {
        let text = tidy_line(typed);
        if (needed && text.is_empty()) || text.chars().count() > MOST_LINE {
            self.0.push(field);
        }
        text
    }

    fn done(self) -> Result<(), EditError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(EditError::Fields(self.0))
        }
    }
}

fn checked(id: EventId, contest: &Contest, input: EventInput<'_>) -> Result<Event, EditError> {
    let mut read = Reader::default();
    let title_vi = read.line("title_vi", input.title_vi, true);
    let english = read.line("title_en", input.title_en, false);
    let place = read.line("place", input.place, true);
    let about = tidy(input.about);
    if about.chars().count() > MOST_ABOUT {
        read.0.push("about");
    }
    read.done()?;
    if input.ends_at.is_some_and(|end| end < input.starts_at) {
        return Err(EditError::Backwards);
    }
    Ok(Event {
        id,
        contest_id: contest.id,
        starts_at: input.starts_at,
        ends_at: input.ends_at,
        title_en: if english.is_empty() {
            title_vi.clone()
        } else {
            english
        },
        title_vi,
        place,
        about,
    })
}

/// Adds an event.
pub async fn add_event(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    input: EventInput<'_>,
) -> Result<EventId, EditError> {
    rules::may_write(actor, contest)?;
    let event = checked(EventId(cx.id()), contest, input)?;
    store::insert_event(tx, &event, cx.now).await?;
    log(tx, cx, actor, contest, ("programme.added", &event.title_vi)).await?;
    Ok(event.id)
}

/// Changes an event.
pub async fn change_event(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (id, input): (EventId, EventInput<'_>),
) -> Result<(), EditError> {
    rules::may_write(actor, contest)?;
    let event = checked(id, contest, input)?;
    if !store::update_event(tx, &event).await? {
        return Err(EditError::Missing);
    }
    log(
        tx,
        cx,
        actor,
        contest,
        ("programme.changed", &event.title_vi),
    )
    .await
}

/// Takes an event out.
pub async fn remove_event(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: EventId,
) -> Result<(), EditError> {
    rules::may_write(actor, contest)?;
    let event = store::event(tx, contest.id, id)
        .await?
        .ok_or(EditError::Missing)?;
    store::delete_event(tx, id).await?;
    log(
        tx,
        cx,
        actor,
        contest,
        ("programme.removed", &event.title_vi),
    )
    .await
}

/// Adds a partner.
pub async fn add_partner(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    input: PartnerInput<'_>,
) -> Result<(), EditError> {
    rules::may_write(actor, contest)?;
    let mut read = Reader::default();
    let partner = Partner {
        id: PartnerId(cx.id()),
        name: read.line("name", input.name, true),
        link: read.line("link", input.link, false),
        gives: read.line("gives", input.gives, false),
        logo_sha256: input.logo.map(Digest::to_vec),
    };
    let web = ["https://", "http://"];
    if !partner.link.is_empty() && !web.iter().any(|start| partner.link.starts_with(start)) {
        read.0.push("link");
    }
    read.done()?;
    store::insert_partner(tx, contest.id, &partner, cx.now).await?;
    log(tx, cx, actor, contest, ("partner.added", &partner.name)).await
}

/// Takes a partner out.
pub async fn remove_partner(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: PartnerId,
) -> Result<(), EditError> {
    rules::may_write(actor, contest)?;
    let all = store::partners_of(tx, contest.id).await?;
    let partner = all.iter().find(|p| p.id == id).ok_or(EditError::Missing)?;
    store::delete_partner(tx, id).await?;
    log(tx, cx, actor, contest, ("partner.removed", &partner.name)).await
}

async fn log(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (what, name): (&'static str, &str),
) -> Result<(), EditError> {
    let subject = format!("contest:{}", contest.id);
    let details = json!({ "name": name });
    audit::append(tx, cx, contest.id.0, actor, what, &subject, &details).await?;
    Ok(())
}
