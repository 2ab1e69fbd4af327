//! Originals that follow their receipt: how far each is, and sending one with a plain form.

use axum::extract::{Path, State};
use contest::{Timestamp, Tx};
use serde::{Deserialize, Serialize};
use submissions::uploads::{self, FulfilError, Upload, UploadId};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Posted, PostedWithFiles, Visitor};
use crate::judgements;
use crate::pages::parts::Phrase;

/// A file on its way, as its holder sees it.
#[derive(Clone, Debug, Serialize)]
pub struct Following {
    /// the upload's address, for the script that sends it
    pub href: String,
    /// where a form without scripts sends the file
    pub form_action: String,
    /// the name under which it was promised
    pub name: String,
    /// bytes of the whole file
    pub size: i64,
    /// bytes that are here
    pub received: i64,
    /// SHA-256 in hex; empty where none was promised
    pub hash: String,
    /// `waiting`, `arrived`, `checked`, `refused` or `late`
    pub state: String,
    /// whether what came was not what was promised and it has to be sent again
    pub altered: bool,
    /// why it cannot be used, in state `refused`
    pub refusal: Option<Phrase>,
    /// until when it may follow
    pub until: i64,
}

impl Following {
    fn of(visitor: &Visitor, held: &Held, upload: &Upload, now: Timestamp) -> Self {
        use uploads::UploadState::{Checked, GivenUp, Promised, Refused};
        let address = visitor.url(&format!("/entries/{}", held.key));
        let state = match upload.state {
            Promised if upload.has_arrived() => "arrived",
            Promised if now > upload.expires_at => "late",
            Promised => "waiting",
            Checked => "checked",
            Refused => "refused",
            GivenUp => "late",
        };
        Self {
            href: format!("{address}/uploads/{}", upload.id),
            form_action: format!("{address}/uploads/{}/file", upload.id),
            name: upload.original_name.clone(),
            size: upload.size_bytes,
            received: upload.received_bytes,
            hash: upload.promised().map(|d| d.hex()).unwrap_or_default(),
            state: state.to_owned(),
            altered: state == "waiting" && !upload.refusal.is_empty(),
            refusal: (state == "refused").then(|| {
                judgements::refused_word((upload.slot, &held.category.limits), &upload.refusal)
            }),
            until: upload.expires_at.0,
        }
    }
}

/// What the pages of a draft show below their form: how to come back, and what is still on its way.
#[derive(Clone, Debug, Serialize)]
pub struct Keep {
    /// the address to keep, with host
    pub private_link: String,
    /// the same as an `<svg>` element
    pub qr: String,
    /// originals on their way
    pub following: Vec<Following>,
}

impl Keep {
    /// Of the entry of a private link.
    pub(crate) async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        held: &Held,
    ) -> Result<Option<Self>, PageError> {
        let private_link = visitor.absolute(&format!("/entries/{}", held.key));
        Ok(Some(Self {
            qr: papers::qr_svg(&private_link).unwrap_or_default(),
            private_link,
            following: following(tx, app, visitor, held).await?,
        }))
    }
}

/// The files of an entry that are on their way or came that way.
pub(crate) async fn following(
    tx: &mut Tx,
    app: &App,
    visitor: &Visitor,
    held: &Held,
) -> Result<Vec<Following>, PageError> {
    let uploads = uploads::in_force(tx, held.entry.id).await?;
    Ok(uploads
        .iter()
        .map(|u| Following::of(visitor, held, u, app.now()))
        .collect())
}

/// The form has nothing but its file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FollowForm {}

/// `POST /{lang}/entries/{key}/uploads/{id}/file`: the whole file at once, for browsers without scripts.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Path((_, _, id)): Path<(String, String, UploadId)>,
    PostedWithFiles {
        posted: Posted {
            form: FollowForm {},
            ..
        },
        files,
    }: PostedWithFiles<FollowForm>,
) -> Answer {
    let receipt = format!("/entries/{}", held.key);
    let Some(file) = files.into_iter().find(|f| f.field == "original") else {
        return Ok(visitor.go_saying(&receipt, "notice-no-file"));
    };
    let mut tx = app.db.read().await?;
    let upload = uploads::by_id(&mut tx, held.entry.id, id)
        .await?
        .ok_or(PageError::NotFound)?;
    drop(tx);
    let store = (&app.objects, &app.inspector);
    let of = (&held.entry, &upload);
    let fulfilled =
        uploads::fulfil(&app.db, store, &app.cx(), (&held.actor(), of), file.stored).await;
    match fulfilled {
        Ok(()) => Ok(visitor.go_saying(&receipt, "notice-original-arrived")),
        Err(FulfilError::OtherFile) => Ok(visitor.go_saying(&receipt, "notice-other-file")),
        Err(FulfilError::Denied(_)) => Err(PageError::Closed),
        Err(error) => Err(PageError::internal(error)),
    }
}
