//! After the deadline: a code that lets works in, and one entry's own time.

use contest::contests::Kind;
use house_tests::{Client, Maker, SLUG, TestApp, expect_status};
use http::StatusCode;

use crate::entering::{ADULT, link_of};
use crate::together::{ANSWERS, ready};

const DAY_MS: i64 = 86_400_000;

/// A moment as people type it, `days` after the deadline of the contest.
fn typed(app: &TestApp, days: i64) -> String {
    web::render::words::typed_moment(
        app.contest.closes_at.plus_ms(days * DAY_MS).0,
        &app.contest.zone,
    )
}

/// Past the deadline and past its grace.
fn too_late(app: &TestApp) {
    app.at(app.contest.last_call().plus_ms(60_000));
}

/// Issues a code and reads it from the database, where the desk reads it.
async fn issue(
    app: &TestApp,
    clerk: &mut Client<'_>,
    (uses, category): (&str, &str),
    days: i64,
) -> String {
    let page = format!("/vi/{SLUG}/desk/late");
    clerk.get(&page).await;
    let until = typed(app, days);
    let form = [
        ("note", "Trường mất điện ba ngày"),
        ("category", category),
        ("uses", uses),
        ("until", until.as_str()),
    ];
    expect_status(&clerk.post(&page, &form).await, StatusCode::SEE_OTHER);
    let code = app.text("SELECT code FROM late_codes").await;
    assert!(clerk.get(&page).await.has(&code), "the desk reads the code");
    code
}

#[tokio::test]
async fn a_code_lets_in_as_many_works_as_it_says_and_no_more() {
    for mut app in TestApp::all().await {
        app.open().await;
        too_late(&app);
        let mut clerk = app.clerk().await;
        let code = issue(&app, &mut clerk, ("1", "tho"), 3).await;
        let mut entrant = app.entrant();
        let closed = entrant.get(&format!("/vi/{SLUG}/enter/tho")).await;
        expect_status(&closed, StatusCode::CONFLICT);
        let guess = entrant
            .get(&format!("/vi/{SLUG}/enter?late=7K2M-Q0XX"))
            .await;
        assert!(
            guess.has("7K2M-Q0XX") && !guess.has("/enter/tho"),
            "a guess opens nothing"
        );
        let sloppy = code.to_lowercase().replace('-', "");
        let open = entrant
            .get(&format!("/vi/{SLUG}/enter?late={sloppy}"))
            .await;
        assert!(open.has(&format!("/vi/{SLUG}/enter/tho?late={code}")));
        assert!(!open.has("/enter/tranh-ve?late"), "the code is for poems");
        let wrong = entrant
            .get(&format!("/vi/{SLUG}/enter/tranh-ve?late={code}"))
            .await;
        expect_status(&wrong, StatusCode::CONFLICT);
        let page = entrant
            .get(&format!("/vi/{SLUG}/enter/tho?late={code}"))
            .await;
        expect_status(&page, StatusCode::OK);
        assert_eq!(page.hidden("late").as_deref(), Some(code.as_str()));
        let work = [
            ("title", "Bài muộn"),
            ("text", "Một dòng"),
            ("late", code.as_str()),
        ];
        let begun = entrant
            .upload(&format!("/vi/{SLUG}/enter/tho"), &work, &[])
            .await;
        expect_status(&begun, StatusCode::SEE_OTHER);
        let link = link_of(begun.location());
        let named = entrant.post(&format!("{link}/author"), &ADULT).await;
        expect_status(&named, StatusCode::SEE_OTHER);
        entrant.get(&format!("{link}/review")).await;
        let sent = entrant.post(&format!("{link}/review"), &ANSWERS).await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        // Used once, used up.
        let mut second = app.entrant();
        second.get(&format!("/vi/{SLUG}/enter")).await;
        let again = second
            .upload(&format!("/vi/{SLUG}/enter/tho"), &work, &[])
            .await;
        expect_status(&again, StatusCode::CONFLICT);
        assert_eq!(app.number("SELECT uses_left FROM late_codes").await, 0);
        assert_eq!(app.number("SELECT COUNT(*) FROM entries").await, 1);
        // The work keeps its time to the code's end, and not longer.
        app.at(app.contest.closes_at.plus_ms(2 * DAY_MS));
        expect_status(&entrant.get(&format!("{link}/work")).await, StatusCode::OK);
        let change = [("title", "Bài muộn, sửa"), ("text", "Hai dòng")];
        let saved = entrant.upload(&format!("{link}/work"), &change, &[]).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        app.at(app.contest.closes_at.plus_ms(4 * DAY_MS));
        let over = entrant.upload(&format!("{link}/work"), &change, &[]).await;
        expect_status(&over, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn ten_at_one_code_of_three_uses_are_three() {
    for mut app in TestApp::all().await {
        app.open().await;
        too_late(&app);
        let mut clerk = app.clerk().await;
        let code = issue(&app, &mut clerk, ("3", ""), 3).await;
        let mut people: Vec<Client<'_>> = (0..10).map(|_| app.entrant()).collect();
        for person in &mut people {
            person.get(&format!("/vi/{SLUG}/enter")).await;
        }
        let sending = people.iter_mut().map(|person| {
            let code = code.clone();
            async move {
                let work = [
                    ("title", "Bài"),
                    ("text", "Một dòng"),
                    ("late", code.as_str()),
                ];
                let address = format!("/vi/{SLUG}/enter/tho");
                person.upload(&address, &work, &[]).await.status
            }
        });
        let told = futures_util::future::join_all(sending).await;
        let let_in = told.iter().filter(|s| **s == StatusCode::SEE_OTHER).count();
        assert_eq!(let_in, 3, "{told:?}");
        assert_eq!(app.number("SELECT COUNT(*) FROM entries").await, 3);
    }
}

#[tokio::test]
async fn a_draft_that_the_deadline_caught_is_read_for_ever_and_sent_with_a_code() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let link = ready(&mut entrant, "Chậm một ngày", &[]).await;
        too_late(&app);
        let review = entrant.get(&format!("{link}/review")).await;
        expect_status(&review, StatusCode::OK);
        assert!(review.has("Chậm một ngày") && review.has("name=\"late\""));
        let late = entrant.post(&format!("{link}/review"), &ANSWERS).await;
        expect_status(&late, StatusCode::CONFLICT);
        let mut clerk = app.clerk().await;
        let code = issue(&app, &mut clerk, ("1", ""), 1).await;
        entrant.get(&format!("{link}/review")).await;
        let wrong = entrant
            .post(&format!("{link}/late"), &[("late", "AAAA-AAAA")])
            .await;
        expect_status(&wrong, StatusCode::SEE_OTHER);
        let review = entrant.get(wrong.location()).await;
        assert!(review.has("name=\"late\""), "a wrong code opens nothing");
        entrant
            .post(&format!("{link}/late"), &[("late", &code)])
            .await;
        let review = entrant.get(&format!("{link}/review")).await;
        assert!(review.has("name=\"takes_part\"") && !review.has("name=\"late\""));
        let sent = entrant.post(&format!("{link}/review"), &ANSWERS).await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        let log = app
            .text("SELECT details FROM audit_events WHERE kind = 'late_code.issued'")
            .await;
        assert!(
            !log.contains(&code),
            "the log does not carry the key to the door"
        );
    }
}

#[tokio::test]
async fn a_code_is_asked_for_with_a_reason_and_can_be_taken_back() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut clerk = app.clerk().await;
        let page = format!("/vi/{SLUG}/desk/late");
        clerk.get(&page).await;
        let (past, ahead) = (typed(&app, -400), typed(&app, 1));
        for (note, uses, until, wrong) in [
            ("", "1", ahead.as_str(), "note"),
            ("Lý do", "0", ahead.as_str(), "uses"),
            ("Lý do", "1001", ahead.as_str(), "uses"),
            ("Lý do", "một", ahead.as_str(), "uses"),
            ("Lý do", "1", "hôm qua", "until"),
            ("Lý do", "1", past.as_str(), "until"),
        ] {
            let form = [("note", note), ("uses", uses), ("until", until)];
            let told = clerk.post(&page, &form).await;
            expect_status(&told, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(told.wrong(), [wrong]);
            assert!(
                told.has(&format!("value=\"{uses}\"")),
                "nothing typed is lost"
            );
        }
        let code = issue(&app, &mut clerk, ("5", ""), 3).await;
        let id = clerk.get(&page).await;
        let id = id.hidden("revoke").expect("a code can be taken back");
        expect_status(
            &clerk.post(&page, &[("revoke", &id)]).await,
            StatusCode::SEE_OTHER,
        );
        too_late(&app);
        let mut entrant = app.entrant();
        let closed = entrant.get(&format!("/vi/{SLUG}/enter?late={code}")).await;
        assert!(!closed.has("/enter/tho?late"));
    }
}

