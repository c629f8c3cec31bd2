//! Word lists by which a phrase is parsed and classified. Data only; every list is sorted.

/// Articles and other words before a noun that replace them.
pub(crate) const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "each", "either", "every", "her", "his", "its", "many", "more", "my",
    "no", "our", "several", "some", "such", "that", "the", "their", "these", "this", "those", "your",
];

/// Adjectives that a name leaves out.
pub(crate) const EMPTY: &[&str] = &[
    "actual",
    "certain",
    "corresponding",
    "current",
    "existing",
    "given",
    "own",
    "particular",
    "provided",
    "relevant",
    "respective",
    "single",
    "specific",
    "specified",
];

/// Numbers in words.
pub(crate) const NUMBERS: &[&str] = &[
    "eight", "eleven", "five", "four", "half", "hundred", "nine", "seven", "six", "ten", "thousand", "three", "twelve",
    "two",
];

/// Words that say before `of` how many or how much of something: `one of the tickets`.
pub(crate) const AMOUNTS: &[&str] = &["couple", "few", "lot", "lots", "most", "much", "none", "one", "rest"];

/// Verbs of making an event known.
pub(crate) const PUBLISHING: &[&str] = &["announce", "broadcast", "emit", "fire", "publish", "raise"];

/// Verbs whose object is whoever hears something, and not what is told.
pub(crate) const TO_HEARERS: &[&str] = &["alert", "inform", "notify", "remind", "tell", "warn"];

/// Verbs that take money.
pub(crate) const PAYING: &[&str] = &["charge", "debit", "pay"];

/// Nouns for money that somebody pays.
pub(crate) const MONEY: &[&str] = &["copay", "deposit", "fare", "fee", "payment", "premium", "prepayment", "toll"];

/// Prepositions and other words at which a group of nouns ends.
pub(crate) const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "among", "around", "as", "at", "because", "before",
    "below", "beneath", "between", "beyond", "by", "despite", "during", "except", "for", "from", "in", "inside",
    "into", "near", "of", "off", "on", "onto", "out", "over", "past", "per", "since", "than", "through", "to",
    "toward", "towards", "under", "until", "upon", "using", "via", "with", "within", "without",
];

/// Conjunctions: words that begin another clause.
pub(crate) const JOINTS: &[&str] = &[
    "although",
    "and",
    "because",
    "before",
    "but",
    "hence",
    "if",
    "nor",
    "once",
    "or",
    "so",
    "that",
    "then",
    "therefore",
    "though",
    "unless",
    "until",
    "when",
    "where",
    "whereas",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
];

/// Particles: words that may belong to the verb before them.
pub(crate) const PARTICLES: &[&str] =
    &["aside", "away", "back", "down", "forward", "in", "live", "off", "on", "out", "over", "through", "up"];

/// Verbs that count as nouns if the phrase ends in an act: `StockLevelChange`, `Film reel transfer`.
pub(crate) const THINGS: &[&str] = &[
    "access",
    "address",
    "appeal",
    "attribute",
    "auction",
    "award",
    "balance",
    "bandage",
    "batch",
    "bench",
    "bid",
    "bill",
    "board",
    "bookmark",
    "bottle",
    "box",
    "branch",
    "brand",
    "breach",
    "cache",
    "cash",
    "catalogue",
    "claim",
    "clip",
    "clock",
    "code",
    "comment",
    "commission",
    "contact",
    "contest",
    "contract",
    "copy",
    "cover",
    "credit",
    "crop",
    "damage",
    "deal",
    "debit",
    "deposit",
    "discount",
    "document",
    "dose",
    "email",
    "embargo",
    "exchange",
    "exercise",
    "exit",
    "export",
    "file",
    "film",
    "filter",
    "fine",
    "flash",
    "flood",
    "fork",
    "frame",
    "fuel",
    "fund",
    "grade",
    "graph",
    "group",
    "guarantee",
    "guard",
    "harvest",
    "hash",
    "heat",
    "host",
    "house",
    "impact",
    "implant",
    "import",
    "index",
    "interview",
    "inventory",
    "invoice",
    "label",
    "land",
    "lease",
    "leave",
    "level",
    "levy",
    "license",
    "light",
    "limit",
    "link",
    "load",
    "loan",
    "lock",
    "mail",
    "mandate",
    "manifest",
    "map",
    "market",
    "match",
    "message",
    "milk",
    "mirror",
    "model",
    "name",
    "notice",
    "number",
    "object",
    "offer",
    "offset",
    "order",
    "output",
    "package",
    "page",
    "pass",
    "patch",
    "pay",
    "permit",
    "petition",
    "phase",
    "phone",
    "photograph",
    "pilot",
    "pin",
    "plant",
    "plot",
    "point",
    "poll",
    "pool",
    "press",
    "price",
    "profile",
    "project",
    "prompt",
    "purchase",
    "question",
    "quote",
    "race",
    "rank",
    "rate",
    "rebate",
    "route",
    "sample",
    "score",
    "screen",
    "seat",
    "segment",
    "sentence",
    "service",
    "shape",
    "share",
    "shift",
    "signal",
    "source",
    "stack",
    "staff",
    "stage",
    "stake",
    "stamp",
    "state",
    "station",
    "step",
    "stock",
    "stream",
    "support",
    "survey",
    "tag",
    "target",
    "tax",
    "telephone",
    "test",
    "text",
    "time",
    "tip",
    "title",
    "tour",
    "trade",
    "train",
    "travel",
    "trip",
    "trust",
    "type",
    "value",
    "vent",
    "venture",
    "vet",
    "video",
    "visit",
    "vote",
    "walk",
    "warehouse",
    "water",
    "wire",
    "witness",
    "work",
    "yield",
];

