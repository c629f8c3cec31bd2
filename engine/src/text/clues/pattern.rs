//! The small language in which clues say what they look for, and the search for it.
//!
//! A look is made of parts joined by ` & `, all of which must hold; a part that begins with `not ` must not hold. The
//! first word of a part says where to look, the rest is a pattern of words:
//!
//! | part | where |
//! |---|---|
//! | `opens …` | the pattern begins the step |
//! | `does …` | the pattern begins at the verb of a main clause of the step |
//! | `only …` | the same of every main clause |
//! | `says …` | anywhere in the step's own sentence |
//! | `told …` | there, or in what is said beside it |
//! | `when …` | in a clause that says when or under which condition |
//! | `from …`, `to …` | in the name of who asks, of who does it |
//! | `flow …` | in the flow's name |
//! | `is …` | a circumstance ([`Is`]) |
//!
//! | pattern | what it stands for |
//! |---|---|
//! | `reserve` | any form of the verb, the noun in singular or plural |
//! | `=held` | exactly this word |
//! | `a\|b` | either |
//! | `@money` | a word of a list ([`super::words`]) |
//! | `@Tells` | a verb of a class of the lexicon |
//! | `#` | a number |
//! | `_` | any word |
//! | `..`, `...` | up to three, up to eight words between, in one sentence |
//! | `word?` | may be left out |
//!
//! A match whose clause says no before it does not count, unless the pattern itself says no.

use std::ops::Range;

use crate::text::lexicon::{self, Verb};
use crate::text::reading::clause::{Clause, Mood, ends_sentence, is_negation};
use crate::text::reading::{Class, Token};

use super::scene::{Is, Words};
use super::words;

/// What a clue looks for.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) parts: Vec<Part>,
}

/// One part of a look.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) negative: bool,
    pub(super) place: Place,
    pub(super) pattern: Vec<Element>,
    /// Whether the pattern itself says no.
    says_no: bool,
}

/// Where a part looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Opens,
    Does,
    Only,
    Says,
    Told,
    When,
    From,
    To,
    Flow,
    Is(Is),
}

/// One element of a pattern.
#[derive(Debug)]
pub(super) enum Element {
    /// One of these words, or none if it may be left out.
    One { any: Vec<Alternative>, optional: bool },
    /// Up to so many words.
    Gap(usize),
}

/// What a word may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Alternative {
    Lemma(&'static str),
    Exact(&'static str),
    List(&'static [&'static str]),
    Sort(lexicon::Class),
    Number,
    Any,
}

/// Where a part was found: indices of tokens, in which words; none for a circumstance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) place: Where,
    pub(super) tokens: Range<usize>,
}

/// Whose words were matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Step,
    From,
    To(usize),
    Flow,
    Structure,
}

impl Look {
    /// Reads a look.
    ///
    /// # Errors
    /// What cannot be read in it.
    pub(super) fn read(look: &'static str) -> Result<Self, String> {
        let parts: Result<Vec<Part>, String> = look.split(" & ").map(Part::read).collect();
        Ok(Self { parts: parts? })
    }

    /// The place of the first part that has words, if every part holds.
    pub(super) fn find(&self, words: &Words<'_>) -> Option<Hit> {
        let mut first = None;
        for part in &self.parts {
            match (part.find(words), part.negative) {
                (Some(_), true) | (None, false) => return None,
                (Some(hit), false)
                    if first.is_none() || first.as_ref().is_some_and(|hit: &Hit| hit.place == Where::Structure) =>
                {
                    first = Some(hit);
                }
                _ => {}
            }
        }
        first
    }
}

