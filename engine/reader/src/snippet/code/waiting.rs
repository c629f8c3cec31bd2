//! Finds out whether a program, after it has published something, waits for what others do with it.
//!
//! This module must not know how events are named or what they carry.

use std::ops::Range;

use super::super::document::is_reply;
use super::super::signs::{ANSWERED, BROKERS, CONFIRMING, FUTURES, PUBLISHING, SENDING, WAITING};
use super::super::{Says, Sign};
use super::published::Call;
use super::{LONGEST_NAME, Published, Reader, Token, TokenKind};
use language::{lexicon, message};

/// Maximum number of variables in which a reply is expected.
const MOST_FUTURES: usize = 40;

impl Reader<'_> {
    /// Judges waiting: by a call that publishes itself, or behind the first one of a function.
    pub(super) fn judge_waiting(&self, calls: &[Published], signs: &mut Vec<Sign>) {
        let mut rest = calls;
        while let Some(Published { call: first, .. }) = rest.first() {
            let end = self.layout.function_end(first.at);
            let (here, later) = rest.split_at(rest.partition_point(|published| published.call.at < end).max(1));
            rest = later;
            if let Some(answered) = here.iter().find(|published| published.answered) {
                self.tell_waiting(answered.call.at, answered.fact.as_deref(), signs);
                continue;
            }
            let fact = here.iter().find_map(|published| published.fact.as_deref());
            // A call around others, such as one with a handler as its argument, is not yet over where they begin.
            let Some(first) = here.iter().map(|published| &published.call).min_by_key(|call| call.close) else {
                continue;
            };
            let last = here.last().map_or(first.at, |published| published.call.at);
            let asks = fact.is_some_and(message::is_need);
            if let Some(at) = self.waiting(first, last, end, asks) {
                self.tell_waiting(at, fact, signs);
            } else if let Some(asked) = fact.filter(|fact| self.is_answered(fact) && self.correlates()) {
                self.tell_asking(first.at, asked, signs);
            }
        }
    }

    /// Where the program waits behind the first call that publishes, before `end`. `last` is the function's last call;
    /// `asks` says that the event is for a need.
    fn waiting(&self, first: &Call, last: usize, end: usize, asks: bool) -> Option<usize> {
        let from = self.layout.statement(first.close.min(self.tokens.len().saturating_sub(1))).end.max(first.close);
        let is_loop = |at: &usize| {
            matches!(self.tokens[*at].text, "while" | "for" | "loop" | "until" | "do" | "repeat" | "times")
        };
        let first_loop = (from..end).find(|at| self.tokens[*at].is_word() && is_loop(at));
        let mut futures = self.futures(self.layout.function(first.at).start..last);
        // What is handed to the call itself takes the broker's confirmation.
        let handed: Vec<&str> = self.tokens[first.open..first.close.min(self.tokens.len())]
            .iter()
            .map(|token| token.text)
            .take(200)
            .collect();
        futures.retain(|future| !handed.contains(future));
        // What is taken from the call itself is the broker's confirmation, unless the event asks for something.
        let begin = self.layout.statement(first.at).start;
        if asks && self.is(begin + 1, "=") {
            futures.push(self.tokens[begin].text);
        }
        (from..end).find(|&at| {
            let token = &self.tokens[at];
            match token.kind {
                TokenKind::Comment => speaks_of_waiting(token.text),
                TokenKind::Sign => {
                    self.receives(at) && !self.tokens.get(at + 2).is_some_and(|from| handed.contains(&from.text))
                }
                TokenKind::Text => false,
                TokenKind::Word => {
                    self.waits(at, first_loop.is_some_and(|first| first < at))
                        || self.takes_reply(at)
                        || (futures.contains(&token.text) && self.takes_from(at))
                }
            }
        })
    }

    /// Whether a word waits: `waitForReply(…)`, `sleep` in a loop, `blpop(…)`, `receive do`.
    fn waits(&self, at: usize, in_loop: bool) -> bool {
        let token = &self.tokens[at];
        let parts = token.parts();
        let has = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
        let called = self.is(at + 1, "(");
        // In a loop, a worker receives whatever comes.
        let receives = match parts.as_slice() {
            [first, ..] if matches!(first.as_str(), "recv" | "receive") => true,
            [first, second] => first == "next" && matches!(second.as_str(), "message" | "msg"),
            _ => false,
        };
        if receives && called {
            let looped = self.layout.statement(at).any(|at| matches!(self.tokens[at].text, "while" | "for"));
            return !in_loop && !looped && self.is(at - 1, ".");
        }
        if has(&["delay", "sleep", "usleep", "nanosleep"]) {
            return in_loop;
        }
        if matches!(
            token.text,
            "blpop"
                | "brpop"
                | "BLPop"
                | "BRPop"
                | "blPop"
                | "brPop"
                | "bzpopmin"
                | "xread"
                | "xRead"
                | "XRead"
                | "xreadgroup"
        ) && called
        {
            return true;
        }
        if token.text == "receive" && self.tokens.get(at + 1).is_some_and(|next| next.text == "do") {
            return true;
        }
        // `latch.await(…)` blocks the thread; `await latch` only suspends.
        let gives_way = token.text == "await" && !(self.is(at.wrapping_sub(1), ".") && called);
        let waits = parts.iter().any(|part| WAITING.binary_search(&part.as_str()).is_ok()) && !gives_way;
        // A confirmation from the broker is no reply; to poll the producer is to hear of it.
        let broker = has(CONFIRMING)
            || has(&["publish"])
            || self.objects(at).any(|object| object.speaks_of(&["producer", "publisher"]));
        // To wait for one's own threads, or for the end of the program, is not to wait for consumers.
        let own = has(&["shutdown", "termination"])
            || self.objects(at).any(|object| {
                object.speaks_of(&["executor", "group", "pool", "process", "server", "thread", "threads", "wg"])
            });
        waits && !broker && !own && (parts.len() > 1 || called)
    }

    /// The variables in which a reply is expected: those to which a future or a channel is assigned before a call.
    fn futures(&self, before: Range<usize>) -> Vec<&str> {
        let mut found = Vec::new();
        for at in before {
            let token = &self.tokens[at];
            let made = token.is_word() && FUTURES.contains(&token.text);
            // `make(chan T)`; a set or a list is no channel.
            if !made || (token.text == "make" && self.tokens.get(at + 2).is_none_or(|next| next.text != "chan")) {
                continue;
            }
            let begin = self.layout.statement(at).start;
            let Some(given) = (begin..at).find(|at| self.is(*at, "=")) else { continue };
            // `(sender, receiver) = channel()`, `var x: T = …`: every word before the sign may be it.
            found.extend(self.tokens[begin..given].iter().filter(|token| token.is_word()).map(|token| token.text));
        }
        found.truncate(MOST_FUTURES);
        found.retain(|name| !matches!(*name, "const" | "let" | "var" | "val" | "final" | "mut" | "await" | "new"));
        found
    }

    /// Whether something is taken out of a future here: `answer.get(…)`, `await answer`, `<-answer`.
    fn takes_from(&self, at: usize) -> bool {
        let taken = [
            "await",
            "get",
            "join",
            "recv",
            "receive",
            "recv_timeout",
            "result",
            "Result",
            "Task",
            "take",
            "value",
            "wait",
            "poll",
        ];
        let member = self.is(at + 1, ".") && self.tokens.get(at + 2).is_some_and(|next| taken.contains(&next.text));
        let awaited =
            self.layout.statement(at).take_while(|other| *other < at).any(|other| self.tokens[other].text == "await");
        member || awaited
    }

    /// Whether a reply is taken here: `reply = await replies.next()`, `await once(bus, 'order.priced')`.
    fn takes_reply(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_any =
            |token: &Token<'_>, bases: &[&str]| token.parts().iter().any(|part| bases.contains(&part.as_str()));
        let once = matches!(token.text, "once" | "firstValueFrom") || self.promises_message(at);
        let reply = is_any(
            token,
            &["reply", "replies", "response", "responses", "ack", "acks", "acknowledgement", "result", "results"],
        );
        if !(once || reply) {
            return false;
        }
        let statement = self.layout.statement(at);
        let words = || self.tokens[statement.clone()].iter().filter(|token| token.is_word());
        let sends = words().any(|token| {
            token.parts().first().is_some_and(|first| {
                PUBLISHING.binary_search(&first.as_str()).is_ok() || SENDING.binary_search(&first.as_str()).is_ok()
            })
        });
        if sends {
            return false;
        }
        let awaits = words().any(|token| token.text == "await");
        if awaits && once {
            return true;
        }
        let receives =
            words().any(|token| is_any(token, &["receive", "recv", "take", "poll", "consume", "next", "wait"]));
        // `await reply`: the reply itself is awaited, and no call that returns one.
        let itself = at > 0 && self.tokens[at - 1].text == "await" && !self.is(at + 1, "(") && !self.is(at + 1, ".");
        reply && (receives || itself)
    }

    /// Whether a promise is made here that a consumer fulfils: `new Promise(resolve => consumer.run(…))`.
    fn promises_message(&self, at: usize) -> bool {
        let to = (at + 24).min(self.tokens.len());
        self.tokens[at].text == "Promise"
            && self.is(at + 1, "(")
            && self.tokens[at..to].iter().any(|token| {
                token.is_word()
                    && token.speaks_of(&[
                        "consumer",
                        "once",
                        "replies",
                        "reply",
                        "subscribe",
                        "subscriber",
                        "subscription",
                    ])
            })
    }

    /// Adds a sign that the program waits, at this token, for the outcome of an event.
    fn tell_waiting(&self, at: usize, fact: Option<&str>, signs: &mut Vec<Sign>) {
        // An event for a need, with a wait for the reply, is a question.
        if let Some(need) = fact.filter(|fact| message::is_need(fact) || self.is_answered(fact)) {
            return self.tell_asking(at, need, signs);
        }
        let span = self.tokens[at].span();
        let what = fact.map_or_else(|| "the fact".to_owned(), |fact| format!("`{fact}`"));
        let instead =
            format!("Return as soon as {what} is published, or call for what must be known before returning.");
        let says = Says::Awaited { event: fact.map(str::to_owned) };
        signs.push(Sign { says, at: String::new(), span, instead });
    }

    /// Adds a sign that the program asks a question by publishing an event.
    fn tell_asking(&self, at: usize, need: &str, signs: &mut Vec<Sign>) {
        let question = message::question_of(need);
        let instead = format!("{question}(\u{2026}) \u{2192} the answer, as a call to whoever owns it");
        let says = Says::Asks { what: need.to_owned(), question };
        signs.push(Sign { says, at: String::new(), span: self.tokens[at].span(), instead });
    }

    /// Whether the program names an answer to what an event asks for: `PriceProvided` beside `PriceRequested`.
    fn is_answered(&self, asked: &str) -> bool {
        let Some(thing) = message::thing_asked_for(asked) else { return false };
        let answers = self.answers.get_or_init(|| {
            let named = |token: &&Token<'_>| {
                matches!(token.kind, TokenKind::Word | TokenKind::Text) && (6..LONGEST_NAME).contains(&token.text.len())
            };
            self.tokens.iter().filter(named).filter_map(|token| message::thing_answered(token.text)).collect()
        });
        answers.contains(&thing)
    }

    /// Whether the program keeps who waits for which answer.
    fn correlates(&self) -> bool {
        let words = ["awaiting", "correlation", "pending", "ref", "reply", "resolve", "waiting"];
        self.tokens.iter().filter(|token| token.is_word()).any(|token| token.speaks_of(&words))
    }

    /// Whether a publishing call waits for a reply: `PublishAndWaitFor(…)`, `request(…)`, or an address for
    /// replies among its arguments. A confirmation from the broker is no reply, and `PublishRequest(…)`
    /// publishes a request object, unless it says what comes back.
    pub(super) fn takes_answer(&self, call: &Call) -> bool {
        let (at, open, close) = (call.at, call.open, call.close);
        let parts = self.tokens[at].parts();
        let says = |words: &[&str]| parts.iter().any(|part| words.binary_search(&part.as_str()).is_ok());
        let waits = parts.len() > 1 && says(ANSWERED) && !says(CONFIRMING);
        // `send_and_wait` and `SendAndWait` of a client for a broker wait for the broker.
        let broker = waits && parts.first().is_some_and(|first| first == "send") && !says(&["receive", "reply"]);
        let requests = says(&["request"]) && open > at + 1;
        let helper = (waits && !broker) || requests || parts.first().is_some_and(|first| first == "request");
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

    /// Judges a client for requests over a bus that is made for an event: `IRequestClient<SeatOccupancyRequested>`.
    pub(super) fn judge_client(&self, at: usize, signs: &mut Vec<Sign>) {
        let token = &self.tokens[at];
        let client = token.is_word() && token.parts().ends_with(&["request".to_owned(), "client".to_owned()]);
        let Some(event) = self.tokens.get(at + 2).filter(|event| client && self.is(at + 1, "<") && event.is_word())
        else {
            return;
        };
        if message::is_fact(event.text) || message::is_need(event.text) {
            self.tell_waiting(at, Some(event.text), signs);
        }
    }

    /// Whether the program receives from a Go channel here: `result := <-results`, but not a timeout and not the
    /// broker's confirmation.
    fn receives(&self, at: usize) -> bool {
        let adjacent =
            self.is(at, "<") && self.is(at + 1, "-") && self.tokens[at + 1].start == self.tokens[at].start + 1;
        if !adjacent || at == 0 {
            return false;
        }
        let before = &self.tokens[at - 1];
        let begins = self.tokens[at].indent.is_some() || matches!(before.text, "=" | "(" | "," | "case" | "return");
        let from = (at + 2).min(self.tokens.len());
        let other = self.tokens[from..(from + 5).min(self.tokens.len())].iter().any(|token| {
            matches!(
                token.text,
                "After" | "Done" | "Tick" | "done" | "exit" | "quit" | "shutdown" | "sig" | "sigs" | "stop"
            ) || token.parts().iter().any(|part| CONFIRMING.contains(&part.as_str()) || part == "publish")
        });
        begins && !other
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
