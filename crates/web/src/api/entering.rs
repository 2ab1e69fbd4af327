//! Entering a work: a draft, its files, its author, sending. The key of the private link stands in the address; whoever has it
//! may do what the page behind the link lets people do.

use axum::{
    body::HttpBody as _,
    extract::{Path, Query, Request, State},
    response::{IntoResponse, Response},
};
use contest::{Actor, Tx};
use futures_util::TryStreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use submissions::{
    entries::{self, Missing, Source},
    files::{self, ReceiveError},
    kinds::{Slot, slots},
    uploads,
};
use utoipa::{IntoParams, ToSchema};

use super::{
    ApiError, Told,
    sent::Sent,
    shown::{acted, again, shown},
};
use crate::{
    accounts::{Limit, allow},
    app::App,
    error::PageError,
    extract::{Held, InContest, Once, Visitor, cut},
    forms::FormErrors,
    guard::API_ROOT,
    judgements,
    pages::{
        consenting::ConsentForm,
        enter::{
            author::{self, AuthorForm},
            review::{self, ReviewForm, Sending},
            withdraw::not_withdrawn,
            work::{WorkForm, category_called, faults_to_errors, not_begun, refused},
        },
        stating::AiForm,
    },
    problems::{FieldProblem, Problem},
    senders,
    shapes::{FileInfo, WorkTexts, moment},
};

/// The texts of a work. What is absent stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WorkInput {
    /// Title.
    pub title: Option<String>,
    /// The poem, the lyrics, or the words of a recording; line breaks are kept.
    pub text: Option<String>,
    /// Painting: what is painted, for those who cannot see it.
    pub alt: Option<String>,
    /// Painting: material and size.
    pub technique: Option<String>,
    /// Initiative: what it is about.
    pub problem: Option<String>,
    /// Initiative: what is done.
    pub solution: Option<String>,
    /// Initiative: what came of it.
    pub result: Option<String>,
    /// Initiative: who does so too.
    pub adopters: Option<String>,
    /// Initiative: what it costs.
    pub cost: Option<String>,
}

impl WorkInput {
    fn over(self, mut form: WorkForm) -> WorkForm {
        let fields = [
            (&mut form.title, self.title),
            (&mut form.text, self.text),
            (&mut form.alt, self.alt),
            (&mut form.technique, self.technique),
            (&mut form.problem, self.problem),
            (&mut form.solution, self.solution),
            (&mut form.result, self.result),
            (&mut form.adopters, self.adopters),
            (&mut form.cost, self.cost),
        ];
        for (field, value) in fields {
            if let Some(value) = value {
                *field = value;
            }
        }
        form
    }
}

/// A draft to be begun.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftInput {
    /// The category's name in addresses.
    pub category: String,
    /// What is known of the work already.
    #[serde(default)]
    pub work: WorkInput,
}

/// A draft that was begun.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftBegun {
    /// Key of the private link: whoever has it may change and send the work. It cannot be told again.
    pub key: String,
    /// The private link, for people.
    pub url: String,
    /// Where resumable uploads (tus 1.0) of this entry are created.
    pub uploads: String,
}

