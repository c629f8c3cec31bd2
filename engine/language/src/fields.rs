//! Classifies fields of messages by their names: identifiers, times, versions, personal data, and fields that
//! serve a single consumer.
//!
//! It looks at names only, so callers must say that a result is a guess from the name. It must not know
//! messages or rules.

mod sorts;
pub mod value;

use super::case;

pub use sorts::{is_deliverys, is_secret, steers};

/// Last words of names of identifiers. Sorted.
const IDENTIFYING: &[&str] = &[
    "barcode",
    "ean",
    "guid",
    "iban",
    "id",
    "identifier",
    "ids",
    "isbn",
    "key",
    "no",
    "nr",
    "num",
    "number",
    "ref",
    "reference",
    "sequence",
    "sku",
    "slug",
    "token",
    "ulid",
    "uri",
    "url",
    "urn",
    "uuid",
    "vin",
];

/// Last words of names of times. Sorted.
const TIMES: &[&str] = &["at", "date", "datetime", "on", "time", "timestamp", "ts", "when"];

/// Last words that indicate personal data by themselves. Sorted.
const PERSONAL: &[&str] = &[
    "birthdate",
    "birthday",
    "diagnosis",
    "dob",
    "email",
    "firstname",
    "forename",
    "lastname",
    "maidenname",
    "phone",
    "postcode",
    "religion",
    "ssn",
    "surname",
    "telephone",
    "zipcode",
];

/// Pairs of last words that indicate personal data. Sorted.
const PERSONAL_PAIRS: &[(&str, &str)] = &[
    ("account", "holder"),
    ("billing", "address"),
    ("birth", "date"),
    ("buyer", "name"),
    ("card", "holder"),
    ("card", "number"),
    ("client", "name"),
    ("customer", "name"),
    ("delivery", "address"),
    ("e", "mail"),
    ("email", "address"),
    ("employee", "name"),
    ("family", "name"),
    ("first", "name"),
    ("full", "name"),
    ("given", "name"),
    ("guest", "name"),
    ("home", "address"),
    ("ip", "address"),
    ("last", "name"),
    ("license", "number"),
    ("member", "name"),
    ("middle", "name"),
    ("mobile", "number"),
    ("national", "id"),
    ("of", "birth"),
    ("passenger", "name"),
    ("passport", "number"),
    ("patient", "name"),
    ("phone", "number"),
    ("postal", "address"),
    ("postal", "code"),
    ("security", "number"),
    ("shipping", "address"),
    ("street", "address"),
    ("tax", "number"),
    ("user", "name"),
    ("zip", "code"),
];

/// Words that say that the value is unreadable, so that it is no personal data. Sorted.
const HIDDEN: &[&str] = &["anonymised", "anonymized", "encrypted", "hashed", "masked", "tokenised", "tokenized"];

/// Last words that say that a value is an amount of money. Sorted.
const MONEY: &[&str] = &[
    "amount", "balance", "charge", "charges", "cost", "costs", "deposit", "discount", "fare", "fee", "fees", "price",
    "rent", "salary", "subtotal", "sum", "tax", "total",
];

fn words(field: &str) -> Vec<String> {
    case::parts(field).into_iter().map(|part| part.to_lowercase()).collect()
}

fn ends_in(list: &[&str], words: &[String]) -> bool {
    words.last().is_some_and(|last| list.binary_search(&last.as_str()).is_ok())
}

/// Whether the field identifies a thing or a message.
pub fn identifies(field: &str) -> bool {
    ends_in(IDENTIFYING, &words(field))
}

/// Whether the field holds a time.
pub fn is_time(field: &str) -> bool {
    ends_in(TIMES, &words(field))
}

/// Whether the field holds a version of a schema or of a thing.
pub fn is_version(field: &str) -> bool {
    words(field).iter().any(|word| {
        matches!(word.as_str(), "version" | "specversion" | "schemaversion" | "schema" | "dataschema" | "revision")
            || is_version_mark(word)
    })
}

/// Whether a message's name ends in a version: `OrderPlacedV2`, `order.placed.v1`.
pub fn names_version(message: &str) -> bool {
    if !message.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words = words(message);
    words.last().is_some_and(|last| is_version_mark(last))
        || words.windows(2).any(|pair| matches!(pair[0].as_str(), "v" | "version") && is_digits(&pair[1]))
}

