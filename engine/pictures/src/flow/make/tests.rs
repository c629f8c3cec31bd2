//! The flows that are built from known systems.

use std::collections::BTreeSet;

use super::super::examples::{self, CHECKOUT, HOSTILE, JOIN, STYLES, TICKETS, flow, hostile, random, shaped};
use super::super::{EdgeKind, Flow, Mode, Role};
use advice::assess;

fn edges(flow: &Flow) -> Vec<(&str, &str, &str)> {
    flow.edges.iter().map(|edge| (edge.id.as_str(), edge.from.as_str(), edge.to.as_str())).collect()
}

#[test]
fn the_contracts_example_is_a_prefix_a_commit_point_and_two_reactions_to_one_event() {
    let flow = flow(TICKETS);
    assert_eq!(flow.sync_prefix, ["step:reserve-seat", "step:charge-card"]);
    assert_eq!(flow.commit_point.as_deref(), Some("step:charge-card"));
    assert!(flow.strong.contains(&"step:reserve-seat".to_owned()));
    assert_eq!(
        edges(&flow),
        [
            ("start:booking", "participant:fan", "participant:booking"),
            ("call:reserve-seat", "participant:booking", "step:reserve-seat"),
            ("call:charge-card", "participant:booking", "step:charge-card"),
            ("publish:charge-card", "participant:booking", "event:charge-card"),
            ("after:reserve-seat:charge-card", "step:reserve-seat", "step:charge-card"),
            ("deliver:confirm", "event:charge-card", "step:confirm"),
            ("deliver:count", "event:charge-card", "step:count"),
        ]
    );
    let roles = |name: &str| &flow.participants.iter().find(|p| p.name == name).unwrap().roles;
    assert_eq!(roles("booking"), &[Role::Caller, Role::Callee, Role::Producer]);
    assert_eq!(roles("payment"), &[Role::Callee, Role::BrokerFree]);
    assert_eq!(roles("venue"), &[Role::Consumer]);
    assert_eq!(roles("Fan"), &[Role::Caller, Role::BrokerFree]);
}

#[test]
fn every_style_has_its_edges() {
    let flow = flow(STYLES);
    let of = |step: &str| -> Vec<EdgeKind> {
        let ends = format!(":{step}");
        flow.edges.iter().filter(|e| e.id.ends_with(&ends) && e.kind != EdgeKind::After).map(|e| e.kind).collect()
    };
    assert_eq!(of("ask"), [EdgeKind::Call]);
    assert_eq!(of("place"), [EdgeKind::Call, EdgeKind::Publish]);
    assert_eq!(of("render"), [EdgeKind::Call, EdgeKind::Tell]);
    assert_eq!(of("print"), [EdgeKind::Enqueue, EdgeKind::Dequeue]);
    assert_eq!(of("tell"), [EdgeKind::Deliver]);
    assert_eq!(of("first"), [EdgeKind::Deliver, EdgeKind::Publish]);
    let publishing = flow.edges.iter().find(|edge| edge.id == "publish:first").unwrap();
    assert_eq!(publishing.from, "participant:sensor");
    let tell = flow.channels.iter().find(|channel| channel.id == "event:place").unwrap();
    assert_eq!(tell.consumers, ["participant:mail", "participant:audit", "participant:figures"]);
}

#[test]
fn steps_of_which_only_the_action_is_known_happen_in_the_system() {
    let flow = flow(r#"{"name": "x", "flows": [{"actor": "fan", "steps": [{"action": "Pack"}, {"action": "Ship"}]}]}"#);
    assert_eq!(flow.steps[0].places, ["system"]);
    assert_eq!(flow.steps[0].caller, "participant:fan");
    assert!(flow.steps[0].to.is_empty() && flow.steps[0].from.is_none());
    let system = flow.participants.iter().find(|participant| participant.id == "system").unwrap();
    assert_eq!((system.name.as_str(), system.participant.as_deref()), ("The system", None));
    let flow = examples::flow(
        r#"{"name": "x", "flows": [{"steps": [{"action": "Pack", "from": "desk"}, {"action": "Go"}]}]}"#,
    );
    assert_eq!(flow.steps[1].places, ["participant:desk"]);
}

#[test]
fn an_order_that_another_step_shows_is_not_said_twice() {
    let flow = flow(
        r#"{"name": "x", "flows": [{"steps": [{"id": "a", "action": "A"}, {"id": "b", "action": "B"},
            {"id": "c", "action": "C", "after": ["a", "b"]}]}]}"#,
    );
    let after: Vec<&str> = flow.edges.iter().filter(|e| e.kind == EdgeKind::After).map(|e| e.id.as_str()).collect();
    assert_eq!(after, ["after:a:b", "after:b:c"]);
}

