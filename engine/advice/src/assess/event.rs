//! The design of each event: which fields it carries, which it leaves out, how much it carries, and its schema.
//!
//! The fields come from the description: those of the step that the event reports, and those of the steps that react
//! to it. Nothing is invented but what every event has. The event tables of the rulebook say why a field is in or out.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use language::case;
use language::fields::value::{self, Typed, Value};
use language::fields::{
    Envelope, envelope, identifies, is_consumers_own, is_deliverys, is_events_own, is_personal, is_secret, steers,
    tells_of_person,
};

use crate::assessment::{
    DIALECT, Event, Items, JsonType, LeftOut, Outcome, Properties, Property, Role, Schema, Size, Words,
};
use crate::description::ParticipantKind;
use crate::model::Model;
use crate::rule::circumstance::{FIELD, NEWS};
use crate::rulebook::Facts;
use crate::rules::event_terms::{event_field, event_size};
use crate::rules::findings::fat_event;

use super::delivery::key;
use super::fill::told;
use super::flow::{FlowScene, News};
use super::step::text;

/// The version of every schema that is designed here. Nothing is published yet, so there is no earlier one.
const FIRST_VERSION: u32 = 1;

/// The pattern of a decimal number as a text.
pub const DECIMAL: &str = r"^-?[0-9]+(\.[0-9]+)?$";

/// Who keeps a copy of whose data.
pub(super) struct Copies {
    /// Participants of whose data a cache or a store holds a copy.
    cached: BTreeSet<usize>,
    /// A participant and one that it asks, whose last known data it uses while that one is down.
    last_known: BTreeSet<(usize, usize)>,
}

impl Copies {
    /// Finds the copies of a system.
    pub(super) fn of(model: &Model<'_>) -> Self {
        let holds_a_copy = |kind| matches!(kind, ParticipantKind::Cache | ParticipantKind::Store);
        let participants = model.participants().iter().filter(|who| holds_a_copy(who.kind));
        let steps = model.flows().iter().flat_map(|flow| &flow.steps);
        let uses_last_known = model.rulebook().landmarks.uses_last_known;
        let careful = steps.filter(|step| step.facts.has(uses_last_known));
        Self {
            cached: participants.filter_map(|who| who.of).collect(),
            last_known: careful
                .flat_map(|step| step.to.iter().filter_map(|asked| Some((step.from?, *asked))))
                .collect(),
        }
    }

    /// Whether a copy is kept that an event of `producer` keeps up to date.
    fn need(&self, producer: Option<usize>, consumers: &[usize]) -> bool {
        producer.is_some_and(|producer| {
            self.cached.contains(&producer)
                || consumers.iter().any(|consumer| self.last_known.contains(&(*consumer, producer)))
        })
    }
}

/// A field that the description names for an event.
#[derive(Debug, Clone, Copy)]
struct Told<'a> {
    name: &'a str,
    /// Its type in the team's own words.
    kind: Option<&'a str>,
    /// Whether it is marked as personal data, or as none.
    personal: Option<bool>,
}

/// A field of an event with its part in it.
struct Part<'a> {
    name: Words<'a>,
    role: Role,
    told: Option<Told<'a>>,
    personal: bool,
}

/// What tells whether a field belongs in an event.
struct Sorting<'a, 'n> {
    /// The name of the event.
    event: &'n str,
    /// Whether the description says that no field is personal data.
    is_impersonal: bool,
    /// The fields of the request, if nothing came of it.
    not_done: Option<BTreeSet<&'a str>>,
    /// If the fields look like a whole record: the words of the event's name that say which part of it has changed,
    /// such as `gate` in `GateChanged`.
    change: Option<Vec<String>>,
}

