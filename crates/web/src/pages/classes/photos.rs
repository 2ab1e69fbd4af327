//! Photos of a whole class at once: matched by file name, the rest given to their child by a tap.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use contest::contests::Limits;
use serde::{Deserialize, Serialize};
use submissions::classes::{self, PhotoError};
use submissions::entries::EntryId;
use submissions::files::{self, ReceiveError, inspect::Recipe};
use submissions::kinds::Slot;
use uuid::Uuid;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InClass, Posted, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::judgements;
use crate::media;
use crate::pages::classes::home::{Child, Nothing, children};
use crate::pages::parts::Choice;
use crate::render::Page;

/// A photo that nobody's name fitted.
#[derive(Clone, Debug, Serialize)]
pub struct Unmatched {
    /// its key
    pub id: String,
    /// the sender's file name
    pub name: String,
    /// address of a small picture
    pub image: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ClassPhotos {
    /// what is wrong
    pub errors: FormErrors,
    /// unmatched ones first
    pub unmatched: Vec<Unmatched>,
    /// children still without a picture, then the others
    pub choices: Vec<Choice>,
    /// children without a picture: `value` is the place in the list
    pub without: Vec<Choice>,
    /// how many have one
    pub with_work: i64,
    /// how many children there are
    pub all: i64,
    /// the class
    pub base: String,
}

impl Page for ClassPhotos {
    const TEMPLATE: &'static str = "pages/classes/photos.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            errors: FormErrors::new(),
            unmatched: vec![Unmatched {
                id: "019230a2-0000-7000-8000-000000000001".into(),
                name: "IMG_0012.jpg".into(),
                image: "/vi/classes/9f2kq7/photos/1".into(),
            }],
            choices: vec![Choice::new("2", "2. Quàng Văn Thắng")],
            without: vec![Choice::new("2", "2. Quàng Văn Thắng")],
            with_work: 29,
            all: 30,
            base: "/vi/classes/9f2kq7".into(),
        };
        let done = Self {
            unmatched: Vec::new(),
            without: Vec::new(),
            with_work: 30,
            ..page.clone()
        };
        vec![page, done]
    }
}

