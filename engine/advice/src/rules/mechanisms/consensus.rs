//! Consensus: several machines agree on one answer.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "consensus",
    name: "Consensus",
    claim: "Let a proven consensus service decide who leads, who holds the lock and who belongs to the group, and keep \
            its data small.",
    why: "Machines that only watch each other's heartbeat cannot tell a dead leader from a slow network, and sooner or \
          later two of them lead. In a consensus protocol a majority decides, so there is never more than one answer, \
          even while some machines are down or cut off. Every decision costs a round trip to a majority. Consensus is \
          therefore for small things that change seldom, not for business data.",
    advice: "Use etcd, ZooKeeper, Consul or what your platform offers; do not write your own protocol. Give every lock \
             and every term of leadership an increasing number (a fencing token), and let the protected store refuse a \
             write with an older one. A holder that was paused beyond the end of its lease does not know that it has \
             lost it.",
    caveat: "The lesson names consensus as one way to strong consistency. It is right for agreement between machines. \
             For stock, seats and accounts, an owner with a conditional write is equally strong and cheaper.",
    citations: &[
        cite("sre-critical-state", "Managing Critical State: Distributed Consensus for Reliability", States),
        cite("lesson", "when strong is required", States),
        cite("jepsen-consistency", "Linearizability", Implies),
        cite("kleppmann-2016", "Making the lock safe with fencing", States),
    ],
    lesson: &[10],
    fires: examples! {
        "Exactly one of three control computers steers the turbine." =>
        r#"{"name": "Power station", "flows": [{"steps": [
            {"action": "Elect the controller", "from": "controllers", "to": ["coordination"], "entity": "controller",
              "answers": {"reply": "answer", "invariant": "coordination"}}]}]}"#,
        "The nightly export may run on only one machine." =>
        r#"{"name": "Health statistics", "flows": [{"steps": [
            {"action": "Take the lock for the nightly export", "from": "runner", "to": ["locks"], "entity": "lock",
              "answers": {"reply": "answer", "invariant": "coordination", "holdable": "yes"}}]}]}"#,
    },
    silent: examples! {
        "The owner of a crane decides alone who books it, and nobody has to vote." =>
        r#"{"name": "Port", "flows": [{"steps": [
            {"action": "Book the crane", "from": "terminal", "to": ["cranes"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::CONSENSUS,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: all(&[is!("invariant", "coordination")]),
            because: t(
                "Several machines must agree on one answer even while some of them fail, so a majority decides."
            ),
        }]),
        joins: None,
        // The store that a lock protects must refuse a holder whose lease has expired.
        beside: t(&[t("conditional_write")]),
        rejected: t(&[reject(
            any(&[
                t(&[SCARCE, is!("followed", "by_nothing"), is!("contention", OPEN, "ordinary")]),
                t(&[is!("invariant", "no_lost_update")]),
            ]),
            "One owner can decide this in its own write. A distributed lock around it is a second system, and its \
             lease can expire in between.",
        )]),
    }),
});
