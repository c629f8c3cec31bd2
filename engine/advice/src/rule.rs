//! The form of every rule, and the conditions that rules use.
//!
//! ```text
//! use crate::rule::prelude::*;
//!
//! pub(crate) static RULE: Rule = rule!(Rule {
//!     id: "audit",
//!     name: "Whether an audit trail is needed",
//!     claim: "Events that are kept give an audit trail, so a required audit trail speaks for events.",
//!     why: "…",
//!     advice: "…",
//!     caveat: "…",
//!     citations: &[cite("lesson", "decision matrix", States)],
//!     lesson: &[14, 18],
//!     fires: examples! {
//!         "Who took a drug must be provable." =>
//!         r#"{"name": "Pharmacy", "flows": [{"steps": [
//!           {"action": "Hand out the drug", "answers": {"audit": "required"}}]}]}"#,
//!     },
//!     silent: examples! { … },
//!     kind: RuleKind::Row(Question {
//!         ask: t("Must you be able to show later what happened here?"),
//!         …
//!         answers: t(&[Answer {
//!             id: t("required"),
//!             …
//!             effects: t(&[effect(lean(EventDriven, 1), all(&[is!("reply", OPEN, "none")]), "…")]),
//!         }]),
//!     }),
//! });
//! ```
//!
//! [`rule!`] takes what every rule has as plain texts and lists. A function makes what stands in lists: `cite`,
//! `effect` (or `always`, without a condition) of what it does, `reject`, `aspect`. Conditions are `all` and `any`
//! over `is!`. Everything else is a literal with the names of its fields, in which `t` makes a text or a list.
//!
//! A rule is data: one literal in one file under `rules/`. Its effects and cases say what it decides. One
//! evaluator ([`crate::rulebook`]) reads them, for the shipped rulebook and for a team's own pack alike. Only
//! findings and words need code: a function that reads an assessment and changes nothing. It stands in the
//! rule's file, and the folder's list pairs the two. This module must know no particular rule and nothing that
//! a finding's check looks at.

pub mod circumstance;
mod kinds;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use sha2::{Digest, Sha256};

use crate::digits::hexadecimal;
use crate::terms::Side;

pub use kinds::*;

/// What a rule's file is written with.
pub(crate) mod prelude {
    pub(crate) use crate::rule::Grade::{Implies, States};
    pub(crate) use crate::rule::{
        Advice, Answer, Countermeasure, Disagreement, Effect, Finding, Is, Mechanism, MechanismCase, Move, OPEN,
        Position, Question, Rule, RuleKind, Saga, Style, StyleCase, TermCase, Terms, When, Word, advise, all, always,
        any, aspect, cite, decide, effect, examples, is, lean, reject, rule, shape, t, turn_tie,
    };
    pub(crate) use crate::terms::Side::{EventDriven, Synchronous};
}

/// A text of a rule: borrowed in the shipped rulebook, owned in a pack that is read at run time.
pub type Text = Cow<'static, str>;

/// A list in a rule: borrowed or owned, as [`Text`].
pub type List<T> = Cow<'static, [T]>;

/// Makes a [`Text`] or a [`List`] in the literal of a rule.
pub use std::borrow::Cow::Borrowed as t;

/// Makes a [`Rule`] from plain texts and lists, in the order of its fields. The compiler notices a field that is
/// missing. Four may be left out: nothing narrows a rule without `caveat`, one without `lesson` covers no row of the
/// lesson's checklist, one without `since` is there since the first version, and one without `retired` still applies.
macro_rules! rule {
    (Rule {
        id: $id:expr,
        name: $name:expr,
        claim: $claim:expr,
        why: $why:expr,
        advice: $advice:expr,
        $(caveat: $caveat:expr,)?
        citations: $citations:expr,
        $(lesson: $lesson:expr,)?
        fires: $fires:expr,
        silent: $silent:expr,
        $(since: $since:expr,)?
        $(retired: $retired:expr,)?
        kind: $kind:expr $(,)?
    }) => {
        $crate::rule::Rule {
            id: $crate::rule::t($id),
            name: $crate::rule::t($name),
            claim: $crate::rule::t($claim),
            why: $crate::rule::t($why),
            advice: $crate::rule::t($advice),
            caveat: $crate::rule::rule!(@some $($crate::rule::t($caveat))?),
            citations: $crate::rule::t($citations),
            lesson: $crate::rule::t($crate::rule::rule!(@or &[] $(, $lesson)?)),
            fires: $crate::rule::t($fires),
            silent: $crate::rule::t($silent),
            since: $crate::rule::t($crate::rule::rule!(@or $crate::rule::FIRST $(, $since)?)),
            retired: $crate::rule::rule!(@some $($retired)?),
            kind: $kind,
        }
    };
    (@some) => { None };
    (@some $given:expr) => { Some($given) };
    (@or $default:expr) => { $default };
    (@or $default:expr, $given:expr) => { $given };
}
pub(crate) use rule;

