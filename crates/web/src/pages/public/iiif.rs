//! The paintings for viewers of libraries and museums: IIIF Presentation 3.0 (<https://iiif.io/api/presentation/3.0/>) and,
//! for those that are cut into tiles, IIIF Image 3.0 at level 0 (<https://iiif.io/api/image/3.0/>).

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use contest::Tx;
use contest::contests::{Contest, Kind};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::{Value, json};
use submissions::entries::{self, Filter, Listed};
use submissions::files::tiles::{Pyramid, TILE};
use submissions::files::{self, Rendition, WorkFile, inspect::Recipe};
use submissions::kinds::Slot;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::media::{self, Wanted};
use crate::pages::public::work::shown;
use crate::pages::works;

const PRESENTATION: &str = "http://iiif.io/api/presentation/3/context.json";
const IMAGE: &str = "http://iiif.io/api/image/3/context.json";

/// A painting that may be shown, with its file and the picture that stands for it.
struct Painting {
    listed: Listed,
    file: WorkFile,
    view: Rendition,
}

impl Painting {
    async fn of(tx: &mut Tx, app: &App, contest: &Contest, code: &str) -> Result<Self, PageError> {
        let listed = shown(tx, app, contest, code).await?;
        let slot = Slot::PaintingImage;
        let held = files::of_entry(tx, listed.entry.id).await?;
        let file = held.into_iter().find(|f| f.slot == slot);
        let view = files::rendition(tx, listed.entry.id, slot, Recipe::View).await?;
        let (Some(file), Some(view)) = (file, view) else {
            return Err(PageError::NotFound);
        };
        Ok(Self { listed, file, view })
    }

    fn tiled(&self) -> Result<Pyramid, PageError> {
        self.file.properties().tiled().ok_or(PageError::NotFound)
    }
}

/// Programs of other sites may read what is public.
fn open(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}

fn told(value: &Value, profile: &str) -> Response {
    let kind = format!("application/ld+json;profile=\"{profile}\"");
    open(([(header::CONTENT_TYPE, kind)], value.to_string()).into_response())
}

/// `GET /{lang}/{contest}/collection.json`: every painting that may be shown, in hanging order.
pub async fn collection(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    if !contest.is_announced(app.now()) {
        return Err(PageError::NotFound);
    }
    let mut tx = app.db.read().await?;
    let listed = entries::all(&mut tx, contest.id, &Filter::shown()).await?;
    drop(tx);
    let base = visitor.absolute(&format!("/{}", contest.slug));
    let items: Vec<Value> = listed
        .iter()
        .filter(|l| l.thumb_width > 0)
        .filter_map(|l| {
            let code = l.entry.code.as_deref()?;
            Some(json!({
                "id": format!("{base}/works/{code}/manifest.json"),
                "type": "Manifest",
                "label": { "vi": [l.entry.title] },
            }))
        })
        .collect();
    let value = json!({
        "@context": PRESENTATION,
        "id": format!("{base}/collection.json"),
        "type": "Collection",
        "label": { "vi": [contest.name_vi], "en": [contest.name_en] },
        "items": items,
    });
    Ok(told(&value, PRESENTATION))
}

/// `GET /{lang}/{contest}/works/{code}/manifest.json`.
pub async fn manifest(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let painting = Painting::of(&mut tx, &app, &contest, &code).await?;
    let category = contest::contests::category(&mut tx, painting.listed.entry.category_id).await?;
    drop(tx);
    if category.is_none_or(|c| c.kind != Kind::Painting) {
        return Err(PageError::NotFound);
    }
    let here = visitor.absolute(&format!("/{}/works/{code}", contest.slug));
    let entry = &painting.listed.entry;
    let size = painting.file.properties();
    let (width, height) = match size.tiled() {
        Some(pyramid) => (i64::from(pyramid.width), i64::from(pyramid.height)),
        None => (painting.view.width, painting.view.height),
    };
    let slot = Slot::PaintingImage.as_str();
    let mut body = json!({
        "id": format!("{here}/media/{slot}/view"),
        "type": "Image",
        "format": painting.view.media_type,
        "width": painting.view.width,
        "height": painting.view.height,
    });
    if size.tiled().is_some() {
        body["service"] = json!([{
            "id": format!("{here}/iiif"), "type": "ImageService3", "profile": "level0",
        }]);
    }
    let credit = works::credit(&visitor, &contest, &painting.listed);
    let lang = visitor.lang.to_string();
    let value = json!({
        "@context": PRESENTATION,
        "id": format!("{here}/manifest.json"),
        "type": "Manifest",
        "label": { "vi": [entry.title] },
        "summary": { &lang: [credit] },
        "homepage": [{
            "id": here, "type": "Text", "format": "text/html",
            "label": { "vi": [entry.title] },
        }],
        "items": [{
            "id": format!("{here}/canvas"),
            "type": "Canvas",
            "width": width,
            "height": height,
            "items": [{
                "id": format!("{here}/canvas/page"),
                "type": "AnnotationPage",
                "items": [{
                    "id": format!("{here}/canvas/painting"),
                    "type": "Annotation",
                    "motivation": "painting",
                    "target": format!("{here}/canvas"),
                    "body": body,
                }],
            }],
        }],
    });
    Ok(told(&value, PRESENTATION))
}

