//! Finds out whether a program, after it has published something, waits for what others do with it.
//!
//! This module must not know how events are named or what they carry.

use super::super::document::is_reply;
use super::super::signs::{ANSWERED, BROKERS, CONFIRMING, WAITING};
use super::super::{Says, Sign};
use super::{LONGEST_NAME, Reader, Token, TokenKind};
use language::{lexicon, message};

impl Reader<'_> {
    /// Looks for waiting behind the first publishing call.
    pub(super) fn judge_waiting(&self, from: usize, fact: Option<&str>, signs: &mut Vec<Sign>) {
        let is_loop = |token: &Token<'_>| matches!(token.text, "while" | "for" | "loop" | "until" | "do" | "repeat");
        let first_loop = self.tokens.iter().skip(from).position(is_loop).map(|place| from + place);
        let loops = |at: usize| first_loop.is_some_and(|first| first < at);
        let waits = (from..self.tokens.len()).find(|&at| {
            let token = &self.tokens[at];
            match token.kind {
                TokenKind::Comment => speaks_of_waiting(token.text),
                TokenKind::Sign => self.receives(at),
                TokenKind::Text => false,
                TokenKind::Word => {
                    let parts = token.parts();
                    let has = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
                    // `latch.await(…)` blocks the thread; `await latch` only suspends.
                    let gives_way =
                        token.text == "await" && !(self.is(at.wrapping_sub(1), ".") && self.is(at + 1, "("));
                    let waits = parts.iter().any(|part| WAITING.binary_search(&part.as_str()).is_ok()) && !gives_way;
                    // A confirmation from the broker is no reply.
                    let broker = has(CONFIRMING) || has(&["publish"]);
                    let pauses = has(&["delay", "sleep"]);
                    let reply =
                        has(&["reply", "replies", "response", "responses", "ack", "acks", "acknowledgement", "result"]);
                    let read = reply && self.takes(at);
                    (waits && !broker && (!pauses || loops(at)) && (parts.len() > 1 || self.is(at + 1, "(")))
                        || (pauses && loops(at))
                        || read
                }
            }
        });
        let Some(at) = waits else { return };
        self.tell_waiting(at, fact, signs);
    }

    /// Adds a sign that the program waits, at this token, for the outcome of an event.
    pub(super) fn tell_waiting(&self, at: usize, fact: Option<&str>, signs: &mut Vec<Sign>) {
        let span = self.tokens[at].span();
        // An event for a need, with a wait for the reply, is a question.
        if let Some(need) = fact.filter(|fact| message::is_need(fact)) {
            let question = message::question_of(need);
            let instead = format!("{question}(\u{2026}) \u{2192} the answer, as a call to whoever owns it");
            signs.push(Sign { says: Says::Asks { what: need.to_owned(), question }, at: String::new(), span, instead });
            return;
        }
        let what = fact.map_or_else(|| "the fact".to_owned(), |fact| format!("`{fact}`"));
        let instead =
            format!("Return as soon as {what} is published, or call for what must be known before returning.");
        let says = Says::Awaited { event: fact.map(str::to_owned) };
        signs.push(Sign { says, at: String::new(), span, instead });
    }

    /// Whether a publishing call waits for a reply: `PublishAndWaitFor(…)`, `request(…)`, or an address for
    /// replies among its arguments. A confirmation from the broker is no reply, and `PublishRequest(…)`
    /// publishes a request object.
    pub(super) fn takes_answer(&self, at: usize, open: usize, close: usize) -> bool {
        let parts = self.tokens[at].parts();
        let says = |words: &[&str]| parts.iter().any(|part| words.binary_search(&part.as_str()).is_ok());
        let waits = parts.len() > 1 && says(ANSWERED) && !says(CONFIRMING);
        let helper = waits || parts.first().is_some_and(|first| first == "request");
        // A key or a named argument: `replyTo: …`, `reply_topic=…`.
        let named = |at: usize| self.is(at + 1, "=") || self.is(at + 1, ":");
        let replies = (open..close.min(open + 60)).any(|at| {
            let token = &self.tokens[at];
            let key = matches!(token.kind, TokenKind::Word | TokenKind::Text)
                && (6..LONGEST_NAME).contains(&token.text.len());
            key && named(at) && is_reply(token.text)
        });
        helper || replies
    }

    /// Whether the program receives from a Go channel here: `result := <-results`, but not a timeout.
    fn receives(&self, at: usize) -> bool {
        let adjacent =
            self.is(at, "<") && self.is(at + 1, "-") && self.tokens[at + 1].start == self.tokens[at].start + 1;
        if !adjacent || at == 0 {
            return false;
        }
        let before = &self.tokens[at - 1];
        let begins = self.content[before.span().end..self.tokens[at].start].contains('\n')
            || matches!(before.text, "=" | "(" | "," | "case" | "return");
        let from = (at + 2).min(self.tokens.len());
        let deadline = self.tokens[from..(from + 5).min(self.tokens.len())]
            .iter()
            .any(|token| matches!(token.text, "After" | "Done" | "Tick"));
        begins && !deadline
    }

    /// Whether the statement around a word receives something: `reply = await replies.next()`.
    fn takes(&self, at: usize) -> bool {
        let end = (at..(at + 14).min(self.tokens.len()))
            .find(|at| self.is(*at, ";"))
            .unwrap_or((at + 14).min(self.tokens.len()));
        let start =
            (0..at).rev().take(8).take_while(|at| !self.is(*at, ";") && !self.is(*at, "}")).last().unwrap_or(at);
        self.tokens[start..end].iter().filter(|token| token.kind == TokenKind::Word).any(|token| {
            matches!(
                token.text,
                "await" | "receive" | "recv" | "take" | "poll" | "consume" | "next" | "get" | "join" | "read"
            ) || token
                .parts()
                .iter()
                .any(|part| matches!(part.as_str(), "await" | "receive" | "recv" | "wait" | "consume"))
        })
    }
}

/// Whether a comment says that the program waits, and not only for the broker.
fn speaks_of_waiting(comment: &str) -> bool {
    let words: Vec<String> = comment
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .take(60)
        .map(str::to_lowercase)
        .collect();
    words.iter().enumerate().any(|(at, low)| {
        let waits = low != "await"
            && lexicon::lemma(low).is_some_and(|reading| matches!(reading.base.as_str(), "wait" | "block" | "poll"));
        let denied = words[at.saturating_sub(4)..at]
            .iter()
            .any(|word| matches!(word.as_str(), "not" | "no" | "never" | "without" | "nobody" | "don't" | "doesn't"));
        let broker = words[at..].iter().take(6).any(|word| BROKERS.binary_search(&word.trim_end_matches("'s")).is_ok());
        waits && !denied && !broker
    })
}
