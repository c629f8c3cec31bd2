//! Reads lines of a program in any language: what it publishes, what its events contain, and whether it waits
//! for the outcome.
//!
//! It reads words, string literals and comments and knows no grammar. It recognises a publishing call by its
//! verb or by its destination. A call to a command bus or a queue publishes nothing.

mod waiting;

use std::ops::Range;

use super::signs::{COMMAND_PLACES, EVENT_PLACES, PUBLISHING};
use super::{Says, Sign, style};
use language::fields::{is_consumers_own, is_events_own};
use language::{case, lexicon, message};

/// Maximum number of tokens that are read.
const MOST_TOKENS: usize = 20_000;

/// Maximum length of a name, bytes.
const LONGEST_NAME: usize = 120;

/// A token of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token<'t> {
    kind: TokenKind,
    text: &'t str,
    start: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Word,
    Text,
    Comment,
    Sign,
}

impl Token<'_> {
    fn is(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }

    fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The words of a name, in lower case.
    fn parts(&self) -> Vec<String> {
        if self.text.len() > LONGEST_NAME {
            return Vec::new();
        }
        case::parts(self.text).into_iter().map(|part| part.to_lowercase()).collect()
    }

    fn speaks_of(&self, words: &[&str]) -> bool {
        self.parts().iter().any(|part| words.binary_search(&part.as_str()).is_ok())
    }
}

/// Whether a text is a program and not sentences.
pub(super) fn is_code(content: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "@",
        "async ",
        "await ",
        "class ",
        "const ",
        "def ",
        "export ",
        "fn ",
        "for (",
        "func ",
        "function ",
        "if (",
        "import ",
        "interface ",
        "let ",
        "package ",
        "private ",
        "pub ",
        "public ",
        "record ",
        "return ",
        "struct ",
        "using ",
        "val ",
        "var ",
        "while (",
        "with ",
    ];
    let mut points = 0;
    for line in content.lines().take(400) {
        let line = line.trim();
        let sentence = line.ends_with('.') && line.split(' ').count() > 6;
        if line.ends_with(';') || line.ends_with('{') || line == "}" || line == "});" || line == ")" {
            points += 2;
        }
        if !sentence
            && BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
            && line.contains(['(', '{', '=', '<', ';', ':'])
        {
            points += 2;
        }
        if line.starts_with("//")
            || line.contains("); ")
            || line.contains("=>")
            || line.contains("->")
            || line.contains("::")
            || line.contains(" == ")
            || line.contains(" = ")
        {
            points += 1;
        }
        let calls = line
            .char_indices()
            .any(|(at, c)| c == '(' && line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '>' || c == '_'));
        let member = line.split('(').next().is_some_and(|head| {
            let name = head.rsplit(' ').next().unwrap_or_default();
            name.contains('.') && !name.ends_with('.')
        });
        // A line with only a call: `publish("order.placed", …`.
        let alone = line.split_once('(').is_some_and(|(head, rest)| {
            head.chars().all(|c| c.is_alphanumeric() || c == '_')
                && !head.is_empty()
                && rest.starts_with(['"', '\'', '`', '{'])
        });
        points += usize::from(alone);
        points += match (calls, member) {
            (true, true) => 2,
            (true, false) => 1,
            _ => 0,
        };
    }
    points >= 2
}

/// Whether a text can be a destination or a message's name: it has no space and no slash.
fn is_subject(text: &str) -> bool {
    !text.is_empty() && text.len() < LONGEST_NAME && !text.contains([' ', '/'])
}

/// Reads a program and returns its signs.
pub(super) fn read(content: &str) -> Vec<Sign> {
    let tokens = tokens(content);
    let texts = (0..tokens.len()).filter(|at| tokens[*at].kind == TokenKind::Text).collect();
    let mut reader = Reader { content, closing: closing(&tokens), texts, readers_own: Vec::new(), tokens };
    reader.readers_own = (0..reader.tokens.len()).filter(|at| reader.is_readers_own(*at)).collect();
    let mut signs = Vec::new();
    let mut first = None;
    let mut fact = None;
    for at in 0..reader.tokens.len() {
        if let Some((open, close)) = reader.publishing(at) {
            first = first.or(Some(close));
            let answered = reader.takes_answer(at, open, close);
            reader.judge_published(open, close, answered, &mut fact, &mut signs);
            if answered {
                reader.tell_waiting(at, fact.as_deref(), &mut signs);
            }
        }
        reader.judge_declared(at, &mut signs);
    }
    if let Some(close) = first {
        reader.judge_waiting(close, fact.as_deref(), &mut signs);
    }
    signs
}

