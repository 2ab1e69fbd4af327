//! What the holder of a private link sees: receipt, state, corrections, result.

use axum::extract::{Path, Query, State};
use contest::Tx;
use contest::contests::Phase;
use http::{HeaderMap, StatusCode};
use judging::feedback::{self, Told};
use judging::prizes;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryId, EntryState};
use submissions::files::{self, WorkFile};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Visitor};
use crate::media::{self, Wanted, attachment, streamed};
use crate::pages::consenting::{ConsentView, standing_of};
use crate::pages::enter::following::{Following, following};
use crate::pages::enter::keepsake::signed_of;
use crate::pages::enter::reply::ReplyLink;
use crate::pages::enter::work::held_file;
use crate::pages::examples;
use crate::pages::parts::{AiSaid, Award, Contact, HeldFile, Phrase, Step};
use crate::pages::works::badge;
use crate::render::{Page, words};

const STATIONS: [&str; 4] = [
    "enter-receipt-step-received",
    "enter-receipt-step-eligible",
    "enter-receipt-step-judged",
    "enter-receipt-step-result",
];
const SENDING: [&str; 4] = [
    "sending-saved",
    "sending-sealed",
    "sending-arrived",
    "sending-checked",
];

/// A clerk's request for correction.
#[derive(Clone, Debug, Serialize)]
pub struct Returned {
    /// what to correct
    pub message: String,
    /// by when
    pub until: i64,
}

/// What the jury says of the work.
#[derive(Clone, Debug, Serialize)]
pub struct FeedbackView {
    /// its score as written
    pub score: Option<String>,
    /// the mean of the category as written
    pub average: Option<String>,
    /// its place among so many
    pub place: Option<Phrase>,
    /// jurors' words
    pub messages: Vec<String>,
}

impl FeedbackView {
    fn sample() -> Self {
        Self {
            score: Some("9,24".into()),
            average: Some("6,81".into()),
            place: Some(Phrase::new(
                "feedback-told-place-of",
                &[("n", 1.into()), ("of", 179.into())],
            )),
            messages: vec!["Màu nước trong, bố cục có nhịp.".into()],
        }
    }

    fn of(visitor: &Visitor, told: Told) -> Option<Self> {
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        (!told.is_empty()).then(|| Self {
            score: told.score.map(|s| words::decimal(&s, visitor.lang)),
            average: told.average.map(|s| words::decimal(&s, visitor.lang)),
            place: told.place.map(|(n, of)| {
                let args = [("n", count(n).into()), ("of", count(of).into())];
                Phrase::new("feedback-told-place-of", &args)
            }),
            messages: told.messages,
        })
    }
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// whether it was sent a moment ago
    pub fresh: bool,
    /// entry code
    pub code: String,
    /// an `<svg>` element, made by the server
    pub qr: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// what was said of AI
    pub ai: AiSaid,
    /// when the entry was received
    pub at: i64,
    /// eight letters that stand for the signature
    pub mark: String,
    /// the signed receipt as a file
    pub signed_href: String,
    /// the receipt as a picture
    pub picture_href: String,
    /// the contest's dates for a calendar
    pub dates_href: String,
    /// everything that is held about the entry, in one archive
    pub everything_href: String,
    /// where anybody can check the receipt, with host
    pub verify_link: String,
    /// files with their hashes
    pub files: Vec<HeldFile>,
    /// originals on their way, or that came that way
    pub following: Vec<Following>,
    /// the address to keep, with host
    pub private_link: String,
    /// `submitted`, `returned`, `eligible`, `ineligible`, `withdrawn` or `duplicate`
    pub state: String,
    /// how far the files are, until they are all checked
    pub sending: Vec<Step>,
    /// the four stations; empty when withdrawn or ineligible
    pub steps: Vec<Step>,
    /// present in state `returned`
    pub returned: Option<Returned>,
    /// present in state `ineligible` and `duplicate`
    pub reason: Option<String>,
    /// of a duplicate: code of the entry that counts
    pub counts: Option<String>,
    /// present once announced
    pub award: Option<Award>,
    /// what the jury says, as far as organisers switch it on; absent before
    pub feedback: Option<FeedbackView>,
    /// answering a complaint; absent where nothing was asked
    pub reply: Option<ReplyLink>,
    /// corrections; absent once closed
    pub work_href: Option<String>,
    /// the same
    pub author_href: Option<String>,
    /// withdrawing; absent once closed
    pub withdraw_href: Option<String>,
    /// the sticker for the back of the original
    pub sticker_href: String,
    /// what was agreed to, and the guardian's link; always open
    pub consents_href: String,
    /// how consent stands
    pub consents: ConsentView,
    /// displayed deadline
    pub closes_at: i64,
    /// planned announcement
    pub announced_at: i64,
    /// whom to ask
    pub contact: Contact,
}

