//! Stickers for the backs of originals: 70 × 37 mm, a QR code and the entry's code, nothing about a person.

use serde::Serialize;

use crate::{PaperError, qr_svg, typeset};

/// One sticker.
#[derive(Clone, Debug)]
pub struct Sticker {
    /// Entry code such as `T-0179-K`.
    pub code: String,
    /// Where the QR code leads.
    pub address: String,
}

#[derive(Serialize)]
struct Data<'a> {
    sheet: bool,
    contest: &'a str,
    stickers: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    code: &'a str,
    qr: String,
}

/// Stickers as a PDF: on A4 sheets of 24 (three by eight, without margins), or each on a page of its own size.
pub fn stickers_pdf(
    contest: &str,
    stickers: &[Sticker],
    sheet: bool,
) -> Result<Vec<u8>, PaperError> {
    let data = Data {
        sheet,
        contest,
        stickers: stickers
            .iter()
            .map(|s| Cell {
                code: &s.code,
                qr: qr_svg(&s.address).unwrap_or_default(),
            })
            .collect(),
    };
    typeset::pdf(include_str!("../templates/stickers.typ"), &data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::tests::pages;

    fn some(n: usize) -> Vec<Sticker> {
        (0..n)
            .map(|i| Sticker {
                code: format!("T-{i:04}-K"),
                address: format!(
                    "https://thi.example.vn/vi/sonla-2024/desk/intake?code=T-{i:04}-K"
                ),
            })
            .collect()
    }

    #[test]
    fn twenty_four_fit_a_sheet_and_singles_have_their_own_page() {
        let sheet = |n| stickers_pdf("Cuộc thi", &some(n), true).expect("sets");
        assert_eq!([pages(&sheet(24)), pages(&sheet(25))], [1, 2]);
        let single = stickers_pdf("Cuộc thi", &some(2), false).expect("sets");
        assert_eq!(pages(&single), 2);
    }

    #[test]
    fn the_same_data_give_the_same_bytes() {
        let one = stickers_pdf("Cuộc thi", &some(3), true).expect("sets");
        assert_eq!(one, stickers_pdf("Cuộc thi", &some(3), true).expect("sets"));
    }
}
