//! Jurors at work.

use contest::{Actor, Tx};
use judging::{
    assignments::{self, AssignmentState, RecuseError},
    rounds::{self, OpenError},
    sheets::{self, LockError, MarkError, MarkInput, Seen},
};

use crate::hall::{each, list, mark_all, opened};

#[tokio::test]
async fn works_are_dealt_evenly_blind_and_never_to_their_kin() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, _) = opened(&mut tx).await;
        let mut orders = Vec::new();
        for (i, juror) in hall.jurors.iter().enumerate() {
            let mine = list(&mut tx, juror, &round).await;
            assert!((6..=7).contains(&mine.len()), "{}", mine.len());
            assert_eq!(
                mine.iter().map(|a| a.position).collect::<Vec<_>>(),
                (1..=i64::try_from(mine.len()).expect("small")).collect::<Vec<_>>()
            );
            assert!(
                i != 1 || mine.iter().all(|a| a.entry_id != hall.entries[2]),
                "the second juror's own kin"
            );
            orders.push(mine.iter().map(|a| a.entry_id).collect::<Vec<_>>());
        }
        assert_ne!(orders[0], orders[2]);
        let codes = assignments::codes_of(&mut tx, round.id)
            .await
            .expect("reads");
        assert_eq!(codes.len(), 9);
        let (entry, code) = &codes[0];
        assert_eq!(
            assignments::entry_by_code(&mut tx, round.id, code)
                .await
                .expect("reads"),
            Some(*entry)
        );
        assert_eq!(
            assignments::code_of(&mut tx, round.id, *entry)
                .await
                .expect("reads")
                .as_ref(),
            Some(code)
        );
        let reopened =
            rounds::open_round(&mut tx, &hall.cx, &hall.organiser, &hall.contest, &round).await;
        assert!(matches!(reopened, Err(OpenError::Denied(_))));
        assert_eq!(
            rounds::members_of_round(&mut tx, round.id)
                .await
                .expect("reads")
                .len(),
            4
        );
        assert!(
            rounds::by_id(&mut tx, round.id)
                .await
                .expect("reads")
                .is_some()
        );
    })
    .await;
}

#[tokio::test]
async fn a_mark_is_taken_back_only_as_it_was_seen() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let juror = &hall.jurors[2];
        let sheet = list(&mut tx, juror, &round).await.remove(0);
        let parts = (&round, criteria.as_slice(), &sheet);
        let input = MarkInput {
            criterion: criteria[0].id,
            steps: 9,
            seen: None,
        };
        let next = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input)
            .await
            .expect("saved");
        let clear = async |tx: &mut Tx, who: &Actor, seen| {
            let of = (&round, &sheet);
            sheets::clear_mark(tx, who, of, (criteria[0].id, Some(seen))).await
        };
        let stale = clear(&mut tx, juror, Seen(Some((1, 7)))).await;
        assert!(
            matches!(stale, Err(MarkError::ChangedElsewhere(Some(mark))) if mark == next),
            "{stale:?}"
        );
        let other = clear(&mut tx, &hall.jurors[3], Seen::of(Some(&next))).await;
        assert!(matches!(other, Err(MarkError::Denied(_))));
        for _ in 0..2 {
            clear(&mut tx, juror, Seen::of(Some(&next)))
                .await
                .expect("cleared");
            assert!(
                sheets::marks_of(&mut tx, sheet.id)
                    .await
                    .expect("reads")
                    .is_empty()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_mark_is_kept_and_two_windows_do_not_overwrite_each_other() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let juror = &hall.jurors[2];
        let sheet = list(&mut tx, juror, &round).await.remove(0);
        let parts = (&round, criteria.as_slice(), &sheet);
        let input = |steps, seen| MarkInput {
            criterion: criteria[0].id,
            steps,
            seen,
        };
        let first = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(7, Some(Seen(None))))
            .await
            .expect("saved");
        assert_eq!((first.steps, first.version), (7, 1));
        let again = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(7, Some(Seen(None))))
            .await
            .expect("repeated");
        assert_eq!(again, first);
        let stale =
            sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(9, Some(Seen(None)))).await;
        assert!(
            matches!(stale, Err(MarkError::ChangedElsewhere(Some(mark))) if mark == first),
            "{stale:?}"
        );
        let next = sheets::save_mark(
            &mut tx,
            &hall.cx,
            juror,
            parts,
            input(9, Some(Seen(Some((1, 7))))),
        )
        .await
        .expect("saved");
        assert_eq!((next.steps, next.version), (9, 2));
        let off = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(11, None)).await;
        assert!(matches!(off, Err(MarkError::OffScale)));
        let other =
            sheets::save_mark(&mut tx, &hall.cx, &hall.jurors[3], parts, input(1, None)).await;
        assert!(matches!(other, Err(MarkError::Denied(_))));
        assert_eq!(
            sheets::marks_of(&mut tx, sheet.id).await.expect("reads"),
            [next]
        );

        sheets::comment(&mut tx, juror, &round, &sheet, " Hay \n")
            .await
            .expect("saved");
        let stale = sheets::comment(&mut tx, juror, &round, &sheet, "Khác").await;
        assert!(matches!(stale, Err(sheets::CommentError::ChangedElsewhere)));
        let desk = assignments::on_desk(&mut tx, sheet.person_id, round.id, &sheet.code)
            .await
            .expect("reads")
            .expect("on the desk");
        assert_eq!((desk.comment.as_str(), desk.marked), ("Hay", 1));
        assert_eq!(desk.entry_id, sheet.entry_id);

        assignments::skip(&mut tx, juror, &round, &sheet)
            .await
            .expect("put off");
        let last = list(&mut tx, juror, &round).await.pop().expect("not empty");
        assert!(last.id == sheet.id && last.skipped);
    })
    .await;
}

