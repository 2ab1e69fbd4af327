//! What is done while nobody waits for it: messages are sent, what is no longer needed is taken away.

use std::time::Duration;

use submissions::{files::tiles, leaks, originality, uploads};
use tokio::task::JoinHandle;

use crate::{accounts::answers, app::App, backups::nightly, posting, webhooks};

const PAUSE: Duration = Duration::from_secs(5);
/// Pauses between two looks at whether tonight's backup is due: about five minutes.
const NIGHT_EVERY: u32 = 60;
/// Pauses between two sweeps: about an hour.
const SWEEP_EVERY: u32 = 720;

/// Addresses of other programs that are told at the same time: a slow one keeps few of the others waiting.
const TELLERS: usize = 4;

/// Starts the loop; abort the handle to stop it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one background task of the program"
)]
#[must_use]
pub fn start(app: &App) -> JoinHandle<()> {
    let app = app.clone();
    tokio::spawn(async move {
        // A mail server that does not answer keeps no file waiting.
        let checking = (0..app.config.workers).map(|_| look_at_files(&app));
        tokio::join!(
            rounds(&app),
            futures_util::future::join_all(checking),
            compare_works(&app),
            nights(&app),
            futures_util::future::join_all((0..TELLERS).map(|_| tell_others(&app))),
            cut_pictures(&app)
        );
    })
}

/// Compares works after they were sent, one at a time and with a child of its own, so that no receipt waits for it.
async fn compare_works(app: &App) {
    match originality::ask_missing(&app.db, app.now()).await {
        Ok(0) => {}
        Ok(asked) => tracing::info!(asked, "works wait to be compared"),
        Err(error) => tracing::error!("looking for works that were never compared: {error:#}"),
    }
    let own = app.inspector.apart();
    loop {
        match originality::look_next(&app.db, (&app.objects, &own), &app.cx()).await {
            Ok(Some(_)) => continue,
            Ok(None) => {}
            Err(error) => tracing::error!("comparing a work: {error:#}"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Cuts pictures into tiles after they were taken, one at a time and with a child of its own.
async fn cut_pictures(app: &App) {
    match tiles::ask_missing(&app.db, &app.cx()).await {
        Ok(0) => {}
        Ok(asked) => tracing::info!(asked, "pictures wait to be cut into tiles"),
        Err(error) => tracing::error!("looking for pictures without tiles: {error:#}"),
    }
    let own = app.inspector.apart();
    loop {
        match tiles::cut_next(&app.db, (&app.objects, &own), &app.cx()).await {
            Ok(Some(_)) => continue,
            Ok(None) => {}
            Err(error) => tracing::error!("cutting a picture: {error:#}"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Backups that were asked for, and one every night. A program that was just started has other things to do first.
async fn nights(app: &App) {
    let mut round = 0_u32;
    loop {
        let _ = tokio::time::timeout(PAUSE, app.asked.notified()).await;
        if let Err(error) = nightly::run_asked(app).await {
            tracing::error!("the backup that was asked for: {error:#}");
        }
        round = round.wrapping_add(1);
        if round.is_multiple_of(NIGHT_EVERY)
            && let Err(error) = nightly::run(app).await
        {
            tracing::error!("the nightly backup: {error:#}");
        }
    }
}

/// Tells other programs. One that does not answer keeps no message to people waiting.
async fn tell_others(app: &App) {
    loop {
        if let Err(error) = webhooks::tell_waiting(app).await {
            tracing::error!("telling other programs: {error:#}");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn rounds(app: &App) {
    let mut round = 0_u32;
    loop {
        if let Err(error) = posting::send_waiting(app).await {
            tracing::error!("sending messages: {error:#}");
        }
        if round.is_multiple_of(SWEEP_EVERY)
            && let Err(error) = tidy_up(app).await
        {
            tracing::error!("tidying up: {error:#}");
        }
        round = round.wrapping_add(1);
        tokio::time::sleep(PAUSE).await;
    }
}

/// Judges files as they arrive: told by this server's own requests, and by looking for those of others.
async fn look_at_files(app: &App) {
    loop {
        let told = app.arrived.notified();
        let store = (&app.objects, &app.inspector);
        match uploads::check_next(&app.db, store, &app.cx()).await {
            Ok(Some(_)) => continue,
            Ok(None) => {}
            Err(error) => tracing::error!("looking at a file: {error:#}"),
        }
        let _ = tokio::time::timeout(PAUSE, told).await;
    }
}

async fn tidy_up(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    answers::forget(&mut tx, app.now()).await?;
    tx.commit().await?;
    let searched = leaks::renew_missing(&app.db, app.now()).await?;
    if searched > 0 {
        tracing::info!(searched, "works searched for names");
    }
    uploads::expire(&app.db, &app.objects, app.now()).await?;
    let swept = submissions::files::sweep(&app.db, &app.objects, app.now()).await?;
    if swept > 0 {
        tracing::info!(swept, "unclaimed files taken away");
    }
    Ok(())
}
