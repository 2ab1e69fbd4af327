//! What is made of a picture after it was taken: tiles, level by level, a large view, and a smaller file of the usual one.

use image::RgbImage;

use super::{LARGE, LARGE_FROM, VIEW, canvas, decoded, encode};
use crate::files::{
    inspect::{Made, Recipe, Refusal, sniff::Found},
    tiles::{MOST_SIDE, Pyramid, TILE, packed},
};

/// JPEG quality of a tile: who looks closely looks for brush strokes, not for blocks.
const QUALITY: i32 = 82;

/// The tiles of a picture that was taken before, its view again, and the one for looking closely where that shows more.
pub(in crate::files::inspect) fn cut(found: Found, bytes: &[u8]) -> Result<Vec<Made>, Refusal> {
    let mut level = decoded(found, bytes, MOST_SIDE)?.upright();
    let mut made = Vec::new();
    if level.width().max(level.height()) >= LARGE_FROM {
        let large = canvas::fitted(level.clone(), LARGE)?;
        made.push(encode::jpeg(Recipe::Large, &large)?);
    }
    // what was shown so far in the form that is made soonest
    let view = canvas::fitted(level.clone(), VIEW)?;
    made.push(encode::smallest(Recipe::View, &view)?);
    level = canvas::fitted(level, MOST_SIDE)?;
    let pyramid = Pyramid {
        width: level.width(),
        height: level.height(),
    };
    let mut tiles = Vec::new();
    for scale in pyramid.scales() {
        level = canvas::resized(level, pyramid.size(scale))?;
        let (columns, rows) = pyramid.grid(scale);
        for row in 0..rows {
            for column in 0..columns {
                tiles.push(encode::jpeg_bytes(&piece(&level, column, row), QUALITY)?);
            }
        }
    }
    made.push(Made {
        recipe: Recipe::Tiles,
        media_type: "application/octet-stream".to_owned(),
        width: pyramid.width,
        height: pyramid.height,
        bytes: packed(pyramid, &tiles).ok_or(Refusal::TooLarge)?,
    });
    Ok(made)
}

fn piece(level: &RgbImage, column: u32, row: u32) -> RgbImage {
    let (x, y) = (column * TILE, row * TILE);
    let (width, height) = (
        (level.width() - x).min(TILE),
        (level.height() - y).min(TILE),
    );
    image::imageops::crop_imm(level, x, y, width, height).to_image()
}
