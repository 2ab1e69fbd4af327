//! A round in which jurors put all works in one order.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{Category, Contest, Kind};
use http::StatusCode;
use judging::assignments::{self, Assignment};
use judging::rounds::{self, Round, RoundKind, RoundState};
use judging::sheets::{self, RankError, RankInput};
use serde::{Deserialize, Serialize};
use submissions::kinds::Slot;

use super::today::desk_of;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// A work in the order.
#[derive(Clone, Debug, Serialize)]
pub struct Ranked {
    /// its code in the round
    pub code: String,
    /// title
    pub title: String,
    /// its page
    pub href: String,
    /// a small picture; absent where the kind has none
    pub image: Option<String>,
    /// its place as shown, from 1
    pub place: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Ranking {
    /// the category's name
    pub category: String,
    /// best first
    pub works: Vec<Ranked>,
    /// the order that the page shows, sent back as `seen`
    pub seen: String,
    /// whether every work has a saved place
    pub saved: bool,
    /// whether nothing can be changed: sealed, paused or closed
    pub locked: bool,
    /// when it was saved last
    pub saved_at: Option<i64>,
    /// what is wrong; field `order`
    pub errors: FormErrors,
    /// all assignments
    pub today_href: String,
}

impl Page for Ranking {
    const TEMPLATE: &'static str = "pages/jury/ranking.html";

    fn samples() -> Vec<Self> {
        let work = |place: i64, code: &str, title: &str| Ranked {
            code: code.into(),
            title: title.into(),
            href: format!("{}/jury/painting/{code}", examples::BASE),
            image: examples::painting().painting.map(|p| p.image),
            place,
        };
        let page = Self {
            category: "Tranh vẽ".into(),
            works: vec![
                work(1, "A7K", "Lớp học bên suối Nặm La"),
                work(2, "B2M", "Cả bản cùng trồng rừng"),
                work(
                    3,
                    "C9R",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                ),
                work(4, "D4H", "Mưa"),
            ],
            seen: "A7K B2M C9R D4H".into(),
            saved: false,
            locked: false,
            saved_at: None,
            errors: FormErrors::new(),
            today_href: format!("{}/jury", examples::BASE),
        };
        let changed = Self {
            errors: FormErrors::new().with("order", "jury-ranking-elsewhere", &[]),
            saved: true,
            saved_at: Some(examples::NOW),
            ..page.clone()
        };
        let locked = Self {
            locked: true,
            saved: true,
            saved_at: Some(examples::NOW),
            ..page.clone()
        };
        vec![page, changed, locked]
    }
}

/// What the form sends beside the places: `place-<code>`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RankingForm {
    /// the order that the page showed
    seen: String,
    /// a code moved one place up or down without a script: `up-<code>`, `down-<code>`
    go: String,
    /// places as typed
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, String>,
}

impl RankingForm {
    /// The codes of the page in the order of their typed places; equal ones stay as the page had them.
    fn order(&self) -> Vec<String> {
        let mut codes: Vec<(f64, &str)> = Vec::new();
        for code in self.seen.split_whitespace() {
            let typed = self.rest.get(&format!("place-{code}"));
            let place = typed.and_then(|t| t.trim().replace(',', ".").parse::<f64>().ok());
            codes.push((place.filter(|p| p.is_finite()).unwrap_or(f64::MAX), code));
        }
        codes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut order: Vec<String> = codes.into_iter().map(|(_, code)| code.to_owned()).collect();
        let at = |order: &[String], code: &str| order.iter().position(|c| c == code);
        if let Some(found) = self
            .go
            .strip_prefix("up-")
            .and_then(|code| at(&order, code))
        {
            order.swap(found, found.saturating_sub(1));
        }
        if let Some(found) = self
            .go
            .strip_prefix("down-")
            .and_then(|code| at(&order, code))
        {
            let last = order.len() - 1;
            order.swap(found, (found + 1).min(last));
        }
        order
    }
}

type RankingPath = (String, String, String);

