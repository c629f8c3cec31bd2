//! The assessment of a model: places, sides, styles, mechanisms, messages, advice and findings, in this order.
//!
//! A pure function of the model. Every word that it puts into an assessment stands in a rule, in the description, or is a
//! name made by [`crate::text::naming`].

use std::borrow::Cow;
use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::assessment::{
    Advice, AdviceVerdict, Advised, Assessment, Consistency, Contribution, DecidedBy, Event, Finding, Flow, Gate,
    LeftOut, Level, Message, MessageKind, Rejected, Ruleset, Step, Verdict, Words,
};
use crate::decide::{self, Decision};
use crate::description;
use crate::finding::Scene;
use crate::model::{FlowModel, Model, Resolved, StepModel};
use crate::place::{self, FEW, Flags, Places};
use crate::rule::{Basis, Does, Kind, Side};
use crate::rulebook::{Facts, Rulebook, TableRow};
use crate::rules::findings::consumer_shaped_event;
use crate::text::naming;

/// Version of the engine, part of every assessment.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// Assesses a system.
pub fn assess<'a>(model: &'a Model<'_>) -> Assessment<'a> {
    let book = model.rulebook();
    let mut steps = Vec::with_capacity(model.flows().iter().map(|flow| flow.steps.len()).sum());
    let mut flows = Vec::with_capacity(model.flows().len());
    let mut events = Vec::new();
    for (flow, described) in model.flows().iter().zip(&model.description().flows) {
        let mut scene = FlowScene { model, book, flow, described, steps: Vec::new() };
        let places = scene.decide();
        scene.announce();
        flows.push(scene.flow(&places));
        events.extend(scene.events());
        steps.extend(scene.assessed());
    }
    let mut assessment = Assessment {
        ruleset: Ruleset { id: book.id().into(), version: book.version().into(), digest: book.digest().into() },
        engine: ENGINE.into(),
        steps,
        flows,
        events,
        advice: Advice { event_sourcing: advise(model, "event_sourcing"), cqrs: advise(model, "cqrs") },
        findings: Vec::new(),
    };
    assessment.findings = findings(model, &assessment.steps);
    assessment
}

/// A step while its flow is assessed.
struct Draft<'a> {
    facts: Facts,
    decision: Decision,
    default: Side,
    style: &'a str,
    verdict: Verdict,
    /// The name of the event that the step announces, if others react to it.
    announces: Option<String>,
    /// The steps whose events reach this one, the nearest to it last; itself where nothing in the flow comes before it.
    reacts_to: Vec<usize>,
}

struct FlowScene<'a, 'r> {
    model: &'a Model<'r>,
    book: &'r Rulebook,
    flow: &'a FlowModel,
    described: &'a description::Flow,
    steps: Vec<Draft<'a>>,
}

