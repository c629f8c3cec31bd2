//! The words by which texts, code and documents show that something is published, asked, awaited or demanded. Data only,
//! every list sorted.

/// Keys of a message under which its name stands, the surest first.
pub(super) const NAME_KEYS: &[&str] = &[
    "detail-type",
    "event_type",
    "eventType",
    "event-type",
    "event_name",
    "eventName",
    "event",
    "message_type",
    "messageType",
    "ce-type",
    "ce_type",
    "type",
    "@type",
    "$type",
    "kind",
    "name",
    "subject",
    "routing_key",
    "routingKey",
    "topic",
    "channel",
    "action",
];

/// Keys of objects inside a message that describe the message.
pub(super) const ENVELOPE_KEYS: &[&str] = &["envelope", "event", "header", "headers", "message", "meta", "metadata"];

/// Keys that only an event or an announcement has.
pub(super) const EVENT_KEYS: &[&str] = &[
    "detail-type",
    "event",
    "event-type",
    "eventId",
    "eventName",
    "eventType",
    "event_id",
    "event_name",
    "event_type",
    "happened_at",
    "occurredAt",
    "occurredOn",
    "occurred_at",
    "occurred_on",
    "specversion",
];

/// Keys that only a request has.
pub(super) const REQUEST_KEYS: &[&str] = &["command", "commandId", "command_id", "jsonrpc", "method", "operation"];

/// Words that name a place where events are published.
pub(super) const EVENT_PLACES: &[&str] = &[
    "broadcast",
    "broker",
    "bus",
    "eventbridge",
    "events",
    "exchange",
    "fanout",
    "kafka",
    "pubsub",
    "sns",
    "stream",
    "topic",
];

/// Words of an address on which commands are sent.
pub(super) const COMMAND_PLACES: &[&str] =
    &["cmd", "command", "commands", "inbox", "job", "jobs", "queue", "requests", "rpc", "sqs", "task-queue", "tasks"];

/// Keys that say where an answer is to go.
pub(super) const REPLY_KEYS: &[&str] = &[
    "replychannel",
    "replyexchange",
    "replyqueue",
    "replysubject",
    "replyto",
    "replytopic",
    "responsechannel",
    "responsequeue",
    "responsetopic",
    "waitfor",
    "waitsfor",
];

/// Words by which a call that publishes says that it takes an answer: `PublishAndWaitFor`.
pub(super) const ANSWERED: &[&str] = &["await", "receive", "wait"];

/// Words by which a call says that it waits for the broker only: `waitForConfirms`.
pub(super) const CONFIRMING: &[&str] = &["ack", "acks", "broker", "confirm", "confirmation", "confirms", "flush"];

/// Verbs of publishing, as bases.
pub(super) const PUBLISHING: &[&str] = &["announce", "broadcast", "emit", "fire", "publish", "raise"];

/// Verbs of waiting, as bases.
pub(super) const WAITING: &[&str] =
    &["await", "block", "hang", "listen", "pause", "poll", "sleep", "spin", "stall", "wait"];

/// Words for whoever only hands events on, and for what it says.
pub(super) const BROKERS: &[&str] = &["broker", "bus", "eventbridge", "kafka", "nats", "outbox", "rabbitmq", "sns"];

/// Words that tell of a practice that is over.
pub(super) const BYGONE: &[&str] = &["formerly", "historically", "originally", "previously"];

/// Verbs of answering whoever called, as bases.
pub(super) const ANSWERING: &[&str] =
    &["answer", "confirm", "finish", "get", "redirect", "reply", "respond", "return", "see", "send", "show"];

/// Whoever waits at the near end of a call.
pub(super) const CALLERS: &[&str] = &[
    "200",
    "201",
    "api",
    "app",
    "browser",
    "call",
    "caller",
    "checkout",
    "client",
    "controller",
    "customer",
    "endpoint",
    "frontend",
    "github",
    "guest",
    "http",
    "page",
    "patient",
    "request",
    "response",
    "screen",
    "shopper",
    "spinner",
    "thread",
    "ui",
    "user",
    "visitor",
    "webhook",
];

/// Verbs of asking, as bases.
pub(super) const ASKING: &[&str] = &[
    "ask",
    "determine",
    "discover",
    "enquire",
    "fetch",
    "find",
    "get",
    "inquire",
    "know",
    "learn",
    "look",
    "obtain",
    "query",
    "read",
    "request",
    "retrieve",
];

/// Parts of a system that receive.
pub(super) const RECEIVERS: &[&str] = &[
    "app",
    "component",
    "consumer",
    "department",
    "handler",
    "listener",
    "microservice",
    "module",
    "receiver",
    "recipient",
    "service",
    "subscriber",
    "system",
    "team",
    "they",
    "worker",
];

/// What every consumer must do, whatever the event: no demand.
pub(super) const CONSUMERS_DUTY: &[&str] = &[
    "accept",
    "be",
    "consume",
    "cope",
    "deduplicate",
    "expect",
    "handle",
    "have",
    "ignore",
    "know",
    "never",
    "not",
    "only",
    "process",
    "read",
    "remember",
    "store",
    "support",
    "tolerate",
    "track",
    "use",
    "validate",
];

/// Verbs of telling somebody to do something, as bases.
pub(super) const ORDERING: &[&str] = &["ask", "command", "direct", "force", "instruct", "order", "require", "tell"];

/// Verbs of holding, as an event holds its fields; as bases.
pub(super) const HOLDING: &[&str] = &[
    "add",
    "bear",
    "bring",
    "carry",
    "contain",
    "embed",
    "feature",
    "have",
    "hold",
    "include",
    "list",
    "ship",
    "transport",
];

/// Words that take a word back.
pub(super) const DENYING: &[&str] = &[
    "avoid", "cannot", "doesn't", "don't", "instead", "never", "no", "nobody", "none", "not", "nothing", "rather",
    "without",
];

/// Words in whose presence a message is a command, and says so.
pub(super) const COMMAND_WORDS: &[&str] = &["command", "commands", "queue", "request", "rpc"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_so_that_it_can_be_searched() {
        for list in [
            ENVELOPE_KEYS,
            EVENT_KEYS,
            REQUEST_KEYS,
            EVENT_PLACES,
            COMMAND_PLACES,
            REPLY_KEYS,
            ANSWERED,
            CONFIRMING,
            PUBLISHING,
            WAITING,
            BROKERS,
            BYGONE,
            ANSWERING,
            CALLERS,
            ASKING,
            RECEIVERS,
            CONSUMERS_DUTY,
            ORDERING,
            HOLDING,
            DENYING,
            COMMAND_WORDS,
        ] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
