//! The gates: answers that decide the side before any weight counts.

// The order of safety: if several gates hold, the first one decides.
super::order! {
    QUERY,
    ANSWER_NEEDED,
    ACCEPTED_AT_ONCE,
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
