//! Which invariant must hold at every moment. This decides whether the step needs strong consistency at all.

use crate::rule::{Answer, Citation, Does, Effect, Example, Grade, Is, Kind, OPEN, Question, Rule, When, is, t};
use crate::terms::Side;

const UNDECIDED: &[Is] = &[is("reply", &[t(OPEN)]), is("place", &[t("prefix")])];

/// Requires a decision at the owner while the caller waits. Behind the commit point the owner decides just as
/// strongly from a queue.
const fn decides(because: &'static str) -> Effect {
    Effect {
        does: Does::Decide { side: Side::Synchronous, rank: super::INVARIANT },
        when: When::All(t(UNDECIDED)),
        because: t(because),
    }
}

/// A query changes nothing, so it cannot break an invariant.
const CHANGES: &[Is] = &[is("intent", &[t(OPEN), t("command"), t("event")])];

/// Says what the invariant requires of consistency, wherever the step stands.
const fn shapes(because: &'static str) -> Effect {
    Effect { does: Does::Shape { what: t("consistency") }, when: When::All(t(CHANGES)), because: t(because) }
}

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("invariant"),
    name: t("Which rule must hold at every moment"),
    claim: t("Strong consistency is needed where a rule breaks if two act at once on old data, and only there."),
    why: t(
        "Ten tickets, fifteen buyers: if each request is checked against a copy that is a second old, somebody is sold \
         a seat that does not exist, and no later message gives it back. The same holds for a price that people trade \
         on, a room that one guest can have, a number without gaps. Each such rule needs one place that takes the \
         requests one after another. Most steps have no such rule: nothing breaks if a view counter lags by two \
         seconds. Systems are strongly consistent more often from habit than from need, which is why the choice is \
         made here, in the open, for each step.",
    ),
    advice: t(
        "Name the rule, and the one participant that owns it, and decide the step there. If you cannot name a rule \
         that a second's delay would break, answer that nothing breaks, and take the cheaper way.",
    ),
    caveat: Some(t(
        "The lesson is loose in one place: it files conflict-free replicated data types (CRDTs), and collaborative \
         editing with them, under strong consistency. Merging needs no coordination at all: copies may differ for a \
         while and come together by themselves. In return a CRDT keeps neither uniqueness nor a limit, so it cannot \
         guard stock, bookings or balances. And a rule says where a step is decided, not that somebody must wait: its \
         owner decides just as strongly while handling a queued command.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("when strong is required"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("key insight"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("use sync when"), grade: Grade::States },
        Citation { source: t("bailis-2014"), section: t("Applying invariant confluence"), grade: Grade::States },
        Citation { source: t("shapiro-2011"), section: t("Strong eventual consistency"), grade: Grade::States },
    ]),
    lesson: t(&[9, 10, 11, 16]),
    fires: t(&[
        Example {
            says: t("The last free bed of a ward can be given to one patient only."),
            description: t(
                r#"{"name": "Hospital", "flows": [{"steps": [{"action": "Assign the bed", "from": "admissions", "to": ["beds"], "answers": {"invariant": "exclusive_booking"}}]}]}"#,
            ),
        },
        Example {
            says: t("A turbine may not be sold more energy than it will make, even when the bids come over a queue."),
            description: t(
                r#"{"name": "Energy market", "flows": [{"steps": [{"action": "Sell the forecast energy", "from": "bids", "to": ["turbine"], "answers": {"intent": "command", "reply": "none", "invariant": "limited_stock"}}]}]}"#,
            ),
        },
        Example {
            says: t("Likes from everywhere can simply be added up: a choice of consistency, but nothing to wait for."),
            description: t(
                r#"{"name": "Photo club", "flows": [{"steps": [{"action": "Like the photo", "from": "app", "to": ["likes"], "answers": {"reply": "none", "invariant": "mergeable"}}]}]}"#,
            ),
        },
    ]),
    silent: t(&[Example {
        says: t("A visitor counter at the town hall's door breaks no rule if it is a little behind."),
        description: t(
            r#"{"name": "Town hall", "flows": [{"steps": [{"action": "Count the visitor", "from": "door", "to": ["statistics"], "answers": {"invariant": "none"}}]}]}"#,
        ),
    }]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Gate(Question {
        ask: t("Is there a rule that must hold at every moment, even when two act at once?"),
        why_asked: t(
            "Only such a rule needs strong consistency. Which one it is names the mechanism, and the owner that \
             decides.",
        ),
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
                label: t("Only so many to give away"),
                decides: t("strong: one owner counts, or the count is split into shares"),
                effects: t(&[
                    decides("There are only so many, so their owner says who gets one while the caller waits."),
                    shapes(
                        "There are only so many, so the check that one is left and its taking are one write, never \
                         two.",
                    ),
                ]),
            },
            Answer {
                id: t("exclusive_booking"),
                label: t("Only one may have it"),
                decides: t("strong: its owner decides who gets it"),
                effects: t(&[
                    decides("Only one may have it, so its owner says who while the caller waits."),
                    shapes(
                        "Only one may have it, so the check that it is free and its taking are one write at its owner.",
                    ),
                ]),
            },
            Answer {
                id: t("unique_name"),
                label: t("A chosen name must be unique"),
                decides: t("strong: one registry for all names of the kind"),
                effects: t(&[
                    decides(
                        "A chosen name must be unique, so one registry accepts or refuses it while the caller waits.",
                    ),
                    shapes("A chosen name must be unique, so one registry decides for all names of its kind."),
                ]),
            },
            Answer {
                id: t("balance"),
                label: t("An amount must not fall below its limit"),
                decides: t("strong at the account; a saga where several accounts are involved"),
                effects: t(&[
                    decides(
                        "An amount must not fall below its limit, so the account's owner decides while the caller \
                         waits.",
                    ),
                    shapes(
                        "An amount must not fall below its limit, so the check and the change are one write, never \
                         two.",
                    ),
                ]),
            },
            Answer {
                id: t("trade_price"),
                label: t("People trade on this price"),
                decides: t("strong: one writer orders every trade"),
                effects: t(&[
                    decides(
                        "A trade on an old price is a wrong trade, so the owner of the book decides while the caller \
                         waits.",
                    ),
                    shapes("A trade on an old price is a wrong trade, so one writer orders every change of the book."),
                ]),
            },
            Answer {
                id: t("no_lost_update"),
                label: t("Nobody may overwrite a change unseen"),
                decides: t("strong: a write names the version that it was made from"),
                effects: t(&[
                    decides(
                        "A change must not be overwritten unseen, so the caller waits to hear whether its version \
                         still holds.",
                    ),
                    shapes(
                        "A change must not be overwritten unseen, so every write names the version that it was made \
                         from.",
                    ),
                ]),
            },
            Answer {
                id: t("gap_free_number"),
                label: t("Numbers in sequence, without gaps"),
                decides: t("strong: one writer gives out the numbers"),
                effects: t(&[
                    decides(
                        "The number must follow the last one without a gap, so its one writer gives it out while the \
                         caller waits.",
                    ),
                    shapes(
                        "The number must follow the last one without a gap, so one writer gives out all of them in \
                         turn.",
                    ),
                ]),
            },
            Answer {
                id: t("collaborative_edit"),
                label: t("Several edit the same thing at once"),
                decides: t("converging copies, or one writer if the order of edits counts; nobody has to wait"),
                effects: t(&[shapes(
                    "Several edit the same thing at once, so the copies must come together again; merging does that \
                     without coordination.",
                )]),
            },
            Answer {
                id: t("mergeable"),
                label: t("Changes from anywhere can simply be merged"),
                decides: t("converging copies; nobody has to wait"),
                effects: t(&[shapes(
                    "Changes from anywhere can be merged in any order, so each copy takes them at once and needs no \
                     coordination.",
                )]),
            },
            Answer {
                id: t("coordination"),
                label: t("All must agree on one: a leader, a lock, a member list"),
                decides: t("strong: a small store that runs a consensus protocol"),
                effects: t(&[
                    decides("All must agree on one answer, so the caller waits until the agreement stands."),
                    shapes("All must agree on one answer, even while machines fail, so it is kept by consensus."),
                ]),
            },
            Answer {
                id: t("all_or_nothing"),
                label: t("All of it happens, or none of it"),
                decides: t("one transaction in one boundary; across boundaries a saga, or two-phase commit"),
                effects: t(&[
                    decides("All of it happens or none, so the caller waits to hear which."),
                    shapes(
                        "All of it happens or none, so its parts change in one transaction or have an opposite each.",
                    ),
                ]),
            },
        ]),
    }),
};
