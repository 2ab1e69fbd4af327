//! Brings the contest to a stage by the actions that pages call, quicker than by pages.

use bytes::Bytes;
use contest::{
    Actor, Tx,
    contests::{self, Kind, Limits, Phase},
    people::PersonId,
};
use judging::{
    advisory::{self, Opinion},
    assignments, decisions, deliberation, prizes,
    rounds::{self, Round},
    sheets::{self, MarkInput},
};
use submissions::{
    consents::{self, Answers, Given, Means, Side},
    entries::{
        self, Author, Credit, Entry, EntryId, GuardianInput, Initiative, Ruling, Source, Work,
    },
    files,
    kinds::Slot,
    originality,
};

use crate::{MINUTE_MS, TestApp, fixtures};

/// How far a contest is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Works come in.
    Open,
    /// The deadline has passed and every work was ruled eligible.
    Checked,
    /// Jurors score.
    Judging,
    /// The jury meets.
    Deliberating,
    /// The proposal lies before the advisory board.
    Advising,
    /// Signed; the announcement is set for the planned minute.
    Decided,
    /// Public.
    Announced,
}

/// Who made a work, as a test wants it.
#[derive(Clone, Debug)]
pub struct Maker {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// School.
    pub school: String,
    /// Name that the sender gave the file.
    pub file: String,
}

impl Maker {
    /// Somebody with this number.
    #[must_use]
    pub fn number(n: usize) -> Self {
        Self {
            name: format!("Lò Thị Số {n}"),
            phone: format!("09870{n:05}"),
            school: "Trường THCS Chiềng Sinh".to_owned(),
            file: format!("IMG_{n:04}.png"),
        }
    }
}

/// An entry that a test made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Key.
    pub id: EntryId,
    /// Key of its private link.
    pub key: String,
    /// Code.
    pub code: String,
}

impl TestApp {
    /// Opens the contest for entries.
    pub async fn open(&mut self) {
        self.at(self.contest.opens_at.plus_ms(MINUTE_MS));
        self.advance(Phase::Open).await;
    }

    /// Moves the contest on, as its organiser.
    pub async fn advance(&mut self, to: Phase) {
        let organiser = self.actor(self.staff.organiser).await;
        let mut tx = self.tx().await;
        contests::advance(&mut tx, &self.app.cx(), &organiser, &self.contest, to)
            .await
            .expect("advances");
        tx.commit().await.expect("commits");
        self.reload().await;
    }

    /// Enters a work of a kind and sends it.
    pub async fn enter(&self, kind: Kind, n: usize, maker: &Maker) -> Made {
        let sent = match kind {
            Kind::Painting => Some((Slot::PaintingImage, fixtures::png())),
            Kind::Song => Some((Slot::SongAudio, fixtures::wav())),
            Kind::Speech => Some((Slot::SpeechAudio, fixtures::wav())),
            Kind::Poem | Kind::Initiative => None,
        };
        self.enter_work(kind, &work_of(kind, n), sent, maker).await
    }

    /// Enters this work, with its file where it has one, and sends it.
    pub async fn enter_work(
        &self,
        kind: Kind,
        work: &Work,
        sent: Option<(Slot, Vec<u8>)>,
        maker: &Maker,
    ) -> Made {
        let category = self
            .categories
            .iter()
            .find(|c| c.kind == kind)
            .expect("every kind has a category");
        let (app, cx) = (&self.app, self.app.cx());
        let mut received = Vec::new();
        if let Some((slot, bytes)) = sent {
            let stored = app.objects.keep(Bytes::from(bytes)).await;
            let stored = stored.expect("the store takes a fixture");
            let store = (&app.objects, &app.inspector);
            let file =
                files::receive(store, &cx, (slot, &Limits::default()), &maker.file, stored).await;
            received.push(file.expect("the fixture is accepted"));
        }
        let credit = Credit {
            full_name: maker.name.clone(),
            birth_year: "2012".to_owned(),
            phone: maker.phone.clone(),
            school: maker.school.clone(),
            guardian: GuardianInput {
                name: format!("Bố của {}", maker.name),
                relation: "father".to_owned(),
                phone: maker.phone.clone(),
            },
            ..Credit::default()
        };
        let author = credit
            .parse(entries::year_of(&self.contest))
            .expect("an author");
        let mut tx = self.tx().await;
        let begun = entries::begin(
            &mut tx,
            &cx,
            &Actor::Visitor,
            (&self.contest, category),
            (Source::Online, work),
        );
        let begun = begun.await.expect("begun");
        let holder = Actor::Holder(begun.entry.id.0);
        let of = (&self.contest, &begun.entry);
        entries::describe(&mut tx, &cx, &holder, of, (work, received.as_slice()))
            .await
            .expect("described");
        let entry = entries::by_id(&mut tx, begun.entry.id)
            .await
            .expect("reads")
            .expect("exists");
        entries::credit(&mut tx, &cx, &holder, (&self.contest, &entry), &author)
            .await
            .expect("credited");
        self.agree(&mut tx, &entry, &author).await;
        let of = (&self.contest, category, &entry);
        entries::submit(&mut tx, &cx, &holder, of)
            .await
            .expect("sent");
        let entry = entries::by_id(&mut tx, entry.id)
            .await
            .expect("reads")
            .expect("exists");
        tx.commit().await.expect("commits");
        Made {
            id: entry.id,
            key: begun.key,
            code: entry.code.expect("a sent entry has a code"),
        }
    }

