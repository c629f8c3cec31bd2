use serde_json::{Value, json};

use crate::{Tree, model, rules};

/// The events of a system as JSON.
fn events(system: &Value) -> Vec<Value> {
    let text = system.to_string();
    let model = model::read(&text, &Tree::from_json(&text).unwrap(), rules::shipped()).unwrap();
    let assessment = crate::assess(&model);
    assessment.events.iter().map(|event| serde_json::to_value(event).unwrap()).collect()
}

/// Prompt 3 of the lesson: a task is created, and four services react.
fn task(fields: &Value) -> Value {
    json!({"name": "Task management", "flows": [{"name": "Create a task", "actor": "user", "steps": [
        {"id": "create", "action": "Create the task", "from": "web", "to": ["tasks"], "entity": "task",
          "fields": fields, "answers": {"reply": "answer", "intent": "command"}},
        {"id": "react", "action": "React to the new task", "from": "tasks",
          "to": ["email", "audit", "analytics", "reminders"], "after": ["create"], "answers": {"reply": "none"}}]}]})
}

fn named(names: &[&str]) -> Value {
    names.iter().map(|name| json!({"name": name})).collect()
}

fn properties(event: &Value) -> Vec<&str> {
    // The order of an object is lost in a `Value`, but not that of `required`.
    event["schema"]["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

fn left_out(event: &Value) -> Vec<&str> {
    event["left_out"].as_array().unwrap().iter().map(|left| left["field"].as_str().unwrap()).collect()
}

#[test]
fn the_event_of_a_created_task_says_what_happened_and_nothing_that_one_consumer_needs() {
    let system = task(&named(&[
        "task_id",
        "title",
        "created_at",
        "email_template",
        "recipients",
        "slack_channel",
        "assignee_email",
        "reply_to",
        "access_token",
        "dry_run",
    ]));
    let events = events(&system);
    let [event] = events.as_slice() else { panic!("{events:#?}") };
    assert_eq!(event["name"], "TaskCreated");
    assert_eq!((&event["key"], &event["size"]), (&json!("task_id"), &json!("fat")));
    assert_eq!(properties(event), ["id", "type", "created_at", "version", "task_id", "title"]);
    assert_eq!(
        left_out(event),
        ["email_template", "recipients", "slack_channel", "assignee_email", "reply_to", "access_token", "dry_run"]
    );
    let schema = &event["schema"];
    assert_eq!(schema["$id"], "urn:event:tasks:TaskCreated:1");
    assert_eq!(schema["properties"]["type"]["const"], "TaskCreated");
    assert_eq!(schema["properties"]["created_at"]["format"], "date-time");
    assert_eq!(schema["properties"]["created_at"]["x-role"], "time");
    assert_eq!(schema["properties"]["title"]["x-type-from-name"], true);
    for left in event["left_out"].as_array().unwrap() {
        assert!(left["because"].as_str().unwrap().ends_with('.'), "{left}");
    }
}

#[test]
fn nothing_is_invented_where_no_field_is_named() {
    let events = events(&task(&json!([])));
    assert_eq!(properties(&events[0]), ["id", "type", "time", "version", "task_id"]);
    let says = events[0]["schema"]["description"].as_str().unwrap();
    assert!(says.starts_with("Published when this is done: Create the task.") && says.contains("open"), "{says}");
}

#[test]
fn an_event_speaks_as_its_team_does() {
    let fields = json!([{"name": "id", "type": "uuid"}, {"name": "dueDate", "type": "LocalDate"}, {"name": "type"},
        {"name": "budget", "type": "decimal(10,2)"}, {"name": "labels", "type": "string[]"},
        {"name": "board", "type": "Board"}, {"name": "note", "type": "optional string"}]);
    let events = events(&task(&fields));
    let schema = &events[0]["schema"];
    assert_eq!(events[0]["key"], "id", "the bare id is the task\u{2019}s");
    assert_eq!(
        properties(&events[0]),
        ["eventId", "eventType", "time", "version", "id", "dueDate", "type", "budget", "labels", "board"]
    );
    let property = |name: &str, part: &str| schema["properties"][name][part].clone();
    assert_eq!((property("id", "format"), property("dueDate", "format")), (json!("uuid"), json!("date")));
    assert_eq!(property("budget", "type"), "string", "a number may be rounded");
    assert!(property("budget", "description").as_str().unwrap().contains("exact"));
    assert_eq!(property("labels", "items"), json!({"type": "string"}));
    assert_eq!((property("board", "type"), property("board", "x-type")), (Value::Null, json!("Board")));
}

#[test]
fn personal_news_goes_to_one_consumer_whole_and_to_several_as_a_key() {
    let system = |to: &Value| {
        json!({"name": "Utilities", "flows": [{"steps": [
            {"id": "move", "action": "Change the address", "from": "portal", "to": ["customers"], "entity": "customer",
              "announces": "CustomerAddressChanged",
              "fields": [{"name": "customer_id"}, {"name": "street_address", "personal": true}],
              "answers": {"reply": "answer"}},
            {"action": "React to the move", "from": "customers", "to": to, "after": ["move"],
              "answers": {"reply": "none"}}]}]})
    };
    let one = &events(&system(&json!(["billing"])))[0];
    assert_eq!((&one["size"], left_out(one).len()), (&json!("fat"), 0));
    assert_eq!(one["schema"]["properties"]["street_address"]["x-personal-data"], true);
    let several = &events(&system(&json!(["billing", "meters"])))[0];
    assert_eq!((&several["size"], left_out(several)), (&json!("thin"), vec!["street_address"]));
    assert_eq!(properties(several), ["id", "type", "time", "version", "customer_id"]);
}

#[test]
fn a_refusal_carries_no_change_but_what_its_readers_ask_for() {
    let system = json!({"name": "Shop", "flows": [{"actor": "buyer", "steps": [
        {"id": "charge", "action": "Charge the card", "from": "orders", "to": ["payments"], "entity": "payment",
          "fields": [{"name": "payment_id"}, {"name": "order_id"}, {"name": "amount", "type": "money"}],
          "answers": {"reply": "outcome_later"}},
        {"id": "tell", "action": "Tell the buyer", "from": "payments", "to": ["mail"], "after": ["charge"],
          "when": {"step": "charge", "outcome": "refused"}, "fields": [{"name": "reason"}],
          "answers": {"reply": "none", "intent": "event"}}]}]});
    let events = events(&system);
    let refused = events.iter().find(|event| event["outcome"] == "refused").unwrap_or_else(|| panic!("{events:#?}"));
    assert_eq!((&refused["size"], left_out(refused)), (&json!("thin"), vec!["amount"]));
    assert_eq!(properties(refused), ["id", "type", "time", "version", "payment_id", "order_id", "reason"]);
}

#[test]
fn a_copy_that_is_kept_needs_the_state() {
    let system = |kind: &str| {
        json!({"name": "Market", "participants": [{"id": "till-prices", "kind": kind, "of": "prices"}], "flows": [{"steps": [
            {"id": "set", "action": "Set the price", "from": "office", "to": ["prices"], "entity": "price",
              "fields": [{"name": "amount"}], "answers": {"reply": "answer"}},
            {"action": "Use the new price", "from": "prices", "to": ["till"], "after": ["set"],
              "answers": {"reply": "none"}}]}]})
    };
    assert_eq!(events(&system("cache"))[0]["size"], "with_state");
    assert_eq!(events(&system("service"))[0]["size"], "fat");
}

#[test]
fn of_a_whole_record_only_what_the_name_says_is_carried() {
    let names = [
        "flight_id",
        "gate",
        "airline",
        "aircraft",
        "origin",
        "destination",
        "departure",
        "arrival",
        "pilots",
        "crew",
        "meals",
        "fuel",
        "cargo",
    ];
    let system = json!({"name": "Airport", "flows": [{"steps": [
        {"id": "tell", "action": "Tell the screens", "from": "ground", "to": ["screens"], "entity": "flight",
          "announces": "GateChanged", "fields": named(&names), "answers": {"reply": "none", "intent": "event"}}]}]});
    let events = events(&system);
    assert_eq!(properties(&events[0]), ["id", "type", "time", "version", "flight_id", "gate"], "{events:#?}");
    assert_eq!(left_out(&events[0]).len(), 11);
}

#[test]
fn order_that_is_kept_by_another_thing_is_carried_and_a_urn_holds_only_what_it_may() {
    let system = json!({"name": "Airport", "flows": [{"steps": [
        {"id": "book", "action": "Book the seat", "from": "web", "to": ["pl\u{e4}tze"], "entity": "seat",
          "order_by": "flight", "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]});
    let events = events(&system);
    assert_eq!(properties(&events[0]), ["id", "type", "time", "version", "seat_id", "flight_id"]);
    assert_eq!(events[0]["schema"]["$id"], "urn:event:pl%C3%A4tze:SeatBooked:1");
}

#[test]
fn what_is_done_for_each_of_several_things_says_to_which_it_belongs() {
    let system = json!({"name": "Billing", "flows": [{"steps": [
        {"id": "write", "action": "Write the invoice", "from": "clock", "to": ["billing"], "entity": "invoice",
          "repeats": "order", "answers": {"reply": "answer", "consumer_count": "multiple"}}]}]});
    let events = events(&system);
    assert_eq!(properties(&events[0]), ["id", "type", "time", "version", "invoice_id", "order_id"]);
    assert_eq!(
        (&events[0]["key"], &events[0]["schema"]["properties"]["order_id"]["x-role"]),
        (&json!("invoice_id"), &json!("order"))
    );
}