/// Forms in `-ing` that count as nouns before another noun: `Booking confirmation`, `ShippingLabel`.
pub(crate) const THINGS_IN_ING: &[&str] = &[
    "billing",
    "boarding",
    "booking",
    "building",
    "clearing",
    "filing",
    "funding",
    "hearing",
    "heating",
    "hosting",
    "landing",
    "lending",
    "licensing",
    "listing",
    "marketing",
    "meeting",
    "offering",
    "onboarding",
    "opening",
    "parking",
    "planning",
    "pricing",
    "purchasing",
    "rating",
    "reading",
    "recording",
    "shipping",
    "shopping",
    "staffing",
    "tracking",
    "training",
    "warning",
];

/// Verbs that take an act as their object and so are no nouns before one: `RunBackup`, `ScheduleMaintenance`.
pub(crate) const LIGHT_VERBS: &[&str] =
    &["do", "force", "launch", "queue", "request", "run", "schedule", "start", "stop", "trigger"];

/// Verbs that are also nouns, for what happens to a thing: `Exchange rate update`.
pub(crate) const PROCESSES: &[&str] = &[
    "award",
    "change",
    "check",
    "cut",
    "decline",
    "decrease",
    "delay",
    "discharge",
    "dispute",
    "downgrade",
    "download",
    "drop",
    "exchange",
    "export",
    "gain",
    "import",
    "increase",
    "launch",
    "leak",
    "move",
    "overhaul",
    "recall",
    "refund",
    "release",
    "repair",
    "repeal",
    "request",
    "reset",
    "restart",
    "return",
    "review",
    "shift",
    "split",
    "swap",
    "switch",
    "test",
    "tick",
    "transfer",
    "update",
    "upgrade",
    "upload",
    "visit",
    "vote",
];

/// Nouns for an act that are also things, so that a verb may have them as its object: `RecordDelivery`.
pub(crate) const RESULTS: &[&str] = &[
    "application",
    "appointment",
    "assignment",
    "booking",
    "complaint",
    "delivery",
    "entry",
    "inspection",
    "invitation",
    "observation",
    "offering",
    "prescription",
    "reading",
    "registration",
    "reservation",
    "session",
    "shipment",
    "statement",
    "subscription",
    "transaction",
];

/// Words before which `on` is part of a name and says nothing about a reaction: `OnCallDoctorPaged`.
pub(crate) const AFTER_ON: &[&str] = &[
    "board", "call", "chain", "demand", "duty", "hand", "hold", "leave", "premise", "premises", "screen", "shelf",
    "site", "street", "time", "track",
];

/// Words that form a preposition together with `to`: `due to`.
pub(crate) const BEFORE_TO: &[&str] = &["according", "due", "owing", "prior", "thanks"];

/// Adjectives in an impersonal request: `It is required that`.
pub(crate) const WISHED: &[&str] =
    &["essential", "important", "mandatory", "necessary", "needed", "requested", "required", "vital"];

