//! Reads the forms of the questionnaire as edits, and returns what was typed so that a page can show it again.
//!
//! It knows the names of the forms' fields but no HTTP. The engine decides whether an edit can be applied.
//!
//! A draft is a text under a secret id. Every change is a list of edits that one pure function
//! ([`advice::edit`]) applies to the newest version. A form repeats what it showed, and [`merged`] takes from it only
//! what the person changed, so that nobody takes back what somebody else did. The island `Live` sends the same forms
//! as they change and replaces the parts of the answered page that are marked `data-live`. Without it, the browser
//! submits the forms.

mod draft_page;
mod fields;
mod merge;
mod names;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Description, Fault, Model,
    description::{LIMITS, ParticipantKind},
    edit::{self, Answer, Assumed, Edit, Said, SetOff, Timing, Told},
};
use serde::Deserialize;

use crate::{
    mending::{self, Mend, Mended, StepId},
    problem::Problem,
    words::Words,
};

pub use draft_page::DraftPage;
pub use draft_page::encode;
pub(crate) use fields::now;
pub(crate) use merge::{ADD_ASSUMPTION, ASSUMPTION, SEEN, TAKE, WAS};
pub use merge::{Conflict, merged};
pub(crate) use names::Names;

/// Prefix of the fields that hold a question's answers; the question's id follows.
pub const ANSWER: &str = "answer.";
/// The field that names a question of the form. It makes a question visible whose answers were all removed.
pub const ASKED: &str = "asked";

/// Prefix of the fields of a table of answers; a question's id, a slash and a step's id follow.
pub const CELL: &str = "cell.";

/// The value that keeps an answer as it was read from words. No answer has this id.
pub const AS_READ: &str = "*";

/// The fields of a posted form as names and values, in the form's order. A name may occur several times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// A form with these fields.
    pub(crate) fn of<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Self {
        Self(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// The first value of a field; empty if the field is missing.
    pub fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn values<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The page that the form belongs to.
    pub fn place(&self) -> DraftPage {
        if self.has("back.reading") {
            return DraftPage::Reading;
        }
        match self.value("back.kind") {
            "asking" => return DraftPage::Asking,
            "grid" => return DraftPage::Grid(self.owned("back.flow")),
            _ => {}
        }
        DraftPage::of(self.value("back.flow"), self.value("back.step"))
    }

    /// Whether the form has this field.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(given, _)| given == name)
    }

    /// Every field whose name begins so: the rest of its name, and its value.
    pub(crate) fn beginning<'p>(&'p self, prefix: &'p str) -> impl Iterator<Item = (&'p str, &'p str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }

    fn owned(&self, name: &str) -> String {
        self.value(name).to_owned()
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.value(name).parse().ok()
    }
}

/// A change of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Edits of the description, one after the other.
    Edits(Vec<Edit>),
    /// The rows of a spreadsheet, read on the description that it changes.
    Rows {
        /// Id of the flow.
        flow: String,
        /// Ids of the questions of its columns, unless the first row names them.
        columns: Vec<String>,
        /// The rows.
        text: String,
    },
    /// A change on the bench, of the description and of what the sentences became.
    Mend(Mend),
}

/// The change that a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormChange {
    /// The change.
    pub change: Change,
    /// Where the person goes after the change.
    pub then: Then,
    /// The message to show about a change that the page itself does not show.
    pub notice: Option<Notice>,
}

/// Where a person goes after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Back to the form's page.
    Stay,
    /// To the next step that has an open question.
    GoOn,
    /// To the next question, where they are asked one at a time.
    Next,
    /// Into the flow that was just added.
    Enter,
    /// To the step that was just added.
    Show,
}

/// A message about a change that the page itself does not show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// A step was removed.
    StepRemoved,
    /// A flow was removed with its steps.
    FlowRemoved,
    /// A participant was removed.
    ParticipantRemoved,
    /// An assumption was removed.
    AssumptionRemoved,
    /// The rows of a spreadsheet were taken.
    RowsTaken,
    /// The last change was undone.
    Undone,
    /// The change that was undone last is done again.
    DoneAgain,
    /// Nothing was undone, because somebody else changed the draft meanwhile.
    Overtaken,
    /// A draft and the newest revision of its report were put together in this draft.
    Merged,
    /// Answers of ballots were taken into this draft.
    Taken,
    /// Nothing was published, because nothing differs from the newest revision.
    NothingDiffers,
}

