//! Contests as data: what a new one starts from.

use serde::Deserialize;

use super::{Kind, Limits};
use crate::Timestamp;

/// A contest to start from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each field is the column of the same name, told in `Contest`"
)]
pub struct Template {
    pub slug: String,
    pub name_vi: String,
    pub name_en: String,
    pub theme_vi: String,
    pub theme_en: String,
    pub intro_vi: String,
    pub intro_en: String,
    pub note_vi: String,
    pub note_en: String,
    pub organiser_vi: String,
    pub organiser_en: String,
    pub wards: Vec<String>,
    pub contact_phone: String,
    pub contact_email: String,
    pub zone: String,
    /// Local times `YYYY-MM-DDTHH:MM` in `zone`.
    pub opens: jiff::civil::DateTime,
    pub closes: jiff::civil::DateTime,
    pub judging_until: jiff::civil::DateTime,
    pub announced: jiff::civil::DateTime,
    pub grace_minutes: i64,
    /// How many awards are promised in public; 0 where no number is.
    pub awards_promised: i64,
    #[serde(rename = "category")]
    pub categories: Vec<CategoryTemplate>,
}

/// A category to start from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each field is the column of the same name, told in `Category`"
)]
pub struct CategoryTemplate {
    pub slug: String,
    pub letter: String,
    pub kind: Kind,
    pub name_vi: String,
    pub name_en: String,
    pub brief_vi: String,
    pub brief_en: String,
    pub max_per_author: i64,
    /// What a work may be at most, and at least.
    #[serde(default)]
    pub limits: Limits,
    /// How many jurors score each work.
    pub sheets_per_entry: i64,
    /// Fewer sheets than this, and a work counts as not judged.
    pub least_sheets: i64,
    #[serde(rename = "criterion")]
    pub criteria: Vec<CriterionTemplate>,
    #[serde(rename = "prize")]
    pub prizes: Vec<PrizeTemplate>,
}

/// A criterion to start from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each field is the column of the same name in `judging`"
)]
pub struct CriterionTemplate {
    pub name_vi: String,
    pub name_en: String,
    pub guide_vi: String,
    pub guide_en: String,
    pub least: i64,
    pub most: i64,
    pub step: i64,
    pub weight: i64,
}

/// A prize tier to start from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each field is the column of the same name in `judging`"
)]
pub struct PrizeTemplate {
    pub level: i64,
    pub name_vi: String,
    pub name_en: String,
    pub quota: i64,
    pub money_vnd: i64,
}

/// Why a template could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// No built-in template has this name.
    #[error("no such template")]
    Unknown,
    /// The text is not a template.
    #[error(transparent)]
    Parse(#[from] toml::de::Error),
}

const SONLA_2024: &str = include_str!("../../templates/sonla-2024.toml");

impl Template {
    /// Names of the built-in templates.
    pub const BUILT_IN: &'static [&'static str] = &["sonla-2024"];

    /// A built-in template by name.
    pub fn built_in(name: &str) -> Result<Self, TemplateError> {
        match name {
            "sonla-2024" => Ok(toml::from_str(SONLA_2024)?),
            _ => Err(TemplateError::Unknown),
        }
    }

    /// A local date and time of this template as a moment.
    #[must_use]
    pub fn moment(&self, local: jiff::civil::DateTime) -> Option<Timestamp> {
        let zoned = local.in_tz(&self.zone).ok()?;
        Some(Timestamp(zoned.timestamp().as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_reads_and_has_38_prizes_where_it_should() {
        for name in Template::BUILT_IN {
            let template = Template::built_in(name).expect("a built-in template reads");
            assert!(template.moment(template.opens) < template.moment(template.closes));
        }
        let sonla = Template::built_in("sonla-2024").expect("a built-in template reads");
        let prizes: i64 = sonla
            .categories
            .iter()
            .flat_map(|c| &c.prizes)
            .map(|p| p.quota)
            .sum();
        assert_eq!(prizes, 38);
        assert_eq!(
            sonla.moment(sonla.closes),
            Some(Timestamp(1_727_715_540_000))
        );
    }
}
