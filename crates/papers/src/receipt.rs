//! A receipt as a picture, for the album of a telephone.

use serde::Serialize;

use crate::{PaperError, qr_svg, typeset};

/// What a receipt says.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// the contest's name
    pub contest: String,
    /// entry code such as `T-0179-K`
    pub code: String,
    /// title of the work
    pub title: String,
    /// its category
    pub category: String,
    /// when it was received, in words
    pub at: String,
    /// eight letters that stand for the signature
    pub mark: String,
    /// where the QR code leads
    #[serde(skip)]
    pub address: String,
    /// where anybody can check the receipt
    pub verify: String,
    /// the files that came
    pub files: Vec<ReceiptFile>,
    /// the words around all that
    pub words: ReceiptWords,
}

/// A file and its SHA-256 in 64 hexadecimal digits, or none where none was promised.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub struct ReceiptFile {
    pub name: String,
    pub hash: String,
}

/// The words of a receipt in the reader's language.
#[derive(Clone, Debug, Serialize)]
#[expect(
    missing_docs,
    reason = "each field is named after what it stands beside"
)]
pub struct ReceiptWords {
    /// `vi` or `en`
    pub lang: String,
    pub title: String,
    pub code: String,
    pub at: String,
    pub mark: String,
    pub keep: String,
    pub verify: String,
}

/// 90 mm at this many pixels per point are about 850 pixels, which a telephone shows sharply.
const PIXELS_PER_POINT: f64 = 10.0 / 3.0;

#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    receipt: &'a Receipt,
    qr: String,
}

/// A receipt as a PNG.
pub fn receipt_png(receipt: &Receipt) -> Result<Vec<u8>, PaperError> {
    let data = Data {
        receipt,
        qr: qr_svg(&receipt.address).unwrap_or_default(),
    };
    let template = include_str!("../templates/receipt.typ");
    typeset::png(template, &data, PIXELS_PER_POINT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(title: &str) -> Receipt {
        let words = ReceiptWords {
            lang: "vi".into(),
            title: "Biên nhận".into(),
            code: "Mã bài dự thi".into(),
            at: "Nhận lúc".into(),
            mark: "Dấu kiểm".into(),
            keep: "Quét mã để mở lại bài.".into(),
            verify: "Kiểm tra biên nhận".into(),
        };
        Receipt {
            contest: "Thành phố học tập".into(),
            code: "T-0179-K".into(),
            title: title.into(),
            category: "Tranh vẽ".into(),
            at: "14:32 27/09/2024".into(),
            mark: "7K2M-Q0XD".into(),
            address: "https://thi.example.vn/vi/entries/9f2kq7xw31".into(),
            verify: "https://thi.example.vn/vi/sonla-2024/verify/T-0179-K".into(),
            files: [("tranh.jpg", 32), ("loi.txt", 0)]
                .map(|(name, bytes)| ReceiptFile {
                    name: name.into(),
                    hash: "ab".repeat(bytes),
                })
                .into(),
            words,
        }
    }

    fn size(png: &[u8]) -> (u32, u32) {
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        let at =
            |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().expect("a header"));
        (at(16), at(20))
    }

    #[test]
    fn it_is_as_wide_as_a_telephone_and_grows_with_what_it_says() {
        let short = size(&receipt_png(&sample("Ban")).expect("sets"));
        let long = size(&receipt_png(&sample(&"Lớp học bên suối ".repeat(9))).expect("sets"));
        assert_eq!([short.0, long.0], [850, 850]);
        assert!(long.1 > short.1);
    }

    #[test]
    fn the_same_receipt_gives_the_same_bytes() {
        let one = receipt_png(&sample("Ban")).expect("sets");
        assert_eq!(one, receipt_png(&sample("Ban")).expect("sets"));
    }
}