#[tokio::test]
async fn one_entry_gets_more_time_with_a_reason_and_the_others_do_not() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = app.enter(Kind::Poem, 1, &Maker::number(1)).await;
        let other = app.enter(Kind::Poem, 2, &Maker::number(2)).await;
        too_late(&app);
        let mut clerk = app.clerk().await;
        let page = format!("/vi/{SLUG}/desk/entries/{}", made.id);
        clerk.get(&page).await;
        let until = typed(&app, 2);
        let bare = clerk
            .post(&format!("{page}/extend"), &[("extend_until", &until)])
            .await;
        expect_status(&bare, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(bare.wrong(), ["extend_reason"]);
        assert!(bare.has(&until));
        let reason = ("extend_reason", "Em nằm viện");
        let given = clerk
            .post(
                &format!("{page}/extend"),
                &[("extend_until", &until), reason],
            )
            .await;
        expect_status(&given, StatusCode::SEE_OTHER);
        assert!(
            clerk.get(&page).await.has("Em nằm viện"),
            "the history tells why"
        );
        let change = [("title", "Sửa muộn"), ("text", "Một dòng")];
        for (key, expected) in [
            (&made.key, StatusCode::SEE_OTHER),
            (&other.key, StatusCode::CONFLICT),
        ] {
            let mut holder = app.entrant();
            holder.get(&format!("/vi/entries/{key}/work")).await;
            let told = holder
                .upload(&format!("/vi/entries/{key}/work"), &change, &[])
                .await;
            expect_status(&told, expected);
        }
    }
}
