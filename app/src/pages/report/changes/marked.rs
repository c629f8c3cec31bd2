//! The pictures of the newer revision with what changed marked. A flow that only the older one has is in the tables.

use std::collections::BTreeMap;

use leptos::prelude::*;
use pictures::flow::{
    self, Flow,
    changes::{Changed, Changes, Gone},
    svg::{Links, Way},
    view::View,
};

use super::{Comparing, is_verdict};
use crate::{
    components::{picture, reason::user_text},
    difference::{Part, What},
    pages::report::{
        picture::capacity,
        revision::{FlowPart, StepPart},
    },
};

/// The picture of each flow that differs.
pub(super) fn pictures(comparing: &Comparing<'_>) -> AnyView {
    let new = comparing.new;
    let (flows, mut left) = (new.flows(), capacity());
    let mut drawn: Vec<AnyView> = Vec::new();
    for flow in &flows {
        let changes = changes(comparing, flow.id());
        let found = flow::find(&new.model, &new.assessment, flow.id()).filter(|found| !found.steps.is_empty());
        if let Some(found) = found.filter(|_| !changes.is_empty()) {
            let marked = Flow { changes, ..found };
            let shown = if left.takes(marked.marks(), 0) {
                figure(comparing, flow, &marked, drawn.len())
            } else {
                view! { <p class="soft">{picture::too_large(&marked)}</p> }.into_any()
            };
            let name = (flows.len() > 1).then(|| view! { <h3>{user_text(flow.name())}</h3> });
            drawn.push(view! { {name}{shown} }.into_any());
        }
    }
    if drawn.is_empty() {
        return ().into_any();
    }
    let number = comparing.compared.to.revision;
    view! {
        <section aria-labelledby="picture">
            <h2 id="picture">"In the picture of revision "{number}</h2>
            {drawn}
        </section>
    }
    .into_any()
}

/// What changed in a flow that the newer revision has.
fn changes(comparing: &Comparing<'_>, flow: &str) -> Changes {
    let within = format!("/flows/{flow}/steps/");
    let parts = comparing.difference().parts.iter();
    let steps = parts.filter_map(|part| Some((part, part.place.strip_prefix(&within)?)));
    let mut changes = Changes::default();
    for (part, step) in steps {
        let differs = match part.what {
            What::Added => Changed::Added,
            What::Changed if part.advice.iter().any(is_verdict) => Changed::Verdict,
            What::Changed => Changed::Other,
            What::Removed => {
                changes.gone.extend(gone(comparing, flow, part, step));
                continue;
            }
        };
        changes.steps.insert(format!("step:{step}"), differs);
    }
    changes
}

/// A step that only the older revision has.
fn gone(comparing: &Comparing<'_>, flow: &str, part: &Part, step: &str) -> Option<Gone> {
    let mut steps = comparing.old.assessment.steps.iter();
    let assessed = steps.find(|known| known.flow == flow && known.step == step)?;
    Some(Gone { action: part.name.clone(), verdict: assessed.verdict })
}

fn figure(comparing: &Comparing<'_>, flow: &FlowPart<'_>, marked: &Flow, index: usize) -> AnyView {
    let steps: BTreeMap<&str, &StepPart<'_>> = flow.steps.iter().map(|step| (step.id(), step)).collect();
    let way = |_: &str, step: &str| {
        steps.get(step).map_or_else(String::new, |step| comparing.new.way_in_picture_elsewhere(step))
    };
    let caption = format!("caption-{index}");
    view! {
        <figure class="card picture wide" aria-labelledby=caption>
            {picture::view(marked, View::Flow, Links { way: Way::Found(&way), here: "" })}
            <figcaption id=caption.clone()>{picture::legend(marked)}</figcaption>
        </figure>
    }
    .into_any()
}
