//! After the announcement: a complaint with its file, a prize withdrawn, the works behind it moved up, certificates that no longer
//! stand, and what both signed as it was.

use house_tests::{Client, Made, PASSWORD, Reply, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;
use judging::{decisions, prizes};

const CASES: &str = "/vi/sonla-2024/organise/complaints";
const CORRECTION: &str = "/vi/sonla-2024/organise/correction";

async fn complain(client: &mut Client<'_>, code: &str, words: &str) -> Reply {
    let fields = [
        ("code", code),
        ("name", "Lò Văn Hặc"),
        ("contact", "0912 345 678"),
        ("words", words),
    ];
    client.post(&format!("/vi/{SLUG}/complaint"), &fields).await
}

fn address(text: &str, beginning: &str) -> String {
    let found = text.split(&format!("\"{beginning}")).nth(1);
    let rest = found.and_then(|rest| rest.split('"').next());
    format!("{beginning}{}", rest.expect("an address"))
}

#[tokio::test]
async fn a_complaint_is_heard_from_both_sides_and_answered_once() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Decided).await;
        let mut visitor = app.stranger();
        let early = visitor.get(&format!("/vi/{SLUG}/complaint")).await;
        assert!(early.has("sau khi công bố"), "{}", early.main());
        let refused = complain(&mut visitor, "", "Sớm quá").await;
        assert!(refused.status.is_client_error());
        app.at(app.contest.results_at);

        let winners = visitor.get(&format!("/vi/{SLUG}/winners")).await;
        assert!(winners.has(&format!("/vi/{SLUG}/complaint")));
        let code = made[0].code.as_str();
        let wrong = complain(&mut visitor, "T-9999-X", "Bài chép lại").await;
        assert_eq!(wrong.wrong(), ["code"]);
        let kept = ("words".to_owned(), "Bài chép lại".to_owned());
        assert!(wrong.typed().contains(&kept), "what was typed stays");
        assert_eq!(complain(&mut visitor, code, " ").await.wrong(), ["words"]);
        let blank = visitor.post(&format!("/vi/{SLUG}/complaint"), &[]).await;
        assert_eq!(blank.wrong(), ["words", "name", "contact"], "all at once");
        let sent = complain(&mut visitor, code, "Bài <b>chép</b> lại").await;
        expect_status(&sent, StatusCode::SEE_OTHER);
        let own = sent.location().to_owned();
        let followed = visitor.get(&own).await;
        assert!(followed.has("Đã nhận khiếu nại") && followed.has("&lt;b&gt;chép"));

        let mut holder = app.stranger();
        let reply = format!("/vi/entries/{}/reply", made[0].key);
        expect_status(&holder.get(&reply).await, StatusCode::NOT_FOUND);
        let mut organiser = app.organiser().await;
        let case = address(&organiser.get(CASES).await.text, &format!("{CASES}/"));
        assert!(organiser.get(&case).await.has("0912 345 678"));
        let ask = format!("{case}/ask");
        assert_eq!(organiser.post(&ask, &[]).await.wrong(), ["question"]);
        let asked = [("question", "Bạn viết bài này khi nào?")];
        expect_status(&organiser.post(&ask, &asked).await, StatusCode::SEE_OTHER);

        let receipt = holder.get(&format!("/vi/entries/{}", made[0].key)).await;
        assert!(receipt.has(&reply), "{}", receipt.main());
        let question = holder.get(&reply).await;
        assert!(question.has("khi nào?") && !question.has("Lò Văn Hặc"));
        let other = format!("/vi/entries/{}/reply", made[1].key);
        expect_status(&holder.get(&other).await, StatusCode::NOT_FOUND);
        let said = [("words", "Tôi viết tháng Tám.")];
        expect_status(&holder.post(&reply, &said).await, StatusCode::SEE_OTHER);
        let twice = holder.post(&reply, &said).await;
        assert!(twice.status.is_client_error(), "answered once");

        let heard = organiser.get(&case).await;
        assert!(heard.has("Tôi viết tháng Tám."));
        let undecided = organiser
            .post(&case, &[("answer", "Không có căn cứ.")])
            .await;
        assert_eq!(undecided.wrong(), ["outcome"]);
        let fields = [("outcome", "dismissed"), ("answer", "Không có căn cứ.")];
        expect_status(&organiser.post(&case, &fields).await, StatusCode::SEE_OTHER);
        let again = organiser.post(&case, &fields).await;
        assert!(again.status.is_client_error(), "decided once");
        let told = visitor.get(&own).await;
        assert!(told.has("Không có căn cứ.") && !told.has("tháng Tám"));

        let late = [("until", "08:00 01/01/2020")];
        expect_status(&organiser.post(CASES, &late).await, StatusCode::SEE_OTHER);
        let closed = complain(&mut visitor, code, "Muộn").await;
        assert!(closed.status.is_client_error(), "after the last day");
    }
}

