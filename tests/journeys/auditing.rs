//! The log shows every change that somebody made behind the program's back.

use contest::{Tx, audit};
use house_tests::{Stage, TestApp};

async fn run(tx: &mut Tx, sql: String) -> u64 {
    let sql = sqlx::AssertSqlSafe(sql);
    match tx {
        Tx::Sqlite(tx) => sqlx::query(sql)
            .execute(tx.connection())
            .await
            .map(|done| done.rows_affected()),
        Tx::Postgres(tx) => sqlx::query(sql)
            .execute(tx.connection())
            .await
            .map(|done| done.rows_affected()),
    }
    .expect("a statement that runs")
}

#[tokio::test]
async fn any_change_of_any_column_of_any_event_is_found() {
    for mut app in TestApp::all().await {
        let made = app.filled(4).await;
        app.play(&made, Stage::Announced).await;
        let log = app.contest.id.0;
        let mut tx = app.tx().await;
        let sound = audit::verify(&mut tx, log).await.expect("reads");
        drop(tx);
        assert_eq!(sound.broken, None);
        assert!(sound.events > 40, "{} events", sound.events);
        let changes = [
            ("at", "at + 1"),
            ("actor", "'person:nobody'"),
            ("kind", "kind || 'x'"),
            ("subject", "subject || 'x'"),
            ("details", "'{\"x\":1}'"),
            (
                "hash",
                if matches!(app.app.db, contest::Db::Sqlite { .. }) {
                    "X'00'"
                } else {
                    "'\\x00'::bytea"
                },
            ),
            ("seq", "seq + 100000"),
        ];
        for seq in 1..=sound.events {
            for (column, value) in changes {
                let mut tx = app.tx().await;
                let sql = format!(
                    "UPDATE audit_events SET {column} = {value} WHERE seq = {seq} AND log_id IN (SELECT id FROM contests)"
                );
                assert_eq!(run(&mut tx, sql).await, 1, "{column} of {seq}");
                let found = audit::verify(&mut tx, log).await;
                let broken = found.map_or(true, |verdict| verdict.broken.is_some());
                assert!(broken, "a change of {column} in event {seq} is not found");
            }
        }
    }
}

#[tokio::test]
async fn a_deleted_tail_and_swapped_events_are_found() {
    for mut app in TestApp::all().await {
        let made = app.filled(2).await;
        app.play(&made, Stage::Judging).await;
        let log = app.contest.id.0;
        let ours = "log_id IN (SELECT id FROM contests)";
        let sound = audit::verify(&mut app.tx().await, log)
            .await
            .expect("reads");
        for sqls in [
            vec![format!(
                "DELETE FROM audit_events WHERE seq = {} AND {ours}",
                sound.events
            )],
            vec![format!("DELETE FROM audit_events WHERE seq > 3 AND {ours}")],
            vec![format!("DELETE FROM audit_events WHERE seq = 2 AND {ours}")],
            vec![format!("DELETE FROM audit_events WHERE {ours}")],
            vec![
                format!("UPDATE audit_events SET seq = -1 WHERE seq = 2 AND {ours}"),
                format!("UPDATE audit_events SET seq = 2 WHERE seq = 3 AND {ours}"),
                format!("UPDATE audit_events SET seq = 3 WHERE seq = -1 AND {ours}"),
            ],
        ] {
            let mut tx = app.tx().await;
            for sql in &sqls {
                assert!(run(&mut tx, sql.clone()).await > 0, "{sql}");
            }
            let found = audit::verify(&mut tx, log).await.expect("reads");
            assert!(found.broken.is_some(), "{sqls:?} is not found");
        }
    }
}