    /// Compares every work that waits for it, as the background does.
    pub async fn compare_works(&self) {
        let (app, cx) = (&self.app, self.app.cx());
        let store = (&app.objects, &app.inspector);
        while originality::look_next(&app.db, store, &cx)
            .await
            .expect("a work is looked at")
            .is_some()
        {}
    }

    /// The child and the guardian say yes to everything.
    async fn agree(&self, tx: &mut Tx, entry: &Entry, author: &Author) {
        let (holder, guardian) = (Actor::Holder(entry.id.0), Actor::Guardian(entry.id.0));
        for (by, side, means) in [
            (&holder, Side::Own, Means::Link),
            (&guardian, Side::Guardian, Means::GuardianLink),
        ] {
            let given = Given {
                side,
                means,
                answers: Answers::ALL,
                paper: None,
            };
            let of = (&self.contest, entry, author);
            consents::answer(tx, &self.app.cx(), by, of, given)
                .await
                .expect("agreed");
        }
    }

    /// `n` poems and one painting, entered.
    pub async fn filled(&mut self, poems: usize) -> Vec<Made> {
        self.open().await;
        let mut made = Vec::new();
        for n in 0..poems {
            self.later(MINUTE_MS);
            made.push(self.enter(Kind::Poem, n, &Maker::number(n)).await);
        }
        made.push(self.enter(Kind::Painting, 90, &Maker::number(90)).await);
        made
    }

    /// Brings a filled contest from «open» to a later stage.
    pub async fn play(&mut self, made: &[Made], stage: Stage) {
        if stage >= Stage::Checked {
            self.check(made).await;
        }
        if stage >= Stage::Judging {
            let organiser = self.actor(self.staff.organiser).await;
            let mut tx = self.tx().await;
            rounds::begin_judging(&mut tx, &self.app.cx(), &organiser, &self.contest)
                .await
                .expect("judging begins");
            tx.commit().await.expect("commits");
            self.reload().await;
        }
        if stage >= Stage::Deliberating {
            self.judge(made).await;
        }
        if stage >= Stage::Advising {
            self.propose().await;
        }
        if stage >= Stage::Decided {
            self.decide().await;
        }
        if stage >= Stage::Announced {
            self.at(self.contest.results_at);
        }
    }

    /// From the jury's table to the announcement.
    pub async fn announce(&mut self) {
        self.propose().await;
        self.decide().await;
        self.at(self.contest.results_at);
    }

    async fn check(&mut self, made: &[Made]) {
        self.at(self.contest.last_call().plus_ms(MINUTE_MS));
        self.advance(Phase::Checking).await;
        let clerk = self.actor(self.staff.clerk).await;
        let mut tx = self.tx().await;
        for one in made {
            let entry = entries::by_id(&mut tx, one.id)
                .await
                .expect("reads")
                .expect("exists");
            let of = (&self.contest, &entry);
            entries::decide(&mut tx, &self.app.cx(), &clerk, of, &Ruling::Eligible)
                .await
                .expect("ruled");
        }
        tx.commit().await.expect("commits");
    }

    /// Every juror marks every work: earlier works better, no two alike. Then the rounds close and the jury sits down.
    pub async fn judge(&mut self, made: &[Made]) {
        let organiser = self.actor(self.staff.organiser).await;
        for (category, panel) in &self.staff.panels {
            let mut tx = self.tx().await;
            let round = rounds::round_of(&mut tx, *category)
                .await
                .expect("reads")
                .expect("a round");
            if round.state != rounds::RoundState::Open {
                continue;
            }
            for juror in panel {
                self.mark(&mut tx, *juror, &round, made).await;
                let actor = self.actor(*juror).await;
                let own = assignments::of_juror(&mut tx, *juror, round.id)
                    .await
                    .expect("reads");
                if own.is_empty() {
                    continue;
                }
                sheets::lock_sheets(&mut tx, &self.app.cx(), &actor, &self.contest, &round)
                    .await
                    .expect("locked");
            }
            rounds::close_round(&mut tx, &self.app.cx(), &organiser, &self.contest, &round)
                .await
                .expect("closed");
            tx.commit().await.expect("commits");
        }
        let mut tx = self.tx().await;
        deliberation::begin_deliberation(&mut tx, &self.app.cx(), &organiser, &self.contest)
            .await
            .expect("sits down");
        tx.commit().await.expect("commits");
        self.reload().await;
    }

