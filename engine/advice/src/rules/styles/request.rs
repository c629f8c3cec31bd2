//! Style: a call whose caller waits for the outcome.

use crate::rule::prelude::*;
use crate::terms::{StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "request",
    name: "Request with an answer",
    claim: "If the caller needs the outcome, or a rule must be decided while it waits, it makes a call and waits.",
    why: "The caller came for the answer: logged in or not, seat or no seat, accepted or refused. A call returns it in \
          one exchange, with the error in the same place as the result. An event would leave the caller to guess when \
          an outcome comes, and whether one comes at all.",
    advice: "Call the service that decides directly. Choose a timeout and a number of retries deliberately, and send \
             an idempotency key, so that a retry cannot act twice. Keep the chain short: each further call adds its \
             delay and its chance of failure to yours.",
    caveat: "Waiting makes the caller depend on the other side being up. If only the acceptance is needed at once, \
             return that and finish the work later.",
    citations: &[
        cite("lesson", "use sync when", States),
        cite("lesson", "login", States),
        cite("azure-interservice", "Drone Delivery: Choosing the messaging patterns", States),
    ],
    lesson: &[16, 17],
    fires: examples! {
        "A lorry driver waits at the gate until the yard names a bay." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Assign a loading bay", "from": "gate", "to": ["yard"], "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The lorry has left, and the carrier is notified; nobody waits." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Report the departure", "from": "yard", "to": ["carrier"], "entity": "departure",
              "answers": {"reply": "none"}}]}]}"#,
        "The driver waits, and several others must learn of the bay as well." =>
        r#"{"name": "Depot", "flows": [{"steps": [
            {"action": "Assign a loading bay", "from": "gate", "to": ["yard"],
              "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::Synchronous,
        means: StyleMeaning::CALL,
        cases: t(&[StyleCase { rank: super::REQUEST, when: all(&[is!("side", "synchronous")]) }]),
    }),
});