/// Makes an [`Is`]: the question, then the answers that satisfy it.
macro_rules! is {
    ($question:expr, $($answer:expr),+ $(,)?) => {
        $crate::rule::Is {
            question: $crate::rule::t($question),
            answers: $crate::rule::t(&[$($crate::rule::t($answer)),+]),
        }
    };
}
pub(crate) use is;

/// The first version of the shipped rules.
pub(crate) const FIRST: &str = "1.0.0";

/// The largest weight of a row, in halves: four full rows.
pub const HEAVIEST: u8 = 8;

/// The value by which a condition asks whether a question has no answer.
pub const OPEN: &str = "open";

/// One unit of knowledge: its claim, reasons, sources and effects.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Rule {
    /// Permanent id, unique in the rulebook; for a question it is the question's id, for a mechanism the mechanism's.
    pub id: Text,
    /// Short name for people, in sentence case.
    pub name: Text,
    /// What the rule says, in one sentence.
    pub claim: Text,
    /// Why the claim is true, in a few sentences.
    pub why: Text,
    /// What to do about it.
    pub advice: Text,
    /// Where published guidance narrows or contradicts the claim; shown beside the claim.
    pub caveat: Option<Text>,
    /// The sources of the claim. Never empty.
    pub citations: List<Citation>,
    /// The rows of the lesson's checklist that this rule covers, 1 to 25.
    pub lesson: List<u8>,
    /// Descriptions to which the rule applies. Tests run them, and the rule's page shows them.
    pub fires: List<Example>,
    /// Similar descriptions to which it does not apply. Tests run them, and the rule's page shows them.
    pub silent: List<Example>,
    /// The first version of the rulebook with this rule.
    pub since: Text,
    /// When and why the rule was withdrawn. Its id is never used again.
    pub retired: Option<Retired>,
    /// The kind of rule, with its data.
    pub kind: RuleKind,
}

impl Rule {
    /// What tells this rule from another wording of it: 16 hexadecimal digits.
    pub fn digest(&self) -> String {
        // Serialising a rule cannot fail.
        hexadecimal(&Sha256::digest(serde_json::to_string(self).unwrap_or_default()), 8)
    }
}

/// A reference to a source, with how directly it supports the claim.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Citation {
    /// Id of a [`crate::source::Source`].
    pub source: Text,
    /// Chapter, section or heading inside the source.
    pub section: Text,
    /// Whether the source states the claim or we infer it.
    pub grade: Grade,
}

/// How directly a source supports a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The source says it.
    States,
    /// We infer it from the source.
    Implies,
}

/// Makes a [`Citation`].
pub(crate) const fn cite(source: &'static str, section: &'static str, grade: Grade) -> Citation {
    Citation { source: t(source), section: t(section), grade }
}

/// A description to which a rule applies, or just does not apply.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "RuleExample")]
pub struct Example {
    /// The topic of the example, in a few words.
    pub says: Text,
    /// A whole description as JSON, ready to be sent.
    #[serde(serialize_with = "on_one_line")]
    pub description: Text,
}

/// Makes the examples of a rule: what each says, and its description.
macro_rules! examples {
    ($($says:expr => $description:expr),+ $(,)?) => {
        &[$($crate::rule::Example { says: $crate::rule::t($says), description: $crate::rule::t($description) }),+]
    };
}
pub(crate) use examples;

