//! Names in a work: the desk sees all of them in one list, covers them or leaves them, and takes that back; jurors read
//! and get the covered copy only.

use contest::contests::{Kind, Phase};
use house_tests::{Client, File, Made, Maker, SLUG, Stage, TestApp, expect_status, fixtures};
use http::StatusCode;
use submissions::{
    entries::{self, BlindEntry, EntryId},
    kinds::Slot,
    leaks::MARK,
};

use crate::entering::{ADULT, link_of};
use crate::judging::sheets;
use crate::together::ANSWERS;

/// As the jury's pages are given it.
async fn blind(app: &TestApp, id: EntryId) -> BlindEntry {
    let mut tx = app.app.db.read().await.expect("the database reads");
    let works = entries::blind(&mut tx, &[id]).await;
    works.expect("a blind entry").remove(0)
}

/// An initiative by two people, named in a field, in the document and in the document's name; returns its private link.
async fn initiative(app: &TestApp, client: &mut Client<'_>) -> (String, Made) {
    let address = format!("/vi/{SLUG}/enter/sang-kien");
    client.get(&address).await;
    let document = fixtures::pdf_saying("Nhom lop 5A, lien he Vi Thi Ban, 0912 345 678", "");
    let file = File {
        field: "work",
        name: "de-an-cavanthuan.pdf",
        bytes: &document,
    };
    let fields = [
        ("title", "Suối sạch của Cà Văn Thuận"),
        ("problem", "Rác bên suối"),
        ("solution", "Bạn Vì Thị Ban gom rác mỗi sáng"),
        ("result", "Sạch"),
    ];
    let begun = client.upload(&address, &fields, &[file]).await;
    expect_status(&begun, StatusCode::SEE_OTHER);
    let link = link_of(begun.location());
    let more = [
        ("collective", "Nhóm Ban Trắng"),
        ("others", "Vì Thị Ban 2012"),
    ];
    let author: Vec<_> = ADULT.iter().chain(&more).copied().collect();
    let named = client.post(&format!("{link}/author"), &author).await;
    expect_status(&named, StatusCode::SEE_OTHER);
    client.get(&format!("{link}/review")).await;
    let sent = client.post(&format!("{link}/review"), &ANSWERS).await;
    expect_status(&sent, StatusCode::SEE_OTHER);
    let code = app
        .text("SELECT code FROM entries WHERE code LIKE 'S-%'")
        .await;
    let mut tx = app.app.db.read().await.expect("the database reads");
    let entry = entries::by_code(&mut tx, app.contest.id, &code).await;
    let id = entry.expect("reads").expect("it was sent").id;
    let key = link.rsplit('/').next().unwrap_or_default().to_owned();
    (link, Made { id, key, code })
}

/// A poem whose title is its author's name.
async fn poem(app: &TestApp, n: usize) -> Made {
    let maker = Maker {
        name: format!("Tác Phẩm Số {n}"),
        ..Maker::number(n)
    };
    app.enter(Kind::Poem, n, &maker).await
}

fn page_of(made: &Made) -> String {
    format!("/vi/{SLUG}/desk/entries/{}/cover", made.id)
}

async fn press(client: &mut Client<'_>, page: &str, act: &str) -> StatusCode {
    let seen = client.get(page).await.hidden("seen").unwrap_or_default();
    client
        .post(page, &[("act", act), ("seen", &seen)])
        .await
        .status
}

/// The desk finds every passage in one list, and covers all of them.
async fn desk_covers(app: &TestApp, made: &Made) {
    let (desk, page) = (format!("/vi/{SLUG}/desk"), page_of(made));
    let mut clerk = app.clerk().await;
    assert!(
        clerk
            .get(&desk)
            .await
            .has("Dấu vết tên tác giả (1 chưa xem)")
    );
    let list = clerk.get(&format!("{desk}/leaks")).await;
    assert!(
        list.has(&made.code) && list.has("5 đoạn"),
        "{}",
        list.main()
    );
    let screened = clerk.get(&format!("{desk}/screening")).await;
    assert!(screened.has("Trong bài có đoạn cho biết tác giả"));
    let shown = clerk.get(&page).await;
    for passage in [
        "Cà Văn Thuận",
        "Vì Thị Ban",
        "lop 5A",
        "Vi Thi Ban",
        "0912 345 678",
        "cavanthuan",
    ] {
        let marked = format!("<mark>{passage}</mark>");
        assert!(shown.text.contains(&marked), "{passage}: {}", shown.main());
    }
    let seen = shown.hidden("seen").expect("what was shown");
    let covered = [("act", "cover"), ("seen", seen.as_str())];
    let covered = clerk.post(&page, &covered).await;
    expect_status(&covered, StatusCode::SEE_OTHER);
    assert_eq!(
        covered.location(),
        format!("{desk}/leaks"),
        "nothing else waits"
    );
    assert!(clerk.get(&page).await.has("Giám khảo đọc bản đã che"));
}

