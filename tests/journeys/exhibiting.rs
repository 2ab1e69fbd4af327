//! The exhibition on real walls: works are chosen, hung, moved by one place, walked along by visitors; what is taken back comes
//! down; a guestbook that organisers read first.

use house_tests::{Client, Made, Reply, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;
use submissions::exhibition::{self, Change, Hanging};

const WALLS: &str = "/vi/sonla-2024/organise/exhibition";
const GUESTS: &str = "/vi/sonla-2024/organise/guestbook";

/// The first key that follows this beginning of an id.
fn key_after(page: &Reply, beginning: &str) -> String {
    let rest = page.text.split(beginning).nth(1).expect("an id");
    rest[..36].to_owned()
}

/// The codes of the works that stand before a label, in order.
fn codes(page: &Reply, made: &[Made]) -> Vec<usize> {
    let place = |made: &Made| page.text.find(&format!("/works/{}?visit=1", made.code));
    let mut found: Vec<(usize, usize)> = (0..)
        .zip(made)
        .filter_map(|(n, made)| Some((place(made)?, n)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, n)| n).collect()
}

async fn change(organiser: &mut Client<'_>, fields: &[(&str, &str)]) {
    let answer = organiser.post(WALLS, fields).await;
    expect_status(&answer, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn works_hang_where_organisers_put_them_and_visitors_walk_along() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Decided).await;
        let mut organiser = app.organiser().await;
        let wrong = organiser.post(&format!("{WALLS}/walls"), &[]).await;
        assert_eq!(wrong.wrong(), ["room", "name", "width"], "all at once");
        let wall = [("room", "Phòng 1"), ("name", "Tường A"), ("width", "600")];
        let added = organiser.post(&format!("{WALLS}/walls"), &wall).await;
        expect_status(&added, StatusCode::SEE_OTHER);
        let select = format!("{WALLS}/select");
        let wrong = [("codes", "T-9999-X"), ("size", "lớn")];
        let wrong = organiser.post(&select, &wrong).await;
        assert_eq!(wrong.wrong(), ["size", "codes"]);
        let chosen = organiser.post(&select, &[("size", "42 x 30")]).await;
        expect_status(&chosen, StatusCode::SEE_OTHER);

        let page = organiser.get(WALLS).await;
        let wall = key_after(&page, "id=\"wall-");
        assert!(page.has("Chưa có chỗ: 5"), "{}", page.main());
        let none = organiser.post(WALLS, &[("act", "move")]).await;
        assert_eq!(none.wrong(), ["act"], "nothing was ticked");
        change(&mut organiser, &[("act", "fill")]).await;
        let page = organiser.get(WALLS).await;
        assert!(page.has("Chưa có chỗ: 0"), "{}", page.main());
        assert!(page.has("/ 600 cm"));

        let visit = format!("/vi/{SLUG}/visit");
        let mut visitor = app.stranger();
        let early = visitor.get(&visit).await;
        assert!(!early.has(&made[0].code) && !early.has("Tường A"));
        app.at(app.contest.results_at);
        let mut organiser = app.organiser().await;
        let mut visitor = app.stranger();
        let before = codes(&visitor.get(&visit).await, &made);
        assert_eq!(before.len(), 5, "whoever agreed is shown");
        let (first, second) = (&made[before[0]], &made[before[1]]);
        let later = format!("later:{}", first.id);
        change(&mut organiser, &[("act", later.as_str())]).await;
        let after = codes(&visitor.get(&visit).await, &made);
        assert_eq!(after[..2], [before[1], before[0]]);
        let order: Vec<String> = before.iter().map(|n| made[*n].id.to_string()).collect();
        let order = order.join(" ");
        let dragged = [("act", "order"), ("wall", &wall), ("order", &order)];
        change(&mut organiser, &dragged).await;
        assert_eq!(codes(&visitor.get(&visit).await, &made), before);

        let typed = visitor.get(&format!("{visit}?code={}", second.code)).await;
        expect_status(&typed, StatusCode::SEE_OTHER);
        let stand = visitor.get(typed.location()).await;
        assert!(stand.has("Phòng 1 · Tường A") && stand.has("2 / 5"));
        assert!(stand.has(&format!("/works/{}?visit=1", first.code)));
        let unknown = visitor.get(&format!("{visit}?code=T-9999-X")).await;
        assert_eq!(unknown.wrong(), ["code"]);
        let landing = visitor.get(&format!("/vi/{SLUG}")).await;
        assert!(landing.has(&visit));

        let link = format!("/vi/entries/{}/consents", first.key);
        let mut holder = app.stranger();
        let no = [("named", "no"), ("display", "no"), ("exhibition", "no")];
        expect_status(&holder.post(&link, &no).await, StatusCode::SEE_OTHER);
        let taken = codes(&visitor.get(&visit).await, &made);
        assert_eq!(taken, before[1..], "no more on the public way");
        assert!(
            organiser.get(WALLS).await.has("Cần gỡ"),
            "told to take down"
        );
        let pick = format!("pick-{}", first.id);
        change(&mut organiser, &[("act", "leave"), (&pick, "1")]).await;
        assert!(!organiser.get(WALLS).await.has("Cần gỡ"));
        let again = [("size", "30 x 42"), ("codes", first.code.as_str())];
        let again = organiser.post(&select, &again).await;
        assert_eq!(again.wrong(), ["codes"], "it cannot be chosen again");
        let mut tx = app.tx().await;
        let actor = app.actor(app.staff.organiser).await;
        let chosen = Change::Select(vec![(first.id, (30, 42))]);
        let plan = exhibition::change(&mut tx, &app.app.cx(), &actor, &app.contest, chosen).await;
        let there = |w: &Hanging| w.entry_id == first.id;
        assert!(!plan.expect("changes nothing").works.iter().any(there));
        drop(tx);
        let gone = format!("{WALLS}/walls/{wall}/remove");
        expect_status(&organiser.post(&gone, &[]).await, StatusCode::SEE_OTHER);
        assert!(organiser.get(WALLS).await.has("Chưa có chỗ: 4"));
    }
}

#[tokio::test]
async fn what_a_visitor_writes_is_read_before_it_is_shown() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Decided).await;
        let book = format!("/vi/{SLUG}/guestbook");
        let mut visitor = app.stranger();
        let line = [("words", "Tranh <b>đẹp</b> quá"), ("name", "Lớp 5A")];
        let early = visitor.post(&book, &line).await;
        assert!(early.status.is_client_error());
        app.at(app.contest.results_at);
        let blank = visitor
            .post(&book, &[("words", "  "), ("name", "Lớp 5A")])
            .await;
        assert_eq!(blank.wrong(), ["words"]);
        assert!(blank.typed().contains(&("name".into(), "Lớp 5A".into())));
        let sent = visitor.post(&book, &line).await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        assert!(!visitor.get(&book).await.has("đẹp"), "nobody read it yet");

        let mut organiser = app.organiser().await;
        let page = organiser.get(GUESTS).await;
        assert!(page.has("&lt;b&gt;đẹp") && page.has("Chờ đọc"));
        let of = format!("{GUESTS}/{}", key_after(&page, &format!("{GUESTS}/")));
        let let_through = organiser.post(&of, &[("show", "yes")]).await;
        expect_status(&let_through, StatusCode::SEE_OTHER);
        assert!(visitor.get(&book).await.has("&lt;b&gt;đẹp"));
        organiser.post(&of, &[("show", "no")]).await;
        assert!(!visitor.get(&book).await.has("đẹp"), "taken out again");
    }
}
