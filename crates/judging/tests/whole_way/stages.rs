//! Three rounds after one another: yes or no, marks, a ranking; who goes on, what is carried, and that all of it is counted
//! again from the bundle.

use contest::Tx;
use judging::{
    advancement::{self, Departure, SettleError},
    assignments,
    bundles::{self, Scope, names, pack, recount, unpack},
    decisions, deliberation, prizes,
    rounds::{
        self, AdvanceBy, CriterionInput, DefineError, FormInput, OpenError, PauseError,
        RemoveError, Round, RoundInput, RoundMethod, RoundState,
    },
    sheets::{self, MarkError, MarkInput, RankError, RankInput},
};
use submissions::receipts::Signer;

use crate::hall::{Hall, each, hall, list, mark_as, rule_on_all};

const REASON: &str = "Đông bài hơn dự kiến";

fn stage(form: FormInput, (by, n): (AdvanceBy, i64), carry: i64) -> RoundInput {
    RoundInput {
        form,
        method: RoundMethod::Mean,
        carry,
        advance_by: by,
        advance_n: n,
        ..RoundInput::rating(vec![], 3, 2)
    }
}

fn marks() -> FormInput {
    FormInput::Rating(vec![CriterionInput {
        name_vi: "Ý".to_owned(),
        name_en: "Idea".to_owned(),
        most: 10,
        step: 1,
        weight: 1,
        ..CriterionInput::default()
    }])
}

async fn define(tx: &mut Tx, hall: &Hall, at: i64, input: &RoundInput) -> Result<(), DefineError> {
    let place = (&hall.contest, hall.category.id, at);
    let what = (input, REASON);
    rounds::define_round(tx, &hall.cx, &hall.organiser, place, what)
        .await
        .map(|_| ())
}

async fn at(tx: &mut Tx, hall: &Hall, position: i64) -> Round {
    rounds::round_at(tx, hall.category.id, position)
        .await
        .expect("reads")
        .expect("exists")
}

/// Nine poems before three rounds, the first one open.
async fn begun(tx: &mut Tx) -> Hall {
    let mut hall = hall(tx).await;
    let maybe = FormInput::YesNo { maybe: true };
    let first = stage(maybe, (AdvanceBy::Yes, 2), 0);
    define(tx, &hall, 1, &first).await.expect("defined");
    let second = stage(marks(), (AdvanceBy::Top, 3), 0);
    define(tx, &hall, 2, &second).await.expect("defined");
    let third = stage(FormInput::Ranking, (AdvanceBy::All, 0), 40);
    define(tx, &hall, 3, &third).await.expect("defined");
    rule_on_all(tx, &hall).await;
    rounds::begin_judging(tx, &hall.cx, &hall.organiser, &hall.contest)
        .await
        .expect("opens");
    hall.reload(tx).await;
    hall
}

/// Gives marks by the number of a work, seals and closes the round that counts now.
async fn judge(tx: &mut Tx, hall: &Hall, steps: impl Fn(i64) -> i64 + Copy) {
    let round = hall.round(tx).await;
    let criteria = rounds::criteria_of_round(tx, round.id)
        .await
        .expect("reads");
    for juror in &hall.jurors {
        mark_as(tx, hall, juror, (&round, &criteria), steps).await;
    }
    seal(tx, hall, &round).await;
}

async fn seal(tx: &mut Tx, hall: &Hall, round: &Round) {
    for juror in &hall.jurors {
        if !list(tx, juror, round).await.is_empty() {
            sheets::lock_sheets(tx, &hall.cx, juror, &hall.contest, round)
                .await
                .expect("sealed");
        }
    }
    rounds::close_round(tx, &hall.cx, hall.chair(), &hall.contest, round)
        .await
        .expect("closes");
}

async fn settle(
    tx: &mut Tx,
    hall: &Hall,
    round: &Round,
    (departures, reason): (&[Departure], &str),
) -> Result<usize, SettleError> {
    let of = (&hall.contest, round);
    advancement::settle(tx, &hall.cx, hall.chair(), of, (departures, reason)).await
}

/// The numbers of the works of a round.
async fn works(tx: &mut Tx, hall: &Hall, round: &Round) -> Vec<usize> {
    let codes = assignments::codes_of(tx, round.id).await.expect("reads");
    let number = |id| hall.entries.iter().position(|e| *e == id).expect("ours");
    let mut works: Vec<usize> = codes.into_iter().map(|(id, _)| number(id)).collect();
    works.sort_unstable();
    works
}

