//! The statement on AI, as the pages of entrants, classes and the desk ask for it.

use serde::{Deserialize, Serialize};
use submissions::entries::{AiShare, AiUse, AiUseError, Entry, MAX_AI_HOW};

use crate::error::PageError;
use crate::forms::FormErrors;

/// What was answered; nothing is chosen beforehand.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AiForm {
    /// how much of the work AI made: `none`, `partly` or `mostly`
    pub ai: String,
    /// how AI was used
    pub ai_how: String,
}

impl AiForm {
    /// What was said before, when an entry is sent once more.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            ai: entry.ai_share.clone(),
            ai_how: entry.ai_how.clone(),
        }
    }

    /// The statement, or what is wrong with it.
    pub(crate) fn ai_use(&self, errors: &mut FormErrors) -> Option<AiUse> {
        let Some(share) = AiShare::parse(&self.ai) else {
            errors.add("ai", "error-choice");
            return None;
        };
        let how = self.ai_how.trim().to_owned();
        if share != AiShare::None && how.is_empty() {
            errors.add("ai_how", "error-ai-how");
        }
        if how.chars().count() > MAX_AI_HOW {
            let most = i64::try_from(MAX_AI_HOW).unwrap_or(i64::MAX);
            errors.add_with(
                "ai_how",
                "error-too-long",
                [("max".to_owned(), most.into())].into(),
            );
        }
        Some(AiUse { share, how })
    }
}

/// What a refused statement is to the visitor.
pub(crate) fn unstated(error: AiUseError) -> PageError {
    match error {
        AiUseError::Denied(_) => PageError::Closed,
        AiUseError::Store(error) => error.into(),
        // `ai_use` has looked at both.
        AiUseError::HowMissing | AiUseError::HowTooLong => PageError::Malformed(error.to_string()),
    }
}
