//! Reads a pack from a tree and records every fault with its place.
//!
//! Faulty parts are left out. References are checked against the shipped rules and the pack's own questions.
//! [`super::amend`] finds out what the changes lead to.

use super::LIMITS;
use super::cases;
use super::condition::{Groups, JOINS, Vocabulary};
use super::written::{
    Constraint, FindingChange, Gate, OwnAnswer, OwnDoes, OwnEffect, OwnFinding, OwnQuestion, Sort, Wanted, Way, Weight,
    Written, ranks,
};
use crate::fault::{Code, Faults, did_you_mean};
use crate::rule::circumstance::{ANNOUNCED, CIRCUMSTANCES, FOLLOWED, PLACE, SENDS, SIDE};
use crate::rule::{HEAVIEST, OPEN, RuleKind};
use crate::rulebook::{Rulebook, Scope};
use crate::terms::{Severity, Side};
use crate::tree::{Tree, Value};
use crate::tree_reader::{Fields, Reader};

const SIDES: &[(&str, Side)] = &[("synchronous", Side::Synchronous), ("event_driven", Side::EventDriven)];

const SEVERITIES: &[(&str, Severity)] =
    &[("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];

/// The circumstances that are known of a step when its mechanism is chosen.
const FOUND_OUT: [&str; 5] = [PLACE.id, SIDE.id, FOLLOWED.id, ANNOUNCED.id, SENDS.id];

/// What an effect can shape.
const SHAPED: &[(&str, &str)] =
    &[("consistency", "consistency"), ("delivery", "delivery"), ("message", "message"), ("style", "style")];

/// Reads a pack on top of the shipped rules, and collects its faults.
pub(super) fn read<'t>(tree: &'t Tree<'t>, base: &Rulebook) -> (Written<'t>, Faults) {
    const KNOWN: &[&str] = &[
        "id",
        "version",
        "author",
        "reason",
        "extends",
        "weights",
        "questions",
        "gates",
        "constraints",
        "findings",
        "cases",
    ];
    let mut r = Reader::new(tree, "Join what belongs together, or leave out what changes nothing.");
    let fields = r.fields(tree, KNOWN, &["id", "version", "author", "reason"]);
    let id = r.field(&fields, "id", |r, t| pack_id(r, t, base)).unwrap_or_default();
    let version = r.field(&fields, "version", |r, t| r.name(t)).unwrap_or_default();
    let author = r.field(&fields, "author", |r, t| r.name(t)).unwrap_or_default();
    let reason = reason(&mut r, &fields);
    r.field(&fields, "extends", |r, t| r.one_of(t, &[(base.id(), ())]));

    let mut desk = Desk { base, vocabulary: Vocabulary::of(base), taken: Vec::new() };
    desk.announce(fields.find("questions"));
    let items = LIMITS.items;
    let weights = listed(&mut r, &fields, "weights", items, |r, t| desk.weight(r, t));
    let questions = listed(&mut r, &fields, "questions", items, |r, t| desk.question(r, t));
    let gates = listed(&mut r, &fields, "gates", items, |r, t| desk.gate(r, t));
    let constraints = listed(&mut r, &fields, "constraints", items, |r, t| desk.constraint(r, t));
    let findings = listed(&mut r, &fields, "findings", items, |r, t| desk.finding(r, t));
    let cases = listed(&mut r, &fields, "cases", items, cases::written);
    let vocabulary = desk.vocabulary;
    let written =
        Written { id, version, author, reason, weights, questions, gates, constraints, findings, cases, vocabulary };
    (written, r.faults)
}

/// Reads an optional list.
fn listed<'t, T>(
    r: &mut Reader<'t>,
    fields: &Fields<'t>,
    name: &str,
    most: usize,
    mut read: impl FnMut(&mut Reader<'t>, &'t Tree<'t>) -> Option<T>,
) -> Vec<T> {
    let items = r.field(fields, name, |r, t| Some(r.list(t, most, "entries", |r, item| read(r, item))));
    items.unwrap_or_default().into_iter().flatten().collect()
}

fn pack_id(r: &mut Reader<'_>, tree: &Tree<'_>, base: &Rulebook) -> Option<String> {
    let id = r.id(tree)?;
    if id == base.id() {
        r.fault(Code::DuplicateId, format!("`{id}` is the name of the shipped rules.")).hint =
            Some("Give the pack a name of its own.".to_owned());
        return None;
    }
    Some(id)
}

fn reason<'t>(r: &mut Reader<'t>, fields: &Fields<'t>) -> String {
    words(r, fields, "reason").unwrap_or_default()
}

