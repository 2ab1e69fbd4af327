//! News of a contest for feed readers: when it opened, what changed in its rules, and its result.

use axum::extract::State;
use axum::response::IntoResponse;
use contest::amendments;
use contest::contests::{Contest, Phase};
use contest::{Timestamp, Tx};
use http::header;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::json;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::render::words;

/// One thing that happened.
struct News {
    /// Part of its lasting identifier.
    what: String,
    at: Timestamp,
    title: String,
    text: String,
    address: String,
}

/// The news that are public at `now`, the newest first.
async fn news(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    now: Timestamp,
) -> Result<Vec<News>, PageError> {
    let path = format!("/{}", contest.slug);
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let mut all = Vec::new();
    if contest.phase > Phase::Setup {
        all.push(News {
            what: "open".to_owned(),
            at: contest.opens_at,
            title: visitor.say("feed-open", &[("contest", name.into())]),
            text: visitor
                .pick(&contest.intro_vi, &contest.intro_en)
                .to_owned(),
            address: visitor.absolute(&path),
        });
    }
    for amendment in amendments::of_contest(tx, contest.id).await? {
        all.push(News {
            what: amendment.id.to_string(),
            at: amendment.at,
            title: visitor.say("feed-amended", &[]),
            text: amendment.reason,
            address: visitor.absolute(&format!("{path}/rules")),
        });
    }
    if contest.is_announced(now) {
        all.push(News {
            what: "announced".to_owned(),
            at: contest.announce_at.unwrap_or(now),
            title: visitor.say("feed-announced", &[("contest", name.into())]),
            text: visitor.say("feed-announced-text", &[]),
            address: visitor.absolute(&format!("{path}/winners")),
        });
    }
    all.retain(|one| one.at <= now);
    all.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(all)
}

/// `GET /{lang}/{contest}/feed.xml`: Atom, RFC 4287.
pub async fn atom(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let all = news(&mut tx, &visitor, &contest, app.now()).await?;
    drop(tx);
    let xml = written(&visitor, &contest, &all).map_err(PageError::internal)?;
    Ok((
        [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")],
        xml,
    )
        .into_response())
}

fn written(visitor: &Visitor, contest: &Contest, all: &[News]) -> std::io::Result<Vec<u8>> {
    let stamp = |at: Timestamp| words::iso(at.0, &contest.zone, visitor.lang);
    let id = |what: &str| format!("urn:uuid:{}#{what}", contest.id);
    let here = visitor.absolute(&format!("/{}/feed.xml", contest.slug));
    let newest = all.first().map_or(contest.opens_at, |one| one.at);
    let mut out = Writer::new(Vec::new());
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let text = |out: &mut Writer<Vec<u8>>, name: &str, words: &str| {
        let element = out.create_element(name);
        element
            .write_text_content(BytesText::new(words))
            .map(|_| ())
    };
    let link = |out: &mut Writer<Vec<u8>>, rel: &str, address: &str| {
        let element = out.create_element("link");
        let element = element.with_attributes([("rel", rel), ("href", address)]);
        element.write_empty().map(|_| ())
    };
    let language = visitor.lang.to_string();
    let feed = out.create_element("feed").with_attributes([
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", language.as_str()),
    ]);
    feed.write_inner_content(|out| {
        text(
            out,
            "title",
            visitor.pick(&contest.name_vi, &contest.name_en),
        )?;
        text(out, "id", &id("feed"))?;
        text(out, "updated", &stamp(newest))?;
        link(out, "self", &here)?;
        link(
            out,
            "alternate",
            &visitor.absolute(&format!("/{}", contest.slug)),
        )?;
        out.create_element("author").write_inner_content(|out| {
            text(
                out,
                "name",
                visitor.pick(&contest.organiser_vi, &contest.organiser_en),
            )
        })?;
        for one in all {
            out.create_element("entry").write_inner_content(|out| {
                text(out, "title", &one.title)?;
                text(out, "id", &id(&one.what))?;
                text(out, "updated", &stamp(one.at))?;
                link(out, "alternate", &one.address)?;
                text(out, "summary", &one.text)
            })?;
        }
        Ok(())
    })?;
    Ok(out.into_inner())
}

/// `GET /{lang}/{contest}/feed.json`: JSON Feed 1.1.
pub async fn json_feed(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let all = news(&mut tx, &visitor, &contest, app.now()).await?;
    drop(tx);
    let path = format!("/{}", contest.slug);
    let items = all.iter().map(|one| {
        json!({
            "id": format!("urn:uuid:{}#{}", contest.id, one.what),
            "url": one.address,
            "title": one.title,
            "content_text": one.text,
            "date_published": words::iso(one.at.0, &contest.zone, visitor.lang),
        })
    });
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": visitor.pick(&contest.name_vi, &contest.name_en),
        "home_page_url": visitor.absolute(&path),
        "feed_url": visitor.absolute(&format!("{path}/feed.json")),
        "language": visitor.lang.to_string(),
        "items": items.collect::<Vec<_>>(),
    });
    Ok((
        [(header::CONTENT_TYPE, "application/feed+json")],
        feed.to_string(),
    )
        .into_response())
}
