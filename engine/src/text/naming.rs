//! Names of messages: the fact, the request and the question, made of an action's words.
//!
//! `ReserveSeat` asks, `SeatReserved` tells, `GetSeat` wants to know. Names are in Pascal case and keep acronyms. It must
//! not decide which of the three a step needs.

use super::verbs::{
    ASKING, BREAKS, DOUBLED, EMPTY, IRREGULAR, JOINING, NO_PARTICIPLES, PARTICLES, PAYING, QUESTION_WORDS,
};

/// Most words of an action that stand in a name, so that names stay readable.
const MOST_WORDS: usize = 4;

/// The name of a request: `Reserve the seat` is `ReserveSeat`.
pub fn command(action: &str, entity: Option<&str>) -> String {
    let phrase = Phrase::read(action);
    let mut name = pascal(&[phrase.verb, phrase.particle]);
    name.push_str(&phrase.object(entity));
    name
}

/// The name of a fact: `Reserve the seat` is `SeatReserved`.
pub fn event(action: &str, entity: Option<&str>) -> String {
    let phrase = Phrase::read(action);
    let mut name = phrase.object(entity);
    capitalise(&mut name, &participle(&phrase.last_verb.to_lowercase()));
    capitalise(&mut name, phrase.particle);
    name
}

/// The name of a question: `Does this user exist?` is `CheckUserExist`, `Look at the cart` is `GetCart`.
pub fn query(action: &str, entity: Option<&str>) -> String {
    let phrase = Phrase::read(action);
    let asks = match phrase.verb {
        question if has(QUESTION_WORDS, question) => "Check",
        asking if has(ASKING, asking) => asking,
        _ => "Get",
    };
    let mut name = pascal(&[asks]);
    name.push_str(&phrase.object(entity));
    name
}

/// Whether the action is one of paying.
pub fn is_payment(action: &str) -> bool {
    words(action).any(|word| has(PAYING, word))
}

/// Whether a message's name is a fact: it has a participle after its first word, or is one.
pub fn is_past(name: &str) -> bool {
    let words = parts(name);
    let is_participle = |word: &String| {
        let word = word.to_lowercase();
        (word.ends_with("ed") && word.len() > 3 && !has(NO_PARTICIPLES, &word))
            || IRREGULAR.iter().any(|(verb, past)| *past == word && *verb != word)
    };
    // Of verbs that do not change, such as `set`, only the place tells: a fact has them at its end.
    let unchanged =
        |word: &String| IRREGULAR.iter().any(|(verb, past)| verb == past && word.eq_ignore_ascii_case(verb));
    words.iter().any(is_participle) || (words.len() > 1 && words.last().is_some_and(unchanged))
}

/// Whether a message's name asks for something and changes nothing.
pub fn is_question(name: &str) -> bool {
    let words = parts(name);
    let asks = words.first().is_some_and(|first| has(ASKING, first) || has(QUESTION_WORDS, first));
    !is_past(name) && (asks || words.last().is_some_and(|last| last.eq_ignore_ascii_case("query")))
}

/// The fact that a request asks for: `SendConfirmationEmail` is `ConfirmationEmailSent`.
pub fn fact_of(name: &str) -> String {
    event(&parts(name).join(" "), None)
}

/// The question that a name asks: `GetUserDetails` stays, `UserDetailsQuery` is `GetUserDetails`.
pub fn question_of(name: &str) -> String {
    let mut words = parts(name);
    if words.len() > 1 && words.last().is_some_and(|word| has(&["event", "query"], word)) {
        words.pop();
    }
    if !words.first().is_some_and(|first| has(ASKING, first) || has(QUESTION_WORDS, first)) {
        words.insert(0, "Get".to_owned());
    }
    query(&words.join(" "), None)
}

/// An action taken apart.
struct Phrase<'a> {
    verb: &'a str,
    last_verb: &'a str,
    particle: &'a str,
    rest: Vec<&'a str>,
}

impl<'a> Phrase<'a> {
    fn read(action: &'a str) -> Self {
        let mut rest: Vec<&str> = Vec::with_capacity(MOST_WORDS);
        let mut words = words(action).peekable();
        let verb = words.next().unwrap_or_default();
        let mut particle = "";
        if let Some(next) = words.peek()
            && has(PARTICLES, next)
            && !has(QUESTION_WORDS, verb)
        {
            particle = next;
            words.next();
        }
        // In \u{201c}validate and save the order\u{201d} the first verb names the request, the last one what has happened at the
        // end, and the object comes after it.
        let mut last_verb = verb;
        while words.peek().is_some_and(|word| has(JOINING, word)) {
            words.next();
            last_verb = words.next().unwrap_or(verb);
        }
        for word in words {
            if has(EMPTY, word) {
                continue;
            }
            let breaks = has(BREAKS, word);
            if rest.len() == MOST_WORDS || (breaks && !rest.is_empty()) {
                break;
            }
            if !breaks {
                rest.push(word);
            }
        }
        Self { verb, last_verb, particle, rest }
    }

    fn object(&self, entity: Option<&str>) -> String {
        match entity {
            Some(entity) => pascal(&words(entity).collect::<Vec<_>>()),
            None => pascal(&self.rest),
        }
    }
}

