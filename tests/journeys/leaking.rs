//! A name in a poem: the desk finds it, covers it for the jury, and takes the cover off again.

use contest::contests::Kind;
use house_tests::{Maker, SLUG, TestApp, expect_status};
use http::StatusCode;
use submissions::entries;

#[tokio::test]
async fn the_jury_reads_the_covered_copy_until_the_cover_is_taken_off() {
    for mut app in TestApp::all().await {
        app.open().await;
        let maker = Maker {
            name: "Tác Phẩm Số 1".to_owned(),
            ..Maker::number(1)
        };
        let made = app.enter(Kind::Poem, 1, &maker).await;
        let mut clerk = app.clerk().await;
        let page = format!("/vi/{SLUG}/desk/entries/{}/leaks", made.id);
        let shown = clerk.get(&page).await;
        expect_status(&shown, StatusCode::OK);
        assert!(
            shown.text.contains("<mark>Tác phẩm số 1</mark>"),
            "the title is the author's name here: {}",
            shown.text
        );
        let nothing = clerk.post(&page, &[("act", "uncover")]).await;
        expect_status(&nothing, StatusCode::UNPROCESSABLE_ENTITY);
        let covered = clerk.post(&page, &[("act", "cover")]).await;
        expect_status(&covered, StatusCode::SEE_OTHER);
        assert_eq!(blind_title(&app, made.id).await, leaks_mark());
        assert_eq!(
            app.number("SELECT COUNT(*) FROM audit_events WHERE kind = 'entry.covered'")
                .await,
            1
        );
        assert!(clerk.get(&page).await.has("Giám khảo đang đọc bản đã che"));
        let bare = clerk.post(&page, &[("act", "uncover")]).await;
        expect_status(&bare, StatusCode::SEE_OTHER);
        assert_eq!(blind_title(&app, made.id).await, "Tác phẩm số 1");
    }
}

fn leaks_mark() -> &'static str {
    submissions::leaks::MARK
}

/// The title as the jury's pages are given it.
async fn blind_title(app: &TestApp, id: entries::EntryId) -> String {
    let mut tx = app.app.db.read().await.expect("the database reads");
    let works = entries::blind(&mut tx, &[id]).await.expect("a blind entry");
    works[0].title.clone()
}
