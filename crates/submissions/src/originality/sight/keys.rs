//! The keys under which a picture is found: parts of the looks of its most striking points.
//!
//! A look has 128 bits of which a few differ after a picture was changed, so it is cut into bands, each a key of its
//! own: two looks share a key where one band is untouched. Source: Indyk and Motwani, "Approximate Nearest Neighbors",
//! STOC 1998, bit sampling; Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing",
//! CVPR 2012.

use super::{FOUND_BY, Feature, describe::Look};
use crate::originality::mixed;

/// Bands of a look.
const BANDS: u32 = 5;
/// Bits of a band.
const BITS: u32 = 24;

/// The keys of a picture that is kept.
#[must_use]
pub fn keys(features: &[Feature]) -> Vec<i64> {
    unique(features.iter().take(FOUND_BY).flat_map(|f| bands(f.look)))
}

/// The keys by which others are looked for: those of all points, as they are and in a mirror.
#[must_use]
pub fn queries(features: &[Feature]) -> Vec<i64> {
    unique(
        features
            .iter()
            .flat_map(|f| bands(f.look).chain(bands(f.mirrored().look))),
    )
}

fn bands(look: Look) -> impl Iterator<Item = i64> {
    (0..BANDS).map(move |band| {
        let bits = (look >> (band * BITS)) as u64 & ((1 << BITS) - 1);
        mixed(bits | u64::from(band) << BITS).cast_signed()
    })
}

fn unique(keys: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut keys: Vec<i64> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
