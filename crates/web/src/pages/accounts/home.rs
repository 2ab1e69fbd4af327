//! What the signed-in person may do.

use axum::extract::State;
use contest::contests::{self, Contest, Phase};
use contest::people::Role;
use serde::Serialize;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Visitor};
use crate::pages::examples;
use crate::pages::parts::Phrase;
use crate::render::Page;

/// One place to go.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// where
    pub href: String,
    /// what: keys `task-…` of `accounts.ftl`
    pub label: Phrase,
    /// what waits there
    pub hint: Option<Phrase>,
    /// its state, with a colour: none, `done`, `warn`, `stop` or `now`
    pub state: Option<(Phrase, String)>,
}

/// The tasks in one contest.
#[derive(Clone, Debug, Serialize)]
pub struct TaskGroup {
    /// the contest's name
    pub contest: String,
    /// its landing page
    pub href: String,
    /// roles held there, as in `Invitation::role`
    pub roles: Vec<String>,
    /// what to do there
    pub tasks: Vec<Task>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct MyHome {
    /// the person
    pub name: String,
    /// newest contest first
    pub groups: Vec<TaskGroup>,
    /// creating a contest, for those who may
    pub new_href: Option<String>,
    /// how the installation is, for whoever runs it
    pub installation_href: Option<String>,
}

impl Page for MyHome {
    const TEMPLATE: &'static str = "pages/accounts/home.html";

    fn samples() -> Vec<Self> {
        let task =
            |slug: &str, key: &str, hint: Option<Phrase>, state: Option<(Phrase, String)>| Task {
                href: format!("{}/{slug}", examples::BASE),
                label: Phrase::new(key, &[]),
                hint,
                state,
            };
        vec![
            Self {
                name: "Lò Thị Hạnh".into(),
                groups: vec![TaskGroup {
                    contest: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
                    href: examples::BASE.into(),
                    roles: vec!["organiser".into(), "clerk".into()],
                    tasks: vec![
                        task(
                            "desk",
                            "task-desk",
                            Some(Phrase::new("task-desk-waiting", &[("n", 12.into())])),
                            Some((Phrase::new("task-waiting", &[]), "warn".into())),
                        ),
                        task("organise", "task-organise", None, None),
                        task(
                            "jury",
                            "task-jury",
                            Some(Phrase::new("task-jury-left", &[("n", 67.into())])),
                            None,
                        ),
                    ],
                }],
                new_href: Some("/vi/contests/new".into()),
                installation_href: Some("/vi/installation".into()),
            },
            Self {
                name: "Tòng Văn Hưng".into(),
                groups: Vec::new(),
                new_href: None,
                installation_href: None,
            },
        ]
    }
}

/// `GET /{lang}/account`.
pub async fn get(State(app): State<App>, visitor: Visitor) -> Answer {
    let session = visitor.session.as_ref().ok_or(PageError::SignIn)?;
    let mut tx = app.db.read().await?;
    let mut groups = Vec::new();
    for contest in contests::all(&mut tx).await? {
        let roles: Vec<Role> = Role::ALL
            .iter()
            .copied()
            .filter(|role| session.actor.has(contest.id, *role))
            .collect();
        if roles.is_empty() {
            continue;
        }
        groups.push(TaskGroup {
            contest: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
            href: visitor.url(&format!("/{}", contest.slug)),
            tasks: tasks(&visitor, &contest, &roles),
            roles: roles.iter().map(|r| r.as_str().to_owned()).collect(),
        });
    }
    let creator = session.actor.is_admin() || visitor.runs_a_contest();
    let page = MyHome {
        name: session.person.name.clone(),
        groups,
        new_href: creator.then(|| visitor.url("/contests/new")),
        installation_href: (session.actor.is_admin()).then(|| visitor.url("/installation")),
    };
    visitor.show(&app, &page)
}

/// Where each role leads, and from which phase on there is something to do.
fn tasks(visitor: &Visitor, contest: &Contest, roles: &[Role]) -> Vec<Task> {
    const PLACES: &[(&str, &str, &[Role], Phase, Phase)] = &[
        (
            "organise",
            "task-organise",
            &[Role::Organiser],
            Phase::Setup,
            Phase::Decided,
        ),
        (
            "desk",
            "task-desk",
            &[Role::Clerk, Role::Organiser],
            Phase::Open,
            Phase::Checking,
        ),
        (
            "jury",
            "task-jury",
            &[Role::Juror],
            Phase::Judging,
            Phase::Judging,
        ),
        (
            "standings",
            "task-standings",
            &[Role::Chair, Role::Juror, Role::Organiser],
            Phase::Deliberating,
            Phase::Deliberating,
        ),
        (
            "advise",
            "task-advise",
            &[Role::Advisor],
            Phase::Advising,
            Phase::Advising,
        ),
        (
            "decide",
            "task-decide",
            &[Role::Chair, Role::Organiser],
            Phase::Advising,
            Phase::Decided,
        ),
        (
            "log",
            "task-log",
            &[Role::Organiser, Role::Auditor],
            Phase::Setup,
            Phase::Decided,
        ),
    ];
    PLACES
        .iter()
        .filter(|(_, _, allowed, ..)| allowed.iter().any(|role| roles.contains(role)))
        .map(|(path, label, _, from, to)| {
            let state = if contest.phase < *from {
                Some((Phrase::new("task-not-yet", &[]), String::new()))
            } else if contest.phase > *to {
                Some((Phrase::new("task-done", &[]), "done".to_owned()))
            } else {
                None
            };
            Task {
                href: visitor.url(&format!("/{}/{path}", contest.slug)),
                label: Phrase::new(label, &[]),
                hint: None,
                state,
            }
        })
        .collect()
}
