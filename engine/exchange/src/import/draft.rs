//! A description while an import fills it, with the places in the document that each part was taken from.
//!
//! It makes ids, keeps names within the limits of a description and cuts the document into pieces, each with what it
//! became. It knows no format.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use advice::description::{Description, Field, Flow, Given, LIMITS, Participant, ParticipantKind, Step, Today};
use advice::fault::{Code, Fault, Faults, with_places};
use advice::model::Model;
use advice::rulebook::Rulebook;
use language::case;
use reader::clues;
use reader::evidence::{Evidence, LeftOver};
use reader::reading::{Reading, Role, Sentence};

use super::Unread;

/// Maximum number of steps that one step waits for. Nobody draws more side by side, and lists of them must not grow
/// with the square of a document.
pub(super) const MOST_BEFORE: usize = 64;

/// A description that grows out of a document.
pub(super) struct Draft<'t> {
    /// The document.
    pub(super) text: &'t str,
    description: Description,
    /// The id of each participant, by the name that the document knows it by.
    known: BTreeMap<String, String>,
    /// The participants of which the document says where it names them, by index.
    mentioned: BTreeSet<usize>,
    participant_ids: Ids,
    flow_ids: Ids,
    step_ids: Ids,
    steps: usize,
    marks: Vec<Mark>,
    /// How many marks there were when the last flow was begun.
    marks_before_flow: usize,
    found: Vec<Found>,
    faults: Faults,
    /// The byte at which each listed fault stands.
    starts: Vec<u32>,
    /// Completes "Found no steps, because", if the format has something better to say than that there are none.
    pub(super) because: Option<String>,
}

/// Where a step stands: the indices of its flow and of the step in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) flow: usize,
    pub(super) step: usize,
}

/// A part of the document and what it became.
struct Mark {
    bytes: Range<usize>,
    role: Role,
    at: Vec<String>,
}

/// What was taken from where.
struct Found {
    at: String,
    bytes: Range<usize>,
    because: &'static str,
    /// The answer to a question, where `at` is one.
    answer: Option<(Place, &'static str, &'static str)>,
}

