//! The decisions as a table for spreadsheets: a row for each step.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, and runs
//! it. Such a text gets an apostrophe before it, which spreadsheets do not show (OWASP, "CSV Injection").

use super::{Export, Subject, wire};

pub(super) const EXPORT: Export = Export {
    id: "csv",
    name: "CSV",
    group: super::Group::Data,
    purpose: "A row for each step, for a spreadsheet.",
    ending: "csv",
    media_type: "text/csv; charset=utf-8; header=present",
    write,
};

const HEADER: [&str; 14] = [
    "flow",
    "step",
    "action",
    "from",
    "to",
    "verdict",
    "style",
    "lean",
    "settled",
    "open question",
    "consistency",
    "mechanism",
    "message",
    "because",
];

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let mut out = String::new();
    row(&mut out, &HEADER.map(str::to_owned));
    let mut assessed = subject.assessment.steps.iter();
    for flow in &subject.model.description().flows {
        for (step, decided) in flow.steps.iter().zip(&mut assessed) {
            let named = |id: &String| subject.participant(id).to_owned();
            let reason = decided.gates.first().map(|gate| &gate.because);
            let reason = reason.or_else(|| decided.contributions.first().map(|row| &row.because));
            row(
                &mut out,
                &[
                    flow.name.as_deref().unwrap_or(&decided.flow).to_owned(),
                    decided.step.to_string(),
                    step.action.clone(),
                    step.from.as_ref().map(named).unwrap_or_default(),
                    step.to.iter().map(named).collect::<Vec<_>>().join("; "),
                    wire(decided.verdict).into_owned(),
                    decided.style.to_string(),
                    decided.lean.to_string(),
                    decided.settled.to_string(),
                    decided.open_question.as_deref().unwrap_or_default().to_owned(),
                    wire(decided.consistency.level).into_owned(),
                    decided.consistency.mechanism.to_string(),
                    decided.message.name.to_string(),
                    reason.map(ToString::to_string).unwrap_or_default(),
                ],
            );
        }
    }
    out.into_bytes()
}

/// Writes a row as RFC 4180 says.
fn row(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('"');
        let is_number = cell.parse::<i64>().is_ok();
        if !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
            out.push('\'');
        }
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_a_text() {
        let mut out = String::new();
        row(&mut out, &["=1+1", "-12", "-x", "say \"a, b\"\nc", "@A1"].map(str::to_owned));
        assert_eq!(out, "\"'=1+1\",\"-12\",\"'-x\",\"say \"\"a, b\"\"\nc\",\"'@A1\"\r\n");
    }
}
