//! Which questions the words of a step answer.
//!
//! A clue is data: one line that says what is looked for, which answers it gives, how sure it is, why, and an example
//! that is run. Clues know ids of questions and answers, and no verdict; an answer that somebody gave is never touched.

mod fill;
mod pattern;
pub(crate) mod scene;
mod table;
mod words;

use std::sync::LazyLock;

use pattern::{Hit, Look};

pub use fill::fill;
pub(crate) use fill::{Told, fill_with};
use scene::Words;

/// How surely words give an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sure {
    /// Steps of this kind are mostly so.
    Usual,
    /// The words mean it, as a rule.
    Likely,
    /// The words can hardly mean anything else.
    Clear,
    /// It is said.
    Said,
}

/// One pattern and what it answers.
#[derive(Debug)]
pub(crate) struct Clue {
    /// What is looked for, in the language of [`pattern`].
    look: &'static str,
    /// The questions that it answers, with their answers.
    gives: &'static [(&'static str, &'static str)],
    /// How sure it is.
    sure: Sure,
    /// Why the words say so, as a full sentence.
    because: &'static str,
    /// A step in which it is found: `who asks -> who does it: what happens`, or the action alone.
    example: &'static str,
    /// A near miss; empty if there is none worth telling.
    miss: &'static str,
}

const fn clue(
    look: &'static str,
    gives: &'static [(&'static str, &'static str)],
    sure: Sure,
    because: &'static str,
    example: &'static str,
    miss: &'static str,
) -> Clue {
    Clue { look, gives, sure, because, example, miss }
}

/// The clues about steps, with their looks read.
static STEPS: LazyLock<Vec<(Look, &'static Clue)>> = LazyLock::new(|| compiled(table::STEPS));

/// Looks that say that a clock starts a step.
static TIMED: LazyLock<Vec<Look>> =
    LazyLock::new(|| table::TIMED.iter().filter_map(|look| Look::read(look).ok()).collect());

fn compiled(tables: &'static [&'static [Clue]]) -> Vec<(Look, &'static Clue)> {
    // A look that cannot be read finds nothing; a test reads them all.
    tables.iter().copied().flatten().filter_map(|clue| Some((Look::read(clue.look).ok()?, clue))).collect()
}

/// An answer that words give.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) question: &'static str,
    pub(crate) answer: &'static str,
    pub(crate) sure: Sure,
    pub(crate) because: &'static str,
    pub(crate) hit: Hit,
}

/// The answers that the words of a step give. Of several for one question the surest counts; if equally sure ones
/// contradict each other, the question stays open.
pub(crate) fn answers(words: &Words<'_>) -> Vec<Answered> {
    let mut found: Vec<Answered> = Vec::new();
    let mut disputed: Vec<(&str, Sure)> = Vec::new();
    for (look, clue) in STEPS.iter() {
        let Some(hit) = look.find(words) else { continue };
        for &(question, answer) in clue.gives {
            let answered = Answered { question, answer, sure: clue.sure, because: clue.because, hit: hit.clone() };
            match found.iter_mut().find(|known| known.question == question) {
                None => found.push(answered),
                Some(known) if known.sure < clue.sure => *known = answered,
                Some(known) if known.sure == clue.sure && known.answer != answer => {
                    disputed.push((question, clue.sure))
                }
                Some(_) => {}
            }
        }
    }
    found.retain(|answered| !disputed.contains(&(answered.question, answered.sure)));
    found
}

#[doc(hidden)]
pub fn debug(step: &str) -> String {
    let action = super::reading::tokens(step);
    let words = Words::of(step, &action, 0..action.len());
    let mut out = String::new();
    for c in &words.clauses {
        let t = |r: std::ops::Range<usize>| action[r].iter().map(|t| t.text).collect::<Vec<_>>().join(" ");
        out += &format!(
            "  {:?} {:?} subj[{}] head[{}] verb {:?} neg {} past {} | {}\n",
            c.link,
            c.mood,
            t(c.subject.clone()),
            action[c.head].text,
            c.verb.map(|v| v.base),
            c.negated,
            c.past,
            t(c.span.clone())
        );
    }
    for a in answers(&words) {
        out += &format!("    {} = {} {:?} {}\n", a.question, a.answer, a.sure, a.because);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::rulebook::{Rulebook, Scope};
    use crate::text::reading::tokens;

    use super::*;

    fn answered(step: &str) -> Vec<(&'static str, &'static str, &'static str)> {
        let (names, action) = match step.split_once(": ") {
            Some((names, action)) if names.contains("->") => (names, action),
            _ => ("", step),
        };
        let (text, action) = (action, tokens(action));
        let mut words = Words::of(text, &action, 0..action.len());
        if let Some((from, to)) = names.split_once("->") {
            words.from = tokens(from);
            words.to = to.split(',').map(tokens).collect();
            words.place.several = words.to.len() > 1;
            words.place.alone = from.trim() == to.trim();
        }
        STEPS
            .iter()
            .filter(|(look, _)| look.find(&words).is_some())
            .flat_map(|(_, clue)| clue.gives.iter().map(|(question, answer)| (clue.look, *question, *answer)))
            .collect()
    }

    #[test]
    fn every_clue_can_be_read_and_answers_a_question_of_the_rulebook() {
        let book = Rulebook::shipped();
        for clue in table::STEPS.iter().copied().flatten() {
            if let Err(why) = Look::read(clue.look) {
                panic!("{}: {why}", clue.look);
            }
            assert!(table::TIMED.iter().all(|look| Look::read(look).is_ok()));
            assert!(clue.because.ends_with('.'), "{}", clue.look);
            for (question, answer) in clue.gives {
                let found = book.resolve(question, answer);
                assert!(
                    found.is_some_and(|(question, _)| book.scope(question) == Scope::Step),
                    "{}: {question} {answer}",
                    clue.look
                );
            }
        }
    }

    #[test]
    fn every_clue_is_found_in_its_example_and_not_in_its_near_miss() {
        let mut wrong = Vec::new();
        for clue in table::STEPS.iter().copied().flatten() {
            let finds = |step: &str| answered(step).iter().any(|(look, ..)| *look == clue.look);
            if !clue.example.is_empty() && !finds(clue.example) {
                wrong.push(format!("not found in {:?}: {}", clue.example, clue.look));
            }
            if !clue.miss.is_empty() && finds(clue.miss) {
                wrong.push(format!("found in {:?}: {}", clue.miss, clue.look));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
