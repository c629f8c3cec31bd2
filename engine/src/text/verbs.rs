//! English verbs, as far as names need them: irregular participles, doubled consonants, verbs that ask, verbs that pay.
//!
//! Data only. A verb that is missing is taken as regular.

/// Verbs whose past participle does not end in `ed`, sorted by verb.
pub(super) const IRREGULAR: &[(&str, &str)] = &[
    ("be", "been"),
    ("beat", "beaten"),
    ("become", "become"),
    ("begin", "begun"),
    ("bet", "bet"),
    ("bid", "bid"),
    ("bind", "bound"),
    ("bite", "bitten"),
    ("blow", "blown"),
    ("break", "broken"),
    ("breed", "bred"),
    ("bring", "brought"),
    ("build", "built"),
    ("burst", "burst"),
    ("buy", "bought"),
    ("cast", "cast"),
    ("catch", "caught"),
    ("choose", "chosen"),
    ("come", "come"),
    ("cost", "cost"),
    ("cut", "cut"),
    ("deal", "dealt"),
    ("dig", "dug"),
    ("do", "done"),
    ("draw", "drawn"),
    ("drink", "drunk"),
    ("drive", "driven"),
    ("eat", "eaten"),
    ("fall", "fallen"),
    ("feed", "fed"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("find", "found"),
    ("fly", "flown"),
    ("forbid", "forbidden"),
    ("forecast", "forecast"),
    ("forget", "forgotten"),
    ("forgive", "forgiven"),
    ("freeze", "frozen"),
    ("get", "got"),
    ("give", "given"),
    ("go", "gone"),
    ("grind", "ground"),
    ("grow", "grown"),
    ("hang", "hung"),
    ("have", "had"),
    ("hear", "heard"),
    ("hide", "hidden"),
    ("hit", "hit"),
    ("hold", "held"),
    ("hurt", "hurt"),
    ("keep", "kept"),
    ("know", "known"),
    ("lay", "laid"),
    ("lead", "led"),
    ("leave", "left"),
    ("lend", "lent"),
    ("let", "let"),
    ("light", "lit"),
    ("lose", "lost"),
    ("make", "made"),
    ("mean", "meant"),
    ("meet", "met"),
    ("mislead", "misled"),
    ("offset", "offset"),
    ("outbid", "outbid"),
    ("overdraw", "overdrawn"),
    ("override", "overridden"),
    ("overrun", "overrun"),
    ("oversee", "overseen"),
    ("oversell", "oversold"),
    ("overwrite", "overwritten"),
    ("pay", "paid"),
    ("prepay", "prepaid"),
    ("put", "put"),
    ("quit", "quit"),
    ("read", "read"),
    ("rebuild", "rebuilt"),
    ("redo", "redone"),
    ("repay", "repaid"),
    ("rerun", "rerun"),
    ("resell", "resold"),
    ("resend", "resent"),
    ("reset", "reset"),
    ("rewrite", "rewritten"),
    ("ride", "ridden"),
    ("ring", "rung"),
    ("rise", "risen"),
    ("run", "run"),
    ("say", "said"),
    ("see", "seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set"),
    ("shake", "shaken"),
    ("shed", "shed"),
    ("shoot", "shot"),
    ("show", "shown"),
    ("shut", "shut"),
    ("sing", "sung"),
    ("sink", "sunk"),
    ("sit", "sat"),
    ("sleep", "slept"),
    ("slide", "slid"),
    ("speak", "spoken"),
    ("spend", "spent"),
    ("spin", "spun"),
    ("split", "split"),
    ("spread", "spread"),
    ("stand", "stood"),
    ("steal", "stolen"),
    ("stick", "stuck"),
    ("strike", "struck"),
    ("sublet", "sublet"),
    ("sweep", "swept"),
    ("swim", "swum"),
    ("swing", "swung"),
    ("take", "taken"),
    ("teach", "taught"),
    ("tear", "torn"),
    ("tell", "told"),
    ("think", "thought"),
    ("throw", "thrown"),
    ("undergo", "undergone"),
    ("understand", "understood"),
    ("undertake", "undertaken"),
    ("undo", "undone"),
    ("uphold", "upheld"),
    ("upset", "upset"),
    ("wake", "woken"),
    ("wear", "worn"),
    ("weave", "woven"),
    ("win", "won"),
    ("wind", "wound"),
    ("withdraw", "withdrawn"),
    ("withhold", "withheld"),
    ("write", "written"),
];

/// Verbs of more than one syllable that double their last consonant, sorted.
pub(super) const DOUBLED: &[&str] = &[
    "admit", "cancel", "commit", "compel", "confer", "control", "counsel", "debug", "defer", "dispel", "enrol",
    "equip", "excel", "expel", "format", "fuel", "fulfil", "incur", "infer", "label", "level", "model", "occur",
    "omit", "panel", "patrol", "permit", "prefer", "propel", "rebut", "recur", "refer", "regret", "remit", "resubmit",
    "signal", "submit", "total", "transfer", "transmit", "travel", "tunnel", "unplug", "unwrap",
];

/// Words that end in `ed` and are no participles, sorted.
pub(super) const NO_PARTICIPLES: &[&str] = &[
    "bed", "bleed", "breed", "embed", "exceed", "feed", "need", "proceed", "seed", "shed", "shred", "speed", "succeed",
    "weed",
];

/// Verbs that ask for something and change nothing, sorted.
pub(super) const ASKING: &[&str] = &[
    "browse", "check", "compare", "count", "display", "download", "estimate", "fetch", "find", "get", "inspect",
    "list", "load", "locate", "lookup", "preview", "query", "quote", "read", "retrieve", "search", "see", "show",
    "view",
];

/// Words of taking money, sorted.
pub(super) const PAYING: &[&str] = &["bill", "capture", "charge", "debit", "invoice", "pay", "payment", "withdraw"];

/// Words after a verb that belong to it, sorted.
pub(super) const PARTICLES: &[&str] = &["back", "down", "in", "off", "on", "out", "over", "through", "up"];

/// Words that open a question, sorted.
pub(super) const QUESTION_WORDS: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "has", "have", "how", "is", "may", "was", "were", "what", "when",
    "where", "which", "who", "why", "will",
];

/// Words that join two verbs, sorted.
pub(super) const JOINING: &[&str] = &["and", "or"];

/// Words that carry no name, sorted.
pub(super) const EMPTY: &[&str] = &[
    "a", "all", "an", "any", "each", "every", "her", "his", "its", "my", "new", "one", "our", "own", "some", "that",
    "the", "their", "these", "this", "those", "your",
];

/// Words after which a name does not go on, sorted.
pub(super) const BREAKS: &[&str] = &[
    "about", "after", "against", "and", "as", "at", "because", "before", "between", "but", "by", "during", "for",
    "from", "if", "in", "into", "of", "on", "onto", "or", "over", "per", "so", "than", "that", "then", "through", "to",
    "until", "using", "via", "when", "where", "whether", "which", "while", "who", "with", "within", "without",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_so_that_it_can_be_searched() {
        assert!(IRREGULAR.is_sorted_by(|a, b| a.0 < b.0));
        for list in [NO_PARTICIPLES, JOINING, DOUBLED, ASKING, PAYING, PARTICLES, QUESTION_WORDS, EMPTY, BREAKS] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
