//! The form that every rule fills in, and the conditions that rules are written with.
//!
//! A rule is data: one literal in one file under `rules/`. What a rule decides stands in its effects and cases, which one
//! evaluator ([`crate::rulebook`]) reads for the shipped rulebook and for a team's own pack alike. Only findings and words
//! need code, a function that looks and never changes anything; it stands in the rule's file, and the folder's list pairs
//! the two. This module must know no particular rule, and nothing of what a check looks at.

use std::borrow::Cow;

use serde::Serialize;

use crate::terms::{Communication, Coordination, Level, MechanismMeaning, Severity, StyleMeaning, Verdict, Wholeness};

pub use crate::terms::{Basis, Side};

/// Words of a rule: borrowed in the shipped rulebook, owned in a pack that was read at run time.
pub type Text = Cow<'static, str>;

/// A list in a rule: borrowed or owned, as [`Text`].
pub type List<T> = Cow<'static, [T]>;

/// How a literal writes a [`Text`] or a [`List`].
pub use std::borrow::Cow::Borrowed as t;

/// The most that a row may weigh, in halves: four full rows.
pub const HEAVIEST: u8 = 8;

/// The answer that a condition uses for a question that has none.
pub const OPEN: &str = "open";

/// One unit of knowledge: what it claims, why, who says so, and what it does.
#[derive(Debug, Clone, Serialize)]
pub struct Rule {
    /// Permanent id, unique in the rulebook; for a question it is the question's id, for a mechanism the mechanism's.
    pub id: Text,
    /// Short name for people, in sentence case.
    pub name: Text,
    /// One sentence: what the rule says.
    pub claim: Text,
    /// Why this is so, in a few sentences.
    pub why: Text,
    /// What to do about it, concretely.
    pub advice: Text,
    /// Where published guidance narrows or contradicts the claim; shown beside it.
    pub caveat: Option<Text>,
    /// Who says so. Never empty.
    pub citations: List<Citation>,
    /// Rows of the lesson's checklist that this rule carries, 1 to 25.
    pub lesson: List<u8>,
    /// Descriptions in which the rule shows; run as tests and shown on the rule's page.
    pub fires: List<Example>,
    /// Near misses in which it does not; run as tests and shown on the rule's page.
    pub silent: List<Example>,
    /// The first version of the rulebook that has it.
    pub since: Text,
    /// When and why it was withdrawn; its id is never used again.
    pub retired: Option<Retired>,
    /// What sort of rule it is, with that sort's data.
    pub kind: Kind,
}

/// A reference to a source, with how far it carries the claim.
#[derive(Debug, Clone, Serialize)]
pub struct Citation {
    /// Id of a [`crate::source::Source`].
    pub source: Text,
    /// Chapter, section or heading inside the source.
    pub section: Text,
    /// Whether the source says it or we infer it.
    pub grade: Grade,
}

/// How far a source carries a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The source says it.
    States,
    /// We infer it from what the source says.
    Implies,
}

/// A description that shows a rule at work, or a near miss.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// What the example is about, in a few words.
    pub says: Text,
    /// A whole description as JSON, ready to be sent.
    pub description: Text,
}

/// The end of a rule.
#[derive(Debug, Clone, Serialize)]
pub struct Retired {
    /// The first version of the rulebook that no longer applies it.
    pub in_version: Text,
    /// Why.
    pub because: Text,
}

/// The sorts of rule.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A row of the decision matrix: a question whose answers lean.
    Row(Question),
    /// A question whose answers decide before any weight is looked at.
    Gate(Question),
    /// A question whose answers shape consistency, delivery or message, and at most turn a tie.
    Constraint(Question),
    /// A question about the whole system.
    System(Question),
    /// A way to do a step.
    Style(Style),
    /// A way to keep a step consistent.
    Mechanism(Mechanism),
    /// Something that must be settled for the delivery of every message: a part of [`crate::assessment::Delivery`].
    Delivery(Terms),
    /// One of the sorts of saga.
    Saga(Saga),
    /// Something that must be settled for every saga.
    SagaTerm(Terms),
    /// A way to guard a record that is seen before its change is there to stay.
    Countermeasure(Countermeasure),
    /// A piece of advice for the whole system.
    Advice(Advice),
    /// Something that a system has and should not have.
    Finding(Finding),
    /// The same as a condition over answers, in a pack.
    OwnFinding(OwnFinding),
    /// A change from what is built today to what is advised.
    Move(Move),
    /// A question on which published sources disagree.
    Disagreement(Disagreement),
    /// A word of the field.
    Word(Word),
}