/// Poems that have a prize, the highest first.
async fn standing(app: &TestApp) -> Vec<(String, i64)> {
    let mut tx = app.tx().await;
    let poems = app.category("tho").id;
    let mut all = Vec::new();
    for award in prizes::awards_of(&mut tx, app.contest.id)
        .await
        .expect("reads")
    {
        if award.category_id == poems {
            let entry = submissions::entries::by_id(&mut tx, award.entry_id)
                .await
                .expect("reads")
                .expect("exists");
            all.push((entry.code.expect("a code"), award.level));
        }
    }
    all
}

async fn withdraw(organiser: &mut Client<'_>, one: &Made, filling: &str, password: &str) -> Reply {
    let fields = [
        ("code", one.code.as_str()),
        ("filling", filling),
        ("decision", "15/QĐ-BTC"),
        ("reason", "Bài đã in trên báo"),
        ("password", password),
    ];
    organiser.post(CORRECTION, &fields).await
}

/// Certificates are entered for all awards that have none.
async fn issue(organiser: &mut Client<'_>) {
    let fields = [
        ("issuer", "BAN TỔ CHỨC"),
        ("signer_title", "TRƯỞNG BAN"),
        ("signer_name", "Ngọc Ánh"),
        ("place_date", "Sơn La, ngày 07 tháng 10 năm 2024"),
    ];
    let done = organiser
        .post(&format!("/vi/{SLUG}/certificates"), &fields)
        .await;
    expect_status(&done, StatusCode::SEE_OTHER);
}

/// The work is still among the signed awards, under the digest that both signed.
async fn what_both_signed_stands(app: &TestApp, withdrawn: &Made) {
    let mut tx = app.tx().await;
    let signed = prizes::signed_awards_of(&mut tx, app.contest.id)
        .await
        .expect("reads");
    assert!(signed.iter().any(|a| a.entry_id == withdrawn.id));
    let digest = decisions::digest_of(&mut tx, app.contest.id)
        .await
        .expect("reads");
    let decision = decisions::decision_of(&mut tx, app.contest.id)
        .await
        .expect("reads")
        .expect("signed");
    assert_eq!(decision.digest, Some(digest));
}

#[tokio::test]
async fn a_withdrawn_prize_moves_others_up_and_leaves_what_was_signed() {
    for mut app in TestApp::all().await {
        let made = app.filled(14).await;
        app.play(&made, Stage::Decided).await;
        let mut organiser = app.organiser().await;
        issue(&mut organiser).await;
        app.at(app.contest.results_at);
        let before = standing(&app).await;
        let quota = before.len();
        assert!(quota > 3 && quota < 14, "{quota} prizes for 14 poems");

        let mut organiser = app.organiser().await;
        let preview = organiser
            .get(&format!(
                "{CORRECTION}?code={}&filling=move_up",
                made[0].code
            ))
            .await;
        assert!(
            preview.has(&made[quota].code),
            "who would come in: {}",
            preview.main()
        );
        let wrong = withdraw(&mut organiser, &made[0], "move_up", "sai").await;
        assert_eq!(wrong.wrong(), ["password"]);
        assert_eq!(standing(&app).await, before, "nothing without the password");
        let done = withdraw(&mut organiser, &made[0], "move_up", PASSWORD).await;
        expect_status(&done, StatusCode::SEE_OTHER);

        let after = standing(&app).await;
        let levels = |of: &[(String, i64)]| of.iter().map(|a| a.1).collect::<Vec<_>>();
        assert_eq!(levels(&after), levels(&before), "as many of each tier");
        let codes: Vec<_> = after.iter().map(|a| a.0.clone()).collect();
        let expected: Vec<_> = made[1..=quota].iter().map(|m| m.code.clone()).collect();
        assert_eq!(codes, expected, "everybody behind stands one place higher");
        let mut visitor = app.stranger();
        let winners = visitor.get(&format!("/vi/{SLUG}/winners")).await;
        assert!(winners.has("15/QĐ-BTC") && winners.has("Bài đã in trên báo"));
        let stale = app
            .number("SELECT COUNT(*) FROM certificates WHERE withdrawn_at IS NOT NULL")
            .await;
        let moved = before.iter().filter(|one| !after.contains(one)).count();
        assert_eq!(
            usize::try_from(stale),
            Ok(moved),
            "certificates of whoever moved"
        );

        issue(&mut organiser).await;
        let standing_now = app
            .number("SELECT COUNT(*) FROM certificates WHERE withdrawn_at IS NULL")
            .await;
        let awarded = app.number("SELECT COUNT(*) FROM awards").await;
        assert_eq!(standing_now, awarded, "whoever moved up gets a new one");

        what_both_signed_stands(&app, &made[0]).await;
        let empty = withdraw(&mut organiser, &made[1], "empty", PASSWORD).await;
        expect_status(&empty, StatusCode::SEE_OTHER);
        assert_eq!(
            standing(&app).await.len(),
            quota - 1,
            "the place stays empty"
        );
        let none = withdraw(&mut organiser, &made[0], "empty", PASSWORD).await;
        assert_eq!(none.wrong(), ["code"], "what has no prize loses none");
    }
}

