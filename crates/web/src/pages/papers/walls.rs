//! Labels beside the works on a wall: only works that may be shown, each as its people agreed to be named.

use contest::Tx;
use contest::contests::{self, Contest};
use papers::{Label, LabelSize};
use submissions::entries::{self, Filter};

use super::made::Made;
use crate::error::PageError;
use crate::extract::Visitor;
use crate::pages::works;

/// One label for each work that may be shown, in the order of the gallery; the second language stands below the first.
pub(super) async fn labels(
    mut tx: Tx,
    visitor: &Visitor,
    contest: &Contest,
    size: LabelSize,
) -> Result<Made, PageError> {
    let listed = entries::all(&mut tx, contest.id, &Filter::shown()).await?;
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
            address: visitor.absolute(&format!("/{}/works/{code}", contest.slug)),
            code,
        });
    }
    let name = visitor.say("papers-labels", &[]);
    Ok(Made::Labels((visitor.lang.to_string(), name), size, labels))
}
