//! How the message that carries a step is delivered. The delivery tables of the rulebook give the terms; this
//! module fills in the names of the system.
//!
//! It must not decide whether a message carries a step: the step's style decides that.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use super::fill::{Settled, told};
use super::step::StepScene;
use crate::assessment::{DeadLetter, Delivery};
use crate::description::{self, ParticipantKind, Period};
use crate::model::Participant;
use crate::rule::circumstance::LIMIT;
use crate::rulebook::Facts;
use language::case;
use language::lexicon::{Class, nouns};
use language::naming::Action;

/// The longest object of an action, in words, that becomes a partition key.
const MOST_WORDS: usize = 2;

impl<'a, 'r: 'a> StepScene<'_, 'a, 'r> {
    /// How the step's message is delivered; none for a step that is a plain call. `named` is the name of its
    /// message.
    pub(super) fn delivery(&self, named: &str) -> Option<Delivery<'a>> {
        let (asks, message) = match self.draft.means {
            means if means.is_event() => (false, named),
            means if means.is_message() || means.finishes_later => (true, named),
            means if means.announces => (false, self.draft.announces.as_deref()?),
            _ => return None,
        };
        let named = self.carried.thing.as_deref().map(|thing| format!("{}_id", case::snake(thing)));
        // What a search will find is not known yet.
        let searches = self.draft.means.finishes_later && self.action.verb().is_some_and(|verb| verb.is(Class::Asks));
        let key = named.or_else(|| if searches { self.key_of_asker() } else { key(self.about, self.about_action) });
        let facts = self.carried_facts(asks, key.is_some());
        let (run, step) = (self.run_id(), self.step_of_run());
        let limit = self.described.within.as_ref().map_or("", Period::written);
        let settled = Settled::of(self.book, &self.book.deliveries, &facts);
        let name_of = |placeholder: &str| match placeholder {
            "message" => message,
            "step" => &step,
            "run" => &run,
            "limit" => limit,
            "key" => key.as_deref().unwrap_or_default(),
            _ => "",
        };
        let part = |part: &str| settled.told(part, &name_of);
        let dead_letter = settled.value("dead_letter");
        Some(Delivery {
            guarantee: part("guarantee").unwrap_or_default(),
            sending: part("sending").unwrap_or_default(),
            idempotency_key: part("idempotency_key"),
            deduplication_window: part("deduplication_window"),
            ordering: part("ordering").unwrap_or_default(),
            partition_key: part("partition_key"),
            retry: part("retry"),
            dead_letter: dead_letter.map(|value| self.dead_letters(value, &name_of)).unwrap_or_default(),
            expiry: part("expiry"),
            correlation_id: part("correlation_id").unwrap_or_default(),
            because: settled.because("guarantee"),
            message: message.to_owned().into(),
            terms: settled.into_terms(),
        })
    }

    /// The field with the id of what the asker looks after: services are called by it, such as `trips`.
    fn key_of_asker(&self) -> Option<String> {
        let id = self.model.participants()[self.step.from?].id.as_str();
        let thing = nouns::singular(id);
        (thing != id).then(|| format!("{}_id", case::snake(&thing)))
    }

    /// The facts that the delivery tables read. `asks` says whether the message is a command, `has_key` whether
    /// a key for its record is known.
    fn carried_facts(&self, asks: bool, has_key: bool) -> Facts {
        let landmarks = &self.book.landmarks;
        let mut facts = self.draft.facts;
        let sender = self.carried.sender.and_then(|index| self.model.participants().get(index));
        let keeps_none = |who: &Participant| matches!(who.kind, ParticipantKind::Person | ParticipantKind::External);
        let limit = match self.described.within {
            Some(_) => const { LIMIT.value("within") },
            None => const { LIMIT.value("unsaid") },
        };
        facts.fix(landmarks.message, usize::from(asks));
        facts.fix(landmarks.subject, usize::from(!has_key));
        facts.fix(landmarks.sender, usize::from(sender.is_some_and(keeps_none)));
        facts.fix(landmarks.pays, usize::from(!self.pays()));
        facts.fix(landmarks.exchange, self.exchange().value());
        facts.fix(landmarks.limit, limit);
        facts
    }

    /// Whether the step moves money: an answer says so, or its action does.
    pub(super) fn pays(&self) -> bool {
        self.draft.facts.has(self.book.landmarks.balance)
            || self.action.is_payment()
            || self.action.verb().is_some_and(|verb| verb.is(Class::Pays))
    }

    /// Who handles the step's message: the services of ours that do the step, or the service that works for
    /// somebody who takes no message of ours. An announcement is handled by those who need to hear of the step.
    fn handlers(&self) -> SmallVec<[usize; 4]> {
        let is_ours = |who: &usize| self.model.is_ours(*who);
        if self.draft.means.announces {
            return self.step.tells.iter().copied().filter(is_ours).collect();
        }
        let adapter = self.step.from.filter(is_ours).or(self.carried.sender.filter(is_ours));
        let mut known = BTreeSet::new();
        let doers = self.step.to.iter().filter_map(|who| Some(*who).filter(is_ours).or(adapter));
        doers.filter(|who| known.insert(*who)).collect()
    }

    /// One dead-letter queue for each named consumer; a single one if no consumer is named.
    fn dead_letters<'n>(&self, name: &'a str, name_of: &impl Fn(&str) -> &'n str) -> Vec<DeadLetter<'a>> {
        let participants = self.model.participants();
        let consumers = self.handlers();
        let letter = |consumer: Option<&'a Participant>| {
            let handler = consumer.map_or("consumer", |consumer| &consumer.id);
            DeadLetter {
                queue: told(name, &|part| if part == "handler" { handler } else { name_of(part) }),
                owner: consumer.map(|consumer| consumer.team.as_ref().unwrap_or(&consumer.id).into()),
                consumer: consumer.map(|consumer| (&consumer.id).into()),
            }
        };
        let letters: Vec<DeadLetter<'a>> =
            consumers.iter().filter_map(|index| participants.get(*index)).map(|who| letter(Some(who))).collect();
        if letters.is_empty() { vec![letter(None)] } else { letters }
    }
}

