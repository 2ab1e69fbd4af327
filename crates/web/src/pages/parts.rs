//! Small view models that several pages show with the same component.

use std::cmp::Ordering;

use contest::contests::Contest;
use serde::Serialize;
use submissions::entries::Entry;

use crate::extract::Visitor;
use crate::i18n::{Arg, Args};

/// A sentence chosen by the handler and worded by the locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// locale key
    pub key: String,
    /// values in the sentence
    pub args: Args,
}

impl Phrase {
    /// A sentence with its values.
    #[must_use]
    pub fn new(key: &str, args: &[(&str, Arg)]) -> Self {
        Self {
            key: key.to_owned(),
            args: args
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        }
    }
}

/// A tier as a badge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Award {
    /// `first`, `second`, `third` or `mention`: chooses the flower
    pub rank: String,
    /// the tier's own word, in the page's language
    pub label: String,
}

impl Award {
    /// A badge from its flower and its word.
    #[must_use]
    pub fn new(rank: &str, label: &str) -> Self {
        Self {
            rank: rank.to_owned(),
            label: label.to_owned(),
        }
    }
}

/// A work in a list.
#[derive(Clone, Debug, Serialize)]
pub struct WorkCard {
    /// the work's page; absent where the work may not be shown
    pub href: Option<String>,
    /// title
    pub title: String,
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// the author as consented
    pub credit: String,
    /// address of a picture within 320 × 320
    pub image: Option<String>,
    /// its pixels, so that the page does not jump when it arrives
    pub width: i64,
    /// the same
    pub height: i64,
    /// the first lines of a poem
    pub excerpt: Option<String>,
    /// present once announced
    pub award: Option<Award>,
}

/// Where we are in a long list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pager {
    /// from 1
    pub page: i64,
    /// how many pages there are
    pub pages: i64,
    /// address of the page before
    pub previous: Option<String>,
    /// address of the page after
    pub next: Option<String>,
}

impl Pager {
    /// Page `page` of `pages`; `href` gives the address of another one.
    #[must_use]
    pub fn at(page: i64, pages: i64, href: impl Fn(i64) -> String) -> Self {
        Self {
            page,
            pages,
            previous: (page > 1).then(|| href(page - 1)),
            next: (page < pages).then(|| href(page + 1)),
        }
    }
}

/// What was said of AI.
#[derive(Clone, Debug, Serialize)]
pub struct AiSaid {
    /// `none`, `partly`, `mostly`, or `unasked`
    pub share: String,
    /// how it was used; may be empty
    pub how: String,
}

impl AiSaid {
    /// What the entrant said.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let said = entry.ai_use();
        Self {
            share: said
                .as_ref()
                .map_or("unasked", |s| s.share.as_str())
                .to_owned(),
            how: said.map(|s| s.how).unwrap_or_default(),
        }
    }

    /// For samples of pages.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            share: "partly".into(),
            how: "Tô nền trời bằng Canva".into(),
        }
    }
}

/// An answer in a select, a radio card or a filter.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// what the form sends
    pub value: String,
    /// what people read
    pub label: String,
    /// one more sentence, on cards
    pub hint: Option<String>,
}

impl Choice {
    /// An answer without a further sentence.
    #[must_use]
    pub fn new(value: &str, label: &str) -> Self {
        Self {
            value: value.to_owned(),
            label: label.to_owned(),
            hint: None,
        }
    }
}

/// A file that the server already has.
#[derive(Clone, Debug, Serialize)]
pub struct HeldFile {
    /// the name under which it was sent
    pub name: String,
    /// bytes
    pub size: i64,
    /// address of a small picture
    pub preview: Option<String>,
    /// SHA-256 in hex, shown on the receipt
    pub hash: String,
    /// address for downloading, where the viewer may
    pub href: Option<String>,
    /// what its sender should know of it
    pub advice: Vec<Phrase>,
}

/// What there is to see, hear or read of a work; nothing in it tells who made it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WorkView {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// present for paintings
    pub painting: Option<PaintingView>,
    /// present for songs
    pub song: Option<SongView>,
    /// whether the verse alternates six and eight syllables and its lines are set so
    pub luc_bat: bool,
    /// stanzas of lines, present for poems
    pub poem: Option<Vec<Vec<String>>>,
    /// present for initiatives
    pub initiative: Option<InitiativeView>,
    /// texts in place of documents that tell who made the work
    pub covered: Vec<String>,
}

/// A painting.
#[derive(Clone, Debug, Serialize)]
pub struct PaintingView {
    /// about 1600 px wide
    pub image: String,
    /// the largest rendition
    pub large: String,
    /// for looking closely with a script; absent where one picture shows all of it
    pub tiles: Option<TilesView>,
    /// what is painted, in words
    pub alt: String,
    /// material and size, as the author wrote them
    pub technique: String,
}

/// The tiles of a painting.
#[derive(Clone, Debug, Serialize)]
pub struct TilesView {
    /// address up to `-{scale}-{column}-{row}`
    pub base: String,
    /// pixels of the largest level
    pub width: u32,
    /// pixels of the largest level
    pub height: u32,
    /// side of a tile in pixels
    pub side: u32,
}

