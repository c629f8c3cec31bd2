//! CRDT: data whose copies merge by themselves.

use crate::rule::{Citation, Example, Grade, Kind, Mechanism, MechanismCase, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("crdt"),
    name: t("Data that merges by itself"),
    claim: t(
        "Where all concurrent changes may stand, use a data type whose copies merge to the same state without asking \
         each other.",
    ),
    why: t("Presence, likes, notes and offline edits break no rule when two people change them at once: both changes \
         are wanted. A conflict-free replicated data type takes each change locally, at once and even offline, and \
         copies that have seen the same changes show the same state. What it cannot do is say no: a limit or a \
         unique name needs somebody who has seen all of it before the answer is given."),
    advice: t(
        "Take a proven type from a library, such as a counter, an observed-remove set or a text sequence, and model \
         the data so that merging is what people mean. Show others' changes as they arrive. Keep every limit, unique \
         name and sum of money out of it.",
    ),
    caveat: Some(t(
        "The lesson lists CRDTs, and collaborative editing with them, among the ways to strong consistency. They are \
         not: copies converge, but at any moment they may differ, and they keep neither uniqueness nor a limit. A \
         \u{201c}bounded counter\u{201d} keeps one because it hands out rights to spend beforehand, which is escrow.",
    )),
    citations: t(&[
        Citation { source: t("shapiro-2011"), section: t("Strong Eventual Consistency"), grade: Grade::States },
        Citation { source: t("bailis-2014"), section: t("Applying invariant confluence"), grade: Grade::States },
        Citation { source: t("balegas-2015"), section: t("Abstract"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("how"), grade: Grade::Implies },
    ]),
    lesson: t(&[9, 10]),
    fires: t(&[
        Example {
            says: t("Nurses write into the same shift note from several tablets, some of them offline."),
            description: t(r#"{"name": "Shift notes", "flows": [{"steps": [
                    {"action": "Save the note", "from": "tablet", "to": ["notes"], "entity": "note", "answers": {"reply": "acknowledgement", "invariant": "collaborative_edit"}}]}]}"#),
        },
        Example {
            says: t("Who is online, in a game with servers on three continents."),
            description: t(r#"{"name": "Lobby", "flows": [{"steps": [
                    {"action": "Show the player as online", "from": "game", "to": ["presence"], "entity": "presence", "answers": {"reply": "none", "invariant": "mergeable", "contention": "multi_region", "loss": "acceptable"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("There are only so many charging points, and merging keeps no limit."),
            description: t(r#"{"name": "Car park", "flows": [{"steps": [
                    {"action": "Take a charging point", "from": "app", "to": ["charging"], "answers": {"reply": "answer", "invariant": "limited_stock"}}]}]}"#),
        },
        Example {
            says: t("The order of the edits counts, so one owner puts them in line."),
            description: t(r#"{"name": "Timetables", "flows": [{"steps": [
                    {"action": "Apply the edit", "from": "editor", "to": ["timetables"], "answers": {"reply": "answer", "invariant": "collaborative_edit", "ordering": "global"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::CRDT,
            level: Level::StrongEventual,
            at_owner: Level::StrongEventual,
            when: When::All(t(&[is("invariant", &[t("collaborative_edit"), t("mergeable")])])),
            because: t(
                "Concurrent changes may all stand, so each copy takes them at once and the copies merge to the same \
                 state.",
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            Rejection {
                when: When::All(t(&[is("invariant", &[t("limited_stock"), t("balance")])])),
                because: t(
                    "Copies that merge keep no limit: two of them can both give away the last unit before they meet.",
                ),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("exclusive_booking"), t("unique_name")])])),
                because: t(
                    "Copies that merge keep nothing exclusive: two of them can both give it away before they meet.",
                ),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("trade_price"), t("gap_free_number"), t("coordination")])])),
                because: t(
                    "Copies that merge agree only afterwards, and here it has to be decided at the moment itself.",
                ),
            },
            Rejection {
                when: When::All(t(&[
                    is("invariant", &[t("collaborative_edit")]),
                    is("ordering", &[t("per_entity"), t("global")]),
                ])),
                because: t("Copies converge without agreeing on one order of the changes, and this step asks for one."),
            },
        ]),
    }),
};
