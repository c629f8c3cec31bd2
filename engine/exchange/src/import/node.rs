//! A foreign JSON or YAML document: its fields, where each stands, and what its references lead to.
//!
//! References are followed inside the document and never outside. It knows no format.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use advice::fault::Code;
use advice::tree::{SyntaxError, Tree, Value};

use super::draft::Draft;
use crate::yaml;

/// Maximum number of references that lead to each other.
const MOST_HOPS: usize = 32;

/// Objects with more fields than this are looked up in an index.
const WIDE: usize = 16;

/// Parses JSON, or else YAML.
pub(super) fn parse(text: &str) -> Result<Tree<'_>, SyntaxError> {
    if text.trim_start().starts_with(['{', '[']) { Tree::from_json(text) } else { yaml::parse_foreign(text) }
}

/// Whether a text has a field with this name at its top, as far as its outer signs say.
pub(super) fn has_key(text: &str, key: &str) -> bool {
    let opens = |line: &str| {
        let line = line.trim_start_matches(['{', '"', '\'', '\u{feff}']);
        let rest = line.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
        rest.is_some_and(|rest| rest.starts_with(':'))
    };
    let is_json = || {
        text.trim_start().starts_with('{')
            && text.match_indices(key).take(100).any(|(at, _)| {
                let behind = text[at + key.len()..].strip_prefix('"').map(str::trim_start);
                text[..at].ends_with('"') && behind.is_some_and(|behind| behind.starts_with(':'))
            })
    };
    text.lines().any(|line| !line.starts_with([' ', '\t', '-', '#']) && opens(line)) || is_json()
}

/// A value of the document with its name: that of its field, or an empty one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) name: &'a str,
    pub(super) tree: &'a Tree<'a>,
}

impl<'a> Node<'a> {
    /// The text, if it is one. A number or a word such as `true` counts as it was written.
    pub(super) fn text(&self) -> Option<&'a str> {
        match &self.tree.value {
            Value::Text(text) => Some(text),
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The fields of an object in their order.
    pub(super) fn fields(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let fields = match &self.tree.value {
            Value::Map(fields) => fields.as_slice(),
            _ => &[],
        };
        fields.iter().map(|(name, tree)| Node { name, tree })
    }

    /// The items of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let items = match &self.tree.value {
            Value::List(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(|tree| Node { name: "", tree })
    }

    /// The bytes of the value.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.tree.span.start as usize..self.tree.span.end as usize
    }
}

/// A document with an index of its wide objects.
pub(super) struct Document<'a> {
    text: &'a str,
    pub(super) root: Node<'a>,
    wide: RefCell<BTreeMap<usize, BTreeMap<&'a str, &'a Tree<'a>>>>,
}

impl<'a> Document<'a> {
    pub(super) fn of(text: &'a str, tree: &'a Tree<'a>) -> Self {
        Self { text, root: Node { name: "", tree }, wide: RefCell::default() }
    }

