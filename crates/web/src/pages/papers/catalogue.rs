//! The exhibition as a book: only works that may be shown, each as its people agreed to be named.

use std::collections::BTreeMap;

use contest::Tx;
use contest::contests::{self, Contest, Kind};
use contest::folding::by_given_name;
use papers::{Catalogue, CatalogueName, CatalogueSection, CatalogueWork};
use submissions::entries::{self, EntryId, Filter, Listed};
use submissions::files::{self, inspect::Recipe};
use submissions::kinds::Slot;

use super::made::Made;
use crate::app::App;
use crate::error::PageError;
use crate::extract::Visitor;
use crate::pages::works;
use crate::render::words;

/// Letters of an initiative's parts; the whole of it is on its page.
const MOST_PROSE: usize = 700;

/// All works that may be shown, in the order of the gallery.
pub(super) async fn catalogue(
    mut tx: Tx,
    app: &App,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Made, PageError> {
    let listed = entries::all(&mut tx, contest.id, &Filter::shown()).await?;
    let awards = works::awards_by_entry(&mut tx, contest).await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut sections = Vec::new();
    for category in &categories {
        let mut own = Vec::new();
        for one in listed.iter().filter(|l| l.entry.category_id == category.id) {
            let Some(code) = one.entry.code.clone() else {
                continue;
            };
            let picture = picture_of(&mut tx, app, category.kind, one.entry.id).await?;
            if one.named && !one.author_name.is_empty() {
                let of = names.entry(one.author_name.clone()).or_default();
                of.push(code.clone());
            }
            let award = awards.get(&one.entry.id);
            own.push(CatalogueWork {
                title: one.entry.title.clone(),
                credit: works::credit(visitor, contest, one),
                place: one.public_place().to_owned(),
                award: award.map_or_else(String::new, |a| {
                    visitor.pick(&a.name_vi, &a.name_en).to_owned()
                }),
                lines: verse(category.kind, one),
                paragraphs: prose(category.kind, one),
                statement: one.entry.statement.clone(),
                picture,
                code,
            });
        }
        if !own.is_empty() {
            sections.push(CatalogueSection {
                name: visitor
                    .pick(&category.name_vi, &category.name_en)
                    .to_owned(),
                works: own,
            });
        }
    }
    drop(tx);
    let shown = i64::try_from(listed.len()).unwrap_or(i64::MAX);
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by(|a, b| by_given_name(&a.0, &b.0));
    Ok(Made::Catalogue(Catalogue {
        lang: visitor.lang.to_string(),
        title: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
        subtitle: visitor
            .pick(&contest.theme_vi, &contest.theme_en)
            .to_owned(),
        organiser: visitor
            .pick(&contest.organiser_vi, &contest.organiser_en)
            .to_owned(),
        about: visitor.say(
            "papers-catalogue-about",
            &[
                ("n", shown.into()),
                (
                    "day",
                    words::date(contest.results_at.0, &contest.zone, visitor.lang).into(),
                ),
            ],
        ),
        index: visitor.say("papers-catalogue-index", &[]),
        sections,
        names: names
            .into_iter()
            .map(|(name, codes)| CatalogueName { name, codes })
            .collect(),
    }))
}

async fn picture_of(
    tx: &mut Tx,
    app: &App,
    kind: Kind,
    entry: EntryId,
) -> Result<Option<Vec<u8>>, PageError> {
    if kind != Kind::Painting {
        return Ok(None);
    }
    let slot = Slot::PaintingImage;
    let Some(found) = files::rendition(tx, entry, slot, Recipe::Card).await? else {
        return Ok(None);
    };
    let bytes = app.objects.get(found.sha256).await;
    Ok(Some(bytes.map_err(PageError::internal)?.to_vec()))
}

fn verse(kind: Kind, one: &Listed) -> Vec<String> {
    match kind {
        Kind::Poem | Kind::Song | Kind::Speech => {
            one.entry.body.lines().map(str::to_owned).collect()
        }
        Kind::Painting | Kind::Initiative => Vec::new(),
    }
}

fn prose(kind: Kind, one: &Listed) -> Vec<String> {
    if kind != Kind::Initiative {
        return Vec::new();
    }
    let i = one.entry.initiative();
    [i.problem, i.solution, i.result]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| shortened(&part))
        .collect()
}

/// As much as fits, up to a whole word.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_PROSE) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = &text[..end];
            let word = kept.rfind(char::is_whitespace).unwrap_or(end);
            format!("{}…", kept[..word].trim_end())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_prose_ends_at_a_word() {
        let long = "từng chữ ".repeat(200);
        let short = shortened(&long);
        assert!(
            short.ends_with("chữ…") || short.ends_with("từng…"),
            "{short}"
        );
        assert!(short.chars().count() <= MOST_PROSE + 1);
        assert_eq!(shortened("ngắn"), "ngắn");
    }
}
