//! The bundle of a decided contest, counted again, and everything that somebody might change in it or behind it.

use contest::{
    Tx,
    contests::{Openness, set_openness},
};
use judging::{
    assignments,
    bundles::{self, BundleError, Files, Held, Recount, Scope, names, pack, recount, unpack},
    checkpoints, decisions, deliberation, prizes, sheets,
};
use submissions::receipts::Signer;

use crate::hall::{Hall, at_the_table, each};

const TURN_MARKS: &str = "UPDATE marks SET steps = steps + 1 WHERE assignment_id = $1";
const MOVE_CHECKPOINTS: &str = "UPDATE checkpoints SET size = size - 1";

fn signer() -> Signer {
    Signer::of(&[9; 32])
}

/// Both have signed.
async fn decided(tx: &mut Tx) -> Hall {
    let mut hall = at_the_table(tx).await;
    let at = (&hall.contest, hall.category.id);
    let early = bundles::make(tx, at.0, &signer(), Scope::Published).await;
    assert!(matches!(early, Err(BundleError::NotDecided)), "{early:?}");
    prizes::propose(tx, &hall.cx, hall.chair(), at.0, at.1)
        .await
        .expect("proposed");
    decisions::draft_minutes(tx, &hall.cx, hall.chair(), at.0, ("01/QĐ", "Biên bản họp"))
        .await
        .expect("drafted");
    deliberation::hand_over(tx, &hall.cx, hall.chair(), at.0)
        .await
        .expect("handed over");
    hall.reload(tx).await;
    let seen = decisions::digest_of(tx, hall.contest.id)
        .await
        .expect("computed");
    decisions::sign_chair(tx, &hall.cx, hall.chair(), &hall.contest, seen)
        .await
        .expect("signed");
    decisions::sign_organiser(tx, &hall.cx, &hall.organiser, &hall.contest, seen)
        .await
        .expect("signed");
    hall.reload(tx).await;
    hall
}

async fn bundle(tx: &mut Tx, hall: &Hall, scope: Scope) -> Vec<u8> {
    bundles::make(tx, &hall.contest, &signer(), scope)
        .await
        .expect("a decided contest has a bundle")
}

fn told(found: &Recount) -> String {
    let lines = found.differences.iter().map(ToString::to_string);
    lines.collect::<Vec<_>>().join("\n")
}

/// The archive with one file changed; hashes and signature stay.
fn with(files: &Files, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut files = files.clone();
    change(files.get_mut(name).expect("a file of the bundle"));
    pack(&files).expect("packs")
}

/// What somebody can do who has the key: a new manifest with right hashes, signed again.
fn resigned(files: &Files, name: &str, change: impl FnOnce(&mut String)) -> Vec<u8> {
    let mut files = files.clone();
    let mut text = String::from_utf8(files[name].clone()).expect("text");
    change(&mut text);
    files.insert(name.to_owned(), text.into_bytes());
    let manifest = files[names::MANIFEST].clone();
    let mut manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    for listed in manifest["files"].as_array_mut().expect("files") {
        let bytes = &files[listed["name"].as_str().expect("a name")];
        listed["bytes"] = bytes.len().into();
        listed["sha256"] = contest::db::Digest::of(bytes).hex().into();
    }
    let mut bytes = judging::engine::canonical::canonical(&manifest).expect("canonical");
    bytes.push(b'\n');
    let hash = contest::db::Digest::of(&bytes).hex();
    let origin = "hoaban/sonla-2024/bundle";
    let note = signer().sign_note(origin, &format!("{origin}\n{hash}\n"));
    files.insert(names::MANIFEST.to_owned(), bytes);
    files.insert(names::SIGNATURES.to_owned(), note.into_bytes());
    pack(&files).expect("packs")
}

