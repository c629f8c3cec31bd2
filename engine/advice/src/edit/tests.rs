use super::*;
use crate::description::{Given, Join, LIMITS, Outcome, Period, When};
use crate::{Tree, rules};

/// Parses a description. Faults of the description as a whole do not matter in these tests.
fn read(json: &str) -> Description {
    Description::read(&Tree::from_json(json).unwrap()).0
}

/// A flow from steps written as `id`, or as `id<before,before` if they say what they wait for.
fn flow(steps: &str) -> Description {
    let mut description = read(r#"{"name": "Shop", "flows": [{"id": "f", "steps": []}]}"#);
    description.flows[0].steps = steps
        .split_whitespace()
        .map(|step| {
            let (id, after) = step.split_once('<').map_or((step, None), |(id, after)| (id, Some(after)));
            let after = after.map(|ids| ids.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect());
            crate::description::Step { id: Some(id.to_owned()), action: id.to_owned(), after, ..Default::default() }
        })
        .collect();
    description
}

/// The order of the steps in the notation of [`flow`].
fn order(description: &Description) -> String {
    let steps = description.flows[0].steps.iter().map(|step| {
        let after = step.after.as_ref().map(|after| format!("<{}", after.join(",")));
        format!("{}{}", step.id.as_deref().unwrap_or("?"), after.unwrap_or_default())
    });
    steps.collect::<Vec<_>>().join(" ")
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn faults(description: &Description, edit: &Edit) -> Vec<(String, Code)> {
    apply(description, edit).unwrap_err().into_iter().map(|fault| (fault.at, fault.code)).collect()
}

fn told(action: &str, from: &str, to: &[&str]) -> Told {
    Told {
        action: text(action),
        from: text(from),
        to: to.iter().copied().map(text).collect(),
        entity: String::new(),
        ..Told::default()
    }
}

fn add(step: Told) -> Edit {
    Edit::AddStep { flow: text("f"), at: None, step }
}

fn removed(steps: &str, step: &str) -> String {
    order(&apply(&flow(steps), &Edit::RemoveStep { flow: text("f"), step: text(step) }).unwrap())
}

fn moved(steps: &str, step: &str, to: usize) -> String {
    order(&apply(&flow(steps), &Edit::MoveStep { flow: text("f"), step: text(step), to }).unwrap())
}

/// The declared participants as `id:Name:kind`.
fn cast(description: &Description) -> Vec<String> {
    let declared = description.participants.iter();
    let shown = |name: &Option<String>| name.clone().unwrap_or_default();
    declared
        .map(|one| {
            format!("{}:{}:{:?}", shown(&one.id), shown(&one.name), one.kind.unwrap_or(ParticipantKind::Service))
        })
        .collect()
}

#[test]
fn who_waited_for_a_removed_step_waits_for_what_it_waited_for() {
    assert_eq!(removed("a b c", "b"), "a c");
    assert_eq!(removed("a b c", "a"), "b c");
    assert_eq!(removed("a b c", "c"), "a b");
    assert_eq!(removed("a b c<b d<b,a", "b"), "a c<a d<a");
    assert_eq!(removed("a b c<a d", "c"), "a b d<a");
    assert_eq!(removed("a b c<b d", "c"), "a b d", "what is above it is what the removed one waited for");
    assert_eq!(removed("a b c< d", "c"), "a b d<", "the removed one started with the flow");
    assert_eq!(removed("a b<a c<a d<b,c e", "b"), "a c<a d<a,c e");
    assert_eq!(removed("a b<a,a c<b,b", "b"), "a c<a");
    assert_eq!(removed("a", "a"), "");
    assert_eq!(removed("a<c b c<a", "a"), "b<c c<", "a loop is mended by taking one of its steps away");
}

#[test]
fn a_moved_step_takes_its_references_along_and_the_others_chain_anew() {
    assert_eq!(moved("a b c d", "d", 1), "a d b c");
    assert_eq!(moved("a b<a c", "a", 9), "b<a c a");
    assert_eq!(moved("a b c", "b", 1), "a b c");
}

#[test]
fn a_step_is_added_at_its_place_with_an_id_of_its_own() {
    let shop = flow("a b pay");
    for (at, expected) in [(None, "a b pay pay-2"), (Some(1), "a pay-2 b pay"), (Some(7), "a b pay pay-2")] {
        let edit = Edit::AddStep { flow: text("f"), at, step: told(" Pay ", "", &[]) };
        let edited = apply(&shop, &edit).unwrap();
        assert_eq!(order(&edited), expected);
        assert!(edited.flows[0].steps.iter().any(|step| step.action == "Pay"));
    }
}

#[test]
fn a_changed_step_keeps_its_id_its_answers_and_its_order() {
    let shop = read(
        r#"{"name": "Shop", "flows": [{"id": "f", "steps": [{"action": "Pay", "answers": {"reply": "answer"}, "after": [], "retries": 2}, {"action": "Ship"}]}]}"#,
    );
    let mut new = told("Charge the card", "shop", &["bank"]);
    new.entity = text("card");
    let edited = apply(&shop, &Edit::ChangeStep { flow: text("f"), step: text("pay"), told: new }).unwrap();
    let step = &edited.flows[0].steps[0];
    assert_eq!((step.id.as_deref(), step.action.as_str(), step.retries), (Some("pay"), "Charge the card", Some(2)));
    assert_eq!(step.answers["reply"], Given::One(text("answer")));
    assert_eq!((step.entity.as_deref(), &step.after), (Some("card"), &Some(Vec::new())));
    assert_eq!(edited.flows[0].steps[1].id.as_deref(), Some("ship"));
}

#[test]
fn somebody_is_found_by_id_and_by_name_and_a_new_name_is_declared_once() {
    let shop = read(
        r#"{"name": "Shop", "participants": [{"id": "stock", "name": "Lager"}],
            "flows": [{"id": "f", "actor": "buyer", "steps": [{"action": "Order", "from": "web-shop"}]}]}"#,
    );
    let edited =
        apply(&shop, &add(told("Pack", "LAGER", &["stock", "", "Post", "post", "Web shop", "🎁", "🎁"]))).unwrap();
    let step = &edited.flows[0].steps[1];
    assert_eq!(step.from.as_deref(), Some("stock"));
    assert_eq!(step.to, ["stock", "post", "web-shop", "participant-3"]);
    assert_eq!(cast(&edited), ["stock:Lager:Service", "post:Post:Service", "participant-3:🎁:Service"]);
    let edited = apply(&edited, &add(told("Thank", "Post", &["Buyer"]))).unwrap();
    assert_eq!(
        cast(&edited).last().unwrap(),
        "buyer::Person",
        "who was taken as a person stays one when a step names them"
    );
    let more =
        apply(&edited, &Edit::AddFlow { name: text("F"), actor: text("Clerk"), set_off: SetOff::default() }).unwrap();
    assert_eq!((more.flows[1].id.as_deref(), more.flows[1].actor.as_deref()), (Some("f-2"), Some("clerk")));
    assert_eq!(cast(&more).last().unwrap(), "clerk:Clerk:Person");
}

#[test]
fn somebody_who_is_only_named_can_be_declared_moved_and_removed() {
    let shop = read(
        r#"{"name": "Shop", "participants": [{"id": "a"}, {"id": "b"}], "flows": [{"id": "f", "actor": "mail", "steps": [{"action": "Order", "from": "mail", "to": ["mail", "a"]}]}]}"#,
    );
    let participant = text("mail");
    let kind = ParticipantKind::External;
    let changed = apply(
        &shop,
        &Edit::ChangeParticipant { participant: participant.clone(), name: text("Post"), kind, of: String::new() },
    )
    .unwrap();
    assert_eq!(changed.participants[2].name.as_deref(), Some("Post"));
    assert_eq!(
        apply(&shop, &Edit::AddParticipant { name: text("Mail"), kind, of: String::new() }).unwrap().participants.len(),
        3
    );
    let moved = apply(&shop, &Edit::MoveParticipant { participant: participant.clone(), to: 0 }).unwrap();
    assert_eq!(cast(&Description { participants: vec![moved.participants[0].clone()], ..moved }), ["mail::Service"]);
    let removed = apply(&changed, &Edit::RemoveParticipant { participant }).unwrap();
    let step = &removed.flows[0].steps[0];
    assert_eq!((removed.participants.len(), &removed.flows[0].actor, &step.from), (2, &None, &None));
    assert_eq!(step.to, ["a"]);
}

#[test]
fn two_participants_cannot_be_called_the_same() {
    let shop = read(r#"{"name": "Shop", "participants": [{"name": "Mail"}, {"name": "Bank"}], "flows": []}"#);
    let taken = [(text("/name"), Code::DuplicateName)];
    let kind = ParticipantKind::Service;
    assert_eq!(faults(&shop, &Edit::AddParticipant { name: text("mail"), kind, of: String::new() }), taken);
    let rename =
        |name| Edit::ChangeParticipant { participant: text("bank"), name: text(name), kind, of: String::new() };
    assert_eq!(faults(&shop, &rename("MAIL")), taken);
    assert!(apply(&shop, &rename("BANK")).is_ok());
}

#[test]
fn every_fault_of_an_edit_is_told_at_once() {
    let shop = flow("pay ship");
    let long = "x".repeat(LIMITS.name + 1);
    let mut step = told(" ", &long, &["ok", &long]);
    step.entity.clone_from(&long);
    let edit = Edit::AddStep { flow: text("g"), at: None, step };
    let expected = [
        ("/flow", Code::UnknownReference),
        ("/action", Code::Empty),
        ("/from", Code::LimitPassed),
        ("/to/1", Code::LimitPassed),
        ("/entity", Code::LimitPassed),
    ];
    assert_eq!(faults(&shop, &edit), expected.map(|(at, code)| (text(at), code)));
    let after = Some(vec![text("pay"), text("shop"), text("")]);
    let told = apply(&shop, &Edit::ChangeOrder { flow: text("f"), step: text("ship"), after }).unwrap_err();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].at.as_str(), told[0].hint.as_deref()), ("/after/1", Some("Did you mean `ship`?")));
    let edit = Edit::ChangeSystem { name: String::new(), summary: "x".repeat(LIMITS.prose + 1) };
    assert_eq!(faults(&shop, &edit), [(text("/name"), Code::Empty), (text("/summary"), Code::LimitPassed)]);
}

