//! Cells of a spreadsheet with a header, whatever separates them.

use super::Found;

/// A column that a file may have.
pub(super) struct Column {
    /// Its names, the first one is told to people.
    pub(super) names: &'static [&'static str],
    /// Whether a file without it is refused.
    pub(super) needed: bool,
}

/// A row with its line; cells in the order of the asked columns, empty where the file lacks the column.
pub(super) struct Record<'a> {
    pub(super) line: u64,
    pub(super) cells: Vec<&'a str>,
}

/// Reads rows one by one into `take`; what cannot be read is told.
pub(super) fn each_row(
    bytes: &[u8],
    columns: &[Column],
    found: &mut Found,
    mut take: impl FnMut(&Record, &mut Found),
) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        found.add(0, "file-empty", &[]);
        return;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(bytes))
        .from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut order: Option<(Vec<Option<usize>>, usize)> = None;
    // reading from memory: only the end of the text stops it
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let line = record.position().map_or(0, csv::Position::line);
        let mut texts: Vec<&str> = Vec::with_capacity(record.len());
        for cell in &record {
            let Ok(text) = std::str::from_utf8(cell) else {
                break;
            };
            texts.push(text.trim());
        }
        if texts.len() < record.len() {
            found.add(line, "file-utf8", &[]);
            continue;
        }
        if texts.iter().all(|t| t.is_empty()) {
            continue;
        }
        let Some((places, width)) = &order else {
            let Some(places) = header(&texts, line, columns, found) else {
                return;
            };
            order = Some((places, texts.len()));
            continue;
        };
        if texts.len() != *width {
            let (cells, wanted) = (texts.len().to_string(), width.to_string());
            found.add(line, "row-cells", &[("n", &cells), ("wanted", &wanted)]);
            continue;
        }
        let cells = places
            .iter()
            .map(|at| at.map_or("", |at| texts[at]))
            .collect();
        take(&Record { line, cells }, found);
    }
}

/// The separator that the header has most of, outside quotes.
fn separator(bytes: &[u8]) -> u8 {
    let header = bytes
        .split(|b| *b == b'\n')
        .find(|line| !line.iter().all(u8::is_ascii_whitespace));
    let header = header.unwrap_or_default();
    let count = |separator: u8| header.split(|b| *b == separator).count();
    // the first of equals is the comma
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|s| count(*s))
        .unwrap_or(b',')
}

fn header(
    texts: &[&str],
    line: u64,
    columns: &[Column],
    found: &mut Found,
) -> Option<Vec<Option<usize>>> {
    let lower: Vec<String> = texts
        .iter()
        .map(|t| super::clean(t).to_lowercase())
        .collect();
    let wanted = || {
        columns
            .iter()
            .map(|c| c.names[0])
            .collect::<Vec<_>>()
            .join(",")
    };
    let mut sound = true;
    for (at, name) in lower.iter().enumerate() {
        if !columns.iter().any(|c| c.names.contains(&name.as_str())) {
            found.add(
                line,
                "header-unknown",
                &[("name", name), ("wanted", &wanted())],
            );
            sound = false;
        }
        if lower[..at].contains(name) {
            found.add(line, "header-twice", &[("name", name)]);
            sound = false;
        }
    }
    let places: Vec<Option<usize>> = columns
        .iter()
        .map(|c| {
            lower
                .iter()
                .position(|name| c.names.contains(&name.as_str()))
        })
        .collect();
    for (column, place) in columns.iter().zip(&places) {
        if column.needed && place.is_none() {
            found.add(
                line,
                "header-missing",
                &[("name", column.names[0]), ("wanted", &wanted())],
            );
            sound = false;
        }
    }
    sound.then_some(places)
}