struct Reader<'t> {
    content: &'t str,
    tokens: Vec<Token<'t>>,
    /// For each opening bracket, the token that closes it, or the end.
    closing: Vec<usize>,
    /// The tokens that are string literals.
    texts: Vec<usize>,
    /// The tokens that are names of fields that only one consumer needs.
    readers_own: Vec<usize>,
}

/// Maximum number of fields that are judged in one type or message.
const MOST_FIELDS: usize = 200;

/// For each opening bracket, the token that closes it, of whatever shape; the end if none does.
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

/// Splits a program into words, string literals, comments and signs.
fn tokens(content: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = content;
    // For each quotation mark, the end of the stretch in which no closing one follows, so that it is searched
    // once only.
    let mut endless = [('"', 0), ('\'', 0), ('`', 0)];
    while let Some(c) = rest.chars().next() {
        if tokens.len() == MOST_TOKENS {
            break;
        }
        let start = content.len() - rest.len();
        let line = || rest.find('\n').unwrap_or(rest.len());
        let begins_line = content[..start].ends_with(|c: char| c.is_whitespace()) || start == 0;
        let (kind, length) = match c {
            _ if c.is_whitespace() => {
                rest = rest.trim_start();
                continue;
            }
            '/' if rest.starts_with("//") => (TokenKind::Comment, line()),
            '-' if rest.starts_with("-- ") => (TokenKind::Comment, line()),
            '#' if begins_line && rest[1..].starts_with([' ', '!']) => (TokenKind::Comment, line()),
            '/' if rest.starts_with("/*") => (TokenKind::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2)),
            '"' | '\'' | '`' if endless.iter().any(|(mark, end)| *mark == c && start < *end) => (TokenKind::Sign, 1),
            '"' | '\'' | '`' => {
                let inner = &rest[1..];
                let end = inner.char_indices().scan(false, |escaped, (at, c)| {
                    let ends = !*escaped && rest.starts_with(c);
                    *escaped = !*escaped && c == '\\';
                    Some((at, c, ends))
                });
                let end = end
                    .take_while(|(_, inside, _)| *inside != '\n' || c == '`')
                    .find(|(.., ends)| *ends)
                    .map(|(at, ..)| at);
                if let Some(end) = end {
                    tokens.push(Token { kind: TokenKind::Text, text: &inner[..end], start: start + 1 });
                    rest = &inner[end + 1..];
                    continue;
                }
                let end = if c == '`' { content.len() } else { start + line() };
                endless.iter_mut().filter(|(mark, _)| *mark == c).for_each(|known| known.1 = end);
                (TokenKind::Sign, 1)
            }
            _ if c.is_alphanumeric() || c == '_' || c == '@' || c == '$' => {
                let end = rest.char_indices().skip(1).find(|(_, c)| !(c.is_alphanumeric() || *c == '_'));
                (TokenKind::Word, end.map_or(rest.len(), |(at, _)| at))
            }
            _ => (TokenKind::Sign, c.len_utf8()),
        };
        tokens.push(Token { kind, text: &rest[..length], start });
        rest = &rest[length..];
    }
    tokens
}

