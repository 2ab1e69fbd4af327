//! What anybody may compute with: the works of the exhibition with what the public may know of them.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use contest::contests::Contest;
use judging::prizes;
use papers::{Cell, List, ListColumn};
use serde::Serialize;
use submissions::entries::{self, Filter};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::classes::list::download;
use crate::pages::works;

/// A work as published.
#[derive(Clone, Debug, Serialize)]
struct Published {
    code: String,
    kind: String,
    category: String,
    title: String,
    credit: String,
    place: String,
    award: String,
    url: String,
}

/// The works that may be shown, once announced.
async fn published(
    app: &App,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Vec<Published>, PageError> {
    if !contest.is_announced(app.now()) {
        return Err(PageError::NotFound);
    }
    let mut tx = app.db.read().await?;
    let categories = contest::contests::categories_of(&mut tx, contest.id).await?;
    let listed = entries::all(&mut tx, contest.id, &Filter::shown()).await?;
    let awards: HashMap<_, _> = prizes::awards_of(&mut tx, contest.id)
        .await?
        .into_iter()
        .map(|a| (a.entry_id, a))
        .collect();
    let work = |one: &entries::Listed| {
        let category = categories.iter().find(|c| c.id == one.entry.category_id)?;
        let code = one.entry.code.clone()?;
        let award = awards.get(&one.entry.id);
        Some(Published {
            kind: category.kind.as_str().to_owned(),
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            title: one.entry.title.clone(),
            credit: works::credit(visitor, contest, one),
            place: one.public_place().to_owned(),
            award: award.map_or_else(String::new, |a| {
                visitor.pick(&a.name_vi, &a.name_en).to_owned()
            }),
            url: visitor.absolute(&format!("/{}/works/{code}", contest.slug)),
            code,
        })
    };
    Ok(listed.iter().filter_map(work).collect())
}

/// `GET /{lang}/{contest}/works.json`.
pub async fn json(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let works = published(&app, &visitor, &contest).await?;
    Ok(Json(serde_json::json!({ "works": works })).into_response())
}

/// `GET /{lang}/{contest}/works.csv`.
pub async fn csv(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let works = published(&app, &visitor, &contest).await?;
    let columns = [
        "code", "kind", "category", "title", "credit", "place", "award", "url",
    ];
    let row = |w: Published| {
        [
            w.code, w.kind, w.category, w.title, w.credit, w.place, w.award, w.url,
        ]
        .map(Cell::Text)
        .to_vec()
    };
    let list = List {
        name: contest.slug.clone(),
        columns: columns
            .map(|heading| ListColumn {
                heading: heading.to_owned(),
                width: 20.0,
            })
            .to_vec(),
        rows: works.into_iter().map(row).collect(),
    };
    let bytes = papers::csv(&list).map_err(PageError::internal)?;
    let name = format!("{}-works.csv", contest.slug);
    download(bytes, "text/csv; charset=utf-8", &name)
}
