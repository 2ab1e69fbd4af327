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
        if code != "lock" && !found.contains(&address) {
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
