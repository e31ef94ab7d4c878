//! The API as a client sees it.

mod access;
mod accounts;
mod assess;
mod attachments;
mod burden;
mod contract;
mod development;
mod documents;
mod dues;
mod duties;
mod effort;
mod events;
mod facts;
mod hints;
mod journal;
mod lists;
mod members;
mod norms;
mod organisation;
mod prints;
mod rankings;
mod rating;
mod records;
mod results;
mod session;
mod support;
