//! Comparing settings as they were with settings as they are.

use super::{Change, Value, What, Words};
use crate::Timestamp;

/// A setting of a thing in a list, and how it is read.
pub type Setting<T> = (What, fn(&T) -> Value);

/// The settings that differ.
#[derive(Clone, Debug, Default)]
pub struct Changes(Vec<Change>);

impl Changes {
    /// Notes a setting if it changed.
    pub fn compare(&mut self, what: What, before: Value, after: Value) {
        self.note(what, None, before, after);
    }

    /// Notes what changed in a list of things that are known by their name in Vietnamese. Of a thing that is new
    /// or gone the first setting alone is noted.
    pub fn compare_lists<T>(
        &mut self,
        (before, after): (&[T], &[T]),
        name: fn(&T) -> Words,
        settings: &[Setting<T>],
    ) {
        let called = |list: &[T], of: &Words| list.iter().position(|t| name(t).vi == of.vi);
        let gone = before
            .iter()
            .filter(|thing| called(after, &name(thing)).is_none());
        for of in after.iter().chain(gone).map(name) {
            let was = called(before, &of).map(|at| &before[at]);
            let is = called(after, &of).map(|at| &after[at]);
            let told = if was.is_some() && is.is_some() {
                settings.len()
            } else {
                1
            };
            for (what, read) in settings.iter().take(told) {
                let value = |thing: Option<&T>| thing.map_or(Value::Nothing, read);
                self.note(*what, Some(&of), value(was), value(is));
            }
        }
    }

    /// Notes a moment if it changed.
    pub fn moment(&mut self, what: What, before: Timestamp, after: Timestamp) {
        self.compare(what, Value::At(before), Value::At(after));
    }

    /// Notes a count if it changed.
    pub fn number(&mut self, what: What, before: i64, after: i64) {
        self.compare(what, Value::Number(before), Value::Number(after));
    }

    /// Notes a choice if it changed.
    pub fn choice(&mut self, what: What, before: &str, after: &str) {
        let value = |code: &str| Value::Choice(code.to_owned());
        self.compare(what, value(before), value(after));
    }

    /// Notes words, each as Vietnamese and English, if they changed.
    pub fn text(&mut self, what: What, before: (&str, &str), after: (&str, &str)) {
        let value = |(vi, en): (&str, &str)| Value::Text(Words::new(vi, en));
        self.compare(what, value(before), value(after));
    }

    fn note(&mut self, what: What, of: Option<&Words>, before: Value, after: Value) {
        if before != after {
            let of = of.cloned();
            self.0.push(Change {
                what,
                of,
                before,
                after,
            });
        }
    }

    pub(super) fn into_vec(self) -> Vec<Change> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Tier(&'static str, i64, i64);

    fn compared(before: &[Tier], after: &[Tier]) -> Vec<(What, String, Value, Value)> {
        let mut changes = Changes::default();
        changes.compare_lists(
            (before, after),
            |t| Words::new(t.0, t.0),
            &[
                (What::Quota, |t| Value::Number(t.1)),
                (What::Money, |t| Value::Money(t.2)),
            ],
        );
        let told = |c: Change| (c.what, c.of.unwrap_or_default().vi, c.before, c.after);
        changes.into_vec().into_iter().map(told).collect()
    }

    #[test]
    fn a_list_tells_what_is_new_gone_and_different_and_nothing_else() {
        let before = [Tier("A", 1, 300), Tier("B", 2, 200), Tier("C", 3, 100)];
        let after = [Tier("A", 1, 300), Tier("C", 3, 150), Tier("D", 4, 50)];
        let (number, money) = (Value::Number, Value::Money);
        let expected = vec![
            (What::Money, "C".to_owned(), money(100), money(150)),
            (What::Quota, "D".to_owned(), Value::Nothing, number(4)),
            (What::Quota, "B".to_owned(), number(2), Value::Nothing),
        ];
        assert_eq!(compared(&before, &after), expected);
        assert!(compared(&after, &after).is_empty());
    }
}
