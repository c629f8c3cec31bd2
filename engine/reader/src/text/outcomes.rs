//! How acts hang together where they do not simply follow each other: on how an earlier act ended.
//!
//! "If the card is declined" tells how charging the card ended, "otherwise" the opposite, "when the payment went
//! through" only what comes before. What is done because an act was refused, failed or came too late stands apart:
//! whatever the text tells next hangs on the act and not on its repair.

use std::collections::BTreeSet;
use std::ops::Range;

use advice::description::{Outcome, Period};
use language::clauses::{Class, Token};
use language::lexicon::{self, Form as VerbForm, Verb, nouns, opposites};
use language::naming::Action;

use super::draft::{Act, Order};
use super::gather::Gathered;
use super::{Reader, phrase};

/// What an act depends on besides the acts that it waits for, by index.
#[derive(Debug, Clone, Default)]
pub(super) struct Tie {
    /// The earlier act and how it ended.
    pub(super) upon: Option<(usize, Outcome)>,
    /// The condition as words, if no outcome says it.
    pub(super) text: Option<Said>,
    /// Whether its words say which act it hangs on.
    pub(super) is_told: bool,
    /// The earlier act that it takes back.
    pub(super) undoes: Option<usize>,
    /// How long the outcome may take, with the words that say so.
    pub(super) within: Option<(Period, Range<usize>)>,
    /// How long after the acts before it starts, with the words that say so.
    pub(super) starts: Option<(Period, Range<usize>)>,
}

/// A condition in the text's own words.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) words: Range<usize>,
    /// Whether the opposite is meant: "otherwise".
    pub(super) is_opposite: bool,
}

/// Words of an owner who says no.
const REFUSED: &[&str] = &[
    "banned",
    "decline",
    "declined",
    "declines",
    "denied",
    "denies",
    "deny",
    "full",
    "insufficient",
    "invalid",
    "refuse",
    "refused",
    "refuses",
    "reject",
    "rejected",
    "rejects",
    "unavailable",
    "veto",
    "vetoes",
];

/// Words of something that broke.
const FAILED: &[&str] = &[
    "bounced",
    "bounces",
    "broke",
    "breaks",
    "crash",
    "crashed",
    "crashes",
    "down",
    "error",
    "errors",
    "fail",
    "failed",
    "failing",
    "fails",
    "failure",
    "unreachable",
    "unsuccessful",
    "wrong",
];

/// Words of an owner who says yes, or of something that went well. With a "not" before them they are a refusal.
const AGREED: &[&str] = &[
    "accept",
    "accepted",
    "accepts",
    "agree",
    "agreed",
    "agrees",
    "allow",
    "allowed",
    "allows",
    "approve",
    "approved",
    "approves",
    "authorised",
    "authorized",
    "confirm",
    "confirmed",
    "confirms",
    "granted",
    "pass",
    "passed",
    "passes",
];

/// The same for what is only a state: without a "not" it says nothing of an outcome.
const FREE: &[&str] = &["available", "enough", "free", "left", "possible", "sufficient", "valid"];

/// Words of something that went well. With a "not" before them it broke.
const WENT: &[&str] = &[
    "complete",
    "completed",
    "completes",
    "succeed",
    "succeeded",
    "succeeds",
    "success",
    "successful",
    "successfully",
    "through",
    "well",
    "work",
    "works",
];

/// Words of an answer. With a "not" before them there is none.
const ANSWERS: &[&str] = &[
    "acknowledge",
    "acknowledged",
    "acknowledges",
    "answer",
    "answers",
    "reaction",
    "reply",
    "replies",
    "respond",
    "responds",
    "response",
];

fn is_one_of(token: &Token<'_>, list: &[&str]) -> bool {
    list.contains(&&*token.lower)
}

fn is_negation(token: &Token<'_>) -> bool {
    token.class == Class::Negation
        || token.lower.ends_with("n't")
        || matches!(&*token.lower, "no" | "nobody" | "none" | "nothing" | "never" | "cannot" | "without")
}

