//! Letters, lists, scripts: one model, two outputs. A PDF to print, and a DOCX for an office that edits it first.
//!
//! The layout is that of Decree 30/2020/NĐ-CP, annex I: A4, margins 20 mm above and below, 30 mm left, 20 mm right,
//! Times New Roman (in the PDF its metric twin Tinos), the state's name upper right, page numbers from the second page on
//! in the middle of the upper margin.

mod docx;

use serde::Serialize;

use crate::{PaperError, typeset};

pub use docx::letter_docx;

/// What stands above a letter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LetterHead {
    /// The authority above the issuer; may be empty.
    pub authority: String,
    /// Who issues.
    pub issuer: String,
    /// «Số: …»; may be empty.
    pub number: String,
    /// Name of the state; empty where letters have none.
    pub nation: String,
    /// Its motto.
    pub motto: String,
    /// Place and date.
    pub place_date: String,
}

/// How a column of a table stands.
#[derive(Clone, Debug, Serialize)]
pub struct LetterColumn {
    /// Its heading.
    pub label: String,
    /// Its share of the table's width.
    pub share: u32,
    /// Centred, for numbers and codes.
    pub centred: bool,
}

/// A piece of a letter.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Block {
    /// What kind of paper it is, in the middle, bold.
    Title {
        /// the words
        text: String,
    },
    /// What it is about, in the middle below the title.
    Subject {
        /// the words
        text: String,
    },
    /// A legal basis, in italics.
    Basis {
        /// the words
        text: String,
    },
    /// A heading within the text.
    Heading {
        /// the words
        text: String,
    },
    /// A paragraph.
    Text {
        /// the words
        text: String,
    },
    /// A line of a list.
    Item {
        /// the words
        text: String,
    },
    /// What is not spoken, or not so important: smaller, in italics.
    Note {
        /// the words
        text: String,
    },
    /// A table; its headings are repeated on every page.
    Table {
        /// the columns
        columns: Vec<LetterColumn>,
        /// a cell for each column
        rows: Vec<Vec<String>>,
    },
    /// What follows begins on a new page.
    NewPage,
}

/// A signature.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// Title, in capitals.
    pub title: String,
    /// Below it in italics: «ký, ghi rõ họ tên».
    pub note: String,
    /// Name; may be empty.
    pub name: String,
}

/// A letter.
#[derive(Clone, Debug, Serialize)]
pub struct Letter {
    /// Language of the words.
    pub lang: String,
    /// Name of the document, for readers that show one.
    pub name: String,
    /// Size of the text in points: 13 to 14 in letters, 16 in what is read aloud.
    pub points: u32,
    /// Above the first page; absent where the paper is no letter.
    pub head: Option<LetterHead>,
    /// The text.
    pub blocks: Vec<Block>,
    /// «Nơi nhận», its heading first; empty where nobody is named.
    pub receivers: Vec<String>,
    /// One or two, from left to right.
    pub signatures: Vec<Signature>,
    /// What is attached: on pages of its own, after the signatures.
    pub annex: Vec<Block>,
}

impl Block {
    /// A title.
    #[must_use]
    pub fn title(text: impl Into<String>) -> Self {
        Self::Title { text: text.into() }
    }

    /// What it is about.
    #[must_use]
    pub fn subject(text: impl Into<String>) -> Self {
        Self::Subject { text: text.into() }
    }

    /// A legal basis.
    #[must_use]
    pub fn basis(text: impl Into<String>) -> Self {
        Self::Basis { text: text.into() }
    }

    /// A heading.
    #[must_use]
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }

    /// A paragraph.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// A line of a list.
    #[must_use]
    pub fn item(text: impl Into<String>) -> Self {
        Self::Item { text: text.into() }
    }

    /// A note.
    #[must_use]
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note { text: text.into() }
    }
}

/// The letter as a PDF.
pub fn letter_pdf(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    typeset::pdf(include_str!("../templates/letter.typ"), letter)
}

#[cfg(test)]
mod tests;