#[tokio::test]
async fn a_bundle_is_the_same_bytes_each_time_and_counts_to_what_the_server_says() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = decided(&mut tx).await;
        let made = bundle(&mut tx, &hall, Scope::Published).await;
        assert_eq!(bundle(&mut tx, &hall, Scope::Published).await, made);
        let found = recount(&made, Some(&signer().key()));
        assert_eq!(told(&found), "");
        assert_eq!((found.works, found.sheets_opened, found.awards), (9, 27, 3));
        let newest = checkpoints::of_contest(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert_eq!(newest.len(), 2);
        assert_eq!(hex::encode(newest[0].root), found.log_root);
        for kept in &newest {
            let note = kept.note(&hall.contest.slug, &signer());
            assert_eq!(bundles::disowned_checkpoint(&made, &note), None);
            let mut other = kept.clone();
            other.root[0] ^= 1;
            let note = other.note(&hall.contest.slug, &signer());
            assert!(bundles::disowned_checkpoint(&made, &note).is_some());
            other.size += 1_000;
            let note = other.note(&hall.contest.slug, &signer());
            assert!(bundles::disowned_checkpoint(&made, &note).is_some());
        }
        let (files, _) = unpack(&made);
        let results: bundles::Results =
            serde_json::from_slice(&files[names::RESULTS]).expect("JSON");
        let table = prizes::formula(&mut tx, &hall.contest, hall.category.id)
            .await
            .expect("computed");
        let server = table.table.rows.iter().map(|row| {
            let s = &row.standing;
            let level = table
                .tier_of(s.entry)
                .and_then(|id| table.tiers.iter().find(|t| t.id == id));
            (
                row.code.clone(),
                s.rank.map(|r| r as u64),
                s.display.clone(),
                level.map(|t| t.level),
            )
        });
        let told = results.rounds[0].entries.iter();
        let told = told.map(|o| (o.code.clone(), o.rank, o.display.clone(), o.formula_level));
        assert!(server.eq(told));
        let text = String::from_utf8_lossy(&made);
        for name in ["Tác giả", "Chair", "Second", "0912", "0987"] {
            assert!(!text.contains(name), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn any_changed_byte_of_any_file_is_named() {
    let fresh = contest::db::testing::databases().await;
    let mut tx = fresh[0].db.begin().await.expect("begins");
    let hall = decided(&mut tx).await;
    let made = bundle(&mut tx, &hall, Scope::Published).await;
    let (files, _) = unpack(&made);
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        names::ALL
    );
    for (name, bytes) in &files {
        let last = bytes.len().checked_sub(1);
        let Some(last) = last else {
            let changed = with(&files, name, |b| b.push(b'\n'));
            assert!(
                recount(&changed, None)
                    .differences
                    .iter()
                    .any(|d| d.file == *name),
                "{name}"
            );
            continue;
        };
        for at in [0, last / 4, last / 3, last / 2, last - last / 5, last] {
            let changed = with(&files, name, |b| b[at] ^= 1);
            let found = recount(&changed, None);
            assert!(
                found.differences.iter().any(|d| d.file == *name),
                "byte {at} of {name}: {}",
                told(&found)
            );
        }
        let mut fewer = files.clone();
        fewer.remove(name);
        let found = recount(&pack(&fewer).expect("packs"), None);
        assert!(
            found.differences.iter().any(|d| d.file == *name),
            "without {name}"
        );
    }
    for at in (0..made.len()).step_by(997) {
        let mut changed = made.clone();
        changed[at] ^= 1;
        assert_ne!(
            recount(&changed, None).differences,
            [],
            "byte {at} of the archive"
        );
    }
    let other = recount(&made, Some(&Signer::of(&[8; 32]).key()));
    assert_eq!(told(&other), "manifest.json, key: is not the expected one");
}

/// Changes by somebody who can sign: the log that was published before still tells.
#[tokio::test]
async fn whoever_has_the_key_cannot_drop_add_reorder_or_change_a_sheet_or_a_weight() {
    let fresh = contest::db::testing::databases().await;
    let mut tx = fresh[0].db.begin().await.expect("begins");
    let hall = decided(&mut tx).await;
    let (files, _) = unpack(&bundle(&mut tx, &hall, Scope::Published).await);
    let named = |name: &str, change: &dyn Fn(&mut String)| {
        let found = recount(&resigned(&files, name, change), Some(&signer().key()));
        assert!(
            found.differences.iter().any(|d| d.file == name),
            "{name}: {}",
            told(&found)
        );
        told(&found)
    };
    let unchanged = recount(&resigned(&files, names::SHEETS, |_| ()), None);
    assert_eq!(told(&unchanged), "");
    let line = |text: &str, n: usize| text.split_inclusive('\n').nth(n).expect("lines").to_owned();
    let dropped = named(names::SHEETS, &|t| *t = t.replacen(&line(t, 3), "", 1));
    assert!(
        dropped.contains("is missing") && dropped.contains("under the seal"),
        "{dropped}"
    );
    let added = named(names::SHEETS, &|t| {
        let more = line(t, 3);
        t.push_str(&more);
    });
    assert!(added.contains("given twice"), "{added}");
    let swapped = named(names::SHEETS, &|t| {
        let (a, b) = (line(t, 3), line(t, 4));
        *t = t.replacen(&format!("{a}{b}"), &format!("{b}{a}"), 1);
    });
    assert!(swapped.contains("out of order"), "{swapped}");
    let marked = named(names::SHEETS, &|t| {
        let old = line(t, 0);
        let at = old.find("\"marks\":[").expect("marks") + 9;
        let mut new = old.clone();
        new.replace_range(at..=at, if old.as_bytes()[at] == b'2' { "3" } else { "2" });
        *t = t.replacen(&old, &new, 1);
    });
    assert!(
        marked.contains("is not the sheet that was sealed"),
        "{marked}"
    );
    let weighed = named(names::REGULATION, &|t| {
        *t = t.replace("\"weight\":60", "\"weight\":61");
    });
    assert!(weighed.contains("other rules"), "{weighed}");
    let scored = named(names::RESULTS, &|t| {
        *t = t.replacen("\"rank\":1", "\"rank\":2", 1);
    });
    assert!(scored.contains("rank: says 2, computed 1"), "{scored}");
    let prized = named(names::DECISIONS, &|t| {
        *t = t.replacen("\"level\":2", "\"level\":1", 1);
    });
    assert!(prized.contains("without a reason"), "{prized}");
    let authors = named(names::RESULTS, &|t| {
        *t = t.replacen("\"formula_level\":2", "\"formula_level\":null", 1);
    });
    assert!(authors.contains("formula_level"), "{authors}");
}

#[tokio::test]
async fn a_receipt_tells_whether_the_published_sheets_are_those_that_were_given() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = decided(&mut tx).await;
        let round = hall.round(&mut tx).await;
        let made = bundle(&mut tx, &hall, Scope::Published).await;
        let mut all = 0;
        for juror in &hall.jurors {
            let person = juror.person().expect("a person");
            let receipt = sheets::receipt_of(&mut tx, &hall.contest, &round, person)
                .await
                .expect("reads");
            let receipt = receipt.expect("every juror sealed sheets");
            let bundles::Compared {
                sheets: found,
                more,
            } = bundles::compare_receipt(&receipt, &made).expect("a receipt");
            assert!(
                found.iter().all(|(_, held)| *held == Held::Published),
                "{found:?}"
            );
            assert!(more.is_empty());
            all += found.len();
            let mut other = receipt.clone();
            other.sheets[0].salt = "00".repeat(32);
            let found = bundles::compare_receipt(&other, &made)
                .expect("a receipt")
                .sheets;
            assert_eq!(found[0].1, Held::Changed);
            let mut fewer = receipt.clone();
            let gone = fewer.sheets.remove(0);
            let more = bundles::compare_receipt(&fewer, &made)
                .expect("a receipt")
                .more;
            assert_eq!(more, [gone.code]);
            let (files, _) = unpack(&made);
            let without = resigned(&files, names::SHEETS, |t| {
                let kept = t
                    .split_inclusive('\n')
                    .filter(|l| !l.contains(&receipt.sheets[0].commitment));
                *t = kept.collect();
            });
            let found = bundles::compare_receipt(&receipt, &without)
                .expect("a receipt")
                .sheets;
            assert_eq!(found[0].1, Held::Missing);
        }
        assert_eq!(all, 27);
    })
    .await;
}

