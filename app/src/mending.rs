//! Mends what was read from a text: every change on the bench, as edits of the description and as what the
//! sentences of the text become.
//!
//! Whenever the words of a step change, its answers are read again. An answer that a person took back stays
//! taken back: it is one that the old words gave and that the description does not have any more. This module
//! decides nothing about a step.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Description, Model,
    description::{Answers, LIMITS, Step},
    edit::{self, Edit, SetOff, Told},
    fault::{Code, Fault},
};
use reader::{clues, reading::Role};

use crate::{
    problem::Problem,
    words::{Part, Said, Words},
};

/// A change on the bench. A sentence is named by its index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// A sentence is a step of its own.
    MakeStep {
        /// The sentence.
        sentence: usize,
    },
    /// A sentence says something of a step: its words join the step's notes.
    Attach {
        /// The sentence.
        sentence: usize,
        /// The step.
        step: StepId,
    },
    /// A sentence is no step and says nothing of one.
    SetAside {
        /// The sentence.
        sentence: usize,
    },
    /// A step is none.
    Drop(StepId),
    /// A step and the one above it are one.
    Join(StepId),
    /// A step is two.
    Split {
        /// The step.
        step: StepId,
        /// What it does itself.
        first: String,
        /// What the new step behind it does.
        second: String,
    },
    /// A step is told otherwise: its action, who asks for it and who does it.
    Retell {
        /// The step.
        step: StepId,
        /// What it does.
        action: String,
        /// Who asks for it.
        from: String,
        /// Who does it.
        to: Vec<String>,
    },
    /// A step that the text does not tell is added at the end of a flow.
    Add {
        /// The flow's id.
        flow: String,
        /// The step.
        told: Told,
    },
}

/// A step by its ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepId {
    /// The flow's id.
    pub flow: String,
    /// Its own id.
    pub step: String,
}

/// A description with its words, after a change.
#[derive(Debug)]
pub struct Mended {
    /// The description. It may still be faulty as a whole.
    pub description: Description,
    /// The words; `None` if the description was read from no text.
    pub words: Option<Words>,
}

/// Makes a change on the bench.
///
/// # Errors
/// The faults of the edits, each at its field; or the draft has no such sentence.
pub fn mend(model: &Model<'static>, words: Option<Words>, mend: &Mend) -> Result<Mended, Problem> {
    let mut bench = Bench { model, words, edits: Vec::new() };
    let was = match mend {
        Mend::MakeStep { sentence } => return bench.make_step(*sentence),
        Mend::Attach { sentence, step } => {
            bench.unsay(*sentence, Some(step))?;
            bench.note(*sentence, step);
            bench.becomes(*sentence, Role::AboutStep, vec![step.part()]);
            BTreeMap::new()
        }
        Mend::SetAside { sentence } => {
            bench.unsay(*sentence, None)?;
            bench.becomes(*sentence, Role::Talk, Vec::new());
            BTreeMap::new()
        }
        Mend::Drop(step) => {
            bench.edits.push(step.removal());
            bench.forget(step);
            BTreeMap::new()
        }
        Mend::Join(step) => return bench.join(step),
        Mend::Split { step, first, second } => return bench.split(step, first, second),
        Mend::Retell { step, action, from, to } => {
            let described = step.find(model.description()).cloned().unwrap_or_default();
            let told = Told {
                action: action.clone(),
                from: from.clone(),
                to: to.clone(),
                entity: described.entity.unwrap_or_default(),
                announces: described.announces.unwrap_or_default(),
                tells: described.tells,
            };
            bench.edits.push(Edit::ChangeStep { flow: step.flow.clone(), step: step.step.clone(), told });
            BTreeMap::new()
        }
        Mend::Add { flow, told } => {
            bench.edits.push(Edit::AddStep { flow: flow.clone(), at: None, step: told.clone() });
            BTreeMap::new()
        }
    };
    bench.finish(&was)
}

impl StepId {
    fn part(&self) -> Part {
        Part::Step { flow: self.flow.clone(), step: self.step.clone() }
    }

    fn removal(&self) -> Edit {
        Edit::RemoveStep { flow: self.flow.clone(), step: self.step.clone() }
    }