/// Reads a text that must not be empty.
fn words<'t>(r: &mut Reader<'t>, fields: &Fields<'t>, name: &str) -> Option<String> {
    r.field(fields, name, |r, t| {
        let text = r.prose(t)?.trim().to_owned();
        if text.is_empty() {
            r.fault(Code::Empty, "This must not be empty.");
            return None;
        }
        Some(text)
    })
}

/// Reads an id that must be one of `candidates`.
fn known<'k>(
    r: &mut Reader<'_>,
    tree: &Tree<'_>,
    what: &str,
    candidates: impl Iterator<Item = &'k str>,
) -> Option<String> {
    let id = r.short(tree)?;
    let candidates: Vec<&str> = candidates.collect();
    if candidates.contains(&id.as_str()) {
        return Some(id);
    }
    let hint = match did_you_mean(&id, candidates.iter().copied()) {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => format!("Known here: {}.", candidates.join(", ")),
    };
    let shown: String = id.chars().take(60).collect();
    r.fault(Code::UnknownReference, format!("There is no {what} `{shown}`.")).hint = Some(hint);
    None
}

/// The context for reading the parts of a pack: the shipped rules, every question, and the ids that the pack
/// has used so far.
struct Desk<'b> {
    base: &'b Rulebook,
    vocabulary: Vocabulary,
    taken: Vec<String>,
}