impl Sorting<'_, '_> {
    /// The part of a field in the event, and whether it is personal data.
    ///
    /// # Errors
    /// The event leaves the field out: the value of the circumstance `field` that says why.
    fn part(&self, field: &Told<'_>) -> Result<(Role, bool), usize> {
        let name = field.name;
        let sounds_personal = is_personal(name);
        let personal = field.personal.unwrap_or(!self.is_impersonal && sounds_personal);
        // An id that is marked as personal data leads to a person and tells nothing of them.
        let is_reference = identifies(name) && !sounds_personal;
        if is_secret(name) {
            Err(const { FIELD.value("secret") })
        } else if is_deliverys(name) {
            Err(const { FIELD.value("deliverys") })
        } else if is_consumers_own(name) && !is_events_own(name, self.event) {
            Err(const { FIELD.value("consumers_own") })
        } else if steers(name) {
            Err(const { FIELD.value("steering") })
        } else if is_reference {
            Ok((Role::Reference, personal))
        } else if personal && !tells_of_person(self.event) {
            Err(const { FIELD.value("personal") })
        } else if self.not_done.as_ref().is_some_and(|asked| asked.contains(name)) {
            Err(const { FIELD.value("not_done") })
        } else if self.change.as_ref().is_some_and(|change| !shares(name, change)) {
            Err(const { FIELD.value("beyond_the_change") })
        } else {
            Ok((Role::Change, personal))
        }
    }
}

/// What becomes of the fields that the description names for an event.
struct Sorted<'a> {
    /// Those that the event carries, in the order of the schema.
    parts: Vec<Part<'a>>,
    /// Those that it leaves out, each with its value of the circumstance `field`.
    out: Vec<(&'a str, usize)>,
    /// The value of the circumstance `news`.
    news: usize,
    /// The name of the key among the parts.
    key: Option<Words<'a>>,
}

impl<'a, 'r: 'a> FlowScene<'_, 'a, 'r> {
    /// Every fact that the flow publishes, in the order of the steps that they report.
    pub(super) fn events(&self, copies: &Copies) -> Vec<Event<'a>> {
        let published = &self.published;
        let mut hearers: Vec<Vec<usize>> = vec![Vec::new(); published.all.len()];
        for (index, reaching) in published.reaching.iter().enumerate() {
            if let Some(&news) = reaching.last() {
                hearers[news].push(index);
            }
        }
        // What an event carries must not depend on the order in which steps are written.
        for steps in &mut hearers {
            steps.sort_by_key(|step| &self.described.steps[*step].id);
        }
        let events = published.all.iter().zip(hearers);
        let mut events: Vec<(usize, Event<'a>)> =
            events.map(|(news, hearers)| (news.step, self.event(news, &hearers, copies))).collect();
        events.sort_by_key(|(step, _)| *step);
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// One event. `hearers` are the steps that react to it.
    fn event(&self, news: &News, hearers: &[usize], copies: &Copies) -> Event<'a> {
        let landmarks = &self.book.landmarks;
        let has_answer = |landmark| {
            let mut steps = hearers.iter().chain([&news.step]);
            steps.any(|step| self.flow.steps[*step].facts.has(landmark))
        };
        let participant = |index: usize| -> Words<'a> { (&self.model.participants()[index].id).into() };
        let told = self.told(news, hearers);
        let keeps_copy = news.outcome == Outcome::Done && copies.need(news.producer, &news.consumers);
        let mut sorted = self.sorted(news, &told, has_answer(landmarks.no_personal_data), keeps_copy);
        if has_answer(landmarks.personal_data) && !told.iter().any(Told::is_personal) {
            sorted.news = const { NEWS.value("personal") };
        }
        let mut facts = self.steps[news.step].facts;
        let several = news.consumers.len() > 1 || facts.has(landmarks.several_consumers);
        // The values of these circumstances are listed in this order.
        facts.fix(landmarks.reports, usize::from(news.outcome != Outcome::Done));
        facts.fix(landmarks.news, sorted.news);
        facts.fix(landmarks.consumers, usize::from(several));
        facts.fix(landmarks.copy, usize::from(!keeps_copy));
        let (size, because, sources) = self.size(&facts);
        if size == Size::Thin && news.outcome == Outcome::Done {
            sorted.leave_the_change();
        }
        let left_out =
            sorted.out.iter().map(|(field, sort)| LeftOut { field: (*field).into(), because: self.why(&facts, *sort) });
        Event {
            name: news.name.clone().into(),
            flow: text(self.described.id.as_ref()),
            step: text(self.described.steps[news.step].id.as_ref()),
            outcome: news.outcome,
            producer: news.producer.map(participant),
            consumers: news.consumers.iter().copied().map(participant).collect(),
            size: Some(size),
            because,
            sources,
            left_out: left_out.collect(),
            key: sorted.key.clone(),
            schema: Some(self.schema(news, sorted, size, &facts)),
        }
    }

