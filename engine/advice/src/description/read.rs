//! Reads a description from a tree and records every fault with its pointer.
//!
//! Faulty parts are left out or left empty, but every part keeps its index, so that the pointers of later
//! faults are right. This module must not know the rulebook.

use crate::decimal::Decimal;
use crate::fault::{Code, Fault, Faults};
use crate::tree::{Tree, Value};
use crate::tree_reader::{Reader, is_id};

use super::limits::{LIMITS, check_length};
use super::{
    Answers, Assumption, Description, Duration, Field, Flow, Given, Join, Outcome, Participant, ParticipantKind,
    Period, Plain, Rate, Starts, Step, Today, Trigger, When, is_day, names, words,
};

impl Description {
    /// Reads a description and returns all faults of its form.
    pub fn read(tree: &Tree<'_>) -> (Self, Vec<Fault>) {
        let (description, faults) = Self::read_all(tree);
        (description, faults.into_told())
    }

    /// Reads a description that was stored. If it exceeds a limit, it was read under a wider one; the excess is
    /// left out and reported.
    ///
    /// # Errors
    /// All faults, if one of them is of another kind.
    pub fn read_kept(tree: &Tree<'_>) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let (description, faults) = Self::read(tree);
        let is_known = |fault: &Fault| matches!(fault.code, Code::LimitPassed | Code::MoreFaults);
        if faults.iter().all(is_known) { Ok((description, faults)) } else { Err(faults) }
    }

    /// Like [`Self::read`], but returns the faults as they were collected.
    pub(crate) fn read_all(tree: &Tree<'_>) -> (Self, Faults) {
        let mut reader = Reader::new(tree, "Describe a part of the system by itself.");
        let description = reader.description(tree);
        (description, reader.faults)
    }
}

impl<'t> Reader<'t> {
    fn share(&mut self, tree: &Tree<'_>) -> Option<Decimal> {
        let share = self.decimal(tree)?;
        if share > Decimal::ONE {
            self.fault(Code::NumberOutOfRange, "A share goes from 0 to 1.").hint =
                Some("99.9 percent is written 0.999.".to_owned());
            return None;
        }
        Some(share)
    }

    fn count(&mut self, tree: &Tree<'_>) -> Option<u32> {
        let number = self.decimal(tree)?;
        let count =
            number.as_integer().and_then(|number| u32::try_from(number).ok()).filter(|count| *count <= LIMITS.count);
        if count.is_none() {
            self.fault(Code::NumberOutOfRange, "This should be a whole number from 0 to 100000.");
        }
        count
    }

    fn duration(&mut self, tree: &'t Tree<'t>) -> Option<Duration> {
        if matches!(tree.value, Value::Number(_) | Value::Text(_)) {
            return self.decimal(tree).map(Duration::Mean);
        }
        let fields = self.fields(tree, &["mean", "cv", "p50", "p99"], &[]);
        let before = self.faults.found();
        let [mean, cv, p50, p99] = ["mean", "cv", "p50", "p99"].map(|name| self.field(&fields, name, Self::decimal));
        let duration = match (mean, cv, p50, p99) {
            (Some(mean), Some(cv), None, None) => Some(Duration::MeanCv { mean, cv }),
            (Some(mean), None, None, Some(p99)) => Some(Duration::MeanP99 { mean, p99 }),
            (None, None, Some(p50), Some(p99)) => Some(Duration::P50P99 { p50, p99 }),
            _ => None,
        };
        if duration.is_none() && self.faults.found() == before && matches!(tree.value, Value::Map(_)) {
            let given = ["mean", "cv", "p50", "p99"].iter().filter(|name| fields.find(name).is_some()).count();
            let code = if given > 2 { Code::TooManyFields } else { Code::MissingField };
            self.fault(code, "This does not say how the time varies.").hint = Some(
                "Write one number (the mean), or an object with mean and cv, mean and p99, or p50 and p99.".to_owned(),
            );
        }
        duration
    }

