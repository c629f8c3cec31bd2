//! Singular and plural of nouns, and the verb that a noun is derived from.
//!
//! Words are in lower case.

use std::sync::LazyLock;

use super::{Verb, find, morphology, phrasal};
use crate::word_index::WordIndex;

/// Nouns of action that the rules of [`act`] do not cover, with their verbs, sorted by noun.
const ACTS: &[(&str, &str)] = &[
    ("acquisition", "acquire"),
    ("adherence", "adhere"),
    ("admission", "admit"),
    ("advice", "advise"),
    ("arrival", "arrive"),
    ("backup", "back up"),
    ("birth", "bear"),
    ("breakage", "break"),
    ("checkin", "check in"),
    ("checkout", "check out"),
    ("choice", "choose"),
    ("cleanup", "clean up"),
    ("collision", "collide"),
    ("complaint", "complain"),
    ("compliance", "comply"),
    ("conclusion", "conclude"),
    ("conversion", "convert"),
    ("cooldown", "cool down"),
    ("decision", "decide"),
    ("deduction", "deduct"),
    ("delivery", "deliver"),
    ("departure", "depart"),
    ("destruction", "destroy"),
    ("diagnosis", "diagnose"),
    ("discovery", "discover"),
    ("enquiry", "inquire"),
    ("entry", "enter"),
    ("expansion", "expand"),
    ("expiry", "expire"),
    ("exposure", "expose"),
    ("expulsion", "expel"),
    ("extension", "extend"),
    ("failure", "fail"),
    ("fallback", "fall back"),
    ("follow-up", "follow up"),
    ("followup", "follow up"),
    ("growth", "grow"),
    ("handover", "hand over"),
    ("injection", "inject"),
    ("inquiry", "inquire"),
    ("kickoff", "kick off"),
    ("layoff", "lay off"),
    ("lockout", "lock out"),
    ("login", "log in"),
    ("logoff", "log off"),
    ("logon", "log on"),
    ("logout", "log out"),
    ("lookup", "look up"),
    ("loss", "lose"),
    ("maintenance", "maintain"),
    ("occurrence", "occur"),
    ("omission", "omit"),
    ("opt-in", "opt in"),
    ("opt-out", "opt out"),
    ("payoff", "pay off"),
    ("payout", "pay out"),
    ("permission", "permit"),
    ("pickup", "pick up"),
    ("procurement", "procure"),
    ("proof", "prove"),
    ("provision", "provide"),
    ("publication", "publish"),
    ("purchase", "purchase"),
    ("reception", "receive"),
    ("recovery", "recover"),
    ("redemption", "redeem"),
    ("reduction", "reduce"),
    ("registration", "register"),
    ("remittance", "remit"),
    ("removal", "remove"),
    ("renewal", "renew"),
    ("resolution", "resolve"),
    ("response", "respond"),
    ("revision", "revise"),
    ("rollback", "roll back"),
    ("rollout", "roll out"),
    ("rollover", "roll over"),
    ("rollup", "roll up"),
    ("sale", "sell"),
    ("seizure", "seize"),
    ("setup", "set up"),
    ("shutdown", "shut down"),
    ("sign-in", "sign in"),
    ("sign-off", "sign off"),
    ("sign-out", "sign out"),
    ("sign-up", "sign up"),
    ("signature", "sign"),
    ("signin", "sign in"),
    ("signoff", "sign off"),
    ("signout", "sign out"),
    ("signup", "sign up"),
    ("speech", "speak"),
    ("startup", "start up"),
    ("storage", "store"),
    ("submission", "submit"),
    ("subscription", "subscribe"),
    ("success", "succeed"),
    ("suspension", "suspend"),
    ("takeoff", "take off"),
    ("takeover", "take over"),
    ("theft", "steal"),
    ("thought", "think"),
    ("time-out", "time out"),
    ("timeout", "time out"),
    ("topup", "top up"),
    ("transmission", "transmit"),
    ("warmup", "warm up"),
    ("writeoff", "write off"),
];

