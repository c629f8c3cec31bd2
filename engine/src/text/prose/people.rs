//! Which names are those of persons.

use crate::text::reading::Token;

/// Words for persons, sorted.
const PERSONS: &[&str] = &["admin", "administrator", "advertiser", "agent", "analyst", "applicant", "architect", "associate", "attendee", "auditor", "author", "backer", "bidder", "borrower", "buyer", "caller", "candidate", "caregiver", "cashier", "citizen", "clerk", "client", "clinician", "colleague", "consumer", "contractor", "cook", "courier", "creator", "customer", "dentist", "designer", "developer", "director", "dispatcher", "doctor", "donor", "driver", "editor", "employee", "employer", "engineer", "expert", "fan", "farmer", "follower", "founder", "friend", "gamer", "guest", "host", "human", "instructor", "investor", "journalist", "judge", "landlord", "learner", "lecturer", "lender", "librarian", "listener", "maintainer", "manager", "mechanic", "member", "merchant", "moderator", "moderators", "nurse", "observer", "officer", "operator", "organiser", "organizer", "owner", "parent", "participant", "passenger", "patient", "patron", "payer", "people", "person", "pharmacist", "photographer", "physician", "picker", "pilot", "player", "policyholder", "poster", "professor", "programmer", "publisher", "pupil", "reader", "receptionist", "recipient", "recruiter", "renter", "reporter", "researcher", "resident", "reviewer", "rider", "seller", "sender", "shopper", "speaker", "staff", "staffer", "student", "subscriber", "supervisor", "supporter", "teacher", "teller", "tenant", "tester", "tourist", "trader", "trainee", "trainer", "traveler", "traveller", "tutor", "underwriter", "user", "vet", "viewer", "visitor", "volunteer", "voter", "waiter", "winner", "worker", "writer"];

/// Whether a word names a person.
pub(super) fn is_person(token: &Token<'_>) -> bool {
    let has = |word: &str| PERSONS.binary_search(&word).is_ok();
    has(&token.lower) || has(token.singular())
}

#[cfg(test)]
mod tests {
    use super::PERSONS;

    #[test]
    fn the_list_is_sorted() {
        assert!(PERSONS.is_sorted_by(|a, b| a < b), "{:?}", PERSONS.windows(2).find(|pair| pair[0] >= pair[1]));
    }
}
