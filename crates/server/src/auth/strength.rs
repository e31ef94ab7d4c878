//! Which passwords may be chosen: two presets, because GB/T 22239-2019 (8.1.4.1 a) demands what ASVS 5.0 (6.2.5, 6.2.10)
//! forbids.

use std::collections::BTreeSet;

use clap::ValueEnum;

/// Rules for passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// 等保三级：至少三类字符，定期更换，不重复最近五次
    Dengbao,
    /// ASVS 5.0：不要求字符种类和定期更换
    Asvs,
}

/// Why a password may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    #[error("密码至少 12 个字符")]
    Short,
    #[error("密码不能超过 100 个字符")]
    Long,
    #[error("密码不能包含账号名")]
    HoldsAccount,
    #[error("密码须包含大写字母、小写字母、数字、其他字符中的至少三类")]
    Plain,
    #[error("密码是常见密码，或由连续、重复的字符组成，容易被猜到")]
    Common,
    #[error("去掉“堡垒”“支部”“党委”、年份等常用词后，密码剩下的字符太少")]
    Context,
}

/// Long passwords that everybody knows; shorter ones are refused for their length.
const COMMON: [&str; 40] = [
    "password1234",
    "password12345",
    "password123456",
    "passw0rd1234",
    "p@ssw0rd1234",
    "p@ssword1234",
    "administrator",
    "administrator1",
    "admin12345678",
    "admin@123456",
    "admin@12345678",
    "administrator123",
    "welcome123456",
    "welcome@12345",
    "iloveyou1234",
    "iloveyou1314",
    "woaini1314520",
    "woaini5201314",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwerty123456",
    "qwerty12345678",
    "qwertyuiop[]",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "1qaz@wsx3edc",
    "!qaz2wsx#edc",
    "zaq12wsxcde3",
    "abc123456789",
    "abcd12345678",
    "abcdef123456",
    "aa1234567890",
    "a123456789012",
    "changeme1234",
    "letmein12345",
    "huawei@123456",
    "huawei12#$%^",
    "root@1234567",
    "test12345678",
    "zhongguo1949",
];

/// Words of this place, which a guesser tries first.
const CONTEXT: [&str; 16] = [
    "堡垒",
    "党支部",
    "支部",
    "党委",
    "党员",
    "组织部",
    "baolei",
    "dangzhibu",
    "zhibu",
    "dangwei",
    "dangyuan",
    "zuzhibu",
    "5521",
    "password",
    "admin",
    "mima",
];

/// Rows of keys and orders that everybody knows.
const RUNS: [&str; 6] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb",
];

/// Characters that must be left without the words of this place.
const N_OWN: usize = 8;
const N_DIFFERENT: usize = 6;

/// # Errors
/// What is wrong with it.
pub fn check_strength(preset: Preset, account: &str, password: &str) -> Result<(), Weak> {
    let lower = password.to_lowercase();
    match password.chars().count() {
        0..12 => return Err(Weak::Short),
        101.. => return Err(Weak::Long),
        _ => {}
    }
    if lower.contains(&account.to_lowercase()) {
        return Err(Weak::HoldsAccount);
    }
    if is_common(&lower) {
        return Err(Weak::Common);
    }
    if without_context(&lower).chars().filter(|sign| sign.is_alphanumeric()).count() < N_OWN {
        return Err(Weak::Context);
    }
    if preset == Preset::Dengbao && n_classes(password) < 3 {
        return Err(Weak::Plain);
    }
    Ok(())
}

fn is_common(lower: &str) -> bool {
    let different: BTreeSet<char> = lower.chars().collect();
    COMMON.contains(&lower) || different.len() < N_DIFFERENT || is_runs(lower)
}

/// Whether it is made of at most three pieces of known rows, forwards or backwards.
fn is_runs(lower: &str) -> bool {
    let signs: Vec<char> = lower.chars().collect();
    let (mut at, mut n_pieces) = (0, 0);
    while at < signs.len() {
        let longest = (at + 1..=signs.len()).rev().find(|end| {
            let piece: String = signs[at..*end].iter().collect();
            let backwards: String = signs[at..*end].iter().rev().collect();
            RUNS.iter().any(|run| run.contains(&piece) || run.contains(&backwards))
        });
        at = longest.unwrap_or(at + 1);
        n_pieces += 1;
    }
    n_pieces <= 3
}

fn without_context(lower: &str) -> String {
    let mut rest = lower.to_owned();
    for word in CONTEXT {
        rest = rest.replace(word, "");
    }
    for year in 1921..=2099 {
        rest = rest.replace(&year.to_string(), "");
    }
    rest
}

/// Capital letters, small letters, digits, everything else.
fn n_classes(password: &str) -> usize {
    let classes: [fn(char) -> bool; 4] = [
        |sign| sign.is_ascii_uppercase(),
        |sign| sign.is_ascii_lowercase(),
        |sign| sign.is_ascii_digit(),
        |sign| !sign.is_ascii_alphanumeric(),
    ];
    classes.iter().filter(|class| password.chars().any(class)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_presets_refuse_what_is_easily_guessed() {
        let long = "长".repeat(101);
        for (password, wanted) in [
            ("炼钢炼铁炼人心", Weak::Short),
            ("Kx7-mQ2-vT9", Weak::Short),
            (long.as_str(), Weak::Long),
            ("my-ZZB-password", Weak::HoldsAccount),
            ("Password1234", Weak::Common),
            ("P@ssw0rd1234", Weak::Common),
            ("1qaz2wsx3edc", Weak::Common),
            ("1QAZ2WSX3EDC4RFV", Weak::Common),
            ("123456789012", Weak::Common),
            ("Qwertyuiop123", Weak::Common),
            ("aaaaaaaaaaaa", Weak::Common),
            ("Aa1!Aa1!Aa1!", Weak::Common),
            ("abcdefg7654321", Weak::Common),
            ("党支部2026党支部！Abc", Weak::Context),
            ("Baolei-5521-2026", Weak::Context),
            ("Dangwei@2026zb", Weak::Context),
            ("zhibu-dangyuan-1921", Weak::Context),
        ] {
            for preset in [Preset::Dengbao, Preset::Asvs] {
                assert_eq!(check_strength(preset, "zzb", password), Err(wanted), "{password} {preset:?}");
            }
        }
    }

    #[test]
    fn only_dengbao_asks_for_three_sorts_of_characters() {
        for (password, dengbao) in [
            ("correct horse battery", Err(Weak::Plain)),
            ("kumquat-violin-harbour", Err(Weak::Plain)),
            ("炼钢炼铁炼人心，一炉好钢", Err(Weak::Plain)),
            ("KUMQUAT7VIOLIN", Err(Weak::Plain)),
            ("Kumquat7violin", Ok(())),
            ("炼钢炼铁，一炉好钢 8 Lu", Ok(())),
            ("kumquat-7-violin", Ok(())),
        ] {
            assert_eq!(check_strength(Preset::Dengbao, "zzb", password), dengbao, "{password}");
            assert_eq!(check_strength(Preset::Asvs, "zzb", password), Ok(()), "{password}");
        }
    }
}