/// Begins a draft.
#[utoipa::path(post, path = "/api/v1/contests/{contest}/drafts", operation_id = "beginDraft", tag = "entering",
    params(("contest" = String, Path, description = "Name of the contest in addresses"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Makes it safe to send again")),
    request_body = DraftInput,
    responses((status = 201, body = DraftBegun), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Sent { body, once }: Sent<DraftInput>,
) -> Told {
    let category = match category_called(&app, &contest, &body.category).await {
        Err(PageError::NotFound) => {
            let mut errors = FormErrors::new();
            errors.add("category", "error-choice");
            return Err(ApiError::fields(&visitor, &errors));
        }
        found => found?,
    };
    let work = body.work.over(WorkForm::default()).to_work();
    let mut tx = app.db.begin().await?;
    if !allow(&mut tx, &app.cx(), Limit::BEGIN, &visitor.network).await? {
        tx.commit().await?;
        return Err(PageError::TooMany.into());
    }
    if let Some(kept) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(created(again(kept)));
    }
    let what = (Source::Online, &work);
    let begun = entries::begin(
        &mut tx,
        &app.cx(),
        &Actor::Visitor,
        (&contest, &category),
        what,
    )
    .await
    .map_err(not_begun)?;
    let link = format!("/entries/{}", begun.key);
    let told = DraftBegun {
        url: visitor.absolute(&link),
        uploads: visitor.absolute(&format!("{link}/uploads")),
        key: begun.key,
    };
    let mut response = acted(once, &mut tx, &told).await?;
    tx.commit().await?;
    let place = format!("{}/entries/{}", API_ROOT, told.key);
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(created(response))
}

fn created(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::CREATED;
    response
}

/// An entry as its holder sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HeldEntry {
    /// Code; absent before it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `draft`, `submitted`, `returned`, `eligible`, `ineligible`, `withdrawn` or `duplicate`.
    pub state: String,
    /// Why it was returned or is ineligible; may be empty.
    pub state_reason: String,
    /// The contest's name in addresses.
    pub contest: String,
    /// The category's name in addresses.
    pub category: String,
    /// The texts.
    pub work: WorkTexts,
    /// Files that the server has.
    pub files: Vec<FileInfo>,
    /// What is missing before it can be sent.
    pub missing: Vec<FieldProblem>,
    /// Until when it may be changed and sent.
    #[schema(format = DateTime)]
    pub closes_at: String,
    /// When it was first sent.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<String>,
}

/// What is missing, with the names of fields that the API has.
fn said_of(missing: &Missing) -> FormErrors {
    let mut errors = FormErrors::new();
    faults_to_errors(&mut errors, &missing.work);
    if let Some(slot) = missing.file {
        errors.add(slot.as_str(), "error-file-missing");
    }
    if missing.author {
        errors.add("name", "error-name");
    }
    errors
}

impl HeldEntry {
    async fn of(tx: &mut Tx, visitor: &Visitor, held: &Held) -> Result<Self, PageError> {
        let entry = entries::by_id(tx, held.entry.id)
            .await?
            .ok_or(PageError::NotFound)?;
        let files = files::of_entry(tx, entry.id).await?;
        let expected = uploads::in_force(tx, entry.id).await?;
        let author = entries::author_of(tx, entry.id).await?;
        let has = (files.as_slice(), expected.as_slice());
        let missing = entries::missing_of(&held.category, &entry, has, author.as_ref());
        Ok(Self {
            state: entry.state.as_str().to_owned(),
            contest: held.contest.slug.clone(),
            category: held.category.slug.clone(),
            work: WorkTexts::of(&entry),
            files: files.iter().map(FileInfo::of).collect(),
            missing: Problem::of_fields(visitor, &said_of(&missing)).errors,
            closes_at: moment(entry.closes_at(&held.contest)),
            submitted_at: entry.submitted_at.map(moment),
            code: entry.code,
            state_reason: entry.state_reason,
        })
    }
}

