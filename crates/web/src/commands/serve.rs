//! `hoaban serve`.

use std::{future::IntoFuture, net::SocketAddr, sync::atomic::Ordering, time::Duration};

use anyhow::Context as _;
use tokio::{net::TcpListener, signal, sync::oneshot, time::timeout};

use super::program;
use crate::{
    accounts::{self, Purpose},
    app::App,
    background,
    config::Config,
};

/// How long requests under way may take after the program was asked to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Opens everything and serves until asked to stop.
pub(super) async fn serve(config: Config) -> anyhow::Result<()> {
    let app = App::start(config, program()?).await?;
    listen(app).await
}

/// Serves an open program until asked to stop; requests under way are finished.
pub(super) async fn listen(app: App) -> anyhow::Result<()> {
    let listener = TcpListener::bind(app.config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", app.config.listen))?;
    let address = listener.local_addr()?;
    tracing::info!("serving on http://{address}");
    invite_first_admin(&app, address).await?;
    let background = background::start(&app);
    let service = crate::build(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (tell, told) = oneshot::channel::<()>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async {
        let _ = told.await;
    });
    let mut server = std::pin::pin!(server.into_future());
    tokio::select! {
        ended = &mut server => ended?,
        () = asked_to_stop() => {
            app.stopping.store(true, Ordering::Relaxed);
            let _ = tell.send(());
            // Requests under way end; a connection that a browser merely keeps open does not hold the program.
            let _ = timeout(GRACE, server).await;
        }
    }
    background.abort();
    app.db.close().await;
    Ok(())
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
