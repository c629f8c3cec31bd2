//! An event that carries what only one of its readers needs.

use crate::assessment::Severity;
use crate::finding::{Found, Scene};
use crate::model::kebab;
use crate::rule::{Citation, Example, Finding, Grade, Kind, Rule, t};

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: t("consumer_shaped_event"),
    name: t("An event shaped for one reader"),
    claim: t(
        "An event says what happened in its producer\u{2019}s own terms; what one reader needs for its work does not belong in it.",
    ),
    why: t(
        "A template or a list of recipients in an event makes the producer know how mail is sent. Every change there becomes a change of a contract that all other readers depend on, and the next reader asks for its own field too.",
    ),
    advice: t(
        "Drop the field. Give the reader the ids and the facts, and let it keep its templates, addresses and layouts itself.",
    ),
    caveat: None,
    citations: t(&[
        Citation { source: t("lesson"), section: t("anti-patterns"), grade: Grade::States },
        Citation { source: t("lesson"), section: t("prompt 3"), grade: Grade::Implies },
    ]),
    lesson: t(&[20, 23]),
    fires: t(&[Example {
        says: t("A task event that carries the template of the mail about it."),
        description: t(
            r#"{"name": "Example", "flows": [{"steps": [{"action": "Mail the assignee", "answers": {}, "today": {"style": "event", "message": "TaskCreated", "fields": ["task_id", "title", "email_template"]}}]}]}"#,
        ),
    }]),
    silent: t(&[
        Example {
            says: t("Only what happened."),
            description: t(
                r#"{"name": "Example", "flows": [{"steps": [{"action": "Mail the assignee", "answers": {}, "today": {"style": "event", "message": "TaskCreated", "fields": ["task_id", "title", "created_at"]}}]}]}"#,
            ),
        },
        Example {
            says: t("A command may say what its one handler needs."),
            description: t(
                r#"{"name": "Example", "flows": [{"steps": [{"action": "Mail the assignee", "answers": {}, "today": {"style": "queued_command", "message": "SendMail", "fields": ["recipients", "email_template"]}}]}]}"#,
            ),
        },
    ]),
    since: t("1.0.0"),
    retired: None,
    kind: Kind::Finding(Finding { severity: Severity::Warning, check }),
};

/// Why such a field is left out of an event.
pub(crate) const LEFT_OUT: &str =
    "It is what one reader needs for its own work, not what happened; that reader keeps it itself.";

/// Words of field names that speak of how one reader does its work, whatever stands beside them: presenting, addressing,
/// delivering, and the tools that do so. Sorted.
const READERS_WORDS: &[&str] = &[
    "algolia",
    "amplitude",
    "asana",
    "attachment",
    "banner",
    "bcc",
    "callback",
    "cc",
    "chartjs",
    "crm",
    "css",
    "dashboard",
    "datadog",
    "discord",
    "elastic",
    "elasticsearch",
    "emoji",
    "grafana",
    "headline",
    "html",
    "hubspot",
    "intercom",
    "jira",
    "kibana",
    "layout",
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
    "webhook",
    "widget",
    "zendesk",
    "zpl",
];

/// Ways in which readers reach people or keep their copies; with one of [`PARTS`] they are a reader's business. Sorted.
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
    "excel",
    "export",
    "fax",
    "frontend",
    "mail",
    "mailing",
    "marketing",
    "mobile",
    "modal",
    "notification",
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
];

/// Parts of what readers make. Sorted.
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
    "style",
    "subject",
    "tab",
    "text",
    "theme",
    "title",
    "tone",
    "wording",
];

/// Words with which a field tells readers what to do, before what they are to do it with. Sorted.
const ORDERS: &[&str] = &["email", "notify", "print", "refresh", "reindex", "render", "send", "should", "show", "skip"];

/// Whether a field is one reader's business: its name speaks of presenting, addressing or delivering, or tells a reader
/// what to do.
pub(crate) fn is_consumers_own(field: &str) -> bool {
    let name = kebab(&spaced(field));
    let words: Vec<&str> = name.split('-').collect();
    let any = |list: &[&str], words: &[&str]| words.iter().any(|word| list.binary_search(word).is_ok());
    let orders = words.split_first().is_some_and(|(first, rest)| {
        ORDERS.binary_search(first).is_ok()
            && (any(CHANNELS, rest)
                || (*first == "should" && any(ORDERS, rest))
                || *first == "notify" && !rest.is_empty())
    });
    any(READERS_WORDS, &words) || (any(CHANNELS, &words) && any(PARTS, &words)) || orders
}

/// Whether a word of a field's name is what makes it a reader's, and the event is about just that: an e-mail's subject
/// belongs to `EmailSent`.
pub(crate) fn is_events_own(field: &str, event: &str) -> bool {
    let event = kebab(&spaced(event));
    let told: Vec<&str> = event.split('-').collect();
    kebab(&spaced(field)).split('-').any(|word| {
        let singular = word.trim_end_matches('s');
        word.len() > 2
            && told.iter().any(|told| told.trim_end_matches('s') == singular)
            && [READERS_WORDS, CHANNELS].iter().any(|list| list.binary_search(&word).is_ok())
    })
}

/// A name in camel case as words.
fn spaced(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_uppercase() && words.ends_with(char::is_lowercase) {
            words.push(' ');
        }
        words.push(c);
    }
    words
}

fn check(scene: &Scene<'_>) -> Option<Found> {
    let today = scene.described.today.as_ref()?;
    if today.style.as_deref() != Some("event") {
        return None;
    }
    let first = today.fields.iter().position(|field| is_consumers_own(field))?;
    let fields: Vec<&str> = today.fields.iter().map(String::as_str).filter(|field| is_consumers_own(field)).collect();
    let event = today.message.as_deref().unwrap_or(&scene.assessed.message.name);
    let (message, advice) = carries_readers_own(event, &fields);
    Some(Found { within: format!("/today/fields/{first}"), message, advice })
}

/// What is said of an event that carries one reader's fields, and what to do instead.
pub(crate) fn carries_readers_own(event: &str, fields: &[&str]) -> (String, String) {
    let ticked: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    let message = format!("The event `{event}` carries {}, which only one of its readers needs.", ticked.join(", "));
    let advice = match ticked.as_slice() {
        [field] => format!("Take {field} out of the event, and keep it with the reader that uses it."),
        fields => format!("Take {} out of the event, and keep them with the reader that uses them.", fields.join(", ")),
    };
    (message, advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readers_field_is_told_from_the_events_own() {
        for list in [READERS_WORDS, CHANNELS, PARTS, ORDERS] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
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
