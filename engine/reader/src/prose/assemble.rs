//! Builds a description with its evidence from drafts.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::clues::scene::{StepWords, Text};
use crate::clues::{self, InferredAnswer, Names};
use crate::evidence::Evidence;
use advice::description::{self, Description, LIMITS, Participant, ParticipantKind};
use advice::model::{Ids, Model};
use advice::rulebook::Rulebook;
use language::case::kebab;
use language::clauses::clause::{Clause, Mood};
use language::clauses::{Class, Token, base, is_invisible};
use language::lexicon::nouns;

use super::Places;
use super::draft::{Flow, Step};
use super::token_ranges::describes;

/// A description with its evidence, and which tokens were used for it.
pub(super) struct Assembled {
    pub(super) description: Description,
    pub(super) evidence: Vec<Evidence>,
    pub(super) covered: Vec<bool>,
}

/// Builds a description from drafts.
pub(super) fn assemble(
    whole: &Text<'_>,
    places: &Places,
    mut flows: Vec<Flow>,
    about: &[Range<usize>],
    book: &Rulebook,
) -> Assembled {
    let Text { text, tokens, .. } = whole;
    flows.truncate(LIMITS.flows);
    let mut left = LIMITS.steps;
    for flow in &mut flows {
        flow.steps.truncate(left);
        left -= flow.steps.len();
    }
    flows.retain(|flow| !flow.steps.is_empty());
    let mut maker = Maker {
        text,
        tokens,
        places,
        evidence: Vec::new(),
        covered: vec![false; tokens.len()],
        participants: Vec::new(),
        known: BTreeMap::new(),
    };
    let mut description = Description::default();
    for (index, flow) in flows.iter().enumerate() {
        let made = maker.flow(index, flow);
        description.flows.push(made);
    }
    maker.system(&mut description, &flows, about);
    description.participants = std::mem::take(&mut maker.participants);
    // All references were made here, so they always resolve.
    if let Ok(model) = Model::resolve(description.clone(), book) {
        let names = Names::of(&model);
        let (answers, told) = clues::fill_with(&model, &names, |flow, step| words(whole, &flows[flow].steps[step]));
        description = model.into_description();
        clues::put(&mut description, answers);
        for told in told {
            maker.answer(told);
        }
    }
    Assembled { description, evidence: maker.evidence, covered: maker.covered }
}

/// The words of a step for the clues.
fn words<'t>(text: &'t Text<'t>, step: &Step) -> StepWords<'t> {
    let mut words = StepWords::spread(text, step.own.clone(), step.notes.clone());
    words.clauses.extend(step.lead.clone());
    words.position.fans = step.fans;
    words.position.chained = step.chained;
    words
}

/// Builds the parts of a description, and records from which words each was built.
pub(super) struct Maker<'a, 't> {
    pub(super) text: &'t str,
    pub(super) tokens: &'a [Token<'t>],
    pub(super) places: &'a Places,
    pub(super) evidence: Vec<Evidence>,
    pub(super) covered: Vec<bool>,
    pub(super) participants: Vec<Participant>,
    /// The index of each participant by its name in lower case.
    pub(super) known: BTreeMap<String, usize>,
}

impl Maker<'_, '_> {
    /// Adds evidence: the words of `range` gave the part at pointer `at`.
    pub(super) fn tell(&mut self, at: String, range: &Range<usize>, because: &'static str) {
        if range.is_empty() {
            return;
        }
        self.covered[range.clone()].fill(true);
        let (start, end) = (self.tokens[range.start].start, self.tokens[range.end - 1].end());
        let span = Some(self.places.span(range));
        let words = self.text[start..end].to_owned();
        self.evidence.push(Evidence { at, span, within: None, words, because });
    }

    /// Adds the evidence for an answer.
    fn answer(&mut self, told: InferredAnswer) {
        let InferredAnswer { at, tokens, words, because } = told;
        match tokens {
            Some(range) => self.tell(at, &range, because),
            None => self.evidence.push(Evidence { at, span: None, within: None, words, because }),
        }
    }

