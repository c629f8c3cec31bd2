//! Which invariant must hold at every moment. This decides whether the step needs strong consistency at all.

use crate::rule::prelude::*;

const UNDECIDED: &[Is] = &[is!("reply", OPEN), is!("place", "prefix")];

/// Requires a decision at the owner while the caller waits. Behind the commit point the owner decides just as
/// strongly from a queue.
const fn decides(because: &'static str) -> Effect {
    effect(decide(Synchronous, super::INVARIANT), all(UNDECIDED), because)
}

/// Says what the invariant requires of consistency, wherever the step stands.
const fn shapes(because: &'static str) -> Effect {
    always(shape("consistency"), because)
}

pub(crate) static RULE: Rule = rule!(Rule {
    id: "invariant",
    name: "Which rule must hold at every moment",
    claim: "A step needs strong consistency only if a rule breaks when two requests act on stale data at the same \
            time.",
    why: "Ten tickets, fifteen buyers: if each request is checked against a copy that is a second old, somebody buys a \
          seat that does not exist. No later message can restore it. The same holds for a price that people trade on, \
          a room that one guest can have, or a number without gaps. Each such rule needs one place that handles the \
          requests one after another. Most steps have no such rule: nothing breaks if a view counter lags by two \
          seconds. Systems are strongly consistent more often by habit than by need, so this question makes the choice \
          explicit for each step.",
    advice: "Name the rule and the one participant that owns it, and decide the step there. If you cannot name a rule \
             that a delay of one second would break, answer that nothing breaks and choose the cheaper option.",
    caveat: "The lesson is loose in one place: it files conflict-free replicated data types (CRDTs), and collaborative \
             editing with them, under strong consistency. Merging needs no coordination: copies may differ for a while \
             and converge by themselves. In return a CRDT enforces neither uniqueness nor a limit, so it cannot guard \
             stock, bookings or balances. A rule also says where a step is decided, not that somebody must wait: its \
             owner decides just as strongly while handling a queued command.",
    citations: &[
        cite("lesson", "when strong is required", States),
        cite("lesson", "key insight", States),
        cite("lesson", "use sync when", States),
        cite("bailis-2014", "Applying invariant confluence", States),
        cite("shapiro-2011", "Strong Eventual Consistency", States),
    ],
    lesson: &[9, 10, 11, 16],
    fires: examples! {
        "The last free bed of a ward can go to only one patient." =>
        r#"{"name": "Hospital", "flows": [{"steps": [
            {"action": "Assign the bed", "from": "admissions", "to": ["beds"],
              "answers": {"invariant": "exclusive_booking"}}]}]}"#,
        "A turbine must not sell more energy than it will produce, even if the bids arrive over a queue." =>
        r#"{"name": "Energy market", "flows": [{"steps": [
            {"action": "Sell the forecast energy", "from": "bids", "to": ["turbine"],
              "answers": {"intent": "command", "reply": "none", "invariant": "limited_stock"}}]}]}"#,
        "Likes from anywhere are simply added up: this settles the consistency, but nobody has to wait." =>
        r#"{"name": "Photo club", "flows": [{"steps": [
            {"action": "Like the photo", "from": "app", "to": ["likes"],
              "answers": {"reply": "none", "invariant": "mergeable"}}]}]}"#,
    },
    silent: examples! {
        "A visitor counter at the town hall's door breaks no rule if it lags a little." =>
        r#"{"name": "Town hall", "flows": [{"steps": [
            {"action": "Count the visitor", "from": "door", "to": ["statistics"],
              "answers": {"invariant": "none"}}]}]}"#,
    },
    kind: RuleKind::Gate(Question {
        ask: t("Is there a rule that must hold at every moment, even when two requests act at once?"),
        why_asked: t("Only such a rule needs strong consistency. It also settles the mechanism and the owner that \
                      decides."),
        several: false,
        answers: t(&[
            Answer {
                id: t("none"),
                label: t("No, nothing breaks"),
                decides: t("nothing: strong consistency is not needed here"),
                effects: t(&[]),
            },
            Answer {
                id: t("limited_stock"),
                label: t("Only a limited number can be taken"),
                decides: t("strong: one owner counts them, or the number is split into shares"),
                effects: t(&[
                    decides("The number is limited, so the owner decides who gets one while the caller waits."),
                    shapes("The number is limited, so checking that one is left and taking it is a single write.",),
                ]),
            },
            Answer {
                id: t("exclusive_booking"),
                label: t("Only one can have it"),
                decides: t("strong: its owner decides who gets it"),
                effects: t(&[
                    decides("Only one can have it, so its owner decides who gets it while the caller waits."),
                    shapes(
                        "Only one can have it, so checking that it is free and taking it is a single write at its \
                         owner.",
                    ),
                ]),
            },
            Answer {
                id: t("unique_name"),
                label: t("A chosen name must be unique"),
                decides: t("strong: one registry decides for all names of that kind"),
                effects: t(&[
                    decides(
                        "A chosen name must be unique, so one registry accepts or refuses it while the caller waits.",
                    ),
                    shapes("A chosen name must be unique, so one registry decides for all names of that kind."),
                ]),
            },
            Answer {
                id: t("balance"),
                label: t("An amount must not fall below its limit"),
                decides: t("strong at the account; a saga if several accounts are involved"),
                effects: t(&[
                    decides(
                        "An amount must not fall below its limit, so the owner of the account decides while the caller \
                         waits.",
                    ),
                    shapes("An amount must not fall below its limit, so the check and the change are a single write.",),
                ]),
            },
            Answer {
                id: t("trade_price"),
                label: t("People trade on this price"),
                decides: t("strong: one writer orders every trade"),
                effects: t(&[
                    decides(
                        "A trade on a stale price is wrong, so the owner of the order book decides while the caller \
                         waits.",
                    ),
                    shapes("A trade on a stale price is wrong, so one writer orders every change to the order book."),
                ]),
            },
            Answer {
                id: t("no_lost_update"),
                label: t("No change may be overwritten unseen"),
                decides: t("strong: every write names the version that it is based on"),
                effects: t(&[
                    decides(
                        "No change may be overwritten unseen, so the caller waits to learn whether its version is \
                         still current.",
                    ),
                    shapes(
                        "No change may be overwritten unseen, so every write names the version that it is based on.",
                    ),
                ]),
            },
            Answer {
                id: t("gap_free_number"),
                label: t("Numbers must run without gaps"),
                decides: t("strong: one writer issues the numbers"),
                effects: t(&[
                    decides(
                        "The number must follow the last one without a gap, so one writer issues it while the caller \
                         waits.",
                    ),
                    shapes(
                        "The number must follow the last one without a gap, so one writer issues all of them in turn.",
                    ),
                ]),
            },
            Answer {
                id: t("collaborative_edit"),
                label: t("Several edit the same thing at once"),
                decides: t("converging copies, or one writer if the order of edits matters; nobody has to wait"),
                effects: t(&[shapes(
                    "Several people edit the same thing at once, so the copies must converge. Merging does that \
                     without coordination.",
                )]),
            },
            Answer {
                id: t("mergeable"),
                label: t("Changes from anywhere can be merged"),
                decides: t("converging copies; nobody has to wait"),
                effects: t(&[shapes(
                    "Changes can be merged in any order, so each copy accepts them at once and needs no coordination.",
                )]),
            },
            Answer {
                id: t("coordination"),
                label: t("All must agree on one leader, lock or member list"),
                decides: t("strong: a small store that runs a consensus protocol"),
                effects: t(&[
                    decides("All must agree on one answer, so the caller waits until they do."),
                    shapes(
                        "All must agree on one answer even while machines fail, so a consensus protocol decides \
                            it."
                    ),
                ]),
            },
            Answer {
                id: t("all_or_nothing"),
                label: t("All of it must happen, or none"),
                decides: t("one transaction within a boundary; across boundaries a saga, or two-phase commit"),
                effects: t(&[
                    decides("All of it must happen or none, so the caller waits to learn which."),
                    shapes(
                        "All of it must happen or none, so its parts change in one transaction or each has a \
                         compensation.",
                    ),
                ]),
            },
        ]),
    }),
});
