//! The desk: finding an entry, ruling on it, entering on somebody's behalf.

use contest::contests::Kind;
use house_tests::{Maker, SLUG, TestApp, expect_status};
use http::StatusCode;

#[tokio::test]
async fn the_queue_finds_names_and_titles_without_marks() {
    for mut app in TestApp::all().await {
        app.open().await;
        for (n, name) in ["Đèo Thị Bưởi", "Hoà Văn Sướng"].into_iter().enumerate() {
            app.enter(
                Kind::Poem,
                n,
                &Maker {
                    name: name.to_owned(),
                    ..Maker::number(n)
                },
            )
            .await;
        }
        let mut clerk = app.clerk().await;
        for (query, first, second) in [
            ("deo%20thi%20buoi", true, false),
            ("ho%C3%A0", false, true),
            ("tac%20pham%20so%201", false, true),
            ("SO%200", true, false),
            ("", true, true),
            ("%25", false, false),
        ] {
            let page = clerk.get(&format!("/vi/{SLUG}/desk?q={query}")).await;
            expect_status(&page, StatusCode::OK);
            assert_eq!(
                (page.has("Đèo Thị Bưởi"), page.has("Hoà Văn Sướng")),
                (first, second),
                "{query}"
            );
        }
        let page = clerk.get(&format!("/vi/{SLUG}/desk?state=eligible")).await;
        assert!(!page.has("Đèo Thị Bưởi"));
    }
}

#[tokio::test]
async fn a_ruling_needs_its_reason_and_leads_to_the_next_entry() {
    for mut app in TestApp::all().await {
        app.open().await;
        let first = app.enter(Kind::Poem, 1, &Maker::number(1)).await;
        app.later(1_000);
        let second = app.enter(Kind::Poem, 2, &Maker::number(2)).await;
        let mut clerk = app.clerk().await;
        let page = format!("/vi/{SLUG}/desk/entries/{}", first.id);
        let shown = clerk.get(&page).await;
        assert!(
            shown.has("Lò Thị Số 1") && shown.has(&first.code),
            "the desk sees names"
        );
        expect_status(
            &clerk.post(&page, &[]).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        for decision in ["ineligible", "returned"] {
            let bare = clerk
                .post(&page, &[("decision", decision), ("reason", "  ")])
                .await;
            expect_status(&bare, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(bare.wrong(), ["reason"], "{decision}");
        }
        assert_eq!(
            app.number("SELECT COUNT(*) FROM entries WHERE state = 'submitted'")
                .await,
            2
        );
        let ruled = clerk
            .post(
                &page,
                &[("decision", "ineligible"), ("reason", "Sai chủ đề")],
            )
            .await;
        expect_status(&ruled, StatusCode::SEE_OTHER);
        assert_eq!(
            ruled.location(),
            format!("/vi/{SLUG}/desk/entries/{}", second.id)
        );
        let mut holder = app.entrant();
        assert!(
            holder
                .get(&format!("/vi/entries/{}", first.key))
                .await
                .has("Sai chủ đề")
        );
        let ruled = clerk
            .post(ruled.location(), &[("decision", "eligible")])
            .await;
        assert_eq!(ruled.location(), format!("/vi/{SLUG}/desk?state=submitted"));
        assert_eq!(
            app.number("SELECT COUNT(*) FROM entries WHERE state = 'eligible'")
                .await,
            1
        );
    }
}

#[tokio::test]
async fn a_clerk_enters_what_came_on_paper() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut clerk = app.clerk().await;
        let page = format!("/vi/{SLUG}/desk/new/tho");
        expect_status(&clerk.get(&page).await, StatusCode::OK);
        let bad = clerk
            .upload(&page, &[("title", "Bài trên giấy"), ("phone", "12")], &[])
            .await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["text", "name", "birth_year", "phone", "takes_part", "ai"] {
            assert!(
                bad.wrong().iter().any(|w| w == field),
                "{field} in {:?}",
                bad.wrong()
            );
        }
        assert!(bad.has("Bài trên giấy"));
        clerk.get(&page).await;
        let fields = [
            ("title", "Bài trên giấy"),
            ("text", "Dòng một"),
            ("name", "Cụ Vì Văn Páo"),
            ("birth_year", "1941"),
            ("phone", "0912345678"),
            ("takes_part", "yes"),
            ("named", "no"),
            ("ai", "partly"),
            ("ai_how", "Gợi ý vần bằng ChatGPT"),
        ];
        let done = clerk.upload(&page, &fields, &[]).await;
        expect_status(&done, StatusCode::SEE_OTHER);
        let again = clerk.upload(&page, &fields, &[]).await;
        assert_eq!(
            done.location(),
            again.location(),
            "sent twice, entered once"
        );
        let entry = clerk.get(done.location()).await;
        assert!(entry.has("Gợi ý vần bằng ChatGPT"), "{}", entry.main());
        assert_eq!(
            app.number(
                "SELECT COUNT(*) FROM entries WHERE source = 'desk' AND state = 'submitted'"
            )
            .await,
            1
        );
    }
}
