//! What leaves the site by itself: feeds, the map for search engines, cards, open data. Nothing of the result before its minute.

use contest::contests::Kind;
use house_tests::{Client, File, Reply, SLUG, Stage, TestApp, expect_status, fixtures};
use http::StatusCode;

const BASE: &str = "/vi/sonla-2024";

#[tokio::test]
async fn feeds_map_and_data_tell_the_result_from_its_minute_on() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Advising).await;
        let feed = app.stranger().get(&format!("{BASE}/feed.xml")).await;
        assert!(!feed.text.contains("/winners"), "{}", feed.text);
        app.decide().await;
        let mut visitor = app.stranger();
        for closed in ["works.json", "works.csv"] {
            let answer = visitor.get(&format!("{BASE}/{closed}")).await;
            expect_status(&answer, StatusCode::NOT_FOUND);
        }
        let feed = visitor.get(&format!("{BASE}/feed.xml")).await;
        assert!(!feed.text.contains("/winners"), "{}", feed.text);
        let map = visitor.get("/sitemap.xml").await;
        assert!(map.text.contains(&format!("{BASE}/rules")), "{}", map.text);
        assert!(!map.text.contains("/winners"), "{}", map.text);
        let work = format!("{BASE}/works/{}", made[0].code);
        let card = visitor.get(&format!("{work}/card.jpg")).await;
        expect_status(&card, StatusCode::NOT_FOUND);

        app.at(app.contest.results_at);
        let mut visitor = app.stranger();
        let feed = visitor.get(&format!("{BASE}/feed.xml")).await;
        assert!(
            feed.text.contains(&format!("{BASE}/winners")),
            "{}",
            feed.text
        );
        let feed = visitor.get(&format!("{BASE}/feed.json")).await;
        let read: serde_json::Value = serde_json::from_str(&feed.text).expect("JSON");
        assert_eq!(read["items"].as_array().map(Vec::len), Some(2), "{read}");

        let data = visitor.get(&format!("{BASE}/works.json")).await;
        let data: serde_json::Value = serde_json::from_str(&data.text).expect("JSON");
        let works = data["works"].as_array().expect("works");
        let gallery = visitor.get(&format!("{BASE}/gallery")).await;
        let shown = format!("{} tác phẩm", works.len());
        assert!(gallery.text.contains(&shown), "{shown}: {}", gallery.main());
        let csv = visitor.get(&format!("{BASE}/works.csv")).await;
        assert_eq!(csv.text.trim_end().lines().count(), works.len() + 1);
        let map = visitor.get("/sitemap.xml").await;
        for one in works {
            let address = one["url"].as_str().expect("an address");
            assert!(
                map.text.contains(&format!("<loc>{address}</loc>")),
                "{address}"
            );
        }

        let page = visitor.get(&work).await;
        let about = page.text.split("application/ld+json\">").nth(1);
        let about = about.and_then(|rest| rest.split("</script>").next());
        let about: serde_json::Value =
            serde_json::from_str(about.expect("words of schema.org")).expect("JSON");
        assert!(page.text.contains("rel=\"canonical\""), "{}", page.text);
        assert_eq!(about["@context"], "https://schema.org");
        let image = page
            .text
            .split("og:image\" content=\"")
            .nth(1)
            .expect("a card");
        let image = image.split('"').next().expect("ends");
        let path = &image[image.find(&format!("/vi/{SLUG}")).expect("of this site")..];
        let picture = visitor.get(path).await;
        expect_status(&picture, StatusCode::OK);
        assert!(picture.bytes.starts_with(&[0xff, 0xd8]), "a JPEG: {path}");
    }
}

#[tokio::test]
async fn search_engines_are_kept_from_private_pages() {
    let mut app = TestApp::one().await;
    let made = app.filled(2).await;
    app.play(&made, Stage::Decided).await;
    let public = app.stranger().get(BASE).await;
    assert!(!public.headers.contains_key("x-robots-tag"));
    let mut juror = app.juror(Kind::Poem).await;
    let private = juror.get(&format!("{BASE}/jury")).await;
    assert_eq!(private.headers["x-robots-tag"], "noindex");
    assert!(!private.text.contains("rel=\"canonical\""));
}

