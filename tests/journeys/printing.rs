//! Papers: all of them from the signed result, none of them before; the plan of the ceremony goes into the script.

use contest::contests::Kind;
use house_tests::{Client, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;

const BASE: &str = "/vi/sonla-2024/papers";
const CEREMONY: &str = "/vi/sonla-2024/ceremony";

/// Addresses of files on the page of papers.
fn files(text: &str) -> Vec<String> {
    let links = text.split("href=\"").skip(1);
    links
        .filter_map(|rest| rest.split('"').next())
        .filter(|address| address.starts_with(&format!("{BASE}/")) && address.contains('.'))
        .map(str::to_owned)
        .collect()
}

/// The text of a DOCX.
fn words(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a ZIP");
    let part = archive.by_name("word/document.xml").expect("the text");
    std::io::read_to_string(part).expect("UTF-8")
}

#[tokio::test]
async fn papers_of_the_result_are_there_once_both_have_signed() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Advising).await;
        let mut organiser = app.organiser().await;
        let early = files(&organiser.get(BASE).await.text);
        let there = [
            "plan.pdf",
            "plan.docx",
            "proposal.pdf",
            "proposal.docx",
            "hanging.pdf",
            "hanging.docx",
            "hanging.xlsx",
            "entries.xlsx",
            "entries.csv",
            "returns.pdf",
            "returns.docx",
            "returns.xlsx",
            "report.pdf",
            "report.docx",
            "report.xlsx",
        ];
        assert_eq!(early, there.map(|name| format!("{BASE}/{name}")));
        for hidden in [
            "decision.pdf",
            "winners.csv",
            "script.docx",
            "labels-far.pdf",
        ] {
            let answer = organiser.get(&format!("{BASE}/{hidden}")).await;
            expect_status(&answer, StatusCode::NOT_FOUND);
        }
        app.decide().await;
        let mut organiser = app.organiser().await;
        let all = files(&organiser.get(BASE).await.text);
        assert_eq!(all.len(), 37, "{all:?}");
        for address in &all {
            let file = organiser.get(address).await;
            expect_status(&file, StatusCode::OK);
            let begins: &[u8] = match address.rsplit('.').next() {
                Some("pdf") => b"%PDF",
                Some("csv") => "\u{feff}".as_bytes(),
                _ => b"PK",
            };
            assert!(file.bytes.starts_with(begins), "{address}");
        }
        let awards = app.number("SELECT COUNT(*) FROM awards").await;
        let winners = organiser.get(&format!("{BASE}/winners.csv")).await;
        let lines = i64::try_from(winners.text.lines().count()).expect("few");
        assert_eq!(lines, awards + 1, "{}", winners.text);
        let author = app
            .text("SELECT a.full_name FROM authors a JOIN awards w ON w.entry_id = a.entry_id LIMIT 1")
            .await;
        assert!(winners.text.contains(&author), "{author}");
        let decision = organiser.get(&format!("{BASE}/decision.docx")).await;
        assert!(words(&decision.bytes).contains(&author), "{author}");
        the_press_learns_no_name_that_is_not_public(&app, &mut organiser, (&author, awards)).await;
        for wrong in ["decision.csv", "entries.pdf", "decision", "x.pdf"] {
            let answer = organiser.get(&format!("{BASE}/{wrong}")).await;
            expect_status(&answer, StatusCode::NOT_FOUND);
        }
        let mut juror = app.juror(Kind::Poem).await;
        for address in [
            BASE.to_owned(),
            format!("{BASE}/entries.csv"),
            CEREMONY.to_owned(),
        ] {
            expect_status(&juror.get(&address).await, StatusCode::NOT_FOUND);
        }
    }
}

