//! The gates: facts that decide before any weight is looked at.

// The order of safety: of several gates that hold, the first decides.
super::order! {
    QUERY,
    ANSWER_NEEDED,
    COMMITS_WITH_ITS_CALLER,
    NOBODY_WAITS_FOR_IT,
    INVARIANT,
    SAME_BOUNDARY,
    FACT,
    TAKES_LONG,
}

super::rules! {
    reply,
    intent,
    invariant,
    boundary,
    duration,
}
