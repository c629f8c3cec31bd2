//! Compares two versions of an Avro schema by the rules by which a reader resolves what a writer wrote.
//!
//! [`Walk::reads`] asks whether a reader's type reads everything that a writer's type writes; it is asked once in each
//! direction. [`Walk::tell`] goes through both versions side by side and tells what changed.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use self::read::{Field, Kind, Name, Schema, TypeId};
use super::Root;
use super::told::{Difference, Fit, Fits, Place, Report, named, several};

/// Maximum amount of work in one comparison. Beyond it, the answer is that it cannot be decided.
const MOST_WORK: usize = 400_000;

/// Everything that is wrong with a schema.
pub(super) fn check(root: &Root<'_, '_>) -> Vec<(u32, advice::Fault)> {
    read::read(root).1.into_faults()
}

/// Compares two sound schemas, adds the changes to the report, and returns what reads what.
pub(super) fn compare(old: &Root<'_, '_>, new: &Root<'_, '_>, report: Report) -> (Fits, Report) {
    let ((old, _), (new, _)) = (read::read(old), read::read(new));
    let mut walk = Walk {
        old: &old,
        new: &new,
        report,
        known: BTreeMap::new(),
        trail: Vec::new(),
        assumed: BTreeSet::new(),
        told: BTreeSet::new(),
        work: 0,
    };
    let fits = walk.fits(old.root, new.root);
    walk.tell(old.root, new.root, "the value", Fits::OTHER);
    (fits, walk.report)
}

/// A question: which version reads (the new one, or else the old one), the old type and the new type.
type Question = (bool, TypeId, TypeId);

struct Walk<'s, 'w> {
    old: &'s Schema<'w>,
    new: &'s Schema<'w>,
    report: Report,
    /// The answers so far. A question that is still open counts as answered with yes, so that types that contain
    /// themselves come to an end.
    known: BTreeMap<Question, Fit>,
    /// The questions in `known`, in their order.
    trail: Vec<Question>,
    /// The questions that counted as answered while they were open.
    assumed: BTreeSet<Question>,
    /// The pairs of types whose differences are in the report.
    told: BTreeSet<(TypeId, TypeId)>,
    work: usize,
}

