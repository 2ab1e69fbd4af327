//! Pictures as printers and newspapers take them.

use image::{ImageError, ImageFormat, codecs::jpeg::JpegEncoder};

use crate::PaperError;

const QUALITY: u8 = 84;

/// A JPEG as it is; any other picture as a JPEG.
pub fn as_jpeg(bytes: &[u8]) -> Result<Vec<u8>, PaperError> {
    let wrong = |error: ImageError| PaperError::Document(error.to_string());
    if image::guess_format(bytes).map_err(wrong)? == ImageFormat::Jpeg {
        return Ok(bytes.to_vec());
    }
    let pixels = image::load_from_memory(bytes).map_err(wrong)?.to_rgb8();
    let mut made = Vec::new();
    JpegEncoder::new_with_quality(&mut made, QUALITY)
        .encode_image(&pixels)
        .map_err(wrong)?;
    Ok(made)
}
