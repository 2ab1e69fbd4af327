//! Works that are alike are laid before the desk, whatever was done to hide it, and before nobody else.

use std::io::Cursor;

use contest::contests::{self, Kind, NewContest, Template};
use house_tests::{Made, Maker, Reply, SLUG, TestApp, expect_status, fixtures};
use http::StatusCode;
use image::{codecs::jpeg::JpegEncoder, imageops};
use submissions::{entries::Work, kinds::Slot};

const RIVER: &str = "Sông Đà nước chảy đôi bờ\nHoa ban trắng nở đợi chờ ai sang\nNgười đi qua mấy mùa ban\nCòn nghe tiếng suối hát ngang lưng trời";
const COPIED: &str = "Em ngồi bên cửa lớp con\nVẽ thêm một bản cho tròn ước mơ\nsong da nuoc chay doi bo\nhoa ban trang no doi cho ai sang\nMai sau lớn chẳng ngu ngơ";
const NEW: &str = "Mẹ dệt khăn piêu bên bếp\nSợi chàm nhuộm nắng ban mai\nBà kể chuyện ngày xưa ấy\nCả bản ngồi nghe đêm dài";

fn desk() -> String {
    format!("/vi/{SLUG}/desk/originality")
}

async fn poem(app: &TestApp, text: &str, n: usize) -> Made {
    let work = Work {
        title: format!("Bài thơ {n}"),
        body: text.to_owned(),
        ..Work::default()
    };
    app.enter_work(Kind::Poem, &work, None, &Maker::number(n))
        .await
}

/// Address of the first pair of a list.
fn first_pair(list: &Reply) -> String {
    let start = format!("href=\"{}/", desk());
    let (_, rest) = list.text.split_once(&start).expect("a pair");
    let id = rest.split('"').next().unwrap_or_default();
    format!("{}/{id}", desk())
}

