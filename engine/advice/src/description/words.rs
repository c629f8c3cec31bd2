//! What is said about faulty conditions, times and references, wherever they are found: reading, resolving and
//! editing say it alike.

/// A text is no period.
pub(crate) const NO_PERIOD: &str = "This is no length of time.";

/// A condition has an outcome and no step.
pub(crate) const OUTCOME_ALONE: &str = "An outcome needs the step whose outcome it is.";

/// A trigger is neither a schedule nor an event, or both.
pub(crate) const NO_TRIGGER: &str = "A trigger is a schedule or an event, one of the two.";

/// An assumption names its place in a wrong form.
pub(crate) const NO_PLACE: &str = "This is no place that a description can have.";

/// How an assumption names the place that it is about.
pub(crate) const PLACE: &str =
    "Write a JSON Pointer, such as /flows/0/steps/2, or the same with ids, such as /flows/book/steps/charge-card.";

/// A step names a step that its flow does not have, or itself.
pub(crate) fn no_other_step(id: &str) -> String {
    format!("This flow has no other step `{id}`.")
}

/// A participant copies somebody who does not take part, or itself.
pub(crate) fn no_other_participant(id: &str) -> String {
    format!("There is no other participant `{id}`.")
}

/// A text is none of the values that a field takes.
pub(crate) fn no_such_value(text: &str) -> String {
    let shown: String = text.chars().take(60).collect();
    format!("`{shown}` is not one of the values here.")
}

/// What to write instead: the values that a field takes.
pub(crate) fn values<T>(values: &[(&str, T)]) -> String {
    match values {
        [(one, _)] => format!("Write `{one}`."),
        _ => format!("Write one of {}.", values.iter().map(|(name, _)| *name).collect::<Vec<&str>>().join(", ")),
    }
}
