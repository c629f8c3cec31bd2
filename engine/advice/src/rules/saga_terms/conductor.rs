//! Saga term: who coordinates a saga, and why.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "conductor",
    name: "Who orchestrates a saga",
    claim: "Who asks for the steps, which steps block others, and which teams own them decide whether a saga is \
            orchestrated or choreographed.",
    why: "The number of steps does not matter. What matters is how many of them wait for each other\u{2019}s \
          success, who asks for them, and which teams own them.",
    advice: "Let one service orchestrate the smallest part whose steps block each other, and let everything else \
             react to events.",
    caveat: "Published sources disagree on who should orchestrate across teams; the rule \u{201c}Orchestration or \
             choreography\u{201d} shows their positions.",
    citations: &[
        cite("newman-2021", "Chapter 6: Workflow; Sagas", States),
        cite("hard-parts-2021", "Managing Distributed Workflows", Implies),
    ],
    fires: examples! {
        "The planner calls hall and band, so it knows the order already." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}},
            {"action": "Book the band", "from": "planner", "to": ["bands"], "entity": "band",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "Only one owner changes anything, so there is nothing to orchestrate." =>
        r#"{"name": "Wedding", "flows": [{"steps": [
            {"action": "Reserve the hall", "from": "planner", "to": ["halls"], "entity": "hall",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::SagaTerm(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("asked", "by_one_caller")]),
                value: Some(t("orchestrated")),
                label: None,
                because: t("One service calls every step that can be refused. It already knows the order, so it also \
                            runs the compensations."),
            },
            TermCase {
                when: all(&[is!("asked", "by_one_sender")]),
                value: Some(t("orchestrated")),
                label: None,
                because: t(
                    "One service asks for every step that can be refused, by call or by message. It knows the order \
                     and hears each outcome, so it also runs the compensations."
                ),
            },
            TermCase {
                when: all(&[is!("blocks", "nothing")]),
                value: Some(t("choreographed")),
                label: None,
                because: t(
                    "No more than one step can be refused, so no step blocks another: each reacts to the one before \
                     it, and no orchestrator is needed."
                ),
            },
            TermCase {
                when: all(&[is!("asked", "in_a_chain")]),
                value: Some(t("choreographed")),
                label: None,
                because: t("Each service triggers the next one, so a failure travels back along the chain and each \
                            service undoes its own part."),
            },
            TermCase {
                when: all(&[is!("owned_by", "several_teams")]),
                value: Some(t("choreographed")),
                label: None,
                because: t("Several teams own the steps that can be refused, and an orchestrator would couple these \
                            teams. So each service reacts to events and announces its refusals."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("orchestrated")),
                label: None,
                because: t(
                    "Several steps can be refused after earlier ones succeeded. As far as we know one team owns \
                     them, so let one service orchestrate them; the rest reacts to events."
                ),
            },
        ]),
    }),
});
