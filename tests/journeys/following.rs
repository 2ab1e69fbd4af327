//! Receipt first, pixels later: a preview and a hash get the receipt, the original follows piece by piece.

use contest::db::Digest;
use house_tests::{Client, File, Reply, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;
use submissions::{
    receipts::{self, Signed},
    uploads,
};

use crate::entering::{ADULT, link_of};

const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
const PIECES: (&str, &str) = ("content-type", "application/offset+octet-stream");

/// The promise that a script makes of a file.
fn promise(bytes: &[u8]) -> String {
    let sha256 = Digest::of(bytes).hex();
    format!(
        "{{\"sha256\":\"{sha256}\",\"size\":{},\"name\":\"tranh của em.png\"}}",
        bytes.len()
    )
}

/// Enters a painting of which only the preview comes with the form; returns the private link.
async fn sent_with_preview(client: &mut Client<'_>, original: &[u8]) -> String {
    let preview = fixtures::jpeg();
    let address = format!("/vi/{SLUG}/enter/tranh-ve");
    client.get(&address).await;
    let fields = [("title", "Mùa ban"), ("promise", &promise(original))];
    let files = [File {
        field: "work",
        name: "tranh.jpg",
        bytes: &preview,
    }];
    let begun = client.upload(&address, &fields, &files).await;
    expect_status(&begun, StatusCode::SEE_OTHER);
    let link = link_of(begun.location());
    let named = client.post(&format!("{link}/author"), &ADULT).await;
    expect_status(&named, StatusCode::SEE_OTHER);
    client.get(&format!("{link}/review")).await;
    let answers = [("ai", "none"), ("takes_part", "yes"), ("named", "no")];
    let done = client.post(&format!("{link}/review"), &answers).await;
    expect_status(&done, StatusCode::SEE_OTHER);
    link
}

/// The address of the upload that the receipt shows.
async fn upload_on(client: &mut Client<'_>, link: &str) -> String {
    let receipt = client.get(link).await;
    expect_status(&receipt, StatusCode::OK);
    let (_, rest) = receipt
        .text
        .split_once("data-upload=\"")
        .expect("the receipt shows what is on its way");
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn patch(client: &mut Client<'_>, href: &str, offset: usize, bytes: &[u8]) -> Reply {
    let offset = offset.to_string();
    let headers = [VERSION, PIECES, ("upload-offset", &offset)];
    client
        .speak(("PATCH", href), &headers, bytes.to_vec())
        .await
}

fn offset_of(reply: &Reply) -> usize {
    let offset = reply.headers.get("upload-offset");
    let offset = offset.and_then(|o| o.to_str().ok()).unwrap_or_default();
    offset.parse().expect("the reply says where it goes on")
}

async fn look(app: &TestApp) -> bool {
    let (app, cx) = (&app.app, app.app.cx());
    let looked = uploads::check_next(&app.db, (&app.objects, &app.inspector), &cx).await;
    looked.expect("the file is looked at").is_some()
}

/// The station at which the files stand.
fn station(receipt: &Reply) -> &str {
    let (_, rest) = receipt
        .text
        .split_once("aria-current=\"step\"><strong>")
        .expect("a station");
    rest.split_once('<').map_or("", |(word, _)| word)
}

#[tokio::test]
async fn an_original_follows_its_receipt_from_wherever_it_stopped() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let original = fixtures::png();
        let link = sent_with_preview(&mut entrant, &original).await;
        let href = upload_on(&mut entrant, &link).await;
        // In eleven pieces, each from where the server says; the last request is asked from another browser.
        let step = original.len() / 10;
        for n in 0..11 {
            let mut other = app.entrant();
            let head = other.speak(("HEAD", &href), &[VERSION], "").await;
            expect_status(&head, StatusCode::OK);
            let at = offset_of(&head);
            assert_eq!(at, n * step);
            let end = (at + step).min(original.len());
            let sent = patch(&mut other, &href, at, &original[at..end]).await;
            expect_status(&sent, StatusCode::NO_CONTENT);
            assert_eq!(offset_of(&sent), end);
        }
        assert_eq!(station(&entrant.get(&link).await), "Kiểm tra xong");
        assert!(look(&app).await, "a whole file waits to be looked at");
        assert!(!look(&app).await, "and nothing else does");
        let owner = entrant
            .get(&format!("{link}/original/painting.image"))
            .await;
        assert!(owner.bytes == original, "bit for bit");
        let checked = entrant.get(&link).await;
        assert!(checked.has("data-state=\"checked\"") && !checked.has("Niêm phong"));
        let held = "SELECT COUNT(*) FROM work_files WHERE replaced_at IS NULL AND NOT provisional";
        assert_eq!(app.number(held).await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM upload_parts").await, 0);
    }
}

#[tokio::test]
async fn a_receipt_is_signed_and_says_what_came_and_what_was_promised() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let original = fixtures::png();
        let link = sent_with_preview(&mut entrant, &original).await;
        let file = entrant.get(&format!("{link}/receipt.json")).await;
        let signed: Signed = serde_json::from_slice(&file.bytes).expect("a signed receipt");
        let key = entrant.get("/receipt-key.json").await;
        assert!(key.has(&signed.key));
        let stated = receipts::verify(&signed, &app.app.signer.key()).expect("genuine");
        assert_eq!(stated.files.len(), 1);
        assert_eq!(stated.files[0].sha256, Digest::of(&original).hex());
        assert!(!stated.files[0].received);
        // Anybody may ask; only whoever has the mark is told when and what.
        let mut anybody = app.stranger();
        let place = format!("/vi/{SLUG}/verify/{}", stated.code);
        let short = anybody.get(&format!("/verify/{}", stated.code)).await;
        assert_eq!(short.location(), place);
        let page = anybody.get(&place).await;
        assert!(page.has("Biên nhận có thật") && !page.has(&stated.files[0].sha256));
        let page = anybody
            .get(&format!("{place}?mark={}", signed.mark()))
            .await;
        assert!(page.has(&stated.files[0].sha256), "{}", page.main());
        assert!(!page.has("Mùa ban") && !page.has("Cà Văn Thuận"));
        let page = anybody.get(&format!("{place}?mark=0000-0000")).await;
        assert!(page.has("Dấu kiểm không khớp"));
        let unknown = anybody.get(&format!("/vi/{SLUG}/verify/T-9999-A")).await;
        expect_status(&unknown, StatusCode::NOT_FOUND);
        let dates = entrant.get(&format!("{link}/dates.ics")).await;
        assert!(dates.text.starts_with("BEGIN:VCALENDAR\r\n"));
        let picture = entrant.get(&format!("{link}/receipt.png")).await;
        assert!(picture.bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert!(
            picture.headers["content-disposition"]
                == format!("attachment; filename=\"bien-nhan-{}.png\"", stated.code).as_str()
        );
        // A correction has its own receipt; the first one stays true.
        entrant.get(&format!("{link}/work")).await;
        let fields = [("title", "Mùa ban nở")];
        entrant.upload(&format!("{link}/work"), &fields, &[]).await;
        let page = anybody
            .get(&format!("{place}?mark={}", signed.mark()))
            .await;
        assert!(page.has("biên nhận mới hơn"), "{}", page.main());
    }
}

