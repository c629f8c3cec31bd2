//! Brings a posted form together with what others have changed since it was shown.
//!
//! A form repeats what its fields showed. A field that the person left alone takes the value that the description has
//! now; a field that they changed keeps theirs, unless somebody else gave it another value meanwhile. Then the person
//! decides between the two. Nothing of it needs a script, or a memory of who saw what.

use std::collections::{BTreeMap, BTreeSet};

use advice::Model;

use super::{
    ANSWER, AS_READ, ASKED, CELL, Posted,
    fields::{self, one_line},
    names::Names,
};

/// The field that says that a form repeats what its fields showed. Fields that were empty are not repeated.
pub(crate) const SEEN: &str = "was";
/// Prefix of the fields that repeat what a field showed.
pub(crate) const WAS: &str = "was.";
/// Prefix of the buttons that decide which of two values a field shall have.
pub(crate) const TAKE: &str = "take.";

/// The id of the form that adds an assumption, and the prefix of those that change one.
pub(crate) const ADD_ASSUMPTION: &str = "add-assumption";
pub(crate) const ASSUMPTION: &str = "assumption/";

/// A field to which two people gave different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The name of the field.
    pub field: String,
    /// The value in the posted form.
    pub mine: String,
    /// The value that the description has meanwhile.
    pub theirs: String,
}

/// The posted form as if it had been filled in on the description as it is now, and the fields in which it would
/// take back what somebody else did. Those keep the posted value.
pub fn merged(posted: &Posted, model: &Model<'_>) -> (Posted, Vec<Conflict>) {
    let mut merged = posted.clone();
    if matches!(posted.value("edit"), "change_assumption" | "remove_assumption") {
        assumption(&mut merged, model);
    }
    place(&mut merged, model);
    if !posted.has(SEEN) {
        return (merged, Vec::new());
    }
    for (name, value) in &posted.0 {
        if let Some(field) = name.strip_prefix(TAKE) {
            merged.set(field, std::slice::from_ref(value));
        }
    }
    let now = fields::now(model, &Names::of(model), posted);
    let mut conflicts = Vec::new();
    if posted.value("edit") == "answer_grid" {
        match_cells(&mut merged, now, &mut conflicts);
        return (merged, conflicts);
    }
    for (name, shown) in &now {
        match_field(&mut merged, model, (name, shown), &mut conflicts);
    }
    // An answer that the description does not have is open there.
    let asked: BTreeSet<String> = posted.values(ASKED).map(|question| format!("{ANSWER}{question}")).collect();
    for name in asked.iter().filter(|name| now.iter().all(|(known, _)| known != *name)) {
        match_field(&mut merged, model, (name, &[]), &mut conflicts);
    }
    (merged, conflicts)
}

/// Brings one field together with the values that the description has for it.
fn match_field(posted: &mut Posted, model: &Model<'_>, (name, now): (&str, &[String]), conflicts: &mut Vec<Conflict>) {
    let question = name.strip_prefix(ANSWER).map(str::to_owned);
    let is_there = match &question {
        Some(question) => posted.values(ASKED).any(|asked| asked == question),
        None => posted.has(name),
    };
    if !is_there {
        return;
    }
    let (mine, was) = (posted.filled_in(name), posted.filled_in(&format!("{WAS}{name}")));
    let now: Vec<String> = now.iter().filter(|value| !value.is_empty()).cloned().collect();
    match question {
        Some(question) if same(&mine, &was) => {
            posted.0.retain(|(field, value)| !(field == ASKED && *value == question));
            posted.set(name, &now);
        }
        None if same(&mine, &was) => posted.set(name, &now),
        // Of an answer that was read out of words, the description states nothing.
        _ if same(&now, &stated(&was)) || same(&now, &stated(&mine)) => {}
        // Of several answers, each is taken or left by itself.
        Some(question) if takes_several(model, &question) => {
            let kept = now.iter().filter(|value| mine.contains(value) || !was.contains(value));
            let added = mine.iter().filter(|value| !was.contains(value) && !now.contains(value));
            let both: Vec<String> = kept.chain(added).cloned().collect();
            posted.set(name, &both);
        }
        _ => conflicts.push(Conflict { field: name.to_owned(), mine: mine.join(", "), theirs: now.join(", ") }),
    }
}

/// Brings the cells of a table together with the answers that the description has. Only those that the person changed
/// are left. There may be thousands of them.
fn match_cells(posted: &mut Posted, now: Vec<fields::Field>, conflicts: &mut Vec<Conflict>) {
    let was: BTreeMap<String, String> =
        posted.beginning(WAS).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let now: BTreeMap<String, String> =
        now.into_iter().map(|(name, values)| (name, values.into_iter().next().unwrap_or_default())).collect();
    let stated = |value: &str| if value == AS_READ { String::new() } else { value.to_owned() };
    posted.0.retain(|(name, mine)| {
        if !name.starts_with(CELL) {
            return true;
        }
        let was = was.get(name).map_or("", String::as_str);
        let theirs = now.get(name).map_or("", String::as_str);
        if *mine != was && theirs != stated(was) && theirs != stated(mine) {
            let (mine, theirs) = (mine.clone(), theirs.to_owned());
            conflicts.push(Conflict { field: name.clone(), mine, theirs });
        }
        mine != was
    });
}

