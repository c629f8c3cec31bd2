//! The values that a form's fields have before somebody types into them.
//!
//! A page writes these values into its forms. When a form is posted, [`merge`](super::merge) compares it with them: it
//! changes only the fields that the person has changed.

use advice::{
    Model,
    description::{Answers, Join, Outcome, ParticipantKind, Period, Plain, Step, places},
    model::StepModel,
};

use super::{ANSWER, CELL, Posted, SEEN, WAS, names::Names};

/// The name of a field and its values; a field that is not filled in has one empty value or none.
pub(crate) type Field = (String, Vec<String>);

/// The fields of the form that makes the posted edit, for the part that it names. Empty if it changes no part that
/// is there.
pub(crate) fn now(model: &Model<'_>, names: &Names<'_>, posted: &Posted) -> Vec<Field> {
    match posted.value("edit") {
        "change_step" => {
            with_step(model, posted, |step, its| [told(step, its, names), vec![order(step)], timing(step)].concat())
        }
        "retell_step" => with_step(model, posted, |step, its| told(step, its, names)),
        "answer_step" => with_step(model, posted, |step, _| answers(&step.answers)),
        "answer_grid" => cells(model, posted),
        "answer_system" => answers(&model.description().answers),
        "change_system" => {
            let description = model.description();
            vec![one("name", &description.name), one("summary", description.summary.as_deref().unwrap_or_default())]
        }
        "change_review" => vec![one("review_by", model.description().review_by.as_deref().unwrap_or_default())],
        "change_assumption" | "remove_assumption" => {
            assumption(model, posted).map(|index| assumed(model, index)).unwrap_or_default()
        }
        "change_flow" => flow(model, names, posted),
        "change_participant" => participant(model, names, posted),
        _ => Vec::new(),
    }
}

fn one(name: &str, value: &str) -> Field {
    (name.to_owned(), vec![value.to_owned()])
}

fn with_step(model: &Model<'_>, posted: &Posted, fields: impl Fn(&Step, &StepModel) -> Vec<Field>) -> Vec<Field> {
    let place = super::DraftPage::of(posted.value("flow"), posted.value("step"));
    let Some((flow, Some(step))) = place.find(model) else { return Vec::new() };
    let its = model.flows().get(flow).and_then(|flow| flow.steps.get(step));
    its.map(|its| fields(&model.description().flows[flow].steps[step], its)).unwrap_or_default()
}

fn told(step: &Step, its: &StepModel, names: &Names<'_>) -> Vec<Field> {
    vec![
        one("action", &step.action),
        one("from", its.from.map(|from| names.typed(from)).unwrap_or_default()),
        one("to", &names.list(&its.to)),
        one("tells", &names.list(&its.tells)),
        one("entity", step.entity.as_deref().unwrap_or_default()),
        one("announces", step.announces.as_deref().unwrap_or_default()),
    ]
}

/// What the step waits for: the way in which that is said, and the steps if they are named.
fn order(step: &Step) -> Field {
    let values = match step.after.as_deref() {
        None => vec!["above".to_owned()],
        Some([]) => vec!["start".to_owned()],
        Some(after) => std::iter::once("these".to_owned()).chain(after.iter().cloned()).collect(),
    };
    ("order".to_owned(), values)
}

fn timing(step: &Step) -> Vec<Field> {
    let when = step.when.clone().unwrap_or_default();
    let words = |period: Option<&Period>| period.map(Period::in_words).unwrap_or_default();
    let text = |said: &Option<String>| said.clone().unwrap_or_default();
    vec![
        one("when/step", &text(&when.step)),
        one("when/outcome", when.outcome.map_or("", Outcome::id)),
        one("when/text", &text(&when.text)),
        one("starts", &words(step.starts.as_ref().map(|starts| &starts.after))),
        one("within", &words(step.within.as_ref())),
        one("undoes", &text(&step.undoes)),
        one("join", step.join.map_or("", |join| if join == Join::All { "all" } else { "any" })),
        one("repeats", &text(&step.repeats)),
        one("order_by", &text(&step.order_by)),
    ]
}