impl Reader<'_> {
    fn is(&self, at: usize, sign: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sign))
    }

    /// The bracket that closes the one at `open`, or the end.
    fn close(&self, open: usize) -> usize {
        self.closing.get(open).copied().unwrap_or(self.tokens.len())
    }

    /// If a publishing call begins here, its opening and its closing bracket.
    fn publishing(&self, at: usize) -> Option<(usize, usize)> {
        let word = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        let mut open = at + 1;
        if self.is(open, "<") {
            open = (open..(open + 12).min(self.tokens.len())).find(|at| self.is(*at, ">"))? + 1;
        }
        if !self.is(open, "(") {
            return None;
        }
        let close = self.close(open);
        let parts = word.parts();
        let verb = |bases: &[&str]| {
            parts.iter().any(|part| {
                lexicon::lemma(part).is_some_and(|reading| bases.binary_search(&reading.base.as_str()).is_ok())
            })
        };
        let texts = &self.texts[self.texts.partition_point(|text| *text < open)..];
        let texts = texts.iter().take_while(|text| **text < close).take(4).map(|text| &self.tokens[*text]);
        let around = self.statement(at).chain(texts);
        let (mut to_event, mut to_command, mut on_events) = (false, false, false);
        for token in around {
            to_event |= token.speaks_of(EVENT_PLACES) || token.parts().iter().any(|part| part == "event");
            to_command |= token.speaks_of(COMMAND_PLACES);
            on_events |=
                token.kind == TokenKind::Text && is_subject(token.text) && token.speaks_of(&["event", "events"]);
        }
        let sends =
            verb(&["dispatch", "enqueue", "fire", "post", "produce", "push", "put", "send", "trigger", "write"]);
        let publishes = (verb(PUBLISHING) && (to_event || !to_command))
            || (sends && !to_command && (to_event || self.names_fact(open, close)))
            || (verb(&["request"]) && on_events);
        publishes.then_some((open, close))
    }

    /// Whether the first argument is the name of an event. A call with one publishes, whatever its destination.
    fn names_fact(&self, open: usize, close: usize) -> bool {
        let first = self.tokens.get(open + 1).filter(|token| open + 1 < close && token.kind == TokenKind::Text);
        first.is_some_and(|token| is_subject(token.text) && message::is_fact(token.text))
    }

    /// The words of the statement before a call: the objects on which it is called.
    fn statement(&self, at: usize) -> impl Iterator<Item = &Token<'_>> {
        let from = (0..at)
            .rev()
            .take(12)
            .take_while(|before| !["; ", ";", "{", "}", "(", "="].iter().any(|end| self.is(*before, end.trim())))
            .last();
        self.tokens[from.unwrap_or(at)..=at].iter().filter(|token| token.kind == TokenKind::Word)
    }

    /// Judges the name and the fields of what is published. `answered` says that the call returns a reply.
    fn judge_published(
        &self,
        open: usize,
        close: usize,
        answered: bool,
        fact: &mut Option<String>,
        signs: &mut Vec<Sign>,
    ) {
        // In `Publish<ShipOrder>(…)` the type argument is the message; in `Request<Answer>(…)` it is the reply.
        let before = (open.saturating_sub(12)..open).rev().find(|at| self.is(*at, "<"));
        let from = before.filter(|_| self.is(open.wrapping_sub(1), ">") && !answered).unwrap_or(open);
        for at in from..close.min(from + 24) {
            let token = &self.tokens[at];
            let named = match token.kind {
                TokenKind::Text => {
                    !token.text.contains(' ') && token.text.len() < LONGEST_NAME && message::tells_something(token.text)
                }
                TokenKind::Word => {
                    let made = token.text.starts_with(char::is_uppercase);
                    let called = self.is(at + 1, "(");
                    (made || !called)
                        && token.parts().len() > 1
                        && !token.speaks_of(EVENT_PLACES)
                        && message::tells_something(token.text)
                }
                _ => false,
            };
            let command = self
                .statement(at)
                .chain([token])
                .any(|token| token.parts().last().is_some_and(|part| part == "command"));
            if !named || command {
                continue;
            }
            if self.judge_name(token, signs) {
                return;
            }
            if message::is_fact(token.text) {
                fact.get_or_insert_with(|| token.text.to_owned());
                self.judge_fields(token, at + 1, close, signs);
                return;
            }
        }
    }

    /// Judges a name; returns true if it is a question or a request.
    fn judge_name(&self, token: &Token<'_>, signs: &mut Vec<Sign>) -> bool {
        let name = token.text;
        let at = String::new();
        if message::is_question(name) {
            let question = message::question_of(name);
            let instead = format!("{question}(\u{2026}) \u{2192} the answer, as a call to whoever owns it");
            signs.push(Sign { says: Says::Asks { what: name.to_owned(), question }, at, span: token.span(), instead });
            return true;
        }
        if message::is_request(name) {
            let fact = style::like(&message::fact_of(name), name);
            let instead = style::renamed(self.content, token.span(), &fact);
            signs.push(Sign {
                says: Says::NamedAsRequest { name: name.to_owned(), fact },
                at,
                span: token.span(),
                instead,
            });
            return true;
        }
        false
    }

    /// Judges a declared type: an event named as a request, or one with fields that only one consumer needs.
    fn judge_declared(&self, at: usize, signs: &mut Vec<Sign>) {
        let openers = ["class", "enum", "interface", "object", "record", "struct", "type", "message"];
        let token = &self.tokens[at];
        let declared = at > 0
            && token.kind == TokenKind::Word
            && self.tokens[at - 1].kind == TokenKind::Word
            && openers.contains(&self.tokens[at - 1].text);
        if !declared || token.parts().len() < 2 {
            return;
        }
        if token.text.ends_with("Event") && self.judge_name(token, signs) {
            return;
        }
        if message::is_fact(token.text)
            && !token.parts().last().is_some_and(|last| last.ends_with("er") || last == "consumer")
        {
            // A base class or an interface may stand between the name and the fields.
            let body = (at + 1..(at + 16).min(self.tokens.len()))
                .find(|at| self.is(*at, "{") || self.is(*at, "(") || self.is(*at, ";"));
            let body = body.filter(|body| !self.is(*body, ";")).or_else(|| self.is(at + 1, ":").then_some(at + 1));
            if let Some(open) = body {
                let close = if self.is(open, ":") { self.tokens.len() } else { self.close(open) };
                self.judge_fields(token, open, close, signs);
            }
        }
    }

    /// Judges the fields between two tokens.
    fn judge_fields(&self, event: &Token<'_>, from: usize, to: usize, signs: &mut Vec<Sign>) {
        let own = &self.readers_own[self.readers_own.partition_point(|at| *at < from)..];
        let mut fields: Vec<&Token<'_>> = Vec::new();
        for token in own.iter().take_while(|at| **at < to).take(MOST_FIELDS).map(|at| &self.tokens[*at]) {
            if !is_events_own(token.text, event.text) && !fields.iter().any(|known| known.text == token.text) {
                fields.push(token);
            }
        }
        let Some(first) = fields.first() else { return };
        let names: Vec<String> = fields.iter().map(|field| field.text.to_owned()).collect();
        let instead =
            format!("`{}` without {}; the reader that uses them keeps them itself.", event.text, names.join(", "));
        signs.push(Sign {
            says: Says::Shaped { event: event.text.to_owned(), fields: names },
            at: String::new(),
            span: first.span(),
            instead,
        });
    }

    /// Whether a token is the name of a field that only one consumer needs.
    fn is_readers_own(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1).filter(|next| next.kind == TokenKind::Sign).map_or("", |next| next.text);
        let field = match token.kind {
            TokenKind::Word => {
                let ends = matches!(next, ":" | "=" | ";" | "," | ")" | "}" | "?" | "{");
                (ends && !self.is(at.wrapping_sub(1), ".")) || self.is_alone_with_its_type(at)
            }
            TokenKind::Text => matches!(next, ":" | "="),
            TokenKind::Comment | TokenKind::Sign => false,
        };
        field && token.text.len() < LONGEST_NAME && is_consumers_own(token.text)
    }

    /// Whether a word begins a line and its type ends the line, as fields are declared in Go: `Amount int64`.
    fn is_alone_with_its_type(&self, at: usize) -> bool {
        let breaks = |from: Option<&Token<'_>>, to: Option<&Token<'_>>| match (from, to) {
            (Some(from), Some(to)) => self.content[from.span().end..to.start].contains('\n'),
            _ => true,
        };
        let token = |at: usize| self.tokens.get(at);
        let typed = token(at + 1).is_some_and(|next| next.kind == TokenKind::Word) && !breaks(token(at), token(at + 1));
        typed && at > 0 && breaks(token(at - 1), token(at)) && breaks(token(at + 1), token(at + 2))
    }
}
