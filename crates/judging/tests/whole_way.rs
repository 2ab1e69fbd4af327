//! A round from its opening to the announcement, on every database: each act, each store function, each refusal that
//! somebody could run into.

use contest::{
    Actor, Context, Db, Rng, Timestamp, Tx,
    contests::{self, Category, Contest, Kind, NewContest, Phase, Template},
    db::testing,
    people::{self, Grant, NewPerson, PersonId, Role},
};
use judging::{
    advisory::{self, AnswerError, NoteError, Opinion},
    assignments::{self, Assignment, AssignmentState, RecuseError},
    decisions::{self, MinutesError, SignError},
    deliberation::{self, HandOverError, StandingsError},
    engine::Step,
    prizes::{self, ChangeError, TierInput},
    rounds::{
        self, CloseError, Criterion, CriterionInput, OpenError, Round, RoundInput, RoundState,
    },
    sheets::{self, LockError, MarkError, MarkInput},
};
use submissions::{
    consents::Answers,
    entries::{self, Credit, EntryId, Ruling, Source, Work},
};

const HOUR: i64 = 3_600_000;
const OPENS: i64 = 1_720_000_000_000;
const CLOSES: i64 = OPENS + 100 * HOUR;

/// Everything that a test needs at hand.
struct Hall {
    contest: Contest,
    category: Category,
    cx: Context,
    organiser: Actor,
    jurors: Vec<Actor>,
    advisor: Actor,
    entries: Vec<EntryId>,
}

impl Hall {
    fn at(&mut self, ms: i64) {
        self.cx.now = Timestamp(ms);
    }

    async fn reload(&mut self, tx: &mut Tx) {
        self.contest = contests::by_id(tx, self.contest.id)
            .await
            .expect("reads")
            .expect("exists");
    }

    async fn round(&self, tx: &mut Tx) -> Round {
        rounds::round_of(tx, self.category.id)
            .await
            .expect("reads")
            .expect("exists")
    }

    fn chair(&self) -> &Actor {
        &self.jurors[0]
    }
}

async fn person(tx: &mut Tx, cx: &Context, name: &str, phone: &str) -> PersonId {
    let email = format!("{}@example.org", name.to_lowercase());
    let new = NewPerson {
        name: name.to_owned(),
        email,
        phone: phone.to_owned(),
        organisation: String::new(),
    };
    people::enlist(tx, cx, &Actor::System, &new)
        .await
        .expect("enlisted")
}

async fn actor(tx: &mut Tx, id: PersonId) -> Actor {
    Actor::Person {
        id,
        grants: people::grants_of(tx, id).await.expect("reads"),
    }
}

/// A contest with nine poems, the third by the author whose telephone is the second juror's.
async fn hall(tx: &mut Tx) -> Hall {
    let cx = Context {
        now: Timestamp(OPENS),
        rng: Rng::seeded(7),
    };
    let template = Template::built_in("sonla-2024").expect("built in");
    let new = NewContest {
        slug: "sonla-2024".to_owned(),
        name_vi: "Cuộc thi".to_owned(),
        name_en: "Contest".to_owned(),
        opens_at: Timestamp(OPENS),
        closes_at: Timestamp(CLOSES),
        judging_until: Timestamp(CLOSES + 500 * HOUR),
    };
    let created = contests::create(tx, &cx, &Actor::System, &template, &new)
        .await
        .expect("created");
    let category = created
        .categories
        .iter()
        .find(|c| c.kind == Kind::Poem)
        .expect("poems")
        .clone();
    let id = created.contest.id;
    let mut hall = Hall {
        contest: created.contest,
        category,
        cx,
        organiser: Actor::Visitor,
        jurors: vec![],
        advisor: Actor::Visitor,
        entries: vec![],
    };
    let organiser = person(tx, &hall.cx, "Organiser", "").await;
    let advisor = person(tx, &hall.cx, "Advisor", "").await;
    for (who, role) in [(organiser, Role::Organiser), (advisor, Role::Advisor)] {
        let grant = Grant {
            contest_id: Some(id),
            category_id: None,
            role,
        };
        people::grant(tx, &hall.cx, &Actor::System, who, &grant)
            .await
            .expect("granted");
    }
    hall.organiser = actor(tx, organiser).await;
    hall.advisor = actor(tx, advisor).await;
    set_up(tx, &mut hall).await;
    contests::advance(tx, &hall.cx, &hall.organiser, &hall.contest, Phase::Open)
        .await
        .expect("opens");
    hall.reload(tx).await;
    for number in 0..9 {
        let entry = enter(tx, &hall, number).await;
        hall.entries.push(entry);
    }
    hall.at(CLOSES + 2 * HOUR);
    contests::advance(
        tx,
        &hall.cx,
        &hall.organiser,
        &hall.contest,
        Phase::Checking,
    )
    .await
    .expect("closes");
    hall.reload(tx).await;
    hall
}

