//! A juror's evening: marks with and without scripts, recusing, abstaining, skipping, locking.

use contest::contests::Kind;
use house_tests::{Client, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

/// The addresses of the sheets on a juror's list.
pub(crate) async fn sheets(juror: &mut Client<'_>, category: &str) -> Vec<String> {
    let today = juror.get(&format!("/vi/{SLUG}/jury")).await;
    expect_status(&today, StatusCode::OK);
    let base = format!("/vi/{SLUG}/jury/{category}/");
    let mut found: Vec<String> = Vec::new();
    for rest in today.text.split(&base).skip(1) {
        let code: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        let address = format!("{base}{code}");
        if !["lock", "compare", "pack", "practice", "ranking"].contains(&code.as_str())
            && !found.contains(&address)
        {
            found.push(address);
        }
    }
    found
}

/// The names of the mark fields of a sheet.
async fn fields(juror: &mut Client<'_>, sheet: &str) -> Vec<String> {
    let page = juror.get(sheet).await;
    expect_status(&page, StatusCode::OK);
    let mut found: Vec<String> = Vec::new();
    for rest in page.text.split("name=\"mark-").skip(1) {
        let name = format!("mark-{}", rest.split('"').next().unwrap_or_default());
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

#[tokio::test]
async fn a_mark_is_saved_at_once_and_a_wrong_one_is_refused() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let list = sheets(&mut juror, "tho").await;
        let sheet = list
            .first()
            .expect("with four poems every juror of four has some");
        let criteria = fields(&mut juror, sheet).await;
        assert_eq!(criteria.len(), 4);
        let mark = format!("{sheet}/mark");
        let saved = juror
            .post(&mark, &[("field", &criteria[0]), ("value", "7")])
            .await;
        expect_status(&saved, StatusCode::OK);
        assert!(saved.text.starts_with("{\"clock\":"), "{}", saved.text);
        assert!(saved.text.ends_with("\"seen\":\"1.7\"}"), "{}", saved.text);
        for value in ["11", "-1", "7.5", "x", ""] {
            let bad = juror
                .post(&mark, &[("field", &criteria[0]), ("value", value)])
                .await;
            expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let unknown = juror
            .post(&mark, &[("field", "mark-1"), ("value", "7")])
            .await;
        expect_status(&unknown, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.number("SELECT COUNT(*) FROM marks").await, 1);
        assert_eq!(app.number("SELECT steps FROM marks").await, 7);
    }
}

#[tokio::test]
async fn a_sheet_is_filled_without_scripts_and_locked_when_whole() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let list = sheets(&mut juror, "tho").await;
        assert!(list.len() >= 3, "{list:?}");
        let lock = format!("/vi/{SLUG}/jury/tho/lock");
        let early = juror.post(&lock, &[]).await;
        expect_status(&early, StatusCode::UNPROCESSABLE_ENTITY);
        for sheet in &list {
            let criteria = fields(&mut juror, sheet).await;
            let save = format!("{sheet}/save");
            let wrong: Vec<_> = criteria
                .iter()
                .map(|c| (c.as_str(), "99"))
                .chain([("comment", "Hay")])
                .collect();
            let bad = juror.post(&save, &wrong).await;
            expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(bad.has("Hay"), "the comment stays");
            let right: Vec<_> = criteria
                .iter()
                .map(|c| (c.as_str(), "8"))
                .chain([("comment", "Hay"), ("go", "next")])
                .collect();
            let saved = juror.post(&save, &right).await;
            expect_status(&saved, StatusCode::SEE_OTHER);
            assert_ne!(saved.location(), sheet.as_str());
        }
        let locked = juror.post(&lock, &[]).await;
        expect_status(&locked, StatusCode::SEE_OTHER);
        let criteria = fields(&mut juror, &list[0]).await;
        let name = criteria.first().map_or("mark-0", String::as_str);
        let late = juror
            .post(&format!("{}/save", list[0]), &[(name, "1")])
            .await;
        assert!(late.status.is_client_error(), "{}", late.status);
        assert_eq!(
            app.number("SELECT COUNT(*) FROM marks WHERE steps <> 8")
                .await,
            0
        );
    }
}

