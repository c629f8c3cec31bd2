//! Hybrid flows: a short wait for what must be certain, and an event for everything that follows.

use leptos::prelude::*;

use super::{
    Lesson, Visit,
    parts::{choice, form, point, points},
    system,
};

pub(super) const LESSON: Lesson = Lesson {
    slug: "hybrid-flows",
    title: "Hybrid flows",
    says: "A short wait for what must be certain, and one event for everything that follows.",
    teaches: &["hybrid", "commit_point", "sync_prefix", "request_then_event", "outbox", "flow", "reply"],
    view,
};

const ADDRESS: &str = "/learn/hybrid-flows";

/// An order in a web shop. `PAYMENT` stands for the answers about the payment.
const SYSTEM: &str = "
name: Web shop
participants: [{id: customer, name: Customer, kind: person}, {id: orders, name: Orders}, {id: payment, name: Payment},
  {id: inventory, name: Inventory}, {id: mail, name: Mail}, {id: figures, name: Figures}]
flows:
  - id: order
    actor: customer
    steps:
      - {id: save, action: Save the order, from: customer, to: [orders], entity: order,
         answers: {reply: answer, intent: command}}
      - {id: charge, action: Charge the card, from: orders, to: [payment], entity: card,
         answers: {PAYMENT, undo: compensable}}
      - {id: stock, action: Reserve the stock, from: orders, to: [inventory], after: [LAST],
         answers: {reply: none, undo: compensable}}
      - {id: mail, action: Send the e-mail, from: orders, to: [mail], after: [LAST], answers: {reply: none}}
      - {id: figures, action: Update the figures, from: orders, to: [figures], after: [LAST],
         answers: {reply: none}}
";

/// Who waits for the payment, with the answers that say so and the step that the others follow.
const WAYS: [(&str, &str, &str, &str, &str); 2] = [
    ("nobody", "Nobody", "The order is accepted; the payment follows.", "reply: none", "save"),
    ("customer", "The customer", "A refused card is said at once.", "reply: answer, intent: command", "charge"),
];

fn system(way: usize) -> String {
    let (_, _, _, answers, last) = WAYS[way];
    SYSTEM.replace("PAYMENT", answers).replace("LAST", last)
}

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let waits = visit.field("waits");
    let way = WAYS.iter().position(|(id, ..)| Some(*id) == waits).unwrap_or(0);
    let ways = WAYS.map(|(id, name, says, ..)| (id, name, says));
    view! {
        <p class="lead">
            "Few flows are only calls or only events. The customer waits to learn that the order is taken; the mail and \
             the figures can follow. The line between the two is the commit point."
        </p>
        {form(ADDRESS, "Show it", choice("waits", "Who waits for the payment?", &ways, WAYS[way].0))}
        <div data-live="order">
            {system::assessed(book, &system(way), |system| {
                system.figure("order", "An order, as the advisor draws it", ().into_any())
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
                let behind: Vec<_> = system.verdicts("order").iter().skip(waited.len()).map(|(_, way, _)| *way).collect();
                (flow.verdict, waited.join(" "), behind)
            })
            .unwrap()
        });
        let expected = [
            (Hybrid, "save".to_owned(), vec![EventDriven; 4]),
            (Hybrid, "save charge".to_owned(), vec![EventDriven; 3]),
        ];
        assert_eq!(told, expected);
        let waited = system::with(rules::shipped(), &system(1), |system| system.verdicts("order")[1].1);
        assert_eq!(waited, Some(Synchronous));
    }
}
