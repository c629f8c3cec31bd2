//! Splits a program in any language into tokens, and finds its brackets, statements and functions.
//!
//! It knows what most languages share: comments, string literals, brackets, ends of statements (by sign or by line),
//! and functions (by braces or by indentation). This module must not know messages.

use std::ops::Range;

use language::case;

/// Maximum number of tokens that are read.
const MOST_TOKENS: usize = 20_000;

/// Maximum length of a name, bytes.
pub(super) const LONGEST_NAME: usize = 120;

/// Maximum number of tokens of a statement that are read before and behind a token.
const FAR: usize = 60;

/// A token of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub kind: TokenKind,
    pub text: &'t str,
    pub start: usize,
    /// The number of characters before it, if it begins a line.
    pub indent: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Text,
    Comment,
    Sign,
}

impl Token<'_> {
    pub(super) fn is(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The words of a name, in lower case.
    pub(super) fn parts(&self) -> Vec<String> {
        if self.text.len() > LONGEST_NAME {
            return Vec::new();
        }
        case::parts(self.text).into_iter().map(|part| part.to_lowercase()).collect()
    }

    /// Whether one of its words is in a sorted list.
    pub(super) fn speaks_of(&self, words: &[&str]) -> bool {
        self.parts().iter().any(|part| words.binary_search(&part.as_str()).is_ok())
    }
}

/// Splits a program into words, string literals, comments and signs.
pub(super) fn tokens(content: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = content;
    // For each quotation mark, the end of the stretch in which no closing one follows, so that it is searched
    // once only.
    let mut endless = [('"', 0), ('\'', 0), ('`', 0)];
    let mut line = 0;
    while let Some(c) = rest.chars().next() {
        if tokens.len() == MOST_TOKENS {
            break;
        }
        let start = content.len() - rest.len();
        if c.is_whitespace() {
            if c == '\n' {
                line = start + 1;
            }
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let blank = tokens.last().is_none_or(|last| last.span().end <= line);
        let indent = blank.then_some(start - line);
        let (kind, length, cut) = token(rest, start, indent.is_some(), content, &mut endless);
        let text = &rest[cut..length - cut];
        tokens.push(Token { kind, text, start: start + cut, indent });
        // A comment or a text of several lines ends in another line.
        if let Some(last) = rest[..length].rfind('\n') {
            line = start + last + 1;
        }
        rest = &rest[length..];
    }
    tokens
}

/// The kind and the length of the first token, and how much of it to cut off at both ends.
fn token(
    rest: &str,
    start: usize,
    begins: bool,
    content: &str,
    endless: &mut [(char, usize); 3],
) -> (TokenKind, usize, usize) {
    let line = || rest.find('\n').unwrap_or(rest.len());
    let after_space = content[..start].ends_with(char::is_whitespace) || start == 0;
    let c = rest.chars().next().unwrap_or(' ');
    match c {
        '/' if rest.starts_with("//") => (TokenKind::Comment, line(), 0),
        '-' if rest.starts_with("-- ") => (TokenKind::Comment, line(), 0),
        '#' if after_space && rest[1..].starts_with([' ', '!']) => (TokenKind::Comment, line(), 0),
        '/' if rest.starts_with("/*") => (TokenKind::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2), 0),
        '"' if rest.starts_with("\"\"\"") => {
            let end = rest[3..].find("\"\"\"");
            let kind = if begins { TokenKind::Comment } else { TokenKind::Text };
            end.map_or((TokenKind::Sign, 1, 0), |end| (kind, end + 6, 3))
        }
        '"' | '\'' | '`' => {
            if endless.iter().any(|(mark, end)| *mark == c && start < *end) {
                return (TokenKind::Sign, 1, 0);
            }
            let mut escaped = false;
            for (at, inner) in rest.char_indices().skip(1) {
                if inner == c && !escaped {
                    return (TokenKind::Text, at + 1, 1);
                }
                if inner == '\n' && c != '`' {
                    break;
                }
                escaped = inner == '\\' && !escaped;
            }
            let end = if c == '`' { content.len() } else { start + line() };
            endless.iter_mut().filter(|(mark, _)| *mark == c).for_each(|known| known.1 = end);
            (TokenKind::Sign, 1, 0)
        }
        _ if c.is_alphanumeric() || c == '_' || c == '@' || c == '$' => {
            let end = rest.char_indices().skip(1).find(|(_, c)| !(c.is_alphanumeric() || *c == '_'));
            (TokenKind::Word, end.map_or(rest.len(), |(at, _)| at), 0)
        }
        _ => (TokenKind::Sign, c.len_utf8(), 0),
    }
}

