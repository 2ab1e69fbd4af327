//! A meeting of the panel: who leads, who is there, what needs a quorum, and what the record tells of it.

use contest::{Actor, Tx};
use judging::{
    assignments, decisions, deliberation,
    deliberation::HandOverError,
    meetings::{self, AttendError, MeetingError, NoteError, ShowError},
    prizes::{self, ChangeError},
    rounds::Round,
};

use crate::hall::{HOUR, Hall, at_the_table, each};

/// Proposed by the formula, and the last round.
async fn proposed(tx: &mut Tx) -> (Hall, Round) {
    let hall = at_the_table(tx).await;
    prizes::propose(tx, &hall.cx, hall.chair(), &hall.contest, hall.category.id)
        .await
        .expect("proposed");
    let round = hall.round(tx).await;
    (hall, round)
}

async fn open(
    tx: &mut Tx,
    hall: &Hall,
    round: &Round,
    (actor, quorum): (&Actor, Option<i64>),
) -> Result<(), MeetingError> {
    let what = ("Phòng họp tầng 2", quorum);
    meetings::open(tx, &hall.cx, actor, (&hall.contest, round), what)
        .await
        .map(|_| ())
}

async fn come(tx: &mut Tx, hall: &Hall, round: &Round, juror: usize, here: bool) {
    let who = (hall.jurors[juror].person().expect("a person"), here);
    for _ in 0..2 {
        meetings::attend(tx, &hall.cx, hall.chair(), (&hall.contest, round), who)
            .await
            .expect("noted");
    }
}

#[tokio::test]
async fn the_chair_alone_leads_and_nothing_is_decided_below_the_quorum() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (mut hall, round) = proposed(&mut tx).await;
        let other = open(&mut tx, &hall, &round, (&hall.jurors[1], None)).await;
        assert!(matches!(other, Err(MeetingError::Denied(_))), "{other:?}");
        for quorum in [0, 5] {
            let wrong = open(&mut tx, &hall, &round, (hall.chair(), Some(quorum))).await;
            assert!(matches!(wrong, Err(MeetingError::Quorum)), "{wrong:?}");
        }
        open(&mut tx, &hall, &round, (hall.chair(), None))
            .await
            .expect("opens");
        let twice = open(&mut tx, &hall, &round, (hall.chair(), None)).await;
        assert!(matches!(twice, Err(MeetingError::Running)), "{twice:?}");

        let of = (&hall.contest, hall.category.id);
        let tier = prizes::awards_of(&mut tx, hall.contest.id)
            .await
            .expect("reads")[0]
            .tier_id;
        let change = (hall.entries[8], Some(tier), "Rất hay");
        let alone = prizes::change_award(&mut tx, &hall.cx, hall.chair(), of, change).await;
        assert!(matches!(alone, Err(ChangeError::NoQuorum)), "{alone:?}");
        for juror in [1, 2] {
            come(&mut tx, &hall, &round, juror, true).await;
        }
        prizes::change_award(&mut tx, &hall.cx, hall.chair(), of, change)
            .await
            .expect("three of four are there");
        come(&mut tx, &hall, &round, 2, false).await;
        let left = prizes::change_award(&mut tx, &hall.cx, hall.chair(), of, change).await;
        assert!(matches!(left, Err(ChangeError::NoQuorum)), "{left:?}");

        let stranger = (hall.advisor.person().expect("a person"), true);
        let at = (&hall.contest, &round);
        let stranger = meetings::attend(&mut tx, &hall.cx, hall.chair(), at, stranger).await;
        assert!(matches!(stranger, Err(AttendError::NoMember)));
        let none = meetings::show(&mut tx, hall.chair(), at, "ZZZ").await;
        assert!(matches!(none, Err(ShowError::NoSuchWork)));
        let mute = meetings::note(&mut tx, &hall.cx, hall.chair(), at, ("ZZZ", " ")).await;
        assert!(matches!(mute, Err(NoteError::Empty)));
        let runs = deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest).await;
        assert!(matches!(runs, Err(HandOverError::MeetingRuns)), "{runs:?}");

        let now = hall.cx.now.0;
        hall.at(now + HOUR);
        meetings::end(&mut tx, &hall.cx, hall.chair(), (&hall.contest, &round))
            .await
            .expect("ends");
        let late = meetings::show(&mut tx, hall.chair(), (&hall.contest, &round), "A").await;
        assert!(matches!(late, Err(ShowError::Denied(_))), "{late:?}");
        deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("handed over");
    })
    .await;
}

