//! Makes the inputs: deep, long or wide shapes, and good inputs of the repository that are damaged.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::versions;
use crate::generate::{self, Chance};

/// The description on which forms are read.
pub(crate) const SHOP: &str = "name: Shop
participants: [{id: shop, name: Shop}, {id: bank}]
assumptions: [{text: 'The bank answers.', at: /flows/0/steps/1}]
flows:
  - id: buy
    name: Buy
    steps:
      - {id: order, action: Order, from: shop, to: [shop]}
      - {id: pay, action: Pay, from: shop, to: [bank]}
      - {id: ship, action: Ship, after: [order, pay]}
";

/// Maximum length of a text that is read as prose, in bytes.
const LONG: usize = 64 * 1024;

/// Punctuation and words that join, open, close or refer to something.
const PIECES: &[&str] = &[
    "/",
    ":",
    ": ",
    ",",
    ", ",
    ".",
    ". ",
    "\n",
    "\n\n",
    "\t",
    " ",
    "-",
    "- ",
    "->",
    "-->",
    "=>",
    "\u{2192}",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "\\",
    "\\\"",
    "#",
    "# ",
    "*",
    "**",
    "&a ",
    "*a",
    "!",
    "!!str ",
    "|",
    "? ",
    "~",
    "~1",
    "%",
    "=",
    ";",
    "0",
    "1.",
    "1) ",
    "a) ",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "\r\n",
    "🎫",
    "漢",
    "a",
    "A",
    "and ",
    "or ",
    "if ",
    "when ",
    "want to ",
    "is ",
    "then ",
    "pay ",
    "Pay: ",
    "OrderPlaced ",
    "ShipOrder",
    "publish(",
    "class OrderPlaced {",
    "/* ",
    "// ",
    "wait ",
    "a.b",
    "1e9",
    "-1",
    "null",
    "true",
    "[[",
    "]]",
    "'''",
    "\"\"\"",
    "|\n  ",
    "---\n",
];

/// Good texts by people.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = [include_str!("../data/words/texts.jsonl"), include_str!("../data/corpus/texts.jsonl")];
    texts(&lines)
});

/// Good snippets.
static SNIPPETS: LazyLock<Vec<String>> = LazyLock::new(|| texts(&[include_str!("../data/snippets/snippets.jsonl")]));

fn texts(files: &[&str]) -> Vec<String> {
    let line = |line: &str| Some(serde_json::from_str::<Value>(line).ok()?.get("text")?.as_str()?.to_owned());
    files.iter().flat_map(|file| file.lines()).filter_map(line).collect()
}

/// A random number of repetitions: mostly a few, now and then very many.
fn many(chance: &mut Chance) -> usize {
    match chance.below(2_000) {
        0 => chance.below(40_000),
        1..=20 => chance.below(2_000),
        21..200 => chance.below(200),
        _ => chance.below(12),
    }
}

/// A piece, or several in turn, repeated many times.
fn run(chance: &mut Chance) -> String {
    let pieces: String = (0..=chance.below(3)).map(|_| *chance.one_of(PIECES)).collect();
    cut(pieces.repeat(many(chance)), LONG)
}

fn cut(mut text: String, most: usize) -> String {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// A good text with a part removed, doubled, repeated or inserted.
fn spoiled(chance: &mut Chance, good: &str) -> String {
    let mut text = good.to_owned();
    for _ in 0..=chance.below(3) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, other) = (*chance.one_of(&places), *chance.one_of(&places));
        let (from, to) = (one.min(other), one.max(other));
        let near = places.iter().copied().find(|place| *place >= from + 20).unwrap_or(text.len()).min(to);
        match chance.below(5) {
            0 => text.replace_range(from..near, ""),
            1 => text = [&text[..to], &text[from..near], &text[to..]].concat(),
            2 => text.insert_str(to, &cut(text[from..near].repeat(many(chance)), LONG)),
            3 => text.insert_str(from, PIECES[chance.below(PIECES.len())]),
            _ => text.insert_str(from, &run(chance)),
        }
    }
    text
}

/// A random text: short, empty, long, or made of pieces.
fn text(chance: &mut Chance) -> String {
    match chance.below(8) {
        0 => String::new(),
        1 => run(chance),
        2 => "/flows/0/steps/0".to_owned() + &run(chance),
        3 => (*chance.one_of(PIECES)).to_owned(),
        4 => format!("s{}", chance.below(9)),
        _ => (*chance.one_of(&["shop", "bank", "reply", "answer", "none", "Pay", "order", "a b", "2027-05-01"]))
            .to_owned(),
    }
}