#[test]
fn limits_hold() {
    let mut shop = flow("a");
    shop.flows[0].steps = vec![crate::description::Step { action: text("Pay"), ..Default::default() }; LIMITS.steps];
    assert_eq!(faults(&shop, &add(told("Pay", "", &[]))), [(String::new(), Code::LimitPassed)]);
    let question = |number: usize| (format!("q{number}"), Given::One(text("yes")));
    shop.flows[0].steps[0].answers = (0..LIMITS.answers).map(question).collect();
    let answer = |question: &str, answer: &str| Edit::Answer {
        flow: text("f"),
        step: text("pay"),
        question: text(question),
        answer: Some(text(answer)),
    };
    assert_eq!(faults(&shop, &answer("reply", "none")), [(text("/question"), Code::LimitPassed)]);
    assert!(apply(&shop, &answer("q7", "no")).is_ok());
    assert_eq!(apply(&shop, &answer("q7", "")).unwrap().flows[0].steps[0].answers.len(), LIMITS.answers - 1);
    shop.flows = vec![crate::description::Flow::default(); LIMITS.flows];
    let full = Edit::AddFlow { name: text("g"), actor: String::new(), set_off: SetOff::default() };
    assert_eq!(faults(&shop, &full), [(String::new(), Code::LimitPassed)]);
}

