//! Every file of the manifest is judged as the manifest says, and nothing private is in what is shown of it.

use std::{
    io::{Cursor, Read},
    path::{Path, PathBuf},
};

use submissions::{
    files::inspect::{Accepted, Refusal, inspect},
    kinds::Slot,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/uploads")
}

/// A line of the manifest: quoted cells may hold commas and doubled quotes.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted, mut cell) = (Vec::new(), false, String::new());
    let mut marks = line.chars().peekable();
    while let Some(c) = marks.next() {
        match c {
            '"' if quoted && marks.peek() == Some(&'"') => {
                marks.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

/// The bytes themselves, and what they unpack to.
fn layers(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut layers = vec![bytes.to_vec()];
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
        for n in 0..archive.len() {
            let mut content = Vec::new();
            let mut member = archive.by_index(n).expect("a member");
            member.read_to_end(&mut content).expect("unpacks");
            layers.push(content);
        }
    }
    if bytes.starts_with(b"%PDF") {
        let document = lopdf::Document::load_mem(bytes).expect("a PDF");
        for object in document.objects.values() {
            layers.push(format!("{object:?}").into_bytes());
            if let Ok(stream) = object.as_stream() {
                layers.push(stream.decompressed_content().unwrap_or_default());
            }
        }
    }
    layers
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|w| w == word)
}

fn meets(property: &str, verdict: &Result<Accepted, Refusal>) -> bool {
    let (name, value) = property.split_once('=').unwrap_or((property, ""));
    match (name, verdict) {
        ("reason", Err(refusal)) => refusal.as_str() == value,
        ("type", Ok(a)) => a.media_type == value && a.made[0].media_type == value,
        ("width", Ok(a)) => a.properties.width.to_string() == value,
        ("height", Ok(a)) => a.properties.height.to_string() == value,
        ("pages", Ok(a)) => a.properties.pages.to_string() == value,
        ("encoding", Ok(a)) => a.properties.encoding == value,
        ("luc_bat", Ok(a)) => a.properties.luc_bat,
        ("tag", Ok(a)) => a.properties.tags.iter().any(|tag| tag.contains(value)),
        ("advice", Ok(a)) => a.properties.advice.iter().any(|x| x.as_str() == value),
        _ => false,
    }
}

#[test]
fn the_manifest_is_met() {
    let manifest =
        std::fs::read_to_string(folder().join("manifest.csv")).expect("the manifest is there");
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in manifest.lines().skip(1).map(cells) {
        let [file, name, category, slot, told, expected, properties, ..] = row.as_slice() else {
            panic!("a row has twelve cells: {row:?}");
        };
        rows += 1;
        if told == "image/heic" && !cfg!(feature = "heic") {
            continue;
        }
        let slot = Slot::parse(&format!("{category}.{slot}")).expect("a slot");
        let bytes = std::fs::read(folder().join(file)).expect("the file is there");
        let verdict = inspect(slot, &bytes);
        if verdict.is_ok() != (expected != "reject") {
            wrong.push(format!("{file} as {name}: {verdict:?}"));
        }
        for property in properties.split(';').filter(|p| !p.is_empty()) {
            if !meets(property, &verdict) {
                wrong.push(format!("{file}: not {property}"));
            }
        }
        for made in verdict.iter().flat_map(|a| &a.made) {
            for layer in layers(&made.bytes) {
                for private in [b"DEV-CANARY".as_slice(), b"GPS", b"Exif\0", b"JavaScript"] {
                    if holds(&layer, private) {
                        wrong.push(format!("{file}: {} holds something", made.recipe.as_str()));
                    }
                }
            }
        }
    }
    assert!(rows > 25, "{rows} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn decomposed_and_sixteen_bit_texts_are_stored_as_their_plain_twins() {
    let text = |name: &str| {
        let bytes = std::fs::read(folder().join(name)).expect("the file is there");
        let accepted = inspect(Slot::PoemText, &bytes).expect("accepted");
        String::from_utf8(accepted.made[0].bytes.clone()).expect("UTF-8")
    };
    let nfd = text("hostile/poem_nfd.txt");
    assert!(nfd.starts_with("Bánh trôi nước"), "{nfd}");
    assert!(text("hostile/poem_utf16_bom.txt").starts_with("Mời trầu"));
    let html = text("hostile/poem_html.txt");
    assert!(html.contains('<'), "kept as written: {html}");
    assert_eq!(text("works/kieu_tcvn3.txt"), text("works/kieu_vni.txt"));
}
