//! Laws for outlooks: each prospect equals a new assessment, and an idle question changes nothing.

use std::collections::BTreeMap;

use advice::assessment::{Assessment, Step};
use advice::description::Given;
use advice::edit::{Edit, apply};
use advice::outlook::{Asked, Outcome, Outlook, Prospect, Reach, outlook};
use advice::rulebook::Scope;
use advice::{Description, Model, Tree, assess, rules};
use proptest::prelude::*;
use serde_json::Value;

use crate::generate::{Chance, description};

/// A description whose ids are all explicit.
fn read(json: &Value) -> Description {
    let text = json.to_string();
    let (described, faults) = Description::read(&Tree::from_json(&text).unwrap());
    assert!(faults.is_empty(), "{faults:#?}");
    resolve(&described).description().clone()
}

fn resolve(description: &Description) -> Model<'static> {
    Model::resolve(description.clone(), rules::shipped()).unwrap()
}

/// The indices of all steps.
fn steps(description: &Description) -> Vec<(usize, usize)> {
    let flows = description.flows.iter().enumerate();
    flows.flat_map(|(flow, described)| (0..described.steps.len()).map(move |step| (flow, step))).collect()
}

/// The description with other answers to questions of a step. An empty answer leaves a question open.
fn answered(description: &Description, (flow, step): (usize, usize), answers: &BTreeMap<&str, &str>) -> Description {
    let ids = |flow: usize, step: usize| {
        let flow = &description.flows[flow];
        (flow.id.clone().unwrap(), flow.steps[step].id.clone().unwrap())
    };
    let (flow, step) = ids(flow, step);
    answers.iter().fold(description.clone(), |description, (question, answer)| {
        let edit = Edit::Answer {
            flow: flow.clone(),
            step: step.clone(),
            question: (*question).to_owned(),
            answer: (!answer.is_empty()).then(|| (*answer).to_owned()),
        };
        apply(&description, &edit).unwrap()
    })
}

/// Assesses a description and passes one step and its findings to `look`.
fn assessed<T>(
    description: &Description,
    (flow, step): (usize, usize),
    look: impl FnOnce(&Step<'_>, Vec<&advice::assessment::Finding<'_>>) -> T,
) -> T {
    let model = resolve(description);
    let assessment: Assessment<'_> = assess(&model);
    let position = description.flows[..flow].iter().map(|flow| flow.steps.len()).sum::<usize>() + step;
    let at = format!("/flows/{flow}/steps/{step}");
    let is_here = |found: &str| found == at || found.starts_with(&format!("{at}/"));
    let findings = assessment.findings.iter().filter(|finding| is_here(&finding.at)).collect();
    look(&assessment.steps[position], findings)
}

fn is(outcome: &Outcome<'_>, step: &Step<'_>) -> bool {
    outcome.verdict == step.verdict
        && outcome.style == step.style
        && outcome.level == step.consistency.level
        && outcome.mechanism == step.consistency.mechanism
        && outcome.lean == step.lean
        && outcome.settled == step.settled
}

/// The assessment of a step as text, without its lean and its flips.
fn assessment_text(description: &Description, at: (usize, usize)) -> String {
    assessed(description, at, |step, findings| {
        let mut step = serde_json::to_value(step).unwrap();
        // Disagreements of sources accompany the advice and do not change it.
        let beside = [
            "lean",
            "lean_range",
            "contributions",
            "flips",
            "open_question",
            "prospects",
            "robustness",
            "disagreements",
        ];
        for field in beside {
            step.as_object_mut().unwrap().remove(field);
        }
        format!("{step} {}", serde_json::to_string(&findings).unwrap())
    })
}

/// Verifies every prospect of an outlook by assessing the edited description.
fn hold(description: &Description, at: (usize, usize), outlook: &Outlook<'_>) -> Result<(), TestCaseError> {
    assessed(description, at, |step, _| prop_assert_now(&outlook.now, step))?;
    let asked = rules::shipped().questions(Scope::Step).count();
    prop_assert_eq!(outlook.questions.len() + outlook.idle.len(), asked);
    for asked in outlook.questions.iter().chain(&outlook.idle) {
        let id = asked.rule.id.as_ref();
        let given = description.flows[at.0].steps[at.1].answers.get(id).map(Given::ids);
        prop_assert_eq!(given.map(|ids| ids[0].as_str()), asked.stated);
        let mut ways = vec![("", &asked.open)];
        ways.extend(asked.prospects.iter().map(|prospect| (prospect.answer.id.as_ref(), &prospect.outcome)));
        for (answer, outcome) in ways {
            let edited = answered(description, at, &BTreeMap::from([(id, answer)]));
            assessed(&edited, at, |step, _| {
                prop_assert!(
                    is(outcome, step),
                    "{id}: {answer}\n{outcome:?}\n{step:#?}\n{}",
                    serde_json::to_string(description).unwrap()
                );
                Ok(())
            })?;
        }
    }
    Ok(())
}

fn prop_assert_now(outcome: &Outcome<'_>, step: &Step<'_>) -> Result<(), TestCaseError> {
    prop_assert!(is(outcome, step), "now\n{outcome:?}\n{step:#?}");
    Ok(())
}

