//! What entrants are told after the announcement: what is switched on, from its day, and no word that nobody looked at.

use contest::contests::Kind;
use house_tests::{Client, DAY_MS, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

use crate::judging::sheets;

const WORDS: [&str; 2] = ["Giàu hình ảnh, cần gọn hơn.", "Bài kia hay hơn nhiều."];

#[tokio::test]
async fn entrants_read_what_is_switched_on_and_words_that_were_looked_at() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let work = two_words(&app).await;
        let code = work.rsplit('/').next().expect("a code").to_owned();
        let entry = app
            .text(format!("SELECT e.title FROM blind_codes b JOIN entries e ON e.id = b.entry_id WHERE b.code = '{code}'").leak())
            .await;
        let number: usize = entry
            .rsplit(' ')
            .next()
            .and_then(|n| n.parse().ok())
            .expect("a number");
        let page = format!("/vi/entries/{}", made[number].key);
        app.judge(&made).await;
        let feedback = format!("/vi/{SLUG}/organise/feedback");
        let mut organiser = app.organiser().await;
        organiser.get(&feedback).await;
        let wrong = organiser.post(&feedback, &[("from_at", "mai")]).await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.wrong(), ["from_at"]);
        let early = organiser.get(&feedback).await;
        assert!(
            !early.has(WORDS[0]),
            "before the announcement organisers read none either"
        );
        app.announce().await;
        let silent = app.stranger().get(&page).await;
        assert!(
            !silent.has("Phản hồi của hội đồng"),
            "nothing is told by default"
        );

        let mut organiser = app.organiser().await;
        look_at_both(&mut organiser, &feedback).await;
        switched(&app, &mut organiser, (&feedback, &page)).await;
    }
}

/// Two jurors write to the author of one work, whose sheet's address is returned.
async fn two_words(app: &TestApp) -> String {
    let work = sheets(&mut app.juror(Kind::Poem).await, "tho").await[0].clone();
    let mut said = 0;
    for person in app.panel(Kind::Poem) {
        let mut juror = app.signed_in(*person).await;
        if said < 2 && sheets(&mut juror, "tho").await.contains(&work) {
            juror.get(&work).await;
            let mark = format!("{work}/mark");
            let long = "x".repeat(601);
            let long = juror
                .post(&mark, &[("field", "message"), ("value", &long)])
                .await;
            expect_status(&long, StatusCode::UNPROCESSABLE_ENTITY);
            let kept = juror
                .post(&mark, &[("field", "message"), ("value", WORDS[said])])
                .await;
            expect_status(&kept, StatusCode::OK);
            assert!(
                juror.get(&work).await.has(WORDS[said]),
                "the juror reads it again"
            );
            said += 1;
        }
    }
    assert_eq!(said, 2);
    work
}

/// One is let through, the other hidden for a reason.
async fn look_at_both(organiser: &mut Client<'_>, feedback: &str) {
    let shown = organiser.get(feedback).await;
    assert!(
        shown.has("2 lời nhắn chờ duyệt") && shown.has(WORDS[0]),
        "{}",
        shown.main()
    );
    for (words, to, reason) in [
        (WORDS[0], "approved", ""),
        (WORDS[1], "hidden", "Nói về bài khác"),
    ] {
        let list = organiser.get(feedback).await;
        let at = list.text.find(words).expect("the message");
        let id = list.text[at..]
            .split("name=\"message\" value=\"")
            .nth(1)
            .expect("its key");
        let id = id.split('"').next().expect("a key").to_owned();
        let address = format!("{feedback}/screen");
        let fields = [("message", id.as_str()), ("to", to), ("reason", reason)];
        if to == "hidden" {
            let mute = [("message", id.as_str()), ("to", to), ("reason", "")];
            let mute = organiser.post(&address, &mute).await;
            expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
        }
        expect_status(
            &organiser.post(&address, &fields).await,
            StatusCode::SEE_OTHER,
        );
    }
}

/// What the entrant reads follows the switches and their day.
async fn switched(app: &TestApp, organiser: &mut Client<'_>, (feedback, page): (&str, &str)) {
    let now = app.app.now();
    let day = |ms: i64| web::render::words::typed_moment(now.plus_ms(ms).0, &app.contest.zone);
    let (past, future) = (day(-DAY_MS), day(DAY_MS));
    let switch = |from: &str, on: &[&'static str]| -> Vec<(&'static str, String)> {
        let mut fields = vec![("from_at", from.to_owned())];
        fields.extend(on.iter().map(|name| (*name, "yes".to_owned())));
        fields
    };
    for (fields, told) in [
        (
            switch(&future, &["totals", "average", "place", "messages"]),
            [false; 4],
        ),
        (switch(&past, &["messages"]), [false, false, false, true]),
        (
            switch(&past, &["totals", "average", "place"]),
            [true, true, true, false],
        ),
        (
            switch(&past, &["totals", "average", "place", "messages"]),
            [true; 4],
        ),
    ] {
        let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        organiser.get(feedback).await;
        expect_status(
            &organiser.post(feedback, &fields).await,
            StatusCode::SEE_OTHER,
        );
        let read = app.stranger().get(page).await;
        let reads = [
            "Điểm của bài",
            "Trung bình của thể loại",
            "trong 4 bài được chấm",
            WORDS[0],
        ]
        .map(|w| read.has(w));
        assert_eq!(reads, told, "{fields:?}: {}", read.main());
        assert!(
            !read.has(WORDS[1]) && !read.has("Juror"),
            "hidden words and names stay away"
        );
    }
}
