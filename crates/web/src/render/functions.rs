//! The functions and filters that templates may call.

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::words;
use crate::assets;
use crate::i18n::{self, Arg, Args, Lang};

/// Registers everything for templates in `lang`; `strict` turns a missing word into an error.
pub(super) fn register(tera: &mut Tera, lang: Lang, strict: bool) {
    tera.register_function("t", move |kwargs: Kwargs, _: &State| {
        translate(&kwargs, lang, strict)
    });
    tera.register_function("asset", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let path: &str = kwargs.must_get("path")?;
        assets::address(path).ok_or_else(|| Error::message(format!("no static file {path}")))
    });
    tera.register_filter("number", move |value: i64, _: Kwargs, _: &State| {
        words::number(value, lang)
    });
    tera.register_filter("money", move |value: i64, _: Kwargs, _: &State| {
        words::money(value, lang)
    });
    tera.register_filter("bytes", move |value: i64, _: Kwargs, _: &State| {
        words::bytes(value, lang)
    });
    tera.register_filter("span", move |value: i64, _: Kwargs, _: &State| {
        words::span(value, lang)
    });
    tera.register_filter("seconds", |value: i64, _: Kwargs, _: &State| {
        words::track_length(value)
    });
    register_times(tera, lang);
}

type Form = fn(i64, &str, Lang) -> String;

fn register_times(tera: &mut Tera, lang: Lang) {
    let forms: [(&'static str, Form); 6] = [
        ("datetime", words::datetime),
        ("day", words::day),
        ("date", words::date),
        ("clock", words::clock),
        ("stamp", words::stamp),
        ("iso", words::iso),
    ];
    for (name, form) in forms {
        tera.register_filter(
            name,
            move |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
                let zone = kwargs.get::<&str>("zone")?.unwrap_or(words::ZONE);
                Ok(form(at, zone, lang))
            },
        );
    }
}

fn translate(kwargs: &Kwargs, lang: Lang, strict: bool) -> TeraResult<String> {
    let key: &str = kwargs.must_get("key")?;
    let mut args = Args::new();
    for (name, value) in kwargs.iter() {
        match name.as_str() {
            Some("key") | None => {}
            Some("args") => {
                for (inner, value) in value.as_map().into_iter().flatten() {
                    if let Some(inner) = inner.as_str() {
                        args.insert(inner.to_owned(), argument(value));
                    }
                }
            }
            Some(name) => {
                args.insert(name.to_owned(), argument(value));
            }
        }
    }
    if strict {
        i18n::own_text(lang, key, &args)
            .ok_or_else(|| Error::message(format!("{lang}: no words for {key} with {args:?}")))
    } else {
        Ok(i18n::text(lang, key, &args))
    }
}

fn argument(value: &Value) -> Arg {
    match value.as_i64() {
        Some(number) if value.is_number() => Arg::Number(number),
        _ => Arg::Text(value.to_string()),
    }
}