/// Everything up to the two signatures: works 5 to 8 pass the screening and 2 by hand, 6 to 8 the marks, and the ranking
/// turns these round.
async fn decided(tx: &mut Tx) -> Hall {
    let mut hall = begun(tx).await;
    let first = hall.round(tx).await;
    let next = at(tx, &hall, 2).await;
    let early = rounds::open_round(tx, &hall.cx, &hall.organiser, &hall.contest, &next).await;
    assert!(matches!(early, Err(OpenError::NotSettled)), "{early:?}");
    judge(tx, &hall, |n| if n >= 5 { 2 } else { n % 2 }).await;
    let first = at(tx, &hall, first.position).await;

    let table = advancement::preview(tx, hall.chair(), (&hall.contest, &first))
        .await
        .expect("shown");
    assert_eq!((table.passing, table.authors, table.settled), (4, 4, false));
    assert!(table.works[0].yes >= 3 && table.works.last().expect("nine").yes == 0);
    let codes = assignments::codes_of(tx, first.id).await.expect("reads");
    let second_work = hall.entries[2];
    let code = codes
        .iter()
        .find(|(id, _)| *id == second_work)
        .expect("in it");
    let by_hand = [Departure {
        code: code.1.clone(),
        passes: true,
    }];
    let unsaid = settle(tx, &hall, &first, (&by_hand, " ")).await;
    assert!(matches!(unsaid, Err(SettleError::ReasonMissing)));
    let juror = advancement::settle(
        tx,
        &hall.cx,
        &hall.jurors[1],
        (&hall.contest, &first),
        (&[], ""),
    )
    .await;
    assert!(matches!(juror, Err(SettleError::Denied(_))));
    let going = settle(tx, &hall, &first, (&by_hand, "Bài mới lạ")).await;
    assert_eq!(going.expect("settled"), 5);

    rounds::open_round(tx, &hall.cx, &hall.organiser, &hall.contest, &next)
        .await
        .expect("opens");
    let second = hall.round(tx).await;
    assert_eq!(second.position, 2);
    assert_eq!(works(tx, &hall, &second).await, [2, 5, 6, 7, 8]);
    let late = settle(tx, &hall, &first, (&[], "")).await;
    assert!(matches!(late, Err(SettleError::Denied(_))), "{late:?}");
    judge(tx, &hall, |n| n).await;
    let second = hall.round(tx).await;
    let sitting = deliberation::begin_deliberation(tx, &hall.cx, &hall.organiser, &hall.contest);
    assert!(sitting.await.is_err(), "a round is left");
    settle(tx, &hall, &second, (&[], ""))
        .await
        .expect("settled");

    let third = at(tx, &hall, 3).await;
    rounds::open_round(tx, &hall.cx, &hall.organiser, &hall.contest, &third)
        .await
        .expect("opens");
    let third = hall.round(tx).await;
    assert_eq!(works(tx, &hall, &third).await, [6, 7, 8]);
    rank_all(tx, &hall, &third).await;
    seal(tx, &hall, &third).await;
    deliberation::begin_deliberation(tx, &hall.cx, &hall.organiser, &hall.contest)
        .await
        .expect("sits down");
    hall.reload(tx).await;
    sign(tx, &mut hall).await;
    hall
}

/// Every juror puts 6 before 7 before 8.
async fn rank_all(tx: &mut Tx, hall: &Hall, round: &Round) {
    let criteria = rounds::criteria_of_round(tx, round.id)
        .await
        .expect("reads");
    let codes = assignments::codes_of(tx, round.id).await.expect("reads");
    for juror in &hall.jurors {
        let mine = list(tx, juror, round).await;
        assert_eq!(mine.len(), 3, "everybody ranks everything");
        let single = MarkInput {
            criterion: criteria[0].id,
            steps: 1,
            seen: None,
        };
        let by = (round, criteria.as_slice());
        let alone = sheets::save_mark(tx, &hall.cx, juror, (by.0, by.1, &mine[0]), single).await;
        assert!(matches!(alone, Err(MarkError::OffScale)), "{alone:?}");
        let order: Vec<String> = (6..9)
            .map(|n| {
                codes
                    .iter()
                    .find(|(id, _)| *id == hall.entries[n])
                    .expect("in it")
                    .1
                    .clone()
            })
            .collect();
        let short = RankInput {
            order: order[1..].to_vec(),
            seen: None,
        };
        let short = sheets::rank(tx, &hall.cx, juror, by, &short).await;
        assert!(matches!(short, Err(RankError::NotAll)), "{short:?}");
        let whole = RankInput {
            order: order.clone(),
            seen: None,
        };
        for _ in 0..2 {
            sheets::rank(tx, &hall.cx, juror, by, &whole)
                .await
                .expect("ranked");
        }
        let stale = RankInput {
            order: order.iter().rev().cloned().collect(),
            seen: Some(order.iter().rev().cloned().collect()),
        };
        let stale = sheets::rank(tx, &hall.cx, juror, by, &stale).await;
        assert!(matches!(stale, Err(RankError::ChangedElsewhere(now)) if now == order));
    }
}

