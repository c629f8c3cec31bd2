//! Names messages from the words of an action: as a command, an event or a query.
//!
//! `ReserveSeat` is the command, `SeatReserved` the event, and `GetSeat` the query. Every name of a message in the
//! project is made here. This module must not decide which of the three a step needs.

mod entity;
pub(crate) mod names;
mod noun_group;

use std::cell::OnceCell;

use self::names::Namer;
use super::case;
use super::lexicon::{self, Class, Verb, opposites};
use super::phrase::clause::{self, Clause};
use super::phrase::split::{self, Word};
use super::phrase::vocabulary::{ENTERED, MONEY, PAYING};
use super::phrase::{Question, question};

/// The command, the event and the query of an action without words, such as `!!!`: every message needs a name.
const WORDLESS: [&str; 3] = ["DoStep", "StepDone", "GetStep"];

/// An action that can be named in several ways. It is parsed when it is first asked for something.
#[derive(Debug, Clone)]
pub struct Action<'a> {
    told: &'a str,
    /// The thing that the action is about, if the description names it.
    entity: Option<&'a str>,
    /// The name of its event, if its team has given it one.
    announces: Option<&'a str>,
    parsed: OnceCell<Parsed>,
}

/// What an action says.
#[derive(Debug, Clone, Default)]
struct Parsed {
    command: String,
    event: String,
    query: String,
    object: String,
    /// The name of what the act is done to, whatever the entity.
    done_to: String,
    verb: Option<&'static Verb>,
    is_payment: bool,
    /// The name of the compensation; few are asked for.
    compensation: OnceCell<Option<String>>,
}

impl<'a> Action<'a> {
    /// Wraps an action. If `entity` is set, it stands in names for the action's own object.
    pub fn read(action: &'a str, entity: Option<&'a str>) -> Self {
        // `InvoicePaidEvent` of an “invoicepaidevent”: what only repeats the action names no thing.
        let letters =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let entity = entity.filter(|entity| letters(entity) != letters(action));
        Self { told: action, entity, announces: None, parsed: OnceCell::new() }
    }

    /// The same action, whose event has this name.
    #[must_use]
    pub fn announcing(self, event: Option<&'a str>) -> Self {
        Self { announces: event, ..self }
    }

    /// The command's name: `Reserve the seat` gives `ReserveSeat`.
    pub fn command(&self) -> String {
        self.parsed().command.clone()
    }

    /// The event's name: `Reserve the seat` gives `SeatReserved`.
    pub fn event(&self) -> String {
        self.announces.map_or_else(|| self.parsed().event.clone(), str::to_owned)
    }

    /// The query's name: `Does this user exist?` gives `CheckUserExists`; `What is the price?` and
    /// `Tell the price` give `GetPrice`.
    pub fn query(&self) -> String {
        self.parsed().query.clone()
    }

    /// The name of the compensation: `Reserve the seat` gives `ReleaseSeat`. `None` if the verb is unknown or
    /// has no opposite because its effect stays.
    pub fn compensation(&self) -> Option<&str> {
        self.parsed().compensation()
    }

    /// The thing that the action is about, in lower case: the entity, or else the words of its object.
    pub fn object(&self) -> &str {
        &self.parsed().object
    }

    /// The action's verb as the lexicon knows it; of several joined verbs, the last one.
    pub fn verb(&self) -> Option<&'static Verb> {
        self.parsed().verb
    }

    /// Whether the action takes something that others may want too. To book an amount only enters it in the books.
    pub fn takes(&self) -> bool {
        let Some(verb) = self.verb() else { return false };
        let done_to = &self.parsed().done_to;
        verb.is(Class::Takes) && !(verb.base == "book" && ENTERED.has(&head(done_to)))
    }

    /// Whether the action is a payment: its verb takes money, or its words name a payment.
    pub fn is_payment(&self) -> bool {
        self.parsed().is_payment
    }

    fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| {
            let phrase = split::read(self.told);
            let parsed = if let Some(asked) = question(&phrase) {
                Parsed::of_question(asked, self.entity)
            } else {
                let clause = clause::read(&phrase.words, phrase.manner);
                Parsed::of_clause(&clause, phrase.manner.is_sentence(), self.entity)
            };
            parsed.or_named(&case::pascal(phrase.texts()))
        })
    }
}

