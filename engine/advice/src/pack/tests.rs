use super::*;
use crate::fault::Code;
use crate::model::{self, Model};
use crate::rule::{RuleKind, When};
use crate::rules;

const HEAD: &str = r#""id": "acme", "version": "1", "author": "A. Team", "reason": "Ours.""#;

fn read(parts: &str) -> Result<Pack, Vec<Fault>> {
    let text = format!("{{{HEAD}{}{parts}}}", if parts.is_empty() { "" } else { "," });
    let tree = Tree::from_json(&text).unwrap();
    Pack::read(&text, &tree)
}

#[track_caller]
fn pack(parts: &str) -> Pack {
    read(parts).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn faults(parts: &str) -> Vec<(String, Code)> {
    read(parts).unwrap_err().into_iter().map(|fault| (fault.at, fault.code)).collect()
}

fn model<'r>(book: &'r Rulebook, answers: &str) -> Model<'r> {
    let text = format!(
        r#"{{"name": "x", "flows": [{{"steps": [{{"action": "Do it", "to": ["a"], "answers": {answers}}}]}}]}}"#
    );
    let tree = Tree::from_json(&text).unwrap();
    model::read(&text, &tree, book).unwrap()
}

#[test]
fn a_pack_that_changes_nothing_has_the_shipped_rules_under_its_own_name() {
    let pack = pack("");
    let rules = |book: &Rulebook| serde_json::to_value(book.rules().collect::<Vec<_>>()).unwrap();
    assert_eq!(rules(pack.rulebook()), rules(rules::shipped()));
    assert_eq!((pack.rulebook().id(), pack.rulebook().version()), ("acme", "1"));
    assert_ne!(pack.rulebook().digest(), rules::shipped().digest());
}

