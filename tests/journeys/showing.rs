//! What is shown of a work: the outline of a recording, the pages of a document, verse in its form, advice about a file,
//! and parts of a recording for players.

use house_tests::{Client, File, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;
use submissions::files::tiles;

use crate::entering::{ADULT, link_of};
use crate::together::ANSWERS;

/// A work of a category up to its last page; returns the private link.
pub(crate) async fn ready(
    client: &mut Client<'_>,
    category: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, Vec<u8>)>,
) -> String {
    let address = format!("/vi/{SLUG}/enter/{category}");
    client.get(&address).await;
    let files: Vec<_> = file
        .iter()
        .map(|(name, bytes)| File {
            field: "work",
            name,
            bytes,
        })
        .collect();
    let begun = client.upload(&address, fields, &files).await;
    expect_status(&begun, StatusCode::SEE_OTHER);
    let link = link_of(begun.location());
    let named = client.post(&format!("{link}/author"), &ADULT).await;
    expect_status(&named, StatusCode::SEE_OTHER);
    link
}

/// The first address on a page that ends like this.
fn address(text: &str, ending: &str) -> String {
    let quoted = text.split('"').find(|part| part.ends_with(ending));
    quoted.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_recording_has_its_outline_and_is_played_from_any_place() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut client = app.entrant();
        let fields = [("title", "Thành phố mùa ban"), ("text", "Em đi học")];
        let song = ("bai-hat.wav", fixtures::wav());
        let link = ready(&mut client, "ca-khuc", &fields, Some(song)).await;
        let review = client.get(&format!("{link}/review")).await;
        assert!(review.text.contains("class=\"peaks\""), "{}", review.main());
        assert!(review.text.contains("<path d=\"M"), "{}", review.main());
        let sound = address(&review.text, "/media/song.audio/sound");
        let whole = client.speak(("GET", &sound), &[], "").await;
        expect_status(&whole, StatusCode::OK);
        let tag = whole.headers.get("etag").and_then(|t| t.to_str().ok());
        let tag = tag.expect("a tag").to_owned();
        let part = [("range", "bytes=100-199"), ("if-range", tag.as_str())];
        let part = client.speak(("GET", &sound), &part, "").await;
        expect_status(&part, StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.bytes, whole.bytes[100..200]);
        let other = [("range", "bytes=100-199"), ("if-range", "\"another\"")];
        let other = client.speak(("GET", &sound), &other, "").await;
        expect_status(&other, StatusCode::OK);
        assert_eq!(other.bytes.len(), whole.bytes.len());
    }
}

#[tokio::test]
async fn a_document_is_read_page_by_page_and_acts_by_itself_nowhere() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut client = app.entrant();
        let fields = [
            ("title", "Suối sạch"),
            ("problem", "Rác"),
            ("solution", "Gom"),
            ("result", "Sạch"),
        ];
        let acting = "/AA<</WC<</S/JavaScript/JS(app.alert)>>>>";
        let document = ("de-an.pdf", fixtures::pdf_saying("Suoi sach", acting));
        let link = ready(&mut client, "sang-kien", &fields, Some(document)).await;
        let review = client.get(&format!("{link}/review")).await;
        assert!(review.has("Trong tệp có phần tự chạy"), "{}", review.main());
        let page = address(&review.text, "/media/initiative.document/page-1");
        let picture = client.get(&page).await;
        expect_status(&picture, StatusCode::OK);
        assert!(picture.bytes.starts_with(b"\xFF\xD8") || picture.bytes.starts_with(b"RIFF"));
    }
}

#[tokio::test]
async fn advice_about_a_picture_is_on_the_last_page_and_on_the_receipt() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut client = app.entrant();
        let fields = [("title", "Lớp học"), ("technique", "Sáp"), ("alt", "Lớp")];
        let picture = ("IMG_1.png", fixtures::png());
        let link = ready(&mut client, "tranh-ve", &fields, Some(picture)).await;
        let review = client.get(&format!("{link}/review")).await;
        assert!(review.has("hơi nhỏ để in khổ A4"), "{}", review.main());
        let sent = client.post(&format!("{link}/review"), &ANSWERS).await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        assert!(client.get(&link).await.has("hơi nhỏ để in khổ A4"));
    }
}