/// `GET /{lang}/{contest}/jury/{category}/ranking`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<RankingPath>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let (_, category, round) = desk_of(&mut tx, &visitor, &contest, &slug).await?;
    let page = Ranking::of(&mut tx, &visitor, (&contest, &category, &round)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/jury/{category}/ranking`: saves the whole order. Where another window was faster, what stands is
/// shown, and sending again saves this one.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<RankingPath>,
    Posted { form, .. }: Posted<RankingForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, category, round) = desk_of(&mut tx, &visitor, &contest, &slug).await?;
    let criteria = rounds::criteria_of_round(&mut tx, round.id).await?;
    let input = RankInput {
        order: form.order(),
        seen: Some(form.seen.split_whitespace().map(str::to_owned).collect()),
    };
    let by = (&round, criteria.as_slice());
    let wrong = match sheets::rank(&mut tx, &app.cx(), &visitor.actor(), by, &input).await {
        Ok(()) => {
            tx.commit().await?;
            let here = format!("/{}/jury/{slug}/ranking", contest.slug);
            return Ok(visitor.go(&here));
        }
        Err(RankError::NotAll) => "jury-ranking-not-all",
        Err(RankError::ChangedElsewhere(_)) => "jury-ranking-elsewhere",
        Err(RankError::Denied(_)) => return Err(PageError::Closed),
        Err(RankError::Store(error)) => return Err(error.into()),
    };
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = Ranking::of(&mut tx, &visitor, (&contest, &category, &round)).await?;
    page.arrange(&input.order);
    page.errors.add("order", wrong);
    visitor.show_with(&app, StatusCode::CONFLICT, &page)
}

impl Ranking {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category, round): (&Contest, &Category, &Round),
    ) -> Result<Self, PageError> {
        let person = visitor.actor().person().ok_or(PageError::SignIn)?;
        if round.kind != RoundKind::Ranking || round.state == RoundState::Draft {
            return Err(PageError::NotFound);
        }
        let list = assignments::of_juror(tx, person, round.id).await?;
        if list.is_empty() {
            return Err(PageError::NotFound);
        }
        let marks = sheets::marks_of_juror(tx, round.id, person).await?;
        let order = sheets::ranked_order(&list, &marks);
        let base = visitor.url(&format!("/{}/jury/{}", contest.slug, category.slug));
        let image = |a: &Assignment| {
            let slot = Slot::PaintingImage.as_str();
            (category.kind == Kind::Painting)
                .then(|| format!("{base}/{}/media/{slot}/thumb", a.code))
        };
        let works: Vec<Ranked> = (1..)
            .zip(&order)
            .map(|(place, a)| Ranked {
                code: a.code.clone(),
                title: a.title.clone(),
                href: format!("{base}/{}", a.code),
                image: image(a),
                place,
            })
            .collect();
        let codes: Vec<&str> = works.iter().map(|w| w.code.as_str()).collect();
        Ok(Self {
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            seen: codes.join(" "),
            saved: marks.len() == order.len(),
            locked: round.state != RoundState::Open || list.iter().any(|a| a.locked_at.is_some()),
            saved_at: marks.iter().map(|m| m.saved_at.0).max(),
            works,
            errors: FormErrors::new(),
            today_href: visitor.url(&format!("/{}/jury", contest.slug)),
        })
    }

    /// Shows the works in the order that was sent, beside what stands.
    fn arrange(&mut self, order: &[String]) {
        let at = |code: &str| order.iter().position(|c| c == code).unwrap_or(usize::MAX);
        self.works.sort_by_key(|w| at(&w.code));
        for (place, work) in (1..).zip(&mut self.works) {
            work.place = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(places: &[(&str, &str)], go: &str) -> Vec<String> {
        let form = RankingForm {
            seen: "A B C D".to_owned(),
            go: go.to_owned(),
            rest: places
                .iter()
                .map(|(code, place)| (format!("place-{code}"), (*place).to_owned()))
                .collect(),
        };
        form.order()
    }

    #[test]
    fn places_are_read_as_people_type_them_and_buttons_move_one_step() {
        let shown = [("A", "1"), ("B", "2"), ("C", "3"), ("D", "4")];
        assert_eq!(sent(&shown, ""), ["A", "B", "C", "D"]);
        assert_eq!(
            sent(&[("A", "4"), ("B", "2"), ("C", "3"), ("D", "1,5")], ""),
            ["D", "B", "C", "A"]
        );
        assert_eq!(
            sent(&[("A", "2"), ("B", "2"), ("C", ""), ("D", "x")], ""),
            ["A", "B", "C", "D"]
        );
        assert_eq!(sent(&shown, "up-C"), ["A", "C", "B", "D"]);
        assert_eq!(sent(&shown, "up-A"), ["A", "B", "C", "D"]);
        assert_eq!(sent(&shown, "down-D"), ["A", "B", "C", "D"]);
        assert_eq!(sent(&shown, "down-A"), ["B", "A", "C", "D"]);
    }
}
