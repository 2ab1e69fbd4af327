//! Labels for the wall, A6, one a page: what hangs there, whose it is, and a QR code that leads to it.

use serde::Serialize;

use crate::{PaperError, qr_svg, typeset};

/// How far from the wall, and how high, a label is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSize {
    /// At the eyes of a child, from close by.
    Near,
    /// At the eyes of a grown-up, from two steps away: larger, with fewer words.
    Far,
}

/// A label.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// The work's title.
    pub title: String,
    /// Whose it is, as far as it may be told.
    pub credit: String,
    /// Where they live or learn; may be empty.
    pub place: String,
    /// The award; may be empty.
    pub award: String,
    /// What the author says; cut after some sixty words. Not on labels of [`LabelSize::Far`].
    pub idea: String,
    /// Category in the first language.
    pub category: String,
    /// The same in the second, below.
    pub category_second: String,
    /// Code of the entry.
    pub code: String,
    /// Where the QR code leads.
    #[serde(skip)]
    pub address: String,
}

#[derive(Serialize)]
struct Data<'a> {
    lang: &'a str,
    name: &'a str,
    far: bool,
    labels: Vec<Filled<'a>>,
}

#[derive(Serialize)]
struct Filled<'a> {
    #[serde(flatten)]
    label: &'a Label,
    qr: String,
}

/// The most words of what an author says.
const MOST_WORDS: usize = 60;

/// Labels as a PDF of A6 pages, in the order given; `name` is the document's.
pub fn labels_pdf(
    (lang, name): (&str, &str),
    size: LabelSize,
    labels: &[Label],
) -> Result<Vec<u8>, PaperError> {
    let cut: Vec<Label> = labels
        .iter()
        .map(|label| Label {
            idea: short(&label.idea),
            ..label.clone()
        })
        .collect();
    let filled = cut.iter().map(|label| Filled {
        qr: qr_svg(&label.address).unwrap_or_default(),
        label,
    });
    let data = Data {
        lang,
        name,
        far: size == LabelSize::Far,
        labels: filled.collect(),
    };
    typeset::pdf(include_str!("../templates/labels.typ"), &data)
}

fn short(words: &str) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    if all.len() <= MOST_WORDS {
        all.join(" ")
    } else {
        format!("{} …", all[..MOST_WORDS].join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::tests::pages;

    fn label(title: &str, credit: &str, words: usize) -> Label {
        Label {
            title: title.into(),
            credit: credit.into(),
            place: "Trường Tiểu học và Trung học cơ sở Chiềng Cọ, xã Chiềng Cọ".into(),
            award: "Giải Khuyến khích".into(),
            idea: "nghiêng ".repeat(words),
            category: "Sáng kiến, giải pháp".into(),
            category_second: "Initiatives and solutions".into(),
            code: "T-0179-K".into(),
            address: "https://thi.example.vn/vi/sonla-2024/works/T-0179-K".into(),
        }
    }

    #[test]
    fn every_label_has_one_page() {
        let long = "Mô hình thư viện xe đạp lưu động kết hợp vườn ươm cây bản địa cho các bản xa trung tâm trên địa bàn thành phố trong mùa mưa lũ";
        let group = "Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận, Quàng Thị Hạnh, Tòng Văn Hưng, Hà Thị Minh Châu, Nguyễn Thu Hà)";
        let labels = [
            label("Mưa", "Ý", 0),
            label("Mưa", group, 300),
            label(long, "Lò Thị Mai Hương", 60),
            label(long, group, 300),
        ];
        for size in [LabelSize::Near, LabelSize::Far] {
            let pdf = labels_pdf(("vi", "Nhãn"), size, &labels).expect("sets");
            assert_eq!(pages(&pdf), 4);
        }
    }

    #[test]
    fn an_idea_ends_after_sixty_words() {
        assert_eq!(short("a  b\nc"), "a b c");
        assert_eq!(short(&"a ".repeat(61)), format!("{}…", "a ".repeat(60)));
    }
}
