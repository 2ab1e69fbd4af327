//! A contest of spoken works, from its template to what is heard: a recording is needed, its words in writing are not.

use house_tests::{DAY_MS, File, TestApp, expect_status, fixtures};
use http::StatusCode;

use crate::entering::{ADULT, link_of};

const SPOKEN: &str = "/vi/noi-2025";

#[tokio::test]
async fn a_story_is_told_into_a_telephone_and_heard() {
    for app in TestApp::all().await {
        let mut admin = app.admin().await;
        admin.get("/vi/contests/new").await;
        let form = [
            ("template", "noi-va-ke"),
            ("name_vi", "Hội thi kể chuyện"),
            ("name_en", "Storytelling"),
            ("slug", "noi-2025"),
        ];
        let made = admin.post("/vi/contests/new", &form).await;
        expect_status(&made, StatusCode::SEE_OTHER);
        let open = format!("{SPOKEN}/organise/advance/open");
        admin.get(&format!("{SPOKEN}/organise")).await;
        expect_status(&admin.post(&open, &[]).await, StatusCode::SEE_OTHER);
        app.later(8 * DAY_MS);

        let mut client = app.entrant();
        let rules = client.get(&format!("{SPOKEN}/rules")).await;
        assert!(
            rules.has("Kể chuyện") && rules.has("7 phút"),
            "{}",
            rules.main()
        );
        let address = format!("{SPOKEN}/enter/ke-chuyen");
        let page = client.get(&address).await;
        assert!(
            page.has("Lời viết") && !page.has("Lời bài hát"),
            "{}",
            page.main()
        );
        let title = [("title", "Chuyện quả còn")];
        let silent = client.upload(&address, &title, &[]).await;
        assert_eq!(silent.wrong(), ["work"], "only the recording is needed");
        let wav = fixtures::wav();
        let told = [File {
            field: "work",
            name: "chuyen.wav",
            bytes: &wav,
        }];
        let picture = [File {
            field: "work",
            name: "chuyen.wav",
            bytes: &fixtures::png(),
        }];
        client.get(&address).await;
        let refused = client.upload(&address, &title, &picture).await;
        assert_eq!(refused.wrong(), ["work"], "a picture is no recording");
        client.get(&address).await;
        let begun = client.upload(&address, &title, &told).await;
        expect_status(&begun, StatusCode::SEE_OTHER);
        let link = link_of(begun.location());
        let named = client.post(&format!("{link}/author"), &ADULT).await;
        expect_status(&named, StatusCode::SEE_OTHER);
        let review = client.get(&format!("{link}/review")).await;
        let sound = review.text.split('"');
        let sound = sound
            .into_iter()
            .find(|part| part.ends_with("/media/speech.audio/sound"));
        let sound = sound.expect("something to hear").to_owned();
        let heard = client.get(&sound).await;
        expect_status(&heard, StatusCode::OK);
        assert!(heard.bytes.starts_with(b"RIFF"), "it is heard");
        assert!(!review.has("Lời viết"), "nothing was written");
    }
}
