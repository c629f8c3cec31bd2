//! Splits a phrase into words, and removes what its ends say about the message: marks, versions, namespaces,
//! opening words.

use crate::function_words::{HAVE, MAY, OUGHT, PARTICLES, PRONOUNS, is_determiner, is_preposition, makes_passive};
use std::borrow::Cow;
use std::cell::OnceCell;

use smallvec::SmallVec;

use super::manner::{Manner, Written};
use super::vocabulary::{
    AFTER_ON, ANNOUNCING, MARKS, Mark, NAMESPACES, OPENERS, REQUESTING, STATES, THINGS, WHENEVER, WISHED, WISHING,
};
use crate::case;
use crate::lexicon::{self, Class, Form, Verb, find};

/// Maximum number of words that are read; later words rarely matter for the message.
const MOST_WORDS: usize = 40;

/// One word of a phrase.
#[derive(Debug, Clone)]
pub(crate) struct Word<'a> {
    /// The word as written, without a possessive ending.
    pub text: Cow<'a, str>,
    /// The word in lower case.
    pub low: String,
    /// Whether the word has a possessive ending as written.
    pub owns: bool,
    /// The verbs that the word may be a form of; looked up on demand.
    readings: OnceCell<SmallVec<[lexicon::Inflection; 2]>>,
    /// The verb whose act the word names as a noun; looked up on demand.
    act: OnceCell<Option<&'static Verb>>,
}

impl<'a> Word<'a> {
    fn new(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        let owner = text.strip_suffix("'s").or_else(|| text.strip_suffix("\u{2019}s")).map(str::to_owned);
        let owns = owner.is_some();
        let text = owner.map_or(text, Cow::Owned);
        // “E-mail” is the same verb as “email”.
        let low = text.to_lowercase();
        let low = low.strip_prefix("e-mail").map(|end| format!("email{end}")).unwrap_or(low);
        Self { low, text, owns, readings: OnceCell::new(), act: OnceCell::new() }
    }

    /// All readings of the word as a form of a verb, the base form first.
    pub(crate) fn readings(&self) -> &[lexicon::Inflection] {
        self.readings.get_or_init(|| lexicon::readings(&self.low))
    }

    /// The verb whose act the word names as a noun: `renewal`, `checkout`.
    pub(crate) fn act(&self) -> Option<&'static Verb> {
        *self.act.get_or_init(|| lexicon::nouns::act(&self.low))
    }
}

/// A phrase after its ends are removed.
#[derive(Debug)]
pub(crate) struct Phrase<'a> {
    /// The words about the message's content.
    pub words: Vec<Word<'a>>,
    /// The form in which the phrase is written.
    pub manner: Manner,
    /// The meaning of the mark at either end.
    pub mark: Option<Mark>,
    /// Whether the phrase says that the message is sent after something has happened.
    pub announced: bool,
    /// Whether the phrase ends in a question mark.
    pub asked: bool,
}

/// Splits a phrase into words and interprets its ends.
pub(crate) fn read(phrase: &str) -> Phrase<'_> {
    let phrase =
        phrase.trim().trim_matches(|c: char| matches!(c, '"' | '\'' | '`' | '*' | '.' | '\u{201c}' | '\u{201d}'));
    let sentence = phrase.contains(char::is_whitespace);
    let written = match () {
        () if sentence => Written::Sentence,
        () if phrase.contains('/') => Written::Path,
        () if phrase.contains(['.', ':']) => Written::Topic,
        () => Written::Name,
    };
    let mut words = if sentence { sentence_words(phrase) } else { name_words(phrase, written != Written::Name) };
    // `com.acme.ProcessOrder`: what ends in a name of several words is that name.
    let ends_in_name = written == Written::Topic
        && phrase.rsplit(['.', ':']).find(|part| !is_version(part)).is_some_and(|part| case::parts(part).len() > 1);
    let written = if ends_in_name { Written::Name } else { written };
    let mut reading = Phrase {
        manner: Manner { written, asked: false, wanted: false },
        mark: None,
        announced: false,
        asked: phrase.ends_with('?'),
        words: Vec::new(),
    };
    reading.mark = trim_marks(&mut words, sentence);
    if !sentence {
        told_failure(&mut words);
    }
    part_joined(&mut words);
    // `OrderEvent` is about an order, and nobody ordered.
    let is_thing = matches!(words.as_slice(), [only] if THINGS.has(&only.low));
    reading.manner.asked = reading.mark == Some(Mark::Query) || (reading.mark == Some(Mark::Event) && is_thing);
    reading.words = words;
    reading.trim_openers();
    reading
}

