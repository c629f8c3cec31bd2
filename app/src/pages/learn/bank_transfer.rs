//! The bank transfer: what anybody sees before, between and after, for each way to keep the two accounts consistent.

use leptos::prelude::*;

use super::{
    Lesson, Visit,
    parts::{choice, cited, form, point, points},
    system,
};
use crate::components::{level, reason::rule_link};

pub(super) const LESSON: Lesson = Lesson {
    slug: "bank-transfer",
    title: "The bank transfer",
    says: "A moment in which the money is in neither account, and who may see it.",
    teaches: &[
        "eventual_consistency",
        "strong_consistency",
        "saga",
        "two_phase_commit",
        "in_between",
        "plain_eventual",
        "local_transaction",
    ],
    view,
};

const ADDRESS: &str = "/learn/bank-transfer";

/// A way to move 100 from one account to the other.
struct Way {
    id: &'static str,
    name: &'static str,
    says: &'static str,
    system: &'static str,
    /// What a look at the current account, the savings account and both together shows in between.
    between: [&'static str; 3],
    /// Whether money is missing in it.
    is_missing: bool,
    /// What that means.
    means: &'static str,
}

const WAYS: [Way; 3] = [
    Way {
        id: "later",
        name: "Debit now, credit later",
        says: "Two services; anybody may look in between.",
        system: "
name: Bank
participants: [{id: customer, name: Customer, kind: person}, {id: current, name: Current account},
  {id: savings, name: Savings account}]
flows:
  - id: transfer
    actor: customer
    steps:
      - {id: debit, action: Debit the account, from: customer, to: [current], entity: funds,
         answers: {reply: answer, invariant: all_or_nothing, boundary: crosses, in_between: tolerable,
           undo: compensable}}
      - {id: credit, action: Credit the account, from: current, to: [savings], entity: funds,
         answers: {reply: none, invariant: all_or_nothing, in_between: tolerable, undo: retriable}}
",
        between: ["400", "200", "600"],
        is_missing: true,
        means: "100 is on its way. The customer has an answer, and the credit follows, today or after a restart.",
    },
    Way {
        id: "locks",
        name: "Lock both, then change both",
        says: "Two services; nobody may ever see it half done.",
        system: "
name: Bank
participants: [{id: customer, name: Customer, kind: person}, {id: bank, name: Bank},
  {id: current, name: Current account}, {id: savings, name: Savings account}]
flows:
  - id: transfer
    actor: customer
    steps:
      - {id: move, action: Move the money, from: bank, to: [current, savings],
         answers: {reply: answer, invariant: all_or_nothing, boundary: crosses, in_between: intolerable}}
",
        between: ["waits", "waits", "waits"],
        is_missing: false,
        means: "Both accounts are locked, so whoever looks has to wait. If one account is down, there is no transfer.",
    },
    Way {
        id: "one",
        name: "One database",
        says: "Both accounts belong to one service.",
        system: "
name: Bank
participants: [{id: customer, name: Customer, kind: person}, {id: accounts, name: Accounts}]
flows:
  - id: transfer
    actor: customer
    steps:
      - {id: move, action: Move the money, from: customer, to: [accounts],
         answers: {reply: answer, invariant: all_or_nothing, boundary: same}}
",
        between: ["500", "200", "700"],
        is_missing: false,
        means: "There is no moment in between: a look shows the accounts before the transfer or after it.",
    },
];

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let asked = visit.field("way");
    let way = WAYS.iter().find(|way| Some(way.id) == asked).unwrap_or(&WAYS[0]);
    let ways = WAYS.map(|way| (way.id, way.name, way.says));
    view! {
        <p class="lead">
            "100 leaves the current account and reaches the savings account. In between it may be in neither. How the \
             two accounts are kept consistent decides who can see that."
        </p>
        {form(ADDRESS, "Show it", choice("way", "How is the money moved?", &ways, way.id))}
        <div class="pair-wide" data-live="transfer">
            {system::assessed(book, way.system, |system| {
                let consistency = system.assessment.steps.first().map(|step| {
                    let mechanism = &step.consistency.mechanism;
                    let name = book.mechanism(mechanism).map_or(&**mechanism, |rule| &rule.name);
                    view! {
                        <p class="row">
                            {level::mark(step.consistency.level)}
                            <span>"kept by: "{rule_link(mechanism, name)}</span>
                        </p>
                        {cited(book, mechanism)}
                    }
                });
                view! {
                    {moments(way, consistency.into_any())}
                    {system.figure("transfer", "What the advisor says", ().into_any())}
                }
                .into_any()
            })}
        </div>
        {points([
            point(book, "Eventual: right in the end", "For a while two parts of the system give different answers. \
                When the last one has heard of the change, all of them agree.", "eventual_consistency"),
            point(book, "Strong: nobody acts on the old state", "It costs waiting: the owner is asked, and if it \
                cannot be reached, the answer is no, or not now.", "strong_consistency"),
            point(book, "People accept delays", "A card payment shows after a day or two, a wire transfer after days. \
                Choose strong where a rule would break, and not by habit.", "eventual_consistency"),
        ])}
    }
    .into_any()
}

/// What a look at the accounts shows at three moments, with how they are kept consistent.
fn moments(way: &Way, consistency: AnyView) -> AnyView {
    let names = ["Current account", "Savings account", "Together"];
    let (before, after) = (["500", "200", "700"], ["400", "300", "700"]);
    let class = if way.is_missing { "between missing" } else { "between" };
    let rows = (0..3).map(|row| {
        view! {
            <tr>
                <th scope="row">{names[row]}</th>
                <td>{before[row]}</td>
                <td class=class>{way.between[row]}</td>
                <td>{after[row]}</td>
            </tr>
        }
    });
    view! {
        <section class="card" aria-labelledby="moments">
            <h2 id="moments">"What a look shows"</h2>
            <table class="moments" aria-labelledby="moments">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">"Before"</th>
                        <th scope="col">"In between"</th>
                        <th scope="col">"After"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p>{way.means}</p>
            {consistency}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use advice::{
        rules,
        terms::{
            Level::{Eventual, Strong},
            Verdict::{EventDriven, Synchronous},
        },
    };

    use super::*;

    #[test]
    fn each_way_is_kept_consistent_as_the_page_says() {
        let told = WAYS.map(|way| {
            system::with(rules::shipped(), way.system, |system| {
                let mechanism = system.assessment.steps[0].consistency.mechanism.to_string();
                let steps = system.verdicts("transfer");
                (mechanism, steps.into_iter().map(|(_, verdict, level)| (verdict, level)).collect::<Vec<_>>())
            })
            .unwrap()
        });
        let expected = [
            ("saga".to_owned(), vec![(Synchronous, Eventual), (EventDriven, Eventual)]),
            ("two_phase_commit".to_owned(), vec![(Synchronous, Strong)]),
            ("local_transaction".to_owned(), vec![(Synchronous, Strong)]),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn debit_now_and_credit_later_is_carried_by_one_event() {
        let said = system::with(rules::shipped(), WAYS[0].system, |system| system.headline("transfer")).unwrap();
        assert!(said.contains("FundsDebited"), "{said}");
    }
}
