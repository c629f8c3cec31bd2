//! The circumstances: what the engine finds out by itself, and what conditions may ask for like for an answer.
//!
//! This module must not find out anything: it only names the values.

/// Something that the engine finds out by itself. Conditions may ask for it like for an answer.
#[derive(Debug, Clone, Copy)]
pub struct Circumstance {
    /// Its id in conditions.
    pub id: &'static str,
    /// Its values. Exactly one of them is true at any time.
    pub values: &'static [&'static str],
    /// What it means.
    pub means: &'static str,
}

impl Circumstance {
    /// The index of one of its values, found when the engine is compiled: a value that is not in the list does not
    /// compile.
    pub(crate) const fn value(&self, value: &str) -> usize {
        let mut index = 0;
        while !is_same(self.values[index], value) {
            index += 1;
        }
        index
    }
}

/// Whether two texts are the same. The comparison of texts in the standard library is not `const`.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

/// The place of the step: in the sync prefix or behind the commit point.
pub const PLACE: Circumstance = Circumstance {
    id: "place",
    values: &["prefix", "behind"],
    means: "whether the step is among those that the caller waits for, or behind the commit point",
};
/// The side of the step, as decided by gates and matrix.
pub const SIDE: Circumstance = Circumstance {
    id: "side",
    values: &["synchronous", "event_driven"],
    means: "the side on which gates and matrix put the step",
};
/// Whether a later step must succeed too before the thing that this step takes is won.
pub const FOLLOWED: Circumstance = Circumstance {
    id: "followed",
    values: &["by_more", "by_nothing"],
    means: "whether a later step must also succeed before what this one takes is won: a payment, or another step that \
            the caller waits for",
};
/// Whether others react to what the step has done.
pub const ANNOUNCED: Circumstance = Circumstance {
    id: "announced",
    values: &["yes", "no"],
    means: "whether later steps, or consumers outside the description, react to what the step did",
};
/// Whether the step has a message that is kept until it is sent. Whoever reacts to another's event has none: it is kept
/// where it was published.
pub const SENDS: Circumstance = Circumstance {
    id: "sends",
    values: &["yes", "no"],
    means: "whether the step has a message of its own to send: what it announces, a command, or news that no earlier \
            step has published",
};

/// Who does the step. Outsiders, persons and stores react to no message of ours.
pub const DOER: Circumstance = Circumstance {
    id: "doer",
    values: &["ours", "outsider", "person", "store", "cache"],
    means: "whether a service of this system does the step, or only an outsider, a person, a store or broker, or a cache",
};
/// Whether one participant does the step or several do.
pub const DOERS: Circumstance = Circumstance {
    id: "doers",
    values: &["one", "several"],
    means: "whether one participant does the step or several do",
};
/// Who asks for the step.
pub const ASKER: Circumstance = Circumstance {
    id: "asker",
    values: &["person", "service", "nobody"],
    means: "whether a person asks for the step, a service does, or nobody is named",
};
/// When the step starts.
pub const STARTS: Circumstance = Circumstance {
    id: "starts",
    values: &["at_once", "later"],
    means: "whether the step starts as soon as it can, or after a delay or on a schedule",
};
/// Whether somebody besides those who do the step needs to hear of it.
pub const HEARERS: Circumstance = Circumstance {
    id: "hearers",
    values: &["named", "unnamed"],
    means: "whether the description names somebody who only needs to hear of the step",
};
/// Whether who asks for the step and who does it are the same participant.
pub const PARTIES: Circumstance = Circumstance {
    id: "parties",
    values: &["same", "different", "unnamed"],
    means: "whether who asks for the step and who does it are the same participant or different ones",
};
/// Whether there is a fact that the step can react to or tell.
pub const FACT: Circumstance = Circumstance {
    id: "fact",
    values: &["known", "unknown"],
    means: "whether an earlier step has changed something, an event sets off the flow, or the step itself tells news",
};
/// Whether the step is a leg of a saga that somebody conducts.
pub const LEG: Circumstance = Circumstance {
    id: "leg",
    values: &["conducted", "other", "none"],
    means: "whether the step is a leg of a saga that a conductor asks for, another leg, or no leg",
};

/// The kind of message that is delivered.
pub const MESSAGE: Circumstance =
    Circumstance { id: "message", values: &["event", "command"], means: "whether what is delivered tells or asks" };
/// Whether it is known which record a step is about.
pub const SUBJECT: Circumstance = Circumstance {
    id: "subject",
    values: &["named", "unnamed"],
    means: "whether the description says which thing the step is about",
};
/// Whether a step moves money.
pub const PAYS: Circumstance =
    Circumstance { id: "pays", values: &["yes", "no"], means: "whether the step moves money" };
/// Whether the sender of a message has a store of its own that can keep the message.
pub const SENDER: Circumstance = Circumstance {
    id: "sender",
    values: &["keeps_state", "keeps_none"],
    means: "whether who sends the message has a store of its own, in which the message can be kept until it is sent",
};
/// What passes between who asks for a step and who does it.
pub const EXCHANGE: Circumstance = Circumstance {
    id: "exchange",
    values: &["transaction", "query", "change", "accepted", "with_reply", "message"],
    means: "what passes between who asks and who does it: a part of a local transaction, a query, a call that changes \
            something, a request that is accepted at once, a command with a reply, or any other message",
};
/// Whether the description limits the time until the outcome of a step.
pub const LIMIT: Circumstance = Circumstance {
    id: "limit",
    values: &["within", "timeout", "unsaid"],
    means: "whether the description says within what time the outcome must be there, or only how long the caller waits, \
            or neither",
};
/// Whether the description says how often the caller tries again.
pub const RETRIES: Circumstance = Circumstance {
    id: "retries",
    values: &["none", "some", "unsaid"],
    means: "whether the description says that the caller never tries again, says how often it does, or says nothing",
};

