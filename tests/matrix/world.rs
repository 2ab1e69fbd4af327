//! The contest in which the matrix asks: works, a class, a pair, paper, and everybody who may knock.

use contest::{
    Actor,
    contests::{Kind, NewContest, Template},
    people::{self, Grant, NewPerson, Role},
};
use house_tests::{Client, File, Made, Maker, SLUG, Stage, TestApp};
use judging::{assignments, rounds};
use submissions::consents::guardian_key;
use uuid::Uuid;
use web::accounts::access_tokens::{self, NewToken, Scope};

use crate::blind::first_sheet;

/// A contest, and what addresses are made of.
pub(crate) struct World {
    app: TestApp,
    painting: Made,
    other: Made,
    code: String,
    /// Key of a class with a list that waits.
    class: String,
    /// A photo of it that nobody's name fitted.
    photo: String,
    /// SHA-256 of the photo of signed paper in the painting's ledger.
    paper: String,
    /// Two works that are alike.
    pair: Uuid,
    juror: contest::people::PersonId,
    foreign: contest::people::PersonId,
}

/// A contest at a stage, and another one with its own organiser.
pub(crate) async fn world(stage: Stage) -> World {
    let mut app = TestApp::one().await;
    let mut made = app.filled(4).await;
    // Five paintings of three sheets each over four jurors: one at least is not the chair's.
    for n in 91..95 {
        made.push(app.enter(Kind::Painting, n, &Maker::number(n)).await);
    }
    let (class, photo) = class_of(&app).await;
    app.play(&made, stage).await;
    let foreign = another_organiser(&app).await;
    let painting = not_of(&app, app.panel(Kind::Painting)[0], &made[4..]).await;
    let other = made[0].clone();
    let (juror, code) = first_sheet(&app, Kind::Painting, painting.id).await;
    let pair = pair_of(&app, &made[4], &made[5]).await;
    // Whatever picture is at hand stands for the photo.
    app.tamper("UPDATE consents SET paper_sha256 = (SELECT MIN(sha256) FROM files WHERE media_type LIKE 'image/%')".to_owned())
        .await;
    app.tamper(format!(
        "INSERT INTO paper_sheets (id, round_id, person_id, code, printed_at)
            SELECT x'{}', round_id, person_id, 'PAPER23456', 0 FROM panel_members WHERE person_id = x'{}' LIMIT 1",
        app.app.cx().id().simple(),
        app.panel(Kind::Painting)[3].0.simple(),
    ))
    .await;
    let paper = app
        .text("SELECT LOWER(HEX(MIN(paper_sha256))) FROM consents")
        .await;
    World {
        app,
        painting,
        other,
        code,
        class,
        photo,
        paper,
        pair,
        juror,
        foreign,
    }
}

/// A teacher opens a class, sends a list, and a photo without a name.
async fn class_of(app: &TestApp) -> (String, String) {
    let mut teacher = app.stranger();
    let fields = [
        ("school", "Tiểu học"),
        ("name", "5A"),
        ("teacher", "Cầm Thị Lan"),
        ("phone", "0912000111"),
    ];
    let opened = teacher
        .post(&format!("/vi/{SLUG}/classes/new"), &fields)
        .await;
    let class = opened.location().to_owned();
    let list = "Họ và tên\tNăm sinh\tThể loại\tTên tác phẩm\nLò Thị Ban\t1990\tTranh vẽ\tHoa ban";
    teacher
        .upload(&format!("{class}/list"), &[("pasted", list)], &[])
        .await;
    let photo = File {
        field: "photos",
        name: "IMG.png",
        bytes: &house_tests::fixtures::png(),
    };
    teacher
        .upload(&format!("{class}/photos"), &[], &[photo])
        .await;
    let page = teacher.get(&format!("{class}/photos")).await;
    let photo = page.hidden("photo").expect("an unmatched photo");
    let key = class.rsplit('/').next().unwrap_or_default();
    (key.to_owned(), photo)
}

/// Two paintings that the desk finds alike.
async fn pair_of(app: &TestApp, earlier: &Made, later: &Made) -> Uuid {
    let id = app.app.cx().id();
    app.tamper(format!(
        "INSERT INTO likenesses (id, contest_id, earlier_id, later_id, medium, permille, evidence, found_at)
            SELECT x'{}', e.contest_id, e.id, l.id, 'picture', 900, '{{}}', 0 FROM entries e, entries l
            WHERE e.code = '{}' AND l.code = '{}'",
        id.simple(),
        earlier.code,
        later.code,
    ))
    .await;
    id
}

/// A painting that this juror was not dealt.
async fn not_of(app: &TestApp, juror: people::PersonId, paintings: &[Made]) -> Made {
    let mut tx = app.tx().await;
    let round = rounds::round_of(&mut tx, app.category("tranh-ve").id)
        .await
        .expect("reads")
        .expect("a round");
    let own = assignments::of_juror(&mut tx, juror, round.id)
        .await
        .expect("reads");
    let free = paintings
        .iter()
        .find(|p| own.iter().all(|a| a.entry_id != p.id));
    free.expect("a juror of four has not every work").clone()
}