async fn sign(tx: &mut Tx, hall: &mut Hall) {
    let chair = hall.chair().clone();
    prizes::propose(tx, &hall.cx, &chair, &hall.contest, hall.category.id)
        .await
        .expect("proposed");
    decisions::draft_minutes(tx, &hall.cx, &chair, &hall.contest, ("01/QĐ", "Biên bản"))
        .await
        .expect("drafted");
    deliberation::hand_over(tx, &hall.cx, &chair, &hall.contest)
        .await
        .expect("handed over");
    hall.reload(tx).await;
    let seen = decisions::digest_of(tx, hall.contest.id)
        .await
        .expect("computed");
    decisions::sign_chair(tx, &hall.cx, &chair, &hall.contest, seen)
        .await
        .expect("signed");
    decisions::sign_organiser(tx, &hall.cx, &hall.organiser, &hall.contest, seen)
        .await
        .expect("signed");
    hall.reload(tx).await;
}

/// What the second reading, which shares no code with the first, says of a bundle, and how it ends.
fn counted_in_python(bundle: &[u8]) -> (String, Option<i32>) {
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/recount/recount.py"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bundle.zip");
    std::fs::write(&file, bundle).expect("written");
    let ended = std::process::Command::new("python3")
        .args(["-B", script])
        .arg(&file)
        .output()
        .expect("python3 runs");
    let said = [ended.stdout, ended.stderr].concat();
    (
        String::from_utf8_lossy(&said).into_owned(),
        ended.status.code(),
    )
}

#[tokio::test]
async fn three_rounds_narrow_a_field_and_the_last_counts_with_what_it_carries() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = decided(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        let table = deliberation::standings_of(&mut tx, hall.chair(), at.0, at.1)
            .await
            .expect("shown");
        let order: Vec<_> = table.rows.iter().map(|r| r.standing.entry).collect();
        assert_eq!(order, [hall.entries[6], hall.entries[7], hall.entries[8]]);
        // 0.6 · 1 + 0.4 · 0.6, 0.6 · ½ + 0.4 · 0.7, 0.6 · 0 + 0.4 · 0.8 of the way from 1 to 3 points
        let shown: Vec<_> = table
            .rows
            .iter()
            .map(|r| r.standing.display.as_str())
            .collect();
        assert_eq!(shown, ["2.68", "2.16", "1.64"]);
    })
    .await;
}

