//! Owner read: the caller asks the owner of the data instead of a copy.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const QUERY: Is = is("intent", &[t("query")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("owner_read"),
    name: t("Read from the owner"),
    claim: t(
        "A question whose answer must be current is put to the owner, or to a copy that is known to be fresh enough.",
    ),
    why: t("Every copy shows the past, usually of a second ago and, when something is stuck, of an hour ago. Where \
         somebody acts on the answer at once, opening a door or paying a refund, the difference is a wrong act. The \
         owner alone has the present state, so a fresh answer costs a call to it and its being up."),
    advice: t(
        "Ask the owner's interface, or ask the store for a consistent read. Where the load is too much for one, let \
         the writer return a token for its change and let the reader present it: any copy that has come as far as \
         the token may answer. Keep this for the few questions that need it.",
    ),
    caveat: Some(t(
        "Even a fresh answer is old when it arrives. If something is decided from it, check again in the write that \
         acts on it.",
    )),
    citations: t(&[
        Citation { source: t("dynamodb-reads"), section: t("Strongly consistent reads"), grade: Grade::Implies },
        Citation { source: t("zanzibar-2019"), section: t("Consistency Model"), grade: Grade::Implies },
        Citation {
            source: t("azure-data-considerations"),
            section: t("Approaches to managing data"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[]),
    fires: t(&[Example {
        says: t("The door of the control room asks whether this badge is still valid."),
        description: t(r#"{"name": "Access control", "flows": [{"steps": [
                {"action": "Is the badge valid?", "from": "door", "to": ["badges"], "entity": "badge", "answers": {"intent": "query", "reply": "answer", "staleness": "fresh"}}]}]}"#),
    }]),
    silent: t(&[
        Example {
            says: t("Where is my parcel: the answer may be an hour old."),
            description: t(r#"{"name": "Parcels", "flows": [{"steps": [
                    {"action": "Get the parcel's status", "from": "web", "to": ["tracking"], "answers": {"intent": "query", "reply": "answer", "staleness": "hours"}}]}]}"#),
        },
        Example {
            says: t("Only the person who just wrote must see the new state."),
            description: t(r#"{"name": "Permit office", "flows": [{"steps": [
                    {"action": "Show my application", "from": "portal", "to": ["applications"], "answers": {"intent": "query", "reply": "answer", "reader": "the_actor"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::OWNER_READ,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: When::All(t(&[QUERY, is("staleness", &[t("fresh")])])),
            because: t(
                "The answer must be current, so it comes from the owner, or from a copy that is known to be fresh \
                 enough.",
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[Rejection {
            when: When::All(t(&[
                QUERY,
                is("staleness", &[t("seconds"), t("minutes"), t("hours")]),
                is("reader", &[t(OPEN), t("others")]),
            ])),
            because: t(
                "An answer of that age is good enough, so the owner need not be up, nor bear the load, for each \
                 question.",
            ),
        }]),
    }),
};
