//! The bodies that several calls have as their example.

use app::operation::{Example, JSON, YAML};

/// A system of two steps, as JSON.
pub const SYSTEM: &str = r#"{
  "name": "Concert ticket booking",
  "flows": [{
    "id": "book",
    "name": "Book a ticket",
    "steps": [
      {
        "id": "reserve-seat",
        "action": "Reserve the seat",
        "from": "booking",
        "to": ["seats"],
        "entity": "seat",
        "answers": {"reply": "answer", "invariant": "exclusive_booking", "response_time": "milliseconds"}
      },
      {
        "id": "confirm",
        "action": "Send the confirmation e-mail",
        "from": "booking",
        "to": ["notifications"],
        "answers": {"reply": "none", "failure_tolerance": "retry_later"}
      }
    ]
  }]
}"#;

/// The same system as YAML, with the least that a step needs.
pub const SYSTEM_AS_YAML: &str = "\
name: Concert ticket booking
flows:
  - name: Book a ticket
    steps:
      - action: Reserve the seat
        from: booking
        to: [seats]
      - action: Send the confirmation e-mail
        from: booking
        to: [notifications]
        answers: {reply: none}
";

/// Two systems and a fault, a line each.
pub const BATCH: &str = r#"{"name": "Login", "flows": [{"steps": [{"action": "Check the password", "answers": {"reply": "answer"}}]}]}
{"name": "Newsletter", "flows": []}
{"name": "Receipts", "flows": [{"steps": [{"action": "Send the receipt", "answers": {"reply": "none"}}]}]}
"#;

/// A description in both formats.
pub static DESCRIPTIONS: &[Example] = &[
    Example { name: "json", title: "Two steps, as JSON", media_type: JSON, text: SYSTEM },
    Example { name: "yaml", title: "Two steps with few answers, as YAML", media_type: YAML, text: SYSTEM_AS_YAML },
];
