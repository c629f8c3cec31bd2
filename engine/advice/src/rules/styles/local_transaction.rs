//! Style: a call or a transaction that stays inside one service and its database.

use crate::rule::{Citation, Example, Grade, Kind, OPEN, Rule, Style, StyleCase, When, is, t};
use crate::terms::{Carrier, StyleMeaning, Verdict};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("local_transaction"),
    name: t("Local call or transaction"),
    claim: t(
        "What one service does in its own database needs no network style at all: a call and a local transaction do \
         it.",
    ),
    why: t(
        "Inside one boundary the database already gives what distributed systems work hard for: all of it or none of \
         it, in one order, visible at once. A message between two parts of the same service trades that for delays, \
         duplicates and a broker that must be up. The simplest thing is also the safest one here.",
    ),
    advice: t(
        "Call the code in the process and let one transaction cover every row that must change together. Keep remote \
         calls out of the transaction; if others must hear of the change, write the event into an outbox inside it.",
    ),
    caveat: Some(t(
        "Work that takes long does not belong in a transaction, even at home: put it on a job queue and answer at once.",
    )),
    citations: t(&[
        Citation { source: t("microservices-io-transactional"), section: t("Solution"), grade: Grade::Implies },
        Citation { source: t("azure-saga"), section: t("Context and problem"), grade: Grade::Implies },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("A ward records a dose and takes it off its own cupboard's stock."),
        description: t(r#"{"name": "Ward", "flows": [{"steps": [
                {"action": "Record the dose and reduce the cupboard's stock", "from": "ward", "to": ["ward"], "answers": {"reply": "answer"}}]}]}"#),
    }]),
    silent: t(&[
        Example {
            says: t("The stock belongs to the pharmacy's service, so the step leaves the boundary."),
            description: t(r#"{"name": "Ward", "flows": [{"steps": [
                    {"action": "Reduce the cupboard's stock", "from": "ward", "to": ["pharmacy"], "answers": {"reply": "answer", "boundary": "crosses"}}]}]}"#),
        },
        Example {
            says: t("At home, but it takes an hour: the caller is told that it was accepted."),
            description: t(r#"{"name": "Land register", "flows": [{"steps": [
                    {"action": "Redraw the district's map", "from": "maps", "to": ["maps"], "answers": {"reply": "answer", "duration": "long"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Style(Style {
        verdict: Verdict::Synchronous,
        means: StyleMeaning { carrier: Carrier::Transaction, ..StyleMeaning::CALL },
        cases: t(&[StyleCase {
            rank: super::LOCAL_TRANSACTION,
            when: When::Any(t(&[
                t(&[
                    is("side", &[t("synchronous")]),
                    is("boundary", &[t("same")]),
                    is("duration", &[t(OPEN), t("interactive")]),
                ]),
                // If nobody waits, the duration does not matter: there is no caller to inform later.
                t(&[is("side", &[t("synchronous")]), is("boundary", &[t("same")]), is("reply", &[t("none")])]),
            ])),
        }]),
    }),
};
