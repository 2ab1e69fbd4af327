//! A contest with nine poems, four jurors and two tiers, brought as far as a test needs it.

use contest::{
    Actor, Context, Db, Rng, Timestamp, Tx,
    contests::{self, Category, Contest, Kind, NewContest, Phase, Template},
    db::testing,
    people::{self, Grant, NewPerson, PersonId, Role},
};
use judging::{
    assignments::{self, Assignment},
    deliberation::{self, StandingsError},
    prizes::{self, TierInput},
    rounds::{
        self, CloseError, Criterion, CriterionInput, OpenError, Round, RoundInput, RoundState,
    },
    sheets::{self, MarkInput},
};
use submissions::{
    consents::{self, Answers, Given, Means, Side},
    entries::{self, Credit, EntryId, Ruling, Source, Work},
};

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const OPENS: i64 = 1_720_000_000_000;
pub(crate) const CLOSES: i64 = OPENS + 100 * HOUR;

/// Everything that a test needs at hand.
pub(crate) struct Hall {
    pub(crate) contest: Contest,
    pub(crate) category: Category,
    pub(crate) cx: Context,
    pub(crate) organiser: Actor,
    pub(crate) jurors: Vec<Actor>,
    pub(crate) advisor: Actor,
    pub(crate) entries: Vec<EntryId>,
}

impl Hall {
    pub(crate) fn at(&mut self, ms: i64) {
        self.cx.now = Timestamp(ms);
    }

    pub(crate) async fn reload(&mut self, tx: &mut Tx) {
        self.contest = contests::by_id(tx, self.contest.id)
            .await
            .expect("reads")
            .expect("exists");
    }

    pub(crate) async fn round(&self, tx: &mut Tx) -> Round {
        rounds::round_of(tx, self.category.id)
            .await
            .expect("reads")
            .expect("exists")
    }

    pub(crate) fn chair(&self) -> &Actor {
        &self.jurors[0]
    }
}

pub(crate) async fn person(tx: &mut Tx, cx: &Context, name: &str, phone: &str) -> PersonId {
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

pub(crate) async fn actor(tx: &mut Tx, id: PersonId) -> Actor {
    Actor::Person {
        id,
        grants: people::grants_of(tx, id).await.expect("reads"),
    }
}

/// A contest with nine poems, the third by the author whose telephone is the second juror's.
pub(crate) async fn hall(tx: &mut Tx) -> Hall {
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
        results_at: Timestamp(CLOSES + 600 * HOUR),
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
pub(crate) async fn set_up(tx: &mut Tx, hall: &mut Hall) {
    let criterion = |name: &str, weight| CriterionInput {
        name_vi: name.to_owned(),
        name_en: name.to_owned(),
        most: 10,
        step: 1,
        weight,
        ..CriterionInput::default()
    };
    let input = RoundInput::rating(vec![criterion("Ý", 60), criterion("Lời", 40)], 3, 2);
    let at = (&hall.contest, hall.category.id);
    let first = (at.0, at.1, 1);
    rounds::define_round(tx, &hall.cx, &hall.organiser, first, (&input, ""))
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
        "",
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

pub(crate) async fn enter(tx: &mut Tx, hall: &Hall, number: i32) -> EntryId {
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
    let given = Given {
        side: Side::Own,
        means: Means::Link,
        answers: Answers::ALL,
        paper: None,
    };
    let of = (&hall.contest, &begun.entry, &author);
    consents::answer(tx, &hall.cx, &holder, of, given)
        .await
        .expect("agreed");
    let parts = (&hall.contest, &hall.category, &begun.entry);
    entries::submit(tx, &hall.cx, &holder, parts)
        .await
        .expect("sent");
    begun.entry.id
}

pub(crate) async fn rule_on_all(tx: &mut Tx, hall: &Hall) {
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

pub(crate) async fn list(tx: &mut Tx, juror: &Actor, round: &Round) -> Vec<Assignment> {
    let id = juror.person().expect("a person");
    assignments::of_juror(tx, id, round.id)
        .await
        .expect("reads")
}

/// Marks every work on a juror's list so that work 8 is best and 0 worst.
pub(crate) async fn mark_all(tx: &mut Tx, hall: &Hall, juror: &Actor, by: (&Round, &[Criterion])) {
    mark_as(tx, hall, juror, by, |number| number + 1).await;
}

/// Marks every work on a juror's list with the steps that `steps` gives to its number.
pub(crate) async fn mark_as(
    tx: &mut Tx,
    hall: &Hall,
    juror: &Actor,
    (round, criteria): (&Round, &[Criterion]),
    steps: impl Fn(i64) -> i64,
) {
    for assignment in list(tx, juror, round).await {
        let number = hall
            .entries
            .iter()
            .position(|e| *e == assignment.entry_id)
            .expect("one of ours");
        for criterion in criteria {
            let input = MarkInput {
                criterion: criterion.id,
                steps: steps(i64::try_from(number).expect("small")),
                seen: None,
            };
            sheets::save_mark(tx, &hall.cx, juror, (round, criteria, &assignment), input)
                .await
                .expect("saved");
        }
    }
}

pub(crate) async fn opened(tx: &mut Tx) -> (Hall, Round, Vec<Criterion>) {
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

pub(crate) async fn each<F: AsyncFn(Db)>(test: F) {
    for fresh in testing::databases().await {
        test(fresh.db.clone()).await;
    }
}

/// Everything up to the jury's table.
pub(crate) async fn at_the_table(tx: &mut Tx) -> Hall {
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
