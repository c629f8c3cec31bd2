//! Single writer: one owner puts all changes into one order.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

pub(crate) static RULE: Rule = rule!(Rule {
    id: "single_writer",
    name: "Single writer",
    claim: "If the order of changes itself must be right, one owner handles them one after another.",
    why: "A price that depends on who came first, a number series without gaps and a text that two people edit share \
          one need: every change must follow exactly one other. Locks can enforce that order, but then most of the \
          time goes into waiting for them. One writer that takes requests from a queue needs no lock at all. On a \
          single core it is faster than most systems will ever need.",
    advice: "Give each order book, number series or document one owner that handles its requests in sequence. Keep the \
             state in memory if it must be fast, and write the input to a log first. Split by entity, so that each has \
             its own writer. Keep a replica that replays the same log and can take over.",
    caveat: "The lesson names stale prices as the reason that trading needs strong consistency; that one owner matches \
             orders in sequence is how exchanges such as LMAX do it. Ask whether numbers really must have no gaps: a \
             plain database sequence is far cheaper, and skips a number whenever a transaction fails. One writer is \
             also one bottleneck and a single point of failure.",
    citations: &[
        cite("fowler-lmax", "Business Logic Processor", States),
        cite("lesson", "when strong is required", Implies),
        cite("bailis-2014", "Applying invariant confluence", Implies),
        cite("postgresql-sequences", "nextval", Implies),
    ],
    lesson: &[9],
    fires: examples! {
        "Bids for a quarter of an hour of power are matched at the current price." =>
        r#"{"name": "Balancing market", "flows": [{"steps": [
            {"action": "Match the bid", "from": "gateway", "to": ["market"], "entity": "bid",
              "answers": {"reply": "answer", "invariant": "trade_price"}}]}]}"#,
        "Court files are numbered without a gap, even inside one service." =>
        r#"{"name": "Court registry", "flows": [{"steps": [
            {"action": "Assign the next file number", "from": "registry", "to": ["registry"], "entity": "file number",
              "answers": {"reply": "answer", "invariant": "gap_free_number"}}]}]}"#,
        "Two planners edit one timetable, and the order of their edits matters." =>
        r#"{"name": "Timetables", "flows": [{"steps": [
            {"action": "Apply the edit", "from": "editor", "to": ["timetables"], "entity": "edit",
              "answers": {"reply": "answer", "invariant": "collaborative_edit", "ordering": "per_entity"}}]}]}"#,
    },
    silent: examples! {
        "Edits that can be applied in any order are merged." =>
        r#"{"name": "Shift notes", "flows": [{"steps": [
            {"action": "Save the note", "from": "tablet", "to": ["notes"],
              "answers": {"reply": "acknowledgement", "invariant": "collaborative_edit"}}]}]}"#,
        "Numbers that must differ but may have gaps need no single writer." =>
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
            because: t("The result depends on the order of all changes, so one owner handles them one after another."),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[reject(
            all(&[
                is!("invariant", "collaborative_edit", "mergeable"),
                is!("ordering", OPEN, "none"),
                is!("contention", "multi_region"),
            ]),
            "Writers in other regions would wait for one distant owner, although their changes can be merged without \
             it.",
        )]),
    }),
});
