//! Who waits for the outcome. This gate decides more steps than any other.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "reply",
    name: "Who waits for the outcome",
    claim: "A caller that needs the result waits for it; if nobody needs the result, nobody should wait.",
    why: "Waiting couples two systems in time: both must be up at the same moment, and the slower one sets the pace. \
          That price is worth paying only if the caller cannot continue without the outcome. If a receipt is enough, \
          or nothing comes back at all, the same work can run behind a queue or an event. A failure there is retried \
          without anybody noticing.",
    advice: "Ask what the caller does with the answer. If it only shows \u{201c}we have your request\u{201d}, an \
             acknowledgement is enough.",
    citations: &[
        cite("lesson", "use sync when", States),
        cite("aws-rel04-bp02", "Implementation guidance", States),
        cite("azure-background-jobs", "opening", States),
    ],
    lesson: &[14, 16, 17],
    fires: examples! {
        "A person waits for the login to succeed." =>
        r#"{"name": "Login", "flows": [{"steps": [
            {"action": "Validate the credentials", "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "It is not known who waits, and unknown does not mean \u{201c}no\u{201d}." =>
        r#"{"name": "Login", "flows": [{"steps": [{"action": "Validate the credentials"}]}]}"#,
    },
    kind: RuleKind::Gate(Question {
        ask: t("Who waits for the outcome?"),
        why_asked: t("This decides more than any other answer: a caller that needs the result has to wait for it."),
        several: false,
        answers: t(&[
            Answer {
                id: t("answer"),
                label: t("The caller needs the result"),
                decides: t("synchronous: the caller waits"),
                effects: t(&[always(
                    decide(Synchronous, super::ANSWER_NEEDED),
                    "The caller cannot go on without the result, so it waits for it.",
                )]),
            },
            Answer {
                id: t("acknowledgement"),
                label: t("A receipt is enough"),
                decides: t("asynchronous: the request is accepted and done later"),
                effects: t(&[always(
                    decide(EventDriven, super::NOBODY_WAITS_FOR_IT),
                    "A receipt is enough for the caller, so nobody waits for the result.",
                )]),
            },
            Answer {
                id: t("outcome_later"),
                label: t("The outcome must come back, but later"),
                decides: t("a person gets a receipt now and the outcome later; a service sends a command and gets a \
                            reply"),
                effects: t(&[
                    effect(
                        decide(Synchronous, super::ACCEPTED_AT_ONCE),
                        all(&[is!("asker", "person")]),
                        "A person needs the outcome but need not wait for it, so the request is accepted now and the \
                         outcome is reported later.",
                    ),
                    effect(
                        decide(EventDriven, super::NOBODY_WAITS_FOR_IT),
                        all(&[is!("asker", "service", "nobody")]),
                        "The outcome is needed but nobody has to wait for it, so it comes back later as a reply to a \
                         queued command.",
                    ),
                ]),
            },
            Answer {
                id: t("none"),
                label: t("Nobody waits"),
                decides: t("asynchronous, unless it must change together with the step before it in one database"),
                effects: t(&[
                    // Inside one boundary, changes that must happen together are one local transaction even if
                    // nobody waits. This is the exact complement of the second effect of `same` in the question
                    // `boundary`.
                    effect(
                        decide(EventDriven, super::NOBODY_WAITS_FOR_IT),
                        any(&[
                            t(&[is!("boundary", OPEN, "crosses")]),
                            t(&[is!("intent", "event", "query")]),
                            t(&[is!("starts", "later")]),
                            t(&[
                                is!("boundary", "same"),
                                is!("invariant", OPEN, "none", "mergeable", "collaborative_edit"),
                                is!("in_between", OPEN, "tolerable"),
                            ]),
                        ]),
                        "Nobody waits for the result, so the work can be done after the caller has gone on.",
                    ),
                ]),
            },
        ]),
    }),
});
