//! Compares what is said about numbers and texts.

use std::collections::BTreeSet;

use advice::tree::Value;

use super::super::number::Number;
use super::super::told::{Fit, Fits, several};
use super::node::{Node, Side};
use super::{CONSUMERS_FIRST, Here, KEEP_WIDE, Out, Spot, Walk};

/// A bound of a node: its value, and whether the value itself is excluded.
type Bound = Option<(Number, bool)>;

/// A keyword that bounds something, and the words for it.
pub(super) struct Limit {
    pub(super) keyword: &'static str,
    /// Whether it bounds from below.
    pub(super) least: bool,
    /// What it is in a sentence: "the shortest length of".
    pub(super) words: &'static str,
}

const fn limit(keyword: &'static str, least: bool, words: &'static str) -> Limit {
    Limit { keyword, least, words }
}

pub(super) const LENGTHS: [Limit; 2] =
    [limit("minLength", true, "the minimum length of"), limit("maxLength", false, "the maximum length of")];
pub(super) const ITEMS: [Limit; 2] = [
    limit("minItems", true, "the minimum number of items of"),
    limit("maxItems", false, "the maximum number of items of"),
];
pub(super) const PROPERTIES: [Limit; 2] = [
    limit("minProperties", true, "the minimum number of fields of"),
    limit("maxProperties", false, "the maximum number of fields of"),
];

impl<'w, 't> Walk<'w, 't> {
    pub(super) fn compare_numbers(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let mut fits = Fits::BOTH;
        for limit in [limit("minimum", true, "the minimum of"), limit("maximum", false, "the maximum of")] {
            let exclusive = if limit.least { "exclusiveMinimum" } else { "exclusiveMaximum" };
            let bounds = [
                numeric(&self.old, old, limit.keyword, exclusive, limit.least),
                numeric(&self.new, new, limit.keyword, exclusive, limit.least),
            ];
            fits = fits.and(self.compare_bounds(&limit, bounds, spot, out));
        }
        let steps = |side: &Side<'w, 't>, node: &Node<'w, 't>| -> Vec<Number> {
            let numbers = side.every(node, "multipleOf").filter_map(|(_, value)| number(&value.value));
            numbers.collect()
        };
        let (old, new) = (steps(&self.old, old), steps(&self.new, new));
        let implied = |steps: &[Number], by: &[Number]| {
            steps.iter().fold(Fit::Yes, |all, step| {
                let one =
                    by.iter().fold(Fit::No, |any, by| any.or(by.is_multiple_of(step).map_or(Fit::Unknown, Fit::when)));
                all.and(one)
            })
        };
        let steps = Fits { backward: implied(&new, &old), forward: implied(&old, &new) };
        if steps != Fits::BOTH {
            let what = format!("{} must be a multiple of another number (`multipleOf`).", spot.start());
            fits = fits.and(self.tell(out, &spot.keyword("multipleOf"), what, steps, ["", ""], KEEP_WIDE));
        }
        fits
    }

