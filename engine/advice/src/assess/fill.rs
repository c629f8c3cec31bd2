//! What deliveries and calls are filled in with: the names and limits of a system.

use std::borrow::Cow;

use crate::assessment::Words;

/// The values of the circumstance `limit`, as indices.
pub(super) const WITHIN: usize = 0;
pub(super) const TIMEOUT: usize = 1;
pub(super) const UNSAID: usize = 2;

/// Replaces the placeholders in a value with names of this system.
pub(super) fn told<'a, 'n>(value: &'a str, name_of: &impl Fn(&str) -> &'n str) -> Words<'a> {
    let Some((before, mut rest)) = value.split_once('{') else { return Cow::Borrowed(value) };
    let mut told = String::with_capacity(value.len() + 24);
    told.push_str(before);
    loop {
        let (part, after) = rest.split_once('}').unwrap_or((rest, ""));
        told.push_str(name_of(part));
        let Some((between, next)) = after.split_once('{') else {
            told.push_str(after);
            return Cow::Owned(told);
        };
        told.push_str(between);
        rest = next;
    }
}
