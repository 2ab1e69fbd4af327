//! One file per page: its view model with samples, and its handlers.

use crate::i18n::Lang;
use crate::render::{ContestBrand, Layout, Page, RenderError, Renderer};

pub mod accounts;
pub mod advise;
pub mod afterwards;
pub mod ceremony;
pub mod classes;
pub mod consenting;
pub mod decide;
pub mod desk;
pub mod enter;
pub mod examples;
pub mod exhibit;
pub mod installation;
pub mod jury;
pub mod nav;
pub mod organise;
pub mod papers;
pub mod parts;
pub(crate) mod photo;
pub mod public;
mod stages;
pub mod stating;
pub mod styleguide;
pub mod works;

/// A rendered sample: the template, and what renders it.
pub type Sample = (
    &'static str,
    Box<dyn Fn(&Renderer, Lang) -> Result<String, RenderError>>,
);

/// Every sample of every page.
#[must_use]
pub fn samples() -> Vec<Sample> {
    let mut all = Vec::new();
    add::<styleguide::Styleguide>(&mut all);
    public::samples(&mut all);
    enter::samples(&mut all);
    classes::samples(&mut all);
    accounts::samples(&mut all);
    desk::samples(&mut all);
    jury::samples(&mut all);
    advise::samples(&mut all);
    decide::samples(&mut all);
    papers::samples(&mut all);
    ceremony::samples(&mut all);
    organise::samples(&mut all);
    afterwards::samples(&mut all);
    exhibit::samples(&mut all);
    installation::samples(&mut all);
    all
}

fn add<P: Page + 'static>(all: &mut Vec<Sample>) {
    for page in P::samples() {
        all.push((
            P::TEMPLATE,
            Box::new(move |renderer, lang| renderer.page(&sample_layout(P::TEMPLATE, lang), &page)),
        ));
    }
}

fn sample_layout(template: &str, lang: Lang) -> Layout {
    let base = format!("/{lang}/sonla-2024");
    let staff = ![
        "pages/public/",
        "pages/enter/",
        "pages/classes/",
        "pages/accounts/",
    ]
    .iter()
    .any(|area| template.starts_with(area));
    let nav = if staff {
        nav::staff(&format!("/{lang}/account"), Some(&base))
    } else {
        nav::public(&base, true)
    };
    Layout {
        lang,
        path: "/sonla-2024".into(),
        origin: "https://thi.example.vn".into(),
        csrf: "sample-token".into(),
        once: "019230a2-0000-7000-8000-000000000000".into(),
        signed_in: staff.then(|| "Lò Thị Hạnh".into()),
        nav,
        contest: Some(ContestBrand {
            slug: "sonla-2024".into(),
            name: match lang {
                Lang::Vi => "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
                Lang::En => "Sơn La – the Global Learning City I Love".into(),
            },
        }),
        ..Layout::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_sample_renders_in_every_language_without_a_missing_word() {
        let renderer = Renderer::strict().expect("templates parse");
        let mut failures = Vec::new();
        for (template, render) in samples() {
            for lang in Lang::ALL {
                match render(&renderer, lang) {
                    Ok(html) if html.contains("style=\"") || html.contains(" onclick=") => {
                        failures.push(format!("{template} {lang}: inline style or script"));
                    }
                    Ok(_) => {}
                    Err(error) => failures.push(format!("{template} {lang}: {error}")),
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn every_page_template_has_a_page_with_samples() {
        let shown: BTreeSet<String> = samples().iter().map(|(name, _)| (*name).into()).collect();
        let stored: BTreeSet<String> = Renderer::page_templates().collect();
        assert_eq!(shown, stored);
    }
}
