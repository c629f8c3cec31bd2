//! Merges what two people made of one description, answer by answer and field by field.
//!
//! What only one of them changed is taken, and what both changed alike. What both changed differently is a conflict: a
//! person decides. Parts are told apart by their ids. Values stay the JSON that they are, so numbers lose no digit.
//! This module knows no draft and no report.

mod order;
mod places;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use advice::{Description, Fault, Model, Tree};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::problem::Problem;

/// The three versions of one description: that which both began with, mine, and theirs. Each names every id.
#[derive(Clone, Copy)]
pub struct Versions<'a> {
    /// What both began with.
    pub base: &'a Model<'a>,
    /// What I made of it.
    pub mine: &'a Model<'a>,
    /// What they made of it.
    pub theirs: &'a Model<'a>,
}

/// Which of two values a person takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Mine.
    Mine,
    /// Theirs.
    Theirs,
}

/// The decisions of a person, by the key of the conflict.
pub type Choices = BTreeMap<String, Take>;

/// Something that both changed, each to another value. A value is written as a difference writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The place of the part, as in a [`Part`](crate::difference::Part).
    pub place: String,
    /// The field, such as `action` or `answers.reply`; empty if one removed the part and the other changed it.
    pub field: String,
    /// The value that both began with; none if there was none.
    pub base: Option<String>,
    /// My value; none if I removed it.
    pub mine: Option<String>,
    /// Their value; none if they removed it.
    pub theirs: Option<String>,
    /// Which of the two is taken; none if nobody has decided.
    pub taken: Option<Take>,
}

impl Conflict {
    /// What names the conflict among those of one merge.
    pub fn key(&self) -> String {
        format!("{}#{}", self.place, self.field)
    }
}

/// Two versions, merged.
#[derive(Debug)]
pub struct Merged {
    /// The description as JSON. Where nobody has decided a conflict, it holds my value.
    pub text: String,
    /// What both changed, in the order of the description.
    pub conflicts: Vec<Conflict>,
    /// Places of parts that one removed and that stay, because the other one uses them anew.
    pub kept: Vec<String>,
}

impl Merged {
    /// Whether every conflict is decided.
    pub fn is_decided(&self) -> bool {
        self.conflicts.iter().all(|conflict| conflict.taken.is_some())
    }
}

/// Merges two versions of a description.
///
/// # Errors
/// One of them cannot be written or read as JSON, which is our fault.
pub fn merge(Versions { base, mine, theirs }: Versions<'_>, choices: &Choices) -> Result<Merged, Problem> {
    let described = [base, mine, theirs].map(places::named);
    let texts = described.each_ref().map(json);
    let [base, mine, theirs] = texts;
    let (base, mine, theirs) = (base?, mine?, theirs?);
    let sides = [object(&base)?, object(&mine)?, object(&theirs)?];
    let mut kept = BTreeSet::new();
    let mut merging = Merging::new(choices, &kept);
    let (mut text, mut merged) = written(merging.object("", "", &sides)?)?;
    let mut conflicts = merging.conflicts;
    // What one removed may be what the other one needs now. Then it stays.
    let [base, mine, theirs] = &described;
    kept = uses::needed(base, [mine, theirs], &merged.0);
    if !kept.is_empty() {
        merging = Merging::new(choices, &kept);
        (text, merged) = written(merging.object("", "", &sides)?)?;
        conflicts = merging.conflicts;
    }
    // What has faults stays as it is, so that nothing is lost while they are mended.
    if let (description, []) = (&merged.0, merged.1.as_slice()) {
        text = json(description)?;
    }
    Ok(Merged { text, conflicts, kept: kept.into_iter().collect() })
}

/// An object whose values are JSON.
type Object<'a> = BTreeMap<String, &'a RawValue>;
/// The same, built anew.
type Built = BTreeMap<String, Box<RawValue>>;
/// What the base, mine and theirs have.
type Three<T> = [T; 3];

struct Merging<'c> {
    choices: &'c Choices,
    /// Places of parts that stay although one removed them.
    kept: &'c BTreeSet<String>,
    conflicts: Vec<Conflict>,
}

impl<'c> Merging<'c> {
    fn new(choices: &'c Choices, kept: &'c BTreeSet<String>) -> Self {
        Self { choices, kept, conflicts: Vec::new() }
    }

    /// Merges objects. `prefix` is the name of the field that holds them, with a full stop; empty for a part itself.
    fn object(&mut self, place: &str, prefix: &str, sides: &Three<Object<'_>>) -> Result<Built, Problem> {
        let names: BTreeSet<&String> = sides.iter().flat_map(BTreeMap::keys).collect();
        let mut built = Built::new();
        for name in names {
            let values = sides.each_ref().map(|side| side.get(name).copied());
            let field = format!("{prefix}{name}");
            let value = match (prefix, name.as_str()) {
                ("", "participants" | "flows" | "steps") => self.parts(place, name, "id", values)?,
                ("", "fields") => self.parts(place, name, "name", values)?,
                // An assumption is taken or left as a whole.
                ("", "assumptions") => self.parts(place, name, "", values)?,
                ("", "answers" | "inferred" | "today") => {
                    let [base, mine, theirs] = values.map(fields);
                    let sides = [base?, mine?, theirs?];
                    let merged = self.object(place, &format!("{field}."), &sides)?;
                    if merged.is_empty() { None } else { Some(raw(&merged)?) }
                }
                _ => self.value(place, &field, values)?,
            };
            if let Some(value) = value {
                built.insert(name.clone(), value);
            }
        }
        Ok(built)
    }

