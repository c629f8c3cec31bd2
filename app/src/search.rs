//! Finds rules, words and learning pages by what people type: in their names first, then in their claims, then in
//! everything else that they say.
//!
//! The same words give the same hits in the same order.

use std::ops::Range;

use advice::{Rulebook, fault::did_you_mean, rule::Rule};

use crate::pages::learn::{self, Lesson};

/// Maximum number of words of a query that are looked for; the others are left out.
const MOST_WORDS: usize = 8;

/// The weights of a word that is found in a name, in a claim, in questions and in the rest of a text.
const WEIGHTS: [u32; 4] = [60, 12, 6, 2];

/// What a query has found.
#[derive(Debug, Default)]
pub struct Found<'r> {
    /// What has every word of the query, best first; if nothing has, what has some of its words.
    pub hits: Vec<Hit<'r>>,
    /// Whether every hit has every word.
    pub is_whole: bool,
    /// A query that finds more, if a word was probably mistyped.
    pub meant: Option<String>,
}

/// Something that can be found.
#[derive(Debug, Clone, Copy)]
pub enum Thing<'r> {
    /// A rule or a word.
    Rule(&'r Rule),
    /// A learning page.
    Lesson(&'static Lesson),
}

/// Something that was found.
#[derive(Debug)]
pub struct Hit<'r> {
    /// What it is.
    pub thing: Thing<'r>,
    /// The text that says most about the query: the claim, or the sentence of another part that was found.
    pub says: String,
    weight: u32,
}

/// A query, as words without their endings.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads what a person typed. Words that stand in nearly every text are left out unless there are no others.
    pub fn read(typed: &str) -> Self {
        let all: Vec<String> = words(typed).map(|(_, word)| stem(&word)).collect();
        let telling: Vec<String> = all.iter().filter(|word| !is_common(word)).cloned().collect();
        let mut words = if telling.is_empty() { all } else { telling };
        words.dedup();
        words.truncate(MOST_WORDS);
        Self { words }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The places in a text where a word of the query stands, in their order.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let is_asked = |word: &str| self.words.iter().any(|asked| is_found(asked, word));
        words(text).filter(|(_, word)| is_asked(word)).map(|(range, _)| range).collect()
    }

    /// How many of the query's words stand in a text, as a mask.
    fn mask(&self, text: &str) -> u32 {
        let found = words(text).map(|(_, word)| word).collect::<Vec<_>>();
        let bit = |(index, asked): (u32, &String)| u32::from(found.iter().any(|word| is_found(asked, word))) << index;
        (0..).zip(&self.words).map(bit).sum()
    }
}

/// Finds what a query asks for: rules of a rulebook that are not retired, and learning pages.
pub fn find<'r>(book: &'r Rulebook, typed: &str) -> Found<'r> {
    let query = Query::read(typed);
    if query.is_empty() {
        return Found::default();
    }
    let all: u32 = (1 << query.words.len()) - 1;
    let rules = book.rules().filter(|rule| rule.retired.is_none());
    let things = rules.map(Thing::Rule).chain(learn::ALL.iter().map(Thing::Lesson));
    let mut found: Vec<(u32, Hit<'r>)> = things.filter_map(|thing| hit(thing, &query)).collect();
    let is_whole = found.iter().any(|(mask, _)| *mask == all);
    found.retain(|(mask, _)| !is_whole || *mask == all);
    found.sort_by_key(|(mask, hit)| std::cmp::Reverse((mask.count_ones(), hit.weight)));
    let hits: Vec<Hit<'r>> = found.into_iter().map(|(_, hit)| hit).collect();
    let meant = if is_whole { None } else { meant(book, typed) };
    Found { hits, is_whole, meant }
}

/// The thing with the mask of the words that it has; none if it has none of them.
fn hit<'r>(thing: Thing<'r>, query: &Query) -> Option<(u32, Hit<'r>)> {
    let parts = thing.parts();
    let masks = [0, 1, 2, 3].map(|part: usize| query.mask(&parts[part]));
    let mask = masks.into_iter().fold(0, |all, mask| all | mask);
    if mask == 0 {
        return None;
    }
    let mut weight: u32 = masks.iter().zip(WEIGHTS).map(|(mask, weight)| mask.count_ones() * weight).sum();
    // A name that is the query itself is what was looked for.
    let names = words(thing.name()).map(|(_, word)| stem(&word)).collect::<Vec<_>>();
    let all_named = names.len() == query.words.len() && masks[0].count_ones() as usize == names.len();
    weight += if all_named { 100 } else { 0 };
    weight += u32::from(thing.explains()) * 8;
    let best = parts.iter().skip(1).zip(masks.iter().skip(1)).max_by_key(|(_, mask)| mask.count_ones());
    let elsewhere = best.filter(|(_, mask)| mask.count_ones() > masks[1].count_ones());
    let says = elsewhere.map_or_else(|| parts[1].clone(), |(part, _)| sentence(part, query).to_owned());
    Some((mask, Hit { thing, says, weight }))
}

