//! A step as clues see it: its words, the names around it, and its place in the flow.

use std::ops::Range;

use language::clauses::clause::{Clause, Link, Mood, clauses, ends_sentence};
use language::clauses::{Class, Token, tokens};
use language::lexicon::{nouns, people};

use super::keys::{Keys, Set};
use super::word_lists::{self, BACKSTAGE, FACES};

/// A text with its tokens and keys.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "a text is its text, and what was made of it")]
pub(crate) struct Text<'t> {
    /// The text as written.
    pub(crate) text: &'t str,
    /// Its tokens.
    pub(crate) tokens: Vec<Token<'t>>,
    /// The keys of each token.
    pub(crate) keys: Vec<Keys>,
}

impl<'t> Text<'t> {
    /// Splits a text into tokens and finds their keys.
    pub(crate) fn of(text: &'t str) -> Self {
        let tokens = tokens(text);
        let keys = tokens.iter().map(Keys::of).collect();
        Self { text, tokens, keys }
    }
}

/// How the words put an act. It answers who waits, where the words leave that open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// Somebody does something.
    #[default]
    Plain,
    /// Somebody asks somebody else, who answers.
    Called,
    /// Somebody waits for it.
    Waited,
    /// It is set off by a fact that somebody published.
    Consuming,
    /// It is the publishing of a fact.
    Publishing,
    /// It goes through a queue.
    Queued,
    /// It is accepted at once and done later.
    Accepted,
    /// A clock sets it off.
    Timed,
    /// Others only have to know it.
    News,
}

/// The words about a step.
#[derive(Debug)]
pub(crate) struct StepWords<'t> {
    /// The text to whose tokens the ranges refer.
    pub(crate) text: &'t Text<'t>,
    /// The step's own sentence.
    pub(crate) own: Range<usize>,
    /// The step's notes.
    pub(crate) notes: Vec<Range<usize>>,
    /// The clauses of the step's own sentence.
    pub(crate) clauses: Vec<Clause>,
    /// The caller's name.
    pub(crate) from: Option<&'t Text<'t>>,
    /// The owners' names.
    pub(crate) to: Vec<&'t Text<'t>>,
    /// The flow's name.
    pub(crate) flow: Option<&'t Text<'t>>,
    /// The step's place in the flow.
    pub(crate) position: Position,
    /// How the text puts the step.
    pub(crate) form: Form,
}

/// Where an aside begins that ends a sentence and has a subject and a verb of its own; none if there is no such aside.
fn own_aside(tokens: &[Token<'_>]) -> Option<usize> {
    let last = tokens.iter().rposition(|token| !ends_sentence(token.text))?;
    let opens =
        tokens.iter().rposition(|token| token.text == "(").filter(|opens| *opens > 0 && tokens[last].text == ")")?;
    let has_verb = tokens[opens + 1..].iter().skip(1).any(|token| token.class == Class::Be);
    has_verb.then_some(opens)
}

/// What the structure of a flow says about a step.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own and may stand with any other")]
pub(crate) struct Position {
    /// No step precedes it.
    pub(crate) first: bool,
    /// No step follows it.
    pub(crate) last: bool,
    /// The caller is a person.
    pub(crate) from_person: bool,
    /// An owner is a person.
    pub(crate) to_person: bool,
    /// The caller is the only owner.
    pub(crate) alone: bool,
    /// It has several owners.
    pub(crate) several: bool,
    /// A step directly or indirectly before it only confirmed that the work was accepted.
    pub(crate) accepted: bool,
    /// A step directly or indirectly before it authorised a payment.
    pub(crate) authorized: bool,
    /// It is one of several steps in one sentence, each with its own subject.
    pub(crate) fans: bool,
    /// An arrow leads to it from the step before.
    pub(crate) chained: bool,
}

/// A circumstance: a fact about the step, besides words, that a look may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// No step precedes it.
    First,
    /// No step follows it.
    Last,
    /// The caller is a person, or something that a person looks at: a page, an app.
    FromFace,
    /// The caller is something that nobody looks at: a service, a job.
    FromBehind,
    /// The caller is named.
    FromNamed,
    /// All owners work in the background: a worker, a mailer, a search index.
    ToBackstage,
    /// An owner is a person or something that a person looks at.
    ToFace,
    /// An owner is a person.
    ToPerson,
    /// An owner is named.
    ToNamed,
    /// A step before it authorised a payment.
    Authorized,
    /// The caller is the only owner.
    Alone,
    /// It has several owners.
    Several,
    /// A step before it only confirmed that the work was accepted.
    Accepted,
    /// A clause says that something has happened before: after, when or once, with a fact.
    Reacting,
    /// A clause says that somebody does something before: when the customer accepts.
    Triggered,
    /// A clock or a calendar starts it.
    Timed,
    /// It only says what must not happen.
    Rule,
    /// It is one of several steps in one sentence, each with its own subject.
    Fanned,
    /// An arrow leads to it from the step before.
    Chained,
    /// It is a phrase without a verb: "confirmation mail".
    Named,
    /// No caller is named.
    FromOpen,
    /// The caller is a person.
    FromPerson,
    /// Somebody receives something.
    Receiving,
    /// Somebody asks somebody else, who answers.
    Called,
    /// The text says that somebody waits for it.
    Waited,
    /// It is set off by a fact, or it publishes one.
    Told,
    /// It goes through a queue.
    Queued,
    /// It is accepted at once and done later.
    Taken,
    /// A clock sets it off, or it is done after a time that nobody waits for.
    Later,
}

