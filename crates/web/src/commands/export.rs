//! `hoaban export-static`: a contest's public pages as plain files that open from a memory stick, for a long time.
//!
//! The pages are asked for as a visitor asks for them, so that nothing is in the files that the public may not see.

mod crawl;
mod rewrite;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use contest::contests;

use super::{program, say};
use crate::{app::App, config::Config, i18n::Lang};

#[derive(clap::Args)]
pub(super) struct Export {
    /// The contest's name in addresses
    contest: String,
    /// Where to write: a folder that does not exist yet, or an earlier export, which is replaced
    #[arg(value_name = "DIR")]
    out: PathBuf,
}

/// Says that a folder was written by this command and may be replaced by it.
const MARK: &str = "hoaban-export.txt";

/// Writes the exhibition of an announced contest.
pub(super) async fn run(config: Config, command: Export) -> anyhow::Result<()> {
    let out = &command.out;
    if out.exists() && !out.join(MARK).exists() {
        bail!(
            "{} is there and was not written by this command; nothing was changed",
            out.display()
        );
    }
    let app = App::start(config, program()?).await?;
    let mut tx = app.db.read().await?;
    let contest = contests::by_slug(&mut tx, &command.contest).await?;
    drop(tx);
    let contest = contest.with_context(|| format!("no contest is called {}", command.contest))?;
    if !contest.is_announced(app.now()) {
        bail!("{} is not announced yet", contest.slug);
    }
    let part = beside(out)?;
    if part.exists() {
        std::fs::remove_dir_all(&part)?;
    }
    let site = crawl::site(crate::build(app.clone()), &contest.slug, &part).await?;
    let origin = app.config.base_url.trim_end_matches('/');
    let pages = site.write(&part, origin)?;
    let names = (contest.name_vi.as_str(), contest.name_en.as_str());
    std::fs::write(part.join("index.html"), entrance(names))?;
    std::fs::write(part.join(MARK), format!("{}\n", contest.slug))?;
    app.db.close().await;
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    std::fs::rename(&part, out).with_context(|| format!("cannot write {}", out.display()))?;
    say(&format!(
        "{}: {pages} pages, {} other files. Open index.html.",
        out.display(),
        site.files()
    ));
    Ok(())
}

/// The folder in which an export grows until it is whole.
fn beside(out: &Path) -> anyhow::Result<PathBuf> {
    let name = out.file_name().context("this is no name for a folder")?;
    let mut part = name.to_owned();
    part.push(".part");
    Ok(out.with_file_name(part))
}

/// The first page of the folder: a language to choose.
fn entrance((vi, en): (&str, &str)) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
    };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{vi}</title>\n<link rel=\"stylesheet\" href=\"static/css/hoaban.css\">\n</head>\n<body>\n<main class=\"page flow\">\n<h1><a href=\"vi/index.html\">{vi}</a></h1>\n<p lang=\"en\"><a href=\"en/index.html\">{en}</a></p>\n</main>\n</body>\n</html>\n",
        Lang::Vi,
        vi = escape(vi),
        en = escape(if en.is_empty() { vi } else { en }),
    )
}
