//! Classifies a phrase as an event, a command or a query, tells the reason, and names the message for each of
//! the three.
//!
//! [`super::phrase`] parses, this module decides by the clause's shape and the verb's class, and
//! [`super::naming`] forms the names. This module must not know systems, steps or rules.

use crate::function_words::is_determiner;
use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case;
use crate::lexicon::Class::{Asks, Changes, Checks, Computes, Creates, Decides, Derives, Labours, Senses, Works};
use crate::lexicon::{self, nouns};
use crate::naming::names::{self, Namer};
use crate::phrase::clause::{self, Clause, Shape, examines, is_somebody, only_looks};
use crate::phrase::split::{self, Phrase, Word};
use crate::phrase::vocabulary::{LOOKED_AT, MAILS, Mark};
use crate::phrase::{Question, question};

/// The three kinds of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// States a fact: something has happened.
    Event,
    /// Requests an act.
    Command,
    /// Asks a question and changes nothing.
    Query,
}

/// The classification of a phrase (wire type, part of the HTTP API).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Message<'a> {
    /// The phrase as given.
    pub phrase: Cow<'a, str>,
    /// The message's kind; the likelier one if the phrase is ambiguous.
    pub kind: MessageKind,
    /// Whether another kind is nearly as likely.
    pub ambiguous: bool,
    /// The message's name for its kind.
    pub name: String,
    /// The event's name; `None` if nothing happens, as when somebody only looks something up.
    pub event: Option<String>,
    /// The command's name; `None` if nobody can be told to do it, as when stock falls.
    pub command: Option<String>,
    /// The query's name.
    pub query: Option<String>,
    /// The reason for the kind, with the words that indicate it.
    pub because: String,
}

/// Classifies a phrase. Of a long phrase, only the beginning is read.
pub fn classify(phrase: &str) -> Message<'_> {
    let reading = split::read(phrase);
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
    if let Some(question) = question(&reading) {
        return asked(phrase, question);
    }
    let clause = clause::read(&reading.words, reading.manner);
    let decision = decide(&clause, &reading);
    let namer = Namer::new(&clause, reading.manner.is_sentence(), None);
    let (event, command, query) = (namer.event(), namer.command(), namer.query());
    let name = match decision.kind {
        MessageKind::Event => &event,
        MessageKind::Command => &command,
        MessageKind::Query => &query,
    };
    let name = if name.is_empty() { case::pascal(reading.texts()) } else { name.clone() };
    let fill = |kind, possible: bool, made: String| match () {
        () if decision.kind == kind => Some(name.clone()),
        () => Some(made).filter(|made| possible && !made.is_empty()),
    };
    Message {
        phrase: phrase.into(),
        kind: decision.kind,
        ambiguous: decision.ambiguous,
        event: fill(MessageKind::Event, namer.happens(), event),
        command: fill(MessageKind::Command, namer.can_be_told(), command),
        query: fill(MessageKind::Query, true, query),
        because: decision.because,
        name,
    }
}

/// Classifies a question.
fn asked<'a>(phrase: &'a str, question: Question<'_, '_>) -> Message<'a> {
    let name = names::question(question);
    let opening = question.words.first().map_or("", |word| word.text.as_ref());
    Message {
        phrase: phrase.into(),
        kind: MessageKind::Query,
        ambiguous: false,
        name: name.clone(),
        event: None,
        command: None,
        query: Some(name),
        because: format!("It asks: \u{201c}{opening}\u{201d} opens a question, and a question changes nothing."),
    }
}

/// Classifies a name by its own words, without its marks. Returns shape, decision, and whether the verb has an
/// object or a place.
fn own_words(reading: &Phrase<'_>) -> Option<(Shape, Decision, bool)> {
    if reading.words.is_empty() {
        return None;
    }
    let clause = clause::read(&reading.words, reading.manner);
    let acts_on = !clause.object.is_empty() || !clause.place.is_empty();
    Some((clause.shape, by_shape(&clause, reading), acts_on))
}

