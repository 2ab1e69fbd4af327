//! Pictures: decoded whole (so that a cut one is noticed), turned upright, laid on white, made smaller.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder, metadata::Orientation,
};

use super::{Accepted, Made, Properties, Recipe, Refusal};
use crate::kinds::{MAX_PIXELS, MIN_SIDE};

/// Longest side and JPEG quality of what is shown.
const SIZES: &[(Recipe, u32, u8)] = &[
    (Recipe::View, 1600, 84),
    (Recipe::Card, 800, 80),
    (Recipe::Thumb, 320, 76),
];

pub(super) fn inspect(format: ImageFormat, bytes: &[u8]) -> Result<Accepted, Refusal> {
    if format == ImageFormat::Jpeg && !has_jpeg_end(bytes) {
        return Err(Refusal::Broken);
    }
    let (picture, orientation) = decode(format, bytes)?;
    let upright = upright(on_white(picture), orientation);
    let (width, height) = upright.dimensions();
    let mut made = Vec::new();
    let mut from = upright;
    for (recipe, side, quality) in SIZES {
        from = fitted(from, *side)?;
        made.push(encoded(*recipe, &from, *quality)?);
    }
    let media_type = match format {
        ImageFormat::Png => "image/png",
        ImageFormat::WebP => "image/webp",
        _ => "image/jpeg",
    };
    Ok(Accepted {
        media_type: media_type.to_owned(),
        properties: Properties {
            width,
            height,
            ..Properties::default()
        },
        made,
    })
}

fn decode(format: ImageFormat, bytes: &[u8]) -> Result<(DynamicImage, Orientation), Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // Four bytes for each pixel of the largest picture, and as much again to work in.
    limits.max_alloc = Some(MAX_PIXELS * 4 * 2);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Refusal::Broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    if width.min(height) < MIN_SIDE {
        return Err(Refusal::TooSmall);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Broken)?;
    Ok((picture, orientation))
}

/// The decoder fills a cut JPEG with grey and says nothing; a whole one has an end-of-image mark behind its scan.
fn has_jpeg_end(bytes: &[u8]) -> bool {
    let scan = bytes
        .windows(2)
        .position(|w| w == [0xFF, 0xDA])
        .unwrap_or(bytes.len());
    bytes[scan..].windows(2).any(|w| w == [0xFF, 0xD9])
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let mix = |c: u8| {
            let mixed = (u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([mix(r), mix(g), mix(b)])
    })
}

fn upright(picture: RgbImage, orientation: Orientation) -> RgbImage {
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

/// The picture within `side` × `side`; one that fits already stays as it is.
fn fitted(picture: RgbImage, side: u32) -> Result<RgbImage, Refusal> {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return Ok(picture);
    }
    let scaled = |length: u32| {
        let length =
            (u64::from(length) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(length).unwrap_or(side).max(1)
    };
    let mut small = DynamicImage::ImageRgb8(RgbImage::new(scaled(width), scaled(height)));
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&DynamicImage::ImageRgb8(picture), &mut small, &options)
        .map_err(|_| Refusal::Broken)?;
    Ok(small.into_rgb8())
}

fn encoded(recipe: Recipe, picture: &RgbImage, quality: u8) -> Result<Made, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(picture)
        .map_err(|_| Refusal::Broken)?;
    let (width, height) = picture.dimensions();
    Ok(Made {
        recipe,
        media_type: "image/jpeg".to_owned(),
        width,
        height,
        bytes,
    })
}
