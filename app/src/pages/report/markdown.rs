//! The report as Markdown: the sentences, figures and lists of the page, without what unfolds there. A system that is
//! not published has the same, with another last line.

use std::{collections::BTreeMap, fmt::Write};

use ::advice::{Assessment, Model};
use exchange::markdown::{code, escaped, ticked};
use pictures::flow::shown;

use super::{
    decisions, do_first, event, facts, open,
    revision::{Assessed, FlowPart, ResolvedRevision, StepPart},
};
use crate::{standing::Status, wording};

/// Maximum number of steps that a line names.
const MOST_NAMED: usize = 12;

/// The report of a revision. `public_url` begins absolute addresses.
pub(super) fn write(revision: &ResolvedRevision<'_>, public_url: &str) -> String {
    let content = &revision.report.content;
    let last = format!(
        "Revision {} of <{public_url}{}>, {}. Decided by the {} rules {}.",
        revision.report.revision,
        revision.report.at.address(),
        wording::day(&content.made_at),
        escaped(&content.ruleset_id),
        escaped(&content.ruleset_version)
    );
    let last = match &revision.report.standing.origin {
        // Absolute, because the file is read elsewhere.
        Some(origin) => format!("{last} Forked from <{public_url}{}>.", origin.address()),
        None => last,
    };
    let status = &revision.report.standing.status;
    let last = match (status, status.successor(public_url)) {
        (Status::Proposed, _) => last,
        (_, None) => format!("{last} Accepted."),
        // Markdown makes a link of an absolute address only.
        (_, Some(by)) => format!("{last} Superseded by <{by}>."),
    };
    document(revision, &last)
}

/// The report of a system that is not published.
pub(crate) fn unpublished(model: &Model<'_>, assessment: &Assessment<'_>) -> String {
    let assessed = Assessed::of(model.clone(), assessment.clone());
    let ruleset = &assessment.ruleset;
    document(&assessed, &format!("Decided by the {} rules {}.", escaped(&ruleset.id), escaped(&ruleset.version)))
}

/// The whole document, with `last` as its last line.
fn document(revision: &Assessed<'_>, last: &str) -> String {
    let description = revision.model.description();
    let flows = revision.flows();
    let mut out = format!("# {}\n", escaped(shown(&description.name)));
    let mut paragraph = |text: &str| _ = writeln!(out, "\n{text}");
    if let Some(summary) = &description.summary {
        paragraph(&escaped(summary));
    }
    match flows.as_slice() {
        [flow] => paragraph(&escaped(&revision.sentence(flow).to_string())),
        _ => paragraph(&wording::summary(&revision.assessment.flows)),
    }
    paragraph(&facts(revision, &flows));
    for flow in &flows {
        flow_section(&mut out, revision, flow, flows.len() == 1);
    }
    events(&mut out, revision);
    first(&mut out, revision, &flows);
    still_open(&mut out, revision, &flows);
    let _ = writeln!(out, "\n---\n\n{last}");
    out
}

fn facts(revision: &Assessed<'_>, flows: &[FlowPart<'_>]) -> String {
    let figures = facts::figures(revision, flows);
    let lines = figures.iter().map(|fact| format!("- **{}**: {}", fact.says, escaped(&fact.means)));
    lines.collect::<Vec<String>>().join("\n")
}

/// A flow with its decisions as a table. `told` is whether its advice stands above.
fn flow_section(out: &mut String, revision: &Assessed<'_>, flow: &FlowPart<'_>, told: bool) {
    let _ = writeln!(out, "\n## {}", escaped(flow.name()));
    if !told {
        let _ = writeln!(out, "\n{}", escaped(&revision.sentence(flow).to_string()));
    }
    if !flow.steps.is_empty() {
        out.push_str(
            "\n| | Step | Who asks whom | How | How consistent | Message or call |\n|--:|---|---|---|---|---|\n",
        );
    }
    for step in &flow.steps {
        let consistency = &step.assessed.consistency;
        let clauses = wording::timing::clauses(flow.described, step.index(), |id| revision.named(id));
        let runs = wording::timing::sentence(&clauses).map(|runs| format!(" ({runs})")).unwrap_or_default();
        let open = if step.assessed.settled { "" } else { ", still open" };
        let _ = writeln!(
            out,
            "| {} | {}{} | {} | {}{open} | {}{} ({}) | {} |",
            step.number,
            escaped(shown(&step.described.action)),
            escaped(&runs),
            escaped(&decisions::parties(revision, step)),
            wording::verdict(step.assessed.verdict),
            wording::level(consistency.level),
            escaped(&decisions::extent(revision, step)),
            escaped(&wording::lower(revision.mechanism(&consistency.mechanism))),
            code(&step.assessed.message.name),
        );
    }
    if let Some(saga) = &flow.assessed.saga {
        let conductor = saga.coordinator.as_ref().map(|id| revision.named(id));
        let sentence = wording::saga_sentence(saga.communication, saga.consistency, saga.coordination, conductor);
        let _ = writeln!(out, "\n### If something fails\n\n{}\n", escaped(&sentence));
        for part in &saga.steps {
            let Some(step) = flow.steps.iter().find(|step| step.id() == part.step) else { continue };
            let undone =
                part.compensation.as_ref().map(|name| format!(", undone by {}", code(name))).unwrap_or_default();
            let _ = writeln!(out, "- {}: {}{undone}", named(step), wording::role(part.role));
        }
    }
}

