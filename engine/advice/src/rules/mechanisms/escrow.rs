//! Escrow: a limit is split into shares that each owner spends locally.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const LIMIT: Is = is!("invariant", "limited_stock", "balance");

const CONTENDED: Is = is!("contention", "hot", "multi_region");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "escrow",
    name: "Escrow",
    claim: "If many requests draw on one number at once, split it into shares and let each holder spend its own share \
            locally.",
    why: "If one row holds the number of tickets left, all buyers queue for it, and across regions each of them waits \
          for a round trip. Yet while hundreds are left, nobody needs the exact number: it is enough that the shares \
          together never exceed it. Each holder spends its share without asking. Only a holder whose share is empty \
          has to talk to another.",
    advice: "Split the limit into shares per shard or region, taken from the total in a transaction. Spend from the \
             local share with a conditional write; when it runs low, move units from another share. Keep enough of the \
             last units in one place, or buyers are refused while another share still has some. If a payment follows, \
             hold units from the share in the same way.",
    caveat: "It works for numbers with a bound, not for particular things: seat 14B cannot be split. It also buys \
             speed with an imprecise total: only a query to every share shows how many are left.",
    citations: &[cite("oneil-1986", "The escrow method", Implies), cite("balegas-2015", "Abstract", States)],
    lesson: &[9],
    fires: examples! {
        "Players spend a game's currency on servers in several regions, and it must never fall below zero." =>
        r#"{"name": "Game wallet", "flows": [{"steps": [
            {"action": "Spend the coins", "from": "game-server", "to": ["wallet"], "entity": "coins",
              "answers": {"reply": "answer", "invariant": "balance", "contention": "multi_region"}}]}]}"#,
        "Vaccination slots for a whole city open at noon." =>
        r#"{"name": "Vaccination", "flows": [{"steps": [
            {"action": "Take one of the slots", "from": "portal", "to": ["slots"], "entity": "slot",
              "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "hot", "quantity": "many"}}]}]}"#,
    },
    silent: examples! {
        "Everybody wants the same operating theatre at noon, and it cannot be split into shares." =>
        r#"{"name": "Operating theatres", "flows": [{"steps": [
            {"action": "Book the theatre", "from": "surgery", "to": ["theatres"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking", "contention": "hot"}}]}]}"#,
        "A limit that few requests draw on stays in one row." =>
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
                "Many requests draw on one limit, so it is split into shares that are spent locally and together never \
                 exceed it."
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            reject(
                all(&[LIMIT, CONTENDED, is!("quantity", "one", "few")]),
                "There are too few to split: most shares would be empty while another still holds some.",
            ),
            reject(
                all(&[is!("invariant", "exclusive_booking"), is!("contention", "hot", "multi_region")]),
                "There is only one of it, so it cannot be split into shares.",
            ),
            reject(
                all(&[is!("invariant", "gap_free_number")]),
                "Number ranges handed out in advance leave gaps as soon as one is not used up.",
            ),
        ]),
    }),
});
