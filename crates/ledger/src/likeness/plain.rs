//! A text without what changes from copy to copy: punctuation, figures, dates, and the names of the branch.

/// The characters that are left, each with its place in the text (counted in characters).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Plain {
    pub(super) chars: Vec<char>,
    pub(super) places: Vec<usize>,
}

/// Units that belong to the figure before them.
const UNITS: &str = "年月日号时分";
const CHINESE_FIGURES: &str = "〇零一二三四五六七八九十百两";

/// `names` are left out wherever they stand; the longest first, so that a part of a name does not save the rest.
pub(super) fn plain(text: &[char], names: &[Vec<char>]) -> Plain {
    let mut kept: Vec<bool> = text.iter().map(|sign| sign.is_alphanumeric() && !is_figure(*sign)).collect();
    for name in names.iter().filter(|name| name.len() > 1) {
        let mut from = 0;
        while let Some(found) = text[from..].windows(name.len()).position(|part| part == name.as_slice()) {
            kept[from + found..from + found + name.len()].fill(false);
            from += found + name.len();
        }
    }
    for (n, sign) in text.iter().enumerate() {
        if !UNITS.contains(*sign) || n == 0 {
            continue;
        }
        let figures = text[..n].iter().rev().take_while(|sign| CHINESE_FIGURES.contains(**sign)).count();
        if figures > 0 || is_figure(text[n - 1]) {
            kept[n - figures..=n].fill(false);
        }
    }
    let places: Vec<usize> = (0..text.len()).filter(|place| kept[*place]).collect();
    let chars = places.iter().map(|place| text[*place].to_lowercase().next().unwrap_or(text[*place])).collect();
    Plain { chars, places }
}

/// A figure of any script that is not a Chinese word: those are part of ordinary words (一线, 三会一课).
fn is_figure(sign: char) -> bool {
    sign.is_numeric() && !('\u{4e00}'..='\u{9fff}').contains(&sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str, names: &[&str]) -> String {
        let names: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
        plain(&text.chars().collect::<Vec<_>>(), &names).chars.into_iter().collect()
    }

    #[test]
    fn dates_figures_and_punctuation_are_gone_and_words_stay() {
        assert_eq!(left("2026年9月10日，一线职工 15 人参加。", &[]), "一线职工人参加");
        assert_eq!(left("二〇二六年九月十日召开三会一课", &[]), "召开三会一课");
        assert_eq!(left("１２月ＡＢ", &[]), "ａｂ");
    }

    #[test]
    fn the_names_of_the_branch_are_gone() {
        assert_eq!(left("一高炉党支部组织党员清扫一高炉平台", &["一高炉党支部", "一高炉"]), "组织党员清扫平台");
    }

    #[test]
    fn every_character_knows_its_place() {
        let text: Vec<char> = "9月，学习党章。".chars().collect();
        let plain = plain(&text, &[]);
        assert!(plain.chars.iter().zip(&plain.places).all(|(sign, place)| text[*place] == *sign));
        assert_eq!(plain.places, [3, 4, 5, 6]);
    }
}
