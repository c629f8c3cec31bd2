//! How a step is called, and what happens if the call fails. The call tables of the rulebook give the terms; this
//! module fills in what the description says about time and retries.
//!
//! It must not decide whether a step is called: the step's style decides that.

use std::borrow::Cow;

use super::fill::Settled;
use super::step::StepScene;
use crate::assessment::Call;
use crate::decimal::Decimal;
use crate::description::Period;
use crate::rule::circumstance::{EXCHANGE, LIMIT, RETRIES};
use crate::rulebook::Facts;
use crate::terms::Carrier;

/// Billionths of a millisecond in a second.
const SECOND: i64 = 1_000_000_000_000;

/// What passes between who asks for a step and who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exchange {
    /// A part of a local transaction.
    Transaction,
    /// A query.
    Query,
    /// A call that changes something.
    Change,
    /// A request that is accepted at once.
    Accepted,
    /// A command with a reply.
    WithReply,
    /// Any other message.
    Message,
}

impl Exchange {
    /// Its value of the circumstance `exchange`.
    pub(super) fn value(self) -> usize {
        match self {
            Self::Transaction => const { EXCHANGE.value("transaction") },
            Self::Query => const { EXCHANGE.value("query") },
            Self::Change => const { EXCHANGE.value("change") },
            Self::Accepted => const { EXCHANGE.value("accepted") },
            Self::WithReply => const { EXCHANGE.value("with_reply") },
            Self::Message => const { EXCHANGE.value("message") },
        }
    }
}

impl<'a, 'r: 'a> StepScene<'_, 'a, 'r> {
    /// How the step is called; none for a step that a message carries.
    pub(super) fn call(&self) -> Option<Call<'a>> {
        if self.draft.means.is_message() {
            return None;
        }
        let facts = self.called_facts();
        let (run, step, limit, retries) = (self.run_id(), self.step_of_run(), self.limit(), self.retries());
        let settled = Settled::of(self.book, &self.book.calls, &facts);
        let name_of = |placeholder: &str| match placeholder {
            "run" => run.as_str(),
            "step" => &step,
            "limit" => &limit,
            "retries" => &retries,
            _ => "",
        };
        let part = |part: &str| settled.told(part, &name_of);
        Some(Call {
            time_limit: part("time_limit").unwrap_or_default(),
            retry: part("retry"),
            idempotency_key: part("idempotency_key"),
            if_down: part("if_down").unwrap_or_default(),
            because: settled.because("if_down"),
            terms: settled.into_terms(),
        })
    }

    /// What passes between who asks for the step and who does it.
    pub(super) fn exchange(&self) -> Exchange {
        let means = self.draft.means;
        match means.carrier {
            Carrier::Queue if means.replies => Exchange::WithReply,
            Carrier::Queue | Carrier::Event => Exchange::Message,
            Carrier::Transaction => Exchange::Transaction,
            Carrier::Call if means.finishes_later => Exchange::Accepted,
            Carrier::Call if means.only_asks && !self.is_query_with_invariant() => Exchange::Query,
            Carrier::Call => Exchange::Change,
        }
    }

    /// The facts that the call tables read.
    fn called_facts(&self) -> Facts {
        let landmarks = &self.book.landmarks;
        let (mut facts, exchange) = (self.draft.facts, self.exchange());
        let asks = exchange == Exchange::Query;
        if let Some((invariant, none)) = landmarks.no_invariant.filter(|_| asks) {
            // A query changes nothing, so no invariant is at stake.
            facts.fix(invariant, none);
        }
        facts.fix(landmarks.pays, usize::from(asks || !self.pays()));
        facts.fix(landmarks.exchange, exchange.value());
        let limit = match (self.outcome_limit(), self.described.timeout_ms) {
            (Some(_), _) => const { LIMIT.value("within") },
            (None, Some(_)) => const { LIMIT.value("timeout") },
            (None, None) => const { LIMIT.value("unsaid") },
        };
        facts.fix(landmarks.limit, limit);
        let retries = match self.described.retries {
            Some(0) => const { RETRIES.value("none") },
            Some(_) => const { RETRIES.value("some") },
            None => const { RETRIES.value("unsaid") },
        };
        facts.fix(landmarks.retries, retries);
        facts
    }

    /// The time within which the answer to the call must be there. If the call is only accepted, the limit of the
    /// outcome does not limit the call.
    fn outcome_limit(&self) -> Option<&Period> {
        self.described.within.as_ref().filter(|_| self.exchange() != Exchange::Accepted)
    }

    /// The time limit that the description gives, in ISO 8601; empty if it gives none.
    fn limit(&self) -> Cow<'_, str> {
        let timeout = || self.described.timeout_ms.map(|time| Cow::Owned(iso_8601(time))).unwrap_or_default();
        self.outcome_limit().map_or_else(timeout, |within| Cow::Borrowed(within.written()))
    }

    /// How often the caller tries again, as the description says it; empty if it says nothing.
    fn retries(&self) -> Cow<'static, str> {
        match self.described.retries {
            Some(1) => Cow::Borrowed("once"),
            Some(2) => Cow::Borrowed("twice"),
            Some(times) => Cow::Owned(format!("{times}_times")),
            None => Cow::Borrowed(""),
        }
    }
}

