//! The English that the advisor reads: verbs with what sort of act they are, their forms, and the nouns made of them.
//!
//! The words are data, one line for a verb ([`verbs`]); this module reads them. A word may be a form of several verbs
//! (`found`), and a verb that is missing is inflected as a regular one. Words are given in lower case. It must not know
//! sentences, names of messages or questions of the rulebook.

pub mod morphology;
pub mod nouns;
pub mod opposites;
pub mod people;
mod verbs;

use smallvec::SmallVec;

use self::morphology::{gerund, past, third};

/// A sort of act, after what a verb does to whom. A verb may belong to several, and to none.
///
/// The grouping follows Levin's verb classes, which go by the company that a verb keeps, made coarser where the
/// difference does not matter to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Finds out and changes nothing: get, list, search (verbs of searching and of sight).
    Asks,
    /// Holds something against a rule and says yes or no: check, verify, screen.
    Checks,
    /// Works out a value or an order from what is known: calculate, rank, recommend.
    Computes,
    /// Brings something new about: create, draft, register.
    Creates,
    /// Gives something a new state or value: update, rename, move.
    Changes,
    /// Takes something out of the world or out of use: delete, close, revoke.
    Removes,
    /// Takes hold of something that others could want: reserve, hold, assign, borrow.
    Takes,
    /// Gives up a hold: release, unlock, return.
    Frees,
    /// Moves money or what counts as money: charge, refund, invoice.
    Pays,
    /// Brings things or people from one place to another: ship, deliver, collect.
    Carries,
    /// Lets somebody know: notify, send, publish, remind.
    Tells,
    /// Keeps something for later readers: log, save, enter.
    Records,
    /// Makes a copy or a view of what is kept elsewhere: index, sync, aggregate.
    Derives,
    /// Keeps a machine busy for longer than a person likes to wait: render, migrate, train.
    Labours,
    /// Settles what is open, by judgement or by right: approve, reject, grant.
    Decides,
    /// Hands a wish to whoever decides it: submit, request, order.
    Submits,
    /// Comes about without anybody being told to do it: expire, fail, arrive (verbs of change and of appearance whose
    /// subject is what changes).
    Happens,
    /// Takes notice of what comes about: detect, receive, measure (verbs of perception).
    Senses,
    /// Leaves something that cannot be taken back: send, print, shred, inject.
    Final,
    /// Is done by hand or by a machine on a thing: pack, repair, wash.
    Works,
    /// Says how things stand and is no act: need, belong, remain.
    Stands,
}

/// A verb that the lexicon knows.
#[derive(Debug)]
pub struct Verb {
    /// Base form in lower case; a phrasal verb with its particle behind a space; `-ize` and double `l` where spellings
    /// differ.
    pub base: &'static str,
    /// What sorts of act it is.
    pub classes: &'static [Class],
    /// The name of a fact, such as `SeatReserved`; run as a test of the verb's forms.
    pub example: &'static str,
    irregular: Option<(&'static str, &'static str)>,
    doubles: bool,
    noun: bool,
}

impl Verb {
    /// Whether it is an act of this sort.
    pub fn is(&self, class: Class) -> bool {
        self.classes.contains(&class)
    }

    /// Whether it is an act of one of these sorts.
    pub fn is_any(&self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.is(*class))
    }

    /// Whether the same word is about as often a noun: order, report, charge.
    pub fn is_noun_too(&self) -> bool {
        self.noun
    }

    /// The particle of a phrasal verb, or an empty text.
    pub fn particle(&self) -> &'static str {
        self.base.split_once(' ').map_or("", |(_, particle)| particle)
    }

    const fn doubled(mut self) -> Self {
        self.doubles = true;
        self
    }

    const fn noun(mut self) -> Self {
        self.noun = true;
        self
    }
}

const fn verb(base: &'static str, classes: &'static [Class], example: &'static str) -> Verb {
    Verb { base, classes, example, irregular: None, doubles: false, noun: false }
}