/// Forms of `be`, and of `get`, which forms a passive too.
pub(crate) const BE: &[&str] = &["are", "be", "been", "being", "get", "gets", "got", "is", "was", "were"];

/// Forms of `have`.
pub(crate) const HAVE: &[&str] = &["had", "has", "have"];

/// Forms of `do`.
pub(crate) const DO: &[&str] = &["did", "do", "does"];

/// Modal verbs for what must or should be done.
pub(crate) const OUGHT: &[&str] = &["must", "ought", "shall", "should"];

/// Modal verbs for what can, may or will be.
pub(crate) const MAY: &[&str] = &["can", "cannot", "could", "may", "might", "will", "would"];

/// Verbs of wishing or obligation, before `to`.
pub(crate) const WISHING: &[&str] = &["has", "have", "like", "need", "needs", "want", "wants", "wish", "wishes"];

/// Negations.
pub(crate) const NEGATIONS: &[&str] = &["cannot", "never", "no", "not"];

/// Words that begin a question with other answers than yes and no.
pub(crate) const OPEN_QUESTIONS: &[&str] = &["how", "what", "where", "which", "who", "whom", "whose", "why"];

/// Words that begin a question with the answer yes or no.
pub(crate) const CLOSED_QUESTIONS: &[&str] =
    &["are", "can", "could", "did", "do", "does", "has", "have", "is", "was", "were", "will"];

/// Words of a question that its name leaves out.
pub(crate) const QUESTION_FILLERS: &[&str] = &[
    "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "he", "i", "is", "it", "left",
    "many", "may", "me", "might", "much", "must", "often", "shall", "she", "should", "still", "the", "there", "they",
    "was", "we", "were", "will", "would", "you",
];

/// Words that ask for an amount, behind `how`: `How long is the queue?`
pub(crate) const FAR: &[&str] =
    &["big", "busy", "far", "fast", "full", "high", "large", "long", "many", "much", "often", "old", "soon"];

/// Prepositions before the thing that an act is about, if the act has no other object: `Apply for a permit`.
pub(crate) const TOWARDS: &[&str] = &["about", "against", "for", "from", "into", "of", "out", "to", "with"];

/// Prefixes that form one word with what follows their hyphen: `e-mail`, `re-entry`.
pub(crate) const UNHYPHENED: &[&str] = &["de", "e", "i", "re", "un"];

/// Opening words that have no meaning of their own.
pub(crate) const OPENERS: &[&str] = &["first", "kindly", "lets", "next", "now", "please", "simply", "then", "to", "us"];

/// Pronouns for whoever speaks or acts.
pub(crate) const PRONOUNS: &[&str] = &["he", "i", "one", "she", "somebody", "someone", "they", "we", "you"];

/// Words of an introduction that announces a message, up to `when`.
pub(crate) const ANNOUNCING: &[&str] = &[
    "a",
    "about",
    "an",
    "announces",
    "any",
    "as",
    "broadcast",
    "called",
    "created",
    "delivered",
    "denotes",
    "describes",
    "dispatched",
    "domain",
    "each",
    "emitted",
    "event",
    "event-driven",
    "every",
    "fact",
    "fired",
    "fires",
    "for",
    "generated",
    "happens",
    "hook",
    "indicates",
    "informs",
    "integration",
    "invoked",
    "is",
    "issued",
    "it",
    "just",
    "means",
    "message",
    "notification",
    "notifies",
    "occurs",
    "only",
    "produced",
    "published",
    "raised",
    "received",
    "records",
    "represents",
    "right",
    "says",
    "sent",
    "signal",
    "signals",
    "soon",
    "tells",
    "that",
    "the",
    "this",
    "time",
    "triggered",
    "triggers",
    "webhook",
];

/// Words between such an introduction and what has happened.
pub(crate) const WHENEVER: &[&str] = &["after", "if", "once", "that", "upon", "when", "whenever"];

/// Words of an introduction that announces a request, up to `to`.
pub(crate) const REQUESTING: &[&str] = &[
    "a",
    "action",
    "an",
    "api",
    "call",
    "command",
    "endpoint",
    "for",
    "instruction",
    "intent",
    "is",
    "it",
    "message",
    "method",
    "operation",
    "query",
    "request",
    "that",
    "the",
    "this",
    "use",
    "used",
];

