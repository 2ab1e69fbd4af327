//! Two works that are alike, beside each other: what both share is marked, and a person says that it was looked at.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::Contest;
use contest::people;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use submissions::files::inspect::Recipe;
use submissions::kinds::Slot;
use submissions::originality::{
    self, Evidence, LikenessId, MOST_NOTE, MarkError, Medium, Pair, Stretch, words::Shown,
};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::Args;
use crate::media::{self, Wanted};
use crate::pages::desk::originality::{PairRow, row, sample_pairs};
use crate::pages::examples;
use crate::pages::parts::Phrase;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PairForm {
    /// what is to be remembered of this pair
    pub note: String,
    /// `seen` or `unseen`
    #[serde(skip_serializing)]
    pub mark: String,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// as it was written
    pub text: String,
    /// whether the other work has it too
    pub shared: bool,
}

/// A line of a text; one without pieces stands for lines that are left out.
pub type LineView = Vec<PieceView>;

/// One side.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Side {
    /// lines of the text, where texts are alike
    pub lines: Vec<LineView>,
    /// the picture, where pictures are alike
    pub picture: Option<String>,
    /// the recording, where recordings are alike
    pub sound: Option<String>,
    /// where in it something is alike: from and to, in seconds
    pub stretches: Vec<(i64, i64)>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PairPage {
    /// what was typed
    pub form: PairForm,
    /// what is wrong
    pub errors: FormErrors,
    /// what was found
    pub pair: PairRow,
    /// the work that was begun earlier
    pub earlier: Side,
    /// the work that was begun later
    pub later: Side,
    /// when a person looked at it
    pub seen_at: Option<i64>,
    /// who
    pub seen_by: String,
    /// the list
    pub back_href: String,
}

impl Page for PairPage {
    const TEMPLATE: &'static str = "pages/desk/pair.html";

    fn samples() -> Vec<Self> {
        let piece = |text: &str, shared: bool| PieceView {
            text: text.into(),
            shared,
        };
        let side = |first: &str, second: &str| Side {
            lines: vec![
                vec![piece(first, true)],
                vec![piece(second, true), piece(", rồi lại về", false)],
                Vec::new(),
                vec![piece("Cả bản ngồi nghe đêm dài", false)],
            ],
            ..Side::default()
        };
        let mut pairs = sample_pairs();
        let page = Self {
            form: PairForm::default(),
            errors: FormErrors::new(),
            pair: pairs.remove(0),
            earlier: side(
                "Sông Đà nước chảy đôi bờ",
                "Hoa ban trắng nở đợi chờ ai sang",
            ),
            later: side(
                "song da nuoc chay doi bo",
                "hoa ban trang no doi cho ai sang",
            ),
            seen_at: None,
            seen_by: String::new(),
            back_href: format!("{}/desk/originality", examples::BASE),
        };
        let elsewhere = Self {
            pair: pairs.remove(0),
            errors: FormErrors::new().with("note", "error-too-long", &[("max", 300.into())]),
            ..page.clone()
        };
        let seen = Self {
            pair: pairs.remove(0),
            seen_at: Some(examples::NOW),
            seen_by: "Hà Thị Thu".into(),
            ..page.clone()
        };
        let sound = |stretches| Side {
            sound: Some("/m/B-0003-R/sound".into()),
            stretches,
            ..Side::default()
        };
        let song = Self {
            pair: PairRow {
                medium: "song".into(),
                evidence: Phrase::new("desk-alike-song", &[("seconds", 48.into())]),
                ..page.pair.clone()
            },
            earlier: sound(vec![(3, 35), (62, 78)]),
            later: sound(vec![(0, 32), (59, 75)]),
            ..page.clone()
        };
        let picture = |href: &str| Side {
            picture: Some(href.into()),
            ..Side::default()
        };
        let pictures = Self {
            pair: PairRow {
                medium: "picture".into(),
                evidence: Phrase::new("desk-alike-mirrored", &[("points", 41.into())]),
                ..page.pair.clone()
            },
            earlier: picture("/m/T-0179-K/1600.jpg"),
            later: picture("/m/T-0014-H/1600.jpg"),
            ..page.clone()
        };
        vec![page, elsewhere, seen, song, pictures]
    }
}

