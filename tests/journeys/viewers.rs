//! Paintings in viewers of other sites: manifests, and tiles by the addresses of IIIF.

use contest::contests::Kind;
use house_tests::{Made, Maker, Reply, SLUG, Stage, TestApp, expect_status, fixtures};
use http::StatusCode;
use serde_json::Value;
use submissions::entries;

use crate::showing::{cut, ready};
use crate::together::ANSWERS;

fn json(reply: &Reply) -> Value {
    expect_status(reply, StatusCode::OK);
    assert_eq!(reply.headers["access-control-allow-origin"], "*");
    serde_json::from_str(&reply.text).expect("JSON")
}

/// An address on this site, as it stands in a document.
fn path(address: &Value) -> String {
    let address = address.as_str().expect("an address");
    let (_, rest) = address.split_once("://").expect("absolute");
    rest[rest.find('/').expect("a path")..].to_owned()
}

/// A painting that is large enough to be cut, sent and cut.
async fn large_painting(app: &TestApp) -> Made {
    let mut client = app.entrant();
    let large = Some(("tranh.jpg", fixtures::large_jpeg()));
    let link = ready(&mut client, "tranh-ve", &[("title", "Mùa ban")], large).await;
    client.get(&format!("{link}/review")).await;
    let sent = client.post(&format!("{link}/review"), &ANSWERS).await;
    expect_status(&sent, StatusCode::SEE_OTHER);
    cut(app).await;
    let code = app
        .text("SELECT code FROM entries WHERE title = 'Mùa ban'")
        .await;
    let mut tx = app.tx().await;
    let found = entries::by_code(&mut tx, app.contest.id, &code).await;
    Made {
        id: found.expect("reads").expect("exists").id,
        key: link.rsplit('/').next().unwrap_or_default().to_owned(),
        code,
    }
}

#[tokio::test]
async fn a_viewer_of_another_site_finds_every_public_painting_and_its_tiles() {
    for mut app in TestApp::all().await {
        app.open().await;
        let large = large_painting(&app).await;
        let code = large.code.clone();
        let small = app.enter(Kind::Painting, 7, &Maker::number(7)).await;
        app.play(&[large, small.clone()], Stage::Decided).await;
        let base = format!("/vi/{SLUG}");
        let mut viewer = app.stranger();
        let addresses = [
            format!("{base}/collection.json"),
            format!("{base}/works/{code}/manifest.json"),
            format!("{base}/works/{code}/iiif/info.json"),
            format!("{base}/works/{code}/iiif/full/max/0/default.jpg"),
        ];
        for address in &addresses {
            expect_status(&viewer.get(address).await, StatusCode::NOT_FOUND);
        }
        app.at(app.contest.results_at);
        let collection = json(&viewer.get(&addresses[0]).await);
        let items = collection["items"].as_array().expect("a list");
        assert_eq!(items.len(), 2, "{collection}");
        let own = items
            .iter()
            .find(|item| item["label"]["vi"][0] == "Mùa ban")
            .expect("the painting");
        assert_eq!(path(&own["id"]), addresses[1]);
        let manifest = json(&viewer.get(&addresses[1]).await);
        let canvas = &manifest["items"][0];
        assert_eq!(
            (&canvas["width"], &canvas["height"]),
            (&2000.into(), &1300.into())
        );
        let body = &canvas["items"][0]["items"][0]["body"];
        expect_status(&viewer.get(&path(&body["id"])).await, StatusCode::OK);
        let service = path(&body["service"][0]["id"]);
        let info = json(&viewer.get(&format!("{service}/info.json")).await);
        assert_eq!(
            info["tiles"][0]["scaleFactors"],
            serde_json::json!([1, 2, 4])
        );
        for tile in [
            "0,0,512,512/512,512",
            "1536,1024,464,276/464,276",
            "0,0,1024,1024/512,512",
            "full/500,325",
            "full/max",
        ] {
            let shown = viewer.get(&format!("{service}/{tile}/0/default.jpg")).await;
            expect_status(&shown, StatusCode::OK);
            assert!(shown.bytes.starts_with(b"\xFF\xD8"), "{tile}");
        }
        for none in ["0,0,512,512/256,256", "full/123,45", "5,5,512,512/512,512"] {
            let reply = viewer.get(&format!("{service}/{none}/0/default.jpg")).await;
            expect_status(&reply, StatusCode::NOT_FOUND);
        }
        let plain = json(
            &viewer
                .get(&format!("{base}/works/{}/manifest.json", small.code))
                .await,
        );
        let body = &plain["items"][0]["items"][0]["items"][0]["body"];
        assert!(body["service"].is_null(), "one view shows all of it");
        app.tamper("UPDATE consents SET given = FALSE WHERE purpose = 'display'".to_owned())
            .await;
        expect_status(&viewer.get(&addresses[1]).await, StatusCode::NOT_FOUND);
        expect_status(&viewer.get(&addresses[3]).await, StatusCode::NOT_FOUND);
    }
}