/// Two criteria, three sheets for each work, four jurors, two tiers.
async fn set_up(tx: &mut Tx, hall: &mut Hall) {
    let criterion = |name: &str, weight| CriterionInput {
        name_vi: name.to_owned(),
        name_en: name.to_owned(),
        most: 10,
        step: 1,
        weight,
        ..CriterionInput::default()
    };
    let input = RoundInput {
        sheets_per_entry: 3,
        least_sheets: 2,
        criteria: vec![criterion("Ý", 60), criterion("Lời", 40)],
    };
    let at = (&hall.contest, hall.category.id);
    rounds::define_round(tx, &hall.cx, &hall.organiser, at, &input)
        .await
        .expect("defined");
    let tier = |name: &str, quota| TierInput {
        name_vi: name.to_owned(),
        name_en: name.to_owned(),
        quota,
        money_vnd: 0,
    };
    prizes::define_tiers(
        tx,
        &hall.cx,
        &hall.organiser,
        at,
        &[tier("A", 1), tier("B", 2)],
    )
    .await
    .expect("defined");
    let round = hall.round(tx).await;
    for (i, name) in ["Chair", "Second", "Third", "Fourth"]
        .into_iter()
        .enumerate()
    {
        let id = person(tx, &hall.cx, name, &format!("091200000{i}")).await;
        rounds::seat(
            tx,
            &hall.cx,
            &hall.organiser,
            (&hall.contest, &round),
            (id, i == 0),
        )
        .await
        .expect("seated");
        let juror = actor(tx, id).await;
        hall.jurors.push(juror);
    }
}

async fn enter(tx: &mut Tx, hall: &Hall, number: i32) -> EntryId {
    let work = Work {
        title: format!("Bài {number}"),
        body: format!("Dòng {number}\nDòng hai"),
        ..Work::default()
    };
    let at = (&hall.contest, &hall.category);
    let begun = entries::begin(tx, &hall.cx, &Actor::Visitor, at, (Source::Online, &work))
        .await
        .expect("begun");
    let holder = Actor::Holder(begun.entry.id.0);
    let phone = if number == 2 {
        "+84 912 000 001".to_owned()
    } else {
        format!("098700000{number}")
    };
    let credit = Credit {
        full_name: format!("Tác giả {number}"),
        birth_year: "1980".to_owned(),
        phone,
        ..Credit::default()
    };
    let author = credit
        .parse(entries::year_of(&hall.contest))
        .expect("an author");
    entries::credit(
        tx,
        &hall.cx,
        &holder,
        (&hall.contest, &begun.entry),
        &author,
    )
    .await
    .expect("credited");
    let answers = Answers {
        participation: true,
        naming: true,
    };
    let parts = (&hall.contest, &hall.category, &begun.entry);
    entries::submit(tx, &hall.cx, &holder, parts, answers)
        .await
        .expect("sent");
    begun.entry.id
}

