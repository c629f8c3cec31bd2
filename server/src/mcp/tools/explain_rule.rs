//! `explain_rule`: a rule of the rulebook, or the rules that some words lead to.

use advice::{
    Rulebook,
    fault::{Code, did_you_mean},
    rule::{Grade, Rule},
    source,
};
use app::{
    advisor::Advisor,
    problem::Problem,
    search::{self, Thing},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::mcp::{
    arguments::{self, Arguments},
    summary,
    tool::{Effect, Run, Tool},
    tools::{object, schema_of},
};

/// The tool.
pub const TOOL: Tool = Tool {
    name: "explain_rule",
    title: "Explain a rule",
    description: "Explains anything that the advisor names by an id: a question with its answers, a gate, a style, a \
        consistency mechanism, a finding, a word of the field. Call it when the person asks why, or what something \
        means, before you explain it in your own words. Give `id` (such as `reply`, `outbox` or `awaited_event`), or \
        `search` with some words if you do not know the id. You get what the rule claims, why, what to do, where it is \
        disputed, the answers of a question, and the sources. Cite the sources when you pass it on.",
    input,
    output: schema_of::<Told>,
    effect: Effect::Nothing,
    run: Run::Computed(run),
};

/// Maximum number of rules that a search lists.
const HITS: usize = 12;

/// Rules, or what a search found.
#[derive(Serialize, JsonSchema)]
struct Told {
    /// The rules with the id. An id may be that of a question and of a finding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<Explained>,
    /// What the search found, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    found: Vec<Hit>,
    /// What is not in this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<String>,
    /// What to do now.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A rule in words.
#[derive(Serialize, JsonSchema)]
pub struct Explained {
    /// Its id.
    id: String,
    /// The kind of rule, such as `gate`, `style` or `finding`.
    kind: &'static str,
    /// Its name for people.
    name: String,
    /// What it says, in one sentence.
    claim: String,
    /// Why that is true.
    why: String,
    /// What to do about it.
    advice: String,
    /// Where published guidance narrows or contradicts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    caveat: Option<String>,
    /// The question that it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<String>,
    /// The answers of the question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answers: Vec<Choice>,
    /// Who says so: each a work with the place in it. `(implied)` where it is inferred from the work.
    sources: Vec<String>,
}

/// An answer of a question.
#[derive(Serialize, JsonSchema)]
struct Choice {
    /// Its id.
    answer: String,
    /// What it means.
    means: String,
    /// What it does.
    decides: String,
}

/// A rule that a search found.
#[derive(Serialize, JsonSchema)]
struct Hit {
    /// Its id.
    id: String,
    /// The kind of rule.
    kind: &'static str,
    /// Its name for people.
    name: String,
    /// What it says about the words.
    says: String,
}

fn input(_: &Rulebook) -> Value {
    let id =
        json!({"type": "string", "minLength": 1, "description": "The id of a rule.", "examples": ["reply", "outbox"]});
    let search = json!({
        "type": "string", "minLength": 1, "description": "Words to look for, if the id is not known.",
        "examples": ["lost messages", "two services must agree"],
    });
    let ruleset = json!({
        "type": "string", "description": "The ruleset, as a description names it. Left out: the shipped rules.",
        "examples": ["default"],
    });
    object(&[], [("id", id), ("search", search), ("ruleset", ruleset)])
}

fn run(advisor: &Advisor, given: &str) -> Result<String, Problem> {
    let tree = arguments::parse(given)?;
    let mut arguments = Arguments::new(given, &tree);
    let [id, search, ruleset] = arguments.fields(["id", "search", "ruleset"]);
    if id.is_none() && search.is_none() {
        arguments.required("id", None, "Give the id of a rule, or words as `search`.");
    }
    let (id, search) = (arguments.text("id", id, 1_000), arguments.text("search", search, 1_000));
    let named = arguments.text("ruleset", ruleset, 1_000);
    let book = named.map_or(Some(advisor.rulebook()), |id| advisor.rulesets().find(id));
    if let (Some(tree), Some(id), None) = (ruleset, named, book) {
        let hint = advisor.rulesets().hint(id);
        arguments.fault(tree, "ruleset", Code::UnknownReference, "There is no such ruleset.", &hint);
    }
    let book = arguments.finish(book)?;
    let told = match id {
        Some(id) => of_id(book, id)?,
        None => found(book, search.unwrap_or_default()),
    };
    summary::write(&told)
}

fn of_id(book: &Rulebook, id: &str) -> Result<Told, Problem> {
    let rules: Vec<Explained> = book.find(id).map(explain).collect();
    if rules.is_empty() {
        let hint = match did_you_mean(id, book.rules().map(|rule| rule.id.as_ref())) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None => "Give words as `search` instead, or read the resource eda://rules.".to_owned(),
        };
        let fault = advice::Fault::new("/id", Code::UnknownReference, "No rule has this id.").hint(&hint);
        return Err(Problem::wrong_body(vec![fault]));
    }
    Ok(Told { rules, found: Vec::new(), left_out: None, next: None })
}

fn found(book: &Rulebook, words: &str) -> Told {
    let search::Found { hits, meant, .. } = search::find(book, words);
    let mut found: Vec<Hit> = hits
        .into_iter()
        .filter_map(|hit| match hit.thing {
            Thing::Rule(rule) => Some(Hit {
                id: rule.id.to_string(),
                kind: rule.kind.name(),
                name: rule.name.to_string(),
                says: hit.says,
            }),
            Thing::Lesson(_) => None,
        })
        .collect();
    let hidden = found.len().saturating_sub(HITS);
    found.truncate(HITS);
    let next = match (meant, found.is_empty()) {
        (Some(meant), _) => format!("Did you mean `{meant}`? Search for that."),
        (None, true) => "Nothing was found. Use other words, or read the resource eda://rules.".to_owned(),
        (None, false) => "Call explain_rule with the `id` of the one that fits.".to_owned(),
    };
    let left_out = (hidden > 0).then(|| format!("{hidden} more rules. Use more words."));
    Told { rules: Vec::new(), found, left_out, next: Some(next) }
}

/// A rule in words.
pub fn explain(rule: &Rule) -> Explained {
    let question = rule.kind.question();
    let answers = question.into_iter().flat_map(|question| question.answers.iter()).map(|answer| Choice {
        answer: answer.id.to_string(),
        means: answer.label.to_string(),
        decides: answer.decides.to_string(),
    });
    let sources = rule.citations.iter().map(|citation| {
        let work = source::find(&citation.source).map_or(citation.source.as_ref(), |source| source.name());
        let implied = if citation.grade == Grade::Implies { " (implied)" } else { "" };
        format!("{work}, {}{implied}", citation.section)
    });
    Explained {
        id: rule.id.to_string(),
        kind: rule.kind.name(),
        name: rule.name.to_string(),
        claim: rule.claim.to_string(),
        why: rule.why.to_string(),
        advice: rule.advice.to_string(),
        caveat: rule.caveat.as_deref().map(str::to_owned),
        ask: question.map(|question| question.ask.to_string()),
        answers: answers.collect(),
        sources: sources.collect(),
    }
}
