//! Parses the conditions of a pack into the form that the evaluator reads.
//!
//! A condition is built of *is*, *in*, *and*, *or* and *not* over answers. Each answer is one bit, so *not*
//! inverts masks. Every condition becomes alternatives (groups); it holds if every part of one alternative
//! holds. This module must not know what a condition is used for.

use super::LIMITS;
use crate::fault::{Code, did_you_mean};
use crate::rule::circumstance::CIRCUMSTANCES;
use crate::rule::{Is, OPEN, When};
use crate::rulebook::{Rulebook, Scope};
use crate::tree::{Tree, Value};
use crate::tree_reader::Reader;

/// The largest number of alternatives of one condition.
pub(super) const MOST_GROUPS: usize = 64;

/// The largest number of comparisons in all conditions of a pack together.
const MOST_COMPARISONS: usize = 2_000;

/// How deep *all*, *any* and *not* may be nested.
const DEEPEST: usize = 16;

/// Words that join conditions. A question cannot have one of them as its id.
pub(super) const JOINS: [&str; 3] = ["all", "any", "not"];

const OPEN_BIT: u32 = 1;

/// A question or a circumstance with its answers.
#[derive(Debug, Clone)]
struct Term {
    id: String,
    scope: Scope,
    answers: Vec<String>,
}

impl Term {
    /// The mask of everything that it may be.
    fn whole(&self) -> u32 {
        let answers = ((1_u32 << self.answers.len().min(31)) - 1) << 1;
        if self.scope == Scope::Circumstance { answers } else { answers | OPEN_BIT }
    }

    fn bit(&self, answer: &str) -> Option<u32> {
        if answer == OPEN && self.scope != Scope::Circumstance {
            return Some(OPEN_BIT);
        }
        self.answers.iter().position(|known| known == answer).map(|index| OPEN_BIT << (index + 1))
    }
}

/// Every question and circumstance that a condition may name.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary(Vec<Term>);

impl Vocabulary {
    /// The questions of a rulebook and all circumstances.
    pub(super) fn of(book: &Rulebook) -> Self {
        let mut terms = Vec::new();
        for scope in [Scope::Step, Scope::System] {
            for rule in book.questions(scope) {
                let answers = rule
                    .kind
                    .question()
                    .map_or(Vec::new(), |asked| asked.answers.iter().map(|answer| answer.id.to_string()).collect());
                terms.push(Term { id: rule.id.to_string(), scope, answers });
            }
        }
        for circumstance in CIRCUMSTANCES {
            let answers = circumstance.values.iter().map(|value| (*value).to_owned()).collect();
            terms.push(Term { id: circumstance.id.to_owned(), scope: Scope::Circumstance, answers });
        }
        Self(terms)
    }

    /// Adds a question, unless one with this id exists.
    pub(super) fn add(&mut self, id: &str, scope: Scope, answers: Vec<String>) {
        if self.find(id).is_none() {
            self.0.push(Term { id: id.to_owned(), scope, answers });
        }
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.0.iter().position(|term| term.id == id)
    }

    /// The answers to a step question; none if there is no step question with this id.
    pub(super) fn answers(&self, question: &str) -> Option<&[String]> {
        let term = &self.0[self.find(question)?];
        (term.scope == Scope::Step).then_some(&term.answers)
    }

    /// The condition that a question or a circumstance has one of these answers. Unknown ids never hold.
    pub(super) fn is(&self, question: &str, answers: &[&str]) -> Groups {
        let Some(index) = self.find(question) else { return Groups::never() };
        let term = &self.0[index];
        let mask = answers.iter().filter_map(|answer| term.bit(answer)).fold(0, |mask, bit| mask | bit);
        self.part(index, mask)
    }

