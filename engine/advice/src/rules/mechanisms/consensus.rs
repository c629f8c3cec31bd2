//! Consensus: several machines agree on one answer.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is!("invariant", "limited_stock", "exclusive_booking");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "consensus",
    name: "Consensus",
    claim: "Who leads, who holds the lock, who belongs to the group: let a proven consensus service decide it, and \
            keep it small.",
    why: "Machines that only watch each other's heartbeat cannot tell a dead leader from a slow network, and sooner or \
          later two of them lead. A consensus protocol lets a majority decide, so that there is never more than one \
          answer, even while some of them are down or cut off. Every decision costs a round trip to a majority, which \
          is why it is for small things that change seldom and not for the business data.",
    advice: "Use etcd, ZooKeeper, Consul or what your platform offers; write no protocol of your own. Give every lock \
             and every term of office a growing number, and let the store that it protects refuse a write with an \
             older one: a holder that slept through the end of its lease does not know that it lost it.",
    caveat: "The lesson names consensus as one way to strong consistency. It is the right one for agreement between \
             machines; for stock, seats and accounts an owner with a conditional write gives the same strength for \
             less.",
    citations: &[
        cite("sre-critical-state", "Managing Critical State: Distributed Consensus for Reliability", States),
        cite("lesson", "how", States),
        cite("jepsen-consistency", "Linearizability", Implies),
        cite("kleppmann-2016", "Making the lock safe with fencing", States),
    ],
    lesson: &[10],
    fires: examples! {
        "Of three control computers exactly one steers the turbine." =>
        r#"{"name": "Power station", "flows": [{"steps": [
            {"action": "Elect the controller", "from": "controllers", "to": ["coordination"], "entity": "controller",
              "answers": {"reply": "answer", "invariant": "coordination"}}]}]}"#,
        "The nightly export may run on one machine only." =>
        r#"{"name": "Health statistics", "flows": [{"steps": [
            {"action": "Take the lock for the nightly export", "from": "runner", "to": ["locks"], "entity": "lock",
              "answers": {"reply": "answer", "invariant": "coordination", "holdable": "yes"}}]}]}"#,
    },
    silent: examples! {
        "A crane is booked: its owner decides alone, and nobody has to vote." =>
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
                "Several machines must agree on one answer even while some of them fail, so a majority decides it."
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
            "One owner can decide this in its own write; a distributed lock around it is a second system, and its \
             lease can end in the middle.",
        )]),
    }),
});
