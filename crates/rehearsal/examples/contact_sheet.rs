//! Paints many pictures and lays them on one sheet, to look at them all at once:
//! `cargo run --release -p rehearsal --example contact_sheet -- sheet.png [first] [count] [columns]`.

use std::io::Write as _;
use std::time::Instant;

use image::imageops::{FilterType, overlay, resize};
use image::{ImageBuffer, Rgb};
use rehearsal::{Seed, painting};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().unwrap_or_else(|| "sheet.png".to_owned());
    let first: u32 = args.next().map_or(Ok(0), |n| n.parse())?;
    let count: u32 = args.next().map_or(Ok(24), |n| n.parse())?;
    let columns: u32 = args.next().map_or(Ok(6), |n| n.parse())?;
    let cell = 1800 / columns;
    let mut sheet = ImageBuffer::from_pixel(
        columns * cell,
        count.div_ceil(columns) * cell,
        Rgb([120_u8, 120, 120]),
    );
    let (mut slowest, mut largest, mut total) = (0, 0, 0);
    for i in 0..count {
        #[expect(
            clippy::disallowed_methods,
            reason = "it measures, and decides nothing by it"
        )]
        let start = Instant::now();
        let picture = painting(Seed(2024), first + i);
        let spent = start.elapsed().as_millis();
        total += spent;
        slowest = slowest.max(spent);
        largest = largest.max(picture.jpeg.len());
        let full = image::load_from_memory(&picture.jpeg)?.to_rgb8();
        let (w, h) = if full.width() > full.height() {
            (cell - 8, (cell - 8) * 3 / 4)
        } else {
            ((cell - 8) * 3 / 4, cell - 8)
        };
        let thumb = resize(&full, w, h, FilterType::Triangle);
        let (x, y) = (
            (i % columns) * cell + (cell - w) / 2,
            (i / columns) * cell + (cell - h) / 2,
        );
        overlay(&mut sheet, &thumb, i64::from(x), i64::from(y));
    }
    sheet.save(&path)?;
    let mean = total / u128::from(count.max(1));
    writeln!(
        std::io::stdout(),
        "{count} pictures: mean {mean} ms, slowest {slowest} ms, largest {} KiB",
        largest / 1024
    )?;
    Ok(())
}