impl Thing<'_> {
    /// Its name for people.
    pub fn name(&self) -> &str {
        match self {
            Self::Rule(rule) => &rule.name,
            Self::Lesson(lesson) => lesson.title,
        }
    }

    /// Whether it explains a word rather than deciding something.
    fn explains(&self) -> bool {
        match self {
            Self::Rule(rule) => rule.kind.name() == "word",
            Self::Lesson(_) => true,
        }
    }

    /// Its texts, each with its weight in [`WEIGHTS`]: its names, its claim, what it asks, and the rest.
    fn parts(&self) -> [String; 4] {
        match self {
            Self::Rule(rule) => {
                let asked = rule.kind.question().map(|question| {
                    let answers = question.answers.iter().map(|answer| answer.label.as_ref());
                    std::iter::once(question.ask.as_ref()).chain(answers).collect::<Vec<_>>().join(". ")
                });
                let rest = [Some(&rule.why), Some(&rule.advice), rule.caveat.as_ref()];
                let rest = rest.into_iter().flatten().map(AsRef::as_ref).collect::<Vec<&str>>().join(" ");
                let name = format!("{} {}", rule.name, rule.id.replace('_', " "));
                [name, rule.claim.to_string(), asked.unwrap_or_default(), rest]
            }
            Self::Lesson(lesson) => [lesson.title.to_owned(), lesson.says.to_owned(), String::new(), String::new()],
        }
    }
}

/// The sentence of a text that has most of the query's words; the first of several.
fn sentence<'t>(text: &'t str, query: &Query) -> &'t str {
    let sentences = text.split_inclusive(['.', '?', '!']).map(str::trim).filter(|sentence| !sentence.is_empty());
    let best = sentences.rev().max_by_key(|sentence| query.mask(sentence).count_ones());
    best.unwrap_or(text)
}

/// The query with each word that no name has put right, if that changes anything.
fn meant(book: &Rulebook, typed: &str) -> Option<String> {
    let names: Vec<String> = book.rules().flat_map(|rule| words(&rule.name).map(|(_, word)| word)).collect();
    let right = |word: String| {
        let is_known = names.iter().any(|name| is_found(&stem(&word), name));
        let near = did_you_mean(&word, names.iter().map(String::as_str)).filter(|_| !is_known && !is_common(&word));
        near.map_or(word.clone(), str::to_owned)
    };
    let typed: Vec<String> = words(typed).map(|(_, word)| word).take(MOST_WORDS).collect();
    let righted: Vec<String> = typed.iter().cloned().map(right).collect();
    (righted != typed).then(|| righted.join(" "))
}

/// The words of a text in lower case, each with its place.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|letter: char| !letter.is_alphanumeric()).map_or(text.len(), |end| start + end);
        rest = end;
        Some((start..end, text[start..end].to_lowercase()))
    })
}

/// Whether a word of a text is the one that is asked for, in any of its forms.
fn is_found(asked: &str, word: &str) -> bool {
    let stem = stem(word);
    stem == asked || (asked.chars().count() > 3 && stem.starts_with(asked))
}

/// A word without the ending of its plural or its verb's form.
fn stem(word: &str) -> String {
    for (ending, instead) in [("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() > 3 && !stem.ends_with('s')) {
            return format!("{stem}{instead}");
        }
    }
    word.to_owned()
}

/// Whether a word says nothing about what is looked for.
fn is_common(word: &str) -> bool {
    const COMMON: [&str; 28] = [
        "a", "an", "and", "are", "as", "at", "be", "between", "by", "do", "does", "for", "how", "i", "in", "is", "it",
        "of", "on", "or", "the", "to", "vs", "what", "when", "which", "why", "with",
    ];
    COMMON.contains(&word)
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;

    fn first(typed: &str) -> String {
        match find(rules::shipped(), typed).hits.first().map(|hit| hit.thing) {
            Some(Thing::Rule(rule)) => rule.id.to_string(),
            Some(Thing::Lesson(lesson)) => lesson.path(),
            None => String::new(),
        }
    }

    #[test]
    fn learning_pages_are_found_by_their_title_and_what_they_say() {
        assert_eq!(first("the restaurant"), "/learn/restaurant");
        assert_eq!(first("waiter stove"), "/learn/restaurant");
        assert_eq!(first("anti-patterns"), "/learn/anti-patterns");
        assert_eq!(first("schema evolution"), "/learn/schema-evolution");
    }

    #[test]
    fn what_a_rule_is_called_comes_first() {
        assert_eq!(first("commit point"), "commit_point");
        assert_eq!(first("Commit points"), "commit_point");
        assert_eq!(first("what is a hybrid?"), "hybrid");
        assert_eq!(first("audit trail"), "audit");
        assert_eq!(first("outbox"), "outbox");
    }

    #[test]
    fn every_word_is_found_or_it_is_said() {
        let found = find(rules::shipped(), "idempotent consumer");
        assert!(found.is_whole && !found.hits.is_empty());
        let some = find(rules::shipped(), "commit zebra");
        assert!(!some.is_whole && !some.hits.is_empty());
        let none = find(rules::shipped(), "zebra");
        assert!(none.hits.is_empty());
        assert!(find(rules::shipped(), " ? ").hits.is_empty());
    }

    #[test]
    fn a_mistyped_word_is_put_right() {
        let found = find(rules::shipped(), "comit point");
        assert_eq!(found.meant.as_deref(), Some("commit point"));
        assert_eq!(find(rules::shipped(), "commit point").meant, None);
    }

    #[test]
    fn the_words_of_the_query_are_marked_in_any_form() {
        let query = Query::read("events stored");
        let text = "An event, once stored, stays: events store facts.";
        let marked: Vec<&str> = query.marks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, ["event", "stored", "events", "store"]);
        let text = "ÄÖ event é";
        assert_eq!(query.marks(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>(), ["event"]);
    }
}
