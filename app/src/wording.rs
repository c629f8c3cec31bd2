//! The pages' words for an assessment: names, counts, dates, and the advice for a flow in one sentence.
//!
//! Everything here is a pure function from an assessment to words. Reasons come only from rules.

mod advice;
pub mod changes;
pub mod names;
mod suppose;
pub mod timing;

use std::borrow::Cow;

use ::advice::{
    assessment::AdviceVerdict,
    terms::{Communication, Coordination, Level, Role, Severity, Verdict, Wholeness},
};

pub use advice::{Sentence, SentenceStep, Waiting, sentence, summary};
pub use suppose::suppose;

/// The name of a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Synchronous => "synchronous",
        Verdict::EventDriven => "event-driven",
        Verdict::Hybrid => "hybrid",
    }
}

/// The name of a consistency level.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Strong => "strong",
        Level::StrongEventual => "converging",
        Level::Eventual => "eventual",
    }
}

/// A kind of saga by its three characteristics.
pub fn saga(communication: Communication, consistency: Wholeness, coordination: Coordination) -> String {
    let by = match communication {
        Communication::Synchronous => "by calls",
        Communication::Asynchronous => "by messages",
    };
    let whole = match consistency {
        Wholeness::Atomic => "atomic",
        Wholeness::Eventual => "eventually consistent",
    };
    let coordination = match coordination {
        Coordination::Orchestrated => "orchestrated",
        Coordination::Choreographed => "choreographed",
    };
    format!("{by}, {whole}, {coordination}")
}

/// What a saga is like, as a sentence. `conductor` is the name of the participant who coordinates it, if it has one.
pub fn saga_sentence(
    communication: Communication,
    consistency: Wholeness,
    coordination: Coordination,
    conductor: Option<&str>,
) -> String {
    let by = match communication {
        Communication::Synchronous => "calls",
        Communication::Asynchronous => "messages",
    };
    let conducted = match (coordination, conductor) {
        (Coordination::Orchestrated, Some(name)) => format!("{} conducts the steps by {by}", capital(name)),
        (Coordination::Orchestrated, None) => format!("One service conducts the steps by {by}"),
        (Coordination::Choreographed, _) => format!("Nobody conducts the steps: each starts the next one by {by}"),
    };
    let whole = match consistency {
        Wholeness::Atomic => "others see all of it or nothing",
        Wholeness::Eventual => "others may see it half done, until all of it is done or taken back",
    };
    format!("{conducted}; {whole}.")
}

/// The saga role of a step.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Compensable => "compensable",
        Role::Pivot => "pivot",
        Role::Retriable => "retriable",
    }
}

/// The name of a finding's severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The strength of a piece of advice.
pub fn advised(verdict: AdviceVerdict) -> &'static str {
    match verdict {
        AdviceVerdict::Recommended => "recommended",
        AdviceVerdict::Consider => "worth considering",
        AdviceVerdict::NotNow => "not now",
    }
}

/// A number with its noun: `1 step`, `3 steps`.
pub fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    }
}

/// Maximum number of items in a spoken list. Nobody listens to more.
const MOST_SPOKEN: usize = 50;

/// A list as it is spoken: `a`, `a and b`, `a, b and c`. A very long list ends with how many more items there are.
pub fn spoken<S: AsRef<str>>(items: &[S]) -> String {
    if let Some((first, more)) = items.split_at_checked(MOST_SPOKEN)
        && !more.is_empty()
    {
        let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
        return format!("{} and {} more", first.join(", "), more.len());
    }
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name or an action for the middle of a sentence: `Fan` becomes `fan`, while `SMS gateway` and `iPhone` stay.
pub fn lower(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// A time for people, to the minute, of one written as RFC 3339 in UTC.
pub fn moment(time: &str) -> String {
    let clock = time.get(11..16).unwrap_or_default();
    format!("{}, {clock} UTC", day(time))
}

/// The date of a stored time, such as `1 May 2027` for `2027-05-01T12:00:00Z`. Any other text is returned unchanged.
pub fn day(time: &str) -> Cow<'_, str> {
    let date = time.split('T').next().unwrap_or(time);
    let parts: Vec<usize> = date.split('-').map_while(|part| part.parse().ok()).collect();
    match parts[..] {
        [year, month @ 1..=12, day] => Cow::Owned(format!("{day} {} {year}", crate::months::MONTHS[month - 1])),
        _ => Cow::Borrowed(time),
    }
}

/// A number with its sign, using a real minus sign: `+33`, `−100`, `0`.
pub fn signed(number: i32) -> String {
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{number}"),
        _ => format!("\u{2212}{}", number.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_days_and_lists_are_said_as_people_say_them() {
        assert_eq!(count(1, "step"), "1 step");
        assert_eq!(count(0, "step"), "0 steps");
        assert_eq!(spoken(&["a", "b", "c"]), "a, b and c");
        assert_eq!(day("2027-05-01T12:00:00Z"), "1 May 2027");
        assert_eq!(day("2027-13-01"), "2027-13-01");
        assert_eq!(day("soon"), "soon");
        assert_eq!([signed(-33), signed(0), signed(7)], ["\u{2212}33", "0", "+7"]);
        assert_eq!(capital("élan"), "Élan");
    }
}
