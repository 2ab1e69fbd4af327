//! Writing the programme and the partners.

use axum::extract::{Path, Query, State};
use contest::contests::{Contest, Limits};
use contest::programme::{self, EditError, Event, EventId, EventInput, PartnerId, PartnerInput};
use contest::{Timestamp, Tx};
use serde::{Deserialize, Serialize};
use submissions::files::{self, ReceiveError};
use submissions::kinds::Slot;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::judgements;
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::render::{Page, words};

/// An event or a partner, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProgrammeForm {
    /// the event that is changed; empty for a new one
    pub event: String,
    /// day and time, as typed: `08:00 05/10/2024`
    pub starts_at: String,
    /// the same; may be empty
    pub ends_at: String,
    /// what, in Vietnamese
    pub title_vi: String,
    /// what, in English; may be empty
    pub title_en: String,
    /// where
    pub place: String,
    /// more of it; may be empty
    pub about: String,
    /// name of a partner
    pub name: String,
    /// their own page; may be empty
    pub link: String,
    /// what they give; may be empty
    pub gives: String,
}

/// An event or a partner in the list.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeLine {
    /// what or who
    pub title: String,
    /// when it begins; absent for partners
    pub at: Option<i64>,
    /// where, or what they give
    pub more: String,
    /// where it is changed; absent for partners
    pub change_href: Option<String>,
    /// takes it out
    pub remove_action: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeEditor {
    /// what was typed
    pub form: ProgrammeForm,
    /// what is wrong
    pub errors: FormErrors,
    /// in order of time
    pub events: Vec<ProgrammeLine>,
    /// partners
    pub partners: Vec<ProgrammeLine>,
    /// where an event is kept
    pub event_action: String,
    /// where a partner is kept
    pub partner_action: String,
    /// the public page
    pub public_href: String,
    /// the organisers' page
    pub back_href: String,
}

impl Page for ProgrammeEditor {
    const TEMPLATE: &'static str = "pages/organise/programme.html";

