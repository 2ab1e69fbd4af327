//! Consent slips, four on an A4 sheet, pre-filled: the guardian scans the QR code or ticks and signs.

use serde::Serialize;

use crate::{PaperError, qr_svg, typeset};

/// One child's slip.
#[derive(Clone, Debug, Serialize)]
pub struct Slip {
    /// The child's name.
    pub pupil: String,
    /// Class and school.
    pub class_name: String,
    /// Title and category of the work.
    pub work: String,
    /// Number of the child in the class list.
    pub number: String,
    /// The guardian's own link, shown as a QR code.
    #[serde(skip)]
    pub address: String,
}

/// The words of a slip, in the reader's language.
#[derive(Clone, Debug, Serialize)]
pub struct SlipWords {
    /// Language of the words.
    pub lang: String,
    /// Name of the contest.
    pub contest: String,
    /// Who runs it.
    pub organiser: String,
    /// Heading.
    pub title: String,
    /// What to do with the QR code.
    pub scan: String,
    /// What to do on paper.
    pub sign: String,
    /// The questions, in the order participation, naming, display, exhibition.
    pub questions: Vec<String>,
    /// «Yes».
    pub yes: String,
    /// «No».
    pub no: String,
    /// Column of the child's own answers.
    pub child: String,
    /// Column of the guardian's answers.
    pub guardian: String,
    /// Line for the guardian's name and signature.
    pub signature: String,
    /// When to give it back, and that a yes may be taken back.
    pub note: String,
}

#[derive(Serialize)]
struct Data<'a> {
    words: &'a SlipWords,
    slips: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    #[serde(flatten)]
    slip: &'a Slip,
    qr: String,
}

/// The slips as a PDF.
pub fn slips_pdf(words: &SlipWords, slips: &[Slip]) -> Result<Vec<u8>, PaperError> {
    let slips = slips
        .iter()
        .map(|slip| Cell {
            slip,
            qr: qr_svg(&slip.address).unwrap_or_default(),
        })
        .collect();
    typeset::pdf(
        include_str!("../templates/slips.typ"),
        &Data { words, slips },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::tests::pages;

    #[test]
    fn four_slips_make_a_page() {
        let words = SlipWords {
            lang: "vi".into(),
            contest: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
            organiser: "Ban Tổ chức".into(),
            title: "Phiếu đồng ý".into(),
            scan: "Quét mã".into(),
            sign: "Hoặc ký".into(),
            questions: vec!["Cho dự thi?".into(); 4],
            yes: "Có".into(),
            no: "Không".into(),
            child: "Em".into(),
            guardian: "Người giám hộ".into(),
            signature: "Ký".into(),
            note: "Nộp lại cho cô giáo.".into(),
        };
        let slip = |n: usize| Slip {
            pupil: "Lò Thị Mai Hương".into(),
            class_name: "5A, Trường Tiểu học Quyết Thắng".into(),
            work: "Lớp học bên suối".into(),
            number: n.to_string(),
            address: format!("https://thi.example.vn/vi/guardians/{n:040}"),
        };
        let of = |n| slips_pdf(&words, &(1..=n).map(slip).collect::<Vec<_>>()).expect("sets");
        assert_eq!(
            [pages(&of(1)), pages(&of(4)), pages(&of(5)), pages(&of(30))],
            [1, 1, 2, 8]
        );
    }
}