/// A random value.
fn value(chance: &mut Chance) -> Value {
    match chance.below(10) {
        0 => Value::Null,
        1 => json!(chance.percent(50)),
        2 => json!(chance.below(3_000)),
        3 => json!({ text(chance): text(chance) }),
        4 => Value::Array((0..many(chance)).map(|_| json!("a")).collect()),
        5 => Value::Array((0..chance.below(4)).map(|_| json!(text(chance))).collect()),
        _ => json!(text(chance)),
    }
}

/// Nested brackets in the notation of JSON, YAML or TOML.
fn nested(chance: &mut Chance) -> String {
    let (open, close) = *chance.one_of(&[
        ("[", "]"),
        ("{\"a\":", "}"),
        ("{a: ", "}"),
        ("[{\"a\":", "}]"),
        ("- ", ""),
        ("? ", ""),
        ("a:\n ", ""),
        ("{ a.b.c = ", " }"),
        ("[a.", "]"),
        ("a.", ""),
        ("{\"not\":", "}"),
        ("{\"all\":[", "]}"),
        ("(", ")"),
        ("&a [", "]"),
        ("!!seq [", "]"),
    ]);
    let depth = many(chance);
    let inner = if chance.percent(50) { "1".to_owned() } else { text(chance) };
    let closed = if chance.percent(70) { depth } else { chance.below(depth + 1) };
    format!("{}{inner}{}", cut(open.repeat(depth), LONG), cut(close.repeat(closed), LONG))
}

/// One field repeated, or many fields.
fn fields(chance: &mut Chance) -> String {
    let count = many(chance);
    let same = chance.percent(50);
    let value = if chance.percent(50) { "1".to_owned() } else { format!("{:?}", text(chance)) };
    let value = cut(value, 200);
    let field = |index: usize| if same { format!("\"a\": {value}") } else { format!("\"f{index}\": {value}") };
    let joint = *chance.one_of(&[",", ",\n", "\n"]);
    let fields: Vec<String> = (0..count).map(field).collect();
    let braces = if joint == "\n" { ["", "\n"] } else { ["{", "}"] };
    format!("{}{}{}", braces[0], fields.join(joint), braces[1])
}

fn any_of(chance: &mut Chance, good: &[fn(&mut Chance) -> String]) -> String {
    match chance.below(6) {
        0 => nested(chance),
        1 => fields(chance),
        2 => run(chance),
        _ => {
            let make = chance.one_of(good);
            let text = make(chance);
            if chance.percent(50) { spoiled(chance, &text) } else { text }
        }
    }
}

