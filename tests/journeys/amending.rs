//! The rules change after opening: with a reason, a date, and for everybody to read.

use house_tests::{Client, HOUR_MS, Reply, SLUG, TestApp, expect_status};
use http::StatusCode;

const DAY: [&str; 2] = ["23:59 30/09/2024", "23:59 02/10/2024"];

/// Sends a page's form as it stands, with some fields typed anew.
pub(crate) async fn resend(
    client: &mut Client<'_>,
    (path, page): (&str, &Reply),
    retyped: &[(&str, &str)],
) -> Reply {
    let held = page.typed();
    let mut form: Vec<_> = held
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| retyped.iter().all(|(other, _)| name != other))
        .collect();
    form.extend(retyped);
    client.post(path, &form).await
}

async fn opened() -> Vec<TestApp> {
    let mut apps = TestApp::all().await;
    for app in &mut apps {
        app.open().await;
    }
    apps
}

#[tokio::test]
async fn a_later_deadline_needs_a_reason_and_the_rules_tell_both() {
    for app in opened().await {
        let mut organiser = app.organiser().await;
        let calendar = format!("/vi/{SLUG}/organise/calendar");
        let rules = format!("/vi/{SLUG}/rules");
        let form = organiser.get(&calendar).await;
        assert!(form.has(DAY[0]), "{}", form.main());

        let same = resend(&mut organiser, (&calendar, &form), &[]).await;
        expect_status(&same, StatusCode::SEE_OTHER);
        assert!(
            !app.stranger().get(&rules).await.has("Lý do:"),
            "nothing changed"
        );

        let later = ("closes_at", DAY[1]);
        let (judging, results) = (
            ("judging_ends_at", "17:00 05/10/2024"),
            ("announced_at", "19:30 07/10/2024"),
        );
        let mute = resend(
            &mut organiser,
            (&calendar, &form),
            &[later, judging, results],
        )
        .await;
        expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(mute.wrong(), ["reason"]);
        assert!(mute.has(DAY[1]), "what was typed stays");
        assert!(!app.stranger().get(&rules).await.has("Lý do:"));

        let reason = ("reason", "Mưa lũ làm mất mạng ba xã");
        let said = resend(&mut organiser, (&calendar, &mute), &[reason]).await;
        expect_status(&said, StatusCode::SEE_OTHER);
        app.later(HOUR_MS);
        let told = app.stranger().get(&rules).await;
        for word in ["Mưa lũ làm mất mạng ba xã", "Hạn gửi bài", DAY[0], DAY[1]] {
            assert!(told.has(word), "{word}: {}", told.main());
        }
        let english = app.stranger().get(&format!("/en/{SLUG}/rules")).await;
        assert!(english.has("Mưa lũ làm mất mạng ba xã") && english.has("Deadline"));
        let events = "SELECT COUNT(*) FROM audit_events WHERE kind = 'rules.amended'";
        assert_eq!(app.number(events).await, 1);
    }
}

#[tokio::test]
async fn prizes_criteria_and_words_are_amended_the_same_way() {
    for app in opened().await {
        let mut organiser = app.organiser().await;
        let rules = format!("/vi/{SLUG}/rules");
        for (page, field, typed, told) in [
            ("prizes", "quantity-tho-0", "2", "Thơ – số lượng «Giải A»"),
            ("rounds/tho/1", "weight-0", "55", "Thơ – hệ số của tiêu chí"),
            (
                "categories/tho",
                "per_author",
                "9",
                "Thơ – số bài mỗi tác giả",
            ),
            (
                "texts",
                "contact_phone",
                "0212 3999 888",
                "Điện thoại để hỏi",
            ),
        ] {
            let path = format!("/vi/{SLUG}/organise/{page}");
            let form = organiser.get(&path).await;
            let mute = resend(&mut organiser, (&path, &form), &[(field, typed)]).await;
            expect_status(&mute, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(mute.wrong(), ["reason"], "{page} {field}");
            assert!(!app.stranger().get(&rules).await.has(told));
            let reason = format!("Vì {field}");
            let said = resend(
                &mut organiser,
                (&path, &mute),
                &[("reason", reason.as_str())],
            )
            .await;
            expect_status(&said, StatusCode::SEE_OTHER);
            let page = app.stranger().get(&rules).await;
            assert!(
                page.has(told) && page.has(&reason),
                "{told}: {}",
                page.main()
            );
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM amendments").await, 4);
    }
}

#[tokio::test]
async fn before_opening_nothing_is_an_amendment() {
    for app in TestApp::all().await {
        let mut organiser = app.organiser().await;
        let path = format!("/vi/{SLUG}/organise/prizes");
        let form = organiser.get(&path).await;
        let changed = resend(&mut organiser, (&path, &form), &[("quantity-tho-0", "2")]).await;
        expect_status(&changed, StatusCode::SEE_OTHER);
        assert_eq!(app.number("SELECT COUNT(*) FROM amendments").await, 0);
    }
}
