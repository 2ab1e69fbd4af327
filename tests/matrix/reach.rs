//! Every line of the route table × every role. A route without a line here fails the test.

use contest::people::Role;
use house_tests::{Reply, Stage};
use http::StatusCode;
use web::{
    guard::Access,
    routes::{self, Route},
};

use crate::world::world;

/// Who asks.
const ROLES: [&str; 12] = [
    "stranger",
    "holder",
    "other",
    "clerk",
    "juror",
    "juror2",
    "chair",
    "advisor",
    "organiser",
    "organiser2",
    "auditor",
    "admin",
];

/// One letter for each of [`ROLES`]: `+` reaches it, `-` is told that it is not there, `>` is sent to sign in.
/// A juror who chairs nothing is `juror`, one of another category `juror2`; `organiser2` runs another contest,
/// `holder` holds the entry of the address, `other` another one. While jurors score: there is no shortlist and no
/// advisory note yet, so nobody reaches them; [`LATER`] says who does afterwards.
const TABLE: &str = "
GET  /                                                                    ++++++++++++
GET  /healthz                                                             ++++++++++++
GET  /readyz                                                              ++++++++++++
GET  /{lang}/installation                                                 >>>--------+
POST /{lang}/installation/backup                                          >>>--------+
GET  /static/{hash}/{*path}                                               ++++++++++++
GET  /sw.js                                                               ++++++++++++
POST /theme                                                               ++++++++++++
GET  /robots.txt                                                          ++++++++++++
GET  /sitemap.xml                                                         ++++++++++++
GET  /{lang}                                                              ++++++++++++
GET  /{lang}/{contest}/card.jpg                                           ++++++++++++
GET  /{lang}/{contest}/feed.xml                                           ++++++++++++
GET  /{lang}/{contest}/feed.json                                          ++++++++++++
GET  /{lang}/{contest}/works.json                                         ------------
GET  /{lang}/{contest}/works.csv                                          ------------
GET  /{lang}/{contest}/works/{code}/card.jpg                              ------------
GET  /{lang}/help                                                         ++++++++++++
GET  /{lang}/help/{topic}                                                 ++++++++++++
GET  /{lang}/{contest}                                                    ++++++++++++
GET  /{lang}/{contest}/rules                                              ++++++++++++
GET  /{lang}/{contest}/winners                                            ++++++++++++
GET  /{lang}/{contest}/gallery                                            ++++++++++++
GET  /{lang}/{contest}/works/{code}                                       ------------
GET  /{lang}/{contest}/works/{code}/media/{slot}/{recipe}                 ------------
GET  /verify/{code}                                                       ++++++++++++
GET  /receipt-key.json                                                    ++++++++++++
GET  /{lang}/{contest}/verify                                             ++++++++++++
GET  /{lang}/{contest}/verify/{code}                                      ++++++++++++
GET  /{lang}/{contest}/lookup                                             ++++++++++++
POST /{lang}/{contest}/lookup                                             ++++++++++++
GET  /{lang}/{contest}/enter                                              ++++++++++++
GET  /{lang}/{contest}/enter/{category}                                   ++++++++++++
POST /{lang}/{contest}/enter/{category}                                   ++++++++++++
GET  /{lang}/entries/{key}                                                -+----------
GET  /{lang}/entries/{key}/media/{slot}/{recipe}                          -+----------
GET  /{lang}/entries/{key}/original/{slot}                                -+----------
GET  /{lang}/entries/{key}/receipt.json                                   -+----------
GET  /{lang}/entries/{key}/everything.zip                                 -+----------
GET  /{lang}/entries/{key}/receipt.png                                    -+----------
GET  /{lang}/entries/{key}/dates.ics                                      -+----------
GET  /{lang}/entries/{key}/sticker                                        -+----------
GET  /{lang}/entries/{key}/work                                           -+----------
POST /{lang}/entries/{key}/work                                           -+----------
GET  /{lang}/entries/{key}/author                                         -+----------
POST /{lang}/entries/{key}/author                                         -+----------
GET  /{lang}/entries/{key}/review                                         -+----------
POST /{lang}/entries/{key}/late                                           -+----------
POST /{lang}/entries/{key}/review                                         -+----------
GET  /{lang}/entries/{key}/consents                                       -+----------
POST /{lang}/entries/{key}/consents                                       -+----------
GET  /{lang}/entries/{key}/withdraw                                       -+----------
POST /{lang}/entries/{key}/withdraw                                       -+----------
GET  /{lang}/guardians/{key}                                              -+----------
POST /{lang}/guardians/{key}                                              -+----------
GET  /{lang}/guardians/{key}/media/{slot}/{recipe}                        -+----------
OPTIONS /{lang}/entries/{key}/uploads                                     -+----------
POST /{lang}/entries/{key}/uploads                                        -+----------
OPTIONS /{lang}/entries/{key}/uploads/{id}                                -+----------
HEAD /{lang}/entries/{key}/uploads/{id}                                   -+----------
PATCH /{lang}/entries/{key}/uploads/{id}                                  -+----------
DELETE /{lang}/entries/{key}/uploads/{id}                                 -+----------
POST /{lang}/entries/{key}/uploads/{id}                                   -+----------
POST /{lang}/entries/{key}/uploads/{id}/file                              -+----------
GET  /{lang}/{contest}/classes/new                                         ++++++++++++
POST /{lang}/{contest}/classes/new                                         ++++++++++++
GET  /{lang}/classes/{key}                                                 -+----------
POST /{lang}/classes/{key}                                                 -+----------
GET  /{lang}/classes/{key}/form.xlsx                                       -+----------
GET  /{lang}/classes/{key}/list                                            -+----------
POST /{lang}/classes/{key}/list                                            -+----------
GET  /{lang}/classes/{key}/list/marked.xlsx                                -+----------
POST /{lang}/classes/{key}/list/confirm                                    -+----------
GET  /{lang}/classes/{key}/photos                                          -+----------
POST /{lang}/classes/{key}/photos                                          -+----------
POST /{lang}/classes/{key}/photos/assign                                   -+----------
GET  /{lang}/classes/{key}/photos/{id}                                     -+----------
GET  /{lang}/classes/{key}/consents                                        -+----------
POST /{lang}/classes/{key}/consents                                        -+----------
GET  /{lang}/classes/{key}/slips.pdf                                       -+----------
GET  /{lang}/classes/{key}/cards.pdf                                       -+----------
GET  /{lang}/classes/{key}/stickers.pdf                                    -+----------
GET  /{lang}/classes/{key}/handover.pdf                                    -+----------
GET  /{lang}/setup                                                        ------------
POST /{lang}/setup                                                        ------------
GET  /{lang}/sign-in                                                      ++++++++++++
POST /{lang}/sign-in                                                      ++++++++++++
POST /{lang}/sign-out                                                     ++++++++++++
GET  /{lang}/link/{token}                                                 ------------
GET  /{lang}/invitation/{token}                                           ++++++++++++
POST /{lang}/invitation/{token}                                           ++++++++++++
POST /{lang}/sign-in/code                                                 ++++++++++++
GET  /{lang}/account                                                      >>>+++++++++
GET  /{lang}/account/second-factor                                        >>>+++++++++
POST /{lang}/account/second-factor                                        >>>+++++++++
POST /{lang}/account/second-factor/papers                                 >>>+++++++++
POST /{lang}/account/second-factor/off                                    >>>+++++++++
GET  /{lang}/{contest}/desk                                               >>>+----+---
GET  /{lang}/{contest}/desk/new                                           >>>+----+---
GET  /{lang}/{contest}/desk/new/{category}                                >>>+----+---
POST /{lang}/{contest}/desk/new/{category}                                >>>+----+---
GET  /{lang}/{contest}/desk/intake                                        >>>+----+---
POST /{lang}/{contest}/desk/intake                                        >>>+----+---
GET  /{lang}/{contest}/desk/screening                                     >>>+----+---
POST /{lang}/{contest}/desk/screening                                     >>>+----+---
POST /{lang}/{contest}/desk/entries/{id}/extend                           >>>+----+---
GET  /{lang}/{contest}/desk/leaks                                         >>>+----+---
GET  /{lang}/{contest}/desk/originality                                   >>>+----+---
GET  /{lang}/{contest}/desk/originality/{pair}                            >>>+----+---
POST /{lang}/{contest}/desk/originality/{pair}                            >>>+----+---
GET  /{lang}/{contest}/desk/originality/{pair}/{side}/{recipe}            >>>+----+---
GET  /{lang}/{contest}/desk/late                                          >>>+----+---
POST /{lang}/{contest}/desk/late                                          >>>+----+---
GET  /{lang}/{contest}/desk/paper                                         >>>+----+---
GET  /{lang}/{contest}/desk/paper/{sheet}                                 >>>+----+---
POST /{lang}/{contest}/desk/paper/{sheet}                                 >>>+----+---
GET  /{lang}/{contest}/desk/sticker/{code}                                >>>+----+---
GET  /{lang}/{contest}/desk/entries/{id}                                  >>>+----+---
POST /{lang}/{contest}/desk/entries/{id}                                  >>>+----+---
GET  /{lang}/{contest}/desk/entries/{id}/original/{slot}                  >>>+----+---
GET  /{lang}/{contest}/desk/entries/{id}/media/{slot}/{recipe}            >>>+----+---
GET  /{lang}/{contest}/desk/entries/{id}/cover                            >>>+----+---
POST /{lang}/{contest}/desk/entries/{id}/cover                            >>>+----+---
GET  /{lang}/{contest}/desk/entries/{id}/consents                         >>>+----+---
POST /{lang}/{contest}/desk/entries/{id}/consents                         >>>+----+---
GET  /{lang}/{contest}/desk/entries/{id}/consents/{paper}                 >>>+----+---
GET  /{lang}/styleguide                                                   ++++++++++++
GET  /{lang}/contests/new                                                 >>>-----++-+
POST /{lang}/contests/new                                                 >>>-----++-+
GET  /{lang}/{contest}/organise                                           >>>-----+---
GET  /{lang}/{contest}/organise/figures                                   >>>-----+---
POST /{lang}/{contest}/organise/advance/{phase}                           >>>-----+---
GET  /{lang}/{contest}/organise/texts                                     >>>-----+---
POST /{lang}/{contest}/organise/texts                                     >>>-----+---
GET  /{lang}/{contest}/organise/calendar                                  >>>-----+---
POST /{lang}/{contest}/organise/calendar                                  >>>-----+---
GET  /{lang}/{contest}/organise/categories                                >>>-----+---
GET  /{lang}/{contest}/organise/categories/{category}                     >>>-----+---
POST /{lang}/{contest}/organise/categories/{category}                     >>>-----+---
GET  /{lang}/{contest}/organise/rounds                                    >>>-----+---
GET  /{lang}/{contest}/organise/rounds/{category}                         >>>-----+---
GET  /{lang}/{contest}/organise/rounds/{category}/{position}              >>>-----+---
POST /{lang}/{contest}/organise/rounds/{category}/{position}              >>>-----+---
POST /{lang}/{contest}/organise/rounds/{category}/{position}/{act}        >>>-----+---
GET  /{lang}/{contest}/advancement/{category}/{position}                  >>>---------
POST /{lang}/{contest}/advancement/{category}/{position}                  >>>---------
GET  /{lang}/{contest}/jury/{category}/pack                               >>>-+-+-----
GET  /{lang}/{contest}/jury/{category}/practice                           >>>-+-+-----
POST /{lang}/{contest}/jury/{category}/practice                           >>>-+-+-----
GET  /{lang}/{contest}/jury/{category}/practice/{work}                    >>>-+-+-----
GET  /{lang}/{contest}/jury/{category}/ranking                            >>>---------
POST /{lang}/{contest}/jury/{category}/ranking                            >>>-+++-----
GET  /{lang}/{contest}/organise/rounds/{category}/{position}/absent/{person} >>>-----+---
POST /{lang}/{contest}/organise/rounds/{category}/{position}/absent/{person} >>>-----+---
GET  /{lang}/{contest}/organise/rounds/{category}/{position}/paper/{person} >>>-----+---
POST /{lang}/{contest}/organise/rounds/{category}/{position}/paper/{person} >>>-----+---
GET  /{lang}/{contest}/organise/conflicts                                 >>>-----+---
GET  /{lang}/{contest}/organise/conflicts/{category}                      >>>-----+---
POST /{lang}/{contest}/organise/conflicts/{category}                      >>>-----+---
GET  /{lang}/{contest}/jury/declare                                       >>>-+++-----
POST /{lang}/{contest}/jury/declare                                       >>>-+++-----
GET  /{lang}/{contest}/organise/prizes                                    >>>-----+---
POST /{lang}/{contest}/organise/prizes                                    >>>-----+---
GET  /{lang}/{contest}/organise/people                                    >>>-----+---
POST /{lang}/{contest}/organise/people                                    >>>-----+---
POST /{lang}/{contest}/organise/people/{person}/invite                    >>>-----+---
POST /{lang}/{contest}/organise/people/{person}/end                       >>>-----+---
GET  /{lang}/{contest}/organise/progress                                  >>>-----+---
GET  /{lang}/{contest}/log                                                >>>-----+-+-
GET  /{lang}/{contest}/jury                                               >>>-+++-----
POST /{lang}/{contest}/jury/{category}/lock                               >>>-+++-----
GET  /{lang}/{contest}/jury/{category}/compare                             >>>-+-+-----
GET  /{lang}/{contest}/jury/{category}/{code}                             >>>-+-------
POST /{lang}/{contest}/jury/{category}/{code}/mark                        >>>-+-------
POST /{lang}/{contest}/jury/{category}/{code}/save                        >>>-+-------
POST /{lang}/{contest}/jury/{category}/{code}/recuse                      >>>-+-------
POST /{lang}/{contest}/jury/{category}/{code}/abstain                     >>>-+-------
POST /{lang}/{contest}/jury/{category}/{code}/skip                        >>>-+-------
GET  /{lang}/{contest}/jury/{category}/{code}/media/{slot}/{recipe}       >>>-+-------
GET  /{lang}/{contest}/meeting/{category}                                 >>>---------
GET  /{lang}/{contest}/meeting/{category}/state                           >>>---------
GET  /{lang}/{contest}/meeting/{category}/pack                            >>>---------
POST /{lang}/{contest}/meeting/{category}/open                            >>>---+-----
POST /{lang}/{contest}/meeting/{category}/attend                          >>>---+-----
POST /{lang}/{contest}/meeting/{category}/show                            >>>---+-----
POST /{lang}/{contest}/meeting/{category}/note                            >>>---+-----
POST /{lang}/{contest}/meeting/{category}/award                           >>>---------
POST /{lang}/{contest}/meeting/{category}/end                             >>>---+-----
GET  /{lang}/{contest}/standings                                          >>>-+++-+---
GET  /{lang}/{contest}/standings/{category}                               >>>-+-+-+---
POST /{lang}/{contest}/standings/{category}/change                        >>>---+-----
POST /{lang}/{contest}/standings/{category}/formula                       >>>---+-----
POST /{lang}/{contest}/standings/{category}/hand-over                     >>>---+-----
GET  /{lang}/{contest}/shortlist/{category}/{code}                        >>>---------
GET  /{lang}/{contest}/shortlist/{category}/{code}/media/{slot}/{recipe}  >>>---------
GET  /{lang}/{contest}/advise                                             >>>-+++++---
GET  /{lang}/{contest}/advise/{category}                                  >>>-+++++---
POST /{lang}/{contest}/advise/{category}                                  >>>----+----
POST /{lang}/{contest}/advise/{category}/answer                           >>>---------
POST /{lang}/{contest}/advise/{category}/take-back                        >>>---+-----
GET  /{lang}/{contest}/proof                                              ++++++++++++
GET  /{lang}/{contest}/proof/bundle.zip                                   ------------
GET  /{lang}/{contest}/works/{code}/score                                 ------------
GET  /{lang}/{contest}/jury/{category}/sheets.json                        >>>---------
GET  /{lang}/{contest}/organise/feedback                                  >>>-----+---
POST /{lang}/{contest}/organise/feedback                                  >>>-----+---
POST /{lang}/{contest}/organise/feedback/screen                           >>>-----+---
GET  /{lang}/{contest}/organise/openness                                  >>>-----+---
POST /{lang}/{contest}/organise/openness                                  >>>-----+---
GET  /{lang}/{contest}/decide                                             >>>---+-+---
POST /{lang}/{contest}/decide/minutes                                     >>>---+-+---
POST /{lang}/{contest}/decide/sign                                        >>>---+-+---
POST /{lang}/{contest}/decide/announce                                    >>>-----+---
GET  /{lang}/{contest}/certificates                                       >>>---------
POST /{lang}/{contest}/certificates                                       >>>-----+---
GET  /{lang}/{contest}/certificates.pdf                                   >>>---------
POST /{lang}/{contest}/certificates/{certificate}/withdraw                >>>-----+---
GET  /{lang}/{contest}/papers                                             >>>-----+---
GET  /{lang}/{contest}/report                                             >>>-----+---
GET  /{lang}/{contest}/papers/{file}                                      >>>-----+---
GET  /{lang}/{contest}/ceremony                                           >>>---------
POST /{lang}/{contest}/ceremony                                           >>>---------
GET  /{lang}/{contest}/organise/messages                                  >>>-----+---
POST /{lang}/{contest}/organise/messages/{message}/again                  >>>---------
GET  /{lang}/{contest}/organise/messages/{letters}                        >>>-----+---
POST /{lang}/{contest}/organise/messages/{letters}                        >>>-----+---
GET  /{lang}/{contest}/ceremony/screen                                    >>>---------
GET  /{lang}/{contest}/certificate/{code}                                 ------------
GET  /{lang}/{contest}/collection.json                                    ------------
GET  /{lang}/{contest}/works/{code}/manifest.json                         ------------
GET  /{lang}/{contest}/works/{code}/iiif/info.json                        ------------
GET  /{lang}/{contest}/works/{code}/iiif/{region}/{size}/0/default.jpg    ------------
GET  /{lang}/{contest}/organise/follow-ups                                >>>-----+---
POST /{lang}/{contest}/organise/follow-ups                                >>>-----+---
POST /{lang}/{contest}/organise/follow-ups/{step}/remove                  >>>-----+---
GET  /{lang}/{contest}/popular                                            ------------
POST /{lang}/{contest}/popular                                            ------------
GET  /{lang}/{contest}/organise/popular                                   >>>-----+---
POST /{lang}/{contest}/organise/popular                                   >>>-----+---
POST /{lang}/{contest}/organise/popular/slips                             >>>-----+---
POST /{lang}/{contest}/organise/popular/rule                              >>>---------
POST /{lang}/{contest}/organise/popular/publish                           >>>-----+---
POST /{lang}/{contest}/ceremony/live                                      >>>---------
POST /{lang}/{contest}/ceremony/reveal/{id}                               >>>---------
GET  /{lang}/{contest}/papers/register                                    >>>-----+---
POST /{lang}/{contest}/papers/register                                    >>>-----+---
POST /{lang}/{contest}/papers/works                                       >>>-----+---
GET  /{lang}/{contest}/visit                                              ++++++++++++
GET  /{lang}/{contest}/guestbook                                          ++++++++++++
POST /{lang}/{contest}/guestbook                                          ++++++++++++
GET  /{lang}/{contest}/organise/guestbook                                 >>>-----+---
POST /{lang}/{contest}/organise/guestbook/{line}                          >>>---------
GET  /{lang}/{contest}/organise/exhibition                                >>>-----+---
POST /{lang}/{contest}/organise/exhibition                                >>>-----+---
POST /{lang}/{contest}/organise/exhibition/select                         >>>-----+---
POST /{lang}/{contest}/organise/exhibition/walls                          >>>-----+---
POST /{lang}/{contest}/organise/exhibition/walls/{wall}/remove            >>>---------
GET  /{lang}/{contest}/programme                                          ++++++++++++
GET  /{lang}/{contest}/programme/partners/{partner}/logo                  ------------
GET  /{lang}/{contest}/programme.ics                                      ++++++++++++
GET  /{lang}/{contest}/organise/programme                                 >>>-----+---
POST /{lang}/{contest}/organise/programme                                 >>>-----+---
POST /{lang}/{contest}/organise/programme/partners                        >>>-----+---
POST /{lang}/{contest}/organise/programme/events/{event}/remove           >>>---------
POST /{lang}/{contest}/organise/programme/partners/{partner}/remove       >>>---------
GET  /{lang}/{contest}/complaint                                          ++++++++++++
POST /{lang}/{contest}/complaint                                          ++++++++++++
GET  /{lang}/{contest}/complaint/{complaint}                              ------------
GET  /{lang}/{contest}/organise/complaints                                >>>-----+---
POST /{lang}/{contest}/organise/complaints                                >>>-----+---
GET  /{lang}/{contest}/organise/complaints/{complaint}                    >>>---------
POST /{lang}/{contest}/organise/complaints/{complaint}                    >>>---------
POST /{lang}/{contest}/organise/complaints/{complaint}/ask                >>>---------
GET  /{lang}/{contest}/organise/correction                                >>>-----+---
POST /{lang}/{contest}/organise/correction                                >>>-----+---
GET  /{lang}/entries/{key}/reply                                          ------------
POST /{lang}/entries/{key}/reply                                          ------------
GET  /api/v1/openapi.json                                                  ++++++++++++
GET  /api/v1/contests                                                      ++++++++++++
GET  /api/v1/contests/{contest}                                            ++++++++++++
GET  /api/v1/contests/{contest}/works                                      ------------
GET  /api/v1/contests/{contest}/result                                     ------------
POST /api/v1/contests/{contest}/drafts                                     ++++++++++++
GET  /api/v1/entries/{key}                                                 -+----------
PATCH /api/v1/entries/{key}                                                 -+----------
PUT  /api/v1/entries/{key}/files/{slot}                                    -+----------
PUT  /api/v1/entries/{key}/author                                          -+----------
POST /api/v1/entries/{key}/submission                                      -+----------
POST /api/v1/entries/{key}/withdrawal                                      -+----------
GET  /api/v1/contests/{contest}/entries                                    >>>>>>>>>>>>
GET  /api/v1/contests/{contest}/entries/{id}                               >>>>>>>>>>>>
POST /api/v1/contests/{contest}/entries/{id}/ruling                        >>>>>>>>>>>>
GET  /api/v1/contests/{contest}/calendar                                   >>>>>>>>>>>>
PUT  /api/v1/contests/{contest}/calendar                                   >>>>>>>>>>>>
POST /api/v1/contests/{contest}/phase                                      >>>>>>>>>>>>
GET  /api/v1/contests/{contest}/people                                     >>>>>>>>>>>>
GET  /api/v1/contests/{contest}/events                                     >>>>>>>>>>>>
GET  /api/v1/contests/{contest}/webhooks                                   >>>>>>>>>>>>
POST /api/v1/contests/{contest}/webhooks                                   >>>>>>>>>>>>
DELETE /api/v1/contests/{contest}/webhooks/{id}                              >>>>>>>>>>>>
POST /api/v1/contests/{contest}/webhooks/{id}/resumption                   >>>>>>>>>>>>
GET  /{lang}/{contest}/organise/programs                                   >>>-----+---
POST /{lang}/{contest}/organise/programs                                   >>>-----+---
POST /{lang}/{contest}/organise/programs/tokens/{id}/remove             >>>---------
POST /{lang}/{contest}/organise/programs/webhooks                          >>>-----+---
POST /{lang}/{contest}/organise/programs/webhooks/{id}/remove         >>>---------
POST /{lang}/{contest}/organise/programs/webhooks/{id}/resume         >>>---------
";

