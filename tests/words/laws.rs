//! Laws for everything that is read, checked on random and on odd texts.

use advice::{Model, Tree, rules};
use proptest::prelude::*;
use reader::clues;
use reader::reading::Reading;
use serde_json::Value;

use crate::generate::{Chance, description};

fn read(text: &str) -> Result<Reading, &'static str> {
    reader::text::read(text, rules::shipped())
}

/// The letters and digits of the text that belong to no sentence, or to two.
fn dropped(text: &str, read: &Reading) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut owners = vec![0; characters.len()];
    for sentence in &read.sentences {
        let [start, end] = sentence.span;
        owners[start as usize..end as usize].iter_mut().for_each(|count| *count += 1);
    }
    let wrong = characters.iter().zip(owners).filter(|(c, owners)| c.is_alphanumeric() && *owners != 1);
    wrong.map(|(c, _)| *c).collect()
}

fn keeps_every_word(text: &str) {
    let Ok(read) = read(text) else { return };
    let dropped = dropped(text, &read);
    assert!(dropped.is_empty(), "{dropped:?} of {text:?}\n{:#?}", read.sentences);
    let model = Model::resolve(read.description.clone(), rules::shipped()).unwrap();
    assert_eq!(*model.description(), read.description, "every id is explicit");
    advice::assess(&model);
}

/// The texts that people wrote.
fn written() -> Vec<String> {
    let files = [
        "corpus/texts.jsonl",
        "words/texts.jsonl",
        "words/later_texts.jsonl",
        "blind/texts.jsonl",
        "blind/others.jsonl",
        "blind/later.jsonl",
    ];
    let texts = files.into_iter().flat_map(super::lines);
    texts.map(|case| case["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_word_of_the_written_texts_belongs_to_one_sentence() {
    for text in written() {
        keeps_every_word(&text);
    }
}

#[test]
fn a_text_may_end_behind_any_word() {
    for text in written() {
        for sentence in text.split(['.', '\n']) {
            for (end, _) in sentence.match_indices(' ') {
                keeps_every_word(&sentence[..end]);
            }
        }
    }
}

/// The pieces of odd texts.
const PIECES: &[&str] = &[
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "  - ",
    "# ",
    " -> ",
    " => ",
    "[",
    "] ",
    ", ",
    ": ",
    ". ",
    "; ",
    " (",
    ") ",
    "? ",
    "When ",
    "Given ",
    "Scenario: ",
    "then ",
    "and ",
    "or ",
    "once ",
    "after ",
    "if ",
    "unless ",
    "so that ",
    "because ",
    "the customer ",
    "a driver ",
    "we ",
    "it ",
    "the order ",
    "payment service ",
    "reserves ",
    "pays ",
    "is shipped ",
    "must not block ",
    "charge the card ",
    "send a mail ",
    "\u{202e}",
    "\u{1f600}",
    "\u{0}",
    "Bestellung pr\u{fc}fen ",
    "\u{6ce8}\u{6587} ",
    "As a user, I want to ",
    "every night ",
    "10,000 ",
    "getting paid ",
    "to be told ",
    "\"quoted\" ",
    "<b>",
    "&amp;",
    "```",
    "\t",
    "and/or ",
    "e.g. ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_any_text_belongs_to_one_sentence(pieces in proptest::collection::vec(0..PIECES.len(), 1..40)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        keeps_every_word(&text);
    }

    #[test]
    fn any_characters_are_read_or_refused(text in "\\PC{0,200}|[\\s\\PC\\p{Cf}\\p{Cc}]{0,200}") {
        keeps_every_word(&text);
    }

    #[test]
    fn words_answer_only_what_nobody_answered(seed: u64) {
        let text = with_words(description(seed), seed).to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let (mut filled, evidence) = clues::fill(&model);
        for flow in &filled.flows {
            for step in &flow.steps {
                prop_assert!(step.inferred.keys().all(|question| !step.answers.contains_key(question)));
            }
        }
        for evidence in &evidence {
            let value = serde_json::to_value(&filled).unwrap();
            prop_assert!(value.pointer(&evidence.at).is_some(), "{evidence:?}");
            if let (Some([start, end]), Some(within)) = (evidence.span, &evidence.within) {
                let field = value.pointer(within).unwrap().as_str().unwrap().to_owned();
                let words: String = field.chars().skip(start as usize).take((end - start) as usize).collect();
                prop_assert_eq!(&words, &evidence.words);
            }
        }
        let again = Model::resolve(filled.clone(), rules::shipped()).unwrap();
        prop_assert_eq!(&clues::fill(&again).0, &filled, "read twice, the same");
        filled.flows.iter_mut().flat_map(|flow| &mut flow.steps).for_each(|step| step.inferred.clear());
        let mut stated = model.description().clone();
        stated.flows.iter_mut().flat_map(|flow| &mut flow.steps).for_each(|step| step.inferred.clear());
        prop_assert_eq!(filled, stated);
    }

    #[test]
    fn what_is_settled_stays_so_whatever_the_words_are_taken_for(seed: u64) {
        let text = with_words(description(seed), seed).to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
        let open = advice::assess(&model);
        let (filled, _) = clues::fill(&model);
        let filled = Model::resolve(filled, rules::shipped()).unwrap();
        let read = advice::assess(&filled);
        for (flow, (open, read)) in filled.flows().iter().flat_map(|flow| flow.steps.iter().map(move |_| flow))
            .zip(open.steps.iter().zip(&read.steps)) {
            // In a flow with a single step, nothing else can move that step.
            if flow.steps.len() == 1 {
                prop_assert_eq!(open.settled, read.settled);
            }
        }
    }
}

/// A random description whose steps contain meaningful words.
fn with_words(mut description: Value, seed: u64) -> Value {
    let mut chance = Chance::new(seed);
    let actions = [
        "Charge the card",
        "Reserve the seat, never oversell",
        "Mail the ticket",
        "Look up the address",
        "Ship the goods overnight",
        "Pick a user name",
        "Update the search index",
        "Notify everybody who listens",
        "Export all data, which may take hours",
    ];
    for flow in description["flows"].as_array_mut().unwrap() {
        for step in flow["steps"].as_array_mut().unwrap() {
            step["action"] = actions[chance.below(actions.len())].into();
            if chance.below(2) == 0 {
                step["notes"] = "It may be retried later. The customer must not wait.".into();
            }
        }
    }
    description
}

#[test]
fn kilobytes_of_anything_are_read_or_refused() {
    let novel = "It was late when the clerk went home. Nobody had paid, and the rain fell on the roofs of the town. ";
    let odd = [
        "word",
        "a ",
        "\u{1f600}",
        "\u{0}\u{1}",
        "Gr\u{fc}\u{df}e aus M\u{fc}nchen, wir bestellen. ",
        "<div><b>&amp;",
        novel,
        "\u{202e}\u{2066}\u{200f}x ",
        "- ",
        "((((",
        "then ",
        "-> ",
        "if when once ",
        "\n\n# a\n",
        "1) ",
        "reserve, ",
        "is is is ",
        "the customer who that which ",
        "a\u{301}",
        "\"'\"'",
        "the the the ",
        "\t- x\n",
    ];
    for piece in odd {
        let text: String =
            piece.chars().cycle().take(16 * 1024 / piece.chars().map(char::len_utf8).max().unwrap()).collect();
        match read(&text) {
            Ok(read) => assert!(dropped(&text, &read).is_empty(), "{piece:?}"),
            Err(because) => assert!(because.ends_with('.'), "{piece:?}: {because}"),
        }
    }
}