#[test]
fn a_weight_that_holds_already_changes_no_word() {
    let pack = pack(r#""weights": [{"row": "audit", "halves": 1, "reason": "So it is."}]"#);
    let rule = |book: &Rulebook| serde_json::to_value(book.find("audit").next().unwrap()).unwrap();
    assert_eq!(rule(pack.rulebook()), rule(rules::shipped()));
}

#[test]
fn a_row_weighs_what_the_pack_says_and_the_pack_is_cited() {
    let pack = pack(r#""weights": [{"row": "audit", "answer": "required", "halves": 6, "reason": "We are a bank."}]"#);
    let model = model(pack.rulebook(), r#"{"audit": "required", "response_time": "milliseconds"}"#);
    let step = &crate::assess(&model).steps[0];
    assert_eq!(step.lean, 50);
    let row = step.contributions.iter().find(|row| row.rule == "audit").unwrap();
    assert!(row.because.ends_with("In the pack acme it weighs 3 rows: We are a bank."), "{}", row.because);
    assert!(row.sources.iter().any(|source| source == "the team's own rules: acme 1, A. Team"), "{:?}", row.sources);
}

#[test]
fn a_gate_of_the_packs_own_decides_and_only_the_pack_is_cited_for_it() {
    let parts = r#""gates": [{"question": "audit", "answer": "required", "when": {"reply": "open"}, "decides": "event_driven",
        "reason": "Audited work is queued."}]"#;
    let pack = pack(parts);
    let model_ = model(pack.rulebook(), r#"{"audit": "required"}"#);
    let step = &crate::assess(&model_).steps[0];
    assert_eq!(step.gates[0].because, "Audited work is queued.");
    assert_eq!(step.gates[0].sources.as_ref(), ["the team's own rules: acme 1, A. Team"]);
    assert_eq!(step.verdict, crate::terms::Verdict::EventDriven);
    let model_ = model(pack.rulebook(), r#"{"audit": "required", "reply": "answer"}"#);
    assert!(crate::assess(&model_).steps[0].gates.iter().all(|gate| gate.rule == "reply"));
}

#[test]
fn a_gate_stands_behind_the_shipped_ones_unless_it_names_one() {
    let gate = |before: &str| {
        format!(
            r#""gates": [{{"question": "audit", "answer": "required", "decides": "event_driven", {before} "reason": "r"}}]"#
        )
    };
    for (before, verdict) in [("", "synchronous"), (r#""before": "reply","#, "event_driven")] {
        let pack = pack(&gate(before));
        let model = model(pack.rulebook(), r#"{"audit": "required", "reply": "answer"}"#);
        let step = &crate::assess(&model).steps[0];
        assert_eq!(serde_json::to_value(step.verdict).unwrap(), verdict);
        assert_eq!(step.gates.len(), 2);
    }
}

#[test]
fn an_own_question_is_asked_and_answered_like_a_shipped_one() {
    let parts = r#""questions": [{"id": "data_class", "kind": "gate", "ask": "Which class of data?", "reason": "Secrets stay.",
        "answers": [{"id": "public", "label": "Public"}, {"id": "secret", "label": "Secret", "effects":
            [{"decides": "synchronous", "before": "reply", "reason": "No broker may hold a secret."}]}]}]"#;
    let pack = pack(parts);
    let model = model(pack.rulebook(), r#"{"data_class": "secret", "reply": "none"}"#);
    let step = &crate::assess(&model).steps[0];
    assert_eq!((step.verdict, step.gates[0].rule.as_ref()), (crate::terms::Verdict::Synchronous, "data_class"));
    assert_eq!(step.gates[0].sources.as_ref(), ["the team's own rules: acme 1, A. Team"]);
    assert!(pack.rulebook().find("data_class").next().is_some_and(|rule| rule.claim == "Secrets stay."));
}

#[test]
fn a_mechanism_is_asked_for_or_ruled_out_with_the_reason() {
    let parts = r#""constraints": [
        {"never": {"mechanism": "two_phase_commit"}, "reason": "No store of ours takes part."},
        {"use": {"mechanism": "single_writer"}, "when": {"invariant": "limited_stock", "contention": {}}, "reason": "r"}]"#;
    assert_eq!(faults(parts), [("/constraints/1/when/contention".to_owned(), Code::WrongType)]);
    let parts = parts.replace(r#", "contention": {}"#, "");
    let pack = pack(&parts);
    let answers =
        r#"{"invariant": "all_or_nothing", "boundary": "crosses", "in_between": "intolerable", "reply": "answer"}"#;
    let shipped = model(rules::shipped(), answers);
    assert_eq!(crate::assess(&shipped).steps[0].consistency.mechanism, "two_phase_commit");
    let model_ = model(pack.rulebook(), answers);
    let consistency = crate::assess(&model_).steps.remove(0).consistency;
    assert_ne!(consistency.mechanism, "two_phase_commit");
    let rejected = consistency.rejected.iter().find(|rejected| rejected.mechanism == "two_phase_commit").unwrap();
    assert_eq!(rejected.because, "No store of ours takes part.");

    let model_ = model(pack.rulebook(), r#"{"invariant": "limited_stock"}"#);
    let assessment = crate::assess(&model_);
    assert_eq!(assessment.steps[0].consistency.mechanism, "single_writer");
    assert_eq!(assessment.steps[0].consistency.sources.as_ref(), ["the team's own rules: acme 1, A. Team"]);
}

#[test]
fn a_style_is_asked_for_on_its_own_side_only() {
    let parts = r#""constraints": [{"use": {"style": "queued_command"}, "when": {"audit": "required"}, "reason": "Through the queue."}]"#;
    let pack = pack(parts);
    let model_ = model(pack.rulebook(), r#"{"audit": "required", "reply": "none"}"#);
    let step = crate::assess(&model_).steps.remove(0);
    assert_eq!(step.style, "queued_command");
    assert_eq!(step.style_reason.unwrap().because, "Through the queue.");
    let model_ = model(pack.rulebook(), r#"{"audit": "required", "reply": "answer"}"#);
    let step = crate::assess(&model_).steps.remove(0);
    assert_eq!((step.style.as_ref(), step.style_reason), ("request", None));
    let turned = parts.replace(r#"{"audit": "required"}"#, r#"{"side": "synchronous"}"#);
    assert_eq!(faults(&turned), [("/constraints/0/when".to_owned(), Code::NeverHolds)]);
    let last = r#""constraints": [{"never": {"style": "event"}, "reason": "r"}, {"never": {"mechanism": "plain_eventual"}, "reason": "r"}]"#;
    let expected = ["/constraints/0/never/style", "/constraints/1/never/mechanism"];
    assert_eq!(faults(last), expected.map(|at| (at.to_owned(), Code::UnknownReference)));
}

#[test]
fn findings_are_silenced_graded_and_added() {
    let parts = r#""findings": [
        {"silence": "contradicting_gates", "reason": "We know."},
        {"grade": "awaited_event", "severity": "error", "reason": "It has cost us."},
        {"id": "unclear_owner", "name": "Nobody owns it", "severity": "info", "reason": "We ask.",
         "when": {"side": "event_driven", "not": {"loss": "acceptable"}}, "message": "{action} may be lost.", "advice": "Ask."}]"#;
    let pack = pack(parts);
    let model_ = model(pack.rulebook(), r#"{"intent": "query", "reply": "none"}"#);
    assert!(crate::assess(&model_).findings.is_empty());
    let model_ = model(pack.rulebook(), r#"{"intent": "event", "reply": "answer"}"#);
    let findings = crate::assess(&model_).findings;
    assert_eq!((findings[0].rule.as_ref(), findings[0].severity), ("awaited_event", crate::terms::Severity::Error));
    let model_ = model(pack.rulebook(), r#"{"reply": "none"}"#);
    let findings = crate::assess(&model_).findings;
    assert_eq!(findings[0].message, "\u{201c}Do it\u{201d} may be lost.");
    assert_eq!(findings[0].at, "/flows/0/steps/0");
    let model_ = model(pack.rulebook(), r#"{"reply": "none", "loss": "acceptable"}"#);
    assert!(crate::assess(&model_).findings.is_empty());
}

#[test]
fn conditions_are_brought_into_groups() {
    let when = |condition: &str| {
        let parts = format!(
            r#""gates": [{{"question": "audit", "answer": "required", "when": {condition}, "decides": "synchronous", "reason": "r"}}]"#
        );
        let pack = pack(&parts);
        let rule = pack.rulebook().find("audit").next().unwrap().clone();
        let RuleKind::Row(row) = rule.kind else { panic!("a row") };
        row.answers[1].effects[1].when.clone()
    };
    let told = |when: &When| serde_json::to_string(when).unwrap();
    let part = |question: &str, answers: &str| format!(r#"{{"question":"{question}","answers":[{answers}]}}"#);
    // De Morgan: not (a and b) equals (not a) or (not b).
    assert_eq!(
        told(&when(r#"{"not": {"reply": "answer", "scaling": ["together", "open"]}}"#)),
        format!(
            r#"{{"any":[[{}],[{}]]}}"#,
            part("reply", r#""open","acknowledgement","outcome_later","none""#),
            part("scaling", r#""independent""#)
        )
    );
    assert_eq!(
        told(&when(r#"{"all": [{"reply": ["answer", "none"]}, {"not": {"reply": "none"}}]}"#)),
        format!(r#"{{"all":[{}]}}"#, part("reply", r#""answer""#))
    );
    assert_eq!(
        told(&when(r#"{"any": [{"reply": "answer", "scaling": "together"}, {"reply": "answer"}]}"#)),
        format!(r#"{{"all":[{}]}}"#, part("reply", r#""answer""#))
    );
    assert!(matches!(
        when(r#"{"not": {"all": [{"reply": "answer"}, {"reply": "none"}], "scaling": "open"}}"#),
        When::Always
    ));
}

#[test]
fn a_condition_that_grows_too_large_or_never_holds_is_a_fault() {
    let gate = |condition: &str| {
        format!(
            r#""gates": [{{"question": "audit", "answer": "required", "when": {condition}, "decides": "synchronous", "reason": "r"}}]"#
        )
    };
    let at = "/gates/0/when".to_owned();
    assert_eq!(faults(&gate(r#"{"reply": "answer", "not": {"reply": "answer"}}"#)), [(at.clone(), Code::NeverHolds)]);
    let pairs: Vec<String> = ["reply", "intent", "boundary", "duration", "ordering", "scaling", "undo"]
        .windows(2)
        .map(|pair| {
            format!(
                r#"{{"any": [{{"{}": "open"}}, {{"{}": "open"}}, {{"contention": "hot", "loss": "open"}}]}}"#,
                pair[0], pair[1]
            )
        })
        .chain((0..6).map(|index| {
            let [first, second] = [
                ["reader", "in_between"],
                ["holdable", "staleness"],
                ["must_mean", "personal_data"],
                ["audit", "consumer_count"],
                ["load_pattern", "response_time"],
                ["failure_tolerance", "consumer_coupling"],
            ][index];
            format!(r#"{{"any": [{{"{first}": "open"}}, {{"{second}": "open"}}]}}"#)
        }))
        .collect();
    assert_eq!(faults(&gate(&format!(r#"{{"all": [{}]}}"#, pairs.join(",")))), [(at, Code::LimitPassed)]);
    let deep = format!("{}{}{}", r#"{"not": "#.repeat(40), r#"{"reply": "answer"}"#, "}".repeat(40));
    assert_eq!(faults(&gate(&deep))[0].1, Code::LimitPassed);
}

#[test]
fn a_condition_asks_only_for_what_is_known_where_it_stands() {
    let gate = |condition: &str| {
        format!(
            r#""gates": [{{"question": "audit", "answer": "required", "when": {condition}, "decides": "synchronous", "reason": "r"}}]"#
        )
    };
    for (condition, within, code) in [
        (r#"{"side": "synchronous"}"#, "side", Code::UnknownQuestion),
        (r#"{"teams": "one"}"#, "teams", Code::UnknownQuestion),
        (r#"{"replay": "answer"}"#, "replay", Code::UnknownQuestion),
        (r#"{"reply": "answers"}"#, "reply", Code::UnknownAnswer),
        (r#"{"reply": []}"#, "reply", Code::Empty),
    ] {
        assert_eq!(faults(&gate(condition)), [(format!("/gates/0/when/{within}"), code)], "{condition}");
    }
    pack(&gate(r#"{"place": "prefix"}"#));
}

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let found = faults(
        r#""extends": "defualt", "weights": [{"row": "audits", "reason": "r"}, {"row": "audit", "halves": 9}],
           "questions": [{"id": "reply", "kind": "gate", "ask": "?", "reason": "r", "answers": [{"id": "a", "label": "A"}]},
                         {"id": "q", "kind": "row", "ask": "?", "reason": "r", "answers": [{"id": "a", "label": "A", "effects": [{"decides": "synchronous", "reason": "r"}]}, {"id": "a", "label": "B"}]}],
           "findings": [{"silence": "fat_evnt", "reason": "r"}, {"grade": "awaited_event", "severity": "fatal", "reason": "r"}],
           "cases": [{"name": "c", "answers": {"reply": "answer"}}]"#,
    );
    let expected = [
        ("/extends", Code::UnknownValue),
        ("/weights/0/row", Code::UnknownReference),
        ("/weights/0", Code::MissingField),
        ("/weights/1/reason", Code::MissingField),
        ("/weights/1/halves", Code::NumberOutOfRange),
        ("/questions/0/id", Code::DuplicateId),
        ("/questions/0/answers", Code::Empty),
        ("/questions/1/answers/0/effects/0/decides", Code::UnknownField),
        ("/questions/1/answers/1/id", Code::DuplicateId),
        ("/findings/0/silence", Code::UnknownReference),
        ("/findings/1/severity", Code::UnknownValue),
        ("/cases/0/expect", Code::MissingField),
    ];
    let mut found: Vec<_> = found.iter().map(|(at, code)| (at.as_str(), *code)).collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_case_says_what_came_where_something_else_was_expected() {
    let parts = r#""cases": [
        {"name": "good", "answers": {"reply": "answer"}, "expect": {"verdict": "synchronous", "style": "request", "decided_by": "gate", "findings": []}},
        {"name": "bad", "answers": {"reply": "none", "audit": "required"}, "expect": [{"verdict": "synchronous", "lean": -100, "findings": ["awaited_event"]}]}]"#;
    let text = format!("{{{HEAD}, {parts}}}");
    let tree = Tree::from_json(&text).unwrap();
    let pack = Pack::read(&text, &tree).unwrap();
    let checked = pack.check(&text, &tree);
    assert_eq!(checked[0], Checked { name: "good", faults: Vec::new() });
    let found: Vec<_> = checked[1].faults.iter().map(|fault| (fault.at.as_str(), fault.message.as_str())).collect();
    assert_eq!(
        found,
        [
            ("/cases/1/expect/0/verdict", "Expected `synchronous`, and `event_driven` came."),
            ("/cases/1/expect/0/lean", "Expected `-100`, and `100` came."),
            ("/cases/1/expect/0/findings/0", "Expected the finding `awaited_event`, and it did not come."),
        ]
    );
    assert!(checked[1].faults.iter().all(|fault| fault.line.is_some() && fault.hint.is_some()));
}