#[tokio::test]
async fn a_bundle_of_three_rounds_counts_again_and_names_what_is_changed_in_any_of_them() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = decided(&mut tx).await;
        let signer = Signer::of(&[9; 32]);
        let made = bundles::make(&mut tx, &hall.contest, &signer, Scope::Published)
            .await
            .expect("made");
        let found = recount(&made, Some(&signer.key()));
        assert_eq!(found.differences, [], "a sound bundle");
        assert_eq!((found.works, found.awards), (9 + 5 + 3, 3));
        let (said, code) = counted_in_python(&made);
        assert_eq!(code, Some(0), "{said}");
        let (files, _) = unpack(&made);
        let told = |name: &str, from: &str, to: &str| {
            let mut files = files.clone();
            let text = String::from_utf8(files[name].clone()).expect("text");
            assert!(text.contains(from), "{name} has {from}");
            files.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
            let changed = pack(&files).expect("packs");
            assert_eq!(counted_in_python(&changed).1, Some(3), "{name}: {from}");
            let found = recount(&changed, None).differences;
            let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
            lines.join("\n")
        };
        let hand = r#""by_rule":false,"category":"tho","code""#;
        assert!(
            told(names::DECISIONS, "Bài mới lạ", "")
                .contains("departs from the rule without a reason")
        );
        assert!(
            told(names::DECISIONS, hand, &hand.replace("false", "true"))
                .contains("the rule of the round says otherwise")
        );
        assert!(
            told(names::DECISIONS, r#""passes":true"#, r#""passes":false"#)
                .contains("did not go on")
        );
        assert!(told(names::REGULATION, r#""carry":40"#, r#""carry":50"#).contains("other rules"));
        assert!(
            told(names::REGULATION, r#""advance_n":3"#, r#""advance_n":4"#).contains("other rules")
        );
    })
    .await;
}

#[tokio::test]
async fn a_round_pauses_goes_on_and_opens_again_until_the_next_one_opens() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = begun(&mut tx).await;
        let (cx, organiser) = (&hall.cx, &hall.organiser);
        let open = hall.round(&mut tx).await;
        let unsaid = rounds::pause_round(&mut tx, cx, organiser, (&hall.contest, &open), " ").await;
        assert!(matches!(unsaid, Err(PauseError::ReasonMissing)));
        let chair =
            rounds::pause_round(&mut tx, cx, hall.chair(), (&hall.contest, &open), "Nghỉ").await;
        assert!(matches!(chair, Err(PauseError::Denied(_))));
        rounds::pause_round(&mut tx, cx, organiser, (&hall.contest, &open), "Mất điện")
            .await
            .expect("paused");
        let paused = hall.round(&mut tx).await;
        assert_eq!(paused.state, RoundState::Paused);
        let criteria = rounds::criteria_of_round(&mut tx, paused.id)
            .await
            .expect("reads");
        let mine = list(&mut tx, hall.chair(), &paused).await;
        let mark = MarkInput {
            criterion: criteria[0].id,
            steps: 1,
            seen: None,
        };
        let by = (&paused, criteria.as_slice(), &mine[0]);
        let still = sheets::save_mark(&mut tx, cx, hall.chair(), by, mark).await;
        assert!(matches!(still, Err(MarkError::Denied(_))), "{still:?}");
        rounds::resume_round(
            &mut tx,
            cx,
            organiser,
            (&hall.contest, &paused),
            "Có điện lại",
        )
        .await
        .expect("goes on");
        judge(&mut tx, &hall, |n| n % 3).await;

        let closed = hall.round(&mut tx).await;
        settle(&mut tx, &hall, &closed, (&[], ""))
            .await
            .expect("settled");
        rounds::reopen_round(
            &mut tx,
            cx,
            organiser,
            (&hall.contest, &closed),
            "Sót một phiếu",
        )
        .await
        .expect("opens again");
        let next = at(&mut tx, &hall, 2).await;
        let early = rounds::open_round(&mut tx, cx, organiser, &hall.contest, &next).await;
        assert!(matches!(early, Err(OpenError::NotSettled)), "{early:?}");
        let again = hall.round(&mut tx).await;
        rounds::close_round(&mut tx, cx, organiser, &hall.contest, &again)
            .await
            .expect("closes");
        let closed = hall.round(&mut tx).await;
        settle(&mut tx, &hall, &closed, (&[], ""))
            .await
            .expect("settled");
        rounds::open_round(&mut tx, cx, organiser, &hall.contest, &next)
            .await
            .expect("opens");
        let late =
            rounds::reopen_round(&mut tx, cx, organiser, (&hall.contest, &closed), "Sót").await;
        assert!(matches!(late, Err(PauseError::Denied(_))), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn rounds_are_set_up_in_order_within_bounds_and_only_the_last_draft_goes_away() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = hall(&mut tx).await;
        let plain = stage(marks(), (AdvanceBy::All, 0), 0);
        let gap = define(&mut tx, &hall, 3, &plain).await;
        assert!(matches!(gap, Err(DefineError::Position)), "{gap:?}");
        let carrying = stage(marks(), (AdvanceBy::All, 0), 10);
        let first = define(&mut tx, &hall, 1, &carrying).await;
        assert!(matches!(first, Err(DefineError::Carry)), "{first:?}");
        for (by, n) in [
            (AdvanceBy::Yes, 1),
            (AdvanceBy::Top, 0),
            (AdvanceBy::Hand, 1),
            (AdvanceBy::Points, -1),
        ] {
            let wrong = define(&mut tx, &hall, 2, &stage(marks(), (by, n), 0)).await;
            assert!(matches!(wrong, Err(DefineError::Advance)), "{by:?}");
        }
        for position in 2..=3 {
            define(&mut tx, &hall, position, &plain)
                .await
                .expect("defined");
        }
        let third = at(&mut tx, &hall, 3).await;
        let panel = rounds::members_of_round(&mut tx, third.id)
            .await
            .expect("reads");
        assert_eq!(
            panel.len(),
            4,
            "a new round starts with the panel before it"
        );
        let (cx, by) = (&hall.cx, &hall.organiser);
        let second = at(&mut tx, &hall, 2).await;
        let middle = rounds::remove_round(&mut tx, cx, by, (&hall.contest, &second), REASON).await;
        assert!(matches!(middle, Err(RemoveError::Denied)), "{middle:?}");
        rounds::remove_round(&mut tx, cx, by, (&hall.contest, &third), REASON)
            .await
            .expect("removed");
        rounds::remove_round(&mut tx, cx, by, (&hall.contest, &second), REASON)
            .await
            .expect("removed");
        let only = at(&mut tx, &hall, 1).await;
        let first = rounds::remove_round(&mut tx, cx, by, (&hall.contest, &only), REASON).await;
        assert!(matches!(first, Err(RemoveError::Denied)), "{first:?}");
    })
    .await;
}