#[tokio::test]
async fn recusing_and_abstaining_need_a_reason_and_skipping_does_not() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let list = sheets(&mut juror, "tho").await;
        for act in ["recuse", "abstain"] {
            let page = juror.get(&list[0]).await;
            expect_status(&page, StatusCode::OK);
            let bare = juror
                .post(&format!("{}/{act}", list[0]), &[("reason", " ")])
                .await;
            expect_status(&bare, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let skipped = juror.post(&format!("{}/skip", list[0]), &[]).await;
        expect_status(&skipped, StatusCode::SEE_OTHER);
        let recused = juror
            .post(&format!("{}/recuse", list[0]), &[("reason", "Cháu tôi")])
            .await;
        expect_status(&recused, StatusCode::SEE_OTHER);
        expect_status(&juror.get(&list[0]).await, StatusCode::NOT_FOUND);
        assert!(
            !sheets(&mut juror, "tho").await.contains(&list[0]),
            "gone from the list"
        );
        let abstained = juror
            .post(
                &format!("{}/abstain", list[1]),
                &[("reason", "Không đọc được chữ")],
            )
            .await;
        expect_status(&abstained, StatusCode::SEE_OTHER);
        assert_eq!(
            app.number("SELECT COUNT(*) FROM assignments WHERE state = 'recused'")
                .await,
            1
        );
        assert_eq!(
            app.number("SELECT COUNT(*) FROM assignments WHERE state = 'abstained'")
                .await,
            1
        );
    }
}

/// The mark that stands, as steps; -1 for none.
async fn stands(app: &TestApp) -> i64 {
    app.number("SELECT COALESCE(MAX(steps), -1) FROM marks")
        .await
}

#[tokio::test]
async fn a_mark_of_another_window_is_not_overwritten_unasked() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let sheet = sheets(&mut juror, "tho").await.remove(0);
        let field = fields(&mut juror, &sheet).await.remove(0);
        let mark = format!("{sheet}/mark");
        let mut send = async |value: &str, seen: &str| {
            juror
                .post(
                    &mark,
                    &[("field", &field), ("value", value), ("seen", seen)],
                )
                .await
        };
        expect_status(&send("7", "").await, StatusCode::OK);
        expect_status(&send("8", "1.7").await, StatusCode::OK);
        // a window that still shows the first mark, or none, or nonsense
        for seen in ["1.7", "", "x"] {
            let other = send("3", seen).await;
            expect_status(&other, StatusCode::CONFLICT);
            assert_eq!(other.text, "{\"mark\":\"8\",\"seen\":\"2.8\"}");
            expect_status(&send("none", seen).await, StatusCode::CONFLICT);
            assert_eq!(stands(&app).await, 8);
        }
        // an answer that was lost: the same mark again is no conflict
        expect_status(&send("8", "1.7").await, StatusCode::OK);
        // the juror chose, having seen what stands
        expect_status(&send("3", "2.8").await, StatusCode::OK);
        assert_eq!(stands(&app).await, 3);
    }
}

#[tokio::test]
async fn the_last_mark_is_taken_back_even_where_it_was_the_first() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let sheet = sheets(&mut juror, "tho").await.remove(0);
        let field = fields(&mut juror, &sheet).await.remove(0);
        let mark = format!("{sheet}/mark");
        let mut send = async |value: &str, seen: &str| {
            juror
                .post(
                    &mark,
                    &[("field", &field), ("value", value), ("seen", seen)],
                )
                .await
        };
        expect_status(&send("7", "").await, StatusCode::OK);
        let taken = send("none", "1.7").await;
        expect_status(&taken, StatusCode::OK);
        assert!(taken.text.ends_with("\"seen\":\"\"}"), "{}", taken.text);
        assert_eq!(stands(&app).await, -1);
        expect_status(&send("none", "").await, StatusCode::OK);
        // a mark given anew counts from one: a window that shows the old one is told nevertheless
        expect_status(&send("4", "").await, StatusCode::OK);
        expect_status(&send("9", "1.7").await, StatusCode::CONFLICT);
        assert_eq!(stands(&app).await, 4);
    }
}

#[tokio::test]
async fn without_scripts_both_marks_are_shown_and_saving_again_decides() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let sheet = sheets(&mut juror, "tho").await.remove(0);
        let names = fields(&mut juror, &sheet).await;
        let seen = names[0].replace("mark-", "seen-");
        let save = format!("{sheet}/save");
        let (one, two) = (names[0].as_str(), names[1].as_str());
        let other = juror.post(&save, &[(one, "6"), (&seen, "")]).await;
        expect_status(&other, StatusCode::SEE_OTHER);
        let differs = juror
            .post(
                &save,
                &[(one, "9"), (&seen, ""), (two, "5"), ("comment", "Hay")],
            )
            .await;
        expect_status(&differs, StatusCode::CONFLICT);
        assert!(
            differs.has("Cửa sổ khác đã lưu 6, ở đây chọn 9."),
            "{}",
            differs.text
        );
        assert!(differs.has("Hay"), "what was typed stays");
        assert_eq!(app.number("SELECT COUNT(*) FROM marks").await, 1);
        assert_eq!(stands(&app).await, 6);
        let shown = differs
            .hidden(&seen)
            .expect("the form remembers what stands");
        // a mark that this window did not touch says nothing about another window's
        let untouched = juror.post(&save, &[(one, "6"), (&seen, "7.6")]).await;
        expect_status(&untouched, StatusCode::SEE_OTHER);
        let chosen = juror.post(&save, &[(one, "9"), (&seen, &shown)]).await;
        expect_status(&chosen, StatusCode::SEE_OTHER);
        assert_eq!(stands(&app).await, 9);
    }
}

