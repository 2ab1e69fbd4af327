//! What the settings alone tell.

use lettre::message::Mailbox;
use url::{Host, Url};

use super::Finding;
use crate::{backups::nightly, config::Config};

/// Everything about the settings that is wrong or worth knowing.
#[must_use]
pub fn of_settings(config: &Config) -> Vec<Finding> {
    let mut found = vec![of_address(config)];
    let wrong = |key: &str, fix: &str| Finding::bad(key, &[], fix);
    if config.workers == 0 {
        found.push(wrong("workers-none", "workers = 1"));
    }
    if config.backup_keep == 0 {
        let fix = "backup_keep = 14";
        found.push(Finding::warn("backup-off", &[], fix));
    } else if nightly::hour_of(config).is_none() {
        found.push(wrong("backup-hour", "backup_at = \"02:30\""));
    }
    if !config.store_url.is_empty() && !config.store_url.starts_with("s3://") {
        found.push(wrong("store-wrong", "store_url = \"s3://bucket\""));
    }
    let database = config.database_url.reveal();
    if !["", "postgres://", "postgresql://", "sqlite:"]
        .iter()
        .any(|start| database.starts_with(start) && (!start.is_empty() || database.is_empty()))
    {
        let fix = "database_url = \"postgres://user@host/name\"";
        found.push(wrong("database-wrong", fix));
    }
    let smtp = config.smtp_url.reveal();
    if smtp.is_empty() {
        let fix = "smtp_url = \"smtps://user:password@host\"";
        found.push(Finding::warn("mail-off", &[], fix));
    } else if !smtp.starts_with("smtp://") && !smtp.starts_with("smtps://") {
        found.push(wrong(
            "mail-wrong",
            "smtp_url = \"smtps://user:password@host\"",
        ));
    }
    if config.mail_from.parse::<Mailbox>().is_err() {
        found.push(wrong("mail-from-wrong", "mail_from = \"thi@example.vn\""));
    }
    let sms = config.sms_url.reveal();
    if !sms.is_empty() && ![sms, &config.sms_body].concat().contains("{to}") {
        let fix = "sms_body = '{\"to\":\"{to}\",\"text\":\"{text}\"}'";
        found.push(wrong("sms-wrong", fix));
    }
    found
}

fn of_address(config: &Config) -> Finding {
    let fix = "base_url = \"https://thi.example.vn\"";
    if config.base_url.is_empty() {
        return Finding::warn("address-none", &[], fix);
    }
    let value = [("address", config.base_url.clone().into())];
    match Url::parse(&config.base_url) {
        Ok(url) if url.path() != "/" || url.query().is_some() || !url.username().is_empty() => {
            Finding::bad("address-wrong", &value, fix)
        }
        Ok(url) if url.scheme() == "https" || is_here(&url) => Finding::good("address", &value),
        Ok(url) if url.scheme() == "http" => Finding::warn("address-open", &value, fix),
        _ => Finding::bad("address-wrong", &value, fix),
    }
}

fn is_here(url: &Url) -> bool {
    url.scheme() == "http"
        && match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::health::State;

    fn worst(change: impl FnOnce(&mut Config)) -> (State, Vec<String>) {
        let mut config = Config {
            base_url: "https://thi.example.vn".into(),
            smtp_url: "smtp://mail.example.vn".to_owned().into(),
            ..Config::default()
        };
        change(&mut config);
        let found = of_settings(&config);
        let worst = found.iter().map(|f| f.state).max();
        let bad = found.iter().filter(|f| f.state > State::Good);
        (
            worst.unwrap_or(State::Good),
            bad.map(|f| f.what.key.clone()).collect(),
        )
    }

    #[test]
    fn settings_that_cannot_work_are_named_and_others_are_not() {
        assert_eq!(worst(|_| ()), (State::Good, Vec::new()));
        let bad = |change: fn(&mut Config), key: &str| {
            assert_eq!(worst(change), (State::Bad, vec![format!("health-{key}")]));
        };
        bad(|c| c.workers = 0, "workers-none");
        bad(|c| c.backup_at = "25:00".into(), "backup-hour");
        bad(|c| c.store_url = "bucket".into(), "store-wrong");
        bad(
            |c| c.database_url = "mysql://x".to_owned().into(),
            "database-wrong",
        );
        bad(
            |c| c.smtp_url = "mail.example.vn".to_owned().into(),
            "mail-wrong",
        );
        bad(|c| c.mail_from = "thi".into(), "mail-from-wrong");
        bad(
            |c| c.sms_url = "https://sms.example.vn/send".to_owned().into(),
            "sms-wrong",
        );
        bad(|c| c.base_url = "thi.example.vn".into(), "address-wrong");
        bad(
            |c| c.base_url = "https://thi.example.vn/thi".into(),
            "address-wrong",
        );
        let open = worst(|c| c.base_url = "http://thi.example.vn".into());
        assert_eq!(open, (State::Warn, vec!["health-address-open".into()]));
        assert_eq!(
            worst(|c| c.base_url = "http://127.0.0.1:8080".into()).0,
            State::Good
        );
    }
}
