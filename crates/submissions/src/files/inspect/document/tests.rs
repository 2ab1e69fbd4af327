//! Documents made here.

use std::io::{Cursor, Read, Write};

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::files::inspect::inspect;
use crate::kinds::Slot;

const TYPES: &str = r#"<Types><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const BODY: &str = r#"<w:document><w:body><w:p><w:ins w:id="1" w:author="HIDDEN" w:date="2024-08-01"><w:r><w:t>Trồng cây &amp; đọc sách</w:t></w:r></w:ins></w:p><w:p/><w:p><w:r><w:t>Dòng hai</w:t><w:br/><w:t>Dòng ba</w:t></w:r></w:p></w:body></w:document>"#;

fn docx(extra: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let core = b"<cp:coreProperties><dc:creator>HIDDEN</dc:creator></cp:coreProperties>".as_slice();
    let mut members = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", BODY.as_bytes()),
        ("docProps/core.xml", core),
        ("word/comments.xml", b"<w:comment w:author='HIDDEN' w:initials=\"HIDDEN\">a</w:comment>"),
        ("customXml/item1.xml", b"<x>HIDDEN</x>"),
        (
            "word/_rels/settings.xml.rels",
            br#"<Relationships><Relationship Id="a" Type="x/attachedTemplate" Target="file:///C:/Users/HIDDEN/t.dotm" TargetMode="External"/></Relationships>"#,
        ),
    ];
    members.extend_from_slice(extra);
    for (name, content) in members {
        writer
            .start_file(name, SimpleFileOptions::default())
            .expect("a member begins");
        writer.write_all(content).expect("a member is written");
    }
    writer.finish().expect("packed").into_inner()
}

fn members_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    (0..archive.len())
        .map(|n| {
            let mut member = archive.by_index(n).expect("a member");
            let mut content = Vec::new();
            member.read_to_end(&mut content).expect("unpacks");
            (member.name().expect("a name").into_owned(), content)
        })
        .collect()
}

fn has(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|w| w == word.as_bytes())
}

#[test]
fn nobody_is_named_in_the_document_that_is_served() {
    let accepted = inspect(Slot::InitiativeDocument, &docx(&[])).expect("accepted");
    for (name, content) in members_of(&accepted.made[0].bytes) {
        assert!(!has(&content, "HIDDEN"), "{name}");
    }
    let text = &accepted.made[1];
    assert_eq!(text.recipe, Recipe::Text);
    assert_eq!(
        String::from_utf8_lossy(&text.bytes),
        "Trồng cây & đọc sách\n\nDòng hai\nDòng ba"
    );
    assert_eq!(accepted.properties.tags, ["HIDDEN"]);
}

#[test]
fn what_stands_above_and_below_the_text_is_read_as_well() {
    let header = "<w:hdr><w:p><w:r><w:t>Lò Thị Ban, lớp 5A</w:t></w:r></w:p></w:hdr>";
    let sent = docx(&[("word/header1.xml", header.as_bytes())]);
    let accepted = inspect(Slot::InitiativeDocument, &sent).expect("accepted");
    let text = String::from_utf8_lossy(&accepted.made[1].bytes);
    assert!(text.ends_with("Dòng ba\nLò Thị Ban, lớp 5A"), "{text}");
}

#[test]
fn macros_are_found_whatever_their_part_is_called() {
    let judged = |extra: &[(&str, &[u8])]| inspect(Slot::InitiativeDocument, &docx(extra));
    assert_eq!(
        judged(&[("word/vbaProject.bin", b"x")]),
        Err(Refusal::Macros)
    );
    let mut renamed = docx(&[]);
    renamed = {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, mut content) in members_of(&renamed) {
            if name == "[Content_Types].xml" {
                content =
                    b"<Override ContentType=\"application/vnd.ms-office.vbaProject\"/>".to_vec();
            }
            writer
                .start_file(name, SimpleFileOptions::default())
                .expect("a member begins");
            writer.write_all(&content).expect("written");
        }
        writer.finish().expect("packed").into_inner()
    };
    assert_eq!(
        inspect(Slot::InitiativeDocument, &renamed),
        Err(Refusal::Macros)
    );
}

#[test]
fn a_file_that_unpacks_to_far_more_is_refused() {
    let zeros = vec![0; 30 * 1024 * 1024];
    let bomb = docx(&[("word/media/big.bin", &zeros)]);
    assert_eq!(inspect(Slot::InitiativeDocument, &bomb), Err(Refusal::Bomb));
}

#[test]
fn old_word_files_and_passwords_are_told_apart() {
    let mut old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    old.resize(600, 0);
    assert_eq!(
        inspect(Slot::InitiativeDocument, &old),
        Err(Refusal::OldWord)
    );
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(
        inspect(Slot::InitiativeDocument, &old),
        Err(Refusal::Password)
    );
}

/// One page with a word on it, a script on opening, and properties.
fn pdf() -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let content = b"BT /F1 24 Tf 60 700 Td (Trong cay xanh) Tj ET".to_vec();
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        b"<x>HIDDEN</x>".to_vec(),
    );
    let xmp = document.add_object(xmp);
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    document.objects.insert(
        pages,
        dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into(),
    );
    let script = document.add_object(dictionary! {
        "S" => "JavaScript", "JS" => Object::string_literal("app.alert('HIDDEN')"),
    });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "OpenAction" => script, "Metadata" => xmp,
    });
    let info = document.add_object(dictionary! { "Author" => Object::string_literal("HIDDEN") });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("saved");
    out
}

#[test]
fn a_pdf_loses_its_script_and_its_author_and_keeps_its_page() {
    assert!(has(&pdf(), "HIDDEN"));
    let accepted = inspect(Slot::InitiativeDocument, &pdf()).expect("accepted");
    assert_eq!(accepted.properties.pages, 1);
    assert_eq!(accepted.properties.tags, ["HIDDEN"]);
    assert_eq!(accepted.properties.advice, [Advice::ActiveContent]);
    let served = &accepted.made[0].bytes;
    assert!(!has(served, "HIDDEN") && !has(served, "JavaScript"));
    assert!(has(&accepted.made[1].bytes, "Trong cay xanh"));
    let page = accepted
        .made
        .iter()
        .find(|m| m.recipe == Recipe::Page1)
        .expect("the page is drawn");
    let drawn = image::load_from_memory(&page.bytes)
        .expect("a JPEG")
        .into_luma8();
    assert_eq!(drawn.height(), 1_200);
    assert!(drawn.pixels().any(|p| p.0[0] < 80), "the word is on it");
}

#[test]
fn a_cut_pdf_is_damaged() {
    let whole = pdf();
    assert_eq!(
        inspect(Slot::InitiativeDocument, &whole[..whole.len() / 3]),
        Err(Refusal::Broken)
    );
}
