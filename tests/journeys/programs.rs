//! Programs: one enters a work as its holder would, one does for an organiser what its token lets it and no more.

use std::collections::BTreeSet;

use contest::{contests::Phase, people::Role};
use house_tests::{Client, PASSWORD, Reply, SLUG, Stage, TestApp, expect_status, fixtures};
use http::StatusCode;
use serde_json::{Value, json};

pub(crate) const PAGE: &str = "/vi/sonla-2024/organise/programs";
pub(crate) const DAY_MS: i64 = 24 * 3_600_000;

fn at(path: &str) -> String {
    format!("/api/v1{path}")
}

pub(crate) fn in_contest(path: &str) -> String {
    format!("/api/v1/contests/{SLUG}{path}")
}

pub(crate) fn json_of(reply: &Reply) -> Value {
    serde_json::from_str(&reply.text).unwrap_or_else(|_| panic!("{}: {}", reply.path, reply.text))
}

/// A program, with a token or without.
pub(crate) struct Program<'a> {
    client: Client<'a>,
    bearer: String,
}

impl<'a> Program<'a> {
    pub(crate) fn of(app: &'a TestApp, token: &str) -> Self {
        Self {
            client: app.stranger(),
            bearer: format!("Bearer {token}"),
        }
    }

    pub(crate) async fn ask(
        &mut self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Reply {
        let mut headers = vec![("authorization", self.bearer.as_str())];
        if self.bearer == "Bearer " {
            headers.clear();
        }
        headers.extend_from_slice(more);
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let text = body.map(ToString::to_string).unwrap_or_default();
        self.client.speak((method, path), &headers, text).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, &[], None).await
    }

    async fn put(&mut self, path: &str, bytes: Vec<u8>) -> Reply {
        self.client.speak(("PUT", path), &[], bytes).await
    }

    pub(crate) async fn send(&mut self, method: &str, path: &str, body: &Value) -> Reply {
        self.ask(method, path, &[], Some(body)).await
    }
}

