//! Prints the OpenAPI document; `make gen` turns it into the types of the web.

fn main() {
    let document = server::api::openapi();
    println!("{}", serde_json::to_string_pretty(&document).expect("the document is plain data"));
}