#[tokio::test]
async fn where_works_are_equal_the_jury_says_which_of_them_comes_in() {
    for mut app in TestApp::all().await {
        let made = app.filled(14).await;
        app.play(&made, Stage::Decided).await;
        app.at(app.contest.results_at);
        let quota = standing(&app).await.len();
        for (n, one) in made[..14].iter().enumerate().skip(quota) {
            let steps = i32::from(n < quota + 2);
            app.tamper(format!(
                "UPDATE marks SET steps = {steps} WHERE assignment_id IN (SELECT a.id FROM assignments a
                    JOIN entries e ON e.id = a.entry_id WHERE e.code = '{}')",
                one.code
            ))
            .await;
        }
        let mut organiser = app.organiser().await;
        let asked = format!("{CORRECTION}?code={}&filling=move_up", made[0].code);
        let preview = organiser.get(&asked).await;
        assert!(preview.has("2 bài bằng điểm"), "{}", preview.main());
        let (one, other) = (&made[quota].code, &made[quota + 1].code);
        assert!(preview.has(one) && preview.has(other));
        let wrong = organiser
            .get(&format!("{asked}&chosen={}", made[quota + 2].code))
            .await;
        assert!(wrong.has("không nằm trong số bài bằng điểm"));
        let fields = [
            ("code", made[0].code.as_str()),
            ("filling", "move_up"),
            ("chosen", other.as_str()),
            ("decision", "16/QĐ-BTC"),
            ("reason", "Bài đã in trên báo"),
            ("password", PASSWORD),
        ];
        let done = organiser.post(CORRECTION, &fields).await;
        expect_status(&done, StatusCode::SEE_OTHER);
        let after = standing(&app).await;
        assert_eq!(after.len(), quota, "no place stays empty");
        assert!(after.iter().any(|(code, _)| code == other));
        assert!(after.iter().all(|(code, _)| code != one));
        let letter = format!("/vi/{SLUG}/papers/correction.docx");
        let letter = organiser.get(&letter).await;
        expect_status(&letter, StatusCode::OK);
        let archive = std::io::Cursor::new(&letter.bytes);
        let mut archive = zip::ZipArchive::new(archive).expect("a ZIP");
        let text = archive.by_name("word/document.xml").expect("the text");
        let text = std::io::read_to_string(text).expect("UTF-8");
        assert!(text.contains("Số: 16/QĐ-BTC") && text.contains(other.as_str()));
    }
}

#[tokio::test]
async fn what_becomes_of_a_work_stands_beside_it() {
    const STEPS: &str = "/vi/sonla-2024/organise/follow-ups";
    for mut app in TestApp::all().await {
        let made = app.filled(14).await;
        app.play(&made, Stage::Decided).await;
        let mut organiser = app.organiser().await;
        let codes = [&made[0].code, &made[13].code];
        let fields = |work: usize, place: &'static str| {
            [
                ("code", codes[work].as_str()),
                ("stage", "adopted"),
                ("place", place),
                ("words", "Ba lớp <dùng>"),
            ]
        };
        let good = fields(0, "Nhà văn hóa bản Cọ");
        let early = organiser.post(STEPS, &good).await;
        assert!(
            early.status.is_client_error(),
            "not before the announcement"
        );
        app.at(app.contest.results_at);
        let mut organiser = app.organiser().await;
        let nowhere = organiser.post(STEPS, &fields(0, " ")).await;
        assert_eq!(nowhere.wrong(), ["place"]);
        let unawarded = organiser
            .post(STEPS, &fields(1, "Nhà văn hóa bản Cọ"))
            .await;
        assert_eq!(unawarded.wrong(), ["code"]);
        expect_status(&organiser.post(STEPS, &good).await, StatusCode::SEE_OTHER);
        let mut visitor = app.stranger();
        let work = format!("/vi/{SLUG}/works/{}", made[0].code);
        let shown = visitor.get(&work).await;
        assert!(shown.has("Nhà văn hóa bản Cọ") && shown.has("&lt;dùng&gt;"));
        let list = organiser.get(STEPS).await;
        let remove = address(&list.text, &format!("{STEPS}/"));
        expect_status(&organiser.post(&remove, &[]).await, StatusCode::SEE_OTHER);
        assert!(!visitor.get(&work).await.has("Nhà văn hóa bản Cọ"));
    }
}