    /// The fields that the description names for an event, each once: first those of the step that it reports.
    fn told(&self, news: &News, hearers: &[usize]) -> Vec<Told<'a>> {
        let mut told: Vec<Told<'a>> = Vec::new();
        let mut known = BTreeSet::new();
        let steps = news.told_by.iter().chain(hearers).map(|step| &self.described.steps[*step]);
        for step in steps {
            let described = step.fields.iter().map(|field| Told {
                name: &field.name,
                kind: field.kind.as_deref(),
                personal: field.personal,
            });
            let today = step.today.iter().flat_map(|today| &today.fields);
            let today = today.map(|name| Told { name, kind: None, personal: None });
            told.extend(described.chain(today).filter(|field| known.insert(field.name)));
        }
        told
    }

    /// Decides for each field whether the event carries it, and as what.
    fn sorted(&self, news: &News, told: &[Told<'a>], is_impersonal: bool, keeps_copy: bool) -> Sorted<'a> {
        let step = &self.described.steps[news.step];
        let id_of = |thing: &str| format!("{}_id", case::snake(thing));
        // What is done for each of several things is about its own thing, whatever the flow is about.
        let about = news.about.as_deref().filter(|_| step.repeats.is_none());
        let wanted = about.map(id_of).or_else(|| key(step, &self.actions[news.step]));
        let ordered_by = step
            .order_by
            .as_deref()
            .or(step.repeats.as_deref())
            .map(id_of)
            .filter(|order| Some(order) != wanted.as_ref());
        let is_camel = told
            .iter()
            .any(|field| case::snake(field.name) != field.name && !field.name.contains(['-', '_', ' ', '.']));
        let written = |name: String| -> Words<'a> { if is_camel { camel(&name).into() } else { name.into() } };
        let find = |wanted: &str| told.iter().find(|field| field.is_id_of(wanted));
        let key = wanted.map(|wanted| match find(&wanted).or_else(|| told.iter().find(|field| field.is_bare_id())) {
            Some(field) => (field.name.into(), Some(*field)),
            None => (written(wanted), None),
        });
        let order = ordered_by.map(|wanted| match find(&wanted) {
            Some(field) => (field.name.into(), Some(*field)),
            None => (written(wanted), None),
        });
        let mut parts = envelope_of(told, &news.name, written);
        let mut taken: BTreeSet<Words<'a>> = parts.iter().map(|part| part.name.clone()).collect();
        for (role, id) in [(Role::Key, &key), (Role::Order, &order)] {
            if let Some((name, told)) = id
                && taken.insert(name.clone())
            {
                let personal = told.is_some_and(|field| field.personal == Some(true));
                parts.push(Part { name: name.clone(), role, told: *told, personal });
            }
        }
        let mut sorted = Sorted { parts, out: Vec::new(), news: const { NEWS.value("unnamed") }, key: None };
        let sorting = self.sorting(news, told, is_impersonal, keeps_copy, key.as_ref().map(|(name, _)| name.as_ref()));
        for field in told.iter().filter(|field| !taken.contains(field.name)) {
            match sorting.part(field) {
                Err(sort) => sorted.out.push((field.name, sort)),
                Ok((role, personal)) => {
                    if personal && role == Role::Change {
                        sorted.news = const { NEWS.value("personal") };
                    } else if sorted.news == const { NEWS.value("unnamed") } {
                        sorted.news = const { NEWS.value("plain") };
                    }
                    sorted.parts.push(Part { name: field.name.into(), role, told: Some(*field), personal });
                }
            }
        }
        sorted.key = key.map(|(name, _)| name);
        sorted
    }

    /// What tells whether a field belongs in an event. `key` is the name of the event's key.
    fn sorting<'n>(
        &self,
        news: &'n News,
        told: &[Told<'_>],
        is_impersonal: bool,
        keeps_copy: bool,
        key: Option<&str>,
    ) -> Sorting<'a, 'n> {
        let step = &self.described.steps[news.step];
        let asked = step.fields.iter().map(|field| field.name.as_str());
        let asked = asked.chain(step.today.iter().flat_map(|today| &today.fields).map(String::as_str));
        let not_done = (news.outcome != Outcome::Done).then(|| asked.collect());
        let words = lower(&news.name);
        let thing = key.map(lower).unwrap_or_default();
        let change: Vec<String> = words.into_iter().filter(|word| !thing.contains(word)).collect();
        let is_record = told.len() > fat_event::MOST && !keeps_copy;
        let is_record = is_record && told.iter().any(|field| Some(field.name) != key && shares(field.name, &change));
        Sorting { event: &news.name, is_impersonal, not_done, change: is_record.then_some(change) }
    }

    /// How much the event carries, why, and who says so.
    fn size(&self, facts: &Facts) -> (Size, Words<'a>, Cow<'a, [Words<'static>]>) {
        let Some((case, sources)) = self.book.event_term("event_size", facts) else {
            return (Size::Fat, "".into(), Cow::Borrowed(&[]));
        };
        let size = match case.value.as_deref() {
            Some("thin") => Size::Thin,
            Some("with_state") => Size::WithState,
            _ => Size::Fat,
        };
        (size, case.because.as_ref().into(), sources.into())
    }

    /// Why a field of this sort is in the event or out of it. `sort` is a value of the circumstance `field`.
    fn why(&self, facts: &Facts, sort: usize) -> Words<'a> {
        let facts = facts.with(self.book.landmarks.field, sort);
        self.book.event_term("event_field", &facts).map_or("", |(case, _)| case.because.as_ref()).into()
    }

    fn schema(&self, news: &News, sorted: Sorted<'a>, size: Size, facts: &Facts) -> Schema<'a> {
        let mut properties = Vec::with_capacity(sorted.parts.len());
        let mut required = Vec::with_capacity(sorted.parts.len());
        let has_news = sorted.parts.iter().any(|part| matches!(part.role, Role::Change | Role::Reference));
        for part in sorted.parts {
            let (property, is_optional) = self.property(&part, news, facts);
            required.extend((!is_optional).then(|| part.name.clone()));
            properties.push((part.name, property));
        }
        Schema {
            dialect: DIALECT.into(),
            id: self.urn(news).into(),
            title: news.name.clone().into(),
            description: self.says(news, size, has_news, sorted.key.is_some()).into(),
            kind: JsonType::Object,
            required,
            properties: Properties(properties),
            is_open: true,
        }
    }

    /// The schema of one property, and whether an event may lack it.
    fn property(&self, part: &Part<'a>, news: &News, facts: &Facts) -> (Property<'a>, bool) {
        let sort = match part.role {
            Role::Id => const { FIELD.value("id") },
            Role::Type => const { FIELD.value("type") },
            Role::Time => const { FIELD.value("time") },
            Role::Version => const { FIELD.value("version") },
            Role::Key => const { FIELD.value("key") },
            Role::Order => const { FIELD.value("order") },
            Role::Reference => const { FIELD.value("reference") },
            Role::Change if part.personal => const { FIELD.value("personal_change") },
            Role::Change => const { FIELD.value("change") },
        };
        let kind = part.told.and_then(|field| field.kind);
        let typed = kind.and_then(value::typed);
        let plain = |value| Typed { value, items: None, is_optional: false };
        let typed_or_guessed = match part.role {
            Role::Id | Role::Type => Some(plain(Value::Text)),
            Role::Time => Some(plain(Value::Moment)),
            Role::Version => Some(plain(Value::Integer)),
            Role::Key | Role::Order => Some(typed.unwrap_or(plain(Value::Text))),
            Role::Reference | Role::Change if kind.is_some() => typed,
            Role::Reference | Role::Change => value::guessed(&part.name).map(plain),
        };
        let value = typed_or_guessed.map(|typed| typed.value);
        let is_envelope = matches!(part.role, Role::Id | Role::Type | Role::Time | Role::Version);
        let mut description = self.why(facts, sort);
        if value == Some(Value::Decimal) {
            description.to_mut().push_str(event_field::EXACT);
        }
        let (json, format) = value.map(json_type).unzip();
        let property = Property {
            kind: json,
            value: (part.role == Role::Type).then(|| news.name.clone().into()),
            format: format.flatten().map(Into::into),
            pattern: (value == Some(Value::Decimal)).then(|| DECIMAL.into()),
            minimum: (part.role == Role::Version).then_some(FIRST_VERSION),
            items: typed_or_guessed.and_then(|typed| typed.items).map(|items| Items { kind: json_type(items).0 }),
            description,
            role: part.role,
            personal: part.personal,
            guessed: !is_envelope && part.told.is_some() && kind.is_none() && json.is_some(),
            own_type: kind.filter(|_| !is_envelope && typed.is_none()).map(Into::into),
        };
        (property, matches!(part.role, Role::Change | Role::Reference) && typed.is_some_and(|typed| typed.is_optional))
    }

    /// The name of a schema for programs. A character that a URN may not hold is percent-encoded.
    fn urn(&self, news: &News) -> String {
        let mut urn = "urn:event".to_owned();
        let producer = news.producer.map(|producer| self.model.participants()[producer].id.as_str());
        for part in producer.into_iter().chain([news.name.as_str()]) {
            urn.push(':');
            for byte in part.bytes() {
                if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                    urn.push(char::from(byte));
                } else {
                    let _ = write!(urn, "%{byte:02X}");
                }
            }
        }
        let _ = write!(urn, ":{FIRST_VERSION}");
        urn
    }

    /// What the event says, and what the description leaves open of it.
    fn says(&self, news: &News, size: Size, has_news: bool, has_key: bool) -> String {
        let action = self.described.steps[news.step].action.trim_end_matches(['.', '!', ' ']);
        let trigger = self.described.trigger.as_ref().and_then(|trigger| trigger.event.as_deref());
        let is_from_elsewhere = news.producer.is_none() && trigger == Some(news.name.as_str());
        let what = match news.outcome {
            _ if is_from_elsewhere => event_size::FROM_ELSEWHERE,
            Outcome::Done => event_size::DONE,
            Outcome::Refused => event_size::REFUSED,
            Outcome::Failed => event_size::FAILED,
            Outcome::TimedOut => event_size::TIMED_OUT,
        };
        let mut says = told(what, &|_| action).into_owned();
        match (size, news.outcome) {
            (Size::WithState, _) => says.push_str(event_size::STATE_IS_OPEN),
            (_, Outcome::Refused | Outcome::Failed) if !has_news => says.push_str(event_size::REASON_IS_OPEN),
            (Size::Fat, _) if !has_news => says.push_str(event_size::CHANGE_IS_OPEN),
            _ => {}
        }
        if !has_key {
            says.push_str(event_size::KEY_IS_OPEN);
        }
        says
    }
}

impl Told<'_> {
    /// Whether it is the id of the thing whose id is called `wanted`: `task_id`, `taskId` or `task_number`.
    fn is_id_of(&self, wanted: &str) -> bool {
        let mut parts = case::parts(self.name);
        let is_same = |parts: &[String], wanted: &str| {
            let mut words = wanted.split('_');
            parts.iter().all(|part| words.next().is_some_and(|word| part.to_lowercase() == word))
                && words.next().is_none()
        };
        if is_same(&parts, wanted) {
            return true;
        }
        let thing = wanted.strip_suffix("_id").filter(|_| identifies(self.name) && parts.len() > 1);
        thing.is_some_and(|thing| {
            parts.pop();
            is_same(&parts, thing)
        })
    }

    /// Whether it is called only `id`, so that it is the id of the thing that the event is about.
    fn is_bare_id(&self) -> bool {
        ["id", "uuid", "guid"].iter().any(|bare| self.name.eq_ignore_ascii_case(bare))
    }

    fn is_personal(&self) -> bool {
        self.personal.unwrap_or_else(|| is_personal(self.name))
    }
}

