//! The advice for a flow in one or two sentences that could be said in a meeting.
//!
//! It reads verdicts, styles and places, but never a rule. A user's text becomes part of the sentence if it
//! reads as a clause ("Charge the card"), and otherwise stands in quotation marks.

use std::{collections::BTreeSet, fmt};

use advice::{
    assessment::{Flow, Step, StrongBy},
    model::FlowModel,
    terms::{Carrier, StyleMeaning, Verdict},
};
use pictures::flow::shown;

use super::{capital, lower, spoken};

/// Maximum number of steps that a sentence names.
const MOST_NAMED: usize = 3;

/// Maximum length, in characters, of an action without quotation marks.
const LONGEST_PLAIN: usize = 48;

/// The one who waits in a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiting {
    /// A person with a name such as `Fan`.
    Person(String),
    /// A program, or nobody in particular.
    Caller,
}

impl Waiting {
    /// The subject of a sentence: `the fan`, `the caller`.
    pub fn subject(&self) -> String {
        match self {
            Self::Person(name) => format!("the {}", isolated(&lower(shown(name.trim())))),
            Self::Caller => "the caller".to_owned(),
        }
    }
}

/// The data of a step that a sentence needs.
#[derive(Debug, Clone, Copy)]
pub struct SentenceStep<'a> {
    /// The action, in its author's words.
    pub action: &'a str,
    /// The assessment of the step.
    pub step: &'a Step<'a>,
    /// The meaning of the step's style.
    pub means: StyleMeaning,
}

/// The advice for a flow in words. Written out, it is both sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Who waits for what, and how the rest is carried.
    pub headline: String,
    /// What must be strong, and why; `None` if no rule requires it of any step.
    pub strong: Option<String>,
}

impl fmt::Display for Sentence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.headline)?;
        self.strong.iter().try_for_each(|strong| write!(formatter, " {strong}"))
    }
}

