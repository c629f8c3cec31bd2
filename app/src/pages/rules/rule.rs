//! One rule in full: claim, reasons, advice, question and effects, sources, and examples of where it applies
//! and where not.

use advice::{
    Rulebook,
    rule::{
        Answer, Citation, Disagreement, Effect, Example, Grade, Mechanism, Question, Rule, RuleKind, Saga, Style,
        Terms, Text,
    },
    source,
};
use leptos::prelude::*;

use super::{condition, example, neighbours};
use crate::{
    components::{disagreement, reason::rule_link, verdict},
    pages::learn::at_work,
    wording,
};

/// A rule as an article. If it is `alone` on its page, its name is the page's title.
pub(super) fn view(book: &'static Rulebook, rule: &'static Rule, kind: &'static str, alone: bool) -> AnyView {
    let name = rule.name.to_string();
    let id = format!("rule-{}", rule.kind.name());
    let title = if alone {
        view! { <h1 id=id.clone()>{name}</h1> }.into_any()
    } else {
        view! { <h2 class="title" id=id.clone()>{name}</h2> }.into_any()
    };
    let caveat = rule.caveat.as_ref().map(|caveat| {
        view! { <div class="aside" role="note"><p><b>"Take care. "</b>{caveat.to_string()}</p></div> }
    });
    view! {
        <article class="rule" aria-labelledby=id>
            <p class="soft">{kind}" · "<code>{rule.id.to_string()}</code></p>
            {title}
            <p class="sentence">{rule.claim.to_string()}</p>
            {at_work(&rule.id).map(|link| view! { <p>{link}</p> })}
            {retired(rule)}
            {part("Why", view! { <p>{rule.why.to_string()}</p> }.into_any(), alone)}
            {part("What to do", view! { <p>{rule.advice.to_string()}</p> }.into_any(), alone)}
            {caveat}
            {data(book, rule, alone)}
            {disagreements(book, rule, alone)}
            {part("Who says so", citations(&rule.citations), alone)}
            {examples("Where it shows", &rule.fires, alone)}
            {examples("Where it stays silent", &rule.silent, alone)}
            {part("Neighbours", neighbours::view(book, rule), alone)}
            {history(rule)}
        </article>
    }
    .into_any()
}

/// A section with a heading one level below the rule's name.
fn part(title: &'static str, body: AnyView, alone: bool) -> AnyView {
    let heading = if alone { view! { <h2>{title}</h2> }.into_any() } else { view! { <h3>{title}</h3> }.into_any() };
    view! { {heading}{body} }.into_any()
}

fn retired(rule: &Rule) -> AnyView {
    rule.retired
        .as_ref()
        .map(|retired| {
            view! {
                <p><b>"Retired in "{retired.in_version.to_string()}". "</b>{retired.because.to_string()}</p>
            }
        })
        .into_any()
}

/// The data that the rule's kind adds.
fn data(book: &'static Rulebook, rule: &'static Rule, alone: bool) -> AnyView {
    match &rule.kind {
        RuleKind::Row(asked) | RuleKind::Gate(asked) | RuleKind::Constraint(asked) | RuleKind::System(asked) => {
            part("What is asked", question(book, asked), alone)
        }
        RuleKind::Style(style) => part("When it is used", style_cases(book, style), alone),
        RuleKind::Mechanism(mechanism) => part("When it is used", mechanism_cases(book, mechanism), alone),
        RuleKind::Delivery(terms) | RuleKind::Call(terms) | RuleKind::Event(terms) | RuleKind::SagaTerm(terms) => {
            part("How it is settled", term_cases(book, terms), alone)
        }
        RuleKind::Saga(saga) => part("What it is", saga_kind(saga), alone),
        RuleKind::Countermeasure(guard) => {
            let body = view! { <p>{guard.because.to_string()}</p>{when(book, &guard.when)} };
            part("When it is used", body.into_any(), alone)
        }
        RuleKind::Advice(advice) => {
            let text = format!(
                "Points for and against are added up: worth considering from {}, recommended from {}.",
                advice.consider_from, advice.recommended_from
            );
            part("How it is weighed", view! { <p>{text}</p> }.into_any(), alone)
        }
        RuleKind::Finding(finding) => {
            let text = format!("It is reported as: {}.", wording::severity(finding.severity));
            part("How much it matters", view! { <p>{text}</p> }.into_any(), alone)
        }
        RuleKind::Move(step) => {
            let text = format!("Of all moves, the one with the least risk is 1; this one is {}.", step.risk);
            part("When its turn is", view! { <p>{text}</p> }.into_any(), alone)
        }
        RuleKind::Disagreement(dispute) => disputed(book, dispute, alone),
        RuleKind::OwnFinding(finding) => {
            let text = format!("It is reported as: {}.", wording::severity(finding.severity));
            let body = view! { <p>{text}</p> {when(book, &finding.when)} }.into_any();
            part("How much it matters", body, alone)
        }
        RuleKind::Word(_) => {
            let address = format!("/words#{}", rule.id);
            view! { <p><a href=address>"Among all words"</a></p> }.into_any()
        }
    }
}

