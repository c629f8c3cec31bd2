//! The assessment of one step, once its flow has given it its place and its neighbours.
//!
//! This module must not look at other steps. The [`Draft`] holds everything that the step needs to know about
//! them.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::assessment::{
    Consistency, Contribution, Gate, Message, MessageKind, Needs, Outcome, Reason, Rejected, Reply, Step, Words,
};
use crate::decide::{self, Decision};
use crate::description;
use crate::model::{Model, Resolved, StepModel};
use crate::rule::circumstance::LEG;
use crate::rule::{Does, Rule, RuleKind};
use crate::rulebook::{Facts, Landmarks, Rulebook};
use crate::terms::{DecidedBy, Level, Side, StyleMeaning, Verdict};
use language::naming::Action;

/// A step while its flow is assessed.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'r> {
    pub(crate) facts: Facts,
    pub(crate) decision: Decision,
    /// The side of the step if the matrix gives a tie and no rule turns it.
    pub(crate) default: Side,
    /// Id of the style.
    pub(crate) style: &'r str,
    /// What the style means.
    pub(crate) means: StyleMeaning,
    /// Why a pack asks for this style, and the pack's sources; none if the style comes from the shipped table.
    pub(crate) style_reason: Option<(&'r str, &'r [Words<'static>])>,
    pub(crate) verdict: Verdict,
    /// The name of the event that the step announces, if others react to it.
    pub(crate) announces: Option<String>,
    /// Indices of the steps whose event reaches this one; the last is the nearest. It holds only the step
    /// itself if the step tells a fact of its own. Empty if the step is no event.
    pub(crate) reacts_to: Vec<usize>,
}

impl<'r> Draft<'r> {
    /// Makes the step a leg of a saga and chooses its style again. Returns whether the style has changed.
    pub(crate) fn join_saga(&mut self, book: &'r Rulebook, leg: Leg) -> bool {
        let before = self.style;
        self.facts.fix(book.landmarks.leg, leg.value());
        let Styled { style, means, verdict, reason } = style(book, &self.facts);
        (self.style, self.means, self.verdict, self.style_reason) = (style, means, verdict, reason);
        self.style != before
    }

    /// Decides the side, style and verdict of a step in its place.
    pub(crate) fn new(book: &'r Rulebook, mut facts: Facts, in_prefix: bool) -> Self {
        facts.fix(book.landmarks.place, usize::from(!in_prefix));
        let default = if in_prefix { Side::Synchronous } else { Side::EventDriven };
        let decision = decide::decide(book, &facts, default);
        facts.fix(book.landmarks.side, usize::from(decision.side == Side::EventDriven));
        let Styled { style, means, verdict, reason: style_reason } = style(book, &facts);
        Self { facts, decision, default, style, means, style_reason, verdict, announces: None, reacts_to: Vec::new() }
    }

    /// The style and the verdict that the step would have on `side`, in the place that `facts` give.
    pub(crate) fn on_side(book: &'r Rulebook, facts: &Facts, side: Side) -> (&'r str, Verdict) {
        let mut facts = *facts;
        facts.fix(book.landmarks.side, usize::from(side == Side::EventDriven));
        let styled = style(book, &facts);
        (styled.style, styled.verdict)
    }

    /// Adds what the other steps mean for this one: the event that they react to, whether (`followed`) a
    /// later step must still succeed, and whether (`told`) another step's event sets it off.
    pub(crate) fn surround(&mut self, landmarks: &Landmarks, announces: Option<String>, followed: bool, told: bool) {
        let has_no_message = self.means.is_timed || (self.means.is_event() && told);
        self.facts.fix(landmarks.announced, usize::from(announces.is_none()));
        self.facts.fix(landmarks.sends, usize::from(announces.is_none() && has_no_message));
        self.facts.fix(landmarks.followed, usize::from(!followed));
        self.announces = announces;
    }

    /// Whether all participants who do the step commit together in one distributed transaction.
    pub(crate) fn is_two_phase_commit(&self, book: &Rulebook) -> bool {
        book.mechanism_row(&self.facts)
            .and_then(|row| book.mechanism_at(row.rule))
            .is_some_and(|mechanism| mechanism.means.commits_together)
    }
}

/// What part a step has in a saga.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leg {
    /// Its conductor asks for it.
    Conducted,
    /// It is a leg that nobody conducts.
    Other,
    /// It has none.
    None,
}

