//! Days of the calendar.

/// Whether a text is a day of the calendar, written as `2027-05-01`.
pub fn is_day(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| (part.len(), part.parse::<u32>()));
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_plain
        && matches!(
            (parts.next(), parts.next(), parts.next(), parts.next()),
            (Some((4, Ok(year))), Some((2, Ok(month @ 1..=12))), Some((2, Ok(day))), None)
                if day >= 1 && day <= days(year, month)
        )
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