#[tokio::test]
async fn the_record_tells_who_came_and_left_what_was_noted_and_where_the_jury_departed() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (mut hall, round) = proposed(&mut tx).await;
        open(&mut tx, &hall, &round, (hall.chair(), Some(2)))
            .await
            .expect("opens");
        let code = |entry, codes: &[(_, String)]| {
            let found = codes.iter().find(|(id, _)| *id == entry);
            found.expect("in the round").1.clone()
        };
        let codes = assignments::codes_of(&mut tx, round.id)
            .await
            .expect("reads");
        let before = decisions::digest_of(&mut tx, hall.contest.id)
            .await
            .expect("computed");
        come(&mut tx, &hall, &round, 1, true).await;
        come(&mut tx, &hall, &round, 2, true).await;
        let now = hall.cx.now.0;
        hall.at(now + HOUR);
        come(&mut tx, &hall, &round, 2, false).await;
        let best = code(hall.entries[8], &codes);
        let at = (&hall.contest, &round);
        meetings::show(&mut tx, hall.chair(), at, &best)
            .await
            .expect("shown");
        let noted = meetings::note(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            (&best, "Giàu hình ảnh"),
        );
        noted.await.expect("noted");
        let after = decisions::digest_of(&mut tx, hall.contest.id)
            .await
            .expect("computed");
        assert_ne!(before, after, "who came and what was said is signed too");

        let of = (&hall.contest, hall.category.id);
        let out = (hall.entries[8], None, "Đã in ở nơi khác");
        prizes::change_award(&mut tx, &hall.cx, hall.chair(), of, out)
            .await
            .expect("changed");
        let tiers = prizes::tiers_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        let up = (hall.entries[0], Some(tiers[0].id), "Hội đồng bỏ phiếu 3/4");
        prizes::change_award(&mut tx, &hall.cx, hall.chair(), of, up)
            .await
            .expect("changed");
        meetings::end(&mut tx, &hall.cx, hall.chair(), at)
            .await
            .expect("ends");

        told(&mut tx, &hall, (&best, &code(hall.entries[0], &codes))).await;
    })
    .await;
}

/// The record of that meeting.
async fn told(tx: &mut Tx, hall: &Hall, (best, worst): (&str, &str)) {
    let records = decisions::record_of(tx, &hall.contest).await.expect("read");
    let [record] = records.as_slice() else {
        panic!("one category has works");
    };
    let [sitting] = record.sittings.as_slice() else {
        panic!("one meeting");
    };
    assert_eq!(
        (sitting.meeting.place.as_str(), sitting.meeting.quorum),
        ("Phòng họp tầng 2", 2)
    );
    let there: Vec<_> = sitting
        .there
        .iter()
        .map(|a| (a.name.as_str(), a.left_at.is_some()))
        .collect();
    assert_eq!(
        there,
        [("Chair", false), ("Second", false), ("Third", true)]
    );
    assert_eq!(sitting.absent, ["Fourth"]);
    assert_eq!(sitting.there_at(sitting.meeting.opened_at), 3);
    assert_eq!(sitting.there_at(hall.cx.now), 2);
    assert_eq!(
        record.notes,
        [(best.to_owned(), "Giàu hình ảnh".to_owned())]
    );
    let departs: Vec<_> = record
        .departures
        .iter()
        .map(|(code, award, formula)| (code.clone(), award.reason.as_str(), formula.is_some()))
        .collect();
    assert_eq!(
        departs,
        [(worst.to_owned(), "Hội đồng bỏ phiếu 3/4", false)]
    );
    let passed: Vec<_> = record
        .passed_over
        .iter()
        .map(|(c, t, why)| (c.as_str(), t.name_vi.as_str(), why.as_str()))
        .collect();
    assert_eq!(passed, [(best, "A", "Đã in ở nơi khác")]);
    assert_eq!((record.awards, record.quota), (3, 3));
}
