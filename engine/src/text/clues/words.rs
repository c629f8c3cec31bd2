//! The lists of words that clues name with `@`.

use crate::text::lexicon::Class;
use crate::text::reading::Token;

/// Words that say no.
pub(super) const NO: &[&str] =
    &["cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"];

/// Verbs that say what somebody would like, and no act.
pub(super) const WISHES: &[&str] = &["expect", "hope", "like", "love", "need", "prefer", "want", "wish"];

/// What a person looks at, and persons.
pub(super) const FACES: &[&str] = &["admin", "agent", "app", "applicant", "author", "bidder", "borrower", "browser", "buyer", "caller", "clerk", "client", "console", "customer", "desktop", "doctor", "driver", "editor", "employee", "fan", "form", "frontend", "guest", "kiosk", "manager", "member", "mobile", "nurse", "operator", "page", "passenger", "patient", "patron", "payer", "person", "phone", "player", "portal", "pos", "reader", "rider", "screen", "seller", "shopper", "site", "spa", "student", "tenant", "terminal", "till", "trader", "traveller", "ui", "user", "visitor", "web", "webapp", "website", "widget"];

/// Who works behind the scenes, where nobody waits.
pub(super) const BACKSTAGE: &[&str] = &["achievement", "alerting", "analytics", "archive", "archiver", "audit", "auditing", "batch", "bi", "bus", "crm", "dashboard", "digest", "email", "emailer", "feed", "handler", "history", "index", "indexer", "job", "journal", "listener", "log", "logger", "logging", "loyalty", "mail", "mailer", "mailing", "metric", "monitoring", "newsletter", "notification", "notifier", "notify", "projection", "push", "queue", "recommendation", "recommender", "reminder", "replica", "report", "reporting", "reward", "search", "sms", "statistic", "stats", "stream", "subscriber", "sync", "telemetry", "timeline", "tracking", "transcoder", "webhook", "worker"];

/// Every list with its name, sorted by name.
const LISTS: &[(&str, &[&str])] = &[
    ("backstage", BACKSTAGE),
    // What is made from facts that are kept elsewhere.
    (
        "derived",
        &["analytics", "cache", "chart", "count", "counter", "dashboard", "digest", "feed", "figures", "graph", "heatmap", "index", "indexes", "indices", "insight", "kpi", "leaderboard", "metric", "overview", "projection", "ranking", "recommendation", "report", "search", "sitemap", "standings", "statistic", "statistics", "stats", "summary", "tally", "timeline", "trend", "view"],
    ),
    ("faces", FACES),
    // What somebody is told with.
    (
        "letters",
        &["alert", "announcement", "bill", "call", "certificate", "confirmation", "copy", "e-mail", "email", "emails", "greeting", "invitation", "invoice", "letter", "link", "mail", "message", "newsletter", "note", "notice", "notification", "postcard", "push", "receipt", "reminder", "report", "sms", "statement", "summary", "survey", "text", "update", "voucher", "welcome"],
    ),
    // Words for amounts that somebody owns.
    (
        "money",
        &["account", "amount", "balance", "bank", "bill", "budget", "card", "cash", "coin", "credit", "customer", "deposit", "dollar", "euro", "fare", "fee", "fine", "fund", "funds", "gem", "guest", "invoice", "money", "pay", "payment", "point", "premium", "price", "refund", "rent", "salary", "sum", "token", "total", "transfer", "wallet"],
    ),
    ("no", NO),
    // Ways to let somebody know.
    (
        "notify",
        &["acknowledge", "advertise", "alert", "announce", "broadcast", "congratulate", "email", "fax", "greet", "inform", "invite", "mail", "message", "notify", "page", "phone", "ping", "publicize", "publish", "push", "remind", "sms", "syndicate", "tell", "text", "thank", "tweet", "warn"],
    ),
    // Those who listen without being known.
    (
        "others",
        &["anybody", "anyone", "audience", "consumer", "everybody", "everyone", "everything", "follower", "listener", "other", "others", "participant", "party", "plugin", "spectator", "subscriber", "viewer", "watcher"],
    ),
    // How often, or at which hours.
    (
        "periods",
        &["annual", "annually", "daily", "hourly", "interval", "monthly", "nightly", "overnight", "periodically", "quarterly", "regularly", "weekly", "yearly"],
    ),
    // Things of which one person can have one at a time.
    (
        "places",
        &["apartment", "appointment", "bay", "bed", "berth", "bike", "booth", "cabin", "car", "court", "desk", "doctor", "driver", "flat", "flight", "gate", "hall", "hotel", "house", "lane", "locker", "nurse", "pitch", "place", "room", "scooter", "seat", "slot", "space", "spot", "table", "technician", "theatre", "timeslot", "van", "vehicle"],
    ),
    ("question", &["?"]),
    // Verbs that ask for something and change nothing.
    (
        "reads",
        &["browse", "compare", "display", "download", "fetch", "find", "get", "inspect", "list", "load", "look up", "lookup", "preview", "query", "quote", "read", "retrieve", "search", "see", "show", "view"],
    ),
    // Things of which there are only so many.
    (
        "stock",
        &["allotment", "article", "availability", "capacity", "coupon", "dose", "goods", "inventory", "item", "licence", "license", "part", "place", "product", "quantities", "quantity", "quota", "share", "sku", "stock", "ticket", "unit", "voucher"],
    ),
];

/// The list of this name.
pub(super) fn list(name: &str) -> Option<&'static [&'static str]> {
    LISTS.iter().find(|(known, _)| *known == name).map(|(_, list)| *list)
}

/// The classes of the lexicon by the names that patterns give them.
pub(super) const SORTS: &[(&str, Class)] = &[
    ("@Asks", Class::Asks),
    ("@Checks", Class::Checks),
    ("@Computes", Class::Computes),
    ("@Creates", Class::Creates),
    ("@Changes", Class::Changes),
    ("@Removes", Class::Removes),
    ("@Takes", Class::Takes),
    ("@Frees", Class::Frees),
    ("@Pays", Class::Pays),
    ("@Carries", Class::Carries),
    ("@Tells", Class::Tells),
    ("@Records", Class::Records),
    ("@Derives", Class::Derives),
    ("@Labours", Class::Labours),
    ("@Decides", Class::Decides),
    ("@Submits", Class::Submits),
    ("@Happens", Class::Happens),
    ("@Senses", Class::Senses),
    ("@Final", Class::Final),
    ("@Works", Class::Works),
    ("@Stands", Class::Stands),
];

/// Whether a list has a word, in one of its forms or as a part of it.
pub(super) fn has(list: &[&str], token: &Token<'_>) -> bool {
    let has = |word: &str| list.binary_search(&word).is_ok();
    has(&token.lower)
        || has(token.singular())
        || token.readings.iter().any(|reading| has(reading.verb.base))
        || (token.lower.contains(['-', '_'])
            && token.lower.split(['-', '_']).any(|part| has(part) || has(crate::text::reading::singular(part))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted() {
        for (name, list) in LISTS {
            assert!(list.is_sorted_by(|a, b| a < b), "{name} {:?}", list.windows(2).find(|pair| pair[0] >= pair[1]));
        }
    }
}
