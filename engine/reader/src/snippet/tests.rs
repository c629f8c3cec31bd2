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