#[tokio::test]
async fn the_level_decides_what_is_published_and_a_notary_gets_everything() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = decided(&mut tx).await;
        let late = set_openness(
            &mut tx,
            &hall.cx,
            &hall.organiser,
            &hall.contest,
            (Openness::Names, "Vì sao"),
        )
        .await;
        assert!(late.is_err(), "a decided contest stays as it is");
        hall.contest.openness = Openness::Names;
        let open = bundle(&mut tx, &hall, Scope::Published).await;
        assert_eq!(told(&recount(&open, None)), "");
        assert!(String::from_utf8_lossy(&open).contains(r#""name":"Second""#));
        hall.contest.openness = Openness::Totals;
        let totals = bundle(&mut tx, &hall, Scope::Published).await;
        let found = recount(&totals, None);
        assert_eq!(
            (told(&found), found.sheets_opened, found.sheets_withheld),
            (String::new(), 0, 27)
        );
        let (files, _) = unpack(&totals);
        assert_eq!(files[names::ASSIGNMENTS], b"");
        assert!(!String::from_utf8_lossy(&files[names::SHEETS]).contains("\"salt\":\""));
        let full = bundle(&mut tx, &hall, Scope::Full).await;
        let found = recount(&full, None);
        assert_eq!((told(&found), found.sheets_opened), (String::new(), 27));
        assert!(!String::from_utf8_lossy(&full).contains("Second"));
    })
    .await;
}

#[tokio::test]
async fn a_sheet_that_is_edited_behind_the_program_is_named() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = decided(&mut tx).await;
        let round = hall.round(&mut tx).await;
        assert_eq!(
            sheets::check(&mut tx, hall.contest.id)
                .await
                .expect("reads"),
            []
        );
        assert_eq!(
            checkpoints::check(&mut tx, hall.contest.id)
                .await
                .expect("reads"),
            []
        );
        let juror = hall.jurors[1].person().expect("a person");
        let first = assignments::of_juror(&mut tx, juror, round.id)
            .await
            .expect("reads")
            .remove(0);
        let turned = contest::on!(&mut tx, |c| sqlx::query(TURN_MARKS)
            .bind(first.id)
            .execute(c)
            .await
            .map(|done| done.rows_affected()));
        assert_eq!(turned.expect("runs"), 2);
        let edited = sheets::check(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert_eq!(edited.len(), 1);
        assert_eq!(
            (edited[0].code.as_str(), edited[0].juror),
            (first.code.as_str(), juror)
        );
        let found = recount(&bundle(&mut tx, &hall, Scope::Published).await, None);
        assert!(
            told(&found).contains(&format!("{}, J", first.code)),
            "{}",
            told(&found)
        );
        let moved = contest::on!(&mut tx, |c| sqlx::query(MOVE_CHECKPOINTS)
            .execute(c)
            .await
            .map(|done| done.rows_affected()));
        assert_eq!(moved.expect("runs"), 2);
        let disowned = checkpoints::check(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert_eq!(disowned.len(), 2);
    })
    .await;
}
