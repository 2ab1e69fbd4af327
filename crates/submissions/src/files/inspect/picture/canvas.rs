//! Turning and shrinking.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage, metadata::Orientation};

use crate::files::inspect::Refusal;

pub(super) fn upright(picture: RgbImage, orientation: Orientation) -> RgbImage {
    if orientation == Orientation::NoTransforms {
        return picture;
    }
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

/// The size of a picture within `side` × `side`, in its own proportions.
pub(in crate::files::inspect) fn within(width: u32, height: u32, side: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= side {
        return (width, height);
    }
    let scaled = |length: u32| {
        let length =
            (u64::from(length) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(length).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}

/// The picture within `side` × `side`; one that fits already stays as it is.
pub(super) fn fitted(picture: RgbImage, side: u32) -> Result<RgbImage, Refusal> {
    let small = within(picture.width(), picture.height(), side);
    resized(picture, small)
}

/// The picture in exactly this size.
pub(super) fn resized(picture: RgbImage, size: (u32, u32)) -> Result<RgbImage, Refusal> {
    if size == picture.dimensions() {
        return Ok(picture);
    }
    let mut small = DynamicImage::ImageRgb8(RgbImage::new(size.0, size.1));
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&DynamicImage::ImageRgb8(picture), &mut small, &options)
        .map_err(|_| Refusal::Broken)?;
    Ok(small.into_rgb8())
}
