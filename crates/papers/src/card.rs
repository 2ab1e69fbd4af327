//! Cards that chat programs show beside a link: 1200 × 630 pixels.

use serde::Serialize;

use crate::{PaperError, typeset};

/// What a card says.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Language of the words.
    pub lang: String,
    /// Name of the contest, or whatever the page belongs to.
    pub site: String,
    /// What it is about: a title.
    pub title: String,
    /// Below it: whose it is, or when.
    pub line: String,
    /// An award; may be empty.
    pub award: String,
    /// A category; may be empty.
    pub category: String,
}

/// Two pixels a point; the page is 600 × 315 points.
const PIXELS_PER_POINT: f64 = 2.0;

/// The card as a JPEG of 1200 × 630 pixels, below 100 KB.
pub fn card_jpeg(card: &Card) -> Result<Vec<u8>, PaperError> {
    typeset::jpeg(
        include_str!("../templates/card.typ"),
        card,
        PIXELS_PER_POINT,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str) -> Card {
        Card {
            lang: "vi".into(),
            site: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
            title: title.into(),
            line: "Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận, Quàng Thị Hạnh và 3 người khác)"
                .into(),
            award: "Giải Khuyến khích".into(),
            category: "Sáng kiến, giải pháp".into(),
        }
    }

    #[test]
    fn a_card_is_as_large_as_chat_programs_ask_and_light() {
        let long = "Mô hình thư viện xe đạp lưu động kết hợp vườn ươm cây bản địa cho các bản xa trung tâm trên địa bàn thành phố trong mùa mưa lũ";
        for title in ["Mưa", long] {
            let bytes = card_jpeg(&card(title)).expect("sets");
            let picture = image::load_from_memory(&bytes).expect("a picture");
            assert_eq!((picture.width(), picture.height()), (1200, 630));
            assert!(bytes.len() < 100_000, "{} bytes", bytes.len());
        }
    }
}
