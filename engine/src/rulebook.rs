//! The rulebook: rules made ready to be applied.
//!
//! Compiling turns the ids in conditions into indices and bit masks once, and refuses a rulebook whose rules do not fit
//! together. It must not decide anything: that is [`crate::decide`]'s part.

mod compile;
mod facts;

use std::borrow::Cow;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::assessment::Words;
use crate::rule::{
    ANNOUNCED, Advice, Effect, FOLLOWED, Finding, Kind, Mechanism, MechanismCase, Move, PLACE, Question, Rule, SIDE,
    Side,
};
use crate::rules;

use compile::Compiler;
use facts::MOST_QUESTIONS;

pub use facts::Facts;
pub(crate) use facts::{Condition, Truth};

/// Version of the shipped rules.
const VERSION: &str = "1.0.0";

static SHIPPED: LazyLock<Rulebook> = LazyLock::new(|| {
    let rules = rules::all().map(Cow::Borrowed).collect();
    #[expect(clippy::expect_used, reason = "the shipped rules are constants, and a test compiles them")]
    Rulebook::compile("default", VERSION, rules).expect("the shipped rules fit together")
});

/// What a question is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One step.
    Step,
    /// The whole system.
    System,
    /// Nobody: the engine finds it out.
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

/// An answer that decides a side.
#[derive(Debug, Clone)]
pub(crate) struct Decider {
    pub(crate) rank: u8,
    pub(crate) question: usize,
    /// Index of the effect in the answer.
    pub(crate) effect: usize,
    pub(crate) side: Side,
    /// The effect's condition, and that the answer is given.
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

/// A mechanism's conditions apart from its rows.
#[derive(Debug, Clone)]
pub(crate) struct MechanismConditions {
    /// Index of the rule.
    pub(crate) rule: usize,
    pub(crate) joins: Option<Condition>,
    pub(crate) rejected: Vec<Condition>,
}

/// Answers and circumstances that the engine itself looks at, found once. A rulebook may lack a question, and then nothing
/// has that answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Landmarks {
    pub(crate) place: usize,
    pub(crate) side: usize,
    pub(crate) followed: usize,
    pub(crate) announced: usize,
    pub(crate) reply: Option<usize>,
    pub(crate) staleness: Option<usize>,
    pub(crate) needs_answer: Option<(usize, usize)>,
    pub(crate) is_query: Option<(usize, usize)>,
    pub(crate) is_event: Option<(usize, usize)>,
    pub(crate) balance: Option<(usize, usize)>,
    pub(crate) no_invariant: Option<(usize, usize)>,
    pub(crate) several_consumers: Option<(usize, usize)>,
    pub(crate) same_boundary: Option<(usize, usize)>,
}

impl Landmarks {
    fn of(book: &Rulebook) -> Self {
        // Every rulebook has every circumstance, so the index is always found.
        let circumstance = |id| book.question(id).unwrap_or_default();
        Self {
            place: circumstance(PLACE.id),
            side: circumstance(SIDE.id),
            followed: circumstance(FOLLOWED.id),
            announced: circumstance(ANNOUNCED.id),
            reply: book.question("reply"),
            staleness: book.question("staleness"),
            needs_answer: book.resolve("reply", "answer"),
            is_query: book.resolve("intent", "query"),
            is_event: book.resolve("intent", "event"),
            balance: book.resolve("invariant", "balance"),
            no_invariant: book.resolve("invariant", "none"),
            several_consumers: book.resolve("consumer_count", "multiple"),
            same_boundary: book.resolve("boundary", "same"),
        }
    }
}

/// Rules made ready to be applied.
#[derive(Debug, Clone)]
pub struct Rulebook {
    id: String,
    version: String,
    digest: String,
    rules: Vec<Cow<'static, Rule>>,
    /// For each rule the names of its sources, as a report shows them.
    sources: Vec<Vec<Words<'static>>>,
    pub(crate) questions: Vec<Asked>,
    /// Every answer that decides, the safest first.
    pub(crate) deciders: Vec<Decider>,
    /// Every answer that turns a tie.
    pub(crate) turners: Vec<Decider>,
    pub(crate) styles: Vec<TableRow>,
    pub(crate) mechanisms: Vec<TableRow>,
    pub(crate) mechanism_conditions: Vec<MechanismConditions>,
    /// Indices of the findings that are not retired.
    findings: Vec<usize>,
    /// Where sources disagree, unless retired: the rule's index, and when it matters.
    disagreements: Vec<(usize, Condition)>,
    /// Indices of the advice.
    advice: Vec<usize>,
    pub(crate) landmarks: Landmarks,
    empty: Facts,
}

impl Rulebook {
    /// The rulebook that the product ships.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Makes rules ready to be applied.
    ///
    /// # Errors
    /// Everything in which the rules do not fit together, a sentence each.
    pub fn compile(id: &str, version: &str, rules: Vec<Cow<'static, Rule>>) -> Result<Self, Vec<String>> {
        let mut compiler = Compiler::default();
        compiler.questions(&rules);
        if compiler.questions.len() > MOST_QUESTIONS {
            return Err(vec![format!("A rulebook has at most {MOST_QUESTIONS} questions.")]);
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
            mechanisms: Vec::new(),
            mechanism_conditions: Vec::new(),
            findings: Vec::new(),
            disagreements: Vec::new(),
            advice: Vec::new(),
            landmarks: Landmarks::default(),
            empty: Facts::all_open(compiler.questions.len()),
        };
        book.fill(&mut compiler);
        book.questions = compiler.questions;
        book.landmarks = Landmarks::of(&book);
        if compiler.faults.is_empty() { Ok(book) } else { Err(compiler.faults) }
    }

