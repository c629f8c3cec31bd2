//! Compares what is said about objects: their properties, which of them are required, and the content model.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ContentModel;
use super::super::number::Number;
use super::super::told::{Fit, Fits, named};
use super::document::{fields, items};
use super::node::{Node, Side};
use super::scalars::{PROPERTIES, counted};
use super::{CONSUMERS_FIRST, Here, KEEP, KEEP_WIDE, Out, Spot, Walk};
use advice::tree::Value;

/// A property in both versions.
struct Property<'w, 't, 'n> {
    name: &'n str,
    old: Node<'w, 't>,
    new: Node<'w, 't>,
    spot: Spot,
    /// Whether the presence that each version asks for is given by the other.
    presence: Fits,
}

impl<'w, 't> Walk<'w, 't> {
    pub(super) fn compare_objects(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, .. } = here;
        let mut fits = self.compare_sizes(here);
        let required = (self.old.required(old), self.new.required(new));
        let mut names = self.old.property_names(old);
        names.extend(self.new.property_names(new));
        for name in names {
            self.work += 1;
            let required = (required.0.contains(name), required.1.contains(name));
            fits = fits.and(self.compare_property(here, name, required));
        }
        fits = fits.and(self.compare_content(here));
        fits = fits.and(self.compare_patterns(here));
        fits.and(self.compare_dependencies(here, &required.0, &required.1))
    }

    fn compare_sizes(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let mut fits = Fits::BOTH;
        for limit in PROPERTIES {
            let mut bounds = [counted(&self.old, old, &limit), counted(&self.new, new, &limit)];
            if limit.least && bounds.iter().any(Option::is_some) {
                // What is required counts as well.
                for (bound, required) in
                    bounds.iter_mut().zip([self.old.required(old).len(), self.new.required(new).len()])
                {
                    let required = Some((Number::count(required), false)).filter(|_| required > 0);
                    *bound = bound.take().max(required);
                }
            }
            fits = fits.and(self.compare_bounds(&limit, bounds, spot, out));
        }
        fits
    }

    fn compare_property(
        &mut self,
        here: Here<'_, 'w, 't>,
        name: &str,
        (old_required, new_required): (bool, bool),
    ) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let ((old, old_place), (new, new_place)) = (self.old.property(old, name), self.new.property(new, name));
        let presence = Fits {
            backward: Fit::when(!new_required || old_required || self.new.has_default(&new)),
            forward: Fit::when(!old_required || new_required || self.old.has_default(&old)),
        };
        let declared = (old_place.is_some(), new_place.is_some());
        let is_required_now = new_required && !old_required;
        let place = |own: Option<_>, parent: &Option<super::Place>| own.or_else(|| parent.clone());
        let both = Spot { it: named(name), old: old_place, new: new_place };
        let property = Property { name, old, new, spot: both, presence };
        match declared {
            (false, true) => self.tell_added(here, &property, is_required_now),
            (true, false) => self.tell_removed(here, &property, old_required),
            _ => {
                let Property { old, new, spot: both, .. } = property;
                let fits = self.compare(here.inner(&old, &new, &both));
                if old_required == new_required {
                    return fits;
                }
                let parent = spot.keyword("required");
                let at = Spot { it: named(name), old: place(both.old, &parent.old), new: place(both.new, &parent.new) };
                fits.and(self.tell_presence(&at, is_required_now, presence, out))
            }
        }
    }

    fn tell_presence(&mut self, spot: &Spot, is_required_now: bool, presence: Fits, out: Out) -> Fits {
        let without = format!("without {}", spot.it);
        let (what, instead) = match (is_required_now, presence == Fits::BOTH) {
            (true, false) => (
                format!("{} is required now.", spot.it),
                "Leave it optional in the schema and let the producer always send it, or give it a `default`.",
            ),
            (true, true) => {
                (format!("{} is required now, and a default fills it in where it is missing.", spot.it), "")
            }
            (false, _) => (
                format!("{} is not required any more.", spot.it),
                "Go on sending it until every consumer reads by the new version.",
            ),
        };
        self.tell(out, spot, what, presence, [without.clone(), without], instead)
    }

    /// Compares a property that only one version declares with what the other version says of undeclared fields.
    /// `is_open` is whether the other version lets undeclared fields be anything; then a lenient comparison counts on
    /// nobody sending them.
    fn content(&mut self, here: Here<'_, 'w, 't>, property: &Property<'w, 't, '_>, is_open: bool) -> Fits {
        if is_open && self.model == ContentModel::Lenient {
            return Fits::BOTH;
        }
        self.compare(here.inner(&property.old, &property.new, &property.spot).silent())
    }

    /// Tells of a property that only the new version declares.
    fn tell_added(&mut self, here: Here<'_, 'w, 't>, property: &Property<'w, 't, '_>, required: bool) -> Fits {
        let Property { name, old, spot, presence, .. } = property;
        let was_open = old.is_anything();
        let content = self.content(here, property, was_open);
        let name = named(name);
        let mut what = format!("{name} was added{}", if required { " and is required" } else { "" });
        what += match (was_open, old.never, content == Fits::BOTH) {
            (true, _, true) if self.model == ContentModel::Lenient => ".",
            (true, _, _) => {
                ", in an open content model: a field of this name could already be there, with anything in it."
            }
            (_, true, _) => ", in a closed content model: no field of this name could be there.",
            (_, _, true) => ", as what further fields had to be already.",
            _ => ", and is not what further fields had to be.",
        };
        let missing = presence.backward != Fit::Yes;
        let old_data = if missing { format!("without {name}") } else { format!("in which {name} is something else") };
        let instead = match (missing, was_open) {
            (true, _) => "Leave it optional, or give it a `default`.",
            (false, true) if content.backward != Fit::Yes => ADD_TO_OPEN,
            _ => CONSUMERS_FIRST,
        };
        self.tell(here.out, spot, what, content.and(*presence), [old_data, format!("with {name}")], instead)
    }

    /// Tells of a property that only the old version declares.
    fn tell_removed(&mut self, here: Here<'_, 'w, 't>, property: &Property<'w, 't, '_>, required: bool) -> Fits {
        let Property { name, new, spot, presence, .. } = property;
        let is_open = new.is_anything();
        let content = self.content(here, property, is_open);
        let name = named(name);
        let mut what = format!("{}{name} was removed", if required { "The required " } else { "" });
        what += match (is_open, new.never, content == Fits::BOTH) {
            (true, _, true) if self.model == ContentModel::Lenient => ".",
            (true, _, _) => ", in an open content model: a field of this name may still be there, with anything in it.",
            (_, true, _) => ", in a closed content model: no field of this name may be there.",
            (_, _, true) => ", and is what further fields have to be.",
            _ => ", and is not what further fields have to be.",
        };
        let missing = presence.forward != Fit::Yes;
        let new_data = if missing { format!("without {name}") } else { format!("in which {name} is something else") };
        self.tell(here.out, spot, what, content.and(*presence), [format!("with {name}"), new_data], KEEP)
    }

    /// Compares what the properties that no version declares may be: the content model.
    fn compare_content(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let (old, new) = (self.old.other_properties(old), self.new.other_properties(new));
        let at = spot.keyword("additionalProperties");
        let (was_open, is_open) = (old.is_anything(), new.is_anything());
        let (what, fits, instead) = match (was_open, is_open) {
            (true, true) => return Fits::BOTH,
            (true, false) if new.never => {
                // Leniently, nobody sends what is not declared.
                let narrower = if self.model == ContentModel::Lenient { Fits::BOTH } else { Fits::NARROWER };
                ("closed: fields that it does not declare are refused now.", narrower, KEEP_WIDE)
            }
            (false, true) if old.never => {
                ("opened: fields that it does not declare are accepted now.", Fits::WIDER, CONSUMERS_FIRST)
            }
            _ => {
                let it = format!("each further field of {}", spot.it);
                return self.compare(here.inner(&old, &new, &Spot { it, ..at }));
            }
        };
        let what = format!("The content model of {} was {what}", spot.it);
        let further = "with fields that the schema does not declare";
        self.tell(out, &at, what, fits, [further, further], instead)
    }

    /// Compares what is said of properties by a pattern of their names, and of all names.
    fn compare_patterns(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, .. } = here;
        let patterns = |side: &Side<'w, 't>, node: &Node<'w, 't>| -> BTreeMap<&'w str, Node<'w, 't>> {
            let mut patterns = BTreeMap::new();
            for (part, all) in side.every(node, "patternProperties") {
                for (pattern, schema) in fields(Some(all)) {
                    let found = patterns.entry(pattern).or_insert_with(Node::anything);
                    side.join(found, schema, part.place.to("patternProperties").to(pattern));
                }
            }
            patterns
        };
        let (old_patterns, new_patterns) = (patterns(&self.old, old), patterns(&self.new, new));
        let others = (self.old.other_properties(old), self.new.other_properties(new));
        let all: BTreeSet<&str> = old_patterns.keys().chain(new_patterns.keys()).copied().collect();
        let mut fits = Fits::BOTH;
        for pattern in all {
            let (one, other) = (old_patterns.get(pattern), new_patterns.get(pattern));
            let at = spot.keyword("patternProperties").keyword(pattern);
            let at = Spot { it: format!("each field whose name meets {}", named(pattern)), ..at };
            let (one, other) = (one.unwrap_or(&others.0), other.unwrap_or(&others.1));
            fits = fits.and(self.compare(here.inner(one, other, &at)));
        }
        let names = |side: &Side<'w, 't>, node: &Node<'w, 't>| {
            let mut names = Node::anything();
            for (part, schema) in side.every(node, "propertyNames") {
                side.join(&mut names, schema, part.place.to("propertyNames"));
            }
            names.mask = super::node::TEXT;
            names
        };
        let (old, new) = (names(&self.old, old), names(&self.new, new));
        let at = Spot { it: format!("each name of a field of {}", spot.it), ..spot.keyword("propertyNames") };
        fits.and(self.compare(here.inner(&old, &new, &at)))
    }

    /// Compares what some properties ask for beside themselves.
    fn compare_dependencies(
        &mut self,
        here: Here<'_, 'w, 't>,
        old_required: &BTreeSet<&'w str>,
        new_required: &BTreeSet<&'w str>,
    ) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let (old, new) = (Dependencies::of(&self.old, old), Dependencies::of(&self.new, new));
        let met = |asked: &Dependencies<'w, 't>, by: &Dependencies<'w, 't>, required: &BTreeSet<&'w str>| {
            Fit::when(asked.names.iter().all(|pair| by.names.contains(pair) || required.contains(pair.1)))
        };
        let mut fits = Fits { backward: met(&new, &old, old_required), forward: met(&old, &new, new_required) };
        let anything = Node::anything();
        let silent = Spot { it: String::new(), old: None, new: None };
        let named: BTreeSet<&str> = old.schemas.keys().chain(new.schemas.keys()).copied().collect();
        for name in named {
            let (old, new) = (old.schemas.get(name), new.schemas.get(name));
            let (old, new) = (old.unwrap_or(&anything), new.unwrap_or(&anything));
            fits = fits.and(self.compare(here.inner(old, new, &silent).silent()));
        }
        if fits == Fits::BOTH {
            return fits;
        }
        let what = format!("What some fields of {} ask for beside themselves has changed.", spot.it);
        let instead = if fits.backward == Fit::Yes { CONSUMERS_FIRST } else { KEEP_WIDE };
        self.tell(out, &spot.keyword("dependentRequired"), what, fits, ["", ""], instead)
    }
}