/// The brackets, statements and functions of a program, each by the index of a token.
#[derive(Debug)]
pub(super) struct Layout {
    /// For each opening bracket, the token that closes it, of whatever shape; the end if none does.
    pub closing: Vec<usize>,
    /// For each token, where its statement begins.
    statement: Vec<usize>,
    /// For each token, the function that it belongs to; 0 outside of all.
    function: Vec<usize>,
}

impl Layout {
    pub(super) fn of(tokens: &[Token<'_>]) -> Self {
        let closing = closing(tokens);
        let function = functions(tokens, &closing);
        Self { statement: statements(tokens, &closing), closing, function }
    }

    /// The tokens of the statement that a token belongs to; of a long one, those around it.
    pub(super) fn statement(&self, at: usize) -> Range<usize> {
        let Some(&from) = self.statement.get(at) else { return at..at };
        let more = self.statement[at..].iter().take(FAR).take_while(|begin| **begin == from).count();
        from.max(at.saturating_sub(FAR))..at + more
    }

    /// Where the function ends that a token belongs to.
    pub(super) fn function_end(&self, at: usize) -> usize {
        let Some(&function) = self.function.get(at) else { return at };
        at + self.function[at..].iter().take_while(|other| **other == function).count()
    }

    /// The tokens of the function that a token belongs to; all around it if it belongs to none.
    pub(super) fn function(&self, at: usize) -> Range<usize> {
        let Some(&function) = self.function.get(at) else { return at..at };
        let before = self.function[..at].iter().rev().take_while(|other| **other == function).count();
        at - before..self.function_end(at)
    }
}

fn closing(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut closing = vec![tokens.len(); tokens.len()];
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Sign) {
        match token.text {
            "(" | "{" | "[" => open.push(at),
            ")" | "}" | "]" => open.pop().into_iter().for_each(|open: usize| closing[open] = at),
            _ => {}
        }
    }
    closing
}

/// For each token, where its statement begins. A statement ends at `;`, at a brace, and at the end of a line that
/// nothing continues.
fn statements(tokens: &[Token<'_>], closing: &[usize]) -> Vec<usize> {
    let mut begins = Vec::with_capacity(tokens.len());
    let mut from = 0;
    // The end of the outermost round or square bracket of this statement that is open.
    let mut inside = 0;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let ended = before.is_some_and(|before| [";", "{", "}"].iter().any(|end| before.is(end)));
        let broken = at >= inside
            && token.indent.is_some()
            && before
                .is_some_and(|before| before.kind == TokenKind::Comment || !(leads_on(before) || continues(token)));
        if ended || broken || token.kind == TokenKind::Comment || token.is("}") {
            from = at;
            inside = 0;
        }
        if (token.is("(") || token.is("[")) && at >= inside {
            inside = closing[at];
        }
        begins.push(from);
    }
    begins
}

/// Whether a statement goes on behind a token at the end of a line.
fn leads_on(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Sign && !matches!(token.text, ")" | "]" | "}" | ";" | ":" | "?" | "!")
}

/// Whether a token at the beginning of a line continues the statement before.
fn continues(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Sign
        && matches!(token.text, "." | "?" | "&" | "|" | "+" | ")" | "]" | "," | "=" | ":" | "<" | "-" | "{")
}

