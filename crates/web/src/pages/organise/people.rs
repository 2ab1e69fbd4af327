//! Who works on the contest, and inviting them.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use contest::contests::{self, Category, CategoryId, Contest};
use contest::people::{self, EnlistError, Grant, NewPerson, PersonId, Role, RoleHolder};
use contest::{Tx, outbox};
use judging::rounds::{self, RoundState, SeatError};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Purpose};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// Somebody with a role.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// full name
    pub name: String,
    /// what they sign in with
    pub login: String,
    /// roles, as in `Invitation::role`
    pub roles: Vec<String>,
    /// names of the categories they judge; may be empty
    pub categories: String,
    /// `invited`, `active` or `ended`
    pub state: String,
    /// makes a new invitation link; absent where it is not possible
    pub invite_action: Option<String>,
    /// ends all roles; absent where it is not possible
    pub end_action: Option<String>,
}

/// An invitation just made: shown once.
#[derive(Clone, Debug, Serialize)]
pub struct InvitationCard {
    /// who
    pub name: String,
    /// the address, with host
    pub link: String,
    /// an `<svg>` element, made by the server
    pub qr: String,
    /// until when it holds
    pub expires_at: i64,
}

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// full name
    pub name: String,
    /// e-mail address or phone
    pub login: String,
    /// role
    pub role: String,
    /// jurors, chairs and advisors: category slug, or empty for all
    pub category: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct People {
    /// by role, then by name
    pub people: Vec<Person>,
    /// present right after inviting
    pub card: Option<InvitationCard>,
    /// what was typed
    pub form: PersonForm,
    /// what is wrong
    pub errors: FormErrors,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// the organisers' page
    pub back_href: String,
}

impl Page for People {
    const TEMPLATE: &'static str = "pages/organise/people.html";

    fn samples() -> Vec<Self> {
        let person = |name: &str, role: &str, categories: &str, state: &str| Person {
            name: name.into(),
            login: "0912 000 111".into(),
            roles: vec![role.into()],
            categories: categories.into(),
            state: state.into(),
            invite_action: (state == "invited")
                .then(|| format!("{}/organise/people/1/invite", examples::BASE)),
            end_action: Some(format!("{}/organise/people/1/end", examples::BASE)),
        };
        let page = Self {
            people: vec![
                person("Hà Thị Minh Châu", "chair", "Tranh vẽ", "active"),
                person("Tòng Văn Hưng", "juror", "Tranh vẽ, Thơ", "invited"),
                person("Đinh Văn Lâm", "advisor", "", "active"),
                person("Quàng Thị Phương", "clerk", "", "ended"),
            ],
            card: None,
            form: PersonForm::default(),
            errors: FormErrors::new(),
            categories: examples::categories(),
            back_href: format!("{}/organise", examples::BASE),
        };
        let invited = Self {
            card: Some(InvitationCard {
                name: "Tòng Văn Hưng".into(),
                link: "https://thi.sonla.example/vi/invitation/3kq9".into(),
                qr:
                    "<svg viewBox=\"0 0 7 7\"><path d=\"M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0z\"/></svg>"
                        .into(),
                expires_at: examples::CLOSES,
            }),
            ..page.clone()
        };
        let wrong = Self {
            form: PersonForm {
                name: "Tòng Văn Hưng".into(),
                ..PersonForm::default()
            },
            errors: FormErrors::new()
                .with("login", "organise-people-login", &[])
                .with("role", "error-choice", &[]),
            ..page.clone()
        };
        vec![page, invited, wrong]
    }
}

/// How long an invitation's link holds, in milliseconds.
const INVITED_MS: i64 = 14 * 24 * 3_600_000;