impl Phrase<'_> {
    /// The words as written.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.text.as_ref())
    }

    /// Removes opening words: `Please`, `We need to`, `Command to`, `Emitted when`.
    fn trim_openers(&mut self) {
        let low = |words: &[Word<'_>], index: usize| {
            words.get(index).map_or(String::new(), |word: &Word<'_>| word.low.clone())
        };
        if self.manner.is_sentence() {
            let lead =
                self.words.iter().take_while(|word| ANNOUNCING.has(&word.low) && !WHENEVER.has(&word.low)).count();
            if WHENEVER.has(&low(&self.words, lead)) && lead + 1 < self.words.len() {
                self.words.drain(..=lead);
                // “Command that switches the tariff”: such a sentence does not announce an event.
                self.announced = !matches!(self.mark, Some(Mark::Command | Mark::Query));
            }
            let lead = self.words.iter().take_while(|word| REQUESTING.has(&word.low)).count();
            if lead > 0 && low(&self.words, lead) == "to" && lead + 1 < self.words.len() {
                if self.words[..lead].iter().any(|word| word.low == "query") {
                    self.mark = Some(Mark::Query);
                }
                self.words.drain(..=lead);
                self.manner.wanted = true;
            }
        }
        self.trim_story();
        loop {
            let first = low(&self.words, 0);
            let count = match () {
                () if self.words.len() < 2 => 0,
                // A polite question such as “Could you ship it?” is a request.
                () if MAY.has(&first) && low(&self.words, 1) == "you" && self.words.len() > 2 => 2,
                () if OPENERS.has(&first) && find(&first).is_none() => 1,
                // “Let us ship” and “let’s ship” are requests; “let the user ship” requests a permission.
                () if first == "let" && matches!(low(&self.words, 1).as_str(), "us" | "me") => 2,
                () if first == "it" && makes_passive(&low(&self.words, 1)) && WISHED.has(&low(&self.words, 2)) => {
                    3 + usize::from(matches!(low(&self.words, 3).as_str(), "that" | "to"))
                }
                () if first == "let" && find(&low(&self.words, 1)).is_some_and(|verb| !verb.is_noun_too()) => 1,
                () if PRONOUNS.has(&first) && OUGHT.has(&low(&self.words, 1)) => 2,
                () if PRONOUNS.has(&first) && WISHING.has(&low(&self.words, 1)) && low(&self.words, 2) == "to" => 3,
                () if PRONOUNS.has(&first) && low(&self.words, 1) == "would" && low(&self.words, 2) == "like" => 4,
                // “Partially refunded” is not “refunded”: in a name, the adverb belongs to the fact.
                () if first.len() > 4
                    && first.ends_with("ly")
                    && find(&first).is_none()
                    && (self.manner.is_sentence() || self.words[1].readings().first().is_some_and(is_base)) =>
                {
                    1
                }
                () => 0,
            };
            if count == 0 || count >= self.words.len() {
                break;
            }
            self.manner.wanted |= !first.ends_with("ly");
            self.words.drain(..count);
        }
    }
}

impl Phrase<'_> {
    /// Removes the beginning of a user story, as in `As a guest I want to`, and a subject such as `This command`.
    fn trim_story(&mut self) {
        let wants = |pair: &[Word<'_>]| {
            pair[0].low == "i" && (WISHING.has(&pair[1].low) || OUGHT.has(&pair[1].low) || pair[1].low == "can")
        };
        if self.words.first().is_some_and(|word| word.low == "as")
            && let Some(at) = self.words.windows(2).position(wants)
        {
            self.words.drain(..at);
            if self.words[1].low == "can" {
                self.words.drain(..2);
                self.manner.wanted = true;
            }
        }
        let lead = self.words.iter().take_while(|word| is_determiner(&word.low)).count();
        if self.manner.is_sentence()
            && lead + 2 < self.words.len()
            && let Some(said @ (Mark::Event | Mark::Command | Mark::Query)) = mark(&self.words[lead].low)
            && self.words[lead + 1].readings().iter().any(|reading| reading.form == Form::Third)
        {
            self.mark = Some(said);
            self.words.drain(..=lead);
        }
    }
}

