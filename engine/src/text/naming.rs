//! Names of messages: the fact, the request and the question, made of an action's words.
//!
//! `ReserveSeat` asks, `SeatReserved` tells, `GetSeat` wants to know. Names are in Pascal case and keep acronyms. It must
//! not decide which of the three a step needs.

use smallvec::SmallVec;

use super::lexicon::morphology;
use super::reading::request;
use super::verbs::{
    ASKING, AUXILIARIES, BREAKS, EMPTY, EXAMINING, JOINING, LY_VERBS, OPEN_QUESTIONS, PARTICLES, PAYING, QUESTION_WORDS,
};

/// Most words of an action that stand in a name, so that names stay readable.
const MOST_WORDS: usize = 4;

/// An action as its names are made of it: as a request, with the verb in front.
#[derive(Debug, Clone)]
pub struct Action {
    request: String,
    /// Whether it is told to be about a payment.
    names_payment: bool,
}

impl Action {
    /// Reads an action.
    pub fn of(action: &str) -> Self {
        let names_payment = words(action).any(|word| word.eq_ignore_ascii_case("payment"));
        Self { request: request(action).into_owned(), names_payment }
    }

    /// The name of a request: `Reserve the seat` is `ReserveSeat`.
    pub fn command(&self, entity: Option<&str>) -> String {
        let phrase = Phrase::read(&self.request);
        let mut name = String::with_capacity(self.request.len());
        capitalise(&mut name, phrase.verb);
        capitalise(&mut name, phrase.particle);
        phrase.write_object(entity, &mut name);
        name
    }

    /// The name of a fact: `Reserve the seat` is `SeatReserved`.
    pub fn event(&self, entity: Option<&str>) -> String {
        let phrase = Phrase::read(&self.request);
        let mut name = String::with_capacity(self.request.len() + 2);
        phrase.write_object(entity, &mut name);
        capitalise(&mut name, &morphology::participle(&phrase.last_verb.to_lowercase()));
        capitalise(&mut name, phrase.particle);
        name
    }

    /// The name of a question: `Does this user exist?` is `CheckUserExist`, `What is the price?` and `Tell the price` are
    /// `GetPrice`.
    pub fn query(&self, entity: Option<&str>) -> String {
        let mut phrase = Phrase::read(&self.request);
        let asks = match phrase.verb {
            open if has(OPEN_QUESTIONS, open) => "Get",
            closed if has(QUESTION_WORDS, closed) => "Check",
            asking if has(ASKING, asking) || has(EXAMINING, asking) => asking,
            _ => "Get",
        };
        phrase.rest.retain(|word| !has(AUXILIARIES, word));
        let mut name = String::with_capacity(self.request.len());
        capitalise(&mut name, asks);
        phrase.write_object(entity, &mut name);
        name
    }

    /// Whether it is one of paying: its verb takes money, or it is about a payment.
    pub fn is_payment(&self) -> bool {
        self.names_payment || has(PAYING, Phrase::read(&self.request).verb)
    }
}

/// An action taken apart.
struct Phrase<'a> {
    verb: &'a str,
    last_verb: &'a str,
    particle: &'a str,
    rest: SmallVec<[&'a str; MOST_WORDS]>,
}

impl<'a> Phrase<'a> {
    fn read(action: &'a str) -> Self {
        let mut words = words(action).peekable();
        // How something is done does not name it: \u{201c}automatically approve the claim\u{201d}.
        while words.peek().is_some_and(|word| word.len() > 4 && word.ends_with("ly") && !has(LY_VERBS, word)) {
            words.next();
        }
        let verb = words.next().unwrap_or_default();
        let mut particle = "";
        if let Some(next) = words.peek()
            && has(PARTICLES, next)
            && !has(QUESTION_WORDS, verb)
        {
            particle = next;
            words.next();
        }
        // In \u{201c}validate and save the order\u{201d} the first verb names the request, the last one what has happened at
        // the end, and the object comes after it. Of \u{201c}accept or reject\u{201d} nobody knows which.
        let mut last_verb = verb;
        while let Some(joint) = words.next_if(|word| has(JOINING, word)) {
            let next = words.next().unwrap_or(verb);
            if joint.eq_ignore_ascii_case("and") {
                last_verb = next;
            }
        }
        let mut rest = SmallVec::new();
        while let Some(word) = words.next() {
            let breaks = has(BREAKS, word);
            if particle.is_empty() && words.peek().is_none() && has(PARTICLES, word) {
                // \u{201c}Switch the light off\u{201d}: the verb is the two together.
                particle = word;
            } else if rest.len() == MOST_WORDS || (breaks && !rest.is_empty()) {
                break;
            } else if !breaks && !has(EMPTY, word) && !word.starts_with(|c: char| c.is_ascii_digit()) {
                rest.push(word);
            }
        }
        Self { verb, last_verb, particle, rest }
    }

