//! Where the remarks about a place are read and written, and how many there are in words.

use crate::{editing::encode, report::Report, review::Counts, wording};

/// The anchor of a place on the page of remarks.
pub(super) fn anchor(at: &str) -> String {
    if at.is_empty() { "whole".to_owned() } else { at.trim_start_matches('/').replace('/', ".") }
}

/// The address of the form about a place.
pub fn address(report: &Report, at: &str) -> String {
    let mut address = format!("{}/remarks?at=", report.at.address());
    encode(at, &mut address);
    address + "#say"
}

/// The address of the form with a question that somebody should answer.
pub fn question(report: &Report, at: &str, question: &str) -> String {
    let mut address = format!("{}/remarks?kind=question&at=", report.at.address());
    encode(at, &mut address);
    address.push_str("&text=");
    encode(question, &mut address);
    address + "#say"
}

/// The address of the remarks about a place.
pub fn address_of(report: &Report, at: &str) -> String {
    format!("{}/remarks#{}", report.at.address(), anchor(at))
}

/// How many remarks there are of each kind; empty if there are none.
pub fn told(counts: Counts) -> String {
    let Counts { comments, agreements, dissents, questions } = counts;
    let told: Vec<String> =
        [(dissents, "dissent"), (questions, "open question"), (comments, "comment"), (agreements, "agreement")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| wording::count(number, what))
            .collect();
    wording::spoken(&told)
}
