//! Documents: PDF and DOCX, counted, refused where they could harm, served without their properties.

mod docx;
mod pages;
mod pdf;
mod xml;

use super::{Accepted, Advice, Made, Properties, Recipe, Refusal};

pub(super) use docx::text as docx_text;

pub(super) const PDF: &str = "application/pdf";
pub(super) const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A document as its kind leaves it.
struct Cleaned {
    media_type: &'static str,
    pages: usize,
    bytes: Vec<u8>,
    text: String,
    /// What the properties say of the document.
    tags: Vec<String>,
    /// Whether something that acts by itself was left out.
    had_active: bool,
}

pub(super) fn inspect_pdf(bytes: &[u8]) -> Result<Accepted, Refusal> {
    let cleaned = pdf::cleaned(bytes)?;
    let pictures = pages::pictures(&cleaned.bytes);
    Ok(accepted(cleaned, pictures))
}

pub(super) fn inspect_docx(bytes: &[u8]) -> Result<Accepted, Refusal> {
    Ok(accepted(docx::cleaned(bytes)?, Some(Vec::new())))
}

/// An old Word file; or a DOCX with a password, which is wrapped in the same container.
pub(super) fn refused_compound(bytes: &[u8]) -> Refusal {
    let sealed: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(sealed.len()).any(|w| w == sealed) {
        Refusal::Password
    } else {
        Refusal::OldWord
    }
}

/// `pictures` of pages; None where they could not be drawn.
fn accepted(cleaned: Cleaned, pictures: Option<Vec<Made>>) -> Accepted {
    let mut advice = Vec::new();
    if cleaned.had_active {
        advice.push(Advice::ActiveContent);
    }
    if pictures.is_none() {
        advice.push(Advice::NoPages);
    }
    let made = |recipe, media_type: &str, bytes| Made {
        recipe,
        media_type: media_type.to_owned(),
        width: 0,
        height: 0,
        bytes,
    };
    let mut all = vec![made(Recipe::Document, cleaned.media_type, cleaned.bytes)];
    let characters = cleaned.text.chars().count();
    if characters > 0 {
        let text = cleaned.text.into_bytes();
        all.push(made(Recipe::Text, "text/plain; charset=utf-8", text));
    }
    all.extend(pictures.unwrap_or_default());
    Accepted {
        media_type: cleaned.media_type.to_owned(),
        properties: Properties {
            pages: cleaned.pages,
            characters,
            advice,
            tags: cleaned.tags,
            ..Properties::default()
        },
        made: all,
    }
}

#[cfg(test)]
mod tests;
