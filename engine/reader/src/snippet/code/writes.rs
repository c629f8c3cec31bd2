//! Finds out whether a program changes a store and publishes to a broker in the same function, with nothing that keeps
//! the two together.
//!
//! Only a broker that is called by name counts: a bus of a library may well have an outbox behind it.

use super::super::signs::{BROKER_CLIENTS, STORES};
use super::super::{Says, Sign};
use super::{Published, Reader, TokenKind};
use language::lexicon::nouns;

/// Words that say that a write and a message are kept together. Sorted.
const TOGETHER: &[&str] = &["cdc", "debezium", "outbox"];

impl Reader<'_> {
    /// Looks for a write of a store in the functions that publish to a broker.
    pub(super) fn judge_writes(&self, calls: &[Published], signs: &mut Vec<Sign>) {
        if self.tokens.iter().any(|token| token.kind != TokenKind::Sign && Self::keeps_together(token.text)) {
            return;
        }
        let mut from = 0;
        for Published { call, fact, .. } in calls {
            if call.at < from || !self.is_broker(call.at, call.open, call.close) {
                continue;
            }
            let function = self.layout.function(call.at);
            // One finding for a function.
            from = function.end;
            let Some(write) = function.clone().find(|at| self.writes(*at)) else { continue };
            let span = self.tokens[write].span();
            let what = fact.as_ref().map_or_else(|| "the event".to_owned(), |fact| format!("`{fact}`"));
            let instead =
                format!("Save the change and {what} in an outbox in one transaction; a relay publishes it from there.");
            signs.push(Sign { says: Says::WrittenTwice { event: fact.clone() }, at: String::new(), span, instead });
        }
    }

    fn keeps_together(text: &str) -> bool {
        let low = text.to_lowercase();
        TOGETHER.iter().any(|word| low.contains(word))
            || low.contains("kafkatransaction")
            || ["begintransaction", "begin_transaction", "executeintransaction", "inittransactions"]
                .contains(&low.as_str())
    }

    /// Whether a call goes to a broker by name: its objects or its address say so.
    fn is_broker(&self, at: usize, open: usize, close: usize) -> bool {
        let mut objects = self.objects(at);
        let named = |text: &str| {
            let low = text.to_lowercase();
            low == "nc" || BROKER_CLIENTS.iter().any(|client| low.starts_with(client) || low.ends_with(client))
        };
        let address = (open..close.min(open + 30)).any(|at| {
            let token = &self.tokens[at];
            let key = matches!(token.text, "topic" | "TopicArn" | "exchange" | "routing_key" | "EventBusName");
            token.is_word() && key && (self.is(at + 1, ":") || self.is(at + 1, "="))
        });
        objects.any(|token| named(token.text))
            || address
            || matches!(self.tokens[at].text, "xadd" | "XAdd" | "xAdd" | "basic_publish" | "basicPublish")
    }

    /// Whether a store is changed here: `orderRepository.save(…)`, `db.orders.insert(…)`, `Repo.insert(…)`.
    fn writes(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let called = token.is_word()
            && (self.is(at + 1, "(") || (self.is(at + 1, "!") && self.is(at + 2, "(")) || self.is(at + 1, "<"));
        if !called {
            return false;
        }
        if matches!(token.text, "SaveChanges" | "SaveChangesAsync" | "saveChanges" | "persist") {
            return true;
        }
        let member = [".", ">", ":"].iter().any(|sign| self.is(at.wrapping_sub(1), sign));
        let parts = token.parts();
        let changes = parts.first().is_some_and(|first| {
            matches!(
                first.as_str(),
                "create" | "commit" | "flush" | "insert" | "persist" | "put" | "save" | "update" | "upsert"
            )
        });
        if !(member && changes) {
            return false;
        }
        let begin = self.layout.statement(at).start.max(at.saturating_sub(8));
        let call = at;
        let chain = (begin..at).rev().take_while(|at| !["=", "(", ","].iter().any(|sign| self.is(*at, sign)));
        let saved = parts.first().is_some_and(|first| first == "save");
        chain.filter(|at| self.tokens[*at].is_word()).any(|at| {
            let parts = self.tokens[at].parts();
            // `batches.save(batch)`: a collection that saves is a store.
            let collects = |last: &str| saved && at + 2 == call && nouns::is_plural(last);
            parts.last().is_some_and(|last| STORES.binary_search(&last.as_str()).is_ok() || collects(last))
        })
    }
}