/// Whether an earlier step reads the record before it is changed.
pub const READ_BEFORE: Circumstance = Circumstance {
    id: "read_before",
    values: &["yes", "no"],
    means: "whether an earlier step of the flow asks about the record that this one changes",
};

/// The role of a step in a saga.
pub const ROLE: Circumstance = Circumstance {
    id: "role",
    values: &["compensable", "pivot", "retriable"],
    means: "what becomes of a step of a saga if another one fails",
};
/// Whether one owner or several change something in a step of a saga.
pub const OWNERS: Circumstance = Circumstance {
    id: "owners",
    values: &["one", "several"],
    means: "whether several owners each commit their own part of a step",
};
/// Whether a step of a saga has a compensation.
pub const WAY_BACK: Circumstance =
    Circumstance { id: "way_back", values: &["known", "unknown"], means: "whether it is known what undoes the step" };
/// Whether a saga has one pivot or several.
pub const PIVOTS: Circumstance = Circumstance {
    id: "pivots",
    values: &["one", "several"],
    means: "whether one step of the saga decides its outcome, or several",
};
/// Whether a step of a saga runs after the pivot or beside it.
pub const RUNS: Circumstance = Circumstance {
    id: "runs",
    values: &["after_the_outcome", "beside_it"],
    means: "whether the step runs after the step that decides, or beside it",
};
/// Why a step of a saga runs too early.
pub const TOO_EARLY: Circumstance = Circumstance {
    id: "too_early",
    values: &["irreversible", "repeated", "paid_beside"],
    means: "why a step stands too early: it cannot be undone, it is only repeated, or money is taken beside others",
};
/// Who asks for the steps of a saga that may refuse.
pub const ASKED: Circumstance = Circumstance {
    id: "asked",
    values: &["by_one_caller", "in_a_chain", "by_one_sender", "otherwise"],
    means: "how the steps that may refuse are asked for: all called by one service, each by the one before it, all by one \
            service that calls or sends messages, or otherwise",
};
/// Whether steps of a saga block each other.
pub const BLOCKS: Circumstance = Circumstance {
    id: "blocks",
    values: &["nothing", "several"],
    means: "whether several changes of the saga may refuse after others have succeeded",
};
/// Whether one team or several own the steps of a saga that may refuse.
pub const OWNED_BY: Circumstance = Circumstance {
    id: "owned_by",
    values: &["one_team", "several_teams"],
    means: "whether the steps that may refuse belong to several teams",
};

/// The outcome that an event reports.
pub const REPORTS: Circumstance = Circumstance {
    id: "reports",
    values: &["done", "not_done"],
    means: "whether an event says that something was done, or that it was refused, failed or had no outcome in time",
};
/// What an event has to tell of the change.
pub const NEWS: Circumstance = Circumstance {
    id: "news",
    values: &["plain", "personal", "unnamed"],
    means: "whether what changed is personal data, is other data, or is not named by the description",
};
/// Whether one consumer reacts to an event or several do.
pub const CONSUMERS: Circumstance = Circumstance {
    id: "consumers",
    values: &["one", "several"],
    means: "whether at most one consumer of an event is known, or several are",
};
/// Whether a consumer of an event keeps a copy of its producer's data.
pub const COPY: Circumstance = Circumstance {
    id: "copy",
    values: &["kept", "none"],
    means: "whether somebody keeps a copy of the producer\u{2019}s data: a cache or a store of it, or a consumer that goes \
            on with the last known data while the producer is down",
};
/// The sort of a field that an event carries or that is left out of it.
pub const FIELD: Circumstance = Circumstance {
    id: "field",
    values: &[
        "id",
        "type",
        "time",
        "version",
        "key",
        "order",
        "reference",
        "change",
        "personal_change",
        "consumers_own",
        "deliverys",
        "steering",
        "secret",
        "personal",
        "not_done",
        "for_the_asking",
        "beyond_the_change",
    ],
    means: "what a field of an event says: a part of every event (its id, type, time, version and key), what order is kept \
            by, another thing, or what changed; or why it is left out: it is one consumer\u{2019}s own, serves the \
            delivery, steers the act, is a secret, is personal data, belongs to what was not done, is there for the \
            asking, or goes beyond the change",
};

/// Every circumstance.
pub const CIRCUMSTANCES: &[Circumstance] = &[
    PLACE,
    SIDE,
    FOLLOWED,
    ANNOUNCED,
    SENDS,
    DOER,
    DOERS,
    ASKER,
    STARTS,
    HEARERS,
    PARTIES,
    FACT,
    LEG,
    MESSAGE,
    SUBJECT,
    PAYS,
    SENDER,
    EXCHANGE,
    LIMIT,
    RETRIES,
    READ_BEFORE,
    ROLE,
    OWNERS,
    WAY_BACK,
    PIVOTS,
    RUNS,
    TOO_EARLY,
    ASKED,
    BLOCKS,
    OWNED_BY,
    REPORTS,
    NEWS,
    CONSUMERS,
    COPY,
    FIELD,
];
