//! How complex the domain is.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "domain_complexity",
    name: "How rich the domain is",
    claim: "Where people only create, change and delete records, event sourcing and CQRS cost more than they return.",
    why: "Both patterns pay off when changes carry meaning: a tenant moved, a permit lapsed. If a change only says \
          that a field now has another value, the events say no more than the table did. The separate views then look \
          like the table they came from. What remains is the work: versions of events, views that lag, more to test \
          and more to operate.",
    advice: "Use one model and one table per record where there are hardly any rules. Look for the one part whose \
             rules people argue about, and consider either pattern there.",
    caveat: "A rich domain is no reason by itself, so that answer gives no points: it only removes an objection. \
             Fowler finds that for most systems CQRS adds risky complexity, and that it belongs in single parts of a \
             system.",
    citations: &[
        cite("lesson", "event sourcing", States),
        cite("azure-event-sourcing", "When to use this pattern", States),
        cite("azure-cqrs", "When to use this pattern", States),
        cite("fowler-cqrs", "When to use it", States),
    ],
    lesson: &[12, 13],
    fires: examples! {
        "The staff maintain a list of meeting rooms and their equipment by hand." =>
        r#"{"name": "Facilities", "answers": {"domain_complexity": "crud"}, "flows": [{"steps": [
            {"action": "Change the room's equipment"}]}]}"#,
    },
    silent: examples! {
        "A form is read as it was written, but it is not known whether rules stand behind it." =>
        r#"{"name": "Benefits office", "answers": {"read_write_shape": "alike"}, "flows": [{"steps": [
            {"action": "Grant the benefit"}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Are there rules behind the changes, or are records just kept up to date?"),
        why_asked: t("Without rules, events say no more than the table does."),
        several: false,
        answers: t(&[
            Answer {
                id: t("crud"),
                label: t("No: records are created, changed and deleted"),
                decides: t("speaks strongly against event sourcing, and against CQRS"),
                effects: t(&[
                    always(
                        advise("event_sourcing", -3),
                        "Records are only created, changed and deleted, so events would say no more than the table \
                         does.",
                    ),
                    always(
                        advise("cqrs", -2),
                        "Records are only created, changed and deleted, so the views would look like the table they \
                         came from.",
                    ),
                ]),
            },
            Answer {
                id: t("rich"),
                label: t("Yes: there are rules that people argue about"),
                decides: t("nothing by itself"),
                effects: t(&[]),
            },
        ]),
    }),
});
