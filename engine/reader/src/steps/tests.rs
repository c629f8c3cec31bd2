use super::*;
use advice::{Model, Tree, rules};

/// Writes flows as `name: step | step`, and a step as `from>to,to=action`.
fn told(text: &str) -> String {
    let description = read("Tickets", text).unwrap_or_else(|faults| panic!("{text:?}: {faults:#?}"));
    let json = serde_json::to_string(&description).unwrap();
    let (again, faults) = Description::read(&Tree::from_json(&json).unwrap());
    assert_eq!((&again, faults), (&description, Vec::new()), "it can be sent as it is");
    let model = Model::resolve(again, rules::shipped()).unwrap();
    assert_eq!(model.description(), &description, "every id is explicit");
    let step = |step: &Step| match (&step.from, step.to.join(",")) {
        (None, to) if to.is_empty() => step.action.clone(),
        (from, to) => format!("{}>{to}={}", from.as_deref().unwrap_or_default(), step.action),
    };
    let flow = |flow: &Flow| {
        let steps: Vec<String> = flow.steps.iter().map(step).collect();
        format!("{}: {}", flow.name.as_deref().unwrap_or_default(), steps.join(" | "))
    };
    description.flows.iter().map(flow).collect::<Vec<_>>().join("\n")
}

/// The faults as line, column and code.
fn faults(text: &str) -> Vec<(u32, u32, Code)> {
    let faults = read("Tickets", text).unwrap_err();
    faults.iter().map(|fault| (fault.line.unwrap_or(0), fault.column.unwrap_or(0), fault.code)).collect()
}

#[test]
fn a_line_is_a_step_whatever_list_it_stands_in() {
    for line in [
        "Pay",
        "- Pay",
        "* Pay",
        "+ Pay",
        "•Pay",
        "• Pay",
        "– Pay",
        "1. Pay",
        "12) Pay",
        "(3) Pay",
        "1.2. Pay",
        "a) Pay",
        "(b) Pay",
        "- [ ] Pay",
        "- [x] 4. Pay",
        "\t-\tPay\t",
        "    Pay.",
        "Pay;",
        "\u{a0}Pay\u{3000}",
        "\u{feff}Pay",
        "- Pay\r",
        "٣. Pay",
    ] {
        assert_eq!(told(line), "Tickets: Pay", "{line:?}");
    }
    for line in [
        "3 seats are taken",
        "1.5 litres are poured",
        "-> is no bullet:x",
        "*Pay* now",
        "A. Smith pays",
        "Wait...",
        "🎫",
    ] {
        if !line.starts_with("->") {
            assert_eq!(told(line), format!("Tickets: {line}"));
        }
    }
}

#[test]
fn an_arrow_says_who_asks_and_who_does_it() {
    for arrow in ["->", "→", "=>", "⇒", "-->", "->>", "-->>", "⟶", "—>", "–>", "➜", "➡️", "⮕"] {
        assert_eq!(told(&format!("- Fan {arrow} Booking: Pay")), "Tickets: fan>booking=Pay", "{arrow}");
        assert_eq!(told(&format!("Fan{arrow}Booking:Pay")), "Tickets: fan>booking=Pay", "{arrow}");
    }
    assert_eq!(told("Fan → Seats, Prices，Mail: Tell them: now"), "Tickets: fan>seats,prices,mail=Tell them: now");
    assert_eq!(told("-> Mail: Send it at 12:30"), "Tickets: >mail=Send it at 12:30");
    assert_eq!(told("Map the keys: old -> new"), "Tickets: Map the keys: old -> new");
    assert_eq!(told("Buy when x > 3 and y >= 2"), "Tickets: Buy when x > 3 and y >= 2");
}

#[test]
fn one_name_is_one_participant_however_it_is_written() {
    let description = read("x", "Web shop -> Bank: Pay\nBANK -> web shop, Bank, bank: Answer\n🐟 -> 🐈: Swim").unwrap();
    let cast: Vec<_> = description.participants.iter().map(|one| one.id.as_deref().unwrap()).collect();
    assert_eq!(cast, ["web-shop", "bank", "participant-3", "participant-4"]);
    assert_eq!(description.participants[1].name.as_deref(), Some("Bank"));
    assert_eq!(description.flows[0].steps[1].to, ["web-shop", "bank"]);
}

#[test]
fn a_heading_opens_a_flow() {
    let text = "Look around\n\nBook a ticket:\r\n  1. Reserve\n     a) Hold the seat\n  2. Pay\r\n\n## Give it back ##\nRefund\n- 退票：\nRefund";
    let expected =
        "Tickets: Look around\nBook a ticket: Reserve | Hold the seat | Pay\nGive it back: Refund\n退票: Refund";
    assert_eq!(told(text), expected);
    assert_eq!(told("#Book:\nPay\n# Book\nPay"), "Book: Pay\nBook: Pay");
}

#[test]
fn what_is_no_step_is_told_by_its_line_all_at_once() {
    let long = "x".repeat(LIMITS.name + 100);
    let text =
        format!("Pay\n---\n  A -> B -> C: x\nA -> B\nA -> B:\n -> : x\n{long}\n{long} -> B: x\n# \nEmpty:\n```\n🎫");
    let expected = [
        (2, 1, Code::Empty),
        (3, 3, Code::UnknownValue),
        (4, 1, Code::UnknownValue),
        (5, 1, Code::Empty),
        (6, 2, Code::Empty),
        (7, 1, Code::LimitPassed),
        (8, 1, Code::LimitPassed),
        (9, 1, Code::Empty),
        (11, 1, Code::Empty),
    ];
    assert_eq!(faults(&text), expected);
    assert_eq!(faults("# Only\nheadings:\n"), [(1, 1, Code::Empty), (2, 1, Code::Empty)]);
    for nothing in ["", "\n \t\r\n"] {
        assert_eq!(faults(nothing), [(1, 1, Code::Empty)]);
    }
    let told = read(" ", "A ->").unwrap_err();
    assert_eq!(told.iter().map(|fault| fault.at.as_str()).collect::<Vec<_>>(), ["/name", "/steps"]);
}

#[test]
fn limits_hold() {
    assert_eq!(read("x", &"Pay\n".repeat(LIMITS.steps)).unwrap().flows[0].steps.len(), LIMITS.steps);
    let line = u32::try_from(LIMITS.steps + 1).unwrap();
    assert_eq!(faults(&"Pay\n".repeat(LIMITS.steps + 9)), [(line, 1, Code::LimitPassed)]);
    let line = u32::try_from(2 * LIMITS.flows + 1).unwrap();
    assert_eq!(faults(&"# F\nPay\n".repeat(LIMITS.flows + 9)), [(line, 1, Code::LimitPassed)]);
    assert_eq!(faults(&"x".repeat(LIMITS.prose + 1)), [(0, 0, Code::LimitPassed)]);
    let many = faults(&"---\n".repeat(advice::fault::FAULTS_SHOWN + 9));
    assert_eq!((many.len(), many.last()), (advice::fault::FAULTS_SHOWN + 1, Some(&(0, 0, Code::MoreFaults))));
    let crowd: Vec<String> = (0..=LIMITS.items).map(|number| format!("p{number}")).collect();
    let crowd = format!("A -> {}: Tell\nA -> B: Pay", crowd.join(","));
    assert_eq!(faults(&crowd), [(1, 1, Code::LimitPassed)]);
}
