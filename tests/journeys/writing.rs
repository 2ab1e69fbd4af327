//! Letters: written from real data, read through, changed or left out, posted once; the outbox shows what became of them.

use std::sync::{Arc, Mutex};

use axum::{Router, extract::State, routing::post};
use contest::contests::Kind;
use house_tests::{Stage, TestApp, expect_status};
use http::{HeaderMap, StatusCode, header};

const BASE: &str = "/vi/sonla-2024/organise/messages";

/// Names of the fields of letters that wait.
fn fields(text: &str, name: &str) -> Vec<String> {
    let start = format!("name=\"{name}-");
    let found = text.split(&start).skip(1);
    found
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn late_jurors_are_reminded_once_a_day_as_the_organiser_wants() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let before = app.number("SELECT COUNT(*) FROM outbox").await;
        let mut organiser = app.organiser().await;
        let home = organiser.get(BASE).await;
        assert!(home.has("Nhắc giám khảo còn bài"), "{}", home.main());
        assert!(
            !home.has("Báo tin cho tác giả đạt giải"),
            "nobody may know yet"
        );
        let page = format!("{BASE}/jurors");
        for _ in 0..2 {
            let done = organiser.post(&page, &[("go", "prepare")]).await;
            expect_status(&done, StatusCode::SEE_OTHER);
        }
        let shown = organiser.get(&page).await;
        let ids = fields(&shown.text, "subject");
        assert!(ids.len() > 2, "{}", shown.main());
        assert_eq!(app.number("SELECT COUNT(*) FROM outbox").await, before);

        let letter = |id: &str, body: &str| {
            vec![
                (format!("keep-{id}"), "yes".to_owned()),
                (format!("subject-{id}"), "Nhắc chấm bài".to_owned()),
                (format!("body-{id}"), body.to_owned()),
            ]
        };
        let mut typed = vec![("go".to_owned(), "post".to_owned())];
        typed.extend(letter(&ids[0], "Kính gửi bà, lời viết lại."));
        typed.extend(letter(&ids[1], " "));
        // the third is left out: its box is not ticked
        typed.extend(letter(&ids[2], "x").into_iter().skip(1));
        let fields_of: Vec<(&str, &str)> = typed
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let wrong = organiser.post(&page, &fields_of).await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.wrong(), [format!("body-{}", ids[1])]);
        assert!(wrong.has("lời viết lại"), "what was typed stays");
        assert_eq!(app.number("SELECT COUNT(*) FROM outbox").await, before);

        let right: Vec<(&str, &str)> = fields_of
            .iter()
            .map(|(n, v)| (*n, if *v == " " { "Còn bài." } else { v }))
            .collect();
        for _ in 0..2 {
            let done = organiser.post(&page, &right).await;
            expect_status(&done, StatusCode::SEE_OTHER);
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM outbox").await, before + 2);
        let body = app
            .text("SELECT body FROM outbox WHERE body LIKE '%lời viết lại%'")
            .await;
        assert_eq!(body, "Kính gửi bà, lời viết lại.");
        let dropped = app
            .number("SELECT COUNT(*) FROM letters WHERE state = 'dropped'")
            .await;
        assert_eq!(dropped, 1);

        let mut juror = app.juror(Kind::Poem).await;
        expect_status(&juror.get(&page).await, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_was_given_up_is_sent_again() {
    for mut app in TestApp::all().await {
        let made = app.filled(2).await;
        app.play(&made, Stage::Judging).await;
        let page = format!("{BASE}/jurors");
        let mut organiser = app.organiser().await;
        organiser.post(&page, &[("go", "prepare")]).await;
        let shown = organiser.get(&page).await;
        let id = &fields(&shown.text, "subject")[0];
        let (keep, subject, body) = (
            format!("keep-{id}"),
            format!("subject-{id}"),
            format!("body-{id}"),
        );
        let letter = [
            ("go", "post"),
            (keep.as_str(), "yes"),
            (subject.as_str(), "Nhắc chấm bài"),
            (body.as_str(), "Còn bài."),
        ];
        expect_status(&organiser.post(&page, &letter).await, StatusCode::SEE_OTHER);
        // what was given up is sent again when somebody wants it
        app.tamper(
            "UPDATE outbox SET state = 'failed', attempts = 10 WHERE subject = 'Nhắc chấm bài'"
                .to_owned(),
        )
        .await;
        let home = organiser.get(BASE).await;
        assert!(home.has("Không gửi được"), "{}", home.main());
        let again = home.text.split("action=\"").skip(1);
        let again = again
            .filter_map(|rest| rest.split('"').next())
            .find(|address| address.ends_with("/again"))
            .expect("a message to send again")
            .to_owned();
        expect_status(&organiser.post(&again, &[]).await, StatusCode::SEE_OTHER);
        let waiting = app
            .number(
                "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND subject = 'Nhắc chấm bài'",
            )
            .await;
        assert_eq!(waiting, 1);
        expect_status(&organiser.post(&again, &[]).await, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn winners_are_told_after_everybody_may_know() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Decided).await;
        let page = format!("{BASE}/winners");
        let mut organiser = app.organiser().await;
        organiser.post(&page, &[("go", "prepare")]).await;
        assert_eq!(app.number("SELECT COUNT(*) FROM letters").await, 0);
        app.at(app.contest.results_at);
        let mut organiser = app.organiser().await;
        organiser.post(&page, &[("go", "prepare")]).await;
        let awards = app.number("SELECT COUNT(*) FROM awards").await;
        assert_eq!(app.number("SELECT COUNT(*) FROM letters").await, awards);
        let shown = organiser.get(&page).await;
        assert!(
            shown.has("Ban Tổ chức trân trọng báo tin"),
            "{}",
            shown.main()
        );
    }
}

/// What a gateway was sent.
type Texts = Arc<Mutex<Vec<(HeaderMap, serde_json::Value)>>>;

/// A gateway of short messages on loopback: it takes every message but those to one number.
async fn gateway(refused: &'static str) -> (String, Texts) {
    let texts = Texts::default();
    let take = move |State(texts): State<Texts>, headers: HeaderMap, body: String| async move {
        let text: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let known = text["to"] != refused;
        texts.lock().expect("nobody panicked").push((headers, text));
        if known {
            StatusCode::ACCEPTED
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    let router = Router::new()
        .route("/send", post(take))
        .with_state(texts.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    #[expect(clippy::disallowed_methods, reason = "it ends with the test")]
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}/send"), texts)
}

#[tokio::test]
async fn whoever_has_only_a_telephone_gets_a_short_message() {
    let (address, texts) = gateway("+84900000002").await;
    let settle = |config: &mut web::config::Config| {
        config.sms_url = address.clone().into();
        config.sms_body = r#"{"to":"{to}","text":"{text}"}"#.to_owned();
        config.sms_authorization = "Bearer abc".to_owned().into();
    };
    for mut app in TestApp::all_set_up(settle).await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Decided).await;
        app.at(app.contest.results_at);
        app.tamper("UPDATE authors SET email = '', phone = '0900 000 001', guardian_phone = '0900 000 001'".to_owned())
            .await;
        app.tamper(
            "UPDATE authors SET phone = '0900 000 002', guardian_phone = '0900 000 002'
                WHERE entry_id = (SELECT entry_id FROM awards ORDER BY rank, entry_id LIMIT 1)"
                .to_owned(),
        )
        .await;
        let page = format!("{BASE}/winners");
        let mut organiser = app.organiser().await;
        organiser.post(&page, &[("go", "prepare")]).await;
        let shown = organiser.get(&page).await;
        let mut typed = vec![("go".to_owned(), "post".to_owned())];
        for id in fields(&shown.text, "subject") {
            typed.push((format!("keep-{id}"), "yes".to_owned()));
            typed.push((format!("subject-{id}"), "Báo tin".to_owned()));
            typed.push((
                format!("body-{id}"),
                "Xin \"báo tin\" vui: https://thi.vn/x".to_owned(),
            ));
        }
        let typed: Vec<_> = typed
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        expect_status(&organiser.post(&page, &typed).await, StatusCode::SEE_OTHER);
        for _ in 0..2 {
            web::posting::send_waiting(&app.app).await.expect("tried");
        }
        let awards = app.number("SELECT COUNT(*) FROM awards").await;
        let got = std::mem::take(&mut *texts.lock().expect("nobody panicked"));
        assert_eq!(i64::try_from(got.len()), Ok(awards), "each once");
        for (headers, text) in &got {
            assert_eq!(text["text"], "Xin \"bao tin\" vui:", "no marks, no links");
            assert_eq!(headers[header::AUTHORIZATION], "Bearer abc");
            assert!(headers.contains_key("idempotency-key"));
        }
        let left = app
            .number("SELECT COUNT(*) FROM outbox WHERE recipient LIKE '+%' AND state = 'waiting'");
        assert_eq!(left.await, 0);
        let home = organiser.get(BASE).await;
        let refused = got.iter().filter(|(_, text)| text["to"] == "+84900000002");
        assert_eq!(refused.count(), 1);
        assert_eq!(
            home.text.matches("Bị từ chối").count(),
            1,
            "{}",
            home.main()
        );
        assert!(home.has("+84900000001"), "{}", home.main());
        let mail = app
            .number("SELECT COUNT(*) FROM outbox WHERE recipient NOT LIKE '+%' AND state = 'sent'");
        assert_eq!(mail.await, 0, "there is no mail server");
    }
}
