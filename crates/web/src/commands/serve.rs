//! `hoaban serve`.

use std::{
    net::{SocketAddr, TcpListener},
    sync::atomic::Ordering,
    time::Duration,
};

use anyhow::Context as _;
use axum_server::Handle;
use clap::ValueEnum;
use hyper_util::rt::TokioTimer;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use sd_notify::NotifyState;
use tokio::signal;

use super::program;
use crate::{
    accounts::{self, Purpose},
    app::App,
    background,
    config::Config,
    observing,
};

/// How long requests under way may take after the program was asked to stop.
const GRACE: Duration = Duration::from_secs(20);
/// How long the head of a request may take to arrive.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Duty {
    /// Everything
    All,
    /// Pages alone; workers elsewhere do what nobody waits for
    Web,
    /// What nobody waits for: files, messages, backups
    Worker,
}

/// Opens everything and serves until asked to stop.
pub(super) async fn serve(config: Config, duty: Duty) -> anyhow::Result<()> {
    let app = App::start(config, program()?).await?;
    Box::pin(listen(app, duty)).await
}

/// Serves an open program until asked to stop; requests under way are finished.
pub(super) async fn listen(app: App, duty: Duty) -> anyhow::Result<()> {
    allow_many_connections();
    let stop = Handle::new();
    let figures = async {
        match app.config.metrics_listen {
            Some(address) => {
                let (listener, address) = bound(address)?;
                tracing::info!("figures on http://{address}/metrics");
                answer(listener, observing::figures(app.clone()), stop.clone()).await
            }
            None => Ok(()),
        }
    };
    let background = (duty != Duty::Web).then(|| background::start(&app));
    let pages = async {
        if duty == Duty::Worker {
            tracing::info!("working");
            tell_systemd(NotifyState::Ready);
            stop_when_asked(&app, &stop).await;
            return Ok(());
        }
        let (listener, address) = bound(app.config.listen)?;
        tracing::info!("serving on http://{address}");
        invite_first_admin(&app, address).await?;
        tell_systemd(NotifyState::Ready);
        let site = answer(listener, crate::build(app.clone()), stop.clone());
        let (served, ()) = tokio::join!(site, stop_when_asked(&app, &stop));
        served
    };
    tokio::select! {
        ended = async { tokio::try_join!(figures, pages) } => ended.map(drop)?,
        () = stay_awake(&app) => {}
    }
    if let Some(background) = background {
        background.abort();
    }
    app.db.close().await;
    Ok(())
}

fn bound(address: SocketAddr) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener =
        TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

async fn answer(
    listener: TcpListener,
    site: axum::Router,
    stop: Handle<SocketAddr>,
) -> anyhow::Result<()> {
    let mut server = axum_server::from_tcp(listener)?.handle(stop);
    let mut http = server.http_builder().http1();
    // without a timer a head may come as slowly as it likes
    http.timer(TokioTimer::new());
    http.header_read_timeout(HEAD_PATIENCE);
    let service = site.into_make_service_with_connect_info::<SocketAddr>();
    Ok(server.serve(service).await?)
}

/// Tells systemd how it goes; where there is none nothing is told.
fn tell_systemd(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!("systemd was not told: {error}");
    }
}

/// Tells systemd that the program is alive, as long as its database answers at all or says that it cannot.
async fn stay_awake(app: &App) {
    let Some(span) = sd_notify::watchdog_enabled() else {
        return std::future::pending().await;
    };
    loop {
        // a runtime that hangs does not come here, and is started anew
        let _ = app.db.read().await;
        tell_systemd(NotifyState::Watchdog);
        tokio::time::sleep(span / 3).await;
    }
}

/// A connection is a file: a machine's usual thousand is used up by one patient attacker.
fn allow_many_connections() {
    let limit = getrlimit(Resource::Nofile);
    let wished = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if setrlimit(Resource::Nofile, wished).is_err() {
        tracing::warn!("the limit of open files stays as it is");
    }
}

/// While nobody has an account, whoever reads the log may make the first administrator.
async fn invite_first_admin(app: &App, address: SocketAddr) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    if contest::people::is_empty(&mut tx).await? {
        let token = accounts::issue(&mut tx, &app.cx(), Purpose::Setup, None).await?;
        tx.commit().await?;
        let base = match app.config.base_url.trim_end_matches('/') {
            "" => format!("http://{address}"),
            base => base.to_owned(),
        };
        tracing::info!("first start: make the administrator at {base}/vi/setup?token={token}");
    }
    Ok(())
}

/// Requests under way end; a connection that a browser merely keeps open does not hold the program.
async fn stop_when_asked(app: &App, stop: &Handle<SocketAddr>) {
    asked_to_stop().await;
    app.stopping.store(true, Ordering::Relaxed);
    tell_systemd(NotifyState::Stopping);
    stop.graceful_shutdown(Some(GRACE));
}

async fn asked_to_stop() {
    let interrupted = signal::ctrl_c();
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
