//! A new contest from a template.

use serde_json::json;

use super::{Category, CategoryId, Contest, ContestId, Phase, Template, store};
use crate::{
    Actor, Context, Timestamp, Tx, audit,
    folding::tidy_line,
    people::{self, EnlistError, Grant, Role},
};

/// What the organiser chooses; the rest comes from the template and can be changed afterwards.
#[derive(Clone, Debug)]
pub struct NewContest {
    /// Name in addresses: a–z, 0–9 and hyphens, 3–40 characters.
    pub slug: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// First moment for entries.
    pub opens_at: Timestamp,
    /// Displayed deadline.
    pub closes_at: Timestamp,
    /// When jurors should be done.
    pub judging_until: Timestamp,
    /// When results are planned to be announced.
    pub results_at: Timestamp,
}

/// A created contest and its categories, in the template's order.
#[derive(Clone, Debug)]
pub struct Created {
    /// The contest.
    pub contest: Contest,
    /// Its categories.
    pub categories: Vec<Category>,
}

/// Why a contest could not be created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Only an admin or an organiser of some contest creates one.
    #[error("not allowed")]
    Denied,
    /// A name is missing.
    #[error("a name is needed")]
    NameMissing,
    /// The slug has other characters, is too short or long, or is a reserved word.
    #[error("not a usable address")]
    SlugInvalid,
    /// Another contest has this slug.
    #[error("the address is taken")]
    SlugTaken,
    /// Opening, deadline and end of judging are not in this order.
    #[error("dates out of order")]
    DatesOutOfOrder,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// First parts of other addresses, which no contest may be called.
const RESERVED: &[&str] = &[
    "account",
    "advise",
    "contests",
    "decide",
    "desk",
    "entries",
    "help",
    "installation",
    "invitation",
    "jury",
    "link",
    "organise",
    "setup",
    "sign-in",
    "sign-out",
    "static",
    "styleguide",
    "theme",
];

/// Creates a contest in phase [`Phase::Setup`]; the creator becomes its organiser.
pub async fn create(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    template: &Template,
    new: &NewContest,
) -> Result<Created, CreateError> {
    if !(actor.is_admin() || runs_a_contest(actor)) {
        return Err(CreateError::Denied);
    }
    let contest = drafted(cx, template, new)?;
    if !store::insert(tx, &contest, cx.now).await? {
        return Err(CreateError::SlugTaken);
    }
    let mut categories = Vec::new();
    for (position, from) in (1..).zip(&template.categories) {
        let category = Category {
            id: CategoryId(cx.id()),
            contest_id: contest.id,
            slug: from.slug.clone(),
            letter: from.letter.clone(),
            kind: from.kind,
            position,
            name_vi: from.name_vi.clone(),
            name_en: from.name_en.clone(),
            brief_vi: from.brief_vi.clone(),
            brief_en: from.brief_en.clone(),
            max_per_author: from.max_per_author,
            limits: from.limits,
        };
        store::insert_category(tx, &category).await?;
        categories.push(category);
    }
    let details = json!({ "slug": contest.slug, "template": template.slug });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "contest.created",
        &format!("contest:{}", contest.id),
        &details,
    )
    .await?;
    if let Some(person) = actor.person() {
        let grant = Grant {
            contest_id: Some(contest.id),
            category_id: None,
            role: Role::Organiser,
        };
        // The system acts here: the creator has no right in a contest that did not exist before.
        match people::grant(tx, cx, &Actor::System, person, &grant).await {
            Ok(()) => {}
            Err(EnlistError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(CreateError::Denied),
        }
    }
    Ok(Created {
        contest,
        categories,
    })
}

fn drafted(cx: &Context, template: &Template, new: &NewContest) -> Result<Contest, CreateError> {
    let (name_vi, name_en) = (tidy_line(&new.name_vi), tidy_line(&new.name_en));
    if name_vi.is_empty() || name_en.is_empty() {
        return Err(CreateError::NameMissing);
    }
    if !is_slug(&new.slug) {
        return Err(CreateError::SlugInvalid);
    }
    let in_order = new.opens_at < new.closes_at
        && new.closes_at < new.judging_until
        && new.judging_until < new.results_at;
    if !in_order {
        return Err(CreateError::DatesOutOfOrder);
    }
    Ok(Contest {
        id: ContestId(cx.id()),
        slug: new.slug.clone(),
        name_vi,
        name_en,
        theme_vi: template.theme_vi.clone(),
        theme_en: template.theme_en.clone(),
        intro_vi: template.intro_vi.clone(),
        intro_en: template.intro_en.clone(),
        note_vi: template.note_vi.clone(),
        note_en: template.note_en.clone(),
        organiser_vi: template.organiser_vi.clone(),
        organiser_en: template.organiser_en.clone(),
        wards: template.wards.join("\n"),
        contact_phone: template.contact_phone.clone(),
        contact_email: template.contact_email.clone(),
        zone: template.zone.clone(),
        phase: Phase::Setup,
        opens_at: new.opens_at,
        closes_at: new.closes_at,
        grace_ms: template.grace_minutes * 60_000,
        judging_until: new.judging_until,
        results_at: new.results_at,
        awards_promised: template.awards_promised,
        openness: super::Openness::Numbers,
        announce_at: None,
        version: 1,
    })
}

fn is_slug(text: &str) -> bool {
    (3..=40).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !RESERVED.contains(&text)
}

fn runs_a_contest(actor: &Actor) -> bool {
    matches!(actor, Actor::Person { grants, .. } if grants.iter().any(|g| g.role == Role::Organiser))
}
