//! Looks that recognise a step that a clock or a calendar starts.

/// One matching look is enough.
pub(in crate::clues) const TIMED: &[&str] = &[
    "says @periods",
    "says from time to time",
    "says now =and then|again",
    "says every =so often",
    "says once =in =a while",
    "says at|in|with fixed|regular|set intervals|interval|times",
    "says every|each #? other? second|seconds|minute|minutes|hour|hours|night|morning|evening|week|month|quarter|year|midnight|half",
    "says every|each # day|days",
    "says once|twice =a|an|per|each|every hour|day|night|week|month|year",
    "says at|by|in|from the? end|start|beginning|close|turn =of =the|a|each|every day|week|month|quarter|year|term|shift|season",
    "says at night|midnight|dawn",
    "says in|during|over the? following|next|coming night|week|month|morning|weekend",
    "says a|an|one|two|three|some|few|# minute|minutes|hour|hours|day|days|week|weeks|month|months =after|later|afterwards|late",
    "says the day|week|hour|night|evening =before|after",
    "says month-end|year-end|end-of-day|end-of-month|day-end",
    "when time|deadline|timeout|hour|date .. come|comes|reached|passed|over|up|expired|arrives",
];
