//! The product: web server, commands and the use cases behind both.

pub mod demo;
