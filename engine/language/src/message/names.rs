//! Forms the names of a message as an event, a command and a query, in Pascal case and in English word order.
//!
//! Acronyms stay. A name may be missing: nobody can command stock to fall, and a query leads to no event.

use super::clause::{Act, Clause, Shape, Tense, forbids, is_somebody, only_looks};
use super::vocabulary::{
    DETERMINERS, EMPTY, FAR, LOOKED_AT, PREPOSITIONS, PRONOUNS, QUESTION_FILLERS, TOWARDS, UNHYPHENED,
};
use super::words::{Word, has};
use crate::lexicon::Class::{Carries, Changes, Creates, Decides, Frees, Pays, Removes, Submits, Takes, Tells};
use crate::lexicon::{morphology, nouns, people};
use crate::naming;

/// Maximum number of words of a group of nouns in a name.
const MOST_NOUNS: usize = 4;

/// Maximum number of words of a place in a name.
const MOST_PLACE: usize = 3;

/// The three names of a message; `None` if the message cannot be of this kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    pub event: Option<String>,
    pub command: Option<String>,
    pub query: Option<String>,
}

/// Names a clause in all three ways. `sentence` says that the clause comes from a sentence, not from a name.
pub(super) fn names(clause: &Clause<'_>, sentence: bool) -> Names {
    Names { event: event(clause, sentence), command: command(clause, sentence), query: query(clause, sentence) }
}

