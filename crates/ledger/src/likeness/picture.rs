//! Pictures by their fingerprint: 64 bits, of which a few change when a picture is scaled or compressed again.

/// Bits that may differ in one and the same picture.
const NEAR: u32 = 4;
/// Bands of 64 bits; with one more band than bits may differ, two like pictures agree in at least one.
const BANDS: u32 = NEAR + 1;
/// A picture with fewer bright or fewer dark steps is blank, a scan of an empty page or one colour.
const DULL: u32 = 8;

fn bits(fingerprint: &str) -> Option<u64> {
    let bits = u64::from_str_radix(fingerprint, 16).ok()?;
    (DULL..=64 - DULL).contains(&bits.count_ones()).then_some(bits)
}

/// The buckets by which like pictures are found; none for a picture that shows nothing.
pub fn bands(fingerprint: &str) -> Vec<i64> {
    let Some(bits) = bits(fingerprint) else { return Vec::new() };
    let width = 64_u32.div_ceil(BANDS);
    let of = |band: u32| {
        let part = (bits >> (band * width)) & ((1 << width) - 1);
        (u64::from(band) << width | part).cast_signed()
    };
    (0..BANDS).map(of).collect()
}

/// How many bits two fingerprints differ in, if that is few enough for one picture.
pub fn apart(one: &str, other: &str) -> Option<u32> {
    let apart = (bits(one)? ^ bits(other)?).count_ones();
    (apart <= NEAR).then_some(apart)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn like_pictures_share_a_bucket(picture in any::<u64>(), changed in proptest::collection::vec(0_u32..64, 0..=4)) {
            let other = changed.iter().fold(picture, |bits, n| bits ^ (1 << n));
            let (one, other) = (format!("{picture:016x}"), format!("{other:016x}"));
            if let Some(apart) = apart(&one, &other) {
                prop_assert!(apart as usize <= changed.len());
                let other = bands(&other);
                prop_assert!(bands(&one).iter().any(|band| other.contains(band)));
            }
        }
    }

    #[test]
    fn another_picture_is_not_like_and_a_blank_one_is_like_nothing() {
        assert_eq!(apart("00ff00ff00ff00ff", "00ff00ff00ff00f0"), Some(4));
        assert_eq!(apart("00ff00ff00ff00ff", "00ff00ff00ff0f00"), None);
        assert_eq!(apart("0000000000000001", "0000000000000001"), None);
        assert!(bands("0000000000000000").is_empty());
        assert!(bands("no picture").is_empty());
    }
}
