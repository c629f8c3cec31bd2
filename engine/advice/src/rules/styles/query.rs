//! Style: a query that is answered at once.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "query",
    name: "Query, answered at once",
    claim: "A question that changes nothing is asked and answered at once, never sent as an event.",
    why: "Whoever asks wants the answer now, and nothing has happened that anybody else could react to. A question on \
          a bus needs a way back: a reply channel, a correlation id and a time-out, all to arrive where a plain call \
          starts. And since it changes nothing, it can simply be asked again when it fails.",
    advice: "Call the owner, or read a view that was prepared for this question. If the owner's load or its being down \
             is the worry, keep a local copy that the owner's events feed, and state how old it may be.",
    caveat: "A local copy fed by events answers even while the owner is down, and in return it is late. It replaces \
             the call, not the question: the question is still asked and answered at once.",
    citations: &[
        cite("lesson", "anti-patterns", States),
        cite("lesson", "use sync when", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
        cite("fowler-event-driven", "Event-Carried State Transfer", Implies),
    ],
    lesson: &[16],
    fires: examples! {
        "A pharmacist asks whether two medicines go together." =>
        r#"{"name": "Dispensary", "flows": [{"steps": [
            {"action": "Do these two medicines interact?", "from": "dispensary", "to": ["interactions"],
              "entity": "interaction", "answers": {"intent": "query"}}]}]}"#,
        "Somebody marked the question as one that nobody waits for; it stays a question." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Get the free loading bays", "from": "gate", "to": ["yard"],
              "answers": {"intent": "query", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The same dispensary asks for something to be done, which is a request and not a question." =>
        r#"{"name": "Dispensary", "flows": [{"steps": [
            {"action": "Block the prescription", "from": "dispensary", "to": ["prescriptions"],
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::Synchronous,
        means: StyleMeaning { only_asks: true, ..StyleMeaning::CALL },
        cases: t(&[StyleCase { rank: super::QUERY, when: all(&[is!("intent", "query")]) }]),
    }),
});
