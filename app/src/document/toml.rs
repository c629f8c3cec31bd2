//! Parses TOML into the engine's tree.
//!
//! Dates become texts. Numbers keep their spelling if JSON has such numbers; otherwise they become texts.

use std::borrow::Cow;

use advice::tree::{Span, SyntaxError, Tree, Value, line_column};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use toml_parser::{Source, lexer::TokenKind};

/// Maximum nesting depth of tables and arrays. Each part of a dotted name counts as a table.
const DEEPEST: usize = 128;

/// Parses one TOML document.
///
/// # Errors
/// The first place at which the text is not TOML.
pub(super) fn parse(text: &str) -> Result<Tree<'_>, SyntaxError> {
    if let Some(byte) = too_deep(text) {
        let (line, column) = line_column(text, byte);
        let message = "Tables and arrays stand too deep in each other.".to_owned();
        return Err(SyntaxError { message, line, column });
    }
    let document = DeTable::parse(text).map_err(|error| {
        let (line, column) = line_column(text, error.span().map_or(0, |span| span.start));
        SyntaxError { message: sentence(error.message()), line, column }
    })?;
    let span = span(&document);
    Ok(Tree { span, value: fields(text, document.into_inner()) })
}

/// The byte offset at which a document exceeds [`DEEPEST`], if it does.
///
/// The parser limits brackets and dotted names separately. Combined, they can nest so deeply that dropping
/// the parsed document overflows the stack.
fn too_deep(text: &str) -> Option<usize> {
    // For each open bracket, the nesting depth inside it.
    let mut around: Vec<usize> = Vec::new();
    let (mut table, mut name) = (0, 0);
    let (mut is_new_line, mut is_header) = (true, false);
    for token in Source::new(text).lex() {
        let depth = around.last().copied().unwrap_or(if is_header { 0 } else { table });
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Comment => continue,
            TokenKind::Newline if around.is_empty() => {
                if std::mem::take(&mut is_header) {
                    table = name + 1;
                }
                (is_new_line, name) = (true, 0);
                continue;
            }
            TokenKind::LeftSquareBracket if is_new_line || (is_header && name == 0) => is_header = true,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                around.push(depth + name + 1);
                name = 0;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                around.pop();
            }
            TokenKind::Comma => name = 0,
            TokenKind::Dot => name += 1,
            _ => {}
        }
        is_new_line = is_new_line && matches!(token.kind(), TokenKind::Newline);
        if depth + name > DEEPEST {
            return Some(token.span().start());
        }
    }
    None
}

fn grow<'t>(text: &'t str, value: Spanned<DeValue<'t>>) -> Tree<'t> {
    let span = span(&value);
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) if number.radix() == 10 => Value::Number(Cow::Owned(plain(number.as_str()))),
        DeValue::Float(number) => match plain(number.as_str()) {
            number if number.ends_with("inf") || number.ends_with("nan") => Value::Text(written(text, span)),
            number => Value::Number(Cow::Owned(number)),
        },
        DeValue::Boolean(truth) => Value::Bool(truth),
        // JSON has no such number, so the value becomes a text; a reader that expects a number reports a fault.
        DeValue::Integer(_) | DeValue::Datetime(_) => Value::Text(written(text, span)),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| grow(text, item)).collect()),
        DeValue::Table(table) => fields(text, table),
    };
    Tree { span, value }
}

fn fields<'t>(text: &'t str, table: DeTable<'t>) -> Value<'t> {
    Value::Map(table.into_iter().map(|(name, value)| (name.into_inner(), grow(text, value))).collect())
}

/// Removes the signs and separators that only TOML allows in a number.
fn plain(number: &str) -> String {
    number.trim_start_matches('+').replace('_', "")
}

fn written(text: &str, span: Span) -> Cow<'_, str> {
    Cow::Borrowed(text.get(span.start as usize..span.end as usize).unwrap_or_default())
}

fn span<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span { start: small(range.start), end: small(range.end) }
}

/// The parser's message as a sentence.
fn sentence(words: &str) -> String {
    let mut chars = words.trim_end_matches('.').chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// Converts a position. Documents have at most some megabytes, so no position is truncated.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_remembers_its_bytes() {
        let text = "id = 'é'\n[[weights]]\nrow = \"audit\"\nhalves = 1_0\n[[weights]]\nwhen = { a = ['x', 'y'] }\n\
            day = 2027-05-01\n";
        let tree = parse(text).unwrap();
        let at = |pointer: &str| {
            let span = tree.nearest(pointer).span;
            &text[span.start as usize..span.end as usize]
        };
        assert_eq!(at("/weights/0/row"), "\"audit\"");
        assert_eq!(tree.nearest("/weights/0/halves").value, Value::Number("10".into()));
        assert_eq!(at("/weights/1/when/a/1"), "'y'");
        assert_eq!(tree.nearest("/weights/1/day").value, Value::Text("2027-05-01".into()));
        assert!(at("/weights/1").starts_with("[[weights]]"), "{}", at("/weights/1"));
    }

    #[test]
    fn what_is_not_toml_says_where() {
        let error = parse("id = 'x'\nid = 2\n").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.message.ends_with('.'), "{}", error.message);
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&format!("a = {}", "[".repeat(100_000))).is_err());
    }

    #[test]
    fn what_is_deep_by_names_and_by_brackets_is_refused_before_it_is_built() {
        let name = vec!["a"; 79].join(".");
        let deep = |levels: usize| format!("{}1{}", format!("{name} = {{ ").repeat(levels), " }".repeat(levels));
        for text in [
            deep(70),
            format!("{}\nx = [", deep(70)),
            format!("[{name}]\n{name}.b = 1"),
            format!("[[{name}]]\n[{name}.{name}]"),
        ] {
            let error = parse(&text).unwrap_err();
            assert_eq!(error.message, "Tables and arrays stand too deep in each other.", "{text:.100}");
        }
        assert!(parse(&format!("{name} = 1.5\n[b.c]\nd = {{ e.f = [[1.5, 2.5], 3], g = 1 }}\n[[h.i]]\n")).is_ok());
        assert!(parse(&format!("x = \"{}\"", "[{a.b.".repeat(1_000))).is_ok(), "texts do not count");
    }
}
