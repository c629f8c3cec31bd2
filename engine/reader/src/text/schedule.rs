//! What a clock sets off: "every night", "at 2 am", "on the first of the month" begin a flow of their own.

use std::ops::Range;

use advice::description::Period;
use language::clauses::{Class, Token};

use super::draft::{Act, Flow, Order};
use super::words::{MONTHS, WEEKDAYS};
use super::{Reader, outcomes, phrase};

/// A rhythm with the words that tell it.
pub(super) type Rhythm = (Period, Range<usize>);

/// The period of a unit of time, "three days" or "night".
fn period(number: &str, unit: &Token<'_>) -> Option<Period> {
    let word = unit.singular();
    let unit = match word {
        "night" | "morning" | "evening" | "midnight" | "noon" | "afternoon" | "weekday" | "workday" | "lunchtime" => {
            "day"
        }
        "weekend" => "week",
        month if MONTHS.contains(&month) => "year",
        day if WEEKDAYS.contains(&day) => "week",
        "quarter" => return Period::typed("3 months"),
        unit => unit,
    };
    Period::typed(&format!("{number} {unit}"))
}

/// The rhythm that words tell. "The daily limit" and "every order" are none.
pub(super) fn rhythm(tokens: &[Token<'_>], range: &Range<usize>) -> Option<Rhythm> {
    let word = |at: usize| tokens.get(at).filter(|_| at < range.end).map_or("", |token| &*token.lower);
    let unit =
        |number: &str, at: usize| tokens.get(at).filter(|_| at < range.end).and_then(|token| period(number, token));
    // "On the first of every month", "at the end of each quarter".
    let of_unit = |at: usize| {
        let of = (at + 1..range.end.min(at + 5)).find(|at| word(*at) == "of")?;
        matches!(word(of + 1), "the" | "a" | "each" | "every")
            .then(|| unit("1", of + 2))
            .flatten()
            .map(|every| (every, at..of + 3))
    };
    let day_of_month = |at: usize| {
        let day = if matches!(word(at + 2), "next" | "following") { at + 3 } else { at + 2 };
        let next = tokens.get(day + 1).filter(|_| day + 1 < range.end);
        let has_noun = next.is_some_and(|next| matches!(next.class, Class::Open | Class::Number) || next.is("of"));
        (word(at + 1) == "the" && is_day_of_month(word(day)) && !has_noun).then_some(day)
    };
    range.clone().find_map(|at| match word(at) {
        "every" | "each" => {
            let number =
                tokens.get(at + 1).filter(|next| next.class == Class::Number).map_or("1", |number| number.text);
            let (number, unit_at) = match word(at + 1) {
                "other" => ("2", at + 2),
                "fifteen" => ("15", at + 2),
                "thirty" => ("30", at + 2),
                "half" => {
                    return unit("30", at + 2)
                        .and_then(|_| Period::typed("30 minutes"))
                        .map(|every| (every, at..at + 3));
                }
                "single" | "working" | "business" => ("1", at + 2),
                _ if number == "1" && word(at + 1) != "1" => ("1", at + 1),
                _ => (number, at + 2),
            };
            unit(number, unit_at).map(|every| (every, at..unit_at + 1))
        }
        "once" | "twice" if matches!(word(at + 1), "a" | "an" | "per" | "each" | "every") => {
            unit("1", at + 2).map(|every| (every, at..at + 3))
        }
        "at" | "over" if matches!(word(at + 1), "night" | "midnight" | "noon") => {
            Period::typed("1 day").map(|every| (every, at..at + 2))
        }
        "at" if matches!(word(at + 2), "am" | "pm")
            || word(at + 1).ends_with("am")
            || word(at + 1).ends_with("pm")
            || word(at + 1).contains(':') =>
        {
            let hour = word(at + 1).starts_with(|c: char| c.is_ascii_digit());
            let end = if matches!(word(at + 2), "am" | "pm") { at + 3 } else { at + 2 };
            hour.then(|| Period::typed("1 day").map(|every| (every, at..end))).flatten()
        }
        // "On the 1st", "on the next 1st or 15th": a day of the month, unless a noun follows ("on the 2nd floor").
        "on" if let Some(day) = day_of_month(at) => Period::typed("1 month").map(|every| (every, at..day + 1)),
        "on" | "at"
            if matches!(word(at + 1), "the")
                && matches!(word(at + 2), "first" | "last" | "end" | "beginning" | "start" | "1st" | "15th") =>
        {
            of_unit(at)
        }
        // "Tue 12:00", "Fridays 6 pm": a day of the week with a time of day.
        day if is_weekday(day) && is_time_of_day(word(at + 1), word(at + 2)) => {
            Period::typed("1 week").map(|every| (every, at..at + 2))
        }
        // "With the Friday file": what goes out every Friday.
        day if is_weekday(day) && matches!(word(at + 1), "file" | "run" | "batch" | "job" | "list" | "round") => {
            Period::typed("1 week").map(|every| (every, at..at + 2))
        }
        "on" if word(at + 1).ends_with('s') && WEEKDAYS.contains(&tokens[at + 1].singular()) => {
            unit("1", at + 1).map(|every| (every, at..at + 2))
        }
        "nightly" | "daily" | "hourly" | "weekly" | "monthly" | "quarterly" | "yearly" => {
            let unit = match word(at) {
                "nightly" | "daily" => "day",
                "hourly" => "hour",
                "weekly" => "week",
                "monthly" => "month",
                "quarterly" => "3 months",
                _ => "year",
            };
            let is_adverb = at + 1 >= range.end || tokens[at + 1].class == Class::Mark;
            (is_adverb || matches!(word(at + 1), "job" | "run" | "batch"))
                .then(|| Period::typed(unit))
                .flatten()
                .map(|every| (every, at..at + 1))
        }
        _ => None,
    })
}

/// Whether a word is a day of the month: "1st", "22nd", "31st".
fn is_day_of_month(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th")
        && digits.parse().is_ok_and(|day| (1..=31).contains(&day))
}

/// Whether a word is a day of the week, in full or as calendars shorten it.
fn is_weekday(word: &str) -> bool {
    let day = word.strip_suffix('s').unwrap_or(word);
    WEEKDAYS.contains(&day)
        || matches!(word, "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun")
}

/// Whether words begin with a time of day: "12:00", "6pm", "6 pm".
fn is_time_of_day(first: &str, second: &str) -> bool {
    let has_half = |word: &str| word.ends_with("am") || word.ends_with("pm");
    first.starts_with(|c: char| c.is_ascii_digit())
        && (first.contains(':') || has_half(first) || matches!(second, "am" | "pm"))
}

/// The rhythm of an act, told by its own words or by those before it in its sentence.
fn rhythm_of(tokens: &[Token<'_>], act: &Act) -> Option<Rhythm> {
    if act.event.is_some() || act.when.is_some() || act.upon.is_some() {
        return None;
    }
    let gives_reason = |note: &&Range<usize>| {
        tokens
            .get(note.start)
            .is_none_or(|first| first.class != Class::Reason && (first.class != Class::Condition || first.is("once")))
    };
    let leads = act.notes.iter().filter(|note| note.end <= act.own.end).filter(gives_reason);
    std::iter::once(&act.own).chain(leads).find_map(|range| {
        let is_told = |words: &Range<usize>| !phrase::is_aside(&tokens[range.clone()], words.start - range.start);
        rhythm(tokens, range).filter(|(_, words)| is_told(words))
    })
}

/// Gives what a clock sets off a flow of its own, with what is told of it afterwards.
pub(super) fn split(reader: &Reader<'_, '_>, flows: Vec<Flow>) -> Vec<Flow> {
    flows.into_iter().flat_map(|flow| split_one(reader, flow)).collect()
}

fn split_one(reader: &Reader<'_, '_>, mut flow: Flow) -> Vec<Flow> {
    let tokens = reader.tokens();
    let mut main: Vec<Act> = Vec::with_capacity(flow.acts.len());
    let mut timed: Vec<Flow> = Vec::new();
    // Whether the last act went to the last of the timed flows.
    let mut follows = false;
    for (index, act) in std::mem::take(&mut flow.acts).into_iter().enumerate() {
        let rhythm = rhythm_of(tokens, &act);
        if index == 0 && rhythm.is_some() {
            flow.every = rhythm;
            main.push(act);
            continue;
        }
        let last = timed.last_mut().filter(|_| follows);
        let goes_on = last.is_some_and(|last| {
            let same = last.acts.last().is_some_and(|before| before.sentence == act.sentence);
            same && rhythm.is_none() || belongs(reader, &act, &main, &last.acts)
        });
        if let Some(last) = timed.last_mut().filter(|_| goes_on) {
            last.acts.push(act);
        } else if let Some(every) =
            rhythm.filter(|(every, _)| flow.every.as_ref().is_none_or(|(known, _)| known != every))
        {
            timed.push(Flow { acts: vec![Act { order: Order::Next, ..act }], every: Some(every), ..Flow::default() });
            follows = true;
        } else {
            main.push(act);
            follows = false;
        }
    }
    flow.acts = main;
    std::iter::once(flow).chain(timed).collect()
}

/// Whether an act goes on with what a clock has set off: it tells how that ended, or comes after it.
fn belongs(reader: &Reader<'_, '_>, act: &Act, main: &[Act], timed: &[Act]) -> bool {
    let tokens = reader.tokens();
    if let Some(words) = act.when.as_ref().or(act.upon.as_ref()) {
        let fit = |acts: &[Act]| outcomes::told_of(tokens, words, acts, &[], None).map_or(0, |(_, fit)| fit);
        return fit(timed) >= fit(main);
    }
    let opens = reader
        .sentences
        .get(act.sentence)
        .and_then(|sentence| tokens[sentence.range.clone()].iter().find(|token| token.class != Class::Mark));
    act.starts.is_some()
        || opens.is_some_and(|first| {
            first.class == Class::Order || matches!(&*first.lower, "afterwards" | "otherwise" | "it" | "they")
        })
        || opens.is_some_and(|first| first.is("after"))
            && act.notes.iter().any(|note| tokens[note.clone()].iter().any(phrase::is_unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use language::clauses::tokens;

    #[test]
    fn the_calendar_tells_a_rhythm() {
        for (text, every) in [
            ("the route is worked out over night", Some("1 day")),
            ("the file goes to the bank on the 1st", Some("1 month")),
            ("the report is made on the 1st of every quarter", Some("3 months")),
            ("it is submitted on the next 1st or 15th", Some("1 month")),
            ("Tue 12:00 the list is locked", Some("1 week")),
            ("the list is locked Fridays 6 pm", Some("1 week")),
            ("the pack goes out with the Friday file", Some("1 week")),
            ("every January everybody is asked", Some("1 year")),
            ("the office on the 2nd floor is told", None),
            ("the order of Friday is paid", None),
            ("it is paid on the 40th", None),
        ] {
            let tokens = tokens(text);
            let told = rhythm(&tokens, &(0..tokens.len())).map(|(every, _)| every);
            assert_eq!(told, every.and_then(Period::typed), "{text}");
        }
    }
}