/// Marks: words at either end of a name that state the kind of message, sorted.
pub(crate) const MARKS: &[(&str, Mark)] = &[
    ("cmd", Mark::Command),
    ("command", Mark::Command),
    ("commands", Mark::Command),
    ("consumer", Mark::Handler),
    ("event", Mark::Event),
    ("events", Mark::Event),
    ("evt", Mark::Event),
    ("handle", Mark::Reacts),
    ("handler", Mark::Handler),
    ("handles", Mark::Reacts),
    ("listener", Mark::Handler),
    ("message", Mark::Message),
    ("messages", Mark::Message),
    ("msg", Mark::Message),
    ("notification", Mark::Told),
    ("on", Mark::Reacts),
    ("payload", Mark::Message),
    ("qry", Mark::Query),
    ("queries", Mark::Query),
    ("query", Mark::Query),
    ("reply", Mark::Reply),
    ("request", Mark::Request),
    ("response", Mark::Reply),
    ("result", Mark::Reply),
    ("subscriber", Mark::Handler),
    ("topic", Mark::Message),
];

/// The meaning of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is an event.
    Event,
    /// It is a command.
    Command,
    /// It is a query.
    Query,
    /// It is a request, for an act or for an answer.
    Request,
    /// It is the reply to a request.
    Reply,
    /// It tells somebody something.
    Told,
    /// A prefix for something that reacts to the message: `OnOrderPlaced`.
    Reacts,
    /// A suffix for something that reacts to the message: `OrderPlacedHandler`.
    Handler,
    /// It is a message of some kind.
    Message,
}

/// First parts of a topic's name that only say who owns it.
pub(crate) const NAMESPACES: &[&str] = &["com", "dev", "eu", "io", "net", "org", "prod", "staging", "urn"];

/// Adjectives for a state. A phrase with one tells that the state has come about.
pub(crate) const STATES: &[&str] = &[
    "available",
    "bad",
    "blank",
    "complete",
    "corrupt",
    "critical",
    "dead",
    "dry",
    "due",
    "early",
    "empty",
    "faulty",
    "full",
    "healthy",
    "high",
    "idle",
    "illegal",
    "inactive",
    "incomplete",
    "incorrect",
    "insufficient",
    "invalid",
    "late",
    "low",
    "missing",
    "negative",
    "new",
    "obsolete",
    "offline",
    "online",
    "outdated",
    "overdue",
    "positive",
    "public",
    "quiet",
    "ready",
    "sick",
    "silent",
    "stale",
    "successful",
    "unable",
    "unauthorised",
    "unauthorized",
    "unavailable",
    "unexpected",
    "unhealthy",
    "unknown",
    "unreachable",
    "unsafe",
    "unsuccessful",
    "urgent",
    "valid",
    "wrong",
];

/// Nouns for things that people look up. A message with no more than such a noun is a query for it.
pub(crate) const LOOKED_AT: &[&str] = &[
    "address",
    "availability",
    "balance",
    "catalog",
    "catalogue",
    "count",
    "dashboard",
    "detail",
    "details",
    "forecast",
    "history",
    "info",
    "information",
    "inventory",
    "level",
    "list",
    "location",
    "occupancy",
    "overview",
    "position",
    "price",
    "profile",
    "rate",
    "score",
    "state",
    "statistics",
    "stats",
    "status",
    "summary",
    "timeline",
    "total",
    "usage",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_so_that_it_can_be_searched() {
        assert!(MARKS.is_sorted_by(|a, b| a.0 < b.0));
        for list in [
            DETERMINERS,
            EMPTY,
            NUMBERS,
            AMOUNTS,
            PUBLISHING,
            TO_HEARERS,
            PAYING,
            MONEY,
            PREPOSITIONS,
            JOINTS,
            PARTICLES,
            THINGS,
            THINGS_IN_ING,
            AFTER_ON,
            LIGHT_VERBS,
            RESULTS,
            PROCESSES,
            FAR,
            TOWARDS,
            UNHYPHENED,
            BEFORE_TO,
            WISHED,
            BE,
            HAVE,
            DO,
            OUGHT,
            MAY,
            WISHING,
            NEGATIONS,
            OPEN_QUESTIONS,
            CLOSED_QUESTIONS,
            QUESTION_FILLERS,
            OPENERS,
            PRONOUNS,
            ANNOUNCING,
            WHENEVER,
            REQUESTING,
            NAMESPACES,
            STATES,
            LOOKED_AT,
        ] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
