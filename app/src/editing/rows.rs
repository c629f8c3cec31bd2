//! Reads rows that were copied out of a spreadsheet: a row for each step, a column for each question.
//!
//! Either every cell is read or every fault is told with its row and its column, counted from 1 as in a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};

use advice::{
    Fault, Model,
    edit::{Answer, Edit},
    fault::{Code, Faults, did_you_mean},
    rule::{Question, Rule},
    rulebook::Scope,
};

/// The number of faults for which a hint guesses what was meant. A guess looks at every name.
const GUESSES: usize = 20;

/// A column: a question with the rule that asks it.
type Column<'b> = (&'b Rule, &'b Question);

/// The edit that gives the answers of the pasted rows to the steps of a flow. `columns` are the ids of the questions
/// behind the first column if the first row does not name them.
///
/// A step is named by its number, its id or what it does; a question by its id, its name or as it is asked; an answer
/// by its id, its label or its number. An empty cell leaves the answer as it is, `?` and `-` take it back.
///
/// # Errors
/// Every cell that names nothing, at `/rows`.
pub(crate) fn read(model: &Model<'_>, flow: &str, columns: &[&str], text: &str) -> Result<Edit, Vec<Fault>> {
    let mut reader = Reader { model, steps: steps(model, flow), faults: Faults::default() };
    let mut rows =
        text.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.trim().is_empty());
    let mut rest = rows.clone();
    let mut asked: Vec<Option<Column<'_>>> = columns.iter().map(|id| column(model, id)).collect();
    if let Some((number, line)) = rest.next()
        && reader.is_head(line)
    {
        asked = reader.head(number, line);
        rows = rest;
    }
    let (mut answers, mut known) = (Vec::new(), BTreeSet::new());
    for (number, line) in rows {
        let mut cells = line.split('\t').map(str::trim);
        let Some(step) = reader.step(number, cells.next().unwrap_or_default()) else { continue };
        if !known.insert(step.clone()) {
            reader.fault(number, 1, Code::DuplicateId, "This step has a row already.".to_owned(), None);
        }
        for (index, cell) in cells.enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match asked.get(index) {
                Some(Some(column)) => {
                    answers.extend(reader.answer((number, index + 2), &step, *column, cell));
                }
                // The head's own fault says that the question is not known.
                Some(None) => {}
                None => {
                    let message = format!("There are only {} questions; this cell belongs to none.", asked.len());
                    reader.fault(number, index + 2, Code::UnknownQuestion, message, None);
                }
            }
        }
    }
    if reader.faults.is_empty() && answers.is_empty() {
        reader.fault(1, 1, Code::Empty, "There is no answer in these rows.".to_owned(), None);
    }
    if reader.faults.is_empty() {
        Ok(Edit::AnswerSteps { flow: flow.to_owned(), answers })
    } else {
        Err(reader.faults.listed().to_vec())
    }
}

/// The id of each step of a flow by its number, its id and what it does, in lower case.
fn steps(model: &Model<'_>, flow: &str) -> BTreeMap<String, String> {
    let flow = model.description().flows.iter().find(|known| known.id.as_deref() == Some(flow));
    let steps = flow.map_or(&[][..], |flow| &flow.steps).iter().enumerate();
    let ids: Vec<(usize, &String, &str)> =
        steps.filter_map(|(index, step)| Some((index + 1, step.id.as_ref()?, step.action.as_str()))).collect();
    let mut names = BTreeMap::new();
    for (_, id, action) in &ids {
        names.entry(action.trim().to_lowercase()).or_insert_with(|| (*id).clone());
    }
    for (number, id, _) in ids {
        names.insert(id.to_lowercase(), id.clone());
        names.insert(number.to_string(), id.clone());
    }
    names
}

fn column<'b>(model: &Model<'b>, id: &str) -> Option<Column<'b>> {
    let rule = model.rulebook().questions(Scope::Step).find(|rule| rule.id == id)?;
    Some((rule, rule.kind.question()?))
}

struct Reader<'m, 'b> {
    model: &'m Model<'b>,
    steps: BTreeMap<String, String>,
    faults: Faults,
}

