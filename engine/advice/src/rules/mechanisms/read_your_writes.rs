//! Read your writes: the participant who made a change sees it at once.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "read_your_writes",
    name: "Read your own writes",
    claim: "Others may lag, but nobody is shown a state from before what they themselves have done or already seen.",
    why: "A person who saves a form and is shown the old one believes that it was lost, and sends it again. The rest \
          of the world learning of it a second later disturbs nobody. So the strength is needed for one reader, in one \
          session, and that is far cheaper than strength for all.",
    advice: "Return the change's version to the writer and let its next reads carry it: a copy that has not come so \
             far waits a moment or passes the question on to the owner. Or send a session to the same copy, or to the \
             owner for some seconds after a write. Showing the new state from the answer to the write itself is often \
             enough.",
    caveat: "A session is more than a browser tab: the same person on a second device, or a colleague whom they \
             telephone, counts as \u{201c}others\u{201d} unless the token travels with them.",
    citations: &[
        cite("terry-1994", "Read Your Writes; Monotonic Reads", States),
        cite("jepsen-consistency", "Read Your Writes; Monotonic Reads", States),
    ],
    fires: examples! {
        "A citizen files an application and opens the list of theirs." =>
        r#"{"name": "Permit office", "flows": [{"steps": [
            {"action": "Show my applications", "from": "portal", "to": ["applications"],
              "answers": {"intent": "query", "reply": "answer", "reader": "the_actor", "staleness": "seconds"}}]}]}"#,
        "A driver's remaining range may be a little old, but it never jumps back." =>
        r#"{"name": "Fleet", "flows": [{"steps": [
            {"action": "Get the van's remaining range", "from": "cab", "to": ["telemetry"],
              "answers": {"intent": "query", "reply": "answer", "reader": "never_backwards"}}]}]}"#,
    },
    silent: examples! {
        "Anybody looks at the open applications, and a minute makes no difference." =>
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
                when: all(&[
                    is!("reader", "the_actor", "never_backwards"),
                    is!("side", "synchronous"),
                    is!("intent", OPEN, "command", "event"),
                ]),
                because: t(
                    "Its owner has the change at once and others may lag, but whoever made it must not be shown the \
                     state from before."
                ),
            },
            MechanismCase {
                rank: super::READ_YOUR_WRITES,
                level: Level::Eventual,
                at_owner: Level::Eventual,
                when: all(&[is!("reader", "the_actor", "never_backwards")]),
                because: t(
                    "Others may lag, but a reader must not be shown a state from before what they have done or already \
                     seen."
                ),
            },
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[is!("intent", "query"), is!("staleness", "fresh"), is!("reader", "the_actor", "never_backwards")]),
            "Seeing one's own changes is not enough here: the answer must also hold what others have just done.",
        )]),
    }),
});
