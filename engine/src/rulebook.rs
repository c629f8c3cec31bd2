//! The rulebook: rules made ready to be applied.
//!
//! Compiling turns the ids in conditions into indices and bit masks once, and refuses a rulebook whose rules do not fit
//! together. It must not decide anything: that is [`crate::decide`]'s part.

use std::borrow::Cow;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::assessment::Words;
use crate::rule::{
    ANNOUNCED, Advice, CIRCUMSTANCES, Does, Effect, FOLLOWED, Finding, Is, Kind, Mechanism, MechanismCase, OPEN, PLACE,
    Question, Rule, SIDE, Side, When,
};
use crate::rules;
use crate::source;

/// Version of the shipped rules.
const VERSION: &str = "1.0.0";

/// Questions and circumstances that a rulebook may have.
const MOST_QUESTIONS: usize = 64;

/// Bit of a question that has no answer; answer `n` has bit `n + 1`.
const OPEN_BIT: u32 = 1;

static SHIPPED: LazyLock<Rulebook> = LazyLock::new(|| {
    let rules = rules::all().map(Cow::Borrowed).collect();
    #[expect(clippy::expect_used, reason = "the shipped rules are constants, and a test compiles them")]
    Rulebook::compile("default", VERSION, rules).expect("the shipped rules fit together")
});

/// What may be true of a step: for each question and circumstance, the set of answers that it may have.
///
/// In an assessment each set has one member (or, for a system question with several answers, those given); an open
/// question has the member "open". To ask what else could be, sets are widened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    masks: [u32; MOST_QUESTIONS],
}

impl Facts {
    /// Adds an answer to a question.
    pub fn set(&mut self, question: usize, answer: usize) {
        self.masks[question] = (self.masks[question] & !OPEN_BIT) | (OPEN_BIT << (answer + 1));
    }

    /// Replaces what is known of a question by one answer.
    pub(crate) fn fix(&mut self, question: usize, answer: usize) {
        self.masks[question] = OPEN_BIT << (answer + 1);
    }

    /// Whether the question has this answer and no other.
    pub(crate) fn is(&self, question: usize, answer: usize) -> bool {
        self.masks[question] == OPEN_BIT << (answer + 1)
    }

    /// Whether a landmark is given.
    pub(crate) fn has(&self, landmark: Option<(usize, usize)>) -> bool {
        landmark.is_some_and(|(question, answer)| self.is(question, answer))
    }

    /// Index of the only answer to a question, if it has one.
    pub(crate) fn answer(&self, question: usize) -> Option<usize> {
        let mask = self.masks[question];
        (mask != OPEN_BIT && mask.is_power_of_two()).then(|| mask.trailing_zeros() as usize - 1)
    }

    /// Whether the question has no answer.
    pub fn open(&self, question: usize) -> bool {
        self.masks[question] == OPEN_BIT
    }

    /// Whether the question may have this answer.
    pub(crate) fn may_be(&self, question: usize, answer: usize) -> bool {
        self.masks[question] & (OPEN_BIT << (answer + 1)) != 0
    }

    /// The same facts with only those answers of a question that are, or are not, in a mask.
    pub(crate) fn narrowed(mut self, question: usize, mask: u32) -> Self {
        self.masks[question] &= mask;
        self
    }

    /// Lets an open question have any of its `count` answers.
    pub(crate) fn widen(&mut self, question: usize, count: usize) {
        if self.open(question) {
            self.masks[question] = ((1_u32 << count) - 1) << 1;
        }
    }
}

/// Whether something holds, where more than one answer may be possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    /// Under none of the possible answers.
    No,
    /// It depends on this question: the mask holds the answers that speak for it.
    Depends(usize, u32),
    /// Under each of them.
    Yes,
}

/// A condition with indices for ids. No group at all: it holds always.
#[derive(Debug, Clone, Default)]
pub(crate) struct Condition {
    groups: Vec<Vec<(usize, u32)>>,
}

impl Condition {
    pub(crate) fn truth(&self, facts: &Facts) -> Truth {
        if self.groups.is_empty() {
            return Truth::Yes;
        }
        let mut all = Truth::No;
        for group in &self.groups {
            let mut whole = Truth::Yes;
            for &(question, mask) in group {
                let possible = facts.masks[question];
                if possible & mask == 0 {
                    whole = Truth::No;
                    break;
                }
                if possible & !mask != 0 && whole == Truth::Yes {
                    whole = Truth::Depends(question, mask);
                }
            }
            match whole {
                Truth::Yes => return Truth::Yes,
                Truth::Depends(..) if all == Truth::No => all = whole,
                _ => {}
            }
        }
        all
    }

    pub(crate) fn holds(&self, facts: &Facts) -> bool {
        self.truth(facts) == Truth::Yes
    }
}

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
        let mut compiler = Compiler { questions: Vec::new(), faults: Vec::new() };
        compiler.questions(&rules);
        if compiler.questions.len() > MOST_QUESTIONS {
            return Err(vec![format!("A rulebook has at most {MOST_QUESTIONS} questions.")]);
        }
        let mut empty = Facts { masks: [0; MOST_QUESTIONS] };
        for mask in &mut empty.masks[..compiler.questions.len()] {
            *mask = OPEN_BIT;
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
            advice: Vec::new(),
            landmarks: Landmarks::default(),
            empty,
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
                Kind::Advice(_) => self.advice.push(index),
                Kind::Finding(_) | Kind::Word(_) => {}
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

struct Compiler {
    questions: Vec<Asked>,
    faults: Vec<String>,
}

impl Compiler {
    fn questions(&mut self, rules: &[Cow<'static, Rule>]) {
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
                scope: if matches!(rule.kind, Kind::System(_)) { Scope::System } else { Scope::Step },
                rule: Some(index),
                answers,
                is_row: matches!(rule.kind, Kind::Row(_)),
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

    fn effects(&mut self, index: usize, rule: &Rule, deciders: &mut Vec<Decider>, turners: &mut Vec<Decider>) {
        let (Some(asked), Some(question)) =
            (rule.kind.question(), self.questions.iter().position(|asked| asked.rule == Some(index)))
        else {
            return;
        };
        for (answer_index, answer) in asked.answers.iter().enumerate() {
            let mut conditions = Vec::with_capacity(answer.effects.len());
            for (effect_index, effect) in answer.effects.iter().enumerate() {
                let condition = self.condition(rule, &effect.when);
                let given = (question, OPEN_BIT << (answer_index + 1));
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
                    Does::Lean { halves, .. } if halves > 2 => {
                        self.faults.push(format!("`{}` weighs more than a full row.", rule.id));
                    }
                    Does::Lean { .. } | Does::Shape { .. } | Does::Advise { .. } => {}
                }
                conditions.push(condition);
            }
            self.questions[question].answers[answer_index].effects = conditions;
        }
    }

    fn condition(&mut self, rule: &Rule, when: &When) -> Condition {
        let groups = match when {
            When::Always => Vec::new(),
            When::All(parts) => vec![self.group(rule, parts)],
            When::Any(groups) => groups.iter().map(|parts| self.group(rule, parts)).collect(),
        };
        Condition { groups }
    }

    fn group(&mut self, rule: &Rule, parts: &[Is]) -> Vec<(usize, u32)> {
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
                    mask |= OPEN_BIT << (found + 1);
                } else {
                    self.faults.push(format!("`{}` asks for `{answer}`, no answer to `{}`.", rule.id, part.question));
                }
            }
            group.push((question, mask));
        }
        group
    }

    fn sources(&mut self, rule: &Rule) -> Vec<Words<'static>> {
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
