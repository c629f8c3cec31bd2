//! The model: a description whose references are resolved against a rulebook.
//!
//! A model can only be made from a description without faults, so code that takes a model need not check
//! anything again. This module must not decide anything about a step.

mod cast;
mod ids;
mod structure;

use std::collections::BTreeSet;

use crate::description::{self, Answers, Description, Given, Join, LIMITS, Outcome, ParticipantKind};
use crate::fault::{Code, Fault, Faults, did_you_mean, placed};
use crate::rulebook::{Facts, Landmarks, Rulebook, Scope};
use crate::terms::Basis;
use crate::tree::Tree;

pub(crate) use cast::Cast;
use cast::Named;
use ids::Parts;
pub use ids::{Ids, give_ids};

/// A description whose references are resolved, with the rulebook that its answers were resolved against.
#[derive(Debug, Clone)]
pub struct Model<'r> {
    rulebook: &'r Rulebook,
    description: Description,
    participants: Vec<Participant>,
    flows: Vec<FlowModel>,
    system: Vec<Resolved>,
}

/// Someone or something that takes part in the system, declared or only named by a step or flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Id, unique in the description.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it is.
    pub kind: ParticipantKind,
    /// Whose data it copies: index of a participant.
    pub of: Option<usize>,
    /// The team that owns it.
    pub team: Option<String>,
}

/// A flow whose steps refer to each other by index.
#[derive(Debug, Clone)]
pub struct FlowModel {
    /// Index of the flow in the description.
    pub index: usize,
    /// Who triggers it: index of a participant.
    pub actor: Option<usize>,
    /// Whether a schedule or an event sets it off, so that no caller waits for it.
    pub is_unattended: bool,
    /// The steps, in the order of the description.
    pub steps: Vec<StepModel>,
    /// Indices of the steps, each after all the steps that it waits for.
    pub order: Vec<usize>,
}

/// A step with its references resolved.
#[derive(Debug, Clone)]
pub struct StepModel {
    /// Index of the step in its flow.
    pub index: usize,
    /// Who asks: index of a participant.
    pub from: Option<usize>,
    /// Who does it: indices of participants.
    pub to: Vec<usize>,
    /// Who only needs to hear of it: indices of participants.
    pub tells: Vec<usize>,
    /// Indices of the steps that it waits for, the one of its condition among them.
    pub after: Vec<usize>,
    /// Whether it waits only for the first of them.
    pub waits_for_any: bool,
    /// The earlier step and the outcome of it under which this step runs.
    pub when: Option<(usize, Outcome)>,
    /// Whether it runs only under some condition: an outcome or a text.
    pub is_conditional: bool,
    /// Whether it starts only after a delay.
    pub is_delayed: bool,
    /// Index of the earlier step that it takes back.
    pub undoes: Option<usize>,
    /// Its answers, in the order of the rulebook.
    pub answers: Vec<Resolved>,
    /// The same answers in the form that the conditions of rules read.
    pub facts: Facts,
    /// Stated answers that the structure contradicts, each with the answer that the structure gives.
    pub contradicted: Vec<(Resolved, Resolved)>,
}

impl StepModel {
    /// Whether it runs because an earlier step was not done: refused, failed or timed out.
    pub fn is_way_out(&self) -> bool {
        self.when.is_some_and(|(_, outcome)| outcome != Outcome::Done)
    }

    /// Derives the answers that the structure gives. A stated answer stays, and a contradiction is noted.
    fn derive(&mut self, landmarks: &Landmarks) {
        let calls_itself = self.from.is_some_and(|from| self.to == [from]);
        let derived = [
            landmarks.several_consumers.filter(|_| self.to.len() > 1 || self.tells.len() > 1),
            landmarks.same_boundary.filter(|_| calls_itself),
        ];
        self.contradicted.clear();
        for (question, answer) in derived.into_iter().flatten() {
            let derived = Resolved { question, answer, basis: Basis::Derived };
            match self.answers.iter().find(|given| given.question == question) {
                Some(stated) if stated.answer != answer => self.contradicted.push((*stated, derived)),
                Some(_) => {}
                None => {
                    self.facts.set(question, answer);
                    self.answers.push(derived);
                }
            }
        }
    }

