//! Move: a message gets another name and stays the same kind of message.

use crate::rule::prelude::*;

pub(crate) static RULE: Rule = rule!(Rule {
    id: "rename_message",
    name: "Rename a message",
    claim: "A new name beside the old one moves readers over one by one, and nothing else changes.",
    why: "The name is what people and subscriptions hold on to, and no work depends on it. Publish under both names \
          for a while, and each reader moves when it likes. If something goes wrong, the old name is still there.",
    advice: "Send the message under the new name and under the old one, move the readers, and drop the old one when \
             nobody reads it any more.",
    caveat: "Only names that say the wrong thing are moved: a fact that is asked for, or a name that does not say what \
             happened. A request or a question that becomes a fact is another message, and is changed instead. Your \
             own names for the right thing may stay.",
    citations: &[
        cite("lesson", "events; commands", Implies),
        cite("confluent-compatibility", "Compatibility types", Implies),
        cite("advisor", "order of moves", States),
    ],
    fires: examples! {
        "An event that does not say what happened." =>
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
