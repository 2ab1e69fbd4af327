use super::*;
use crate::typeset::tests::pages;

fn letter(rows: usize) -> Letter {
    let column = |label: &str, share, centred| LetterColumn {
        label: label.into(),
        share,
        centred,
    };
    Letter {
        lang: "vi".into(),
        name: "Danh sách giải thưởng".into(),
        points: 14,
        head: Some(LetterHead {
            authority: "UBND thành phố Sơn La".into(),
            issuer: "Ban Tổ chức cuộc thi".into(),
            number: "Số: 1268/QĐ-BTC".into(),
            nation: "Cộng hòa xã hội chủ nghĩa Việt Nam".into(),
            motto: "Độc lập - Tự do - Hạnh phúc".into(),
            place_date: "Sơn La, ngày 04 tháng 10 năm 2024".into(),
        }),
        blocks: vec![
            Block::title("Quyết định"),
            Block::subject(
                "Về việc trao giải cuộc thi “Sơn La – Thành phố học tập toàn cầu tôi yêu”",
            ),
            Block::basis("Căn cứ Thể lệ cuộc thi;"),
            Block::text(
                "Điều 1. Trao 38 giải thưởng cho các tác giả có tên trong danh sách kèm theo.",
            ),
        ],
        annex: vec![
            Block::heading("I. Tranh vẽ"),
            Block::Table {
                columns: vec![
                    column("STT", 1, true),
                    column("Họ và tên", 4, false),
                    column("Tác phẩm", 5, false),
                ],
                rows: (1..=rows)
                    .map(|n| {
                        vec![
                            n.to_string(),
                            "Vàng Páo Nhìa Thào A Sùng".into(),
                            "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé".into(),
                        ]
                    })
                    .collect(),
            },
            Block::item("Lưu: VT."),
            Block::note("Danh sách này có 38 giải thưởng."),
        ],
        receivers: vec!["Nơi nhận:".into(), "Như Điều 3;".into(), "Lưu: VT.".into()],
        signatures: vec![Signature {
            title: "Trưởng ban".into(),
            note: "(Ký, ghi rõ họ tên)".into(),
            name: "Nguyễn Thị Ngọc Ánh".into(),
        }],
    }
}

#[test]
fn long_tables_go_on_over_pages() {
    let short = letter_pdf(&letter(3)).expect("sets");
    let long = letter_pdf(&letter(60)).expect("sets");
    assert_eq!(pages(&short), 2);
    assert!(pages(&long) > 3, "{}", pages(&long));
}

/// The text of a DOCX, tags left out.
fn words(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a ZIP");
    let mut part = archive.by_name("word/document.xml").expect("the text");
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut part, &mut xml).expect("UTF-8");
    let mut out = String::new();
    for piece in xml.split('<').skip(1) {
        let (_, text) = piece.split_once('>').unwrap_or_default();
        out.push_str(text);
    }
    out
}

#[test]
fn a_document_says_all_that_the_letter_says() {
    let letter = letter(2);
    let text = words(&letter_docx(&letter).expect("writes"));
    for said in [
        "BAN TỔ CHỨC CUỘC THI",
        "Độc lập - Tự do - Hạnh phúc",
        "QUYẾT ĐỊNH",
        "Căn cứ Thể lệ cuộc thi;",
        "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
        "Danh sách này có 38 giải thưởng.",
        "Nguyễn Thị Ngọc Ánh",
        "Nơi nhận:",
    ] {
        assert!(text.contains(said), "{said} is not in: {text}");
    }
}

#[test]
fn what_is_typed_stays_text() {
    let mut odd = letter(1);
    odd.blocks
        .push(Block::text("<w:p>& \"x\" #pagebreak() *a*"));
    let text = words(&letter_docx(&odd).expect("writes"));
    assert!(text.contains("&lt;w:p&gt;&amp;"), "{text}");
    assert_eq!(pages(&letter_pdf(&odd).expect("sets")), 2);
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let both = || {
        let letter = letter(5);
        (
            letter_pdf(&letter).expect("sets"),
            letter_docx(&letter).expect("writes"),
        )
    };
    assert_eq!(both(), both());
}
