//! A juror's score sheet for print.

use axum::extract::{Path, State};
use contest::people::PersonId;
use judging::paper::{self, HandOutError};
use judging::rounds;
use papers::{ScoreSheet, ScoreSheetRow, ScoreSheetWords};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::i18n::{Args, text};
use crate::pages::classes::list::download;
use crate::pages::desk::paper::scaled;
use crate::pages::enter::work::category_called;
use crate::pages::organise::people::NoForm;
use crate::pages::stages;

type PaperPath = (String, String, String, i64, PersonId);

/// `POST /{lang}/{contest}/organise/rounds/{category}/{position}/paper/{person}`: the sheet gets its code.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position, person)): Path<PaperPath>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.begin().await?;
    let round = stages::round_at(&mut tx, &category, position).await?;
    let of = (&contest, &round);
    match paper::hand_out(&mut tx, &app.cx(), &visitor.actor(), of, person).await {
        Ok(_) => tx.commit().await?,
        Err(HandOutError::Nothing) => return Err(PageError::NotFound),
        Err(HandOutError::Denied(_)) => return Err(PageError::Closed),
        Err(HandOutError::Store(error)) => return Err(error.into()),
    }
    Ok(visitor.go(&format!(
        "/{}/organise/rounds/{slug}/{position}/paper/{person}",
        contest.slug
    )))
}

/// `GET` the same address: the sheet as a PDF, once it has a code.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position, person)): Path<PaperPath>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.read().await?;
    let round = stages::round_at(&mut tx, &category, position).await?;
    let paper = paper::paper_of(&mut tx, round.id, person)
        .await?
        .ok_or(PageError::NotFound)?;
    let works = paper::works_of(&mut tx, &paper).await?;
    let criteria = rounds::criteria_of_round(&mut tx, round.id).await?;
    let members = rounds::members_of_round(&mut tx, round.id).await?;
    drop(tx);
    let say = |key: &str| text(visitor.lang, key, &Args::new());
    let juror = members.into_iter().find(|m| m.person_id == person);
    let category = visitor.pick(&category.name_vi, &category.name_en);
    let sheet = ScoreSheet {
        words: ScoreSheetWords {
            lang: visitor.lang.to_string(),
            contest: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
            title: say("paper-title"),
            round: format!("{category} · {}", stages::called(&visitor, &round)),
            juror: juror.map(|m| m.name).unwrap_or_default(),
            how: say("paper-how"),
            columns: [say("desk-code"), say("desk-title")],
            criteria: criteria.iter().map(|c| scaled(&visitor, c)).collect(),
            signature: say("paper-signature"),
        },
        rows: works
            .into_iter()
            .map(|work| ScoreSheetRow {
                code: work.code,
                title: work.title,
            })
            .collect(),
        address: visitor.absolute(&format!("/{}/desk/paper/{}", contest.slug, paper.code)),
        code: paper.code,
    };
    let pdf = tokio::task::spawn_blocking(move || papers::score_sheet_pdf(&sheet)).await;
    let pdf = pdf
        .map_err(PageError::internal)?
        .map_err(PageError::internal)?;
    download(pdf, "application/pdf", "phieu-cham.pdf")
}
