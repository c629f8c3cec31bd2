//! The rulebook: rules in the form in which they are applied.
//!
//! Compiling turns the ids in conditions into indices and bit masks once. It rejects rules that contradict each
//! other or name things that do not exist. This module must not decide anything; [`crate::decide`] does that.

mod compile;
mod facts;
mod landmarks;
mod own;

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::assessment::Words;
use crate::rule::{
    Advice, Countermeasure, Effect, Finding, Mechanism, MechanismCase, Move, OwnFinding, Question, Rule, RuleKind,
    TermCase, Text,
};
use crate::terms::{Communication, Coordination, MechanismMeaning, Side, StyleMeaning, Verdict, Wholeness};

use compile::Compiler;
use facts::{MOST_ANSWERS, MOST_QUESTIONS};

pub use facts::Facts;
pub(crate) use facts::{Answers, Condition, Truth};
pub(crate) use landmarks::Landmarks;
pub(crate) use own::Own;

/// What a question is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One step.
    Step,
    /// The whole system.
    System,
    /// Nothing: the engine finds out the answer by itself.
    Circumstance,
}

/// A question or a circumstance.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) id: Cow<'static, str>,
    pub(crate) scope: Scope,
    /// Index of its rule; none for a circumstance.
    pub(crate) rule: Option<usize>,
    pub(crate) answers: Vec<AskedAnswer>,
    pub(crate) is_row: bool,
}

/// An answer with its effects, each condition compiled.
#[derive(Debug, Clone)]
pub(crate) struct AskedAnswer {
    pub(crate) id: Cow<'static, str>,
    pub(crate) effects: Vec<Condition>,
}

/// An answer that decides a side, or that turns a tie.
#[derive(Debug, Clone)]
pub(crate) struct Decider {
    pub(crate) rank: u8,
    pub(crate) question: usize,
    /// Index of the effect in the answer.
    pub(crate) effect: usize,
    pub(crate) side: Side,
    /// The effect's condition, combined with the condition that the answer is given.
    pub(crate) condition: Condition,
}

/// One row of the table of styles or of mechanisms.
#[derive(Debug, Clone)]
pub(crate) struct TableRow {
    pub(crate) rank: u8,
    /// Index of the rule.
    pub(crate) rule: usize,
    /// Index of the case in the rule.
    pub(crate) case: usize,
    pub(crate) condition: Condition,
}

/// The conditions of a mechanism other than its table rows.
#[derive(Debug, Clone)]
pub(crate) struct MechanismConditions {
    /// Index of the rule.
    pub(crate) rule: usize,
    pub(crate) joins: Option<Condition>,
    pub(crate) rejected: Vec<Condition>,
}

/// A table of terms: one condition for each of its cases.
#[derive(Debug, Clone)]
pub(crate) struct TermTable {
    /// Index of the rule.
    pub(crate) rule: usize,
    pub(crate) cases: Vec<Condition>,
}

