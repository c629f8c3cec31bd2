//! The page of the system: its flows and participants, the questions about the whole system, and publishing.

use advice::{
    description::{ParticipantKind, Trigger},
    rulebook::Scope,
};
use leptos::prelude::*;

use super::{
    Drafting, FlowPart, assumptions, deleted_by_itself, flow,
    form::{self, Field, Sent},
    next_of, picture, question, steps,
};
use crate::{
    components::{reason::user_text, verdict},
    draft::Origin,
    editing::DraftPage,
    submission::LONGEST_NOTE,
    wording,
};

/// Maximum number of steps of a system that are all listed, and the number listed per flow if there are more.
const MANY_STEPS: usize = 200;
const FEW_STEPS: usize = 8;

/// Number of participants on one page.
const PARTICIPANTS_A_PAGE: usize = 100;

/// The page of the system.
pub(super) fn view(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let description = drafting.system.model.description();
    let summary = description.summary.as_ref().map(|summary| view! { <p class="summary">{user_text(summary)}</p> });
    view! {
        <header data-live="head">
            {published(drafting)}
            <h1 tabindex="-1">{user_text(&description.name)}</h1>
            {summary}
            <p class="sentence">{advice(drafting, flows)}</p>
        </header>
        {progress(drafting, flows)}
        {list(drafting, flows)}
        {participants(drafting)}
        {questions(drafting)}
        {assumptions::view(drafting)}
        {about(drafting)}
        {publish(drafting, flows)}
        {keep(drafting)}
        {form::suggestions(drafting)}
    }
    .into_any()
}

/// The way to the report that the draft was published as, or that it was made from; nothing if there is none.
fn published(drafting: &Drafting<'_>) -> AnyView {
    let draft = drafting.draft;
    let Some(Origin { report, revision, published }) = &draft.origin else { return ().into_any() };
    let said = if published.is_some() { "Published as " } else { "Made from " };
    let since = published.filter(|version| *version < draft.version).map(|_| ", and changed since");
    let address = format!("/r/{}/v/{revision}", report.as_str());
    view! { <p class="soft revision">{said}<a href=address>"revision "{*revision}" of a report"</a>{since}"."</p> }
        .into_any()
}

fn advice(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> String {
    match flows {
        [] => "A system is made of flows: the use cases that somebody starts. Add the first one.".to_owned(),
        [only] => drafting.system.sentence(only),
        _ => wording::summary(&drafting.system.assessment.flows),
    }
}

/// The number of settled steps and the link to the next thing to do.
fn progress(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    let steps: usize = flows.iter().map(|flow| flow.steps.len()).sum();
    let settled: usize = flows.iter().map(FlowPart::settled).sum();
    let next = next_of(flows, drafting.place);
    let (label, address, progress) = match (flows.iter().find(|flow| flow.steps.is_empty()), next) {
        _ if flows.is_empty() => return view! { <div data-live="progress"></div> }.into_any(),
        (Some(empty), _) if steps == 0 => {
            ("Write the first step", drafting.address(&DraftPage::of(empty.id(), "")), "no steps yet".to_owned())
        }
        (_, Some(next)) => {
            ("Next step with an open question", drafting.address(&next), format!("{settled} of {steps} settled"))
        }
        (_, None) => {
            ("Publish the report", "#publish".to_owned(), format!("all {} settled", wording::count(steps, "step")))
        }
    };
    view! {
        <p class="row progress" data-live="progress">
            <a class="button" href=address>{label}</a>
            <a href=drafting.address(&DraftPage::Asking)>"One question at a time"</a>
            <span class="soft">{wording::capital(&progress)}</span>
        </p>
    }
    .into_any()
}

/// The flows with their steps, and the form that adds a flow.
fn list(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    const FORM: &str = "add-flow";
    let steps: usize = flows.iter().map(|flow| flow.steps.len()).sum();
    let listed = if steps > MANY_STEPS { FEW_STEPS } else { MANY_STEPS };
    let pictures = picture::of_each(drafting, flows);
    let cards = flows.iter().zip(pictures);
    let cards: Vec<AnyView> = cards.map(|(flow, picture)| card(drafting, flow, picture, flows.len(), listed)).collect();
    let fields = view! {
        {Field::new(FORM, "name", "What the flow is called", "").required()
            .hint("A use case, such as \u{201c}Book a ticket\u{201d}.").view(drafting)}
        {flow::set_off(drafting, FORM, Trigger::default(), "")}
        <p class="row"><button type="submit" id="add-flow/save" class="quiet">"Add the flow"</button></p>
    };
    let form = form::form(drafting, FORM, Some("add_flow"), Sent::OnSubmit, &[], fields.into_any());
    let open = flows.is_empty() || drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == FORM);
    view! {
        <section aria-labelledby="flows" data-live="flows">
            <h2 id="flows">"Flows"</h2>
            <ul class="flows">{cards}</ul>
            <details class="about" id="new-flow" open=open data-open=open.then_some("yes")>
                <summary>"Add a flow"</summary>{form}
            </details>
        </section>
    }
    .into_any()
}

