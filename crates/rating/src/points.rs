//! Exact points: whole thousandths, never floats.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub, SubAssign},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::number::Number;

/// Points in thousandths of a point. Text form: at least two decimals, `"82.50"`, `"0.125"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i64);

impl Points {
    pub const ZERO: Points = Points(0);

    /// From whole thousandths.
    pub const fn from_thousandths(thousandths: i64) -> Points {
        Points(thousandths)
    }

    /// The value in whole thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    pub const fn abs(self) -> Points {
        Points(self.0.abs())
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    pub fn number(self) -> Number {
        Number::new(i128::from(self.0), 1000)
    }

    /// As people write it in a sentence: `"0.5"`, `"3"`.
    pub fn short(self) -> String {
        self.number().to_string()
    }
}

/// How a number becomes points: the smallest unit and the direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// Smallest unit in thousandths: 10 is 0.01 point.
    pub unit: i64,
    pub mode: RoundingMode,
}

impl Rounding {
    pub const HUNDREDTH: Rounding = Rounding { unit: 10, mode: RoundingMode::HalfUp };

    /// Rounds `number` points to a whole number of units; saturates far outside any real score.
    pub fn points(self, number: Number) -> Points {
        let unit = i128::from(self.unit);
        let (num, den) = number.parts();
        let units = divide(num.saturating_mul(1000), den.saturating_mul(unit), self.mode);
        let limit = i128::from(i64::MAX / 2);
        Points(units.saturating_mul(unit).clamp(-limit, limit) as i64)
    }

    /// Rounds a plain number to a whole number of units.
    pub fn number(self, number: Number) -> Number {
        self.points(number).number()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入 (away from zero at the half).
    HalfUp,
    /// 四舍六入五成双.
    HalfEven,
    /// 去尾 (towards minus infinity).
    Down,
    /// 进一 (towards plus infinity).
    Up,
}

impl RoundingMode {
    pub fn title(self) -> &'static str {
        match self {
            RoundingMode::HalfUp => "四舍五入",
            RoundingMode::HalfEven => "四舍六入五成双",
            RoundingMode::Down => "舍尾",
            RoundingMode::Up => "进一",
        }
    }
}

/// `num / den` as a whole number, rounded as `mode` says; `den` is positive.
fn divide(num: i128, den: i128, mode: RoundingMode) -> i128 {
    // Both fit a machine word in all ordinary work, where division is several times faster.
    let (floor, rest) = match (i64::try_from(num), i64::try_from(den)) {
        (Ok(n), Ok(d)) => (i128::from(n.div_euclid(d)), i128::from(n.rem_euclid(d))),
        _ => (num.div_euclid(den), num.rem_euclid(den)),
    };
    let up = match mode {
        RoundingMode::Down => false,
        RoundingMode::Up => rest > 0,
        RoundingMode::HalfUp => rest * 2 > den || (rest * 2 == den && num > 0),
        RoundingMode::HalfEven => rest * 2 > den || (rest * 2 == den && floor % 2 != 0),
    };
    floor + i128::from(up)
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs() / 1000;
        let rest = self.0.unsigned_abs() % 1000;
        if rest.is_multiple_of(10) {
            write!(f, "{sign}{whole}.{:02}", rest / 10)
        } else {
            write!(f, "{sign}{whole}.{rest:03}")
        }
    }
}

/// Not a number of points: more than three decimals, or no number at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not points: `{0}`")]
pub struct BadPoints(pub String);

impl FromStr for Points {
    type Err = BadPoints;

    fn from_str(text: &str) -> Result<Points, BadPoints> {
        let bad = || BadPoints(text.to_owned());
        let number: Number = text.parse().map_err(|_| bad())?;
        let (num, den) = number.parts();
        let scaled = num.checked_mul(1000).ok_or_else(bad)?;
        if scaled % den != 0 {
            return Err(bad());
        }
        i64::try_from(scaled / den).map(Points).map_err(|_| bad())
    }
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points(self.0.saturating_sub(other.0))
    }
}

impl Neg for Points {
    type Output = Points;
    fn neg(self) -> Points {
        Points(-self.0)
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Points) {
        *self = *self + other;
    }
}

impl SubAssign for Points {
    fn sub_assign(&mut self, other: Points) {
        *self = *self - other;
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        points.fold(Points::ZERO, Add::add)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Points, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_text() {
        for (text, thousandths) in [("82.5", 82_500), ("-0.05", -50), ("3", 3_000), ("0.125", 125)] {
            assert_eq!(text.parse::<Points>(), Ok(Points(thousandths)));
        }
        assert_eq!(Points(82_500).to_string(), "82.50");
        assert_eq!(Points(-50).to_string(), "-0.05");
        assert_eq!(Points(125).to_string(), "0.125");
        assert!("0.0001".parse::<Points>().is_err());
    }

    #[test]
    fn rounds_as_the_scheme_says() {
        let number: Number = "19.955".parse().unwrap();
        for (mode, want) in [
            (RoundingMode::HalfUp, "19.96"),
            (RoundingMode::HalfEven, "19.96"),
            (RoundingMode::Down, "19.95"),
            (RoundingMode::Up, "19.96"),
        ] {
            assert_eq!(Rounding { unit: 10, mode }.points(number).to_string(), want, "{mode:?}");
        }
        let half: Number = "0.125".parse().unwrap();
        let even = Rounding { unit: 10, mode: RoundingMode::HalfEven };
        assert_eq!(even.points(half).to_string(), "0.12");
    }
}