/// Endings of nouns of action with the verb endings that replace them, longer ones first.
const ENDINGS: &[(&str, &[&str])] = &[
    ("isation", &["ise"]),
    ("ization", &["ize"]),
    ("ication", &["y", "icate"]),
    ("ification", &["ify"]),
    ("ation", &["ate", "", "e", "y"]),
    ("ition", &["", "e", "ish"]),
    ("ption", &["be", "pt", "me"]),
    ("ssion", &["ss", "d", "t"]),
    ("sion", &["d", "de", "t", "se"]),
    ("tion", &["t", "te"]),
    ("ment", &["", "e"]),
    ("ance", &["", "e"]),
    ("ence", &["", "e"]),
    ("age", &["", "e"]),
    ("al", &["", "e"]),
    ("ure", &["", "e"]),
    ("ery", &["", "e", "er"]),
    ("ing", &["", "e"]),
];

/// The verb that a noun of action is derived from: `cancellation` gives `cancel`, `payment` gives `pay`,
/// `checkout` gives `check out`.
pub fn act(noun: &str) -> Option<&'static Verb> {
    if let Ok(index) = ACTS.binary_search_by_key(&noun, |(known, _)| known) {
        return find(ACTS[index].1);
    }
    if let Some(verb) = find(noun) {
        return verb.is_noun_too().then_some(verb);
    }
    if let Some((base, particle)) = noun.split_once('-')
        && let Some(verb) = phrasal(base, particle)
    {
        return Some(verb);
    }
    ENDINGS.iter().filter_map(|(ending, ends)| Some((noun.strip_suffix(ending)?, ends))).find_map(|(stem, ends)| {
        ends.iter().find_map(|end| find(&format!("{stem}{end}"))).or_else(|| find(undoubled(stem)?))
    })
}

/// Removes a consonant that was doubled before an ending: `cancell` gives `cancel`.
fn undoubled(stem: &str) -> Option<&str> {
    match stem.as_bytes() {
        [.., before, last] if before == last && last.is_ascii_lowercase() => Some(&stem[..stem.len() - 1]),
        _ => None,
    }
}

