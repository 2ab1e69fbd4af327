//! Every paper with names that are hard to set, read by [`crate::typeset::proof`] and compared with the pictures in `golden`. A
//! picture that is not there yet, or is another one, is written beside the build, to be looked at and put there.

use std::path::Path;

use image::{GrayImage, ImageReader};
use tiny_skia::Pixmap;

use crate::typeset::proof;
use crate::{
    Block, Card, Catalogue, CatalogueName, CatalogueSection, CatalogueWork, Certificate,
    CertificateWords, Handover, HandoverRow, HandoverWords, Label, LabelSize, Letter, LetterColumn,
    LetterHead, PaperError, Receipt, ReceiptFile, ReceiptWords, ScoreSheet, ScoreSheetRow,
    ScoreSheetWords, Signature, Slip, SlipWords, Sticker,
};

/// From one letter to sixty characters: Kinh, Thái, H'Mông, Khơ Mú, and a group.
const NAMES: [&str; 8] = [
    "Ý",
    "Sùng A Páo",
    "Giàng Thị Chư",
    "Lò Thị Mai Hương",
    "Quàng Văn Thưởng",
    "Mùa A Sếnh (H'Mông Njua)",
    "Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận và 3 người khác)",
    "Nguyễn Hoàng Lê Trần Phương Anh Thư Minh Châu Quỳnh Như Tôn",
];
const LONG: &str = "Mô hình thư viện xe đạp lưu động kết hợp vườn ươm cây bản địa cho các bản xa trung tâm của thành phố trong mùa mưa lũ";
const SCHOOL: &str =
    "Trường Phổ thông Dân tộc Nội trú Trung học cơ sở và Trung học phổ thông huyện Mường La";
const ADDRESS: &str = "https://thi.sonla.example/vi/sonla-2024/works/T-0179-K?visit=1";

/// The mean difference of two pictures that look the same, of 255.
const CLOSE: f64 = 0.6;

fn gray(page: &Pixmap) -> GrayImage {
    let level = |pixel: &[u8]| {
        let sum = u32::from(pixel[0]) + u32::from(pixel[1]) + u32::from(pixel[2]);
        u8::try_from(sum / 3).unwrap_or(u8::MAX)
    };
    let levels = page.data().chunks_exact(4).map(level).collect();
    GrayImage::from_raw(page.width(), page.height(), levels).expect("one level a pixel")
}

fn difference(one: &GrayImage, two: &GrayImage) -> f64 {
    if one.dimensions() != two.dimensions() {
        return 255.0;
    }
    let sum: u64 = one
        .as_raw()
        .iter()
        .zip(two.as_raw())
        .map(|(a, b)| u64::from(a.abs_diff(*b)))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a mean of bytes")]
    let mean = sum as f64 / one.as_raw().len() as f64;
    mean
}

