//! Compares two versions of a JSON Schema: does each accept what the other accepts?
//!
//! A schema says which values it accepts. The new version reads what the old one wrote if it accepts every value that
//! the old one accepts, and the other way. [`Walk`] goes through both versions side by side. At each place it compares
//! the [`node::Node`]s: all that applies there. A keyword that is met by fewer values than before breaks backward; by
//! more, forward. Whether properties that nobody declared may be there (the content model) is a part of that: where
//! they may, a property that is declared later is narrowed, and where they may not, it is allowed anew.
//!
//! Where keywords do not say it (patterns, conditions, formats), the answer is that it cannot be decided.

mod alternatives;
mod arrays;
mod document;
mod node;
mod objects;
mod scalars;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use advice::tree::{Tree, Value};

pub(super) use self::document::{Document, fields, items};
use self::node::{Key, Node, Side};
use super::faults::Wrong;
use super::told::{Difference, Fit, Fits, Place, Report, named};
use super::{ContentModel, Root};

/// Maximum amount of work in one comparison, in units of about a microsecond. Beyond it, the answer is that it cannot
/// be decided.
const MOST_WORK: usize = 100_000;

/// The work of comparing two schemas keyword by keyword, for each schema that applies.
const KEYWORDS: usize = 8;

/// Maximum number of levels that are compared.
const DEEPEST: usize = 40;

/// Everything that is wrong with a schema in a document.
pub(super) fn check(root: &Root<'_, '_>) -> Vec<(u32, advice::Fault)> {
    let document = Document::new(root.document);
    let mut wrong = Wrong::default();
    document::check(&document, root.schema, &root.place, &mut wrong);
    wrong.into_faults()
}

/// Compares two sound schemas, adds the changes to the report, and returns what reads what.
pub(super) fn compare<'w, 't>(
    old: &Root<'w, 't>,
    new: &Root<'w, 't>,
    model: ContentModel,
    report: Report,
) -> (Fits, Report) {
    let side = |root: &Root<'w, 't>| Side { document: Document::new(root.document), work: 0.into() };
    let mut walk = Walk {
        old: side(old),
        new: side(new),
        model,
        report,
        known: BTreeMap::new(),
        trail: Vec::new(),
        assumed: BTreeSet::new(),
        told: BTreeSet::new(),
        sets: BTreeMap::new(),
        work: 0,
        exhausted: false,
    };
    let nodes = (walk.old.node(old.schema, &old.place), walk.new.node(new.schema, &new.place));
    let spot = Spot { it: "the value".to_owned(), old: Some(old.place.clone()), new: Some(new.place.clone()) };
    let fits = walk.compare(Here { old: &nodes.0, new: &nodes.1, spot: &spot, out: Out::LOUD, depth: 0 });
    if walk.exhausted {
        walk.report.push(Difference {
            old: None,
            new: None,
            what: "The schemas are too large or too deep to be compared to the end.".to_owned(),
            fits: Fits::UNKNOWN,
            old_data: String::new(),
            new_data: String::new(),
            instead: "Compare the definitions in them one by one.",
        });
    }
    (fits, walk.report)
}

/// A place in both versions.
#[derive(Debug, Clone)]
struct Spot {
    /// What stands there, in a sentence: "`note`" or "the value".
    it: String,
    old: Option<Place>,
    new: Option<Place>,
}

impl Spot {
    /// What stands there, at the beginning of a sentence.
    fn start(&self) -> String {
        let mut chars = self.it.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }

    /// A keyword of what stands there.
    fn keyword(&self, keyword: &str) -> Self {
        let to = |place: &Option<Place>| place.as_ref().map(|place| place.to(keyword));
        Self { it: self.it.clone(), old: to(&self.old), new: to(&self.new) }
    }
}

/// Whether differences are told.
#[derive(Debug, Clone, Copy)]
struct Out {
    loud: bool,
    /// What reads what in the whole that this is a part of. A part breaks only what the whole breaks.
    whole: Fits,
}

impl Out {
    const LOUD: Self = Self { loud: true, whole: Fits::OTHER };
    const SILENT: Self = Self { loud: false, whole: Fits::OTHER };
}

/// Two nodes that are compared: the places where they stand, and whether their differences are told.
#[derive(Clone, Copy)]
struct Here<'n, 'w, 't> {
    old: &'n Node<'w, 't>,
    new: &'n Node<'w, 't>,
    spot: &'n Spot,
    out: Out,
    /// The number of levels above them.
    depth: usize,
}

impl<'w, 't> Here<'_, 'w, 't> {
    /// Two nodes within these.
    fn inner<'n>(self, old: &'n Node<'w, 't>, new: &'n Node<'w, 't>, spot: &'n Spot) -> Here<'n, 'w, 't> {
        Here { old, new, spot, out: self.out, depth: self.depth + 1 }
    }

    /// The same, without telling their differences.
    fn silent(self) -> Self {
        Self { out: Out::SILENT, ..self }
    }
}

