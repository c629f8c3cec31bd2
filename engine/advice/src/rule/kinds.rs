//! What a rule of each kind holds besides what every rule has: styles, mechanisms, terms, sagas, findings, words.
//!
//! Data only. Questions and their answers stand in [`super`], because conditions are made of them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Citation, List, Text, When, t};
use crate::terms::{Communication, Coordination, Level, MechanismMeaning, Severity, StyleMeaning, Verdict, Wholeness};

/// A way to do a step (domain: styles).
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "StyleRule")]
pub struct Style {
    /// The verdict that this style is.
    pub verdict: Verdict,
    /// What it means to everything that reads an assessment.
    pub means: StyleMeaning,
    /// When it is used.
    pub cases: List<StyleCase>,
}

/// One row of the table of styles.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StyleCase {
    /// Rank in the table; the first row whose condition holds gives the style.
    pub rank: u8,
    /// The condition of the row.
    pub when: When,
}

/// A way to keep a step consistent (domain: consistency choices).
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "MechanismRule")]
pub struct Mechanism {
    /// What it means to everything that reads an assessment.
    pub means: MechanismMeaning,
    /// When it is used.
    pub cases: List<MechanismCase>,
    /// When it is needed beside another chosen mechanism; none if never.
    pub joins: Option<When>,
    /// Mechanisms that are needed beside it, whatever else the step needs.
    pub beside: List<Text>,
    /// When it seems to fit and would be wrong, with the reason. The first one whose condition holds is shown.
    pub rejected: List<Rejection>,
}

/// One row of the table of mechanisms.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MechanismCase {
    /// Rank in the table; the first row whose condition holds gives the mechanism.
    pub rank: u8,
    /// What others see.
    pub level: Level,
    /// What holds at the owner of the data.
    pub at_owner: Level,
    /// The condition of the row.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// Why a mechanism is wrong here.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Rejection {
    /// When the reason applies.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// Makes a [`Rejection`].
pub(crate) const fn reject(when: When, because: &'static str) -> Rejection {
    Rejection { when, because: t(because) }
}

/// A table of terms: the first case whose condition holds gives the value.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TermsRule")]
pub struct Terms {
    /// The cases, in order.
    pub cases: List<TermCase>,
}

/// One case of a table of terms.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TermCase {
    /// The condition of the case.
    pub when: When,
    /// The value; none if nothing is needed. In a delivery term these placeholders stand for names of the
    /// system: `{message}`, `{step}`, `{handler}` (who handles the message), `{key}` (the id of the record that
    /// it is about), `{run}` (the id of one run of the flow) and `{limit}` (the time limit that the description
    /// gives); in a term of a call `{run}`, `{step}`, `{limit}` and `{retries}` (how often the caller tries again).
    pub value: Option<Text>,
    /// The value in words for people; none if they read the value itself.
    pub label: Option<Text>,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// One of the eight kinds of saga: a combination of three choices, with its advantages and disadvantages.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SagaRule")]
pub struct Saga {
    /// How its steps reach each other.
    pub communication: Communication,
    /// Whether others may see it half done.
    pub consistency: Wholeness,
    /// Who coordinates it.
    pub coordination: Coordination,
    /// Its advantages, a full sentence each.
    pub gains: List<Text>,
    /// Its disadvantages, a full sentence each.
    pub costs: List<Text>,
}

/// A way to protect a record that others see before its change is final.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "CountermeasureRule")]
pub struct Countermeasure {
    /// When it fits. The first one in the rulebook that fits is used.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// Advice for the whole system. Each answer about the system adds points for it or against it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "AdviceRule")]
pub struct Advice {
    /// Points from which it is recommended.
    pub recommended_from: i8,
    /// Points from which it is worth considering.
    pub consider_from: i8,
    /// Other advice that makes this one worth considering if it is recommended and nothing speaks against this
    /// one: its id, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goes_with: Option<(Text, Text)>,
}

/// A finding: something that a system should not have.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "FindingRule")]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
}

/// A change from what is built today to what is advised.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "MoveRule")]
pub struct Move {
    /// The risk of the move, 1 to 9. Moves with less risk come first.
    pub risk: u8,
    /// What to do, as a full sentence. Placeholders: `{action}` for the step's action, `{today}` for what is
    /// built and `{advised}` for what is advised.
    pub says: Text,
}

/// A question on which published sources disagree, with what each says and which one the advice follows.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DisagreementRule")]
pub struct Disagreement {
    /// The question in dispute.
    pub question: Text,
    /// The positions on it, two or more.
    pub sides: List<Position>,
    /// The position that the advice follows, and why.
    pub follows: Text,
    /// Ids of the rules that would differ if the advice followed another position.
    pub bears_on: List<Text>,
    /// The condition on the steps for which it matters.
    pub when: When,
}

/// One position in a disagreement.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Position {
    /// What the position says, in our words.
    pub says: Text,
    /// The sources of the position. Never empty.
    pub citations: List<Citation>,
}

/// A finding of a pack: a condition over a step's answers, and the words for a step that meets it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "OwnFindingRule")]
pub struct OwnFinding {
    /// How much it matters.
    pub severity: Severity,
    /// The condition of the finding.
    pub when: When,
    /// The message; `{action}` stands for the step's action.
    pub message: Text,
}

/// A word of the field, shown where an assessment has an instance of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "WordRule")]
pub struct Word {
    /// How a kind of message differs from the others, aspect by aspect; empty if the word is no kind of
    /// message.
    #[serde(skip_serializing_if = "no_aspects")]
    pub aspects: List<Aspect>,
}

/// A kind of message in one of the six aspects.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "WordAspect")]
pub struct Aspect {
    /// The aspect: one of [`ASPECTS`].
    pub of: Text,
    /// The property, as a full sentence; `{name}` stands for the message's name.
    pub says: Text,
}

/// The aspects in which events, commands and queries differ, in the order in which pages show them.
pub const ASPECTS: &[&str] = &["naming", "timing", "mutability", "consumers", "failure_mode", "coupling"];

/// Makes an [`Aspect`].
pub const fn aspect(of: &'static str, says: &'static str) -> Aspect {
    Aspect { of: t(of), says: t(says) }
}

fn no_aspects(aspects: &List<Aspect>) -> bool {
    aspects.is_empty()
}
