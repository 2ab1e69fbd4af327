//! The exhibition: 24 works a page.

use std::collections::HashMap;

use axum::extract::{Query, State};
use contest::Tx;
use contest::contests::Contest;
use judging::prizes;
use serde::Serialize;
use submissions::entries::{self, EntryId, Filter, Listed};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::pages::parts::{Award, Choice, Pager, Sharing, WorkCard};
use crate::pages::public::sharing;
use crate::pages::works;
use crate::render::Page;

/// The filter as typed; sent by GET.
#[derive(Clone, Debug, Default, Serialize, serde::Deserialize)]
#[serde(default)]
pub struct GalleryForm {
    /// category slug, or empty for all
    pub category: String,
    /// tier's value, or empty for all
    pub award: String,
    /// school as it is written, or empty for all
    pub school: String,
    /// ward as it is written, or empty for all
    pub ward: String,
    /// `name` for the order of given names; anything else is that of numbers
    pub sort: String,
    /// words of title or credit
    pub q: String,
    /// from 1; anything else is the first page
    pub page: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Gallery {
    /// the filter
    pub form: GalleryForm,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// tiers to choose from
    pub awards: Vec<Choice>,
    /// schools to choose from; empty where there is one at most
    pub schools: Vec<Choice>,
    /// wards to choose from; empty where there is one at most
    pub wards: Vec<Choice>,
    /// other contests whose exhibition is open: year with name, and where it is
    pub editions: Vec<(String, String)>,
    /// works that match
    pub total: i64,
    /// those of this page
    pub works: Vec<WorkCard>,
    /// the other pages, filter included
    pub pager: Pager,
    /// what is told of the page elsewhere
    pub sharing: Sharing,
    /// whether the exhibition is open
    pub open: bool,
}

impl Page for Gallery {
    const TEMPLATE: &'static str = "pages/public/gallery.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: GalleryForm::default(),
            categories: examples::categories(),
            awards: vec![Choice::new(
                "any",
                Award::new("first", "Có giải").label.as_str(),
            )],
            schools: ["Tiểu học Quyết Tâm", "THCS Chiềng Sinh"]
                .map(|school| Choice::new(school, school))
                .to_vec(),
            wards: ["Phường Chiềng Sinh", "Xã Chiềng Cọ"]
                .map(|ward| Choice::new(ward, ward))
                .to_vec(),
            editions: vec![(
                "2023: Thành phố tôi học".into(),
                "/vi/sonla-2023/gallery".into(),
            )],
            total: 179,
            works: examples::cards(),
            pager: Pager {
                page: 1,
                pages: 8,
                previous: None,
                next: Some(format!("{}/gallery?page=2", examples::BASE)),
            },
            sharing: Sharing::sample(),
            open: true,
        };
        let nothing = Self {
            form: GalleryForm {
                category: "song".into(),
                award: String::new(),
                q: "nặm la".into(),
                ..GalleryForm::default()
            },
            total: 0,
            works: Vec::new(),
            pager: Pager::default(),
            ..page.clone()
        };
        let closed = Self {
            open: false,
            form: GalleryForm::default(),
            ..nothing.clone()
        };
        vec![page, nothing, closed]
    }
}

const PER_PAGE: i64 = 24;

