//! What an entrant is told when something is wrong, and what is refused.

use house_tests::{Client, File, MINUTE_MS, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;

use crate::entering::{ADULT, link_of};

async fn draft(client: &mut Client<'_>, title: &str) -> String {
    let page = format!("/vi/{SLUG}/enter/tho");
    expect_status(&client.get(&page).await, StatusCode::OK);
    let sent = client
        .upload(&page, &[("title", title), ("text", "Một dòng")], &[])
        .await;
    expect_status(&sent, StatusCode::SEE_OTHER);
    link_of(sent.location())
}

#[tokio::test]
async fn every_error_of_a_form_is_told_at_once_and_what_was_typed_stays() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let page = format!("/vi/{SLUG}/enter/sang-kien");
        entrant.get(&page).await;
        let bad = entrant
            .upload(
                &page,
                &[("problem", "Rác ở suối <b>"), ("cost", "Hai triệu")],
                &[],
            )
            .await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(bad.wrong(), ["title", "solution"]);
        assert!(
            bad.has("Rác ở suối &lt;b&gt;") && bad.has("Hai triệu"),
            "typed text stays, escaped"
        );
        assert!(
            bad.has("<title>Lỗi:"),
            "the title says that something is wrong"
        );

        let link = draft(&mut entrant, "Bài thơ").await;
        let author = format!("{link}/author");
        entrant.get(&author).await;
        let minor = [
            ("name", "Lò Thị Mai"),
            ("birth_year", "2012"),
            ("phone", "0912 34"),
            ("school", "THCS số 1"),
        ];
        let bad = entrant.post(&author, &minor).await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            bad.wrong(),
            [
                "phone",
                "guardian_name",
                "guardian_relation",
                "guardian_phone"
            ]
        );
        assert!(bad.has("Lò Thị Mai") && bad.has("0912 34") && bad.has("THCS số 1"));
        assert_eq!(app.number("SELECT COUNT(*) FROM authors").await, 0);
        let guardian = [
            ("guardian_name", "Lò Văn Thắng"),
            ("guardian_relation", "father"),
            ("guardian_phone", "0987654321"),
        ];
        let mut whole: Vec<_> = minor
            .into_iter()
            .filter(|(n, _)| *n != "phone")
            .chain(guardian)
            .collect();
        whole.push(("phone", "0912345678"));
        expect_status(&entrant.post(&author, &whole).await, StatusCode::SEE_OTHER);
        let review = entrant.get(&format!("{link}/review")).await;
        assert!(
            review.has("Lò Văn Thắng"),
            "the guardian is shown before agreeing"
        );
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_it_should_be_is_refused_with_a_sentence() {
    for mut app in TestApp::all().await {
        app.open().await;
        let whole = fixtures::jpeg();
        let cut = &whole[..whole.len() / 2];
        let html = b"<!doctype html><script>alert(1)</script>".as_slice();
        let wav = fixtures::wav();
        let cases: [(&str, &str, &[u8], &str); 7] = [
            ("tranh-ve", "tranh.png", html, "không phải"),
            ("tranh-ve", "tranh.jpg", cut, "bị hỏng"),
            ("tranh-ve", "tranh.png", &wav, "không phải"),
            ("tranh-ve", "rong.png", b"", "rỗng"),
            ("ca-khuc", "bai-hat.mp3", &whole, "không phải"),
            ("tho", "tho.txt", b"\xff\xd8\xffabc", "không phải TXT, DOCX"),
            ("tho", "tho.txt", b"\x81\x8d\x8f\x90\x9d\x81\x8d", "UTF-8"),
        ];
        for (category, name, bytes, sentence) in cases {
            let mut entrant = app.entrant();
            let page = format!("/vi/{SLUG}/enter/{category}");
            entrant.get(&page).await;
            let fields = [
                ("title", "Tên đã gõ"),
                ("text", if category == "tho" { "" } else { "Lời" }),
            ];
            let bad = entrant
                .upload(
                    &page,
                    &fields,
                    &[File {
                        field: "work",
                        name,
                        bytes,
                    }],
                )
                .await;
            expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(bad.has(sentence), "{name}: {}", bad.main());
            assert!(bad.has("Tên đã gõ"), "{name}");
            assert_eq!(bad.wrong(), ["work"], "one thing is wrong: {}", bad.main());
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM work_files").await, 0);
    }
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_entry() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let page = format!("/vi/{SLUG}/enter/tho");
        entrant.get(&page).await;
        let fields = [("title", "Một lần"), ("text", "Một dòng")];
        let first = entrant.upload(&page, &fields, &[]).await;
        let second = entrant.upload(&page, &fields, &[]).await;
        expect_status(&second, StatusCode::SEE_OTHER);
        assert_eq!(first.location(), second.location());
        assert_eq!(app.number("SELECT COUNT(*) FROM entries").await, 1);
        let other = entrant
            .upload(&page, &[("title", "Hai lần"), ("text", "Một dòng")], &[])
            .await;
        expect_status(&other, StatusCode::CONFLICT);
        assert_eq!(app.number("SELECT COUNT(*) FROM entries").await, 1);

        let link = link_of(first.location());
        entrant.post(&format!("{link}/author"), &ADULT).await;
        entrant.get(&format!("{link}/review")).await;
        let agreed = [("ai", "none"), ("takes_part", "yes"), ("named", "yes")];
        let once = entrant.post(&format!("{link}/review"), &agreed).await;
        let twice = entrant.post(&format!("{link}/review"), &agreed).await;
        expect_status(&twice, StatusCode::SEE_OTHER);
        assert_eq!(once.location(), twice.location());
        let sent = app
            .number("SELECT COUNT(*) FROM audit_events WHERE kind = 'entry.submit'")
            .await
            + app
                .number("SELECT COUNT(*) FROM audit_events WHERE kind = 'entry.submitted'")
                .await;
        assert_eq!(sent, 1, "sent once on record");
    }
}

