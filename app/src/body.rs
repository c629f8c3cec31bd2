//! Reads the body of a call: an object whose fields the call names.
//!
//! It collects all faults, each with its place in the body. It knows the fields of no particular call.

use advice::description::LIMITS;
use advice::fault::{Code, Fault, Faults, did_you_mean, with_places};
use advice::tree::{Tree, Value};

/// A body while it is read, with the faults found so far.
#[derive(Debug)]
pub struct Body<'s> {
    text: &'s str,
    faults: Faults,
    /// For each listed fault, the byte offset in the text at which the faulty value starts.
    starts: Vec<u32>,
}

impl<'s> Body<'s> {
    /// Starts to read a body; `text` is the body's text.
    pub fn new(text: &'s str) -> Self {
        Self { text, faults: Faults::default(), starts: Vec::new() }
    }

    /// Whether no fault was found so far.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// The faults in the order in which they were found. Their number is limited; a last entry says how many
    /// more there are.
    pub fn into_faults(self) -> Vec<Fault> {
        let Self { text, faults, starts } = self;
        let mut told = faults.into_told();
        // The entry that says how many more there are has no place in the text.
        let rest = told.split_off(starts.len());
        let mut placed = with_places(text, starts.into_iter().zip(told).collect());
        placed.extend(rest);
        placed
    }

    /// The values of the fields `known`, in that order; `None` for a field that is missing. Returns `None` as
    /// a whole, and records a fault, if the body is no object.
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
            if self.faults.is_full() && !known.contains(&name.as_ref()) {
                self.fault(value, "", Code::UnknownField, String::new(), "");
                continue;
            }
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

    /// Records a fault that the value at its place has, unless something at that place is told already. `tree` is the
    /// whole body.
    pub fn value_fault(&mut self, tree: &Tree<'_>, fault: Fault) {
        if self.faults.listed().iter().any(|told| told.at == fault.at) {
            return;
        }
        if !self.faults.is_full() {
            self.starts.push(tree.nearest(&fault.at).span.start);
        }
        self.faults.push(fault);
    }

    /// Records that a field is missing.
    pub fn missing(&mut self, tree: &Tree<'_>, name: &str, hint: &str) {
        let message = format!("The field `{name}` is missing.");
        self.fault(tree, &format!("/{name}"), Code::MissingField, message, hint);
    }

    /// Records a fault of a value.
    pub fn fault(&mut self, tree: &Tree<'_>, at: &str, code: Code, message: String, hint: &str) {
        if !self.faults.is_full() {
            self.starts.push(tree.span.start);
        }
        self.faults.push(Fault::new(at, code, message).hint(hint));
    }
}

/// The faults of a body's shape and those of its values, without those of values whose shape is faulty. Of very many,
/// so many are listed and the rest is counted.
pub fn together(shape: Vec<Fault>, values: Vec<Fault>) -> Vec<Fault> {
    let is_told = |at: &str| {
        let inside = |told: &Fault| at.strip_prefix(told.at.as_str()).is_some_and(|rest| rest.starts_with(['/']));
        shape.iter().any(|told| told.at == at || inside(told))
    };
    let values: Vec<Fault> = values.into_iter().filter(|fault| !is_told(&fault.at)).collect();
    let mut all = Faults::default();
    all.extend(shape.into_iter().chain(values));
    all.into_told()
}

fn list(known: &[&str]) -> String {
    match known {
        [one] => format!("Its field is {one}"),
        [first @ .., last] => format!("Its fields are {} and {last}", first.join(", ")),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use advice::fault::FAULTS_SHOWN;

    use super::*;

    #[test]
    fn of_very_many_unknown_fields_so_many_are_listed_with_their_places_and_the_rest_is_counted() {
        let fields = vec!["\"a\": 1"; 3 * FAULTS_SHOWN].join(",\n");
        let text = format!("{{{fields}}}");
        let tree = Tree::from_json(&text).unwrap();
        let mut body = Body::new(&text);
        assert!(body.fields(&tree, ["known"]).is_some());
        let faults = body.into_faults();
        assert_eq!(faults.len(), FAULTS_SHOWN + 1);
        let place = |fault: &Fault| (fault.line, fault.column);
        assert_eq!((place(&faults[0]), place(&faults[999])), ((Some(1), Some(7)), (Some(1_000), Some(6))));
        assert_eq!(faults[FAULTS_SHOWN].code, Code::MoreFaults);
        assert_eq!(faults[FAULTS_SHOWN].message, "There are 2000 more faults than are listed here.");
    }
}
