//! Finding: two systems are changed one after the other, and nothing keeps them consistent.

use crate::built::{Built, is_store};
use crate::finding::{Found, Scene, listed};
use crate::model::StepModel;
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::naming::Action;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "dual_write",
    name: "Two writes that can diverge",
    claim: "A service that changes its store and then notifies others in a second write can fail between the two.",
    why: "A process can crash after the first write and before the second, or the broker can be down at that moment. \
          Then a change is saved but never announced, or announced but never saved, and no error shows it. A retry \
          does not help, because nothing records that it is due. No transaction spans both, so the second write has \
          to follow from the first.",
    advice: "Write the change and its message into one store in one transaction, and let a relay or change data \
             capture publish the message.",
    caveat: "If you already use an outbox, set the step\u{2019}s style under `today` to request_then_event, and this \
             finding disappears. If the message may get lost, answer `loss: acceptable`.",
    citations: &[cite("microservices-io-outbox", "Context; Problem", States), cite("azure-outbox", "Overview", States)],
    fires: examples! {
        "The loan is saved, and the other branches are notified in a second write." =>
        r#"{"name": "Library", "participants": [{"id": "loans-db", "name": "Loans database", "kind": "store"}],
         "flows": [{"steps": [
            {"action": "Save the loan", "from": "loans", "to": ["loans-db"], "entity": "loan",
              "answers": {"intent": "command"}, "today": {"style": "request"}},
            {"action": "Tell the other branches", "from": "loans", "to": ["branches"],
              "today": {"style": "event", "message": "LoanSaved"}}]}]}"#,
        "One step writes to the catalogue and to the search index." =>
        r#"{"name": "Library", "participants": [
            {"id": "books-db", "name": "Book database", "kind": "store"},
            {"id": "index", "name": "Search index", "kind": "store"}],
         "flows": [{"steps": [
            {"action": "Save the book", "from": "catalogue", "to": ["books-db", "index"], "entity": "book",
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The loan is saved with an outbox, and the branches are notified from there." =>
        r#"{"name": "Library", "participants": [{"id": "loans-db", "name": "Loans database", "kind": "store"}],
         "flows": [{"steps": [
            {"action": "Save the loan", "from": "loans", "to": ["loans-db"], "entity": "loan",
              "answers": {"intent": "command"}, "today": {"style": "request_then_event"}},
            {"action": "Tell the other branches", "from": "loans", "to": ["branches"],
              "today": {"style": "event", "message": "LoanSaved"}}]}]}"#,
        "The same, but no harm is done if a branch is never notified." =>
        r#"{"name": "Library", "participants": [{"id": "loans-db", "name": "Loans database", "kind": "store"}],
         "flows": [{"steps": [
            {"action": "Save the loan", "from": "loans", "to": ["loans-db"], "entity": "loan",
              "answers": {"intent": "command"}, "today": {"style": "request"}},
            {"action": "Tell the other branches", "from": "loans", "to": ["branches"],
              "answers": {"loss": "acceptable"}, "today": {"style": "event", "message": "LoanSaved"}}]}]}"#,
        "Two stores that are only queried." =>
        r#"{"name": "Library", "participants": [
            {"id": "books-db", "name": "Book database", "kind": "store"},
            {"id": "index", "name": "Search index", "kind": "store"}],
         "flows": [{"steps": [
            {"action": "Find the book", "from": "catalogue", "to": ["books-db", "index"], "entity": "book",
              "answers": {"intent": "query"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    if scene.answered("loss", "acceptable") || scene.answered("boundary", "same") {
        return None;
    }
    at_once(scene).or_else(|| one_after_the_other(scene))
}

/// Finds a step that changes a store and another participant.
fn at_once(scene: &Scene<'_>) -> Option<Found> {
    let built = scene.built();
    let comes_with_an_outbox = built.announces_today();
    if !built.is_waited_change() || comes_with_an_outbox {
        return None;
    }
    let to = &scene.step.to;
    let store = *to.iter().find(|participant| is_store(scene.model, **participant))?;
    let others: Vec<&str> =
        to.iter().filter(|participant| **participant != store).map(|participant| scene.named(*participant)).collect();
    if others.is_empty() {
        return None;
    }
    let (action, store, others) = (&scene.described.action, scene.named(store), listed(&others));
    let event = Action::read(action, scene.described.entity.as_deref()).event();
    Some(Found {
        within: "/to".to_owned(),
        message: format!(
            "\u{201c}{action}\u{201d} changes {store} and {others} in separate writes, so one can succeed without \
             the other."
        ),
        advice: format!(
            "Change {store} only, write `{event}` into its outbox in the same transaction, and let a relay deliver \
             it to {others}."
        ),
    })
}

/// Finds a message that is sent in a step of its own by the participant who changed a store.
fn one_after_the_other(scene: &Scene<'_>) -> Option<Found> {
    if !scene.built().is_sent() {
        return None;
    }
    let flow = scene.built_flow()?;
    let (told, index) = (scene.step, scene.step.index);
    let is_beside = |saved: &StepModel| {
        saved.after == told.after || told.after.contains(&saved.index) || saved.after.contains(&index)
    };
    let is_plain_change = |built: &Built<'_>| built.is_waited_change() && !built.announces_today();
    let saved = scene.flow.steps.iter().find(|saved| {
        saved.index != index
            && told.from.is_some()
            && saved.from == told.from
            && !saved.to.is_empty()
            && saved.to.iter().all(|participant| is_store(scene.model, *participant))
            && is_beside(saved)
            && is_plain_change(&flow.steps[saved.index])
    })?;
    let (saving, telling, store) = (scene.action(saved.index), scene.action(index), scene.all_named(&saved.to));
    let message = scene.built().message;
    Some(Found {
        within: String::new(),
        message: format!(
            "\u{201c}{saving}\u{201d} changes {store}, and \u{201c}{telling}\u{201d} goes out in a second write: a \
             crash between the two loses one of them."
        ),
        advice: format!(
            "Write `{message}` into an outbox in {store}, in the transaction of \u{201c}{saving}\u{201d}, and let a \
             relay send it from there."
        ),
    })
}

/// The message and the advice for a program or a text that changes a store and then publishes.
pub fn written_and_published(event: Option<&str>) -> (String, String) {
    let what = event.map_or_else(|| "an event".to_owned(), |event| format!("`{event}`"));
    (
        format!("A store is changed and {what} is published in two writes: a crash between the two loses one of them."),
        format!(
            "Write {what} into an outbox in the same transaction as the change, and let a relay or change data capture \
             publish it from there. If you do so already, ignore this finding."
        ),
    )
}