impl Page for Receipt {
    const TEMPLATE: &'static str = "pages/enter/receipt.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            fresh: true,
            code: "T-0179-K".into(),
            qr: "<svg viewBox=\"0 0 7 7\"><path d=\"M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0zM4 4h1v1H4zM6 6h1v1H6z\"/></svg>".into(),
            title: "Lớp học bên suối Nặm La".into(),
            category: "Tranh vẽ".into(),
            ai: AiSaid::sample(),
            at: examples::NOW,
            mark: "7K2M-Q0XD".into(),
            signed_href: "/vi/b/9f2kq7xw31/receipt.json".into(),
            picture_href: "/vi/b/9f2kq7xw31/receipt.png".into(),
            dates_href: "/vi/b/9f2kq7xw31/dates.ics".into(),
            everything_href: "/vi/b/9f2kq7xw31/everything.zip".into(),
            verify_link: "https://thi.sonla.example/vi/sonla-2024/verify/T-0179-K?mark=7K2M-Q0XD".into(),
            files: vec![examples::held()],
            following: vec![examples::following("waiting")],
            private_link: "https://thi.sonla.example/vi/b/9f2kq7xw31".into(),
            state: "submitted".into(),
            sending: Step::path(&SENDING, 2),
            steps: Step::path(&STATIONS, 0),
            returned: None,
            reason: None,
            counts: None,
            award: None,
            feedback: None,
            reply: None,
            work_href: Some("/vi/b/9f2kq7xw31/work".into()),
            author_href: Some("/vi/b/9f2kq7xw31/author".into()),
            withdraw_href: Some("/vi/b/9f2kq7xw31/withdraw".into()),
            sticker_href: "/vi/b/9f2kq7xw31/sticker".into(),
            consents_href: "/vi/b/9f2kq7xw31/consents".into(),
            consents: ConsentView::sample(),
            closes_at: examples::CLOSES,
            announced_at: examples::ANNOUNCED,
            contact: examples::contact(),
        };
        let returned = Self {
            fresh: false,
            following: vec![examples::following("refused")],
            state: "returned".into(),
            returned: Some(Returned {
                message: "Ảnh bị mờ góc phải. Chụp lại nơi đủ sáng rồi thay ảnh.".into(),
                until: examples::CLOSES,
            }),
            ..page.clone()
        };
        let awarded = Self {
            fresh: false,
            following: vec![examples::following("checked")],
            sending: Vec::new(),
            state: "eligible".into(),
            award: Some(Award::new("first", "Giải Nhất")),
            feedback: Some(FeedbackView::sample()),
            steps: page.steps.iter().map(Step::passed).collect(),
            reply: Some(ReplyLink::sample()),
            work_href: None,
            author_href: None,
            withdraw_href: None,
            ..page.clone()
        };
        let refused = Self {
            fresh: false,
            award: None,
            state: "ineligible".into(),
            reason: Some("Bài gửi sau hạn.".into()),
            steps: Vec::new(),
            ..awarded.clone()
        };
        let merged = Self {
            state: "duplicate".into(),
            counts: Some("T-0042-C".into()),
            ..refused.clone()
        };
        vec![page, returned, awarded, refused, merged]
    }
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReceiptQuery {
    sent: String,
}

/// `GET /{lang}/entries/{key}`: the receipt, or the next step of a draft.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Query(query): Query<ReceiptQuery>,
) -> Answer {
    let Some(code) = held.entry.code.clone() else {
        return Ok(visitor.go(&format!("/entries/{}/work", held.key)));
    };
    let mut tx = app.db.read().await?;
    let announced = held.contest.is_announced(app.now());
    let award = if announced {
        prizes::award_of(&mut tx, held.entry.id).await?
    } else {
        None
    };
    let told = feedback::told(&mut tx, &held.contest, &held.entry, app.now())
        .await
        .map_err(PageError::internal)?;
    let author = entries::author_of(&mut tx, held.entry.id)
        .await?
        .ok_or(PageError::NotFound)?;
    let of = (&held.contest, &held.entry, &author);
    let (standing, age) = standing_of(&mut tx, of).await?;
    let files = files::of_entry(&mut tx, held.entry.id).await?;
    let address = visitor.url(&format!("/entries/{}", held.key));
    let link = visitor.absolute(&format!("/entries/{}", held.key));
    let entry = &held.entry;
    let may_change = entries::may_change(&held.actor(), &held.contest, entry, app.now()).is_ok();
    let may_withdraw = entries::may_withdraw(&held.actor(), &held.contest, entry).is_ok();
    let reason = matches!(entry.state, EntryState::Ineligible | EntryState::Duplicate);
    let returned = (entry.state == EntryState::Returned).then(|| Returned {
        message: entry.state_reason.clone(),
        until: entry.correct_until.unwrap_or(held.contest.closes_at).0,
    });
    let mark = signed_of(&mut tx, &app, &held).await?.mark();
    let following = following(&mut tx, &app, &visitor, &held).await?;
    let fresh = query.sent == "1";
    let page = Receipt {
        fresh,
        sending: sending(fresh, &following),
        qr: papers::qr_svg(&link).unwrap_or_default(),
        title: entry.title.clone(),
        ai: AiSaid::of(entry),
        category: visitor
            .pick(&held.category.name_vi, &held.category.name_en)
            .to_owned(),
        at: entry.submitted_at.map_or(entry.created_at.0, |at| at.0),
        signed_href: format!("{address}/receipt.json"),
        picture_href: format!("{address}/receipt.png"),
        dates_href: format!("{address}/dates.ics"),
        everything_href: format!("{address}/everything.zip"),
        verify_link: visitor.absolute(&format!("/{}/verify/{code}?mark={mark}", held.contest.slug)),
        mark,
        code,
        files: files.iter().map(|f| held_file(f, &address)).collect(),
        following,
        private_link: link,
        state: entry.state.as_str().to_owned(),
        steps: steps(&held, announced),
        returned,
        reason: reason.then(|| entry.state_reason.clone()),
        counts: counts_instead(&mut tx, &held).await?,
        award: award.map(|a| badge(&visitor, &a)),
        feedback: FeedbackView::of(&visitor, told),
        reply: ReplyLink::of(&mut tx, &held, &address).await?,
        work_href: may_change.then(|| format!("{address}/work")),
        author_href: may_change.then(|| format!("{address}/author")),
        withdraw_href: may_withdraw.then(|| format!("{address}/withdraw")),
        sticker_href: format!("{address}/sticker"),
        consents_href: format!("{address}/consents"),
        consents: ConsentView::of(&standing, age),
        closes_at: entry.closes_at(&held.contest).0,
        announced_at: held
            .contest
            .announce_at
            .filter(|_| announced)
            .unwrap_or(held.contest.results_at)
            .0,
        contact: Contact::of(&visitor, &held.contest),
    };
    visitor.show(&app, &page)
}

