//! An event: who publishes it, who reacts to it, and the design of what it carries.

use schemars::{JsonSchema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeMap};

use super::{Outcome, Sources, Words};

/// An event that a step announces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event<'a> {
    /// Its name, in the past tense.
    #[serde(borrow)]
    pub name: Words<'a>,
    /// The flow's id.
    pub flow: Words<'a>,
    /// The step's id.
    pub step: Words<'a>,
    /// The outcome of the step that it reports.
    #[serde(default)]
    pub outcome: Outcome,
    /// The participant who publishes it, by id; null if the description does not say.
    pub producer: Option<Words<'a>>,
    /// The participants who react to it, by id.
    pub consumers: Vec<Words<'a>>,
    /// How much it carries; null in an assessment of an engine that designed no events.
    #[serde(default)]
    pub size: Option<Size>,
    /// Why it carries so much, as a full sentence.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub because: Words<'a>,
    /// The sources that say so.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    pub sources: Sources<'a>,
    /// The property that says to which thing it happened; null if the description names no thing.
    #[serde(default)]
    pub key: Option<Words<'a>>,
    /// Its schema; null in an assessment of an engine that designed no events.
    pub schema: Option<Schema<'a>>,
    /// Fields that do not belong in it.
    pub left_out: Vec<LeftOut<'a>>,
}

/// How much an event carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Only what happened to which thing; whoever needs more asks its owner.
    Thin,
    /// What changed.
    Fat,
    /// What changed and the state after it, for consumers that keep a copy.
    WithState,
}

/// A field that does not belong in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut<'a> {
    /// The field's name.
    #[serde(borrow)]
    pub field: Words<'a>,
    /// Why.
    pub because: Words<'a>,
}

/// The schema of an event, in JSON Schema 2020-12. It permits further properties, so that a producer can add one
/// without breaking anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "EventSchema")]
pub struct Schema<'a> {
    /// [`DIALECT`].
    #[serde(rename = "$schema", borrow)]
    pub dialect: Words<'a>,
    /// Its name for programs: a URN of the producer, the event and the version.
    #[serde(rename = "$id")]
    pub id: Words<'a>,
    /// The name of the event.
    pub title: Words<'a>,
    /// What the event says, and what of it the description leaves open.
    pub description: Words<'a>,
    /// [`JsonType::Object`].
    #[serde(rename = "type")]
    pub kind: JsonType,
    /// The properties that every such event has.
    pub required: Vec<Words<'a>>,
    /// The properties: first those that every event has, then the key, then what changed.
    pub properties: Properties<'a>,
    /// True: the content model is open.
    #[serde(rename = "additionalProperties")]
    pub is_open: bool,
}

/// The dialect of every schema that the advisor writes.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Properties with their names, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties<'a>(pub Vec<(Words<'a>, Property<'a>)>);

/// A property of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "EventProperty")]
pub struct Property<'a> {
    /// The type of its value; null if neither the description nor its name says.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<JsonType>,
    /// The only value that it may have.
    #[serde(rename = "const", default, skip_serializing_if = "Option::is_none", borrow)]
    pub value: Option<Words<'a>>,
    /// The form of a text, as JSON Schema names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Words<'a>>,
    /// The regular expression that a text matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Words<'a>>,
    /// The least value of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<u32>,
    /// The items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Items>,
    /// Why the event carries it.
    pub description: Words<'a>,
    /// Its part in the event.
    #[serde(rename = "x-role")]
    pub role: Role,
    /// Whether it is personal data.
    #[serde(rename = "x-personal-data", default, skip_serializing_if = "is_false")]
    pub personal: bool,
    /// Whether its type was guessed from its name, because the description says none.
    #[serde(rename = "x-type-from-name", default, skip_serializing_if = "is_false")]
    pub guessed: bool,
    /// Its type in the team's own words, if these name no type of JSON.
    #[serde(rename = "x-type", default, skip_serializing_if = "Option::is_none")]
    pub own_type: Option<Words<'a>>,
}

/// What the items of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Items {
    /// The type of each.
    #[serde(rename = "type")]
    pub kind: JsonType,
}

/// A type of a value in JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of JSON Schema")]
pub enum JsonType {
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}

/// The part of a property in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "EventPropertyRole")]
pub enum Role {
    /// The id of the event.
    Id,
    /// What happened: the name of the event.
    Type,
    /// When it happened.
    Time,
    /// The version of the schema.
    Version,
    /// To which thing it happened.
    Key,
    /// By what order is kept, if not by the key.
    Order,
    /// Another thing that took part.
    Reference,
    /// What changed.
    Change,
}

impl<'a> Schema<'a> {
    /// The property with this part in the event.
    pub fn of_role(&self, role: Role) -> Option<&(Words<'a>, Property<'a>)> {
        self.properties.0.iter().find(|(_, property)| property.role == role)
    }

    /// Whether every event of this kind has the property.
    pub fn requires(&self, property: &str) -> bool {
        self.required.iter().any(|required| required == property)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(truth: &bool) -> bool {
    !truth
}

impl JsonSchema for Properties<'_> {
    fn schema_name() -> Words<'static> {
        "EventProperties".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        let property = generator.subschema_for::<Property<'static>>();
        json_schema!({"type": "object", "additionalProperties": property})
    }
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, property) in &self.0 {
            map.serialize_entry(name, property)?;
        }
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Properties<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<'a>(std::marker::PhantomData<&'a ()>);

        impl<'de: 'a, 'a> de::Visitor<'de> for InOrder<'a> {
            type Value = Properties<'a>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object of properties")
            }

            fn visit_map<M: de::MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut properties = Vec::with_capacity(map.size_hint().unwrap_or_default().min(64));
                while let Some(property) = map.next_entry()? {
                    properties.push(property);
                }
                Ok(Properties(properties))
            }
        }

        deserializer.deserialize_map(InOrder(std::marker::PhantomData))
    }
}