fn takes_several(model: &Model<'_>, question: &str) -> bool {
    let book = model.rulebook();
    book.question(question).and_then(|index| book.asked(index)).is_some_and(|question| question.several)
}

fn stated(values: &[String]) -> Vec<String> {
    values.iter().filter(|value| *value != AS_READ).cloned().collect()
}

/// Whether two fields hold the same. A field of one line loses line breaks, and boxes come in another order.
fn same(one: &[String], other: &[String]) -> bool {
    let plain = |values: &[String]| {
        let mut values: Vec<String> = values.iter().map(|value| one_line(value)).collect();
        values.sort();
        values
    };
    plain(one) == plain(other)
}

/// Gives the form of an assumption the index that this has now. What was typed into the form of one that is gone stands
/// in the form that adds one.
fn assumption(posted: &mut Posted, model: &Model<'_>) {
    let found = fields::assumption(model, posted).map(|index| index.to_string());
    let form = found.as_ref().map_or_else(|| ADD_ASSUMPTION.to_owned(), |index| format!("{ASSUMPTION}{index}"));
    posted.set("assumption", &found.into_iter().collect::<Vec<_>>());
    posted.set("form", &[form]);
}

/// Gives the edits that move or add something their place as the lists are now.
fn place(posted: &mut Posted, model: &Model<'_>) {
    let description = model.description();
    let steps = || {
        let flow = description.flows.iter().find(|flow| flow.id.as_deref() == Some(posted.value("flow")));
        flow.map_or(&[][..], |flow| &flow.steps).iter().map(|step| step.id.as_deref().unwrap_or_default())
    };
    let place = match posted.value("edit") {
        "raise_step" | "lower_step" => steps().position(|id| id == posted.value("step")),
        "raise_flow" | "lower_flow" => {
            description.flows.iter().position(|flow| flow.id.as_deref() == Some(posted.value("flow")))
        }
        "raise_participant" | "lower_participant" => {
            let id = posted.value("participant");
            description.participants.iter().position(|one| one.id.as_deref() == Some(id))
        }
        "add_step" | "tell_step" | "move_step" => {
            let others = steps().filter(|id| posted.value("edit") != "move_step" || *id != posted.value("step"));
            let count = others.clone().count();
            Some(others.into_iter().position(|id| id == posted.value("before")).unwrap_or(count))
        }
        _ => None,
    };
    if let Some(place) = place {
        posted.set("place", &[place.to_string()]);
    }
}

impl Posted {
    /// The values of a field that is filled in. What a step waits for is said by two fields together.
    fn filled_in(&self, name: &str) -> Vec<String> {
        let values = |name: &str| -> Vec<String> {
            self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
        };
        let mut all: Vec<String> = values(name).into_iter().filter(|value| !value.is_empty()).collect();
        if let Some(prefix) = name.strip_suffix("order")
            && (prefix.is_empty() || prefix == WAS)
            && all == ["these"]
        {
            all.extend(values(&format!("{prefix}after")));
        }
        all
    }

    fn set(&mut self, name: &str, values: &[String]) {
        let values = if values.is_empty() { &[String::new()] } else { values };
        let (first, rest) = if name == "order" { values.split_at(1) } else { (values, &[][..]) };
        self.0.retain(|(field, _)| field != name && (name != "order" || field != "after"));
        self.0.extend(first.iter().map(|value| (name.to_owned(), value.clone())));
        self.0.extend(rest.iter().map(|value| ("after".to_owned(), value.clone())));
    }
}

#[cfg(test)]
mod tests {
    use advice::{Tree, model, rules};

    use super::*;

