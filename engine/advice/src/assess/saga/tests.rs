//! Tests of the plans of small flows and of the lesson's flows.

use serde_json::{Value, json};

use crate::assessment::Assessment;
use crate::{Tree, model, rules};

/// The assessment of a system of one flow, as JSON.
fn assessed(system: &Value) -> Value {
    let text = system.to_string();
    let tree = Tree::from_json(&text).unwrap();
    let model = model::read(&text, &tree, rules::shipped()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let told = serde_json::to_string(&crate::assess(&model)).unwrap();
    // Storing and reading the assessment must not change it.
    let stored: Assessment<'_> = serde_json::from_str(&told).unwrap();
    assert_eq!(serde_json::to_string(&stored).unwrap(), told);
    serde_json::from_str(&told).unwrap()
}

fn saga(steps: &Value) -> Value {
    assessed(&json!({"name": "Test", "flows": [{"steps": steps}]}))["flows"][0]["saga"].clone()
}

/// Step, role and compensation of each step, in the order of the plan.
fn roles(saga: &Value) -> Vec<String> {
    let steps = saga["steps"].as_array().unwrap();
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    steps
        .iter()
        .map(|step| format!("{} {} {}", word(&step["step"]), word(&step["role"]), word(&step["compensation"])))
        .collect()
}

/// The rule and the pointer of each finding.
fn found(steps: &Value) -> Vec<(String, String)> {
    let assessment = assessed(&json!({"name": "Test", "flows": [{"steps": steps}]}));
    let findings = assessment["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["at"]))).collect()
}

#[test]
fn a_booking_is_held_then_paid_then_told() {
    let plan = saga(&json!([
        {"id": "hold", "action": "Reserve the cabin", "from": "ferry", "to": ["cabins"], "entity": "cabin", "answers": {"reply": "answer", "invariant": "exclusive_booking"}},
        {"id": "pay", "action": "Charge the card", "from": "ferry", "to": ["payment"], "answers": {"reply": "answer", "undo": "compensable"}},
        {"id": "tell", "action": "Send the boarding pass", "from": "ferry", "to": ["mail"], "answers": {"reply": "none"}}]));
    assert_eq!(roles(&plan), ["hold compensable ReleaseCabin", "pay pivot RefundCard"]);
    assert_eq!((&plan["kind"], &plan["coordinator"]), (&json!("fairy_tale"), &json!("ferry")));
    assert_eq!(plan["blocking"], json!(["hold", "pay"]));
    assert_eq!(plan["moves"], json!([]));
    let seen = &plan["in_between"][0];
    assert_eq!(
        (&seen["record"], &seen["at"], &seen["undone_by"]),
        (&json!("cabin"), &json!(["cabins"]), &json!("ReleaseCabin"))
    );
    assert_eq!((&seen["after"], &seen["until"]), (&json!("hold"), &json!("pay")));
    assert_eq!(seen["countermeasure"], "semantic_lock");
}

#[test]
fn one_boundary_needs_no_saga() {
    let plan = saga(&json!([
        {"action": "Reserve the cabin", "from": "ferry", "to": ["cabins"], "answers": {"reply": "answer"}},
        {"action": "Assign the berth", "from": "ferry", "to": ["cabins"], "answers": {"reply": "answer"}},
        {"action": "Send the boarding pass", "from": "ferry", "to": ["mail"], "answers": {"reply": "none"}}]));
    assert_eq!(plan, Value::Null);
}

#[test]
fn what_only_tells_others_binds_nobody() {
    let plan = saga(&json!([
        {"action": "Register the birth", "from": "clerk", "to": ["registry"], "answers": {"reply": "answer"}},
        {"action": "Notify the tax office", "from": "registry", "to": ["taxes"], "answers": {"reply": "none", "undo": "retriable"}}]));
    assert_eq!(plan, Value::Null);
}

#[test]
fn the_second_leg_of_a_transfer_is_carried_through() {
    let plan = saga(&json!([
        {"id": "debit", "action": "Debit the checking account", "from": "web", "to": ["checking"], "answers": {"reply": "answer", "invariant": "balance", "undo": "compensable"}},
        {"id": "credit", "action": "Credit the savings account", "from": "checking", "to": ["savings"], "answers": {"reply": "none", "undo": "retriable"}}]));
    assert_eq!(roles(&plan), ["debit pivot CreditCheckingAccount", "credit retriable -"]);
    assert_eq!((&plan["kind"], &plan["coordination"]), (&json!("anthology"), &json!("choreographed")));
    let seen = &plan["in_between"][0];
    assert_eq!((&seen["record"], &seen["seen"]), (&json!("savings account"), &json!("not_yet")));
    assert_eq!((&seen["after"], &seen["until"]), (&json!("debit"), &json!("credit")));
}

#[test]
fn a_single_change_of_several_owners_is_undone_where_another_refuses() {
    let plan = saga(&json!([
        {"id": "move", "action": "Transfer the money", "from": "transfers", "to": ["checking", "savings"], "answers": {"reply": "acknowledgement", "invariant": "balance", "boundary": "crosses"}}]));
    assert_eq!(roles(&plan), ["move compensable ReturnMoney"]);
    assert_eq!(plan["in_between"][0]["countermeasure"], "commutative_update");
}

#[test]
fn owners_who_commit_together_need_no_saga() {
    let exchange = |in_between: &str| json!({"id": "legs", "action": "Exchange both legs", "from": "fx", "to": ["euros", "pounds"], "entity": "exchange", "answers": {"intent": "command", "reply": "answer", "invariant": "all_or_nothing", "boundary": "crosses", "in_between": in_between}});
    let fee = |owner: &str| json!({"id": "fee", "action": "Charge the fee", "from": "fx", "to": [owner], "answers": {"reply": "answer", "undo": "compensable"}});
    assert_eq!(roles(&saga(&json!([exchange("tolerable")]))), ["legs compensable ReleaseLegs"]);
    assert_eq!(saga(&json!([exchange("intolerable")])), Value::Null);
    assert_eq!(saga(&json!([exchange("intolerable"), fee("pounds")])), Value::Null, "the fee's owner is one of them");
    let beside = saga(&json!([exchange("intolerable"), fee("cashier")]));
    assert_eq!(roles(&beside), ["legs compensable ReleaseLegs", "fee pivot RefundFee"]);
    assert_eq!(beside["steps"][0]["because"], "A later step can still be refused, and then this one is compensated.");
    assert_eq!(beside["consistency"], "eventual", "only the legs may not be seen half done, and they are not");
}

#[test]
fn what_cannot_be_undone_waits_for_all_that_may_fail() {
    let steps = json!([
        {"id": "dispense", "action": "Dispense the drug", "from": "ward", "to": ["pharmacy"], "answers": {"reply": "answer", "undo": "irreversible"}},
        {"id": "bed", "action": "Reserve the bed", "from": "ward", "to": ["beds"], "answers": {"reply": "answer"}},
        {"id": "check", "action": "Check the insurance", "from": "ward", "to": ["insurer"], "after": ["dispense"], "answers": {"intent": "query", "reply": "answer"}}]);
    let plan = saga(&steps);
    assert_eq!(roles(&plan), ["bed compensable ReleaseBed", "dispense pivot -"]);
    assert_eq!(plan["moves"][0]["step"], "dispense");
    assert_eq!(plan["moves"][0]["after"], json!(["check", "bed"]), "checks first");
    assert_eq!(found(&steps), [("irreversible_too_early".to_owned(), "/flows/0/steps/0".to_owned())]);
}

#[test]
fn what_cannot_be_undone_is_told_every_step_that_it_should_wait_for() {
    let plan = saga(&json!([
        {"id": "give", "action": "Dispense the drug", "from": "ward", "to": ["pharmacy"], "answers": {"reply": "answer", "undo": "irreversible"}},
        {"id": "bed", "action": "Reserve the bed", "from": "ward", "to": ["beds"], "answers": {"reply": "answer"}},
        {"id": "check", "action": "Check the insurance", "from": "ward", "to": ["insurer"], "answers": {"intent": "query", "reply": "answer"}},
        {"id": "nurse", "action": "Book the nurse", "from": "ward", "to": ["staff"], "answers": {"reply": "answer"}}]));
    assert_eq!(plan["moves"][0]["after"], json!(["check", "bed", "nurse"]));
}

/// A flow of steps that cannot be undone, one after another, each with one of these replies.
fn irreversible(replies: [&str; 2]) -> Value {
    json!([
        {"id": "wire", "action": "Wire the money", "from": "desk", "to": ["bank"], "answers": {"reply": replies[0], "undo": "irreversible"}},
        {"id": "burn", "action": "Destroy the sample", "from": "desk", "to": ["lab"], "answers": {"reply": replies[1], "undo": "irreversible"}}])
}

#[test]
fn two_that_cannot_be_undone_and_may_say_no_both_decide_and_no_order_mends_it() {
    let steps = irreversible(["answer", "answer"]);
    let plan = saga(&steps);
    assert_eq!(roles(&plan), ["wire pivot -", "burn pivot -"]);
    assert_eq!(plan["moves"], json!([]));
    assert_eq!(found(&steps), [("irreversible_too_early".to_owned(), "/flows/0/steps/0".to_owned())]);
}

#[test]
fn what_cannot_be_undone_and_is_not_heard_of_is_repeated_behind_what_may_say_no() {
    let steps = irreversible(["answer", "none"]);
    assert_eq!(roles(&saga(&steps)), ["wire pivot -", "burn retriable -"]);
    assert_eq!(found(&steps), []);
    let plan = saga(&irreversible(["none", "answer"]));
    assert_eq!(roles(&plan), ["burn pivot -", "wire retriable -"]);
    assert_eq!((&plan["moves"][0]["step"], &plan["moves"][0]["after"]), (&json!("wire"), &json!(["burn"])));
}

#[test]
fn of_two_steps_side_by_side_the_one_that_takes_money_goes_last() {
    let plan = saga(&json!([
        {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["payment"], "after": [], "answers": {"reply": "none", "undo": "compensable"}},
        {"id": "hold", "action": "Reserve the goods", "from": "shop", "to": ["stock"], "after": [], "answers": {"reply": "none", "undo": "compensable"}}]));
    assert_eq!(roles(&plan), ["hold compensable ReleaseGoods", "pay pivot RefundCard"]);
    assert_eq!((&plan["moves"][0]["step"], &plan["moves"][0]["after"]), (&json!("pay"), &json!(["hold"])));
}

#[test]
fn side_by_side_without_money_nothing_decides_alone() {
    let plan = saga(&json!([
        {"id": "hall", "action": "Reserve the hall", "from": "planner", "to": ["halls"], "after": [], "answers": {"reply": "answer"}},
        {"id": "band", "action": "Book the band", "from": "planner", "to": ["bands"], "after": [], "answers": {"reply": "answer"}}]));
    assert_eq!(roles(&plan), ["band compensable CancelBandBooking", "hall compensable ReleaseHall"]);
    assert_eq!(plan["in_between"][0]["until"], Value::Null);
}

#[test]
fn what_is_repeated_waits_until_the_outcome_is_decided() {
    let plan = saga(&json!([
        {"id": "ship", "action": "Ship the goods", "from": "shop", "to": ["depot"], "answers": {"reply": "answer", "undo": "retriable"}},
        {"id": "hold", "action": "Reserve the van", "from": "shop", "to": ["vans"], "answers": {"reply": "answer"}},
        {"id": "pay", "action": "Charge the card", "from": "shop", "to": ["payment"], "answers": {"reply": "answer"}}]));
    assert_eq!(roles(&plan), ["hold compensable ReleaseVan", "pay pivot -", "ship retriable -"]);
    assert_eq!((&plan["moves"][0]["step"], &plan["moves"][0]["after"]), (&json!("ship"), &json!(["pay"])));
}

#[test]
fn a_described_way_back_is_the_compensation_and_no_step_of_its_own() {
    let plan = saga(&json!([
        {"id": "pay", "action": "Collect the deposit", "from": "desk", "to": ["cashier"], "answers": {"reply": "answer"}},
        {"id": "room", "action": "Book the room", "from": "desk", "to": ["rooms"], "answers": {"reply": "answer"}},
        {"id": "back", "action": "Refund the deposit", "from": "desk", "to": ["cashier"], "answers": {"reply": "none"}}]));
    assert_eq!(roles(&plan), ["pay compensable RefundDeposit", "room pivot -"]);
}

#[test]
fn a_described_way_back_is_for_what_may_fail_before_it() {
    let plan = saga(&json!([
        {"id": "move", "action": "Transfer the funds", "from": "conductor", "to": ["ledger"], "answers": {"invariant": "balance"}},
        {"id": "seal", "action": "Seal the deed", "from": "conductor", "to": ["notary"], "after": ["move"]},
        {"id": "back", "action": "Undo the transfer when a later step fails", "from": "conductor", "to": ["ledger"], "after": ["seal"]}]));
    assert_eq!(roles(&plan), ["move compensable UndoTransfer", "seal pivot -"]);
}

#[test]
fn what_nobody_hears_of_cannot_say_no_unless_it_takes_money_or_something_scarce() {
    let steps = |action: &str, answers: Value| {
        saga(&json!([
            {"id": "open", "action": "Open the file", "from": "desk", "to": ["files"], "answers": {"reply": "answer"}},
            {"id": "then", "action": action, "from": "desk", "to": ["office"], "answers": answers}]))
    };
    for action in ["Rename the folder", "Book the commission"] {
        assert_eq!(steps(action, json!({"reply": "none", "intent": "command"})), Value::Null);
    }
    for reply in ["none", "acknowledgement"] {
        for action in ["Charge the fine", "Reserve the room"] {
            let said = json!({"reply": reply, "intent": "command"});
            assert_eq!(roles(&steps(action, said)), ["open compensable CloseFile", "then pivot -"]);
        }
    }
}

#[test]
fn what_other_people_do_elsewhere_has_no_part_in_it() {
    let plan = saga(&json!([
        {"id": "hold", "action": "Reserve the cabin", "from": "ferry", "to": ["cabins"], "answers": {"reply": "answer"}},
        {"id": "pay", "action": "Charge the card", "from": "ferry", "to": ["payment"], "answers": {"reply": "answer"}},
        {"id": "renew", "action": "Renew the licence", "from": "captain", "to": ["harbour"], "answers": {"reply": "answer"}}]));
    assert_eq!(roles(&plan), ["hold compensable ReleaseCabin", "pay pivot -"]);
}

#[test]
fn changes_that_nobody_has_to_undo_need_no_saga() {
    let plan = saga(&json!([
        {"action": "Rename the ship", "from": "clerk", "to": ["register"], "answers": {"reply": "answer"}},
        {"action": "Convert the chart", "from": "clerk", "to": ["charts"], "answers": {"reply": "answer"}}]));
    assert_eq!(plan, Value::Null);
}

#[test]
fn what_is_handed_on_is_done_once() {
    let plan = saga(&json!([
        {"id": "ask", "action": "Submit the order", "from": "web", "to": ["gateway"], "entity": "order", "answers": {"reply": "answer"}},
        {"id": "order", "action": "Submit the order", "from": "gateway", "to": ["orders"], "entity": "order", "answers": {"reply": "answer"}},
        {"id": "pay", "action": "Charge the card", "from": "orders", "to": ["payment"], "answers": {"reply": "answer"}}]));
    assert_eq!(roles(&plan), ["order compensable WithdrawOrder", "pay pivot -"]);
}

#[test]
fn what_cannot_be_undone_is_never_taken_for_handed_on() {
    let plan = saga(&json!([
        {"id": "print", "action": "Engrave the plate", "from": "web", "to": ["workshop"], "answers": {"reply": "answer", "undo": "irreversible"}},
        {"id": "cast", "action": "Cast the bell", "from": "workshop", "to": ["foundry"], "answers": {"reply": "answer", "undo": "irreversible"}}]));
    assert_eq!(roles(&plan), ["print pivot -", "cast pivot -"]);
}

#[test]
fn who_asks_for_all_conducts_and_where_each_sets_off_the_next_nobody_does() {
    let steps = |place_by: &str, bus_by: &str| {
        json!([
            {"id": "file", "action": "Create the file", "from": "desk", "to": ["files"], "answers": {"reply": "answer"}},
            {"id": "place", "action": "Reserve the place", "from": place_by, "to": ["places"],
             "answers": {"reply": "none", "undo": "compensable"}},
            {"id": "bus", "action": "Book the bus", "from": bus_by, "to": ["buses"],
             "answers": {"reply": "none", "undo": "compensable"}}])
    };
    let plan = |steps: Value, answers: Value| {
        let system = json!({"name": "Test", "answers": answers, "flows": [{"steps": steps}]});
        assessed(&system)["flows"][0]["saga"].clone()
    };
    for teams in [json!({}), json!({"teams": "several"}), json!({"teams": "one"})] {
        let conducted = plan(steps("desk", "desk"), teams.clone());
        assert_eq!((&conducted["kind"], &conducted["coordinator"]), (&json!("parallel"), &json!("desk")), "{teams}");
        assert_eq!(plan(steps("files", "places"), teams)["kind"], "anthology");
    }
    let by_two = |answers: Value| plan(steps("desk", "files"), answers)["kind"].clone();
    assert_eq!((by_two(json!({})), by_two(json!({"teams": "several"}))), (json!("parallel"), json!("anthology")));
}
