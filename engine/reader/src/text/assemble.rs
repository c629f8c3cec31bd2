//! Makes the description of what was gathered, with the words behind each part of it.

use std::collections::BTreeMap;
use std::ops::Range;

use advice::description::{self, Description, LIMITS, ParticipantKind, Starts, Trigger, When};
use advice::model::{Ids, Model};
use advice::rulebook::Rulebook;
use language::case::kebab;
use language::clauses::clause::{Clause, Mood, is_participle};
use language::clauses::{Class, Token, is_invisible};
use language::lexicon::{self, Form as VerbForm, nouns};

use super::draft::{Act, Gathered, Tie};
use super::gather::gather;
use super::{Marked, Reader, paths, phrase, schedule, title};
use crate::clues::scene::Form;
use crate::clues::scene::StepWords;
use crate::clues::{self, InferredAnswer, Names};
use crate::evidence::{Evidence, LeftOver};
use crate::reading::{Reading, Role, Sentence};

/// Makes the description of a text that was read. `text` is the text as its writer typed it.
pub(super) fn assemble(mut reader: Reader<'_, '_>, text: &str, book: &Rulebook) -> Reading {
    let flows = std::mem::take(&mut reader.flows);
    let mut flows = gather(schedule::split(&reader, flows));
    paths::resolve(&reader, &mut flows);
    attach(&reader, &mut flows);
    flows.truncate(LIMITS.flows);
    let mut left = LIMITS.steps;
    for gathered in &mut flows {
        let most = left.min(gathered.flow.acts.len());
        gathered.flow.acts.truncate(most);
        gathered.after.truncate(most);
        gathered.ties.truncate(most);
        left -= most;
    }
    flows.retain(|gathered| !gathered.flow.acts.is_empty());
    let whole = reader.whole;
    let (participants, ids) = reader.cast.participants();
    let mut maker = Maker {
        text,
        clean: whole.text,
        tokens: &whole.tokens,
        places: Places::of(text, &whole.tokens),
        evidence: Vec::new(),
        ids,
    };
    let mut description = Description { participants, ..Description::default() };
    for member in 0..maker.ids.len() {
        let said = &reader.cast.member(member).said;
        let id = &maker.ids[member];
        if let Some(index) = description.participants.iter().position(|known| known.id.as_ref() == Some(id)) {
            let at = format!("/participants/{index}");
            maker.tell(at, said, "It names somebody who takes part.");
        }
    }
    for (index, gathered) in flows.iter().enumerate() {
        let made = maker.flow(index, gathered, &reader);
        description.flows.push(made);
    }
    maker.name(&mut description, &flows, &reader.sentences);
    // All references were made here, so they always resolve.
    if let Ok(model) = Model::resolve(description.clone(), book) {
        let names = Names::of(&model);
        let (answers, told) = clues::fill_with(&model, &names, |flow, step| {
            let act = &flows[flow].flow.acts[step];
            let mut words = StepWords::spread(whole, act.own.clone(), act.notes.clone());
            words.form = act.form;
            words.position.fans = act.fans;
            words.position.chained = act.chained;
            words
        });
        description = model.into_description();
        clues::put(&mut description, answers);
        for told in told {
            maker.answer(told);
        }
        let_news_stand_beside(&mut description, &flows);
    }
    let sentences = covering(text, sentences(&maker, &description.participants, &reader.sentences, &flows));
    let left_over = sentences
        .iter()
        .filter(|sentence| sentence.role == Role::LeftOver)
        .map(|sentence| LeftOver { span: sentence.span, words: spelled(text, sentence.span) })
        .collect();
    Reading { description, evidence: maker.evidence, left_over, sentences }
}