/// Whoever does not agree to be named is named to nobody outside.
async fn the_press_learns_no_name_that_is_not_public(
    app: &TestApp,
    organiser: &mut Client<'_>,
    (author, awards): (&str, i64),
) {
    app.tamper(format!(
        "UPDATE consents SET given = FALSE WHERE purpose = 'naming'
            AND entry_id IN (SELECT entry_id FROM authors WHERE full_name = '{author}')"
    ))
    .await;
    let press = organiser.get(&format!("{BASE}/press.zip")).await;
    let mut pack = zip::ZipArchive::new(std::io::Cursor::new(press.bytes)).expect("a ZIP");
    let names: Vec<String> = pack.file_names().flatten().map(Into::into).collect();
    for name in [
        "facts-vi.pdf",
        "facts-en.pdf",
        "winners.csv",
        "pictures/captions.csv",
    ] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let pictures = names.iter().filter(|name| name.starts_with("pictures/01-"));
    assert_eq!(pictures.count(), 1, "{names:?}");
    let public = pack.by_name("winners.csv").expect("the list");
    let public = std::io::read_to_string(public).expect("UTF-8");
    assert_eq!(i64::try_from(public.lines().count()), Ok(awards + 1));
    assert!(!public.contains(author), "{public}");
}

#[tokio::test]
async fn the_ceremony_is_planned_read_out_and_announced_from_its_screen() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Advising).await;
        app.decide().await;
        let mut organiser = app.organiser().await;
        let shown = organiser.get(CEREMONY).await;
        let named = |name: &str| {
            let start = format!("name=\"{name}-");
            let rest = shown.text.split(&start).nth(1).expect("a field");
            format!("{name}-{}", rest.split('"').next().expect("ends"))
        };
        let (presenter, reading, minutes) =
            (named("presenter"), named("reading"), named("minutes"));
        let typed = |place: &'static str, long: &'static str| {
            [
                ("held_at", "19:30 07/10/2024"),
                ("seconds_each", "45"),
                ("place", place),
                ("opening", "Kính thưa quý vị!"),
                (presenter.as_str(), "Bà Lò Thị Én, Trưởng ban"),
                (reading.as_str(), "đọc là Én"),
                (minutes.as_str(), long),
            ]
        };
        let wrong = organiser.post(CEREMONY, &typed(" ", "4")).await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.wrong(), ["place"]);
        assert!(wrong.text.contains("Bà Lò Thị Én"), "what was typed stays");
        let wrong = organiser.post(CEREMONY, &typed("Hội trường", "lâu")).await;
        assert_eq!(wrong.wrong(), [minutes.as_str()]);
        let done = organiser.post(CEREMONY, &typed("Hội trường", "4")).await;
        expect_status(&done, StatusCode::SEE_OTHER);

        let script = organiser.get(&format!("{BASE}/script.docx")).await;
        let script = words(&script.bytes);
        for said in [
            "Bà Lò Thị Én, Trưởng ban",
            "đọc là Én",
            "Kính thưa quý vị!",
            "Hội trường",
        ] {
            assert!(script.contains(said), "{said}");
        }
        let awards = app.number("SELECT COUNT(*) FROM awards").await;
        let screen = organiser.get(&format!("{CEREMONY}/screen")).await;
        let slides = screen.text.matches("class=\"slide work\"").count();
        assert_eq!(i64::try_from(slides), Ok(awards));

        let winners = format!("/vi/{SLUG}/winners");
        assert!(
            !app.stranger()
                .get(&winners)
                .await
                .text
                .contains("class=\"tier")
        );
        let announce = format!("/vi/{SLUG}/decide/announce");
        let told = organiser
            .post(&announce, &[("announce_at", ""), ("go", "now")])
            .await;
        expect_status(&told, StatusCode::SEE_OTHER);
        assert!(
            app.stranger()
                .get(&winners)
                .await
                .text
                .contains("class=\"tier")
        );
        let screen = organiser.get(&format!("{CEREMONY}/screen")).await;
        assert!(!screen.text.contains("name=\"go\""), "announced only once");
    }
}