    /// Reads the answers of a step or of the system.
    pub(crate) fn answers(&mut self, tree: &'t Tree<'t>) -> Answers {
        let Value::Map(entries) = &tree.value else {
            self.wrong_type("an object of answers", tree, "Write such as {\"reply\": \"answer\"}.");
            return Answers::new();
        };
        if entries.len() > LIMITS.answers {
            let message = format!("There are {} answers; the limit is {}.", entries.len(), LIMITS.answers);
            self.fault(Code::LimitPassed, message).hint =
                Some("Answer each question once; `/rules` lists them.".to_owned());
        }
        let mut answers = Answers::new();
        for (question, value) in entries.iter().take(LIMITS.answers) {
            if let Err(fault) = check_length(question, LIMITS.name) {
                self.within(question, |reader| reader.refuse::<()>(fault));
                continue;
            }
            let given = self.within(question, |reader| match &value.value {
                Value::List(_) => {
                    let ids = reader.list(value, LIMITS.answers, "answers", |reader, item| reader.short(item));
                    Some(Given::Several(ids.into_iter().flatten().collect()))
                }
                // Older YAML parsers turn a bare `yes` or `no` into a boolean.
                Value::Bool(truth) => Some(Given::One(if *truth { "yes" } else { "no" }.to_owned())),
                _ => reader.short(value).map(Given::One),
            });
            let Some(given) = given else { continue };
            if answers.insert(question.to_string(), given).is_some() {
                self.within(question, |reader| {
                    reader.fault(Code::DuplicateField, format!("The question `{question}` is answered twice.")).hint =
                        Some("Keep one of the answers.".to_owned());
                });
            }
        }
        answers
    }

    fn description(&mut self, tree: &'t Tree<'t>) -> Description {
        let fields = self.fields(tree, names::SYSTEM, &["name", "flows"]);
        Description {
            name: self.field(&fields, "name", |r, t| r.name(t)).unwrap_or_default(),
            summary: self.field(&fields, "summary", |r, t| r.prose(t)),
            ruleset: self.field(&fields, "ruleset", |r, t| r.id(t)),
            answers: self.field(&fields, "answers", |r, t| Some(r.answers(t))).unwrap_or_default(),
            inferred: self.field(&fields, "inferred", |r, t| Some(r.answers(t))).unwrap_or_default(),
            participants: self
                .field(&fields, "participants", |r, t| Some(r.list(t, LIMITS.items, "participants", Self::participant)))
                .unwrap_or_default(),
            assumptions: self
                .field(&fields, "assumptions", |r, t| Some(r.list(t, LIMITS.items, "assumptions", Self::assumption)))
                .unwrap_or_default(),
            review_by: self.field(&fields, "review_by", |r, t| r.date(t)),
            flows: self
                .field(&fields, "flows", |r, t| {
                    let flows = r.list(t, LIMITS.flows, "flows", Self::flow);
                    if flows.is_empty() && matches!(t.value, Value::List(_)) {
                        r.fault(Code::Empty, "There is no flow.").hint =
                            Some("Describe at least one flow with at least one step.".to_owned());
                    }
                    Some(flows)
                })
                .unwrap_or_default(),
        }
    }

    fn date(&mut self, tree: &Tree<'_>) -> Option<String> {
        const FORM: &str = "Write a day as \"2027-05-01\".";
        if !matches!(tree.value, Value::Text(_)) {
            self.wrong_type("a text", tree, FORM);
            return None;
        }
        let text = self.text(tree)?;
        if is_day(&text) {
            return Some(text);
        }
        self.fault(Code::UnknownValue, "This is no date.").hint = Some(FORM.to_owned());
        None
    }

    fn participant(&mut self, tree: &'t Tree<'t>) -> Participant {
        let fields = self.fields_or(tree, names::PARTICIPANT, &[], |value| match value {
            Value::Text(text) => Some(if is_id(text) { "id" } else { "name" }),
            _ => None,
        });
        let participant = Participant {
            id: self.field(&fields, "id", |r, t| r.id(t)),
            name: self.field(&fields, "name", |r, t| r.name(t)),
            kind: self.field(&fields, "kind", |r, t| r.one_of(t, ParticipantKind::ALL)),
            of: self.field(&fields, "of", |r, t| r.id(t)),
            team: self.field(&fields, "team", |r, t| r.name(t)),
            workers: self.field(&fields, "workers", |r, t| r.count(t)),
            service_ms: self.field(&fields, "service_ms", Self::duration),
            availability: self.field(&fields, "availability", |r, t| r.share(t)),
            recovery_s: self.field(&fields, "recovery_s", |r, t| r.decimal(t)),
        };
        if fields.find("id").is_none() && fields.find("name").is_none() && matches!(tree.value, Value::Map(_)) {
            self.fault(Code::MissingField, "A participant needs an id or a name.");
        }
        participant
    }