/// Gives each sentence about the system to the act that it shares most nouns with, or to the act before it.
fn attach(reader: &Reader<'_, '_>, flows: &mut [Gathered]) {
    let tokens = reader.tokens();
    let nouns = |range: &Range<usize>| -> Vec<String> {
        let words = tokens[range.clone()].iter().filter(|token| token.class == Class::Open && token.lower.len() > 2);
        words.map(|token| nouns::singular(&token.lower)).collect()
    };
    // The acts in which each noun occurs, and all acts by where they end.
    let mut acts: Vec<(usize, usize, Range<usize>)> = Vec::new();
    let mut with: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (f, gathered) in flows.iter().enumerate() {
        for (a, act) in gathered.flow.acts.iter().enumerate() {
            for noun in nouns(&act.own) {
                let known = with.entry(noun).or_default();
                if known.last() != Some(&acts.len()) {
                    known.push(acts.len());
                }
            }
            acts.push((f, a, act.own.clone()));
        }
    }
    for about in &reader.about {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for noun in nouns(about) {
            // A noun of every other act tells none from the others.
            for act in with.get(&noun).filter(|acts| acts.len() <= MOST_SHARED).into_iter().flatten() {
                *shared.entry(*act).or_default() += 1;
            }
        }
        let before = |act: usize| acts[act].2.end <= about.start;
        // "Creates the account; an e-mail address may be used once": said of the act right before.
        let joined = about.start > 0 && tokens[about.start - 1].text == ";";
        let right_before = (0..acts.len()).filter(|act| joined && before(*act)).max_by_key(|act| acts[*act].2.end);
        let best = right_before.or_else(|| {
            shared
                .iter()
                .max_by_key(|(act, shared)| (**shared * 4 + usize::from(before(**act)), **act))
                .map(|(act, _)| *act)
        });
        let best = best.or_else(|| {
            // "This takes minutes": said of the act right before.
            let points = tokens[about.clone()].iter().take(2).any(|token| {
                matches!(
                    &*token.lower,
                    "this" | "that" | "it" | "they" | "these" | "nobody" | "we" | "both" | "neither"
                )
            });
            (0..acts.len()).filter(|act| points && before(*act)).max_by_key(|act| acts[*act].2.end)
        });
        if let Some((flow, act, _)) = best.map(|best| acts[best].clone()) {
            flows[flow].flow.acts[act].notes.push(about.clone());
        }
    }
}

/// In how many acts a noun may occur to say which of them a sentence is about.
const MOST_SHARED: usize = 40;

/// A message to somebody sets nothing off: the step behind it waits for the same as the message.
fn let_news_stand_beside(description: &mut Description, flows: &[Gathered]) {
    for (flow, gathered) in description.flows.iter_mut().zip(flows) {
        let ids: Vec<Option<String>> = flow.steps.iter().map(|step| step.id.clone()).collect();
        let is_none =
            |step: &description::Step| step.inferred.get("reply").is_some_and(|given| given.ids() == ["none"]);
        let mut waits: Vec<Vec<String>> = Vec::new();
        for index in 0..flow.steps.len() {
            let step = &flow.steps[index];
            let plain = step
                .after
                .clone()
                .unwrap_or_else(|| index.checked_sub(1).and_then(|above| ids[above].clone()).into_iter().collect());
            let waited = step.inferred.get("reply").is_some_and(|given| given.ids() == ["answer"]);
            let may_stand_beside = !waited && plain.len() == 1 && !gathered.ties[index].is_told;
            let named = flow.steps[..index].iter().rposition(|step| step.id.as_ref() == plain.first());
            let news = named.filter(|before| {
                let hears = gathered.flow.acts[index].event.is_some() && before + 1 < index;
                may_stand_beside
                    && !hears
                    && !waits[*before].is_empty()
                    && is_none(&flow.steps[*before])
                    && tells(&gathered.flow.acts[*before])
            });
            let own = news.map_or(plain, |news| waits[news].clone());
            if news.is_some() {
                flow.steps[index].after = Some(own.clone());
            }
            waits.push(own);
        }
    }
}

/// Whether an act only lets somebody know.
fn tells(act: &Act) -> bool {
    act.form == Form::News || act.verb().is_some_and(|verb| verb.is(lexicon::Class::Tells))
}

/// What every sentence became.
fn sentences(
    maker: &Maker<'_, '_>,
    participants: &[description::Participant],
    marked: &[Marked],
    flows: &[Gathered],
) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    for marked in marked {
        let mut role = marked.role;
        let may_tell_of_steps = matches!(role, Role::Step | Role::AboutStep | Role::LeftOver);
        // The steps that its words say, and those that it says something about.
        let (mut said, mut about) = (Vec::new(), Vec::new());
        let inside = |range: &Range<usize>| range.start < marked.range.end && marked.range.start < range.end;
        for (f, gathered) in flows.iter().enumerate() {
            for (a, act) in gathered.flow.acts.iter().enumerate() {
                let says = inside(&act.own);
                let notes = act.notes.iter().any(inside) || act.when.as_ref().is_some_and(inside);
                if says || (notes && may_tell_of_steps) {
                    if says { &mut said } else { &mut about }.push(format!("/flows/{f}/steps/{a}"));
                }
            }
        }
        if !said.is_empty() {
            role = Role::Step;
        } else if role == Role::Step {
            role = Role::AboutStep;
        }
        let mut at = if said.is_empty() { about } else { said };
        if role == Role::AboutParticipant {
            let place = |who: &usize| participants.iter().position(|known| known.id.as_ref() == Some(&maker.ids[*who]));
            at = marked.who.iter().filter_map(place).map(|index| format!("/participants/{index}")).collect();
        }
        if role == Role::AboutStep && at.is_empty() {
            role = Role::LeftOver;
        }
        if !marked.range.is_empty() {
            found.push(Sentence { span: maker.places.span(&marked.range), role, at });
        }
    }
    found
}

