//! Exact numbers: fractions of whole numbers, so that 1/3 of a rate never loses a point.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact fraction. The denominator is positive; arithmetic that leaves the range answers `None`.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    num: i128,
    den: i128,
}

impl Number {
    pub const ZERO: Number = Number { num: 0, den: 1 };
    pub const ONE: Number = Number { num: 1, den: 1 };
    pub const HUNDRED: Number = Number { num: 100, den: 1 };

    /// `num / den`; `den` must be positive.
    pub const fn new(num: i128, den: i128) -> Number {
        Number { num, den }
    }

    pub const fn whole(value: i64) -> Number {
        Number { num: value as i128, den: 1 }
    }

    /// Numerator and (positive) denominator.
    pub const fn parts(self) -> (i128, i128) {
        (self.num, self.den)
    }

    pub const fn is_zero(self) -> bool {
        self.num == 0
    }

    pub const fn is_negative(self) -> bool {
        self.num < 0
    }

    pub fn plus(self, other: Number) -> Option<Number> {
        if self.den == other.den {
            return Some(Number::new(self.num.checked_add(other.num)?, self.den));
        }
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Number::fitted(left.checked_add(right)?, self.den.checked_mul(other.den)?)
    }

    pub fn minus(self, other: Number) -> Option<Number> {
        self.plus(Number::new(-other.num, other.den))
    }

    pub fn times(self, other: Number) -> Option<Number> {
        Number::fitted(self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?)
    }

    /// `None` when dividing by zero.
    pub fn over(self, other: Number) -> Option<Number> {
        if other.num == 0 {
            return None;
        }
        let num = self.num.checked_mul(other.den)?;
        let den = self.den.checked_mul(other.num)?;
        if den < 0 { Number::fitted(-num, -den) } else { Number::fitted(num, den) }
    }

    /// The greatest whole number not above this one.
    pub fn floor(self) -> i64 {
        let floor = match (i64::try_from(self.num), i64::try_from(self.den)) {
            (Ok(num), Ok(den)) => i128::from(num.div_euclid(den)),
            _ => self.num.div_euclid(self.den),
        };
        floor.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
    }

    /// Keeps both parts small enough that the next step cannot overflow needlessly.
    fn fitted(num: i128, den: i128) -> Option<Number> {
        const ROOM: i128 = 1 << 62;
        if num.abs() < ROOM && den < ROOM {
            return Some(Number::new(num, den));
        }
        Some(Number::new(num, den).reduced())
    }

    fn reduced(self) -> Number {
        let (mut a, mut b) = (self.num.abs(), self.den);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        if a <= 1 { self } else { Number::new(self.num / a, self.den / a) }
    }
}

impl Default for Number {
    fn default() -> Number {
        Number::ZERO
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        match (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => {
                let by_floor = self.floor().cmp(&other.floor());
                by_floor.then_with(|| self.reduced().num.cmp(&other.reduced().num))
            }
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

/// Up to four decimals without trailing zeros: `98.5`, `33.3333`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scaled = self.num.saturating_mul(10_000);
        let floor = scaled.div_euclid(self.den);
        let up = scaled.rem_euclid(self.den) * 2 >= self.den;
        let value = floor + i128::from(up);
        let sign = if value < 0 { "-" } else { "" };
        let (whole, rest) = (value.abs() / 10_000, value.abs() % 10_000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{rest:04}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// Not a plain decimal number of at most 15 digits before and 9 after the point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a number: `{0}`")]
pub struct BadNumber(pub String);

impl FromStr for Number {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Number, BadNumber> {
        let bad = || BadNumber(text.to_owned());
        let body = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, decimals) = body.split_once('.').unwrap_or((body, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 15 || decimals.len() > 9 || !digits(whole) || !digits(decimals) {
            return Err(bad());
        }
        if body.ends_with('.') {
            return Err(bad());
        }
        let num: i128 = format!("{whole}{decimals}").parse().map_err(|_| bad())?;
        let den = 10_i128.pow(decimals.len() as u32);
        Ok(Number::new(if text.starts_with('-') { -num } else { num }, den))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_thirds_exact() {
        let third = Number::ONE.over(Number::whole(3)).unwrap();
        let one = third.plus(third).unwrap().plus(third).unwrap();
        assert_eq!(one, Number::ONE);
        assert_eq!(third.to_string(), "0.3333");
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "1.", ".5", "1e3", "0x1", "1,000", "NaN", "--1"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }
}
