//! Sorts of fields that say something else than what happened: secrets, and what steers a command or a delivery.

use super::words;

/// Words of fields whose value must stay with its owner.
const SECRETS: &[&str] = &[
    "apikey",
    "credential",
    "credentials",
    "cvc",
    "cvv",
    "jwt",
    "otp",
    "passphrase",
    "passwd",
    "password",
    "pin",
    "pwd",
    "secret",
    "token",
];

/// Pairs of words of such fields.
const SECRET_PAIRS: &[(&str, &str)] = &[("api", "key"), ("card", "number"), ("private", "key"), ("security", "code")];

/// Words of fields that serve the delivery of a message.
const DELIVERIES: &[&str] = &[
    "attempt",
    "attempts",
    "baggage",
    "exchange",
    "headers",
    "offset",
    "partition",
    "queue",
    "retries",
    "topic",
    "traceparent",
    "tracestate",
    "ttl",
];

/// Pairs of words of such fields.
const DELIVERY_PAIRS: &[(&str, &str)] = &[
    ("causation", "id"),
    ("content", "encoding"),
    ("content", "type"),
    ("correlation", "id"),
    ("delivery", "tag"),
    ("idempotency", "key"),
    ("reply", "address"),
    ("reply", "queue"),
    ("reply", "to"),
    ("reply", "topic"),
    ("retry", "count"),
    ("routing", "key"),
    ("span", "id"),
    ("trace", "id"),
];

/// Words of fields that tell whoever does an act how to do it.
const STEERS: &[&str] = &["async", "force", "override", "sync", "timeout"];

/// Pairs of words of such fields.
const STEER_PAIRS: &[(&str, &str)] = &[
    ("dry", "run"),
    ("expected", "version"),
    ("if", "match"),
    ("request", "id"),
    ("respond", "by"),
    ("validate", "only"),
];

fn is_of(words: &[String], singles: &[&str], pairs: &[(&str, &str)]) -> bool {
    words.iter().any(|word| singles.contains(&word.as_str()))
        || words.windows(2).any(|pair| pairs.contains(&(pair[0].as_str(), pair[1].as_str())))
}

/// Whether the field's value must stay with its owner: whoever knows it could use it.
pub fn is_secret(field: &str) -> bool {
    let words = words(field);
    // `token_id` and `pin_changed_at` tell of a secret and hold none.
    let tells_of_one = words.last().is_some_and(|last| matches!(last.as_str(), "at" | "id" | "type" | "status"));
    !tells_of_one && is_of(&words, SECRETS, SECRET_PAIRS) && !super::is_hidden(&words)
}

/// Whether the field serves the delivery of a message.
pub fn is_deliverys(field: &str) -> bool {
    is_of(&words(field), DELIVERIES, DELIVERY_PAIRS)
}

/// Whether the field tells whoever does an act how to do it.
pub fn steers(field: &str) -> bool {
    is_of(&words(field), STEERS, STEER_PAIRS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_news_is_seen_by_its_name() {
        for field in ["password", "accessToken", "card_cvv", "api_key", "cardNumber"] {
            assert!(is_secret(field), "{field}");
        }
        for field in ["hashed_password", "token_id", "password_changed_at", "pinned", "spin"] {
            assert!(!is_secret(field), "{field}");
        }
        for field in ["correlation_id", "replyTo", "traceparent", "retry_count"] {
            assert!(is_deliverys(field), "{field}");
        }
        for field in ["reply", "order_id", "delivery_date", "content"] {
            assert!(!is_deliverys(field), "{field}");
        }
        for field in ["dry_run", "expectedVersion", "force"] {
            assert!(steers(field), "{field}");
        }
        for field in ["version", "reinforced", "run_id"] {
            assert!(!steers(field), "{field}");
        }
    }
}
