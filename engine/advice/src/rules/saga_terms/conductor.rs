//! Saga term: who coordinates a saga, and why.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "conductor",
    name: "Who conducts a saga",
    claim: "Whoever calls all that may refuse conducts the saga; nobody does where nothing blocks or several teams own \
            it.",
    why: "Not the number of steps decides, but how many of them wait for each other\u{2019}s yes, who asks for them, \
          and whose they are.",
    advice: "Let one service conduct the smallest part whose steps block each other, and let all else react to \
             events.",
    caveat: "Published sources disagree on who should conduct between teams; the disagreement has a rule of its own.",
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
        "One owner alone changes anything, so there is nothing to conduct." =>
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
                when: all(&[is!("blocks", "nothing")]),
                value: Some(t("choreographed")),
                label: None,
                because: t(
                    "No step has to wait for another\u{2019}s yes once the first is done, so each reacts to the one \
                     before it and nobody has to conduct."
                ),
            },
            TermCase {
                when: all(&[is!("asked", "in_a_chain")]),
                value: Some(t("choreographed")),
                label: None,
                because: t("Each service sets off the next one, so a failure travels back the way it came, and each \
                            service undoes its own part."),
            },
            TermCase {
                when: all(&[is!("asked", "by_one_sender")]),
                value: Some(t("orchestrated")),
                label: None,
                because: t(
                    "One service asks for every step that can be refused, by call or by message. It knows the order and \
                     hears each outcome, so it also runs the compensations."
                ),
            },
            TermCase {
                when: all(&[is!("owned_by", "several_teams")]),
                value: Some(t("choreographed")),
                label: None,
                because: t("Several teams own the steps that may say no, and a conductor would tie them together; so \
                            each reacts to events, and announces when it refuses."),
            },
            TermCase {
                when: When::Always,
                value: Some(t("orchestrated")),
                label: None,
                because: t(
                    "Several steps may say no after others have said yes, and nobody has said that they belong to \
                     several teams; so one service conducts these, and the rest reacts to events."
                ),
            },
        ]),
    }),
});
