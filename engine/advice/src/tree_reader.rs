//! Reads a tree field by field and records every fault with its place.
//!
//! The reader leaves out what is faulty and goes on with the rest. It knows forms such as a name, an id or a
//! decimal, but neither descriptions nor packs.

use std::marker::PhantomData;

use language::case::kebab;

use crate::decimal::Decimal;
use crate::description::{LIMITS, check_length, check_name, check_prose, words};
use crate::fault::{Code, Fault, Faults, did_you_mean};
use crate::tree::{Tree, Value};

/// The hint for a number or a truth value in quotation marks.
const UNQUOTED: &str = "Write it without quotation marks.";

/// Reads one document and collects its faults.
pub(crate) struct Reader<'t> {
    pub(crate) faults: Faults,
    /// Takes the hint of a fault that is only counted; its content is never used.
    unlisted: Fault,
    /// Pointer to the value that is being read.
    at: String,
    /// The document, whose parts the methods read.
    document: PhantomData<&'t Tree<'t>>,
    /// The hint for a list that is too long.
    too_long: &'static str,
    /// How many items were read so far of a kind that is limited across several lists, such as the steps of all
    /// flows.
    pub(crate) counted: usize,
}

/// The fields of an object: all of them known, each at most once.
pub(crate) struct Fields<'t>(Vec<(&'t str, &'t Tree<'t>)>);

impl<'t> Fields<'t> {
    pub(crate) fn find(&self, name: &str) -> Option<&'t Tree<'t>> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, tree)| *tree)
    }
}

impl<'t> Reader<'t> {
    /// Starts at the document's root. `too_long` is the hint for a list that is too long.
    pub(crate) fn new(_: &'t Tree<'t>, too_long: &'static str) -> Self {
        Self {
            faults: Faults::default(),
            unlisted: Fault::new("", Code::MoreFaults, ""),
            at: String::new(),
            document: PhantomData,
            too_long,
            counted: 0,
        }
    }

    /// The pointer to the value that is being read.
    pub(crate) fn at(&self) -> &str {
        &self.at
    }

    pub(crate) fn fault(&mut self, code: Code, message: impl Into<String>) -> &mut Fault {
        if self.faults.counts_only() {
            return &mut self.unlisted;
        }
        self.faults.push(Fault::new(self.at.clone(), code, message));
        self.faults.last_mut().unwrap_or(&mut self.unlisted)
    }

