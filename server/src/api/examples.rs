//! The body that several calls take, a description, and the examples of it.

use advice::Description;
use app::operation::{Body, Example, Form, JSON, YAML, schema_of};

/// A system of two steps, as JSON.
const SYSTEM: &str = r#"{
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
const SYSTEM_AS_YAML: &str = "\
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
pub const BATCH: &str = concat!(
    r#"{"name": "Login", "flows": [{"steps": [{"action": "Check the password", "answers": {"reply": "answer"}}]}]}"#,
    "\n",
    r#"{"name": "Newsletter", "flows": []}"#,
    "\n",
    r#"{"name": "Receipts", "flows": [{"steps": [{"action": "Send the receipt", "answers": {"reply": "none"}}]}]}"#,
    "\n",
);

/// The system as an example of JSON.
pub const AS_JSON: Example = Example { name: "json", title: "Two steps, as JSON", media_type: JSON, text: SYSTEM };

/// The system as an example of YAML.
pub const AS_YAML: Example =
    Example { name: "yaml", title: "Two steps with few answers, as YAML", media_type: YAML, text: SYSTEM_AS_YAML };

/// A description as the only body that a call takes.
pub const DESCRIPTION: Body = Body {
    about: "The description.",
    forms: || Form::json_or_yaml(schema_of::<Description>),
    examples: &[AS_JSON, AS_YAML],
};
