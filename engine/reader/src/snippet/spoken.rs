//! Reads sentences about a system: who publishes which event, who waits for it, who must act on it, and what it
//! carries.
//!
//! A sign depends on single verbs and the words around them, not on the grammar of the sentence. Examples are a
//! verb of publishing before a verb of waiting, or an event that asks. A negation such as `without waiting`
//! cancels the sign.

use std::ops::Range;

use smallvec::SmallVec;

use super::signs::{
    ANSWERING, ASKING, BROKERS, BYGONE, CALLERS, COMMAND_WORDS, CONSUMERS_DUTY, DENYING, EVENT_PLACES, HELD, HOLDING,
    ORDERING, PUBLISHING, RECEIVERS, STORES_TOLD, WAITING,
};
use super::{Says, Sign};
use language::fields::{is_consumers_own, is_events_own};
use language::lexicon::{self, Form, nouns};
use language::{case, message};

/// Maximum length that is read, bytes.
const MOST_READ: usize = 64 * 1024;

/// Maximum number of words in a sentence; a longer one is read in pieces.
const MOST_WORDS: usize = 200;

/// One word of a text.
#[derive(Debug, Clone)]
struct Word<'t> {
    text: &'t str,
    low: String,
    /// The word in lower case and in the singular.
    one: String,
    span: Range<usize>,
    /// Whether it is in quotation marks or backticks.
    quoted: bool,
    /// Whether a comma, semicolon, colon or bracket precedes it.
    apart: bool,
    /// The first reading as a form of a verb: the base form and the form.
    verb: Option<(String, Form)>,
    /// The base form of the second reading, if there is one.
    other: Option<String>,
}

impl Word<'_> {
    fn is(&self, bases: &[&str]) -> bool {
        [self.verb.as_ref().map(|(base, _)| base.as_str()), self.other.as_deref()]
            .iter()
            .flatten()
            .any(|base| bases.binary_search(base).is_ok())
    }

    fn is_word(&self, words: &[&str]) -> bool {
        words.binary_search(&self.low.as_str()).is_ok()
            || (self.one != self.low && words.binary_search(&self.one.as_str()).is_ok())
    }

    /// Whether the word looks like the name of a message or a field: it has several parts, or it is quoted.
    fn is_name(&self) -> bool {
        let inner = self.text.trim_end_matches("()");
        let parted = inner.contains('_')
            || inner.contains('.')
            || inner
                .char_indices()
                .any(|(at, c)| at > 0 && c.is_uppercase() && inner[..at].ends_with(char::is_lowercase));
        inner.len() > 3 && inner.chars().any(char::is_alphabetic) && (parted || self.quoted) && !inner.contains("://")
    }
}

type Sentence<'t> = Vec<Word<'t>>;

/// Reads a text and returns its signs.
pub(super) fn read(content: &str) -> Vec<Sign> {
    let sentences = sentences(content);
    let mut signs = Vec::new();
    let event = published(&sentences);
    let awaited = sentences.iter().any(|sentence| {
        sentence
            .iter()
            .enumerate()
            .any(|(at, word)| (word.is(WAITING) || word.is(&["answer", "reply", "respond"])) && !denied(sentence, at))
    });
    for (index, sentence) in sentences.iter().enumerate() {
        names(sentence, awaited, &mut signs);
        waits(sentence, index, &sentences, event.as_deref(), &mut signs);
        asks(sentence, index, &sentences, &mut signs);
        orders(sentence, event.as_deref(), &mut signs);
        holds(sentence, event.as_deref(), &mut signs);
    }
    demands(&sentences, event.as_deref(), &mut signs);
    says_request(content, &mut signs);
    writes_twice(&sentences, event.as_deref(), &mut signs);
    chains(&sentences, &mut signs);
    signs
}

