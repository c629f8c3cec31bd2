//! What a call sends beside a description: an object that has the description in it.
//!
//! Faults of what stands around the description point into the whole body; those of the description are found later and
//! point into the description.

use engine::description::LIMITS;
use engine::fault::{Code, Fault, did_you_mean};
use engine::tree::{Tree, Value, line_column};

const KNOWN: [&str; 2] = ["description", "note"];

/// A description with what is said about it.
#[derive(Debug)]
pub struct Submission<'t> {
    /// The description.
    pub description: &'t Tree<'t>,
    /// Why it is sent, in its author's words.
    pub note: Option<String>,
}

impl<'t> Submission<'t> {
    /// Reads a body, `{"description": …, "note": "…"}`; a note may be left out, null or empty.
    ///
    /// # Errors
    /// Everything that is wrong around the description, with its place in `text`.
    pub fn read(text: &str, tree: &'t Tree<'t>) -> Result<Self, Vec<Fault>> {
        let Value::Map(fields) = &tree.value else {
            let message = format!("This should be an object, and is {}.", tree.value.kind());
            return Err(vec![fault(text, tree, "", Code::WrongType, message, "Its fields are description and note.")]);
        };
        let mut faults = Vec::new();
        let mut given = [None; KNOWN.len()];
        for (name, value) in fields {
            let at = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            let shown: String = name.chars().take(LIMITS.name).collect();
            match KNOWN.iter().zip(&mut given).find(|(known, _)| *known == name) {
                None => {
                    let hint = match did_you_mean(name, KNOWN) {
                        Some(meant) => format!("Did you mean `{meant}`?"),
                        None => "The fields here are description and note.".to_owned(),
                    };
                    let message = format!("There is no field `{shown}` here.");
                    faults.push(fault(text, value, &at, Code::UnknownField, message, &hint));
                }
                Some((_, Some(_))) => {
                    let message = format!("The field `{shown}` is given twice.");
                    faults.push(fault(text, value, &at, Code::DuplicateField, message, "Keep one of them."));
                }
                Some((_, empty)) => *empty = Some(value),
            }
        }
        let [description, note] = given;
        let note = match note.map(|tree| (tree, &tree.value)) {
            None | Some((_, Value::Null)) => None,
            Some((tree, Value::Text(written))) => self::note(written).unwrap_or_else(|wrong| {
                let (line, column) = line_column(text, tree.span.start as usize);
                faults.push(Fault { line: Some(line), column: Some(column), ..wrong });
                None
            }),
            Some((tree, other)) => {
                let message = format!("This should be a text, and is {}.", other.kind());
                faults.push(fault(text, tree, "/note", Code::WrongType, message, "Put it in quotation marks."));
                None
            }
        };
        if description.is_none() {
            let message = "The field `description` is missing.".to_owned();
            let hint = "Send {\"description\": …}, with the description inside.";
            faults.push(fault(text, tree, "/description", Code::MissingField, message, hint));
        }
        match description {
            Some(description) if faults.is_empty() => Ok(Self { description, note }),
            _ => Err(faults),
        }
    }
}

/// A note as it is kept: none where nothing is written.
///
/// # Errors
/// It is longer than a prose field may be.
pub fn note(written: &str) -> Result<Option<String>, Fault> {
    if written.len() > LIMITS.prose {
        let message = format!("This has {} bytes; the limit is {}.", written.len(), LIMITS.prose);
        return Err(Fault::new("/note", Code::LimitPassed, message).hint("Say it shorter."));
    }
    Ok(Some(written.to_owned()).filter(|note| !note.trim().is_empty()))
}

fn fault(text: &str, tree: &Tree<'_>, at: &str, code: Code, message: String, hint: &str) -> Fault {
    let (line, column) = line_column(text, tree.span.start as usize);
    Fault { line: Some(line), column: Some(column), ..Fault::new(at, code, message).hint(hint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_around_the_description_is_told_at_once() {
        let text = r#"{"notes": 1, "note": 2, "x/y": 3, "note": "again"}"#;
        let tree = Tree::from_json(text).unwrap();
        let faults = Submission::read(text, &tree).unwrap_err();
        let found: Vec<_> = faults.iter().map(|fault| (fault.at.as_str(), fault.code)).collect();
        let expected = [
            ("/notes", Code::UnknownField),
            ("/x~1y", Code::UnknownField),
            ("/note", Code::DuplicateField),
            ("/note", Code::WrongType),
            ("/description", Code::MissingField),
        ];
        assert_eq!(found, expected);
        assert_eq!(faults[0].hint.as_deref(), Some("Did you mean `note`?"));
        assert_eq!((faults[0].line, faults[0].column), (Some(1), Some(11)));
    }
}
