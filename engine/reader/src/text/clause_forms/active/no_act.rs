//! Active clauses that tell no act: talk, states, durations, and what may or might happen.

use language::clauses::Class;
use language::clauses::clause::Mood;
use language::lexicon::{self, Form as VerbForm};

use super::super::super::{Reader, phrase, words};
use super::super::{Said, Subject, next_is_thing};
use super::Told;
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// "I was reading about sagas", "we sell calm": talk about whoever describes the system.
    pub(super) fn writer(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let Told { clause, subject, .. } = *told;
        // "I was reading about sagas", "we are trying to": talk about the writer.
        let doing = tokens[clause.head].verb_in(VerbForm::Gerund).is_some() && clause.mood == Mood::Statement;
        if doing && matches!(subject, Subject::Writer) {
            return Some(Said::Talk);
        }
        // "You scan the vial": what whoever reads it does, and not the system.
        let you = clause.mood == Mood::Statement
            && tokens[clause.subject.clone()].iter().any(|token| matches!(&*token.lower, "you" | "u"));
        if you && matches!(subject, Subject::Writer) {
            return Some(Said::About);
        }
        // "We've got an order service".
        if tokens[clause.head].is("got") && matches!(subject, Subject::Writer) {
            return Some(Said::About);
        }
        // "We want a platform where everybody is connected": a wish for the whole of it.
        let wishes = matches!(base, "want" | "need" | "like") && matches!(subject, Subject::Writer);
        let whole = |at: usize| words::WHOLES.contains(&tokens[at].singular());
        if wishes && phrase::noun_phrase(tokens, told.tail()).any(whole) {
            return Some(Said::Wish);
        }
        // "I read that it is faster", "I made a small app": what happened to the writer.
        let me = tokens[clause.subject.clone()].iter().any(|token| token.is("i"));
        let hears = matches!(base, "read" | "hear" | "see" | "learn")
            && told
                .tail()
                .next()
                .is_some_and(|next| tokens[next].is("that") || tokens[next].class == Class::Preposition);
        if me && hears {
            return Some(Said::Talk);
        }
        // "We rent boxes.": what the writers live from, said first.
        let trade = told.tail().len() == 1
            && told.tail().all(|at| tokens[at].class == Class::Open && lexicon::nouns::is_plural(&tokens[at].lower));
        if trade && self.in_prose && self.flow.acts.is_empty() && matches!(subject, Subject::Writer) {
            return Some(Said::About);
        }
        // "We run product search on OpenSearch", "we sell calm": what the writers do for a living.
        let lives =
            matches!(base, "run" | "sell" | "host" | "operate" | "maintain" | "own" | "offer" | "make" | "produce");
        if lives
            && self.in_prose
            && matches!(subject, Subject::Writer)
            && clause.link == language::clauses::clause::Link::Start
        {
            return Some(Said::About);
        }
        None
    }

    /// "The weight check stays blocking": how something is, was or may be.
    pub(super) fn stays(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { clause, subject, verb, .. } = *told;
        if matches!(base, "stay" | "remain" | "happen" | "occur" | "follow" | "run")
            && matches!(subject, Subject::Thing)
            && let said @ Said::Act(_) = self.state(clause, subject)
        {
            return Some(said);
        }
        let stands = verb.head == clause.head && clause.verb.is_some_and(|verb| verb.is(lexicon::Class::Stands));
        if stands && !words::FETCHES.contains(&base) && !words::WAITS.contains(&base) {
            return Some(Said::About);
        }
        // "The form refuses to go on without it", "the nightly job crashes".
        if (words::BREAKS.contains(&base) || base == "refuse") && !next_is_thing(tokens, verb) {
            return Some(Said::About);
        }
        if clause.mood == Mood::Gerund && self.in_prose && tail.is_empty() {
            return Some(Said::Talk);
        }
        // "We had", "a lorry left": what has happened once is no part of how it runs.
        let perfect = tokens[clause.span.start..clause.head].iter().any(|token| token.class == Class::Have);
        let plain_past = tokens[clause.head].verb_in(VerbForm::Past).is_some();
        if clause.past
            && !perfect
            && (self.in_prose || plain_past)
            && clause.mood == Mood::Statement
            && clause.link != language::clauses::clause::Link::Condition
        {
            return Some(Said::About);
        }
        // "A technician can only hold one ticket at a time": a rule.
        let before = &tokens[clause.span.start..clause.head];
        if before.iter().any(|token| token.class == Class::Modal) && before.iter().any(|token| token.is("only")) {
            return Some(Said::About);
        }
        // "A player may cancel": what is allowed, and no act.
        if tokens[clause.span.start..clause.head].iter().any(|token| token.is("may") || token.is("might"))
            && !phrase::says_time(&tokens[clause.span.clone()])
        {
            return Some(Said::About);
        }
        None
    }

    /// "Encoding takes ten minutes": how long something takes, or what happens to the writers.
    pub(super) fn lasts(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { verb, .. } = *told;
        // "Encoding takes ten minutes": how long, and no act.
        let lasts = matches!(base, "take" | "last" | "need" | "require" | "cost")
            && tail
                .clone()
                .take(
                    if tail
                        .clone()
                        .next()
                        .is_some_and(|at| matches!(&*tokens[at].lower, "up" | "about" | "between" | "at" | "from"))
                    {
                        4
                    } else {
                        2
                    },
                )
                .any(|at| {
                    tokens[at].class == Class::Number
                        || matches!(
                            tokens[at].singular(),
                            "minute" | "second" | "hour" | "day" | "week" | "while" | "ages" | "forever" | "longer"
                        )
                });
        let effect = |at: usize| matches!(&*tokens[at].lower, "effect" | "part");
        // "…, which makes the feed slow": what it does to them.
        let makes = matches!(base, "make" | "hold" | "contain" | "carry" | "include" | "mean")
            && tokens[told.clause.subject.clone()].iter().any(|token| token.class == Class::Relative);
        if lasts || makes || base == "take" && tail.clone().next().is_some_and(effect) {
            return Some(Said::About);
        }
        // "The forge drops us", "they tell me": talk about the writer, unless somebody calls the system.
        let next = tokens.get(verb.head + 1).filter(|_| verb.head + 1 < verb.end);
        if next.is_some_and(|next| matches!(&*next.lower, "us" | "me")) {
            return Some(Said::About);
        }
        None
    }

    /// A clause whose subject is nobody, or that only speaks to its reader.
    pub(super) fn nobody(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { clause, subject, verb } = *told;
        // "This document explains how meter faults are handled".
        let text = clause.subject.end.checked_sub(1).filter(|last| clause.subject.contains(last));
        if text.is_some_and(|last| words::TEXTS.contains(&tokens[last].singular())) && words::THINKS.contains(&base) {
            return Some(Said::Talk);
        }
        if tail.clone().take(3).any(|at| tokens[at].is("following")) {
            return Some(Said::Talk);
        }
        let all = tokens[clause.subject.clone()].iter().any(|token| words::ALL.contains(&&*token.lower));
        let nobody = matches!(subject, Subject::Thing) && !(all && words::RECEIVES.contains(&base));
        if nobody && !tokens[clause.subject.clone()].iter().any(|token| token.class == Class::Open) {
            return Some(Said::About);
        }
        if nobody
            && tokens[clause.subject.clone()].iter().all(|token| {
                token.class == Class::Pronoun
                    || matches!(&*token.lower, "this" | "that" | "which" | "these" | "those" | "there" | "what" | "one")
            })
        {
            return Some(Said::About);
        }
        // "Everyone on the net uses it": a custom, and no act.
        if all && base == "use" {
            return Some(Said::About);
        }
        let next = tokens.get(verb.head + 1).filter(|_| verb.head + 1 < verb.end);
        // "Leave it out": an order to the reader, said between sentences.
        if clause.mood == Mood::Imperative
            && self.in_prose
            && matches!(subject, Subject::None)
            && next
                .is_none_or(|next| matches!(&*next.lower, "it" | "them" | "by" | "in" | "on" | "to" | "this" | "that"))
            && clause.link == language::clauses::clause::Link::Start
        {
            return Some(Said::Talk);
        }
        None
    }

    /// What somebody thinks, forgets or complains of.
    pub(super) fn thinks(&mut self, told: &Told<'_>) -> Option<Said> {
        let tokens = self.tokens();
        let base = told.base();
        let tail = told.tail();
        let Told { clause, subject, verb, .. } = *told;
        // "Fires the notice and forgets about it": nobody waits.
        if base == "forget"
            && let Some(last) = self.flow.acts.last_mut().filter(|_| matches!(subject, Subject::None))
        {
            last.form = Form::Queued;
            return Some(Said::About);
        }
        let lasts = clause.mood == Mood::Gerund
            && tail.clone().any(|at| {
                tokens[at].readings.iter().any(|r| matches!(r.verb.base, "take" | "last") && r.form == VerbForm::Third)
            });
        if lasts {
            return Some(Said::About);
        }
        // "The passenger is looking at the screen": somebody waits, which says something of what they wait for.
        let doing = tokens[clause.head].verb_in(VerbForm::Gerund).is_some() && clause.mood == Mood::Statement;
        if doing && matches!(base, "look" | "look at" | "stand" | "stare" | "stare at" | "sit") && !tail.is_empty() {
            let last = self.flow.acts.last_mut().filter(|last| last.form == Form::Plain);
            if let Some(last) = last.filter(|last| last.own.end <= clause.span.start && !base.starts_with("sit")) {
                last.form = Form::Waited;
            }
            return Some(Said::About);
        }
        if matches!(base, "complain" | "hate" | "hope" | "doubt" | "worry") {
            return Some(Said::Talk);
        }
        let order = clause.mood == Mood::Imperative && next_is_thing(tokens, verb);
        let thing = matches!(subject, Subject::Thing)
            && !clause.subject.is_empty()
            && !matches!(
                base,
                "mean" | "matter" | "seem" | "sound" | "depend" | "help" | "concern" | "include" | "involve"
            );
        // "Hears of the claim and proposes three garages": whoever hears it does.
        let shares = matches!(subject, Subject::None) && clause.mood == Mood::Statement;
        if words::THINKS.contains(&base)
            && !matches!(subject, Subject::Who(_))
            && !shares
            && !thing
            && !(order && (!self.in_prose || matches!(base, "show" | "share" | "let" | "look" | "see" | "rename")))
        {
            return Some(Said::Talk);
        }
        None
    }
}
