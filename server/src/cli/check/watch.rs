//! What a file's decisions rest on, and whether that is still so: rules and assumed places that changed since a
//! baseline was written, and a review that is due.
//!
//! These are lines beside the findings and fail nothing: no rule of the advisor is broken. An assumption that says what
//! has to stand at its place is a finding.

use std::collections::BTreeMap;

use advice::{
    Assessment, Model,
    assumptions::{self, Stands},
};
use serde::{Deserialize, Serialize};

/// What the decisions of a file rest on, as a baseline keeps it.
#[derive(Serialize, Deserialize)]
pub(super) struct Ground {
    pub(super) file: String,
    /// The rules that bear on it, each with the digest of what it says.
    rules: BTreeMap<String, String>,
    /// The digest of what stands at each place that an assumption names without a value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    assumed: BTreeMap<String, String>,
}

/// What there is to look at again in a file.
#[derive(Default, Serialize)]
pub(super) struct Watch {
    /// The day by which it was to be reviewed, if that day is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    review_overdue: Option<String>,
    /// Rules that changed since the baseline was written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules_changed: Vec<Changed>,
    /// Assumptions about places at which something changed since the baseline was written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assumptions_to_check: Vec<Assumed>,
}

#[derive(Serialize)]
struct Changed {
    rule: String,
    name: String,
}

#[derive(Serialize)]
struct Assumed {
    text: String,
    /// With ids in place of numbers.
    place: String,
    /// What stands there now, or the beginning of it.
    now: Option<String>,
    /// What there is to look at, for people.
    #[serde(skip)]
    says: String,
}

impl Ground {
    /// What the decisions of a file rest on. `file` is the name by which a baseline knows it.
    pub(super) fn of(file: String, model: &Model<'_>, assessment: &Assessment<'_>) -> Self {
        let rules = assessment.rules().into_iter().filter_map(|id| Some((id.to_owned(), says(model, id)?))).collect();
        let assumed = watched(model).map(|one| (one.place, digest(one.stands.as_ref()))).collect();
        Self { file, rules, assumed }
    }
}

impl Watch {
    /// `before` is what the file rested on when the baseline was written; none without one. `today` is a day such as
    /// `2027-05-01`.
    pub(super) fn of(model: &Model<'_>, before: Option<&Ground>, today: &str) -> Self {
        let review = model.description().review_by.as_deref();
        let Some(before) = before else { return Self { review_overdue: overdue(review, today), ..Self::default() } };
        let changed = before.rules.iter().filter(|(id, before)| says(model, id).as_ref() != Some(before));
        let assumed = watched(model)
            .filter(|one| before.assumed.get(&one.place).is_some_and(|before| *before != digest(one.stands.as_ref())));
        Self {
            review_overdue: overdue(review, today),
            rules_changed: changed
                .map(|(id, _)| Changed {
                    rule: id.clone(),
                    name: model.rulebook().find(id).next().map_or(id.as_str(), |rule| &rule.name).to_owned(),
                })
                .collect(),
            assumptions_to_check: assumed
                .map(|one| Assumed {
                    says: says_again(model, &one),
                    text: one.assumption.text.clone(),
                    place: one.place,
                    now: one.stands.map(|stands| stands.shown),
                })
                .collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.review_overdue.is_none() && self.rules_changed.is_empty() && self.assumptions_to_check.is_empty()
    }

    /// The same in full sentences, each with a permanent code.
    pub(super) fn told(&self) -> Vec<(&'static str, String)> {
        let mut told = Vec::new();
        if let Some(day) = &self.review_overdue {
            told.push(("review_overdue", format!("The decisions were to be looked at again by {day}.")));
        }
        for Changed { rule, name } in &self.rules_changed {
            let says = format!(
                "The rule \u{201c}{name}\u{201d} changed since the baseline was written; `eda-advisor rules {rule}` \
                 shows it."
            );
            told.push(("rule_changed", says));
        }
        let again = self.assumptions_to_check.iter().map(|assumed| ("assumption_to_check", assumed.says.clone()));
        told.extend(again);
        told
    }
}

/// An assumption at whose place something changed.
fn says_again(model: &Model<'_>, one: &assumptions::Watched<'_>) -> String {
    let now = match &one.stands {
        Some(stands) => format!("it is {} now", stands.in_words(model, one.question)),
        None if one.question.is_some() => "this question is not answered now".to_owned(),
        None => "nothing is said there now".to_owned(),
    };
    let text = &one.assumption.text;
    format!("Look at an assumption again: \u{201c}{text}\u{201d} It is about {}: {now}.", one.named)
}

/// A review that was to be done by a day is due when that day is over.
fn overdue(review_by: Option<&str>, today: &str) -> Option<String> {
    review_by.filter(|day| *day < today).map(str::to_owned)
}

/// The assumptions that name a place and no value.
fn watched<'m>(model: &'m Model<'_>) -> impl Iterator<Item = assumptions::Watched<'m>> {
    assumptions::watched(model).into_iter().filter(|one| one.holds.is_none())
}

/// The digest of what all rules with this id say; none if there is no such rule.
fn says(model: &Model<'_>, id: &str) -> Option<String> {
    let digests: Vec<String> = model.rulebook().find(id).map(advice::rule::Rule::digest).collect();
    (!digests.is_empty()).then(|| digests.join(" "))
}

fn digest(stands: Option<&Stands>) -> String {
    stands.map(|stands| stands.digest.clone()).unwrap_or_default()
}