/// `GET /{lang}/{contest}/desk/originality/{pair}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, LikenessId)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let of = (&contest, id);
    let page = PairPage::of(&mut tx, &visitor, of, PairForm::default()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/desk/originality/{pair}`: looked at, or to be looked at again.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, LikenessId)>,
    Posted { form, .. }: Posted<PairForm>,
) -> Answer {
    let (cx, actor) = (app.cx(), visitor.actor());
    let mut tx = app.db.begin().await?;
    pair_of(&mut tx, &contest, id).await?;
    let (done, notice, then) = if form.mark == "unseen" {
        let done = originality::mark_unseen(&mut tx, &cx, &actor, &contest, id).await;
        (done, "notice-likeness-unseen", format!("/{id}"))
    } else {
        let of = (id, form.note.as_str());
        let done = originality::mark_seen(&mut tx, &cx, &actor, &contest, of).await;
        (done, "notice-likeness-seen", String::new())
    };
    match done {
        Ok(()) => {
            tx.commit().await?;
            let next = format!("/{}/desk/originality{then}", contest.slug);
            Ok(visitor.go_saying(&next, notice))
        }
        Err(MarkError::NoteTooLong) => {
            let mut page = PairPage::of(&mut tx, &visitor, (&contest, id), form).await?;
            let most = Args::from([(
                "max".to_owned(),
                i64::try_from(MOST_NOTE).unwrap_or(i64::MAX).into(),
            )]);
            page.errors.add_with("note", "error-too-long", most);
            visitor.again(&app, &page)
        }
        Err(MarkError::Denied(_)) => Err(PageError::NotFound),
        Err(MarkError::ChangedElsewhere) => Err(PageError::Conflict),
        Err(MarkError::Store(error)) => Err(error.into()),
    }
}

/// `GET /{lang}/{contest}/desk/originality/{pair}/{side}/{recipe}`: what of the two works is compared, of whichever
/// contest they are.
pub async fn media(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, _, id, side, recipe)): Path<(String, String, LikenessId, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let mut tx = app.db.read().await?;
    let pair = pair_of(&mut tx, &contest, id).await?;
    let work = match side.as_str() {
        "earlier" => &pair.earlier,
        "later" => &pair.later,
        _ => return Err(PageError::NotFound),
    };
    let slot = match (pair.likeness.medium, Recipe::parse(&recipe)) {
        (Medium::Picture, Some(Recipe::Thumb | Recipe::View)) => Slot::PaintingImage,
        (Medium::Song, Some(Recipe::Sound)) => Slot::SongAudio,
        _ => return Err(PageError::NotFound),
    };
    let wanted = Wanted {
        entry: work.id,
        slot: slot.as_str(),
        recipe: &recipe,
        name: &work.code,
        public: false,
        blind: false,
    };
    media::answer(&app, tx, &headers, wanted).await
}

async fn pair_of(tx: &mut Tx, contest: &Contest, id: LikenessId) -> Result<Pair, PageError> {
    let pair = originality::pair(tx, contest.id, id).await?;
    pair.ok_or(PageError::NotFound)
}

impl PairPage {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, id): (&Contest, LikenessId),
        form: PairForm,
    ) -> Result<Self, PageError> {
        let pair = pair_of(tx, contest, id).await?;
        let desk = visitor.url(&format!("/{}/desk", contest.slug));
        let shown = row(visitor, &desk, &pair);
        let (earlier, later) = match pair.likeness.medium {
            Medium::Text => match originality::texts_beside(tx, &pair).await? {
                Some((earlier, later)) => (Side::text(&earlier), Side::text(&later)),
                None => return Err(PageError::NotFound),
            },
            Medium::Picture => (
                Side::picture(&shown.href, "earlier"),
                Side::picture(&shown.href, "later"),
            ),
            Medium::Song => sounds(&shown.href, pair.likeness.evidence().as_ref()),
        };
        let people = people::holders_of(tx, contest.id).await?;
        let seen_by = people
            .iter()
            .find(|p| pair.likeness.seen_by == format!("person:{}", p.person.id))
            .map(|p| p.person.name.clone());
        Ok(Self {
            form,
            errors: FormErrors::new(),
            pair: shown,
            earlier,
            later,
            seen_at: pair.likeness.seen_at.map(|at| at.0),
            seen_by: seen_by.unwrap_or_default(),
            back_href: format!("{desk}/originality"),
        })
    }
}

impl Side {
    fn text(lines: &Shown) -> Self {
        Self {
            lines: shortened(lines),
            ..Self::default()
        }
    }

    fn picture(href: &str, side: &str) -> Self {
        Self {
            picture: Some(format!("{href}/{side}/view")),
            ..Self::default()
        }
    }
}

/// Both recordings with the stretches that they share.
fn sounds(href: &str, evidence: Option<&Evidence>) -> (Side, Side) {
    let stretches = match evidence {
        Some(Evidence::Song { stretches }) => stretches.as_slice(),
        _ => &[],
    };
    let side = |name: &str, begins: fn(&Stretch) -> i64| Side {
        sound: Some(format!("{href}/{name}/sound")),
        stretches: stretches
            .iter()
            .map(|s| {
                let seconds = |ms: i64| (ms + 500) / 1_000;
                (seconds(begins(s)), seconds(begins(s) + s.length_ms))
            })
            .collect(),
        ..Side::default()
    };
    (
        side("earlier", |s| s.earlier_ms),
        side("later", |s| s.later_ms),
    )
}

/// Lines around a shared one that are shown with it.
const AROUND: usize = 2;

/// The lines that share something with those around them; one empty line stands for all that are left out.
fn shortened(lines: &Shown) -> Vec<LineView> {
    let shares: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.iter().any(|piece| piece.shared))
        .map(|(at, _)| at)
        .collect();
    let mut kept: Vec<LineView> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let near = shares.iter().any(|shared| shared.abs_diff(at) <= AROUND);
        if near && !line.is_empty() {
            let pieces = line.iter().map(|piece| PieceView {
                text: piece.text.clone(),
                shared: piece.shared,
            });
            kept.push(pieces.collect());
        } else if kept.last().is_none_or(|last| !last.is_empty()) {
            kept.push(LineView::new());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use submissions::originality::words::Piece;

    use super::*;

    #[test]
    fn lines_far_from_what_is_shared_are_left_out() {
        let line = |text: &str, shared| {
            vec![Piece {
                text: text.to_owned(),
                shared,
            }]
        };
        let mut lines: Shown = (0..9).map(|n| line(&n.to_string(), false)).collect();
        lines[4] = line("4", true);
        let kept = shortened(&lines);
        let told: Vec<String> = kept
            .iter()
            .map(|l| l.iter().map(|p| p.text.as_str()).collect())
            .collect();
        assert_eq!(told, ["", "2", "3", "4", "5", "6", ""]);
    }
}
