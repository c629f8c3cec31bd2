//! The tables of the rulebook in order, so that a reviewer sees the effect of a change to a rule.
//!
//! `UPDATE_EXPECT=1 cargo test -p tests tables` rewrites them. Read the differences before you commit them.

use std::fmt::Write;

use advice::{
    rule::{Does, Is, OPEN, Rule, RuleKind, TermCase, When},
    rules,
    terms::Side,
};
use expect_test::expect_file;

#[test]
fn the_compiled_tables_are_those_that_were_read() {
    let rules: Vec<&Rule> = rules::shipped().rules().collect();
    let mut text = String::new();
    table(&mut text, "Gates, the safer first", rules.iter().flat_map(|rule| gates(rule)));
    table(&mut text, "Styles, the first that fits", rules.iter().flat_map(|rule| styles(rule)));
    table(&mut text, "Mechanisms, the first that fits", rules.iter().flat_map(|rule| mechanisms(rule)));
    for rule in rules {
        let (kind, cases) = match &rule.kind {
            RuleKind::Delivery(terms) => ("Delivery", &terms.cases),
            RuleKind::Call(terms) => ("Call", &terms.cases),
            RuleKind::Event(terms) => ("Event", &terms.cases),
            RuleKind::SagaTerm(terms) => ("Saga", &terms.cases),
            _ => continue,
        };
        table(&mut text, &format!("{kind}: {}, the first that fits", rule.id), (0..).zip(cases.iter().map(term)));
    }
    expect_file!["goldens/tables.txt"].assert_eq(&text);
}

/// Writes rows in the order of their ranks.
fn table(text: &mut String, title: &str, rows: impl Iterator<Item = (u8, String)>) {
    let mut rows: Vec<(u8, String)> = rows.collect();
    rows.sort_by_key(|(rank, _)| *rank);
    writeln!(text, "{title}").unwrap();
    for (_, row) in rows {
        writeln!(text, "  {row}").unwrap();
    }
    writeln!(text).unwrap();
}

fn gates(rule: &Rule) -> Vec<(u8, String)> {
    let answers = rule.kind.question().into_iter().flat_map(|question| question.answers.iter());
    let effects = answers.flat_map(|answer| answer.effects.iter().map(move |effect| (answer, effect)));
    let decides = effects.filter_map(|(answer, effect)| match effect.does {
        Does::Decide { side, rank } => {
            let side = if side == Side::Synchronous { "synchronous" } else { "event_driven" };
            Some((rank, format!("{} {} -> {side}{}", rule.id, answer.id, condition(&effect.when))))
        }
        _ => None,
    });
    decides.collect()
}

fn styles(rule: &Rule) -> Vec<(u8, String)> {
    let RuleKind::Style(style) = &rule.kind else { return Vec::new() };
    style.cases.iter().map(|case| (case.rank, format!("{}{}", rule.id, condition(&case.when)))).collect()
}

fn mechanisms(rule: &Rule) -> Vec<(u8, String)> {
    let RuleKind::Mechanism(mechanism) = &rule.kind else { return Vec::new() };
    let row = |case: &advice::rule::MechanismCase| {
        format!("{} {:?}, at its owner {:?}{}", rule.id, case.level, case.at_owner, condition(&case.when))
    };
    mechanism.cases.iter().map(|case| (case.rank, row(case))).collect()
}

fn term(case: &TermCase) -> String {
    format!("{}{}", case.value.as_deref().unwrap_or("-"), condition(&case.when))
}

/// A condition with each alternative on its own line.
fn condition(when: &When) -> String {
    let all = |parts: &[Is]| parts.iter().map(part).collect::<Vec<_>>().join(" and ");
    match when {
        When::Always => String::new(),
        When::All(parts) => format!("\n      if {}", all(parts)),
        When::Any(groups) => {
            let groups: Vec<String> = groups.iter().map(|group| all(group)).collect();
            format!("\n      if {}", groups.join("\n      if "))
        }
    }
}

fn part(is: &Is) -> String {
    let answers = is.answers.iter().map(|answer| if answer == OPEN { "?" } else { answer }).collect::<Vec<_>>();
    format!("{} = {}", is.question, answers.join("|"))
}
