//! What a store in PostgreSQL says when the database cannot serve, and that it goes on by itself afterwards. (What
//! happens to a file is tested beside the store in SQLite.)

use app::{
    links::Claim,
    report::{EditToken, ReportId},
    store::{Expected, NewReport, Outage, Published, Refused, ReportStore, Store, Which},
};
use server::store::postgres::PostgresStore;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::{
    kept::content,
    postgres::{self, Postgres},
};

fn id(number: u8) -> ReportId {
    ReportId::of([number; 16])
}

fn claim(number: u8) -> Claim {
    Claim { token: EditToken::of([number; 32]).hash(), at: "2027-05-01T12:00:00Z".to_owned() }
}

fn report(number: u8) -> NewReport {
    NewReport { id: id(number), token: claim(number).token, content: content("one"), draft: None, origin: None }
}

/// A store with one report, and the name of its database.
async fn store(url: &str) -> (PostgresStore, String) {
    let store = PostgresStore::open(url).await.unwrap();
    store.publish(report(1), None).await.unwrap();
    (store, url.rsplit('/').next().unwrap().to_owned())
}

async fn is_read(store: &PostgresStore) {
    assert_eq!(*store.read(&id(1), Which::Latest).await.unwrap().content, content("one"));
}

/// The outage with which the store refused.
fn outage<T: std::fmt::Debug>(answer: Result<T, Refused>) -> Outage {
    match answer {
        Err(Refused::Out(outage, _)) => outage,
        other => panic!("{other:?}"),
    }
}

/// A connection of somebody else, who runs the database.
async fn other(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap()
}

async fn say(connection: &mut PgConnection, sql: impl Into<String>) {
    connection.execute(AssertSqlSafe(sql.into())).await.unwrap();
}

/// Ends all connections to the database but this one.
async fn cut(connection: &mut PgConnection) {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    connection.execute(sql).await.unwrap();
}

#[tokio::test]
async fn lost_connections_are_opened_again() {
    let url = postgres::database().await;
    let (store, _) = store(&url).await;
    let mut other = other(&url).await;
    for number in 2..5 {
        cut(&mut other).await;
        is_read(&store).await;
        cut(&mut other).await;
        assert_eq!(store.publish(report(number), None).await.unwrap(), Published::New);
        cut(&mut other).await;
        store.ready().await.unwrap();
    }
}

#[tokio::test]
async fn a_database_that_is_gone_is_told_and_serves_again_when_it_is_back() {
    let mut postgres = Postgres::start("gone", &["fsync=off"]);
    let (store, _) = store(&postgres.database().await).await;
    postgres.kill();
    assert_eq!(outage(store.publish(report(2), None).await), Outage::Unreachable);
    assert_eq!(outage(store.read(&id(1), Which::Latest).await), Outage::Unreachable);
    assert_eq!(outage(store.ready().await), Outage::Unreachable);
    assert_eq!(outage(store.ready().await), Outage::Unreachable, "and again, without trying");
    postgres.start_again();
    is_read(&store).await;
    assert_eq!(store.publish(report(2), None).await.unwrap(), Published::New);
}

