//! What the signed-in person may do.

use serde::Serialize;

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
    /// its state, with a colour: ``, `done`, `warn`, `stop` or `now`
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
}

impl Page for MyHome {
    const TEMPLATE: &'static str = "pages/accounts/home.html";

    fn samples() -> Vec<Self> {
        let task = |slug: &str, key: &str, hint: Option<Phrase>, state: Option<(Phrase, String)>| Task {
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
                        task("desk", "task-desk", Some(Phrase::new("task-desk-waiting", &[("n", 12.into())])), Some((Phrase::new("task-waiting", &[]), "warn".into()))),
                        task("organise", "task-organise", None, None),
                        task("jury", "task-jury", Some(Phrase::new("task-jury-left", &[("n", 67.into())])), None),
                    ],
                }],
                new_href: Some("/vi/contests/new".into()),
            },
            Self {
                name: "Tòng Văn Hưng".into(),
                groups: Vec::new(),
                new_href: None,
            },
        ]
    }
}