impl Leg {
    /// Its value of the circumstance `leg`.
    pub(super) fn value(self) -> usize {
        match self {
            Self::Conducted => const { LEG.value("conducted") },
            Self::Other => const { LEG.value("other") },
            Self::None => const { LEG.value("none") },
        }
    }
}

/// The sender and the subject of the message that carries a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Carried {
    /// Who sends it: index of a participant.
    pub(crate) sender: Option<usize>,
    /// Index of the step that the message is about. An event is about the step that it reports; any other
    /// message is about the step that it carries.
    pub(crate) about: usize,
    /// The thing that the message is about, if that is not the thing of the step.
    pub(crate) thing: Option<String>,
}

/// The style of a step, with its meaning and verdict.
struct Styled<'r> {
    style: &'r str,
    means: StyleMeaning,
    verdict: Verdict,
    /// Why a pack asks for the style, and the pack's sources; none for the shipped table.
    reason: Option<(&'r str, &'r [Words<'static>])>,
}

/// The style of a step: the first row of the table whose condition holds, or else the last row.
fn style<'r>(book: &'r Rulebook, facts: &Facts) -> Styled<'r> {
    let row = book.styles.iter().find(|row| row.condition.holds(facts)).or(book.styles.last());
    let styled = row.and_then(|row| match &book.rule(row.rule) {
        Rule { id, kind: RuleKind::Style(style), .. } => {
            Some(Styled { style: id, means: style.means, verdict: style.verdict, reason: book.style_reason(row) })
        }
        _ => None,
    });
    styled.unwrap_or(Styled { style: "", means: StyleMeaning::CALL, verdict: Verdict::Synchronous, reason: None })
}

/// A step with everything that its assessment needs.
pub(crate) struct StepScene<'s, 'a, 'r> {
    pub(crate) book: &'r Rulebook,
    pub(crate) step: &'s StepModel,
    /// The step, as described.
    pub(crate) described: &'s description::Step,
    /// Ids of its flow and of itself.
    pub(crate) ids: [Words<'a>; 2],
    pub(crate) action: &'s Action<'s>,
    pub(crate) draft: &'s Draft<'r>,
    /// The name of the event that reaches this step from another one.
    pub(crate) reached_by: Option<&'s str>,
    /// The system that the step belongs to.
    pub(crate) model: &'a Model<'r>,
    /// The sender and the subject of the message that carries the step, as the flow gives them.
    pub(crate) carried: Carried,
    /// The step that the message is about.
    pub(crate) about: &'s description::Step,
    pub(crate) about_action: &'s Action<'s>,
}

