//! The word lists of the reader of texts: sorts of verbs and of nouns that its forms ask for.
//!
//! Each list is a class of system talk (see [`super::clause_forms`]), not a list of cases. All are sorted.

/// Verbs of asking somebody who then answers.
pub(super) const ASKS: &[&str] = &[
    "ask",
    "call",
    "check with",
    "consult",
    "contact",
    "hit",
    "interrogate",
    "invoke",
    "ping",
    "poll",
    "query",
    "request",
];

/// Verbs of having somebody do something: "X tells Y to do Z".
pub(super) const DELEGATES: &[&str] = &[
    "ask",
    "call",
    "cause",
    "command",
    "communicate",
    "direct",
    "enable",
    "force",
    "instruct",
    "invoke",
    "order",
    "prompt",
    "query",
    "request",
    "require",
    "signal",
    "talk",
    "tell",
    "trigger",
];

/// Verbs of getting something from whoever has it.
pub(super) const FETCHES: &[&str] = &[
    "buy", "fetch", "get", "grab", "know", "load", "look", "look up", "need", "obtain", "order", "pull", "query",
    "read", "request", "retrieve",
];

/// Verbs of handing something to somebody.
pub(super) const SENDS: &[&str] = &[
    "deliver",
    "dispatch",
    "email",
    "fan out",
    "fire",
    "throw",
    "forward",
    "give",
    "go",
    "hand",
    "hand in",
    "hand off",
    "hand over",
    "mail",
    "move",
    "notify",
    "pass",
    "pass on",
    "post",
    "push",
    "relay",
    "report",
    "return",
    "route",
    "send",
    "ship",
    "stream",
    "submit",
    "supply",
    "tell",
    "text",
    "transfer",
    "transmit",
    "upload",
    "write",
];

/// Verbs of publishing a fact.
pub(super) const PUBLISHES: &[&str] =
    &["announce", "broadcast", "emit", "fire", "produce", "publish", "push", "raise", "send", "trigger"];

/// Verbs that can only mean publishing.
pub(super) const ONLY_PUBLISHES: &[&str] = &["broadcast", "emit", "publish"];

/// Verbs of putting a message where others fetch it.
pub(super) const PUTS: &[&str] = &["add", "drop", "enqueue", "place", "post", "push", "put", "queue", "send", "write"];

/// Verbs of hearing a fact.
pub(super) const CONSUMES: &[&str] =
    &["consume", "get", "handle", "hear", "listen", "pick up", "process", "react", "read", "receive", "subscribe"];

/// Verbs that can only mean hearing a fact.
pub(super) const ONLY_CONSUMES: &[&str] = &["consume", "listen", "react", "subscribe"];

/// Verbs of waiting for what somebody else does.
pub(super) const WAITS: &[&str] =
    &["block", "freeze", "hang", "hold", "loop", "park", "pause", "poll", "sit", "stop", "wait"];

/// What whoever waits holds open meanwhile.
pub(super) const HELD: &[&str] = &[
    "call",
    "caller",
    "client",
    "connection",
    "customer",
    "line",
    "request",
    "response",
    "thread",
    "transaction",
    "user",
];

/// Verbs of getting and seeing.
pub(super) const RECEIVES: &[&str] =
    &["find out", "get", "hear", "know", "learn", "notice", "read", "receive", "see", "stare", "view", "wait", "watch"];

/// Verbs of an answer: what somebody shows or hands back after an act.
pub(super) const SHOWS: &[&str] = &["display", "reply", "respond", "return", "show"];

/// Words for all of those who take part: what they see is news to them.
pub(super) const ALL: &[&str] = &["all", "anyone", "both", "everybody", "everyone", "other", "others"];

/// What people do to a screen to begin something.
pub(super) const TOUCHES: &[&str] =
    &["click", "hit", "open", "press", "push", "scroll", "sit", "stand", "swipe", "tap", "touch", "type"];

/// Messages to people.
pub(super) const LETTERS: &[&str] = &[
    "alarm",
    "alert",
    "certificate",
    "comment",
    "confirmation",
    "e-mail",
    "email",
    "invitation",
    "invoice",
    "letter",
    "mail",
    "message",
    "notice",
    "notification",
    "ping",
    "push",
    "receipt",
    "reminder",
    "sms",
    "statement",
    "task",
    "text",
    "ticket",
    "warning",
];

