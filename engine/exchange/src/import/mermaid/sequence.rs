//! Sequence diagrams. A solid arrow is a call, an open one (`-)`) a message that nobody waits for, and a dotted one
//! back to the caller is the answer to a call.
//!
//! Alternatives become conditions, what runs side by side waits for the same step, and what passes a broker goes from
//! who publishes to who hears it, because a broker only carries.

use std::collections::BTreeMap;

use advice::description::{Join, ParticipantKind, Today, When};
use advice::fault::Code;
use language::message::is_question;

use super::super::draft::{Draft, MOST_BEFORE, Place, in_words, one_line};
use super::super::kinds::{self, is_event};
use super::{Statement, label};

/// Arrows, longer ones before those that begin them. A cross is a message that is lost on the way, which is still sent.
const ARROWS: &[(&str, Arrow)] = &[
    ("<<-->>", Arrow::Call),
    ("<<->>", Arrow::Call),
    ("-->>", Arrow::Dotted),
    ("->>", Arrow::Call),
    ("-->", Arrow::Dotted),
    ("->", Arrow::Call),
    ("--)", Arrow::Message),
    ("-)", Arrow::Message),
    ("--x", Arrow::Dotted),
    ("-x", Arrow::Call),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrow {
    /// The sender waits.
    Call,
    /// Nobody waits.
    Message,
    /// The answer to a call, or else a message.
    Dotted,
}

/// A message as drawn.
struct Message<'t> {
    from: &'t str,
    to: &'t str,
    arrow: Arrow,
    says: &'t str,
}

/// What is open until an `end`.
struct Block {
    kind: BlockKind,
    /// The byte at which it begins.
    start: usize,
    /// What its first step waits for, which is true of each of its branches.
    before: Vec<Place>,
    /// What the branches that are closed end with.
    ends: Vec<Place>,
    /// The condition of the branch that is open.
    when: Option<String>,
    /// The thing for each of which it is done.
    each: Option<String>,
    /// What is said of its steps that is neither.
    notes: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    /// One of its branches runs.
    Alternatives,
    /// It runs, or it does not, and what follows goes on in any case.
    Option,
    /// It runs, and then nothing else does.
    Break,
    /// All branches run.
    Parallel,
    /// A loop or a frame without a meaning of its own.
    Frame,
}

/// A call that was not answered yet.
struct Open {
    from: String,
    to: String,
    place: Place,
}

/// The state of reading a diagram.
struct Sequence<'d, 't> {
    draft: &'d mut Draft<'t>,
    /// The id and the kind of each participant by its name in the diagram.
    known: BTreeMap<&'t str, (String, ParticipantKind)>,
    blocks: Vec<Block>,
    /// What the next step waits for.
    before: Vec<Place>,
    /// Whether the next step waits for the first of them only.
    any: bool,
    last: Option<Place>,
    /// The step of the arrow right above in the same block, if that arrow tells somebody an event.
    told: Option<Place>,
    calls: Vec<Open>,
    /// What was published through each broker: its name and its step.
    published: Vec<(String, String, Place)>,
}

/// Reads the statements of a sequence diagram.
pub(super) fn read<'t>(draft: &mut Draft<'t>, statements: &[Statement<'t>]) {
    draft.flow("");
    let mut reader = Sequence {
        draft,
        known: BTreeMap::new(),
        blocks: Vec::new(),
        before: Vec::new(),
        any: false,
        last: None,
        told: None,
        calls: Vec::new(),
        published: Vec::new(),
    };
    for statement in statements {
        reader.statement(statement);
    }
    for block in std::mem::take(&mut reader.blocks) {
        let hint = "Write `end` on a line of its own behind its last step.";
        reader.draft.fault(block.start, "", Code::MissingField, "This is never closed.", hint);
    }
    reader.draft.starts_with_asker(0);
    reader.draft.because = Some("no line of the diagram is a message, such as `Web->>Orders: Place the order`.".into());
}

