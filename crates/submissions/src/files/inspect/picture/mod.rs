//! Pictures: judged from their header, decoded, turned upright, brought to sRGB on white, made smaller.

mod advice;
mod canvas;
mod colour;
mod encode;
#[cfg(feature = "heic")]
mod heif;
mod jpeg;
mod raster;
mod scrub;

use image::{ImageFormat, RgbImage, metadata::Orientation};

use super::{Accepted, Made, Properties, Recipe, Refusal};
use crate::kinds::{MAX_PIXELS, MIN_SIDE};

pub(super) use encode::jpeg_bytes;
pub(super) use scrub::without_metadata;

/// Longest side of what is shown, the largest first: each is made from the one before.
const SIZES: &[(Recipe, u32)] = &[
    (Recipe::View, 1600),
    (Recipe::Card, 800),
    (Recipe::Thumb, 320),
];
/// Longest side of the view for looking closely.
const LARGE: u32 = 3200;
/// A closer look that shows hardly more than the view is not worth its bytes.
const WORTH_LARGE: u32 = 2400;

/// A picture as it comes out of its decoder: already no larger than what is shown needs.
struct Decoded {
    /// In sRGB on white, not yet upright.
    picture: RgbImage,
    /// Pixels of the original, not yet upright.
    size: (u32, u32),
    orientation: Orientation,
}

/// Judges a picture and makes what is shown of it.
pub(super) fn inspect(format: ImageFormat, bytes: &[u8]) -> Result<Accepted, Refusal> {
    let decoded = match format {
        ImageFormat::Jpeg => jpeg::decode(bytes, LARGE)?,
        _ => raster::decode(format, bytes, LARGE)?,
    };
    shown(decoded, media_type(format))
}

/// The same for a photo in HEIC.
#[cfg(feature = "heic")]
pub(super) fn inspect_heif(bytes: &[u8]) -> Result<Accepted, Refusal> {
    shown(heif::decode(bytes, LARGE)?, "image/heic")
}

/// Without a decoder it is refused with advice.
#[cfg(not(feature = "heic"))]
pub(super) const fn inspect_heif(_: &[u8]) -> Result<Accepted, Refusal> {
    Err(Refusal::Heic)
}

/// Makes what is shown of a picture.
fn shown(decoded: Decoded, media_type: &str) -> Result<Accepted, Refusal> {
    let Decoded {
        picture,
        size,
        orientation,
    } = decoded;
    let upright = canvas::upright(picture, orientation);
    let swapped = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (width, height) = if swapped { (size.1, size.0) } else { size };
    let mut made = Vec::new();
    let mut from = upright;
    if width.max(height) >= WORTH_LARGE {
        from = canvas::fitted(from, LARGE)?;
        made.push(encode::jpeg(Recipe::Large, &from)?);
    }
    let mut advice = Vec::new();
    for (recipe, side) in SIZES {
        from = canvas::fitted(from, *side)?;
        if *recipe == Recipe::View {
            advice = advice::of(&from, (width, height));
        }
        made.push(match recipe {
            Recipe::Thumb => encode::jpeg(*recipe, &from)?,
            _ => encode::smallest(*recipe, &from)?,
        });
    }
    Ok(Accepted {
        media_type: media_type.to_owned(),
        properties: Properties {
            width,
            height,
            advice,
            ..Properties::default()
        },
        made,
    })
}

/// The three sizes as JPEG, and nothing else: what is measured beside other programs.
#[doc(hidden)]
pub fn three_jpegs(bytes: &[u8]) -> Result<Vec<Made>, Refusal> {
    let decoded = jpeg::decode(bytes, SIZES[0].1)?;
    let mut from = canvas::upright(decoded.picture, decoded.orientation);
    let mut made = Vec::new();
    for (recipe, side) in SIZES {
        from = canvas::fitted(from, *side)?;
        made.push(encode::jpeg(*recipe, &from)?);
    }
    Ok(made)
}

pub(super) const fn media_type(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "image/png",
        ImageFormat::WebP => "image/webp",
        ImageFormat::Gif => "image/gif",
        _ => "image/jpeg",
    }
}

/// Judged before a pixel is decoded.
fn check_size(width: u32, height: u32) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        Err(Refusal::Broken)
    } else if u64::from(width) * u64::from(height) > MAX_PIXELS {
        Err(Refusal::TooManyPixels)
    } else if width.min(height) < MIN_SIDE {
        Err(Refusal::TooSmall)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