impl<'a, 'r: 'a> FlowScene<'a, 'r> {
    /// Puts every step on its side. A step that turns out event-driven is not waited for, so places are found again until
    /// nothing changes; each round takes at least one step out of the prefix.
    fn decide(&mut self) -> Places {
        let mut waited_for = Flags::from_elem(true, self.flow.steps.len());
        loop {
            let places = place::find(self.model, self.flow, &waited_for);
            self.steps = self
                .flow
                .steps
                .iter()
                .map(|step| {
                    let mut facts = step.facts;
                    let in_prefix = places.prefix[step.index];
                    facts.fix(self.book.landmarks.place, usize::from(!in_prefix));
                    let default = if in_prefix { Side::Synchronous } else { Side::EventDriven };
                    let decision = decide::decide(self.book, &facts, default);
                    facts.fix(self.book.landmarks.side, usize::from(decision.side == Side::EventDriven));
                    let (style, verdict) = self.style(&facts);
                    Draft { facts, decision, default, style, verdict, announces: None, reacts_to: Vec::new() }
                })
                .collect();
            let event_driven =
                |index: usize| self.steps[index].decision.side == Side::EventDriven && places.prefix[index];
            let gone: SmallVec<[usize; FEW]> = (0..self.steps.len()).filter(|index| event_driven(*index)).collect();
            if gone.is_empty() {
                return places;
            }
            for index in gone {
                waited_for[index] = false;
            }
        }
    }

    fn style(&self, facts: &Facts) -> (&'a str, Verdict) {
        let fits = |row: &&TableRow| row.condition.holds(facts);
        let Some(row) = self.book.styles.iter().find(fits) else { return ("event", Verdict::EventDriven) };
        let rule = self.book.rule(row.rule);
        match &rule.kind {
            Kind::Style(style) => (&rule.id, style.verdict),
            _ => ("event", Verdict::EventDriven),
        }
    }

    /// Finds who reacts to what, and so which steps announce an event; what comes after decides what a step must hold.
    fn announce(&mut self) {
        let flow = self.flow;
        let depths = place::depths(flow);
        let mut announced = Flags::from_elem(false, self.steps.len());
        for index in 0..self.steps.len() {
            if self.steps[index].style == "event" {
                let mut facts = self.facts_before(index);
                // Which of several comes last must not hang on the order of writing.
                facts.sort_by_key(|fact| (depths[*fact], &self.described.steps[*fact].id));
                if facts.is_empty() {
                    facts.push(index);
                }
                for &fact in &facts {
                    announced[fact] = true;
                }
                self.steps[index].reacts_to = facts;
            }
            announced[index] |= self.steps[index].style == "request_then_event";
        }
        let more = place::followed(flow, |step| {
            let draft = &self.steps[step.index];
            let waited_for = draft.default == Side::Synchronous
                && draft.decision.side == Side::Synchronous
                && draft.style != "query";
            waited_for || self.pays(step)
        });
        let landmarks = self.book.landmarks;
        for (index, draft) in self.steps.iter_mut().enumerate() {
            let described = &self.described.steps[index];
            if announced[index] {
                draft.announces = Some(naming::event(&described.action, described.entity.as_deref()));
            }
            draft.facts.fix(landmarks.announced, usize::from(!announced[index]));
            draft.facts.fix(landmarks.followed, usize::from(!more[index]));
        }
    }

    /// The nearest steps before this one that changed something: a query leaves no fact behind.
    fn facts_before(&self, index: usize) -> Vec<usize> {
        let mut facts = Vec::new();
        let mut seen = BTreeSet::new();
        let mut before = self.flow.steps[index].after.clone();
        while let Some(index) = before.pop() {
            if !seen.insert(index) {
                continue;
            }
            if self.steps[index].style == "query" {
                before.extend(&self.flow.steps[index].after);
            } else {
                facts.push(index);
            }
        }
        facts
    }

    /// Whether the step takes money: it says so, or its action is one of paying.
    fn pays(&self, step: &StepModel) -> bool {
        self.steps[step.index].style != "query"
            && (step.facts.has(self.book.landmarks.balance)
                || naming::is_payment(&self.described.steps[step.index].action))
    }

    fn flow(&self, places: &Places) -> Flow<'a> {
        let id = |index: usize| -> Words<'a> { text(self.described.steps[index].id.as_ref()) };
        let order = || self.flow.order.iter().copied();
        let any = |side| self.steps.iter().any(|step| step.verdict == side);
        let verdict = match (any(Verdict::Synchronous), any(Verdict::EventDriven), any(Verdict::Hybrid)) {
            (_, false, false) => Verdict::Synchronous,
            (false, true, false) => Verdict::EventDriven,
            _ => Verdict::Hybrid,
        };
        Flow {
            flow: text(self.described.id.as_ref()),
            verdict,
            sync_prefix: order().filter(|index| places.prefix[*index]).map(id).collect(),
            commit_point: places.commit_point.map(id),
            asynchronous: order().filter(|index| !places.prefix[*index]).map(id).collect(),
            saga: None,
        }
    }

    fn events(&self) -> Vec<Event<'a>> {
        if self.steps.iter().all(|draft| draft.announces.is_none()) {
            return Vec::new();
        }
        let mut consumers: Vec<Vec<usize>> = vec![Vec::new(); self.steps.len()];
        let mut left_out: Vec<Vec<LeftOut<'a>>> = vec![Vec::new(); self.steps.len()];
        for (index, draft) in self.steps.iter().enumerate() {
            for &source in &draft.reacts_to {
                for &participant in &self.flow.steps[index].to {
                    if !consumers[source].contains(&participant) {
                        consumers[source].push(participant);
                    }
                }
            }
            let Some(&source) = draft.reacts_to.last() else { continue };
            let today = self.described.steps[index].today.as_ref();
            for field in today.map_or(&[][..], |today| &today.fields) {
                if consumer_shaped_event::is_consumers_own(field) {
                    let because = Cow::Borrowed(consumer_shaped_event::LEFT_OUT);
                    left_out[source].push(LeftOut { field: field.into(), because });
                }
            }
        }
        let participant = |index: usize| -> Words<'a> { (&self.model.participants()[index].id).into() };
        let mut events = Vec::new();
        for (index, draft) in self.steps.iter().enumerate() {
            let Some(name) = draft.announces.clone() else { continue };
            let step = &self.flow.steps[index];
            // What starts with an event is announced by who sends it; everything else by who did it.
            let producer = if draft.reacts_to == [index] { step.from } else { step.to.first().copied().or(step.from) };
            events.push(Event {
                name: name.into(),
                flow: text(self.described.id.as_ref()),
                step: text(self.described.steps[index].id.as_ref()),
                producer: producer.map(participant),
                consumers: std::mem::take(&mut consumers[index]).into_iter().map(participant).collect(),
                schema: None,
                left_out: std::mem::take(&mut left_out[index]),
            });
        }
        events
    }

    fn assessed(&self) -> impl Iterator<Item = Step<'a>> {
        (0..self.steps.len()).map(|index| self.step(index))
    }

    fn step(&self, index: usize) -> Step<'a> {
        let (step, described, draft) = (&self.flow.steps[index], &self.described.steps[index], &self.steps[index]);
        let facts = &draft.facts;
        // What was only read out of words may be otherwise.
        let mut known = *facts;
        step.answers
            .iter()
            .filter(|given| given.basis == Basis::Inferred)
            .for_each(|given| known.reopen(given.question));
        let (gates, constraints) = self.gates(step, draft);
        let contributions = self.contributions(step, facts);
        Step {
            flow: text(self.described.id.as_ref()),
            step: text(described.id.as_ref()),
            verdict: draft.verdict,
            style: draft.style.into(),
            decided_by: draft.decision.by,
            lean: contributions.iter().map(|contribution| contribution.lean).sum(),
            lean_range: decide::lean_range(self.book, &known),
            settled: decide::settled(self.book, &known, draft.default, draft.decision.side),
            contributions,
            gates,
            constraints,
            flips: Vec::new(),
            open_question: None,
            robustness: None,
            consistency: self.consistency(step, draft),
            delivery: None,
            message: self.message(described, draft),
        }
    }

    fn contributions(&self, step: &StepModel, facts: &Facts) -> Vec<Contribution<'a>> {
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

    /// The gates that hold, the deciding one first, and the other effects of answers.
    fn gates(&self, step: &StepModel, draft: &Draft<'_>) -> (Vec<Gate<'a>>, Vec<Gate<'a>>) {
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
                    // A tie that was turned is a reason; one that was not there to turn is none.
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

    /// An effect of an answer with its words.
    fn reason(&self, given: Resolved, effect: usize) -> Option<Gate<'a>> {
        let book = self.book;
        let does = book.effect(given.question, given.answer, effect)?;
        let asked = &book.questions[given.question];
        let sources = book.rule_sources(asked.rule?);
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

    fn consistency(&self, step: &StepModel, draft: &Draft<'_>) -> Consistency<'a> {
        let book = self.book;
        let mut facts = draft.facts;
        if draft.style == "query"
            && let Some((invariant, none)) = book.landmarks.no_invariant
        {
            // A question changes nothing, so it cannot break a rule; the rule is kept where the change is decided.
            facts.fix(invariant, none);
        }
        let facts = &facts;
        let row = book.mechanisms.iter().find(|row| row.condition.holds(facts)).or(book.mechanisms.last());
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
            sources: book.rule_sources(row.rule).into(),
            also,
            rejected,
            staleness: self.staleness(step).or((case.level == Level::Strong).then_some("fresh".into())),
        }
    }

    fn staleness(&self, step: &StepModel) -> Option<Words<'a>> {
        let given = step.answers.iter().find(|given| Some(given.question) == self.book.landmarks.staleness)?;
        Some(self.book.questions[given.question].answers[given.answer].id.as_ref().into())
    }

    fn message(&self, described: &'a description::Step, draft: &Draft<'_>) -> Message<'a> {
        let (action, entity) = (described.action.as_str(), described.entity.as_deref());
        let (kind, name) = match draft.style {
            "event" => {
                let source = draft.reacts_to.last().and_then(|source| self.steps[*source].announces.clone());
                (MessageKind::Event, source.unwrap_or_else(|| naming::event(action, entity)))
            }
            "query" => (MessageKind::Query, naming::query(action, entity)),
            _ => (MessageKind::Command, naming::command(action, entity)),
        };
        Message { kind, name: name.into(), announces: draft.announces.clone().map(Into::into) }
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

