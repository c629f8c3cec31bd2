//! Rule packs as texts, and the rulesets that a request may name: the shipped one and one for each pack.
//!
//! It knows the formats of a pack. The engine decides what a pack means, and the server knows where packs are stored.
//!
//! Packs are read at start-up and live as long as the process, so all rules are `&'static`. A revision stores
//! its whole pack. A page shows the stored assessment, looks up names in the stored pack, and leaves out what
//! no rules know any more. Assessing again is a separate request ([`crate::advisor::again`]).

use std::borrow::Cow;

use advice::{
    Fault, Model, Pack, Rulebook, Tree,
    fault::{Code, did_you_mean},
    rules,
    tree::{SyntaxError, Value},
};
use reader::proposal;

use crate::document::{self, Format};

/// The formats of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackForm {
    /// JSON.
    Json,
    /// TOML.
    Toml,
    /// YAML.
    Yaml,
}

impl PackForm {
    /// Every format with its name, which is also the ending of file names.
    pub const ALL: &[(&str, Self)] = &[("json", Self::Json), ("toml", Self::Toml), ("yaml", Self::Yaml)];

    /// The format that a file name's ending says; `None` if packs have no such ending.
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
        let ending = if ending == "yml" { "yaml" } else { ending.as_str() };
        Self::named(ending)
    }

    /// The format with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, form)| *form)
    }

    /// The format's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, form)| *form == self).map_or("", |(name, _)| name)
    }
}

/// A pack as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackText {
    /// The format of the text.
    pub form: PackForm,
    /// The text, byte for byte.
    pub text: String,
}

/// Why a text is not a pack.
#[derive(Debug)]
pub enum Unusable<'t> {
    /// The text is not well-formed in its format.
    Syntax(SyntaxError),
    /// The text contains faults. All of them are listed, in the order of the text.
    Faulty(Tree<'t>, Vec<Fault>),
}

impl PackText {
    /// Parses the text into a tree.
    pub fn tree(&self) -> Result<Tree<'_>, SyntaxError> {
        match self.form {
            PackForm::Json => document::parse(&self.text, Format::Json),
            PackForm::Yaml => document::parse(&self.text, Format::Yaml),
            PackForm::Toml => document::parse_toml(&self.text),
        }
    }

    /// Reads the text as a pack.
    pub fn read(&self) -> Result<(Pack, Tree<'_>), Unusable<'_>> {
        let tree = self.tree().map_err(Unusable::Syntax)?;
        match Pack::read(&self.text, &tree) {
            Ok(pack) => Ok((pack, tree)),
            Err(faults) => Err(Unusable::Faulty(tree, faults)),
        }
    }

    /// The pack as anybody may see it: its content as YAML, without the comments, which its authors wrote for
    /// themselves. `None` if the text cannot be read any more.
    pub fn without_comments(&self) -> Option<Self> {
        let tree = self.tree().ok()?;
        Some(Self { form: PackForm::Yaml, text: document::write_yaml(&tree) })
    }
}

/// A ruleset that a request may name.
#[derive(Debug)]
struct Ruleset {
    rulebook: &'static Rulebook,
    /// The pack with its text; `None` for the shipped rules.
    pack: Option<(&'static Pack, PackText)>,
}

/// All rulesets that a request may name. The first is the shipped one.
#[derive(Debug)]
pub struct Rulesets(Vec<Ruleset>);

impl Default for Rulesets {
    fn default() -> Self {
        Self(vec![Ruleset { rulebook: rules::shipped(), pack: None }])
    }
}

impl Rulesets {
    /// Adds a pack. Returns `false` and adds nothing if another ruleset has its id.
    ///
    /// The pack is leaked on purpose: packs are read at start-up and are used until the process ends.
    pub fn add(&mut self, pack: Pack, text: PackText) -> bool {
        if self.find(pack.rulebook().id()).is_some() {
            return false;
        }
        let pack: &'static Pack = Box::leak(Box::new(pack));
        self.0.push(Ruleset { rulebook: pack.rulebook(), pack: Some((pack, text)) });
        true
    }

    /// The shipped rules.
    pub fn shipped(&self) -> &'static Rulebook {
        rules::shipped()
    }