impl Parsed {
    fn of_question(asked: Question<'_, '_>, entity: Option<&str>) -> Self {
        let query = names::question(asked);
        let opens = [("Get", "Retrieved"), ("Check", "Checked"), ("Count", "Counted")];
        let cut = opens.iter().find_map(|(verb, done)| Some((query.strip_prefix(verb)?, *done)));
        let (thing, done) = cut.unwrap_or((&query, "Retrieved"));
        let event = format!("{thing}{done}");
        let object = entity.map_or_else(|| spaced(thing), str::to_lowercase);
        Self { command: query.clone(), event, query, object, ..Self::default() }
    }

    fn of_clause(clause: &Clause<'_>, sentence: bool, entity: Option<&str>) -> Self {
        let namer = Namer::new(clause, sentence, entity);
        let act = clause.last_act.as_ref().or(clause.act.as_ref());
        let done_to = namer.object();
        Self {
            command: namer.command(),
            event: namer.event(),
            query: namer.query(),
            verb: act.and_then(|act| act.verb),
            is_payment: act.is_some_and(|act| PAYING.has(&act.base)) || names_payment(clause),
            object: entity.map_or_else(|| spaced(&done_to), str::to_lowercase),
            done_to,
            compensation: OnceCell::new(),
        }
    }

    fn compensation(&self) -> Option<&str> {
        self.compensation.get_or_init(|| self.undone_by(&self.done_to)).as_deref()
    }

    /// Fills in the names that cannot be formed: with all words of the action, or else without a word of it.
    fn or_named(mut self, words: &str) -> Self {
        for (name, wordless) in [&mut self.command, &mut self.event, &mut self.query].into_iter().zip(WORDLESS) {
            if name.is_empty() {
                if words.is_empty() { wordless } else { words }.clone_into(name);
            }
        }
        self
    }

    /// The name of the compensation, given the name of what the act is done to.
    fn undone_by(&self, object: &str) -> Option<String> {
        let verb = self.verb?;
        let head = head(object);
        let takes_money = self.is_payment || MONEY.has(&head);
        let opposite = match opposites::opposite(verb, &head) {
            // A payment is compensated by a refund, whichever verb took the money.
            None if verb.is(Class::Works) && self.is_payment => "refund",
            Some("return" | "release") if takes_money => "refund",
            opposite => opposite?,
        };
        let mut name = case::pascal(opposite.split(' '));
        name.push_str(object);
        if let Some(result) = opposites::result(verb)
            && !name.to_lowercase().ends_with(result)
        {
            case::capitalise(&mut name, result);
        }
        Some(name)
    }
}

/// Whether the clause names a payment as what is done or done to.
fn names_payment(clause: &Clause<'_>) -> bool {
    let object = if clause.object.is_empty() { clause.subject } else { clause.object };
    let is_payment = |word: &Word<'_>| word.low.strip_suffix('s').unwrap_or(&word.low).ends_with("payment");
    object.iter().chain(clause.place).any(is_payment)
}

/// The last word of a name in Pascal case, in lower case and in the singular.
fn head(name: &str) -> String {
    case::parts(name).last().map_or(String::new(), |word| lexicon::nouns::singular(&word.to_lowercase()))
}

