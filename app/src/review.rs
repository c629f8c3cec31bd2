//! What reviewers leave on a report: remarks on it or on one of its steps, and ballots with answers of their own.
//!
//! The names are those that reviewers gave themselves; nobody checks them. Nothing here belongs to a revision, which
//! never changes. The module knows no store and no clock.

pub mod sent;

use std::collections::BTreeMap;

use advice::fault::{Code, Fault};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::difference::LookAgain;
use crate::links::Right;

/// Maximum number of remarks on a report.
pub const MOST_REMARKS: u32 = 1_000;

/// Maximum number of ballots of a report. A person whose report has several pages of steps casts one for each page.
pub const MOST_BALLOTS: u32 = 200;

/// Maximum number of answers of a ballot.
pub const MOST_ANSWERS: usize = 1_000;

/// Maximum number of characters of a reviewer's name.
pub const LONGEST_NAME: usize = 80;

/// Maximum number of characters of a remark.
pub const LONGEST_TEXT: usize = 4_000;

/// What a remark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "RemarkKind")]
pub enum RemarkKind {
    /// Something about it.
    Comment,
    /// The reviewer agrees.
    Agreement,
    /// The reviewer disagrees, with a reason.
    Dissent,
    /// An open question, with the name of who should answer it.
    Question,
}

impl RemarkKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Comment, Self::Agreement, Self::Dissent, Self::Question];

    /// Its permanent name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Agreement => "agreement",
            Self::Dissent => "dissent",
            Self::Question => "question",
        }
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A remark as its reviewer wrote it, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Remark {
    /// What it says.
    pub kind: RemarkKind,
    /// What it is about, with ids in place of numbers: a step, such as `/flows/book/steps/charge-card`; empty for the
    /// whole report.
    pub at: String,
    /// The name that the reviewer gave.
    pub by: String,
    /// The words; may be empty for an agreement.
    pub text: String,
    /// Who should answer; only for a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
}

/// A remark that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number on the report, from 1.
    pub number: u32,
    /// When it was written, as [`Content::made_at`](crate::report::Content::made_at).
    pub made_at: String,
    /// The revision that its reviewer saw.
    pub revision: u32,
    /// The digest of what stood at its place in that revision, so that it is seen whether that changed since.
    pub stood: String,
    /// The remark itself.
    pub remark: Remark,
    /// Whether an editor hid it from everybody else.
    pub is_hidden: bool,
    /// Whether it is settled: a question is answered, a dissent is dealt with.
    pub is_settled: bool,
}

/// A remark to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRemark {
    /// When it is written.
    pub made_at: String,
    /// The revision that its reviewer saw.
    pub revision: u32,
    /// See [`Kept::stood`].
    pub stood: String,
    /// The remark.
    pub remark: Remark,
}

/// What becomes of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is hidden from everybody but editors, or shown again. An editor decides that.
    Hidden(bool),
    /// It is settled, or open again. Every reviewer may say so.
    Settled(bool),
}

impl Fate {
    /// The right that it takes.
    pub fn takes(self) -> Right {
        match self {
            Self::Hidden(_) => Right::Edit,
            Self::Settled(_) => Right::Review,
        }
    }
}

/// What stands in the place of an answer that its person takes back.
pub const TAKEN_BACK: &str = "";

/// Answers by question id, for steps by their lasting places.
pub type Answers = BTreeMap<String, BTreeMap<String, String>>;

/// The answers that one person gives to questions about steps, without regard to what others answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Its number on the report, from 1; 0 as long as it is not kept.
    pub number: u32,
    /// When it was cast.
    pub made_at: String,
    /// The revision whose steps it is about.
    pub revision: u32,
    /// The name that the person gave.
    pub by: String,
    /// The answers.
    pub answers: Answers,
    /// Whether an editor hid it, so that it no longer counts.
    pub is_hidden: bool,
}

/// What happened to a report since a revision of it was published. Nothing of it is part of the revision.
#[derive(Debug, Default)]
pub struct Beside {
    /// The remarks on the report.
    pub remarks: Vec<Kept>,
    /// The number of people who cast ballots.
    pub people: usize,
    /// The day today, as `2027-05-01`.
    pub today: String,
    /// The assumptions without a value at whose places something changed since they were written.
    pub assumptions_to_check: Vec<ToCheck>,
    /// The number of rules on which the revision rests and that say something else today.
    pub rules_changed: usize,
}

/// An assumption to look at again.
#[derive(Debug)]
pub struct ToCheck {
    /// The revision since which nobody touched it.
    pub since: u32,
    /// What stood at its place then, and what stands there now.
    pub again: LookAgain,
}

/// How many remarks of each kind there are, without those that are hidden or settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Comments.
    pub comments: usize,
    /// Agreements.
    pub agreements: usize,
    /// Dissents.
    pub dissents: usize,
    /// Questions.
    pub questions: usize,
}

impl Counts {
    /// Counts remarks.
    pub fn of<'k>(remarks: impl IntoIterator<Item = &'k Kept>) -> Self {
        let mut counts = Self::default();
        for kept in remarks.into_iter().filter(|kept| !kept.is_hidden && !kept.is_settled) {
            *match kept.remark.kind {
                RemarkKind::Comment => &mut counts.comments,
                RemarkKind::Agreement => &mut counts.agreements,
                RemarkKind::Dissent => &mut counts.dissents,
                RemarkKind::Question => &mut counts.questions,
            } += 1;
        }
        counts
    }

    /// All of them.
    pub fn all(self) -> usize {
        self.comments + self.agreements + self.dissents + self.questions
    }
}

