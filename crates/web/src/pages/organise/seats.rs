//! Who sits on the panel of a round, and what they take on: a part of the round's page.

use std::collections::BTreeMap;

use contest::contests::{Category, Contest};
use contest::people::{self, PersonId, Role};
use contest::{Actor, Context, Tx};
use judging::rounds::{self, Member, Round, SeatError};
use serde::Serialize;

use crate::error::PageError;
use crate::forms::FormErrors;

/// Somebody who may sit on the panel.
#[derive(Clone, Debug, Serialize)]
pub struct Seat {
    /// sent as `seat-<id>`, with `most-<id>` and `knows-<id>`
    pub id: String,
    /// name
    pub name: String,
    /// whether they sit on it
    pub seated: bool,
    /// how many works at most; empty for any number
    pub most: String,
    /// `0` little, `1` some, `2` well
    pub knows: String,
}

impl Seat {
    /// A juror without a limit.
    #[must_use]
    pub fn sample(id: &str, name: &str, seated: bool) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            seated,
            most: if id == "2" { "40" } else { "" }.into(),
            knows: "2".into(),
        }
    }

    /// Everybody who judges in the category, with what is known of their seat.
    pub(super) async fn all(
        tx: &mut Tx,
        contest: &Contest,
        category: &Category,
        panel: &[Member],
    ) -> Result<Vec<Self>, sqlx::Error> {
        let judges = judges(tx, contest, category).await?;
        let seat = |(id, name): (PersonId, String)| {
            let member = panel.iter().find(|m| m.person_id == id);
            let most = member.map_or(0, |m| m.most_works);
            Self {
                id: id.to_string(),
                name,
                seated: member.is_some(),
                most: if most == 0 {
                    String::new()
                } else {
                    most.to_string()
                },
                knows: member.map_or(2, |m| m.expertise).to_string(),
            }
        };
        Ok(judges.into_iter().map(seat).collect())
    }

    /// Puts back what was typed.
    pub(super) fn typed(&mut self, form: &BTreeMap<String, String>) {
        let field = |name: &str| form.get(&format!("{name}-{}", self.id)).cloned();
        let (most, knows) = (field("most"), field("knows"));
        self.seated = field("seat").is_some();
        self.most = most.unwrap_or_default();
        self.knows = knows.unwrap_or_default();
    }
}

/// Sets the panel as the form says; what is wrong goes to `errors`.
pub(super) async fn save(
    tx: &mut Tx,
    (cx, actor): (&Context, &Actor),
    (contest, category, round): (&Contest, &Category, &Round),
    form: &BTreeMap<String, String>,
    errors: &mut FormErrors,
) -> Result<(), PageError> {
    let mut seats = Vec::new();
    for (person, _) in judges(tx, contest, category).await? {
        let field = |name: &str| form.get(&format!("{name}-{person}"));
        if field("seat").is_none() {
            continue;
        }
        let most = field("most").map_or("", |typed| typed.trim());
        let Ok(most_works) = (if most.is_empty() { Ok(0) } else { most.parse() }) else {
            errors.add(&format!("most-{person}"), "round-most-wrong");
            continue;
        };
        seats.push(rounds::Seat {
            person,
            most_works,
            expertise: field("knows").and_then(|k| k.parse().ok()).unwrap_or(2),
        });
    }
    // nobody is asked where there is nobody to choose from yet
    if seats.is_empty() || !errors.is_empty() {
        return Ok(());
    }
    match rounds::set_panel(tx, cx, actor, (contest, round), &seats).await {
        Ok(()) => {}
        Err(SeatError::Limit(person)) => {
            errors.add(&format!("most-{person}"), "round-most-wrong");
        }
        Err(SeatError::Store(error)) => return Err(error.into()),
        Err(SeatError::Denied | SeatError::Opened) => return Err(PageError::Closed),
    }
    Ok(())
}

/// Everybody who is a juror of the category, by name.
async fn judges(
    tx: &mut Tx,
    contest: &Contest,
    category: &Category,
) -> Result<Vec<(PersonId, String)>, sqlx::Error> {
    let mut judges: Vec<(PersonId, String)> = people::holders_of(tx, contest.id)
        .await?
        .into_iter()
        .filter(|h| h.role == Role::Juror && h.category_id == Some(category.id))
        .map(|h| (h.person.id, h.person.name))
        .collect();
    judges.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    judges.dedup();
    Ok(judges)
}
