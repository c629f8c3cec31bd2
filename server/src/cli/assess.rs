//! `eda-advisor assess`: assesses a description in a file, without a server or a store.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use advice::{
    Model,
    assessment::{AdviceVerdict, Assessment, Call, Saga, Step, Today},
    description::Step as Told,
    terms::{DecidedBy, Role, Severity, Verdict},
};
use app::{pack::Rulesets, pages, wording};
use owo_colors::{OwoColorize, Style};

use crate::{
    cli::{
        UNUSABLE,
        input::{Input, Unusable},
        terminal::{Format, plain},
    },
    packs,
};

/// Assess a description: for each step whether to wait, to publish or both, and why.
#[derive(clap::Args)]
pub struct Assess {
    /// A description in JSON or YAML, or a document that is read as one, such as AsyncAPI; - is standard input
    file: String,
    /// How to answer [default: text on a terminal, json in a pipe]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// A folder of rule packs that the description may name
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

impl Assess {
    /// Writes the assessment to standard output and the file's faults to standard error.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let format = Format::or_by_output(self.format);
        let rulesets = packs::load(self.packs.as_deref())?;
        let input = Input::read(&self.file)?;
        match answer(&input, &rulesets, format, &mut anstream::stdout().lock())? {
            Ok(()) => Ok(ExitCode::SUCCESS),
            Err(shown) => {
                writeln!(anstream::stderr(), "{}", shown.trim_end())?;
                Ok(ExitCode::from(UNUSABLE))
            }
        }
    }
}

/// Writes the assessment of a description. If the description is unusable, the JSON format writes the problem
/// to `out`, and the function returns the text for people as an error.
fn answer(
    input: &Input,
    rulesets: &Rulesets,
    format: Format,
    out: &mut impl Write,
) -> anyhow::Result<Result<(), String>> {
    match input.model(rulesets) {
        Ok(model) => {
            let assessment = advice::assess(&model);
            match format {
                Format::Json => writeln!(out, "{}", serde_json::to_string(&assessment)?)?,
                Format::Text => summary(out, &model, &assessment)?,
            }
            Ok(Ok(()))
        }
        Err(Unusable { problem, shown }) => {
            if format == Format::Json {
                writeln!(out, "{}", serde_json::to_string(&problem)?)?;
            }
            Ok(Err(shown))
        }
    }
}

fn summary(out: &mut impl Write, model: &Model<'_>, assessment: &Assessment<'_>) -> io::Result<()> {
    writeln!(out, "{}", plain(&model.description().name).bold())?;
    let mut steps = assessment.steps.iter();
    let sentences = pages::sentences(model, assessment);
    for ((described, flow), sentence) in model.description().flows.iter().zip(&assessment.flows).zip(&sentences) {
        let name = described.name.as_deref().unwrap_or(&flow.flow);
        writeln!(out, "\n{}  {}", plain(name).bold(), verdict(flow.verdict))?;
        writeln!(out, "{}", plain(sentence))?;
        if let Some(set_off) = described.trigger.as_ref().and_then(wording::timing::set_off) {
            writeln!(out, "{}", plain(&format!("Runs {set_off}.")).dimmed())?;
        }
        let clauses = wording::timing::Clauses::of(described);
        for (index, told) in described.steps.iter().enumerate() {
            if let Some(step) = steps.next() {
                let runs = wording::timing::sentence(&clauses.step(index, |id| named(model, id)));
                write_step(out, index + 1, told, runs, step)?;
            }
        }
        if let Some(saga) = &flow.saga {
            write_saga(out, saga)?;
        }
    }
    if !assessment.findings.is_empty() {
        writeln!(out, "\n{}", "Findings".bold())?;
    }
    for finding in &assessment.findings {
        let (severity, style) = match finding.severity {
            Severity::Error => ("error", Style::new().red()),
            Severity::Warning => ("warning", Style::new().yellow()),
            Severity::Info => ("info", Style::new().dimmed()),
        };
        writeln!(out, "  {} {}  {}", severity.style(style), plain(&finding.message), plain(&finding.at).dimmed())?;
        writeln!(out, "      {}", plain(&finding.advice))?;
    }
    if let Some(today) = &assessment.today {
        write_today(out, today)?;
    }
    let advice = &assessment.advice;
    writeln!(
        out,
        "\nEvent sourcing: {}. CQRS: {}.",
        advised(advice.event_sourcing.verdict),
        advised(advice.cqrs.verdict)
    )?;
    let ruleset = format!(
        "Rules {} {}, engine {}. --format json gives everything.",
        assessment.ruleset.id, assessment.ruleset.version, assessment.engine
    );
    writeln!(out, "{}", plain(&ruleset).dimmed())
}

/// Name of the participant with this id.
fn named<'m>(model: &'m Model<'_>, id: &'m str) -> &'m str {
    model.participants().iter().find(|known| known.id == id).map_or(id, |known| &known.name)
}

