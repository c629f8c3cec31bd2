//! What a phrase is: an event, a command or a query; why; and what each of the three would be called.
//!
//! A phrase is freed of what only marks it ([`words`]), taken apart ([`clause`]), decided by how it tells and by what sort
//! of act its verb is, and named ([`names`]). The words it knows are data ([`vocabulary`], [`super::lexicon`]). It must not
//! know systems, steps or rules.

mod clause;
mod manner;
mod names;
mod vocabulary;
mod words;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use self::clause::{Clause, Shape, examines, is_somebody, only_looks};
use self::vocabulary::{CLOSED_QUESTIONS, DETERMINERS, Mark, OPEN_QUESTIONS};
use self::words::{Reading, Word, has};
use crate::lexicon::Class::{Changes, Checks, Computes, Creates, Decides, Derives, Labours, Senses, Works};
use crate::lexicon::nouns;
use crate::naming;

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// A fact.
    Event,
    /// A request to act.
    Command,
    /// A question.
    Query,
}

/// What a phrase is (wire type, see the contract).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message<'a> {
    /// The phrase as it came.
    pub phrase: Cow<'a, str>,
    /// What it is, or where it could be either, what it rather is.
    pub kind: MessageKind,
    /// Whether another reading is as good.
    pub ambiguous: bool,
    /// Its proper name, which is the one of its kind.
    pub name: String,
    /// The name of the fact; none where nothing happens, as when somebody only looks.
    pub event: Option<String>,
    /// The name of the request; none where nobody can be asked, as when stock falls.
    pub command: Option<String>,
    /// The name of the question about it.
    pub query: Option<String>,
    /// Why it is that, with the words that say so.
    pub because: String,
}

/// Says what a phrase is. Of a long phrase only the beginning is read.
pub fn classify(phrase: &str) -> Message<'_> {
    let reading = words::read(phrase);
    if reading.words.is_empty() {
        return Message {
            phrase: phrase.into(),
            kind: MessageKind::Event,
            ambiguous: true,
            name: String::new(),
            event: None,
            command: None,
            query: None,
            because: "There is no word in it, so it could be anything.".to_owned(),
        };
    }
    if let Some(message) = question(phrase, &reading) {
        return message;
    }
    let clause = clause::read(&reading.words, reading.manner);
    let decision = decide(&clause, &reading);
    let names = names::names(&clause, reading.manner.is_sentence());
    let name = match decision.kind {
        MessageKind::Event => names.event.clone(),
        MessageKind::Command => names.command.clone().or_else(|| names::request(&clause, reading.manner.is_sentence())),
        MessageKind::Query => names.query.clone(),
    };
    let name = name.unwrap_or_else(|| naming::pascal(reading.words.iter().map(|word| word.text.as_ref())));
    let fill = |kind, made: Option<String>| if decision.kind == kind { Some(name.clone()) } else { made };
    Message {
        phrase: phrase.into(),
        kind: decision.kind,
        ambiguous: decision.ambiguous,
        event: fill(MessageKind::Event, names.event),
        command: fill(MessageKind::Command, names.command),
        query: fill(MessageKind::Query, names.query),
        because: decision.because,
        name,
    }
}

/// What a name's own words say, whatever it calls itself.
fn own_words(reading: &Reading<'_>) -> Option<(Shape, Decision, bool)> {
    if reading.words.is_empty() {
        return None;
    }
    let clause = clause::read(&reading.words, reading.manner);
    let acts_on = !clause.object.is_empty() || !clause.place.is_empty();
    Some((clause.shape, by_shape(&clause, reading), acts_on))
}

/// Whether a message's name asks somebody to act on something, though it may call itself an event: `ReserveSeatEvent`.
/// What calls itself the answer to something asks nobody: `FreeSeatsResult`.
pub fn is_request(name: &str) -> bool {
    let reading = words::read(name);
    if reading.mark == Some(Mark::Reply) {
        return false;
    }
    own_words(&reading).is_some_and(|(shape, decision, acts_on)| {
        decision.kind == MessageKind::Command && acts_on && matches!(shape, Shape::Imperative | Shape::Wanted)
    })
}

/// Whether a message's name asks for something and changes nothing, though it may call itself an event.
pub fn is_question(name: &str) -> bool {
    let reading = words::read(name);
    if reading.words.is_empty() {
        return false;
    }
    if question(name, &reading).is_some() {
        return true;
    }
    let clause = clause::read(&reading.words, reading.manner);
    let asks = |decision: &Decision| decision.kind == MessageKind::Query && !decision.ambiguous;
    let acts_on = !clause.object.is_empty() || !clause.place.is_empty();
    (clause.shape == Shape::Imperative && acts_on && asks(&by_shape(&clause, &reading)))
        || asks(&decide(&clause, &reading))
}