async fn rule_on_all(tx: &mut Tx, hall: &Hall) {
    for id in &hall.entries {
        let entry = entries::by_id(tx, *id)
            .await
            .expect("reads")
            .expect("exists");
        entries::decide(
            tx,
            &hall.cx,
            &hall.organiser,
            (&hall.contest, &entry),
            &Ruling::Eligible,
        )
        .await
        .expect("ruled");
    }
}

async fn list(tx: &mut Tx, juror: &Actor, round: &Round) -> Vec<Assignment> {
    let id = juror.person().expect("a person");
    assignments::of_juror(tx, id, round.id)
        .await
        .expect("reads")
}

/// Marks every work on a juror's list so that work 8 is best and 0 worst.
async fn mark_all(
    tx: &mut Tx,
    hall: &Hall,
    juror: &Actor,
    (round, criteria): (&Round, &[Criterion]),
) {
    for assignment in list(tx, juror, round).await {
        let number = hall
            .entries
            .iter()
            .position(|e| *e == assignment.entry_id)
            .expect("one of ours");
        for criterion in criteria {
            let steps = i64::try_from(number).expect("small") + 1;
            let input = MarkInput {
                criterion: criterion.id,
                steps,
                seen: None,
            };
            sheets::save_mark(tx, &hall.cx, juror, (round, criteria, &assignment), input)
                .await
                .expect("saved");
        }
    }
}

async fn opened(tx: &mut Tx) -> (Hall, Round, Vec<Criterion>) {
    let mut hall = hall(tx).await;
    let waiting = rounds::begin_judging(tx, &hall.cx, &hall.organiser, &hall.contest).await;
    assert!(
        matches!(waiting, Err(OpenError::Undecided(9))),
        "{waiting:?}"
    );
    rule_on_all(tx, &hall).await;
    let juror = rounds::begin_judging(tx, &hall.cx, &hall.jurors[1], &hall.contest).await;
    assert!(matches!(juror, Err(OpenError::Advance(_))), "{juror:?}");
    let done = rounds::begin_judging(tx, &hall.cx, &hall.organiser, &hall.contest)
        .await
        .expect("opens");
    assert_eq!(done.len(), 1);
    assert_eq!(
        (done[0].entries, done[0].sheets, done[0].conflicts),
        (9, 27, 1)
    );
    hall.reload(tx).await;
    let round = hall.round(tx).await;
    assert_eq!(round.state, RoundState::Open);
    let criteria = rounds::criteria_of_round(tx, round.id)
        .await
        .expect("reads");
    (hall, round, criteria)
}

async fn each<F: AsyncFn(Db)>(test: F) {
    for fresh in testing::databases().await {
        test(fresh.db.clone()).await;
    }
}

#[tokio::test]
async fn works_are_dealt_evenly_blind_and_never_to_their_kin() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, _) = opened(&mut tx).await;
        let mut orders = Vec::new();
        for (i, juror) in hall.jurors.iter().enumerate() {
            let mine = list(&mut tx, juror, &round).await;
            assert!((6..=7).contains(&mine.len()), "{}", mine.len());
            assert_eq!(
                mine.iter().map(|a| a.position).collect::<Vec<_>>(),
                (1..=i64::try_from(mine.len()).expect("small")).collect::<Vec<_>>()
            );
            assert!(
                i != 1 || mine.iter().all(|a| a.entry_id != hall.entries[2]),
                "the second juror's own kin"
            );
            orders.push(mine.iter().map(|a| a.entry_id).collect::<Vec<_>>());
        }
        assert_ne!(orders[0], orders[2]);
        let codes = assignments::codes_of(&mut tx, round.id)
            .await
            .expect("reads");
        assert_eq!(codes.len(), 9);
        let (entry, code) = &codes[0];
        assert_eq!(
            assignments::entry_by_code(&mut tx, round.id, code)
                .await
                .expect("reads"),
            Some(*entry)
        );
        assert_eq!(
            assignments::code_of(&mut tx, round.id, *entry)
                .await
                .expect("reads")
                .as_ref(),
            Some(code)
        );
        let reopened =
            rounds::open_round(&mut tx, &hall.cx, &hall.organiser, &hall.contest, &round).await;
        assert!(matches!(reopened, Err(OpenError::Denied(_))));
        assert_eq!(
            rounds::members_of_round(&mut tx, round.id)
                .await
                .expect("reads")
                .len(),
            4
        );
        assert!(
            rounds::by_id(&mut tx, round.id)
                .await
                .expect("reads")
                .is_some()
        );
    })
    .await;
}

