//! Other programs are told what happens, by the Standard Webhooks specification 1.0
//! (<https://www.standardwebhooks.com>): one event a message, signed, tried again until the other side takes it.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use contest::{
    audit::Event,
    contests,
    webhooks::{self, Webhook},
};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{
    Client, StatusCode,
    dns::{Addrs, Name, Resolve, Resolving},
    header, redirect,
};
use serde_json::json;
use sha2::Sha256;
use url::{Host, Url};

use crate::{app::App, config::Config};

/// The specification asks for 15 to 30 seconds.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longest address, in characters.
pub const MOST_URL: usize = 500;

/// Why an address cannot be told anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlFault {
    /// It is no address of a web server, or has a name and password in it.
    Unreadable,
    /// It is not encrypted.
    Plain,
    /// It leads into the local network, which the settings do not allow.
    Private,
}

/// Looks at an address as somebody typed it. Where a name leads is looked at each time that something is sent.
pub fn read_url(config: &Config, typed: &str) -> Result<Url, UrlFault> {
    let url = Url::parse(typed.trim()).map_err(|_| UrlFault::Unreadable)?;
    let readable = url.as_str().chars().count() <= MOST_URL
        && url.username().is_empty()
        && url.password().is_none();
    let host = url.host().filter(|_| readable);
    let private = match host.ok_or(UrlFault::Unreadable)? {
        Host::Ipv4(ip) => !is_public(ip.into()),
        Host::Ipv6(ip) => !is_public(ip.into()),
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
    };
    match url.scheme() {
        "https" if private && !config.webhooks_private => Err(UrlFault::Private),
        "http" if private && config.webhooks_private => Ok(url),
        "https" => Ok(url),
        "http" => Err(UrlFault::Plain),
        _ => Err(UrlFault::Unreadable),
    }
}

/// Whether an address belongs to the public internet: what lies in this machine or its network is nobody's business.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, ..] = ip.octets();
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_unspecified()
                || ip.is_broadcast()
                || ip.is_documentation()
                || ip.is_multicast()
                || a == 0
                || a >= 240
                // shared by the customers of a provider, and for measuring
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && (18..20).contains(&b)))
        }
        IpAddr::V6(ip) => {
            let first = ip.segments()[0];
            if let Some(ip) = ip.to_ipv4_mapped() {
                return is_public(ip.into());
            }
            // only what is given out at all; in it, ways of writing an address of the other kind
            first & 0xe000 == 0x2000 && first != 0x2002 && ip.segments()[..2] != [0x2001, 0]
        }
    }
}

