//! The pattern language of clues, and the search for patterns.
//!
//! A look is the condition of a clue. It has parts joined by ` & `, and all must hold. A part that begins with
//! `not ` must not match. The first word of a part says where to search, the rest is a pattern of words:
//!
//! | part | where |
//! |---|---|
//! | `opens …` | the pattern begins the step |
//! | `does …` | the pattern begins at the verb of a main clause of the step |
//! | `only …` | like `does`, for every main clause |
//! | `says …` | anywhere in the step's own sentence |
//! | `told …` | in the step's own sentence or in its notes |
//! | `when …` | in a clause of time or condition |
//! | `from …`, `to …` | in the name of the caller, of an owner |
//! | `flow …` | in the flow's name |
//! | `is …` | a circumstance ([`Is`]) |
//!
//! | pattern | matches |
//! |---|---|
//! | `reserve` | any form of the verb, the noun in singular or plural |
//! | `=held` | exactly this word |
//! | `a\|b` | either word |
//! | `@money` | a word of a list ([`super::word_lists`]) |
//! | `@Tells` | a verb of a class of the lexicon |
//! | `#` | a number |
//! | `_` | any word |
//! | `..`, `...` | up to three, up to eight words in between, within one sentence |
//! | `word?` | the word or nothing |
//!
//! A match behind a negation in the same clause does not count, unless the pattern itself has a negation.

use std::ops::Range;

use language::clauses::clause::{Clause, ends_sentence, is_negation};
use language::clauses::{Class, Token};
use language::lexicon::Verb;

use super::keys::{self, Keys, Set};
use super::scene::{Is, Sight, StepWords, Text};
use super::word_lists;

/// The condition of a clue: all its parts must hold.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) parts: Vec<Part>,
}

/// A part of a look.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) negative: bool,
    pub(super) scope: Scope,
    pub(super) pattern: Vec<Element>,
    /// Whether the pattern itself has a negation.
    says_no: bool,
}

/// Where a part searches; the module's documentation explains each scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
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

/// An element of a pattern.
#[derive(Debug)]
pub(super) enum Element {
    /// One of these words; if `optional`, also nothing.
    One { names: Vec<String>, optional: bool },
    /// Any word.
    Any,
    /// Any words, up to this number.
    Gap(usize),
}

/// A pattern with keys instead of words.
#[derive(Debug)]
pub(super) struct Keyed {
    elements: Vec<Step>,
    /// Indices of the elements that must match a word.
    needed: Vec<usize>,
}

#[derive(Debug)]
enum Step {
    One { set: Box<Set>, optional: bool },
    Any,
    Gap(usize),
}

impl Keyed {
    pub(super) fn of(pattern: &[Element]) -> Self {
        let elements: Vec<Step> = pattern
            .iter()
            .map(|element| match element {
                Element::Any => Step::Any,
                Element::Gap(most) => Step::Gap(*most),
                Element::One { names, optional } => {
                    let mut set = Set::EMPTY;
                    names.iter().filter_map(|name| keys::key(name)).for_each(|key| set.insert(key));
                    Step::One { set: Box::new(set), optional: *optional }
                }
            })
            .collect();
        let needed = elements.iter().enumerate().filter(|(_, step)| matches!(step, Step::One { optional: false, .. }));
        Self { needed: needed.map(|(index, _)| index).collect(), elements }
    }

    /// The element with the fewest words that must match one, as the set of these words; `None` if no element must.
    pub(super) fn needs(&self) -> Option<&Set> {
        let sets = self.needed.iter().filter_map(|index| match &self.elements[*index] {
            Step::One { set, .. } => Some(set.as_ref()),
            Step::Any | Step::Gap(_) => None,
        });
        sets.min_by_key(|set| set.iter().count())
    }

    /// A quick test whether a text with these words may match the pattern.
    pub(super) fn may_be_in(&self, seen: &Set) -> bool {
        self.needed.iter().all(|index| match &self.elements[*index] {
            Step::One { set, .. } => set.meets(seen),
            Step::Any | Step::Gap(_) => true,
        })
    }

    /// Matches the pattern at a place; returns the place behind the match.
    fn matches(&self, row: &Row<'_>, at: usize) -> Option<usize> {
        matches(&self.elements, row, at)
    }
}

/// The words of a text in the order in which a pattern reads them.
pub(super) struct Row<'a> {
    tokens: &'a [Token<'a>],
    keys: &'a [Keys],
    /// An order of tokens that differs from that of the text.
    order: Option<&'a [usize]>,
    end: usize,
}

impl Row<'_> {
    fn index(&self, at: usize) -> usize {
        self.order.map_or(at, |order| order[at])
    }
}

