//! Addresses of other programs are told what happens, signed, in order, until they take it.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::{Router, extract::State, routing::post};
use contest::contests::Kind;
use house_tests::{TestApp, expect_status};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use standardwebhooks::Webhook;

use crate::programs::{
    DAY_MS, PAGE, Program, in_contest, is_problem, json_of, token, told, wrong_fields,
};

/// What came to an address, and what it answers.
#[derive(Default)]
struct Ear {
    messages: Vec<(HeaderMap, String)>,
    answers: Vec<StatusCode>,
}

#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Ear>>);

impl Heard {
    fn ear(&self) -> MutexGuard<'_, Ear> {
        self.0.lock().expect("nobody panicked")
    }
}

async fn listening() -> (String, Heard) {
    let heard = Heard::default();
    let router = Router::new()
        .route(
            "/hook",
            post(
                |State(heard): State<Heard>, headers: HeaderMap, body: String| async move {
                    let mut held = heard.ear();
                    held.messages.push((headers, body));
                    held.answers.pop().unwrap_or(StatusCode::NO_CONTENT)
                },
            ),
        )
        .with_state(heard.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    #[expect(clippy::disallowed_methods, reason = "it ends with the test")]
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}/hook"), heard)
}

#[tokio::test]
async fn an_address_is_told_what_happens_signed_and_in_order_until_it_takes_it() {
    for mut app in TestApp::all_set_up(|config| config.webhooks_private = true).await {
        app.open().await;
        let (url, heard) = listening().await;
        let mut organiser = app.organiser().await;
        let hooks = format!("{PAGE}/webhooks");
        let wrong = organiser.post(&hooks, &[("url", "hoaban")]).await;
        assert_eq!(wrong.wrong(), ["url", "topics"]);
        let form = [("url", url.as_str()), ("entries", "yes")];
        let secret = told(&organiser.post(&hooks, &form).await);
        assert!(secret.starts_with("whsec_"));
        let page = organiser.get(PAGE).await;
        assert!(
            page.has("Sẵn sàng") && !page.has("Nhận được"),
            "{}",
            page.main()
        );

        heard.ear().answers = vec![StatusCode::SERVICE_UNAVAILABLE];
        for n in 1..3 {
            app.enter(Kind::Poem, n, &house_tests::Maker::number(n))
                .await;
        }
        web::webhooks::tell_waiting(&app.app).await.expect("told");
        assert_eq!(
            heard.ear().messages.len(),
            1,
            "it is tried later, and the next one waits"
        );
        assert!(organiser.get(PAGE).await.has("Đang thử lại"));
        app.later(6_000);
        web::webhooks::tell_waiting(&app.app).await.expect("told");
        web::webhooks::tell_waiting(&app.app).await.expect("told");
        assert!(organiser.get(PAGE).await.has("Nhận được"));

        let checker = Webhook::new(&secret).expect("a secret");
        let all = heard.ear().messages.clone();
        let mut told = Vec::new();
        for (headers, body) in &all {
            let text = |name: &str| headers[name].to_str().expect("text");
            let seconds = text("webhook-timestamp").parse().expect("a second");
            assert_eq!(
                seconds,
                app.app.now().0 / 1000 - if told.is_empty() { 6 } else { 0 }
            );
            // what the specification's own library would sign
            let signed = checker.sign(text("webhook-id"), seconds, body.as_bytes());
            assert_eq!(text("webhook-signature"), signed.expect("signed"));
            let message: Value = serde_json::from_str(body).expect("JSON");
            told.push((
                headers["webhook-id"].clone(),
                message["data"]["sequence"].as_i64(),
            ));
            assert!(!body.contains("Người"), "no names: {body}");
        }
        assert_eq!(told[0], told[1], "the same message again");
        assert!(
            told[1..].is_sorted_by(|a, b| a.1 < b.1),
            "in order: {told:?}"
        );
        let sent = |kind: &str| {
            all[1..]
                .iter()
                .filter(|(_, body)| body.contains(kind))
                .count()
        };
        assert_eq!(sent("entry.submitted"), 2);
        assert_eq!(
            sent("entry.submitted") + sent("consent.answered"),
            told.len() - 1,
            "only what was asked for"
        );
    }
}

#[tokio::test]
async fn an_address_that_is_gone_is_given_up_and_goes_on_when_it_is_wanted() {
    for mut app in TestApp::all_set_up(|config| config.webhooks_private = true).await {
        app.open().await;
        let (url, heard) = listening().await;
        let key = token(&app, &["contest_read", "contest_write"]).await;
        let mut program = Program::of(&app, &key);
        let hooks = in_contest("/webhooks");
        let unknown = json!({ "url": url, "topics": ["entries", "weather"] });
        assert_eq!(
            wrong_fields(&program.send("POST", &hooks, &unknown).await),
            ["topics".to_owned()].into()
        );
        let added = program
            .send(
                "POST",
                &hooks,
                &json!({ "url": url, "topics": ["entries"] }),
            )
            .await;
        expect_status(&added, StatusCode::CREATED);
        let id = json_of(&added)["id"].as_str().expect("a key").to_owned();
        heard.ear().answers = vec![StatusCode::GONE];
        app.enter(Kind::Poem, 1, &house_tests::Maker::number(1))
            .await;
        web::webhooks::tell_waiting(&app.app).await.expect("told");
        app.later(10 * DAY_MS);
        web::webhooks::tell_waiting(&app.app).await.expect("told");
        assert_eq!(heard.ear().messages.len(), 1);
        let key = token(&app, &["contest_read", "contest_write"]).await;
        let mut program = Program::of(&app, &key);
        let one = json_of(&program.get(&hooks).await)["items"][0].clone();
        assert_eq!(
            (&one["fault"], one["stopped_at"].is_string(), &one["secret"]),
            (&json!("410 Gone"), true, &Value::Null)
        );
        let resumed = program
            .ask("POST", &format!("{hooks}/{id}/resumption"), &[], None)
            .await;
        expect_status(&resumed, StatusCode::NO_CONTENT);
        web::webhooks::tell_waiting(&app.app).await.expect("told");
        assert_eq!(heard.ear().messages.len(), 4, "nothing was lost");
        let removed = program
            .ask("DELETE", &format!("{hooks}/{id}"), &[], None)
            .await;
        expect_status(&removed, StatusCode::NO_CONTENT);
        let again = program
            .ask("DELETE", &format!("{hooks}/{id}"), &[], None)
            .await;
        is_problem(&again, StatusCode::NOT_FOUND, "not-found");
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_reached_is_told_in_the_organisers_language() {
    for mut app in TestApp::all_set_up(|config| config.webhooks_private = true).await {
        app.open().await;
        let mut organiser = app.organiser().await;
        // nobody listens on the port of a listener that is gone
        let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let address = gone.and_then(|l| l.local_addr()).expect("a port");
        let url = format!("http://{address}/hook");
        let form = [("url", url.as_str()), ("entries", "yes")];
        organiser.post(&format!("{PAGE}/webhooks"), &form).await;
        app.enter(Kind::Poem, 1, &house_tests::Maker::number(1))
            .await;
        web::webhooks::tell_waiting(&app.app).await.expect("told");
        let page = organiser.get(PAGE).await;
        assert!(page.has("Chưa nối được tới địa chỉ này"), "{}", page.main());
        assert!(!page.has("refused"), "{}", page.main());
    }
}