impl Kind {
    /// The question, if this sort of rule asks one.
    pub fn question(&self) -> Option<&Question> {
        match self {
            Self::Row(q) | Self::Gate(q) | Self::Constraint(q) | Self::System(q) => Some(q),
            _ => None,
        }
    }

    /// Whose turn it is among questions that tell as much: gates, then rows, then everything else.
    pub(crate) fn turn(&self) -> u8 {
        match self {
            Self::Gate(_) => 0,
            Self::Row(_) => 1,
            _ => 2,
        }
    }

    /// The sort's name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Row(_) => "row",
            Self::Gate(_) => "gate",
            Self::Constraint(_) => "constraint",
            Self::System(_) => "system",
            Self::Style(_) => "style",
            Self::Mechanism(_) => "mechanism",
            Self::Delivery(_) => "delivery",
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

/// What is asked, and what each answer does.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// The question, as a person would ask it of a step or a system.
    pub ask: Text,
    /// Why it is asked, before it is answered.
    pub why_asked: Text,
    /// Whether several answers may be given at once (only for system questions).
    pub several: bool,
    /// The answers, at most 31.
    pub answers: List<Answer>,
}

/// One answer to a question.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// Permanent id, unique in its question, never [`OPEN`].
    pub id: Text,
    /// The answer in plain words.
    pub label: Text,
    /// What this answer would decide, said before it is given.
    pub decides: Text,
    /// What it does, in order; of several leans the first whose condition holds counts.
    pub effects: List<Effect>,
}

/// One consequence of an answer.
#[derive(Debug, Clone, Serialize)]
pub struct Effect {
    /// What happens.
    pub does: Does,
    /// Under which further conditions.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// What an effect does.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// Leans to one side of the matrix, with a weight in halves: 2 is a full row, 1 a weak lean, 0 none. A pack may weigh a
    /// row more.
    Lean {
        /// The side it leans to.
        toward: Side,
        /// The weight in halves, 0 to [`HEAVIEST`].
        halves: u8,
    },
    /// Decides the side. Of several that hold, the lowest rank wins: the safer one has the lower rank.
    Decide {
        /// The side.
        side: Side,
        /// Place in the order of safety.
        rank: u8,
    },
    /// Turns a tie of the matrix.
    TurnTie {
        /// The side.
        side: Side,
    },
    /// Shapes consistency, delivery or message; the word says which.
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

/// A condition over answers and circumstances.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Holds always.
    Always,
    /// Every part holds.
    All(List<Is>),
    /// At least one group holds in all its parts.
    Any(List<List<Is>>),
}

/// One part of a condition: the question has one of these answers.
#[derive(Debug, Clone, Serialize)]
pub struct Is {
    /// Id of a question or of a circumstance.
    pub question: Text,
    /// Answers that satisfy it; [`OPEN`] stands for no answer.
    pub answers: List<Text>,
}

/// Writes a part of a condition.
pub const fn is(question: &'static str, answers: &'static [Text]) -> Is {
    Is { question: t(question), answers: t(answers) }
}

/// Something that the engine finds out by itself, and that conditions may use like a question.
#[derive(Debug, Clone, Copy)]
pub struct Circumstance {
    /// Its id in conditions.
    pub id: &'static str,
    /// What it may be; always exactly one of these.
    pub values: &'static [&'static str],
    /// What it means.
    pub means: &'static str,
}

/// Where a step stands: among those the caller waits for, or behind the commit point.
pub const PLACE: Circumstance = Circumstance {
    id: "place",
    values: &["prefix", "behind"],
    means: "whether the step is among those that the caller waits for, or behind the commit point",
};
/// The side on which gates and matrix put the step.
pub const SIDE: Circumstance = Circumstance {
    id: "side",
    values: &["synchronous", "event_driven"],
    means: "the side on which gates and matrix put the step",
};
/// Whether winning what the step takes needs more than this step.
pub const FOLLOWED: Circumstance = Circumstance {
    id: "followed",
    values: &["by_more", "by_nothing"],
    means: "whether a later step must also succeed before what this one takes is won: a payment, or another step that the caller waits for",
};
/// Whether others react to what the step did.
pub const ANNOUNCED: Circumstance = Circumstance {
    id: "announced",
    values: &["yes", "no"],
    means: "whether later steps, or consumers outside the description, react to what the step did",
};

/// What is delivered.
pub const MESSAGE: Circumstance =
    Circumstance { id: "message", values: &["event", "command"], means: "whether what is delivered tells or asks" };
/// Whether it is known which thing a step is about.
pub const SUBJECT: Circumstance = Circumstance {
    id: "subject",
    values: &["named", "unnamed"],
    means: "whether the description says which thing the step is about",
};
/// Whether a step moves money.
pub const PAYS: Circumstance =
    Circumstance { id: "pays", values: &["yes", "no"], means: "whether the step moves money" };
