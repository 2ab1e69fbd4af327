//! One work at the jury's meeting and before the advisory board: blind, and without anything to mark.

use axum::extract::{Path, State};
use contest::contests::Contest;
use contest::people::Role;
use contest::{Actor, Tx};
use http::HeaderMap;
use judging::assignments::{self, AssignmentState};
use judging::deliberation::rules::may_see_shortlist;
use judging::rounds::Round;
use serde::Serialize;
use submissions::entries::{self, EntryId};
use submissions::files;

use super::BlindWork;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::media::{self, Wanted};
use crate::pages::examples;
use crate::pages::jury::today::seat_of;
use crate::render::Page;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingWork {
    /// the work
    pub work: BlindWork,
    /// the category's name
    pub category: String,
    /// the list it was opened from
    pub back_href: String,
}

impl Page for MeetingWork {
    const TEMPLATE: &'static str = "pages/jury/work.html";

    fn samples() -> Vec<Self> {
        [examples::painting(), examples::poem()]
            .into_iter()
            .map(|view| Self {
                work: BlindWork {
                    code: "A7K".into(),
                    title: "Lớp học bên suối Nặm La".into(),
                    view,
                },
                category: "Tranh vẽ".into(),
                back_href: format!("{}/standings/painting", examples::BASE),
            })
            .collect()
    }
}

/// The work with this code, for whoever may see the shortlist and has no conflict with it.
async fn shown(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    (slug, code): (&str, &str),
) -> Result<(String, Round, EntryId), PageError> {
    let (category, round) = seat_of(tx, contest, slug).await?;
    let actor = visitor.actor();
    may_see_shortlist(&actor, contest, &round).map_err(|_| PageError::NotFound)?;
    let entry = assignments::entry_by_code(tx, round.id, code)
        .await?
        .ok_or(PageError::NotFound)?;
    if is_recused(tx, &actor, &round, code).await? {
        return Err(PageError::NotFound);
    }
    Ok((
        visitor
            .pick(&category.name_vi, &category.name_en)
            .to_owned(),
        round,
        entry,
    ))
}

/// A juror who stepped back from a work does not see it at the table either.
async fn is_recused(
    tx: &mut Tx,
    actor: &Actor,
    round: &Round,
    code: &str,
) -> Result<bool, sqlx::Error> {
    let Some(person) = actor.person() else {
        return Ok(false);
    };
    let own = assignments::by_code(tx, person, round.id, code).await?;
    Ok(own.is_some_and(|a| a.state == AssignmentState::Recused))
}

/// `GET /{lang}/{contest}/shortlist/{category}/{code}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, code)): Path<(String, String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let (category, _, entry) = shown(&mut tx, &visitor, &contest, (&slug, &code)).await?;
    let work = entries::blind(&mut tx, &[entry])
        .await?
        .pop()
        .ok_or(PageError::NotFound)?;
    let held = files::of_entry(&mut tx, entry).await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let media = format!("{base}/shortlist/{slug}/{code}/media");
    let list = if visitor.actor().has(contest.id, Role::Advisor) {
        "advise"
    } else {
        "standings"
    };
    visitor.show(
        &app,
        &MeetingWork {
            work: BlindWork::of(&work, &code, &held, &media),
            category,
            back_href: format!("{base}/{list}/{slug}"),
        },
    )
}

/// `GET /{lang}/{contest}/shortlist/{category}/{code}/media/{slot}/{recipe}`.
pub async fn media(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, category, code, slot, recipe)): Path<(
        String,
        String,
        String,
        String,
        String,
        String,
    )>,
    headers: HeaderMap,
) -> Answer {
    let mut tx = app.db.read().await?;
    let (_, _, entry) = shown(&mut tx, &visitor, &contest, (&category, &code)).await?;
    media::answer(
        &app,
        tx,
        &headers,
        Wanted {
            entry,
            slot: &slot,
            recipe: &recipe,
            name: &code,
            public: false,
            blind: true,
        },
    )
    .await
}
