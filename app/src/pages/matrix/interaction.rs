//! A single interaction: the answers in an address to the matrix's questions, as a description with one step.
//!
//! Every address is accepted. Parts that are not understood are reported and left out.

use advice::{
    Description, Model, Rulebook, assess,
    description::{Answers, Flow, Given, Step},
    fault::did_you_mean,
    rule::{Question, Rule, RuleKind},
    terms::Verdict,
};

/// Maximum number of address parts that are reported as left out.
const MOST_TOLD: usize = 8;

/// Maximum length, in characters, of an address part that a message repeats.
const LONGEST_TOLD: usize = 60;

/// Maximum number of open questions whose answers are tried together. The number of combinations grows exponentially.
const MOST_TRIED: usize = 8;

/// The rows of the matrix in order, each with its question.
pub(super) fn rows(book: &Rulebook) -> impl Iterator<Item = (&Rule, &Question)> {
    book.rules().filter(|rule| rule.retired.is_none()).filter_map(|rule| match &rule.kind {
        RuleKind::Row(question) => Some((rule, question)),
        _ => None,
    })
}

/// The known answers of one interaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interaction {
    answers: Answers,
    left_out: Vec<LeftOut>,
    /// Whether the address contains fields without an answer.
    blanks: bool,
}

/// A part of the address that answers no question.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LeftOut {
    /// Id of the row beside which the message is shown; `None` for the page as a whole.
    beside: Option<String>,
    message: String,
}

impl Interaction {
    /// Reads the fields of an address as names and values. An empty value means "don't know".
    pub fn read(book: &Rulebook, fields: &[(String, String)]) -> Self {
        let mut read = Self::default();
        for (name, value) in fields {
            if let Some(left_out) = read.take(book, name, value)
                && read.left_out.len() < MOST_TOLD
            {
                read.left_out.push(left_out);
            }
        }
        read
    }

    /// Takes a field as an answer, or returns why it is not one.
    fn take(&mut self, book: &Rulebook, name: &str, value: &str) -> Option<LeftOut> {
        let Some((rule, asked)) = rows(book).find(|(rule, _)| rule.id == name) else {
            return Some(no_row(book, name));
        };
        if value.is_empty() {
            self.blanks = true;
            return None;
        }
        let beside = Some(rule.id.to_string());
        if !asked.answers.iter().any(|answer| answer.id == value) {
            let ids = || asked.answers.iter().map(|answer| answer.id.as_ref());
            let hint = match did_you_mean(value, ids()) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("The answers are `{}`.", ids().collect::<Vec<_>>().join("`, `")),
            };
            return Some(LeftOut { beside, message: format!("There is no answer `{}`. {hint}", short(value)) });
        }
        if self.answers.contains_key(name) {
            let message = format!("This was answered twice; `{}` was left out.", short(value));
            return Some(LeftOut { beside, message });
        }
        self.answers.insert(name.to_owned(), Given::One(value.to_owned()));
        None
    }

    /// The answers, by question.
    pub(super) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Id of the answer to a question.
    pub(super) fn answer(&self, question: &str) -> Option<&str> {
        self.answers.get(question)?.ids().first().map(String::as_str)
    }

    /// The messages beside a row.
    pub(super) fn faults(&self, row: &str) -> impl Iterator<Item = &str> {
        let is_its = move |left_out: &&LeftOut| left_out.beside.as_deref() == Some(row);
        self.left_out.iter().filter(is_its).map(|left_out| left_out.message.as_str())
    }

    /// The messages about the address as a whole.
    pub(super) fn ignored(&self) -> impl Iterator<Item = &str> {
        self.left_out.iter().filter(|left_out| left_out.beside.is_none()).map(|left_out| left_out.message.as_str())
    }

    /// The page's address with these answers, in the order of the rows.
    pub(super) fn address(&self, book: &Rulebook) -> String {
        let answers: Vec<String> =
            rows(book).filter_map(|(rule, _)| Some(format!("{}={}", rule.id, self.answer(&rule.id)?))).collect();
        if answers.is_empty() { "/matrix".to_owned() } else { format!("/matrix?{}", answers.join("&")) }
    }

    /// The address without the empty fields that a form sends. `None` if there are no empty fields, or if the
    /// page has a message about the address.
    pub fn shorter(&self, book: &Rulebook) -> Option<String> {
        (self.blanks && self.left_out.is_empty()).then(|| self.address(book))
    }

    /// The interaction as a system with one step, in which a caller asks a receiver.
    pub(super) fn description(&self) -> Description {
        let step = Step {
            action: "Do what is asked".to_owned(),
            from: Some("caller".to_owned()),
            to: vec!["receiver".to_owned()],
            answers: self.answers.clone(),
            ..Step::default()
        };
        let flow = Flow { name: Some("One interaction".to_owned()), steps: vec![step], ..Flow::default() };
        Description { name: "My system".to_owned(), flows: vec![flow], ..Description::default() }
    }

    /// Every other verdict that answers to the open rows could give. It assesses each combination of their answers.
    pub(super) fn others(&self, book: &Rulebook, verdict: Verdict) -> Vec<Verdict> {
        let open: Vec<(&Rule, &Question)> =
            rows(book).filter(|(rule, _)| !self.answers.contains_key(rule.id.as_ref())).take(MOST_TRIED).collect();
        let mut ways = vec![self.answers.clone()];
        for (rule, asked) in open {
            let answered = |way: &Answers| -> Vec<Answers> {
                let with = |id: &str| {
                    let mut way = way.clone();
                    way.insert(rule.id.to_string(), Given::One(id.to_owned()));
                    way
                };
                asked.answers.iter().map(|answer| with(&answer.id)).collect()
            };
            ways = ways.iter().flat_map(answered).collect();
        }
        let verdicts: Vec<Verdict> = ways
            .into_iter()
            .filter_map(|answers| {
                let way = Self { answers, ..Self::default() };
                let model = Model::resolve(way.description(), book).ok()?;
                assess(&model).steps.first().map(|step| step.verdict)
            })
            .collect();
        [Verdict::Synchronous, Verdict::Hybrid, Verdict::EventDriven]
            .into_iter()
            .filter(|other| *other != verdict && verdicts.contains(other))
            .collect()
    }
}

