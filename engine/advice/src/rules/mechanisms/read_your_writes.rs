//! Read your writes: the participant who made a change sees it at once.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "read_your_writes",
    name: "Read your own writes",
    claim: "Others may lag, but no reader sees a state older than what that reader has already written or seen.",
    why: "A person who saves a form and then sees the old one believes that the change was lost, and sends it again. \
          Nobody minds if all others learn of it a second later. One reader, in one session, needs the guarantee, \
          which is far cheaper than strong consistency for everyone.",
    advice: "Return the change's version to the writer and let its next reads carry it. A copy that has not caught up \
             waits a moment or forwards the query to the owner. Or pin a session to one copy, or to the owner for some \
             seconds after a write. It is often enough to show the new state from the response to the write itself.",
    caveat: "A session is one browser or device, not a person: the same person on a second device, or a colleague on \
             the phone, counts as \u{201c}others\u{201d} unless the token travels with them.",
    citations: &[
        cite("terry-1994", "Read Your Writes; Monotonic Reads", States),
        cite("jepsen-consistency", "Read Your Writes; Monotonic Reads", States),
    ],
    fires: examples! {
        "A citizen files an application and then opens the list of their own applications." =>
        r#"{"name": "Permit office", "flows": [{"steps": [
            {"action": "Show my applications", "from": "portal", "to": ["applications"],
              "answers": {"intent": "query", "reply": "answer", "reader": "the_actor", "staleness": "seconds"}}]}]}"#,
        "The remaining range that a driver sees may be a little old, but it never jumps back." =>
        r#"{"name": "Fleet", "flows": [{"steps": [
            {"action": "Get the van's remaining range", "from": "cab", "to": ["telemetry"],
              "answers": {"intent": "query", "reply": "answer", "reader": "never_backwards"}}]}]}"#,
    },
    silent: examples! {
        "Anybody reads the number of open applications, and a minute makes no difference." =>
        r#"{"name": "Permit office", "flows": [{"steps": [
            {"action": "Count the open applications", "from": "dashboard", "to": ["applications"],
              "answers": {"intent": "query", "reply": "answer", "reader": "others", "staleness": "minutes"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[
            MechanismCase {
                rank: super::READ_OF_A_CHANGE,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: all(&[is!("reader", "the_actor", "never_backwards"), is!("intent", OPEN, "command", "event"),]),
                because: t(
                    "The owner has the change at once and others may lag, but the reader must not see the state from \
                     before it."
                ),
            },
            MechanismCase {
                rank: super::READ_YOUR_WRITES,
                level: Level::Eventual,
                at_owner: Level::Eventual,
                when: all(&[is!("reader", "the_actor", "never_backwards")]),
                because: t(
                    "Others may lag, but a reader must not see a state older than what that reader has written or seen."
                ),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[is!("intent", "query"), is!("staleness", "fresh"), is!("reader", "the_actor", "never_backwards")]),
            "Seeing one's own changes is not enough here: the answer must also include what others have just done.",
        )]),
    }),
});
