//! Messages of an assistant that calls tools.

use serde_json::json;

use super::{
    descriptions::description,
    fields,
    prose::{proposal, prose},
    schemas::versions,
    snippets::{findings, messages},
    spoiled, text, value,
};
use crate::generate::Chance;

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
