//! View models of works that several pages share, built from rows.

use std::{collections::HashMap, fmt::Write};

use contest::{
    Tx,
    contests::{Contest, Kind},
};
use judging::prizes::{self, Award as AwardRow};
use submissions::{
    entries::{Credits, EntryId, Initiative, Listed, PublicCredit},
    files::{
        WorkFile,
        inspect::{Advice, Recipe, is_luc_bat},
        tiles::TILE,
    },
    kinds::Slot,
};

use super::parts::{Award, InitiativeView, PaintingView, SongView, TilesView, WorkCard, WorkView};
use crate::{
    extract::Visitor,
    i18n::{Args, text},
};

/// The badge of an award, in the visitor's language.
#[must_use]
pub fn badge(visitor: &Visitor, award: &AwardRow) -> Award {
    Award::new(
        rank_of(award.level),
        visitor.pick(&award.name_vi, &award.name_en),
    )
}

/// The flower of a tier, by its level.
#[must_use]
pub const fn rank_of(level: i64) -> &'static str {
    match level {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => "mention",
    }
}

/// The awards of a contest by entry; the caller has made sure that they may be shown.
pub async fn awards_by_entry(
    tx: &mut Tx,
    contest: &Contest,
) -> Result<HashMap<EntryId, AwardRow>, sqlx::Error> {
    Ok(prizes::awards_of(tx, contest.id)
        .await?
        .into_iter()
        .map(|a| (a.entry_id, a))
        .collect())
}

/// How an author is named in public, in the visitor's language.
#[must_use]
pub fn credit(visitor: &Visitor, contest: &Contest, listed: &Listed) -> String {
    let (key, code) = match listed.credit(contest) {
        PublicCredit::Name(name, credits) => return with_others(visitor, name, &credits),
        PublicCredit::Pupil(code) => ("credit-pupil", code),
        PublicCredit::Author(code) => ("credit-author", code),
    };
    text(
        visitor.lang,
        key,
        &Args::from([("code".to_owned(), code.into())]),
    )
}

/// «Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận và 3 người khác)».
fn with_others(visitor: &Visitor, name: String, credits: &Credits) -> String {
    let names = std::iter::once(name)
        .chain(credits.named.iter().cloned())
        .collect::<Vec<_>>()
        .join(", ");
    let people = if credits.unnamed == 0 {
        names
    } else {
        let args = Args::from([
            ("names".to_owned(), names.into()),
            ("others".to_owned(), credits.unnamed.into()),
        ]);
        text(visitor.lang, "credit-others", &args)
    };
    if credits.collective.is_empty() {
        people
    } else {
        format!("{} ({people})", credits.collective)
    }
}

/// A work in a public list; of one that may not be shown only the title and the credit.
#[must_use]
pub fn card(
    visitor: &Visitor,
    contest: &Contest,
    kind: Kind,
    listed: &Listed,
    award: Option<&AwardRow>,
) -> WorkCard {
    let code = listed.entry.code.as_deref().unwrap_or_default();
    let href = visitor.url(&format!("/{}/works/{code}", contest.slug));
    let image = (listed.thumb_width > 0 && listed.displayed)
        .then(|| format!("{href}/media/{}/thumb", Slot::PaintingImage.as_str()));
    let excerpt = (kind == Kind::Poem && listed.displayed).then(|| {
        listed
            .entry
            .body
            .lines()
            .filter(|l| !l.trim().is_empty())
            .take(4)
            .collect::<Vec<_>>()
            .join("\n")
    });
    WorkCard {
        href: listed.displayed.then_some(href),
        title: listed.entry.title.clone(),
        kind: kind.as_str().to_owned(),
        credit: credit(visitor, contest, listed),
        image,
        width: listed.thumb_width,
        height: listed.thumb_height,
        excerpt,
        award: award.map(|a| badge(visitor, a)),
    }
}

/// The texts of a work, whether its author is known to the viewer or not.
pub struct Texts<'a> {
    /// Kind of work.
    pub kind: Kind,
    /// Title, used where a picture has no words of its own.
    pub title: &'a str,
    /// What a picture shows.
    pub alt: &'a str,
    /// Poem or lyrics.
    pub body: &'a str,
    /// Texts of an initiative.
    pub initiative: &'a Initiative,
}

