//! Parts of clauses: noun phrases, whom a verb addresses, and the words of an action.

mod times;

use std::ops::Range;

use advice::description::LIMITS;
use language::clauses::clause::{Clause, Mood, is_participle};
use language::clauses::{Class, Token, base, is_invisible};
use language::lexicon::{self, Form, Verb};

use super::cast::is_event_name;
pub(super) use times::{is_aside, is_number, is_unit, says_answer, says_delay, says_time, says_wait, says_when};

/// A verb with the words that follow it.
#[derive(Debug, Clone)]
pub(super) struct Verbed {
    /// Its base form without a particle: `pick` of "picked up".
    pub(super) plain: String,
    /// Its base form as the lexicon has it: `pick up`.
    pub(super) base: String,
    pub(super) head: usize,
    pub(super) end: usize,
}

impl Verbed {
    /// The verb at `head` of a clause that ends at `end`.
    pub(super) fn at(tokens: &[Token<'_>], head: usize, end: usize) -> Self {
        let token = &tokens[head];
        let forms = [Form::Third, Form::Base, Form::Gerund, Form::Participle, Form::Past];
        let verb = forms.iter().find_map(|form| token.verb_in(*form));
        Self::of(tokens, head, end, verb)
    }

    fn of(tokens: &[Token<'_>], head: usize, end: usize, verb: Option<&'static Verb>) -> Self {
        let token = &tokens[head];
        let Some(verb) = verb else {
            let plain = guessed(&token.lower);
            return Self { base: plain.clone(), plain, head, end };
        };
        let first = verb.base.split(' ').next().unwrap_or(verb.base);
        let particle = (head + 1..end.min(head + 5)).find_map(|at| lexicon::phrasal(first, &tokens[at].lower));
        let plain = if token.verb_in(Form::Base).is_some() { token.lower.to_string() } else { base(verb, token) };
        Self { plain, base: particle.unwrap_or(verb).base.to_owned(), head, end }
    }
}

/// The verb of a clause. "Starts picking" and "wants to pay" are read as picking and paying.
pub(super) fn verb_of(tokens: &[Token<'_>], clause: &Clause) -> Verbed {
    let end = clause.span.end;
    let next = clause.head + 1;
    let begins = tokens[clause.head]
        .readings
        .iter()
        .any(|r| matches!(r.verb.base, "start" | "begin" | "keep" | "finish" | "continue"));
    if begins && next < end && tokens[next].verb_in(Form::Gerund).is_some() {
        return Verbed::at(tokens, next, end);
    }
    let to = (next..end.min(next + 1)).find(|at| tokens[*at].is("to"));
    let helps = tokens[clause.head]
        .readings
        .iter()
        .any(|r| matches!(r.verb.base, "start" | "begin" | "need" | "have" | "continue" | "try" | "manage"));
    if helps && let Some(to) = to.filter(|to| to + 1 < end && tokens[to + 1].verb_in(Form::Base).is_some()) {
        return Verbed::at(tokens, to + 1, end);
    }
    if clause.mood == Mood::Passive {
        let token = &tokens[clause.head];
        let verb = token.verb_in(Form::Participle).or_else(|| token.verb_in(Form::Past));
        return Verbed::of(tokens, clause.head, end, verb);
    }
    Verbed::at(tokens, clause.head, end)
}

/// The base form of a verb that the lexicon does not know.
fn guessed(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for (ending, after) in [("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zes", "ze")] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{after}");
        }
    }
    if word.ends_with("ed") && word.len() > 4 {
        return lexicon::morphology::guessed_base(word);
    }
    word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(word).to_owned()
}

/// The noun phrase at the start of a range: up to a preposition, a verb that can only be one, or a mark.
pub(super) fn noun_phrase(tokens: &[Token<'_>], range: Range<usize>) -> Range<usize> {
    let mut end = range.start;
    while end < range.end {
        let token = &tokens[end];
        let stops = match token.class {
            Class::Preposition
            | Class::Condition
            | Class::Reason
            | Class::Relative
            | Class::Modal
            | Class::Be
            | Class::Have
            | Class::Do
            | Class::Order
            | Class::Pronoun => end > range.start,
            Class::Mark => match token.text {
                "," => !names_follow(tokens, end + 1, range.end),
                mark => !matches!(mark, "/" | "\"" | "\u{201c}" | "\u{201d}" | "'"),
            },
            Class::Determiner => token.is("that") && end > range.start,
            _ if token.is("whether") => end > range.start,
            // "Writes to the table and returns": a verb alone is no second name.
            Class::Joint if end + 2 == range.end && is_lone_verb(&tokens[end + 1]) => end > range.start,
            Class::Joint => !matches!(&*token.lower, "and" | "or" | "&" | "+"),
            _ => false,
        };
        if stops {
            break;
        }
        end += 1;
    }
    range.start..end
}

/// Whether a word in small letters is a verb such as "returns", which no plural noun is likely to be.
fn is_lone_verb(token: &Token<'_>) -> bool {
    let verb = token.verb_in(Form::Third).map_or("", |verb| verb.base);
    matches!(verb, "answer" | "continue" | "finish" | "return" | "stop" | "wait") && token.text == token.lower
}

/// A subject without the phrase of time or place before it: "at the end of the quarter tax-agent" is `tax-agent`.
pub(super) fn behind_lead(tokens: &[Token<'_>], range: Range<usize>) -> Range<usize> {
    // "Right now RefundService": when, and who.
    let now = range.clone().take(2).find(|at| matches!(&*tokens[*at].lower, "now" | "today" | "nowadays"));
    if let Some(now) = now.filter(|now| now + 1 < range.end && (*now == range.start || tokens[range.start].is("right")))
    {
        return behind_lead(tokens, now + 1..range.end);
    }
    let leads = tokens.get(range.start).is_some_and(|first| {
        matches!(first.class, Class::Preposition | Class::Condition | Class::Number | Class::Adverb | Class::Order)
            || first.is("every")
            || first.is("each")
    });
    let has_link = tokens[range.clone()].iter().any(|token| {
        matches!(token.class, Class::Preposition | Class::Condition) || matches!(&*token.lower, "every" | "each")
    });
    if !leads || !has_link {
        return range;
    }
    let proper = |at: &usize| {
        let token = &tokens[*at];
        token.code || token.text.contains('-') || token.text.starts_with(char::is_uppercase) && *at > range.start
    };
    let mut start = range.end;
    while start > range.start && proper(&(start - 1)) {
        start -= 1;
    }
    if start < range.end {
        return start..range.end;
    }
    let article =
        (range.start + 1..range.end).rev().find(|at| matches!(tokens[*at].class, Class::Determiner | Class::Pronoun));
    article
        .filter(|at| !matches!(tokens[at - 1].class, Class::Preposition | Class::Condition))
        .map_or(range.clone(), |at| at..range.end)
}

/// The first word of a range that is its verb: behind auxiliaries and adverbs.
pub(super) fn verb_at(tokens: &[Token<'_>], range: Range<usize>) -> Option<usize> {
    range
        .clone()
        .take(4)
        .find(|at| {
            let token = &tokens[*at];
            !matches!(
                token.class,
                Class::Modal | Class::Be | Class::Have | Class::Adverb | Class::Order | Class::Negation | Class::Do
            )
        })
        .filter(|at| !tokens[*at].readings.is_empty() || tokens[*at].lower.ends_with('s'))
}

/// Whether behind a comma the list goes on: the next words are names, and no clause begins.
fn names_follow(tokens: &[Token<'_>], at: usize, end: usize) -> bool {
    at < end
        && matches!(tokens[at].class, Class::Open | Class::Determiner | Class::Joint)
        && tokens[at..end.min(at + 5)].iter().take_while(|token| token.class != Class::Mark).all(|token| {
            matches!(
                token.class,
                Class::Open | Class::Determiner | Class::Joint | Class::Preposition | Class::Number | Class::Adverb
            )
        })
}

/// Whom a verb addresses: the noun phrase right behind it, also behind "to" or "with".
pub(super) fn addressee(tokens: &[Token<'_>], tail: Range<usize>) -> Option<Range<usize>> {
    let mut at = tail.start;
    while at < tail.end
        && (matches!(
            &*tokens[at].lower,
            "to" | "with" | "out" | "on" | "into" | "back" | "a" | "job" | "task" | "message"
        ) || tokens[at].class == Class::Adverb)
    {
        at += 1;
    }
    let found = noun_phrase(tokens, at..tail.end);
    (!found.is_empty()).then_some(found)
}

/// The name of an event in a range of words.
pub(super) fn event_in(tokens: &[Token<'_>], range: Range<usize>) -> Option<String> {
    let named = range.clone().find(|at| is_event_name(&tokens[*at]));
    named.map(|at| tokens[at].text.to_owned())
}

/// The words of a range in one line, with a capital letter.
pub(super) fn words(tokens: &[Token<'_>], text: &str, range: Range<usize>) -> String {
    let range = trimmed(tokens, range);
    if range.is_empty() {
        return String::new();
    }
    capital(clean(&text[tokens[range.start].start..tokens[range.end - 1].end()]))
}

/// A range without marks, links and adverbs of order at both ends.
pub(super) fn trimmed(tokens: &[Token<'_>], range: Range<usize>) -> Range<usize> {
    let loose = |token: &Token<'_>| {
        (token.class == Class::Mark && !matches!(token.text, "(" | ")" | "\u{201c}" | "\u{201d}" | "\"" | "$" | "%"))
            || matches!(token.class, Class::Joint | Class::Order)
            || (token.class == Class::Reason && token.is("so"))
    };
    let mut range = range;
    while range.start < range.end && loose(&tokens[range.start]) {
        range.start += 1;
    }
    while range.start < range.end && loose(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    range
}

/// Words that say nothing of what is done.
const SMALL: &[&str] = &[
    "a", "again", "all", "an", "and", "as", "at", "back", "by", "for", "from", "he", "his", "her", "in", "into", "is",
    "it", "its", "of", "off", "on", "or", "out", "over", "she", "some", "that", "the", "their", "them", "they", "this",
    "to", "up", "we", "with", "you", "your", "i", "my", "our",
];

/// How many words of an action say what is done.
pub(super) fn content(action: &str) -> usize {
    let says = |word: &&str| word.chars().count() > 1 && !SMALL.contains(&word.to_lowercase().as_str());
    action.split(' ').filter(says).count()
}

/// Whether a word only says whether somebody waits: "sync", "asynchronous".
pub(super) fn says_how(token: &Token<'_>) -> bool {
    matches!(&*token.lower, "async" | "asynchronous" | "asynchronously" | "sync" | "synchronous" | "synchronously")
}

/// A range without brackets at its end that only say how it is done: "`OrderCreated` (async)".
pub(super) fn without_how(tokens: &[Token<'_>], range: Range<usize>) -> Range<usize> {
    match range.len().checked_sub(3) {
        Some(left)
            if left > 0
                && tokens[range.start + left].text == "("
                && says_how(&tokens[range.end - 2])
                && tokens[range.end - 1].text == ")" =>
        {
            trimmed(tokens, range.start..range.start + left)
        }
        _ => range,
    }
}

/// Text in one line, without what only formats it, cut to the length of a name.
pub(super) fn clean(words: &str) -> String {
    let mut clean = String::new();
    let mut length = 0;
    for word in words.split_whitespace() {
        let visible: String = word.chars().filter(|c| !is_invisible(*c) && !matches!(c, '`' | '*')).collect();
        if visible.is_empty() {
            continue;
        }
        length += visible.chars().count() + 1;
        if length > LIMITS.name {
            break;
        }
        if !clean.is_empty() {
            clean.push(' ');
        }
        clean.push_str(&visible);
    }
    if clean.is_empty() {
        clean = words.chars().filter(|c| !is_invisible(*c)).take(LIMITS.name).collect();
    }
    clean.truncate(clean.trim_end_matches([',', ';', ':', '-', ' ', '.']).len());
    clean
}

/// A text with a capital first letter; a name of code stays as it is.
pub(super) fn capital(text: String) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    if language::clauses::is_code(first) {
        return text;
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// An action as an order: the verb in its base form and the words behind it. A subject that is a thing stays before.
pub(super) fn action(tokens: &[Token<'_>], text: &str, verb: &Verbed, subject: Option<Range<usize>>) -> Option<String> {
    let rest = trimmed_end(tokens, verb.head + 1..verb.end);
    if let Some(subject) = subject {
        let whole = trimmed_end(tokens, subject.start..rest.end.max(verb.head + 1));
        return Some(words(tokens, text, whole)).filter(|words| !words.is_empty());
    }
    let behind = if rest.is_empty() { "" } else { &text[tokens[rest.start].start..tokens[rest.end - 1].end()] };
    let said = format!("{} {}", verb.plain, clean(behind));
    Some(capital(clean(&said))).filter(|said| !said.is_empty())
}

/// A passive as an order: "the order is saved" gives "Save the order".
pub(super) fn passive_action(
    tokens: &[Token<'_>],
    text: &str,
    clause: &Clause,
    verb: &Verbed,
    by: Option<usize>,
) -> Option<String> {
    let subject = noun_phrase_all(tokens, clause.subject.clone());
    let end = by.unwrap_or(clause.span.end);
    let rest = trimmed_end(tokens, verb.head + 1..end);
    let object = words(tokens, text, subject.clone());
    if object.is_empty() && rest.is_empty() {
        return None;
    }
    let behind = if rest.is_empty() { "" } else { &text[tokens[rest.start].start..tokens[rest.end - 1].end()] };
    let first = tokens.get(subject.start).filter(|_| !subject.is_empty());
    let keeps = first.is_some_and(|token| token.code || token.text.chars().skip(1).any(char::is_uppercase));
    let object = if keeps || object.is_empty() { object } else { small(&object) };
    let said = format!("{} {object} {behind}", verb.plain);
    Some(capital(clean(&said)))
}

/// A text with a small first letter.
pub(super) fn small(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The same, unless the text begins with an acronym: "SMS the customer".
pub(super) fn small_word(text: &str) -> String {
    let is_acronym = text.chars().nth(1).is_some_and(char::is_uppercase);
    if is_acronym { text.to_owned() } else { small(text) }
}

/// A subject without what leads to it: "at the barrier the plate" keeps "the plate".
fn noun_phrase_all(tokens: &[Token<'_>], range: Range<usize>) -> Range<usize> {
    let leads = tokens
        .get(range.start)
        .is_some_and(|t| matches!(t.class, Class::Preposition | Class::Condition | Class::Adverb | Class::Order));
    if !leads {
        return range;
    }
    let again = (range.start + 2..range.end).find(|at| {
        tokens[*at].class == Class::Determiner
            && !matches!(tokens[*at - 1].class, Class::Preposition | Class::Determiner)
    });
    again.map_or(range.clone(), |again| again..range.end)
}

/// A range without what does not belong to an action at its end: marks, a closing bracket of its own.
fn trimmed_end(tokens: &[Token<'_>], range: Range<usize>) -> Range<usize> {
    let range = trimmed(tokens, range);
    // A bracket that is not closed any more.
    if let Some(open) =
        range.clone().find(|at| tokens[*at].text == "(" && !(*at..range.end).any(|close| tokens[close].text == ")"))
    {
        return trimmed(tokens, range.start..open);
    }
    // "(async)" says how, not what.
    if range.end > range.start
        && tokens[range.end - 1].text == ")"
        && let Some(open) = range.clone().rev().find(|at| tokens[*at].text == "(")
    {
        return trimmed(tokens, range.start..open);
    }
    range
}

/// The items of a list of names of things or acts without a verb that could be a clause.
pub(super) fn items(tokens: &[Token<'_>], range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (range.start, 0_usize);
    for at in range.clone() {
        match tokens[at].text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            "," | ";" if depth == 0 => {
                found.push(start..at);
                start = at + 1;
            }
            _ if tokens[at].class == Class::Joint
                && depth == 0
                && !tokens[at].is("but")
                && (!found.is_empty() || tokens[at].text == "+") =>
            {
                found.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(start..range.end);
    let found: Vec<Range<usize>> =
        found.into_iter().map(|item| trimmed(tokens, item)).filter(|item| !item.is_empty()).collect();
    let noun = |item: &Range<usize>| {
        item.len() <= 8
            && tokens[item.clone()].iter().any(|token| token.class == Class::Open)
            && !matches!(
                tokens[item.start].class,
                Class::Adverb | Class::Modal | Class::Be | Class::Condition | Class::Negation | Class::Pronoun
            )
    };
    if found.iter().all(noun) { found } else { vec![range] }
}

/// Whether a token is a past participle.
pub(super) fn is_done(token: &Token<'_>) -> bool {
    token.verb_in(Form::Participle).is_some() || is_participle(token)
}
