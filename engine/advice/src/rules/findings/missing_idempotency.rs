//! Finding: a message may arrive twice, and nothing identifies the repetition.

use crate::built::{fields, place_of_fields};
use crate::finding::{Found, Scene, ticked};
use crate::rule::prelude::*;
use crate::terms::Severity;
use language::fields::identifies;
use language::naming::Action;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "missing_idempotency",
    name: "Nothing identifies a repeated message",
    claim: "A message or a call that is sent again must carry a key that stays the same, or the work is done twice.",
    why: "A caller that gets no answer does not know whether the work was done, and a broker that gets no \
          acknowledgement delivers again. Both are right to repeat. Without a key the receiver sees a second request \
          for the same amount and charges again. The customer finds it first.",
    advice: "Let the sender create an id for the work and send it with every attempt. The receiver stores it in the \
             transaction of the change, and answers a known id with the first result.",
    caveat: "Only the listed fields were checked. An id in the message\u{2019}s envelope works too: list it, and \
             this finding disappears.",
    citations: &[
        cite("hohpe-woolf-2003", "Idempotent Receiver", States),
        cite("stripe-idempotency", "Idempotent requests", States),
    ],
    fires: examples! {
        "A message that books a toll carries nothing but an amount." =>
        r#"{"name": "Toll road", "flows": [{"steps": [
            {"action": "Book the toll", "from": "gantry", "to": ["accounts"], "entity": "passage",
              "answers": {"reply": "none"},
              "today": {"style": "queued_command", "message": "BookToll", "fields": ["amount", "lane"]}}]}]}"#,
        "A call that charges a card is retried three times." =>
        r#"{"name": "Toll road", "flows": [{"steps": [
            {"action": "Charge the card", "from": "booth", "to": ["bank"], "entity": "card", "retries": 3,
              "answers": {"reply": "answer"}}]}]}"#,
    },
    silent: examples! {
        "The message says which passage it is about." =>
        r#"{"name": "Toll road", "flows": [{"steps": [
            {"action": "Book the toll", "from": "gantry", "to": ["accounts"], "entity": "passage",
              "answers": {"reply": "none"},
              "today": {"style": "queued_command", "message": "BookToll",
                "fields": ["passage_id", "amount", "lane"]}}]}]}"#,
        "The call carries a key." =>
        r#"{"name": "Toll road", "flows": [{"steps": [
            {"action": "Charge the card", "from": "booth", "to": ["bank"], "entity": "card", "retries": 3,
              "fields": [{"name": "amount"}, {"name": "idempotency_key"}], "answers": {"reply": "answer"}}]}]}"#,
        "A query may be repeated three times." =>
        r#"{"name": "Toll road", "flows": [{"steps": [
            {"action": "Look up the tariff", "from": "booth", "to": ["tariffs"], "retries": 3,
              "answers": {"intent": "query"}}]}]}"#,
    },
    kind: RuleKind::Finding(Finding { severity: Severity::Warning }),
});

pub(super) fn check(scene: &Scene<'_>) -> Option<Found> {
    let fields = fields(scene.described);
    if fields.iter().any(|field| identifies(field.name)) || scene.answered("loss", "acceptable") {
        return None;
    }
    let (built, action) = (scene.built(), &scene.described.action);
    let id = scene.described.entity.as_deref().map_or(String::new(), |entity| format!("the id of the {entity} and "));
    if built.is_sent() && !fields.is_empty() {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let message = built.message;
        return Some(Found {
            within: place_of_fields(&fields),
            message: format!(
                "`{message}` may be delivered twice, and {} cannot distinguish a repeat from a new message.",
                ticked(&names)
            ),
            advice: format!(
                "Add {id}an id of the message to `{message}`, and let the receiver remember which ones it has \
                 handled."
            ),
        });
    }
    let retries = scene.described.retries.filter(|retries| *retries > 0)?;
    let does_harm = scene.answered("invariant", "balance")
        || scene.answered("undo", "irreversible")
        || Action::read(action, None).is_payment();
    if !built.is_waited_change() || !does_harm || scene.answered("undo", "retriable") {
        return None;
    }
    let times = if retries == 1 { "once".to_owned() } else { format!("up to {retries} times") };
    let command = if built.is_today { built.message } else { scene.assessed.message.name.as_ref() };
    Some(Found {
        within: "/retries".to_owned(),
        message: format!(
            "\u{201c}{action}\u{201d} is retried {times}, but no idempotency key is listed that would identify a \
             repeat."
        ),
        advice: format!(
            "Let the caller create a key for each \u{201c}{action}\u{201d}, send it with every attempt of `{command}`, \
             and list it among the step\u{2019}s fields. The receiver answers a known key with the first result."
        ),
    })
}
