//! The addresses at which works come in: one at a time, and a class at once.

use axum::routing::MethodFilter;

use super::{Route, by, get, post};
use crate::{
    api::tus,
    guard::Access,
    pages::{classes, enter},
};

/// One work, by its private link; and the guardian's link beside it.
pub(super) fn one_work() -> Vec<Route> {
    use Access::{Guardian, Holder, Public};
    vec![
        get("/{lang}/{contest}/enter", Public, enter::choose::get),
        get(
            "/{lang}/{contest}/enter/{category}",
            Public,
            enter::work::get_new,
        ),
        post(
            "/{lang}/{contest}/enter/{category}",
            Public,
            enter::work::post_new,
        )
        .with_files(),
        get("/{lang}/entries/{key}", Holder, enter::receipt::get),
        get(
            "/{lang}/entries/{key}/media/{slot}/{recipe}",
            Holder,
            enter::receipt::media,
        ),
        get(
            "/{lang}/entries/{key}/original/{slot}",
            Holder,
            enter::receipt::original,
        ),
        get(
            "/{lang}/entries/{key}/receipt.json",
            Holder,
            enter::keepsake::signed,
        ),
        get(
            "/{lang}/entries/{key}/receipt.png",
            Holder,
            enter::keepsake::picture,
        ),
        get(
            "/{lang}/entries/{key}/dates.ics",
            Holder,
            enter::keepsake::dates,
        ),
        get(
            "/{lang}/entries/{key}/sticker",
            Holder,
            enter::keepsake::sticker,
        ),
        get("/{lang}/entries/{key}/work", Holder, enter::work::get),
        post("/{lang}/entries/{key}/work", Holder, enter::work::post).with_files(),
        get("/{lang}/entries/{key}/author", Holder, enter::author::get),
        post("/{lang}/entries/{key}/author", Holder, enter::author::post),
        post("/{lang}/entries/{key}/late", Holder, enter::late::post),
        get("/{lang}/entries/{key}/review", Holder, enter::review::get),
        post("/{lang}/entries/{key}/review", Holder, enter::review::post),
        get(
            "/{lang}/entries/{key}/consents",
            Holder,
            enter::consents::get,
        ),
        post(
            "/{lang}/entries/{key}/consents",
            Holder,
            enter::consents::post,
        ),
        get(
            "/{lang}/entries/{key}/withdraw",
            Holder,
            enter::withdraw::get,
        ),
        post(
            "/{lang}/entries/{key}/withdraw",
            Holder,
            enter::withdraw::post,
        ),
        get("/{lang}/guardians/{key}", Guardian, enter::guardian::get),
        post("/{lang}/guardians/{key}", Guardian, enter::guardian::post),
        get(
            "/{lang}/guardians/{key}/media/{slot}/{recipe}",
            Guardian,
            enter::guardian::media,
        ),
    ]
}

/// What was promised follows, over tus 1.0 or a plain form.
pub(super) fn originals() -> Vec<Route> {
    use Access::Holder;
    const ALL: &str = "/{lang}/entries/{key}/uploads";
    const ONE: &str = "/{lang}/entries/{key}/uploads/{id}";
    const OPTIONS: (&str, MethodFilter) = ("OPTIONS", MethodFilter::OPTIONS);
    const HEAD: (&str, MethodFilter) = ("HEAD", MethodFilter::HEAD);
    const POST: (&str, MethodFilter) = ("POST", MethodFilter::POST);
    const PATCH: (&str, MethodFilter) = ("PATCH", MethodFilter::PATCH);
    const DELETE: (&str, MethodFilter) = ("DELETE", MethodFilter::DELETE);
    vec![
        get(
            "/{lang}/entries/{key}/everything.zip",
            Access::Holder,
            enter::everything::get,
        ),
        by(OPTIONS, ALL, Holder, tus::options),
        by(POST, ALL, Holder, tus::create),
        by(OPTIONS, ONE, Holder, tus::options),
        by(HEAD, ONE, Holder, tus::head),
        by(PATCH, ONE, Holder, tus::patch),
        by(DELETE, ONE, Holder, tus::delete),
        by(POST, ONE, Holder, tus::overridden),
        post(
            "/{lang}/entries/{key}/uploads/{id}/file",
            Holder,
            enter::following::post,
        )
        .with_files(),
    ]
}

/// A teacher's class.
pub(super) fn a_class() -> Vec<Route> {
    use Access::{Public, Teacher};
    vec![
        get("/{lang}/{contest}/classes/new", Public, classes::new::get),
        post("/{lang}/{contest}/classes/new", Public, classes::new::post),
        get("/{lang}/classes/{key}", Teacher, classes::home::get),
        post("/{lang}/classes/{key}", Teacher, classes::home::post),
        get(
            "/{lang}/classes/{key}/form.xlsx",
            Teacher,
            classes::list::form,
        ),
        get("/{lang}/classes/{key}/list", Teacher, classes::list::get),
        post("/{lang}/classes/{key}/list", Teacher, classes::list::post).with_files(),
        get(
            "/{lang}/classes/{key}/list/marked.xlsx",
            Teacher,
            classes::list::marked,
        ),
        post(
            "/{lang}/classes/{key}/list/confirm",
            Teacher,
            classes::list::confirm,
        ),
        get(
            "/{lang}/classes/{key}/photos",
            Teacher,
            classes::photos::get,
        ),
        post(
            "/{lang}/classes/{key}/photos",
            Teacher,
            classes::photos::post,
        )
        .with_photos(),
        post(
            "/{lang}/classes/{key}/photos/assign",
            Teacher,
            classes::photos::assign,
        ),
        get(
            "/{lang}/classes/{key}/photos/{id}",
            Teacher,
            classes::photos::thumb,
        ),
        get(
            "/{lang}/classes/{key}/consents",
            Teacher,
            classes::consents::get,
        ),
        post(
            "/{lang}/classes/{key}/consents",
            Teacher,
            classes::consents::post,
        )
        .with_files(),
        get(
            "/{lang}/classes/{key}/slips.pdf",
            Teacher,
            classes::papers::slips,
        ),
        get(
            "/{lang}/classes/{key}/cards.pdf",
            Teacher,
            classes::papers::cards,
        ),
        get(
            "/{lang}/classes/{key}/stickers.pdf",
            Teacher,
            classes::papers::stickers,
        ),
        get(
            "/{lang}/classes/{key}/handover.pdf",
            Teacher,
            classes::papers::handover,
        ),
    ]
}