    fn system(&mut self, description: &mut Description, flows: &[Flow], about: &[Range<usize>]) {
        let alone = flows.first().and_then(|flow| flow.title.clone()).filter(|_| flows.len() == 1);
        let said = about.first().map(|range| self.called(range));
        let title = alone.or(said);
        let name = title.as_ref().map(|title| capital(self.clean(title))).filter(|name| !name.is_empty());
        if let (Some(title), true) = (&title, name.is_some()) {
            self.tell("/name".to_owned(), title, "It says what the system is called.");
        }
        let first = || description.flows.first().and_then(|flow| flow.name.clone());
        description.name = name.or_else(first).filter(|name| !name.is_empty()).unwrap_or_else(|| "System".to_owned());
        let said: Vec<String> =
            about.iter().map(|range| self.clean(range)).filter(|said| *said != description.name).collect();
        if !said.is_empty() {
            description.summary = Some(said.join(". "));
            for range in about {
                self.tell("/summary".to_owned(), range, "It says what the system is for.");
            }
        }
    }

    /// The name of a system in a sentence about it: "I'm building a booking system for concerts".
    fn called(&self, range: &Range<usize>) -> Range<usize> {
        let article = |at: &usize| matches!(&*self.tokens[*at].lower, "a" | "an");
        let Some(start) = range.clone().find(article) else { return range.clone() };
        let ends = |at: &usize| {
            matches!(self.tokens[*at].class, Class::Mark | Class::Relative | Class::Condition)
                || self.tokens[*at].is("that")
        };
        let end = (start + 1..range.end).find(ends).unwrap_or(range.end);
        if end > start + 1 { start + 1..end } else { range.clone() }
    }

    fn flow(&mut self, index: usize, flow: &Flow) -> description::Flow {
        let at = format!("/flows/{index}");
        let mut made = description::Flow { name: self.headline(&at, flow), ..description::Flow::default() };
        made.actor = self.actor(&at, flow);
        let mut ids = Ids::default();
        let mut entity: Option<String> =
            flow.trigger.as_ref().and_then(|trigger| self.object(trigger)).map(|range| self.name(&range));
        for (number, step) in flow.steps.iter().enumerate() {
            let at = format!("{at}/steps/{number}");
            let mut described = self.step(&at, step, &mut entity);
            described.id = Some(ids.derive(&short(&described.action), number, "step"));
            self.people(&at, step, &mut described, made.actor.as_ref(), number == 0);
            let above = number.checked_sub(1);
            if !step.after.iter().copied().eq(above) {
                let before = step.after.iter().filter_map(|before| made.steps.get(*before)?.id.clone());
                described.after = Some(before.collect());
            }
            if number == 0 && made.actor.is_none() {
                made.actor = described.from.clone().filter(|from| self.is_person(from));
            }
            made.steps.push(described);
        }
        if made.name.as_ref().is_none_or(String::is_empty) {
            let told = flow.steps.first().and_then(|step| step.clause.as_ref());
            let told = told.filter(|clause| clause.mood == Mood::Statement && made.actor.is_some());
            made.name = told.map(|clause| self.started(clause)).or_else(|| Some(made.steps.first()?.action.clone()));
        }
        made
    }

    /// The name of a flow from its title or from the clause that starts it, if there is one.
    fn headline(&mut self, at: &str, flow: &Flow) -> Option<String> {
        let first = flow.steps.first().map_or(usize::MAX, |step| step.own.start);
        if let Some(announced) = &flow.announced {
            self.tell(at.to_owned(), announced, "It says that the steps follow.");
        }
        let started = flow.trigger.as_ref().map(|trigger| {
            let from = trigger.tie.unwrap_or(trigger.span.start);
            (self.started(trigger), from..trigger.span.end)
        });
        let (at, name, range, because) = match (&flow.title, started) {
            (Some(title), started) => {
                if let Some((_, range)) = started {
                    self.tell(at.to_owned(), &range, "It says what the steps begin with.");
                }
                let name = capital(self.clean(title));
                (format!("{at}/name"), Some(name), title.clone(), "It stands above the steps, as a title does.")
            }
            (None, Some((name, range))) if range.start <= first => {
                (format!("{at}/name"), Some(name), range, "It says what the steps begin with.")
            }
            (None, Some((_, range))) => (at.to_owned(), None, range, "It says when the steps are done."),
            (None, None) => return None,
        };
        self.tell(at, &range, because);
        name
    }