    fn model(answers: &str, action: &str) -> Model<'static> {
        let text = format!(
            r#"{{"name": "S", "answers": {{"history_needed": ["past_states", "undo_redo"]}}, "flows": [{{"id": "f", "steps":
            [{{"id": "a", "action": "Begin"}}, {{"id": "s", "action": "{action}", "from": "shop", "answers": {answers}}}]}}]}}"#
        );
        model::read(&text, &Tree::from_json(&text).unwrap(), rules::shipped()).unwrap()
    }

    fn posted(fields: &[(&str, &str)]) -> Posted {
        let part = [("was", "shown"), ("flow", "f"), ("step", "s")];
        let fields = part.iter().chain(fields);
        Posted(fields.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_a_person_left_alone_stays_as_somebody_else_left_it() {
        let model = model(r#"{"reply": "none"}"#, "Pay now");
        let answers = posted(&[
            ("edit", "answer_step"),
            ("asked", "reply"),
            ("answer.reply", ""),
            ("asked", "consumer_count"),
            ("answer.consumer_count", "multiple"),
        ]);
        let (merged_answers, conflicts) = merged(&answers, &model);
        assert_eq!(conflicts, []);
        assert_eq!(merged_answers.values(ASKED).collect::<Vec<_>>(), ["consumer_count"]);
        let told = [("edit", "retell_step"), ("was.action", "Pay"), ("was.from", "shop"), ("action", "Pay")];
        let told = posted(&[&told[..], &[("from", "till"), ("to", "")]].concat());
        let (told, conflicts) = merged(&told, &model);
        assert_eq!(conflicts, []);
        assert_eq!((told.value("action"), told.value("from"), told.value("to")), ("Pay now", "till", ""));
    }

    #[test]
    fn two_values_for_one_field_are_a_conflict_until_somebody_takes_one() {
        let model = model(r#"{"reply": "none"}"#, "Pay");
        let answer = [("edit", "answer_step"), ("asked", "reply"), ("answer.reply", "answer")];
        let conflict =
            Conflict { field: "answer.reply".to_owned(), mine: "answer".to_owned(), theirs: "none".to_owned() };
        assert_eq!(merged(&posted(&answer), &model).1, [conflict]);
        let took = posted(&[&answer[..], &[("was.answer.reply", "none"), ("take.answer.reply", "answer")]].concat());
        let (took, conflicts) = merged(&took, &model);
        assert_eq!((took.value("answer.reply"), conflicts.len()), ("answer", 0));
        let left = posted(&[&answer[..], &[("was.answer.reply", "none"), ("take.answer.reply", "none")]].concat());
        assert_eq!(merged(&left, &model).0.values(ASKED).count(), 0, "nothing is left to do");
        let as_read =
            [("was.answer.reply", "*"), ("edit", "answer_step"), ("asked", "reply"), ("answer.reply", "none")];
        assert_eq!(merged(&posted(&as_read), &model).1, [], "both say the same");
    }

    #[test]
    fn of_several_answers_each_is_taken_by_itself() {
        let fields = [
            ("edit", "answer_system"),
            ("asked", "history_needed"),
            ("was.answer.history_needed", "undo_redo"),
            ("answer.history_needed", "transition_analytics"),
        ];
        let (merged, conflicts) = merged(&posted(&fields), &model("{}", "Pay"));
        assert_eq!(conflicts, []);
        let answers: Vec<&str> = merged.values("answer.history_needed").collect();
        assert_eq!(answers, ["past_states", "transition_analytics"], "one is added, one removed, one added by another");
    }

    #[test]
    fn of_a_table_only_the_changed_cells_are_left() {
        let cells = [
            ("edit", "answer_grid"),
            ("was.cell.reply/s", "answer"),
            ("cell.reply/s", "answer"),
            ("cell.consumer_count/s", "multiple"),
            ("cell.reply/a", ""),
        ];
        let (left, conflicts) = merged(&posted(&cells), &model(r#"{"reply": "none"}"#, "Pay"));
        assert_eq!(left.beginning(CELL).collect::<Vec<_>>(), [("consumer_count/s", "multiple")]);
        assert_eq!(conflicts, []);
        let cells = [("edit", "answer_grid"), ("cell.reply/s", "answer")];
        let (_, conflicts) = merged(&posted(&cells), &model(r#"{"reply": "none"}"#, "Pay"));
        assert_eq!(conflicts.len(), 1);
    }

    #[test]
    fn what_a_step_waits_for_is_one_field() {
        let order = [("edit", "change_step"), ("was.order", "these"), ("was.after", "a"), ("order", "above")];
        let (_, conflicts) = merged(&posted(&[&order[..], &[("after", "a")]].concat()), &model("{}", "Pay"));
        assert_eq!(conflicts, [], "the description says the same");
        let order = [("edit", "change_step"), ("was.order", "start"), ("order", "start")];
        let (order, _) = merged(&posted(&order), &model("{}", "Pay"));
        assert_eq!((order.value("order"), order.has("after")), ("above", false));
    }

    #[test]
    fn a_place_is_counted_in_the_list_as_it_is() {
        let model = model("{}", "Pay");
        let at = |fields: &[(&str, &str)]| merged(&posted(fields), &model).0.value("place").to_owned();
        assert_eq!(at(&[("edit", "raise_step"), ("place", "9")]), "1");
        assert_eq!(at(&[("edit", "move_step"), ("before", "a")]), "0");
        assert_eq!(at(&[("edit", "move_step"), ("before", "")]), "1");
        assert_eq!(at(&[("edit", "add_step"), ("before", "")]), "2");
        assert_eq!(at(&[("edit", "add_step"), ("before", "s")]), "1");
    }
}
