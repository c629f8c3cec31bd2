//! Unique registry: one authority says whether a name is taken.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "unique_registry",
    name: "Unique registry",
    claim: "A name that somebody chooses and nobody else may have is claimed at the one authority for its namespace.",
    why: "To say that a name is free, the authority must know every name at that moment. If two copies both accept it, \
          uniqueness is broken, and no later merge repairs it: one of the two people has to give the name back. The \
          common bug is a smaller case of the same: first a query whether the name exists, then an insert, with room \
          for another insert in between.",
    advice: "Keep one table of names with a unique key, partitioned by the name itself if it grows, and let the insert \
             decide. If the other data lives elsewhere, claim the name first, create the other data, and release the \
             claim if that fails. Normalise names, in case and accents, before you compare them.",
    caveat: "Only chosen names need this. An identifier that nobody has to like is unique without coordination: make \
             it large and random, or include the number of the machine that issues it.",
    citations: &[
        cite("bailis-2014", "Applying invariant confluence", States),
        cite("bailis-2015", "Feral Mechanisms in Rails", Implies),
    ],
    fires: examples! {
        "A player claims a name that nobody else in the world may have." =>
        r#"{"name": "Player accounts", "flows": [{"steps": [
            {"action": "Claim the player name", "from": "accounts", "to": ["names"], "entity": "player name",
              "answers": {"reply": "answer", "invariant": "unique_name", "contention": "multi_region"}}]}]}"#,
    },
    silent: examples! {
        "The names live in the service's own database, whose unique index refuses a duplicate by itself." =>
        r#"{"name": "Player accounts", "flows": [{"steps": [
            {"action": "Claim the player name", "from": "accounts", "to": ["accounts"],
              "answers": {"reply": "answer", "invariant": "unique_name"}}]}]}"#,
        "A shipment number is generated, not chosen, and two random numbers practically never collide." =>
        r#"{"name": "Shipments", "flows": [{"steps": [
            {"action": "Create the shipment with a random number", "from": "counter", "to": ["shipments"],
              "answers": {"reply": "answer", "invariant": "none"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::UNIQUE_REGISTRY,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: all(&[is!("invariant", "unique_name")]),
            because: t(
                "Nobody else may have the name, so one authority that knows every name of its kind accepts or refuses \
                 it."
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[is!("invariant", "unique_name"), is!("boundary", "same")]),
            "The names live in the same database, where a unique index is enough and no second service is needed.",
        )]),
    }),
});
