//! The exhibition: 24 works a page.

use serde::Serialize;

use crate::pages::examples;
use crate::pages::parts::{Award, Choice, Pager, WorkCard};
use crate::render::Page;

/// The filter as typed; sent by GET.
#[derive(Clone, Debug, Default, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct GalleryForm {
    /// category slug, or empty for all
    pub category: String,
    /// tier's value, or empty for all
    pub award: String,
    /// words of title or credit
    pub q: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Gallery {
    /// the filter
    pub form: GalleryForm,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// tiers to choose from
    pub awards: Vec<Choice>,
    /// works that match
    pub total: i64,
    /// those of this page
    pub works: Vec<WorkCard>,
    /// the other pages, filter included
    pub pager: Pager,
    /// whether the exhibition is open
    pub open: bool,
}

impl Page for Gallery {
    const TEMPLATE: &'static str = "pages/public/gallery.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: GalleryForm::default(),
            categories: examples::categories(),
            awards: vec![Choice::new(
                "any",
                Award::new("first", "Có giải").label.as_str(),
            )],
            total: 179,
            works: examples::cards(),
            pager: Pager {
                page: 1,
                pages: 8,
                previous: None,
                next: Some(format!("{}/gallery?page=2", examples::BASE)),
            },
            open: true,
        };
        let nothing = Self {
            form: GalleryForm {
                category: "song".into(),
                award: String::new(),
                q: "nặm la".into(),
            },
            total: 0,
            works: Vec::new(),
            pager: Pager::default(),
            ..page.clone()
        };
        let closed = Self {
            open: false,
            form: GalleryForm::default(),
            ..nothing.clone()
        };
        vec![page, nothing, closed]
    }
}
