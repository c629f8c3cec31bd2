//! Infers answers to questions from the words of a step.
//!
//! A clue is data: what it looks for, which answers it gives, how sure it is, why, and an example that a test
//! runs. Clues know ids of questions and answers but no verdicts. They never change an answer that somebody
//! stated.
//!
//! Inferred answers are kept under `inferred`, apart from stated ones, so a saved description still shows which
//! answers nobody stated. The advice uses inferred answers; `settled` and the range of the lean treat their
//! questions as open. If clues contradict each other, the surer one wins; if they are equally sure, the
//! question stays open. A clue may drop an invariant only if the text says that violations are repaired later.
//! If two clues name different invariants, only the surer or the first one stays, because both demand care.

mod fill;
mod keys;
mod pattern;
pub(crate) mod scene;
mod table;
mod word_lists;

use std::sync::LazyLock;

use keys::Index;
use pattern::{Hit, Keyed, Look};

pub use fill::fill;
pub(crate) use fill::{InferredAnswer, Names, fill_with, put};
use scene::{Sight, StepWords};

/// How certain an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sure {
    /// Most steps of this kind have this answer.
    Usual,
    /// The words usually mean it.
    Likely,
    /// The words can hardly mean anything else.
    Clear,
    /// The text states it.
    Said,
}

