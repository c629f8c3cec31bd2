//! Laws for every edit of every description, checked on random descriptions and edits.

use advice::description::{Flow, Given, ParticipantKind, Step};
use advice::edit::{Answer, Edit, Said, SetOff, Timing, Told, apply};
use advice::fault::Code;
use advice::rulebook::Scope;
use advice::{Description, Fault, Model, Tree, rules};
use proptest::prelude::*;
use serde_json::Value;

use crate::generate::{Chance, description};

const NAMES: &[&str] =
    &["Seats <b>", "FAN", "fan", "mail", "New one", "new ONE", "🎁", " Überweisung ", "", "a\nb", "Pay"];

/// A random description. Every other one has no ids, and assumptions about each of its parts.
pub(crate) fn described(seed: u64) -> Description {
    let mut value = description(seed);
    if seed % 2 == 1 {
        for flow in value["flows"].as_array_mut().unwrap() {
            flow.as_object_mut().unwrap().remove("id");
            for step in flow["steps"].as_array_mut().unwrap() {
                let step = step.as_object_mut().unwrap();
                step.remove("id");
                step.remove("after");
            }
        }
    }
    let mut assumptions = vec![serde_json::json!({"text": "of the whole", "at": "/name"})];
    for (flow, described) in value["flows"].as_array().unwrap().iter().enumerate() {
        for step in 0..described["steps"].as_array().unwrap().len() {
            assumptions
                .push(serde_json::json!({"text": "of a step", "at": format!("/flows/{flow}/steps/{step}/action")}));
        }
    }
    value["assumptions"] = Value::Array(assumptions);
    read(&value.to_string()).0
}

fn read(json: &str) -> (Description, Vec<Fault>) {
    Description::read(&Tree::from_json(json).unwrap())
}

fn bytes(description: &Description) -> String {
    serde_json::to_string(description).unwrap()
}

fn resolves(description: &Description) -> Result<(), Vec<Fault>> {
    Model::resolve(description.clone(), rules::shipped()).map(|_| ())
}

/// The description with every id explicit.
pub(crate) fn explicit(description: &Description) -> Description {
    Model::resolve(description.clone(), rules::shipped()).unwrap().description().clone()
}

/// Draws ids of a description whose ids are explicit, and now and then an id that does not exist.
struct Parts<'d> {
    description: &'d Description,
    /// Ids of all participants, declared or only named.
    participants: Vec<String>,
}

impl<'d> Parts<'d> {
    fn of(description: &'d Description) -> Self {
        let model = Model::resolve(description.clone(), rules::shipped());
        let everybody = model.map(|model| model.participants().iter().map(|one| one.id.clone()).collect());
        Self { description, participants: everybody.unwrap_or_default() }
    }

    fn flow(&self, chance: &mut Chance) -> Option<&'d Flow> {
        let flows = &self.description.flows;
        (!flows.is_empty()).then(|| chance.one_of(flows))
    }

    fn step(&self, chance: &mut Chance) -> (String, String) {
        let flow = self.flow(chance);
        let step = flow.filter(|flow| !flow.steps.is_empty()).map(|flow| chance.one_of(&flow.steps));
        let id = |id: Option<&String>| id.cloned().unwrap_or_else(|| "nowhere".to_owned());
        let step = id(step.filter(|_| chance.percent(95)).and_then(|step| step.id.as_ref()));
        (id(flow.and_then(|flow| flow.id.as_ref())), step)
    }

    fn participant(&self, chance: &mut Chance) -> String {
        if self.participants.is_empty() || chance.percent(5) {
            "nobody".to_owned()
        } else {
            chance.one_of(&self.participants).clone()
        }
    }
}

fn name(chance: &mut Chance) -> String {
    if chance.percent(3) { "x".repeat(190 + chance.below(20)) } else { (*chance.one_of(NAMES)).to_owned() }
}

fn told(chance: &mut Chance, parts: &Parts<'_>) -> Told {
    let who = |chance: &mut Chance| if chance.percent(50) { parts.participant(chance) } else { name(chance) };
    let from = who(chance);
    let to = (0..chance.below(4)).map(|_| who(chance)).collect();
    let tells = (0..chance.below(2)).map(|_| who(chance)).collect();
    Told { action: name(chance), from, to, entity: name(chance), announces: name(chance), tells }
}

fn period(chance: &mut Chance) -> String {
    (*chance.one_of(&["", "", "30 minutes", "P1D", "1 day and 12 hours", "soon", "0 s"])).to_owned()
}

fn set_off(chance: &mut Chance) -> SetOff {
    let event = if chance.percent(50) { String::new() } else { name(chance) };
    SetOff { every: period(chance), event }
}

