//! A step as clues see it: its words, the names of those around it, and what its place in the flow tells.

use std::ops::Range;

use language::clauses::clause::{Clause, Link, Mood, clauses, ends_sentence};
use language::clauses::{Class, Token, tokens};
use language::lexicon::{nouns, people};

use super::keys::{Keys, Set};
use super::words::{self, BACKSTAGE, FACES};

/// A text that clues look at.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "a text is its text, and what was made of it")]
pub(crate) struct Text<'t> {
    /// The text as it is written.
    pub(crate) text: &'t str,
    /// Its tokens.
    pub(crate) tokens: Vec<Token<'t>>,
    /// What each token may stand for.
    pub(crate) keys: Vec<Keys>,
}

impl<'t> Text<'t> {
    /// The text with its tokens.
    pub(crate) fn of(text: &'t str) -> Self {
        let tokens = tokens(text);
        let keys = tokens.iter().map(Keys::of).collect();
        Self { text, tokens, keys }
    }
}

/// The words of a step.
#[derive(Debug)]
pub(crate) struct Words<'t> {
    /// The text that the ranges point into, by token.
    pub(crate) text: &'t Text<'t>,
    /// The step's own sentence.
    pub(crate) own: Range<usize>,
    /// What is said beside it.
    pub(crate) notes: Vec<Range<usize>>,
    /// The clauses of its own sentence.
    pub(crate) clauses: Vec<Clause>,
    /// The name of who asks.
    pub(crate) from: Option<&'t Text<'t>>,
    /// The names of those who do it.
    pub(crate) to: Vec<&'t Text<'t>>,
    /// The name of the flow.
    pub(crate) flow: Option<&'t Text<'t>>,
    /// Where it stands.
    pub(crate) place: Place,
}

/// What the structure says of a step.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own and may stand with any other")]
pub(crate) struct Place {
    /// Nothing in the flow comes before it.
    pub(crate) first: bool,
    /// Nothing in the flow comes after it.
    pub(crate) last: bool,
    /// A person asks for it.
    pub(crate) from_person: bool,
    /// A person does it.
    pub(crate) to_person: bool,
    /// Who asks is who does it.
    pub(crate) alone: bool,
    /// Several do it.
    pub(crate) several: bool,
    /// A step before it has handed out a receipt.
    pub(crate) accepted: bool,
    /// A step before it has had a payment authorised.
    pub(crate) authorized: bool,
    /// It is one of several that are told in one breath, each done by another.
    pub(crate) fans: bool,
    /// An arrow leads from the step before to it.
    pub(crate) chained: bool,
}

/// A circumstance that a look may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// Nothing in the flow comes before it.
    First,
    /// Nothing in the flow comes after it.
    Last,
    /// A person asks, or what a person looks at: a page, an app.
    FromFace,
    /// What nobody looks at asks: a service, a job.
    FromBehind,
    /// Somebody asks; it is said who.
    FromNamed,
    /// Works behind the scenes do it: a worker, a mailer, a search index.
    ToBackstage,
    /// A person does it, or what a person looks at.
    ToFace,
    /// A person does it.
    ToPerson,
    /// Somebody does it; it is said who.
    ToNamed,
    /// A step before it has had a payment authorised.
    Authorized,
    /// Who asks is who does it.
    Alone,
    /// Several do it.
    Several,
    /// A step before it has handed out a receipt.
    Accepted,
    /// A clause says that something has happened before: after, when, once with a fact.
    Reacting,
    /// A clause says that somebody does something before: when the customer accepts.
    Triggered,
    /// A clock or a calendar starts it.
    Timed,
    /// It says what must not happen, and nothing that does.
    Rule,
    /// It is one of several that are told in one breath, each done by another.
    Fanned,
    /// An arrow leads from the step before to it.
    Chained,
    /// It is a name and no sentence: "confirmation mail".
    Named,
    /// Nobody is said to ask.
    FromOpen,
    /// A person asks.
    FromPerson,
    /// Somebody is said to get something.
    Receiving,
}