/// The same sentences, so that together they hold every word of the text: a marker before a sentence belongs to it,
/// and lines that nobody read, such as code, are left over.
fn covering(text: &str, mut sentences: Vec<Sentence>) -> Vec<Sentence> {
    sentences.sort_by_key(|sentence| sentence.span);
    let characters: Vec<char> = text.chars().collect();
    let place = |at: u32| usize::try_from(at).map_or(characters.len(), |at| at.min(characters.len()));
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut covering: Vec<Sentence> = Vec::with_capacity(sentences.len());
    let mut behind = 0;
    let end = number(characters.len());
    let sentinel = Sentence { span: [end, end], role: Role::LeftOver, at: Vec::new() };
    for mut sentence in sentences.into_iter().chain([sentinel]) {
        let start = place(sentence.span[0]);
        let gap = behind.min(start)..start;
        if let Some(first) = gap.clone().find(|at| characters[*at].is_alphanumeric()) {
            let last = gap.clone().rev().find(|at| characters[*at].is_alphanumeric()).map_or(first, |last| last + 1);
            let marks = last - first <= MARKER && !characters[last..gap.end].contains(&'\n') && sentence.span[0] < end;
            if marks {
                sentence.span[0] = number(first);
            } else {
                covering.push(Sentence { span: [number(first), number(last)], role: Role::LeftOver, at: Vec::new() });
            }
        }
        behind = behind.max(place(sentence.span[1]));
        if sentence.span[0] < sentence.span[1] {
            covering.push(sentence);
        }
    }
    covering
}

/// The longest marker before a sentence, in characters: "Marek 10:09", "US-32".
const MARKER: usize = 24;

/// The characters of a span.
fn spelled(text: &str, span: [u32; 2]) -> String {
    let [start, end] = span.map(|at| usize::try_from(at).unwrap_or(usize::MAX));
    text.chars().skip(start).take(end - start).filter(|c| !is_invisible(*c) || c.is_whitespace()).collect()
}

/// The position of each token in characters: its first, and the one behind its last.
struct Places(Vec<[u32; 2]>);

impl Places {
    fn of(text: &str, tokens: &[Token<'_>]) -> Self {
        let (mut byte, mut character) = (0, 0);
        let mut passed = |to: usize| {
            let passed = text.get(byte..to).map_or(0, |passed| passed.chars().count());
            byte = to;
            character += u32::try_from(passed).unwrap_or(0);
            character
        };
        Self(tokens.iter().map(|token| [passed(token.start), passed(token.end())]).collect())
    }

    /// The characters of a range of tokens, which must not be empty.
    fn span(&self, range: &Range<usize>) -> [u32; 2] {
        [self.0[range.start][0], self.0[range.end - 1][1]]
    }
}

/// Makes the parts of a description, and keeps the words that each was made of.
struct Maker<'a, 't> {
    text: &'a str,
    /// The same without the marks of quoting and of comments.
    clean: &'a str,
    tokens: &'a [Token<'t>],
    places: Places,
    evidence: Vec<Evidence>,
    /// The id of each member of the cast.
    ids: Vec<String>,
}