fn timing(chance: &mut Chance, parts: &Parts<'_>) -> Timing {
    let step = |chance: &mut Chance| if chance.percent(50) { String::new() } else { parts.step(chance).1 };
    Timing {
        when_step: step(chance),
        when_outcome: (*chance.one_of(&["", "", "done", "refused", "timed_out", "lost"])).to_owned(),
        when_text: name(chance),
        starts: period(chance),
        within: period(chance),
        undoes: step(chance),
        join: (*chance.one_of(&["", "all", "any", "some"])).to_owned(),
        repeats: name(chance),
        order_by: name(chance),
    }
}

/// A random question of the rulebook with one of its answers.
fn answered(chance: &mut Chance, scope: Scope) -> (String, String) {
    let rules: Vec<_> = rules::shipped().questions(scope).collect();
    let rule = chance.one_of(&rules);
    (rule.id.to_string(), chance.one_of(&rule.kind.question().unwrap().answers).id.to_string())
}

/// A random edit of a description whose ids are explicit, with questions and answers of the rulebook.
pub(crate) fn edit(chance: &mut Chance, description: &Description) -> Edit {
    let parts = &Parts::of(description);
    let (flow, step) = parts.step(chance);
    let participant = parts.participant(chance);
    let kind = chance.one_of(ParticipantKind::ALL).1;
    let to = chance.below(12);
    match chance.below(26) {
        0 => Edit::Replace(Box::new(described(seed_of(chance)))),
        1 => Edit::ChangeSystem { name: name(chance), summary: name(chance) },
        2 => {
            let (question, answer) = answered(chance, Scope::System);
            Edit::AnswerSystem { question, answers: vec![answer; chance.below(3)] }
        }
        3 => Edit::AddParticipant { name: name(chance), kind, of: name(chance) },
        4 => Edit::ChangeParticipant { participant, name: name(chance), kind, of: parts.participant(chance) },
        5 => Edit::MoveParticipant { participant, to },
        6 => Edit::RemoveParticipant { participant },
        7 => Edit::AddFlow { name: name(chance), actor: name(chance), set_off: set_off(chance) },
        8 => Edit::ChangeFlow { flow, name: name(chance), actor: participant },
        9 => Edit::MoveFlow { flow, to },
        10 => Edit::RemoveFlow { flow },
        11 => Edit::AddStep { flow, at: chance.percent(70).then_some(to), step: told(chance, parts) },
        12 => Edit::ChangeStep { flow, step, told: told(chance, parts) },
        13 => {
            let after = (0..chance.below(4)).map(|_| parts.step(chance).1).collect();
            Edit::ChangeOrder { flow, step, after: chance.percent(70).then_some(after) }
        }
        14 => Edit::MoveStep { flow, step, to },
        15 => Edit::RemoveStep { flow, step },
        16 => Edit::ChangeTrigger { flow, set_off: set_off(chance) },
        17 => Edit::ChangeTiming { flow, step, timing: timing(chance, parts) },
        18 => Edit::SplitStep { flow, step, first: name(chance), second: name(chance) },
        19 => Edit::JoinStep { flow, step },
        20 => Edit::ChangeNotes { flow, step, notes: name(chance) },
        21 => Edit::TakeBack { flow, step, said: chance.one_of(&Said::ALL).1 },
        22 => {
            let (question, answer) = answered(chance, Scope::Step);
            Edit::Infer { flow, step, inferred: [(question, Given::One(answer))].into() }
        }
        23 => Edit::Confirm,
        24 => {
            let answers = (0..=chance.below(3)).map(|_| {
                let (step, (question, answer)) = (parts.step(chance).1, answered(chance, Scope::Step));
                Answer { step, question, answer: Some(answer) }
            });
            Edit::AnswerSteps { flow, answers: answers.collect() }
        }
        _ => {
            let (question, answer) = answered(chance, Scope::Step);
            Edit::Answer { flow, step, question, answer: chance.percent(80).then_some(answer) }
        }
    }
}

fn seed_of(chance: &mut Chance) -> u64 {
    u64::try_from(chance.below(1 << 30)).unwrap()
}

