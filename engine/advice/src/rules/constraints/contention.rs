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
    name: "How hard it is fought over",
    claim: "An amount that all want at once is split into shares that are spent locally; what cannot be split goes to \
            one owner.",
    why: "A row that every request must change lets one through at a time, however many servers stand around it, and \
          with an ocean in between each waits for the round trip of the one before. An amount can be divided: each \
          region gets the right to sell a hundred and sells them without asking anyone, and the sum can never be too \
          high. A seat or a name cannot be divided, so one owner takes its requests in turn, close to its data, and \
          does nothing else meanwhile.",
    advice: "Split a hot amount by region or shard, move unused shares to where they run out, and keep the last few at \
             one owner. For what cannot be split, route every request for the same thing to the same owner and keep \
             its work short.",
    caveat: "Measure first: an ordinary conditional write carries more than most people expect. Shares can run out in \
             one place while another has some left, so somebody may be refused although something is still there.",
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
        "Everybody wants the same plot of land the moment it is offered." =>
        r#"{"name": "Allotments", "flows": [{"steps": [
            {"action": "Lease the plot", "from": "portal", "to": ["plots"],
              "answers": {"invariant": "exclusive_booking", "contention": "hot"}}]}]}"#,
    },
    silent: examples! {
        "A much-used counter of steps walked can be merged from anywhere: being busy breaks nothing." =>
        r#"{"name": "Fitness", "flows": [{"steps": [
            {"action": "Add the steps", "from": "watch", "to": ["counter"],
              "answers": {"invariant": "mergeable", "contention": "multi_region"}}]}]}"#,
        "Library books are rarely wanted by two at the same moment." =>
        r#"{"name": "Library", "flows": [{"steps": [
            {"action": "Lend the book", "from": "desk", "to": ["books"],
              "answers": {"invariant": "exclusive_booking", "contention": "ordinary"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("How many want the same thing at the same moment, and from how far apart?"),
        why_asked: t("Where many meet at one row, or from several regions, a plain check at its owner becomes the \
                      bottleneck."),
        several: false,
        answers: t(&[
            Answer {
                id: t("ordinary"),
                label: t("Rarely more than a few"),
                decides: t("nothing: a plain check at its owner will do"),
                effects: t(&[]),
            },
            Answer {
                id: t("hot"),
                label: t("Many at once"),
                decides: t("shares of the amount, or one owner that takes requests in turn"),
                effects: t(&[
                    effect(
                        shape("consistency"),
                        all(&[AN_AMOUNT]),
                        "Many take from the same amount at once, so it is split into shares that are spent without \
                         asking.",
                    ),
                    effect(
                        shape("consistency"),
                        all(&[ONE_THING]),
                        "Many want the same thing at once and it cannot be split, so one owner takes the requests in \
                         turn.",
                    ),
                ]),
            },
            Answer {
                id: t("multi_region"),
                label: t("From several regions at once"),
                decides: t("shares for each region, or one owner in one of them"),
                effects: t(&[
                    effect(
                        shape("consistency"),
                        all(&[AN_AMOUNT]),
                        "Several regions take from the same amount, so each gets a share that it spends without asking \
                         the others.",
                    ),
                    effect(
                        shape("consistency"),
                        all(&[ONE_THING]),
                        "Several regions want the same thing and it cannot be split, so one of them owns it and the \
                         others ask.",
                    ),
                ]),
            },
        ]),
    }),
});
