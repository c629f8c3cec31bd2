//! How many callers compete for the same record.

use crate::rule::prelude::*;

/// Invariants about an amount, which can be split into shares.
const AN_AMOUNT: Is = is!("invariant", "limited_stock", "balance");
/// Invariants about something that cannot be split.
const ONE_THING: Is = is!(
    "invariant",
    "exclusive_booking",
    "unique_name",
    "trade_price",
    "no_lost_update",
    "gap_free_number",
    "coordination",
    "all_or_nothing"
);

pub(crate) static RULE: Rule = rule!(Rule {
    id: "contention",
    name: "How many compete for it",
    claim: "Split an amount that many draw on at once into shares that are spent locally; give what cannot be split to \
            one owner.",
    why: "A row that every request must change lets only one through at a time, however many servers there are. Across \
          an ocean, each request also waits for the round trip of the one before. An amount can be divided: each \
          region gets the right to sell a hundred and sells them without asking anyone, and the sum can never be too \
          high. A seat or a name cannot be divided. One owner, close to its data, handles its requests one after \
          another.",
    advice: "Split a hot amount by region or shard, move unused shares to where they run out, and keep the last few at \
             one owner. For what cannot be split, route every request for the same thing to the same owner, and keep \
             its work short.",
    caveat: "Measure first: an ordinary conditional write handles more load than most people expect. Shares can run \
             out in one place while another still has some, so a request may be refused although something is left.",
    citations: &[
        cite("oneil-1986", "Introduction", States),
        cite("fowler-lmax", "Business Logic Processor", Implies),
        cite("bailis-2014", "Applying invariant confluence", Implies),
    ],
    fires: examples! {
        "A game's virtual coins are spent in data centres on three continents." =>
        r#"{"name": "Online game", "flows": [{"steps": [
            {"action": "Spend the coins", "from": "arena", "to": ["wallet"],
              "answers": {"invariant": "balance", "contention": "multi_region"}}]}]}"#,
        "Everybody wants the same plot of land as soon as it is offered." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Lease the plot", "from": "portal", "to": ["plots"],
              "answers": {"invariant": "exclusive_booking", "contention": "hot"}}]}]}"#,
    },
    silent: examples! {
        "A busy step counter accepts changes from anywhere and merges them, so contention breaks nothing." =>
        r#"{"name": "Fitness", "flows": [{"steps": [
            {"action": "Add the steps", "from": "watch", "to": ["counter"],
              "answers": {"invariant": "mergeable", "contention": "multi_region"}}]}]}"#,
        "Two people rarely want the same library book at the same moment." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Lend the book", "from": "desk", "to": ["books"],
              "answers": {"invariant": "exclusive_booking", "contention": "ordinary"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("How many requests compete for the same thing at once, and from where?"),
        why_asked: t("If many requests meet at one row, or come from several regions, a plain check at its owner \
                      becomes the bottleneck."),
        several: false,
        answers: t(&[
            Answer {
                id: t("ordinary"),
                label: t("Few at a time"),
                decides: t("nothing: a plain check at its owner is enough"),
                effects: t(&[]),
            },
            Answer {
                id: t("hot"),
                label: t("Many at once"),
                decides: t("shares of an amount, or one owner that handles requests in turn"),
                effects: t(&[
                    effect(
                        shape("consistency"),
                        all(&[AN_AMOUNT]),
                        "Many requests draw on the same amount at once, so it is split into shares that are spent \
                         locally.",
                    ),
                    effect(
                        shape("consistency"),
                        all(&[ONE_THING]),
                        "Many requests compete for something that cannot be split, so one owner handles them in turn.",
                    ),
                ]),
            },
            Answer {
                id: t("multi_region"),
                label: t("Several regions at once"),
                decides: t("a share for each region, or one owner in one of them"),
                effects: t(&[
                    effect(
                        shape("consistency"),
                        all(&[AN_AMOUNT]),
                        "Several regions draw on the same amount, so each gets a share that it spends without asking \
                         the others.",
                    ),
                    effect(
                        shape("consistency"),
                        all(&[ONE_THING]),
                        "Several regions compete for something that cannot be split, so one region owns it and the \
                         others ask.",
                    ),
                ]),
            },
        ]),
    }),
});
