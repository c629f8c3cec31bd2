//! Those who stand behind a verb: who is addressed, where a thing goes, and where it comes from.

use std::ops::Range;

use advice::description::ParticipantKind;
use language::lexicon::Form as VerbForm;

use super::super::Reader;
use super::super::cast;
use super::super::draft::Act;
use super::super::phrase;
use crate::clues::scene::Form;

impl Reader<'_, '_> {
    /// Who does an act by the place where it is done: "in `DocPortal`", "through the PSP".
    pub(super) fn place(&mut self, made: &mut Act, tail: Range<usize>, sent: bool) {
        let tokens = self.tokens();
        let links: &[&str] =
            if sent { &["to", "into", "onto"] } else { &["via", "through", "at", "in", "on", "with", "into", "from"] };
        for at in tail.clone() {
            if !links.contains(&&*tokens[at].lower) || at + 1 >= tail.end {
                continue;
            }
            let range = phrase::noun_phrase(tokens, at + 1..tail.end);
            let Some(who) = self.cast.find(tokens, range) else { continue };
            let kind = self.cast.member(who).kind;
            if matches!(kind, ParticipantKind::Person | ParticipantKind::Store)
                || made.to.contains(&who)
                || made.from == Some(who)
            {
                continue;
            }
            if kind == ParticipantKind::Broker {
                made.form = Form::Queued;
                continue;
            }
            let asks = matches!(&*tokens[at].lower, "via" | "through" | "with" | "at");
            if made.to.is_empty() {
                made.to = vec![who];
            } else if asks && made.to.len() == 1 && made.from.is_none() {
                made.from = made.to.first().copied();
                made.to = vec![who];
            }
            return;
        }
    }

    /// The one who stands behind one of these prepositions.
    pub(super) fn behind(&mut self, tail: Range<usize>, links: &[&str]) -> Option<usize> {
        let tokens = self.tokens();
        for at in tail.clone() {
            if links.contains(&&*tokens[at].lower) && at + 1 < tail.end {
                let range = phrase::noun_phrase(tokens, at + 1..tail.end);
                let is_source = tokens[at].is("from");
                let found = if is_source { self.cast.given(tokens, range) } else { self.cast.find(tokens, range) };
                let found = found.filter(|who| {
                    !matches!(self.cast.member(*who).kind, ParticipantKind::Person | ParticipantKind::Broker)
                });
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// Those to whom something is sent.
    pub(super) fn receivers(&mut self, tail: Range<usize>) -> Option<Vec<usize>> {
        let tokens = self.tokens();
        let fires =
            tail.start > 0 && tokens[tail.start - 1].readings.iter().any(|r| matches!(r.verb.base, "fire" | "throw"));
        let to = tail.clone().rev().find(|at| {
            (matches!(&*tokens[*at].lower, "to" | "onto" | "into") || (fires && tokens[*at].is("at")))
                && at + 1 < tail.end
                && tokens[at + 1]
                    .verb_in(VerbForm::Base)
                    .is_none_or(|verb| verb.is_noun_too() || cast::starts_big(&tokens[at + 1]))
        });
        let Some(to) = to else {
            // "Notify the warehouse": the receiver stands right behind the verb.
            return None;
        };
        let range = phrase::noun_phrase(tokens, to + 1..tail.end);
        let found = self.cast.each(tokens, range.clone());
        let found = found.or_else(|| Some(self.cast.each_given(tokens, range)).filter(|found| !found.is_empty()))?;
        let (brokers, others): (Vec<usize>, Vec<usize>) =
            found.into_iter().partition(|who| self.cast.is(*who, ParticipantKind::Broker));
        (!others.is_empty() || brokers.is_empty()).then_some(others).filter(|others| !others.is_empty())
    }

    /// The participant of the heading that the words stand under.
    pub(super) fn here(&self) -> Vec<usize> {
        self.here.into_iter().collect()
    }
}
