//! Rule packs as texts, and the rulesets that can be asked for: the shipped one, and those that packs make of it.
//!
//! It knows the forms that a pack may be written in; what a pack says is the engine's business, and where it is kept the
//! machine's.
//!
//! Packs are read at the start and live as long as the process, so rules are `&'static` whoever wrote them. A revision keeps its
//! pack whole: its assessment is shown as it was stored, names are looked up in the kept pack, and what no rules know any more is
//! left out. Assessing again is a question of its own ([`crate::advisor::again`]).

use std::borrow::Cow;

use advice::{
    Fault, Model, Pack, Rulebook, Tree,
    fault::{Code, did_you_mean},
    rules,
    tree::{SyntaxError, Value},
};

use crate::document::{self, Format};

/// The forms that a pack may be written in.
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
    /// Every form with its name, which is also how the name of a file ends.
    pub const ALL: &[(&str, Self)] = &[("json", Self::Json), ("toml", Self::Toml), ("yaml", Self::Yaml)];

    /// The form that a file's name tells, if a pack may be in such a file.
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
        let ending = if ending == "yml" { "yaml" } else { ending.as_str() };
        Self::named(ending)
    }

    /// The form with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, form)| *form)
    }

    /// The form's name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, form)| *form == self).map_or("", |(name, _)| name)
    }
}

/// A pack as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackText {
    /// The form that it is written in.
    pub form: PackForm,
    /// The text, byte for byte.
    pub text: String,
}

/// Why a text is no pack.
#[derive(Debug)]
pub enum Unusable<'t> {
    /// It does not have its form.
    Syntax(SyntaxError),
    /// It says something that no pack can say; all of it, in the order of the text.
    Faulty(Tree<'t>, Vec<Fault>),
}

impl PackText {
    /// The text as a tree.
    pub fn tree(&self) -> Result<Tree<'_>, SyntaxError> {
        match self.form {
            PackForm::Json => document::parse(&self.text, Format::Json),
            PackForm::Yaml => document::parse(&self.text, Format::Yaml),
            PackForm::Toml => document::parse_toml(&self.text),
        }
    }

    /// The pack that the text is.
    pub fn read(&self) -> Result<(Pack, Tree<'_>), Unusable<'_>> {
        let tree = self.tree().map_err(Unusable::Syntax)?;
        match Pack::read(&self.text, &tree) {
            Ok(pack) => Ok((pack, tree)),
            Err(faults) => Err(Unusable::Faulty(tree, faults)),
        }
    }

    /// The pack as everybody may see it: what it says, as YAML, and none of its comments, which its authors wrote for
    /// themselves. None if the text cannot be read any more.
    pub fn without_comments(&self) -> Option<Self> {
        let tree = self.tree().ok()?;
        Some(Self { form: PackForm::Yaml, text: document::write_yaml(&tree) })
    }
}

/// A ruleset that can be asked for.
#[derive(Debug)]
struct Ruleset {
    rulebook: &'static Rulebook,
    /// The pack, with its text; none for the shipped one.
    pack: Option<(&'static Pack, PackText)>,
}

/// The rulesets that can be asked for; the first is the shipped one.
#[derive(Debug)]
pub struct Rulesets(Vec<Ruleset>);

impl Default for Rulesets {
    fn default() -> Self {
        Self(vec![Ruleset { rulebook: rules::shipped(), pack: None }])
    }
}

impl Rulesets {
    /// Adds a pack; false, and nothing is added, where another one has its id.
    ///
    /// Packs are read when the process starts and are there until it ends, as the shipped rules are.
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

    /// The rules with this id.
    pub fn find(&self, id: &str) -> Option<&'static Rulebook> {
        self.0.iter().find(|known| known.rulebook.id() == id).map(|known| known.rulebook)
    }

    /// The text of the pack with this id; none for the shipped rules.
    pub fn text(&self, id: &str) -> Option<&PackText> {
        let known = self.0.iter().find(|known| known.rulebook.id() == id)?;
        known.pack.as_ref().map(|(_, text)| text)
    }

    /// Every pack, in the order in which they were added.
    pub fn packs(&self) -> impl Iterator<Item = &'static Pack> {
        self.0.iter().filter_map(|known| known.pack.as_ref().map(|(pack, _)| *pack))
    }

    /// The rules of the pack that alone has a rule with this id.
    pub fn with_rule(&self, id: &str) -> Option<&'static Rulebook> {
        self.packs().map(Pack::rulebook).find(|book| book.find(id).next().is_some())
    }

    /// Reads a description with the rules that it names, by one of the engine's ways to read.
    ///
    /// # Errors
    /// Every fault; also that there are no such rules.
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
            faults
        })
    }

    /// What to write where rules were asked for that are not there.
    pub fn hint(&self, id: &str) -> String {
        let known: Vec<&str> = self.0.iter().map(|known| known.rulebook.id()).collect();
        match did_you_mean(id, known.iter().copied()) {
            Some(meant) => format!("Did you mean `{meant}`?"),
            None if known.len() == 1 => format!("Write `{}`, or leave it out.", known[0]),
            None => format!("Write one of {}, or leave it out.", known.join(", ")),
        }
    }
}

/// The rules that a revision was made with, and those that its ruleset has today.
#[derive(Debug)]
pub struct Applied {
    /// The rules of then, as far as they are still known.
    pub then: Cow<'static, Rulebook>,
    /// The rules that are applied under the same name today; none if nobody has them any more.
    pub today: Option<&'static Rulebook>,
    /// Whether they are the same.
    pub is_same: bool,
}

impl Rulesets {
    /// The rules of a revision that was made with the ruleset `id` of this digest, and perhaps of this pack.
    pub fn applied(&self, id: &str, digest: &str, pack: Option<&PackText>) -> Applied {
        let today = self.find(id);
        let is_same = today.is_some_and(|book| book.digest() == digest);
        let kept = || match pack.map(PackText::read) {
            Some(Ok((pack, _))) => Some(Cow::Owned(pack.rulebook().clone())),
            // The shipped rules that it changes have changed so that it does not fit them any more.
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
