//! Turns the ids in rules into indices and masks, and reports references to nothing and rules that contradict
//! each other.

use std::borrow::Cow;

use super::facts::{Answers, Condition, OPEN_BIT, answer_bit};
use super::{Asked, AskedAnswer, Decider, Scope};
use crate::assessment::Words;
use crate::rule::circumstance::CIRCUMSTANCES;
use crate::rule::{Disagreement, Does, HEAVIEST, Is, OPEN, Rule, RuleKind, When};
use crate::source;

/// Collects the compiled questions and the faults of the rules.
#[derive(Default)]
pub(super) struct Compiler {
    pub(super) questions: Vec<Asked>,
    pub(super) faults: Vec<String>,
}

impl Compiler {
    pub(super) fn questions(&mut self, rules: &[Cow<'static, Rule>]) {
        for (index, rule) in rules.iter().enumerate() {
            let Some(question) = rule.kind.question() else { continue };
            let answers: Vec<AskedAnswer> = question
                .answers
                .iter()
                .map(|answer| AskedAnswer { id: answer.id.clone(), effects: Vec::new() })
                .collect();
            if answers.len() > 31 || answers.iter().any(|answer| answer.id == OPEN) {
                self.faults.push(format!("`{}` has more than 31 answers, or one called `{OPEN}`.", rule.id));
            }
            if self.questions.iter().any(|asked| asked.id == rule.id) {
                self.faults.push(format!("The question `{}` is asked twice.", rule.id));
            }
            self.questions.push(Asked {
                id: rule.id.clone(),
                scope: if matches!(rule.kind, RuleKind::System(_)) { Scope::System } else { Scope::Step },
                rule: Some(index),
                answers,
                is_row: matches!(rule.kind, RuleKind::Row(_)),
            });
        }
        for circumstance in CIRCUMSTANCES {
            let answers =
                circumstance.values.iter().map(|id| AskedAnswer { id: (*id).into(), effects: Vec::new() }).collect();
            self.questions.push(Asked {
                id: circumstance.id.into(),
                scope: Scope::Circumstance,
                rule: None,
                answers,
                is_row: false,
            });
        }
    }

    pub(super) fn effects(
        &mut self,
        index: usize,
        rule: &Rule,
        deciders: &mut Vec<Decider>,
        turners: &mut Vec<Decider>,
    ) {
        let (Some(asked), Some(question)) =
            (rule.kind.question(), self.questions.iter().position(|asked| asked.rule == Some(index)))
        else {
            return;
        };
        for (answer_index, answer) in asked.answers.iter().enumerate() {
            let mut conditions = Vec::with_capacity(answer.effects.len());
            for (effect_index, effect) in answer.effects.iter().enumerate() {
                let condition = self.condition(rule, &effect.when);
                let given = (question, answer_bit(answer_index));
                let mut with_answer = condition.clone();
                if with_answer.groups.is_empty() {
                    with_answer.groups.push(vec![given]);
                } else {
                    with_answer.groups.iter_mut().for_each(|group| group.insert(0, given));
                }
                let decider =
                    |rank, side| Decider { rank, question, effect: effect_index, side, condition: with_answer };
                match effect.does {
                    Does::Decide { side, rank } => deciders.push(decider(rank, side)),
                    Does::TurnTie { side } => turners.push(decider(0, side)),
                    Does::Lean { halves, .. } if halves > HEAVIEST => {
                        self.faults.push(format!("`{}` weighs more than {HEAVIEST} halves.", rule.id));
                    }
                    Does::Lean { .. } | Does::Shape { .. } | Does::Advise { .. } => {}
                }
                conditions.push(condition);
            }
            self.questions[question].answers[answer_index].effects = conditions;
        }
    }

    pub(super) fn condition(&mut self, rule: &Rule, when: &When) -> Condition {
        let groups = match when {
            When::Always => Vec::new(),
            When::All(parts) => vec![self.group(rule, parts)],
            When::Any(groups) => groups.iter().map(|parts| self.group(rule, parts)).collect(),
        };
        Condition { groups }
    }

    fn group(&mut self, rule: &Rule, parts: &[Is]) -> Vec<(usize, Answers)> {
        let mut group = Vec::with_capacity(parts.len());
        for part in parts {
            let Some(question) = self.questions.iter().position(|asked| asked.id == part.question) else {
                self.faults.push(format!("`{}` asks for `{}`, which is no question.", rule.id, part.question));
                continue;
            };
            let mut mask = 0;
            for answer in part.answers.iter() {
                if answer == OPEN {
                    mask |= OPEN_BIT;
                } else if let Some(found) = self.questions[question].answers.iter().position(|a| a.id == *answer) {
                    mask |= answer_bit(found);
                } else {
                    self.faults.push(format!("`{}` asks for `{answer}`, no answer to `{}`.", rule.id, part.question));
                }
            }
            group.push((question, mask));
        }
        group
    }

    /// Checks that a disagreement has two sides with known sources, and that the rules on which it bears exist.
    pub(super) fn disagreement(&mut self, rule: &Rule, dispute: &Disagreement, rules: &[Cow<'static, Rule>]) {
        if dispute.sides.len() < 2 {
            self.faults.push(format!("`{}` has fewer than two sides.", rule.id));
        }
        for cited in dispute.sides.iter().flat_map(|side| side.citations.iter()) {
            if source::find(&cited.source).is_none() {
                self.faults.push(format!("`{}` cites `{}`, which is no source.", rule.id, cited.source));
            }
        }
        for on in dispute.bears_on.iter().filter(|on| !rules.iter().any(|known| known.id == **on)) {
            self.faults.push(format!("`{}` bears on `{on}`, which is no rule.", rule.id));
        }
    }

    pub(super) fn sources(&mut self, rule: &Rule) -> Vec<Words<'static>> {
        rule.citations
            .iter()
            .map(|citation| {
                if let Some(source) = source::find(&citation.source) {
                    return format!("{}: {}", source.short, citation.section).into();
                }
                self.faults.push(format!("`{}` cites `{}`, which is no source.", rule.id, citation.source));
                citation.source.clone()
            })
            .collect()
    }
}
