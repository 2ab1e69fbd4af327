//! Certificates on A4, one a page: room for a signature and a red stamp, and a QR code by which anybody checks them.

use serde::Serialize;

use crate::{PaperError, qr_svg, typeset};

/// What is the same on all of them.
#[derive(Clone, Debug, Serialize)]
pub struct CertificateWords {
    /// Language of the words.
    pub lang: String,
    /// Name of the state; the first of the two lines at the top, empty where there are none.
    pub nation: String,
    /// Its motto.
    pub motto: String,
    /// Who issues it.
    pub issuer: String,
    /// Heading. In Vietnam never «Giấy khen», which is an award of the state.
    pub title: String,
    /// Name of the contest.
    pub contest: String,
    /// Number of the decision; may be empty.
    pub decision: String,
    /// Place and date.
    pub place_date: String,
    /// Title of whoever signs.
    pub signer_title: String,
    /// Their name.
    pub signer_name: String,
    /// How to check it, below the QR code.
    pub check: String,
}

/// One certificate.
#[derive(Clone, Debug, Serialize)]
pub struct Certificate {
    /// «Chứng nhận Em», before the name.
    pub lead: String,
    /// Whom it honours: any length up to some hundred characters.
    pub name: String,
    /// The award with its category.
    pub award: String,
    /// The work.
    pub work: String,
    /// Number in the register, with its label.
    pub number: String,
    /// Code for checking.
    pub code: String,
    /// Where the QR code leads.
    #[serde(skip)]
    pub address: String,
}

#[derive(Serialize)]
struct Data<'a> {
    words: &'a CertificateWords,
    pages: Vec<Filled<'a>>,
}

#[derive(Serialize)]
struct Filled<'a> {
    #[serde(flatten)]
    certificate: &'a Certificate,
    qr: String,
}

/// All certificates in one PDF, a page each, in the order given: 38 take well below five seconds.
pub fn certificates_pdf(
    words: &CertificateWords,
    certificates: &[Certificate],
) -> Result<Vec<u8>, PaperError> {
    let pages = certificates
        .iter()
        .map(|certificate| Filled {
            certificate,
            qr: qr_svg(&certificate.address).unwrap_or_default(),
        })
        .collect();
    typeset::pdf(
        include_str!("../templates/certificate.typ"),
        &Data { words, pages },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::tests::pages;

    fn words() -> CertificateWords {
        CertificateWords {
            lang: "vi".into(),
            nation: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".into(),
            motto: "Độc lập – Tự do – Hạnh phúc".into(),
            issuer: "BAN TỔ CHỨC CUỘC THI “SƠN LA – THÀNH PHỐ HỌC TẬP TOÀN CẦU TÔI YÊU”".into(),
            title: "GIẤY CHỨNG NHẬN".into(),
            contest: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
            decision: "Theo Quyết định số 1268/QĐ-UBND ngày 04/10/2024".into(),
            place_date: "Sơn La, ngày 07 tháng 10 năm 2024".into(),
            signer_title: "TRƯỞNG BAN".into(),
            signer_name: "Nguyễn Thị Ngọc Ánh".into(),
            check: "Kiểm tra".into(),
        }
    }

    fn certificate(name: &str, work: &str) -> Certificate {
        Certificate {
            lead: "Chứng nhận".into(),
            name: name.into(),
            award: "Giải Khuyến khích – Sáng kiến, giải pháp".into(),
            work: work.into(),
            number: "Vào sổ số: 38".into(),
            code: "ABCD-EFGH-2345".into(),
            address: "https://thi.example.vn/verify/ABCDEFGH2345".into(),
        }
    }

    #[test]
    fn every_name_and_title_has_one_page() {
        let names = [
            "Ý",
            "Lò Thị Mai Hương",
            "Vàng Páo Nhìa Thào A Sùng Chá Dê Mùa Thị Pà Giàng A Chống Xồng",
            "Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận, Quàng Thị Hạnh, Tòng Văn Hưng, Hà Thị Minh Châu, Nguyễn Thu Hà)",
        ];
        let long = "Mô hình thư viện xe đạp lưu động kết hợp vườn ươm cây bản địa cho các bản xa trung tâm trên địa bàn thành phố trong mùa mưa lũ";
        let all: Vec<Certificate> = names
            .iter()
            .flat_map(|name| [certificate(name, "Mưa"), certificate(name, long)])
            .collect();
        assert_eq!(pages(&certificates_pdf(&words(), &all).expect("sets")), 8);
    }

    #[test]
    fn the_same_data_give_the_same_bytes() {
        let one = || certificates_pdf(&words(), &[certificate("Lò Thị Ban", "Mưa")]).expect("sets");
        assert_eq!(one(), one());
    }
}