#[test]
fn ids_of_long_names_are_no_longer_than_ids_may_be() {
    let long = "x".repeat(LIMITS.name);
    let mut shop = flow("a");
    for _ in 0..12 {
        shop = apply(&shop, &add(told(&long, "", &[]))).unwrap();
    }
    let json = serde_json::to_string(&shop).unwrap();
    let (again, faults) = Description::read(&Tree::from_json(&json).unwrap());
    assert_eq!((again, faults), (shop, Vec::new()));
}

#[test]
fn system_answers_are_one_or_several_or_none() {
    let shop = flow("a");
    let answer = |answers: &[&str]| {
        let answers = answers.iter().copied().map(text).collect();
        apply(&shop, &Edit::AnswerSystem { question: text("history_needed"), answers }).unwrap().answers
    };
    let several = Given::Several(vec![text("undo_redo"), text("debugging")]);
    assert_eq!(answer(&["undo_redo", "debugging", "undo_redo", ""])["history_needed"], several);
    assert_eq!(answer(&["debugging"])["history_needed"], Given::One(text("debugging")));
    assert!(answer(&[]).is_empty());
}

#[test]
fn an_assumption_stays_with_what_it_is_about() {
    let shop = read(
        r#"{"name": "Shop", "participants": [{"id": "x"}, {"id": "bank"}],
            "assumptions": [{"text": "t", "at": "/flows/1/steps/1/answers/reply"}, {"text": "t", "at": "/participants/1"}, {"text": "t", "at": "/name"}, {"text": "t"}],
            "flows": [{"id": "g", "steps": [{"action": "Wait"}]}, {"id": "f", "steps": [{"id": "a", "action": "Pay"}, {"id": "b", "action": "Ship", "answers": {"reply": "none"}}]}]}"#,
    );
    let at = |edit: &Edit| {
        let edited = apply(&shop, edit).unwrap();
        edited.assumptions.iter().map(|one| one.at.clone().unwrap_or_default()).collect::<Vec<_>>().join(" ")
    };
    let (f, b) = (text("f"), text("b"));
    let step = |to| Edit::MoveStep { flow: f.clone(), step: b.clone(), to };
    assert_eq!(at(&step(0)), "/flows/1/steps/0/answers/reply /participants/1 /name ");
    assert_eq!(at(&Edit::MoveFlow { flow: f.clone(), to: 0 }), "/flows/0/steps/1/answers/reply /participants/1 /name ");
    assert_eq!(
        at(&Edit::RemoveStep { flow: f.clone(), step: b.clone() }),
        "/flows/f/steps/b/answers/reply /participants/1 /name "
    );
    assert_eq!(at(&Edit::RemoveFlow { flow: f.clone() }), "/flows/f/steps/b/answers/reply /participants/1 /name ");
    let open = Edit::Answer { flow: f, step: b, question: text("reply"), answer: None };
    assert_eq!(at(&open), "/flows/1/steps/1/answers/reply /participants/1 /name ");
    let bank = Edit::MoveParticipant { participant: text("bank"), to: 0 };
    assert_eq!(at(&bank), "/flows/1/steps/1/answers/reply /participants/0 /name ");
    let bank = Edit::RemoveParticipant { participant: text("bank") };
    assert_eq!(at(&bank), "/flows/1/steps/1/answers/reply /participants/bank /name ");
}

