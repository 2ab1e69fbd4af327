//! Words for what the inspector says of a file, the same on every page and on the command line.

use submissions::{
    files::inspect::{Advice, Refusal},
    kinds::Slot,
};

use crate::{
    i18n::{Arg, Args},
    pages::parts::Phrase,
};

/// Why a file of this slot is not taken, and what to do about it.
#[must_use]
pub fn refused(slot: Slot, refusal: Refusal) -> Phrase {
    refused_word(slot, refusal.as_str())
}

/// The same for a refusal that was stored as its word.
#[must_use]
pub fn refused_word(slot: Slot, refusal: &str) -> Phrase {
    let args: [(&str, Arg); 2] = [
        ("types", slot.rules().types.into()),
        ("size", told_size(slot).into()),
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

/// The limit of a slot as people are told it.
#[must_use]
pub fn told_size(slot: Slot) -> String {
    const KIB: usize = 1_024;
    let bytes = slot.told_bytes();
    if bytes < KIB * KIB {
        format!("{} KB", bytes / KIB)
    } else {
        format!("{} MB", bytes / (KIB * KIB))
    }
}
