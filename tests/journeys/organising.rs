//! An organiser sets a contest up, invites, opens, closes, starts the judging.

use contest::contests::{Kind, Phase};
use house_tests::{Client, DAY_MS, HOUR_MS, Maker, PASSWORD, SLUG, TestApp, expect_status};
use http::StatusCode;

#[tokio::test]
async fn an_administrator_creates_a_contest_from_the_template() {
    for app in TestApp::all().await {
        let mut admin = app.admin().await;
        let page = "/vi/contests/new";
        expect_status(&admin.get(page).await, StatusCode::OK);
        let taken = [
            ("template", "sonla-2024"),
            ("name_vi", "Cuộc thi mới"),
            ("name_en", "New"),
            ("slug", SLUG),
        ];
        let bad = admin.post(page, &taken).await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bad.wrong() == ["slug"] && bad.has("Cuộc thi mới"),
            "{:?}",
            bad.wrong()
        );
        admin.get(page).await;
        let form = [
            ("template", "sonla-2024"),
            ("name_vi", "Cuộc thi mới"),
            ("name_en", "New"),
            ("slug", "moi-2025"),
        ];
        let made = admin.post(page, &form).await;
        expect_status(&made, StatusCode::SEE_OTHER);
        assert_eq!(made.location(), "/vi/moi-2025/organise");
        expect_status(&admin.get(made.location()).await, StatusCode::OK);
        expect_status(
            &app.stranger().get("/vi/moi-2025").await,
            StatusCode::NOT_FOUND,
        );
        let opened = admin.post("/vi/moi-2025/organise/advance/open", &[]).await;
        expect_status(&opened, StatusCode::SEE_OTHER);
        expect_status(&app.stranger().get("/vi/moi-2025").await, StatusCode::OK);
        expect_status(
            &app.organiser().await.get("/vi/moi-2025/organise").await,
            StatusCode::NOT_FOUND,
        );
    }
}

#[tokio::test]
async fn next_years_edition_is_set_up_like_this_one_without_its_works_and_people() {
    for mut app in TestApp::all().await {
        app.filled(2).await;
        let mut organiser = app.organiser().await;
        let new = "/vi/contests/new";
        assert!(organiser.get(new).await.has("Lập như cuộc thi trước"));
        let fields = |template: &'static str, slug: &'static str| {
            [
                ("template", template),
                ("name_vi", "Cuộc thi năm sau"),
                ("name_en", "Next year"),
                ("slug", slug),
            ]
        };
        let strange = organiser
            .post(new, &fields("like:khong-co", "nam-sau"))
            .await;
        expect_status(&strange, StatusCode::UNPROCESSABLE_ENTITY);
        organiser.get(new).await;
        let made = organiser
            .post(new, &fields("like:sonla-2024", "nam-sau"))
            .await;
        expect_status(&made, StatusCode::SEE_OTHER);
        for (table, what) in [
            ("categories", "slug, letter, kind, name_vi, max_per_author"),
            (
                "rounds",
                "position, kind, method, carry, sheets_per_entry, least_sheets",
            ),
            ("prize_tiers", "level, name_vi, quota, money_vnd"),
        ] {
            let same = format!(
                "SELECT COUNT(*) FROM (SELECT {what}, COUNT(DISTINCT t.contest_id) AS n FROM {table} t GROUP BY {what}) x
                    WHERE n <> 2"
            );
            assert_eq!(app.number(same.leak()).await, 0, "{table}");
        }
        let own = "SELECT COUNT(*) FROM entries e JOIN contests c ON c.id = e.contest_id WHERE c.slug = 'nam-sau'";
        assert_eq!(app.number(own).await, 0);
        let seats = "SELECT COUNT(*) FROM panel_members m JOIN rounds r ON r.id = m.round_id
            JOIN contests c ON c.id = r.contest_id WHERE c.slug = 'nam-sau'";
        assert_eq!(app.number(seats).await, 0);
    }
}