fn is_base(reading: &lexicon::Inflection) -> bool {
    reading.form == Form::Base
}

/// Rewrites the name of an error that names the act which went wrong: `SIGNUP_ERROR` tells that signing up failed,
/// `UPDATE_PASSWORD_ERROR` that updating the password did. An error that somebody is to report is no such name.
fn told_failure(words: &mut Vec<Word<'_>>) {
    let [before @ .., last] = words.as_slice() else { return };
    let (Some(first), Some(object)) = (before.first(), before.last()) else { return };
    let (first, object) = (first.low.as_str(), object.low.as_str());
    if !matches!(last.low.as_str(), "error" | "failure") {
        return;
    }
    let act = lexicon::nouns::act(object).filter(|_| before.len() == 1 || find(first).is_none());
    let is_act = act.is_some_and(|verb| verb.base != object);
    let told = |verb: &Verb| !verb.is_noun_too() || lexicon::nouns::act(object).is_none();
    let is_order = before.len() > 1
        && find(first).is_some_and(|verb| told(verb) && !verb.is_any(&[Class::Tells, Class::Asks, Class::Checks]));
    if !(is_act || is_order) {
        return;
    }
    words.pop();
    if let Some(verb) = act.filter(|verb| !verb.particle().is_empty()) {
        words.pop();
        words.extend(verb.base.split(' ').map(Word::new));
    }
    words.push(Word::new("failed"));
}

/// Parts a participle from the particle that is written with it: `rolledback` gives `rolled back`.
fn part_joined(words: &mut Vec<Word<'_>>) {
    let joint = |word: &Word<'_>| {
        let low = &word.low;
        let known = low.len() < 6
            || low.len() != word.text.len()
            || !word.readings().is_empty()
            || lexicon::nouns::act(low).is_some();
        let particle = PARTICLES.words().iter().find(|particle| low.ends_with(**particle)).filter(|_| !known)?;
        let at = low.len() - particle.len();
        lexicon::readings(&low[..at])
            .iter()
            .any(|reading| {
                matches!(reading.form, Form::Participle | Form::Past)
                    && lexicon::phrasal(reading.verb.base, particle).is_some()
            })
            .then_some(at)
    };
    for index in (0..words.len()).rev() {
        let Some(at) = joint(&words[index]).filter(|at| words[index].text.is_char_boundary(*at)) else { continue };
        let text = words[index].text.clone().into_owned();
        words.splice(index..=index, [Word::new(text[..at].to_owned()), Word::new(text[at..].to_owned())]);
    }
}

/// The words of a sentence up to the end of its first clause.
fn sentence_words(phrase: &str) -> Vec<Word<'_>> {
    let label = phrase.find(": ").filter(|at| !phrase[..*at].contains(' '));
    let from = label.map_or(0, |at| at + 1);
    let lead = phrase[from..].len() - phrase[from..].trim_start_matches([' ', '(', '[', '!', '-', '>']).len();
    let rest = &phrase[from + lead..];
    let spoken = &rest[..end(rest, true)];
    // “Pick, pack and ship the order”: a comma behind a first word joins verbs.
    let is_verb = !spoken.contains(' ') && find(&spoken.to_lowercase()).is_some();
    let joined = if is_verb { rest[..end(rest, false)].rsplit_once(", ") } else { None };
    let joined = joined.into_iter().flat_map(|(_, last)| ["and ", last]);
    label
        .map(|at| &phrase[..at])
        .into_iter()
        .chain(std::iter::once(spoken).chain(joined).flat_map(|text| {
            text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}' | '_' | '.')))
        }))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .flat_map(|word| uncontracted(word).into_iter().flatten())
        .map(Word::new)
        .collect()
}