/// The texts that are hardest to read, each of `bytes` bytes.
#[cfg(test)]
pub(crate) fn largest(bytes: usize) -> Vec<String> {
    let mut largest: Vec<String> = PIECES.iter().map(|piece| piece.repeat(bytes / piece.len())).collect();
    largest.extend(["[", "{\"a\":", "[{\"a\":", "- ", "a:\n "].map(|open| open.repeat(bytes / open.len())));
    largest.extend([("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("{\"not\":", "}")].map(|(open, close)| {
        // As deep as a document may be nested.
        format!("{}1{}", open.repeat(510), close.repeat(510))
    }));
    largest
        .push(json!({"name": "x", "assumptions": [{"text": "t", "at": "/".repeat(bytes)}], "flows": []}).to_string());
    largest
}

pub(crate) fn json(chance: &mut Chance) -> String {
    any_of(chance, &[good_json, built])
}

fn good_json(chance: &mut Chance) -> String {
    let seed = u64::try_from(chance.below(1_000)).unwrap();
    generate::description(seed).to_string()
}

pub(crate) fn yaml(chance: &mut Chance) -> String {
    let good: fn(&mut Chance) -> String = |_| include_str!("../data/contract/description.yaml").to_owned();
    any_of(chance, &[good, bomb, built, |_| SHOP.to_owned()])
}

/// Anchors and aliases that refer to each other.
fn bomb(chance: &mut Chance) -> String {
    let lines = (0..many(chance)).map(|line| format!("a{line}: &a{line} [*a{0}, *a{0}, x]\n", line.saturating_sub(1)));
    lines.collect()
}

pub(crate) fn toml(chance: &mut Chance) -> String {
    any_of(chance, &[|_| include_str!("../packs/round.toml").to_owned(), dotted])
}

/// Names with many dots, in tables with many dots.
fn dotted(chance: &mut Chance) -> String {
    let name = |chance: &mut Chance| vec!["a"; 1 + many(chance).min(100)].join(".");
    let (header, depth) = (name(chance), many(chance).min(100));
    let names: Vec<String> = (0..=depth).map(|_| name(chance)).collect();
    let open: Vec<String> = names.iter().map(|name| format!("{name} = {{ ")).collect();
    format!("[{header}]\n{}b = 1{}\n", open.concat(), " }".repeat(names.len()))
}

/// A description with random values in its fields, and steps that wait for each other in a chain, a fan or all at once.
fn built(chance: &mut Chance) -> String {
    let count = many(chance).min(2_100);
    let shape = chance.below(5);
    let steps: Vec<Value> = (0..count)
        .map(|index| {
            let mut step = json!({"id": format!("s{index}"), "action": "Pay"});
            let before = match shape {
                0 => (index.saturating_sub(1)..index).collect(),
                1 => (0..index.min(1)).collect(),
                2 => (0..index.min(60)).collect(),
                3 => vec![(index + 1) % count],
                _ => Vec::new(),
            };
            step["after"] = before.into_iter().map(|before| json!(format!("s{before}"))).collect();
            if chance.percent(30) {
                let field = *chance.one_of(STEP);
                step[field] = value(chance);
            }
            if chance.percent(10) {
                let question = text(chance);
                step["answers"] = json!({ question: value(chance), "reply": "answer" });
            }
            if chance.percent(10) {
                step["today"] = json!({"style": value(chance), "message": value(chance), "fields": value(chance)});
            }
            if chance.percent(20) {
                step["from"] = json!(format!("p{}", chance.below(5)));
                step["to"] = json!([format!("p{}", chance.below(5)), format!("p{}", chance.below(5))]);
            }
            step
        })
        .collect();
    let mut description = json!({"name": "x", "flows": [{"steps": steps}]});
    for _ in 0..chance.below(3) {
        let field =
            *chance.one_of(&["name", "summary", "ruleset", "review_by", "answers", "inferred", "unknown", "flows"]);
        description[field] = value(chance);
    }
    if chance.percent(40) {
        let pointers = many(chance).min(2_100);
        description["assumptions"] = (0..pointers).map(|_| json!({"text": text(chance), "at": text(chance)})).collect();
    }
    if chance.percent(30) {
        let participants = many(chance).min(2_100);
        description["participants"] = (0..participants)
            .map(|_| json!({"id": value(chance), "name": text(chance), "team": value(chance)}))
            .collect();
    }
    description.to_string()
}

const STEP: &[&str] = &[
    "id",
    "action",
    "notes",
    "from",
    "to",
    "after",
    "entity",
    "fields",
    "answers",
    "inferred",
    "today",
    "service_ms",
    "timeout_ms",
    "retries",
    "hop_ms",
    "unknown",
];

pub(crate) fn description(chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => good_json(chance),
        1 => json(chance),
        2 => yaml(chance),
        _ => built(chance),
    }
}

pub(crate) fn submission(chance: &mut Chance) -> String {
    let inner = description(chance);
    match chance.below(4) {
        0 => fields(chance),
        1 => format!("{{\"description\": {inner}, \"note\": {:?}}}", text(chance)),
        2 => format!("{{\"note\": {}, \"description\": {inner}}}", value(chance)),
        _ => format!("{{\"description\": {inner}, {}}}", fields(chance).trim_matches(['{', '}'])),
    }
}

/// The names of the edits that forms post.
const EDITS: &[&str] = &[
    "answer_step",
    "answer_system",
    "change_step",
    "change_system",
    "add_participant",
    "change_participant",
    "raise_participant",
    "lower_participant",
    "remove_participant",
    "add_flow",
    "change_flow",
    "raise_flow",
    "lower_flow",
    "remove_flow",
    "add_step",
    "raise_step",
    "lower_step",
    "remove_step",
    "take_back",
    "take_all",
    "drop_step",
    "join_step",
    "split_step",
    "retell_step",
    "tell_step",
    "move_step",
    "answer_grid",
    "paste_rows",
];

pub(crate) fn form(chance: &mut Chance) -> String {
    let mut lines = vec![format!("edit={}", chance.one_of(EDITS))];
    let known = [
        "flow=buy",
        "step=pay",
        "step=ship",
        "before=ship",
        "was=shown",
        "was.action=Pay",
        "was.order=these",
        "was.after=pay",
        "was.answer.reply=none",
        "take.answer.reply=answer",
        "cell.reply/pay=none",
        "was.cell.reply/ship=answer",
        "rows=Step\treply",
        "rows=pay\tnone\t?",
        "participant=bank",
        "name=Shop",
        "action=Pay",
        "order=these",
        "kind=person",
        "when/step=pay",
        "when/outcome=refused",
        "within=15 s",
        "undoes=pay",
        "join=any",
        "trigger/every=day",
        "said=reply",
        "said=when",
        "first=Pay",
        "second=Ship",
        "make_step=1",
        "set_aside=0",
        "attach=2",
        "of.2=buy/pay",
    ];
    for _ in 0..chance.below(6) {
        lines.push((*chance.one_of(&known)).to_owned());
    }
    for _ in 0..many(chance) {
        let name = *chance.one_of(&[
            "asked",
            "answer.reply",
            "answer.teams",
            "answer.history_needed",
            "after",
            "to",
            "from",
            "tells",
            "of",
            "when/step",
            "when/text",
            "starts",
            "within",
            "trigger/every",
            "trigger/event",
            "name",
            "action",
            "entity",
            "summary",
            "actor",
            "place",
            "flow",
            "step",
            "then",
            "order",
        ]);
        let text =
            if chance.percent(60) { format!("s{}", chance.below(3_000)) } else { text(chance).replace('\n', " ") };
        lines.push(format!("{name}={text}"));
    }
    lines.join("\n")
}

