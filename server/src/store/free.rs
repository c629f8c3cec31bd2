//! Texts that people wrote: any characters, NUL among them, which PostgreSQL refuses in its own texts.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArgumentsBuffer, SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Encode, Postgres, Sqlite, Type};

/// A text as a value of a database: `TEXT` in SQLite, its UTF-8 as `BYTEA` in PostgreSQL. `Free<&str>` is bound,
/// `Free<String>` is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Free<S>(pub(super) S);

impl<S> Type<Sqlite> for Free<S> {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl Encode<'_, Sqlite> for Free<&str> {
    fn encode_by_ref(&self, buffer: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        <&str as Encode<Sqlite>>::encode_by_ref(&self.0, buffer)
    }
}

impl Decode<'_, Sqlite> for Free<String> {
    fn decode(value: SqliteValueRef<'_>) -> Result<Self, BoxDynError> {
        <String as Decode<Sqlite>>::decode(value).map(Self)
    }
}

impl<S> Type<Postgres> for Free<S> {
    fn type_info() -> PgTypeInfo {
        <[u8] as Type<Postgres>>::type_info()
    }
}

impl Encode<'_, Postgres> for Free<&str> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        <&[u8] as Encode<Postgres>>::encode_by_ref(&self.0.as_bytes(), buffer)
    }
}

impl Decode<'_, Postgres> for Free<String> {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        Ok(Self(String::from_utf8(<Vec<u8> as Decode<Postgres>>::decode(value)?)?))
    }
}
