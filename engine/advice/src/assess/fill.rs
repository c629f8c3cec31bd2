//! The terms of deliveries and calls: which case of each table holds, filled in with the names and limits of a
//! system.

use std::borrow::Cow;

use super::step::StepScene;
use crate::assessment::{Term, Words};
use crate::rule::{TermCase, Text};
use crate::rulebook::{Facts, Rulebook, TermTable};
use language::case;

/// The terms that some tables settle for a step, in the order of the rulebook.
pub(super) struct Settled<'a, 'r> {
    terms: Vec<(&'r str, &'r TermCase, Term<'a>)>,
}

impl<'a, 'r: 'a> Settled<'a, 'r> {
    /// The cases of `tables` that hold under `facts`.
    pub(super) fn of(book: &'r Rulebook, tables: &'r [TermTable], facts: &Facts) -> Self {
        let settled = tables.iter().filter_map(|table| {
            let case = book.term(table, facts)?;
            let id = book.rule(table.rule).id.as_ref();
            let sources = book.rule_sources(table.rule).into();
            Some((id, case, Term { rule: id.into(), because: case.because.as_ref().into(), sources }))
        });
        Self { terms: settled.collect() }
    }

    /// The value of a term, with its placeholders; none if the term is not needed.
    pub(super) fn value(&self, id: &str) -> Option<&'r Text> {
        self.terms.iter().find(|(term, ..)| *term == id)?.1.value.as_ref()
    }

    /// The value of a term, filled in; none if the term is not needed.
    pub(super) fn told<'n>(&self, id: &str, name_of: &impl Fn(&str) -> &'n str) -> Option<Words<'a>> {
        Some(told(self.value(id)?, name_of))
    }

    /// The reason of a term.
    pub(super) fn because(&self, id: &str) -> Words<'a> {
        self.terms.iter().find(|(term, ..)| *term == id).map(|(.., term)| term.because.clone()).unwrap_or_default()
    }

    /// The terms with their reasons and sources.
    pub(super) fn into_terms(self) -> Vec<Term<'a>> {
        self.terms.into_iter().map(|(.., term)| term).collect()
    }
}

impl StepScene<'_, '_, '_> {
    /// The name of the id that all messages and calls of one run of the flow carry.
    pub(super) fn run_id(&self) -> String {
        format!("{}_run_id", case::snake(&self.ids[0]))
    }

    /// What the step is called in its run. A step that repeats is done once for each of its things.
    pub(super) fn step_of_run(&self) -> String {
        match self.described.repeats.as_deref() {
            Some(thing) => format!("{} + {}_id", self.ids[1], case::snake(thing)),
            None => self.ids[1].to_string(),
        }
    }
}

/// Replaces the placeholders in a value with names of this system.
pub(super) fn told<'a, 'n>(value: &'a str, name_of: &impl Fn(&str) -> &'n str) -> Words<'a> {
    let Some((before, mut rest)) = value.split_once('{') else { return Cow::Borrowed(value) };
    let mut told = String::with_capacity(value.len() + 24);
    told.push_str(before);
    loop {
        let (part, after) = rest.split_once('}').unwrap_or((rest, ""));
        told.push_str(name_of(part));
        let Some((between, next)) = after.split_once('{') else {
            told.push_str(after);
            return Cow::Owned(told);
        };
        told.push_str(between);
        rest = next;
    }
}
