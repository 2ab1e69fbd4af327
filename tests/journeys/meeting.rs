//! The jury's table and the advisory board.

use contest::contests::Kind;
use house_tests::{Client, Reply, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

fn standings() -> String {
    format!("/vi/{SLUG}/standings/tho")
}

/// The options of a select: value and words.
fn options(page: &Reply, select: &str) -> Vec<(String, String)> {
    let Some((_, rest)) = page
        .text
        .split_once(&format!("<select class=\"input\" id=\"{select}\""))
    else {
        let Some((_, rest)) = page.text.split_once(&format!("name=\"{select}\"")) else {
            return Vec::new();
        };
        return options_of(rest);
    };
    options_of(rest)
}

fn options_of(rest: &str) -> Vec<(String, String)> {
    let inside = rest.split("</select>").next().unwrap_or_default();
    inside
        .split("<option value=\"")
        .skip(1)
        .filter_map(|o| {
            let (value, rest) = o.split_once('"')?;
            let words = rest.split_once('>')?.1.split('<').next()?;
            (!value.is_empty()).then(|| (value.to_owned(), words.to_owned()))
        })
        .collect()
}

async fn note(advisor: &mut Client<'_>, kind: &str, reason: &str) -> Reply {
    let board = format!("/vi/{SLUG}/advise/tho");
    advisor.get(&board).await;
    advisor
        .post(&board, &[("kind", kind), ("reason", reason)])
        .await
}

#[tokio::test]
async fn nobody_sees_an_order_before_the_round_is_closed() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        for mut client in [
            app.juror(Kind::Poem).await,
            app.chair(Kind::Poem).await,
            app.organiser().await,
        ] {
            let page = client.get(&standings()).await;
            expect_status(&page, StatusCode::OK);
            assert!(!page.has("Tác phẩm số"), "{}", page.main());
        }
        app.judge(&made).await;
        for mut client in [
            app.juror(Kind::Poem).await,
            app.chair(Kind::Poem).await,
            app.organiser().await,
        ] {
            assert!(client.get(&standings()).await.has("Tác phẩm số 0"));
        }
    }
}

#[tokio::test]
async fn the_chair_proposes_and_a_change_needs_its_reason() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Deliberating).await;
        let mut chair = app.chair(Kind::Poem).await;
        let page = standings();
        chair.get(&page).await;
        expect_status(
            &chair.post(&format!("{page}/formula"), &[]).await,
            StatusCode::SEE_OTHER,
        );
        assert_eq!(app.number("SELECT COUNT(*) FROM awards").await, 4);
        let shown = chair.get(&page).await;
        let (codes, tiers) = (options(&shown, "code"), options(&shown, "tier"));
        assert_eq!(codes.len(), 4, "{codes:?}");
        assert!(tiers.len() >= 4, "{tiers:?}");
        let last = codes.last().map(|(v, _)| v.clone()).expect("four works");
        let change = format!("{page}/change");
        let mention = tiers.last().map(|(v, _)| v.clone()).expect("four tiers");
        let bare = chair
            .post(
                &change,
                &[("code", &last), ("tier", &mention), ("reason", "")],
            )
            .await;
        expect_status(&bare, StatusCode::UNPROCESSABLE_ENTITY);
        let full = chair
            .post(
                &change,
                &[
                    ("code", &last),
                    ("tier", &tiers[0].0),
                    ("reason", "Hay hơn"),
                ],
            )
            .await;
        expect_status(&full, StatusCode::UNPROCESSABLE_ENTITY);
        let done = chair
            .post(
                &change,
                &[
                    ("code", &last),
                    ("tier", ""),
                    ("reason", "Chép của người khác"),
                ],
            )
            .await;
        expect_status(&done, StatusCode::SEE_OTHER);
        assert!(chair.get(&page).await.status == StatusCode::OK);
        let mut juror = app.juror(Kind::Poem).await;
        expect_status(
            &juror.post(&change, &[("code", &last)]).await,
            StatusCode::NOT_FOUND,
        );
        let mut other = app.chair(Kind::Painting).await;
        let foreign = other
            .post(
                &change,
                &[("code", &last), ("tier", &mention), ("reason", "Tôi muốn")],
            )
            .await;
        assert!(
            foreign.status.is_client_error(),
            "a chair changes only the own panel's awards: {}",
            foreign.status
        );
    }
}

#[tokio::test]
async fn an_advisor_concurs_asks_again_and_is_answered() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Deliberating).await;
        let mut advisor = app.advisor().await;
        let early = advisor.get(&format!("/vi/{SLUG}/advise/tho")).await;
        assert!(
            !early.has("Tác phẩm số"),
            "nothing before it is handed over"
        );
        let mut chair = app.chair(Kind::Poem).await;
        for category in ["tho", "tranh-ve"] {
            let person = if category == "tho" {
                Kind::Poem
            } else {
                Kind::Painting
            };
            let formula = format!("/vi/{SLUG}/standings/{category}/formula");
            app.chair(person).await.post(&formula, &[]).await;
        }
        let handed = chair.post(&format!("{}/hand-over", standings()), &[]).await;
        expect_status(&handed, StatusCode::SEE_OTHER);
        assert!(
            advisor
                .get(&format!("/vi/{SLUG}/advise/tho"))
                .await
                .has("Tác phẩm số 0")
        );
        expect_status(
            &note(&mut advisor, "second-reading", "").await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        expect_status(
            &note(&mut advisor, "", "").await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        expect_status(
            &note(&mut advisor, "concur", "").await,
            StatusCode::SEE_OTHER,
        );
        let again = note(&mut advisor, "second-reading", "Hai bài đầu rất gần nhau").await;
        expect_status(&again, StatusCode::SEE_OTHER);
        let board = chair.get(again.location()).await;
        assert!(board.has("Hai bài đầu rất gần nhau"), "{}", board.main());
        let key = app.text("SELECT CAST(COUNT(*) AS TEXT) FROM advisory_notes WHERE opinion = 'second_reading'").await;
        assert_eq!(key, "1");
        let id = board
            .hidden("note")
            .expect("the answer's form names the note");
        let answer = format!("/vi/{SLUG}/advise/tho/answer");
        expect_status(
            &chair.post(&answer, &[("note", &id), ("answer", " ")]).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        let said = chair
            .post(
                &answer,
                &[("note", &id), ("answer", "Đã đọc lại, giữ nguyên")],
            )
            .await;
        expect_status(&said, StatusCode::SEE_OTHER);
        assert!(
            advisor
                .get(said.location())
                .await
                .has("Đã đọc lại, giữ nguyên")
        );
    }
}
