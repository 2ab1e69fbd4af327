//! What the holder of a receipt keeps: the signed file, the picture, the dates, the sticker.

use axum::extract::State;
use axum::response::IntoResponse;
use contest::Tx;
use http::header;
use papers::{ReceiptFile, ReceiptWords};
use submissions::receipts::{self, Signed};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Visitor};
use crate::i18n::{Arg, Args, text};
use crate::media::attachment;
use crate::pages::classes::list::download;
use crate::pages::desk::intake::one_sticker;
use crate::render::words;

/// The latest receipt of an entry, signed.
pub(super) async fn signed_of(tx: &mut Tx, app: &App, held: &Held) -> Result<Signed, PageError> {
    let receipt = receipts::latest(tx, held.entry.id).await?;
    let receipt = receipt.ok_or(PageError::NotFound)?;
    Ok(app.signer.sign(&receipt.statement))
}

/// `GET /{lang}/entries/{key}/receipt.json`: the signed receipt, for `hoaban verify receipt`.
pub async fn signed(State(app): State<App>, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let signed = signed_of(&mut tx, &app, &held).await?;
    let text = serde_json::to_vec_pretty(&signed).map_err(PageError::internal)?;
    let code = held.entry.code.as_deref().unwrap_or_default();
    attachment(text, &format!("bien-nhan-{code}.json"))
}

/// `GET /{lang}/entries/{key}/dates.ics`: the deadline and the announcement.
pub async fn dates(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let contest = &held.contest;
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let args = [("contest".to_owned(), Arg::from(name))].into();
    let words = |key: &str| text(visitor.lang, key, &args);
    let url = visitor.absolute(&format!("/{}", contest.slug));
    let dates = [
        (
            "closes",
            held.entry.closes_at(contest),
            words("dates-closes"),
        ),
        ("results", contest.results_at, words("dates-results")),
    ];
    let uids = dates
        .each_ref()
        .map(|(word, _, _)| format!("{word}@{}.hoaban", contest.slug));
    let lines: Vec<papers::CalendarDate<'_>> = dates
        .iter()
        .zip(&uids)
        .map(|((_, at, title), uid)| papers::CalendarDate {
            uid,
            at_ms: at.0,
            ends_ms: None,
            place: "",
            title,
            url: &url,
        })
        .collect();
    let text = papers::calendar(&lines, app.now().0);
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"cuoc-thi.ics\"",
        ),
    ];
    Ok((headers, text).into_response())
}

/// `GET /{lang}/entries/{key}/sticker`: for the back of the original.
pub async fn sticker(visitor: Visitor, held: Held) -> Answer {
    let code = held.entry.code.as_deref().ok_or(PageError::NotFound)?;
    one_sticker(&visitor, &held.contest, code)
}

/// `GET /{lang}/entries/{key}/receipt.png`: the receipt for the album of a telephone.
pub async fn picture(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let signed = signed_of(&mut tx, &app, &held).await?;
    drop(tx);
    let stated = receipts::verify(&signed, &signed.key).map_err(PageError::internal)?;
    let (code, mark) = (stated.code, signed.mark());
    let (contest, category) = (&held.contest, &held.category);
    let say = |key: &str| text(visitor.lang, key, &Args::new());
    let at = held.entry.submitted_at.unwrap_or(held.entry.created_at);
    let receipt = papers::Receipt {
        contest: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
        title: stated.title,
        category: visitor
            .pick(&category.name_vi, &category.name_en)
            .to_owned(),
        at: words::datetime(at.0, &contest.zone, visitor.lang),
        address: visitor.absolute(&format!("/entries/{}", held.key)),
        verify: visitor.absolute(&format!("/{}/verify/{code}?mark={mark}", contest.slug)),
        files: stated
            .files
            .into_iter()
            .map(|f| ReceiptFile {
                name: f.name,
                hash: f.sha256,
            })
            .collect(),
        words: ReceiptWords {
            lang: visitor.lang.to_string(),
            title: say("enter-receipt-title"),
            code: say("receipt-code"),
            at: say("receipt-at"),
            mark: say("enter-receipt-mark"),
            keep: say("enter-receipt-picture-keep"),
            verify: say("enter-receipt-verify"),
        },
        code,
        mark,
    };
    let name = format!("bien-nhan-{}.png", receipt.code);
    let png = tokio::task::spawn_blocking(move || papers::receipt_png(&receipt)).await;
    let png = png.map_err(PageError::internal)?;
    download(png.map_err(PageError::internal)?, "image/png", &name)
}