    fn assumption(&mut self, tree: &'t Tree<'t>) -> Assumption {
        let fields = self.fields_or(tree, &["text", "at", "is"], &["text"], text_in("text"));
        if fields.find("is").is_some() && fields.find("at").is_none() {
            self.fault(Code::MissingField, "`is` says what has to stand at a place, and no place is named.").hint =
                Some("Add `at`, such as /flows/0/steps/2/answers/undo.".to_owned());
        }
        Assumption {
            text: self.field(&fields, "text", |r, t| r.prose(t)).unwrap_or_default(),
            // What it names is looked up later, because parts without an id get one later.
            at: self.field(&fields, "at", |r, t| r.text_within(t, LIMITS.pointer)),
            is: self.field(&fields, "is", Self::plain),
        }
    }

    /// A value without parts, or several texts.
    fn plain(&mut self, tree: &'t Tree<'t>) -> Option<Plain> {
        match &tree.value {
            Value::Bool(truth) => Some(Plain::Truth(*truth)),
            Value::Number(_) => self.decimal(tree).map(Plain::Number),
            Value::List(_) => {
                let texts = self.list(tree, LIMITS.answers, "values", |reader, item| reader.short(item));
                Some(Plain::Several(texts.into_iter().flatten().collect()))
            }
            Value::Text(_) => self.short(tree).map(Plain::Text),
            _ => {
                self.fault(Code::WrongType, "This should be a text, a number, true, false or a list of texts.");
                None
            }
        }
    }

    fn flow(&mut self, tree: &'t Tree<'t>) -> Flow {
        let fields = self.fields(tree, names::FLOW, &["steps"]);
        Flow {
            id: self.field(&fields, "id", |r, t| r.id(t)),
            name: self.field(&fields, "name", |r, t| r.name(t)),
            actor: self.field(&fields, "actor", |r, t| r.id(t)),
            trigger: self.field(&fields, "trigger", Self::trigger),
            rate: self.field(&fields, "rate", Self::rate),
            steps: self.field(&fields, "steps", |r, t| Some(r.steps(t))).unwrap_or_default(),
        }
    }

    fn steps(&mut self, tree: &'t Tree<'t>) -> Vec<Step> {
        let count = if let Value::List(items) = &tree.value { items.len() } else { 0 };
        if count == 0 && matches!(tree.value, Value::List(_)) {
            self.fault(Code::Empty, "This flow has no step.").hint = Some("Describe at least one step.".to_owned());
        }
        let before = self.counted;
        self.counted += count;
        if self.counted > LIMITS.steps {
            // The fault is recorded once, when the limit is exceeded. Further steps are not read.
            if before <= LIMITS.steps {
                let message = format!("There are more than {} steps in all flows together.", LIMITS.steps);
                self.fault(Code::LimitPassed, message).hint =
                    Some("Describe a part of the system by itself.".to_owned());
            }
            return Vec::new();
        }
        self.list(tree, LIMITS.steps, "steps", Self::step)
    }

    fn rate(&mut self, tree: &'t Tree<'t>) -> Option<Rate> {
        const KNOWN: &[&str] = &["per_second", "peak_per_second", "peak_seconds"];
        let is_number = |value: &Value<'_>| matches!(value, Value::Number(_));
        let fields = self.fields_or(tree, KNOWN, &["per_second"], |value| is_number(value).then_some("per_second"));
        let per_second = self.field(&fields, "per_second", |r, t| r.decimal(t));
        let peak_per_second = self.field(&fields, "peak_per_second", |r, t| r.decimal(t));
        let peak_seconds = self.field(&fields, "peak_seconds", |r, t| r.decimal(t));
        Some(Rate { per_second: per_second?, peak_per_second, peak_seconds })
    }

