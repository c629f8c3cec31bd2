//! Word lists by which a phrase is parsed and classified. Data only; every list is sorted.

use crate::word_list::WordList;

/// Adjectives that a name leaves out.
pub(crate) static EMPTY: WordList = WordList::of(&[
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
]);

/// Words that say before `of` how many or how much of something: `one of the tickets`.
pub(crate) static AMOUNTS: WordList =
    WordList::of(&["couple", "few", "lot", "lots", "most", "much", "none", "one", "rest"]);

/// Verbs of making an event known.
pub(crate) static PUBLISHING: WordList = WordList::of(&["announce", "broadcast", "emit", "fire", "publish", "raise"]);

/// Verbs whose object is whoever hears something, and not what is told.
pub(crate) static TO_HEARERS: WordList = WordList::of(&["alert", "inform", "notify", "remind", "tell", "warn"]);

/// Verbs that take money.
pub(crate) static PAYING: WordList = WordList::of(&["charge", "debit", "pay"]);

/// Nouns for money that somebody pays.
pub(crate) static MONEY: WordList =
    WordList::of(&["copay", "deposit", "fare", "fee", "payment", "premium", "prepayment", "toll"]);

/// Nouns for what is entered in the books: to book a royalty reserves nothing.
pub(crate) static ENTERED: WordList = WordList::of(&[
    "amount",
    "benefit",
    "commission",
    "contribution",
    "cost",
    "credit",
    "debit",
    "expense",
    "fee",
    "income",
    "interest",
    "pay",
    "payment",
    "premium",
    "revenue",
    "royalty",
    "salary",
    "share",
    "sum",
    "tax",
    "wage",
]);

/// Verbs that count as nouns if the phrase ends in an act: `StockLevelChange`, `Film reel transfer`.
pub(crate) static THINGS: WordList = WordList::of(&[
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
]);

/// Nouns for a property, a part or a record of a thing. Behind a word that may be a noun they end a group of nouns:
/// `ReportStatus`, `BatchId`. Sorted.
pub(crate) static PROPERTIES: WordList = WordList::of(&[
    "amount",
    "code",
    "count",
    "date",
    "details",
    "history",
    "id",
    "ids",
    "info",
    "information",
    "key",
    "kind",
    "level",
    "line",
    "lines",
    "name",
    "number",
    "price",
    "reason",
    "state",
    "status",
    "time",
    "timestamp",
    "total",
    "type",
    "version",
]);

/// Nouns for parts of a program. A name that ends in one names this part and tells nothing: `OrderService`. Sorted.
pub(crate) static SOFTWARE: WordList = WordList::of(&[
    "adapter",
    "api",
    "app",
    "bus",
    "cache",
    "client",
    "config",
    "controller",
    "database",
    "db",
    "entity",
    "exception",
    "factory",
    "gateway",
    "manager",
    "mapper",
    "model",
    "module",
    "processor",
    "producer",
    "publisher",
    "queue",
    "repository",
    "scheduler",
    "schema",
    "server",
    "service",
    "services",
    "store",
    "stream",
    "table",
    "template",
    "topic",
    "worker",
]);

/// Properties whose change is worth an event: `ReportStatus` as an event is `ReportStatusChanged`. Sorted.
pub(crate) static CHANGING: WordList = WordList::of(&["level", "price", "state", "status"]);

/// Nouns for what is sent to a person. Sorted.
pub(crate) static MAILS: WordList = WordList::of(&["email", "letter", "mail", "sms"]);

/// Nouns for documents that such a mail brings. Sorted.
pub(crate) static DOCUMENTS: WordList = WordList::of(&[
    "bill",
    "confirmation",
    "contract",
    "invitation",
    "invoice",
    "newsletter",
    "notice",
    "offer",
    "quote",
    "receipt",
    "reminder",
    "report",
    "statement",
    "voucher",
]);

/// Verbs of marking, before a thing and what it is marked as: `MarkPayoutFailed`. Sorted.
pub(crate) static MARKING: WordList = WordList::of(&["declare", "flag", "mark"]);