/// What the jury is given holds the marks and nothing of the people.
async fn copy_is_covered(app: &TestApp, made: &Made) {
    let work = blind(app, made.id).await;
    assert_eq!(work.title, format!("Suối sạch của {MARK}"));
    assert_eq!(
        work.initiative.solution,
        format!("Bạn {MARK} gom rác mỗi sáng")
    );
    assert_eq!(work.initiative.problem, "Rác bên suối");
    assert_eq!(work.covered.len(), 1);
    assert_eq!(work.covered[0].slot, Slot::InitiativeDocument);
    assert_eq!(
        work.covered[0].text,
        format!("Nhom {MARK}, lien he {MARK}, {MARK}")
    );
}

/// Neither pages nor files tell a juror anything, and the desk keeps the original.
async fn jury_learns_nothing(app: &TestApp, made: &Made) {
    let (desk, page) = (format!("/vi/{SLUG}/desk"), page_of(made));
    let mut juror = app.juror(Kind::Initiative).await;
    let today = juror.get(&format!("/vi/{SLUG}/jury")).await;
    assert!(!today.has("Thuận"), "{}", today.main());
    let sheet = sheets(&mut juror, "sang-kien").await.remove(0);
    let read = juror.get(&sheet).await;
    assert!(read.has(&format!("Suối sạch của {MARK}")) && read.has("ban tổ chức đã che"));
    for told in [
        "Thuận",
        "Thuan",
        "Thi Ban",
        "Thị Ban",
        "lop 5A",
        "0912 345",
        "initiative.document",
    ] {
        assert!(!read.text.contains(told), "{told}: {}", read.main());
    }
    for recipe in ["document", "page-1", "text"] {
        let media = format!("{sheet}/media/initiative.document/{recipe}");
        expect_status(&juror.get(&media).await, StatusCode::NOT_FOUND);
    }
    let mut clerk = app.clerk().await;
    let kept = format!(
        "{desk}/entries/{}/media/initiative.document/document",
        made.id
    );
    expect_status(&clerk.get(&kept).await, StatusCode::OK);
    let late = press(&mut clerk, &page, "uncover").await;
    assert_eq!(
        late,
        StatusCode::CONFLICT,
        "jurors have read the covered copy"
    );
    let told = "SELECT COUNT(*) FROM audit_events WHERE kind = 'entry.covered'";
    assert_eq!(app.number(told).await, 1);
}

#[tokio::test]
async fn names_of_all_authors_are_found_everywhere_and_the_jury_gets_the_covered_copy() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = {
            let mut entrant = app.entrant();
            initiative(&app, &mut entrant).await.1
        };
        desk_covers(&app, &made).await;
        copy_is_covered(&app, &made).await;
        app.play(std::slice::from_ref(&made), Stage::Judging).await;
        jury_learns_nothing(&app, &made).await;
    }
}

#[tokio::test]
async fn chair_and_advisers_read_the_covered_title_at_the_table_and_on_the_decision() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut made = vec![poem(&app, 1).await];
        for n in 2..5 {
            made.push(app.enter(Kind::Poem, n, &Maker::number(n)).await);
        }
        let told = "Tác phẩm số 1";
        {
            let mut clerk = app.clerk().await;
            let done = press(&mut clerk, &page_of(&made[0]), "cover").await;
            assert_eq!(done, StatusCode::SEE_OTHER);
        }
        app.play(&made, Stage::Advising).await;
        for (mut who, path) in [
            (app.chair(Kind::Poem).await, "standings/tho"),
            (app.advisor().await, "advise/tho"),
            (app.chair(Kind::Poem).await, "decide"),
        ] {
            let page = who.get(&format!("/vi/{SLUG}/{path}")).await;
            expect_status(&page, StatusCode::OK);
            assert!(page.has(MARK), "{path}: {}", page.main());
            assert!(!page.has(told), "{path}: {}", page.main());
        }
    }
}