#[tokio::test]
async fn six_and_eight_syllables_are_set_as_such_and_other_verse_is_not() {
    const SIX_EIGHT: &str = "Trăm năm trong cõi người ta\nChữ tài chữ mệnh khéo là ghét nhau\n\
        Trải qua một cuộc bể dâu\nNhững điều trông thấy mà đau đớn lòng";
    for mut app in TestApp::all().await {
        app.open().await;
        for (text, is_so) in [(SIX_EIGHT, true), ("Mùa ban\nnở trắng", false)] {
            let mut client = app.entrant();
            let fields = [("title", "Thơ"), ("text", text)];
            let link = ready(&mut client, "tho", &fields, None).await;
            let review = client.get(&format!("{link}/review")).await;
            assert_eq!(review.text.contains("luc-bat"), is_so, "{}", review.main());
        }
    }
}

#[tokio::test]
async fn a_large_painting_is_looked_at_closely_once_it_is_cut_into_tiles() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut client = app.entrant();
        let fields = [("title", "Mùa ban")];
        let large = Some(("tranh.jpg", fixtures::large_jpeg()));
        let link = ready(&mut client, "tranh-ve", &fields, large).await;
        let review = client.get(&format!("{link}/review")).await;
        assert!(
            review.has("data-width=\"2000\" data-height=\"1300\""),
            "{}",
            review.main()
        );
        let media = format!("{link}/media/painting.image");
        let early = client.get(&format!("{media}/tile-1-0-0")).await;
        expect_status(&early, StatusCode::NOT_FOUND);
        cut(&app).await;
        // 4 × 3 tiles, 2 × 2 of half the size, one of a quarter.
        for tile in ["1-0-0", "1-3-2", "2-1-1", "4-0-0"] {
            let shown = client.get(&format!("{media}/tile-{tile}")).await;
            expect_status(&shown, StatusCode::OK);
            assert_eq!(shown.headers["content-type"], "image/jpeg");
            assert!(shown.bytes.starts_with(b"\xFF\xD8"), "{tile}");
        }
        for none in [
            "tile-1-4-0",
            "tile-1-0-3",
            "tile-8-0-0",
            "tile-3-0-0",
            "tiles",
        ] {
            let reply = client.get(&format!("{media}/{none}")).await;
            expect_status(&reply, StatusCode::NOT_FOUND);
        }
        let small = Some(("tranh.jpg", fixtures::jpeg()));
        let link = ready(&mut client, "tranh-ve", &[("title", "Nhỏ")], small).await;
        let review = client.get(&format!("{link}/review")).await;
        assert!(!review.has("data-tiles"), "one view shows all of it");
        let waiting = "SELECT COUNT(*) FROM jobs WHERE kind = 'files.tiles'";
        assert_eq!(app.number(waiting).await, 0);
        // A picture of a time before there were tiles is cut when the program starts.
        app.tamper("DELETE FROM renditions WHERE recipe = 'tiles'".to_owned())
            .await;
        let asked = tiles::ask_missing(&app.app.db, &app.app.cx()).await;
        assert_eq!(asked.expect("asks"), 1);
        cut(&app).await;
        let kept = "SELECT COUNT(*) FROM renditions WHERE recipe = 'tiles'";
        assert_eq!(app.number(kept).await, 1);
    }
}

#[tokio::test]
async fn a_smaller_view_stands_in_until_the_large_one_is_made() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut client = app.entrant();
        let wide = Some(("tranh.jpg", fixtures::wide_jpeg()));
        let link = ready(&mut client, "tranh-ve", &[("title", "Dòng suối")], wide).await;
        let media = format!("{link}/media/painting.image");
        let view = client.get(&format!("{media}/view")).await;
        let early = client.get(&format!("{media}/large")).await;
        expect_status(&early, StatusCode::OK);
        assert_eq!(early.bytes, view.bytes);
        assert_eq!(
            early.headers["cache-control"], "no-cache",
            "nobody keeps it"
        );
        assert_eq!(
            view.headers["content-type"], "image/jpeg",
            "what is made soonest"
        );
        cut(&app).await;
        let again = client.get(&format!("{media}/view")).await;
        assert!(again.bytes.len() <= view.bytes.len(), "the smaller file");
        let large = client.get(&format!("{media}/large")).await;
        expect_status(&large, StatusCode::OK);
        assert_eq!(large.headers["content-type"], "image/jpeg");
        assert_ne!(large.bytes, view.bytes);
        assert_ne!(large.headers["cache-control"], "no-cache");
    }
}

pub(crate) async fn cut(app: &TestApp) {
    let (app, cx) = (&app.app, app.app.cx());
    let store = (&app.objects, &app.inspector);
    while tiles::cut_next(&app.db, store, &cx)
        .await
        .expect("a picture is cut")
        .is_some()
    {}
}
