//! Making the bytes that are shown: fresh ones, so that nothing of the original's metadata is in them.

use image::RgbImage;
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

use crate::files::inspect::{Made, Recipe, Refusal};

/// JPEG quality, and the WebP quality meant to look the same; the pairs are estimates, not measured.
const fn quality(recipe: Recipe) -> (i32, f32) {
    match recipe {
        Recipe::Large => (74, 70.0),
        Recipe::View => (84, 80.0),
        Recipe::Thumb => (76, 70.0),
        _ => (80, 76.0),
    }
}

pub(super) fn jpeg(recipe: Recipe, picture: &RgbImage) -> Result<Made, Refusal> {
    let bytes = jpeg_bytes(picture, quality(recipe).0)?;
    Ok(made(recipe, "image/jpeg", picture, bytes))
}

/// A baseline JPEG with the colours at half their resolution.
pub(in crate::files::inspect) fn jpeg_bytes(
    picture: &RgbImage,
    quality: i32,
) -> Result<Vec<u8>, Refusal> {
    let (width, height) = picture.dimensions();
    let image = Image {
        pixels: picture.as_raw().as_slice(),
        width: width as usize,
        pitch: width as usize * 3,
        height: height as usize,
        format: PixelFormat::RGB,
    };
    let compress = || {
        let mut compressor = Compressor::new()?;
        compressor.set_quality(quality)?;
        compressor.set_subsamp(Subsamp::Sub2x2)?;
        compressor.set_optimize(true)?;
        compressor.compress_to_vec(image)
    };
    compress().map_err(|_: turbojpeg::Error| Refusal::Broken)
}

/// JPEG or WebP, whichever is smaller.
pub(super) fn smallest(recipe: Recipe, picture: &RgbImage) -> Result<Made, Refusal> {
    let jpeg = jpeg(recipe, picture)?;
    let (width, height) = picture.dimensions();
    let mut config = webp::WebPConfig::new().map_err(|()| Refusal::Broken)?;
    config.quality = quality(recipe).1;
    config.method = 2;
    let webp = webp::Encoder::from_rgb(picture.as_raw(), width, height).encode_advanced(&config);
    Ok(match webp {
        Ok(webp) if webp.len() < jpeg.bytes.len() => {
            made(recipe, "image/webp", picture, webp.to_vec())
        }
        _ => jpeg,
    })
}

fn made(recipe: Recipe, media_type: &str, picture: &RgbImage, bytes: Vec<u8>) -> Made {
    Made {
        recipe,
        media_type: media_type.to_owned(),
        width: picture.width(),
        height: picture.height(),
        bytes,
    }
}
