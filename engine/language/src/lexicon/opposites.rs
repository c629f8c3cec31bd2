//! What undoes an act: for a verb the one that takes its effect back, and for a sort of act what does so in general.
//!
//! Data only, one line a verb. It must not say whether an act can be undone: of what is gone nothing here brings back the
//! first state, only one that people accept in its place.

use super::{Class, Verb};

/// Verbs with what undoes them, sorted; both as the lexicon has them.
const OPPOSITES: &[(&str, &str)] = &[
    ("accept", "revoke"),
    ("activate", "deactivate"),
    ("add", "remove"),
    ("admit", "discharge"),
    ("advance", "return"),
    ("allocate", "deallocate"),
    ("approve", "revoke"),
    ("archive", "unarchive"),
    ("assign", "unassign"),
    ("attach", "detach"),
    ("authorize", "void"),
    ("ban", "unban"),
    ("bill", "credit"),
    ("block", "unblock"),
    ("book", "cancel"),
    ("borrow", "return"),
    ("buy", "return"),
    ("cancel", "reinstate"),
    ("capture", "refund"),
    ("charge", "refund"),
    ("check in", "check out"),
    ("check out", "check in"),
    ("claim", "release"),
    ("close", "reopen"),
    ("collect", "return"),
    ("confirm", "cancel"),
    ("connect", "disconnect"),
    ("create", "cancel"),
    ("credit", "debit"),
    ("deactivate", "reactivate"),
    ("debit", "credit"),
    ("decrease", "increase"),
    ("decrement", "increment"),
    ("deduct", "credit"),
    ("delete", "restore"),
    ("deliver", "return"),
    ("deploy", "roll back"),
    ("deposit", "withdraw"),
    ("disable", "enable"),
    ("disconnect", "reconnect"),
    ("dispatch", "recall"),
    ("downgrade", "upgrade"),
    ("earmark", "release"),
    ("enable", "disable"),
    ("enlist", "release"),
    ("enrol", "unenrol"),
    ("follow", "unfollow"),
    ("freeze", "unfreeze"),
    ("fund", "withdraw"),
    ("grant", "revoke"),
    ("hide", "expose"),
    ("hire", "dismiss"),
    ("hold", "release"),
    ("increase", "decrease"),
    ("increment", "decrement"),
    ("install", "uninstall"),
    ("invoice", "credit"),
    ("issue", "revoke"),
    ("lend", "reclaim"),
    ("link", "unlink"),
    ("list", "delist"),
    ("load", "unload"),
    ("lock", "unlock"),
    ("mute", "unmute"),
    ("open", "close"),
    ("order", "cancel"),
    ("park", "release"),
    ("pause", "resume"),
    ("pay", "refund"),
    ("pay out", "reclaim"),
    ("pin", "unpin"),
    ("place", "cancel"),
    ("plan", "cancel"),
    ("pledge", "release"),
    ("preauthorize", "void"),
    ("promote", "demote"),
    ("provision", "deprovision"),
    ("publish", "unpublish"),
    ("purchase", "return"),
    ("redeem", "reinstate"),
    ("refund", "charge"),
    ("register", "deregister"),
    ("reject", "reinstate"),
    ("release", "reserve"),
    ("remove", "restore"),
    ("rent", "cancel"),
    ("request", "withdraw"),
    ("reserve", "release"),
    ("resume", "pause"),
    ("revoke", "reinstate"),
    ("save", "cancel"),
    ("schedule", "cancel"),
    ("secure", "release"),
    ("sell", "take back"),
    ("ship", "recall"),
    ("sign up", "deregister"),
    ("spin up", "spin down"),
    ("start", "stop"),
    ("stock", "withdraw"),
    ("stop", "restart"),
    ("submit", "withdraw"),
    ("subscribe", "unsubscribe"),
    ("suspend", "reinstate"),
    ("switch off", "switch on"),
    ("switch on", "switch off"),
    ("tag", "untag"),
    ("take", "return"),
    ("top up", "debit"),
    ("transfer", "return"),
    ("turn off", "turn on"),
    ("turn on", "turn off"),
    ("unblock", "block"),
    ("unlock", "lock"),
    ("upgrade", "downgrade"),
    ("withdraw", "deposit"),
];

/// Verbs of which not the thing is undone but what they made of it, sorted: a room that was booked still stands, and its
/// booking is cancelled.
const RESULTS: &[(&str, &str)] = &[
    ("accept", "acceptance"),
    ("approve", "approval"),
    ("authorize", "authorization"),
    ("book", "booking"),
    ("order", "order"),
    ("preauthorize", "authorization"),
    ("rent", "rental"),
    ("request", "request"),
];

/// What is undone of an act where that is not the thing itself.
pub fn result(verb: &Verb) -> Option<&'static str> {
    let index = RESULTS.binary_search_by_key(&verb.base, |(base, _)| base).ok()?;
    Some(RESULTS[index].1)
}

/// Verbs that take back what was done before, sorted.
const WAYS_BACK: &[&str] = &[
    "cancel",
    "compensate",
    "deallocate",
    "free",
    "refund",
    "release",
    "reverse",
    "revert",
    "roll back",
    "undo",
    "unreserve",
    "void",
];

/// Whether an act takes back another, if there was one at the same place before.
pub fn is_way_back(verb: &Verb) -> bool {
    WAYS_BACK.binary_search(&verb.base).is_ok()
}

/// What undoes a sort of act where the verb itself has no opposite; the first sort that a verb has counts.
const OF_A_SORT: &[(Class, &str)] = &[
    (Class::Takes, "release"),
    (Class::Creates, "cancel"),
    (Class::Submits, "withdraw"),
    (Class::Pays, "refund"),
    (Class::Carries, "return"),
    (Class::Changes, "restore"),
    (Class::Decides, "revoke"),
    (Class::Removes, "restore"),
    (Class::Records, "cancel"),
];

/// The verb that undoes this one; none for what leaves something that stays.
pub fn opposite(verb: &Verb) -> Option<&'static str> {
    if let Ok(index) = OPPOSITES.binary_search_by_key(&verb.base, |(base, _)| base) {
        return Some(OPPOSITES[index].1);
    }
    if verb.is(Class::Final) {
        return None;
    }
    OF_A_SORT.iter().find(|(class, _)| verb.is(*class)).map(|(_, opposite)| *opposite)
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    #[test]
    fn every_verb_and_what_undoes_it_are_in_the_lexicon_and_sorted() {
        assert!(OPPOSITES.is_sorted_by(|a, b| a.0 < b.0));
        for (base, opposite) in OPPOSITES {
            for verb in [base, opposite] {
                assert!(find(verb).is_some_and(|known| known.base == *verb), "{verb} is not in the lexicon");
            }
            assert_ne!(base, opposite);
        }
        for (base, _) in RESULTS {
            assert!(OPPOSITES.iter().any(|(verb, _)| verb == base), "{base} has no opposite");
        }
        assert!(RESULTS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(WAYS_BACK.is_sorted() && WAYS_BACK.iter().all(|verb| find(verb).is_some()));
    }

    #[test]
    fn a_verb_without_an_opposite_of_its_own_has_that_of_its_sort() {
        for (base, undone_by) in [
            ("reserve", Some("release")),
            ("charge", Some("refund")),
            ("quarantine", Some("release")),
            ("draft", Some("cancel")),
            ("inject", None),
            ("rename", Some("restore")),
            ("repair", None),
        ] {
            assert_eq!(opposite(find(base).unwrap()), undone_by, "{base}");
        }
    }
}