/// The name of a question: `What is my rank?` gives `GetRank`, `Does this user exist?` gives `CheckUserExists`.
pub(super) fn question(words: &[Word<'_>], open: bool) -> String {
    let many = words.iter().any(|word| word.low == "many");
    let mut name = String::from(match () {
        () if many => "Count",
        () if open => "Get",
        () => "Check",
    });
    let far = |index: usize| index == 1 && words[0].low == "how" && has(FAR, &words[1].low);
    let carries_none = |index: usize| {
        let word = words[index].low.as_str();
        index == 0 || far(index) || has(QUESTION_FILLERS, word) || has(DETERMINERS, word) || has(EMPTY, word)
    };
    let acts = matches!(words[0].low.as_str(), "does" | "do").then(|| what_it_does(words)).flatten();
    let mut group = String::new();
    let mut kept = 0;
    for (index, word) in words.iter().enumerate() {
        if open && kept > 0 && word.low == "of" {
            owner(&mut name, &words[index + 1..]);
            break;
        }
        if open && kept > 0 && (has(PREPOSITIONS, &word.low) || has(QUESTION_FILLERS, &word.low)) {
            break;
        }
        if carries_none(index) || kept == MOST_NOUNS || has(PREPOSITIONS, &word.low) {
            continue;
        }
        // The verb goes into the third person: `UserExists`.
        let told = if acts == Some(index) { morphology::third(&word.low) } else { word.text.to_string() };
        naming::capitalise(&mut group, &told);
        kept += 1;
    }
    if group.is_empty() {
        return naming::pascal(words.iter().map(|word| word.text.as_ref()));
    }
    name + &group
}

/// Finds the verb of a question with `does`: `Does the policy cover water damage?` A word that can only be a
/// verb is preferred, then a last word directly behind the subject, then the first word that may be a verb.
fn what_it_does(words: &[Word<'_>]) -> Option<usize> {
    let verb = |index: usize| crate::lexicon::find(&words[index].low);
    let from = words.iter().position(|word| !has(QUESTION_FILLERS, &word.low) && !has(DETERMINERS, &word.low))? + 1;
    let last = words.len().checked_sub(1).filter(|last| *last == from && verb(*last).is_some());
    let sure = (from..words.len()).find(|index| verb(*index).is_some_and(|verb| !verb.is_noun_too()));
    sure.or(last).or_else(|| (from..words.len()).find(|index| verb(*index).is_some()))
}

/// Appends the words behind `of`, up to the next preposition.
fn owner(name: &mut String, words: &[Word<'_>]) {
    let end = words.iter().position(|word| has(PREPOSITIONS, &word.low)).unwrap_or(words.len());
    group(name, &words[..end], true);
}

fn event(clause: &Clause<'_>, sentence: bool) -> Option<String> {
    let mut name = String::new();
    let Some(act) = &clause.act else {
        if !clause.state.is_empty() {
            return Some(stands(clause, sentence));
        }
        group(&mut name, clause.subject, sentence);
        return (!name.is_empty()).then_some(name);
    };
    if forbids(clause) || (only_looks(act) && act.told.is_none() && clause.shape != Shape::Ahead) {
        return None;
    }
    let told = clause.last_act.as_ref().unwrap_or(act);
    let came = matches!(clause.shape, Shape::Came | Shape::Ahead)
        || (matches!(clause.shape, Shape::Acting | Shape::Done)
            && clause.object.is_empty()
            && !clause.subject.is_empty());
    if came {
        group(&mut name, clause.subject, sentence);
        if clause.shape == Shape::Ahead && clause.object.is_empty() {
            // It has not happened yet, so the name has the form in `-ing`.
            naming::capitalise(&mut name, &morphology::gerund(&told.base));
            naming::capitalise(&mut name, &told.particle);
            return Some(name);
        }
        if clause.negated {
            name.push_str("Not");
            naming::capitalise(&mut name, &morphology::participle(&told.base));
        } else {
            // Uses the simple past, because nobody did it to the subject: `has fallen` gives `Fell`.
            let past = || morphology::past(&told.base);
            match &told.told {
                Some(form) if clause.tense != Tense::Perfect || past() == morphology::participle(&told.base) => {
                    naming::capitalise(&mut name, form);
                }
                _ => naming::capitalise(&mut name, &past()),
            }
        }
        naming::capitalise(&mut name, &told.particle);
        if clause.shape != Shape::Ahead {
            group(&mut name, clause.object, sentence);
        }
        place(&mut name, clause, sentence);
        return Some(name);
    }
    group(&mut name, clause.object, sentence);
    if clause.negated {
        name.push_str("Not");
    }
    // Uses the form as written, unless it is a simple past that is no participle: “gave notice” gives `NoticeGiven`.
    let by_somebody = !clause.subject.is_empty();
    let is_past_alone = |form: &str| {
        let past = morphology::past(&told.base);
        form == past && past != morphology::participle(&told.base)
    };
    match &told.told {
        Some(form) if !(by_somebody && is_past_alone(form)) => naming::capitalise(&mut name, form),
        _ => naming::capitalise(&mut name, &morphology::participle(&told.base)),
    }
    naming::capitalise(&mut name, &told.particle);
    group(&mut name, clause.way, sentence);
    place(&mut name, clause, sentence);
    Some(name)
}

/// Names a state as an event: `The loan is overdue` gives `LoanBecameOverdue`. Something new was created.
fn stands(clause: &Clause<'_>, sentence: bool) -> String {
    let mut name = String::new();
    group(&mut name, clause.subject, sentence);
    let (state, negated) = match clause.state {
        [word] if word.low == "new" => return name + "Created",
        [word] if word.low == "successful" => return name + if clause.negated { "Failed" } else { "Succeeded" },
        state => (state, clause.negated),
    };
    name.push_str(match clause.shape {
        Shape::Ahead => "WillBe",
        _ if clause.tense == Tense::Past => "Was",
        _ => "Became",
    });
    if negated {
        name.push_str("Not");
    }
    for word in state.iter().filter(|word| !has(DETERMINERS, &word.low)).take(MOST_NOUNS) {
        naming::capitalise(&mut name, &word.text);
    }
    name
}

fn command(clause: &Clause<'_>, sentence: bool) -> Option<String> {
    let act = clause.act.as_ref()?;
    if only_looks(act) && act.told.is_none() {
        return None;
    }
    let nobody_does = act.comes_by_itself()
        && !matches!(clause.shape, Shape::Imperative | Shape::Wanted | Shape::Described | Shape::Gerund);
    if nobody_does || (clause.negated && !forbids(clause)) || matches!(clause.shape, Shape::Came | Shape::Stands) {
        return None;
    }
    request(clause, sentence)
}

/// The command's name for a clause, even if nobody would send this command.
pub(super) fn request(clause: &Clause<'_>, sentence: bool) -> Option<String> {
    let act = clause.act.as_ref()?;
    let mut name = String::new();
    if forbids(clause) {
        name.push_str("DoNot");
    }
    naming::capitalise(&mut name, &act.base);
    naming::capitalise(&mut name, &act.particle);
    // The actor is not the object: `UserWantsToUnsubscribe`.
    let acts = matches!(clause.shape, Shape::Acting | Shape::Imperative)
        || (clause.shape == Shape::Wanted && is_somebody(clause.subject));
    let object = if clause.object.is_empty() && !acts { clause.subject } else { clause.object };
    group(&mut name, object, sentence);
    group(&mut name, clause.way, sentence);
    place(&mut name, clause, sentence);
    Some(name)
}

fn query(clause: &Clause<'_>, sentence: bool) -> Option<String> {
    let mut name = String::new();
    match &clause.act {
        Some(act) if only_looks(act) && act.told.is_none() => {
            naming::capitalise(&mut name, &act.base);
            naming::capitalise(&mut name, &act.particle);
            group(&mut name, clause.object, sentence);
            let by = clause.place.first().is_some_and(|word| matches!(word.low.as_str(), "by" | "from"));
            if by {
                naming::capitalise(&mut name, &clause.place[0].text);
                group(&mut name, &clause.place[1..], sentence);
            }
            return Some(name);
        }
        _ if !clause.whether.is_empty() && clause.whether[0].low != "that" => {
            return Some(question(clause.whether, false));
        }
        _ => name.push_str("Get"),
    }
    let moved = clause.act.as_ref().is_some_and(|act| keeps_place(act, clause));
    let thing = match clause.object {
        _ if moved => &clause.place[1..],
        _ if clause.shape == Shape::Came => clause.subject,
        [] if clause.subject.is_empty() => clause.place.get(1..).unwrap_or_default(),
        [] => clause.subject,
        object => object,
    };
    group(&mut name, thing, sentence);
    (name.len() > 3).then_some(name)
}

/// Whether the place belongs to the name, because the act moves the thing there or marks it so.
fn keeps_place(act: &Act, clause: &Clause<'_>) -> bool {
    let [first, rest @ ..] = clause.place else { return false };
    let person = rest.last().is_some_and(|word| people::is_person(&word.low));
    !person
        && !rest.is_empty()
        && act.is_any(&[Changes, Creates, Takes, Frees, Removes])
        && !act.is_any(&[Carries, Tells, Pays, Decides, Submits])
        && matches!(first.low.as_str(), "to" | "into" | "onto" | "on" | "in" | "from" | "as")
}

fn place(name: &mut String, clause: &Clause<'_>, sentence: bool) {
    let Some(act) = &clause.act else { return };
    let of_change = matches!(clause.shape, Shape::Came)
        && clause.place.first().is_some_and(|word| {
            matches!(
                word.low.as_str(),
                "below" | "above" | "under" | "over" | "past" | "out" | "to" | "behind" | "beyond"
            )
        });
    // If the phrase is a name already, its author put the place there on purpose.
    let named = !sentence && clause.place.first().is_some_and(|word| word.low != "by");
    let measured = clause.place.iter().any(|word| word.low.starts_with(|c: char| c.is_ascii_digit()));
    // “Apply for a permit”: the thing behind the preposition is what the act is about.
    let about = clause.object.is_empty()
        && matches!(clause.shape, Shape::Imperative | Shape::Wanted | Shape::Acting | Shape::Done)
        && clause.place.first().is_some_and(|word| has(TOWARDS, &word.low));
    if (keeps_place(act, clause) || of_change || named || about) && !measured {
        naming::capitalise(name, &clause.place[0].text);
        let mut kept = 0;
        for word in &clause.place[1..] {
            if kept < MOST_PLACE && !is_small(word, sentence) {
                naming::capitalise(name, &word.text);
                kept += 1;
            }
        }
    }
}

fn is_small(word: &Word<'_>, sentence: bool) -> bool {
    has(DETERMINERS, &word.low)
        || (sentence
            && (has(EMPTY, &word.low)
                || has(PRONOUNS, &word.low)
                || matches!(word.low.as_str(), "it" | "me" | "new" | "them" | "us")))
        || word.low.starts_with(|c: char| c.is_ascii_digit())
}

/// Appends a group of nouns. The words behind `of` go first, as in `RoomTemperature`.
fn group(name: &mut String, words: &[Word<'_>], sentence: bool) {
    if let Some(of) = words.iter().position(|word| word.low == "of")
        && of > 0
    {
        // If the words behind `of` are more than two, only the words before it are used.
        if words[of + 1..].iter().filter(|word| !is_small(word, sentence)).count() > 2 {
            return group(name, &words[..of], sentence);
        }
        group(name, &words[of + 1..], sentence);
        return group(name, &words[..of], sentence);
    }
    let told: Vec<&Word<'_>> = words.iter().filter(|word| !is_small(word, sentence)).collect();
    // The head of a group of nouns is its last word, so the first words are cut.
    for word in &told[told.len().saturating_sub(MOST_NOUNS)..] {
        compound(name, &word.text);
    }
}

/// Appends a word, or each part of one with hyphens: `no-show` gives `NoShow`, but `e-mail` and `re-entry` are
/// one word.
fn compound(name: &mut String, word: &str) {
    match word.split_once('-') {
        Some((first, rest)) if !has(UNHYPHENED, &first.to_lowercase()) && !rest.is_empty() => {
            naming::capitalise(name, first);
            compound(name, rest);
        }
        _ => naming::capitalise(name, word),
    }
}

/// Whether a group of nouns names something that people look up.
pub(super) fn is_looked_at(words: &[Word<'_>]) -> bool {
    words.last().is_some_and(|word| has(LOOKED_AT, &word.low) || has(LOOKED_AT, &nouns::singular(&word.low)))
}
