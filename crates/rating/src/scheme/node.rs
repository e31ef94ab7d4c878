//! A YAML document as a tree that remembers where everything stands.

use std::{collections::HashMap, rc::Rc};

use super::typography;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::{number::Number, problem::Problems};

/// Where something stands: line and column from 1, and the path of keys to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) path: Rc<str>,
}

#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A scalar as it is written; `plain` if it has no quotes.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// More nodes than any real scheme has; stops documents that expand themselves by aliases.
const MOST_NODES: usize = 400_000;

/// The whole document, or `None` with the reason among the problems.
pub(crate) fn parse(text: &str, problems: &mut Problems) -> Option<Node> {
    let mut builder = Builder { open: Vec::new(), anchors: HashMap::new(), root: None, nodes: 0 };
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) => {
                let place = Place { line: error.marker().line(), column: error.marker().col() + 1, path: "".into() };
                typography::explain(text, place, error.info(), problems);
                return None;
            }
        };
        let place = Place { line: span.start.line(), column: span.start.col() + 1, path: "".into() };
        if let Err(message) = builder.take(event, place.clone()) {
            problems.error(&place, message, "把文件拆简单些再检查");
            return None;
        }
    }
    let Some(mut root) = builder.root else {
        problems.error(&Place { line: 1, column: 1, path: "".into() }, "文件是空的", "写入考核办法内容");
        return None;
    };
    name_paths(&mut root, "");
    Some(root)
}

struct Builder {
    open: Vec<(Open, usize)>,
    anchors: HashMap<usize, Node>,
    root: Option<Node>,
    nodes: usize,
}

enum Open {
    List(Place, Vec<Node>),
    Map(Place, Vec<(Node, Node)>, Option<Node>),
}

impl Builder {
    fn take(&mut self, event: Event<'_>, place: Place) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = Value::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                self.close(Node { place, value }, anchor)
            }
            Event::SequenceStart(anchor, _) => {
                self.open.push((Open::List(place, Vec::new()), anchor));
                Ok(())
            }
            Event::MappingStart(anchor, _) => {
                self.open.push((Open::Map(place, Vec::new(), None), anchor));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some((Open::List(place, items), anchor)) => {
                    self.close(Node { place, value: Value::List(items) }, anchor)
                }
                Some((Open::Map(place, entries, _), anchor)) => {
                    self.close(Node { place, value: Value::Map(entries) }, anchor)
                }
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned().ok_or("引用了未定义的锚点")?;
                self.nodes += count(&node);
                self.close(Node { place, ..node }, 0)
            }
            _ => Ok(()),
        }
    }

    fn close(&mut self, node: Node, anchor: usize) -> Result<(), String> {
        self.nodes += 1;
        if self.nodes > MOST_NODES || self.open.len() > 64 {
            return Err("内容过大或嵌套过深".into());
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = self.root.take().or(Some(node)),
            Some((Open::List(_, items), _)) => items.push(node),
            Some((Open::Map(_, entries, key), _)) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push((key, node)),
            },
        }
        Ok(())
    }
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar { .. } => 0,
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|(key, value)| count(key) + count(value)).sum(),
    }
}

fn name_paths(node: &mut Node, path: &str) {
    node.place.path = path.into();
    match &mut node.value {
        Value::Scalar { .. } => {}
        Value::List(items) => {
            for (position, item) in items.iter_mut().enumerate() {
                let name =
                    item.get("code").and_then(Node::text).map_or_else(|| (position + 1).to_string(), str::to_owned);
                name_paths(item, &format!("{path}[{name}]"));
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                let name = key.text().unwrap_or("?").to_owned();
                let path = if path.is_empty() { name } else { format!("{path}.{name}") };
                name_paths(key, &path);
                name_paths(value, &path);
            }
        }
    }
}

impl Node {
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// An empty plain scalar: `key:` with nothing behind it.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if text.is_empty() || text == "~" || text == "null")
    }

    pub(crate) fn number(&self) -> Option<Number> {
        self.text()?.trim_end_matches('%').parse().ok()
    }

    pub(crate) fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn map(&self) -> Option<&[(Node, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.map()?.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// The items of a list, or the node itself as a list of one.
    pub(crate) fn one_or_more(&self) -> Vec<&Node> {
        match self.list() {
            Some(items) => items.iter().collect(),
            None => vec![self],
        }
    }
}
