//! A juror who does not come back: what each plan would come to, and what it does.

use contest::{Tx, people::PersonId};
use judging::{
    assignments::{self, Effect, Heirs, ReleaseError},
    rounds::{self, Round},
    sheets,
};

use crate::hall::{Hall, actor, each, list, mark_all, opened, person};

async fn preview(tx: &mut Tx, hall: &Hall, round: &Round, who: (PersonId, Heirs)) -> Effect {
    assignments::preview_release(tx, &hall.organiser, (&hall.contest, round), who)
        .await
        .expect("computed")
}

fn fourth(hall: &Hall) -> PersonId {
    hall.jurors[3].person().expect("a person")
}

#[tokio::test]
async fn each_plan_shows_its_effect_and_marks_and_sealed_sheets_stay() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let gone = fourth(&hall);
        let works = list(&mut tx, &hall.jurors[3], &round).await.len();
        let panel = preview(&mut tx, &hall, &round, (gone, Heirs::Panel)).await;
        assert_eq!(panel.works, works);
        let given: usize = panel.gains.values().sum();
        assert_eq!(given + panel.unplaced, works);
        assert!(!panel.gains.contains_key(&gone));
        let nobody = preview(&mut tx, &hall, &round, (gone, Heirs::Nobody)).await;
        assert_eq!(
            (nobody.unplaced, nobody.short.len()),
            (works, 0),
            "two sheets are enough"
        );
        let stranger = hall.advisor.person().expect("a person");
        let of = (&hall.contest, &round);
        let wrong = assignments::preview_release(
            &mut tx,
            &hall.organiser,
            of,
            (gone, Heirs::One(stranger)),
        );
        assert!(matches!(wrong.await, Err(ReleaseError::NoSuchJuror)));
        let chair =
            assignments::preview_release(&mut tx, hall.chair(), of, (gone, Heirs::Panel)).await;
        assert!(matches!(chair, Err(ReleaseError::Denied(_))));
        let mute = ((gone, Heirs::Panel), " ");
        let mute = assignments::release(&mut tx, &hall.cx, &hall.organiser, of, mute).await;
        assert!(matches!(mute, Err(ReleaseError::ReasonMissing)));

        mark_all(&mut tx, &hall, &hall.jurors[3], (&round, &criteria)).await;
        let plan = ((gone, Heirs::Panel), "Ốm dài ngày");
        let done = assignments::release(&mut tx, &hall.cx, &hall.organiser, of, plan).await;
        assert_eq!(
            done.expect("released"),
            panel,
            "what was shown is what was done"
        );
        assert!(list(&mut tx, &hall.jurors[3], &round).await.is_empty());
        let marks = sheets::marks_of_juror(&mut tx, round.id, gone)
            .await
            .expect("reads");
        assert_eq!(marks.len(), works * criteria.len(), "marks stay on record");
        for juror in &hall.jurors[..3] {
            mark_all(&mut tx, &hall, juror, (&round, &criteria)).await;
            sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round)
                .await
                .expect("sealed");
        }
        rounds::close_round(&mut tx, &hall.cx, hall.chair(), &hall.contest, &round)
            .await
            .expect("nobody is waited for");
    })
    .await;
}

#[tokio::test]
async fn a_juror_in_reserve_takes_all_works_but_those_in_conflict() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, _) = opened(&mut tx).await;
        let gone = fourth(&hall);
        let works = list(&mut tx, &hall.jurors[3], &round).await;
        // the telephone is that of the author of the first of these works
        let number = hall
            .entries
            .iter()
            .position(|e| *e == works[0].entry_id)
            .expect("ours");
        let phone = if number == 2 {
            "0912000001".to_owned()
        } else {
            format!("098700000{number}")
        };
        let reserve = person(&mut tx, &hall.cx, "Reserve", &phone).await;
        let grant = contest::people::Grant {
            contest_id: Some(hall.contest.id),
            category_id: Some(hall.category.id),
            role: contest::people::Role::Juror,
        };
        contest::people::grant(&mut tx, &hall.cx, &hall.organiser, reserve, &grant)
            .await
            .expect("granted");
        let plan = ((gone, Heirs::One(reserve)), "Đi công tác");
        let of = (&hall.contest, &round);
        let done = assignments::release(&mut tx, &hall.cx, &hall.organiser, of, plan)
            .await
            .expect("released");
        let juror = actor(&mut tx, reserve).await;
        let theirs = list(&mut tx, &juror, &round).await;
        assert_eq!((theirs.len(), done.unplaced), (works.len() - 1, 1));
        assert!(
            theirs.iter().all(|a| a.entry_id != works[0].entry_id),
            "not their own kin's"
        );
    })
    .await;
}