/// The systems of the lesson.
fn lesson() -> Vec<Value> {
    let systems: Vec<Value> = serde_json::from_str(include_str!("data/lesson/systems.json")).unwrap();
    systems.into_iter().map(|system| system["description"].clone()).collect()
}

#[test]
fn each_prospect_is_what_assessing_says_of_the_lessons_systems() {
    for system in lesson() {
        let description = read(&system);
        let model = resolve(&description);
        for at in steps(&description) {
            hold(&description, at, &outlook(&model, at.0, at.1).unwrap()).unwrap();
        }
    }
}

#[test]
fn there_is_no_outlook_where_there_is_no_step() {
    let model = resolve(&read(&description(1)));
    assert!(outlook(&model, 99, 0).is_none() && outlook(&model, 0, 99).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn each_prospect_is_what_assessing_says(seed: u64) {
        let description = read(&description(seed));
        let at = *Chance::new(seed).one_of(&steps(&description));
        hold(&description, at, &outlook(&resolve(&description), at.0, at.1).unwrap())?;
    }

    #[test]
    fn an_idle_question_changes_nothing_whatever_else_is_answered(seed: u64) {
        let chance = &mut Chance::new(seed);
        let description = read(&description(seed));
        let at = *chance.one_of(&steps(&description));
        let model = resolve(&description);
        let outlook = outlook(&model, at.0, at.1).unwrap();
        let is_open = |asked: &&Asked<'_>| asked.stated.is_none() && asked.derived.is_none();
        let open: Vec<&Asked<'_>> = outlook.questions.iter().chain(&outlook.idle).filter(is_open).collect();
        for idle in &outlook.idle {
            prop_assert_eq!(idle.reach, Reach::Nothing);
            // The idle question alone, with one other answer, and with many.
            for beside in [0, 1, 1, 1, 1, 30, 60, 100] {
                let mut answers = BTreeMap::new();
                let others: Vec<&&Asked<'_>> = open.iter().filter(|other| other.rule.id != idle.rule.id).collect();
                for other in &others {
                    if beside > 1 && chance.percent(beside) {
                        answers.insert(other.rule.id.as_ref(), chance.one_of(&other.question.answers).id.as_ref());
                    }
                }
                if beside == 1 && !others.is_empty() {
                    let other = chance.one_of(&others);
                    answers.insert(other.rule.id.as_ref(), chance.one_of(&other.question.answers).id.as_ref());
                }
                let without = assessment_text(&answered(&description, at, &answers), at);
                for answer in idle.question.answers.iter() {
                    answers.insert(idle.rule.id.as_ref(), answer.id.as_ref());
                    let with = assessment_text(&answered(&description, at, &answers), at);
                    prop_assert_eq!(&with, &without, "{:?}\n{}", answers, serde_json::to_string(&description).unwrap());
                }
            }
        }
    }

    #[test]
    fn what_the_assessment_asks_first_is_what_the_outlook_asks_first(seed: u64) {
        // The outlook plans the saga again for each answer; the assessment leaves the plan out, and with it the
        // reply that a conductor asks for.
        let message = |style: &str| {
            let means = rules::shipped().style_meaning(style).unwrap();
            if means.is_message() { "a message".to_owned() } else { style.to_owned() }
        };
        let description = read(&description(seed));
        let at = *Chance::new(seed).one_of(&steps(&description));
        let model = resolve(&description);
        let outlook = outlook(&model, at.0, at.1).unwrap();
        let first = outlook.questions.iter().find(|asked| !asked.is_said()).filter(|asked| asked.reach <= Reach::Verdict);
        let first = first.map(|asked| {
            let told = asked.prospects.iter().map(|Prospect { answer, outcome }| {
                (answer.id.to_string(), outcome.verdict, message(outcome.style), outcome.settled)
            });
            (asked.rule.id.to_string(), told.collect::<Vec<_>>())
        });
        let asks = assessed(&description, at, |step, _| {
            let told = step.prospects.iter().map(|prospect| {
                (prospect.answer.to_string(), prospect.verdict, message(&prospect.style), prospect.settled)
            });
            let told: Vec<_> = told.collect();
            assert_eq!(told.is_empty(), step.open_question.is_none());
            step.open_question.as_ref().map(|question| (question.to_string(), told))
        });
        prop_assert_eq!(asks, first, "{}", serde_json::to_string(&description).unwrap());
    }

    #[test]
    fn a_question_tells_as_much_when_it_is_answered(seed: u64) {
        let chance = &mut Chance::new(seed);
        let description = read(&description(seed));
        let at = *chance.one_of(&steps(&description));
        let model = resolve(&description);
        let before = outlook(&model, at.0, at.1).unwrap();
        let asked = chance.one_of(&before.questions);
        let (id, answer) = (asked.rule.id.as_ref(), chance.one_of(&asked.question.answers).id.as_ref());
        let model = resolve(&answered(&description, at, &BTreeMap::from([(id, answer)])));
        let after = outlook(&model, at.0, at.1).unwrap();
        let again = after.questions.iter().find(|again| again.rule.id == id).unwrap();
        let outcomes =
            |asked: &Asked<'_>| asked.prospects.iter().map(|one| format!("{:?}", one.outcome)).collect::<Vec<_>>();
        prop_assert_eq!((again.reach, outcomes(again), again.stated), (asked.reach, outcomes(asked), Some(answer)));
        prop_assert_eq!(again.open, asked.open);
    }
}
