//! Repeatable chance: splitmix64, one stream for each use, so that a change in one place moves nothing elsewhere.

#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    /// The stream of `use_` and `number` under a seed.
    pub(super) fn of(seed: u64, use_: &str, number: u64) -> Rng {
        let mut rng = Rng(seed ^ 0x5521_5521_5521_5521);
        for byte in use_.bytes() {
            rng.0 = rng.next().wrapping_add(u64::from(byte));
        }
        rng.0 = rng.next().wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        rng.next();
        rng
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub(super) fn within(&mut self, low: i64, high: i64) -> i64 {
        let width = (high - low).max(0) as u64 + 1;
        low + (self.next() % width) as i64
    }

    /// Whether something of this many in a thousand happens.
    pub(super) fn chance(&mut self, in_thousand: i64) -> bool {
        self.within(0, 999) < in_thousand
    }

    /// A bell around zero whose standard deviation is `sd`, never beyond three and a half of it.
    pub(super) fn bell(&mut self, sd: i64) -> i64 {
        // Twelve uniform draws of ±500 have a standard deviation of 1000.
        let sum: i64 = (0..12).map(|_| self.within(-500, 500)).sum();
        sum.clamp(-3500, 3500) * sd / 1000
    }

    pub(super) fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.within(0, from.len() as i64 - 1) as usize]
    }
}