    /// A juror marks all works on the own list: each has one step less than the one before, taken from the first criterion
    /// that has any.
    pub async fn mark(&self, tx: &mut Tx, juror: PersonId, round: &Round, made: &[Made]) {
        let actor = self.actor(juror).await;
        let criteria = rounds::criteria_of_round(tx, round.id)
            .await
            .expect("reads");
        let own = assignments::of_juror(tx, juror, round.id)
            .await
            .expect("reads");
        for assignment in own {
            let index = made
                .iter()
                .position(|m| m.id == assignment.entry_id)
                .unwrap_or(9);
            let mut lost = i64::try_from(index).unwrap_or(0);
            for criterion in &criteria {
                let steps = criterion.steps() - lost.min(criterion.steps());
                lost -= criterion.steps() - steps;
                let input = MarkInput {
                    criterion: criterion.id,
                    steps,
                    seen: None,
                };
                let of = (round, criteria.as_slice(), &assignment);
                sheets::save_mark(tx, &self.app.cx(), &actor, of, input)
                    .await
                    .expect("saved");
            }
        }
    }

    async fn propose(&mut self) {
        let mut last = None;
        for (category, panel) in &self.staff.panels {
            let chair = self.actor(panel[0]).await;
            let mut tx = self.tx().await;
            let round = rounds::round_of(&mut tx, *category)
                .await
                .expect("reads")
                .expect("a round");
            if round.state == rounds::RoundState::Closed {
                let of = (&self.contest, *category);
                prizes::propose(&mut tx, &self.app.cx(), &chair, of.0, of.1)
                    .await
                    .expect("proposed");
                tx.commit().await.expect("commits");
            }
            last = Some(chair);
        }
        let chair = last.expect("there are panels");
        let mut tx = self.tx().await;
        deliberation::hand_over(&mut tx, &self.app.cx(), &chair, &self.contest)
            .await
            .expect("handed over");
        tx.commit().await.expect("commits");
        self.reload().await;
    }

    /// Two persons sign what was proposed.
    pub async fn decide(&mut self) {
        let organiser = self.actor(self.staff.organiser).await;
        let chair = self.actor(self.panel(Kind::Poem)[0]).await;
        let advisor = self.actor(self.staff.advisor).await;
        let (cx, mut tx) = (self.app.cx(), self.tx().await);
        for category in &self.categories {
            let of = (&self.contest, category.id);
            advisory::note(&mut tx, &cx, &advisor, of, (Opinion::Concur, ""))
                .await
                .expect("noted");
        }
        let minutes = ("12/QĐ-BTC", "Hội đồng họp đủ. Không ai phải rút lui.");
        decisions::draft_minutes(&mut tx, &cx, &organiser, &self.contest, minutes)
            .await
            .expect("drafted");
        let seen = decisions::digest_of(&mut tx, self.contest.id)
            .await
            .expect("a digest");
        decisions::sign_chair(&mut tx, &cx, &chair, &self.contest, seen)
            .await
            .expect("signed");
        decisions::sign_organiser(&mut tx, &cx, &organiser, &self.contest, seen)
            .await
            .expect("signed");
        tx.commit().await.expect("commits");
        self.reload().await;
        let mut tx = self.tx().await;
        let at = self.contest.results_at;
        contests::schedule(&mut tx, &cx, &organiser, &self.contest, at)
            .await
            .expect("scheduled");
        tx.commit().await.expect("commits");
        self.reload().await;
    }
}

fn work_of(kind: Kind, n: usize) -> Work {
    let initiative = match kind {
        Kind::Initiative => Initiative {
            problem: "Rác ở suối".to_owned(),
            solution: "Gom và phân loại".to_owned(),
            result: "Suối sạch".to_owned(),
            ..Initiative::default()
        },
        _ => Initiative::default(),
    };
    let body = match kind {
        Kind::Poem | Kind::Song => format!("Dòng một của bài {n}\n  Dòng hai thụt vào\n\nKhổ sau"),
        Kind::Painting | Kind::Initiative | Kind::Speech => String::new(),
    };
    Work {
        title: format!("Tác phẩm số {n}"),
        body,
        initiative,
        ..Work::default()
    }
}
