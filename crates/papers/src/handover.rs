//! The list with which a class's originals are handed over, and at the same time its summary receipt.

use serde::Serialize;

use crate::{PaperError, qr_svg, typeset};

/// A line of the list.
#[derive(Clone, Debug, Serialize)]
pub struct HandoverRow {
    /// Number in the class list.
    pub number: String,
    /// Entry code.
    pub code: String,
    /// The child's name.
    pub pupil: String,
    /// Title of the work.
    pub title: String,
    /// Category.
    pub category: String,
}

/// What stands around the list.
#[derive(Clone, Debug, Serialize)]
pub struct HandoverWords {
    /// Language of the words.
    pub lang: String,
    /// Name of the contest.
    pub contest: String,
    /// Heading.
    pub title: String,
    /// Class, school and teacher in one line.
    pub class_line: String,
    /// How many works, received when.
    pub summary: String,
    /// Headings of the six columns; the last is ticked when the original is received.
    pub columns: [String; 6],
    /// Left signature: the teacher.
    pub gives: String,
    /// Right signature: the desk.
    pub takes: String,
    /// Place for date and name.
    pub signed: String,
}

/// The list.
#[derive(Clone, Debug)]
pub struct Handover {
    /// What stands around it.
    pub words: HandoverWords,
    /// Its lines.
    pub rows: Vec<HandoverRow>,
    /// Where the QR code at the top leads.
    pub address: String,
}

#[derive(Serialize)]
struct Data<'a> {
    words: &'a HandoverWords,
    rows: &'a [HandoverRow],
    qr: String,
}

/// The list as a PDF.
pub fn handover_pdf(list: &Handover) -> Result<Vec<u8>, PaperError> {
    let data = Data {
        words: &list.words,
        rows: &list.rows,
        qr: qr_svg(&list.address).unwrap_or_default(),
    };
    typeset::pdf(include_str!("../templates/handover.typ"), &data)
}
