//! Event sourcing: a small log that one replays to any moment.

use leptos::prelude::*;

use super::{
    Lesson, Visit,
    parts::{cited, form},
    system::{self, System},
};
use crate::{components::advised, wording};

pub(super) const LESSON: Lesson = Lesson {
    slug: "event-sourcing",
    title: "Event sourcing",
    says: "A log of facts that you replay to any moment, and when that is worth its price.",
    teaches: &["event_sourcing", "history_needed", "history_worthless", "event_volume", "audit_and_event_sourcing"],
    view,
};

const SYSTEM: &str = "
name: Account
answers: {history_needed: [past_states, regulatory_audit, debugging], domain_complexity: rich}
flows:
  - id: account
    actor: customer
    steps:
      - {id: open, action: Open the account, from: branch, to: [accounts], entity: account, answers: {reply: answer}}
      - {id: deposit, action: Deposit the funds, from: branch, to: [accounts], entity: funds, answers: {reply: answer}}
      - {id: withdraw, action: Withdraw the funds, from: branch, to: [accounts], entity: funds,
         answers: {reply: answer, invariant: balance}}
      - {id: reverse, action: Reverse the withdrawal, from: branch, to: [accounts], entity: withdrawal,
         answers: {reply: answer}}
";

/// An entry of the log.
struct Entry {
    day: &'static str,
    /// The step that left it.
    step: &'static str,
    /// What it adds to the balance.
    adds: i32,
    /// What it carries, in words.
    says: &'static str,
}

const LOG: [Entry; 7] = [
    Entry { day: "1 March", step: "open", adds: 0, says: "for Ada" },
    Entry { day: "2 March", step: "deposit", adds: 500, says: "salary" },
    Entry { day: "5 March", step: "withdraw", adds: -80, says: "cash machine" },
    Entry { day: "5 March", step: "withdraw", adds: -80, says: "cash machine, the same again" },
    Entry { day: "9 March", step: "withdraw", adds: -120, says: "rent of a van" },
    Entry { day: "12 March", step: "reverse", adds: 80, says: "booked twice on 5 March" },
    Entry { day: "20 March", step: "deposit", adds: 60, says: "refund" },
];

/// The number of entries that are replayed at first: the mistake is in the balance and not corrected yet.
const FIRST: usize = 4;

/// The balance after the first entries of a log.
fn replay(log: &[Entry]) -> i32 {
    log.iter().map(|entry| entry.adds).sum()
}

fn view(visit: &Visit) -> AnyView {
    let book = visit.book;
    let at = visit.field("at").and_then(|at| at.parse().ok()).unwrap_or(FIRST).clamp(1, LOG.len());
    let fields = view! {
        <label for="at">"Replay to"</label>
        <input type="range" id="at" name="at" min="1" max=LOG.len() value=at aria-describedby="moment"/>
        <output id="moment" for="at" data-live="moment">{LOG[at - 1].day}", event "{at}" of "{LOG.len()}</output>
    };
    view! {
        <p class="lead">
            "A table keeps how things are; a log keeps every fact that led there. Replay it to any moment: the state \
             of that day comes back, and the reason for it."
        </p>
        {form("/learn/event-sourcing", "Replay", fields.into_any())}
        {system::assessed(book, SYSTEM, |system| view! {
            <div class="replay">
                {state(at)}
                <section class="card of-log" aria-labelledby="log">
                    <h2 id="log">"The log"</h2>
                    {log(system, at)}
                </section>
                <section class="card of-advice" aria-labelledby="advised">
                    <h2 id="advised">"What the advisor says of such an account"</h2>
                    {advised::view(book, "event_sourcing", &system.assessment.advice.event_sourcing)}
                </section>
                <div>
                    <p>
                        "Elsewhere it may say no. A plain list that is only read and written, a past that nobody asks \
                         about, and more events than their storage is worth speak against it."
                    </p>
                    {cited(book, "event_sourcing")}
                </div>
            </div>
        }.into_any())}
    }
    .into_any()
}

/// The entries, with those behind the moment marked. Their names are those that the flow's own events would have.
fn log(system: &System<'_>, at: usize) -> AnyView {
    let name = |step: &str| {
        let found = system.assessment.advice.log.iter().find(|entry| entry.step == step);
        found.map(|entry| entry.event.to_string()).unwrap_or_default()
    };
    let rows = LOG.iter().enumerate().map(|(index, entry)| {
        let class = (index >= at).then_some("ahead");
        let amount = (entry.adds != 0).then(|| wording::signed(entry.adds));
        view! {
            <tr class=class aria-current=(index + 1 == at).then_some("step")>
                <td>{entry.day}</td>
                <th scope="row"><code class="pill">{name(entry.step)}</code></th>
                <td>{entry.says}</td>
                <td class="amount">{amount}</td>
            </tr>
        }
    });
    view! {
        <table class="log" aria-labelledby="log" data-live="log">
            <thead>
                <tr>
                    <th scope="col">"Day"</th>
                    <th scope="col">"Event"</th>
                    <th scope="col">"Says"</th>
                    <th scope="col" class="amount">"Amount"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The state at the moment, and what a table would show instead.
fn state(at: usize) -> AnyView {
    let corrected = LOG.iter().position(|entry| entry.step == "reverse").is_some_and(|index| index < at);
    let doubled = at > 3 && !corrected;
    let note = match (doubled, corrected) {
        (true, _) => "80 is missing. The log shows why: the same withdrawal stands there twice.",
        (_, true) => "The mistake is corrected by another event. The two wrong days can still be asked about.",
        _ => "So far every event is right.",
    };
    view! {
        <section class="card state" aria-label="The state at this moment" data-live="state">
            <p class="soft">"Balance on "{LOG[at - 1].day}</p>
            <p class="balance-then" data-says>{replay(&LOG[..at])}</p>
            <p>{note}</p>
            <p class="soft">
                "A table would show "{replay(&LOG)}", today\u{2019}s balance, and could not say how it came about."
            </p>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use advice::{assessment::AdviceVerdict, rules};

    use super::*;

    #[test]
    fn the_log_has_the_names_of_the_flows_own_events_and_is_recommended() {
        let (names, verdict) = system::with(rules::shipped(), SYSTEM, |system| {
            let advice = &system.assessment.advice;
            let names: Vec<String> = advice.log.iter().map(|entry| format!("{} {}", entry.step, entry.event)).collect();
            (names, advice.event_sourcing.verdict)
        })
        .unwrap();
        let expected =
            ["open AccountOpened", "deposit FundsDeposited", "withdraw FundsWithdrawn", "reverse WithdrawalReversed"];
        assert_eq!(names, expected);
        assert_eq!(verdict, AdviceVerdict::Recommended);
    }

    #[test]
    fn what_the_page_says_speaks_against_it_does() {
        let plain = SYSTEM.replace(
            "history_needed: [past_states, regulatory_audit, debugging], domain_complexity: rich",
            "history_worthless: yes, event_volume: extreme, domain_complexity: crud",
        );
        let (verdict, against) = system::with(rules::shipped(), &plain, |system| {
            let advised = &system.assessment.advice.event_sourcing;
            (advised.verdict, advised.against.len())
        })
        .unwrap();
        assert_eq!((verdict, against), (AdviceVerdict::NotNow, 3));
    }

    #[test]
    fn a_replay_adds_up_to_the_moment() {
        let balances: Vec<i32> = (1..=LOG.len()).map(|at| replay(&LOG[..at])).collect();
        assert_eq!(balances, [0, 500, 420, 340, 220, 300, 360]);
    }
}
