use super::*;
use crate::reading::Role;
use advice::description::Given;
use advice::rules;

const TEXT: &str = "Hello!\nWhen a fan books a ticket we reserve the seat (never sold twice) and charge\nthe card while \
                    she waits. The receipt is mailed afterwards. Every night the sales are exported. Any thoughts?";

const PROPOSAL: &str = r#"{"name": "Tickets", "summary": "An invented purpose.", "ruleset": "default", "flows": [
    {"name": "Book a ticket", "steps": [
        {"id": "reserve", "action": "Reserve the seat", "answers": {"reply": "answer", "invariant": "exclusive_booking"},
         "quotes": {"action": "Reserve  the seat", "reply": "while she waits", "invariant": "never sold twice"}},
        {"id": "fraud", "action": "Check for fraud", "answers": {"reply": "answer"},
         "quotes": {"action": "check for fraud", "reply": "while she waits"}},
        {"id": "charge", "action": "Charge the card", "timeout_ms": 20, "answers": {"reply": "answer", "audit": "required"},
         "notes": "charge the card while she waits",
         "quotes": {"action": "charge the card", "reply": "while she waits", "audit": "for the auditors"}},
        {"action": "Mail the receipt", "after": ["charge", "fraud"], "answers": {"reply": "none"},
         "within": "PT5S", "quotes": {"action": ["The receipt is mailed"], "reply": "afterwards"}}]},
    {"name": "Refund", "steps": [{"action": "Pay it back", "quotes": {}}]},
    {"name": "Export", "trigger": {"every": "P1D"}, "quotes": {"trigger": "Every night"}, "steps": [
        {"action": "Export the sales", "answers": {"reply": "none"},
         "quotes": {"action": "the sales are exported", "reply": "Every night"}}]}]}"#;

fn proposed(json: &str, original: Option<&str>) -> Result<Proposed, Vec<Fault>> {
    read(json, &Tree::from_json(json).unwrap(), original, rules::shipped())
}

#[test]
fn what_quotes_no_words_of_the_text_is_dropped_with_what_hangs_on_it() {
    let Proposed { reading, dropped } = proposed(PROPOSAL, Some(TEXT)).unwrap();
    let gone: Vec<(&str, &str, Option<&str>)> =
        dropped.iter().map(|gone| (gone.at.as_str(), gone.part.as_str(), gone.quote.as_deref())).collect();
    assert_eq!(
        gone,
        [
            ("/summary", "summary", Some("An invented purpose.")),
            ("/ruleset", "ruleset", None),
            ("/flows/0/steps/1/action", "Check for fraud", Some("check for fraud")),
            ("/flows/0/steps/2/timeout_ms", "timeout_ms", None),
            ("/flows/0/steps/2/answers/audit", "audit", Some("for the auditors")),
            ("/flows/0/steps/3/within", "within", None),
            ("/flows/1/steps/0/action", "Pay it back", None),
        ]
    );
    let flows = &reading.description.flows;
    let actions: Vec<&str> = flows.iter().flat_map(|flow| &flow.steps).map(|step| step.action.as_str()).collect();
    assert_eq!(actions, ["Reserve the seat", "Charge the card", "Mail the receipt", "Export the sales"]);
    assert_eq!(flows[0].steps[2].after.as_deref(), Some(&["charge".to_owned(), "reserve".to_owned()][..]));
    assert!(flows[1].trigger.is_some());
}

#[test]
fn answers_are_inferred_and_every_one_shows_its_words() {
    let Proposed { reading, .. } = proposed(PROPOSAL, Some(TEXT)).unwrap();
    let text: Vec<char> = TEXT.chars().collect();
    for (flow, told) in reading.description.flows.iter().enumerate() {
        for (step, told) in told.steps.iter().enumerate() {
            assert!(told.answers.is_empty(), "{told:?}");
            for question in told.inferred.keys() {
                let at = format!("/flows/{flow}/steps/{step}/inferred/{question}");
                assert!(reading.evidence.iter().any(|found| found.at == at), "{at}");
            }
        }
    }
    let charge = &reading.description.flows[0].steps[1];
    assert_eq!(charge.inferred["reply"], Given::One("answer".to_owned()));
    assert_eq!(charge.notes.as_deref(), Some("charge the card while she waits"));
    for found in &reading.evidence {
        let Some([start, end]) = found.span else { continue };
        let there: String = text[start as usize..end as usize].iter().collect();
        assert_eq!(there, found.words);
    }
    let action = reading.evidence.iter().find(|found| found.at == "/flows/0/steps/1/action").unwrap();
    assert_eq!(action.words, "charge\nthe card");
}

#[test]
fn every_sentence_is_told_what_it_became() {
    let Proposed { reading, .. } = proposed(PROPOSAL, Some(TEXT)).unwrap();
    let roles: Vec<(Role, Vec<&str>)> = reading
        .sentences
        .iter()
        .map(|sentence| (sentence.role, sentence.at.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        roles,
        [
            (Role::LeftOver, vec![]),
            (Role::Step, vec!["/flows/0/steps/0", "/flows/0/steps/1"]),
            (Role::Step, vec!["/flows/0/steps/2"]),
            (Role::Step, vec!["/flows/1/steps/0", "/flows/1"]),
            (Role::Question, vec![]),
        ]
    );
    let left: Vec<&str> = reading.left_over.iter().map(|left| left.words.as_str()).collect();
    assert_eq!(left, ["Hello!"]);
}

#[test]
fn without_the_text_quotes_are_believed_and_none_is_still_none() {
    let Proposed { reading, dropped } = proposed(PROPOSAL, None).unwrap();
    assert!(dropped.iter().any(|gone| gone.part == "Pay it back"));
    assert!(reading.description.flows[0].steps.iter().any(|step| step.action == "Check for fraud"));
    assert!(reading.evidence.iter().all(|found| found.span.is_none()));
    assert!(reading.left_over.is_empty() && reading.sentences.is_empty());
}

#[test]
fn every_fault_is_told_at_its_place_in_the_proposal() {
    let json = r#"{"name": "x", "flows": [{"steps": [{"action": "a", "quotes": {}, "answers": {"reply": "yes", "audit": 1}},
        {"action": "b", "after": ["c"], "when": {}, "surprise": 1}]}]}"#;
    let faults = proposed(json, Some("a b")).unwrap_err();
    let found: Vec<(&str, Code)> = faults.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
    assert_eq!(
        found,
        [
            ("/flows/0/steps/0/answers/reply", Code::UnknownAnswer),
            ("/flows/0/steps/0/answers/audit", Code::WrongType),
            ("/flows/0/steps/1/after/0", Code::UnknownReference),
            ("/flows/0/steps/1/when", Code::MissingField),
            ("/flows/0/steps/1/surprise", Code::UnknownField),
        ]
    );
    let none = r#"{"name": "x", "flows": [{"steps": [{"action": "a", "quotes": {"action": "nothing of it"}}]}]}"#;
    assert_eq!(proposed(none, Some("We charge.")).unwrap_err()[0].code, Code::Empty);
}

#[test]
fn a_description_without_quotes_is_no_proposal() {
    let is = |json: &str| is_proposal(&Tree::from_json(json).unwrap());
    assert!(is(PROPOSAL) && is(r#"{"flows": [{"quotes": {}}]}"#));
    assert!(!is(r#"{"name": "x", "flows": [{"steps": [{"action": "a"}]}]}"#) && !is("[]"));
}