impl Sorted<'_> {
    /// Leaves out what changed.
    fn leave_the_change(&mut self) {
        let changed = self.parts.iter().filter(|part| part.role == Role::Change).filter_map(|part| part.told);
        self.out.extend(changed.map(|field| (field.name, const { FIELD.value("for_the_asking") })));
        self.parts.retain(|part| part.role != Role::Change);
    }
}

/// What every event has: its id, type, time and version, each under the name that the description gives it, or else
/// under its usual name, unless another field has that name. `written` writes a name in the team's way.
fn envelope_of<'a>(told: &[Told<'a>], event: &str, written: impl Fn(String) -> Words<'a>) -> Vec<Part<'a>> {
    let usual = [
        (Envelope::Id, Role::Id, ["id", "event_id"]),
        (Envelope::Type, Role::Type, ["type", "event_type"]),
        (Envelope::Time, Role::Time, ["time", "event_time"]),
        (Envelope::Version, Role::Version, ["version", "schema_version"]),
    ];
    let parts = usual.into_iter().map(|(part, role, [short, long])| {
        let described = told.iter().find(|field| envelope(field.name, event) == Some(part));
        let is_taken = |name: &str| told.iter().any(|field| field.name == name);
        let name = match described {
            Some(field) => field.name.into(),
            None if is_taken(short) => written(long.to_owned()),
            None => short.into(),
        };
        Part { name, role, told: described.copied(), personal: false }
    });
    parts.collect()
}