/// Rules in the form in which they are applied.
#[derive(Debug, Clone)]
pub struct Rulebook {
    id: String,
    version: String,
    digest: String,
    rules: Vec<Cow<'static, Rule>>,
    /// For each rule, the names of its sources as a report shows them.
    sources: Vec<Vec<Words<'static>>>,
    pub(crate) questions: Vec<Asked>,
    /// Every answer that decides, the safest first (lowest rank).
    pub(crate) deciders: Vec<Decider>,
    /// Every answer that turns a tie.
    pub(crate) turners: Vec<Decider>,
    pub(crate) styles: Vec<TableRow>,
    /// The verdict of each row of `styles`.
    pub(crate) style_verdicts: Vec<Verdict>,
    style_meanings: Vec<(Text, StyleMeaning)>,
    pub(crate) mechanisms: Vec<TableRow>,
    pub(crate) mechanism_conditions: Vec<MechanismConditions>,
    /// The term tables for the delivery of a message, in the order of the rulebook.
    pub(crate) deliveries: Vec<TermTable>,
    /// The term tables for a call, in the order of the rulebook.
    pub(crate) calls: Vec<TermTable>,
    /// The term tables for an event.
    event_terms: Vec<TermTable>,
    /// The term tables for a saga.
    saga_terms: Vec<TermTable>,
    /// The countermeasures with their conditions, in the order of the rulebook.
    countermeasures: Vec<(usize, Condition)>,
    /// Indices of the findings that are not retired.
    findings: Vec<usize>,
    /// The findings of packs: index of the rule, and the condition.
    own_findings: Vec<(usize, Condition)>,
    /// The parts that a pack added.
    own: Own,
    /// The disagreements that are not retired: index of the rule, and the condition.
    disagreements: Vec<(usize, Condition)>,
    /// Indices of the advice rules.
    advice: Vec<usize>,
    /// The rows of the matrix, as indices of questions.
    pub(crate) rows: Vec<usize>,
    /// The step questions on which a verdict can depend: gates, rows, then constraints, each in the order of
    /// the rules.
    pub(crate) bearing: Vec<usize>,
    /// Those of `bearing` whose rule is not retired.
    pub(crate) deciding: Vec<usize>,
    pub(crate) landmarks: Landmarks,
    empty: Facts,
    /// Facts in which every question may have any of its answers.
    pub(crate) any_answer: Facts,
}

impl Rulebook {
    /// Compiles rules.
    ///
    /// # Errors
    /// Every contradiction between the rules and every reference to nothing, as one sentence each.
    pub fn compile(id: &str, version: &str, rules: Vec<Cow<'static, Rule>>) -> Result<Self, Vec<String>> {
        let mut compiler = Compiler::default();
        compiler.questions(&rules);
        if compiler.questions.len() > MOST_QUESTIONS {
            return Err(vec![format!("A rulebook has at most {MOST_QUESTIONS} questions.")]);
        }
        let too_long = |asked: &&Asked| asked.answers.len() > MOST_ANSWERS;
        let faults: Vec<String> = compiler
            .questions
            .iter()
            .filter(too_long)
            .map(|asked| format!("`{}` has more than {MOST_ANSWERS} answers.", asked.id))
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut book = Self {
            id: id.to_owned(),
            version: version.to_owned(),
            digest: digest(id, version, &rules),
            sources: rules.iter().map(|rule| compiler.sources(rule)).collect(),
            rules,
            questions: Vec::new(),
            deciders: Vec::new(),
            turners: Vec::new(),
            styles: Vec::new(),
            style_verdicts: Vec::new(),
            style_meanings: Vec::new(),
            mechanisms: Vec::new(),
            mechanism_conditions: Vec::new(),
            deliveries: Vec::new(),
            calls: Vec::new(),
            event_terms: Vec::new(),
            saga_terms: Vec::new(),
            countermeasures: Vec::new(),
            findings: Vec::new(),
            own_findings: Vec::new(),
            own: Own::default(),
            disagreements: Vec::new(),
            advice: Vec::new(),
            rows: Vec::new(),
            bearing: Vec::new(),
            deciding: Vec::new(),
            landmarks: Landmarks::default(),
            empty: Facts::all_open(compiler.questions.len()),
            any_answer: Facts::any_answer(compiler.questions.iter().map(|asked| asked.answers.len())),
        };
        book.fill(&mut compiler);
        book.questions = compiler.questions;
        book.landmarks = Landmarks::of(&book);
        book.rows = (0..book.questions.len()).filter(|question| book.questions[*question].is_row).collect();
        book.bearing = book.find_bearing();
        let is_asked = |question: &usize| book.rule_of(*question).is_some_and(|rule| rule.retired.is_none());
        book.deciding = book.bearing.iter().copied().filter(is_asked).collect();
        if compiler.faults.is_empty() { Ok(book) } else { Err(compiler.faults) }
    }