impl Maker<'_, '_> {
    /// Adds evidence: the words of `range` gave the part at pointer `at`.
    fn tell(&mut self, at: String, range: &Range<usize>, because: &'static str) {
        if range.is_empty() {
            return;
        }
        let span = Some(self.places.span(range));
        let words = self.text[self.tokens[range.start].start..self.tokens[range.end - 1].end()].to_owned();
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

    /// Names the system: by its title, or after its first flow.
    fn name(&mut self, description: &mut Description, flows: &[Gathered], marked: &[Marked]) {
        let first = marked.first().filter(|marked| marked.role == Role::Title).map(|marked| marked.range.clone());
        let titled = flows.first().and_then(|gathered| gathered.flow.title.clone());
        let headings = [first, titled].into_iter().flatten();
        let name = headings.filter_map(|range| title::in_heading(self.tokens, self.text, range)).find_map(|range| {
            Some((phrase::words(self.tokens, self.clean, range.clone()), range)).filter(|(name, _)| !name.is_empty())
        });
        if let Some((name, range)) = name {
            self.tell("/name".to_owned(), &range, "It stands above the steps, as a title does.");
            description.name = name;
            return;
        }
        let does = flows.first().and_then(|gathered| title::of_acts(&gathered.flow.acts));
        let flow = || description.flows.first().and_then(|flow| flow.name.clone());
        description.name = does.or_else(flow).filter(|name| !name.is_empty()).unwrap_or_else(|| "System".to_owned());
    }

    fn flow(&mut self, index: usize, gathered: &Gathered, reader: &Reader<'_, '_>) -> description::Flow {
        let at = format!("/flows/{index}");
        let flow = &gathered.flow;
        let mut made = description::Flow::default();
        if let Some(event) = &gathered.trigger {
            made.trigger = Some(Trigger { every: None, event: Some(cut(event)) });
            made.name =
                Some(phrase::capital(language::case::spaced(language::case::parts(event).iter().map(String::as_str))));
        }
        if let Some((every, range)) = &flow.every {
            self.tell(format!("{at}/trigger"), range, "It says how often a clock sets it off.");
            made.trigger = Some(Trigger { every: Some(every.clone()), event: None });
        }
        if let Some((range, name)) = &flow.begins {
            self.tell(format!("{at}/name"), range, "It says what the steps begin with.");
            made.name = Some(name.clone()).filter(|name| !name.is_empty());
        }
        if let Some(title) = flow.title.clone().and_then(|title| title::in_heading(self.tokens, self.text, title)) {
            self.tell(format!("{at}/name"), &title, "It stands above the steps, as a title does.");
            made.name = Some(phrase::words(self.tokens, self.clean, title)).filter(|name| !name.is_empty());
        }
        made.actor = flow.actor.map(|actor| self.ids[actor].clone());
        let mut ids = Ids::default();
        let mut entity: Option<String> = None;
        for (number, act) in flow.acts.iter().enumerate() {
            let at = format!("{at}/steps/{number}");
            let mut step = self.step(&at, act, &mut entity);
            step.id = Some(ids.derive(&short(&step.action), number, "step"));
            let before = |index: usize| made.steps.get(index).and_then(|step| step.id.clone());
            self.depend(&at, &mut step, act, &gathered.ties[number], before);
            if !gathered.after[number].iter().copied().eq(number.checked_sub(1)) {
                step.after = Some(
                    gathered.after[number].iter().filter_map(|before| made.steps.get(*before)?.id.clone()).collect(),
                );
            }
            if made.actor.is_none()
                && gathered.trigger.is_none()
                && flow.every.is_none()
                && let Some(from) =
                    act.from.filter(|from| number == 0 && reader.cast.is(*from, ParticipantKind::Person))
            {
                made.actor = Some(self.ids[from].clone());
            }
            made.steps.push(step);
        }
        if made.name.as_ref().is_none_or(String::is_empty) {
            made.name = title::of_acts(&flow.acts).or_else(|| made.steps.first().map(|step| step.action.clone()));
        }
        made
    }

    fn step(&mut self, at: &str, act: &Act, entity: &mut Option<String>) -> description::Step {
        self.tell([at, "/action"].concat(), &act.own, "It says what is done.");
        let id = |who: &usize| self.ids[*who].clone();
        let to: Vec<String> = act.to.iter().map(id).collect();
        let mut step = description::Step {
            action: cut(&act.action),
            from: act.from.as_ref().map(id),
            tells: act.tells.iter().map(id).filter(|tells| !to.contains(tells)).collect(),
            to,
            announces: act.announces.as_deref().map(cut),
            notes: self.notes(act),
            ..description::Step::default()
        };
        if let Some(range) = act.clause.as_ref().and_then(|clause| self.object(clause)) {
            self.tell([at, "/entity"].concat(), &range, "It is what the step is about.");
            *entity = Some(self.singular(&range));
            step.entity.clone_from(entity);
        } else if act.clause.as_ref().is_some_and(|clause| self.is_about_it(clause)) {
            step.entity.clone_from(entity);
        }
        step
    }

    /// Gives a step what it depends on besides the steps before it. `id` is the id of an earlier step.
    fn depend(
        &mut self,
        at: &str,
        step: &mut description::Step,
        act: &Act,
        tie: &Tie,
        id: impl Fn(usize) -> Option<String>,
    ) {
        let words = act.when.as_ref().or(tie.text.as_ref().map(|said| &said.words));
        let text = tie.text.as_ref().map(|said| {
            let words = phrase::words(self.tokens, self.clean, said.words.clone());
            if said.is_opposite { format!("unless {}", without_tie(&words)) } else { without_tie(&words) }
        });
        if let Some((on, outcome)) = tie.upon {
            step.when = Some(When { step: id(on), outcome: Some(outcome), text: None });
        } else if text.is_some() {
            step.when = Some(When { step: None, outcome: None, text });
        }
        if let (Some(words), true) = (words, step.when.is_some()) {
            self.tell([at, "/when"].concat(), words, "It says under which condition it is done.");
        }
        if let Some((period, range)) = &tie.within {
            self.tell([at, "/within"].concat(), range, "It says how long it may take.");
            step.within = Some(period.clone());
        }
        if let Some((period, range)) = tie.starts.as_ref().or(act.starts.as_ref().filter(|_| tie.upon.is_none())) {
            self.tell([at, "/starts"].concat(), range, "It says when it starts.");
            step.starts = Some(Starts { after: period.clone() });
        }
        if let Some(undone) = tie.undoes {
            self.tell([at, "/undoes"].concat(), &act.own, "It takes back what was done before.");
            step.undoes = id(undone);
        }
    }

    /// The notes of a step, one sentence each.
    fn notes(&self, act: &Act) -> Option<String> {
        let said: Vec<String> = act
            .notes
            .iter()
            .map(|range| phrase::words(self.tokens, self.clean, range.clone()))
            .filter(|said| !said.is_empty())
            .map(|said| format!("{}.", said.trim_end_matches('.')))
            .collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// The words that name the thing a clause is about.
    fn object(&self, clause: &Clause) -> Option<Range<usize>> {
        let passive = clause.mood == Mood::Passive;
        let range =
            if passive { clause.subject.clone() } else { (clause.head + 1).min(clause.span.end)..clause.span.end };
        let mut at = range.start;
        while at < range.end
            && (matches!(self.tokens[at].class, Class::Determiner | Class::Number | Class::Adverb)
                || (at == range.start
                    && self.tokens[at].class == Class::Preposition
                    && clause.verb.is_some_and(|verb| verb.particle() == self.tokens[at].lower)))
        {
            at += 1;
        }
        while at + 1 < range.end
            && self.tokens[at].class == Class::Open
            && self.tokens[at + 1].class == Class::Open
            && (describes(&self.tokens[at]) || PLAIN.contains(&&*self.tokens[at].lower))
        {
            at += 1;
        }
        let start = at;
        while at < range.end && at < start + 3 && self.tokens[at].class == Class::Open && !self.tokens[at].code {
            at += 1;
        }
        (at > start).then_some(start..at)
    }

    /// A name in the singular.
    fn singular(&self, range: &Range<usize>) -> String {
        let mut words: Vec<String> =
            self.tokens[range.clone()].iter().map(|token| token.text.trim_end_matches("'s").to_owned()).collect();
        if let Some(last) = words.last_mut()
            && *last == last.to_lowercase()
        {
            *last = nouns::singular(last);
        }
        words.join(" ").chars().take(LIMITS.name).collect()
    }

    /// Whether a clause is about the same thing as the one before.
    fn is_about_it(&self, clause: &Clause) -> bool {
        let near = clause.head + 1..clause.span.end.min(clause.head + 3);
        near.start < near.end && self.tokens[near].iter().any(|token| matches!(&*token.lower, "it" | "them" | "this"))
    }
}

/// Whether a word describes a thing: a participle or a gerund.
fn describes(token: &Token<'_>) -> bool {
    token.verb_in(VerbForm::Participle).is_some()
        || is_participle(token)
        || lexicon::lemma(&token.lower).is_some_and(|reading| reading.form == VerbForm::Gerund)
}

/// Adjectives for the momentary state of a thing, which are no part of its name.
const PLAIN: &[&str] = &[
    "available",
    "current",
    "entire",
    "existing",
    "final",
    "finished",
    "free",
    "full",
    "latest",
    "new",
    "next",
    "old",
    "open",
    "own",
    "single",
    "special",
    "whole",
];

/// A condition without the word that leads to it.
fn without_tie(said: &str) -> String {
    for tie in ["Only if ", "Only when ", "If ", "In case ", "When ", "Whenever "] {
        if let Some(rest) = said.strip_prefix(tie) {
            return rest.to_owned();
        }
    }
    phrase::small(said)
}

fn cut(name: &str) -> String {
    name.chars().take(LIMITS.name).collect()
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