impl<'b> Reader<'_, 'b> {
    /// Whether a row names the questions: its first cell is no step, or another cell is a question.
    fn is_head(&self, line: &str) -> bool {
        let mut cells = line.split('\t').map(str::trim);
        let first = cells.next().unwrap_or_default().to_lowercase();
        matches!(first.as_str(), "" | "step" | "steps") || cells.any(|cell| self.question(cell).is_some())
    }

    fn head(&mut self, number: usize, line: &str) -> Vec<Option<Column<'b>>> {
        let mut columns = Vec::new();
        for (index, cell) in line.split('\t').map(str::trim).enumerate().skip(1) {
            let column = self.question(cell);
            if column.is_none() && !cell.is_empty() {
                let all = self.model.rulebook().questions(Scope::Step);
                let meant = did_you_mean(cell, all.flat_map(|rule| [rule.id.as_ref(), rule.name.as_ref()]));
                let meant = meant.map(str::to_owned);
                self.fault(
                    number,
                    index + 1,
                    Code::UnknownQuestion,
                    format!("\u{201c}{}\u{201d} is no question.", short(cell)),
                    meant,
                );
            }
            columns.push(column);
        }
        columns
    }

    fn question(&self, cell: &str) -> Option<Column<'b>> {
        let is_it = |text: &str| text.eq_ignore_ascii_case(cell);
        let mut all = self.model.rulebook().questions(Scope::Step).filter(|rule| rule.retired.is_none());
        let rule = all.find(|rule| {
            is_it(&rule.id) || is_it(&rule.name) || rule.kind.question().is_some_and(|question| is_it(&question.ask))
        })?;
        Some((rule, rule.kind.question()?))
    }

    fn step(&mut self, number: usize, cell: &str) -> Option<String> {
        let cell = cell.trim_end_matches('.').to_lowercase();
        let found = self.steps.get(&cell).cloned();
        if found.is_none() {
            let names = self.steps.keys().map(String::as_str).filter(|_| self.faults.found() < GUESSES);
            let meant = did_you_mean(&cell, names).map(str::to_owned);
            self.fault(
                number,
                1,
                Code::UnknownReference,
                format!("There is no step \u{201c}{}\u{201d}.", short(&cell)),
                meant,
            );
        }
        found
    }

    /// The answer that a cell gives; none if it names none. `place` is the cell's row and column.
    fn answer(
        &mut self,
        place: (usize, usize),
        step: &str,
        (rule, question): Column<'_>,
        cell: &str,
    ) -> Option<Answer> {
        let given = |answer: Option<String>| Answer { step: step.to_owned(), question: rule.id.to_string(), answer };
        if matches!(cell, "?" | "-" | "\u{2013}" | "\u{2014}") {
            return Some(given(None));
        }
        let answers = &question.answers;
        let is_it = |text: &str| text.to_lowercase() == cell.to_lowercase();
        let named = answers.iter().find(|answer| is_it(&answer.id) || is_it(&answer.label));
        let counted = || cell.parse::<usize>().ok().and_then(|number| answers.get(number.checked_sub(1)?));
        if let Some(answer) = named.or_else(counted) {
            return Some(given(Some(answer.id.to_string())));
        }
        let labels = answers.iter().flat_map(|answer| [answer.label.as_ref(), answer.id.as_ref()]);
        let meant = did_you_mean(cell, labels).map(str::to_owned);
        let meant = meant.or_else(|| {
            let all: Vec<&str> = answers.iter().map(|answer| answer.label.as_ref()).collect();
            Some(all.join("\u{201d} or \u{201c}"))
        });
        let message = format!("\u{201c}{}\u{201d} is no answer to \u{201c}{}\u{201d}.", short(cell), rule.name);
        self.fault(place.0, place.1, Code::UnknownAnswer, message, meant);
        None
    }

    fn fault(&mut self, row: usize, column: usize, code: Code, message: String, meant: Option<String>) {
        let count = |number: usize| u32::try_from(number).ok();
        let hint = meant.map(|meant| format!("Did you mean \u{201c}{meant}\u{201d}?"));
        let (line, column) = (count(row), count(column));
        self.faults.push(Fault { line, column, hint, ..Fault::new("/rows", code, message) });
    }
}

fn short(cell: &str) -> String {
    cell.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use advice::{Tree, model, rules};

    use super::*;

    const SHOP: &str = r#"{"name": "S", "flows": [{"id": "f", "steps": [{"id": "pay", "action": "Charge the card"},
        {"id": "mail", "action": "Send the receipt"}]}]}"#;

    /// The answers of rows, or the row, the column and the hint of each fault.
    fn rows(text: &str) -> Result<Vec<Answer>, Vec<(u32, u32, String)>> {
        let shop = model::read(SHOP, &Tree::from_json(SHOP).unwrap(), rules::shipped()).unwrap();
        match read(&shop, "f", &["reply", "consumer_count"], text) {
            Ok(Edit::AnswerSteps { answers, .. }) => Ok(answers),
            Ok(other) => panic!("{other:?}"),
            Err(faults) => Err(faults
                .into_iter()
                .map(|fault| (fault.line.unwrap(), fault.column.unwrap(), fault.hint.unwrap_or_default()))
                .collect()),
        }
    }

    fn given(step: &str, question: &str, answer: Option<&str>) -> Answer {
        Answer { step: step.to_owned(), question: question.to_owned(), answer: answer.map(str::to_owned) }
    }

    #[test]
    fn steps_questions_and_answers_are_named_in_several_ways() {
        let named = "Step\tWho waits for the outcome?\tconsumer_count\n";
        let answers = format!("{named}1\tNobody waits\t\r\nsend the RECEIPT\tanswer\tmultiple\n");
        let expected = [
            given("pay", "reply", Some("none")),
            given("mail", "reply", Some("answer")),
            given("mail", "consumer_count", Some("multiple")),
        ];
        assert_eq!(rows(&answers).unwrap(), expected);
        let bare = [given("mail", "reply", None), given("mail", "consumer_count", Some("single"))];
        assert_eq!(rows("\nmail\t?\t1").unwrap(), bare);
    }

    #[test]
    fn every_fault_is_told_with_its_row_and_column() {
        let text = "Step\tReplay\tconsumer_count\npayy\t\tmultiple\nmail\tx\tmany\tfive\n2\t\t1";
        let faults = rows(text).unwrap_err();
        let places: Vec<(u32, u32)> = faults.iter().map(|(row, column, _)| (*row, *column)).collect();
        assert_eq!(places, [(1, 2), (2, 1), (3, 3), (3, 4), (4, 1)]);
        assert_eq!(faults[0].2, "Did you mean \u{201c}reply\u{201d}?");
        assert_eq!(faults[1].2, "Did you mean \u{201c}pay\u{201d}?");
        assert_eq!(rows("").unwrap_err().len(), 1, "nothing is no answer");
    }
}
