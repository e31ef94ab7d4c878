//! The OpenAPI document, made exact where the derives are vague.

use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, OpenApi, Ref, RefOr, ResponseBuilder, Schema,
    schema::{SchemaType, Type},
};

/// What is sent, and comes back as it was sent: empty fields are left out.
const SENT: [&str; 9] = [
    "Agenda",
    "Attendee",
    "Graded",
    "Lecturer",
    "NewRecord",
    "RecordBody",
    "RecordTask",
    "RecordVote",
    "Rectification",
];

/// A field of an answer is either always there, perhaps as `null`, or left out and never `null`. The derives
/// call every `Option` not required; here those that are written as `null` become required.
pub(super) fn require_what_is_always_there(document: &mut OpenApi) {
    let schemas = document.components.iter_mut().flat_map(|components| components.schemas.iter_mut());
    schemas.filter(|(name, _)| !SENT.contains(&name.as_str())).for_each(|(_, schema)| require(schema));
}

/// Any operation may find the disk full or failing: nothing was changed then, and the same request may come again.
pub(super) fn say_that_storage_may_fail(document: &mut OpenApi) {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("ErrorBody"))).build();
    let failed = ResponseBuilder::new()
        .description("the storage fails; nothing was changed")
        .header("Retry-After", HeaderBuilder::new().build())
        .content("application/json", body)
        .build();
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.entry("503".to_owned()).or_insert_with(|| RefOr::T(failed.clone()));
        }
    }
}

fn require(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            let nullable = object.properties.iter().filter(|(_, property)| may_be_null(property));
            let names: Vec<String> = nullable.map(|(name, _)| name.clone()).collect();
            for name in names {
                if !object.required.contains(&name) {
                    object.required.push(name);
                }
            }
        }
        // A view with the fields of another one in it.
        RefOr::T(Schema::AllOf(all_of)) => all_of.items.iter_mut().for_each(require),
        _ => {}
    }
}

fn may_be_null(property: &RefOr<Schema>) -> bool {
    let is_null = |kind: &SchemaType| match kind {
        SchemaType::Type(kind) => *kind == Type::Null,
        SchemaType::Array(kinds) => kinds.contains(&Type::Null),
        SchemaType::AnyValue => false,
    };
    match property {
        RefOr::T(Schema::Object(object)) => is_null(&object.schema_type),
        RefOr::T(Schema::Array(array)) => is_null(&array.schema_type),
        RefOr::T(Schema::OneOf(one_of)) => one_of
            .items
            .iter()
            .any(|item| matches!(item, RefOr::T(Schema::Object(object)) if is_null(&object.schema_type))),
        _ => false,
    }
}