/// Ids that are taken. A name that is taken gets the next number that is free.
#[derive(Default)]
struct Ids {
    taken: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Ids {
    fn make(&mut self, name: &str, otherwise: &str) -> String {
        let mut id: String = case::kebab(name).chars().take(60).collect();
        id.truncate(id.trim_end_matches('-').len());
        if id.is_empty() {
            otherwise.clone_into(&mut id);
        }
        if self.taken.insert(id.clone()) {
            return id;
        }
        let next = self.next.entry(id.clone()).or_insert(2);
        loop {
            let numbered = format!("{id}-{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

impl Place {
    fn pointer(self) -> String {
        format!("/flows/{}/steps/{}", self.flow, self.step)
    }
}

impl<'t> Draft<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            description: Description::default(),
            known: BTreeMap::new(),
            mentioned: BTreeSet::new(),
            participant_ids: Ids::default(),
            flow_ids: Ids::default(),
            step_ids: Ids::default(),
            steps: 0,
            marks: Vec::new(),
            marks_before_flow: 0,
            found: Vec::new(),
            faults: Faults::default(),
            starts: Vec::new(),
            because: None,
        }
    }

    /// Names the system.
    pub(super) fn name(&mut self, name: &str, bytes: Range<usize>) {
        if let Some(name) = one_line(name) {
            self.description.name = name;
            self.mark(bytes, Role::Title, Vec::new());
        }
    }

    /// Says what the system is for.
    pub(super) fn summary(&mut self, summary: &str, bytes: Range<usize>) {
        self.description.summary = prose(summary);
        self.mark(bytes, Role::Title, Vec::new());
    }

    /// Says what is taken for granted.
    pub(super) fn assumes(&mut self, text: String) {
        self.description.assumptions.push(advice::description::Assumption { text, at: None, is: None });
    }

    /// The id of the participant that the document knows as `key`. Mentioned for the first time, it gets this name and
    /// kind. `None` if there are too many.
    pub(super) fn participant(&mut self, key: &str, name: &str, kind: Option<ParticipantKind>) -> Option<String> {
        self.participant_with(key, None, name, kind)
    }

    /// The same for a participant whose id the document gives, which it keeps.
    pub(super) fn participant_as(&mut self, id: &str, name: &str, kind: Option<ParticipantKind>) -> Option<String> {
        self.participant_with(id, Some(id), name, kind)
    }

    fn participant_with(
        &mut self,
        key: &str,
        id: Option<&str>,
        name: &str,
        kind: Option<ParticipantKind>,
    ) -> Option<String> {
        if let Some(id) = self.known.get(key) {
            return Some(id.clone());
        }
        if self.description.participants.len() >= LIMITS.items {
            return None;
        }
        let name = one_line(name).or_else(|| one_line(key)).unwrap_or_else(|| "Somebody".to_owned());
        let id = self.participant_ids.make(id.unwrap_or(&name), "participant");
        // Two that look the same to people are told apart by their ids.
        let is_taken = self.description.participants.iter().any(|known| known.name.as_ref() == Some(&name));
        let name = if is_taken { id.clone() } else { name };
        let participant = Participant { id: Some(id.clone()), name: Some(name), kind, ..Participant::default() };
        self.description.participants.push(participant);
        self.known.insert(key.to_owned(), id.clone());
        Some(id)
    }

    /// The participant with this id, to say more of it.
    pub(super) fn participant_mut(&mut self, id: &str) -> Option<&mut Participant> {
        self.description.participants.iter_mut().find(|known| known.id.as_deref() == Some(id))
    }

    /// Says that a part of the document tells of a participant.
    pub(super) fn tells_of(&mut self, id: &str, bytes: Range<usize>) {
        let index = self.description.participants.iter().position(|known| known.id.as_deref() == Some(id));
        if let Some(index) = index {
            let at = format!("/participants/{index}");
            self.mark(bytes.clone(), Role::AboutParticipant, vec![at.clone()]);
            if !self.mentioned.insert(index) {
                return;
            }
            self.found.push(Found { at, bytes, because: "It names somebody who takes part.", answer: None });
        }
    }

    /// Says where a participant is named for the first time, in what tells of a step.
    pub(super) fn mentions(&mut self, id: &str, bytes: Range<usize>) {
        let index = self.description.participants.iter().position(|known| known.id.as_deref() == Some(id));
        if let Some(index) = index.filter(|index| self.mentioned.insert(*index)) {
            let at = format!("/participants/{index}");
            self.found.push(Found { at, bytes, because: "It names somebody who takes part.", answer: None });
        }
    }

    /// Begins a flow and returns its index. One without a name is called as its first step. `None` if there are too
    /// many.
    pub(super) fn flow(&mut self, name: &str) -> Option<usize> {
        self.drop_empty_flow();
        if self.description.flows.len() >= LIMITS.flows {
            return None;
        }
        let name = one_line(name);
        let id = name.as_deref().map(|name| self.flow_ids.make(name, "flow"));
        self.step_ids = Ids::default();
        self.description.flows.push(Flow { id, name, ..Flow::default() });
        self.marks_before_flow = self.marks.len();
        Some(self.description.flows.len() - 1)
    }

    /// Takes back the flow that was begun last if it got no step, and marks the text about it as left over. This must
    /// happen before the next flow begins, because places and pointers contain the number of the flow.
    fn drop_empty_flow(&mut self) {
        if self.description.flows.pop_if(|flow| flow.steps.is_empty()).is_none() {
            return;
        }
        let gone = format!("/flows/{}", self.description.flows.len());
        for mark in self.marks[self.marks_before_flow..].iter_mut().filter(|mark| mark.at == [gone.as_str()]) {
            mark.role = Role::LeftOver;
            mark.at.clear();
        }
    }

    /// A flow, to say more of it.
    pub(super) fn flow_mut(&mut self, flow: usize) -> Option<&mut Flow> {
        self.description.flows.get_mut(flow)
    }

    /// Says of a flow that whoever asks for its first step sets it off.
    pub(super) fn starts_with_asker(&mut self, flow: usize) {
        if let Some(flow) = self.description.flows.get_mut(flow) {
            flow.actor = flow.steps.first().and_then(|step| step.from.clone());
        }
    }

    /// Adds a step to the flow that was begun last. `bytes` are what it was read from. `None` if there are too many.
    pub(super) fn step(&mut self, action: &str, bytes: Range<usize>) -> Option<Place> {
        if self.steps >= LIMITS.steps {
            return None;
        }
        let action = one_line(action)?;
        let flow = self.description.flows.len().checked_sub(1)?;
        let id = self.step_ids.make(&action, "step");
        let steps = &mut self.description.flows[flow].steps;
        steps.push(Step { id: Some(id), action, ..Step::default() });
        self.steps += 1;
        let place = Place { flow, step: steps.len() - 1 };
        let at = format!("{}/action", place.pointer());
        self.mark(bytes.clone(), Role::Step, vec![place.pointer()]);
        self.found.push(Found { at, bytes, because: "It says what is done.", answer: None });
        Some(place)
    }

    /// A step, to say more of it. `place` was returned by [`Draft::step`].
    pub(super) fn at(&mut self, place: Place) -> &mut Step {
        &mut self.description.flows[place.flow].steps[place.step]
    }

    /// The id of a step.
    pub(super) fn id(&self, place: Place) -> String {
        self.description.flows[place.flow].steps[place.step].id.clone().unwrap_or_default()
    }

    /// Says how a step is built today.
    pub(super) fn today(&mut self, place: Place, today: Today, bytes: Range<usize>) {
        let at = format!("{}/today", place.pointer());
        self.at(place).today = Some(today);
        self.found.push(Found { at, bytes, because: "It says how the step is built today.", answer: None });
    }

    /// Answers a question about a step.
    pub(super) fn infers(
        &mut self,
        place: Place,
        (question, answer): (&'static str, &'static str),
        bytes: Range<usize>,
        because: &'static str,
    ) {
        let at = format!("{}/inferred/{question}", place.pointer());
        self.found.push(Found { at, bytes, because, answer: Some((place, question, answer)) });
    }

    /// Adds to what was said beside a step's action.
    pub(super) fn notes(&mut self, place: Place, notes: &str) {
        let Some(notes) = prose(notes) else { return };
        let known = &mut self.at(place).notes;
        match known {
            Some(known) if known.len() + notes.len() < LIMITS.prose => {
                known.push('\n');
                known.push_str(&notes);
            }
            Some(_) => {}
            None => *known = Some(notes),
        }
    }

    /// Says that a part of the document tells of a step.
    pub(super) fn says(&mut self, place: Place, bytes: Range<usize>) {
        self.mark(bytes, Role::AboutStep, vec![place.pointer()]);
    }

    /// Says that a part of the document tells of a flow.
    pub(super) fn says_of_flow(&mut self, flow: usize, bytes: Range<usize>) {
        self.mark(bytes, Role::AboutStep, vec![format!("/flows/{flow}")]);
    }

    /// Says that a part of the document means nothing to a description, such as the sign of its format.
    pub(super) fn passes(&mut self, bytes: Range<usize>) {
        self.mark(bytes, Role::Talk, Vec::new());
    }

    /// Says that a part of the document was not used, though what is around it was.
    pub(super) fn leaves(&mut self, bytes: Range<usize>) {
        self.mark(bytes, Role::LeftOver, Vec::new());
    }

    fn mark(&mut self, bytes: Range<usize>, role: Role, at: Vec<String>) {
        if bytes.start < bytes.end {
            self.marks.push(Mark { bytes, role, at });
        }
    }

    /// Records a fault of the document. `at` is a JSON Pointer into it, if it has such.
    pub(super) fn fault(&mut self, byte: usize, at: &str, code: Code, message: &str, hint: &str) {
        if !self.faults.is_full() {
            self.starts.push(u32::try_from(byte).unwrap_or(u32::MAX));
        }
        self.faults.push(Fault::new(at, code, message).hint(hint));
    }

    /// The reading of the document.
    ///
    /// # Errors
    /// The faults that were recorded, or that there is no step.
    pub(super) fn finish(mut self, is: &str, book: &Rulebook) -> Result<Reading, Unread> {
        if !self.faults.is_empty() {
            let mut told = self.faults.into_told();
            let rest = told.split_off(self.starts.len());
            let mut placed = with_places(self.text, self.starts.into_iter().zip(told).collect());
            placed.sort_by_key(|fault| (fault.line, fault.column));
            placed.extend(rest);
            return Err(Unread::Faulty(placed));
        }
        self.drop_empty_flow();
        if self.description.flows.is_empty() {
            let because =
                self.because.unwrap_or_else(|| format!("{is} does not have to have any, and this one has none."));
            return Err(Unread::NoSteps(because));
        }
        self.description.flows.iter_mut().flat_map(|flow| &mut flow.steps).for_each(publishes);
        if self.description.name.is_empty() {
            let first = self.description.flows.first();
            let name = first.and_then(|flow| flow.name.clone().or_else(|| Some(flow.steps.first()?.action.clone())));
            self.description.name = name.unwrap_or_else(|| "System".to_owned());
        }
        for flow in self.description.flows.iter_mut().filter(|flow| flow.name.is_none()) {
            let name = flow.steps.first().map(|step| step.action.clone()).unwrap_or_default();
            flow.id = Some(self.flow_ids.make(&name, "flow"));
            flow.name = Some(name);
        }
        let model = Model::resolve(self.description, book).map_err(Unread::Faulty)?;
        let (mut description, mut clues) = clues::fill(&model);
        for (place, question, answer) in self.found.iter().filter_map(|found| found.answer) {
            let step = &mut description.flows[place.flow].steps[place.step];
            step.inferred.insert(question.to_owned(), Given::One(answer.to_owned()));
        }
        let ours: BTreeSet<&str> = self.found.iter().map(|found| found.at.as_str()).collect();
        clues.retain(|clue| !ours.contains(clue.at.as_str()));
        let pieces = pieces(self.text, self.marks);
        let spots = self.found.iter().map(|found| &found.bytes).chain(pieces.iter().map(|piece| &piece.bytes));
        let characters = Characters::of(self.text, spots);
        let words = |bytes: &Range<usize>| self.text.get(bytes.clone()).unwrap_or_default().to_owned();
        let mut evidence: Vec<Evidence> = self
            .found
            .iter()
            .map(|found| Evidence {
                at: found.at.clone(),
                span: Some(characters.span(&found.bytes)),
                within: None,
                words: words(&found.bytes),
                because: found.because,
            })
            .collect();
        evidence.extend(clues);
        let left_over = pieces
            .iter()
            .filter(|piece| piece.role == Role::LeftOver)
            .map(|piece| LeftOver { span: characters.span(&piece.bytes), words: words(&piece.bytes) })
            .collect();
        let sentences = pieces
            .into_iter()
            .map(|Mark { bytes, role, at }| Sentence { span: characters.span(&bytes), role, at })
            .collect();
        Ok(Reading { description, evidence, left_over, sentences })
    }
}

/// Cuts a document into pieces: what stands in the same innermost mark and follows each other is one piece. Every word
/// of the document is in one.
fn pieces(text: &str, mut marks: Vec<Mark>) -> Vec<Mark> {
    // Of two marks of the same bytes, the one that makes a step counts.
    let is_step = |mark: &Mark| mark.role == Role::Step;
    marks.sort_by(|a, b| (a.bytes.start, b.bytes.end, is_step(a)).cmp(&(b.bytes.start, a.bytes.end, is_step(b))));
    let mut cuts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    cuts.extend(marks.iter().flat_map(|mark| [mark.bytes.start, mark.bytes.end]));
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut found: Vec<(Range<usize>, Option<usize>)> = Vec::new();
    let (mut open, mut next, mut start): (Vec<usize>, usize, usize) = (Vec::new(), 0, 0);
    for cut in cuts {
        while next < marks.len() && marks[next].bytes.start <= start {
            open.push(next);
            next += 1;
        }
        while open.last().is_some_and(|last| marks[*last].bytes.end <= start) {
            open.pop();
        }
        let words = text.get(start..cut).unwrap_or_default();
        let trimmed = words.trim_start();
        let first = start + words.len() - trimmed.len();
        let bytes = first..first + trimmed.trim_end().len();
        start = cut;
        if words.chars().any(char::is_alphanumeric) {
            found.push((bytes, open.last().copied()));
        }
    }
    // The name of a field stands for what is in the field.
    for index in (1..found.len()).rev() {
        let (below, above) = (found[index].1, &mut found[index - 1]);
        if above.1.is_none() && text.get(above.0.clone()).is_some_and(is_only_a_name) {
            above.1 = below;
        }
    }
    let said = |mark: Option<usize>| mark.map(|mark| (marks[mark].role, &marks[mark].at));
    let is_same = |one: Option<usize>, other: Option<usize>| one == other || said(one) == said(other);
    let mut pieces: Vec<(Range<usize>, Option<usize>)> = Vec::new();
    for (bytes, mark) in found {
        match pieces.last_mut() {
            Some((last, its)) if is_same(*its, mark) => last.end = bytes.end,
            _ => pieces.push((bytes, mark)),
        }
    }
    let piece = |(bytes, mark): (Range<usize>, Option<usize>)| match mark {
        Some(mark) => Mark { bytes, role: marks[mark].role, at: marks[mark].at.clone() },
        None => Mark { bytes, role: Role::LeftOver, at: Vec::new() },
    };
    pieces.into_iter().map(piece).collect()
}

/// Whether a line is the name of a field whose value begins behind it.
fn is_only_a_name(line: &str) -> bool {
    let line = line.trim_end_matches([' ', '{', '[', '\r']).trim_start_matches(['-', ' ', '{', '[', ',']);
    line.strip_suffix(':').is_some_and(|name| !name.trim_matches(['"', '\'']).contains(": "))
}

/// The number of characters before certain bytes of a text.
struct Characters(BTreeMap<usize, u32>);

impl Characters {
    fn of<'r>(text: &str, ranges: impl Iterator<Item = &'r Range<usize>>) -> Self {
        let mut bytes: Vec<usize> = ranges.flat_map(|range| [range.start, range.end]).collect();
        bytes.sort_unstable();
        bytes.dedup();
        let (mut before, mut count) = (0, 0);
        let mut known = BTreeMap::new();
        for byte in bytes {
            count += text.get(before..byte).map_or(0, |passed| passed.chars().count());
            before = byte;
            known.insert(byte, u32::try_from(count).unwrap_or(u32::MAX));
        }
        Self(known)
    }

    fn span(&self, bytes: &Range<usize>) -> [u32; 2] {
        [bytes.start, bytes.end].map(|byte| self.0.get(&byte).copied().unwrap_or_default())
    }
}

/// A text of one line within the limit of a name; `None` if nothing is in it.
pub(super) fn one_line(text: &str) -> Option<String> {
    let mut line = String::new();
    let mut characters = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if characters > 0 {
            line.push(' ');
            characters += 1;
        }
        for c in word.chars() {
            if characters + 1 >= LIMITS.name {
                line.push('\u{2026}');
                return Some(line);
            }
            line.push(c);
            characters += 1;
        }
    }
    (!line.is_empty()).then_some(line)
}

