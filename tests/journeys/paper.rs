//! The paper twin: an original is scanned in, harmed, hung and given back, and the log knows each step.

use contest::contests::Kind;
use house_tests::{File, Maker, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;

#[tokio::test]
async fn an_original_goes_from_the_desk_to_the_wall_and_back() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = app.enter(Kind::Painting, 1, &Maker::number(1)).await;
        let mut holder = app.entrant();
        let sticker = holder
            .get(&format!("/vi/entries/{}/sticker", made.key))
            .await;
        assert!(sticker.bytes.starts_with(b"%PDF-"));
        let name = Maker::number(1).name;
        let text = String::from_utf8_lossy(&sticker.bytes);
        assert!(!text.contains(&name), "a sticker says nothing of a person");

        let mut clerk = app.clerk().await;
        let intake = format!("/vi/{SLUG}/desk/intake");
        let unknown = clerk.get(&format!("{intake}?q=T-9999-Z")).await;
        expect_status(&unknown, StatusCode::UNPROCESSABLE_ENTITY);
        let scanned = format!(
            "{intake}?q=http%3A%2F%2Flocalhost%2Fvi%2F{SLUG}%2Fdesk%2Fintake%3Fq%3D{}",
            made.code
        );
        let page = clerk.get(&scanned).await;
        assert!(
            page.has("Đã nhận bản gốc"),
            "a scanner may type the whole address: {}",
            page.main()
        );
        let code = made.code.as_str();
        let mut step = async |step, place, note| {
            let fields = [
                ("code", code),
                ("step", step),
                ("place", place),
                ("note", note),
            ];
            clerk.upload(&intake, &fields, &[]).await
        };
        expect_status(&step("hung", "", "").await, StatusCode::CONFLICT);
        expect_status(&step("received", "Tủ 2", "").await, StatusCode::SEE_OTHER);
        expect_status(&step("hung", "Tầng 1", "").await, StatusCode::SEE_OTHER);
        let silent = step("lost", "", "").await;
        expect_status(&silent, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(silent.wrong(), ["note"], "a loss is explained");
        expect_status(
            &step("damaged", "", "Rách góc").await,
            StatusCode::SEE_OTHER,
        );
        let list = clerk.get(&intake).await;
        assert!(
            list.has("Rách góc") && list.has("1 bản gốc đang giữ"),
            "{}",
            list.main()
        );
        let mut step = async |step| {
            let fields = [("code", code), ("step", step)];
            clerk.upload(&intake, &fields, &[]).await
        };
        expect_status(&step("returned").await, StatusCode::SEE_OTHER);
        expect_status(&step("hung").await, StatusCode::CONFLICT);
        let entry = clerk
            .get(&format!("/vi/{SLUG}/desk/entries/{}", made.id))
            .await;
        assert!(entry.has("báo bản gốc bị hỏng") && entry.has("trả bản gốc"));
        let events = "SELECT COUNT(*) FROM audit_events WHERE kind = 'original.moved'";
        assert_eq!(app.number(events).await, 4);
    }
}

#[tokio::test]
async fn what_came_on_paper_is_photographed_at_the_desk() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut clerk = app.clerk().await;
        let (png, jpeg) = (fixtures::png(), fixtures::jpeg());
        let page = format!("/vi/{SLUG}/desk/new/tranh-ve");
        clerk.get(&page).await;
        let fields = [
            ("title", "Tranh trên giấy"),
            ("name", "Cụ Vì Văn Páo"),
            ("birth_year", "1941"),
            ("phone", "0912345678"),
            ("takes_part", "yes"),
            ("named", "no"),
            ("ai", "unasked"),
        ];
        let photo = |field, bytes| File {
            field,
            name: "anh.png",
            bytes,
        };
        let made = clerk
            .upload(&page, &fields, &[photo("work", png.as_slice())])
            .await;
        expect_status(&made, StatusCode::SEE_OTHER);
        let code = app.text("SELECT code FROM entries").await;
        let intake = format!("/vi/{SLUG}/desk/intake");
        let received = [("code", code.as_str()), ("step", "received")];
        expect_status(
            &clerk.upload(&intake, &received, &[]).await,
            StatusCode::SEE_OTHER,
        );
        let taken = [("code", code.as_str()), ("step", "photographed")];
        let none = clerk.upload(&intake, &taken, &[]).await;
        expect_status(&none, StatusCode::UNPROCESSABLE_ENTITY);
        let done = clerk
            .upload(&intake, &taken, &[photo("work", jpeg.as_slice())])
            .await;
        expect_status(&done, StatusCode::SEE_OTHER);
        let kind = "SELECT f.media_type FROM work_files w JOIN files f ON f.sha256 = w.sha256 WHERE w.replaced_at IS NULL";
        assert_eq!(
            app.text(kind).await,
            "image/jpeg",
            "the desk's photo is the work now"
        );
    }
}
