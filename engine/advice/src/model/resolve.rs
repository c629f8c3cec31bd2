//! Resolves the references of a description: ids, answers, and which step comes after which.
//!
//! This module collects every fault. It must not decide anything about a step.

use std::collections::BTreeSet;

use super::cast::Named;
use super::ids::{self, Ids, Parts};
use super::{Ancestry, Cast, FlowModel, Model, Resolved, StepModel, structure};
use crate::description::places::{self, Leads};
use crate::description::{self, Answers, Description, Given, Join, LIMITS, Outcome, Plain, names, words};
use crate::fault::{Code, Fault, Faults, did_you_mean};
use crate::rulebook::{Facts, Rulebook, Scope};
use crate::terms::Basis;

/// The number of faults for which a hint guesses what was meant.
const GUESSES: usize = 20;

/// The steps that a step refers to, by index.
struct StepOrder {
    after: Vec<usize>,
    when: Option<(usize, Outcome)>,
    undoes: Option<usize>,
}

/// A description that is being resolved, and the faults that were found in it.
pub(super) struct Resolver<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) faults: Faults,
    /// The ids that the description gives to steps of any flow.
    pub(super) step_ids: BTreeSet<String>,
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

    /// The model of a description. It may be used only if no fault was found.
    pub(super) fn model(&mut self, mut description: Description) -> Model<'r> {
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
            let flow_model = FlowModel { index, actor, is_unattended, steps: models, order };
            self.undone_later(&at, &flow_model, flow);
            flow_models.push(flow_model);
        }
        self.places(&description);
        self.copies(&description.participants, &mut cast);
        cast.take_actors_as_persons(&flow_models);
        let participants = cast.into_participants();
        for (flow, described) in flow_models.iter_mut().zip(&description.flows) {
            structure::fix(&self.rulebook.landmarks, &participants, flow, described);
        }
        Model { rulebook: self.rulebook, description, participants, flows: flow_models, system }
    }

    /// Checks the places of assumptions. What a place names may be gone; then the assumption no longer holds, which is
    /// a finding. A place that no description can have, and an answer that its question does not have, are faults.
    fn places(&mut self, description: &Description) {
        for (index, assumption) in description.assumptions.iter().enumerate() {
            if self.faults.counts_only() {
                return;
            }
            let Some(place) = assumption.at.as_deref() else { continue };
            let at = format!("/assumptions/{index}/at");
            match places::leads(place) {
                None => {
                    let known = names::SYSTEM.contains(&place.split('/').next().unwrap_or_default());
                    let shown: String = place.chars().take(60).collect();
                    let hint = if known { format!("Did you mean `/{shown}`?") } else { words::PLACE.to_owned() };
                    self.fault(at, Code::UnknownReference, words::NO_PLACE.to_owned(), hint);
                }
                Some(Leads::Nowhere(name, known)) => {
                    let hint = match self.meant(name, known.iter().copied()) {
                        Some(meant) => format!("Did you mean `{meant}`?"),
                        None => format!("There it goes on with one of {}.", known.join(", ")),
                    };
                    let shown: String = name.chars().take(60).collect();
                    let message = format!("{} There is no `{shown}`.", words::NO_PLACE);
                    self.fault(at, Code::UnknownReference, message, hint);
                }
                Some(Leads::StepQuestion(question)) => self.assumed(index, question, Scope::Step, assumption),
                Some(Leads::SystemQuestion(question)) => self.assumed(index, question, Scope::System, assumption),
                Some(Leads::Somewhere) => {}
            }
        }
    }

    /// Checks the question that an assumption is about, and the answers that it takes for granted.
    fn assumed(&mut self, index: usize, id: &str, scope: Scope, assumption: &description::Assumption) {
        let Some(question) = self.question(id, scope, &format!("/assumptions/{index}/at")) else { return };
        let answers: Vec<String> = match &assumption.is {
            None => return,
            Some(Plain::Text(text)) => vec![text.clone()],
            // Older YAML parsers turn a bare `yes` or `no` into a boolean.
            Some(Plain::Truth(truth)) => vec![if *truth { "yes" } else { "no" }.to_owned()],
            Some(Plain::Number(number)) => vec![number.to_string()],
            Some(Plain::Several(texts)) => texts.clone(),
        };
        for answer in answers.iter().filter(|answer| self.rulebook.resolve(id, answer).is_none()) {
            self.no_answer(format!("/assumptions/{index}/is"), question, id, answer);
        }
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
        let landmarks = &self.rulebook.landmarks;
        let impossible: Vec<(usize, usize)> = landmarks.impossible(facts).collect();
        for given in self.resolved(inferred, scope, &format!("{at}/inferred"), Basis::Inferred) {
            let is_open = resolved[..known].iter().all(|better| better.question != given.question);
            if is_open && !impossible.contains(&(given.question, given.answer)) {
                facts.set(given.question, given.answer);
                resolved.push(given);
            }
        }
        // Who must keep an invariant changes something, whatever the verb sounds like: the safer reading is followed.
        let query = landmarks.is_query.filter(|_| landmarks.names_invariant(facts));
        let is_guess =
            |given: &Resolved| given.basis == Basis::Inferred && query == Some((given.question, given.answer));
        if let Some(guess) = resolved.iter().position(is_guess) {
            facts.reopen(resolved.remove(guess).question);
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
            let Some(question) = self.question(id, scope, &at) else { continue };
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
                let at = if matches!(given, Given::Several(_)) { format!("{at}/{position}") } else { at.clone() };
                self.no_answer(at, question, id, answer);
            }
        }
        resolved
    }

    /// The number of a question that is asked of a step or of the system. An unknown question is a fault.
    fn question(&mut self, id: &str, scope: Scope, at: &str) -> Option<usize> {
        let rulebook = self.rulebook;
        let found = rulebook.question(id).filter(|question| rulebook.scope(*question) == scope);
        if found.is_none() && !self.faults.counts_only() {
            let hint = self.question_hint(id, scope);
            let shown: String = id.chars().take(60).collect();
            self.fault(at.to_owned(), Code::UnknownQuestion, format!("There is no question `{shown}` here."), hint);
        }
        found
    }

    /// Records that a question does not have an answer.
    fn no_answer(&mut self, at: String, question: usize, id: &str, answer: &str) {
        let asked = self.rulebook.asked(question);
        let known: Vec<&str> =
            asked.map_or(Vec::new(), |asked| asked.answers.iter().map(|answer| answer.id.as_ref()).collect());
        let hint = match self.meant(answer, known.iter().copied()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => format!("The answers are {}; leave it out if you do not know.", known.join(", ")),
        };
        let shown: String = answer.chars().take(60).collect();
        self.fault(at, Code::UnknownAnswer, format!("`{shown}` is no answer to `{id}`."), hint);
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

    /// Records a fault for each step that takes back a step that waits for it.
    fn undone_later(&mut self, at: &str, flow: &FlowModel, described: &description::Flow) {
        if flow.order.len() < flow.steps.len() || flow.steps.iter().all(|step| step.undoes.is_none()) {
            return;
        }
        let ancestry = Ancestry::of(flow);
        for step in &flow.steps {
            let Some(undone) = step.undoes.filter(|undone| ancestry.is_before(step.index, *undone)) else { continue };
            let id = described.steps[undone].id.as_deref().unwrap_or_default();
            self.fault(
                format!("{at}/{}/undoes", step.index),
                Code::Cycle,
                format!("The step `{id}` comes after this one, so this one cannot take it back."),
                "Name an earlier step, or let this step wait for the one that it takes back.",
            );
        }
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