impl<'t> Sequence<'_, 't> {
    fn statement(&mut self, statement: &Statement<'t>) {
        if self.is_said_around(statement) || self.opens(statement) || self.goes_on(statement) {
            return;
        }
        match message(statement.text, &self.known) {
            Some(message) => self.message(statement, &message),
            None => self.draft.leaves(statement.bytes()),
        }
    }

    /// Titles, participants, notes and what only concerns the drawing.
    fn is_said_around(&mut self, statement: &Statement<'t>) -> bool {
        if statement.text.starts_with("%%") {
            self.draft.leaves(statement.bytes());
            return true;
        }
        for word in ["title", "accTitle"] {
            if let Some(title) = statement.behind(word) {
                self.draft.name(label(title.trim_start_matches(':')).trim(), statement.bytes());
                return true;
            }
        }
        for word in ["autonumber", "activate", "deactivate", "destroy"] {
            if statement.behind(word).is_some() && message(statement.text, &self.known).is_none() {
                self.draft.passes(statement.bytes());
                return true;
            }
        }
        let declared = statement.behind("create").unwrap_or(statement.text);
        for (word, kind) in [("participant", None), ("actor", Some(ParticipantKind::Person))] {
            let Some(rest) = declared.strip_prefix(word).filter(|rest| rest.starts_with([' ', '\t'])) else { continue };
            self.declared(statement, rest.trim(), kind);
            return true;
        }
        if let Some(note) = statement.behind("note").or_else(|| statement.behind("Note")) {
            match (self.last, note.split_once(':')) {
                (Some(last), Some((_, said))) => {
                    self.draft.notes(last, &label(said));
                    self.draft.says(last, statement.bytes());
                }
                _ => self.draft.leaves(statement.bytes()),
            }
            return true;
        }
        false
    }

    /// `A as Alice`, `Q@{ "type": "queue" } as Orders queue`.
    fn declared(&mut self, statement: &Statement<'t>, rest: &'t str, kind: Option<ParticipantKind>) {
        let (name, shown) = match rest.split_once(" as ") {
            Some((name, shown)) => (name, label(shown)),
            None => (rest, String::new()),
        };
        let (key, settings) = match name.split_once("@{") {
            Some((key, settings)) => (key.trim(), settings),
            None => (name.trim(), ""),
        };
        let drawn = [
            ("\"queue\"", ParticipantKind::Broker),
            ("\"database\"", ParticipantKind::Store),
            ("\"actor\"", ParticipantKind::Person),
        ];
        let kind = kind.or_else(|| drawn.iter().find(|(name, _)| settings.contains(name)).map(|(_, kind)| *kind));
        let shown = if shown.trim().is_empty() { label(key) } else { shown };
        if let Some(id) = self.participant(key, &shown, kind) {
            self.draft.tells_of(&id, statement.bytes());
        }
    }

    fn participant(&mut self, key: &'t str, shown: &str, kind: Option<ParticipantKind>) -> Option<String> {
        if let Some((id, _)) = self.known.get(key) {
            return Some(id.clone());
        }
        let kind = kind.or_else(|| kinds::of_name(shown));
        let id = self.draft.participant(key, shown, kind)?;
        self.known.insert(key, (id.clone(), kind.unwrap_or(ParticipantKind::Service)));
        Some(id)
    }

    /// The beginning of a block.
    fn opens(&mut self, statement: &Statement<'t>) -> bool {
        const FORMS: &[(&str, BlockKind)] = &[
            ("alt", BlockKind::Alternatives),
            ("opt", BlockKind::Option),
            ("break", BlockKind::Break),
            ("par", BlockKind::Parallel),
            ("par_over", BlockKind::Parallel),
            ("loop", BlockKind::Frame),
            ("critical", BlockKind::Alternatives),
            ("rect", BlockKind::Frame),
            ("box", BlockKind::Frame),
        ];
        let Some((word, kind, rest)) =
            FORMS.iter().find_map(|(word, kind)| Some((*word, *kind, statement.behind(word)?)))
        else {
            return false;
        };
        if message(statement.text, &self.known).is_some() {
            return false;
        }
        if self.blocks.len() >= MOST_BEFORE {
            let message = format!("More than {MOST_BEFORE} blocks stand in each other.");
            let hint = "Draw the inner ones as a diagram of their own.";
            self.draft.fault(statement.start, "", Code::LimitPassed, &message, hint);
        }
        if self.blocks.len() >= 2 * MOST_BEFORE {
            return true;
        }
        let said = one_line(&label(rest)).unwrap_or_default();
        let is_conditional = matches!(word, "alt" | "opt" | "break");
        let each = each(&said).filter(|_| word == "loop");
        let notes = (word == "loop" && each.is_none() && !said.is_empty()).then(|| format!("Loop: {said}"));
        let when = (is_conditional && !said.is_empty()).then_some(said);
        let (before, start) = (self.before.clone(), statement.start);
        self.told = None;
        self.blocks.push(Block { kind, start, before, ends: Vec::new(), when, each, notes });
        if matches!(word, "rect" | "box" | "critical" | "par" | "par_over") {
            self.draft.passes(statement.bytes());
        } else {
            self.draft.says_of_flow(0, statement.bytes());
        }
        true
    }

    /// A further branch of a block, or its end.
    fn goes_on(&mut self, statement: &Statement<'t>) -> bool {
        if message(statement.text, &self.known).is_some() {
            return false;
        }
        let branch = ["else", "and", "option"].into_iter().find_map(|word| statement.behind(word));
        let ends = statement.text == "end";
        if branch.is_none() && !ends {
            return false;
        }
        self.told = None;
        let Some(mut block) = self.blocks.pop() else {
            let hint = "Take the line out, or write what it belongs to above it.";
            self.draft.fault(
                statement.start,
                "",
                Code::UnknownReference,
                "Nothing is open that this belongs to.",
                hint,
            );
            return true;
        };
        block.ends.append(&mut self.before);
        if block.ends.len() > MOST_BEFORE {
            let message = format!("There are more than {MOST_BEFORE} branches.");
            let hint = "Draw what one step waits for as a diagram of its own.";
            self.draft.fault(statement.start, "", Code::LimitPassed, &message, hint);
            block.ends.clear();
        }
        if let Some(said) = branch {
            let fits = matches!(block.kind, BlockKind::Alternatives | BlockKind::Parallel);
            if !fits {
                let hint = "`else` belongs to `alt`, `and` to `par`, `option` to `critical`.";
                self.draft.fault(statement.start, "", Code::UnknownReference, "No branch can begin here.", hint);
            }
            self.before.clone_from(&block.before);
            if block.kind == BlockKind::Alternatives {
                let said = one_line(&label(said)).or_else(|| block.when.as_ref().map(|when| otherwise(when)));
                block.when = said;
            }
            self.draft.says_of_flow(0, statement.bytes());
            self.blocks.push(block);
            return true;
        }
        self.draft.passes(statement.bytes());
        block.ends.sort_unstable();
        block.ends.dedup();
        if block.kind == BlockKind::Break {
            self.before = block.before;
        } else {
            self.any = block.kind == BlockKind::Alternatives && block.ends.len() > 1;
            self.before = block.ends;
        }
        true
    }

    fn message(&mut self, statement: &Statement<'t>, drawn: &Message<'t>) {
        let sides = [drawn.from, drawn.to].map(|name| {
            let id = self.participant(name, &label(name), None);
            if let Some(id) = &id {
                self.draft.mentions(id, statement.part(name));
            }
            id
        });
        let [Some(from), Some(to)] = sides else { return self.draft.leaves(statement.bytes()) };
        let kind = |name: &str| self.known.get(name).map_or(ParticipantKind::Service, |(_, kind)| *kind);
        let (from_kind, to_kind) = (kind(drawn.from), kind(drawn.to));
        let says = label(drawn.says);
        let says = says.trim();
        let bytes = if says.is_empty() { statement.bytes() } else { statement.part(drawn.says) };
        if self.answers(&from, &to, drawn.arrow, says) {
            let call = self.calls.iter().rposition(|call| call.from == to && call.to == from);
            if let Some(call) = call {
                let place = self.calls.remove(call).place;
                self.draft.says(place, statement.bytes());
                if tells_result(says) {
                    self.draft.infers(place, ("reply", "answer"), bytes, "The answer to the call carries a result.");
                }
            }
            return;
        }
        if from_kind == ParticipantKind::Broker {
            self.delivered(statement, &from, &to, says);
            return;
        }
        let is_published = to_kind == ParticipantKind::Broker;
        if let Some(place) = self.told_again(&from, &to, says, is_published) {
            return self.draft.says(place, statement.bytes());
        }
        let waits = !is_published && drawn.arrow == Arrow::Call;
        let action = if says.is_empty() {
            format!("{} {}", if waits { "Ask" } else { "Tell" }, label(drawn.to).trim())
        } else {
            in_words(says)
        };
        let Some(place) = self.draft.step(&action, statement.bytes()) else {
            return self.draft.leaves(statement.bytes());
        };
        self.order(place);
        let is_event = !waits && is_event(says);
        let announces = (is_event && !says.contains(' ')).then(|| one_line(says)).flatten();
        let message = one_line(says).filter(|says| !says.contains(' '));
        let step = self.draft.at(place);
        step.from = Some(from.clone());
        step.announces = announces;
        if !is_published {
            step.to = vec![to.clone()];
        }
        if from != to {
            let style = match (waits, is_event) {
                (true, _) if is_question(says) => "query",
                (true, _) => "request",
                (false, true) => "event",
                (false, false) => "queued_command",
            };
            let today = Today { style: Some(style.to_owned()), message, waits: Some(waits), ..Today::default() };
            self.draft.today(place, today, statement.bytes());
            if !waits {
                self.draft.infers(place, ("reply", "none"), bytes, "The arrow is that of a message without an answer.");
            }
        }
        if waits && from != to {
            self.calls.push(Open { from, to: to.clone(), place });
        }
        self.told = (is_event && !is_published).then_some(place);
        if is_published {
            self.published.push((to, says.to_owned(), place));
        }
        (self.before, self.any, self.last) = (vec![place], false, Some(place));
    }

    /// Adds `to` to the step of the arrow right above, if by that step `from` tells others the same event. Returns the
    /// step.
    fn told_again(&mut self, from: &str, to: &str, says: &str, is_published: bool) -> Option<Place> {
        let place = self.told.filter(|_| !is_published)?;
        let step = self.draft.at(place);
        let is_same = step.from.as_deref() == Some(from) && step.announces.as_deref() == Some(says.trim());
        let is_new = !step.to.is_empty() && !step.to.iter().any(|known| known == to) && step.to.len() < MOST_BEFORE;
        if !(is_same && is_new && from != to) {
            return None;
        }
        step.to.push(to.to_owned());
        Some(place)
    }

    /// Whether an arrow is the answer to a call that is open.
    fn answers(&self, from: &str, to: &str, arrow: Arrow, says: &str) -> bool {
        let is_called = || self.calls.iter().any(|call| call.from == to && call.to == from);
        match arrow {
            Arrow::Dotted => is_called(),
            // Many draw an answer with a solid line.
            Arrow::Call => looks_like_answer(says) && is_called(),
            Arrow::Message => false,
        }
    }

    /// A broker hands a message on: whoever gets it hears what was published.
    fn delivered(&mut self, statement: &Statement<'t>, broker: &str, to: &str, says: &str) {
        let of_broker = |(its, ..): &&(String, String, Place)| its == broker;
        let same =
            |(_, said, _): &&(String, String, Place)| says.is_empty() || said == says || says.contains(said.as_str());
        let published = self.published.iter().rev().filter(of_broker);
        let place = published.clone().find(same).or_else(|| published.clone().next()).map(|(.., place)| *place);
        let place = if let Some(place) = place {
            self.draft.says(place, statement.bytes());
            place
        } else {
            let action = if says.is_empty() { format!("Tell {to}") } else { in_words(says) };
            let Some(place) = self.draft.step(&action, statement.bytes()) else {
                return self.draft.leaves(statement.bytes());
            };
            self.order(place);
            let style = if is_event(says) { "event" } else { "queued_command" };
            let today = Today { style: Some(style.to_owned()), waits: Some(false), ..Today::default() };
            self.draft.today(place, today, statement.bytes());
            self.published.push((broker.to_owned(), says.to_owned(), place));
            (self.before, self.any, self.last) = (vec![place], false, Some(place));
            place
        };
        let hearers = &mut self.draft.at(place).to;
        if !hearers.iter().any(|known| known == to) && hearers.len() < MOST_BEFORE {
            hearers.push(to.to_owned());
        }
    }

    /// Says what a new step waits for, under which condition it runs and for what it is repeated.
    fn order(&mut self, place: Place) {
        let is_above = |before: &[Place]| match before {
            [] => place.step == 0,
            [one] => one.step + 1 == place.step,
            _ => false,
        };
        let after = (!is_above(&self.before)).then(|| self.before.iter().map(|one| self.draft.id(*one)).collect());
        let whens: Vec<&str> = self.blocks.iter().filter_map(|block| block.when.as_deref()).collect();
        let when = one_line(&whens.join(", and "));
        let each = self.blocks.iter().rev().find_map(|block| block.each.clone());
        let notes: Vec<String> = self.blocks.iter().filter_map(|block| block.notes.clone()).collect();
        let any = self.any;
        let step = self.draft.at(place);
        step.after = after;
        step.join = any.then_some(Join::Any);
        step.when = when.map(|text| When { text: Some(text), ..When::default() });
        step.repeats = each;
        for note in notes {
            self.draft.notes(place, &note);
        }
    }
}

