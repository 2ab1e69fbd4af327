//! DOCX: unpacked within limits, and packed anew without names, dates and what acts by itself.

use std::io::{Cursor, Read, Write};

use contest::folding::tidy_verse;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{Cleaned, DOCX, xml};
use crate::{
    files::inspect::{Refusal, picture, tags},
    kinds::MAX_PAGES,
};

const MAX_MEMBERS: usize = 2_000;
const MAX_UNPACKED_BYTES: u64 = 200 * 1024 * 1024;
/// Unpacked to packed; ordinary XML comes to 10 or 20.
const MAX_RATIO: u64 = 100;
/// Pictures, embedded tables: a document within a document is cleaned too, but not one within that.
const MAX_NESTING: u8 = 2;

/// Attributes that name people and tell when they worked.
const TELLING: &[&str] = &[
    "author",
    "initials",
    "date",
    "dateUtc",
    "lastModifiedBy",
    "userId",
    "providerId",
];

struct Member {
    name: String,
    content: Vec<u8>,
}

/// The document without its properties, its text, and what it says of its pages.
pub(super) fn cleaned(bytes: &[u8]) -> Result<Cleaned, Refusal> {
    let members = document_members(bytes)?;
    let text = format!("{}\n{}", text_of(&members), margins_of(&members))
        .trim()
        .to_owned();
    let tags = tags_of(&members);
    let pages = pages_told(&members);
    if pages > MAX_PAGES {
        return Err(Refusal::TooManyPages);
    }
    let had_active = members.iter().any(|m| is_active(&m.name));
    Ok(Cleaned {
        media_type: DOCX,
        pages,
        bytes: packed(members, 0)?,
        text,
        tags,
        had_active,
    })
}

/// The text of a DOCX, line breaks and empty lines kept.
pub(in crate::files::inspect) fn text(bytes: &[u8]) -> Result<String, Refusal> {
    Ok(text_of(&document_members(bytes)?))
}

fn document_members(bytes: &[u8]) -> Result<Vec<Member>, Refusal> {
    let members = unpacked(bytes)?;
    let has = |name: &str| members.iter().any(|m| m.name == name);
    if !has("word/document.xml") {
        return Err(Refusal::WrongType);
    }
    // The parts may be named otherwise; the list of types must still say what they are.
    let says_macros = members.iter().any(|m| {
        m.name.to_ascii_lowercase().ends_with("vbaproject.bin")
            || m.name == "[Content_Types].xml"
                && [b"macroEnabled".as_slice(), b"vbaProject"]
                    .iter()
                    .any(|word| m.content.windows(word.len()).any(|w| w == *word))
    });
    if says_macros {
        return Err(Refusal::Macros);
    }
    Ok(members)
}

fn unpacked(bytes: &[u8]) -> Result<Vec<Member>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    if archive.len() > MAX_MEMBERS {
        return Err(Refusal::Bomb);
    }
    let sent = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut allowance = MAX_UNPACKED_BYTES.min(sent.saturating_mul(MAX_RATIO));
    // What the headers admit is judged first, so that nothing of a bomb is unpacked; what they hide, while unpacking.
    let told = archive.decompressed_size().unwrap_or(u128::from(allowance));
    if told > u128::from(allowance) {
        return Err(Refusal::Bomb);
    }
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::InvalidPassword => Refusal::Password,
            zip::result::ZipError::UnsupportedArchive(words) if words.contains("assword") => {
                Refusal::Password
            }
            _ => Refusal::Broken,
        })?;
        if member.is_dir() {
            continue;
        }
        let name = member.name().map_err(|_| Refusal::Broken)?.into_owned();
        if name.starts_with('/') || name.split(['/', '\\']).any(|part| part == "..") {
            return Err(Refusal::Broken);
        }
        let mut content = Vec::new();
        let read = member
            .take(allowance + 1)
            .read_to_end(&mut content)
            .map_err(|_| Refusal::Broken)?;
        allowance = allowance.checked_sub(read as u64).ok_or(Refusal::Bomb)?;
        members.push(Member { name, content });
    }
    Ok(members)
}

fn packed(members: Vec<Member>, nesting: u8) -> Result<Vec<u8>, Refusal> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for member in members {
        let name = member.name.clone();
        let Some(content) = clean_member(member, nesting) else {
            continue;
        };
        writer
            .start_file(name, SimpleFileOptions::default())
            .map_err(|_| Refusal::Broken)?;
        writer.write_all(&content).map_err(|_| Refusal::Broken)?;
    }
    Ok(writer.finish().map_err(|_| Refusal::Broken)?.into_inner())
}