impl Is {
    /// All circumstances with their names in looks.
    const NAMES: &[(&str, Self)] = &[
        ("first", Self::First),
        ("last", Self::Last),
        ("from-face", Self::FromFace),
        ("from-behind", Self::FromBehind),
        ("from-named", Self::FromNamed),
        ("to-backstage", Self::ToBackstage),
        ("to-face", Self::ToFace),
        ("to-person", Self::ToPerson),
        ("to-named", Self::ToNamed),
        ("authorized", Self::Authorized),
        ("alone", Self::Alone),
        ("several", Self::Several),
        ("accepted", Self::Accepted),
        ("reacting", Self::Reacting),
        ("triggered", Self::Triggered),
        ("timed", Self::Timed),
        ("rule", Self::Rule),
        ("fanned", Self::Fanned),
        ("chained", Self::Chained),
        ("named", Self::Named),
        ("from-open", Self::FromOpen),
        ("from-person", Self::FromPerson),
        ("receiving", Self::Receiving),
        ("called", Self::Called),
        ("waited", Self::Waited),
        ("told", Self::Told),
        ("queued", Self::Queued),
        ("taken", Self::Taken),
        ("later", Self::Later),
    ];
    const ALL: &[Self] = &[
        Self::First,
        Self::Last,
        Self::FromFace,
        Self::FromBehind,
        Self::FromNamed,
        Self::ToBackstage,
        Self::ToFace,
        Self::ToPerson,
        Self::ToNamed,
        Self::Authorized,
        Self::Alone,
        Self::Several,
        Self::Accepted,
        Self::Reacting,
        Self::Triggered,
        Self::Timed,
        Self::Rule,
        Self::Fanned,
        Self::Chained,
        Self::Named,
        Self::FromOpen,
        Self::FromPerson,
        Self::Receiving,
        Self::Called,
        Self::Waited,
        Self::Told,
        Self::Queued,
        Self::Taken,
        Self::Later,
    ];

