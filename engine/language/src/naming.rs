//! Names of messages: the fact, the request and the question, made of an action's words.
//!
//! `ReserveSeat` asks, `SeatReserved` tells, `GetSeat` wants to know. Names are in Pascal case and keep acronyms. It must
//! not decide which of the three a step needs.

use std::borrow::Cow;
use std::cell::OnceCell;

use smallvec::SmallVec;

use super::clauses::request;
use super::lexicon::{self, Class, Verb, morphology, opposites};
use super::verbs::{
    ASKING, AUXILIARIES, BREAKS, EMPTY, EXAMINING, JOINING, LY_VERBS, OPEN_QUESTIONS, PARTICLES, PAYING, QUESTION_WORDS,
};

/// Most words of an action that stand in a name, so that names stay readable.
const MOST_WORDS: usize = 4;

/// The request and the fact of an action that has no word, such as `!!!`: no message is without a name.
const WORDLESS: (&str, &str) = ("DoStep", "StepDone");

/// An action, read once so that it can be named often.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    told: &'a str,
    /// The action with its verb in front, where that is not how it is written.
    request: OnceCell<Option<String>>,
    /// The thing that it is about, where that is said.
    entity: Option<&'a str>,
    verb: OnceCell<Option<&'static Verb>>,
    is_payment: OnceCell<bool>,
    object: OnceCell<String>,
    compensation: OnceCell<Option<String>>,
}

impl<'a> Action<'a> {
    /// Reads an action; the entity, where one is named, stands in names in the place of its own words for the thing.
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

    /// The name of the request: `Reserve the seat` is `ReserveSeat`.
    pub fn command(&self) -> String {
        let phrase = self.phrase();
        let mut name = String::with_capacity(self.told.len());
        capitalise(&mut name, phrase.verb);
        capitalise(&mut name, phrase.particle);
        phrase.write_object(self.entity, &mut name);
        if name.is_empty() { WORDLESS.0.to_owned() } else { name }
    }

    /// The name of the fact: `Reserve the seat` is `SeatReserved`.
    pub fn event(&self) -> String {
        let phrase = self.phrase();
        let mut name = String::with_capacity(self.told.len() + 2);
        phrase.write_object(self.entity, &mut name);
        capitalise(&mut name, &morphology::participle(&phrase.last_verb.to_lowercase()));
        capitalise(&mut name, phrase.particle);
        if name.is_empty() { WORDLESS.1.to_owned() } else { name }
    }

    /// The name of the question: `Does this user exist?` is `CheckUserExist`, `What is the price?` and `Tell the price`
    /// are `GetPrice`.
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

    /// The name of the request that undoes the action: of `Reserve the seat` it is `ReleaseSeat`; none where its verb
    /// leaves something that stays, or is not known.
    pub fn compensation(&self) -> Option<&str> {
        self.compensation.get_or_init(|| self.name_compensation()).as_deref()
    }

    fn name_compensation(&self) -> Option<String> {
        let (phrase, verb) = (self.phrase(), self.verb()?);
        let opposite = match opposites::opposite(verb) {
            // Money goes back as a refund, however it was taken.
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

    /// The thing that the action is about, in lower case: the entity, or the words after the verb.
    pub fn object(&self) -> &str {
        let words = || spaced(self.phrase().rest.iter().copied());
        self.object.get_or_init(|| self.entity.map_or_else(words, str::to_owned).to_lowercase())
    }

    /// The verb, as the lexicon knows it: of several that are joined, the last.
    pub fn verb(&self) -> Option<&'static Verb> {
        *self.verb.get_or_init(|| self.phrase().known_verb())
    }

    /// Whether the action is one of paying: its verb takes money, or it is about a payment.
    pub fn is_payment(&self) -> bool {
        let is_about = || words(self.request()).any(|word| word.eq_ignore_ascii_case("payment"));
        *self.is_payment.get_or_init(|| has(PAYING, self.phrase().verb) || is_about())
    }

    fn phrase(&self) -> Phrase<'_> {
        Phrase::read(self.request())
    }

    fn request(&self) -> &str {
        // Kept as an own text or none, since a cell of a borrowed one would tie all that looks at it to its lifetime.
        let turned = self.request.get_or_init(|| match request(self.told) {
            Cow::Borrowed(_) => None,
            Cow::Owned(turned) => Some(turned),
        });
        turned.as_deref().unwrap_or(self.told)
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

    /// The last of its verbs, with its particle where the two are one.
    fn known_verb(&self) -> Option<&'static Verb> {
        let verb = lexicon::lemma(&self.last_verb.to_lowercase())?;
        lexicon::phrasal(verb.verb.base, &self.particle.to_lowercase()).or(Some(verb.verb))
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

/// A name as an id: lower case words of letters and digits, joined by hyphens.
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

/// Adds a word with a capital letter: `e-mail` is `Email`, `customer's` is `Customers`, `API` stays.
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

/// Words as one name in Pascal case.
pub fn pascal<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut name = String::new();
    words.for_each(|word| capitalise(&mut name, word));
    name
}

/// Words with a space between them.
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
