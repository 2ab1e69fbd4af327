//! What everybody may know: contests, published works, results.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Query, State},
    response::IntoResponse,
};
use contest::{
    Timestamp,
    contests::{self as table, Category, Contest},
};
use judging::{decisions, prizes};
use serde::Serialize;
use submissions::{
    entries::{self, Filter, Listed, PublicCredit},
    kinds::slots,
};
use utoipa::ToSchema;

use super::{
    ApiError, Told,
    paging::{Listing, Paging, linked},
};
use crate::{
    app::App,
    error::PageError,
    extract::{InContest, Visitor},
    guard::API_ROOT,
    pages::public::home::public_phase,
    problems::Problem,
    shapes::moment,
};

/// A contest.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContestInfo {
    /// Its name in addresses.
    #[schema(example = "sonla-2024")]
    pub slug: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Theme in Vietnamese.
    pub theme_vi: String,
    /// Theme in English.
    pub theme_en: String,
    /// `before`, `open`, `judging` or `announced`.
    pub phase: String,
    /// Entries are taken from here …
    #[schema(format = DateTime)]
    pub opens_at: String,
    /// … to here.
    #[schema(format = DateTime)]
    pub closes_at: String,
    /// IANA name of the time zone in which people are told of dates.
    pub zone: String,
    /// Its page for people, in Vietnamese.
    pub url: String,
    /// What works are entered into; empty in the list of contests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryInfo>,
}

/// A category.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CategoryInfo {
    /// Its name in addresses.
    pub slug: String,
    /// `song`, `painting`, `poem`, `initiative` or `speech`.
    pub kind: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// How many works one author may enter; 0 for any number.
    pub max_per_author: i64,
    /// Files that belong to a work.
    pub slots: Vec<SlotInfo>,
}

/// A place for a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SlotInfo {
    /// Its name.
    #[schema(example = "painting.image")]
    pub slot: String,
    /// Bytes that a file may have at most.
    pub max_bytes: u64,
}

impl ContestInfo {
    fn of(visitor: &Visitor, contest: &Contest, now: Timestamp) -> Self {
        Self {
            slug: contest.slug.clone(),
            name_vi: contest.name_vi.clone(),
            name_en: contest.name_en.clone(),
            theme_vi: contest.theme_vi.clone(),
            theme_en: contest.theme_en.clone(),
            phase: public_phase(contest, now).to_owned(),
            opens_at: moment(contest.opens_at),
            closes_at: moment(contest.closes_at),
            zone: contest.zone.clone(),
            url: visitor.absolute_short(&format!("/vi/{}", contest.slug)),
            categories: Vec::new(),
        }
    }
}

impl CategoryInfo {
    fn of(category: &Category) -> Self {
        let slot = |slot: &submissions::kinds::Slot| SlotInfo {
            slot: slot.as_str().to_owned(),
            max_bytes: slot.rules_of(&category.limits).max_bytes as u64,
        };
        Self {
            slug: category.slug.clone(),
            kind: category.kind.as_str().to_owned(),
            name_vi: category.name_vi.clone(),
            name_en: category.name_en.clone(),
            max_per_author: category.max_per_author,
            slots: slots(category.kind).iter().map(slot).collect(),
        }
    }
}

/// All contests that have begun or will, the newest first.
#[utoipa::path(get, path = "/api/v1/contests", operation_id = "listContests", tag = "public",
    responses((status = 200, body = Listing<ContestInfo>), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn list(State(app): State<App>, visitor: Visitor) -> Told {
    let mut tx = app.db.read().await?;
    let contests = table::all(&mut tx).await?;
    let items = contests
        .iter()
        .filter(|c| c.phase != table::Phase::Setup)
        .map(|c| ContestInfo::of(&visitor, c, app.now()))
        .collect();
    Ok(Json(Listing { items, next: None }).into_response())
}

/// A contest with its categories.
#[utoipa::path(get, path = "/api/v1/contests/{contest}", operation_id = "getContest", tag = "public",
    params(("contest" = String, Path, description = "Name of the contest in addresses", example = "sonla-2024")),
    responses((status = 200, body = ContestInfo), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn one(State(app): State<App>, visitor: Visitor, InContest(contest): InContest) -> Told {
    let mut tx = app.db.read().await?;
    let categories = table::categories_of(&mut tx, contest.id).await?;
    let mut info = ContestInfo::of(&visitor, &contest, app.now());
    info.categories = categories.iter().map(CategoryInfo::of).collect();
    Ok(Json(info).into_response())
}

/// A published work.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublishedWork {
    /// Code of the entry.
    #[schema(example = "T-0179-K")]
    pub code: String,
    /// The category's name in addresses.
    pub category: String,
    /// Title.
    pub title: String,
    /// Who made it.
    pub credit: CreditInfo,
    /// School or office, where the author may be named; may be empty.
    pub place: String,
    /// The prize; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award: Option<AwardInfo>,
    /// Its page for people, in Vietnamese.
    pub url: String,
}

/// Who made a work, as far as it was agreed to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CreditInfo {
    /// `name` where the author agreed to be named; otherwise `pupil` or `author`.
    pub shown_as: String,
    /// The author's name; absent where it is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Group or class; may be empty.
    pub collective: String,
    /// Others who may be named.
    pub others: Vec<String>,
    /// How many others are not.
    pub unnamed: i64,
}

