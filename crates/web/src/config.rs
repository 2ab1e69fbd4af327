//! Settings: defaults that start in an empty folder, then `hoaban.toml`, then `HOABAN_*`. Unknown keys are errors.

use std::{collections::BTreeMap, fmt, net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Serialize, Serializer};

/// Every setting.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Address and port for `/metrics`, which the public should not reach; without it there are none.
    pub metrics_listen: Option<SocketAddr>,
    /// Folder for the embedded database and local files.
    pub data: PathBuf,
    /// `postgres://…`; without it an SQLite file in `data` is used.
    pub database_url: Secret,
    /// `s3://bucket` with the usual AWS variables; without it files lie in `data`.
    pub store_url: String,
    /// Address that people use, such as `https://thi.example.vn`; without it links follow the request's host.
    pub base_url: String,
    /// Whether organisers and administrators need a second thing to sign in with: `auto` asks for it on sites with HTTPS.
    pub second_factor: SecondFactor,
    /// How many proxies in front add themselves to `X-Forwarded-For`.
    pub trusted_proxies: usize,
    /// `smtp://…` or `smtps://user:password@host`; without it messages stay in the outbox.
    pub smtp_url: Secret,
    /// Sender of messages.
    pub mail_from: String,
    /// Address of a gateway for short messages, with `{to}` and `{text}` in it or in `sms_body`; without it they are handed on.
    pub sms_url: Secret,
    /// What is posted to the gateway, such as `{"to":"{to}","text":"{text}"}`; empty where the address says it all.
    pub sms_body: String,
    /// Value of the header `Authorization` for the gateway.
    pub sms_authorization: Secret,
    /// Whether webhooks may lead into the local network, and be told without encryption there.
    pub webhooks_private: bool,
    /// How many files may be decoded at once.
    pub workers: usize,
    /// Folder for backups; empty for `backups` in the data folder. Better: another disk.
    pub backup: PathBuf,
    /// Hour of the nightly backup, such as `02:30`, in the time zone of the newest contest.
    pub backup_at: String,
    /// How many nightly backups are kept; 0 takes none.
    pub backup_keep: usize,
    /// Mebibytes of public pages that are kept in memory; 0 makes every page anew.
    pub page_cache_mib: usize,
    /// Whether `/styleguide` is served.
    pub styleguide: bool,
    /// Whether logs are JSON.
    pub log_json: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            data: PathBuf::from("data"),
            database_url: Secret::default(),
            store_url: String::new(),
            base_url: String::new(),
            second_factor: SecondFactor::Auto,
            trusted_proxies: 0,
            smtp_url: Secret::default(),
            mail_from: "hoaban@localhost".to_owned(),
            sms_url: Secret::default(),
            sms_body: String::new(),
            sms_authorization: Secret::default(),
            webhooks_private: false,
            workers: 1,
            backup: PathBuf::new(),
            backup_at: "02:30".to_owned(),
            backup_keep: 14,
            page_cache_mib: 32,
            styleguide: false,
            log_json: false,
        }
    }
}

/// Whether organisers and administrators need a second thing to sign in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactor {
    /// On sites with HTTPS.
    Auto,
    /// Everywhere.
    Required,
    /// Nowhere; who wants it sets it up.
    Optional,
}

/// A setting that prints as `***`.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "\"\"" } else { "***" })
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0.is_empty() { "" } else { "***" })
    }
}

/// Why settings could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The file or a variable has an unknown key or a wrong value.
    #[error("{0}: {1}")]
    Value(String, toml::de::Error),
    /// A variable begins with `HOABAN_` and names no setting.
    #[error("{0} names no setting; `hoaban config dump` lists them")]
    UnknownVariable(String),
}

const FILE: &str = "hoaban.toml";
const PREFIX: &str = "HOABAN_";
/// Settings that have no value unless they are set.
const UNSET: [&str; 1] = ["metrics_listen"];
/// Variables for the project's own tests, which are no settings.
const TEST_PREFIX: &str = "HOABAN_TEST_";

impl Config {
    /// Reads the settings of this process.
    pub fn load() -> Result<Self, ConfigError> {
        let path = PathBuf::from(FILE);
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(ConfigError::File(path, error)),
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that reads the environment"
        )]
        let variables =
            std::env::vars().filter(|(k, _)| k.starts_with(PREFIX) && !k.starts_with(TEST_PREFIX));
        Self::from_parts(&file, variables.collect())
    }

    /// The settings that a file's text and some variables give.
    pub fn from_parts(
        file: &str,
        variables: BTreeMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let mut table: toml::Table = file
            .parse()
            .map_err(|e| ConfigError::Value(FILE.to_owned(), e))?;
        let known = toml::Table::try_from(Self::default()).unwrap_or_default();
        for (name, value) in variables {
            let key = name[PREFIX.len()..].to_lowercase();
            // a setting that is none unless it is set does not stand among the defaults
            let default = match known.get(&key) {
                Some(default) => default.clone(),
                None if UNSET.contains(&key.as_str()) => toml::Value::String(String::new()),
                None => return Err(ConfigError::UnknownVariable(name)),
            };
            let value = match default {
                toml::Value::Integer(_) => value
                    .parse()
                    .map(toml::Value::Integer)
                    .unwrap_or(toml::Value::String(value)),
                toml::Value::Boolean(_) => value
                    .parse()
                    .map(toml::Value::Boolean)
                    .unwrap_or(toml::Value::String(value)),
                _ => toml::Value::String(value),
            };
            let single = toml::Table::from_iter([(key.clone(), value.clone())]);
            single
                .try_into::<Self>()
                .map_err(|e| ConfigError::Value(name, e))?;
            table.insert(key, value);
        }
        table
            .try_into()
            .map_err(|e| ConfigError::Value(FILE.to_owned(), e))
    }

    /// Where backups lie.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        if self.backup.as_os_str().is_empty() {
            self.data.join("backups")
        } else {
            self.backup.clone()
        }
    }

    /// Address of the database, the embedded one where none is set.
    #[must_use]
    pub fn database(&self) -> String {
        match self.database_url.reveal() {
            "" => format!("sqlite:{}", self.data.join("hoaban.db").display()),
            url => url.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(file: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect();
        Config::from_parts(file, variables)
    }

    #[test]
    fn variables_win_over_the_file_and_the_file_over_defaults() {
        let config = with(
            "trusted_proxies = 1\nworkers = 3",
            &[("HOABAN_WORKERS", "5")],
        )
        .expect("all keys are known");
        assert_eq!(
            (config.trusted_proxies, config.workers, config.listen.port()),
            (1, 5, 8080)
        );
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_errors_that_name_their_place() {
        assert!(with("listen = 1", &[]).is_err());
        for (name, value) in [
            ("HOABAN_LISTEM", "x"),
            ("HOABAN_WORKERS", "many"),
            ("HOABAN_LISTEN", "here"),
        ] {
            let error = with("", &[(name, value)])
                .expect_err("not a setting")
                .to_string();
            assert!(error.contains(name), "{error}");
        }
    }

    #[test]
    fn secrets_are_never_printed() {
        let config =
            with("", &[("HOABAN_DATABASE_URL", "postgres://u:s3cr3t@h/d")]).expect("a known key");
        let shown = format!(
            "{config:?} {}",
            toml::to_string(&config).expect("settings serialise")
        );
        assert!(
            shown.contains("***") && !shown.contains("s3cr3t"),
            "{shown}"
        );
    }
}