    /// The person for whom the flow runs or who starts it.
    fn actor(&mut self, at: &str, flow: &Flow) -> Option<String> {
        let starts = flow.trigger.as_ref().filter(|trigger| trigger.mood == Mood::Statement);
        let actor = flow.role.clone().or(starts.map(|trigger| trigger.subject.clone()))?;
        let participant = self.participant(&actor)?;
        let id = self.participants[participant].id.clone().filter(|id| self.is_person(id))?;
        self.tell(format!("{at}/actor"), &actor, "It is done for them, or they begin it.");
        Some(id)
    }

    fn is_person(&self, id: &str) -> bool {
        let known = self.participants.iter().find(|known| known.id.as_deref() == Some(id));
        known.is_some_and(|known| known.kind == Some(ParticipantKind::Person))
    }

    /// Builds a step with its action, notes and entity. `entity` is that of the steps before and is updated.
    fn step(&mut self, at: &str, step: &Step, entity: &mut Option<String>) -> description::Step {
        self.tell([at, "/action"].concat(), &step.own, "It says what is done.");
        let mut described =
            description::Step { action: self.action(step), notes: self.notes(step), ..description::Step::default() };
        if let Some(range) = step.clause.as_ref().and_then(|clause| self.object(clause)) {
            self.tell([at, "/entity"].concat(), &range, "It is what the step is about.");
            *entity = Some(self.name(&range));
            described.entity.clone_from(entity);
        } else if self.is_about_it(step) {
            described.entity.clone_from(entity);
        }
        described
    }

    /// The name of a flow from the clause that starts it: "someone books a ticket" gives "Book a ticket".
    fn started(&self, trigger: &Clause) -> String {
        let rest = trigger.head + 1..trigger.span.end;
        match trigger.verb {
            Some(verb) if trigger.mood == Mood::Statement && !rest.is_empty() && verb.particle().is_empty() => {
                capital(format!("{} {}", verb.base, self.clean(&rest)))
            }
            _ => capital(self.clean(&(trigger.subject.start.min(trigger.head)..trigger.span.end))),
        }
    }

    /// The words of an action, with a capital first letter.
    fn action(&self, step: &Step) -> String {
        // "…, stops the lifts", "…, stored": an earlier clause has named the subject.
        let bare = step.clause.as_ref().filter(|clause| {
            clause.head == step.from
                && clause.subject.is_empty()
                && matches!(clause.mood, Mood::Statement | Mood::Passive)
        });
        if let Some(verb) = bare.and_then(|clause| clause.verb) {
            let rest = self.clean(&(step.from + 1..step.own.end));
            return capital(format!("{} {rest}", base(verb, &self.tokens[step.from])).trim_end().to_owned());
        }
        capital(self.clean(&(step.from..step.own.end)))
    }

