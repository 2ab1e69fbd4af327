//! Labels beside the works on a wall, each as its people agreed to be named: the works of the exhibition in the order in which
//! they hang, or all that may be shown while nothing was chosen yet.

use std::collections::HashMap;

use contest::Tx;
use contest::contests::{self, Contest};
use papers::{Label, LabelSize};
use submissions::entries::{self, EntryId, Filter, Listed};
use submissions::exhibition;

use super::made::Made;
use crate::error::PageError;
use crate::extract::Visitor;
use crate::pages::works;

/// The works that get a label.
async fn labelled(tx: &mut Tx, contest: &Contest) -> Result<Vec<Listed>, sqlx::Error> {
    let plan = exhibition::plan_of(tx, contest.id).await?;
    if plan.works.is_empty() {
        return entries::all(tx, contest.id, &Filter::shown()).await;
    }
    let agreed = exhibition::agreed_in(tx, contest.id).await?;
    let order: HashMap<EntryId, usize> = plan
        .works
        .iter()
        .map(|w| w.entry_id)
        .filter(|id| agreed.contains(id))
        .zip(0..)
        .collect();
    let among = Filter {
        among: Some(order.keys().copied().collect()),
        ..Filter::default()
    };
    let mut works = entries::all(tx, contest.id, &among).await?;
    works.sort_by_key(|work| order.get(&work.entry.id).copied());
    Ok(works)
}

/// One label for each of them; the second language stands below the first.
pub(super) async fn labels(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
    size: LabelSize,
) -> Result<Made, PageError> {
    let listed = labelled(&mut tx, contest).await?;
    let awards = works::awards_by_entry(&mut tx, contest).await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    drop(tx);
    let mut labels = Vec::with_capacity(listed.len());
    for one in &listed {
        let category = categories.iter().find(|c| c.id == one.entry.category_id);
        let (Some(code), Some(category)) = (one.entry.code.clone(), category) else {
            continue;
        };
        let award = awards.get(&one.entry.id);
        let names = [category.name_vi.clone(), category.name_en.clone()];
        let [first, second] = if visitor.pick("vi", "en") == "vi" {
            names
        } else {
            let [vi, en] = names;
            [en, vi]
        };
        labels.push(Label {
            title: one.entry.title.clone(),
            credit: works::credit(visitor, contest, one),
            place: one.public_place().to_owned(),
            award: award.map_or_else(String::new, |a| {
                visitor.pick(&a.name_vi, &a.name_en).to_owned()
            }),
            idea: one.entry.statement.clone(),
            category: first,
            category_second: second,
            // what the site may not show has no page of its own
            address: visitor.absolute(&if one.displayed {
                format!("/{}/works/{code}?visit=1", contest.slug)
            } else {
                format!("/{}/visit", contest.slug)
            }),
            code,
        });
    }
    let name = visitor.say("papers-labels", &[]);
    Ok(Made::Labels((visitor.lang.to_string(), name), size, labels))
}
