//! Words for what the inspector says of a file, the same on every page and on the command line.

use contest::contests::Limits;
use submissions::{
    files::inspect::{Advice, Properties, Refusal},
    kinds::{Extent, Slot, SlotRules},
};

use crate::{
    i18n::{Arg, Args},
    pages::parts::Phrase,
};

/// Why a file of this slot is not taken, and what to do about it.
#[must_use]
pub fn refused(place: (Slot, &Limits), refusal: Refusal) -> Phrase {
    refused_word(place, refusal.as_str())
}

/// The same for a refusal that was stored as its word.
#[must_use]
pub fn refused_word((slot, limits): (Slot, &Limits), refusal: &str) -> Phrase {
    let rules = slot.rules_of(limits);
    let extent = match rules.extent {
        Extent::Pixels { least_side, .. } => u64::from(least_side),
        Extent::Sound { most_ms, .. } => most_ms / 60_000,
        Extent::Pages { most } => most as u64,
        Extent::Text { lines, .. } => lines as u64,
    };
    let args: [(&str, Arg); 3] = [
        ("types", rules.types.into()),
        ("size", told_size(&rules).into()),
        ("extent", i64::try_from(extent).unwrap_or(i64::MAX).into()),
    ];
    Phrase::new(&format!("refusal-{refusal}"), &args)
}

/// What the sender of a file should know although it was taken.
#[must_use]
pub fn advised(advice: Advice, encoding: &str) -> Phrase {
    Phrase {
        key: format!("advice-{}", advice.as_str()),
        args: Args::from([("encoding".to_owned(), encoding.into())]),
    }
}

/// All of it for one file.
#[must_use]
pub fn all_advice(properties: &Properties) -> Vec<Phrase> {
    let advice = properties.advice.iter();
    advice
        .map(|advice| advised(*advice, &properties.encoding))
        .collect()
}

/// The limit of a slot as people are told it.
#[must_use]
pub fn told_size(rules: &SlotRules) -> String {
    const KIB: usize = 1_024;
    let bytes = rules.told_bytes();
    if bytes < KIB * KIB {
        format!("{} KB", bytes / KIB)
    } else {
        format!("{} MB", bytes / (KIB * KIB))
    }
}