/// A flow with its picture beside at most `listed` of its steps.
fn card(
    drafting: &Drafting<'_>,
    flow: &FlowPart<'_>,
    picture: Option<AnyView>,
    number: usize,
    listed: usize,
) -> AnyView {
    let address = drafting.address(&DraftPage::of(flow.id(), ""));
    let more = flow.steps.len().saturating_sub(listed);
    let more = (more > 0).then(|| {
        view! { <p><a href=address.clone()>{wording::count(more, "more step")}</a></p> }
    });
    let items: Vec<_> = flow
        .steps
        .iter()
        .take(listed)
        .map(|step| {
            let address = drafting.address(&DraftPage::of(flow.id(), step.id()));
            view! {
                <li>
                    <a href=address>
                        <span class="number">{step.number}</span>{user_text(&step.described.action)}{steps::signs(step)}
                    </a>
                </li>
            }
        })
        .collect();
    let chip = (!items.is_empty()).then(|| verdict::chip(flow.assessed.verdict));
    let guide = items
        .is_empty()
        .then(|| view! { <p class="guide">"No steps yet. "<a href=address.clone()>"Write the first one"</a></p> });
    let edits = ["raise_flow", "lower_flow", "remove_flow"];
    let moves = form::moves(
        drafting,
        &format!("flow/{}", flow.id()),
        edits,
        &[("flow", flow.id())],
        flow.name(),
        (flow.model.index, number),
    );
    view! {
        <li class="flow-card">
            <div class="row">
                <h3><a href=address>{user_text(flow.name())}</a></h3>
                {chip}
                <span class="soft">{steps::settled(flow)}</span>
                {moves}
            </div>
            {guide}
            <div class="steps-and-picture">
                <div><ol class="short-steps">{items}</ol>{more}</div>
                {picture}
            </div>
        </li>
    }
    .into_any()
}

/// The participants, each as a fold, and the form that adds one.
fn participants(drafting: &Drafting<'_>) -> AnyView {
    const FORM: &str = "add-participant";
    let declared = drafting.system.model.description().participants.len();
    let all = drafting.system.model.participants().len();
    let shown = drafting.shown(all, PARTICIPANTS_A_PAGE);
    let lines: Vec<AnyView> = shown.map(|index| participant(drafting, index, declared)).collect();
    let guide = lines.is_empty().then(|| {
        let text = "Nobody is named yet. Whoever a step names is added here by itself.";
        view! { <p class="guide">{text}</p> }
    });
    let fields = view! {
        {Field::new(FORM, "name", "Name", "").required().view(drafting)}
        {form::kinds(drafting, FORM, ParticipantKind::Service)}
        {form::copy_of(drafting, FORM, "")}
        <p class="row"><button type="submit" id="add-participant/save" class="quiet">"Add the participant"</button></p>
    };
    let form = form::form(drafting, FORM, Some("add_participant"), Sent::OnSubmit, &[], fields.into_any());
    let open = drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == FORM);
    view! {
        <section aria-labelledby="participants-title" data-live="participants">
            <h2 id="participants-title">"Who takes part"</h2>
            {guide}
            <div class="lines">{lines}</div>
            {drafting.pages("Participants", all, PARTICIPANTS_A_PAGE)}
            <details class="about" id="new-participant" open=open data-open=open.then_some("yes")>
                <summary>"Add a participant"</summary>{form}
            </details>
        </section>
    }
    .into_any()
}

