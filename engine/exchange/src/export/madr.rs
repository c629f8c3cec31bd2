//! Decision records in the form of MADR 4: one for the system, and one for each step that people may dispute.
//!
//! People keep a file for each decision, under `docs/decisions`, and their tools read it so; hence a zip. Nobody has
//! accepted anything yet, so every record is `proposed`. The engine knows no day, so no record has a date.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use advice::assessment;
use advice::rule::{Rule, RuleKind};
use advice::terms::{DecidedBy, Side, Verdict};
use pictures::flow::shown;

use super::archive::{self, File};
use super::names::slug;
use super::traffic::{Step, steps};
use super::{Export, Group, Subject, wire};
use crate::markdown::{code, escaped};

pub(super) const EXPORT: Export = Export {
    id: "madr",
    name: "Decision records, MADR 4",
    group: Group::Documents,
    purpose: "Decision records: one for the system, and one for each step that can be disputed.",
    ending: "madr.zip",
    media_type: archive::MEDIA_TYPE,
    write,
};

/// Maximum number of reasons that a list gives, those of most steps first.
const MOST_REASONS: usize = 12;

const EACH: &str = "Each step by its own needs";
const ALL_SYNCHRONOUS: &str = "Everything synchronous";
const ALL_EVENTS: &str = "Everything event-driven";

fn write(subject: &Subject<'_>) -> Vec<u8> {
    archive::pack(&files(subject))
}

fn files(subject: &Subject<'_>) -> Vec<File> {
    let steps = steps(subject);
    let mut files = vec![file(1, &subject.model.description().name, of_system(subject, &steps))];
    for step in steps.iter().filter(|step| is_contested(step.assessed)) {
        files.push(file(files.len() + 1, &step.described.action, of_step(subject, step)));
    }
    files
}

fn file(number: usize, title: &str, content: String) -> File {
    let name = slug(title).to_ascii_lowercase();
    let name = if name.is_empty() { "decision".to_owned() } else { name };
    File { path: format!("docs/decisions/{number:04}-{name}.md"), content }
}

/// Whether people may dispute a step: an open question or another weighting would change it, nothing but its place
/// decided it, or published sources disagree about it.
fn is_contested(step: &assessment::Step<'_>) -> bool {
    !step.settled
        || step.decided_by == DecidedBy::Default
        || step.robustness.is_some_and(|robustness| robustness < 100)
        || !step.disagreements.is_empty()
}

/// Reasons for one side, each once, with the number of steps for which it holds.
#[derive(Debug, Default)]
struct Reasons<'a> {
    counted: Vec<(&'a str, usize)>,
    at: BTreeMap<&'a str, usize>,
}

