//! A second thing to sign in with: who runs contests needs one on a site with HTTPS, a code is worth nothing once it was used, a
//! password alone is not enough, and a lost telephone locks nobody out.

use contest::contests::Kind;
use house_tests::{Client, PASSWORD, Reply, TestApp, expect_status};
use http::StatusCode;
use totp_rs::{Builder, Secret};

const STEP_MS: i64 = 30_000;
const SET_UP: &str = "/vi/account/second-factor";

/// What the app on somebody's telephone shows now.
fn digits(app: &TestApp, page: &Reply) -> String {
    let typed = page.text.split("<code>").nth(1).expect("a key to type");
    let typed: String = typed
        .chars()
        .take_while(|c| *c != '<')
        .filter(|c| !c.is_whitespace())
        .collect();
    let secret = Secret::try_from_base32(&typed).expect("a key");
    let totp = Builder::new().with_secret(secret).build().expect("a key");
    let seconds = u64::try_from(app.app.now().0 / 1000).expect("after 1970");
    totp.generate(seconds).to_string()
}

async fn with_password(client: &mut Client<'_>, email: &str) -> Reply {
    client.get("/vi/sign-in").await;
    let form = [("login", email), ("password", PASSWORD), ("next", "")];
    client.post("/vi/sign-in", &form).await
}

async fn with_code(client: &mut Client<'_>, page: &Reply, code: &str) -> Reply {
    let ticket = page.hidden("ticket").expect("the password was right");
    let form = [("code", code), ("ticket", ticket.as_str()), ("next", "")];
    client.post("/vi/sign-in/code", &form).await
}

#[tokio::test]
async fn a_password_alone_is_not_enough_and_a_code_counts_once() {
    for app in TestApp::all().await {
        let mut organiser = app.organiser().await;
        let page = organiser.get(SET_UP).await;
        let wrong = organiser.post(SET_UP, &[("code", "000000")]).await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        let first = digits(&app, &page);
        let done = organiser.post(SET_UP, &[("code", &first)]).await;
        expect_status(&done, StatusCode::OK);
        let papers: Vec<String> = done
            .text
            .split("<li><code>")
            .skip(1)
            .map(|rest| rest.chars().take_while(|c| *c != '<').collect())
            .collect();
        assert_eq!(papers.len(), 10);
        assert!(!organiser.get(SET_UP).await.has(&papers[0]), "told once");

        let email = app
            .text("SELECT p.email FROM people p JOIN second_factors f ON f.person_id = p.id")
            .await;
        let mut home = app.stranger();
        let asked = with_password(&mut home, &email).await;
        expect_status(&asked, StatusCode::OK);
        assert!(asked.has("Nhập mã xác thực"), "{}", asked.main());
        assert_eq!(
            home.get("/vi/account").await.status,
            StatusCode::SEE_OTHER,
            "not in"
        );
        let again = with_code(&mut home, &asked, &first).await;
        expect_status(&again, StatusCode::UNPROCESSABLE_ENTITY);
        app.later(STEP_MS);
        let next = digits(&app, &page);
        let inside = with_code(&mut home, &asked, &next).await;
        expect_status(&inside, StatusCode::SEE_OTHER);
        expect_status(&home.get("/vi/account").await, StatusCode::OK);

        // without a telephone: one code of those on paper, written as people write
        let mut lost = app.stranger();
        let asked = with_password(&mut lost, &email).await;
        let paper = papers[3].to_lowercase().replace('-', " ");
        expect_status(
            &with_code(&mut lost, &asked, &paper).await,
            StatusCode::SEE_OTHER,
        );
        let mut thief = app.stranger();
        let asked = with_password(&mut thief, &email).await;
        let used = with_code(&mut thief, &asked, &papers[3]).await;
        expect_status(&used, StatusCode::UNPROCESSABLE_ENTITY);
        app.later(6 * 60_000);
        let late = with_code(&mut thief, &asked, &papers[4]).await;
        assert!(
            late.location().ends_with("/vi/sign-in"),
            "the ticket is over"
        );
        let forged = asked.hidden("ticket").expect("one").replace('1', "2");
        let form = [("code", papers[4].as_str()), ("ticket", forged.as_str())];
        let forged = thief.post("/vi/sign-in/code", &form).await;
        assert!(
            forged.location().ends_with("/vi/sign-in"),
            "no ticket of ours"
        );
    }
}

#[tokio::test]
async fn guessing_ends_after_ten_codes() {
    let app = TestApp::one().await;
    let mut juror = app.juror(Kind::Poem).await;
    let page = juror.get(SET_UP).await;
    let code = digits(&app, &page);
    expect_status(
        &juror.post(SET_UP, &[("code", &code)]).await,
        StatusCode::OK,
    );
    let email = app
        .text("SELECT p.email FROM people p JOIN second_factors f ON f.person_id = p.id")
        .await;
    let mut thief = app.stranger();
    let asked = with_password(&mut thief, &email).await;
    for _ in 0..9 {
        let wrong = with_code(&mut thief, &asked, "123456").await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    }
    app.later(STEP_MS);
    let right = digits(&app, &page);
    let late = with_code(&mut thief, &asked, &right).await;
    expect_status(&late, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn whoever_runs_a_contest_on_an_open_site_sets_it_up_first() {
    for app in TestApp::all_set_up(|c| c.base_url = "https://thi.example.vn".into()).await {
        let organise = format!("/vi/{}/organise", house_tests::SLUG);
        let mut organiser = app.organiser().await;
        let sent = organiser.get(&organise).await;
        assert_eq!(sent.location(), SET_UP);
        let page = organiser.get(SET_UP).await;
        assert!(
            page.has("cần xác thực hai bước trước khi"),
            "{}",
            page.main()
        );
        let code = digits(&app, &page);
        expect_status(
            &organiser.post(SET_UP, &[("code", &code)]).await,
            StatusCode::OK,
        );
        expect_status(&organiser.get(&organise).await, StatusCode::OK);
        let mut juror = app.juror(Kind::Poem).await;
        expect_status(&juror.get("/vi/account").await, StatusCode::OK);
        let jury = juror.get(&format!("/vi/{}/jury", house_tests::SLUG)).await;
        assert_ne!(jury.location(), SET_UP, "jurors may, and need not");
        // taking it away needs the password
        let off = format!("{SET_UP}/off");
        let refused = organiser
            .post(&off, &[("password", "không phải mật khẩu")])
            .await;
        expect_status(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        expect_status(
            &organiser.post(&off, &[("password", PASSWORD)]).await,
            StatusCode::SEE_OTHER,
        );
        assert_eq!(organiser.get(&organise).await.location(), SET_UP);
    }
}