/// Milliseconds as an ISO 8601 duration: 1500 is `PT1.5S`.
fn iso_8601(milliseconds: Decimal) -> String {
    let (seconds, rest) = (milliseconds.billionths() / SECOND, milliseconds.billionths() % SECOND);
    let decimals = format!("{rest:012}");
    match decimals.trim_end_matches('0') {
        "" => format!("PT{seconds}S"),
        decimals => format!("PT{seconds}.{decimals}S"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Tree, model, rules};

    /// The calls of a flow's steps as JSON, without the reasons.
    fn calls(steps: &Value) -> Vec<Value> {
        let flow = json!({"id": "book", "steps": steps});
        let text = json!({"name": "Test", "participants": [{"id": "bank", "kind": "external"}], "flows": [flow]});
        let text = text.to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = model::read(&text, &tree, rules::shipped()).unwrap();
        let assessment = crate::assess(&model);
        let told = assessment.steps.iter().map(|step| {
            let mut told = serde_json::to_value(&step.call).unwrap();
            if let Some(told) = told.as_object_mut() {
                assert_eq!(told["terms"].as_array().unwrap().len(), 4);
                assert_eq!(told["because"], told["terms"][3]["because"]);
                told.retain(|part, _| part != "because" && part != "terms");
            }
            told
        });
        told.collect()
    }

    /// The call of a single step.
    fn call(step: &Value) -> Value {
        calls(&json!([step])).remove(0)
    }

    #[test]
    fn a_change_is_tried_again_with_its_key_and_fails_closed() {
        let told = call(&json!({"id": "hold", "action": "Hold the room", "from": "web", "to": ["hotel"],
            "answers": {"reply": "answer", "invariant": "exclusive_booking"}}));
        let expected = json!({"time_limit": "PT5S", "retry": "twice", "idempotency_key": "book_run_id + hold",
            "if_down": "refuse"});
        assert_eq!(told, expected);
        let told = call(&json!({"id": "hold", "action": "Hold the room", "from": "web", "to": ["hotel"],
            "repeats": "guest", "within": "PT2M", "timeout_ms": 300, "retries": 5, "answers": {"reply": "answer"}}));
        assert_eq!((&told["time_limit"], &told["retry"]), (&json!("PT2M"), &json!("5_times")));
        assert_eq!(told["idempotency_key"], "book_run_id + hold + guest_id", "each guest is a request of its own");
    }

    #[test]
    fn a_query_needs_no_key_and_may_be_answered_from_what_was_last_known() {
        let ask = |more: Value| {
            let mut step = json!({"action": "Get the price", "from": "web", "to": ["prices"], "timeout_ms": 250.5});
            step["answers"] = more;
            call(&step)
        };
        let told = ask(json!({"intent": "query", "staleness": "hours"}));
        let expected =
            json!({"time_limit": "PT0.2505S", "retry": "twice", "idempotency_key": null, "if_down": "use_last_known"});
        assert_eq!(told, expected);
        assert_eq!(ask(json!({"intent": "query"}))["if_down"], "refuse");
        assert_eq!(ask(json!({"intent": "query", "if_down": "go_on_without"}))["if_down"], "go_on_without");
    }

    #[test]
    fn a_local_transaction_runs_again_after_a_deadlock_and_a_message_is_no_call() {
        let told = calls(&json!([
            {"id": "book", "action": "Book the room", "from": "hotel", "to": ["hotel"], "answers": {"reply": "answer"}},
            {"action": "Clean the room", "from": "hotel", "to": ["cleaning"], "answers": {"reply": "none"}}]));
        let expected =
            json!({"time_limit": "PT5S", "retry": "on_deadlock", "idempotency_key": null, "if_down": "refuse"});
        assert_eq!(told, [expected, Value::Null]);
    }

    #[test]
    fn what_is_accepted_at_once_waits_for_the_receipt_alone() {
        let told = call(&json!({"id": "find", "action": "Find a driver", "from": "web", "to": ["drivers"],
            "within": "PT10M", "answers": {"reply": "answer", "duration": "long"}}));
        let expected = json!({"time_limit": "PT1S", "retry": "twice", "idempotency_key": "book_run_id + find",
            "if_down": "refuse"});
        assert_eq!(told, expected);
        let told = call(&json!({"action": "Pay the deposit", "from": "web", "to": ["bank"], "retries": 0,
            "answers": {"reply": "answer", "if_down": "take_and_finish_later", "response_time": "seconds"}}));
        assert_eq!((&told["if_down"], &told["retry"]), (&json!("take_and_finish_later"), &Value::Null));
    }

    #[test]
    fn milliseconds_are_written_exactly() {
        let written = |text: &str| iso_8601(Decimal::parse(text).unwrap());
        assert_eq!(["0", "30000", "1500", "0.001"].map(written), ["PT0S", "PT30S", "PT1.5S", "PT0.000001S"]);
    }
}