impl<'a> Reasons<'a> {
    /// What speaks for this side in these steps. Reasons of more steps come first.
    fn of(steps: &[Step<'a>], side: Side) -> Self {
        let mut reasons = Self::default();
        for step in steps {
            let mut seen = BTreeSet::new();
            for because in speaking_for(step.assessed, side) {
                if seen.insert(because) {
                    reasons.add(because);
                }
            }
        }
        reasons.counted.sort_by_key(|(_, steps)| std::cmp::Reverse(*steps));
        reasons.counted.truncate(MOST_REASONS);
        reasons
    }

    fn add(&mut self, because: &'a str) {
        let next = self.counted.len();
        let at = *self.at.entry(because).or_insert(next);
        match self.counted.get_mut(at) {
            Some((_, steps)) => *steps += 1,
            None => self.counted.push((because, 1)),
        }
    }

    /// Writes them as arguments. Where there are `many` steps, each says of how many it holds.
    fn write(&self, out: &mut String, good: bool, many: bool) {
        for (because, steps) in &self.counted {
            let of = if many { format!(" ({})", count(*steps, "step")) } else { String::new() };
            argument(out, good, &format!("{}{of}", lowered(because)));
        }
    }
}

/// The reasons of a step for one side.
fn speaking_for<'a>(step: &'a assessment::Step<'a>, side: Side) -> impl Iterator<Item = &'a str> {
    let effect = wire(side);
    let gates = step.gates.iter().chain(&step.constraints).filter(move |gate| gate.effect == effect);
    let rows = step.contributions.iter().filter(move |row| match side {
        Side::Synchronous => row.lean < 0,
        Side::EventDriven => row.lean > 0,
    });
    gates.map(|gate| gate.because.as_ref()).chain(rows.map(|row| row.because.as_ref()))
}

/// Adds an argument to a list. What is said in it is ours, but rule packs say what they like.
fn argument(out: &mut String, good: bool, because: &str) {
    let _ = writeln!(out, "* {}, because {}", if good { "Good" } else { "Bad" }, escaped(because));
}

/// A sentence without its capital letter, as it goes on after "because". Abbreviations keep theirs.
fn lowered(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    let is_word = second.is_none_or(|second| second.is_lowercase() || second.is_whitespace());
    match first {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

fn begin(title: &str, status: &str) -> String {
    // An address may end with a colon, which YAML would take for a key.
    let status = if status.contains(':') { format!("\"{status}\"") } else { status.to_owned() };
    format!("---\nstatus: {status}\n---\n\n# {}\n\n## Context and Problem Statement\n\n", escaped(title))
}

fn options(out: &mut String, options: &[&str]) {
    out.push_str("\n## Considered Options\n\n");
    for option in options {
        let _ = writeln!(out, "* {option}");
    }
}

/// Writes how the decision is kept.
fn confirmation(out: &mut String, subject: &Subject<'_>) {
    let ruleset = &subject.assessment.ruleset;
    let _ = write!(
        out,
        "\n### Confirmation\n\nThe same description always gets the same decisions from the same rules. Assess it again \
         with the {} rules {} whenever it changes.",
        escaped(&ruleset.id),
        escaped(&ruleset.version),
    );
    if let Some(day) = &subject.model.description().review_by {
        let _ = write!(out, " The decision is to be looked at again by {}.", escaped(day));
    }
    out.push('\n');
}

fn sources(out: &mut String, sources: &BTreeSet<&str>) {
    if sources.is_empty() {
        return;
    }
    out.push_str("\nSources:\n\n");
    for source in sources {
        let _ = writeln!(out, "* {}", escaped(source));
    }
}

fn of_system(subject: &Subject<'_>, steps: &[Step<'_>]) -> String {
    let description = subject.model.description();
    let title = format!("{}: which steps are calls and which are events", shown(&description.name));
    let mut out = begin(&title, subject.status);
    if let Some(summary) = &description.summary {
        let _ = writeln!(out, "{}\n", escaped(summary));
    }
    out.push_str("Which steps does somebody wait for, and which follow later as messages?\n\n");
    for (flow, assessed) in description.flows.iter().zip(&subject.assessment.flows) {
        let name = shown(flow.name.as_deref().unwrap_or(&assessed.flow));
        let _ = writeln!(out, "* {}: {}", escaped(name), count(flow.steps.len(), "step"));
    }
    if !description.assumptions.is_empty() {
        out.push_str("\nAssumed:\n\n");
        for assumption in &description.assumptions {
            let _ = writeln!(out, "* {}", escaped(&assumption.text));
        }
    }
    let (calls, events) = (Reasons::of(steps, Side::Synchronous), Reasons::of(steps, Side::EventDriven));
    drivers(&mut out, &calls, &events, true);
    options(&mut out, &[EACH, ALL_SYNCHRONOUS, ALL_EVENTS]);
    let waited = steps.iter().filter(|step| step.assessed.verdict != Verdict::EventDriven).count();
    let because = match steps.len() - waited {
        0 => "there is a reason to wait for every step.".to_owned(),
        others if others == steps.len() => "nobody needs to wait for any step.".to_owned(),
        _ => format!("somebody waits for {waited} of {} and nobody for the others.", count(steps.len(), "step")),
    };
    let _ = writeln!(out, "\n## Decision Outcome\n\nChosen option: \"{EACH}\", because {because}\n");
    decided(&mut out, subject, steps);
    out.push_str("\n### Consequences\n\n");
    let sagas: Vec<_> = subject.assessment.flows.iter().filter_map(|flow| flow.saga.as_ref()).collect();
    let gains: BTreeSet<&str> = sagas.iter().flat_map(|saga| &saga.gains).map(AsRef::as_ref).collect();
    let costs: BTreeSet<&str> = sagas.iter().flat_map(|saga| &saga.costs).map(AsRef::as_ref).collect();
    argument(&mut out, true, "callers wait only where there is a reason to wait.");
    for gain in gains {
        argument(&mut out, true, &lowered(gain));
    }
    for cost in costs {
        argument(&mut out, false, &lowered(cost));
    }
    let findings: BTreeSet<&str> = subject.assessment.findings.iter().map(|finding| finding.message.as_ref()).collect();
    for finding in findings {
        argument(&mut out, false, &lowered(finding));
    }
    confirmation(&mut out, subject);
    let _ = writeln!(out, "\n## Pros and Cons of the Options\n\n### {EACH}\n");
    argument(&mut out, true, "each reason counts where it holds.");
    argument(&mut out, false, "calls and messages both have to be built and watched.");
    let _ = writeln!(out, "\n### {ALL_SYNCHRONOUS}\n");
    pros_and_cons(&mut out, &calls, &events, true);
    let _ = writeln!(out, "\n### {ALL_EVENTS}\n");
    pros_and_cons(&mut out, &events, &calls, true);
    out.push_str("\n## More Information\n");
    let contested = steps.iter().filter(|step| is_contested(step.assessed)).count();
    let _ = match contested {
        0 => writeln!(out, "\nNo step is in dispute, so there is no further record."),
        1 => writeln!(out, "\n1 step can be disputed and has a record of its own."),
        _ => writeln!(out, "\n{contested} steps can be disputed and have records of their own."),
    };
    out
}

/// The reasons on both sides as drivers of the decision.
fn drivers(out: &mut String, calls: &Reasons<'_>, events: &Reasons<'_>, many: bool) {
    if calls.counted.is_empty() && events.counted.is_empty() {
        return;
    }
    out.push_str("\n## Decision Drivers\n\n");
    for (because, steps) in calls.counted.iter().chain(&events.counted) {
        let of = if many { format!(" ({})", count(*steps, "step")) } else { String::new() };
        let _ = writeln!(out, "* {}{of}", escaped(because));
    }
}

fn pros_and_cons(out: &mut String, pros: &Reasons<'_>, cons: &Reasons<'_>, many: bool) {
    if pros.counted.is_empty() && cons.counted.is_empty() {
        out.push_str("Nothing that was said speaks for it or against it.\n");
    }
    pros.write(out, true, many);
    cons.write(out, false, many);
}

/// The decisions as a table.
fn decided(out: &mut String, subject: &Subject<'_>, steps: &[Step<'_>]) {
    out.push_str("| Step | Flow | How | How consistent | Message |\n|---|---|---|---|---|\n");
    for step in steps {
        let assessed = step.assessed;
        let _ = writeln!(
            out,
            "| {} | {} | {} ({}) | {} ({}) | {} |",
            escaped(step.action()),
            escaped(step.flow_name()),
            verdict(assessed.verdict),
            escaped(&style(subject, &assessed.style)),
            escaped(&wire(assessed.consistency.level).replace('_', " ")),
            escaped(&mechanism(subject, &assessed.consistency.mechanism)),
            code(&assessed.message.name),
        );
    }
}

fn style(subject: &Subject<'_>, id: &str) -> String {
    subject.model.rulebook().style(id).map_or(id, |rule| &rule.name).to_lowercase()
}

fn mechanism(subject: &Subject<'_>, id: &str) -> String {
    subject.model.rulebook().mechanism(id).map_or(id, |rule| &rule.name).to_lowercase()
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Synchronous => "synchronous",
        Verdict::EventDriven => "event-driven",
        Verdict::Hybrid => "hybrid",
    }
}

