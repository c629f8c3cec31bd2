//! The instruction for a chat assistant: how it writes a description of what it has read, with two examples.
//!
//! The questions in it are those of the rulebook, so it cannot tell of answers that do not exist. It knows no
//! assistant and no protocol.

use std::fmt::Write;

use advice::Rulebook;
use advice::rulebook::Scope;

const INSTRUCTION: &str = include_str!("assistant/instruction.md");

/// The examples of the instruction, each a text with its answer.
const EXAMPLES: [&str; 2] = [include_str!("assistant/first.md"), include_str!("assistant/second.md")];

/// The instruction as Markdown. It ends with the heading under which the text to read is put.
pub fn instruction(book: &Rulebook) -> String {
    INSTRUCTION.replace("{{QUESTIONS}}", &questions(book)).replace("{{EXAMPLES}}", &EXAMPLES.join("\n"))
}

/// The instruction with the text to read below it.
pub fn instruction_for(book: &Rulebook, text: &str) -> String {
    format!("{}{}\n", instruction(book), text.trim_end())
}

/// Every question about a step with its answers, one on each line.
fn questions(book: &Rulebook) -> String {
    let mut lines = String::new();
    let mut asked: Vec<_> = book.questions(Scope::Step).collect();
    asked.sort_by_key(|rule| !matches!(rule.kind, advice::rule::RuleKind::Gate(_)));
    for rule in asked {
        let Some(question) = rule.kind.question() else { continue };
        let answers: Vec<String> =
            question.answers.iter().map(|answer| format!("`{}` ({})", answer.id, answer.label)).collect();
        _ = writeln!(lines, "- `{}` {} {}", rule.id, question.ask, answers.join(", "));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pasted::{self, Brought, Pasted};

    #[test]
    fn the_examples_are_read_without_a_loss() {
        for example in EXAMPLES {
            let (text, answer) = example.split_once("The answer:").unwrap();
            let text: String = text.lines().filter_map(|line| line.strip_prefix("> ")).collect::<Vec<_>>().join("\n");
            let Pasted::Description(answer) = pasted::recognise(answer) else { panic!("{answer}") };
            let read = pasted::read(&answer, Some(&text), advice::rules::shipped());
            let Ok(Brought::Proposed(proposed)) = read else { panic!("{read:?}") };
            assert_eq!(proposed.dropped, []);
        }
    }

    #[test]
    fn every_question_is_asked_with_its_answers() {
        let instruction = instruction(advice::rules::shipped());
        for part in ["- `reply` Who waits", "`outcome_later` (", "- `invariant` ", "- `quantity` "] {
            assert!(instruction.contains(part), "{part}");
        }
        assert!(!instruction.contains("{{") && instruction.len() < 20_000, "{}", instruction.len());
        assert!(instruction_for(advice::rules::shipped(), "We charge.\n\n").ends_with("## The text\n\nWe charge.\n"));
    }
}
