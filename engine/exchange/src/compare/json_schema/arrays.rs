//! Compares what is said about lists.

use advice::tree::Value;

use super::super::number::Number;
use super::super::told::{Fit, Fits};
use super::node::{Node, Side};
use super::scalars::{ITEMS, counted, number};
use super::{CONSUMERS_FIRST, Here, KEEP, KEEP_WIDE, Spot, Walk};

/// Maximum number of items that are compared by their position.
const MOST: usize = 1_000;

impl<'w, 't> Walk<'w, 't> {
    pub(super) fn compare_lists(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let mut fits = Fits::BOTH;
        for limit in ITEMS {
            let bounds = [counted(&self.old, old, &limit), counted(&self.new, new, &limit)];
            fits = fits.and(self.compare_bounds(&limit, bounds, spot, out));
        }
        fits = fits.and(self.compare_unique(here));
        let length = self.old.prefix_length(old).max(self.new.prefix_length(new));
        for index in 0..length.min(MOST) {
            fits = fits.and(self.compare_item(here, index));
        }
        if length > MOST {
            self.exhausted = true;
            fits = fits.and(Fits::UNKNOWN);
        }
        let (old_rest, new_rest) = (self.old.other_items(old), self.new.other_items(new));
        let items = if length == 0 { "each item of" } else { "each further item of" };
        let rest = Spot { it: format!("{items} {}", spot.it), ..spot.keyword("items") };
        fits = fits.and(self.compare(here.inner(&old_rest, &new_rest, &rest)));
        fits.and(self.compare_contained(here))
    }

    fn compare_unique(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let unique = |side: &Side<'w, 't>, node: &Node<'w, 't>| {
            side.every(node, "uniqueItems").any(|(_, value)| value.value == Value::Bool(true))
        };
        let spot = &spot.keyword("uniqueItems");
        match (unique(&self.old, old), unique(&self.new, new)) {
            (false, true) => {
                let what = format!("The items of {} must now differ from each other.", spot.it);
                let data = [format!("in which an item of {} stands twice", spot.it), String::new()];
                self.tell(out, spot, what, Fits::NARROWER, data, KEEP_WIDE)
            }
            (true, false) => {
                let what = format!("The items of {} need not differ from each other any more.", spot.it);
                let data = [String::new(), format!("in which an item of {} stands twice", spot.it)];
                self.tell(out, spot, what, Fits::WIDER, data, CONSUMERS_FIRST)
            }
            _ => Fits::BOTH,
        }
    }

    fn compare_item(&mut self, here: Here<'_, 'w, 't>, index: usize) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let ((old, old_place), (new, new_place)) = (self.old.item(old, index), self.new.item(new, index));
        let it = format!("item {} of {}", index + 1, spot.it);
        let both = old_place.is_some() == new_place.is_some();
        let added = new_place.is_some();
        let spot = Spot { it, old: old_place, new: new_place };
        if both {
            return self.compare(here.inner(&old, &new, &spot));
        }
        let fits = self.compare(here.inner(&old, &new, &spot).silent());
        let elsewhere = format!("with anything else as {}", spot.it);
        let (what, instead) = if added {
            (format!("{} is described now.", spot.start()), CONSUMERS_FIRST)
        } else {
            (format!("{} is not described any more.", spot.start()), KEEP)
        };
        self.tell(out, &spot, what, fits, [elsewhere.clone(), elsewhere], instead)
    }

    /// Compares what a list must contain.
    fn compare_contained(&mut self, here: Here<'_, 'w, 't>) -> Fits {
        let Here { old, new, spot, out, .. } = here;
        let contained = |side: &Side<'w, 't>, node: &Node<'w, 't>| side.every(node, "contains").count();
        let counts = |side: &Side<'w, 't>, node: &Node<'w, 't>, keyword| -> Vec<Number> {
            side.every(node, keyword).filter_map(|(_, value)| number(&value.value)).collect()
        };
        let most = (counts(&self.old, old, "maxContains"), counts(&self.new, new, "maxContains"));
        // Without a number, one is enough.
        let least = |counts: Vec<Number>| counts.into_iter().max().unwrap_or(Number::count(1));
        let least = (least(counts(&self.old, old, "minContains")), least(counts(&self.new, new, "minContains")));
        let none = Number::count(0);
        let fits = match (contained(&self.old, old), contained(&self.new, new)) {
            (0, 0) => Fits::BOTH,
            _ if most.0 != most.1 => Fits::UNKNOWN,
            (0, _) => Fits { backward: Fit::when(least.1 == none && most.1.is_empty()), forward: Fit::Yes },
            (_, 0) => Fits { backward: Fit::Yes, forward: Fit::when(least.0 == none && most.0.is_empty()) },
            (1, 1) => {
                let counts = Fits { backward: Fit::when(least.1 <= least.0), forward: Fit::when(least.0 <= least.1) };
                let inner = self.same_schemas(here, "contains");
                // With a maximum, a wider schema counts more items.
                let bounded = !most.0.is_empty() && inner != Fits::BOTH;
                if bounded { Fits::UNKNOWN } else { inner.and(counts) }
            }
            _ => Fits::UNKNOWN,
        };
        if fits == Fits::BOTH {
            return fits;
        }
        let what = format!("What {} must contain has changed.", spot.it);
        let instead = if fits.backward == Fit::Yes { CONSUMERS_FIRST } else { KEEP_WIDE };
        self.tell(out, &spot.keyword("contains"), what, fits, ["", ""], instead)
    }
}
