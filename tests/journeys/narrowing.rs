//! A contest asks for less than the program takes: works are judged by it, and the rules page says it.

use house_tests::{Client, File, Reply, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;
use submissions::uploads;

use crate::amending::resend;
use crate::entering::link_of;

/// Narrows a category on the organisers' page.
async fn narrow(app: &TestApp, category: &str, limit: (&str, &str)) -> Reply {
    let mut organiser = app.organiser().await;
    let page = format!("/vi/{SLUG}/organise/categories/{category}");
    let form = organiser.get(&page).await;
    let why = ("reason", "Theo hướng dẫn mới");
    resend(&mut organiser, (&page, &form), &[limit, why]).await
}

async fn enter(
    client: &mut Client<'_>,
    category: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Reply {
    let address = format!("/vi/{SLUG}/enter/{category}");
    client.get(&address).await;
    let file = file.map(|(name, bytes)| File {
        field: "work",
        name,
        bytes,
    });
    client.upload(&address, fields, file.as_slice()).await
}

#[tokio::test]
async fn a_narrower_category_takes_less_and_the_rules_say_so() {
    for mut app in TestApp::all().await {
        app.open().await;
        let rules = format!("/vi/{SLUG}/rules");
        let before = app.stranger().get(&rules).await;
        assert!(before.has("cạnh ngắn từ 300 điểm ảnh") && !before.has("không quá 4 dòng"));
        for (category, field, outside, inside) in [
            ("tranh-ve", "min_side", "299", "321"),
            ("ca-khuc", "max_minutes", "16", "5"),
            ("tho", "max_lines", "nhiều", "4"),
            ("sang-kien", "max_pages", "201", "10"),
        ] {
            let wrong = narrow(&app, category, (field, outside)).await;
            expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(wrong.wrong(), [field]);
            assert!(wrong.has(outside), "what was typed stays");
            let saved = narrow(&app, category, (field, inside)).await;
            expect_status(&saved, StatusCode::SEE_OTHER);
        }
        let after = app.stranger().get(&rules).await;
        for words in [
            "cạnh ngắn từ 321 điểm ảnh",
            "đến 5 phút",
            "không quá 4 dòng",
            "không quá 10 trang",
            "Theo hướng dẫn mới",
        ] {
            assert!(after.has(words), "{words}: {}", after.main());
        }

        let mut client = app.entrant();
        let poem = |lines: usize| vec!["Con học chữ"; lines].join("\n\n");
        let long = poem(5);
        let fields = [("title", "Ông học chữ"), ("text", long.as_str())];
        let told = enter(&mut client, "tho", &fields, None).await;
        expect_status(&told, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.has("Rút ngắn còn tối đa 4 dòng") && told.has("Con học chữ"));
        let as_file = enter(
            &mut client,
            "tho",
            &fields[..1],
            Some(("tho.txt", long.as_bytes())),
        );
        assert!(as_file.await.has("Bài thơ dài quá 4 dòng"));
        let short = poem(4);
        let fields = [("title", "Ông học chữ"), ("text", short.as_str())];
        let taken = enter(&mut client, "tho", &fields, None).await;
        expect_status(&taken, StatusCode::SEE_OTHER);

        let jpeg = fixtures::jpeg();
        let fields = [("title", "Mùa ban")];
        let small = enter(&mut client, "tranh-ve", &fields, Some(("tranh.jpg", &jpeg))).await;
        assert!(small.has("ít nhất 321 điểm ảnh"), "{}", small.main());
        let large = fixtures::large_jpeg();
        let taken = enter(
            &mut client,
            "tranh-ve",
            &fields,
            Some(("tranh.jpg", &large)),
        )
        .await;
        expect_status(&taken, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn what_follows_its_receipt_is_judged_by_the_category_and_its_preview_is_not() {
    for mut app in TestApp::all().await {
        app.open().await;
        let saved = narrow(&app, "tranh-ve", ("min_side", "1000")).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        let mut client = app.entrant();
        for (original, refused) in [(fixtures::png(), 1), (fixtures::large_jpeg(), 0)] {
            let sha256 = contest::db::Digest::of(&original).hex();
            let size = original.len();
            let promise =
                format!("{{\"sha256\":\"{sha256}\",\"size\":{size},\"name\":\"tranh.png\"}}");
            let fields = [("title", "Mùa ban"), ("promise", promise.as_str())];
            let preview = fixtures::jpeg();
            let begun = enter(&mut client, "tranh-ve", &fields, Some(("p.jpg", &preview))).await;
            expect_status(&begun, StatusCode::SEE_OTHER);
            let link = link_of(begun.location());
            let work = client.get(&format!("{link}/work")).await;
            let (_, rest) = work.text.split_once("data-upload=\"").expect("an upload");
            let href = rest.split('"').next().unwrap_or_default().to_owned();
            let headers = [
                ("tus-resumable", "1.0.0"),
                ("content-type", "application/offset+octet-stream"),
                ("upload-offset", "0"),
            ];
            let sent = client.speak(("PATCH", &href), &headers, original).await;
            expect_status(&sent, StatusCode::NO_CONTENT);
            let (held, cx) = (&app.app, app.app.cx());
            let store = (&held.objects, &held.inspector);
            let looked = uploads::check_next(&held.db, store, &cx).await;
            assert!(looked.expect("looks").is_some());
            let count =
                "SELECT COUNT(*) FROM uploads WHERE state = 'refused' AND refusal = 'too-small'";
            assert_eq!(app.number(count).await, refused);
            app.tamper("DELETE FROM uploads".to_owned()).await;
        }
    }
}
