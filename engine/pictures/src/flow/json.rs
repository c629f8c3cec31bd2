//! Flows as JSON: the wire type as it is.
//!
//! It must not know of pictures: sequence and flow are the same facts.

use serde::Serialize;

use super::Flow;
use super::writer::Writer;

/// How views are written as JSON.
pub(super) const WRITER: Writer = Writer { media_type: "application/json", flow: write, sequence: write };

/// The flows under the one key `flows`.
#[derive(Serialize)]
struct Flows<'f> {
    flows: &'f [Flow],
}

fn write(flows: &[Flow]) -> String {
    // Strings, numbers and lists cannot fail to be written.
    serde_json::to_string(&Flows { flows }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::examples;

    #[test]
    fn flows_are_written_with_the_names_of_the_wire() {
        let flows = examples::flows(examples::TICKETS);
        let json: serde_json::Value = serde_json::from_str(&super::write(&flows)).unwrap();
        assert_eq!(json["flows"][0]["commit_point"], "step:charge-card");
        assert_eq!(json["flows"][0]["edges"][0]["mode"], "synchronous");
        assert_eq!(json["flows"][0]["steps"][0]["consistency"]["mechanism"], "reservation");
    }
}
