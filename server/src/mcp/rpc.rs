//! Messages of JSON-RPC 2.0 as the Model Context Protocol uses it: read from a text, and written as one.
//!
//! The module knows no method.

use advice::tree::{SyntaxError, Tree, Value};
use serde::Serialize;
use serde_json::value::RawValue;

/// The text is no JSON.
pub const PARSE_ERROR: i32 = -32700;
/// The message is no request, notification or response.
pub const INVALID_REQUEST: i32 = -32600;
/// There is no such method.
pub const METHOD_NOT_FOUND: i32 = -32601;
/// The method does not take these parameters.
pub const INVALID_PARAMS: i32 = -32602;
/// The fault is ours.
pub const INTERNAL_ERROR: i32 = -32603;

/// The id of a request, as the JSON text that its answer repeats.
#[derive(Clone, Debug)]
pub struct Id(Box<RawValue>);

/// A message that a client sent.
#[derive(Debug)]
pub enum Message<'t> {
    /// It wants an answer.
    Request {
        /// Its id.
        id: Id,
        /// The method.
        method: &'t str,
        /// The fields of `params`; empty if there are none.
        params: Params<'t>,
    },
    /// It wants none.
    Notification,
}

/// The fields of `params`, each of them once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Params<'t>(Option<&'t Tree<'t>>);

impl<'t> Params<'t> {
    /// The field with this name.
    pub fn find(self, name: &str) -> Option<&'t Tree<'t>> {
        field(self.0?, name)
    }

    /// The text in the field with this name; `None` if there is none, or if it is no text.
    pub fn text(self, name: &str) -> Option<&'t str> {
        text(self.find(name)?)
    }
}

/// The first field of an object with this name.
pub fn field<'t>(tree: &'t Tree<'t>, name: &str) -> Option<&'t Tree<'t>> {
    let Value::Map(fields) = &tree.value else { return None };
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// The text that a value is; `None` if it is something else.
pub fn text<'t>(tree: &'t Tree<'t>) -> Option<&'t str> {
    match &tree.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Why a message is answered with an error.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Error {
    /// What kind of error, as JSON-RPC and the protocol number them.
    pub code: i32,
    /// What is wrong and what to do, in full sentences.
    pub message: String,
    /// What a program needs to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<serde_json::Value>,
}

impl Error {
    /// An error without data.
    pub fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }
}

/// An error, with the id of the request that it answers if that could be read.
pub type Broken = (Option<Id>, Error);

/// Reads the tree of a text.
///
/// # Errors
/// The first place at which the text is no JSON.
pub fn parse(text: &str) -> Result<Tree<'_>, Broken> {
    Tree::from_json(text).map_err(|SyntaxError { message, line, column }| {
        (None, Error::new(PARSE_ERROR, format!("This is not JSON. Line {line}, column {column}: {message}")))
    })
}

/// Reads a message.
///
/// # Errors
/// Everything that is wrong with it, in one error.
pub fn read<'t>(tree: &'t Tree<'t>) -> Result<Message<'t>, Broken> {
    let invalid = |id, message: String| Err((id, Error::new(INVALID_REQUEST, message)));
    let fields = match &tree.value {
        Value::Map(fields) => fields,
        Value::List(_) => {
            return invalid(None, "Send one message at a time: the protocol has no batches any more.".to_owned());
        }
        other => return invalid(None, format!("A message is an object, and this is {}.", other.kind())),
    };
    let mut faults = Vec::new();
    let mut given = Vec::with_capacity(fields.len().min(8));
    for (name, _) in fields.iter().filter(|(name, _)| KNOWN.contains(&name.as_ref())) {
        if given.contains(name) {
            faults.push(format!("`{name}` is given twice."));
        }
        given.push(name.clone());
    }
    if field(tree, "jsonrpc").and_then(text) != Some("2.0") {
        faults.push("`jsonrpc` is to be \"2.0\".".to_owned());
    }
    let id = match field(tree, "id").map(id) {
        None => None,
        Some(Some(id)) => Some(id),
        Some(None) => {
            faults.push("`id` is to be a text or a whole number.".to_owned());
            None
        }
    };
    let params = field(tree, "params");
    if let Some(other) = params.filter(|params| !matches!(params.value, Value::Map(_))) {
        faults.push(format!("`params` is to be an object, and is {}.", other.value.kind()));
    }
    let method = match field(tree, "method").map(|method| &method.value) {
        Some(Value::Text(method)) => Some(method.as_ref()),
        Some(other) => {
            faults.push(format!("`method` is to be a text, and is {}.", other.kind()));
            None
        }
        None if field(tree, "result").or_else(|| field(tree, "error")).is_some() => {
            faults.push("This server asks nothing, so it takes no answers.".to_owned());
            None
        }
        None => {
            faults.push("`method` is missing.".to_owned());
            None
        }
    };
    match (method, id) {
        (Some(method), Some(id)) if faults.is_empty() => Ok(Message::Request { id, method, params: Params(params) }),
        (Some(_), None) if faults.is_empty() => Ok(Message::Notification),
        (_, id) => invalid(id, faults.join(" ")),
    }
}

