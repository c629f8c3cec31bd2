//! Finding: a check or a decision is handed on, but a step that needs its outcome does not wait for it.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};
use language::lexicon::Class;
use language::naming::Action;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "unheard_outcome",
    name: "An outcome that nobody hears",
    claim: "What rests on a check must hear what came of it; a receipt only says that the check was taken on.",
    why: "A check that takes long is handed on, and its caller gets a receipt at once. If the next step then goes \
          ahead, it goes ahead whatever the check will say: the money is out before the bank knows whether the \
          customer is good for it.",
    advice: "Let the next step react to the outcome of the check, or wait for it: accept the whole request, tell that \
             it is pending, and finish when the outcome is there.",
    caveat: "Checks and decisions are told by their verbs. Where the next step does not rest on the outcome, let it \
             not wait for the check.",
    citations: &[cite("azure-async-request-reply", "Context and problem", Implies)],
    fires: examples! {
        "The loan is paid out while the check of the customer is still on its way." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Check the creditworthiness", "from": "loans", "to": ["bureau"], "entity": "applicant",
              "answers": {"intent": "command", "reply": "acknowledgement", "duration": "long"}},
            {"action": "Pay out the loan", "from": "loans", "to": ["bank"], "entity": "loan",
              "answers": {"intent": "command", "reply": "answer", "undo": "irreversible"}}]}]}"#,
        "A permit that an officer approves some day, and that is printed at once." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Approve the permit", "from": "counter", "to": ["officer"], "entity": "permit",
              "answers": {"reply": "acknowledgement", "duration": "long"}},
            {"action": "Print the permit", "from": "counter", "to": ["printer"], "entity": "permit",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The loan is paid out by whoever hears that the check was passed." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Check the creditworthiness", "from": "loans", "to": ["bureau"], "entity": "applicant",
              "answers": {"intent": "command", "reply": "acknowledgement", "duration": "long"}},
            {"action": "Pay out the loan", "from": "bureau", "to": ["bank"], "entity": "loan",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "The loan is paid out when the caller has the answer of the check." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Check the creditworthiness", "from": "loans", "to": ["bureau"], "entity": "applicant",
              "answers": {"intent": "query", "reply": "answer"}},
            {"action": "Pay out the loan", "from": "loans", "to": ["bank"], "entity": "loan",
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
        "What is handed on is no check." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Print the contract", "from": "loans", "to": ["printer"], "entity": "contract",
              "answers": {"reply": "acknowledgement"}},
            {"action": "Pay out the loan", "from": "loans", "to": ["bank"], "entity": "loan",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let flow = scene.built_flow()?;
    let (action, entity) = (scene.described.action.as_str(), scene.described.entity.as_deref());
    let named = Action::read(action, entity);
    let judges = named.verb().is_some_and(|verb| verb.is_any(&[Class::Checks, Class::Decides]));
    if scene.assessed.verdict != Verdict::EventDriven || !judges {
        return None;
    }
    let goes_on = scene.flow.steps.iter().find(|later| {
        let told = flow.steps[later.index];
        later.after.contains(&scene.step.index)
            && told.assessed.verdict != Verdict::EventDriven
            && !told.advised.only_asks
    })?;
    let next = scene.action(goes_on.index);
    Some(Found {
        within: String::new(),
        message: format!(
            "\u{201c}{action}\u{201d} is handed on, and \u{201c}{next}\u{201d} goes ahead without hearing what came of \
             it."
        ),
        advice: format!(
            "Let \u{201c}{next}\u{201d} react to `{}`, or need the answer of \u{201c}{action}\u{201d}; where it does \
             not rest on it, let it not wait for it.",
            named.event()
        ),
    })
}
