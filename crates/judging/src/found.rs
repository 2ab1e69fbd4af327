//! A new contest with everything its template names, or with everything that an earlier contest was set up with:
//! categories, rounds, criteria, prize table.

use contest::{
    Actor, Context, Tx,
    contests::{self, Contest, CreateError, Created, NewContest, Template},
    people::Role,
};

use crate::{
    prizes::{self, TierInput, TiersError, define_tiers},
    rounds::{self, CriterionInput, DefineError, RoundInput, define_round},
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
            .map_err(not_defined)?;
        define_tiers(tx, cx, &Actor::System, of, &tiers, "")
            .await
            .map_err(no_tiers)?;
    }
    Ok(created)
}

/// Creates a contest set up like an earlier one, whose organiser the actor must be: texts, categories and limits, rounds with
/// their rules and criteria, prizes. Works, people and decisions stay where they are.
pub async fn found_like(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    earlier: &Contest,
    new: &NewContest,
) -> Result<Created, CreateError> {
    if !actor.has(earlier.id, Role::Organiser) && !actor.is_admin() {
        return Err(CreateError::Denied);
    }
    let before = contests::categories_of(tx, earlier.id).await?;
    let template = Template::of(earlier, &before).ok_or(CreateError::DatesOutOfOrder)?;
    let created = contests::create(tx, cx, actor, &template, new).await?;
    let tiers = prizes::tiers_of(tx, earlier.id).await?;
    for (category, from) in created.categories.iter().zip(&before) {
        // The program acts here, as in a contest from a template.
        for round in rounds::rounds_of_category(tx, from.id).await? {
            let criteria = rounds::criteria_of_round(tx, round.id).await?;
            let at = (&created.contest, category.id, round.position);
            let input = RoundInput::of(&round, &criteria);
            define_round(tx, cx, &Actor::System, at, (&input, ""))
                .await
                .map_err(not_defined)?;
        }
        let own: Vec<TierInput> = tiers
            .iter()
            .filter(|t| t.category_id == from.id)
            .map(|t| TierInput {
                name_vi: t.name_vi.clone(),
                name_en: t.name_en.clone(),
                quota: t.quota,
                money_vnd: t.money_vnd,
            })
            .collect();
        let of = (&created.contest, category.id);
        define_tiers(tx, cx, &Actor::System, of, &own, "")
            .await
            .map_err(no_tiers)?;
    }
    Ok(created)
}

fn not_defined(error: DefineError) -> CreateError {
    match error {
        DefineError::Store(error) => CreateError::Store(error),
        _ => CreateError::Denied,
    }
}

fn no_tiers(error: TiersError) -> CreateError {
    match error {
        TiersError::Store(error) => CreateError::Store(error),
        _ => CreateError::Denied,
    }
}
