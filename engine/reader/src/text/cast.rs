//! Who takes part: which words name somebody, and which names mean the same one.

mod word_lists;

use std::ops::Range;

use advice::description::{LIMITS, Participant, ParticipantKind};
use advice::model::Ids;
use language::case;
use language::clauses::{Class, Token};
use language::lexicon::{nouns, people};

pub(super) use word_lists::AGENTS;
use word_lists::{BROKERS, OF_NO_NAME, OUTSIDERS, PARTS, STORES, names_nobody};

/// Those who take part in the order in which the text names them.
#[derive(Debug, Default)]
pub(super) struct Cast {
    members: Vec<Member>,
}

/// Somebody who takes part.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    /// The words of the name that tell it from others, in singular and small letters.
    key: String,
    pub(super) kind: ParticipantKind,
    /// The words that named it first.
    pub(super) said: Range<usize>,
    /// Whether a step names it.
    pub(super) used: bool,
}

impl Cast {
    pub(super) fn member(&self, index: usize) -> &Member {
        &self.members[index]
    }

    pub(super) fn is(&self, index: usize, kind: ParticipantKind) -> bool {
        self.members[index].kind == kind
    }

    /// Those in a list of names: "Hotels, Catering and Crew Planning". None if a part of it names nobody.
    pub(super) fn each(&mut self, tokens: &[Token<'_>], range: Range<usize>) -> Option<Vec<usize>> {
        let mut found = Vec::new();
        for part in parts(tokens, range) {
            let who = self.find(tokens, part)?;
            if !found.contains(&who) {
                found.push(who);
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// Those in a list of names, each taken for somebody who acts because of where it stands.
    pub(super) fn each_given(&mut self, tokens: &[Token<'_>], range: Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        for who in parts(tokens, range).into_iter().filter_map(|part| self.given(tokens, part)) {
            if !found.contains(&who) {
                found.push(who);
            }
        }
        found
    }

    /// Those in a cell of a column that holds names only.
    pub(super) fn each_listed(&mut self, tokens: &[Token<'_>], range: Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        for part in parts(tokens, range) {
            let who = self.given(tokens, part.clone()).or_else(|| self.named(tokens, part));
            found.extend(who.filter(|who| !found.contains(who)));
        }
        found
    }

    /// The one whom the words name, if they look like a name of somebody who acts or if the text has named it before.
    pub(super) fn find(&mut self, tokens: &[Token<'_>], range: Range<usize>) -> Option<usize> {
        let core = core(tokens, range)?;
        let key = key(tokens, core.clone());
        if let Some(known) = self.known(&key) {
            return Some(known);
        }
        looks_like_somebody(tokens, core.clone()).then(|| self.add(tokens, core, key)).flatten()
    }

    /// The one whom the words name, whatever they look like: they stand where only somebody who acts can stand.
    pub(super) fn given(&mut self, tokens: &[Token<'_>], range: Range<usize>) -> Option<usize> {
        let core = core(tokens, range)?;
        let key = key(tokens, core.clone());
        if let Some(known) = self.known(&key) {
            return Some(known);
        }
        let last = &tokens[core.end - 1];
        let many = nouns::is_plural(&last.lower);
        let nobody = names_nobody(last.singular()) && (core.len() < 2 || many) && !starts_big(last);
        (!nobody && core.len() <= 5).then(|| self.add(tokens, core, key)).flatten()
    }

    /// The one whom a bare noun names that does something to something: "payment charges the card".
    pub(super) fn named(&mut self, tokens: &[Token<'_>], range: Range<usize>) -> Option<usize> {
        let bare = tokens.get(range.start).is_some_and(|first| first.class == Class::Open);
        let core = core(tokens, range.clone()).filter(|core| bare && core.len() == range.len() && core.len() < 3)?;
        let key = key(tokens, core.clone());
        self.known(&key).or_else(|| self.add(tokens, core, key))
    }

    /// The part of a system that a name of code names.
    pub(super) fn code(&mut self, name: &str, said: Range<usize>) -> Option<usize> {
        let words: Vec<String> = case::parts(name).iter().map(|word| nouns::singular(&word.to_lowercase())).collect();
        let mut words: &[String] = &words;
        while let [rest @ .., last] = words
            && !rest.is_empty()
            && PARTS.contains(&last.as_str())
        {
            words = rest;
        }
        let key = words.join(" ");
        if let Some(known) = self.known(&key) {
            return Some(known);
        }
        if key.is_empty() || case::kebab(name).is_empty() || self.members.len() >= LIMITS.items {
            return None;
        }
        let name: String = name.chars().take(LIMITS.name).collect();
        self.members.push(Member { name, key, kind: ParticipantKind::Service, said, used: false });
        Some(self.members.len() - 1)
    }

    fn known(&self, key: &str) -> Option<usize> {
        let exact = self.members.iter().position(|member| member.key == key);
        exact.or_else(|| {
            // "The mailer" after "the receipt mailer", if only one such is known.
            let tail = format!(" {key}");
            let mut found = self.members.iter().enumerate().filter(|(_, member)| member.key.ends_with(&tail));
            let first = found.next().filter(|_| found.next().is_none() && !key.is_empty())?;
            Some(first.0)
        })
    }

    fn add(&mut self, tokens: &[Token<'_>], core: Range<usize>, key: String) -> Option<usize> {
        if key.is_empty() || self.members.len() >= LIMITS.items {
            return None;
        }
        let last = &tokens[core.end - 1];
        let plain = case::spaced(case::parts(last.text).iter().map(String::as_str)).to_lowercase();
        let word = nouns::singular(plain.rsplit(' ').next().unwrap_or_default());
        let person = !starts_big(last) || core.start == 0 || core.len() == 1;
        let kind = if last.code || last.text.contains('-') {
            ParticipantKind::Service
        } else if OUTSIDERS.contains(&word.as_str()) {
            ParticipantKind::External
        } else if people::is_person(&word) && person && !AGENTS.contains(&word.as_str()) {
            ParticipantKind::Person
        } else if BROKERS.contains(&word.as_str()) || is_broker(last) {
            ParticipantKind::Broker
        } else if STORES.contains(&word.as_str())
            || word == "warehouse" && core.len() > 1 && tokens[core.end - 2].is("data")
        {
            ParticipantKind::Store
        } else {
            ParticipantKind::Service
        };
        let mut name: Vec<String> =
            tokens[core.clone()].iter().map(|token| owner(token.text).trim_end_matches("'s").to_owned()).collect();
        if kind == ParticipantKind::Person
            && let Some(last) = name.last_mut()
        {
            *last = nouns::singular(&last.to_lowercase());
        }
        let mut name = name.join(" ");
        if let Some(plain) = name.strip_prefix(['#', '@', '/']) {
            name = plain.to_owned();
        }
        let name: String = name.chars().take(LIMITS.name).collect();
        if case::kebab(&name).is_empty() {
            return None;
        }
        self.members.push(Member { name, key, kind, said: core, used: false });
        Some(self.members.len() - 1)
    }

    /// The one who is known by exactly these words.
    pub(super) fn at_end(&self, tokens: &[Token<'_>], range: Range<usize>) -> Option<usize> {
        let core = core(tokens, range.clone()).filter(|core| core.end == range.end)?;
        self.known(&key(tokens, core))
    }

    /// Whether the words name somebody who is known.
    pub(super) fn known_in(&self, tokens: &[Token<'_>], range: Range<usize>) -> bool {
        core(tokens, range).is_some_and(|core| self.known(&key(tokens, core)).is_some())
    }

    /// Takes somebody whose name may be a person's for a part of a system, because of what it does.
    pub(super) fn take_as_part(&mut self, tokens: &[Token<'_>], who: usize) {
        let member = &mut self.members[who];
        if member.kind == ParticipantKind::Person {
            member.kind = ParticipantKind::Service;
            member.name = tokens[member.said.clone()].iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
        }
    }

    /// Marks somebody as named by a step.
    pub(super) fn uses(&mut self, who: usize) {
        self.members[who].used = true;
    }

    /// The used participants with their ids; for each member the id.
    pub(super) fn participants(&self) -> (Vec<Participant>, Vec<String>) {
        let mut known = Ids::default();
        let mut ids: Vec<String> = Vec::new();
        let mut participants = Vec::new();
        for (index, member) in self.members.iter().enumerate() {
            let named = case::kebab(&member.name);
            let base = PARTS.iter().find_map(|part| named.strip_suffix(&format!("-{part}"))).unwrap_or(&named);
            let id = known.derive(base, index, "participant");
            ids.push(id.clone());
            if member.used {
                let mut shown: String = member.name.chars().take(1).flat_map(char::to_uppercase).collect();
                shown.extend(member.name.chars().skip(1));
                let is_code = member.name.contains(['-', '_', '.']);
                participants.push(Participant {
                    id: Some(id),
                    name: Some(if is_code { member.name.clone() } else { shown }),
                    kind: (member.kind != ParticipantKind::Service).then_some(member.kind),
                    ..Participant::default()
                });
            }
        }
        (participants, ids)
    }
}

/// The parts of a list: what stands between commas, `and`, `or`, `/` and `&`.
pub(super) fn parts(tokens: &[Token<'_>], range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        let token = &tokens[at];
        let splits =
            token.class == Class::Joint || matches!(token.text, "," | "/" | "+") || token.is("as") || token.is("by");
        if splits {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..range.end);
    parts.retain(|part| part.clone().any(|at| tokens[at].class == Class::Open));
    parts
}

/// Whether a word names something that carries messages.
pub(super) fn is_broker(token: &Token<'_>) -> bool {
    BROKERS.contains(&&*token.lower) || BROKERS.contains(&token.singular())
}

/// Whether words name something that carries messages. "Two stream slots" and "the bus stop" do not: there the word
/// only says which slots and which stop.
pub(super) fn names_broker(tokens: &[Token<'_>]) -> bool {
    let is_first_part = |at: usize| {
        matches!(tokens[at].singular(), "stream" | "bus" | "queue" | "topic")
            && tokens.get(at + 1).is_some_and(|next| {
                next.class == Class::Open && !is_broker(next) && next.verb_in(language::lexicon::Form::Third).is_none()
            })
    };
    (0..tokens.len()).any(|at| is_broker(&tokens[at]) && !is_first_part(at))
}

/// A name of code without its method: `FraudCheck.score()` belongs to `FraudCheck`.
fn owner(text: &str) -> &str {
    let method = |name: &str| {
        let (owner, method) = name.rsplit_once('.')?;
        (owner.starts_with(char::is_uppercase) && method.starts_with(char::is_lowercase)).then_some(owner.len())
    };
    if let Some(length) = method(text.trim_end_matches("()")) {
        return &text[..length];
    }
    text.strip_suffix("()")
        .and_then(|name| name.rsplit_once(['.', ':']))
        .map_or(text, |(owner, _)| owner.trim_end_matches(':'))
}

/// The words of a name: without articles, adverbs, what stands in brackets and what a preposition adds.
pub(super) fn core(tokens: &[Token<'_>], range: Range<usize>) -> Option<Range<usize>> {
    let skipped = |at: &usize| {
        let token = &tokens[*at];
        matches!(
            token.class,
            Class::Determiner
                | Class::Adverb
                | Class::Order
                | Class::Joint
                | Class::Mark
                | Class::Preposition
                | Class::Number
        ) || OF_NO_NAME.contains(&&*token.lower)
    };
    // "Central publishes it": such a word alone is a name.
    let alone = (range.len() == 1).then_some(range.start).filter(|at| tokens[*at].class == Class::Open);
    let start = range.clone().find(|at| !skipped(at)).or(alone)?;
    let stops = |at: &usize| !matches!(tokens[*at].class, Class::Open) || (tokens[*at].text == "(");
    let end = (start..range.end).find(stops).unwrap_or(range.end);
    // "To customs monthly": when, and no part of the name.
    let rhythm =
        |at: usize| matches!(&*tokens[at].lower, "hourly" | "monthly" | "nightly" | "weekly" | "yearly" | "quarterly");
    let end = if end > start + 1 && rhythm(end - 1) { end - 1 } else { end };
    // "The supplier's API" is the supplier; "the town's portal" is the portal.
    let owner = (start..end).find(|at| tokens[*at].lower.ends_with("'s")).filter(|owner| owner + 1 < end);
    let (start, end) = match owner {
        Some(owner) if tokens[end - 1].is("api") => (start, owner + 1),
        Some(owner) => (owner + 1, end),
        None => (start, end),
    };
    (start < end && end - start <= 6).then_some(start..end)
}

/// The words that tell a name from others: `order-service`, `OrderService` and "the order services" give `order`.
fn key(tokens: &[Token<'_>], core: Range<usize>) -> String {
    let mut words: Vec<String> = tokens[core]
        .iter()
        .flat_map(|token| case::parts(owner(token.text)))
        .map(|word| nouns::singular(word.to_lowercase().trim_end_matches("'s")))
        .collect();
    while words.len() > 1 && words.last().is_some_and(|last| PARTS.contains(&last.as_str())) {
        words.pop();
    }
    words.join(" ")
}

/// Whether words look like the name of somebody who acts: a person, a part of a system, a proper name.
fn looks_like_somebody(tokens: &[Token<'_>], core: Range<usize>) -> bool {
    let last = &tokens[core.end - 1];
    let word = last.singular();
    if core.len() == 1 && names_nobody(word) && !AGENTS.contains(&word) {
        return false;
    }
    if last.code {
        return !is_event_name(last);
    }
    if last.text.contains('-') && last.text.split('-').all(|part| part.chars().all(char::is_alphanumeric)) {
        let tail = nouns::singular(last.lower.rsplit('-').next().unwrap_or_default());
        return AGENTS.contains(&tail.as_str()) || people::is_person(&tail) || STORES.contains(&tail.as_str());
    }
    if AGENTS.contains(&word) || BROKERS.contains(&word) || STORES.contains(&word) || OUTSIDERS.contains(&word) {
        return !(core.len() == 1 && matches!(word, "service" | "system" | "component" | "module"));
    }
    people::is_person(&last.lower)
        || (starts_big(last) && !begins_sentence(tokens, core.start))
        || (starts_big(last) && core.len() > 1)
}

/// Whether a word begins with a capital letter.
pub(super) fn starts_big(token: &Token<'_>) -> bool {
    token.text.starts_with(char::is_uppercase)
}

/// Whether a word begins a sentence, so that its capital letter says nothing.
fn begins_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    // The marker of an item leaves a gap before its first word.
    at == 0 || tokens[at].start > tokens[at - 1].end() + 2 || matches!(tokens[at - 1].text, "." | "!" | "?" | ":")
}

/// Whether a name of code tells what has happened: `OrderPlaced`, `order.placed.v1`, `order-placed`,
/// `tax/rates/changed`.
pub(super) fn is_event_name(token: &Token<'_>) -> bool {
    let compound = token.code || token.text.contains(['-', '_']);
    compound && !token.text.starts_with(['/', '#', '@']) && !token.text.ends_with(')') && {
        let mut words = case::parts(token.text);
        words.retain(|word| !is_version(word) && !word.eq_ignore_ascii_case("event"));
        // `AssignCourierEvent`: whatever it is, its writer calls it an event.
        let called = token.code && token.text.ends_with("Event") && words.len() > 1;
        called
            || words.last().is_some_and(|last| is_past(&last.to_lowercase()))
            || language::message::is_fact(token.text)
    }
}

fn is_version(word: &str) -> bool {
    word.strip_prefix(['v', 'V']).unwrap_or(word).chars().all(|c| c.is_ascii_digit())
}

/// Whether a word is the participle of a verb.
pub(super) fn is_past(word: &str) -> bool {
    use language::lexicon::{Form, readings};
    let known = readings(word);
    known.iter().any(|reading| matches!(reading.form, Form::Participle | Form::Past))
        && !known.iter().any(|reading| reading.form == Form::Base)
        || (known.is_empty() && word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"))
}