#[tokio::test]
async fn the_report_counts_what_was_entered_and_names_nobody() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        let address = format!("/vi/{SLUG}/report");
        let mut organiser = app.organiser().await;
        let early = organiser.get(&address).await;
        assert!(
            early.has("Bài đã nhận") && !early.has("Giải thưởng"),
            "{}",
            early.main()
        );
        app.play(&made, Stage::Decided).await;
        let mut organiser = app.organiser().await;
        let query = "Learning%20citizens%3A%202.000%0Ano%20number";
        let page = organiser.get(&format!("{address}?models={query}")).await;
        let words = page.main();
        let counted = format!("Bài đã nhận{}", made.len());
        assert!(
            words.replace(' ', "").contains(&counted.replace(' ', "")),
            "{words}"
        );
        // five works on two thousand learning citizens
        assert!(page.has("2,5") && !page.has("Lò Thị Số"), "{words}");
        for form in ["pdf", "docx", "xlsx"] {
            let file = organiser
                .get(&format!("/vi/{SLUG}/papers/report.{form}?models={query}"))
                .await;
            expect_status(&file, StatusCode::OK);
            assert!(file.bytes.len() > 4_000, "{form}");
        }
        let csv = organiser
            .get(&format!("/vi/{SLUG}/papers/report.csv"))
            .await;
        expect_status(&csv, StatusCode::NOT_FOUND);
        let mut juror = app.juror(contest::contests::Kind::Poem).await;
        expect_status(&juror.get(&address).await, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn all_works_come_in_one_archive_that_says_whose_it_is() {
    for mut app in TestApp::all().await {
        let made = app.filled(3).await;
        let pack = format!("{BASE}/works");
        let mut juror = app.juror(Kind::Poem).await;
        expect_status(&juror.post(&pack, &[]).await, StatusCode::NOT_FOUND);
        let mut organiser = app.organiser().await;
        let sent = organiser.post(&pack, &[]).await;
        expect_status(&sent, StatusCode::OK);
        let archive = std::io::Cursor::new(&sent.bytes);
        let mut archive = zip::ZipArchive::new(archive).expect("a ZIP");
        let names = archive.file_names().map(|name| name.map(Into::into));
        let names: Vec<String> = names.collect::<Result<_, _>>().expect("names");
        let plain = |c: char| c.is_ascii_alphanumeric() || "-./_".contains(c);
        assert!(
            names.iter().all(|name| name.chars().all(plain)),
            "{names:?}"
        );
        for work in &made {
            let of = |name: &&String| name.contains(&work.code);
            assert_eq!(
                names.iter().filter(of).count(),
                1,
                "{}: {names:?}",
                work.code
            );
        }
        let mut read = |name: &str| {
            let mut bytes = Vec::new();
            let mut file = archive.by_name(name).expect("is there");
            std::io::Read::read_to_end(&mut file, &mut bytes).expect("is whole");
            bytes
        };
        let about = String::from_utf8(read("README.txt")).expect("UTF-8");
        let name = app.text("SELECT p.name FROM people p JOIN roles r ON r.person_id = p.id WHERE r.role = 'organiser' LIMIT 1");
        assert!(
            about.contains(&name.await) && about.contains("4 bài"),
            "{about}"
        );
        let painting = names.iter().find(|n| n.contains(&made[3].code));
        let bytes = read(painting.expect("the painting"));
        let list = String::from_utf8(read("list.csv")).expect("UTF-8");
        let digest = contest::db::Digest::of(&bytes).hex();
        assert!(list.contains(&digest), "{list}");
        let told = "SELECT COUNT(*) FROM audit_events WHERE kind = 'works.exported'";
        assert_eq!(app.number(told).await, 1);
    }
}

#[tokio::test]
async fn awards_are_announced_one_by_one_once_the_evening_has_begun() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Advising).await;
        app.decide().await;
        let mut organiser = app.organiser().await;
        let plan = [
            ("held_at", "19:30 07/10/2024"),
            ("seconds_each", "45"),
            ("place", "Hội trường"),
            ("step_by_step", "yes"),
        ];
        let live = format!("{CEREMONY}/live");
        let early = organiser.post(&live, &[]).await;
        assert!(early.status.is_client_error(), "nothing is planned");
        expect_status(
            &organiser.post(CEREMONY, &plan).await,
            StatusCode::SEE_OTHER,
        );
        let reveals = |text: &str| -> Vec<String> {
            let parts = text.split("data-reveal=\"").skip(1);
            let parts = parts.filter_map(|rest| rest.split('"').next());
            parts.map(str::to_owned).collect()
        };
        let screen = format!("{CEREMONY}/screen");
        let rehearsal = organiser.get(&screen).await;
        assert!(
            reveals(&rehearsal.text).is_empty(),
            "a rehearsal reveals nothing"
        );
        let winners = format!("/vi/{SLUG}/winners");
        let mut visitor = app.stranger();
        let mut tx = app.tx().await;
        let given = judging::prizes::awards_of(&mut tx, app.contest.id).await;
        drop(tx);
        let one = given.expect("reads")[0].entry_id;
        let early = organiser
            .post(&format!("{CEREMONY}/reveal/{one}"), &[])
            .await;
        assert!(early.status.is_client_error(), "the evening has not begun");
        expect_status(&organiser.post(&live, &[]).await, StatusCode::SEE_OTHER);
        let steps = reveals(&organiser.get(&screen).await.text);
        let awards = app.number("SELECT COUNT(*) FROM awards").await;
        assert_eq!(i64::try_from(steps.len()), Ok(awards));
        assert!(!visitor.get(&winners).await.text.contains("class=\"tier"));

        let first = organiser.post(&steps[0], &[]).await;
        expect_status(&first, StatusCode::NO_CONTENT);
        let again = organiser.post(&steps[0], &[]).await;
        expect_status(&again, StatusCode::NO_CONTENT);
        let shown = visitor.get(&winners).await;
        assert!(shown.has("Đã công bố 1 giải"), "{}", shown.main());
        assert_eq!(shown.text.matches("class=\"work-card").count(), 1);
        assert!(!shown.text.contains("/works/"), "works have no pages yet");
        let gallery = visitor.get(&format!("/vi/{SLUG}/gallery")).await;
        assert!(!gallery.text.contains("work-card"));
        let none = "00000000-0000-7000-8000-000000000000";
        let none = organiser
            .post(&format!("{CEREMONY}/reveal/{none}"), &[])
            .await;
        expect_status(&none, StatusCode::NOT_FOUND);
        let told = "SELECT COUNT(*) FROM audit_events WHERE kind = 'award.revealed'";
        assert_eq!(app.number(told).await, 1, "the same award once");

        let announce = format!("/vi/{SLUG}/decide/announce");
        let all = [("announce_at", ""), ("go", "now")];
        expect_status(
            &organiser.post(&announce, &all).await,
            StatusCode::SEE_OTHER,
        );
        let shown = visitor.get(&winners).await;
        assert!(shown.text.contains("/works/") && !shown.has("đang diễn ra"));
    }
}

