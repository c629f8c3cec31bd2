//! Every diagram is drawn by the tool of its language, whatever the names are. `cargo xtask test` installs the tools.

use std::{collections::BTreeSet, fs};

use advice::{Tree, assess, rules};
use pictures::flow::view::{self, Form, View};
use serde_json::{Value, json};

use super::{exports::problems, systems};

/// The languages with the checks of their tools: the names of files in `tests/tools/checks`. No tool for Structurizr
/// DSL can be installed by a package registry, so [`workspace`] reads it.
const CHECKED: [(Form, &str); 4] =
    [(Form::Mermaid, "mermaid"), (Form::Plantuml, "plantuml"), (Form::D2, "d2"), (Form::Dot, "dot")];

/// Texts that people might type or paste, and that mean something in at least one of the languages.
const HOSTILE: [&str; 14] = [
    "</text><script>alert(1)</script>",
    "\"]; end subgraph #quot; `x` [[ (( {{ |a| \\",
    "a\nb\rc\u{202e}d",
    "end",
    "حجز المقعد في القاعة",
    "日本語 e\u{301}",
    "%%{init: {}}%% style x fill:#f00;",
    "1. list: } & ]]> --> <!--",
    "@enduml @startuml !include /etc/passwd",
    "**bold** //it// __u__ --s-- ~~w~~ \"\"m\"\" [[x]] <b>y</b> <&bug> <$z> <U+0041> &#65;",
    "%date() $x ${HOME} ${classes.call} \\n \\N \\G \\l \\t \\\"",
    "' /' x '/ // # /* */ \"\"\"",
    "p1 -> p2: x {shape: circle} | md |`x`| *.style.fill: red",
    "<<x>> as y #red;line:blue \\",
];

/// A system in which every name is `text`, with conditions, a loop, a timer, a broker and a copy.
fn hostile(text: &str) -> Value {
    json!({
        "name": text,
        "participants": [
            {"id": "bus", "name": text, "kind": "broker"}, {"id": "copy", "name": text, "kind": "cache", "of": "a"},
            {"id": "a", "name": text}, {"id": "b", "name": text, "kind": "external"},
            {"id": "c", "name": text, "kind": "person"}],
        "flows": [
            {"id": "f", "name": text, "actor": "c", "steps": [
                {"id": "one", "action": text, "from": "a", "to": ["copy"], "repeats": text, "answers": {"reply": "answer"}},
                {"id": "two", "action": text, "from": "bus", "to": ["a"], "answers": {"reply": "none"},
                 "when": {"step": "one", "outcome": "refused", "text": text}, "tells": ["b"]},
                {"id": "three", "action": text, "from": "a", "to": ["b", "a"], "after": ["one"], "when": {"text": text},
                 "answers": {"reply": "none"}}]},
            {"id": "g", "name": text, "trigger": {"event": text}, "steps": [
                {"id": "four", "action": text, "from": "a", "to": ["b"], "answers": {"reply": "none", "intent": "command"}}]}]
    })
}

/// A text as a picture shows it.
fn shown(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('\u{202e}', "")
}

/// Writes both views of a system in every language that a tool checks. Returns what to check.
fn write(folder: &std::path::Path, id: &str, description: &Value, texts: &[String]) -> Vec<Value> {
    let text = description.to_string();
    let tree = Tree::from_json(&text).unwrap();
    let model = advice::model::read(&text, &tree, rules::shipped()).unwrap();
    let assessment = assess(&model);
    let mut files = Vec::new();
    for &view in View::ALL {
        for (form, check) in CHECKED {
            let path = folder.join(format!("{id}-{}.{}", view.id(), form.id()));
            fs::write(&path, view::render(&model, &assessment, view, form, None).unwrap().content).unwrap();
            let beside = folder.join(format!("{id}-{}.{}.texts", view.id(), form.id()));
            fs::write(beside, serde_json::to_vec(texts).unwrap()).unwrap();
            files.push(json!({"check": check, "path": path}));
        }
        let source = view::render(&model, &assessment, view, Form::Structurizr, None).unwrap().content;
        workspace(&source).unwrap_or_else(|fault| panic!("{id} {view:?}: {fault} in\n{source}"));
    }
    files
}

