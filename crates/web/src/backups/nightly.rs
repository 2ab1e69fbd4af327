//! Every night, on one server: a backup, a trial of it, and a look at every file.

use contest::{
    Timestamp, Tx, contests,
    jobs::{self, JobKind},
};
use jiff::{civil, tz::TimeZone};
use submissions::files::{self, copies};

use uuid::Uuid;

use super::{BackupError, Kept, Manifest, Shelf, Source, store, take, try_out};
use crate::{app::App, config::Config};

/// A backup that an administrator asked for.
pub const ASKED: JobKind = JobKind("backup.take");

/// Where no contest says otherwise.
const ZONE: &str = "Asia/Ho_Chi_Minh";

/// The name of the backup that is due: that of the last night whose hour has passed.
fn due(now: Timestamp, at: civil::Time, zone: &str) -> Option<String> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let local = jiff::Timestamp::from_millisecond(now.0)
        .ok()?
        .to_zoned(zone);
    let night = if local.time() < at {
        local.date().yesterday().ok()?
    } else {
        local.date()
    };
    Some(night.to_string())
}

/// What a backup by hand is called.
#[must_use]
pub fn name_of(now: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    moment.strftime("%Y-%m-%dT%H%M%SZ").to_string()
}

/// The hour of the night that the settings name, such as `02:30`.
#[must_use]
pub fn hour_of(config: &Config) -> Option<civil::Time> {
    civil::Time::strptime("%H:%M", &config.backup_at).ok()
}

/// Takes tonight's backup where it is due and no other server is at it, tries it out, takes old ones away, and looks at
/// every file. What it found is kept for the page of the installation.
pub async fn run(app: &App) -> anyhow::Result<()> {
    let Some(at) = hour_of(&app.config).filter(|_| app.config.backup_keep > 0) else {
        return Ok(());
    };
    let mut tx = app.db.begin().await?;
    let newest = contests::all(&mut tx).await?.into_iter().next();
    let zone = newest.map_or(ZONE.to_owned(), |c| c.zone);
    let Some(name) = due(app.now(), at, &zone) else {
        return Ok(());
    };
    let begun = store::begin(&mut tx, &name, app.now()).await?;
    tx.commit().await?;
    if !begun {
        return Ok(());
    }
    let kept = one(app, &name).await?;
    if kept.is_whole() {
        tracing::info!(
            name,
            rows = kept.row_count,
            "a backup was taken and tried out"
        );
        let shelf = Shelf::open(&app.config.backups())?;
        shelf.keep(app.config.backup_keep).await?;
    } else {
        // old ones stay while the newest is not to be relied on
        tracing::error!(
            name,
            "the backup of this night is not to be relied on: {} {}",
            kept.fault,
            kept.trial_fault
        );
    }
    scrub(app).await?;
    Ok(())
}

/// Asks for a backup, on whichever server is free.
pub async fn ask(tx: &mut Tx, now: Timestamp) -> Result<(), sqlx::Error> {
    jobs::ask(tx, ASKED, Uuid::nil(), now).await
}

/// Takes the backup that was asked for; false where none was.
pub async fn run_asked(app: &App) -> anyhow::Result<bool> {
    let Some(job) = jobs::claim(&app.db, ASKED, app.now()).await? else {
        return Ok(false);
    };
    one(app, &name_of(app.now())).await?;
    let mut tx = app.db.begin().await?;
    jobs::done(&mut tx, ASKED, &job).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes a backup, tries it out and notes what became of it.
async fn one(app: &App, name: &str) -> Result<Kept, BackupError> {
    let mut tx = app.db.begin().await?;
    store::begin(&mut tx, name, app.now()).await?;
    tx.commit().await?;
    let mut kept = Kept {
        name: name.to_owned(),
        started_at: app.now(),
        ended_at: None,
        row_count: 0,
        object_count: 0,
        object_bytes: 0,
        new_bytes: 0,
        fault: String::new(),
        tried_at: None,
        trial_fault: String::new(),
    };
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    match taken(app, name).await {
        Ok((shelf, manifest, new_bytes)) => {
            kept.ended_at = Some(app.now());
            kept.row_count = count(manifest.rows());
            kept.object_count = count(manifest.objects);
            kept.object_bytes = count(manifest.object_bytes);
            kept.new_bytes = count(new_bytes);
            kept.trial_fault = match try_out(&shelf, (name, &manifest)).await {
                Ok(verdict) => verdict.faults.join("\n"),
                Err(error) => error.to_string(),
            };
            kept.tried_at = Some(app.now());
        }
        Err(error) => kept.fault = error.to_string(),
    }
    let mut tx = app.db.begin().await?;
    store::end(&mut tx, &kept).await?;
    tx.commit().await?;
    Ok(kept)
}

async fn taken(app: &App, name: &str) -> Result<(Shelf, Manifest, u64), BackupError> {
    let source = Source {
        db: &app.db,
        objects: Some(&app.objects),
        config: &app.config,
    };
    let shelf = Shelf::open(&app.config.backups())?;
    let (manifest, new_bytes) = take(source, &shelf, name, app.now()).await?;
    Ok((shelf, manifest, new_bytes))
}

/// Reads every file and notes which are missing or altered. Returns them.
pub async fn scrub(app: &App) -> anyhow::Result<Vec<(contest::db::Digest, copies::Fault)>> {
    let mut tx = app.db.read().await?;
    let wanted = files::claimed(&mut tx).await?;
    drop(tx);
    let found = copies::look_through(&app.objects, &wanted).await?;
    let mut tx = app.db.begin().await?;
    super::note(&mut tx, &found, app.now()).await?;
    tx.commit().await?;
    for (digest, fault) in &found {
        tracing::error!(?digest, ?fault, "a file is not what it was");
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        let moment: jiff::Timestamp = text.parse().expect("a moment");
        Timestamp(moment.as_millisecond())
    }

    #[test]
    fn a_night_is_due_once_its_hour_has_passed_where_people_are() {
        let hour = civil::time(2, 30, 0, 0);
        let named = |text| due(at(text), hour, ZONE).expect("a night");
        assert_eq!(
            named("2026-11-26T19:29:59Z"),
            "2026-11-26",
            "02:29 in Sơn La"
        );
        assert_eq!(named("2026-11-26T19:30:00Z"), "2026-11-27");
        assert_eq!(named("2026-11-27T19:29:00Z"), "2026-11-27");
    }
}
