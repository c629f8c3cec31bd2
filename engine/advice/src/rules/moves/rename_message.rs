//! Move: a message gets another name and stays the same kind of message.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "rename_message",
    name: "Rename a message",
    claim: "A second name for the same message lets consumers move one by one, and nothing else changes.",
    why: "People and subscriptions use the name, but no processing depends on it. Publish under both names for a \
          while, and each consumer moves when it is ready. If something goes wrong, the old name is still there.",
    advice: "Send the message under both names, move the consumers, and drop the old name when nobody reads it any \
             more.",
    caveat: "An event whose name does not say what happened.",
    citations: &[
        cite("lesson", "events; commands", Implies),
        cite("confluent-compatibility", "Compatibility types", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "The event has its own name, which says what happened." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"intent": "event", "reply": "none"},
              "today": {"style": "event", "message": "BreadEvent"}}]}]}"#,
    },
    silent: examples! {
        "A name of its own that says what happened." =>
        r#"{"name": "Bakery", "flows": [{"steps": [
            {"action": "Tell the counter", "from": "oven", "to": ["counter"], "entity": "bread",
              "answers": {"intent": "event", "reply": "none"},
              "today": {"style": "event", "message": "LoavesTakenOut"}}]}]}"#,
    },
    kind: RuleKind::Move(Move { risk: 1, says: t("Rename `{today}` to `{advised}`.") }),
});
