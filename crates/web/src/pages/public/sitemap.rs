//! What search engines may look at: the public pages of all contests, in both languages, with their pictures.

use std::io;

use axum::extract::State;
use axum::response::IntoResponse;
use contest::Tx;
use contest::contests::{self, Contest, Phase};
use http::header;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use submissions::entries::{self, Filter};
use submissions::kinds::Slot;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Visitor};
use crate::pages::public::programme::is_told;

/// An address without its language, and the picture on it.
struct Place {
    path: String,
    image: Option<String>,
}

/// `GET /robots.txt`.
pub async fn robots(visitor: Visitor) -> Answer {
    let map = visitor.absolute_short("/sitemap.xml");
    let text = format!(
        "User-agent: *\nDisallow: /*/entries/\nDisallow: /*/classes/\nDisallow: /*/guardians/\nDisallow: /*/link/\nDisallow: /*/invitation/\n\nSitemap: {map}\n"
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

/// `GET /sitemap.xml`, as sitemaps.org describes it, with Google's words for pictures.
pub async fn get(State(app): State<App>, visitor: Visitor) -> Answer {
    let mut tx = app.db.read().await?;
    let mut places = vec![Place {
        path: String::new(),
        image: None,
    }];
    for contest in contests::all(&mut tx).await? {
        if contest.phase > Phase::Setup {
            of_contest(&mut tx, &app, &contest, &mut places).await?;
        }
    }
    drop(tx);
    let xml = written(&visitor, &places).map_err(PageError::internal)?;
    Ok((
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8")],
        xml,
    )
        .into_response())
}

async fn of_contest(
    tx: &mut Tx,
    app: &App,
    contest: &Contest,
    places: &mut Vec<Place>,
) -> Result<(), sqlx::Error> {
    let base = format!("/{}", contest.slug);
    let page = |path: String| Place { path, image: None };
    places.push(page(base.clone()));
    places.push(page(format!("{base}/rules")));
    if is_told(tx, contest).await? {
        places.push(page(format!("{base}/programme")));
    }
    if !contest.is_announced(app.now()) {
        return Ok(());
    }
    for name in ["winners", "gallery", "proof"] {
        places.push(page(format!("{base}/{name}")));
    }
    for one in entries::all(tx, contest.id, &Filter::shown()).await? {
        let Some(code) = &one.entry.code else {
            continue;
        };
        let path = format!("{base}/works/{code}");
        let slot = Slot::PaintingImage.as_str();
        let image = (one.thumb_width > 0).then(|| format!("{path}/media/{slot}/view"));
        places.push(Place { path, image });
    }
    Ok(())
}

const LANGUAGES: [&str; 2] = ["vi", "en"];

fn written(visitor: &Visitor, places: &[Place]) -> io::Result<Vec<u8>> {
    let at = |lang: &str, path: &str| visitor.absolute_short(&format!("/{lang}{path}"));
    let mut out = Writer::new(Vec::new());
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let text = |out: &mut Writer<Vec<u8>>, name: &str, words: &str| {
        let element = out.create_element(name);
        element
            .write_text_content(BytesText::new(words))
            .map(|_| ())
    };
    let set = out.create_element("urlset").with_attributes([
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
        (
            "xmlns:image",
            "http://www.google.com/schemas/sitemap-image/1.1",
        ),
    ]);
    set.write_inner_content(|out| {
        for place in places {
            for lang in LANGUAGES {
                out.create_element("url").write_inner_content(|out| {
                    text(out, "loc", &at(lang, &place.path))?;
                    for other in LANGUAGES {
                        let address = at(other, &place.path);
                        out.create_element("xhtml:link")
                            .with_attributes([
                                ("rel", "alternate"),
                                ("hreflang", other),
                                ("href", address.as_str()),
                            ])
                            .write_empty()?;
                    }
                    if let Some(image) = &place.image {
                        out.create_element("image:image")
                            .write_inner_content(|out| text(out, "image:loc", &at(lang, image)))?;
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    })?;
    Ok(out.into_inner())
}
