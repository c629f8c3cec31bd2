//! Writes findings in SARIF 2.1.0, which code scanners and their viewers read.
//!
//! It knows neither files nor formats of descriptions: whoever checked a file says where in it a finding stands.

use std::collections::BTreeMap;
use std::fmt::Write;

use advice::assessment::{Assessment, Finding};
use advice::rule::{Rule, RuleKind};
use advice::terms::Severity;
use advice::tree::{Span, lines_columns};
use advice::{Model, lasting, source};
use language::case;

use crate::document::{self, Document, list, map, number, text, truth};
use crate::markdown;

/// The schema that a log names, which is also the one that it is tested with.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of our fingerprints, with the version of what they are made of.
const FINGERPRINT: &str = "edaAdvisorFinding/v1";

/// A place in a file. Lines and columns are counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The line.
    pub line: u32,
    /// The first column.
    pub column: u32,
    /// The column behind the last one.
    pub end: u32,
}

/// A finding in a file.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// The finding.
    pub finding: &'a Finding<'a>,
    /// Its rule; none if the rulebook has it no more.
    pub rule: Option<&'a Rule>,
    /// What it is recognised by (see [`lasting::fingerprints`]).
    pub fingerprint: String,
    /// Its lasting place in the description (see [`lasting::place`]).
    pub place: String,
    /// Where it stands in the file; none if that is unknown.
    pub region: Option<Region>,
    /// Whether the finding was there when a baseline was made; none without a baseline.
    pub is_known: Option<bool>,
}

/// Something that is said of a file beside its findings, such as what made it unusable.
#[derive(Debug, Clone)]
pub struct Notice {
    /// A permanent code.
    pub code: String,
    /// What is wrong and what to do, in full sentences.
    pub message: String,
    /// Where it stands in the file; none if that is unknown.
    pub region: Option<Region>,
}

/// A file that was checked.
#[derive(Debug, Clone)]
pub struct Checked<'a> {
    /// Its address as a relative or absolute URI.
    pub uri: String,
    /// Its text, if it travels with the log.
    pub content: Option<&'a str>,
    /// The findings in it.
    pub found: Vec<Found<'a>>,
    /// What made it unusable; empty if it was checked.
    pub notices: Vec<Notice>,
    /// What else there is to say of it.
    pub notes: Vec<Notice>,
}

/// The findings of an assessment, each with its rule, its fingerprint and its lasting place. `regions` says where in
/// the file each stands, in the same order.
pub fn found<'a>(
    model: &'a Model<'_>,
    assessment: &'a Assessment<'_>,
    regions: Vec<Option<Region>>,
    is_known: impl Fn(&str) -> Option<bool>,
) -> Vec<Found<'a>> {
    let prints = lasting::fingerprints(model, &assessment.findings);
    assessment
        .findings
        .iter()
        .zip(regions)
        .zip(prints)
        .map(|((finding, region), fingerprint)| Found {
            finding,
            rule: rule(model, &finding.rule),
            place: lasting::place(model, &finding.at),
            region,
            is_known: is_known(&fingerprint),
            fingerprint,
        })
        .collect()
}

/// The rule that makes findings under this id.
fn rule<'a>(model: &'a Model<'_>, id: &str) -> Option<&'a Rule> {
    model.rulebook().find(id).find(|rule| matches!(rule.kind, RuleKind::Finding(_) | RuleKind::OwnFinding(_)))
}

/// Where values stand in a text, in the order of `spans`: a region ends with its value, or with the line in which the
/// value begins.
pub fn regions(text: &str, spans: &[Span]) -> Vec<Region> {
    let starts: Vec<u32> = spans.iter().map(|span| span.start).collect();
    let places = lines_columns(text, &starts);
    let region = |(span, (line, column)): (&Span, (u32, u32))| {
        let value = text.get(span.start as usize..span.end as usize).and_then(|value| value.lines().next());
        let length = value.unwrap_or_default().trim_end().chars().count().max(1);
        Region { line, column, end: column.saturating_add(u32::try_from(length).unwrap_or(u32::MAX)) }
    };
    spans.iter().zip(places).map(region).collect()
}