/// Irregular plurals with their singulars, sorted.
const PLURALS: &[(&str, &str)] = &[
    ("addenda", "addendum"),
    ("aliases", "alias"),
    ("analyses", "analysis"),
    ("appendices", "appendix"),
    ("atlases", "atlas"),
    ("axes", "axis"),
    ("bases", "basis"),
    ("biases", "bias"),
    ("bonuses", "bonus"),
    ("branches", "branch"),
    ("buses", "bus"),
    ("caches", "cache"),
    ("calves", "calf"),
    ("campuses", "campus"),
    ("canvases", "canvas"),
    ("censuses", "census"),
    ("children", "child"),
    ("crises", "crisis"),
    ("criteria", "criterion"),
    ("curricula", "curriculum"),
    ("diagnoses", "diagnosis"),
    ("echoes", "echo"),
    ("feet", "foot"),
    ("focuses", "focus"),
    ("gases", "gas"),
    ("geese", "goose"),
    ("halves", "half"),
    ("heroes", "hero"),
    ("hypotheses", "hypothesis"),
    ("indices", "index"),
    ("invoices", "invoice"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lenses", "lens"),
    ("licenses", "license"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("matrices", "matrix"),
    ("media", "medium"),
    ("men", "man"),
    ("mice", "mouse"),
    ("minutiae", "minutia"),
    ("movies", "movie"),
    ("oases", "oasis"),
    ("parentheses", "parenthesis"),
    ("pennies", "penny"),
    ("people", "person"),
    ("phenomena", "phenomenon"),
    ("potatoes", "potato"),
    ("quizzes", "quiz"),
    ("selves", "self"),
    ("shelves", "shelf"),
    ("statuses", "status"),
    ("surpluses", "surplus"),
    ("syntheses", "synthesis"),
    ("teeth", "tooth"),
    ("theses", "thesis"),
    ("thieves", "thief"),
    ("tomatoes", "tomato"),
    ("torpedoes", "torpedo"),
    ("vertices", "vertex"),
    ("vetoes", "veto"),
    ("viruses", "virus"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("women", "woman"),
];

/// Nouns that end in `s` or mean many and have one form only, sorted.
const ONE_FORM: &[&str] = &[
    "access",
    "accounts-payable",
    "address",
    "aircraft",
    "alias",
    "always",
    "analysis",
    "analytics",
    "arrears",
    "assets",
    "atlas",
    "basis",
    "belongings",
    "bias",
    "bonus",
    "bus",
    "business",
    "campus",
    "canvas",
    "census",
    "class",
    "contents",
    "credentials",
    "crisis",
    "customs",
    "data",
    "details",
    "diagnosis",
    "earnings",
    "economics",
    "egress",
    "electronics",
    "ethics",
    "expenses",
    "express",
    "focus",
    "funds",
    "gas",
    "genesis",
    "glass",
    "goods",
    "gps",
    "groceries",
    "headquarters",
    "hypothesis",
    "ingress",
    "is",
    "kubernetes",
    "lens",
    "less",
    "logistics",
    "loss",
    "mathematics",
    "means",
    "metrics",
    "minus",
    "news",
    "pass",
    "physics",
    "plus",
    "premises",
    "previous",
    "proceeds",
    "process",
    "progress",
    "redis",
    "remains",
    "rss",
    "savings",
    "series",
    "settings",
    "sms",
    "species",
    "statistics",
    "status",
    "surplus",
    "terms",
    "thanks",
    "this",
    "thus",
    "tls",
    "utensils",
    "various",
    "versus",
    "virus",
    "wages",
    "was",
    "works",
    "xbox",
    "yes",
];

/// The nouns whose singular follows no rule, each with it: those of [`PLURALS`] and of [`ONE_FORM`].
static SINGULARS: LazyLock<(Vec<(&str, &str)>, WordIndex)> = LazyLock::new(|| {
    let nouns: Vec<(&str, &str)> = PLURALS.iter().copied().chain(ONE_FORM.iter().map(|noun| (*noun, *noun))).collect();
    let index = WordIndex::of(nouns.iter().map(|(noun, _)| *noun));
    (nouns, index)
});

/// The singular of a noun: `orders` gives `order`, `children` gives `child`. Other words are returned unchanged.
pub fn singular(noun: &str) -> String {
    let (nouns, index) = &*SINGULARS;
    if let Some(found) = index.find(noun, |at| nouns[at].0) {
        return nouns[found].1.to_owned();
    }
    let without = |count: usize, end: &str| format!("{}{end}", &noun[..noun.len() - count]);
    match noun.as_bytes() {
        [.., b's' | b'u' | b'i', b's'] | [_, b's'] | [b's'] => noun.to_owned(),
        [_, _, .., b'i', b'e', b's'] if noun.len() > 4 => without(3, "y"),
        [.., b'x' | b'z', b'e', b's'] | [.., b's' | b'c', b'h', b'e', b's'] | [.., b's', b's', b'e', b's'] => {
            without(2, "")
        }
        [.., b's'] => without(1, ""),
        _ => noun.to_owned(),
    }
}

/// Whether a noun is a plural.
pub fn is_plural(noun: &str) -> bool {
    singular(noun) != noun
}

/// The plural of a noun: `order` gives `orders`, `child` gives `children`. A noun with one form is returned
/// unchanged.
pub fn plural(noun: &str) -> String {
    if ONE_FORM.binary_search(&noun).is_ok() && !PLURALS.iter().any(|(_, one)| *one == noun) {
        return match noun.as_bytes() {
            [.., b's', b's'] => format!("{noun}es"),
            _ => noun.to_owned(),
        };
    }
    match PLURALS.iter().find(|(_, one)| *one == noun) {
        Some((many, _)) => (*many).to_owned(),
        // Potatoes and photos have different endings; unlike a verb, most nouns in `o` take only an `s`.
        None if noun.ends_with('o') => format!("{noun}s"),
        None => morphology::third(noun),
    }
}

#[cfg(test)]
pub(super) fn is_sorted() -> bool {
    ACTS.is_sorted_by(|a, b| a.0 < b.0)
        && PLURALS.is_sorted_by(|a, b| a.0 < b.0)
        && ONE_FORM.is_sorted_by(|a, b| a < b)
        && !ONE_FORM.iter().any(|noun| PLURALS.binary_search_by_key(noun, |(plural, _)| plural).is_ok())
        && ACTS.iter().all(|(_, base)| find(base).is_some())
}
