use crate::rules;

use super::*;
use crate::fault::FAULTS_SHOWN;

fn faults(json: &str) -> Vec<Fault> {
    let tree = Tree::from_json(json).unwrap();
    read(json, &tree, rules::shipped()).map(|_| ()).unwrap_err()
}

#[test]
fn faults_of_form_and_of_reference_come_together_in_the_order_of_the_text() {
    let found = faults(
        "{\"name\": \"x\", \"flows\": [\n  {\"id\": \"a\", \"steps\": [{\"action\": \"b\", \"after\": [\"c\"]}]},\n  {\"id\": \"a\", \"steps\": [{\"id\": \"c\", \"action\": 1}]}]}",
    );
    let places: Vec<_> = found.iter().map(|fault| (fault.at.as_str(), fault.code, fault.line)).collect();
    let expected = [
        ("/flows/0/steps/0/after/0", Code::UnknownReference, Some(2)),
        ("/flows/1/id", Code::DuplicateId, Some(3)),
        ("/flows/1/steps/0/action", Code::WrongType, Some(3)),
    ];
    assert_eq!(places, expected);
    assert!(found[0].hint.as_deref().unwrap().starts_with("Another flow"));
}

#[test]
fn what_is_still_being_written_may_be_without_flows_and_steps_and_nothing_else() {
    let unfinished = |json: &str| -> Vec<String> {
        let tree = Tree::from_json(json).unwrap();
        let read = read_unfinished(json, &tree, rules::shipped());
        read.err().unwrap_or_default().into_iter().map(|fault| fault.at).collect()
    };
    for json in [r#"{"name": "x", "flows": []}"#, r#"{"name": "x", "flows": [{"name": "y", "steps": []}]}"#] {
        assert_eq!(faults(json).len(), 1, "{json}");
        assert!(unfinished(json).is_empty(), "{json}");
    }
    let json = r#"{"name": "", "flows": [{"steps": [{"action": ""}]}, {"steps": []}]}"#;
    assert_eq!(unfinished(json), ["/name", "/flows/0/steps/0/action"]);
}

#[test]
fn a_condition_makes_a_step_wait_and_every_reference_to_nothing_is_told() {
    let json = r#"{"name": "x", "flows": [{"steps": [{"id": "hold", "action": "a"}, {"id": "charge", "action": "b"}, {"id": "ship", "action": "c"},
        {"id": "free", "action": "d", "when": {"step": "charge", "outcome": "refused"}, "undoes": "hold"},
        {"id": "tell", "action": "e", "after": ["ship"], "when": {"step": "charge"}}]}]}"#;
    let tree = Tree::from_json(json).unwrap();
    let model = read(json, &tree, rules::shipped()).unwrap();
    let [.., free, tell] = &model.flows()[0].steps[..] else { panic!() };
    assert_eq!((&free.after[..], free.when, free.undoes), (&[1][..], Some((1, Outcome::Refused)), Some(0)));
    assert_eq!((&tell.after[..], tell.when), (&[2, 1][..], Some((1, Outcome::Done))));
    let found = faults(
        r#"{"name": "x", "participants": [{"id": "copy", "of": "copy"}, {"id": "old", "of": "prises"}, {"id": "prices"}], "flows": [{"steps": [
            {"id": "a", "action": "a", "when": {"step": "a"}, "undoes": "b"}, {"action": "c", "when": {"step": "d", "outcome": "failed"}}]}]}"#,
    );
    let places: Vec<_> = found.iter().map(|fault| fault.at.as_str()).collect();
    let expected = [
        "/participants/0/of",
        "/participants/1/of",
        "/flows/0/steps/0/when/step",
        "/flows/0/steps/0/undoes",
        "/flows/0/steps/1/when/step",
    ];
    assert_eq!(places, expected);
    assert!(found.iter().all(|fault| fault.code == Code::UnknownReference));
    assert_eq!(found[1].hint.as_deref(), Some("Did you mean `prices`?"));
}

#[test]
fn a_wrong_value_hides_no_reference_beside_it() {
    let found = faults(
        r#"{"name": "x", "flows": [{"steps": [
            {"id": "a", "action": "a", "when": {"step": "zz", "outcome": "ok"}, "after": "yy"}]}]}"#,
    );
    let places: Vec<_> = found.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
    let expected = [
        ("/flows/0/steps/0/when/step", Code::UnknownReference),
        ("/flows/0/steps/0/when/outcome", Code::UnknownValue),
        ("/flows/0/steps/0/after", Code::WrongType),
        ("/flows/0/steps/0/after/0", Code::UnknownReference),
    ];
    assert_eq!(places, expected);
}

#[test]
fn what_comes_later_cannot_be_taken_back() {
    let json = |undoes: &str, first: &str| {
        format!(
            r#"{{"name": "x", "flows": [{{"steps": [{{"id": "a", "action": "a", "undoes": "{undoes}"{first}}},
                {{"id": "b", "action": "b"}}, {{"id": "c", "action": "c", "after": []}}]}}]}}"#
        )
    };
    let found = faults(&json("b", ""));
    let [later] = &found[..] else { panic!("{found:?}") };
    assert_eq!((later.at.as_str(), later.code), ("/flows/0/steps/0/undoes", Code::Cycle));
    assert_eq!(later.message, "The step `b` comes after this one, so this one cannot take it back.");
    // It is written below, and comes before.
    let allowed = json("c", r#", "after": ["c"]"#);
    assert!(read(&allowed, &Tree::from_json(&allowed).unwrap(), rules::shipped()).is_ok());
}