/// Lists the fields of each event, and the fields that were left out, each with the reason.
fn events(out: &mut String, revision: &Assessed<'_>) {
    let designed = revision.assessment.events.iter().filter_map(|event| Some((event, event.schema.as_ref()?)));
    let mut designed: Vec<_> = designed.collect();
    // Several steps may publish the same event. They stand under one heading.
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    designed.sort_by_cached_key(|(event, _)| {
        let next = first.len();
        *first.entry((event.name.clone(), event.producer.clone())).or_insert(next)
    });
    let mut told = None;
    for (event, schema) in designed {
        if told.is_none() {
            out.push_str("\n## What the events carry\n");
        }
        let this = Some((&event.name, &event.producer));
        let key = event.key.as_ref().map(|key| format!("; key {}", code(key))).unwrap_or_default();
        if told != this {
            let producer = event.producer.as_ref().map(|id| format!(", published by {}", escaped(revision.named(id))));
            let _ = writeln!(out, "\n### {}{}", escaped(&event.name), producer.unwrap_or_default());
        }
        told = this;
        out.push('\n');
        let _ = writeln!(out, "{}{key}. {}", event::size_words(revision, event), ticked(&event.because));
        let _ = writeln!(out, "\n{}", escaped(&schema.description));
        out.push_str("\n| Field | Type | Why it is in |\n|---|---|---|\n");
        for (name, property) in &schema.properties.0 {
            let personal = if property.personal { " (personal data)" } else { "" };
            let optional = if schema.requires(name) { "" } else { "; may be absent" };
            let kind = escaped(&event::type_words(property));
            let _ =
                writeln!(out, "| {}{personal} | {kind}{optional} | {} |", escaped(name), ticked(&property.description));
        }
        let left_out = event::by_reason(&event.left_out);
        if !left_out.is_empty() {
            out.push_str("\nLeft out:\n\n");
        }
        for (because, fields) in left_out {
            let fields: Vec<String> = fields.iter().map(|field| escaped(field)).collect();
            let _ = writeln!(out, "- {}: {}", fields.join(", "), ticked(because));
        }
    }
}

fn first(out: &mut String, revision: &Assessed<'_>, flows: &[FlowPart<'_>]) {
    let entries = do_first::entries(revision, flows);
    if entries.is_empty() {
        return;
    }
    out.push_str("\n## Do first\n\n");
    for (index, entry) in entries.iter().enumerate() {
        let name = if entry.finding.is_none() { format!("**{}**. ", escaped(entry.name)) } else { String::new() };
        let why = entry.finding.map(|finding| format!(" {}", ticked(&finding.message))).unwrap_or_default();
        let _ = writeln!(out, "{}. {name}{}{why}{}", index + 1, ticked(entry.advice), about(&entry.steps));
    }
}

fn still_open(out: &mut String, revision: &Assessed<'_>, flows: &[FlowPart<'_>]) {
    out.push_str("\n## What is still open\n\n");
    let questions = open::questions(flows);
    if questions.is_empty() {
        out.push_str("Nothing. No open question could change who waits.\n");
    }
    for (question, steps) in &questions {
        let _ = writeln!(out, "- {}{}", escaped(open::asked(revision, *question)), about(steps));
    }
}

/// The steps that a line is about, in brackets.
fn about(steps: &[&StepPart<'_>]) -> String {
    let mut names: Vec<String> = steps.iter().take(MOST_NAMED).map(|step| named(step)).collect();
    let more = steps.len() - names.len();
    names.extend((more > 0).then(|| wording::count(more, "more step")));
    if names.is_empty() { String::new() } else { format!(" ({})", wording::spoken(&names)) }
}

fn named(step: &StepPart<'_>) -> String {
    format!("{} {}", step.number, escaped(shown(&step.described.action)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_no_markup() {
        assert_eq!(ticked("Drop `mail_subject` from <it>"), "Drop `mail_subject` from &lt;it\\>");
    }
}
