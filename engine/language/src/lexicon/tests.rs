//! Tests of the lexicon's data: every verb's example agrees with its forms, and every list is sorted.

use super::morphology::{gerund, participle, past, third};
use super::*;

/// Splits an example into words: `CaseRolledBack` gives `case`, `rolled`, `back`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for c in name.chars() {
        match words.last_mut() {
            Some(word) if !c.is_uppercase() => word.push(c),
            _ => words.push(c.to_lowercase().collect()),
        }
    }
    words
}

#[test]
fn every_verb_is_in_order_and_its_example_is_told_with_it() {
    assert!(all().count() >= 600);
    assert!(all().is_sorted_by(|a, b| a.base < b.base));
    let mut wrong = Vec::new();
    for verb in all() {
        let words = words(verb.example);
        let told = participle(verb.base);
        if words.len() < 2 || !words[1..].join(" ").ends_with(&told) {
            wrong.push(format!("{}: {} is not told with {told}", verb.base, verb.example));
        }
        let single = told.split(' ').next().unwrap_or_default();
        let base = verb.base.split(' ').next().unwrap_or_default();
        let read = readings(single).iter().any(|reading| {
            reading.form == Form::Participle && (reading.base == base || verb.base.contains(['-', ' ']))
        });
        if !read && !verb.base.contains(' ') {
            wrong.push(format!("{}: {single} is not read as its participle", verb.base));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_form_is_read_back() {
    let mut wrong = Vec::new();
    for verb in all().filter(|verb| verb.particle().is_empty()) {
        for (form, word) in [
            (Form::Base, verb.base.to_owned()),
            (Form::Third, third(verb.base)),
            (Form::Gerund, gerund(verb.base)),
            (Form::Participle, participle(verb.base)),
        ] {
            if !readings(&word).iter().any(|reading| reading.base == verb.base && reading.form == form) {
                wrong.push(format!("{} {form:?} {word}", verb.base));
            }
        }
        let past = past(verb.base);
        if !readings(&past).iter().any(|reading| reading.base == verb.base && reading.form != Form::Base) {
            wrong.push(format!("{} past {past}", verb.base));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn both_spellings_are_read_and_kept() {
    for (word, base) in [
        ("cancelled", "cancel"),
        ("canceled", "cancel"),
        ("authorised", "authorise"),
        ("authorized", "authorize"),
        ("analysing", "analyse"),
        ("enrolled", "enrol"),
        ("fulfils", "fulfil"),
        ("labeling", "label"),
        ("resubscribed", "resubscribe"),
    ] {
        assert!(readings(word).iter().any(|reading| reading.base == base), "{word}: {:?}", readings(word));
    }
    assert!(readings("taped").is_empty() && readings("resource").is_empty() && readings("need")[0].form == Form::Base);
    for (base, told) in
        [("enroll", "enrolled"), ("authorise", "authorised"), ("re-send", "re-sent"), ("overpay", "overpaid")]
    {
        assert_eq!(participle(base), told);
    }
}

#[test]
fn nouns_of_action_lead_to_their_verbs() {
    for (noun, base) in [
        ("payment", "pay"),
        ("reservation", "reserve"),
        ("cancellation", "cancel"),
        ("creation", "create"),
        ("submission", "submit"),
        ("verification", "verify"),
        ("authorisation", "authorize"),
        ("deployment", "deploy"),
        ("approval", "approve"),
        ("registration", "register"),
        ("activation", "activate"),
        ("refund", "refund"),
        ("checkout", "check out"),
        ("acceptance", "accept"),
        ("shipping", "ship"),
        ("confirmation", "confirm"),
        ("notification", "notify"),
        ("subscription", "subscribe"),
        ("redemption", "redeem"),
        ("transmission", "transmit"),
        ("extension", "extend"),
        ("completion", "complete"),
        ("renewal", "renew"),
        ("booking", "book"),
        ("invalidation", "invalidate"),
        ("publication", "publish"),
    ] {
        assert_eq!(nouns::act(noun).map(|verb| verb.base), Some(base), "{noun}");
    }
    assert!(nouns::act("customer").is_none() && nouns::act("cart").is_none());
}

#[test]
fn one_of_many_is_found() {
    for (many, one) in [
        ("orders", "order"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("categories", "category"),
        ("statuses", "status"),
        ("batches", "batch"),
        ("houses", "house"),
        ("children", "child"),
        ("invoices", "invoice"),
        ("keys", "key"),
        ("indices", "index"),
    ] {
        assert_eq!(nouns::singular(many), one);
        assert_eq!(nouns::plural(one), many);
    }
    for same in ["status", "series", "goods", "address", "data", "news", "bus", "cart"] {
        assert_eq!(nouns::singular(same), same);
    }
}

#[test]
fn every_list_is_sorted() {
    assert!(nouns::is_sorted() && morphology::PREFIXED_NOUNS.is_sorted());
}

/// Forms that differ from the source on purpose: base, our form, the source's form, and the reason.
const DIFFERENCES: &[(&str, &str, &str, &str)] = &[
    ("blend", "blended", "blent", "blent is out of use"),
    ("broadcast", "broadcast", "broadcasted", "broadcasted is rare in edited English"),
    ("enrol", "enrolled", "enroled", "both spellings of the verb double the l before an ending"),
    ("enrol", "enrolling", "enroling", "as above"),
    ("fit", "fitted", "fit", "British participle; fit alone reads as the adjective"),
    ("forecast", "forecast", "forecasted", "forecasted is rare in edited English"),
    ("fuel", "fuelled", "fueled", "British spelling; the American one is read too"),
    ("get", "got", "gotten", "British participle"),
    ("light", "lit", "lighted", "lighted is the adjective"),
    ("overspend", "overspent", "overspended", "the source inflects it as regular"),
    ("program", "programmed", "programed", "programed is rare in either spelling"),
    ("program", "programming", "programing", "as above"),
    ("relay", "relayed", "relaid", "to relay a message, and not to lay something again"),
    ("sublet", "sublet", "subletted", "the source inflects it as regular"),
];

#[test]
fn conjugation_agrees_with_an_independent_source() {
    let is_meant = |base: &str, ours: &str, theirs: &str| {
        DIFFERENCES.iter().any(|known| known.0 == base && known.1 == ours && known.2 == theirs)
    };
    let mut compared = 0;
    let mut differences = Vec::new();
    for line in include_str!("conjugation.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let base = columns[0];
        compared += 1;
        for (ours, theirs) in [third(base), past(base), participle(base), gerund(base)].iter().zip(&columns[1..]) {
            if !theirs.split('|').any(|form| form == ours) && !is_meant(base, ours, theirs) {
                differences.push(format!("(\"{base}\", \"{ours}\", \"{theirs}\"),"));
            }
        }
    }
    assert!(compared > 1000, "{compared}");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
