//! An answer as a condition in a sentence: "it were inside one database".

use advice::Rulebook;

use super::names;

/// A condition for each answer that can change a verdict. "It" is the step.
const CONDITIONS: [(&str, &str, &str); 33] = [
    ("reply", "answer", "the caller needed the result"),
    ("reply", "acknowledgement", "a receipt were enough for the caller"),
    ("reply", "outcome_later", "the outcome could come back later"),
    ("reply", "none", "nobody waited for the outcome"),
    ("intent", "command", "it were a command"),
    ("intent", "query", "it only asked a question"),
    ("intent", "event", "it only reported what happened"),
    ("invariant", "none", "no rule had to hold at every moment"),
    ("boundary", "same", "it were inside one service and its database"),
    ("boundary", "crosses", "it crossed to another service"),
    ("duration", "interactive", "it took only a moment"),
    ("duration", "long", "it took much longer"),
    ("consumer_count", "single", "there were only one consumer"),
    ("consumer_count", "multiple", "there were several consumers"),
    ("response_time", "milliseconds", "the answer were needed within milliseconds"),
    ("response_time", "seconds", "an answer within seconds were enough"),
    ("failure_tolerance", "must_succeed_now", "it had to succeed now"),
    ("failure_tolerance", "retry_later", "it could be retried later"),
    ("consumer_coupling", "known_stable", "its consumers were known and stayed the same"),
    ("consumer_coupling", "unknown_changing", "its consumers were unknown or changed often"),
    ("audit", "optional", "no audit trail were required"),
    ("audit", "required", "an audit trail were required"),
    ("load_pattern", "steady", "the load were steady"),
    ("load_pattern", "spiky", "the load came in peaks"),
    ("ordering", "none", "order did not matter"),
    ("ordering", "per_entity", "order per entity mattered"),
    ("ordering", "global", "everything had to be in one order"),
    ("scaling", "together", "both sides scaled together"),
    ("scaling", "independent", "both sides had to scale independently"),
    ("must_mean", "outcome_now", "the outcome had to be known now"),
    ("must_mean", "not_lost", "it only had to be done in the end"),
    ("in_between", "tolerable", "others could see it half done"),
    ("in_between", "intolerable", "nobody could see it half done"),
];

/// The answer to a question as a condition. An answer that this list does not know is quoted.
pub fn suppose(book: &Rulebook, question: &str, answer: &str) -> String {
    let known = CONDITIONS.iter().find(|(asked, given, _)| *asked == question && *given == answer);
    match known {
        Some((.., condition)) => (*condition).to_owned(),
        None if question == "invariant" => "a rule had to hold at every moment".to_owned(),
        None => {
            let (question, answer) = (names::question(book, question), names::answer(book, question, answer));
            format!("the answer to \u{201c}{question}\u{201d} were \u{201c}{answer}\u{201d}")
        }
    }
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;

    #[test]
    fn every_condition_is_about_an_answer_of_the_shipped_rules() {
        for (question, answer, _) in CONDITIONS {
            let asked = rules::shipped().question(question).and_then(|question| rules::shipped().asked(question));
            let asked = asked.unwrap_or_else(|| panic!("there is no question `{question}`"));
            assert!(asked.answers.iter().any(|known| known.id == answer), "{question}: {answer}");
        }
    }

    #[test]
    fn an_unknown_answer_is_quoted() {
        let said = suppose(rules::shipped(), "undo", "compensable");
        let question = rules::shipped().find("undo").find_map(|rule| rule.kind.question()).unwrap();
        let label = &question.answers.iter().find(|answer| answer.id == "compensable").unwrap().label;
        let is_quoted = said.ends_with(&format!("were \u{201c}{label}\u{201d}"));
        assert!(said.starts_with("the answer to \u{201c}") && is_quoted, "{said}");
    }
}
