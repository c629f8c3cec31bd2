//! The rulebook as pages: an index by kind and a page per rule. The pages show exactly the rules that the
//! engine applies.

mod condition;
mod example;
mod neighbours;
mod rule;

use advice::{Rulebook, rule::Rule, rules};
use leptos::prelude::*;

use crate::{
    components::reason::user_text,
    pack::Rulesets,
    shell::{Page, Place},
};

/// The kinds of rule in the order of the rulebook: the name on the wire, the title, and the effect of rules
/// of the kind.
const KINDS: [(&str, &str, &str); 17] = [
    ("row", "The decision matrix", "Answers that are weighed: each leans to a call or to events."),
    ("gate", "Gates", "Facts that decide before anything is weighed."),
    ("constraint", "Constraints", "Facts that shape consistency, delivery or message, and at most turn a tie."),
    ("system", "Questions about the whole system", "What they say weighs for or against advice for the whole system."),
    ("style", "Styles", "How a step is done; a step\u{2019}s verdict is its style\u{2019}s."),
    ("mechanism", "Consistency mechanisms", "By what a step is kept as consistent as it must be."),
    ("delivery", "Delivery", "What must be settled for every message that is sent, and how."),
    ("call", "Calls", "What must be settled for every call that is waited for, and how."),
    (
        "event_term",
        "Design of events",
        "What must be settled for every event: how much it carries, and each of its fields.",
    ),
    ("saga", "Sagas", "The eight ways to bring a flow that changes several owners to its end, or to undo it."),
    ("saga_term", "Terms of a saga", "What must be settled for every saga, case by case."),
    ("countermeasure", "Countermeasures", "What guards a record that others see before its change is there to stay."),
    ("advice", "Advice for the whole system", "Weighed from the answers about the whole system."),
    ("finding", "Findings", "What a system has and should not have."),
    ("move", "Moves", "The changes that lead from what is built today to the advice, the least risky first."),
    ("disagreement", "Where sources disagree", "What each side says, and which one the advice follows."),
    ("word", "Words", "What the words of the field mean."),
];

/// The page at `/rules`.
pub fn index(book: &'static Rulebook, rulesets: &Rulesets) -> Page {
    let others = packs(book, rulesets);
    let json = of(book, "/api/v1/rules");
    let heading = if is_shipped(book) { "Rules".to_owned() } else { format!("Rules of {}", book.id()) };
    let title = format!("{} \u{2013} EDA Advisor", if is_shipped(book) { "Rules" } else { &heading });
    let page = Page::new(&title, "Every rule that the advisor applies, with its claim.", move || {
        let kinds: Vec<AnyView> = KINDS.iter().map(|(kind, title, what)| listed(book, kind, title, what)).collect();
        let number = book.rules().filter(|rule| rule.retired.is_none()).count();
        view! {
            <p class="soft revision">{book.id().to_owned()}" rules "{book.version().to_owned()}</p>
            <h1>{user_text(&heading)}</h1>
            <p class="sentence">
                "Every answer comes from these "{number}" rules and from nothing else. Each says what it claims, why, "
                "who says so, and where it shows. What the words mean stands under "<a href="/words">"Words"</a>"; "
                <a href="/search">"Search"</a>" finds both."
            </p>
            {others}
            {contents()}
            {kinds}
            <p class="soft">
                "For programs: "<a href=json>"the same as JSON"</a>". Digest "
                <code>{book.digest().to_owned()}</code>
            </p>
        }
    });
    page.at(Place::Rules)
}

