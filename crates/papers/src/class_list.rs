//! Class lists as workbooks: the empty form with its choices, and a copy of a filled one with its faults marked.

use rust_xlsxwriter::{Color, DataValidation, Format, FormatBorder, Note, Workbook, Worksheet};

use crate::{PaperError, workbook::heading};

/// A column of the form.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// What belongs into it, shown when a cell is chosen.
    pub hint: String,
    /// Width in characters.
    pub width: f64,
    /// What may be chosen; empty where anything may be typed.
    pub choices: Vec<String>,
    /// Whether it must be filled.
    pub needed: bool,
    /// What stands in the sample row.
    pub sample: String,
}

/// Words around the form.
#[derive(Clone, Debug)]
pub struct ClassListWords {
    /// Name of the sheet for the list.
    pub sheet: String,
    /// Name of the sheet with the choices.
    pub choices: String,
    /// Said when something else is typed where something must be chosen.
    pub choose: String,
}

/// Rows of the form that are prepared, beside the sample.
const ROWS: u32 = 200;
/// Below the heading stands the sample, which readers know by its number.
const FIRST_ROW: u32 = 1;

/// The empty form: headings, choices, one sample row, every cell as text so that no telephone loses its zero.
pub fn class_list_template(
    words: &ClassListWords,
    columns: &[Column],
) -> Result<Vec<u8>, PaperError> {
    let mut book = Workbook::new();
    let heading = heading();
    let cell = Format::new().set_num_format("@");
    let sample = Format::new()
        .set_num_format("@")
        .set_italic()
        .set_font_color(Color::RGB(0x0064_736F));
    let mut list = Worksheet::new();
    list.set_name(&words.sheet)?;
    let mut choices = Worksheet::new();
    choices.set_name(&words.choices)?;
    let mut at = 0_u16;
    for (index, column) in (0_u16..).zip(columns) {
        let marked = format!(
            "{}{}",
            column.heading,
            if column.needed { " *" } else { "" }
        );
        list.write_with_format(0, index, &marked, &heading)?;
        list.set_column_width(index, column.width)?;
        list.set_column_format(index, &cell)?;
        list.write_string_with_format(FIRST_ROW, index, &column.sample, &sample)?;
        let mut rule = DataValidation::new();
        if !column.choices.is_empty() {
            choices.write(0, at, &column.heading)?;
            for (row, choice) in (1_u32..).zip(&column.choices) {
                choices.write_string(row, at, choice)?;
            }
            let letter = rust_xlsxwriter::utility::column_number_to_name(at);
            let bottom = column.choices.len() + 1;
            let range = format!("='{}'!${letter}$2:${letter}${bottom}", words.choices);
            rule = rule
                .allow_list_formula(range.as_str().into())
                .set_error_message(&words.choose)?;
            choices.set_column_width(at, 34)?;
            at += 1;
        }
        let hint: String = column.hint.chars().take(250).collect();
        let rule = rule.set_input_message(&hint)?;
        list.add_data_validation(FIRST_ROW, index, FIRST_ROW + ROWS, index, &rule)?;
    }
    list.set_row_height(0, 32)?;
    list.set_freeze_panes(1, 0)?;
    list.set_landscape();
    list.set_paper_size(9);
    list.set_print_fit_to_pages(1, 0);
    list.set_repeat_rows(0, 0)?;
    book.push_worksheet(list);
    book.push_worksheet(choices);
    Ok(book.save_to_buffer()?)
}

/// How bad a marked cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The row cannot be taken.
    Error,
    /// It can, but should be looked at.
    Warning,
}

/// A cell with something to say about it.
#[derive(Clone, Debug)]
pub struct MarkedCell {
    /// Row of the sheet, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u16,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub words: String,
}

/// The sender's own rows again, with faults coloured and explained in notes. Every cell is written as text, so that
/// nothing in it can become a formula.
pub fn marked_copy(
    sheet: &str,
    rows: &[Vec<String>],
    marks: &[MarkedCell],
) -> Result<Vec<u8>, PaperError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet)?;
    let text = Format::new().set_num_format("@");
    let colour = |severity| match severity {
        Severity::Error => Color::RGB(0x00FF_C7C2),
        Severity::Warning => Color::RGB(0x00FF_EBB0),
    };
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, value) in (0_u16..).zip(cells) {
            page.write_string_with_format(row, column, value, &text)?;
        }
    }
    for mark in marks {
        let value = rows
            .get(mark.row as usize)
            .and_then(|r| r.get(usize::from(mark.column)))
            .map_or("", String::as_str);
        let format = text
            .clone()
            .set_background_color(colour(mark.severity))
            .set_border(FormatBorder::Thin);
        if value.is_empty() {
            page.write_blank(mark.row, mark.column, &format)?;
        } else {
            page.write_string_with_format(mark.row, mark.column, value, &format)?;
        }
        let all: Vec<_> = marks
            .iter()
            .filter(|m| (m.row, m.column) == (mark.row, mark.column))
            .map(|m| m.words.as_str())
            .collect();
        page.insert_note(mark.row, mark.column, &Note::new(all.join("\n")))?;
    }
    page.set_freeze_panes(1, 0)?;
    page.autofit();
    Ok(book.save_to_buffer()?)
}
