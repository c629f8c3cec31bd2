//! Finds the calls of a program that publish, and the name of what each publishes.
//!
//! A call publishes by its verb or by its destination; a call to a command bus or a queue publishes nothing. This
//! module must not judge what it finds.

use super::super::signs::{COMMAND_PLACES, EVENT_PLACES, PUBLISHING, SENDING};
use super::Reader;
use super::tokens::{LONGEST_NAME, Token, TokenKind};
use language::{lexicon, message};

/// Maximum number of tokens of a call in which the message's name is looked for.
const FAR: usize = 80;

/// A call that publishes.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// The token of the called name.
    pub at: usize,
    pub open: usize,
    pub close: usize,
}

/// Whether a text can be a destination or a message's name: it has no space and no slash.
fn is_subject(text: &str) -> bool {
    !text.is_empty() && text.len() < LONGEST_NAME && !text.contains([' ', '/', '{', '<'])
}

impl Reader<'_> {
    /// If a publishing call begins here, the call.
    pub(super) fn publishing(&self, at: usize) -> Option<Call> {
        let word = self.tokens.get(at).filter(|token| token.is_word())?;
        let mut open = at + 1;
        if self.is(open, "!") {
            open += 1;
        }
        if self.is(open, "<") {
            open = (open..(open + 12).min(self.tokens.len())).find(|at| self.is(*at, ">"))? + 1;
        }
        let made = at > 0
            && ["class", "def", "enum", "fn", "fun", "func", "function", "interface", "new", "record", "struct"]
                .contains(&self.tokens[at - 1].text);
        if !self.is(open, "(") || made {
            return None;
        }
        let close = self.close(open);
        let bases: Vec<String> = word.parts().iter().filter_map(|part| Some(lexicon::lemma(part)?.base)).collect();
        let verb = |verbs: &[&str]| bases.iter().any(|base| verbs.binary_search(&base.as_str()).is_ok());
        let adds = matches!(word.text, "xadd" | "XAdd" | "xAdd");
        if !(adds || verb(PUBLISHING) || verb(SENDING) || verb(&["request"])) {
            return None;
        }
        let (mut to_event, mut to_command, mut on_events) = (false, false, false);
        for token in self.objects(at) {
            to_event |= token.speaks_of(EVENT_PLACES) || token.parts().iter().any(|part| part == "event");
            to_command |= token.speaks_of(COMMAND_PLACES);
        }
        let called = &self.tokens[(open + 1).min(close)..close.min(open + FAR)];
        for token in called.iter().filter(|token| token.kind == TokenKind::Text).take(4) {
            to_event |= token.speaks_of(EVENT_PLACES) || token.parts().iter().any(|part| part == "event");
            to_command |= token.speaks_of(COMMAND_PLACES);
            on_events |= is_subject(token.text) && token.speaks_of(&["event", "events", "evt", "evts"]);
        }
        // `{ topic: … }`, `TopicArn=…`, but `{ QueueUrl: … }`.
        for (index, token) in called.iter().enumerate().filter(|(_, token)| token.is_word()) {
            if called.get(index + 1).is_some_and(|next| next.is(":") || next.is("=")) {
                to_event |= token.speaks_of(&["exchange", "topic"]);
                to_command |= token.speaks_of(&["queue"]);
            }
        }
        let asks = verb(&["request"]) && (on_events || self.names(open, close, is_news));
        let publishes = (verb(PUBLISHING) && (to_event || !to_command))
            || (verb(SENDING) && !to_command && (to_event || self.carries_fact(open, close)))
            || asks
            || adds;
        publishes.then_some(Call { at, open, close })
    }

    /// Whether the arguments name an event, before a function among them: `app.post('/orders', () => …)` sends nothing.
    /// A call with one publishes, whatever its destination.
    fn carries_fact(&self, open: usize, close: usize) -> bool {
        let close = close.min(open + FAR).min(self.tokens.len());
        let begins = |at: &usize| {
            (self.is(*at, "=") && self.is(at + 1, ">"))
                || matches!(self.tokens[*at].text, "do" | "fn" | "func" | "function" | "lambda")
        };
        let end = (open + 1..close).find(begins).unwrap_or(close);
        let is_event = |at: &usize| self.is_fact(*at) || self.tokens[*at].text.ends_with("Event");
        self.named_within(open + 1, end).iter().any(is_event)
    }

    /// Whether the first argument is a name of this kind.
    fn names(&self, open: usize, close: usize, kind: impl Fn(&str) -> bool) -> bool {
        let first = self.tokens.get(open + 1).filter(|token| open + 1 < close && token.kind == TokenKind::Text);
        first.is_some_and(|token| is_subject(token.text) && kind(token.text))
    }

    /// The words of the statement before a call: the objects on which it is called.
    pub(super) fn objects(&self, at: usize) -> impl Iterator<Item = &Token<'_>> {
        let begin = self.layout.statement(at).start.max(at.saturating_sub(12));
        let from = (begin..at).rev().find(|before| ["(", "=", ","].iter().any(|end| self.is(*before, end)));
        self.tokens[from.unwrap_or(begin)..=at].iter().filter(|token| token.is_word())
    }

    /// The tokens that may name what a call publishes, the surest first. `answered` says that the call returns a reply.
    pub(super) fn candidates(&self, call: &Call, answered: bool) -> Vec<usize> {
        let (open, close) = (call.open, call.close.min(call.open + FAR));
        let mut found = Vec::new();
        // In `Publish<ShipOrder>(…)` the type argument is the message; in `Request<Answer>(…)` it is the reply.
        if self.is(open.wrapping_sub(1), ">") && !answered {
            found.extend((call.at + 1..open).filter(|at| self.tokens[*at].is_word()));
        }
        let arguments = self.named_within(open + 1, close);
        let positional = |at: &usize| {
            let token = &self.tokens[*at];
            token.is_word() && token.text.starts_with(|c: char| c.is_lowercase() || c == '$')
        };
        // A variable is what was put into it.
        for variable in (open + 1..close).filter(|at| positional(at) && self.is_argument(*at)) {
            let put = self.put_into(self.tokens[variable].text.trim_start_matches('$'), call.at);
            found.extend(put.into_iter().flat_map(|(from, to)| self.named_within(from, to)));
        }
        arguments.into_iter().chain(found).collect()
    }

    /// Whether a word is an argument by itself: `publish(event)`, `send("topic", event)`.
    fn is_argument(&self, at: usize) -> bool {
        let before = [",", "(", "$", "&"].iter().any(|sign| self.is(at.wrapping_sub(1), sign));
        before && (self.is(at + 1, ")") || self.is(at + 1, ","))
    }

    /// The tokens of what is assigned to a variable before a token, in the same function.
    fn put_into(&self, name: &str, before: usize) -> Option<(usize, usize)> {
        let from = self.layout.function(before).start.max(before.saturating_sub(400));
        let at = (from..before).rev().find(|&at| {
            let named = self.tokens[at].is_word() && self.tokens[at].text.trim_start_matches('$') == name;
            let given = |at: usize| self.is(at, "=") && !self.is(at + 1, "=");
            // `body, err := …`, `var x: T = …`.
            named
                && (at + 1..at + 6).find(|at| given(*at)).is_some_and(|end| end < before)
                && !(at + 1..at + 6)
                    .take_while(|at| !given(*at))
                    .any(|at| self.is(at, "(") || self.is(at, ";") || self.is(at, "."))
        })?;
        let end = self.layout.statement(at).end.max(at + 1);
        // A literal in braces goes on behind the statement that opens it.
        let close = (at..=end).find(|at| self.is(*at, "{")).map_or(end, |open| self.close(open));
        Some((at + 1, close.max(end).min(at + FAR).min(self.tokens.len())))
    }

    /// The tokens between two that look like the name of a message.
    fn named_within(&self, from: usize, to: usize) -> Vec<usize> {
        (from..to.min(self.tokens.len()))
            .filter(|at| *self.told[*at].may_name.get_or_init(|| self.may_name(*at)))
            .collect()
    }

    /// Whether a token looks like the name of a message: a type that is made, a text, an atom. A key of an object, a
    /// variable and a type of a client library do not.
    fn may_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let (before, after) = (at.wrapping_sub(1), at + 1);
        match token.kind {
            TokenKind::Text => {
                let is_key = self.is(after, ":") || (self.is(after, "=") && self.is(at + 2, ">"));
                let of_key = self.key_before(at);
                let names = of_key.is_none_or(|key| is_name_key(key.text));
                is_subject(token.text)
                    && !is_key
                    && names
                    && (message::tells_something(token.text) || message::is_question(token.text))
            }
            TokenKind::Word => {
                let parts = token.parts();
                if parts.len() < 2
                    || self.is(after, ":") && !self.is(at + 2, ":")
                    || self.is(after, "=") && !self.is(at + 2, "=")
                {
                    return false;
                }
                let atom = self.is_atom(at);
                let upper = token.text.starts_with(char::is_uppercase);
                let marked = matches!(parts.last().map(String::as_str), Some("event" | "evt"));
                let member = self.is(before, ".") && self.is(after, "(") && !upper;
                (atom || upper || marked)
                    && !member
                    && !is_library(&parts)
                    && !token.speaks_of(EVENT_PLACES)
                    && (message::tells_something(token.text) || message::is_question(token.text))
            }
            TokenKind::Comment | TokenKind::Sign => false,
        }
    }

    /// The key before a value: `type: "…"`, `"type" => "…"`, `type="…"`.
    fn key_before(&self, at: usize) -> Option<&Token<'_>> {
        let sign = at.checked_sub(1).filter(|sign| [":", "=", ">"].iter().any(|mark| self.is(*sign, mark)))?;
        let key = if self.is(sign, ">") { sign.checked_sub(2)? } else { sign.checked_sub(1)? };
        self.tokens.get(key).filter(|key| matches!(key.kind, TokenKind::Word | TokenKind::Text))
    }
}

/// Whether a name tells something that has happened, or that somebody needs to know something.
fn is_news(name: &str) -> bool {
    message::is_fact(name) || message::is_need(name)
}

/// Whether the value of a key may be a message's name.
fn is_name_key(key: &str) -> bool {
    let last = language::case::parts(key).pop().unwrap_or_default().to_lowercase();
    matches!(
        last.as_str(),
        "action" | "channel" | "event" | "key" | "kind" | "name" | "routing" | "subject" | "topic" | "type" | "value"
    )
}

/// Whether a type is a client library's own word for sending: `PublishCommand`, `PutEventsRequestEntry`.
fn is_library(parts: &[String]) -> bool {
    let sends = |word: &str| {
        SENDING.binary_search(&word).is_ok() || PUBLISHING.binary_search(&word).is_ok() || word == "producer"
    };
    let ends = ["batch", "command", "context", "data", "entry", "input", "message", "options", "record", "request"];
    let [first, .., last] = parts else { return false };
    sends(first)
        && ends.contains(&last.as_str())
        && parts[1..].iter().all(|part| ends.contains(&part.as_str()) || matches!(part.as_str(), "events" | "event"))
}
