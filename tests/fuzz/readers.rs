//! Everything that reads a caller's input, each as a function of a text.

use advice::fault::{Code, Fault};
use advice::{Model, assess, model, rules};
use app::{
    advisor::{
        Advisor, Source,
        links::{Until, read_listed, read_status},
    },
    document::{self, Format},
    editing::{self, Posted},
    pack::{PackForm, PackText, Unusable},
    problem::Problem,
    review::{LONGEST_NAME, LONGEST_TEXT},
    standing::Status,
    start_form::StartForm,
    submission::Submission,
    words::Words,
};
use exchange::import::{self, Import, Unread};
use reader::reading::{Role, Sentence};
use server::mcp::protocol::{self, Desk, Outcome};

use super::{
    Reader,
    inputs::{assistant, descriptions, documents, links, notations, packs, prose, reviews, schemas, snippets},
};

pub(crate) const READERS: &[Reader] = &[
    Reader { name: "json", make: notations::json, read: |_, text| tree(text, Format::Json) },
    Reader { name: "yaml", make: notations::yaml, read: |_, text| tree(text, Format::Yaml) },
    Reader { name: "toml", make: notations::toml, read: |_, text| usize::from(document::parse_toml(text).is_err()) },
    Reader { name: "description", make: descriptions::description, read: description },
    Reader { name: "submission", make: descriptions::submission, read: submission },
    Reader { name: "edits", make: descriptions::form, read: edits },
    Reader { name: "steps", make: prose::steps, read: steps },
    Reader { name: "prose", make: prose::prose, read: |advisor, text| told(advisor.describe_text(text, None)) },
    Reader { name: "proposal", make: prose::proposal, read: proposal },
    Reader {
        name: "descriptions",
        make: prose::words_body,
        read: |advisor, text| told(advisor.describe(source(text))),
    },
    Reader { name: "messages", make: snippets::messages, read: |advisor, text| told(advisor.messages(source(text))) },
    Reader { name: "findings", make: snippets::findings, read: |advisor, text| told(advisor.findings(source(text))) },
    Reader { name: "decision", make: links::decision, read: decision },
    Reader { name: "remark", make: reviews::remark, read: remark },
    Reader {
        name: "ballot",
        make: reviews::ballot,
        read: |advisor, text| {
            advisor.sent_ballot(source(text)).map_or_else(|problem| problem.faults.len(), |sent| sent.faults.len())
        },
    },
    Reader { name: "mcp", make: assistant::mcp, read: mcp },
    Reader { name: "snippet", make: snippets::snippet, read: |advisor, text| advisor.check(text).findings.len() },
    Reader {
        name: "schemas",
        make: schemas::versions,
        read: |advisor, text| told(advisor.compare_schemas(source(text))),
    },
    Reader { name: "mermaid", make: documents::mermaid, read: |_, text| imported("mermaid", text) },
    Reader { name: "asyncapi", make: documents::asyncapi, read: |_, text| imported("asyncapi", text) },
    Reader { name: "openapi", make: documents::openapi, read: |_, text| imported("openapi", text) },
    Reader { name: "compose", make: documents::compose, read: |_, text| imported("compose", text) },
    Reader { name: "structurizr", make: documents::structurizr, read: |_, text| imported("structurizr", text) },
    Reader { name: "eventcatalog", make: documents::eventcatalog, read: |_, text| imported("eventcatalog", text) },
    Reader { name: "archive", make: documents::archive, read: archive },
    Reader { name: "pack_yaml", make: packs::pack_yaml, read: |_, text| pack(text, PackForm::Yaml) },
    Reader { name: "pack_toml", make: packs::pack_toml, read: |_, text| pack(text, PackForm::Toml) },
];

fn source(text: &str) -> Source<'_> {
    Source { text, format: Format::of_file("", text) }
}

fn told<T>(answer: Result<T, Problem>) -> usize {
    answer.err().map_or(0, |problem| problem.faults.len())
}