/// Where a part matched: the range of tokens in one of the texts; empty for a circumstance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) place: Where,
    pub(super) tokens: Range<usize>,
}

/// The text in which a part matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Step,
    From,
    To(usize),
    Flow,
    Structure,
}

impl Look {
    /// Parses a look.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(look: &'static str) -> Result<Self, String> {
        let parts: Result<Vec<Part>, String> = look.split(" & ").map(Part::read).collect();
        Ok(Self { parts: parts? })
    }

    /// All words that the look names, in the form that the vocabulary has.
    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.parts.iter().flat_map(|part| &part.pattern).flat_map(|element| match element {
            Element::One { names, .. } => names.clone(),
            Element::Any | Element::Gap(_) => Vec::new(),
        })
    }

    /// Searches the look. If all parts hold, returns where the first part with words matched.
    pub(super) fn find(&self, keyed: &[Keyed], sight: &Sight<'_, '_>) -> Option<Hit> {
        let mut first: Option<Hit> = None;
        for (part, keyed) in self.parts.iter().zip(keyed) {
            let hit = part.find(keyed, sight);
            if hit.is_some() == part.negative {
                return None;
            }
            if let Some(hit) = hit
                && first.as_ref().is_none_or(|hit| hit.place == Where::Structure)
            {
                first = Some(hit);
            }
        }
        first
    }
}

impl Part {
    fn read(part: &'static str) -> Result<Self, String> {
        let (negative, part) = part.strip_prefix("not ").map_or((false, part), |rest| (true, rest));
        let (scope, pattern) = part.split_once(' ').ok_or_else(|| format!("`{part}` says no pattern"))?;
        let scope = match scope {
            "opens" => Scope::Opens,
            "does" => Scope::Does,
            "only" => Scope::Only,
            "says" => Scope::Says,
            "told" => Scope::Told,
            "when" => Scope::When,
            "from" => Scope::From,
            "to" => Scope::To,
            "flow" => Scope::Flow,
            "is" => Scope::Is(Is::read(pattern).ok_or_else(|| format!("`{pattern}` is no circumstance"))?),
            _ => return Err(format!("`{scope}` is no scope")),
        };
        let pattern = if matches!(scope, Scope::Is(_)) {
            Vec::new()
        } else {
            pattern.split_whitespace().map(Element::read).collect::<Result<_, _>>()?
        };
        let says_no = pattern.iter().any(Element::says_no);
        Ok(Self { negative, scope, pattern, says_no })
    }

    fn find(&self, keyed: &Keyed, sight: &Sight<'_, '_>) -> Option<Hit> {
        let words = sight.words;
        let named = |place, name: Option<&Text<'_>>| {
            let name = name?;
            (0..name.tokens.len())
                .find_map(|at| range(keyed, name, at, name.tokens.len()))
                .map(|tokens| Hit { place, tokens })
        };
        match self.scope {
            Scope::Is(is) => sight.is(is).then_some(Hit { place: Where::Structure, tokens: 0..0 }),
            Scope::From => named(Where::From, words.from),
            Scope::To => (0..words.to.len()).find_map(|index| named(Where::To(index), Some(words.to[index]))),
            Scope::Flow => named(Where::Flow, words.flow),
            Scope::When => words.conditions().find_map(|clause| {
                let from = clause.tie.unwrap_or(clause.span.start);
                (from..clause.span.end).find_map(|at| range(keyed, words.text, at, clause.span.end)).map(step)
            }),
            _ if !keyed.may_be_in(if self.scope == Scope::Told { &sight.told } else { &sight.own }) => None,
            Scope::Does => sight.acts.iter().find_map(|(clause, order)| {
                (!clause.negated || self.says_no).then_some(())?;
                Self::acts(keyed, words, clause, order).map(step)
            }),
            Scope::Only => {
                let mut hits = sight.acts.iter().map(|(clause, order)| Self::acts(keyed, words, clause, order));
                let first = hits.next()??;
                hits.all(|hit| hit.is_some()).then(|| step(first))
            }
            Scope::Opens => range(keyed, words.text, words.own.start, words.own.end).map(step),
            Scope::Says => self.within(keyed, words, words.own.clone()),
            Scope::Told => std::iter::once(&words.own)
                .chain(&words.notes)
                .find_map(|range| self.within(keyed, words, range.clone())),
        }
    }

    /// Matches the pattern from the verb of a clause on. In a passive, the subject may stand behind the verb
    /// like an object.
    fn acts(keyed: &Keyed, words: &StepWords<'_>, clause: &Clause, order: &[usize]) -> Option<Range<usize>> {
        let (first, rest) = keyed.elements.split_first()?;
        let phrasal = clause.verb.filter(|verb| !verb.particle().is_empty());
        let fits = match first {
            Step::One { set, .. } => {
                phrasal.is_some_and(|verb| names(set, verb)) || set.has_any(&words.text.keys[clause.head])
            }
            Step::Any => true,
            Step::Gap(_) => false,
        };
        let row = |order| Row {
            tokens: &words.text.tokens,
            keys: &words.text.keys,
            order,
            end: words.own.end.max(clause.head + 1),
        };
        if !fits {
            return None;
        }
        if let Some(end) = matches(rest, &row(None), clause.head + 1) {
            return Some(clause.head..end);
        }
        let turned = Row { end: order.len(), ..row(Some(order)) };
        (order.len() > 1).then(|| matches(rest, &turned, 1)).flatten().map(|_| clause.subject.start..clause.head + 1)
    }

    fn within(&self, keyed: &Keyed, words: &StepWords<'_>, within: Range<usize>) -> Option<Hit> {
        within
            .clone()
            .find_map(|at| {
                let found = range(keyed, words.text, at, within.end)?;
                (self.says_no || !denied(&words.text.tokens, &within, &found)).then_some(found)
            })
            .map(step)
    }
}