    fn fill(&mut self, compiler: &mut Compiler) {
        for (index, rule) in self.rules.iter().enumerate() {
            match &rule.kind {
                RuleKind::Row(_) | RuleKind::Gate(_) | RuleKind::Constraint(_) | RuleKind::System(_) => {
                    compiler.effects(index, rule, &mut self.deciders, &mut self.turners);
                }
                RuleKind::Style(style) => {
                    self.style_meanings.push((rule.id.clone(), style.means));
                    for (case, row) in style.cases.iter().enumerate() {
                        let condition = compiler.condition(rule, &row.when);
                        self.styles.push(TableRow { rank: row.rank, rule: index, case, condition });
                    }
                }
                RuleKind::Mechanism(mechanism) => {
                    for (case, row) in mechanism.cases.iter().enumerate() {
                        let condition = compiler.condition(rule, &row.when);
                        self.mechanisms.push(TableRow { rank: row.rank, rule: index, case, condition });
                    }
                    self.mechanism_conditions.push(MechanismConditions {
                        rule: index,
                        joins: mechanism.joins.as_ref().map(|when| compiler.condition(rule, when)),
                        rejected: mechanism.rejected.iter().map(|r| compiler.condition(rule, &r.when)).collect(),
                    });
                }
                RuleKind::Delivery(terms)
                | RuleKind::Call(terms)
                | RuleKind::Event(terms)
                | RuleKind::SagaTerm(terms) => {
                    let cases = terms.cases.iter().map(|case| compiler.condition(rule, &case.when)).collect();
                    let tables = match rule.kind {
                        RuleKind::Delivery(_) => &mut self.deliveries,
                        RuleKind::Call(_) => &mut self.calls,
                        RuleKind::Event(_) => &mut self.event_terms,
                        _ => &mut self.saga_terms,
                    };
                    tables.push(TermTable { rule: index, cases });
                }
                RuleKind::Countermeasure(guard) => {
                    self.countermeasures.push((index, compiler.condition(rule, &guard.when)));
                }
                RuleKind::Finding(_) if rule.retired.is_none() => self.findings.push(index),
                RuleKind::Disagreement(dispute) => {
                    compiler.disagreement(rule, dispute, &self.rules);
                    let condition = compiler.condition(rule, &dispute.when);
                    if rule.retired.is_none() {
                        self.disagreements.push((index, condition));
                    }
                }
                RuleKind::OwnFinding(finding) => {
                    self.own_findings.push((index, compiler.condition(rule, &finding.when)));
                }
                RuleKind::Advice(_) => self.advice.push(index),
                RuleKind::Saga(_) | RuleKind::Finding(_) | RuleKind::Move(_) | RuleKind::Word(_) => {}
            }
        }
        self.deciders.sort_by_key(|decider| decider.rank);
        self.styles.sort_by_key(|row| row.rank);
        let verdict = |row: &TableRow| match &self.rules[row.rule].kind {
            RuleKind::Style(style) => style.verdict,
            _ => Verdict::EventDriven,
        };
        self.style_verdicts = self.styles.iter().map(verdict).collect();
        self.mechanisms.sort_by_key(|row| row.rank);
        for (table, name) in [(&self.styles, "style"), (&self.mechanisms, "mechanism")] {
            if let Some(pair) = table.windows(2).find(|pair| pair[0].rank == pair[1].rank) {
                compiler.faults.push(format!("Two {name} rows have rank {}.", pair[0].rank));
            }
        }
    }

    fn find_bearing(&self) -> Vec<usize> {
        let mut hung_on = [false; MOST_QUESTIONS];
        let decides = self.deciders.iter().chain(&self.turners).map(|decider| &decider.condition);
        let styles = self.styles.iter().map(|row| &row.condition);
        let rows = self.questions.iter().filter(|asked| asked.is_row).flat_map(|asked| &asked.answers);
        let conditions = decides.chain(styles).chain(rows.flat_map(|answer| &answer.effects));
        conditions.flat_map(Condition::questions).for_each(|question| hung_on[question] = true);
        // Placement reads these questions without a condition.
        let Landmarks { reply, needs_answer, is_query, is_event, .. } = self.landmarks;
        let placing = [needs_answer, is_query, is_event].into_iter().flatten().map(|(question, _)| question);
        placing.chain(reply).for_each(|question| hung_on[question] = true);

        let bears = |question: &usize| {
            let asked = &self.questions[*question];
            asked.scope == Scope::Step && (asked.is_row || hung_on[*question])
        };
        let mut bearing: Vec<usize> = (0..self.questions.len()).filter(bears).collect();
        bearing.sort_by_key(|question| self.rule_of(*question).map(|rule| rule.kind.turn()));
        bearing
    }

