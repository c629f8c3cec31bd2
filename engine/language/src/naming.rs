//! Names messages from the words of an action: as a command, an event or a query.
//!
//! `ReserveSeat` is the command, `SeatReserved` the event, and `GetSeat` the query. Names are in Pascal case
//! and keep acronyms. This module must not decide which of the three a step needs.

use std::borrow::Cow;
use std::cell::OnceCell;

use smallvec::SmallVec;

use super::clauses::request;
use super::lexicon::{self, Class, Verb, morphology, opposites};
use super::verbs::{
    ASKING, AUXILIARIES, BREAKS, EMPTY, EXAMINING, JOINING, LY_VERBS, OPEN_QUESTIONS, PARTICLES, PAYING, QUESTION_WORDS,
};

/// Maximum number of object words in a name, so that names stay readable.
const MOST_WORDS: usize = 4;

/// The command and the event of an action without words, such as `!!!`, because every message needs a name.
const WORDLESS: (&str, &str) = ("DoStep", "StepDone");

/// An action that can be named in several ways. Intermediate results are cached.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    told: &'a str,
    /// The action rewritten with its verb first; `None` if it is used as written.
    request: OnceCell<Option<String>>,
    /// The thing that the action is about, if the description names it.
    entity: Option<&'a str>,
    verb: OnceCell<Option<&'static Verb>>,
    is_payment: OnceCell<bool>,
    object: OnceCell<String>,
    compensation: OnceCell<Option<String>>,
}

impl<'a> Action<'a> {
    /// Wraps an action. If `entity` is set, it replaces the action's own object in names.
    pub fn read(action: &'a str, entity: Option<&'a str>) -> Self {
        Self {
            told: action,
            request: OnceCell::new(),
            entity,
            verb: OnceCell::new(),
            is_payment: OnceCell::new(),
            object: OnceCell::new(),
            compensation: OnceCell::new(),
        }
    }

    /// The command's name: `Reserve the seat` gives `ReserveSeat`.
    pub fn command(&self) -> String {
        let phrase = self.phrase();
        let mut name = String::with_capacity(self.told.len());
        capitalise(&mut name, phrase.verb);
        capitalise(&mut name, phrase.particle);
        phrase.write_object(self.entity, &mut name);
        if name.is_empty() { WORDLESS.0.to_owned() } else { name }
    }

    /// The event's name: `Reserve the seat` gives `SeatReserved`.
    pub fn event(&self) -> String {
        let phrase = self.phrase();
        let mut name = String::with_capacity(self.told.len() + 2);
        phrase.write_object(self.entity, &mut name);
        capitalise(&mut name, &morphology::participle(&phrase.last_verb.to_lowercase()));
        capitalise(&mut name, phrase.particle);
        if name.is_empty() { WORDLESS.1.to_owned() } else { name }
    }

    /// The query's name: `Does this user exist?` gives `CheckUserExist`; `What is the price?` and
    /// `Tell the price` give `GetPrice`.
    pub fn query(&self) -> String {
        let mut phrase = self.phrase();
        let asks = match phrase.verb {
            open if has(OPEN_QUESTIONS, open) => "Get",
            closed if has(QUESTION_WORDS, closed) => "Check",
            asking if has(ASKING, asking) || has(EXAMINING, asking) => asking,
            _ => "Get",
        };
        phrase.rest.retain(|word| !has(AUXILIARIES, word));
        let mut name = String::with_capacity(self.told.len());
        capitalise(&mut name, asks);
        phrase.write_object(self.entity, &mut name);
        name
    }

    /// The name of the compensation: `Reserve the seat` gives `ReleaseSeat`. `None` if the verb is unknown or
    /// has no opposite because its effect stays.
    pub fn compensation(&self) -> Option<&str> {
        self.compensation.get_or_init(|| self.name_compensation()).as_deref()
    }

    fn name_compensation(&self) -> Option<String> {
        let (phrase, verb) = (self.phrase(), self.verb()?);
        let opposite = match opposites::opposite(verb) {
            // A payment is compensated by a refund, whichever verb took the money.
            None if verb.is(Class::Works) && self.is_payment() => "refund",
            Some("return" | "release") if self.is_payment() => "refund",
            opposite => opposite?,
        };
        let mut name = String::with_capacity(self.told.len());
        opposite.split(' ').for_each(|word| capitalise(&mut name, word));
        phrase.write_object(self.entity, &mut name);
        if let Some(result) = opposites::result(verb)
            && !name.to_lowercase().ends_with(result)
        {
            capitalise(&mut name, result);
        }
        Some(name)
    }

    /// The thing that the action is about, in lower case: the entity, or else the words after the verb.
    pub fn object(&self) -> &str {
        let words = || spaced(self.phrase().rest.iter().copied());
        self.object.get_or_init(|| self.entity.map_or_else(words, str::to_owned).to_lowercase())
    }

    /// The action's verb as the lexicon knows it; of several joined verbs, the last one.
    pub fn verb(&self) -> Option<&'static Verb> {
        *self.verb.get_or_init(|| self.phrase().known_verb())
    }

    /// Whether the action is a payment: its verb takes money, or its words name a payment.
    pub fn is_payment(&self) -> bool {
        let is_about = || words(self.request()).any(|word| word.eq_ignore_ascii_case("payment"));
        *self.is_payment.get_or_init(|| has(PAYING, self.phrase().verb) || is_about())
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::read(self.request())
    }

    fn request(&self) -> &str {
        // The cell owns its text, because a borrowed text would make the type invariant over its lifetime.
        let turned = self.request.get_or_init(|| match request(self.told) {
            Cow::Borrowed(_) => None,
            Cow::Owned(turned) => Some(turned),
        });
        turned.as_deref().unwrap_or(self.told)
    }
}

