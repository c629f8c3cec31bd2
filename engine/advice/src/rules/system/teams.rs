//! How many teams own the services.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "teams",
    name: "How many teams own the services",
    claim: "Across teams, services should react to each other's events; within one team, one service may orchestrate \
            the others.",
    why: "An orchestrator knows the steps of all the others, so each change of a step is a change of the orchestrator. \
          Within one team that is an advantage: the flow is written in one place and can be read there. Between teams \
          it means that all the others need changes from one of them, and wait for it. If each team reacts to events \
          instead, it can change its own part at any time, as long as its events stay the same.",
    advice: "Orchestrate the smallest part of a flow whose steps can block each other or must be undone, within one \
             team if you can. Let that part publish its outcome, and let the other teams react.",
    caveat: "Published advice disagrees. Newman ties the choice to teams, as this rule does. Azure recommends \
             choreography between bounded contexts and an orchestrator within one; AWS Prescriptive Guidance says the \
             reverse. All agree that a long flow without an orchestrator is hard to follow.",
    citations: &[
        cite("newman-2021", "Workflow: Should I Use Choreography or Orchestration (or a Mix)?", States),
        cite("azure-choreography", "When to use this pattern", States),
    ],
    fires: examples! {
        "Admissions, laboratory and billing of a hospital belong to three teams." =>
        r#"{"name": "Hospital", "answers": {"teams": "several"}, "flows": [{"steps": [
            {"action": "Admit the patient", "answers": {"reply": "answer"}},
            {"action": "Open the bill", "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Several services take part, but their teams are not known." =>
        r#"{"name": "Online game", "flows": [{"steps": [
            {"action": "End the match", "from": "arena", "to": ["ranking", "rewards"]}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Do the services belong to one team or to several?"),
        why_asked: t("An orchestrator couples the teams whose steps it runs."),
        several: false,
        answers: t(&[
            Answer {
                id: t("one"),
                label: t("One team"),
                decides: t("nothing: one service may orchestrate the others"),
                effects: t(&[]),
            },
            Answer {
                id: t("several"),
                label: t("Several teams"),
                decides: t("events between teams, an orchestrator only within one"),
                effects: t(&[always(
                    shape("message"),
                    "Several teams own the services, so they react to each other's events and nobody orchestrates \
                     another team's steps.",
                )]),
            },
        ]),
    }),
});
