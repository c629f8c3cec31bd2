//! Rows of any table, carried between a SQLite file and PostgreSQL.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use futures_util::TryStreamExt;
use sqlx::{
    AssertSqlSafe, Column as _, Executor, PgConnection, Postgres, Row, Sqlite, SqliteConnection, Statement, TypeInfo,
    postgres::{PgArguments, PgRow},
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

use super::Progress;
use crate::store::free::Free;

/// Tables that say nothing of reports: each database has its own.
const OWN: [&str; 2] = ["_sqlx_migrations", "probe"];

/// Time between two notices of progress.
const NOTICE: Duration = Duration::from_secs(1);

/// A table, as SQLite has it.
pub(super) struct Table {
    pub(super) name: String,
    columns: Vec<(String, Kind)>,
}

/// What a column of a SQLite table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    Bytes,
}

/// What PostgreSQL has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Number,
    ShortNumber,
    Truth,
    Text,
    Bytes,
    /// A text that may hold NUL.
    Free,
}

enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// The tables of a store's file, each after those that it refers to: SQLite lists them in the order in which they were
/// made.
pub(super) async fn tables(file: &mut SqliteConnection) -> anyhow::Result<Vec<Table>> {
    let names =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";
    let names: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut *file).await?;
    let mut tables = Vec::new();
    for name in names.into_iter().filter(|name| !OWN.contains(&name.as_str())) {
        let columns =
            sqlx::query("SELECT name, type FROM pragma_table_info($1)").bind(&name).fetch_all(&mut *file).await?;
        let column = |row: SqliteRow| {
            let kind = match row.try_get("type")? {
                "INTEGER" => Kind::Number,
                "TEXT" => Kind::Text,
                "BLOB" => Kind::Bytes,
                other => bail!("{name} has a column of an unknown type {other}"),
            };
            Ok((row.try_get("name")?, kind))
        };
        let columns = columns.into_iter().map(column).collect::<anyhow::Result<_>>()?;
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

impl Table {
    /// The names of its columns, with commas between them.
    pub(super) fn columns(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    fn select(&self) -> AssertSqlSafe<String> {
        AssertSqlSafe(format!("SELECT {} FROM {}", self.columns(), self.name))
    }

    fn insert(&self) -> String {
        let values: Vec<String> = (1..=self.columns.len()).map(|number| format!("${number}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, self.columns(), values.join(", "))
    }

    /// What PostgreSQL has for each column.
    async fn there(&self, store: &mut PgConnection) -> anyhow::Result<Vec<There>> {
        let statement = store.prepare(sqlx::SqlSafeStr::into_sql_str(self.select())).await?;
        let columns = self.columns.iter().zip(statement.columns());
        let there = columns.map(|((name, kind), column)| match (kind, column.type_info().name()) {
            (Kind::Number, "INT8") => Ok(There::Number),
            (Kind::Number, "INT4") => Ok(There::ShortNumber),
            (Kind::Number, "BOOL") => Ok(There::Truth),
            (Kind::Text, "TEXT") => Ok(There::Text),
            (Kind::Text, "BYTEA") => Ok(There::Free),
            (Kind::Bytes, "BYTEA") => Ok(There::Bytes),
            (kind, other) => bail!("{}.{name} is {kind:?} in one database and {other} in the other", self.name),
        });
        there.collect()
    }
}

/// Copies a table of PostgreSQL into a file.
pub(super) async fn from_postgres(
    store: &mut PgConnection,
    file: &mut SqliteConnection,
    table: &Table,
    progress: Progress<'_>,
) -> anyhow::Result<()> {
    let there = table.there(store).await.with_context(|| table.name.clone())?;
    let insert = table.insert();
    let mut count = Count::new(table, progress);
    let mut rows = sqlx::query(table.select()).fetch(store);
    while let Some(row) = rows.try_next().await? {
        let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
        for (index, there) in there.iter().enumerate() {
            query = bind_here(query, value_there(&row, index, *there)?);
        }
        query.execute(&mut *file).await?;
        count.one();
    }
    Ok(())
}

/// Copies a table of a file into PostgreSQL.
pub(super) async fn into_postgres(
    file: &mut SqliteConnection,
    store: &mut PgConnection,
    table: &Table,
    progress: Progress<'_>,
) -> anyhow::Result<()> {
    let there = table.there(store).await.with_context(|| table.name.clone())?;
    let insert = table.insert();
    let mut count = Count::new(table, progress);
    let mut rows = sqlx::query(table.select()).fetch(file);
    while let Some(row) = rows.try_next().await? {
        let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
        for (index, ((_, kind), there)) in table.columns.iter().zip(&there).enumerate() {
            query = bind_there(query, value_here(&row, index, *kind)?, *there)?;
        }
        query.execute(&mut *store).await?;
        count.one();
    }
    Ok(())
}

fn value_here(row: &SqliteRow, index: usize, kind: Kind) -> Result<Value, sqlx::Error> {
    Ok(match kind {
        Kind::Number => Value::Number(row.try_get(index)?),
        Kind::Text => Value::Text(row.try_get(index)?),
        Kind::Bytes => Value::Bytes(row.try_get(index)?),
    })
}

fn bind_here(query: Query<'_, Sqlite, SqliteArguments>, value: Value) -> Query<'_, Sqlite, SqliteArguments> {
    match value {
        Value::Number(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
        Value::Bytes(bytes) => query.bind(bytes),
    }
}

fn value_there(row: &PgRow, index: usize, there: There) -> Result<Value, sqlx::Error> {
    Ok(match there {
        There::Number => Value::Number(row.try_get(index)?),
        There::ShortNumber => Value::Number(row.try_get::<Option<i32>, _>(index)?.map(i64::from)),
        There::Truth => Value::Number(row.try_get::<Option<bool>, _>(index)?.map(i64::from)),
        There::Text => Value::Text(row.try_get(index)?),
        There::Free => Value::Text(row.try_get::<Option<Free<String>>, _>(index)?.map(|Free(text)| text)),
        There::Bytes => Value::Bytes(row.try_get(index)?),
    })
}

fn bind_there(
    query: Query<'_, Postgres, PgArguments>,
    value: Value,
    there: There,
) -> anyhow::Result<Query<'_, Postgres, PgArguments>> {
    Ok(match (there, value) {
        (There::Number, Value::Number(number)) => query.bind(number),
        (There::ShortNumber, Value::Number(number)) => query.bind(number.map(i32::try_from).transpose()?),
        (There::Truth, Value::Number(number)) => query.bind(number.map(|number| number != 0)),
        (There::Text, Value::Text(text)) => query.bind(text),
        (There::Free, Value::Text(text)) => query.bind(text.map(String::into_bytes)),
        (There::Bytes, Value::Bytes(bytes)) => query.bind(bytes),
        _ => bail!("a value is not what its column holds"),
    })
}

/// Counts rows, and tells so now and then.
struct Count<'c> {
    table: &'c str,
    rows: u64,
    told: Instant,
    progress: Progress<'c>,
}

impl<'c> Count<'c> {
    fn new(table: &'c Table, progress: Progress<'c>) -> Self {
        Self { table: &table.name, rows: 0, told: Instant::now(), progress }
    }

    fn one(&mut self) {
        self.rows += 1;
        if self.told.elapsed() >= NOTICE {
            (self.progress)(self.table, self.rows);
            self.told = Instant::now();
        }
    }
}