/// `GET /{lang}/classes/{key}/photos`.
pub async fn get(State(app): State<App>, visitor: Visitor, class: InClass) -> Answer {
    let page = ClassPhotos::of(&app, &visitor, &class).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/classes/{key}/photos`: any number of files in the field `photos`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    class: InClass,
    PostedWithFiles { mut files, .. }: PostedWithFiles<Nothing>,
) -> Answer {
    let mut errors = FormErrors::new();
    if files.is_empty() {
        errors.add("photos", "error-file-missing");
    }
    // A camera numbers its pictures: in this order a card stands before its work.
    files.sort_by_cached_key(|file| counted(&file.name));
    for file in files {
        let store = (&app.objects, &app.inspector);
        // Whose it is, and with it what its category asks for, is known later.
        let place = (Slot::PaintingImage, &Limits::default());
        let received = match files::receive(store, &app.cx(), place, &file.name, file.stored).await
        {
            Ok(received) => received,
            Err(ReceiveError::Refused(word)) => {
                let why = judgements::refused(place, word);
                let why = crate::i18n::text(visitor.lang, &why.key, &why.args);
                let args = [("name", file.name.into()), ("why", why.into())];
                let args = args.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
                errors.add_with("photos", "classes-photos-refused", args);
                continue;
            }
            Err(error) => return Err(PageError::internal(error)),
        };
        // Each photo is its own act: what has arrived stays, whatever happens to the next one.
        let mut tx = app.db.read().await?;
        let members = classes::members(&mut tx, class.class.id).await?;
        drop(tx);
        let card = classes::read_card(store, &members, &received)
            .await
            .map_err(PageError::internal)?;
        let mut tx = app.db.begin().await?;
        let of = (&class.contest, &class.class);
        classes::keep(&mut tx, &app.cx(), of, &members, (&received, card))
            .await
            .map_err(refused)?;
        tx.commit().await?;
    }
    if errors.is_empty() {
        return Ok(visitor.go(&format!("/classes/{}/photos", class.key)));
    }
    let mut page = ClassPhotos::of(&app, &visitor, &class).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// A name by which 9 comes before 10.
fn counted(name: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for c in name.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            let _ = write!(key, "{digits:0>20}");
            digits.clear();
        }
        key.push(c);
    }
    key
}

fn refused(error: PhotoError) -> PageError {
    match error {
        PhotoError::Denied(_) => PageError::Closed,
        // Whoever keeps photos is not told of one child's category.
        PhotoError::Unknown | PhotoError::Unfit(..) => PageError::NotFound,
        PhotoError::Store(error) => error.into(),
    }
}

/// Which photo is whose.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    photo: String,
    child: String,
}

/// `POST /{lang}/classes/{key}/photos/assign`.
pub async fn assign(
    State(app): State<App>,
    visitor: Visitor,
    class: InClass,
    Posted { form, .. }: Posted<AssignForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let members = classes::members(&mut tx, class.class.id).await?;
    let child = form
        .child
        .parse::<i64>()
        .ok()
        .and_then(|p| members.iter().find(|m| m.position == p));
    let photo: Option<Uuid> = form.photo.parse().ok();
    let (Some(member), Some(photo)) = (child, photo) else {
        drop(tx);
        let mut page = ClassPhotos::of(&app, &visitor, &class).await?;
        page.errors.add("child", "classes-photos-choose");
        return visitor.again(&app, &page);
    };
    let of = (&class.contest, &class.class);
    let entry: EntryId = member.entry.id;
    match classes::assign(&mut tx, &app.cx(), of, photo, entry).await {
        Ok(()) => tx.commit().await?,
        Err(PhotoError::Unfit(limits, refusal)) => {
            drop(tx);
            let why = judgements::refused((Slot::PaintingImage, &limits), refusal);
            let mut page = ClassPhotos::of(&app, &visitor, &class).await?;
            page.errors.add_with("child", &why.key, why.args);
            return visitor.again(&app, &page);
        }
        Err(error) => return Err(refused(error)),
    }
    Ok(visitor.go(&format!("/classes/{}/photos", class.key)))
}

/// `GET /{lang}/classes/{key}/photos/{id}`: a photo in small.
pub async fn thumb(
    State(app): State<App>,
    class: InClass,
    Path((_, _, id)): Path<(String, String, Uuid)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let photo = classes::photo(&mut tx, class.class.id, id)
        .await?
        .ok_or(PageError::NotFound)?;
    media::loose(&app, tx, photo.sha256, Recipe::Thumb).await
}

impl ClassPhotos {
    async fn of(app: &App, visitor: &Visitor, class: &InClass) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/classes/{}", class.key));
        let all = children(app, visitor, class).await?;
        let mut tx = app.db.read().await?;
        let unmatched = classes::unplaced(&mut tx, class.class.id).await?;
        let (with, without): (Vec<&Child>, Vec<&Child>) = all.iter().partition(|c| c.has_work);
        let choice = |c: &&Child| {
            Choice::new(
                &c.position.to_string(),
                &format!("{}. {}", c.number, c.name),
            )
        };
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Ok(Self {
            errors: FormErrors::new(),
            unmatched: unmatched
                .iter()
                .map(|p| Unmatched {
                    id: p.id.to_string(),
                    name: p.original_name.clone(),
                    image: format!("{base}/photos/{}", p.id),
                })
                .collect(),
            choices: without.iter().chain(&with).map(choice).collect(),
            without: without.iter().map(choice).collect(),
            with_work: count(with.len()),
            all: count(all.len()),
            base,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn pictures_are_in_the_order_in_which_the_camera_counts() {
        let mut names = ["IMG_10.jpg", "IMG_9.jpg", "IMG_100.jpg", "DSC 2.jpg"];
        names.sort_by_cached_key(|name| counted(name));
        assert_eq!(
            names,
            ["DSC 2.jpg", "IMG_9.jpg", "IMG_10.jpg", "IMG_100.jpg"]
        );
    }
}
