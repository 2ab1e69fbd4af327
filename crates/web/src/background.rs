//! What is done while nobody waits for it: messages are sent, what is no longer needed is taken away.

use std::time::Duration;

use contest::outbox;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::header::ContentType,
};
use tokio::task::JoinHandle;

use crate::{accounts::answers, app::App};

const PAUSE: Duration = Duration::from_secs(5);
/// Pauses between two sweeps: about an hour.
const SWEEP_EVERY: u32 = 720;

/// Starts the loop; abort the handle to stop it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one background task of the program"
)]
#[must_use]
pub fn start(app: &App) -> JoinHandle<()> {
    let app = app.clone();
    tokio::spawn(async move {
        let mut round = 0_u32;
        loop {
            if let Err(error) = send_messages(&app).await {
                tracing::error!("sending messages: {error:#}");
            }
            if round.is_multiple_of(SWEEP_EVERY)
                && let Err(error) = tidy_up(&app).await
            {
                tracing::error!("tidying up: {error:#}");
            }
            round = round.wrapping_add(1);
            tokio::time::sleep(PAUSE).await;
        }
    })
}

async fn tidy_up(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    answers::forget(&mut tx, app.now()).await?;
    tx.commit().await?;
    let swept = submissions::files::sweep(&app.db, &app.objects, app.now()).await?;
    if swept > 0 {
        tracing::info!(swept, "unclaimed files taken away");
    }
    Ok(())
}

/// Sends everything that waits. Without a mail server messages stay where organisers see them.
async fn send_messages(app: &App) -> anyhow::Result<()> {
    let url = app.config.smtp_url.reveal();
    if url.is_empty() {
        return Ok(());
    }
    let mailer = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
        .timeout(Some(Duration::from_secs(20)))
        .build();
    loop {
        let mut tx = app.db.begin().await?;
        let Some(message) = outbox::claim(&mut tx, app.now()).await? else {
            return Ok(());
        };
        tx.commit().await?;
        let sent = send(app, &mailer, &message).await;
        let mut tx = app.db.begin().await?;
        match sent {
            Ok(()) => outbox::sent(&mut tx, &message).await?,
            Err(error) => {
                outbox::put_back(&mut tx, &message, app.now(), &format!("{error:#}")).await?;
            }
        }
        tx.commit().await?;
    }
}

async fn send(
    app: &App,
    mailer: &AsyncSmtpTransport<Tokio1Executor>,
    message: &outbox::Message,
) -> anyhow::Result<()> {
    let mail = Message::builder()
        .from(app.config.mail_from.parse()?)
        .to(message.recipient.parse()?)
        .subject(&message.subject)
        // The key makes a message that was sent twice recognisable as one.
        .message_id(Some(format!("<{}@hoaban>", message.id)))
        .header(ContentType::TEXT_PLAIN)
        .body(message.body.clone())?;
    mailer.send(mail).await?;
    Ok(())
}