/// The condition of an `else` that says none.
fn otherwise(when: &str) -> String {
    format!("not: {when}")
}

/// The thing for each of which a loop runs: "for each order line", "Every item".
fn each(said: &str) -> Option<String> {
    let lower = said.to_ascii_lowercase();
    let rest = lower.strip_prefix("for ").unwrap_or(&lower);
    let rest =
        rest.strip_prefix("each ").or_else(|| rest.strip_prefix("every ")).or_else(|| rest.strip_prefix("all "))?;
    // "Every minute", "every 5 s": a time is no thing.
    let is_time = rest.starts_with(|c: char| c.is_ascii_digit())
        || ["second", "minute", "hour", "day", "night", "week", "month", "time"]
            .iter()
            .any(|unit| rest.starts_with(unit));
    (!is_time && !rest.trim().is_empty()).then(|| said[said.len() - rest.len()..].trim().to_owned())
}

/// Whether the words on an arrow back say that something comes back, and not only that it is done.
fn tells_result(says: &str) -> bool {
    let low = says.to_ascii_lowercase();
    let low = low.trim_matches(|c: char| !c.is_alphanumeric());
    let word = low.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    !matches!(
        word,
        "" | "ok" | "ack" | "acknowledged" | "accepted" | "created" | "done" | "success" | "received" | "no content"
    )
}

