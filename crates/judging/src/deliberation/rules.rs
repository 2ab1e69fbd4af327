//! Who may see what the marks come to, as pure predicates.

use contest::{
    Actor,
    contests::{Contest, Phase, rules::Denied},
    people::Role,
};

use crate::rounds::{Round, RoundState};

/// May the actor see the standings of this round? Nobody before it is closed; then chair and organiser; the panel's
/// jurors in the meeting.
pub fn may_see_standings(actor: &Actor, contest: &Contest, round: &Round) -> Result<(), Denied> {
    let has = |role| actor.has_in(contest.id, round.category_id, role);
    let leads = actor.has(contest.id, Role::Organiser) || has(Role::Chair);
    if !leads && !has(Role::Juror) {
        return Err(Denied::NotYours);
    }
    if round.state != RoundState::Closed || (!leads && contest.phase < Phase::Deliberating) {
        return Err(Denied::TooEarly);
    }
    Ok(())
}

/// May the actor see the statistics of this round, with questions about single jurors? The chair, once it is closed, and
/// nobody else: jurors and organisers would read questions as findings.
pub fn may_see_advice(actor: &Actor, contest: &Contest, round: &Round) -> Result<(), Denied> {
    if !actor.has_in(contest.id, round.category_id, Role::Chair) {
        return Err(Denied::NotYours);
    }
    may_see_standings(actor, contest, round)
}

/// May the actor see the shortlist of this round? The advisory board, from the moment the jury hands it over; and
/// whoever may see the standings.
pub fn may_see_shortlist(actor: &Actor, contest: &Contest, round: &Round) -> Result<(), Denied> {
    if !actor.has_in(contest.id, round.category_id, Role::Advisor) {
        return may_see_standings(actor, contest, round);
    }
    if contest.phase < Phase::Advising || round.state != RoundState::Closed {
        return may_see_standings(actor, contest, round).map_err(|_| Denied::TooEarly);
    }
    Ok(())
}

/// May the actor change the proposal? The chair, while the jury is at the table.
pub fn may_change_awards(actor: &Actor, contest: &Contest, round: &Round) -> Result<(), Denied> {
    if !actor.has_in(contest.id, round.category_id, Role::Chair) {
        return Err(Denied::NotYours);
    }
    match contest.phase {
        Phase::Deliberating => Ok(()),
        phase if phase < Phase::Deliberating => Err(Denied::TooEarly),
        _ => Err(Denied::TooLate),
    }
}

#[cfg(test)]
mod tests {
    use contest::{
        Timestamp,
        contests::{CategoryId, ContestId},
        people::{Grant, PersonId},
    };
    use uuid::Uuid;

    use super::*;
    use crate::rounds;

    const CONTEST: ContestId = ContestId(Uuid::from_u128(1));
    const CATEGORY: CategoryId = CategoryId(Uuid::from_u128(2));

    fn contest(phase: Phase) -> Contest {
        let text = String::new;
        Contest {
            id: CONTEST,
            slug: text(),
            name_vi: text(),
            name_en: text(),
            theme_vi: text(),
            theme_en: text(),
            intro_vi: text(),
            intro_en: text(),
            note_vi: text(),
            note_en: text(),
            organiser_vi: text(),
            organiser_en: text(),
            wards: text(),
            contact_phone: text(),
            contact_email: text(),
            zone: text(),
            phase,
            opens_at: Timestamp(0),
            closes_at: Timestamp(1),
            grace_ms: 0,
            judging_until: Timestamp(2),
            results_at: Timestamp(3),
            awards_promised: 0,
            openness: contest::contests::Openness::Numbers,
            announce_at: None,
            version: 1,
        }
    }

    fn round(state: RoundState) -> Round {
        Round {
            state,
            ..rounds::tests::round()
        }
    }

    fn actor(role: Role, category: Option<CategoryId>) -> Actor {
        let grant = Grant {
            contest_id: Some(CONTEST),
            category_id: category,
            role,
        };
        Actor::Person {
            id: PersonId(Uuid::from_u128(9)),
            grants: vec![grant],
        }
    }

    /// `y` allowed, `e` too early, `l` too late, `n` not theirs.
    fn letter(result: Result<(), Denied>) -> char {
        match result {
            Ok(()) => 'y',
            Err(Denied::TooEarly) => 'e',
            Err(Denied::TooLate) => 'l',
            Err(Denied::NotYours) => 'n',
        }
    }

    #[test]
    fn everybody_sees_and_changes_only_what_and_when_they_may() {
        let other = Some(CategoryId(Uuid::from_u128(3)));
        let actors = [
            ("organiser", actor(Role::Organiser, None)),
            ("chair", actor(Role::Chair, Some(CATEGORY))),
            ("juror", actor(Role::Juror, Some(CATEGORY))),
            ("juror elsewhere", actor(Role::Juror, other)),
            ("advisor", actor(Role::Advisor, None)),
            ("clerk", actor(Role::Clerk, None)),
            ("auditor", actor(Role::Auditor, None)),
            ("visitor", Actor::Visitor),
        ];
        let mut table = String::new();
        for (name, actor) in &actors {
            for check in [
                may_see_standings,
                may_see_advice,
                may_see_shortlist,
                may_change_awards,
            ] {
                let stages = [
                    (Phase::Judging, RoundState::Open),
                    (Phase::Judging, RoundState::Closed),
                    (Phase::Deliberating, RoundState::Closed),
                    (Phase::Advising, RoundState::Closed),
                    (Phase::Decided, RoundState::Closed),
                ];
                table
                    .extend(stages.map(|(phase, state)| {
                        letter(check(actor, &contest(phase), &round(state)))
                    }));
                table.push(' ');
            }
            table.push_str(name);
            table.push('\n');
        }
        // open round, closed round, deliberating, advising, decided: standings, advice, shortlist, changing
        let expected = "\
eyyyy nnnnn eyyyy nnnnn organiser
eyyyy eyyyy eyyyy eeyll chair
eeyyy nnnnn eeyyy nnnnn juror
nnnnn nnnnn nnnnn nnnnn juror elsewhere
nnnnn nnnnn eeeyy nnnnn advisor
nnnnn nnnnn nnnnn nnnnn clerk
nnnnn nnnnn nnnnn nnnnn auditor
nnnnn nnnnn nnnnn nnnnn visitor
";
        assert_eq!(table, expected);
    }
}