    /// Merges values that are no parts.
    fn value(
        &mut self,
        place: &str,
        field: &str,
        values: Three<Option<&RawValue>>,
    ) -> Result<Option<Box<RawValue>>, Problem> {
        let [base, mine, theirs] = values.map(|value| value.map(RawValue::get));
        let owned = |index: usize| values[index].map(ToOwned::to_owned);
        if mine == theirs || theirs == base {
            return Ok(owned(1));
        }
        if mine == base {
            return Ok(owned(2));
        }
        // Of several answers, each is taken or left by itself.
        if (field.starts_with("answers.") || field.starts_with("inferred."))
            && [mine, theirs].into_iter().flatten().any(|value| value.starts_with('['))
        {
            let [base, mine, theirs] = [answers(base), answers(mine), answers(theirs)];
            let both: BTreeSet<&String> = base.iter().chain(&mine).chain(&theirs).collect();
            let is_kept = |id: &&String| match (base.contains(*id), mine.contains(*id), theirs.contains(*id)) {
                (true, mine, theirs) => mine && theirs,
                (false, mine, theirs) => mine || theirs,
            };
            let kept: Vec<&String> = both.into_iter().filter(is_kept).collect();
            return if kept.is_empty() { Ok(None) } else { raw(&kept).map(Some) };
        }
        let taken = self.decide(place, field, [base, mine, theirs].map(|value| value.map(told)));
        Ok(owned(if taken == Some(Take::Theirs) { 2 } else { 1 }))
    }

    /// Notes a conflict. Returns what a person decided.
    fn decide(&mut self, place: &str, field: &str, [base, mine, theirs]: Three<Option<String>>) -> Option<Take> {
        let mut conflict =
            Conflict { place: place.to_owned(), field: field.to_owned(), base, mine, theirs, taken: None };
        conflict.taken = self.choices.get(&conflict.key()).copied();
        let taken = conflict.taken;
        self.conflicts.push(conflict);
        taken
    }

    /// Merges lists of parts, which `key` tells apart.
    fn parts(
        &mut self,
        place: &str,
        list: &str,
        key: &str,
        values: Three<Option<&RawValue>>,
    ) -> Result<Option<Box<RawValue>>, Problem> {
        let [base, mine, theirs] = values.map(|value| value.map_or(Ok(Vec::new()), |value| keyed(value, key)));
        let (base, mine, theirs) = (&base?, &mine?, &theirs?);
        let mut merged: BTreeMap<&str, Built> = BTreeMap::new();
        // In the order in which they stand, which is that of the conflicts.
        let by_id = [base, mine, theirs]
            .map(|side| side.iter().map(|(id, part)| (id.as_str(), part)).collect::<BTreeMap<&str, &Object<'_>>>());
        let mut seen = BTreeSet::new();
        let in_order = base.iter().chain(mine).chain(theirs).map(|(id, _)| id.as_str());
        for id in in_order.filter(|id| seen.insert(*id)) {
            let sides = by_id.each_ref().map(|side| side.get(id).copied());
            let within = format!("{place}/{list}/{id}");
            if let Some(part) = self.part(&within, sides)? {
                merged.insert(id, part);
            }
        }
        let order = self.order(place, list, [base, mine, theirs], &merged);
        let parts: Vec<Built> = order.into_iter().filter_map(|id| merged.remove(id.as_str())).collect();
        if parts.is_empty() && list != "flows" && list != "steps" {
            return Ok(None);
        }
        raw(&parts).map(Some)
    }

    /// Merges one part; none if it is removed.
    fn part(&mut self, place: &str, sides: Three<Option<&Object<'_>>>) -> Result<Option<Built>, Problem> {
        let own = |part: &Object<'_>| part.iter().map(|(name, value)| (name.clone(), (*value).to_owned())).collect();
        let same = |one: &Object<'_>, other: &Object<'_>| {
            one.len() == other.len()
                && one.iter().zip(other).all(|((one, value), (other, its))| one == other && value.get() == its.get())
        };
        let left = match sides {
            [_, Some(_), Some(_)] => {
                let sides = sides.map(|side| side.cloned().unwrap_or_default());
                return self.object(place, "", &sides).map(Some);
            }
            [None, one, other] => return Ok(one.or(other).map(own)),
            [Some(base), None, None] => return Ok(self.kept.contains(place).then(|| own(base))),
            [Some(_), Some(left), None] | [Some(_), None, Some(left)] => left,
        };
        let [Some(base), mine, theirs] = sides else { return Ok(None) };
        if self.kept.contains(place) {
            return Ok(Some(own(left)));
        }
        if same(base, left) {
            return Ok(None);
        }
        let told = |part: Option<&Object<'_>>| part.map(|part| name_of(part).unwrap_or_default());
        let taken = self.decide(place, "", [Some(base), mine, theirs].map(told));
        let removes = if mine.is_none() { Take::Mine } else { Take::Theirs };
        Ok((taken != Some(removes)).then(|| own(left)))
    }

    /// The order of a list's parts. If both moved parts, a person decides.
    fn order(
        &mut self,
        place: &str,
        list: &str,
        sides: Three<&Vec<(String, Object<'_>)>>,
        merged: &BTreeMap<&str, Built>,
    ) -> Vec<String> {
        let [base, mine, theirs] = sides.map(|side| side.iter().map(|(id, _)| id.as_str()).collect::<Vec<&str>>());
        let kept: BTreeSet<&str> = merged.keys().copied().collect();
        let orders = order::Orders { base: &base, mine: &mine, theirs: &theirs, kept: &kept };
        let lead = if let Ok(lead) = orders.lead() {
            lead
        } else {
            let told = |order: &[&str]| Some(order::common(order, &base).join(", "));
            let taken = self.decide(place, list, [told(&base), told(&mine), told(&theirs)]);
            if taken == Some(Take::Theirs) { &theirs } else { &mine }
        };
        orders.merged(lead)
    }
}

/// The parts of a list with what tells them apart: the field `key`, or all of it if that is empty. A part that repeats
/// another one's key gets a number.
fn keyed<'a>(list: &'a RawValue, key: &str) -> Result<Vec<(String, Object<'a>)>, Problem> {
    let parts: Vec<&'a RawValue> = serde_json::from_str(list.get()).map_err(broken)?;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let keyed = parts.into_iter().map(|written| {
        let part = object(written.get())?;
        let id = if key.is_empty() { Some(written.get().to_owned()) } else { part.get(key).map(|id| told(id.get())) };
        let id = id.unwrap_or_default();
        let before = seen.entry(id.clone()).or_default();
        *before += 1;
        Ok((if *before > 1 { format!("{id} ({before})") } else { id }, part))
    });
    keyed.collect()
}

