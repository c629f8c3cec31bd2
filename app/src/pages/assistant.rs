//! The page for people who let a chat assistant write the description: the instruction to copy, and the field for
//! what comes back.

use advice::Rulebook;
use leptos::prelude::*;

use super::start::in_textarea;
use crate::assistant::{instruction, instruction_for};
use crate::components::copy_text::CopyText;
use crate::shell::Page;
use crate::start_form::StartForm;

/// The page at `/assistant`. If a text was entered, the instruction ends with it.
pub fn page(book: &'static Rulebook, entered: StartForm) -> Page {
    Page::new(
        "With a chat assistant \u{2013} EDA Advisor",
        "An instruction for any chat assistant, which writes the description that the advisor reads.",
        move || {
            let text = entered.steps.trim();
            let (instruction, below) = if text.is_empty() {
                (instruction(book), "Paste it into the chat, and your documents below it.")
            } else {
                (instruction_for(book, text), "Paste it into the chat. It ends with your text.")
            };
            view! {
                <h1>"With a chat assistant"</h1>
                <p class="sentence">
                    "Any chat assistant can write down what your documents say. It decides nothing: the verdicts come \
                     from the rules, with their reasons. It quotes your words for each step. A step whose quote is not in \
                     your text is left out."
                </p>
                <section aria-labelledby="give">
                    <h2 id="give">"1. Give it this instruction"</h2>
                    <p class="soft" id="instruction-hint">
                        {below}" This server sends it nowhere. "<a href="/api/v1/prompt">"The same as a file"</a>
                    </p>
                    <textarea
                        id="instruction"
                        class="source"
                        rows="14"
                        readonly=true
                        spellcheck="false"
                        aria-labelledby="give"
                        aria-describedby="instruction-hint"
                    >
                        {in_textarea(&instruction)}
                    </textarea>
                    <p class="row">
                        <CopyText from="instruction".to_owned() label="Copy the instruction".to_owned()/>
                    </p>
                </section>
                <section aria-labelledby="back">
                    <h2 id="back">"2. Paste what comes back"</h2>
                    {form(&entered)}
                </section>
            }
        },
    )
}

/// The form for the assistant's answer.
fn form(entered: &StartForm) -> AnyView {
    view! {
        <form class="describe" method="post" action="/drafts">
            <input type="hidden" name="name" value=entered.name.clone()/>
            <div class="field">
                <label for="steps">"The assistant\u{2019}s answer"</label>
                <p class="soft" id="steps-hint">
                    "YAML or JSON, with or without the talk around it. The field \u{201c}What happens\u{201d} on the \
                     start page takes it, too."
                </p>
                <textarea id="steps" name="steps" class="source" rows="12" spellcheck="false" dir="auto"
                    aria-describedby="steps-hint"></textarea>
            </div>
            <div class="field">
                <label for="original">"Your text "<span class="soft">"(optional)"</span></label>
                <p class="soft" id="original-hint">
                    "If it is here, every quote is looked for in it. Without it, quotes are believed."
                </p>
                <textarea id="original" name="original" rows="6" dir="auto" aria-describedby="original-hint">
                    {in_textarea(&entered.steps)}
                </textarea>
            </div>
            <p class="row"><button type="submit">"Read it"</button></p>
        </form>
    }
    .into_any()
}
