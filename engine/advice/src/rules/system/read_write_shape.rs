//! How much reading and writing differ.

use crate::rule::prelude::*;

/// Speaks for or against CQRS.
const fn speaks(points: i8, because: &'static str) -> Effect {
    always(advise("cqrs", points), because)
}

pub(crate) static RULE: Rule = rule!(Rule {
    id: "read_write_shape",
    name: "How reading and writing differ",
    claim: "The more reading and writing differ, in amount or in shape, the more two models pay; where they are alike, \
            one will do.",
    why: "Writing wants a model that checks its rules and changes one thing at a time. Reading wants the answer in the \
          shape of the screen: a patient's day put together from wards, laboratories and theatres. One model for both \
          is a compromise, and every new screen makes it worse. With a view for each kind of question, the views are \
          written by handlers of events, hold what is shown ready and side by side, and grow in number apart from the \
          writing side, which keeps all the checks.",
    advice: "Begin with separate code for reading and writing over one database. Add a view with its own store for the \
             question that hurts most, feed it with events, and say how far it may lag.",
    caveat: "A view in another store lags behind, and somebody will act on it while it does. For sheer numbers of \
             reads, a cache or a read replica is often enough and far simpler.",
    citations: &[
        cite("lesson", "CQRS", States),
        cite("azure-cqrs", "When to use this pattern", States),
        cite("azure-cqrs", "Problems and considerations", States),
    ],
    lesson: &[13],
    fires: examples! {
        "Travellers, drivers, controllers and displays each want another view of the same timetable." =>
        r#"{"name": "Railway", "answers": {"read_write_shape": "many_read_views"}, "flows": [{"steps": [
            {"action": "Change the timetable"}]}]}"#,
        "What is entered in a form is shown in the same form." =>
        r#"{"name": "Club members", "answers": {"read_write_shape": "alike"}, "flows": [{"steps": [
            {"action": "Change the address"}]}]}"#,
    },
    silent: examples! {
        "A rich domain says nothing of how its data are read." =>
        r#"{"name": "Tax office", "answers": {"domain_complexity": "rich"}, "flows": [{"steps": [
            {"action": "Assess the return"}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("How does reading differ from writing?"),
        why_asked: t("CQRS gives each its own model, which pays only as far as they differ."),
        several: false,
        answers: t(&[
            Answer {
                id: t("alike"),
                label: t("Hardly: what is written is read as it is"),
                decides: t("speaks weakly against CQRS"),
                effects: t(&[speaks(-1, "What is written is read as it is, so one model serves both.")]),
            },
            Answer {
                id: t("reads_dominate"),
                label: t("There is far more reading than writing"),
                decides: t("speaks for CQRS"),
                effects: t(&[speaks(
                    2,
                    "There is far more reading than writing, and separate models let each grow by itself.",
                )]),
            },
            Answer {
                id: t("many_read_views"),
                label: t("The same data are read in many shapes"),
                decides: t("speaks strongly for CQRS"),
                effects: t(&[speaks(
                    3,
                    "The same data are read in many shapes, and a view for each spares the writing model all of them.",
                )]),
            },
        ]),
    }),
});