/// `GET /{lang}/{contest}/organise/people`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = People::of(&mut tx, &visitor, &contest, PersonForm::default()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/people`: adds a person with a role and shows the link once.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<PersonForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let mut tx = app.db.begin().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let category = categories.iter().find(|c| c.slug == form.category);
    let role = Role::parse(&form.role).filter(|r| *r != Role::Admin);
    if role.is_none() {
        errors.add("role", "error-choice");
    }
    let new = NewPerson {
        name: form.name.clone(),
        email: form.login.clone(),
        phone: String::new(),
        organisation: String::new(),
    };
    let (cx, actor) = (app.cx(), visitor.actor());
    let person = match people::enlist(&mut tx, &cx, &actor, &new).await {
        Ok(person) => Some(person),
        Err(EnlistError::NameMissing) => {
            errors.add("name", "error-name");
            None
        }
        Err(EnlistError::EmailInvalid) => {
            errors.add("login", "error-email");
            None
        }
        Err(EnlistError::Denied) => return Err(PageError::NotFound),
        Err(EnlistError::Store(error)) => return Err(error.into()),
    };
    if let (true, Some(person), Some(role)) = (errors.is_empty(), person, role) {
        match give(
            &mut tx,
            &app,
            &visitor,
            (&contest, &categories, category),
            (person, role),
        )
        .await?
        {
            Ok(()) => {
                let page = card(&app, &mut tx, &visitor, &contest, person).await?;
                tx.commit().await?;
                return visitor.show(&app, &page);
            }
            Err(key) => errors.add("category", key),
        }
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = People::of(&mut tx, &visitor, &contest, form).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Gives the role; jurors and chairs get a seat on the panel, of one category or of all. The inner error is the
/// key of a sentence.
async fn give(
    tx: &mut Tx,
    app: &App,
    visitor: &Visitor,
    (contest, categories, category): (&Contest, &[Category], Option<&Category>),
    (person, role): (PersonId, Role),
) -> Result<Result<(), &'static str>, PageError> {
    let (cx, actor) = (app.cx(), visitor.actor());
    if !matches!(role, Role::Juror | Role::Chair) {
        let grant = Grant {
            contest_id: Some(contest.id),
            category_id: category.map(|c| c.id),
            role,
        };
        people::grant(tx, &cx, &actor, person, &grant)
            .await
            .map_err(PageError::internal)?;
        return Ok(Ok(()));
    }
    for seat in categories
        .iter()
        .filter(|c| category.is_none_or(|chosen| chosen.id == c.id))
    {
        let mut drafts = rounds::rounds_of_category(tx, seat.id).await?;
        let any = !drafts.is_empty();
        drafts.retain(|r| r.state == RoundState::Draft);
        if any && drafts.is_empty() {
            return Ok(Err("organise-people-opened"));
        }
        for round in &drafts {
            let who = (person, role == Role::Chair);
            match rounds::seat(tx, &cx, &actor, (contest, round), who).await {
                Ok(()) => {}
                Err(SeatError::Opened) => return Ok(Err("organise-people-opened")),
                Err(SeatError::Denied | SeatError::Limit(_)) => return Err(PageError::NotFound),
                Err(SeatError::Store(error)) => return Err(error.into()),
            }
        }
    }
    Ok(Ok(()))
}

/// The page with a fresh link; earlier links of the person no longer hold. The message waits in the outbox too.
async fn card(
    app: &App,
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    id: PersonId,
) -> Result<People, PageError> {
    let person = people::by_id(tx, id).await?.ok_or(PageError::NotFound)?;
    let cx = app.cx();
    let token = accounts::issue(tx, &cx, Purpose::Invitation, Some(id)).await?;
    let link = visitor.absolute(&format!("/invitation/{token}"));
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let args = Args::from([
        ("name".to_owned(), person.name.as_str().into()),
        ("contest".to_owned(), name.into()),
        ("link".to_owned(), link.as_str().into()),
    ]);
    let subject = text(visitor.lang, "mail-invitation-subject", &args);
    let body = text(visitor.lang, "mail-invitation-body", &args);
    outbox::post(tx, &cx, Some(contest.id), &person.email, (&subject, &body)).await?;
    let mut page = People::of(tx, visitor, contest, PersonForm::default()).await?;
    page.card = Some(InvitationCard {
        name: person.name,
        qr: papers::qr_svg(&link).unwrap_or_default(),
        link,
        expires_at: cx.now.plus_ms(INVITED_MS).0,
    });
    Ok(page)
}

