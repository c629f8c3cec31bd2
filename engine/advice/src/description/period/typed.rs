//! Lengths of time as people type them: numbers or number words with units, the units in any order.

/// The designator of each unit in ISO 8601, the largest first, and the words for it. The last three are times.
const UNITS: [(char, &[&str]); 7] = [
    ('Y', &["y", "yr", "yrs", "year", "years", "yearly"]),
    ('M', &["mo", "month", "months", "monthly"]),
    ('W', &["w", "wk", "wks", "week", "weeks", "weekly"]),
    ('D', &["d", "day", "days", "daily"]),
    ('H', &["h", "hr", "hrs", "hour", "hours", "hourly"]),
    ('M', &["m", "min", "mins", "minute", "minutes"]),
    ('S', &["s", "sec", "secs", "second", "seconds"]),
];

/// The index of the first unit of time.
const TIME: usize = 4;

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A typed length of time as ISO 8601 writes it. None if a word is no number and no unit, if a number has no
/// unit, or if a unit comes twice. The numbers themselves are not checked.
pub(super) fn written(text: &str) -> Option<String> {
    let mut counts = [const { String::new() }; UNITS.len()];
    let mut number: Option<String> = None;
    for word in words(text)? {
        if matches!(word.as_str(), "and" | "every" | "each") {
            continue;
        }
        if let Some(next) = read_number(&word) {
            if number.replace(next).is_some() {
                return None;
            }
            continue;
        }
        let unit = UNITS.iter().position(|(_, words)| words.contains(&word.as_str()))?;
        if !counts[unit].is_empty() {
            return None;
        }
        counts[unit] = number.take().unwrap_or_else(|| "1".to_owned());
    }
    if number.is_some() {
        return None;
    }
    let part = |units: std::ops::Range<usize>| -> String {
        let mut part = String::new();
        for unit in units.filter(|unit| !counts[*unit].is_empty()) {
            part.push_str(&counts[unit]);
            part.push(UNITS[unit].0);
        }
        part
    };
    let (date, time) = (part(0..TIME), part(TIME..UNITS.len()));
    Some(if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") })
}

/// The runs of digits and of letters, in lower case. None if anything but spaces and commas is between them.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut before = None;
    for letter in text.chars().flat_map(char::to_lowercase) {
        let kind = match letter {
            '0'..='9' => Some(true),
            _ if letter.is_alphabetic() => Some(false),
            ',' => None,
            _ if letter.is_whitespace() => None,
            _ => return None,
        };
        match words.last_mut().filter(|_| kind == before) {
            Some(word) if kind.is_some() => word.push(letter),
            _ if kind.is_some() => words.push(letter.to_string()),
            _ => {}
        }
        before = kind;
    }
    Some(words)
}

fn read_number(word: &str) -> Option<String> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Some(word.to_owned());
    }
    if matches!(word, "a" | "an") {
        return Some("1".to_owned());
    }
    NUMBERS.iter().position(|known| *known == word).map(|index| (index + 1).to_string())
}

#[cfg(test)]
mod tests {
    use super::super::Period;

    #[test]
    fn what_people_type_is_read_as_what_they_mean() {
        let typed = [
            ("30 minutes", "PT30M"),
            ("  1 day ", "P1D"),
            ("15 s", "PT15S"),
            ("15s", "PT15S"),
            ("PT30M", "PT30M"),
            ("pt30m", "PT30M"),
            ("1 Day and 12 Hours", "P1DT12H"),
            ("12 hours, 1 day", "P1DT12H"),
            ("1h30m", "PT1H30M"),
            ("a week", "P1W"),
            ("an hour", "PT1H"),
            ("day", "P1D"),
            ("every day", "P1D"),
            ("daily", "P1D"),
            ("two months", "P2M"),
            ("2 m", "PT2M"),
        ];
        for (text, written) in typed {
            assert_eq!(Period::typed(text).as_ref().map(Period::written), Some(written), "{text}");
        }
        let wrong = [
            "",
            "and",
            "soon",
            "30",
            "1.5 hours",
            "-5 minutes",
            "1 2 days",
            "1 day 2 days",
            "0 minutes",
            "100001 days",
        ];
        for text in wrong {
            assert_eq!(Period::typed(text), None, "{text}");
        }
    }
}
