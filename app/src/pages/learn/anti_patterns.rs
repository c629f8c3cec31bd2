//! Four anti-patterns, each broken and mended: what the check of snippets finds in the one, and nothing in the other.

use advice::Rulebook;
use leptos::prelude::*;

use super::{Lesson, Visit, parts::cited};
use crate::{
    advisor::findings,
    components::reason::{rule_link, ticked},
    pages::snippets::marked,
};

pub(super) const LESSON: Lesson = Lesson {
    slug: "anti-patterns",
    title: "Four anti-patterns",
    says: "Events that are none, broken and mended, with what the advisor finds in each.",
    teaches: &["command_as_event", "awaited_event", "consumer_shaped_event", "query_by_event"],
    view,
};

/// A snippet with an anti-pattern, and the same mended.
struct Pair {
    /// Id of the finding's rule.
    rule: &'static str,
    broken: &'static str,
    mended: &'static str,
}

const PAIRS: [Pair; 4] = [
    Pair {
        rule: "command_as_event",
        broken: r#"{"type": "SendWelcomeEmail", "user_id": "42"}"#,
        mended: r#"{"type": "UserRegistered", "user_id": "42"}"#,
    },
    Pair {
        rule: "awaited_event",
        broken: "bus.publish(new CredentialsEntered(user))\nconst ok = await bus.waitFor(\"CredentialsChecked\")",
        mended: "const ok = await identity.check(user)",
    },
    Pair {
        rule: "consumer_shaped_event",
        broken: r#"{"type": "TaskCreated", "task_id": "7",
 "email_template": "new-task.html"}"#,
        mended: r#"{"type": "TaskCreated", "task_id": "7",
 "title": "Call Ada"}"#,
    },
    Pair {
        rule: "query_by_event",
        broken: r#"bus.publish("GetUserDetails", { user_id })"#,
        mended: "const user = await users.getDetails(user_id)",
    },
];

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let pairs = PAIRS.iter().map(|pair| shown(book, pair)).collect_view();
    view! {
        <p class="lead">
            "An event that tells somebody what to do, waits for an answer, carries one reader\u{2019}s things or asks \
             a question has only the costs of an event."
        </p>
        <div class="pairs">{pairs}</div>
        <p class="soft after-pairs">
            "The findings are those of "<a href="/snippets">"Snippets"</a>": paste an event, a schema or code of your \
             own there."
        </p>
    }
    .into_any()
}

fn shown(book: &'static Rulebook, pair: &'static Pair) -> AnyView {
    let Pair { rule: id, broken, mended } = *pair;
    let Some(rule) = book.find(id).find(|rule| rule.kind.name() == "finding") else { return ().into_any() };
    let found = findings::check(book, broken);
    let messages = found.findings.iter().map(|found| view! { <p>{ticked(&found.finding.message)}</p> }).collect_view();
    let rest = findings::check(book, mended);
    let verdict = if rest.findings.is_empty() { "Nothing found." } else { "Something is found." };
    view! {
        <section class="card pair-of" aria-labelledby=id>
            <h2 id=id>{rule_link(id, &rule.name)}</h2>
            <div class="broken">
                <p class="side-of"><b class="severity warning">"Broken"</b></p>
                {marked(broken, &found, &format!("{}: broken", rule.name))}
                {messages}
            </div>
            <div class="mended">
                <p class="side-of"><b>"Mended"</b></p>
                {marked(mended, &rest, &format!("{}: mended", rule.name))}
                <p class="soft">{verdict}</p>
            </div>
            {cited(book, id)}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use advice::rules;

    use super::*;

    #[test]
    fn the_broken_form_has_its_finding_and_the_mended_one_has_none() {
        for Pair { rule, broken, mended } in &PAIRS {
            let found = |snippet| {
                let checked = findings::check(rules::shipped(), snippet);
                checked.findings.iter().map(|found| found.finding.rule.to_string()).collect::<Vec<_>>()
            };
            assert_eq!(found(broken), [*rule], "{broken}");
            assert!(found(mended).is_empty(), "{mended}: {:?}", found(mended));
        }
    }
}
