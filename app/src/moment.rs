//! Points in time, as people and programs write when something ends.

use advice::description::is_day;

/// Reads a day, which ends at its last second, or a time. Both are in UTC: `2027-05-01` or `2027-05-01T12:00:00Z`.
/// Returns the time as [`Content::made_at`](crate::report::Content::made_at) is written; `None` if it is neither.
pub fn read(text: &str) -> Option<String> {
    let (day, time) = text.split_once('T').unwrap_or((text, "23:59:59Z"));
    let mut parts = time.strip_suffix('Z')?.split(':').map(|part| (part.len(), part.parse::<u32>()));
    let is_time = matches!(
        (parts.next(), parts.next(), parts.next(), parts.next()),
        (Some((2, Ok(0..=23))), Some((2, Ok(0..=59))), Some((2, Ok(0..=59))), None)
    );
    let is_plain = time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'Z'));
    (is_day(day) && is_time && is_plain).then(|| format!("{day}T{time}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_read_and_nothing_else() {
        assert_eq!(read("2027-05-01").as_deref(), Some("2027-05-01T23:59:59Z"));
        assert_eq!(read("2028-02-29T00:00:59Z").as_deref(), Some("2028-02-29T00:00:59Z"));
        for wrong in [
            "",
            "soon",
            "2027-02-29",
            "2027-5-1",
            "+027-05-01",
            "2027-05-01T24:00:00Z",
            "2027-05-01T12:00Z",
            "2027-05-01T12:00:+1Z",
            "2027-05-01T12:00:00+02:00",
            "2027-05-01 12:00:00Z",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
