//! What kind of value a field holds, by its type in a team's own words or else by its name.
//!
//! This module must not know any schema language; callers write a kind in theirs.

use super::{TIMES, identifies, is_money, words};

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Words, codes, names.
    Text,
    /// An identifier with 128 bits.
    Uuid,
    /// A whole number.
    Integer,
    /// A number whose decimal places count, such as an amount of money.
    Decimal,
    /// A measured number.
    Number,
    /// Yes or no.
    Truth,
    /// A day.
    Date,
    /// A time of a day.
    TimeOfDay,
    /// A point in time.
    Moment,
    /// A length of time.
    Duration,
    /// An address of the web.
    Uri,
    /// An e-mail address.
    Email,
    /// Several values.
    List,
    /// A value with fields of its own.
    Record,
}

/// A kind of value as the words of its type say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    /// The kind; of a list, [`Value::List`].
    pub value: Value,
    /// The kind of the items of a list, if it is said.
    pub items: Option<Value>,
    /// Whether the value may be left out.
    pub is_optional: bool,
}

/// Words of types by what they mean. Of a type in several words, the first word that is known counts.
const WORDS: &[(&[&str], Value)] = &[
    (&["uuid", "guid", "ulid", "uniqueidentifier"], Value::Uuid),
    (
        &[
            "timestamp",
            "timestamptz",
            "datetime",
            "datetimeoffset",
            "instant",
            "moment",
            "localdatetime",
            "offsetdatetime",
            "zoneddatetime",
        ],
        Value::Moment,
    ),
    (&["date", "day", "localdate"], Value::Date),
    (&["time", "localtime"], Value::TimeOfDay),
    (&["duration", "period", "interval", "timespan"], Value::Duration),
    (&["url", "uri", "link", "href"], Value::Uri),
    (&["email"], Value::Email),
    (&["money", "decimal", "bigdecimal", "numeric", "amount", "price", "currency", "monetary"], Value::Decimal),
    (
        &[
            "int",
            "int8",
            "int16",
            "int32",
            "int64",
            "uint",
            "uint32",
            "uint64",
            "integer",
            "long",
            "bigint",
            "biginteger",
            "smallint",
            "short",
            "byte",
            "serial",
            "i32",
            "i64",
            "u32",
            "u64",
            "count",
            "counter",
        ],
        Value::Integer,
    ),
    (
        &["float", "float32", "float64", "double", "real", "number", "f32", "f64", "percent", "percentage"],
        Value::Number,
    ),
    (&["bool", "boolean", "flag", "bit"], Value::Truth),
    (&["object", "map", "json", "jsonb", "struct", "record", "dict", "dictionary", "hash"], Value::Record),
    (
        &["string", "str", "text", "varchar", "nvarchar", "char", "enum", "code", "id", "identifier", "name", "key"],
        Value::Text,
    ),
];

/// Words of types that stand for several values.
const LISTS: &[&str] = &["list", "array", "set", "collection", "lists", "arrays"];

/// Words of types that say that a value may be left out.
const OPTIONAL: &[&str] = &["optional", "nullable", "maybe", "option"];

/// Last words of names of texts.
const TEXTS: &[&str] = &[
    "by",
    "category",
    "city",
    "code",
    "colour",
    "comment",
    "country",
    "currency",
    "description",
    "email",
    "gate",
    "kind",
    "label",
    "language",
    "name",
    "note",
    "phone",
    "reason",
    "state",
    "status",
    "subject",
    "text",
    "title",
    "type",
];

/// Last words of names of whole numbers.
const COUNTS: &[&str] = &["attempts", "count", "pages", "pieces", "quantity", "seats"];

