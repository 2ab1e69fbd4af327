//! Pictures: judged from their header, decoded, turned upright, brought to sRGB on white, made smaller.

mod advice;
mod canvas;
mod colour;
mod cut;
mod encode;
#[cfg(feature = "heic")]
mod heif;
mod jpeg;
mod raster;
mod scrub;

use image::{ImageFormat, RgbImage, metadata::Orientation};

use super::{Accepted, Made, Properties, Recipe, Refusal, sniff::Found, tags};
use crate::kinds::{MAX_PIXELS, MIN_SIDE};

pub(super) use canvas::within;
pub(super) use cut::cut;
pub(super) use encode::jpeg_bytes;
pub(super) use scrub::without_metadata;

/// Longest side of the picture that stands for a work.
pub(super) const VIEW: u32 = 1600;
/// Longest side of what is shown, the largest first: each is made from the one before.
const SIZES: &[(Recipe, u32)] = &[
    (Recipe::View, VIEW),
    (Recipe::Card, 800),
    (Recipe::Thumb, 320),
];
/// Longest side of the view for looking closely.
const LARGE: u32 = 3200;
/// Longest side from which a picture gets a larger view: one that shows hardly more is not worth its bytes.
pub(super) const LARGE_FROM: u32 = 2400;

/// A picture as it comes out of its decoder: already no larger than what is shown needs.
struct Decoded {
    /// In sRGB on white, not yet upright.
    picture: RgbImage,
    /// Pixels of the original, not yet upright.
    size: (u32, u32),
    orientation: Orientation,
}

impl Decoded {
    fn upright(self) -> RgbImage {
        canvas::upright(self.picture, self.orientation)
    }

    /// Pixels of the upright original.
    const fn upright_size(&self) -> (u32, u32) {
        let swapped = matches!(
            self.orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        if swapped {
            (self.size.1, self.size.0)
        } else {
            self.size
        }
    }
}

/// Decodes a picture of any kind to at least `side` pixels on its longest side, if it has them.
fn decoded(found: Found, bytes: &[u8], side: u32) -> Result<Decoded, Refusal> {
    match found {
        Found::Picture(ImageFormat::Jpeg) => jpeg::decode(bytes, side),
        Found::Picture(format) => raster::decode(format, bytes, side),
        #[cfg(feature = "heic")]
        Found::Heif => heif::decode(bytes, side),
        // Without a decoder such a photo is refused with advice.
        #[cfg(not(feature = "heic"))]
        Found::Heif => Err(Refusal::Heic),
        _ => Err(Refusal::WrongType),
    }
}

/// Judges a picture and makes what is shown of it.
pub(super) fn inspect(found: Found, bytes: &[u8]) -> Result<Accepted, Refusal> {
    // What is larger is made afterwards, with the tiles: nobody waits for it.
    let decoded = decoded(found, bytes, VIEW)?;
    let media_type = match found {
        Found::Picture(format) => media_type(format),
        _ => "image/heic",
    };
    let (width, height) = decoded.upright_size();
    // a small picture is turned sooner than a large one
    let mut from = canvas::upright(canvas::fitted(decoded.picture, VIEW)?, decoded.orientation);
    let mut made = Vec::new();
    let mut advice = Vec::new();
    for (recipe, side) in SIZES {
        from = canvas::fitted(from, *side)?;
        if *recipe == Recipe::View {
            advice = advice::of(&from, (width, height));
        }
        made.push(match recipe {
            Recipe::Thumb => encode::jpeg(*recipe, &from)?,
            // it comes again, smaller, with what is made afterwards
            Recipe::View if width.max(height) > VIEW => encode::jpeg(*recipe, &from)?,
            _ => encode::smallest(*recipe, &from)?,
        });
    }
    Ok(Accepted {
        media_type: media_type.to_owned(),
        properties: Properties {
            width,
            height,
            advice,
            tags: tags::of_picture(bytes),
            ..Properties::default()
        },
        made,
    })
}

/// The three sizes as JPEG, and nothing else: what is measured beside other programs.
#[doc(hidden)]
pub fn three_jpegs(bytes: &[u8]) -> Result<Vec<Made>, Refusal> {
    let decoded = jpeg::decode(bytes, VIEW)?;
    let mut from = decoded.upright();
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
