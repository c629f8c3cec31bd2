//! How many teams own the services.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "teams",
    name: "How many teams own the services",
    claim: "Across teams, services had better react to each other's events; within one team, one of them may conduct.",
    why: "A conductor knows the steps of all the others, so each change of a step is a change of the conductor. Within \
          one team that is a good thing: the flow stands in one place and can be read. Between teams it means that one \
          of them is asked by all the others, and waited for. If each reacts to facts instead, a team changes its own \
          part when it likes, as long as its events stay what they were.",
    advice: "Conduct the smallest part of a flow whose steps block each other or must be undone, within one team if \
             you can. Let that part publish what came of it, and let the other teams react.",
    caveat: "Published advice disagrees. Newman ties the choice to teams, as this rule does. Azure finds choreography \
             fitting between bounded contexts and an orchestrator within one; AWS Prescriptive Guidance says the \
             reverse. What all admit is that a long flow without a conductor is hard to follow.",
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
        "Several services take part, but whose they are, nobody said." =>
        r#"{"name": "Online game", "flows": [{"steps": [
            {"action": "End the match", "from": "arena", "to": ["ranking", "rewards"]}]}]}"#,
    },
    kind: RuleKind::System(Question {
        ask: t("Do the services belong to one team or to several?"),
        why_asked: t("A conductor ties the teams whose steps it conducts."),
        several: false,
        answers: t(&[
            Answer {
                id: t("one"),
                label: t("One team"),
                decides: t("nothing: one service may conduct the others"),
                effects: t(&[]),
            },
            Answer {
                id: t("several"),
                label: t("Several teams"),
                decides: t("events between teams, a conductor only within one"),
                effects: t(&[always(
                    shape("message"),
                    "Several teams own the services, so between teams facts are published and reacted to, and nobody \
                     conducts another team's steps.",
                )]),
            },
        ]),
    }),
});
