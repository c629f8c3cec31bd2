use crate::assessment::{Assessment, Strength, Today};
use crate::model::{self, Model};
use crate::rules;
use crate::tree::Tree;

fn model(steps: &str) -> Model<'static> {
    let json = format!(r#"{{"name": "Bakery", "flows": [{{"id": "f", "steps": [{steps}]}}]}}"#);
    let tree = Tree::from_json(&json).unwrap();
    model::read(&json, &tree, rules::shipped()).unwrap()
}

fn assessed<'a>(model: &'a Model<'static>) -> Assessment<'a> {
    crate::assess(model)
}

/// Each move as its rule, step and pointer.
fn moves(today: &Today<'_>) -> Vec<String> {
    today.moves.iter().map(|step| format!("{} {} {}", step.rule, step.step, step.at)).collect()
}

#[test]
fn where_nobody_says_how_it_is_built_nothing_is_said_of_it() {
    let model = model(r#"{"action": "Bake the bread"}, {"action": "Sell it", "today": {}}"#);
    assert_eq!(assessed(&model).today, None);
}

#[test]
fn the_smallest_risk_comes_first_and_then_the_order_of_the_flow() {
    let model = model(
        r#"{"id": "check", "action": "Check the credit", "from": "shop", "to": ["bank"], "answers": {"reply": "answer"},
            "today": {"style": "event", "message": "CreditNeeded", "waits": true}},
           {"id": "save", "action": "Place the order", "from": "shop", "to": ["orders"], "entity": "order", "answers": {"reply": "answer"},
            "today": {"style": "request"}},
           {"id": "count", "action": "Count the order", "from": "orders", "to": ["figures"], "after": ["save"], "answers": {"reply": "none"},
            "today": {"style": "request", "waits": true}},
           {"id": "mail", "action": "Send the mail", "from": "orders", "to": ["mail"], "after": ["save"], "answers": {"reply": "none"},
            "today": {"style": "request", "waits": true}},
           {"id": "pack", "action": "Pack the parcel", "from": "mail", "to": ["warehouse"], "after": ["mail"], "answers": {"reply": "none"},
            "today": {"style": "event", "message": "PackParcel", "fields": ["order_id", "email_template"]}}"#,
    );
    let assessment = assessed(&model);
    let expected = [
        "drop_field pack /flows/0/steps/4/today/fields/1",
        "announce_change save /flows/0/steps/1/today/style",
        "change_message pack /flows/0/steps/4/today/message",
        "hand_on count /flows/0/steps/2/today/style",
        "hand_on mail /flows/0/steps/3/today/style",
        "call_instead check /flows/0/steps/0/today/style",
    ];
    let today = assessment.today.unwrap();
    assert_eq!(moves(&today), expected);
    let says: Vec<&str> = today.moves.iter().map(|step| step.says.as_ref()).collect();
    assert_eq!(says[0], "Remove `email_template` from `PackParcel`.");
    assert_eq!(
        says[3],
        "Use `OrderPlaced` for \u{201c}Count the order\u{201d} instead of a request with an answer, and go on without waiting."
    );
    assert!(today.moves.is_sorted_by_key(|step| step.risk));
}

#[test]
fn what_is_waited_for_is_counted_by_what_asks_for_it() {
    let model = model(
        r#"{"id": "hold", "action": "Reserve the table", "from": "guest", "to": ["tables"], "answers": {"invariant": "exclusive_booking"}, "today": {"waits": true}},
           {"id": "pay", "action": "Charge the card", "from": "guest", "to": ["bank"], "answers": {"reply": "answer"}, "today": {"style": "request"}},
           {"id": "greet", "action": "Greet the guest", "from": "guest", "to": ["waiter"], "answers": {"response_time": "milliseconds"}, "today": {"style": "request"}},
           {"id": "mail", "action": "Send the menu", "from": "tables", "to": ["mail"], "answers": {"reply": "none"}, "today": {"style": "request"}},
           {"id": "count", "action": "Count the guest", "from": "tables", "to": ["figures"], "answers": {"reply": "none"}, "today": {"style": "event"}}"#,
    );
    let today = assessed(&model).today.unwrap();
    assert_eq!([today.by_need, today.by_habit, today.by_weight], [2, 1, 1]);
    let told: Vec<(Option<Strength>, Vec<&str>)> =
        today.steps.iter().map(|step| (step.strength, step.asked_by.iter().map(AsRef::as_ref).collect())).collect();
    assert_eq!(told[0], (Some(Strength::Need), vec!["invariant"]));
    assert_eq!(told[1], (Some(Strength::Need), vec!["reply"]));
    assert_eq!(told[3], (Some(Strength::Habit), vec![]));
    assert_eq!(told[4], (None, vec![]));
}

#[test]
fn what_is_built_as_advised_stays_whatever_it_is_called() {
    let model = model(
        r#"{"id": "place", "action": "Place the order", "from": "shop", "to": ["orders"], "entity": "order", "answers": {"reply": "answer"},
            "today": {"style": "request_then_event", "message": "BuyNow", "waits": true}},
           {"id": "pack", "action": "Pack the parcel", "from": "orders", "to": ["warehouse"], "answers": {"reply": "none"},
            "today": {"style": "event", "message": "PurchaseCompleted", "fields": ["order_id"], "waits": false}},
           {"id": "thank", "action": "Thank the customer", "from": "orders", "to": ["mail"], "after": ["place"], "answers": {"reply": "none"},
            "today": {"style": "event", "message": "PurchaseCompleted", "fields": ["order_id"], "waits": false}}"#,
    );
    assert_eq!(moves(&assessed(&model).today.unwrap()), [""; 0]);
}

