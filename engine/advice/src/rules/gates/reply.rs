//! Who waits for the outcome. This gate decides more steps than any other.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, OPEN, Question, Rule, When, is, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("reply"),
    name: t("Who waits for the outcome"),
    claim: t("A caller that needs the result waits for it; where nobody needs the result, nobody should wait."),
    why: t(
        "Waiting ties two systems together in time: while one waits, both must be up, and the slower sets the pace. \
         That price is worth paying exactly when the caller cannot go on without the outcome. When a receipt is enough, \
         or nothing comes back at all, the same work can be done behind a queue or an event, and a failure there is \
         retried without anybody noticing.",
    ),
    advice: t("Ask what the caller does with the answer. If it only shows \u{201c}we have your request\u{201d}, an \
         acknowledgement is enough."),
    caveat: None,
    citations: t(&[
        Citation { source: t("lesson"), section: t("use sync when"), grade: Grade::States },
        Citation { source: t("aws-rel04-bp02"), section: t("Implementation guidance"), grade: Grade::States },
        Citation { source: t("azure-background-jobs"), section: t("opening"), grade: Grade::States },
    ]),
    lesson: t(&[14, 16, 17]),
    fires: t(&[Example {
        says: t("A login: the person waits to be let in."),
        description: t(
            r#"{"name": "Login", "flows": [{"steps": [{"action": "Validate the credentials", "answers": {"reply": "answer"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("Nobody said who waits, so it is unknown, and unknown is not \u{201c}no\u{201d}."),
        description: t(r#"{"name": "Login", "flows": [{"steps": [{"action": "Validate the credentials"}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Gate(Question {
        ask: t("Who waits for the outcome?"),
        why_asked: t("This decides more than anything else: a caller that needs the result has to wait for it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("answer"),
                label: t("The caller needs the result"),
                decides: t("synchronous: the caller waits"),
                effects: t(&[Effect {
                    does: Does::Decide { side: Side::Synchronous, rank: super::ANSWER_NEEDED },
                    when: When::Always,
                    because: t("The caller cannot go on without the result, so it waits for it."),
                }]),
            },
            Answer {
                id: t("acknowledgement"),
                label: t("A receipt is enough"),
                decides: t("asynchronous: the request is taken and done later"),
                effects: t(&[Effect {
                    does: Does::Decide { side: Side::EventDriven, rank: super::NOBODY_WAITS_FOR_IT },
                    when: When::Always,
                    because: t("A receipt is enough for the caller, so nobody waits for the result."),
                }]),
            },
            Answer {
                id: t("none"),
                label: t("Nobody waits"),
                decides: t("asynchronous, unless it must change together with the step before it in one store"),
                effects: t(&[Effect {
                    does: Does::Decide { side: Side::EventDriven, rank: super::NOBODY_WAITS_FOR_IT },
                    // Inside one boundary, changes that must happen together are one local transaction even if
                    // nobody waits. This is the exact complement of the second effect of `same` in the question
                    // `boundary`.
                    when: When::Any(t(&[
                        t(&[is("boundary", &[t(OPEN), t("crosses")])]),
                        t(&[is("intent", &[t("event"), t("query")])]),
                        t(&[
                            is("boundary", &[t("same")]),
                            is("invariant", &[t(OPEN), t("none"), t("mergeable"), t("collaborative_edit")]),
                            is("in_between", &[t(OPEN), t("tolerable")]),
                        ]),
                    ])),
                    because: t("Nobody waits for the result, so the work can be done after the caller has gone on."),
                }]),
            },
        ]),
    }),
};
