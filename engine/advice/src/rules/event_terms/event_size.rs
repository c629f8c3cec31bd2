//! Event term: how much an event carries.

use crate::rule::prelude::*;

/// What follows an event that names no field for what changed.
pub(crate) const CHANGE_IS_OPEN: &str = " Which fields say what changed is open: the description names none.";

/// What follows an event that carries the state of a thing.
pub(crate) const STATE_IS_OPEN: &str =
    " What else belongs to the state is open: the description names only the fields that are listed.";

/// What follows an event that says that something was not done.
pub(crate) const REASON_IS_OPEN: &str = " Whether it gives the reason is open: the description names no field for it.";

/// What follows an event of which nobody knows what it is about.
pub(crate) const KEY_IS_OPEN: &str = " It has no key, because the description does not say which thing it is about.";

/// What an event of each outcome says; `{action}` stands for the action of its step.
pub(crate) const DONE: &str = "Published when this is done: {action}.";
/// See [`DONE`].
pub(crate) const REFUSED: &str = "Published when this is refused: {action}.";
/// See [`DONE`].
pub(crate) const FAILED: &str = "Published when this fails: {action}.";
/// See [`DONE`].
pub(crate) const TIMED_OUT: &str = "Published when this has no outcome in time: {action}.";
/// What an event that comes from elsewhere says.
pub(crate) const FROM_ELSEWHERE: &str = "It sets off this flow; the description does not say who publishes it.";

pub(crate) static RULE: Rule = rule!(Rule {
    id: "event_size",
    name: "How much an event carries",
    claim: "An event carries what changed; less if that is personal data for several consumers, and the whole state \
            only for those who keep a copy.",
    why: "An event with nothing but an id makes each consumer ask back: the owner gets a call for every event and \
          every consumer, and the answer may already be newer than the event. An event with the whole record turns \
          the owner\u{2019}s private model into a contract. In between stands what changed: enough to act on, little \
          enough to keep. Personal data is different, because nobody can delete the copies that an event leaves \
          behind. And a consumer that works from a copy while the owner is down needs the state, or it cannot keep \
          the copy.",
    advice: "Start with the key and what changed. Send only the key if the change is personal data and several \
             consumers hear of it. Send the state after the change if a consumer keeps a copy, and tell who owns it.",
    caveat: "Sources weigh this differently: notification keeps coupling low and costs a call, state transfer saves \
             the call and costs copies (Fowler). The middle way is ours.",
    citations: &[
        cite("fowler-event-driven", "Event Notification", Implies),
        cite("fowler-event-driven", "Event-Carried State Transfer", Implies),
        cite("azure-event-driven", "Additional considerations", Implies),
        cite("lesson", "safety note", Implies),
        cite("gdpr", "Articles 5 (1) c and 17", Implies),
    ],
    lesson: &[23, 25],
    fires: examples! {
        "Three services hear of a moved customer: only whose address it is." =>
        r#"{"name": "Utilities", "flows": [{"steps": [
            {"id": "move", "action": "Change the address", "from": "portal", "to": ["customers"], "entity": "customer",
              "fields": [{"name": "customer_id"}, {"name": "street_address", "personal": true}],
              "answers": {"reply": "answer"}},
            {"action": "React to the move", "from": "customers", "to": ["billing", "meters", "mail"],
              "after": ["move"], "answers": {"reply": "none"}}]}]}"#,
        "A till that sells on while the price list is down keeps the prices." =>
        r#"{"name": "Supermarket", "participants": [{"id": "till-prices", "kind": "cache", "of": "prices"}],
          "flows": [{"steps": [
            {"id": "set", "action": "Set the price", "from": "office", "to": ["prices"], "entity": "price",
              "fields": [{"name": "price_id"}, {"name": "amount", "type": "decimal"}], "answers": {"reply": "answer"}},
            {"action": "Use the new price", "from": "prices", "to": ["till"], "after": ["set"],
              "answers": {"reply": "none"}}]}]}"#,
    },
    silent: examples! {
        "Nobody else hears of the change, so there is no event." =>
        r#"{"name": "Utilities", "flows": [{"steps": [
            {"action": "Change the address", "from": "portal", "to": ["customers"], "entity": "customer",
              "answers": {"reply": "answer", "consumer_count": "single"}}]}]}"#,
    },
    since: "1.1.0",
    kind: RuleKind::Event(Terms {
        cases: t(&[
            TermCase {
                when: all(&[is!("reports", "not_done")]),
                value: Some(t("thin")),
                label: Some(t("thin: which thing, and that it was not done")),
                because: t("Nothing changed, so there is nothing to carry but which thing it was about."),
            },
            TermCase {
                when: all(&[is!("news", "personal"), is!("consumers", "several")]),
                value: Some(t("thin")),
                label: Some(t("thin: which thing changed")),
                because: t("What changed is personal data, and several consumers would keep copies that nobody can \
                            delete. They get the key, and those that are allowed to know more ask the owner."),
            },
            TermCase {
                when: all(&[is!("copy", "kept")]),
                value: Some(t("with_state")),
                label: Some(t("with state: what changed, and the state after it")),
                because: t(
                    "Somebody keeps a copy of the producer\u{2019}s data and works from it without asking back, \
                            so the event carries the state after the change."
                ),
            },
            TermCase {
                when: all(&[is!("news", "unnamed")]),
                value: Some(t("fat")),
                label: Some(t("fat: what changed")),
                because: t(
                    "It should carry what changed, so that no consumer has to ask back. Name those fields, and \
                            no others: each one is a promise."
                ),
            },
            TermCase {
                when: When::Always,
                value: Some(t("fat")),
                label: Some(t("fat: what changed")),
                because: t("It carries what changed, so that no consumer has to ask back, and no more, because each \
                            field is a promise."),
            },
        ]),
    }),
});
