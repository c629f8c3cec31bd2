//! Example systems for the tests of this folder.

use super::{Flow, flows as make};
use advice::description::{self, Description, Given, Participant, ParticipantKind, Step};
use advice::tree::Tree;
use advice::{Model, assess, model, rules};

/// The booking of a concert ticket, the main example.
pub(crate) const TICKETS: &str = r#"{"name": "Concert ticket booking", "participants": [
  {"id": "fan", "name": "Fan", "kind": "person"}, {"id": "seats", "name": "Seat inventory"}],
 "flows": [{"id": "book", "name": "Book a ticket", "actor": "fan", "steps": [
  {"id": "reserve-seat", "action": "Reserve the seat", "from": "booking", "to": ["seats"], "entity": "seat",
   "answers": {"reply": "answer", "invariant": "exclusive_booking", "response_time": "milliseconds"}},
  {"id": "charge-card", "action": "Charge the credit card", "from": "booking", "to": ["payment"], "entity": "card",
   "answers": {"reply": "answer", "undo": "compensable"}},
  {"id": "confirm", "action": "Send the confirmation e-mail", "from": "booking", "to": ["notifications"],
   "after": ["charge-card"], "answers": {"reply": "none", "failure_tolerance": "retry_later"}},
  {"id": "count", "action": "Update the seat count", "from": "booking", "to": ["venue"],
   "after": ["charge-card"], "answers": {"reply": "none", "staleness": "seconds"}}]}]}"#;

/// A hall and a band are booked, then everything is paid.
pub(crate) const WEDDING: &str = r#"{"name": "Wedding", "flows": [{"id": "plan", "name": "Plan the feast", "steps": [
    {"id": "hall", "action": "Reserve the hall", "from": "planner", "to": ["halls"], "answers": {"reply": "answer"}},
    {"id": "band", "action": "Book the band", "from": "planner", "to": ["bands"], "answers": {"reply": "answer"}},
    {"id": "pay", "action": "Charge the card", "from": "planner", "to": ["payment"],
        "answers": {"reply": "answer"}}]}]}"#;

/// Every style in one flow.
pub(crate) const STYLES: &str = r#"{"name": "Every style", "flows": [{"id": "all", "actor": "fan", "steps": [
  {"id": "ask", "action": "Does this user exist?", "from": "shop", "to": ["users"], "answers": {"intent": "query"}},
  {"id": "save", "action": "Save the order", "from": "shop", "to": ["shop"], "answers": {"reply": "answer"}},
  {"id": "place", "action": "Place the order", "from": "shop", "to": ["orders"],
   "answers": {"reply": "answer", "consumer_count": "multiple"}},
  {"id": "render", "action": "Render the film", "from": "shop", "to": ["studio"],
   "answers": {"reply": "answer", "duration": "long"}},
  {"id": "print", "action": "Print the label", "from": "shop", "to": ["printer"],
   "answers": {"reply": "none", "intent": "command"}},
  {"id": "tell", "action": "Tell everybody", "from": "shop", "to": ["mail", "audit", "figures"], "after": ["place"],
   "answers": {"reply": "none"}},
  {"id": "first", "action": "Measure the room", "from": "sensor", "to": ["figures"], "after": [],
   "answers": {"reply": "none", "intent": "event"}}]}]}"#;

/// Two small flows.
pub(crate) const TWO_FLOWS: &str = r#"{"name": "Two", "flows": [
  {"id": "first", "steps": [{"action": "Pack"}]}, {"id": "second", "steps": [{"action": "Ship"}]}]}"#;

/// A step that waits for two events.
pub(crate) const JOIN: &str = r#"{"name": "Shop", "flows": [{"id": "order", "actor": "fan", "steps": [
  {"id": "place", "action": "Place the order", "from": "shop", "to": ["orders"], "entity": "order",
   "answers": {"reply": "answer"}},
  {"id": "pay", "action": "Charge the card", "to": ["payment"], "entity": "card", "after": ["place"],
   "answers": {"reply": "none"}},
  {"id": "pack", "action": "Pack the parcel", "to": ["warehouse"], "entity": "parcel", "after": ["place"],
   "answers": {"reply": "none"}},
  {"id": "ship", "action": "Ship it", "to": ["shipping"], "after": ["pay", "pack"], "answers": {"reply": "none"}}]}]}"#;

/// Flows with conditions, timers, limits and several receivers: a checkout, an expense claim, a nightly batch.
pub(crate) const CHECKOUT: &str = include_str!("../../../../tests/data/shapes/checkout.json");
pub(crate) const EXPENSE: &str = include_str!("../../../../tests/data/shapes/expense.json");
pub(crate) const NIGHTLY: &str = include_str!("../../../../tests/data/shapes/nightly.json");
pub(crate) const SHAPES: [&str; 3] = [CHECKOUT, EXPENSE, NIGHTLY];