/// An entry.
#[utoipa::path(get, path = "/api/v1/entries/{key}", operation_id = "getHeldEntry", tag = "entering",
    params(("key" = String, Path, description = "Key of the private link"),
        ("If-None-Match" = Option<String>, Header, description = "The tag that is known")),
    responses((status = 200, body = HeldEntry), (status = 304, description = "Nothing is new"),
        (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn one(State(app): State<App>, visitor: Visitor, held: Held, headers: HeaderMap) -> Told {
    let mut tx = app.db.read().await?;
    shown(&headers, &HeldEntry::of(&mut tx, &visitor, &held).await?)
}

/// Changes the texts. A draft keeps what is incomplete; what was sent stays whole.
#[utoipa::path(patch, path = "/api/v1/entries/{key}", operation_id = "changeHeldEntry", tag = "entering",
    params(("key" = String, Path, description = "Key of the private link")),
    request_body = WorkInput,
    responses((status = 200, body = HeldEntry), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Sent { body, .. }: Sent<WorkInput>,
) -> Told {
    let work = body.over(WorkForm::of(&held.entry)).to_work();
    if held.entry.code.is_some() {
        let mut errors = FormErrors::new();
        let faults = work
            .tidied()
            .faults(held.category.kind, &held.category.limits);
        faults_to_errors(&mut errors, &faults);
        if !errors.is_empty() {
            return Err(ApiError::fields(&visitor, &errors));
        }
    }
    let mut tx = app.db.begin().await?;
    let of = (&held.contest, &held.entry);
    entries::describe(&mut tx, &app.cx(), &held.actor(), of, (&work, &[]))
        .await
        .map_err(refused)?;
    let told = HeldEntry::of(&mut tx, &visitor, &held).await?;
    tx.commit().await?;
    Ok(axum::Json(told).into_response())
}

/// What the sender calls a file.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileQuery {
    /// The sender's name of the file.
    name: String,
}

/// Puts a file in its place: the bytes are the body. Long ones over a bad network are better sent by a resumable upload.
#[utoipa::path(put, path = "/api/v1/entries/{key}/files/{slot}", operation_id = "putFile", tag = "entering",
    params(("key" = String, Path, description = "Key of the private link"),
        ("slot" = String, Path, description = "The place, as the category names it"), FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = FileInfo), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn put_file(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    (Path((_, slot)), Query(query)): (Path<(String, String)>, Query<FileQuery>),
    request: Request,
) -> Told {
    let kind = held.category.kind;
    // a poem's text and a song's words are texts
    let slot = Slot::parse(&slot)
        .filter(|slot| slots(kind).contains(slot) && !slot.is_verse())
        .ok_or(PageError::NotFound)?;
    entries::may_change(&held.actor(), &held.contest, &held.entry, app.now())
        .map_err(|_| PageError::Closed)?;
    let _sending = senders::begin(&app, &visitor)?;
    let told = request.body().size_hint().exact().unwrap_or(0);
    senders::count(&app, &visitor, told).await?;
    let most = slot.rules_of(&held.category.limits).max_bytes as u64;
    let pieces = request.into_body().into_data_stream();
    let pieces = pieces.map_err(std::io::Error::other);
    let stored = app.objects.take(app.cx().id(), pieces, most);
    let stored = stored.await.map_err(cut)?;
    if told == 0 {
        senders::count(&app, &visitor, stored.size_bytes).await?;
    }
    let place = (slot, &held.category.limits);
    let store = (&app.objects, &app.inspector);
    let received = match files::receive(store, &app.cx(), place, &query.name, stored).await {
        Ok(received) => received,
        Err(ReceiveError::Refused(word)) => {
            let phrase = judgements::refused(place, word);
            let mut errors = FormErrors::new();
            errors.add_with(slot.as_str(), &phrase.key, phrase.args);
            return Err(ApiError::fields(&visitor, &errors));
        }
        Err(error) => return Err(PageError::internal(error).into()),
    };
    let mut tx = app.db.begin().await?;
    let of = (&held.contest, &held.entry);
    let work = WorkForm::of(&held.entry).to_work();
    entries::describe(&mut tx, &app.cx(), &held.actor(), of, (&work, &[received]))
        .await
        .map_err(refused)?;
    let kept = files::of_entry(&mut tx, held.entry.id).await?;
    tx.commit().await?;
    let file = kept.iter().find(|f| f.slot == slot);
    let file = FileInfo::of(file.ok_or(PageError::NotFound)?);
    Ok(axum::Json(file).into_response())
}

/// Who made a work.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AuthorInput {
    /// Full name, as it should stand on a certificate.
    pub name: String,
    /// Year of birth.
    pub birth_year: i64,
    /// Telephone in any spelling.
    pub phone: String,
    /// One of the contest's wards; empty where the rules do not ask.
    pub ward: String,
    /// School, office or village.
    pub school: String,
    /// Under 18: parent or guardian.
    pub guardian: Option<GuardianInput>,
    /// Name of a group or class.
    pub collective: String,
    /// Everybody else who made it.
    pub others: Vec<OtherInput>,
    /// Whether those of age agreed to be named.
    pub others_agree: bool,
}

/// Who answers for a child.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GuardianInput {
    /// Full name.
    pub name: String,
    /// Such as `mẹ`.
    pub relation: String,
    /// Telephone in any spelling.
    pub phone: String,
}

/// Somebody else who made a work.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OtherInput {
    /// Full name.
    pub name: String,
    /// Year of birth.
    pub birth_year: i64,
}

