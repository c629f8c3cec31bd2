//! Names for places and findings that stay the same while a description grows.
//!
//! A JSON Pointer counts: it names another step as soon as one is added above. Whoever compares two assessments, or
//! remembers a finding, needs names that are made of ids.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::assessment::Finding;
use crate::description::{names, places::named};
use crate::digits::hexadecimal;
use crate::model::Model;

/// A place in the description with ids and names where the JSON Pointer `at` has numbers:
/// `/flows/book/steps/confirm/today/message`. A part of the pointer that the description does not have stays as it is.
pub fn place(model: &Model<'_>, at: &str) -> String {
    named(model.description(), at)
}

/// The place that the JSON Pointer `at` leads to, for people: by the names of flows, steps, participants, questions and
/// fields. A place whose part the description does not have has no names; it is written as [`place`] does.
pub fn in_words(model: &Model<'_>, at: &str) -> String {
    named_in_words(model, at).unwrap_or_else(|| format!("`{}`", place(model, at)))
}

fn named_in_words(model: &Model<'_>, at: &str) -> Option<String> {
    let description = model.description();
    let index = |index: &str| index.parse::<usize>().ok();
    let parts: Vec<&str> = at.split('/').skip(1).collect();
    let (part, rest) = match parts.as_slice() {
        ["flows", flow, "steps", step, rest @ ..] => {
            let flow = description.flows.get(index(flow)?)?;
            let step = &flow.steps.get(index(step)?)?.action;
            // Most systems are described by one flow, which goes without saying.
            let named = flow.name.as_deref().filter(|_| description.flows.len() > 1);
            let flow = named.map(|name| format!(" in the flow \u{201c}{name}\u{201d}")).unwrap_or_default();
            (format!("the step \u{201c}{step}\u{201d}{flow}"), rest)
        }
        ["flows", flow, rest @ ..] => {
            let flow = description.flows.get(index(flow)?)?;
            let name = flow.name.as_deref().or(flow.id.as_deref()).unwrap_or_default();
            (format!("the flow \u{201c}{name}\u{201d}"), rest)
        }
        ["participants", one, rest @ ..] => {
            let one = description.participants.get(index(one)?)?;
            let name = one.name.as_deref().or(one.id.as_deref()).unwrap_or_default();
            (format!("the participant \u{201c}{name}\u{201d}"), rest)
        }
        rest => ("the system".to_owned(), rest),
    };
    let field = match rest {
        [] => return Some(part),
        ["answers", id, ..] => {
            let book = model.rulebook();
            let rule = book.question(id).and_then(|question| book.rule_of(question));
            rule.map_or(*id, |rule| rule.name.as_ref()).to_owned()
        }
        // A number counts the items of a list.
        [object, inner, ..] if index(inner).is_none() => names::field(&format!("{object}.{inner}")).into_owned(),
        [field, ..] => names::field(field).into_owned(),
    };
    Some(format!("\u{201c}{field}\u{201d} of {part}"))
}

/// A fingerprint for each finding, 32 hexadecimal digits: made of its rule and its lasting place, so that it neither
/// changes when lines move or other steps are added, nor when a message is worded anew. Of several findings of one rule
/// at one place, each gets another.
pub fn fingerprints(model: &Model<'_>, findings: &[Finding<'_>]) -> Vec<String> {
    let mut before: BTreeMap<(&str, String), u32> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let place = place(model, &finding.at);
            let identity = format!("{}\0{place}\0", finding.rule);
            let before = before.entry((&finding.rule, place)).or_default();
            let digest = Sha256::digest(format!("{identity}{before}"));
            *before += 1;
            hexadecimal(&digest, 16)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::places::pointer;
    use crate::{Tree, assess, model, rules::shipped};

    const STEPS: &str = r#"
        {"id": "pay", "action": "Pay", "fields": [{"name": "a/b"}], "to": ["bank"], "after": [],
         "answers": {"intent": "event", "reply": "answer"}},
        {"action": "Send the mail", "today": {"style": "event", "waits": true, "fields": ["id", "mail_template"]}}"#;

    fn with<T>(steps: &str, look: impl FnOnce(&Model<'_>) -> T) -> T {
        let text = format!(
            r#"{{"name": "S", "participants": [{{"name": "The Bank"}}],
                "flows": [{{"name": "Buy it", "steps": [{steps}]}}]}}"#
        );
        let tree = Tree::from_json(&text).unwrap();
        look(&model::read(&text, &tree, shipped()).unwrap())
    }

    #[test]
    fn a_place_is_named_by_ids() {
        with(STEPS, |model| {
            for (at, expected) in [
                ("", ""),
                ("/name", "/name"),
                ("/participants/0/name", "/participants/the-bank/name"),
                ("/participants/7", "/participants/7"),
                ("/flows/0", "/flows/buy-it"),
                ("/flows/9/steps/0", "/flows/9/steps/0"),
                ("/flows/0/steps/9/to/0", "/flows/buy-it/steps/9/to/0"),
                ("/flows/0/steps/1/today/message", "/flows/buy-it/steps/send-the-mail/today/message"),
                ("/flows/0/steps/1/today/fields/1", "/flows/buy-it/steps/send-the-mail/today/fields/mail_template"),
                ("/flows/0/steps/0/fields/0/name", "/flows/buy-it/steps/pay/fields/a~1b/name"),
                ("/flows/0/steps/0/to/0", "/flows/buy-it/steps/pay/to/bank"),
                ("/flows/0/steps/0/to/x~1y", "/flows/buy-it/steps/pay/to/x~1y"),
            ] {
                assert_eq!(place(model, at), expected, "{at}");
                assert_eq!(pointer(model.description(), expected), at);
                assert_eq!(pointer(model.description(), at), at);
            }
        });
    }

    #[test]
    fn a_fingerprint_survives_what_is_added_around_it() {
        let prints = |steps: &str| with(steps, |model| fingerprints(model, &assess(model).findings));
        let (before, after) = (prints(STEPS), prints(&format!(r#"{{"action": "Look around"}},{STEPS}"#)));
        assert!(before.len() > 1);
        assert!(before.iter().all(|print| after.contains(print)), "{before:?} {after:?}");
        let renamed = prints(&STEPS.replace("\"pay\"", "\"charge\""));
        assert_ne!(before[0], renamed[0]);
    }

    #[test]
    fn two_findings_of_one_rule_at_one_place_are_told_apart() {
        let same = with(STEPS, |model| {
            let findings = assess(model).findings;
            fingerprints(model, &[findings[0].clone(), findings[0].clone()])
        });
        assert_ne!(same[0], same[1]);
    }
}