/// Whether the sender of a message has a store in which it can be kept.
pub const SENDER: Circumstance = Circumstance {
    id: "sender",
    values: &["keeps_state", "keeps_none"],
    means: "whether who sends the message has a store of its own, in which the message can be kept until it is sent",
};

/// Whether a record is read before it is changed.
pub const READ_BEFORE: Circumstance = Circumstance {
    id: "read_before",
    values: &["yes", "no"],
    means: "whether an earlier step of the flow asks about the record that this one changes",
};

/// What becomes of a step of a saga if another one fails.
pub const ROLE: Circumstance = Circumstance {
    id: "role",
    values: &["compensable", "pivot", "retriable"],
    means: "what becomes of a step of a saga if another one fails",
};
/// How many owners change something in a step of a saga.
pub const OWNERS: Circumstance = Circumstance {
    id: "owners",
    values: &["one", "several"],
    means: "whether several owners each commit their own part of a step",
};
/// Whether something undoes a step of a saga.
pub const WAY_BACK: Circumstance =
    Circumstance { id: "way_back", values: &["known", "unknown"], means: "whether it is known what undoes the step" };
/// How many steps of a saga decide its outcome.
pub const PIVOTS: Circumstance = Circumstance {
    id: "pivots",
    values: &["one", "several"],
    means: "whether one step of the saga decides its outcome, or several",
};
/// Whether a step of a saga waits for the outcome.
pub const RUNS: Circumstance = Circumstance {
    id: "runs",
    values: &["after_the_outcome", "beside_it"],
    means: "whether the step runs after the step that decides, or beside it",
};
/// Why a step of a saga stands too early.
pub const TOO_EARLY: Circumstance = Circumstance {
    id: "too_early",
    values: &["irreversible", "repeated", "paid_beside"],
    means: "why a step stands too early: it cannot be undone, it is only repeated, or money is taken beside others",
};
/// How the steps of a saga that may refuse are asked for.
pub const ASKED: Circumstance = Circumstance {
    id: "asked",
    values: &["by_one_caller", "in_a_chain", "by_one_up_to_the_pivot", "otherwise"],
    means: "how the steps that may refuse are asked for: by one caller, each by the one before it, by one caller but for \
            the last, or otherwise",
};
/// Whether steps of a saga block each other.
pub const BLOCKS: Circumstance = Circumstance {
    id: "blocks",
    values: &["nothing", "several"],
    means: "whether several changes of the saga may refuse after others have succeeded",
};
/// Who owns the steps of a saga that may refuse.
pub const OWNED_BY: Circumstance = Circumstance {
    id: "owned_by",
    values: &["one_team", "several_teams"],
    means: "whether the steps that may refuse belong to several teams",
};

/// Every circumstance.
pub const CIRCUMSTANCES: &[Circumstance] = &[
    PLACE,
    SIDE,
    FOLLOWED,
    ANNOUNCED,
    MESSAGE,
    SUBJECT,
    PAYS,
    SENDER,
    READ_BEFORE,
    ROLE,
    OWNERS,
    WAY_BACK,
    PIVOTS,
    RUNS,
    TOO_EARLY,
    ASKED,
    BLOCKS,
    OWNED_BY,
];

/// A way to do a step (domain: styles).
#[derive(Debug, Clone, Serialize)]
pub struct Style {
    /// The verdict that this style is.
    pub verdict: Verdict,
    /// What it means to everything that reads an assessment.
    pub means: StyleMeaning,
    /// When it is used.
    pub cases: List<StyleCase>,
}

/// One row of the table of styles.
#[derive(Debug, Clone, Serialize)]
pub struct StyleCase {
    /// Place in the table; the first row that fits gives the style.
    pub rank: u8,
    /// When the row fits.
    pub when: When,
}

/// A way to keep a step consistent (domain: consistency choices).
#[derive(Debug, Clone, Serialize)]
pub struct Mechanism {
    /// What it means to everything that reads an assessment.
    pub means: MechanismMeaning,
    /// When it is used.
    pub cases: List<MechanismCase>,
    /// When it belongs beside another mechanism that was chosen; none if never.
    pub joins: Option<When>,
    /// Mechanisms that belong beside it, whatever else the step needs.
    pub beside: List<Text>,
    /// When it is near at hand and yet wrong, with the reason; the first that holds is shown.
    pub rejected: List<Rejection>,
}