    /// The facts without the answers that were only read out of words. Those questions are open in the result.
    pub(crate) fn surely(&self, mut facts: Facts) -> Facts {
        let inferred = self.answers.iter().filter(|given| given.basis == Basis::Inferred);
        inferred.for_each(|given| facts.reopen(given.question));
        facts
    }

    /// States another answer to a question. `None` removes the answer, so that the structure may give one.
    pub(crate) fn answer(&mut self, landmarks: &Landmarks, question: usize, answer: Option<usize>) {
        self.answers.retain(|given| given.question != question);
        self.facts.reopen(question);
        if let Some(answer) = answer {
            self.facts.set(question, answer);
            self.answers.push(Resolved { question, answer, basis: Basis::Stated });
        }
        self.derive(landmarks);
        self.answers.sort_by_key(|given| given.question);
    }
}

/// One answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// Index of the question in the rulebook.
    pub question: usize,
    /// Index of the answer in the question.
    pub answer: usize,
    /// Where it comes from.
    pub basis: Basis,
}

/// Reads and resolves a description.
///
/// # Errors
/// Every fault, in the order of the text, each with line and column.
pub fn read<'r>(text: &str, tree: &Tree<'_>, rulebook: &'r Rulebook) -> Result<Model<'r>, Vec<Fault>> {
    resolve_read(text, tree, rulebook, |_| false)
}

/// Reads and resolves a description that is not finished: it may have no flow, and a flow may have no step.
///
/// # Errors
/// Every other fault, in the order of the text, each with line and column.
pub fn read_unfinished<'r>(text: &str, tree: &Tree<'_>, rulebook: &'r Rulebook) -> Result<Model<'r>, Vec<Fault>> {
    resolve_read(text, tree, rulebook, |fault| {
        fault.code == Code::Empty && (fault.at == "/flows" || fault.at.ends_with("/steps"))
    })
}

fn resolve_read<'r>(
    text: &str,
    tree: &Tree<'_>,
    rulebook: &'r Rulebook,
    is_forgiven: impl Fn(&Fault) -> bool,
) -> Result<Model<'r>, Vec<Fault>> {
    let (description, mut faults) = Description::read_all(tree);
    faults.retain(|fault| !is_forgiven(fault));
    let resolved = Model::resolve_all(description, rulebook);
    match resolved {
        Ok(model) if faults.is_empty() => Ok(model),
        Ok(_) => Err(placed(text, tree, [faults])),
        Err(more) => Err(placed(text, tree, [faults, more])),
    }
}

impl<'r> Model<'r> {
    /// Resolves a description: gives every part its id, and finds what its references and its answers name.
    ///
    /// # Errors
    /// Every fault, in the order of the description, without line and column.
    pub fn resolve(description: Description, rulebook: &'r Rulebook) -> Result<Self, Vec<Fault>> {
        Self::resolve_all(description, rulebook).map_err(Faults::into_told)
    }

    /// Like [`Self::resolve`], but returns the faults as they were collected.
    pub(crate) fn resolve_all(description: Description, rulebook: &'r Rulebook) -> Result<Self, Faults> {
        let given = description.flows.iter().flat_map(|flow| &flow.steps).filter_map(|step| step.id.clone());
        let mut resolver = Resolver { rulebook, faults: Faults::default(), step_ids: given.collect() };
        let model = resolver.model(description);
        if resolver.faults.is_empty() { Ok(model) } else { Err(resolver.faults) }
    }