impl GalleryForm {
    /// This filter on another page, as a query.
    fn query(&self, page: i64) -> String {
        let pairs = [
            ("category", &self.category),
            ("award", &self.award),
            ("school", &self.school),
            ("ward", &self.ward),
            ("sort", &self.sort),
            ("q", &self.q),
        ];
        let mut query = url::form_urlencoded::Serializer::new(String::from("?"));
        for (name, value) in pairs {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair("page", &page.to_string()).finish()
    }
}

/// `GET /{lang}/{contest}/gallery`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<GalleryForm>,
) -> Answer {
    if !contest.is_announced(app.now()) {
        let title = visitor.say("public-gallery-title", &[]);
        let name = visitor.pick(&contest.name_vi, &contest.name_en);
        let about = sharing::of_contest(&visitor, &contest, &title, name);
        return visitor.show(&app, &Gallery::closed(about));
    }
    let mut tx = app.db.read().await?;
    let categories = contest::contests::categories_of(&mut tx, contest.id).await?;
    let awards = prizes::awards_of(&mut tx, contest.id).await?;
    let chosen = categories.iter().find(|c| c.slug == form.category);
    let level: Option<i64> = form.award.parse().ok();
    let filter = Filter {
        category: chosen.map(|c| c.id),
        among: level.map(|level| {
            awards
                .iter()
                .filter(|a| a.level == level)
                .map(|a| a.entry_id)
                .collect()
        }),
        search: form.q.clone(),
        school: form.school.clone(),
        ward: form.ward.clone(),
        ..Filter::shown()
    };
    let total = entries::count(&mut tx, contest.id, &filter).await?;
    let pages = (total + PER_PAGE - 1) / PER_PAGE;
    let page = form.page.parse().unwrap_or(1).clamp(1, pages.max(1));
    let skip = (page - 1) * PER_PAGE;
    let listed = if form.sort == "name" {
        by_name(&mut tx, &contest, &filter, skip).await?
    } else {
        entries::list(&mut tx, contest.id, &filter, (skip, PER_PAGE)).await?
    };
    let by_entry: HashMap<_, _> = awards.iter().map(|a| (a.entry_id, a)).collect();
    let works = listed
        .iter()
        .filter_map(|l| {
            let kind = categories
                .iter()
                .find(|c| c.id == l.entry.category_id)?
                .kind;
            Some(works::card(
                &visitor,
                &contest,
                kind,
                l,
                by_entry.get(&l.entry.id).copied(),
            ))
        })
        .collect();
    let title = visitor.say("public-gallery-title", &[]);
    let about = sharing::of_gallery(&visitor, &contest, &title, total);
    let schools = entries::public_schools(&mut tx, contest.id).await?;
    let wards = entries::public_wards(&mut tx, contest.id).await?;
    let editions = editions(&mut tx, &app, &visitor, &contest).await?;
    let levels = tiers(&visitor, &awards, chosen.map(|c| c.id));
    visitor.show(
        &app,
        &Gallery {
            categories: categories
                .iter()
                .map(|c| Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en)))
                .collect(),
            awards: levels,
            schools: choices(&schools),
            wards: choices(&wards),
            editions,
            total,
            works,
            pager: Pager::at(page, pages, |other| form.query(other)),
            sharing: about,
            open: true,
            form,
        },
    )
}

/// Other contests whose exhibition is open: year with name, and where it is.
async fn editions(
    tx: &mut Tx,
    app: &App,
    visitor: &Visitor,
    contest: &Contest,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    let all = contest::contests::all(tx).await?;
    let others = all
        .iter()
        .filter(|other| other.id != contest.id && other.is_announced(app.now()));
    let edition = |other: &Contest| {
        let name = visitor.pick(&other.name_vi, &other.name_en);
        let year = entries::year_of(other);
        (
            format!("{year}: {name}"),
            visitor.url(&format!("/{}/gallery", other.slug)),
        )
    };
    Ok(others.map(edition).collect())
}

/// One page of what matches, by the given names of whoever may be named.
async fn by_name(
    tx: &mut Tx,
    contest: &Contest,
    filter: &Filter,
    skip: i64,
) -> Result<Vec<Listed>, sqlx::Error> {
    let ids = entries::by_public_name(tx, contest.id, filter).await?;
    let skip = usize::try_from(skip).unwrap_or(usize::MAX);
    let take = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let page: Vec<EntryId> = ids.into_iter().skip(skip).take(take).collect();
    let among = Filter {
        among: Some(page.clone()),
        ..Filter::shown()
    };
    let mut listed = entries::all(tx, contest.id, &among).await?;
    listed.sort_by_key(|one| page.iter().position(|id| *id == one.entry.id));
    Ok(listed)
}

// one place alone is no choice
fn choices(places: &[String]) -> Vec<Choice> {
    if places.len() < 2 {
        return Vec::new();
    }
    places.iter().map(|p| Choice::new(p, p)).collect()
}

// what the filter offers: the tiers that were given, in this category or in all
fn tiers(
    visitor: &Visitor,
    awards: &[prizes::Award],
    category: Option<contest::contests::CategoryId>,
) -> Vec<Choice> {
    let mut levels: Vec<_> = awards
        .iter()
        .filter(|a| category.is_none_or(|c| c == a.category_id))
        .map(|a| (a.level, visitor.pick(&a.name_vi, &a.name_en)))
        .collect();
    levels.sort_unstable();
    levels.dedup_by_key(|(level, _)| *level);
    levels
        .iter()
        .map(|(level, name)| Choice::new(&level.to_string(), name))
        .collect()
}

impl Gallery {
    /// Before the announcement: nothing, not even how much.
    fn closed(sharing: Sharing) -> Self {
        Self {
            form: GalleryForm::default(),
            categories: Vec::new(),
            awards: Vec::new(),
            schools: Vec::new(),
            wards: Vec::new(),
            editions: Vec::new(),
            total: 0,
            works: Vec::new(),
            pager: Pager::default(),
            sharing,
            open: false,
        }
    }
}
