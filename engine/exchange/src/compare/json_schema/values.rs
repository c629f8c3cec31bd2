//! Compares places at which only a few values are allowed: `enum`, `const`, and the types with one or two values.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::rc::Rc;

use advice::tree::{Tree, Value};

use super::super::number::Number;
use super::super::told::{Fit, Fits, several};
use super::document::items;
use super::node::{FRACTION, INTEGER, LIST, NULL, Node, OBJECT, Side, TEXT, TRUTH, Types};
use super::scalars::{counted, numeric};
use super::{Here, Walk};

/// Maximum depth of alternatives and exclusions in each other.
const DEEPEST: usize = 6;

/// Which of the two documents a node is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Old,
    New,
}

/// A value and its spelling, which is the same for equal values.
#[derive(Debug, Clone)]
struct Known<'w, 't> {
    spelling: String,
    value: ValueOf<'w, 't>,
}

/// A value in a document, or one that a type has.
#[derive(Debug, Clone)]
enum ValueOf<'w, 't> {
    Written(&'w Tree<'t>),
    Null,
    Truth,
}

impl<'w, 't> Walk<'w, 't> {
    /// Compares two nodes of which one allows only a few values. `None` if neither does.
    pub(super) fn compare_values(&mut self, here: Here<'_, 'w, 't>) -> Option<Fits> {
        let Here { old, new, spot, out, .. } = here;
        let (old_values, new_values) = (self.values(Version::Old, old), self.values(Version::New, new));
        if old_values.is_none() && new_values.is_none() {
            return None;
        }
        let mut refused = [Vec::new(), Vec::new()];
        let mut reads = |walk: &mut Self, values: Option<Vec<Known<'w, 't>>>, by: Version, node: &Node<'w, 't>| {
            // Many values do not fit into a few.
            let Some(values) = values else { return Fit::No };
            let mut all = Fit::Yes;
            for known in values {
                let fit = walk.admits(by, node, &known);
                if fit != Fit::Yes {
                    refused[usize::from(by == Version::New)].push(known.spelling);
                }
                all = all.and(fit);
            }
            all
        };
        let few = (old_values.is_some(), new_values.is_some());
        let backward = reads(self, old_values, Version::New, new);
        let forward = reads(self, new_values, Version::Old, old);
        let fits = Fits { backward, forward };
        let [more, gone] = refused;
        let it = spot.start();
        let what = match few {
            (false, true) => format!("{it} could have any value, and now only a few."),
            (true, false) => format!("{it} could have only a few values, and now any."),
            _ if more.is_empty() => format!("{} cannot be {} any more.", it, several(&gone)),
            _ if gone.is_empty() => format!("{} can now also be {}.", it, several(&more)),
            _ => format!("{} can now be {}, and not {} any more.", it, several(&more), several(&gone)),
        };
        if fits == Fits::BOTH {
            return Some(fits);
        }
        let data = |values: &[String]| {
            if values.is_empty() { String::new() } else { format!("in which {} is {}", spot.it, several(values)) }
        };
        let instead = if backward == Fit::Yes {
            "Let every consumer read by the new version before a producer sends a new value; let consumers take a value \
             that they do not know as \u{201c}other\u{201d}."
        } else {
            "Keep every value in the schema, and stop sending those that are to go."
        };
        let spot = spot.keyword("enum");
        Some(self.tell(out, &spot, what, fits, [data(&gone), data(&more)], instead))
    }