/// A text of several lines within the limit of prose; `None` if nothing is in it.
fn prose(text: &str) -> Option<String> {
    let mut text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    while text.len() > LIMITS.prose {
        text.pop();
    }
    (!text.is_empty()).then_some(text)
}

/// Writes "Publish" and the event as the action of a step by which a participant tells others an event. Named by the
/// event alone, the step would read as an act of the receivers, and they would be taken for the publishers.
fn publishes(step: &mut Step) {
    let Step { from: Some(from), announces: Some(event), today: Some(today), .. } = step else { return };
    let action = format!("Publish {event}");
    if today.style.as_deref() == Some("event") && !step.to.contains(from) && action.chars().count() <= LIMITS.name {
        step.action = action;
    }
}

/// The fields of a message, as far as there is room for them.
pub(super) fn fields<'n>(named: impl Iterator<Item = (&'n str, Option<&'n str>)>) -> Vec<Field> {
    let field = |(name, kind): (&str, Option<&str>)| {
        Some(Field { name: one_line(name)?, kind: kind.and_then(one_line), personal: None })
    };
    named.take(LIMITS.items).filter_map(field).collect()
}

/// A name in words: `UserSignedUp` gives "User signed up". What is written in words stays.
pub(super) fn in_words(name: &str) -> String {
    let name = name.trim();
    if name.contains(' ') {
        return name.to_owned();
    }
    let parts = case::parts(name);
    let words = parts.iter().enumerate().map(|(index, part)| {
        let is_short = part.chars().count() > 1 && part.chars().all(|c| c.is_uppercase() || c.is_numeric());
        match index {
            _ if is_short => part.clone(),
            0 => {
                let mut first = String::new();
                case::capitalise(&mut first, &part.to_lowercase());
                first
            }
            _ => part.to_lowercase(),
        }
    });
    let words: Vec<String> = words.collect();
    case::spaced(words.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;

    #[test]
    fn a_flow_without_steps_is_left_over_and_moves_no_other() {
        let mut draft = Draft::new("empty full last");
        for (name, bytes) in [("Empty", 0..5), ("Full", 6..10), ("Last", 11..15)] {
            let flow = draft.flow(name).unwrap();
            draft.says_of_flow(flow, bytes.clone());
            if name == "Full" {
                let place = draft.step("Pay the bill", bytes.clone()).unwrap();
                draft.infers(place, ("reply", "none"), bytes, "It says so.");
            }
        }
        let Ok(reading) = draft.finish("This", rules::shipped()) else { panic!("there is a step") };
        let names: Vec<Option<&str>> = reading.description.flows.iter().map(|flow| flow.name.as_deref()).collect();
        assert_eq!(names, [Some("Full")]);
        assert!(reading.evidence.iter().all(|found| found.at.starts_with("/flows/0/")), "{:?}", reading.evidence);
        let over: Vec<&str> = reading.left_over.iter().map(|left| left.words.as_str()).collect();
        assert_eq!(over, ["empty", "last"]);
    }
}
