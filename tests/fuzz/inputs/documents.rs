//! Documents of other tools, and their archives.

use serde_json::{Value, json};

use super::{LONG, any_of, cut, many, notations::bomb};
use crate::generate::Chance;

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
            include_str!("../../data/exchange/asyncapi2/rpc-server.yml"),
            include_str!("../../data/exchange/asyncapi2/streetlights-mqtt.yml"),
            include_str!("../../data/exchange/asyncapi3/adeo-kafka-request-reply.yml"),
            include_str!("../../data/exchange/asyncapi3/oneof.yml"),
            include_str!("../../data/exchange/asyncapi3/simple.yml"),
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
            include_str!("../../data/exchange/openapi/callbacks.json"),
            include_str!("../../data/exchange/openapi/webhooks.json"),
            include_str!("../../data/exchange/openapi/link-example.json"),
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