    /// The values of a node if there are only a few.
    fn values(&mut self, version: Version, node: &Node<'w, 't>) -> Option<Vec<Known<'w, 't>>> {
        let side = self.side(version);
        let types = side.types(node);
        let listed = side.every(node, "const").map(|(_, value)| std::slice::from_ref(value)).next();
        let listed = listed.or_else(|| side.every(node, "enum").map(|(_, value)| items(Some(value))).next());
        let mut values: Vec<Known<'w, 't>> = Vec::new();
        if let Some(listed) = listed {
            let of = |value| Known { spelling: spelling(value), value: ValueOf::Written(value) };
            values.extend(listed.iter().map(of));
        } else if types & !(NULL | TRUTH) == 0 && types > 0 {
            let mut add = |spelling: &str, value| values.push(Known { spelling: spelling.to_owned(), value });
            if types & NULL > 0 {
                add("null", ValueOf::Null);
            }
            if types & TRUTH > 0 {
                add("true", ValueOf::Truth);
                add("false", ValueOf::Truth);
            }
        } else {
            return None;
        }
        self.work += values.iter().map(|known| known.spelling.len()).sum::<usize>() / 32;
        values.retain(|known| self.admits(version, node, known) != Fit::No);
        Some(values)
    }

    fn side(&self, version: Version) -> &Side<'w, 't> {
        match version {
            Version::Old => &self.old,
            Version::New => &self.new,
        }
    }

    /// Whether a node allows a value.
    fn admits(&mut self, version: Version, node: &Node<'w, 't>, known: &Known<'w, 't>) -> Fit {
        self.admits_within(version, node, known, 0)
    }

    fn admits_within(&mut self, version: Version, node: &Node<'w, 't>, known: &Known<'w, 't>, depth: usize) -> Fit {
        self.work += 1 + node.parts.len();
        if depth > DEEPEST || self.work > super::MOST_WORK {
            return Fit::Unknown;
        }
        if node.never || self.side(version).types(node) & known.types() == 0 {
            return Fit::No;
        }
        for part in &node.parts {
            let document = &self.side(version).document;
            let (one, list) = (document.get(part.schema, "const"), document.get(part.schema, "enum"));
            if one.is_some_and(|value| !self.set(std::slice::from_ref(value)).contains(&known.spelling)) {
                return Fit::No;
            }
            if list.is_some_and(|list| !self.set(items(Some(list))).contains(&known.spelling)) {
                return Fit::No;
            }
        }
        let chosen = self.admits_choices(version, node, known, depth);
        let side = self.side(version);
        let ValueOf::Written(value) = known.value else { return chosen };
        chosen.and(match &value.value {
            Value::Number(text) => number_fits(side, node, text),
            Value::Text(text) => {
                let length = Number::count(text.chars().count());
                let bounds = super::scalars::LENGTHS.map(|limit| counted(side, node, &limit));
                let [least, most] = bounds.map(|bound| bound.map(|(bound, _)| bound));
                let within = least.is_none_or(|least| length >= least) && most.is_none_or(|most| length <= most);
                let open = ["pattern", "format"].into_iter().any(|keyword| side.every(node, keyword).next().is_some());
                let undecided = if open { Fit::Unknown } else { Fit::Yes };
                Fit::when(within).and(undecided)
            }
            Value::List(_) | Value::Map(_) => {
                let decides =
                    |(name, _): (&str, _)| !matches!(name, "const" | "enum" | "type" | "title" | "description");
                let more = |part: &super::node::Part<'w, 't>| super::document::fields(Some(part.schema)).any(decides);
                if node.parts.iter().any(more) { Fit::Unknown } else { Fit::Yes }
            }
            _ => Fit::Yes,
        })
    }

    /// Whether a value meets what a node says by alternatives, exclusions and conditions.
    fn admits_choices(&mut self, version: Version, node: &Node<'w, 't>, known: &Known<'w, 't>, depth: usize) -> Fit {
        let side = self.side(version);
        let is_open = side.every(node, "if").next().is_some();
        let nots = side.every(node, "not").map(|(part, schema)| side.node(schema, &part.place)).collect::<Vec<_>>();
        let groups: Vec<(bool, Vec<Node<'w, 't>>)> = side
            .groups(node)
            .iter()
            .map(|group| {
                let branches = group.branches.iter().map(|branch| side.node(branch, &group.place));
                (group.exactly, branches.collect())
            })
            .collect();
        let mut all = if is_open { Fit::Unknown } else { Fit::Yes };
        for excluded in &nots {
            all = all.and(match self.admits_within(version, excluded, known, depth + 1) {
                Fit::Yes => Fit::No,
                Fit::Unknown => Fit::Unknown,
                Fit::No => Fit::Yes,
            });
        }
        for (exactly, branches) in &groups {
            let (mut met, mut perhaps) = (0, 0);
            for branch in branches {
                match self.admits_within(version, branch, known, depth + 1) {
                    Fit::Yes => met += 1,
                    Fit::Unknown => perhaps += 1,
                    Fit::No => {}
                }
            }
            all = all.and(match (met, perhaps) {
                (1, 0) => Fit::Yes,
                (1.., _) if !exactly => Fit::Yes,
                (0, 0) | (2.., _) => Fit::No,
                _ => Fit::Unknown,
            });
        }
        all
    }