#[tokio::test]
async fn of_two_senders_at_one_place_exactly_one_is_heard() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let original = fixtures::png();
        let link = sent_with_preview(&mut entrant, &original).await;
        let href = upload_on(&mut entrant, &link).await;
        let (mut one, mut two) = (app.entrant(), app.entrant());
        let half = original.len() / 2;
        let (a, b) = tokio::join!(
            patch(&mut one, &href, 0, &original[..half]),
            patch(&mut two, &href, 0, &original[..half]),
        );
        let mut told = [a.status, b.status];
        told.sort();
        assert_eq!(told, [StatusCode::NO_CONTENT, StatusCode::CONFLICT]);
        patch(&mut one, &href, half, &original[half..]).await;
        assert!(look(&app).await);
        let owner = entrant
            .get(&format!("{link}/original/painting.image"))
            .await;
        assert!(owner.bytes == original);
    }
}

#[tokio::test]
async fn what_is_not_the_promised_file_is_asked_for_again() {
    let mut app = TestApp::one().await;
    app.open().await;
    let mut entrant = app.entrant();
    let original = fixtures::png();
    let link = sent_with_preview(&mut entrant, &original).await;
    let href = upload_on(&mut entrant, &link).await;
    let mut altered = original.clone();
    altered[100] ^= 1;
    expect_status(
        &patch(&mut entrant, &href, 0, &altered).await,
        StatusCode::NO_CONTENT,
    );
    assert!(look(&app).await);
    let head = entrant.speak(("HEAD", &href), &[VERSION], "").await;
    assert_eq!(offset_of(&head), 0, "from the first byte again");
    assert!(entrant.get(&link).await.has("không khớp dấu kiểm"));
    // Without scripts the whole file comes by the form.
    let form = format!("{href}/file");
    let send = |bytes| {
        [File {
            field: "original",
            name: "tranh.png",
            bytes,
        }]
    };
    let other = entrant.upload(&form, &[], &send(&altered)).await;
    assert!(
        entrant
            .get(other.location())
            .await
            .has("không phải tệp đã hứa")
    );
    entrant.upload(&form, &[], &send(&original)).await;
    let receipt = entrant.get(&link).await;
    assert!(receipt.has("data-state=\"checked\""), "{}", receipt.main());
}

