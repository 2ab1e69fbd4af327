//! A letter as an Office Open XML document.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Header, LineSpacing, LineSpacingType, PageMargin, PageNum,
    Paragraph, Run, RunFonts, SpecialIndentType, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};

use super::{Block, Letter, LetterColumn, LetterHead, Signature};
use crate::PaperError;

/// What Word calls a twentieth of a point.
const TWIPS_PER_MM: f64 = 56.693;
const FONT: &str = "Times New Roman";
/// Width of the text: 210 − 30 − 20 mm.
const TEXT_MM: f64 = 160.0;
/// The same letter gives the same bytes, so it is not told when it was made.
const MADE: &str = "2020-01-01T00:00:00Z";

#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths on a page are small"
)]
const fn mm(length: f64) -> i32 {
    (length * TWIPS_PER_MM) as i32
}

fn twips(length: f64) -> usize {
    usize::try_from(mm(length)).unwrap_or(0)
}

/// How a run of words looks.
#[derive(Clone, Copy)]
struct Face {
    points: u32,
    bold: bool,
    italic: bool,
}

impl Face {
    const fn plain(points: u32) -> Self {
        Self {
            points,
            bold: false,
            italic: false,
        }
    }

    const fn bold(points: u32) -> Self {
        Self {
            bold: true,
            ..Self::plain(points)
        }
    }

    const fn italic(points: u32) -> Self {
        Self {
            italic: true,
            ..Self::plain(points)
        }
    }

    fn run(self, text: &str) -> Run {
        let mut run = Run::new().size(self.points as usize * 2);
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                run = run.add_break(BreakType::TextWrapping);
            }
            run = run.add_text(line);
        }
        if self.bold {
            run = run.bold();
        }
        if self.italic {
            run = run.italic();
        }
        run
    }
}

fn fonts() -> RunFonts {
    RunFonts::new()
        .ascii(FONT)
        .hi_ansi(FONT)
        .cs(FONT)
        .east_asia(FONT)
}

fn paragraph(face: Face, text: &str, align: AlignmentType) -> Paragraph {
    Paragraph::new().add_run(face.run(text)).align(align)
}

fn centred(face: Face, text: &str) -> Paragraph {
    paragraph(face, text, AlignmentType::Center)
}

fn spaced(paragraph: Paragraph, before: u32, after: u32) -> Paragraph {
    let spacing = LineSpacing::new().before(before * 20).after(after * 20);
    paragraph.line_spacing(spacing.line_rule(LineSpacingType::Auto).line(252))
}

fn cell(width_mm: f64, paragraphs: Vec<Paragraph>) -> TableCell {
    let cell = TableCell::new().width(twips(width_mm), WidthType::Dxa);
    paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
}

/// A row without lines around it.
fn side_by_side(cells: Vec<(f64, Vec<Paragraph>)>) -> Table {
    let grid = cells.iter().map(|(width, _)| twips(*width)).collect();
    let row = TableRow::new(cells.into_iter().map(|(w, p)| cell(w, p)).collect());
    Table::without_borders(vec![row.cant_split()])
        .set_grid(grid)
        .layout(TableLayoutType::Fixed)
        .width(twips(TEXT_MM), WidthType::Dxa)
}

fn head(h: &LetterHead) -> Table {
    let mut left = Vec::new();
    if !h.authority.is_empty() {
        left.push(centred(Face::plain(13), &h.authority.to_uppercase()));
    }
    left.push(centred(Face::bold(13), &h.issuer.to_uppercase()));
    left.push(centred(Face::plain(13), &h.number));
    let mut right = Vec::new();
    if !h.nation.is_empty() {
        right.push(centred(Face::bold(12), &h.nation.to_uppercase()));
        let motto = Face::bold(13).run(&h.motto).underline("single");
        right.push(Paragraph::new().add_run(motto).align(AlignmentType::Center));
    }
    right.push(centred(Face::italic(13), &h.place_date));
    side_by_side(vec![(64.0, left), (96.0, right)])
}

fn table(points: u32, columns: &[LetterColumn], rows: &[Vec<String>]) -> Table {
    let all: u32 = columns.iter().map(|c| c.share).sum();
    let width = |c: &LetterColumn| TEXT_MM * f64::from(c.share) / f64::from(all.max(1));
    let points = points.min(12);
    let heading = columns
        .iter()
        .map(|c| cell(width(c), vec![centred(Face::bold(points), &c.label)]));
    let mut all_rows = vec![TableRow::new(heading.collect()).cant_split()];
    for row in rows {
        let cells = columns.iter().zip(row).map(|(column, text)| {
            let align = if column.centred {
                AlignmentType::Center
            } else {
                AlignmentType::Left
            };
            cell(
                width(column),
                vec![paragraph(Face::plain(points), text, align)],
            )
        });
        all_rows.push(TableRow::new(cells.collect()).cant_split());
    }
    Table::new(all_rows)
        .set_grid(columns.iter().map(|c| twips(width(c))).collect())
        .layout(TableLayoutType::Fixed)
        .width(twips(TEXT_MM), WidthType::Dxa)
}