    /// Adds what it is about: the entity where one is named, or else the words after the verb.
    fn write_object(&self, entity: Option<&str>, name: &mut String) {
        match entity {
            Some(entity) => {
                for word in entity.split_whitespace() {
                    // One letter and a hyphen belong to the word that follows: e-mail, x-ray.
                    if word.chars().nth(1) == Some('-') {
                        capitalise(name, word);
                    } else {
                        for part in parts(word) {
                            capitalise(name, &part);
                        }
                    }
                }
            }
            None => self.rest.iter().for_each(|word| capitalise(name, word)),
        }
    }
}

/// The words of a text up to the first end of a clause. Hyphens and apostrophes do not end a word, and a comma after the
/// first one joins verbs, as in \u{201c}pick, pack and ship\u{201d}.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let clause = text.trim_start().split([';', '(', '?', '!', '\n', ':']).next().unwrap_or_default();
    let mut phrases = clause.split(',');
    let first = phrases.next().unwrap_or_default();
    let joined = if first.trim().contains(' ') { None } else { phrases.next_back() };
    let verbs = joined.into_iter().flat_map(|last| ["and", last]);
    std::iter::once(first)
        .chain(verbs)
        .flat_map(|phrase| phrase.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '\u{2019}'))))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// The words of a name in any case: Pascal, camel, snake, kebab, dotted, constant.
pub(crate) fn parts(name: &str) -> Vec<String> {
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

/// Adds a word with a capital letter: `e-mail` is `Email`, `customer's` is `Customers`, `API` stays.
pub(super) fn capitalise(name: &mut String, word: &str) {
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

/// Words as one name in Pascal case.
pub(super) fn pascal<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut name = String::new();
    words.for_each(|word| capitalise(&mut name, word));
    name
}

/// Words with a space between them.
pub(super) fn spaced<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
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
            ("Accept or reject the offer", None, "AcceptOffer", "OfferAccepted"),
            ("Pick, pack and ship the order", None, "PickOrder", "OrderShipped"),
            ("Automatically approve the claim", None, "ApproveClaim", "ClaimApproved"),
            ("Apply the discount, then the tax", None, "ApplyDiscount", "DiscountApplied"),
            ("Switch the light off", None, "SwitchOffLight", "LightSwitchedOff"),
            ("Book a 30-minute slot", None, "BookSlot", "SlotBooked"),
            ("Charge it", Some("credit-card"), "ChargeCreditCard", "CreditCardCharged"),
            ("Send it", Some("e-mail"), "SendEmail", "EmailSent"),
            ("Pay", None, "Pay", "Paid"),
            ("", None, "", ""),
        ] {
            let action = Action::of(action);
            assert_eq!(action.command(entity), request);
            assert_eq!(action.event(entity), fact);
        }
    }

    #[test]
    fn a_question_starts_with_a_verb_that_asks() {
        let query = |action, entity| Action::of(action).query(entity);
        assert_eq!(query("Does this user exist?", None), "CheckUserExist");
        assert_eq!(query("List the customer's orders, newest first", None), "ListCustomersOrders");
        assert_eq!(query("Tell the balance", Some("balance")), "GetBalance");
        assert_eq!(query("What is the price?", None), "GetPrice");
        assert_eq!(query("Validate the credentials", None), "ValidateCredentials");
        assert_eq!(query("Are there seats left?", None), "CheckSeatsLeft");
    }
}
