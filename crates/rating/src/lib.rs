pub mod facts;
pub mod number;
pub mod period;
pub mod points;
pub mod scorecard;