/// The field with the id of the record that a step is about: from its entity, else its first field that ends in
/// `_id`, else from the object of its action if that is one thing in at most [`MOST_WORDS`] words.
pub(super) fn key(about: &description::Step, action: &Action<'_>) -> Option<String> {
    let id_of = |thing: &str| format!("{}_id", case::snake(thing));
    let field = || about.fields.iter().map(|field| field.name.as_str()).find(|name| name.ends_with("_id"));
    let named = || {
        let object = action.object();
        let is_one = !object.is_empty() && !object.ends_with('s') && object.split(' ').count() <= MOST_WORDS;
        is_one.then(|| id_of(object))
    };
    about.entity.as_deref().map(id_of).or_else(|| field().map(str::to_owned)).or_else(named)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Tree, model, rules};

    /// The deliveries of a flow's steps as JSON, without the reasons.
    fn deliveries(flow: &Value, participants: &Value) -> Vec<Value> {
        let text = json!({"name": "Test", "participants": participants, "flows": [flow]}).to_string();
        let tree = Tree::from_json(&text).unwrap();
        let model = model::read(&text, &tree, rules::shipped()).unwrap();
        let assessment = crate::assess(&model);
        let told = assessment.steps.iter().map(|step| {
            let mut told = serde_json::to_value(&step.delivery).unwrap();
            if let Some(told) = told.as_object_mut() {
                assert!(!told["because"].as_str().unwrap().is_empty());
                assert_eq!(told["terms"].as_array().unwrap().len(), 10);
                told.retain(|part, _| part != "because" && part != "terms");
            }
            told
        });
        told.collect()
    }

    #[test]
    fn an_event_is_keyed_by_what_it_tells_of_and_sent_from_the_outbox_of_who_did_it() {
        let flow = json!({"id": "moor", "steps": [
            {"id": "moor", "action": "Moor the ship", "from": "pilots", "to": ["berths"], "entity": "ship", "answers": {"reply": "answer"}},
            {"id": "bill", "action": "Serve the agent", "from": "berths", "to": ["billing"], "entity": "agent", "answers": {"reply": "none"}}]});
        let told = deliveries(&flow, &json!([{"id": "billing", "team": "money"}]));
        assert_eq!(told[0], Value::Null, "what is called needs no delivery");
        assert_eq!(
            told[1],
            json!({
                "message": "ShipMoored", "guarantee": "at_least_once", "sending": "outbox",
                "idempotency_key": "ShipMoored.id", "deduplication_window": "P7D",
                "ordering": "per_entity", "partition_key": "ship_id", "retry": "for_a_day",
                "dead_letter": [{"consumer": "billing", "queue": "billing.ShipMoored.dead-letter", "owner": "money"}],
                "expiry": null, "correlation_id": "moor_run_id"
            })
        );
    }

    #[test]
    fn a_payment_is_known_by_its_run_and_never_forgotten() {
        let flow = json!({"id": "park-car", "steps": [
            {"id": "charge", "action": "Charge the fee", "from": "gate", "to": ["cashier"], "answers": {"intent": "command", "reply": "none", "ordering": "none", "undo": "retriable"}}]});
        let told = deliveries(&flow, &json!([{"id": "gate", "kind": "external"}]));
        assert_eq!(told[0]["idempotency_key"], "park_car_run_id + charge");
        assert_eq!(told[0]["deduplication_window"], "forever");
        assert_eq!(told[0]["retry"], "until_done");
        assert_eq!(told[0]["sending"], "direct", "another system\u{2019}s store is not ours");
        assert_eq!((&told[0]["ordering"], &told[0]["partition_key"]), (&json!("none"), &Value::Null));
    }

    #[test]
    fn without_an_entity_the_thing_that_the_action_names_is_the_key() {
        let flow = |action: &str| {
            json!({"id": "f", "steps": [
                {"id": "a", "action": action, "from": "web", "to": ["shop"], "answers": {"reply": "answer"}},
                {"id": "b", "action": "Credit the savings account", "from": "shop", "to": ["bank"], "answers": {"reply": "none"}}]})
        };
        let told = deliveries(&flow("Save the order"), &json!([]));
        assert_eq!((&told[1]["ordering"], &told[1]["partition_key"]), (&json!("per_entity"), &json!("order_id")));
        assert_eq!(told[1]["deduplication_window"], "forever", "money that comes twice is not put right by itself");
        let told = deliveries(&flow("Save the metrics"), &json!([]));
        assert_eq!(
            (&told[1]["ordering"], &told[1]["partition_key"]),
            (&json!("none"), &Value::Null),
            "of many no one is the key"
        );
    }

    #[test]
    fn what_may_get_lost_is_sent_once_and_leaves_nothing_behind() {
        let flow = json!({"id": "read", "steps": [
            {"id": "read", "action": "Report the level", "from": "gauge", "to": ["river"], "fields": [{"name": "gauge_id"}],
             "answers": {"reply": "none", "loss": "acceptable", "staleness": "minutes"}}]});
        assert_eq!(
            deliveries(&flow, &json!([])),
            [json!({
                "message": "LevelReported", "guarantee": "at_most_once", "sending": "direct", "idempotency_key": null,
                "deduplication_window": null, "ordering": "per_entity", "partition_key": "gauge_id", "retry": null,
                "dead_letter": [], "expiry": "PT1H", "correlation_id": "read_run_id"
            })]
        );
    }

    #[test]
    fn what_is_announced_to_others_is_delivered_to_whoever_they_are() {
        let flow = json!({"id": "sell", "steps": [
            {"id": "sell", "action": "Sell the house", "from": "agent", "to": ["register"], "entity": "house",
             "answers": {"reply": "answer", "consumer_count": "multiple"}}]});
        let told = deliveries(&flow, &json!([]));
        assert_eq!(told[0]["message"], "HouseSold");
        assert_eq!(
            told[0]["dead_letter"],
            json!([{"consumer": null, "queue": "consumer.HouseSold.dead-letter", "owner": null}])
        );
    }
}