impl Desk<'_> {
    /// Adds the pack's own questions to the vocabulary before any part is read, so that every condition may
    /// name them.
    fn announce(&mut self, questions: Option<&Tree<'_>>) {
        let Some(Tree { value: Value::List(items), .. }) = questions else { return };
        for item in items.iter().take(LIMITS.items) {
            let text = |name: &str| match &item.nearest(&format!("/{name}")).value {
                Value::Text(text) => Some(text.to_string()),
                _ => None,
            };
            let Some(id) = text("id") else { continue };
            let Value::List(answers) = &item.nearest("/answers").value else { continue };
            let answers = answers.iter().take(LIMITS.answers);
            let answers = answers.filter_map(|answer| match &answer.nearest("/id").value {
                Value::Text(id) => Some(id.to_string()),
                _ => None,
            });
            let scope = if text("kind").as_deref() == Some("system") { Scope::System } else { Scope::Step };
            self.vocabulary.add(&id, scope, answers.collect());
        }
    }

    /// Reads the id of something that the pack adds. No rule and no other part of the pack may have it.
    fn new_id(&mut self, r: &mut Reader<'_>, tree: &Tree<'_>) -> Option<String> {
        let id = r.id(tree)?;
        let reserved = JOINS.contains(&id.as_str()) || CIRCUMSTANCES.iter().any(|known| known.id == id);
        let message = if reserved {
            format!("`{id}` is a word of conditions.")
        } else if self.base.find(&id).next().is_some() {
            format!("The shipped rules have `{id}` already.")
        } else if self.taken.contains(&id) {
            format!("The id `{id}` is given twice.")
        } else {
            self.taken.push(id.clone());
            return Some(id);
        };
        r.fault(Code::DuplicateId, message).hint = Some("Choose another id.".to_owned());
        None
    }

    fn when<'t>(&self, r: &mut Reader<'t>, fields: &Fields<'t>, circumstances: &[&str]) -> Option<Groups> {
        match fields.find("when") {
            None => Some(Groups::always()),
            Some(_) => r.field(fields, "when", |r, t| self.vocabulary.read(r, t, circumstances)),
        }
    }

    fn weight<'t>(&self, r: &mut Reader<'t>, tree: &'t Tree<'t>) -> Option<Weight> {
        let fields = r.fields(tree, &["row", "answer", "halves", "toward", "reason"], &["row", "reason"]);
        let rows = || self.base.rules().filter(|rule| matches!(rule.kind, RuleKind::Row(_)));
        let row = r.field(&fields, "row", |r, t| known(r, t, "row of the matrix", rows().map(|rule| rule.id.as_ref())));
        let answer = r.field(&fields, "answer", |r, t| {
            let answers = self.vocabulary.answers(row.as_deref()?)?;
            known(r, t, "answer of this row", answers.iter().map(String::as_str))
        });
        let halves = r.field(&fields, "halves", halves);
        let toward = r.field(&fields, "toward", |r, t| r.one_of(t, SIDES));
        let reason = reason(r, &fields);
        if fields.find("halves").is_none() && fields.find("toward").is_none() && matches!(tree.value, Value::Map(_)) {
            r.fault(Code::MissingField, "This changes nothing.").hint =
                Some("Say how much it weighs (`halves`), or to which side it leans (`toward`).".to_owned());
        }
        let is_whole = (fields.find("answer").is_none() || answer.is_some())
            && (fields.find("halves").is_none() || halves.is_some());
        Some(Weight { row: row?, answer, halves, toward, reason }).filter(|_| is_whole)
    }

    fn question<'t>(&mut self, r: &mut Reader<'t>, tree: &'t Tree<'t>) -> Option<OwnQuestion> {
        const KNOWN: &[&str] = &["id", "kind", "name", "ask", "reason", "advice", "answers"];
        let fields = r.fields(tree, KNOWN, &["id", "kind", "ask", "reason", "answers"]);
        let id = r.field(&fields, "id", |r, t| self.new_id(r, t));
        let sort = r.field(&fields, "kind", |r, t| r.one_of(t, Sort::ALL));
        let ask = words(r, &fields, "ask");
        let name = r.field(&fields, "name", |r, t| r.name(t));
        let reason = reason(r, &fields);
        let advice = words(r, &fields, "advice");
        let mut ids: Vec<String> = Vec::new();
        let answers = r.field(&fields, "answers", |r, t| {
            let answers = r.list(t, LIMITS.answers, "answers", |r, item| self.answer(r, item, sort, &mut ids));
            if answers.len() < 2 && matches!(t.value, Value::List(_)) {
                r.fault(Code::Empty, "A question needs two answers at least.");
            }
            Some(answers)
        });
        let answers = answers?.into_iter().flatten().collect();
        let (id, ask) = (id?, ask?);
        let name = name.unwrap_or_else(|| ask.chars().take(crate::description::LIMITS.name).collect());
        Some(OwnQuestion { id, name, sort: sort?, ask, reason, advice, answers })
    }

    fn answer<'t>(
        &self,
        r: &mut Reader<'t>,
        tree: &'t Tree<'t>,
        sort: Option<Sort>,
        ids: &mut Vec<String>,
    ) -> Option<OwnAnswer> {
        let fields = r.fields(tree, &["id", "label", "effects"], &["id", "label"]);
        let id = r.field(&fields, "id", |r, t| {
            let id = r.id(t)?;
            if id == OPEN || ids.contains(&id) {
                r.fault(Code::DuplicateId, format!("`{id}` cannot be the id of this answer.")).hint = Some(
                    "Each answer has an id of its own, and `open` stands for a question that nobody answered."
                        .to_owned(),
                );
                return None;
            }
            ids.push(id.clone());
            Some(id)
        });
        let label = r.field(&fields, "label", |r, t| r.name(t));
        let effects = listed(r, &fields, "effects", LIMITS.effects, |r, t| self.effect(r, t, sort));
        Some(OwnAnswer { id: id?, label: label?, effects })
    }

    fn effect<'t>(&self, r: &mut Reader<'t>, tree: &'t Tree<'t>, sort: Option<Sort>) -> Option<OwnEffect> {
        let known: &[&str] = match sort? {
            Sort::Row => &["leans", "shapes", "halves", "when", "reason"],
            Sort::Gate => &["decides", "turns_tie", "shapes", "before", "when", "reason"],
            Sort::Constraint => &["turns_tie", "shapes", "when", "reason"],
            Sort::System => &["advises", "points", "reason"],
        };
        let fields = r.fields(tree, known, &["reason"]);
        let reason = reason(r, &fields);
        let kinds = ["leans", "decides", "turns_tie", "shapes", "advises"];
        let given: Vec<&str> = kinds.into_iter().filter(|kind| fields.find(kind).is_some()).collect();
        let [kind] = given.as_slice() else {
            // A field of an effect that this kind of question does not allow is already reported as an unknown
            // field.
            let is_told = |name: &str| kinds.contains(&name) && !known.contains(&name);
            if matches!(&tree.value, Value::Map(entries) if !entries.iter().any(|(name, _)| is_told(name))) {
                let can: Vec<&str> = kinds.into_iter().filter(|kind| known.contains(kind)).collect();
                r.fault(one_is_wanted(!given.is_empty()), "An effect does one thing.").hint =
                    Some(format!("Write one of {}.", can.join(", ")));
            }
            return None;
        };
        let side = |r: &mut Reader<'t>| r.field(&fields, kind, |r, t| r.one_of(t, SIDES));
        let circumstances: Vec<&str> =
            if *kind == "shapes" { CIRCUMSTANCES.iter().map(|known| known.id).collect() } else { vec![PLACE.id] };
        let does = match *kind {
            "leans" => {
                let toward = side(r);
                let halves = match fields.find("halves") {
                    None => Some(2),
                    Some(_) => r.field(&fields, "halves", halves),
                };
                toward.zip(halves).map(|(toward, halves)| OwnDoes::Leans { toward, halves })
            }
            "decides" => self.decides(r, &fields),
            "turns_tie" => side(r).map(|side| OwnDoes::TurnsTie { side }),
            "shapes" => {
                r.field(&fields, kind, |r, t| r.one_of(t, SHAPED)).map(|what| OwnDoes::Shapes { what: what.to_owned() })
            }
            _ => self.advises(r, &fields),
        };
        let when = self.when(r, &fields, &circumstances);
        Some(OwnEffect { does: does?, when: when?, reason })
    }

    fn decides<'t>(&self, r: &mut Reader<'t>, fields: &Fields<'t>) -> Option<OwnDoes> {
        let side = r.field(fields, "decides", |r, t| r.one_of(t, SIDES));
        let before = match fields.find("before") {
            None => None,
            Some(_) => Some(r.field(fields, "before", |r, t| {
                let gates =
                    self.base.questions(Scope::Step).filter(|rule| ranks(self.base, Some(&rule.id)).next().is_some());
                known(r, t, "gate", gates.map(|rule| rule.id.as_ref()))
            })?),
        };
        Some(OwnDoes::Decides { side: side?, before })
    }

    fn advises<'t>(&self, r: &mut Reader<'t>, fields: &Fields<'t>) -> Option<OwnDoes> {
        let advice = self.base.rules().filter(|rule| matches!(rule.kind, RuleKind::Advice(_)));
        let on = r.field(fields, "advises", |r, t| known(r, t, "advice", advice.map(|rule| rule.id.as_ref())));
        if fields.find("points").is_none() {
            r.fault(Code::MissingField, "The field `points` is missing.");
        }
        let points = r.field(fields, "points", |r, t| r.whole(t, -9, 9));
        Some(OwnDoes::Advises { on: on?, points: i8::try_from(points?).ok()? })
    }

    fn gate<'t>(&self, r: &mut Reader<'t>, tree: &'t Tree<'t>) -> Option<Gate> {
        const KNOWN: &[&str] = &["question", "answer", "decides", "before", "when", "reason"];
        let fields = r.fields(tree, KNOWN, &["question", "answer", "decides", "reason"]);
        let reason = reason(r, &fields);
        let asked = || self.base.questions(Scope::Step).map(|rule| rule.id.as_ref());
        let question = r.field(&fields, "question", |r, t| known(r, t, "shipped question of a step", asked()));
        let answers = r.field(&fields, "answer", |r, t| {
            let answers = self.vocabulary.answers(question.as_deref()?)?;
            let one = |r: &mut Reader<'t>, t| known(r, t, "such answer", answers.iter().map(String::as_str));
            match &t.value {
                Value::List(_) => {
                    let ids = r.list(t, LIMITS.answers, "answers", one);
                    let all: Option<Vec<String>> = ids.into_iter().collect();
                    all.filter(|all| !all.is_empty())
                }
                _ => one(r, t).map(|answer| vec![answer]),
            }
        });
        let does = self.decides(r, &fields);
        let when = self.when(r, &fields, &[PLACE.id]);
        Some(Gate { question: question?, answers: answers?, effect: OwnEffect { does: does?, when: when?, reason } })
    }

    fn constraint<'t>(&self, r: &mut Reader<'t>, tree: &'t Tree<'t>) -> Option<Constraint> {
        let fields = r.fields(tree, &["use", "never", "when", "reason"], &["reason"]);
        let reason = reason(r, &fields);
        let (name, wanted) = match (fields.find("use"), fields.find("never")) {
            (Some(_), None) => ("use", Wanted::Use),
            (None, Some(_)) => ("never", Wanted::Never),
            (first, _) => {
                if matches!(tree.value, Value::Map(_)) {
                    r.fault(one_is_wanted(first.is_some()), "A constraint asks for one way, or rules one out.").hint =
                        Some("Write `use` or `never`, such as `never: {mechanism: two_phase_commit}`.".to_owned());
                }
                return None;
            }
        };
        let way = r.field(&fields, name, |r, t| self.way(r, t, wanted));
        let circumstances: Vec<&str> = match way.as_ref()?.0 {
            Way::Style => vec![PLACE.id, SIDE.id],
            Way::Mechanism => FOUND_OUT.to_vec(),
        };
        let when = self.when(r, &fields, &circumstances);
        let ((way, id), mut when) = (way?, when?);
        if (way, wanted) == (Way::Style, Wanted::Use) {
            // A style never contradicts the side that was decided.
            when = when.and(&self.vocabulary.is(SIDE.id, &[self.side_of(&id)]));
            if when.is_never() {
                let message = format!(
                    "`{id}` is a style of the side `{}`, and this condition asks for the other.",
                    self.side_of(&id)
                );
                r.within("when", |r| {
                    r.fault(Code::NeverHolds, message).hint =
                        Some("Ask for the side of the style, or for none.".to_owned());
                });
                return None;
            }
        }
        Some(Constraint { way, wanted, id, when, reason, at: r.at().to_owned() })
    }

    fn way<'t>(&self, r: &mut Reader<'t>, tree: &'t Tree<'t>, wanted: Wanted) -> Option<(Way, String)> {
        let fields = r.fields(tree, &["style", "mechanism"], &[]);
        let (name, way) = match (fields.find("style"), fields.find("mechanism")) {
            (Some(_), None) => ("style", Way::Style),
            (None, Some(_)) => ("mechanism", Way::Mechanism),
            (first, _) => {
                if matches!(tree.value, Value::Map(_)) {
                    r.fault(one_is_wanted(first.is_some()), "This names no way, or two.").hint = Some(
                        "Write `style: …` for how a step is done, or `mechanism: …` for how it is kept.".to_owned(),
                    );
                }
                return None;
            }
        };
        let rules = self.base.rules().filter(|rule| match way {
            Way::Style => matches!(rule.kind, RuleKind::Style(_)),
            Way::Mechanism => matches!(&rule.kind, RuleKind::Mechanism(mechanism) if !mechanism.cases.is_empty()),
        });
        let id = r.field(&fields, name, |r, t| known(r, t, name, rules.map(|rule| rule.id.as_ref())))?;
        if wanted == Wanted::Never && self.base.remains(&id) {
            r.within(name, |r| {
                r.fault(
                    Code::UnknownReference,
                    format!("`{id}` is what remains where nothing else fits; it cannot be ruled out."),
                )
                .hint = Some("Ask with `use` for what is to stand in its place.".to_owned());
            });
            return None;
        }
        Some((way, id))
    }

    /// The side of a style.
    fn side_of(&self, style: &str) -> &'static str {
        use crate::terms::Verdict;
        match self.base.style(style).map(|rule| &rule.kind) {
            Some(RuleKind::Style(style)) if style.verdict == Verdict::EventDriven => "event_driven",
            _ => "synchronous",
        }
    }

    fn finding<'t>(&mut self, r: &mut Reader<'t>, tree: &'t Tree<'t>) -> Option<FindingChange> {
        const KNOWN: &[&str] = &["silence", "grade", "id", "name", "severity", "when", "message", "advice", "reason"];
        let given = |name: &str| matches!(&tree.value, Value::Map(fields) if fields.iter().any(|(key, _)| key == name));
        let base = self.base;
        let found = || base.rules().filter(|rule| rule.kind.name() == "finding").map(|rule| rule.id.as_ref());
        if given("silence") {
            let fields = r.fields(tree, &["silence", "reason"], &["reason"]);
            let reason = reason(r, &fields);
            let id = r.field(&fields, "silence", |r, t| known(r, t, "finding", found()));
            return Some(FindingChange::Silence { id: id?, reason });
        }
        if given("grade") {
            let fields = r.fields(tree, &["grade", "severity", "reason"], &["severity", "reason"]);
            let reason = reason(r, &fields);
            let id = r.field(&fields, "grade", |r, t| known(r, t, "finding", found()));
            let severity = r.field(&fields, "severity", |r, t| r.one_of(t, SEVERITIES));
            return Some(FindingChange::Grade { id: id?, severity: severity?, reason });
        }
        let fields = r.fields(tree, KNOWN, &["id", "name", "severity", "when", "message", "advice", "reason"]);
        let id = r.field(&fields, "id", |r, t| self.new_id(r, t));
        let name = r.field(&fields, "name", |r, t| r.name(t));
        let severity = r.field(&fields, "severity", |r, t| r.one_of(t, SEVERITIES));
        let message = words(r, &fields, "message");
        let advice = words(r, &fields, "advice");
        let reason = reason(r, &fields);
        let when = r.field(&fields, "when", |r, t| self.vocabulary.read(r, t, &[SIDE.id, ANNOUNCED.id]));
        Some(FindingChange::Own(OwnFinding {
            id: id?,
            name: name?,
            severity: severity?,
            when: when?,
            message: message?,
            advice: advice?,
            reason,
        }))
    }
}

/// The code where one of several fields is wanted, and several or none are given.
fn one_is_wanted(are_several: bool) -> Code {
    if are_several { Code::TooManyFields } else { Code::MissingField }
}

/// Reads a weight in halves of a row.
fn halves(r: &mut Reader<'_>, tree: &Tree<'_>) -> Option<u8> {
    r.whole(tree, 0, i32::from(HEAVIEST)).and_then(|number| u8::try_from(number).ok())
}