fn participant(drafting: &Drafting<'_>, index: usize, declared: usize) -> AnyView {
    let Some(its) = drafting.system.model.participants().get(index) else { return ().into_any() };
    let id = format!("participant/{}", its.id);
    let open = drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == id);
    let hidden = [("participant", its.id.as_str())];
    let of = its.of.map(|of| drafting.system.participant_as_typed(of)).unwrap_or_default();
    let copies = its.of.map(|of| view! { ", copy of "{user_text(drafting.system.participant(of))} });
    let fields = view! {
        {Field::new(&id, "name", "Name", &its.name).required().view(drafting)}
        {form::kinds(drafting, &id, its.kind)}
        {form::copy_of(drafting, &id, of)}
        <p class="row"><button type="submit" id=format!("{id}/save") class="quiet without-script">"Save"</button></p>
    };
    let form = form::form(drafting, &id, Some("change_participant"), Sent::OnChange, &hidden, fields.into_any());
    let edits = ["raise_participant", "lower_participant", "remove_participant"];
    // A participant that only steps name has no position in the list of participants, so it cannot be moved.
    let place = if index < declared { (index, declared) } else { (0, 1) };
    let moves = form::moves(drafting, &format!("{id}/move"), edits, &hidden, &its.name, place);
    view! {
        <details class="line" id=format!("{id}/line") open=open data-open=open.then_some("yes")>
            <summary>
                <b>{user_text(&its.name)}</b>
                <span class="soft">{form::kind_name(its.kind)}{copies}</span>
            </summary>
            {form}
            {moves}
        </details>
    }
    .into_any()
}

/// The questions about the whole system, as a fold. They shape the advice on event sourcing and CQRS, not the
/// verdict of a step.
fn questions(drafting: &Drafting<'_>) -> AnyView {
    let model = drafting.system.model;
    let book = model.rulebook();
    let given = |id: &str| -> Vec<&str> {
        let index = book.question(id);
        let its = model.system().iter().filter(|given| Some(given.question) == index);
        its.filter_map(|given| Some(book.asked(given.question)?.answers.get(given.answer)?.id.as_ref())).collect()
    };
    let rules: Vec<_> = book
        .questions(Scope::System)
        .filter(|rule| rule.retired.is_none())
        .filter_map(|rule| Some((rule, rule.kind.question()?)))
        .collect();
    let answered = rules.iter().filter(|(rule, _)| !given(&rule.id).is_empty()).count();
    let asked: Vec<AnyView> =
        rules.iter().map(|(rule, question)| question::of_system(drafting, rule, question, &given(&rule.id))).collect();
    let advice = &drafting.system.assessment.advice;
    let advice_so_far = format!(
        "Event sourcing: {}. Reading apart from writing (CQRS): {}.",
        wording::advised(advice.event_sourcing.verdict),
        wording::advised(advice.cqrs.verdict)
    );
    let fields = view! {
        <div data-live="system-questions">
            <p>{advice_so_far}</p>
            {asked}
        </div>
        <p class="row actions">
            <button type="submit" id="system-answers/save" class="quiet without-script">"Save the answers"</button>
        </p>
    };
    let number = rules.len();
    view! {
        <section aria-labelledby="whole">
            <h2 id="whole">"About the whole system"</h2>
            <p class="soft">
                "These questions decide no step. They shape what is advised on keeping history, on reading apart from "
                "writing, and on what the team needs."
            </p>
            <details class="about" id="system-questions">
                <summary>{wording::count(number, "question")}", "{answered}" answered"</summary>
                {form::form(drafting, "system-answers", Some("answer_system"), Sent::OnChange, &[], fields.into_any())}
            </details>
        </section>
    }
    .into_any()
}