/// Forms in `-ing` that count as nouns before another noun: `Booking confirmation`, `ShippingLabel`.
pub(crate) static THINGS_IN_ING: WordList = WordList::of(&[
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
]);

/// Verbs that take an act as their object and so are no nouns before one: `RunBackup`, `ScheduleMaintenance`.
pub(crate) static LIGHT_VERBS: WordList =
    WordList::of(&["do", "force", "launch", "queue", "request", "run", "schedule", "start", "stop", "trigger"]);

/// Verbs that are also nouns, for what happens to a thing: `Exchange rate update`.
pub(crate) static PROCESSES: WordList = WordList::of(&[
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
]);

/// Nouns for an act that are also things, so that a verb may have them as its object: `RecordDelivery`.
pub(crate) static RESULTS: WordList = WordList::of(&[
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
]);

/// Words before which `on` is part of a name and says nothing about a reaction: `OnCallDoctorPaged`.
pub(crate) static AFTER_ON: WordList = WordList::of(&[
    "board", "call", "chain", "demand", "duty", "hand", "hold", "leave", "premise", "premises", "screen", "shelf",
    "site", "street", "time", "track",
]);

/// Words that form a preposition together with `to`: `due to`.
pub(crate) static BEFORE_TO: WordList = WordList::of(&["according", "due", "owing", "prior", "thanks"]);

/// Adjectives in an impersonal request: `It is required that`.
pub(crate) static WISHED: WordList =
    WordList::of(&["essential", "important", "mandatory", "necessary", "needed", "requested", "required", "vital"]);

/// Verbs of wishing or obligation, before `to`.
pub(crate) static WISHING: WordList =
    WordList::of(&["has", "have", "like", "need", "needs", "want", "wants", "wish", "wishes"]);

/// Words that ask for an amount, behind `how`: `How long is the queue?`
pub(crate) static FAR: WordList = WordList::of(&[
    "big", "busy", "far", "fast", "full", "high", "large", "long", "many", "much", "often", "old", "soon",
]);

/// Prepositions before the thing that an act is about, if the act has no other object: `Apply for a permit`.
pub(crate) static TOWARDS: WordList =
    WordList::of(&["about", "against", "for", "from", "into", "of", "out", "to", "with"]);

/// Prefixes that form one word with what follows their hyphen: `e-mail`, `re-entry`.
pub(crate) static UNHYPHENED: WordList = WordList::of(&["de", "e", "i", "re", "un"]);

/// Opening words that have no meaning of their own.
pub(crate) static OPENERS: WordList =
    WordList::of(&["first", "kindly", "lets", "next", "now", "please", "simply", "then", "to", "us"]);

/// Words of an introduction that announces a message, up to `when`.
pub(crate) static ANNOUNCING: WordList = WordList::of(&[
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
]);

/// Words between such an introduction and what has happened.
pub(crate) static WHENEVER: WordList = WordList::of(&["after", "if", "once", "that", "upon", "when", "whenever"]);

/// Words of an introduction that announces a request, up to `to`.
pub(crate) static REQUESTING: WordList = WordList::of(&[
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
]);

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
    /// It is a job: an act that a worker is to do.
    Job,
    /// It is a message of some kind.
    Message,
}

/// First parts of a topic's name that only say who owns it.
pub(crate) static NAMESPACES: WordList =
    WordList::of(&["com", "dev", "eu", "io", "net", "org", "prod", "staging", "urn"]);

/// Adjectives for a state. A phrase with one tells that the state has come about.
pub(crate) static STATES: WordList = WordList::of(&[
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
]);

/// Nouns for things that people look up. A message with no more than such a noun is a query for it.
pub(crate) static LOOKED_AT: WordList = WordList::of(&[
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
    "quota",
    "rate",
    "score",
    "state",
    "statistics",
    "stats",
    "status",
    "stock",
    "summary",
    "timeline",
    "total",
    "usage",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_sorted_so_that_they_can_be_searched() {
        assert!(MARKS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