#[tokio::test]
async fn a_promise_made_in_time_is_kept_after_the_deadline_and_for_72_hours() {
    let mut app = TestApp::one().await;
    app.open().await;
    let mut entrant = app.entrant();
    let original = fixtures::png();
    let link = sent_with_preview(&mut entrant, &original).await;
    let href = upload_on(&mut entrant, &link).await;
    let promised = app.app.now();
    app.app.clock.set(promised.plus_ms(uploads::FOLLOWS_MS - 1));
    let half = original.len() / 2;
    expect_status(
        &patch(&mut entrant, &href, 0, &original[..half]).await,
        StatusCode::NO_CONTENT,
    );
    app.app.clock.set(promised.plus_ms(uploads::FOLLOWS_MS + 1));
    let late = patch(&mut entrant, &href, half, &original[half..]).await;
    expect_status(&late, StatusCode::GONE);
    let gone = uploads::expire(&app.app.db, &app.app.objects, app.app.now()).await;
    assert_eq!(gone.expect("swept"), 1, "its piece is taken away");
    let receipt = entrant.get(&link).await;
    assert!(
        receipt.has("Mùa ban"),
        "the receipt stands: {}",
        receipt.main()
    );
}

#[tokio::test]
async fn the_protocol_says_what_it_can_and_refuses_the_rest() {
    let mut app = TestApp::one().await;
    app.open().await;
    let mut entrant = app.entrant();
    let original = fixtures::png();
    let link = sent_with_preview(&mut entrant, &original).await;
    let all = format!("{link}/uploads");
    let can = entrant.speak(("OPTIONS", &all), &[], "").await;
    expect_status(&can, StatusCode::NO_CONTENT);
    assert_eq!(can.headers["tus-version"], "1.0.0");
    // Another file for the slot, with its first bytes; it takes the place of the first promise.
    let first = upload_on(&mut entrant, &link).await;
    let length = original.len().to_string();
    let create = [VERSION, PIECES, ("upload-length", &length)];
    let made = entrant
        .speak(("POST", &all), &create, original[..10].to_vec())
        .await;
    expect_status(&made, StatusCode::CREATED);
    assert_eq!(offset_of(&made), 10);
    let href = made.location().to_owned();
    let gone = entrant.speak(("HEAD", &first), &[VERSION], "").await;
    expect_status(&gone, StatusCode::GONE);
    let refused = |status: u16| StatusCode::from_u16(status).expect("a status");
    let sum = |algorithm: &str, sum: &str| format!("{algorithm} {sum}");
    let right = "lXP49YQC8HJMUQTXSKOhLPBTzNA=";
    let cases: [(&[(&str, &str)], u16); 6] = [
        (&[PIECES, ("upload-offset", "10")], 412),
        (&[VERSION, ("upload-offset", "10")], 415),
        (&[VERSION, PIECES], 400),
        (&[VERSION, PIECES, ("upload-offset", "9")], 409),
        (
            &[
                VERSION,
                PIECES,
                ("upload-offset", "10"),
                ("upload-checksum", &sum("md5", "AAAA")),
            ],
            400,
        ),
        (
            &[
                VERSION,
                PIECES,
                ("upload-offset", "10"),
                ("upload-checksum", &sum("sha1", right)),
            ],
            460,
        ),
    ];
    for (headers, status) in cases {
        let reply = entrant.speak(("PATCH", &href), headers, "x").await;
        assert_eq!(reply.status, refused(status), "{headers:?}");
    }
    let head = entrant.speak(("HEAD", &href), &[VERSION], "").await;
    assert_eq!(offset_of(&head), 10, "nothing of the refused counts");
    let delete = [VERSION, ("x-http-method-override", "DELETE")];
    let ended = entrant.speak(("POST", &href), &delete, "").await;
    expect_status(&ended, StatusCode::NO_CONTENT);
    let left = app
        .number("SELECT COUNT(*) FROM uploads WHERE state <> 'given_up'")
        .await;
    assert_eq!(left, 0);
}

