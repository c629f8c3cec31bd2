//! What a call sends: an object with fields that the call knows.
//!
//! Everything that is wrong is told at once, each fault with its place in the body. It knows no call's own fields.

use advice::description::LIMITS;
use advice::fault::{Code, Fault, did_you_mean};
use advice::tree::{Tree, Value, line_column};

/// A body that is being read, with what is wrong so far.
#[derive(Debug)]
pub struct Body<'s> {
    text: &'s str,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl<'s> Body<'s> {
    /// A body that stands in this text.
    pub fn new(text: &'s str) -> Self {
        Self { text, faults: Vec::new() }
    }

    /// The values of the fields that a call knows, in the order of `known`; none where the body is no object.
    pub fn fields<'t, const N: usize>(
        &mut self,
        tree: &'t Tree<'t>,
        known: [&str; N],
    ) -> Option<[Option<&'t Tree<'t>>; N]> {
        let Value::Map(fields) = &tree.value else {
            let message = format!("This should be an object, and is {}.", tree.value.kind());
            self.fault(tree, "", Code::WrongType, message, &format!("{}.", list(&known)));
            return None;
        };
        let mut given = [None; N];
        for (name, value) in fields {
            let at = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            let shown: String = name.chars().take(LIMITS.name).collect();
            match known.iter().zip(&mut given).find(|(known, _)| *known == name) {
                None => {
                    let hint = match did_you_mean(name, known) {
                        Some(meant) => format!("Did you mean `{meant}`?"),
                        None => format!("{}.", list(&known)),
                    };
                    self.fault(value, &at, Code::UnknownField, format!("There is no field `{shown}` here."), &hint);
                }
                Some((_, Some(_))) => {
                    let message = format!("The field `{shown}` is given twice.");
                    self.fault(value, &at, Code::DuplicateField, message, "Keep one of them.");
                }
                Some((_, empty)) => *empty = Some(value),
            }
        }
        Some(given)
    }

    /// Notes that something is wrong with a value.
    pub fn fault(&mut self, tree: &Tree<'_>, at: &str, code: Code, message: String, hint: &str) {
        let (line, column) = line_column(self.text, tree.span.start as usize);
        self.faults.push(Fault { line: Some(line), column: Some(column), ..Fault::new(at, code, message).hint(hint) });
    }
}

fn list(known: &[&str]) -> String {
    match known {
        [one] => format!("Its field is {one}"),
        [first @ .., last] => format!("Its fields are {} and {last}", first.join(", ")),
        [] => String::new(),
    }
}