/// Whether a set has a verb with a particle, which a pattern writes with `_`, or one of the verb's classes.
fn names(set: &Set, verb: &Verb) -> bool {
    keys::key(&verb.base.replace(' ', "_")).is_some_and(|key| set.has(key))
        || keys::key(verb.base).is_some_and(|key| set.has(key))
        || word_lists::SORTS
            .iter()
            .any(|(name, sort)| verb.is(*sort) && keys::key(name).is_some_and(|key| set.has(key)))
}

/// The tokens that the pattern matches at a place.
fn range(keyed: &Keyed, text: &Text<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let row = Row { tokens: &text.tokens, keys: &text.keys, order: None, end };
    keyed.matches(&row, at).filter(|found| *found > at).map(|found| at..found)
}

fn step(tokens: Range<usize>) -> Hit {
    Hit { place: Where::Step, tokens }
}

/// Whether a negation is in the match or up to four words before it in the same clause.
fn denied(tokens: &[Token<'_>], range: &Range<usize>, found: &Range<usize>) -> bool {
    let from = found.start.saturating_sub(4).max(range.start);
    let clause = tokens[from..found.start].iter().rposition(|token| token.class == Class::Mark || token.is("but"));
    let from = clause.map_or(from, |mark| from + mark + 1);
    tokens[from..found.end].iter().any(is_negation)
}

/// Matches elements at a place; returns the place behind the match.
fn matches(elements: &[Step], row: &Row<'_>, at: usize) -> Option<usize> {
    let Some((first, rest)) = elements.split_first() else { return Some(at) };
    match first {
        Step::Gap(most) => {
            let mut to = at;
            loop {
                if let Some(found) = matches(rest, row, to) {
                    return Some(found);
                }
                if to >= row.end || to - at == *most || ends_sentence(row.tokens[row.index(to)].text) {
                    return None;
                }
                to += 1;
            }
        }
        Step::Any => {
            (at < row.end && row.tokens[row.index(at)].is_word()).then(|| matches(rest, row, at + 1)).flatten()
        }
        Step::One { set, optional } => {
            let fits = at < row.end && set.has_any(&row.keys[row.index(at)]);
            fits.then(|| matches(rest, row, at + 1))
                .flatten()
                .or_else(|| optional.then(|| matches(rest, row, at)).flatten())
        }
    }
}

impl Element {
    fn read(element: &'static str) -> Result<Self, String> {
        match element {
            ".." => return Ok(Self::Gap(3)),
            "..." => return Ok(Self::Gap(8)),
            "_" => return Ok(Self::Any),
            _ => {}
        }
        let (element, optional) = element.strip_suffix('?').map_or((element, false), |word| (word, true));
        let mut names = Vec::new();
        for word in element.split('|') {
            match word.strip_prefix('@') {
                Some(class) if class.starts_with(char::is_uppercase) => {
                    let known = word_lists::SORTS.iter().find(|(name, _)| *name == word);
                    names.push(known.ok_or_else(|| format!("`{class}` is no class"))?.0.to_owned());
                }
                Some(list) => {
                    let list = word_lists::list(list).ok_or_else(|| format!("`{list}` is no list"))?;
                    names.extend(list.iter().map(|word| (*word).to_owned()));
                }
                None => names.push(word.to_owned()),
            }
        }
        Ok(Self::One { names, optional })
    }

    fn says_no(&self) -> bool {
        let Self::One { names, .. } = self else { return false };
        names.iter().any(|name| word_lists::NO.contains(&name.trim_start_matches('=')))
    }
}
