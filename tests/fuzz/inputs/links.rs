//! What editors send about a report as a whole: times, fixed links, statuses.

use serde_json::json;

use super::{fields, text, value};
use crate::generate::Chance;

const TIMES: &[&str] = &["2099-12-31", "2099-12-31T23:59:59Z", "2099-02-30", "2099-1-1", "9999-99-99T99:99:99Z", ""];
const STATUSES: &[&str] = &["proposed", "accepted", "superseded", "done"];
const ADDRESSES: &[&str] =
    &["https://a.example/b?c=d#e", "/r/0123456789abcdefghijAB", "javascript:alert(1)", "https://"];

pub(crate) fn decision(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => fields(chance),
        1 => json!({"expires_at": *chance.one_of(TIMES), "revision": value(chance)}).to_string(),
        2 => json!({"expires_at": text(chance), "listed": value(chance)}).to_string(),
        3 => json!({"status": *chance.one_of(STATUSES), "superseded_by": *chance.one_of(ADDRESSES)}).to_string(),
        _ => json!({"status": *chance.one_of(STATUSES), "superseded_by": text(chance)}).to_string(),
    }
}
