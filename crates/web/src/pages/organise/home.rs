//! What is to be done, phase by phase.

use serde::Serialize;

use crate::pages::accounts::home::Task;
use crate::pages::examples;
use crate::pages::parts::Phrase;
use crate::render::Page;

/// A number worth seeing.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// `organise-figure-…`
    pub label_key: String,
    /// how many
    pub value: i64,
    /// of how many; 0 where there is no such number
    pub of: i64,
    /// where they are listed
    pub href: Option<String>,
}

/// The tasks of a phase.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseTasks {
    /// `setup`, `open`, `check`, `judge`, `decide` or `after`: `organise-phase-…`
    pub phase: String,
    /// whether the contest is there now
    pub current: bool,
    /// labels `organise-task-…`
    pub tasks: Vec<Task>,
}

/// The page. `figures` alone are the fragment `pages/organise/_figures.html`.
#[derive(Clone, Debug, Serialize)]
pub struct OrganiseHome {
    /// the contest's name
    pub name: String,
    /// `before`, `open`, `judging` or `announced`
    pub phase: String,
    /// what stands in the way now, most urgent first
    pub urgent: Vec<Phrase>,
    /// numbers
    pub figures: Vec<Figure>,
    /// address of the fragment with the numbers
    pub figures_href: String,
    /// the current phase first
    pub phases: Vec<PhaseTasks>,
    /// posts nothing: opens or closes entering; with the word `organise-open` or `organise-close`
    pub switch: Option<(String, String)>,
    /// the public page
    pub landing_href: String,
}

impl Page for OrganiseHome {
    const TEMPLATE: &'static str = "pages/organise/home.html";

    fn samples() -> Vec<Self> {
        let figure = |key: &str, value, of| Figure {
            label_key: format!("organise-figure-{key}"),
            value,
            of,
            href: Some(format!("{}/desk", examples::BASE)),
        };
        let task = |slug: &str, key: &str, done: bool| Task {
            href: format!("{}/organise/{slug}", examples::BASE),
            label: Phrase::new(key, &[]),
            hint: None,
            state: Some(if done {
                (Phrase::new("task-done", &[]), "done".into())
            } else {
                (Phrase::new("task-waiting", &[]), "warn".into())
            }),
        };
        vec![Self {
            name: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
            phase: "open".into(),
            urgent: vec![
                Phrase::new("organise-urgent-unchecked", &[("n", 12.into())]),
                Phrase::new("organise-urgent-jury", &[("n", 2.into())]),
            ],
            figures: vec![
                figure("entries", 290, 0),
                figure("unchecked", 12, 290),
                figure("returned", 3, 0),
                figure("sheets", 612, 1_450),
            ],
            figures_href: format!("{}/organise/figures", examples::BASE),
            phases: vec![
                PhaseTasks {
                    phase: "check".into(),
                    current: true,
                    tasks: vec![task("desk", "task-desk", false), task("people", "organise-task-people", false)],
                },
                PhaseTasks {
                    phase: "setup".into(),
                    current: false,
                    tasks: vec![
                        task("calendar", "organise-task-calendar", true),
                        task("categories", "organise-task-categories", true),
                        task("prizes", "organise-task-prizes", true),
                    ],
                },
            ],
            switch: Some(("organise-close".into(), format!("{}/organise/close", examples::BASE))),
            landing_href: examples::BASE.into(),
        }]
    }
}
