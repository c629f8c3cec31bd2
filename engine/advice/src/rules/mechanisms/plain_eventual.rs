//! Plain eventual consistency: others learn of a change a little later.

use crate::rule::prelude::*;
use crate::terms::{Level, MechanismMeaning};

const EVENT_DRIVEN: Is = is!("side", "event_driven");
const LOSS_OPEN: Is = is!("loss", OPEN);

pub(crate) static RULE: Rule = rule!(Rule {
    id: "plain_eventual",
    name: "Plain eventual consistency",
    claim: "If no rule breaks when others see a change later, let them see it later, within a stated time, and \
            reconcile the copies.",
    why: "Most copied data is looked at and not decided upon: a search index, a dashboard, a status page. People \
          tolerate delays there every day, and far longer ones with a card payment or a transfer abroad. Strong \
          consistency in such places makes callers wait, and the system stops when its neighbour stops, for a benefit \
          that nobody notices.",
    advice: "State how late it may be, in seconds, minutes or hours, and measure it. Show people the age of the data \
             where it matters. Let handlers tolerate duplicates. Compare the copy with its owner from time to time, \
             because a copy that missed one message stays wrong until somebody checks.",
    caveat: "Eventual without a stated bound means \u{201c}some day\u{201d}. It is a deliberate choice only if \
             somebody has said how late is too late.",
    citations: &[
        cite("lesson", "key insight", States),
        cite("lesson", "delays people accept", Implies),
        cite("azure-data-considerations", "Approaches to managing data", States),
    ],
    lesson: &[6, 8, 11],
    fires: examples! {
        "The sales figures of the day follow within the hour." =>
        r#"{"name": "Branch figures", "flows": [{"steps": [
            {"id": "sell", "action": "Record the sale", "from": "till", "to": ["sales"], "entity": "sale",
              "answers": {"reply": "answer"}},
            {"action": "Update the day's figures", "from": "sales", "to": ["dashboard"], "after": ["sell"],
              "answers": {"reply": "none", "staleness": "hours", "failure_tolerance": "retry_later"}}]}]}"#,
        "A league table may be a few seconds old." =>
        r#"{"name": "League", "flows": [{"steps": [
            {"action": "Get the league table", "from": "app", "to": ["rankings"],
              "answers": {"intent": "query", "reply": "answer", "staleness": "seconds"}}]}]}"#,
    },
    silent: examples! {
        "Units of blood are not statistics: the last one must not be given away twice." =>
        r#"{"name": "Blood bank", "flows": [{"steps": [
            {"action": "Take the last unit", "from": "ward", "to": ["blood-bank"],
              "answers": {"reply": "answer", "invariant": "limited_stock"}}]}]}"#,
        "The figures may be late but not incomplete, so each message is stored before it is sent." =>
        r#"{"name": "Branch figures", "flows": [{"steps": [
            {"action": "Send the day's figures", "from": "sales", "to": ["dashboard"], "entity": "figure",
              "answers": {"intent": "event", "reply": "none", "staleness": "hours", "loss": "unacceptable"}}]}]}"#,
    },
    kind: RuleKind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[
            MechanismCase {
                rank: super::EVENTUAL_READ,
                level: Level::Eventual,
                at_owner: Level::Eventual,
                when: all(&[is!("intent", "query")]),
                because: t("Nothing says that the answer must be current, so a copy that lags a little may give it."),
            },
            MechanismCase {
                rank: super::PLAIN_EVENTUAL,
                level: Level::Eventual,
                at_owner: Level::Strong,
                when: When::Always,
                because: t("No rule that you named breaks if others see this change late, so agree on how late is \
                        acceptable, and measure it."),
            }
        ]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            reject(
                all(&[is!("invariant", "limited_stock", "exclusive_booking")]),
                "Until the copies agree, two people can both be told that they have it.",
            ),
            reject(
                all(&[is!("invariant", "unique_name")]),
                "Until the copies agree, two people can both be given the same name.",
            ),
            reject(
                any(&[
                    t(&[is!("invariant", "all_or_nothing")]),
                    t(&[is!("invariant", "balance"), is!("boundary", "crosses")]),
                ]),
                "If a later part fails without a planned compensation, the change stays half done.",
            ),
            reject(all(&[is!("invariant", "balance")]), "Until the copies agree, the same money can be spent twice."),
            reject(all(&[is!("invariant", "trade_price")]), "People would trade on a price that is no longer valid."),
            reject(all(&[is!("invariant", "gap_free_number")]), "Two copies could issue the same number, or skip one.",),
            reject(
                all(&[is!("invariant", "coordination")]),
                "Until the copies agree, two machines can each believe that the decision is theirs.",
            ),
            reject(
                all(&[is!("invariant", "no_lost_update")]),
                "The change that arrives last would overwrite the other, and nobody would notice.",
            ),
            reject(
                all(&[is!("invariant", "collaborative_edit")]),
                "When the copies meet, one person's change would replace another's instead of merging with it.",
            ),
            reject(
                all(&[is!("intent", "query"), is!("staleness", "fresh"), is!("reader", OPEN, "others")]),
                "A copy shows a past state, and this answer must be current.",
            ),
            reject(
                all(&[is!("reader", "the_actor"), is!("staleness", OPEN, "seconds", "minutes", "hours")]),
                "The person who has just made a change could see the state from before it, and make the change again.",
            ),
            reject(
                all(&[is!("reader", "never_backwards"), is!("staleness", OPEN, "seconds", "minutes", "hours")]),
                "Copies lag differently, so a reader who switches between them could see an older state again.",
            ),
            reject(
                any(&[
                    t(&[EVENT_DRIVEN, is!("loss", "unacceptable")]),
                    t(&[EVENT_DRIVEN, LOSS_OPEN, is!("must_mean", "not_lost")]),
                    t(&[EVENT_DRIVEN, LOSS_OPEN, is!("failure_tolerance", "must_succeed_now")]),
                ]),
                "A process that dies between saving and sending would lose the message, and nobody would notice.",
            ),
        ]),
    }),
});
