//! Example systems to start from, each ready to be published: a small one, and the systems of the lesson
//! behind the product.

/// A described system.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Its permanent name in addresses.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What the example shows.
    pub says: &'static str,
    /// The description, as YAML.
    pub text: &'static str,
}

/// The example with this id.
pub fn find(id: &str) -> Option<&'static Example> {
    ALL.iter().find(|example| example.id == id)
}

/// Declares the examples: the id, which is also the file name, the name, and what the example shows.
macro_rules! examples {
    ($($id:literal $name:literal $says:literal;)*) => {
        /// Every example; the first is the smallest.
        pub const ALL: &[Example] = &[$(Example {
            id: $id,
            name: $name,
            says: $says,
            text: include_str!(concat!("../examples/", $id, ".yaml")),
        },)*];
    };
}

examples! {
    "first-steps" "Web shop" "Two steps: one that a customer waits for, one that nobody waits for.";
    "lesson-tickets" "Concert tickets" "No seat twice, and sales that open in bursts.";
    "lesson-order" "Web shop order" "A short wait, then four reactions to one event.";
    "lesson-task-creation" "Task management" "One fact that four others want to know.";
    "lesson-transfer" "Bank transfer" "Money that is in neither account for a moment.";
    "lesson-login" "Login" "Somebody waits at the door.";
    "lesson-user-exists" "Sign-up check" "A question that changes nothing.";
    "lesson-limited" "Limited inventory" "Ten tickets, fifteen buyers.";
    "lesson-trading" "Trading" "The price of this moment.";
    "lesson-hotel" "Hotel room" "One room, one night, one guest.";
}

#[cfg(test)]
mod tests {
    use advice::{model, rules};

    use super::*;
    use crate::document::{self, Format};

    #[test]
    fn every_example_is_a_description_without_faults() {
        for example in ALL {
            let tree = document::parse(example.text, Format::Yaml).unwrap();
            let model = model::read(example.text, &tree, rules::shipped());
            assert!(model.is_ok(), "{}: {:?}", example.id, model.err());
            assert_eq!(find(example.id).map(|found| found.name), Some(example.name));
        }
    }
}
