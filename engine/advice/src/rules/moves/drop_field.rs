//! Move: a field is removed from an event.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "drop_field",
    name: "Drop a field",
    claim: "A field that only one reader needs, or that tells of a person, leaves the event once its readers have \
            another place to look.",
    why: "The event goes on as before, so the risk is in readers that nobody knows of. It is small as long as the \
          field is announced as going and its use is watched, and it only grows with every reader that is added.",
    advice: "Let the reader that uses the field keep or ask for the value itself, watch until nobody reads it, then \
             leave it out and raise the version.",
    citations: &[
        cite("lesson", "safety note", Implies),
        cite("confluent-compatibility", "Compatibility types", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "A template in an event." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "BreadBaked", "fields": ["bread_id", "email_template"]}}]}]}"#,
    },
    silent: examples! {
        "Only what happened." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"reply": "none"},
              "today": {"style": "event", "message": "BreadBaked", "fields": ["bread_id", "baked_at"]}}]}]}"#,
    },
    kind: RuleKind::Move(Move { risk: 2, says: t("Take {today} out of `{advised}`.") }),
});
