//! A backup taken while the program runs comes back whole, on either database; nobody takes for whole what is not; old rows
//! are kept before their shape changes; a file that rotted is found and mended.

use std::{
    fs,
    path::{Path, PathBuf},
};

use contest::{
    Db,
    contests::Kind,
    db::{self, Digest, testing},
};
use house_tests::{DAY_MS, HOUR_MS, Made, Maker, SLUG, Stage, TestApp, expect_status};
use http::StatusCode;
use submissions::files::{self, Objects};
use web::backups::{self, BackupError, Manifest, Place, Shelf, Source, nightly};

fn folder_of(app: &TestApp) -> PathBuf {
    app.app.config.backups()
}

async fn taken(app: &TestApp, shelf: &Shelf, name: &str) -> Manifest {
    let source = Source {
        db: &app.app.db,
        objects: Some(&app.app.objects),
        config: &app.app.config,
    };
    let taken = backups::take(source, shelf, name, app.app.now()).await;
    taken.expect("a backup").0
}

/// An object of the program's store, as a file.
fn object(app: &TestApp, digest: Digest) -> PathBuf {
    lying_in(&app.app.config.data.join("objects"), digest)
}

fn lying_in(objects: &Path, digest: Digest) -> PathBuf {
    let hex = digest.hex();
    objects.join(&hex[..2]).join(&hex[2..4]).join(hex)
}

async fn original_of(app: &TestApp, code: &str) -> Digest {
    let mut tx = app.app.db.read().await.expect("reads");
    let entry = submissions::entries::by_code(&mut tx, app.contest.id, code).await;
    let entry = entry.expect("reads").expect("of that code");
    let held = files::of_entry(&mut tx, entry.id).await.expect("reads");
    held.first().expect("a file").sha256
}

/// A contest that takes works, with a painting, a song and a poem.
async fn works(app: &mut TestApp) -> Vec<Made> {
    app.open().await;
    let mut made = Vec::new();
    for (n, kind) in (90..).zip([Kind::Painting, Kind::Song, Kind::Poem]) {
        made.push(app.enter(kind, n, &Maker::number(n)).await);
    }
    made
}

/// Flips one bit.
fn spoil(path: &Path) {
    let mut bytes = fs::read(path).expect("a file");
    bytes[0] ^= 1;
    fs::write(path, bytes).expect("written");
}

#[tokio::test]
async fn what_was_taken_while_people_act_comes_back_whole_on_either_database() {
    for mut app in TestApp::all().await {
        let made = app.filled(8).await;
        app.play(&made, Stage::Decided).await;
        let shelf = Shelf::open(&folder_of(&app)).expect("a folder");
        let manifest = taken(&app, &shelf, "one").await;
        assert!(manifest.damaged.is_empty() && manifest.objects > 0);
        // what comes later is not in it
        let mut organiser = app.organiser().await;
        let event = [
            ("starts_at", "08:00 05/10/2024"),
            ("title_vi", "Sau bản sao lưu"),
            ("place", "Quảng trường Tây Bắc"),
        ];
        let programme = format!("/vi/{SLUG}/organise/programme");
        expect_status(
            &organiser.post(&programme, &event).await,
            StatusCode::SEE_OTHER,
        );

        for fresh in testing::databases().await {
            let place = tempfile::tempdir().expect("a folder");
            let objects = Objects::local(place.path()).expect("a folder");
            let to = Place {
                db: &fresh.db,
                objects: &objects,
            };
            let lost = backups::restore(&shelf, ("one", &manifest), to).await;
            assert!(lost.expect("restores").is_empty());
            let verdict = backups::look_through(to, &manifest).await.expect("reads");
            assert_eq!(verdict.faults, [] as [String; 0]);
            assert_eq!(verdict.objects, manifest.objects);
            assert!(verdict.logs >= 1);
            let mut tx = fresh.db.read().await.expect("reads");
            let events = contest::programme::events_of(&mut tx, app.contest.id).await;
            assert!(events.expect("reads").is_empty(), "of a later moment");
            drop(tx);
            let again = backups::restore(&shelf, ("one", &manifest), to).await;
            assert!(matches!(again, Err(BackupError::Occupied)), "{again:?}");
        }
    }
}