impl<'w> Walk<'_, 'w> {
    fn fits(&mut self, old: TypeId, new: TypeId) -> Fits {
        Fits { backward: self.reads((true, old, new)), forward: self.reads((false, old, new)) }
    }

    /// Whether the reading version reads everything that the other one writes.
    fn reads(&mut self, (by_new, old, new): Question) -> Fit {
        let question = (by_new, resolved(self.old, old), resolved(self.new, new));
        if let Some(fit) = self.known.get(&question) {
            self.assumed.insert(question);
            return *fit;
        }
        self.work += 1;
        if self.work > MOST_WORK {
            return Fit::Unknown;
        }
        let start = self.trail.len();
        self.known.insert(question, Fit::Yes);
        self.trail.push(question);
        let fit = self.answer(question);
        if fit != Fit::Yes && self.assumed.remove(&question) {
            // What was found meanwhile may rest on the wrong assumption.
            for wrong in self.trail.drain((start + 1).min(self.trail.len())..) {
                self.known.remove(&wrong);
            }
        }
        self.known.insert(question, fit);
        fit
    }

    /// Whether one of several questions is answered with yes.
    fn any_reads(&mut self, questions: impl Iterator<Item = Question>) -> Fit {
        let mut any = Fit::No;
        for question in questions {
            self.work += 1;
            if self.work > MOST_WORK {
                return Fit::Unknown;
            }
            any = any.or(self.reads(question));
        }
        any
    }

    fn answer(&mut self, (by_new, old, new): Question) -> Fit {
        let (old_type, new_type) = (&self.old.types[old], &self.new.types[new]);
        let (writer, reader) = if by_new { (old_type, new_type) } else { (new_type, old_type) };
        let ask =
            |writer: TypeId, reader: TypeId| if by_new { (true, writer, reader) } else { (false, reader, writer) };
        let (written, read) = if by_new { (old, new) } else { (new, old) };
        match (&writer.kind, &reader.kind) {
            (Kind::Union(branches), _) => {
                let mut all = Fit::Yes;
                for branch in branches {
                    if self.work > MOST_WORK {
                        return Fit::Unknown;
                    }
                    all = all.and(self.reads(ask(*branch, read)));
                }
                all
            }
            (_, Kind::Union(branches)) => {
                let mut any = Fit::No;
                for branch in branches {
                    self.work += 1;
                    if self.work > MOST_WORK {
                        return Fit::Unknown;
                    }
                    any = any.or(self.reads(ask(written, *branch)));
                }
                any
            }
            (Kind::Primitive(writer_name), Kind::Primitive(reader_name)) => {
                Fit::when(promotes(writer_name, reader_name))
                    .and(same_meaning(writer.logical.as_deref(), reader.logical.as_deref()))
            }
            (Kind::Array(writer), Kind::Array(reader)) | (Kind::Map(writer), Kind::Map(reader)) => {
                self.reads(ask(*writer, *reader))
            }
            (Kind::Fixed { name, size }, Kind::Fixed { name: reader_name, size: reader_size }) => {
                Fit::when(size == reader_size && matches(reader_name, name))
                    .and(same_meaning(writer.logical.as_deref(), reader.logical.as_deref()))
            }
            (Kind::Enum { name, symbols, .. }, Kind::Enum { name: reader_name, symbols: reader_symbols, default }) => {
                Fit::when(matches(reader_name, name) && (*default || symbols.is_subset(reader_symbols)))
            }
            (Kind::Record { name, fields }, Kind::Record { name: reader_name, fields: reader_fields }) => {
                if !matches(reader_name, name) {
                    return Fit::No;
                }
                let by_name: BTreeMap<&str, &Field<'_>> = fields.iter().map(|field| (field.name, field)).collect();
                self.work += fields.len() + reader_fields.len();
                reader_fields.iter().fold(Fit::Yes, |all, field| {
                    all.and(match found(&by_name, field) {
                        Some(writer) => self.reads(ask(writer.type_id, field.type_id)),
                        None => Fit::when(field.has_default),
                    })
                })
            }
            _ => Fit::No,
        }
    }

    /// Tells the differences between two types. A part breaks only what the whole breaks.
    fn tell(&mut self, old_id: TypeId, new_id: TypeId, it: &str, whole: Fits) {
        let places = (self.old.types[old_id].place.clone(), self.new.types[new_id].place.clone());
        let (old_id, new_id) = (resolved(self.old, old_id), resolved(self.new, new_id));
        if !self.told.insert((old_id, new_id)) {
            return;
        }
        let fits = self.fits(old_id, new_id).within(whole);
        let (old, new) = (&self.old.types[old_id], &self.new.types[new_id]);
        match (&old.kind, &new.kind) {
            (Kind::Record { name, fields }, Kind::Record { name: new_name, fields: new_fields })
                if either_matches(name, new_name) =>
            {
                self.tell_name(name, new_name, &places, it, fits);
                self.tell_fields((fields, &places.0), (new_fields, &places.1), fits);
            }
            (Kind::Enum { name, symbols, .. }, Kind::Enum { name: new_name, symbols: new_symbols, .. })
                if either_matches(name, new_name) =>
            {
                self.tell_name(name, new_name, &places, it, fits);
                self.tell_symbols(symbols, new_symbols, &places, it, fits);
            }
            (Kind::Array(old), Kind::Array(new)) => self.tell(*old, *new, &format!("each item of {it}"), fits),
            (Kind::Map(old), Kind::Map(new)) => self.tell(*old, *new, &format!("each value of {it}"), fits),
            (Kind::Union(old), Kind::Union(new)) => self.tell_branches(old, new, &places, it, fits),
            _ => {
                let (was, is) = (in_words(self.old, old_id), in_words(self.new, new_id));
                let same = was == is && old.logical == new.logical && fits == Fits::BOTH;
                if same {
                    return;
                }
                let meaning = fits.backward == Fit::Unknown || fits.forward == Fit::Unknown;
                let data = |kind: &str| format!("in which {it} is {kind}");
                self.report.push(Difference {
                    old: Some(places.0),
                    new: Some(places.1),
                    what: format!("{} was {was}, and is now {is}.", start(it)),
                    fits,
                    old_data: if meaning { String::new() } else { data(&was) },
                    new_data: if meaning { String::new() } else { data(&is) },
                    instead: "Keep the field as it was, and add a second one of the new type with a default. Fill both \
                              until the last consumer reads the new one.",
                });
            }
        }
    }

    fn tell_name(&mut self, old: &Name, new: &Name, places: &(Place, Place), it: &str, whole: Fits) {
        if old.short() == new.short() {
            return;
        }
        let fits = Fits { backward: Fit::when(matches(new, old)), forward: Fit::when(matches(old, new)) };
        self.report.push(Difference {
            old: Some(places.0.to("name")),
            new: Some(places.1.to("name")),
            what: format!("The type of {it} was called {}, and is now called {}.", named(&old.full), named(&new.full)),
            fits: fits.within(whole),
            old_data: "under the old name".to_owned(),
            new_data: "under the new name".to_owned(),
            instead: "Keep the name; or let consumers read by the new version, with the old name among its `aliases`, \
                      before a producer uses it.",
        });
    }

    fn tell_fields(&mut self, old: (&[Field<'w>], &Place), new: (&[Field<'w>], &Place), whole: Fits) {
        let ((old, old_place), (new, new_place)) = (old, new);
        self.work += old.len() + new.len();
        let old_names: BTreeMap<&str, &Field<'_>> = old.iter().map(|field| (field.name, field)).collect();
        let new_names: BTreeMap<&str, &Field<'_>> = new.iter().map(|field| (field.name, field)).collect();
        let old_aliases: BTreeSet<&str> = old.iter().flat_map(|field| field.aliases.iter().copied()).collect();
        let mut matched = BTreeSet::new();
        for field in new {
            let Some(before) = found(&old_names, field) else {
                if !old_aliases.contains(field.name) {
                    self.tell_added(field, old_place, whole);
                }
                continue;
            };
            matched.insert(before.name);
            if before.name != field.name {
                let backward = Fit::Yes;
                let forward = Fit::when(before.has_default || before.aliases.contains(&field.name));
                self.report.push(Difference {
                    old: Some(before.place.to("name")),
                    new: Some(field.place.to("name")),
                    what: format!("{} is now called {}.", named(before.name), named(field.name)),
                    fits: Fits { backward, forward }.within(whole),
                    old_data: String::new(),
                    new_data: format!("without {}", named(before.name)),
                    instead: "Keep the name, and change only the documentation; or let every consumer read by the new \
                              version before a producer uses it.",
                });
            }
            self.tell(before.type_id, field.type_id, &named(field.name), whole);
        }
        for field in old.iter().filter(|field| !matched.contains(field.name)) {
            match found(&new_names, field) {
                // Only the old version knows the new name, by an alias.
                Some(after) => {
                    self.report.push(Difference {
                        old: Some(field.place.to("name")),
                        new: Some(after.place.to("name")),
                        what: format!("{} is now called {}.", named(field.name), named(after.name)),
                        fits: Fits { backward: Fit::when(after.has_default), forward: Fit::Yes }.within(whole),
                        old_data: format!("without {}", named(after.name)),
                        new_data: String::new(),
                        instead: "Name the old name among the `aliases` of the field.",
                    });
                    self.tell(field.type_id, after.type_id, &named(after.name), whole);
                }
                None => self.tell_removed(field, new_place, whole),
            }
        }
    }

    fn tell_added(&mut self, field: &Field<'_>, beside: &Place, whole: Fits) {
        let (name, default) = (named(field.name), field.has_default);
        let with = if default { "with a default" } else { "without a default" };
        self.report.push(Difference {
            old: Some(beside.to("fields")),
            new: Some(field.place.clone()),
            what: format!("The field {name} was added, {with}."),
            fits: Fits { backward: Fit::when(default), forward: Fit::Yes }.within(whole),
            old_data: format!("without {name}"),
            new_data: String::new(),
            instead: "Give it a default.",
        });
    }

    fn tell_removed(&mut self, field: &Field<'_>, beside: &Place, whole: Fits) {
        let (name, default) = (named(field.name), field.has_default);
        let had = if default { "had a default" } else { "had no default" };
        self.report.push(Difference {
            old: Some(field.place.clone()),
            new: Some(beside.to("fields")),
            what: format!("The field {name} was removed; it {had}."),
            fits: Fits { backward: Fit::Yes, forward: Fit::when(default) }.within(whole),
            old_data: String::new(),
            new_data: format!("without {name}"),
            instead: "Give it a default first, in a version of its own; remove it when every consumer reads by that one.",
        });
    }

    fn tell_symbols(
        &mut self,
        old: &BTreeSet<&str>,
        new: &BTreeSet<&str>,
        places: &(Place, Place),
        it: &str,
        whole: Fits,
    ) {
        let gone: Vec<&str> = old.difference(new).copied().collect();
        let more: Vec<&str> = new.difference(old).copied().collect();
        let what = match (gone.as_slice(), more.as_slice()) {
            ([], []) => return,
            ([], more) => format!("{} can now also be {}.", start(it), several(more)),
            (gone, []) => format!("{} cannot be {} any more.", start(it), several(gone)),
            (gone, more) => format!("{} can now be {}, and not {} any more.", start(it), several(more), several(gone)),
        };
        let fits = Fits { backward: Fit::when(gone.is_empty()), forward: Fit::when(more.is_empty()) };
        self.report.push(Difference {
            old: Some(places.0.to("symbols")),
            new: Some(places.1.to("symbols")),
            what,
            fits: fits.within(whole),
            old_data: format!("in which {it} is {}", several(&gone)),
            new_data: format!("in which {it} is {}", several(&more)),
            instead: "Give the enum a `default` in the version that consumers read by, before the symbols change.",
        });
    }

    fn tell_branches(&mut self, old: &[TypeId], new: &[TypeId], places: &(Place, Place), it: &str, whole: Fits) {
        let mut paired = BTreeSet::new();
        let labels: BTreeMap<String, TypeId> =
            new.iter().map(|branch| (in_words(self.new, *branch), *branch)).collect();
        for branch in old {
            let label = in_words(self.old, *branch);
            if let Some(other) = labels.get(&label) {
                paired.insert(*other);
                self.tell(*branch, *other, it, whole);
                continue;
            }
            let fit = self.any_reads(new.iter().map(|other| (true, *branch, *other)));
            self.report.push(Difference {
                old: Some(self.old.types[*branch].place.clone()),
                new: Some(places.1.clone()),
                what: format!("{} could be {label}, and cannot any more.", start(it)),
                fits: Fits { backward: fit, forward: Fit::Yes }.within(whole),
                old_data: format!("in which {it} is {label}"),
                new_data: String::new(),
                instead: "Keep the branch of the union, and stop sending it.",
            });
        }
        for branch in new.iter().filter(|branch| !paired.contains(*branch)) {
            let label = in_words(self.new, *branch);
            let fit = self.any_reads(old.iter().map(|other| (false, *other, *branch)));
            self.report.push(Difference {
                old: Some(places.0.clone()),
                new: Some(self.new.types[*branch].place.clone()),
                what: format!("{} can now also be {label}.", start(it)),
                fits: Fits { backward: Fit::Yes, forward: fit }.within(whole),
                old_data: String::new(),
                new_data: format!("in which {it} is {label}"),
                instead: "Let every consumer read by the new version before a producer sends it.",
            });
        }
    }
}

