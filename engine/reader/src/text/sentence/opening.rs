//! What a sentence is by its first words: a greeting, a title, talk, a question, or something that is done.

use std::ops::Range;

use language::clauses::clause::Mood;
use language::clauses::{Class, Token};

use super::super::clause_forms::Said;
use super::super::{Reader, Section, cast, phrase, talk, words};
use crate::reading::Role;

/// A sentence without the number of a requirement, of a paragraph or the hour before it.
pub(super) fn behind_number(tokens: &[Token<'_>], mut body: Range<usize>) -> Range<usize> {
    // "FR-3 Before take-off the drone must ask": the number of a requirement.
    let numbered = |text: &str| {
        let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        let rest = text[letters..].trim_start_matches('-');
        letters > 0 && letters < 5 && !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit())
    };
    if body.len() > 3
        && numbered(tokens[body.start].text)
        && !matches!(tokens[body.start + 1].class, Class::Be | Class::Modal)
        && (tokens[body.start + 1].verb_in(language::lexicon::Form::Third).is_none()
            || cast::starts_big(&tokens[body.start + 1]))
    {
        body = phrase::trimmed(tokens, body.start + 1..body.end);
    }
    // "§4 The parcel", "14:31 found it": a number before the sentence.
    while body.len() > 2
        && (tokens[body.start].text == "\u{a7}"
            || (tokens[body.start].class == Class::Number
                && (tokens[body.start].text.contains(':')
                    || cast::starts_big(&tokens[body.start + 1])
                        && tokens[body.start].text.starts_with(|c: char| c.is_ascii_digit()))))
    {
        body = phrase::trimmed(tokens, body.start + 1..body.end);
    }
    body
}

impl Reader<'_, '_> {
    /// The sentence behind its greeting: "Hi all, when a member books a court". None if it only greets.
    pub(super) fn behind_greeting(&self, range: &Range<usize>, body: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let opens = words::GREETINGS.contains(&&*tokens[body.start].lower)
            && body.clone().take(5).any(|at| tokens[at].text == ",");
        if !opens && !talk::is_greeting(&tokens[range.clone()]) {
            return Some(body.clone());
        }
        let mut comma = range.clone().take(5).find(|at| matches!(tokens[*at].text, "," | "-" | "\u{2013}"));
        let behind = comma.map_or(range.start, |comma| comma + 1);
        if talk::is_greeting(&tokens[behind..range.end]) {
            comma = range.clone().take(12).find(|at| tokens[*at].text == ":");
        }
        let comma = comma.filter(|comma| range.end - comma > 5)?;
        Some(phrase::trimmed(tokens, comma + 1..range.end))
    }

    /// What the first words of a sentence say of all of it; they are taken off if they are no part of it.
    pub(super) fn opening(&mut self, range: &Range<usize>, body: &mut Range<usize>) -> Option<Role> {
        let tokens = self.tokens();
        // "What happened": a title; "either … or …": advice.
        let opening = &*tokens[body.start].lower;
        let colon = body.clone().take(6).find(|at| tokens[*at].text == ":" && at + 2 < body.end);
        if let Some(colon) = colon {
            let thinks = self.clauses(body.start..colon).first().is_some_and(|clause| {
                clause.mood == Mood::Statement && clause.verb.is_some_and(|verb| words::THINKS.contains(&verb.base))
            });
            if thinks || matches!(opening, "what" | "how" | "why") {
                // "What the dispatcher does now: it ranks the couriers".
                let does = (body.start + 2..colon).find(|at| matches!(tokens[*at].class, Class::Do | Class::Modal));
                if let Some(who) = does.and_then(|does| self.cast.find(tokens, body.start + 1..does)) {
                    self.remember(&[who]);
                }
                *body = phrase::trimmed(tokens, colon + 1..body.end);
            }
        }
        // "To make it clear how we work today: an applicant sends the letter".
        let far = body.clone().take(14).find(|at| tokens[*at].text == ":" && at + 3 < body.end);
        if let Some(far) = far.filter(|_| self.in_prose && matches!(&*tokens[body.start].lower, "to" | "here")) {
            *body = phrase::trimmed(tokens, far + 1..body.end);
        }
        if let Some(role) = self.aside(range, body) {
            return Some(role);
        }
        let opening = &*tokens[body.start].lower;
        // "Scenario: citizen applies for a permit".
        if matches!(opening, "feature" | "scenario" | "background") && colon == Some(body.start + 1) {
            return Some(Role::Title);
        }
        if colon.is_some_and(|colon| colon == body.start + 1)
            && matches!(
                opening,
                "status"
                    | "author"
                    | "date"
                    | "owner"
                    | "reviewers"
                    | "ticket"
                    | "version"
                    | "story"
                    | "budget"
                    | "subject"
            )
        {
            return Some(Role::Talk);
        }
        if body.len() == 1 && self.in_prose && range.len() == 2 && !tokens[body.start].code {
            return Some(Role::Title);
        }
        // "Reporting Service. Builds the figures at night."
        let name = body.len() <= 4
            && tokens[body.clone()].iter().all(cast::starts_big)
            && cast::AGENTS.contains(&tokens[body.end - 1].singular());
        if name
            && range.end > body.end
            && let Some(who) = self.cast.find(tokens, body.clone())
        {
            self.here = Some(who);
            self.last_who = vec![who];
            return Some(Role::AboutParticipant);
        }
        // "What happens is, someone rings us": the sentence begins behind the comma.
        let asks = matches!(opening, "what" | "how" | "why") && !talk::is_question(&tokens[range.clone()]);
        if asks {
            let is = body.clone().take(5).find(|at| tokens[*at].class == Class::Be);
            match is.filter(|is| body.len() > 12 && is + 2 < body.end) {
                Some(is) => *body = phrase::trimmed(tokens, is + 1..body.end),
                None => return Some(Role::Title),
            }
        }
        if opening == "either" {
            return Some(Role::Rejected);
        }
        if tokens[range.end - 1].text == ":"
            && body.len() <= 4
            && !self.clauses(body.clone()).iter().any(|clause| matches!(clause.mood, Mood::Statement | Mood::Passive))
        {
            return Some(Role::Title);
        }
        if tokens[body.start].is("given") {
            return Some(self.about(body.clone()));
        }
        if let Some(colon) = body.clone().take(5).find(|at| tokens[*at].text == ":")
            && colon > body.start
            && talk::section(&tokens[body.start..colon]) == Section::Skipped
        {
            return Some(Role::Rejected);
        }
        None
    }

