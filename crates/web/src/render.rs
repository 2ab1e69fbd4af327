//! Turns page structs into HTML: templates of `web/templates`, words of `web/locales`.

mod functions;
pub mod words;

use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context, Tera};

use crate::i18n::Lang;

#[derive(RustEmbed)]
#[folder = "../../web/templates"]
struct Templates;

/// The view model of one page: its fields are the template's variables.
pub trait Page: Serialize {
    /// path of the template in `web/templates`
    const TEMPLATE: &'static str;

    /// Invented instances for tests and the gallery of pages: the usual one first, then what can go wrong.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// Why a page could not be rendered: always a mistake of ours.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// a template does not parse, or lacks a variable or a word
    #[error("template: {}", chain(.0))]
    Template(#[from] tera::Error),
}

fn chain(error: &tera::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

/// Light or dark: the device decides unless the visitor did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// as the device says
    #[default]
    Auto,
    /// always light
    Light,
    /// always dark
    Dark,
}

impl Theme {
    /// Reads the cookie's value; anything unknown follows the device.
    #[must_use]
    pub fn parse(value: &str) -> Self {
        match value {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The cookie's value.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// An entry of the header's menu.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// locale key of the label
    pub label_key: String,
    /// where it leads
    pub href: String,
    /// whether this is where we are
    pub current: bool,
}

impl NavItem {
    /// A menu entry that is not the current page.
    #[must_use]
    pub fn new(label_key: &str, href: impl Into<String>) -> Self {
        Self {
            label_key: label_key.to_owned(),
            href: href.into(),
            current: false,
        }
    }
}

/// The contest whose pages these are.
#[derive(Clone, Debug, Serialize)]
pub struct ContestBrand {
    /// the contest's part of addresses
    pub slug: String,
    /// its full name, in the page's language
    pub name: String,
}

/// What surrounds every page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Layout {
    /// language of the page
    pub lang: Lang,
    /// current path without the language prefix, with a leading slash; the language switch adds the other prefix
    pub path: String,
    /// scheme and host of this installation, for addresses that leave it
    pub origin: String,
    /// form token
    pub csrf: String,
    /// idempotency key for creating forms
    pub once: String,
    /// display name of the signed-in person
    pub signed_in: Option<String>,
    /// the menu
    pub nav: Vec<NavItem>,
    /// absent on pages of the whole installation
    pub contest: Option<ContestBrand>,
    /// light or dark
    pub theme: Theme,
    /// locale key of a message about what was just done
    pub notice: Option<String>,
}

/// All templates, parsed once for each language.
// Components of Tera 2 do not see the page's variables; a parser per language lets `t` know its language everywhere.
pub struct Renderer {
    vi: Tera,
    en: Tera,
}

impl Renderer {
    /// Parses all templates; words missing in a language fall back to Vietnamese.
    pub fn new() -> Result<Self, RenderError> {
        Self::build(false)
    }

    /// Like `new`, but a missing word is an error: for tests.
    pub fn strict() -> Result<Self, RenderError> {
        Self::build(true)
    }

    fn build(strict: bool) -> Result<Self, RenderError> {
        let sources: Vec<(String, String)> = Templates::iter()
            .filter(|name| !name.ends_with(".md"))
            .filter_map(|name| {
                let file = Templates::get(&name)?;
                let text = String::from_utf8_lossy(&file.data).into_owned();
                Some((name.into_owned(), text))
            })
            .collect();
        let parse = |lang| -> Result<Tera, RenderError> {
            let mut tera = Tera::new();
            functions::register(&mut tera, lang, strict);
            tera.add_raw_templates(
                sources
                    .iter()
                    .map(|(name, text)| (name.as_str(), text.as_str())),
            )?;
            Ok(tera)
        };
        Ok(Self {
            vi: parse(Lang::Vi)?,
            en: parse(Lang::En)?,
        })
    }

    /// A whole page: the page's fields on top level, the surroundings under `layout`.
    pub fn page<P: Page>(&self, layout: &Layout, page: &P) -> Result<String, RenderError> {
        self.template(P::TEMPLATE, layout, page)
    }

    /// The same for a template named at run time: fragments and text messages.
    pub fn template<C: Serialize>(
        &self,
        template: &str,
        layout: &Layout,
        fields: &C,
    ) -> Result<String, RenderError> {
        let mut context = Context::from_serialize(fields)?;
        context.insert_value("layout", tera::Value::try_from_serializable(layout)?);
        context.insert("lang", layout.lang.as_str());
        let tera = match layout.lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        };
        Ok(tera.render(template, &context)?)
    }

    /// Names of the templates that are pages.
    pub fn page_templates() -> impl Iterator<Item = String> {
        Templates::iter()
            .filter(|name| name.starts_with("pages/") && !name.contains("/_"))
            .map(std::borrow::Cow::into_owned)
    }
}