    /// Reads a part of the present value. Faults inside `read` get the part's pointer.
    pub(crate) fn within<T>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.at.len();
        self.at.push('/');
        self.at.push_str(&part.replace('~', "~0").replace('/', "~1"));
        let result = read(self);
        self.at.truncate(length);
        result
    }

    pub(crate) fn wrong_type(&mut self, wanted: &str, tree: &Tree<'_>, hint: &str) {
        let message = format!("This should be {wanted}, and is {}.", tree.value.kind());
        let fault = self.fault(Code::WrongType, message);
        if !hint.is_empty() {
            fault.hint = Some(hint.to_owned());
        }
    }

    pub(crate) fn fields(&mut self, tree: &'t Tree<'t>, known: &[&str], required: &[&str]) -> Fields<'t> {
        self.fields_or(tree, known, required, |_| None)
    }

    /// The fields of an object. If a single value stands in its place, `field_for` says which field would take it, and
    /// the hint shows the object with this field.
    pub(crate) fn fields_or(
        &mut self,
        tree: &'t Tree<'t>,
        known: &[&str],
        required: &[&str],
        field_for: impl Fn(&Value<'_>) -> Option<&'static str>,
    ) -> Fields<'t> {
        let Value::Map(entries) = &tree.value else {
            let single = field_for(&tree.value).zip(single(&tree.value));
            let hint = match single {
                Some((field, written)) => format!("Write {{\"{field}\": {written}}}."),
                None => format!("Its fields are {}.", known.join(", ")),
            };
            self.wrong_type("an object", tree, &hint);
            return Fields(Vec::new());
        };
        let mut fields: Vec<(&str, &Tree<'_>)> = Vec::with_capacity(entries.len().min(known.len()));
        for (name, value) in entries {
            let name = name.as_ref();
            if !known.contains(&name) && self.faults.counts_only() {
                // The list of faults is full, so this fault is only counted.
            } else if !known.contains(&name) {
                let shown: String = name.chars().take(LIMITS.name).collect();
                let hint = match did_you_mean(name, known.iter().copied()) {
                    Some(meant) => format!("Did you mean `{meant}`?"),
                    None => format!("The fields here are {}.", known.join(", ")),
                };
                self.within(name, |reader| {
                    reader.fault(Code::UnknownField, format!("There is no field `{shown}` here.")).hint = Some(hint);
                });
            } else if fields.iter().any(|(given, _)| *given == name) {
                self.within(name, |reader| {
                    reader.fault(Code::DuplicateField, format!("The field `{name}` is given twice.")).hint =
                        Some("Keep one of them.".to_owned());
                });
            } else {
                fields.push((name, value));
            }
        }
        let fields = Fields(fields);
        for name in required {
            if fields.find(name).is_none() {
                self.within(name, |reader| {
                    reader.fault(Code::MissingField, format!("The field `{name}` is missing."));
                });
            }
        }
        fields
    }

    pub(crate) fn field<T>(
        &mut self,
        fields: &Fields<'t>,
        name: &str,
        read: impl FnOnce(&mut Self, &'t Tree<'t>) -> Option<T>,
    ) -> Option<T> {
        let tree = fields.find(name)?;
        self.within(name, |reader| read(reader, tree))
    }

    pub(crate) fn list<T>(
        &mut self,
        tree: &'t Tree<'t>,
        most: usize,
        of: &str,
        mut read: impl FnMut(&mut Self, &'t Tree<'t>) -> T,
    ) -> Vec<T> {
        let Value::List(items) = &tree.value else {
            let hint = match tree.value {
                Value::Text(_) => "Put it in brackets: a list of one.",
                Value::Map(_) => "Write the objects in brackets, one after another.",
                _ => "",
            };
            self.wrong_type(&format!("a list of {of}"), tree, hint);
            return Vec::new();
        };
        if items.len() > most {
            self.fault(Code::LimitPassed, format!("There are {} {of}; the limit is {most}.", items.len())).hint =
                Some(self.too_long.to_owned());
        }
        let mut read_items = Vec::with_capacity(items.len().min(most));
        for (index, item) in items.iter().take(most).enumerate() {
            read_items.push(self.within(&index.to_string(), |reader| read(reader, item)));
        }
        read_items
    }

    pub(crate) fn text(&mut self, tree: &Tree<'_>) -> Option<String> {
        if let Value::Text(text) = &tree.value {
            return Some(text.to_string());
        }
        let hint = match tree.value {
            Value::Number(_) | Value::Bool(_) => "Put it in quotation marks.",
            Value::Null => "Write the text, or leave out what it belongs to.",
            Value::Text(_) | Value::List(_) | Value::Map(_) => "Write one text here.",
        };
        self.wrong_type("a text", tree, hint);
        None
    }

    /// A text of at most `most` characters. It may be empty.
    pub(crate) fn text_within(&mut self, tree: &Tree<'_>, most: usize) -> Option<String> {
        let text = self.text(tree)?;
        match check_length(&text, most) {
            Ok(()) => Some(text),
            Err(fault) => self.refuse(fault),
        }
    }

    /// A text no longer than a name may be, such as an answer's id. It may be empty.
    pub(crate) fn short(&mut self, tree: &Tree<'_>) -> Option<String> {
        self.text_within(tree, LIMITS.name)
    }

    /// A name for which a number or a truth value cannot stand. The hint says what to name.
    pub(crate) fn name_of(&mut self, tree: &Tree<'_>, hint: &str) -> Option<String> {
        if matches!(tree.value, Value::Number(_) | Value::Bool(_)) {
            self.wrong_type("a text", tree, hint);
            return None;
        }
        self.name(tree)
    }

    pub(crate) fn name(&mut self, tree: &Tree<'_>) -> Option<String> {
        let text = self.text(tree)?;
        match check_name(&text) {
            Ok(name) => Some(name.to_owned()),
            Err(fault) => self.refuse(fault),
        }
    }

    /// Records the fault of a failed check at the present place.
    pub(crate) fn refuse<T>(&mut self, Fault { code, message, hint, .. }: Fault) -> Option<T> {
        self.fault(code, message).hint = hint;
        None
    }

    pub(crate) fn prose(&mut self, tree: &Tree<'_>) -> Option<String> {
        let text = self.text(tree)?;
        match check_prose(&text) {
            Ok(()) => Some(text),
            Err(fault) => self.refuse(fault),
        }
    }

    /// An id, or a reference to one. Ids appear in URLs, file names and pictures, so few characters are
    /// allowed.
    pub(crate) fn id(&mut self, tree: &Tree<'_>) -> Option<String> {
        const FORM: &str =
            "An id starts with a letter or a digit and goes on with letters, digits, `-`, `_`, `.` or `:`.";
        let text = self.name(tree)?;
        if is_id(&text) {
            return Some(text);
        }
        let hint = match kebab(&text) {
            meant if meant.is_empty() => FORM.to_owned(),
            meant => format!("Write such as `{meant}`. {FORM}"),
        };
        self.fault(Code::BadId, "This is no id.").hint = Some(hint);
        None
    }

    pub(crate) fn truth(&mut self, tree: &Tree<'_>) -> Option<bool> {
        if let Value::Bool(truth) = tree.value {
            return Some(truth);
        }
        let hint = match &tree.value {
            Value::Text(text) if matches!(text.as_ref(), "true" | "false") => UNQUOTED,
            _ => "Write true or false, without quotation marks.",
        };
        self.wrong_type("true or false", tree, hint);
        None
    }

    /// A number, as it was written.
    fn number<'n>(&mut self, tree: &'n Tree<'_>) -> Option<&'n str> {
        let hint = match &tree.value {
            Value::Number(number) => return Some(number),
            Value::Text(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => UNQUOTED,
            Value::Text(_) => "Write a number, without a unit and without quotation marks.",
            _ => "Write one number.",
        };
        self.wrong_type("a number", tree, hint);
        None
    }

    /// A whole number from `least` to `most`.
    pub(crate) fn whole(&mut self, tree: &Tree<'_>, least: i32, most: i32) -> Option<i32> {
        let number = self.number(tree)?;
        let found = number.parse::<i32>().ok().filter(|number| (least..=most).contains(number));
        if found.is_none() {
            let message = format!("This should be a whole number from {least} to {most}.");
            self.fault(Code::NumberOutOfRange, message);
        }
        found
    }

    pub(crate) fn decimal(&mut self, tree: &Tree<'_>) -> Option<Decimal> {
        let number = self.number(tree)?;
        let decimal = Decimal::parse(number);
        if decimal.is_none() {
            self.fault(Code::NumberOutOfRange, "This number is out of range.").hint =
                Some("It goes from 0 to 9000000000 with at most nine decimal places.".to_owned());
        }
        decimal
    }

    pub(crate) fn one_of<T: Copy>(&mut self, tree: &Tree<'_>, values: &[(&str, T)]) -> Option<T> {
        let choice = || words::values(values);
        let Value::Text(text) = &tree.value else {
            // A number in quotation marks would be refused as well, so the hint does not suggest them.
            self.wrong_type("a text", tree, &choice());
            return None;
        };
        let found = values.iter().find(|(name, _)| name == text).map(|(_, value)| *value);
        if found.is_none() {
            self.fault(Code::UnknownValue, words::no_such_value(text)).hint = Some(choice());
        }
        found
    }
}

/// Whether a text has the form of an id.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

/// A text, a number or a truth value as JSON writes it; none if it is too long to repeat.
fn single(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) if text.len() <= 60 => serde_json::to_string(text).ok(),
        Value::Number(number) if number.len() <= 60 => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_place_of_a_choice_is_told_the_choices() {
        let tree = Tree::from_json("-1").unwrap();
        let mut reader = Reader::new(&tree, "");
        assert_eq!(reader.one_of(&tree, &[("left", 0), ("right", 1)]), None);
        let found = reader.faults.listed();
        assert_eq!(found[0].code, Code::WrongType);
        assert_eq!(found[0].hint.as_deref(), Some("Write one of left, right."));
    }
}