/// What a reviewer sent, not yet checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The kind's name.
    pub kind: String,
    /// The place, with ids or numbers.
    pub at: String,
    /// The reviewer's name.
    pub by: String,
    /// The words.
    pub text: String,
    /// Who should answer.
    pub asked: String,
}

impl Written {
    /// The remark, about `at`.
    ///
    /// # Errors
    /// Everything that is wrong, each with the name of its field as a JSON Pointer.
    pub fn checked(&self, at: String) -> Result<Remark, Vec<Fault>> {
        let mut faults = Vec::new();
        let kind = RemarkKind::named(&self.kind);
        if kind.is_none() {
            let names = RemarkKind::ALL.map(RemarkKind::name).join(", ");
            let fault = Fault::new("/kind", Code::UnknownValue, "A remark has one of four kinds.");
            faults.push(fault.hint(format!("Write one of {names}.")));
        }
        let by = name("/by", &self.by).map_err(|fault| faults.push(fault)).unwrap_or_default();
        let needs_words = kind.filter(|kind| *kind != RemarkKind::Agreement);
        let text = words(&self.text, needs_words).map_err(|fault| faults.push(fault)).unwrap_or_default();
        let asked = match kind {
            Some(RemarkKind::Question) => name("/asked", &self.asked).map_err(|fault| faults.push(fault)).ok(),
            None => None,
            Some(_) if self.asked.trim().is_empty() => None,
            Some(_) => {
                let fault = Fault::new("/asked", Code::UnknownField, "Only a question is assigned to somebody.");
                faults.push(fault.hint("Leave `asked` out, or send the kind `question`."));
                None
            }
        };
        match kind {
            Some(kind) if faults.is_empty() => Ok(Remark { kind, at, by, text, asked }),
            _ => Err(faults),
        }
    }
}

/// A person's name, on one line.
///
/// # Errors
/// What is wrong with it.
pub fn name(at: &str, written: &str) -> Result<String, Fault> {
    let name = written.trim();
    if name.is_empty() {
        return Err(Fault::new(at, Code::Empty, "A name is missing.").hint("Write the name that others know."));
    }
    check(at, name, LONGEST_NAME, char::is_control)?;
    Ok(name.to_owned())
}

/// The words of a remark.
fn words(written: &str, needed_for: Option<RemarkKind>) -> Result<String, Fault> {
    let words = written.replace("\r\n", "\n");
    let words = words.trim();
    if words.is_empty()
        && let Some(kind) = needed_for
    {
        let hint = match kind {
            RemarkKind::Dissent => "Say why you disagree, so that others can weigh it.",
            RemarkKind::Question => "Write the question.",
            _ => "Write what you want to say.",
        };
        return Err(Fault::new("/text", Code::Empty, "The words are missing.").hint(hint));
    }
    check("/text", words, LONGEST_TEXT, |letter| letter.is_control() && !matches!(letter, '\n' | '\t'))?;
    Ok(words.to_owned())
}

fn check(at: &str, text: &str, most: usize, is_bad: impl Fn(char) -> bool) -> Result<(), Fault> {
    let length = text.chars().count();
    if length > most {
        let message = format!("This has {length} characters; the limit is {most}.");
        return Err(Fault::new(at, Code::LimitPassed, message).hint("Say it shorter."));
    }
    match text.chars().find(|letter| is_bad(*letter)) {
        None => Ok(()),
        Some(bad) => {
            let message = format!("This has a control character, U+{:04X}.", u32::from(bad));
            Err(Fault::new(at, Code::UnknownValue, message).hint("Take it out."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: &str, by: &str, text: &str, asked: &str) -> Written {
        let [kind, by, text, asked] = [kind, by, text, asked].map(str::to_owned);
        Written { kind, at: String::new(), by, text, asked }
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let faults = |written: Written| {
            let faults = written.checked(String::new()).err().unwrap_or_default();
            faults.into_iter().map(|fault| format!("{} {:?}", fault.at, fault.code)).collect::<Vec<_>>().join(", ")
        };
        for (sent, expected) in [
            (written("comment", "Ann", "Good.", ""), ""),
            (written("agreement", "Ann", "", ""), ""),
            (written("question", "Ann", "Who refunds?", "Bo"), ""),
            (written("", "", "", ""), "/kind UnknownValue, /by Empty"),
            (written("dissent", " ", " \r\n", ""), "/by Empty, /text Empty"),
            (written("question", "Ann", "Who?", " "), "/asked Empty"),
            (written("comment", "Ann", "Good.", "Bo"), "/asked UnknownField"),
            (written("comment", "A\nb", "x\u{0}", ""), "/by UnknownValue, /text UnknownValue"),
            (written("comment", &"n".repeat(81), &"t".repeat(4_001), ""), "/by LimitPassed, /text LimitPassed"),
            (written("comment", &"\u{e4}".repeat(80), &"\u{e4}".repeat(4_000), ""), ""),
        ] {
            assert_eq!(faults(sent.clone()), expected, "{sent:?}");
        }
        let kept = written("comment", " Ann ", " one\r\n\ttwo ", "").checked("/flows/f/steps/s".to_owned()).unwrap();
        assert_eq!((kept.by.as_str(), kept.text.as_str(), kept.at.as_str()), ("Ann", "one\n\ttwo", "/flows/f/steps/s"));
    }
}
