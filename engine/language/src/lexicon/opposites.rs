//! The opposites of verbs: for single verbs, and for whole classes of verbs.
//!
//! Data only, one line for each verb. This module must not say whether an act can be undone: an opposite rarely
//! restores the first state exactly, it only leads to one that people accept instead.

use super::{Class, Verb};

/// Verbs with their opposites, sorted; both as in the lexicon.
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
    ("discharge", "readmit"),
    ("disconnect", "reconnect"),
    ("dispatch", "recall"),
    ("downgrade", "upgrade"),
    ("earmark", "release"),
    ("enable", "disable"),
    ("enlist", "release"),
    ("enrol", "unenrol"),
    ("find", "release"),
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

/// Verbs whose result is undone and not their object, sorted: to undo the booking of a room, the booking is
/// cancelled, not the room.
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

/// The noun for a verb's result, if undoing the verb means to undo this result.
pub fn result(verb: &Verb) -> Option<&'static str> {
    let index = RESULTS.binary_search_by_key(&verb.base, |(base, _)| base).ok()?;
    Some(RESULTS[index].1)
}

/// Verbs that undo something done before, sorted.
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

/// Whether an act undoes another one that happened before at the same place.
pub fn is_way_back(verb: &Verb) -> bool {
    WAYS_BACK.binary_search(&verb.base).is_ok()
}

/// Opposites for classes of verbs. Used if the verb itself has none; the verb's first class with an opposite counts.
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

/// Papers and promises that are cancelled, whichever verb gave or took them, sorted: to undo the purchase of a
/// label, the label is cancelled; goods are returned.
const CANCELLED: &[&str] = &["booking", "label", "order", "policy", "reservation", "subscription", "ticket", "voucher"];

/// Things that are only known once they are got, sorted: whoever obtained an opinion cannot give it back.
const KNOWN: &[&str] = &["advice", "answer", "estimate", "information", "opinion", "quotation", "quote", "reading"];

/// Amounts that are asked for, sorted: a claimed cost is not held, so it cannot be released.
const AMOUNTS: &[&str] = &["amount", "benefit", "compensation", "cost", "expense", "fee", "refund"];

/// The opposite of a verb that is done to a thing, given as a noun in the singular or as an empty text; `None` if
/// the effect stays.
pub fn opposite(verb: &Verb, thing: &str) -> Option<&'static str> {
    if matches!(verb.base, "buy" | "issue" | "purchase" | "take out") && CANCELLED.binary_search(&thing).is_ok() {
        return Some("cancel");
    }
    if verb.base == "claim" && AMOUNTS.binary_search(&thing).is_ok() {
        return Some("repay");
    }
    if verb.is(Class::Takes) && KNOWN.binary_search(&thing).is_ok() {
        return None;
    }
    if let Ok(index) = OPPOSITES.binary_search_by_key(&verb.base, |(base, _)| base) {
        return Some(OPPOSITES[index].1);
    }
    if verb.is(Class::Final) {
        return None;
    }
    OF_A_SORT.iter().find(|(class, _)| verb.is(*class)).map(|(_, opposite)| *opposite)
}

/// Verbs of taking something so that nobody else gets it, sorted: what is given back was taken so.
const TAKEN: &[&str] =
    &["allocate", "assign", "authorize", "block", "book", "hold", "lock", "reserve", "set aside", "take"];

/// Verbs of what is cancelled besides what is created, submitted and taken, sorted.
const PLANNED: &[&str] = &["authorize", "book", "confirm", "order", "place", "schedule", "start"];

/// Whether a verb takes back what another one did to a thing, where people say so in a text: they use more words for
/// it than [`opposite`] gives.
pub fn takes_back(back: &str, done: &Verb, thing: &str) -> bool {
    let is = |list: &[&str]| list.binary_search(&done.base).is_ok();
    match back {
        "release" | "free" | "give back" | "return" | "unblock" => is(TAKEN),
        "cancel" | "void" | "withdraw" => done.is_any(&[Class::Creates, Class::Submits, Class::Takes]) || is(PLANNED),
        "close" | "delete" | "remove" | "deactivate" | "downgrade" => {
            done.is_any(&[Class::Creates, Class::Records])
                || matches!(done.base, "open" | "upload" | "add")
                || opposite(done, thing) == Some(back)
        }
        _ => opposite(done, thing) == Some(back),
    }
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
        assert!(KNOWN.is_sorted() && AMOUNTS.is_sorted());
        assert!(CANCELLED.is_sorted());
        for verbs in [WAYS_BACK, TAKEN, PLANNED] {
            assert!(verbs.is_sorted() && verbs.iter().all(|verb| find(verb).is_some()), "{verbs:?}");
        }
    }

    #[test]
    fn a_verb_without_an_opposite_of_its_own_has_that_of_its_sort() {
        for (base, undone_by) in [
            ("reserve", Some("release")),
            ("charge", Some("refund")),
            ("quarantine", Some("release")),
            ("draft", Some("cancel")),
            ("inject", None),
            ("discharge", Some("readmit")),
            ("allot", Some("release")),
            ("rename", Some("restore")),
            ("repair", None),
        ] {
            assert_eq!(opposite(find(base).unwrap(), ""), undone_by, "{base}");
        }
    }

    #[test]
    fn what_is_undone_also_depends_on_the_thing() {
        for (base, thing, undone_by) in [
            ("claim", "seat", Some("release")),
            ("claim", "cost", Some("repay")),
            ("obtain", "permit", Some("release")),
            ("obtain", "opinion", None),
            ("buy", "label", Some("cancel")),
        ] {
            assert_eq!(opposite(find(base).unwrap(), thing), undone_by, "{base} {thing}");
        }
    }

    #[test]
    fn a_text_takes_back_with_more_words_than_the_opposite() {
        for (back, done, is_back) in [
            ("release", "reserve", true),
            ("give back", "take", true),
            ("release", "park", false),
            ("void", "authorize", true),
            ("cancel", "check", false),
            ("deactivate", "create", true),
            ("deregister", "register", true),
        ] {
            assert_eq!(takes_back(back, find(done).unwrap(), ""), is_back, "{back} {done}");
        }
    }
}
