//! Who works on the contest, and their browsers.

use contest::{
    Actor,
    contests::{Category, CategoryId, Contest, Kind},
    people::{self, Grant, NewPerson, PersonId, Role},
};
use judging::{assignments, rounds};
use web::{accounts, app::App};

use crate::{Client, TestApp};

/// Everybody's password.
pub const PASSWORD: &str = "mười hai con trâu qua suối";
/// Jurors of a panel; the first is its chair. One more than a work needs, so that one may recuse.
const SEATS: usize = 4;

/// Everybody who works on the contest.
pub struct Staff {
    /// Runs the installation.
    pub admin: PersonId,
    /// Runs the contest.
    pub organiser: PersonId,
    /// Reads the log.
    pub auditor: PersonId,
    /// Checks entries.
    pub clerk: PersonId,
    /// Reads the jury's proposal.
    pub advisor: PersonId,
    /// Every panel, its chair first.
    pub panels: Vec<(CategoryId, Vec<PersonId>)>,
}

impl Staff {
    pub(crate) async fn enlist(app: &App, contest: &Contest, categories: &[Category]) -> Self {
        let hash = accounts::hash(app, PASSWORD).await.expect("hashed");
        let add = async |name: &str, role: Option<Role>| {
            let email = format!("{}@staff.example", name.to_lowercase().replace(' ', "-"));
            let new = NewPerson {
                name: name.to_owned(),
                email,
                phone: String::new(),
                organisation: String::new(),
            };
            let (cx, mut tx) = (app.cx(), app.db.begin().await.expect("a transaction"));
            let id = people::enlist(&mut tx, &cx, &Actor::System, &new)
                .await
                .expect("enlisted");
            if let Some(role) = role {
                let contest_id = (role != Role::Admin).then_some(contest.id);
                let grant = Grant {
                    contest_id,
                    category_id: None,
                    role,
                };
                people::grant(&mut tx, &cx, &Actor::System, id, &grant)
                    .await
                    .expect("granted");
            }
            accounts::store_hash(&mut tx, &cx, id, &hash)
                .await
                .expect("stored");
            tx.commit().await.expect("commits");
            id
        };
        let mut staff = Self {
            admin: add("Staff Admin", Some(Role::Admin)).await,
            organiser: add("Staff Organiser", Some(Role::Organiser)).await,
            auditor: add("Staff Auditor", Some(Role::Auditor)).await,
            clerk: add("Staff Clerk", Some(Role::Clerk)).await,
            advisor: add("Staff Advisor", Some(Role::Advisor)).await,
            panels: Vec::new(),
        };
        for category in categories {
            let mut panel = Vec::new();
            for seat in 0..SEATS {
                panel.push(add(&format!("Juror {} {seat}", category.slug), None).await);
            }
            let (cx, mut tx) = (app.cx(), app.db.begin().await.expect("a transaction"));
            let round = rounds::round_of(&mut tx, category.id)
                .await
                .expect("reads")
                .expect("a round");
            for (seat, id) in panel.iter().enumerate() {
                let seat = (*id, seat == 0);
                rounds::seat(&mut tx, &cx, &Actor::System, (contest, &round), seat)
                    .await
                    .expect("seated");
                let grants = people::grants_of(&mut tx, seat.0).await.expect("reads");
                let juror = Actor::Person { id: seat.0, grants };
                assignments::declare(&mut tx, &cx, &juror, contest, &[])
                    .await
                    .expect("declared");
            }
            tx.commit().await.expect("commits");
            staff.panels.push((category.id, panel));
        }
        staff
    }
}

impl TestApp {
    /// Somebody without a session and without a private link.
    #[must_use]
    pub fn stranger(&self) -> Client<'_> {
        Client::new(self)
    }

    /// Somebody who enters a work: no session either.
    #[must_use]
    pub fn entrant(&self) -> Client<'_> {
        Client::new(self)
    }

    /// Who runs the installation.
    pub async fn admin(&self) -> Client<'_> {
        self.signed_in(self.staff.admin).await
    }

    /// Who runs the contest.
    pub async fn organiser(&self) -> Client<'_> {
        self.signed_in(self.staff.organiser).await
    }

    /// Who may read the log.
    pub async fn auditor(&self) -> Client<'_> {
        self.signed_in(self.staff.auditor).await
    }

    /// Who checks entries.
    pub async fn clerk(&self) -> Client<'_> {
        self.signed_in(self.staff.clerk).await
    }

    /// Who reads the jury's proposal.
    pub async fn advisor(&self) -> Client<'_> {
        self.signed_in(self.staff.advisor).await
    }

    /// The second of the panel of a kind, who chairs nothing.
    pub async fn juror(&self, kind: Kind) -> Client<'_> {
        self.signed_in(self.panel(kind)[1]).await
    }

    /// The chair of the panel of a kind.
    pub async fn chair(&self, kind: Kind) -> Client<'_> {
        self.signed_in(self.panel(kind)[0]).await
    }

    /// The panel of a kind, its chair first.
    #[must_use]
    pub fn panel(&self, kind: Kind) -> &[PersonId] {
        let category = self
            .categories
            .iter()
            .find(|c| c.kind == kind)
            .expect("every kind has a category");
        let panel = self.staff.panels.iter().find(|(id, _)| *id == category.id);
        &panel.expect("every category has a panel").1
    }

    /// A browser in which this person has just signed in.
    pub async fn signed_in(&self, person: PersonId) -> Client<'_> {
        let mut tx = self.tx().await;
        let key = accounts::open(&mut tx, &self.app.cx(), person)
            .await
            .expect("a session opens");
        tx.commit().await.expect("commits");
        Client::with_session(self, key)
    }

    /// The person as actor, with the roles held now.
    pub async fn actor(&self, id: PersonId) -> Actor {
        let mut tx = self.app.db.read().await.expect("a snapshot");
        Actor::Person {
            id,
            grants: people::grants_of(&mut tx, id).await.expect("reads"),
        }
    }
}