async fn a_round_is_changed(app: &TestApp, organiser: &mut Client<'_>, base: &str) {
    let round = format!("{base}/rounds/tho/1");
    organiser.get(&round).await;
    let form = |weight: &'static str| {
        [
            ("kind", "rating"),
            ("method", "default"),
            ("advance_by", "all"),
            ("sheets", "3"),
            ("least_sheets", "2"),
            ("scale_low", "0"),
            ("scale_high", "20"),
            ("scale_step", "1"),
            ("label-0", "Tứ thơ"),
            ("weight-0", weight),
            ("label-1", "Lời thơ"),
            ("weight-1", "40"),
        ]
    };
    let wrong = organiser.post(&round, &form("sáu mươi")).await;
    expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.wrong(), ["weight-0"]);
    assert!(wrong.has("sáu mươi") && wrong.has("Lời thơ"));
    let saved = organiser.post(&round, &form("60")).await;
    expect_status(&saved, StatusCode::SEE_OTHER);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM criteria WHERE most = 20")
            .await,
        2
    );
}

#[tokio::test]
async fn dates_categories_and_prizes_are_changed_and_wrong_ones_are_not() {
    for app in TestApp::all().await {
        let mut organiser = app.organiser().await;
        let base = format!("/vi/{SLUG}/organise");
        let calendar = format!("{base}/calendar");
        organiser.get(&calendar).await;
        let dates = |closes: &'static str, grace: &'static str| {
            [
                ("opens_at", "08:00 15/07/2024"),
                ("closes_at", closes),
                ("grace_minutes", grace),
                ("judging_ends_at", "17:00 05/10/2024"),
                ("announced_at", "20:00 07/10/2024"),
            ]
        };
        let bad = organiser.post(&calendar, &dates("32/09", "-1")).await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(bad.wrong(), ["closes_at", "grace_minutes"]);
        assert!(bad.has("32/09"));
        let order = organiser
            .post(&calendar, &dates("08:00 01/07/2024", "15"))
            .await;
        assert_eq!(order.wrong(), ["closes_at"]);
        let saved = organiser
            .post(&calendar, &dates("12:00 29/09/2024", "30"))
            .await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        assert_eq!(app.number("SELECT grace_ms FROM contests").await, 1_800_000);

        let category = format!("{base}/categories/tho");
        organiser.get(&category).await;
        let form = |per_author: &'static str| {
            [
                ("name_vi", "Thơ ca"),
                ("name_en", "Poetry"),
                ("per_author", per_author),
            ]
        };
        expect_status(
            &organiser.post(&category, &form("x")).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        let saved = organiser.post(&category, &form("5")).await;
        expect_status(&saved, StatusCode::SEE_OTHER);
        assert_eq!(
            app.number("SELECT max_per_author FROM categories WHERE slug = 'tho'")
                .await,
            5
        );

        a_round_is_changed(&app, &mut organiser, &base).await;

        let prizes = format!("{base}/prizes");
        organiser.get(&prizes).await;
        let bad = organiser
            .post(
                &prizes,
                &[("label-tho-0", "Giải A"), ("quantity-tho-0", "một")],
            )
            .await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.has("một") && app.number("SELECT COUNT(*) FROM prize_tiers").await == 16);
    }
}

async fn invited_to(organiser: &mut Client<'_>, name: &str) -> String {
    let people = format!("/vi/{SLUG}/organise/people");
    organiser.get(&people).await;
    let form = [
        ("name", name),
        ("login", "moi@sonla.example"),
        ("role", "juror"),
        ("category", "tho"),
    ];
    let card = organiser.post(&people, &form).await;
    expect_status(&card, StatusCode::OK);
    let (_, rest) = card
        .text
        .split_once("/vi/invitation/")
        .expect("the card shows the link");
    let token: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    format!("/vi/invitation/{token}")
}

