//! The advisor's clock and random source: those of the machine.

use app::advisor::Surroundings;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// The machine's clock and random source.
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