    /// Resolves a description that was assessed before, perhaps with other rules. Answers, styles or a ruleset
    /// that these rules do not know are left out. A description that exceeds a limit was assessed under a wider
    /// one, so that fault is only reported. Returns the model and these faults.
    ///
    /// # Errors
    /// All faults, if one of them is of another kind: such a description cannot have been assessed.
    pub fn resolve_kept(description: Description, rulebook: &'r Rulebook) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut resolver = Resolver { rulebook, faults: Faults::default(), step_ids: BTreeSet::new() };
        let model = resolver.model(description);
        let faults = resolver.faults.into_told();
        let is_unknown = |fault: &Fault| {
            fault.at == "/ruleset"
                // `MoreFaults` stands for faults that are not listed. The description was assessed, so these
                // are of the same kinds.
                || matches!(
                    fault.code,
                    Code::UnknownQuestion | Code::UnknownAnswer | Code::LimitPassed | Code::MoreFaults
                )
                || (fault.code == Code::UnknownValue && fault.at.ends_with("/today/style"))
                // The question took several answers then and takes one now.
                || (fault.code == Code::WrongType && fault.at.contains("/answers/"))
        };
        if faults.iter().all(is_unknown) { Ok((model, faults)) } else { Err(faults) }
    }

    /// The rulebook that the answers were resolved against.
    pub fn rulebook(&self) -> &'r Rulebook {
        self.rulebook
    }

    /// The description, with every id explicit.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The description, with every id explicit, without the rest of the model.
    pub fn into_description(self) -> Description {
        self.description
    }

    /// Every participant: first the declared ones, then those that are only named, in the order in which they
    /// are named.
    pub fn participants(&self) -> &[Participant] {
        &self.participants
    }

    /// Whether a participant is a service of this system.
    pub(crate) fn is_ours(&self, participant: usize) -> bool {
        self.participants[participant].kind == ParticipantKind::Service
    }

    /// The flows, in the order of the description.
    pub fn flows(&self) -> &[FlowModel] {
        &self.flows
    }

    /// The answers to the system's questions, in the order of the rulebook.
    pub fn system(&self) -> &[Resolved] {
        &self.system
    }
}

/// The number of faults for which a hint guesses what was meant.
const GUESSES: usize = 20;

/// The steps that a step refers to, by index.
struct StepOrder {
    after: Vec<usize>,
    when: Option<(usize, Outcome)>,
    undoes: Option<usize>,
}

struct Resolver<'r> {
    rulebook: &'r Rulebook,
    faults: Faults,
    /// The ids that the description gives to steps of any flow.
    step_ids: BTreeSet<String>,
}

impl<'r> Resolver<'r> {
    /// Records a fault.
    fn fault(&mut self, at: String, code: Code, message: String, hint: impl Into<String>) {
        self.faults.push(Fault::new(at, code, message).hint(hint));
    }

