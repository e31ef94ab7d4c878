//! Marks of secrecy as state documents carry them: 秘密★, 机密★1年, 绝密★. Such documents do not belong on this system.

/// What the sender is told.
pub(crate) const MARKED: &str = "文件带有国家秘密标志（秘密★、机密★、绝密★）；本平台不得存储、处理涉密信息，文件未保存";

/// Whether a text carries such a mark; words like 保密工作 are no marks.
pub(crate) fn is_marked(text: &str) -> bool {
    let mut last = ['\0'; 2];
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        if matches!(sign, '★' | '☆') && matches!(last, ['秘' | '机' | '绝', '密']) {
            return true;
        }
        last = [last[1], sign];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_marked;

    #[test]
    fn marks_are_known_and_words_are_not() {
        for text in ["秘密★1年", "机 密 ★ 10年", "（绝密★）", "文件 绝密\n★"] {
            assert!(is_marked(text), "{text}");
        }
        for text in ["保密工作", "五星★支部", "秘密", "机密文件管理", "保密★", "★★★★★"]
        {
            assert!(!is_marked(text), "{text}");
        }
    }
}
