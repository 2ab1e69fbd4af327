//! QR codes, for receipts, slips, stickers, and the cards on which invitations are handed over.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// A QR code (error correction M) as an `<svg>` element without a size of its own, or none where the text is too
/// long for one (about 2,300 bytes). The quiet zone of four modules is included.
#[must_use]
pub fn qr_svg(text: &str) -> Option<String> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                let (left, top) = (x + QUIET, y + QUIET);
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::qr_svg;

    #[test]
    fn the_same_text_gives_the_same_code_and_another_text_another() {
        let one = qr_svg("https://thi.example.vn/vi/entries/abc");
        assert_eq!(one, qr_svg("https://thi.example.vn/vi/entries/abc"));
        assert_ne!(one, qr_svg("https://thi.example.vn/vi/entries/abd"));
        assert!(one.is_some_and(|svg| svg.starts_with("<svg") && svg.len() < 6_000));
    }

    #[test]
    fn a_text_that_no_code_can_hold_gives_none() {
        assert_eq!(qr_svg(&"x".repeat(5_000)), None);
    }
}
