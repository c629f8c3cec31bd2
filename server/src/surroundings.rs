//! The time and the chance that the advisor is given: the machine's own.

use app::advisor::Surroundings;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The machine's clock and its source of randomness.
#[derive(Clone, Copy, Debug)]
pub struct Machine;

impl Surroundings for Machine {
    fn now(&self) -> String {
        written(Timestamp::now())
    }

    fn days_ago(&self, days: u32) -> String {
        let since = Timestamp::now().checked_sub(SignedDuration::from_hours(24 * i64::from(days)));
        written(since.unwrap_or(Timestamp::UNIX_EPOCH))
    }

    fn random(&self) -> [u8; 32] {
        rand::random()
    }
}

fn written(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