/// The words of a text up to the first end of a clause. Hyphens and apostrophes do not end a word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.trim_start()
        .split([';', '(', '?', '!', '\n', ',', ':'])
        .next()
        .unwrap_or_default()
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}')))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// The words of a name in any case: Pascal, camel, snake, kebab, dotted, constant.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let mut word = String::new();
    for (index, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            parts.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let after_lower = index > 0 && (chars[index - 1].is_lowercase() || chars[index - 1].is_numeric());
        let before_lower = chars.get(index + 1).is_some_and(|next| next.is_lowercase());
        let after_upper = index > 0 && chars[index - 1].is_uppercase();
        if c.is_uppercase() && (after_lower || (after_upper && before_lower)) && !word.is_empty() {
            parts.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    parts.extend((!word.is_empty()).then_some(word));
    parts
}

fn pascal(words: &[&str]) -> String {
    let mut name = String::with_capacity(words.iter().map(|word| word.len()).sum());
    for word in words {
        capitalise(&mut name, word);
    }
    name
}

/// Adds a word with a capital letter: `e-mail` is `Email`, `customer's` is `Customers`, `API` stays.
fn capitalise(name: &mut String, word: &str) {
    let mut first = true;
    for c in word.chars().filter(|c| c.is_alphanumeric()) {
        if first {
            name.extend(c.to_uppercase());
        } else {
            name.push(c);
        }
        first = false;
    }
}

/// The past participle of a verb in lower case.
pub fn participle(verb: &str) -> String {
    if let Ok(index) = IRREGULAR.binary_search_by_key(&verb, |(known, _)| known) {
        return IRREGULAR[index].1.to_owned();
    }
    // Re-, over- and un- verbs go as the verb inside them.
    for prefix in ["re-", "pre-", "un-"] {
        if let Some(inner) = verb.strip_prefix(prefix) {
            return format!("{prefix}{}", participle(inner));
        }
    }
    let bytes = verb.as_bytes();
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    match bytes {
        [] => String::new(),
        [.., b'e'] => format!("{verb}d"),
        [.., before, b'y'] if !vowel(*before) => format!("{}ied", &verb[..verb.len() - 1]),
        [.., last] if has(DOUBLED, verb) || doubles(bytes) => format!("{verb}{}ed", char::from(*last)),
        _ => format!("{verb}ed"),
    }
}

/// Whether a verb of one syllable ends in one vowel and one consonant, as in `ship`.
fn doubles(verb: &[u8]) -> bool {
    let vowel = |c: &u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    let (Some(last), Some(middle)) = (verb.last(), verb.len().checked_sub(2).map(|index| &verb[index])) else {
        return false;
    };
    let syllables = verb.chunk_by(|a, b| vowel(a) == vowel(b)).filter(|chunk| chunk.iter().any(vowel)).count();
    let quiet = verb.len().checked_sub(3).is_none_or(|index| vowel(&verb[index]));
    last.is_ascii_lowercase()
        && !vowel(last)
        && !matches!(last, b'w' | b'x' | b'y')
        && vowel(middle)
        && !quiet
        && syllables == 1
}

/// Whether a sorted list has a word, in whatever case it is written.
fn has(list: &[&str], word: &str) -> bool {
    list.binary_search_by(|known| known.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()))).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_and_the_fact_are_made_of_entity_and_verb() {
        for (action, entity, request, fact) in [
            ("Reserve the seat", Some("seat"), "ReserveSeat", "SeatReserved"),
            ("Charge the credit card", Some("card"), "ChargeCard", "CardCharged"),
            ("Send the confirmation e-mail", None, "SendConfirmationEmail", "ConfirmationEmailSent"),
            ("Validate and save the order", None, "ValidateOrder", "OrderSaved"),
            ("Pick up the parcel", None, "PickUpParcel", "ParcelPickedUp"),
            ("Ship the goods to the customer", None, "ShipGoods", "GoodsShipped"),
            ("Submit the claim", Some("insurance claim"), "SubmitInsuranceClaim", "InsuranceClaimSubmitted"),
            ("Notify the GP", None, "NotifyGP", "GPNotified"),
            ("Pay", None, "Pay", "Paid"),
            ("", None, "", ""),
        ] {
            assert_eq!(command(action, entity), request);
            assert_eq!(event(action, entity), fact);
        }
    }

    #[test]
    fn a_question_starts_with_a_verb_that_asks() {
        assert_eq!(query("Does this user exist?", None), "CheckUserExist");
        assert_eq!(query("List the customer's orders, newest first", None), "ListCustomersOrders");
        assert_eq!(query("Tell the balance", Some("balance")), "GetBalance");
        assert!(is_question("GetUserDetails") && is_question("user-details-query") && is_question("find.user"));
        assert!(!is_question("PlaceOrder") && !is_question("UserDetailsFetched"));
    }

    #[test]
    fn a_fact_is_told_by_its_participle() {
        for fact in
            ["OrderPlaced", "order.placed", "ORDER_SHIPPED", "SeatTaken", "PriceSet", "EmailSent", "card-charged"]
        {
            assert!(is_past(fact), "{fact}");
        }
        for request in ["PlaceOrder", "SendConfirmationEmail", "set-price", "GetUser", "FeedAnimals"] {
            assert!(!is_past(request), "{request}");
        }
        assert_eq!(fact_of("SendConfirmationEmail"), "ConfirmationEmailSent");
        assert_eq!(question_of("UserDetailsQuery"), "GetUserDetails");
    }

    #[test]
    fn participles_follow_english() {
        for (verb, past) in [
            ("place", "placed"),
            ("cancel", "cancelled"),
            ("ship", "shipped"),
            ("apply", "applied"),
            ("pay", "paid"),
            ("deploy", "deployed"),
            ("review", "reviewed"),
            ("visit", "visited"),
            ("plan", "planned"),
            ("open", "opened"),
            ("book", "booked"),
            ("fix", "fixed"),
            ("withdraw", "withdrawn"),
            ("submit", "submitted"),
            ("quit", "quit"),
        ] {
            assert_eq!(participle(verb), past);
        }
    }
}
