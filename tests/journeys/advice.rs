//! What statistics tell the chair.

use contest::contests::Kind;
use house_tests::{SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

const HEADING: &str = "Các con số gợi ý điều gì";

#[tokio::test]
async fn the_chair_is_told_as_soon_as_the_round_is_closed() {
    for mut app in TestApp::all().await {
        let page = format!("/vi/{SLUG}/standings/tho");
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let early = app.chair(Kind::Poem).await.get(&page).await;
        expect_status(&early, StatusCode::OK);
        assert!(!early.has(HEADING));
        app.judge(&made).await;
        let mut chair = app.chair(Kind::Poem).await;
        let told = chair.get(&page).await;
        assert!(told.has(HEADING), "{}", told.main());
        assert!(told.has("Không có gì khác thường trong cách chấm của từng giám khảo."));
        let english = chair.get(&page.replace("/vi/", "/en/")).await;
        assert!(
            english.has("What the figures suggest"),
            "{}",
            english.main()
        );
    }
}

#[tokio::test]
async fn nobody_else_is_told() {
    for mut app in TestApp::all().await {
        let page = format!("/vi/{SLUG}/standings/tho");
        let made = app.filled(4).await;
        app.play(&made, Stage::Deliberating).await;
        for mut other in [app.juror(Kind::Poem).await, app.organiser().await] {
            let shown = other.get(&page).await;
            assert!(
                shown.has("Tác phẩm số 0") && !shown.has(HEADING),
                "{}",
                shown.main()
            );
        }
        let told = app.chair(Kind::Poem).await.get(&page).await;
        assert!(told.has(HEADING), "{}", told.main());
    }
}
