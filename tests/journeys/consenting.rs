//! Consent is two people's, by purpose, and can be taken back: every public byte follows within a minute.

use contest::Actor;
use contest::contests::Kind;
use house_tests::{Client, File, Maker, Reply, SLUG, Stage, TestApp, expect_status, fixtures};
use http::{StatusCode, header};
use submissions::{
    consents::{self, AgeGroup, Answers, Given, Means, Side, guardian_key},
    entries::{self, Filter},
};

const EACH: [&str; 4] = ["takes_part", "named", "display", "exhibition"];

/// Yes to the purposes named, no to the others, sent one by one.
fn each<'a>(yes: &[&str]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("answer", "each")];
    for field in EACH {
        fields.push((field, if yes.contains(&field) { "yes" } else { "no" }));
    }
    fields
}

/// Every public address at which a painting may be met, in both languages.
fn addresses(code: &str) -> Vec<String> {
    let mut all = Vec::new();
    for lang in ["vi", "en"] {
        for page in ["", "/gallery", "/winners", "/gallery?q=nguyen"] {
            all.push(format!("/{lang}/{SLUG}{page}"));
        }
        all.push(format!("/{lang}/{SLUG}/works/{code}"));
        for recipe in ["thumb", "small", "view"] {
            all.push(format!(
                "/{lang}/{SLUG}/works/{code}/media/painting.image/{recipe}"
            ));
        }
    }
    all
}

async fn visit(client: &mut Client<'_>, code: &str) -> Vec<Reply> {
    let mut replies = Vec::new();
    for address in addresses(code) {
        replies.push(client.get(&address).await);
    }
    replies
}

/// Seconds for which others may keep an answer.
fn kept_seconds(reply: &Reply) -> u32 {
    let caching = reply
        .headers
        .get(header::CACHE_CONTROL)
        .and_then(|h| h.to_str().ok())
        .unwrap_or_default();
    caching
        .split(", ")
        .find_map(|part| part.strip_prefix("max-age="))
        .map_or(0, |n| n.parse().expect("a number of seconds"))
}

#[tokio::test]
async fn what_a_guardian_takes_back_is_gone_from_every_public_address() {
    for mut app in TestApp::all().await {
        let made = app.filled(3).await;
        app.play(&made, Stage::Announced).await;
        let painting = made.last().expect("a painting was entered").clone();
        let name = Maker::number(90).name;
        let mut public = app.stranger();
        let before = visit(&mut public, &painting.code).await;
        let told = before.iter().filter(|r| r.has(&name)).count();
        let shown = before
            .iter()
            .filter(|r| r.path.contains("/works/") && r.status == StatusCode::OK)
            .count();
        assert!(told >= 4, "the name is told on {told} pages before");
        assert!(shown >= 6, "the work is shown at {shown} addresses before");
        for reply in &before {
            assert!(kept_seconds(reply) < 60, "{} is kept too long", reply.path);
        }

        let mut guardian = app.entrant();
        let page = format!("/vi/guardians/{}", guardian_key(&painting.key));
        expect_status(&guardian.get(&page).await, StatusCode::OK);
        let all_but_name = each(&["takes_part", "display", "exhibition"]);
        let answered = guardian.post(&page, &all_but_name).await;
        expect_status(&answered, StatusCode::SEE_OTHER);
        for reply in visit(&mut public, &painting.code).await {
            assert!(!reply.has(&name), "{} still names", reply.path);
        }
        let work = format!("/vi/{SLUG}/works/{}", painting.code);
        expect_status(&public.get(&work).await, StatusCode::OK);

        let gone = guardian.post(&page, &[("answer", "none")]).await;
        expect_status(&gone, StatusCode::SEE_OTHER);
        for reply in visit(&mut public, &painting.code).await {
            assert!(!reply.has(&name), "{} still names", reply.path);
            if reply.path.contains("/works/") {
                assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", reply.path);
            } else {
                let link = format!("/works/{}", painting.code);
                assert!(!reply.has(&link), "{} still leads there", reply.path);
            }
        }

        let again = guardian.post(&page, &[("answer", "all")]).await;
        expect_status(&again, StatusCode::SEE_OTHER);
        let back = visit(&mut public, &painting.code).await;
        assert_eq!(told, back.iter().filter(|r| r.has(&name)).count());
    }
}

#[tokio::test]
async fn a_childs_yes_waits_for_the_guardians() {
    for mut app in TestApp::all().await {
        let made = app.filled(1).await;
        app.play(&made, Stage::Announced).await;
        let painting = made.last().expect("a painting was entered").clone();
        let name = Maker::number(90).name;
        let mut child = app.entrant();
        let link = format!("/vi/entries/{}/consents", painting.key);
        child.get(&link).await;
        let no = [("named", "no"), ("display", "yes"), ("exhibition", "yes")];
        expect_status(&child.post(&link, &no).await, StatusCode::SEE_OTHER);
        let winners = format!("/vi/{SLUG}/winners");
        let page = app.stranger().get(&winners).await;
        assert!(!page.has(&name), "the guardian's yes alone names nobody");
        assert!(page.has(&format!("Học sinh, bài {}", painting.code)));
        let receipt = child.get(&format!("/vi/entries/{}", painting.key)).await;
        assert!(!receipt.has("Còn chờ người giám hộ"), "both have answered");
        let count = "SELECT COUNT(*) FROM consents WHERE purpose = 'naming'";
        assert_eq!(
            app.number(count).await,
            5,
            "answers are added, never changed"
        );
    }
}

