//! Minutes, two signatures, and a minute before which nothing is known.

use contest::contests::Kind;
use house_tests::{Client, PASSWORD, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

fn decide() -> String {
    format!("/vi/{SLUG}/decide")
}

/// The status of signing in a role, with a password, what was seen before.
async fn sign(client: &mut Client<'_>, role: &str, password: &str, seen: &str) -> u16 {
    let form = [("role", role), ("password", password), ("seen", seen)];
    client
        .post(&format!("{}/sign", decide()), &form)
        .await
        .status
        .as_u16()
}

/// The digest that the signing form carries.
async fn digest(client: &mut Client<'_>) -> String {
    let page = client.get(&decide()).await;
    page.hidden("seen").expect("the form carries the digest")
}

#[tokio::test]
async fn the_decision_needs_minutes_and_two_people_with_their_passwords() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Advising).await;
        let (mut organiser, mut chair) = (app.organiser().await, app.chair(Kind::Poem).await);
        assert!(
            !chair.get(&decide()).await.has("Lò Thị Số"),
            "no names before the signatures"
        );
        let bare = digest(&mut chair).await;
        assert_eq!(
            sign(&mut chair, "chair", PASSWORD, &bare).await,
            422,
            "no minutes yet"
        );
        let minutes = format!("{}/minutes", decide());
        let text = [("number", "12/QĐ-BTC"), ("minutes", "Họp đủ.")];
        expect_status(
            &organiser.post(&minutes, &text).await,
            StatusCode::SEE_OTHER,
        );
        let seen = digest(&mut chair).await;
        assert_ne!(bare, seen, "the digest covers the minutes");
        assert_eq!(
            sign(&mut chair, "chair", PASSWORD, &bare).await,
            422,
            "something else than was seen"
        );
        assert_eq!(
            sign(&mut chair, "chair", "sai", &seen).await,
            422,
            "a wrong password"
        );
        assert_eq!(
            app.number("SELECT COUNT(*) FROM decisions WHERE chair_signed_at IS NOT NULL")
                .await,
            0
        );
        assert_eq!(
            sign(&mut organiser, "organiser", PASSWORD, &seen).await,
            409,
            "the chair signs first"
        );
        assert_eq!(sign(&mut chair, "chair", PASSWORD, &seen).await, 303);
        assert_eq!(
            sign(&mut chair, "organiser", PASSWORD, &seen).await,
            409,
            "one person never signs twice"
        );
        assert_eq!(
            sign(&mut organiser, "organiser", "sai", &seen).await,
            422,
            "a wrong password"
        );
        assert_eq!(
            sign(&mut organiser, "organiser", PASSWORD, &seen).await,
            303
        );
        expect_status(&organiser.post(&minutes, &text).await, StatusCode::CONFLICT);
        assert!(
            organiser.get(&decide()).await.has("Lò Thị Số"),
            "signed: the signers see names"
        );
        announces_at_the_minute(&app, organiser).await;
    }
}

async fn announces_at_the_minute(app: &TestApp, mut organiser: Client<'_>) {
    let announce = format!("{}/announce", decide());
    let past = organiser
        .post(&announce, &[("announce_at", "08:00 01/01/2024")])
        .await;
    expect_status(&past, StatusCode::UNPROCESSABLE_ENTITY);
    let set = organiser
        .post(&announce, &[("announce_at", "20:00 07/10/2024")])
        .await;
    expect_status(&set, StatusCode::SEE_OTHER);
    let winners = format!("/vi/{SLUG}/winners");
    app.at(app.contest.results_at.plus_ms(-1));
    assert!(!app.stranger().get(&winners).await.has("Tác phẩm số"));
    app.at(app.contest.results_at);
    let shown = app.stranger().get(&winners).await;
    assert!(
        shown.has("Tác phẩm số 0") && shown.has("Lò Thị Số 0"),
        "{}",
        shown.main()
    );
}
