//! Decimal numbers of any size, compared exactly and without expanding their exponents.

use std::cmp::Ordering;
use std::fmt;

/// A number as JSON writes it: `digits` times ten to the power of `exponent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    negative: bool,
    /// Without zeros at either end; empty for zero.
    digits: String,
    exponent: i64,
}

impl Number {
    /// Reads a number; `None` if the text is none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty() || !whole.bytes().chain(places.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let written = [whole, places].concat();
        let digits = written.trim_start_matches('0').trim_end_matches('0');
        if digits.is_empty() {
            return Some(Self { negative: false, digits: String::new(), exponent: 0 });
        }
        let zeros = written.len() - written.trim_end_matches('0').len();
        let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>().ok()?;
        let shift = i64::try_from(zeros).ok()?.checked_sub(i64::try_from(places.len()).ok()?)?;
        Some(Self { negative, digits: digits.to_owned(), exponent: exponent.checked_add(shift)? })
    }

    /// A number of things.
    pub(super) fn count(count: usize) -> Self {
        Self::parse(&count.to_string()).unwrap_or(Self { negative: false, digits: String::new(), exponent: 0 })
    }

    /// Whether it has no places.
    pub(super) fn is_integer(&self) -> bool {
        self.digits.is_empty() || self.exponent >= 0
    }

    /// Whether it is a multiple of another one. `None` if the numbers are too large or have places.
    pub(super) fn is_multiple_of(&self, other: &Self) -> Option<bool> {
        if self == other {
            return Some(true);
        }
        let (all, part) = (self.small()?, other.small()?);
        (part != 0).then(|| all % part == 0)
    }

    /// Its size without the sign, if it is an integer that fits.
    fn small(&self) -> Option<u128> {
        let power = 10_u128.checked_pow(u32::try_from(self.exponent).ok()?)?;
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        digits.parse::<u128>().ok()?.checked_mul(power)
    }

    fn size(&self, other: &Self) -> Ordering {
        let magnitude =
            |number: &Self| number.exponent.saturating_add(i64::try_from(number.digits.len()).unwrap_or(i64::MAX));
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // Digits without zeros at the start compare as texts once their magnitudes are equal.
            (false, false) => magnitude(self).cmp(&magnitude(other)).then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl fmt::Display for Number {
    /// Writes it with all its digits if they are few, or else with an exponent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match usize::try_from(self.exponent) {
            _ if self.digits.is_empty() => write!(f, "0"),
            Ok(zeros) if zeros < 20 => write!(f, "{sign}{}{}", self.digits, "0".repeat(zeros)),
            _ => {
                let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX);
                match self.digits.len().checked_sub(places).filter(|whole| *whole > 0 && self.exponent < 0) {
                    Some(whole) => write!(f, "{sign}{}.{}", &self.digits[..whole], &self.digits[whole..]),
                    None => write!(f, "{sign}{}e{}", self.digits, self.exponent),
                }
            }
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.size(other),
            (true, true) => other.size(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_whatever_their_spelling() {
        let number = |text: &str| Number::parse(text).unwrap();
        let ordered = ["-1e99", "-12", "-1.5", "0", "0.002", "0.01", "1", "1.05", "9.9", "10", "1e1000000000"];
        for pair in ordered.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
        for (one, other) in [("1", "1.0"), ("100", "1e2"), ("-0", "0.0"), ("0.5", "5E-1")] {
            assert_eq!(number(one), number(other));
        }
        assert!(number("1e3").is_integer() && !number("1.5").is_integer());
        assert_eq!(number("10").is_multiple_of(&number("5")), Some(true));
        assert_eq!(number("5").is_multiple_of(&number("10")), Some(false));
        assert_eq!(number("0.5").is_multiple_of(&number("0.1")), None);
        assert_eq!(Number::parse("x"), None);
        let spelled = ["1.50", "100", "-0.0", "0.5", "1e30"].map(|text| number(text).to_string());
        assert_eq!(spelled, ["1.5", "100", "0", "5e-1", "1e30"]);
    }
}