/// The additive way to a new property where any property could be there.
const ADD_TO_OPEN: &str = "Make sure that no producer ever sent a field of this name; then it is safe, and the lenient \
                           reading says so. Or close the content model (`additionalProperties: false`) before the \
                           first consumer reads by it.";

/// What properties ask for beside themselves.
struct Dependencies<'w, 't> {
    /// A property and another one that must be there, too.
    names: BTreeSet<(&'w str, &'w str)>,
    /// What the object must meet if a property is there.
    schemas: BTreeMap<&'w str, Node<'w, 't>>,
}

impl<'w, 't> Dependencies<'w, 't> {
    fn of(side: &Side<'w, 't>, node: &Node<'w, 't>) -> Self {
        let mut found = Self { names: BTreeSet::new(), schemas: BTreeMap::new() };
        for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
            for (part, all) in side.every(node, keyword) {
                for (name, asked) in fields(Some(all)) {
                    if let Value::List(_) = asked.value {
                        found.names.extend(items(Some(asked)).iter().filter_map(|other| match &other.value {
                            Value::Text(other) => Some((name, other.as_ref())),
                            _ => None,
                        }));
                    } else {
                        let node = found.schemas.entry(name).or_insert_with(Node::anything);
                        side.join(node, asked, part.place.to(keyword).to(name));
                    }
                }
            }
        }
        found
    }
}
