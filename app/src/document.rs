//! Parses a text into the engine's tree, and writes a tree or a description as text.
//!
//! It knows formats but not what a document means. The engine decides whether a tree is a description.

mod toml;

use advice::{
    Description,
    tree::{SyntaxError, Tree, line_column},
};
use exchange::yaml;

use crate::problem::Problem;

pub use crate::format::Format;

/// Decodes bytes as UTF-8.
///
/// # Errors
/// The first place at which they are not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, SyntaxError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let (line, column) = before.map_or((1, 1), |before| line_column(before, before.len()));
        SyntaxError { message: "This is not UTF-8.".to_owned(), line, column }
    })
}

/// Parses a text into a tree whose spans are byte ranges of the text.
///
/// # Errors
/// The first place at which the text does not have the form.
pub fn parse(text: &str, format: Format) -> Result<Tree<'_>, SyntaxError> {
    match format {
        Format::Json => Tree::from_json(text),
        Format::Yaml => yaml::parse(text),
    }
}

/// Parses a TOML document into a tree whose spans are byte ranges of the text.
///
/// # Errors
/// The first place at which the text is not TOML.
pub fn parse_toml(text: &str) -> Result<Tree<'_>, SyntaxError> {
    toml::parse(text)
}

/// Writes a description for people to read. Reading the result gives the same description.
///
/// # Errors
/// The description cannot be written, which is our fault.
pub fn write(description: &Description, format: Format) -> Result<String, Problem> {
    let written = serde_json::to_string_pretty(description).map_err(|error| broken(&error))?;
    match format {
        Format::Json => Ok(written + "\n"),
        Format::Yaml => Ok(write_yaml(&Tree::from_json(&written).map_err(|error| broken(&error))?)),
    }
}

/// Writes a document as YAML, with all its content and without its comments.
pub fn write_yaml(tree: &Tree<'_>) -> String {
    yaml::write(tree)
}

fn broken(error: &dyn std::fmt::Debug) -> Problem {
    tracing::error!(?error, "a description has no written form");
    Problem::internal("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_names_a_form() {
        for (media_type, format) in [
            ("application/json", Some(Format::Json)),
            ("Application/JSON; charset=UTF-8", Some(Format::Json)),
            ("text/yaml", Some(Format::Yaml)),
            ("application/x-yaml;charset=\"utf-8\"", Some(Format::Yaml)),
            ("application/json; charset=latin1", None),
            ("text/plain", None),
            ("application/jsonp", None),
            ("", None),
        ] {
            assert_eq!(Format::of_media_type(media_type), format, "{media_type}");
        }
    }

    #[test]
    fn a_file_is_known_by_its_ending_and_then_by_its_text() {
        assert_eq!(Format::of_file("a.b.JSON", "a: 1"), Format::Json);
        assert_eq!(Format::of_file("a.yml", "{}"), Format::Yaml);
        assert_eq!(Format::of_file("-", " \n{}"), Format::Json);
        assert_eq!(Format::of_file("-", "a: 1"), Format::Yaml);
    }

    #[test]
    fn bytes_that_are_no_text_say_where() {
        let error = decode(b"{\n\xC3\xA9\xFF}").unwrap_err();
        assert_eq!((error.line, error.column), (2, 2));
    }
}
