//! How the steps of a system are built: as they are today if somebody said so, and otherwise as advised.
//!
//! Findings that look beyond one step read this. The module must not know any finding, and it judges nothing.
//! It never guesses how a step is built: it reads `today` if that is filled in, and the advice otherwise.

mod loops;

use std::collections::BTreeMap;

use crate::assessment::Step;
use crate::description::{self, ParticipantKind};
use crate::model::{Ancestry, FlowModel, Model, StepModel};
use crate::rulebook::Rulebook;
use crate::terms::StyleMeaning;

pub(crate) use loops::Loop;

/// How one step is built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Built<'a> {
    /// The meaning of its style; none if somebody said how it is built today but named no style.
    pub(crate) means: Option<StyleMeaning>,
    /// The meaning of the advised style.
    pub(crate) advised: StyleMeaning,
    /// Whether somebody waits until the step is done.
    pub(crate) waits: bool,
    /// Name of the message that carries it.
    pub(crate) message: &'a str,
    /// Whether somebody said what the message is called today.
    pub(crate) is_named: bool,
    /// Whether somebody said how it is built today: the style, or who waits.
    pub(crate) is_today: bool,
    /// The assessment of the step.
    pub(crate) assessed: &'a Step<'a>,
}

impl<'a> Built<'a> {
    /// Reads how a step is built.
    pub(crate) fn of(book: &Rulebook, described: &'a description::Step, assessed: &'a Step<'a>) -> Self {
        let told = described.today.as_ref().filter(|today| today.style.is_some() || today.waits.is_some());
        let message = described.today.as_ref().and_then(|today| today.message.as_deref());
        let advised = book.style_meaning(&assessed.style).unwrap_or(StyleMeaning::CALL);
        let means = match told {
            Some(today) => today.style.as_deref().and_then(|style| book.style_meaning(style)),
            None => Some(advised),
        };
        let is_waited_for = || means.is_some_and(StyleMeaning::is_waited_for);
        Self {
            means,
            advised,
            waits: told.and_then(|today| today.waits).unwrap_or_else(is_waited_for),
            message: message.unwrap_or(&assessed.message.name),
            is_named: message.is_some(),
            is_today: told.is_some(),
            assessed,
        }
    }

    /// Whether an event carries it.
    pub(crate) fn is_event(self) -> bool {
        self.means.is_some_and(StyleMeaning::is_event)
    }

    /// Whether a message carries it, so that it is handled later.
    pub(crate) fn is_sent(self) -> bool {
        self.means.is_some_and(StyleMeaning::is_message)
    }

    /// Whether it is a call that somebody waits for and that may change something.
    pub(crate) fn is_waited_change(self) -> bool {
        self.waits && !self.is_sent() && !self.only_asks() && !self.advised.only_asks
    }

    /// Whether its style is the one for queries.
    fn only_asks(self) -> bool {
        self.means.is_some_and(|means| means.only_asks)
    }

    /// Whether today's style already announces what the step did.
    pub(crate) fn announces_today(self) -> bool {
        self.is_today && self.means.is_some_and(|means| means.announces)
    }
}

/// A field of a message, with its pointer inside the step.
#[derive(Debug, Clone)]
pub(crate) struct FieldAt<'a> {
    pub(crate) name: &'a str,
    /// Whether it is marked as personal data (`true`) or as none (`false`); none if unmarked.
    pub(crate) personal: Option<bool>,
    /// The pointer to the field, relative to the step.
    pub(crate) within: String,
}

/// The fields of a step's message: those listed under `today`, or else those that the step describes.
pub(crate) fn fields(step: &description::Step) -> Vec<FieldAt<'_>> {
    match step.today.as_ref().map(|today| &today.fields).filter(|fields| !fields.is_empty()) {
        Some(names) => {
            // The first of several fields with the same name counts. The later entry wins in the map, so the
            // fields are inserted backwards.
            let marks = step.fields.iter().rev().map(|field| (field.name.as_str(), field.personal));
            let marks: BTreeMap<&str, Option<bool>> = marks.collect();
            let mut fields = Vec::with_capacity(names.len());
            for (index, name) in names.iter().enumerate() {
                let personal = marks.get(name.as_str()).copied().flatten();
                fields.push(FieldAt { name, personal, within: format!("/today/fields/{index}") });
            }
            fields
        }
        None => step
            .fields
            .iter()
            .enumerate()
            .map(|(index, field)| FieldAt {
                name: &field.name,
                personal: field.personal,
                within: format!("/fields/{index}"),
            })
            .collect(),
    }
}

/// The pointer to the list of a message's fields, relative to the step.
pub(crate) fn place_of_fields(fields: &[FieldAt<'_>]) -> String {
    fields.first().and_then(|field| field.within.strip_suffix("/0")).unwrap_or_default().to_owned()
}

/// One flow as it is built.
#[derive(Debug)]
pub(crate) struct BuiltFlow<'a> {
    /// Its steps, in the order of the description.
    pub(crate) steps: Vec<Built<'a>>,
    /// Which step comes before which.
    pub(crate) ancestry: Ancestry,
}

/// A system as it is built.
#[derive(Debug)]
pub(crate) struct BuiltSystem<'a> {
    /// Its flows, in the order of the description.
    pub(crate) flows: Vec<BuiltFlow<'a>>,
    /// Events that lead back to themselves through the reactions to them.
    pub(crate) loops: Vec<Loop<'a>>,
}

impl<'a> BuiltSystem<'a> {
    /// Reads how a system is built. `steps` is the assessment of the model's steps, in the same order.
    pub(crate) fn of(model: &'a Model<'_>, steps: &'a [Step<'a>]) -> Self {
        let mut assessed = steps.iter();
        let flows: Vec<BuiltFlow<'a>> = model
            .flows()
            .iter()
            .zip(&model.description().flows)
            .map(|(flow, described)| BuiltFlow {
                steps: described
                    .steps
                    .iter()
                    .zip(assessed.by_ref())
                    .map(|(step, told)| Built::of(model.rulebook(), step, told))
                    .collect(),
                ancestry: Ancestry::of(flow),
            })
            .collect();
        let loops = loops::find(model, &flows);
        Self { flows, loops }
    }
}

/// Whether a participant answers calls over the network, and so can be down: a service of ours or an outsider.
pub(crate) fn answers_calls(model: &Model<'_>, participant: usize) -> bool {
    matches!(model.participants()[participant].kind, ParticipantKind::Service | ParticipantKind::External)
}

/// Whether a participant is a database or a file store.
pub(crate) fn is_store(model: &Model<'_>, participant: usize) -> bool {
    model.participants()[participant].kind == ParticipantKind::Store
}

/// Whether a participant who does the earlier step asks for the later one.
pub(crate) fn hands_over(earlier: &StepModel, later: &StepModel) -> bool {
    later.from.is_some_and(|from| earlier.to.contains(&from) && earlier.from != Some(from))
}

impl BuiltFlow<'_> {
    /// The steps that come after one, directly or through others.
    pub(crate) fn after<'f>(&'f self, flow: &'f FlowModel, step: usize) -> impl Iterator<Item = &'f StepModel> {
        flow.steps.iter().filter(move |later| self.ancestry.is_before(step, later.index))
    }
}