fn about(drafting: &Drafting<'_>) -> AnyView {
    const FORM: &str = "change";
    let description = drafting.system.model.description();
    let open = drafting.mistake().is_some_and(|mistake| mistake.posted.value("form") == FORM);
    let summary = description.summary.as_deref().unwrap_or_default();
    let fields = view! {
        {Field::new(FORM, "name", "What the system is called", &description.name).required().view(drafting)}
        {Field::new(FORM, "summary", "What it is for", summary).view(drafting)}
        <p class="row"><button type="submit" id="change/save" class="quiet without-script">"Save the name"</button></p>
    };
    view! {
        <details class="about" id="about" open=open data-open=open.then_some("yes") data-live="about">
            <summary>"Change name and summary"</summary>
            {form::form(drafting, FORM, Some("change_system"), Sent::OnChange, &[], fields.into_any())}
        </details>
    }
    .into_any()
}

/// The form that publishes the draft as a report.
fn publish(drafting: &Drafting<'_>, flows: &[FlowPart<'_>]) -> AnyView {
    const FORM: &str = "publish-draft";
    let open: usize = flows.iter().map(|flow| flow.steps.len() - flow.settled()).sum();
    let standing = match open {
        0 => "Every step is settled.".to_owned(),
        1 => "One step is not settled yet; the report says so, and what could still move it.".to_owned(),
        many => format!("{many} steps are not settled yet; the report says so, and what could still move them."),
    };
    let draft = drafting.draft;
    let (action, becomes) = match &draft.origin {
        Some(origin) => (
            format!("/r/{}/revisions", origin.report.as_str()),
            match &drafting.terms.newest {
                Some(newest) if newest.revision > origin.revision => {
                    "The report has gone on since this draft began.".to_owned()
                }
                _ => format!("It becomes revision {} of its report.", origin.revision.saturating_add(1)),
            },
        ),
        None => (
            format!("{}/publish", drafting.system_address()),
            "A report gets a secret address of its own: whoever has the link can read it.".to_owned(),
        ),
    };
    let note = drafting.field_value(FORM, "note", &drafting.visit.note);
    let wrong = drafting.mistake().filter(|mistake| mistake.posted.value("form") == FORM);
    let faults = wrong.map(|mistake| {
        let faults: Vec<_> =
            mistake.problem.faults.iter().map(|fault| view! { <p>{fault.message.clone()}</p> }).collect();
        view! { <div class="wrong" id="publish-draft/wrong" role="alert">
            <p>{mistake.problem.detail.clone()}</p>{faults}
        </div> }
    });
    view! {
        <section class="sheet" aria-labelledby="publish" data-live="publish">
            <h2 id="publish">"Publish"</h2>
            <p>{standing}" "{becomes}{gone_on(drafting)}</p>
            <form id=FORM class="edit" method="post" action=action>
                <input type="hidden" name="form" value=FORM/>
                <input type="hidden" name="draft" value=draft.id.as_str().to_owned()/>
                <input type="hidden" name="form_key" value=drafting.terms.form_key.as_str().to_owned()/>
                <div class="field">
                    <label for="publish-draft/note">"Note "<span class="soft">"(optional)"</span></label>
                    <p class="soft" id="publish-draft/hint">"Why you publish this. It stands on the report."</p>
                    <input
                        id="publish-draft/note"
                        name="note"
                        type="text"
                        maxlength=LONGEST_NOTE.to_string()
                        autocomplete="off"
                        dir="auto"
                        value=note
                        aria-describedby="publish-draft/hint"
                        aria-invalid=wrong.is_some().then_some("true")
                    />
                </div>
                {faults}
                {with_words(drafting)}
                {anyway(drafting)}
                <p class="row"><button type="submit" id="publish-draft/button">"Publish the report"</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// What became of the report since the draft began, and which revision the draft becomes now.
fn gone_on(drafting: &Drafting<'_>) -> AnyView {
    let (Some(origin), Some(newest)) = (&drafting.draft.origin, &drafting.terms.newest) else { return ().into_any() };
    if newest.revision <= origin.revision {
        return ().into_any();
    }
    let report = format!("/r/{}", origin.report.as_str());
    let changes = format!("{report}/changes?from={}&to={}", origin.revision, newest.revision);
    let says = format!(
        " It began with revision {}; revision {} is published meanwhile. When you publish, you see both and put them \
         together. That becomes revision {}. ",
        origin.revision,
        newest.revision,
        newest.revision.saturating_add(1)
    );
    view! { {says}<a href=changes>"What changed since"</a>"." }.into_any()
}

/// Asks whether a draft shall become a revision that differs in nothing from the one before it.
fn anyway(drafting: &Drafting<'_>) -> AnyView {
    let (Some(origin), Some(newest)) = (&drafting.draft.origin, &drafting.terms.newest) else { return ().into_any() };
    let description = serde_json::to_string(drafting.system.model.description()).unwrap_or_default();
    if newest.revision != origin.revision || newest.description != description {
        return ().into_any();
    }
    view! {
        <label class="reply plain" for="publish-draft/anyway">
            <input type="checkbox" id="publish-draft/anyway" name="anyway" value="yes"/>
            <span class="label">
                {format!("Nothing differs from revision {}. Publish it all the same.", newest.revision)}
            </span>
        </label>
    }
    .into_any()
}

/// Whether the text that the draft was read from goes with the report. Its writer has to say so.
fn with_words(drafting: &Drafting<'_>) -> AnyView {
    if drafting.draft.words.is_none() {
        return ().into_any();
    }
    // Who showed the text once is not asked to say so again.
    let newest = drafting.terms.newest.as_ref();
    let shown = drafting.visit.with_words || newest.is_some_and(|newest| newest.has_words);
    let agreed = drafting.field_value("publish-draft", "with_words", if shown { "yes" } else { "" });
    view! {
        <label class="reply plain" for="publish-draft/with_words">
            <input type="checkbox" id="publish-draft/with_words" name="with_words" value="yes"
                checked=!agreed.is_empty()/>
            <span class="label">
                "Show my text on the report, with what each sentence became. "
                <a href=drafting.address(&DraftPage::Reading)>"Look at it"</a>
            </span>
        </label>
    }
    .into_any()
}

/// How the draft is stored, and how to download and delete it.
fn keep(drafting: &Drafting<'_>) -> AnyView {
    let system = drafting.system_address();
    view! {
        <section aria-labelledby="draft">
            <h2 id="draft">"This draft"</h2>
            <p>
                "It is saved with each change. Its address is the key to it: whoever has the link can read and change "
                "it, so keep it, and give it only to those who should. "
                {deleted_by_itself(drafting.terms)}
            </p>
            <p class="row">
                <a class="button quiet" href=format!("{system}.yaml") download="">"Download as YAML"</a>
                <a class="button quiet" href=format!("{system}.json") download="">"Download as JSON"</a>
            </p>
            <details class="about" id="forget">
                <summary>"Delete the draft"</summary>
                <p>"It is gone for good, and its address leads nowhere. Reports that were published from it stay."</p>
                <form method="post" action=format!("{system}/delete")>
                    <button type="submit" class="quiet">"Delete this draft"</button>
                </form>
            </details>
        </section>
    }
    .into_any()
}