#[test]
fn every_diagram_is_drawn_by_the_tool_of_its_language() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (id, description) in systems() {
        files.extend(write(folder.path(), &id, &description, &[]));
    }
    for name in ["checkout", "expense", "nightly"] {
        let path = format!("{}/data/shapes/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let description = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        files.extend(write(folder.path(), name, &description, &[]));
    }
    for (number, text) in HOSTILE.iter().enumerate() {
        // The number of the step and the name stand in one text in both views.
        let texts = [format!("1 {}", shown(text)), format!("3 {}", shown(text))];
        files.extend(write(folder.path(), &format!("hostile-{number}"), &hostile(text), &texts));
    }
    let found = problems(&files);
    let wrong: Vec<String> = files
        .iter()
        .zip(&found)
        .filter(|(_, problems)| !problems.is_empty())
        .map(|(file, problems)| {
            let source = fs::read_to_string(file["path"].as_str().unwrap()).unwrap();
            format!("{} {}\n  {}\n{source}", file["check"], file["path"], problems.join("\n  "))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn a_tool_sees_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let broken = [
        ("mermaid", "sequenceDiagram\n    p1->>p2\n", "[]"),
        ("mermaid", "sequenceDiagram\n    p1->>p2: Pay\n", "[\"9 Pay\"]"),
        ("plantuml", "@startuml\nfoo bar baz\n@enduml\n", "[]"),
        ("plantuml", "@startuml\na -> b : **Pay**\n@enduml\n", "[\"**Pay**\"]"),
        ("dot", "digraph { a -> }\n", "[]"),
        ("dot", "digraph { a [label=\"&lt;\"] }\n", "[\"&lt;\"]"),
        ("d2", "a: {shape: nothing}\n", "[]"),
        ("d2", "a: x\n", "[\"y\"]"),
    ];
    let files: Vec<Value> = (0..)
        .zip(&broken)
        .map(|(number, (check, content, texts)): (u32, _)| {
            let path = folder.path().join(format!("{number}.{check}"));
            fs::write(&path, content).unwrap();
            fs::write(folder.path().join(format!("{number}.{check}.texts")), texts).unwrap();
            json!({"check": check, "path": path})
        })
        .collect();
    for ((check, content, _), found) in broken.iter().zip(problems(&files)) {
        assert!(!found.is_empty(), "{check} accepts\n{content}");
    }
    for broken in [
        "workspace \"x\" {\n model {\n }\n",
        "workspace \"x\" {\n model {\n a = person \"x\"\n b = person \"x\"\n }\n}\n",
        "workspace \"x\" {\n model {\n a = person \"x\"\n r1 = a -> b \"Calls\" \"\" \"Synchronous\"\n }\n}\n",
        "workspace \"x\\\" {\n model {\n }\n}\n",
        "workspace \"${HOME}\" {\n model {\n }\n}\n",
    ] {
        assert!(workspace(broken).is_err(), "{broken}");
    }
}

/// Reads a line as Structurizr DSL does: words, and texts in double quotes in which a backslash keeps a quote.
fn tokens(line: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (token, after) = if let Some(quoted) = rest.strip_prefix('"') {
            let ends = |at: &usize| !quoted[..*at].ends_with('\\');
            let end = quoted.match_indices('"').map(|(at, _)| at).find(ends).ok_or("a text does not end")?;
            let text = &quoted[..end];
            let is_variable = text.split("${").skip(1).any(|name| name.contains('}'));
            if is_variable || text.contains("\\n") {
                return Err(format!("`{text}` has a variable or a line break"));
            }
            (text.replace("\\\"", "\""), &quoted[end + 1..])
        } else {
            let end = rest.find(' ').unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        };
        if !after.is_empty() && !after.starts_with(' ') {
            return Err(format!("something follows `{token}`"));
        }
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// Checks a workspace by the rules of the language: each line is one that its block allows, every name is there before
/// it is used, and no two elements of one parent have the same name.
#[expect(clippy::match_same_arms, reason = "a line for each line of a block, as the language has them")]
fn workspace(source: &str) -> Result<(), String> {
    let mut blocks: Vec<String> = Vec::new();
    let (mut elements, mut relationships) = (BTreeSet::new(), BTreeSet::new());
    let (mut names, mut keys, mut described) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for line in source.lines() {
        let mut tokens = tokens(line)?;
        let opens = tokens.last().is_some_and(|last| last == "{");
        if opens {
            tokens.pop();
        }
        let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let block = blocks.last().cloned();
        let block = block.as_deref();
        let is_colour = |colour: &str| colour.len() == 7 && colour.starts_with('#');
        let is_right = match (block, &words[..]) {
            (_, ["}"]) => blocks.pop().is_some(),
            (None, ["workspace", name]) => opens && !name.is_empty(),
            (Some("workspace"), ["model" | "views"]) => opens,
            (Some("model"), [id, "=", from, more @ ..]) if more.first() == Some(&"->") => {
                let [_, to, description, _, tag] = more else { return Err(format!("not a relationship: {line}")) };
                let is_new = described.insert(format!("{from} {to} {description}"));
                let is_known = elements.contains(*from) && elements.contains(*to);
                is_new
                    && is_known
                    && matches!(*tag, "Synchronous" | "Asynchronous")
                    && relationships.insert((*id).to_owned())
            }
            (Some("model"), [id, "=", "person" | "softwareSystem", name, more @ ..])
            | (Some("softwareSystem"), [id, "=", "container", name, more @ ..]) => {
                let is_named = !name.is_empty() && names.insert((block.map(str::to_owned), name.to_lowercase()));
                is_named && more.len() <= 3 && elements.insert((*id).to_owned())
            }
            (Some("views"), ["container", scope, key] | ["dynamic", scope, key, _]) => {
                let is_key = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                opens && elements.contains(*scope) && is_key && keys.insert((*key).to_owned())
            }
            (Some("views"), ["styles" | "properties"]) => opens,
            (Some("container"), ["include", "*"]) | (Some("container" | "dynamic"), ["autolayout", "lr"]) => true,
            (Some("dynamic"), [id, _]) => relationships.contains(*id),
            (Some("styles"), ["element" | "relationship", _]) => opens,
            (Some("element"), ["background" | "color" | "stroke", colour]) => is_colour(colour),
            (Some("element"), ["shape", shape]) => matches!(*shape, "Box" | "Person" | "Cylinder"),
            (Some("relationship"), ["color", colour]) => is_colour(colour),
            (Some("relationship"), ["style", style]) => matches!(*style, "solid" | "dashed"),
            (Some("properties"), [_, _]) => !opens,
            _ => false,
        };
        if !is_right {
            return Err(format!("`{line}` does not belong into {block:?}"));
        }
        if opens {
            // A block is named by its keyword, which an identifier may stand before.
            let keyword = if words.get(1) == Some(&"=") { words[2] } else { words[0] };
            blocks.push(keyword.to_owned());
        }
    }
    if blocks.is_empty() { Ok(()) } else { Err(format!("{blocks:?} are not closed")) }
}
