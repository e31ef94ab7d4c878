//! Who is asking: passwords, sessions and sign-in.

mod address;
mod passwords;
mod policy;
mod sessions;
mod soft_lock;
mod strength;

pub(crate) use address::Origin;
pub use passwords::Passwords;
pub use policy::AccessPolicy;
pub(crate) use policy::MustChoose;
pub(crate) use sessions::{
    COOKIE, Chosen, Known, SignIn, choose_password, cookie_token, end, find, removal_cookie, session_cookie, sign_in,
};
pub use strength::{Preset, Weak, check_strength};
