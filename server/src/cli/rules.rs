//! `eda-advisor rules`: shows the rulebook in a terminal, without a server or a store.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use advice::{
    Rulebook,
    fault::did_you_mean,
    rule::{Example, Grade, Rule, RuleKind},
    source,
};
use owo_colors::OwoColorize;

use crate::{
    cli::{UNUSABLE, terminal::plain},
    packs,
};

/// Show the rules: all of them in a line each, or one in full.
#[derive(clap::Args)]
pub struct Rules {
    /// The rule's id, such as reply
    id: Option<String>,
    /// A folder of rule packs
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// The ruleset to show: default, or a pack of the folder
    #[arg(long, value_name = "ID", default_value = "default")]
    ruleset: String,
}

impl Rules {
    /// Writes the rules to standard output.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let rulesets = packs::load(self.packs.as_deref())?;
        let Some(book) = rulesets.find(&self.ruleset) else {
            let (id, hint) = (plain(&self.ruleset), rulesets.hint(&self.ruleset));
            writeln!(anstream::stderr(), "eda-advisor: there is no ruleset {id}. {}", plain(&hint))?;
            return Ok(ExitCode::from(UNUSABLE));
        };
        let mut out = anstream::stdout().lock();
        let Some(id) = self.id else {
            list(&mut out, book)?;
            return Ok(ExitCode::SUCCESS);
        };
        let rules: Vec<_> = book.find(&id).collect();
        if rules.is_empty() {
            let hint = match did_you_mean(&id, book.rules().map(|rule| rule.id.as_ref())) {
                Some(meant) => format!("Did you mean {meant}?"),
                None => "`eda-advisor rules` lists them all.".to_owned(),
            };
            writeln!(anstream::stderr(), "eda-advisor: there is no rule {}. {hint}", plain(&id))?;
            return Ok(ExitCode::from(UNUSABLE));
        }
        for rule in rules {
            write_rule(&mut out, rule)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(out: &mut impl Write, book: &Rulebook) -> io::Result<()> {
    writeln!(out, "{}", format!("Rules {} {}, {}", book.id(), book.version(), book.digest()).dimmed())?;
    let mut kind = "";
    for rule in book.rules() {
        if rule.kind.name() != kind {
            kind = rule.kind.name();
            writeln!(out, "\n{}", kind.bold())?;
        }
        let id = format!("{:<28}", plain(&rule.id));
        let retired = if rule.retired.is_some() { " (retired)" } else { "" };
        writeln!(out, "  {id} {}{retired}", plain(&rule.claim))?;
    }
    Ok(())
}

fn write_rule(out: &mut impl Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "{}  {}", plain(&rule.name).bold(), format!("{} {}", rule.kind.name(), plain(&rule.id)).dimmed())?;
    writeln!(out, "{}", plain(&rule.claim))?;
    if let Some(retired) = &rule.retired {
        section(out, "Retired", &format!("In {}: {}", retired.in_version, retired.because))?;
    }
    section(out, "Why", &rule.why)?;
    section(out, "Advice", &rule.advice)?;
    if let Some(caveat) = &rule.caveat {
        section(out, "Caveat", caveat)?;
    }
    if let Some(question) = rule.kind.question() {
        section(out, "Question", &question.ask)?;
        for answer in question.answers.iter() {
            writeln!(out, "  {:<20} {}. {}", plain(&answer.id), plain(&answer.label), plain(&answer.decides))?;
        }
    }
    if let RuleKind::Disagreement(dispute) = &rule.kind {
        section(out, "In dispute", &dispute.question)?;
        for side in dispute.sides.iter() {
            writeln!(out, "  - {}", plain(&side.says))?;
            for cited in side.citations.iter() {
                let name = source::find(&cited.source).map_or(cited.source.as_ref(), |source| source.short);
                writeln!(out, "    {}", format!("{}: {}", plain(name), plain(&cited.section)).dimmed())?;
            }
        }
        section(out, "What we follow", &dispute.follows)?;
    }
    writeln!(out, "\n{}", "Sources".bold())?;
    for citation in rule.citations.iter() {
        let grade = match citation.grade {
            Grade::States => "says so",
            Grade::Implies => "implies it",
        };
        let Some(source) = source::find(&citation.source) else { continue };
        let edition = if source.edition.is_empty() { String::new() } else { format!(" ({})", source.edition) };
        let by = if source.by.is_empty() { String::new() } else { format!("{}: ", source.by) };
        let work = format!("{by}{}{edition}", source.title);
        let unread = if source.unread { "; cited from memory, not read for this edition" } else { "" };
        writeln!(out, "  {}, {}: {grade}{unread}", plain(&work), plain(&citation.section))?;
        if !source.url.is_empty() {
            writeln!(out, "  {}", plain(source.url).dimmed())?;
        }
    }
    examples(out, "Shows in", &rule.fires)?;
    examples(out, "Does not show in", &rule.silent)?;
    writeln!(out, "\n{}\n", format!("Since {}", plain(&rule.since)).dimmed())
}

fn section(out: &mut impl Write, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "\n{}\n{}", name.bold(), plain(text))
}

fn examples(out: &mut impl Write, title: &str, examples: &[Example]) -> io::Result<()> {
    if !examples.is_empty() {
        writeln!(out, "\n{}", title.bold())?;
    }
    for example in examples {
        writeln!(out, "  {}", plain(&example.says))?;
        for line in example.description.lines() {
            writeln!(out, "    {}", plain(line.trim_start()).dimmed())?;
        }
    }
    Ok(())
}