    pub(super) fn read(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, is)| *is)
    }

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A step prepared for looks: everything that can be computed before any of them is tried.
pub(super) struct Sight<'w, 't> {
    pub(super) words: &'w StepWords<'t>,
    /// The clauses that describe an act. For a passive, the tokens in an order with the verb before its subject.
    pub(super) acts: Vec<(&'w Clause, Vec<usize>)>,
    /// The keys of all words in the step's own sentence.
    pub(super) own: Set,
    /// The keys of all words in the sentence and in the notes.
    pub(super) told: Set,
    /// These keys, and those of the names and of conditions elsewhere.
    pub(super) all: Set,
    /// One bit for each circumstance that holds.
    holds: u32,
}

impl<'w, 't> Sight<'w, 't> {
    pub(super) fn of(words: &'w StepWords<'t>) -> Self {
        let acts = words
            .acts()
            .map(|clause| {
                let turned = clause.mood == Mood::Passive && !clause.subject.is_empty();
                let order = if turned {
                    std::iter::once(clause.head).chain(clause.subject.clone()).collect()
                } else {
                    Vec::new()
                };
                (clause, order)
            })
            .collect();
        let mut own = Set::EMPTY;
        words.text.keys[words.own.clone()].iter().for_each(|keys| own.add(keys));
        for verb in words.clauses.iter().filter_map(|clause| clause.verb).filter(|verb| !verb.particle().is_empty()) {
            own.add_verb(verb);
        }
        let mut told = own.clone();
        words.notes.iter().flat_map(|range| &words.text.keys[range.clone()]).for_each(|keys| told.add(keys));
        let mut all = told.clone();
        let names = words.from.iter().chain(&words.to).chain(&words.flow);
        names.flat_map(|name| &name.keys).for_each(|keys| all.add(keys));
        // A condition may stand outside of the step's own sentence.
        let said = words.conditions().map(|clause| clause.tie.unwrap_or(clause.span.start)..clause.span.end);
        said.flat_map(|range| &words.text.keys[range]).for_each(|keys| all.add(keys));
        let holds = Is::ALL.iter().filter(|is| words.is(**is)).fold(0, |holds, is| holds | is.bit());
        let mut sight = Self { words, acts, own, told, all, holds };
        if super::is_timed(&sight) {
            sight.holds |= Is::Timed.bit();
        }
        sight
    }

    pub(super) fn is(&self, is: Is) -> bool {
        self.holds & is.bit() != 0
    }
}

impl<'t> StepWords<'t> {
    /// The words of a step whose first sentence is its own; further sentences are notes.
    pub(crate) fn of(text: &'t Text<'t>, range: Range<usize>) -> Self {
        let mut sentences = sentences(text, range.clone());
        let own = sentences.next().unwrap_or(range);
        let notes = sentences.collect();
        Self::spread(text, own, notes)
    }

    /// The words of a step whose action ends at byte `end`; the rest of the text is notes.
    pub(crate) fn with_notes(text: &'t Text<'t>, end: usize) -> Self {
        let cut = text.tokens.partition_point(|token| token.start < end);
        let mut words = Self::of(text, 0..cut);
        words.notes.extend(sentences(text, cut..text.tokens.len()));
        words
    }

    /// The words of a step whose own sentence and notes are anywhere in a text.
    ///
    /// An aside at the end of the sentence that is a clause of its own is a note: "(the index is rebuilt each night)".
    pub(crate) fn spread(text: &'t Text<'t>, mut own: Range<usize>, mut notes: Vec<Range<usize>>) -> Self {
        if let Some(opens) = own_aside(&text.tokens[own.clone()]) {
            notes.insert(0, own.start + opens..own.end);
            own.end = own.start + opens;
        }
        let clauses = clauses(&text.tokens, own.clone());
        Self {
            text,
            own,
            notes,
            clauses,
            from: None,
            to: Vec::new(),
            flow: None,
            position: Position::default(),
            form: Form::Plain,
        }
    }

    /// Whether one of the step's acts has this verb, with or without a prefix.
    pub(super) fn has_verb(&self, base: &str) -> bool {
        self.acts().any(|clause| {
            clause.verb.is_some_and(|verb| {
                verb.base.strip_suffix(base).is_some_and(|before| before.is_empty() || before.ends_with('-'))
            })
        })
    }

    /// The clauses that describe an act.
    pub(super) fn acts(&self) -> impl Iterator<Item = &Clause> {
        let wishes = |clause: &&Clause| clause.verb.is_some_and(|verb| word_lists::WISHES.contains(&verb.base));
        self.clauses
            .iter()
            .filter(|clause| {
                clause.mood.is_act() && !matches!(clause.link, Link::Condition | Link::Reason | Link::Aside)
            })
            .filter(move |clause| clause.link == Link::Start || !wishes(clause))
    }

    /// The clauses of time or condition.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.link == Link::Condition)
    }

