//! What a comparison tells: the changes, each with whom it breaks, and the words for that.

use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;

/// Whether what one version writes is read by the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Everything is read.
    Yes,
    /// That cannot be decided from the two documents.
    Unknown,
    /// Something is refused.
    No,
}

impl Fit {
    /// `Yes` if it holds, or else `No`.
    pub(super) fn when(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Whether both hold.
    pub(super) fn and(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether one of the two holds.
    pub(super) fn or(self, other: Self) -> Self {
        self.min(other)
    }
}

/// Whether the new version reads what the old one wrote, and the other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fits {
    /// The new version reads what the old one wrote.
    pub(super) backward: Fit,
    /// The old version reads what the new one writes.
    pub(super) forward: Fit,
}

impl Fits {
    /// Each reads what the other writes.
    pub(super) const BOTH: Self = Self { backward: Fit::Yes, forward: Fit::Yes };
    /// Neither can be decided.
    pub(super) const UNKNOWN: Self = Self { backward: Fit::Unknown, forward: Fit::Unknown };

    /// The new version takes less than the old one.
    pub(super) const NARROWER: Self = Self { backward: Fit::No, forward: Fit::Yes };
    /// The new version takes more than the old one.
    pub(super) const WIDER: Self = Self { backward: Fit::Yes, forward: Fit::No };
    /// Each takes what the other does not.
    pub(super) const OTHER: Self = Self { backward: Fit::No, forward: Fit::No };

    /// Both hold in both directions.
    pub(super) fn and(self, other: Self) -> Self {
        Self { backward: self.backward.and(other.backward), forward: self.forward.and(other.forward) }
    }

    /// The same with the versions exchanged.
    pub(super) fn turned(self) -> Self {
        Self { backward: self.forward, forward: self.backward }
    }

    /// With `Yes` in each direction in which `whole` holds although a part does not.
    pub(super) fn within(self, whole: Self) -> Self {
        let of = |part, whole| if whole == Fit::Yes { Fit::Yes } else { part };
        Self { backward: of(self.backward, whole.backward), forward: of(self.forward, whole.forward) }
    }
}

/// The direction in which a change breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Breaks {
    /// The new version does not read everything that the old one wrote.
    Backward,
    /// The old version does not read everything that the new one writes.
    Forward,
    /// Both.
    Both,
    /// Neither.
    None,
}

/// Where a change stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Places {
    /// JSON Pointer into the old document; none if nothing stands there.
    pub old: Option<String>,
    /// JSON Pointer into the new document; none if nothing stands there.
    pub new: Option<String>,
}

/// One difference between two versions (wire type, part of the HTTP API).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SchemaChange")]
pub struct Change {
    /// Where it stands in each version.
    pub at: Places,
    /// What changed, as a full sentence.
    pub what: String,
    /// The direction in which it breaks.
    pub breaks: Breaks,
    /// False if it cannot be decided whether it breaks in that direction; a careful team acts as if it did.
    pub decided: bool,
    /// Who fails on what, a sentence for each direction that breaks.
    pub who: Vec<String>,
    /// How to make the change without breaking anybody, if it breaks somebody.
    pub instead: Option<String>,
}

/// A place in a document: the names that lead to it. Places share what they have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Place(Option<Rc<Step>>);

#[derive(Debug)]
struct Step {
    above: Place,
    name: String,
}

impl Place {
    /// The place of a field or an item in the value that stands here.
    pub(super) fn to(&self, name: impl Into<String>) -> Self {
        Self(Some(Rc::new(Step { above: self.clone(), name: name.into() })))
    }

    /// The place that a JSON Pointer names.
    pub(super) fn of_pointer(pointer: &str) -> Self {
        let names = pointer.split('/').skip(1);
        names.fold(Self::default(), |place, name| place.to(name.replace("~1", "/").replace("~0", "~")))
    }

    /// The place as a JSON Pointer.
    pub(super) fn pointer(&self) -> String {
        let mut names = Vec::new();
        let mut here = self;
        while let Some(step) = &here.0 {
            names.push(&step.name);
            here = &step.above;
        }
        names
            .iter()
            .rev()
            .fold(String::new(), |pointer, name| pointer + "/" + &name.replace('~', "~0").replace('/', "~1"))
    }
}

impl Drop for Step {
    /// Frees the steps above one by one, because a chain of steps may be longer than the stack allows.
    fn drop(&mut self) {
        let mut next = self.above.0.take();
        while let Some(step) = next {
            match Rc::try_unwrap(step) {
                Ok(mut step) => next = step.above.0.take(),
                Err(_) => break,
            }
        }
    }
}

/// A difference before it is put into words for its directions.
pub(super) struct Difference {
    pub(super) old: Option<Place>,
    pub(super) new: Option<Place>,
    /// What changed, as a full sentence.
    pub(super) what: String,
    pub(super) fits: Fits,
    /// The old data that the new version refuses: "that have no `note`". May be empty.
    pub(super) old_data: String,
    /// The new data that the old version refuses. May be empty.
    pub(super) new_data: String,
    /// How to change without breaking; empty if that is not said.
    pub(super) instead: &'static str,
}

