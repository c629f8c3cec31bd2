//! Finding: a check or a decision is handed on, but a step that needs its outcome does not wait for it.

use crate::finding::{Found, Scene};
use crate::rule::prelude::*;
use crate::terms::{Severity, Verdict};
use language::lexicon::Class;
use language::naming::Action;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "unheard_outcome",
    name: "The next step ignores the outcome of a check",
    claim: "A step that depends on a check must wait for its outcome; an acknowledgement only says that the check \
            was accepted.",
    why: "A check that takes long is handed on, and its caller gets only an acknowledgement. If the next step runs \
          at once, it runs whatever the check will say. The money is paid out before anyone knows whether the \
          customer is creditworthy.",
    advice: "Let the next step react to the outcome of the check. Or accept the whole request, show it as pending, \
             and finish it when the outcome arrives.",
    caveat: "Checks and decisions are recognised by their verbs. If the next step does not depend on the outcome, \
             take the check out of what it waits for.",
    citations: &[cite("azure-async-request-reply", "Context and problem", Implies)],
    fires: examples! {
        "The loan is paid out while the credit check is still running." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Check the creditworthiness", "from": "loans", "to": ["bureau"], "entity": "applicant",
              "answers": {"intent": "command", "reply": "acknowledgement", "duration": "long"}},
            {"action": "Pay out the loan", "from": "loans", "to": ["bank"], "entity": "loan",
              "answers": {"intent": "command", "reply": "answer", "undo": "irreversible"}}]}]}"#,
        "An officer approves the permit days later, but it is printed at once." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Approve the permit", "from": "counter", "to": ["officer"], "entity": "permit",
              "answers": {"reply": "acknowledgement", "duration": "long"}},
            {"action": "Print the permit", "from": "counter", "to": ["printer"], "entity": "permit",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The loan is paid out in reaction to the passed check." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Check the creditworthiness", "from": "loans", "to": ["bureau"], "entity": "applicant",
              "answers": {"intent": "command", "reply": "acknowledgement", "duration": "long"}},
            {"action": "Pay out the loan", "from": "bureau", "to": ["bank"], "entity": "loan",
              "answers": {"intent": "event", "reply": "none"}}]}]}"#,
        "The loan is paid out after the caller has the result of the check." =>
        r#"{"name": "Bank", "flows": [{"steps": [
            {"action": "Check the creditworthiness", "from": "loans", "to": ["bureau"], "entity": "applicant",
              "answers": {"intent": "query", "reply": "answer"}},
            {"action": "Pay out the loan", "from": "loans", "to": ["bank"], "entity": "loan",
              "answers": {"intent": "command", "reply": "answer"}}]}]}"#,
        "The step that is handed on is not a check." =>
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
    if scene.assessed.verdict != Verdict::EventDriven {
        return None;
    }
    let goes_on = scene.flow.steps.iter().find(|later| {
        let told = flow.steps[later.index];
        later.after.contains(&scene.step.index)
            && told.assessed.verdict != Verdict::EventDriven
            && !told.advised.only_asks
    })?;
    // Reading the action costs more than all that stands above.
    let (action, entity) = (scene.described.action.as_str(), scene.described.entity.as_deref());
    let named = Action::read(action, entity);
    if !named.verb().is_some_and(|verb| verb.is_any(&[Class::Checks, Class::Decides])) {
        return None;
    }
    let next = scene.action(goes_on.index);
    Some(Found {
        within: String::new(),
        message: format!(
            "\u{201c}{action}\u{201d} is handed on, and \u{201c}{next}\u{201d} goes ahead without its outcome."
        ),
        advice: format!(
            "Let \u{201c}{next}\u{201d} react to `{}`, or let the caller wait for the result of \
             \u{201c}{action}\u{201d}. If \u{201c}{next}\u{201d} does not depend on it, remove \
             \u{201c}{action}\u{201d} from what it waits for.",
            named.event()
        ),
    })
}
