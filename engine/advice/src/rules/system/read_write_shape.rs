//! How much reading and writing differ.

use crate::rule::prelude::*;

/// Speaks for or against CQRS.
const fn speaks(points: i8, because: &'static str) -> Effect {
    always(advise("cqrs", points), because)
}

pub(crate) static RULE: Rule = rule!(Rule {
    id: "read_write_shape",
    name: "How reading and writing differ",
    claim: "The more reading and writing differ, in volume or in shape, the more two models pay off; where they are \
            alike, one is enough.",
    why: "Writing needs a model that checks its rules and changes one thing at a time. Reading needs the answer in the \
          shape of the screen: a patient's day put together from wards, laboratories and theatres. One model for both \
          is a compromise, and every new screen makes it worse. With CQRS, event handlers fill a view for each kind of \
          question. The views hold what is shown, ready and without joins, and scale apart from the write side, which \
          keeps all the checks.",
    advice: "Start with separate code for reading and writing on one database. Add a view with its own store for the \
             most expensive question, feed it with events, and state how far it may lag.",
    caveat: "A view in another store lags, and somebody will act on stale data. If the only problem is the number of \
             reads, a cache or a read replica is often enough and far simpler.",
    citations: &[
        cite("lesson", "CQRS", States),
        cite("azure-cqrs", "When to use this pattern", States),
        cite("azure-cqrs", "Problems and considerations", States),
    ],
    lesson: &[13],
    fires: examples! {
        "Travellers, drivers, controllers and displays each need a different view of the same timetable." =>
        r#"{"name": "Railway", "answers": {"read_write_shape": "many_read_views"}, "flows": [{"steps": [
            {"action": "Change the timetable"}]}]}"#,
        "The form that shows the data is the form in which they were entered." =>
        r#"{"name": "Club members", "answers": {"read_write_shape": "alike"}, "flows": [{"steps": [
            {"action": "Change the address"}]}]}"#,
    },
    silent: examples! {
        "The domain is rich, but it is not known how its data are read." =>
        r#"{"name": "Tax office", "answers": {"domain_complexity": "rich"}, "flows": [{"steps": [
            {"action": "Assess the return"}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("How does reading differ from writing?"),
        why_asked: t("CQRS gives each its own model, which pays off only as far as they differ."),
        several: false,
        answers: t(&[
            Answer {
                id: t("alike"),
                label: t("Hardly: data are read as they are written"),
                decides: t("speaks weakly against CQRS"),
                effects: t(&[speaks(-1, "Data are read as they are written, so one model serves both.")]),
            },
            Answer {
                id: t("reads_dominate"),
                label: t("In volume: far more reading than writing"),
                decides: t("speaks for CQRS"),
                effects: t(&[speaks(
                    2,
                    "There is far more reading than writing, and separate models let each side scale by itself.",
                )]),
            },
            Answer {
                id: t("many_read_views"),
                label: t("In shape: the same data are read in many shapes"),
                decides: t("speaks strongly for CQRS"),
                effects: t(&[speaks(
                    3,
                    "The same data are read in many shapes, and a view for each keeps all of them out of the write \
                     model.",
                )]),
            },
        ]),
    }),
});