/// The pages that were set last are those of the picture `name`.
fn looks_like(name: &str) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.join("../../target/golden");
    let mut wrong = Vec::new();
    let pages = proof::last_pages();
    assert!(!pages.is_empty(), "{name}: nothing was set");
    for (number, page) in (1..).zip(&pages) {
        let file = format!("{name}-{number}.png");
        let shown = gray(page);
        let known = ImageReader::open(here.join("golden").join(&file));
        let known = known.ok().and_then(|reader| reader.decode().ok());
        let apart = known.map_or(255.0, |known| difference(&shown, &known.to_luma8()));
        if apart > CLOSE {
            std::fs::create_dir_all(&beside).expect("a folder");
            shown.save(beside.join(&file)).expect("a picture");
            wrong.push(format!("{file} differs by {apart:.2}; see target/golden"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn set(name: &str, paper: Result<Vec<u8>, PaperError>) {
    assert!(!paper.expect("sets").is_empty());
    looks_like(name);
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn certificate_words() -> CertificateWords {
    CertificateWords {
        lang: text("vi"),
        nation: text("Cộng hòa xã hội chủ nghĩa Việt Nam"),
        motto: text("Độc lập - Tự do - Hạnh phúc"),
        issuer: text("Ban Tổ chức cuộc thi, Ủy ban nhân dân thành phố Sơn La"),
        title: text("Giấy chứng nhận"),
        contest: text("Cuộc thi “Sơn La – Thành phố học tập toàn cầu tôi yêu”"),
        decision: text("Quyết định số 1268/QĐ-UBND ngày 04/10/2024"),
        place_date: text("Sơn La, ngày 07 tháng 10 năm 2024"),
        signer_title: text("Trưởng Ban Tổ chức"),
        signer_name: text("Hà Trung Dũng"),
        check: text("Quét mã để kiểm tra"),
    }
}

#[test]
fn certificates() {
    let pages: Vec<Certificate> = NAMES
        .iter()
        .rev()
        .map(|name| Certificate {
            lead: text("Chứng nhận em"),
            name: text(name),
            award: text("Đạt giải Khuyến khích thể loại Sáng kiến, giải pháp"),
            work: format!("Tác phẩm “{LONG}”"),
            number: text("038/2024/GCN-BTC"),
            code: text("K7QX2M9P"),
            address: text("https://thi.sonla.example/verify/K7QX2M9P"),
        })
        .collect();
    set(
        "certificate",
        crate::certificates_pdf(&certificate_words(), &pages),
    );
}

#[test]
fn labels() {
    let labels: Vec<Label> = NAMES
        .iter()
        .rev()
        .map(|name| Label {
            title: text(LONG),
            credit: text(name),
            place: text(SCHOOL),
            award: text("Giải Khuyến khích"),
            idea: "Em vẽ lớp học của ông bà bên suối sau trận lũ. ".repeat(9),
            category: text("Sáng kiến, giải pháp"),
            category_second: text("Initiatives and solutions"),
            code: text("T-0179-K"),
            address: text(ADDRESS),
        })
        .collect();
    let name = ("vi", "Nhãn");
    set(
        "label-near",
        crate::labels_pdf(name, LabelSize::Near, &labels),
    );
    set(
        "label-far",
        crate::labels_pdf(name, LabelSize::Far, &labels),
    );
}

#[test]
fn stickers_and_slips() {
    let stickers: Vec<Sticker> = (0..24)
        .map(|n| Sticker {
            code: format!("T-{n:04}-K"),
            address: text(ADDRESS),
        })
        .collect();
    let contest = "Sơn La – Thành phố học tập toàn cầu tôi yêu";
    set("stickers", crate::stickers_pdf(contest, &stickers, true));
    let words = SlipWords {
        lang: text("vi"),
        contest: text(contest),
        organiser: text("Ủy ban nhân dân thành phố Sơn La"),
        title: text("Phiếu đồng ý của cha mẹ hoặc người giám hộ"),
        scan: text("Quét mã để trả lời bằng điện thoại, hoặc ký vào đây và nộp lại cho thầy cô."),
        sign: text("Đánh dấu vào một ô ở mỗi dòng"),
        questions: vec![
            text("Cho con dự thi?"),
            text("Cho nêu tên con khi công bố kết quả?"),
            text("Cho trưng bày tác phẩm của con trên trang của cuộc thi?"),
            text("Cho triển lãm, in và dùng lại tác phẩm khi tuyên truyền, không bán?"),
        ],
        yes: text("Đồng ý"),
        no: text("Không"),
        child: text("Học sinh ký"),
        guardian: text("Người giám hộ ký, ghi rõ họ tên"),
        signature: text("Ngày, tháng, năm"),
        note: text("Có thể đổi ý bất cứ lúc nào bằng đường dẫn trong mã."),
    };
    let slips: Vec<Slip> = NAMES
        .iter()
        .rev()
        .map(|name| Slip {
            pupil: text(name),
            class_name: text("Lớp 12 chuyên Sinh – Địa"),
            work: text(LONG),
            number: text("38"),
            address: text("https://thi.sonla.example/vi/guardians/9f2kq7xw31m5n8v0"),
        })
        .collect();
    set("slips", crate::slips_pdf(&words, &slips));
}

#[test]
fn hand_over_and_score_sheet() {
    let list = Handover {
        words: HandoverWords {
            lang: text("vi"),
            contest: text("Sơn La – Thành phố học tập toàn cầu tôi yêu"),
            title: text("Biên nhận bản gốc"),
            class_line: format!("Lớp 5A, {SCHOOL}, cô Lò Thị Mai Hương"),
            summary: text("8 tác phẩm"),
            columns: [
                "STT",
                "Mã bài",
                "Học sinh",
                "Tác phẩm",
                "Thể loại",
                "Bản gốc",
            ]
            .map(text),
            gives: text("Người giao"),
            takes: text("Người nhận"),
            signed: text("Ký, ghi rõ họ tên"),
        },
        rows: (1..)
            .zip(NAMES)
            .map(|(n, name)| HandoverRow {
                number: n.to_string(),
                code: format!("T-{n:04}-K"),
                pupil: text(name),
                title: text(LONG),
                category: text("Sáng kiến, giải pháp"),
            })
            .collect(),
        address: text(ADDRESS),
    };
    set("handover", crate::handover_pdf(&list));
    let sheet = ScoreSheet {
        words: ScoreSheetWords {
            lang: text("vi"),
            contest: text("Sơn La – Thành phố học tập toàn cầu tôi yêu"),
            title: text("Phiếu chấm"),
            round: text("Vòng chung khảo, Sáng kiến, giải pháp"),
            juror: format!("Giám khảo: {}", NAMES[7]),
            how: text(
                "Mỗi tiêu chí từ 0 đến thang điểm ghi ở đầu cột, lẻ đến 0,5. Bài không chấm thì gạch ngang.",
            ),
            columns: ["Mã", "Tác phẩm"].map(text),
            criteria: [
                "Nội dung, chủ đề (40)",
                "Sáng tạo (30)",
                "Kỹ thuật (20)",
                "Lan tỏa (10)",
            ]
            .map(text)
            .to_vec(),
            signature: text("Ngày … tháng … năm …, chữ ký"),
        },
        rows: (0..14)
            .map(|n| ScoreSheetRow {
                code: format!("{}", 100 + n),
                title: if n % 3 == 0 { text(LONG) } else { text("Mưa") },
            })
            .collect(),
        address: text(ADDRESS),
        code: text("K7QX2M9PRA"),
    };
    set("score-sheet", crate::score_sheet_pdf(&sheet));
}

#[test]
fn letters() {
    let rows = (1..).zip(NAMES).map(|(n, name): (i32, _)| {
        let cells = [&n.to_string(), "Giải Khuyến khích", name, SCHOOL, LONG];
        cells.map(text).to_vec()
    });
    let column = |label: &str, share, centred| LetterColumn {
        label: text(label),
        share,
        centred,
    };
    let table = Block::Table {
        columns: vec![
            column("STT", 3, true),
            column("Giải", 8, false),
            column("Tác giả", 10, false),
            column("Đơn vị", 9, false),
            column("Tác phẩm", 11, false),
        ],
        rows: rows.collect(),
    };
    let letter = Letter {
        lang: text("vi"),
        name: text("Quyết định trao giải"),
        points: 14,
        head: Some(LetterHead {
            authority: text("Ủy ban nhân dân tỉnh Sơn La"),
            issuer: text("Ban Tổ chức cuộc thi sáng tác về thành phố học tập"),
            number: text("Số: 1268/QĐ-UBND"),
            nation: text("Cộng hòa xã hội chủ nghĩa Việt Nam"),
            motto: text("Độc lập - Tự do - Hạnh phúc"),
            place_date: text("Sơn La, ngày 04 tháng 10 năm 2024"),
        }),
        blocks: vec![
            Block::title("Quyết định"),
            Block::subject(
                "Về việc trao giải cuộc thi “Sơn La – Thành phố học tập toàn cầu tôi yêu”",
            ),
            Block::basis("Căn cứ Thể lệ cuộc thi;"),
            Block::text(format!("Điều 1. Trao giải cho tác phẩm “{LONG}”.")),
            Block::note("Không đọc dòng này."),
        ],
        receivers: vec![text("Nơi nhận:"), text("Như Điều 3;"), text("Lưu: VT.")],
        signatures: vec![Signature {
            title: text("Trưởng Ban Tổ chức"),
            note: text("(Ký, ghi rõ họ tên)"),
            name: text(NAMES[7]),
        }],
        annex: vec![Block::title("Danh sách giải thưởng"), table],
    };
    set("letter", crate::letter_pdf(&letter));
}

#[test]
fn catalogue() {
    let work = |(n, name): (i32, &str), lines: bool| CatalogueWork {
        code: format!("{}-{n:04}-K", if lines { 'T' } else { 'S' }),
        title: text(LONG),
        credit: text(name),
        place: text(SCHOOL),
        award: text("Giải Khuyến khích"),
        lines: if lines {
            vec![
                text("Sáng nay ban trắng triền đồi"),
                text("Em mang cặp sách xuống đồi học chung"),
            ]
        } else {
            Vec::new()
        },
        paragraphs: if lines {
            Vec::new()
        } else {
            vec!["Ba lớp dùng từ tháng 11, mỗi tuần đổi sách một lần. ".repeat(6)]
        },
        statement: text("Em vẽ lớp học của ông bà bên suối sau trận lũ."),
        picture: None,
    };
    let catalogue = Catalogue {
        lang: text("vi"),
        title: text("Sơn La – Thành phố học tập toàn cầu tôi yêu"),
        subtitle: text("Học tập suốt đời và biến đổi khí hậu"),
        organiser: text("Ủy ban nhân dân thành phố Sơn La"),
        about: text("Có 290 bài dự thi, 38 giải."),
        index: text("Tác giả"),
        sections: vec![
            CatalogueSection {
                name: text("Thơ"),
                works: (1..).zip(NAMES).map(|one| work(one, true)).collect(),
            },
            CatalogueSection {
                name: text("Sáng kiến, giải pháp"),
                works: (1..).zip(NAMES).map(|one| work(one, false)).collect(),
            },
        ],
        names: NAMES
            .iter()
            .map(|name| CatalogueName {
                name: text(name),
                codes: vec![text("T-0001-K"), text("S-0008-K")],
            })
            .collect(),
    };
    set("catalogue", crate::catalogue_pdf(&catalogue));
}

#[test]
fn receipt_and_card() {
    let receipt = Receipt {
        contest: text("Sơn La – Thành phố học tập toàn cầu tôi yêu"),
        code: text("T-0179-K"),
        title: text(LONG),
        category: text("Sáng kiến, giải pháp"),
        at: text("23:59:59 Thứ Hai, 30/09/2024 (giờ Việt Nam)"),
        mark: text("7F3A 91C2 0B44 5E10"),
        address: text(ADDRESS),
        verify: text("thi.sonla.example/verify"),
        files: vec![ReceiptFile {
            name: text("Ảnh chụp bức tranh của em Lò Thị Mai Hương lớp 5A (bản cuối).jpeg"),
            hash: text("c0ffee00c0ffee00c0ffee00c0ffee00"),
        }],
        words: ReceiptWords {
            lang: text("vi"),
            title: text("Biên nhận bài dự thi"),
            code: text("Mã bài"),
            at: text("Nhận lúc"),
            mark: text("Dấu xác nhận"),
            keep: text("Giữ ảnh này làm bằng chứng đã nộp bài."),
            verify: text("Kiểm tra tại"),
        },
    };
    set("receipt", crate::receipt_png(&receipt));
    let card = Card {
        lang: text("vi"),
        site: text("Sơn La – Thành phố học tập toàn cầu tôi yêu"),
        title: text(LONG),
        line: text(NAMES[6]),
        award: text("Giải Khuyến khích"),
        category: text("Sáng kiến, giải pháp"),
    };
    set("card", crate::card_jpeg(&card));
}
