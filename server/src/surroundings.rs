//! The time and the chance that the advisor is given: the machine's own.

use app::advisor::Surroundings;
use jiff::{Timestamp, tz::TimeZone};

/// The machine's clock and its source of randomness.
#[derive(Clone, Copy, Debug)]
pub struct Machine;

impl Surroundings for Machine {
    fn now(&self) -> String {
        Timestamp::now().to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    fn random(&self) -> [u8; 32] {
        rand::random()
    }
}
