//! The English vocabulary: verbs with their classes and forms, and the nouns derived from them.
//!
//! The words are data, one line for each verb ([`verbs`]); this module looks them up. A word may be a form of
//! several verbs (`found`). Unknown verbs are inflected as regular ones. Words are given in lower case. This
//! module must know no sentences, no names of messages and no questions of the rulebook.

pub mod morphology;
pub mod nouns;
pub mod opposites;
pub mod people;
mod verbs;

use smallvec::SmallVec;

use self::morphology::{gerund, past, third};

/// A class of acts: what a verb does to whom. A verb may belong to several classes or to none.
///
/// The classes follow Levin's verb classes, which group verbs by the constructions they occur in; they are
/// coarser where the difference does not matter for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Gets information and changes nothing: get, list, search.
    Asks,
    /// Compares something with a rule and accepts or refuses it: check, verify, screen.
    Checks,
    /// Calculates a value or an order from known data: calculate, rank, recommend.
    Computes,
    /// Creates something new: create, draft, register.
    Creates,
    /// Gives something a new state or value: update, rename, move.
    Changes,
    /// Removes something or takes it out of use: delete, close, revoke.
    Removes,
    /// Takes something that others may want too: reserve, hold, assign, borrow.
    Takes,
    /// Gives back what was taken: release, unlock, return.
    Frees,
    /// Moves money or something that counts as money: charge, refund, invoice.
    Pays,
    /// Moves things or people from one place to another: ship, deliver, collect.
    Carries,
    /// Informs somebody: notify, send, publish, remind.
    Tells,
    /// Stores something for later readers: log, save, enter.
    Records,
    /// Copies data or derives a view from data kept elsewhere: index, sync, aggregate.
    Derives,
    /// Takes a machine longer than a person likes to wait: render, migrate, train.
    Labours,
    /// Decides an open case by judgement or by right: approve, reject, grant.
    Decides,
    /// Hands a request to whoever decides it: submit, request, order.
    Submits,
    /// Happens without being told to: expire, fail, arrive (verbs of change and of appearance; the subject changes).
    Happens,
    /// Notices that something has happened: detect, receive, measure (verbs of perception).
    Senses,
    /// Has an effect that cannot be taken back: send, print, shred, inject.
    Final,
    /// Works on a thing by hand or by machine: pack, repair, wash.
    Works,
    /// Describes a state and is no act: need, belong, remain.
    Stands,
}

/// A verb of the lexicon.
#[derive(Debug)]
pub struct Verb {
    /// The base form in lower case. A phrasal verb has its particle after a space. Of different spellings it is
    /// the one with `-ize`, `-our` or a single final `l`, as in `enrol`.
    pub base: &'static str,
    /// The verb's classes, the most typical one first.
    pub classes: &'static [Class],
    /// An event's name with this verb, such as `SeatReserved`; a test compares it with the verb's forms.
    pub example: &'static str,
    irregular: Option<(&'static str, &'static str)>,
    doubles: bool,
    noun: bool,
}

impl Verb {
    /// Whether the verb belongs to this class.
    pub fn is(&self, class: Class) -> bool {
        self.classes.contains(&class)
    }

    /// Whether the verb belongs to one of these classes.
    pub fn is_any(&self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.is(*class))
    }

    /// Whether the same word is about as often a noun: order, report, charge.
    pub fn is_noun_too(&self) -> bool {
        self.noun
    }

    /// The particle of a phrasal verb; empty for other verbs.
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
    /// The base form: `reserve`.
    Base,
    /// The third person: `reserves`.
    Third,
    /// A simple past that is no participle: `took`.
    Past,
    /// A participle, or a simple past with the same form: `taken`, `reserved`.
    Participle,
    /// The form in `-ing`: `reserving`.
    Gerund,
}

/// One reading of a word as a form of a verb.
#[derive(Debug, Clone)]
pub struct Inflection {
    /// The verb; for a verb with a prefix such as `resubscribe`, the verb without it.
    pub verb: &'static Verb,
    /// The base form in the word's spelling: `authorised` gives `authorise`.
    pub base: String,
    /// The form of the verb.
    pub form: Form,
}

/// Finds a verb by its base form, in British or American spelling. A phrasal verb has its particle after a space.
pub fn find(base: &str) -> Option<&'static Verb> {
    verbs::find(base).or_else(|| verbs::find(&morphology::american(base)?))
}

/// All readings of a single lower-case word as a form of a known verb, the base form first.
pub fn readings(word: &str) -> SmallVec<[Inflection; 2]> {
    let found = plain_readings(word);
    if !found.is_empty() || word.len() < 5 || morphology::PREFIXED_NOUNS.binary_search(&word).is_ok() {
        return found;
    }
    let Some(inner) = morphology::AGAIN.iter().find_map(|prefix| word.strip_prefix(prefix)) else { return found };
    let prefix = &word[..word.len() - inner.len()];
    let inner = plain_readings(inner.trim_start_matches('-'));
    inner.into_iter().map(|reading| Inflection { base: format!("{prefix}{}", reading.base), ..reading }).collect()
}

/// A quick test whether a word may be a form of a known verb. It never misses one, and accepts few other words.
pub fn may_be_verb(word: &str) -> bool {
    verbs::may_be_form(word)
}

fn plain_readings(word: &str) -> SmallVec<[Inflection; 2]> {
    let mut found: SmallVec<[Inflection; 2]> = SmallVec::new();
    if !may_be_verb(word) {
        return found;
    }
    let mut add = |verb: &'static Verb, base: String, form: Form| {
        if !found.iter().any(|known: &Inflection| std::ptr::eq(known.verb, verb) && known.form == form) {
            found.push(Inflection { verb, base, form });
        }
    };
    if let Some(verb) = find(word) {
        add(verb, word.to_owned(), Form::Base);
    }
    for &(_, verb, form) in verbs::irregular_forms(word) {
        add(verb, verb.base.to_owned(), form);
    }
    let bases = morphology::bases(word);
    // A base in the lexicon's own spelling has priority over another spelling of one: `enrolled` comes from `enrol`.
    let known = bases.iter().any(|(_, base)| verbs::find(base).is_some());
    for (form, base) in bases {
        let Some(verb) = (if known { verbs::find(&base) } else { find(&base) }) else { continue };
        let fits = match form {
            Form::Third => third(&base),
            Form::Gerund => gerund(&base),
            _ if verb.irregular.is_some() => continue,
            _ => past(&base),
        };
        // The form must be the one that this verb has: `tapped` comes from `tap`, `taped` does not.
        if morphology::is_spelling_of(word, &fits) {
            add(verb, base, form);
        }
    }
    found
}

/// The likeliest reading of a single lower-case word as a form of a known verb.
pub fn lemma(word: &str) -> Option<Inflection> {
    readings(word).into_iter().next()
}

/// Finds the phrasal verb of this base and particle.
pub fn phrasal(base: &str, particle: &str) -> Option<&'static Verb> {
    verbs::find(&format!("{base} {particle}"))
}

/// All verbs of the lexicon, sorted by base form.
pub fn all() -> impl Iterator<Item = &'static Verb> {
    verbs::all().iter().copied()
}

#[cfg(test)]
mod tests;
