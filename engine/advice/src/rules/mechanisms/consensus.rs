//! Consensus: several machines agree on one answer.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const SCARCE: Is = is("invariant", &[t("limited_stock"), t("exclusive_booking")]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("consensus"),
    name: t("Consensus"),
    claim: t(
        "Who leads, who holds the lock, who belongs to the group: let a proven consensus service decide it, and keep \
         it small.",
    ),
    why: t(
        "Machines that only watch each other's heartbeat cannot tell a dead leader from a slow network, and sooner \
         or later two of them lead. A consensus protocol lets a majority decide, so that there is never more than \
         one answer, even while some of them are down or cut off. Every decision costs a round trip to a majority, \
         which is why it is for small things that change seldom and not for the business data.",
    ),
    advice: t(
        "Use etcd, ZooKeeper, Consul or what your platform offers; write no protocol of your own. Give every lock \
         and every term of office a growing number, and let the store that it protects refuse a write with an older \
         one: a holder that slept through the end of its lease does not know that it lost it.",
    ),
    caveat: Some(t(
        "The lesson names consensus as one way to strong consistency. It is the right one for agreement between \
         machines; for stock, seats and accounts an owner with a conditional write gives the same strength for less.",
    )),
    citations: t(&[
        Citation {
            source: t("sre-critical-state"),
            section: t("Managing Critical State: Distributed Consensus for Reliability"),
            grade: Grade::States,
        },
        Citation { source: t("lesson"), section: t("how"), grade: Grade::States },
        Citation { source: t("jepsen-consistency"), section: t("Linearizability"), grade: Grade::Implies },
        Citation { source: t("kleppmann-2016"), section: t("Making the lock safe with fencing"), grade: Grade::States },
    ]),
    lesson: t(&[10]),
    fires: t(&[
        Example {
            says: t("Of three control computers exactly one steers the turbine."),
            description: t(r#"{"name": "Power station", "flows": [{"steps": [
                    {"action": "Elect the controller", "from": "controllers", "to": ["coordination"], "entity": "controller", "answers": {"reply": "answer", "invariant": "coordination"}}]}]}"#),
        },
        Example {
            says: t("The nightly export may run on one machine only."),
            description: t(r#"{"name": "Health statistics", "flows": [{"steps": [
                    {"action": "Take the lock for the nightly export", "from": "runner", "to": ["locks"], "entity": "lock", "answers": {"reply": "answer", "invariant": "coordination", "holdable": "yes"}}]}]}"#),
        },
    ]),
    silent: t(&[Example {
        says: t("A crane is booked: its owner decides alone, and nobody has to vote."),
        description: t(r#"{"name": "Port", "flows": [{"steps": [
                {"action": "Book the crane", "from": "terminal", "to": ["cranes"], "answers": {"reply": "answer", "invariant": "exclusive_booking"}}]}]}"#),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::CONSENSUS,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: When::All(t(&[is("invariant", &[t("coordination")])])),
            because: t(
                "Several machines must agree on one answer even while some of them fail, so a majority decides it.",
            ),
        }]),
        joins: None,
        // The store that a lock protects must refuse a holder whose lease has expired.
        beside: t(&[t("conditional_write")]),
        rejected: t(&[Rejection {
            when: When::Any(t(&[
                t(&[SCARCE, is("followed", &[t("by_nothing")]), is("contention", &[t(OPEN), t("ordinary")])]),
                t(&[is("invariant", &[t("no_lost_update")])]),
            ])),
            because: t(
                "One owner can decide this in its own write; a distributed lock around it is a second system, and \
                 its lease can end in the middle.",
            ),
        }]),
    }),
};