/// Reads the words of a type, such as `decimal`, `varchar(20)`, `string[]`, `List<Item>` or `optional date`. `None` if
/// they name no kind that is known.
pub fn typed(told: &str) -> Option<Typed> {
    let words = words(told);
    let is_optional = told.trim_end().ends_with('?')
        || words.iter().any(|word| OPTIONAL.contains(&word.as_str()))
        || words.windows(2).any(|pair| pair[0] == "or" && pair[1] == "null");
    let pair = words.windows(2).any(|pair| pair[0] == "date" && pair[1] == "time");
    let of_word = |word: &str| {
        let known = |word: &str| WORDS.iter().find(|(words, _)| words.contains(&word)).map(|(_, value)| *value);
        known(word).or_else(|| known(word.strip_suffix('s')?))
    };
    // `LocalDateTime` and `date-time` are two words that mean one thing.
    let joined = words.join("");
    let e_mail = (joined == "email").then_some(Value::Email);
    let found = e_mail
        .or_else(|| pair.then_some(Value::Moment))
        .or_else(|| of_word(&joined))
        .or_else(|| words.iter().find_map(|word| of_word(word)));
    if told.contains("[]") || words.iter().any(|word| LISTS.contains(&word.as_str())) {
        return Some(Typed { value: Value::List, items: found, is_optional });
    }
    Some(Typed { value: found?, items: None, is_optional })
}

/// Guesses the kind of value from the name of a field. `None` if the name does not say.
pub fn guessed(field: &str) -> Option<Value> {
    let words = words(field);
    let (first, last) = (words.first()?.as_str(), words.last()?.as_str());
    Some(match last {
        _ if matches!(first, "is" | "has" | "can" | "was") && words.len() > 1 => Value::Truth,
        "uuid" | "guid" => Value::Uuid,
        "url" | "uri" | "link" => Value::Uri,
        "ids" => Value::List,
        _ if identifies(field) => Value::Text,
        "date" | "day" | "birthday" | "birthdate" | "dob" => Value::Date,
        "on" if words.len() > 1 => Value::Date,
        "time" | "when" | "on" => return None,
        _ if TIMES.contains(&last) => Value::Moment,
        _ if is_money(field) => Value::Decimal,
        _ if COUNTS.contains(&last) => Value::Integer,
        _ if TEXTS.contains(&last) => Value::Text,
        "items" | "lines" | "tags" => Value::List,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_in_a_teams_own_words_is_read() {
        let value = |told: &str| typed(told).map(|typed| typed.value);
        for (told, meant) in [
            ("string", Value::Text),
            ("varchar(20)", Value::Text),
            ("UUID", Value::Uuid),
            ("decimal(10,2)", Value::Decimal),
            ("BigDecimal", Value::Decimal),
            ("Money", Value::Decimal),
            ("int64", Value::Integer),
            ("boolean", Value::Truth),
            ("date", Value::Date),
            ("date-time", Value::Moment),
            ("LocalDateTime", Value::Moment),
            ("timestamp with time zone", Value::Moment),
            ("e-mail", Value::Email),
            ("JSON object", Value::Record),
        ] {
            assert_eq!(value(told), Some(meant), "{told}");
        }
        assert_eq!(value("Basket"), None);
        assert_eq!(typed("string[]"), Some(Typed { value: Value::List, items: Some(Value::Text), is_optional: false }));
        assert_eq!(typed("List<Line>").map(|typed| typed.items), Some(None));
        assert!(typed("date?").is_some_and(|typed| typed.is_optional && typed.value == Value::Date));
        assert!(typed("optional string").is_some_and(|typed| typed.is_optional));
    }

    #[test]
    fn a_name_alone_lets_a_type_be_guessed() {
        for (field, meant) in [
            ("task_id", Some(Value::Text)),
            ("title", Some(Value::Text)),
            ("created_at", Some(Value::Moment)),
            ("dueDate", Some(Value::Date)),
            ("total_price", Some(Value::Decimal)),
            ("isPaid", Some(Value::Truth)),
            ("seat_count", Some(Value::Integer)),
            ("order_uuid", Some(Value::Uuid)),
            ("delivery_time", None),
            ("basket", None),
        ] {
            assert_eq!(guessed(field), meant, "{field}");
        }
    }
}