#[test]
fn whatever_is_described_every_edge_ends_at_a_node_and_every_id_is_its_own() {
    let odd = (0..150).map(|seed| random(seed, 1 + seed % 30)).chain(HOSTILE.iter().map(|text| hostile(text)));
    let odd = odd.chain((0..150).map(|seed| shaped(seed, 1 + seed % 30)));
    for flow in odd {
        let mut nodes = BTreeSet::new();
        let all = flow.participants.iter().map(|p| &p.id).chain(flow.steps.iter().map(|s| &s.id));
        let trigger = flow.trigger.iter().map(|trigger| &trigger.id);
        for id in all.chain(flow.channels.iter().map(|channel| &channel.id)).chain(trigger) {
            assert!(nodes.insert(id.as_str()), "{id}");
        }
        let mut ids = BTreeSet::new();
        for edge in &flow.edges {
            assert!(nodes.contains(edge.from.as_str()) && nodes.contains(edge.to.as_str()), "{edge:?}");
            assert!(ids.insert(edge.id.as_str()), "{edge:?}");
        }
        for (step, number) in flow.steps.iter().zip(1..) {
            assert_eq!(step.number, number);
            assert!(!step.places.is_empty());
            let arrives = |edge: &&super::super::Edge| edge.to == step.id && !edge.kind.only_orders();
            let reached: Vec<Mode> = flow.edges.iter().filter(arrives).map(|edge| edge.mode).collect();
            let calls = step.verdict != advice::terms::Verdict::EventDriven;
            let mode = if calls { Mode::Synchronous } else { Mode::Asynchronous };
            assert!(!reached.is_empty() && reached.iter().all(|reached| *reached == mode), "{step:?} {reached:?}");
        }
        assert_eq!(flow.steps.iter().filter(|step| step.waited_for).count(), flow.sync_prefix.len());
    }
}

#[test]
fn a_step_after_several_facts_is_reached_by_all_of_them_the_one_it_is_named_after_first() {
    let flow = flow(JOIN);
    let arrives: Vec<(&str, &str)> = flow
        .edges
        .iter()
        .filter(|edge| edge.to == "step:ship")
        .map(|edge| (edge.id.as_str(), edge.from.as_str()))
        .collect();
    let named = &flow.steps.iter().find(|step| step.id == "step:ship").unwrap().message.name;
    let first = flow.channels.iter().find(|channel| channel.id == arrives[0].1).unwrap();
    assert_eq!(&first.name, named);
    assert_eq!(arrives.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["deliver:ship", "deliver:pack:ship"]);
    assert!(flow.text.iter().any(|said| said.contains("react") && said.contains("CardCharged and ParcelPacked")));
}

#[test]
fn an_assessment_of_another_system_leaves_out_and_does_not_fail() {
    let (tickets, styles) = (examples::model(TICKETS), examples::model(STYLES));
    assert!(super::flows(&tickets, &assess(&styles)).is_empty());
    let mut assessment = assess(&tickets);
    assessment.steps.remove(0);
    assessment.events.clear();
    let flow = super::find(&tickets, &assessment, "book").unwrap();
    assert_eq!(flow.steps.len(), 3);
}

#[test]
fn conditions_timers_and_ways_out_stand_on_their_edges() {
    let flow = flow(CHECKOUT);
    let edge = |id: &str| flow.edges.iter().find(|edge| edge.id == id).unwrap();
    let ends = |id: &str| (edge(id).from.as_str(), edge(id).to.as_str());
    assert_eq!(edge("enqueue:release").guard.as_deref(), Some("refused"));
    assert!(edge("enqueue:release").way_out && !edge("deliver:ship").way_out);
    assert_eq!(ends("publish-2:charge"), ("participant:shop", "event-2:charge"));
    assert_eq!(ends("hear:charge:statistics"), ("event:charge", "participant:statistics"));
    // Nobody outside takes from a queue of ours: whoever fills it passes its commands on.
    assert_eq!(edge("enqueue:declare").guard.as_deref(), Some("if the parcel leaves the country"));
    assert_eq!(ends("pass:declare"), ("queue:declare", "step:declare"));
    let queue = flow.channels.iter().find(|channel| channel.id == "queue:declare").unwrap();
    assert_eq!(queue.consumers, ["participant:stock"]);
    // Its own timer sets the lapse off, so nothing is sent.
    assert_eq!(edge("call:lapse").timer.as_deref(), Some("after 30 minutes"));
    assert_eq!(edge("call:look-up").guard.as_deref(), Some("timed out after 15 seconds"));
    // A broker carries and does nothing.
    assert!(flow.participants.iter().all(|known| known.name != "Order bus"));
    let charged = flow.channels.iter().find(|channel| channel.id == "event:charge").unwrap();
    assert_eq!(charged.through.as_deref(), Some("Order bus"));
}

#[test]
fn replies_joins_and_schedules_are_edges_too() {
    let flow = flow(examples::EXPENSE);
    let ids: BTreeSet<&str> = flow.edges.iter().map(|edge| edge.id.as_str()).collect();
    for id in ["reply:approve", "after:approve:pay", "after:escalate:pay", "pass:escalate", "dequeue:pay"] {
        assert!(ids.contains(id), "{id} in {ids:?}");
    }
    let flow = super::super::examples::flow(examples::NIGHTLY);
    let ids: BTreeSet<&str> = flow.edges.iter().map(|edge| edge.id.as_str()).collect();
    for id in ["trigger:collect", "trigger:rates", "reply:invoice", "hear:close:controller"] {
        assert!(ids.contains(id), "{id} in {ids:?}");
    }
}