/// How something is sent or asked for: "by phone".
pub(super) const MEANS: &[&str] = &[
    "courier",
    "e-mail",
    "email",
    "fax",
    "hand",
    "http",
    "letter",
    "mail",
    "phone",
    "post",
    "sms",
    "telephone",
    "text",
];

/// Nouns for a message that tells a fact.
pub(super) const MESSAGES: &[&str] =
    &["event", "fact", "job", "message", "notification", "record", "signal", "task", "ticket", "topic"];

/// Verbs of working on the system rather than in it.
pub(super) const BUILDS: &[&str] = &[
    "add",
    "build",
    "create",
    "define",
    "design",
    "develop",
    "expose",
    "implement",
    "introduce",
    "make",
    "model",
    "provide",
    "provision",
    "refactor",
    "set up",
    "upgrade",
    "use",
    "wire",
    "wire up",
    "write",
    "bump",
    "migrate",
];

/// Parts of a system that somebody builds.
pub(super) const BUILT: &[&str] = &[
    "api",
    "app",
    "application",
    "architecture",
    "backend",
    "component",
    "consumer",
    "cron",
    "endpoint",
    "engine",
    "feature",
    "function",
    "handler",
    "interface",
    "job",
    "lambda",
    "linter",
    "ci",
    "listener",
    "marketplace",
    "microservice",
    "module",
    "page",
    "pipeline",
    "platform",
    "process",
    "producer",
    "program",
    "queue",
    "script",
    "server",
    "service",
    "shop",
    "site",
    "software",
    "solution",
    "subscriber",
    "subscription",
    "system",
    "table",
    "thing",
    "tool",
    "topic",
    "webhook",
    "website",
    "worker",
    "workflow",
];

/// Words for the whole of what somebody wishes to have.
pub(super) const WHOLES: &[&str] = &[
    "app",
    "application",
    "marketplace",
    "platform",
    "product",
    "site",
    "software",
    "solution",
    "system",
    "tool",
    "website",
];

/// Words for the text itself and its parts.
pub(super) const TEXTS: &[&str] = &[
    "chapter", "diagram", "document", "figure", "note", "page", "paper", "picture", "section", "table", "text",
    "ticket",
];

/// Verbs of thinking and talking about the system.
pub(super) const THINKS: &[&str] = &[
    "achieve",
    "agree",
    "aim",
    "appreciate",
    "argue",
    "assume",
    "believe",
    "care",
    "complain",
    "concern",
    "consider",
    "debate",
    "depend",
    "describe",
    "discuss",
    "doubt",
    "explain",
    "feel",
    "forget",
    "guess",
    "hate",
    "hear",
    "help",
    "hope",
    "imagine",
    "include",
    "involve",
    "keep in mind",
    "know",
    "learn",
    "let",
    "like",
    "live",
    "look",
    "love",
    "matter",
    "mean",
    "mention",
    "mind",
    "note",
    "prefer",
    "propose",
    "realise",
    "realize",
    "recall",
    "recommend",
    "reckon",
    "reject",
    "remember",
    "rename",
    "see",
    "seem",
    "share",
    "show",
    "sound",
    "suggest",
    "suppose",
    "talk",
    "thank",
    "think",
    "try",
    "understand",
    "wonder",
    "worry",
];

/// Verbs that say that something went wrong.
pub(super) const BREAKS: &[&str] = &[
    "break",
    "cascade",
    "crash",
    "degrade",
    "die",
    "fail",
    "freeze",
    "hang",
    "lag",
    "overload",
    "slow",
    "slow down",
    "stall",
    "time out",
    "timeout",
];

/// Openings and closings of letters and talks.
pub(super) const GREETINGS: &[&str] = &[
    "best",
    "bonjour",
    "bye",
    "cheers",
    "ciao",
    "dear",
    "fyi",
    "goodbye",
    "greetings",
    "hallo",
    "hello",
    "hey",
    "hi",
    "hola",
    "kind",
    "lol",
    "moin",
    "morning",
    "ok",
    "okay",
    "regards",
    "salut",
    "servus",
    "sincerely",
    "thanks",
    "thx",
    "yes",
    "yo",
    "yours",
];

