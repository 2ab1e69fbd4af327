//! Documents: PDF and DOCX, counted, refused where they could harm, served without their properties.

use std::io::{Cursor, Read, Write};

use lopdf::{Document, Object};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{Accepted, Made, Properties, Recipe, Refusal};
use crate::kinds::MAX_PAGES;

const MAX_MEMBERS: usize = 2_000;
const MAX_UNPACKED_BYTES: u64 = 200 * 1024 * 1024;
const MAX_RATIO: u64 = 100;
const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(super) fn inspect_pdf(bytes: &[u8]) -> Result<Accepted, Refusal> {
    let mut document = Document::load_mem(bytes).map_err(|_| Refusal::Broken)?;
    if document.is_encrypted() {
        return Err(Refusal::Password);
    }
    let pages = document.get_pages().len();
    if pages == 0 {
        return Err(Refusal::Broken);
    }
    if pages > MAX_PAGES {
        return Err(Refusal::TooManyPages);
    }
    strip(&mut document);
    let mut cleaned = Vec::new();
    document
        .save_to(&mut cleaned)
        .map_err(|_| Refusal::Broken)?;
    Ok(accepted(PDF, pages, cleaned))
}

/// Takes out who made it and everything that acts by itself; writing anew leaves older revisions behind.
fn strip(document: &mut Document) {
    document.trailer.remove(b"Info");
    document.trailer.remove(b"ID");
    for object in document.objects.values_mut() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        for key in [
            b"Metadata".as_slice(),
            b"PieceInfo",
            b"OpenAction",
            b"AA",
            b"JS",
            b"JavaScript",
            b"EmbeddedFiles",
        ] {
            dictionary.remove(key);
        }
    }
    document.prune_objects();
}

pub(super) fn inspect_docx(bytes: &[u8]) -> Result<Accepted, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    if archive.len() > MAX_MEMBERS {
        return Err(Refusal::Bomb);
    }
    let mut names = Vec::with_capacity(archive.len());
    for name in archive.file_names() {
        names.push(name.map_err(|_| Refusal::Broken)?.into_owned());
    }
    if !names.iter().any(|n| n == "word/document.xml") {
        return Err(Refusal::WrongType);
    }
    if names
        .iter()
        .any(|n| n.to_ascii_lowercase().ends_with("vbaproject.bin"))
    {
        return Err(Refusal::Macros);
    }
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let cleaned = rewritten(
        &mut archive,
        MAX_UNPACKED_BYTES.min(packed.saturating_mul(MAX_RATIO)),
    )?;
    Ok(accepted(DOCX, 0, cleaned))
}

/// Every member but the properties, unpacked to at most `allowance` bytes in all and packed again.
fn rewritten(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    mut allowance: u64,
) -> Result<Vec<u8>, Refusal> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|_| Refusal::Broken)?;
        let name = member.name().map_err(|_| Refusal::Broken)?.into_owned();
        if member.is_dir() {
            continue;
        }
        let mut content = Vec::new();
        let read = member
            .take(allowance + 1)
            .read_to_end(&mut content)
            .map_err(|_| Refusal::Broken)?;
        allowance = allowance.checked_sub(read as u64).ok_or(Refusal::Bomb)?;
        if let Some(blank) = blank_properties(&name) {
            content = blank.as_bytes().to_vec();
        }
        writer
            .start_file(name, options)
            .map_err(|_| Refusal::Broken)?;
        writer.write_all(&content).map_err(|_| Refusal::Broken)?;
    }
    Ok(writer.finish().map_err(|_| Refusal::Broken)?.into_inner())
}

/// What stands in place of the parts that name authors, companies and editors.
fn blank_properties(name: &str) -> Option<&'static str> {
    match name {
        "docProps/core.xml" => Some(
            r#"<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"#,
        ),
        "docProps/app.xml" => Some(
            r#"<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"#,
        ),
        "docProps/custom.xml" => Some(
            r#"<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"#,
        ),
        _ => None,
    }
}

fn accepted(media_type: &'static str, pages: usize, bytes: Vec<u8>) -> Accepted {
    let made = vec![Made {
        recipe: Recipe::Document,
        media_type: media_type.to_owned(),
        width: 0,
        height: 0,
        bytes,
    }];
    Accepted {
        media_type: media_type.to_owned(),
        properties: Properties {
            pages,
            ..Properties::default()
        },
        made,
    }
}
