//! People who sign in, the roles they hold in contests, and who is acting.

mod enlist;
mod store;

use crate::{
    contests::{CategoryId, ContestId},
    id, text_enum,
};

pub use enlist::{EnlistError, NewPerson, enlist, grant, revoke};
pub use store::{by_email, by_id, grants_of, holders_of, is_empty};

id! {
    /// Key of a person.
    PersonId
}

text_enum! {
    /// What somebody may do in a contest.
    Role {
        /// Runs the installation and creates contests; sees no names and no marks by this role alone.
        Admin = "admin",
        /// Sets a contest up, opens, closes, publishes.
        Organiser = "organiser",
        /// Checks entries and records paper ones.
        Clerk = "clerk",
        /// Scores works of one category, blind.
        Juror = "juror",
        /// Leads the panel of a category (or the whole jury) and signs.
        Chair = "chair",
        /// Reads the shortlist and the proposal, and gives an opinion.
        Advisor = "advisor",
        /// Reads the log.
        Auditor = "auditor",
    }
}

/// Somebody with an account.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Person {
    /// Key.
    pub id: PersonId,
    /// Full name, as printed on papers.
    pub name: String,
    /// Address for signing in, lower case.
    pub email: String,
    /// As typed; may be empty.
    pub phone: String,
    /// School, office or association; may be empty.
    pub organisation: String,
}

/// One role held by one person, in one contest and perhaps one category of it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Grant {
    /// The contest; none for [`Role::Admin`].
    pub contest_id: Option<ContestId>,
    /// The category; none means the whole contest.
    pub category_id: Option<CategoryId>,
    /// The role.
    #[sqlx(try_from = "String")]
    pub role: Role,
}

/// A person together with a role they hold in a contest.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RoleHolder {
    /// Who.
    #[sqlx(flatten)]
    pub person: Person,
    /// In which category; none means the whole contest.
    pub category_id: Option<CategoryId>,
    /// As what.
    #[sqlx(try_from = "String")]
    pub role: Role,
}

/// Who is acting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anybody.
    Visitor,
    /// Whoever holds the private link of this entry.
    Holder(uuid::Uuid),
    /// Whoever holds the guardian's link of this entry.
    Guardian(uuid::Uuid),
    /// Whoever holds the link of this class.
    Teacher(uuid::Uuid),
    /// Somebody signed in.
    Person {
        /// Who.
        id: PersonId,
        /// What they may do, and where.
        grants: Vec<Grant>,
    },
    /// The program itself: the command line and background jobs.
    System,
}

impl Actor {
    /// Whether the actor holds `role` in the contest (for some or all categories).
    #[must_use]
    pub fn has(&self, contest: ContestId, role: Role) -> bool {
        match self {
            Self::System => true,
            Self::Person { grants, .. } => grants
                .iter()
                .any(|g| g.role == role && g.contest_id == Some(contest)),
            Self::Visitor | Self::Holder(_) | Self::Guardian(_) | Self::Teacher(_) => false,
        }
    }

    /// Whether the actor holds `role` for this category or for the whole contest.
    #[must_use]
    pub fn has_in(&self, contest: ContestId, category: CategoryId, role: Role) -> bool {
        match self {
            Self::System => true,
            Self::Person { grants, .. } => grants.iter().any(|g| {
                g.role == role
                    && g.contest_id == Some(contest)
                    && g.category_id.is_none_or(|c| c == category)
            }),
            Self::Visitor | Self::Holder(_) | Self::Guardian(_) | Self::Teacher(_) => false,
        }
    }

    /// Whether the actor runs the installation.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        match self {
            Self::System => true,
            Self::Person { grants, .. } => grants.iter().any(|g| g.role == Role::Admin),
            Self::Visitor | Self::Holder(_) | Self::Guardian(_) | Self::Teacher(_) => false,
        }
    }

    /// The signed-in person.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// How the audit log names the actor: a kind and a key, never a name.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Visitor => "visitor".to_owned(),
            Self::Holder(entry) => format!("holder:{entry}"),
            Self::Guardian(entry) => format!("guardian:{entry}"),
            Self::Teacher(class) => format!("teacher:{class}"),
            Self::Person { id, .. } => format!("person:{id}"),
            Self::System => "system".to_owned(),
        }
    }
}
