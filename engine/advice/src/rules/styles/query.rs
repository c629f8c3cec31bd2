//! Style: a query that is answered at once.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "query",
    name: "Query, answered at once",
    claim: "A query changes nothing and is answered at once; it is never sent as an event.",
    why: "The caller wants the answer now, and nothing has happened that anybody else could react to. A query on a bus \
          needs a way back: a reply channel, a correlation id and a timeout. A plain call gives all of this by itself. \
          Since a query changes nothing, it can simply be repeated when it fails.",
    advice: "Call the owner, or read a view that was built for this query. If the owner's load or availability is the \
             concern, keep a local copy that the owner's events update, and state how stale it may be.",
    caveat: "A local copy that events update answers even while the owner is down, but it lags. It replaces the call \
             to the owner, not the query: the query is still asked and answered at once.",
    citations: &[
        cite("lesson", "anti-patterns", States),
        cite("lesson", "use sync when", States),
        cite("azure-interservice", "Synchronous versus asynchronous messaging", Implies),
        cite("fowler-event-driven", "Event-Carried State Transfer", Implies),
    ],
    lesson: &[16],
    fires: examples! {
        "A pharmacist asks whether two medicines interact." =>
        r#"{"name": "Dispensary", "flows": [{"steps": [
            {"action": "Do these two medicines interact?", "from": "dispensary", "to": ["interactions"],
              "entity": "interaction", "answers": {"intent": "query"}}]}]}"#,
        "The description says that nobody waits for the query, but it is still a query." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Get the free loading bays", "from": "gate", "to": ["yard"],
              "answers": {"intent": "query", "reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "The same dispensary asks for something to be done, which is a command and not a query." =>
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
