//! The popular prize: a slip votes once, nobody sees a count before the end, bunches wait for a decision, the result says what was
//! not counted.

use house_tests::{Client, Made, Reply, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

const DESK: &str = "/vi/sonla-2024/organise/popular";
const PAGE: &str = "/vi/sonla-2024/popular";
const HOUR_MS: i64 = 3_600_000;

/// Slips whose codes only the test knows: a print is for eyes, so codes are put where the program would find them.
async fn slips(app: &TestApp, organiser: &mut Client<'_>, some: usize) -> Vec<String> {
    let size = some.to_string();
    let batch = [
        ("label", "Trường THCS Chiềng Sinh"),
        ("size", size.as_str()),
    ];
    let printed = organiser.post(&format!("{DESK}/slips"), &batch).await;
    expect_status(&printed, StatusCode::OK);
    assert!(printed.bytes.starts_with(b"%PDF"));
    let made = app.number("SELECT COUNT(*) FROM ballots").await;
    assert_eq!(usize::try_from(made), Ok(some));
    let mut tx = app.tx().await;
    let actor = app.actor(app.staff.organiser).await;
    let more = ("Phòng triển lãm", i64::try_from(some).ok());
    let codes = judging::popular::make_batch(&mut tx, &app.app.cx(), &actor, &app.contest, more)
        .await
        .expect("slips");
    tx.commit().await.expect("commits");
    codes
}

async fn vote(app: &TestApp, slip: &str, made: &Made) -> Reply {
    let mut visitor = app.stranger();
    let shown = visitor
        .get(&format!("{PAGE}?slip={slip}&code={}", made.code))
        .await;
    assert!(shown.has("Bình chọn cho tác phẩm này"), "{}", shown.main());
    visitor
        .post(PAGE, &[("slip", slip), ("code", &made.code)])
        .await
}

/// Once nobody may vote any more: eleven votes for one work came in a bunch, one vote for another did not.
async fn what_came_in_a_bunch_is_decided_before_the_result(
    app: &TestApp,
    made: &[Made],
    slip: &str,
) {
    let mut organiser = app.organiser().await;
    let mut visitor = app.stranger();
    visitor.get(&format!("/vi/{SLUG}/guestbook")).await;
    let late = [("slip", slip), ("code", made[0].code.as_str())];
    let late = visitor.post(PAGE, &late).await;
    assert!(late.status.is_client_error(), "it is over");
    let waiting = organiser.post(&format!("{DESK}/publish"), &[]).await;
    assert!(waiting.has("chưa quyết định"), "{}", waiting.main());
    assert!(
        organiser
            .get(DESK)
            .await
            .has(&format!("11 phiếu cho {}", made[1].code))
    );
    let rule = format!("{DESK}/rule");
    let no_reason = organiser
        .post(&rule, &[("bunch", "0"), ("act", "discard")])
        .await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    let out = [
        ("bunch", "0"),
        ("act", "discard"),
        ("reason", "Một máy gửi cả xấp phiếu"),
    ];
    expect_status(&organiser.post(&rule, &out).await, StatusCode::SEE_OTHER);
    let published = organiser.post(&format!("{DESK}/publish"), &[]).await;
    expect_status(&published, StatusCode::SEE_OTHER);

    let told = app.stranger().get(PAGE).await;
    assert!(told.has("Có 12 phiếu đã gửi"), "{}", told.main());
    assert!(told.has("Một máy gửi cả xấp phiếu: ") && told.has("11 phiếu"));
    assert!(told.has("Được bình chọn nhiều nhất") && told.has(&made[0].code));
    assert!(!told.has(&format!("/works/{}", made[1].code)));
    let traces = "SELECT COUNT(*) FROM popular_votes WHERE origin <> ''";
    assert_eq!(app.number(traces).await, 0, "traces are wiped");
    let again = organiser.post(&rule, &out).await;
    assert!(again.status.is_client_error(), "nothing changes any more");
}

#[tokio::test]
async fn a_slip_votes_once_and_nobody_sees_a_count_before_the_end() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Decided).await;
        app.at(app.contest.results_at);
        let mut organiser = app.organiser().await;
        expect_status(&app.stranger().get(PAGE).await, StatusCode::NOT_FOUND);
        let early = organiser
            .post(&format!("{DESK}/slips"), &[("label", "a")])
            .await;
        assert!(early.status.is_client_error(), "no poll, no slips");
        let wrong = organiser.post(DESK, &[("opens_at", "mai")]).await;
        assert_eq!(wrong.wrong(), ["opens_at", "closes_at"]);
        let times = [
            ("opens_at", "08:00 05/10/2024"),
            ("closes_at", "17:00 30/10/2024"),
        ];
        expect_status(&organiser.post(DESK, &times).await, StatusCode::SEE_OTHER);
        let wrong = organiser
            .post(&format!("{DESK}/slips"), &[("size", "0")])
            .await;
        assert_eq!(wrong.wrong(), ["label", "size"]);
        let codes = slips(&app, &mut organiser, 14).await;

        let before = app.stranger().get(PAGE).await;
        let typed = codes[0].to_lowercase();
        let typed = format!("{}-{}", &typed[..5], &typed[5..]);
        let sent = vote(&app, &typed, &made[0]).await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        assert!(
            app.stranger()
                .get(sent.location())
                .await
                .has("Đã nhận phiếu")
        );
        let again = vote(&app, &codes[0], &made[1]).await;
        assert_eq!(again.wrong(), ["slip"], "a slip votes once");
        let mut visitor = app.stranger();
        visitor.get(PAGE).await;
        let bad = [("slip", "AAAAAAAAAA"), ("code", made[0].code.as_str())];
        assert_eq!(visitor.post(PAGE, &bad).await.wrong(), ["slip"]);
        let bad = [("slip", codes[1].as_str()), ("code", "T-9999-X")];
        assert_eq!(visitor.post(PAGE, &bad).await.wrong(), ["code"]);
        let after = app.stranger().get(PAGE).await;
        assert_eq!(before.main(), after.main(), "no trace of a count");
        let desk = organiser.get(DESK).await;
        assert!(desk.has("Đã dùng 1 / 14") && !desk.has(&made[0].code));
        let soon = organiser.post(&format!("{DESK}/publish"), &[]).await;
        assert!(soon.status.is_client_error());

        for code in &codes[1..12] {
            expect_status(&vote(&app, code, &made[1]).await, StatusCode::SEE_OTHER);
        }
        app.later(30 * 24 * HOUR_MS);
        what_came_in_a_bunch_is_decided_before_the_result(&app, &made, &codes[12]).await;
    }
}