/// The positions of a disagreement, its condition, and the rules that it concerns.
fn disputed(book: &'static Rulebook, dispute: &'static Disagreement, alone: bool) -> AnyView {
    let rules: Vec<_> = dispute
        .bears_on
        .iter()
        .enumerate()
        .map(|(index, id)| {
            let apart = (index > 0).then_some(" · ");
            let name = book.find(id).next().map_or(id.as_ref(), |rule| rule.name.as_ref());
            view! { {apart}{rule_link(id, name)} }
        })
        .collect();
    let body = view! {
        <p><b>{dispute.question.to_string()}</b></p>
        {disagreement::sides(dispute)}
        {when(book, &dispute.when)}
    };
    view! {
        {part("What is in dispute", body.into_any(), alone)}
        {part("What it bears on", view! { <p>{rules}</p> }.into_any(), alone)}
    }
    .into_any()
}

/// The disagreements that concern a rule; nothing if there are none.
fn disagreements(book: &'static Rulebook, rule: &'static Rule, alone: bool) -> AnyView {
    let folded: Vec<AnyView> = book.bearing_on(&rule.id).map(disagreement::folded).collect();
    if folded.is_empty() {
        return ().into_any();
    }
    part("Where sources disagree", folded.into_any(), alone)
}

fn question(book: &'static Rulebook, asked: &'static Question) -> AnyView {
    let answers: Vec<AnyView> = asked.answers.iter().map(|answer| answered(book, answer)).collect();
    let several = asked.several.then_some(" Several answers may be given.");
    view! {
        <p><b>{asked.ask.to_string()}</b></p>
        <p class="soft">{asked.why_asked.to_string()}{several}</p>
        <ul class="answers">{answers}</ul>
    }
    .into_any()
}

fn answered(book: &'static Rulebook, answer: &'static Answer) -> AnyView {
    let effects: Vec<AnyView> = answer.effects.iter().map(|effect| one_effect(book, effect)).collect();
    view! {
        <li>
            <p><b>{answer.label.to_string()}</b>" "<code>{answer.id.to_string()}</code></p>
            <p class="soft">{answer.decides.to_string()}</p>
            {(!effects.is_empty()).then(|| view! { <ul>{effects}</ul> })}
        </li>
    }
    .into_any()
}

fn one_effect(book: &'static Rulebook, effect: &'static Effect) -> AnyView {
    let does = condition::effect(book, &effect.does);
    view! {
        <li>
            <p><b>{wording::capital(&does)}</b>". "{effect.because.to_string()}</p>
            {when(book, &effect.when)}
        </li>
    }
    .into_any()
}

/// A condition on a line of its own.
fn when(book: &'static Rulebook, when: &advice::rule::When) -> AnyView {
    condition::words(book, when).map(|words| view! { <p class="soft"><small>"When "{words}"."</small></p> }).into_any()
}

fn style_cases(book: &'static Rulebook, style: &'static Style) -> AnyView {
    let cases: Vec<_> = style.cases.iter().map(|case| view! { <li>{when(book, &case.when)}</li> }).collect();
    view! { <p>{verdict::chip(style.verdict)}</p> <ul class="answers">{cases}</ul> }.into_any()
}

