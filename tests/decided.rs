//! Systems whose design architects decided by the book of the field before the advisor saw them: verdict,
//! level, mechanism, who publishes, who hears, the key that keeps order, the place, and the role in the saga of every
//! step.
//!
//! A field's list holds the accepted values, the best first. `also` holds values that are accepted besides.

use std::collections::BTreeSet;

use advice::{Tree, rules};
use serde_json::{Value, json};

/// Where the advisor decides otherwise, and why that stays.
const OTHERWISE: &[(&str, &str)] = &[
    // The command to the registry must not be lost, so the gateway that sends it keeps it until it is sent.
    ("blood-bank order-red-cells/report-national mechanism", "outbox"),
    ("livestock-tracing move/report-subsidy mechanism", "outbox"),
    // Nobody says that a boundary is crossed, and the owner decides the debit in a single write, which is what a reader
    // has to keep; the plan beside it says that it is a leg.
    ("satellite-tasking task/debit-credits level", "strong"),
    ("satellite-tasking task/debit-credits mechanism", "conditional_write"),
    ("cement-bulk-loading order-load/draw-credit mechanism", "conditional_write"),
    ("game-item-market buy-item/debit-buyer mechanism", "conditional_write"),
    // A signal that may be lost is an event all the same: the room says what is going on, and the console hears it.
    ("exam-proctoring answer/show-activity producer", "exam-room"),
    ("exam-proctoring answer/show-activity consumers", "proctor-console"),
    // To book a share reads like taking something that others want too, and the portal may refuse it.
    ("concert-streaming buy-pass/book-royalty mechanism", "saga"),
    ("concert-streaming buy-pass/book-royalty saga_role", "pivot"),
    ("concert-streaming buy-pass/charge-viewer consumers", "audience-mail"),
    // The calendar asks for the reminder two days later, so it keeps the timer, and the mailer gets its message.
    ("recruiting-agency interview/book-interview consumers", "placements"),
    // Money leaves by several owners, so the flow has a plan: a payout that the bank refuses leaves an approval open.
    ("car-claims settle-claim/approve saga_role", "compensable"),
    ("car-claims settle-claim/pay-out mechanism", "saga"),
    ("car-claims settle-claim/pay-out saga_role", "pivot"),
    // The compartment is scarce: it must not stay taken if the door does not open or nobody confirms.
    ("parcel-locker-network deposit-parcel/reserve-compartment saga_role", "compensable"),
    ("parcel-locker-network deposit-parcel/open-door level", "eventual"),
    ("parcel-locker-network deposit-parcel/open-door mechanism", "saga"),
    ("parcel-locker-network deposit-parcel/open-door saga_role", "compensable"),
    ("parcel-locker-network deposit-parcel/confirm-deposit saga_role", "pivot"),
    // One fact reports that the packs are picked, by the robot or by hand; it stands at the later of the two.
    ("hospital-pharmacy-robot dispense/pick-packs mechanism", "plain_eventual"),
    ("hospital-pharmacy-robot dispense/pick-packs producer", ""),
    ("hospital-pharmacy-robot dispense/pick-packs consumers", ""),
    // Long work that the shop asks for is a command on a queue, and no reaction to a fact.
    ("wine-cooperative order/allocate-bottles producer", ""),
    ("wine-cooperative order/allocate-bottles consumers", ""),
    ("wine-cooperative order/allocate-bottles key", ""),
    // The fact is in order by its own payment; who hears it orders its own work by the account.
    ("city-taxi-dispatch finish-ride/credit-driver key", "payment"),
    // To schedule reads like taking something that others want too, so the reserved material waits for it.
    ("made-to-order-furniture order-piece/reserve-material saga_role", "compensable"),
    ("made-to-order-furniture order-piece/plan-build mechanism", "saga"),
    ("made-to-order-furniture order-piece/plan-build key", "material"),
    ("made-to-order-furniture order-piece/plan-build saga_role", "pivot"),
    // To take in a file reads like taking something that others want too.
    ("pension-fund take-contributions/accept-file mechanism", "saga"),
    ("pension-fund take-contributions/accept-file saga_role", "pivot"),
    ("pension-fund take-contributions/credit-contribution mechanism", "saga"),
    // An accession without a shelf is registered in vain, so both belong together until the shelf is taken.
    ("seed-bank deposit/name-accession saga_role", "compensable"),
    ("seed-bank deposit/take-shelf saga_role", "pivot"),
    // The number identifies the receipt.
    ("commodity-warehouse deposit/issue-receipt key", "receipt_number"),
];

