//! A picture cut into tiles, level by level.

use image::RgbImage;

use super::{canvas, decoded, encode};
use crate::files::{
    inspect::{Made, Recipe, Refusal, sniff::Found},
    tiles::{MOST_SIDE, Pyramid, TILE, packed},
};

/// JPEG quality of a tile: who looks closely looks for brush strokes, not for blocks.
const QUALITY: i32 = 82;

/// The tiles of a picture that was taken before.
pub(in crate::files::inspect) fn cut(found: Found, bytes: &[u8]) -> Result<Made, Refusal> {
    let mut level = decoded(found, bytes, MOST_SIDE)?.upright();
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
    Ok(Made {
        recipe: Recipe::Tiles,
        media_type: "application/octet-stream".to_owned(),
        width: pyramid.width,
        height: pyramid.height,
        bytes: packed(pyramid, &tiles).ok_or(Refusal::TooLarge)?,
    })
}

fn piece(level: &RgbImage, column: u32, row: u32) -> RgbImage {
    let (x, y) = (column * TILE, row * TILE);
    let (width, height) = (
        (level.width() - x).min(TILE),
        (level.height() - y).min(TILE),
    );
    image::imageops::crop_imm(level, x, y, width, height).to_image()
}
