//! What a proof-reader does with every document that a test sets: no letter is missing, no line leaves its page or its clipped
//! box, no line lies upon another, every font is one of the house's.

use std::cell::RefCell;

use tiny_skia::Pixmap;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

/// Pixels of a point in proofs: fine enough to see a line that moved.
const PIXELS: f64 = 0.75;

thread_local! {
    static LAST: RefCell<Vec<Pixmap>> = const { RefCell::new(Vec::new()) };
}

/// The pages of the document that this thread set last.
pub(crate) fn last_pages() -> Vec<Pixmap> {
    LAST.with_borrow_mut(std::mem::take)
}

/// A line of text on a page.
struct Line {
    text: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Line {
    /// The share of the smaller of two lines that lies under the other one.
    fn shared(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        let area = |line: &Self| (line.right - line.left) * (line.bottom - line.top);
        if width <= 0.0 || height <= 0.0 {
            0.0
        } else {
            width * height / area(self).min(area(other)).max(0.01)
        }
    }
}

/// Reads the proofs of a document; panics with everything that is wrong with it.
pub(crate) fn read(document: &PagedDocument) {
    let mut wrong = Vec::new();
    for (number, page) in document.pages().iter().enumerate() {
        let mut lines = Vec::new();
        let size = page.frame.size();
        let bounds = (Point::zero(), size.to_point());
        walk(
            &page.frame,
            Transform::identity(),
            bounds,
            &mut lines,
            &mut wrong,
        );
        for (at, line) in lines.iter().enumerate() {
            for other in &lines[at + 1..] {
                if line.shared(other) > 0.25 {
                    wrong.push(format!(
                        "page {}: «{}» lies upon «{}»",
                        number + 1,
                        line.text,
                        other.text
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let options = RenderOptions {
        pixel_per_pt: PIXELS.into(),
        ..RenderOptions::default()
    };
    let pages = document.pages().iter().take(3);
    let drawn = pages.map(|page| typst_render::render(page, &options));
    LAST.set(drawn.collect());
}

fn walk(
    frame: &Frame,
    around: Transform,
    bounds: (Point, Point),
    lines: &mut Vec<Line>,
    wrong: &mut Vec<String>,
) {
    for (at, item) in frame.items() {
        let here = around.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => {
                let inner = here.pre_concat(group.transform);
                let mut within = bounds;
                if group.clip.is_some() {
                    let end = group.frame.size().to_point();
                    within = (moved(Point::zero(), inner), moved(end, inner));
                }
                walk(&group.frame, inner, within, lines, wrong);
            }
            FrameItem::Text(text) => {
                let words = text.text.to_string();
                if words.trim().is_empty() {
                    continue;
                }
                if text.glyphs.iter().any(|glyph| glyph.id == 0) {
                    wrong.push(format!("a letter of «{words}» is in no font"));
                }
                let start = moved(Point::zero(), here);
                let end = moved(Point::new(text.width(), Abs::zero()), here);
                let high = text.size.to_pt() * 0.62;
                let line = Line {
                    left: start.x.to_pt(),
                    right: end.x.to_pt(),
                    top: start.y.to_pt() - high,
                    bottom: end.y.to_pt(),
                    text: words,
                };
                let slack = 1.0;
                let (from, to) = bounds;
                if line.left < from.x.to_pt() - slack
                    || line.right > to.x.to_pt() + slack
                    || line.top < from.y.to_pt() - slack
                    || line.bottom > to.y.to_pt() + slack
                {
                    wrong.push(format!("«{}» leaves its place", line.text));
                }
                lines.push(line);
            }
            _ => {}
        }
    }
}

fn moved(point: Point, by: Transform) -> Point {
    point.transform(by)
}
