//! Several rounds in one category, set up and judged through the pages: yes or no, then a ranking.

use contest::contests::Kind;
use house_tests::{Client, Made, Reply, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

use crate::amending::resend;
use crate::judging::sheets;

async fn define(app: &TestApp, position: i64, fields: &[(&str, &str)]) -> Reply {
    let mut organiser = app.organiser().await;
    let path = format!("/vi/{SLUG}/organise/rounds/tho/{position}");
    let form = organiser.get(&path).await;
    expect_status(&form, StatusCode::OK);
    resend(&mut organiser, (&path, &form), fields).await
}

/// Six poems; a screening in which two of three jurors must say yes, and a ranking that counts with it.
async fn two_rounds() -> Vec<(TestApp, Vec<Made>)> {
    let mut apps = Vec::new();
    for mut app in TestApp::all().await {
        let screening = [
            ("kind", "yesno"),
            ("name_vi", "Sơ loại"),
            ("name_en", "Screening"),
            ("advance_by", "yes"),
            ("advance_n", "2"),
        ];
        expect_status(&define(&app, 1, &screening).await, StatusCode::SEE_OTHER);
        let wrong = [("kind", "ranking"), ("carry", "91")];
        let wrong = define(&app, 2, &wrong).await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.wrong(), ["carry"]);
        let last = [("kind", "ranking"), ("carry", "20")];
        expect_status(&define(&app, 2, &last).await, StatusCode::SEE_OTHER);
        let made = app.filled(6).await;
        app.play(&made, Stage::Judging).await;
        apps.push((app, made));
    }
    apps
}

fn rounds() -> String {
    format!("/vi/{SLUG}/organise/rounds/tho")
}

async fn act(organiser: &mut Client<'_>, position: i64, name: &str, reason: &str) -> Reply {
    let list = rounds();
    organiser.get(&list).await;
    let address = format!("{list}/{position}/{name}");
    organiser.post(&address, &[("reason", reason)]).await
}

