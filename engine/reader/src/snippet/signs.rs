//! Word lists by which readers recognise that something is published, asked, awaited or ordered. Data only;
//! every list is sorted, except the one of name keys.

/// Keys of a message that hold its name, the most reliable first.
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
    "message_name",
    "messageName",
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

/// Keys of nested objects that describe the message.
pub(super) const ENVELOPE_KEYS: &[&str] =
    &["envelope", "event", "header", "headers", "message", "meta", "metadata", "record", "value"];

/// Keys that only events have.
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

/// Keys that only requests have.
pub(super) const REQUEST_KEYS: &[&str] = &["command", "commandId", "command_id", "jsonrpc", "method", "operation"];

/// Words for places where events are published.
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

/// Words in the addresses of commands.
pub(super) const COMMAND_PLACES: &[&str] =
    &["cmd", "command", "commands", "inbox", "job", "jobs", "queue", "requests", "rpc", "sqs", "task-queue", "tasks"];

/// Keys that say where to send the reply, in lower case without separators.
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

/// Words in the name of a publishing call that say that it returns a reply: `PublishAndWaitFor`.
pub(super) const ANSWERED: &[&str] = &["await", "receive", "wait"];

/// Words in the name of a call that say that it waits only for the broker: `waitForConfirms`.
pub(super) const CONFIRMING: &[&str] =
    &["ack", "acks", "broker", "confirm", "confirmation", "confirms", "delivery", "flush"];

/// Verbs of publishing, in the base form.
pub(super) const PUBLISHING: &[&str] = &["announce", "broadcast", "emit", "fire", "publish", "raise"];

/// Verbs of sending, which publish if what they send to says so; in the base form.
pub(super) const SENDING: &[&str] =
    &["dispatch", "enqueue", "fire", "post", "produce", "push", "put", "send", "trigger", "write"];

/// Types and functions of programs that make something in which a reply is expected later.
pub(super) const FUTURES: &[&str] = &[
    "CompletableDeferred",
    "CompletableFuture",
    "CountDownLatch",
    "Deferred",
    "Promise",
    "SynchronousQueue",
    "TaskCompletionSource",
    "channel",
    "create_future",
    "make",
    "oneshot",
];

/// Last words of the names of objects through which a program writes a store.
pub(super) const STORES: &[&str] = &[
    "collection",
    "dao",
    "database",
    "db",
    "em",
    "entities",
    "mongo",
    "prisma",
    "repo",
    "repositories",
    "repository",
    "session",
    "table",
];

/// Beginnings and ends of the names of clients for brokers, in lower case.
pub(super) const BROKER_CLIENTS: &[&str] =
    &["amqp", "eventbridge", "jetstream", "kafka", "nats", "producer", "rabbit", "rabbittemplate", "servicebus", "sns"];

/// Verbs of waiting, in the base form.
pub(super) const WAITING: &[&str] = &["await", "block", "hang", "pause", "poll", "sleep", "spin", "stall", "wait"];

/// Words for brokers and for other software that only forwards events.
pub(super) const BROKERS: &[&str] = &["broker", "bus", "eventbridge", "kafka", "nats", "outbox", "rabbitmq", "sns"];

/// Words for stores and for what is done in one's own store.
pub(super) const STORES_TOLD: &[&str] =
    &["commit", "database", "db", "disk", "mongodb", "mysql", "oracle", "postgres", "postgresql", "table"];

/// Words for a caller who cannot go on.
pub(super) const HELD: &[&str] =
    &["blocked", "busy", "disabled", "frozen", "greyed", "locked", "open", "pending", "waiting"];

/// Words for a practice that has ended.
pub(super) const BYGONE: &[&str] = &["formerly", "historically", "originally", "previously"];

/// Verbs of answering the caller, in the base form.
pub(super) const ANSWERING: &[&str] =
    &["answer", "confirm", "finish", "get", "redirect", "reply", "respond", "return", "see", "send", "show"];

/// Words for callers and for the replies that they wait for.
pub(super) const CALLERS: &[&str] = &[
    "200",
    "201",
    "api",
    "app",
    "browser",
    "button",
    "call",
    "caller",
    "checkout",
    "client",
    "controller",
    "customer",
    "dialog",
    "endpoint",
    "form",
    "frontend",
    "github",
    "guest",
    "http",
    "mask",
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
    "window",
];

/// Verbs of asking, in the base form.
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

/// Words for parts of a system that receive events.
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

/// Verbs for what every consumer does with every event; `must` with one of them is no order.
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

/// Verbs of ordering somebody to act, in the base form.
pub(super) const ORDERING: &[&str] = &["ask", "command", "direct", "force", "instruct", "order", "require", "tell"];

/// Verbs of containing, for an event and its fields; in the base form.
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

/// Negations and other words that revoke what follows.
pub(super) const DENYING: &[&str] = &[
    "avoid", "cannot", "doesn't", "don't", "instead", "never", "no", "nobody", "none", "not", "nothing", "rather",
    "without",
];

/// Words beside a message's name that say that it is a command.
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
            SENDING,
            FUTURES,
            STORES,
            BROKER_CLIENTS,
            WAITING,
            BROKERS,
            STORES_TOLD,
            HELD,
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