/// An option of a step by its verdict.
fn option(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Synchronous => "Synchronous: the caller waits",
        Verdict::EventDriven => "Event-driven: nobody waits",
        Verdict::Hybrid => "Hybrid: answered at once, announced or finished later",
    }
}

fn of_step(subject: &Subject<'_>, step: &Step<'_>) -> String {
    let assessed = step.assessed;
    let title = format!("{}: {}", step.action(), style(subject, &assessed.style));
    let mut out = begin(&title, subject.status);
    let described = step.described;
    let named = |id: &String| escaped(shown(subject.participant(id)));
    let to: Vec<String> = described.to.iter().map(named).collect();
    let parties = match (described.from.as_ref().map(named), to.is_empty()) {
        (Some(from), false) => format!(", from {from} to {}", to.join(", ")),
        (Some(from), true) => format!(", from {from}"),
        (None, false) => format!(", done by {}", to.join(", ")),
        (None, true) => String::new(),
    };
    let _ =
        writeln!(out, "It is about the step “{}” of “{}”{parties}.", escaped(step.action()), escaped(step.flow_name()));
    if let Some(notes) = &described.notes {
        let _ = writeln!(out, "\nSaid of it: {}", escaped(notes));
    }
    let _ = writeln!(
        out,
        "\nDoes anybody wait for it, and how consistent must it be? {}",
        why_contested(subject, assessed)
    );
    let alone = std::slice::from_ref(step);
    let (calls, events) = (Reasons::of(alone, Side::Synchronous), Reasons::of(alone, Side::EventDriven));
    drivers(&mut out, &calls, &events, false);
    let mut considered = vec![Verdict::Synchronous, Verdict::EventDriven];
    if assessed.verdict == Verdict::Hybrid {
        considered.push(Verdict::Hybrid);
    }
    options(&mut out, &considered.iter().copied().map(option).collect::<Vec<_>>());
    let _ = writeln!(
        out,
        "\n## Decision Outcome\n\nChosen option: \"{}\", because {}\n\nStyle: {}. Message: {}.\n\n### Consequences\n",
        option(assessed.verdict),
        escaped(&lowered(&decisive(assessed))),
        escaped(&style(subject, &assessed.style)),
        code(&assessed.message.name),
    );
    let consistency = &assessed.consistency;
    let _ = writeln!(
        out,
        "* Neutral, because of how it is kept consistent ({}): {}",
        escaped(&mechanism(subject, &consistency.mechanism)),
        escaped(&lowered(&consistency.because)),
    );
    if let Some(call) = &assessed.call {
        let _ = writeln!(out, "* Bad, because the caller waits, for at most {}.", code(&call.time_limit));
    }
    if let Some(delivery) = &assessed.delivery {
        let _ = writeln!(
            out,
            "* Neutral, because of how its message is delivered: {}",
            escaped(&lowered(&delivery.because))
        );
    }
    confirmation(&mut out, subject);
    out.push_str("\n## Pros and Cons of the Options\n");
    for verdict in considered {
        let _ = writeln!(out, "\n### {}\n", option(verdict));
        match verdict {
            Verdict::Synchronous => pros_and_cons(&mut out, &calls, &events, false),
            Verdict::EventDriven => pros_and_cons(&mut out, &events, &calls, false),
            Verdict::Hybrid => {
                argument(&mut out, true, "the caller gets an answer at once, and nobody waits for the rest.");
                argument(&mut out, false, "the caller does not learn from the answer how the rest ends.");
            }
        }
    }
    more(&mut out, subject, assessed);
    out
}