/// Words that end a letter.
pub(super) const GOODBYES: &[&str] =
    &["best", "bye", "cheers", "cu", "greetings", "rgds", "regards", "sincerely", "thanks", "thx", "yours"];

/// Words that begin the title of what is no step.
pub(super) const OUT_OF_SCOPE: &[&str] = &[
    "alternative",
    "alternatives",
    "consequences",
    "considered",
    "cons",
    "faq",
    "further reading",
    "glossary",
    "goals",
    "later phases",
    "licence",
    "license",
    "links",
    "non-goals",
    "not covered",
    "not in scope",
    "not now",
    "open issues",
    "open points",
    "open questions",
    "options",
    "out of scope",
    "pros",
    "questions",
    "references",
    "rejected",
    "tech stack",
    "todo",
    "unresolved",
];

/// Words over a list of who takes part.
pub(super) const CAST_LISTS: &[&str] =
    &["actors", "components", "participants", "players", "services", "stakeholders", "systems", "teams"];

/// Words that say that something is built so today and hurts.
pub(super) const COMPLAINS: &[&str] = &[
    "blocks",
    "complain",
    "complained",
    "complains",
    "currently",
    "forever",
    "hangs",
    "hiccup",
    "nowadays",
    "problem",
    "slow",
    "stuck",
    "today",
    "unfortunately",
];

/// Words that name a document or a talk: a first line with one of them is a title.
pub(super) const DOCUMENTS: &[&str] = &[
    "adr",
    "agenda",
    "draft",
    "dump",
    "flow",
    "handbook",
    "lifecycle",
    "meeting",
    "minutes",
    "notes",
    "overview",
    "post-mortem",
    "postmortem",
    "retro",
    "review",
    "rfc",
    "runbook",
    "session",
    "spec",
    "v0",
    "v1",
    "v2",
    "v3",
    "walkthrough",
    "workshop",
];

/// Labels that say what sort of sentence follows, and nothing of what is done.
pub(super) const META: &[&str] = &[
    "action",
    "actual",
    "analysis",
    "bug",
    "cause",
    "current",
    "currently",
    "decision",
    "design",
    "example",
    "existing",
    "expected",
    "feature",
    "finding",
    "fix",
    "follow-up",
    "goal",
    "idea",
    "impact",
    "motivation",
    "note",
    "now",
    "policy",
    "problem",
    "proposal",
    "reason",
    "rule",
    "rules",
    "scenario",
    "side",
    "so",
    "solution",
    "state",
    "steps",
    "summary",
    "target",
    "thing",
    "title",
    "tldr",
    "today",
    "wanted",
    "what's",
    "workaround",
];

/// What somebody gets at once who has to wait for the outcome.
pub(super) const RECEIPTS: &[&str] = &[
    "202",
    "accepted",
    "handle",
    "noted",
    "queued",
    "received",
    "requested",
    "submitted",
    "id",
    "link",
    "number",
    "pending",
    "receipt",
    "reference",
    "ticket",
    "token",
];

/// Verbs that say only that somebody's turn has come.
pub(super) const BEGINS: &[&str] = &["kick in", "step in", "take over", "come in"];

/// Words of a condition under which something is not as it should be, though no act has ended so.
pub(super) const AMISS: &[&str] = &["expired", "missing"];

/// Verbs of finding something out: "checks if the seat is free".
pub(super) const TESTS: &[&str] =
    &["check", "control", "determine", "find out", "know", "look", "say", "see", "tell", "test", "verify"];

/// Verbs of coming, going and wishing: in a condition they only say when something else happens.
pub(super) const COMES: &[&str] = &[
    "appear", "arrive", "change", "come", "come by", "come in", "die", "feel", "get", "go", "have", "like", "need",
    "leave", "see", "show", "show up", "stop", "turn", "turn up", "want",
];

/// The months whose names have no other common meaning ("may", "march").
pub(super) const MONTHS: &[&str] =
    &["april", "august", "december", "february", "january", "july", "june", "november", "october", "september"];

/// The days of the week.
pub(super) const WEEKDAYS: &[&str] = &["friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday"];