    fn step(&mut self, tree: &'t Tree<'t>) -> Step {
        let fields = self.fields_or(tree, names::STEP, &["action"], text_in("action"));
        // A faulty reference becomes an empty one, so that the next reference keeps its index.
        let references = |r: &mut Self, t: &'t Tree<'t>| {
            let ids = r.list(t, LIMITS.items, "ids", |r, item| r.id(item).unwrap_or_default());
            // The brackets around a single id are missing. What it names is checked all the same.
            let one = matches!(t.value, Value::Text(_)).then(|| r.id(t)).flatten();
            Some(ids.into_iter().chain(one).collect::<Vec<String>>())
        };
        Step {
            id: self.field(&fields, "id", |r, t| r.id(t)),
            action: self.field(&fields, "action", |r, t| r.name(t)).unwrap_or_default(),
            notes: self.field(&fields, "notes", |r, t| r.prose(t)),
            from: self.field(&fields, "from", |r, t| r.id(t)),
            to: self.field(&fields, "to", references).unwrap_or_default(),
            tells: self.field(&fields, "tells", references).unwrap_or_default(),
            after: self.field(&fields, "after", references),
            join: self.field(&fields, "join", |r, t| r.one_of(t, Join::ALL)),
            when: self.field(&fields, "when", Self::when),
            starts: self.field(&fields, "starts", Self::starts),
            within: self.field(&fields, "within", |r, t| r.period(t)),
            undoes: self.field(&fields, "undoes", |r, t| r.id(t)),
            repeats: self.field(&fields, "repeats", |r, t| {
                r.name_of(t, "Name the thing for each of which it runs, such as `order line`.")
            }),
            entity: self.field(&fields, "entity", |r, t| {
                r.name_of(t, "Name the thing that the step is about, such as `order`.")
            }),
            order_by: self.field(&fields, "order_by", |r, t| {
                r.name_of(t, "Name the thing by which order is kept, such as `account`.")
            }),
            announces: self.field(&fields, "announces", |r, t| {
                r.name_of(t, "Name the event that says that it is done, such as `OrderPlaced`.")
            }),
            fields: self
                .field(&fields, "fields", |r, t| Some(r.list(t, LIMITS.items, "fields", Self::message_field)))
                .unwrap_or_default(),
            answers: self.field(&fields, "answers", |r, t| Some(r.answers(t))).unwrap_or_default(),
            inferred: self.field(&fields, "inferred", |r, t| Some(r.answers(t))).unwrap_or_default(),
            today: self.field(&fields, "today", |r, t| Some(r.today(t))),
            service_ms: self.field(&fields, "service_ms", Self::duration),
            timeout_ms: self.field(&fields, "timeout_ms", |r, t| r.decimal(t)),
            retries: self.field(&fields, "retries", |r, t| r.count(t)),
            hop_ms: self.field(&fields, "hop_ms", |r, t| r.decimal(t)),
        }
    }

    fn trigger(&mut self, tree: &'t Tree<'t>) -> Option<Trigger> {
        let before = self.faults.found();
        let fields = self.fields_or(tree, &["every", "event"], &[], |value| match value {
            Value::Text(text) => Some(if Period::parse(text).is_some() { "every" } else { "event" }),
            _ => None,
        });
        let is_known = self.faults.found() == before;
        let trigger = Trigger {
            every: self.field(&fields, "every", |r, t| r.period(t)),
            event: self.field(&fields, "event", |r, t| r.name_of(t, "Name the event, such as `OrderPlaced`.")),
        };
        match (fields.find("every"), fields.find("event")) {
            (Some(_), Some(_)) => {
                self.fault(Code::TooManyFields, words::NO_TRIGGER).hint = Some("Keep one of the two.".to_owned());
            }
            // A field with a slip in its name is a fault already.
            (None, None) if is_known => {
                self.fault(Code::MissingField, words::NO_TRIGGER).hint =
                    Some("Write {\"every\": \"P1D\"} or {\"event\": \"OrderPlaced\"}.".to_owned());
            }
            _ => {}
        }
        (self.faults.found() == before).then_some(trigger)
    }

