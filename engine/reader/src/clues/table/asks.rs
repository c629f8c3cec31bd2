//! Clues for queries: something is asked and nothing changes.

use crate::clues::Sure::{Clear, Likely, Said, Usual};
use crate::clues::{Clue, clue};

const QUERY: &[(&str, &str)] = &[("intent", "query")];
const CHECK: &[(&str, &str)] = &[("intent", "query"), ("reply", "answer")];

pub(super) const CLUES: &[Clue] = &[
    clue(
        "only @reads|page_through & not is receiving & not does show up & not told up =to ... minute|minutes|hour|hours|day|days|week|weeks & not told take|takes .. minutes|hours|days|weeks & not says other|others|everybody|everyone see|sees & not does see ... progress|status|change|update|=it & not does show|display|view ... @others|people|audience & not does open ... account|ticket|contract|door|case|roof|gate|valve|barrier|position|dispute & not does count|list .. as|for & not is accepted & not says =gets|=got & not does load ... into & not does see|find|get .. to & not does get|find ... @places|@stock|number|back|message|notification|mail|email|e-mail|letter|reminder|sms|alert|push & not does count ... click|visit|vote|view|use & not is timed",
        QUERY,
        Clear,
        "It looks something up and changes nothing.",
        "web -> catalogue: Search flights by date and airport",
        "Show the change to the other people",
    ),
    clue(
        "only @reads|page_through & is from-face & not does show up & not told up =to ... minute|minutes|hour|hours|day|days|week|weeks & not does see|sees ... progress|status|change|update & not does show|display ... @others|people|audience & not does open ... account|ticket|contract|door|case|roof|gate|valve|barrier|position|dispute",
        QUERY,
        Clear,
        "Somebody looks something up, and it changes nothing.",
        "customer -> orders: List my orders",
        "",
    ),
    clue(
        "only read|browse|search|look|view|consult & not is reacting & not told up =to ... minute|minutes|hour|hours|day|days|week|weeks",
        QUERY,
        Clear,
        "It reads and changes nothing.",
        "A journalist reads the score",
        "",
    ),
    clue(
        "not is to-backstage & not is accepted & not told take|takes .. minutes|hours|days|weeks & only check|verify|validate|ask|determine|examine|confirm|see|decide|judge ... whether|if|that|how|which|what|who|=there|=enough",
        CHECK,
        Likely,
        "It asks whether something holds, and the answer decides how it goes on.",
        "orders -> credit: Check whether the limit is high enough",
        "",
    ),
    clue(
        "only check|verify|validate|test|screen & not is to-backstage & not is accepted & not is timed & not is triggered & not is to-person",
        CHECK,
        Likely,
        "It is a check: nothing is changed, and the result decides how it goes on.",
        "orders -> prices: Check the delivery price",
        "Check the patient in and print a wristband",
    ),
    clue("is named & says my|your|our", QUERY, Likely, "It names what somebody wants to see.", "my feed", ""),
    clue(
        "does read|browse|view|look|consult ... old|hour|hours|minutes|seconds|replica|replicas|copy|cache|stale",
        QUERY,
        Clear,
        "It is about what is read, and how old that may be.",
        "A journalist reads the score an hour after the game and writes an article",
        "",
    ),
    clue(
        "only check|track|follow|query|ask ... status|progress|=far|state",
        CHECK,
        Clear,
        "Somebody asks how far it is.",
        "customer -> orders: Check the status of the transfer",
        "",
    ),
    clue(
        "only calculate|compute|estimate|quote|price|predict|determine|rate & not is accepted & not says @derived & not is timed & not is reacting & not is triggered",
        CHECK,
        Likely,
        "It works out a value from what is known; whoever asks needs the value.",
        "policy -> pricing: Calculate the premium from the tariff",
        "Calculate the statistics overnight",
    ),
    clue(
        "opens =does|=do|=is|=are|=has|=have|=can|=what|=which|=how|=who|=where & not says we|i & says @question",
        QUERY,
        Likely,
        "It is a question.",
        "web -> users: Does this user exist?",
        "",
    ),
    clue(
        "does return|give|show|answer|serve|deliver ... answer|prediction|recommendation|result|suggestion|list|page|details|price|quote & says while ... wait|load|type",
        CHECK,
        Said,
        "Somebody waits for what is returned.",
        "client -> scoring: Return the prediction while the user waits",
        "",
    ),
    clue(
        "only need ... address|detail|data|information|price|status|list|name & is from-behind",
        CHECK,
        Usual,
        "It needs to know something that another one keeps.",
        "delivery -> orders: Delivery needs the address of the order",
        "",
    ),
];