impl Part {
    fn read(part: &'static str) -> Result<Self, String> {
        let (negative, part) = part.strip_prefix("not ").map_or((false, part), |rest| (true, rest));
        let (place, pattern) = part.split_once(' ').ok_or_else(|| format!("`{part}` says no pattern"))?;
        let place = match place {
            "opens" => Place::Opens,
            "does" => Place::Does,
            "only" => Place::Only,
            "says" => Place::Says,
            "told" => Place::Told,
            "when" => Place::When,
            "from" => Place::From,
            "to" => Place::To,
            "flow" => Place::Flow,
            "is" => Place::Is(Is::read(pattern).ok_or_else(|| format!("`{pattern}` is no circumstance"))?),
            _ => return Err(format!("`{place}` is no place")),
        };
        let pattern = if matches!(place, Place::Is(_)) {
            Vec::new()
        } else {
            pattern.split_whitespace().map(Element::read).collect::<Result<_, _>>()?
        };
        let says_no = pattern.iter().any(Element::says_no);
        Ok(Self { negative, place, pattern, says_no })
    }

    fn find(&self, words: &Words<'_>) -> Option<Hit> {
        let named = |place, tokens: &[Token<'_>]| {
            (0..tokens.len()).find_map(|at| self.matches(tokens, at, tokens.len())).map(|tokens| Hit { place, tokens })
        };
        match self.place {
            Place::Is(is) => words.is(is).then_some(Hit { place: Where::Structure, tokens: 0..0 }),
            Place::From => named(Where::From, &words.from),
            Place::To => (0..words.to.len()).find_map(|index| named(Where::To(index), &words.to[index])),
            Place::Flow => named(Where::Flow, &words.flow),
            Place::Does => words.acts().find_map(|clause| {
                (!clause.negated || self.says_no).then_some(())?;
                self.acts(words, clause).map(step)
            }),
            Place::Only => {
                let mut hits = words.acts().map(|clause| self.acts(words, clause));
                let first = hits.next()??;
                hits.all(|hit| hit.is_some()).then(|| step(first))
            }
            Place::When => words.conditions().find_map(|clause| {
                let from = clause.tie.unwrap_or(clause.span.start);
                (from..clause.span.end).find_map(|at| self.matches(words.tokens, at, clause.span.end)).map(step)
            }),
            Place::Opens => self.matches(words.tokens, words.own.start, words.own.end).map(step),
            Place::Says => self.within(words, words.own.clone()),
            Place::Told => {
                std::iter::once(&words.own).chain(&words.notes).find_map(|range| self.within(words, range.clone()))
            }
        }
    }

    /// What the pattern matches from the verb of a clause on.
    fn acts(&self, words: &Words<'_>, clause: &Clause) -> Option<Range<usize>> {
        let (first, rest) = self.pattern.split_first()?;
        let Element::One { any, .. } = first else { return None };
        let phrasal = clause.verb.filter(|verb| !verb.particle().is_empty());
        let fits = any.iter().any(|alternative| match phrasal {
            Some(verb) => alternative.is_verb(verb) || alternative.fits(&words.tokens[clause.head]),
            None => alternative.fits(&words.tokens[clause.head]),
        });
        let end = words.own.end.max(clause.head + 1);
        fits.then(|| matches(rest, words.tokens, clause.head + 1, end)).flatten().map(|end| clause.head..end)
    }

    fn within(&self, words: &Words<'_>, range: Range<usize>) -> Option<Hit> {
        range
            .clone()
            .find_map(|at| {
                let found = self.matches(words.tokens, at, range.end)?;
                (self.says_no || !denied(words, &range, &found)).then_some(found)
            })
            .map(step)
    }