/// Whether a message's name requests an act on something, even if it calls itself an event: `ReserveSeatEvent`.
/// A reply such as `FreeSeatsResult` requests nothing.
pub fn is_request(name: &str) -> bool {
    let reading = split::read(name);
    if reading.mark == Some(Mark::Reply) {
        return false;
    }
    if reading.words.is_empty() {
        return false;
    }
    let act = clause::read(&reading.words, reading.manner).act;
    // In `PriceQuote` both words are verbs, so it may name a thing.
    let is_thing = reading.words.last().is_some_and(|last| !lexicon::readings(&last.low).is_empty());
    let computes = !is_thing && act.as_ref().is_some_and(works_out);
    own_words(&reading).is_some_and(|(shape, decision, acts_on)| {
        // `CalculateTariff` may ask for the result alone, but it tells nothing either.
        let orders = matches!(shape, Shape::Imperative | Shape::Wanted)
            && (decision.kind == MessageKind::Command || (decision.kind == MessageKind::Query && computes));
        acts_on && (orders || (shape == Shape::Act && reading.mark == Some(Mark::Job)))
    })
}

/// Whether a message's name asks a question, even if it calls itself an event.
pub fn is_question(name: &str) -> bool {
    let reading = split::read(name);
    if reading.words.is_empty() {
        return false;
    }
    if question(&reading).is_some() {
        return true;
    }
    let clause = clause::read(&reading.words, reading.manner);
    let asks = |decision: &Decision| decision.kind == MessageKind::Query && !decision.ambiguous;
    let acts_on = !clause.object.is_empty() || !clause.place.is_empty();
    (clause.shape == Shape::Imperative && acts_on && asks(&by_shape(&clause, &reading)))
        || asks(&decide(&clause, &reading))
}

/// Whether a message's name says that something has happened.
pub fn is_fact(name: &str) -> bool {
    own_words(&split::read(name))
        .is_some_and(|(shape, ..)| matches!(shape, Shape::Done | Shape::Came | Shape::Stands | Shape::Ahead))
}

/// Whether a message's name says that somebody needs information: `UserDetailsRequested`, `AddressNeeded`.
pub fn is_need(name: &str) -> bool {
    let reading = split::read(name);
    let clause = clause::read(&reading.words, reading.manner);
    let Some(act) = clause.act.as_ref().filter(|_| clause.shape != Shape::Imperative) else { return false };
    let thing = if clause.object.is_empty() { clause.subject } else { clause.object };
    // A requested refund is a request to act; requested details are a question.
    let looks = |verb: &lexicon::Verb| verb.classes.first() == Some(&Asks);
    let told = is_looked_at(thing) || thing.last().is_some_and(|word| nouns::act(&word.low).is_none_or(looks));
    let looked_for = act.base == "look" && clause.place.first().is_some_and(|word| word.low == "for");
    let asks = matches!(act.base.as_str(), "ask" | "enquire" | "inquire" | "query" | "request") || looked_for;
    matches!(act.base.as_str(), "need" | "require" | "want") || (asks && told)
}

/// Verbs of giving an answer, in the base form, sorted.
const ANSWERING: &[&str] =
    &["answer", "find", "give", "provide", "reply", "report", "resolve", "respond", "return", "supply", "tell"];

/// The thing that a name says is asked for, in the singular and in lower case: `ExposuresRequested` gives `exposure`.
pub fn thing_asked_for(name: &str) -> Option<String> {
    let asks = ["ask", "enquire", "inquire", "need", "query", "request", "require", "want"];
    thing_of(name, |base| asks.contains(&base))
}

/// The thing about which a name says that an answer is given: `ExposureAnswered` gives `exposure`. `None` for what was
/// done when it was asked for, such as `RefundPaid`.
pub fn thing_answered(name: &str) -> Option<String> {
    // The parse is dear, and few names end so.
    let low = name.trim_end_matches("Event").to_lowercase();
    let ends = ["ed", "found", "given", "told"].iter().any(|end| low.ends_with(end));
    if !ends {
        return None;
    }
    thing_of(name, |base| ANSWERING.binary_search(&base).is_ok())
}

/// The last word of what a name says was done, if its verb is one of those.
fn thing_of(name: &str, is_verb: impl Fn(&str) -> bool) -> Option<String> {
    let reading = split::read(name);
    let clause = clause::read(&reading.words, reading.manner);
    let told = clause.shape != Shape::Imperative && clause.act.as_ref().is_some_and(|act| is_verb(&act.base));
    let words = if clause.object.is_empty() { clause.subject } else { clause.object };
    words.last().filter(|_| told).map(|word| nouns::singular(&word.low))
}