    /// Converts the condition of a rule.
    pub(super) fn groups(&self, when: &When) -> Groups {
        let all = |parts: &[Is]| {
            parts.iter().fold(Groups::always(), |groups, part| {
                let answers: Vec<&str> = part.answers.iter().map(AsRef::as_ref).collect();
                groups.and(&self.is(&part.question, &answers))
            })
        };
        match when {
            When::Always => Groups::always(),
            When::All(parts) => all(parts),
            When::Any(groups) => groups.iter().fold(Groups::never(), |or, parts| or.or(all(parts))),
        }
    }

    /// The negation: it holds if no group of `groups` holds.
    pub(super) fn not(&self, groups: &Groups) -> Groups {
        let mut none = Groups::always();
        for group in &groups.groups {
            let mut misses = Groups::never();
            for (term, mask) in group {
                misses = misses.or(self.part(*term, self.0[*term].whole() & !mask));
            }
            none = none.and(&misses);
            if none.is_too_large() {
                break;
            }
        }
        none
    }

    fn part(&self, term: usize, mask: u32) -> Groups {
        match mask {
            0 => Groups::never(),
            mask if mask == self.0[term].whole() => Groups::always(),
            mask => Groups { groups: vec![vec![(term, mask)]], too_large: false },
        }
    }

    /// Converts the condition to the form of rules; none if it never holds.
    pub(super) fn when(&self, groups: &Groups) -> Option<When> {
        let part = |(term, mask): &(usize, u32)| {
            let term = &self.0[*term];
            let open = (mask & OPEN_BIT != 0).then(|| OPEN.into());
            let given = term.answers.iter().filter(|answer| term.bit(answer).is_some_and(|bit| mask & bit != 0));
            let answers = open.into_iter().chain(given.map(|answer| answer.clone().into())).collect::<Vec<_>>();
            Is { question: term.id.clone().into(), answers: answers.into() }
        };
        let all = |group: &Vec<(usize, u32)>| group.iter().map(part).collect::<Vec<_>>();
        match groups.groups.as_slice() {
            [] => None,
            _ if groups.is_always() => Some(When::Always),
            [group] => Some(When::All(all(group).into())),
            groups => Some(When::Any(groups.iter().map(|group| all(group).into()).collect::<Vec<_>>().into())),
        }
    }

    /// Reads a condition. `circumstances` are those that are known where the condition is evaluated.
    pub(super) fn read(&self, r: &mut Reader<'_>, tree: &Tree<'_>, circumstances: &[&str]) -> Option<Groups> {
        let before = r.faults.found();
        let groups = self.map(r, tree, circumstances, 0)?;
        if r.faults.found() > before {
            return None;
        }
        if groups.is_too_large() {
            r.fault(Code::LimitPassed, format!("This condition comes to more than {MOST_GROUPS} alternatives.")).hint =
                Some("Write it as several rules, each with a part of it.".to_owned());
            return None;
        }
        if groups.is_never() {
            r.fault(Code::NeverHolds, "No answers meet this condition.").hint =
                Some("It asks for two things that exclude each other.".to_owned());
            return None;
        }
        Some(groups)
    }

    fn map(&self, r: &mut Reader<'_>, tree: &Tree<'_>, circumstances: &[&str], depth: usize) -> Option<Groups> {
        let Value::Map(entries) = &tree.value else {
            r.wrong_type(
                "a condition",
                tree,
                "Write such as {reply: answer}, or join conditions with all, any and not.",
            );
            return None;
        };
        if entries.is_empty() {
            r.fault(Code::Empty, "This condition asks for nothing.").hint =
                Some("Leave `when` out for what holds always.".to_owned());
            return None;
        }
        if depth == DEEPEST {
            r.fault(Code::LimitPassed, format!("Conditions stand more than {DEEPEST} deep in each other."));
            return None;
        }
        if entries.len() > LIMITS.items {
            let message = format!("This condition asks for {} things; the limit is {}.", entries.len(), LIMITS.items);
            r.fault(Code::LimitPassed, message);
            return None;
        }
        let mut whole = Some(Groups::always());
        for (name, value) in entries {
            let part = r.within(name, |r| match name.as_ref() {
                "all" => self.joined(r, value, circumstances, depth, Groups::always(), |all, next| all.and(&next)),
                "any" => self.joined(r, value, circumstances, depth, Groups::never(), Groups::or),
                "not" => self.map(r, value, circumstances, depth + 1).map(|groups| self.not(&groups)),
                question => self.compared(r, question, value, circumstances),
            });
            whole = whole.zip(part).map(|(whole, part)| whole.and(&part));
        }
        whole
    }

