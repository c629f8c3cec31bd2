//! Compares alternatives: `anyOf`, where a value meets at least one, and `oneOf`, where it meets exactly one.

use std::collections::BTreeSet;

use super::super::told::{Fit, Fits, Place, named};
use super::node::{ALL, Group, Node, Side, Types};
use super::{CONSUMERS_FIRST, Here, KEEP, Out, Spot, Walk};

/// Maximum number of pairs of alternatives that are compared at one place.
const MOST_PAIRS: usize = 2_500;

/// Maximum number of alternatives that are compared with each other.
const MOST_APART: usize = 50;

/// How deep alternatives are looked into to see that no value meets two of them.
const APART: usize = 3;

/// One alternative, with all that applies beside it.
struct Branch<'w, 't> {
    node: Node<'w, 't>,
    place: Option<Place>,
    /// What it is called in a sentence; empty if it has no name.
    label: String,
}

impl<'w, 't> Walk<'w, 't> {
    /// Compares nodes with alternatives. `None` if none has any.
    pub(super) fn compare_alternatives(&mut self, here: Here<'_, 'w, 't>) -> Option<Fits> {
        let Here { old, new, spot, out, .. } = here;
        let (old_groups, new_groups) = (self.old.groups(old), self.new.groups(new));
        if old_groups.is_empty() && new_groups.is_empty() {
            return None;
        }
        if old_groups.len() <= 1 && new_groups.len() <= 1 {
            let branches = (
                branches(&self.old, old, old_groups.first(), self.old.types(old), new_groups.is_empty()),
                branches(&self.new, new, new_groups.first(), self.new.types(new), old_groups.is_empty()),
            );
            let exactly = |groups: &[Group<'w, 't>]| groups.first().is_some_and(|group| group.exactly);
            let exactly = (exactly(&old_groups), exactly(&new_groups));
            return Some(self.compare_branches(&branches.0, &branches.1, exactly, here));
        }
        // Several groups must all be met. They are compared one by one, each without the others.
        let mut fits = self.compare(here.inner(&old.chosen(), &new.chosen(), spot));
        if old_groups.len() == new_groups.len() {
            for (one, other) in old_groups.iter().zip(&new_groups) {
                let (old, new) = (Node::anything(), Node::anything());
                let branches = (
                    branches(&self.old, &old, Some(one), ALL, false),
                    branches(&self.new, &new, Some(other), ALL, false),
                );
                let exactly = (one.exactly, other.exactly);
                fits = fits.and(self.compare_branches(&branches.0, &branches.1, exactly, here));
            }
        } else {
            let what = format!("{} has more or fewer groups of alternatives.", spot.start());
            fits = fits.and(self.tell(out, spot, what, Fits::UNKNOWN, ["", ""], ""));
        }
        Some(fits)
    }

    fn compare_branches(
        &mut self,
        old: &[Branch<'w, 't>],
        new: &[Branch<'w, 't>],
        (old_exactly, new_exactly): (bool, bool),
        here: Here<'_, 'w, 't>,
    ) -> Fits {
        let Here { spot, out, .. } = here;
        if old.len() * new.len() > MOST_PAIRS {
            let what = format!("{} has too many alternatives to be compared.", spot.start());
            return self.tell(out, spot, what, Fits::UNKNOWN, ["", ""], "");
        }
        let silent = Spot { it: String::new(), old: None, new: None };
        let mut read = vec![Fit::No; old.len()];
        let mut written = vec![Fit::No; new.len()];
        let mut same = BTreeSet::new();
        for (i, one) in old.iter().enumerate() {
            for (j, other) in new.iter().enumerate() {
                let fits = self.compare(here.inner(&one.node, &other.node, &silent).silent());
                read[i] = read[i].or(fits.backward);
                written[j] = written[j].or(fits.forward);
                if fits == Fits::BOTH {
                    same.insert((i, j));
                }
            }
        }
        let all = |fits: &[Fit]| fits.iter().fold(Fit::Yes, |all, fit| all.and(*fit));
        let kept = (same.iter().map(|(i, _)| *i).collect(), same.iter().map(|(_, j)| *j).collect());
        // Whoever accepts exactly one refuses a value that meets two.
        let alone = (
            old_exactly && !apart(&self.old, old, new_exactly.then_some(&kept.0)),
            new_exactly && !apart(&self.new, new, old_exactly.then_some(&kept.1)),
        );
        let doubt = |alone: bool| if alone { Fit::Unknown } else { Fit::Yes };
        let fits = Fits { backward: all(&read).and(doubt(alone.1)), forward: all(&written).and(doubt(alone.0)) };
        if fits != Fits::BOTH && out.loud {
            let before = self.report.changes.len();
            self.tell_branches((old, &read), (new, &written), fits, here);
            if self.report.changes.len() == before {
                let what = format!("The alternatives for {} have changed, and a value may meet two of them.", spot.it);
                self.tell(
                    out,
                    spot,
                    what,
                    fits,
                    ["", ""],
                    "Let the alternatives differ in a required field with a `const`.",
                );
            }
        }
        fits
    }

