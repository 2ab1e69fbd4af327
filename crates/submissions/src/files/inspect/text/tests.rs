//! Two lines of Nguyễn Du in every encoding of their language.

use super::*;
use crate::files::inspect::{inspect, sniff::sniff};
use crate::kinds::Slot;

const KIEU: &str = "Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.\nTrải qua một cuộc bể dâu,\nNhững điều trông thấy mà đau đớn lòng.";

fn text_of(bytes: &[u8]) -> (String, String) {
    let accepted = inspect(Slot::PoemText, bytes).expect("accepted");
    let text = String::from_utf8(accepted.made[0].bytes.clone()).expect("UTF-8");
    (text, accepted.properties.encoding)
}

#[test]
fn unicode_is_read_in_all_its_forms() {
    let units: Vec<u16> = KIEU.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    let forms = [
        (KIEU.as_bytes().to_vec(), "UTF-8"),
        ([b"\xEF\xBB\xBF", KIEU.as_bytes()].concat(), "UTF-8"),
        (KIEU.replace('\n', "\r\n").into_bytes(), "UTF-8"),
        ([b"\xFF\xFE", little.as_slice()].concat(), "UTF-16LE"),
        ([b"\xFE\xFF", big.as_slice()].concat(), "UTF-16BE"),
        (little, "UTF-16LE"),
        (big, "UTF-16BE"),
    ];
    for (bytes, encoding) in forms {
        assert_eq!(text_of(&bytes), (KIEU.to_owned(), encoding.to_owned()));
    }
}

#[test]
fn old_encodings_are_told_by_the_syllables_that_they_make() {
    let tcvn3 = b"Tr\xA8m n\xA8m trong c\xE2i ng\xAD\xEAi ta,\nCh\xF7 t\xB5i ch\xF7 m\xD6nh kh\xD0o l\xB5 gh\xD0t nhau.\nTr\xB6i qua m\xE9t cu\xE9c b\xD3 d\xA9u,\nNh\xF7ng \xAEi\xD2u tr\xABng th\xCAy m\xB5 \xAEau \xAE\xEDn l\xDFng.";
    assert_eq!(text_of(tcvn3), (KIEU.to_owned(), "TCVN3".to_owned()));
    let vni = b"Tra\xEAm na\xEAm trong co\xF5i ng\xF6\xF4\xF8i ta,\nCh\xF6\xF5 ta\xF8i ch\xF6\xF5 me\xE4nh khe\xF9o la\xF8 ghe\xF9t nhau.\nTra\xFBi qua mo\xE4t cuo\xE4c be\xE5 da\xE2u,\nNh\xF6\xF5ng \xF1ie\xE0u tro\xE2ng tha\xE1y ma\xF8 \xF1au \xF1\xF4\xF9n lo\xF8ng.";
    assert_eq!(text_of(vni), (KIEU.to_owned(), "VNI".to_owned()));
    let windows = b"Tr\xE3m n\xE3m trong co\xDEi ng\xFD\xF5\xCCi ta,\nCh\xFD\xDE ta\xCCi ch\xFD\xDE m\xEA\xF2nh khe\xECo la\xCC ghe\xECt nhau.\nTra\xD2i qua m\xF4\xF2t cu\xF4\xF2c b\xEA\xD2 d\xE2u,\nNh\xFD\xDEng \xF0i\xEA\xCCu tr\xF4ng th\xE2\xECy ma\xCC \xF0au \xF0\xF5\xECn lo\xCCng.";
    assert_eq!(
        text_of(windows),
        (KIEU.to_owned(), "Windows-1258".to_owned())
    );
}

#[test]
fn text_of_an_old_font_saved_as_unicode_is_turned_back() {
    let shown = "Tr¨m n¨m trong câi ng\u{AD}êi ta,\nCh÷ tµi ch÷ mÖnh khÐo lµ ghÐt nhau.";
    let (text, encoding) = text_of(shown.as_bytes());
    assert!(text.starts_with("Trăm năm trong cõi người ta"), "{text}");
    assert_eq!(encoding, "TCVN3");
    let french = "Le café à la crème, déjà vu, où êtes-vous?";
    assert_eq!(text_of(french.as_bytes()).0, french);
}

#[test]
fn nonsense_is_refused_and_what_cannot_be_seen_goes() {
    for bytes in [
        b"\x93\xB2\xF0\xE1\xFF\xC0\x9D\xB7 \xD1\xF3".as_slice(),
        b"ban\x07\x08",
        b"\xFF\xFEb\0a",
    ] {
        assert_eq!(inspect(Slot::PoemText, bytes), Err(Refusal::Encoding));
    }
    assert_eq!(text_of("Mùa\u{202E} b\u{200B}an".as_bytes()).0, "Mùa ban");
    assert_eq!(
        inspect(Slot::PoemText, "a".repeat(66_000).as_bytes()),
        Err(Refusal::TooLarge)
    );
    assert_eq!(
        inspect(Slot::PoemText, b"%PDF-1.4"),
        Err(Refusal::WrongType)
    );
    assert_eq!(sniff(b"Tho"), Found::Other);
}

#[test]
fn the_metre_is_heard() {
    assert!(is_luc_bat(KIEU));
    assert!(!is_luc_bat(
        "Thân em vừa trắng lại vừa tròn\nBảy nổi ba chìm với nước non\nRắn nát mặc dầu tay kẻ nặn\nMà em vẫn giữ tấm lòng son"
    ));
}