/// The parts of an action.
struct Phrase<'a> {
    verb: &'a str,
    last_verb: &'a str,
    particle: &'a str,
    rest: SmallVec<[&'a str; MOST_WORDS]>,
}

impl<'a> Phrase<'a> {
    fn read(action: &'a str) -> Self {
        let mut words = words(action).peekable();
        // Skips adverbs of manner, as in “automatically approve the claim”: they are not part of a name.
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
        // In “validate and save the order” the first verb names the command and the last verb names the event.
        // In “accept or reject” the last verb is ignored, because nobody knows which one happens.
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
                // “Switch the light off”: the particle may follow the object.
                particle = word;
            } else if rest.len() == MOST_WORDS || (breaks && !rest.is_empty()) {
                break;
            } else if !breaks && !has(EMPTY, word) && !word.starts_with(|c: char| c.is_ascii_digit()) {
                rest.push(word);
            }
        }
        Self { verb, last_verb, particle, rest }
    }

    /// The last verb of the action, with its particle if both are a phrasal verb.
    fn known_verb(&self) -> Option<&'static Verb> {
        let verb = lexicon::lemma(&self.last_verb.to_lowercase())?;
        lexicon::phrasal(verb.verb.base, &self.particle.to_lowercase()).or(Some(verb.verb))
    }

    /// Appends the object: the entity if there is one, else the words after the verb.
    fn write_object(&self, entity: Option<&str>, name: &mut String) {
        match entity {
            Some(entity) => {
                for word in entity.split_whitespace() {
                    // A hyphen after a single letter is part of the word: e-mail, x-ray.
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

/// The words of a text up to the end of its first clause. Words may contain hyphens and apostrophes. A comma
/// right after the first word joins verbs, as in “pick, pack and ship”.
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

/// Splits a name into words; it may be in Pascal, camel, snake, kebab, dotted or constant case.
pub fn parts(name: &str) -> Vec<String> {
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

/// Turns a name into an id: lower-case words of letters and digits, joined by hyphens.
pub fn kebab(name: &str) -> String {
    let mut id = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            id.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        } else if c != '\'' && c != '\u{2019}' && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let end = id.trim_end_matches('-').len();
    id.truncate(end);
    id
}

/// Appends a word with a capital first letter: `e-mail` gives `Email`, `customer's` gives `Customers`, `API` stays.
pub fn capitalise(name: &mut String, word: &str) {
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

/// Joins words into one name in Pascal case.
pub fn pascal<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut name = String::new();
    words.for_each(|word| capitalise(&mut name, word));
    name
}

/// Joins words with spaces.
pub fn spaced<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Whether a sorted list of lower-case words has this word, in any case.
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
            ("!!!", None, "DoStep", "StepDone"),
            ("\u{2026}", Some("???"), "DoStep", "StepDone"),
            ("!!!", Some("order"), "Order", "Order"),
        ] {
            let action = Action::read(action, entity);
            assert_eq!(action.command(), request);
            assert_eq!(action.event(), fact);
        }
    }

    #[test]
    fn what_undoes_an_action_is_named_by_the_opposite_of_its_verb() {
        for (action, entity, undone_by) in [
            ("Reserve the seat", Some("seat"), Some("ReleaseSeat")),
            ("Charge the credit card", Some("card"), Some("RefundCard")),
            ("Validate and save the order", None, Some("CancelOrder")),
            ("Authorise the payment", None, Some("VoidPaymentAuthorization")),
            ("Book the room for the night", None, Some("CancelRoomBooking")),
            ("Book the table", Some("booking"), Some("CancelBooking")),
            ("Take one seat off the remaining capacity", None, Some("ReturnSeat")),
            ("Take the payment", None, Some("RefundPayment")),
            ("Process the payment", None, Some("RefundPayment")),
            ("Check in the guest", None, Some("CheckOutGuest")),
            ("Enrol the pupil", None, Some("UnenrolPupil")),
            ("Debit the checking account", None, Some("CreditCheckingAccount")),
            ("The agent requests a quote", None, Some("WithdrawQuoteRequest")),
            ("Inject the vaccine", None, None),
            ("Frobnicate the seat", None, None),
            ("", None, None),
        ] {
            assert_eq!(Action::read(action, entity).compensation(), undone_by, "{action}");
        }
    }

    #[test]
    fn a_question_starts_with_a_verb_that_asks() {
        let query = |action, entity| Action::read(action, entity).query();
        assert_eq!(query("Does this user exist?", None), "CheckUserExist");
        assert_eq!(query("List the customer's orders, newest first", None), "ListCustomersOrders");
        assert_eq!(query("Tell the balance", Some("balance")), "GetBalance");
        assert_eq!(query("What is the price?", None), "GetPrice");
        assert_eq!(query("Validate the credentials", None), "ValidateCredentials");
        assert_eq!(query("Are there seats left?", None), "CheckSeatsLeft");
    }
}