/// The largest number of changes in an answer; the others are counted.
const MOST: usize = 500;

/// The largest size of all changes in bytes, so that long names do not make an answer much longer than the question.
const ROOM: usize = 1 << 20;

/// The changes that were found so far.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) changes: Vec<Change>,
    /// Number of changes that are not listed.
    pub(super) more: u32,
    room: usize,
}

impl Report {
    pub(super) fn new() -> Self {
        Self { changes: Vec::new(), more: 0, room: ROOM }
    }

    /// Adds a change.
    pub(super) fn push(&mut self, found: Difference) {
        let pointer = |place: &Option<Place>| place.as_ref().map(Place::pointer);
        if self.changes.len() >= MOST || self.room == 0 {
            self.more = self.more.saturating_add(1);
            return;
        }
        let at = Places { old: pointer(&found.old), new: pointer(&found.new) };
        let size = [&at.old, &at.new].into_iter().flatten().map(String::len).sum::<usize>() + found.what.len();
        self.room = self.room.saturating_sub(size);
        let Fits { backward, forward } = found.fits;
        let breaks = match (backward == Fit::Yes, forward == Fit::Yes) {
            (true, true) => Breaks::None,
            (false, true) => Breaks::Backward,
            (true, false) => Breaks::Forward,
            (false, false) => Breaks::Both,
        };
        let who = [
            who(backward, "Consumers that read by the new version", "old", &found.old_data),
            who(forward, "Consumers that still read by the old version", "new", &found.new_data),
        ];
        let change = Change {
            at,
            what: found.what,
            breaks,
            decided: backward != Fit::Unknown && forward != Fit::Unknown,
            who: who.into_iter().flatten().collect(),
            instead: (breaks != Breaks::None && !found.instead.is_empty()).then(|| found.instead.to_owned()),
        };
        self.changes.push(change);
    }
}

impl Report {
    /// Brings the changes in line with the whole: what the whole reads is broken by no part, and what it does not read
    /// is said by one change at least.
    pub(super) fn settle(&mut self, fits: Fits) {
        let mut told = [false; 2];
        for change in &mut self.changes {
            let mut breaks =
                [Breaks::Backward, Breaks::Forward].map(|way| change.breaks == way || change.breaks == Breaks::Both);
            if breaks[1] && fits.forward == Fit::Yes {
                change.who.pop();
                breaks[1] = false;
            }
            if breaks[0] && fits.backward == Fit::Yes {
                change.who.remove(0);
                breaks[0] = false;
            }
            change.breaks = match breaks {
                [false, false] => Breaks::None,
                [true, false] => Breaks::Backward,
                [false, true] => Breaks::Forward,
                [true, true] => Breaks::Both,
            };
            if change.breaks == Breaks::None {
                change.decided = true;
                change.instead = None;
            }
            told = [told[0] || breaks[0], told[1] || breaks[1]];
        }
        let rest = |told: bool, fit| if told { Fit::Yes } else { fit };
        let rest = Fits { backward: rest(told[0], fits.backward), forward: rest(told[1], fits.forward) };
        if rest != Fits::BOTH && self.more == 0 {
            self.push(Difference {
                old: Some(Place::default()),
                new: Some(Place::default()),
                what: "The changes together let a value meet another number of alternatives than before.".to_owned(),
                fits: rest,
                old_data: String::new(),
                new_data: String::new(),
                instead: "Let the alternatives differ in a required field with a `const`.",
            });
        }
    }
}

/// Who fails on what in one direction.
fn who(fit: Fit, readers: &str, age: &str, data: &str) -> Option<String> {
    let clause = if data.is_empty() { String::new() } else { format!(" {data}") };
    match fit {
        Fit::Yes => None,
        Fit::No => Some(format!("{readers} refuse {age} events{clause}.")),
        Fit::Unknown => Some(format!("{readers} may refuse {age} events{clause}; the schemas alone do not decide it.")),
    }
}

/// A name as it is shown in a sentence: in ticks, and cut if it is long.
pub(super) fn named(name: &str) -> String {
    const LONGEST: usize = 60;
    let plain = |c: char| if c.is_control() || c == '`' { ' ' } else { c };
    let shown: String = name.chars().take(LONGEST).map(plain).collect();
    let cut = if name.chars().nth(LONGEST).is_some() { "\u{2026}" } else { "" };
    format!("`{shown}{cut}`")
}

/// Several names in a sentence. Of many, only the first are shown.
pub(super) fn several<N: AsRef<str>>(names: &[N]) -> String {
    const SHOWN: usize = 5;
    let mut shown: Vec<String> = names.iter().take(SHOWN).map(|name| named(name.as_ref())).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    match shown.as_slice() {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