fn is_version_mark(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(is_digits)
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// Whether the field holds personal data, judged by its name: `email`, `customerName`, `date_of_birth`.
pub fn is_personal(field: &str) -> bool {
    let words = words(field);
    if is_hidden(&words) {
        return false;
    }
    let pair = words.len().checked_sub(2).map(|start| (words[start].as_str(), words[start + 1].as_str()));
    ends_in(PERSONAL, &words) || pair.is_some_and(|pair| PERSONAL_PAIRS.binary_search(&pair).is_ok())
}

/// Whether the words of a name say that the value is unreadable.
fn is_hidden(words: &[String]) -> bool {
    words.iter().any(|word| HIDDEN.binary_search(&word.as_str()).is_ok())
}

/// Whether the field holds an amount of money.
pub fn is_money(field: &str) -> bool {
    ends_in(MONEY, &words(field))
}

/// What every event says besides its news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// The id of the event.
    Id,
    /// What kind of event it is.
    Type,
    /// When it happened.
    Time,
    /// The version of its schema.
    Version,
}

/// What part of the envelope of an event the field is, judged by its name: `event_id`, `occurredAt`,
/// `schema_version`. `event` is the name of the event: what was created says with `created_at` when it happened.
pub fn envelope(field: &str, event: &str) -> Option<Envelope> {
    let words = words(field);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(match words.as_slice() {
        ["event" | "message", "id" | "uuid" | "key"] => Envelope::Id,
        ["event" | "message", "type" | "name"] => Envelope::Type,
        ["schema" | "event", "version"] | ["specversion" | "schemaversion" | "dataschema"] => Envelope::Version,
        ["event", "time" | "timestamp" | "date"] | ["timestamp"] => Envelope::Time,
        [verb, time] if TIMES.contains(time) => {
            let is_its_verb = || self::words(event).last().is_some_and(|last| last == verb);
            (matches!(*verb, "occurred" | "happened" | "emitted" | "published") || is_its_verb())
                .then_some(Envelope::Time)?
        }
        _ => return None,
    })
}

/// Words of an event whose news is a person's data itself: `ContactDetailsChanged`. Sorted.
const OF_PERSONS: &[&str] = &["address", "contact", "email", "moved", "name", "phone", "renamed"];

/// Whether an event's news is a person's data itself, as that of `CustomerAddressChanged`.
pub fn tells_of_person(event: &str) -> bool {
    words(event).iter().any(|word| OF_PERSONS.binary_search(&word.as_str()).is_ok())
}

/// Words that indicate a field for a single consumer by themselves: words of presentation, addressing and
/// delivery, and names of tools for these. Sorted.
const READERS_WORDS: &[&str] = &[
    "algolia",
    "amplitude",
    "asana",
    "attachment",
    "banner",
    "bcc",
    "blink",
    "callback",
    "cc",
    "chartjs",
    "crm",
    "css",
    "dashboard",
    "datadog",
    "discord",
    "duplex",
    "elastic",
    "elasticsearch",
    "emoji",
    "font",
    "grafana",
    "headline",
    "html",
    "hubspot",
    "intercom",
    "jira",
    "kibana",
    "layout",
    "letterhead",
    "looker",
    "mailchimp",
    "mixpanel",
    "newsletter",
    "pager",
    "pagerduty",
    "placeholder",
    "powerbi",
    "recipients",
    "render",
    "salesforce",
    "salutation",
    "sendgrid",
    "slack",
    "smtp",
    "solr",
    "stylesheet",
    "tableau",
    "telegram",
    "template",
    "tooltip",
    "trello",
    "twilio",
    "typeface",
    "wallboard",
    "webhook",
    "widget",
    "zendesk",
    "zpl",
];

/// Words for ways to reach people or to keep copies. Together with one of [`PARTS`] they indicate a field for a
/// single consumer. Sorted.
const CHANNELS: &[&str] = &[
    "alert",
    "analytics",
    "app",
    "button",
    "campaign",
    "chart",
    "chat",
    "csv",
    "display",
    "email",
    "envelope",
    "excel",
    "export",
    "fax",
    "frontend",
    "label",
    "letter",
    "mail",
    "mailing",
    "marketing",
    "mobile",
    "modal",
    "notification",
    "paper",
    "pdf",
    "popup",
    "print",
    "printer",
    "push",
    "reminder",
    "report",
    "screen",
    "search",
    "sms",
    "spreadsheet",
    "toast",
    "ui",
    "welcome",
    "whatsapp",
];

/// Words for parts of what consumers produce. Sorted.
const PARTS: &[&str] = &[
    "badge",
    "body",
    "bucket",
    "channel",
    "channels",
    "color",
    "colour",
    "column",
    "columns",
    "copy",
    "envelope",
    "font",
    "footer",
    "format",
    "greeting",
    "header",
    "heading",
    "icon",
    "index",
    "label",
    "list",
    "lists",
    "recipient",
    "salutation",
    "score",
    "segment",
    "sender",
    "size",
    "style",
    "subject",
    "tab",
    "text",
    "theme",
    "title",
    "tone",
    "tray",
    "wording",
];

