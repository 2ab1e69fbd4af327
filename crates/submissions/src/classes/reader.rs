//! From a sent file, or pasted text, to rows of cells. Workbooks are opened in the child process only, which has
//! limits on memory, processor time and files.

use std::io::Cursor;

use bytes::Bytes;
use calamine::{DataRef, Reader as _, Xlsx};
use contest::folding::tidy_line;
use serde::{Deserialize, Serialize};

use crate::files::{
    Inspector,
    worker::{Task, WorkerError},
};

/// The largest list, in bytes.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;
/// Rows and columns that are looked at; what lies beyond is no class list.
const MAX_SHEET: (usize, usize) = (500, 60);
/// Characters of a cell that are kept.
const MAX_CELL: usize = 500;
/// What a workbook may unfold to.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;

/// Why a list was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListRefusal {
    /// Nothing was sent.
    Empty,
    /// More bytes than [`MAX_BYTES`], or more rows than a class has.
    TooLarge,
    /// Neither a workbook nor text in columns.
    WrongType,
    /// Says it is a workbook and does not open.
    Broken,
}

/// Reads a list that was sent as a file: XLSX, or text with commas, semicolons or tabs.
pub async fn read_list(
    inspector: &Inspector,
    bytes: Bytes,
) -> Result<Result<Vec<Vec<String>>, ListRefusal>, WorkerError> {
    if bytes.is_empty() {
        return Ok(Err(ListRefusal::Empty));
    }
    if bytes.len() as u64 > MAX_BYTES {
        return Ok(Err(ListRefusal::TooLarge));
    }
    if !bytes.starts_with(b"PK") {
        return Ok(read_text(&bytes));
    }
    let answer = inspector.run(Task::ClassList, &bytes).await?;
    Ok(serde_json::from_slice(&answer).unwrap_or(Err(ListRefusal::Broken)))
}

/// The child's side: JSON.
pub(crate) fn perform(bytes: &[u8]) -> Vec<u8> {
    serde_json::to_vec(&read_workbook(bytes)).unwrap_or_default()
}

fn read_workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, ListRefusal> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ListRefusal::WrongType)?;
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|_| ListRefusal::Broken)?;
        unpacked = unpacked.saturating_add(part.size());
    }
    if archive.len() > 500 || unpacked > MAX_UNPACKED {
        return Err(ListRefusal::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ListRefusal::WrongType)?;
    let sheet = book.sheet_names().into_iter().next();
    let sheet = sheet.ok_or(ListRefusal::Broken)?;
    let mut cells = book
        .worksheet_cells_reader(&sheet)
        .map_err(|_| ListRefusal::Broken)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| ListRefusal::Broken)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let text = text_of(cell.get_value());
        if text.is_empty() || column >= MAX_SHEET.1 {
            continue;
        }
        if row >= MAX_SHEET.0 {
            return Err(ListRefusal::TooLarge);
        }
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        let line = &mut rows[row];
        if line.len() <= column {
            line.resize(column + 1, String::new());
        }
        line[column] = text;
    }
    if rows.is_empty() {
        return Err(ListRefusal::Empty);
    }
    Ok(rows)
}

fn text_of(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(n) => n.to_string(),
        // Telephone numbers and years that were typed as numbers; a fraction is never meant.
        DataRef::Float(n) => format!("{n:.0}"),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    kept(&text)
}

fn kept(text: &str) -> String {
    tidy_line(text).chars().take(MAX_CELL).collect()
}

/// Text in columns, as it is copied from a spreadsheet or saved as CSV (RFC 4180, any of the three separators).
pub fn read_text(bytes: &[u8]) -> Result<Vec<Vec<String>>, ListRefusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| ListRefusal::WrongType)?;
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() {
        return Err(ListRefusal::Empty);
    }
    let first = text.lines().next().unwrap_or_default();
    let separator = ['\t', ';', ',']
        .into_iter()
        .find(|c| first.contains(*c))
        .unwrap_or('\t');
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\n' if !quoted => {
                row.push(kept(&std::mem::take(&mut cell)));
                rows.push(std::mem::take(&mut row));
            }
            c if c == separator && !quoted => row.push(kept(&std::mem::take(&mut cell))),
            c => cell.push(c),
        }
        if rows.len() > MAX_SHEET.0 || row.len() > MAX_SHEET.1 {
            return Err(ListRefusal::TooLarge);
        }
    }
    row.push(kept(&cell));
    rows.push(row);
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A workbook of one sheet with these cells, written by hand.
    fn workbook(cells: &str, beside: usize) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut part = |name: &str, text: &[u8]| {
            zip.start_file(name, SimpleFileOptions::default())
                .expect("a part");
            zip.write_all(text).expect("written");
        };
        part(
            "_rels/.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        );
        part(
            "[Content_Types].xml",
            br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        );
        part(
            "xl/workbook.xml",
            br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        );
        part(
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        );
        let sheet = format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
        );
        part("xl/worksheets/sheet1.xml", sheet.as_bytes());
        part("xl/media/zeros.bin", &vec![0; beside]);
        zip.finish().expect("an archive").into_inner()
    }

    #[test]
    fn numbers_and_texts_are_read_as_they_were_meant() {
        let cells = r#"<row r="2"><c r="B2"><v>912345678</v></c><c r="C2" t="inlineStr"><is><t>Lò  Thị</t></is></c></row>"#;
        let rows = read_workbook(&workbook(cells, 0)).expect("reads");
        assert_eq!(rows[1], ["", "912345678", "Lò Thị"]);
    }

    #[test]
    fn a_bomb_and_a_cell_at_the_end_of_the_world_are_refused() {
        let bomb = workbook("", 80 * 1024 * 1024);
        assert!(bomb.len() < 1024 * 1024, "it looks harmless");
        assert_eq!(read_workbook(&bomb), Err(ListRefusal::TooLarge));
        let far = r#"<row r="1048576"><c r="A1048576"><v>1</v></c></row>"#;
        assert_eq!(read_workbook(&workbook(far, 0)), Err(ListRefusal::TooLarge));
        let wide = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>"#;
        assert_eq!(
            read_workbook(&workbook(wide, 0)),
            Ok(vec![vec!["1".to_owned()]])
        );
    }

    #[test]
    fn text_in_columns_keeps_quoted_separators() {
        let rows = read_text("Tên;Ghi chú\r\n\"Lò; Thị \"\"Ban\"\"\";x\n".as_bytes());
        let rows = rows.expect("reads");
        assert_eq!(rows[1], ["Lò; Thị \"Ban\"", "x"]);
        assert_eq!(read_text(b" \n"), Err(ListRefusal::Empty));
        assert_eq!(read_text(b"\xff\xfe\x00"), Err(ListRefusal::WrongType));
    }
}
