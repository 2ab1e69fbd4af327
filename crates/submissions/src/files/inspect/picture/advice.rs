//! What a photographer would say: out of focus, a lamp in the picture, too small to print. Advice, never a refusal.

use image::{GrayImage, RgbImage, imageops};

use crate::files::inspect::Advice;

/// Pixels along A4's long side at 150 dots an inch, under which a print looks coarse.
const PRINT_SIDE: u32 = 1_754;
/// On the scale of [`blur`]; chosen by eye and not calibrated, so it only ever advises.
const BLURRY: f64 = 0.58;
const BLOCK: u32 = 16;

/// Everything worth saying of the view, given the original's size.
pub(super) fn of(view: &RgbImage, original: (u32, u32)) -> Vec<Advice> {
    let mut advice = Vec::new();
    let grey = imageops::grayscale(view);
    if blur(&grey) > BLURRY {
        advice.push(Advice::Blurry);
    }
    if has_glare(&grey) {
        advice.push(Advice::Glare);
    }
    if original.0.max(original.1) < PRINT_SIDE {
        advice.push(Advice::SmallForPrint);
    }
    advice
}

/// How little a picture changes when it is blurred once more: 0 sharp, 1 flat.
/// Source: Crété-Roffet and others, "The blur effect", SPIE 6492 (2007).
fn blur(grey: &GrayImage) -> f64 {
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let raw = grey.as_raw();
    let along = |length: usize, lines: usize, step: usize, line_step: usize| -> f64 {
        let (mut all, mut lost) = (0_i64, 0_i64);
        for line in 0..lines {
            let base = line * line_step;
            let value = |i: usize| i64::from(raw[base + i * step]);
            let mean = |i: usize| (i - 4..=i + 4).map(value).sum::<i64>() / 9;
            let mut before = None;
            for i in 5..length.saturating_sub(4) {
                let sharp = (value(i) - value(i - 1)).abs();
                let here = mean(i);
                let soft = (here - before.unwrap_or_else(|| mean(i - 1))).abs();
                before = Some(here);
                all += sharp;
                lost += (sharp - soft).max(0);
            }
        }
        // In thousandths, so that the division stays among whole numbers.
        let left = (all - lost) * 1_000 / all.max(1);
        f64::from(i32::try_from(left).unwrap_or(0)) / 1_000.0
    };
    along(width, height, 1, width).max(along(height, width, width, 1))
}

/// A lamp or the sun on glossy paint: a few blocks washed out, in a picture whose lightest parts are else not white.
fn has_glare(grey: &GrayImage) -> bool {
    let (columns, rows) = (grey.width() / BLOCK, grey.height() / BLOCK);
    let (mut washed, mut light) = (0_u32, 0_u32);
    for row in 0..rows {
        for column in 0..columns {
            let least = (0..BLOCK * BLOCK)
                .map(|n| {
                    let (x, y) = (column * BLOCK + n % BLOCK, row * BLOCK + n / BLOCK);
                    grey.get_pixel(x, y).0[0]
                })
                .min()
                .unwrap_or(0);
            washed += u32::from(least >= 253);
            light += u32::from((225..253).contains(&least));
        }
    }
    let all = columns * rows;
    // White paper is light everywhere; glare is a small island in something darker.
    washed * 250 > all && washed * 8 < all && light * 12 < all
}
