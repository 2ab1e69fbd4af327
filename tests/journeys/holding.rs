//! What the holder of a private link does after the receipt: edits, replaces, corrects, withdraws, looks up.

use contest::contests::Kind;
use house_tests::{File, Maker, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;

use crate::entering::{ADULT, link_of};

#[tokio::test]
async fn a_holder_edits_and_replaces_until_the_deadline() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = app.enter(Kind::Painting, 1, &Maker::number(1)).await;
        let mut holder = app.entrant();
        let work = format!("/vi/entries/{}/work", made.key);
        let page = holder.get(&work).await;
        assert!(page.has("Tác phẩm số 1"), "what is held stands in the form");
        let jpeg = fixtures::jpeg();
        let files = [File {
            field: "work",
            name: "moi.jpg",
            bytes: &jpeg,
        }];
        let saved = holder.upload(&work, &[("title", "Tên mới")], &files).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        assert_eq!(saved.location(), format!("/vi/entries/{}", made.key));
        let receipt = holder.get(saved.location()).await;
        assert!(
            receipt.has("Tên mới") && receipt.has("moi.jpg"),
            "{}",
            receipt.main()
        );
        assert!(
            !receipt.has("IMG_0001.png"),
            "the file that was replaced is gone from the receipt"
        );
        let original = holder
            .get(&format!("/vi/entries/{}/original/painting.image", made.key))
            .await;
        expect_status(&original, StatusCode::OK);
        assert_eq!(original.bytes, jpeg, "the holder gets the very bytes back");
        let bad = holder.upload(&work, &[("title", "")], &[]).await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            app.text("SELECT title FROM entries").await,
            "Tên mới",
            "what has a receipt stays whole"
        );
        app.at(app.contest.last_call().plus_ms(1));
        let late = holder.upload(&work, &[("title", "Quá muộn")], &[]).await;
        expect_status(&late, StatusCode::CONFLICT);
        assert_eq!(app.text("SELECT title FROM entries").await, "Tên mới");
        expect_status(
            &holder.get(&format!("/vi/entries/{}", made.key)).await,
            StatusCode::OK,
        );
    }
}

#[tokio::test]
async fn a_returned_work_is_corrected_and_sent_anew() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = app.enter(Kind::Poem, 1, &Maker::number(1)).await;
        let mut clerk = app.clerk().await;
        let desk = format!("/vi/{SLUG}/desk/entries/{}", made.id);
        let form = [("decision", "returned"), ("reason", "Bài thiếu khổ cuối")];
        clerk.get(&desk).await;
        expect_status(&clerk.post(&desk, &form).await, StatusCode::SEE_OTHER);
        let mut holder = app.entrant();
        let link = format!("/vi/entries/{}", made.key);
        let receipt = holder.get(&link).await;
        assert!(receipt.has("Bài thiếu khổ cuối"), "{}", receipt.main());
        let text = [("title", "Ông học chữ"), ("text", "Một\nHai")];
        let saved = holder.upload(&format!("{link}/work"), &text, &[]).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        assert_eq!(saved.location(), format!("{link}/review"));
        holder.get(saved.location()).await;
        let sent = holder
            .post(
                saved.location(),
                &[
                    ("ai", "none"),
                    ("takes_part", "yes"),
                    ("named", "yes"),
                    ("guardian", "here"),
                ],
            )
            .await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        assert_eq!(app.text("SELECT state FROM entries").await, "submitted");
        assert_eq!(
            app.text("SELECT code FROM entries").await,
            made.code,
            "the code stays"
        );
    }
}

#[tokio::test]
async fn a_holder_withdraws_once_and_changes_the_answer_about_the_name() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = app.enter(Kind::Poem, 1, &Maker::number(1)).await;
        let mut holder = app.entrant();
        let link = format!("/vi/entries/{}", made.key);
        let consents = format!("{link}/consents");
        holder.get(&consents).await;
        let none = holder.post(&consents, &[]).await;
        expect_status(&none, StatusCode::UNPROCESSABLE_ENTITY);
        let answers = [("named", "no"), ("display", "yes"), ("exhibition", "no")];
        let changed = holder.post(&consents, &answers).await;
        assert_eq!(changed.location(), link);
        holder.get(&format!("{link}/withdraw")).await;
        let gone = holder.post(&format!("{link}/withdraw"), &[]).await;
        expect_status(&gone, StatusCode::SEE_OTHER);
        assert_eq!(app.text("SELECT state FROM entries").await, "withdrawn");
        expect_status(
            &holder.post(&format!("{link}/withdraw"), &[]).await,
            StatusCode::CONFLICT,
        );
        expect_status(&holder.get(&link).await, StatusCode::OK);
        let other = holder.get(&format!("/vi/entries/{}", "0".repeat(48))).await;
        expect_status(&other, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_entry_is_looked_up_by_code_and_telephone_only() {
    for mut app in TestApp::all().await {
        app.open().await;
        let maker = Maker::number(1);
        let made = app.enter(Kind::Poem, 1, &maker).await;
        let mut stranger = app.stranger();
        let lookup = format!("/vi/{SLUG}/lookup");
        stranger.get(&lookup).await;
        let found = stranger
            .post(
                &lookup,
                &[("code", &made.code.to_lowercase()), ("phone", &maker.phone)],
            )
            .await;
        expect_status(&found, StatusCode::OK);
        assert!(found.has("Tác phẩm số 1"), "{}", found.main());
        assert!(!found.has(&made.key), "the private link is not given away");
        let wrong = stranger
            .post(&lookup, &[("code", &made.code), ("phone", "0911111111")])
            .await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("0911111111") && wrong.has(&made.code) && !wrong.has("Tác phẩm số 1"));
        let empty = stranger.post(&lookup, &[]).await;
        assert_eq!(empty.wrong(), ["code", "phone"]);
        for _ in 0..20 {
            stranger
                .post(&lookup, &[("code", &made.code), ("phone", "0911111111")])
                .await;
        }
        let guessed = stranger
            .post(&lookup, &[("code", &made.code), ("phone", &maker.phone)])
            .await;
        expect_status(&guessed, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn the_link_of_a_draft_keeps_what_was_typed() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let page = format!("/vi/{SLUG}/enter/tho");
        entrant.get(&page).await;
        let sent = entrant
            .upload(&page, &[("title", "Nháp"), ("text", "Một dòng")], &[])
            .await;
        let link = link_of(sent.location());
        let mut elsewhere = app.entrant();
        let back = elsewhere.get(&link).await;
        assert_eq!(back.location(), format!("{link}/work"));
        assert!(elsewhere.get(back.location()).await.has("Một dòng"));
        elsewhere.post(&format!("{link}/author"), &ADULT).await;
        assert!(
            entrant
                .get(&format!("{link}/author"))
                .await
                .has("Cà Văn Thuận")
        );
    }
}