/// Of a duplicate: the code of the entry that counts.
async fn counts_instead(tx: &mut Tx, held: &Held) -> Result<Option<String>, sqlx::Error> {
    let counts = match held.entry.duplicate_of {
        Some(id) => entries::by_id(tx, id).await?,
        None => None,
    };
    Ok(counts.and_then(|e| e.code))
}

/// The four stations. How far the jury is follows from the contest alone, so that it says nothing about this entry.
fn steps(held: &Held, announced: bool) -> Vec<Step> {
    let entry = &held.entry;
    let reached = match (entry.state, held.contest.phase) {
        (EntryState::Withdrawn | EntryState::Ineligible | EntryState::Duplicate, _) => {
            return Vec::new();
        }
        _ if announced => 4,
        (EntryState::Eligible, phase) if phase >= Phase::Judging => 2,
        (EntryState::Eligible, _) => 1,
        _ => 0,
    };
    let mut steps = Step::path(&STATIONS, reached);
    steps[0].at = entry.submitted_at.map(|at| at.0);
    steps
}

/// Where the files are: saved, sealed, arrived, checked. What was sealed and checked long ago is told no more.
fn sending(fresh: bool, following: &[Following]) -> Vec<Step> {
    let all = |states: &[&str]| following.iter().all(|f| states.contains(&f.state.as_str()));
    let reached = match (all(&["checked"]), all(&["checked", "arrived"])) {
        (true, _) if !fresh => return Vec::new(),
        (true, _) => 4,
        (false, true) => 3,
        (false, false) => 2,
    };
    Step::path(&SENDING, reached)
}

/// `GET /{lang}/entries/{key}/media/{slot}/{recipe}`: the work as others will see it.
pub async fn media(
    State(app): State<App>,
    held: Held,
    Path((_, _, slot, recipe)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let tx = app.db.read().await?;
    let name = held.entry.code.as_deref().unwrap_or("draft");
    let wanted = Wanted {
        entry: held.entry.id,
        slot: &slot,
        recipe: &recipe,
        name,
        public: false,
        blind: false,
    };
    media::answer(&app, tx, &headers, wanted).await
}

/// `GET /{lang}/entries/{key}/original/{slot}`: the holder's own bytes, unchanged.
pub async fn original(
    State(app): State<App>,
    held: Held,
    Path((_, _, slot)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let file = file_in(&mut tx, held.entry.id, &slot).await?;
    drop(tx);
    original_of(&app, &file).await
}

/// The bytes that somebody sent, unchanged, to be saved.
pub(crate) async fn original_of(app: &App, file: &WorkFile) -> Answer {
    let bytes = app.objects.stream_checked(file.sha256).await?;
    let length = u64::try_from(file.size_bytes).unwrap_or(0);
    let whole = streamed(StatusCode::OK, length, bytes);
    attachment(whole, &file.original_name)
}

/// The original in a slot, by the slot's word; a preview that stands in for it is none.
pub async fn file_in(tx: &mut Tx, entry: EntryId, slot: &str) -> Result<WorkFile, PageError> {
    let files = files::of_entry(tx, entry).await?;
    files
        .into_iter()
        .find(|f| f.slot.as_str() == slot && !f.provisional)
        .ok_or(PageError::NotFound)
}