#[tokio::test]
async fn the_deadline_ends_beginning_and_the_grace_ends_sending() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let page = format!("/vi/{SLUG}/enter/tho");
        app.at(app.contest.closes_at.plus_ms(-MINUTE_MS));
        let (early, late) = (
            draft(&mut entrant, "Kịp").await,
            draft(&mut entrant, "Không kịp").await,
        );
        for link in [&early, &late] {
            entrant.post(&format!("{link}/author"), &ADULT).await;
        }
        app.at(app.contest.closes_at.plus_ms(MINUTE_MS));
        expect_status(&entrant.get(&page).await, StatusCode::CONFLICT);
        let begun = entrant
            .upload(&page, &[("title", "Mới"), ("text", "Dòng")], &[])
            .await;
        expect_status(&begun, StatusCode::CONFLICT);
        let agreed = [("ai", "none"), ("takes_part", "yes"), ("named", "yes")];
        entrant.get(&format!("{early}/review")).await;
        expect_status(
            &entrant.post(&format!("{early}/review"), &agreed).await,
            StatusCode::SEE_OTHER,
        );
        app.at(app.contest.last_call().plus_ms(1));
        entrant.get(&format!("{late}/review")).await;
        expect_status(
            &entrant.post(&format!("{late}/review"), &agreed).await,
            StatusCode::CONFLICT,
        );
        assert_eq!(
            app.number("SELECT COUNT(*) FROM entries WHERE state = 'submitted'")
                .await,
            1
        );
        assert_eq!(app.number("SELECT COUNT(*) FROM entries").await, 2);
    }
}

#[tokio::test]
async fn an_author_enters_as_many_works_as_the_category_allows() {
    for mut app in TestApp::all().await {
        app.open().await;
        let agreed = [("ai", "none"), ("takes_part", "yes"), ("named", "yes")];
        let mut statuses = Vec::new();
        for n in 0..4 {
            let mut entrant = app.entrant();
            let link = draft(&mut entrant, &format!("Bài {n}")).await;
            entrant.post(&format!("{link}/author"), &ADULT).await;
            let review = format!("{link}/review");
            entrant.get(&review).await;
            let sent = entrant.post(&review, &agreed).await;
            if n == 3 {
                assert!(sent.has("đã gửi đủ 3 bài"), "{}", sent.main());
            }
            statuses.push(sent.status.as_u16());
        }
        assert_eq!(statuses, [303, 303, 303, 422]);
    }
}
