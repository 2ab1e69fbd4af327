//! A juror's score sheet on paper: all works of the list, a column for each criterion, one signature.

use serde::Serialize;

use crate::{PaperError, qr_svg, typeset};

/// A line of the sheet.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreSheetRow {
    /// The round's code of the work.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// What stands around the lines.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreSheetWords {
    /// Language of the words.
    pub lang: String,
    /// Name of the contest.
    pub contest: String,
    /// Heading.
    pub title: String,
    /// Category and round.
    pub round: String,
    /// The juror.
    pub juror: String,
    /// How to fill it in.
    pub how: String,
    /// Headings of the first two columns: code, title.
    pub columns: [String; 2],
    /// Each criterion with its scale.
    pub criteria: Vec<String>,
    /// Place for date, name and signature.
    pub signature: String,
}

/// A sheet.
#[derive(Clone, Debug)]
pub struct ScoreSheet {
    /// What stands around the lines.
    pub words: ScoreSheetWords,
    /// The lines.
    pub rows: Vec<ScoreSheetRow>,
    /// Where the QR code leads: the page on which the sheet is typed in.
    pub address: String,
    /// The same as letters, for a desk without a camera.
    pub code: String,
}

#[derive(Serialize)]
struct Data<'a> {
    words: &'a ScoreSheetWords,
    rows: &'a [ScoreSheetRow],
    code: &'a str,
    qr: String,
    wide: bool,
}

/// From so many criteria on the paper lies on its side.
const WIDE_FROM: usize = 5;

/// The sheet as a PDF: A4, upright up to four criteria, on its side above; the head of the table on every page.
pub fn score_sheet_pdf(sheet: &ScoreSheet) -> Result<Vec<u8>, PaperError> {
    let data = Data {
        words: &sheet.words,
        rows: &sheet.rows,
        code: &sheet.code,
        qr: qr_svg(&sheet.address).unwrap_or_default(),
        wide: sheet.words.criteria.len() >= WIDE_FROM,
    };
    typeset::pdf(include_str!("../templates/score_sheet.typ"), &data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::tests::pages;

    fn sheet(works: usize, criteria: usize) -> ScoreSheet {
        ScoreSheet {
            words: ScoreSheetWords {
                lang: "vi".into(),
                contest: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
                title: "Phiếu chấm".into(),
                round: "Tranh vẽ · Vòng 1".into(),
                juror: "Hà Thị Minh Châu".into(),
                how: "Ghi điểm rõ ràng vào từng ô.".into(),
                columns: ["Mã bài".into(), "Tên tác phẩm".into()],
                criteria: vec!["Nội dung, ý nghĩa (1–10)".into(); criteria],
                signature: "Ngày, họ tên và chữ ký".into(),
            },
            rows: (0..works)
                .map(|n| ScoreSheetRow {
                    code: format!("A{n}K"),
                    title: "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé".into(),
                })
                .collect(),
            address: "https://thi.example.vn/vi/sonla-2024/desk/paper/ABCDEFGH23".into(),
            code: "ABCDEFGH23".into(),
        }
    }

    #[test]
    fn long_lists_take_several_pages_and_many_criteria_fit() {
        let of = |works, criteria| pages(&score_sheet_pdf(&sheet(works, criteria)).expect("sets"));
        assert_eq!([of(3, 3), of(3, 8)], [1, 1]);
        assert!((6..=12).contains(&of(179, 3)), "{}", of(179, 3));
    }
}
