//! Places of assumptions while descriptions are merged: a pointer counts, and parts move. So a pointer becomes a place
//! that is made of ids, and then a pointer again.

use advice::{Description, Model, lasting};

/// What a place begins with that was a pointer and becomes one again.
pub(super) const COUNTED: char = '#';

/// The description with places made of ids.
pub(super) fn named(model: &Model<'_>) -> Description {
    let mut description = model.description().clone();
    for assumption in &mut description.assumptions {
        // A place that is written with ids already stays as it is.
        assumption.at = assumption.at.take().map(|at| match lasting::place(model, &at) {
            place if place == at => at,
            place => format!("{COUNTED}{place}"),
        });
    }
    description
}

/// The pointer to a place that is made of ids: of a step that is gone, the one to its flow; none of a part that is
/// gone.
pub(super) fn pointer(description: &Description, place: &str) -> Option<String> {
    let parts: Vec<String> = place.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["participants", id, rest @ ..] => {
            let index = description.participants.iter().position(|one| one.id.as_deref() == Some(id))?;
            Some(format!("/participants/{index}{}", joined(rest)))
        }
        ["flows", id, rest @ ..] => {
            let index = description.flows.iter().position(|one| one.id.as_deref() == Some(id))?;
            let ["steps", step, within @ ..] = rest else { return Some(format!("/flows/{index}{}", joined(rest))) };
            let steps = &description.flows[index].steps;
            let Some(at) = steps.iter().position(|one| one.id.as_deref() == Some(step)) else {
                return Some(format!("/flows/{index}"));
            };
            let step = &steps[at];
            let names: Vec<&str> = match within.first() {
                Some(&"fields") => step.fields.iter().map(|field| field.name.as_str()).collect(),
                Some(&"to") => step.to.iter().map(String::as_str).collect(),
                Some(&"tells") => step.tells.iter().map(String::as_str).collect(),
                Some(&"after") => step.after.iter().flatten().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            let rest = match within {
                [list @ ("fields" | "to" | "tells" | "after"), name, more @ ..] => {
                    let item = names.iter().position(|known| known == name);
                    item.map_or_else(String::new, |item| format!("/{list}/{item}{}", joined(more)))
                }
                _ => joined(within),
            };
            Some(format!("/flows/{index}/steps/{at}{rest}"))
        }
        _ => Some(place.to_owned()),
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().fold(String::new(), |path, part| path + "/" + &part.replace('~', "~0").replace('/', "~1"))
}