/// Two nodes, one of each version.
type Pair = (Key, Key);

/// The comparison of two documents.
struct Walk<'w, 't> {
    old: Side<'w, 't>,
    new: Side<'w, 't>,
    model: ContentModel,
    report: Report,
    /// What is known of pairs of nodes. A pair that is still compared counts as fitting, so that schemas that contain
    /// themselves come to an end.
    known: BTreeMap<Pair, Fits>,
    /// The pairs in `known`, in their order.
    trail: Vec<Pair>,
    /// The pairs that counted as fitting while they were compared.
    assumed: BTreeSet<Pair>,
    /// The pairs whose differences are in the report.
    told: BTreeSet<Pair>,
    /// The values of an `enum` or a `const`, by the address and the length of the list.
    sets: BTreeMap<(usize, usize), Rc<BTreeSet<String>>>,
    work: usize,
    exhausted: bool,
}

impl<'w, 't> Walk<'w, 't> {
    /// Compares two nodes.
    fn compare(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, out, depth, .. } = here;
        self.work += 1 + old.parts.len() + new.parts.len();
        let work = self.work + self.old.work.get() + self.new.work.get();
        if work > MOST_WORK || depth > DEEPEST {
            self.exhausted = true;
            return Fits::UNKNOWN;
        }
        let pair = (old.key(), new.key());
        let done = if out.loud { self.told.contains(&pair) } else { self.known.contains_key(&pair) };
        if let Some(fits) = self.known.get(&pair).filter(|_| done) {
            self.assumed.insert(pair);
            return *fits;
        }
        if out.loud {
            self.told.insert(pair.clone());
        }
        if self.is_unchanged(old, new) {
            return Fits::BOTH;
        }
        self.work += KEYWORDS * (1 + old.parts.len() + new.parts.len());
        let start = self.trail.len();
        if self.known.insert(pair.clone(), Fits::BOTH).is_none() {
            self.trail.push(pair.clone());
        }
        let fits = self.compared(here);
        if fits != Fits::BOTH && self.assumed.remove(&pair) {
            // What was found meanwhile may rest on the wrong assumption.
            for wrong in self.trail.drain((start + 1).min(self.trail.len())..) {
                self.known.remove(&wrong);
            }
        }
        self.known.insert(pair, fits);
        fits
    }

    /// Whether both nodes are the same text, without references, which may lead to something else.
    fn is_unchanged(&mut self, old: &Node<'w, 't>, new: &Node<'w, 't>) -> bool {
        let ([one], [other]) = (old.parts.as_slice(), new.parts.as_slice()) else { return false };
        let alike = (old.never, old.unsure, old.mask, one.chosen) == (new.never, new.unsure, new.mask, other.chosen);
        let mut seen = 0;
        let same = alike && !old.unsure && same_text(one.schema, other.schema, &mut seen);
        self.work += seen / KEYWORDS;
        same
    }

    fn compared(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let (old_types, new_types) = (self.old.types(old), self.new.types(new));
        let start = spot.start();
        match (old_types == 0, new_types == 0) {
            (true, true) => return Fits::BOTH,
            (true, false) => {
                let what = format!("{start} was never allowed, and now is.");
                return self.tell(out, spot, what, Fits::WIDER, ["", ""], CONSUMERS_FIRST);
            }
            (false, true) => {
                let what = format!("{start} is not allowed any more.");
                return self.tell(out, spot, what, Fits::NARROWER, ["", ""], KEEP);
            }
            (false, false) => {}
        }
        match (old.is_anything(), new.is_anything()) {
            (true, true) => return Fits::BOTH,
            (true, false) => {
                let what = format!("{start} could be anything, and is now described.");
                let data = [format!("in which {} is something else", spot.it), String::new()];
                return self.tell(out, spot, what, Fits::NARROWER, data, KEEP_WIDE);
            }
            (false, true) => {
                let what = format!("{start} was described, and can now be anything.");
                let data = [String::new(), format!("in which {} is something else", spot.it)];
                return self.tell(out, spot, what, Fits::WIDER, data, CONSUMERS_FIRST);
            }
            (false, false) => {}
        }
        if old.unsure || new.unsure || old.foreign != new.foreign {
            let what = if old.foreign == new.foreign {
                format!("{} depends on patterns or alternatives that are not compared.", spot.start())
            } else {
                format!("{} refers to other schemas outside the document.", spot.start())
            };
            return self.tell(out, spot, what, Fits::UNKNOWN, ["", ""], "");
        }
        if let Some(fits) = self.compare_alternatives(here) {
            return fits;
        }
        if let Some(fits) = self.compare_values(here) {
            return fits;
        }
        let mut fits = self.compare_types(here);
        let common = old_types & new_types;
        if common & (node::INTEGER | node::FRACTION) > 0 {
            fits = fits.and(self.compare_numbers(here));
        }
        if common & node::TEXT > 0 {
            fits = fits.and(self.compare_texts(here));
        }
        if common & node::LIST > 0 {
            fits = fits.and(self.compare_lists(here));
        }
        if common & node::OBJECT > 0 {
            fits = fits.and(self.compare_objects(here));
        }
        fits.and(self.compare_conditions(here))
    }

    fn compare_types(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let (old, new) = (self.old.types(old), self.new.types(new));
        if old == new {
            return Fits::BOTH;
        }
        let fits = Fits { backward: Fit::when(old & !new == 0), forward: Fit::when(new & !old == 0) };
        let what = format!("{} was {}, and is now {}.", spot.start(), node::in_words(old), node::in_words(new));
        let of = |types| format!("in which {} is {}", spot.it, node::in_words(types));
        let data = [of(old & !new), of(new & !old)];
        self.tell(out, &spot.keyword("type"), what, fits, data, BESIDE)
    }

    /// Compares what is said by schemas that must not be met, or only under a condition.
    fn compare_conditions(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let mut fits = Fits::BOTH;
        let nots = |side: &Side<'w, 't>, node: &Node<'w, 't>| -> Vec<Node<'w, 't>> {
            side.every(node, "not").map(|(part, schema)| side.node(schema, &part.place.to("not"))).collect()
        };
        let excluded = (nots(&self.old, old), nots(&self.new, new));
        let excluded = match (excluded.0.as_slice(), excluded.1.as_slice()) {
            ([], []) => Fits::BOTH,
            ([old], [new]) => self.compare(here.inner(old, new, spot).silent()).turned(),
            ([], [_]) => Fits::NARROWER,
            ([_], []) => Fits::WIDER,
            _ => Fits::UNKNOWN,
        };
        if excluded != Fits::BOTH {
            let what = format!("What {} must not be (`not`) has changed.", spot.it);
            fits = fits.and(self.tell(out, &spot.keyword("not"), what, excluded, ["", ""], KEEP_WIDE));
        }
        for keyword in ["if", "then", "else"] {
            let same = self.same_schemas(here, keyword);
            if same != Fits::BOTH {
                let what = format!("{} has another {}.", spot.start(), named(keyword));
                fits = fits.and(self.tell(out, &spot.keyword(keyword), what, Fits::UNKNOWN, ["", ""], ""));
            }
        }
        fits
    }

    /// Compares the schemas of a keyword. [`Fits::UNKNOWN`] if not both nodes have as many.
    fn same_schemas(&mut self, here: Here<'_, 'w, 't>, keyword: &str) -> Fits {
        let nodes = |side: &Side<'w, 't>, node: &Node<'w, 't>| -> Vec<Node<'w, 't>> {
            side.every(node, keyword).map(|(part, schema)| side.node(schema, &part.place.to(keyword))).collect()
        };
        let (old, new) = (nodes(&self.old, here.old), nodes(&self.new, here.new));
        if old.len() != new.len() {
            return Fits::UNKNOWN;
        }
        let spot = Spot { it: String::new(), old: None, new: None };
        let pairs = old.iter().zip(&new);
        pairs.fold(Fits::BOTH, |fits, (old, new)| fits.and(self.compare(here.inner(old, new, &spot).silent())))
    }

    /// Tells a difference, and returns what it says of what reads what.
    fn tell<D: Into<String>>(
        &mut self,
        out: Out,
        spot: &Spot,
        what: String,
        fits: Fits,
        [old_data, new_data]: [D; 2],
        instead: &'static str,
    ) -> Fits {
        if out.loud {
            self.report.push(Difference {
                old: spot.old.clone(),
                new: spot.new.clone(),
                what,
                fits: fits.within(out.whole),
                old_data: old_data.into(),
                new_data: new_data.into(),
                instead,
            });
        }
        fits
    }
}

/// Whether two schemas are the same and refer to nothing. `seen` counts what was looked at.
fn same_text(one: &Tree<'_>, other: &Tree<'_>, seen: &mut usize) -> bool {
    *seen += 1;
    match (&one.value, &other.value) {
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((name, one), (other_name, other))| {
                    name == other_name && name != "$ref" && same_text(one, other, seen)
                })
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_text(one, other, seen))
        }
        (one, other) => one == other,
    }
}

/// The additive way where what is accepted becomes more.
const CONSUMERS_FIRST: &str = "Let every consumer read by the new version before a producer uses what is new.";
/// The additive way where something is taken away.
const KEEP: &str = "Keep it in this version, say that it is deprecated, and stop sending it; leave it out of a second \
                    version of the event that is published beside the first.";
/// The additive way where less is accepted.
const KEEP_WIDE: &str = "Keep the schema as wide as it was, and check what is narrower in the producer.";
/// The additive way where something becomes something else.
const BESIDE: &str = "Keep it as it was, and add a second field of the new kind beside it. Fill both until the last \
                      consumer reads the new one.";