    /// Records which parts of the rulebook a pack added.
    pub(crate) fn with_own(mut self, own: Own) -> Self {
        self.own = own;
        self
    }

    /// Every rule; a shipped rule is borrowed.
    pub(crate) fn all_rules(&self) -> &[Cow<'static, Rule>] {
        &self.rules
    }

    /// Whether this style or mechanism is the last resort: the one that is used if no other one fits.
    pub(crate) fn remains(&self, id: &str) -> bool {
        let is_event = |row: &&TableRow| match &self.rule(row.rule).kind {
            RuleKind::Style(style) => style.verdict == Verdict::EventDriven,
            _ => false,
        };
        let last_styles = [self.styles.iter().rfind(is_event), self.styles.iter().rfind(|row| !is_event(row))];
        last_styles.into_iter().chain([self.mechanisms.last()]).flatten().any(|row| self.rule(row.rule).id == id)
    }

    /// Id of the rule pack.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// `sha256:` and the digest of its rules as JSON, in hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Every rule, in the order in which pages show them.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(AsRef::as_ref)
    }

    /// The rules with this id: at most one of each kind.
    pub fn find<'b, 'i>(&'b self, id: &'i str) -> impl Iterator<Item = &'b Rule> + use<'b, 'i> {
        self.rules().filter(move |rule| rule.id == id)
    }

    /// The style with this id.
    pub fn style(&self, id: &str) -> Option<&Rule> {
        self.find(id).find(|rule| matches!(rule.kind, RuleKind::Style(_)))
    }

    /// The meaning of a style; none if there is no style with this id.
    pub fn style_meaning(&self, id: &str) -> Option<StyleMeaning> {
        self.style_meanings.iter().find(|(style, _)| style == id).map(|(_, means)| *means)
    }

    /// Every style.
    pub fn styles(&self) -> impl Iterator<Item = &Rule> {
        self.rules().filter(|rule| matches!(rule.kind, RuleKind::Style(_)))
    }

    /// The mechanism with this id.
    pub fn mechanism(&self, id: &str) -> Option<&Rule> {
        self.find(id).find(|rule| matches!(rule.kind, RuleKind::Mechanism(_)))
    }

    /// The meaning of a mechanism; none if there is no mechanism with this id.
    pub fn mechanism_meaning(&self, id: &str) -> Option<MechanismMeaning> {
        match &self.mechanism(id)?.kind {
            RuleKind::Mechanism(mechanism) => Some(mechanism.means),
            _ => None,
        }
    }

    /// The rules that ask a question of this scope.
    pub fn questions(&self, scope: Scope) -> impl Iterator<Item = &Rule> {
        self.questions.iter().filter(move |asked| asked.scope == scope).filter_map(|asked| Some(self.rule(asked.rule?)))
    }

    /// Index of the question or circumstance with this id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|asked| asked.id == id)
    }

    /// What the question is asked about.
    pub fn scope(&self, question: usize) -> Scope {
        self.questions[question].scope
    }

    /// The question; none for a circumstance.
    pub fn asked(&self, question: usize) -> Option<&Question> {
        self.rule(self.questions[question].rule?).kind.question()
    }

    /// The rule that asks the question; none for a circumstance.
    pub fn rule_of(&self, question: usize) -> Option<&Rule> {
        Some(self.rule(self.questions[question].rule?))
    }

    /// Indices of a question and one of its answers.
    pub fn resolve(&self, question: &str, answer: &str) -> Option<(usize, usize)> {
        let question = self.question(question)?;
        let answer = self.questions[question].answers.iter().position(|known| known.id == answer)?;
        Some((question, answer))
    }

    /// Facts in which every question is open.
    pub fn facts(&self) -> Facts {
        self.empty
    }

    pub(crate) fn rule(&self, index: usize) -> &Rule {
        &self.rules[index]
    }

    /// Names of the sources that the rule at this index cites.
    pub fn rule_sources(&self, index: usize) -> &[Words<'static>] {
        &self.sources[index]
    }

    /// The sources for an effect: those of its rule, or the pack that added the effect.
    pub(crate) fn effect_sources(&self, question: usize, answer: usize, effect: usize) -> &[Words<'static>] {
        let Some(rule) = self.questions[question].rule else { return &[] };
        self.own.of_effect(rule, answer, effect).unwrap_or(&self.sources[rule])
    }

    /// The sources for a row of a mechanism: those of its rule, or the pack that added the row.
    pub(crate) fn mechanism_sources(&self, row: &TableRow) -> &[Words<'static>] {
        self.own.of_mechanism(row.rule, row.case).unwrap_or(&self.sources[row.rule])
    }

    /// Why a pack asks for a style here, and the pack's sources; none for the shipped table.
    pub(crate) fn style_reason(&self, row: &TableRow) -> Option<(&str, &[Words<'static>])> {
        self.own.of_style(row.rule, row.case)
    }

    /// The effect of an answer.
    pub(crate) fn effect(&self, question: usize, answer: usize, effect: usize) -> Option<&Effect> {
        self.asked(question)?.answers.get(answer)?.effects.get(effect)
    }

    /// The first row of the mechanism table whose condition holds, or else the last row.
    pub(crate) fn mechanism_row(&self, facts: &Facts) -> Option<&TableRow> {
        self.mechanisms.iter().find(|row| row.condition.holds(facts)).or(self.mechanisms.last())
    }

    /// The data of a mechanism's row.
    pub(crate) fn mechanism_case(&self, row: &TableRow) -> Option<&MechanismCase> {
        self.mechanism_at(row.rule)?.cases.get(row.case)
    }

    pub(crate) fn mechanism_at(&self, index: usize) -> Option<&Mechanism> {
        match &self.rule(index).kind {
            RuleKind::Mechanism(mechanism) => Some(mechanism),
            _ => None,
        }
    }

    /// The first case of a term table whose condition holds.
    pub(crate) fn term<'b>(&'b self, table: &'b TermTable, facts: &Facts) -> Option<&'b TermCase> {
        let case = table.cases.iter().position(|condition| condition.holds(facts))?;
        match &self.rule(table.rule).kind {
            RuleKind::Delivery(terms) | RuleKind::Call(terms) | RuleKind::Event(terms) | RuleKind::SagaTerm(terms) => {
                terms.cases.get(case)
            }
            _ => None,
        }
    }

    /// The case that holds in the saga term table with this id, and the sources of the table.
    pub(crate) fn saga_term(&self, id: &str, facts: &Facts) -> Option<(&TermCase, &[Words<'static>])> {
        self.term_of(&self.saga_terms, id, facts)
    }

    /// The case that holds in the event term table with this id, and the sources of the table.
    pub(crate) fn event_term(&self, id: &str, facts: &Facts) -> Option<(&TermCase, &[Words<'static>])> {
        self.term_of(&self.event_terms, id, facts)
    }

    fn term_of<'b>(
        &'b self,
        tables: &'b [TermTable],
        id: &str,
        facts: &Facts,
    ) -> Option<(&'b TermCase, &'b [Words<'static>])> {
        let table = tables.iter().find(|table| self.rule(table.rule).id == id)?;
        Some((self.term(table, facts)?, self.rule_sources(table.rule)))
    }

    /// The saga rule with these three properties: its index and its id.
    pub(crate) fn saga(
        &self,
        communication: Communication,
        consistency: Wholeness,
        coordination: Coordination,
    ) -> Option<(usize, &str)> {
        let is_it = |rule: &Rule| {
            let RuleKind::Saga(saga) = &rule.kind else { return false };
            let properties = (saga.communication, saga.consistency, saga.coordination);
            properties == (communication, consistency, coordination)
        };
        let index = self.rules().position(is_it)?;
        Some((index, &self.rule(index).id))
    }

    /// The first countermeasure whose condition holds, with the index of its rule.
    pub(crate) fn countermeasure(&self, facts: &Facts) -> Option<(usize, &Countermeasure)> {
        let (index, _) = self.countermeasures.iter().find(|(_, condition)| condition.holds(facts))?;
        match &self.rule(*index).kind {
            RuleKind::Countermeasure(guard) => Some((*index, guard)),
            _ => None,
        }
    }

    /// The sources of the word rule with this id.
    pub(crate) fn word_sources(&self, id: &str) -> &[Words<'static>] {
        let word = self.rules().position(|rule| rule.id == id && matches!(rule.kind, RuleKind::Word(_)));
        word.map_or(&[], |index| self.rule_sources(index))
    }

    /// The advice with this id.
    pub(crate) fn advice(&self, id: &str) -> Option<&Advice> {
        let rule = self.advice.iter().map(|index| self.rule(*index)).find(|rule| rule.id == id)?;
        match &rule.kind {
            RuleKind::Advice(advice) => Some(advice),
            _ => None,
        }
    }

    /// Ids of the disagreements that matter under these facts, in the order of the rulebook.
    pub(crate) fn disagreements(&self, facts: &Facts) -> impl Iterator<Item = &str> {
        let meets = |(_, condition): &&(usize, Condition)| condition.holds(facts);
        self.disagreements.iter().filter(meets).map(|(index, _)| self.rule(*index).id.as_ref())
    }

    /// The disagreements that bear on the rule with this id.
    pub fn bearing_on<'b>(&'b self, id: &'b str) -> impl Iterator<Item = &'b Rule> {
        self.rules().filter(move |rule| {
            rule.retired.is_none()
                && matches!(&rule.kind, RuleKind::Disagreement(dispute) if dispute.bears_on.iter().any(|on| on == id))
        })
    }

    /// The move with this id, unless it is retired, with the index of its rule.
    pub(crate) fn move_called(&self, id: &str) -> Option<(usize, &Move)> {
        let index = self.rules().position(|rule| rule.id == id && matches!(rule.kind, RuleKind::Move(_)))?;
        let rule = self.rule(index);
        match &rule.kind {
            RuleKind::Move(known) if rule.retired.is_none() => Some((index, known)),
            _ => None,
        }
    }

    /// Every finding of a pack, with the index of its rule and its condition.
    pub(crate) fn own_findings(&self) -> impl Iterator<Item = (usize, &OwnFinding, &Condition)> {
        self.own_findings.iter().filter_map(|(index, condition)| match &self.rule(*index).kind {
            RuleKind::OwnFinding(finding) => Some((*index, finding, condition)),
            _ => None,
        })
    }

    /// Every finding that is not retired, with the index of its rule.
    pub(crate) fn findings(&self) -> impl Iterator<Item = (usize, &Finding)> {
        self.findings.iter().filter_map(|index| match &self.rule(*index).kind {
            RuleKind::Finding(finding) => Some((*index, finding)),
            _ => None,
        })
    }
}

fn digest(id: &str, version: &str, rules: &[Cow<'static, Rule>]) -> String {
    // A rule is plain data, so serialising it cannot fail. The fields keep the order of their declaration.
    let json = serde_json::to_vec(&(id, version, rules)).unwrap_or_default();
    let hash = Sha256::digest(&json);
    let mut digest = String::from("sha256:");
    for byte in hash {
        use std::fmt::Write;
        // Writing to a string cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}
