//! Contests as data: what a new one starts from.

use serde::Deserialize;

use super::{Category, Contest, Kind, Limits};
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

impl CategoryTemplate {
    fn of(category: &Category) -> Self {
        Self {
            slug: category.slug.clone(),
            letter: category.letter.clone(),
            kind: category.kind,
            name_vi: category.name_vi.clone(),
            name_en: category.name_en.clone(),
            brief_vi: category.brief_vi.clone(),
            brief_en: category.brief_en.clone(),
            max_per_author: category.max_per_author,
            limits: category.limits,
            sheets_per_entry: 1,
            least_sheets: 1,
            criteria: Vec::new(),
            prizes: Vec::new(),
        }
    }
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
const VE_THEO_SACH: &str = include_str!("../../templates/ve-theo-sach.toml");
const NOI_VA_KE: &str = include_str!("../../templates/noi-va-ke.toml");

impl Template {
    /// Names of the built-in templates.
    pub const BUILT_IN: &'static [&'static str] = &["sonla-2024", "ve-theo-sach", "noi-va-ke"];

    /// A built-in template by name.
    pub fn built_in(name: &str) -> Result<Self, TemplateError> {
        match name {
            "sonla-2024" => Ok(toml::from_str(SONLA_2024)?),
            "ve-theo-sach" => Ok(toml::from_str(VE_THEO_SACH)?),
            "noi-va-ke" => Ok(toml::from_str(NOI_VA_KE)?),
            _ => Err(TemplateError::Unknown),
        }
    }

    /// A contest's texts, calendar and categories, to start another one from; `None` where its time zone is none. How works
    /// are judged, and the prizes, are the judging floor's to add.
    #[must_use]
    pub fn of(contest: &Contest, categories: &[Category]) -> Option<Self> {
        let local = |at: Timestamp| {
            let moment = jiff::Timestamp::from_millisecond(at.0).ok()?;
            Some(moment.in_tz(&contest.zone).ok()?.datetime())
        };
        Some(Self {
            slug: contest.slug.clone(),
            name_vi: contest.name_vi.clone(),
            name_en: contest.name_en.clone(),
            theme_vi: contest.theme_vi.clone(),
            theme_en: contest.theme_en.clone(),
            intro_vi: contest.intro_vi.clone(),
            intro_en: contest.intro_en.clone(),
            note_vi: contest.note_vi.clone(),
            note_en: contest.note_en.clone(),
            organiser_vi: contest.organiser_vi.clone(),
            organiser_en: contest.organiser_en.clone(),
            wards: contest.wards.lines().map(str::to_owned).collect(),
            contact_phone: contest.contact_phone.clone(),
            contact_email: contest.contact_email.clone(),
            zone: contest.zone.clone(),
            opens: local(contest.opens_at)?,
            closes: local(contest.closes_at)?,
            judging_until: local(contest.judging_until)?,
            announced: local(contest.results_at)?,
            grace_minutes: contest.grace_ms / 60_000,
            awards_promised: contest.awards_promised,
            categories: categories.iter().map(CategoryTemplate::of).collect(),
        })
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
    fn every_built_in_template_reads_and_gives_as_many_prizes_as_it_promises() {
        for name in Template::BUILT_IN {
            let template = Template::built_in(name).expect("a built-in template reads");
            assert!(template.moment(template.opens) < template.moment(template.closes));
            let prizes = template.categories.iter().flat_map(|c| &c.prizes);
            let prizes: i64 = prizes.map(|p| p.quota).sum();
            assert_eq!(prizes, template.awards_promised, "{name}");
        }
        let sonla = Template::built_in("sonla-2024").expect("a built-in template reads");
        assert_eq!(sonla.awards_promised, 38);
        assert_eq!(
            sonla.moment(sonla.closes),
            Some(Timestamp(1_727_715_540_000))
        );
    }
}
