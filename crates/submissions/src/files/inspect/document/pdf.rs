//! PDF: read whole, and written anew without who made it and without what acts by itself.

use contest::folding::tidy;
use lopdf::{Dictionary, Document, Object};

use super::{Cleaned, PDF};
use crate::{
    files::inspect::{Refusal, picture, tags},
    kinds::MAX_PAGES,
};

/// Enough for searching and comparing; a book has no more.
const MAX_TEXT_CHARACTERS: usize = 400_000;

/// Entries that tell who made the file, when and with what.
const TELLING: &[&[u8]] = &[b"Metadata", b"PieceInfo", b"LastModified", b"Info"];
/// Entries that act by themselves or carry other files.
const ACTING: &[&[u8]] = &[
    b"AA",
    b"JS",
    b"JavaScript",
    b"EmbeddedFiles",
    b"EmbeddedFile",
    b"AF",
    b"XFA",
    b"RichMedia",
    b"RichMediaContent",
];
/// Kinds of action that stay: going to a page, following a link that the reader clicks.
const HARMLESS: &[&[u8]] = &[b"GoTo", b"URI", b"Named"];

pub(super) fn cleaned(bytes: &[u8]) -> Result<Cleaned, Refusal> {
    let start = bytes
        .windows(5)
        .position(|w| w == b"%PDF-")
        .ok_or(Refusal::Broken)?;
    let bytes = &bytes[start..];
    let loaded = Document::load_mem(bytes);
    let mut document = match loaded {
        Ok(document) if document.is_encrypted() => return Err(Refusal::Password),
        Ok(document) => document,
        // Some readers stop at the password before they say that there is one.
        Err(_) if bytes.windows(8).any(|w| w == b"/Encrypt") => return Err(Refusal::Password),
        Err(_) => return Err(Refusal::Broken),
    };
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    let pages = numbers.len();
    if pages == 0 {
        return Err(Refusal::Broken);
    }
    if pages > MAX_PAGES {
        return Err(Refusal::TooManyPages);
    }
    let text = text(&document, &numbers);
    let tags = tags(&document);
    let had_active = strip(&mut document);
    let mut cleaned = Vec::new();
    document
        .save_to(&mut cleaned)
        .map_err(|_| Refusal::Broken)?;
    Ok(Cleaned {
        media_type: PDF,
        pages,
        bytes: cleaned,
        text,
        tags,
        had_active,
    })
}

/// The texts of the information dictionary.
fn tags(document: &Document) -> Vec<String> {
    let info = document.trailer.get(b"Info").ok().and_then(|info| {
        let found = document.dereference(info).ok()?;
        found.1.as_dict().ok()
    });
    let texts = info.into_iter().flat_map(Dictionary::iter);
    // A date says nothing of a person.
    let texts = texts.filter(|(key, _)| !key.ends_with(b"Date"));
    tags::tidied(texts.filter_map(|(_, value)| lopdf::decode_text_string(value).ok()))
}

/// The words of all pages; what a font does not map to letters is left out.
fn text(document: &Document, pages: &[u32]) -> String {
    let mut text = String::new();
    for page in pages {
        let words = document.extract_text(&[*page]).unwrap_or_default();
        text.push_str(&words);
        text.push('\n');
        if text.len() > MAX_TEXT_CHARACTERS {
            break;
        }
    }
    tidy(&text)
}

/// Takes out who made it and everything that acts by itself; writing anew leaves older revisions behind.
/// Tells whether something acted.
fn strip(document: &mut Document) -> bool {
    document.trailer.remove(b"Info");
    document.trailer.remove(b"ID");
    let mut acted = false;
    for object in document.objects.values_mut() {
        acted |= strip_object(object, 0);
    }
    document.prune_objects();
    // What is left of the metadata streams are orphans no more: they are gone, and so are their bytes.
    document.renumber_objects();
    acted
}

fn strip_object(object: &mut Object, depth: u8) -> bool {
    // Objects nest; a file that nests them deeper is built to exhaust its reader.
    if depth > 60 {
        *object = Object::Null;
        return true;
    }
    match object {
        Object::Dictionary(dictionary) => strip_dictionary(dictionary, depth),
        Object::Array(items) => {
            let mut acted = false;
            for item in items {
                acted |= strip_object(item, depth + 1);
            }
            acted
        }
        Object::Stream(stream) => {
            let is_metadata = [b"Metadata".as_slice(), b"EmbeddedFile"]
                .iter()
                .any(|kind| has_type(&stream.dict, kind));
            if is_metadata {
                stream.set_content(Vec::new());
            } else if stream
                .dict
                .get(b"Filter")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"DCTDecode")
                && let Some(bare) = picture::without_metadata(&stream.content)
            {
                stream.set_content(bare);
            }
            strip_dictionary(&mut stream.dict, depth)
        }
        _ => false,
    }
}

fn strip_dictionary(dictionary: &mut Dictionary, depth: u8) -> bool {
    for key in TELLING {
        dictionary.remove(key);
    }
    let is_note =
        has_type(dictionary, b"Annot") || dictionary.has(b"Subtype") && dictionary.has(b"Rect");
    if is_note {
        // The name of whoever wrote the remark, and when.
        for key in [b"T".as_slice(), b"M", b"CreationDate", b"NM"] {
            dictionary.remove(key);
        }
    }
    let mut acted = false;
    for key in ACTING {
        acted |= dictionary.remove(key).is_some();
    }
    // An action dictionary is known by its entry S; opening at a page, as most files ask, is none.
    for key in [b"A".as_slice(), b"Next", b"OpenAction"] {
        let kind = dictionary
            .get(key)
            .and_then(Object::as_dict)
            .and_then(|action| action.get(b"S"))
            .and_then(Object::as_name);
        if kind.is_ok_and(|kind| !HARMLESS.contains(&kind)) {
            dictionary.remove(key);
            acted = true;
        }
    }
    // The same as an object of its own, reached from anywhere.
    let own_kind = dictionary.get(b"S").and_then(Object::as_name);
    let acting = [
        b"JavaScript".as_slice(),
        b"Launch",
        b"SubmitForm",
        b"ImportData",
        b"GoToR",
        b"GoToE",
        b"Rendition",
        b"RichMediaExecute",
        b"Sound",
        b"Movie",
    ];
    if own_kind.is_ok_and(|kind| acting.contains(&kind)) {
        *dictionary = Dictionary::new();
        return true;
    }
    for (_, value) in dictionary.iter_mut() {
        acted |= strip_object(value, depth + 1);
    }
    acted
}

fn has_type(dictionary: &Dictionary, kind: &[u8]) -> bool {
    dictionary
        .get(b"Type")
        .and_then(Object::as_name)
        .is_ok_and(|name| name == kind)
}
