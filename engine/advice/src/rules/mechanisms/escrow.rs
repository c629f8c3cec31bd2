//! Escrow: a limit is split into shares that each owner spends locally.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const LIMIT: Is = is!("invariant", "limited_stock", "balance");

const CONTENDED: Is = is!("contention", "hot", "multi_region");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "escrow",
    name: "Escrow",
    claim: "Where many draw on one number at once, split the right to draw into shares and let each holder spend its \
            own.",
    why: "One row with the number of tickets left becomes the queue that all buyers stand in, and across regions each \
          of them waits for a round trip. Yet while hundreds are left, nobody needs to know the exact number: it is \
          enough that the shares together never exceed it. Each holder spends its share without asking, and only an \
          empty share makes anybody talk to anybody.",
    advice: "Cut the limit into shares per shard or region, taken from the total in a transaction. Spend with a \
             conditional write on the own share; when it runs low, move rights from another one. Keep enough of the \
             last units in one place, or buyers will be turned away while another share still has some. Where a \
             payment follows, hold units from the share in the same way.",
    caveat: "It works for numbers with a bound, not for particular things: seat 14B cannot be split. And it buys speed \
             with a blurred total: how many are left is known only by asking every share.",
    citations: &[cite("oneil-1986", "The escrow method", Implies), cite("balegas-2015", "Abstract", States)],
    lesson: &[9],
    fires: examples! {
        "A game's currency is spent on servers in several regions, and never below nought." =>
        r#"{"name": "Game wallet", "flows": [{"steps": [
            {"action": "Spend the coins", "from": "game-server", "to": ["wallet"], "entity": "coins",
              "answers": {"reply": "answer", "invariant": "balance", "contention": "multi_region"}}]}]}"#,
        "Vaccination slots for a whole city are opened at noon." =>
        r#"{"name": "Vaccination", "flows": [{"steps": [
            {"action": "Take one of the slots", "from": "portal", "to": ["slots"], "entity": "slot",
              "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "hot", "quantity": "many"}}]}]}"#,
    },
    silent: examples! {
        "Everybody wants the same operating theatre at noon, and there are no shares of it." =>
        r#"{"name": "Operating theatres", "flows": [{"steps": [
            {"action": "Book the theatre", "from": "surgery", "to": ["theatres"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking", "contention": "hot"}}]}]}"#,
        "A limit that few draw on is kept in one row." =>
        r#"{"name": "Vaccination", "flows": [{"steps": [
            {"action": "Take one of the slots", "from": "portal", "to": ["slots"],
              "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "ordinary"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::ESCROW,
            level: Level::Strong,
            at_owner: Level::Strong,
            // Money comes in many units, and regions that do not ask each other need shares of their own.
            when: any(&[
                t(&[LIMIT, CONTENDED, is!("quantity", "many")]),
                t(&[LIMIT, is!("contention", "multi_region"), is!("quantity", OPEN)]),
                t(&[is!("invariant", "balance"), CONTENDED, is!("quantity", OPEN)]),
            ]),
            because: t(
                "Many draw on one limit at once, so it is split into shares that are spent locally and together never \
                 exceed it."
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            reject(
                all(&[LIMIT, CONTENDED, is!("quantity", "one", "few")]),
                "There are too few of it: most shares would stand empty while another still has some.",
            ),
            reject(
                all(&[is!("invariant", "exclusive_booking"), is!("contention", "hot", "multi_region")]),
                "There is only one of it, so there are no shares to hand out.",
            ),
            reject(
                all(&[is!("invariant", "gap_free_number")]),
                "Number ranges that are handed out in advance leave gaps as soon as one is not used up.",
            ),
        ]),
    }),
});
