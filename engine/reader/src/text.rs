//! Reads free text as a description, in stages; each is a pure function with a type of its own.
//!
//! `text → Blocks → sentences → clauses → what they say → Description`
//!
//! [`blocks`](crate::blocks) finds lines, items and tables. This module walks through them and splits them into
//! sentences. [`shapes`] reads what is drawn or tabled, [`clause_forms`] what is said in clauses. When all acts are
//! known, [`schedule`] puts those that a clock sets off into flows of their own, [`gather`] joins publishers with those
//! who hear them and puts the acts in order, and [`paths`] finds which act depends on the outcome of which earlier one;
//! [`outcomes`] knows the words for outcomes. [`assemble`] makes the description. Clues answer the questions that they
//! can.
//!
//! Every sentence of the text becomes a step, something said about steps or about somebody, talk, or is left over.
//! Reading decides nothing about a step.

mod assemble;
mod cast;
mod clause_forms;
mod draft;
mod gather;
mod headings;
mod outcomes;
mod paths;
mod phrase;
mod schedule;
mod sentence;
mod shapes;
mod talk;
mod title;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use advice::description::ParticipantKind;
use advice::rulebook::Rulebook;
use language::clauses::clause::{self, Clause};
use language::clauses::{Class, Token};

use crate::blocks::{Kind, Unit, blocks};
use crate::clues::scene::{Form, Text};
use crate::reading::{Reading, Role};
use cast::Cast;
use draft::{Act, Flow, Order};

/// Reads a text.
///
/// # Errors
/// The reason why the text has no steps. It completes a sentence that begins with "Found no steps, because".
pub fn read(text: &str, book: &Rulebook) -> Result<Reading, &'static str> {
    let blocks = blocks(text);
    let whole = Text::of(&blocks.clean);
    if whole.tokens.iter().all(|token| !token.text.chars().any(char::is_alphabetic)) {
        return Err("the text has no words.");
    }
    if talk::is_foreign(&whole.tokens) {
        return Err("it does not look like English, and only English is read. Write one step on a line, such as \
                    \u{201c}Reserve the seat\u{201d}.");
    }
    let bare = without_brackets(&whole.tokens);
    let mut reader = Reader::of(&whole, &bare);
    reader.units(&blocks.units);
    reader.close_flow();
    if reader.flows.is_empty() {
        return Err("no line or sentence of it says what somebody does. Write one step on a line, such as \
                    \u{201c}Reserve the seat\u{201d}; only English is read.");
    }
    Ok(assemble::assemble(reader, text, book))
}

/// The tokens with what stands in brackets, and what stands between quotation marks behind its first word, set aside as
/// marks without a text: what is quoted is one thing, whatever it says.
fn without_brackets<'t>(tokens: &[Token<'t>]) -> Vec<Token<'t>> {
    let mut bare = tokens.to_vec();
    let mut at = 0;
    while at < tokens.len() {
        let closed =
            |by: &str, within: usize| (at + 1..tokens.len().min(at + within)).find(|close| tokens[*close].text == by);
        let (aside, close) = match tokens[at].text {
            "(" => closed(")", 60).map(|close| (at..close + 1, close)),
            "\"" => closed("\"", 25).map(|close| (at + 2..close, close)),
            "\u{201c}" => closed("\u{201d}", 25).map(|close| (at + 2..close, close)),
            _ => None,
        }
        .filter(|(aside, _)| !aside.is_empty())
        .unwrap_or((at..at, at));
        at = close + 1;
        for token in &mut bare[aside] {
            (token.text, token.class) = ("", Class::Mark);
            token.lower = std::borrow::Cow::Borrowed("");
            token.readings.clear();
        }
    }
    bare
}

/// What the words under a title or behind a colon are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    /// What happens.
    #[default]
    Acts,
    /// What is not done, or not decided.
    Skipped,
    /// Who takes part.
    Cast,
    /// The events that somebody publishes or hears.
    Events,
}

/// A sentence as it is being read.
#[derive(Debug, Clone)]
struct Marked {
    range: Range<usize>,
    role: Role,
    /// Participants that it is about.
    who: Vec<usize>,
}