fn signature(s: &Signature) -> Vec<Paragraph> {
    let mut lines = vec![centred(Face::bold(13), &s.title.to_uppercase())];
    if !s.note.is_empty() {
        lines.push(centred(Face::italic(12), &s.note));
    }
    lines.extend((0..5).map(|_| Paragraph::new()));
    lines.push(centred(Face::bold(13), &s.name));
    lines
}

fn end(letter: &Letter) -> Table {
    let mut cells: Vec<Vec<Paragraph>> = Vec::new();
    if let Some((heading, names)) = letter.receivers.split_first() {
        let bold = Face {
            bold: true,
            ..Face::italic(12)
        };
        let mut lines = vec![paragraph(bold, heading, AlignmentType::Left)];
        let name = |n: &String| paragraph(Face::plain(11), &format!("- {n}"), AlignmentType::Left);
        lines.extend(names.iter().map(name));
        cells.push(lines);
    }
    cells.extend(letter.signatures.iter().map(signature));
    if cells.len() == 1 {
        cells.insert(0, vec![Paragraph::new()]);
    }
    #[expect(clippy::cast_precision_loss, reason = "two or three cells")]
    let width = TEXT_MM / cells.len() as f64;
    side_by_side(cells.into_iter().map(|lines| (width, lines)).collect())
}

fn block(document: Docx, points: u32, block: &Block) -> Docx {
    let indent = Some(SpecialIndentType::FirstLine(mm(10.0)));
    let body = |face: Face, text: &str| {
        let set = paragraph(face, text, AlignmentType::Both).indent(None, indent, None, None);
        spaced(set, 0, 6)
    };
    match block {
        Block::Title { text } => {
            let words = text.to_uppercase();
            document.add_paragraph(spaced(centred(Face::bold(14), &words), 12, 4))
        }
        Block::Subject { text } => {
            document.add_paragraph(spaced(centred(Face::bold(14), text), 0, 14))
        }
        Block::Basis { text } => document.add_paragraph(body(Face::italic(points), text)),
        Block::Text { text } => document.add_paragraph(body(Face::plain(points), text)),
        Block::Heading { text } => {
            let set = paragraph(Face::bold(points), text, AlignmentType::Left).keep_next(true);
            document.add_paragraph(spaced(set, 10, 6))
        }
        Block::Item { text } => {
            let words = format!("– {text}");
            let set = paragraph(Face::plain(points), &words, AlignmentType::Both);
            document.add_paragraph(spaced(set.indent(Some(mm(10.0)), None, None, None), 0, 4))
        }
        Block::Note { text } => {
            let face = Face::italic(points.saturating_sub(2));
            document.add_paragraph(spaced(paragraph(face, text, AlignmentType::Left), 0, 6))
        }
        // a paragraph after it keeps two tables apart
        Block::Table { columns, rows } => document
            .add_table(table(points, columns, rows))
            .add_paragraph(Paragraph::new()),
        Block::NewPage => {
            document.add_paragraph(Paragraph::new().add_run(Run::new().add_break(BreakType::Page)))
        }
    }
}

/// The letter as a DOCX, laid out like its PDF.
pub fn letter_docx(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    let number = Paragraph::new()
        .add_page_num(PageNum::new())
        .align(AlignmentType::Center);
    let margin = PageMargin {
        top: mm(20.0),
        bottom: mm(20.0),
        left: mm(30.0),
        right: mm(20.0),
        header: mm(10.0),
        footer: mm(10.0),
        gutter: 0,
    };
    let mut document = Docx::new()
        .created_at(MADE)
        .updated_at(MADE)
        .default_fonts(fonts())
        .default_size(letter.points as usize * 2)
        .page_size(11_906, 16_838)
        .page_margin(margin)
        // the first page has a header of its own: none
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .header(Header::new().add_paragraph(number));
    if let Some(h) = &letter.head {
        document = document.add_table(head(h)).add_paragraph(Paragraph::new());
    }
    for one in &letter.blocks {
        document = block(document, letter.points, one);
    }
    if letter.receivers.len() + letter.signatures.len() > 0 {
        document = document.add_table(end(letter));
    }
    if !letter.annex.is_empty() {
        document = block(document, letter.points, &Block::NewPage);
    }
    for one in &letter.annex {
        document = block(document, letter.points, one);
    }
    let mut bytes = Cursor::new(Vec::new());
    document
        .build()
        .pack(&mut bytes)
        .map_err(|error| PaperError::Document(error.to_string()))?;
    Ok(bytes.into_inner())
}
