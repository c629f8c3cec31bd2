//! Style: a call or a transaction that stays inside one service and its database.

use crate::rule::prelude::*;
use crate::terms::{Carrier, StyleMeaning, Verdict};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "local_transaction",
    name: "Local call or transaction",
    claim: "What one service does in its own database needs no call and no message over the network: a local \
            transaction is enough.",
    why: "Inside one boundary the database already provides what distributed systems work hard for: all or nothing, in \
          one order, visible at once. A message between two parts of the same service trades this for delays, \
          duplicates and a broker that must be up. Here the simplest option is also the safest.",
    advice: "Call the code in the process and let one transaction cover every row that must change together. Keep \
             remote calls out of the transaction. If others must learn of the change, write the event to an outbox in \
             the same transaction.",
    caveat: "Long work does not belong in a transaction, even within one service: put it on a job queue and answer at \
             once.",
    citations: &[
        cite("microservices-io-transactional", "Solution", Implies),
        cite("azure-saga", "Context and problem", Implies),
    ],
    fires: examples! {
        "A ward records a dose and deducts it from its own cupboard's stock." =>
        r#"{"name": "Ward", "flows": [{"steps": [
            {"action": "Record the dose and reduce the cupboard's stock", "from": "ward", "to": ["ward"],
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The stock belongs to the pharmacy's service, so the step crosses the boundary." =>
        r#"{"name": "Ward", "flows": [{"steps": [
            {"action": "Reduce the cupboard's stock", "from": "ward", "to": ["pharmacy"],
              "answers": {"reply": "answer", "boundary": "crosses"}}]}]}"#,
        "It stays within one service but takes an hour, so the caller gets a receipt first." =>
        r#"{"name": "Land register", "flows": [{"steps": [
            {"action": "Redraw the district's map", "from": "maps", "to": ["maps"],
              "answers": {"reply": "answer", "duration": "long"}}]}]}"#,
    },
    kind: RuleKind::Style(Style {
        verdict: Verdict::Synchronous,
        means: StyleMeaning { carrier: Carrier::Transaction, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::LOCAL_TRANSACTION,
            when: any(&[
                t(&[is!("side", "synchronous"), is!("boundary", "same"), is!("duration", OPEN, "interactive")]),
                // If nobody waits, the duration does not matter: there is no caller to inform later.
                t(&[is!("side", "synchronous"), is!("boundary", "same"), is!("reply", "none")]),
            ]),
        }]),
    }),
});
