//! One question: why it is asked, and the effect of each answer before it is given.

use advice::{
    outlook::{Asked, Outcome},
    rule::{Answer, Question, Rule},
};
use leptos::prelude::*;

use super::{Drafting, StepPart, form};
use crate::{
    components::{
        reason::{inferred, rule_link},
        verdict::sign,
    },
    editing::{ANSWER, AS_READ, ASKED, WAS},
    wording,
};

/// The name of the field that says in which part of the page a question stands.
pub(super) const PART: &str = "part.";

/// A question about a step. `open` tells whether its answers are unfolded at first; `part` is the part of the page in
/// which it stands, so that it stays there when it is answered.
pub(super) fn of_step(
    drafting: &Drafting<'_>,
    step: &StepPart<'_>,
    asked: &Asked<'_>,
    current: &Outcome<'_>,
    (part, open): (&str, bool),
) -> AnyView {
    let labelled = |id: Option<&str>| asked.question.answers.iter().find(|answer| Some(answer.id.as_ref()) == id);
    let given = labelled(asked.stated.or(asked.derived));
    let telling = Telling { asked, current };
    let read = labelled(asked.inferred).map(|answer| {
        let out_of = drafting.system.words(step, &asked.rule.id).map(|words| format!(": \u{201c}{words}\u{201d}"));
        let choice = Choice {
            label: format!("As the words say: {}", answer.label),
            does: format!("nobody has answered; it was read out of the words{}", out_of.unwrap_or_default()),
            told: telling.say(drafting, current),
        };
        (AS_READ.to_owned(), choice)
    });
    let unanswered = match labelled(asked.derived) {
        Some(derived) => Choice {
            label: format!("As the structure says: {}", derived.label),
            does: "not an answer of yours; it changes with the steps".to_owned(),
            told: telling.say(drafting, &asked.open),
        },
        None => Choice {
            label: "Don\u{2019}t know".to_owned(),
            does: "leaves it open".to_owned(),
            told: telling.say(drafting, &asked.open),
        },
    };
    let choices: Vec<(String, Choice)> = asked
        .prospects
        .iter()
        .map(|prospect| {
            (prospect.answer.id.to_string(), choice(prospect.answer, telling.say(drafting, &prospect.outcome)))
        })
        .chain(read)
        .chain([(String::new(), unanswered)])
        .collect();
    let given = match labelled(asked.inferred) {
        Some(answer) => Given::Read(answer),
        None => given.map_or(Given::Open, Given::Answered),
    };
    let shown = if asked.inferred.is_some() { AS_READ } else { asked.stated.unwrap_or_default() };
    let name = format!("{ANSWER}{}", asked.rule.id);
    let mistake = drafting.mistake().filter(|mistake| mistake.posted.has(&name));
    let chosen = mistake.map_or(shown, |mistake| mistake.posted.value(&name));
    let conflict = drafting.mistake().and_then(|mistake| mistake.conflict("answers", &name));
    let open = open || conflict.is_some();
    let conflict = conflict.map(|conflict| {
        let words = |answer: &str| {
            labelled(Some(answer)).map_or("Don\u{2019}t know".to_owned(), |answer| answer.label.to_string())
        };
        form::choice_between("answers", conflict, &asked.rule.name, words)
    });
    let was = (!shown.is_empty()).then(|| {
        view! { <input type="hidden" name=format!("{WAS}{name}") value=shown.to_owned()/> }
    });
    let part = view! { <input type="hidden" name=format!("{PART}{part}") value=asked.rule.id.to_string()/> };
    let choices = view! { {part}{was}{conflict}{radios(asked.rule, chosen, choices)} };
    fold(asked.rule, asked.question, &given, open, choices.into_any())
}

/// A question about the whole system, with the current answers.
pub(super) fn of_system(drafting: &Drafting<'_>, rule: &Rule, question: &Question, given: &[&str]) -> AnyView {
    let given_answer = question.answers.iter().find(|answer| given.contains(&answer.id.as_ref()));
    let mut choices: Vec<(String, Choice)> =
        question.answers.iter().map(|answer| (answer.id.to_string(), choice(answer, ().into_any()))).collect();
    let name = format!("{WAS}{ANSWER}{}", rule.id);
    let was = given.iter().map(|answer| {
        view! { <input type="hidden" name=name.clone() value=(*answer).to_owned()/> }
    });
    let was = was.collect_view();
    let given_answer = given_answer.map_or(Given::Open, Given::Answered);
    if question.several {
        let choices = view! { {was}{boxes(rule, given, choices)} };
        return fold(rule, question, &given_answer, false, choices.into_any());
    }
    let unanswered =
        Choice { label: "Don\u{2019}t know".to_owned(), does: "leaves it open".to_owned(), told: ().into_any() };
    choices.push((String::new(), unanswered));
    let name = format!("{ANSWER}{}", rule.id);
    let conflict = drafting.mistake().and_then(|mistake| mistake.conflict("system-answers", &name));
    let is_open = conflict.is_some();
    let shown = given.first().copied().unwrap_or_default();
    let chosen = conflict.map_or(shown, |conflict| &conflict.mine);
    let conflict = conflict.map(|conflict| {
        let label = |id: &str| question.answers.iter().find(|answer| answer.id == id);
        let words = |id: &str| label(id).map_or("Don\u{2019}t know".to_owned(), |answer| answer.label.to_string());
        form::choice_between("system-answers", conflict, &rule.name, words)
    });
    let choices = view! { {was}{conflict}{radios(rule, chosen, choices)} };
    fold(rule, question, &given_answer, is_open, choices.into_any())
}