/// Splits a text into sentences of words.
fn sentences<'t>(content: &'t str) -> Vec<Sentence<'t>> {
    let end = content.char_indices().map(|(at, _)| at).find(|at| *at >= MOST_READ).unwrap_or(content.len());
    let content = &content[..end];
    let mut sentences = vec![Vec::new()];
    let mut start: Option<usize> = None;
    let mut apart = false;
    let close = |span: Range<usize>, apart: bool, sentences: &mut Vec<Sentence<'t>>| {
        if let (Some(word), Some(sentence)) = (word(content, span, apart), sentences.last_mut()) {
            sentence.push(word);
        }
    };
    let mut characters = content.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let inner = c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\'' | '\u{2019}' | '/' | ':');
        let next = characters.peek().map(|(_, next)| *next);
        let ends = matches!(c, '.' | ':' | '-' | '/') && !next.is_some_and(char::is_alphanumeric);
        if inner && !ends {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            close(from..at, apart, &mut sentences);
            apart = false;
        }
        apart |= matches!(c, ',' | '(' | ';' | ':');
        let over = matches!(c, '.' | '!' | '?' | ';') && next.is_none_or(char::is_whitespace);
        let long = sentences.last().is_some_and(|last| last.len() == MOST_WORDS);
        if long || (over || (c == '\n' && next == Some('\n'))) && sentences.last().is_some_and(|last| !last.is_empty())
        {
            sentences.push(Vec::new());
            apart = false;
        }
    }
    if let Some(from) = start {
        close(from..content.len(), apart, &mut sentences);
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The word at a place, without trailing punctuation.
fn word(content: &str, span: Range<usize>, apart: bool) -> Option<Word<'_>> {
    let text = content[span.clone()].trim_end_matches(['.', ':', '-', '\'', '\u{2019}']);
    let inner = text.trim_start_matches(['\'', '\u{2019}']);
    let span = span.start + text.len() - inner.len()..span.end;
    let text = inner;
    if text.is_empty() {
        return None;
    }
    let before = content[..span.start].chars().next_back();
    let quoted = matches!(before, Some('"' | '`' | '\u{201c}' | '\''));
    let low = text.to_lowercase();
    let mut readings = if text.len() < 30 { lexicon::readings(&low) } else { SmallVec::new() }.into_iter();
    let verb = readings.next().map(|reading| (reading.base, reading.form));
    let other = readings.next().map(|reading| reading.base);
    let one = nouns::singular(&low);
    Some(Word { text, low, one, span: span.start..span.start + text.len(), quoted, apart, verb, other })
}