#[tokio::test]
async fn a_mark_is_kept_and_two_windows_do_not_overwrite_each_other() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let juror = &hall.jurors[2];
        let sheet = list(&mut tx, juror, &round).await.remove(0);
        let parts = (&round, criteria.as_slice(), &sheet);
        let input = |steps, seen| MarkInput {
            criterion: criteria[0].id,
            steps,
            seen,
        };
        let first = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(7, Some(0)))
            .await
            .expect("saved");
        assert_eq!((first.steps, first.version), (7, 1));
        let again = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(7, Some(0)))
            .await
            .expect("repeated");
        assert_eq!(again, first);
        let stale = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(9, Some(0))).await;
        assert!(
            matches!(stale, Err(MarkError::ChangedElsewhere(Some(mark))) if mark == first),
            "{stale:?}"
        );
        let next = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(9, Some(1)))
            .await
            .expect("saved");
        assert_eq!((next.steps, next.version), (9, 2));
        let off = sheets::save_mark(&mut tx, &hall.cx, juror, parts, input(11, None)).await;
        assert!(matches!(off, Err(MarkError::OffScale)));
        let other =
            sheets::save_mark(&mut tx, &hall.cx, &hall.jurors[3], parts, input(1, None)).await;
        assert!(matches!(other, Err(MarkError::Denied(_))));
        assert_eq!(
            sheets::marks_of(&mut tx, sheet.id).await.expect("reads"),
            [next]
        );

        sheets::comment(&mut tx, juror, &round, &sheet, " Hay \n")
            .await
            .expect("saved");
        let stale = sheets::comment(&mut tx, juror, &round, &sheet, "Khác").await;
        assert!(matches!(stale, Err(sheets::CommentError::ChangedElsewhere)));
        let desk = assignments::desk(&mut tx, sheet.person_id, round.id, &sheet.code)
            .await
            .expect("reads")
            .expect("on the desk");
        assert_eq!(
            (desk.assignment.comment.as_str(), desk.assignment.marked),
            ("Hay", 1)
        );
        assert_eq!(desk.work.id, sheet.entry_id);
        assert!(desk.work.body.starts_with("Dòng"));

        assignments::skip(&mut tx, juror, &round, &sheet)
            .await
            .expect("put off");
        let last = list(&mut tx, juror, &round).await.pop().expect("not empty");
        assert!(last.id == sheet.id && last.skipped);
    })
    .await;
}