impl Notice {
    /// Every notice.
    pub const ALL: [Self; 11] = [
        Self::StepRemoved,
        Self::FlowRemoved,
        Self::ParticipantRemoved,
        Self::AssumptionRemoved,
        Self::RowsTaken,
        Self::Undone,
        Self::DoneAgain,
        Self::Overtaken,
        Self::Merged,
        Self::Taken,
        Self::NothingDiffers,
    ];

    /// The notice as it appears in an address.
    pub fn id(self) -> &'static str {
        match self {
            Self::StepRemoved => "step_removed",
            Self::FlowRemoved => "flow_removed",
            Self::ParticipantRemoved => "participant_removed",
            Self::AssumptionRemoved => "assumption_removed",
            Self::RowsTaken => "rows_taken",
            Self::Undone => "undone",
            Self::DoneAgain => "done_again",
            Self::Overtaken => "overtaken",
            Self::Merged => "merged",
            Self::Taken => "taken",
            Self::NothingDiffers => "nothing_differs",
        }
    }
}

/// A posted form that could not be applied, for the page that shows it again.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The fields as typed, and those that were left alone as somebody else changed them meanwhile.
    pub posted: Posted,
    /// The fields to which somebody else gave another value meanwhile.
    pub conflicts: Vec<Conflict>,
    /// The reason why the form was refused.
    pub problem: Problem,
}

impl Mistake {
    /// What somebody else did meanwhile with a field of the form with the id `form`.
    pub fn conflict(&self, form: &str, field: &str) -> Option<&Conflict> {
        let its = self.posted.value("form") == form;
        self.conflicts.iter().find(|conflict| its && conflict.field == field)
    }

    /// The faults of one field of the form with the id `form`. `at` is the JSON Pointer that the edit uses
    /// for that field.
    pub fn faults<'m>(&'m self, form: &str, at: &'m str) -> impl Iterator<Item = &'m Fault> + use<'m> {
        let its = self.posted.value("form") == form;
        let inside = move |fault: &&Fault| its && fault.at.strip_prefix(at).is_some_and(is_end);
        self.problem.faults.iter().filter(inside)
    }
}

/// Whether a JSON Pointer ends here or continues with another part.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

