//! What each tool answers, against its own schemas, and what it says of wrong arguments.

use axum::Router;
use serde_json::{Value, json};
use server::router;

use super::messages::{lines, post, read, request};
use crate::{
    api::TICKETS,
    house::{service, state_over},
    memory::Memory,
};
use std::sync::Arc;

const JSON: (&str, &str) = ("content-type", "application/json");

fn tickets() -> Value {
    serde_json::from_str(TICKETS).unwrap()
}

/// The result of a call.
async fn call(service: &Router, name: &str, arguments: &Value) -> Value {
    let answer = post(service, &[JSON], request("tools/call", &json!({"name": name, "arguments": arguments}))).await;
    assert_eq!(answer.status(), 200, "{}", answer.body());
    read(&answer)["result"].take()
}

/// What a call answers, after checking it against the schema of its tool.
async fn told(service: &Router, name: &str, arguments: &Value) -> Value {
    let mut result = call(service, name, arguments).await;
    assert_eq!(result["isError"], false, "{result:#}");
    let text: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(text, result["structuredContent"], "the text and the data say the same");
    let listed = tools(service).await;
    let tool = listed.iter().find(|tool| tool["name"] == name).unwrap();
    for (schema, value) in [(&tool["inputSchema"], arguments), (&tool["outputSchema"], &text)] {
        let faults: Vec<String> =
            jsonschema::validator_for(schema).unwrap().iter_errors(value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
    result["structuredContent"].take()
}

/// The trouble that a call tells.
async fn trouble(service: &Router, name: &str, arguments: &Value) -> Value {
    let result = call(service, name, arguments).await;
    assert_eq!(result["isError"], true, "{name} {arguments}: {result:#}");
    assert_eq!(result["structuredContent"], Value::Null);
    let told: Value = serde_json::from_str(result["content"][0]["text"].as_str().unwrap()).unwrap();
    assert!(told["next"].as_str().is_some_and(|next| next.ends_with('.')), "{told}");
    told
}

/// The place, the code and the hint of each fault of a trouble.
fn faults(trouble: &Value) -> Vec<(&str, &str, &str)> {
    let text = |fault: &'_ Value, name: &str| fault[name].as_str().unwrap_or_default().to_owned();
    let faults = trouble["faults"].as_array().unwrap();
    assert!(faults.iter().all(|fault| !text(fault, "message").is_empty()));
    faults
        .iter()
        .map(|fault| {
            let part = |name: &str| fault[name].as_str().unwrap_or_default();
            (part("at"), part("code"), part("hint"))
        })
        .collect()
}

async fn tools(service: &Router) -> Vec<Value> {
    let answer = post(service, &[JSON], request("tools/list", &json!({}))).await;
    let Value::Array(tools) = read(&answer)["result"]["tools"].take() else { panic!("{}", answer.body()) };
    tools
}

#[tokio::test]
async fn every_tool_says_when_to_call_it_and_what_it_takes() {
    let tools = tools(&service()).await;
    assert_eq!(tools.len(), 9);
    for tool in &tools {
        let name = tool["name"].as_str().unwrap();
        let description = tool["description"].as_str().unwrap();
        for part in ["Call it", "Give", "You get"] {
            assert!(description.contains(part), "{name} lacks {part:?}");
        }
        let input = &tool["inputSchema"];
        assert_eq!((&input["type"], &input["additionalProperties"]), (&json!("object"), &json!(false)), "{name}");
        for (field, schema) in input["properties"].as_object().unwrap() {
            assert!(schema["description"].as_str().is_some_and(|told| told.ends_with('.')), "{name} {field}");
            for example in schema["examples"].as_array().into_iter().flatten() {
                let mut whole = schema.clone();
                whole["$defs"] = input["$defs"].clone();
                if whole["$defs"].is_null() {
                    whole.as_object_mut().unwrap().remove("$defs");
                }
                assert!(jsonschema::validator_for(&whole).unwrap().is_valid(example), "{name} {field}: {example}");
            }
        }
        assert_eq!(tool["outputSchema"]["type"], "object", "{name}");
        assert_eq!(tool["annotations"]["readOnlyHint"], json!(name != "publish_report"), "{name}");
    }
    let length = serde_json::to_string(&tools).unwrap().len();
    assert!(length < 90_000, "{length} bytes stand before a model");
}

#[tokio::test]
async fn a_system_is_told_in_short_first_and_in_detail_on_demand() {
    let service = service();
    let short = told(&service, "assess_system", &json!({"description": tickets()})).await;
    assert_eq!(short["system"], "Concert ticket booking");
    assert!(short["flows"][0]["says"].as_str().unwrap().contains("TicketBooked"), "{short:#}");
    let steps = short["steps"].as_array().unwrap();
    let line = |at: usize| (&steps[at]["step"], &steps[at]["verdict"], &steps[at]["consistency"]);
    assert_eq!(line(0), (&json!("book/reserve-seat"), &json!("synchronous"), &json!("strong")));
    assert_eq!(line(1).1, &json!("event_driven"));
    assert!(short.get("details").is_none() && short.get("assessment").is_none());
    let text = short.to_string();
    assert!(text.len() < 6_000, "{} bytes", text.len());

    // The same as a text in YAML.
    let yaml = "name: Concert ticket booking\nflows:\n  - id: book\n    steps: [{id: a, action: Reserve the seat}]\n";
    let open = told(&service, "assess_system", &json!({"description": yaml})).await;
    let question = &open["questions"][0];
    assert_eq!(question["steps"], json!(["book/a"]), "{open:#}");
    assert_eq!(question["question"], open["steps"][0]["open"]["question"]);
    let answers: Vec<&Value> = question["answers"].as_array().unwrap().iter().map(|answer| &answer["answer"]).collect();
    let verdicts = open["steps"][0]["open"]["verdicts"].as_object().unwrap();
    assert!(!verdicts.is_empty() && verdicts.keys().all(|answer| answers.contains(&&json!(answer))), "{open:#}");
    assert!(open["next"][0].as_str().unwrap().contains("never guess"));

    let detail = json!({"description": tickets(), "detail": "steps", "steps": ["book/reserve-seat"]});
    let detail = told(&service, "assess_system", &detail).await;
    let details = detail["details"].as_array().unwrap();
    assert_eq!((details.len(), &details[0]["step"]), (1, &json!("reserve-seat")));
    assert!(details[0]["contributions"][0]["because"].is_string(), "{detail:#}");

    let full = told(&service, "assess_system", &json!({"description": tickets(), "detail": "full"})).await;
    let tree = advice::Tree::from_json(TICKETS).unwrap();
    let model = advice::model::read(TICKETS, &tree, advice::rules::shipped()).unwrap();
    assert_eq!(full["assessment"], serde_json::to_value(advice::assess(&model)).unwrap());
}

#[tokio::test]
async fn long_lists_are_cut_and_say_how_to_get_the_rest() {
    let steps: Vec<Value> =
        (0..70).map(|index| json!({"id": format!("s{index}"), "action": "Reserve the seat"})).collect();
    let description = json!({"name": "x", "flows": [{"id": "f", "steps": steps}]});
    let service = service();
    let short = told(&service, "assess_system", &json!({"description": description})).await;
    assert_eq!(short["steps"].as_array().unwrap().len(), 60);
    assert!(short["left_out"][0].as_str().unwrap().starts_with("10 of 70 steps"), "{:#}", short["left_out"]);
    let question = &short["questions"][0];
    assert_eq!((question["steps"].as_array().unwrap().len(), &question["more_steps"]), (20, &json!(50)));
    let rest = json!({"description": description, "steps": ["f/s61", "s69"]});
    let rest = told(&service, "assess_system", &rest).await;
    let shown: Vec<&Value> = rest["steps"].as_array().unwrap().iter().map(|step| &step["step"]).collect();
    assert_eq!(shown, ["f/s61", "f/s69"]);
    let flows = vec![json!({"steps": vec![json!({"action": "Reserve the seat"}); 70]}); 3];
    let many = json!({"description": {"name": "x", "flows": flows}, "detail": "full"});
    let many = trouble(&service, "assess_system", &many).await;
    assert_eq!(faults(&many)[0].0, "/detail", "{many:#}");
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_with_its_place_and_what_to_write() {
    let service = service();
    let wrong = json!({"description": {"name": "x", "flows": [{"steps": [
        {"action": "Pay", "answers": {"replay": "answer", "reply": "maybe"}}, {"actoin": "Ship"}]}]}});
    let told = trouble(&service, "assess_system", &wrong).await;
    assert_eq!(told["problem"], "faulty");
    let found = faults(&told);
    let places: Vec<(&str, &str)> = found.iter().map(|(at, code, _)| (*at, *code)).collect();
    let expected = [
        ("/flows/0/steps/0/answers/replay", "unknown_question"),
        ("/flows/0/steps/0/answers/reply", "unknown_answer"),
        ("/flows/0/steps/1/action", "missing_field"),
        ("/flows/0/steps/1/actoin", "unknown_field"),
    ];
    for place in expected {
        assert!(places.contains(&place), "{place:?} in {told:#}");
    }
    assert!(told["faults"][0].get("line").is_none(), "an object has no lines");

    let yaml = trouble(&service, "assess_system", &json!({"description": "name: x\nflows: 7"})).await;
    assert_eq!((&yaml["faults"][0]["line"], &yaml["faults"][0]["at"]), (&json!(2), &json!("/flows")));
    let broken = trouble(&service, "assess_system", &json!({"description": "name: [x"})).await;
    assert_eq!(broken["problem"], "not_yaml");

    for (name, arguments, expected) in [
        ("assess_system", json!({}), vec![("/description", "missing_field")]),
        (
            "assess_system",
            json!({"descripton": 1, "detail": "all", "steps": "a"}),
            vec![
                ("/descripton", "unknown_field"),
                ("/description", "missing_field"),
                ("/detail", "unknown_value"),
                ("/steps", "wrong_type"),
            ],
        ),
        (
            "assess_system",
            json!({"description": tickets(), "steps": ["reserve-sat"]}),
            vec![("/steps/0", "unknown_reference")],
        ),
        ("describe_from_text", json!({"text": ""}), vec![("/text", "empty")]),
        ("describe_from_text", json!({"text": "x".repeat(65_537)}), vec![("/text", "limit_passed")]),
        ("classify_messages", json!({"phrases": ["a", 1]}), vec![("/phrases/1", "wrong_type")]),
        ("classify_messages", json!({"phrases": vec!["a"; 101]}), vec![("/phrases", "limit_passed")]),
        ("find_anti_patterns", json!({"content": 1}), vec![("/content", "wrong_type")]),
        (
            "design_event",
            json!({"description": tickets(), "event": "TicketBookd"}),
            vec![("/event", "unknown_reference")],
        ),
        ("compare_schemas", json!({"old": {"type": "text"}}), vec![("/new", "missing_field")]),
        ("compare_schemas", json!({"old": {"type": "text"}, "new": {}}), vec![("/old/type", "unknown_value")]),
        ("explain_rule", json!({}), vec![("/id", "missing_field")]),
        ("explain_rule", json!({"id": "replyy"}), vec![("/id", "unknown_reference")]),
        ("explain_rule", json!({"id": "reply", "ruleset": "ours"}), vec![("/ruleset", "unknown_reference")]),
        ("publish_report", json!({"note": 1}), vec![("/description", "missing_field"), ("/note", "wrong_type")]),
        ("read_report", json!({"report": "x", "revision": 0}), vec![("/revision", "wrong_type")]),
    ] {
        let told = trouble(&service, name, &arguments).await;
        let found: Vec<(&str, &str)> = faults(&told).into_iter().map(|(at, code, _)| (at, code)).collect();
        assert_eq!(found, expected, "{name}: {told:#}");
    }
    let hint = |told: &Value| faults(told)[0].2.to_owned();
    let told = trouble(&service, "assess_system", &json!({"description": tickets(), "steps": ["reserve-sat"]})).await;
    assert_eq!(hint(&told), "Did you mean `book/reserve-seat`?");
    let told = trouble(&service, "design_event", &json!({"description": tickets(), "event": "TicketBookd"})).await;
    assert_eq!(hint(&told), "Did you mean `TicketBooked`?");
}

#[tokio::test]
async fn a_text_becomes_a_description_and_a_proposal_is_held_to_the_text() {
    let service = service();
    let text = "First we reserve the seat while she waits. Then we mail the confirmation. Hello to all.";
    let read = told(&service, "describe_from_text", &json!({"text": text})).await;
    assert_eq!(read["description"]["flows"][0]["steps"][1]["action"], "Mail the confirmation", "{read:#}");
    let again = told(&service, "assess_system", &json!({"description": read["description"]})).await;
    assert_eq!(again["steps"].as_array().unwrap().len(), 2);

    let proposal = json!({"name": "Tickets", "flows": [{"steps": [
        {"action": "reserve the seat", "quotes": {"action": "we reserve the seat", "reply": "while she waits"},
         "answers": {"reply": "answer"}},
        {"action": "charge the card", "quotes": {"action": "we charge the card"}}]}]});
    for proposal in [proposal.clone(), json!(proposal.to_string())] {
        let arguments = json!({"text": text, "proposal": proposal, "detail": "full"});
        let read = told(&service, "describe_from_text", &arguments).await;
        assert_eq!(read["description"]["flows"][0]["steps"].as_array().unwrap().len(), 1);
        assert_eq!(read["dropped"][0]["part"], "charge the card", "{read:#}");
        assert!(read["next"].as_str().unwrap().contains("letter by letter"), "{read:#}");
        assert!(read["evidence"].as_array().is_some_and(|evidence| !evidence.is_empty()));
    }
    let slip = json!({"name": "x", "flows": [{"steps": [{"action": "pay", "quotes": {"action": "pay"}},
        {"action": "ship", "quote": {"action": "ship"}}]}]});
    let slip =
        trouble(&service, "describe_from_text", &json!({"text": "We pay, then we ship.", "proposal": slip})).await;
    assert_eq!(faults(&slip), [("/flows/0/steps/1/quote", "unknown_field", "Did you mean `quotes`?")]);
    let listed = "1. We pay.\n2. We ship.\n3. We do hope that all is well.\n";
    let proposal = json!({"name": "x", "flows": [{"steps": [{"action": "pay", "quotes": {"action": "We pay"}}]}]});
    let read = told(&service, "describe_from_text", &json!({"text": listed, "proposal": proposal})).await;
    assert!(read["unread"].as_array().unwrap().contains(&json!("We ship.")), "{read:#}");
    assert!(!read["unread"].as_array().unwrap().contains(&json!("1.")), "{read:#}");
    let none = trouble(&service, "describe_from_text", &json!({"text": "Hello to all."})).await;
    assert_eq!(none["problem"], "no_steps");
}

#[tokio::test]
async fn an_event_is_designed_and_its_example_fits_its_schema() {
    let service = service();
    let listed = told(&service, "design_event", &json!({"description": tickets()})).await;
    assert_eq!(listed["events"][0]["name"], "TicketBooked", "{listed:#}");
    let arguments = json!({"description": tickets(), "event": "TicketBooked", "format": "avro"});
    let design = told(&service, "design_event", &arguments).await;
    let event = &design["event"];
    assert_eq!(event["example"]["type"], "TicketBooked");
    assert!(jsonschema::validator_for(&event["schema"]).unwrap().is_valid(&event["example"]["data"]), "{event:#}");
    assert_eq!(event["avro"]["name"], "TicketBooked");
    assert_eq!(event["delivery"]["message"], "TicketBooked");
    let none = json!({"name": "x", "flows": [{"steps": [{"action": "Pay", "answers": {"reply": "answer"}}]}]});
    let none = told(&service, "design_event", &json!({"description": none})).await;
    assert!(none.get("events").is_none() && none["next"].as_str().unwrap().contains("no event"), "{none:#}");
}

#[tokio::test]
async fn rules_snippets_phrases_and_schemas_are_explained() {
    let service = service();
    let rule = told(&service, "explain_rule", &json!({"id": "reply"})).await;
    assert_eq!((&rule["rules"][0]["kind"], &rule["rules"][0]["id"]), (&json!("gate"), &json!("reply")));
    assert!(!rule["rules"][0]["sources"][0].as_str().unwrap().is_empty());
    assert!(rule["rules"][0]["answers"].as_array().unwrap().len() > 1);
    let found = told(&service, "explain_rule", &json!({"search": "lost messages"})).await;
    assert!(found["found"].as_array().is_some_and(|hits| !hits.is_empty()), "{found:#}");
    let none = told(&service, "explain_rule", &json!({"search": "qqqq"})).await;
    assert!(none.get("found").is_none() && none["next"].as_str().unwrap().contains("Nothing"), "{none:#}");

    let content = "bus.publish(\"SendConfirmationEmail\", order);";
    let found = told(&service, "find_anti_patterns", &json!({"content": content})).await;
    assert_eq!(found["kind"], "code");
    assert!(found["findings"][0]["advice"].is_string(), "{found:#}");

    let phrases = json!({"phrases": ["OrderPlaced", "SendMail", "which seats are free?"], "detail": "full"});
    let read = told(&service, "classify_messages", &phrases).await;
    let kinds: Vec<&Value> = read["messages"].as_array().unwrap().iter().map(|message| &message["kind"]).collect();
    assert_eq!(kinds, ["event", "command", "query"]);
    assert!(!read["messages"][0]["aspects"].as_array().unwrap().is_empty());

    let versions = json!({"old": "type: object", "new": {"type": "object", "required": ["id"]}});
    let compared = told(&service, "compare_schemas", &versions).await;
    assert_eq!((&compared["compatibility"], &compared["upgrade_first"]), (&json!("forward"), &json!("producers")));
}

#[tokio::test]
async fn a_report_is_published_once_and_read() {
    let service = service();
    let yaml =
        "name: Tickets\nflows: [{id: book, steps: [{id: pay, action: Charge the card, answers: {reply: answer}}]}]";
    let arguments = json!({"description": yaml, "note": "why", "idempotency_key": "k"});
    let published = told(&service, "publish_report", &arguments).await;
    let (report, url) = (&published["report"], published["url"].as_str().unwrap());
    assert_eq!(url, format!("http://advisor.example/r/{}", report.as_str().unwrap()));
    assert!(published["edit_token"].is_string() && published["revision"] == 1);
    let again = told(&service, "publish_report", &arguments).await;
    assert_eq!((&again["report"], again.get("edit_token")), (report, None), "the token is shown once");
    let other = json!({"description": tickets(), "idempotency_key": "k"});
    assert_eq!(trouble(&service, "publish_report", &other).await["problem"], "key_reused");

    for given in [report.clone(), json!(url), json!(format!("{url}/v/1"))] {
        let read = told(&service, "read_report", &json!({"report": given})).await;
        assert_eq!(
            (&read["report"], &read["note"], &read["made_at"]),
            (report, &json!("why"), &json!("2027-05-01T12:00:00Z"))
        );
        assert_eq!(read["summary"]["steps"][0]["step"], "book/pay");
        assert!(read.get("description").is_none());
    }
    let whole = json!({"report": url, "revision": 1, "with_description": true, "detail": "full"});
    let whole = told(&service, "read_report", &whole).await;
    assert_eq!(whole["description"]["name"], "Tickets");
    assert_eq!(whole["summary"]["assessment"]["steps"][0]["step"], "pay");
    for missing in [json!({"report": "nothing"}), json!({"report": url, "revision": 2})] {
        assert_eq!(trouble(&service, "read_report", &missing).await["problem"], "unknown");
    }
    let faulty = json!({"description": {"name": "x", "flows": [{"steps": [{"action": 1}]}]}});
    let faulty = trouble(&service, "publish_report", &faulty).await;
    assert_eq!((faulty["problem"].as_str(), faults(&faulty)[0].0), (Some("faulty"), "/flows/0/steps/0/action"));
}

#[tokio::test]
async fn a_store_that_is_out_of_service_is_told() {
    let store = Memory::default();
    store.break_down();
    let service = router::router(state_over("http://advisor.example", Arc::new(store)));
    let told = trouble(&service, "publish_report", &json!({"description": tickets()})).await;
    assert_eq!(told["problem"], "internal");
    assert!(told["detail"].as_str().unwrap().starts_with("It is written down as request "), "{told}");
}

#[test]
fn everything_but_reports_works_without_a_server() {
    let call = |name: &str, arguments: Value| request("tools/call", &json!({"name": name, "arguments": arguments}));
    let input = [
        call("assess_system", json!({"description": tickets()})),
        call("describe_from_text", json!({"text": "We reserve the seat, then charge the card."})),
        call("assess_system", json!({"description": {}})),
    ];
    let answers = lines(input.join("\n").as_bytes());
    assert_eq!(answers[0]["result"]["structuredContent"]["steps"][0]["verdict"], "synchronous");
    assert_eq!(answers[1]["result"]["isError"], false);
    assert_eq!(answers[2]["result"]["isError"], true);
}

#[tokio::test]
async fn what_is_no_description_is_sent_to_the_tool_that_reads_it() {
    let service = service();
    let document = json!({"asyncapi": "3.0.0", "info": {"title": "x", "version": "1"}});
    for (given, is) in [
        (document.clone(), "This is an AsyncAPI document, and no description."),
        (json!(document.to_string()), "This is an AsyncAPI document, and no description."),
        (json!("We reserve the seat. Then we mail it."), "This is a text in words, and no description."),
    ] {
        for tool in ["assess_system", "design_event", "publish_report"] {
            let told = trouble(&service, tool, &json!({"description": given})).await;
            let [fault] = told["faults"].as_array().unwrap().as_slice() else { panic!("{told:#}") };
            assert_eq!((&fault["at"], &fault["message"]), (&json!("/description"), &json!(is)), "{tool}");
            assert!(fault["hint"].as_str().unwrap().starts_with("Give it to describe_from_text"), "{tool}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_was_only_read_is_told_to_be_asked() {
    let step = json!({"id": "pay", "action": "Charge the card", "inferred": {"reply": "answer"}});
    let description = json!({"name": "x", "flows": [{"id": "f", "steps": [step]}]});
    let told = told(&service(), "assess_system", &json!({"description": description})).await;
    let open = &told["steps"][0]["open"];
    assert_eq!((&open["question"], &open["read"]), (&json!("reply"), &json!("answer")), "{told:#}");
}

#[tokio::test]
async fn what_is_built_today_is_told_with_what_to_change() {
    let description = json!({"name": "x", "flows": [{"id": "book", "steps": [
        {"id": "reserve", "action": "Reserve the seat", "answers": {"reply": "answer"}, "today": {"style": "event"}},
        {"id": "mail", "action": "Send the mail", "answers": {"reply": "none"}, "today": {"style": "request"}}]}]});
    let told = told(&service(), "assess_system", &json!({"description": description})).await;
    let today = &told["today"];
    assert_eq!((&today["waits_by_need"], &today["waits_by_habit"]), (&json!(0), &json!(1)), "{told:#}");
    let moves = today["moves"].as_array().unwrap();
    assert!(moves.iter().any(|moved| moved["step"] == "book/mail" && moved["says"].is_string()), "{told:#}");
}
