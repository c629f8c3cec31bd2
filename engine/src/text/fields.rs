//! What the names of fields tell: that they identify something, say a version or a time, or tell of a person.
//!
//! Only names are looked at, so whoever uses it says so. It must not know messages or rules.

use super::naming;

/// Last words of names that identify something. Sorted.
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

/// Last words of names that say when something was. Sorted.
const TIMES: &[&str] = &["at", "date", "datetime", "on", "time", "timestamp", "ts", "when"];

/// Last words of names that tell of one person by themselves. Sorted.
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

/// Pairs of last words that tell of one person. Sorted.
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

/// Words that say that a value is not to be read. Sorted.
const HIDDEN: &[&str] = &["anonymised", "anonymized", "encrypted", "hashed", "masked", "tokenised", "tokenized"];

fn words(field: &str) -> Vec<String> {
    naming::parts(field).into_iter().map(|part| part.to_lowercase()).collect()
}

fn ends_in(list: &[&str], words: &[String]) -> bool {
    words.last().is_some_and(|last| list.binary_search(&last.as_str()).is_ok())
}

/// Whether the field says which thing it is about, or which message it is.
pub(crate) fn identifies(field: &str) -> bool {
    ends_in(IDENTIFYING, &words(field))
}

/// Whether the field says when something was.
pub(crate) fn is_time(field: &str) -> bool {
    ends_in(TIMES, &words(field))
}

/// Whether the field says which version of a form or of a thing it is.
pub(crate) fn is_version(field: &str) -> bool {
    words(field).iter().any(|word| {
        matches!(word.as_str(), "version" | "specversion" | "schemaversion" | "schema" | "dataschema" | "revision")
            || is_version_mark(word)
    })
}

/// Whether a message's name says which version of it this is: `OrderPlacedV2`, `order.placed.v1`.
pub(crate) fn names_version(message: &str) -> bool {
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

/// Whether the field's name tells of one person: `email`, `customerName`, `date_of_birth`.
pub(crate) fn is_personal(field: &str) -> bool {
    let words = words(field);
    if words.iter().any(|word| HIDDEN.binary_search(&word.as_str()).is_ok()) {
        return false;
    }
    let pair = words.len().checked_sub(2).map(|start| (words[start].as_str(), words[start + 1].as_str()));
    ends_in(PERSONAL, &words) || pair.is_some_and(|pair| PERSONAL_PAIRS.binary_search(&pair).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [IDENTIFYING, TIMES, PERSONAL, HIDDEN] {
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
}