/// The limit that words name: "within 3 days", "after 24 hours".
pub(super) fn limit(tokens: &[Token<'_>], text: &str, range: &Range<usize>) -> Option<(Period, Range<usize>)> {
    let tie = |at: &usize| matches!(&*tokens[*at].lower, "within" | "after" | "in" | "for");
    range.clone().filter(tie).find_map(|at| {
        let number = (at + 1..range.end.min(at + 4)).find(|at| {
            tokens[*at].class == Class::Number
                || matches!(&*tokens[*at].lower, "a" | "an" | "one" | "two" | "three" | "five" | "ten")
        })?;
        let unit = (number + 1..range.end.min(number + 3)).find(|at| phrase::is_unit(&tokens[*at]))?;
        let said = format!("{} {}", tokens[number].text, text.get(tokens[unit].start..tokens[unit].end())?);
        Some((Period::typed(&said)?, at..unit + 1))
    })
}

/// How an act ended, as the words of a condition tell it. None if they tell of something else.
pub(super) fn outcome(tokens: &[Token<'_>], range: &Range<usize>) -> Option<Outcome> {
    let words = &tokens[range.clone()];
    let any = |list: &[&str]| words.iter().any(|token| is_one_of(token, list));
    let follows =
        |first: &str, next: &[&str]| words.windows(2).any(|pair| pair[0].is(first) && next.contains(&&*pair[1].lower));
    let negated = words.iter().any(is_negation);
    let is_limit = |at: usize| {
        let rest = &words[at + 1..];
        matches!(&*words[at].lower, "within" | "after" | "by" | "until" | "before" | "for")
            && rest.iter().take(4).any(|token| phrase::says_time(std::slice::from_ref(token)))
    };
    let limited = (0..words.len()).any(is_limit) || follows("in", &["time"]);
    let late =
        follows("time", &["out"]) || follows("times", &["out"]) || follows("timed", &["out"]) || any(&["timeout"]);
    if late || negated && (limited || any(ANSWERS)) {
        return Some(Outcome::TimedOut);
    }
    if any(FAILED) {
        return Some(Outcome::Failed);
    }
    let out_of = follows("out", &["of"])
        || follows("sold", &["out"])
        || follows("says", &["no"])
        || follows("turned", &["down"])
        || follows("turns", &["down"]);
    let agreed = any(AGREED);
    if out_of || any(REFUSED) || negated && (agreed || any(FREE)) {
        return Some(Outcome::Refused);
    }
    let through = any(WENT) && !follows("through", &["the", "a", "an"]);
    match (agreed || through, negated) {
        (true, true) => Some(Outcome::Failed),
        (true, false) => Some(Outcome::Done),
        (false, _) => None,
    }
}

/// The opposite of an outcome.
fn opposite(outcome: Outcome) -> Outcome {
    if outcome == Outcome::Done { Outcome::Refused } else { Outcome::Done }
}

/// Verbs that take money, however it is said.
fn is_money(noun: &str) -> bool {
    matches!(noun, "payment" | "charge" | "debit" | "authorisation" | "authorization" | "money")
}

/// The verbs that a word may stand for: its own, with its particle, or the one that the noun is made of.
fn verbs_of(tokens: &[Token<'_>], at: usize) -> Vec<&'static Verb> {
    let token = &tokens[at];
    let particle = tokens.get(at + 1).map_or("", |next| &*next.lower);
    let own =
        token.readings.iter().map(|reading| lexicon::phrasal(reading.verb.base, particle).unwrap_or(reading.verb));
    own.chain(nouns::act(token.singular())).collect()
}

/// How well words fit an act: 3 if they name what is done, 2 if they name a thing or somebody in it.
fn fits(tokens: &[Token<'_>], words: &Range<usize>, act: &Act) -> usize {
    let action = Action::read(&act.action, None);
    let said = act.clause.as_ref().and_then(|clause| clause.verb);
    let verbs = [said, action.verb()].map(|verb| verb.map_or("", |verb| verb.base));
    let about = act.notes.iter().filter(|note| note.start >= act.own.start).chain([&act.own]);
    let own: BTreeSet<&str> = about
        .flat_map(|range| &tokens[range.clone()])
        .filter(|token| token.class == Class::Open)
        .map(Token::singular)
        .collect();
    let fit = |at: usize| {
        let token = &tokens[at];
        if token.class != Class::Open || token.lower.len() < 3 {
            return 0;
        }
        let word = token.singular();
        let names = verbs_of(tokens, at).iter().any(|known| verbs.contains(&known.base))
            || is_money(word) && action.is_payment();
        match (names, own.contains(word)) {
            (true, _) => 3,
            (false, true) => 2,
            (false, false) => 0,
        }
    };
    words.clone().map(fit).sum()
}

/// The earlier act whose outcome a condition tells, and how sure that is.
pub(super) fn told_of(
    tokens: &[Token<'_>],
    words: &Range<usize>,
    acts: &[Act],
    apart: &[bool],
    last: Option<usize>,
) -> Option<(usize, usize)> {
    let best = acts
        .iter()
        .enumerate()
        .map(|(index, act)| {
            (index, fits(tokens, words, act).saturating_sub(usize::from(apart.get(index) == Some(&true))))
        })
        .filter(|(_, fit)| *fit > 1)
        .max_by_key(|(index, fit)| (*fit, *index));
    if best.is_some() {
        return best;
    }
    // "If it is rejected": the last who decided or checked, or else the last act.
    let points = tokens[words.clone()].iter().take(3).any(|token| {
        matches!(
            &*token.lower,
            "it" | "they" | "this" | "that" | "all" | "everything" | "not" | "so" | "something" | "anything"
        )
    });
    let last = last.filter(|_| points || tokens[words.clone()].iter().any(|token| is_one_of(token, ANSWERS)));
    if let Some(last) = last {
        return Some((last, 1));
    }
    let main: Vec<usize> = (0..acts.len()).filter(|index| apart.get(*index) != Some(&true)).collect();
    let judges = |index: &usize| {
        let action = Action::read(&acts[*index].action, None);
        action.verb().is_some_and(|verb| verb.is_any(&[lexicon::Class::Checks, lexicon::Class::Decides]))
    };
    let judged = main.iter().rev().take(4).copied().find(judges);
    let last = main.last().copied();
    if points { judged.or(last).map(|index| (index, 1)) } else { last.map(|index| (index, 0)) }
}

/// Whether an act takes back an earlier one: the opposite verb on the same thing.
fn undoes(tokens: &[Token<'_>], act: &Act, earlier: &Act) -> bool {
    let (back, done) = (Action::read(&act.action, None), Action::read(&earlier.action, None));
    let (Some(back_verb), Some(done_verb)) = (back.verb(), done.verb()) else { return false };
    let thing = nouns::singular(back.object().rsplit(' ').next().unwrap_or_default());
    let done_thing = nouns::singular(done.object().rsplit(' ').next().unwrap_or_default());
    let base = if tokens[act.own.clone()].iter().any(|token| token.is("back"))
        && matches!(back_verb.base, "give" | "put" | "pay")
    {
        if back_verb.base == "pay" { "refund" } else { "release" }
    } else {
        back_verb.base
    };
    let is_opposite = match base {
        "refund" | "pay back" => done.is_payment(),
        "release" | "free" | "give back" | "return" | "unblock" => {
            matches!(
                done_verb.base,
                "reserve"
                    | "hold"
                    | "block"
                    | "book"
                    | "take"
                    | "allocate"
                    | "lock"
                    | "assign"
                    | "authorize"
                    | "set aside"
            )
        }
        "cancel" | "void" | "withdraw" => {
            done_verb.is_any(&[lexicon::Class::Creates, lexicon::Class::Submits, lexicon::Class::Takes])
                || matches!(done_verb.base, "book" | "order" | "place" | "confirm" | "authorize" | "start" | "schedule")
        }
        "close" | "delete" | "remove" | "deactivate" | "downgrade" => {
            done_verb.is_any(&[lexicon::Class::Creates, lexicon::Class::Records])
                || opposites::opposite(done_verb, &done_thing) == Some(base)
                || matches!(done_verb.base, "open" | "upload" | "add")
        }
        _ => opposites::opposite(done_verb, &done_thing) == Some(base),
    };
    let behind = earlier.clause.as_ref().map_or(earlier.own.start, |clause| clause.head.max(earlier.own.start));
    let said = |noun: &str| {
        tokens[behind..earlier.own.end.max(behind)]
            .iter()
            .any(|token| token.class == Class::Open && token.singular() == noun)
    };
    let of_result = nouns::act(&thing).is_some_and(|verb| verb.base == done_verb.base);
    is_opposite && (thing == done_thing || said(&thing) || of_result || thing.is_empty() || base == "refund")
}

/// The words of a sentence that only say that the opposite of the last condition holds: "otherwise", "if not".
fn is_otherwise(tokens: &[Token<'_>], words: &Range<usize>) -> bool {
    let said: Vec<&str> =
        tokens[words.clone()].iter().filter(|token| token.class != Class::Mark).map(|token| &*token.lower).collect();
    matches!(said.as_slice(), ["otherwise" | "else", ..] | ["if", "not"] | ["if", "so"])
}

/// Finds for every act what it hangs on, and puts what is done about failures apart.
pub(super) fn resolve(reader: &Reader<'_, '_>, flows: &mut [Gathered]) {
    for gathered in flows {
        gathered.ties = ties(reader, gathered);
    }
}

/// The words of a sentence, if it begins as an alternative to the one before.
fn opening(reader: &Reader<'_, '_>, act: &Act) -> Option<Range<usize>> {
    let sentence = reader.sentences.get(act.sentence)?.range.clone();
    let first = phrase::trimmed(reader.tokens(), sentence);
    (first.start < first.end
        && act.own.start >= first.start
        && is_otherwise(reader.tokens(), &(first.start..first.start + 1)))
    .then(|| first.start..first.start + 1)
}

fn ties(reader: &Reader<'_, '_>, gathered: &mut Gathered) -> Vec<Tie> {
    let tokens = reader.tokens();
    let acts = &gathered.flow.acts;
    let mut ties: Vec<Tie> = acts.iter().map(|act| Tie { within: act.within.clone(), ..Tie::default() }).collect();
    // Whether each act only mends what went wrong.
    let mut apart: Vec<bool> = Vec::with_capacity(acts.len());
    // The last condition: its words, the act that it is about and the outcome.
    let mut last: Option<(Range<usize>, usize, Option<Outcome>)> = None;
    for (index, act) in acts.iter().enumerate() {
        let main = (0..index).rev().find(|before| !apart[*before]);
        let same_condition = index > 0
            && act.when.is_some()
            && acts[index - 1].when == act.when
            && acts[index - 1].sentence == act.sentence;
        let otherwise = act.when.clone().filter(|words| is_otherwise(tokens, words)).or_else(|| opening(reader, act));
        if same_condition {
            if act.event.is_none() {
                gathered.after[index] =
                    if act.order == Order::Beside { gathered.after[index - 1].clone() } else { vec![index - 1] };
            }
            let before = ties[index - 1].clone();
            ties[index] = Tie { within: None, undoes: None, starts: None, ..before };
            apart.push(apart[index - 1]);
        } else if let (Some(words), Some((about, on, outcome))) = (&otherwise, &last) {
            // Of two conditions, one below the other, "otherwise" is the opposite of the outer one.
            let outer = ties[*on].text.clone().filter(|_| *outcome == Some(Outcome::TimedOut));
            let (about, on, outcome) = match outer {
                Some(said) => (said.words, gathered.after[*on].first().copied().unwrap_or(*on), None),
                None => (about.clone(), *on, *outcome),
            };
            let is_so = tokens[words.clone()].iter().any(|token| token.is("so"));
            let outcome = outcome.map(|outcome| if is_so { outcome } else { opposite(outcome) });
            let is_condition = outcome.is_none_or(|outcome| outcome != Outcome::Done);
            ties[index].upon = outcome.filter(|_| is_condition).map(|outcome| (on, outcome));
            ties[index].text = outcome.is_none().then(|| Said { words: about, is_opposite: !is_so });
            ties[index].is_told = true;
            gathered.after[index] = vec![on];
            apart.push(outcome.is_some_and(|outcome| outcome != Outcome::Done));
            last = None;
        } else if let Some(words) = act.when.clone().or_else(|| act.upon.clone()) {
            let told = outcome(tokens, &words);
            let (on, sure) = told_of(tokens, &words, &acts[..index], &apart, last.as_ref().map(|(_, on, _)| *on))
                .map_or((None, 0), |(on, sure)| (Some(on), sure));
            // "After the ride": only the name of an act says after which one.
            let sure = if act.when.is_none() && sure < 3 { 0 } else { sure };
            // "Restart the fridge and see if it worked": what stands behind an act may be about itself.
            let sure = if sure == 1 && words.start > act.own.start { 0 } else { sure };
            let late = limit(tokens, reader.text(), &words).filter(|_| told == Some(Outcome::TimedOut));
            let is_late = told == Some(Outcome::TimedOut);
            let asks_somebody = on.is_some_and(|on| waits_for_somebody(reader, &words, &acts[on]));
            // Too late for an act that the words do not name: a clock that runs from the act before on.
            let told = told.filter(|told| match told {
                Outcome::TimedOut => sure > 2 && asks_somebody || sure > 2 && late.is_none() || asks_somebody,
                _ => sure > 0,
            });
            if act.when.is_some() {
                ties[index].upon = on.zip(told);
                ties[index].text =
                    ties[index].upon.is_none().then(|| Said { words: words.clone(), is_opposite: false });
            }
            ties[index].is_told = sure > 0;
            let is_behind_repair = index > 0 && apart[index - 1];
            if let Some(on) = on.filter(|_| act.event.is_none() && (sure > 0 || is_behind_repair)) {
                gathered.after[index] = vec![on];
            }
            match (late, on) {
                (Some(late), Some(on)) if told.is_some() => ties[on].within = ties[on].within.take().or(Some(late)),
                (Some(late), _) => ties[index].starts = Some(late),
                _ => {}
            }
            apart.push(act.when.is_some() && (is_late || told.is_some_and(|told| told != Outcome::Done)));
            last = act.when.is_some().then(|| on.map(|on| (words, on, told))).flatten();
        } else {
            // What the text tells next hangs on what went well.
            let same_sentence = index > 0 && acts[index - 1].sentence == act.sentence && apart[index - 1];
            apart.push(same_sentence);
            if act.order == Order::Beside && act.event.is_none() && index > 0 {
                gathered.after[index] = if apart[index - 1] && !same_sentence {
                    main.into_iter().collect()
                } else {
                    gathered.after[index - 1].clone()
                };
            } else if !same_sentence {
                let mut after: Vec<usize> =
                    gathered.after[index].iter().filter(|before| !apart[**before]).copied().collect();
                if after.len() < gathered.after[index].len() && after.is_empty() {
                    after.extend(main);
                }
                gathered.after[index] = after;
            }
        }
        if apart[index] {
            ties[index].undoes = (0..index).rev().find(|before| !apart[*before] && undoes(tokens, act, &acts[*before]));
        }
    }
    ties
}

/// Whether somebody whose answer the condition misses was asked by an act: "if the driver does not accept".
fn waits_for_somebody(reader: &Reader<'_, '_>, words: &Range<usize>, act: &Act) -> bool {
    let tokens = reader.tokens();
    let clauses = reader.clauses(words.clone());
    let Some(clause) = clauses.iter().find(|clause| !clause.subject.is_empty()) else { return false };
    let answers = tokens[words.clone()].iter().any(|token| is_one_of(token, ANSWERS));
    let subject = tokens[clause.subject.clone()].iter().filter(|token| token.class == Class::Open);
    let active = tokens[clause.span.clone()]
        .iter()
        .all(|token| token.verb_in(VerbForm::Participle).is_none() || token.verb_in(VerbForm::Base).is_some())
        || tokens[clause.span.clone()].iter().any(|token| token.class == Class::Have);
    answers
        || active
            && subject.into_iter().any(|noun| {
                tokens[act.own.clone()]
                    .iter()
                    .any(|token| token.class == Class::Open && token.singular() == noun.singular())
            })
            && reader.names_somebody(clause.subject.clone())
}