impl Is {
    /// Every circumstance with its name.
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
    ];

    pub(super) fn read(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, is)| *is)
    }

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A step as looks see it: what can be known before any of them is tried.
pub(super) struct Sight<'w, 't> {
    pub(super) words: &'w Words<'t>,
    /// The clauses that tell what is done; of a passive also the order in which the verb stands before what it is done to.
    pub(super) acts: Vec<(&'w Clause, Vec<usize>)>,
    /// All words of its own sentence.
    pub(super) own: Set,
    /// All words that are told of it.
    pub(super) told: Set,
    /// All words that are told, and those of the names.
    pub(super) all: Set,
    /// A bit for each circumstance that holds.
    holds: u32,
}

impl<'w, 't> Sight<'w, 't> {
    pub(super) fn of(words: &'w Words<'t>) -> Self {
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
        // What stands before the sentence says when.
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

impl<'t> Words<'t> {
    /// The words of a step that begin with its own sentence; what follows is said beside it.
    pub(crate) fn of(text: &'t Text<'t>, range: Range<usize>) -> Self {
        let mut sentences = sentences(text, range.clone());
        let own = sentences.next().unwrap_or(range);
        let notes = sentences.collect();
        Self::spread(text, own, notes)
    }

    /// The words of a step that end at a byte; what follows is said beside it.
    pub(crate) fn with_notes(text: &'t Text<'t>, end: usize) -> Self {
        let cut = text.tokens.partition_point(|token| token.start < end);
        let mut words = Self::of(text, 0..cut);
        words.notes.extend(sentences(text, cut..text.tokens.len()));
        words
    }

    /// The words of a step whose own sentence and notes stand at different places.
    pub(crate) fn spread(text: &'t Text<'t>, own: Range<usize>, notes: Vec<Range<usize>>) -> Self {
        let clauses = clauses(&text.tokens, own.clone());
        Self { text, own, notes, clauses, from: None, to: Vec::new(), flow: None, place: Place::default() }
    }

    /// Whether one of the step's acts is done with this verb.
    pub(super) fn has_verb(&self, base: &str) -> bool {
        self.acts().any(|clause| {
            clause.verb.is_some_and(|verb| {
                verb.base.strip_suffix(base).is_some_and(|before| before.is_empty() || before.ends_with('-'))
            })
        })
    }

    /// The clauses that tell what is done.
    pub(super) fn acts(&self) -> impl Iterator<Item = &Clause> {
        let wishes = |clause: &&Clause| clause.verb.is_some_and(|verb| words::WISHES.contains(&verb.base));
        self.clauses
            .iter()
            .filter(|clause| {
                clause.mood.is_act() && !matches!(clause.link, Link::Condition | Link::Reason | Link::Aside)
            })
            .filter(move |clause| clause.link == Link::Start || !wishes(clause))
    }

    /// The clauses that say when or under which condition.
    pub(super) fn conditions(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.link == Link::Condition)
    }

    fn is(&self, is: Is) -> bool {
        match is {
            Is::First => self.place.first,
            Is::Last => self.place.last,
            Is::FromFace => self.place.from_person || self.from.is_some_and(|name| named(name, FACES)),
            Is::FromBehind => self.from.is_some() && !self.is(Is::FromFace),
            Is::FromNamed => self.from.is_some(),
            Is::ToBackstage => !self.to.is_empty() && self.to.iter().all(|name| named(name, BACKSTAGE)),
            Is::ToFace => self.place.to_person || self.to.iter().any(|name| named(name, FACES)),
            Is::ToNamed => !self.to.is_empty(),
            Is::Authorized => self.place.authorized,
            Is::ToPerson => self.place.to_person,
            Is::Alone => self.place.alone,
            Is::Several => self.place.several,
            Is::Fanned => self.place.fans,
            Is::Chained => self.place.chained,
            Is::Named => self.clauses.iter().all(|clause| clause.mood == Mood::Noun),
            Is::FromOpen => self.from.is_none(),
            Is::FromPerson => self.place.from_person,
            Is::Receiving => {
                let gets = |clause: &Clause| {
                    clause.mood == Mood::Statement
                        && !clause.subject.is_empty()
                        && clause.verb.is_some_and(|verb| words::GETTING.contains(&verb.base))
                        && self.text.tokens[clause.subject.clone()].iter().any(|token| {
                            people::is_person(&nouns::singular(&token.lower))
                                || words::GROUPS.contains(&token.singular())
                        })
                };
                self.acts().next().is_some() && self.acts().all(gets)
            }
            Is::Accepted => self.place.accepted,
            // Found by patterns, which are looked for when all else is known.
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

    /// Whether a clause of time tells a fact that has happened: `after the card was charged`, `when the package is ready`.
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

/// Whether the clause tells of something that comes about without anybody asking for it.
fn happens(clause: &Clause) -> bool {
    clause.verb.is_some_and(|verb| verb.is(language::lexicon::Class::Happens))
}

/// Whether a name has a word of a list.
fn named(name: &Text<'_>, list: &[&str]) -> bool {
    name.tokens.iter().any(|token| token.class != Class::Mark && words::has(list, token))
}