impl<'a, 'r: 'a> StepScene<'_, 'a, 'r> {
    pub(crate) fn assessed(self) -> Step<'a> {
        let draft = self.draft;
        let known = self.step.surely(draft.facts);
        let (gates, constraints) = self.gates();
        let contributions = self.contributions();
        let consistency = self.consistency();
        let message = self.message();
        let delivery = self.delivery(&message.name);
        let call = self.call();
        let [flow, step] = self.ids;
        Step {
            flow,
            step,
            verdict: draft.verdict,
            style: draft.style.into(),
            style_reason: draft
                .style_reason
                .map(|(because, sources)| Reason { because: because.into(), sources: sources.into() }),
            decided_by: draft.decision.by,
            lean: contributions.iter().map(|contribution| contribution.lean).sum(),
            lean_range: decide::lean_range(self.book, &known),
            settled: decide::settled(self.book, &known, draft.default, draft.decision.side),
            contributions,
            gates,
            constraints,
            flips: Vec::new(),
            open_question: None,
            prospects: Vec::new(),
            robustness: None,
            consistency,
            delivery,
            call,
            message,
            needs: Needs::default(),
            disagreements: self.book.disagreements(&draft.facts).map(Words::from).collect(),
        }
    }

    fn contributions(&self) -> Vec<Contribution<'a>> {
        let (step, facts) = (self.step, &self.draft.facts);
        let leans: SmallVec<[decide::Lean; 8]> = decide::leans(self.book, facts).collect();
        let shares = decide::shares(&leans);
        leans
            .iter()
            .zip(shares)
            .filter_map(|(lean, share)| {
                let given = step.answers.iter().find(|given| given.question == lean.question)?;
                let reason = self.reason(*given, lean.effect)?;
                Some(Contribution {
                    rule: reason.rule,
                    answer: reason.answer,
                    basis: given.basis,
                    lean: share,
                    because: reason.because,
                    sources: reason.sources,
                })
            })
            .collect()
    }

    /// The reasons that decide and the reasons that constrain: first the gates that hold, with the deciding one
    /// first; then the other effects that hold.
    fn gates(&self) -> (Vec<Gate<'a>>, Vec<Gate<'a>>) {
        let (step, draft) = (self.step, self.draft);
        let mut gates = Vec::new();
        for gate in self.book.deciders.iter().filter(|gate| gate.condition.holds(&draft.facts)) {
            let Some(given) = step.answers.iter().find(|given| given.question == gate.question) else { continue };
            gates.extend(self.reason(*given, gate.effect));
        }
        let mut constraints = Vec::new();
        for given in &step.answers {
            let answer = &self.book.questions[given.question].answers[given.answer];
            for (index, condition) in answer.effects.iter().enumerate() {
                let shapes = match self.book.effect(given.question, given.answer, index).map(|effect| &effect.does) {
                    Some(Does::Shape { .. }) => true,
                    // An effect that turns ties counts as a reason only if there was a tie.
                    Some(Does::TurnTie { .. }) => draft.decision.by == DecidedBy::Default,
                    _ => false,
                };
                if shapes && condition.holds(&draft.facts) {
                    constraints.extend(self.reason(*given, index));
                }
            }
        }
        (gates, constraints)
    }

    /// The rule, answer, reason and sources of one effect of an answer.
    fn reason(&self, given: Resolved, effect: usize) -> Option<Gate<'a>> {
        let book = self.book;
        let does = book.effect(given.question, given.answer, effect)?;
        let asked = &book.questions[given.question];
        let sources = book.effect_sources(given.question, given.answer, effect);
        Some(Gate {
            rule: asked.id.as_ref().into(),
            answer: asked.answers[given.answer].id.as_ref().into(),
            basis: given.basis,
            effect: match &does.does {
                Does::Decide { side, .. } | Does::TurnTie { side } => side.id().into(),
                Does::Shape { what } => what.as_ref().into(),
                Does::Lean { .. } | Does::Advise { .. } => "".into(),
            },
            because: does.because.as_ref().into(),
            sources: sources.into(),
        })
    }

    fn consistency(&self) -> Consistency<'a> {
        let (book, draft) = (self.book, self.draft);
        let mut facts = draft.facts;
        let landmarks = &book.landmarks;
        if self.is_query_with_invariant() {
            // The two answers contradict each other, and the safer one is followed.
            landmarks.is_command.into_iter().for_each(|(intent, command)| facts.fix(intent, command));
        } else if draft.style == "query" {
            // A query changes nothing, so it cannot break an invariant.
            landmarks.no_invariant.into_iter().for_each(|(invariant, none)| facts.fix(invariant, none));
        }
        let facts = &facts;
        let row = book.mechanism_row(facts);
        let Some((row, case)) = row.and_then(|row| Some((row, book.mechanism_case(row)?))) else {
            return Consistency {
                level: Level::Eventual,
                at_owner: Level::Eventual,
                mechanism: "".into(),
                because: "".into(),
                sources: (&[][..]).into(),
                also: Vec::new(),
                rejected: Vec::new(),
                staleness: None,
            };
        };
        let chosen = book.rule(row.rule).id.as_ref();
        let mut also: Vec<Words<'a>> = Vec::new();
        if let Some(mechanism) = book.mechanism_at(row.rule) {
            also.extend(mechanism.beside.iter().map(|id| Words::from(id.as_ref())));
        }
        let mut rejected = Vec::new();
        for other in book.mechanism_conditions.iter().filter(|other| other.rule != row.rule) {
            let id = book.rule(other.rule).id.as_ref();
            if other.joins.as_ref().is_some_and(|joins| joins.holds(facts)) && !also.iter().any(|a| a == id) {
                also.push(id.into());
            }
            if also.iter().any(|beside| beside == id) {
                continue;
            }
            let Some(index) = other.rejected.iter().position(|condition| condition.holds(facts)) else { continue };
            if let Some(rejection) = book.mechanism_at(other.rule).and_then(|m| m.rejected.get(index)) {
                rejected.push(Rejected { mechanism: id.into(), because: rejection.because.as_ref().into() });
            }
        }
        Consistency {
            level: case.level,
            at_owner: case.at_owner,
            mechanism: chosen.into(),
            because: case.because.as_ref().into(),
            sources: book.mechanism_sources(row).into(),
            also,
            rejected,
            staleness: self.staleness().or((case.level == Level::Strong).then_some("fresh".into())),
        }
    }

    /// Whether the answers say of the step that it only asks, and that it keeps an invariant.
    pub(super) fn is_query_with_invariant(&self) -> bool {
        let landmarks = &self.book.landmarks;
        self.draft.facts.has(landmarks.is_query) && landmarks.names_invariant(&self.draft.facts)
    }

    pub(super) fn staleness(&self) -> Option<Words<'a>> {
        let given = self.step.answers.iter().find(|given| Some(given.question) == self.book.landmarks.staleness)?;
        Some(self.book.questions[given.question].answers[given.answer].id.as_ref().into())
    }

    fn message(&self) -> Message<'a> {
        let (action, draft) = (self.action, self.draft);
        let (kind, name) = if draft.means.is_event() {
            let reached_by = self.reached_by.map(str::to_owned);
            (MessageKind::Event, reached_by.unwrap_or_else(|| action.event()))
        } else if draft.means.only_asks || draft.facts.has(self.book.landmarks.is_query) {
            (MessageKind::Query, action.query())
        } else {
            (MessageKind::Command, action.command())
        };
        let outcomes = if draft.means.replies { &[Outcome::Done, Outcome::Refused][..] } else { &[] };
        let reply = |outcome: &Outcome| Reply { outcome: *outcome, name: outcome_name(action, *outcome).into() };
        let replies = outcomes.iter().map(reply).collect();
        Message { kind, name: name.into(), announces: draft.announces.clone().map(Into::into), replies }
    }
}

impl Side {
    fn id(self) -> &'static str {
        match self {
            Self::Synchronous => "synchronous",
            Self::EventDriven => "event_driven",
        }
    }
}

/// The id as text. A model gives every part an id, so the empty text never occurs.
pub(crate) fn text(id: Option<&String>) -> Words<'_> {
    id.map_or(Cow::Borrowed(""), Into::into)
}

/// The name of the fact that a step ended so: `CardCharged`, `CardChargeRefused`.
pub(super) fn outcome_name(action: &Action<'_>, outcome: Outcome) -> String {
    match outcome {
        Outcome::Done => action.event(),
        Outcome::Refused => action.not_done("refused"),
        Outcome::Failed => action.not_done("failed"),
        Outcome::TimedOut => action.not_done("timed out"),
    }
}