#[test]
fn where_only_the_waiting_is_said_only_the_waiting_is_compared() {
    let model = model(
        r#"{"id": "mail", "action": "Send the mail", "answers": {"reply": "none"}, "today": {"waits": true}},
           {"id": "pay", "action": "Charge the card", "answers": {"reply": "answer"}, "today": {"waits": false}, "after": []},
           {"id": "greet", "action": "Greet the guest", "today": {"waits": false}, "after": []}"#,
    );
    let assessment = assessed(&model);
    let today = assessment.today.unwrap();
    assert_eq!(
        moves(&today),
        ["stop_waiting mail /flows/0/steps/0/today/waits", "call_instead pay /flows/0/steps/1/today/waits"]
    );
    assert_eq!(
        today.moves[1].says,
        "Call `ChargeCard` for \u{201c}Charge the card\u{201d} instead of going on without its outcome."
    );
}

#[test]
fn one_event_with_two_readers_is_renamed_once() {
    let model = model(
        r#"{"id": "a", "action": "Bill it", "from": "orders", "to": ["billing"], "answers": {"intent": "event", "reply": "none"}, "today": {"style": "event", "message": "OrderEvent"}},
           {"id": "b", "action": "Pack it", "from": "orders", "to": ["warehouse"], "after": ["a"], "answers": {"reply": "none"}, "today": {"style": "event", "message": "OrderEvent"}}"#,
    );
    assert_eq!(moves(&assessed(&model).today.unwrap()), ["rename_message a /flows/0/steps/0/today/message"]);
}

#[test]
fn what_asks_is_changed_into_a_fact_and_never_renamed_into_one() {
    for (name, rule, says) in [
        (
            "GetArticle",
            "change_message",
            "Use `ArticlePublished` for \u{201c}Archive the article\u{201d} instead of `GetArticle`.",
        ),
        (
            "ArchiveArticle",
            "change_message",
            "Use `ArticlePublished` for \u{201c}Archive the article\u{201d} instead of `ArchiveArticle`.",
        ),
        ("ArticleEvent", "rename_message", "Rename `ArticleEvent` to `ArticlePublished`."),
    ] {
        let model = model(&format!(
            r#"{{"action": "Publish the article", "from": "cms", "to": ["articles"], "entity": "article", "answers": {{"reply": "answer"}}}},
               {{"id": "archive", "action": "Archive the article", "from": "articles", "to": ["archive"], "entity": "article", "answers": {{"reply": "none"}},
                "today": {{"style": "event", "message": "{name}"}}}}"#
        ));
        let assessment = assessed(&model);
        let told: Vec<(&str, &str)> =
            assessment.today.iter().flat_map(|today| &today.moves).map(|told| (&*told.rule, &*told.says)).collect();
        assert_eq!(told, [(rule, says)]);
        // No finding asks for something else than the move.
        let advice: Vec<&str> = assessment.findings.iter().map(|finding| finding.advice.as_ref()).collect();
        assert!(!advice.iter().any(|advice| advice.contains("Call `") || advice.contains("on a queue")), "{advice:?}");
    }
}

#[test]
fn a_request_that_is_published_and_must_be_answered_is_called_by_the_finding_and_by_the_move() {
    let model = model(
        r#"{"action": "Charge the card", "from": "shop", "to": ["bank"], "entity": "card", "answers": {"reply": "answer"},
            "today": {"style": "event", "message": "ChargeCard", "waits": true}}"#,
    );
    let assessment = assessed(&model);
    let finding = assessment.findings.iter().find(|finding| finding.rule == "command_as_event").unwrap();
    assert_eq!(finding.advice, "Call `ChargeCard`.");
    assert_eq!(moves(&assessment.today.unwrap()), ["call_instead charge-the-card /flows/0/steps/0/today/style"]);
}

#[test]
fn a_stated_query_loses_no_stated_invariant() {
    let told = |answers: &str| {
        let json = format!(
            r#"{{"name": "Sign-in", "flows": [{{"steps": [
                {{"action": "Verify the code", "from": "web", "to": ["codes"], "answers": {answers}}}]}}]}}"#
        );
        let tree = Tree::from_json(&json).unwrap();
        let model = model::read(&json, &tree, rules::shipped()).unwrap();
        let assessment = crate::assess(&model);
        let step = &assessment.steps[0];
        let findings: Vec<String> = assessment.findings.iter().map(|found| found.rule.to_string()).collect();
        (step.style.to_string(), step.consistency.mechanism.to_string(), step.needs.strong.is_some(), findings)
    };
    let (style, mechanism, strong, findings) = told(r#"{"intent": "query", "invariant": "exclusive_booking"}"#);
    assert_eq!((style.as_str(), strong), ("query", true));
    assert_eq!(findings, ["contradicting_gates"]);
    let (_, of_a_command, ..) = told(r#"{"intent": "command", "invariant": "exclusive_booking"}"#);
    assert_eq!(mechanism, of_a_command);
    assert_eq!(told(r#"{"intent": "query"}"#), ("query".to_owned(), "owner_read".to_owned(), false, Vec::new()));
}