#[test]
fn an_assumption_keeps_its_place_when_that_is_gone() {
    let shop = read(
        r#"{"name": "Shop", "participants": [{"id": "bank", "workers": 2}],
            "assumptions": [{"text": "t", "at": "/flows/0/steps/1/answers/reply", "is": "none"},
                {"text": "t", "at": "/flows/f/steps/b/answers/reply", "is": "none"},
                {"text": "t", "at": "/flows/f/steps/b/answers/reply"},
                {"text": "t", "at": "/participants/0/workers", "is": 2}],
            "flows": [{"id": "f", "steps": [{"id": "a", "action": "Pay"}, {"id": "b", "action": "Ship", "answers": {"reply": "none"}}]}]}"#,
    );
    let at = |edit: &Edit| {
        let edited = apply(&shop, edit).unwrap();
        edited.assumptions.iter().map(|one| one.at.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let (f, b) = (text("f"), text("b"));
    let named = "/flows/f/steps/b/answers/reply";
    let moved = at(&Edit::MoveStep { flow: f.clone(), step: b.clone(), to: 0 });
    assert_eq!(moved, ["/flows/0/steps/0/answers/reply", named, named, "/participants/0/workers"]);
    let gone = at(&Edit::RemoveStep { flow: f.clone(), step: b.clone() });
    assert_eq!(gone, [named, named, named, "/participants/0/workers"]);
    let open = at(&Edit::Answer { flow: f, step: b, question: text("reply"), answer: None });
    assert_eq!(open, ["/flows/0/steps/1/answers/reply", named, named, "/participants/0/workers"]);
    let removed = at(&Edit::RemoveParticipant { participant: text("bank") });
    assert_eq!(removed, ["/flows/0/steps/1/answers/reply", named, named, "/participants/bank/workers"]);
}

#[test]
fn assumptions_are_added_changed_and_removed() {
    let shop = read(
        r#"{"name": "Shop", "assumptions": [{"text": "first"}, {"text": "t", "at": "/flows/0/steps/1/answers/reply", "is": "none"}],
            "flows": [{"id": "f", "steps": [{"id": "a", "action": "Pay"}, {"id": "b", "action": "Ship", "answers": {"reply": "none"}}]}]}"#,
    );
    let assumed = |what: &str, at: &str, is: Option<&str>| Assumed { text: text(what), at: text(at), is: is.map(text) };
    let change = |assumed| Edit::ChangeAssumption { assumption: 1, assumed };
    let json = |edits: &[Edit]| {
        let edited = apply_all(&shop, edits).unwrap();
        serde_json::to_value(&edited.assumptions).unwrap()
    };
    let (b, reply) = ("/flows/f/steps/b", "/flows/f/steps/b/answers/reply");
    for (edit, expected) in [
        (change(assumed(" u ", reply, None)), r#"{"text": "u", "at": "/flows/0/steps/1/answers/reply", "is": "none"}"#),
        (
            change(assumed("u", reply, Some("none"))),
            r#"{"text": "u", "at": "/flows/0/steps/1/answers/reply", "is": "none"}"#,
        ),
        (
            change(assumed("t", reply, Some("answer"))),
            r#"{"text": "t", "at": "/flows/0/steps/1/answers/reply", "is": "answer"}"#,
        ),
        (change(assumed("t", reply, Some(""))), r#"{"text": "t", "at": "/flows/0/steps/1/answers/reply"}"#),
        (change(assumed("t", b, Some("none"))), r#"{"text": "t", "at": "/flows/f/steps/b"}"#),
        (change(assumed("t", "", None)), r#"{"text": "t"}"#),
    ] {
        let expected = format!(r#"[{{"text": "first"}}, {expected}]"#);
        assert_eq!(json(&[edit]), serde_json::from_str::<serde_json::Value>(&expected).unwrap());
    }
    // What is added or moved up is followed from then on.
    let edits = [
        Edit::RemoveAssumption { assumption: 0 },
        Edit::AddAssumption { assumed: assumed("new", "/flows/0/steps/0", None) },
        Edit::MoveStep { flow: text("f"), step: text("b"), to: 0 },
    ];
    let expected = r#"[{"text": "t", "at": "/flows/0/steps/0/answers/reply", "is": "none"}, {"text": "new", "at": "/flows/0/steps/1"}]"#;
    assert_eq!(json(&edits), serde_json::from_str::<serde_json::Value>(expected).unwrap());
    let review = |day: &str| apply(&shop, &Edit::ChangeReview { review_by: text(day) });
    assert_eq!(review(" 2027-05-01").unwrap().review_by.as_deref(), Some("2027-05-01"));
    assert_eq!(review("").unwrap().review_by, None);
    let places =
        |edit: &Edit| -> Vec<String> { apply(&shop, edit).unwrap_err().into_iter().map(|fault| fault.at).collect() };
    assert_eq!(places(&Edit::ChangeReview { review_by: text("2027-02-29") }), ["/review_by"]);
    assert_eq!(places(&change(assumed(" ", &"/".repeat(2_000), None))), ["/text", "/at"]);
    assert_eq!(places(&change(assumed("t", reply, Some(&"x".repeat(201))))), ["/is"]);
    assert_eq!(places(&Edit::RemoveAssumption { assumption: 2 }), ["/assumption"]);
    let gone = Edit::ChangeAssumption { assumption: usize::MAX, assumed: assumed("", "", None) };
    assert_eq!(places(&gone), ["/assumption", "/text"]);
}

#[test]
fn a_faulty_description_can_be_edited() {
    let shop = flow("a<a b b");
    let mended = apply(&shop, &Edit::ChangeOrder { flow: text("f"), step: text("a"), after: None }).unwrap();
    let mended = apply(&mended, &Edit::RemoveStep { flow: text("f"), step: text("b") }).unwrap();
    assert_eq!(order(&mended), "a b");
    assert!(crate::Model::resolve(mended, rules::shipped()).is_ok());
}

#[test]
fn the_whole_can_be_replaced() {
    let other = flow("x y");
    assert_eq!(apply(&flow("a"), &Edit::Replace(Box::new(other.clone()))).unwrap(), other);
}

#[test]
fn what_is_removed_leaves_no_reference_behind() {
    let mut shop = flow("hold charge free tell");
    let steps = &mut shop.flows[0].steps;
    steps[2].undoes = Some(text("charge"));
    steps[2].when = Some(When { step: Some(text("charge")), outcome: Some(Outcome::Refused), text: None });
    steps[3].when = Some(When { step: Some(text("charge")), outcome: None, text: Some(text("it rains")) });
    steps[3].tells = vec![text("stock"), text("mail")];
    let removed = apply(&shop, &Edit::RemoveStep { flow: text("f"), step: text("charge") }).unwrap();
    let left = &removed.flows[0].steps;
    assert_eq!((&left[1].undoes, &left[1].when), (&None, &None));
    assert_eq!(left[2].when, Some(When { step: None, outcome: None, text: Some(text("it rains")) }));
    let removed = apply(&removed, &Edit::RemoveParticipant { participant: text("stock") }).unwrap();
    assert_eq!(removed.flows[0].steps[2].tells, [text("mail")]);
}

/// The faults of an edit as `pointer: message`.
fn said(description: &Description, edit: &Edit) -> Vec<String> {
    apply(description, edit).unwrap_err().into_iter().map(|fault| format!("{}: {}", fault.at, fault.message)).collect()
}

fn timed(step: &str, timing: Timing) -> Edit {
    Edit::ChangeTiming { flow: text("f"), step: text(step), timing }
}

/// What [`Edit::ChangeTiming`] sets of a step, as a form shows it.
fn timing_of(step: &crate::description::Step) -> Timing {
    let when = step.when.clone().unwrap_or_default();
    let words = |period: Option<&Period>| period.map(Period::in_words).unwrap_or_default();
    let join = Join::ALL.iter().find(|(_, join)| Some(*join) == step.join).map_or("", |(name, _)| name);
    Timing {
        when_step: when.step.unwrap_or_default(),
        when_outcome: when.outcome.map(Outcome::id).unwrap_or_default().to_owned(),
        when_text: when.text.unwrap_or_default(),
        starts: words(step.starts.as_ref().map(|starts| &starts.after)),
        within: words(step.within.as_ref()),
        undoes: step.undoes.clone().unwrap_or_default(),
        join: text(join),
        repeats: step.repeats.clone().unwrap_or_default(),
        order_by: step.order_by.clone().unwrap_or_default(),
    }
}

/// A description that says of its steps and participants all that forms can change, and more.
fn full() -> Description {
    read(
        r#"{"name": "Shop",
            "participants": [{"id": "prices"}, {"id": "copy", "kind": "cache", "of": "prices", "team": "Red"}],
            "flows": [{"id": "f", "name": "Sell", "actor": "buyer", "trigger": {"every": "P1DT0H"},
              "rate": {"per_second": 3}, "steps": [
                {"id": "hold", "action": "Hold", "to": ["stock"], "tells": ["statistics"]},
                {"id": "charge", "action": "Charge", "within": "PT90S"},
                {"id": "free", "action": "Free", "notes": "n", "to": ["stock"], "tells": ["mail"],
                  "after": ["charge", "hold"], "join": "all", "starts": {"after": "PT60M"}, "within": "P0DT15S",
                  "when": {"step": "charge", "outcome": "done", "text": "it rains"}, "undoes": "hold",
                  "repeats": "order line", "order_by": "flight", "answers": {"reply": "none"}, "retries": 2}]}]}"#,
    )
}

#[test]
fn what_a_form_shows_of_a_step_and_sends_again_changes_nothing() {
    let shop = full();
    for step in &shop.flows[0].steps {
        let id = step.id.clone().unwrap();
        assert_eq!(apply(&shop, &timed(&id, timing_of(step))).unwrap(), shop, "{id}");
    }
    let empty = apply(&shop, &timed("free", Timing::default())).unwrap();
    let (was, now) = (&shop.flows[0].steps[2], &empty.flows[0].steps[2]);
    let emptied = crate::description::Step {
        join: None,
        when: None,
        starts: None,
        within: None,
        undoes: None,
        repeats: None,
        order_by: None,
        ..was.clone()
    };
    assert_eq!(*now, emptied);
}

#[test]
fn the_timing_of_a_step_is_set_as_people_type_it() {
    let timing = Timing {
        when_step: text("a"),
        when_outcome: text("timed_out"),
        when_text: text(" it rains "),
        starts: text("a day"),
        within: text("15 s"),
        undoes: text("a"),
        join: text("any"),
        repeats: text("order line"),
        order_by: text("flight"),
    };
    let step = apply(&flow("a b"), &timed("b", timing)).unwrap().flows[0].steps[1].clone();
    let when = When { step: Some(text("a")), outcome: Some(Outcome::TimedOut), text: Some(text("it rains")) };
    assert_eq!((step.when, step.join), (Some(when), Some(Join::Any)));
    assert_eq!((step.starts.unwrap().after.written(), step.within.unwrap().written()), ("P1D", "PT15S"));
    assert_eq!(
        (step.undoes, step.repeats, step.order_by),
        (Some(text("a")), Some(text("order line")), Some(text("flight")))
    );
    let plain = Timing { when_step: text("a"), ..Timing::default() };
    let step = apply(&flow("a b"), &timed("b", plain)).unwrap().flows[0].steps[1].clone();
    assert_eq!(step.when, Some(When { step: Some(text("a")), outcome: None, text: None }));
    let first_offered = Timing { when_outcome: text("done"), ..Timing::default() };
    assert_eq!(apply(&flow("a b"), &timed("b", first_offered)).unwrap().flows[0].steps[1].when, None);
}

#[test]
fn every_fault_of_a_timing_is_told_in_the_words_of_reading() {
    let timing = Timing {
        when_step: text("b"),
        when_outcome: text("lost"),
        starts: text("soon"),
        within: "x".repeat(LIMITS.name + 1),
        undoes: text("ab"),
        join: text("some"),
        repeats: "x".repeat(LIMITS.name + 1),
        ..Timing::default()
    };
    let long = format!("This has {} characters; the limit is {}.", LIMITS.name + 1, LIMITS.name);
    let expected = [
        "/when/step: This flow has no other step `b`.",
        "/when/outcome: `lost` is not one of the values here.",
        "/starts: This is no length of time.",
        &format!("/within: {long}"),
        "/undoes: This flow has no other step `ab`.",
        "/join: `some` is not one of the values here.",
        &format!("/repeats: {long}"),
    ];
    assert_eq!(said(&flow("a b"), &timed("b", timing)), expected);
    let alone = Timing { when_outcome: text("refused"), ..Timing::default() };
    assert_eq!(said(&flow("a b"), &timed("b", alone)), ["/when: An outcome needs the step whose outcome it is."]);
    assert_eq!(said(&flow("a"), &timed("z", Timing::default())), ["/step: There is no step `z`."]);
}

#[test]
fn who_hears_of_a_step_is_found_or_declared_like_who_does_it() {
    let mut step = told("Pay", "", &["bank"]);
    step.tells = vec![text("Bank"), text("Statistics"), String::new(), text("statistics"), "x".repeat(LIMITS.name + 1)];
    assert_eq!(faults(&flow("a"), &add(step.clone())), [(text("/tells/4"), Code::LimitPassed)]);
    step.tells.pop();
    let edited = apply(&flow("a"), &add(step)).unwrap();
    assert_eq!(edited.flows[0].steps[1].tells, ["bank", "statistics"]);
    assert_eq!(cast(&edited), ["bank:bank:Service", "statistics:Statistics:Service"]);
}

#[test]
fn a_copy_names_whose_data_it_holds() {
    let kind = ParticipantKind::Cache;
    let add = |name: &str, of: &str| Edit::AddParticipant { name: text(name), kind, of: text(of) };
    let edited = apply(&flow("a"), &add("Copy", "Prices")).unwrap();
    assert_eq!(cast(&edited), ["copy:Copy:Cache", "prices:Prices:Service"]);
    assert_eq!(edited.participants[0].of.as_deref(), Some("prices"));
    assert_eq!(said(&flow("a"), &add("Copy", "copy")), ["/of: There is no other participant `copy`."]);
    let shop = full();
    let change =
        |of: &str| Edit::ChangeParticipant { participant: text("copy"), name: text("Copy"), kind, of: text(of) };
    let left = |of: &str| apply(&shop, &change(of)).unwrap().participants[1].clone();
    assert_eq!((left("").of, left("").team), (None, Some(text("Red"))));
    assert_eq!(left("Prices").of.as_deref(), Some("prices"));
    assert_eq!(said(&shop, &change("COPY")), ["/of: There is no other participant `COPY`."]);
}

#[test]
fn a_flow_is_set_off_by_a_schedule_or_by_an_event() {
    let shop = full();
    let change = |every: &str, event: &str| Edit::ChangeTrigger {
        flow: text("f"),
        set_off: SetOff { every: text(every), event: text(event) },
    };
    let trigger = |every: &str, event: &str| {
        let edited = apply(&shop, &change(every, event)).unwrap();
        assert_eq!((&edited.flows[0].actor, &edited.flows[0].rate), (&shop.flows[0].actor, &shop.flows[0].rate));
        serde_json::to_string(&edited.flows[0].trigger).unwrap()
    };
    assert_eq!(trigger("1 day", ""), r#"{"every":"P1DT0H"}"#, "it is what it was");
    assert_eq!(trigger("daily", ""), r#"{"every":"P1D"}"#);
    assert_eq!(trigger("", "OrderPlaced"), r#"{"event":"OrderPlaced"}"#);
    assert_eq!(trigger("", ""), "null");
    let both = [
        "/trigger/every: This is no length of time.",
        "/trigger: A trigger is a schedule or an event, one of the two.",
    ];
    assert_eq!(said(&shop, &change("soon", "OrderPlaced")), both);
    let add = |every: &str, event: &str| {
        let set_off = SetOff { every: text(every), event: text(event) };
        Edit::AddFlow { name: text("Count"), actor: String::new(), set_off }
    };
    let added = apply(&shop, &add("daily", "")).unwrap().flows.pop().unwrap();
    assert_eq!(serde_json::to_string(&added.trigger).unwrap(), r#"{"every":"P1D"}"#);
    assert_eq!(said(&shop, &add("soon", "OrderPlaced")), both);
}

#[test]
fn who_ran_on_the_outcome_of_a_removed_step_waits_for_what_it_waited_for() {
    let on = |steps: &str, conditional: usize, step: &str| {
        let mut shop = flow(steps);
        let when = When { step: Some(text(step)), outcome: Some(Outcome::Refused), text: None };
        shop.flows[0].steps[conditional].when = Some(when);
        order(&apply(&shop, &Edit::RemoveStep { flow: text("f"), step: text("c") }).unwrap())
    };
    assert_eq!(on("a b c d", 3, "c"), "a b d");
    assert_eq!(on("a b c d e", 4, "c"), "a b d e<b");
    assert_eq!(on("a<b b c", 1, "c"), "a<b b<", "it waited for itself");
    assert_eq!(on("a b c<a d<b", 3, "c"), "a b d<b,a");
    assert_eq!(on("a b c<a d", 3, "b"), "a b d", "it waits for its condition, not for the step above");
}

#[test]
fn a_copied_participant_stays_when_nobody_names_it_any_more() {
    let shop = read(
        r#"{"name": "Shop", "participants": [{"id": "copy", "of": "prices"}],
            "flows": [{"id": "f", "steps": [{"id": "a", "action": "Ask", "to": ["prices"]}]}]}"#,
    );
    let edited = apply(&shop, &Edit::RemoveFlow { flow: text("f") }).unwrap();
    assert_eq!(cast(&edited), ["copy::Service", "prices::Service"]);
    let removed = apply(&shop, &Edit::RemoveParticipant { participant: text("prices") }).unwrap();
    assert_eq!((cast(&removed), &removed.participants[0].of), (vec![text("copy::Service")], &None));
}

fn split(steps: &str, step: &str) -> Description {
    let (first, second) = (text("one"), text("two"));
    apply(&flow(steps), &Edit::SplitStep { flow: text("f"), step: text(step), first, second }).unwrap()
}

fn joined(description: &Description, step: &str) -> Description {
    apply(description, &Edit::JoinStep { flow: text("f"), step: text(step) }).unwrap()
}

#[test]
fn who_waited_for_a_split_step_waits_for_its_second_part() {
    assert_eq!(order(&split("a b c<a,b d", "b")), "a b two c<a,two d");
    let mut description = flow("a b c d");
    let condition = |outcome| Some(When { step: Some(text("a")), outcome, text: None });
    description.flows[0].steps[2].when = condition(None);
    description.flows[0].steps[3].when = condition(Some(Outcome::Failed));
    description.flows[0].steps[0].to = vec![text("bank")];
    description.flows[0].steps[0].answers.insert(text("reply"), Given::One(text("none")));
    let edit = Edit::SplitStep { flow: text("f"), step: text("a"), first: text(" One "), second: text("Two") };
    let steps = apply(&description, &edit).unwrap().flows.remove(0).steps;
    assert_eq!((steps[0].action.as_str(), steps[1].action.as_str()), ("One", "Two"));
    assert_eq!(steps[1].to, ["bank"], "the same does both");
    assert!(steps[0].answers.contains_key("reply") && steps[1].answers.is_empty(), "an answer is about the first");
    let on = |index: usize| steps[index].when.as_ref().unwrap().step.as_deref();
    assert_eq!((on(3), on(4)), (Some("two"), Some("a")), "only what is done is done at the end");
    let nothing = Edit::SplitStep { flow: text("f"), step: text("a"), first: text(" "), second: text("") };
    assert_eq!(faults(&description, &nothing), [(text("/first"), Code::Empty), (text("/second"), Code::Empty)]);
}

#[test]
fn a_joined_step_does_both_and_everything_refers_to_it() {
    assert_eq!(order(&joined(&flow("a b c<a,b d<b"), "b")), "a c<a d<a");
    assert_eq!(order(&joined(&flow("a b c d<a e"), "d")), "a b c<b,a e");
    assert_eq!(order(&joined(&flow("a b<c c d<c"), "c")), "a b< d<b", "it does not wait for itself");
    let mut description = flow("a b c");
    let steps = &mut description.flows[0].steps;
    steps[0].from = Some(text("fan"));
    steps[0].to = vec![text("bank")];
    steps[0].inferred.insert(text("reply"), Given::One(text("answer")));
    steps[0].notes = Some(text("At once."));
    steps[1].action = text("Mail the SMS");
    steps[1].to = vec![text("mail"), text("bank")];
    steps[1].when = Some(When { step: Some(text("a")), ..When::default() });
    steps[1].notes = Some(text("Later."));
    steps[1].answers.insert(text("reply"), Given::One(text("none")));
    steps[2].undoes = Some(text("b"));
    let steps = joined(&description, "b").flows.remove(0).steps;
    assert_eq!(steps[0].action, "a and mail the SMS");
    assert_eq!((steps[0].from.as_deref(), &steps[0].to), (Some("fan"), &vec![text("bank"), text("mail")]));
    assert_eq!((&steps[0].when, steps[0].notes.as_deref()), (&None, Some("At once. Later.")));
    assert_eq!(steps[0].answers["reply"], Given::One(text("none")), "what is stated stands before what is read");
    assert!(steps[0].inferred.is_empty());
    assert_eq!(steps[1].undoes.as_deref(), Some("a"));
    let first = Edit::JoinStep { flow: text("f"), step: text("a") };
    assert_eq!(faults(&description, &first), [(text("/step"), Code::UnknownReference)]);
    description.flows[0].steps[0].action = "x".repeat(199);
    let long = Edit::JoinStep { flow: text("f"), step: text("b") };
    assert_eq!(faults(&description, &long), [(text("/step"), Code::LimitPassed)]);
}

#[test]
fn what_was_read_is_taken_back_or_stated() {
    let mut description = flow("a b c");
    let step = &mut description.flows[0].steps[2];
    step.when = Some(When { step: Some(text("a")), outcome: Some(Outcome::Refused), text: Some(text("it rains")) });
    step.undoes = Some(text("a"));
    step.tells = vec![text("mail")];
    step.inferred.insert(text("reply"), Given::One(text("none")));
    step.inferred.insert(text("undo"), Given::One(text("easy")));
    step.answers.insert(text("undo"), Given::One(text("irreversible")));
    let take = |said| Edit::TakeBack { flow: text("f"), step: text("c"), said };
    let open = apply_all(&description, &Said::ALL.map(|(_, said)| take(said))).unwrap();
    let step = &open.flows[0].steps[2];
    assert_eq!((&step.when, &step.undoes, step.tells.len()), (&None, &None, 0));
    assert_eq!(step.after, Some(vec![text("a")]), "it waits for what it waited for");
    let stated = &apply(&description, &Edit::Confirm).unwrap().flows[0].steps[2];
    assert!(stated.inferred.is_empty());
    assert_eq!(stated.answers["reply"], Given::One(text("none")));
    assert_eq!(stated.answers["undo"], Given::One(text("irreversible")), "what somebody said stays");
    let inferred = [(text("audit"), Given::One(text("yes")))].into();
    let edits = [
        Edit::Infer { flow: text("f"), step: text("c"), inferred },
        Edit::ChangeNotes { flow: text("f"), step: text("c"), notes: text(" One.\r\nTwo. ") },
    ];
    let step = &apply_all(&description, &edits).unwrap().flows[0].steps[2];
    assert_eq!(step.inferred.keys().collect::<Vec<_>>(), ["audit"]);
    assert_eq!(step.notes.as_deref(), Some("One.\nTwo."));
    let none = Edit::ChangeNotes { flow: text("f"), step: text("c"), notes: text(" ") };
    assert_eq!(apply(&description, &none).unwrap().flows[0].steps[2].notes, None);
}
