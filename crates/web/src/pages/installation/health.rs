//! How the installation is, and its backups.

use axum::extract::State;
use contest::{Timestamp, jobs};
use serde::Serialize;
use submissions::files;

use crate::app::App;
use crate::backups::{self, nightly};
use crate::error::PageError;
use crate::extract::{Answer, Posted, Visitor};
use crate::health::{self, Finding};
use crate::pages::organise::people::NoForm;
use crate::pages::parts::Phrase;
use crate::render::Page;

/// Something that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct HealthLine {
    /// `good`, `warn` or `bad`
    pub state: String,
    /// what was found
    pub what: Phrase,
    /// a command or a line of the settings that mends it; may be empty
    pub fix: String,
}

/// A backup.
#[derive(Clone, Debug, Serialize)]
pub struct BackupLine {
    /// name of its folder
    pub name: String,
    /// when it was begun
    pub at: i64,
    /// `under_way`, `good` or `bad`
    pub state: String,
    /// rows of all tables
    pub rows: i64,
    /// files
    pub objects: i64,
    /// bytes of files that were not kept before
    pub new_bytes: i64,
    /// what is wrong, in the program's words; may be empty
    pub fault: String,
}

/// A file that is not what it was.
#[derive(Clone, Debug, Serialize)]
pub struct FaultLine {
    /// codes of the works that hold it
    pub codes: Vec<String>,
    /// `missing` or `altered`
    pub fault: String,
    /// when it was found
    pub at: i64,
    /// first twelve digits of its hash
    pub hash: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Health {
    /// version of the program
    pub version: String,
    /// everything that was looked at, the worst first
    pub findings: Vec<HealthLine>,
    /// newest first
    pub backups: Vec<BackupLine>,
    /// where they lie
    pub folder: String,
    /// whether one was asked for and has not begun
    pub waiting: bool,
    /// files that are not what they were
    pub faults: Vec<FaultLine>,
}

impl Page for Health {
    const TEMPLATE: &'static str = "pages/installation/health.html";

    fn samples() -> Vec<Self> {
        let line = |state: &str, key: &str, fix: &str| HealthLine {
            state: state.into(),
            what: Phrase::new(
                key,
                &[
                    ("n", 3.into()),
                    ("kind", "SQLite".into()),
                    ("name", "2024-10-01".into()),
                ],
            ),
            fix: fix.into(),
        };
        let backup = |name: &str, state: &str, fault: &str| BackupLine {
            name: name.into(),
            at: crate::pages::examples::NOW,
            state: state.into(),
            rows: 48_210,
            objects: 812,
            new_bytes: 41_300_000,
            fault: fault.into(),
        };
        let fine = Self {
            version: "0.1.0".into(),
            findings: vec![
                line("good", "health-database", ""),
                line("good", "health-backup", ""),
            ],
            backups: vec![backup("2024-10-01", "good", "")],
            folder: "/var/lib/hoaban/backups".into(),
            waiting: false,
            faults: Vec::new(),
        };
        let ill = Self {
            findings: vec![
                line("bad", "health-files-faulty", "hoaban scrub --mend FOLDER"),
                line(
                    "warn",
                    "health-backup-same-disk",
                    "backup = \"/mnt/other-disk/hoaban\"",
                ),
                line("good", "health-database", ""),
            ],
            backups: vec![
                backup("2024-10-02", "under_way", ""),
                backup(
                    "2024-10-01",
                    "bad",
                    "file 3f7a9c0e5b1d does not hold what its name says",
                ),
            ],
            waiting: true,
            faults: vec![FaultLine {
                codes: vec!["T-0179-K".into()],
                fault: "altered".into(),
                at: crate::pages::examples::NOW,
                hash: "3f7a9c0e5b1d".into(),
            }],
            ..fine.clone()
        };
        let new = Self {
            backups: Vec::new(),
            ..fine.clone()
        };
        vec![fine, ill, new]
    }
}

const MOST: i64 = 14;

/// `GET /{lang}/installation`.
pub async fn get(State(app): State<App>, visitor: Visitor) -> Answer {
    let page = Health::of(&app).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/installation/backup`.
pub async fn back_up(State(app): State<App>, visitor: Visitor, _: Posted<NoForm>) -> Answer {
    let mut tx = app.db.begin().await?;
    nightly::ask(&mut tx, app.now()).await?;
    tx.commit().await?;
    app.asked.notify_one();
    Ok(visitor.go_saying("/installation", "notice-backup-asked"))
}

impl Health {
    async fn of(app: &App) -> Result<Self, PageError> {
        let mut findings = health::of_settings(&app.config);
        findings.extend(health::of_folder(&app.config));
        findings.extend(health::of_condition(&app.db, app.now()).await?);
        findings.push(health::of_store(&app.objects).await);
        findings.extend(health::of_queues(&app.db, app.now()).await?);
        findings.extend(health::of_backups(&app.db, &app.config, app.now()).await?);
        findings.sort_by_key(|f| std::cmp::Reverse(f.state));
        let mut tx = app.db.read().await?;
        let kept = backups::latest(&mut tx, MOST).await?;
        let waiting = jobs::waiting(&mut tx, nightly::ASKED).await? > 0;
        let mut fault_lines = Vec::new();
        for faulty in backups::faults(&mut tx).await? {
            fault_lines.push(FaultLine {
                codes: files::codes_of(&mut tx, faulty.digest).await?,
                fault: faulty.fault.as_str().to_owned(),
                at: faulty.found_at.0,
                hash: faulty.digest.hex()[..12].to_owned(),
            });
        }
        Ok(Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            findings: findings.into_iter().map(HealthLine::of).collect(),
            backups: kept
                .into_iter()
                .map(|k| BackupLine::of(k, app.now()))
                .collect(),
            folder: app.config.backups().display().to_string(),
            waiting,
            faults: fault_lines,
        })
    }
}

impl HealthLine {
    fn of(finding: Finding) -> Self {
        Self {
            state: finding.state.as_str().to_owned(),
            what: finding.what,
            fix: finding.fix,
        }
    }
}

impl BackupLine {
    fn of(kept: backups::Kept, now: Timestamp) -> Self {
        let state = if kept.has_failed(now) {
            "bad"
        } else if kept.is_whole() {
            "good"
        } else {
            "under_way"
        };
        let fault = [kept.fault, kept.trial_fault].concat();
        Self {
            name: kept.name,
            at: kept.started_at.0,
            state: state.to_owned(),
            rows: kept.row_count,
            objects: kept.object_count,
            new_bytes: kept.new_bytes,
            fault,
        }
    }
}