#[tokio::test]
async fn a_recused_work_leaves_the_juror_and_finds_another() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let juror = &hall.jurors[2];
        let sheet = list(&mut tx, juror, &round)
            .await
            .into_iter()
            .find(|a| a.entry_id != hall.entries[2])
            .expect("has others");
        let parts = (&hall.contest, &round, &sheet);
        let unsaid = assignments::recuse(&mut tx, &hall.cx, juror, parts, " ").await;
        assert!(matches!(unsaid, Err(RecuseError::ReasonMissing)));
        let next = assignments::recuse(&mut tx, &hall.cx, juror, parts, "Cháu tôi")
            .await
            .expect("recused")
            .expect("somebody is free");
        assert_ne!(Some(next), juror.person());
        assert!(
            assignments::desk(&mut tx, sheet.person_id, round.id, &sheet.code)
                .await
                .expect("reads")
                .is_none()
        );
        assert!(
            list(&mut tx, juror, &round)
                .await
                .iter()
                .all(|a| a.entry_id != sheet.entry_id)
        );
        let theirs = assignments::by_code(&mut tx, next, round.id, &sheet.code)
            .await
            .expect("reads")
            .expect("assigned");
        assert_eq!(theirs.state, AssignmentState::Open);
        let input = MarkInput {
            criterion: criteria[0].id,
            steps: 1,
            seen: None,
        };
        let gone = assignments::by_code(&mut tx, sheet.person_id, round.id, &sheet.code)
            .await
            .expect("reads")
            .expect("kept");
        assert_eq!(gone.reason, "Cháu tôi");
        let late =
            sheets::save_mark(&mut tx, &hall.cx, juror, (&round, &criteria, &gone), input).await;
        assert!(matches!(late, Err(MarkError::Denied(_))));
        // four jurors, three on the work, one recused: nobody is left for a second recusal
        let other = hall
            .jurors
            .iter()
            .find(|j| j.person() == Some(next))
            .expect("a juror");
        let nobody = assignments::recuse(
            &mut tx,
            &hall.cx,
            other,
            (&hall.contest, &round, &theirs),
            "Cùng cơ quan",
        )
        .await
        .expect("recused");
        assert_eq!(nobody, None);
    })
    .await;
}

#[tokio::test]
async fn sheets_are_sealed_whole_and_then_stand_still() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (hall, round, criteria) = opened(&mut tx).await;
        let juror = &hall.jurors[1];
        let early = sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round).await;
        let all = list(&mut tx, juror, &round).await.len();
        assert!(matches!(early, Err(LockError::Incomplete(codes)) if codes.len() == all));
        mark_all(&mut tx, &hall, juror, (&round, &criteria)).await;
        let first = list(&mut tx, juror, &round).await.remove(0);
        assignments::abstain(
            &mut tx,
            &hall.cx,
            juror,
            (&hall.contest, &round, &first),
            "Không hiểu tiếng Thái",
        )
        .await
        .expect("abstained");
        let receipt = sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round)
            .await
            .expect("sealed");
        assert_eq!(receipt.sheets.len(), all);
        for sheet in list(&mut tx, juror, &round).await {
            let expected = if sheet.id == first.id {
                AssignmentState::Abstained
            } else {
                AssignmentState::Locked
            };
            assert_eq!(
                (sheet.state, sheet.locked_at),
                (expected, Some(hall.cx.now))
            );
            let input = MarkInput {
                criterion: criteria[0].id,
                steps: 0,
                seen: None,
            };
            let late =
                sheets::save_mark(&mut tx, &hall.cx, juror, (&round, &criteria, &sheet), input)
                    .await;
            assert!(matches!(late, Err(MarkError::Denied(_))));
        }
        let twice = sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round).await;
        assert!(matches!(twice, Err(LockError::Denied(_))));
        let progress = assignments::progress_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        let mine = progress
            .iter()
            .find(|p| Some(p.person_id) == juror.person())
            .expect("listed");
        let all = i64::try_from(all).expect("small");
        assert_eq!(
            (
                mine.sheets,
                mine.complete,
                mine.locked,
                mine.abstained,
                mine.recused
            ),
            (all, all - 1, all - 1, 1, 0)
        );
        let marks = sheets::marks_of_juror(&mut tx, round.id, mine.person_id)
            .await
            .expect("reads");
        assert_eq!(i64::try_from(marks.len()).expect("small"), all * 2);
    })
    .await;
}

