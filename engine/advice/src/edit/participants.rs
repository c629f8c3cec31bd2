//! Edits of participants, and the lookup of participants by id or name.

use std::collections::BTreeMap;

use crate::description::{LIMITS, Participant, ParticipantKind, words};
use crate::fault::Code;
use crate::model::Cast;
use language::case::kebab;

use super::{Draft, missing, shift};

/// All participants by the names that people may use. Built once for an edit; new participants are added to it.
pub(super) struct Names {
    cast: Cast,
    /// Ids by name in lower case. The first of several participants with the same name counts.
    ids: BTreeMap<String, String>,
}

impl Names {
    /// Id of the participant that somebody wrote: by id, else by name regardless of case. A participant that is
    /// only named has no name but its id, so a name from which this id would be derived finds it too.
    fn find(&self, written: &str) -> Option<String> {
        if self.cast.find(written).is_some() {
            return Some(written.to_owned());
        }
        if let Some(id) = self.ids.get(&written.to_lowercase()) {
            return Some(id.clone());
        }
        let id = kebab(written);
        self.cast.find(&id).is_some_and(|index| !self.cast.is_declared(index)).then_some(id)
    }
}

impl Draft {
    pub(super) fn names(&self) -> Names {
        let cast = Cast::of(&self.description);
        let mut ids = BTreeMap::new();
        for participant in cast.participants() {
            ids.entry(participant.name.to_lowercase()).or_insert_with(|| participant.id.clone());
        }
        Names { cast, ids }
    }

    /// Id of the participant that somebody wrote. An unknown name is declared as a new participant. None if the
    /// text is empty or no valid name.
    pub(super) fn participant_meant(
        &mut self,
        names: &mut Names,
        at: &str,
        written: &str,
        kind: ParticipantKind,
    ) -> Option<String> {
        let name = self.name_if_any(at, written)?;
        if let Some(id) = names.find(&name) {
            return Some(id);
        }
        let id = names.cast.ids.derive(&name, self.description.participants.len(), "participant");
        names.ids.insert(name.to_lowercase(), id.clone());
        self.declare(at, &id, Some(name), kind);
        Some(id)
    }

    /// Declares an actor as a person before a step names it: an undeclared actor counts as a person only while
    /// no step names it.
    pub(super) fn keep_as_person(&mut self, names: &Names, id: &str) {
        let Some(index) = names.cast.find(id).filter(|index| !names.cast.is_declared(*index)) else { return };
        let is_person = names.cast.participants().get(index).is_some_and(|known| known.kind == ParticipantKind::Person);
        if is_person && self.declared(id).is_none() {
            self.declare("", id, None, ParticipantKind::Person);
        }
    }

    /// Declares a participant that is only named, as what it is taken for.
    fn keep_declared(&mut self, names: &Names, id: &str) {
        if self.declared(id).is_none()
            && let Some(known) = names.cast.find(id).and_then(|index| names.cast.participants().get(index))
        {
            self.declare("", id, None, known.kind);
        }
    }

    /// Ids of the participants that others copy and that are only named.
    pub(super) fn copied(&self) -> Vec<String> {
        let copied = self.description.participants.iter().filter_map(|declared| declared.of.clone());
        let only_named: Vec<String> = copied.filter(|of| self.declared(of).is_none()).collect();
        if only_named.is_empty() {
            return only_named;
        }
        let cast = Cast::of(&self.description);
        only_named.into_iter().filter(|of| cast.find(of).is_some()).collect()
    }

    /// Declares those of `copied` that others still copy and that nobody names any more.
    pub(super) fn keep_copied(&mut self, copied: &[String]) {
        if copied.is_empty() {
            return;
        }
        let cast = Cast::of(&self.description);
        for id in copied.iter().filter(|id| cast.find(id).is_none()) {
            let is_copied = self.description.participants.iter().any(|declared| declared.of.as_ref() == Some(id));
            if is_copied && self.declared(id).is_none() {
                self.declare("", id, None, ParticipantKind::Service);
            }
        }
    }