/// Reads what an editor decides. An address that a page would link to is one of ours or `https`.
fn decision(advisor: &Advisor, text: &str) -> usize {
    let status = read_status(source(text), "https://here.example");
    if let Ok(Some(by)) = status.as_ref().map(Status::by) {
        let is_safe = by.starts_with("/r/") || by.starts_with("https://");
        assert!(
            is_safe && by.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>')),
            "{by}"
        );
    }
    let (until, fix) = (advisor.read_until(source(text)), advisor.read_fix(source(text)));
    if let Some(time) = until.as_ref().ok().and_then(Until::time) {
        assert_eq!(time.len(), "2099-12-31T23:59:59Z".len(), "{time}");
    }
    told(status) + told(fix) + told(read_listed(source(text))) + told(until)
}

/// Reads a remark. Whatever is kept of it is short and has no control character.
fn remark(advisor: &Advisor, text: &str) -> usize {
    let sent = match advisor.sent_remark(source(text)) {
        Ok(sent) => sent.written,
        Err(problem) => return problem.faults.len(),
    };
    match sent.checked(String::new()) {
        Ok(remark) => {
            assert!(!remark.by.chars().any(char::is_control) && remark.by.chars().count() <= LONGEST_NAME);
            assert!(!remark.text.contains('\0') && remark.text.chars().count() <= LONGEST_TEXT);
            0
        }
        Err(faults) => faults.len(),
    }
}

fn tree(text: &str, format: Format) -> usize {
    let Ok(tree) = document::parse(text, format) else { return 1 };
    // Copying, comparing and formatting a tree recurse as deep as the tree.
    assert!(tree.clone() == tree && !format!("{tree:?}").is_empty());
    0
}

/// Reads an assistant's answer about a text. Whatever it answers, each step shows words of the text.
fn proposal(advisor: &Advisor, answer: &str) -> usize {
    let original = prose::QUOTED;
    match advisor.describe_text(answer, Some(original)) {
        Ok(read) => {
            let is_proposed = read.evidence.iter().any(|found| found.at.ends_with("/action"));
            for found in read.evidence.iter().filter(|_| is_proposed) {
                let Some([start, end]) = found.span else { continue };
                let words = original.chars().skip(start as usize).take((end - start) as usize);
                assert_eq!(words.collect::<String>(), found.words, "{answer}");
            }
            for (flow, told) in read.description.flows.iter().enumerate().filter(|_| is_proposed) {
                for (step, told) in told.steps.iter().enumerate() {
                    let at = format!("/flows/{flow}/steps/{step}/action");
                    assert!(read.evidence.iter().any(|found| found.at == at), "{at}: {answer}");
                    assert!(told.answers.is_empty(), "{answer}");
                }
            }
            0
        }
        Err(problem) => problem.faults.len(),
    }
}

/// Reads a document of another tool. What it gives is a description without a fault, and each part of it shows its
/// words.
fn imported(id: &str, text: &str) -> usize {
    let import = Import::named(id).unwrap();
    let reading = match import.read(text, rules::shipped()) {
        Ok(reading) => reading,
        Err(Unread::Faulty(faults)) => {
            let has_place = |fault: &Fault| fault.line.is_some() || fault.code == Code::MoreFaults;
            assert!(faults.iter().all(has_place), "{faults:?}: {text}");
            return faults.len();
        }
        Err(Unread::Syntax(_) | Unread::NoSteps(_)) => return 1,
    };
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for found in reading.evidence.iter().filter(|found| found.within.is_none()) {
        let Some([start, end]) = found.span else { continue };
        assert_eq!(&text[starts[start as usize]..starts[end as usize]], found.words);
    }
    assert!(reading.sentences.is_sorted_by(|one, next| one.span[1] <= next.span[0]), "{text}");
    let model = Model::resolve(reading.description, rules::shipped());
    assert!(model.is_ok(), "{model:?}: {text}");
    0
}