/// Where the first clause of a sentence ends; `at_comma` says whether it may end at a comma.
fn end(text: &str, at_comma: bool) -> usize {
    let ends = |(at, c): &(usize, char)| match c {
        ';' | '\n' | '?' | '!' | '(' | '>' | '\u{2014}' | '\u{2192}' => true,
        '.' | ':' => text[at + 1..].starts_with(char::is_whitespace),
        ',' => at_comma && text[at + 1..].starts_with(char::is_whitespace),
        _ => false,
    };
    text.char_indices().find(ends).map_or(text.len(), |(at, _)| at)
}

/// Splits a contraction into both of its words: `don't` gives `do not`.
fn uncontracted(word: &str) -> [Option<&str>; 2] {
    let Some(helper) = word.strip_suffix("n't").or_else(|| word.strip_suffix("n\u{2019}t")) else {
        return [Some(word), None];
    };
    let helper = match helper {
        "ca" | "Ca" => "can",
        "wo" | "Wo" => "will",
        "sha" | "Sha" => "shall",
        other => other,
    };
    [Some(helper), Some("not")]
}

/// The words of a name. Of a topic's name, only the last meaningful part, with its object.
fn name_words(name: &str, topic: bool) -> Vec<Word<'static>> {
    let short: &str = match name.char_indices().nth(400) {
        Some((at, _)) => &name[..at],
        None => name,
    };
    let shouted = !short.contains(char::is_lowercase);
    let split = |part: &str| -> Vec<Word<'static>> {
        case::parts(part)
            .into_iter()
            .map(|word| if shouted && !is_acronym(&word) { word.to_lowercase() } else { word })
            .map(Word::new)
            .collect()
    };
    if !topic {
        let mut words = split(short);
        // `IOrderPlaced` is how an interface is called.
        if words.len() > 2 && words[0].text == "I" {
            words.remove(0);
        }
        return words;
    }
    let mut parts: Vec<Vec<Word<'static>>> =
        short.split(['.', '/', ':']).map(split).filter(|words| !words.is_empty()).collect();
    while parts.len() > 2 && parts[0].len() == 1 && NAMESPACES.has(&parts[0][0].low) {
        // The owner follows a domain such as `com`.
        let owner = if matches!(parts[0][0].low.as_str(), "com" | "org" | "net" | "io" | "dev" | "eu") { 2 } else { 1 };
        parts.drain(..owner.min(parts.len() - 2));
    }
    while parts.len() > 1 && parts.last().is_some_and(|part| part.iter().all(|word| is_version(&word.low))) {
        parts.pop();
    }
    let kept = parts.iter().map(Vec::len).rev().scan(0, |sum, len| {
        let before = *sum;
        *sum += len;
        Some(before)
    });
    // A single word does not tell what it is about, and neither does a part that continues a clause: `will_be_due`.
    let lone = |at: usize| at.checked_sub(1).is_some_and(|last| parts.get(last).is_some_and(|part| follows(part)));
    let count = kept.take_while(|before| *before < 2).count();
    let count = if lone(parts.len() + 1 - count) { (count + 1).min(parts.len()) } else { count };
    let marks = parts.len() > count && parts[0].len() == 1 && mark(&parts[0][0].low).is_some();
    let first = if marks { parts.first().cloned() } else { None };
    let tail = parts.split_off(parts.len() - count);
    let mut words: Vec<Word<'static>> = first.into_iter().flatten().collect();
    for word in tail.into_iter().flatten() {
        let again = words.last().is_some_and(|last| lexicon::nouns::singular(&last.low) == word.low);
        if again {
            words.pop();
        }
        words.push(word);
    }
    words
}