/// A bad address and a bad logo are told at once; returns the picture of the partner who has one.
async fn partners_with_and_without_a_logo(organiser: &mut Client<'_>) -> Vec<u8> {
    let partners = "/vi/sonla-2024/organise/programme/partners";
    let partner = [("name", "Thư viện tỉnh"), ("link", "javascript:alert(1)")];
    let text = [File {
        field: "logo",
        name: "logo.png",
        bytes: b"no picture",
    }];
    let bad = organiser.upload(partners, &partner, &text).await;
    assert_eq!(bad.wrong(), ["link", "logo"], "all at once");
    let partner = [("name", "Thư viện tỉnh"), ("gives", "Tặng sách")];
    let png = fixtures::png();
    let logo = [File {
        field: "logo",
        name: "logo.png",
        bytes: &png,
    }];
    let added = organiser.upload(partners, &partner, &logo).await;
    expect_status(&added, StatusCode::SEE_OTHER);
    let bare = organiser
        .upload(partners, &[("name", "Nhà sách")], &[])
        .await;
    expect_status(&bare, StatusCode::SEE_OTHER);
    png
}

/// What is shown of a logo is made from it.
async fn the_logo_is_small(visitor: &mut Client<'_>, page: &Reply, png: &[u8]) {
    let logo = page.text.split("<img src=\"").nth(1).expect("a logo");
    let logo = logo.split('"').next().expect("ends").to_owned();
    assert!(logo.ends_with("/logo"), "{logo}");
    let small = visitor.get(&logo).await;
    expect_status(&small, StatusCode::OK);
    assert_ne!(small.bytes, png, "never the original");
}

#[tokio::test]
async fn the_programme_is_public_and_goes_into_calendars() {
    const EDIT: &str = "/vi/sonla-2024/organise/programme";
    for mut app in TestApp::all().await {
        app.open().await;
        let mut organiser = app.organiser().await;
        let mut visitor = app.stranger();
        let landing = visitor.get(&format!("/vi/{SLUG}")).await;
        assert!(!landing.has("/programme"), "nothing to tell yet");
        let event = |starts: &'static str, ends: &'static str, place: &'static str| {
            [
                ("starts_at", starts),
                ("ends_at", ends),
                ("title_vi", "Khai mạc triển lãm"),
                ("place", place),
                ("about", "Xem <tự do>"),
            ]
        };
        let wrong = organiser
            .post(EDIT, &event("mai", "", "Quảng trường"))
            .await;
        assert_eq!(wrong.wrong(), ["starts_at"]);
        let kept = ("about".to_owned(), "Xem <tự do>".to_owned());
        assert!(wrong.typed().contains(&kept), "what was typed stays");
        let blank = organiser.post(EDIT, &[]).await;
        assert_eq!(
            blank.wrong(),
            ["starts_at", "title_vi", "place"],
            "all at once"
        );
        let backwards = event("10:00 05/10/2024", "09:00 05/10/2024", "Quảng trường");
        assert_eq!(organiser.post(EDIT, &backwards).await.wrong(), ["ends_at"]);
        let good = event("08:00 05/10/2024", "11:30 05/10/2024", "Quảng trường");
        expect_status(&organiser.post(EDIT, &good).await, StatusCode::SEE_OTHER);
        let png = partners_with_and_without_a_logo(&mut organiser).await;

        assert!(visitor.get(&format!("/vi/{SLUG}")).await.has("/programme"));
        let page = visitor.get(&format!("/vi/{SLUG}/programme")).await;
        let shown = [
            "Khai mạc triển lãm",
            "11:30",
            "Xem &lt;tự do&gt;",
            "Tặng sách",
        ];
        for words in shown {
            assert!(page.has(words), "{words}: {}", page.main());
        }
        the_logo_is_small(&mut visitor, &page, &png).await;
        let dates = visitor.get(&format!("/vi/{SLUG}/programme.ics")).await;
        for line in [
            "DTSTART:20241005T010000Z",
            "DTEND:20241005T043000Z",
            "LOCATION:Quảng trường",
        ] {
            assert!(dates.text.contains(line), "{}", dates.text);
        }
        let edit = organiser.get(EDIT).await;
        let id = edit
            .text
            .split("?event=")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let id = id.expect("an event to change");
        let mut changed = good.to_vec();
        changed.push(("event", id));
        changed[3].1 = "Nhà văn hóa";
        expect_status(&organiser.post(EDIT, &changed).await, StatusCode::SEE_OTHER);
        let page = visitor.get(&format!("/vi/{SLUG}/programme")).await;
        assert!(page.has("Nhà văn hóa") && !page.has("Quảng trường"));
        let gone = organiser
            .post(&format!("{EDIT}/events/{id}/remove"), &[])
            .await;
        expect_status(&gone, StatusCode::SEE_OTHER);
        let again = organiser
            .post(&format!("{EDIT}/events/{id}/remove"), &[])
            .await;
        expect_status(&again, StatusCode::NOT_FOUND);
        let page = visitor.get(&format!("/vi/{SLUG}/programme")).await;
        assert!(!page.has("Khai mạc triển lãm"));
    }
}