/// Writes a description on one line, so that neither the wire nor the digest depends on how a rule's file lays it out.
fn on_one_line<S: Serializer>(description: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut line = String::with_capacity(description.len());
    // A text in JSON has no line break, so each one stands between two marks.
    for part in description.lines() {
        line.push_str(if line.ends_with(',') { " " } else { "" });
        line.push_str(part.trim());
    }
    serializer.serialize_str(&line)
}

/// The withdrawal of a rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Retired {
    /// The first version of the rulebook that no longer applies it.
    pub in_version: Text,
    /// Why.
    pub because: Text,
}

/// The kinds of rule.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// A row of the decision matrix: a question whose answers lean to one side.
    Row(Question),
    /// A question whose answers decide the side before any weight counts.
    Gate(Question),
    /// A question whose answers shape consistency, delivery or message, and at most turn a tie.
    Constraint(Question),
    /// A question about the whole system.
    System(Question),
    /// A way to do a step.
    Style(Style),
    /// A way to keep a step consistent.
    Mechanism(Mechanism),
    /// A part of every message's delivery that must be settled; see [`crate::assessment::Delivery`].
    Delivery(Terms),
    /// A part of every call that must be settled; see [`crate::assessment::Call`].
    Call(Terms),
    /// Something that must be settled for every event; see [`crate::assessment::Event`].
    Event(Terms),
    /// One of the eight kinds of saga.
    Saga(Saga),
    /// Something that must be settled for every saga.
    SagaTerm(Terms),
    /// A way to protect a record that others see before its change is final.
    Countermeasure(Countermeasure),
    /// A piece of advice for the whole system.
    Advice(Advice),
    /// Something that a system should not have; a check finds it.
    Finding(Finding),
    /// Something that a system should not have; a condition of a pack finds it.
    OwnFinding(OwnFinding),
    /// A change from what is built today to what is advised.
    Move(Move),
    /// A question on which published sources disagree.
    Disagreement(Disagreement),
    /// A word of the field.
    Word(Word),
}

impl RuleKind {
    /// The question that the rule asks; none if this kind of rule asks none.
    pub fn question(&self) -> Option<&Question> {
        match self {
            Self::Row(q) | Self::Gate(q) | Self::Constraint(q) | Self::System(q) => Some(q),
            _ => None,
        }
    }

    /// The order among questions that matter equally: gates, then rows, then all others.
    pub(crate) fn turn(&self) -> u8 {
        match self {
            Self::Gate(_) => 0,
            Self::Row(_) => 1,
            _ => 2,
        }
    }

    /// The name of the kind on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Row(_) => "row",
            Self::Gate(_) => "gate",
            Self::Constraint(_) => "constraint",
            Self::System(_) => "system",
            Self::Style(_) => "style",
            Self::Mechanism(_) => "mechanism",
            Self::Delivery(_) => "delivery",
            Self::Call(_) => "call",
            Self::Event(_) => "event_term",
            Self::Saga(_) => "saga",
            Self::SagaTerm(_) => "saga_term",
            Self::Countermeasure(_) => "countermeasure",
            Self::Advice(_) => "advice",
            Self::Finding(_) | Self::OwnFinding(_) => "finding",
            Self::Move(_) => "move",
            Self::Disagreement(_) => "disagreement",
            Self::Word(_) => "word",
        }
    }
}

/// A question, and what each of its answers does.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Question {
    /// The question, as a person would ask it of a step or a system.
    pub ask: Text,
    /// Why the question is asked, shown before it is answered.
    pub why_asked: Text,
    /// Whether several answers may be given at once. Only system questions may have this.
    pub several: bool,
    /// The answers, at most 31.
    pub answers: List<Answer>,
}

/// One answer to a question.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "RuleAnswer")]
pub struct Answer {
    /// Permanent id, unique in its question, never [`OPEN`].
    pub id: Text,
    /// The answer in plain words.
    pub label: Text,
    /// What this answer would decide, shown before it is given.
    pub decides: Text,
    /// The effects, in order. Of several leans, the first one whose condition holds counts.
    pub effects: List<Effect>,
}