/// An answer that can be chosen.
struct Choice {
    label: String,
    /// The rule's text on what the answer decides.
    does: String,
    /// The outcome of the answer, as far as the answers of the question differ in it.
    told: AnyView,
}

fn choice(answer: &Answer, told: AnyView) -> Choice {
    Choice { label: answer.label.to_string(), does: answer.decides.to_string(), told }
}

/// The current answer and its origin.
enum Given<'a> {
    Open,
    /// A person gave the answer, or the structure implies it.
    Answered(&'a Answer),
    /// The answer was read from words.
    Read(&'a Answer),
}

/// A question as a fold. The summary line shows the question and its answer, if there is one.
fn fold(rule: &Rule, question: &Question, given: &Given<'_>, open: bool, choices: AnyView) -> AnyView {
    let id = format!("question/{}", rule.id);
    let (ask, why, described) = (format!("{id}/ask"), format!("{id}/why"), format!("{id}/why"));
    let (class, answer) = match given {
        Given::Open => ("question", ().into_any()),
        Given::Answered(answer) => {
            ("question answered", view! { <span class="given">{answer.label.to_string()}</span> }.into_any())
        }
        Given::Read(answer) => {
            let read = view! { <span class="given">{answer.label.to_string()}" "{inferred(None)}</span> };
            ("question answered", read.into_any())
        }
    };
    view! {
        <details class=class id=id open=open data-open=open.then_some("yes")>
            <summary><span class="ask" id=ask.clone()>{question.ask.to_string()}</span>{answer}</summary>
            <fieldset aria-labelledby=ask aria-describedby=described>
                <p class="why" id=why>{question.why_asked.to_string()}" "{rule_link(&rule.id, "The rule")}</p>
                <div class="replies">{choices}</div>
            </fieldset>
        </details>
    }
    .into_any()
}

fn radios(rule: &Rule, stated: &str, choices: Vec<(String, Choice)>) -> AnyView {
    inputs(rule, "radio", &[stated], choices)
}

fn boxes(rule: &Rule, given: &[&str], choices: Vec<(String, Choice)>) -> AnyView {
    inputs(rule, "checkbox", given, choices)
}

fn inputs(rule: &Rule, kind: &'static str, chosen: &[&str], choices: Vec<(String, Choice)>) -> AnyView {
    let name = format!("{ANSWER}{}", rule.id);
    let inputs: Vec<AnyView> = choices
        .into_iter()
        .map(|(value, Choice { label, does, told })| {
            let id = format!("question/{}/{value}", rule.id);
            let effect = format!("{id}/does");
            let checked = chosen.contains(&value.as_str());
            view! {
                <label class="reply">
                    <input type=kind name=name.clone() value=value id=id
                        checked=checked aria-describedby=effect.clone()/>
                    <span class="label">{label}</span>
                    <span class="does" id=effect><span class="soft">{does}</span>{told}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <input type="hidden" name=ASKED value=rule.id.to_string()/> {inputs} }.into_any()
}

/// Describes outcomes. It mentions only what differs between the answers of the question.
struct Telling<'a> {
    asked: &'a Asked<'a>,
    /// The current outcome. An answer that leads to the same outcome is shown less prominently.
    current: &'a Outcome<'a>,
}

impl<'a> Telling<'a> {
    fn differs<T: PartialEq>(&self, part: impl Fn(&Outcome<'a>) -> T) -> bool {
        self.asked.prospects.iter().any(|prospect| part(&prospect.outcome) != part(&self.asked.open))
    }

    fn say(&self, drafting: &Drafting<'_>, outcome: &Outcome<'_>) -> AnyView {
        let system = drafting.system;
        let verdict = self.differs(|outcome| outcome.verdict);
        let style = self.differs(|outcome| outcome.style);
        let way = if verdict {
            Some(wording::verdict(outcome.verdict).to_owned())
        } else {
            style.then(|| wording::lower(system.style(outcome.style)))
        };
        let level = self.differs(|outcome| outcome.level);
        let kept = match (level, self.differs(|outcome| outcome.mechanism)) {
            (_, true) => Some(format!(
                "{}, by {}",
                wording::level(outcome.level),
                wording::lower(system.mechanism(outcome.mechanism))
            )),
            (true, false) => Some(wording::level(outcome.level).to_owned()),
            (false, false) => None,
        };
        let settled = (outcome.settled && self.differs(|outcome| outcome.settled)).then(|| "settled".to_owned());
        let words: Vec<String> = [way, kept, settled].into_iter().flatten().collect();
        if words.is_empty() {
            return ().into_any();
        }
        let is_current = Outcome { lean: self.current.lean, ..*outcome } == *self.current;
        let class = if is_current { "outcome as-now" } else { "outcome" };
        let sign = (verdict || style).then(|| sign(outcome.verdict));
        view! { <span class=class>{sign}<span class="unseen">"leads to "</span>{words.join("; ")}</span> }.into_any()
    }
}