    fn find<'d>(&self, description: &'d Description) -> Option<&'d Step> {
        let flow = description.flows.iter().find(|flow| flow.id.as_deref() == Some(&*self.flow))?;
        flow.steps.iter().find(|step| step.id.as_deref() == Some(&*self.step))
    }
}

/// The bench during a change.
struct Bench<'m> {
    model: &'m Model<'static>,
    words: Option<Words>,
    edits: Vec<Edit>,
}

impl Bench<'_> {
    fn sentence(&self, index: usize) -> Result<&Said, Problem> {
        let words = self.words.as_ref();
        words.and_then(|words| words.sentences.get(index)).ok_or_else(|| {
            Problem::faulty(vec![Fault::new("", Code::UnknownReference, "The text has no such sentence.")])
        })
    }

    /// The words of a sentence without its bullet and its full stop, in one line.
    fn said(&self, index: usize) -> String {
        let said = self.words.as_ref().map_or("", |words| words.said(index));
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_bullet = |c: char| matches!(c, '-' | '*' | '\u{2022}' | '>' | '#' | '|' | ' ');
        let said = said.trim_matches(is_bullet);
        let numbered = said.trim_start_matches(|c: char| c.is_ascii_digit());
        let said = match numbered.strip_prefix(['.', ')']) {
            Some(rest) if numbered.len() < said.len() => rest.trim_start(),
            _ => said,
        };
        crate::wording::capital(said.trim_end_matches(['.', ';', ',', ':']))
    }

    fn becomes(&mut self, index: usize, role: Role, about: Vec<Part>) {
        let said = self.words.as_mut().and_then(|words| words.sentences.get_mut(index));
        if let Some(said) = said {
            said.role = role;
            said.about = about;
        }
    }

    /// Takes back what a sentence did so far: its steps are removed and its words leave the notes. `but` is a
    /// step that stays.
    fn unsay(&mut self, index: usize, but: Option<&StepId>) -> Result<(), Problem> {
        let said = self.sentence(index)?.clone();
        let note = self.said(index);
        for part in said.about {
            let Part::Step { flow, step } = &part else { continue };
            let id = StepId { flow: flow.clone(), step: step.clone() };
            let Some(described) = id.find(self.model.description()) else { continue };
            match said.role {
                Role::Step if but != Some(&id) && !self.is_told_elsewhere(index, &part) => {
                    self.edits.push(id.removal());
                    self.forget(&id);
                }
                Role::AboutStep if but != Some(&id) => {
                    let notes = described.notes.as_deref().unwrap_or_default();
                    if let Some(notes) = without(notes, &note) {
                        self.edits.push(Edit::ChangeNotes { flow: id.flow, step: id.step, notes });
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether another sentence tells the same step.
    fn is_told_elsewhere(&self, index: usize, part: &Part) -> bool {
        let sentences = self.words.iter().flat_map(|words| &words.sentences).enumerate();
        sentences
            .filter(|(other, said)| *other != index && said.role == Role::Step)
            .any(|(_, said)| said.about.contains(part))
    }

    /// Adds the words of a sentence to the notes of a step, unless they are there.
    fn note(&mut self, index: usize, step: &StepId) {
        let said = self.said(index);
        let described = step.find(self.model.description());
        let notes = described.and_then(|step| step.notes.as_deref()).unwrap_or_default();
        if notes.contains(&said) {
            return;
        }
        let end = if said.ends_with(['!', '?']) { "" } else { "." };
        let notes = format!("{notes} {said}{end}");
        self.edits.push(Edit::ChangeNotes { flow: step.flow.clone(), step: step.step.clone(), notes });
    }

    /// Takes a step that is removed out of the sentences. What told only this step is set aside; what said
    /// something of it is left over, so that it can be said of another step.
    fn forget(&mut self, step: &StepId) {
        let part = step.part();
        for said in self.words.iter_mut().flat_map(|words| &mut words.sentences) {
            let had = said.about.len();
            said.about.retain(|about| *about != part);
            if said.about.is_empty() && had > 0 {
                said.role = if said.role == Role::Step { Role::Talk } else { Role::LeftOver };
            }
        }
    }

    fn make_step(mut self, index: usize) -> Result<Mended, Problem> {
        let said = self.sentence(index)?.clone();
        if said.role != Role::Step {
            self.unsay(index, None)?;
        }
        let action: String = shortened(&self.said(index));
        let (flow, at) = if let Some((flow, at)) = self.place(index) {
            (flow, Some(at))
        } else {
            let name = self.model.description().name.clone();
            self.edits.push(Edit::AddFlow { name, actor: String::new(), set_off: SetOff::default() });
            let so_far = edit::apply_all(self.model.description(), &self.edits).map_err(Problem::faulty)?;
            (so_far.flows.last().and_then(|flow| flow.id.clone()).unwrap_or_default(), None)
        };
        let told = Told { action, ..Told::default() };
        self.edits.push(Edit::AddStep { flow: flow.clone(), at, step: told });
        let was = self.steps();
        let mut mended = self.finish(&BTreeMap::new())?;
        let new = steps_of(&mended.description).into_iter().find(|id| !was.contains(id));
        let made = mended.words.as_mut().and_then(|words| words.sentences.get_mut(index));
        if let (Some(new), Some(made)) = (new, made) {
            if made.role != Role::Step {
                made.about.clear();
            }
            made.role = Role::Step;
            made.about.push(new.part());
        }
        Ok(mended)
    }

    /// The place of a step that a sentence becomes: behind the last step that the sentences up to it tell, else
    /// before the first step that the later ones tell, else at the end of the first flow.
    fn place(&self, index: usize) -> Option<(String, usize)> {
        let description = self.model.description();
        let find = |part: &Part| {
            let Part::Step { flow, step } = part else { return None };
            let flow = description.flows.iter().find(|known| known.id.as_deref() == Some(flow))?;
            let at = flow.steps.iter().position(|known| known.id.as_deref() == Some(step))?;
            Some((flow.id.clone()?, at))
        };
        let sentences = self.words.as_ref().map_or(&[][..], |words| &words.sentences);
        let (before, behind) = sentences.split_at((index + 1).min(sentences.len()));
        let told = |said: &Said| said.role == Role::Step;
        let last = before.iter().rev().filter(|said| told(said)).flat_map(|said| said.about.iter().rev());
        let first = behind.iter().filter(|said| told(said)).flat_map(|said| &said.about);
        let after = last.into_iter().find_map(find).map(|(flow, at)| (flow, at + 1));
        after.or_else(|| first.into_iter().find_map(find)).or_else(|| {
            let flow = description.flows.first()?;
            Some((flow.id.clone()?, flow.steps.len()))
        })
    }

    fn join(mut self, step: &StepId) -> Result<Mended, Problem> {
        let flow = self.model.description().flows.iter().find(|flow| flow.id.as_deref() == Some(&*step.flow));
        let ids = flow.iter().flat_map(|flow| &flow.steps).filter_map(|step| step.id.clone());
        let above = ids.take_while(|id| *id != step.step).last();
        self.edits.push(Edit::JoinStep { flow: step.flow.clone(), step: step.step.clone() });
        let Some(above) = above else { return self.finish(&BTreeMap::new()) };
        let whole = StepId { flow: step.flow.clone(), step: above };
        for said in self.words.iter_mut().flat_map(|words| &mut words.sentences) {
            if !said.about.contains(&step.part()) {
                continue;
            }
            if said.about.contains(&whole.part()) {
                said.about.retain(|part| *part != step.part());
            } else {
                let is_it = |part: &&mut Part| **part == step.part();
                said.about.iter_mut().filter(is_it).for_each(|part| *part = whole.part());
            }
        }
        let both = vec![whole.clone(), step.clone()];
        self.finish(&[(whole, both)].into())
    }

    fn split(mut self, step: &StepId, first: &str, second: &str) -> Result<Mended, Problem> {
        let (first, second) = (first.to_owned(), second.to_owned());
        self.edits.push(Edit::SplitStep { flow: step.flow.clone(), step: step.step.clone(), first, second });
        let so_far = edit::apply_all(self.model.description(), &self.edits).map_err(Problem::faulty)?;
        let was = self.steps();
        let Some(new) = steps_of(&so_far).into_iter().find(|id| !was.contains(id)) else {
            return self.finish(&BTreeMap::new());
        };
        for said in self.words.iter_mut().flat_map(|words| &mut words.sentences) {
            let place = said.about.iter().position(|part| *part == step.part());
            if let Some(place) = place.filter(|_| said.role == Role::Step) {
                said.about.insert(place + 1, new.part());
            }
        }
        self.finish(&[(new, vec![step.clone()])].into())
    }

    fn steps(&self) -> BTreeSet<StepId> {
        steps_of(self.model.description()).into_iter().collect()
    }

    /// Makes the edits and reads the answers again. `was` names the steps that a step was before, where it was
    /// not itself.
    fn finish(self, was: &BTreeMap<StepId, Vec<StepId>>) -> Result<Mended, Problem> {
        let edited = edit::apply_all(self.model.description(), &self.edits).map_err(Problem::faulty)?;
        let description = match Model::resolve(edited.clone(), self.model.rulebook()) {
            Ok(model) => {
                let again = read_again(self.model, &model, was);
                edit::apply_all(&edited, &again).map_err(Problem::faulty)?
            }
            // Whoever resolves the description next tells its faults.
            Err(_) => edited,
        };
        Ok(Mended { description, words: self.words })
    }
}

/// The edits that bring the inferred answers of `after` up to date with its words.
fn read_again(before: &Model<'_>, after: &Model<'_>, was: &BTreeMap<StepId, Vec<StepId>>) -> Vec<Edit> {
    let (read_before, _) = clues::fill(before);
    let (read_after, _) = clues::fill(after);
    let mut edits = Vec::new();
    for id in steps_of(after.description()) {
        let itself = vec![id.clone()];
        let was: Vec<&StepId> = was.get(&id).unwrap_or(&itself).iter().collect();
        let said: Vec<&Answers> =
            was.iter().filter_map(|id| id.find(&read_before)).map(|step| &step.inferred).collect();
        let had: Vec<&Step> = was.iter().filter_map(|id| id.find(before.description())).collect();
        let (Some(now), Some(read)) = (id.find(after.description()), id.find(&read_after)) else { continue };
        let was_said = |question: &String| said.iter().any(|answers| answers.contains_key(question));
        let was_had = |question: &String| {
            had.iter().any(|step| step.inferred.contains_key(question) || step.answers.contains_key(question))
        };
        let mut inferred = Answers::new();
        for (question, given) in &now.inferred {
            // What came out of a wider view of the text than the step's own words stays.
            let is_gone = was_said(question) && !read.inferred.contains_key(question);
            if !is_gone {
                inferred.insert(question.clone(), given.clone());
            }
        }
        for (question, given) in &read.inferred {
            let is_taken_back = was_said(question) && !was_had(question);
            let is_news = !said.iter().any(|answers| answers.get(question) == Some(given));
            if !is_taken_back && (is_news || !was.contains(&&id)) && !now.answers.contains_key(question) {
                inferred.insert(question.clone(), given.clone());
            }
        }
        if inferred != now.inferred {
            edits.push(Edit::Infer { flow: id.flow, step: id.step, inferred });
        }
    }
    edits
}

fn steps_of(description: &Description) -> Vec<StepId> {
    let flows = description.flows.iter().filter_map(|flow| Some((flow.id.as_ref()?, &flow.steps)));
    let steps = flows.flat_map(|(flow, steps)| steps.iter().filter_map(move |step| Some((flow, step.id.as_ref()?))));
    steps.map(|(flow, step)| StepId { flow: flow.clone(), step: step.clone() }).collect()
}

/// The notes without the sentence `said`; `None` if they do not hold it.
fn without(notes: &str, said: &str) -> Option<String> {
    let (before, rest) = notes.split_once(said).filter(|_| !said.is_empty())?;
    Some(format!("{before}{}", rest.trim_start_matches(['.', ' '])))
}

/// The words, cut to the length that an action may have.
fn shortened(said: &str) -> String {
    if said.chars().count() <= LIMITS.name {
        return said.to_owned();
    }
    let cut: String = said.chars().take(LIMITS.name - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}\u{2026}")
}

/// The two parts in which an action is most likely to be split.
pub fn halves(action: &str) -> (String, String) {
    let joint = [" and then ", ", then ", "; ", " and ", ", "].into_iter().find_map(|joint| action.split_once(joint));
    let (first, second) = joint.or_else(|| action.split_once(' ')).unwrap_or((action, ""));
    (first.trim().to_owned(), crate::wording::capital(second.trim()))
}
