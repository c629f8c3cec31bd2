//! What is still open: each question whose answer could change the advice, once, with the steps that it is asked for.

use leptos::prelude::*;

use super::{
    reviewed,
    revision::{Assessed, FlowPart, ResolvedRevision, StepPart},
    steps,
    topic::Section,
};
use crate::{components::reason::rule_link, wording};

/// Maximum number of questions that are listed.
const MOST_QUESTIONS: usize = 8;

/// A question, by its id, with the steps that it can move; no question where only several answers together do.
type Open<'o> = (Option<&'o str>, Vec<&'o StepPart<'o>>);

/// The open questions, those of most steps first.
pub(super) fn questions<'o>(flows: &'o [FlowPart<'o>]) -> Vec<Open<'o>> {
    let mut questions: Vec<Open<'_>> = Vec::new();
    for step in flows.iter().flat_map(|flow| &flow.steps).filter(|step| !step.assessed.settled) {
        let question = step.assessed.open_question.as_deref();
        match questions.iter_mut().find(|(other, _)| *other == question) {
            Some((_, steps)) => steps.push(step),
            None => questions.push((question, vec![step])),
        }
    }
    questions.sort_by_key(|(_, steps)| std::cmp::Reverse(steps.len()));
    questions
}

/// The words of a question.
pub(super) fn asked<'o>(revision: &'o Assessed<'_>, question: Option<&str>) -> &'o str {
    let rule = question.and_then(|id| revision.book().rule_of(revision.book().question(id)?));
    let question = rule.and_then(|rule| rule.kind.question());
    question.map_or("Several answers together", |question| &question.ask)
}

/// The open questions as a list.
pub(super) fn view(revision: &ResolvedRevision<'_>, flows: &[FlowPart<'_>]) -> Section {
    let questions = questions(flows);
    let more = questions.len().saturating_sub(MOST_QUESTIONS);
    let more = (more > 0).then(|| view! { <li class="soft">{wording::count(more, "more question")}</li> });
    let items: Vec<AnyView> =
        questions.iter().take(MOST_QUESTIONS).map(|(question, steps)| item(revision, *question, steps)).collect();
    let told = if items.is_empty() {
        view! { <p>"Nothing. No open question could change who waits."</p> }.into_any()
    } else {
        view! {
            <p>"Each answer could still change who waits; the step shows how."</p>
            <ul class="open">{items}{more}</ul>
        }
        .into_any()
    };
    let (id, title) = ("open", "What is still open");
    let view = view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {told}
        </section>
    };
    Section { id, title, view: view.into_any() }
}

fn item(revision: &ResolvedRevision<'_>, question: Option<&str>, steps: &[&StepPart<'_>]) -> AnyView {
    let words = asked(revision, question);
    let asked = question.map_or_else(|| words.to_owned().into_any(), |id| rule_link(id, words));
    let is_read = |step: &&&StepPart<'_>| question.is_some_and(|id| step.described.inferred.contains_key(id));
    let read = steps.iter().filter(is_read).count();
    let read = match read {
        0 => None,
        all if all == steps.len() => Some(" The answer is only read out of the words.".to_owned()),
        some => Some(format!(" For {some} of them, the answer is only read out of the words.")),
    };
    view! { <li><b>{asked}</b>" "{steps::links(revision, steps)}{read}{reviewed::ask(revision, words, steps)}</li> }
        .into_any()
}