/// `GET /{lang}/{contest}/works/{code}/iiif/info.json`: of a painting that is cut into tiles.
pub async fn info(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let painting = Painting::of(&mut tx, &app, &contest, &code).await?;
    drop(tx);
    let pyramid = painting.tiled()?;
    let scales: Vec<u32> = pyramid.scales().collect();
    let (width, height) = pyramid.size(scales.last().copied().unwrap_or(1));
    let value = json!({
        "@context": IMAGE,
        "id": visitor.absolute(&format!("/{}/works/{code}/iiif", contest.slug)),
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": pyramid.width,
        "height": pyramid.height,
        "maxWidth": painting.view.width,
        "maxHeight": painting.view.height,
        "sizes": [
            { "width": width, "height": height },
            { "width": painting.view.width, "height": painting.view.height },
        ],
        "tiles": [{ "width": TILE, "height": TILE, "scaleFactors": scales }],
    });
    Ok(told(&value, IMAGE))
}

/// What of a picture is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// All of it, as large as it is shown.
    Whole,
    /// A tile: scale factor, column, row.
    Tile(u32, u32, u32),
}

/// Reads `{region}/{size}`: «full» with «max» or a size of the list, or a tile with its own size. `view` is the size of the
/// picture that stands for all of it.
fn asked(region: &str, size: &str, pyramid: Pyramid, view: (i64, i64)) -> Option<Asked> {
    let numbers = |text: &str| -> Option<Vec<u32>> {
        text.split(',').map(|part| part.parse().ok()).collect()
    };
    if region == "full" {
        if size == "max" {
            return Some(Asked::Whole);
        }
        let wanted = numbers(size)?;
        let last = pyramid.scales().last()?;
        let small = pyramid.size(last);
        return match wanted[..] {
            [w, h] if (i64::from(w), i64::from(h)) == view => Some(Asked::Whole),
            [w, h] if (w, h) == small => Some(Asked::Tile(last, 0, 0)),
            _ => None,
        };
    }
    let [x, y, w, h] = numbers(region)?.try_into().ok()?;
    let [to_w, to_h] = numbers(size)?.try_into().ok()?;
    pyramid.scales().find_map(|scale| {
        let edge = TILE.checked_mul(scale)?;
        let whole = x % edge == 0 && y % edge == 0 && x < pyramid.width && y < pyramid.height;
        let own = whole
            && w == edge.min(pyramid.width - x)
            && h == edge.min(pyramid.height - y)
            && (to_w, to_h) == (w.div_ceil(scale), h.div_ceil(scale));
        own.then_some(Asked::Tile(scale, x / edge, y / edge))
    })
}

/// `GET /{lang}/{contest}/works/{code}/iiif/{region}/{size}/0/default.jpg`.
pub async fn image(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, _, code, region, size)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let mut tx = app.db.read().await?;
    let painting = Painting::of(&mut tx, &app, &contest, &code).await?;
    let view = (painting.view.width, painting.view.height);
    let asked = asked(&region, &size, painting.tiled()?, view).ok_or(PageError::NotFound)?;
    let recipe = match asked {
        Asked::Tile(scale, column, row) => format!("tile-{scale}-{column}-{row}"),
        Asked::Whole if painting.view.media_type == "image/jpeg" => "view".to_owned(),
        Asked::Whole => {
            drop(tx);
            let bytes = app.objects.get(painting.view.sha256).await;
            let bytes = bytes.map_err(PageError::internal)?;
            let made = tokio::task::spawn_blocking(move || papers::as_jpeg(&bytes)).await;
            let made = made
                .map_err(PageError::internal)?
                .map_err(PageError::internal)?;
            return Ok(open(
                ([(header::CONTENT_TYPE, "image/jpeg")], made).into_response(),
            ));
        }
    };
    let wanted = Wanted {
        entry: painting.listed.entry.id,
        slot: Slot::PaintingImage.as_str(),
        recipe: &recipe,
        name: &code,
        public: true,
        blind: false,
    };
    Ok(open(media::answer(&app, tx, &headers, wanted).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_asked_for_as_viewers_do() {
        let pyramid = Pyramid {
            width: 3000,
            height: 2000,
        };
        let view = (1600, 1067);
        let ask = |region: &str, size: &str| asked(region, size, pyramid, view);
        assert_eq!(ask("0,0,512,512", "512,512"), Some(Asked::Tile(1, 0, 0)));
        assert_eq!(
            ask("2560,1536,440,464", "440,464"),
            Some(Asked::Tile(1, 5, 3))
        );
        assert_eq!(ask("0,0,1024,1024", "512,512"), Some(Asked::Tile(2, 0, 0)));
        assert_eq!(
            ask("2048,1024,952,976", "476,488"),
            Some(Asked::Tile(2, 2, 1))
        );
        assert_eq!(ask("full", "375,250"), Some(Asked::Tile(8, 0, 0)));
        assert_eq!(ask("full", "max"), Some(Asked::Whole));
        assert_eq!(ask("full", "1600,1067"), Some(Asked::Whole));
        for (region, size) in [
            ("full", "100,100"),
            ("1,0,512,512", "512,512"),
            ("0,0,512,512", "256,256"),
            ("0,0,0,0", "0,0"),
            ("9999999,0,512,512", "512,512"),
            ("0,0,512", "512,512"),
            ("square", "max"),
            ("a,b,c,d", "512,512"),
        ] {
            assert_eq!(ask(region, size), None, "{region}/{size}");
        }
    }
}