    fn joined(
        &self,
        r: &mut Reader<'_>,
        tree: &Tree<'_>,
        circumstances: &[&str],
        depth: usize,
        first: Groups,
        join: impl Fn(Groups, Groups) -> Groups,
    ) -> Option<Groups> {
        let Value::List(items) = &tree.value else {
            r.wrong_type("a list of conditions", tree, "Put each condition behind a dash, or in brackets.");
            return None;
        };
        if items.is_empty() {
            r.fault(Code::Empty, "There is no condition to join.");
            return None;
        }
        if items.len() > LIMITS.items {
            r.fault(Code::LimitPassed, format!("There are {} conditions; the limit is {}.", items.len(), LIMITS.items));
            return None;
        }
        let mut joined = Some(first);
        for (index, item) in items.iter().enumerate() {
            let next = r.within(&index.to_string(), |r| self.map(r, item, circumstances, depth + 1));
            joined = joined.zip(next).map(|(joined, next)| join(joined, next));
        }
        joined
    }

    /// Reads a comparison: a question has one of the given answers.
    fn compared(&self, r: &mut Reader<'_>, question: &str, tree: &Tree<'_>, circumstances: &[&str]) -> Option<Groups> {
        r.counted += 1;
        if r.counted > MOST_COMPARISONS {
            // The fault is recorded once, when the limit is reached. Further comparisons are not read.
            if r.counted == MOST_COMPARISONS + 1 {
                let message =
                    format!("There are more than {MOST_COMPARISONS} comparisons in the conditions of this pack.");
                r.fault(Code::LimitPassed, message).hint = Some("Leave out what changes nothing.".to_owned());
            }
            return None;
        }
        let known = |term: &&Term| term.scope == Scope::Step || circumstances.contains(&term.id.as_str());
        let Some(index) = self.find(question) else {
            let names: Vec<&str> = self.0.iter().filter(known).map(|term| term.id.as_str()).chain(JOINS).collect();
            let hint = match did_you_mean(question, names.iter().copied()) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("Conditions ask for {}.", names.join(", ")),
            };
            let shown: String = question.chars().take(60).collect();
            r.fault(Code::UnknownQuestion, format!("There is no question `{shown}`.")).hint = Some(hint);
            return None;
        };
        let term = &self.0[index];
        if !known(&term) {
            let (message, hint) = if term.scope == Scope::System {
                (
                    "is asked of the whole system, and this condition looks at one step.",
                    "Ask the step itself.".to_owned(),
                )
            } else if circumstances.is_empty() {
                ("is not known yet where this is asked.", "Ask for answers only.".to_owned())
            } else {
                ("is not known where this is asked.", format!("Known here: {}.", circumstances.join(", ")))
            };
            r.fault(Code::UnknownQuestion, format!("`{question}` {message}")).hint = Some(hint);
            return None;
        }
        let mut mask = 0;
        let mut faulty = false;
        let mut take = |r: &mut Reader<'_>, tree: &Tree<'_>| {
            let answer = match &tree.value {
                // Older YAML parsers turn a bare `yes` or `no` into a boolean.
                Value::Bool(truth) => Some(if *truth { "yes" } else { "no" }.to_owned()),
                _ => r.short(tree),
            };
            match answer.as_deref().map(|answer| (answer, term.bit(answer))) {
                Some((_, Some(bit))) => mask |= bit,
                Some((answer, None)) => {
                    faulty = true;
                    let open = (term.scope != Scope::Circumstance).then_some(OPEN);
                    let names: Vec<&str> = term.answers.iter().map(String::as_str).chain(open).collect();
                    let hint = match did_you_mean(answer, names.iter().copied()) {
                        Some(meant) => format!("Did you mean `{meant}`?"),
                        None => format!("The answers are {}.", names.join(", ")),
                    };
                    let shown: String = answer.chars().take(60).collect();
                    r.fault(Code::UnknownAnswer, format!("`{shown}` is no answer to `{question}`.")).hint = Some(hint);
                }
                None => faulty = true,
            }
        };
        match &tree.value {
            Value::List(items) if items.is_empty() => {
                r.fault(Code::Empty, "There is no answer to compare with.");
                return None;
            }
            Value::List(items) if items.len() > LIMITS.answers + 1 => {
                let message = format!("There are {} answers; the limit is {}.", items.len(), LIMITS.answers + 1);
                r.fault(Code::LimitPassed, message);
                return None;
            }
            Value::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    r.within(&place.to_string(), |r| take(r, item));
                }
            }
            _ => take(r, tree),
        }
        (!faulty).then(|| self.part(index, mask))
    }
}

