//! Who is asking: passwords, sessions and sign-in.

mod passwords;
mod sessions;
mod strength;

pub use passwords::Passwords;
pub(crate) use sessions::{COOKIE, SignIn, cookie_token, end, find, removal_cookie, session_cookie, sign_in};
pub use strength::{Weak, check_strength};