#[tokio::test]
async fn a_work_whose_sheets_lie_too_far_apart_is_given_to_one_more_juror_once() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = hall(&mut tx).await;
        for (form, gap) in [(FormInput::Ranking, 10), (marks(), 101)] {
            let wrong = RoundInput {
                gap,
                ..stage(form, (AdvanceBy::All, 0), 0)
            };
            let wrong = define(&mut tx, &hall, 1, &wrong).await;
            assert!(matches!(wrong, Err(DefineError::Gap)), "{wrong:?}");
        }
        let input = RoundInput {
            gap: 40,
            ..stage(marks(), (AdvanceBy::All, 0), 0)
        };
        define(&mut tx, &hall, 1, &input).await.expect("defined");
        rule_on_all(&mut tx, &hall).await;
        rounds::begin_judging(&mut tx, &hall.cx, &hall.organiser, &hall.contest)
            .await
            .expect("opens");
        hall.reload(&mut tx).await;
        let round = hall.round(&mut tx).await;
        let criteria = rounds::criteria_of_round(&mut tx, round.id)
            .await
            .expect("reads");
        let before = assignments::of_round(&mut tx, round.id)
            .await
            .expect("reads");
        // the first works of the chair: one 50 % from the others, one 40 % exactly
        let mut mine = list(&mut tx, hall.chair(), &round).await;
        // of the third work nobody is free: the fourth seat is in conflict with it
        mine.retain(|a| a.entry_id != hall.entries[2]);
        let number = |at: usize| {
            let found = hall.entries.iter().position(|e| *e == mine[at].entry_id);
            i64::try_from(found.expect("ours")).expect("small")
        };
        let (wide, narrow) = (number(0), number(1));
        for (n, juror) in hall.jurors.iter().enumerate() {
            let given = move |work: i64| match n {
                0 if work == wide => 10,
                0 if work == narrow => 9,
                _ => 5,
            };
            mark_as(&mut tx, &hall, juror, (&round, &criteria), given).await;
        }
        for juror in &hall.jurors {
            if list(&mut tx, juror, &round)
                .await
                .iter()
                .any(|a| a.locked_at.is_none())
            {
                let by = (&hall.contest, &round);
                let locked = sheets::lock_sheets(&mut tx, &hall.cx, juror, by.0, by.1).await;
                // whoever was asked once more meanwhile has a sheet without marks
                assert!(matches!(
                    locked,
                    Ok(_) | Err(sheets::LockError::Incomplete(_))
                ));
            }
        }
        let after = assignments::of_round(&mut tx, round.id)
            .await
            .expect("reads");
        for (work, entry) in (0..).zip(&hall.entries) {
            let count = |all: &[assignments::Assignment]| {
                all.iter().filter(|a| a.entry_id == *entry).count()
            };
            let more = usize::from(work == wide);
            assert_eq!(count(&after), count(&before) + more, "work {work}");
        }
    })
    .await;
}
