//! Messages leave the house: e-mail by SMTP, short messages by whatever gateway the operator has.

use std::time::Duration;

use contest::outbox::{self, Channels};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, message::header::ContentType,
    transport::smtp,
};
use reqwest::{Client, header, redirect};

use crate::{app::App, config::Config};

const PATIENCE: Duration = Duration::from_secs(20);

/// Why a message did not leave.
#[derive(Debug, thiserror::Error)]
enum Undelivered {
    /// The other side will not take it, however often it is tried.
    #[error("refused: {0}")]
    Refused(String),
    /// It may work later.
    #[error("{0}")]
    NotNow(String),
}

impl Undelivered {
    fn not_now(error: impl std::fmt::Display) -> Self {
        Self::NotNow(format!("{error:#}"))
    }
}

/// The ways that are set up.
struct Ways {
    mail: Option<AsyncSmtpTransport<Tokio1Executor>>,
    sms: Option<Client>,
}

impl Ways {
    fn of(config: &Config) -> anyhow::Result<Self> {
        let url = config.smtp_url.reveal();
        let mail = match url {
            "" => None,
            url => Some(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
                    .timeout(Some(PATIENCE))
                    .build(),
            ),
        };
        let sms = if config.sms_url.reveal().is_empty() {
            None
        } else {
            // a gateway that sends us elsewhere gets no telephone numbers there
            let client = Client::builder().redirect(redirect::Policy::none());
            Some(client.timeout(PATIENCE).build()?)
        };
        Ok(Self { mail, sms })
    }
}

/// Asks the mail server whether it is there; none where no server is set.
pub async fn try_server(config: &Config) -> Option<Result<(), String>> {
    let mailer = match Ways::of(config) {
        Ok(ways) => ways.mail?,
        Err(error) => return Some(Err(error.to_string())),
    };
    Some(match mailer.test_connection().await {
        Ok(true) => Ok(()),
        Ok(false) => Err("-".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

/// Sends everything that waits. Without a mail server or a gateway messages stay where organisers see them.
pub async fn send_waiting(app: &App) -> anyhow::Result<()> {
    let ways = Ways::of(&app.config)?;
    let by = Channels {
        mail: ways.mail.is_some(),
        sms: ways.sms.is_some(),
    };
    loop {
        let mut tx = app.db.begin().await?;
        let Some(message) = outbox::claim(&mut tx, app.now(), by).await? else {
            return Ok(());
        };
        tx.commit().await?;
        let sent = match (&ways.mail, &ways.sms) {
            (_, Some(client)) if message.is_short() => by_gateway(app, client, &message).await,
            (Some(mailer), _) => by_mail(app, mailer, &message).await,
            _ => Err(Undelivered::not_now("no way out")),
        };
        let mut tx = app.db.begin().await?;
        match sent {
            Ok(()) => outbox::sent(&mut tx, &message).await?,
            Err(Undelivered::Refused(error)) => {
                outbox::refuse(&mut tx, &message, &error).await?;
            }
            Err(Undelivered::NotNow(error)) => {
                outbox::put_back(&mut tx, &message, app.now(), &error).await?;
            }
        }
        tx.commit().await?;
    }
}

async fn by_mail(
    app: &App,
    mailer: &AsyncSmtpTransport<Tokio1Executor>,
    message: &outbox::Message,
) -> Result<(), Undelivered> {
    let from = app.config.mail_from.parse();
    let to = message.recipient.parse();
    let mail = Message::builder()
        .from(from.map_err(Undelivered::not_now)?)
        // what is no address never will be one
        .to(to.map_err(|error| Undelivered::Refused(format!("{error}")))?)
        .subject(&message.subject)
        // The key makes a message that was sent twice recognisable as one.
        .message_id(Some(format!("<{}@hoaban>", message.id)))
        .header(ContentType::TEXT_PLAIN)
        .body(message.body.clone())
        .map_err(Undelivered::not_now)?;
    mailer
        .send(mail)
        .await
        .map(drop)
        .map_err(|error: smtp::Error| {
            if error.is_permanent() {
                Undelivered::Refused(format!("{error:#}"))
            } else {
                Undelivered::not_now(error)
            }
        })
}

async fn by_gateway(
    app: &App,
    client: &Client,
    message: &outbox::Message,
) -> Result<(), Undelivered> {
    let config = &app.config;
    let in_address = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let address = filled(config.sms_url.reveal(), message, in_address);
    let mut request = if config.sms_body.is_empty() {
        client.get(address)
    } else {
        let body = filled(&config.sms_body, message, in_json);
        client
            .post(address)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)
    };
    let pass = config.sms_authorization.reveal();
    if !pass.is_empty() {
        request = request.header(header::AUTHORIZATION, pass);
    }
    // the key makes a message that was sent twice recognisable as one
    let request = request.header("idempotency-key", message.id.to_string());
    // its text may hold the address with a password in it
    let answer = request
        .send()
        .await
        .map_err(|error| Undelivered::not_now(error.without_url()))?;
    let status = answer.status();
    if status.is_success() {
        Ok(())
    } else if matches!(status.as_u16(), 400 | 404 | 410 | 413 | 422) {
        Err(Undelivered::Refused(format!(
            "the gateway answered {status}"
        )))
    } else {
        Err(Undelivered::NotNow(format!(
            "the gateway answered {status}"
        )))
    }
}

/// A template with the number and the words in their places.
fn filled(template: &str, message: &outbox::Message, written: impl Fn(&str) -> String) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        filled.push_str(before);
        let fields = [("{to}", &message.recipient), ("{text}", &message.body)];
        let field = fields.iter().find(|(name, _)| after.starts_with(name));
        rest = if let Some((name, value)) = field {
            filled.push_str(&written(value));
            &after[name.len()..]
        } else {
            filled.push('{');
            &after[1..]
        };
    }
    filled.push_str(rest);
    filled
}

/// As it stands between the quotation marks of JSON.
fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(body: &str) -> outbox::Message {
        outbox::Message {
            id: uuid::Uuid::nil(),
            recipient: "+84912345678".into(),
            subject: "Tin".into(),
            body: body.into(),
            attempts: 1,
        }
    }

    #[test]
    fn words_stay_in_their_place_whatever_they_are() {
        let said = message("a \"b\" {to} \\ \n c");
        let body = filled(
            r#"{"to":"{to}","content":{"text":"{text}"}}"#,
            &said,
            in_json,
        );
        let read: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(read["to"], "+84912345678");
        assert_eq!(read["content"]["text"], said.body);
        let in_address =
            |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let address = filled(
            "https://sms.vn/?to={to}&m={text}",
            &message("a&to=1"),
            in_address,
        );
        assert_eq!(address, "https://sms.vn/?to=%2B84912345678&m=a%26to%3D1");
    }
}
