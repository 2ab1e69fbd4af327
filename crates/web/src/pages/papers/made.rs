//! A paper before it is written, and the forms in which it can be.

/// As what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// To print.
    Pdf,
    /// To edit first.
    Docx,
    /// A sheet for each category.
    Xlsx,
    /// All in one list.
    Csv,
    /// Several files in one.
    Zip,
}

impl Form {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Zip => "zip",
        }
    }

    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Zip => "application/zip",
        }
    }
}

/// A paper before it is written in one of its forms.
pub(super) enum Made {
    /// A letter.
    Letter(papers::Letter),
    /// A report: the letter, the workbook's title, a list for each sheet.
    Report(papers::Letter, String, Vec<papers::List>),
    /// Certificates: what is the same on all of them, a page each.
    Certificates(papers::CertificateWords, Vec<papers::Certificate>),
    /// An archive, packed already.
    Archive(Vec<u8>),
    /// The book of the exhibition.
    Catalogue(papers::Catalogue),
    /// Labels: language and name of the document, size, labels.
    Labels((String, String), papers::LabelSize, Vec<papers::Label>),
    /// Lists: the workbook's title, all of them in one list for a CSV, one list for each sheet.
    Lists(String, papers::List, Vec<papers::List>),
}

impl Made {
    pub(super) fn bytes(&self, form: Form) -> Result<Vec<u8>, papers::PaperError> {
        match (self, form) {
            (Self::Report(_, title, lists) | Self::Lists(title, _, lists), Form::Xlsx) => {
                papers::workbook(title, lists)
            }
            (Self::Lists(_, all, _), _) => papers::csv(all),
            (Self::Letter(letter) | Self::Report(letter, ..), Form::Docx) => {
                papers::letter_docx(letter)
            }
            (Self::Letter(letter) | Self::Report(letter, ..), _) => papers::letter_pdf(letter),
            (Self::Certificates(words, pages), _) => papers::certificates_pdf(words, pages),
            (Self::Archive(bytes), _) => Ok(bytes.clone()),
            (Self::Catalogue(catalogue), _) => papers::catalogue_pdf(catalogue),
            (Self::Labels((lang, name), size, labels), _) => {
                papers::labels_pdf((lang, name), *size, labels)
            }
        }
    }
}
