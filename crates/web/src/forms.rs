//! What a form page says about what was typed into it.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::i18n::{Arg, Args};

/// One thing to correct: the field, and the sentence that says how.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// the field's `name`; also the `id` that the summary links to
    pub field: String,
    /// locale key of the sentence
    pub key: String,
    /// values in the sentence
    pub args: Args,
}

/// All things to correct on a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FieldError>);

impl FormErrors {
    /// Nothing to correct.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether the form may go on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a sentence without values.
    pub fn add(&mut self, field: &str, key: &str) {
        self.add_with(field, key, Args::new());
    }

    /// Adds a sentence with values; what was said of a field already is not said twice.
    pub fn add_with(&mut self, field: &str, key: &str, args: Args) {
        let error = FieldError {
            field: field.to_owned(),
            key: key.to_owned(),
            args,
        };
        if !self.0.contains(&error) {
            self.0.push(error);
        }
    }

    /// The same, for building in one expression.
    #[must_use]
    pub fn with(mut self, field: &str, key: &str, args: &[(&str, Arg)]) -> Self {
        let args = args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        self.add_with(field, key, args);
        self
    }

    /// In the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}

// Templates read `errors.<field>` beside the field and `errors.all` in the summary.
impl Serialize for FormErrors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("all", &self.0)?;
        let mut said: Vec<&str> = Vec::new();
        for error in &self.0 {
            if !said.contains(&error.field.as_str()) {
                said.push(&error.field);
                map.serialize_entry(&error.field, error)?;
            }
        }
        map.end()
    }
}
