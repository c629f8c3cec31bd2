//! CRDT: data whose copies merge by themselves.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "crdt",
    name: "Data that merges by itself",
    claim: "If all concurrent changes may stand, use a data type whose copies merge to the same state without \
            coordination.",
    why: "Presence, likes, notes and offline edits break no rule when two people change them at once: both changes are \
          wanted. A conflict-free replicated data type accepts each change locally, at once and even offline. Copies \
          that have received the same changes show the same state. It cannot refuse a change: a limit or a unique name \
          needs somebody who knows all of it before answering.",
    advice: "Use a proven type from a library, such as a counter, an observed-remove set or a text sequence. Model the \
             data so that merging gives what people mean. Show others' changes as they arrive. Keep every limit, \
             unique name and sum of money out of it.",
    caveat: "The lesson lists CRDTs, and collaborative editing with them, among the ways to strong consistency. They \
             are not: copies converge, but at any moment they may differ, and they enforce neither uniqueness nor a \
             limit. A \u{201c}bounded counter\u{201d} enforces one because it hands out rights to spend in advance, \
             which is escrow.",
    citations: &[
        cite("shapiro-2011", "Strong Eventual Consistency", States),
        cite("bailis-2014", "Applying invariant confluence", States),
        cite("balegas-2015", "Abstract", States),
        cite("lesson", "when strong is required", Implies),
    ],
    lesson: &[9, 10],
    fires: examples! {
        "Nurses write into the same shift note from several tablets, some of them offline." =>
        r#"{"name": "Shift notes", "flows": [{"steps": [
            {"action": "Save the note", "from": "tablet", "to": ["notes"], "entity": "note",
              "answers": {"reply": "acknowledgement", "invariant": "collaborative_edit"}}]}]}"#,
        "A game with servers on three continents shows who is online." =>
        r#"{"name": "Lobby", "flows": [{"steps": [
            {"action": "Show the player as online", "from": "game", "to": ["presence"], "entity": "presence",
              "answers": {"reply": "none", "invariant": "mergeable", "contention": "multi_region",
                "loss": "acceptable"}}]}]}"#,
    },
    silent: examples! {
        "The number of charging points is limited, and merging enforces no limit." =>
        r#"{"name": "Car park", "flows": [{"steps": [
            {"action": "Take a charging point", "from": "app", "to": ["charging"],
              "answers": {"reply": "answer", "invariant": "limited_stock"}}]}]}"#,
        "The order of the edits matters, so one owner puts them in sequence." =>
        r#"{"name": "Timetables", "flows": [{"steps": [
            {"action": "Apply the edit", "from": "editor", "to": ["timetables"],
              "answers": {"reply": "answer", "invariant": "collaborative_edit", "ordering": "global"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::CRDT,
            level: Level::StrongEventual,
            at_owner: Level::StrongEventual,
            when: all(&[is!("invariant", "collaborative_edit", "mergeable")]),
            because: t(
                "Concurrent changes may all stand, so each copy accepts them at once and the copies merge to the same \
                 state."
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            reject(
                all(&[is!("invariant", "limited_stock", "balance")]),
                "Merging enforces no limit: two copies can both give away the last unit before they merge.",
            ),
            reject(
                all(&[is!("invariant", "exclusive_booking", "unique_name")]),
                "Merging enforces no exclusivity: two copies can both give the same thing away before they merge.",
            ),
            reject(
                all(&[is!("invariant", "trade_price", "gap_free_number", "coordination")]),
                "Merging reaches agreement only afterwards, but this must be decided at once.",
            ),
            reject(
                all(&[is!("invariant", "collaborative_edit"), is!("ordering", "per_entity", "global")]),
                "Copies converge without agreeing on one order of the changes, but this step requires one.",
            ),
        ]),
    }),
});