/// Writes a step. `runs` says when it runs.
fn write_step(
    out: &mut impl Write,
    number: usize,
    told: &Told,
    runs: Option<String>,
    step: &Step<'_>,
) -> io::Result<()> {
    writeln!(out, "\n  {number}. {}  {}", plain(&told.action), verdict(step.verdict))?;
    if let Some(runs) = runs {
        writeln!(out, "     {}", plain(&runs))?;
    }
    let consistency = &step.consistency;
    let how = format!("{} · consistency by {}", plain(&step.style), plain(&consistency.mechanism)).replace('_', " ");
    writeln!(out, "     {}", how.dimmed())?;
    let by = match step.decided_by {
        DecidedBy::Gate => "decided by a gate",
        DecidedBy::Matrix => "decided by the matrix",
        DecidedBy::Default => "a tie",
    };
    let [least, greatest] = step.lean_range;
    let settled = if step.settled { "settled" } else { "not settled" };
    let score = format!("{by} · lean {}, could be {least} to {greatest} · {settled}", step.lean);
    writeln!(out, "     {}", score.dimmed())?;
    let reasons = step.gates.first().map(|gate| &gate.because);
    let reasons = reasons.into_iter().chain(step.contributions.iter().map(|row| &row.because).take(2));
    for because in reasons.chain([&consistency.because]).filter(|because| !because.is_empty()) {
        writeln!(out, "     {}", plain(because))?;
    }
    if let Some(call) = &step.call {
        write_call(out, call)?;
    }
    for id in &step.disagreements {
        let hint = format!("Sources disagree here: eda-advisor rules {}", plain(id));
        writeln!(out, "     {}", hint.dimmed())?;
    }
    if let Some(open) = &step.open_question {
        let why = match told.inferred.get(open.as_ref()) {
            Some(_) => "Only read out of the words, and worth a look",
            None => "Not answered yet, and worth it",
        };
        writeln!(out, "     {why}: {}", plain(open))?;
    }
    Ok(())
}

/// Writes how a step is called, and what happens if no answer comes.
fn write_call(out: &mut impl Write, call: &Call<'_>) -> io::Result<()> {
    let retry = match call.retry.as_deref() {
        None => "not tried again".to_owned(),
        Some(times) => format!("tried again {times}").replace('_', " "),
    };
    let key = call.idempotency_key.as_deref().map(|key| format!(" · key {key}")).unwrap_or_default();
    let if_down = call.if_down.replace('_', " ");
    let terms = format!("called for {} at most · {retry}{key} · if it is down: {if_down}", call.time_limit);
    writeln!(out, "     {}", plain(&terms).dimmed())
}

/// Writes the saga plan of a flow.
fn write_saga(out: &mut impl Write, saga: &Saga<'_>) -> io::Result<()> {
    let respects = wording::saga(saga.communication, saga.consistency, saga.coordination);
    let conductor = saga.coordinator.as_deref().map(|id| format!(" by {id}")).unwrap_or_default();
    let kind = saga.kind.replace('_', " ");
    writeln!(out, "\n  {}  {}", "If something fails".bold(), plain(&format!("{kind}: {respects}{conductor}")))?;
    for step in &saga.steps {
        let (role, undone) = match step.role {
            Role::Pivot => ("the pivot", "could take it back"),
            role => (wording::role(role), "undoes it"),
        };
        let undone_by = step.compensation.as_deref().map(|name| format!(", {name} {undone}")).unwrap_or_default();
        writeln!(out, "     {}", plain(&format!("{} is {role}{undone_by}", step.step)))?;
    }
    for moved in &saga.moves {
        let moved = format!("Let {} wait for {}. {}", moved.step, wording::spoken(&moved.after), moved.because);
        writeln!(out, "     {}", plain(&moved))?;
    }
    Ok(())
}

/// Writes how many steps somebody waits for today and why, and the ordered changes.
fn write_today(out: &mut impl Write, today: &Today<'_>) -> io::Result<()> {
    writeln!(out, "\n{}", "How it is built today".bold())?;
    let Today { by_need, by_habit, by_weight, moves, .. } = today;
    writeln!(out, "  Waited for: {by_need} by need, {by_habit} by habit, {by_weight} by weights or default.")?;
    if moves.is_empty() {
        return writeln!(out, "  Nothing has to move.");
    }
    writeln!(out, "  To move, the smallest risk first:")?;
    for (number, step) in (1..).zip(moves) {
        let risk = format!("risk {} of 9, {}", step.risk, plain(&step.at));
        writeln!(out, "  {number}. {}  {}", plain(&step.says), risk.dimmed())?;
    }
    Ok(())
}

fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Synchronous => "synchronous".blue().to_string(),
        Verdict::EventDriven => "event-driven".yellow().to_string(),
        Verdict::Hybrid => "hybrid".magenta().to_string(),
    }
}

