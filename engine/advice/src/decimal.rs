//! Decimals of the wire format, kept exactly, as integers.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

const PLACES: usize = 9;
const ONE: i64 = 1_000_000_000;

/// A number from 0 to 9,000,000,000 with at most nine decimal places, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    billionths: i64,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { billionths: 0 };
    /// One.
    pub const ONE: Self = Self { billionths: ONE };

    /// The number in billionths.
    pub fn billionths(self) -> i64 {
        self.billionths
    }

    /// The number as an integer, if it is one.
    pub fn as_integer(self) -> Option<i64> {
        (self.billionths % ONE == 0).then_some(self.billionths / ONE)
    }

    /// Reads a number as JSON or YAML writes it, with an exponent if there is one.
    ///
    /// `None` if it is negative, above 9,000,000,000, or has more than nine places.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() || !whole.bytes().chain(places.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = format!("{whole}{places}");
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Some(Self::ZERO);
        }
        let trimmed = digits.trim_end_matches('0');
        let zeros = i64::try_from(digits.len() - trimmed.len()).ok()?;
        let shift = i64::from(exponent) - i64::try_from(places.len()).ok()? + zeros + i64::try_from(PLACES).ok()?;
        let power = u32::try_from(shift).ok()?;
        let billionths = trimmed.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(power)?)?;
        (billionths <= 9 * ONE * ONE).then_some(Self { billionths })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.billionths / ONE, self.billionths % ONE);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let places = format!("{rest:0PLACES$}");
        write!(f, "{whole}.{}", places.trim_end_matches('0'))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number", "minimum": 0, "maximum": 9_000_000_000_u64, "description": "At most nine decimal places, kept exactly."})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_writing_of_a_number_is_kept_exactly() {
        for (written, shown) in [
            ("0", "0"),
            ("20", "20"),
            ("0.999", "0.999"),
            ("0.000000001", "0.000000001"),
            ("12.50", "12.5"),
            ("1e3", "1000"),
            ("1.5E-3", "0.0015"),
            ("0.0000000010", "0.000000001"),
            ("9000000000", "9000000000"),
            ("4503599627.370497", "4503599627.370497"),
        ] {
            let decimal = Decimal::parse(written).unwrap();
            assert_eq!(decimal.to_string(), shown);
            assert_eq!(serde_json::to_string(&decimal).unwrap(), shown);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for written in ["-1", "0.0000000001", "9000000001", "1e30", "", ".", "1e", "1e999999999999", "0x10", "NaN"] {
            assert_eq!(Decimal::parse(written), None, "{written}");
        }
    }
}