/// Answers a message of an assistant. Whatever it is, the answer is one line of JSON, and only a notification has none.
fn mcp(advisor: &Advisor, text: &str) -> usize {
    let desk = Desk { advisor, has_store: true, request: "" };
    let Outcome::Now(answer) = protocol::answer(desk, text, None) else { return 0 };
    let Some(body) = answer.body else { return 0 };
    assert!(!body.contains(['\n', '\r']), "{body}");
    let told: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(told["jsonrpc"], "2.0");
    assert!(told["result"].is_object() != told["error"].is_object(), "{body}");
    usize::from(told["error"].is_object())
}

/// Unpacks an archive, whose bytes are the numbers of the characters.
fn archive(_: &Advisor, text: &str) -> usize {
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    match import::text_of_archive(&bytes) {
        Ok(text) => imported("eventcatalog", &text),
        Err(_) => 1,
    }
}

fn description(_: &Advisor, text: &str) -> usize {
    let Source { format, .. } = source(text);
    let Ok(tree) = document::parse(text, format) else { return 1 };
    match model::read(text, &tree, rules::shipped()) {
        Ok(model) => {
            let written = document::write(model.description(), Format::Yaml).unwrap();
            assert!(document::parse(&written, Format::Yaml).is_ok(), "{written}");
            assert!(!serde_json::to_string(&assess(&model)).unwrap().is_empty());
            0
        }
        Err(faults) => faults.len(),
    }
}

fn submission(_: &Advisor, text: &str) -> usize {
    let Source { format, .. } = source(text);
    let Ok(tree) = document::parse(text, format) else { return 1 };
    match Submission::read(text, &tree) {
        Ok(submission) => model::read(text, submission.description, rules::shipped()).map_or_else(|f| f.len(), |_| 0),
        Err(faults) => faults.len(),
    }
}

/// Reads a form, one field per line, on a description with three steps.
fn edits(_: &Advisor, text: &str) -> usize {
    let tree = document::parse(descriptions::SHOP, Format::Yaml).unwrap();
    let shop = model::read(descriptions::SHOP, &tree, rules::shipped()).unwrap();
    let fields: Vec<(&str, &str)> = text.lines().map(|line| line.split_once('=').unwrap_or((line, ""))).collect();
    let posted: Posted = serde_json::from_value(serde_json::json!(fields)).unwrap();
    let Ok(asked) = editing::read(&posted) else { return 1 };
    let (merged, conflicts) = editing::merged(&posted, &shop);
    let change = editing::read(&merged).map_or(asked.change, |merged| merged.change);
    match editing::apply(&shop, Some(words(&shop)), &change) {
        Ok((description, _)) => {
            conflicts.len() + Model::resolve(description, rules::shipped()).map_or_else(|faults| faults.len(), |_| 0)
        }
        Err(problem) => problem.faults.len(),
    }
}

/// Words of which every sentence tells a step.
fn words(shop: &Model<'_>) -> Words {
    let sentences: Vec<Sentence> = (0..3)
        .map(|index| Sentence {
            span: [index, index + 1],
            role: if index == 1 { Role::AboutStep } else { Role::Step },
            at: vec![format!("/flows/0/steps/{index}")],
        })
        .collect();
    Words::with(descriptions::SHOP, shop.description(), &sentences)
}

fn steps(_: &Advisor, text: &str) -> usize {
    let form = StartForm { name: "Shop".to_owned(), steps: text.to_owned(), ..StartForm::default() };
    told(form.draft())
}

fn pack(text: &str, form: PackForm) -> usize {
    let pack = PackText { form, text: text.to_owned() };
    match pack.read() {
        Ok((read, tree)) => read.check(text, &tree).iter().map(|case| case.faults.len()).max().unwrap_or(0),
        Err(Unusable::Faulty(_, faults)) => faults.len(),
        Err(Unusable::Syntax(_)) => 1,
    }
}