/// Names are looked up, and what leads into the local network is not there.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|a| is_public(a.ip())).collect();
            if public.is_empty() {
                return Err("the name leads nowhere in public".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

fn client(config: &Config) -> reqwest::Result<Client> {
    // whoever sends us elsewhere could send us into the local network
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .timeout(PATIENCE)
        .no_proxy();
    if config.webhooks_private {
        client.build()
    } else {
        client.dns_resolver(Arc::new(PublicOnly)).build()
    }
}

/// What the other side keeps, to know that a message is ours: `whsec_` and the secret in base64.
#[must_use]
pub fn shown_secret(hook: &Webhook) -> String {
    format!("whsec_{}", BASE64_STANDARD.encode(&hook.secret))
}

/// The header `webhook-signature`: HMAC-SHA-256 over name, second and body.
fn signature(secret: &[u8], (id, seconds, body): (&str, i64, &str)) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

/// Tells every address that waits what it waits for.
pub async fn tell_waiting(app: &App) -> anyhow::Result<()> {
    let client = client(&app.config)?;
    loop {
        let mut tx = app.db.begin().await?;
        let Some(hook) = webhooks::claim(&mut tx, app.now()).await? else {
            return Ok(());
        };
        let (event, before) = hook.next(&mut tx).await?;
        let Some(event) = event else {
            webhooks::pass_over(&mut tx, &hook, before, app.now()).await?;
            tx.commit().await?;
            continue;
        };
        let contest = contests::by_id(&mut tx, hook.contest_id).await?;
        tx.commit().await?;
        let slug = contest.map_or_else(String::new, |c| c.slug);
        let sent = tell(app, &client, (&hook, &event), &slug).await;
        let mut tx = app.db.begin().await?;
        match sent {
            Ok(()) => webhooks::told(&mut tx, &hook, event.seq, app.now()).await?,
            Err((fault, gone)) => {
                webhooks::failed(&mut tx, &hook, (&fault, gone), app.now()).await?;
            }
        }
        tx.commit().await?;
    }
}

/// Sends one event; what went wrong otherwise, and whether the other side wants no more.
async fn tell(
    app: &App,
    client: &Client,
    (hook, event): (&Webhook, &Event),
    slug: &str,
) -> Result<(), (String, bool)> {
    // the settings may have changed since it was added
    let url = read_url(&app.config, &hook.url)
        .map_err(|fault| (format!("the address cannot be used: {fault:?}"), false))?;
    let at = jiff::Timestamp::from_millisecond(event.at.0).unwrap_or_default();
    let body = json!({
        "type": event.kind,
        "timestamp": at.to_string(),
        "data": { "contest": slug, "sequence": event.seq, "subject": event.subject },
    })
    .to_string();
    let id = format!("msg_{}", webhooks::message_id(hook, event).simple());
    let seconds = app.now().0.div_euclid(1000);
    let answer = client
        .post(url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(
            header::USER_AGENT,
            concat!("hoaban/", env!("CARGO_PKG_VERSION")),
        )
        .header("webhook-id", &id)
        .header("webhook-timestamp", seconds)
        .header(
            "webhook-signature",
            signature(&hook.secret, (&id, seconds, &body)),
        )
        .body(body)
        .send()
        .await
        .map_err(|error| {
            let mut cause: &dyn std::error::Error = &error;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            (cause.to_string(), false)
        })?;
    let status = answer.status();
    if status.is_success() {
        Ok(())
    } else {
        Err((status.to_string(), status == StatusCode::GONE))
    }
}

/// Whether a fault is a status that the other side answered, and no word of our own about the way there.
#[must_use]
pub fn is_answer(fault: &str) -> bool {
    fault.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_specification() {
        // the example of the specification's own libraries
        let secret = BASE64_STANDARD
            .decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .expect("base64");
        let message = (
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(
            signature(&secret, message),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn addresses_of_the_local_network_are_nobodys_business() {
        let config = Config::default();
        let fault = |typed| read_url(&config, typed).err();
        assert_eq!(fault("https://hooks.example.vn/a?b=c"), None);
        assert_eq!(fault(" https://8.8.8.8/ "), None);
        assert_eq!(fault("http://hooks.example.vn/"), Some(UrlFault::Plain));
        for private in [
            "https://localhost/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f000001/",
            "https://2130706433/",
            "https://10.1.2.3/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://[::1]/",
            "https://[::ffff:192.168.0.1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[2002:7f00:1::]/",
            "https://0.0.0.0/",
        ] {
            assert_eq!(fault(private), Some(UrlFault::Private), "{private}");
        }
        for unreadable in [
            "",
            "hooks",
            "ftp://example.vn/",
            "https://me:secret@example.vn/",
        ] {
            assert_eq!(
                fault(unreadable),
                Some(UrlFault::Unreadable),
                "{unreadable}"
            );
        }
        let within = Config {
            webhooks_private: true,
            ..Config::default()
        };
        assert!(read_url(&within, "http://127.0.0.1:9000/hook").is_ok());
        assert!(read_url(&within, "http://hooks.example.vn/").is_err());
    }

    #[tokio::test]
    async fn a_name_that_leads_into_the_local_network_is_not_there() {
        let name: Name = "localhost".parse().expect("a name");
        assert!(PublicOnly.resolve(name).await.is_err());
    }
}
