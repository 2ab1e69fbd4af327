//! Whether a certificate is real, and what it proves.

use axum::extract::{Path, State};
use contest::{contests, folding::printed_code};
use http::StatusCode;
use judging::certificates::{self, Verdict};
use judging::decisions;
use judging::prizes;
use serde::Serialize;
use submissions::entries::{self, Filter};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::pages::parts::Award;
use crate::pages::works::{self, rank_of};
use crate::render::Page;

/// What a certificate says.
#[derive(Clone, Debug, Serialize)]
pub struct CertificateFacts {
    /// the tier
    pub award: Award,
    /// the category's name
    pub category: String,
    /// the work
    pub title: String,
    /// its author as they are named in public
    pub credit: String,
    /// number in the register
    pub number: i64,
    /// number of the decision; may be empty
    pub decision: String,
    /// when it was entered
    pub issued_at: i64,
    /// when it was withdrawn
    pub withdrawn_at: Option<i64>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct CertificatePage {
    /// the code as asked for
    pub code: String,
    /// `valid`, `withdrawn` or `unknown`
    pub verdict: String,
    /// absent where it is unknown
    pub facts: Option<CertificateFacts>,
    /// the results
    pub winners_href: String,
}

impl Page for CertificatePage {
    const TEMPLATE: &'static str = "pages/public/certificate.html";

    fn samples() -> Vec<Self> {
        let facts = CertificateFacts {
            award: Award::new("first", "Giải Nhất"),
            category: "Tranh vẽ".into(),
            title: "Lớp học bên suối Nặm La".into(),
            credit: "Lò Thị Mai Hương".into(),
            number: 17,
            decision: "1268/QĐ-UBND".into(),
            issued_at: examples::NOW,
            withdrawn_at: None,
        };
        let valid = Self {
            code: "K7MQ2ZRA4TXB".into(),
            verdict: "valid".into(),
            facts: Some(facts.clone()),
            winners_href: format!("{}/winners", examples::BASE),
        };
        let withdrawn = Self {
            verdict: "withdrawn".into(),
            facts: Some(CertificateFacts {
                withdrawn_at: Some(examples::ANNOUNCED),
                ..facts
            }),
            ..valid.clone()
        };
        let unknown = Self {
            verdict: "unknown".into(),
            facts: None,
            ..valid.clone()
        };
        vec![valid, withdrawn, unknown]
    }
}

/// `GET /{lang}/{contest}/certificate/{code}`. Before the announcement every code is unknown.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
) -> Answer {
    let code = printed_code(&code);
    let mut page = CertificatePage {
        verdict: "unknown".to_owned(),
        facts: None,
        winners_href: visitor.url(&format!("/{}/winners", contest.slug)),
        code: code.clone(),
    };
    let mut tx = app.db.read().await?;
    let certificate = certificates::certificate_called(&mut tx, &code).await?;
    let Some(certificate) = certificate.filter(|c| c.contest_id == contest.id) else {
        return visitor.show_with(&app, StatusCode::NOT_FOUND, &page);
    };
    let verdict = match certificate.verdict(&contest, app.now()) {
        Verdict::Unknown => return visitor.show_with(&app, StatusCode::NOT_FOUND, &page),
        Verdict::Valid => "valid",
        Verdict::Withdrawn => "withdrawn",
    };
    verdict.clone_into(&mut page.verdict);
    let tiers = prizes::tiers_of(&mut tx, contest.id).await?;
    let tier = tiers.iter().find(|t| t.id == certificate.tier_id);
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let filter = Filter {
        among: Some(vec![certificate.entry_id]),
        ..Filter::default()
    };
    let listed = entries::list(&mut tx, contest.id, &filter, (0, 1))
        .await?
        .pop();
    let decision = decisions::decision_of(&mut tx, contest.id).await?;
    if let (Some(tier), Some(listed)) = (tier, listed) {
        let category = categories.iter().find(|c| c.id == tier.category_id);
        page.facts = Some(CertificateFacts {
            award: Award::new(
                rank_of(tier.level),
                visitor.pick(&tier.name_vi, &tier.name_en),
            ),
            category: category.map_or_else(String::new, |c| {
                visitor.pick(&c.name_vi, &c.name_en).to_owned()
            }),
            credit: works::credit(&visitor, &contest, &listed),
            title: listed.entry.title.clone(),
            number: certificate.number,
            decision: decision.map(|d| d.number).unwrap_or_default(),
            issued_at: certificate.issued_at.0,
            withdrawn_at: certificate.withdrawn_at.map(|at| at.0),
        });
    }
    visitor.show(&app, &page)
}