/// Whether a message's name tells of something that has happened.
pub fn is_fact(name: &str) -> bool {
    own_words(&words::read(name))
        .is_some_and(|(shape, ..)| matches!(shape, Shape::Done | Shape::Came | Shape::Stands | Shape::Ahead))
}

/// Whether a message's name tells that somebody needs to know something: `UserDetailsRequested`, `AddressNeeded`.
pub fn is_need(name: &str) -> bool {
    let reading = words::read(name);
    let clause = clause::read(&reading.words, reading.manner);
    let Some(act) = clause.act.as_ref().filter(|_| clause.shape != Shape::Imperative) else { return false };
    let thing = if clause.object.is_empty() { clause.subject } else { clause.object };
    // A refund that is requested is to be done; details that are requested are to be told.
    let told = names::is_looked_at(thing) || thing.last().is_some_and(|word| nouns::act(&word.low).is_none());
    let asks = matches!(act.base.as_str(), "ask" | "enquire" | "inquire" | "query" | "request");
    matches!(act.base.as_str(), "need" | "require" | "want") || (asks && told)
}

/// Whether a text, taken as a name, says what happens, and not only where or to what.
pub fn tells_something(name: &str) -> bool {
    own_words(&words::read(name)).is_some_and(|(shape, ..)| !matches!(shape, Shape::Thing | Shape::Act))
}

/// The fact that a request asks for: `SendConfirmationEmail` is `ConfirmationEmailSent`.
pub fn fact_of(name: &str) -> String {
    let message = classify(name);
    message.event.unwrap_or(message.name)
}

/// The question that a name asks: `GetUserDetails` stays, `UserDetailsQuery` is `GetUserDetails`.
pub fn question_of(name: &str) -> String {
    let message = classify(name);
    message.query.unwrap_or(message.name)
}

/// A phrase that is a question in so many words.
fn question<'a>(phrase: &'a str, reading: &Reading<'_>) -> Option<Message<'a>> {
    let words = asked_of_somebody(&reading.words);
    let first = words.first()?;
    let open = has(OPEN_QUESTIONS, &first.low);
    let told = words.len() < reading.words.len();
    let opens = open || told || (has(CLOSED_QUESTIONS, &first.low) && words.len() > 1);
    let passive_name = !reading.asked && !open && !told && words.len() < 3;
    // “Have the dishes washed” is no question.
    let causes = !reading.asked && first.low == "have" && words.get(1).is_some_and(|word| has(DETERMINERS, &word.low));
    let told_not = matches!(words.get(1), Some(word) if word.low == "not" || word.low == "never");
    if !opens || causes || passive_name || told_not || (reading.manner.wanted && !told) {
        return None;
    }
    let name = names::question(words, open);
    Some(Message {
        phrase: phrase.into(),
        kind: MessageKind::Query,
        ambiguous: false,
        name: name.clone(),
        event: None,
        command: None,
        query: Some(name),
        because: format!("It asks: \u{201c}{}\u{201d} opens a question, and a question changes nothing.", first.text),
    })
}

/// The question that somebody is asked to answer: `Tell me which slopes are open`; or all words.
fn asked_of_somebody<'w, 'p>(words: &'w [Word<'p>]) -> &'w [Word<'p>] {
    match words {
        [tell, who, question @ ..]
            if matches!(tell.low.as_str(), "ask" | "show" | "tell")
                && matches!(who.low.as_str(), "me" | "us")
                && question.first().is_some_and(|word| {
                    has(OPEN_QUESTIONS, &word.low) || matches!(word.low.as_str(), "if" | "whether")
                }) =>
        {
            question
        }
        _ => words,
    }
}

struct Decision {
    kind: MessageKind,
    ambiguous: bool,
    because: String,
}

fn decided(kind: MessageKind, ambiguous: bool, because: String) -> Decision {
    Decision { kind, ambiguous, because }
}