#[test]
fn a_loop_is_told_once_with_its_steps() {
    let found = faults(
        r#"{"name": "x", "flows": [{"steps": [{"id": "a", "action": "a", "after": ["c"]}, {"id": "b", "action": "b"}, {"id": "c", "action": "c"}]}]}"#,
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::Cycle);
    assert_eq!(found[0].message, "These steps wait for each other: a waits for c waits for b waits for a.");
}

#[test]
fn of_very_many_faults_so_many_are_listed_and_the_rest_is_said() {
    let fields: Vec<String> = (0..FAULTS_SHOWN * 2).map(|index| format!("\"x{index}\": 1")).collect();
    let found = faults(&format!("{{\"name\": \"x\", \"flows\": [], {}}}", fields.join(",")));
    assert_eq!(found.len(), FAULTS_SHOWN + 1);
    assert_eq!(found.last().unwrap().code, Code::MoreFaults);
    assert!(found[..FAULTS_SHOWN].iter().all(|fault| fault.code != Code::MoreFaults));
}

#[test]
fn what_was_read_out_of_words_stands_behind_what_was_said_and_what_the_structure_says() {
    let json = r#"{"name": "x", "inferred": {"lifetime": "long"}, "answers": {"lifetime": "short"}, "flows": [{"steps": [{"action": "a", "to": ["b", "c"],
        "answers": {"reply": "none"}, "inferred": {"reply": "answer", "consumer_count": "single", "intent": "event"}}]}]}"#;
    let tree = Tree::from_json(json).unwrap();
    let model = read(json, &tree, rules::shipped()).unwrap();
    let given = |resolved: &[Resolved]| -> Vec<(String, Basis)> {
        let id = |given: &Resolved| rules::shipped().questions[given.question].answers[given.answer].id.to_string();
        resolved.iter().map(|given| (id(given), given.basis)).collect()
    };
    let mut answers = given(&model.flows()[0].steps[0].answers);
    answers.sort();
    let expected = [("event", Basis::Inferred), ("multiple", Basis::Derived), ("none", Basis::Stated)];
    assert_eq!(answers, expected.map(|(id, basis)| (id.to_owned(), basis)));
    assert_eq!(given(model.system()), [("short".to_owned(), Basis::Stated)]);
    let wrong = faults(
        r#"{"name": "x", "inferred": {"reply": "none"}, "flows": [{"steps": [{"action": "a", "inferred": {"reply": "perhaps"}}]}]}"#,
    );
    let places: Vec<_> = wrong.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
    let expected =
        [("/inferred/reply", Code::UnknownQuestion), ("/flows/0/steps/0/inferred/reply", Code::UnknownAnswer)];
    assert_eq!(places, expected);
}

#[test]
fn a_query_that_was_only_read_out_of_words_yields_to_an_invariant() {
    let kept = |answers: &str, inferred: &str| -> Vec<String> {
        let json = format!(
            r#"{{"name": "x", "flows": [{{"steps": [
                {{"action": "Verify the code", "answers": {answers}, "inferred": {inferred}}}]}}]}}"#
        );
        let tree = Tree::from_json(&json).unwrap();
        let model = read(&json, &tree, rules::shipped()).unwrap();
        let answers = &model.flows()[0].steps[0].answers;
        answers
            .iter()
            .map(|given| rules::shipped().questions[given.question].answers[given.answer].id.to_string())
            .collect()
    };
    let (query, once) = (r#"{"intent": "query"}"#, r#"{"invariant": "exclusive_booking"}"#);
    assert_eq!(kept(once, query), ["exclusive_booking"]);
    assert_eq!(kept("{}", r#"{"intent": "query", "invariant": "exclusive_booking"}"#), ["exclusive_booking"]);
    assert_eq!(kept(query, once), ["query"], "what was said stands before what was read");
    assert_eq!(kept(r#"{"invariant": "none"}"#, query), ["query", "none"]);
}

#[test]
fn the_participant_too_many_is_told_once_though_no_step_names_too_many() {
    let step = |step: usize| {
        let to: Vec<String> = (0..500).map(|place| format!("\"p{step}-{place}\"")).collect();
        format!(r#"{{"action": "a", "to": [{}]}}"#, to.join(","))
    };
    let steps: Vec<String> = (0..10).map(step).collect();
    let found = faults(&format!(r#"{{"name": "x", "flows": [{{"steps": [{}]}}]}}"#, steps.join(",")));
    let places: Vec<_> = found.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
    assert_eq!(places, [("/flows/0/steps/8", Code::LimitPassed)]);
}

#[test]
fn who_is_named_twice_takes_part_once_and_an_answer_given_twice_counts_once() {
    let json = r#"{"name": "x", "answers": {"history_needed": ["undo_redo", "undo_redo"]}, "flows": [{"steps": [{"action": "a", "to": ["b", "b"]}]}]}"#;
    let tree = Tree::from_json(json).unwrap();
    let model = read(json, &tree, rules::shipped()).unwrap();
    assert_eq!(model.system().len(), 1);
    assert_eq!(model.flows()[0].steps[0].to.len(), 1);
    assert!(model.flows()[0].steps[0].answers.is_empty(), "one participant is not several consumers");
}
