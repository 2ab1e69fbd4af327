//! The jury's meeting through the pages: the chair leads, the members' screens follow, whoever stepped back sees nothing.

use contest::contests::Kind;
use house_tests::{Client, MINUTE_MS, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;
use judging::{assignments, rounds};

fn base() -> String {
    format!("/vi/{SLUG}/meeting/tho")
}

async fn act(chair: &mut Client<'_>, name: &str, fields: &[(&str, &str)]) -> StatusCode {
    chair.get(&base()).await;
    chair
        .post(&format!("{}/{name}", base()), fields)
        .await
        .status
}

async fn version(client: &mut Client<'_>) -> String {
    let state = client.get(&format!("{}/state", base())).await;
    expect_status(&state, StatusCode::OK);
    state.text
}

/// A work's code, and the member of the panel who steps back from it while works are judged.
async fn one_steps_back(app: &TestApp) -> (String, usize) {
    let seat = 1;
    let mut juror = app.signed_in(app.panel(Kind::Poem)[seat]).await;
    let list = crate::judging::sheets(&mut juror, "tho").await;
    let sheet = list.first().expect("has some").clone();
    juror.get(&sheet).await;
    let gone = juror
        .post(&format!("{sheet}/recuse"), &[("reason", "Học trò cũ")])
        .await;
    expect_status(&gone, StatusCode::SEE_OTHER);
    (sheet.rsplit('/').next().expect("a code").to_owned(), seat)
}

#[tokio::test]
async fn every_screen_follows_the_chair_and_whoever_stepped_back_is_asked_out() {
    for mut app in TestApp::all().await {
        let made = app.filled(5).await;
        app.play(&made, Stage::Judging).await;
        let (code, seat) = one_steps_back(&app).await;
        let mut early = app.chair(Kind::Poem).await;
        expect_status(&early.get(&base()).await, StatusCode::NOT_FOUND);
        app.judge(&made).await;

        let mut chair = app.chair(Kind::Poem).await;
        let mut aside = app.signed_in(app.panel(Kind::Poem)[seat]).await;
        let mut other = app.signed_in(app.panel(Kind::Poem)[2]).await;
        assert!(other.get(&base()).await.has("Cuộc họp chưa mở"));
        let wrong = act(
            &mut chair,
            "open",
            &[("place", "Phòng 2"), ("quorum", "ba")],
        )
        .await;
        assert_eq!(wrong, StatusCode::UNPROCESSABLE_ENTITY);
        let opened = act(&mut chair, "open", &[("place", "Phòng 2"), ("quorum", "2")]).await;
        assert_eq!(opened, StatusCode::SEE_OTHER);
        assert!(
            chair
                .get(&base())
                .await
                .has("Chưa đủ 2 người để quyết định")
        );
        let before = version(&mut other).await;
        let there = app.panel(Kind::Poem)[2].to_string();
        act(&mut chair, "attend", &[("person", &there), ("here", "yes")]).await;
        assert_ne!(
            version(&mut other).await,
            before,
            "the others' screens are told"
        );
        assert!(other.get(&base()).await.has("có mặt 2/4"));

        let shown = act(&mut chair, "show", &[("code", &code)]).await;
        assert_eq!(shown, StatusCode::SEE_OTHER);
        let page = other.get(&base()).await;
        let title = title_of(&app, &code).await;
        assert!(
            page.has(&title) && page.has("Tạm rời phòng"),
            "{}",
            page.main()
        );
        let out = aside.get(&base()).await;
        assert!(out.has("Mời ông/bà tạm rời phòng"), "{}", out.main());
        assert!(
            !out.text.contains(&code) && !out.has(&title),
            "nothing of it is there"
        );
        let pack = format!("{}/pack", base());
        assert!(other.get(&pack).await.has(&title), "it can be kept");
        assert!(!aside.get(&pack).await.has(&title), "but not by them");
        let mut clerk = app.clerk().await;
        expect_status(&clerk.get(&pack).await, StatusCode::NOT_FOUND);
        expect_status(&clerk.get(&base()).await, StatusCode::NOT_FOUND);

        decide(&mut chair, &code).await;
        app.later(30 * MINUTE_MS);
        assert_eq!(act(&mut chair, "end", &[]).await, StatusCode::SEE_OTHER);
        let minutes = app
            .organiser()
            .await
            .get(&format!("/vi/{SLUG}/decide"))
            .await;
        for words in [
            "tại Phòng 2",
            "Có mặt 2/4 thành viên (cần 2)",
            "không tham gia chấm và bàn bài",
            "Giàu hình ảnh",
        ] {
            assert!(minutes.has(words), "{words}: {}", minutes.main());
        }
    }
}

/// What was said of the work goes into the minutes, and it gets no award for a reason.
async fn decide(chair: &mut Client<'_>, code: &str) {
    let said = act(chair, "note", &[("code", code), ("text", "Giàu hình ảnh")]).await;
    assert_eq!(said, StatusCode::SEE_OTHER);
    let mute = act(
        chair,
        "award",
        &[("code", code), ("tier", ""), ("reason", " ")],
    )
    .await;
    assert_eq!(mute, StatusCode::UNPROCESSABLE_ENTITY);
    let decided = [("code", code), ("tier", ""), ("reason", "Đã in ở nơi khác")];
    assert_eq!(act(chair, "award", &decided).await, StatusCode::SEE_OTHER);
}

async fn title_of(app: &TestApp, code: &str) -> String {
    let mut tx = app.tx().await;
    let round = rounds::round_of(&mut tx, app.category("tho").id)
        .await
        .expect("reads")
        .expect("a round");
    let entry = assignments::entry_by_code(&mut tx, round.id, code)
        .await
        .expect("reads")
        .expect("in the round");
    submissions::entries::by_id(&mut tx, entry)
        .await
        .expect("reads")
        .expect("exists")
        .title
}
