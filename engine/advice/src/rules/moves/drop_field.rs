//! Move: a field is removed from an event.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "drop_field",
    name: "Remove a field",
    claim: "A field that only one consumer needs, or that holds personal data, leaves the event once its consumers \
            have another source.",
    why: "The event stays as it is otherwise, so the risk lies in consumers that nobody knows of. The risk is small \
          while the field is announced as deprecated and its use is watched. It grows with each new consumer.",
    advice: "Let the consumer that uses the field keep the value itself or ask for it. Watch until nobody reads the \
             field, then remove it and raise the version.",
    citations: &[
        cite("lesson", "safety note", Implies),
        cite("confluent-compatibility", "Compatibility types", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "An event carries a template." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "BreadBaked", "fields": ["bread_id", "email_template"]}}]}]}"#,
    },
    silent: examples! {
        "The event says only what happened." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "BreadBaked", "fields": ["bread_id", "baked_at"]}}]}]}"#,
    },
    kind: RuleKind::Move(Move { risk: 2, says: t("Remove {today} from `{advised}`.") }),
});