/// What there is to see, hear or read. `media` is the address under which the viewer gets renditions.
#[must_use]
pub fn view(texts: &Texts<'_>, files: &[WorkFile], media: &str) -> WorkView {
    let file = |slot: Slot| files.iter().find(|f| f.slot == slot);
    let address =
        |f: &WorkFile| format!("{media}/{}/{}", f.slot.as_str(), f.main_recipe().as_str());
    let is_picture = |f: &&WorkFile| f.media_type.starts_with("image/");
    let mut shown = WorkView {
        kind: texts.kind.as_str().to_owned(),
        luc_bat: is_luc_bat(texts.body) && !texts.body.lines().any(|l| l.starts_with(' ')),
        ..WorkView::default()
    };
    match texts.kind {
        Kind::Painting => {
            shown.painting = file(Slot::PaintingImage).map(|f| PaintingView {
                image: address(f),
                large: closest(f, media),
                tiles: f.properties().tiled().map(|pyramid| TilesView {
                    base: format!("{media}/{}/tile", f.slot.as_str()),
                    width: pyramid.width,
                    height: pyramid.height,
                    side: TILE,
                }),
                alt: if texts.alt.is_empty() {
                    texts.title.to_owned()
                } else {
                    texts.alt.to_owned()
                },
                technique: String::new(),
            });
        }
        Kind::Song => {
            shown.song = file(Slot::SongAudio).map(|f| SongView {
                audio: address(f),
                seconds: i64::try_from(f.properties().duration_ms / 1_000).unwrap_or(0),
                peaks: outline(&f.properties().peaks),
                lyrics: stanzas(texts.body),
                sheets: file(Slot::SongSheet).map_or_else(Vec::new, |f| {
                    if is_picture(&f) {
                        vec![address(f)]
                    } else {
                        drawn_pages(f, media)
                    }
                }),
                sheet: file(Slot::SongSheet)
                    .filter(|f| !is_picture(f))
                    .map(address),
            });
        }
        Kind::Speech => {
            shown.song = file(Slot::SpeechAudio).map(|f| SongView {
                audio: address(f),
                seconds: i64::try_from(f.properties().duration_ms / 1_000).unwrap_or(0),
                peaks: outline(&f.properties().peaks),
                lyrics: if texts.body.is_empty() {
                    Vec::new()
                } else {
                    stanzas(texts.body)
                },
                sheets: Vec::new(),
                sheet: None,
            });
        }
        Kind::Poem => shown.poem = Some(stanzas(texts.body)),
        Kind::Initiative => {
            let i = texts.initiative;
            shown.initiative = Some(InitiativeView {
                problem: i.problem.clone(),
                solution: i.solution.clone(),
                result: i.result.clone(),
                adopters: i.adopters.clone(),
                cost: i.cost.clone(),
                pages: file(Slot::InitiativeDocument)
                    .map_or_else(Vec::new, |f| drawn_pages(f, media)),
                document: file(Slot::InitiativeDocument).map(address),
            });
        }
    }
    shown
}

/// The address of the largest picture that there is of a painting.
fn closest(file: &WorkFile, media: &str) -> String {
    let recipe = if file.properties().is_large() {
        Recipe::Large
    } else {
        file.main_recipe()
    };
    format!("{media}/{}/{}", file.slot.as_str(), recipe.as_str())
}

/// Addresses of the pages of a PDF that could be drawn.
fn drawn_pages(file: &WorkFile, media: &str) -> Vec<String> {
    let p = file.properties();
    if file.media_type != "application/pdf" || p.advice.contains(&Advice::NoPages) {
        return Vec::new();
    }
    Recipe::PAGES
        .iter()
        .take(p.pages)
        .map(|page| format!("{media}/{}/{}", file.slot.as_str(), page.as_str()))
        .collect()
}

/// The path of a recording's outline in a box of 600 × 48: one upright stroke for each part.
fn outline(peaks: &str) -> String {
    let levels: Vec<u8> = (0..peaks.len() / 2)
        .filter_map(|n| u8::from_str_radix(peaks.get(n * 2..n * 2 + 2)?, 16).ok())
        .collect();
    let step = 600 / levels.len().max(1);
    let mut path = String::new();
    for (n, level) in levels.iter().enumerate() {
        let half = 1 + usize::from(*level) * 22 / 255;
        let x = n * step + step / 2;
        let _ = write!(path, "M{x} {}V{}", 24 - half, 24 + half);
    }
    path
}

/// Verse as stanzas of lines; indents stay.
pub(super) fn stanzas(body: &str) -> Vec<Vec<String>> {
    body.split("\n\n")
        .map(|stanza| stanza.lines().map(str::to_owned).collect())
        .collect()
}