/// A name in Pascal case as words in lower case.
fn spaced(name: &str) -> String {
    case::parts(name).join(" ").to_lowercase()
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
    fn an_entity_stands_for_the_object_unless_it_would_hide_it() {
        for (action, entity, request, fact) in [
            // The entity only repeats the verb.
            ("Enrol in the course", "enrolment", "EnrolInCourse", "CourseEnrolled"),
            ("Settle with the network", "settlement", "SettleWithNetwork", "SettledWithNetwork"),
            ("Book the table", "booking", "BookTable", "TableBooked"),
            // The object says more of the entity, or the entity is where the object goes.
            ("Assign the invoice number", "invoice", "AssignInvoiceNumber", "InvoiceNumberAssigned"),
            ("Take the lock of the campaign", "campaign", "TakeCampaignLock", "CampaignLockTaken"),
            ("Add an item to the cart", "cart", "AddItemToCart", "ItemAddedToCart"),
            // The entity only repeats the action.
            ("InvoicePaidEvent", "invoicepaidevent", "PayInvoice", "InvoicePaid"),
            ("OrderPlaced", "order-placed", "PlaceOrder", "OrderPlaced"),
            // The object is who hears it.
            ("Tell the screens", "flight", "TellScreens", "ScreensTold"),
            ("Book the seats with the hold token", "seat", "BookSeat", "SeatBooked"),
        ] {
            let action = Action::read(action, Some(entity));
            assert_eq!((action.command().as_str(), action.event().as_str()), (request, fact));
        }
    }

    #[test]
    fn a_name_leaves_out_what_says_nothing_of_the_act() {
        for (action, request, fact) in [
            ("Take one of the ten tickets", "TakeTicket", "TicketTaken"),
            ("Swap the two beds", "SwapBeds", "BedsSwapped"),
            ("Please milk group three again", "MilkGroupThree", "GroupThreeMilked"),
            ("Add an item to the shopper's cart", "AddItemToCart", "ItemAddedToCart"),
            ("Read the score every half hour", "ReadScore", "ScoreRead"),
            ("Score the payment for fraud after it was captured", "ScorePayment", "PaymentScored"),
            ("Analyse a newly uploaded image", "AnalyseNewlyUploadedImage", "NewlyUploadedImageAnalysed"),
            ("See which ambulances are free", "SeeAmbulances", "AmbulancesSeen"),
            ("Charge after the ride", "ChargeAfterRide", "ChargedAfterRide"),
            ("Service tracks metrics", "TrackMetrics", "MetricsTracked"),
            ("A task whose result the user has to wait for", "Task", "Task"),
            ("Get the e-mail", "GetEmail", "EmailRetrieved"),
            ("The customer gets the e-mail", "GetEmail", "EmailReceived"),
            ("Order created is published", "PublishOrderCreated", "OrderCreated"),
            ("Service publishes the OrderCreated event", "PublishOrderCreated", "OrderCreated"),
            ("Publish accepted offers", "PublishAcceptedOffers", "AcceptedOffersPublished"),
        ] {
            let action = Action::read(action, None);
            assert_eq!((action.command().as_str(), action.event().as_str()), (request, fact));
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
            ("Book the table", Some("booking"), Some("CancelTableBooking")),
            ("Take one seat off the remaining capacity", None, Some("ReturnSeat")),
            ("Take the payment", None, Some("RefundPayment")),
            ("Process the payment", None, Some("RefundPayment")),
            ("Check in the guest", None, Some("CheckOutGuest")),
            ("Enrol the pupil", None, Some("UnenrolPupil")),
            ("Debit the checking account", None, Some("CreditCheckingAccount")),
            ("The agent requests a quote", None, Some("WithdrawQuoteRequest")),
            ("Find a driver", None, Some("ReleaseDriver")),
            ("Buy the label", None, Some("CancelLabel")),
            ("Issue the ticket", None, Some("CancelTicket")),
            ("Buy the shoes", None, Some("ReturnShoes")),
            ("Take the co-payment", None, Some("RefundCoPayment")),
            ("Take the fee", None, Some("RefundFee")),
            ("Inject the vaccine", None, None),
            ("Frobnicate the seat", None, None),
            ("", None, None),
        ] {
            assert_eq!(Action::read(action, entity).compensation(), undone_by, "{action}");
        }
    }

    #[test]
    fn to_book_an_amount_takes_nothing() {
        let takes = |action| Action::read(action, None).takes();
        assert!(takes("Book the room") && takes("Reserve the amount"));
        assert!(
            !takes("Book the tutor's pay for the lesson") && !takes("Book the royalties") && !takes("Open the file")
        );
    }

    #[test]
    fn a_question_starts_with_a_verb_that_asks() {
        let query = |action, entity| Action::read(action, entity).query();
        assert_eq!(query("Does this user exist?", None), "CheckUserExists");
        assert_eq!(query("List the customer's orders, newest first", None), "ListCustomerOrders");
        assert_eq!(query("Tell the balance", Some("balance")), "GetBalance");
        assert_eq!(query("What is the price?", None), "GetPrice");
        assert_eq!(query("Validate the credentials", None), "ValidateCredentials");
        assert_eq!(query("Are there seats left?", None), "CheckSeatsLeft");
    }
}