const fn irregular(
    base: &'static str,
    past: &'static str,
    participle: &'static str,
    classes: &'static [Class],
    example: &'static str,
) -> Verb {
    Verb { base, classes, example, irregular: Some((past, participle)), doubles: false, noun: false }
}

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The base: `reserve`.
    Base,
    /// The third person: `reserves`.
    Third,
    /// A past that is no participle: `took`.
    Past,
    /// A participle, or a past that looks the same: `taken`, `reserved`.
    Participle,
    /// The form in `-ing`: `reserving`.
    Gerund,
}

/// One way to read a word as a form of a verb.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The verb; of a verb that says that something is done again or too much (`resubscribe`), the one inside.
    pub verb: &'static Verb,
    /// The base form in the spelling of the word: of `authorised` it is `authorise`.
    pub base: String,
    /// Which form of it the word is.
    pub form: Form,
}

/// The verb with this base form, in British or American spelling; a phrasal verb with its particle behind a space.
pub fn find(base: &str) -> Option<&'static Verb> {
    verbs::find(base).or_else(|| verbs::find(&morphology::american(base)?))
}

/// Every way to read a single word in lower case as a form of a known verb, the base form first.
pub fn readings(word: &str) -> SmallVec<[Reading; 2]> {
    let found = plain_readings(word);
    if !found.is_empty() || word.len() < 5 || morphology::PREFIXED_NOUNS.binary_search(&word).is_ok() {
        return found;
    }
    let Some(inner) = morphology::AGAIN.iter().find_map(|prefix| word.strip_prefix(prefix)) else { return found };
    let prefix = &word[..word.len() - inner.len()];
    let inner = plain_readings(inner.trim_start_matches('-'));
    inner.into_iter().map(|reading| Reading { base: format!("{prefix}{}", reading.base), ..reading }).collect()
}

/// Whether a word looks like a form of a known verb: false for most words that are none, and never for one that is.
pub fn may_be_verb(word: &str) -> bool {
    verbs::may_be_form(word)
}

fn plain_readings(word: &str) -> SmallVec<[Reading; 2]> {
    let mut found: SmallVec<[Reading; 2]> = SmallVec::new();
    if !may_be_verb(word) {
        return found;
    }
    let mut add = |verb: &'static Verb, base: String, form: Form| {
        if !found.iter().any(|known: &Reading| std::ptr::eq(known.verb, verb) && known.form == form) {
            found.push(Reading { verb, base, form });
        }
    };
    if let Some(verb) = find(word) {
        add(verb, word.to_owned(), Form::Base);
    }
    for &(_, verb, form) in verbs::irregular_forms(word) {
        add(verb, verb.base.to_owned(), form);
    }
    let bases = morphology::bases(word);
    // A spelling that the lexicon has goes before one that it only knows of: `enrolled` is of `enrol`.
    let known = bases.iter().any(|(_, base)| verbs::find(base).is_some());
    for (form, base) in bases {
        let Some(verb) = (if known { verbs::find(&base) } else { find(&base) }) else { continue };
        let fits = match form {
            Form::Third => third(&base),
            Form::Gerund => gerund(&base),
            _ if verb.irregular.is_some() => continue,
            _ => past(&base),
        };
        // The ending must be one that this verb takes: `tapped` is of tap, and `taped` is not.
        if morphology::is_spelling_of(word, &fits) {
            add(verb, base, form);
        }
    }
    found
}

/// The likeliest way to read a single word in lower case as a form of a known verb.
pub fn lemma(word: &str) -> Option<Reading> {
    readings(word).into_iter().next()
}

/// The phrasal verb of this base and particle, if there is one.
pub fn phrasal(base: &str, particle: &str) -> Option<&'static Verb> {
    verbs::find(&format!("{base} {particle}"))
}

/// Every verb that the lexicon knows, sorted by base form.
pub fn all() -> impl Iterator<Item = &'static Verb> {
    verbs::all().iter().copied()
}

#[cfg(test)]
mod tests;
