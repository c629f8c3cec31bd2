use std::fmt::Write;

use advice::description::{Description, Step};
use advice::rules;
use reader::reading::{Reading, Role};

use super::IMPORT;
use crate::import::Unread;

fn read(text: &str) -> Reading {
    IMPORT.read(text, rules::shipped()).unwrap_or_else(|unread| panic!("{unread:?}: {text}"))
}

/// A step in short: "web>orders place-the-order request after=x".
fn short(step: &Step) -> String {
    let mut short = format!("{}>{} {}", step.from.as_deref().unwrap_or("-"), step.to.join("+"), step.action);
    if let Some(today) = &step.today {
        _ = write!(short, " [{}]", today.style.as_deref().unwrap_or("-"));
    }
    if let Some(after) = &step.after {
        _ = write!(short, " after={}", after.join("+"));
    }
    if step.join.is_some() {
        short.push_str(" any");
    }
    if let Some(when) = step.when.as_ref().and_then(|when| when.text.as_ref()) {
        _ = write!(short, " when={when}");
    }
    if let Some(each) = &step.repeats {
        _ = write!(short, " each={each}");
    }
    short
}

fn steps(description: &Description) -> Vec<String> {
    description.flows.iter().flat_map(|flow| &flow.steps).map(short).collect()
}

const CHECKOUT: &str = "---
title: Checkout
---
sequenceDiagram
    %% the happy path
    autonumber
    actor C as Customer
    participant W as Web shop
    participant O as Orders
    C->>+W: Place the order
    W->>O: Save the order
    O-->>W: order number
    alt in stock
        O-)Kafka: OrderPlaced
        Kafka-)Billing: OrderPlaced
        Kafka-)Shipping: OrderPlaced
    else sold out
        W->>W: Show \"sold out\"
    end
    Note over W: shown at once
    loop for each order line
        O-)Warehouse: ReserveStock
    end
    W-->>-C: 200 OK
";

#[test]
fn an_event_that_is_drawn_to_several_is_published_once() {
    let told = "\
sequenceDiagram
    A->>B: Pay
    B-)C: OrderPaid
    B-)D: OrderPaid
    loop for each line
        B-)E: OrderPaid
    end
    B-)F: OrderPaid
    B-)C: OrderPaid
";
    assert_eq!(
        steps(&read(told).description),
        [
            "a>b Pay [request]",
            "b>c+d Publish OrderPaid [event]",
            "b>e Publish OrderPaid [event] each=line",
            "b>f+c Publish OrderPaid [event]",
        ]
    );
}

#[test]
fn a_sequence_diagram_becomes_steps_with_what_is_built_today() {
    let reading = read(CHECKOUT);
    assert_eq!(reading.description.name, "Checkout");
    assert_eq!(
        steps(&reading.description),
        [
            "customer>web-shop Place the order [request]",
            "web-shop>orders Save the order [request]",
            "orders>billing+shipping Publish OrderPlaced [event] when=in stock",
            "web-shop>web-shop Show \"sold out\" after=save-the-order when=sold out",
            "orders>warehouse Reserve stock [queued_command] after=order-placed+show-sold-out any each=order line",
        ]
    );
    let flow = &reading.description.flows[0];
    assert_eq!(flow.actor.as_deref(), Some("customer"));
    assert_eq!(flow.steps[2].announces.as_deref(), Some("OrderPlaced"));
    assert_eq!(flow.steps[3].notes.as_deref(), Some("shown at once"));
    let reply = |step: usize| flow.steps[step].inferred.get("reply").map(|given| given.ids().join("+"));
    assert_eq!(reply(1).as_deref(), Some("answer"));
    assert_eq!(reply(2).as_deref(), Some("none"));
    let left: Vec<&str> = reading.left_over.iter().map(|left| left.words.as_str()).collect();
    assert_eq!(left, ["%% the happy path"]);
}

#[test]
fn every_part_shows_its_words_and_every_line_what_it_became() {
    let reading = read(CHECKOUT);
    let characters: Vec<char> = CHECKOUT.chars().collect();
    for found in &reading.evidence {
        if let (Some([start, end]), None) = (found.span, &found.within) {
            let words: String = characters[start as usize..end as usize].iter().collect();
            assert_eq!(words, found.words);
        }
    }
    let roles: Vec<(Role, String)> = reading
        .sentences
        .iter()
        .map(|said| {
            let words: String = characters[said.span[0] as usize..said.span[1] as usize].iter().collect();
            (said.role, words)
        })
        .collect();
    for (role, words) in [
        (Role::Title, "title: Checkout"),
        (Role::AboutParticipant, "actor C as Customer"),
        (Role::Step, "W->>O: Save the order"),
        (Role::AboutStep, "O-->>W: order number"),
        (Role::LeftOver, "%% the happy path"),
    ] {
        assert!(roles.iter().any(|(its, said)| *its == role && said == words), "{words}: {roles:#?}");
    }
}

