//! The page that shows how a text was read: the text with marks, the steps with their answers, and a form to
//! correct it.
//!
//! It shows what the reader found and decides nothing. Nothing is stored; the form carries the text.

use advice::{
    Description,
    description::{Flow, Step},
    rules,
};
use leptos::prelude::*;
use reader::{
    evidence::{Evidence, LeftOver},
    reading::Reading,
};

use super::{beside::Beside, start::in_textarea};
use crate::{
    components::reason::{rule_link, user_text},
    shell::Page,
    start_form::StartForm,
    wording::{self, names},
};

/// The page that answers a posted text.
pub fn page(entered: StartForm, read: Reading, beside: Beside) -> Page {
    Page::new(
        "As it is read \u{2013} EDA Advisor",
        "Which steps and answers were found in the text, out of which words, and what was left over.",
        move || {
            view! {
                <h1>"As it is read"</h1>
                <p class="sentence">{summary(&read)}</p>
                {beside.view(&entered)}
                {marked(&entered.steps, &read)}
                {found(&read)}
                {beside.is_by_rules().then(|| form(&entered))}
            }
        },
    )
}

/// A sentence on how much was found.
fn summary(read: &Reading) -> String {
    let steps = read.description.flows.iter().map(|flow| flow.steps.len()).sum();
    let answers = read.description.flows.iter().flat_map(|flow| &flow.steps).map(|step| step.inferred.len()).sum();
    let left = match read.left_over.len() {
        0 => "nothing was left over".to_owned(),
        number => format!("{} left over", wording::count(number, "piece")),
    };
    format!("{}, {} to questions, {left}.", wording::count(steps, "step"), wording::count(answers, "answer"))
}

/// The use of a character. If a character has several uses, the greatest in this order is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// Layout, or a word that only joins others.
    Nothing,
    /// A name, a participant, or an object of a step.
    Name,
    /// The action of a step.
    Step,
    /// An answer.
    Answer,
    LeftOver,
}

impl Use {
    fn of(evidence: &Evidence) -> Self {
        match evidence.at.as_str() {
            at if at.ends_with("/action") => Self::Step,
            at if at.contains("/inferred/") => Self::Answer,
            _ => Self::Name,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Name => "name",
            Self::Step => "done",
            Self::Answer => "answer",
            Self::LeftOver => "left-over",
        }
    }
}

/// A run of characters that are shown in the same way.
#[derive(Debug, PartialEq, Eq)]
struct Stretch {
    class: &'static str,
    text: String,
    /// The number of the step that begins here.
    begins: Option<usize>,
}