/// A song.
#[derive(Clone, Debug, Serialize)]
pub struct SongView {
    /// playable rendition
    pub audio: String,
    /// length
    pub seconds: i64,
    /// path of an SVG in a box of 600 × 48; empty where it is not computed yet
    pub peaks: String,
    /// stanzas of lines
    pub lyrics: Vec<Vec<String>>,
    /// pages of the sheet music as pictures
    pub sheets: Vec<String>,
    /// the sheet music as a document, where it is not a picture
    pub sheet: Option<String>,
}

/// An initiative.
#[derive(Clone, Debug, Serialize)]
pub struct InitiativeView {
    /// what is wrong today
    pub problem: String,
    /// what was done about it
    pub solution: String,
    /// what came of it
    pub result: String,
    /// who else uses it or could
    pub adopters: String,
    /// what it costs
    pub cost: String,
    /// pages of the attached document as pictures
    pub pages: Vec<String>,
    /// the attached document itself, where the viewer may have it
    pub document: Option<String>,
}

/// A station on the way of an entry.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// locale key of the station
    pub label_key: String,
    /// `past`, `now` or `later`
    pub state: String,
    /// when it was or will be reached
    pub at: Option<i64>,
}

impl Step {
    /// Stations one after another, of which `reached` lie behind.
    #[must_use]
    pub fn path(keys: &[&str], reached: usize) -> Vec<Self> {
        let state = |index: usize| match index.cmp(&reached) {
            Ordering::Less => "past",
            Ordering::Equal => "now",
            Ordering::Greater => "later",
        };
        keys.iter()
            .enumerate()
            .map(|(index, key)| Self {
                label_key: (*key).to_owned(),
                state: state(index).to_owned(),
                at: None,
            })
            .collect()
    }

    /// The same station, behind.
    #[must_use]
    pub fn passed(&self) -> Self {
        Self {
            state: "past".to_owned(),
            ..self.clone()
        }
    }
}

/// Whom to ask.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Contact {
    /// the office's name
    pub office: String,
    /// as people dial it
    pub phone: String,
    /// e-mail address
    pub email: String,
}

impl Contact {
    /// The contest's own.
    #[must_use]
    pub fn of(visitor: &Visitor, contest: &Contest) -> Self {
        Self {
            office: visitor
                .pick(&contest.organiser_vi, &contest.organiser_en)
                .to_owned(),
            phone: contest.contact_phone.clone(),
            email: contest.contact_email.clone(),
        }
    }
}

/// What search engines and chat programs are told of a public page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sharing {
    /// the page's name
    pub title: String,
    /// one or two sentences
    pub description: String,
    /// a picture with its whole address
    pub image: String,
    /// the same in the words of schema.org, as JSON
    data: String,
}

/// The longest description that is shown somewhere.
const MOST_DESCRIPTION: usize = 200;

impl Sharing {
    /// A page with its picture, and `data` in the words of schema.org.
    #[must_use]
    pub fn new(title: &str, description: &str, image: String, data: &serde_json::Value) -> Self {
        let line = description.split_whitespace().collect::<Vec<_>>().join(" ");
        let short = if line.chars().count() > MOST_DESCRIPTION {
            let cut: String = line.chars().take(MOST_DESCRIPTION).collect();
            let whole = cut
                .rsplit_once(' ')
                .map_or(cut.as_str(), |(words, _)| words);
            format!("{whole} …")
        } else {
            line
        };
        Self {
            title: title.to_owned(),
            description: short,
            image,
            // no text can end the element it stands in
            data: data.to_string().replace('<', "\\u003c"),
        }
    }

    /// An invented page.
    #[must_use]
    pub fn sample() -> Self {
        Self::new(
            "Lớp học bên suối Nặm La",
            "Em vẽ lớp học của ông bà bên suối sau trận lũ.",
            "https://thi.example.vn/vi/sonla-2024/card.jpg".into(),
            &serde_json::json!({ "@context": "https://schema.org", "@type": "VisualArtwork" }),
        )
    }
}

#[cfg(test)]
mod sharing_tests {
    use super::Sharing;

    #[test]
    fn what_is_told_of_a_page_stays_within_its_element() {
        let text = "</script><script>alert(1)</script>";
        let told = Sharing::new(
            text,
            text,
            String::new(),
            &serde_json::json!({ "name": text }),
        );
        assert!(!told.data.contains('<'), "{}", told.data);
        let read: serde_json::Value = serde_json::from_str(&told.data).expect("JSON");
        assert_eq!(read["name"], text);
    }

    #[test]
    fn a_description_ends_with_a_whole_word() {
        let told = Sharing::new(
            "",
            &"một ".repeat(80),
            String::new(),
            &serde_json::json!({}),
        );
        assert!(told.description.ends_with("một …"), "{}", told.description);
        assert!(told.description.chars().count() <= 202);
    }
}