/// One row of the table of mechanisms.
#[derive(Debug, Clone, Serialize)]
pub struct MechanismCase {
    /// Place in the table; the first row that fits gives the mechanism.
    pub rank: u8,
    /// What others see.
    pub level: Level,
    /// What holds where the step is done.
    pub at_owner: Level,
    /// When the row fits.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// Why a mechanism is not the one.
#[derive(Debug, Clone, Serialize)]
pub struct Rejection {
    /// When the reason applies.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// A table of terms: the first case that fits settles something.
#[derive(Debug, Clone, Serialize)]
pub struct Terms {
    /// The cases, in order.
    pub cases: List<TermCase>,
}

/// One way to settle it.
#[derive(Debug, Clone, Serialize)]
pub struct TermCase {
    /// When it fits.
    pub when: When,
    /// What is settled; none where nothing is needed. In a term of delivery, names of the system stand for: `{message}`,
    /// `{step}`, `{handler}` (who handles the message), `{key}` (the id of the thing that it is about) and `{run}` (the id of
    /// one run of the flow).
    pub value: Option<Text>,
    /// What is settled, for people; none where they read the value itself.
    pub label: Option<Text>,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// One of the eight sagas: one of two in each of three respects, and what that gives and costs.
#[derive(Debug, Clone, Serialize)]
pub struct Saga {
    /// How its steps reach each other.
    pub communication: Communication,
    /// Whether it may be seen half done.
    pub consistency: Wholeness,
    /// Who knows what comes next.
    pub coordination: Coordination,
    /// What it gives, a full sentence each.
    pub gains: List<Text>,
    /// What it costs, a full sentence each.
    pub costs: List<Text>,
}

/// A way to guard a record that is seen before its change is there to stay.
#[derive(Debug, Clone, Serialize)]
pub struct Countermeasure {
    /// When it fits; the first in the rulebook that fits is taken.
    pub when: When,
    /// The reason, as a full sentence for the report.
    pub because: Text,
}

/// Advice for the whole system: the sum of what the system's answers say for and against it.
#[derive(Debug, Clone, Serialize)]
pub struct Advice {
    /// Points from which it is recommended.
    pub recommended_from: i8,
    /// Points from which it is worth considering.
    pub consider_from: i8,
}

/// Something that a system has and should not have.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
}

/// A change from what is built today to what is advised.
#[derive(Debug, Clone, Serialize)]
pub struct Move {
    /// Place in the order of moves, 1 to 9: the less can go wrong, the earlier.
    pub risk: u8,
    /// What to do, as a full sentence; in it stand for words of the system: `{action}`, `{today}` for what is built and
    /// `{advised}` for what is advised.
    pub says: Text,
}

/// A question on which published sources disagree, with what each says and which one the advice follows.
#[derive(Debug, Clone, Serialize)]
pub struct Disagreement {
    /// The question in dispute.
    pub question: Text,
    /// What is said of it, by two or more.
    pub sides: List<Position>,
    /// Which of them the advice follows, and why.
    pub follows: Text,
    /// Ids of the rules that would say something else if another side were followed.
    pub bears_on: List<Text>,
    /// On which steps it matters.
    pub when: When,
}

/// One side of a disagreement.
#[derive(Debug, Clone, Serialize)]
pub struct Position {
    /// What it says, in our words.
    pub says: Text,
    /// Who says so. Never empty.
    pub citations: List<Citation>,
}

/// A finding without code: a condition over a step's answers, with the words for a step that meets it.
#[derive(Debug, Clone, Serialize)]
pub struct OwnFinding {
    /// How much it matters.
    pub severity: Severity,
    /// When it is found.
    pub when: When,
    /// What is said; `{action}` stands for the step's action.
    pub message: Text,
}

/// A word of the field, shown where an assessment has an instance of it.
#[derive(Debug, Clone, Serialize)]
pub struct Word {
    /// How a message of this sort differs from the others, aspect by aspect; empty for what is no sort of message.
    #[serde(skip_serializing_if = "no_aspects")]
    pub aspects: List<Aspect>,
}

/// What a sort of message is in one of the six aspects in which sorts differ.
#[derive(Debug, Clone, Serialize)]
pub struct Aspect {
    /// The aspect: one of [`ASPECTS`].
    pub of: Text,
    /// What is so, as a full sentence; `{name}` stands for the message's name.
    pub says: Text,
}

/// The aspects in which events, commands and queries differ, in the order in which they are told.
pub const ASPECTS: &[&str] = &["naming", "timing", "mutability", "consumers", "failure_mode", "coupling"];

/// Writes what a sort of message is in one aspect.
pub const fn aspect(of: &'static str, says: &'static str) -> Aspect {
    Aspect { of: t(of), says: t(says) }
}

fn no_aspects(aspects: &List<Aspect>) -> bool {
    aspects.is_empty()
}