    fn samples() -> Vec<Self> {
        let here = format!("{}/organise/programme", examples::BASE);
        let page = Self {
            form: ProgrammeForm::default(),
            errors: FormErrors::new(),
            events: vec![ProgrammeLine {
                title: "Khai mạc triển lãm".into(),
                at: Some(examples::NOW),
                more: "Quảng trường Tây Bắc".into(),
                change_href: Some(format!("{here}?event=1")),
                remove_action: format!("{here}/events/1/remove"),
            }],
            partners: vec![ProgrammeLine {
                title: "Thư viện tỉnh Sơn La".into(),
                at: None,
                more: "Tặng sách cho các em đạt giải".into(),
                change_href: None,
                remove_action: format!("{here}/partners/1/remove"),
            }],
            event_action: here.clone(),
            partner_action: format!("{here}/partners"),
            public_href: format!("{}/programme", examples::BASE),
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            form: ProgrammeForm {
                event: "1".into(),
                starts_at: "mai".into(),
                title_vi: "Lễ trao giải".into(),
                ..ProgrammeForm::default()
            },
            errors: FormErrors::new()
                .with("starts_at", "organise-calendar-wrong", &[])
                .with("place", "programme-wrong-place", &[]),
            events: Vec::new(),
            partners: Vec::new(),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EventQuery {
    event: String,
}

/// `GET /{lang}/{contest}/organise/programme`; `?event=` opens one to be changed.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(query): Query<EventQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let chosen = match query.event.parse() {
        Ok(id) => programme::event(&mut tx, contest.id, EventId(id)).await?,
        Err(_) => None,
    };
    let form = chosen.map_or_else(ProgrammeForm::default, |e| typed(&contest, e));
    let page = ProgrammeEditor::of(&mut tx, &visitor, &contest, form).await?;
    visitor.show(&app, &page)
}

fn typed(contest: &Contest, event: Event) -> ProgrammeForm {
    let moment = |at: Timestamp| words::typed_moment(at.0, &contest.zone);
    ProgrammeForm {
        event: event.id.to_string(),
        starts_at: moment(event.starts_at),
        ends_at: event.ends_at.map_or_else(String::new, moment),
        title_en: if event.title_en == event.title_vi {
            String::new()
        } else {
            event.title_en
        },
        title_vi: event.title_vi,
        place: event.place,
        about: event.about,
        ..ProgrammeForm::default()
    }
}

/// `POST /{lang}/{contest}/organise/programme`: keeps an event.
pub async fn event(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<ProgrammeForm>,
) -> Answer {
    let read = |typed: &str| words::read_moment(typed, &contest.zone).map(Timestamp);
    let mut errors = FormErrors::new();
    let (starts_at, ends_at) = (read(&form.starts_at), read(&form.ends_at));
    if starts_at.is_none() {
        errors.add("starts_at", "organise-calendar-wrong");
    }
    if ends_at.is_none() && !form.ends_at.trim().is_empty() {
        errors.add("ends_at", "organise-calendar-wrong");
    }
    for (field, typed) in [("title_vi", &form.title_vi), ("place", &form.place)] {
        if typed.trim().is_empty() {
            errors.add(field, &format!("programme-wrong-{field}"));
        }
    }
    let mut tx = app.db.begin().await?;
    if let (Some(starts_at), true) = (starts_at, errors.is_empty()) {
        let input = EventInput {
            starts_at,
            ends_at,
            title_vi: &form.title_vi,
            title_en: &form.title_en,
            place: &form.place,
            about: &form.about,
        };
        let (cx, actor) = (app.cx(), visitor.actor());
        let kept = match form.event.parse() {
            Ok(id) => {
                let what = (EventId(id), input);
                programme::change_event(&mut tx, &cx, &actor, &contest, what).await
            }
            Err(_) => programme::add_event(&mut tx, &cx, &actor, &contest, input)
                .await
                .map(|_| ()),
        };
        match kept {
            Ok(()) => {
                tx.commit().await?;
                return Ok(back(&visitor, &contest));
            }
            Err(error) => wrong(error, &mut errors)?,
        }
    }
    again(&app, tx, (&visitor, &contest), (form, errors)).await
}

/// `POST …/partners`: adds a partner, with a picture or without one.
pub async fn partner(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    PostedWithFiles { posted, mut files }: PostedWithFiles<ProgrammeForm>,
) -> Answer {
    let form = posted.form;
    let mut errors = FormErrors::new();
    let mut refused = None;
    let place = (Slot::PaintingImage, &Limits::default());
    let received = match files.pop() {
        Some(file) => {
            let store = (&app.objects, &app.inspector);
            match files::receive(store, &app.cx(), place, &file.name, file.stored).await {
                Ok(received) => Some(received),
                Err(ReceiveError::Refused(word)) => {
                    refused = Some(judgements::refused(place, word));
                    None
                }
                Err(error) => return Err(PageError::internal(error)),
            }
        }
        None => None,
    };
    let mut tx = app.db.begin().await?;
    if let Some(received) = &received {
        files::claim(&mut tx, &app.cx(), received).await?;
    }
    let input = PartnerInput {
        name: &form.name,
        link: &form.link,
        gives: &form.gives,
        logo: received.map(|file| file.sha256),
    };
    match programme::add_partner(&mut tx, &app.cx(), &visitor.actor(), &contest, input).await {
        Ok(()) if refused.is_none() => {
            tx.commit().await?;
            return Ok(back(&visitor, &contest));
        }
        Ok(()) => {}
        Err(error) => wrong(error, &mut errors)?,
    }
    if let Some(phrase) = refused {
        errors.add_with("logo", &phrase.key, phrase.args);
    }
    // what was begun is not kept
    drop(tx);
    let tx = app.db.read().await?;
    again(&app, tx, (&visitor, &contest), (form, errors)).await
}

/// `POST …/events/{event}/remove`.
pub async fn remove_event(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let id = EventId(id.parse().map_err(|_| PageError::NotFound)?);
    let mut tx = app.db.begin().await?;
    match programme::remove_event(&mut tx, &app.cx(), &visitor.actor(), &contest, id).await {
        Ok(()) => tx.commit().await?,
        Err(error) => wrong(error, &mut FormErrors::new())?,
    }
    Ok(back(&visitor, &contest))
}

/// `POST …/partners/{partner}/remove`.
pub async fn remove_partner(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let id = PartnerId(id.parse().map_err(|_| PageError::NotFound)?);
    let mut tx = app.db.begin().await?;
    match programme::remove_partner(&mut tx, &app.cx(), &visitor.actor(), &contest, id).await {
        Ok(()) => tx.commit().await?,
        Err(error) => wrong(error, &mut FormErrors::new())?,
    }
    Ok(back(&visitor, &contest))
}

fn wrong(error: EditError, errors: &mut FormErrors) -> Result<(), PageError> {
    match error {
        EditError::Fields(fields) => {
            for field in fields {
                errors.add(field, &format!("programme-wrong-{field}"));
            }
        }
        EditError::Backwards => errors.add("ends_at", "programme-wrong-backwards"),
        EditError::Missing => return Err(PageError::NotFound),
        EditError::Denied(_) => return Err(PageError::Closed),
        EditError::Store(error) => return Err(error.into()),
    }
    Ok(())
}

/// The page once more, with what was typed and what is wrong with it.
async fn again(
    app: &App,
    mut tx: Tx,
    (visitor, contest): (&Visitor, &Contest),
    (form, errors): (ProgrammeForm, FormErrors),
) -> Answer {
    let mut page = ProgrammeEditor::of(&mut tx, visitor, contest, form).await?;
    page.errors = errors;
    visitor.again(app, &page)
}

fn back(visitor: &Visitor, contest: &Contest) -> axum::response::Response {
    let here = format!("/{}/organise/programme", contest.slug);
    visitor.go_saying(&here, "notice-saved")
}

impl ProgrammeEditor {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        form: ProgrammeForm,
    ) -> Result<Self, PageError> {
        let here = visitor.url(&format!("/{}/organise/programme", contest.slug));
        let events = programme::events_of(tx, contest.id).await?;
        let partners = programme::partners_of(tx, contest.id).await?;
        Ok(Self {
            form,
            errors: FormErrors::new(),
            events: events
                .into_iter()
                .map(|e| ProgrammeLine {
                    title: visitor.pick(&e.title_vi, &e.title_en).to_owned(),
                    at: Some(e.starts_at.0),
                    more: e.place,
                    change_href: Some(format!("{here}?event={}", e.id)),
                    remove_action: format!("{here}/events/{}/remove", e.id),
                })
                .collect(),
            partners: partners
                .into_iter()
                .map(|p| ProgrammeLine {
                    title: p.name,
                    at: None,
                    more: p.gives,
                    change_href: None,
                    remove_action: format!("{here}/partners/{}/remove", p.id),
                })
                .collect(),
            event_action: here.clone(),
            partner_action: format!("{here}/partners"),
            public_href: visitor.url(&format!("/{}/programme", contest.slug)),
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        })
    }
}
