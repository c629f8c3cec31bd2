//! Every answer of a flow as a table: a row for each step, a column for each question that matters to one of them.
//!
//! The table is one form. Rows can be pasted from a spreadsheet.

use std::collections::BTreeSet;

use advice::{
    outlook::{Asked, Outlook, outlook},
    rule::{Question, Rule},
    rulebook::Scope,
};
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, StepPart,
    form::{self, Sent},
    steps::{self, STEPS_A_PAGE},
};
use crate::{
    components::{reason::user_text, textarea::in_textarea},
    editing::{AS_READ, CELL, DraftPage, WAS},
};

/// A column: a question with the rule that asks it.
type Column<'b> = (&'b Rule, &'b Question);

/// The page of a flow's answers.
pub(super) fn view(drafting: &Drafting<'_>, flow: &FlowPart<'_>) -> AnyView {
    const FORM: &str = "grid";
    let shown = flow.steps.get(drafting.shown(flow.steps.len(), STEPS_A_PAGE)).unwrap_or_default();
    let model = drafting.system.model;
    let rows: Vec<(&StepPart<'_>, Outlook<'_>)> =
        shown.iter().filter_map(|step| Some((step, outlook(model, flow.model.index, step.index())?))).collect();
    let asked: BTreeSet<&str> = rows
        .iter()
        .flat_map(|(_, outlook)| &outlook.questions)
        .filter(|asked| asked.derived.is_none() || asked.stated.is_some())
        .map(|asked| asked.rule.id.as_ref())
        .collect();
    let book = model.rulebook();
    let columns: Vec<Column<'_>> = book
        .questions(Scope::Step)
        .filter(|rule| asked.contains(rule.id.as_ref()))
        .filter_map(|rule| Some((rule, rule.kind.question()?)))
        .collect();
    let heads: Vec<AnyView> = columns.iter().map(head).collect();
    let lines: Vec<AnyView> =
        rows.iter().map(|(step, outlook)| line(drafting, flow, step, outlook, &columns)).collect();
    let label = format!("Answers of the steps of \u{201c}{}\u{201d}", flow.name());
    let table = view! {
        <div class="grid-scroller" role="region" tabindex="0" aria-label=label data-live="grid">
            <table class="grid">
                <thead><tr><th scope="col">"Step"</th>{heads}</tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <p class="row actions">
            <button type="submit" id="grid/save" class="without-script">"Save the table"</button>
        </p>
    };
    let hidden = [("flow", flow.id())];
    let whole = drafting.address(&DraftPage::of(flow.id(), ""));
    let body = if rows.is_empty() {
        view! { <p class="guide">"This flow has no steps yet. "<a href=whole>"Write the first one"</a></p> }.into_any()
    } else {
        form::form(drafting, FORM, Some("answer_grid"), Sent::OnChange, &hidden, table.into_any())
    };
    view! {
        <div class="grid-page">
            <header data-live="head">
                <h1 tabindex="-1">{user_text(flow.name())}": all answers"</h1>
                <p class="sentence">{drafting.system.sentence(flow)}</p>
                <p class="soft">{steps::settled(flow)}</p>
            </header>
            {body}
            {drafting.pages("Steps", flow.steps.len(), STEPS_A_PAGE)}
            {paste(drafting, flow, &columns)}
        </div>
    }
    .into_any()
}

fn head((rule, question): &Column<'_>) -> AnyView {
    view! {
        <th scope="col">
            <a href=format!("/rules/{}", rule.id) title=question.ask.to_string()>{rule.name.to_string()}</a>
        </th>
    }
    .into_any()
}