#[tokio::test]
async fn an_invitation_becomes_a_password_once() {
    for app in TestApp::all().await {
        let mut organiser = app.organiser().await;
        let people = format!("/vi/{SLUG}/organise/people");
        organiser.get(&people).await;
        let bad = organiser
            .post(&people, &[("name", "Không thư"), ("login", "khong")])
            .await;
        expect_status(&bad, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            bad.has("Không thư") && bad.wrong().len() == 2,
            "{:?}",
            bad.wrong()
        );
        let link = invited_to(&mut organiser, "Tòng Văn Hưng").await;
        assert_eq!(
            app.number("SELECT COUNT(*) FROM outbox").await,
            1,
            "a message waits in the outbox"
        );
        let mut juror = app.stranger();
        let page = juror.get(&link).await;
        assert!(page.has("Tòng Văn Hưng"), "{}", page.main());
        let short = juror
            .post(&link, &[("password", "ngắn"), ("again", "ngắn")])
            .await;
        expect_status(&short, StatusCode::UNPROCESSABLE_ENTITY);
        let unlike = juror
            .post(
                &link,
                &[("password", PASSWORD), ("again", "khác hẳn câu trên kia")],
            )
            .await;
        assert_eq!(unlike.wrong(), ["again"]);
        assert!(!unlike.has(PASSWORD), "a password never comes back");
        let set = juror
            .post(&link, &[("password", PASSWORD), ("again", PASSWORD)])
            .await;
        expect_status(&set, StatusCode::SEE_OTHER);
        expect_status(&juror.get("/vi/account").await, StatusCode::OK);
        expect_status(
            &juror.get(&format!("/vi/{SLUG}/jury")).await,
            StatusCode::OK,
        );
        let used = app.stranger().get(&link).await;
        expect_status(&used, StatusCode::GONE);
        assert!(used.has("không còn dùng được"), "{}", used.main());
        juror.post("/vi/sign-out", &[]).await;
        expect_status(&juror.get("/vi/account").await, StatusCode::SEE_OTHER);
        juror.get("/vi/sign-in").await;
        let wrong = juror
            .post(
                "/vi/sign-in",
                &[("login", "moi@sonla.example"), ("password", "sai")],
            )
            .await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has("moi@sonla.example"));
        let right = [("login", "moi@sonla.example"), ("password", PASSWORD)];
        expect_status(
            &juror.post("/vi/sign-in", &right).await,
            StatusCode::SEE_OTHER,
        );
        expect_status(&juror.get("/vi/account").await, StatusCode::OK);
    }
}

#[tokio::test]
async fn an_invitation_ends_after_its_days() {
    for app in TestApp::all().await {
        let link = invited_to(&mut app.organiser().await, "Muộn").await;
        app.later(14 * DAY_MS - HOUR_MS);
        expect_status(&app.stranger().get(&link).await, StatusCode::OK);
        app.later(2 * HOUR_MS);
        expect_status(&app.stranger().get(&link).await, StatusCode::GONE);
    }
}

#[tokio::test]
async fn the_contest_opens_closes_and_goes_to_the_jury_in_this_order_only() {
    for mut app in TestApp::all().await {
        let mut organiser = app.organiser().await;
        let advance = |to: &str| format!("/vi/{SLUG}/organise/advance/{to}");
        expect_status(
            &organiser.post(&advance("judging"), &[]).await,
            StatusCode::CONFLICT,
        );
        expect_status(
            &organiser.post(&advance("open"), &[]).await,
            StatusCode::SEE_OTHER,
        );
        app.at(app.contest.opens_at.plus_ms(1));
        app.reload().await;
        let made = app.enter(Kind::Poem, 1, &Maker::number(1)).await;
        let mut organiser = app.organiser().await;
        expect_status(
            &organiser.post(&advance("checking"), &[]).await,
            StatusCode::CONFLICT,
        );
        app.at(app.contest.last_call().plus_ms(1));
        let mut organiser = app.organiser().await;
        expect_status(
            &organiser.post(&advance("checking"), &[]).await,
            StatusCode::SEE_OTHER,
        );
        expect_status(
            &organiser.post(&advance("checking"), &[]).await,
            StatusCode::CONFLICT,
        );
        let early = organiser.post(&advance("judging"), &[]).await;
        expect_status(&early, StatusCode::CONFLICT);
        let ruling = format!("/vi/{SLUG}/desk/entries/{}", made.id);
        expect_status(
            &organiser.post(&ruling, &[("decision", "eligible")]).await,
            StatusCode::SEE_OTHER,
        );
        expect_status(
            &organiser.post(&advance("judging"), &[]).await,
            StatusCode::SEE_OTHER,
        );
        app.reload().await;
        assert_eq!(app.contest.phase, Phase::Judging);
        assert_eq!(app.number("SELECT COUNT(*) FROM assignments").await, 3);
    }
}