    /// Guesses what was probably meant. A guess compares the text with every id, so only the first faults get
    /// one.
    fn meant<'c>(&self, written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        if self.faults.found() < GUESSES { did_you_mean(written, candidates) } else { None }
    }

    /// Gives every part its id and records a fault for each id that is given twice.
    fn ids(&mut self, at: &str, what: &str, parts: Parts<'_>) -> Ids {
        let (ids, twice) = Ids::give(what, parts);
        for (index, id) in twice {
            self.fault(
                format!("{at}/{index}/id"),
                Code::DuplicateId,
                format!("The id `{id}` is given to another {what} already."),
                "Give each its own id, or leave the id out to have one made.",
            );
        }
        ids
    }

    fn model(&mut self, mut description: Description) -> Model<'r> {
        if let Some(ruleset) = description.ruleset.as_deref()
            && ruleset != self.rulebook.id()
        {
            self.fault(
                "/ruleset".to_owned(),
                Code::UnknownReference,
                format!("There is no ruleset `{ruleset}`."),
                format!("Write `{}`, or leave it out.", self.rulebook.id()),
            );
        }
        let (mut system, mut facts) = self.answers(&description.answers, Scope::System, "");
        self.inferred(&description.inferred, Scope::System, "", (&mut system, &mut facts));
        system.sort_by_key(|given| given.question);

        self.ids("/participants", "participant", ids::of_participants(&mut description.participants));
        let mut cast = Cast::declared(&description.participants);
        self.ids("/flows", "flow", ids::of_flows(&mut description.flows));

        let mut flow_models = Vec::with_capacity(description.flows.len());
        for (index, flow) in description.flows.iter_mut().enumerate() {
            let at = format!("/flows/{index}/steps");
            let step_ids = self.ids(&at, "step", ids::of_steps(&mut flow.steps));
            let mut models = Vec::with_capacity(flow.steps.len());
            for (step_index, step) in flow.steps.iter().enumerate() {
                let before = cast.participants().len();
                let named = cast.named_by_step(step);
                if before <= LIMITS.participants && cast.participants().len() > LIMITS.participants {
                    self.fault(
                        format!("{at}/{step_index}"),
                        Code::LimitPassed,
                        format!("There are more than {} participants, declared or only named.", LIMITS.participants),
                        "Describe a part of the system by itself.",
                    );
                }
                let order = self.step_order(&at, step_index, step, &step_ids);
                if let Some(style) = step.today.as_ref().and_then(|today| today.style.as_deref()) {
                    self.style(&format!("{at}/{step_index}/today/style"), style);
                }
                models.push(self.step(step_index, named, order, step, &at));
            }
            let actor = cast.named_by_flow(flow);
            let order = self.order(&at, &models, flow);
            let is_unattended = flow.trigger.is_some();
            flow_models.push(FlowModel { index, actor, is_unattended, steps: models, order });
        }
        self.copies(&description.participants, &mut cast);
        cast.take_actors_as_persons(&flow_models);
        let participants = cast.into_participants();
        for (flow, described) in flow_models.iter_mut().zip(&description.flows) {
            structure::fix(&self.rulebook.landmarks, &participants, flow, described);
        }
        Model { rulebook: self.rulebook, description, participants, flows: flow_models, system }
    }

    fn style(&mut self, at: &str, style: &str) {
        if self.rulebook.style(style).is_some() || self.faults.counts_only() {
            return;
        }
        let known: Vec<&str> = self.rulebook.styles().map(|rule| rule.id.as_ref()).collect();
        let hint = match did_you_mean(style, known.iter().copied()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => format!("The styles are {}.", known.join(", ")),
        };
        let shown: String = style.chars().take(60).collect();
        self.fault(at.to_owned(), Code::UnknownValue, format!("There is no style `{shown}`."), hint);
    }

    fn after(&mut self, at: &str, index: usize, after: Option<&[String]>, ids: &Ids) -> Vec<usize> {
        let Some(after) = after else {
            return index.checked_sub(1).into_iter().collect();
        };
        let mut found = Vec::with_capacity(after.len());
        let mut known = BTreeSet::new();
        for (position, id) in after.iter().enumerate() {
            if id.is_empty() {
                continue;
            }
            match ids.find(id) {
                Some(step) if known.insert(step) => found.push(step),
                Some(_) => {}
                None if self.faults.counts_only() => {}
                None => {
                    let hint = match self.meant(id, ids.all()) {
                        _ if self.step_ids.contains(id) => {
                            "Another flow has a step of this id; a step can only wait for one of its own flow."
                                .to_owned()
                        }
                        Some(meant) => format!("Did you mean `{meant}`?"),
                        None => "Name a step of the same flow by its id.".to_owned(),
                    };
                    self.fault(
                        format!("{at}/{index}/after/{position}"),
                        Code::UnknownReference,
                        format!("This flow has no step `{id}`."),
                        hint,
                    );
                }
            }
        }
        found
    }

    /// Finds the participants that others copy.
    fn copies(&mut self, declared: &[description::Participant], cast: &mut Cast) {
        for (index, participant) in declared.iter().enumerate() {
            let Some(of) = participant.of.as_deref() else { continue };
            if let Some(of) = cast.find(of).filter(|of| *of != index) {
                cast.copies(index, of);
                continue;
            }
            let known: Vec<&str> = cast.participants().iter().map(|who| who.id.as_str()).collect();
            let hint = match self.meant(of, known) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => "Name another participant by its id.".to_owned(),
            };
            let message = description::words::no_other_participant(of);
            self.fault(format!("/participants/{index}/of"), Code::UnknownReference, message, hint);
        }
    }

    /// Finds the steps that a step refers to.
    fn step_order(&mut self, at: &str, index: usize, step: &description::Step, ids: &Ids) -> StepOrder {
        let mut reference = |field: &str, id: Option<&str>| {
            let id = id?;
            let found = ids.find(id).filter(|found| *found != index);
            if found.is_none() {
                let hint = match self.meant(id, ids.all()) {
                    Some(meant) if ids.find(meant) != Some(index) => format!("Did you mean `{meant}`?"),
                    _ => "Name another step of the same flow by its id.".to_owned(),
                };
                let message = description::words::no_other_step(id);
                self.fault(format!("{at}/{index}/{field}"), Code::UnknownReference, message, hint);
            }
            found
        };
        let when = step.when.as_ref();
        let condition = reference("when/step", when.and_then(|when| when.step.as_deref()));
        let undoes = reference("undoes", step.undoes.as_deref());
        // A step whose condition names an earlier step waits for that step, and if nothing else is said, for it
        // alone.
        let mut after = match (condition, &step.after) {
            (Some(_), None) => Vec::new(),
            _ => self.after(at, index, step.after.as_deref(), ids),
        };
        after.extend(condition.filter(|condition| !after.contains(condition)));
        let outcome = when.and_then(|when| when.outcome).unwrap_or_default();
        StepOrder { after, when: condition.map(|step| (step, outcome)), undoes }
    }

    fn step(
        &mut self,
        index: usize,
        named: Named,
        order: StepOrder,
        described: &description::Step,
        at: &str,
    ) -> StepModel {
        let at = format!("{at}/{index}");
        let (answers, facts) = self.answers(&described.answers, Scope::Step, &at);
        let mut step = StepModel {
            index,
            from: named.from,
            to: named.to,
            tells: named.tells,
            after: order.after,
            waits_for_any: described.join == Some(Join::Any),
            when: order.when,
            is_conditional: described.when.is_some(),
            is_delayed: described.starts.is_some(),
            undoes: order.undoes,
            answers,
            facts,
            contradicted: Vec::new(),
        };
        let parties = match step.from {
            Some(from) if step.to == [from] => 0,
            Some(from) if !step.to.is_empty() && !step.to.contains(&from) => 1,
            _ => 2,
        };
        step.facts.fix(self.rulebook.landmarks.parties, parties);
        step.derive(&self.rulebook.landmarks);
        self.inferred(&described.inferred, Scope::Step, &at, (&mut step.answers, &mut step.facts));
        step.answers.sort_by_key(|given| given.question);
        step
    }

    /// Adds the answers that were read out of words, unless a stated or derived answer exists or what is known
    /// contradicts them.
    fn inferred(
        &mut self,
        inferred: &Answers,
        scope: Scope,
        at: &str,
        (resolved, facts): (&mut Vec<Resolved>, &mut Facts),
    ) {
        if inferred.is_empty() {
            return;
        }
        let known = resolved.len();
        let impossible: Vec<(usize, usize)> = self.rulebook.landmarks.impossible(facts).collect();
        for given in self.resolved(inferred, scope, &format!("{at}/inferred"), Basis::Inferred) {
            let is_open = resolved[..known].iter().all(|better| better.question != given.question);
            if is_open && !impossible.contains(&(given.question, given.answer)) {
                facts.set(given.question, given.answer);
                resolved.push(given);
            }
        }
    }

    fn answers(&mut self, answers: &Answers, scope: Scope, at: &str) -> (Vec<Resolved>, Facts) {
        let resolved = self.resolved(answers, scope, &format!("{at}/answers"), Basis::Stated);
        let mut facts = self.rulebook.facts();
        for given in &resolved {
            facts.set(given.question, given.answer);
        }
        (resolved, facts)
    }

    /// Finds answers in the rulebook. An unknown question or answer is a fault.
    fn resolved(&mut self, answers: &Answers, scope: Scope, at: &str, basis: Basis) -> Vec<Resolved> {
        let rulebook = self.rulebook;
        let mut resolved = Vec::with_capacity(answers.len() + 2);
        for (id, given) in answers {
            let at = format!("{at}/{}", id.replace('~', "~0").replace('/', "~1"));
            let Some(question) = rulebook.question(id).filter(|question| rulebook.scope(*question) == scope) else {
                if self.faults.counts_only() {
                    continue;
                }
                let hint = self.question_hint(id, scope);
                let shown: String = id.chars().take(60).collect();
                self.fault(at, Code::UnknownQuestion, format!("There is no question `{shown}` here."), hint);
                continue;
            };
            let asked = rulebook.asked(question);
            if matches!(given, Given::Several(_)) && !asked.is_some_and(|asked| asked.several) {
                let message = format!("The question `{id}` takes one answer.");
                self.fault(at, Code::WrongType, message, "Write the answer without brackets.");
                continue;
            }
            for (position, answer) in given.ids().iter().enumerate() {
                if let Some((_, found)) = rulebook.resolve(id, answer) {
                    let given = Resolved { question, answer: found, basis };
                    if !resolved.contains(&given) {
                        resolved.push(given);
                    }
                    continue;
                }
                if self.faults.counts_only() {
                    continue;
                }
                let known: Vec<&str> =
                    asked.map_or(Vec::new(), |asked| asked.answers.iter().map(|answer| answer.id.as_ref()).collect());
                let hint = match self.meant(answer, known.iter().copied()) {
                    Some(meant) => format!("Did you mean `{meant}`?"),
                    None => format!("The answers are {}; leave it out if you do not know.", known.join(", ")),
                };
                let at = if matches!(given, Given::Several(_)) { format!("{at}/{position}") } else { at.clone() };
                let shown: String = answer.chars().take(60).collect();
                self.fault(at, Code::UnknownAnswer, format!("`{shown}` is no answer to `{id}`."), hint);
            }
        }
        resolved
    }

    fn question_hint(&self, id: &str, scope: Scope) -> String {
        if let Some(question) = self.rulebook.question(id) {
            return match self.rulebook.scope(question) {
                Scope::System => "This is asked of the whole system: put it into the `answers` at the top.".to_owned(),
                _ => "This is asked of a step: put it into the `answers` of a step.".to_owned(),
            };
        }
        let known: Vec<&str> = self.rulebook.questions(scope).map(|rule| rule.id.as_ref()).collect();
        match self.meant(id, known.iter().copied()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => format!("The questions here are {}.", known.join(", ")),
        }
    }

    /// Sorts the steps so that each comes after all the steps that it waits for; otherwise the order of the
    /// description stays. Records a fault for each loop.
    fn order(&mut self, at: &str, steps: &[StepModel], flow: &description::Flow) -> Vec<usize> {
        let mut waiting: Vec<usize> = steps.iter().map(|step| step.after.len()).collect();
        let mut followers = vec![Vec::new(); steps.len()];
        for step in steps {
            for &before in &step.after {
                followers[before].push(step.index);
            }
        }
        let mut ready: BTreeSet<usize> =
            waiting.iter().enumerate().filter(|(_, count)| **count == 0).map(|(index, _)| index).collect();
        let mut order = Vec::with_capacity(steps.len());
        while let Some(next) = ready.pop_first() {
            order.push(next);
            for &follower in &followers[next] {
                waiting[follower] -= 1;
                if waiting[follower] == 0 {
                    ready.insert(follower);
                }
            }
        }
        if order.len() < steps.len() {
            self.cycles(at, steps, &waiting, flow);
        }
        order
    }

    /// Records one fault for each loop, at the first of its steps.
    fn cycles(&mut self, at: &str, steps: &[StepModel], waiting: &[usize], flow: &description::Flow) {
        let mut seen = BTreeSet::new();
        for start in (0..steps.len()).filter(|index| waiting[*index] > 0) {
            let mut path = Vec::new();
            let mut here = start;
            while seen.insert(here) {
                path.push(here);
                // Every step that was not sorted waits for another one that was not sorted.
                match steps[here].after.iter().find(|before| waiting[**before] > 0) {
                    Some(&before) => here = before,
                    None => break,
                }
            }
            let Some(entry) = path.iter().position(|step| *step == here) else { continue };
            let names: Vec<&str> =
                path[entry..].iter().chain([&here]).filter_map(|step| flow.steps[*step].id.as_deref()).collect();
            let first = path[entry..].iter().min().copied().unwrap_or(here);
            self.fault(
                format!("{at}/{first}/after"),
                Code::Cycle,
                format!("These steps wait for each other: {}.", names.join(" waits for ")),
                "Take one of the references away.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules;

    use super::*;
    use crate::fault::FAULTS_SHOWN;

    fn faults(json: &str) -> Vec<Fault> {
        let tree = Tree::from_json(json).unwrap();
        read(json, &tree, rules::shipped()).map(|_| ()).unwrap_err()
    }

    #[test]
    fn faults_of_form_and_of_reference_come_together_in_the_order_of_the_text() {
        let found = faults(
            "{\"name\": \"x\", \"flows\": [\n  {\"id\": \"a\", \"steps\": [{\"action\": \"b\", \"after\": [\"c\"]}]},\n  {\"id\": \"a\", \"steps\": [{\"id\": \"c\", \"action\": 1}]}]}",
        );
        let places: Vec<_> = found.iter().map(|fault| (fault.at.as_str(), fault.code, fault.line)).collect();
        let expected = [
            ("/flows/0/steps/0/after/0", Code::UnknownReference, Some(2)),
            ("/flows/1/id", Code::DuplicateId, Some(3)),
            ("/flows/1/steps/0/action", Code::WrongType, Some(3)),
        ];
        assert_eq!(places, expected);
        assert!(found[0].hint.as_deref().unwrap().starts_with("Another flow"));
    }

    #[test]
    fn what_is_still_being_written_may_be_without_flows_and_steps_and_nothing_else() {
        let unfinished = |json: &str| -> Vec<String> {
            let tree = Tree::from_json(json).unwrap();
            let read = read_unfinished(json, &tree, rules::shipped());
            read.err().unwrap_or_default().into_iter().map(|fault| fault.at).collect()
        };
        for json in [r#"{"name": "x", "flows": []}"#, r#"{"name": "x", "flows": [{"name": "y", "steps": []}]}"#] {
            assert_eq!(faults(json).len(), 1, "{json}");
            assert!(unfinished(json).is_empty(), "{json}");
        }
        let json = r#"{"name": "", "flows": [{"steps": [{"action": ""}]}, {"steps": []}]}"#;
        assert_eq!(unfinished(json), ["/name", "/flows/0/steps/0/action"]);
    }

    #[test]
    fn a_condition_makes_a_step_wait_and_every_reference_to_nothing_is_told() {
        let json = r#"{"name": "x", "flows": [{"steps": [{"id": "hold", "action": "a"}, {"id": "charge", "action": "b"}, {"id": "ship", "action": "c"},
            {"id": "free", "action": "d", "when": {"step": "charge", "outcome": "refused"}, "undoes": "hold"},
            {"id": "tell", "action": "e", "after": ["ship"], "when": {"step": "charge"}}]}]}"#;
        let tree = Tree::from_json(json).unwrap();
        let model = read(json, &tree, rules::shipped()).unwrap();
        let [.., free, tell] = &model.flows()[0].steps[..] else { panic!() };
        assert_eq!((&free.after[..], free.when, free.undoes), (&[1][..], Some((1, Outcome::Refused)), Some(0)));
        assert_eq!((&tell.after[..], tell.when), (&[2, 1][..], Some((1, Outcome::Done))));
        let found = faults(
            r#"{"name": "x", "participants": [{"id": "copy", "of": "copy"}, {"id": "old", "of": "prises"}, {"id": "prices"}], "flows": [{"steps": [
                {"id": "a", "action": "a", "when": {"step": "a"}, "undoes": "b"}, {"action": "c", "when": {"step": "d", "outcome": "failed"}}]}]}"#,
        );
        let places: Vec<_> = found.iter().map(|fault| fault.at.as_str()).collect();
        let expected = [
            "/participants/0/of",
            "/participants/1/of",
            "/flows/0/steps/0/when/step",
            "/flows/0/steps/0/undoes",
            "/flows/0/steps/1/when/step",
        ];
        assert_eq!(places, expected);
        assert!(found.iter().all(|fault| fault.code == Code::UnknownReference));
        assert_eq!(found[1].hint.as_deref(), Some("Did you mean `prices`?"));
    }

    #[test]
    fn a_loop_is_told_once_with_its_steps() {
        let found = faults(
            r#"{"name": "x", "flows": [{"steps": [{"id": "a", "action": "a", "after": ["c"]}, {"id": "b", "action": "b"}, {"id": "c", "action": "c"}]}]}"#,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::Cycle);
        assert_eq!(found[0].message, "These steps wait for each other: a waits for c waits for b waits for a.");
    }

    #[test]
    fn of_very_many_faults_so_many_are_listed_and_the_rest_is_said() {
        let fields: Vec<String> = (0..FAULTS_SHOWN * 2).map(|index| format!("\"x{index}\": 1")).collect();
        let found = faults(&format!("{{\"name\": \"x\", \"flows\": [], {}}}", fields.join(",")));
        assert_eq!(found.len(), FAULTS_SHOWN + 1);
        assert_eq!(found.last().unwrap().code, Code::MoreFaults);
        assert!(found[..FAULTS_SHOWN].iter().all(|fault| fault.code != Code::MoreFaults));
    }

    #[test]
    fn what_was_read_out_of_words_stands_behind_what_was_said_and_what_the_structure_says() {
        let json = r#"{"name": "x", "inferred": {"lifetime": "long"}, "answers": {"lifetime": "short"}, "flows": [{"steps": [{"action": "a", "to": ["b", "c"],
            "answers": {"reply": "none"}, "inferred": {"reply": "answer", "consumer_count": "single", "intent": "event"}}]}]}"#;
        let tree = Tree::from_json(json).unwrap();
        let model = read(json, &tree, rules::shipped()).unwrap();
        let given = |resolved: &[Resolved]| -> Vec<(String, Basis)> {
            let id = |given: &Resolved| rules::shipped().questions[given.question].answers[given.answer].id.to_string();
            resolved.iter().map(|given| (id(given), given.basis)).collect()
        };
        let mut answers = given(&model.flows()[0].steps[0].answers);
        answers.sort();
        let expected = [("event", Basis::Inferred), ("multiple", Basis::Derived), ("none", Basis::Stated)];
        assert_eq!(answers, expected.map(|(id, basis)| (id.to_owned(), basis)));
        assert_eq!(given(model.system()), [("short".to_owned(), Basis::Stated)]);
        let wrong = faults(
            r#"{"name": "x", "inferred": {"reply": "none"}, "flows": [{"steps": [{"action": "a", "inferred": {"reply": "perhaps"}}]}]}"#,
        );
        let places: Vec<_> = wrong.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
        let expected =
            [("/inferred/reply", Code::UnknownQuestion), ("/flows/0/steps/0/inferred/reply", Code::UnknownAnswer)];
        assert_eq!(places, expected);
    }

    #[test]
    fn the_participant_too_many_is_told_once_though_no_step_names_too_many() {
        let step = |step: usize| {
            let to: Vec<String> = (0..500).map(|place| format!("\"p{step}-{place}\"")).collect();
            format!(r#"{{"action": "a", "to": [{}]}}"#, to.join(","))
        };
        let steps: Vec<String> = (0..10).map(step).collect();
        let found = faults(&format!(r#"{{"name": "x", "flows": [{{"steps": [{}]}}]}}"#, steps.join(",")));
        let places: Vec<_> = found.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
        assert_eq!(places, [("/flows/0/steps/8", Code::LimitPassed)]);
    }

    #[test]
    fn who_is_named_twice_takes_part_once_and_an_answer_given_twice_counts_once() {
        let json = r#"{"name": "x", "answers": {"history_needed": ["undo_redo", "undo_redo"]}, "flows": [{"steps": [{"action": "a", "to": ["b", "b"]}]}]}"#;
        let tree = Tree::from_json(json).unwrap();
        let model = read(json, &tree, rules::shipped()).unwrap();
        assert_eq!(model.system().len(), 1);
        assert_eq!(model.flows()[0].steps[0].to.len(), 1);
        assert!(model.flows()[0].steps[0].answers.is_empty(), "one participant is not several consumers");
    }
}
