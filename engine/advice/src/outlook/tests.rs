use std::fmt::Write;

use crate::{Model, Tree, model, rules};

use super::*;

/// The outlook of the first of two steps that has these answers.
fn ask<T>(answers: &str, look: impl FnOnce(&Outlook<'_>) -> T) -> T {
    let json = format!(
        r#"{{"name": "Tickets", "flows": [{{"actor": "fan", "steps": [
            {{"action": "Reserve the seat", "from": "fan", "to": ["seats"], "answers": {{{answers}}}}},
            {{"action": "Send the ticket", "from": "seats", "to": ["mail"], "answers": {{"reply": "none"}}}}]}}]}}"#
    );
    let tree = Tree::from_json(&json).unwrap();
    let model: Model<'static> = model::read(&json, &tree, rules::shipped()).unwrap();
    look(&outlook(&model, 0, 0).unwrap())
}

/// The open questions whose answers can change at least `least` by themselves.
fn open(outlook: &Outlook<'_>, least: Reach) -> String {
    let open = outlook.questions.iter().filter(|asked| asked.stated.is_none() && asked.reach <= least);
    open.map(|asked| asked.rule.id.as_ref()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_step_of_which_nothing_is_known_is_asked_first_what_settles_it() {
    ask("", |outlook| {
        assert!(!outlook.now.settled);
        assert!(open(outlook, Reach::Side).starts_with("reply intent "), "{}", open(outlook, Reach::Side));
        let reply = outlook.questions.iter().find(|asked| asked.rule.id == "reply").unwrap();
        let mut told = String::new();
        for Prospect { answer, outcome } in &reply.prospects {
            write!(told, "{}: {:?} {}; ", answer.id, outcome.verdict, outcome.settled).unwrap();
        }
        assert_eq!(
            told,
            "answer: Synchronous true; acknowledgement: EventDriven true; outcome_later: Hybrid true; none: EventDriven true; "
        );
        assert_eq!(reply.open, outlook.now);
    });
}

#[test]
fn after_a_few_answers_little_is_left_to_ask() {
    let left = |answers: &str| ask(answers, |outlook| open(outlook, Reach::Consistency));
    assert_eq!(left(r#""intent": "command", "reply": "answer""#), "duration consumer_count if_down invariant reader");
    let stock = r#""intent": "command", "reply": "answer", "invariant": "limited_stock""#;
    assert_eq!(left(stock), "duration consumer_count if_down undo holdable contention");
    assert_eq!(left(r#""intent": "query""#), "duration staleness reader");
}

#[test]
fn what_a_gate_decides_leaves_the_matrix_idle() {
    for answers in [r#""reply": "answer""#, r#""reply": "none""#, r#""intent": "query""#] {
        ask(answers, |outlook| {
            let idle: Vec<&str> = outlook.idle.iter().map(|asked| asked.rule.id.as_ref()).collect();
            for row in ["consumer_coupling", "load_pattern", "audit"] {
                assert!(idle.contains(&row), "{answers}: {idle:?}");
            }
            assert!(!idle.contains(&"response_time"), "it limits the time of a call: {answers}");
        });
    }
    ask(r#""intent": "event", "reply": "none""#, |outlook| {
        assert!(outlook.idle.iter().any(|asked| asked.rule.id == "response_time"), "nobody calls");
    });
}

#[test]
fn an_answer_of_the_structure_is_told_beside_the_one_that_was_given() {
    let json = r#"{"name": "x", "flows": [{"steps": [{"action": "Tell them", "to": ["a", "b"], "answers": {"consumer_count": "single"}}]}]}"#;
    let tree = Tree::from_json(json).unwrap();
    let model = model::read(json, &tree, rules::shipped()).unwrap();
    let outlook = outlook(&model, 0, 0).unwrap();
    let asked = outlook.questions.iter().find(|asked| asked.rule.id == "consumer_count").unwrap();
    assert_eq!((asked.stated, asked.derived), (Some("single"), Some("multiple")));
    assert_eq!(asked.open, asked.prospects.iter().find(|one| one.answer.id == "multiple").unwrap().outcome);
}