/// The same for the jury's and the signers' pages once the proposal lies before the advisory board, and at last in public.
const LATER: [(Stage, &str); 2] = [
    (
        Stage::Advising,
        "
GET  /{lang}/{contest}/proof/bundle.zip                                   ------------
GET  /{lang}/{contest}/works/{code}/score                                 ------------
GET  /{lang}/{contest}/jury/{category}/sheets.json                        >>>-+-+-----
GET  /{lang}/{contest}/works/{code}                                       ------------
GET  /{lang}/{contest}/works/{code}/media/{slot}/{recipe}                 ------------
GET  /{lang}/{contest}/jury/{category}/{code}                             >>>-+-------
GET  /{lang}/{contest}/standings/{category}                               >>>-+-+-+---
GET  /{lang}/{contest}/shortlist/{category}/{code}                        >>>-+-+++---
GET  /{lang}/{contest}/shortlist/{category}/{code}/media/{slot}/{recipe}  >>>-+-+++---
GET  /{lang}/{contest}/advise/{category}                                  >>>-+-+++---
GET  /{lang}/{contest}/decide                                             >>>---+-+---
",
    ),
    (
        Stage::Announced,
        "
GET  /{lang}/{contest}/proof/bundle.zip                                   ++++++++++++
GET  /{lang}/{contest}/works/{code}/score                                 ++++++++++++
GET  /{lang}/{contest}/works/{code}                                       ++++++++++++
GET  /{lang}/{contest}/works/{code}/media/{slot}/{recipe}                 ++++++++++++
GET  /{lang}/{contest}/desk/entries/{id}/original/{slot}                  >>>+----+---
GET  /{lang}/entries/{key}/original/{slot}                                -+----------
GET  /{lang}/{contest}/standings/{category}                               >>>-+-+-+---
",
    ),
];

