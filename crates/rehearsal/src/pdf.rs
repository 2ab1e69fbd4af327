//! A one-page PDF (ISO 32000-1 §7) drawn with lines only: a plan of hills, houses and arrows. No letters, because the
//! fourteen standard fonts lack Vietnamese and a rehearsal needs no embedded font.

use std::fmt::Write as _;

use crate::dice::Dice;

/// A drawing in the manner of a planner's sketch, A4 landscape.
pub(crate) fn sketch(seed: u64, index: u32) -> Vec<u8> {
    let mut dice = Dice::new(seed, "sketch", index);
    let content = drawing(&mut dice);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents 4 0 R /Resources << >> >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        put(
            &mut out,
            format_args!("{} 0 obj\n{object}\nendobj\n", i + 1),
        );
    }
    let start = out.len();
    put(
        &mut out,
        format_args!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1),
    );
    for offset in offsets {
        put(&mut out, format_args!("{offset:010} 00000 n \n"));
    }
    put(
        &mut out,
        format_args!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        ),
    );
    out.into_bytes()
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text)
        .expect("writing to a String cannot fail");
}

fn drawing(dice: &mut Dice) -> String {
    let mut out = String::from(
        "0.96 0.94 0.88 rg 0 0 842 595 re f\n1.5 w 0.15 0.2 0.45 RG 40 40 762 515 re S\n",
    );
    for layer in 0..3_u8 {
        let shade = 0.82 - 0.14 * f32::from(layer);
        let y = 380.0 - 60.0 * f32::from(layer) + dice.between(-15.0, 15.0);
        put(
            &mut out,
            format_args!(
                "{:.2} {shade:.2} {:.2} rg 41 100 m 41 {y:.0} l ",
                shade - 0.25,
                shade - 0.15
            ),
        );
        for step in 0..4_u8 {
            let x = 41.0 + 190.0 * f32::from(step);
            let (up, down) = (y + dice.between(20.0, 80.0), y - dice.between(0.0, 40.0));
            put(
                &mut out,
                format_args!(
                    "{:.0} {up:.0} {:.0} {down:.0} {:.0} {y:.0} c ",
                    x + 60.0,
                    x + 130.0,
                    x + 190.0
                ),
            );
        }
        out.push_str("801 100 l f\n");
    }
    houses(dice, &mut out);
    arrows(dice, &mut out);
    out
}

fn houses(dice: &mut Dice, out: &mut String) {
    let count = 3 + dice.below(3);
    for _ in 0..count {
        let (x, y, s) = (
            dice.between(80.0, 700.0),
            dice.between(110.0, 230.0),
            dice.between(36.0, 64.0),
        );
        put(
            out,
            format_args!(
                "0.98 0.85 0.45 rg {x:.0} {y:.0} {s:.0} {:.0} re B\n",
                s * 0.6
            ),
        );
        put(
            out,
            format_args!(
                "0.75 0.25 0.15 rg {:.0} {:.0} m {:.0} {:.0} l {:.0} {:.0} l b\n",
                x - 8.0,
                y + s * 0.6,
                x + s * 0.5,
                y + s * 1.1,
                x + s + 8.0,
                y + s * 0.6
            ),
        );
    }
}

fn arrows(dice: &mut Dice, out: &mut String) {
    for _ in 0..4 {
        let (x, y) = (dice.between(100.0, 640.0), dice.between(250.0, 420.0));
        put(
            out,
            format_args!(
                "3 w 0.1 0.4 0.75 RG {x:.0} {y:.0} m {:.0} {:.0} {:.0} {:.0} {:.0} {:.0} c S\n",
                x + 30.0,
                y - 60.0,
                x + 60.0,
                y - 20.0,
                x + 80.0,
                y - 90.0
            ),
        );
        put(
            out,
            format_args!(
                "{:.0} {:.0} m {:.0} {:.0} l {:.0} {:.0} l S 1.5 w\n",
                x + 68.0,
                y - 80.0,
                x + 80.0,
                y - 90.0,
                x + 84.0,
                y - 72.0
            ),
        );
    }
}