/// Whether one of the words before cancels a word: a negation up to four words before, or a statement about the past.
fn denied(sentence: &[Word<'_>], index: usize) -> bool {
    let taken_back = sentence[index.saturating_sub(4)..index]
        .iter()
        .any(|word| word.is_word(DENYING) || word.low.ends_with("n't") || word.low.ends_with("n\u{2019}t"));
    taken_back || bygone(&sentence[index.saturating_sub(12)..index])
}

/// Whether the words say that a practice has ended: `We used to publish`, `Earlier versions emitted`.
fn bygone(before: &[Word<'_>]) -> bool {
    let once = (0..before.len()).rev().find(|&at| {
        let next = before.get(at + 1).map_or("", |word| word.low.as_str());
        match before[at].low.as_str() {
            // “Is used to publish” states a purpose.
            "used" => next == "to" && !at.checked_sub(1).is_some_and(|be| before[be].is(&["be"])),
            "earlier" | "older" | "old" => nouns::singular(next) == "version" || matches!(next, "design" | "release"),
            word => BYGONE.binary_search(&word).is_ok(),
        }
    });
    once.is_some_and(|once| {
        !before[once..].iter().any(|word| matches!(word.low.as_str(), "now" | "nowadays" | "today"))
    })
}

/// The position where a sentence says that something is published.
fn publishes(sentence: &[Word<'_>]) -> Option<usize> {
    (0..sentence.len()).find(|&index| {
        let word = &sentence[index];
        let by_verb = word.is(PUBLISHING) && !word.low.ends_with("er");
        let on_a_bus = matches!(
            word.verb.as_ref().map(|(base, _)| base.as_str()),
            Some("send" | "put" | "push" | "produce" | "drop" | "write" | "post" | "trigger")
        ) && sentence[index + 1..].iter().take(12).any(|word| is_event_place(word) || is_broker(word));
        (by_verb || on_a_bus) && !denied(sentence, index)
    })
}

/// Whether a word names a product that passes events on.
fn is_broker(word: &Word<'_>) -> bool {
    word.is_word(BROKERS) && word.low != "outbox"
}

fn is_event_place(word: &Word<'_>) -> bool {
    word.is_word(EVENT_PLACES) || word.low == "event"
}

/// The name of the event that the text says is published.
fn published(sentences: &[Sentence<'_>]) -> Option<String> {
    let named = |sentence: &Sentence<'_>| {
        sentence.iter().find(|word| word.is_name() && message::is_fact(word.text)).map(|word| word.text.to_owned())
    };
    sentences
        .iter()
        .filter(|sentence| publishes(sentence).is_some() || sentence.iter().any(is_event_place))
        .find_map(named)
        .or_else(|| sentences.iter().find_map(named))
}

/// Judges the names of events in a sentence. `awaited` says that somewhere in the text somebody waits or answers.
fn names(sentence: &[Word<'_>], awaited: bool, signs: &mut Vec<Sign>) {
    let published = publishes(sentence);
    for (index, word) in sentence.iter().enumerate().filter(|(_, word)| word.is_name()) {
        let name = word.text;
        let near = &sentence[index.saturating_sub(6)..(index + 7).min(sentence.len())];
        let close = &sentence[index.saturating_sub(2)..(index + 3).min(sentence.len())];
        let as_command = close.iter().any(|word| word.is_word(COMMAND_WORDS));
        let published = published.is_some_and(|at| at.abs_diff(index) < 12);
        let as_event = close.iter().any(|word| word.low == "event" || word.low == "events")
            || name.ends_with("Event")
            || (published && !as_command && !is_sent(sentence, index))
            || (near.iter().any(|word| word.low == "topic" || word.low == "bus") && !as_command);
        if !as_event || denied(sentence, index) || (names_part(name) && !called_event(sentence, index)) {
            continue;
        }
        if message::is_question(name) || (message::is_need(name) && awaited) {
            let question = message::question_of(name);
            let instead = format!("{question}(\u{2026}) \u{2192} the answer, as a call to whoever owns it");
            signs.push(Sign {
                says: Says::Asks { what: name.to_owned(), question },
                at: String::new(),
                span: word.span.clone(),
                instead,
            });
        } else if message::is_request(name) {
            let fact = super::style::like(&message::fact_of(name), name);
            let instead = format!("Publish `{fact}`, or send `{name}` to its one handler as a command.");
            signs.push(Sign {
                says: Says::NamedAsRequest { name: name.to_owned(), fact },
                at: String::new(),
                span: word.span.clone(),
                instead,
            });
        }
    }
}

/// Whether a name is that of a part of the system, who sends and is not sent: `UpdateService`.
fn names_part(name: &str) -> bool {
    let parts = [
        "api",
        "client",
        "controller",
        "gateway",
        "handler",
        "manager",
        "module",
        "server",
        "service",
        "system",
        "worker",
    ];
    case::parts(name).last().is_some_and(|last| parts.contains(&last.to_lowercase().as_str()))
}

/// Whether the word behind or before a name calls it an event.
fn called_event(sentence: &[Word<'_>], index: usize) -> bool {
    let is_event = |at: usize| sentence.get(at).is_some_and(|word| word.low == "event");
    is_event(index + 1) || index.checked_sub(1).is_some_and(is_event)
}

/// Whether a name is what somebody sends or calls, and not what is published: `or send CreateInvoice to its handler`.
fn is_sent(sentence: &[Word<'_>], index: usize) -> bool {
    let before = sentence[index.saturating_sub(5)..index].iter().rev();
    let verb = before.into_iter().find(|word| word.is(PUBLISHING) || word.is(&["call", "enqueue", "issue", "send"]));
    let to_events = sentence[index + 1..].iter().take(6).any(is_event_place);
    verb.is_some_and(|verb| !verb.is(PUBLISHING)) && !to_events
}

/// Finds somebody who publishes and waits, or who keeps a caller waiting until consumers are done.
fn waits(sentence: &[Word<'_>], index: usize, all: &[Sentence<'_>], event: Option<&str>, signs: &mut Vec<Sign>) {
    let before = index.checked_sub(1).map(|before| all[before].as_slice());
    let here = publishes(sentence);
    let spoken_of = here.is_some() || before.is_some_and(|before| publishes(before).is_some());
    let events_about = spoken_of
        || sentence.iter().any(|word| {
            is_event_place(word) || word.low == "webhook" || (word.is_name() && message::is_fact(word.text))
        });
    if !events_about {
        return;
    }
    let Some(at) = (0..sentence.len()).find(|&at| {
        !denied(sentence, at)
            && (waits_itself(sentence, at, here, spoken_of)
                || keeps_waiting(sentence, at)
                || is_held(sentence, at)
                || answers_after(sentence, at))
    }) else {
        return;
    };
    let what = event.map_or_else(|| "the fact".to_owned(), |event| format!("`{event}`"));
    let instead = format!(
        "Do with a call what the caller must know, answer, and publish {what} for everybody else; nobody waits for what they make of it."
    );
    let span = sentence[at].span.start..sentence.last().map_or(sentence[at].span.end, |word| word.span.end);
    signs.push(Sign { says: Says::Awaited { event: event.map(str::to_owned) }, at: String::new(), span, instead });
}

/// `publishes … and waits`: whether the publisher is the one who waits at this word.
fn waits_itself(sentence: &[Word<'_>], at: usize, published: Option<usize>, spoken_of: bool) -> bool {
    let word = &sentence[at];
    // To listen is to subscribe, unless it is for the reply.
    let listens = word.is(&["listen"])
        && sentence[at..].iter().take(8).any(|word| word.is_word(&["answer", "reply", "response"]));
    if !(word.is(WAITING) || listens) || matches!(word.verb, Some((_, Form::Participle))) {
        return false;
    }
    // To wait for the broker's confirmation, or for one's own store, is not to wait for consumers.
    if sentence[at..].iter().take(6).any(|word| word.is_word(BROKERS) || word.is_word(STORES_TOLD)) {
        return false;
    }
    // To poll the address of a status is no wait for an event.
    let about_status = sentence[at..]
        .iter()
        .take(10)
        .any(|word| matches!(word.low.as_str(), "status" | "url") || word.text.starts_with('/'));
    if about_status {
        return false;
    }
    let lead = &sentence[at.saturating_sub(4)..at];
    let joined =
        lead.iter().any(|word| matches!(word.low.as_str(), "and" | "then" | "before" | "while" | "but") || word.apart)
            || at == 0;
    let subject = lead
        .iter()
        .rev()
        .take_while(|word| !matches!(word.low.as_str(), "and" | "then" | "but" | "while"))
        .any(|word| word.is_word(RECEIVERS));
    let caller = lead.iter().any(|word| {
        word.is_word(CALLERS)
            || matches!(
                word.low.as_str(),
                "it" | "we" | "which" | "that" | "handler" | "method" | "producer" | "publisher"
            )
    });
    match published {
        Some(published) if published < at => (joined && !subject) || caller,
        _ => spoken_of && (caller || at < 2),
    }
}

/// Whether somebody keeps a caller waiting here: `keeps the shopper waiting`,
/// `holds the visitor at the counter until`.
fn keeps_waiting(sentence: &[Word<'_>], at: usize) -> bool {
    let keeps =
        matches!(sentence[at].verb.as_ref().map(|(base, _)| base.as_str()), Some("keep" | "leave" | "hold" | "make"));
    let near = |count: usize| sentence[at + 1..].iter().take(count);
    keeps
        && (near(5).any(|word| word.is(WAITING) || word.low == "open") || near(9).any(|word| word.low == "until"))
        && near(5).any(|word| word.is_word(CALLERS) || word.low == "connection")
}

/// Whether a caller cannot go on here until somebody has reacted: `the screen stays locked until`,
/// `the page can't render until PriceComputed is in`.
fn is_held(sentence: &[Word<'_>], at: usize) -> bool {
    let word = &sentence[at];
    let caller = sentence[at.saturating_sub(5)..at].iter().any(|word| word.is_word(CALLERS));
    let until = sentence.iter().position(|word| matches!(word.low.as_str(), "until" | "till" | "before"));
    let Some(until) = until else { return false };
    // “Does not return to the browser before CardPrinted has arrived”.
    let refuses = matches!(word.low.as_str(), "not" | "doesn't" | "doesn\u{2019}t")
        && sentence[at + 1..]
            .iter()
            .take(2)
            .any(|word| word.is(&["answer", "continue", "proceed", "reply", "respond", "return"]))
        && sentence[at + 1..].iter().take(until.saturating_sub(at + 1)).any(|word| word.is_word(CALLERS));
    let arrives = until > at && sentence[until..].iter().any(|word| word.is_name() && message::is_fact(word.text));
    if refuses && arrives {
        return true;
    }
    if !caller {
        return false;
    }
    let stays = matches!(word.low.as_str(), "stays" | "remains")
        && sentence[at + 1..].iter().take(2).any(|word| word.is_word(HELD));
    let stands = until > at && ["freezes", "hangs", "spins"].contains(&word.low.as_str());
    let stuck = matches!(word.low.as_str(), "can't" | "can\u{2019}t" | "cannot" | "won't" | "won\u{2019}t");
    stays || ((stuck || stands) && arrives)
}

/// Whether a caller is answered only after others: `only then returns 200`, `until all have acknowledged`.
fn answers_after(sentence: &[Word<'_>], at: usize) -> bool {
    let word = &sentence[at];
    let answers = |word: &Word<'_>| word.is(ANSWERING) || word.low == "responds";
    let follows = |count: usize| &sentence[at + 1..(at + 1 + count).min(sentence.len())];
    let to_caller = |words: &[Word<'_>]| words.iter().any(|word| word.is_word(CALLERS)) || words.len() < 2;
    // “It goes on only once PrescriptionAccepted is there”.
    if matches!(word.low.as_str(), "once" | "after" | "when") && at > 1 && sentence[at - 1].low == "only" {
        let goes_on = sentence[at.saturating_sub(5)..at - 1]
            .iter()
            .any(|word| answers(word) || word.is(&["continue", "go", "move", "proceed"]));
        return goes_on && follows(12).iter().any(|word| word.is_name() && message::is_fact(word.text));
    }
    match word.low.as_str() {
        "then" if at > 0 && sentence[at - 1].low == "only" => {
            let next = follows(7);
            next.iter().position(answers).is_some_and(|found| {
                to_caller(&next[found + 1..]) || next[..found].iter().any(|word| word.is_word(CALLERS))
            })
        }
        "until" | "after" | "once" => {
            // The caller waits until consumers are done.
            let held = sentence[..at].iter().any(|word| word.is_word(CALLERS))
                && sentence[..at].iter().any(|word| {
                    // To poll an address is to have been answered.
                    (word.is(WAITING) && !word.is(&["poll"]))
                        || matches!(word.low.as_str(), "spins" | "open" | "stays" | "held")
                });
            held && follows(12).iter().any(|word| {
                word.is(&["acknowledge", "answer", "confirm", "finish", "process", "publish", "reply", "respond"])
                    || word.low == "arrives"
            })
        }
        _ => false,
    }
}

/// Finds a question asked by publishing: `publishes an event asking for the address and waits for the answer`.
fn asks(sentence: &[Word<'_>], index: usize, all: &[Sentence<'_>], signs: &mut Vec<Sign>) {
    let Some(at) = publishes(sentence) else { return };
    let next = all.get(index + 1).map(Vec::as_slice).unwrap_or_default();
    let answered = sentence.iter().chain(next).any(|word| {
        word.is(&["answer", "reply", "respond"])
            || matches!(word.low.as_str(), "answer" | "reply" | "response" | "answers" | "replies")
    }) || answers_by_another(&sentence[at + 1..])
        || answers_by_another(next);
    let asking = sentence.iter().enumerate().find(|(place, word)| {
        let asks = word.is(ASKING) && *place != at && !word.is_name() && !word.is(PUBLISHING);
        let to_know = place.checked_sub(1).is_some_and(|before| {
            matches!(sentence[before].low.as_str(), "to" | "that" | "which" | "by" | "event" | "message")
        }) || matches!(word.verb, Some((_, Form::Gerund)))
            // “Asks for the stock by publishing”.
            || (at > 0 && *place < at && sentence[at - 1].low == "by");
        asks && to_know && !denied(sentence, *place)
    });
    // A question shown by an event's name has its sign already.
    let told = signs.iter().any(|sign| matches!(sign.says, Says::Asks { .. }) && within(sentence, &sign.span));
    if let Some((place, word)) = asking
        && answered
        && !told
    {
        let thing = sentence[place + 1..]
            .iter()
            .take_while(|word| !word.apart && !matches!(word.low.as_str(), "and" | "from" | "by" | "on" | "then"))
            .skip_while(|word| matches!(word.low.as_str(), "for" | "out"));
        let question = format!("Get {}", case::spaced(thing.map(|word| word.text).take(8)));
        let question = message::question_of(&question);
        let instead = format!("{question}(\u{2026}) \u{2192} the answer, as a call to whoever owns it");
        let what = word.text.to_owned();
        signs.push(Sign {
            says: Says::Asks { what, question },
            at: String::new(),
            span: sentence[at.min(place)].span.start..sentence[at.max(place)].span.end,
            instead,
        });
    }
}

/// Whether an event is answered by another event: `the account service raises another one`.
fn answers_by_another(sentence: &[Word<'_>]) -> bool {
    (0..sentence.len()).any(|at| {
        sentence[at].is(PUBLISHING)
            && sentence[at + 1..].iter().take(3).any(|word| matches!(word.low.as_str(), "another" | "back" | "second"))
            && !denied(sentence, at)
    })
}

fn within(sentence: &[Word<'_>], span: &Range<usize>) -> bool {
    sentence.iter().any(|word| word.span.start == span.start)
}

/// Finds an event that orders somebody to act: `an event that tells billing to charge the card`.
fn orders(sentence: &[Word<'_>], event: Option<&str>, signs: &mut Vec<Sign>) {
    for (at, word) in sentence.iter().enumerate() {
        let orders = word.is(ORDERING) && !word.is_name() && at > 0;
        let by_event = sentence[at.saturating_sub(4)..at]
            .iter()
            .any(|word| word.low == "event" || (word.is_name() && message::is_fact(word.text)));
        if !orders || !by_event || denied(sentence, at) || matches!(word.verb, Some((_, Form::Participle | Form::Past)))
        {
            continue;
        }
        let to_act = sentence[at + 1..].iter().take(6).collect::<Vec<_>>().windows(2).any(|pair| {
            pair[0].low == "to"
                && matches!(pair[1].verb, Some((_, Form::Base)))
                && !matches!(pair[1].low.as_str(), "know")
        });
        if to_act {
            signs.push(meant(event, word.span.start..sentence.last().map_or(word.span.end, |last| last.span.end)));
        }
    }
}

fn meant(event: Option<&str>, span: Range<usize>) -> Sign {
    let what = event.map_or_else(|| "what happened".to_owned(), |event| format!("`{event}`"));
    let instead =
        format!("Send the one who must act a command, and let it answer; publish {what} for those who want to know.");
    Sign { says: Says::MeantAsRequest { event: event.map(str::to_owned) }, at: String::new(), span, instead }
}

/// Finds a request in quotation marks that is called an event: `"Please process this order" as an event`.
fn says_request(content: &str, signs: &mut Vec<Sign>) {
    let mut from = 0;
    while let Some(open) = content[from..].find(['"', '\u{201c}']).map(|at| from + at) {
        let begin = open + content[open..].chars().next().map_or(1, char::len_utf8);
        let Some(length) = content[begin..].find(['"', '\u{201d}', '\n']) else { return };
        let (said, end) = (&content[begin..begin + length], begin + length);
        let rest = content[end..].trim_start_matches(['"', '\u{201d}', ' ']);
        from = end + content[end..].chars().next().map_or(1, char::len_utf8);
        let called = ["as an event", "event", "as events"].iter().any(|name| rest.starts_with(name));
        if called && said.contains(' ') && said.len() < 200 && message::is_request(said) {
            let fact = message::fact_of(said);
            let command = language::naming::Action::read(said, None).command();
            let instead = format!("Publish `{fact}`, or send `{command}` to its one handler as a command.");
            let says = Says::NamedAsRequest { name: said.to_owned(), fact };
            signs.push(Sign { says, at: String::new(), span: begin..end, instead });
        }
    }
}

/// Finds a change that is saved and then published: `We save the order to the database and then publish OrderPlaced`.
fn writes_twice(sentences: &[Sentence<'_>], event: Option<&str>, signs: &mut Vec<Sign>) {
    let together =
        |word: &Word<'_>| word.is_word(&["cdc", "debezium", "outbox", "relay"]) || word.low.starts_with("transaction");
    if sentences.iter().flatten().any(together) {
        return;
    }
    for (index, sentence) in sentences.iter().enumerate() {
        let Some(at) = (0..sentence.len()).find(|&at| saves(sentence, at)) else { continue };
        let (rest, next) = (&sentence[at + 1..], sentences.get(index + 1));
        let follows = |words: &[Word<'_>]| {
            words.iter().any(|word| matches!(word.low.as_str(), "then" | "after" | "afterwards" | "and" | "before"))
        };
        let here = publishes(rest).is_some_and(|told| follows(&rest[..told]));
        let there = next.is_some_and(|next| {
            publishes(next).is_some_and(|told| {
                matches!(next[0].low.as_str(), "then" | "afterwards" | "after" | "next") && told < 8
            })
        });
        if here || there {
            let what = event.map_or_else(|| "the event".to_owned(), |event| format!("`{event}`"));
            let instead =
                format!("Save the change and {what} in an outbox in one transaction; a relay publishes it from there.");
            let span = sentence[at].span.start..sentence.last().map_or(sentence[at].span.end, |last| last.span.end);
            let says = Says::WrittenTwice { event: event.map(str::to_owned) };
            signs.push(Sign { says, at: String::new(), span, instead });
            return;
        }
    }
}

/// Whether something is saved in a store here: `saves the order to the database`.
fn saves(sentence: &[Word<'_>], at: usize) -> bool {
    let word = &sentence[at];
    let saves = word.is(&["commit", "insert", "persist", "save", "store", "update", "write"])
        && matches!(word.verb, Some((_, Form::Base | Form::Third | Form::Gerund | Form::Participle | Form::Past)));
    saves
        && !word.is_name()
        && !denied(sentence, at)
        && sentence[at + 1..].iter().take(7).any(|word| word.is_word(STORES_TOLD))
}

/// Finds services that wait for each other in a row: three calls in a chain, or a call that is awaited and a failure
/// that runs through three of them.
fn chains(sentences: &[Sentence<'_>], signs: &mut Vec<Sign>) {
    let calls = |sentence: &Sentence<'_>, at: usize| {
        let word = &sentence[at];
        word.is(&["call", "invoke", "query"])
            && matches!(word.verb, Some((_, Form::Third | Form::Base)))
            && at > 0
            && !denied(sentence, at)
    };
    for sentence in sentences {
        // “A calls B, which calls C, which in turn calls D”.
        let links: Vec<usize> = (0..sentence.len()).filter(|&at| calls(sentence, at)).collect();
        let led = |at: usize| {
            sentence[at.saturating_sub(3)..at]
                .iter()
                .any(|word| matches!(word.low.as_str(), "which" | "that" | "who" | "turn"))
        };
        if links.len() >= 3 && links[1..].iter().all(|at| led(*at)) {
            return signs.push(chained(sentence, links[0]));
        }
    }
    let waits = sentences.iter().enumerate().find_map(|(index, sentence)| {
        let call = (0..sentence.len()).find(|&at| calls(sentence, at))?;
        sentence[call..]
            .iter()
            .enumerate()
            .any(|(at, word)| word.is(WAITING) && !denied(sentence, call + at))
            .then_some((index, call))
    });
    let Some((index, call)) = waits else { return };
    let falls = |sentence: &Sentence<'_>| {
        let fails = sentence.iter().filter(|word| word.is(&["crash", "die", "fail", "hang", "stall", "time"])).count();
        fails > 0 && fails + sentence.iter().filter(|word| word.low == "then").count() >= 3
    };
    if sentences[index..].iter().any(falls) {
        signs.push(chained(&sentences[index], call));
    }
}

fn chained(sentence: &[Word<'_>], at: usize) -> Sign {
    let span = sentence[at].span.start..sentence.last().map_or(sentence[at].span.end, |last| last.span.end);
    let instead =
        "Let the first service answer with what it knows, and hand the rest on by events or a queue; what is only \
                   asked for is kept as a copy, fed by the owner\u{2019}s events."
            .to_owned();
    Sign { says: Says::Chained, at: String::new(), span, instead }
}

/// Finds receivers of an event that must act on it while somebody depends on this.
fn demands(sentences: &[Sentence<'_>], event: Option<&str>, signs: &mut Vec<Sign>) {
    if event.is_none()
        && !sentences.iter().any(|sentence| publishes(sentence).is_some() || sentence.iter().any(is_event_place))
    {
        return;
    }
    let (mut obliged, mut single, mut depends) = (0, 0, 0);
    let mut first: Option<Range<usize>> = None;
    for sentence in sentences {
        for (at, word) in sentence.iter().enumerate() {
            if obliges(sentence, at) {
                obliged += 1;
                first.get_or_insert(word.span.clone());
            }
            let one = matches!(word.low.as_str(), "only" | "single" | "sole" | "exactly") && !denied(sentence, at);
            if one
                && sentence[at + 1..].iter().take(3).any(|word| {
                    word.is_word(&["consumer", "handler", "listener", "receiver", "recipient", "subscriber"])
                })
            {
                single += 1;
                first.get_or_insert(word.span.clone());
            }
            let fails = matches!(word.low.as_str(), "if" | "unless" | "until")
                && sentence[at + 1..]
                    .iter()
                    .take(9)
                    .any(|word| word.is_word(DENYING) || word.is(&["fail"]) || word.low.ends_with("n't"))
                && sentence[at + 1..].iter().any(|word| {
                    word.is(&["block", "complain", "escalate", "fail", "hang", "retry", "roll", "stall", "stop"])
                        || matches!(
                            word.low.as_str(),
                            "stuck" | "incomplete" | "lost" | "broken" | "inconsistent" | "alarm"
                        )
                });
            depends += usize::from(fails);
        }
    }
    let meant_so = (obliged > 0 && (depends > 0 || single > 0)) || (single > 0 && depends > 0) || obliged > 1;
    if let Some(span) = first.filter(|_| meant_so) {
        signs.push(meant(event, span));
    }
}

/// Whether a receiver must act: `the payment module must charge the card`, `which is expected to refill it`.
/// Duties of every consumer do not count.
fn obliges(sentence: &[Word<'_>], at: usize) -> bool {
    let word = &sentence[at];
    let next = |more: usize| sentence.get(at + more).map_or("", |word| word.low.as_str());
    let verb = match word.low.as_str() {
        "must" => 1,
        "has" | "have" | "needs" | "need" | "expected" | "supposed" | "required" | "obliged" | "meant"
            if next(1) == "to" =>
        {
            2
        }
        _ => return false,
    };
    let Some(act) = sentence.get(at + verb) else { return false };
    let is_act = matches!(act.verb, Some((_, Form::Base))) && !act.is_word(CONSUMERS_DUTY);
    let who = sentence[at.saturating_sub(6)..at].iter().any(|word| word.is_word(RECEIVERS) || word.low == "which");
    is_act && who && !denied(sentence, at)
}

/// Finds an event that carries what only one consumer needs: `TaskCreated contains the e-mail template`.
fn holds(sentence: &[Word<'_>], event: Option<&str>, signs: &mut Vec<Sign>) {
    let about_event = sentence.iter().any(|word| {
        word.low == "event"
            || word.low == "events"
            || word.low == "payload"
            || (word.is_name() && message::is_fact(word.text))
    });
    if !about_event {
        return;
    }
    let holding = |at: usize| {
        let word = &sentence[at];
        // `list` and `features` are mostly nouns; only `lists` counts as the verb.
        word.is(HOLDING)
            && !denied(sentence, at)
            && (word.low == "lists" || !matches!(word.low.as_str(), "list" | "features"))
    };
    let Some(at) = (0..sentence.len()).find(|&at| holding(at)) else { return };
    let told = event.unwrap_or("the event");
    let mut fields: Vec<String> = Vec::new();
    let mut first: Option<Range<usize>> = None;
    let rest = &sentence[at + 1..];
    let mut phrase: Vec<&str> = Vec::new();
    let mut flush = |phrase: &mut Vec<&str>, span: &Range<usize>| {
        let name = phrase.join("_").replace("e-mail", "email");
        phrase.clear();
        if is_consumers_own(&name) && !is_events_own(&name, told) && !fields.contains(&name) {
            first.get_or_insert(span.clone());
            fields.push(name);
        }
    };
    for (index, word) in rest.iter().enumerate() {
        let ends = word.apart
            || matches!(
                word.low.as_str(),
                "and"
                    | "or"
                    | "for"
                    | "of"
                    | "so"
                    | "because"
                    | "which"
                    | "that"
                    | "in"
                    | "to"
                    | "with"
                    | "as"
                    | "on"
                    | "by"
            );
        if ends {
            flush(&mut phrase, &word.span);
        }
        if matches!(
            word.low.as_str(),
            "so" | "because" | "which" | "that" | "no" | "not" | "only" | "never" | "without"
        ) && index > 0
        {
            break;
        }
        if !ends || word.apart {
            let small = matches!(
                word.low.as_str(),
                "the" | "a" | "an" | "its" | "also" | "even" | "id" | "whole" | "full" | "list"
            );
            if word.is_name() {
                flush(&mut phrase, &word.span);
                phrase.push(word.text);
                flush(&mut phrase, &word.span);
            } else if !small {
                phrase.push(&word.low);
            }
        }
    }
    let end = rest.last().map_or(0..0, |word| word.span.clone());
    flush(&mut phrase, &end);
    if let Some(from) = first {
        let span = sentence[at].span.start..from.end.max(sentence[at].span.end);
        let instead = format!("`{told}` with its own ids and facts, and without {}.", fields.join(", "));
        signs.push(Sign { says: Says::Shaped { event: told.to_owned(), fields }, at: String::new(), span, instead });
    }
}