/// A flow that consists of queries only.
pub(crate) const QUESTIONS: &str = r#"{"name": "Look", "flows": [{"id": "look", "actor": "fan", "steps": [
  {"id": "user", "action": "Does this user exist?", "from": "shop", "to": ["users"], "answers": {"intent": "query"}},
  {"id": "seats", "action": "Which seats are free?", "from": "shop", "to": ["seats"],
   "answers": {"intent": "query"}}]}]}"#;

/// Texts that people might type or paste.
pub(crate) const HOSTILE: &[&str] = &[
    "</text><script>alert(1)</script>",
    "\"]; end subgraph #quot; `x` [[ (( {{ |a| \\",
    "a\u{0}b\u{1b}[31m\u{202e}c\nd\re\u{fffe}",
    "end",
    "حجز المقعد في القاعة",
    "👩‍👩‍👧‍👦 e\u{301} 日本語",
    "%%{init: {}}%% style x fill:#f00;",
    "1. list: } & ]]> --> <!--",
];

/// Names without a visible character, or without a letter.
pub(crate) const UNSEEN: &[&str] =
    &["\u{0}", "\u{202e}", "\u{200b}\u{200d}", "\u{ad}", "!!!", "\u{2026}", "#", ";", "\"", "]"];

/// A step with many owners that many events trigger.
pub(crate) fn joined(facts: usize, places: usize) -> Flow {
    let list = |letter: char, number: usize| -> String {
        (0..number).map(|at| format!("\"{letter}{at}\"")).collect::<Vec<_>>().join(", ")
    };
    let pay = |at: usize| format!(r#"{{"id": "s{at}", "action": "Pay", "from": "a", "to": ["b"], "after": []}}"#);
    let mut steps: Vec<String> = (0..facts).map(pay).collect();
    let (all, to) = (list('s', facts), list('p', places));
    steps.push(format!(
        r#"{{"action": "Ship", "from": "b", "to": [{to}], "after": [{all}], "answers": {{"reply": "none"}}}}"#
    ));
    flow(&format!(r#"{{"name": "x", "flows": [{{"steps": [{}]}}]}}"#, steps.join(", ")))
}

/// A chain of this many steps, each by another participant.
pub(crate) fn chained(steps: usize) -> Flow {
    let step = |at: usize| format!(r#"{{"action": "Do {at}", "from": "p{at}", "to": ["p{}"]}}"#, at + 1);
    let steps: Vec<String> = (0..steps).map(step).collect();
    flow(&format!(r#"{{"name": "x", "flows": [{{"steps": [{}]}}]}}"#, steps.join(", ")))
}

/// Resolves a system that must be valid.
pub(crate) fn model(json: &str) -> Model<'static> {
    let tree = Tree::from_json(json).unwrap();
    model::read(json, &tree, rules::shipped()).unwrap()
}

/// The flows of a system.
pub(crate) fn flows(json: &str) -> Vec<Flow> {
    let model = model(json);
    make(&model, &assess(&model))
}

/// The first flow of a system.
pub(crate) fn flow(json: &str) -> Flow {
    flows(json).remove(0)
}

/// Resolves a description that no reader has checked.
pub(crate) fn unchecked(description: Description) -> Model<'static> {
    Model::resolve(description, rules::shipped()).unwrap()
}

/// A flow in which every name and every id is the given text.
pub(crate) fn hostile(text: &str) -> Flow {
    let text = || text.to_owned();
    let answers = |reply: &str, intent: &str| {
        let given = [("reply", reply), ("intent", intent)];
        given.into_iter().map(|(question, answer)| (question.to_owned(), Given::One(answer.to_owned()))).collect()
    };
    let step = |from: &str, to: &[String], reply, intent| Step {
        action: text(),
        entity: Some(text()),
        from: Some(from.to_owned()),
        to: to.to_vec(),
        answers: answers(reply, intent),
        ..Step::default()
    };
    let steps = vec![
        Step { id: Some("a".to_owned()), ..step(&text(), &["x".to_owned()], "answer", "command") },
        Step { id: Some(text()), ..step("x", &[text(), "y".to_owned()], "none", "event") },
        Step { after: Some(vec![text()]), ..step(&text(), &["y".to_owned()], "none", "command") },
    ];
    let known = Participant {
        id: Some(text()),
        name: Some(text()),
        kind: Some(ParticipantKind::Person),
        ..Participant::default()
    };
    let flow =
        description::Flow { id: Some(text()), name: Some(text()), actor: Some(text()), steps, ..Default::default() };
    let model =
        unchecked(Description { name: text(), participants: vec![known], flows: vec![flow], ..Description::default() });
    make(&model, &assess(&model)).remove(0)
}

/// A pseudo-random generator with a fixed seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number from 0 to `below - 1`.
    pub(crate) fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// A system with random steps that nobody would describe.
pub(crate) fn random(seed: u64, steps: u64) -> Flow {
    let mut dice = Dice(seed);
    let mut list = Vec::new();
    for index in 0..steps {
        let action = "x ".repeat(1 + usize::try_from(dice.roll(30)).unwrap());
        let mut step = serde_json::json!({"id": format!("s{index}"), "action": action});
        if dice.roll(5) > 0 {
            step["from"] = format!("p{}", dice.roll(6)).into();
        }
        let to: Vec<String> = (0..dice.roll(4)).map(|_| format!("p{}", dice.roll(6))).collect();
        step["to"] = to.into();
        if dice.roll(2) > 0 {
            let before = if index == 0 { 0 } else { dice.roll(4) };
            let after: Vec<String> = (0..before).map(|_| format!("s{}", index - 1 - dice.roll(index.min(6)))).collect();
            step["after"] = after.into();
        }
        let reply = ["answer", "none", "acknowledgement"][usize::try_from(dice.roll(3)).unwrap()];
        step["answers"] = match dice.roll(6) {
            0 => serde_json::json!({"reply": "answer", "duration": "long"}),
            1 => serde_json::json!({"intent": "query"}),
            2 => serde_json::json!({"reply": "none", "intent": "command"}),
            3 => serde_json::json!({"reply": reply, "invariant": "limited_stock"}),
            _ => serde_json::json!({"reply": reply}),
        };
        list.push(step);
    }
    flow(&serde_json::json!({"name": "Random", "flows": [{"id": "f", "steps": list}]}).to_string())
}

/// Like [`random`], with conditions, times, joins, hearers and participants of every kind.
pub(crate) fn shaped(seed: u64, steps: u64) -> Flow {
    let mut dice = Dice(seed.wrapping_add(7_919));
    let kinds = ["service", "service", "service", "person", "external", "broker", "cache", "store"];
    let participant = |(at, kind): (usize, &&str)| serde_json::json!({"id": format!("p{at}"), "kind": kind});
    let participants: Vec<serde_json::Value> = kinds.iter().enumerate().map(participant).collect();
    let mut list = Vec::new();
    for index in 0..steps {
        let action = "x ".repeat(1 + usize::try_from(dice.roll(20)).unwrap());
        let mut step = serde_json::json!({"id": format!("s{index}"), "action": action});
        step["from"] = format!("p{}", dice.roll(8)).into();
        let to: Vec<String> = (0..dice.roll(3)).map(|_| format!("p{}", dice.roll(8))).collect();
        step["to"] = to.into();
        let earlier = |dice: &mut Dice| format!("s{}", index - 1 - dice.roll(index.min(4)));
        if index > 0 {
            let after: Vec<String> = (0..dice.roll(3)).map(|_| earlier(&mut dice)).collect();
            step["after"] = after.into();
            let outcome = ["done", "refused", "failed", "timed_out"][usize::try_from(dice.roll(4)).unwrap()];
            match dice.roll(4) {
                0 => step["when"] = serde_json::json!({"step": earlier(&mut dice), "outcome": outcome}),
                1 => step["when"] = serde_json::json!({"text": "it is Tuesday and everybody agrees that it is late"}),
                _ => {}
            }
            if dice.roll(6) == 0 {
                step["undoes"] = earlier(&mut dice).into();
            }
        }
        let fields: [(&str, serde_json::Value); 5] = [
            ("starts", serde_json::json!({"after": "PT30M"})),
            ("within", "PT15S".into()),
            ("repeats", "order line".into()),
            ("join", "any".into()),
            ("tells", serde_json::json!([format!("p{}", dice.roll(8))])),
        ];
        for (name, value) in fields {
            if dice.roll(5) == 0 {
                step[name] = value;
            }
        }
        let reply = ["answer", "none", "outcome_later", "acknowledgement"][usize::try_from(dice.roll(4)).unwrap()];
        step["answers"] = serde_json::json!({"reply": reply});
        list.push(step);
    }
    let mut flow = serde_json::json!({"id": "f", "steps": list});
    match dice.roll(3) {
        0 => flow["trigger"] = serde_json::json!({"every": "P1D"}),
        1 => flow["trigger"] = serde_json::json!({"event": "OrderPlaced"}),
        _ => flow["actor"] = "p3".into(),
    }
    self::flow(&serde_json::json!({"name": "Shaped", "participants": participants, "flows": [flow]}).to_string())
}

/// A flow with conditions and timers in which every text is the given one.
pub(crate) fn hostile_shape(text: &str) -> Flow {
    let json = serde_json::json!({
        "name": text,
        "participants": [
            {"id": "bus", "name": text, "kind": "broker"}, {"id": "copy", "name": text, "kind": "cache", "of": "a"},
            {"id": "a", "name": text}, {"id": "b", "name": text, "kind": "external"}],
        "flows": [{"id": "f", "name": text, "trigger": {"event": text}, "steps": [
            {"id": "one", "action": text, "from": "a", "to": ["copy"], "repeats": text, "answers": {"reply": "answer"}},
            {"id": "two", "action": text, "from": "bus", "to": ["a"], "answers": {"reply": "none"},
             "when": {"step": "one", "outcome": "refused", "text": text}, "tells": ["b"]},
            {"id": "three", "action": text, "from": "a", "to": ["b", "c"], "after": ["one"], "when": {"text": text},
             "answers": {"reply": "none"}}]}]
    });
    flow(&json.to_string())
}
