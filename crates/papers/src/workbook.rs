//! Lists as spreadsheets: a workbook for an office, and a CSV for whatever else reads one.

use jiff::civil::DateTime;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use crate::PaperError;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words; telephone numbers and codes too. Never a formula, whatever they begin with.
    Text(String),
    /// A whole number that is counted with.
    Number(i64),
    /// A day and time of the clock where the reader is.
    Moment(DateTime),
    /// Nothing.
    Empty,
}

/// A column of a list.
#[derive(Clone, Debug)]
pub struct ListColumn {
    /// Its heading.
    pub heading: String,
    /// Width in characters.
    pub width: f64,
}

/// A list: one sheet of a workbook, or a CSV.
#[derive(Clone, Debug)]
pub struct List {
    /// Name of the sheet.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// A cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// The longest name of a sheet.
const MOST_NAME: usize = 31;
/// The widest a cell's text is: Excel's own limit.
const MOST_CELL: usize = 32_767;

/// A workbook with a sheet for each list: headings frozen and repeated on every printed page, a filter, A4 landscape as wide
/// as one page. Names of sheets are cut and made different from one another where they have to be. The same lists give
/// the same bytes.
pub fn workbook(title: &str, lists: &[List]) -> Result<Vec<u8>, PaperError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2020, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_creation_datetime(&made),
    );
    let mut names: Vec<String> = Vec::new();
    for list in lists {
        let name = sheet_name(&list.name, &names);
        book.push_worksheet(sheet(&name, list)?);
        names.push(name.to_lowercase());
    }
    Ok(book.save_to_buffer()?)
}

/// White on indigo, for the first row of every sheet of the house.
pub(crate) fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x001E_3A6B))
        .set_font_color(Color::White)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
}

fn sheet(name: &str, list: &List) -> Result<Worksheet, PaperError> {
    let heading = heading();
    let base = Format::new().set_align(FormatAlign::Top);
    let text = base.clone().set_num_format("@").set_text_wrap();
    let number = base.clone().set_num_format("#,##0");
    let moment = base.set_num_format("dd/mm/yyyy hh:mm");
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    for (index, column) in (0_u16..).zip(&list.columns) {
        sheet.write_string_with_format(0, index, &column.heading, &heading)?;
        sheet.set_column_width(index, column.width)?;
    }
    for (row, cells) in (1_u32..).zip(&list.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(words) => {
                    let words: String = words.chars().take(MOST_CELL).collect();
                    sheet.write_string_with_format(row, column, words, &text)?;
                }
                Cell::Number(n) => {
                    #[expect(clippy::cast_precision_loss, reason = "a spreadsheet's number")]
                    sheet.write_number_with_format(row, column, *n as f64, &number)?;
                }
                Cell::Moment(at) => {
                    let (year, clock) = (u16::try_from(at.year()).unwrap_or(1900), at.time());
                    let day = ExcelDateTime::from_ymd(
                        year,
                        u8::try_from(at.month()).unwrap_or(1),
                        u8::try_from(at.day()).unwrap_or(1),
                    )?;
                    let (hour, minute) = (clock.hour(), clock.minute());
                    let at = day.and_hms(
                        u16::try_from(hour).unwrap_or(0),
                        u8::try_from(minute).unwrap_or(0),
                        f64::from(clock.second()),
                    )?;
                    sheet.write_datetime_with_format(row, column, at, &moment)?;
                }
                Cell::Empty => {}
            }
        }
    }
    sheet.set_row_height(0, 32)?;
    sheet.set_freeze_panes(1, 0)?;
    let last_row = u32::try_from(list.rows.len()).unwrap_or(0);
    let last_column = u16::try_from(list.columns.len().saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_footer("&C&P / &N");
    Ok(sheet)
}

/// A name that a workbook takes and that none of `taken` (in lower case) has.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let plain: String = wanted.chars().filter(allowed).collect();
    let plain = if plain.trim().is_empty() {
        "1"
    } else {
        plain.trim()
    };
    let cut = |room: usize| plain.chars().take(room).collect::<String>();
    let first = cut(MOST_NAME);
    if !taken.contains(&first.to_lowercase()) {
        return first;
    }
    (2..=taken.len() + 2)
        .map(|n| format!("{} ({n})", cut(MOST_NAME - 6)))
        .find(|name| !taken.contains(&name.to_lowercase()))
        .expect("one of so many numbers is free")
}

/// A list as CSV: commas, quotes where needed, lines ended by CR LF, and the mark of UTF-8 first, by which Excel reads the
/// letters right. A text that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(list: &List) -> Result<Vec<u8>, PaperError> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(list.columns.iter().map(|c| &c.heading))?;
    for row in &list.rows {
        writer.write_record(row.iter().map(plain))?;
    }
    writer
        .into_inner()
        .map_err(|error| PaperError::Document(error.to_string()))
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) if words.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            format!("'{words}")
        }
        Cell::Text(words) => words.clone(),
        Cell::Number(n) => n.to_string(),
        Cell::Moment(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        Cell::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};
    use jiff::civil::date;

    use super::*;

    fn list(name: &str) -> List {
        let column = |heading: &str| ListColumn {
            heading: heading.into(),
            width: 20.0,
        };
        let text = |words: &str| Cell::Text(words.into());
        List {
            name: name.into(),
            columns: ["Họ và tên", "Điện thoại", "Điểm", "Nhận lúc"]
                .map(column)
                .to_vec(),
            rows: vec![
                vec![
                    text("Lò Thị Mai"),
                    text("0912345678"),
                    Cell::Number(9),
                    Cell::Moment(date(2024, 9, 30).at(23, 59, 0, 0)),
                ],
                vec![
                    text("=HYPERLINK(\"x\")"),
                    text("+84 912, \"nhà\""),
                    Cell::Empty,
                    Cell::Empty,
                ],
            ],
        }
    }

    #[test]
    fn a_workbook_reads_back_as_written() {
        let lists = [list("Tranh vẽ"), list("tranh vẽ"), list("a/b: [c]")];
        let bytes = workbook("Bài dự thi", &lists).expect("writes");
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes)).expect("opens");
        assert_eq!(book.sheet_names(), ["Tranh vẽ", "tranh vẽ (2)", "ab c"]);
        let range = book.worksheet_range("Tranh vẽ").expect("a sheet");
        let at = |row, column| range.get((row, column)).cloned().unwrap_or_default();
        assert_eq!(at(0, 0), Data::String("Họ và tên".into()));
        assert_eq!(at(1, 1), Data::String("0912345678".into()));
        assert_eq!(at(1, 2), Data::Float(9.0));
        assert!(matches!(at(1, 3), Data::DateTime(_)), "{:?}", at(1, 3));
        assert_eq!(at(2, 0), Data::String("=HYPERLINK(\"x\")".into()));
        let formulas = book.worksheet_formula("Tranh vẽ").expect("a sheet");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
        assert_eq!(bytes, workbook("Bài dự thi", &lists).expect("writes"));
    }

    #[test]
    fn a_csv_holds_no_formula() {
        let text = String::from_utf8(csv(&list("x")).expect("writes")).expect("UTF-8");
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert_eq!(lines[0], "Họ và tên,Điện thoại,Điểm,Nhận lúc");
        assert_eq!(lines[1], "Lò Thị Mai,0912345678,9,2024-09-30 23:59");
        assert_eq!(
            lines[2],
            "\"'=HYPERLINK(\"\"x\"\")\",\"'+84 912, \"\"nhà\"\"\",,"
        );
        assert!(text.starts_with('\u{feff}'));
    }
}