/// Everybody says yes to the works whose title ends in a number below `yes`, no to the others, and locks.
async fn screen(app: &TestApp, yes: usize) {
    for person in app.panel(Kind::Poem) {
        let mut juror = app.signed_in(*person).await;
        for sheet in sheets(&mut juror, "tho").await {
            let page = juror.get(&sheet).await;
            assert!(
                page.has("Vào vòng sau") && page.has("Không"),
                "{}",
                page.main()
            );
            let field = page.text.split("name=\"mark-").nth(1).expect("a mark");
            let field = format!("mark-{}", field.split('"').next().expect("a name"));
            let good = (0..yes).any(|n| page.has(&format!("Tác phẩm số {n}")));
            let value = if good { "1" } else { "0" };
            let save = format!("{sheet}/save");
            let saved = juror.post(&save, &[(field.as_str(), value)]).await;
            expect_status(&saved, StatusCode::SEE_OTHER);
        }
        let locked = juror.post(&format!("/vi/{SLUG}/jury/tho/lock"), &[]).await;
        expect_status(&locked, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn works_are_screened_settled_and_ranked_through_the_pages() {
    for (app, made) in two_rounds().await {
        let rules = app.stranger().get(&format!("/vi/{SLUG}/rules")).await;
        for words in [
            "Sơ loại",
            "Bài có ít nhất 2 trong 3 phiếu «Có» vào vòng sau.",
            "Điểm vòng trước chiếm 20 %.",
        ] {
            assert!(rules.has(words), "{words}: {}", rules.main());
        }
        screen(&app, 3).await;
        let mut organiser = app.organiser().await;
        let early = format!("/vi/{SLUG}/advancement/tho/1");
        expect_status(&organiser.get(&early).await, StatusCode::NOT_FOUND);
        expect_status(
            &act(&mut organiser, 1, "close", "").await,
            StatusCode::SEE_OTHER,
        );
        let unsettled = act(&mut organiser, 2, "open", "").await;
        expect_status(&unsettled, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unsettled.has("chưa xác nhận bài nào đi tiếp"),
            "{}",
            unsettled.main()
        );

        let home = organiser.get(&format!("/vi/{SLUG}/organise")).await;
        let waits = "1 vòng chấm đã lập mà chưa mở";
        assert!(home.has(waits), "{}", home.main());
        settle(&app, &mut organiser, &made).await;
        expect_status(
            &act(&mut organiser, 2, "open", "").await,
            StatusCode::SEE_OTHER,
        );
        let judged = "SELECT COUNT(*) FROM blind_codes b JOIN rounds r ON r.id = b.round_id WHERE r.position = 2";
        assert_eq!(app.number(judged).await, 4);
        rank(&app).await;
        expect_status(
            &act(&mut organiser, 2, "close", "").await,
            StatusCode::SEE_OTHER,
        );
        let table = format!("/vi/{SLUG}/standings/tho");
        let table = app.chair(Kind::Poem).await.get(&table).await;
        assert!(table.has("Điểm vòng trước chiếm 20 %."), "{}", table.main());
        let place = |n: usize| table.text.find(&format!("Tác phẩm số {n}"));
        assert!(
            place(5).is_some() && place(5) < place(0) && place(3).is_none(),
            "{}",
            table.main()
        );
    }
}

/// The rule lets three works on; the sixth one goes on by hand, which needs a reason.
async fn settle(app: &TestApp, organiser: &mut Client<'_>, made: &[Made]) {
    let path = format!("/vi/{SLUG}/advancement/tho/1");
    let mut juror = app.juror(Kind::Poem).await;
    expect_status(&juror.get(&path).await, StatusCode::NOT_FOUND);
    let page = organiser.get(&path).await;
    assert!(
        page.has("3 trong 6 bài đi tiếp") && page.has("3 tác giả"),
        "{}",
        page.main()
    );
    for maker in made {
        assert!(!page.has(&maker.key), "no private link");
    }
    let at = page.text.find("Tác phẩm số 5").expect("the sixth work");
    let before = page.text[..at].rfind("name=\"pass-").expect("its box");
    let field = page.text[before + 6..]
        .split('"')
        .next()
        .expect("a name")
        .to_owned();
    let by_hand = [(field.as_str(), "yes")];
    let mute = resend(organiser, (&path, &page), &by_hand).await;
    expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(mute.wrong(), ["reason"]);
    let said = resend(organiser, (&path, &mute), &[("reason", "Bài mới lạ")]).await;
    expect_status(&said, StatusCode::SEE_OTHER);
    assert!(organiser.get(&path).await.has("4 trong 6 bài đi tiếp"));
    assert_eq!(
        app.number("SELECT COUNT(*) FROM advancements WHERE passes <> by_rule")
            .await,
        1
    );
}

/// Everybody puts the sixth work first and leaves the others as they lie.
async fn rank(app: &TestApp) {
    for person in app.panel(Kind::Poem) {
        let mut juror = app.signed_in(*person).await;
        let path = format!("/vi/{SLUG}/jury/tho/ranking");
        let page = juror.get(&path).await;
        assert!(page.has("Thứ tự này chưa được lưu"), "{}", page.main());
        let first = page
            .text
            .split("data-title=\"Tác phẩm số 5\"")
            .next()
            .expect("before it");
        let code = first.rsplit("data-code=\"").next().expect("its code");
        let code = code.split('"').next().expect("a code").to_owned();
        let place = format!("place-{code}");
        let saved = resend(&mut juror, (&path, &page), &[(&place, "0"), ("go", "save")]).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        let again = juror.get(&path).await;
        assert!(!again.has("chưa được lưu") && again.has("value=\"1\""));
        // a window that shows an order which nobody saved
        let shown = again.hidden("seen").expect("the order");
        let other: Vec<&str> = shown.split(' ').rev().collect();
        let (other, last) = (other.join(" "), "9".to_owned());
        let sent = [("seen", other.as_str()), (&place, &last), ("go", "save")];
        let stale = resend(&mut juror, (&path, &again), &sent).await;
        expect_status(&stale, StatusCode::CONFLICT);
        assert_eq!(stale.wrong(), ["order"]);
        let locked = juror.post(&format!("/vi/{SLUG}/jury/tho/lock"), &[]).await;
        expect_status(&locked, StatusCode::SEE_OTHER);
        let late = resend(&mut juror, (&path, &again), &[(&place, "4")]).await;
        expect_status(&late, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn a_round_is_paused_and_goes_on_and_its_form_stands_still() {
    for (app, _) in two_rounds().await {
        let mut organiser = app.organiser().await;
        let mute = act(&mut organiser, 1, "pause", " ").await;
        expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
        expect_status(
            &act(&mut organiser, 1, "pause", "Mất điện").await,
            StatusCode::SEE_OTHER,
        );
        let mut juror = app.juror(Kind::Poem).await;
        let today = juror.get(&format!("/vi/{SLUG}/jury")).await;
        assert!(today.has("Vòng chấm đang tạm dừng"), "{}", today.main());
        let frozen = define(&app, 1, &[("maybe", "yes"), ("reason", "Đổi ý")]).await;
        expect_status(&frozen, StatusCode::CONFLICT);
        expect_status(
            &act(&mut organiser, 1, "resume", "Có điện").await,
            StatusCode::SEE_OTHER,
        );
        expect_status(
            &act(&mut organiser, 2, "remove", "").await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        expect_status(
            &act(&mut organiser, 2, "remove", "Ít bài").await,
            StatusCode::SEE_OTHER,
        );
        let rules = app.stranger().get(&format!("/vi/{SLUG}/rules")).await;
        assert!(
            rules.has("Thơ – số vòng chấm") && rules.has("Ít bài"),
            "{}",
            rules.main()
        );
    }
}