/// Splits the text into runs. Each character belongs to exactly one.
fn stretches(text: &str, evidence: &[Evidence], left_over: &[LeftOver]) -> Vec<Stretch> {
    let length = text.chars().count();
    let mut uses = vec![Use::Nothing; length];
    let mut begins: Vec<Option<usize>> = vec![None; length];
    let place = |at: u32| usize::try_from(at).unwrap_or(length).min(length);
    let mut steps = 0;
    let found = evidence.iter().filter_map(|found| Some((found.span?, Use::of(found))));
    for (span, what) in found.chain(left_over.iter().map(|left| (left.span, Use::LeftOver))) {
        let [start, end] = span.map(place);
        if start >= end {
            continue;
        }
        if what == Use::Step {
            steps += 1;
            begins[start].get_or_insert(steps);
        }
        for known in &mut uses[start..end] {
            *known = what.max(*known);
        }
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for ((c, what), begins) in text.chars().zip(uses).zip(begins) {
        let class = what.class();
        match stretches.last_mut() {
            Some(last) if last.class == class && begins.is_none() => last.text.push(c),
            _ => stretches.push(Stretch { class, text: c.to_string(), begins }),
        }
    }
    stretches
}

/// The typed text with marks.
fn marked(text: &str, read: &Reading) -> AnyView {
    let stretches: Vec<AnyView> = stretches(text, &read.evidence, &read.left_over)
        .into_iter()
        .map(|Stretch { class, text, begins }| {
            let number = begins.map(|number| view! { <sup class="number">{number}</sup> });
            if class.is_empty() {
                return view! { {number}{text} }.into_any();
            }
            view! { {number}<mark class=class>{text}</mark> }.into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="text">
            <h2 id="text">"The text"</h2>
            <p class="soft reading-key">
                <mark class="done">"what is done"</mark>" "<mark class="answer">"what answers a question"</mark>" "
                <mark class="name">"names"</mark>" "<mark class="left-over">"left over"</mark>
            </p>
            <p class="as-read card" dir="auto">{stretches}</p>
        </section>
    }
    .into_any()
}

/// The flows with their steps, numbered as in the text.
pub(super) fn found(read: &Reading) -> AnyView {
    let Reading { description, evidence, .. } = read;
    let mut number = 0;
    let flows: Vec<AnyView> = description
        .flows
        .iter()
        .enumerate()
        .map(|(flow, told)| {
            let first = number + 1;
            number += told.steps.len();
            flow_found(description, evidence, (flow, told), first)
        })
        .collect();
    view! {
        <section aria-labelledby="found">
            <h2 id="found">"What was found"</h2>
            {flows}
        </section>
    }
    .into_any()
}

fn flow_found(
    description: &Description,
    evidence: &[Evidence],
    (index, flow): (usize, &Flow),
    first: usize,
) -> AnyView {
    let clauses = wording::timing::Clauses::of(flow);
    let steps: Vec<AnyView> = flow
        .steps
        .iter()
        .enumerate()
        .map(|(step, told)| {
            let runs = clauses.step(step, |id| name(description, id));
            step_found(description, evidence, &format!("/flows/{index}/steps/{step}"), told, &runs)
        })
        .collect();
    let begun =
        flow.actor.as_deref().map(|id| view! { <p class="soft">"Begun by "{user_text(name(description, id))}"."</p> });
    let set_off = flow.trigger.as_ref().and_then(wording::timing::set_off);
    let set_off = set_off.map(|set_off| view! { <p class="soft">"Runs "{user_text(&set_off)}"."</p> });
    view! {
        <h3>{user_text(flow.name.as_deref().unwrap_or_default())}</h3>
        {begun}
        {set_off}
        <ol class="found" start=first.to_string()>{steps}</ol>
    }
    .into_any()
}

/// A step with its answers. `runs` says when it runs.
fn step_found(description: &Description, evidence: &[Evidence], at: &str, step: &Step, runs: &[String]) -> AnyView {
    let book = rules::shipped();
    let names: Vec<&str> = step.to.iter().map(|id| name(description, id)).collect();
    let from = step
        .from
        .as_deref()
        .map(|id| view! { " "<small class="soft">"asked by "{user_text(name(description, id))}</small> });
    let to = (!names.is_empty())
        .then(|| view! { " "<small class="soft">"done by "{user_text(&wording::spoken(&names))}</small> });
    let runs = (!runs.is_empty()).then(|| view! { " "<small class="soft">{user_text(&runs.join("; "))}</small> });
    let answers: Vec<AnyView> = step
        .inferred
        .iter()
        .map(|(question, given)| {
            let pointer = format!("{at}/inferred/{question}");
            let found = evidence.iter().find(|evidence| evidence.at == pointer);
            let words = found.filter(|found| !found.words.is_empty());
            let words = words.map(|found| view! { <q>{user_text(&found.words)}</q>". " });
            let because = found.map(|found| found.because);
            let answers: Vec<&str> = given.ids().iter().map(|id| names::answer(book, question, id)).collect();
            view! {
                <li>
                    {rule_link(question, names::question(book, question))}": "{wording::spoken(&answers)}" "
                    <small class="soft">{words}{because}</small>
                </li>
            }
            .into_any()
        })
        .collect();
    let answers = (!answers.is_empty()).then(|| view! { <ul>{answers}</ul> });
    view! { <li>{user_text(&step.action)}{from}{to}{runs}{answers}</li> }.into_any()
}

/// Name of a participant for people.
fn name<'d>(description: &'d Description, id: &'d str) -> &'d str {
    let known = description.participants.iter().find(|known| known.id.as_deref() == Some(id));
    known.and_then(|known| known.name.as_deref()).unwrap_or(id)
}

/// The form to correct the text or to go on.
fn form(entered: &StartForm) -> AnyView {
    let rows = entered.steps.lines().count().clamp(6, 20);
    view! {
        <section aria-labelledby="correct">
            <h2 id="correct">"Correct it, or go on"</h2>
            <form class="describe" method="post" action="/drafts">
                <input type="hidden" name="name" value=entered.name.clone()/>
                <input type="hidden" name="shown" value="yes"/>
                <div class="field">
                    <label for="steps">"What happens"</label>
                    <p class="soft" id="steps-hint">
                        "Say otherwise what was read wrongly. Every answer can still be changed afterwards."
                    </p>
                    <textarea id="steps" name="steps" rows=rows.to_string() dir="auto" aria-describedby="steps-hint">
                        {in_textarea(&entered.steps)}
                    </textarea>
                </div>
                <p class="row">
                    <button type="submit">"Go on to the questions"</button>
                    <button type="submit" class="quiet" formaction="/reading">"Read it again"</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_shown_once_and_as_what_it_was_read_for() {
        let text = "Checkout:\n- charge the card \u{1f4b3}\n- blorp\n- mail the receipt";
        let read = reader::prose::read(text, rules::shipped()).unwrap();
        let found = stretches(text, &read.evidence, &read.left_over);
        assert_eq!(found.iter().map(|stretch| stretch.text.as_str()).collect::<String>(), text);
        let begun: Vec<usize> = found.iter().filter_map(|stretch| stretch.begins).collect();
        let steps: usize = read.description.flows.iter().map(|flow| flow.steps.len()).sum();
        assert_eq!(begun, (1..=steps).collect::<Vec<_>>());
        assert!(found.iter().any(|stretch| stretch.class == "answer" && stretch.text == "mail"), "{found:#?}");
    }
}
