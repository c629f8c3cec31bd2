//! What names tell: people name brokers, stores and caches after what they are or run on, and events in the past.

use advice::description::ParticipantKind;
use language::case;
use language::message::{MessageKind, classify, is_fact, is_request};

/// Words that name something that carries messages. Sorted.
const BROKERS: &[&str] = &[
    "activemq",
    "broker",
    "eventbridge",
    "eventbus",
    "eventhub",
    "hivemq",
    "kafka",
    "kinesis",
    "mosquitto",
    "mq",
    "nats",
    "pubsub",
    "pulsar",
    "queue",
    "rabbit",
    "rabbitmq",
    "redpanda",
    "servicebus",
    "sns",
    "sqs",
    "topic",
];

/// Words that name something that keeps data. Sorted.
const STORES: &[&str] = &[
    "bucket",
    "cassandra",
    "cockroachdb",
    "couchdb",
    "database",
    "datastore",
    "db",
    "dynamo",
    "dynamodb",
    "mariadb",
    "minio",
    "mongo",
    "mongodb",
    "mssql",
    "mysql",
    "neo4j",
    "oracle",
    "postgres",
    "postgresql",
    "s3",
    "sqlite",
    "sqlserver",
    "storage",
];

/// Words that name a copy of data. Sorted.
const CACHES: &[&str] = &["cache", "memcached", "redis", "valkey"];

/// Words that name a human being. Sorted.
const PERSONS: &[&str] = &[
    "administrator",
    "buyer",
    "clerk",
    "customer",
    "employee",
    "fan",
    "guest",
    "operator",
    "patient",
    "person",
    "student",
    "user",
    "visitor",
];

/// Things that a word of a person stands before: a "customer service" is no person.
const THINGS: &[&str] =
    &["api", "app", "application", "backend", "database", "db", "gateway", "portal", "service", "ui"];

/// What a participant with this name is; `None` if its name does not say.
pub(super) fn of_name(name: &str) -> Option<ParticipantKind> {
    let words: Vec<String> = case::parts(name).into_iter().map(|word| word.to_lowercase()).collect();
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    let last = words.last()?;
    let has = |list: &[&str]| words.iter().any(|word| is(list, word));
    let pair = |first: &str, second: &str| words.windows(2).any(|pair| pair[0] == first && pair[1] == second);
    if is(THINGS, last) && !is(STORES, last) {
        return None;
    }
    if has(BROKERS) || pair("message", "bus") || pair("event", "bus") || pair("event", "hub") || pair("service", "bus")
    {
        return Some(ParticipantKind::Broker);
    }
    if has(CACHES) {
        return Some(ParticipantKind::Cache);
    }
    if has(STORES) {
        return Some(ParticipantKind::Store);
    }
    is(PERSONS, last).then_some(ParticipantKind::Person)
}

/// Whether words name something that has happened.
pub(super) fn is_event(says: &str) -> bool {
    is_fact(says) || (!is_request(says) && classify(says).kind == MessageKind::Event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_somebody_is_or_nothing() {
        use ParticipantKind::{Broker, Cache, Person, Store};
        for (name, kind) in [
            ("Kafka", Some(Broker)),
            ("orders-queue", Some(Broker)),
            ("Event Bus", Some(Broker)),
            ("OrdersDB", Some(Store)),
            ("postgres", Some(Store)),
            ("Redis cache", Some(Cache)),
            ("Customer", Some(Person)),
            ("Customer service", None),
            ("Queue service", None),
            ("Billing", None),
            ("", None),
        ] {
            assert_eq!(of_name(name), kind, "{name}");
        }
    }
}