/// A condition as alternatives. It holds if one alternative holds; an alternative holds if each of its
/// questions has one of the answers in its mask.
///
/// Without alternatives it never holds. With an empty alternative it always holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Groups {
    groups: Vec<Vec<(usize, u32)>>,
    /// Whether alternatives were dropped because there were more than [`MOST_GROUPS`].
    too_large: bool,
}

impl Groups {
    pub(super) fn always() -> Self {
        Self { groups: vec![Vec::new()], too_large: false }
    }

    pub(super) fn never() -> Self {
        Self { groups: Vec::new(), too_large: false }
    }

    /// Whether alternatives were dropped because there were too many.
    pub(super) fn is_too_large(&self) -> bool {
        self.too_large
    }

    /// Whether it holds under no answers.
    pub(super) fn is_never(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether it holds under all answers.
    pub(super) fn is_always(&self) -> bool {
        self.groups.iter().any(Vec::is_empty)
    }

    /// The condition that both hold.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = Self { groups: Vec::new(), too_large: self.too_large || other.too_large };
        for first in &self.groups {
            for second in &other.groups {
                both.extend(joined(first, second));
            }
        }
        both
    }

    /// The condition that at least one of them holds.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.too_large |= other.too_large;
        for group in other.groups {
            self.extend(Some(group));
        }
        self
    }

    /// Adds an alternative unless an existing one covers it, and removes the existing ones that it covers.
    fn extend(&mut self, group: Option<Vec<(usize, u32)>>) {
        let Some(group) = group else { return };
        if self.groups.iter().any(|known| is_part(&group, known)) {
            return;
        }
        self.groups.retain(|known| !is_part(known, &group));
        if self.groups.len() < MOST_GROUPS {
            self.groups.push(group);
        } else {
            self.too_large = true;
        }
    }
}

/// The alternative that holds if both hold, sorted by question; none if they exclude each other.
fn joined(first: &[(usize, u32)], second: &[(usize, u32)]) -> Option<Vec<(usize, u32)>> {
    let mut parts = first.to_vec();
    for &(question, mask) in second {
        match parts.iter_mut().find(|(known, _)| *known == question) {
            Some((_, known)) if *known & mask == 0 => return None,
            Some((_, known)) => *known &= mask,
            None => parts.push((question, mask)),
        }
    }
    parts.sort_unstable();
    Some(parts)
}

/// Whether `narrow` can only hold where `wide` holds.
fn is_part(narrow: &[(usize, u32)], wide: &[(usize, u32)]) -> bool {
    wide.iter()
        .all(|(question, mask)| narrow.iter().any(|(other, narrower)| other == question && narrower & !mask == 0))
}