    /// The notes of a step, one sentence each.
    fn notes(&self, step: &Step) -> Option<String> {
        let when = step.lead.as_ref().map(|lead| lead.tie.unwrap_or(lead.span.start)..lead.span.end);
        let before = Some(step.own.start..step.from)
            .filter(|before| self.tokens[before.clone()].iter().any(|token| token.class == Class::Condition));
        let said: Vec<String> = when
            .into_iter()
            .chain(before)
            .chain(step.notes.iter().cloned())
            .map(|range| self.clean(&range))
            .filter(|said| !said.is_empty())
            .map(|said| format!("{}.", capital(said.trim_end_matches('.').to_owned())))
            .collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// The words of a range in one line, cut to the maximum length of a name.
    fn clean(&self, range: &Range<usize>) -> String {
        let Some(last) = range.end.checked_sub(1).filter(|last| *last >= range.start) else { return String::new() };
        let words = &self.text[self.tokens[range.start].start..self.tokens[last].end()];
        let mut clean = String::new();
        let mut length = 0;
        for word in words.split_whitespace() {
            let visible = || word.chars().filter(|c| !is_invisible(*c));
            length += visible().count() + 1;
            if length > LIMITS.name {
                break;
            }
            if !clean.is_empty() && visible().next().is_some() {
                clean.push(' ');
            }
            clean.extend(visible());
        }
        if clean.is_empty() {
            clean = words.chars().filter(|c| !is_invisible(*c)).take(LIMITS.name).collect();
        }
        clean.truncate(clean.trim_end_matches([',', ';', ':', '-', ' ']).len());
        clean
    }

    /// The words that name the thing a clause is about.
    fn object(&self, clause: &Clause) -> Option<Range<usize>> {
        let range = if clause.mood == Mood::Passive {
            clause.subject.clone()
        } else {
            (clause.head + 1).min(clause.span.end)..clause.span.end
        };
        let mut at = range.start;
        while at < range.end
            && (matches!(self.tokens[at].class, Class::Determiner | Class::Number | Class::Adverb)
                || (at == range.start
                    && self.tokens[at].class == Class::Preposition
                    && clause.verb.is_some_and(|verb| verb.particle() == self.tokens[at].lower)))
        {
            at += 1;
        }
        // Skips adjectives, which are no part of the name: "the confirmed order".
        while at + 1 < range.end
            && self.tokens[at].class == Class::Open
            && self.tokens[at + 1].class == Class::Open
            && (describes(&self.tokens[at]) || PLAIN.contains(&&*self.tokens[at].lower))
        {
            at += 1;
        }
        let start = at;
        while at < range.end && at < start + 3 && self.tokens[at].class == Class::Open {
            at += 1;
        }
        (at > start).then_some(start..at)
    }

    /// A name in the singular.
    fn name(&self, range: &Range<usize>) -> String {
        let mut words: Vec<String> =
            self.tokens[range.clone()].iter().map(|token| token.text.trim_end_matches("'s").to_owned()).collect();
        if let Some(last) = words.last_mut() {
            let lower = last.to_lowercase();
            // At the beginning of a sentence a capital letter has no meaning.
            let begins = range.len() == 1 && (range.start == 0 || self.tokens[range.start - 1].class == Class::Mark);
            let capital = last.chars().skip(1).all(char::is_lowercase) && last.chars().count() > 1;
            if *last == lower || (begins && capital) {
                *last = nouns::singular(&lower);
            }
        }
        words.join(" ").chars().take(LIMITS.name).collect()
    }

    /// Whether a step is about the same thing as the step before.
    fn is_about_it(&self, step: &Step) -> bool {
        step.clause.as_ref().is_some_and(|clause| {
            let near = clause.head + 1..clause.span.end.min(clause.head + 3);
            self.tokens[near].iter().any(|token| matches!(&*token.lower, "it" | "them" | "this"))
        })
    }
}

/// Adjectives for the momentary state of a thing, which are no part of its name.
const PLAIN: &[&str] = &[
    "available",
    "current",
    "entire",
    "existing",
    "free",
    "full",
    "latest",
    "new",
    "next",
    "old",
    "own",
    "polite",
    "single",
    "special",
    "whole",
];

/// Gives the words a capital first letter, unless the first word has a capital inside: `iOS` stays.
fn capital(words: String) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first)
            if first.is_lowercase()
                && !words.split(' ').next().is_some_and(|word| word.chars().any(char::is_uppercase)) =>
        {
            first.to_uppercase().chain(chars).collect()
        }
        _ => words,
    }
}

/// The first meaningful words of an action, for its id.
fn short(action: &str) -> String {
    let mut short = String::new();
    for word in kebab(action).split('-').filter(|word| !matches!(*word, "the" | "a" | "an" | "of" | "to")).take(5) {
        if short.len() + word.len() > 60 {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(word);
    }
    short
}
