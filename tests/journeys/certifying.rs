//! Certificates: numbered and printed before the announcement, checked by anybody after it, withdrawn at once.

use contest::contests::Kind;
use house_tests::{Client, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

const BASE: &str = "/vi/sonla-2024/certificates";

async fn describe(organiser: &mut Client<'_>, name: &str) -> house_tests::Reply {
    let fields = [
        ("issuer", "BAN TỔ CHỨC"),
        ("signer_title", "TRƯỞNG BAN"),
        ("signer_name", name),
        ("place_date", "Sơn La, ngày 07 tháng 10 năm 2024"),
    ];
    organiser.post(BASE, &fields).await
}

/// The codes of the register, as the page links to them.
fn codes(text: &str) -> Vec<String> {
    let link = format!("/vi/{SLUG}/certificate/");
    let all = text.split(&link).skip(1);
    all.map(|rest| {
        rest.chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect()
    })
    .collect()
}

#[tokio::test]
async fn certificates_are_numbered_once_secret_until_the_minute_and_withdrawn_at_once() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Advising).await;
        let mut organiser = app.organiser().await;
        expect_status(&organiser.get(BASE).await, StatusCode::NOT_FOUND);
        app.decide().await;
        let mut organiser = app.organiser().await;
        let decision = organiser.get(&format!("/vi/{SLUG}/decide")).await;
        assert!(decision.text.contains(BASE), "{}", decision.main());

        let mute = describe(&mut organiser, " ").await;
        expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(mute.wrong(), ["signer_name"]);
        let kept = ("signer_title".to_owned(), "TRƯỞNG BAN".to_owned());
        assert!(mute.typed().contains(&kept), "what was typed stays");
        expect_status(
            &organiser.get(&format!("{BASE}.pdf")).await,
            StatusCode::NOT_FOUND,
        );
        expect_status(
            &describe(&mut organiser, "Ngọc Ánh").await,
            StatusCode::SEE_OTHER,
        );
        let first = codes(&organiser.get(BASE).await.text);
        let awards = app.number("SELECT COUNT(*) FROM awards").await;
        assert_eq!(i64::try_from(first.len()), Ok(awards));
        describe(&mut organiser, "Ngọc Ánh").await;
        assert_eq!(
            codes(&organiser.get(BASE).await.text),
            first,
            "never numbered twice"
        );
        let pdf = organiser.get(&format!("{BASE}.pdf")).await;
        expect_status(&pdf, StatusCode::OK);

        // before the minute a real code and an invented one answer with the same bytes
        let mut visitor = app.stranger();
        let page = format!("/vi/{SLUG}/certificate/{}", first[0]);
        let real = visitor.get(&page).await;
        let invented = visitor
            .get(&format!("/vi/{SLUG}/certificate/AAAAAAAAAAAA"))
            .await;
        expect_status(&real, StatusCode::NOT_FOUND);
        expect_status(&invented, StatusCode::NOT_FOUND);
        assert_eq!(
            real.text.replace(&first[0], ""),
            invented.text.replace("AAAAAAAAAAAA", "")
        );
        let short = format!("/verify/{}", first[0]);
        expect_status(&visitor.get(&short).await, StatusCode::NOT_FOUND);

        app.at(app.contest.results_at);
        let mut visitor = app.stranger();
        assert_eq!(visitor.get(&short).await.location(), page);
        let valid = visitor.get(&page).await;
        assert!(valid.has("Giấy chứng nhận này có thật"), "{}", valid.main());

        let mut organiser = app.organiser().await;
        let register = organiser.get(BASE).await;
        let withdraw = register.text.split("action=\"").skip(1);
        let withdraw = withdraw
            .filter_map(|rest| rest.split('"').next())
            .find(|address| address.ends_with("/withdraw"))
            .expect("a certificate that stands")
            .to_owned();
        let mute = organiser.post(&withdraw, &[("reason", " ")]).await;
        assert_eq!(mute.wrong(), ["reason-1"]);
        let done = organiser
            .post(&withdraw, &[("reason", "Đã đăng báo")])
            .await;
        expect_status(&done, StatusCode::SEE_OTHER);
        let gone = visitor.get(&page).await;
        assert!(
            gone.has("đã bị thu hồi") && !gone.has("Đã đăng báo"),
            "{}",
            gone.main()
        );
        let mut juror = app.juror(Kind::Poem).await;
        expect_status(&juror.get(BASE).await, StatusCode::NOT_FOUND);
    }
}
