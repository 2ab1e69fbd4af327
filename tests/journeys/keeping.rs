//! Pages that are the same for everybody are made once: the next request after an act shows what it changed, the minute of the
//! announcement is exact, nobody gets a page that was made for somebody else.

use house_tests::{SLUG, Stage, TestApp, expect_status};
use http::{HeaderValue, StatusCode, header};

#[tokio::test]
async fn what_an_act_changed_is_on_the_next_page() {
    for mut app in TestApp::all().await {
        app.open().await;
        let landing = format!("/vi/{SLUG}");
        let mut visitor = app.stranger();
        let first = visitor.get(&landing).await;
        let tag = first.headers[header::ETAG].clone();
        assert_eq!(visitor.get(&landing).await.headers[header::ETAG], tag);
        let same = visitor
            .get_with(&landing, &[(header::IF_NONE_MATCH, tag.clone())])
            .await;
        expect_status(&same, StatusCode::NOT_MODIFIED);
        assert!(same.bytes.is_empty());
        let packed = HeaderValue::from_static("gzip, br");
        let packed = visitor
            .get_with(&landing, &[(header::ACCEPT_ENCODING, packed)])
            .await;
        assert_eq!(packed.headers[header::CONTENT_ENCODING], "gzip");
        assert!(packed.bytes.len() < first.bytes.len() / 2);

        let mut organiser = app.organiser().await;
        let own = organiser.get(&landing).await;
        assert!(own.text.contains("/vi/sign-out"), "made for the organiser");
        assert!(!own.headers.contains_key(header::ETAG));
        let still = visitor.get(&landing).await;
        assert!(!still.text.contains("/vi/sign-out"), "and for nobody else");
        let event = [
            ("starts_at", "08:00 05/10/2024"),
            ("title_vi", "Khai mạc triển lãm"),
            ("place", "Quảng trường Tây Bắc"),
        ];
        let programme = format!("/vi/{SLUG}/organise/programme");
        let added = organiser.post(&programme, &event).await;
        expect_status(&added, StatusCode::SEE_OTHER);
        let changed = visitor.get(&landing).await;
        assert!(changed.has(&format!("/vi/{SLUG}/programme")), "at once");
        assert_ne!(changed.headers[header::ETAG], tag);
    }
}

#[tokio::test]
async fn the_minute_of_the_announcement_is_exact() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Decided).await;
        let winners = format!("/vi/{SLUG}/winners");
        let mut visitor = app.stranger();
        app.at(app.contest.results_at.plus_ms(-1));
        let before = visitor.get(&winners).await;
        assert!(!before.has("work-card") && !before.text.contains(&made[0].code));
        app.later(1);
        let after = visitor.get(&winners).await;
        assert_ne!(before.headers[header::ETAG], after.headers[header::ETAG]);
        assert!(after.text.contains("/works/"), "{}", after.main());
    }
}