    fn is(&self, is: Is) -> bool {
        match is {
            Is::First => self.position.first,
            Is::Last => self.position.last,
            Is::FromFace => self.position.from_person || self.from.is_some_and(|name| named(name, FACES)),
            Is::FromBehind => self.from.is_some() && !self.is(Is::FromFace),
            Is::FromNamed => self.from.is_some(),
            Is::ToBackstage => !self.to.is_empty() && self.to.iter().all(|name| named(name, BACKSTAGE)),
            Is::ToFace => self.position.to_person || self.to.iter().any(|name| named(name, FACES)),
            Is::ToNamed => !self.to.is_empty(),
            Is::Authorized => self.position.authorized,
            Is::ToPerson => self.position.to_person,
            Is::Alone => self.position.alone,
            Is::Several => self.position.several,
            Is::Fanned => self.position.fans,
            Is::Chained => self.position.chained,
            Is::Named => self.clauses.iter().all(|clause| clause.mood == Mood::Noun),
            Is::FromOpen => self.from.is_none(),
            Is::FromPerson => self.position.from_person,
            Is::Called => self.form == Form::Called,
            Is::Waited => self.form == Form::Waited,
            Is::Told => matches!(self.form, Form::Consuming | Form::Publishing | Form::News),
            Is::Later => self.form == Form::Timed,
            Is::Queued => self.form == Form::Queued,
            Is::Taken => self.form == Form::Accepted,
            Is::Receiving => {
                let gets = |clause: &Clause| {
                    clause.mood == Mood::Statement
                        && !clause.subject.is_empty()
                        && clause.verb.is_some_and(|verb| word_lists::GETTING.contains(&verb.base))
                        && self.text.tokens[clause.subject.clone()].iter().any(|token| {
                            people::is_person(&nouns::singular(&token.lower))
                                || word_lists::GROUPS.contains(&token.singular())
                        })
                };
                self.acts().next().is_some() && self.acts().all(gets)
            }
            Is::Accepted => self.position.accepted,
            // Determined later, by patterns that need the other circumstances.
            Is::Timed => false,
            Is::Rule => self.acts().next().is_some() && self.acts().all(|clause| clause.negated),
            Is::Triggered => self.conditions().any(|clause| {
                let tie = clause.tie.map(|tie| &*self.text.tokens[tie].lower);
                clause.mood == Mood::Statement
                    && !clause.negated
                    && matches!(tie, Some("when" | "whenever" | "once" | "after"))
            }),
            Is::Reacting => self.conditions().any(|clause| self.tells_fact(clause)),
        }
    }

    /// Whether a clause of time reports an event: `after the card was charged`, `when the package is ready`.
    fn tells_fact(&self, clause: &Clause) -> bool {
        let Some(tie) = clause.tie.map(|tie| &self.text.tokens[tie]) else { return false };
        if !matches!(&*tie.lower, "after" | "when" | "whenever" | "once" | "if") {
            return false;
        }
        match clause.mood {
            Mood::Passive => !clause.negated && !tie.is("if"),
            Mood::Statement => (clause.past && !tie.is("if")) || (happens(clause) && !tie.is("if")),
            Mood::State => (clause.past || tie.is("once")) && !tie.is("if"),
            _ => false,
        }
    }
}

/// The sentences in a range, each with the mark that ends it.
fn sentences<'t>(text: &'t Text<'_>, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + 't {
    let mut from = range.start;
    std::iter::from_fn(move || {
        let mut rest = from..range.end;
        let start = rest.start;
        (start < rest.end).then_some(())?;
        from = rest.find(|at| ends_sentence(text.tokens[*at].text)).map_or(range.end, |at| at + 1);
        Some(start..from)
    })
}

/// Whether a clause describes something that happens without anybody asking for it.
fn happens(clause: &Clause) -> bool {
    clause.verb.is_some_and(|verb| verb.is(language::lexicon::Class::Happens))
}

/// Whether a name has a word of a list.
fn named(name: &Text<'_>, list: &[&str]) -> bool {
    name.tokens.iter().any(|token| token.class != Class::Mark && word_lists::has(list, token))
}
