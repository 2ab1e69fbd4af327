//! A new contest with everything its template names: categories, criteria, prize table.

use contest::{
    Actor, Context, Tx,
    contests::{self, CreateError, Created, NewContest, Template},
};

use crate::{
    prizes::{TierInput, TiersError, define_tiers},
    rounds::{CriterionInput, DefineError, RoundInput, define_round},
};

/// Creates a contest, its rounds and its prize table; the creator becomes its organiser.
pub async fn found(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    template: &Template,
    new: &NewContest,
) -> Result<Created, CreateError> {
    let created = contests::create(tx, cx, actor, template, new).await?;
    for (category, from) in created.categories.iter().zip(&template.categories) {
        let criteria = from
            .criteria
            .iter()
            .map(|c| CriterionInput {
                name_vi: c.name_vi.clone(),
                name_en: c.name_en.clone(),
                guide_vi: c.guide_vi.clone(),
                guide_en: c.guide_en.clone(),
                least: c.least,
                most: c.most,
                step: c.step,
                weight: c.weight,
            })
            .collect();
        let round = RoundInput::rating(criteria, from.sheets_per_entry, from.least_sheets);
        let tiers: Vec<_> = from
            .prizes
            .iter()
            .map(|p| TierInput {
                name_vi: p.name_vi.clone(),
                name_en: p.name_en.clone(),
                quota: p.quota,
                money_vnd: p.money_vnd,
            })
            .collect();
        // The program acts here: the creator's right in the contest is as young as the contest.
        let of = (&created.contest, category.id);
        let first = (&created.contest, category.id, 1);
        define_round(tx, cx, &Actor::System, first, (&round, ""))
            .await
            .map_err(|error| match error {
                DefineError::Store(error) => CreateError::Store(error),
                _ => CreateError::Denied,
            })?;
        define_tiers(tx, cx, &Actor::System, of, &tiers, "")
            .await
            .map_err(|error| match error {
                TiersError::Store(error) => CreateError::Store(error),
                _ => CreateError::Denied,
            })?;
    }
    Ok(created)
}