#[tokio::test]
async fn what_the_desk_decided_is_taken_back_and_ends_with_a_change_of_what_it_saw() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = poem(&app, 1).await;
        let page = page_of(&made);
        let mut clerk = app.clerk().await;
        let nothing = press(&mut clerk, &page, "uncover").await;
        assert_eq!(nothing, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            press(&mut clerk, &page, "cover").await,
            StatusCode::SEE_OTHER
        );
        assert_eq!(blind(&app, made.id).await.title, MARK);
        assert_eq!(
            press(&mut clerk, &page, "uncover").await,
            StatusCode::SEE_OTHER
        );
        assert_eq!(blind(&app, made.id).await.title, "Tác phẩm số 1");
        assert_eq!(
            press(&mut clerk, &page, "leave").await,
            StatusCode::SEE_OTHER
        );
        let again = press(&mut clerk, &page, "leave").await;
        assert_eq!(again, StatusCode::UNPROCESSABLE_ENTITY, "left already");
        assert!(clerk.get(&page).await.has("Đã xem và để nguyên"));
        // Whoever left it may still cover it.
        assert_eq!(
            press(&mut clerk, &page, "cover").await,
            StatusCode::SEE_OTHER
        );
        let mut holder = app.entrant();
        let work = format!("/vi/entries/{}/work", made.key);
        let fill = async |holder: &mut Client<'_>, title: &str, text: &str| {
            expect_status(&holder.get(&work).await, StatusCode::OK);
            let fields = [("title", title), ("text", text)];
            let saved = holder.upload(&work, &fields, &[]).await;
            expect_status(&saved, StatusCode::SEE_OTHER);
        };
        let text = blind(&app, made.id).await.body;
        fill(&mut holder, "Tác phẩm số 1", &text).await;
        assert_eq!(
            blind(&app, made.id).await.title,
            MARK,
            "nothing is different"
        );
        let seen = clerk.get(&page).await.hidden("seen").unwrap_or_default();
        fill(&mut holder, "Tác phẩm số 1, sửa", &text).await;
        let blindly = [("act", "leave"), ("seen", seen.as_str())];
        let blindly = clerk.post(&page, &blindly).await;
        expect_status(&blindly, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(blind(&app, made.id).await.title, "Tác phẩm số 1, sửa");
        let list = clerk.get(&format!("/vi/{SLUG}/desk/leaks")).await;
        assert!(list.has("1 bài chưa ai xem"), "{}", list.main());
        fill(&mut holder, "Mùa ban", &text).await;
        let list = clerk.get(&format!("/vi/{SLUG}/desk/leaks")).await;
        assert!(list.has("Không còn bài nào chờ xem"), "{}", list.main());
    }
}

#[tokio::test]
async fn whoever_opens_the_judging_is_told_how_many_works_nobody_has_looked_at() {
    for mut app in TestApp::all().await {
        app.open().await;
        let first = poem(&app, 1).await;
        let second = poem(&app, 2).await;
        app.at(app.contest.last_call().plus_ms(60_000));
        app.advance(Phase::Checking).await;
        let mut organiser = app.organiser().await;
        let home = format!("/vi/{SLUG}/organise");
        let told = organiser.get(&home).await;
        assert!(told.has("2 bài có đoạn cho biết tên tác giả mà chưa ai xem"));
        let mut clerk = app.clerk().await;
        let seen = clerk.get(&page_of(&first)).await.hidden("seen");
        let left = [("act", "leave"), ("seen", &seen.expect("what was shown"))];
        let left = clerk.post(&page_of(&first), &left).await;
        assert_eq!(left.location(), page_of(&second), "the next one that waits");
        assert!(organiser.get(&home).await.has("1 bài có đoạn cho biết"));
        let done = press(&mut clerk, &page_of(&second), "cover").await;
        assert_eq!(done, StatusCode::SEE_OTHER);
        assert!(!organiser.get(&home).await.has("đoạn cho biết tên tác giả"));
        let mut juror = app.juror(Kind::Poem).await;
        expect_status(&juror.get(&page_of(&first)).await, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn works_from_before_the_search_are_searched_once() {
    for mut app in TestApp::all().await {
        app.open().await;
        let made = poem(&app, 1).await;
        app.tamper("DELETE FROM leak_searches".to_owned()).await;
        let now = app.app.now();
        let searched = submissions::leaks::renew_missing(&app.app.db, now).await;
        assert_eq!(searched.expect("searches"), 1);
        let again = submissions::leaks::renew_missing(&app.app.db, now).await;
        assert_eq!(again.expect("searches"), 0);
        let mut clerk = app.clerk().await;
        assert!(
            clerk
                .get(&format!("/vi/{SLUG}/desk/leaks"))
                .await
                .has(&made.code)
        );
    }
}
