//! What newspapers get, in one archive: facts in both languages, winners as the public may know them, pictures with captions.

use contest::Tx;
use contest::contests::{Contest, Kind};
use judging::bundles::{Files, pack};
use papers::{Cell, List, ListColumn};
use submissions::files::{self, inspect::Recipe};
use submissions::kinds::Slot;

use super::letters;
use super::made::{Form, Made};
use super::{Honour, honours};
use crate::app::App;
use crate::error::PageError;
use crate::extract::Visitor;
use crate::i18n::Lang;
use crate::pages::works;

/// The most pictures.
const PICTURES: usize = 10;

/// Facts, winners, and the pictures of the highest awards whose works may be shown.
pub(super) async fn press(
    mut tx: Tx,
    app: &App,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let mut all = honours(&mut tx, contest).await?;
    all.sort_by_key(|h| (h.award.level, h.listed.category_position, h.award.rank));
    let mut files = Files::new();
    let mut captions = Vec::new();
    let shown = all
        .iter()
        .filter(|h| h.category.kind == Kind::Painting && h.listed.displayed)
        .take(PICTURES);
    for (honour, n) in shown.zip(1..) {
        let slot = Slot::PaintingImage;
        let found = files::rendition(&mut tx, honour.award.entry_id, slot, Recipe::View).await?;
        let Some(found) = found else {
            continue;
        };
        let code = honour.listed.entry.code.as_deref().unwrap_or_default();
        let name = format!("{n:02}-{code}.jpg");
        let bytes = app.objects.get(found.sha256).await;
        let bytes = bytes.map_err(PageError::internal)?;
        let made = tokio::task::spawn_blocking(move || papers::as_jpeg(&bytes)).await;
        let made = made
            .map_err(PageError::internal)?
            .map_err(PageError::internal)?;
        files.insert(format!("pictures/{name}"), made);
        captions.push(line(visitor, contest, honour, Some(name)));
    }
    drop(tx);
    let csv = |list: &List| papers::csv(list).map_err(PageError::internal);
    let winners = all.iter().map(|h| line(visitor, contest, h, None));
    files.insert(
        "winners.csv".to_owned(),
        csv(&list(visitor, false, winners.collect()))?,
    );
    files.insert(
        "pictures/captions.csv".to_owned(),
        csv(&list(visitor, true, captions))?,
    );
    for lang in [Lang::Vi, Lang::En] {
        let reader = Visitor {
            lang,
            ..visitor.clone()
        };
        let facts = letters::facts(app.db.read().await?, &reader, contest).await?;
        let set = move || facts.bytes(Form::Pdf);
        let bytes = tokio::task::spawn_blocking(set).await;
        let bytes = bytes
            .map_err(PageError::internal)?
            .map_err(PageError::internal)?;
        files.insert(format!("facts-{lang}.pdf"), bytes);
    }
    Ok(Made::Archive(pack(&files).map_err(PageError::internal)?))
}

/// Nothing of it that the public may not know.
fn line(
    visitor: &Visitor,
    contest: &Contest,
    honour: &Honour,
    picture: Option<String>,
) -> Vec<Cell> {
    let listed = &honour.listed;
    let code = listed.entry.code.clone().unwrap_or_default();
    let address = if listed.displayed {
        visitor.absolute(&format!("/{}/works/{code}", contest.slug))
    } else {
        String::new()
    };
    let own = [
        visitor
            .pick(&honour.tier.name_vi, &honour.tier.name_en)
            .to_owned(),
        visitor
            .pick(&honour.category.name_vi, &honour.category.name_en)
            .to_owned(),
        listed.entry.title.clone(),
        works::credit(visitor, contest, listed),
        listed.public_place().to_owned(),
        code,
        address,
    ];
    picture.into_iter().chain(own).map(Cell::Text).collect()
}

fn list(visitor: &Visitor, pictures: bool, rows: Vec<Vec<Cell>>) -> List {
    let headings = [
        "list-award",
        "list-category",
        "list-title",
        "list-people",
        "list-school",
        "list-code",
        "list-address",
    ];
    let first = pictures.then_some("list-picture");
    List {
        name: visitor.say("papers-press", &[]),
        columns: first
            .into_iter()
            .chain(headings)
            .map(|key| ListColumn {
                heading: visitor.say(key, &[]),
                width: 20.0,
            })
            .collect(),
        rows,
    }
}