fn takes_files(route: &Route) -> bool {
    route.path.contains("/enter/")
        || route.path.contains("/desk/new/")
        || route.path.ends_with("/desk/intake")
        || route.path.ends_with("/work")
        || route.path.ends_with("/programme/partners")
        || route.path.ends_with("/file")
        || route.path.ends_with("/desk/entries/{id}/consents")
        || ["/list", "/photos", "/consents"]
            .iter()
            .any(|end| route.path.ends_with(&format!("/classes/{{key}}{end}")))
}

/// Addresses of resumable uploads and of the API: programs ask there, so no form token is asked for.
fn is_protocol(route: &Route) -> bool {
    (route.path.contains("/uploads") && !route.path.ends_with("/file"))
        || route.path.starts_with("/api/")
}

fn expected(method: &str, path: &str) -> &'static str {
    let line = TABLE.lines().find(|line| {
        let mut words = line.split_whitespace();
        words.next() == Some(method) && words.next() == Some(path)
    });
    line.and_then(|l| l.split_whitespace().nth(2))
        .unwrap_or_else(|| panic!("{method} {path} has no line in the table"))
}

fn mark(reply: &Reply) -> char {
    match reply.status {
        StatusCode::NOT_FOUND => '-',
        StatusCode::UNAUTHORIZED => '>',
        StatusCode::SEE_OTHER if reply.location().contains("/sign-in?next=") => '>',
        _ => '+',
    }
}

