//! Plain eventual consistency: others learn of a change a little later.

use crate::rule::{Citation, Example, Grade, Is, Kind, Mechanism, MechanismCase, OPEN, Rejection, Rule, When, is, t};
use crate::terms::{Level, MechanismMeaning};

const EVENT_DRIVEN: Is = is("side", &[t("event_driven")]);
const LOSS_OPEN: Is = is("loss", &[t(OPEN)]);

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("plain_eventual"),
    name: t("Plain eventual consistency"),
    claim: t(
        "Where no rule breaks if others learn of it later, let them, within a stated time, and compare now and then.",
    ),
    why: t("Most of what systems copy is looked at and not decided upon: a search index, a dashboard, a status page. \
         People bear delays there every day, and far longer ones with a card payment or a wire transfer. Asking for \
         strength in such places buys waiting, and a system that stops when its neighbour does, for an advantage \
         that nobody notices."),
    advice: t(
        "Say how late it may be, in seconds, minutes or hours, and measure it. Show people the age where it matters. \
         Let handlers bear duplicates, and compare copy and owner at times, because a copy that missed one message \
         stays wrong until somebody looks.",
    ),
    caveat: Some(t(
        "Eventual without a stated bound means \u{201c}some day\u{201d}. It is a choice only when somebody has said \
         how late is too late.",
    )),
    citations: t(&[
        Citation { source: t("lesson"), section: t("key insight"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("delays people accept"), grade: Grade::Implies },
        Citation {
            source: t("azure-data-considerations"),
            section: t("Approaches to managing data"),
            grade: Grade::States,
        },
    ]),
    lesson: t(&[6, 8, 11]),
    fires: t(&[
        Example {
            says: t("The sales figures of the day follow within the hour."),
            description: t(r#"{"name": "Branch figures", "flows": [{"steps": [
                    {"id": "sell", "action": "Record the sale", "from": "till", "to": ["sales"], "entity": "sale", "answers": {"reply": "answer"}},
                    {"action": "Update the day's figures", "from": "sales", "to": ["dashboard"], "after": ["sell"], "answers": {"reply": "none", "staleness": "hours", "failure_tolerance": "retry_later"}}]}]}"#),
        },
        Example {
            says: t("A league table that may be a few seconds old."),
            description: t(r#"{"name": "League", "flows": [{"steps": [
                    {"action": "Get the league table", "from": "app", "to": ["rankings"], "answers": {"intent": "query", "reply": "answer", "staleness": "seconds"}}]}]}"#),
        },
    ]),
    silent: t(&[
        Example {
            says: t("Blood units are not figures: the last one may not be given away twice."),
            description: t(r#"{"name": "Blood bank", "flows": [{"steps": [
                    {"action": "Take the last unit", "from": "ward", "to": ["blood-bank"], "answers": {"reply": "answer", "invariant": "limited_stock"}}]}]}"#),
        },
        Example {
            says: t("The figures may be late but not incomplete, so each message is stored before it is sent."),
            description: t(r#"{"name": "Branch figures", "flows": [{"steps": [
                    {"id": "sell", "action": "Record the sale", "from": "till", "to": ["sales"], "entity": "sale", "answers": {"reply": "answer"}},
                    {"action": "Update the day's figures", "from": "sales", "to": ["dashboard"], "after": ["sell"], "answers": {"reply": "none", "staleness": "hours", "loss": "unacceptable"}}]}]}"#),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Mechanism(Mechanism {
        means: MechanismMeaning::ORDINARY,
        cases: t(&[MechanismCase {
            rank: super::PLAIN_EVENTUAL,
            level: Level::Eventual,
            at_owner: Level::Eventual,
            when: When::Always,
            because: t(
                "No rule breaks if others learn of it a little later, so they may, within a time that is stated.",
            ),
        }]),
        joins: None,
        beside: t(&[]),
        rejected: t(&[
            Rejection {
                when: When::All(t(&[is("invariant", &[t("limited_stock"), t("exclusive_booking")])])),
                because: t("Until the copies meet, two people can both be told that they have it."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("unique_name")])])),
                because: t("Until the copies meet, two people can both be given the same name."),
            },
            Rejection {
                when: When::Any(t(&[
                    t(&[is("invariant", &[t("all_or_nothing")])]),
                    t(&[is("invariant", &[t("balance")]), is("boundary", &[t("crosses")])]),
                ])),
                because: t("If a later part fails and nobody has planned what is undone, the change stays half done."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("balance")])])),
                because: t("Until the copies meet, the same money can be spent twice."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("trade_price")])])),
                because: t("It would be traded at a price that no longer stands."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("gap_free_number")])])),
                because: t("Two copies would hand out the same number, or leave one out."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("coordination")])])),
                because: t(
                    "Until they have heard of each other, two machines would each believe that the decision is theirs.",
                ),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("no_lost_update")])])),
                because: t("The change that arrives last would overwrite the other, and nobody would notice."),
            },
            Rejection {
                when: When::All(t(&[is("invariant", &[t("collaborative_edit")])])),
                because: t("When the copies meet, one person's change would replace another's instead of joining it."),
            },
            Rejection {
                when: When::All(t(&[
                    is("intent", &[t("query")]),
                    is("staleness", &[t("fresh")]),
                    is("reader", &[t(OPEN), t("others")]),
                ])),
                because: t("A copy shows what was true a while ago, and this answer must be current."),
            },
            Rejection {
                when: When::All(t(&[
                    is("reader", &[t("the_actor")]),
                    is("staleness", &[t(OPEN), t("seconds"), t("minutes"), t("hours")]),
                ])),
                because: t("Whoever just made a change could be shown the state from before it, and make it again."),
            },
            Rejection {
                when: When::All(t(&[
                    is("reader", &[t("never_backwards")]),
                    is("staleness", &[t(OPEN), t("seconds"), t("minutes"), t("hours")]),
                ])),
                because: t(
                    "Two copies lag differently, so a reader who meets one after the other could be taken back in \
                     time.",
                ),
            },
            Rejection {
                when: When::Any(t(&[
                    t(&[EVENT_DRIVEN, is("loss", &[t("unacceptable")])]),
                    t(&[EVENT_DRIVEN, LOSS_OPEN, is("must_mean", &[t("not_lost")])]),
                    t(&[EVENT_DRIVEN, LOSS_OPEN, is("failure_tolerance", &[t("must_succeed_now")])]),
                ])),
                because: t(
                    "A process that dies between saving and sending would lose the message, and nobody would notice.",
                ),
            },
        ]),
    }),
};
