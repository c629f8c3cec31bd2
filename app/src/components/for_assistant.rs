//! Texts to copy for a chat assistant: what it is to mend in its answer.

use std::fmt::Write;

use leptos::prelude::*;
use reader::proposal::Dropped;

use super::copy_text::CopyText;
use super::textarea::in_textarea;
use crate::problem::Problem;

/// The faults of a description, to be pasted into the chat in which it was written.
pub fn faults(problem: &Problem) -> AnyView {
    field("for-assistant", "Copy the faults for your assistant", &told(problem))
}

/// What was dropped of a proposal, to be pasted into the chat in which it was written.
pub fn dropped(dropped: &[Dropped]) -> AnyView {
    field("for-assistant", "Copy this for your assistant", &asked_again(dropped))
}

/// A text in a field that can be selected, with a button that copies it.
pub fn field(id: &str, label: &str, text: &str) -> AnyView {
    let rows = text.lines().count().clamp(3, 12).to_string();
    view! {
        <div class="field for-assistant">
            <p class="row">
                <label for=id.to_owned()>"For your assistant"</label>
                <CopyText from=id.to_owned() label=label.to_owned()/>
            </p>
            <textarea id=id.to_owned() class="source" rows=rows readonly=true spellcheck="false">
                {in_textarea(text)}
            </textarea>
        </div>
    }
    .into_any()
}

/// All faults at once, each with its place, what is wrong and what to write instead.
pub fn told(problem: &Problem) -> String {
    let mut text = String::from(
        "The EDA Advisor cannot read this description yet. Mend everything that is listed, and answer with the whole \
         description again, in one code fence.\n",
    );
    if problem.faults.is_empty() {
        _ = write!(text, "\n1. {}", problem.detail);
        text.push_str(
            " Write every text with a colon, a hash or quotes in it in double quotes, with a backslash before \
                       a double quote inside, and indent with spaces.\n",
        );
    }
    for (number, fault) in (1..).zip(&problem.faults) {
        let at = if fault.at.is_empty() { "the whole" } else { &fault.at };
        _ = write!(text, "\n{number}. {at}");
        if let (Some(line), Some(column)) = (fault.line, fault.column) {
            _ = write!(text, " (line {line}, column {column})");
        }
        _ = write!(text, ": {}", fault.message);
        if let Some(hint) = &fault.hint {
            _ = write!(text, " {hint}");
        }
    }
    text.trim_end().to_owned()
}

/// What was dropped, and how it can be kept.
fn asked_again(dropped: &[Dropped]) -> String {
    let mut text = String::from(
        "The EDA Advisor left out what follows, because its quote is not in the text letter by letter, or there is no \
         quote. Copy the words from the text, or leave the part out, and answer with the whole description again.\n",
    );
    for (number, Dropped { at, part, quote }) in (1..).zip(dropped) {
        _ = write!(text, "\n{number}. {at} ({part})");
        match quote {
            Some(quote) => _ = write!(text, ": \u{201c}{quote}\u{201d} is not in the text."),
            None => text.push_str(": it has no quote."),
        }
    }
    text
}