#[tokio::test]
async fn every_route_is_reached_by_those_who_may_and_by_nobody_else() {
    let mut wrong = Vec::new();
    let mut cells = 0;
    let mut world = world(Stage::Judging).await;
    // Pages first, which change nothing; then every act in a world that no act before it has changed.
    let (pages, acts): (Vec<_>, Vec<_>) =
        routes::all().into_iter().partition(|r| r.method == "GET");
    let mut changed = false;
    for route in pages.into_iter().chain(acts) {
        // What is asked for is no file of ours: whoever asks is told the same.
        let fixed = route.path.starts_with("/static/");
        if changed {
            world = crate::world::world(Stage::Judging).await;
            changed = false;
        }
        let mut found = String::new();
        for role in ROLES {
            let mut client = world.client(role).await;
            let path = world.path(route.path, role);
            let reply = if route.method == "GET" {
                client.get(&path).await
            } else if is_protocol(&route) {
                // Told apart from «not there» by the protocol's own «which version do you speak?».
                client.speak((route.method, &path), &[], "").await
            } else if takes_files(&route) {
                client.upload(&path, &[], &[]).await
            } else {
                client.post(&path, &[]).await
            };
            assert!(
                !reply.status.is_server_error(),
                "{} by {role}: {}",
                reply.path,
                reply.status
            );
            let done = reply.status.is_success() || reply.status.is_redirection();
            changed |= route.method != "GET" && done && mark(&reply) == '+';
            found.push(if fixed { '+' } else { mark(&reply) });
            cells += 1;
        }
        if found != expected(route.method, route.path) {
            wrong.push(format!("{:4} {:69} {found}", route.method, route.path));
        }
    }
    assert!(
        wrong.is_empty(),
        "these lines are otherwise than the table says:\n{}",
        wrong.join("\n")
    );
    assert_eq!(
        cells,
        TABLE.trim().lines().count() * ROLES.len(),
        "the table names a route that is gone"
    );
}