pub(crate) fn steps(chance: &mut Chance) -> String {
    let line: fn(&mut Chance) -> String = |chance| {
        let count = many(chance);
        let lines = (0..count).map(|line| format!("a{} -> b{}, b{line}: pay\n", chance.below(9), chance.below(9)));
        lines.collect()
    };
    any_of(chance, &[line, words])
}

fn words(chance: &mut Chance) -> String {
    chance.one_of(&TEXTS).clone()
}

/// Nested list items, deeper and deeper.
fn items(chance: &mut Chance) -> String {
    let count = many(chance).min(400);
    let mark = *chance.one_of(&["- ", "* ", "1. ", "a) ", "- [ ] ", "> ", "# "]);
    let items: Vec<String> = (0..count).map(|depth| format!("{}{mark}pay the bill\n", " ".repeat(depth))).collect();
    items.concat()
}

/// Brackets and insertions in a sentence.
fn asides(chance: &mut Chance) -> String {
    let aside = *chance.one_of(&[
        "we pay (a), then ",
        "pay (",
        "we pay - ",
        "we pay: ",
        "(1) pay ",
        "pay, ",
        "when we pay, ",
        "to pay and ",
    ]);
    cut(aside.repeat(many(chance)), LONG)
}

pub(crate) fn prose(chance: &mut Chance) -> String {
    cut(any_of(chance, &[words, words, items, asides]), LONG)
}

/// The text that proposals quote.
pub(crate) const QUOTED: &str = "When a fan books, we reserve the seat \u{1f3ab} (never sold TWICE!) and charge\n the \
                                 card. The \u{130}zmir receipt is mailed afterwards.";

/// An assistant's answer: a good proposal with faults put in, or any description with quotes, in talk.
pub(crate) fn proposal(chance: &mut Chance) -> String {
    const GOOD: &str = r#"{"name": "Tickets", "flows": [{"name": "Book", "actor": "fan", "trigger": {"every": "P1D"}, "quotes": {"trigger": "a fan books"},
        "steps": [
        {"id": "a", "action": "reserve the seat", "answers": {"reply": "answer", "invariant": "exclusive_booking"},
         "quotes": {"action": "reserve the seat", "reply": "TWICE", "invariant": "never sold twice!"}},
        {"id": "b", "action": "invented", "after": [], "quotes": {"action": "invented"}},
        {"id": "c", "action": "charge the card", "after": ["b", "a"], "when": {"step": "b", "outcome": "refused"}, "undoes": "b",
         "notes": "charge the card", "quotes": {"action": ["charge the card", "The"], "when": "never"}},
        {"id": "d", "action": "mail it", "inferred": {"reply": "none"}, "answers": {"reply": "answer"},
         "quotes": {"action": "the \u0130zmir receipt", "reply": "afterwards"}}]}]}"#;
    let quoted = |chance: &mut Chance| {
        let quote = chance.one_of(&["the seat", "card", "\u{1f3ab}", "nowhere", ""]);
        description(chance).replace("\"action\":", &format!("\"quotes\": {{\"action\": {quote:?}}}, \"action\":"))
    };
    let document = match chance.below(4) {
        0 => quoted(chance),
        1 => GOOD.to_owned(),
        _ => spoiled(chance, GOOD),
    };
    match chance.below(4) {
        0 => format!("Sure: {}\n```json\n{document}\n```\n{}", run(chance), run(chance)),
        1 => format!("~~~\n{document}"),
        _ => document,
    }
}

pub(crate) fn words_body(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => fields(chance),
        1 => json!({"from": value(chance), "content": value(chance)}).to_string(),
        2 => format!("{{\"from\": \"description\", \"content\": {}}}", description(chance)),
        _ => json!({"from": "text", "content": prose(chance)}).to_string(),
    }
}