/// A type in a sentence.
fn in_words(schema: &Schema<'_>, id: TypeId) -> String {
    let found = &schema.types[resolved(schema, id)];
    let kind = match &found.kind {
        Kind::Primitive(name) => named(name),
        Kind::Record { name, .. } => format!("the record {}", named(name.short())),
        Kind::Enum { name, .. } => format!("the enum {}", named(name.short())),
        Kind::Fixed { name, size } => format!("{} of {size} bytes", named(name.short())),
        Kind::Array(_) => "an array".to_owned(),
        Kind::Map(_) => "a map".to_owned(),
        Kind::Union(branches) => {
            let kinds: Vec<String> = branches.iter().take(6).map(|branch| in_words(schema, *branch)).collect();
            kinds.join(" or ")
        }
        Kind::Named(_) => "a type".to_owned(),
    };
    match &found.logical {
        Some(logical) => format!("{kind} as {}", named(logical)),
        None => kind,
    }
}

/// The type that a name stands for.
fn resolved(schema: &Schema<'_>, id: TypeId) -> TypeId {
    match schema.types[id].kind {
        Kind::Named(target) => target,
        _ => id,
    }
}

/// What stands there, at the beginning of a sentence.
fn start(it: &str) -> String {
    let mut chars = it.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The writer's field that a reader's field reads.
fn found<'f, 'w>(writer: &BTreeMap<&str, &'f Field<'w>>, reader: &Field<'_>) -> Option<&'f Field<'w>> {
    let aliases = || reader.aliases.iter().find_map(|alias| writer.get(alias));
    writer.get(reader.name).or_else(aliases).copied()
}

/// Whether a reader's name stands for a writer's type: by the name without its namespace, or by an alias.
fn matches(reader: &Name, writer: &Name) -> bool {
    reader.short() == writer.short() || reader.aliases.contains(&writer.full)
}

fn either_matches(one: &Name, other: &Name) -> bool {
    matches(one, other) || matches(other, one)
}

/// Whether a primitive type is read as another one.
fn promotes(writer: &str, reader: &str) -> bool {
    let to: &[&str] = match writer {
        "int" => &["long", "float", "double"],
        "long" => &["float", "double"],
        "float" => &["double"],
        "string" => &["bytes"],
        "bytes" => &["string"],
        _ => &[],
    };
    writer == reader || to.contains(&reader)
}

/// Whether values of the same bytes mean the same. Decimals must agree in precision and scale; about other meanings
/// the bytes say nothing.
fn same_meaning(writer: Option<&str>, reader: Option<&str>) -> Fit {
    match (writer, reader) {
        (Some(writer), Some(reader)) if writer != reader => {
            let both = writer.starts_with("decimal(") && reader.starts_with("decimal(");
            if both { Fit::No } else { Fit::Unknown }
        }
        _ => Fit::Yes,
    }
}
