//! Jurors take as many works as they said, when works are dealt and when they change hands.

use std::collections::BTreeMap;

use judging::{
    assignments,
    rounds::{self, OpenError, RoundInput, Seat, SeatError},
};
use submissions::entries::EntryId;

use crate::hall::{Hall, each, hall, list, rule_on_all};

/// The panel with a limit for the last juror.
fn panel(hall: &Hall, most_works: i64) -> Vec<Seat> {
    let seats = hall.jurors.iter().map(|juror| Seat {
        person: juror.person().expect("a person"),
        most_works: 0,
        expertise: 2,
    });
    let mut seats: Vec<Seat> = seats.collect();
    seats.last_mut().expect("a juror").most_works = most_works;
    seats
}

#[tokio::test]
async fn a_limit_binds_when_works_are_dealt_and_when_they_change_hands() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = hall(&mut tx).await;
        let draft = hall.round(&mut tx).await;
        let (contest, organiser) = (hall.contest.clone(), hall.organiser.clone());
        let of = (&contest, &draft);
        for wrong in [-1, 100_001] {
            let seats = panel(&hall, wrong);
            let refused = rounds::set_panel(&mut tx, &hall.cx, &organiser, of, &seats).await;
            assert!(matches!(refused, Err(SeatError::Limit(_))), "{refused:?}");
        }
        let seats = panel(&hall, 2);
        let set = rounds::set_panel(&mut tx, &hall.cx, &organiser, of, &seats).await;
        set.expect("set");
        rule_on_all(&mut tx, &hall).await;
        hall.at(hall.contest.closes_at.0 + 1);
        let opened = rounds::begin_judging(&mut tx, &hall.cx, &organiser, &contest).await;
        opened.expect("opens");
        let round = hall.round(&mut tx).await;
        let last = hall.jurors.last().expect("a juror").clone();
        assert_eq!(list(&mut tx, &last, &round).await.len(), 2);
        // whoever steps back hands works to everybody but the juror who is full
        let first = hall.jurors[1].clone();
        for sheet in list(&mut tx, &first, &round).await {
            let parts = (&contest, &round, &sheet);
            let done = assignments::recuse(&mut tx, &hall.cx, &first, parts, "Quen biết").await;
            done.expect("recused");
        }
        assert_eq!(list(&mut tx, &last, &round).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn limits_that_leave_works_without_jurors_keep_a_round_from_opening() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = hall(&mut tx).await;
        let draft = hall.round(&mut tx).await;
        let (contest, organiser) = (hall.contest.clone(), hall.organiser.clone());
        let mut seats = panel(&hall, 1);
        for seat in &mut seats {
            seat.most_works = 1;
        }
        let of = (&contest, &draft);
        let set = rounds::set_panel(&mut tx, &hall.cx, &organiser, of, &seats).await;
        set.expect("set");
        rule_on_all(&mut tx, &hall).await;
        hall.at(hall.contest.closes_at.0 + 1);
        let refused = rounds::begin_judging(&mut tx, &hall.cx, &organiser, &contest).await;
        assert!(
            matches!(refused, Err(OpenError::Infeasible(_))),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_whole_panel_judges_the_anchors_and_loads_stay_even() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = hall(&mut tx).await;
        let draft = hall.round(&mut tx).await;
        let (contest, organiser) = (hall.contest.clone(), hall.organiser.clone());
        let criteria = rounds::criteria_of_round(&mut tx, draft.id).await;
        let criteria = criteria.expect("reads");
        let at = (&contest, draft.category_id, 1);
        for (anchors, fits) in [(6, false), (3, true)] {
            let input = RoundInput {
                anchors,
                ..RoundInput::of(&draft, &criteria)
            };
            let what = (&input, "Để so mức điểm");
            let set = rounds::define_round(&mut tx, &hall.cx, &organiser, at, what).await;
            assert_eq!(set.is_ok(), fits, "{set:?}");
        }
        rule_on_all(&mut tx, &hall).await;
        hall.at(hall.contest.closes_at.0 + 1);
        let opened = rounds::begin_judging(&mut tx, &hall.cx, &organiser, &contest).await;
        opened.expect("opens");
        let round = hall.round(&mut tx).await;
        let mut sheets: BTreeMap<EntryId, usize> = BTreeMap::new();
        let mut loads = Vec::new();
        for juror in &hall.jurors {
            let own = list(&mut tx, juror, &round).await;
            loads.push(own.len());
            for sheet in own {
                *sheets.entry(sheet.entry_id).or_default() += 1;
            }
        }
        let all = hall.jurors.len();
        let whole = sheets.values().filter(|n| **n == all).count();
        let usual = sheets.values().filter(|n| **n == 3).count();
        assert_eq!((whole, usual), (3, 6), "{sheets:?}");
        let (least, most) = (loads.iter().min(), loads.iter().max());
        assert!(
            most.zip(least).is_some_and(|(m, l)| m - l <= 1),
            "{loads:?}"
        );
    })
    .await;
}