#[tokio::test]
async fn a_post_without_token_or_from_another_site_is_refused() {
    let world = world(Stage::Judging).await;
    for route in routes::all().into_iter().filter(|r| r.method == "POST") {
        let role = match route.access {
            Access::Machine | Access::Public => "stranger",
            Access::SignedIn => "clerk",
            Access::Holder | Access::Guardian | Access::Teacher => "holder",
            Access::Creator | Access::Admin => "admin",
            // whoever has no token is told so before anything else
            Access::Token(..) => "organiser",
            Access::Roles(roles) if roles.contains(&Role::Organiser) => "organiser",
            Access::Roles(roles) if roles.contains(&Role::Juror) => "juror",
            Access::Roles(roles) if roles.contains(&Role::Advisor) => "advisor",
            Access::Roles(_) => "chair",
        };
        let path = world.path(route.path, role);
        let upload = takes_files(&route);
        let mut client = world.client(role).await;
        if is_protocol(&route) {
            let bare = client.post_bare(&path, &[]).await;
            let refusals = [
                // without the header that no form can send, the type that none has, the token that no browser adds
                StatusCode::PRECONDITION_FAILED,
                StatusCode::BAD_REQUEST,
                StatusCode::UNAUTHORIZED,
            ];
            // the key of the private link alone lets its holder do this: nothing of it comes from the browser itself
            let by_key = route.path.ends_with("/withdrawal");
            assert!(
                by_key || refusals.contains(&bare.status),
                "{}: {}",
                bare.path,
                bare.status
            );
        } else if !upload {
            let bare = client.post_bare(&path, &[]).await;
            assert_eq!(
                bare.status,
                StatusCode::FORBIDDEN,
                "{} without a token",
                bare.path
            );
            let forged = client.post_bare(&path, &[("csrf", &"0".repeat(32))]).await;
            assert_eq!(
                forged.status,
                StatusCode::FORBIDDEN,
                "{} with a forged token",
                forged.path
            );
        }
        let mut client = world.client(role).await;
        client.tokens().await;
        client.site = "cross-site";
        let foreign = if upload {
            client.upload(&path, &[], &[]).await
        } else {
            client.post(&path, &[]).await
        };
        assert_eq!(
            foreign.status,
            StatusCode::FORBIDDEN,
            "{} from another site",
            foreign.path
        );
    }
}

#[tokio::test]
async fn pages_of_the_jury_and_of_the_public_open_with_the_stages() {
    let mut wrong = Vec::new();
    for (stage, table) in LATER {
        let world = world(stage).await;
        for line in table.trim().lines() {
            let words: Vec<_> = line.split_whitespace().collect();
            let mut found = String::new();
            for role in ROLES {
                let mut client = world.client(role).await;
                found.push(mark(&client.get(&world.path(words[1], role)).await));
            }
            if found != words[2] {
                wrong.push(format!("{stage:?} {} {:69} {found}", words[0], words[1]));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "these lines are otherwise than the table says:\n{}",
        wrong.join("\n")
    );
}