#[test]
fn what_an_architect_has_decided_is_advised() {
    let mut otherwise: Vec<(String, String)> = Vec::new();
    let mut steps = 0;
    for line in include_str!("data/cases/decided.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = case["description"].to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let assessment = serde_json::to_value(advice::assess(&model)).unwrap();
        for (step, expected) in case["expected"].as_object().unwrap() {
            steps += 1;
            for (field, got) in designed(&case["description"], &assessment, step) {
                let (wanted, also) = (&expected[field], &expected["also"][field]);
                let same = |value: &Value| sorted(value) == sorted(&got);
                let listed = |list: &Value| list.as_array().is_some_and(|list| list.iter().any(same));
                // A list of consumers is one answer; elsewhere each value of a list is accepted.
                let is_one_of = field != "consumers" && listed(wanted);
                if !same(wanted) && !is_one_of && !listed(also) {
                    let got = sorted(&got).into_iter().collect::<Vec<_>>().join(", ");
                    otherwise.push((format!("{} {step} {field}", case["id"].as_str().unwrap()), got));
                }
            }
        }
    }
    let known: Vec<(String, String)> =
        OTHERWISE.iter().map(|(place, got)| ((*place).to_owned(), (*got).to_owned())).collect();
    otherwise.sort();
    let mut sorted = known;
    sorted.sort();
    assert_eq!((steps, otherwise), (479, sorted));
}

/// What the advisor has designed for a step, `FLOW/STEP`, by the names of the fields.
fn designed(description: &Value, assessment: &Value, place: &str) -> [(&'static str, Value); 8] {
    let (flow_id, step_id) = place.split_once('/').unwrap();
    let is_here = |item: &&Value| item["flow"] == flow_id && item["step"] == step_id;
    let step = assessment["steps"].as_array().unwrap().iter().find(is_here).unwrap();
    let flow = assessment["flows"].as_array().unwrap().iter().find(|flow| flow["flow"] == flow_id).unwrap();
    let described = description["flows"].as_array().unwrap().iter().find(|flow| flow["id"] == flow_id).unwrap();
    // The event that sets off a flow stands at its first step, and is no outcome of that step.
    let is_outcome = |event: &&Value| event["name"] != described["trigger"]["event"];
    let events = assessment["events"].as_array().unwrap().iter().filter(is_here).filter(is_outcome);
    let events: Vec<&Value> = events.collect();
    let hears: BTreeSet<&str> = events
        .iter()
        .flat_map(|event| event["consumers"].as_array().unwrap())
        .map(|consumer| consumer.as_str().unwrap())
        .collect();
    let ordered_by = |event: &&Value| {
        let parts = event["schema"]["properties"].as_object().unwrap();
        let order = parts.iter().find(|(_, part)| part["x-role"] == "order").map(|(name, _)| json!(name));
        order.unwrap_or_else(|| event["key"].clone())
    };
    let key = events.first().map_or_else(|| step["delivery"]["partition_key"].clone(), ordered_by);
    let leg = |leg: &&Value| leg["step"] == step_id;
    let legs = flow["saga"]["steps"].as_array();
    let is_prefix = flow["sync_prefix"].as_array().unwrap().contains(&json!(step_id));
    let place = match flow["commit_point"] == step_id {
        true => "commit_point",
        false if is_prefix => "prefix",
        false => "after",
    };
    [
        ("verdict", step["verdict"].clone()),
        ("level", step["consistency"]["level"].clone()),
        ("mechanism", step["consistency"]["mechanism"].clone()),
        ("producer", events.first().map_or(Value::Null, |event| event["producer"].clone())),
        ("consumers", json!(hears)),
        // The architect names the thing, the advisor the field that identifies it.
        ("key", key.as_str().map_or(Value::Null, |key| json!(key.trim_end_matches("_id")))),
        ("place", json!(place)),
        ("saga_role", legs.and_then(|legs| legs.iter().find(leg)).map_or(Value::Null, |leg| leg["role"].clone())),
    ]
}

/// The words of a value: one, several in any order, or none.
fn sorted(value: &Value) -> BTreeSet<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        value => value.as_str().into_iter().collect(),
    }
}