fn answers(given: &Answers) -> Vec<Field> {
    given.iter().map(|(question, given)| (format!("{ANSWER}{question}"), given.ids().to_vec())).collect()
}

/// The stated answers of a flow's steps.
fn cells(model: &Model<'_>, posted: &Posted) -> Vec<Field> {
    let flows = &model.description().flows;
    let flow = flows.iter().find(|flow| flow.id.as_deref() == Some(posted.value("flow")));
    let steps = flow.map_or(&[][..], |flow| &flow.steps).iter();
    let answers = steps.filter_map(|step| Some((step.id.as_ref()?, &step.answers)));
    answers
        .flat_map(|(step, answers)| answers.iter().map(move |given| (step, given)))
        .map(|(step, (question, given))| (format!("{CELL}{question}/{step}"), given.ids().to_vec()))
        .collect()
}

fn flow(model: &Model<'_>, names: &Names<'_>, posted: &Posted) -> Vec<Field> {
    let Some((index, _)) = super::DraftPage::of(posted.value("flow"), "").find(model) else { return Vec::new() };
    let described = &model.description().flows[index];
    let actor = model.flows().get(index).and_then(|flow| flow.actor);
    let trigger = described.trigger.clone().unwrap_or_default();
    vec![
        one("name", described.name.as_deref().or(described.id.as_deref()).unwrap_or_default()),
        one("actor", actor.map(|actor| names.typed(actor)).unwrap_or_default()),
        one("trigger/every", &trigger.every.map(|every| every.in_words()).unwrap_or_default()),
        one("trigger/event", trigger.event.as_deref().unwrap_or_default()),
    ]
}

/// The assumption that a form is about. It has no id, so what the form showed of it names it: its text, and its index
/// and its place if somebody else changed the text meanwhile. None if it is gone, or if another one may be meant.
pub(super) fn assumption(model: &Model<'_>, posted: &Posted) -> Option<usize> {
    let all = &model.description().assumptions;
    let index = posted.number("assumption")?;
    if !posted.has(SEEN) {
        return Some(index).filter(|index| *index < all.len());
    }
    let shown = |field: &str| posted.value(&format!("{WAS}{field}"));
    let alike = all.iter().enumerate().filter(|(_, one)| same_text(&one.text, shown("text")));
    let nearest = alike.map(|(at, _)| at).min_by_key(|at| at.abs_diff(index));
    let is_changed = |index: &usize| {
        let is_it = all.get(*index).is_some_and(|its| place(model, its.at.as_deref()) == shown("at"));
        is_it && posted.value("edit") == "change_assumption" && posted.number("of") == Some(all.len())
    };
    nearest.or_else(|| Some(index).filter(is_changed))
}

/// What an assumption says, the place that it names, by ids, and the value that has to stand there.
fn assumed(model: &Model<'_>, index: usize) -> Vec<Field> {
    let Some(its) = model.description().assumptions.get(index) else { return Vec::new() };
    let is = its.is.as_ref().and_then(Plain::as_one).unwrap_or_default();
    vec![one("text", &its.text), one("at", &place(model, its.at.as_deref())), one("is", is)]
}

/// Whether two texts are the same in a field of one line.
fn same_text(one: &str, other: &str) -> bool {
    one_line(one) == one_line(other)
}

/// A text as a field of one line has it.
pub(super) fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}

fn place(model: &Model<'_>, at: Option<&str>) -> String {
    at.map(|at| places::by_ids(model.description(), at)).unwrap_or_default()
}

fn participant(model: &Model<'_>, names: &Names<'_>, posted: &Posted) -> Vec<Field> {
    let id = posted.value("participant");
    let Some(its) = model.participants().iter().find(|its| its.id == id) else { return Vec::new() };
    let kind = ParticipantKind::ALL.iter().find(|(_, kind)| *kind == its.kind).map_or("", |(name, _)| *name);
    vec![one("name", &its.name), one("kind", kind), one("of", its.of.map(|of| names.typed(of)).unwrap_or_default())]
}