fn phrase(chance: &mut Chance) -> String {
    let phrases: Vec<&str> = include_str!("../data/messages/phrases.tsv").lines().skip(1).collect();
    let good = chance.one_of(&phrases).split('\t').next().unwrap_or_default().to_owned();
    match chance.below(4) {
        0 => run(chance),
        1 => cut(good.repeat(many(chance)), LONG),
        2 => spoiled(chance, &good),
        _ => good,
    }
}

pub(crate) fn messages(chance: &mut Chance) -> String {
    let phrases: Vec<String> = (0..many(chance).min(1_100)).map(|_| cut(phrase(chance), 2_000)).collect();
    match chance.below(5) {
        0 => fields(chance),
        1 => json!({"phrases": value(chance), text(chance): 1}).to_string(),
        2 => json!({"phrases": [phrase(chance)]}).to_string(),
        _ => json!({"phrases": phrases}).to_string(),
    }
}

/// Program lines that are deeply nested or very long.
fn code(chance: &mut Chance) -> String {
    let line = *chance.one_of(&[
        "bus.publish(new OrderPlaced(1));\n",
        "bus.publish(\"order.placed\", ",
        "class OrderPlaced { string pageTitle; ",
        "class OrderPlaced:\n",
        "await reply(",
        "while (true) { sleep(1); }\n",
        "x = '",
        "x = \"\\\"",
        "foo(); /* wait ",
        "send<OrderPlaced, ShipOrder>(",
        "result := <-replies\n",
    ]);
    format!("foo();\nbar();\n{}", cut(line.repeat(many(chance)), LONG))
}

/// Messages and schemas with nested parts.
fn schema(chance: &mut Chance) -> String {
    let count = many(chance).min(3_000);
    let parts: serde_json::Map<String, Value> =
        (0..count).map(|part| (format!("page_title_{part}"), json!({"type": "object"}))).collect();
    let inner = json!({"title": "OrderPlaced", "type": "object", "properties": parts});
    let wrapped = (0..chance.below(12)).fold(inner, |inner, _| match chance.below(4) {
        0 => json!({"allOf": [inner, {"properties": {"a": {}}}], "title": "ShipOrder"}),
        1 => json!({"components": inner}),
        2 => json!({"channels": {"events": inner}}),
        _ => json!({"messages": {"OrderPlaced": {"payload": inner}}}),
    });
    wrapped.to_string()
}

pub(crate) fn snippet(chance: &mut Chance) -> String {
    let good: fn(&mut Chance) -> String = |chance| chance.one_of(&SNIPPETS).clone();
    cut(any_of(chance, &[good, good, code, schema, words]), LONG)
}

pub(crate) fn findings(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => fields(chance),
        1 => json!({"content": value(chance), text(chance): 1}).to_string(),
        _ => json!({"content": snippet(chance)}).to_string(),
    }
}