/// Somebody who holds a role in this contest.
async fn member(
    tx: &mut Tx,
    contest: &Contest,
    id: PersonId,
) -> Result<Vec<RoleHolder>, PageError> {
    let all = people::holders_of(tx, contest.id).await?;
    let held: Vec<_> = all.into_iter().filter(|h| h.person.id == id).collect();
    if held.is_empty() {
        Err(PageError::NotFound)
    } else {
        Ok(held)
    }
}

/// Nothing is typed: the button alone says it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct NoForm {}

/// `POST /{lang}/{contest}/organise/people/{person}/invite`: a new link.
pub async fn invite(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, PersonId)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    member(&mut tx, &contest, id).await?;
    let page = card(&app, &mut tx, &visitor, &contest, id).await?;
    tx.commit().await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/people/{person}/end`: takes every role of the person in this contest back.
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, PersonId)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let (cx, actor) = (app.cx(), visitor.actor());
    if actor.person() == Some(id) {
        return Err(PageError::Conflict);
    }
    let mut tx = app.db.begin().await?;
    for held in member(&mut tx, &contest, id).await? {
        if matches!(held.role, Role::Juror | Role::Chair)
            && let Some(category) = held.category_id
        {
            let mut left = false;
            for round in rounds::rounds_of_category(&mut tx, category).await? {
                let panel = rounds::members_of_round(&mut tx, round.id).await?;
                if panel.iter().all(|m| m.person_id != id) {
                    continue;
                }
                match rounds::unseat(&mut tx, &cx, &actor, (&contest, &round), id).await {
                    Ok(()) => left = true,
                    Err(SeatError::Store(error)) => return Err(error.into()),
                    // Marks are never deleted with their juror: a panel that has begun keeps its seats.
                    Err(_) => return Err(PageError::Closed),
                }
            }
            if left {
                continue;
            }
        }
        let role = (contest.id, held.category_id, held.role);
        people::revoke(&mut tx, &cx, &actor, id, role)
            .await
            .map_err(PageError::internal)?;
    }
    tx.commit().await?;
    Ok(visitor.go_saying(
        &format!("/{}/organise/people", contest.slug),
        "notice-saved",
    ))
}

impl People {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        form: PersonForm,
    ) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/{}/organise", contest.slug));
        let categories = contests::categories_of(tx, contest.id).await?;
        let active = accounts::with_password(tx, contest.id).await?;
        let name_of = |id: CategoryId| {
            categories
                .iter()
                .find(|c| c.id == id)
                .map(|c| visitor.pick(&c.name_vi, &c.name_en))
                .unwrap_or_default()
        };
        let mut people: BTreeMap<(Role, PersonId), Person> = BTreeMap::new();
        let mut first_role: BTreeMap<PersonId, Role> = BTreeMap::new();
        for held in people::holders_of(tx, contest.id).await? {
            let id = held.person.id;
            let key = (*first_role.entry(id).or_insert(held.role), id);
            let person = people.entry(key).or_insert_with(|| Person {
                name: held.person.name.clone(),
                login: held.person.email.clone(),
                roles: Vec::new(),
                categories: String::new(),
                state: if active.contains(&id) {
                    "active"
                } else {
                    "invited"
                }
                .to_owned(),
                invite_action: Some(format!("{base}/people/{id}/invite")),
                end_action: Some(format!("{base}/people/{id}/end")),
            });
            let role = held.role.as_str().to_owned();
            if !person.roles.contains(&role) {
                person.roles.push(role);
            }
            let category = held.category_id.map(name_of).unwrap_or_default();
            if !category.is_empty() && !person.categories.contains(category) {
                if !person.categories.is_empty() {
                    person.categories.push_str(", ");
                }
                person.categories.push_str(category);
            }
        }
        Ok(Self {
            people: people.into_values().collect(),
            card: None,
            form,
            errors: FormErrors::new(),
            categories: categories
                .iter()
                .map(|c| Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en)))
                .collect(),
            back_href: base,
        })
    }
}
