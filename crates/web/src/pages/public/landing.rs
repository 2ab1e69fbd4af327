//! The first page of a contest.

use serde::Serialize;

use crate::pages::examples;
use crate::pages::parts::{Contact, Phrase};
use crate::render::Page;

/// A category and what to send to it.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryCard {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// its name
    pub name: String,
    /// what to send: keys `limit-song`, `limit-painting`, `limit-poem`, `limit-initiative`
    pub what: Phrase,
    /// its part of the gallery once announced
    pub href: Option<String>,
    /// works shown there
    pub works: i64,
    /// awards given
    pub awards: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Landing {
    /// what it is about, in one or two sentences
    pub theme: String,
    /// `before`, `open`, `judging` or `announced`
    pub phase: String,
    /// first moment of entering
    pub opens_at: i64,
    /// displayed deadline
    pub closes_at: i64,
    /// planned or real announcement
    pub announced_at: i64,
    /// the server's clock, for the countdown
    pub now: i64,
    /// in the rules' order
    pub categories: Vec<CategoryCard>,
    /// entries received; shown once announced
    pub entries: i64,
    /// awards given; shown once announced
    pub awards: i64,
    /// whom to ask
    pub contact: Contact,
    /// address of this page, without a slash at the end; the other addresses follow from it
    pub base: String,
}

impl Page for Landing {
    const TEMPLATE: &'static str = "pages/public/landing.html";

    fn samples() -> Vec<Self> {
        let card = |kind: &str, name: &str, what: Phrase, works, awards| CategoryCard {
            kind: kind.into(),
            name: name.into(),
            what,
            href: Some(format!("{}/gallery?category={kind}", examples::BASE)),
            works,
            awards,
        };
        let page = |phase: &str| {
            Self {
            theme: "Học tập suốt đời và biến đổi khí hậu: kể về thành phố của mình bằng một bài hát, bức tranh, bài thơ hay sáng kiến.".into(),
            phase: phase.into(),
            opens_at: examples::OPENS,
            closes_at: examples::CLOSES,
            announced_at: examples::ANNOUNCED,
            now: examples::NOW,
            categories: vec![
                card("song", "Bài hát", Phrase::new("limit-song", &[("minutes", 6.into()), ("size", "50 MB".into())]), 8, 4),
                card("painting", "Tranh vẽ", Phrase::new("limit-painting", &[("size", "20 MB".into())]), 179, 17),
                card("poem", "Thơ", Phrase::new("limit-poem", &[("lines", 60.into())]), 62, 10),
                card("initiative", "Sáng kiến, giải pháp", Phrase::new("limit-initiative", &[("pages", 10.into())]), 41, 7),
            ],
            entries: 290,
            awards: 38,
            contact: examples::contact(),
            base: examples::BASE.into(),
        }
        };
        ["open", "announced", "before", "judging"]
            .into_iter()
            .map(page)
            .collect()
    }
}
