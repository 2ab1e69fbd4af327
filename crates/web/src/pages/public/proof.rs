//! How the result was computed: signed states of the log, the bundle, and how to count it again.

use axum::extract::State;
use axum::response::IntoResponse;
use contest::contests::Contest;
use http::header;
use judging::bundles::{self, BundleError, Scope};
use judging::checkpoints::{self, Checkpoint};
use serde::Serialize;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::render::Page;

/// A signed state of the log.
#[derive(Clone, Debug, Serialize)]
pub struct ProofCheckpoint {
    /// `round_closed` or `decision_signed`
    pub cause: String,
    /// when it was made
    pub at: i64,
    /// how many events it covers
    pub size: i64,
    /// the signed note, to be copied
    pub note: String,
}

impl ProofCheckpoint {
    /// One for the samples of pages.
    #[must_use]
    pub fn sample(cause: &str, size: i64) -> Self {
        let root = "qK8m0m5t2Tt0mJ0m7m1Y0c8sSx0kz0vQ0Q9x1b7t2f4=";
        Self {
            cause: cause.into(),
            at: examples::NOW,
            size,
            note: format!(
                "hoaban/sonla-2024\n{size}\n{root}\n\n— hoaban/sonla-2024 x08gowvT0k9x2m5QY7b1\n"
            ),
        }
    }
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Proof {
    /// whether the result is public
    pub announced: bool,
    /// what of the marks is published: `A`, `B` or `C`
    pub openness: String,
    /// the latest first
    pub checkpoints: Vec<ProofCheckpoint>,
    /// the installation's public key in hexadecimal
    pub key: String,
    /// the archive; absent before the announcement
    pub bundle_href: Option<String>,
    /// the results
    pub winners_href: String,
}

impl Page for Proof {
    const TEMPLATE: &'static str = "pages/public/proof.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            announced: true,
            openness: "B".into(),
            checkpoints: vec![
                ProofCheckpoint::sample("decision_signed", 1_730),
                ProofCheckpoint::sample("round_closed", 1_610),
            ],
            key: examples::following("waiting").hash,
            bundle_href: Some(format!("{}/proof/bundle.zip", examples::BASE)),
            winners_href: format!("{}/winners", examples::BASE),
        };
        let before = Self {
            announced: false,
            checkpoints: Vec::new(),
            bundle_href: None,
            ..page.clone()
        };
        let totals = Self {
            openness: "C".into(),
            ..page.clone()
        };
        vec![page, before, totals]
    }
}

/// The public form of a checkpoint.
#[must_use]
pub fn told(app: &App, contest: &Contest, checkpoint: &Checkpoint) -> ProofCheckpoint {
    ProofCheckpoint {
        cause: checkpoint.cause.as_str().to_owned(),
        at: checkpoint.at.0,
        size: checkpoint.size,
        note: checkpoint.note(&contest.slug, &app.signer),
    }
}

/// `GET /{lang}/{contest}/proof`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let announced = contest.is_announced(app.now());
    let mut tx = app.db.read().await?;
    let kept = checkpoints::of_contest(&mut tx, contest.id).await?;
    visitor.show(
        &app,
        &Proof {
            announced,
            openness: contest.openness.as_str().to_owned(),
            checkpoints: kept.iter().map(|c| told(&app, &contest, c)).collect(),
            key: app.signer.key(),
            bundle_href: announced
                .then(|| visitor.url(&format!("/{}/proof/bundle.zip", contest.slug))),
            winners_href: visitor.url(&format!("/{}/winners", contest.slug)),
        },
    )
}

/// `GET /{lang}/{contest}/proof/bundle.zip`, after the announcement.
pub async fn bundle(State(app): State<App>, InContest(contest): InContest) -> Answer {
    if !contest.is_announced(app.now()) {
        return Err(PageError::NotFound);
    }
    let mut tx = app.db.read().await?;
    let made = bundles::make(&mut tx, &contest, &app.signer, Scope::Published).await;
    let bytes = made.map_err(|error| match error {
        BundleError::NotDecided => PageError::NotFound,
        BundleError::Store(error) => error.into(),
        other => PageError::internal(other),
    })?;
    let name = format!("attachment; filename=\"{}.zip\"", contest.slug);
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
