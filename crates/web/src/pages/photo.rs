//! A photo that a clerk or a teacher takes of something on paper.

use contest::contests::Limits;
use submissions::files::{self, ReceiveError, Received};
use submissions::kinds::Slot;

use crate::app::App;
use crate::error::PageError;
use crate::extract::SentFile;
use crate::forms::FormErrors;
use crate::judgements;

/// The photo that came with a form; a refusal is said at its field. What a category asks of entrants does not bind
/// whoever photographs what lies before them.
pub(crate) async fn receive(
    app: &App,
    field: &str,
    file: SentFile,
    errors: &mut FormErrors,
) -> Result<Option<Received>, PageError> {
    let (store, limits) = ((&app.objects, &app.inspector), Limits::default());
    let place = (Slot::PaintingImage, &limits);
    match files::receive(store, &app.cx(), place, &file.name, file.stored).await {
        Ok(received) => Ok(Some(received)),
        Err(ReceiveError::Refused(refusal)) => {
            let why = judgements::refused(place, refusal);
            errors.add_with(field, &why.key, why.args);
            Ok(None)
        }
        Err(error) => Err(PageError::internal(error)),
    }
}