/// The fields of a message that this server reads.
const KNOWN: [&str; 6] = ["jsonrpc", "id", "method", "params", "result", "error"];

/// The id in a value: a text or a whole number. A number is repeated as it was written.
fn id(tree: &Tree<'_>) -> Option<Id> {
    let written = match &tree.value {
        Value::Text(text) => serde_json::to_string(text).ok()?,
        Value::Number(number) if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => number.to_string(),
        _ => return None,
    };
    RawValue::from_string(written).ok().map(Id)
}

/// Writes the answer to a request. `None` if the result cannot be written, which is our fault.
pub fn result(id: &Id, result: &(impl Serialize + ?Sized)) -> Option<String> {
    #[derive(Serialize)]
    struct Answer<'a, R: ?Sized> {
        jsonrpc: &'static str,
        id: &'a RawValue,
        result: &'a R,
    }
    serde_json::to_string(&Answer { jsonrpc: "2.0", id: &id.0, result }).ok()
}

/// Writes an error. Without an id it answers a message whose id could not be read.
pub fn error((id, error): &Broken) -> String {
    #[derive(Serialize)]
    struct Answer<'a> {
        jsonrpc: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a RawValue>,
        error: &'a Error,
    }
    let answer = Answer { jsonrpc: "2.0", id: id.as_ref().map(|id| &*id.0), error };
    // Texts, numbers and objects of texts can always be written.
    serde_json::to_string(&answer).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let broken = match parse(text) {
            Err(broken) => broken,
            Ok(tree) => match read(&tree) {
                Ok(message) => return format!("{message:?}").chars().take(30).collect(),
                Err(broken) => broken,
            },
        };
        error(&broken)
    }

    #[test]
    fn an_id_is_repeated_as_it_was_written() {
        for id in ["1", "-9007199254740993", "\"a\\u00e9\"", "\"\""] {
            let text = format!(r#"{{"jsonrpc": "2.0", "id": {id}, "method": "ping"}}"#);
            let tree = parse(&text).unwrap();
            let Ok(Message::Request { id, method: "ping", .. }) = read(&tree) else { panic!("{text}") };
            let answer: serde_json::Value = serde_json::from_str(&result(&id, &7).unwrap()).unwrap();
            let sent: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!((&answer["id"], &answer["result"]), (&sent["id"], &serde_json::json!(7)));
        }
    }

    #[test]
    fn a_message_without_an_id_wants_no_answer() {
        let tree = parse(r#"{"jsonrpc": "2.0", "method": "notifications/initialized"}"#).unwrap();
        assert!(matches!(read(&tree), Ok(Message::Notification)));
    }

    #[test]
    fn everything_that_is_wrong_with_a_message_is_told_at_once() {
        for (text, code, message) in [
            ("{", -32700, "This is not JSON. Line 1, column 1"),
            ("7", -32600, "A message is an object, and this is a number."),
            ("[]", -32600, "Send one message at a time: the protocol has no batches any more."),
            ("{}", -32600, "`jsonrpc` is to be \\\"2.0\\\". `method` is missing."),
            (
                r#"{"jsonrpc": "2.0", "id": 1, "result": {}}"#,
                -32600,
                "This server asks nothing, so it takes no answers.",
            ),
            (
                r#"{"id": null, "id": 1, "method": 1, "params": []}"#,
                -32600,
                "`id` is given twice. `jsonrpc` is to be \\\"2.0\\\". `id` is to be a text or a whole number. \
                 `params` is to be an object, and is a list. `method` is to be a text, and is a number.",
            ),
        ] {
            let told = told(text);
            assert!(told.contains(&format!("\"code\":{code},\"message\":\"{message}")), "{text}: {told}");
        }
    }

    #[test]
    fn an_error_has_the_id_that_could_be_read_and_otherwise_none() {
        assert!(told(r#"{"jsonrpc": "1.0", "id": 3, "method": "ping"}"#).starts_with(r#"{"jsonrpc":"2.0","id":3,"#));
        assert!(told(r#"{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}"#).starts_with(r#"{"jsonrpc":"2.0","error""#));
    }
}
