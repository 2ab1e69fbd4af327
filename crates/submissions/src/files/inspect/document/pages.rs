//! Pages of a PDF as pictures, so that a juror reads it without opening a stranger's file.

use std::{sync::Arc, sync::mpsc, time::Duration};

use hayro::{
    RenderCache, RenderSettings, hayro_interpret::InterpreterSettings, hayro_syntax::Pdf, render,
    vello_cpu::color::palette::css::WHITE,
};
use image::RgbImage;

use crate::files::inspect::{Made, Recipe, picture};

/// Longest side of a page, in pixels.
const SIDE: f32 = 1_200.0;
/// Drawing stops here; a file that takes longer is shown by the reader's own viewer instead.
const PATIENCE: Duration = Duration::from_secs(8);
/// Deeply nested pages recurse deeply.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// The first pages, or None where the renderer gave up, failed or took too long. It works in a thread of its own:
/// the document is accepted whatever becomes of it.
pub(super) fn pictures(bytes: &[u8]) -> Option<Vec<Made>> {
    let (tell, hear) = mpsc::channel();
    let bytes = Arc::new(bytes.to_vec());
    std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let _ = tell.send(drawn(bytes));
        })
        .ok()?;
    hear.recv_timeout(PATIENCE).ok().flatten()
}

fn drawn(bytes: Arc<Vec<u8>>) -> Option<Vec<Made>> {
    let pdf = Pdf::new(bytes).ok()?;
    let cache = RenderCache::new();
    let interpreter = InterpreterSettings::default();
    let mut made = Vec::new();
    for (page, recipe) in pdf.pages().iter().zip(Recipe::PAGES) {
        let (width, height) = page.render_dimensions();
        let scale = SIDE / width.max(height).max(1.0);
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
            ..RenderSettings::default()
        };
        let drawn = render(page, &cache, &interpreter, &settings);
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        let light: Vec<u8> = drawn.data().iter().flat_map(|p| [p.r, p.g, p.b]).collect();
        let picture = RgbImage::from_raw(width, height, light)?;
        made.push(Made {
            recipe,
            media_type: "image/jpeg".to_owned(),
            width,
            height,
            bytes: picture::jpeg_bytes(&picture, 82).ok()?,
        });
    }
    Some(made)
}
