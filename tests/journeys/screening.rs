//! Automatic checks: looked at first, applied to what is chosen, taken back as a whole; and duplicates.

use contest::contests::Kind;
use house_tests::{Maker, SLUG, TestApp, expect_status};
use http::StatusCode;

const ELIGIBLE: &str = "SELECT COUNT(*) FROM entries WHERE state = 'eligible'";

#[tokio::test]
async fn nothing_is_applied_before_it_was_looked_at_and_everything_can_be_taken_back() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut made = Vec::new();
        for n in 0..3 {
            made.push(app.enter(Kind::Poem, n, &Maker::number(n)).await);
        }
        // One is called what its author is called.
        let telling = Maker {
            name: "Tác Phẩm Số 3".to_owned(),
            ..Maker::number(3)
        };
        made.push(app.enter(Kind::Poem, 3, &telling).await);
        let mut clerk = app.clerk().await;
        let page = format!("/vi/{SLUG}/desk/screening");
        let shown = clerk.get(&page).await;
        expect_status(&shown, StatusCode::OK);
        for entry in &made[..3] {
            assert!(shown.has(&format!("name=\"entry-{}\"", entry.id)));
        }
        assert!(!shown.has(&format!("name=\"entry-{}\"", made[3].id)));
        assert!(shown.has("Trong bài có đoạn cho biết tác giả, chưa ai xem"));
        assert_eq!(app.number(ELIGIBLE).await, 0, "looking changes nothing");
        let nothing = clerk.post(&page, &[]).await;
        expect_status(&nothing, StatusCode::UNPROCESSABLE_ENTITY);
        // What fails a check cannot be slipped in, and what was not chosen stays.
        let boxes: Vec<String> = [0, 1, 3]
            .map(|n: usize| format!("entry-{}", made[n].id))
            .into();
        let form: Vec<_> = boxes.iter().map(|name| (name.as_str(), "yes")).collect();
        clerk.get(&page).await;
        expect_status(&clerk.post(&page, &form).await, StatusCode::SEE_OTHER);
        assert_eq!(app.number(ELIGIBLE).await, 2);
        // One of the two is ruled on anew by a person, in the end as before; taking back leaves it alone.
        let one = format!("/vi/{SLUG}/desk/entries/{}", made[1].id);
        for (decision, reason) in [("ineligible", "Sai chủ đề"), ("eligible", "")] {
            clerk.get(&one).await;
            let ruling = [("decision", decision), ("reason", reason)];
            expect_status(&clerk.post(&one, &ruling).await, StatusCode::SEE_OTHER);
        }
        let shown = clerk.get(&page).await;
        let id = shown.hidden("undo").expect("it can be taken back");
        let bare = clerk.post(&page, &[("undo", &id)]).await;
        expect_status(&bare, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(bare.wrong(), ["reason"]);
        clerk.get(&page).await;
        let back = [
            ("undo", id.as_str()),
            ("reason", "Chưa đối chiếu phiếu giấy"),
        ];
        expect_status(&clerk.post(&page, &back).await, StatusCode::SEE_OTHER);
        assert_eq!(app.number(ELIGIBLE).await, 1, "a person's ruling stays");
        let shown = clerk.get(&page).await;
        assert!(shown.has("Chưa đối chiếu phiếu giấy"));
        let twice = clerk.post(&page, &back).await;
        expect_status(&twice, StatusCode::CONFLICT);
        let log = "SELECT COUNT(*) FROM audit_events WHERE kind IN ('screening.applied', 'screening.undone')";
        assert_eq!(app.number(log).await, 2, "who did it and when is on record");
        let history = clerk
            .get(&format!("/vi/{SLUG}/desk/entries/{}", made[0].id))
            .await;
        assert!(history.has("Chưa đối chiếu phiếu giấy"), "and why");
    }
}

#[tokio::test]
async fn a_work_sent_twice_is_pointed_out_and_merged_into_the_one_that_counts() {
    for mut app in TestApp::all().await {
        app.open().await;
        let first = app.enter(Kind::Painting, 1, &Maker::number(1)).await;
        app.later(1_000);
        let second = app.enter(Kind::Painting, 2, &Maker::number(1)).await;
        let mut clerk = app.clerk().await;
        let shown = clerk.get(&format!("/vi/{SLUG}/desk/screening")).await;
        assert!(shown.has(&format!("Có thể trùng với bài {}", first.code)));
        let page = format!("/vi/{SLUG}/desk/entries/{}", second.id);
        assert!(clerk.get(&page).await.has(&first.code));
        for wrong in ["", "T-9999-A", second.code.as_str()] {
            let form = [("decision", "duplicate"), ("duplicate_of", wrong)];
            let told = clerk.post(&page, &form).await;
            expect_status(&told, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(told.wrong(), ["duplicate_of"], "{wrong}");
        }
        clerk.get(&page).await;
        let code = first.code.to_lowercase();
        let form = [("decision", "duplicate"), ("duplicate_of", code.as_str())];
        expect_status(&clerk.post(&page, &form).await, StatusCode::SEE_OTHER);
        let merged = clerk.get(&page).await;
        assert!(merged.has(&format!("/vi/{SLUG}/desk/entries/{}", first.id)));
        let receipt = app
            .entrant()
            .get(&format!("/vi/entries/{}", second.key))
            .await;
        assert!(receipt.has(&format!("Bài này trùng với bài {}", first.code)));
        let places = "SELECT COUNT(*) FROM author_places";
        let left = app.number(places).await;
        // The first is no duplicate of a duplicate.
        let other = format!("/vi/{SLUG}/desk/entries/{}", first.id);
        clerk.get(&other).await;
        let form = [
            ("decision", "duplicate"),
            ("duplicate_of", second.code.as_str()),
        ];
        let told = clerk.post(&other, &form).await;
        expect_status(&told, StatusCode::UNPROCESSABLE_ENTITY);
        // The ruling can be changed; the work then counts among its author's again.
        clerk.get(&page).await;
        expect_status(
            &clerk.post(&page, &[("decision", "eligible")]).await,
            StatusCode::SEE_OTHER,
        );
        assert_eq!(app.number(places).await, left + 1);
        assert!(!clerk.get(&page).await.has("Đã gộp vào bài"));
    }
}