/// Reads the change that a form asks for.
///
/// # Errors
/// No form has the posted name.
pub fn read(posted: &Posted) -> Result<FormChange, Problem> {
    let flow = || posted.owned("flow");
    let step = || posted.owned("step");
    let participant = || posted.owned("participant");
    let place = posted.number("place").unwrap_or_default();
    if let Some(mend) = mend(posted)? {
        let notice = matches!(mend, Mend::Drop(_)).then_some(Notice::StepRemoved);
        return Ok(FormChange { change: Change::Mend(mend), then: Then::Stay, notice });
    }
    let edit = match posted.value("edit") {
        "answer_step" => {
            return answers(posted, |question, answers| Edit::Answer {
                flow: flow(),
                step: step(),
                question,
                answer: answers.into_iter().next(),
            });
        }
        "answer_system" => return answers(posted, |question, answers| Edit::AnswerSystem { question, answers }),
        "change_step" => {
            let mut edits = vec![
                Edit::ChangeStep { flow: flow(), step: step(), told: told(posted) },
                Edit::ChangeOrder { flow: flow(), step: step(), after: after(posted) },
            ];
            edits.extend(timing(posted).map(|timing| Edit::ChangeTiming { flow: flow(), step: step(), timing }));
            return Ok(stay(edits));
        }
        "take_back" => match Said::ALL.iter().find(|(name, _)| *name == posted.value("said")) {
            Some((_, said)) => Edit::TakeBack { flow: flow(), step: step(), said: *said },
            None => Edit::Answer { flow: flow(), step: step(), question: posted.owned("said"), answer: None },
        },
        "answer_grid" => {
            let answers = posted.beginning(CELL).filter(|(_, value)| *value != AS_READ).filter_map(|(name, value)| {
                let (question, step) = name.split_once('/')?;
                let answer = (!value.is_empty()).then(|| value.to_owned());
                Some(Answer { step: step.to_owned(), question: question.to_owned(), answer })
            });
            return Ok(stay(vec![Edit::AnswerSteps { flow: flow(), answers: answers.collect() }]));
        }
        "paste_rows" => {
            let columns = posted.value("columns").split_whitespace().map(str::to_owned).collect();
            let change = Change::Rows { flow: flow(), columns, text: posted.owned("rows") };
            return Ok(FormChange { change, then: Then::Stay, notice: Some(Notice::RowsTaken) });
        }
        "take_all" => Edit::Confirm,
        "change_system" => Edit::ChangeSystem { name: posted.owned("name"), summary: posted.owned("summary") },
        "change_review" => Edit::ChangeReview { review_by: posted.owned("review_by") },
        "add_assumption" => Edit::AddAssumption { assumed: assumed(posted) },
        "change_assumption" => Edit::ChangeAssumption { assumption: assumption(posted), assumed: assumed(posted) },
        "remove_assumption" => Edit::RemoveAssumption { assumption: assumption(posted) },
        "add_participant" => {
            Edit::AddParticipant { name: posted.owned("name"), kind: kind(posted), of: posted.owned("of") }
        }
        "change_participant" => Edit::ChangeParticipant {
            participant: participant(),
            name: posted.owned("name"),
            kind: kind(posted),
            of: posted.owned("of"),
        },
        "raise_participant" => Edit::MoveParticipant { participant: participant(), to: place.saturating_sub(1) },
        "lower_participant" => Edit::MoveParticipant { participant: participant(), to: place.saturating_add(1) },
        "remove_participant" => Edit::RemoveParticipant { participant: participant() },
        "add_flow" => Edit::AddFlow {
            name: posted.owned("name"),
            actor: posted.owned("actor"),
            set_off: set_off(posted).unwrap_or_default(),
        },
        "change_flow" => {
            let change = Edit::ChangeFlow { flow: flow(), name: posted.owned("name"), actor: posted.owned("actor") };
            let set_off = set_off(posted).map(|set_off| Edit::ChangeTrigger { flow: flow(), set_off });
            return Ok(stay(std::iter::once(change).chain(set_off).collect()));
        }
        "raise_flow" => Edit::MoveFlow { flow: flow(), to: place.saturating_sub(1) },
        "lower_flow" => Edit::MoveFlow { flow: flow(), to: place.saturating_add(1) },
        "remove_flow" => Edit::RemoveFlow { flow: flow() },
        "add_step" => Edit::AddStep { flow: flow(), at: posted.number("place"), step: told(posted) },
        "move_step" => Edit::MoveStep { flow: flow(), step: step(), to: place },
        "raise_step" => Edit::MoveStep { flow: flow(), step: step(), to: place.saturating_sub(1) },
        "lower_step" => Edit::MoveStep { flow: flow(), step: step(), to: place.saturating_add(1) },
        "remove_step" => Edit::RemoveStep { flow: flow(), step: step() },
        _ => return Err(Problem::malformed("This form is not known here. Load the page again.")),
    };
    let then = match edit {
        Edit::AddFlow { .. } => Then::Enter,
        Edit::AddStep { .. } => Then::Show,
        _ => Then::Stay,
    };
    let notice = match edit {
        Edit::RemoveStep { .. } => Some(Notice::StepRemoved),
        Edit::RemoveFlow { .. } => Some(Notice::FlowRemoved),
        Edit::RemoveParticipant { .. } => Some(Notice::ParticipantRemoved),
        Edit::RemoveAssumption { .. } => Some(Notice::AssumptionRemoved),
        _ => None,
    };
    Ok(FormChange { change: Change::Edits(vec![edit]), then, notice })
}