#[tokio::test]
async fn a_clerk_records_signed_paper_and_the_ledger_says_so() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = app.enter(Kind::Poem, 1, &Maker::number(1)).await;
        let mut clerk = app.clerk().await;
        let page = format!("/vi/{SLUG}/desk/entries/{}/consents", made.id);
        expect_status(&clerk.get(&page).await, StatusCode::OK);
        let half = clerk.upload(&page, &[("side", "guardian")], &[]).await;
        expect_status(&half, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            half.wrong().contains(&"means".to_owned()),
            "{:?}",
            half.wrong()
        );
        let mut fields = each(&["takes_part"]);
        fields[0] = ("side", "guardian");
        fields.push(("means", "paper"));
        let jpeg = fixtures::jpeg();
        let photo = |bytes| File {
            field: "paper",
            name: "giấy đồng ý.jpg",
            bytes,
        };
        let no_photo = clerk.upload(&page, &fields, &[photo(b"text")]).await;
        expect_status(&no_photo, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(no_photo.wrong(), ["paper"]);
        assert!(
            no_photo.has("value=\"guardian\" checked"),
            "nothing chosen is lost"
        );
        let said = [("means", "desk"), fields[0]];
        let said = clerk.upload(&page, &said, &[photo(&jpeg)]).await;
        assert!(
            said.wrong().contains(&"means".to_owned()),
            "a photo of something that was said"
        );
        let recorded = clerk.upload(&page, &fields, &[photo(&jpeg)]).await;
        expect_status(&recorded, StatusCode::SEE_OTHER);
        let again = clerk.get(&page).await;
        let digest = contest::db::Digest::of(&jpeg).hex();
        let shown = clerk.get(&format!("{page}/{digest}")).await;
        expect_status(&shown, StatusCode::OK);
        assert!(again.has(&format!("{page}/{digest}")), "{}", again.main());
        let other = app.enter(Kind::Poem, 2, &Maker::number(2)).await;
        let elsewhere = format!("/vi/{SLUG}/desk/entries/{}/consents/{digest}", other.id);
        expect_status(&clerk.get(&elsewhere).await, StatusCode::NOT_FOUND);
        let last = "SELECT means || ' ' || giver || ' ' || text_version FROM consents ORDER BY at DESC, seq DESC, purpose LIMIT 1";
        assert_eq!(app.text(last).await, "paper guardian 2026-11");
        let entry = clerk
            .get(&format!("/vi/{SLUG}/desk/entries/{}", made.id))
            .await;
        assert!(entry.has("trả lời về đồng ý"), "the history tells it");
    }
}

#[tokio::test]
async fn lists_and_the_rule_agree_for_every_age_and_answer() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = app.enter(Kind::Poem, 1, &Maker::number(1)).await;
        let year = entries::year_of(&app.contest);
        let answers = [None, Some(true), Some(false)];
        for age in [5, 6, 7, 15, 16, 17, 18, 60] {
            app.tamper(format!("UPDATE authors SET birth_year = {}", year - age))
                .await;
            for (own, guardian) in answers.iter().flat_map(|o| answers.map(|g| (*o, g))) {
                app.tamper("DELETE FROM consents".to_owned()).await;
                let group = AgeGroup::of(year - age, year);
                let mut tx = app.tx().await;
                let entry = entries::by_id(&mut tx, made.id).await.expect("reads");
                let entry = entry.expect("the entry");
                let author = entries::author_of(&mut tx, made.id).await.expect("reads");
                let author = author.expect("the author");
                let said = [
                    (Side::Own, Actor::Holder(made.id.0), Means::Link, own),
                    (
                        Side::Guardian,
                        Actor::Guardian(made.id.0),
                        Means::GuardianLink,
                        guardian.filter(|_| group.asks_guardian()),
                    ),
                ];
                for (side, actor, means, answer) in said {
                    let Some(yes) = answer else { continue };
                    let answers = if yes {
                        Answers::ALL
                    } else {
                        Answers::default()
                    };
                    let given = Given {
                        side,
                        means,
                        answers,
                        paper: None,
                    };
                    let of = (&app.contest, &entry, &author);
                    consents::answer(&mut tx, &app.app.cx(), &actor, of, given)
                        .await
                        .expect("answered");
                }
                let listed = entries::list(&mut tx, app.contest.id, &Filter::default(), (0, 1))
                    .await
                    .expect("lists")
                    .pop()
                    .expect("one entry");
                tx.commit().await.expect("commits");
                let lets = group.lets(own, guardian);
                assert_eq!(
                    (listed.named, listed.displayed),
                    (lets, lets),
                    "age {age}, own {own:?}, guardian {guardian:?}"
                );
            }
        }
    }
}
