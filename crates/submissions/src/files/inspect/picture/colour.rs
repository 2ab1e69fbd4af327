//! Colours brought to sRGB by the picture's own profile.

use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::files::inspect::Refusal;

/// Converts in place where the profile is one of RGB; a profile that cannot be read leaves the colours as they are.
pub(super) fn to_srgb(picture: &mut RgbImage, profile: Option<&[u8]>) {
    let Some(profile) = profile.and_then(|p| ColorProfile::new_from_slice(p).ok()) else {
        return;
    };
    if profile.color_space != DataColorSpace::Rgb || is_srgb(&profile) {
        return;
    }
    let options = TransformOptions::default();
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
    else {
        return;
    };
    let row = picture.width() as usize * 3;
    let mut converted = vec![0; row];
    for line in picture.as_flat_samples_mut().samples.chunks_exact_mut(row) {
        if transform.transform(line, &mut converted).is_ok() {
            line.copy_from_slice(&converted);
        }
    }
}

/// Most pictures say that they are what they would be taken for anyway.
fn is_srgb(profile: &ColorProfile) -> bool {
    let names = format!("{:?}", profile.description);
    names.contains("sRGB")
}

/// Inks to light. `inverted` says that 255 means no ink, as Adobe writes it.
pub(super) fn from_cmyk(
    size: (u32, u32),
    mut inks: Vec<u8>,
    inverted: bool,
    profile: Option<&[u8]>,
) -> Result<RgbImage, Refusal> {
    if inverted {
        for ink in &mut inks {
            *ink = 255 - *ink;
        }
    }
    let mut light = vec![0; inks.len() / 4 * 3];
    let by_profile = profile
        .and_then(|p| ColorProfile::new_from_slice(p).ok())
        .filter(|p| p.color_space == DataColorSpace::Cmyk)
        .and_then(|p| {
            // Four inks are laid out as four channels.
            let options = TransformOptions::default();
            p.create_transform_8bit(
                Layout::Rgba,
                &ColorProfile::new_srgb(),
                Layout::Rgb,
                options,
            )
            .ok()
        })
        .is_some_and(|transform| transform.transform(&inks, &mut light).is_ok());
    if !by_profile {
        for (ink, out) in inks.chunks_exact(4).zip(light.chunks_exact_mut(3)) {
            let paper = 255 - u16::from(ink[3]);
            for (out, ink) in out.iter_mut().zip(ink) {
                let value = (255 - u16::from(*ink)) * paper / 255;
                *out = u8::try_from(value).unwrap_or(u8::MAX);
            }
        }
    }
    RgbImage::from_raw(size.0, size.1, light).ok_or(Refusal::Broken)
}
