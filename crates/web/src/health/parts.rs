//! What disk, store, child process, mail server, queues, logs and backups tell.

use std::{os::unix::fs::MetadataExt, path::Path};

use bytes::Bytes;
use contest::{
    Context, Db, Timestamp, audit,
    contests::{self, ContestId, Limits},
    jobs, outbox, people,
};
use judging::proofs;
use submissions::{
    files::{self, Inspector, Objects},
    kinds::Slot,
};

use super::Finding;
use crate::{
    backups::{self, Kept},
    config::Config,
    posting,
};

/// Less of the disk free than this, in percent, and somebody has to know.
const LEAST_FREE: u64 = 10;
/// Backups among which the newest whole one is looked for.
const MOST_BACKUPS: i64 = 30;
const DAY_MS: i64 = 24 * 3_600_000;
/// What has waited longer than this waits for something that does not come.
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// Whether the data folder can be written to, and how much room there is.
#[must_use]
pub fn of_folder(config: &Config) -> Vec<Finding> {
    let folder = config.data.display().to_string();
    let attempt = config.data.join(".doctor");
    let written = std::fs::create_dir_all(&config.data)
        .and_then(|()| std::fs::write(&attempt, b"hoaban"))
        .and_then(|()| std::fs::remove_file(&attempt));
    if let Err(error) = written {
        let values = [
            ("folder", folder.clone().into()),
            ("error", error.to_string().into()),
        ];
        let fix = format!("chown hoaban {folder}");
        return vec![Finding::bad("folder-closed", &values, &fix)];
    }
    room_of(&config.data).into_iter().collect()
}

fn room_of(folder: &Path) -> Option<Finding> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let percent = disk.f_bavail * 100 / disk.f_blocks.max(1);
    let mib = i64::try_from((disk.f_bavail * disk.f_frsize) >> 20).unwrap_or(i64::MAX);
    let values = [
        ("mib", mib.into()),
        ("percent", i64::try_from(percent).unwrap_or(0).into()),
    ];
    Some(if percent < LEAST_FREE {
        Finding::bad("disk-low", &values, "hoaban backup --list")
    } else {
        Finding::good("disk", &values)
    })
}

/// Whether the store takes bytes and gives them back. What is put there is swept away after a day.
pub async fn of_store(objects: &Objects) -> Finding {
    let bytes = Bytes::from_static(b"hoaban doctor");
    let result = match objects.put(bytes).await {
        Ok(digest) => objects.get(digest).await.map(drop),
        Err(error) => Err(error),
    };
    match result {
        Ok(()) => Finding::good("store", &[]),
        Err(error) => {
            let values = [("error", error.to_string().into())];
            Finding::bad("store-gone", &values, "hoaban config dump")
        }
    }
}

/// Whether files are judged in a child process.
pub async fn of_worker(inspector: &Inspector, cx: &Context) -> Finding {
    let objects = Objects::memory();
    let poem = Bytes::from_static("Hoa ban nở".as_bytes());
    let judged = match objects.keep(poem).await {
        Ok(stored) => {
            let slot = (Slot::PoemText, &Limits::default());
            let judged = files::receive((&objects, inspector), cx, slot, "hoa-ban.txt", stored);
            judged.await.map(drop).map_err(|e| e.to_string())
        }
        Err(error) => Err(error.to_string()),
    };
    match judged {
        Ok(()) => Finding::good("worker", &[]),
        Err(error) => Finding::bad("worker-gone", &[("error", error.into())], ""),
    }
}

/// Whether the mail server answers; nothing where none is set.
pub async fn of_mail(config: &Config) -> Option<Finding> {
    let answer = posting::try_server(config).await?;
    Some(match answer {
        Ok(()) => Finding::good("mail", &[]),
        Err(error) => {
            let fix = "smtp_url = \"smtps://user:password@host\"";
            Finding::bad("mail-gone", &[("error", error.into())], fix)
        }
    })
}

/// Whether anybody may sign in, and whether anything waits that should have been done.
pub async fn of_queues(db: &Db, now: Timestamp) -> Result<Vec<Finding>, sqlx::Error> {
    let mut tx = db.read().await?;
    let mut found = Vec::new();
    if people::is_empty(&mut tx).await? {
        let fix = "hoaban admin create --name NAME --email ADDRESS";
        found.push(Finding::warn("admin-none", &[], fix));
    }
    let since = now.plus_ms(-LONGEST_WAIT_MS);
    let late = jobs::asked_before(&mut tx, since).await?;
    let letters = outbox::count_late(&mut tx, since).await?;
    for (key, n) in [("jobs-late", late), ("messages-late", letters)] {
        if n > 0 {
            found.push(Finding::warn(key, &[("n", n.into())], ""));
        }
    }
    let faults = backups::faults(&mut tx).await?.len();
    if faults > 0 {
        let n = i64::try_from(faults).unwrap_or(i64::MAX);
        let fix = "hoaban scrub --mend FOLDER";
        found.push(Finding::bad("files-faulty", &[("n", n.into())], fix));
    }
    Ok(found)
}

/// Whether every log is whole and every sealed sheet what was sealed.
pub async fn of_logs(db: &Db) -> Result<Finding, sqlx::Error> {
    let mut tx = db.read().await?;
    let mut broken = Vec::new();
    let mut events = 0;
    for log_id in audit::logs(&mut tx).await? {
        let proof = proofs::of_log(&mut tx, log_id).await?;
        events += proof.log.events;
        if !proof.holds() {
            let found = contests::by_id(&mut tx, ContestId(log_id)).await?;
            broken.push(found.map_or("-".to_owned(), |c| c.slug));
        }
    }
    Ok(if broken.is_empty() {
        Finding::good("logs", &[("n", events.into())])
    } else {
        let values = [("contests", broken.join(", ").into())];
        Finding::bad("logs-broken", &values, "hoaban audit verify")
    })
}

/// Whether there is a backup of the last two nights that can be relied on, on another disk than the data.
pub async fn of_backups(
    db: &Db,
    config: &Config,
    now: Timestamp,
) -> Result<Vec<Finding>, sqlx::Error> {
    let mut tx = db.read().await?;
    let latest = backups::latest(&mut tx, MOST_BACKUPS).await?;
    let folder = config.backups();
    let fix = format!("hoaban backup {}", folder.display());
    let named = |kept: &Kept| ("name", kept.name.clone().into());
    let mut found = Vec::new();
    if let Some(kept) = latest
        .iter()
        .find(|k| k.is_whole() || k.has_failed(now))
        .filter(|k| k.has_failed(now))
    {
        let error = format!("{} {}", kept.fault, kept.trial_fault);
        let values = [named(kept), ("error", error.into())];
        found.push(Finding::bad("backup-failed", &values, &fix));
    }
    match latest.iter().find(|k| k.is_whole()) {
        Some(kept) if kept.started_at < now.plus_ms(-2 * DAY_MS) => {
            found.push(Finding::bad("backup-stale", &[named(kept)], &fix));
        }
        Some(kept) => found.push(Finding::good("backup", &[named(kept)])),
        None => found.push(Finding::warn("backup-none", &[], &fix)),
    }
    let disk = |path: &Path| std::fs::metadata(path).ok().map(|m| m.dev());
    if let (Some(one), Some(other)) = (disk(&config.data), disk(&folder))
        && one == other
        && config.store_url.is_empty()
    {
        let fix = "backup = \"/mnt/other-disk/hoaban\"";
        found.push(Finding::warn("backup-same-disk", &[], fix));
    }
    Ok(found)
}
