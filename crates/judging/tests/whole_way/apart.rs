//! Jurors and works that belong apart: found, declared, ruled on, before and after works are dealt.

use contest::Tx;
use judging::{
    assignments::{self, DeclareError, RuleError, Ruling, TieInput},
    conflicts::{self, Conflict, TieKind, Why},
    rounds::{self, Round},
};

use crate::hall::{Hall, each, hall, list, opened, rule_on_all};

async fn all(tx: &mut Tx, hall: &Hall) -> Vec<Conflict> {
    conflicts::conflicts_of(tx, hall.contest.id, hall.category.id)
        .await
        .expect("reads")
}

async fn has(tx: &mut Tx, hall: &Hall, juror: usize, round: &Round, work: usize) -> bool {
    let mine = list(tx, &hall.jurors[juror], round).await;
    mine.iter().any(|a| a.entry_id == hall.entries[work])
}

fn tie(kind: TieKind, name: &str) -> TieInput {
    TieInput {
        kind,
        name: name.to_owned(),
        note: String::new(),
    }
}

#[tokio::test]
async fn what_is_found_is_denied_with_a_reason_and_what_nobody_found_is_entered() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = hall(&mut tx).await;
        rule_on_all(&mut tx, &hall).await;
        let found = all(&mut tx, &hall).await;
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].juror.as_str(), &found[0].why[..]),
            ("Second", &[Why::Phone][..])
        );
        assert!(found[0].blocks() && found[0].entry_id == hall.entries[2]);

        let of = (&hall.contest, hall.category.id);
        let second = hall.jurors[1].person().expect("a person");
        let third = hall.jurors[2].person().expect("a person");
        let pair = (second, hall.entries[2]);
        let mute = (pair, Ruling::Denied, " ");
        let mute = assignments::rule_conflict(&mut tx, &hall.cx, &hall.organiser, of, mute).await;
        assert!(matches!(mute, Err(RuleError::ReasonMissing)));
        let juror = (pair, Ruling::Denied, "Số cũ");
        let juror = assignments::rule_conflict(&mut tx, &hall.cx, hall.chair(), of, juror).await;
        assert!(matches!(juror, Err(RuleError::Denied(_))));
        let stranger = (
            (hall.advisor.person().expect("a person"), hall.entries[2]),
            Ruling::Stands,
            "",
        );
        let stranger =
            assignments::rule_conflict(&mut tx, &hall.cx, &hall.organiser, of, stranger).await;
        assert!(matches!(stranger, Err(RuleError::NoSuchPair)));
        for ruling in [
            (pair, Ruling::Denied, "Số điện thoại cũ của cơ quan"),
            ((third, hall.entries[5]), Ruling::Stands, "Hàng xóm"),
        ] {
            assignments::rule_conflict(&mut tx, &hall.cx, &hall.organiser, of, ruling)
                .await
                .expect("ruled");
        }
        let blocking: Vec<_> = all(&mut tx, &hall)
            .await
            .into_iter()
            .filter(Conflict::blocks)
            .collect();
        assert_eq!(blocking.len(), 1);
        assert_eq!(
            (blocking[0].person_id, blocking[0].reason.as_str()),
            (third, "Hàng xóm")
        );
        let opened = rounds::begin_judging(&mut tx, &hall.cx, &hall.organiser, &hall.contest)
            .await
            .expect("opens");
        assert_eq!(opened[0].conflicts, 1);
        hall.reload(&mut tx).await;
        let round = hall.round(&mut tx).await;
        assert!(
            !has(&mut tx, &hall, 2, &round, 5).await,
            "a ruling keeps them apart"
        );
    })
    .await;
}

#[tokio::test]
async fn a_declaration_keeps_works_away_before_they_are_dealt_and_takes_them_away_after() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, _) = opened(&mut tx).await;
        let work = list(&mut tx, &hall.jurors[3], &round).await[0].entry_id;
        let number = hall.entries.iter().position(|e| *e == work).expect("ours");
        let fourth = hall.jurors[3].person().expect("a person");
        let declared = conflicts::has_declared(&mut tx, hall.contest.id, fourth).await;
        assert!(!declared.expect("reads"));
        let empty = [tie(TieKind::Family, " ")];
        let empty =
            assignments::declare(&mut tx, &hall.cx, &hall.jurors[3], &hall.contest, &empty).await;
        assert!(matches!(empty, Err(DeclareError::Tie(0))));
        let advisor =
            assignments::declare(&mut tx, &hall.cx, &hall.advisor, &hall.contest, &[]).await;
        assert!(matches!(advisor, Err(DeclareError::Denied(_))));
        let ties = [
            tie(TieKind::Pupil, &format!("tac gia {number}")),
            tie(TieKind::Family, "Người không dự thi"),
        ];
        assignments::declare(&mut tx, &hall.cx, &hall.jurors[3], &hall.contest, &ties)
            .await
            .expect("declared");
        let declared = conflicts::has_declared(&mut tx, hall.contest.id, fourth).await;
        assert!(declared.expect("reads"));
        assert!(
            !has(&mut tx, &hall, 3, &round, number).await,
            "it is taken away"
        );
        let mut others = 0;
        for juror in 0..3 {
            others += usize::from(has(&mut tx, &hall, juror, &round, number).await);
        }
        assert!(others >= 2, "and somebody else has it where anybody can");
        let known = all(&mut tx, &hall).await;
        let own = known
            .iter()
            .find(|c| c.person_id == fourth)
            .expect("is there");
        assert_eq!(own.why, [Why::Declared(TieKind::Pupil)]);
        let said = conflicts::ties_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert_eq!(
            said.len(),
            2,
            "what matched nothing is kept for the organiser"
        );
    })
    .await;
}
