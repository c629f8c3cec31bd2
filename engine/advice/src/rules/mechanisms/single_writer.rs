//! Single writer: one owner puts all changes into one order.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "single_writer",
    name: "Single writer",
    claim: "Where the order of changes is itself what must be right, one owner takes them one after another.",
    why: "A price that depends on who came first, a number series without holes and a text that two people type into \
          share one need: every change must follow exactly one other. Locks can force that order, but then all the \
          time goes into waiting for them. One writer that takes requests from a queue needs no lock at all, and on \
          one core it is faster than most systems will ever need.",
    advice: "Give each order book, number series or document one owner that handles its requests in sequence, in \
             memory if it must be fast, with the input written to a log first. Split by entity, so that each has its \
             own writer, and keep a replica that replays the same log ready to take over.",
    caveat: "The lesson names stale prices as the reason that trading needs strength; that one owner matches them in \
             order is how exchanges such as LMAX do it. Ask whether numbers really must have no gaps: a plain database \
             sequence is far cheaper, and it skips a number whenever a transaction fails. One writer is also one limit \
             and one thing that can stop.",
    citations: &[
        cite("fowler-lmax", "Business Logic Processor", States),
        cite("lesson", "when strong is required", Implies),
        cite("bailis-2014", "Applying invariant confluence", Implies),
        cite("postgresql-sequences", "nextval", Implies),
    ],
    lesson: &[9],
    fires: examples! {
        "Bids for a quarter of an hour of power are matched at the price that stands." =>
        r#"{"name": "Balancing market", "flows": [{"steps": [
            {"action": "Match the bid", "from": "gateway", "to": ["market"], "entity": "bid",
              "answers": {"reply": "answer", "invariant": "trade_price"}}]}]}"#,
        "Court files are numbered without a gap, even inside one service." =>
        r#"{"name": "Court registry", "flows": [{"steps": [
            {"action": "Assign the next file number", "from": "registry", "to": ["registry"], "entity": "file number",
              "answers": {"reply": "answer", "invariant": "gap_free_number"}}]}]}"#,
        "Two planners edit one timetable, and the order of their edits counts." =>
        r#"{"name": "Timetables", "flows": [{"steps": [
            {"action": "Apply the edit", "from": "editor", "to": ["timetables"], "entity": "edit",
              "answers": {"reply": "answer", "invariant": "collaborative_edit", "ordering": "per_entity"}}]}]}"#,
    },
    silent: examples! {
        "Edits that can stand in any order are merged." =>
        r#"{"name": "Shift notes", "flows": [{"steps": [
            {"action": "Save the note", "from": "tablet", "to": ["notes"],
              "answers": {"reply": "acknowledgement", "invariant": "collaborative_edit"}}]}]}"#,
        "Numbers that must differ but may have gaps need no owner of the order." =>
        r#"{"name": "Parcels", "flows": [{"steps": [
            {"action": "Create the parcel with a new number", "from": "counter", "to": ["parcels"],
              "answers": {"reply": "answer", "boundary": "crosses"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning { has_one_owner: true, ..MechanismMeaning::ORDINARY },
        cases: t(&[MechanismCase {
            rank: super::SINGLE_WRITER,
            level: Level::Strong,
            at_owner: Level::Strong,
            when: any(&[
                t(&[is!("invariant", "gap_free_number", "trade_price")]),
                t(&[is!("invariant", "collaborative_edit"), is!("ordering", "per_entity", "global")]),
            ]),
            because: t("What is right here depends on the order of all changes, so one owner takes them one after \
                        another."),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[
                is!("invariant", "collaborative_edit", "mergeable"),
                is!("ordering", OPEN, "none"),
                is!("contention", "multi_region"),
            ]),
            "Writers in other regions would wait for one far owner, for changes that can be merged without it.",
        )]),
    }),
});
