//! Escrow: a limit is split into shares that each owner spends locally.

use crate::rule::{Citation, Example, Grade, Kind, Mechanism, MechanismCase, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("escrow"),
    name: t("Escrow"),
    claim: t(
        "Where many draw on one number at once, split the right to draw into shares and let each holder spend its own.",
    ),
    why: t(
        "One row with the number of tickets left becomes the queue that all buyers stand in, and across regions each \
         of them waits for a round trip. Yet while hundreds are left, nobody needs to know the exact number: it is \
         enough that the shares together never exceed it. Each holder spends its share without asking, and only an \
         empty share makes anybody talk to anybody.",
    ),
    advice: t("Cut the limit into shares per shard or region, taken from the total in a transaction. Spend with a \
         conditional write on the own share; when it runs low, move rights from another one. Keep enough of the last \
         units in one place, or buyers will be turned away while another share still has some. Where a payment \
         follows, hold units from the share in the same way."),
    caveat: Some(t(
        "It works for numbers with a bound, not for particular things: seat 14B cannot be split. And it buys speed \
         with a blurred total: how many are left is known only by asking every share.",
    )),
    citations: t(&[
        Citation { source: t("oneil-1986"), section: t("The escrow method"), grade: Grade::Implies },
        Citation { source: t("balegas-2015"), section: t("Abstract"), grade: Grade::States },
    ]),
    lesson: t(&[9]),
    fires: t(&[
        Example {
            says: t("A game's currency is spent on servers in several regions, and never below nought."),
            description: t(r#"{"name": "Game wallet", "flows": [{"steps": [
                    {"action": "Spend the coins", "from": "game-server", "to": ["wallet"], "entity": "coins", "answers": {"reply": "answer", "invariant": "balance", "contention": "multi_region"}}]}]}"#),
        },
        Example {
            says: t("Vaccination slots for a whole city are opened at noon."),
            description: t(r#"{"name": "Vaccination", "flows": [{"steps": [
                    {"action": "Take one of the slots", "from": "portal", "to": ["slots"], "entity": "slot", "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "hot"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("Everybody wants the same operating theatre at noon, and there are no shares of it."),
            description: t(r#"{"name": "Operating theatres", "flows": [{"steps": [
                    {"action": "Book the theatre", "from": "surgery", "to": ["theatres"], "answers": {"reply": "answer", "invariant": "exclusive_booking", "contention": "hot"}}]}]}"#),
        },
        Example {
            says: t("A limit that few draw on is kept in one row."),
            description: t(r#"{"name": "Vaccination", "flows": [{"steps": [
                    {"action": "Take one of the slots", "from": "portal", "to": ["slots"], "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "ordinary"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::ESCROW,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: When::All(t(&[
                is("invariant", &[t("limited_stock"), t("balance")]),
                is("contention", &[t("hot"), t("multi_region")]),
            ])),
            because: t(
                "Many draw on one limit at once, so it is split into shares that are spent locally and together \
                 never exceed it.",
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            Rejection {
                when: When::All(t(&[
                    is("invariant", &[t("exclusive_booking")]),
                    is("contention", &[t("hot"), t("multi_region")]),
                ])),
                because: t("There is only one of it, so there are no shares to hand out."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("gap_free_number")])])),
                because: t("Number ranges that are handed out in advance leave gaps as soon as one is not used up."),
            },
        ]),
    }),
};
