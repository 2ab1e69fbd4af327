//! Paintings that no pupil made: a scene, a hand and a box of paint, mixed anew for every index.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "pixels: small, bounded numbers in the notation of plane geometry"
)]

mod cover;
mod easel;
mod hand;
mod motifs;
mod palette;
mod scenes;
mod shape;
mod texture;
mod words;

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use crate::Seed;
use crate::dice::{Dice, deal};
use easel::Easel;
use hand::Hand;
use palette::Palette;
use scenes::RECIPES;

/// Originals stay below this, so that a demo of 179 paintings fits on any disk.
const MOST_BYTES: usize = 450 * 1024;

/// A painting with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedPainting {
    /// What the pupil calls it.
    pub title: String,
    /// One or two sentences in the pupil's voice.
    pub statement: String,
    /// What is to be seen, for people who cannot see it.
    pub alt: String,
    /// JPEG, 1400 × 1050 or 1050 × 1400 pixels, at most 450 KiB.
    pub jpeg: Vec<u8>,
}

/// Paints picture `index`: about 100 ms of one core in a release build.
#[must_use]
pub fn painting(seed: Seed, index: u32) -> InventedPainting {
    painted(seed, index, 1.0)
}

/// What was chosen before the first stroke.
struct Plan {
    recipe: usize,
    hand: Hand,
    palette: usize,
    portrait: bool,
}

/// Neighbours differ in scene, hand and colours: each is dealt round its own deck, shuffled by the seed.
fn plan(seed: Seed, index: u32) -> Plan {
    let deal = |label, n| deal(seed.0, label, index, n);
    Plan {
        recipe: deal("scene", RECIPES.len()),
        hand: Hand::ALL[deal("hand", Hand::ALL.len())],
        palette: deal("palette", Palette::COUNT),
        portrait: Dice::new(seed.0, "format", index).chance(36),
    }
}

fn painted(seed: Seed, index: u32, scale: f32) -> InventedPainting {
    let plan = plan(seed, index);
    let mut dice = Dice::new(seed.0, "painting", index);
    let palette = Palette::new(plan.palette, &mut dice);
    let words = words::words(plan.recipe, plan.hand, &mut dice);
    let mut easel = Easel::new(plan.portrait, scale, plan.hand, palette, dice);
    RECIPES[plan.recipe](&mut easel);
    let (width, height, pixels) = easel.finish();
    InventedPainting {
        title: words.title,
        statement: words.statement,
        alt: words.alt,
        jpeg: jpeg(&pixels, width, height),
    }
}

/// As good as fits into [`MOST_BYTES`].
fn jpeg(pixels: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for quality in [82, 70, 56, 40] {
        out.clear();
        JpegEncoder::new_with_quality(&mut out, quality)
            .encode(pixels, width as u32, height as u32, ExtendedColorType::Rgb8)
            .expect("an RGB buffer of exactly width × height pixels encodes into memory");
        if out.len() <= MOST_BYTES {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests;
