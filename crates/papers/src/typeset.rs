//! Typst as a library: one template, one JSON of data, the pictures it is given, the house's fonts, nothing else within reach.

#[cfg(test)]
pub(crate) mod proof;

use std::{collections::HashMap, sync::LazyLock};

use serde::Serialize;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

/// Why a paper could not be made. The templates are ours, so any of these is a fault of the house.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The data are not data.
    #[error("the data cannot be written as JSON: {0}")]
    Data(#[from] serde_json::Error),
    /// The template does not set.
    #[error("the template does not set: {0}")]
    Template(String),
    /// The workbook cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The CSV cannot be written.
    #[error("the CSV cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// The document cannot be written.
    #[error("the document cannot be written: {0}")]
    Document(String),
}

const REGULAR: &[u8] = include_bytes!("../fonts/be-vietnam-pro-400.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../fonts/be-vietnam-pro-600.ttf");
/// As wide as Times New Roman, which office letters have to be set in.
const TIMES: [&[u8]; 3] = [
    include_bytes!("../fonts/tinos-400.ttf"),
    include_bytes!("../fonts/tinos-700.ttf"),
    include_bytes!("../fonts/tinos-400-italic.ttf"),
];

/// What never changes from paper to paper.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    data: FileId,
}

static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let fonts: Vec<Font> = [REGULAR, SEMIBOLD]
        .into_iter()
        .chain(TIMES)
        .filter_map(|bytes| Font::new(Bytes::new(bytes), 0))
        .collect();
    Shop {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        main: file("main.typ"),
        data: file("data.json"),
    }
});

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// The template, data and pictures of one paper.
struct Job {
    source: Source,
    data: Bytes,
    pictures: HashMap<FileId, Bytes>,
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &SHOP.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHOP.book
    }

    fn main(&self) -> FileId {
        SHOP.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHOP.main {
            Ok(self.source.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHOP.data {
            Ok(self.data.clone())
        } else {
            let picture = self.pictures.get(&id);
            picture.cloned().ok_or(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHOP.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets `template`, which reads its data from `data.json`, and nothing else.
fn set(template: &str, data: &impl Serialize) -> Result<PagedDocument, PaperError> {
    set_with(template, data, Vec::new())
}

/// The same with pictures, each a file of its name beside the template.
fn set_with(
    template: &str,
    data: &impl Serialize,
    pictures: Vec<(String, Vec<u8>)>,
) -> Result<PagedDocument, PaperError> {
    let job = Job {
        source: Source::new(SHOP.main, template.to_owned()),
        data: Bytes::new(serde_json::to_vec(data)?),
        pictures: pictures
            .into_iter()
            .map(|(name, bytes)| (file(&name), Bytes::new(bytes)))
            .collect(),
    };
    let document = typst::compile::<PagedDocument>(&job).output;
    // What one paper remembered is of no use to the next.
    typst::comemo::evict(0);
    let document = document.map_err(|errors| told(&errors))?;
    #[cfg(test)]
    proof::read(&document);
    Ok(document)
}

fn told(errors: &[SourceDiagnostic]) -> PaperError {
    let words: Vec<_> = errors.iter().map(|e| e.message.to_string()).collect();
    PaperError::Template(words.join("; "))
}

/// A template and its data as a tagged PDF.
pub(crate) fn pdf(template: &str, data: &impl Serialize) -> Result<Vec<u8>, PaperError> {
    written(&set(template, data)?)
}

/// The same with pictures, each a file of its name.
pub(crate) fn illustrated_pdf(
    template: &str,
    data: &impl Serialize,
    pictures: Vec<(String, Vec<u8>)>,
) -> Result<Vec<u8>, PaperError> {
    written(&set_with(template, data, pictures)?)
}

fn written(document: &PagedDocument) -> Result<Vec<u8>, PaperError> {
    let options = typst_pdf::PdfOptions {
        creator: Smart::Custom(Some("Hoa Ban".to_owned())),
        ..typst_pdf::PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| told(&errors))
}

/// The first page of a template and its data as a PNG of so many pixels per point.
pub(crate) fn png(
    template: &str,
    data: &impl Serialize,
    pixels_per_point: f64,
) -> Result<Vec<u8>, PaperError> {
    let document = set(template, data)?;
    let picture = drawn(&document, pixels_per_point)?.encode_png();
    picture.map_err(|error| PaperError::Template(error.to_string()))
}

/// The same as a JPEG, for pages without a hole in them.
pub(crate) fn jpeg(
    template: &str,
    data: &impl Serialize,
    pixels_per_point: f64,
) -> Result<Vec<u8>, PaperError> {
    /// Fine enough for letters, at a third of the size of a PNG.
    const QUALITY: u8 = 70;
    let document = set(template, data)?;
    let drawn = drawn(&document, pixels_per_point)?;
    let solid: Vec<u8> = drawn
        .data()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(
            &solid,
            drawn.width(),
            drawn.height(),
            image::ExtendedColorType::Rgb8,
        )
        .map_err(|error| PaperError::Template(error.to_string()))?;
    Ok(bytes)
}

fn drawn(document: &PagedDocument, pixels_per_point: f64) -> Result<tiny_skia::Pixmap, PaperError> {
    let page = document.pages().first();
    let page = page.ok_or_else(|| PaperError::Template("no page".to_owned()))?;
    let options = RenderOptions {
        pixel_per_pt: pixels_per_point.into(),
        ..RenderOptions::default()
    };
    Ok(typst_render::render(page, &options))
}

#[cfg(test)]
pub(crate) mod tests {
    /// Pages of a PDF, by its page objects.
    pub(crate) fn pages(pdf: &[u8]) -> usize {
        let text = String::from_utf8_lossy(pdf);
        text.matches("/Type /Page\n").count() + text.matches("/Type/Page/").count()
    }

    #[test]
    fn all_fonts_are_there() {
        assert_eq!(super::SHOP.fonts.len(), 5);
    }
}
