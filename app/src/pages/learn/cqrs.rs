//! CQRS: one side that writes and decides, and views that each answer one question.

use advice::assessment::Words;
use leptos::prelude::*;

use super::{
    Lesson, Visit,
    parts::{choice, form, point, points},
    system::{self, System},
};
use crate::{
    components::{advised, reason::user_text},
    wording,
};

pub(super) const LESSON: Lesson = Lesson {
    slug: "cqrs",
    title: "CQRS",
    says: "One model that decides, and a view for each question that people ask.",
    teaches: &["cqrs", "read_write_shape", "owner_read", "read_your_writes", "queries_and_replicas"],
    view,
};

/// The box office. `SHAPE` stands for the answer to the question how reading and writing differ.
const SYSTEM: &str = "
name: Box office
answers: {read_write_shape: SHAPE, domain_complexity: rich}
participants: [{id: fan, name: Fan, kind: person}, {id: promoter, name: Promoter, kind: person},
  {id: usher, name: Usher, kind: person}]
flows:
  - id: sell
    actor: fan
    steps:
      - {id: reserve, action: Reserve the seat, from: shop, to: [box-office], entity: seat,
         answers: {reply: answer, invariant: exclusive_booking}}
      - {id: sell, action: Sell the ticket, from: shop, to: [box-office], entity: ticket, answers: {reply: answer}}
      - {id: cancel, action: Cancel the ticket, from: shop, to: [box-office], entity: ticket, answers: {reply: answer}}
  - id: ask
    steps:
      - {id: free, action: Which seats are taken?, from: fan, to: [seat-map], entity: seat, answers: {intent: query}}
      - {id: valid, action: Is this ticket still valid?, from: usher, to: [gate], entity: ticket,
         answers: {intent: query}}
      - {id: sold, action: How many tickets are sold?, from: promoter, to: [sales], entity: ticket,
         answers: {intent: query, staleness: minutes}}
";

/// The question that the form asks.
const QUESTION: &str = "read_write_shape";
/// The answer that is chosen at first.
const FIRST: &str = "many_read_views";

fn system(shape: &str) -> String {
    SYSTEM.replace("SHAPE", shape)
}

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let Some(asked) = book.question(QUESTION).and_then(|question| book.asked(question)) else { return ().into_any() };
    let ways: Vec<(&str, &str, &str)> =
        asked.answers.iter().map(|answer| (answer.id.as_ref(), answer.label.as_ref(), "")).collect();
    let given = visit.field("shape");
    let shape = ways.iter().map(|(id, ..)| *id).find(|id| Some(*id) == given).unwrap_or(FIRST);
    view! {
        <p class="lead">
            "What decides and what is looked at need not be the same model. One side checks every change and says what \
             happened; each view is fed by that and answers one question."
        </p>
        {form("/learn/cqrs", "Show it", choice("shape", &asked.ask, &ways, shape))}
        {system::assessed(book, &system(shape), |system| view! {
            <div class="pair-wide flipped">
                <section class="card" aria-labelledby="views">
                    <h2 id="views">"A box office, in two halves"</h2>
                    {written(system)}
                    {views(system)}
                </section>
                <section class="card" aria-labelledby="advised" data-live="advised">
                    <h2 id="advised">"What the advisor says of it"</h2>
                    <p class="unseen" data-says>
                        "CQRS: "{wording::advised(system.assessment.advice.cqrs.verdict)}
                    </p>
                    {advised::view(book, "cqrs", &system.assessment.advice.cqrs)}
                </section>
            </div>
        }.into_any())}
        {points([
            point(book, "The write side decides", "Every rule is checked there, against its own data. A view is never \
                asked whether something is allowed.", "cqrs"),
            point(book, "A view may be late", "Say how late, and let whoever wrote see the own change at once.",
                "read_your_writes"),
            point(book, "Most services need neither", "Two models on one database are enough to begin with, and a \
                plain list needs one.", "read_write_shape"),
        ])}
    }
    .into_any()
}

/// The events that the writing flow leaves.
fn written(system: &System<'_>) -> AnyView {
    let events = system.assessment.advice.log.iter().map(|entry| {
        view! { <li><code class="pill">{entry.event.to_string()}</code></li> }
    });
    view! {
        <p>"The write side decides, and says:"</p>
        <ul class="pills">{events.collect_view()}</ul>
    }
    .into_any()
}

/// The views that the queries of the system would have.
fn views(system: &System<'_>) -> AnyView {
    let description = system.model.description();
    let action = |flow: &Words<'_>, step: &Words<'_>| {
        let flow = description.flows.iter().find(|described| described.id.as_deref() == Some(flow));
        let found = flow.and_then(|flow| flow.steps.iter().find(|described| described.id.as_deref() == Some(step)));
        found.map(|step| step.action.clone()).unwrap_or_default()
    };
    let rows = system.assessment.advice.views.iter().map(|shown| {
        let fed_by = shown.fed_by.iter().map(|event| view! { <code class="pill">{event.to_string()}</code>" " });
        view! {
            <tr>
                <th scope="row">{user_text(&action(&shown.flow, &shown.step))}</th>
                <td data-label="For">{shown.reader.as_deref().map(wording::capital)}</td>
                <td data-label="Fed by"><span>{fed_by.collect_view()}</span></td>
            </tr>
        }
    });
    view! {
        <table class="stacked" aria-labelledby="views">
            <thead>
                <tr>
                    <th scope="col">"Each view answers one question"</th>
                    <th scope="col">"For"</th>
                    <th scope="col">"Fed by"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use advice::{assessment::AdviceVerdict, rules};

    use super::*;

    #[test]
    fn the_advice_follows_the_answer() {
        let told = ["alike", "reads_dominate", "many_read_views"].map(|shape| {
            system::with(rules::shipped(), &system(shape), |system| system.assessment.advice.cqrs.verdict).unwrap()
        });
        assert_eq!(told, [AdviceVerdict::NotNow, AdviceVerdict::Consider, AdviceVerdict::Recommended]);
    }

    #[test]
    fn each_question_has_a_view_that_the_writing_flow_feeds() {
        let views = system::with(rules::shipped(), &system(FIRST), |system| {
            let views = system.assessment.advice.views.iter();
            views.map(|view| format!("{} {}", view.step, view.fed_by.join(" "))).collect::<Vec<_>>()
        })
        .unwrap();
        let expected = ["free SeatReserved", "valid TicketSold TicketCancelled", "sold TicketSold TicketCancelled"];
        assert_eq!(views, expected);
    }
}
