//! A juror without a device fills a printed sheet; the desk types it in twice.

use contest::contests::Kind;
use house_tests::{Client, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

use crate::judging::sheets;

/// The address of the sheet of a poem juror, printed.
async fn printed(app: &TestApp, n: usize) -> String {
    let mut organiser = app.organiser().await;
    let person = app.panel(Kind::Poem)[n];
    let print = format!("/vi/{SLUG}/organise/rounds/tho/1/paper/{person}");
    let progress = organiser
        .get(&format!("/vi/{SLUG}/organise/progress"))
        .await;
    assert!(progress.text.contains(&print), "{}", progress.main());
    expect_status(&organiser.get(&print).await, StatusCode::NOT_FOUND);
    let made = organiser.post(&print, &[]).await;
    expect_status(&made, StatusCode::SEE_OTHER);
    let again = organiser.post(&print, &[]).await;
    assert_eq!(made.location(), again.location());
    let pdf = organiser.get(made.location()).await;
    expect_status(&pdf, StatusCode::OK);
    let mut tx = app.tx().await;
    let category = app.category("tho").id;
    let round = judging::rounds::round_of(&mut tx, category).await;
    let round = round.expect("reads").expect("a round");
    let paper = judging::paper::paper_of(&mut tx, round.id, person).await;
    let code = paper.expect("reads").expect("a sheet").code;
    format!("/vi/{SLUG}/desk/paper/{code}")
}

/// The names of all cells.
async fn cells(desk: &mut Client<'_>, sheet: &str) -> Vec<String> {
    let page = desk.get(sheet).await;
    expect_status(&page, StatusCode::OK);
    let typed = page.typed().into_iter().map(|(name, _)| name);
    typed.filter(|name| name.starts_with("m-")).collect()
}

async fn send(
    desk: &mut Client<'_>,
    sheet: &str,
    go: &str,
    cells: &[(&str, &str)],
) -> house_tests::Reply {
    let mut form = cells.to_vec();
    form.push(("go", go));
    desk.post(sheet, &form).await
}

#[tokio::test]
async fn a_sheet_is_typed_twice_compared_saved_and_locked() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let sheet = printed(&app, 1).await;
        let mut desk = app.clerk().await;
        let code = sheet.rsplit('/').next().expect("a code").to_lowercase();
        let found = desk
            .get(&format!("/vi/{SLUG}/desk/paper?code={code}"))
            .await;
        assert_eq!(found.location(), sheet);
        let unknown = desk.get(&format!("/vi/{SLUG}/desk/paper?code=AAAA")).await;
        assert_eq!(unknown.wrong(), ["code"]);

        let all = cells(&mut desk, &sheet).await;
        let full: Vec<(&str, &str)> = all.iter().map(|name| (&**name, "7")).collect();
        let short = send(&mut desk, &sheet, "read", &full[1..]).await;
        expect_status(&short, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(short.wrong(), [all[0].clone()], "a line lacks a mark");
        let kept = short.typed().contains(&(all[1].clone(), "7".to_owned()));
        assert!(kept, "what was typed stays");
        let mut off = full.clone();
        off[2].1 = "77";
        assert_eq!(
            send(&mut desk, &sheet, "read", &off).await.wrong(),
            [all[2].clone()]
        );
        assert_eq!(send(&mut desk, &sheet, "read", &[]).await.wrong(), ["go"]);
        expect_status(
            &send(&mut desk, &sheet, "read", &full).await,
            StatusCode::SEE_OTHER,
        );
        let early = send(&mut desk, &sheet, "apply", &[]).await;
        expect_status(&early, StatusCode::CONFLICT);

        let mut organiser = app.organiser().await;
        let second = organiser.get(&sheet).await;
        assert!(second.has("Nhập lần hai"), "{}", second.main());
        let blank = second.typed().iter().all(|(_, value)| value != "7");
        assert!(blank, "the first reading is not shown");
        let mut other = full.clone();
        other[0].1 = "1";
        send(&mut organiser, &sheet, "read", &other).await;
        let differ = organiser.get(&sheet).await;
        assert!(differ.has("Lần một 7, lần hai 1"), "{}", differ.main());
        let waits = send(&mut organiser, &sheet, "apply", &[]).await;
        expect_status(&waits, StatusCode::CONFLICT);
        let settled = [(&*all[0], "7")];
        send(&mut organiser, &sheet, "settle", &settled).await;
        let alike = organiser.get(&sheet).await;
        assert!(alike.has("Hai lần nhập khớp nhau"), "{}", alike.main());

        let person = app.panel(Kind::Poem)[1];
        let mut juror = app.signed_in(person).await;
        let own = sheets(&mut juror, "tho").await;
        let before = juror.get(&own[0]).await.typed();
        assert!(!before.iter().any(|(name, _)| name.starts_with("mark-")));
        let saved = send(&mut organiser, &sheet, "apply", &[]).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        let page = juror.get(&own[0]).await;
        assert!(page.has("Phiếu đã chốt"), "{}", page.main());
        assert!(organiser.get(&sheet).await.has("phiếu đã chốt"));
        let twice = send(&mut organiser, &sheet, "apply", &[]).await;
        expect_status(&twice, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn marks_on_a_screen_are_never_overwritten_and_a_part_is_not_locked() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Judging).await;
        let sheet = printed(&app, 2).await;
        let mut juror = app.signed_in(app.panel(Kind::Poem)[2]).await;
        let own = sheets(&mut juror, "tho").await;
        let page = juror.get(&own[0]).await;
        let first = page.typed();
        let mark = first
            .iter()
            .find_map(|(name, _)| name.strip_prefix("seen-"));
        let mark = format!("mark-{}", mark.expect("a criterion"));
        juror
            .post(
                &format!("{}/save", own[0]),
                &[(&*mark, "3"), ("go", "stay")],
            )
            .await;

        let mut desk = app.clerk().await;
        let all = cells(&mut desk, &sheet).await;
        let criteria = all.len() / own.len();
        let line: Vec<(&str, &str)> = all[..criteria].iter().map(|n| (&**n, "7")).collect();
        for _ in 0..2 {
            send(&mut desk, &sheet, "read", &line).await;
        }
        let refused = send(&mut desk, &sheet, "apply", &[]).await;
        expect_status(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        let code = own[0].rsplit('/').next().expect("a code");
        assert!(refused.has(code), "{}", refused.main());
        juror
            .post(
                &format!("{}/save", own[0]),
                &[(&*mark, "7"), ("go", "stay")],
            )
            .await;
        let saved = send(&mut desk, &sheet, "apply", &[]).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        let page = juror.get(&own[0]).await;
        assert!(!page.has("Phiếu đã chốt"), "other works lack marks");
        let marks = page.typed();
        let sevens = marks
            .iter()
            .filter(|(name, value)| name.starts_with("mark-") && value == "7");
        assert_eq!(sevens.count(), criteria);
        assert_eq!(
            cells(&mut desk, &sheet).await.len(),
            all.len(),
            "the rest can follow"
        );
    }
}