/// Whether a name without a verb names something that is sent to a person: `InvoiceMail`.
pub fn names_mail(name: &str) -> bool {
    let reading = split::read(name);
    let clause = clause::read(&reading.words, reading.manner);
    clause.shape == Shape::Thing
        && reading.words.len() > 1
        && reading.words.last().is_some_and(|word| MAILS.has(&word.low))
}

/// Whether a name says what happens, with a verb, and not only names a thing or an act.
pub fn tells_something(name: &str) -> bool {
    own_words(&split::read(name)).is_some_and(|(shape, ..)| !matches!(shape, Shape::Thing | Shape::Act))
}

/// The event that a command leads to: `SendConfirmationEmail` gives `ConfirmationEmailSent`.
pub fn fact_of(name: &str) -> String {
    let message = classify(name);
    message.event.unwrap_or(message.name)
}

/// The query that a name stands for: `UserDetailsQuery` gives `GetUserDetails`; `GetUserDetails` stays.
pub fn question_of(name: &str) -> String {
    let message = classify(name);
    message.query.unwrap_or(message.name)
}

struct Decision {
    kind: MessageKind,
    ambiguous: bool,
    because: String,
}

fn decided(kind: MessageKind, ambiguous: bool, because: String) -> Decision {
    Decision { kind, ambiguous, because }
}

/// Decides by the clause's shape, then considers the marks at the ends of the phrase.
fn decide(clause: &Clause<'_>, reading: &Phrase<'_>) -> Decision {
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
        Some(Mark::Job) if clause.shape == Shape::Act => {
            return decided(MessageKind::Command, true, "It names a job: an act that a worker is to do.".to_owned());
        }
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

/// Decides for a name that ends in `Request`: a command if it names an act, else a query.
fn requested(clause: &Clause<'_>, plain: Decision) -> Decision {
    match clause.shape {
        Shape::Act => decided(MessageKind::Command, true, "It asks for an act that it names.".to_owned()),
        Shape::Thing => {
            decided(MessageKind::Query, true, "It asks for a thing, and names nothing to be done.".to_owned())
        }
        _ => plain,
    }
}

fn by_shape(clause: &Clause<'_>, reading: &Phrase<'_>) -> Decision {
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
        // An exception: “meter reading” is a fact, but a search or a lookup is somebody's question.
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
        Shape::Thing if is_looked_at(clause.subject) => decided(
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

/// Decides for a clause that tells somebody to do something.
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
    // “The stock must be counted” requests work, although counting only calculates.
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

/// Whether the act only calculates a value and changes nothing.
fn works_out(act: &clause::Act) -> bool {
    act.verb.is_some_and(|verb| verb.classes.first() == Some(&Computes))
        && !act.is_any(&[Changes, Creates, Decides, Derives, Labours, Works, Checks])
}

/// Decides for a clause in the present tense, such as “Customer submits order”: it may be a wish or a report.
fn acting(clause: &Clause<'_>, reading: &Phrase<'_>, verb: &str) -> Decision {
    let Some(act) = &clause.act else {
        return decided(MessageKind::Event, true, String::new());
    };
    let who = case::spaced(clause.subject.iter().map(|word| word.text.as_ref()));
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
    let told = clause.subject.first().is_some_and(|word| is_determiner(&word.low)) && reading.manner.is_sentence();
    if is_somebody(clause.subject) && !told {
        let because = format!(
            "\u{201c}{who}\u{201d} acts, and \u{201c}{verb}\u{201d} can still be refused: as a wish it is a command, and once it is done, an event."
        );
        return decided(MessageKind::Command, true, because);
    }
    let because = format!("It tells that \u{201c}{who}\u{201d} acts: reported, it is an event; asked for, a command.");
    decided(MessageKind::Event, true, because)
}

/// Whether a group of nouns names something that people look up.
fn is_looked_at(words: &[Word<'_>]) -> bool {
    words.last().is_some_and(|word| LOOKED_AT.has(&word.low) || LOOKED_AT.has(&nouns::singular(&word.low)))
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
