//! Which passwords may be chosen.

/// Why a password may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    #[error("密码至少 12 个字符")]
    Short,
    #[error("密码不能超过 100 个字符")]
    Long,
    #[error("密码不能包含账号名")]
    HoldsAccount,
}

/// At least twelve characters, and not built around the account's name.
///
/// # Errors
/// What is wrong with it.
pub fn check_strength(account: &str, password: &str) -> Result<(), Weak> {
    let n_characters = password.chars().count();
    match n_characters {
        0..12 => Err(Weak::Short),
        101.. => Err(Weak::Long),
        _ if password.to_lowercase().contains(&account.to_lowercase()) => Err(Weak::HoldsAccount),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_passwords_and_ones_with_the_account_are_weak() {
        assert_eq!(check_strength("zzb", "炼钢炼铁炼人心"), Err(Weak::Short));
        assert_eq!(check_strength("zzb", "my-ZZB-password"), Err(Weak::HoldsAccount));
        assert_eq!(check_strength("zzb", &"长".repeat(101)), Err(Weak::Long));
        assert_eq!(check_strength("zzb", "炼钢炼铁炼人心，一炉好钢"), Ok(()));
    }
}
