//! HEIC, as iPhones take photos: the decoder turns it upright and brings it to sRGB.

use heifer::{Error, Options, heifer_isobmff::HeifFile};
use image::{DynamicImage, RgbaImage, metadata::Orientation};

use super::{Decoded, check_size, raster};
use crate::{files::inspect::Refusal, kinds::MAX_PIXELS};

/// Decodes a picture and shrinks it to `side` pixels on its longest side.
pub(super) fn decode(bytes: &[u8], side: u32) -> Result<Decoded, Refusal> {
    let file = HeifFile::parse(bytes).map_err(|_| Refusal::Broken)?;
    let told = file.image_size(file.primary_id);
    if let Some((width, height)) = told.map_err(|_| Refusal::Broken)? {
        check_size(width, height)?;
    }
    let options = Options {
        // One decode at a time has one core.
        max_threads: 1,
        max_pixels: MAX_PIXELS,
    };
    let image = heifer::decode_srgb_rgba8(bytes, &options).map_err(|error| match error {
        Error::Unsupported(_) => Refusal::Heic,
        _ => Refusal::Broken,
    })?;
    let whole = (image.width, image.height);
    check_size(whole.0, whole.1)?;
    let picture = RgbaImage::from_raw(whole.0, whole.1, image.data).ok_or(Refusal::Broken)?;
    let small = raster::shrunk(DynamicImage::ImageRgba8(picture), side)?;
    Ok(Decoded {
        picture: raster::on_white(small),
        size: whole,
        orientation: Orientation::NoTransforms,
    })
}
