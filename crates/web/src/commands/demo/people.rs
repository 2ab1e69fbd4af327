//! The demo's staff: organiser, clerks, fourteen jurors in four panels, five advisers.

use contest::{
    contests::{CategoryId, Kind},
    people::{self, Actor, Grant, NewPerson, PersonId, Role},
};
use judging::{assignments, rounds};
use rehearsal::InventedOfficial;

use super::Play;
use crate::{
    accounts::{self, Purpose},
    app::App,
};

/// Seats of each panel; together fourteen.
const SEATS: &[(Kind, u32)] = &[
    (Kind::Song, 3),
    (Kind::Painting, 5),
    (Kind::Poem, 3),
    (Kind::Initiative, 3),
];
const ADVISERS: u32 = 5;
const CLERKS: u32 = 2;

/// Somebody on the staff.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) id: PersonId,
    name: String,
}

impl Member {
    /// The member as actor, with the roles held at this moment.
    pub(super) async fn actor(&self, play: &Play) -> anyhow::Result<Actor> {
        let grants = people::grants_of(&mut play.app.db.read().await?, self.id).await?;
        Ok(Actor::Person {
            id: self.id,
            grants,
        })
    }
}

/// A juror on a panel.
#[derive(Clone, Debug)]
pub(super) struct Juror {
    pub(super) member: Member,
    pub(super) category: CategoryId,
    pub(super) index: u32,
    pub(super) chair: bool,
}

/// Everybody who works on the contest.
pub(super) struct Staff {
    admin: Member,
    pub(super) organiser: Member,
    auditor: Member,
    pub(super) clerks: Vec<Member>,
    pub(super) jurors: Vec<Juror>,
    pub(super) advisers: Vec<Member>,
}

/// Where people are added, all with the same password.
struct Office<'a> {
    play: &'a Play,
    hash: String,
}

impl Office<'_> {
    async fn add(
        &self,
        who: InventedOfficial,
        address: &str,
        role: Option<Role>,
    ) -> anyhow::Result<Member> {
        let new = NewPerson {
            name: who.full_name.clone(),
            email: format!("{address}@demo.example"),
            phone: who.phone,
            organisation: who.title.to_owned(),
        };
        let cx = self.play.app.cx();
        let mut tx = self.play.app.db.begin().await?;
        let id = people::enlist(&mut tx, &cx, &Actor::System, &new).await?;
        if let Some(role) = role {
            let contest_id = (role != Role::Admin).then_some(self.play.contest.id);
            let grant = Grant {
                contest_id,
                category_id: None,
                role,
            };
            people::grant(&mut tx, &cx, &Actor::System, id, &grant).await?;
        }
        accounts::store_hash(&mut tx, &cx, id, &self.hash).await?;
        tx.commit().await?;
        Ok(Member {
            id,
            name: who.full_name,
        })
    }

    /// Fourteen jurors; the first of each panel is its chair.
    async fn jurors(&self) -> anyhow::Result<Vec<Juror>> {
        let mut jurors = Vec::new();
        for (kind, seats) in SEATS {
            let Some(category) = self.play.categories.iter().find(|c| c.kind == *kind) else {
                continue;
            };
            for seat in 0..*seats {
                let index = u32::try_from(jurors.len()).unwrap_or(0);
                let address = format!("juror-{}", index + 1);
                let member = self
                    .add(rehearsal::juror(self.play.seed, index), &address, None)
                    .await?;
                jurors.push(Juror {
                    member,
                    category: category.id,
                    index,
                    chair: seat == 0,
                });
            }
        }
        Ok(jurors)
    }
}

impl Staff {
    /// Enlists everybody, with the same password.
    pub(super) async fn enlist(play: &Play, password: &str) -> anyhow::Result<Self> {
        let office = Office {
            play,
            hash: accounts::hash(&play.app, password).await?,
        };
        let seed = play.seed;
        let admin = office
            .add(rehearsal::organiser(seed, 2), "admin", Some(Role::Admin))
            .await?;
        let organiser = office
            .add(
                rehearsal::organiser(seed, 0),
                "organiser",
                Some(Role::Organiser),
            )
            .await?;
        let auditor = office
            .add(
                rehearsal::organiser(seed, 1),
                "auditor",
                Some(Role::Auditor),
            )
            .await?;
        let mut clerks = Vec::new();
        for n in 0..CLERKS {
            let address = format!("clerk-{}", n + 1);
            clerks.push(
                office
                    .add(rehearsal::clerk(seed, n), &address, Some(Role::Clerk))
                    .await?,
            );
        }
        let mut advisers = Vec::new();
        for n in 0..ADVISERS {
            let address = format!("adviser-{}", n + 1);
            advisers.push(
                office
                    .add(rehearsal::adviser(seed, n), &address, Some(Role::Advisor))
                    .await?,
            );
        }
        let jurors = office.jurors().await?;
        let staff = Self {
            admin,
            organiser,
            auditor,
            clerks,
            jurors,
            advisers,
        };
        staff.seat(play).await?;
        Ok(staff)
    }

    async fn seat(&self, play: &Play) -> anyhow::Result<()> {
        let organiser = self.organiser.actor(play).await?;
        let mut tx = play.app.db.begin().await?;
        for juror in &self.jurors {
            let round = rounds::round_of(&mut tx, juror.category).await?;
            let round = round
                .ok_or_else(|| anyhow::anyhow!("every category of the template has a round"))?;
            let seat = (juror.member.id, juror.chair);
            rounds::seat(
                &mut tx,
                &play.app.cx(),
                &organiser,
                (&play.contest, &round),
                seat,
            )
            .await?;
        }
        tx.commit().await?;
        // invented people know nobody
        for juror in &self.jurors {
            let actor = juror.member.actor(play).await?;
            let mut tx = play.app.db.begin().await?;
            assignments::declare(&mut tx, &play.app.cx(), &actor, &play.contest, &[]).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The chair of a category's panel.
    pub(super) fn chair_of(&self, category: CategoryId) -> Option<&Member> {
        self.jurors
            .iter()
            .find(|j| j.chair && j.category == category)
            .map(|j| &j.member)
    }

    /// One sign-in link for each role, from real chance and the real clock.
    pub(super) async fn links(&self, app: &App) -> anyhow::Result<Vec<(String, String)>> {
        let mut shown = vec![
            ("organiser", &self.organiser),
            ("clerk", &self.clerks[0]),
            ("advisor", &self.advisers[0]),
            ("auditor", &self.auditor),
            ("admin", &self.admin),
        ];
        shown.extend(
            self.jurors
                .iter()
                .find(|j| j.chair && j.index > 0)
                .map(|j| ("chair", &j.member)),
        );
        shown.extend(
            self.jurors
                .iter()
                .find(|j| !j.chair && j.index > 3)
                .map(|j| ("juror", &j.member)),
        );
        let mut links = Vec::new();
        let mut tx = app.db.begin().await?;
        for (role, member) in shown {
            let token =
                accounts::issue(&mut tx, &app.cx(), Purpose::SignIn, Some(member.id)).await?;
            links.push((format!("{role} ({})", member.name), token));
        }
        tx.commit().await?;
        Ok(links)
    }
}