#[tokio::test]
async fn nobody_sends_without_end_and_what_came_before_is_kept() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut entrant = app.entrant();
        let link = sent_with_preview(&mut entrant, &fixtures::png()).await;
        let all = format!("{link}/uploads");
        let length = (25 * 1024 * 1024).to_string();
        let create = [VERSION, ("upload-length", length.as_str())];
        let mut taken = 0;
        let last = loop {
            let made = entrant.speak(("POST", &all), &create, "").await;
            if made.status != StatusCode::CREATED {
                break made;
            }
            taken += 1;
            assert!(taken <= 20, "500 MiB are 20 files of 25");
        };
        expect_status(&last, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(taken, 19, "the first promise counts as well");
        app.later(24 * 3_600_000 + 1);
        let next_day = entrant.speak(("POST", &all), &create, "").await;
        expect_status(&next_day, StatusCode::CREATED);

        // A form with a file, through a link that has sent nearly all it may.
        let page = format!("{link}/work");
        let jpeg = fixtures::jpeg();
        let files = [File {
            field: "work",
            name: "tranh.jpg",
            bytes: &jpeg,
        }];
        entrant.get(&page).await;
        let sent = entrant.upload(&page, &[("title", "Mới")], &files).await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        let full = "UPDATE attempts SET count = 500 WHERE bucket LIKE 'bytes-link:entries:%'";
        assert_eq!(app.tamper(full.to_owned()).await, 1);
        entrant.get(&page).await;
        let refused = entrant.upload(&page, &[("title", "Nữa")], &files).await;
        expect_status(&refused, StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.has("Đã gửi rất nhiều"), "{}", refused.main());
        assert!(
            entrant.get(&page).await.has("Mới"),
            "what came before is there"
        );
        let key = link.rsplit('/').next().unwrap_or_default();
        let told = "SELECT COUNT(*) FROM attempts WHERE bucket LIKE '%KEY%'".replace("KEY", key);
        assert_eq!(
            app.tamper(told.replace("SELECT COUNT(*)", "DELETE")).await,
            0,
            "no key is written down"
        );
    }
}
