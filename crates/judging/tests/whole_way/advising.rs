//! What statistics tell the chair, and that they tell nobody else.

use contest::{
    Actor, Tx,
    contests::rules::Denied,
    people::{self, Grant, Role},
};
use judging::{
    assignments,
    deliberation::{self, Advice, StandingsError},
    rounds::{self, Round},
    sheets,
};

use crate::hall::{Hall, actor, at_the_table, each, list, mark_all, mark_as, opened};

async fn advice(tx: &mut Tx, hall: &Hall, actor: &Actor) -> Result<Advice, StandingsError> {
    let basis = deliberation::advice_basis(tx, actor, &hall.contest, hall.category.id).await?;
    Ok(basis.advise().expect("sheets count"))
}

async fn close(tx: &mut Tx, hall: &mut Hall, round: &Round) {
    for juror in &hall.jurors {
        sheets::lock_sheets(tx, &hall.cx, juror, &hall.contest, round)
            .await
            .expect("sealed");
    }
    rounds::close_round(tx, &hall.cx, hall.chair(), &hall.contest, round)
        .await
        .expect("closes");
    hall.reload(tx).await;
}

#[tokio::test]
async fn a_jury_that_agrees_has_nothing_open() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = at_the_table(&mut tx).await;
        let found = advice(&mut tx, &hall, hall.chair()).await.expect("told");
        assert_eq!(
            (found.parts, found.approximate, found.large),
            (1, false, false)
        );
        assert!(found.open.is_empty() && found.hanging.is_empty() && found.moved.is_empty());
        assert!(found.questions.is_empty() && found.alike.is_empty());
        assert_eq!(found.reliability.marks, (3, 3, 3));
        for other in [
            &hall.organiser,
            &hall.jurors[1],
            &hall.advisor,
            &Actor::Visitor,
        ] {
            let refused = advice(&mut tx, &hall, other).await;
            assert!(matches!(
                refused,
                Err(StandingsError::Denied(Denied::NotYours))
            ));
        }
    })
    .await;
}

#[tokio::test]
async fn a_chair_is_told_what_hangs_on_one_juror_but_not_of_a_work_left_to_others() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (mut hall, round, criteria) = opened(&mut tx).await;
        let early = advice(&mut tx, &hall, hall.chair()).await;
        assert!(matches!(
            early,
            Err(StandingsError::Denied(Denied::TooEarly))
        ));
        let left = list(&mut tx, hall.chair(), &round)
            .await
            .into_iter()
            .max_by_key(|a| hall.entries.iter().position(|e| *e == a.entry_id))
            .expect("has some");
        let parts = (&hall.contest, &round, &left);
        assignments::recuse(&mut tx, &hall.cx, hall.chair(), parts, "Học trò cũ")
            .await
            .expect("recused");
        for (index, juror) in hall.jurors.iter().enumerate() {
            let by = (&round, criteria.as_slice());
            if index == 3 {
                mark_as(&mut tx, &hall, juror, by, |number| 9 - number).await;
            } else {
                mark_all(&mut tx, &hall, juror, by).await;
            }
        }
        close(&mut tx, &mut hall, &round).await;

        let second = hall.organiser.person().expect("a person");
        let grant = Grant {
            contest_id: Some(hall.contest.id),
            category_id: Some(hall.category.id),
            role: Role::Chair,
        };
        people::grant(&mut tx, &hall.cx, &Actor::System, second, &grant)
            .await
            .expect("granted");
        let free = actor(&mut tx, second).await;
        let all = advice(&mut tx, &hall, &free).await.expect("told");
        let own = advice(&mut tx, &hall, hall.chair()).await.expect("told");
        // on whom, is up to the deal; that prizes hang on somebody follows from one contrary juror of four
        assert!(!all.hanging.is_empty(), "{all:?}");
        assert!(all.open.iter().any(|o| o.entry == left.entry_id), "{all:?}");

        let without = |entry| entry != left.entry_id;
        assert!(own.open.iter().all(|o| without(o.entry)));
        assert!(own.moved.iter().all(|m| without(m.change.entry)));
        assert!(
            own.hanging
                .iter()
                .flat_map(|w| &w.changes)
                .all(|c| without(c.entry))
        );
        let rest: Vec<_> = all.open.into_iter().filter(|o| without(o.entry)).collect();
        assert_eq!(own.open, rest);
        assert!(
            own.open
                .iter()
                .all(|o| (5..=95).contains(&o.any) || !o.tiers.is_empty())
        );
    })
    .await;
}
