//! Who can act on a failure: the caller now, or the system later.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Kind, OPEN, Question, Rule, When, is, t};
use crate::terms::Side;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("failure_tolerance"),
    name: t("What happens when it fails"),
    claim: t("A step whose failure the caller must act on is waited for; a step that may be tried again later is not."),
    why: t(
        "When a card is refused, the buyer has to hear of it while still there, and only a caller that waited can say \
         so. A reminder that could not be sent goes out ten minutes later and nobody is the wiser; waiting for it \
         would turn a passing fault of the mail server into a failed order. The question is who can do something about \
         a failure: the caller now, or the system later.",
    ),
    advice: t(
        "Say who acts on a failure. If it is the caller, call and handle the refusal. If it is the system, queue the \
         work, retry with growing pauses, and put what still fails where somebody looks.",
    ),
    caveat: Some(t(
        "\u{201c}It must succeed now\u{201d} mixes two things that the lesson's row does not tell apart: that the \
         outcome must be known now, which speaks for a call, and that the work must not be lost, which a durable queue \
         with retries does better than a call. Another question (must_mean) asks which; where nobody waits, only the \
         second can be meant, and then this row weighs nothing.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("decision matrix"), grade: Grade::States },
        Citation {
            source: t("azure-interservice"),
            section: t("Synchronous versus asynchronous messaging"),
            grade: Grade::States,
        },
        Citation {
            source: t("aws-rel04-bp02"),
            section: t("Implement loosely coupled dependencies"),
            grade: Grade::Implies,
        },
    ]),
    lesson: t(&[14, 18]),
    fires: t(&[
        Example {
            says: t("A pharmacist must know before the patient leaves whether the insurer pays."),
            description: t(
                r#"{"name": "Pharmacy", "flows": [{"steps": [{"action": "Have the insurer approve the prescription", "from": "counter", "to": ["insurer"], "answers": {"failure_tolerance": "must_succeed_now"}}]}]}"#,
            ),
        },
        Example {
            says: t("A wrist band can be printed again, so nobody waits to see whether it worked."),
            description: t(
                r#"{"name": "Clinic", "flows": [{"steps": [{"action": "Print the wrist band", "from": "admissions", "to": ["printer"], "answers": {"intent": "command", "failure_tolerance": "retry_later"}}]}]}"#,
            ),
        },
        Example {
            says: t("Nobody waits for the payout, so \u{201c}must succeed\u{201d} means that it must not be lost; it \
                 weighs nothing."),
            description: t(
                r#"{"name": "Benefits office", "flows": [{"steps": [{"action": "Pay out the benefit", "from": "case-work", "to": ["treasury"], "answers": {"intent": "command", "reply": "none", "failure_tolerance": "must_succeed_now"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("That a message must not be lost does not say who acts on a failure."),
        description: t(
            r#"{"name": "Wind farm", "flows": [{"steps": [{"action": "Report the turbine's fault", "from": "turbine", "to": ["maintenance"], "answers": {"loss": "unacceptable"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Row(Question {
        ask: t("If it fails, must the caller know now, or may it be tried again later?"),
        why_asked: t(
            "Only a caller that waits can act on a failure at once; everything else can be retried without it.",
        ),
        several: false,
        answers: t(&[
            Answer {
                id: t("must_succeed_now"),
                label: t("It must succeed now"),
                decides: t("leans to synchronous where the caller waits; elsewhere it only sets the delivery"),
                effects: t(&[
                    Effect {
                        does: Does::Lean { toward: Side::Synchronous, halves: 2 },
                        when: When::Any(t(&[
                            t(&[
                                is("place", &[t("prefix")]),
                                is("reply", &[t(OPEN), t("answer")]),
                                is("must_mean", &[t(OPEN), t("outcome_now")]),
                            ]),
                            // A failed query is not lost: its caller waits for the answer wherever the step
                            // stands.
                            t(&[
                                is("intent", &[t("query")]),
                                is("reply", &[t(OPEN), t("answer")]),
                                is("must_mean", &[t(OPEN), t("outcome_now")]),
                            ]),
                        ])),
                        because: t("It must succeed now, and only a caller that waits can act on a failure at once."),
                    },
                    Effect {
                        does: Does::Lean { toward: Side::Synchronous, halves: 0 },
                        when: When::Always,
                        because: t(
                            "Here \u{201c}must succeed\u{201d} means that it must not be lost: it weighs nothing and \
                             sets the delivery.",
                        ),
                    },
                ]),
            },
            Answer {
                id: t("retry_later"),
                label: t("It may be tried again later"),
                decides: t("leans to events: a failure is mended later"),
                effects: t(&[Effect {
                    does: Does::Lean { toward: Side::EventDriven, halves: 2 },
                    when: When::Always,
                    because: t("A failure can be mended by trying again later, so nobody has to wait to find out."),
                }]),
            },
        ]),
    }),
};