    /// What a sentence is that tells nothing of what is done: a title in the line, a word to the reader, how it was.
    fn aside(&mut self, range: &Range<usize>, body: &Range<usize>) -> Option<Role> {
        let tokens = self.tokens();
        if body.is_empty() {
            return Some(Role::Talk);
        }
        // "Timeline / what happens on upload."
        let happens = |at: usize| tokens[at].is("what") && tokens.get(at + 1).is_some_and(|next| next.is("happens"));
        if body.len() <= 8 && body.clone().any(happens) && !talk::is_question(&tokens[range.clone()]) {
            return Some(Role::Title);
        }
        // "Credit limit. This one is ugly.": a title in the line.
        let plain = tokens[body.clone()].iter().all(|token| token.class == Class::Open && !token.code);
        if self.in_prose
            && plain
            && body.len() == 2
            && tokens[range.end - 1].text == "."
            && tokens[body.start]
                .verb_in(language::lexicon::Form::Base)
                .is_some_and(language::lexicon::Verb::is_noun_too)
        {
            return Some(Role::Title);
        }
        // "Please find below the process".
        let second = tokens.get(body.start + 1).map_or("", |next| &*next.lower);
        if self.in_prose
            && tokens[body.start].is("please")
            && matches!(second, "find" | "see" | "note" | "let" | "have")
        {
            return Some(Role::Talk);
        }
        // "Before, the page called Stock for every line": how it was.
        let before = tokens[body.start].is("before") && tokens.get(body.start + 1).is_some_and(|next| next.text == ",");
        if before || matches!(&*tokens[body.start].lower, "previously" | "formerly" | "originally") {
            return Some(self.about(body.clone()));
        }
        None
    }

    /// A question: mostly one to the reader. "Sign-up asks Accounts: is the name taken?" tells an act.
    pub(super) fn question(&mut self, range: &Range<usize>, body: Range<usize>) -> Role {
        let tokens = self.tokens();
        // "Sign-up asks Accounts: is the name taken?": the question is the act.
        if let Some(colon) = body.clone().take(8).find(|at| tokens[*at].text == ":" && at + 1 < body.end)
            && let Some(asks) = self.clauses(body.start..colon).first().filter(|clause| clause.mood == Mood::Statement)
            && words::ASKS.contains(&phrase::verb_of(tokens, asks).base.as_str())
            && let Said::Act(mut made) = self.main_clause(asks)
        {
            made.action = phrase::words(tokens, self.text(), colon + 1..body.end);
            made.own = body.clone();
            made.clause = None;
            made.bare = false;
            self.push(*made);
            return Role::Step;
        }
        let words = body.len();
        let asks = tokens[body.start].class == Class::Modal
            || tokens[body.start].class == Class::Do
            || tokens[body.start].class == Class::Be
            || matches!(
                &*tokens[body.start].lower,
                "what" | "which" | "who" | "how" | "why" | "where" | "should" | "any" | "does"
            );
        // "No stock? Then we order more": a condition.
        let then = tokens.get(range.end).is_some_and(|next| next.is("then")) || tokens[body.start].is("no");
        if words <= 5 && !asks && then {
            self.open_when = Some(body);
            return Role::AboutStep;
        }
        Role::Question
    }
}