    /// The tokens that the pattern matches from a place on.
    fn matches(&self, tokens: &[Token<'_>], at: usize, end: usize) -> Option<Range<usize>> {
        matches(&self.pattern, tokens, at, end).filter(|found| *found > at).map(|found| at..found)
    }
}

fn step(tokens: Range<usize>) -> Hit {
    Hit { place: Where::Step, tokens }
}

/// Whether what was found is denied: a no stands shortly before it or in it, in the same clause.
fn denied(words: &Words<'_>, range: &Range<usize>, found: &Range<usize>) -> bool {
    let from = found.start.saturating_sub(4).max(range.start);
    let clause =
        words.tokens[from..found.start].iter().rposition(|token| token.class == Class::Mark || token.is("but"));
    let from = clause.map_or(from, |mark| from + mark + 1);
    words.tokens[from..found.end].iter().any(is_negation)
}

/// Behind what the pattern matches.
fn matches(pattern: &[Element], tokens: &[Token<'_>], at: usize, end: usize) -> Option<usize> {
    let Some((first, rest)) = pattern.split_first() else { return Some(at) };
    match first {
        Element::Gap(most) => {
            let mut to = at;
            loop {
                if let Some(found) = matches(rest, tokens, to, end) {
                    return Some(found);
                }
                let stops = to >= end || to - at == *most || ends_sentence(tokens[to].text);
                if stops {
                    return None;
                }
                to += 1;
            }
        }
        Element::One { any, optional } => {
            let fits = at < end && any.iter().any(|alternative| alternative.fits(&tokens[at]));
            fits.then(|| matches(rest, tokens, at + 1, end))
                .flatten()
                .or_else(|| optional.then(|| matches(rest, tokens, at, end)).flatten())
        }
    }
}

impl Element {
    fn read(element: &'static str) -> Result<Self, String> {
        match element {
            ".." => return Ok(Self::Gap(3)),
            "..." => return Ok(Self::Gap(8)),
            _ => {}
        }
        let (element, optional) = element.strip_suffix('?').map_or((element, false), |word| (word, true));
        let any: Result<Vec<Alternative>, String> = element.split('|').map(Alternative::read).collect();
        Ok(Self::One { any: any?, optional })
    }

    fn says_no(&self) -> bool {
        let Self::One { any, .. } = self else { return false };
        any.iter().any(|alternative| match alternative {
            Alternative::Exact(word) | Alternative::Lemma(word) => words::NO.contains(word),
            Alternative::List(list) => std::ptr::eq(*list, words::NO),
            _ => false,
        })
    }
}

impl Alternative {
    fn read(word: &'static str) -> Result<Self, String> {
        Ok(match word {
            "_" => Self::Any,
            "#" => Self::Number,
            _ => match (word.strip_prefix('@'), word.strip_prefix('=')) {
                (Some(name), _) if name.starts_with(char::is_uppercase) => {
                    Self::Sort(words::sort(name).ok_or_else(|| format!("`{name}` is no class"))?)
                }
                (Some(name), _) => Self::List(words::list(name).ok_or_else(|| format!("`{name}` is no list"))?),
                (_, Some(exact)) => Self::Exact(exact),
                _ => Self::Lemma(word),
            },
        })
    }

    /// Whether a verb of two words fits; a pattern writes it with `_`.
    fn is_verb(self, verb: &Verb) -> bool {
        match self {
            Self::Lemma(word) => word.len() == verb.base.len() && word.split('_').eq(verb.base.split(' ')),
            Self::List(list) => list.binary_search(&verb.base).is_ok(),
            Self::Sort(sort) => verb.is(sort),
            Self::Exact(_) | Self::Number | Self::Any => false,
        }
    }

    fn fits(self, token: &Token<'_>) -> bool {
        match self {
            Self::Any => token.is_word(),
            Self::Number => token.class == Class::Number,
            Self::Exact(word) => token.lower == word,
            Self::Lemma(word) => is_form(token, word),
            Self::List(list) => {
                let has = |word: &str| list.binary_search(&word).is_ok();
                has(&token.lower)
                    || has(token.singular())
                    || token.readings.iter().any(|reading| has(reading.verb.base))
                    || token.lower.contains('-') && token.lower.split('-').any(has)
            }
            Self::Sort(sort) => token.readings.iter().any(|reading| reading.verb.is(sort)),
        }
    }
}

fn is_form(token: &Token<'_>, word: &str) -> bool {
    token.lower == word || token.singular() == word || token.readings.iter().any(|reading| reading.verb.base == word)
}

impl Mood {
    /// Whether a clause in this mood tells of something done.
    pub(super) fn is_act(self) -> bool {
        matches!(self, Self::Imperative | Self::Statement | Self::Passive | Self::Gerund)
    }
}
