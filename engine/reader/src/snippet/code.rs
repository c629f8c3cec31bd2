//! Reads lines of a program in any language: what it publishes, what its events contain, whether it waits for the
//! outcome, and whether it changes a store beside.
//!
//! No parser in pure Rust reads all the languages that people send, and a snippet is seldom a whole file. So it looks
//! at what the languages share ([`tokens`]): words, string literals, comments, brackets, statements and functions.
//! What publishes and what is published is told by [`published`], waiting by [`waiting`], and writes by [`writes`].
//! Where these do not say enough, it stays silent.

mod published;
mod tokens;
mod waiting;
mod writes;

use std::cell::OnceCell;

use self::published::Call;
use self::tokens::{LONGEST_NAME, Layout, Token, TokenKind};
use super::{OfFields, Says, Sign, style};
use language::fields::{is_consumers_own, is_events_own, is_personal, tells_of_person};
use language::message;

/// Whether a text is a program and not sentences.
pub(super) fn is_code(content: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "@",
        "async ",
        "await ",
        "case class ",
        "class ",
        "const ",
        "data class ",
        "def ",
        "enum ",
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
        "type ",
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

/// Reads a program and returns its signs.
pub(super) fn read(content: &str) -> Vec<Sign> {
    let tokens = tokens::tokens(content);
    let told = vec![Told::default(); tokens.len()];
    let mut reader =
        Reader { content, layout: Layout::of(&tokens), fields: Vec::new(), told, answers: OnceCell::new(), tokens };
    reader.fields = (0..reader.tokens.len()).filter(|at| reader.is_field(*at)).collect();
    let mut signs = Vec::new();
    let mut calls = Vec::new();
    for at in 0..reader.tokens.len() {
        if let Some(call) = reader.publishing(at) {
            let answered = reader.takes_answer(&call);
            let fact = reader.judge_published(&call, answered, &mut signs);
            calls.push(Published { call, fact, answered });
        }
        reader.judge_declared(at, &mut signs);
        reader.judge_client(at, &mut signs);
    }
    reader.judge_waiting(&calls, &mut signs);
    reader.judge_writes(&calls, &mut signs);
    signs
}

/// A call that publishes, with the name of the event if it is known, and whether it returns a reply.
struct Published {
    call: Call,
    fact: Option<String>,
    answered: bool,
}

struct Reader<'t> {
    content: &'t str,
    tokens: Vec<Token<'t>>,
    layout: Layout,
    /// The tokens that are names of fields which an event should not have.
    fields: Vec<usize>,
    /// For each token, what it says as a name; looked up on demand.
    told: Vec<Told>,
    /// The things about which the program names an answer; looked up on demand.
    answers: OnceCell<Vec<String>>,
}

/// What a token says as the name of a message.
#[derive(Debug, Clone, Default)]
struct Told {
    may_name: OnceCell<bool>,
    fact: OnceCell<bool>,
}

/// Last words of types that do something with events and are none.
const SOFTWARE: &[&str] = &[
    "adapter",
    "builder",
    "bus",
    "client",
    "consumer",
    "controller",
    "converter",
    "dispatcher",
    "emitter",
    "factory",
    "handler",
    "listener",
    "manager",
    "mapper",
    "processor",
    "producer",
    "provider",
    "publisher",
    "reader",
    "repository",
    "serializer",
    "service",
    "store",
    "subscriber",
    "test",
    "tests",
    "worker",
    "writer",
];

/// Maximum number of fields that are judged in one type or message.
const MOST_FIELDS: usize = 200;

