//! What the reading of a description tells of its faults.

use super::*;

fn faults(json: &str) -> Vec<(String, Code)> {
    let tree = Tree::from_json(json).unwrap();
    Description::read(&tree).1.into_iter().map(|fault| (fault.at, fault.code)).collect()
}

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let found = faults(
        r#"{"nmae": "x", "participants": [{}, {"id": "__proto__"}, {"id": "a", "availability": 1.5, "service_ms": {"mean": 1}}],
                "review_by": "2027-02-29", "assumptions": [{"text": "t", "is": "x"}, {"text": "t", "at": "/name", "is": {}}],
                "flows": [{"steps": [{"action": 7, "to": "seats", "answers": {"reply": 1}, "id": "a", "id": "b"}, {"action": ""}]}]}"#,
    );
    let expected = [
        ("/nmae", Code::UnknownField),
        ("/name", Code::MissingField),
        ("/participants/0", Code::MissingField),
        ("/participants/1/id", Code::BadId),
        ("/participants/2/service_ms", Code::MissingField),
        ("/participants/2/availability", Code::NumberOutOfRange),
        ("/assumptions/0", Code::MissingField),
        ("/assumptions/1/is", Code::WrongType),
        ("/review_by", Code::UnknownValue),
        ("/flows/0/steps/0/id", Code::DuplicateField),
        ("/flows/0/steps/0/action", Code::WrongType),
        ("/flows/0/steps/0/to", Code::WrongType),
        ("/flows/0/steps/0/answers/reply", Code::WrongType),
        ("/flows/0/steps/1/action", Code::Empty),
    ];
    assert_eq!(found, expected.map(|(at, code)| (at.to_owned(), code)));
}

#[test]
fn every_text_has_a_length_and_every_list_a_number_of_items() {
    let long = "x".repeat(LIMITS.name + 1);
    let pointer = "/".repeat(30_000);
    let many = vec![r#""a""#; LIMITS.items + 1].join(",");
    let answers = vec![r#""a""#; LIMITS.answers + 1].join(",");
    let found = faults(&format!(
        r#"{{"name": "{long}", "ruleset": "{long}", "review_by": "{long}", "answers": {{"{long}": "a", "b": "{long}", "c": [{answers}]}},
                "participants": [{{"id": "{long}", "name": "{long}", "kind": "{long}", "team": "{long}"}}],
                "assumptions": [{{"text": "{0}", "at": "{pointer}"}}],
                "flows": [{{"id": "{long}", "name": "{long}", "actor": "{long}", "steps": [{{"id": "{long}", "action": "{long}",
                    "notes": "{0}", "from": "{long}", "to": ["{long}"], "after": [{many}], "entity": "{long}",
                    "fields": [{{"name": "{long}", "type": "{long}"}}], "today": {{"style": "{long}", "message": "{long}", "fields": ["{long}", {many}]}}}}]}}]}}"#,
        "x".repeat(LIMITS.prose + 1)
    ));
    let passed = |fault: &&(String, Code)| fault.1 == Code::LimitPassed;
    assert_eq!(found.iter().filter(passed).count(), 26, "{found:.60?}");
    let others: Vec<_> = found.iter().filter(|fault| !passed(fault)).map(|fault| fault.0.as_str()).collect();
    assert_eq!(others, ["/participants/0/kind", "/review_by"]);
}

#[test]
fn what_was_kept_is_read_again_though_a_limit_is_passed_now() {
    let pointer = "/".repeat(30_000);
    let json = |name: &str| {
        format!(
            r#"{{"name": {name}, "assumptions": [{{"text": "t", "at": "{pointer}"}}], "flows": [{{"steps": [{{"action": "x"}}]}}]}}"#
        )
    };
    let read = |json: &str| Description::read_kept(&Tree::from_json(json).unwrap());
    let (description, left_out) = read(&json("\"x\"")).unwrap();
    assert_eq!((description.assumptions[0].at.as_ref(), left_out[0].code), (None, Code::LimitPassed));
    assert_eq!(read(&json("1")).unwrap_err().len(), 2);
}

#[test]
fn every_fault_of_conditions_and_times_is_told_with_its_place() {
    let found = faults(
        r#"{"name": "x", "flows": [{"trigger": {"every": "P1D", "event": "OrderPlaced"}, "steps": [
                {"action": "a", "when": {}, "starts": {"after": "soon"}, "within": "15s"},
                {"action": "b", "when": {"outcome": "refused"}, "join": "some", "tells": "d"},
                {"action": "c", "when": {"step": "a", "outcome": "lost"}, "starts": {}, "repeats": 3}]},
                {"trigger": {}, "steps": [{"action": "d"}]}]}"#,
    );
    let expected = [
        ("/flows/0/trigger", Code::TooManyFields),
        ("/flows/0/steps/0/when", Code::MissingField),
        ("/flows/0/steps/0/starts/after", Code::UnknownValue),
        ("/flows/0/steps/0/within", Code::UnknownValue),
        ("/flows/0/steps/1/tells", Code::WrongType),
        ("/flows/0/steps/1/join", Code::UnknownValue),
        ("/flows/0/steps/1/when", Code::MissingField),
        ("/flows/0/steps/2/when/outcome", Code::UnknownValue),
        ("/flows/0/steps/2/starts/after", Code::MissingField),
        ("/flows/0/steps/2/repeats", Code::WrongType),
        ("/flows/1/trigger", Code::MissingField),
    ];
    assert_eq!(found, expected.map(|(at, code)| (at.to_owned(), code)));
}