/// Everything up to the jury's table.
async fn at_the_table(tx: &mut Tx) -> Hall {
    let (mut hall, round, criteria) = opened(tx).await;
    for juror in &hall.jurors {
        mark_all(tx, &hall, juror, (&round, &criteria)).await;
        let hidden =
            deliberation::standings_of(tx, hall.chair(), &hall.contest, hall.category.id).await;
        assert!(matches!(hidden, Err(StandingsError::Denied(_))));
    }
    let unfinished = rounds::close_round(tx, &hall.cx, hall.chair(), &hall.contest, &round).await;
    assert!(matches!(unfinished, Err(CloseError::Unfinished(codes)) if codes.len() == 9));
    for juror in &hall.jurors {
        sheets::lock_sheets(tx, &hall.cx, juror, &hall.contest, &round)
            .await
            .expect("sealed");
    }
    let open = deliberation::begin_deliberation(tx, &hall.cx, &hall.organiser, &hall.contest).await;
    assert!(matches!(open, Err(deliberation::BeginError::RoundsOpen(1))));
    rounds::close_round(tx, &hall.cx, hall.chair(), &hall.contest, &round)
        .await
        .expect("closes");
    let twice = rounds::close_round(tx, &hall.cx, hall.chair(), &hall.contest, &round).await;
    assert!(matches!(twice, Err(CloseError::Denied(_))), "{twice:?}");
    deliberation::begin_deliberation(tx, &hall.cx, &hall.organiser, &hall.contest)
        .await
        .expect("sits down");
    hall.reload(tx).await;
    hall
}

#[tokio::test]
async fn the_jury_proposes_changes_with_reasons_and_never_more_than_there_is() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let hall = at_the_table(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        let table = deliberation::standings_of(&mut tx, hall.chair(), at.0, at.1)
            .await
            .expect("closed");
        let order: Vec<EntryId> = table.rows.iter().map(|r| r.standing.entry).collect();
        assert_eq!(
            order,
            hall.entries.iter().rev().copied().collect::<Vec<_>>()
        );
        assert_eq!(table.rows[0].standing.display, "9.00");
        assert_eq!(
            (
                table.rows[0].standing.counted,
                table.rows[0].standing.decided_by
            ),
            (3, Step::Score)
        );
        let visitor = deliberation::standings_of(&mut tx, &Actor::Visitor, at.0, at.1).await;
        assert!(matches!(visitor, Err(StandingsError::Denied(_))));

        let juror = prizes::propose(&mut tx, &hall.cx, &hall.jurors[1], at.0, at.1).await;
        assert!(juror.is_err());
        assert_eq!(
            prizes::propose(&mut tx, &hall.cx, hall.chair(), at.0, at.1)
                .await
                .expect("proposed"),
            3
        );
        let awards = prizes::awards_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert_eq!(
            awards
                .iter()
                .map(|a| (a.entry_id, a.level, a.rank))
                .collect::<Vec<_>>(),
            [(order[0], 1, 1), (order[1], 2, 2), (order[2], 2, 3)]
        );

        let tiers = prizes::tiers_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        let change = |entry, tier, reason| (entry, tier, reason);
        let unsaid = prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[3], Some(tiers[1].id), ""),
        )
        .await;
        assert!(matches!(unsaid, Err(ChangeError::ReasonMissing)));
        let full = prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[3], Some(tiers[1].id), "Hay hơn"),
        )
        .await;
        assert!(matches!(full, Err(ChangeError::TierFull)));
        prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[2], None, "Chép lại"),
        )
        .await
        .expect("taken back");
        prizes::change_award(
            &mut tx,
            &hall.cx,
            hall.chair(),
            at,
            change(order[3], Some(tiers[1].id), "Thay bài chép lại"),
        )
        .await
        .expect("given");
        let award = prizes::award_of(&mut tx, order[3])
            .await
            .expect("reads")
            .expect("given");
        assert_eq!(
            (award.formula_tier_id, award.rank, award.reason.as_str()),
            (None, 4, "Thay bài chép lại")
        );
        assert!(
            prizes::award_of(&mut tx, order[2])
                .await
                .expect("reads")
                .is_none()
        );
        let formula = prizes::formula(&mut tx, at.0, at.1)
            .await
            .expect("computed");
        assert_eq!(formula.tier_of(order[2]), Some(tiers[1].id));
    })
    .await;
}

