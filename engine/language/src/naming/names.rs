//! Forms the names of a message as an event, a command and a query, in Pascal case and in English word order.
//!
//! Acronyms stay. Every clause has all three names, even if nobody would use one of them: whether a message can
//! be of a kind is asked apart.

use super::entity;
use super::noun_group::{compound, group, is_small};
use crate::case;
use crate::function_words::{NUMBERS, OPEN_QUESTIONS, is_determiner, is_preposition, is_question_filler};
use crate::lexicon::Class::{
    Carries, Changes, Checks, Creates, Decides, Frees, Pays, Removes, Stands, Submits, Takes, Tells,
};
use crate::lexicon::{Form, find, morphology, nouns, people};
use crate::phrase::Question;
use crate::phrase::clause::{self, Act, Clause, Shape, Tense, forbids, is_somebody, only_looks};
use crate::phrase::split::{self, Word};
use crate::phrase::vocabulary::{CHANGING, DOCUMENTS, EMPTY, FAR, MAILS, PUBLISHING, TOWARDS};

/// Maximum number of words of a state, or of a question, in a name.
const MOST_WORDS: usize = 4;

/// Maximum number of words of a place in a name.
const MOST_PLACE: usize = 3;

/// Names one clause.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Namer<'c> {
    clause: &'c Clause<'c>,
    /// Whether the clause comes from a sentence, not from a name.
    sentence: bool,
    /// The entity that stands for the clause's object.
    entity: Option<&'c str>,
}

impl<'c> Namer<'c> {
    /// A namer for a clause. `entity` is what the clause is about, if the description names it; it is used if it
    /// can stand for the clause's object.
    pub(crate) fn new(clause: &'c Clause<'c>, sentence: bool, entity: Option<&'c str>) -> Self {
        let entity = entity.filter(|entity| entity::stands_for_object(entity, clause));
        Self { clause, sentence, entity }
    }

    /// Whether something happens, so that an event can tell it.
    pub(crate) fn happens(&self) -> bool {
        let looks = |act: &Act| only_looks(act) && act.told.is_none() && self.clause.shape != Shape::Ahead;
        !self.clause.act.as_ref().is_some_and(|act| forbids(self.clause) || looks(act))
    }

    /// Whether somebody can be told to do it.
    pub(crate) fn can_be_told(&self) -> bool {
        let clause = self.clause;
        let Some(act) = &clause.act else { return false };
        let told = matches!(clause.shape, Shape::Imperative | Shape::Wanted | Shape::Described | Shape::Gerund);
        let looks = only_looks(act) && act.told.is_none();
        let comes = matches!(clause.shape, Shape::Came | Shape::Stands) || (act.comes_by_itself() && !told);
        let is_not_done = clause.negated && !forbids(clause);
        !(looks || comes || is_not_done)
    }

    /// The event's name; empty if the clause has no words for one.
    pub(crate) fn event(&self) -> String {
        let clause = self.clause;
        let Some(act) = &clause.act else {
            return if clause.state.is_empty() { self.named(clause.subject) } else { self.state() };
        };
        let act = clause.last_act.as_ref().unwrap_or(act);
        let by_itself = matches!(clause.shape, Shape::Came | Shape::Ahead)
            || (matches!(clause.shape, Shape::Acting | Shape::Done)
                && clause.object.is_empty()
                && !clause.subject.is_empty());
        match self.published(act) {
            Some(event) => event,
            // `InvoiceWillBePaid`: it lies ahead, and somebody does it.
            None if clause.shape == Shape::Ahead && clause.subject.is_empty() && self.sentence => self.done(act),
            None if clause.shape == Shape::Ahead && clause.subject.is_empty() => {
                let mut name = self.thing(clause.object) + "WillBe";
                case::capitalise(&mut name, &morphology::participle(&act.base));
                case::capitalise(&mut name, &act.particle);
                name
            }
            None if by_itself => self.came(act),
            None => self.done(act),
        }
    }

