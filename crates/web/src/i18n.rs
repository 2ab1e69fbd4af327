//! The two languages of the interface and the words in `web/locales`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, StaticLoader, langid, static_loader};
use serde::{Deserialize, Serialize};

use crate::render::words;

static VI: LanguageIdentifier = langid!("vi");
static EN: LanguageIdentifier = langid!("en");

static_loader! {
    static WORDS = {
        locales: "../../web/locales",
        fallback_language: "vi",
        customise: |bundle| {
            // isolating marks would be visible to search, copy and screen readers
            bundle.set_use_isolating(false);
            if bundle.locales.first() == Some(&VI) {
                bundle.set_formatter(Some(|value, _| grouped(value, Lang::Vi)));
            } else {
                bundle.set_formatter(Some(|value, _| grouped(value, Lang::En)));
            }
        },
    };
}

fn grouped(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "arguments enter as i64")]
        FluentValue::Number(number) => Some(words::number(number.value as i64, lang)),
        _ => None,
    }
}

/// A language of the interface; Vietnamese is what everything falls back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese
    #[default]
    Vi,
    /// English
    En,
}

impl Lang {
    /// All languages, the default first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The tag used in paths and in `<html lang>`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads a path segment or a cookie value.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.as_str() == tag)
    }

    /// The language that the switch offers.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Vi => &VI,
            Self::En => &EN,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A value put into a sentence; numbers choose plurals and are grouped, texts stand as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// a count or an amount
    Number(i64),
    /// anything else; years and codes too, which must not be grouped
    Text(String),
}

impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// The named values of one sentence.
pub type Args = BTreeMap<String, Arg>;

/// The sentence for `key`; in Vietnamese where `lang` lacks it, empty where both do.
#[must_use]
pub fn text(lang: Lang, key: &str, args: &Args) -> String {
    own_text(lang, key, args)
        .or_else(|| own_text(Lang::Vi, key, args))
        .unwrap_or_else(|| {
            tracing::error!(key, "no words for this key");
            String::new()
        })
}

/// The sentence for `key` in exactly `lang`, or nothing when the key or one of its arguments is missing.
#[must_use]
pub fn own_text(lang: Lang, key: &str, args: &Args) -> Option<String> {
    let values: HashMap<Cow<'static, str>, FluentValue<'_>> = args
        .iter()
        .map(|(name, arg)| {
            let value = match arg {
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Text(text) => FluentValue::from(text.as_str()),
            };
            (Cow::Owned(name.clone()), value)
        })
        .collect();
    let loader: &StaticLoader = &WORDS;
    loader
        .lookup_single_language(lang.id(), key, Some(&values))
        .ok()
}