/// The rulesets that a description may name; nothing if there are no packs.
fn packs(shown: &Rulebook, rulesets: &Rulesets) -> AnyView {
    let items: Vec<_> = rulesets
        .packs()
        .map(|pack| {
            let book = pack.rulebook();
            let name = format!("{} {}", book.id(), book.version());
            let current = (book.id() == shown.id()).then_some("page");
            view! {
                <li>
                    <a href=format!("/rules?ruleset={}", book.id()) aria-current=current>{user_text(&name)}</a>
                    {current.map(shown_here)}", by "{user_text(pack.author())}": "{user_text(pack.reason())}
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    let current = (shown.id() == rulesets.shipped().id()).then_some("page");
    view! {
        <section aria-labelledby="rulesets">
            <h2 id="rulesets">"Rulesets"</h2>
            <p class="soft">"A description names the one that it wants to be assessed with."</p>
            <ul>
                <li>
                    <a href="/rules" aria-current=current>"default"</a>{current.map(shown_here)}", the shipped rules"
                </li>
                {items}
            </ul>
        </section>
    }
    .into_any()
}

/// The text that marks the shown ruleset for people who do not perceive the attribute `aria-current`.
fn shown_here(_: &str) -> AnyView {
    view! { <b>" (shown here)"</b> }.into_any()
}

/// Whether a pack added the rule. Shipped rules whose weights or grades a pack changes do not count.
fn is_own(rule: &Rule) -> bool {
    !rules::shipped().find(&rule.id).any(|shipped| shipped.kind.name() == rule.kind.name())
}

/// The address of a rule's page in a ruleset.
fn address(book: &Rulebook, id: &str) -> String {
    of(book, &format!("/rules/{id}"))
}

/// An address that selects this ruleset.
fn of(book: &Rulebook, path: &str) -> String {
    if is_shipped(book) { path.to_owned() } else { format!("{path}?ruleset={}", book.id()) }
}

fn is_shipped(book: &Rulebook) -> bool {
    book.id() == rules::shipped().id()
}

/// Links to the kinds.
fn contents() -> AnyView {
    let links: Vec<_> =
        KINDS.iter().map(|(kind, title, _)| view! { <li><a href=format!("#kind-{kind}")>{*title}</a></li> }).collect();
    view! { <nav class="contents" aria-label="Kinds of rule"><ul>{links}</ul></nav> }.into_any()
}

fn listed(book: &'static Rulebook, kind: &str, title: &'static str, what: &'static str) -> AnyView {
    let items: Vec<_> = book
        .rules()
        .filter(|rule| rule.kind.name() == kind)
        .map(|rule| {
            let of_pack = is_own(rule)
                .then(|| view! { " "<small class="soft">"("{user_text(book.id())}"\u{2019}s own)"</small> });
            let retired = rule.retired.is_some().then(|| view! { " "<small class="soft">"(retired)"</small> });
            view! {
                <li>
                    <p><a href=address(book, &rule.id)>{rule.name.to_string()}</a>{of_pack}{retired}</p>
                    <p class="soft">{rule.claim.to_string()}</p>
                </li>
            }
        })
        .collect();
    let id = format!("kind-{kind}");
    view! {
        <section aria-labelledby=id>
            <h2 id=id.clone()>{title}</h2>
            <p class="soft">{what}</p>
            <ul class="rules">{items}</ul>
        </section>
    }
    .into_any()
}

/// The page at `/rules/{id}` with every rule that has this id; `None` if there is none.
pub fn page(book: &'static Rulebook, id: &str) -> Option<Page> {
    let rules: Vec<&'static Rule> = book.find(id).collect();
    let first = rules.first()?;
    let title = format!("{} \u{2013} EDA Advisor", first.name);
    let page = Page::new(&title, &first.claim, move || {
        let alone = rules.len() == 1;
        let all = of(book, "/rules");
        let named = (!is_shipped(book)).then(|| format!(" of {} {}", book.id(), book.version()));
        let shown: Vec<AnyView> = rules.iter().map(|rule| rule::view(book, rule, kind_title(rule), alone)).collect();
        let title = (!alone).then(|| {
            let id = rules.first().map(|rule| rule.id.to_string());
            view! { <h1><code>{id}</code></h1> <p class="soft">"This name stands for several things."</p> }
        });
        view! {
            <p class="soft revision"><a href=all>"Rules"{named}</a></p>
            {title}
            {shown}
        }
    });
    Some(page.at(Place::Rules))
}

fn kind_title(rule: &Rule) -> &'static str {
    match rule.kind.name() {
        "row" => "Row of the decision matrix",
        "gate" => "Gate",
        "constraint" => "Constraint",
        "system" => "Question about the whole system",
        "style" => "Style",
        "mechanism" => "Consistency mechanism",
        "delivery" => "Term of delivery",
        "call" => "Term of a call",
        "event_term" => "Term of an event",
        "saga" => "Saga",
        "saga_term" => "Term of a saga",
        "countermeasure" => "Countermeasure",
        "advice" => "Advice for the whole system",
        "finding" => "Finding",
        "move" => "Move",
        "disagreement" => "Disagreement of sources",
        _ => "Word",
    }
}