/// An id of the model: always there, because the model gave it.
fn text(id: Option<&String>) -> Words<'_> {
    id.map_or(Cow::Borrowed(""), Into::into)
}

fn advise<'a>(model: &'a Model<'_>, id: &str) -> Advised<'a> {
    let book = model.rulebook();
    let mut points = 0_i32;
    let mut advised = Advised { verdict: AdviceVerdict::NotNow, speaks_for: Vec::new(), against: Vec::new() };
    for given in model.system() {
        let effects = book.questions[given.question].answers[given.answer].effects.len();
        for effect in (0..effects).filter_map(|index| book.effect(given.question, given.answer, index)) {
            let Does::Advise { on, points: worth } = &effect.does else { continue };
            if on != id {
                continue;
            }
            points += i32::from(*worth);
            let list = if *worth > 0 { &mut advised.speaks_for } else { &mut advised.against };
            list.push(effect.because.as_ref().into());
        }
    }
    if let Some(advice) = book.advice(id) {
        advised.verdict = if points >= i32::from(advice.recommended_from) {
            AdviceVerdict::Recommended
        } else if points >= i32::from(advice.consider_from) {
            AdviceVerdict::Consider
        } else {
            AdviceVerdict::NotNow
        };
    }
    advised
}

fn findings<'a>(model: &'a Model<'_>, steps: &[Step<'_>]) -> Vec<Finding<'a>> {
    let book = model.rulebook();
    let mut findings = Vec::new();
    let mut assessed = steps.iter();
    for (flow, described) in model.flows().iter().zip(&model.description().flows) {
        for (step, described) in flow.steps.iter().zip(&described.steps) {
            let Some(assessed) = assessed.next() else { continue };
            let scene = Scene { model, flow, step, described, assessed };
            for (index, finding) in book.findings() {
                let Some(found) = (finding.check)(&scene) else { continue };
                findings.push(Finding {
                    rule: book.rule(index).id.as_ref().into(),
                    severity: finding.severity,
                    at: format!("/flows/{}/steps/{}{}", flow.index, step.index, found.within).into(),
                    span: None,
                    message: found.message.into(),
                    advice: found.advice.into(),
                    sources: book.rule_sources(index).into(),
                });
            }
        }
    }
    findings
}