/// The ids of all flows, steps and declared participants.
fn ids(description: &Description) -> Vec<String> {
    let flow_id = |flow: &Flow| flow.id.clone().unwrap();
    let step_id = |flow: &Flow, step: &Step| format!("{}/{}", flow_id(flow), step.id.as_ref().unwrap());
    let flows = description.flows.iter();
    let steps = flows.clone().flat_map(|flow| flow.steps.iter().map(move |step| step_id(flow, step)));
    let participants = description.participants.iter().map(|one| format!("@{}", one.id.as_ref().unwrap()));
    flows.clone().map(flow_id).chain(steps).chain(participants).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_description_resolves_reads_back_and_keeps_its_ids(seed: u64) {
        let chance = &mut Chance::new(seed);
        let mut description = explicit(&described(seed));
        for _ in 0..12 {
            let edit = edit(chance, &description);
            let edited = match apply(&description, &edit) {
                Ok(edited) => edited,
                Err(faults) => {
                    prop_assert!(!faults.is_empty());
                    continue;
                }
            };
            if let Err(faults) = resolves(&edited) {
                let orders = matches!(
                    edit,
                    Edit::ChangeOrder { .. }
                        | Edit::ChangeTiming { .. }
                        | Edit::MoveStep { .. }
                        | Edit::JoinStep { .. }
                );
                prop_assert!(orders && faults.iter().all(|fault| fault.code == Code::Cycle), "{edit:?}\n{faults:#?}");
                continue;
            }
            if matches!(edit, Edit::Replace(_)) {
                description = explicit(&edited);
                continue;
            }
            prop_assert_eq!(&explicit(&edited), &edited, "every id is explicit");
            let (again, faults) = read(&bytes(&edited));
            let is_empty_list = |fault: &Fault| fault.at == "/flows" || fault.at.ends_with("/steps");
            prop_assert!(faults.iter().all(|fault| fault.code == Code::Empty && is_empty_list(fault)), "{faults:#?}");
            prop_assert_eq!(&again, &edited);
            let kept = ids(&edited);
            let gone: Vec<String> = ids(&description).into_iter().filter(|id| !kept.contains(id)).collect();
            let may_go = |id: &str| match &edit {
                Edit::RemoveFlow { flow } => id == flow || id.starts_with(&format!("{flow}/")),
                Edit::RemoveStep { flow, step } | Edit::JoinStep { flow, step } => id == format!("{flow}/{step}"),
                Edit::RemoveParticipant { participant } => id == format!("@{participant}"),
                _ => false,
            };
            prop_assert!(gone.iter().all(|id| may_go(id)), "{edit:?} took {gone:?}");
            description = edited;
        }
    }

    #[test]
    fn an_answer_given_and_taken_back_leaves_no_trace(seed: u64) {
        let chance = &mut Chance::new(seed);
        let description = described(seed);
        let whole = explicit(&description);
        let (flow, step) = Parts::of(&whole).step(chance);
        let (question, answer) = answered(chance, Scope::Step);
        let back = |answer| Edit::Answer { flow: flow.clone(), step: step.clone(), question: question.clone(), answer };
        let Ok(open) = apply(&description, &back(None)) else { return Ok(()) };
        let given = apply(&open, &back(Some(answer))).unwrap();
        prop_assert_ne!(bytes(&given), bytes(&open));
        prop_assert_eq!(bytes(&apply(&given, &back(None)).unwrap()), bytes(&open));
    }

    #[test]
    fn what_is_moved_there_and_back_is_where_it_was(seed: u64, to in 0_usize..12) {
        let chance = &mut Chance::new(seed);
        let whole = explicit(&described(seed));
        let (flow, step) = Parts::of(&whole).step(chance);
        let from = |index: Option<usize>| index.unwrap_or_default();
        let flow_from = from(whole.flows.iter().position(|known| known.id.as_ref() == Some(&flow)));
        let step_from = from(whole.flows[flow_from].steps.iter().position(|known| known.id.as_ref() == Some(&step)));
        let mut ways = vec![
            [to, flow_from].map(|to| Edit::MoveFlow { flow: flow.clone(), to }),
            [to, step_from].map(|to| Edit::MoveStep { flow: flow.clone(), step: step.clone(), to }),
        ];
        for (index, one) in whole.participants.iter().enumerate() {
            ways.push([to, index].map(|to| Edit::MoveParticipant { participant: one.id.clone().unwrap(), to }));
        }
        for [there, back] in &ways {
            let Ok(moved) = apply(&whole, there) else { continue };
            prop_assert_eq!(bytes(&apply(&moved, back).unwrap()), bytes(&whole));
        }
    }

    #[test]
    fn a_description_is_replaced_by_whatever_is_given(seed: u64, other: u64) {
        let other = described(other);
        prop_assert_eq!(apply(&described(seed), &Edit::Replace(Box::new(other.clone()))), Ok(other));
    }

    #[test]
    fn an_edit_of_a_faulty_description_never_panics(seed: u64) {
        let chance = &mut Chance::new(seed);
        let mut description = explicit(&described(seed));
        for _ in 0..8 {
            // Faulty descriptions stay faulty after an edit: duplicate, empty and unknown ids, and cycles.
            let flow = chance.below(description.flows.len());
            if let Some(flow) = description.flows.get_mut(flow) {
                let ids: Vec<Option<String>> = flow.steps.iter().map(|step| step.id.clone()).collect();
                for step in &mut flow.steps {
                    if chance.percent(20) {
                        step.id.clone_from(chance.one_of(&ids));
                        step.after =
                            Some(ids.iter().flatten().take(chance.below(4)).cloned().chain([String::new()]).collect());
                    }
                }
            }
            if let Ok(edited) = apply(&description, &edit(chance, &description)) {
                description = edited;
            }
            _ = resolves(&description);
        }
    }
}
