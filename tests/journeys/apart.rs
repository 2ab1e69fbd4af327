//! Jurors say whom they know before they see works, and organisers rule on what is found.

use contest::contests::Kind;
use house_tests::{SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

use crate::judging::sheets;

#[tokio::test]
async fn before_the_answer_no_page_of_the_desk_shows_a_work() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        app.tamper("DELETE FROM declarations".to_owned()).await;
        let today = format!("/vi/{SLUG}/jury");
        let mut juror = app.juror(Kind::Poem).await;
        let page = juror.get(&today).await;
        assert!(
            page.has("xin ông/bà cho biết") && !page.has("Tác phẩm số"),
            "{}",
            page.main()
        );
        for page in ["compare", "pack", "ranking"] {
            let other = juror.get(&format!("{today}/tho/{page}")).await;
            expect_status(&other, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn what_is_named_is_taken_away_in_silence() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        app.tamper("DELETE FROM declarations".to_owned()).await;
        let declare = format!("/vi/{SLUG}/jury/declare");
        let mut juror = app.juror(Kind::Poem).await;
        juror.get(&declare).await;
        let mute = juror
            .post(&declare, &[("go", "save"), ("note-1", "Lớp cũ")])
            .await;
        expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(mute.wrong(), ["name-1"]);
        assert!(mute.has("Lớp cũ"));
        juror.get(&declare).await;
        let none = juror.post(&declare, &[("go", "none")]).await;
        expect_status(&none, StatusCode::SEE_OTHER);
        let before = sheets(&mut juror, "tho").await;
        let page = juror.get(&before[0]).await;
        let n = (0..4)
            .find(|n| page.has(&format!("Tác phẩm số {n}")))
            .expect("one of ours");

        juror.get(&declare).await;
        let named = author_of(&app, n).await;
        let said = juror
            .post(
                &declare,
                &[
                    ("go", "save"),
                    ("name-0", &named),
                    ("kind-0", "pupil"),
                    ("note-0", "Học trò cũ"),
                ],
            )
            .await;
        expect_status(&said, StatusCode::SEE_OTHER);
        let after = sheets(&mut juror, "tho").await;
        assert!(!after.contains(&before[0]), "its work is gone");
        expect_status(&juror.get(&before[0]).await, StatusCode::NOT_FOUND);
        let again = juror.get(&declare).await;
        assert!(
            again.has("Thầy trò") && !again.has("Tác phẩm"),
            "what matched is not told"
        );

        let conflicts = format!("/vi/{SLUG}/organise/conflicts/tho");
        let mut organiser = app.organiser().await;
        let page = organiser.get(&conflicts).await;
        assert!(
            page.has("Khai là thầy trò") && page.has(&named),
            "{}",
            page.main()
        );
        assert!(page.has("Chưa khai"), "others did not answer");
        let code = page.hidden("code").expect("a pair");
        let person = page.hidden("person").expect("a pair");
        let pair = [
            ("person", person.as_str()),
            ("code", code.as_str()),
            ("ruling", "denied"),
        ];
        let mute = organiser.post(&conflicts, &pair).await;
        expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(mute.wrong(), ["reason"]);
        let mut ruled = pair.to_vec();
        ruled.push(("reason", "Trùng tên"));
        expect_status(
            &organiser.post(&conflicts, &ruled).await,
            StatusCode::SEE_OTHER,
        );
        assert!(organiser.get(&conflicts).await.has("Trùng tên"));
        expect_status(&juror.get(&conflicts).await, StatusCode::NOT_FOUND);
    }
}

async fn author_of(app: &TestApp, n: usize) -> String {
    let sql = format!(
        "SELECT MIN(a.full_name) FROM authors a JOIN entries e ON e.id = a.entry_id WHERE e.title = 'Tác phẩm số {n}'"
    );
    app.text(sql.leak()).await
}