/// Why a step can be disputed, as full sentences.
fn why_contested(subject: &Subject<'_>, step: &assessment::Step<'_>) -> String {
    let mut why = Vec::new();
    if let Some(question) = step.open_question.as_deref().filter(|_| !step.settled) {
        let asked = subject.model.rulebook().question(question);
        let asked = asked.and_then(|question| subject.model.rulebook().asked(question));
        let asked = asked.map_or(question, |asked| &asked.ask);
        why.push(format!("An open question could still change the decision: {}", escaped(asked)));
    }
    if step.decided_by == DecidedBy::Default {
        why.push("What was said gives no side, so its place in the flow decided.".to_owned());
    }
    if let Some(robustness) = step.robustness.filter(|robustness| *robustness < 100) {
        why.push(format!("It stays the same under {robustness} % of all ways to weigh the reasons."));
    }
    if !step.disagreements.is_empty() {
        why.push("Published sources disagree about it.".to_owned());
    }
    why.join(" ")
}

/// What decided a step, as a sentence.
fn decisive(step: &assessment::Step<'_>) -> String {
    if let Some(reason) = &step.style_reason {
        return reason.because.to_string();
    }
    let side = match step.verdict {
        Verdict::EventDriven => Side::EventDriven,
        Verdict::Synchronous | Verdict::Hybrid => Side::Synchronous,
    };
    let reason = match step.decided_by {
        DecidedBy::Gate => step.gates.first().map(|gate| gate.because.to_string()),
        DecidedBy::Matrix => speaking_for(step, side).next().map(str::to_owned),
        DecidedBy::Default => None,
    };
    reason.unwrap_or_else(|| {
        let says = match side {
            Side::Synchronous => {
                "Nothing that was said decides it, and a call is the simpler way where the caller waits."
            }
            Side::EventDriven => {
                "Nothing that was said decides it, and nobody waits for what comes after the flow's answer."
            }
        };
        says.to_owned()
    })
}

/// What would change the decision, what sources disagree about, and where to read on.
fn more(out: &mut String, subject: &Subject<'_>, step: &assessment::Step<'_>) {
    out.push_str("\n## More Information\n");
    let rulebook = subject.model.rulebook();
    if !step.flips.is_empty() {
        out.push_str("\nWhat would change it:\n\n");
        for flip in &step.flips {
            let changes: Vec<String> = flip
                .change
                .iter()
                .map(|(question, answer)| format!("{} is {}", code(question), code(answer)))
                .collect();
            let _ = writeln!(out, "* If {}, it is {}.", changes.join(" and "), verdict(flip.verdict));
        }
    }
    for rule in step.disagreements.iter().flat_map(|id| rulebook.find(id)) {
        disagreement(out, rule);
    }
    let reasons = step.gates.iter().chain(&step.constraints).map(|gate| &gate.sources);
    let rows = step.contributions.iter().map(|row| &row.sources);
    let all = reasons.chain(rows).chain([&step.consistency.sources]);
    sources(out, &all.flat_map(|sources| sources.iter()).map(AsRef::as_ref).collect());
    if step.flips.is_empty() && step.disagreements.is_empty() {
        out.push_str("\nNo change of one or two answers would change it.\n");
    }
}

fn disagreement(out: &mut String, rule: &Rule) {
    let RuleKind::Disagreement(disagreement) = &rule.kind else { return };
    let _ = writeln!(out, "\nSources disagree. {}\n", escaped(&disagreement.question));
    for side in disagreement.sides.iter() {
        let _ = writeln!(out, "* {}", escaped(&side.says));
    }
    let _ = writeln!(out, "\n{}", escaped(&disagreement.follows));
}