fn mechanism_cases(book: &'static Rulebook, mechanism: &'static Mechanism) -> AnyView {
    let cases: Vec<AnyView> = mechanism
        .cases
        .iter()
        .map(|case| {
            let level = if case.level == case.at_owner {
                wording::level(case.level).to_owned()
            } else {
                format!("{}, at its owner {}", wording::level(case.level), wording::level(case.at_owner))
            };
            view! {
                <li>
                    <p><b>{wording::capital(&level)}</b>". "{case.because.to_string()}</p>
                    {when(book, &case.when)}
                </li>
            }
            .into_any()
        })
        .collect();
    let rejected: Vec<AnyView> = mechanism
        .rejected
        .iter()
        .map(|rejection| {
            view! { <li><p>{rejection.because.to_string()}</p>{when(book, &rejection.when)}</li> }.into_any()
        })
        .collect();
    let rejected = (!rejected.is_empty())
        .then(|| view! { <p>"Near at hand, and yet wrong:"</p> <ul class="answers">{rejected}</ul> });
    let joins = mechanism.joins.as_ref().map(|joins| {
        let words = condition::words(book, joins).unwrap_or_else(|| "anything is chosen".to_owned());
        view! { <p>"It stands beside another mechanism when "{words}"."</p> }
    });
    let beside: Vec<AnyView> = mechanism
        .beside
        .iter()
        .map(|id| rule_link(id, book.mechanism(id).map_or(id.as_ref(), |rule| rule.name.as_ref())))
        .collect();
    let beside = (!beside.is_empty()).then(|| view! { <p>"It always comes with "{beside}"."</p> });
    view! { <ul class="answers">{cases}</ul> {beside} {joins} {rejected} }.into_any()
}

/// The cases in order. The first case that fits applies.
fn term_cases(book: &'static Rulebook, terms: &'static Terms) -> AnyView {
    let named = terms.cases.iter().any(|case| case.value.is_some());
    let cases: Vec<_> = terms
        .cases
        .iter()
        .map(|case| {
            let value = named.then(|| match &case.value {
                None => view! { <b>"None"</b>". " }.into_any(),
                Some(value) => view! { <code>{value.to_string()}</code>". " }.into_any(),
            });
            let otherwise = condition::words(book, &case.when)
                .is_none()
                .then(|| view! { <p class="soft"><small>"In every other case."</small></p> });
            view! { <li><p>{value}{case.because.to_string()}</p>{when(book, &case.when)}{otherwise}</li> }
        })
        .collect();
    view! { <p>"The first of these that fits:"</p> <ul class="answers">{cases}</ul> }.into_any()
}

fn saga_kind(saga: &'static Saga) -> AnyView {
    let list =
        |texts: &'static [Text]| texts.iter().map(|text| view! { <li>{text.to_string()}</li> }).collect::<Vec<_>>();
    view! {
        <p><b>{wording::capital(&wording::saga(saga.communication, saga.consistency, saga.coordination))}</b>"."</p>
        <p>"Benefits:"</p>
        <ul>{list(&saga.gains)}</ul>
        <p>"Costs:"</p>
        <ul>{list(&saga.costs)}</ul>
    }
    .into_any()
}

fn citations(citations: &'static [Citation]) -> AnyView {
    let items: Vec<AnyView> = citations
        .iter()
        .map(|citation| {
            let grade = match citation.grade {
                Grade::States => "says it",
                Grade::Implies => "we infer it from there",
            };
            let Some(source) = source::find(&citation.source) else {
                return view! { <li>{citation.source.to_string()}</li> }.into_any();
            };
            let title = if source.url.is_empty() {
                source.title.into_any()
            } else {
                view! { <a href=source.url rel="noreferrer">{source.title}</a> }.into_any()
            };
            let by = (!source.by.is_empty()).then(|| format!(", {}", source.by));
            let edition = (!source.edition.is_empty()).then(|| format!(", {}", source.edition));
            let unread = source.unread.then(|| {
                view! { " "<small class="grade">"cited from memory; not read for this edition"</small> }
            });
            view! {
                <li>
                    {title}{by}{edition}": "{citation.section.to_string()}
                    " "<small class="grade">{grade}</small>{unread}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="citations">{items}</ul> }.into_any()
}

fn examples(title: &'static str, examples: &'static [Example], alone: bool) -> AnyView {
    if examples.is_empty() {
        return ().into_any();
    }
    let shown: Vec<_> = examples
        .iter()
        .map(|shown| {
            let label = format!("Description: {}", shown.says);
            view! {
                <figure class="example">
                    <figcaption>{shown.says.to_string()}</figcaption>
                    <pre tabindex="0" role="region" aria-label=label>
                        <code>{example::yaml(&shown.description)}</code>
                    </pre>
                </figure>
            }
        })
        .collect();
    part(title, shown.into_any(), alone)
}

fn history(rule: &Rule) -> AnyView {
    let rows: Vec<String> = rule.lesson.iter().map(ToString::to_string).collect();
    let lesson = match rows.len() {
        0 => None,
        1 => Some(format!(" It carries point {} of the lesson that the product started from.", rows[0])),
        _ => {
            Some(format!(" It carries points {} of the lesson that the product started from.", wording::spoken(&rows)))
        }
    };
    view! { <p class="soft">"Since version "{rule.since.to_string()}"."{lesson}</p> }.into_any()
}