    /// The spellings of the values in a list.
    fn set(&mut self, list: &'w [Tree<'t>]) -> Rc<BTreeSet<String>> {
        let set = self.sets.entry((list.as_ptr().addr(), list.len()));
        Rc::clone(set.or_insert_with(|| Rc::new(list.iter().map(spelling).collect())))
    }
}

impl Known<'_, '_> {
    /// The types that the value has.
    fn types(&self) -> Types {
        match &self.value {
            ValueOf::Null => NULL,
            ValueOf::Truth => TRUTH,
            ValueOf::Written(tree) => match &tree.value {
                Value::Null => NULL,
                Value::Bool(_) => TRUTH,
                Value::Number(text) if Number::parse(text).is_some_and(|number| number.is_integer()) => INTEGER,
                Value::Number(_) => FRACTION,
                Value::Text(_) => TEXT,
                Value::List(_) => LIST,
                Value::Map(_) => OBJECT,
            },
        }
    }
}

fn number_fits<'w, 't>(side: &Side<'w, 't>, node: &Node<'w, 't>, text: &str) -> Fit {
    let Some(number) = Number::parse(text) else { return Fit::Unknown };
    let least = numeric(side, node, "minimum", "exclusiveMinimum", true);
    let most = numeric(side, node, "maximum", "exclusiveMaximum", false);
    let above = least.is_none_or(|(least, strict)| number > least || (number == least && !strict));
    let below = most.is_none_or(|(most, strict)| number < most || (number == most && !strict));
    let steps = side.every(node, "multipleOf").filter_map(|(_, step)| super::scalars::number(&step.value));
    steps.fold(Fit::when(above && below), |fit, step| {
        fit.and(number.is_multiple_of(&step).map_or(Fit::Unknown, Fit::when))
    })
}

/// A value as JSON, the same for equal values: fields in order, and numbers in one spelling.
fn spelling(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    spell(&mut out, tree);
    out
}

fn spell(out: &mut String, tree: &Tree<'_>) {
    match &tree.value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => _ = write!(out, "{truth}"),
        Value::Number(text) => match Number::parse(text) {
            Some(number) => _ = write!(out, "{number}"),
            None => out.push_str(text),
        },
        Value::Text(text) => out.push_str(&serde_json::Value::from(text.as_ref()).to_string()),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push(if index == 0 { '[' } else { ',' });
                spell(out, item);
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Map(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            for (index, (name, value)) in fields.iter().enumerate() {
                out.push(if index == 0 { '{' } else { ',' });
                out.push_str(&serde_json::Value::from(name.as_ref()).to_string());
                out.push(':');
                spell(out, value);
            }
            out.push_str(if fields.is_empty() { "{}" } else { "}" });
        }
    }
}

impl<'w, 't> Side<'w, 't> {
    /// The values that `const` and `enum` of a node list; `None` if it has neither.
    pub(super) fn constants(&self, node: &Node<'w, 't>) -> Option<BTreeSet<String>> {
        let one = self.every(node, "const").map(|(_, value)| [spelling(value)].into()).next();
        one.or_else(|| {
            self.every(node, "enum").map(|(_, list)| items(Some(list)).iter().map(spelling).collect()).next()
        })
    }
}