#[tokio::test]
async fn two_sign_after_the_board_is_answered_and_only_what_they_saw() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let mut hall = at_the_table(&mut tx).await;
        let empty = deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest).await;
        assert!(
            matches!(empty, Err(HandOverError::NothingProposed)),
            "{empty:?}"
        );
        prizes::propose(
            &mut tx,
            &hall.cx,
            hall.chair(),
            &hall.contest,
            hall.category.id,
        )
        .await
        .expect("proposed");
        let early = advisory::note(
            &mut tx,
            &hall.cx,
            &hall.advisor,
            (&hall.contest, hall.category.id),
            (Opinion::Concur, ""),
        )
        .await;
        assert!(matches!(early, Err(NoteError::Denied(_))));
        deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("handed over");
        hall.reload(&mut tx).await;
        assert_eq!(hall.contest.phase, Phase::Advising);
        let short =
            deliberation::shortlist_of(&mut tx, &hall.advisor, &hall.contest, hall.category.id)
                .await
                .expect("shown");
        assert_eq!(short.rows.len(), 6);

        let at = (&hall.contest, hall.category.id);
        let unsaid = advisory::note(
            &mut tx,
            &hall.cx,
            &hall.advisor,
            at,
            (Opinion::SecondReading, ""),
        )
        .await;
        assert!(matches!(unsaid, Err(NoteError::ReasonMissing)));
        advisory::note(
            &mut tx,
            &hall.cx,
            &hall.advisor,
            at,
            (Opinion::SecondReading, "Giống một bài đã in"),
        )
        .await
        .expect("noted");
        let notes = advisory::notes_of(&mut tx, hall.contest.id)
            .await
            .expect("reads");
        assert!(notes.len() == 1 && notes[0].is_waiting());

        decisions::draft_minutes(
            &mut tx,
            &hall.cx,
            hall.chair(),
            &hall.contest,
            ("01/QĐ", "Biên bản họp"),
        )
        .await
        .expect("drafted");
        let digest = decisions::digest_of(&mut tx, hall.contest.id)
            .await
            .expect("computed");
        let waiting =
            decisions::sign_chair(&mut tx, &hall.cx, hall.chair(), &hall.contest, digest).await;
        assert!(matches!(waiting, Err(SignError::Unanswered(1))));

        deliberation::take_back(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("second reading");
        hall.reload(&mut tx).await;
        assert_eq!(hall.contest.phase, Phase::Deliberating);
        let stranger = advisory::answer(
            &mut tx,
            &hall.cx,
            &hall.jurors[1],
            (&hall.contest, &notes[0]),
            "Không",
        )
        .await;
        assert!(matches!(stranger, Err(AnswerError::Denied(_))));
        advisory::answer(
            &mut tx,
            &hall.cx,
            hall.chair(),
            (&hall.contest, &notes[0]),
            "Đã đối chiếu, không giống",
        )
        .await
        .expect("answered");
        deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("handed over again");
        hall.reload(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        let after =
            advisory::note(&mut tx, &hall.cx, &hall.advisor, at, (Opinion::Concur, "")).await;
        assert!(matches!(after, Err(NoteError::Answered)));

        let stale =
            decisions::sign_chair(&mut tx, &hall.cx, hall.chair(), &hall.contest, digest).await;
        assert!(matches!(stale, Err(SignError::Changed)));
        let digest = decisions::digest_of(&mut tx, hall.contest.id)
            .await
            .expect("computed");
        let order =
            decisions::sign_organiser(&mut tx, &hall.cx, &hall.organiser, &hall.contest, digest)
                .await;
        assert!(matches!(order, Err(SignError::Order)));
        let signed = decisions::sign_chair(&mut tx, &hall.cx, hall.chair(), &hall.contest, digest)
            .await
            .expect("signed");
        assert!(!signed.decided);
        let late = decisions::draft_minutes(
            &mut tx,
            &hall.cx,
            hall.chair(),
            &hall.contest,
            ("02", "Khác"),
        )
        .await;
        assert!(matches!(late, Err(MinutesError::Signed)));
        let both = Actor::Person {
            id: hall.chair().person().expect("a person"),
            grants: vec![Grant {
                contest_id: Some(hall.contest.id),
                category_id: None,
                role: Role::Organiser,
            }],
        };
        let same = decisions::sign_organiser(&mut tx, &hall.cx, &both, &hall.contest, digest).await;
        assert!(matches!(same, Err(SignError::SamePerson)));
        let signed =
            decisions::sign_organiser(&mut tx, &hall.cx, &hall.organiser, &hall.contest, digest)
                .await
                .expect("signed");
        assert!(signed.decided);
        hall.reload(&mut tx).await;
        assert_eq!(hall.contest.phase, Phase::Decided);
        assert!(!hall.contest.is_announced(hall.cx.now));
        contests::schedule(
            &mut tx,
            &hall.cx,
            &hall.organiser,
            &hall.contest,
            hall.cx.now,
        )
        .await
        .expect("announced");
        hall.reload(&mut tx).await;
        assert!(hall.contest.is_announced(hall.cx.now));
        let decision = decisions::decision_of(&mut tx, hall.contest.id)
            .await
            .expect("reads")
            .expect("exists");
        assert_eq!(
            (decision.digest, decision.number.as_str()),
            (Some(digest), "01/QĐ")
        );
        assert_eq!(
            (decision.chair_id, decision.organiser_id),
            (hall.chair().person(), hall.organiser.person())
        );
        let verdict = contest::audit::verify(&mut tx, hall.contest.id.0)
            .await
            .expect("reads");
        assert_eq!(verdict.broken, None);
    })
    .await;
}