/// None where the member is left out altogether.
fn clean_member(Member { name, content }: Member, nesting: u8) -> Option<Vec<u8>> {
    let lower = name.to_ascii_lowercase();
    if let Some(blank) = blank_properties(&lower) {
        return Some(blank.as_bytes().to_vec());
    }
    if lower.starts_with("customxml/") && ends_in(&lower, "xml") && !lower.contains("itemprops") {
        return Some(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><empty/>".to_vec());
    }
    if lower.starts_with("docprops/thumbnail") {
        return Some(Vec::new());
    }
    if is_active(&name) {
        return Some(Vec::new());
    }
    if ends_in(&lower, "xml") || ends_in(&lower, "rels") {
        return Some(match String::from_utf8(content) {
            Ok(text) => clean_xml(&lower, &text).into_bytes(),
            Err(odd) => odd.into_bytes(),
        });
    }
    if lower.contains("/embeddings/") && content.starts_with(b"PK") && nesting < MAX_NESTING {
        return unpacked(&content)
            .and_then(|members| packed(members, nesting + 1))
            .ok()
            .or(Some(Vec::new()));
    }
    Some(picture::without_metadata(&content).unwrap_or(content))
}

/// Whether a name in lower case has this ending.
fn ends_in(name: &str, ending: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, found)| found == ending)
}

fn clean_xml(name: &str, text: &str) -> String {
    if ends_in(name, "rels") {
        return without_remote_parts(text);
    }
    if name.ends_with("people.xml") {
        // Whoever was asked in a remark, with mail address.
        return xml::blank_attributes(text, &["author", "userId", "providerId"]);
    }
    if name.starts_with("word/") || name.starts_with("xl/") || name.starts_with("ppt/") {
        return xml::blank_attributes(text, TELLING);
    }
    text.to_owned()
}

/// Takes out relations that fetch something when the document is opened: templates, frames, linked objects.
/// Links that a reader clicks stay.
fn without_remote_parts(rels: &str) -> String {
    let mut out = String::with_capacity(rels.len());
    for (n, part) in rels.split("<Relationship ").enumerate() {
        if n == 0 {
            out.push_str(part);
            continue;
        }
        let (tag, after) = part.split_once("/>").unwrap_or((part, ""));
        let is_remote = tag.contains("TargetMode=\"External\"") && !tag.contains("/hyperlink\"");
        if !is_remote {
            out.push_str("<Relationship ");
            out.push_str(tag);
            out.push_str("/>");
        }
        out.push_str(after);
    }
    out
}

fn is_active(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.contains("/activex/") || lower.contains("/embeddings/") && ends_in(&lower, "bin")
}

/// What stands in place of the parts that name authors, companies and editors.
fn blank_properties(name: &str) -> Option<&'static str> {
    match name {
        "docprops/core.xml" => Some(
            r#"<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>"#,
        ),
        "docprops/app.xml" => Some(
            r#"<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>"#,
        ),
        "docprops/custom.xml" => Some(
            r#"<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>"#,
        ),
        _ => None,
    }
}

fn text_of(members: &[Member]) -> String {
    let part = members
        .iter()
        .find(|m| m.name == "word/document.xml")
        .map(|m| String::from_utf8_lossy(&m.content))
        .unwrap_or_default();
    tidy_verse(&xml::text(&part))
}

/// What stands above, below and beside the text: a name is often there.
fn margins_of(members: &[Member]) -> String {
    let is_margin = |name: &str| {
        ["header", "footer", "footnotes", "endnotes", "comments"]
            .iter()
            .any(|kind| name.starts_with(&format!("word/{kind}")))
            && ends_in(name, "xml")
    };
    let texts = members
        .iter()
        .filter(|m| is_margin(&m.name))
        .map(|m| tidy_verse(&xml::text(&String::from_utf8_lossy(&m.content))))
        .filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n")
}

/// The texts of the properties: who wrote it, who changed it, for which company.
fn tags_of(members: &[Member]) -> Vec<String> {
    let properties = members.iter().filter(|m| {
        matches!(
            m.name.as_str(),
            "docProps/core.xml" | "docProps/app.xml" | "docProps/custom.xml"
        )
    });
    tags::tidied(properties.flat_map(|m| {
        let xml = String::from_utf8_lossy(&m.content);
        let texts = xml.split('<').filter_map(|part| part.split_once('>'));
        let named = texts
            .filter(|(tag, text)| !tag.contains("W3CDTF") && text.chars().any(char::is_alphabetic));
        named
            .map(|(_, text)| xml::unescaped(text))
            .collect::<Vec<_>>()
    }))
}

/// The page count that the program which wrote the file left in it; 0 where there is none.
fn pages_told(members: &[Member]) -> usize {
    members
        .iter()
        .find(|m| m.name == "docProps/app.xml")
        .and_then(|m| {
            let text = String::from_utf8_lossy(&m.content);
            let (_, after) = text.split_once("<Pages>")?;
            after.split('<').next()?.trim().parse().ok()
        })
        .unwrap_or(0)
}
