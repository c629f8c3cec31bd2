//! A page of a draft and its address.
//!
//! An address is always built from ids. It is never copied from a browser's request.

use std::fmt::Write;

use advice::Model;

use crate::draft::DraftId;

/// A page of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DraftPage {
    /// The system as a whole.
    #[default]
    System,
    /// The bench: the text that the draft was read from, beside what was read.
    Reading,
    /// A flow, by its id.
    Flow(String),
    /// A step, by its flow's id and its own.
    Step(String, String),
    /// Every answer of a flow's steps as a table, by the flow's id.
    Grid(String),
    /// The questions of all steps, one at a time.
    Asking,
}

impl DraftPage {
    /// The page with these ids. An empty flow id names the system; an empty step id names the flow.
    pub fn of(flow: &str, step: &str) -> Self {
        match (flow, step) {
            ("", _) => Self::System,
            (flow, "") => Self::Flow(flow.to_owned()),
            (flow, step) => Self::Step(flow.to_owned(), step.to_owned()),
        }
    }

    /// The flow's id; empty for the system.
    pub fn flow(&self) -> &str {
        match self {
            Self::System | Self::Reading | Self::Asking => "",
            Self::Flow(flow) | Self::Step(flow, _) | Self::Grid(flow) => flow,
        }
    }

    /// The step's id; empty for the system and for a flow.
    pub fn step(&self) -> &str {
        match self {
            Self::Step(_, step) => step,
            _ => "",
        }
    }

    /// The page's address, without host.
    pub fn address(&self, draft: &DraftId) -> String {
        // A flow may have any id, so what is no flow does not stand among the flows.
        let kind = match self {
            Self::Reading => "reading",
            Self::Asking => "ask",
            Self::Grid(_) => "grid",
            Self::System | Self::Flow(_) | Self::Step(..) => "d",
        };
        let mut address = format!("/{kind}/{}", draft.as_str());
        for id in [self.flow(), self.step()].into_iter().filter(|id| !id.is_empty()) {
            address.push('/');
            encode(id, &mut address);
        }
        address
    }

    /// The indices of the flow and the step in the model; `None` if the model lacks them.
    pub fn find(&self, model: &Model<'_>) -> Option<(usize, Option<usize>)> {
        let flows = &model.description().flows;
        let flow = flows.iter().position(|flow| flow.id.as_deref() == Some(self.flow()))?;
        match self {
            Self::Step(_, id) => {
                let step = flows[flow].steps.iter().position(|step| step.id.as_deref() == Some(id))?;
                Some((flow, Some(step)))
            }
            _ => Some((flow, None)),
        }
    }

    /// This page, or the nearest enclosing page that exists.
    #[must_use]
    pub fn or_around(self, model: &Model<'_>) -> Self {
        match self {
            Self::System | Self::Reading | Self::Asking => self,
            place if place.find(model).is_some() => place,
            Self::Step(flow, _) => Self::Flow(flow).or_around(model),
            Self::Flow(_) | Self::Grid(_) => Self::System,
        }
    }
}

/// Appends an id to an address. Everything but ASCII letters, digits and `-_.` is percent-encoded.
pub fn encode(id: &str, address: &mut String) {
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            address.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_of_encoded_ids() {
        let draft = DraftId::of([7; 16]);
        let address = |flow, step| DraftPage::of(flow, step).address(&draft);
        let system = address("", "");
        assert_eq!(system, format!("/d/{}", draft.as_str()));
        assert_eq!(address("book", "reserve-seat"), format!("{system}/book/reserve-seat"));
        assert_eq!(address("a:b", "größe"), format!("{system}/a%3Ab/gr%C3%B6%C3%9Fe"));
        assert_eq!(address("//evil.example", ""), format!("{system}/%2F%2Fevil.example"));
        assert_eq!(address("", "step"), system, "a step is nowhere without its flow");
    }
}