#[tokio::test]
async fn the_gallery_is_searched_by_school_and_the_closest_title_comes_first() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Announced).await;
        for (one, title, folded, school) in [
            (
                &made[0],
                "Bên dòng Nặm Lạ",
                "ben dong nam la",
                "THCS Chiềng Sinh",
            ),
            (&made[1], "Nặm Lạ", "nam la", "THCS Chiềng Sinh"),
            (&made[2], "Năm lá ban", "nam la ban", "THCS Quyết Tâm"),
            (&made[3], "Suối Nam La", "suoi nam la", "THCS Quyết Tâm"),
        ] {
            app.tamper(format!(
                "UPDATE entries SET title = '{title}', title_folded = '{folded}' WHERE code = '{}'",
                one.code
            ))
            .await;
            app.tamper(format!(
                "UPDATE authors SET school = '{school}' WHERE entry_id = (SELECT id FROM entries WHERE code = '{}')",
                one.code
            ))
            .await;
        }
        let mut visitor = app.stranger();
        let gallery = format!("/vi/{SLUG}/gallery");
        let found = visitor
            .get(&format!("{gallery}?q=N%E1%BA%B7m+L%E1%BA%A1"))
            .await;
        let at = |title: &str| found.text.find(&format!(">{title}<")).expect("is found");
        assert!(
            at("Nặm Lạ") < at("Bên dòng Nặm Lạ"),
            "the title itself first"
        );
        assert!(
            at("Bên dòng Nặm Lạ") < at("Năm lá ban"),
            "as it was typed before what only sounds so"
        );
        assert!(
            at("Năm lá ban") < at("Suối Nam La"),
            "beginnings before the rest"
        );
        let school = "school=THCS+Quy%E1%BA%BFt+T%C3%A2m";
        let of_school = visitor.get(&format!("{gallery}?{school}")).await;
        assert!(of_school.has("Suối Nam La") && !of_school.has(">Nặm Lạ<"));
        for (one, name, ward) in [
            (&made[0], "Cầm Thị Ân", "Xã Hua La"),
            (&made[1], "Lò Văn Ánh", "Xã Hua La"),
            (&made[2], "Vàng A Ăn", "Xã Chiềng Cọ"),
            (&made[3], "Bạc Thị An", "Xã Chiềng Cọ"),
        ] {
            app.tamper(format!(
                "UPDATE authors SET full_name = '{name}', ward = '{ward}' WHERE entry_id = (SELECT id FROM entries WHERE code = '{}')",
                one.code
            ))
            .await;
        }
        let named = visitor.get(&format!("{gallery}?sort=name")).await;
        let places = ["Bạc Thị An", "Lò Văn Ánh", "Vàng A Ăn", "Cầm Thị Ân"];
        let places = places.map(|name| named.text.find(name).expect("is named"));
        assert!(places.is_sorted(), "by given name: {places:?}");
        let ward = format!("{gallery}?ward=X%C3%A3+Hua+La");
        let of_ward = visitor.get(&ward).await;
        assert!(of_ward.has("Lò Văn Ánh") && !of_ward.has("Bạc Thị An"));
        // a school is told of nobody who did not agree to be named
        app.tamper("UPDATE consents SET given = FALSE WHERE purpose = 'naming'".to_owned())
            .await;
        let nobody = visitor.get(&format!("{gallery}?{school}")).await;
        assert!(!nobody.has("Suối Nam La"), "{}", nobody.main());
        assert!(!visitor.get(&gallery).await.has("THCS Quyết Tâm"));
    }
}
