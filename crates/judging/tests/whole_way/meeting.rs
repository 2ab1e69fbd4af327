//! The jury at its table.

use contest::Actor;
use judging::{
    deliberation::{self, HandOverError, StandingsError},
    engine::Step,
    prizes::{self, ChangeError},
    rounds,
    sheets::{self, MarkInput},
};
use submissions::entries::EntryId;

use crate::hall::{at_the_table, each, list, opened};

#[tokio::test]
async fn the_formula_gives_the_best_works_the_highest_prizes() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = at_the_table(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        let table = deliberation::standings_of(&mut tx, hall.chair(), at.0, at.1)
            .await
            .expect("closed");
        let order: Vec<EntryId> = table.rows.iter().map(|r| r.standing.entry).collect();
        assert_eq!(
            order,
            hall.entries.iter().rev().copied().collect::<Vec<_>>()
        );
        assert_eq!(table.rows[0].standing.display, "9.00");
        assert_eq!(
            (
                table.rows[0].standing.counted,
                table.rows[0].standing.decided_by
            ),
            (3, Step::Score)
        );
        let visitor = deliberation::standings_of(&mut tx, &Actor::Visitor, at.0, at.1).await;
        assert!(matches!(visitor, Err(StandingsError::Denied(_))));

        let juror = prizes::propose(&mut tx, &hall.cx, &hall.jurors[1], at.0, at.1).await;
        assert!(juror.is_err());
        assert_eq!(
            prizes::propose(&mut tx, &hall.cx, hall.chair(), at.0, at.1)
                .await
                .expect("proposed"),
            3
        );
        let awards = prizes::awards_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert_eq!(
            awards
                .iter()
                .map(|a| (a.entry_id, a.level, a.rank))
                .collect::<Vec<_>>(),
            [(order[0], 1, 1), (order[1], 2, 2), (order[2], 2, 3)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_needs_a_reason_and_a_free_prize() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = at_the_table(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        prizes::propose(&mut tx, &hall.cx, hall.chair(), at.0, at.1)
            .await
            .expect("proposed");
        let order: Vec<EntryId> = hall.entries.iter().rev().copied().collect();
        let tiers = prizes::tiers_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        let change = |entry, tier, reason| (entry, tier, reason);
        let unsaid = prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[3], Some(tiers[1].id), ""),
        )
        .await;
        assert!(matches!(unsaid, Err(ChangeError::ReasonMissing)));
        let full = prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[3], Some(tiers[1].id), "Hay hơn"),
        )
        .await;
        assert!(matches!(full, Err(ChangeError::TierFull)));
        prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[2], None, "Chép lại"),
        )
        .await
        .expect("taken back");
        prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[3], Some(tiers[1].id), "Thay bài chép lại"),
        )
        .await
        .expect("given");
        let award = prizes::award_of(&mut tx, order[3])
            .await
            .expect("reads")
            .expect("given");
        assert_eq!(
            (award.formula_tier_id, award.rank, award.reason.as_str()),
            (None, 4, "Thay bài chép lại")
        );
        assert!(
            prizes::award_of(&mut tx, order[2])
                .await
                .expect("reads")
                .is_none()
        );
        let formula = prizes::formula(&mut tx, at.0, at.1)
            .await
            .expect("computed");
        assert_eq!(formula.tier_of(order[2]), Some(tiers[1].id));
    })
    .await;
}

#[tokio::test]
async fn a_tie_on_the_line_of_a_prize_is_settled_with_a_reason() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (mut hall, round, criteria) = opened(&mut tx).await;
        // everybody marks everything alike
        for juror in &hall.jurors {
            for sheet in list(&mut tx, juror, &round).await {
                for criterion in &criteria {
                    let input = MarkInput {
                        criterion: criterion.id,
                        steps: 5,
                        seen: None,
                    };
                    sheets::save_mark(&mut tx, &hall.cx, juror, (&round, &criteria, &sheet), input)
                        .await
                        .expect("saved");
                }
            }
            sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round)
                .await
                .expect("sealed");
        }
        rounds::close_round(&mut tx, &hall.cx, hall.chair(), &hall.contest, &round)
            .await
            .expect("closes");
        deliberation::begin_deliberation(&mut tx, &hall.cx, &hall.organiser, &hall.contest)
            .await
            .expect("sits down");
        hall.reload(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        prizes::propose(&mut tx, &hall.cx, hall.chair(), at.0, at.1)
            .await
            .expect("proposed");
        let formula = prizes::formula(&mut tx, at.0, at.1)
            .await
            .expect("computed");
        assert_eq!(formula.proposal.ties.len(), 2);
        let unsettled =
            deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest).await;
        assert!(matches!(unsettled, Err(HandOverError::TieUnsettled(codes)) if codes.len() == 9));
        for given in &formula.proposal.given {
            assert!(given.provisional);
            let change = (given.entry, Some(given.tier), "Bỏ phiếu 3/4");
            prizes::change_award(&mut tx, &hall.cx, hall.chair(), at, change)
                .await
                .expect("confirmed");
        }
        deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("handed over");
    })
    .await;
}