/// Whether a part of a topic's name continues the clause of the part before it.
fn follows(part: &[Word<'_>]) -> bool {
    let Some(first) = part.first() else { return false };
    part.len() > 1
        && (makes_passive(&first.low)
            || MAY.has(&first.low)
            || HAVE.has(&first.low)
            || STATES.has(&first.low)
            || (first.low.ends_with("ly") && find(&first.low).is_none())
            || first.readings().first().is_some_and(|reading| matches!(reading.form, Form::Participle | Form::Past)))
}

/// Removes marks from both ends and returns their meaning.
fn trim_marks(words: &mut Vec<Word<'_>>, sentence: bool) -> Option<Mark> {
    let mut found = None;
    // A number behind a preposition is a measure, not a version: “fell under 18”.
    while let [.., before, last] = words.as_slice()
        && is_version(&last.low)
        && !(sentence && is_preposition(&before.low))
    {
        words.pop();
    }
    if words.len() > 1
        && let Some(said) = mark(&words[0].low)
        && leads(said, words, sentence)
    {
        words.remove(0);
        found = Some(said);
    }
    // `ProcessOrderPlease`: politeness is no part of what is to be done.
    if !sentence && words.len() > 2 && words.last().is_some_and(|word| word.low == "please") {
        words.pop();
    }
    if !sentence && names_job(words) {
        words.pop();
        return Some(Mark::Job);
    }
    while words.len() > 1
        && let Some(said) = words.last().and_then(|word| mark(&word.low))
        && trails(said, words, sentence)
    {
        words.pop();
        found = match found {
            None | Some(Mark::Reacts | Mark::Handler | Mark::Message) => Some(said),
            _ => found,
        };
    }
    if matches!(found, Some(Mark::Event)) {
        while words.len() > 1 && words.last().is_some_and(|word| matches!(word.low.as_str(), "integration" | "domain"))
        {
            words.pop();
        }
    }
    found
}

/// Whether a name ends in `Job` or `Task` behind the act that is to be done: `HostPageUpdateJob`. In `CreatePrintJob`
/// the job is what the act is done to.
fn names_job(words: &[Word<'_>]) -> bool {
    let [first, .., act, job] = words else { return false };
    let named = act.act().is_some() || act.readings().first().is_some_and(is_base);
    let acts = |reading: &lexicon::Inflection| is_base(reading) && !reading.verb.is_noun_too();
    matches!(job.low.as_str(), "job" | "task") && named && !first.readings().first().is_some_and(acts)
}

/// Whether the mark at the beginning is one. In `handle complaint` and `on hold` the word belongs to the content.
fn leads(said: Mark, words: &[Word<'_>], sentence: bool) -> bool {
    match said {
        Mark::Reacts => !sentence && words.len() > 2 && !(words[0].low == "on" && AFTER_ON.has(&words[1].low)),
        Mark::Query => !sentence && words.len() > 2,
        Mark::Event | Mark::Command => !sentence || words.len() > 2,
        _ => false,
    }
}

/// Whether the mark at the end is one. In `SendMessage` the word is the object.
fn trails(said: Mark, words: &[Word<'_>], sentence: bool) -> bool {
    let first = words[0].readings().first();
    let tells = first.is_some_and(|reading| reading.form != Form::Participle && reading.verb.is_any(&[Class::Tells]));
    match said {
        // As in `TurnOn` and `PackageHandle`.
        Mark::Reacts | Mark::Job => false,
        Mark::Reply => words.len() > 2 && !sentence,
        Mark::Told | Mark::Message => words.len() > 2 && !tells && !sentence,
        Mark::Request => {
            words.len() > 1
                && !sentence
                && !(words.len() == 2 && first.is_some_and(|r| r.form == Form::Base && !r.verb.is_noun_too()))
        }
        Mark::Handler => !sentence,
        Mark::Event | Mark::Command | Mark::Query => {
            !(tells && words.len() == 2) && (!sentence || words.len() > 2 || said != Mark::Query)
        }
    }
}

fn mark(word: &str) -> Option<Mark> {
    MARKS.binary_search_by_key(&word, |(known, _)| known).ok().map(|index| MARKS[index].1)
}

/// Whether a word is only a version of the message: `v2`, `3`.
fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    (digits.is_empty() && word == "v") || (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a word stays in capitals in a name that has small letters too.
fn is_acronym(word: &str) -> bool {
    const ACRONYMS: &[&str] = &[
        "API", "CSV", "CV", "DNA", "DNS", "EDI", "ERP", "GDPR", "GP", "GPS", "HR", "HTML", "HTTP", "IBAN", "ICU", "IP",
        "ISBN", "IT", "JSON", "KYC", "MRI", "NFC", "OTP", "PDF", "PIN", "PO", "POS", "QR", "SIM", "SKU", "SLA", "SMS",
        "SQL", "TLS", "TV", "UPS", "URI", "URL", "UUID", "VAT", "VIN", "VIP", "VM", "VPN", "XML", "ZIP",
    ];
    ACRONYMS.binary_search(&word).is_ok()
}