/// What a part is called.
fn name_of(part: &Object<'_>) -> Option<String> {
    ["action", "name", "id", "text"].into_iter().find_map(|field| part.get(field)).map(|name| told(name.get()))
}

/// The ids of answers to a question that may have several.
fn answers(value: Option<&str>) -> BTreeSet<String> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        One(String),
        Several(BTreeSet<String>),
    }
    match value.map(serde_json::from_str) {
        Some(Ok(Given::One(id))) => BTreeSet::from([id]),
        Some(Ok(Given::Several(ids))) => ids,
        _ => BTreeSet::new(),
    }
}

/// A value as a text: texts as they are, anything else as JSON.
fn told(value: &str) -> String {
    serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned())
}

/// The fields of an object; none if there is no object.
fn fields(value: Option<&RawValue>) -> Result<Object<'_>, Problem> {
    value.map_or(Ok(Object::new()), |value| object(value.get()))
}

fn object(text: &str) -> Result<Object<'_>, Problem> {
    serde_json::from_str(text).map_err(broken)
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(broken)
}

fn raw<T: serde::Serialize>(value: &T) -> Result<Box<RawValue>, Problem> {
    serde_json::value::to_raw_value(value).map_err(broken)
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn broken(error: serde_json::Error) -> Problem {
    tracing::error!(%error, "a description that we wrote cannot be merged");
    Problem::internal("")
}

/// A merged description as JSON with pointers, and read as far as it can be read, with its faults.
fn written(mut built: Built) -> Result<(String, (Description, Vec<Fault>)), Problem> {
    if let Some(assumptions) = built.remove("assumptions") {
        let (description, _) = read(&json(&built)?)?;
        let mut assumptions: Vec<Built> = serde_json::from_str(assumptions.get()).map_err(broken)?;
        for assumption in &mut assumptions {
            let at = assumption.get("at").map(|at| told(at.get()));
            let Some(place) = at.as_deref().and_then(|at| at.strip_prefix(places::COUNTED)) else { continue };
            match places::pointer(&description, place) {
                Some(at) => _ = assumption.insert("at".to_owned(), raw(&at)?),
                None => _ = assumption.remove("at"),
            }
        }
        built.insert("assumptions".to_owned(), raw(&assumptions)?);
    }
    let text = json(&built)?;
    let read = read(&text)?;
    Ok((text, read))
}

/// Reads a description, as far as it can be read, with its faults.
fn read(text: &str) -> Result<(Description, Vec<Fault>), Problem> {
    let tree = Tree::from_json(text).map_err(|error| {
        tracing::error!(?error, "a merged description is no JSON");
        Problem::internal("")
    })?;
    Ok(Description::read(&tree))
}