impl Reader<'_> {
    fn is(&self, at: usize, sign: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sign))
    }

    /// Whether a token is the name of something that has happened.
    fn is_fact(&self, at: usize) -> bool {
        *self.told[at].fact.get_or_init(|| message::is_fact(self.tokens[at].text))
    }

    /// The bracket that closes the one at `open`, or the end.
    fn close(&self, open: usize) -> usize {
        self.layout.closing.get(open).copied().unwrap_or(self.tokens.len())
    }

    /// Judges the name and the fields of what is published, and returns the name if it tells a fact. `answered` says
    /// that the call returns a reply.
    fn judge_published(&self, call: &Call, answered: bool, signs: &mut Vec<Sign>) -> Option<String> {
        for at in self.candidates(call, answered) {
            let token = &self.tokens[at];
            let command = self
                .objects(call.at)
                .chain([token])
                .any(|token| token.parts().last().is_some_and(|part| part == "command"));
            if command {
                continue;
            }
            if self.judge_name(token, signs) {
                // What is wrong in the message stays wrong under another name.
                self.judge_fields(token, at + 1, call.close.max(at + 1), signs);
                return None;
            }
            if self.is_fact(at) || message::is_need(token.text) {
                self.judge_fields(token, at + 1, call.close.max(at + 1), signs);
                return Some(token.text.to_owned());
            }
        }
        None
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
            let instead = style::renamed_everywhere(self.content, token.span(), &fact);
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

    /// Judges a type that is declared or handled: an event named as a request, an event whose name says no fact, or
    /// one with fields that it should not have.
    fn judge_declared(&self, at: usize, signs: &mut Vec<Sign>) {
        let openers = ["class", "enum", "interface", "object", "record", "struct", "type", "message"];
        let token = &self.tokens[at];
        if at == 0 || token.kind != TokenKind::Word || token.parts().len() < 2 {
            return;
        }
        let before = &self.tokens[at - 1];
        // `handle(ShipOrderEvent event)`: the type of a parameter.
        let handled = (before.is("(") || before.is(":"))
            && self.tokens.get(at + 1).is_some_and(|next| next.is_word() || next.is(")"))
            && token.text.starts_with(char::is_uppercase);
        let declared = before.kind == TokenKind::Word
            && (openers.contains(&before.text) || self.tokens.get(at + 1).is_some_and(|next| next.text == "struct"));
        let parts = token.parts();
        if !(declared || handled) || parts.last().is_some_and(|last| SOFTWARE.contains(&last.as_str())) {
            return;
        }
        let is_event = token.text.ends_with("Event") || (declared && self.extends_event(at));
        let asks = is_event && self.judge_name(token, signs);
        if handled {
            return;
        }
        self.judge_listed(at, signs);
        let fact = message::fact_of(token.text);
        let says_none = token.text.ends_with("Event") && message::names_mail(token.text);
        if says_none {
            let name = token.text.to_owned();
            let fact = format!("{fact}Event");
            let instead = style::renamed_everywhere(self.content, token.span(), &fact);
            signs.push(Sign { says: Says::NotPast { name, fact }, at: String::new(), span: token.span(), instead });
        }
        if says_none || asks || self.is_fact(at) {
            let (open, close) = self.declared_body(at);
            self.judge_fields(token, open, close, signs);
        }
    }

    /// The tokens between which the fields of a declared type stand: in its brackets, or indented below it. A base class
    /// or an interface may stand before them.
    fn declared_body(&self, at: usize) -> (usize, usize) {
        let far = (at + 1..(at + 16).min(self.tokens.len()))
            .find(|at| self.tokens[*at].indent.is_some() && !self.is(*at, "{"));
        let head = far.unwrap_or((at + 16).min(self.tokens.len()));
        let python = self.is(at + 1, "(") && self.is(self.close(at + 1) + 1, ":");
        let ends = |at: &usize| ["{", "(", ";"].iter().any(|sign| self.is(*at, sign));
        match (at + 1..head).find(ends).filter(|_| !python) {
            Some(open) if self.is(open, ";") => (open, open),
            Some(open) => (open, self.close(open)),
            None => (head, self.block_end(at).max(head)),
        }
    }

    /// Whether a declared type is made of an event: `class ShipOrder(DomainEvent)`, `record ShipOrder(…) : IEvent`.
    fn extends_event(&self, at: usize) -> bool {
        let to = (at + 1..self.tokens.len().min(at + 40)).find(|at| self.is(*at, "{") || self.is(*at, ";"));
        let mut head = at + 1..to.unwrap_or(at + 5).min(self.tokens.len());
        head.any(|at| {
            let last = self.tokens[at].parts().pop();
            let based = [":", ",", "("].iter().any(|sign| self.is(at.wrapping_sub(1), sign))
                || matches!(self.tokens[at - 1].text, "extends" | "implements");
            let begins = self.tokens[at].text.starts_with(char::is_uppercase)
                && !self.tokens.get(at + 1).is_some_and(Token::is_word);
            based && begins && last.is_some_and(|last| last == "event")
        })
    }

    /// Judges the names in a list of events: among facts, one that asks or says nothing stands out.
    fn judge_listed(&self, at: usize, signs: &mut Vec<Sign>) {
        let parts = self.tokens[at].parts();
        if !parts.iter().any(|part| part == "event" || part == "events") {
            return;
        }
        let open = (at + 1..(at + 8).min(self.tokens.len())).find(|at| self.is(*at, "{"));
        let (from, to) = match open {
            Some(open) if self.tokens[at - 1].text == "enum" => (open + 1, self.close(open)),
            None if self.tokens[at - 1].text == "type" => (at + 1, self.layout.statement(at).end),
            _ => return,
        };
        let mut members = Vec::new();
        let mut index = from;
        while index < to.min(self.tokens.len()) {
            let token = &self.tokens[index];
            let ends =
                [",", "}", "=", "(", "{", "|", ";"].iter().any(|sign| self.is(index + 1, sign)) || index + 1 == to;
            let begins = index == from
                || token.indent.is_some()
                || [",", "|", "{"].iter().any(|sign| self.is(index - 1, sign))
                || (open.is_none() && self.is(index - 1, "="));
            let names = matches!(token.kind, TokenKind::Word | TokenKind::Text) && !token.text.contains(' ');
            if names && begins && ends && token.text.len() < LONGEST_NAME {
                members.push(index);
            }
            let nested = ["{", "(", "["].iter().any(|sign| self.is(index, sign));
            index = if nested { self.close(index).saturating_add(1) } else { index + 1 };
        }
        members.truncate(MOST_FIELDS);
        let facts = members.iter().filter(|at| self.is_fact(**at)).count();
        if facts < 2 {
            return;
        }
        for token in members.iter().filter(|at| !self.is_fact(**at)).map(|at| &self.tokens[*at]) {
            if self.judge_name(token, signs) {
                continue;
            }
            let event = message::fact_of(token.text);
            if message::is_fact(&event) && event.len() > token.text.len() {
                let (name, fact) = (token.text.to_owned(), style::like(&event, token.text));
                let instead = style::renamed_everywhere(self.content, token.span(), &fact);
                signs.push(Sign { says: Says::NotPast { name, fact }, at: String::new(), span: token.span(), instead });
            }
        }
    }

    /// Where the indented block below a line ends.
    fn block_end(&self, at: usize) -> usize {
        let line = self.tokens[..=at].iter().rev().find_map(|token| token.indent).unwrap_or(0);
        let ends = |token: &Token<'_>| token.indent.is_some_and(|indent| indent <= line);
        self.tokens[at + 1..].iter().position(ends).map_or(self.tokens.len(), |found| at + 1 + found)
    }

    /// Judges the fields between two tokens.
    fn judge_fields(&self, event: &Token<'_>, from: usize, to: usize, signs: &mut Vec<Sign>) {
        let fields = &self.fields[self.fields.partition_point(|at| *at < from)..];
        let fields = fields.iter().take_while(|at| **at < to).take(MOST_FIELDS).map(|at| &self.tokens[*at]);
        let about = tells_of_person(event.text);
        let (mut readers, mut personal): (Vec<&Token<'_>>, Vec<&Token<'_>>) = (Vec::new(), Vec::new());
        for field in fields.filter(|field| !is_events_own(field.text, event.text)) {
            for (kind, fits) in
                [(&mut readers, is_consumers_own(field.text)), (&mut personal, is_personal(field.text) && !about)]
            {
                if fits && !kind.iter().any(|known| known.text == field.text) {
                    kind.push(field);
                }
            }
        }
        let mut tell = |found: &[&Token<'_>], says: OfFields, who: &str| {
            let Some(first) = found.first() else { return };
            let names: Vec<String> = found.iter().map(|field| field.text.to_owned()).collect();
            let instead = format!("`{}` without {}; {who}.", event.text, names.join(", "));
            let says = says(event.text.to_owned(), names);
            signs.push(Sign { says, at: String::new(), span: first.span(), instead });
        };
        tell(&readers, |event, fields| Says::Shaped { event, fields }, "the reader that uses them keeps them itself");
        tell(&personal, |event, fields| Says::Personal { event, fields }, "who may know them asks the owner by the id");
    }

    /// Whether a word is an atom or a symbol: `:order_placed`.
    fn is_atom(&self, at: usize) -> bool {
        let Some(colon) = at.checked_sub(1).filter(|colon| self.is(*colon, ":")) else { return false };
        let alone = colon.checked_sub(1).is_none_or(|before| {
            self.tokens[before].span().end < self.tokens[colon].start || self.tokens[before].kind == TokenKind::Sign
        });
        alone && !self.is(colon.wrapping_sub(1), ":") && self.tokens[colon].start + 1 == self.tokens[at].start
    }

    /// Whether a token is the name of a field that only one consumer needs, or that sounds like personal data.
    fn is_field(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1).filter(|next| next.kind == TokenKind::Sign).map_or("", |next| next.text);
        let field = match token.kind {
            TokenKind::Word => {
                let ends = matches!(next, ":" | "=" | ";" | "," | ")" | "}" | "?" | "{");
                // A value is no field: `reply_to=callback_queue`, `name: emailTemplate`.
                let atom = self.is_atom(at);
                let value = !atom && [".", "=", ":"].iter().any(|sign| self.is(at.wrapping_sub(1), sign));
                (ends && !value) || self.is_alone_with_its_type(at)
            }
            TokenKind::Text => matches!(next, ":" | "="),
            TokenKind::Comment | TokenKind::Sign => false,
        };
        field
            && (2..LONGEST_NAME).contains(&token.text.len())
            && (is_consumers_own(token.text) || is_personal(token.text))
    }

    /// Whether a word begins a line and its type ends the line, as fields are declared in Go: `Amount int64`.
    fn is_alone_with_its_type(&self, at: usize) -> bool {
        let breaks = |from: Option<&Token<'_>>, to: Option<&Token<'_>>| match (from, to) {
            (Some(from), Some(to)) => self.content[from.span().end..to.start].contains('\n'),
            _ => true,
        };
        let token = |at: usize| self.tokens.get(at);
        let typed = token(at + 1).is_some_and(|next| next.kind == TokenKind::Word) && !breaks(token(at), token(at + 1));
        // In Go a tag may follow: `Amount int64 `json:"amount"``.
        let tagged = token(at + 2).is_some_and(|next| next.kind == TokenKind::Text);
        let end = at + 1 + usize::from(tagged);
        typed && at > 0 && breaks(token(at - 1), token(at)) && breaks(token(end), token(end + 1))
    }
}