/// Writes a log with one run. `engine` is the version of the engine.
pub fn log(engine: &str, files: &[Checked<'_>]) -> String {
    let mut rules: Vec<Document> = Vec::new();
    let mut indices: BTreeMap<&str, usize> = BTreeMap::new();
    for found in files.iter().flat_map(|file| &file.found) {
        indices.entry(&found.finding.rule).or_insert_with(|| {
            rules.push(descriptor(&found.finding.rule, found));
            rules.len() - 1
        });
    }
    let results = files.iter().flat_map(|file| {
        let indices = &indices;
        file.found.iter().map(move |found| result(found, file, indices.get(found.finding.rule.as_ref())))
    });
    let notices = files.iter().flat_map(|file| {
        let notices = file.notices.iter().map(|notice| ("error", notice));
        notices.chain(file.notes.iter().map(|notice| ("note", notice))).map(move |(level, notice)| {
            map([
                ("descriptor", map([("id", text(notice.code.as_str()))])),
                ("level", text(level)),
                ("message", message(&notice.message)),
                ("locations", list([location(file, notice.region, None)])),
            ])
        })
    });
    let mut invocation = vec![("executionSuccessful", truth(files.iter().all(|file| file.notices.is_empty())))];
    let notices: Vec<Document> = notices.collect();
    if !notices.is_empty() {
        invocation.push(("toolExecutionNotifications", list(notices)));
    }
    let driver = map([
        ("name", text("EDA Advisor")),
        ("semanticVersion", text(engine)),
        ("language", text("en")),
        ("rules", list(rules)),
    ]);
    let mut run = vec![
        ("tool", map([("driver", driver)])),
        ("invocations", list([map(invocation)])),
        ("columnKind", text("unicodeCodePoints")),
    ];
    let artifacts: Vec<Document> = files.iter().filter_map(artifact).collect();
    if !artifacts.is_empty() {
        run.push(("artifacts", list(artifacts)));
    }
    run.push(("results", list(results)));
    document::to_json(&map([("$schema", text(SCHEMA)), ("version", text("2.1.0")), ("runs", list([map(run)]))]))
}

/// A file whose text travels with the log. Of another one, its results say all that there is to say.
fn artifact(file: &Checked<'_>) -> Option<Document> {
    let content = map([("text", text(file.content?))]);
    Some(map([("location", map([("uri", text(file.uri.as_str()))])), ("contents", content)]))
}

fn result(found: &Found<'_>, file: &Checked<'_>, rule: Option<&usize>) -> Document {
    let finding = found.finding;
    let mut fields = vec![("ruleId", text(finding.rule.as_ref()))];
    if let Some(rule) = rule {
        fields.push(("ruleIndex", number(u32::try_from(*rule).unwrap_or(u32::MAX))));
    }
    fields.extend([
        ("level", text(level(finding.severity))),
        ("message", message(&format!("{} {}", finding.message, finding.advice))),
        ("locations", list([location(file, found.region, Some(&found.place))])),
        ("partialFingerprints", map([(FINGERPRINT, text(found.fingerprint.as_str()))])),
    ]);
    if let Some(is_known) = found.is_known {
        fields.push(("baselineState", text(if is_known { "unchanged" } else { "new" })));
    }
    map(fields)
}

fn location(file: &Checked<'_>, region: Option<Region>, place: Option<&str>) -> Document {
    let mut physical = vec![("artifactLocation", map([("uri", text(file.uri.as_str()))]))];
    if let Some(Region { line, column, end }) = region {
        let region = [("startLine", line), ("startColumn", column), ("endLine", line), ("endColumn", end)];
        physical.push(("region", map(region.map(|(name, value)| (name, number(value))))));
    }
    let mut fields = vec![("physicalLocation", map(physical))];
    if let Some(place) = place {
        let logical = map([("fullyQualifiedName", text(place)), ("kind", text("object"))]);
        fields.push(("logicalLocations", list([logical])));
    }
    map(fields)
}

/// A rule as SARIF describes one. Of a rule that the rulebook has no more, only the id is known.
fn descriptor(id: &str, found: &Found<'_>) -> Document {
    let configuration = ("defaultConfiguration", map([("level", text(level(found.finding.severity)))]));
    let Some(rule) = found.rule else { return map([("id", text(id)), configuration]) };
    let sources: Vec<(String, &str)> = rule
        .citations
        .iter()
        .filter_map(|citation| Some((source::find(&citation.source)?, &citation.section)))
        .map(|(source, section)| (format!("{}, {section}", source.title), source.url))
        .collect();
    let (mut plain, mut marked) = (String::new(), String::new());
    for (name, url) in &sources {
        let linked = markdown::within_line(name);
        // Writing to a string cannot fail.
        _ = match *url {
            "" => write!(plain, "\n- {name}").and(write!(marked, "\n- {linked}")),
            url => write!(plain, "\n- {name}: {url}").and(write!(marked, "\n- [{linked}]({url})")),
        };
    }
    let plain = format!("{}\n\n{}\n\nSources:{plain}", rule.why, rule.advice);
    let [why, advice] = [&rule.why, &rule.advice].map(|words| markdown::escaped(words));
    let marked = format!("{why}\n\n{advice}\n\nSources:\n{marked}");
    let words = case::parts(id);
    map([
        ("id", text(id)),
        ("name", text(case::pascal(words.iter().map(String::as_str)))),
        ("shortDescription", message(&rule.name)),
        ("fullDescription", message(&rule.claim)),
        ("help", map([("text", text(without_links(&plain))), ("markdown", text(marked))])),
        configuration,
        ("properties", map([("tags", list([text("event-driven architecture")]))])),
    ])
}

fn message(words: &str) -> Document {
    map([("text", text(without_links(words)))])
}

/// The same text, in which no viewer finds a link (SARIF 2.1.0, 3.11.6).
fn without_links(words: &str) -> String {
    words.replace("](", "] (")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
