//! Rounds in words, as several pages tell them.

use contest::Tx;
use contest::contests::Category;
use judging::deliberation::StandingsError;
use judging::rounds::{self, AdvanceBy, Criterion, Round, RoundKind, RoundState};

use crate::error::PageError;
use crate::extract::Visitor;
use crate::i18n::{Args, text};
use crate::pages::parts::Phrase;

/// What a round is called: its own name, or its place.
pub(super) fn called(visitor: &Visitor, round: &Round) -> String {
    let own = visitor.pick(&round.name_vi, &round.name_en);
    if own.is_empty() {
        let args = Args::from([("n".to_owned(), round.position.into())]);
        text(visitor.lang, "round-called", &args)
    } else {
        own.to_owned()
    }
}

/// What the rules of a round say, beside its criteria. Who goes on is told where another round follows.
pub(super) fn told(round: &Round, followed: bool) -> Vec<Phrase> {
    let mut said = vec![Phrase::new(
        &format!("round-kind-{}-text", round.kind.as_str()),
        &[],
    )];
    if round.kind == RoundKind::Rating {
        said.push(Phrase::new(
            &format!("round-method-{}-text", round.method.as_str()),
            &[],
        ));
    }
    if round.gap > 0 {
        said.push(Phrase::new("round-gap-text", &[("n", round.gap.into())]));
    }
    if round.carry > 0 {
        said.push(Phrase::new("round-carries", &[("n", round.carry.into())]));
    }
    if followed {
        said.push(goes_on(round));
    }
    said
}

/// By which rule works go on from a round.
pub(super) fn goes_on(round: &Round) -> Phrase {
    let key = format!("round-advance-{}-text", round.advance_by.as_str());
    match round.advance_by {
        AdvanceBy::All | AdvanceBy::Hand => Phrase::new(&key, &[]),
        AdvanceBy::Top | AdvanceBy::Points => Phrase::new(&key, &[("n", round.advance_n.into())]),
        AdvanceBy::Yes => Phrase::new(
            &key,
            &[
                ("n", round.advance_n.into()),
                ("of", round.sheets_per_entry.into()),
            ],
        ),
    }
}

/// Where a round stands, in one word: `planned`, `open`, `paused` or `closed`.
pub(super) const fn state_of(round: &Round) -> &'static str {
    match round.state {
        RoundState::Draft => "planned",
        RoundState::Open => "open",
        RoundState::Paused => "paused",
        RoundState::Closed => "closed",
    }
}

/// A given mark as people read it: the mark itself, a word in a round of yes and no, the place in a ranking.
pub(super) fn mark_shown(
    visitor: &Visitor,
    round: &Round,
    criterion: &Criterion,
    steps: i64,
) -> String {
    match round.kind {
        RoundKind::Rating => criterion.mark(steps).to_string(),
        RoundKind::Ranking => (criterion.steps() - steps + 1).to_string(),
        RoundKind::YesNo => {
            let key = match steps {
                0 => "round-answer-no",
                n if n == criterion.steps() => "round-answer-yes",
                _ => "round-answer-maybe",
            };
            text(visitor.lang, key, &Args::new())
        }
    }
}

/// The round of an address.
pub(super) async fn round_at(
    tx: &mut Tx,
    category: &Category,
    position: i64,
) -> Result<Round, PageError> {
    rounds::round_at(tx, category.id, position)
        .await?
        .ok_or(PageError::NotFound)
}

/// Standings that are not for this person, or not yet, are not there.
pub(super) fn hidden(error: StandingsError) -> PageError {
    match error {
        StandingsError::Store(error) => error.into(),
        StandingsError::Denied(_) | StandingsError::NoRound => PageError::NotFound,
        other => PageError::internal(other),
    }
}