/// What words before say of the words that follow.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is said by words of its own and may stand with any other")]
struct Hints {
    /// The sentence says that something takes longer than anybody waits.
    later: bool,
    /// The next words begin with the verb of somebody named before.
    verb_first: bool,
    /// The sentence has said under which condition something is done.
    under_condition: bool,
    /// The sentence has said that somebody gets a receipt, so that what follows is done later.
    receipt: bool,
}

/// The state of reading a text.
struct Reader<'a, 't> {
    whole: &'a Text<'t>,
    /// The tokens with what stands in brackets set aside: clauses are read without it.
    bare: &'a [Token<'t>],
    cast: Cast,
    /// Finished flows, and the one being read.
    flows: Vec<Flow>,
    flow: Flow,
    /// The participant that the heading or the line above names as the one who acts.
    here: Option<usize>,
    /// Who acted last: a pronoun stands for them.
    last_who: Vec<usize>,
    /// The person who acted last: "he" and "she" stand for them.
    last_person: Option<usize>,
    /// Those who were named together last, in their order: "the first" and "the second" stand for one of them.
    listed: Vec<usize>,
    /// The fact that a clause of time has told: "after an invoice is paid".
    fact: Option<String>,
    hints: Hints,
    /// The event below which acts stand that react to it.
    under_event: Option<String>,
    /// The act from which on all react to the act before it: none waits for another.
    react_from: Option<usize>,
    /// The words of the last thing that was acted on: "it" stands for them.
    last_thing: Option<Range<usize>>,
    /// The last event that was named, with its publisher.
    last_event: Option<(Option<String>, Option<usize>)>,
    /// The section that the words stand in, for each depth of nesting.
    sections: Vec<Section>,
    /// The intro of each depth: words such as "afterwards" that are true of every item below.
    intros: Vec<Option<Range<usize>>>,
    /// A condition that a sentence before has left open: "No stock?".
    open_when: Option<Range<usize>>,
    sentences: Vec<Marked>,
    /// Whether the words stand in a list that somebody typed as one.
    in_list: bool,
    /// Whether the words stand in running prose rather than in a list or notes of a line each.
    in_prose: bool,
    /// Sentences that say something about the system without an act.
    about: Vec<Range<usize>>,
    /// The header of the table being read.
    header: Vec<shapes::table::Column>,
}