/// A message of an assistant.
pub(crate) fn mcp(chance: &mut Chance) -> String {
    let (tool, arguments) = match chance.below(10) {
        0 => ("assess_system", value(chance).to_string()),
        1 => ("assess_system", fields(chance)),
        2 | 3 => ("assess_system", format!("{{\"description\": {}, \"detail\": \"steps\"}}", description(chance))),
        4 => ("assess_system", json!({"description": description(chance), "detail": "full"}).to_string()),
        5 => ("design_event", format!("{{\"description\": {}}}", description(chance))),
        6 => ("describe_from_text", json!({"text": prose(chance), "proposal": proposal(chance)}).to_string()),
        7 => ("classify_messages", messages(chance)),
        8 => ("find_anti_patterns", findings(chance)),
        _ => ("compare_schemas", versions(chance)),
    };
    let name = json!(tool);
    let message = match chance.below(8) {
        0 => fields(chance),
        1 => {
            json!({"jsonrpc": "2.0", "id": value(chance), "method": text(chance), "params": value(chance)}).to_string()
        }
        2 => {
            let params =
                json!({"uri": text(chance), "name": text(chance), "arguments": value(chance), "_meta": value(chance)});
            let method = *chance.one_of(&["resources/read", "prompts/get", "tools/call", "completion/complete"]);
            json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string()
        }
        _ => format!(
            "{{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": \
             {{\"name\": {name}, \"arguments\": {arguments}}}}}"
        ),
    };
    if chance.below(4) == 0 { spoiled(chance, &message) } else { message }
}

/// Two versions of a schema to be compared.
pub(crate) fn versions(chance: &mut Chance) -> String {
    let [old, new] = match chance.below(8) {
        0 => versions::avro_schemas(chance),
        1 | 2 => versions::json_schemas(chance),
        3 | 4 => knotted(chance),
        5 => tangled_records(chance),
        6 => [value(chance), value(chance)],
        _ => {
            let text = any_of(chance, &[|chance| versions::json_schemas(chance)[0].to_string(), good_asyncapi]);
            let changed = spoiled(chance, &text);
            [json!(text), json!(changed)]
        }
    };
    let body = json!({"old": old, "new": new}).to_string();
    if chance.percent(20) { spoiled(chance, &body) } else { body }
}

/// Schemas that refer to each other in every way, of which one changes.
fn knotted(chance: &mut Chance) -> [Value; 2] {
    let count = 1 + many(chance).min(400);
    let made = (0..count).map(|index| {
        let near = |chance: &mut Chance| {
            let other = if chance.percent(70) { (index + 1) % count } else { chance.below(count) };
            json!({"$ref": format!("#/$defs/d{other}")})
        };
        let several = |chance: &mut Chance| (0..=chance.below(4)).map(|_| near(chance)).collect::<Vec<_>>();
        let schema = match chance.below(10) {
            0 => json!({"allOf": several(chance)}),
            1 => json!({"anyOf": several(chance)}),
            2 => json!({"oneOf": several(chance), "anyOf": several(chance)}),
            3 => json!({"not": near(chance)}),
            4 => json!({"items": near(chance), "prefixItems": several(chance), "contains": near(chance)}),
            5 => json!({"if": near(chance), "then": near(chance), "else": near(chance)}),
            6 => json!({"patternProperties": {"^a": near(chance)}, "additionalProperties": near(chance)}),
            7 => json!({"enum": (0..many(chance)).collect::<Vec<_>>(), "anyOf": several(chance)}),
            _ => json!({"properties": {"a": near(chance), "b": near(chance)}, "unevaluatedProperties": near(chance)}),
        };
        (format!("d{index}"), schema)
    });
    let definitions: serde_json::Map<String, Value> = made.collect();
    let old = json!({"$ref": "#/$defs/d0", "$defs": definitions});
    let mut new = old.clone();
    new["$defs"][format!("d{}", chance.below(count))] = json!({"type": "string", "minLength": 1});
    [old, new]
}

/// Records that hold unions of each other, of which one changes.
fn tangled_records(chance: &mut Chance) -> [Value; 2] {
    let count = 1 + many(chance).min(300);
    let mut inner = json!("string");
    for index in 0..count.min(40) {
        let union = json!(["null", inner, {"type": "array", "items": format!("R{}", index.saturating_sub(1))}]);
        let kind = if index == 0 { json!("int") } else { union };
        let fields: Vec<Value> =
            (0..=many(chance).min(50)).map(|field| json!({"name": format!("f{field}"), "type": "int"})).collect();
        let fields = [vec![json!({"name": "inner", "type": kind})], fields].concat();
        inner = json!({"type": "record", "name": format!("R{index}"), "fields": fields});
    }
    let text = inner.to_string();
    [inner, serde_json::from_str(&text.replacen("\"int\"", "\"string\"", 1 + chance.below(3))).unwrap_or_default()]
}

/// A document with messages behind references.
fn good_asyncapi(_: &mut Chance) -> String {
    "asyncapi: 3.0.0\nchannels:\n  o:\n    messages:\n      A: {$ref: '#/components/messages/A'}\ncomponents:\n  messages:\n    A: \
     {payload: {$ref: '#/components/schemas/a'}}\n  schemas:\n    a: {type: object, properties: {id: {type: string}}}\n"
        .to_owned()
}

/// A nested condition.
fn condition(chance: &mut Chance, depth: usize) -> Value {
    let asked = ["reply", "invariant", "load_pattern", "intent", "place", "unknown"];
    let given = ["answer", "none", "open", "exclusive_booking", "spiky", "command", "unknown"];
    match chance.below(if depth > 20 { 2 } else { 7 }) {
        0 => json!({ (*chance.one_of(&asked)): *chance.one_of(&given) }),
        1 => json!({ (*chance.one_of(&asked)): [*chance.one_of(&given), *chance.one_of(&given)] }),
        2 => json!({"not": condition(chance, depth + 1)}),
        3 => json!({"any": (0..chance.below(5)).map(|_| condition(chance, depth + 1)).collect::<Vec<_>>()}),
        4 => json!({"all": (0..chance.below(5)).map(|_| condition(chance, depth + 1)).collect::<Vec<_>>()}),
        5 => (0..many(chance).min(80)).fold(json!({"reply": "answer"}), |inner, _| json!({"not": inner})),
        _ => {
            let item = json!({(*chance.one_of(&asked)): *chance.one_of(&given)});
            json!({"any": vec![item; many(chance).min(300)]})
        }
    }
}

pub(crate) fn pack_yaml(chance: &mut Chance) -> String {
    let good: fn(&mut Chance) -> String = |_| include_str!("../packs/team.yaml").to_owned();
    let failing: fn(&mut Chance) -> String = |_| include_str!("../packs/failing.yaml").to_owned();
    let conditions: fn(&mut Chance) -> String = |chance| {
        let gates: Vec<Value> = (0..many(chance).min(250))
            .map(|_| {
                json!({"question": "reply", "answer": "answer", "decides": "synchronous",
                    "reason": "So.", "when": condition(chance, 0)})
            })
            .collect();
        let cases: Vec<Value> = (0..many(chance).min(250))
            .map(|_| {
                json!({"name": "c", "description": generate::description(3),
                "expect": [{"verdict": "hybrid"}, {"step": text(chance), "lean": 1}]})
            })
            .collect();
        json!({"id": "own", "version": "1", "author": "a", "reason": "b", "gates": gates, "cases": cases}).to_string()
    };
    any_of(chance, &[good, failing, conditions, conditions])
}

pub(crate) fn pack_toml(chance: &mut Chance) -> String {
    any_of(chance, &[|_| include_str!("../packs/round.toml").to_owned(), dotted])
}

/// Lines of a diagram in any order, so that blocks stand in each other, cross and stay open.
fn diagram(chance: &mut Chance, head: &str, lines: &[&str]) -> String {
    let count = many(chance).min(3_000);
    let mut text = format!("{head}\n");
    for _ in 0..count {
        text.push_str(lines[chance.below(lines.len())]);
        text.push('\n');
    }
    cut(text, LONG)
}

fn sequence(chance: &mut Chance) -> String {
    let lines = [
        "A->>B: Pay the bill",
        "B-->>A: receipt",
        "A-)Kafka: OrderPlaced",
        "Kafka-)B: OrderPlaced",
        "participant A as Web shop",
        "actor U",
        "alt paid",
        "else not paid",
        "opt gift",
        "par one",
        "and two",
        "loop each line",
        "loop until paid",
        "critical x",
        "option y",
        "break z",
        "rect rgb(0,0,0)",
        "end",
        "end",
        "Note over A,B: it is #quot;slow#quot;",
        "%% aside",
        "A->>A: Think; B->>B: Wait",
        "A()->>()B: x",
        "A<<->>B: y",
        "title Shop",
    ];
    diagram(chance, "sequenceDiagram", &lines)
}

fn chart(chance: &mut Chance) -> String {
    let lines = [
        "a --> b",
        "b[Charge the card] --> c{Paid?}",
        "c -- yes --> d[Ship the parcel]",
        "c -->|no| e[Refuse the order]",
        "a & b --> c & d",
        "d -.OrderPlaced.-> k[(Store)]",
        "k --> a",
        "subgraph one [Shop]",
        "end",
        "classDef x fill:#fff",
        "a@{ shape: cyl, label: \"DB\" }",
        "q[Kafka] --> b",
        "b ==> q",
        "a --- b --- c",
    ];
    diagram(chance, "flowchart LR", &lines)
}

pub(crate) fn mermaid(chance: &mut Chance) -> String {
    any_of(chance, &[sequence, chart])
}

/// One of the published documents.
fn published(chance: &mut Chance, documents: &[&str]) -> String {
    (*chance.one_of(documents)).to_owned()
}

pub(crate) fn asyncapi(chance: &mut Chance) -> String {
    let documents: fn(&mut Chance) -> String = |chance| {
        let documents = [
            include_str!("../data/exchange/asyncapi2/rpc-server.yml"),
            include_str!("../data/exchange/asyncapi2/streetlights-mqtt.yml"),
            include_str!("../data/exchange/asyncapi3/adeo-kafka-request-reply.yml"),
            include_str!("../data/exchange/asyncapi3/oneof.yml"),
            include_str!("../data/exchange/asyncapi3/simple.yml"),
        ];
        published(chance, &documents)
    };
    any_of(chance, &[documents, referring, bomb])
}

/// A document of references that lead to each other.
fn referring(chance: &mut Chance) -> String {
    let count = many(chance).min(2_000);
    let operations: Vec<String> = (0..count)
        .map(|index| {
            let to = chance.below(count.max(1));
            format!("  o{index}: {{action: send, channel: {{$ref: '#/channels/c{to}'}}}}\n")
        })
        .collect();
    let channels: Vec<String> = (0..count)
        .map(|index| {
            let to = chance.below(count.max(1));
            match chance.below(3) {
                0 => format!("  c{index}: {{$ref: '#/channels/c{to}'}}\n"),
                1 => format!("  c{index}: {{messages: {{m: {{$ref: '#/channels/c{to}/messages/m'}}}}}}\n"),
                _ => format!(
                    "  c{index}: {{messages: {{m{index}: {{payload: {{allOf: [{{$ref: '#/channels'}}]}}}}}}}}\n"
                ),
            }
        })
        .collect();
    format!("asyncapi: 3.0.0\nchannels:\n{}operations:\n{}", channels.concat(), operations.concat())
}

pub(crate) fn openapi(chance: &mut Chance) -> String {
    let documents: fn(&mut Chance) -> String = |chance| {
        let documents = [
            include_str!("../data/exchange/openapi/callbacks.json"),
            include_str!("../data/exchange/openapi/webhooks.json"),
            include_str!("../data/exchange/openapi/link-example.json"),
        ];
        published(chance, &documents)
    };
    let many_paths: fn(&mut Chance) -> String = |chance| {
        let count = many(chance).min(3_000);
        let paths: Vec<String> = (0..count)
            .map(|index| {
                format!("  /p{index}: {{get: {{responses: {{'202': {{}}}}}}, post: {{$ref: '#/paths/~1p0'}}}}\n")
            })
            .collect();
        format!("openapi: 3.1.0\npaths:\n{}", paths.concat())
    };
    any_of(chance, &[documents, many_paths])
}

pub(crate) fn compose(chance: &mut Chance) -> String {
    let file: fn(&mut Chance) -> String = |chance| {
        let count = many(chance).min(2_000);
        let service = |index: usize, to: usize| {
            format!("  s{index}:\n    <<: *all\n    image: postgres:16\n    depends_on: [s{to}, queue, redis]\n")
        };
        let services: Vec<String> = (0..count).map(|index| service(index, chance.below(count.max(1)))).collect();
        format!("x-all: &all {{restart: always}}\nservices:\n{}", services.concat())
    };
    any_of(chance, &[file, bomb])
}

pub(crate) fn structurizr(chance: &mut Chance) -> String {
    any_of(
        chance,
        &[|chance| {
            let count = many(chance).min(1_000);
            let relations: Vec<Value> = (0..count)
                .map(|index| {
                    let to = chance.below(count.max(1)).to_string();
                    json!({"id": format!("r{index}"), "sourceId": index.to_string(), "destinationId": to,
                    "description": "Places the order", "interactionStyle": "Asynchronous"})
                })
                .collect();
            let shown: Vec<Value> =
                (0..count).map(|index| json!({"id": format!("r{index}"), "response": index % 3 == 0})).collect();
            let systems: Vec<Value> =
                (0..count).map(|index| json!({"id": index.to_string(), "name": "Shop"})).collect();
            json!({"model": {"people": [{"id": "p", "name": "Fan", "relationships": relations}], "softwareSystems": systems},
            "views": {"dynamicViews": [{"key": "a", "relationships": shown}]}})
        .to_string()
        }],
    )
}

pub(crate) fn eventcatalog(chance: &mut Chance) -> String {
    any_of(
        chance,
        &[|chance| {
            let count = many(chance).min(1_000);
            let page = |index: usize, to: usize| {
                format!(
                    "==== services/S{index}/index.mdx ====\nid: S{index}\nsends: [{{id: E{to}}}]\nreceives: [{{id: E{index}}}]\n\
                 ==== events/E{index}/index.mdx ====\nid: E{index}\n"
                )
            };
            (0..count).map(|index| page(index, chance.below(count.max(1)))).collect::<Vec<_>>().concat()
        }],
    )
}

/// The bytes of a small archive, damaged, each as the character with its number.
pub(crate) fn archive(chance: &mut Chance) -> String {
    // One page, stored without being packed.
    let page = b"---\nid: a\n---\n";
    let path = b"events/a/index.mdx";
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let short = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_le_bytes();
    let sizes = [length(page), length(page)].concat();
    let local = [
        b"PK\x03\x04".as_slice(),
        &[10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &sizes,
        &short(path),
        &[0, 0],
        path,
        page,
    ]
    .concat();
    let central = [
        b"PK\x01\x02".as_slice(),
        &[10, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &sizes,
        &short(path),
        &[0; 16],
        path,
    ]
    .concat();
    let end =
        [b"PK\x05\x06".as_slice(), &[0, 0, 0, 0, 1, 0, 1, 0], &length(&central), &length(&local), &[0, 0]].concat();
    let mut bytes = [local, central, end].concat();
    for _ in 0..chance.below(6) {
        let place = chance.below(bytes.len());
        match chance.below(3) {
            0 => bytes[place] = u8::try_from(chance.below(256)).unwrap_or_default(),
            1 => bytes.truncate(place.max(1)),
            _ => bytes.insert(place, u8::try_from(chance.below(256)).unwrap_or_default()),
        }
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
