//! Whether anyone may see the change half done.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Is, Kind, OPEN, Question, Rule, When, is, t};

/// A query changes nothing, and no queue carries it.
const CHANGES: Is = is("intent", &[t(OPEN), t("command"), t("event")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("in_between"),
    name: t("Whether it may be seen half done"),
    claim: t(
        "Where a half-done change may be seen for a moment, its parts may follow one another; where not, they are one \
         transaction.",
    ),
    why: t(
        "A transfer that debits here and credits there a moment later has the money in neither account in between. For \
         a bank that is fine as long as the money is accounted for as under way and does arrive. An infusion whose new \
         dose is stored while its new drug is not is dangerous for exactly that moment. Which of the two it is decides \
         whether separate steps will do, or whether all of it must change at once.",
    ),
    advice: t(
        "Give the half-done state a name and show it: pending, reserved, under way. If nobody may see it, move the \
         parts into one boundary; only if that cannot be done, and all stores can take part, use two-phase commit.",
    ),
    caveat: Some(t(
        "\u{201c}Never\u{201d} is rarer than it feels: once the half-done state is shown as what it is, most people \
         can live with it. Two-phase commit holds locks in every store across the network, and the .NET microservices \
         guide notes that most NoSQL databases cannot take part in it.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("bank transfer"), grade: Grade::States },
        Citation { source: t("azure-saga"), section: t("Potential data anomalies in sagas"), grade: Grade::States },
        Citation {
            source: t("dotnet-microservices"),
            section: t("How to achieve consistency across multiple microservices"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[7]),
    fires: t(&[Example {
        says: t("An infusion pump must never run with the new dose and the old drug."),
        description: t(
            r#"{"name": "Intensive care", "flows": [{"steps": [{"action": "Change drug and dose", "from": "doctor", "to": ["pump"], "answers": {"invariant": "all_or_nothing", "in_between": "intolerable"}}]}]}"#,
        ),
    }]),
    silent: t(&[Example {
        says: t("A container that has left one yard and not yet reached the other is simply under way."),
        description: t(
            r#"{"name": "Container yards", "flows": [{"steps": [{"action": "Move the container", "from": "planner", "to": ["yards"], "answers": {"invariant": "all_or_nothing", "in_between": "tolerable"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Constraint(Question {
        ask: t("May anyone see it half done, for a moment?"),
        why_asked: t("If so, separate steps that can be undone will do; if not, all of it has to change at once."),
        several: false,
        answers: t(&[
            Answer {
                id: t("tolerable"),
                label: t("Yes, if it is put right soon"),
                decides: t("nothing more: separate steps will do"),
                effects: t(&[]),
            },
            Answer {
                id: t("intolerable"),
                label: t("No, never"),
                decides: t("one transaction: in one boundary if possible, else two-phase commit"),
                effects: t(&[Effect {
                    does: Does::Shape { what: t("consistency") },
                    when: When::All(t(&[CHANGES])),
                    because: t(
                        "Nobody may see it half done, so all of it changes in one transaction: in one boundary, or, \
                         where that cannot be, by two-phase commit.",
                    ),
                }]),
            },
        ]),
    }),
};
