//! The small words and the telling nouns by which a message is known. Data only, every list sorted.

/// Articles and what stands in their place.
pub(super) const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "each", "either", "every", "her", "his", "its", "many", "more", "my",
    "no", "our", "several", "some", "such", "that", "the", "their", "these", "this", "those", "your",
];

/// Adjectives that a name does without.
pub(super) const EMPTY: &[&str] = &[
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

/// Words after which a group of nouns does not go on.
pub(super) const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "among", "around", "as", "at", "because", "before",
    "below", "beneath", "between", "beyond", "by", "despite", "during", "except", "for", "from", "in", "inside",
    "into", "near", "of", "off", "on", "onto", "out", "over", "past", "per", "since", "than", "through", "to",
    "toward", "towards", "under", "until", "upon", "using", "via", "with", "within", "without",
];

/// Words that begin another clause.
pub(super) const JOINTS: &[&str] = &[
    "although",
    "and",
    "because",
    "before",
    "but",
    "hence",
    "if",
    "nor",
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

/// Words that belong to a verb when they follow it.
pub(super) const PARTICLES: &[&str] =
    &["aside", "away", "back", "down", "forward", "in", "live", "off", "on", "out", "over", "through", "up"];

/// Verbs that are rather things where a phrase ends in an act: `StockLevelChange`, `Film reel transfer`.
pub(super) const THINGS: &[&str] = &[
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

/// Forms in `-ing` that are things before another noun: `Booking confirmation`, `ShippingLabel`.
pub(super) const THINGS_IN_ING: &[&str] = &[
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

/// Verbs that have an act as their object rather than stand before one as a noun: `RunBackup`, `ScheduleMaintenance`.
pub(super) const LIGHT_VERBS: &[&str] =
    &["do", "force", "launch", "queue", "request", "run", "schedule", "start", "stop", "trigger"];

/// Verbs whose noun, the same word, names what happens to a thing: `Exchange rate update`.
pub(super) const PROCESSES: &[&str] = &[
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

/// Nouns of an act that are things of their own, so that a verb may have them as its object: `RecordDelivery`.
pub(super) const RESULTS: &[&str] = &[
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

/// Words before which `on` does not say that something reacts: `OnCallDoctorPaged`.
pub(super) const AFTER_ON: &[&str] = &[
    "board", "call", "chain", "demand", "duty", "hand", "hold", "leave", "premise", "premises", "screen", "shelf",
    "site", "street", "time", "track",
];

/// Words that make a preposition with `to`: `due to`.
pub(super) const BEFORE_TO: &[&str] = &["according", "due", "owing", "prior", "thanks"];

/// Words after which an impersonal wish goes on with what is wished: `It is required that`.
pub(super) const WISHED: &[&str] =
    &["essential", "important", "mandatory", "necessary", "needed", "requested", "required", "vital"];

/// Forms of be.
pub(super) const BE: &[&str] = &["are", "be", "been", "being", "get", "gets", "got", "is", "was", "were"];

/// Forms of have.
pub(super) const HAVE: &[&str] = &["had", "has", "have"];

/// Forms of do, before a verb.
pub(super) const DO: &[&str] = &["did", "do", "does"];

/// Words that say that something is to be done.
pub(super) const OUGHT: &[&str] = &["must", "ought", "shall", "should"];

/// Words that say that something can, could or will be.
pub(super) const MAY: &[&str] = &["can", "cannot", "could", "may", "might", "will", "would"];

/// Verbs of wishing, before `to`.
pub(super) const WISHING: &[&str] = &["has", "have", "like", "need", "needs", "want", "wants", "wish", "wishes"];

/// Words that say no.
pub(super) const NEGATIONS: &[&str] = &["cannot", "never", "no", "not"];

/// Words that open a question with a phrase.
pub(super) const OPEN_QUESTIONS: &[&str] = &["how", "what", "where", "which", "who", "whom", "whose", "why"];

/// Words that open a question of yes or no.
pub(super) const CLOSED_QUESTIONS: &[&str] =
    &["are", "can", "could", "did", "do", "does", "has", "have", "is", "was", "were", "will"];

/// Words of a question that carry no name.
pub(super) const QUESTION_FILLERS: &[&str] = &[
    "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "he", "i", "is", "it", "left",
    "many", "may", "me", "might", "much", "must", "often", "shall", "she", "should", "still", "the", "there", "they",
    "was", "we", "were", "will", "would", "you",
];

/// Words that ask how much of something there is, behind `how`: `How long is the queue?`
pub(super) const FAR: &[&str] =
    &["big", "busy", "far", "fast", "full", "high", "large", "long", "many", "much", "often", "old", "soon"];

/// Prepositions that lead to what an act is about, where it has no other object: `Apply for a permit`.
pub(super) const TOWARDS: &[&str] = &["about", "against", "for", "from", "into", "of", "out", "to", "with"];

/// Beginnings of a word that are no word of their own, though a hyphen stands behind them: `e-mail`, `re-entry`.
pub(super) const UNHYPHENED: &[&str] = &["co", "de", "e", "i", "re", "un"];

/// Words that only lead to what is meant.
pub(super) const OPENERS: &[&str] = &["first", "kindly", "lets", "next", "now", "please", "simply", "then", "to", "us"];

/// Persons that stand for whoever speaks.
pub(super) const PRONOUNS: &[&str] = &["he", "i", "one", "she", "somebody", "someone", "they", "we", "you"];

/// Words of a sentence that says that there is a message, before `when`.
pub(super) const ANNOUNCING: &[&str] = &[
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

/// Words that lead from such a sentence to what has happened.
pub(super) const WHENEVER: &[&str] = &["after", "if", "once", "that", "upon", "when", "whenever"];

/// Words of a sentence that says that there is a request, before `to`.
pub(super) const REQUESTING: &[&str] = &[
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

/// Marks at either end of a name that say which sort of message it is.
pub(super) const MARKS: &[(&str, Mark)] = &[
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

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// That it is an event.
    Event,
    /// That it is a command.
    Command,
    /// That it is a query.
    Query,
    /// That somebody asks, for an act or for an answer.
    Request,
    /// That it answers a request.
    Reply,
    /// That somebody is told.
    Told,
    /// That something reacts to it, before its name: `OnOrderPlaced`.
    Reacts,
    /// That something reacts to it, behind its name: `OrderPlacedHandler`.
    Handler,
    /// Nothing but that it is a message.
    Message,
}

/// Beginnings of a topic's name that only say whose it is.
pub(super) const NAMESPACES: &[&str] = &["com", "dev", "eu", "io", "net", "org", "prod", "staging", "urn"];

/// Words that say how something stands; who tells them tells what has come about.
pub(super) const STATES: &[&str] = &[
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

/// Nouns of what is looked at: a message that is called so and nothing more asks for it.
pub(super) const LOOKED_AT: &[&str] = &[
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
