//! Tests of the findings in snippets, with their places and corrected forms.

use advice::rules;

use super::*;

/// The only finding of a snippet: its rule, its place in the text, and the corrected form.
fn only(content: &str) -> (String, String, String) {
    let tree = Tree::from_json(content).ok();
    let checked = check(content, tree.as_ref(), rules::shipped());
    let [found] = checked.findings.as_slice() else { panic!("{content}: {:?}", checked.findings) };
    let [start, end] = found.finding.span.unwrap();
    let marked = content.chars().skip(start as usize).take((end - start) as usize).collect();
    assert!(tree.as_ref().is_none_or(|tree| tree.has(&found.finding.at)), "{content}: {}", found.finding.at);
    (found.finding.rule.to_string(), marked, found.instead.clone())
}

#[test]
fn a_name_is_marked_and_mended_where_it_stands() {
    let (rule, marked, instead) = only("{\"type\": \"ship_order\", \"\u{e9}\": 1, \"occurred_at\": \"x\"}");
    assert_eq!((rule.as_str(), marked.as_str()), ("command_as_event", "ship_order"));
    assert_eq!(instead, "{\"type\": \"order_shipped\", \"\u{e9}\": 1, \"occurred_at\": \"x\"}");
    let (rule, marked, instead) = only("// \u{1f980}\nevents.emit('shipOrder', { id });");
    assert_eq!((rule.as_str(), marked.as_str()), ("command_as_event", "shipOrder"));
    assert_eq!(instead, "// \u{1f980}\nevents.emit('orderShipped', { id });");
}

#[test]
fn of_many_messages_only_the_one_is_written_out() {
    let (rule, marked, instead) =
        only("[{\"type\": \"OrderShipped\", \"id\": 1}, {\"type\": \"OrderShipped\", \"email_template\": \"t\"}]");
    assert_eq!((rule.as_str(), marked.as_str()), ("consumer_shaped_event", "email_template\": \"t\""));
    assert_eq!(instead, "{\n  \"type\": \"OrderShipped\"\n}");
}

#[test]
fn what_is_found_again_is_told_once_and_of_very_much_only_the_first() {
    let calls: Vec<String> = (0..200).map(|n| format!("bus.publish(new ShipOrder{}());", n % 100)).collect();
    let checked = check(&calls.join("\n"), None, rules::shipped());
    assert_eq!((checked.kind, checked.findings.len()), (SnippetKind::Code, MOST_FINDINGS));
}

/// An AsyncAPI 3 document with a command and an event behind references. `action` says which way the command goes.
fn document(address: &str, action: &str) -> String {
    format!(
        r##"{{
  "asyncapi": "3.0.0",
  "components": {{
    "messages": {{
      "ShipOrder": {{"payload": {{"$ref": "#/components/schemas/ship"}}}},
      "OrderShipped": {{"payload": {{"$ref": "#/components/schemas/shipped"}}}}
    }},
    "schemas": {{
      "ship": {{"type": "object", "properties": {{"order_id": {{"type": "string"}}}}}},
      "shipped": {{"allOf": [{{"$ref": "#/components/schemas/base"}}]}},
      "base": {{"type": "object", "properties": {{"order_id": {{"type": "string"}}, "email_template": {{"type": "string"}},
        "next": {{"$ref": "#/components/schemas/base"}}}}}}
    }}
  }},
  "channels": {{
    "work": {{"address": "{address}", "messages": {{"ship": {{"$ref": "#/components/messages/ShipOrder"}}}}}},
    "facts": {{"address": "shop.events", "messages": {{"shipped": {{"$ref": "#/components/messages/OrderShipped"}}}}}}
  }},
  "operations": {{
    "work": {{"action": "{action}", "channel": {{"$ref": "#/channels/work"}}}},
    "tell": {{"action": "send", "channel": {{"$ref": "#/channels/facts"}}}}
  }}
}}"##
    )
}

/// The findings of a document: rule, pointer, line and column.
fn found(content: &str) -> Vec<(String, String, u32, u32)> {
    let tree = Tree::from_json(content).unwrap();
    let checked = check(content, Some(&tree), rules::shipped());
    let told = |found: &CorrectedFinding<'_>| {
        assert!(tree.has(&found.finding.at), "{}", found.finding.at);
        (found.finding.rule.to_string(), found.finding.at.to_string(), found.line, found.column)
    };
    checked.findings.iter().map(told).collect()
}

#[test]
fn a_payload_behind_references_is_seen_at_its_own_place() {
    let shaped = ("consumer_shaped_event", "/components/schemas/base/properties/email_template");
    let only = found(&document("shop.commands", "send"));
    let [(rule, at, line, column)] = only.as_slice() else { panic!("{only:?}") };
    assert_eq!((rule.as_str(), at.as_str(), *line, *column), (shaped.0, shaped.1, 11, 82));
    let content = document("shop.commands", "send");
    let tree = Tree::from_json(&content).unwrap();
    let instead = &check(&content, Some(&tree), rules::shipped()).findings[0].instead;
    assert!(instead.contains("order_id") && !instead.contains("email_template"), "{instead}");
}

#[test]
fn a_command_is_one_where_it_is_handled_and_none_where_events_go() {
    let commands = |address, action| {
        let found = found(&document(address, action));
        found
            .into_iter()
            .filter(|(rule, ..)| rule == "command_as_event")
            .map(|(_, at, line, _)| (at, line))
            .collect::<Vec<_>>()
    };
    let at = || vec![("/components/messages/ShipOrder".to_owned(), 5)];
    assert_eq!(commands("shop.events", "send"), at());
    assert_eq!(commands("shop.events", "receive"), at());
    // A channel without a telling name: whoever receives a request there is its handler.
    assert_eq!(commands("shop", "send"), at());
    assert_eq!(commands("shop", "receive"), []);
    assert_eq!(commands("shop.commands", "send"), []);
}

#[test]
fn in_version_two_what_others_publish_comes_in() {
    let document = |direction: &str| {
        format!(
            r##"{{"asyncapi": "2.6.0", "channels": {{"shop": {{"{direction}": {{"message": {{"oneOf": [
            {{"$ref": "#/components/messages/ShipOrder"}}, {{"$ref": "#/components/messages/CancelOrder"}}]}}}}}}}},
            "components": {{"messages": {{"ShipOrder": {{"payload": {{"type": "object"}}}},
            "CancelOrder": {{"payload": {{"type": "object"}}}}}}}}}}"##
        )
    };
    assert_eq!(found(&document("publish")), []);
    assert_eq!(found(&document("subscribe")).len(), 2);
}