/// Makes a change to a description and to the words that it was read from. The result may be faulty as a whole.
///
/// # Errors
/// The faults of the first edit that cannot be made, each at the edit's own field.
pub fn apply(
    model: &Model<'static>,
    words: Option<Words>,
    change: &Change,
) -> Result<(Description, Option<Words>), Problem> {
    let edited = match change {
        Change::Edits(edits) => edit::apply_all(model.description(), edits),
        Change::Rows { flow, columns, text } => {
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            rows::read(model, flow, &columns, text).and_then(|edit| edit::apply(model.description(), &edit))
        }
        Change::Mend(change) => {
            let Mended { description, words } = mending::mend(model, words, change)?;
            return Ok((description, words));
        }
    };
    Ok((edited.map_err(Problem::faulty)?, words))
}

/// The place that a person goes to after a change. `model` is the description after the change.
pub fn destination(
    then: Then,
    place: DraftPage,
    model: &Model<'_>,
    next: impl Fn(&DraftPage) -> Option<DraftPage>,
) -> DraftPage {
    let last = |model: &Model<'_>| model.description().flows.last().and_then(|flow| flow.id.clone());
    match then {
        Then::Stay | Then::Next | Then::Show => place.or_around(model),
        Then::GoOn => next(&place).unwrap_or_else(|| DraftPage::of(place.flow(), "").or_around(model)),
        Then::Enter => last(model).map_or(place, DraftPage::Flow),
    }
}

/// The step that a form has just added, by the ids of its flow and itself.
pub fn added(posted: &Posted, model: &Model<'_>) -> Option<(String, String)> {
    let flow = posted.value("flow");
    let steps = &model.description().flows.iter().find(|known| known.id.as_deref() == Some(flow))?.steps;
    let before = steps.iter().position(|step| step.id.as_deref() == Some(posted.value("before")));
    let step = steps.get(before.unwrap_or(steps.len()).checked_sub(1)?)?;
    Some((flow.to_owned(), step.id.clone()?))
}

fn stay(edits: Vec<Edit>) -> FormChange {
    FormChange { change: Change::Edits(edits), then: Then::Stay, notice: None }
}

/// Reads a change on the bench; `None` if the form asks for another one.
///
/// # Errors
/// The form names no sentence, so it is not one of ours.
fn mend(posted: &Posted) -> Result<Option<Mend>, Problem> {
    let unknown = || Problem::malformed("This form is not known here. Load the page again.");
    let step = || StepId { flow: posted.owned("flow"), step: posted.owned("step") };
    // The text is one form; the name of the pressed button says what its sentence becomes.
    for (name, value) in &posted.0 {
        let sentence = || value.parse::<usize>().map_err(|_| unknown());
        let mend = match name.as_str() {
            "make_step" => Mend::MakeStep { sentence: sentence()? },
            "set_aside" => Mend::SetAside { sentence: sentence()? },
            "attach" => {
                let sentence = sentence()?;
                let (flow, step) = posted.value(&format!("of.{sentence}")).split_once('/').ok_or_else(unknown)?;
                Mend::Attach { sentence, step: StepId { flow: flow.to_owned(), step: step.to_owned() } }
            }
            _ => continue,
        };
        return Ok(Some(mend));
    }
    Ok(Some(match posted.value("edit") {
        "drop_step" => Mend::Drop(step()),
        "join_step" => Mend::Join(step()),
        "split_step" => Mend::Split { step: step(), first: posted.owned("first"), second: posted.owned("second") },
        "retell_step" => Mend::Retell {
            step: step(),
            // The field has lines, so that a long action wraps.
            action: posted.value("action").split_whitespace().collect::<Vec<_>>().join(" "),
            from: posted.owned("from"),
            to: names(posted.value("to")),
        },
        "tell_step" => Mend::Add { flow: posted.owned("flow"), told: told(posted) },
        _ => return Ok(None),
    }))
}