/// One effect of an answer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AnswerEffect")]
pub struct Effect {
    /// What the effect does.
    pub does: Does,
    /// The further condition of the effect.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// Makes an [`Effect`].
pub(crate) const fn effect(does: Does, when: When, because: &'static str) -> Effect {
    Effect { does, when, because: t(because) }
}

/// Makes an [`Effect`] without a further condition.
pub(crate) const fn always(does: Does, because: &'static str) -> Effect {
    effect(does, When::Always, because)
}

/// What an effect does.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "EffectDoes")]
pub enum Does {
    /// Leans to one side of the matrix with a weight in halves: 2 is a full row, 1 a weak lean, 0 none. A pack
    /// may give a row more weight.
    Lean {
        /// The side it leans to.
        toward: Side,
        /// The weight in halves, 0 to [`HEAVIEST`].
        halves: u8,
    },
    /// Decides the side. If several such effects hold, the lowest rank wins, which is the safest one.
    Decide {
        /// The side.
        side: Side,
        /// Rank in the order of safety, the safest first.
        rank: u8,
    },
    /// Turns a tie of the matrix.
    TurnTie {
        /// The side.
        side: Side,
    },
    /// Shapes consistency, delivery, message or style.
    Shape {
        /// What is shaped: `consistency`, `delivery`, `message` or `style`.
        what: Text,
    },
    /// Speaks for (above 0) or against (below 0) a piece of advice.
    Advise {
        /// Id of the advice.
        on: Text,
        /// Points, -9 to 9.
        points: i8,
    },
}

/// Makes a [`Does::Lean`].
pub(crate) const fn lean(toward: Side, halves: u8) -> Does {
    Does::Lean { toward, halves }
}

/// Makes a [`Does::Decide`].
pub(crate) const fn decide(side: Side, rank: u8) -> Does {
    Does::Decide { side, rank }
}

/// Makes a [`Does::TurnTie`].
pub(crate) const fn turn_tie(side: Side) -> Does {
    Does::TurnTie { side }
}

/// Makes a [`Does::Shape`].
pub(crate) const fn shape(what: &'static str) -> Does {
    Does::Shape { what: t(what) }
}

/// Makes a [`Does::Advise`].
pub(crate) const fn advise(on: &'static str, points: i8) -> Does {
    Does::Advise { on: t(on), points }
}

/// A condition over answers and circumstances.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "EffectWhen")]
pub enum When {
    /// Holds always.
    Always,
    /// Every part holds.
    All(List<Is>),
    /// All parts of at least one group hold.
    Any(List<List<Is>>),
}

/// Makes a [`When::All`].
pub(crate) const fn all(parts: &'static [Is]) -> When {
    When::All(t(parts))
}

/// Makes a [`When::Any`].
pub(crate) const fn any(groups: &'static [List<Is>]) -> When {
    When::Any(t(groups))
}

/// One part of a condition: the question has one of these answers.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Is {
    /// Id of a question or of a circumstance.
    pub question: Text,
    /// The answers that satisfy it. [`OPEN`] stands for "no answer".
    pub answers: List<Text>,
}

#[cfg(test)]
mod tests {
    use super::*;

    static RULE: Rule = rule!(Rule {
        id: "old",
        name: "Old",
        claim: "",
        why: "",
        advice: "",
        citations: &[],
        fires: examples! {
            "One" =>
            r#"{"name": "One", "flows": [{"steps": [
                {"action": "Ask",
                  "to": ["two"]}]}]}"#,
        },
        silent: &[],
        since: "1.1.0",
        retired: Retired { in_version: t("2.0.0"), because: t("It was wrong.") },
        kind: RuleKind::Word(Word { aspects: t(&[]) }),
    });

    #[test]
    fn a_rule_says_when_it_came_and_why_it_went() {
        assert_eq!(RULE.since, "1.1.0");
        assert_eq!(RULE.retired.as_ref().map(|retired| retired.in_version.as_ref()), Some("2.0.0"));
        assert!(RULE.caveat.is_none() && RULE.lesson.is_empty());
    }

    #[test]
    fn an_example_is_sent_on_one_line() {
        let json = serde_json::to_value(&RULE.fires).unwrap();
        let line = r#"{"name": "One", "flows": [{"steps": [{"action": "Ask", "to": ["two"]}]}]}"#;
        assert_eq!(json[0]["description"], line);
    }
}
