//! PNG, WebP and GIF: the first frame, whole.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Pixel, RgbImage,
    metadata::Orientation,
};

use super::{Decoded, canvas, check_size, colour};
use crate::{files::inspect::Refusal, kinds::MAX_PIXELS};

/// Decodes a picture and shrinks it to `side` pixels on its longest side.
pub(super) fn decode(format: ImageFormat, bytes: &[u8], side: u32) -> Result<Decoded, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // Eight bytes for each pixel of the largest picture: 16 bits in four channels.
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Refusal::Broken)?;
    let whole = decoder.dimensions();
    check_size(whole.0, whole.1)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Broken)?;
    let mut picture = on_white(shrunk(picture, side)?);
    colour::to_srgb(&mut picture, profile.as_deref());
    Ok(Decoded {
        picture,
        size: whole,
        orientation,
    })
}

/// Shrinks before anything is converted, so that a large picture lies in memory once.
pub(super) fn shrunk(picture: DynamicImage, side: u32) -> Result<DynamicImage, Refusal> {
    let (width, height) = canvas::within(picture.width(), picture.height(), side);
    if (width, height) == (picture.width(), picture.height()) {
        return Ok(picture);
    }
    let mut small = DynamicImage::new(width, height, picture.color());
    // Premultiplies and divides where there is an alpha channel, so that hidden colours do not bleed.
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&picture, &mut small, &options)
        .map_err(|_| Refusal::Broken)?;
    Ok(small)
}

/// Without its alpha channel, as it looks on paper.
pub(super) fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    let mut out = RgbImage::new(rgba.width(), rgba.height());
    for (from, to) in rgba.pixels().zip(out.pixels_mut()) {
        let alpha = u16::from(from.0[3]);
        let mix = |c: u8| {
            let mixed = (u16::from(c) * alpha + 255 * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        *to = from.to_rgb().map(mix);
    }
    out
}