/// Whether words stand for an answer rather than a request, wherever the arrow points.
fn looks_like_answer(says: &str) -> bool {
    let low = says.to_ascii_lowercase();
    let first = low.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_status =
        first.len() == 3 && first.starts_with(['2', '3', '4', '5']) && first.bytes().all(|c| c.is_ascii_digit());
    is_status
        || matches!(
            first,
            "ok" | "ack" | "return" | "returns" | "response" | "result" | "results" | "reply" | "success"
        )
}

/// Takes a line apart that is a message; `None` if it is none.
fn message<'t>(line: &'t str, known: &BTreeMap<&'t str, (String, ParticipantKind)>) -> Option<Message<'t>> {
    let head = &line[..line.find(':').unwrap_or(line.len())];
    let (at, shape, arrow) = arrow(head, known)?;
    let from = head[..at].trim().trim_end_matches("()").trim_end();
    let behind = head[at + shape.len()..].trim_start().trim_start_matches("()");
    let to = behind.trim_start_matches(['+', '-']).trim();
    let says = line[head.len()..].trim_start_matches(':').trim();
    (!from.is_empty() && !to.is_empty()).then_some(Message { from, to, arrow, says })
}

/// The arrow in what stands before the colon: its byte, its form and what it means.
fn arrow(head: &str, known: &BTreeMap<&str, (String, ParticipantKind)>) -> Option<(usize, &'static str, Arrow)> {
    let at = |text: &str| ARROWS.iter().find(|(shape, _)| text.starts_with(shape)).copied();
    // The longest name that is known, so that an arrow in a name is no arrow.
    let candidates = head.match_indices('-').map(|(index, _)| index).chain(head.find("<<"));
    let mut found: Option<(usize, &'static str, Arrow)> = None;
    for index in candidates {
        let Some((shape, arrow)) = at(&head[index..]) else { continue };
        if known.contains_key(head[..index].trim().trim_end_matches("()").trim_end()) {
            return Some((index, shape, arrow));
        }
        // In `web-xray` no arrow is meant where another stands behind it.
        let is_better = found.is_none_or(|(best, known, _)| {
            let is_weak = |shape: &str| shape.ends_with('x');
            match (is_weak(known), is_weak(shape)) {
                (true, false) => true,
                (false, true) => false,
                _ => index < best,
            }
        });
        if is_better {
            found = Some((index, shape, arrow));
        }
    }
    found
}
