//! The order of the parts of a list that two people changed.

use std::collections::{BTreeMap, BTreeSet};

/// The ids of a list's parts as each version orders them, and those that stay.
pub(super) struct Orders<'a> {
    pub(super) base: &'a [&'a str],
    pub(super) mine: &'a [&'a str],
    pub(super) theirs: &'a [&'a str],
    pub(super) kept: &'a BTreeSet<&'a str>,
}

/// The ids of `order` that `other` has, too.
pub(super) fn common<'a>(order: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let other: BTreeSet<&str> = other.iter().copied().collect();
    order.iter().filter(|id| other.contains(*id)).copied().collect()
}

impl<'a> Orders<'a> {
    /// The version whose order of the old parts counts.
    ///
    /// # Errors
    /// Both moved parts, and not in the same way.
    pub(super) fn lead(&self) -> Result<&'a [&'a str], ()> {
        let moved = |side: &[&'a str]| common(side, self.base) != common(self.base, side);
        match (moved(self.mine), moved(self.theirs)) {
            (false, false) => Ok(self.base),
            (true, false) => Ok(self.mine),
            (false, true) => Ok(self.theirs),
            (true, true) => {
                let old = |side: &[&'a str], other: &[&str]| common(&common(side, self.base), other);
                if old(self.mine, self.theirs) == old(self.theirs, self.mine) { Ok(self.mine) } else { Err(()) }
            }
        }
    }

    /// All parts that stay: the old ones in the order of `lead`, and each other one behind the part that stands before
    /// it where it comes from. Who is called mine makes no difference.
    pub(super) fn merged(&self, lead: &[&'a str]) -> Vec<String> {
        let old: Vec<&str> = common(&common(lead, self.base), &self.kept.iter().copied().collect::<Vec<_>>());
        let is_old: BTreeSet<&str> = old.iter().copied().collect();
        let [mine, theirs, base] = [self.mine, self.theirs, self.base].map(|side| self.added(side, &is_old));
        let mut chains: BTreeMap<Option<&str>, Vec<Vec<&str>>> = BTreeMap::new();
        let mut add = |added: Vec<(Option<&'a str>, &'a str)>| {
            let mut by_anchor: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
            for (anchor, id) in added {
                by_anchor.entry(anchor).or_default().push(id);
            }
            for (anchor, chain) in by_anchor {
                chains.entry(anchor).or_default().push(chain);
            }
        };
        let ids = |side: &[(Option<&'a str>, &'a str)]| side.iter().map(|(_, id)| *id).collect::<BTreeSet<&str>>();
        let (in_mine, in_theirs) = (ids(&mine), ids(&theirs));
        let (shared, only_mine): (Vec<_>, Vec<_>) = mine.into_iter().partition(|(_, id)| in_theirs.contains(id));
        let (others, only_theirs): (Vec<_>, Vec<_>) = theirs.into_iter().partition(|(_, id)| in_mine.contains(id));
        let only_base = base.into_iter().filter(|(_, id)| !in_mine.contains(id) && !in_theirs.contains(id)).collect();
        // What both added, whoever is asked first: at the smaller of the two places, by id where they disagree.
        let shared = if shared == others {
            shared
        } else {
            let places: BTreeMap<&str, Option<&str>> = others.into_iter().map(|(anchor, id)| (id, anchor)).collect();
            let place = |(anchor, id): (Option<&'a str>, &'a str)| (anchor.min(places[id]), id);
            let mut shared: Vec<_> = shared.into_iter().map(place).collect();
            shared.sort_unstable_by_key(|(_, id)| *id);
            shared
        };
        [shared, only_mine, only_theirs, only_base].into_iter().for_each(&mut add);
        let mut merged = Vec::with_capacity(self.kept.len());
        for anchor in std::iter::once(None).chain(old.into_iter().map(Some)) {
            merged.extend(anchor.map(str::to_owned));
            let mut chains = chains.remove(&anchor).unwrap_or_default();
            chains.sort_unstable();
            merged.extend(chains.into_iter().flatten().map(str::to_owned));
        }
        merged
    }

    /// The parts of a version that stay and are not old, each with the old part before it.
    fn added(&self, side: &[&'a str], old: &BTreeSet<&str>) -> Vec<(Option<&'a str>, &'a str)> {
        let mut anchor = None;
        let mut added = Vec::new();
        for id in side {
            if old.contains(id) {
                anchor = Some(*id);
            } else if self.kept.contains(id) {
                added.push((anchor, *id));
            }
        }
        added
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &[&str], mine: &[&str], theirs: &[&str], gone: &[&str]) -> Result<String, ()> {
        let all = base.iter().chain(mine).chain(theirs).copied();
        let kept: BTreeSet<&str> = all.filter(|id| !gone.contains(id)).collect();
        let orders = Orders { base, mine, theirs, kept: &kept };
        orders.lead().map(|lead| orders.merged(lead).join(""))
    }

    #[test]
    fn what_is_added_stands_behind_what_it_was_added_behind() {
        let base = ["a", "b", "c"];
        let (mine, theirs) = (["a", "x", "b", "c"], ["a", "b", "c", "y"]);
        assert_eq!(merged(&base, &mine, &theirs, &[]), Ok("axbcy".to_owned()));
        let both = (["a", "x", "b", "c"], ["a", "w", "b", "c"]);
        assert_eq!(merged(&base, &both.0, &both.1, &[]), Ok("awxbc".to_owned()));
        assert_eq!(merged(&base, &both.1, &both.0, &[]), Ok("awxbc".to_owned()), "whoever is called mine");
        assert_eq!(merged(&base, &mine, &mine, &[]), Ok("axbc".to_owned()));
    }

    #[test]
    fn what_one_moved_is_moved_and_what_both_moved_is_for_a_person_to_decide() {
        let base = ["a", "b", "c"];
        assert_eq!(merged(&base, &["c", "a", "b"], &["a", "b", "y", "c"], &[]), Ok("caby".to_owned()));
        assert_eq!(merged(&base, &["c", "a", "b"], &["c", "a", "b"], &[]), Ok("cab".to_owned()));
        assert_eq!(merged(&base, &["c", "a", "b"], &["b", "a", "c"], &[]), Err(()));
        assert_eq!(merged(&base, &["a", "c"], &["a", "b", "x", "c"], &["b"]), Ok("axc".to_owned()));
    }
}