/// Decides by how the clause tells, and then hears what the ends of the phrase say.
fn decide(clause: &Clause<'_>, reading: &Reading<'_>) -> Decision {
    let plain = by_shape(clause, reading);
    if reading.announced {
        let because = "It says when the message is sent: after something has happened.".to_owned();
        return decided(MessageKind::Event, false, because);
    }
    let said = match reading.mark {
        Some(Mark::Event) => MessageKind::Event,
        Some(Mark::Command) => MessageKind::Command,
        Some(Mark::Query) => MessageKind::Query,
        Some(Mark::Request) => return requested(clause, plain),
        Some(Mark::Reply) if plain.kind != MessageKind::Event => {
            let because = "It answers a request: it tells what came of it.".to_owned();
            return decided(MessageKind::Event, true, because);
        }
        _ => return plain,
    };
    let word = match said {
        MessageKind::Event => "event",
        MessageKind::Command => "command",
        MessageKind::Query => "query",
    };
    match (
        plain.kind == said,
        plain.ambiguous || said == MessageKind::Query || clause.act.as_ref().is_some_and(examines),
    ) {
        (true, _) => decided(said, false, plain.because),
        (false, true) => {
            decided(said, false, format!("It calls itself a {word}, and nothing in its words speaks against it."))
        }
        (false, false) => {
            let because =
                format!("{} It calls itself {} {word}, and its words say otherwise.", plain.because, article(word));
            decided(plain.kind, true, because)
        }
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with('e') { "an" } else { "a" }
}

/// What ends in `Request` asks: for an act if it names one, or else for an answer.
fn requested(clause: &Clause<'_>, plain: Decision) -> Decision {
    match clause.shape {
        Shape::Act => decided(MessageKind::Command, true, "It asks for an act that it names.".to_owned()),
        Shape::Thing => {
            decided(MessageKind::Query, true, "It asks for a thing, and names nothing to be done.".to_owned())
        }
        _ => plain,
    }
}

fn by_shape(clause: &Clause<'_>, reading: &Reading<'_>) -> Decision {
    let verb = clause.act.as_ref().map_or(String::new(), |act| match act.particle.as_str() {
        "" => act.told.clone().unwrap_or_else(|| act.base.clone()),
        particle => format!("{} {particle}", act.told.as_deref().unwrap_or(&act.base)),
    });
    match clause.shape {
        Shape::Imperative | Shape::Wanted | Shape::Described | Shape::Gerund => asked_for(clause, &verb),
        Shape::Done if clause.negated => decided(
            MessageKind::Event,
            false,
            format!("It tells that something was not {verb}: the attempt is over, and that too is a fact."),
        ),
        Shape::Done => decided(MessageKind::Event, false, format!("\u{201c}{verb}\u{201d} tells what has been done; nobody can refuse it any more.")),
        Shape::Came => decided(
            MessageKind::Event,
            false,
            format!("To {} is something that comes about; nobody is told to do it, so it can only be told afterwards.", base(clause)),
        ),
        Shape::Ahead => decided(
            MessageKind::Event,
            !clause.act.as_ref().is_none_or(clause::Act::comes_by_itself) && !clause.object.is_empty(),
            "It tells what is under way or ahead; it asks nobody to act.".to_owned(),
        ),
        Shape::Stands => decided(MessageKind::Event, false, "It tells how something has come to stand, and asks nobody to act.".to_owned()),
        Shape::Acting => acting(clause, reading, &verb),
        // A meter reading was read by the meter; a search or a lookup is somebody's question.
        Shape::Act if clause.act.as_ref().is_some_and(|act| only_looks(act) && act.base != "read") => decided(
            MessageKind::Query,
            true,
            format!("It names a look, to {}, and a look changes nothing; as an event it says that somebody looked.", base(clause)),
        ),
        Shape::Act if clause.act.as_ref().is_some_and(|act| act.base == "request") => decided(
            MessageKind::Command,
            true,
            "It names a request: sent, it is a command; told afterwards, an event.".to_owned(),
        ),
        Shape::Act => decided(
            MessageKind::Event,
            true,
            format!("It names an act and not whether it is done: as an event it says that it was, as a command that it shall be. To {} is the verb in it.", base(clause)),
        ),
        Shape::Thing if names::is_looked_at(clause.subject) => decided(
            MessageKind::Query,
            true,
            "It names something to look at, and nothing that happens to it.".to_owned(),
        ),
        Shape::Thing => decided(
            MessageKind::Event,
            true,
            "It has no verb, so it does not say whether something happened or shall happen; most messages that are called so tell a fact.".to_owned(),
        ),
    }
}

fn base(clause: &Clause<'_>) -> String {
    clause.act.as_ref().map_or(String::new(), |act| match act.particle.as_str() {
        "" => act.base.clone(),
        particle => format!("{} {particle}", act.base),
    })
}

/// Somebody is told to act, or asked.
fn asked_for(clause: &Clause<'_>, verb: &str) -> Decision {
    let Some(act) = &clause.act else {
        return decided(MessageKind::Command, true, "It asks somebody to act.".to_owned());
    };
    if clause::forbids(clause) {
        let because = format!("It tells somebody not to {}: whoever is told so may still refuse.", base(clause));
        return decided(MessageKind::Command, false, because);
    }
    let returns = clause.shape == Shape::Described && act.base == "return";
    let to_me = matches!(act.base.as_str(), "tell" | "give" | "show")
        && clause.object.first().is_some_and(|word| matches!(word.low.as_str(), "me" | "us"));
    if act.base == "list"
        && !clause.object.last().is_some_and(|word| nouns::is_plural(&word.low))
        && clause.shape == Shape::Imperative
    {
        let because = "To list is to ask for what there is, or to put something on a list.".to_owned();
        return decided(MessageKind::Query, true, because);
    }
    if only_looks(act) || to_me {
        return decided(
            MessageKind::Query,
            false,
            format!("\u{201c}{verb}\u{201d} asks for something and changes nothing."),
        );
    }
    if returns {
        return decided(MessageKind::Query, true, "It says what is returned to whoever asks.".to_owned());
    }
    if examines(act) {
        let asks = !clause.whether.is_empty() || act.base == "check";
        let kind = if asks { MessageKind::Query } else { MessageKind::Command };
        let because = match kind {
            MessageKind::Query => {
                format!("\u{201c}{verb}\u{201d} asks how something stands; if the outcome is kept, it is a command.")
            }
            _ => format!(
                "\u{201c}{verb}\u{201d} asks somebody to examine; if nothing is kept of the outcome, it is a query."
            ),
        };
        return decided(kind, asks || clause.shape == Shape::Imperative, because);
    }
    // What is to be counted is to be done.
    if works_out(act) && clause.shape != Shape::Wanted {
        let because = format!(
            "As long as only the result is wanted, to {} changes nothing; if the result is kept, it is a command.",
            base(clause)
        );
        return decided(MessageKind::Query, true, because);
    }
    let because = match clause.shape {
        Shape::Imperative => {
            format!("\u{201c}{verb}\u{201d} tells somebody to act; whoever handles it may still refuse.")
        }
        Shape::Wanted => {
            format!("It says that somebody is to {}: it lies ahead, and may still be refused.", base(clause))
        }
        Shape::Described => format!("It describes an operation, to {}, that a caller asks for.", base(clause)),
        _ => format!("It names something to be done, to {}, and not that it was.", base(clause)),
    };
    decided(MessageKind::Command, clause.shape == Shape::Gerund, because)
}

/// Whether the act works out a value and leaves everything as it was.
fn works_out(act: &clause::Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Computes))
        && !act.is_any(&[Changes, Creates, Decides, Derives, Labours, Works, Checks])
}