    /// The ruleset with this id.
    pub fn find(&self, id: &str) -> Option<&'static Rulebook> {
        self.0.iter().find(|known| known.rulebook.id() == id).map(|known| known.rulebook)
    }

    /// The text of the pack with this id; `None` for the shipped rules and for unknown ids.
    pub fn text(&self, id: &str) -> Option<&PackText> {
        let known = self.0.iter().find(|known| known.rulebook.id() == id)?;
        known.pack.as_ref().map(|(_, text)| text)
    }

    /// Every pack, in the order of addition.
    pub fn packs(&self) -> impl Iterator<Item = &'static Pack> {
        self.0.iter().filter_map(|known| known.pack.as_ref().map(|(pack, _)| *pack))
    }

    /// The first pack that has a rule with this id.
    pub fn with_rule(&self, id: &str) -> Option<&'static Rulebook> {
        self.packs().map(Pack::rulebook).find(|book| book.find(id).next().is_some())
    }

    /// Reads a description with the ruleset that it names. `read` is one of the engine's reading functions.
    ///
    /// # Errors
    /// Every fault, including an unknown ruleset.
    pub fn read(
        &self,
        read: fn(&str, &Tree<'_>, &'static Rulebook) -> Result<Model<'static>, Vec<Fault>>,
        text: &str,
        tree: &Tree<'_>,
    ) -> Result<Model<'static>, Vec<Fault>> {
        let named = match &tree.nearest("/ruleset").value {
            Value::Text(id) if tree.has("/ruleset") => self.find(id),
            _ => None,
        };
        read(text, tree, named.unwrap_or(self.shipped())).map_err(|mut faults| {
            let is_meant = |fault: &&mut Fault| fault.at == "/ruleset" && fault.code == Code::UnknownReference;
            if let (Some(fault), Value::Text(id)) = (faults.iter_mut().find(is_meant), &tree.nearest("/ruleset").value)
            {
                fault.hint = Some(self.hint(id));
            }
            if proposal::is_proposal(tree) {
                proposal::tell_where_it_is_read(&mut faults);
            }
            faults
        })
    }

    /// A hint for a request that names an unknown ruleset.
    pub fn hint(&self, id: &str) -> String {
        let known: Vec<&str> = self.0.iter().map(|known| known.rulebook.id()).collect();
        match did_you_mean(id, known.iter().copied()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None if known.len() == 1 => format!("Write `{}`, or leave it out.", known[0]),
            None => format!("Write one of {}, or leave it out.", known.join(", ")),
        }
    }
}

/// The rules that a revision was assessed with, and today's rules of the same ruleset.
#[derive(Debug)]
pub struct Applied {
    /// The rules at that time, as far as they are still known.
    pub then: Cow<'static, Rulebook>,
    /// Today's rules with the same id; `None` if no ruleset has that id.
    pub today: Option<&'static Rulebook>,
    /// Whether both are the same rules.
    pub is_same: bool,
}

impl Rulesets {
    /// Finds the rules of a revision from the id, the digest and, if it used one, the pack of its ruleset.
    pub fn applied(&self, id: &str, digest: &str, pack: Option<&PackText>) -> Applied {
        let today = self.find(id);
        let is_same = today.is_some_and(|book| book.digest() == digest);
        let kept = || match pack.map(PackText::read) {
            Some(Ok((pack, _))) => Some(Cow::Owned(pack.rulebook().clone())),
            // The stored pack does not fit the shipped rules any more, because those have changed.
            Some(Err(_)) | None => None,
        };
        let then = match today {
            Some(book) if is_same => Cow::Borrowed(book),
            _ => kept().unwrap_or(Cow::Borrowed(today.unwrap_or(self.shipped()))),
        };
        Applied { then, today, is_same }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_pack_by_its_ending() {
        for (name, form) in [
            ("a.YAML", Some(PackForm::Yaml)),
            ("a.yml", Some(PackForm::Yaml)),
            ("a.b.toml", Some(PackForm::Toml)),
            ("a.json", Some(PackForm::Json)),
            ("README.md", None),
            ("yaml", None),
        ] {
            assert_eq!(PackForm::of_file(name), form, "{name}");
        }
    }
}
