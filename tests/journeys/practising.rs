//! Jurors mark invented works before the real ones and see their own level, alone.

use contest::contests::Kind;
use house_tests::{Client, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

use crate::judging::sheets;

/// Every field of every sheet on a juror's desk.
async fn given(juror: &mut Client<'_>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for sheet in sheets(juror, "tho").await {
        let typed = juror.get(&sheet).await.typed();
        all.extend(typed);
    }
    all
}

#[tokio::test]
async fn three_invented_works_tell_a_juror_how_strict_they_are_and_never_count() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let address = format!("/vi/{SLUG}/jury/tho/practice");
        for (n, mark) in ["5", "7", "9"].into_iter().enumerate() {
            let person = app.panel(Kind::Poem)[n];
            let mut juror = app.signed_in(person).await;
            let today = juror.get(&format!("/vi/{SLUG}/jury")).await;
            assert!(
                today.has("Chấm thử trước khi chấm thật"),
                "{}",
                today.main()
            );
            let page = juror.get(&address).await;
            assert!(!page.has("Trung bình các giám khảo"), "{}", page.main());
            let before = given(&mut juror).await;
            let mute = juror.post(&address, &[]).await;
            expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
            let fields = mute.wrong();
            assert_eq!(fields.len() % 3, 0, "three works: {fields:?}");
            let short = juror.post(&address, &[(&*fields[0], mark)]).await;
            assert_eq!(short.wrong(), fields[1..]);
            assert!(
                short
                    .typed()
                    .contains(&(fields[0].clone(), mark.to_owned())),
                "what was chosen stays"
            );
            let all: Vec<(&str, &str)> = fields.iter().map(|f| (&**f, mark)).collect();
            expect_status(&juror.post(&address, &all).await, StatusCode::SEE_OTHER);
            let told = juror.get(&address).await;
            if n == 2 {
                let level = "cao hơn 2 giám khảo khác, trung bình 3,0 điểm";
                assert!(told.has(level), "{}", told.main());
            } else {
                assert!(told.has("Khi có thêm hai giám khảo"), "{}", told.main());
            }
            let after = given(&mut juror).await;
            assert_eq!(before, after, "no sheet knows of it");
        }
    }
}

#[tokio::test]
async fn a_picture_to_practise_on_is_there_for_its_jurors_alone() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let picture = format!("/vi/{SLUG}/jury/tranh-ve/practice/0");
        let mut juror = app.juror(Kind::Painting).await;
        expect_status(&juror.get(&picture).await, StatusCode::OK);
        let third = format!("/vi/{SLUG}/jury/tranh-ve/practice/3");
        expect_status(&juror.get(&third).await, StatusCode::NOT_FOUND);
        let mut poet = app.juror(Kind::Poem).await;
        expect_status(&poet.get(&picture).await, StatusCode::NOT_FOUND);
    }
}