/// A name in snake case, written in camel case.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        case::capitalise(&mut name, word);
        name
    })
}

/// The words of a name in lower case.
fn lower(name: &str) -> Vec<String> {
    case::parts(name).into_iter().map(|part| part.to_lowercase()).collect()
}

/// Whether a name has one of these words.
fn shares(name: &str, words: &[String]) -> bool {
    lower(name).iter().any(|word| words.contains(word))
}

/// The type and the format of a kind of value in JSON Schema.
pub fn json_type(value: Value) -> (JsonType, Option<&'static str>) {
    match value {
        Value::Text | Value::Decimal => (JsonType::String, None),
        Value::Uuid => (JsonType::String, Some("uuid")),
        Value::Date => (JsonType::String, Some("date")),
        Value::TimeOfDay => (JsonType::String, Some("time")),
        Value::Moment => (JsonType::String, Some("date-time")),
        Value::Duration => (JsonType::String, Some("duration")),
        Value::Uri => (JsonType::String, Some("uri")),
        Value::Email => (JsonType::String, Some("email")),
        Value::Integer => (JsonType::Integer, None),
        Value::Number => (JsonType::Number, None),
        Value::Truth => (JsonType::Boolean, None),
        Value::List => (JsonType::Array, None),
        Value::Record => (JsonType::Object, None),
    }
}

#[cfg(test)]
mod tests;