/// The advice for a flow. `told` holds the flow's steps in the order of `model`, and `events` the names of
/// announced events in order. If an open question can still move a step, the sentence says that it is provisional.
pub fn sentence(
    flow: &Flow<'_>,
    model: &FlowModel,
    told: &[SentenceStep<'_>],
    events: &[&str],
    waiting: &Waiting,
) -> Sentence {
    let find = |id: &str| told.iter().find(|told| told.step.step == id).copied();
    let waited: Vec<SentenceStep<'_>> = flow.sync_prefix.iter().filter_map(|id| find(id)).collect();
    let behind: Vec<SentenceStep<'_>> = flow.asynchronous.iter().filter_map(|id| find(id)).collect();
    // What a person asks for and hears of later comes first, also where nobody waits for anything else.
    let is_accepted = |told: &SentenceStep<'_>| waited.is_empty() && told.means.finishes_later;
    let (accepted, behind): (Vec<_>, Vec<_>) = behind.into_iter().partition(is_accepted);
    let announced = Announced::of(&behind, events);
    let is_open = told.iter().any(|told| !told.step.settled);
    let clauses = match (waited.as_slice(), accepted.as_slice(), behind.is_empty()) {
        ([], [], true) => "There is no step yet, so there is nothing to decide".to_owned(),
        ([], [], false) => nobody_waits(&behind, &announced),
        ([], accepted, true) => accept(accepted, waiting),
        ([], accepted, false) => format!("{}; {}", accept(accepted, waiting), follow(&behind, &announced, false)),
        (waited, _, true) => format!("{}{}", wait(waited, told.len(), waiting), alone(waited, &announced, is_open)),
        (waited, _, false) => {
            let rest = follow(&behind, &announced, all_come_after(flow, model, told));
            format!("{}; {rest}", wait(waited, told.len(), waiting))
        }
    };
    let headline = if is_open { format!("As things stand, {clauses}.") } else { format!("{}.", capital(&clauses)) };
    Sentence { headline, strong: kept_strong(told) }
}

/// The sentence about the steps that a rule requires to be strong. It gives the reason of a single one, and
/// counts several.
fn kept_strong(told: &[SentenceStep<'_>]) -> Option<String> {
    let strong: Vec<&SentenceStep<'_>> =
        told.iter().filter(|told| told.step.needs.strong == Some(StrongBy::Need)).collect();
    Some(match strong.as_slice() {
        [] => return None,
        [only] => {
            let named = if is_long(only) { format!("one of the {} steps", told.len()) } else { quoted(only) };
            match &only.step.needs.because {
                Some(because) => format!("Keep {named} strong: {}", lower(because)),
                None => format!("Keep {named} strong."),
            }
        }
        [first, ..] if strong.len() == told.len() => match &first.step.needs.because {
            Some(because) if strong.iter().all(|told| told.step.needs.because.as_ref() == Some(because)) => {
                format!("Keep all {} steps strong: {}", strong.len(), lower(because))
            }
            _ => format!("Keep all {} steps strong; a rule requires each of them.", strong.len()),
        },
        _ => format!("Keep {} of the {} steps strong; a rule requires each of them.", strong.len(), told.len()),
    })
}

/// A summary of the advice for several flows.
pub fn summary(flows: &[Flow<'_>]) -> String {
    let with = |verdict| flows.iter().filter(|flow| flow.verdict == verdict).count();
    let counts: Vec<String> = [
        (with(Verdict::Synchronous), "synchronous"),
        (with(Verdict::EventDriven), "event-driven"),
        (with(Verdict::Hybrid), "hybrid"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{number} {what}"))
    .collect();
    match flows.len() {
        0 => "There is no flow here yet, so there is nothing to decide.".to_owned(),
        number => format!("{number} flows: {}.", spoken(&counts)),
    }
}

/// Whether every step that nobody waits for comes after the commit point in the order of the flow.
fn all_come_after(flow: &Flow<'_>, model: &FlowModel, told: &[SentenceStep<'_>]) -> bool {
    let place = |id: &str| told.iter().position(|told| told.step.step == id);
    let Some(commit_point) = flow.commit_point.as_deref().and_then(place) else { return false };
    let mut later = BTreeSet::from([commit_point]);
    for &index in &model.order {
        if model.steps.get(index).is_some_and(|step| step.after.iter().any(|before| later.contains(before))) {
            later.insert(index);
        }
    }
    flow.asynchronous.iter().filter_map(|id| place(id)).all(|index| later.contains(&index))
}

/// The carriers of the steps that nobody waits for.
struct Announced<'e> {
    events: &'e [&'e str],
    /// Number of steps that a queue carries.
    queued: usize,
    /// Number of steps behind the commit point that are calls between services.
    calls: usize,
    /// Whether later steps of the flow react to events.
    reactions: bool,
    /// Whether the outcome of a queued step comes back as a message.
    replies: bool,
}

impl<'e> Announced<'e> {
    fn of(behind: &[SentenceStep<'_>], events: &'e [&'e str]) -> Self {
        let carried_by = |carrier| behind.iter().filter(|told| told.means.carrier == carrier).count();
        let calls = behind.iter().filter(|told| told.step.verdict != Verdict::EventDriven).count();
        let replies = behind.iter().any(|told| told.means.replies);
        Self { events, queued: carried_by(Carrier::Queue), calls, reactions: carried_by(Carrier::Event) > 0, replies }
    }

    /// The events in words: `one event, CardCharged`, `two events, A and B`, `5 events`.
    fn named(&self) -> String {
        match self.events {
            [one] => format!("one event, {one}"),
            [first, second] => format!("two events, {first} and {second}"),
            many => format!("{} events", many.len()),
        }
    }

    /// The events followed by something else: `one event, CardCharged, and one queued command`.
    fn named_beside(&self, other: &str) -> String {
        // Names of events form an insertion, which ends with a comma.
        let comma = if self.events.len() <= 2 { "," } else { "" };
        format!("{}{comma} and {other}", self.named())
    }
}

/// The clause for the steps that somebody waits for. The flow has `steps` steps.
fn wait(waited: &[SentenceStep<'_>], steps: usize, waiting: &Waiting) -> String {
    let who = waiting.subject();
    if let [only] = waited
        && only.means.finishes_later
    {
        return accept(&[*only], waiting);
    }
    let later: Vec<String> = waited.iter().filter(|told| told.means.finishes_later).map(quoted).collect();
    let done = if waited.len() > MOST_NAMED || (waited.len() > 1 && waited.iter().any(is_long)) {
        let last = waited.last().map(quoted).unwrap_or_default();
        let number = waited.len();
        let of = if number == 2 && steps == 2 {
            "both".to_owned()
        } else if number == steps {
            format!("all {number}")
        } else {
            format!("{number} of the {steps}")
        };
        format!("do {of} steps while {who} waits, ending with {last}")
    } else if let [only] = waited
        && only.means.only_asks
    {
        question(only)
    } else if waited.iter().all(|told| is_plain(told.action)) {
        format!("{} while {who} waits", acts(waited))
    } else {
        let quoted: Vec<String> = waited.iter().map(quoted).collect();
        format!("let {who} wait for {}", spoken(&quoted))
    };
    match later.len() {
        0 => done,
        1 => format!("{done}, but only accept {} and finish it later", later[0]),
        several => format!("{done}, but only accept {several} of them and finish those later"),
    }
}

/// The clause for what a person asks for, gets a receipt for, and hears of later.
fn accept(accepted: &[SentenceStep<'_>], waiting: &Waiting) -> String {
    let who = waiting.subject();
    match accepted {
        [only] => format!("accept the request to {} at once, and tell {who} the outcome later", act(only)),
        several => {
            let number = several.len();
            format!("accept {number} requests at once, and tell {who} the outcome of each later")
        }
    }
}

fn question(told: &SentenceStep<'_>) -> String {
    format!("{} is a query: ask it with a call and wait for the answer", quoted(told))
}

/// The end of the sentence if no step follows the wait.
///
/// While a question is open (`is_open`), an event may still be needed.
fn alone(waited: &[SentenceStep<'_>], announced: &Announced<'_>, is_open: bool) -> String {
    let whole = matches!(waited, [only] if only.means.only_asks || only.means.finishes_later);
    match announced.events {
        [] if whole || is_open => String::new(),
        [] => "; no event is needed".to_owned(),
        _ => format!(", then publish {}", announced.named()),
    }
}

/// The clause for the steps that nobody waits for. `after` tells that all of them come after the commit point.
fn follow(behind: &[SentenceStep<'_>], announced: &Announced<'_>, after: bool) -> String {
    let (all, part) = if after { ("everything after that", "what follows") } else { ("everything else", "the rest") };
    if announced.calls == behind.len() {
        return format!("{part} is done by calls between services, and nobody else waits for it");
    }
    let rest = if announced.calls == 0 { all } else { part };
    let carried = match (announced.reactions, announced.queued) {
        (true, 0) => format!("{rest} reacts to {}", announced.named()),
        (true, 1) => format!("{rest} is triggered by {}", announced.named_beside("one queued command")),
        (true, queued) => {
            format!("{rest} is triggered by {}", announced.named_beside(&format!("{queued} queued commands")))
        }
        (false, _) => format!("{rest} is put on a queue"),
    };
    match announced.calls {
        0 => carried,
        1 => format!("{carried}, except for one call between services"),
        calls => format!("{carried}, except for {calls} calls between services"),
    }
}

fn nobody_waits(behind: &[SentenceStep<'_>], announced: &Announced<'_>) -> String {
    if behind.iter().all(|told| told.means.only_asks) {
        return match behind {
            [only] => question(only),
            _ => "all steps are queries: ask them with calls and wait for the answers".to_owned(),
        };
    }
    if announced.calls == behind.len() {
        return match behind {
            [only] => format!("{} with a call between services; no person waits for it", act(only)),
            _ => "every step is a call between services, and no person waits for any of them".to_owned(),
        };
    }
    let carried = match (announced.reactions, announced.queued, behind) {
        (false, _, [only]) if only.means.replies => {
            format!("put the command to {} on a queue, and send its outcome back as a message", act(only))
        }
        (false, _, [only]) => format!("put the command to {} on a queue", act(only)),
        (false, ..) if announced.replies => {
            "put the commands on a queue, and send their outcomes back as messages".to_owned()
        }
        (false, ..) => "put the commands on a queue".to_owned(),
        (true, 0, _) => format!("publish {}", announced.named()),
        (true, ..) => format!("publish {}", announced.named_beside("put the rest on a queue")),
    };
    match announced.calls {
        0 => format!("nobody has to wait: {carried}"),
        1 => format!("no person has to wait: {carried}; one other step is a call between services"),
        calls => format!("no person has to wait: {carried}; {calls} other steps are calls between services"),
    }
}

/// Several plain actions in sequence, as a clause.
fn acts(told: &[SentenceStep<'_>]) -> String {
    let plain: Vec<String> = told.iter().map(act).collect();
    if told.iter().any(|told| told.action.contains(" and ")) { plain.join(", then ") } else { spoken(&plain) }
}

/// An action without its final full stop. An action that consists only of full stops stays.
pub(super) fn bare(action: &str) -> &str {
    let bare = action.trim().trim_end_matches('.');
    shown(if bare.is_empty() { action } else { bare })
}

/// An action as part of a sentence.
fn act(told: &SentenceStep<'_>) -> String {
    let action = bare(told.action);
    if is_plain(action) { isolated(&lower(action)) } else { quoted(told) }
}

/// Whether an action is too long to be named beside others.
fn is_long(told: &SentenceStep<'_>) -> bool {
    bare(told.action).chars().count() > LONGEST_PLAIN
}

/// Whether an action reads as a clause: it is short, has no punctuation inside and is not a question.
fn is_plain(action: &str) -> bool {
    let action = action.trim().trim_end_matches('.');
    action.starts_with(char::is_alphabetic)
        && action.chars().count() <= LONGEST_PLAIN
        && !action.contains([',', ';', ':', '?', '!', '<', '>', '"', '\u{201c}'])
}

fn quoted(told: &SentenceStep<'_>) -> String {
    format!("\u{201c}{}\u{201d}", isolated(&short(bare(told.action))))
}

/// A text cut to twice [`LONGEST_PLAIN`] characters.
pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= 2 * LONGEST_PLAIN {
        return text.to_owned();
    }
    let start: String = text.chars().take(2 * LONGEST_PLAIN - 1).collect();
    format!("{}…", start.trim_end())
}

/// A user's text, isolated from its surroundings if it runs from right to left.
pub(super) fn isolated(text: &str) -> String {
    let right_to_left = |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    if text.contains(right_to_left) { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use advice::{Model, Tree, assess, description::ParticipantKind, model, rules};

    use super::*;

    /// The sentence for the first flow of a description.
    fn sentence_of(text: &str) -> String {
        let tree = Tree::from_json(text).unwrap();
        let model: Model<'_> = model::read(text, &tree, rules::shipped()).unwrap();
        let assessment = assess(&model);
        let steps = &model.description().flows[0].steps;
        let told: Vec<SentenceStep<'_>> = steps
            .iter()
            .zip(&assessment.steps)
            .map(|(step, assessed)| {
                let means = model.rulebook().style_meaning(&assessed.style).unwrap();
                SentenceStep { action: &step.action, step: assessed, means }
            })
            .collect();
        let events: Vec<&str> = assessment.events.iter().map(|event| event.name.as_ref()).collect();
        let actor = model.flows()[0].actor.map(|actor| &model.participants()[actor]);
        let waiting = match actor {
            Some(actor) if actor.kind == ParticipantKind::Person => Waiting::Person(actor.name.clone()),
            _ => Waiting::Caller,
        };
        sentence(&assessment.flows[0], &model.flows()[0], &told, &events, &waiting).to_string()
    }

    fn flow(steps: &str) -> String {
        sentence_of(&format!(r#"{{"name": "S", "flows": [{{"actor": "fan", "steps": [{steps}]}}]}}"#))
    }

    #[test]
    fn a_hybrid_flow_says_who_waits_for_what_and_what_tells_the_rest() {
        let steps = r#"{"action": "Reserve the seat", "from": "b", "to": ["seats"], "answers": {"reply": "answer"}},
            {"action": "Charge the card", "from": "b", "to": ["pay"], "entity": "card", "answers": {"reply": "answer"}},
            {"action": "Send the e-mail", "from": "b", "to": ["mail"], "answers": {"reply": "none"}}"#;
        assert_eq!(
            flow(steps),
            "Reserve the seat and charge the card while the fan waits; \
             everything after that reacts to one event, CardCharged."
        );
        let queued = steps.replace(r#""reply": "none""#, r#""reply": "none", "intent": "command""#);
        assert!(flow(&queued).ends_with("; everything after that is put on a queue."), "{}", flow(&queued));
    }

    #[test]
    fn what_comes_before_or_beside_the_wait_is_never_said_to_follow() {
        let check = r#"{"id": "check", "action": "Check the credit", "from": "loan", "to": ["bureau"],
            "answers": {"intent": "command", "reply": "none"}}"#;
        let pay = r#"{"id": "pay", "action": "Pay out the loan", "from": "loan",
            "to": ["bank"], "answers": {"reply": "answer"}}"#;
        let before = flow(&format!("{check}, {pay}"));
        assert!(before.ends_with("; everything else is put on a queue."), "{before}");
        let beside = flow(&format!("{pay}, {}", check.replace(r#""answers""#, r#""after": [], "answers""#)));
        assert!(beside.ends_with("; everything else is put on a queue."), "{beside}");
        let after = flow(&format!("{pay}, {check}"));
        assert!(after.ends_with("; everything after that is put on a queue."), "{after}");
        let later = check.replace(r#""answers""#, r#""after": ["pay"], "answers""#);
        let after = flow(&format!("{later}, {}", pay.replace(r#""answers""#, r#""after": [], "answers""#)));
        assert!(after.ends_with("; everything after that is put on a queue."), "{after}");
    }

    #[test]
    fn events_are_named_in_an_insertion_that_is_closed() {
        let steps = r#"{"action": "Charge the card", "from": "b", "to": ["pay"],
            "entity": "card", "answers": {"reply": "answer"}},
            {"action": "Send the e-mail", "from": "b", "to": ["mail"], "answers": {"reply": "none"}},
            {"action": "Print the ticket", "from": "b", "to": ["printer"],
                "answers": {"reply": "none", "intent": "command"}}"#;
        let sentence = flow(steps);
        assert!(
            sentence
                .ends_with("; everything after that is triggered by one event, CardCharged, and one queued command."),
            "{sentence}"
        );
    }

    #[test]
    fn one_step_is_said_in_one_breath() {
        let one = |action: &str, answers: &str| {
            flow(&format!(r#"{{"action": "{action}", "from": "a", "to": ["b"], "answers": {{{answers}}}}}"#))
        };
        assert_eq!(
            one("Validate the credentials", r#""reply": "answer""#),
            "Validate the credentials while the fan waits; no event is needed."
        );
        assert_eq!(
            one("Does this user exist?", r#""intent": "query""#),
            "\u{201c}Does this user exist?\u{201d} is a query: ask it with a call and wait for the answer."
        );
        assert_eq!(
            one("Render the film", r#""reply": "answer", "duration": "long""#),
            "Accept the request to render the film at once, and tell the fan the outcome later."
        );
        assert_eq!(
            one("Ship the parcel", r#""reply": "none", "intent": "command""#),
            "Nobody has to wait: put the command to ship the parcel on a queue."
        );
        assert_eq!(
            one("Ship the parcel", r#""reply": "none", "intent": "event""#),
            "Nobody has to wait: publish one event, ParcelShipped."
        );
    }

    #[test]
    fn what_a_person_hears_of_later_is_said_first() {
        let steps = r#"{"action": "Apply for the visa", "from": "fan", "to": ["cases"], "entity": "application",
              "answers": {"reply": "outcome_later"}},
            {"action": "Charge the fee", "from": "cases", "to": ["fees"], "answers": {"reply": "answer"}},
            {"action": "Print the visa", "from": "cases", "to": ["printer"],
              "answers": {"reply": "none", "intent": "command"}}"#;
        assert_eq!(
            flow(steps),
            "Accept the request to apply for the visa at once, and tell the fan the outcome later; \
             the rest is put on a queue, except for one call between services."
        );
        let first = steps.split("},\n").next().unwrap();
        assert_eq!(
            flow(&format!("{first}}}")),
            "Accept the request to apply for the visa at once, and tell the fan the outcome later."
        );
        let all = r#"{"action": "Discharge the patient", "from": "ward", "to": ["beds", "bills"],
            "answers": {"reply": "outcome_later", "intent": "command"}}"#;
        assert_eq!(
            flow(all),
            "Nobody has to wait: put the command to discharge the patient on a queue, and send its outcome back as a \
             message."
        );
    }

    #[test]
    fn what_cannot_be_said_in_short_is_counted() {
        let long = r#"{"action": "Ask the payment service whether the card is good; decline the order otherwise",
              "from": "b", "to": ["pay"], "answers": {"reply": "answer"}},
            {"action": "Reserve the seat", "from": "b", "to": ["seats"], "answers": {"reply": "answer"}}"#;
        assert_eq!(
            flow(long),
            "Do both steps while the fan waits, ending with \u{201c}Reserve the seat\u{201d}; no event is needed."
        );
    }

    #[test]
    fn what_a_rule_requires_to_be_strong_is_named_with_its_reason_and_several_are_counted() {
        let step = |action: &str| {
            format!(
                r#"{{"action": "{action}", "from": "b", "to": ["seats"],
                  "answers": {{"reply": "answer", "invariant": "exclusive_booking", "boundary": "crosses"}}}}"#
            )
        };
        let one = flow(&step("Reserve the seat"));
        assert!(one.contains(". Keep \u{201c}Reserve the seat\u{201d} strong: only one can have it, "), "{one}");
        let print = r#"{"action": "Print the ticket", "from": "b", "to": ["printer"], "answers": {"reply": "none"}}"#;
        let several = flow(&[&step("Reserve the seat"), &step("Book the box"), print].join(", "));
        assert!(several.ends_with(" Keep 2 of the 3 steps strong; a rule requires each of them."), "{several}");
        assert!(!flow(print).contains("Keep"), "{}", flow(print));
    }

    #[test]
    fn many_steps_are_counted_and_markup_stays_words() {
        let step = |name: usize| {
            format!(r#"{{"action": "Do <b>{name}</b>", "from": "a", "to": ["b"], "answers": {{"reply": "answer"}}}}"#)
        };
        let steps: Vec<String> = (1..=6).map(step).collect();
        assert_eq!(
            flow(&steps.join(", ")),
            "Do all 6 steps while the fan waits, ending with \u{201c}Do <b>6</b>\u{201d}; \
             no event is needed."
        );
    }

    #[test]
    fn names_fit_into_a_sentence() {
        assert_eq!(lower("Fan"), "fan");
        assert_eq!(lower("SMS gateway"), "SMS gateway");
        assert_eq!(Waiting::Person("Ward nurse".to_owned()).subject(), "the ward nurse");
        assert_eq!(isolated("שלום"), "\u{2068}שלום\u{2069}");
    }
}