    fn declare(&mut self, at: &str, id: &str, name: Option<String>, kind: ParticipantKind) {
        if self.description.participants.len() >= LIMITS.items {
            let message = format!("There are {} participants already, and that is the limit.", LIMITS.items);
            self.fault(at, Code::LimitPassed, message, "Describe a part of the system by itself.");
            return;
        }
        let participant = Participant { id: Some(id.to_owned()), name, kind: Some(kind), ..Participant::default() };
        self.description.participants.push(participant);
    }

    /// Index of a participant among the declared ones.
    fn declared(&self, id: &str) -> Option<usize> {
        self.description.participants.iter().position(|participant| participant.id.as_deref() == Some(id))
    }

    pub(super) fn add_participant(&mut self, name: &str, kind: ParticipantKind, of: &str) {
        let name = self.name("/name", name);
        let of = self.name_if_any("/of", of);
        let Some(name) = name else { return };
        let mut names = self.names();
        let id = match names.find(&name) {
            Some(id) if self.declared(&id).is_some() => return self.name_is_taken(&name),
            Some(id) => id,
            None => names.cast.ids.derive(&name, self.description.participants.len(), "participant"),
        };
        names.ids.insert(name.to_lowercase(), id.clone());
        self.declare("", &id, Some(name), kind);
        self.copies(&mut names, &id, of.as_deref());
    }

    /// Notes whose data a declared participant copies; none means nobody's.
    fn copies(&mut self, names: &mut Names, participant: &str, of: Option<&str>) {
        let of = of.and_then(|of| {
            let meant = self.participant_meant(names, "/of", of, ParticipantKind::Service);
            if meant.as_deref() == Some(participant) {
                let message = words::no_other_participant(of);
                self.fault("/of", Code::UnknownReference, message, "Name another participant.");
            }
            meant
        });
        if let Some(id) = of.as_deref() {
            self.keep_declared(names, id);
        }
        if let Some(index) = self.declared(participant) {
            self.description.participants[index].of = of;
        }
    }

    fn name_is_taken(&mut self, name: &str) {
        let message = format!("`{name}` means another participant already.");
        self.fault(
            "/name",
            Code::DuplicateName,
            message,
            "Give each its own name, so that a step can say which it means.",
        );
    }

    pub(super) fn change_participant(&mut self, participant: &str, name: &str, kind: ParticipantKind, of: &str) {
        let name = self.name("/name", name);
        let of = self.name_if_any("/of", of);
        let mut names = self.names();
        let (Some(index), Some(name)) = (self.participant(&names, participant), name) else { return };
        let is_new = names.cast.participants()[index].name.to_lowercase() != name.to_lowercase();
        if is_new && names.find(&name).is_some_and(|other| other != participant) {
            self.name_is_taken(&name);
        }
        match self.declared(participant) {
            Some(index) => {
                let declared = &mut self.description.participants[index];
                declared.name = Some(name);
                declared.kind = Some(kind);
            }
            None => self.declare("", participant, Some(name), kind),
        }
        self.copies(&mut names, participant, of.as_deref());
    }

    /// Index of a participant in the cast. Records a fault if there is none.
    fn participant(&mut self, names: &Names, id: &str) -> Option<usize> {
        let found = names.cast.find(id);
        if found.is_none() {
            self.faults.push(missing("/participant", "participant", id, names.cast.ids.all()));
        }
        found
    }

    pub(super) fn move_participant(&mut self, participant: &str, to: usize) {
        let names = self.names();
        let Some(index) = self.participant(&names, participant) else { return };
        if self.declared(participant).is_none() {
            self.declare("", participant, None, names.cast.participants()[index].kind);
        }
        if let Some(from) = self.declared(participant) {
            shift(&mut self.description.participants, from, to);
        }
    }

    pub(super) fn remove_participant(&mut self, participant: &str) {
        let names = self.names();
        if self.participant(&names, participant).is_none() {
            return;
        }
        let is_meant = |id: &Option<String>| id.as_deref() == Some(participant);
        self.description.participants.retain(|declared| !is_meant(&declared.id));
        for declared in &mut self.description.participants {
            declared.of.take_if(|of| of == participant);
        }
        for flow in &mut self.description.flows {
            flow.actor.take_if(|actor| actor == participant);
            for step in &mut flow.steps {
                step.from.take_if(|from| from == participant);
                step.to.retain(|to| to != participant);
                step.tells.retain(|told| told != participant);
            }
        }
    }
}
