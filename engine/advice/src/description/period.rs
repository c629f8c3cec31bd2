//! A length of time, as people write it into a description: ISO 8601, such as `PT30M` or `P1D`.

mod typed;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// The units with their designators before and after the `T`, and the seconds of each. A year counts as 365
/// days and a month as 30.
const DATE: &[(char, u64, &str)] =
    &[('Y', 31_536_000, "year"), ('M', 2_592_000, "month"), ('W', 604_800, "week"), ('D', 86_400, "day")];
const TIME: &[(char, u64, &str)] = &[('H', 3_600, "hour"), ('M', 60, "minute"), ('S', 1, "second")];

/// The largest number before a unit.
const MOST: u64 = 100_000;

/// The pattern of a number up to [`MOST`].
macro_rules! number {
    () => {
        "0*([0-9]{1,5}|100000)"
    };
}

/// A length of time of at least one second, written in ISO 8601 with whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    written: String,
    /// Each number with its unit in the singular, the largest unit first.
    parts: Vec<(u64, &'static str)>,
    seconds: u64,
}

impl Period {
    /// The pattern that every period follows.
    pub const PATTERN: &str = concat!(
        "^P(?=.*[1-9])(",
        number!(),
        "Y)?(",
        number!(),
        "M)?(",
        number!(),
        "W)?(",
        number!(),
        "D)?(T(?=[0-9])(",
        number!(),
        "H)?(",
        number!(),
        "M)?(",
        number!(),
        "S)?)?$"
    );

    /// Reads a period. None if it is not written so, is empty, or has a number above 100,000.
    pub fn parse(written: &str) -> Option<Self> {
        let rest = written.strip_prefix('P')?;
        let (date, time) = match rest.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (rest, ""),
        };
        let mut parts = Vec::new();
        let mut seconds = 0;
        for (text, units) in [(date, DATE), (time, TIME)] {
            seconds += read(text, units, &mut parts)?;
        }
        (seconds > 0).then(|| Self { written: written.to_owned(), parts, seconds })
    }

    /// Reads a period as people type it: "30 minutes", "1 day and 12 hours", "15 s", "a week", "daily", or as in
    /// [`Self::parse`] with letters of any case. None if it is none.
    pub fn typed(text: &str) -> Option<Self> {
        Self::parse(&text.trim().to_ascii_uppercase()).or_else(|| Self::parse(&typed::written(text)?))
    }

    /// As it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Its length in seconds.
    pub fn seconds(&self) -> u64 {
        self.seconds
    }

    /// In words: "30 minutes", "1 day and 12 hours".
    pub fn in_words(&self) -> String {
        let parts = self.parts.iter().filter(|(count, _)| *count > 0);
        let words = parts.map(|(count, unit)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" }));
        words.collect::<Vec<String>>().join(" and ")
    }
}

/// Reads numbers with their units, each unit at most once and in order, and returns the seconds.
fn read(mut text: &str, units: &[(char, u64, &'static str)], parts: &mut Vec<(u64, &'static str)>) -> Option<u64> {
    let mut left = units.iter();
    let mut seconds = 0;
    while !text.is_empty() {
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let number: u64 = text[..digits].parse().ok().filter(|number| *number <= MOST)?;
        let unit = text[digits..].chars().next()?;
        let (_, length, name) = left.find(|(designator, ..)| *designator == unit)?;
        parts.push((number, name));
        seconds += number * length;
        text = &text[digits + 1..];
    }
    Some(seconds)
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A length of time in ISO 8601, such as PT30M or P1D: at least one second, in whole numbers \
                            up to 100,000.",
            "pattern": Self::PATTERN,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_with_its_length_and_its_words() {
        let read = |written: &str| Period::parse(written).map(|period| (period.seconds(), period.in_words()));
        assert_eq!(read("PT30M"), Some((1_800, "30 minutes".to_owned())));
        assert_eq!(read("P1DT12H"), Some((129_600, "1 day and 12 hours".to_owned())));
        assert_eq!(read("P1M"), Some((2_592_000, "1 month".to_owned())));
        assert_eq!(read("PT1M"), Some((60, "1 minute".to_owned())));
        assert_eq!(
            Period::parse("P1Y2M3W4DT5H6M7S").map(|all| Period::typed(&all.in_words()) == Some(all)),
            Some(true)
        );
        for wrong in
            ["", "P", "PT", "P1DT", "30M", "PT30", "PTM", "PT1S1H", "PT0S", "P1,5D", "PT-5M", "P100001D", "PT1é"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