/// Verbs at the beginning of a field's name that tell a consumer what to do. Sorted.
const ORDERS: &[&str] = &["email", "notify", "print", "refresh", "reindex", "render", "send", "should", "show", "skip"];

/// Whether a field serves a single consumer: its name is about presentation, addressing or delivery, or tells a
/// consumer what to do.
pub fn is_consumers_own(field: &str) -> bool {
    let name = case::kebab(&spaced(field));
    let words: Vec<&str> = name.split('-').collect();
    let any = |list: &[&str], words: &[&str]| words.iter().any(|word| list.binary_search(word).is_ok());
    let orders = words.split_first().is_some_and(|(first, rest)| {
        ORDERS.binary_search(first).is_ok()
            && (any(CHANNELS, rest)
                || (*first == "should" && any(ORDERS, rest))
                || *first == "notify" && !rest.is_empty())
    });
    let has = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    let channel = words.iter().position(|word| has(CHANNELS, word));
    // A word does not say twice what it says: `label` alone is neither a label's text nor a text's label.
    let part =
        words.iter().enumerate().any(|(at, word)| channel.is_some_and(|channel| channel != at) && has(PARTS, word));
    any(READERS_WORDS, &words) || part || orders
}

/// Whether a consumer's word in the field's name is also in the event's name: then the event is about this, as
/// `email_subject` in `EmailSent`.
pub fn is_events_own(field: &str, event: &str) -> bool {
    let event = case::kebab(&spaced(event));
    let told: Vec<&str> = event.split('-').collect();
    case::kebab(&spaced(field)).split('-').any(|word| {
        let singular = word.trim_end_matches('s');
        word.len() > 2
            && told.iter().any(|told| told.trim_end_matches('s') == singular)
            && [READERS_WORDS, CHANNELS].iter().any(|list| list.binary_search(&word).is_ok())
    })
}

/// Puts spaces between the words of a name in camel case.
fn spaced(name: &str) -> String {
    case::spaced(case::parts(name).iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [IDENTIFYING, TIMES, PERSONAL, HIDDEN, MONEY, OF_PERSONS, READERS_WORDS, CHANNELS, PARTS, ORDERS] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
        assert!(PERSONAL_PAIRS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_name_tells_of_a_person_by_its_last_words() {
        for field in ["email", "customerName", "date_of_birth", "shipping-address", "PhoneNumber", "patient_name"] {
            assert!(is_personal(field), "{field}");
        }
        for field in ["email_template", "email_sent_at", "hashed_email", "product_name", "address_id", "phone_model"] {
            assert!(!is_personal(field), "{field}");
        }
    }

    #[test]
    fn a_name_identifies_says_when_or_says_a_version() {
        for field in ["order_id", "orderId", "id", "tracking_number", "ISBN", "idempotencyKey"] {
            assert!(identifies(field), "{field}");
        }
        for field in ["amount", "currency", "paid", "idea"] {
            assert!(!identifies(field), "{field}");
        }
        assert!(is_time("placed_at") && is_time("timestamp") && !is_time("status"));
        assert!(is_version("schema_version") && is_version("v2") && !is_version("value"));
        assert!(names_version("OrderPlacedV2") && names_version("order.placed.v1") && !names_version("OrderPlaced"));
    }

    #[test]
    fn the_envelope_is_told_from_the_news() {
        for (field, event, part) in [
            ("event_id", "TaskCreated", Some(Envelope::Id)),
            ("eventType", "TaskCreated", Some(Envelope::Type)),
            ("schema_version", "TaskCreated", Some(Envelope::Version)),
            ("created_at", "TaskCreated", Some(Envelope::Time)),
            ("occurredAt", "TaskCreated", Some(Envelope::Time)),
            ("created_at", "TaskClosed", None),
            ("id", "TaskCreated", None),
            ("due_date", "TaskCreated", None),
        ] {
            assert_eq!(envelope(field, event), part, "{field} of {event}");
        }
    }

    #[test]
    fn a_readers_field_is_told_from_the_events_own() {
        for field in [
            "email_template",
            "emailSubject",
            "slack_channel",
            "pdfLayout",
            "searchIndex",
            "sendWelcomeMail",
            "should_notify",
            "notify_customer",
            "recipients",
            "crmLeadScore",
            "billingScreenTab",
        ] {
            assert!(is_consumers_own(field), "{field}");
        }
        for field in [
            "email",
            "title",
            "order_id",
            "displayName",
            "mobile_number",
            "recipient_account",
            "color",
            "search_term",
            "sent_at",
            "label",
            "total",
            "show_id",
            "reportId",
            "subject",
            "exported_at",
            "notified_at",
            "list_price",
        ] {
            assert!(!is_consumers_own(field), "{field}");
        }
        assert!(is_events_own("email_subject", "EmailSent") && !is_events_own("email_subject", "TaskCreated"));
    }
}
