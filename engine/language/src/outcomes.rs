//! Names of facts that tell that an action was not done: `CardChargeRefused`.
//!
//! The name holds the thing, the act as a noun and the outcome.

use super::case::pascal;
use super::naming::Action;

/// Verbs whose act has a noun of its own. A verb that ends in `-ate`, `-ise` or `-ize` forms its noun by rule;
/// any other verb is its own noun, as in "charge" or "transfer".
const ACTS: &[(&str, &str)] = &[
    ("accept", "acceptance"),
    ("admit", "admission"),
    ("approve", "approval"),
    ("assign", "assignment"),
    ("book", "booking"),
    ("buy", "purchase"),
    ("cancel", "cancellation"),
    ("confirm", "confirmation"),
    ("deliver", "delivery"),
    ("deposit", "deposit"),
    ("enrol", "enrolment"),
    ("enroll", "enrollment"),
    ("inspect", "inspection"),
    ("insure", "insurance"),
    ("pay", "payment"),
    ("produce", "production"),
    ("publish", "publication"),
    ("receive", "receipt"),
    ("register", "registration"),
    ("remove", "removal"),
    ("renew", "renewal"),
    ("reserve", "reservation"),
    ("schedule", "scheduling"),
    ("settle", "settlement"),
    ("ship", "shipment"),
    ("sign", "signature"),
    ("submit", "submission"),
    ("subscribe", "subscription"),
    ("verify", "verification"),
    ("withdraw", "withdrawal"),
];

/// Verbs that say nothing about the act: "take the payment" is simply a payment.
const WEAK: &[&str] = &["collect", "do", "get", "make", "take"];

impl Action<'_> {
    /// The name of the fact that the action was not done. `outcome` says what happened instead, in lower case:
    /// with "refused", `Charge the card` gives `CardChargeRefused`.
    pub fn not_done(&self, outcome: &str) -> String {
        let (command, event) = (self.command(), self.event());
        // `ChargeCard` and `CardCharged` share the thing: the end of the one and the beginning of the other.
        let capitals = event.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at);
        let things = capitals.map(|at| &event[..at]).filter(|thing| !thing.is_empty() && command.ends_with(thing));
        let name = match things.max_by_key(|thing| thing.len()) {
            Some(thing) => {
                let verb = command[..command.len() - thing.len()].to_lowercase();
                let act = pascal(noun(&verb).split(' '));
                if WEAK.contains(&verb.as_str()) || thing.ends_with(&act) {
                    thing.to_owned()
                } else {
                    format!("{thing}{act}")
                }
            }
            None => command,
        };
        name + &pascal(outcome.split(' '))
    }
}

/// The noun for an act: "reserve" gives "reservation".
fn noun(verb: &str) -> String {
    if let Some((_, noun)) = ACTS.iter().find(|(known, _)| *known == verb) {
        return (*noun).to_owned();
    }
    match verb {
        verb if verb.ends_with("ate") && verb.len() > 4 => format!("{}ion", &verb[..verb.len() - 1]),
        verb if verb.ends_with("ise") || verb.ends_with("ize") => format!("{}ation", &verb[..verb.len() - 1]),
        verb => verb.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_done_is_named_by_the_thing_and_the_act() {
        let name = |action: &str, outcome: &str| Action::read(action, None).not_done(outcome);
        assert_eq!(name("Charge the card", "refused"), "CardChargeRefused");
        assert_eq!(name("Reserve the stock", "refused"), "StockReservationRefused");
        assert_eq!(name("Validate the address", "failed"), "AddressValidationFailed");
        assert_eq!(name("Authorise the payment", "timed out"), "PaymentAuthorisationTimedOut");
        assert_eq!(name("Take the payment", "refused"), "PaymentRefused");
    }
}