/// Makes an edit for each question of the form. The form's state is the new answer.
///
/// # Errors
/// The form names more questions than a step can have answers, so it is not one of ours.
fn answers(posted: &Posted, edit: impl Fn(String, Vec<String>) -> Edit) -> Result<FormChange, Problem> {
    let mut given: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in &posted.0 {
        if let Some(question) = name.strip_prefix(ANSWER) {
            given.entry(question).or_default().push(value);
        }
    }
    let mut known = BTreeSet::new();
    let asked: Vec<&str> =
        posted.values(ASKED).filter(|question| known.insert(*question)).take(LIMITS.answers + 1).collect();
    if asked.len() > LIMITS.answers {
        return Err(Problem::malformed("This form asks more questions than there are. Load the page again."));
    }
    let edits = asked.into_iter().filter_map(|question| {
        let given = given.get(question).map(Vec::as_slice).unwrap_or_default();
        if given.first() == Some(&AS_READ) {
            return None;
        }
        let given = given.iter().filter(|answer| !answer.is_empty()).map(|answer| (*answer).to_owned()).collect();
        Some(edit(question.to_owned(), given))
    });
    let edits = edits.collect();
    let then = match posted.value("then") {
        "go_on" => Then::GoOn,
        "next" => Then::Next,
        _ => Then::Stay,
    };
    Ok(FormChange { change: Change::Edits(edits), then, notice: None })
}

fn told(posted: &Posted) -> Told {
    Told {
        action: posted.owned("action"),
        from: posted.owned("from"),
        to: names(posted.value("to")),
        entity: posted.owned("entity"),
        announces: posted.owned("announces"),
        tells: names(posted.value("tells")),
    }
}

/// The index of the assumption that a form is about; one that no assumption has if it is gone.
fn assumption(posted: &Posted) -> usize {
    posted.number("assumption").unwrap_or(usize::MAX)
}

fn assumed(posted: &Posted) -> Assumed {
    let is = posted.has("is").then(|| posted.owned("is"));
    Assumed { text: posted.owned("text"), at: posted.owned("at"), is }
}

/// Names with commas between them.
fn names(typed: &str) -> Vec<String> {
    if typed.is_empty() { Vec::new() } else { typed.split(',').map(|name| name.trim().to_owned()).collect() }
}

/// When a step runs; `None` if the form has no such fields, so that they stay as they are.
fn timing(posted: &Posted) -> Option<Timing> {
    posted.has("within").then(|| Timing {
        when_step: posted.owned("when/step"),
        when_outcome: posted.owned("when/outcome"),
        when_text: posted.owned("when/text"),
        starts: posted.owned("starts"),
        within: posted.owned("within"),
        undoes: posted.owned("undoes"),
        join: posted.owned("join"),
        repeats: posted.owned("repeats"),
        order_by: posted.owned("order_by"),
    })
}

/// What sets off a flow besides its actor; `None` if the form has no such fields.
fn set_off(posted: &Posted) -> Option<SetOff> {
    posted
        .has("trigger/every")
        .then(|| SetOff { every: posted.owned("trigger/every"), event: posted.owned("trigger/event") })
}

/// The steps that a step waits for; `None` means the step above it.
fn after(posted: &Posted) -> Option<Vec<String>> {
    match posted.value("order") {
        "start" => Some(Vec::new()),
        "these" => Some(posted.values("after").map(str::to_owned).collect()),
        _ => None,
    }
}