fn advised(verdict: AdviceVerdict) -> &'static str {
    match verdict {
        AdviceVerdict::Recommended => "recommended",
        AdviceVerdict::Consider => "worth considering",
        AdviceVerdict::NotNow => "not now",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICKETS: &str = "
name: \"Tickets \\e[2J\"
flows:
  - name: Book
    steps:
      - {action: Reserve the seat, answers: {reply: answer}}
      - {action: Send the mail, answers: {reply: none}}
";

    /// The output, and the text for people if the description is unusable.
    fn told(text: &[u8], format: Format) -> (String, Result<(), String>) {
        let mut out = Vec::new();
        let rulesets = Rulesets::default();
        let result = answer(&Input::of("a.yaml", text.to_vec()), &rulesets, format, &mut out).unwrap();
        let strip = |text: &str| anstream::adapter::strip_str(text).to_string();
        (String::from_utf8(out).unwrap(), result.map_err(|shown| strip(&shown)))
    }

    #[test]
    fn a_person_reads_each_step_with_its_verdict() {
        let (written, result) = told(TICKETS.as_bytes(), Format::Text);
        assert_eq!(result, Ok(()));
        assert!(!written.contains("\u{1b}[2J"), "the name is not obeyed");
        let written = anstream::adapter::strip_str(&written).to_string();
        for line in [
            "Tickets  [2J",
            "Book  hybrid",
            "As things stand, reserve the seat while the caller waits; everything after that reacts to one event, \
             SeatReserved.",
            "  1. Reserve the seat  synchronous",
            "     called for PT5S at most · tried again twice · key book_run_id + reserve-the-seat · if it is down: \
             refuse",
            "  2. Send the mail  event-driven",
        ] {
            assert!(written.lines().any(|written| written == line), "{line:?} is missing:\n{written}");
        }
    }

    #[test]
    fn a_person_reads_what_is_undone_if_something_fails() {
        let text = "
name: Ferry
flows:
  - steps:
      - {id: pay, action: Charge the card, from: ferry, to: [payment], after: [],
         answers: {reply: none, undo: compensable}}
      - {id: hold, action: Reserve the cabin, from: ferry, to: [cabins], after: [],
         answers: {reply: none, undo: compensable}}
";
        let (written, _) = told(text.as_bytes(), Format::Text);
        for line in [
            "If something fails  parallel: by messages, eventually consistent, orchestrated by ferry",
            "hold is compensable, ReleaseCabin undoes it",
            "pay is the pivot, RefundCard could take it back",
        ] {
            assert!(
                anstream::adapter::strip_str(&written).to_string().contains(line),
                "{line:?} is missing:\n{written}"
            );
        }
        assert!(written.contains("Let pay wait for hold."));
    }

    #[test]
    fn what_is_built_today_is_told_with_the_moves_in_order() {
        let text = TICKETS
            .replace("{reply: answer}", "{reply: answer}, today: {style: event, message: SeatWanted}")
            .replace("{reply: none}", "{reply: none}, today: {style: request}");
        let (written, result) = told(text.as_bytes(), Format::Text);
        assert_eq!(result, Ok(()));
        let written = anstream::adapter::strip_str(&written).to_string();
        let (_, today) = written.split_once("How it is built today").expect("today is told");
        assert!(today.contains("Waited for: 0 by need, 1 by habit, 0 by weights or default."), "{written}");
        let order = [
            "1. Use `SeatReserved` for \u{201c}Send the mail\u{201d}",
            "2. Call `ReserveSeat` for \u{201c}Reserve the seat\u{201d}",
        ];
        let places = order.map(|start| today.find(start));
        assert!(places[0].is_some() && places[0] < places[1], "{written}");
        let (written, _) = told(TICKETS.as_bytes(), Format::Text);
        assert!(!written.contains("How it is built today"));
    }

    #[test]
    fn a_program_reads_what_the_api_answers() {
        let (written, result) = told(TICKETS.as_bytes(), Format::Json);
        assert_eq!(result, Ok(()));
        let Ok(model) = Input::of("a.yaml", TICKETS.into()).model(&Rulesets::default()) else { panic!("no model") };
        assert_eq!(written.trim_end(), serde_json::to_string(&advice::assess(&model)).unwrap());
    }

    #[test]
    fn what_cannot_be_used_is_shown_with_its_line() {
        for (text, shown, code) in [
            (&b"name: x\nflows: 7"[..], "a.yaml:2:8", "faulty"),
            (b"name: [x", "a.yaml:1:7", "not_yaml"),
            (b"name: \xFF", "a.yaml:1:7", "not_yaml"),
        ] {
            let (written, result) = told(text, Format::Text);
            assert_eq!(written, "");
            assert!(result.as_ref().is_err_and(|told| told.contains(shown)), "{result:?}");
            let (written, result) = told(text, Format::Json);
            assert!(written.starts_with(&format!("{{\"type\":\"/problems/{code}\"")), "{written}");
            assert!(result.is_err());
        }
    }
}