    fn when(&mut self, tree: &'t Tree<'t>) -> Option<When> {
        const HINT: &str =
            "Write {\"step\": \"charge\", \"outcome\": \"refused\"} or {\"text\": \"the parcel leaves the country\"}.";
        let before = self.faults.found();
        let fields = self.fields_or(tree, &["step", "outcome", "text"], &[], |value| match value {
            Value::Text(text) => Some(if is_id(text) { "step" } else { "text" }),
            _ => None,
        });
        let is_known = self.faults.found() == before;
        let when = When {
            step: self.field(&fields, "step", |r, t| r.id(t)),
            outcome: self.field(&fields, "outcome", |r, t| r.one_of(t, Outcome::ALL)),
            text: self.field(&fields, "text", |r, t| {
                r.name_of(t, "Say in words when it holds, such as `the parcel leaves the country`.")
            }),
        };
        // A field with a slip in its name is a fault already.
        if is_known && fields.find("step").is_none() {
            let missing = match (fields.find("outcome"), fields.find("text")) {
                (Some(_), _) => Some(words::OUTCOME_ALONE),
                (None, None) => Some("A condition names a step or says in words when it holds."),
                (None, Some(_)) => None,
            };
            if let Some(message) = missing {
                self.fault(Code::MissingField, message).hint = Some(HINT.to_owned());
            }
        }
        // What can be resolved is kept, so that a fault beside it does not hide that the step does not exist.
        (when.step.is_some() || when.text.is_some()).then_some(when)
    }

    fn starts(&mut self, tree: &'t Tree<'t>) -> Option<Starts> {
        let fields = self.fields_or(tree, &["after"], &["after"], text_in("after"));
        Some(Starts { after: self.field(&fields, "after", |r, t| r.period(t))? })
    }

    /// A length of time.
    fn period(&mut self, tree: &Tree<'_>) -> Option<Period> {
        const FORM: &str = "Write it as in ISO 8601: PT15S, PT30M, P1D. It is at least one second.";
        if matches!(tree.value, Value::Number(_) | Value::Bool(_)) {
            self.wrong_type("a text", tree, FORM);
            return None;
        }
        let text = self.short(tree)?;
        let period = Period::parse(&text);
        if period.is_none() {
            self.fault(Code::UnknownValue, words::NO_PERIOD).hint = Some(match Period::typed(&text) {
                Some(meant) => format!("Write `{}`.", meant.written()),
                None => FORM.to_owned(),
            });
        }
        period
    }

    fn message_field(&mut self, tree: &'t Tree<'t>) -> Field {
        let fields = self.fields_or(tree, &["name", "type", "personal"], &["name"], text_in("name"));
        Field {
            name: self.field(&fields, "name", |r, t| r.name(t)).unwrap_or_default(),
            kind: self.field(&fields, "type", |r, t| r.name(t)),
            personal: self.field(&fields, "personal", |r, t| r.truth(t)),
        }
    }

    fn today(&mut self, tree: &'t Tree<'t>) -> Today {
        let fields = self.fields_or(tree, &["style", "message", "waits", "fields"], &[], |value| match value {
            Value::Text(_) => Some("style"),
            Value::Bool(_) => Some("waits"),
            _ => None,
        });
        Today {
            style: self.field(&fields, "style", |r, t| r.short(t)),
            message: self.field(&fields, "message", |r, t| {
                r.name_of(t, "Write the name of the message, such as `OrderPlaced`.")
            }),
            waits: self.field(&fields, "waits", |r, t| r.truth(t)),
            fields: self
                .field(&fields, "fields", |r, t| {
                    Some(r.list(t, LIMITS.items, "names", |r, item| r.name(item).unwrap_or_default()))
                })
                .unwrap_or_default(),
        }
    }
}

/// The field for a text that stands in place of an object.
fn text_in(field: &'static str) -> impl Fn(&Value<'_>) -> Option<&'static str> {
    move |value| matches!(value, Value::Text(_)).then_some(field)
}

#[cfg(test)]
mod tests;
