//! Owner read: the caller asks the owner of the data instead of a copy.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

/// A cache is not the owner: what it answers may be old.
const OF_THE_OWNER: Is = is!("doer", "ours", "outsider", "person", "store");

const QUERY: Is = is!("intent", "query");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "owner_read",
    name: "Read from the owner",
    claim: "A question whose answer must be current is put to the owner, or to a copy that is known to be fresh \
            enough.",
    why: "Every copy shows the past, usually of a second ago and, when something is stuck, of an hour ago. Where \
          somebody acts on the answer at once, opening a door or paying a refund, the difference is a wrong act. The \
          owner alone has the present state, so a fresh answer costs a call to it and its being up.",
    advice: "Ask the owner's interface, or ask the store for a consistent read. Where the load is too much for one, \
             let the writer return a token for its change and let the reader present it: any copy that has come as far \
             as the token may answer. Keep this for the few questions that need it.",
    caveat: "Even a fresh answer is old when it arrives. If something is decided from it, check again in the write \
             that acts on it.",
    citations: &[
        cite("dynamodb-reads", "Strongly consistent reads", Implies),
        cite("zanzibar-2019", "Consistency Model", Implies),
        cite("azure-data-considerations", "Approaches to managing data", States),
    ],
    fires: examples! {
        "The door of the control room asks whether this badge is still valid." =>
        r#"{"name": "Access control", "flows": [{"steps": [
            {"action": "Is the badge valid?", "from": "door", "to": ["badges"], "entity": "badge",
              "answers": {"intent": "query", "reply": "answer", "staleness": "fresh"}}]}]}"#,
    },
    silent: examples! {
        "Where is my parcel: the answer may be an hour old." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Get the parcel's status", "from": "web", "to": ["tracking"],
              "answers": {"intent": "query", "reply": "answer", "staleness": "hours"}}]}]}"#,
        "Only the person who just wrote must see the new state." =>
        r#"{"name": "Permit office", "flows": [{"steps": [
            {"action": "Show my application", "from": "portal", "to": ["applications"],
              "answers": {"intent": "query", "reply": "answer", "reader": "the_actor"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[
            MechanismCase {
                rank: super::OWNER_READ,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: all(&[QUERY, is!("staleness", "fresh"), OF_THE_OWNER]),
                because: t("The answer must be current, so it comes from the owner, or from a copy that is known to \
                            be fresh enough."),
            },
            MechanismCase {
                rank: super::ASKED_OF_ITS_OWNER,
                level: Level::Strong,
                at_owner: Level::Strong,
                when: all(&[
                    QUERY,
                    is!("staleness", OPEN),
                    OF_THE_OWNER,
                ]),
                because: t("The owner itself is asked, so the answer is as fresh as it gets."),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[QUERY, is!("staleness", "seconds", "minutes", "hours"), is!("reader", OPEN, "others")]),
            "An answer of that age is good enough, so the owner need not be up, nor bear the load, for each question.",
        )]),
    }),
});