#[tokio::test]
async fn two_verses_copied_without_marks_are_found_marked_and_taken_back() {
    for mut app in TestApp::all().await {
        app.open().await;
        let first = poem(&app, RIVER, 1).await;
        let second = poem(&app, COPIED, 2).await;
        let other = poem(&app, NEW, 3).await;
        let mut clerk = app.clerk().await;
        let before = clerk.get(&desk()).await;
        assert!(
            before.has("Còn 3 bài đang chờ so"),
            "the receipt did not wait"
        );
        app.compare_works().await;
        let list = clerk.get(&desk()).await;
        expect_status(&list, StatusCode::OK);
        assert!(list.has(&first.code) && list.has(&second.code));
        assert!(!list.has(&other.code), "a work of its own is not listed");
        assert!(list.has("Giống 14 từ, 2 dòng"));
        let entry = clerk
            .get(&format!("/vi/{SLUG}/desk/entries/{}", second.id))
            .await;
        assert!(entry.has("1 bài giống bài này, 1 chưa xem"));
        let page = first_pair(&list);
        let shown = clerk.get(&page).await;
        assert!(shown.has("<mark>Sông Đà nước chảy đôi bờ</mark>"));
        assert!(shown.has("<mark>hoa ban trang no doi cho ai sang</mark>"));
        assert!(!shown.has("<mark>Mai sau"), "only what is shared is marked");
        for verdict in ["đạo thơ", "đạo văn", "sao chép", "vi phạm", "gian lận"] {
            assert!(!shown.has(verdict) && !list.has(verdict), "{verdict}");
        }
        let much = "dài ".repeat(100);
        let told = clerk
            .post(&page, &[("mark", "seen"), ("note", &much)])
            .await;
        expect_status(&told, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(told.wrong(), ["note"]);
        assert!(told.has("dài dài"), "nothing typed is lost");
        let note = "Cùng trích một câu ca dao";
        let done = clerk.post(&page, &[("mark", "seen"), ("note", note)]).await;
        expect_status(&done, StatusCode::SEE_OTHER);
        assert!(!clerk.get(&desk()).await.has(&first.code));
        let seen = clerk.get(&format!("{}?seen=yes", desk())).await;
        assert!(seen.has(note) && seen.has(&first.code));
        // Looked at once more, with the same result: the mark stays.
        app.tamper(
            "INSERT INTO jobs (kind, subject, asked_at) SELECT 'originality.look', id, 1 FROM entries".to_owned(),
        )
        .await;
        app.compare_works().await;
        assert!(clerk.get(&format!("{}?seen=yes", desk())).await.has(note));
        clerk.get(&page).await;
        let twice = clerk.post(&page, &[("mark", "seen")]).await;
        expect_status(&twice, StatusCode::CONFLICT);
        clerk.get(&page).await;
        let back = clerk.post(&page, &[("mark", "unseen")]).await;
        expect_status(&back, StatusCode::SEE_OTHER);
        assert!(clerk.get(&desk()).await.has(&first.code));
        let log =
            "SELECT COUNT(*) FROM audit_events WHERE kind IN ('likeness.seen', 'likeness.unseen')";
        assert_eq!(app.number(log).await, 2, "both acts are on record");
    }
}

#[tokio::test]
async fn nobody_but_the_desk_learns_of_a_pair() {
    for mut app in TestApp::all().await {
        app.open().await;
        let first = poem(&app, RIVER, 1).await;
        poem(&app, COPIED, 2).await;
        app.compare_works().await;
        let page = first_pair(&app.clerk().await.get(&desk()).await);
        for mut who in [
            app.juror(Kind::Poem).await,
            app.advisor().await,
            app.auditor().await,
        ] {
            for path in [&desk(), &page] {
                expect_status(&who.get(path).await, StatusCode::NOT_FOUND);
            }
            let marked = who.post(&page, &[("mark", "seen")]).await;
            expect_status(&marked, StatusCode::NOT_FOUND);
        }
        let mut holder = app.entrant();
        let receipt = holder.get(&format!("/vi/entries/{}", first.key)).await;
        assert!(!receipt.has("giống"), "the holder is told nothing");
        expect_status(&app.organiser().await.get(&page).await, StatusCode::OK);
        let unknown = format!("{}/{}", desk(), app.app.cx().id());
        expect_status(
            &app.clerk().await.get(&unknown).await,
            StatusCode::NOT_FOUND,
        );
    }
}

#[tokio::test]
async fn a_correction_is_compared_anew_and_a_withdrawn_work_is_gone() {
    for mut app in TestApp::all().await {
        app.open().await;
        let first = poem(&app, RIVER, 1).await;
        let second = poem(&app, NEW, 2).await;
        app.compare_works().await;
        let mut clerk = app.clerk().await;
        assert!(!clerk.get(&desk()).await.has(&first.code));
        let mut holder = app.entrant();
        let work = format!("/vi/entries/{}/work", second.key);
        holder.get(&work).await;
        let changed = [("title", "Bài thơ 2"), ("text", COPIED)];
        expect_status(
            &holder.upload(&work, &changed, &[]).await,
            StatusCode::SEE_OTHER,
        );
        app.compare_works().await;
        let list = clerk.get(&desk()).await;
        assert!(list.has(&first.code), "the correction was compared");
        let page = first_pair(&list);
        clerk.get(&page).await;
        clerk
            .post(&page, &[("mark", "seen"), ("note", "xem rồi")])
            .await;
        // More is alike than what was looked at: it waits again.
        holder.get(&work).await;
        let all = [("title", "Bài thơ 2"), ("text", RIVER)];
        holder.upload(&work, &all, &[]).await;
        app.compare_works().await;
        assert!(clerk.get(&desk()).await.has("100 %"));
        holder.get(&work).await;
        let own = [("title", "Bài thơ 2"), ("text", NEW)];
        holder.upload(&work, &own, &[]).await;
        app.compare_works().await;
        assert!(
            !clerk.get(&desk()).await.has(&first.code),
            "nothing is alike"
        );
        let third = poem(&app, RIVER, 3).await;
        app.compare_works().await;
        assert!(clerk.get(&desk()).await.has(&third.code));
        app.tamper(format!(
            "UPDATE entries SET state = 'withdrawn' WHERE code = '{}'",
            third.code
        ))
        .await;
        assert!(!clerk.get(&desk()).await.has(&third.code));
    }
}

/// Founds a contest of an earlier year and goes there.
async fn in_an_earlier_contest(app: &mut TestApp) {
    let template = Template::built_in("sonla-2024").expect("built in");
    let new = NewContest {
        slug: "sonla-2023".to_owned(),
        name_vi: "Hội thi năm trước".to_owned(),
        name_en: "The year before".to_owned(),
        opens_at: app.contest.opens_at,
        closes_at: app.contest.closes_at,
        judging_until: app.contest.judging_until,
        results_at: app.contest.results_at,
    };
    let (cx, mut tx) = (app.app.cx(), app.tx().await);
    let founded = judging::found::found(&mut tx, &cx, &contest::Actor::System, &template, &new)
        .await
        .expect("founded");
    tx.commit().await.expect("commits");
    app.tamper("UPDATE contests SET phase = 'open' WHERE slug = 'sonla-2023'".to_owned())
        .await;
    let mut tx = app.tx().await;
    app.contest = contests::by_id(&mut tx, founded.contest.id)
        .await
        .expect("reads")
        .expect("exists");
    drop(tx);
    app.categories = founded.categories;
}

#[tokio::test]
async fn a_work_of_an_earlier_contest_is_found_with_its_contest_and_code() {
    for mut app in TestApp::all().await {
        app.open().await;
        let home = (app.contest.clone(), app.categories.clone());
        in_an_earlier_contest(&mut app).await;
        let old = poem(&app, RIVER, 7).await;
        (app.contest, app.categories) = home;
        app.later(1_000);
        let new = poem(&app, RIVER, 7).await;
        app.compare_works().await;
        let mut clerk = app.clerk().await;
        let list = clerk.get(&desk()).await;
        assert!(list.has(&new.code) && list.has(&old.code));
        assert!(list.has("Hội thi năm trước"));
        assert!(list.has("Cùng tác giả"), "and it is told whose both are");
        let shown = clerk.get(&first_pair(&list)).await;
        assert!(shown.has("Hội thi năm trước"));
        assert!(
            !shown.has(&old.id.to_string()),
            "its page is another desk's"
        );
        let elsewhere = "SELECT COUNT(*) FROM likenesses l JOIN contests c ON c.id = l.contest_id WHERE c.slug = 'sonla-2023'";
        assert_eq!(
            app.number(elsewhere).await,
            0,
            "no contest learns of later ones"
        );
    }
}

#[tokio::test]
async fn works_that_were_never_compared_are_asked_for_once() {
    for mut app in TestApp::all().await {
        app.open().await;
        poem(&app, RIVER, 1).await;
        poem(&app, COPIED, 2).await;
        app.tamper("DELETE FROM jobs".to_owned()).await;
        let mut asked = Vec::new();
        for _ in 0..2 {
            let now = app.app.now();
            let missing = submissions::originality::ask_missing(&app.app.db, now).await;
            asked.push(missing.expect("asks"));
            app.compare_works().await;
        }
        assert_eq!(asked, [2, 0]);
        let pairs = "SELECT COUNT(*) FROM likenesses";
        assert_eq!(app.number(pairs).await, 1);
    }
}

async fn painting(app: &TestApp, jpeg: Vec<u8>, n: usize) -> Made {
    let work = Work {
        title: format!("Tranh {n}"),
        ..Work::default()
    };
    let sent = Some((Slot::PaintingImage, jpeg));
    app.enter_work(Kind::Painting, &work, sent, &Maker::number(n))
        .await
}

/// The picture in a mirror, its rim cut away, lighter, smaller, and saved once more.
fn disguised(jpeg: &[u8]) -> Vec<u8> {
    let picture = image::load_from_memory(jpeg).expect("a picture").to_rgb8();
    let (w, h) = picture.dimensions();
    let cut = imageops::crop_imm(&picture, w / 6, h / 8, w * 2 / 3, h * 3 / 4).to_image();
    let small = imageops::resize(
        &imageops::flip_horizontal(&cut),
        w / 2,
        h * 9 / 16,
        imageops::FilterType::Triangle,
    );
    let light = imageops::brighten(&small, 25);
    let mut out = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut out, 70);
    light.write_with_encoder(encoder).expect("a JPEG");
    out.into_inner()
}