    fn fill(&mut self, compiler: &mut Compiler) {
        for (index, rule) in self.rules.iter().enumerate() {
            match &rule.kind {
                Kind::Row(_) | Kind::Gate(_) | Kind::Constraint(_) | Kind::System(_) => {
                    compiler.effects(index, rule, &mut self.deciders, &mut self.turners);
                }
                Kind::Style(style) => {
                    for (case, row) in style.cases.iter().enumerate() {
                        let condition = compiler.condition(rule, &row.when);
                        self.styles.push(TableRow { rank: row.rank, rule: index, case, condition });
                    }
                }
                Kind::Mechanism(mechanism) => {
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
                Kind::Finding(_) if rule.retired.is_none() => self.findings.push(index),
                Kind::Disagreement(dispute) => {
                    compiler.disagreement(rule, dispute, &self.rules);
                    let condition = compiler.condition(rule, &dispute.when);
                    if rule.retired.is_none() {
                        self.disagreements.push((index, condition));
                    }
                }
                Kind::Advice(_) => self.advice.push(index),
                Kind::Finding(_) | Kind::Move(_) | Kind::Word(_) => {}
            }
        }
        self.deciders.sort_by_key(|decider| decider.rank);
        self.styles.sort_by_key(|row| row.rank);
        self.mechanisms.sort_by_key(|row| row.rank);
        for (table, name) in [(&self.styles, "style"), (&self.mechanisms, "mechanism")] {
            if let Some(pair) = table.windows(2).find(|pair| pair[0].rank == pair[1].rank) {
                compiler.faults.push(format!("Two {name} rows have rank {}.", pair[0].rank));
            }
        }
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

    /// Every rule, in the order in which they are shown.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(AsRef::as_ref)
    }

    /// The rules with this id: at most one of each kind.
    pub fn find<'b, 'i>(&'b self, id: &'i str) -> impl Iterator<Item = &'b Rule> + use<'b, 'i> {
        self.rules().filter(move |rule| rule.id == id)
    }

    /// The style with this id.
    pub fn style(&self, id: &str) -> Option<&Rule> {
        self.find(id).find(|rule| matches!(rule.kind, Kind::Style(_)))
    }

    /// Every style.
    pub fn styles(&self) -> impl Iterator<Item = &Rule> {
        self.rules().filter(|rule| matches!(rule.kind, Kind::Style(_)))
    }

    /// The mechanism with this id.
    pub fn mechanism(&self, id: &str) -> Option<&Rule> {
        self.find(id).find(|rule| matches!(rule.kind, Kind::Mechanism(_)))
    }

    /// The rules of the questions that are asked of something.
    pub fn questions(&self, scope: Scope) -> impl Iterator<Item = &Rule> {
        self.questions.iter().filter(move |asked| asked.scope == scope).filter_map(|asked| Some(self.rule(asked.rule?)))
    }

    /// Index of the question or circumstance with this id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|asked| asked.id == id)
    }

    /// What the question is asked of.
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

    pub(crate) fn rule_sources(&self, index: usize) -> &[Words<'static>] {
        &self.sources[index]
    }

    /// The effect of an answer.
    pub(crate) fn effect(&self, question: usize, answer: usize, effect: usize) -> Option<&Effect> {
        self.asked(question)?.answers.get(answer)?.effects.get(effect)
    }

    /// The data of a mechanism's row.
    pub(crate) fn mechanism_case(&self, row: &TableRow) -> Option<&MechanismCase> {
        self.mechanism_at(row.rule)?.cases.get(row.case)
    }

    pub(crate) fn mechanism_at(&self, index: usize) -> Option<&Mechanism> {
        match &self.rule(index).kind {
            Kind::Mechanism(mechanism) => Some(mechanism),
            _ => None,
        }
    }

    /// The advice with this id.
    pub(crate) fn advice(&self, id: &str) -> Option<&Advice> {
        let rule = self.advice.iter().map(|index| self.rule(*index)).find(|rule| rule.id == id)?;
        match &rule.kind {
            Kind::Advice(advice) => Some(advice),
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
                && matches!(&rule.kind, Kind::Disagreement(dispute) if dispute.bears_on.iter().any(|on| on == id))
        })
    }

    /// The move with this id, unless it is retired, with the index of its rule.
    pub(crate) fn move_called(&self, id: &str) -> Option<(usize, &Move)> {
        let index = self.rules().position(|rule| rule.id == id && matches!(rule.kind, Kind::Move(_)))?;
        let rule = self.rule(index);
        match &rule.kind {
            Kind::Move(known) if rule.retired.is_none() => Some((index, known)),
            _ => None,
        }
    }

    /// Every finding that is not retired, with the index of its rule.
    pub(crate) fn findings(&self) -> impl Iterator<Item = (usize, &Finding)> {
        self.findings.iter().filter_map(|index| match &self.rule(*index).kind {
            Kind::Finding(finding) => Some((*index, finding)),
            _ => None,
        })
    }
}

fn digest(id: &str, version: &str, rules: &[Cow<'static, Rule>]) -> String {
    // The form of a rule is plain data, so it always has a JSON form; field order is that of the declarations.
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
