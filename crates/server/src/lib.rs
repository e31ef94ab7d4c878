//! The product: web server, commands and the use cases behind both.

pub mod api;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
mod confine;
pub mod demo;
pub mod exchange;
pub mod files;
pub mod health;
mod ids;
pub mod keeper;
pub mod ops;
mod recent;
mod sentences;
pub mod state;
pub mod vault;
mod web;

pub use state::AppState;