#[test]
fn conditions_and_times_are_read_as_they_are_written() {
    let json = r#"{"name":"x","participants":[{"id":"copy","kind":"cache","of":"prices"}],"flows":[{"trigger":{"every":"P1D"},"steps":[{"action":"a","to":["b"],"tells":["c"],"after":[],"join":"any","when":{"step":"z","outcome":"timed_out","text":"it rains"},"starts":{"after":"PT30M"},"within":"PT15S","undoes":"z","repeats":"order line","order_by":"flight"}]}]}"#;
    let tree = Tree::from_json(json).unwrap();
    let (description, faults) = Description::read(&tree);
    assert_eq!((serde_json::to_string(&description).unwrap().as_str(), faults.len()), (json, 0));
}

#[test]
fn an_unknown_field_names_the_one_that_was_meant() {
    let tree = Tree::from_json(r#"{"name": "x", "flow": []}"#).unwrap();
    let (_, faults) = Description::read(&tree);
    assert_eq!(faults[0].hint.as_deref(), Some("Did you mean `flows`?"));
}

#[test]
fn a_value_in_the_wrong_form_is_told_with_the_right_one() {
    let read = |json: &str| {
        let tree = Tree::from_json(json).unwrap();
        let found = Description::read(&tree).1;
        assert_eq!(found.len(), 1, "{json}: {found:?}");
        (found[0].code, found[0].hint.clone().unwrap_or_default())
    };
    let of_step =
        |fields: &str| read(&format!(r#"{{"name": "x", "flows": [{{"steps": [{{"action": "y", {fields}}}]}}]}}"#)).1;
    for (fields, expected) in [
        (r#""repeats": true"#, "Name the thing for each of which it runs, such as `order line`."),
        (r#""announces": 1"#, "Name the event that says that it is done, such as `OrderPlaced`."),
        (r#""retries": "2""#, "Write it without quotation marks."),
        (r#""service_ms": "12.5""#, "Write it without quotation marks."),
        (r#""timeout_ms": "2 s""#, "Write a number, without a unit and without quotation marks."),
        (r#""today": {"waits": "true"}"#, "Write it without quotation marks."),
        (r#""today": "event""#, r#"Write {"style": "event"}."#),
        (r#""starts": "PT3M""#, r#"Write {"after": "PT3M"}."#),
        (r#""when": "charge""#, r#"Write {"step": "charge"}."#),
        (r#""when": "it \"rains\"""#, r#"Write {"text": "it \"rains\""}."#),
        (r#""fields": ["seat"]"#, r#"Write {"name": "seat"}."#),
        (r#""fields": {"seat": {}}"#, "Write the objects in brackets, one after another."),
        (r#""within": "30 minutes""#, "Write `PT30M`."),
        (r#""within": 30"#, "Write it as in ISO 8601: PT15S, PT30M, P1D. It is at least one second."),
    ] {
        assert_eq!(of_step(fields), expected, "{fields}");
    }
    let of_flow =
        |fields: &str| read(&format!(r#"{{"name": "x", "flows": [{{{fields}, "steps": [{{"action": "y"}}]}}]}}"#));
    for (fields, expected) in [
        (r#""rate": 5"#, r#"Write {"per_second": 5}."#),
        (r#""trigger": "P1D""#, r#"Write {"every": "P1D"}."#),
        (r#""trigger": "OrderPlaced""#, r#"Write {"event": "OrderPlaced"}."#),
    ] {
        assert_eq!(of_flow(fields).1, expected, "{fields}");
    }
    let both = of_flow(r#""trigger": {"every": "P1D", "event": "OrderPlaced"}"#);
    assert_eq!(both, (Code::TooManyFields, "Keep one of the two.".to_owned()));
}

#[test]
fn the_step_too_many_is_said_once() {
    let steps = vec![r#"{"action": "x"}"#; 2_001].join(",");
    let json = format!(r#"{{"name": "x", "flows": [{{"steps": [{steps}]}}, {{"steps": [{{"action": "y"}}]}}]}}"#);
    assert_eq!(faults(&json), [("/flows/0/steps".to_owned(), Code::LimitPassed)]);
}