    pub(super) fn compare_texts(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let mut fits = Fits::BOTH;
        for limit in LENGTHS {
            let bounds = [counted(&self.old, old, &limit), counted(&self.new, new, &limit)];
            fits = fits.and(self.compare_bounds(&limit, bounds, spot, out));
        }
        for keyword in ["pattern", "format"] {
            let said = |side: &Side<'w, 't>, node: &Node<'w, 't>| -> BTreeSet<&'w str> {
                node.parts.iter().filter_map(|part| side.document.text(part.schema, keyword)).collect()
            };
            let (old, new) = (said(&self.old, old), said(&self.new, new));
            if old == new {
                continue;
            }
            let (gone, more) = (old.difference(&new).copied(), new.difference(&old).copied());
            let (gone, more): (Vec<&str>, Vec<&str>) = (gone.collect(), more.collect());
            // Which texts meet a pattern but not another one is not decided here; and whether a format is checked is up
            // to the validator.
            let fits_of = match (gone.is_empty(), more.is_empty()) {
                (true, _) if keyword == "pattern" => Fits::NARROWER,
                (_, true) if keyword == "pattern" => Fits::WIDER,
                (true, _) => Fits { backward: Fit::Unknown, forward: Fit::Yes },
                (_, true) => Fits { backward: Fit::Yes, forward: Fit::Unknown },
                _ => Fits::UNKNOWN,
            };
            let what = match (gone.as_slice(), more.as_slice()) {
                ([], more) => format!("{} must now meet the {keyword} {}.", spot.start(), several(more)),
                (gone, []) => format!("{} need not meet the {keyword} {} any more.", spot.start(), several(gone)),
                (gone, more) => {
                    format!("The {keyword} of {} was {}, and is now {}.", spot.it, several(gone), several(more))
                }
            };
            let data =
                [format!("in which {} does not meet it", spot.it), format!("in which {} does not meet it", spot.it)];
            fits = fits.and(self.tell(out, &spot.keyword(keyword), what, fits_of, data, KEEP_WIDE));
        }
        fits
    }

    /// Compares a bound of both versions.
    pub(super) fn compare_bounds(&mut self, limit: &Limit, [old, new]: [Bound; 2], spot: &Spot, out: Out) -> Fits {
        if old == new {
            return Fits::BOTH;
        }
        // Whether everything within `inner` is within `outer`.
        let within = |inner: &Bound, outer: &Bound| match (inner, outer) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((inner, is_strict)), Some((outer, excluded))) if inner == outer => *is_strict || !excluded,
            (Some((inner, _)), Some((outer, _))) => (inner > outer) == limit.least,
        };
        let fits = Fits { backward: Fit::when(within(&old, &new)), forward: Fit::when(within(&new, &old)) };
        let more = |bound: &Bound| bound.is_some();
        let what = match (more(&old), more(&new)) {
            (false, _) => format!("{} {} was not bounded, and now is.", limit.words, spot.it),
            (_, false) => format!("{} {} is not bounded any more.", limit.words, spot.it),
            _ if (fits.backward == Fit::Yes) == limit.least => format!("{} {} was lowered.", limit.words, spot.it),
            _ => format!("{} {} was raised.", limit.words, spot.it),
        };
        let what = format!("T{}", what.strip_prefix('t').unwrap_or(&what));
        let beyond = format!("in which {} lies beyond it", spot.it);
        let instead = if fits.backward == Fit::Yes { CONSUMERS_FIRST } else { KEEP_WIDE };
        self.tell(out, &spot.keyword(limit.keyword), what, fits, [beyond.clone(), beyond], instead)
    }
}

/// The number in a value.
pub(super) fn number(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Number(number) => Number::parse(number),
        _ => None,
    }
}

/// The bound of a keyword that counts. A minimum of zero bounds nothing.
pub(super) fn counted<'w, 't>(side: &Side<'w, 't>, node: &Node<'w, 't>, limit: &Limit) -> Bound {
    let numbers = side.every(node, limit.keyword).filter_map(|(_, value)| number(&value.value));
    let bound = if limit.least { numbers.max() } else { numbers.min() };
    bound.filter(|bound| !limit.least || *bound > Number::count(0)).map(|bound| (bound, false))
}

/// The strictest bound of numbers.
pub(super) fn numeric<'w, 't>(
    side: &Side<'w, 't>,
    node: &Node<'w, 't>,
    inclusive: &str,
    exclusive: &str,
    least: bool,
) -> Bound {
    let own = node.parts.iter().flat_map(|part| {
        let strict = side.document.get(part.schema, exclusive).map(|value| &value.value);
        // Up to draft 4, the exclusive bound is a switch for the other one.
        let plain = side.document.get(part.schema, inclusive).and_then(|value| number(&value.value));
        let plain = plain.map(|bound| (bound, matches!(strict, Some(Value::Bool(true)))));
        [plain, strict.and_then(number).map(|bound| (bound, true))].into_iter().flatten()
    });
    own.reduce(|one, other| {
        let stricter = if one.0 == other.0 { one.1 } else { (one.0 > other.0) == least };
        if stricter { one } else { other }
    })
}