fn line(
    drafting: &Drafting<'_>,
    flow: &FlowPart<'_>,
    step: &StepPart<'_>,
    outlook: &Outlook<'_>,
    columns: &[Column<'_>],
) -> AnyView {
    let address = drafting.address(&DraftPage::of(flow.id(), step.id()));
    let cells: Vec<AnyView> = columns
        .iter()
        .map(|(rule, question)| {
            let asked = outlook.questions.iter().find(|asked| asked.rule.id == rule.id);
            asked.map_or_else(
                || {
                    view! { <td class="none"><span title="No answer can change anything here">"\u{b7}"</span></td> }
                        .into_any()
                },
                |asked| cell(drafting, step, rule, question, asked),
            )
        })
        .collect();
    view! {
        <tr>
            <th scope="row">
                <a href=address><span class="number">{step.number}</span>{user_text(&step.described.action)}</a>
                {steps::signs(step)}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// The answer of a step to a question, as a choice. What nobody stated is told in words by the empty choice.
fn cell(drafting: &Drafting<'_>, step: &StepPart<'_>, rule: &Rule, question: &Question, asked: &Asked<'_>) -> AnyView {
    let name = format!("{CELL}{}/{}", rule.id, step.id());
    let id = format!("grid/{name}");
    let label = |id: Option<&str>| question.answers.iter().find(|answer| Some(answer.id.as_ref()) == id);
    let shown = if asked.inferred.is_some() { AS_READ } else { asked.stated.unwrap_or_default() };
    let chosen = drafting.field_value("grid", &name, shown);
    let open = match label(asked.derived) {
        Some(derived) => format!("({})", derived.label),
        None => "\u{2014}".to_owned(),
    };
    let read = label(asked.inferred).map(|answer| (AS_READ.to_owned(), format!("read: {}", answer.label)));
    let answers = question.answers.iter().map(|answer| (answer.id.to_string(), answer.label.to_string()));
    let options: Vec<AnyView> = std::iter::once((String::new(), open))
        .chain(read)
        .chain(answers)
        .map(|(value, words)| view! { <option selected=value == chosen value=value>{words}</option> }.into_any())
        .collect();
    let class = match (shown, asked.derived) {
        ("", Some(_)) => "said",
        ("", None) => "open",
        (AS_READ, _) => "read",
        _ => "given",
    };
    let was = (!shown.is_empty()).then(|| {
        view! { <input type="hidden" name=format!("{WAS}{name}") value=shown.to_owned()/> }
    });
    view! {
        <td class=class>
            {was}
            <select id=id name=name aria-label=format!("{}, step {}", rule.name, step.number)>{options}</select>
        </td>
    }
    .into_any()
}

/// The field that takes rows from a spreadsheet.
fn paste(drafting: &Drafting<'_>, flow: &FlowPart<'_>, columns: &[Column<'_>]) -> AnyView {
    const FORM: &str = "paste";
    let wrong = drafting.mistake().filter(|mistake| mistake.posted.value("form") == FORM);
    let typed = drafting.field_value(FORM, "rows", "");
    let ids: Vec<&str> = columns.iter().map(|(rule, _)| rule.id.as_ref()).collect();
    let first = flow.steps.first().map_or("Reserve the seat", |step| step.described.action.as_str());
    let (names, example): (Vec<&str>, Vec<&str>) = columns
        .iter()
        .take(2)
        .filter_map(|(rule, question)| Some((rule.name.as_ref(), question.answers.first()?.label.as_ref())))
        .unzip();
    let example = format!("Step\t{}\n{first}\t{}", names.join("\t"), example.join("\t"));
    let fields = view! {
        <div class="field">
            <label for="paste/rows">"Rows from a spreadsheet"</label>
            <p class="soft" id="paste/hint">
                "A row for each step: its number or what it does, then its answers, by name, id or number. The first row \
                 may name the questions; without it the columns are those above. An empty cell leaves the answer as it \
                 is, a question mark takes it back."
            </p>
            <textarea
                id="paste/rows"
                name="rows"
                rows="8"
                spellcheck="false"
                autocapitalize="off"
                dir="auto"
                placeholder=example
                aria-describedby="paste/hint"
                aria-invalid=wrong.is_some().then_some("true")
            >
                {in_textarea(&typed)}
            </textarea>
        </div>
        <p class="row"><button type="submit" id="paste/save" class="quiet">"Take the rows"</button></p>
    };
    let columns = ids.join(" ");
    let hidden = [("flow", flow.id()), ("columns", columns.as_str())];
    let open = wrong.is_some();
    view! {
        <details class="about" id="paste/fold" open=open data-open=open.then_some("yes") data-live="paste">
            <summary>"Paste rows from a spreadsheet"</summary>
            {form::form(drafting, FORM, Some("paste_rows"), Sent::OnSubmit, &hidden, fields.into_any())}
        </details>
    }
    .into_any()
}