    /// The field of an object; the first of several with the same name.
    pub(super) fn get(&self, node: Node<'a>, name: &str) -> Option<Node<'a>> {
        let Value::Map(fields) = &node.tree.value else { return None };
        if fields.len() <= WIDE {
            return fields.iter().find(|(its, _)| its == name).map(|(name, tree)| Node { name, tree });
        }
        let mut wide = self.wide.borrow_mut();
        let index = wide
            .entry(std::ptr::from_ref(node.tree).addr())
            .or_insert_with(|| fields.iter().rev().map(|(name, tree)| (name.as_ref(), tree)).collect());
        index.get_key_value(name).map(|(name, tree)| Node { name, tree })
    }

    /// A field of a field, and so on.
    pub(super) fn find(&self, node: Node<'a>, path: &[&str]) -> Option<Node<'a>> {
        path.iter().try_fold(node, |node, name| self.get(node, name))
    }

    /// The text of a field.
    pub(super) fn text(&self, node: Node<'a>, name: &str) -> Option<(Node<'a>, &'a str)> {
        let field = self.get(node, name)?;
        Some((field, field.text()?))
    }

    /// What a value is, where it is a reference. A reference out of the document leads to nothing and is left over.
    /// One that leads nowhere is a fault.
    pub(super) fn follow(&self, draft: &mut Draft<'_>, node: Node<'a>) -> Option<Node<'a>> {
        let mut here = node;
        for _ in 0..MOST_HOPS {
            let Some((field, reference)) = self.text(here, "$ref") else { return Some(here) };
            let Some(pointer) = reference.strip_prefix('#') else {
                draft.leaves(self.field(field));
                return None;
            };
            let Some(target) = self.pointed(pointer) else {
                let shown: String = reference.chars().take(100).collect();
                let hint = "Add what it names, or name something that is there.";
                let message = format!("Nothing in this document is at `{shown}`.");
                self.fault(draft, field, Code::UnknownReference, &message, hint);
                return None;
            };
            // A target without a name is called as the reference was.
            here = if target.name.is_empty() { Node { name: here.name, ..target } } else { target };
        }
        let hint = "Let one of them hold the value itself.";
        self.fault(draft, node, Code::Cycle, "References lead to each other and to no value.", hint);
        None
    }

    fn pointed(&self, pointer: &str) -> Option<Node<'a>> {
        let mut here = self.root;
        for part in pointer.split('/').skip(1).take(512) {
            let part =
                part.replace("%7B", "{").replace("%7D", "}").replace("%20", " ").replace("~1", "/").replace("~0", "~");
            here = match &here.tree.value {
                Value::List(items) => Node { name: "", tree: items.get(part.parse::<usize>().ok()?)? },
                _ => self.get(here, &part)?,
            };
        }
        Some(here)
    }

    /// The bytes of a field's name; those of the value if it has none.
    pub(super) fn key(&self, node: Node<'a>) -> Range<usize> {
        match self.key_start(node) {
            Some(start) => start..start + node.name.len(),
            None => node.bytes(),
        }
    }

    /// The bytes of a field with its name.
    pub(super) fn field(&self, node: Node<'a>) -> Range<usize> {
        self.key_start(node).unwrap_or(node.bytes().start)..node.bytes().end
    }

    fn key_start(&self, node: Node<'a>) -> Option<usize> {
        if node.name.is_empty() {
            return None;
        }
        let value = node.bytes().start;
        let mut from = value.saturating_sub(node.name.len() + 200);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let at = from + self.text.get(from..value)?.rfind(node.name)?;
        let between = self.text.get(at + node.name.len()..value)?;
        between.trim_start_matches(['"', '\'']).trim_start().starts_with(':').then_some(at)
    }

    /// Records a fault at a value.
    pub(super) fn fault(&self, draft: &mut Draft<'_>, node: Node<'a>, code: Code, message: &str, hint: &str) {
        let start = node.bytes().start;
        draft.fault(start, &self.pointer(start), code, message, hint);
    }

    /// The JSON Pointer to the innermost value that begins at a byte or holds it.
    fn pointer(&self, byte: usize) -> String {
        let mut pointer = String::new();
        let mut here = self.root.tree;
        loop {
            let holds = |tree: &Tree<'_>| (tree.span.start as usize..tree.span.end as usize).contains(&byte);
            let (part, next) = match &here.value {
                Value::List(items) => match items.iter().enumerate().find(|(_, tree)| holds(tree)) {
                    Some((index, tree)) => (index.to_string(), tree),
                    None => return pointer,
                },
                Value::Map(fields) => match fields.iter().find(|(_, tree)| holds(tree)) {
                    Some((name, tree)) => (name.replace('~', "~0").replace('/', "~1"), tree),
                    None => return pointer,
                },
                _ => return pointer,
            };
            pointer.push('/');
            pointer.push_str(&part);
            here = next;
        }
    }
}