    /// Tells which alternatives are new, gone or changed.
    fn tell_branches(
        &mut self,
        (old, read): (&[Branch<'w, 't>], &[Fit]),
        (new, written): (&[Branch<'w, 't>], &[Fit]),
        whole: Fits,
        here: Here<'_, 'w, 't>,
    ) {
        let unread: Vec<&Branch<'_, '_>> =
            old.iter().zip(read).filter(|(_, fit)| **fit != Fit::Yes).map(|(b, _)| b).collect();
        let mut unwritten: Vec<&Branch<'_, '_>> =
            new.iter().zip(written).filter(|(_, fit)| **fit != Fit::Yes).map(|(branch, _)| branch).collect();
        let Here { spot, out, .. } = here;
        let out = Out { whole: whole.within(out.whole), ..out };
        for branch in &unread {
            let by_label = |other: &&Branch<'_, '_>| !branch.label.is_empty() && other.label == branch.label;
            let partner = new.iter().find(by_label).or(match (unread.len(), unwritten.as_slice()) {
                (1, [only]) => Some(*only),
                _ => None,
            });
            if let Some(partner) = partner {
                unwritten.retain(|other| !std::ptr::eq(*other, partner));
                let it = if branch.label.is_empty() { spot.it.clone() } else { branch.label.clone() };
                let at = Spot { it, old: branch.place.clone(), new: partner.place.clone() };
                self.compare(Here { out, ..here.inner(&branch.node, &partner.node, &at) });
            } else {
                let fits = Fits { backward: Fit::No, forward: Fit::Yes };
                let what =
                    format!("{} was one of the alternatives for {}, and is not any more.", shown(branch), spot.it);
                let at = Spot { it: String::new(), old: branch.place.clone(), new: spot.new.clone() };
                self.tell(out, &at, what, fits, ["of this kind", ""], KEEP);
            }
        }
        for branch in unwritten {
            let fits = Fits { backward: Fit::Yes, forward: Fit::No };
            let what = format!("{} is a new alternative for {}.", shown(branch), spot.it);
            let at = Spot { it: String::new(), old: spot.old.clone(), new: branch.place.clone() };
            self.tell(out, &at, what, fits, ["", "of this kind"], CONSUMERS_FIRST);
        }
    }
}

fn shown(branch: &Branch<'_, '_>) -> String {
    if branch.label.is_empty() { "A kind without a name".to_owned() } else { branch.label.clone() }
}

/// The alternatives of a node: those of a group, or the node itself. Where the other version has alternatives, a node
/// without them is split into its types.
fn branches<'w, 't>(
    side: &Side<'w, 't>,
    node: &Node<'w, 't>,
    group: Option<&Group<'w, 't>>,
    types: Types,
    whole: bool,
) -> Vec<Branch<'w, 't>> {
    let base = node.chosen();
    let Some(group) = group else {
        let place = || node.parts.first().map(|part| part.place.clone());
        if whole || types == ALL {
            return vec![Branch { node: base, place: place(), label: String::new() }];
        }
        let one_type = |bit: &Types| types & bit > 0;
        let kinds = [1, 2, super::node::INTEGER | super::node::FRACTION, 16, 32, 64];
        let of = |kind: Types| {
            let mask = types & kind;
            let label = format!("The kind \u{201c}{}\u{201d}", super::node::in_words(mask));
            Branch { node: Node { mask: base.mask & mask, ..base.clone() }, place: place(), label }
        };
        return kinds.iter().filter(|kind| one_type(kind)).map(|kind| of(*kind)).collect();
    };
    let of = |(index, schema)| {
        let place = group.place.to(usize::to_string(&index));
        let mut node = base.clone();
        side.join(&mut node, schema, place.clone());
        let alone = side.node(schema, &place);
        Branch { label: label(side, &alone), node, place: Some(place) }
    };
    group.branches.iter().enumerate().map(of).collect()
}

/// What an alternative is called: its title, the definition that it refers to, or its type.
fn label<'w, 't>(side: &Side<'w, 't>, node: &Node<'w, 't>) -> String {
    for part in &node.parts {
        let title = side.document.text(part.schema, "title");
        let reference = side.document.text(part.schema, "$ref").and_then(|reference| reference.rsplit('/').next());
        if let Some(name) = title.or(reference).filter(|name| !name.is_empty()) {
            return named(name);
        }
    }
    let types = side.types(node);
    if types.is_power_of_two() || types == super::node::INTEGER | super::node::FRACTION {
        let is_object = types == super::node::OBJECT || types == super::node::LIST;
        if !is_object {
            return format!("The kind \u{201c}{}\u{201d}", super::node::in_words(types));
        }
    }
    String::new()
}

/// Whether no value meets two of the alternatives. Pairs of alternatives that both versions have are left out.
fn apart<'w, 't>(side: &Side<'w, 't>, branches: &[Branch<'w, 't>], kept: Option<&BTreeSet<usize>>) -> bool {
    if branches.len() > MOST_APART {
        return false;
    }
    let is_kept = |index: &usize| kept.is_some_and(|kept| kept.contains(index));
    (0..branches.len()).all(|one| {
        let others = one + 1..branches.len();
        others
            .filter(|other| !(is_kept(&one) && is_kept(other)))
            .all(|other| exclude(side, &branches[one].node, &branches[other].node, APART))
    })
}

/// Whether no value meets both nodes, as far as that is seen.
fn exclude<'w, 't>(side: &Side<'w, 't>, one: &Node<'w, 't>, other: &Node<'w, 't>, depth: usize) -> bool {
    let types = side.types(one) & side.types(other);
    if types == 0 {
        return true;
    }
    let values = |node: &Node<'w, 't>| side.constants(node);
    if let (Some(one), Some(other)) = (values(one), values(other))
        && one.is_disjoint(&other)
    {
        return true;
    }
    if types != super::node::OBJECT || depth == 0 {
        return false;
    }
    let mut required = side.required(one);
    required.extend(side.required(other));
    required.iter().take(20).any(|name| {
        side.work.set(side.work.get().saturating_add(1));
        let (one, other) = (side.property(one, name).0, side.property(other, name).0);
        exclude(side, &one, &other, depth - 1)
    })
}
