//! Writes every page sample as a file that a browser opens: `cargo run --example pages -- <folder>`.

use std::collections::HashMap;
use std::path::PathBuf;

use web::i18n::Lang;
use web::pages;
use web::render::Renderer;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .map(PathBuf::from)
        .ok_or_else(|| anyhow::anyhow!("name a folder"))?;
    let renderer = Renderer::new()?;
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (template, render) in pages::samples() {
        let count = seen.entry(template).or_default();
        *count += 1;
        for lang in Lang::ALL {
            let stem = template
                .trim_start_matches("pages/")
                .trim_end_matches(".html");
            let name = format!("{}.{count}.{lang}.html", stem.replace('/', "-"));
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join(name), render(&renderer, lang)?)?;
        }
    }
    Ok(())
}
