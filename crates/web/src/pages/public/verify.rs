//! Whether a receipt is real, and what it proves. Nothing of the work and nobody's name is told here.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use contest::{Tx, contests, folding::printed_code};
use http::{StatusCode, header};
use judging::certificates::{self, Verdict};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryState};
use submissions::receipts::{self, Statement};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::render::Page;

/// A receipt whose mark was typed.
#[derive(Clone, Debug, Serialize)]
pub struct VerifiedReceipt {
    /// when what it states was received
    pub at: i64,
    /// files with name of the slot, bytes and SHA-256
    pub files: Vec<VerifiedFile>,
    /// SHA-256 of the texts
    pub texts_hash: String,
    /// whether a later receipt of the same entry exists
    pub superseded: bool,
}

/// A file that the receipt names.
#[derive(Clone, Debug, Serialize)]
pub struct VerifiedFile {
    /// bytes
    pub size: i64,
    /// SHA-256 in hex
    pub hash: String,
    /// whether it was here when the receipt was given
    pub received: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Verify {
    /// the code as asked for
    pub code: String,
    /// the mark as typed
    pub mark: String,
    /// `valid`, `withdrawn`, `unknown`, or `no-mark` where the code exists and the mark does not fit
    pub verdict: String,
    /// present where the mark fits
    pub receipt: Option<VerifiedReceipt>,
    /// the installation's public key
    pub key: String,
}

impl Page for Verify {
    const TEMPLATE: &'static str = "pages/public/verify.html";

    fn samples() -> Vec<Self> {
        let valid = Self {
            code: "T-0179-K".into(),
            mark: "7K2M-Q0XD".into(),
            verdict: "valid".into(),
            receipt: Some(VerifiedReceipt {
                at: examples::NOW,
                files: vec![VerifiedFile {
                    size: 4_312_000,
                    hash: examples::following("waiting").hash,
                    received: false,
                }],
                texts_hash: examples::following("waiting").hash,
                superseded: true,
            }),
            key: examples::following("waiting").hash,
        };
        let with = |verdict: &str, mark: &str| Self {
            verdict: verdict.into(),
            mark: mark.into(),
            receipt: None,
            ..valid.clone()
        };
        vec![
            valid.clone(),
            with("valid", ""),
            with("withdrawn", ""),
            with("no-mark", "7K2M-Q0XX"),
            with("unknown", ""),
        ]
    }
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct VerifyQuery {
    mark: String,
}

/// `GET /{lang}/{contest}/verify/{code}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
    Query(query): Query<VerifyQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let mut page = Verify {
        code: entries::tidy_code(&code).unwrap_or(code),
        mark: query.mark.trim().to_uppercase(),
        verdict: "unknown".to_owned(),
        receipt: None,
        key: app.signer.key(),
    };
    let Some(entry) = entries::by_code(&mut tx, contest.id, &page.code).await? else {
        return visitor.show_with(&app, StatusCode::NOT_FOUND, &page);
    };
    "valid".clone_into(&mut page.verdict);
    if entry.state == EntryState::Withdrawn {
        "withdrawn".clone_into(&mut page.verdict);
    }
    if page.mark.is_empty() {
        return visitor.show(&app, &page);
    }
    let all = receipts::of_entry(&mut tx, entry.id).await?;
    let typed: String = page
        .mark
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let found = all
        .iter()
        .enumerate()
        .find(|(_, r)| app.signer.sign(&r.statement).mark().replace('-', "") == typed);
    match found {
        Some((place, receipt)) => {
            let statement: Statement =
                serde_json::from_str(&receipt.statement).map_err(PageError::internal)?;
            page.receipt = Some(VerifiedReceipt {
                at: receipt.at.0,
                texts_hash: statement.texts_sha256,
                files: statement
                    .files
                    .into_iter()
                    .map(|f| VerifiedFile {
                        size: f.size_bytes,
                        hash: f.sha256,
                        received: f.received,
                    })
                    .collect(),
                superseded: place > 0,
            });
        }
        None => "no-mark".clone_into(&mut page.verdict),
    }
    visitor.show(&app, &page)
}

/// `GET /verify/{code}`: the short address that is said on the telephone and stands behind QR codes; leads to the newest
/// contest with this code, or to a certificate.
pub async fn short(State(app): State<App>, visitor: Visitor, Path(code): Path<String>) -> Answer {
    let mut tx = app.db.read().await?;
    let Some(code) = entries::tidy_code(&code) else {
        return certificate_of(&app, &mut tx, &visitor, &code).await;
    };
    let contest = entries::newest_contest_with(&mut tx, &code)
        .await?
        .ok_or(PageError::NotFound)?;
    let contest = contests::by_id(&mut tx, contest)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!("/{}/verify/{code}", contest.slug)))
}

/// A code that is no entry's may be a certificate's, once certificates are public.
async fn certificate_of(app: &App, tx: &mut Tx, visitor: &Visitor, code: &str) -> Answer {
    let code = printed_code(code);
    let certificate = certificates::certificate_called(tx, &code)
        .await?
        .ok_or(PageError::NotFound)?;
    let contest = contests::by_id(tx, certificate.contest_id)
        .await?
        .filter(|contest| certificate.verdict(contest, app.now()) != Verdict::Unknown)
        .ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!("/{}/certificate/{code}", contest.slug)))
}

/// `GET /receipt-key.json`: the public key by which receipts are checked without this server.
pub async fn key(State(app): State<App>) -> Answer {
    let text = serde_json::json!({ "algorithm": "Ed25519", "key": app.signer.key() }).to_string();
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// `GET /{lang}/{contest}/verify`: where a code is typed.
pub async fn ask(
    visitor: Visitor,
    InContest(contest): InContest,
    Query(query): Query<AskQuery>,
) -> Answer {
    let code = entries::tidy_code(&query.code).unwrap_or_else(|| "-".to_owned());
    let mark: String = query
        .mark
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let place = visitor.url(&format!("/{}/verify/{code}?mark={mark}", contest.slug));
    Ok(Redirect::to(&place).into_response())
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskQuery {
    code: String,
    mark: String,
}
