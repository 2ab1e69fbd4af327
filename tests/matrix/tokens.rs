//! Every address of the API that asks for a token × every scope × the roles of whoever made the token.

use contest::people::Role;
use house_tests::Stage;
use http::StatusCode;
use web::{accounts::access_tokens::Scope, guard::Access, routes};

use crate::world::world;

#[tokio::test]
async fn a_token_reaches_what_its_scope_and_its_makers_role_allow() {
    let makers = [
        ("organiser", Some(Role::Organiser)),
        ("clerk", Some(Role::Clerk)),
        ("auditor", Some(Role::Auditor)),
        ("juror", Some(Role::Juror)),
        // runs another contest: the token is for this one, where its maker is nobody
        ("organiser2", None),
        ("admin", None),
    ];
    let world = world(Stage::Judging).await;
    let asked: Vec<_> = routes::all()
        .into_iter()
        .filter_map(|route| match route.access {
            Access::Token(scope, roles) => Some((route.method, route.path, scope, roles)),
            _ => None,
        })
        .collect();
    assert!(asked.len() > 10);
    for (maker, role) in makers {
        for scope in Scope::ALL {
            let key = world.token(maker, *scope).await;
            let bearer = format!("Bearer {key}");
            for (method, path, wanted, roles) in &asked {
                let mut client = world.client("stranger").await;
                let path = world.path(path, maker);
                let headers = [("authorization", bearer.as_str())];
                let reply = client.speak((method, &path), &headers, "").await;
                let lets = scope == wanted;
                let holds = role.is_some_and(|role| roles.contains(&role));
                let here = !path.contains("/webhooks/");
                match reply.status {
                    StatusCode::FORBIDDEN => assert!(!lets, "{maker} {scope:?} {method} {path}"),
                    StatusCode::NOT_FOUND => {
                        assert!(
                            lets && (!holds || !here),
                            "{maker} {scope:?} {method} {path}"
                        );
                    }
                    // it was reached: done, or its body cannot be read
                    StatusCode::OK | StatusCode::BAD_REQUEST => {
                        assert!(lets && holds, "{maker} {scope:?} {method} {path}");
                    }
                    other => panic!("{maker} {scope:?} {method} {path}: {other}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn a_token_of_one_contest_opens_nothing_of_another_that_its_maker_runs() {
    let world = world(Stage::Judging).await;
    let key = world.token("organiser2", Scope::ContestRead).await;
    let bearer = format!("Bearer {key}");
    let mut client = world.client("stranger").await;
    let own = "/api/v1/contests/khac-2025/people";
    let reply = client
        .speak(("GET", own), &[("authorization", &bearer)], "")
        .await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}
