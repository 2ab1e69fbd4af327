//! Works by several people, and the number of works that one author may enter.

use house_tests::{Client, SLUG, TestApp, expect_status};
use http::StatusCode;

use crate::entering::{ADULT, link_of};

/// A poem up to its last page; returns the private link.
pub(crate) async fn ready(client: &mut Client<'_>, title: &str, more: &[(&str, &str)]) -> String {
    let address = format!("/vi/{SLUG}/enter/tho");
    client.get(&address).await;
    let fields = [("title", title), ("text", "Mùa ban\nnở trắng")];
    let begun = client.upload(&address, &fields, &[]).await;
    expect_status(&begun, StatusCode::SEE_OTHER);
    let link = link_of(begun.location());
    let author: Vec<_> = ADULT.iter().chain(more).copied().collect();
    let named = client.post(&format!("{link}/author"), &author).await;
    expect_status(&named, StatusCode::SEE_OTHER);
    client.get(&format!("{link}/review")).await;
    link
}

pub(crate) const ANSWERS: [(&str, &str); 5] = [
    ("ai", "none"),
    ("takes_part", "yes"),
    ("named", "yes"),
    ("display", "yes"),
    ("exhibition", "yes"),
];

#[tokio::test]
async fn an_author_who_sends_five_works_at_once_has_as_many_as_the_rules_allow() {
    for mut app in TestApp::all().await {
        app.open().await;
        let most = usize::try_from(app.category("tho").max_per_author).expect("a small number");
        let mut people = Vec::new();
        for n in 0..most + 2 {
            let mut client = app.entrant();
            let link = ready(&mut client, &format!("Bài {n}"), &[]).await;
            people.push((client, link));
        }
        let sending = people.iter_mut().map(|(client, link)| {
            let review = format!("{link}/review");
            async move { client.post(&review, &ANSWERS).await.status }
        });
        let told = futures_util::future::join_all(sending).await;
        let sent = told.iter().filter(|s| **s == StatusCode::SEE_OTHER).count();
        assert_eq!(sent, most, "{told:?}");
        let kept = "SELECT COUNT(*) FROM entries WHERE state = 'submitted'";
        assert_eq!(usize::try_from(app.number(kept).await), Ok(most));
        // One that is taken back makes room for another.
        let first = told.iter().position(|s| *s == StatusCode::SEE_OTHER);
        let refused = told.iter().position(|s| *s != StatusCode::SEE_OTHER);
        let (client, link) = &mut people[first.expect("one was sent")];
        let withdrawn = client.post(&format!("{link}/withdraw"), &[]).await;
        expect_status(&withdrawn, StatusCode::SEE_OTHER);
        let (client, link) = &mut people[refused.expect("one was refused")];
        client.get(&format!("{link}/review")).await;
        let again = client.post(&format!("{link}/review"), &ANSWERS).await;
        expect_status(&again, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_group_is_typed_one_person_a_line_and_children_in_it_are_counted_not_named() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut client = app.entrant();
        let group = [
            ("collective", "Nhóm Ban Trắng"),
            ("others", "Lò Văn Minh, 1985\nVì Thị Ban 2012"),
            ("others_agree", "yes"),
        ];
        let link = ready(&mut client, "Chung tay", &group).await;
        let review = client.get(&format!("{link}/review")).await;
        assert!(review.has("Nhóm Ban Trắng, Lò Văn Minh (1985), Vì Thị Ban (2012)"));
        let wrong = [("others", "Lò Văn Minh, 1985\nVì Thị Ban")];
        let wrong: Vec<_> = ADULT.iter().chain(&wrong).copied().collect();
        let told = client.post(&format!("{link}/author"), &wrong).await;
        expect_status(&told, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(told.wrong(), ["others"]);
        assert!(
            told.has("Dòng 2") && told.has("Vì Thị Ban"),
            "nothing typed is lost"
        );
        client.get(&format!("{link}/review")).await;
        let sent = client.post(&format!("{link}/review"), &ANSWERS).await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        let credits = app.text("SELECT together FROM entries").await;
        assert!(
            credits.contains("Lò Văn Minh") && !credits.contains("Vì Thị Ban"),
            "{credits}"
        );
    }
}