#[tokio::test]
async fn a_tie_on_the_line_of_a_prize_is_settled_with_a_reason() {
    each(async |db| {
        let mut tx = db.begin().await.expect("begins");
        let (mut hall, round, criteria) = opened(&mut tx).await;
        // everybody marks everything alike
        for juror in &hall.jurors {
            for sheet in list(&mut tx, juror, &round).await {
                for criterion in &criteria {
                    let input = MarkInput {
                        criterion: criterion.id,
                        steps: 5,
                        seen: None,
                    };
                    sheets::save_mark(&mut tx, &hall.cx, juror, (&round, &criteria, &sheet), input)
                        .await
                        .expect("saved");
                }
            }
            sheets::lock_sheets(&mut tx, &hall.cx, juror, &hall.contest, &round)
                .await
                .expect("sealed");
        }
        rounds::close_round(&mut tx, &hall.cx, hall.chair(), &hall.contest, &round)
            .await
            .expect("closes");
        deliberation::begin_deliberation(&mut tx, &hall.cx, &hall.organiser, &hall.contest)
            .await
            .expect("sits down");
        hall.reload(&mut tx).await;
        let at = (&hall.contest, hall.category.id);
        prizes::propose(&mut tx, &hall.cx, hall.chair(), at.0, at.1)
            .await
            .expect("proposed");
        let formula = prizes::formula(&mut tx, at.0, at.1)
            .await
            .expect("computed");
        assert_eq!(formula.proposal.ties.len(), 2);
        let unsettled =
            deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest).await;
        assert!(matches!(unsettled, Err(HandOverError::TieUnsettled(codes)) if codes.len() == 9));
        for given in &formula.proposal.given {
            assert!(given.provisional);
            let change = (given.entry, Some(given.tier), "Bỏ phiếu 3/4");
            prizes::change_award(&mut tx, &hall.cx, hall.chair(), at, change)
                .await
                .expect("confirmed");
        }
        deliberation::hand_over(&mut tx, &hall.cx, hall.chair(), &hall.contest)
            .await
            .expect("handed over");
    })
    .await;
}