#[tokio::test]
async fn a_database_that_can_only_be_read_is_read() {
    let url = postgres::database().await;
    let (store, name) = store(&url).await;
    let mut other = other(&url).await;
    say(&mut other, format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
    cut(&mut other).await;
    for store in [&store, &PostgresStore::open(&url).await.unwrap()] {
        assert_eq!(outage(store.publish(report(2), None).await), Outage::ReadOnly);
        assert_eq!(outage(store.ready().await), Outage::ReadOnly);
        is_read(store).await;
    }
    say(&mut other, "SET default_transaction_read_only = off").await;
    say(&mut other, format!("ALTER DATABASE {name} RESET default_transaction_read_only")).await;
    cut(&mut other).await;
    assert_eq!(store.publish(report(2), None).await.unwrap(), Published::New);
}

#[tokio::test]
async fn a_full_disk_is_told_and_read_from() {
    let url = postgres::database().await;
    let (store, _) = store(&url).await;
    let mut other = other(&url).await;
    // The same code as the server's own.
    say(
        &mut other,
        "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$; \
         CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON revisions EXECUTE FUNCTION fill(); \
         CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON probe EXECUTE FUNCTION fill()",
    )
    .await;
    assert_eq!(outage(store.publish(report(2), None).await), Outage::DiskFull);
    assert_eq!(outage(store.revise(&id(1), &claim(1), &Expected::Any, content("two"), None).await), Outage::DiskFull);
    assert_eq!(outage(store.ready().await), Outage::DiskFull);
    is_read(&store).await;
    assert!(matches!(store.read(&id(2), Which::Latest).await, Err(Refused::Unknown)), "not even a part is there");
    say(&mut other, "DROP FUNCTION fill CASCADE").await;
    assert_eq!(store.publish(report(2), None).await.unwrap(), Published::New);
}

#[tokio::test]
async fn too_many_connections_are_told() {
    let url = postgres::database().await;
    let mut other = other(&url).await;
    let name = url.rsplit('/').next().unwrap();
    // Superusers are always let in.
    say(&mut other, format!("CREATE ROLE {name} LOGIN; ALTER DATABASE {name} OWNER TO {name}")).await;
    say(&mut other, format!("GRANT ALL ON SCHEMA public TO {name}")).await;
    let (store, _) = store(&url.replace("postgres@", &format!("{name}@"))).await;
    say(&mut other, format!("ALTER ROLE {name} CONNECTION LIMIT 0")).await;
    cut(&mut other).await;
    assert_eq!(outage(store.publish(report(2), None).await), Outage::Busy);
    say(&mut other, format!("ALTER ROLE {name} CONNECTION LIMIT 10")).await;
    assert_eq!(store.publish(report(2), None).await.unwrap(), Published::New);
}

#[tokio::test]
async fn a_row_held_elsewhere_is_waited_for_and_told() {
    let url = postgres::database().await;
    let (store, _) = store(&url).await;
    let mut other = other(&url).await;
    say(&mut other, "BEGIN; SELECT * FROM reports FOR UPDATE").await;
    let revise = async || store.revise(&id(1), &claim(1), &Expected::Any, content("two"), None).await;
    assert_eq!(outage(revise().await), Outage::Locked);
    is_read(&store).await;
    assert_eq!(store.publish(report(2), None).await.unwrap(), Published::New, "others are not held up");
    let ((), revised) = tokio::join!(say(&mut other, "ROLLBACK"), revise());
    assert_eq!(revised.unwrap(), 2);
}

#[tokio::test]
async fn two_that_publish_with_one_key_at_once_publish_one_report() {
    use app::store::Idempotency;

    let url = postgres::database().await;
    let (store, _) = store(&url).await;
    let mark = || Some(Idempotency { key: [1; 32], request: [1; 32], since: String::new() });
    let mut made = Vec::new();
    for round in 0..8 {
        let publish = |number: u8| store.publish(report(10 + 2 * round + number), mark());
        let (one, other) = tokio::join!(publish(0), publish(1));
        made.extend([one.unwrap(), other.unwrap()]);
    }
    assert_eq!(made.iter().filter(|made| **made == Published::New).count(), 1, "{made:?}");
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_refused_at_the_start_without_its_password() {
    let url = postgres::database().await;
    let (_, name) = store(&url).await;
    say(&mut other(&url).await, "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1").await;
    let with_password = url.replace("postgres@", "postgres:s3cret@");
    for (url, why) in [
        (with_password.clone(), "9999"),
        (with_password.replace(&name, "missing"), "does not exist"),
        ("postgres://me:s3cret@".to_owned(), "is not postgres://"),
    ] {
        let refused = format!("{:?}", PostgresStore::open(&url).await.err().unwrap());
        assert!(refused.contains(why) && !refused.contains("s3cret"), "{refused}");
    }
}
