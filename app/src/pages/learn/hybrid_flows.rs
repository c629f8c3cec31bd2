//! Hybrid flows: a short wait for what must be certain, and an event for everything that follows.

use leptos::prelude::*;

use super::{
    Lesson, Visit,
    parts::{choice, form, point, points},
    system::{self, System},
};
use crate::components::reason::{rule_link, ticked};

pub(super) const LESSON: Lesson = Lesson {
    slug: "hybrid-flows",
    title: "Hybrid flows",
    says: "A short wait for what must be certain, and one event for everything that follows.",
    teaches: &[
        "hybrid",
        "commit_point",
        "sync_prefix",
        "request_then_event",
        "outbox",
        "flow",
        "reply",
        "told_too_early",
    ],
    view,
};

const ADDRESS: &str = "/learn/hybrid-flows";

/// An order in a web shop. `PAYMENT` stands for who asks for the payment and waits for it, `LAST` for the step that the
/// others follow.
const SYSTEM: &str = "
name: Web shop
participants: [{id: customer, name: Customer, kind: person}, {id: orders, name: Orders}, {id: payment, name: Payment},
  {id: warehouse, name: Warehouse}, {id: mail, name: Mail}]
flows:
  - id: order
    actor: customer
    steps:
      - {id: save, action: Save the order, from: customer, to: [orders], entity: order,
         answers: {reply: answer, intent: command}}
      - {id: charge, action: Charge the card, to: [payment], entity: card, PAYMENT}
      - {id: pack, action: Pack the order, to: [warehouse], entity: order, after: [LAST],
         answers: {reply: none, boundary: crosses}}
      - {id: mail, action: Send the e-mail, to: [mail], after: [LAST],
         answers: {reply: none, boundary: crosses}}
";

/// Who waits for the payment, what that means, how it is described, and the step that the others follow.
const WAYS: [(&str, &str, &str, &str, &str); 2] = [
    (
        "nobody",
        "Nobody",
        "The order is taken; the payment follows.",
        "answers: {reply: none, boundary: crosses}",
        "save",
    ),
    (
        "customer",
        "The customer",
        "A refused card is said at once.",
        "from: orders, answers: {reply: answer, intent: command}",
        "charge",
    ),
];

fn system(way: usize) -> String {
    let (_, _, _, payment, last) = WAYS[way];
    SYSTEM.replace("PAYMENT", payment).replace("LAST", last)
}

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let waits = visit.field("waits");
    let way = WAYS.iter().position(|(id, ..)| Some(*id) == waits).unwrap_or(0);
    let ways = WAYS.map(|(id, name, says, ..)| (id, name, says));
    view! {
        <p class="lead">
            "Few flows are only calls or only events. The customer waits to learn that the order is taken; the parcel \
             and the mail can follow. The line between the two is the commit point."
        </p>
        {form(ADDRESS, "Show it", choice("waits", "Who waits for the payment?", &ways, WAYS[way].0))}
        <div data-live="order">
            {system::assessed(book, &system(way), |system| {
                system.figure("order", "An order, as the advisor draws it", found(system))
            })}
        </div>
        {points([
            point(book, "Wait for what can be refused", "Keep the steps up to the commit point few: those whose no \
                would change the answer.", "commit_point"),
            point(book, "Then say it once", "One event carries all the rest. Another reaction costs the order nothing.",
                "hybrid"),
            point(book, "Save and say in one transaction", "The order and its event are written together, or one of \
                them may be lost.", "outbox"),
        ])}
    }
    .into_any()
}

/// What the advisor finds in the flow.
fn found(system: &System<'_>) -> AnyView {
    let findings = system.assessment.findings.iter().map(|finding| {
        view! {
            <p class="finds"><b>"But: "</b>{ticked(&finding.message)}" "{rule_link(&finding.rule, "What to do")}</p>
        }
    });
    let findings = findings.collect::<Vec<_>>();
    let nothing = findings.is_empty().then(|| view! { <p class="soft">"Nothing is found in it."</p> });
    view! { {findings}{nothing} }.into_any()
}

#[cfg(test)]
mod tests {
    use advice::{
        rules,
        terms::Verdict::{EventDriven, Hybrid, Synchronous},
    };

    use super::*;

    #[test]
    fn the_commit_point_moves_with_the_one_who_waits() {
        let told = [0, 1].map(|way| {
            system::with(rules::shipped(), &system(way), |system| {
                let flow = &system.assessment.flows[0];
                let waited: Vec<_> = flow.sync_prefix.iter().map(ToString::to_string).collect();
                let behind: Vec<_> =
                    system.verdicts("order").iter().skip(waited.len()).map(|(_, way, _)| *way).collect();
                (flow.verdict, waited.join(" "), behind)
            })
            .unwrap()
        });
        let expected = [
            (Hybrid, "save".to_owned(), vec![EventDriven; 3]),
            (Hybrid, "save charge".to_owned(), vec![EventDriven; 2]),
        ];
        assert_eq!(told, expected);
        let waited = system::with(rules::shipped(), &system(1), |system| system.verdicts("order")[1].1);
        assert_eq!(waited, Some(Synchronous));
    }

    #[test]
    fn a_payment_that_nobody_waits_for_may_be_refused_too_late() {
        let found = [0, 1].map(|way| {
            system::with(rules::shipped(), &system(way), |system| {
                system.assessment.findings.iter().map(|finding| finding.rule.to_string()).collect::<Vec<_>>()
            })
            .unwrap()
        });
        assert_eq!(found, [vec!["told_too_early".to_owned()], vec![]]);
    }
}