#[tokio::test]
async fn works_of_the_own_list_are_compared_and_no_others() {
    for mut app in TestApp::all().await {
        let made = app.filled(5).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let list = sheets(&mut juror, "tho").await;
        let codes: Vec<&str> = list.iter().filter_map(|s| s.rsplit('/').next()).collect();
        let field = fields(&mut juror, &list[0]).await.remove(0);
        let saved = juror
            .post(
                &format!("{}/mark", list[0]),
                &[("field", &field), ("value", "10")],
            )
            .await;
        expect_status(&saved, StatusCode::OK);
        let compare = format!("/vi/{SLUG}/jury/tho/compare");
        let asked = |codes: &[&str]| {
            let codes: Vec<String> = codes.iter().map(|c| format!("code={c}")).collect();
            format!("{compare}?{}", codes.join("&"))
        };
        let columns = |text: &str| text.matches("class=\"own-marks\"").count();
        for (shown, columns_shown) in [(0, 0), (1, 0), (2, 2), (3, 3)] {
            let page = juror.get(&asked(&codes[..shown])).await;
            expect_status(&page, StatusCode::OK);
            assert_eq!(columns(&page.text), columns_shown);
        }
        let pair = juror.get(&asked(&codes[..2])).await;
        assert!(
            pair.has("<dd class=\"nums\">10</dd>"),
            "own marks stand below"
        );
        assert!(!pair.has("Mỗi lần so sánh tối đa 4 bài"));
        // one twice is one
        let twice = juror.get(&asked(&[codes[0], codes[0]])).await;
        assert_eq!(columns(&twice.text), 0);
        // a work that somebody else judges, or that was stepped back from, is not there
        let others = app.text("SELECT code FROM blind_codes ORDER BY code").await;
        let strange = if codes.contains(&others.as_str()) {
            "ZZZ"
        } else {
            &others
        };
        let reply = juror.get(&asked(&[codes[0], strange])).await;
        expect_status(&reply, StatusCode::NOT_FOUND);
        let recused = juror
            .post(&format!("{}/recuse", list[1]), &[("reason", "Cháu tôi")])
            .await;
        expect_status(&recused, StatusCode::SEE_OTHER);
        let reply = juror.get(&asked(&codes[..2])).await;
        expect_status(&reply, StatusCode::NOT_FOUND);
        let mut foreign = app.juror(Kind::Painting).await;
        let reply = foreign.get(&compare).await;
        expect_status(&reply, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_list_names_what_is_missing_and_shows_own_marks_only() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let mut juror = app.juror(Kind::Poem).await;
        let list = sheets(&mut juror, "tho").await;
        let before = juror.get(&format!("/vi/{SLUG}/jury")).await;
        assert!(before.has(&format!("Còn thiếu {} bài", list.len())));
        assert!(!before.has("Điểm đã cho"), "nothing was given yet");
        let criteria = fields(&mut juror, &list[0]).await;
        let marks: Vec<_> = criteria.iter().map(|c| (c.as_str(), "6")).collect();
        let saved = juror.post(&format!("{}/save", list[0]), &marks).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        let after = juror.get(&format!("/vi/{SLUG}/jury")).await;
        assert!(after.has(&format!("Còn thiếu {} bài", list.len() - 1)));
        assert_eq!(
            after.text.matches("class=\"spread\"").count(),
            criteria.len()
        );
        let refused = juror.post(&format!("/vi/{SLUG}/jury/tho/lock"), &[]).await;
        expect_status(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        let missing = refused
            .text
            .split("class=\"chips codes\"")
            .nth(1)
            .and_then(|rest| rest.split("</ul>").next())
            .expect("the missing ones are listed");
        assert_eq!(missing.matches("href=").count(), list.len() - 1);
        assert!(
            !missing.contains(&format!("\"{}\"", list[0])),
            "this one is done"
        );
        let mut other = app.signed_in(app.panel(Kind::Poem)[2]).await;
        let page = other.get(&format!("/vi/{SLUG}/jury")).await;
        assert!(
            !page.has("Điểm đã cho"),
            "marks of others are nobody's business"
        );
    }
}
