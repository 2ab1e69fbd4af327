//! An entrant with a telephone: three pages to the receipt.

use std::io::Read as _;

use house_tests::{Client, File, Reply, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;
use serde_json::Value;

/// The name of a file, and what makes it.
type Sent = (&'static str, fn() -> Vec<u8>);

struct Kind {
    category: &'static str,
    fields: &'static [(&'static str, &'static str)],
    file: Option<Sent>,
}

const KINDS: [Kind; 4] = [
    Kind {
        category: "ca-khuc",
        fields: &[
            ("title", "Thành phố mùa ban"),
            ("text", "Em đi học\n  dưới ban"),
        ],
        file: Some(("bai-hat.wav", fixtures::wav)),
    },
    Kind {
        category: "tranh-ve",
        fields: &[
            ("title", "Lớp học bên suối"),
            ("technique", "Màu nước"),
            ("alt", "Một lớp học"),
        ],
        file: Some(("IMG_1.png", fixtures::png)),
    },
    Kind {
        category: "tho",
        fields: &[
            ("title", "Ông học chữ"),
            ("text", "  Sáng nay ban trắng\n\nEm mang cặp"),
        ],
        file: None,
    },
    Kind {
        category: "sang-kien",
        fields: &[
            ("title", "Suối sạch"),
            ("problem", "Rác"),
            ("solution", "Gom"),
            ("result", "Sạch"),
        ],
        file: Some(("de-an.pdf", fixtures::pdf)),
    },
];

pub(crate) const ADULT: [(&str, &str); 4] = [
    ("name", "Cà Văn Thuận"),
    ("birth_year", "1980"),
    ("phone", "0912 345 678"),
    ("school", "Hội Người cao tuổi"),
];

async fn send_work(client: &mut Client<'_>, kind: &Kind) -> Reply {
    let page = client
        .get(&format!("/vi/{SLUG}/enter/{}", kind.category))
        .await;
    expect_status(&page, StatusCode::OK);
    let bytes = kind.file.map(|(_, make)| make()).unwrap_or_default();
    let name = kind.file.map_or("", |(name, _)| name);
    let files = [File {
        field: "work",
        name,
        bytes: &bytes,
    }];
    client
        .upload(
            &format!("/vi/{SLUG}/enter/{}", kind.category),
            kind.fields,
            &files,
        )
        .await
}

/// The address of the private link of `…/entries/{key}/step`.
pub(crate) fn link_of(location: &str) -> String {
    location.split('/').take(4).collect::<Vec<_>>().join("/")
}

const AGREED: [(&str, &str); 4] = [
    ("ai", "partly"),
    ("ai_how", "Tô nền trời bằng máy"),
    ("takes_part", "yes"),
    ("named", "no"),
];

#[tokio::test]
async fn every_kind_is_entered_through_three_pages_to_the_receipt() {
    for mut app in TestApp::all().await {
        app.open().await;
        for kind in &KINDS {
            let mut entrant = app.entrant();
            let sent = send_work(&mut entrant, kind).await;
            expect_status(&sent, StatusCode::SEE_OTHER);
            assert!(sent.location().ends_with("/author"), "{}", sent.location());
            let link = link_of(sent.location());
            entrant.get(sent.location()).await;
            let named = entrant.post(sent.location(), &ADULT).await;
            expect_status(&named, StatusCode::SEE_OTHER);
            assert_eq!(named.location(), format!("{link}/review"));
            let review = entrant.get(named.location()).await;
            expect_status(&review, StatusCode::OK);
            assert!(review.has(kind.fields[0].1), "the review shows the title");
            let unanswered = entrant.post(named.location(), &[]).await;
            expect_status(&unanswered, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(unanswered.wrong().len(), 3, "{:?}", unanswered.wrong());
            entrant.get(named.location()).await;
            let unsaid = [("ai", "partly"), ("takes_part", "yes"), ("named", "no")];
            let unsaid = entrant.post(named.location(), &unsaid).await;
            expect_status(&unsaid, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(unsaid.wrong(), ["ai_how"], "how it was used is asked for");
            entrant.get(named.location()).await;
            let done = entrant.post(named.location(), &AGREED).await;
            expect_status(&done, StatusCode::SEE_OTHER);
            assert_eq!(done.location(), format!("{link}?sent=1"));
            let receipt = entrant.get(done.location()).await;
            expect_status(&receipt, StatusCode::OK);
            assert!(receipt.has("Dùng một phần (Tô nền trời bằng máy)"));
            let letter = &app.category(kind.category).letter;
            assert!(
                receipt.has(&format!("{letter}-0001-")),
                "{}",
                receipt.main()
            );
        }
        assert_eq!(
            app.number("SELECT COUNT(*) FROM entries WHERE state = 'submitted'")
                .await,
            4
        );
        assert_eq!(app.number("SELECT COUNT(*) FROM work_files").await, 3);
    }
}

#[tokio::test]
async fn whoever_holds_the_link_gets_everything_that_is_held() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let sent = send_work(&mut entrant, &KINDS[1]).await;
        let link = link_of(sent.location());
        entrant.post(sent.location(), &ADULT).await;
        let named = format!("{link}/review");
        entrant.get(&named).await;
        let done = entrant.post(&named, &AGREED).await;
        let receipt = entrant.get(done.location()).await;
        let address = format!("{link}/everything.zip");
        assert!(receipt.has(&address), "{}", receipt.main());
        let archive = entrant.get(&address).await;
        expect_status(&archive, StatusCode::OK);
        assert_eq!(archive.headers["cache-control"], "private, no-store");
        let archive = std::io::Cursor::new(archive.bytes);
        let mut archive = zip::ZipArchive::new(archive).expect("a ZIP");
        let mut read = |name: &str| {
            let mut bytes = Vec::new();
            let mut file = archive.by_name(name).expect(name);
            file.read_to_end(&mut bytes).expect("whole");
            bytes
        };
        assert_eq!(
            read("files/painting-image.png"),
            fixtures::png(),
            "as it was received"
        );
        let data: Value = serde_json::from_slice(&read("data.json")).expect("JSON");
        assert_eq!(data["author"]["phone"], "0912 345 678");
        assert_eq!(data["work"]["technique"], "Màu nước");
        assert_eq!(data["ai"]["how"], "Tô nền trời bằng máy");
        let consents = data["consents"].as_array().expect("a list");
        assert!(
            consents
                .iter()
                .any(|c| c["purpose"] == "naming" && c["given"] == false)
        );
        let events = data["events"].as_array().expect("a list");
        assert!(events.iter().any(|e| e["what"] == "entry.submitted"));
        let receipt: Value = serde_json::from_slice(&read("receipts/1.json")).expect("JSON");
        assert!(receipt["signature"].is_string(), "{receipt}");
    }
}
