//! Pure: plain structs in, paper bytes out. No SQL, no clock, no words of its own, no other crate of the house.
//!
//! PDFs are set by Typst from the templates beside this crate, with the fonts beside it: the same data gives the
//! same bytes. Words come with the data, in whatever language the reader has.

mod archive;
mod calendar;
mod card;
mod catalogue;
mod certificate;
mod class_list;
#[cfg(test)]
mod golden;
mod handover;
mod labels;
mod letter;
mod picture;
mod qr;
mod receipt;
mod score_sheet;
mod slips;
mod stickers;
mod typeset;
mod workbook;

pub use archive::ArchiveWriter;
pub use calendar::{CalendarDate, calendar};
pub use card::{Card, card_jpeg};
pub use catalogue::{Catalogue, CatalogueName, CatalogueSection, CatalogueWork, catalogue_pdf};
pub use certificate::{Certificate, CertificateWords, certificates_pdf};
pub use class_list::{
    ClassListWords, Column, MarkedCell, Severity, class_list_template, marked_copy,
};
pub use handover::{Handover, HandoverRow, HandoverWords, handover_pdf};
pub use labels::{Label, LabelSize, labels_pdf};
pub use letter::{Block, Letter, LetterColumn, LetterHead, Signature, letter_docx, letter_pdf};
pub use picture::as_jpeg;
pub use qr::qr_svg;
pub use receipt::{Receipt, ReceiptFile, ReceiptWords, receipt_png};
pub use score_sheet::{ScoreSheet, ScoreSheetRow, ScoreSheetWords, score_sheet_pdf};
pub use slips::{Slip, SlipWords, slips_pdf};
pub use stickers::{Sticker, stickers_pdf};
pub use typeset::PaperError;
pub use workbook::{Cell, List, ListColumn, csv, workbook};
