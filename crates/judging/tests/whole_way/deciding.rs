//! The advisory board and the two signatures.

use contest::{
    Actor, Tx, contests,
    contests::Phase,
    people::{Grant, Role},
};
use judging::{
    advisory::{self, AnswerError, NoteError, Opinion},
    decisions::{self, MinutesError, SignError},
    deliberation::{self, HandOverError},
    prizes,
};

use crate::hall::{Hall, at_the_table, each};

/// The proposal lies before the advisory board, and the minutes are drafted.
async fn before_the_board(tx: &mut Tx) -> Hall {
    let mut hall = at_the_table(tx).await;
    let at = (&hall.contest, hall.category.id);
    let empty = deliberation::hand_over(tx, &hall.cx, hall.chair(), at.0).await;
    assert!(
        matches!(empty, Err(HandOverError::NothingProposed)),
        "{empty:?}"
    );
    prizes::propose(tx, &hall.cx, hall.chair(), at.0, at.1)
        .await
        .expect("proposed");
    let early = advisory::note(tx, &hall.cx, &hall.advisor, at, (Opinion::Concur, "")).await;
    assert!(matches!(early, Err(NoteError::Denied(_))));
    decisions::draft_minutes(tx, &hall.cx, hall.chair(), at.0, ("01/QĐ", "Biên bản họp"))
        .await
        .expect("drafted");
    deliberation::hand_over(tx, &hall.cx, hall.chair(), at.0)
        .await
        .expect("handed over");
    hall.reload(tx).await;
    assert_eq!(hall.contest.phase, Phase::Advising);
    hall
}

#[tokio::test]
async fn a_second_reading_goes_back_to_the_table_and_is_answered_in_writing() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = before_the_board(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        let short = deliberation::shortlist_of(&mut tx, &hall.advisor, at.0, at.1)
            .await
            .expect("shown");
        assert_eq!(short.rows.len(), 6);
        let unsaid = advisory::note(
            &mut tx,
            &hall.cx,
            &hall.advisor,
            at,
            (Opinion::SecondReading, ""),
        )
        .await;
        assert!(matches!(unsaid, Err(NoteError::ReasonMissing)));
        advisory::note(
            &mut tx,
            &hall.cx,
            &hall.advisor,
            at,
            (Opinion::SecondReading, "Giống một bài đã in"),
        )
        .await
        .expect("noted");
        let notes = advisory::notes_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert!(notes.len() == 1 && notes[0].is_waiting());
        let before = decisions::digest_of(&mut tx, hall.contest.id)
            .await
            .expect("computed");
        let waiting = decisions::sign_chair(&mut tx, &hall.cx, hall.chair(), at.0, before).await;
        assert!(matches!(waiting, Err(SignError::Unanswered(1))));

        deliberation::take_back(&mut tx, &hall.cx, hall.chair(), at.0)
            .await
            .expect("second reading");
        hall.reload(&mut tx).await;
        assert_eq!(hall.contest.phase, Phase::Deliberating);
        let stranger = advisory::answer(
            &mut tx,
            &hall.cx,
            &hall.jurors[1],
            (&hall.contest, &notes[0]),
            "Không",
        )
        .await;
        assert!(matches!(stranger, Err(AnswerError::Denied(_))));
        advisory::answer(
            &mut tx,
            &hall.cx,
            hall.chair(),
            (&hall.contest, &notes[0]),
            "Đã đối chiếu",
        )
        .await
        .expect("answered");
        let twice = advisory::answer(
            &mut tx,
            &hall.cx,
            hall.chair(),
            (&hall.contest, &notes[0]),
            "Khác",
        )
        .await;
        assert!(matches!(twice, Err(AnswerError::Answered)));
        deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("handed over again");
        hall.reload(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        let after =
            advisory::note(&mut tx, &hall.cx, &hall.advisor, at, (Opinion::Concur, "")).await;
        assert!(matches!(after, Err(NoteError::Answered)));
        let stale = decisions::sign_chair(&mut tx, &hall.cx, hall.chair(), at.0, before).await;
        assert!(matches!(stale, Err(SignError::Changed)));
    })
    .await;
}

#[tokio::test]
async fn two_persons_sign_what_they_saw_and_then_it_is_announced() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = before_the_board(&mut tx).await;
        let digest = decisions::digest_of(&mut tx, hall.contest.id)
            .await
            .expect("computed");
        let order =
            decisions::sign_organiser(&mut tx, &hall.cx, &hall.organiser, &hall.contest, digest)
                .await;
        assert!(matches!(order, Err(SignError::Order)));
        let signed = decisions::sign_chair(&mut tx, &hall.cx, hall.chair(), &hall.contest, digest)
            .await
            .expect("signed");
        assert!(!signed.decided);
        let late = decisions::draft_minutes(
            &mut tx,
            &hall.cx,
            hall.chair(),
            &hall.contest,
            ("02", "Khác"),
        )
        .await;
        assert!(matches!(late, Err(MinutesError::Signed)));
        let grant = Grant {
            contest_id: Some(hall.contest.id),
            category_id: None,
            role: Role::Organiser,
        };
        let both = Actor::Person {
            id: hall.chair().person().expect("a person"),
            grants: vec![grant],
        };
        let same = decisions::sign_organiser(&mut tx, &hall.cx, &both, &hall.contest, digest).await;
        assert!(matches!(same, Err(SignError::SamePerson)));
        let signed =
            decisions::sign_organiser(&mut tx, &hall.cx, &hall.organiser, &hall.contest, digest)
                .await
                .expect("signed");
        assert!(signed.decided);
        hall.reload(&mut tx).await;
        assert!(hall.contest.phase == Phase::Decided && !hall.contest.is_announced(hall.cx.now));
        contests::schedule(
            &mut tx,
            &hall.cx,
            &hall.organiser,
            &hall.contest,
            hall.cx.now,
        )
        .await
        .expect("announced");
        hall.reload(&mut tx).await;
        assert!(hall.contest.is_announced(hall.cx.now));
        let decision = decisions::decision_of(&mut tx, hall.contest.id)
            .await
            .expect("reads")
            .expect("exists");
        assert_eq!(
            (decision.digest, decision.number.as_str()),
            (Some(digest), "01/QĐ")
        );
        assert_eq!(
            (decision.chair_id, decision.organiser_id),
            (hall.chair().person(), hall.organiser.person())
        );
        let verdict = contest::audit::verify(&mut tx, hall.contest.id.0)
            .await
            .expect("reads");
        assert_eq!(verdict.broken, None);
    })
    .await;
}

#[tokio::test]
async fn a_proposal_taken_back_loses_the_chairs_signature() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = before_the_board(&mut tx).await;
        let digest = decisions::digest_of(&mut tx, hall.contest.id)
            .await
            .expect("computed");
        decisions::sign_chair(&mut tx, &hall.cx, hall.chair(), &hall.contest, digest)
            .await
            .expect("signed");
        deliberation::take_back(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("second reading");
        hall.reload(&mut tx).await;
        let decision = decisions::decision_of(&mut tx, hall.contest.id)
            .await
            .expect("reads")
            .expect("exists");
        assert_eq!(
            (
                decision.chair_id,
                decision.digest,
                decision.minutes.as_str()
            ),
            (None, None, "Biên bản họp")
        );
    })
    .await;
}