/// The kind of a participant; a service if the form does not say.
fn kind(posted: &Posted) -> ParticipantKind {
    let wanted = posted.value("kind");
    let found = ParticipantKind::ALL.iter().find(|(name, _)| *name == wanted);
    found.map_or(ParticipantKind::Service, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(asked: &FormChange) -> &[Edit] {
        match &asked.change {
            Change::Edits(edits) => edits,
            other => panic!("{other:?} is no edit"),
        }
    }

    fn posted(fields: &[(&str, &str)]) -> Posted {
        Posted(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn every_question_of_the_form_is_answered_or_left_open() {
        let form = [
            ("edit", "answer_system"),
            ("asked", "teams"),
            ("answer.teams", ""),
            ("asked", "history_needed"),
            ("answer.history_needed", "undo_redo"),
            ("answer.history_needed", "debugging"),
            ("asked", "tracing"),
            ("answer.lifetime", "long"),
            ("then", "go_on"),
        ];
        let asked = read(&posted(&form)).unwrap();
        let answer = |question: &str, answers: &[&str]| Edit::AnswerSystem {
            question: question.to_owned(),
            answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        };
        let expected =
            [answer("teams", &[]), answer("history_needed", &["undo_redo", "debugging"]), answer("tracing", &[])];
        assert_eq!(edits(&asked), expected);
        assert_eq!(asked.then, Then::GoOn);
    }

    #[test]
    fn a_question_that_is_asked_again_and_again_is_one_edit_and_too_many_questions_are_none() {
        let again = vec![("asked", "teams"); 10_000];
        let form = |asked: &[(&str, &str)]| posted(&[&[("edit", "answer_system")], asked].concat());
        assert_eq!(edits(&read(&form(&again)).unwrap()).len(), 1);
        let names: Vec<String> = (0..=LIMITS.answers).map(|index| index.to_string()).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| ("asked", name.as_str())).collect();
        assert_eq!(edits(&read(&form(&many[1..])).unwrap()).len(), LIMITS.answers);
        assert_eq!(read(&form(&many)).unwrap_err().status(), 400);
    }

    #[test]
    fn a_step_is_told_with_commas_between_those_who_do_it() {
        let form = posted(&[
            ("edit", "add_step"),
            ("flow", "book"),
            ("action", "Pay"),
            ("to", " bank,, the ledger "),
            ("place", ""),
        ]);
        let to = ["bank", "", "the ledger"].map(str::to_owned).to_vec();
        let step = Told { action: "Pay".to_owned(), to, ..Told::default() };
        assert_eq!(edits(&read(&form).unwrap()), [Edit::AddStep { flow: "book".to_owned(), at: None, step }]);
    }

    #[test]
    fn a_form_without_fields_for_times_leaves_them_as_they_are() {
        let step = [("edit", "change_step"), ("action", "Pay"), ("tells", "mail")];
        assert_eq!(edits(&read(&posted(&step)).unwrap()).len(), 2);
        let timed = [&step[..], &[("within", "15 s"), ("when/step", "hold")]].concat();
        let timing = Timing { within: "15 s".to_owned(), when_step: "hold".to_owned(), ..Timing::default() };
        let edit = Edit::ChangeTiming { flow: String::new(), step: String::new(), timing };
        assert_eq!(edits(&read(&posted(&timed)).unwrap())[2..], [edit]);
        let flow = [("edit", "change_flow"), ("name", "Buy")];
        assert_eq!(edits(&read(&posted(&flow)).unwrap()).len(), 1);
        let daily = [&flow[..], &[("trigger/every", "day")]].concat();
        let set_off = SetOff { every: "day".to_owned(), event: String::new() };
        let edit = Edit::ChangeTrigger { flow: String::new(), set_off };
        assert_eq!(edits(&read(&posted(&daily)).unwrap())[1..], [edit]);
        let added = [("edit", "add_flow"), ("name", "Count"), ("trigger/every", "daily")];
        let set_off = SetOff { every: "daily".to_owned(), event: String::new() };
        let edit = Edit::AddFlow { name: "Count".to_owned(), actor: String::new(), set_off };
        assert_eq!(edits(&read(&posted(&added)).unwrap()), [edit]);
    }

    #[test]
    fn a_form_that_is_not_known_is_refused() {
        assert_eq!(read(&posted(&[("edit", "replace")])).unwrap_err().status(), 400);
        assert_eq!(read(&Posted::default()).unwrap_err().status(), 400);
    }

    #[test]
    fn a_fault_belongs_to_a_field_of_its_own_form() {
        let faults = vec![
            Fault::new("/to/0", advice::fault::Code::Empty, "Empty."),
            Fault::new("/total", advice::fault::Code::Empty, "No."),
        ];
        let (posted, conflicts) = (posted(&[("form", "add")]), Vec::new());
        let mistake = Mistake { posted, conflicts, problem: Problem::faulty(faults) };
        assert_eq!(mistake.faults("add", "/to").count(), 1);
        assert_eq!(mistake.faults("change", "/to").count(), 0);
    }
}
