//! The names of the fields of each part of a description, as its reader takes them and as places lead through them; and
//! what people call them.

use std::borrow::Cow;

/// The fields of the whole description.
pub(crate) const SYSTEM: &[&str] =
    &["name", "summary", "ruleset", "answers", "inferred", "participants", "assumptions", "review_by", "flows"];

/// The fields of a participant.
pub(crate) const PARTICIPANT: &[&str] =
    &["id", "name", "kind", "of", "team", "workers", "service_ms", "availability", "recovery_s"];

/// The fields of a flow.
pub(crate) const FLOW: &[&str] = &["id", "name", "actor", "trigger", "rate", "steps"];

/// The fields of a step.
pub(crate) const STEP: &[&str] = &[
    "id",
    "action",
    "notes",
    "from",
    "to",
    "tells",
    "after",
    "join",
    "when",
    "starts",
    "within",
    "undoes",
    "repeats",
    "entity",
    "order_by",
    "announces",
    "fields",
    "answers",
    "inferred",
    "today",
    "service_ms",
    "timeout_ms",
    "retries",
    "hop_ms",
];

/// The names of fields for people. A field that is not listed is named by its id.
const FIELDS: [(&str, &str); 34] = [
    ("ruleset", "rules"),
    ("review_by", "review due"),
    ("of", "copy of"),
    ("workers", "requests at once"),
    ("service_ms", "time of the work, ms"),
    ("service_ms.mean", "mean time of the work, ms"),
    ("service_ms.p99", "99th percentile of the time, ms"),
    ("service_ms.p50", "median time of the work, ms"),
    ("service_ms.cv", "variation of the time"),
    ("recovery_s", "time to recover, s"),
    ("actor", "triggered by"),
    ("trigger.every", "starts"),
    ("trigger.event", "starts for each event"),
    ("rate.per_second", "rate, per second"),
    ("rate.peak_per_second", "peak rate, per second"),
    ("rate.peak_seconds", "length of a peak, s"),
    ("steps", "order of the steps"),
    ("from", "asked for by"),
    ("to", "done by"),
    ("tells", "told of it"),
    ("after", "waits for"),
    ("join", "waits for all or the first"),
    ("when.step", "runs on the outcome of"),
    ("when.outcome", "runs if that was"),
    ("when.text", "runs if"),
    ("starts.after", "starts after"),
    ("within", "outcome within"),
    ("undoes", "takes back"),
    ("repeats", "once for each"),
    ("entity", "is about"),
    ("order_by", "order is kept by"),
    ("announces", "event"),
    ("timeout_ms", "timeout of a try, ms"),
    ("hop_ms", "time on the network, ms"),
];

/// The name of a field for people.
pub fn field(what: &str) -> Cow<'_, str> {
    if let Some((_, name)) = FIELDS.iter().find(|(id, _)| *id == what) {
        return Cow::Borrowed(name);
    }
    match what.strip_prefix("today.") {
        Some(rest) => Cow::Owned(format!("today: {}", rest.replace('_', " "))),
        None => Cow::Owned(what.replace(['_', '.'], " ")),
    }
}