#[tokio::test]
async fn a_backup_that_was_changed_is_not_taken_for_a_whole_one() {
    let mut app = TestApp::one().await;
    let made = works(&mut app).await;
    let folder = folder_of(&app);
    let shelf = Shelf::open(&folder).expect("a folder");
    let manifest = taken(&app, &shelf, "one").await;
    let whole = backups::try_out(&shelf, ("one", &manifest)).await;
    assert_eq!(whole.expect("comes back").faults, [] as [String; 0]);

    let digest = original_of(&app, &made[0].code).await;
    spoil(&lying_in(&folder.join("objects"), digest));
    let verdict = backups::try_out(&shelf, ("one", &manifest)).await;
    let faults = verdict.expect("comes back").faults;
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains(&digest.hex()), "{faults:?}");

    let mut other = manifest.clone();
    let entries = other.tables.iter_mut().find(|t| t.table == "entries");
    entries.expect("a table").sha256 = "00".repeat(32);
    let refused = backups::try_out(&shelf, ("one", &other)).await;
    assert!(
        matches!(refused, Err(BackupError::Altered(_))),
        "{refused:?}"
    );
    let mut newer = manifest.clone();
    newer.migration = db::newest() + 1;
    let refused = backups::try_out(&shelf, ("one", &newer)).await;
    assert!(
        matches!(refused, Err(BackupError::TooNew(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn every_night_one_is_taken_and_tried_and_old_ones_go() {
    for mut app in TestApp::all_set_up(|config| config.backup_keep = 2).await {
        app.filled(3).await;
        // 02:30 in Sơn La
        app.at(contest::Timestamp(
            app.app.now().0 / DAY_MS * DAY_MS + 19 * HOUR_MS + HOUR_MS / 2,
        ));
        let mut admin = app.admin().await;
        let none = admin.get("/vi/installation").await;
        assert!(none.has("Chưa có bản sao lưu nào"), "{}", none.main());
        for _ in 0..3 {
            nightly::run(&app.app).await.expect("a backup");
            nightly::run(&app.app).await.expect("once a night");
            app.later(DAY_MS);
        }
        let shelf = Shelf::open(&folder_of(&app)).expect("a folder");
        assert_eq!(shelf.backups().expect("reads").len(), 2, "the newest two");
        assert_eq!(app.number("SELECT COUNT(*) FROM backups").await, 3);
        let tried =
            "SELECT COUNT(*) FROM backups WHERE ended_at IS NOT NULL AND tried_at IS NOT NULL
            AND fault = '' AND trial_fault = ''";
        assert_eq!(app.number(tried).await, 3);
        let page = app.admin().await.get("/vi/installation").await;
        assert!(page.has("đã phục hồi thử được"), "{}", page.main());

        // by hand as well, by whoever runs the installation and nobody else
        let mut admin = app.admin().await;
        let asked = admin.post("/vi/installation/backup", &[]).await;
        expect_status(&asked, StatusCode::SEE_OTHER);
        assert!(admin.get("/vi/installation").await.has("Đang chờ sao lưu"));
        assert!(nightly::run_asked(&app.app).await.expect("a backup"));
        assert!(!nightly::run_asked(&app.app).await.expect("once"));
        assert_eq!(app.number("SELECT COUNT(*) FROM backups").await, 4);
    }
}

#[tokio::test]
async fn a_backup_that_was_not_taken_is_told_and_one_that_was_cut_off_is_taken_again() {
    for mut app in TestApp::all().await {
        app.filled(1).await;
        nightly::run(&app.app).await.expect("a backup");
        let cut = "UPDATE backups SET ended_at = NULL, tried_at = NULL";
        app.tamper(cut.to_owned()).await;
        let whole = "SELECT COUNT(*) FROM backups WHERE ended_at IS NOT NULL AND fault = ''";
        app.later(HOUR_MS);
        nightly::run(&app.app).await.expect("somebody may be at it");
        assert_eq!(app.number(whole).await, 0);
        app.later(6 * HOUR_MS);
        let page = app.admin().await.get("/vi/installation").await;
        assert!(page.has("Không dùng được"), "{}", page.main());
        nightly::run(&app.app).await.expect("taken again");
        assert_eq!(app.number(whole).await, 1);

        // where backups should lie there is something else
        let folder = folder_of(&app);
        fs::remove_dir_all(&folder).expect("removed");
        fs::write(&folder, b"").expect("written");
        app.later(DAY_MS);
        nightly::run(&app.app).await.expect("it is noted");
        let page = app.admin().await.get("/vi/installation").await;
        assert!(page.has("không dùng được:"), "{}", page.main());
    }
}

#[tokio::test]
async fn a_file_that_rotted_is_found_named_and_mended() {
    for mut app in TestApp::all().await {
        let made = works(&mut app).await;
        let shelf = Shelf::open(&folder_of(&app)).expect("a folder");
        taken(&app, &shelf, "one").await;
        let altered = original_of(&app, &made[0].code).await;
        let missing = original_of(&app, &made[1].code).await;
        spoil(&object(&app, altered));
        fs::remove_file(object(&app, missing)).expect("removed");
        let found = nightly::scrub(&app.app).await.expect("reads");
        assert_eq!(found.len(), 2);
        let page = app.admin().await.get("/vi/installation").await;
        assert!(
            page.has(&made[0].code) && page.has(&made[1].code),
            "{}",
            page.main()
        );
        assert!(!page.has(&made[2].code));
        // the next backup keeps what is whole and says what is not
        let damaged = taken(&app, &shelf, "two").await.damaged;
        assert!(damaged.is_empty(), "they lie on the shelf whole");

        let mut tx = app.app.db.read().await.expect("reads");
        let wanted = files::claimed(&mut tx).await.expect("reads");
        drop(tx);
        let store = (&app.app.objects, shelf.objects());
        let left = files::copies::mend(store.0, store.1, &found, &wanted).await;
        assert!(left.expect("mends").is_empty());
        assert!(nightly::scrub(&app.app).await.expect("reads").is_empty());
        let page = app.admin().await.get("/vi/installation").await;
        assert!(!page.has(&made[0].code), "whole again");
    }
}

#[tokio::test]
async fn rows_are_kept_before_their_shape_changes_and_a_newer_database_is_left_alone() {
    let mut urls = Vec::new();
    let place = tempfile::tempdir().expect("a folder");
    urls.push(format!("sqlite:{}", place.path().join("old.db").display()));
    if let Some(server) = testing::postgres_server() {
        urls.push(testing::fresh_postgres(&server).await);
    }
    for (n, url) in urls.iter().enumerate() {
        let config = web::config::Config {
            data: place.path().join(n.to_string()),
            ..web::config::Config::default()
        };
        let now = contest::Timestamp(1_700_000_000_000);
        let old = Db::open(url).await.expect("opens");
        db::migrate_to(&old, 80).await.expect("an older version");
        let shape = db::shape(&old).await.expect("reads");
        assert!(shape.seen <= 80 && !shape.pending.is_empty());
        let run = db::rehearse(&old).await.expect("runs");
        assert_eq!(run, shape.pending);
        assert_eq!(db::shape(&old).await.expect("reads"), shape, "taken back");

        let kept = backups::upgrade(&old, &config, now)
            .await
            .expect("upgrades");
        let name = kept.expect("a backup before");
        assert!(db::shape(&old).await.expect("reads").pending.is_empty());
        let again = backups::upgrade(&old, &config, now).await;
        assert_eq!(again.expect("nothing to do"), None);

        // what was kept goes back into an empty database, and is brought to the newest shape there
        let shelf = Shelf::existing(&config.backups()).expect("a folder");
        let (_, manifest) = shelf.choose(Some(&name)).expect("of that name");
        assert_eq!(manifest.migration, shape.seen);
        let verdict = backups::try_out(&shelf, (&name, &manifest)).await;
        assert_eq!(verdict.expect("comes back").faults, [] as [String; 0]);

        let mut tx = old.begin().await.expect("begins");
        let ahead = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 85";
        contest::on!(&mut tx, |c| sqlx::query(ahead).execute(c).await.map(drop)).expect("ahead");
        tx.commit().await.expect("commits");
        let refused = backups::upgrade(&old, &config, now).await;
        assert!(
            matches!(refused, Err(BackupError::NewerDatabase)),
            "{refused:?}"
        );
        old.close().await;
    }
}