    /// The event of a name without a verb: `ReportStatus` gives `ReportStatusChanged`, `InvoiceMail` gives
    /// `InvoiceSent`; of any other thing, the thing.
    fn named(&self, words: &[Word<'_>]) -> String {
        let thing = self.thing(words);
        match words {
            [.., _, last] if !self.sentence && CHANGING.has(&last.low) => thing + "Changed",
            [before @ .., last] if !self.sentence && MAILS.has(&last.low) && !before.is_empty() => {
                let brings = before.last().is_some_and(|word| DOCUMENTS.has(&word.low));
                let mut name = if brings { self.thing(before) } else { thing };
                name.push_str("Sent");
                name
            }
            _ => thing,
        }
    }

    /// Appends the adverbs that belong to a fact in a name.
    fn adverbs(&self, name: &mut String) {
        if !self.sentence {
            self.clause.adverbs.iter().for_each(|word| case::capitalise(name, &word.text));
        }
    }

    /// The event that the act publishes: `Order created is published` gives `OrderCreated`.
    fn published(&self, act: &Act) -> Option<String> {
        if !PUBLISHING.has(&act.base) || self.clause.negated {
            return None;
        }
        let told = self.clause.object.iter().filter(|word| !is_determiner(&word.low) && word.low != "event");
        let phrase = case::spaced(told.map(|word| word.text.as_ref()));
        if phrase.split(' ').next().is_some_and(|word| OPEN_QUESTIONS.has(word)) {
            return None;
        }
        let phrase = split::read(&phrase);
        let inner = clause::read(&phrase.words, phrase.manner);
        let is_past = |form: &Form| matches!(form, Form::Participle | Form::Past);
        let told = phrase.words.last().is_some_and(|word| word.readings().iter().any(|read| is_past(&read.form)));
        let fact = told && matches!(inner.shape, Shape::Done | Shape::Came) && inner.act.is_some();
        fact.then(|| Namer::new(&inner, phrase.manner.is_sentence(), None).event())
    }

    /// The event of something that comes about: `The ferry leaves the harbour` gives `FerryLeftHarbour`.
    fn came(&self, act: &Act) -> String {
        let clause = self.clause;
        let mut name = self.thing(clause.subject);
        if clause.shape == Shape::Ahead && clause.object.is_empty() {
            // It has not happened yet, so the name has the form in `-ing`.
            case::capitalise(&mut name, &morphology::gerund(&act.base));
            case::capitalise(&mut name, &act.particle);
            return name;
        }
        // Uses the simple past, because nobody did it to the subject: `has fallen` gives `Fell`.
        let past = morphology::past(&act.base);
        let participle = morphology::participle(&act.base);
        self.adverbs(&mut name);
        if clause.negated {
            name.push_str("Not");
            case::capitalise(&mut name, &participle);
        } else {
            // `UserAlreadyExists` tells a state that goes on.
            let goes_on =
                (!self.sentence && clause.tense == Tense::Present && act.told.is_none() && act.is_any(&[Stands]))
                    .then(|| morphology::third(&act.base));
            let told = act.told.as_ref().filter(|_| clause.tense != Tense::Perfect || past == participle);
            case::capitalise(&mut name, goes_on.as_ref().or(told).unwrap_or(&past));
        }
        case::capitalise(&mut name, &act.particle);
        if clause.object.is_empty() {
            group(&mut name, clause.way, self.sentence);
        }
        if clause.shape != Shape::Ahead {
            group(&mut name, clause.object, self.sentence);
        }
        self.place(&mut name, 0);
        name
    }

    /// The event of something that is done: `Reserve the seat` gives `SeatReserved`.
    fn done(&self, act: &Act) -> String {
        let clause = self.clause;
        // “Enrol in the course”: the course is what the act is done to.
        let inside = self.lacks_object() && clause.place.first().is_some_and(|word| word.low == "in");
        let mut name = self.thing(if inside { &clause.place[1..] } else { clause.object });
        self.adverbs(&mut name);
        if clause.negated {
            name.push_str("Not");
        }
        // Uses the form as written, unless it is a simple past that is no participle: “gave notice” gives
        // `NoticeGiven`.
        let participle = morphology::participle(&act.base);
        let is_past_alone = |form: &str| form != participle && form == morphology::past(&act.base);
        let told = act.told.as_ref().filter(|form| clause.subject.is_empty() || !is_past_alone(form));
        let told = told.filter(|_| !(self.sentence && act.base == "get"));
        let done = match () {
            () if told.is_none() && act.base == "get" && act.particle.is_empty() => {
                if is_somebody(clause.subject) {
                    "received"
                } else {
                    "retrieved"
                }
            }
            () => told.unwrap_or(&participle),
        };
        case::capitalise(&mut name, done);
        case::capitalise(&mut name, &act.particle);
        let verb = if clause.object.is_empty() { name.len() } else { 0 };
        group(&mut name, clause.way, self.sentence);
        if !inside {
            self.place(&mut name, verb);
        }
        name
    }

    /// Names a state as an event: `The loan is overdue` gives `LoanBecameOverdue`. Something new was created.
    fn state(&self) -> String {
        let clause = self.clause;
        let mut name = self.thing(clause.subject);
        match clause.state {
            [word] if word.low == "new" => return name + "Created",
            [word] if word.low == "successful" => {
                return name + if clause.negated { "Failed" } else { "Succeeded" };
            }
            _ => {}
        }
        name.push_str(match clause.shape {
            Shape::Ahead => "WillBe",
            _ if clause.tense == Tense::Past => "Was",
            _ => "Became",
        });
        if clause.negated {
            name.push_str("Not");
        }
        for word in clause.state.iter().filter(|word| !is_determiner(&word.low)).take(MOST_WORDS) {
            case::capitalise(&mut name, &word.text);
        }
        name
    }

    /// The command's name, even if nobody would send this command.
    pub(crate) fn command(&self) -> String {
        let clause = self.clause;
        let Some(act) = &clause.act else { return self.thing(clause.subject) };
        let mut name = String::new();
        if forbids(clause) {
            name.push_str("DoNot");
        }
        case::capitalise(&mut name, &act.base);
        case::capitalise(&mut name, &act.particle);
        let verb = name.len();
        name += &self.thing(self.acted_on());
        group(&mut name, clause.way, self.sentence);
        self.place(&mut name, verb);
        name
    }

    /// The query's name; empty if the clause has no words for one.
    pub(crate) fn query(&self) -> String {
        let clause = self.clause;
        let mut name = String::new();
        if !clause.whether.is_empty() && clause.whether[0].low != "that" {
            return question(Question { words: clause.whether, open: false });
        }
        if let Some(act) =
            clause.act.as_ref().filter(|act| (only_looks(act) || act.is_any(&[Checks])) && act.told.is_none())
        {
            case::capitalise(&mut name, &act.base);
            case::capitalise(&mut name, &act.particle);
            name += &self.thing(clause.object);
            let by = clause.place.first().is_some_and(|word| matches!(word.low.as_str(), "by" | "from"));
            if (by || clause.object.is_empty()) && self.entity.is_none() && !clause.place.is_empty() {
                case::capitalise(&mut name, &clause.place[0].text);
                group(&mut name, &clause.place[1..], self.sentence);
            }
            return name;
        }
        let moved = clause.act.as_ref().is_some_and(|act| keeps_place(act, clause));
        let thing = match clause.object {
            _ if moved => &clause.place[1..],
            _ if clause.shape == Shape::Came => clause.subject,
            [] if clause.subject.is_empty() => clause.place.get(1..).unwrap_or_default(),
            [] => clause.subject,
            object => object,
        };
        let thing = self.thing(thing);
        if thing.is_empty() { thing } else { format!("Get{thing}") }
    }

    /// The name of the thing that the clause is about, in Pascal case: the entity, or else the clause's object.
    pub(crate) fn object(&self) -> String {
        let words = match self.acted_on() {
            [] => self.clause.place.get(1..).unwrap_or_default(),
            object => object,
        };
        self.thing(words)
    }

    /// The entity in Pascal case, or else the nouns of these words.
    fn thing(&self, words: &[Word<'_>]) -> String {
        let mut name = String::new();
        match self.entity {
            Some(entity) => entity::write(&mut name, entity),
            // What is created in a collection is one of it: `PLAYLISTS_CREATE`.
            None => match words {
                [before @ .., last] if self.is_first(words) && nouns::is_plural(&last.low) => {
                    group(&mut name, before, self.sentence);
                    compound(&mut name, &nouns::singular(&last.text));
                }
                words => group(&mut name, words, self.sentence),
            },
        }
        name
    }

    /// Whether a name puts these words before the act that creates them.
    fn is_first(&self, words: &[Word<'_>]) -> bool {
        let creates = self.clause.act.as_ref().is_some_and(|act| act.base == "create");
        !self.sentence && self.clause.shape == Shape::Act && creates && std::ptr::eq(words, self.clause.object)
    }

    /// The words that tell what the act is done to.
    fn acted_on(&self) -> &'c [Word<'c>] {
        let clause = self.clause;
        // The actor is not the object: `UserWantsToUnsubscribe`.
        let acts = matches!(clause.shape, Shape::Acting | Shape::Imperative)
            || (clause.shape == Shape::Wanted && is_somebody(clause.subject));
        if clause.object.is_empty() && !acts { clause.subject } else { clause.object }
    }

    /// Whether the act has nothing that it is done to but, perhaps, its place.
    fn lacks_object(&self) -> bool {
        self.clause.object.is_empty()
            && self.entity.is_none()
            && matches!(self.clause.shape, Shape::Imperative | Shape::Wanted | Shape::Acting | Shape::Gerund)
    }

    /// Appends the clause's place, if the name needs it. `verb` is the name's length if it has nothing but the verb.
    fn place(&self, name: &mut String, verb: usize) {
        let clause = self.clause;
        let ([first, rest @ ..], Some(act), None) = (clause.place, &clause.act, self.entity) else { return };
        let leads = |words: &[&str]| words.contains(&first.low.as_str());
        let of_change = clause.shape == Shape::Came
            && leads(&["below", "above", "under", "over", "past", "out", "to", "behind", "beyond"]);
        // If the phrase is a name already, its author put the place there on purpose.
        let named = !self.sentence && first.low != "by";
        let measured = clause.place.iter().any(|word| word.low.starts_with(|c: char| c.is_ascii_digit()));
        // “Apply for a permit”: the thing behind the preposition is what the act is about.
        let about = (self.lacks_object() || (clause.shape == Shape::Done && clause.object.is_empty()))
            && TOWARDS.has(&first.low);
        // “Charge after the ride”: nothing else says what the act is about.
        let alone = name.len() == verb && self.lacks_object();
        if (keeps_place(act, clause) || of_change || named || about || alone) && !measured {
            case::capitalise(name, &first.text);
            // Whose place it is makes the name no clearer: “to the shopper's cart” gives `ToCart`.
            let told = rest.iter().filter(|word| !(is_small(word, self.sentence) || (self.sentence && word.owns)));
            told.take(MOST_PLACE).for_each(|word| compound(name, &word.text));
        }
    }
}

/// The name of a question: `What is my rank?` gives `GetRank`, `Does this user exist?` gives `CheckUserExists`.
pub(crate) fn question(Question { words, open }: Question<'_, '_>) -> String {
    let many = words.iter().any(|word| word.low == "many");
    let mut name = String::from(match () {
        () if many => "Count",
        () if open => "Get",
        () => "Check",
    });
    let far = |index: usize| index == 1 && words[0].low == "how" && FAR.has(&words[1].low);
    let carries_none = |index: usize| {
        let word = words[index].low.as_str();
        let small = is_question_filler(word) || is_determiner(word) || EMPTY.has(word) || NUMBERS.has(word);
        // “Are there seats left?”: whether any are left is the question.
        index == 0 || far(index) || (small && (open || word != "left"))
    };
    let acts = matches!(words[0].low.as_str(), "does" | "do").then(|| what_it_does(words)).flatten();
    let mut group = String::new();
    let mut kept = 0;
    for (index, word) in words.iter().enumerate() {
        if open && kept > 0 && word.low == "of" {
            owner(&mut name, &words[index + 1..]);
            break;
        }
        if open && kept > 0 && (is_preposition(&word.low) || is_question_filler(&word.low)) {
            break;
        }
        if carries_none(index) || kept == MOST_WORDS || is_preposition(&word.low) {
            continue;
        }
        // The verb goes into the third person: `UserExists`.
        let told = if acts == Some(index) { morphology::third(&word.low) } else { word.text.to_string() };
        case::capitalise(&mut group, &told);
        kept += 1;
    }
    if group.is_empty() {
        return case::pascal(words.iter().map(|word| word.text.as_ref()));
    }
    name + &group
}

/// Finds the verb of a question with `does`: `Does the policy cover water damage?` A word that can only be a
/// verb is preferred, then a last word directly behind the subject, then the first word that may be a verb.
fn what_it_does(words: &[Word<'_>]) -> Option<usize> {
    let verb = |index: usize| find(&words[index].low);
    let from = words.iter().position(|word| !is_question_filler(&word.low) && !is_determiner(&word.low))? + 1;
    let last = words.len().checked_sub(1).filter(|last| *last == from && verb(*last).is_some());
    let sure = (from..words.len()).find(|index| verb(*index).is_some_and(|verb| !verb.is_noun_too()));
    sure.or(last).or_else(|| (from..words.len()).find(|index| verb(*index).is_some()))
}

/// Appends the words behind `of`, up to the next preposition.
fn owner(name: &mut String, words: &[Word<'_>]) {
    let end = words.iter().position(|word| is_preposition(&word.low)).unwrap_or(words.len());
    group(name, &words[..end], true);
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
