//! The document and the answers: neither may say more or less than the other.

use std::{path::Path, sync::LazyLock};

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::TestApp;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&server::api::openapi_text()).unwrap());

#[test]
fn the_kept_document_is_the_one_the_program_makes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/openapi.json");
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept.trim() == server::api::openapi_text().trim(),
        "web/openapi.json 与程序不一致。请在仓库根目录执行：\n  cargo run -q -p server -- openapi > web/openapi.json\n\
         再重新生成网页的类型，一并提交。"
    );
}

/// Every difference between an answer and what the document says of it; for paths that the document has.
pub(crate) fn differences(method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
    let path = path.split('?').next().unwrap();
    let Some(operation) = operation(method, path) else { return Vec::new() };
    let responses = &operation["responses"];
    let response = responses.get(status.to_string()).or_else(|| responses.get(format!("{}XX", status / 100)));
    let Some(response) = response else { return vec![format!("status {status} is not in the document")] };
    let mut found = Vec::new();
    match response.pointer("/content/application~1json/schema") {
        Some(schema) => compare(schema, body, "", &mut found),
        // A file, not JSON.
        None if response["content"].as_object().is_some_and(|kinds| !kinds.is_empty()) => {}
        None if body.as_str() != Some("") => found.push("a body where none is announced".to_owned()),
        None => {}
    }
    found
}

fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |known: &str| {
        let known: Vec<&str> = known.split('/').collect();
        known.len() == parts.len()
            && known.iter().zip(&parts).all(|(known, part)| known.starts_with('{') || known == part)
    };
    let (_, operations) = DOCUMENT["paths"].as_object()?.iter().find(|(known, _)| fits(known))?;
    operations.get(method.to_lowercase())
}

fn compare(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return compare(&DOCUMENT["components"]["schemas"][name], value, at, found);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = |choice: &Value| {
            let mut differences = Vec::new();
            compare(choice, value, at, &mut differences);
            differences.is_empty()
        };
        if !choices.iter().any(fits) {
            found.push(format!("{at}: {value} is none of {}", schema["oneOf"]));
        }
        return;
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return compare(&merged(parts), value, at, found);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_kind = |name: &Value| name == kind;
    match &schema["type"] {
        Value::Array(kinds) if kinds.iter().any(is_kind) => {}
        name if is_kind(name) => {}
        wanted => return found.push(format!("{at}: {kind} where {wanted} is announced")),
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{at}: {value} is no word of the set"));
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        compare(&schema["items"], item, &format!("{at}/{n}"), found);
    }
    let Some(object) = value.as_object() else { return };
    // An object of which nothing is said may hold anything: both versions of a stale edit.
    if schema.get("properties").is_none() && schema.get("additionalProperties").is_none() {
        return;
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            found.push(format!("{at}: `{name}` is missing"));
        }
    }
    // An object without any announced field holds whatever another answer holds.
    if schema.get("properties").is_none() && schema.get("additionalProperties").is_none() {
        return;
    }
    for (name, inner) in object {
        let known = schema["properties"].get(name).or_else(|| schema.get("additionalProperties"));
        match known {
            Some(schema) => compare(schema, inner, &format!("{at}/{name}"), found),
            None => found.push(format!("{at}: `{name}` is not in the document")),
        }
    }
}

/// An object with the fields of all parts.
fn merged(parts: &[Value]) -> Value {
    let mut whole = serde_json::json!({ "type": "object", "properties": {}, "required": [] });
    for part in parts {
        let part = match part["$ref"].as_str() {
            Some(name) => &DOCUMENT["components"]["schemas"][name.rsplit('/').next().unwrap()],
            None => part,
        };
        let properties = part["properties"].as_object().unwrap().clone();
        whole["properties"].as_object_mut().unwrap().extend(properties);
        let required = part["required"].as_array().cloned().unwrap_or_default();
        whole["required"].as_array_mut().unwrap().extend(required);
    }
    whole
}

/// SECURITY.md B3: nobody adds a property that no operation reads. Whatever else such a request lacks, this is said first.
#[tokio::test]
async fn every_body_refuses_a_property_it_does_not_know() {
    let app = TestApp::new().await;
    let mut asked = 0;
    for (path, operations) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") else { continue };
            let cookie = app.enter("admin").await;
            let path = path.split('/').map(|part| if part.starts_with('{') { "any" } else { part });
            let path = path.collect::<Vec<_>>().join("/");
            let method = method.to_uppercase();
            let answer = app.exchange(&method, &path, &cookie, &body_with_surplus(schema), &[("if-match", "1")]).await;
            let said = answer.json();
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{method} {path}: {said}");
            assert!(said["message"].as_str().unwrap().contains("“surplus”"), "{method} {path}: {said}");
            inner_properties_are_all_named(schema, &format!("{method} {path}"));
            asked += 1;
        }
    }
    assert!(asked > 50, "only {asked} operations with a body");
}

/// What is written in one with another body is read to its end first, so that nothing needed may be missing from it.
fn body_with_surplus(schema: &Value) -> String {
    let mut body = serde_json::json!({ "surplus": 1 });
    let name = schema["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
    if let Some(parts) = DOCUMENT["components"]["schemas"][name]["allOf"].as_array() {
        merged(parts)["required"].as_array().unwrap().iter().for_each(|name| body[name.as_str().unwrap()] = "1".into());
    }
    body.to_string()
}

/// The same of what stands inside a body: every object of the document says that it takes no other property.
fn inner_properties_are_all_named(schema: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return inner_properties_are_all_named(&DOCUMENT["components"]["schemas"][name], &format!("{at} {name}"));
    }
    if let Some(properties) = schema["properties"].as_object().filter(|_| schema["type"] == "object") {
        assert_eq!(schema["additionalProperties"], false, "{at} takes what it does not know");
        properties.iter().for_each(|(name, inner)| inner_properties_are_all_named(inner, &format!("{at}.{name}")));
    }
    for inner in
        ["oneOf", "anyOf"].iter().filter_map(|kind| schema[kind].as_array()).flatten().chain(schema.get("items"))
    {
        inner_properties_are_all_named(inner, at);
    }
}