/// A prize.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AwardInfo {
    /// 1 is the highest in the category.
    pub level: i64,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
}

impl CreditInfo {
    fn of(contest: &Contest, listed: &Listed) -> Self {
        let (shown_as, name, credits) = match listed.credit(contest) {
            PublicCredit::Name(name, credits) => ("name", Some(name), credits),
            PublicCredit::Pupil(_) => ("pupil", None, entries::Credits::default()),
            PublicCredit::Author(_) => ("author", None, entries::Credits::default()),
        };
        Self {
            shown_as: shown_as.to_owned(),
            name,
            collective: credits.collective,
            others: credits.named,
            unnamed: credits.unnamed,
        }
    }
}

impl AwardInfo {
    fn of(award: &prizes::Award) -> Self {
        Self {
            level: award.level,
            name_vi: award.name_vi.clone(),
            name_en: award.name_en.clone(),
        }
    }
}

/// The works of the exhibition, once the result is announced.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/works", operation_id = "listWorks", tag = "public",
    params(("contest" = String, Path, description = "Name of the contest in addresses"), Paging),
    responses((status = 200, body = Listing<PublishedWork>), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn works(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(paging): Query<Paging>,
) -> Told {
    if !contest.is_announced(app.now()) {
        return Err(PageError::NotFound.into());
    }
    let mut tx = app.db.read().await?;
    let after = match &paging.after {
        Some(code) => {
            let found = entries::by_code(&mut tx, contest.id, code).await?;
            let found = found.ok_or_else(|| nothing_after(&visitor))?;
            Some(found.id)
        }
        None => None,
    };
    let size = paging.size() + 1;
    let listed = entries::following(&mut tx, contest.id, &Filter::shown(), (after, size)).await?;
    let categories = table::categories_of(&mut tx, contest.id).await?;
    let awards: HashMap<_, _> = prizes::awards_of(&mut tx, contest.id)
        .await?
        .into_iter()
        .map(|award| (award.entry_id, award))
        .collect();
    let work = |one: &Listed| {
        let code = one.entry.code.clone().unwrap_or_default();
        let category = categories.iter().find(|c| c.id == one.entry.category_id);
        PublishedWork {
            category: category.map_or_else(String::new, |c| c.slug.clone()),
            title: one.entry.title.clone(),
            credit: CreditInfo::of(&contest, one),
            place: one.public_place().to_owned(),
            award: awards.get(&one.entry.id).map(AwardInfo::of),
            url: visitor.absolute_short(&format!("/vi/{}/works/{code}", contest.slug)),
            code,
        }
    };
    let items = listed.iter().map(work).collect();
    let listing = Listing::of(items, &paging, |work| work.code.clone());
    let address = format!("{}/contests/{}/works", API_ROOT, contest.slug);
    let told = Ok(Json(&listing).into_response());
    linked(told, &address, &paging, listing.next.as_deref())
}

/// A page that begins after nothing there is.
pub(super) fn nothing_after(visitor: &Visitor) -> ApiError {
    ApiError::unreadable(
        visitor,
        "after: a `next` of this list is expected".to_owned(),
    )
}

/// The result.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResultInfo {
    /// Number of the decision.
    pub decision: String,
    /// Prizes, by category and level.
    pub awards: Vec<AwardedWork>,
}

/// A work with its prize.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AwardedWork {
    /// Code of the entry.
    pub code: String,
    /// The category's name in addresses.
    pub category: String,
    /// Title.
    pub title: String,
    /// Who made it.
    pub credit: CreditInfo,
    /// The prize.
    pub award: AwardInfo,
}

/// The result, once it is announced.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/result", operation_id = "getResult", tag = "public",
    params(("contest" = String, Path, description = "Name of the contest in addresses")),
    responses((status = 200, body = ResultInfo), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn result(State(app): State<App>, InContest(contest): InContest) -> Told {
    if !contest.is_announced(app.now()) {
        return Err(PageError::NotFound.into());
    }
    let mut tx = app.db.read().await?;
    let awards = prizes::awards_of(&mut tx, contest.id).await?;
    let among = Filter {
        among: Some(awards.iter().map(|a| a.entry_id).collect()),
        ..Filter::default()
    };
    let listed = entries::all(&mut tx, contest.id, &among).await?;
    let categories = table::categories_of(&mut tx, contest.id).await?;
    let decision = decisions::decision_of(&mut tx, contest.id).await?;
    let of_category = |category: &Category| {
        let own: Vec<AwardedWork> = awards
            .iter()
            .filter(|a| a.category_id == category.id)
            .filter_map(|award| {
                let one = listed.iter().find(|l| l.entry.id == award.entry_id)?;
                Some(AwardedWork {
                    code: one.entry.code.clone()?,
                    category: category.slug.clone(),
                    title: one.entry.title.clone(),
                    credit: CreditInfo::of(&contest, one),
                    award: AwardInfo::of(award),
                })
            })
            .collect();
        own
    };
    let mut all: Vec<_> = categories.iter().flat_map(of_category).collect();
    all.sort_by_key(|work| {
        let place = categories.iter().position(|c| c.slug == work.category);
        (place, work.award.level)
    });
    let told = ResultInfo {
        decision: decision.map_or_else(String::new, |d| d.number),
        awards: all,
    };
    Ok(Json(told).into_response())
}