pub(crate) fn wrong_fields(reply: &Reply) -> BTreeSet<String> {
    expect_status(reply, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = json_of(reply);
    assert_eq!(problem["type"], "urn:hoaban:problem:invalid");
    let errors = problem["errors"].as_array().expect("fields").clone();
    errors
        .iter()
        .map(|e| e["field"].as_str().expect("a field").to_owned())
        .collect()
}

pub(crate) fn is_problem(reply: &Reply, status: StatusCode, word: &str) {
    expect_status(reply, status);
    let kind = reply.headers.get("content-type").expect("a type");
    assert_eq!(kind, "application/problem+json", "{}", reply.path);
    assert_eq!(json_of(reply)["type"], format!("urn:hoaban:problem:{word}"));
}

/// Begins a painting, once however often it is asked; the address of its draft.
async fn draft(app: &TestApp, program: &mut Program<'_>) -> String {
    let drafts = in_contest("/drafts");
    let draft = json!({ "category": "tranh-ve", "work": { "title": "Lớp học bên suối" } });
    let key = [("idempotency-key", "0198b6f0-0000-7000-8000-000000000001")];
    let begun = program.ask("POST", &drafts, &key, Some(&draft)).await;
    expect_status(&begun, StatusCode::CREATED);
    let again = program.ask("POST", &drafts, &key, Some(&draft)).await;
    assert_eq!(again.text, begun.text, "the same act, once");
    let other = json!({ "category": "tho" });
    let conflict = program.ask("POST", &drafts, &key, Some(&other)).await;
    is_problem(&conflict, StatusCode::CONFLICT, "conflict");
    assert_eq!(app.number("SELECT COUNT(*) FROM entries").await, 1);

    let held = at(&format!(
        "/entries/{}",
        json_of(&begun)["key"].as_str().expect("a key")
    ));
    assert_eq!(begun.location(), held);
    held
}

#[tokio::test]
async fn a_program_enters_a_work_as_its_holder_would() {
    for mut app in TestApp::all().await {
        app.open().await;
        let mut program = Program::of(&app, "");
        let held = draft(&app, &mut program).await;
        let unfinished = json_of(&program.get(&held).await);
        let missing: Vec<_> = unfinished["missing"]
            .as_array()
            .expect("fields")
            .iter()
            .map(|m| m["field"].clone())
            .collect();
        assert_eq!(missing, ["painting.image", "name"]);
        let submission = format!("{held}/submission");
        let answers = json!({ "takes_part": true, "named": true, "display": true, "ai": "none" });
        let early = program.send("POST", &submission, &answers).await;
        assert!(wrong_fields(&early).contains("name"));

        let file = format!("{held}/files/painting.image?name=tranh.png");
        let poor = program.put(&file, fixtures::pdf()).await;
        assert_eq!(wrong_fields(&poor), ["painting.image".to_owned()].into());
        let put = program.put(&file, fixtures::png()).await;
        expect_status(&put, StatusCode::OK);
        assert_eq!(json_of(&put)["media_type"], "image/png");
        let nowhere = format!("{held}/files/song.audio");
        let put = program.put(&nowhere, fixtures::wav()).await;
        is_problem(&put, StatusCode::NOT_FOUND, "not-found");

        let author = format!("{held}/author");
        let wrong = json!({ "name": "Lò Thị Mai", "birth_year": 2014, "phone": "12" });
        let fields = wrong_fields(&program.send("PUT", &author, &wrong).await);
        assert!(
            fields.contains("phone") && fields.contains("guardian_name"),
            "{fields:?}"
        );
        let right = json!({ "name": "Lò Thị Mai", "birth_year": 1984, "phone": "0912 345 678",
            "others": [{ "name": "Cà Văn Thuận", "birth_year": 1980 }] });
        let named = program.send("PUT", &author, &right).await;
        expect_status(&named, StatusCode::NO_CONTENT);

        let silent = program.send("POST", &submission, &json!({})).await;
        assert_eq!(
            wrong_fields(&silent),
            ["ai", "named", "takes_part"].map(str::to_owned).into()
        );
        let sent = program.send("POST", &submission, &answers).await;
        expect_status(&sent, StatusCode::OK);
        let sent = json_of(&sent);
        assert_eq!(sent["state"], "submitted");
        assert!(
            sent["code"]
                .as_str()
                .is_some_and(|code| code.starts_with('T'))
        );
        assert_eq!(sent["missing"], json!([]));
        assert_eq!(app.number("SELECT COUNT(*) FROM receipts").await, 1);

        let empty = program.send("PATCH", &held, &json!({ "title": " " })).await;
        assert_eq!(
            wrong_fields(&empty),
            ["title".to_owned()].into(),
            "what was sent stays whole"
        );
        let better = program
            .send(
                "PATCH",
                &held,
                &json!({ "title": "Lớp học bên suối Nặm La" }),
            )
            .await;
        assert_eq!(json_of(&better)["work"]["title"], "Lớp học bên suối Nặm La");
        let withdrawn = program
            .ask("POST", &format!("{held}/withdrawal"), &[], None)
            .await;
        expect_status(&withdrawn, StatusCode::NO_CONTENT);
        assert_eq!(json_of(&program.get(&held).await)["state"], "withdrawn");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_in_the_language_that_was_asked_for() {
    let mut app = TestApp::one().await;
    app.open().await;
    let mut program = Program::of(&app, "");
    let drafts = in_contest("/drafts");
    let kind = ("content-type", "application/json");
    for body in [
        "",
        "{",
        "[]",
        r#"{"category":"tho","colour":"red"}"#,
        r#"{"category":1}"#,
    ] {
        let reply = program.client.speak(("POST", &drafts), &[kind], body).await;
        is_problem(&reply, StatusCode::BAD_REQUEST, "malformed");
    }
    let form = ("content-type", "application/x-www-form-urlencoded");
    let reply = program
        .client
        .speak(("POST", &drafts), &[form], "category=tho")
        .await;
    is_problem(&reply, StatusCode::BAD_REQUEST, "malformed");
    let key = [kind, ("idempotency-key", "once")];
    let reply = program
        .client
        .speak(("POST", &drafts), &key, r#"{"category":"tho"}"#)
        .await;
    is_problem(&reply, StatusCode::BAD_REQUEST, "malformed");
    assert_eq!(app.number("SELECT COUNT(*) FROM entries").await, 0);
    let unknown = program
        .send("POST", &drafts, &json!({ "category": "nhay" }))
        .await;
    assert_eq!(wrong_fields(&unknown), ["category".to_owned()].into());

    let nowhere = at("/contests/khong-co");
    let vietnamese = program.get(&nowhere).await;
    is_problem(&vietnamese, StatusCode::NOT_FOUND, "not-found");
    assert_eq!(json_of(&vietnamese)["title"], "Không có trang này");
    let english = program
        .ask(
            "GET",
            &nowhere,
            &[("accept-language", "fr, en;q=0.5")],
            None,
        )
        .await;
    assert_eq!(json_of(&english)["title"], "There is no such page");
    let query = program.get(&in_contest("/works?limit=many")).await;
    is_problem(&query, StatusCode::BAD_REQUEST, "malformed");
    let method = program.ask("DELETE", &at("/contests"), &[], None).await;
    is_problem(&method, StatusCode::METHOD_NOT_ALLOWED, "malformed");
    assert!(method.headers.contains_key("allow"));
}

#[tokio::test]
async fn works_and_result_are_there_once_they_are_announced() {
    let mut app = TestApp::one().await;
    let made = app.filled(4).await;
    app.play(&made, Stage::Decided).await;
    let mut program = Program::of(&app, "");
    let (works, result) = (in_contest("/works?limit=2"), in_contest("/result"));
    for path in [&works, &result] {
        is_problem(&program.get(path).await, StatusCode::NOT_FOUND, "not-found");
    }
    app.at(app.contest.results_at);
    let mut program = Program::of(&app, "");
    let awards = json_of(&program.get(&result).await)["awards"].clone();
    assert_eq!(
        i64::try_from(awards.as_array().expect("a list").len()).expect("few"),
        app.number("SELECT COUNT(*) FROM awards").await
    );
    let mut codes = Vec::new();
    let mut next = works;
    for _ in 0..9 {
        let page = program.get(&next).await;
        expect_status(&page, StatusCode::OK);
        let listing = json_of(&page);
        let items = listing["items"].as_array().expect("a list");
        assert!(items.len() <= 2);
        codes.extend(
            items
                .iter()
                .map(|w| w["code"].as_str().expect("a code").to_owned()),
        );
        let Some(link) = page.headers.get("link") else {
            assert!(listing["next"].is_null());
            break;
        };
        let link = link.to_str().expect("text");
        next = link.split_once('>').expect("a link").0[1..].to_owned();
    }
    let shown = program.client.get(&format!("/vi/{SLUG}/works.json")).await;
    let shown = json_of(&shown)["works"].as_array().expect("a list").len();
    assert_eq!(codes.len(), shown, "{codes:?}");
    assert_eq!(
        codes.iter().collect::<BTreeSet<_>>().len(),
        shown,
        "each once"
    );
    let tag = program.get(&result).await.headers["etag"]
        .to_str()
        .expect("text")
        .to_owned();
    let known = program
        .ask("GET", &result, &[("if-none-match", &tag)], None)
        .await;
    expect_status(&known, StatusCode::NOT_MODIFIED);
}

/// The token that the page shows once.
pub(crate) fn told(page: &Reply) -> String {
    expect_status(page, StatusCode::OK);
    let rest = page.text.split("id=\"told\" readonly value=\"").nth(1);
    let rest = rest.unwrap_or_else(|| panic!("nothing is told: {}", page.main()));
    rest.split('"')
        .next()
        .expect("a value")
        .replace("&#x2F;", "/")
        .replace("&#x3D;", "=")
}

pub(crate) async fn token(app: &TestApp, scopes: &[&str]) -> String {
    let mut organiser = app.organiser().await;
    let mut form = vec![("name", "Bảng tin"), ("days", "30"), ("password", PASSWORD)];
    form.extend(scopes.iter().map(|scope| (*scope, "yes")));
    told(&organiser.post(PAGE, &form).await)
}

#[tokio::test]
async fn a_token_lets_a_program_do_what_its_scopes_say() {
    for mut app in TestApp::all().await {
        let made = app.filled(3).await;
        app.at(app.contest.last_call().plus_ms(60_000));
        app.advance(Phase::Checking).await;
        let mut organiser = app.organiser().await;
        let form = [("name", ""), ("days", "900"), ("password", "sai")];
        let wrong = organiser.post(PAGE, &form).await;
        expect_status(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.wrong(), ["name", "scopes", "days", "password"]);
        let reading = token(&app, &["entries_read"]).await;
        let ruling = token(&app, &["entries_read", "entries_write"]).await;
        assert!(!organiser.get(PAGE).await.has(&reading), "it is told once");
        assert_eq!(
            app.number("SELECT COUNT(*) FROM access_tokens WHERE used_at IS NULL")
                .await,
            2
        );

        let list = in_contest("/entries");
        let mut stranger = Program::of(&app, "");
        let nobody = stranger.get(&list).await;
        is_problem(&nobody, StatusCode::UNAUTHORIZED, "denied");
        assert_eq!(nobody.headers["www-authenticate"], "Bearer");
        let cookie = organiser.get(&list).await;
        is_problem(&cookie, StatusCode::UNAUTHORIZED, "denied");

        let mut reader = Program::of(&app, &reading);
        let all = reader.get(&list).await;
        expect_status(&all, StatusCode::OK);
        let all = json_of(&all)["items"].clone();
        assert_eq!(all.as_array().expect("a list").len(), made.len());
        let first = in_contest(&format!("/entries/{}", made[0].id.0));
        let one = reader.get(&first).await;
        assert_eq!(json_of(&one)["code"], made[0].code);
        let tag = one.headers["etag"].to_str().expect("text");
        let known = reader
            .ask("GET", &first, &[("if-none-match", tag)], None)
            .await;
        expect_status(&known, StatusCode::NOT_MODIFIED);
        let page = json_of(&reader.get(&format!("{list}?limit=1")).await);
        let next = page["next"].as_str().expect("more");
        let second = json_of(&reader.get(&format!("{list}?limit=1&after={next}")).await);
        assert_ne!(second["items"][0]["id"], page["items"][0]["id"]);
        let rule = format!("{first}/ruling");
        let eligible = json!({ "decision": "eligible" });
        is_problem(
            &reader.send("POST", &rule, &eligible).await,
            StatusCode::FORBIDDEN,
            "denied",
        );
        is_problem(
            &reader.get(&in_contest("/people")).await,
            StatusCode::FORBIDDEN,
            "denied",
        );

        let mut clerk = Program::of(&app, &ruling);
        let silent = clerk
            .send("POST", &rule, &json!({ "decision": "ineligible" }))
            .await;
        assert_eq!(wrong_fields(&silent), ["reason".to_owned()].into());
        let ruled = clerk.send("POST", &rule, &eligible).await;
        assert_eq!(json_of(&ruled)["state"], "eligible");
        let of_person = app.text("SELECT actor FROM audit_events WHERE kind = 'entry.decided' ORDER BY seq DESC LIMIT 1").await;
        assert!(
            of_person.starts_with("person:"),
            "the log names its maker: {of_person}"
        );

        // a token lets nobody do more than its maker may, and nothing elsewhere
        app.tamper(format!(
            "UPDATE roles SET role = 'clerk' WHERE role = '{}'",
            Role::Organiser.as_str()
        ))
        .await;
        expect_status(&reader.get(&list).await, StatusCode::OK);
        app.tamper("UPDATE roles SET role = 'juror' WHERE role = 'clerk'".to_owned())
            .await;
        is_problem(&reader.get(&list).await, StatusCode::NOT_FOUND, "not-found");
        app.tamper("UPDATE roles SET role = 'organiser' WHERE role = 'juror'".to_owned())
            .await;
        app.later(31 * DAY_MS);
        is_problem(&reader.get(&list).await, StatusCode::UNAUTHORIZED, "denied");
    }
}

#[tokio::test]
async fn a_token_runs_a_contest_until_it_is_taken_back() {
    for app in TestApp::all().await {
        let key = token(&app, &["contest_read", "contest_write"]).await;
        let mut program = Program::of(&app, &key);
        let calendar = in_contest("/calendar");
        let mut dates = json_of(&program.get(&calendar).await);
        assert_eq!(dates["phase"], "setup");
        let fields = dates.as_object_mut().expect("fields");
        fields.remove("phase");
        fields.insert("grace_minutes".to_owned(), json!(9_000));
        let wrong = program.send("PUT", &calendar, &dates).await;
        assert_eq!(wrong_fields(&wrong), ["grace_minutes".to_owned()].into());
        dates["grace_minutes"] = json!(30);
        let done = program.send("PUT", &calendar, &dates).await;
        expect_status(&done, StatusCode::NO_CONTENT);
        assert_eq!(app.number("SELECT grace_ms FROM contests").await, 1_800_000);
        let unknown = program
            .send("POST", &in_contest("/phase"), &json!({ "to": "party" }))
            .await;
        assert_eq!(wrong_fields(&unknown), ["to".to_owned()].into());
        let opened = program
            .send("POST", &in_contest("/phase"), &json!({ "to": "open" }))
            .await;
        expect_status(&opened, StatusCode::NO_CONTENT);
        let people = json_of(&program.get(&in_contest("/people")).await);
        assert!(
            people["items"]
                .as_array()
                .expect("a list")
                .iter()
                .any(|p| p["role"] == "organiser")
        );
        let events = json_of(&program.get(&in_contest("/events?limit=200")).await);
        let last = events["items"]
            .as_array()
            .expect("a list")
            .last()
            .expect("events")
            .clone();
        assert_eq!(last["kind"], "contest.advanced");

        let mut organiser = app.organiser().await;
        let page = organiser.get(PAGE).await;
        let action = page
            .text
            .split("action=\"")
            .find(|a| a.contains("/tokens/"))
            .expect("a button");
        let action = action.split('"').next().expect("an address").to_owned();
        let gone = organiser.post(&action, &[]).await;
        expect_status(&gone, StatusCode::SEE_OTHER);
        is_problem(
            &program.get(&calendar).await,
            StatusCode::UNAUTHORIZED,
            "denied",
        );
        expect_status(&organiser.post(&action, &[]).await, StatusCode::NOT_FOUND);
    }
}

#[test]
fn the_description_names_every_address_and_no_other() {
    let document = serde_json::to_value(web::api::document()).expect("JSON");
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|v| v.starts_with("3.1"))
    );
    let mut described = BTreeSet::new();
    for (path, acts) in document["paths"].as_object().expect("paths") {
        for (method, act) in acts.as_object().expect("acts") {
            if method != "parameters" {
                let scope = act["security"][0]["token"][0].as_str();
                let scope = scope.map_or(String::new(), |s| format!("token {s}"));
                described.insert((method.to_uppercase(), path.clone(), scope));
            }
        }
    }
    let routes: BTreeSet<_> = web::routes::all()
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| {
            let scope = match route.access {
                web::guard::Access::Token(scope, _) => format!("token {}", scope.as_str()),
                _ => String::new(),
            };
            (route.method.to_owned(), route.path.to_owned(), scope)
        })
        .collect();
    assert_eq!(described, routes);
}