/// For each token, the function that it belongs to: named ones alone, so that a lambda belongs to the function around
/// it.
fn functions(tokens: &[Token<'_>], closing: &[usize]) -> Vec<usize> {
    let mut function = vec![0; tokens.len()];
    let (mut number, mut line) = (0, 0);
    for at in 0..tokens.len() {
        if tokens[at].indent.is_some() {
            line = at;
        }
        let Some(end) = body(tokens, closing, line, at) else { continue };
        number += 1;
        // Only the innermost function counts; it comes later and overwrites the outer one.
        function[line..end.min(tokens.len())].fill(number);
    }
    function
}

/// If a function is declared at a token of the line that begins at `line`, where its body ends.
fn body(tokens: &[Token<'_>], closing: &[usize], line: usize, at: usize) -> Option<usize> {
    const CONTROL: &[&str] = &[
        "await",
        "catch",
        "elif",
        "for",
        "foreach",
        "if",
        "lock",
        "match",
        "new",
        "return",
        "switch",
        "synchronized",
        "unless",
        "until",
        "using",
        "when",
        "while",
    ];
    let token = &tokens[at];
    let is = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.is(sign));
    let is_word = |at: usize| tokens.get(at).is_some_and(Token::is_word);
    if !token.is_word() || at - line > 12 {
        return None;
    }
    if matches!(token.text, "def" | "defp" | "func" | "fn" | "fun" | "function" | "sub") {
        // A name follows, or a Go receiver; else it is a lambda.
        let received = token.text == "func" && is(at + 1, "(") && is_word(closing[at + 1].saturating_add(1));
        let named = is_word(at + 1) || received;
        return named.then(|| body_end(tokens, closing, at, tokens[line].indent.unwrap_or(0)));
    }
    // `Type name(parameters) … {`: a method, if the word begins no block of control flow.
    let called = is(at + 1, "(") && at > line && !is(at - 1, ".") && !is(at - 1, ">");
    if !called || CONTROL.binary_search(&token.text).is_ok() || CONTROL.binary_search(&tokens[at - 1].text).is_ok() {
        return None;
    }
    let close = closing[at + 1];
    let ends = |at: &usize| ["{", "}", ";", "=", ")", "(", "."].iter().any(|sign| tokens[*at].is(sign));
    let open = (close.saturating_add(1)..close.saturating_add(16).min(tokens.len())).find(ends)?;
    let assigned = (line..at).any(|at| is(at, "=") || is(at, "("));
    (is(open, "{") && !assigned).then(|| closing[open].saturating_add(1))
}

/// Where the body of a function with a keyword ends: at the closing brace, or before the next line that is indented
/// no further.
fn body_end(tokens: &[Token<'_>], closing: &[usize], at: usize, indent: usize) -> usize {
    let mut head = at + 1;
    while head < tokens.len() {
        let token = &tokens[head];
        if token.is("{") {
            return closing[head].saturating_add(1);
        }
        if token.indent.is_some() || token.text == "do" || token.is("=") {
            break;
        }
        head = if token.is("(") || token.is("[") { closing[head].saturating_add(1) } else { head + 1 };
    }
    let outer = |token: &Token<'_>| token.indent.is_some_and(|other| other <= indent);
    tokens[at + 1..].iter().position(outer).map_or(tokens.len(), |line| at + 1 + line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(content: &str) -> (Vec<Token<'_>>, Layout) {
        let tokens = tokens(content);
        let layout = Layout::of(&tokens);
        (tokens, layout)
    }

    fn statements_of(content: &str) -> Vec<String> {
        let (tokens, layout) = of(content);
        let mut found: Vec<String> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let range = layout.statement(at);
            found.push(tokens[range.clone()].iter().map(|token| token.text).collect::<Vec<_>>().join(" "));
            at = range.end.max(at + 1);
        }
        found
    }

    #[test]
    fn a_statement_ends_where_nothing_continues_it() {
        assert_eq!(
            statements_of("await bus.publish(event)\nreturn OrderResponse(event.id)"),
            ["await bus . publish ( event )", "return OrderResponse ( event . id )"]
        );
        assert_eq!(statements_of("a = b\n  .c(1,\n    2)\n  .d()\ne"), ["a = b . c ( 1 , 2 ) . d ( )", "e"]);
        assert_eq!(statements_of("a(); b()"), ["a ( ) ;", "b ( )"]);
        assert_eq!(statements_of("x = 1 # why; so\n\"\"\"a\nb\"\"\"\ny"), ["x = 1", "# why; so", "a\nb", "y"]);
    }

    #[test]
    fn a_function_ends_with_its_braces_or_its_indentation() {
        for program in [
            "def one(a):\n    b()\n    c()\n\ndef two():\n    d()\n",
            "def one(a) do\n  b()\n  c()\nend\n\ndef two do\n  d()\nend\n",
            "func (s *S) one(a A) error {\n\tb()\n\tc()\n}\n\nfunc two() {\n\td()\n}\n",
            "class X {\n  void one(A a) throws E {\n    b();\n    if (x) { c(); }\n  }\n\n  void two() {\n    d();\n  }\n}\n",
            "async function one({ a }) {\n  b();\n  c(() => { x(); });\n}\nfunction two() { d(); }\n",
        ] {
            let (tokens, layout) = of(program);
            let at = |word: &str| tokens.iter().position(|token| token.text == word).unwrap();
            assert!(layout.function(at("b")).contains(&at("c")), "{program}");
            assert!(!layout.function(at("b")).contains(&at("d")), "{program}");
        }
    }
}
