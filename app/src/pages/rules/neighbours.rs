//! The neighbours of a rule: the rules that it refers to, the rules that refer to it, and the rules before
//! and after it.
//!
//! All of it is derived from the rulebook. No rule lists its neighbours.

use std::collections::BTreeSet;

use advice::{
    Rulebook,
    rule::{Does, Is, Rule, RuleKind, When},
};
use leptos::prelude::*;

use crate::components::reason::rule_link;

/// The neighbours as a list; nothing if there are none.
pub(super) fn view(book: &'static Rulebook, rule: &'static Rule) -> AnyView {
    let reads = reads(rule);
    let hangs_on = book.rules().filter(|other| is_read(other, &reads) && !is_same(other, rule));
    let hang_on_it = book.rules().filter(|other| is_read(rule, &self::reads(other)) && !is_same(other, rule));
    let (hangs_on, hang_on_it) = (hangs_on.collect(), hang_on_it.collect());
    let (before, after) = beside(book, rule);
    let rows: Vec<_> = [
        ("It reads", hangs_on),
        ("Read by", hang_on_it),
        ("Before it", before.into_iter().collect()),
        ("After it", after.into_iter().collect()),
    ]
    .into_iter()
    .filter(|(_, rules): &(&str, Vec<&Rule>)| !rules.is_empty())
    .map(|(title, rules)| view! { <div><dt>{title}</dt><dd>{links(&rules)}</dd></div> })
    .collect();
    (!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> }).into_any()
}

fn links(rules: &[&Rule]) -> AnyView {
    let links: Vec<_> = rules
        .iter()
        .enumerate()
        .map(|(index, rule)| {
            let apart = (index > 0).then_some(" · ");
            view! { {apart}{rule_link(&rule.id, &rule.name)} }
        })
        .collect();
    links.into_any()
}

fn is_same(one: &Rule, other: &Rule) -> bool {
    one.id == other.id && one.kind.name() == other.kind.name()
}

/// Whether `reads` contains this rule: a question, a mechanism or a piece of advice, by its id.
fn is_read(rule: &Rule, reads: &BTreeSet<(Sort, &str)>) -> bool {
    let sort = match rule.kind {
        RuleKind::Mechanism(_) => Sort::Mechanism,
        RuleKind::Advice(_) => Sort::Advice,
        _ if rule.kind.question().is_some() => Sort::Question,
        _ => return false,
    };
    rule.retired.is_none() && reads.contains(&(sort, rule.id.as_ref()))
}

/// The kind of thing that an id in a rule refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Question,
    Mechanism,
    Advice,
}

/// Everything that a rule refers to.
fn reads(rule: &Rule) -> BTreeSet<(Sort, &str)> {
    let mut reads = BTreeSet::new();
    for when in conditions(rule) {
        for part in parts(when) {
            reads.insert((Sort::Question, part.question.as_ref()));
        }
    }
    if let RuleKind::Mechanism(mechanism) = &rule.kind {
        reads.extend(mechanism.beside.iter().map(|id| (Sort::Mechanism, id.as_ref())));
    }
    for answer in rule.kind.question().into_iter().flat_map(|question| question.answers.iter()) {
        for effect in answer.effects.iter() {
            if let Does::Advise { on, .. } = &effect.does {
                reads.insert((Sort::Advice, on.as_ref()));
            }
        }
    }
    reads
}

/// Every condition of a rule.
fn conditions(rule: &Rule) -> Vec<&When> {
    match &rule.kind {
        RuleKind::Disagreement(dispute) => vec![&dispute.when],
        RuleKind::Style(style) => style.cases.iter().map(|case| &case.when).collect(),
        RuleKind::Countermeasure(guard) => vec![&guard.when],
        RuleKind::Delivery(terms) | RuleKind::Call(terms) | RuleKind::Event(terms) | RuleKind::SagaTerm(terms) => {
            terms.cases.iter().map(|case| &case.when).collect()
        }
        RuleKind::Mechanism(mechanism) => {
            let cases = mechanism.cases.iter().map(|case| &case.when);
            let rejected = mechanism.rejected.iter().map(|rejection| &rejection.when);
            cases.chain(rejected).chain(&mechanism.joins).collect()
        }
        RuleKind::OwnFinding(finding) => vec![&finding.when],
        kind => {
            let answers = kind.question().into_iter().flat_map(|question| question.answers.iter());
            answers.flat_map(|answer| answer.effects.iter()).map(|effect| &effect.when).collect()
        }
    }
}

fn parts(when: &When) -> Vec<&Is> {
    match when {
        When::Always => Vec::new(),
        When::All(parts) => parts.iter().collect(),
        When::Any(groups) => groups.iter().flat_map(|group| group.iter()).collect(),
    }
}

/// The rules of the same kind directly before and after this one.
fn beside(book: &'static Rulebook, rule: &Rule) -> (Option<&'static Rule>, Option<&'static Rule>) {
    let same: Vec<&'static Rule> = book.rules().filter(|other| other.kind.name() == rule.kind.name()).collect();
    let Some(at) = same.iter().position(|other| other.id == rule.id) else { return (None, None) };
    let before = at.checked_sub(1).and_then(|index| same.get(index).copied());
    (before, same.get(at + 1).copied())
}
