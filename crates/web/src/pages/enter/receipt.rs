//! What the holder of a private link sees: receipt, state, corrections, result.

use serde::Serialize;

use crate::pages::examples;
use crate::pages::parts::{Award, Contact, HeldFile, Step};
use crate::render::Page;

/// A clerk's request for correction.
#[derive(Clone, Debug, Serialize)]
pub struct Returned {
    /// what to correct
    pub message: String,
    /// by when
    pub until: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// whether it was sent a moment ago
    pub fresh: bool,
    /// entry code
    pub code: String,
    /// an `<svg>` element, made by the server
    pub qr: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// when the entry was received
    pub at: i64,
    /// files with their hashes
    pub files: Vec<HeldFile>,
    /// the address to keep, with host
    pub private_link: String,
    /// `submitted`, `returned`, `eligible`, `ineligible`, `withdrawn` or `duplicate`
    pub state: String,
    /// the four stations; empty when withdrawn or ineligible
    pub steps: Vec<Step>,
    /// present in state `returned`
    pub returned: Option<Returned>,
    /// present in state `ineligible` and `duplicate`
    pub reason: Option<String>,
    /// present once announced
    pub award: Option<Award>,
    /// corrections; absent once closed
    pub work_href: Option<String>,
    /// the same
    pub author_href: Option<String>,
    /// withdrawing; absent once closed
    pub withdraw_href: Option<String>,
    /// changing the answer about being named; always open
    pub naming_href: String,
    /// present answer about being named
    pub named: bool,
    /// displayed deadline
    pub closes_at: i64,
    /// planned announcement
    pub announced_at: i64,
    /// whom to ask
    pub contact: Contact,
}

impl Page for Receipt {
    const TEMPLATE: &'static str = "pages/enter/receipt.html";

    fn samples() -> Vec<Self> {
        let step = |key: &str, state: &str, at: Option<i64>| Step {
            label_key: key.into(),
            state: state.into(),
            at,
        };
        let page = Self {
            fresh: true,
            code: "T-0179-K".into(),
            qr: "<svg viewBox=\"0 0 7 7\"><path d=\"M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0zM4 4h1v1H4zM6 6h1v1H6z\"/></svg>".into(),
            title: "Lớp học bên suối Nặm La".into(),
            category: "Tranh vẽ".into(),
            at: examples::NOW,
            files: vec![examples::held()],
            private_link: "https://thi.sonla.example/vi/b/9f2kq7xw31".into(),
            state: "submitted".into(),
            steps: vec![
                step("enter-receipt-step-received", "now", Some(examples::NOW)),
                step("enter-receipt-step-eligible", "later", None),
                step("enter-receipt-step-judged", "later", None),
                step("enter-receipt-step-result", "later", Some(examples::ANNOUNCED)),
            ],
            returned: None,
            reason: None,
            award: None,
            work_href: Some("/vi/b/9f2kq7xw31/work".into()),
            author_href: Some("/vi/b/9f2kq7xw31/author".into()),
            withdraw_href: Some("/vi/b/9f2kq7xw31/withdraw".into()),
            naming_href: "/vi/b/9f2kq7xw31/naming".into(),
            named: false,
            closes_at: examples::CLOSES,
            announced_at: examples::ANNOUNCED,
            contact: examples::contact(),
        };
        let returned = Self {
            fresh: false,
            state: "returned".into(),
            returned: Some(Returned {
                message: "Ảnh bị mờ góc phải. Chụp lại nơi đủ sáng rồi thay ảnh.".into(),
                until: examples::CLOSES,
            }),
            ..page.clone()
        };
        let awarded = Self {
            fresh: false,
            state: "eligible".into(),
            award: Some(Award::new("first", "Giải Nhất")),
            steps: page
                .steps
                .iter()
                .map(|step| Step {
                    state: "past".into(),
                    ..step.clone()
                })
                .collect(),
            work_href: None,
            author_href: None,
            withdraw_href: None,
            named: true,
            ..page.clone()
        };
        let refused = Self {
            fresh: false,
            state: "ineligible".into(),
            reason: Some("Bài gửi sau hạn.".into()),
            steps: Vec::new(),
            ..awarded.clone()
        };
        let refused = Self {
            award: None,
            ..refused
        };
        vec![page, returned, awarded, refused]
    }
}
