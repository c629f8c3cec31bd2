//! How many of the scarce thing there are.

use crate::rule::prelude::*;

/// The number matters only for something that runs out.
const RUNS_OUT: Is = is!("invariant", "limited_stock", "balance");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "quantity",
    name: "How many there are",
    claim: "Many like things can be split into shares that are spent side by side; one or a few cannot.",
    why: "Ten thousand vouchers can be dealt out to ten counters, and each counter gives away its own without asking \
          anybody. Ten tickets cannot: nine counters run out while the tenth still has some, and people are sent away \
          although there is a ticket left. One thing or a few are won at one place, in one short step or by a hold.",
    advice: "Count what is usually free at the busiest moment, not what there was at the start.",
    caveat: "Many become few at the end of every sale: then the shares have to be drawn together again.",
    citations: &[
        cite("oneil-1986", "The escrow method", Implies),
        cite("advisor", "the limit of splitting", States),
    ],
    fires: examples! {
        "Ten thousand vouchers under a rush of buyers." =>
        r#"{"name": "Vouchers", "flows": [{"steps": [
            {"action": "Take a voucher", "from": "shop", "to": ["vouchers"],
              "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "hot", "quantity": "many"}}]}]}"#,
        "One of ten tickets under the same rush." =>
        r#"{"name": "Vouchers", "flows": [{"steps": [
            {"action": "Take a ticket", "from": "shop", "to": ["tickets"],
              "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "hot", "quantity": "few"}}]}]}"#,
    },
    silent: examples! {
        "A room is one of a kind, whatever is said of its number." =>
        r#"{"name": "Hotel", "flows": [{"steps": [
            {"action": "Book the room", "from": "desk", "to": ["rooms"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking", "quantity": "one"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("How many of it are there?"),
        why_asked: t("Many like things can be split into shares under load; one or a few cannot."),
        several: false,
        answers: t(&[
            Answer {
                id: t("one"),
                label: t("One"),
                decides: t("it is won at one place"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[RUNS_OUT]),
                    "There is one of it, so it is won at one place and not split into shares.",
                )]),
            },
            Answer {
                id: t("few"),
                label: t("A few, up to some dozens"),
                decides: t("it is won at one place"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[RUNS_OUT]),
                    "There are only a few, so they are won at one place and not split into shares.",
                )]),
            },
            Answer {
                id: t("many"),
                label: t("Many, hundreds or more"),
                decides: t("under load it can be split into shares"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[RUNS_OUT]),
                    "There are many of it, so under load it can be split into shares that are spent side by side.",
                )]),
            },
        ]),
    }),
});