#[test]
fn what_runs_side_by_side_waits_for_the_same_step() {
    let text = "sequenceDiagram\nA->>B: Book the trip\npar flight\nB->>F: Book the flight\nand hotel\nB->>H: Book the hotel\n\
                end\nB->>A: Send the itinerary";
    assert_eq!(
        steps(&read(text).description),
        [
            "a>b Book the trip [request]",
            "b>f Book the flight [request]",
            "b>h Book the hotel [request] after=book-the-trip",
            "b>a Send the itinerary [request] after=book-the-flight+book-the-hotel",
        ]
    );
}

#[test]
fn names_may_hold_hyphens_and_text_may_hold_marks() {
    let text =
        "sequenceDiagram\nweb-xray->>order-api: Save #quot;it#quot;; api-x--)web: It's<br/>done; A-xB: Forget the cart";
    assert_eq!(
        steps(&read(text).description),
        ["web-xray>order-api Save \"it\" [request]", "api-x>web It's done [event]", "a>b Forget the cart [request]",]
    );
}

#[test]
fn a_chart_of_participants_gives_a_step_for_each_arrow() {
    let text = "%% ours\nflowchart LR\n  subgraph shop [Shop]\n  web[Web shop]:::ui -->|Place the order| orders(Orders)\n  end\n  \
                orders -.OrderPlaced.-> bus{{Event bus}}\n  bus --> billing & shipping[Shipping]\n  orders --> db[(Orders DB)]\n  \
                classDef ui fill:#fff";
    let reading = read(text);
    assert_eq!(
        steps(&reading.description),
        [
            "web-shop>orders Place the order [request] after=",
            "orders>billing+shipping Publish OrderPlaced [event] after=place-the-order",
            "orders>orders-db Ask Orders DB [request] after=place-the-order",
        ]
    );
}

#[test]
fn a_chart_of_acts_gives_a_step_for_each_box_and_decisions_are_conditions() {
    let text = "graph TD;\n  start((Start)) --> a[Check the stock]\n  a --> q{In stock?}\n  q -- yes --> b[Charge the card]\n  \
                q -->|no| c[Refuse the order]\n  b --> d[Ship the parcel]\n  d --> a";
    assert_eq!(
        steps(&read(text).description),
        [
            "-> Check the stock after=",
            "-> Charge the card after=check-the-stock when=In stock: yes",
            "-> Refuse the order after=check-the-stock when=In stock: no",
            "-> Ship the parcel after=charge-the-card",
        ]
    );
}

#[test]
fn every_fault_is_told_with_its_line() {
    let faults = |text: &str| match IMPORT.read(text, rules::shipped()) {
        Err(Unread::Faulty(faults)) => {
            faults.into_iter().map(|fault| (fault.line.unwrap_or(0), fault.message)).collect::<Vec<_>>()
        }
        Err(Unread::NoSteps(because)) => vec![(0, because)],
        other => panic!("{other:?}"),
    };
    let found = faults("sequenceDiagram\n  A->>B: x\n  end\n  alt y\n  loop z\n  else w\n  end");
    let lines: Vec<u32> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 4, 6], "{found:?}");
    let found = faults("classDiagram\n A <|-- B");
    assert!(found[0].1.contains("another kind"), "{found:?}");
    assert!(faults("sequenceDiagram\n participant A")[0].1.contains("no line of the diagram is a message"));
}

#[test]
fn a_line_may_begin_with_what_ends_a_character() {
    for text in ["abc;", ";", "graph;TD", "sequenceDiagram\nquot;\n;;a;"] {
        assert!(IMPORT.read(text, rules::shipped()).is_err(), "{text}");
    }
}

#[test]
fn deep_and_wide_diagrams_are_refused_and_end() {
    let deep = format!("sequenceDiagram\n{}A->>B: x\n", "alt a\n".repeat(50_000));
    assert!(matches!(IMPORT.read(&deep, rules::shipped()), Err(Unread::Faulty(_))));
    let wide = format!("sequenceDiagram\nA->>B: x\npar a\n{}end\nA->>B: y", "A->>B: z\nand b\n".repeat(500));
    assert!(matches!(IMPORT.read(&wide, rules::shipped()), Err(Unread::Faulty(_))));
}