/// A message about a field that is not a row of the matrix.
fn no_row(book: &Rulebook, name: &str) -> LeftOut {
    if let Some(rule) = book.question(name).and_then(|question| book.rule_of(question)) {
        let message = format!("The matrix does not ask `{}` (`{name}`). It is asked of a step in its flow.", rule.name);
        return LeftOut { beside: None, message };
    }
    let meant = did_you_mean(name, rows(book).map(|(rule, _)| rule.id.as_ref()));
    let hint = meant.map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default();
    let message = format!("There is no question `{}`.{hint}", short(name));
    LeftOut { beside: meant.map(str::to_owned), message }
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST_TOLD).collect()
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;

    fn read(fields: &[(&str, &str)]) -> Interaction {
        let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Interaction::read(rules::shipped(), &fields)
    }

    #[test]
    fn an_address_is_read_and_written_alike() {
        let book = rules::shipped();
        let asked = read(&[("response_time", "milliseconds"), ("audit", ""), ("consumer_count", "multiple")]);
        assert_eq!(asked.address(book), "/matrix?consumer_count=multiple&response_time=milliseconds");
        assert_eq!(asked.left_out, []);
        assert_eq!(asked.shorter(book), Some(asked.address(book)));
        assert_eq!(read(&[("consumer_count", "multiple")]).shorter(book), None);
        assert_eq!(read(&[("audit", ""), ("x", "y")]).shorter(book), None, "what was left out is still told");
        assert_eq!(read(&[]).address(book), "/matrix");
    }

    #[test]
    fn what_says_nothing_is_told_beside_its_row_and_left_out() {
        let odd = read(&[
            ("respose_time", "seconds"),
            ("response_time", "milisseconds"),
            ("reply", "answer"),
            ("utm_source", "x"),
            ("audit", "required"),
            ("audit", "optional"),
        ]);
        assert_eq!(odd.address(rules::shipped()), "/matrix?audit=required");
        let beside: Vec<&str> = odd.faults("response_time").collect();
        assert!(beside[0].ends_with("Did you mean `response_time`?"), "{beside:?}");
        assert!(beside[1].ends_with("Did you mean `milliseconds`?"), "{beside:?}");
        assert_eq!(odd.faults("audit").count(), 1);
        let ignored: Vec<&str> = odd.ignored().collect();
        assert!(ignored[0].contains("asked of a step") && ignored[1].contains("utm_source"), "{ignored:?}");
        let many: Vec<(&str, &str)> = vec![("x", "y"); 100];
        assert_eq!(read(&many).ignored().count(), MOST_TOLD);
    }

    #[test]
    fn open_rows_are_tried_in_every_way() {
        let book = rules::shipped();
        let verdict = |asked: &Interaction| {
            let model = Model::resolve(asked.description(), book).unwrap();
            assess(&model).steps[0].verdict
        };
        let quick = read(&[("response_time", "milliseconds")]);
        assert_eq!(verdict(&quick), Verdict::Synchronous);
        assert_eq!(quick.others(book, Verdict::Synchronous), [Verdict::Hybrid, Verdict::EventDriven]);
        let all: Vec<(&str, &str)> =
            rows(book).map(|(rule, asked)| (rule.id.as_ref(), asked.answers[1].id.as_ref())).collect();
        assert_eq!(read(&all).others(book, verdict(&read(&all))), []);
        let five = read(&all[1..]);
        assert_eq!(five.others(book, verdict(&five)), [], "five rows for events outweigh half a row for a call");
    }
}