/// A pattern and the answers that it gives.
#[derive(Debug)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples and near misses are run as tests"))]
pub(crate) struct Clue {
    /// The pattern to look for, in the language of [`pattern`].
    look: &'static str,
    /// The questions that the clue answers, with the answers.
    gives: &'static [(&'static str, &'static str)],
    /// How certain the answers are.
    sure: Sure,
    /// Why the words mean this, as a full sentence.
    because: &'static str,
    /// A step that the pattern matches: `caller -> owner: action`, or the action alone.
    example: &'static str,
    /// A similar step that the pattern must not match; empty if there is no instructive one.
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

/// A clue with its parsed look.
type Looked = (Look, &'static Clue);
/// The parts of a look, with keys for their words.
type Parts = Vec<Keyed>;

/// The parsed looks: those of all clues about steps, and those that say that a clock starts a step.
static LOOKS: LazyLock<(Vec<Looked>, Vec<Look>)> = LazyLock::new(|| {
    // An invalid look is skipped here; a test checks that all are valid.
    let steps = table::STEPS.iter().copied().flatten();
    let steps = steps.filter_map(|clue| Some((Look::read(clue.look).ok()?, clue))).collect();
    (steps, table::TIMED.iter().filter_map(|look| Look::read(look).ok()).collect())
});

/// The parts of the same looks with keys for their words.
static KEYED: LazyLock<(Vec<Parts>, Vec<Parts>)> = LazyLock::new(|| {
    let keyed = |look: &Look| look.parts.iter().map(|part| Keyed::of(&part.pattern)).collect();
    (LOOKS.0.iter().map(|(look, _)| keyed(look)).collect(), LOOKS.1.iter().map(keyed).collect())
});

/// Finds looks by a word that must occur for them to match.
static INDEX: LazyLock<(Index, Index)> = LazyLock::new(|| {
    let needs = |look: &'static Look, keyed: &'static Parts| {
        let positive = look.parts.iter().zip(keyed).filter(|(part, _)| !part.negative);
        positive.filter_map(|(_, keyed)| keyed.needs()).min_by_key(|set| set.iter().count())
    };
    (
        Index::of(LOOKS.0.iter().zip(&KEYED.0).map(|((look, _), keyed)| needs(look, keyed))),
        Index::of(LOOKS.1.iter().zip(&KEYED.1).map(|(look, keyed)| needs(look, keyed))),
    )
});

/// All words that looks name.
fn looked_for() -> impl Iterator<Item = String> {
    looks().flat_map(Look::names)
}

/// All looks.
fn looks() -> impl Iterator<Item = &'static Look> {
    LOOKS.0.iter().map(|(look, _)| look).chain(&LOOKS.1)
}

/// Whether the text says that a clock or a calendar starts a step.
fn is_timed(sight: &Sight<'_, '_>) -> bool {
    INDEX.1.may_be_in(&sight.all).any(|index| LOOKS.1[index].find(&KEYED.1[index], sight).is_some())
}

/// An answer that a clue gave for a step.
#[derive(Debug, Clone)]
struct Answered {
    question: &'static str,
    answer: &'static str,
    sure: Sure,
    because: &'static str,
    hit: Hit,
    /// Further places that give the same answer, with the reasons.
    also: Vec<(Hit, &'static str)>,
}

/// The answers that a step's words give. The surest clue for a question wins; if equally sure ones contradict
/// each other, the question stays open.
fn answers(words: &StepWords<'_>) -> Vec<Answered> {
    let mut found: Vec<Answered> = Vec::new();
    let mut disputed: Vec<(&str, Sure)> = Vec::new();
    let sight = Sight::of(words);
    for index in INDEX.0.may_be_in(&sight.all) {
        let ((look, clue), keyed) = (&LOOKS.0[index], &KEYED.0[index]);
        let Some(hit) = look.find(keyed, &sight) else { continue };
        for &(question, answer) in clue.gives {
            let answered = Answered {
                question,
                answer,
                sure: clue.sure,
                because: clue.because,
                hit: hit.clone(),
                also: Vec::new(),
            };
            match found.iter_mut().find(|known| known.question == question) {
                None => found.push(answered),
                Some(known) if known.sure < clue.sure => {
                    let mut before = std::mem::replace(known, answered);
                    if before.answer == known.answer {
                        known.also = std::mem::take(&mut before.also);
                        known.also.push((before.hit, before.because));
                    }
                }
                Some(known) if known.answer == answer => known.also.push((hit.clone(), clue.because)),
                // Two different invariants: both demand care, so the first one is kept.
                Some(known) if question == "invariant" && known.answer != "none" && answer != "none" => {
                    known.also.push((hit.clone(), clue.because));
                }
                Some(known) if known.sure == clue.sure && known.answer != answer => {
                    disputed.push((question, clue.sure));
                }
                Some(_) => {}
            }
        }
    }
    found.retain(|answered| !disputed.contains(&(answered.question, answered.sure)));
    // Nobody waits for it, so what it finds is no answer to a question.
    let sure = |question, answer| {
        found.iter().find(|known| (known.question, known.answer) == (question, answer)).map(|known| known.sure)
    };
    if let (Some(none), Some(query)) = (sure("reply", "none"), sure("intent", "query"))
        && (none != query || words.form != scene::Form::Plain)
    {
        let dropped = if none >= query { "intent" } else { "reply" };
        found.retain(|answered| answered.question != dropped);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::scene::Text;
    use super::*;
    use advice::rulebook::Scope;
    use advice::rules;

    fn finds(step: &str, look: &str) -> bool {
        let (names, action) = match step.split_once(": ") {
            Some((names, action)) if names.contains("->") => (names, action),
            _ => ("", step),
        };
        let (from, to) = names.split_once("->").unwrap_or_default();
        let (action, from) = (Text::of(action), Text::of(from));
        let to: Vec<Text<'_>> = to.split(',').map(Text::of).collect();
        let mut words = StepWords::of(&action, 0..action.tokens.len());
        if !names.is_empty() {
            words.from = Some(&from);
            words.to = to.iter().collect();
            words.position.several = to.len() > 1;
        }
        let sight = Sight::of(&words);
        LOOKS
            .0
            .iter()
            .zip(&KEYED.0)
            .any(|((known, clue), keyed)| clue.look == look && known.find(keyed, &sight).is_some())
    }

    #[test]
    fn a_verb_that_sounds_like_a_query_takes_nothing_from_an_invariant() {
        let intent = |answers: &str| {
            let json = format!(
                r#"{{"name": "x", "flows": [{{"steps": [{{"action": "Check the code", "answers": {answers}}}]}}]}}"#
            );
            let tree = advice::tree::Tree::from_json(&json).unwrap();
            let model = advice::model::read(&json, &tree, rules::shipped()).unwrap();
            fill(&model).0.flows[0].steps[0].inferred.get("intent").map(|given| given.ids().to_vec())
        };
        assert_eq!(intent("{}"), Some(vec!["query".to_owned()]));
        assert_eq!(intent(r#"{"invariant": "none"}"#), Some(vec!["query".to_owned()]));
        assert_eq!(intent(r#"{"invariant": "exclusive_booking"}"#), None);
    }

    #[test]
    fn the_vocabulary_has_room() {
        let (size, most) = keys::size();
        assert!(size < most, "{size} of {most}");
    }

    #[test]
    fn every_clue_can_be_read_and_answers_a_question_of_the_rulebook() {
        let book = rules::shipped();
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
            if !clue.example.is_empty() && !finds(clue.example, clue.look) {
                wrong.push(format!("not found in {:?}: {}", clue.example, clue.look));
            }
            if !clue.miss.is_empty() && finds(clue.miss, clue.look) {
                wrong.push(format!("found in {:?}: {}", clue.miss, clue.look));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
