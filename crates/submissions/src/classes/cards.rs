//! Cards with a QR code for photographing a class: the card first, then the work. A card tells nothing of the child, so
//! one that lies beside a painting and gets into its picture tells a juror nothing.

use contest::db::Digest;
use serde::{Deserialize, Serialize};

use super::Member;
use crate::{
    entries::EntryId,
    files::{
        Inspector, ObjectError, Objects, Received,
        inspect::Recipe,
        worker::{Task, WorkerError},
    },
};

/// From this part of a picture's short side on, in thousandths, a QR code is what was photographed and not what lies
/// beside it: 29 mm on a card of 37 mm are far more, 29 mm beside a drawing on A4 are about a tenth.
const ALONE_PERMILLE: u32 = 250;

/// What the card of an entry says; short enough for the smallest QR code.
#[must_use]
pub fn card_text(entry: EntryId) -> String {
    let digest = Digest::of(format!("hoaban-card-v1:{entry}").as_bytes());
    format!("HB{}", digest.hex()[..16].to_uppercase())
}

/// A card in a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub entry: EntryId,
    /// Whether it was photographed by itself, before the work.
    pub alone: bool,
}

/// A QR code in a picture.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Found {
    text: String,
    /// Its side, in thousandths of the picture's short side.
    permille: u32,
}

/// Why a photo was not searched for a card.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// The child process is at fault.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The object store is at fault.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

/// The card of a child of this class in a photo that was received; none where there is none, or one of another class.
pub async fn read_card(
    (objects, inspector): (&Objects, &Inspector),
    members: &[Member],
    photo: &Received,
) -> Result<Option<Card>, CardError> {
    let view = photo.renditions().iter().find(|(r, _)| *r == Recipe::View);
    let Some((_, view)) = view else {
        return Ok(None);
    };
    let bytes = objects.get(view.sha256).await?;
    let answer = inspector.run(Task::Card, &bytes).await?;
    let found: Vec<Found> = serde_json::from_slice(&answer).unwrap_or_default();
    let mut cards = found.iter().filter_map(|f| {
        let member = members.iter().find(|m| card_text(m.entry.id) == f.text)?;
        Some(Card {
            entry: member.entry.id,
            alone: f.permille >= ALONE_PERMILLE,
        })
    });
    Ok(cards.next())
}

/// The child process's side: JSON.
pub(crate) fn perform(bytes: &[u8]) -> Vec<u8> {
    serde_json::to_vec(&codes_in(bytes)).unwrap_or_default()
}

fn codes_in(bytes: &[u8]) -> Vec<Found> {
    let Ok(picture) = image::load_from_memory(bytes) else {
        return Vec::new();
    };
    let grey = picture.into_luma8();
    let (width, height) = grey.dimensions();
    let mut prepared =
        rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, |x, y| {
            let at = |n: usize| u32::try_from(n).unwrap_or(0);
            grey.get_pixel(at(x), at(y)).0[0]
        });
    let grids = prepared.detect_grids();
    let read = grids.iter().filter_map(|grid| {
        let (_, text) = grid.decode().ok()?;
        let [a, b, ..] = grid.bounds;
        let side = (a.x.abs_diff(b.x)).max(a.y.abs_diff(b.y));
        Some(Found {
            text,
            permille: side * 1_000 / width.min(height).max(1),
        })
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, ImageFormat, Luma};
    use qrcode::{Color, EcLevel, QrCode};

    use super::*;

    /// A picture of 1200 × 900 with a code of about `side` pixels in it, as a camera would see it.
    fn photo(text: &str, side: u32) -> Vec<u8> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("short");
        let modules = u32::try_from(code.width()).expect("small");
        let colors = code.to_colors();
        let module = side / modules;
        let picture = GrayImage::from_fn(1_200, 900, |x, y| {
            let (x, y) = (x.checked_sub(200), y.checked_sub(100));
            let cell = x.zip(y).map(|(x, y)| (x / module, y / module));
            match cell {
                Some((x, y)) if x < modules && y < modules => {
                    let dark = colors[(y * modules + x) as usize] == Color::Dark;
                    Luma([if dark { 40 } else { 220 }])
                }
                _ => Luma([200]),
            }
        });
        let mut out = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut out, ImageFormat::Jpeg)
            .expect("encodes");
        out.into_inner()
    }

    #[test]
    fn a_card_is_read_and_its_size_tells_whether_it_is_alone() {
        let text = card_text(EntryId(uuid::Uuid::from_u128(7)));
        for (side, alone) in [(90, false), (600, true)] {
            let found = codes_in(&photo(&text, side));
            assert_eq!(found.len(), 1, "{side} pixels");
            assert_eq!(found[0].text, text);
            assert_eq!(found[0].permille >= ALONE_PERMILLE, alone, "{found:?}");
        }
    }

    #[test]
    fn a_picture_without_a_card_and_a_broken_one_have_none() {
        let plain = GrayImage::from_pixel(400, 400, Luma([128]));
        let mut out = std::io::Cursor::new(Vec::new());
        plain.write_to(&mut out, ImageFormat::Png).expect("encodes");
        assert!(codes_in(&out.into_inner()).is_empty());
        assert!(codes_in(b"no picture").is_empty());
    }
}
