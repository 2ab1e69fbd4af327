//! What statistics tell the chair.

use contest::contests::Kind;
use house_tests::{SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

const HEADING: &str = "Các con số gợi ý điều gì";

#[tokio::test]
async fn only_the_chair_is_told_and_only_when_the_round_is_closed() {
    for mut app in TestApp::all().await {
        let page = format!("/vi/{SLUG}/standings/tho");
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut chair = app.chair(Kind::Poem).await;
        assert!(!chair.get(&page).await.has(HEADING));
        app.judge(&made).await;
        app.play(&made, Stage::Deliberating).await;
        let mut chair = app.chair(Kind::Poem).await;
        let told = chair.get(&page).await;
        expect_status(&told, StatusCode::OK);
        assert!(told.has(HEADING), "{}", told.main());
        assert!(told.has("Không có gì khác thường trong cách chấm của từng giám khảo."));
        let english = chair.get(&page.replace("/vi/", "/en/")).await;
        assert!(
            english.has("What the figures suggest"),
            "{}",
            english.main()
        );
        for mut other in [app.juror(Kind::Poem).await, app.organiser().await] {
            let shown = other.get(&page).await;
            assert!(
                shown.has("Tác phẩm số 0") && !shown.has(HEADING),
                "{}",
                shown.main()
            );
        }
    }
}