async fn another_organiser(app: &TestApp) -> people::PersonId {
    let template = Template::built_in("sonla-2024").expect("built in");
    let new = NewContest {
        slug: "khac-2025".to_owned(),
        name_vi: "Khác".to_owned(),
        name_en: "Other".to_owned(),
        opens_at: app.contest.opens_at,
        closes_at: app.contest.closes_at,
        judging_until: app.contest.judging_until,
        results_at: app.contest.results_at,
    };
    let person = NewPerson {
        name: "Người Khác".to_owned(),
        email: "khac@staff.example".to_owned(),
        phone: String::new(),
        organisation: String::new(),
    };
    let (cx, mut tx) = (app.app.cx(), app.tx().await);
    let other = judging::found::found(&mut tx, &cx, &Actor::System, &template, &new)
        .await
        .expect("founded");
    let id = people::enlist(&mut tx, &cx, &Actor::System, &person)
        .await
        .expect("enlisted");
    let grant = Grant {
        contest_id: Some(other.contest.id),
        category_id: None,
        role: Role::Organiser,
    };
    people::grant(&mut tx, &cx, &Actor::System, id, &grant)
        .await
        .expect("granted");
    tx.commit().await.expect("commits");
    id
}

impl World {
    pub(crate) async fn client(&self, role: &str) -> Client<'_> {
        let app = &self.app;
        match role {
            "clerk" => app.clerk().await,
            "juror" => app.signed_in(self.juror).await,
            "juror2" => app.juror(Kind::Song).await,
            // The chair of this panel, who was not dealt this work.
            "chair" => app.signed_in(app.panel(Kind::Painting)[0]).await,
            "advisor" => app.advisor().await,
            "organiser" => app.organiser().await,
            "organiser2" => app.signed_in(self.foreign).await,
            "auditor" => app.auditor().await,
            "admin" => app.admin().await,
            _ => app.stranger(),
        }
    }

    /// A token of one scope that somebody made for the contest.
    pub(crate) async fn token(&self, maker: &str, scope: Scope) -> String {
        let staff = &self.app.staff;
        let person = match maker {
            "clerk" => staff.clerk,
            "juror" => self.juror,
            "organiser2" => self.foreign,
            "auditor" => staff.auditor,
            "admin" => staff.admin,
            _ => staff.organiser,
        };
        let new = NewToken {
            name: "matrix".to_owned(),
            scopes: vec![scope],
            days: 1,
        };
        let mut tx = self.app.tx().await;
        let of = (&self.app.contest, person);
        let key = access_tokens::make(&mut tx, &self.app.app.cx(), of, &new).await;
        tx.commit().await.expect("commits");
        key.expect("made")
    }

    pub(crate) fn path(&self, route: &str, role: &str) -> String {
        let key = match role {
            "holder" if route.contains("/guardians/") => guardian_key(&self.painting.key),
            "holder" if route.contains("/classes/") => self.class.clone(),
            "holder" => self.painting.key.clone(),
            // Somebody else's key does not open this entry: the address with a changed key is not there.
            _ => self.other.key.chars().rev().collect(),
        };
        let shown = ["/works/", "/verify/", "/sticker/"];
        let code = if shown.iter().any(|part| route.contains(part)) {
            &self.painting.code
        } else {
            &self.code
        };
        let pair = self.pair.to_string();
        let (person, id) = (
            if route.contains("/absent/") || route.contains("/paper/") {
                self.app.panel(Kind::Painting)[3].to_string()
            } else {
                self.app.panel(Kind::Initiative)[3].to_string()
            },
            if route.contains("/photos/") {
                self.photo.clone()
            } else {
                self.painting.id.to_string()
            },
        );
        [
            ("{lang}", "vi"),
            ("{contest}", SLUG),
            ("{category}", "tranh-ve"),
            ("{code}", code),
            ("{slot}", "painting.image"),
            ("{recipe}", "view"),
            ("{key}", &key),
            ("{id}", &id),
            ("{person}", &person),
            ("{paper}", &self.paper),
            ("{pair}", &pair),
            ("{side}", "later"),
            ("{token}", "0000"),
            ("{position}", "1"),
            ("{work}", "0"),
            ("{certificate}", &id),
            ("{file}", "entries.csv"),
            ("{letters}", "jurors"),
            ("{message}", &id),
            ("{complaint}", &id),
            ("{event}", &id),
            ("{line}", &id),
            ("{wall}", &id),
            ("{step}", &id),
            ("{region}", "full"),
            ("{size}", "max"),
            ("{partner}", &id),
            ("{sheet}", "PAPER23456"),
            ("{act}", "pause"),
            ("{topic}", "entrants"),
            ("{phase}", "open"),
            ("{hash}", "x"),
            ("{*path}", "none.css"),
        ]
        .into_iter()
        .fold(route.to_owned(), |path, (name, value)| {
            path.replace(name, value)
        })
    }
}