#[tokio::test]
async fn a_mirrored_and_cropped_picture_is_found_beside_its_model() {
    for mut app in TestApp::all().await {
        app.open().await;
        let jpeg = |n| rehearsal::painting(rehearsal::Seed(7), n).jpeg;
        let model = painting(&app, jpeg(0), 1).await;
        let strangers = [
            painting(&app, jpeg(1), 2).await,
            painting(&app, jpeg(2), 3).await,
        ];
        let copy = painting(&app, disguised(&jpeg(0)), 4).await;
        app.compare_works().await;
        let mut clerk = app.clerk().await;
        let list = clerk.get(&desk()).await;
        assert!(
            list.has(&model.code) && list.has(&copy.code),
            "{}",
            list.main()
        );
        for other in &strangers {
            assert!(!list.has(&other.code), "{}", list.main());
        }
        assert!(list.has("khi lật ngược trái phải"), "{}", list.main());
        let page = first_pair(&list);
        let shown = clerk.get(&page).await;
        for side in ["earlier", "later"] {
            let address = format!("{page}/{side}/view");
            assert!(shown.has(&format!("src=\"{address}\"")));
            let picture = clerk.get(&address).await;
            expect_status(&picture, StatusCode::OK);
            let mut juror = app.juror(Kind::Painting).await;
            expect_status(&juror.get(&address).await, StatusCode::NOT_FOUND);
        }
        let original = clerk.get(&format!("{page}/later/large")).await;
        expect_status(&original, StatusCode::NOT_FOUND);
    }
}

