//! Step 1 of 3: the work itself.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::i18n::Arg;
use crate::pages::examples;
use crate::pages::parts::HeldFile;
use crate::render::Page;

/// What was typed. Files come beside it as `work` (picture, sound, text, document) and `sheet` (music).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkForm {
    /// title
    pub title: String,
    /// poem or lyrics, line breaks kept
    pub text: String,
    /// painting: what is painted, for those who cannot see it
    pub alt: String,
    /// painting: material and size
    pub technique: String,
    /// initiative
    pub problem: String,
    /// initiative
    pub solution: String,
    /// initiative
    pub result: String,
    /// initiative
    pub adopters: String,
    /// initiative
    pub cost: String,
}

/// What the category allows.
#[derive(Clone, Debug, Serialize)]
pub struct WorkLimits {
    /// characters of the title
    pub title: i64,
    /// lines of a poem; 0 for no limit
    pub lines: i64,
    /// characters of each long text
    pub text: i64,
    /// bytes of the file
    pub file: i64,
    /// minutes of a song
    pub minutes: i64,
    /// pages of a document
    pub pages: i64,
}

/// The page. Posts multipart to its own address.
#[derive(Clone, Debug, Serialize)]
pub struct EntryWork {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// the category's name
    pub category: String,
    /// what was typed
    pub form: WorkForm,
    /// what is wrong; fields as in `WorkForm`, and `work`, `sheet`
    pub errors: FormErrors,
    /// the work file that the server has
    pub held: Option<HeldFile>,
    /// the sheet music that the server has
    pub held_sheet: Option<HeldFile>,
    /// what the category allows
    pub limits: WorkLimits,
    /// displayed deadline
    pub closes_at: i64,
    /// choosing another category, or the receipt when an entry is being corrected
    pub back_href: String,
    /// whether the entry has a receipt already: the button then saves and returns there
    pub correcting: bool,
}

impl Page for EntryWork {
    const TEMPLATE: &'static str = "pages/enter/work.html";

    fn samples() -> Vec<Self> {
        let page = |kind: &str, category: &str, form: WorkForm| Self {
            kind: kind.into(),
            category: category.into(),
            form,
            errors: FormErrors::new(),
            held: None,
            held_sheet: None,
            limits: WorkLimits {
                title: 120,
                lines: 60,
                text: 4_000,
                file: 20_000_000,
                minutes: 6,
                pages: 10,
            },
            closes_at: examples::CLOSES,
            back_href: format!("{}/enter", examples::BASE),
            correcting: false,
        };
        let painting = page("painting", "Tranh vẽ", WorkForm::default());
        let wrong = Self {
            errors: FormErrors::new().with("title", "error-title", &[]).with(
                "work",
                "error-file-too-big",
                &[("max", Arg::from("20 MB"))],
            ),
            form: WorkForm {
                technique: "Màu nước, khổ A3".into(),
                ..WorkForm::default()
            },
            ..painting.clone()
        };
        let held = Self {
            held: Some(examples::held()),
            correcting: true,
            form: WorkForm {
                title: "Lớp học bên suối Nặm La".into(),
                ..WorkForm::default()
            },
            ..painting.clone()
        };
        let poem = page(
            "poem",
            "Thơ",
            WorkForm {
                title: "Ông học chữ".into(),
                text: "  Sáng nay ban trắng triền đồi\nEm mang cặp sách xuống đồi học chung".into(),
                ..WorkForm::default()
            },
        );
        let song = page("song", "Bài hát", WorkForm::default());
        let initiative = page("initiative", "Sáng kiến, giải pháp", WorkForm::default());
        vec![painting, wrong, held, poem, song, initiative]
    }
}
