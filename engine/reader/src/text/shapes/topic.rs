//! Topics: who publishes to one, who hears it, and what they then do.

use std::ops::Range;

use language::clauses::Token;

use super::super::cast::is_event_name;
use super::super::draft::{Act, Order};
use super::super::{Reader, Section};
use super::drawing::{Inner, Node, said_behind};
use crate::clues::scene::Form;

/// Who is named around a topic.
#[derive(Default)]
struct Parties {
    producers: Vec<usize>,
    consumers: Vec<usize>,
    inner: Inner,
}

/// Whether a word says who publishes a topic (true) or who hears it (false), and where their names begin.
fn party(tokens: &[Token<'_>], at: usize) -> Option<(bool, usize)> {
    let by = tokens.get(at + 1).is_some_and(|next| next.is("by") || next.text == ":");
    let is_producer = match &*tokens[at].lower {
        "producer" | "producers" | "publisher" | "publishers" | "source" => true,
        "published" | "written" | "emitted" | "fired" | "sent" | "produced" | "raised" if by => true,
        "consumer" | "consumers" | "subscriber" | "subscribers" | "listeners" | "listener" => false,
        "consumed" | "read" | "handled" | "subscribed" if by => false,
        _ => return None,
    };
    Some((is_producer, at + if by { 2 } else { 1 }))
}

impl Reader<'_, '_> {
    /// "Topic `rooms.cleaned` (producer: housekeeping, consumer: front-desk)".
    pub(super) fn topic(&mut self, body: Range<usize>) -> bool {
        let tokens = self.tokens();
        let Some(name) = body.clone().take(3).find(|at| {
            is_event_name(&tokens[*at])
                || (*at > body.start && tokens[body.start].is("topic"))
                || (self.section() == Section::Events && *at == body.start)
        }) else {
            return false;
        };
        if tokens[body.start..name]
            .iter()
            .any(|token| !matches!(&*token.lower, "topic" | "event" | "queue" | "the" | ":"))
        {
            return false;
        }
        let parties = self.parties(name + 1..body.end);
        let event = tokens[name].text.to_owned();
        if parties.consumers.is_empty() {
            return self.topic_published(body, event, parties.producers.first().copied());
        }
        self.topic_consumed(&body, &event, parties);
        true
    }

    /// Who publishes and who hears a topic, as the words behind its name say.
    fn parties(&mut self, range: Range<usize>) -> Parties {
        let tokens = self.tokens();
        let mut parties = Parties::default();
        let places: Vec<(usize, bool, usize)> = range
            .clone()
            .filter_map(|at| party(tokens, at).map(|(is_producer, from)| (at, is_producer, from)))
            .collect();
        for (index, &(_, is_producer, from)) in places.iter().enumerate() {
            let end = places.get(index + 1).map_or(range.end, |next| next.0).max(from);
            if from >= end {
                continue;
            }
            let plain = !tokens[from..end].iter().any(|token| token.text == "(");
            let who = if plain {
                self.cast.each_given(tokens, from..end)
            } else if let Node::Who(who) = self.node(from..end, &mut parties.inner) {
                who
            } else {
                continue;
            };
            if is_producer {
                parties.producers.extend(who);
            } else {
                parties.consumers.extend(who);
            }
        }
        parties
    }

    /// Makes the act of publishing a topic that nobody is said to hear.
    fn topic_published(&mut self, body: Range<usize>, event: String, producer: Option<usize>) -> bool {
        let listed = self.section() == Section::Events;
        if !listed && (producer.is_none() || self.clauses(body.clone()).iter().any(|clause| clause.mood.is_act())) {
            return false;
        }
        self.push(Act {
            own: body,
            action: format!("Publish {event}"),
            from: producer.or(self.here),
            announces: Some(event),
            form: Form::Publishing,
            order: Order::Beside,
            ..Act::default()
        });
        true
    }

    /// Makes the acts of those who hear a topic: one of all, or one of each if brackets say what each does.
    fn topic_consumed(&mut self, body: &Range<usize>, event: &str, parties: Parties) {
        let act = Act {
            own: body.clone(),
            action: self.reaching(event, &parties.consumers),
            from: parties.producers.first().copied(),
            event: Some(event.to_owned()),
            form: Form::Consuming,
            ..Act::default()
        };
        if parties.inner.is_empty() {
            self.push(Act { to: parties.consumers, bare: true, ..act });
            return;
        }
        for who in parties.consumers {
            let mut act = Act { to: vec![who], order: Order::Beside, ..act.clone() };
            if let Some(said) = said_behind(&parties.inner, who) {
                act.action = self.said_action(said.clone());
                act.own = said;
            }
            self.push(act);
        }
    }
}
