//! What outsiders check a result with: checkpoints, the bundle, a work's score, a juror's receipt.

use contest::contests::Kind;
use house_tests::{SLUG, Stage, TestApp, expect_status};
use http::StatusCode;
use judging::bundles::{self, Scope};

#[tokio::test]
async fn the_public_gets_checkpoints_at_once_and_the_bundle_with_the_announcement() {
    for mut app in TestApp::all().await {
        let (page, zip) = (
            format!("/vi/{SLUG}/proof"),
            format!("/vi/{SLUG}/proof/bundle.zip"),
        );
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let before = app.stranger().get(&page).await;
        assert!(before.has("Chưa có điểm mốc nào."), "{}", before.main());
        app.judge(&made).await;
        let closed = app.stranger().get(&page).await;
        assert!(
            closed.has("Đóng vòng chấm") && closed.has("— hoaban/"),
            "{}",
            closed.main()
        );
        let mut later = TestApp::one().await;
        let made = later.filled(4).await;
        later.play(&made, Stage::Decided).await;
        let early = later.stranger().get(&zip).await;
        expect_status(&early, StatusCode::NOT_FOUND);
        let hidden = later.stranger().get(&page).await;
        assert!(
            hidden.has("Ký quyết định") && !hidden.has("bundle.zip"),
            "{}",
            hidden.main()
        );
    }
}

#[tokio::test]
async fn the_sites_bundle_is_the_commands_and_a_citizen_follows_a_score() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Announced).await;
        let served = app
            .stranger()
            .get(&format!("/vi/{SLUG}/proof/bundle.zip"))
            .await;
        expect_status(&served, StatusCode::OK);
        let mut tx = app.tx().await;
        let own = bundles::make(&mut tx, &app.contest, &app.app.signer, Scope::Published).await;
        let own = own.expect("a decided contest has a bundle");
        drop(tx);
        assert_eq!(served.bytes, own);
        let found = bundles::recount(&own, Some(&app.app.signer.key()));
        assert_eq!(found.differences, []);
        assert!(found.works >= 4 && found.awards > 0, "{found:?}");

        let work = made.iter().find(|m| m.code.starts_with('P'));
        let path = format!("/vi/{SLUG}/works/{}", work.expect("a poem").code);
        let shown = app.stranger().get(&path).await;
        assert!(
            shown.has("Điểm của tác phẩm này được tính thế nào"),
            "{}",
            shown.main()
        );
        let score = app.stranger().get(&format!("{path}/score")).await;
        expect_status(&score, StatusCode::OK);
        assert!(score.has("Theo quyết định"), "{}", score.main());
        assert!(
            score.has("Trung bình của tất cả các phiếu trên."),
            "{}",
            score.main()
        );
    }
}

#[tokio::test]
async fn a_juror_saves_a_receipt_of_the_locked_sheets_and_nobody_else_does() {
    for mut app in TestApp::all().await {
        let path = format!("/vi/{SLUG}/jury/tho/sheets.json");
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let early = app.juror(Kind::Poem).await.get(&path).await;
        expect_status(&early, StatusCode::NOT_FOUND);
        app.judge(&made).await;
        let saved = app.juror(Kind::Poem).await.get(&path).await;
        expect_status(&saved, StatusCode::OK);
        let other = app.juror(Kind::Painting).await.get(&path).await;
        expect_status(&other, StatusCode::NOT_FOUND);
        let receipt: judging::sheets::SheetsReceipt =
            serde_json::from_slice(&saved.bytes).expect("a receipt");
        assert!(!receipt.sheets.is_empty());
    }
}

#[tokio::test]
async fn organisers_choose_what_is_published_and_say_why_once_it_is_open() {
    for mut app in TestApp::all().await {
        let path = format!("/vi/{SLUG}/organise/openness");
        let set =
            |level: &'static str, reason: &'static str| [("level", level), ("reason", reason)];
        app.organiser().await.post(&path, &set("A", "")).await;
        app.reload().await;
        assert_eq!(app.contest.openness.as_str(), "A");
        app.open().await;
        let silent = app.organiser().await.post(&path, &set("C", "")).await;
        expect_status(&silent, StatusCode::UNPROCESSABLE_ENTITY);
        app.reload().await;
        assert_eq!(app.contest.openness.as_str(), "A");
        let told = app
            .organiser()
            .await
            .post(&path, &set("C", "Giám khảo đề nghị"))
            .await;
        expect_status(&told, StatusCode::SEE_OTHER);
        app.reload().await;
        assert_eq!(app.contest.openness.as_str(), "C");
        let rules = app.stranger().get(&format!("/vi/{SLUG}/rules")).await;
        assert!(rules.has("Giám khảo đề nghị"), "{}", rules.main());
    }
}
