//! Chooses and draws the picture that a request asks for.

pub mod png;

use advice::{Assessment, Model, fault::did_you_mean};
use pictures::flow::view::{self, Form, RenderError, View};

use crate::problem::Problem;

/// The picture that a request asks for, in the request's own words.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiagramRequest<'a> {
    /// The name of the view; the flow view if absent.
    pub view: Option<&'a str>,
    /// The name of the format; if absent, `accept` chooses.
    pub form: Option<&'a str>,
    /// The flow's id. If absent, all flows are drawn; a sequence shows the first flow.
    pub flow: Option<&'a str>,
    /// The media types that the client accepts, as in the header `Accept`.
    pub accept: Option<&'a str>,
}

/// The format that a picture is produced in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// A document in one of the engine's formats.
    Written(Form),
    /// PNG, painted from the SVG.
    Png,
}

impl As {
    /// Every format, in the order of our preference.
    pub fn all() -> impl Iterator<Item = Self> {
        Form::ALL.iter().copied().map(Self::Written).chain([Self::Png])
    }

    /// Its name on the wire.
    pub fn id(self) -> &'static str {
        match self {
            Self::Written(form) => form.id(),
            Self::Png => "png",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Written(form) => form.media_type(),
            Self::Png => png::MEDIA_TYPE,
        }
    }
}

/// A picture or the source text of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A finished document.
    Document {
        /// Its media type.
        media_type: &'static str,
        /// The document.
        content: String,
    },
    /// A picture that still has to be painted as PNG. [`png::png`] paints it. Painting is slow and must not
    /// run on a thread that serves other requests.
    Pixels {
        /// The picture as SVG.
        svg: String,
    },
}

impl DiagramRequest<'_> {
    /// The requested view and format.
    pub fn choose(&self) -> Result<(View, As), Problem> {
        let view = match self.view {
            None => View::Flow,
            Some(name) => View::named(name).ok_or_else(|| {
                Problem::no_such_diagram(format!("There is no view `{}`. {}", short(name), there_is()))
            })?,
        };
        let form = match self.form {
            None => self.acceptable()?,
            Some(name) => As::all().find(|form| form.id() == name).ok_or_else(|| {
                Problem::no_such_diagram(format!("There is no form `{}`. {}", short(name), there_is()))
            })?,
        };
        Ok((view, form))
    }

    /// The format that the client prefers; among equals, the first of ours.
    fn acceptable(&self) -> Result<As, Problem> {
        let Some(accept) = self.accept else { return Ok(As::Written(Form::Svg)) };
        let mut best: Option<(u32, As)> = None;
        for form in As::all() {
            let weight = weight(accept, form.media_type());
            if weight > best.map_or(0, |(best, _)| best) {
                best = Some((weight, form));
            }
        }
        best.map(|(_, form)| form).ok_or_else(|| {
            let types: Vec<_> = As::all().map(As::media_type).collect();
            Problem::not_acceptable(format!("A diagram is given as {}.", types.join(", ")))
        })
    }
}

/// Draws the picture that `request` asks for.
pub fn draw(model: &Model<'_>, assessment: &Assessment<'_>, request: &DiagramRequest<'_>) -> Result<Picture, Problem> {
    let (view, made_as) = request.choose()?;
    let form = match made_as {
        As::Written(form) => form,
        As::Png => Form::Svg,
    };
    let drawn = view::render(model, assessment, view, form, request.flow).map_err(|error| match error {
        RenderError::UnknownFlow(id) => {
            let flows = || model.description().flows.iter().filter_map(|flow| flow.id.as_deref());
            let hint = match did_you_mean(&id, flows()) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("The flows are {}.", flows().take(20).collect::<Vec<_>>().join(", ")),
            };
            Problem::no_such_diagram(format!("There is no flow `{}`. {hint}", short(&id)))
        }
    })?;
    Ok(match made_as {
        As::Written(_) => Picture::Document { media_type: drawn.media_type, content: drawn.content },
        As::Png => Picture::Pixels { svg: drawn.content },
    })
}

/// The client's weight for a media type, in thousandths, from its `Accept` header. The most specific matching
/// range counts.
fn weight(accept: &str, media_type: &str) -> u32 {
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let (kind, _) = media_type.split_once('/').unwrap_or_default();
    let mut found = (0, 0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let exactness = match name.split_once('/') {
            _ if name == media_type => 3,
            Some((own, "*")) if own == kind => 2,
            Some(("*", "*")) => 1,
            _ => continue,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        if exactness > found.0 {
            found = (exactness, quality.map_or(1000, thousandths));
        }
    }
    found.1
}

/// A quality value (RFC 9110, 12.4.2) in thousandths; 0 if it is malformed.
fn thousandths(quality: &str) -> u32 {
    let (whole, places) = quality.split_once('.').unwrap_or((quality, ""));
    match (whole, places.len()) {
        ("1", _) => 1000,
        ("0", 0..=3) => format!("{places:0<3}").parse().unwrap_or_default(),
        _ => 0,
    }
}

fn there_is() -> String {
    let views: Vec<_> = View::ALL.iter().map(|view| view.id()).collect();
    let forms: Vec<_> = As::all().map(As::id).collect();
    format!("The views are {}; each is made as {}.", views.join(", "), forms.join(", "))
}

fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_exact_range_counts() {
        for (accept, expected) in [
            ("*/*", 1000),
            ("image/*;q=0.5, */*;q=0.1", 500),
            ("*/*, image/svg+xml;q=0", 0),
            ("text/html", 0),
            ("IMAGE/SVG+XML; q=0.25", 250),
            ("", 0),
        ] {
            assert_eq!(weight(accept, "image/svg+xml"), expected, "{accept}");
        }
    }

    #[test]
    fn the_client_chooses_where_the_address_does_not() {
        let form = |form, accept| {
            DiagramRequest { form, accept, ..DiagramRequest::default() }.choose().map(|(_, form)| form.id())
        };
        assert_eq!(form(None, None), Ok("svg"));
        assert_eq!(form(None, Some("application/json, */*;q=0.1")), Ok("json"));
        assert_eq!(form(Some("mermaid"), Some("application/json")), Ok("mermaid"));
        assert_eq!(form(None, Some("image/png, image/*;q=0.5")), Ok("png"));
        assert_eq!(form(None, Some("image/*")), Ok("svg"));
        assert_eq!(form(Some("png"), None), Ok("png"));
        assert_eq!(form(None, Some("image/gif")).unwrap_err().status(), 406);
        assert_eq!(form(Some("doodle"), None).unwrap_err().kind.code, "no_such_diagram");
    }
}
