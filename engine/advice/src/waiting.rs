//! Who waits in a flow.

use crate::description::ParticipantKind;
use crate::model::{FlowModel, Model, Participant};

/// The person who waits while a flow runs: the one that triggers it or, if the flow names none, the first person
/// that asks for something. `None` if only programs ask.
pub fn who_waits<'m>(model: &'m Model<'_>, flow: &FlowModel) -> Option<&'m Participant> {
    let person = |index: usize| model.participants().get(index).filter(|known| known.kind == ParticipantKind::Person);
    let asking = || flow.steps.iter().filter_map(|step| step.from).find_map(person);
    flow.actor.and_then(person).or_else(asking)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tree, model, rules::shipped};

    fn who(flow: &str) -> Option<String> {
        let text = format!(
            r#"{{"name": "S", "participants": [{{"id": "clerk", "kind": "person"}}, {{"id": "cron", "kind": "service"}}],
                "flows": [{flow}]}}"#
        );
        let tree = Tree::from_json(&text).unwrap();
        let model = model::read(&text, &tree, shipped()).unwrap();
        who_waits(&model, &model.flows()[0]).map(|person| person.id.clone())
    }

    #[test]
    fn the_person_that_triggers_a_flow_waits_before_the_first_that_asks() {
        let asked = r#""steps": [{"action": "Start", "from": "cron"}, {"action": "Look", "from": "clerk"}]"#;
        assert_eq!(who(&format!(r#"{{"actor": "fan", {asked}}}"#)).as_deref(), Some("fan"));
        assert_eq!(who(&format!(r#"{{"actor": "cron", {asked}}}"#)).as_deref(), Some("clerk"));
        assert_eq!(who(&format!("{{{asked}}}")).as_deref(), Some("clerk"));
        assert_eq!(who(r#"{"steps": [{"action": "Start", "from": "cron"}]}"#), None);
    }
}
