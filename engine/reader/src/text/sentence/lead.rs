//! What stands before a sentence's clauses: a label, a time, a case, a way ("via Kafka, …").

use std::ops::Range;

use advice::description::Period;
use language::clauses::Class;
use language::clauses::clause::Mood;

use super::super::cast;
use super::super::{Reader, phrase, schedule};
use super::Open;
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// A leading phrase such as "via Kafka," or "upon receipt of a `ClaimApproved` event,".
    pub(super) fn lead(&mut self, body: Range<usize>, open: &mut Open) -> Range<usize> {
        let tokens = self.tokens();
        if body.is_empty() {
            return body;
        }
        // "(async) Housekeeping cleans the room", "Deferred: …", "Best effort: …".
        if tokens[body.start].text == "("
            && let Some(close) = body.clone().take(6).find(|at| tokens[*at].text == ")")
        {
            open.lead.push(body.start + 1..close);
            return self.lead(phrase::trimmed(tokens, close + 1..body.end.max(close + 1)), open);
        }
        if let Some(rest) = self.lead_with_colon(&body, open).or_else(|| self.lead_with_case(&body, open)) {
            return rest;
        }
        let first = &tokens[body.start];
        // "From then on the device sends its data".
        let on = Some(body.start + 2).filter(|on| *on < body.end && tokens[*on].is("on") && first.is("from"));
        if let Some(on) =
            on.filter(|on| matches!(&*tokens[on - 1].lower, "then" | "now" | "there") && on + 2 < body.end)
        {
            open.lead.push(body.start..on + 1);
            return phrase::trimmed(tokens, on + 1..body.end);
        }
        let leads = matches!(first.class, Class::Preposition | Class::Condition)
            || matches!(&*first.lower, "upon" | "following" | "every" | "each" | "two" | "no" | "only");
        if !leads {
            return body;
        }
        if let Some(rest) = self.lead_with_fact(&body, open) {
            return rest;
        }
        self.lead_with_rhythm(&body, open).unwrap_or_else(|| self.lead_with_comma(body, open))
    }

    /// "Deferred: …", "Charge: later": a label before a colon, or an act with how it is done behind the colon.
    fn lead_with_colon(&mut self, body: &Range<usize>, open: &mut Open) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let says_how = |colon: usize| colon + 1 < body.end && phrase::says_how(&tokens[colon + 1]);
        let colon = body.clone().take(8).find(|at| tokens[*at].text == ":" && (at + 2 < body.end || says_how(*at)));
        if let Some(colon) = colon
            && self.clauses(body.start..colon).iter().all(|clause| {
                !clause.mood.is_act()
                    || self.only_names(clause)
                    || clause.mood == Mood::Gerund
                    || clause.mood == Mood::Imperative
                        && (colon - body.start == 1 || says_how(colon) || !self.in_prose && colon - body.start < 4)
            })
        {
            let rest = phrase::trimmed(tokens, colon + 1..body.end);
            if let Some(event) = phrase::event_in(tokens, body.start..colon).filter(|_| tokens[body.start].is("on")) {
                open.event = Some(event);
            }
            // "Charge: later": what stands before the colon is the act, if nothing behind it is.
            let acts = !says_how(colon)
                && self.clauses(rest.clone()).iter().any(|clause| clause.mood.is_act() && !clause.negated);
            let label = phrase::trimmed(tokens, body.start..colon);
            let names = tokens[label.clone()].iter().any(|token| token.class == Class::Open)
                && !phrase::says_when(&tokens[label.clone()]);
            if !acts
                && names
                && (!self.in_prose || says_how(colon) || phrase::says_when(&tokens[rest.clone()]))
                && phrase::items(tokens, rest.clone()).len() < 2
            {
                // "Result website: refreshed every few minutes": what is done with the thing before the colon.
                if phrase::is_done(&tokens[rest.start]) && rest.len() > 1 {
                    open.both = Some(label.start..rest.end);
                }
                if says_how(colon) && tokens.get(rest.start + 1).is_some_and(|next| next.is("with")) {
                    open.with = self.cast.given(tokens, (rest.start + 2).min(rest.end)..rest.end);
                }
                open.lead.push(rest);
                self.in_prose = false;
                return Some(label);
            }
            if (!self.in_prose || label.len() < 5) && names && tokens[body.start].class != Class::Preposition {
                open.label = Some(label);
            }
            open.lead.push(body.start..colon);
            return Some(self.lead(rest, open));
        }
        None
    }

    /// "In case nobody is at home, …", "as a tenant I want …", "only when it is heavy does Shipping …".
    fn lead_with_case(&mut self, body: &Range<usize>, open: &mut Open) -> Option<Range<usize>> {
        let tokens = self.tokens();
        // "In case the courier finds nobody at home, …", "should the sensor stay silent, …".
        let case = (tokens[body.start].is("in")
            && tokens.get(body.start + 1).is_some_and(|next| next.is("case") || next.is("cases")))
            || (tokens[body.start].is("should")
                || tokens[body.start].is("provided")
                || tokens[body.start].is("assuming"));
        if case && let Some(comma) = body.clone().skip(2).take(20).find(|at| tokens[*at].text == ",") {
            open.when = Some(body.start..comma);
            return Some(phrase::trimmed(tokens, comma + 1..body.end));
        }
        // "As a tenant I want to report a heater".
        if tokens[body.start].is("as")
            && let Some(me) = body.clone().take(8).find(|at| matches!(&*tokens[*at].lower, "i" | "we"))
        {
            let end = if tokens[me - 1].text == "," { me - 1 } else { me };
            if let Some(who) = self.cast.given(tokens, body.start + 1..end) {
                open.by = Some(who);
            }
            return Some(me..body.end);
        }
        // "Only when it weighs more than 30 kg does Shipping call FreightPartner".
        if tokens[body.start].is("only")
            && let Some(does) = body.clone().skip(2).find(|at| {
                tokens[*at].class == Class::Do && at + 2 < body.end && !matches!(tokens[at + 1].class, Class::Negation)
            })
        {
            open.when = Some(body.start..does);
            open.inverted = true;
            return Some(does + 1..body.end);
        }
        None
    }

    /// "After a successful payment Plans switches the plan": what was done before ends where a name begins.
    fn lead_with_fact(&mut self, body: &Range<usize>, open: &mut Open) -> Option<Range<usize>> {
        let tokens = self.tokens();
        if !matches!(&*tokens[body.start].lower, "after" | "upon" | "following") {
            return None;
        }
        let name = body.clone().skip(2).take(5).find(|at| cast::starts_big(&tokens[*at]))?;
        let noun = &tokens[name - 1];
        let thing = noun.class == Class::Open && !cast::starts_big(noun) && !phrase::is_unit(noun);
        let acts = || {
            self.clauses(name..body.end).first().is_some_and(|clause| {
                clause.mood == Mood::Statement && clause.subject.start == name && clause.head < body.end
            })
        };
        if !thing || tokens[body.start..name].iter().any(|token| token.class == Class::Mark) || !acts() {
            return None;
        }
        open.lead.push(body.start..name);
        open.upon = Some(body.start + 1..name);
        Some(name..body.end)
    }

    /// "Every 15 minutes Sync calls …": a time without a comma behind it.
    fn lead_with_rhythm(&mut self, body: &Range<usize>, open: &mut Open) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let first = &tokens[body.start];
        // "Every 15 minutes Sync calls …", "two days before departure Reminders texts …": no comma behind the time.
        let unit = body.clone().take(4).find(|at| phrase::is_unit(&tokens[*at]));
        if let Some(unit) = unit.filter(|_| first.class == Class::Number || matches!(&*first.lower, "every" | "each")) {
            let before = tokens.get(unit + 1).is_some_and(|next| next.is("before") || next.is("after"));
            let end = if before {
                (unit + 3..body.end.min(unit + 7)).find(|at| {
                    tokens[*at].class == Class::Determiner
                        || (cast::starts_big(&tokens[*at]) && !cast::starts_big(&tokens[at - 1]))
                })
            } else {
                Some(unit + 1).filter(|end| *end < body.end && tokens[*end].text != ",")
            };
            if let Some(end) = end.filter(|end| *end < body.end) {
                open.starts = open.starts.take().or_else(|| self.period(&(body.start..end)));
                open.lead.push(body.start..end);
                open.form = Some(Form::Timed);
                return Some(end..body.end);
            }
        }
        None
    }

    /// "Via Kafka, …": a phrase that a comma ends.
    fn lead_with_comma(&mut self, body: Range<usize>, open: &mut Open) -> Range<usize> {
        let tokens = self.tokens();
        let first = &tokens[body.start];
        // "On PaymentTaken the planner confirms both holds": the event's name ends the phrase.
        let named = body.clone().skip(1).take(2).find(|at| self.is_event(*at));
        if let Some(named) = named.filter(|named| named + 2 < body.end && tokens[named + 1].text != ",")
            && matches!(&*first.lower, "on" | "upon" | "after")
            && tokens[named + 1].class != Class::Joint
            && self.clauses(named + 1..body.end).first().is_some_and(|clause| clause.mood.is_act())
        {
            open.event = Some(tokens[named].text.to_owned());
            open.lead.push(body.start..named + 1);
            return named + 1..body.end;
        }
        // "After a merge gatekeeper publishes `ChangeLanded`": a known name ends the phrase.
        let named = body.clone().skip(2).take(4).find(|at| {
            tokens[at - 1].class == Class::Open
                && tokens
                    .get(at + 1)
                    .is_some_and(|next| *at + 1 < body.end && next.verb_in(language::lexicon::Form::Third).is_some())
                && self.cast.known_in(tokens, *at..at + 1)
        });
        if let Some(named) = named
            && matches!(&*first.lower, "after" | "before" | "during" | "on" | "upon" | "with")
            && tokens[body.start + 1].class == Class::Determiner
        {
            open.lead.push(body.start..named);
            return named..body.end;
        }
        let rhythm = matches!(&*first.lower, "every" | "each");
        let comma = body.clone().skip(1).take(14).find(|at| tokens[*at].text == ",");
        let comma = comma.filter(|comma| !rhythm || tokens[body.start..*comma].iter().any(phrase::is_unit));
        let Some(comma) = comma else { return body };
        let said = body.start..comma;
        let is_rhythm = schedule::rhythm(tokens, &said).is_some_and(|(_, words)| words.end == comma);
        let has_verb = !is_rhythm
            && self.clauses(body.start + 1..comma).iter().any(|clause| {
                matches!(clause.mood, Mood::Statement | Mood::Passive | Mood::State) && !clause.subject.is_empty()
            });
        if has_verb && first.class == Class::Condition {
            return body;
        }
        if has_verb && matches!(first.class, Class::Preposition) && !phrase::is_done(&tokens[comma - 1]) {
            return body;
        }
        if let Some(event) = phrase::event_in(tokens, said.clone()) {
            open.event = Some(event);
        }
        if cast::names_broker(&tokens[said.clone()]) {
            open.form = Some(Form::Queued);
        }
        let condition = matches!(&*first.lower, "if" | "unless" | "without" | "no")
            || tokens[said.clone()].iter().any(|t| t.is("case"));
        if condition && open.when.is_none() {
            open.when = Some(said);
        } else {
            open.starts = open.starts.take().or_else(|| self.period(&said));
            if matches!(&*first.lower, "after" | "upon" | "following") && open.starts.is_none() {
                open.upon = open.upon.take().or(Some(said.start + 1..said.end));
            }
            open.lead.push(said);
        }
        phrase::trimmed(tokens, comma + 1..body.end)
    }

    /// "After 30 minutes": how long after the step before.
    pub(super) fn period(&self, range: &Range<usize>) -> Option<(Period, Range<usize>)> {
        let tokens = self.tokens();
        let after = range.clone().find(|at| tokens[*at].is("after"))?;
        let number = (after + 1..range.end.min(after + 3)).find(|at| phrase::is_number(&tokens[*at]))?;
        let unit = (number + 1 < range.end).then(|| &tokens[number + 1])?;
        let said = &self.text()[tokens[number].start..unit.end()];
        Period::typed(said).map(|period| (period, after..number + 2))
    }
}
