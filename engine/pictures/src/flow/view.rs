//! Renders flows: every door gets its pictures from [`render`], with a view and a form, or from [`beginning`].
//!
//! [`render`] builds the requested flows and calls the form's writer; it must not know any form itself.

use serde::Serialize;

use super::drawing::{self, Drawing, Width};
use super::make;
use super::svg::{self, Links};
use super::writer::Subject;
use advice::assessment::Assessment;
use advice::model::Model;

pub use super::Form;

/// The two kinds of picture of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum View {
    /// Participants as lanes, steps and channels as boxes; time runs from left to right.
    Flow,
    /// A sequence diagram: participants side by side, messages from top to bottom.
    Sequence,
}

impl View {
    /// Every view.
    pub const ALL: &[Self] = &[Self::Flow, Self::Sequence];

    /// The view's name on the wire.
    pub fn id(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Sequence => "sequence",
        }
    }

    /// Finds a view by its name on the wire.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|view| view.id() == id)
    }
}

impl Form {
    /// Finds a form by its name on the wire.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.id() == id)
    }

    /// The media type of documents in this form.
    pub fn media_type(self) -> &'static str {
        self.writer().media_type
    }
}

/// A rendered picture or its source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The media type of `content`.
    pub media_type: &'static str,
    /// The document.
    pub content: String,
}

/// Why [`render`] failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderError {
    /// The description has no flow of this id.
    UnknownFlow(String),
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownFlow(id) => write!(f, "There is no flow `{id}`."),
        }
    }
}

impl std::error::Error for RenderError {}

/// Renders the flow with the id `flow`. Without an id it renders all flows, or the first one for a sequence.
///
/// # Errors
/// [`RenderError::UnknownFlow`] if the description has no flow of this id.
pub fn render(
    model: &Model<'_>,
    assessment: &Assessment<'_>,
    view: View,
    form: Form,
    flow: Option<&str>,
) -> Result<Rendered, RenderError> {
    let flows = match (flow, view) {
        (Some(id), _) => {
            let found = make::find(model, assessment, id);
            vec![found.ok_or_else(|| RenderError::UnknownFlow(id.to_owned()))?]
        }
        (None, View::Sequence) => make::first(model, assessment).into_iter().collect(),
        (None, View::Flow) => make::flows(model, assessment),
    };
    let writer = form.writer();
    let write = match view {
        View::Flow => writer.flow,
        View::Sequence => writer.sequence,
    };
    Ok(Rendered {
        media_type: writer.media_type,
        content: write(&Subject { system: &model.description().name, flows: &flows }),
    })
}

/// Renders flows one below the other as SVG, for a preview of `width` by `height` pixels.
///
/// Whatever lies outside of this upper left part is left out, so that the picture is cheap to paint. Returns
/// `None` if no flow is found.
pub fn beginning<'i>(
    model: &Model<'_>,
    assessment: &Assessment<'_>,
    flows: impl Iterator<Item = &'i str>,
    [width, height]: [u32; 2],
) -> Option<String> {
    let mut drawings: Vec<Drawing> = Vec::new();
    let mut left = height;
    for flow in flows.filter_map(|id| make::find(model, assessment, id)) {
        let drawing = drawing::lay_out(&flow, Width::Wide).beginning([width, left]);
        left = left.saturating_sub(drawing.height);
        drawings.push(drawing);
        if left == 0 {
            break;
        }
    }
    (!drawings.is_empty()).then(|| svg::flow(&drawings, Links::NONE))
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;
    use advice::assess;

    #[test]
    fn every_form_writes_every_view() {
        let model = examples::model(examples::TWO_FLOWS);
        let assessment = assess(&model);
        for &view in View::ALL {
            assert_eq!(View::named(view.id()), Some(view));
            for &form in Form::ALL {
                assert_eq!(Form::named(form.id()), Some(form));
                for flow in [None, Some("second")] {
                    let rendered = render(&model, &assessment, view, form, flow).unwrap();
                    assert_eq!(rendered.media_type, form.media_type());
                    let both = flow.is_none() && view == View::Flow;
                    assert_eq!(rendered.content.contains("Pack"), both || flow.is_none(), "{view:?} {form:?} {flow:?}");
                    assert_eq!(rendered.content.contains("Ship"), both || flow.is_some(), "{view:?} {form:?} {flow:?}");
                }
            }
        }
    }

    #[test]
    fn a_flow_that_is_not_there_is_an_error_and_a_system_without_flows_is_not() {
        let model = examples::model(examples::TWO_FLOWS);
        let error = render(&model, &assess(&model), View::Flow, Form::Svg, Some("third")).unwrap_err();
        assert_eq!(error, RenderError::UnknownFlow("third".to_owned()));
        let empty = examples::unchecked(advice::Description::default());
        for &view in View::ALL {
            for &form in Form::ALL {
                assert!(!render(&empty, &assess(&empty), view, form, None).unwrap().content.is_empty());
            }
        }
    }
}