impl From<AuthorInput> for AuthorForm {
    fn from(input: AuthorInput) -> Self {
        let guardian = input.guardian.unwrap_or_default();
        let line =
            |o: &OtherInput| format!("{}, {}", o.name.replace(['\n', '\r'], " "), o.birth_year);
        let others: Vec<_> = input.others.iter().map(line).collect();
        let year = input.birth_year;
        Self {
            name: input.name,
            birth_year: if year == 0 {
                String::new()
            } else {
                year.to_string()
            },
            phone: input.phone,
            ward: input.ward,
            school: input.school,
            guardian_name: guardian.name,
            guardian_relation: guardian.relation,
            guardian_phone: guardian.phone,
            collective: input.collective,
            others: others.join("\n"),
            others_agree: if input.others_agree { "yes" } else { "" }.to_owned(),
        }
    }
}

/// Says who made the work.
#[utoipa::path(put, path = "/api/v1/entries/{key}/author", operation_id = "putAuthor", tag = "entering",
    params(("key" = String, Path, description = "Key of the private link")),
    request_body = AuthorInput,
    responses((status = 204, description = "It is written"), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn put_author(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Sent { body, .. }: Sent<AuthorInput>,
) -> Told {
    let mut tx = app.db.begin().await?;
    let errors = author::name(&mut tx, &app, &held, &body.into()).await?;
    if !errors.is_empty() {
        return Err(ApiError::fields(&visitor, &errors));
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What has to be answered before a work is sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SubmissionInput {
    /// The author, or a small child's guardian, takes part by the rules.
    pub takes_part: bool,
    /// Whether the author is named in public.
    pub named: Option<bool>,
    /// Whether the work is shown on public pages.
    pub display: bool,
    /// Whether it may be exhibited and used again.
    pub exhibition: bool,
    /// How much of the work AI made: `none`, `partly` or `mostly`.
    pub ai: String,
    /// How AI was used, unless it was not.
    pub ai_how: String,
    /// For a child: `here` where the guardian answers as well, `later` where the guardian is asked by a link.
    pub guardian: String,
}

impl From<SubmissionInput> for ReviewForm {
    fn from(input: SubmissionInput) -> Self {
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        Self {
            consents: ConsentForm {
                takes_part: yes(input.takes_part),
                named: input.named.map(yes).unwrap_or_default(),
                display: yes(input.display),
                exhibition: yes(input.exhibition),
            },
            ai: AiForm {
                ai: input.ai,
                ai_how: input.ai_how,
            },
            guardian: input.guardian,
        }
    }
}

/// Sends the work. What comes back tells its code; the signed receipt lies at the private link.
#[utoipa::path(post, path = "/api/v1/entries/{key}/submission", operation_id = "submitEntry", tag = "entering",
    params(("key" = String, Path, description = "Key of the private link"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Makes it safe to send again")),
    request_body = SubmissionInput,
    responses((status = 200, body = HeldEntry), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Sent { body, once }: Sent<SubmissionInput>,
) -> Told {
    let mut tx = app.db.begin().await?;
    if let Some(kept) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(again(kept));
    }
    let mut errors = FormErrors::new();
    match review::send(&mut tx, &app, &held, &body.into(), &mut errors).await? {
        Sending::Sent => {}
        Sending::Incomplete(missing) => {
            return Err(ApiError::fields(&visitor, &said_of(&missing)));
        }
        Sending::Asked => return Err(ApiError::fields(&visitor, &errors)),
    }
    let told = HeldEntry::of(&mut tx, &visitor, &held).await?;
    let response = acted(once, &mut tx, &told).await?;
    tx.commit().await?;
    Ok(response)
}

/// Takes the work back.
#[utoipa::path(post, path = "/api/v1/entries/{key}/withdrawal", operation_id = "withdrawEntry", tag = "entering",
    params(("key" = String, Path, description = "Key of the private link")),
    responses((status = 204, description = "It is taken back"), (status = "default", body = Problem, content_type = "application/problem+json")))]
pub async fn withdraw(State(app): State<App>, held: Held) -> Told {
    let mut tx = app.db.begin().await?;
    let of = (&held.contest, &held.entry);
    entries::withdraw(&mut tx, &app.cx(), &held.actor(), of)
        .await
        .map_err(not_withdrawn)?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