#[tokio::test]
async fn a_recused_work_leaves_the_juror_and_finds_another() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let juror = &hall.jurors[2];
        let sheet = list(&mut tx, juror, &round)
            .await
            .into_iter()
            .find(|a| a.entry_id != hall.entries[2])
            .expect("has others");
        let parts = (&hall.contest, &round, &sheet);
        let unsaid = assignments::recuse(&mut tx, &hall.cx, juror, parts, " ").await;
        assert!(matches!(unsaid, Err(RecuseError::ReasonMissing)));
        let next = assignments::recuse(&mut tx, &hall.cx, juror, parts, "Cháu tôi")
            .await
            .expect("recused")
            .expect("somebody is free");
        assert_ne!(Some(next), juror.person());
        assert!(
            assignments::on_desk(&mut tx, sheet.person_id, round.id, &sheet.code)
                .await
                .expect("reads")
                .is_none()
        );
        assert!(
            list(&mut tx, juror, &round)
                .await
                .iter()
                .all(|a| a.entry_id != sheet.entry_id)
        );
        let theirs = assignments::by_code(&mut tx, next, round.id, &sheet.code)
            .await
            .expect("reads")
            .expect("assigned");
        assert_eq!(theirs.state, AssignmentState::Open);
        let input = MarkInput {
            criterion: criteria[0].id,
            steps: 1,
            seen: None,
        };
        let gone = assignments::by_code(&mut tx, sheet.person_id, round.id, &sheet.code)
            .await
            .expect("reads")
            .expect("kept");
        assert_eq!(gone.reason, "Cháu tôi");
        let late =
            sheets::save_mark(&mut tx, &hall.cx, juror, (&round, &criteria, &gone), input).await;
        assert!(matches!(late, Err(MarkError::Denied(_))));
        // four jurors, three on the work, one recused: nobody is left for a second recusal
        let other = hall
            .jurors
            .iter()
            .find(|j| j.person() == Some(next))
            .expect("a juror");
        let nobody = assignments::recuse(
            &mut tx,
            &hall.cx,
            other,
            (&hall.contest, &round, &theirs),
            "Cùng cơ quan",
        )
        .await
        .expect("recused");
        assert_eq!(nobody, None);
    })
    .await;
}

#[tokio::test]
async fn sheets_are_sealed_whole_and_then_stand_still() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let juror = &hall.jurors[1];
        let early = sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round).await;
        let all = list(&mut tx, juror, &round).await.len();
        assert!(matches!(early, Err(LockError::Incomplete(codes)) if codes.len() == all));
        mark_all(&mut tx, &hall, juror, (&round, &criteria)).await;
        let first = list(&mut tx, juror, &round).await.remove(0);
        assignments::abstain(
            &mut tx,
            &hall.cx,
            juror,
            (&hall.contest, &round, &first),
            "Không hiểu tiếng Thái",
        )
        .await
        .expect("abstained");
        let receipt = sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round)
            .await
            .expect("sealed");
        assert_eq!(receipt.sheets.len(), all);
        for sheet in list(&mut tx, juror, &round).await {
            let expected = if sheet.id == first.id {
                AssignmentState::Abstained
            } else {
                AssignmentState::Locked
            };
            assert_eq!(
                (sheet.state, sheet.locked_at),
                (expected, Some(hall.cx.now))
            );
            let input = MarkInput {
                criterion: criteria[0].id,
                steps: 0,
                seen: None,
            };
            let late =
                sheets::save_mark(&mut tx, &hall.cx, juror, (&round, &criteria, &sheet), input)
                    .await;
            assert!(matches!(late, Err(MarkError::Denied(_))));
        }
        let twice = sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round).await;
        assert!(matches!(twice, Err(LockError::Denied(_))));
        let progress = assignments::progress_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        let mine = progress
            .iter()
            .find(|p| Some(p.person_id) == juror.person())
            .expect("listed");
        let all = i64::try_from(all).expect("small");
        assert_eq!(
            (
                mine.sheets,
                mine.complete,
                mine.locked,
                mine.abstained,
                mine.recused
            ),
            (all, all - 1, all - 1, 1, 0)
        );
        let marks = sheets::marks_of_juror(&mut tx, round.id, mine.person_id)
            .await
            .expect("reads");
        assert_eq!(i64::try_from(marks.len()).expect("small"), all * 2);
    })
    .await;
}

#[tokio::test]
async fn a_juror_sees_the_own_total_once_a_sheet_is_whole() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        mark_all(&mut tx, &hall, &hall.jurors[1], (&round, &criteria)).await;
        let first = list(&mut tx, &hall.jurors[1], &round).await.remove(0);
        let rules = rounds::engine_rules(&round, &criteria).expect("a usable form");
        let own = sheets::marks_of(&mut tx, first.id).await.expect("reads");
        let number = hall
            .entries
            .iter()
            .position(|e| *e == first.entry_id)
            .expect("one of ours");
        assert_eq!(
            sheets::total_shown(&rules, &criteria, &own),
            Some(format!("{}.00", number + 1))
        );
        assert_eq!(sheets::total_shown(&rules, &criteria, &own[..1]), None);
        assert_eq!(
            (
                criteria[0].mark(3),
                criteria[0].steps_of(3),
                criteria[0].steps_of(11)
            ),
            (3, Some(3), None)
        );
    })
    .await;
}