/// Somebody or something acts in the present, which is a wish as well as a record.
fn acting(clause: &Clause<'_>, reading: &Reading<'_>, verb: &str) -> Decision {
    let Some(act) = &clause.act else {
        return decided(MessageKind::Event, true, String::new());
    };
    let who = naming::spaced(clause.subject.iter().map(|word| word.text.as_ref()));
    if only_looks(act) || examines(act) || works_out(act) {
        let because = format!(
            "\u{201c}{who}\u{201d} wants to know something; if what comes of it is kept, it is a command, and then an event."
        );
        return decided(MessageKind::Query, true, because);
    }
    if act.is_any(&[Senses]) && !is_somebody(clause.subject) {
        return decided(
            MessageKind::Event,
            false,
            format!("To {} is to take notice of what has come about already.", base(clause)),
        );
    }
    let told = clause.subject.first().is_some_and(|word| has(DETERMINERS, &word.low)) && reading.manner.is_sentence();
    if is_somebody(clause.subject) && !told {
        let because = format!(
            "\u{201c}{who}\u{201d} acts, and \u{201c}{verb}\u{201d} can still be refused: as a wish it is a command, and once it is done, an event."
        );
        return decided(MessageKind::Command, true, because);
    }
    let because = format!("It tells that \u{201c}{who}\u{201d} acts: reported, it is an event; asked for, a command.");
    decided(MessageKind::Event, true, because)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_and_a_question_are_known_by_their_names() {
        for request in ["PlaceOrder", "SendUpdatedInvoice", "ship-paid-order", "CheckOutBook", "SendConfirmationEmail"]
        {
            assert!(is_request(request) && !is_question(request), "{request}");
        }
        for neither in ["OrderEvent", "TemperatureReading", "NewOrder", "UserLogin", "StockLevelChange", "ListProperty"]
        {
            assert!(!is_request(neither) && !is_question(neither), "{neither}");
        }
        for fact in [
            "OrderPlaced",
            "order.placed",
            "ORDER_SHIPPED",
            "SeatTaken",
            "PriceSet",
            "ItemAddedToCart",
            "UserSignedUpV2",
        ] {
            let message = classify(fact);
            assert!(message.kind == MessageKind::Event && !message.ambiguous, "{fact}: {}", message.because);
        }
        assert!(is_question("GetUserDetails") && is_question("user-details-query") && is_question("find.user"));
        assert_eq!(fact_of("SendConfirmationEmail"), "ConfirmationEmailSent");
        assert_eq!(question_of("UserDetailsQuery"), "GetUserDetails");
    }
}