impl<'a, 't> Reader<'a, 't> {
    fn of(whole: &'a Text<'t>, bare: &'a [Token<'t>]) -> Self {
        Self {
            whole,
            bare,
            cast: Cast::default(),
            flows: Vec::new(),
            flow: Flow::default(),
            here: None,
            last_who: Vec::new(),
            last_person: None,
            listed: Vec::new(),
            fact: None,
            hints: Hints::default(),
            under_event: None,
            react_from: None,
            last_thing: None,
            last_event: None,
            sections: vec![Section::Acts],
            intros: vec![None],
            open_when: None,
            sentences: Vec::new(),
            in_list: false,
            in_prose: false,
            about: Vec::new(),
            header: Vec::new(),
        }
    }

    fn tokens(&self) -> &'a [Token<'t>] {
        &self.whole.tokens
    }

    /// The tokens to read the clauses of a range from: without what stands in brackets, unless the range itself does.
    fn tokens_for(&self, range: &Range<usize>) -> &'a [Token<'t>] {
        let is_inside = self.bare.get(range.start).is_some_and(|first| first.text.is_empty());
        if is_inside { self.tokens() } else { self.bare }
    }

    /// The clauses of a range.
    fn clauses(&self, range: Range<usize>) -> Vec<Clause> {
        clause::clauses(self.tokens_for(&range), range)
    }

    /// The clauses of a range that begins with a verb.
    fn clauses_of_verb(&self, range: Range<usize>) -> Vec<Clause> {
        clause::clauses_of_verb(self.tokens_for(&range), range)
    }

    /// Whether words name somebody who takes part, or a person.
    fn names_somebody(&self, range: Range<usize>) -> bool {
        let tokens = self.tokens();
        let named = phrase::noun_phrase(tokens, range);
        let last = named.end.checked_sub(1).filter(|last| named.contains(last));
        last.is_some_and(|last| language::lexicon::people::is_person(tokens[last].singular()))
            || !named.is_empty() && self.cast.known_in(tokens, named)
    }

    fn text(&self) -> &'a str {
        self.whole.text
    }

    fn remember(&mut self, who: &[usize]) {
        if !who.is_empty() {
            self.last_who = who.to_vec();
        }
        if who.len() > 1 {
            self.listed = who.to_vec();
        }
        let person = who.iter().find(|who| self.cast.is(**who, ParticipantKind::Person));
        self.last_person = person.copied().or(self.last_person);
    }

    /// The tokens in a range of bytes.
    fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let start = tokens.partition_point(|token| token.start < bytes.start);
        start..start + tokens[start..].partition_point(|token| token.start < bytes.end)
    }

    fn units(&mut self, units: &[Unit]) {
        let speakers = self.speakers(units);
        // Several lines of one paragraph that no full stop ends are notes: each line is read as an item is.
        let notes = |index: usize| {
            let unit = &units[index];
            let near = |other: Option<&Unit>| {
                other.is_some_and(|other| other.block == unit.block && other.kind == Kind::Prose)
            };
            unit.kind == Kind::Prose
                && (near(index.checked_sub(1).and_then(|above| units.get(above))) || near(units.get(index + 1)))
        };
        let mut signed = false;
        for (index, unit) in units.iter().enumerate() {
            let mut range = self.within(&unit.range);
            // "Kind regards", and below it only who wrote it.
            signed |= index > 0 && self.is_signed(&units[index - 1..]);
            if signed && !range.is_empty() {
                self.sentences.push(Marked { range, role: Role::Talk, who: Vec::new() });
                continue;
            }
            // "Marek 10:09  coordinator gets a ping": who said it, and when.
            let stamped = |range: &Range<usize>| {
                let tokens = self.tokens();
                range.len() > 3
                    && cast::starts_big(&tokens[range.start])
                    && tokens[range.start + 1].class == Class::Number
                    && tokens[range.start + 1].text.contains(':')
            };
            if stamped(&range) {
                range.start += 2;
            }
            if let Some(colon) = self.label(&range).filter(|colon| speakers.contains(&self.said(range.start..*colon))) {
                range.start = colon + 1;
            }
            if range.is_empty() || unit.kind == Kind::Code {
                continue;
            }
            let next = units.get(index + 1);
            let leads = next.is_some_and(|next| {
                next.depth > unit.depth
                    || (matches!(next.kind, Kind::Row { .. }) && !matches!(unit.kind, Kind::Row { .. }))
            });
            match &unit.kind {
                Kind::Code => {}
                Kind::Heading => self.heading(range, next),
                Kind::Row { cells, header } => {
                    let cells: Vec<Range<usize>> = cells.iter().map(|cell| self.within(cell)).collect();
                    self.row(&cells, *header, range);
                }
                Kind::Item { .. } | Kind::Prose => {
                    self.nest(unit.depth);
                    self.in_list = matches!(unit.kind, Kind::Item { .. });
                    self.in_prose = unit.kind == Kind::Prose && !notes(index);
                    if leads {
                        // Sentences before the one that leads to the list.
                        let tokens = self.tokens();
                        let mut last = range.start;
                        while sentence::end(tokens, last..range.end) < range.end {
                            last = sentence::end(tokens, last..range.end);
                        }
                        if last > range.start && tokens[range.end - 1].text == ":" {
                            self.run(range.start..last, unit);
                            range.start = last;
                        }
                        if self.intro(range.clone(), unit) {
                            continue;
                        }
                    }
                    let over_prose = next.is_some_and(|next| next.block != unit.block && self.is_prose(next));
                    if index == 0
                        && units.len() > 1
                        && (self.is_title(&range, unit) || over_prose && self.is_headline(&range))
                    {
                        self.flow.title = Some(phrase::trimmed(self.tokens(), range.clone()));
                        self.sentences.push(Marked { range, role: Role::Title, who: Vec::new() });
                        continue;
                    }
                    self.run(range, unit);
                }
            }
        }
    }

    /// The colon behind the first words of a line: "Interviewer: …".
    fn label(&self, range: &Range<usize>) -> Option<usize> {
        range.clone().take(8).skip(1).find(|at| self.tokens()[*at].text == ":")
    }

    fn said(&self, range: Range<usize>) -> String {
        // "[10:02] jo:" and "[10:03] jo:" are the same speaker.
        let names =
            self.tokens()[range].iter().filter(|token| token.class != Class::Number && token.class != Class::Mark);
        names.map(|token| &*token.lower).collect::<Vec<_>>().join(" ")
    }

    /// Who speaks in a talk that was written down: the same label stands before several lines, or it is an address.
    fn speakers(&self, units: &[Unit]) -> BTreeSet<String> {
        let lines: Vec<Range<usize>> =
            units.iter().filter(|unit| matches!(unit.kind, Kind::Prose)).map(|unit| self.within(&unit.range)).collect();
        let labels: Vec<String> =
            lines.iter().filter_map(|range| Some(self.said(range.start..self.label(range)?))).collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for label in labels {
            *counts.entry(label).or_default() += 1;
        }
        let spoken = counts.into_iter().filter(|(label, count)| label.starts_with('@') || *count > 1);
        spoken.map(|(label, _)| label).collect()
    }

    /// Goes to a depth of nesting: what an intro said holds for what is deeper only.
    fn nest(&mut self, depth: usize) {
        self.sections.truncate(depth + 1);
        self.intros.truncate(depth + 1);
        let section = *self.sections.last().unwrap_or(&Section::Acts);
        while self.sections.len() <= depth {
            self.sections.push(section);
            self.intros.push(None);
        }
        if depth == 0 {
            self.under_event = None;
            self.react_from = None;
        }
        if depth == 0 && self.sections.len() == 1 && self.intros[0].take().is_some() {
            self.here = None;
        }
    }

    fn section(&self) -> Section {
        *self.sections.last().unwrap_or(&Section::Acts)
    }

    /// Reads a line, item or paragraph sentence by sentence.
    fn run(&mut self, range: Range<usize>, unit: &Unit) {
        let tokens = self.tokens();
        // `{ winnerId, itemId }`: data, and no sentence.
        if tokens[range.start].text == "{" {
            self.sentences.push(Marked { range, role: Role::LeftOver, who: Vec::new() });
            return;
        }
        let mut start = range.start;
        let (mut number, mut joined) = (self.sentences.len(), false);
        while start < range.end {
            let end = sentence::end(tokens, start..range.end);
            let sentence = start..end;
            start = end;
            if sentence.clone().all(|at| tokens[at].class == Class::Mark) {
                if let Some(last) = self.sentences.last_mut() {
                    last.range.end = sentence.end;
                }
                continue;
            }
            let before = self.flow.acts.len();
            let role = self.sentence(sentence.clone(), unit);
            // "This is what MemberJoined looks like": what follows may call it "it".
            if self.flow.acts.len() == before
                && !matches!(role, Role::Question | Role::Rejected)
                && let Some(event) = phrase::event_in(tokens, sentence.clone())
                && self.last_event.as_ref().is_none_or(|(last, _)| last.as_ref() != Some(&event))
            {
                self.last_event = Some((Some(event), None));
            }
            self.timed(before, &sentence);
            // What a semicolon joins is one sentence for whoever publishes and whoever hears.
            // "And the gateway texts the customer": so is what goes on with "and".
            let and = tokens[sentence.start].is("and").then(|| self.flow.acts[..before].last()).flatten();
            if !joined {
                number = and.map_or(self.sentences.len(), |last| last.sentence);
            }
            joined = tokens[sentence.end - 1].text == ";";
            for act in &mut self.flow.acts[before..] {
                act.sentence = number;
            }
            let role = if self.flow.acts.len() > before { Role::Step } else { role };
            let who = if role == Role::AboutParticipant { self.last_who.clone() } else { Vec::new() };
            self.sentences.push(Marked { range: sentence, role, who });
        }
    }

    /// Ends the flow being read; one without acts is dropped.
    fn close_flow(&mut self) {
        let flow = std::mem::take(&mut self.flow);
        if !flow.acts.is_empty() {
            self.flows.push(flow);
        }
        self.last_event = None;
        self.open_when = None;
    }

    fn push(&mut self, mut act: Act) {
        if act.action.is_empty() {
            return;
        }
        if let Some(first) = self.react_from {
            if self.flow.acts.len() > first {
                act.order = Order::Beside;
            }
            // Each reacts in its own time.
            if act.form == Form::Plain {
                act.form = Form::Timed;
            }
        }
        for who in act.to.iter().chain(&act.from).chain(&act.tells) {
            self.cast.uses(*who);
        }
        self.flow.acts.push(act);
    }
}