/// The samples of a WAV of 16 bits and one channel.
fn samples(wav: &[u8]) -> Vec<i16> {
    let (pairs, _) = wav[44..].as_chunks::<2>();
    pairs.iter().map(|b| i16::from_le_bytes(*b)).collect()
}

/// Begins three seconds later, at two thirds of the rate, quieter, with less of its bits.
fn heard_again(wav: &[u8]) -> Vec<u8> {
    let rate = u32::from_le_bytes([wav[24], wav[25], wav[26], wav[27]]);
    let all = samples(wav);
    let rest = &all[usize::try_from(rate * 3).unwrap_or(0)..];
    let slower: Vec<i16> = (0..rest.len() * 2 / 3)
        .map(|n| {
            let (at, part) = (n * 3 / 2, n * 3 % 2);
            let next = rest.get(at + part).copied().unwrap_or(rest[at]);
            (i16::midpoint(rest[at], next) / 2) & !0x3f
        })
        .collect();
    fixtures::wav_of(rate * 2 / 3, &slower)
}

#[tokio::test]
async fn a_song_that_was_saved_anew_and_cut_is_found_with_its_stretch() {
    for mut app in TestApp::all().await {
        app.open().await;
        let wav = |n| rehearsal::song(rehearsal::Seed(7), n).wav;
        let mut made = Vec::new();
        for (n, bytes) in [wav(0), wav(1), heard_again(&wav(0))]
            .into_iter()
            .enumerate()
        {
            let work = Work {
                title: format!("Bài hát {n}"),
                body: format!("Lời của bài hát thứ {n}"),
                ..Work::default()
            };
            let sent = Some((Slot::SongAudio, bytes));
            let maker = Maker::number(n);
            made.push(app.enter_work(Kind::Song, &work, sent, &maker).await);
        }
        app.compare_works().await;
        let mut clerk = app.clerk().await;
        let list = clerk.get(&desk()).await;
        assert!(
            list.has(&made[0].code) && list.has(&made[2].code),
            "{}",
            list.main()
        );
        assert!(!list.has(&made[1].code), "another song is not listed");
        let page = first_pair(&list);
        let shown = clerk.get(&page).await;
        assert!(shown.has("0:03"), "where it begins: {}", shown.main());
        for side in ["earlier", "later"] {
            let address = format!("{page}/{side}/sound");
            assert!(shown.has(&format!("src=\"{address}\"")));
            expect_status(&clerk.get(&address).await, StatusCode::OK);
        }
    }
}
