//! How many of the scarce thing there are.

use crate::rule::prelude::*;

/// The number matters only for something that runs out.
const RUNS_OUT: Is = is!("invariant", "limited_stock", "balance");

pub(crate) static RULE: Rule = rule!(Rule {
    id: "quantity",
    name: "How many of the scarce thing there are",
    claim: "Many identical items can be split into shares that are spent in parallel; one or a few cannot.",
    why: "Ten thousand vouchers can be divided among ten counters, and each counter hands out its own without asking \
          anybody. Ten tickets cannot: nine counters run out while the tenth still has some, and people are sent away \
          although a ticket is left. One item or a few are won in one place, in one short step or by a hold.",
    advice: "Count what is usually left at the busiest moment, not what there was at the start.",
    caveat: "At the end of every sale many become few, and the shares must then be merged again.",
    citations: &[cite("oneil-1986", "The escrow method", Implies), cite("advisor", "the limit of splitting", States),],
    fires: examples! {
        "Many buyers want one of ten thousand vouchers at once." =>
        r#"{"name": "Vouchers", "flows": [{"steps": [
            {"action": "Take a voucher", "from": "shop", "to": ["vouchers"],
              "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "hot", "quantity": "many"}}]}]}"#,
        "Many buyers want one of ten tickets at once." =>
        r#"{"name": "Vouchers", "flows": [{"steps": [
            {"action": "Take a ticket", "from": "shop", "to": ["tickets"],
              "answers": {"reply": "answer", "invariant": "limited_stock", "contention": "hot", "quantity": "few"}}]}]}"#,
    },
    silent: examples! {
        "A room is one of a kind, whatever number is given." =>
        r#"{"name": "Hotel", "flows": [{"steps": [
            {"action": "Book the room", "from": "desk", "to": ["rooms"],
              "answers": {"reply": "answer", "invariant": "exclusive_booking", "quantity": "one"}}]}]}"#,
    },
    kind: RuleKind::Constraint(Question {
        ask: t("How many of the scarce thing are there?"),
        why_asked: t("Many identical items can be split into shares under load; one or a few cannot."),
        several: false,
        answers: t(&[
            Answer {
                id: t("one"),
                label: t("One"),
                decides: t("it is won in one place"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[RUNS_OUT]),
                    "There is only one of it, so it is won in one place and not split into shares.",
                )]),
            },
            Answer {
                id: t("few"),
                label: t("A few, up to some dozens"),
                decides: t("it is won in one place"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[RUNS_OUT]),
                    "There are only a few of them, so they are won in one place and not split into shares.",
                )]),
            },
            Answer {
                id: t("many"),
                label: t("Many, hundreds or more"),
                decides: t("it can be split into shares under load"),
                effects: t(&[effect(
                    shape("consistency"),
                    all(&[RUNS_OUT]),
                    "There are many of them, so under load they can be split into shares that are spent in parallel.",
                )]),
            },
        ]),
    }),
});