#[tokio::test]
async fn letters_carry_the_numbers_of_the_register_and_the_proposal_names_nobody() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Advising).await;
        let mut organiser = app.organiser().await;
        let register = format!("{BASE}/register");
        let wrong = organiser.post(&register, &[]).await;
        assert_eq!(wrong.wrong(), ["kind", "subject"]);
        let give = [("kind", "proposal"), ("subject", "Đề nghị trao giải")];
        for _ in 0..2 {
            expect_status(
                &organiser.post(&register, &give).await,
                StatusCode::SEE_OTHER,
            );
        }
        let shown = organiser.get(&register).await;
        assert!(
            shown.has("1/TTr-HĐGK") && shown.has("2/TTr-HĐGK"),
            "{}",
            shown.main()
        );
        let proposal = organiser.get(&format!("{BASE}/proposal.docx")).await;
        let proposal = words(&proposal.bytes);
        assert!(proposal.contains("Số: 2/TTr-HĐGK"), "the last number");
        let title =
            app.text("SELECT e.title FROM entries e JOIN awards w ON w.entry_id = e.id LIMIT 1");
        assert!(proposal.contains(&title.await));
        let names =
            "SELECT full_name FROM authors a JOIN awards w ON w.entry_id = a.entry_id LIMIT 1";
        assert!(!proposal.contains(&app.text(names).await), "no author");
        let plan = organiser.get(&format!("{BASE}/plan.docx")).await;
        let plan = words(&plan.bytes);
        assert!(plan.contains("Số: …/KH-BTC") && plan.contains("Cơ cấu giải thưởng"));
    }
}
